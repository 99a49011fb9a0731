import { Text } from '@codemirror/state'
import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { expectAccessible } from '../fake/axe'
import Outline from './Outline.svelte'
import { headingAt, headingsOf, selectedWords } from './outline'
import { written } from './written'

const doc = (text: string) => Text.of(text.split('\n'))

test.each([
  ['## A\n\ntext\n\n### *B* [c](/d)', ['A', 'B c'], 'in their order, without marks'],
  ['```\n## no\n```\n## yes', ['yes'], 'not in code'],
  ['~~~~\n## no\n~~~\n## no\n~~~~\n## yes', ['yes'], 'code ends with its own fence'],
  ['##\n\n#tag\n\n## ', [], 'none without words'],
  ['## C ##', ['C'], 'closed ones'],
])('the headings of %j are %j: %s', (text, headings) => {
  expect(headingsOf(doc(text)).map(({ words }) => words)).toEqual(headings)
})

test('the one that the caret is under is known', () => {
  const headings = headingsOf(doc('top\n\n## A\n\ntext\n\n## B\n'))
  expect([0, 8, 12, 99].map((pos) => headingAt(headings, pos))).toEqual([-1, 0, 0, 1])
})

test.each<[string, number | null, string]>([
  ['‹Two **bold** words› and more', 3, 'marks are none'],
  ['‹see [the list](https://a.example/x)›', 3, 'addresses are none'],
  ['‹It’s 8:52 p.m.›', 4, 'numbers are'],
  ['|nothing', null, 'no selection'],
])('%j has %s words selected: %s', (text, count) => {
  expect(selectedWords(written(text).view.state)).toBe(count)
})

test('arrows and Enter go to a heading, Esc goes back', async () => {
  const told = { ongo: vi.fn(), onclose: vi.fn() }
  const headings = headingsOf(doc('## A\n\n### B\n\n## C'))
  render(Outline, { props: { headings, at: 1, ...told } })
  await expectAccessible()
  expect(document.activeElement).toBe(screen.getByRole('menuitem', { name: 'B' }))
  const user = userEvent.setup()
  await user.keyboard('{ArrowDown}{Enter}')
  expect(told.ongo).toHaveBeenCalledWith(headings[2]?.from)
  await user.keyboard('{Escape}')
  expect(told.onclose).toHaveBeenCalledWith(true)
})
