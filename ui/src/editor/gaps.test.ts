import { EditorSelection } from '@codemirror/state'
import { expect, test } from 'vitest'
import { deleteToLineStart } from './gaps'
import { written } from './written'

const LEFT = { key: 'ArrowLeft', keyCode: 37 }
const HOME = { key: 'Home', keyCode: 36 }

test.each([
  ['- one\n- tw|o', '- one\n- |two', 'an item'],
  ['1. one\n2. tw|o', '1. one\n2. |two', 'a numbered one'],
  ['- one\n  - tw|o', '- one\n  - |two', 'an inner one'],
  ['> tw|o', '> |two', 'a quotation'],
  ['> - tw|o', '> - |two', 'an item in one'],
  ['## He|ad', '## |Head', 'a heading'],
  ['- |two', '- |two', 'again'],
  ['Some 2. w|ords', '|Some 2. words', 'a paragraph'],
  ['```\n- o|ne\n```', '```\n|- one\n```', 'code'],
])('Home goes to the first letter: %j becomes %j: %s', (before, after) => {
  const editor = written(before)
  editor.press(HOME.key, HOME)
  expect(editor.text).toBe(after)
})

test.each([
  ['- one\n- two|', '- one\n- ‹two›', '- one\n- X|', 'an item'],
  ['1. one\n2. two|', '1. one\n2. ‹two›', '1. one\n2. X|', 'a numbered one'],
  ['> two|', '> ‹two›', '> X|', 'a quotation'],
  ['- |two', '- |two', '- X|two', 'where it is already'],
])('Shift Home takes the words, and what is typed stays one: %j: %j, %j: %s', (before, chosen, after) => {
  const editor = written(before)
  editor.press(HOME.key, { ...HOME, shiftKey: true })
  expect(editor.text).toBe(chosen)
  editor.type('X')
  expect(editor.text).toBe(after)
})

test.each([
  ['- one|\n- two', 6, '- one\n- |two', 'down'],
  ['- one\n- two|', 0, '- |one\n- two', 'up'],
  ['One.|\n\n> two', 6, 'One.\n\n> |two', 'onto a quotation'],
  ['One.|\n\n- two', 6, 'One.\n\n- |two', 'onto an item'],
  ['- one\n- [ ] two|', 6, '- one\n- |[ ] two', 'the box of a task is seen'],
  ['One.|\n2. two', 5, 'One.\n|2. two', 'a number in a paragraph is one of its words'],
])('a caret before a hidden mark stands behind it: %j at %i is %j: %s', (before, head, after) => {
  for (const userEvent of ['select', 'select.pointer']) {
    const editor = written(before)
    const selection = EditorSelection.create([EditorSelection.cursor(head, 1, undefined, 7)])
    editor.view.dispatch({ selection, userEvent })
    expect(editor.text).toBe(after)
    expect(editor.view.state.selection.main.goalColumn).toBe(7)
  }
})

test('a click left of the bullet stays in its item, also from its first letter', () => {
  const editor = written('- one\n- |two')
  editor.view.dispatch({ selection: { anchor: 6 }, userEvent: 'select.pointer' })
  expect(editor.text).toBe('- one\n- |two')
})

test.each([
  ['- one\n- |two', '- one|\n- two', 'an item'],
  ['- one\n  - |two', '- one|\n  - two', 'an inner one'],
  ['One.\n\n> |two', 'One.|\n\n> two', 'a quotation, over the gap'],
  ['- |one', '- |one', 'nowhere from the very first'],
])('leftwards from the first letter leads to the line above: %j becomes %j: %s', (before, after) => {
  for (const mods of [{}, { ctrlKey: true }]) {
    const editor = written(before)
    editor.press(LEFT.key, { ...LEFT, ...mods })
    expect(editor.text).toBe(after)
  }
})

test.each([
  [2, 4, '- one\n- two\n- three', '- ‹on›e\n- two\n- three', 'within an item'],
  [4, 6, '- one\n- two', '- on‹e\n- ›two', 'downwards: the mark goes with what parts the items'],
  [0, 6, '- one\n- two', '‹- one\n›- two', 'a whole line, with its mark'],
  [6, 0, '- one\n- two', '‹- one\n›- two', 'the same upwards'],
  [6, 11, '- one\n- two\n- three', '- one\n- ‹two›\n- three', 'all of an item, from left of its bullet'],
  [11, 6, '- one\n- two', '- one\n- ‹two›', 'the same backwards'],
  [0, 5, '- one', '‹- one›', 'all of the text'],
])('a selection from %i to %i in %j is %j: %s', (anchor, head, text, after) => {
  const editor = written(`${text}|`)
  editor.view.dispatch({ selection: { anchor, head }, userEvent: 'select' })
  expect(editor.text).toBe(after)
})

test.each([
  ['1. one\n2. |two', 'Backspace', '1. one\n\n|two', 'an item becomes text'],
  ['> - |two', 'Backspace', '> |two', 'an item in a quotation stays in that'],
  ['- one|\n- two', 'Delete', '- one|two', 'two items are joined'],
])('with Ctrl, too, %j with %s is %j: %s', (before, key, after) => {
  for (const mods of [{}, { ctrlKey: true }]) {
    const editor = written(before)
    editor.press(key, mods)
    expect(editor.text).toBe(after)
  }
})

test('what a Mac deletes up to the beginning of a line are its words', () => {
  const editor = written('- one\n- two|')
  expect(deleteToLineStart(editor.view)).toBe(true)
  expect(editor.text).toBe('- one\n- |')
})

test('a text that begins with a list is begun at its first letter', () => {
  const { view } = written('- one')
  expect(view.state.selection.main.head).toBe(2)
})
