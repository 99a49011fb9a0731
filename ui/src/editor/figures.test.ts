import { expect, test } from 'vitest'
import { figuresIn, fromDesk, setFigures } from './figures'
import { isGap, landing } from './gaps'
import { insertFigure } from './place'
import { figuresOf, written } from './written'

const FIG = '![Chairs](chairs.jpg)\n*In the hall.*'
const PLAIN = '![Door](door.jpg)'

test('a figure with its own lines is a card, one stop with a name', () => {
  const { view } = written(`One.|\n\n${FIG}\n\nTwo.`)
  const cards = view.dom.querySelectorAll('.fig')
  expect(cards).toHaveLength(1)
  expect(cards[0]?.getAttribute('aria-label')).toBe('Picture: Chairs. Credit missing.')
  expect(cards[0]?.getAttribute('contenteditable')).toBe('false')
  expect(cards[0]?.textContent).toContain('Who made this picture?')
  expect(cards[0]?.textContent).toContain('This picture’s file is missing')
  expect(view.contentDOM.textContent).not.toContain('chairs.jpg')
})

test('a picture inside a paragraph is left as it is', () => {
  const text = 'See ![Door](door.jpg) there.'
  const { view } = written(`|${text}`)
  const inside = figuresOf(PLAIN).map((figure) => ({ ...figure, from: 4, to: 21 }))
  view.dispatch({ effects: setFigures.of(inside) })
  expect(figuresIn(view.state)).toHaveLength(1)
  expect(view.dom.querySelector('.fig')).toBeNull()
})

test('a card keeps its place while the text above it changes', () => {
  const { view } = written(`One.|\n\n${FIG}\n`)
  view.dispatch({ changes: { from: 0, insert: '😀 ' } })
  expect(figuresIn(view.state)[0]?.from).toBe(9)
  expect(view.dom.querySelectorAll('.fig')).toHaveLength(1)
})

test('other words are drawn into the same card', () => {
  const { view } = written(`One.|\n\n${FIG}\n`)
  const before = view.dom.querySelector('.fig')
  const [figure] = figuresIn(view.state)
  if (!figure) throw new Error('the text has a figure')
  const words = { ...figure.words, label: 'Photo', credit: 'Ana Bo' }
  view.dispatch({ effects: setFigures.of([{ ...figure, words }]) })
  const after = view.dom.querySelector('.fig')
  expect(after).toBe(before)
  expect(after?.textContent).toContain('Photo: Ana Bo')
  expect(after?.getAttribute('aria-label')).toBe('Picture: Chairs.')
})

test('arrows step onto a card and on', () => {
  const editor = written(`One.|\n\n${FIG}\n\nTwo.`)
  editor.press('ArrowRight')
  expect(editor.text).toBe(`One.\n\n‹${FIG}›\n\nTwo.`)
  expect(editor.told.chosen).toEqual([6])
  expect(editor.view.dom.querySelector('.fig.is-chosen')).not.toBeNull()
  editor.press('ArrowRight')
  expect(editor.text).toBe(`One.\n\n${FIG}\n\n|Two.`)
  editor.press('ArrowLeft')
  expect(editor.text).toContain(`‹${FIG}›`)
  editor.press('ArrowLeft')
  expect(editor.text).toBe(`One.|\n\n${FIG}\n\nTwo.`)
})

test('what comes from the back end is not for undo', () => {
  const editor = written('One.|')
  editor.type(' Two.')
  editor.view.dispatch({ changes: { from: 0, insert: 'Zero. ' }, annotations: fromDesk.of(true) })
  editor.press('z', { ctrlKey: true })
  expect(editor.view.state.doc.toString()).toBe('Zero. One.')
})

test.each([
  ['One.|\n\nTwo.', `One.\n\n${PLAIN}\n\nTwo.`, 'after the paragraph with the caret'],
  ['One| more.\n\nTwo.', `One more.\n\n${PLAIN}\n\nTwo.`, 'never into the middle of one'],
  ['One.\n\n|Two.', `One.\n\n${PLAIN}\n\nTwo.`, 'before it when the caret is at its start'],
  ['|One.', `${PLAIN}\n\nOne.`, 'at the very top'],
  ['One.\n\n|\n\nTwo.', `One.\n\n${PLAIN}\n\nTwo.`, 'in an empty paragraph'],
  ['One.|\n', `One.\n\n${PLAIN}\n`, 'at the end'],
  ['|', `${PLAIN}\n`, 'in an empty text'],
  ['- a|\n- b\n\nTwo.', `- a\n- b\n\n${PLAIN}\n\nTwo.`, 'after a list as a whole'],
  [`‹${FIG}›\n\nTwo.`, `${FIG}\n\n${PLAIN}\n\nTwo.`, 'after a chosen picture'],
])('a picture put in at %j: %j (%s)', (before, after) => {
  const editor = written(before)
  const start = editor.view.state.doc.toString()
  const end = insertFigure(editor.view, PLAIN, null)
  expect(editor.view.state.doc.toString()).toBe(after)
  expect(editor.view.state.sliceDoc(end - PLAIN.length, end)).toBe(PLAIN)
  editor.press('z', { ctrlKey: true })
  expect(editor.view.state.doc.toString()).toBe(start)
})

test('gaps are low, empty paragraphs are not', () => {
  const gapsOf = (text: string) => {
    const { doc } = written(text).view.state
    return Array.from({ length: doc.lines }, (_, i) => isGap(doc, doc.line(i + 1)))
  }
  expect(gapsOf('A\n\nB')).toEqual([false, true, false])
  expect(gapsOf('A\n\n\n\nB')).toEqual([false, true, false, true, false])
  expect(gapsOf('A\n\n\nB')).toEqual([false, true, true, false])
  expect(gapsOf('A\n')).toEqual([false, true])
  expect(gapsOf('A\n\n')).toEqual([false, true, false])
  expect(gapsOf('\nA')).toEqual([true, false])
  expect(gapsOf('')).toEqual([false])
})

test.each<[string, number, number, number | null, string]>([
  ['A\n\nB', 2, 1, 3, 'forwards over a gap'],
  ['A\n\nB', 2, 3, 1, 'backwards over it'],
  ['A\n', 2, 0, 1, 'no further than the last paragraph'],
  ['A\n\n## B', 3, 1, 6, 'onto a heading’s first letter'],
  ['A\n\n## B', 5, 6, 1, 'leftwards out of a heading'],
  ['A\n\nB', 3, 1, null, 'a letter is fine'],
])('in %j a caret for %i, coming from %i, lands on %s: %s', (text, head, from, place) => {
  expect(landing(written(text).view.state, head, from)).toBe(place)
})

test('arrow up in the first line asks for the dek', () => {
  const editor = written('|One.\n\nTwo.')
  editor.press('ArrowUp', { keyCode: 38 })
  expect(editor.told.ups).toBe(1)
})
