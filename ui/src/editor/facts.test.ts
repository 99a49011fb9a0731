import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { expectAccessible } from '../fake/axe'
import type { FigureView } from '../ipc'
import { figureCard, nameOf } from './card'
import { firstMissing } from './facts'
import { figuresOf, type Written, written } from './written'

const FIG = '![Chairs](chairs.jpg)\n*In the hall. (Ana)*'
const field = (editor: Written, name: string) =>
  editor.view.dom.querySelector<HTMLTextAreaElement>(`.fig textarea[aria-label="${name}"]`)

function opened(text = `One.\n\n‹${FIG}›\n\nTwo.`): Written {
  const editor = written(text)
  editor.press('Tab', { keyCode: 9 })
  return editor
}

test.each([
  ['*s* and _t_', '*s* and _t_', 'captions know no italics: the page shows these signs, too'],
  ['The **lamp** is [lit](/a)', 'The lamp is lit', 'strong words and links'],
])('the card says the caption %j as %j: %s', (caption, shown) => {
  const [figure] = figuresOf(FIG)
  if (!figure) throw new Error('there is a figure')
  const card = figureCard({ ...figure, words: { ...figure.words, caption } })
  expect(card.querySelector('[data-fact=caption] dd')?.textContent).toBe(shown)
})

test('a decoration is believed: nothing is asked of it, and nothing called missing', () => {
  const [figure] = figuresOf('![](chairs.jpg)')
  if (!figure) throw new Error('there is a figure')
  const plain = { ...figure, words: { ...figure.words, alt: '' } }
  expect(nameOf(plain)).toBe('Picture: no description. Description missing. Credit missing.')
  const decoration = { ...plain, words: { ...plain.words, decorative: true } }
  expect(nameOf(decoration)).toBe('Picture: decoration.')
  const card = figureCard(decoration)
  expect(card.querySelector('.need')).toBeNull()
  expect([...card.querySelectorAll('dd')].map((one) => one.textContent)).toEqual([
    'Decoration, nothing to describe',
    'No caption',
    'No credit',
  ])
  expect(firstMissing(decoration)).toBe('alt')
})

test('a click on a fact makes fields of them, in their places, each with its name', async () => {
  const editor = written(`One.|\n\n${FIG}\n`)
  const row = editor.view.dom.querySelectorAll('.fig dd')[1]
  row?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, cancelable: true }))
  expect(document.activeElement).toBe(field(editor, 'Caption'))
  expect(field(editor, 'Description')?.value).toBe('Chairs')
  expect(editor.view.dom.querySelector('.fig')?.getAttribute('role')).toBe('group')
  await expectAccessible(editor.view.dom)
})

test('Tab on a chosen card goes to what is missing, on to the next, and out below it', async () => {
  const editor = opened()
  const user = userEvent.setup()
  expect(document.activeElement).toBe(field(editor, 'Credit'))
  await user.keyboard('{Shift>}{Tab}{/Shift}')
  expect(document.activeElement).toBe(field(editor, 'Caption'))
  await user.keyboard('{Tab}{Tab}')
  expect(field(editor, 'Credit')).toBeNull()
  expect(editor.view.hasFocus).toBe(true)
})

test('what is typed is in the story at once, and one step to undo', async () => {
  const editor = opened()
  const before = editor.view.state.doc.toString()
  await userEvent.setup().keyboard('Zoë Çelik')
  await vi.waitFor(() => expect(editor.view.state.doc.toString()).toContain('(Zoë Çelik)'))
  expect(field(editor, 'Credit'), 'the field is the same').toBe(document.activeElement)
  await userEvent.setup().keyboard('{Enter}')
  await vi.waitFor(() => expect(editor.view.dom.querySelector('.fig dd:last-child')).not.toBeNull())
  expect(editor.view.dom.querySelector('.fig')?.textContent).toContain('Photo: Zoë Çelik')
  expect(editor.text).toMatch(/‹!\[Chairs\][^›]*›/)
  editor.press('z', { ctrlKey: true })
  expect(editor.view.state.doc.toString()).toBe(before)
})

test('Esc puts back what was there', async () => {
  const editor = opened()
  const user = userEvent.setup()
  await user.keyboard('x')
  await vi.waitFor(() => expect(editor.view.state.doc.toString()).toContain('(x)'))
  await user.keyboard('{Escape}')
  await vi.waitFor(() => expect(editor.view.state.doc.toString()).not.toContain('(x)'))
  await vi.waitFor(() => expect(field(editor, 'Credit')).toBeNull())
  expect(editor.view.dom.querySelector('.fig')?.getAttribute('role')).toBe('img')
})

test('letters that are being composed are left alone', () => {
  const editor = opened()
  const credit = field(editor, 'Credit')
  const enter = new KeyboardEvent('keydown', {
    key: 'Enter',
    isComposing: true,
    bubbles: true,
    cancelable: true,
  })
  credit?.dispatchEvent(enter)
  expect(enter.defaultPrevented).toBe(false)
  expect(field(editor, 'Credit')).toBe(credit)
})

test('a card shows what its template has a place for, and what it says all the same', () => {
  const [one] = figuresOf('![Chairs](chairs.jpg)')
  if (!one) throw new Error('a figure')
  const figure = { ...one, form: 'template', nowhere: ['caption', 'credit'] }
  const rows = (shown: FigureView) =>
    [...figureCard(shown).querySelectorAll<HTMLElement>('[data-fact]')].map((row) => row.dataset.fact)
  expect(rows(figure)).toEqual(['alt'])
  expect(nameOf(figure), 'no credit is missed that has no place').toBe('Picture: Chairs.')
  expect(firstMissing(figure)).toBe('alt')
  expect(rows({ ...figure, words: { ...figure.words, credit: 'Ana' } })).toEqual(['alt', 'credit'])
  expect(rows({ ...figure, nowhere: [] })).toEqual(['alt', 'caption', 'credit'])
})
