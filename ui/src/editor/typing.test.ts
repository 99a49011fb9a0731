import { expect, test } from 'vitest'
import { written } from './written'

const FIG = '![Chairs](chairs.jpg)\n*In the hall.*'

test.each([
  ['One.|', '', 'One.\n\n|', 'at the end of a paragraph begins a new one'],
  ['One. |Two.', '', 'One. \n\n|Two.', 'in the middle parts it'],
  ['One.| Two.', '', 'One.\n\n|Two.', 'the blank that parted two sentences goes'],
  ['## Head|', '', '## Head\n\n|', 'after a heading comes text'],
  ['## |Head', '', '\n\n## |Head', 'before a heading: an empty paragraph above it, and the heading stays'],
  ['One.\n\n## |Head', '', 'One.\n\n\n\n## |Head', 'also below other text'],
  ['## ‹He›ad', '', '\n\n## |ad', 'its first letters are replaced by that'],
  ['## |Head', 'Shift', '\n\n## |Head', 'with Shift as well: a heading is one line'],
  ['## He|ad', '', '## He\n\n|ad', 'in the middle of a heading: the rest is text'],
  ['One.\n\n|', '', 'One.\n\n|', 'an empty paragraph is not doubled'],
  ['- a|', '', '- a\n- |', 'in a list: the next item'],
  ['1. a|', '', '1. a\n2. |', 'in a numbered list: the next number'],
  ['- a\n- |', '', '- a\n\n|', 'in an empty item: out of the list, apart from it'],
  ['- a\n  - |', '', '- a\n- |', 'in an empty inner item: out of the inner list'],
  ['- [x] a|', '', '- [x] a\n- [ ] |', 'a task is followed by an open one'],
  ['1. a|\n2. b', '', '1. a\n2. |\n3. b', 'the numbers after it go on'],
  ['> a|', '', '> a\n>\n> |', 'in a quotation: its next paragraph'],
  ['> a\n>\n> |', '', '> a\n\n|', 'in an empty one: out of the quotation'],
  ['```\na|\n```', '', '```\na\n|\n```', 'code keeps its lines'],
  ['a ‹b› c', '', 'a \n\n|c', 'a selection is replaced'],
  ['One|', 'Shift', 'One  \n|', 'with Shift: a new line in the same paragraph'],
])('Enter: %j with %s becomes %j: %s', (before, mods, after) => {
  const editor = written(before)
  editor.press('Enter', mods === 'Shift' ? { shiftKey: true } : {})
  expect(editor.text).toBe(after)
})

test.each([
  ['One.\n\n|Two.', 'One.|Two.', 'joins two paragraphs'],
  ['One.\n\n\n\n|Two.', 'One.|Two.', 'over all blank lines between them'],
  ['One.\n\n|', 'One.|', 'an empty paragraph goes'],
  ['## |Head', '|Head', 'a heading becomes text'],
  ['a\n\n- |b', 'a\n\n|b', 'an item becomes text'],
  ['- a\n- |b', '- a\n\n|b', 'and is parted from the list before it'],
  ['> |a', '|a', 'a quotation becomes text'],
  [`${FIG}\n\n|Two.`, `‹${FIG}›\n\nTwo.`, 'after a picture chooses it, and spoils nothing'],
])('Backspace: %j becomes %j: %s', (before, after) => {
  const editor = written(before)
  editor.press('Backspace')
  expect(editor.text).toBe(after)
})

test.each([
  ['One.|\n\nTwo.', 'One.|Two.', 'joins two paragraphs'],
  ['One.|\n\n## Two', 'One.|Two', 'a heading’s mark goes with it'],
  [`One.|\n\n${FIG}\n`, `One.\n\n‹${FIG}›\n`, 'before a picture chooses it'],
  [`One.\n\n‹${FIG}›\n\nTwo.\n`, 'One.\n\n|Two.\n', 'takes a chosen picture out, with one gap'],
  [`One.\n\n‹${FIG}›\n`, 'One.|\n', 'at the end leaves the last line end'],
  [`‹${FIG}›\n`, '|', 'a text that was only a picture is empty'],
])('Delete: %j becomes %j: %s', (before, after) => {
  const editor = written(before)
  editor.press('Delete')
  expect(editor.text).toBe(after)
})

test.each([
  [`‹${FIG}›\n\nTwo.\n`, `${FIG}\n\nX|\n\nTwo.\n`, 'in the middle'],
  [`One.\n\n‹${FIG}›\n`, `One.\n\n${FIG}\n\nX|\n`, 'at the end'],
])('typing over a chosen picture goes on below it: %j', (before, after) => {
  const editor = written(before)
  editor.type('X')
  expect(editor.text).toBe(after)
})

test('Enter on a picture opens it, and a deleted one comes back with undo', () => {
  const editor = written(`One.\n\n‹${FIG}›\n\nTwo.\n`)
  editor.press('Enter')
  expect(editor.told.opened).toEqual([[6, true]])
  editor.press('Delete')
  expect(editor.text).not.toContain('chairs.jpg')
  editor.press('z', { ctrlKey: true })
  expect(editor.text.replace(/[‹›|]/g, '')).toBe(`One.\n\n${FIG}\n\nTwo.\n`)
})
