import { expect, test } from 'vitest'
import { nextStyle, setStyle, toggleBlock } from './block'
import { formatAt } from './format'
import { setLink } from './link'
import { toggleMark } from './marks'
import { written } from './written'

test.each([
  ['a ‹bus› stop', 'a **‹bus›** stop', 'a selection'],
  ['a bu|s stop', 'a **bu|s** stop', 'the word at the caret'],
  ['a **bu|s** stop', 'a bu|s stop', 'off again'],
  ['a bus| stop', 'a bus**|** stop', 'at a word’s end: what is typed next'],
  ['a |bus stop', 'a **|**bus stop', 'at its beginning too'],
  ['|bus stop', '**|**bus stop', 'and where the paragraph begins'],
  ['a __b|us__ stop', 'a b|us stop', 'off, in its other form'],
  ['a **bus|** stop', 'a **bus**| stop', 'at the end of what was typed: on without it'],
  ['a **bus**| stop', 'a **bus|** stop', 'right behind it: on with it again'],
  ['a **|bus** stop', 'a |**bus** stop', 'at its beginning: before it without'],
  ['a |**bus** stop', 'a **|bus** stop', 'right before it: with it'],
  ['***bus|***', '***bus**|*', 'out of bold, and still in italic'],
  ['**one *bus|***', '**one *bus***|', 'where italic ends before it'],
  ['**one| two**', '**one**| **two**', 'between the words of a mark: without it from there on'],
  ['**one |two**', '**one** |**two**', 'and before a word of it'],
  ['**bus |**stop', '**bus** |stop', 'behind a blank: that is outside'],
  ['**Note:|**stop', '**Note:**|stop', 'behind a sign, where it does not count yet'],
  ['a *|* b', 'a ***|*** b', 'italic was opened: both'],
  ['a **|** b', 'a | b', 'nothing was typed: the marks go'],
  ['a ‹ bus › stop', 'a  **bus**  stop', 'blanks stay outside the marks'],
  ['‹one\n\ntwo›', '**one**\n\n**two**', 'each paragraph by itself'],
  ['- ‹one›', '- **‹one›**', 'an item’s mark stays outside'],
  ['a | b', 'a **|** b', 'nothing to mark: type between'],
  ['a **b‹us** st›op', 'a **b‹us st›**op', 'a mark that the selection begins in grows'],
  ['a ‹**b** c›', 'a **‹b c›**', 'a mark within the selection is one with it'],
  ['**a**‹b›', '**a‹b›**', 'and one beside it'],
  ['‹**one**\n\n**two**›', 'one\n\ntwo', 'all of it has the mark: off, in each paragraph'],
  ['‹**one**\n\ntwo›', '**one**\n\n**two**', 'some of it has: on'],
  ['**one ‹two› three**', '**one** two **three**', 'off in the middle, the rest keeps it'],
  ['**‹one› two**', 'one **two**', 'off at the beginning'],
  ['a [b‹us](/x) st›op', 'a **[bus](/x) st**op', 'a link is marked as a whole'],
  ['‹- one\n- two›', '- **one**\n- **two**', 'each item by itself'],
  ['a ‹“no,”›then', 'a **“no**,”then', 'a sign beside a letter stays outside, or the mark would not count'],
  ['‹ \n›', '‹ \n›', 'blanks have no mark'],
])('bold: %j becomes %j: %s', (before, after) => {
  const editor = written(before)
  toggleMark(editor.view, 'StrongEmphasis')
  const text = editor.text
  expect(after.includes('‹') || after.includes('|') ? text : text.replace(/[‹›|]/g, '')).toBe(after)
})

/** What somebody types and presses, one after the other: Ctrl B, Ctrl I, or letters. */
test.each<[string, string[], string, string]>([
  ['|BBB ppp', ['^b', 'Note:', ' ', '^b'], '**Note:** |BBB ppp', 'before a word'],
  ['killed-B|', ['^b', 'BBB', '^b', '.'], 'killed-B**BBB**.|', 'behind a word'],
  ['a bus|', ['^b', ' ', 'stop', '^b', ' here'], 'a bus **stop** here|', 'the blank first'],
  ['a bus|', ['^b', ',', ' so'], 'a bus, **so|**', 'a sign first, where the mark would not count'],
  ['a | b', ['^b', '(', 'so', ')', '^b'], 'a **(so)**| b', 'a sign that it does count beside'],
  ['|', ['^b', 'Note', '^b', ': so'], '**Note**: so|', 'in an empty paragraph'],
  ['a |', ['^b', '^i', 'bus', '^i', ' stop'], 'a ***bus*** stop|', 'bold and italic'],
  ['a |', ['^b', 'bus', '^b', '^b', 'ses', '^b', '.'], 'a **busses**.|', 'off and on again'],
])('%j, then %j, becomes %j: %s', (before, keys, after) => {
  const editor = written(before)
  for (const key of keys) {
    if (key.startsWith('^')) editor.press(key.slice(1), { ctrlKey: true })
    else for (const letter of key) editor.type(letter)
  }
  expect(editor.text).toBe(after)
})

test.each([
  [' ', 'a bus  stop', 'a blank'],
  ['', 'a bus stop', 'nothing'],
  ['now ', 'a bus**now**  stop', 'a word and a blank'],
])('marks that the caret leaves hold words or are gone: after %j %j (%s)', (typed, after) => {
  const editor = written('a bus| stop')
  editor.press('b', { ctrlKey: true })
  for (const letter of typed) editor.type(letter)
  editor.view.dispatch({ selection: { anchor: 1 } })
  expect(editor.view.state.doc.toString()).toBe(after)
  expect(editor.view.state.selection.main.head).toBe(1)
})

test('to undo what was typed before, nothing of marks that stayed empty is in the way', () => {
  const editor = written('a |')
  editor.type('bus')
  editor.press('b', { ctrlKey: true })
  editor.view.dispatch({ selection: { anchor: 1 } })
  editor.press('z', { ctrlKey: true })
  expect(editor.view.state.doc.toString()).toBe('a ')
})

test('what nobody opened stays when the caret passes through it', () => {
  const editor = written('a\n\n**|**\n\nb')
  editor.view.dispatch({ selection: { anchor: 0 } })
  expect(editor.view.state.doc.toString()).toBe('a\n\n****\n\nb')
})

test('bold is on for what is typed next, and off behind it', () => {
  const on = (marked: string) => formatAt(written(marked).view.state).bold
  expect(['a **|** b', '**bus|**', '**bus |**stop', '**|bus**'].map(on)).toEqual([true, true, true, true])
  expect(['**bus**|', '|**bus**', 'a | b', '*|* b', 'bus |**stop**'].map(on)).toEqual(Array(5).fill(false))
})

test('bold and italic on and off leave the text as it was', () => {
  const editor = written('the ‹last bus› home')
  for (let i = 0; i < 2; i++) {
    toggleMark(editor.view, 'StrongEmphasis')
    toggleMark(editor.view, 'Emphasis')
  }
  toggleMark(editor.view, 'StrongEmphasis')
  toggleMark(editor.view, 'StrongEmphasis')
  expect(editor.view.state.doc.toString()).toBe('the last bus home')
})

test.each([
  [
    'see ‹the list› now',
    'https://x.example/a b',
    'see [the list](https://x.example/a%20b) now',
    'a selection',
  ],
  ['see li|st now', 'https://x.example', 'see [list](https://x.example) now', 'the word at the caret'],
  [
    'see | now',
    'https://x.example/(a)',
    'see [x.example/(a)](https://x.example/%28a%29) now',
    'no word: its address',
  ],
  [
    'see [l|ist](https://old.example) now',
    'https://new.example',
    'see [list](https://new.example) now',
    'another address',
  ],
  ['see [l|ist](https://old.example) now', '', 'see list now', 'none: no link'],
])('link: %j with %j becomes %j: %s', (before, address, after) => {
  const editor = written(before)
  setLink(editor.view, address)
  expect(editor.view.state.doc.toString()).toBe(after)
})

test('text, heading, subheading in turn, the caret stays at its letter', () => {
  const editor = written('Two cal|endars')
  const turns = [1, 2, 3].map(() => {
    nextStyle(editor.view)
    return editor.text
  })
  expect(turns).toEqual(['## Two cal|endars', '### Two cal|endars', 'Two cal|endars'])
  setStyle(editor.view, 'heading')
  setStyle(editor.view, 'heading')
  expect(editor.text).toBe('## Two cal|endars')
})

test.each<['bullets' | 'numbers' | 'quote', string, string, string]>([
  ['bullets', 'on|e', '- on|e', 'one paragraph'],
  ['bullets', '‹one\n\ntwo\n\nthree›', '- one\n- two\n- three', 'several become a close list'],
  ['numbers', '‹one\n\ntwo›', '1. one\n2. two', 'numbered'],
  ['numbers', '‹- one\n- two›', '1. one\n2. two', 'one kind of list becomes the other'],
  ['bullets', '‹- one\n- two›', 'one\n\ntwo', 'off: paragraphs again'],
  ['quote', '‹one\n\ntwo›', '> one\n>\n> two', 'a quotation of two paragraphs'],
  ['quote', '> on|e', 'on|e', 'off again'],
  ['bullets', '## He|ad', '- He|ad', 'a heading becomes an item'],
  ['bullets', 'one\ntw|o\n\nthree', '- one\n  tw|o\n\nthree', 'a paragraph of several lines is one item'],
  ['bullets', '- one\n  tw|o', 'one\ntw|o', 'and one paragraph again'],
  ['quote', 'one\ntw|o', '> one\n> tw|o', 'all its lines are quoted'],
  ['numbers', '‹- a\n  - b\n  - c\n- d›', '1. a\n  1. b\n  2. c\n2. d', 'each level counts for itself'],
  ['bullets', '- a\n- b|\n- c', '- a\n\nb\n\n- c', 'one item out of a list'],
])('%s: %j becomes %j: %s', (kind, before, after) => {
  const editor = written(before)
  toggleBlock(editor.view, kind)
  expect(after.includes('|') ? editor.text : editor.view.state.doc.toString()).toBe(after)
})

test('what is on at the caret', () => {
  expect(formatAt(written('## A **bo|ld** head').view.state)).toMatchObject({
    style: 'heading',
    bold: true,
    italic: false,
  })
  expect(formatAt(written('- see *[l|ink](/a)*').view.state)).toMatchObject({
    bullets: true,
    italic: true,
    link: '/a',
  })
  expect(formatAt(written('> 1|').view.state)).toMatchObject({ quote: true, numbers: false, style: 'text' })
})

test('keys reach the commands; the link asks', () => {
  const editor = written('a bu|s')
  editor.press('b', { ctrlKey: true })
  expect(editor.text).toBe('a **bu|s**')
  editor.press('k', { ctrlKey: true })
  expect(editor.told.links).toBe(1)
  editor.press('*', { ctrlKey: true, shiftKey: true, keyCode: 56 })
  expect(editor.text).toBe('- a **bu|s**')
})
