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
  ['A\n===\n\ntext\n\nB *c*\n---\n\nD\n-', ['A', 'B c', 'D'], 'underlined ones'],
  ['A long\nheading\n===\ntext\n===', ['A long heading', 'text'], 'of several lines'],
  ['text\n\n---\n\n===\n\n- a\n---\n\n> b\n===\n\n    c\n===', [], 'a rule underlines nothing'],
  ['## A\n---\n\n| a | b |\n|---|---|\n| c | d |\n\n<p>\nb\n---', ['A'], 'nor does one below these'],
  ['```\na\n===\n```', [], 'nor in code'],
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
  ['‹1. One and the\n2. two[^1]›', 4, 'marks of lines and of footnotes are none'],
  ['‹<b class="x">bold</b> _move_ snake_case›', 3, 'tags are none'],
  ['‹can’t 3.14 e-mail 8:52›', 6, 'as the core counts them'],
  ['‹早报 today›', 3, 'each sign of these is one'],
  ['‹# Über—uns»›', 2, 'signs are none'],
  ['‹See ![a dog](b.jpg) there›', 4, 'what a picture shows is'],
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
