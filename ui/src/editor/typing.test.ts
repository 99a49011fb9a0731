import { expect, test } from 'vitest'
import { nakedMarks, wordsIn } from './reading'
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
  ['1. a\n2. |b', '', '1. a\n2. \n3. |b', 'before an item: an empty one'],
  ['- ‹a›', '', '|', 'over all words of an item: out of the list'],
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
  ['**word|**', '**word**\n\n|', 'at its end: out of it'],
  ['a *word|* b', 'a *word*\n\n|b', 'in the middle of a sentence'],
  ['**one |two**', '**one**\n\n**|two**', 'in the middle: both are bold'],
  ['**|word**', '\n\n**|word**', 'at its beginning: it goes along'],
  ['***one| two***', '***one***\n\n***|two***', 'two marks at once'],
  ['**one *two| three* four**', '**one *two***\n\n***|three* four**', 'one within the other'],
  ['see [the| list](/a "t") now', 'see [the](/a "t")\n\n[|list](/a "t") now', 'a link'],
  ['see [the list|](/a) now', 'see [the list](/a)\n\n|now', 'at the end of one'],
  ['`one| two`', '`one`\n\n`|two`', 'code'],
  ['~~one| two~~', '~~one~~\n\n~~|two~~', 'what is struck out'],
  ['[sic| erat]', '[sic\n\n|erat]', 'brackets are no mark'],
  ['a **|**', 'a \n\n|', 'nothing was typed between the marks: they go'],
  ['**word |**', '**word**\n\n|', 'a blank was typed at the end'],
  ['- **word|**', '- **word**\n- |', 'in a list'],
  ['- **one| two**', '- **one**\n- **|two**', 'in the middle of an item'],
  ['> **one| two**', '> **one**\n>\n> **|two**', 'in a quotation'],
  ['## a *b| c*', '## a *b*\n\n*|c*', 'in a heading'],
  ['**one ‹two** and *three› four*', '**one**\n\n*|four*', 'over a selection from one into another'],
])('Enter within marks: %j becomes %j: %s', (before, after) => {
  const editor = written(before)
  editor.press('Enter')
  expect(editor.text).toBe(after)
  const at = editor.view.state.selection.main.head
  editor.type('x')
  expect(nakedMarks(editor.view.state.doc.toString())).toBe('')
  editor.view.dispatch({ changes: { from: at, to: at + 1 }, userEvent: 'delete.backward' })
  editor.press('z', { ctrlKey: true })
  editor.press('z', { ctrlKey: true })
  expect(editor.view.state.doc.toString()).toBe(before.replace(/[|‹›]/g, ''))
})

test('Shift Enter at the end of bold goes on without it', () => {
  const editor = written('**word|**')
  editor.press('Enter', { shiftKey: true })
  expect(editor.text).toBe('**word**  \n|')
})

test.each([
  ['**one ‹two** three›', '**one** |', '**one** X|', 'over its end'],
  ['‹one **two› three**', '| **three**', 'X| **three**', 'over its beginning'],
  ['a **b‹c** d›e', 'a **b**|e', 'a **b**X|e', 'within words'],
  ['**one ‹two** and *three› four*', '**one** | *four*', '**one** X| *four*', 'from one into another'],
  ['see [the ‹list](/a) now›.', 'see [the](/a) |.', 'see [the](/a) X|.', 'a link'],
  ['‹see [the› list](/a) now', '| [list](/a) now', 'X| [list](/a) now', 'the beginning of one'],
  ['**one ‹two› three**', '**one | three**', '**one X| three**', 'within it'],
  ['a **‹two›** b', 'a | b', 'a **X|** b', 'all of its words'],
  ['a [‹two›](/a) b', 'a | b', 'a [X|](/a) b', 'all words of a link'],
  ['a ‹**two**› b', 'a | b', 'a X| b', 'with its marks'],
  ['**one ‹two**\n\nthree› four', '**one** | four', '**one** X| four', 'into another paragraph'],
  ['a [‹sic] b› c', 'a [| c', 'a [X| c', 'brackets are no mark'],
])('a selection over the edge of a mark: %j is %j deleted, %j typed over: %s', (before, deleted, typed) => {
  for (const [key, after] of [
    ['Backspace', deleted],
    ['X', typed],
  ] as const) {
    const editor = written(before)
    if (key === 'X') editor.type('X')
    else editor.press(key)
    expect(editor.text).toBe(after)
    editor.press('z', { ctrlKey: true })
    expect(editor.view.state.doc.toString()).toBe(before.replace(/[|‹›]/g, ''))
  }
})

test.each([
  ['1. a\n2. |\n3. b', 'Enter', '1. a\n\n|\n\n3. b', ['a', 'text', 'b']],
  ['- a\n- |\n- b', 'Enter', '- a\n\n|\n\n- b', ['a', 'text', 'b']],
  ['1. a\n2. |b\n3. c', 'Backspace', '1. a\n\n|b\n\n3. c', ['a', 'textb', 'c']],
  ['1. |b\n   more\n2. c', 'Backspace', '|b\n   more\n\n2. c', ['textb\n   more', 'c']],
  ['1. a\n2. |\n\nb', 'Enter', '1. a\n\n|\n\nb', ['a', 'text', 'b']],
])(
  'out of the middle of a list: %j with %s is %j, and the next item stays one',
  (before, key, after, read) => {
    const editor = written(before)
    editor.press(key)
    expect(editor.text).toBe(after)
    editor.type('text')
    expect(wordsIn(editor.view.state.doc.toString(), 'Paragraph')).toEqual(read)
    editor.press('z', { ctrlKey: true })
    editor.press('z', { ctrlKey: true })
    expect(editor.view.state.doc.toString()).toBe(before.replace('|', ''))
  },
)

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
  ['- one|\n- two', '- one|two', 'so does an item’s'],
  ['1. one|\n2. two\n3. three', '1. one|two\n3. three', 'and its number'],
  ['- one|\n  - two', '- one|two', 'and what shows how deep it is'],
  ['One.|\n\n- two\n- three', 'One.|two\n\n- three', 'from a paragraph into a list, whose rest stays one'],
  ['One.|\n\n1. two\n2. three', 'One.|two\n\n2. three', 'where its number would go on with the text'],
  ['One.|\n\n1. two\n   more\n2. three', 'One.|two\n   more\n\n2. three', 'behind all of the item'],
  ['- one|\n\n1. two\n2. three', '- one|two\n\n2. three', 'from a list into another'],
  ['> one|\n>\n> two', '> one|two', 'within a quotation'],
  ['> one|\n>\n>', '> one|', 'an empty paragraph of it'],
  ['One.|\n\n> two', 'One.|two', 'from a paragraph into a quotation'],
  ['- one|\n\n> two', '- one|two', 'from an item into one'],
  ['One.|\n\n> - two', 'One.|two', 'into a list in one'],
  ['One.\n\n|\n\n- two', 'One.\n\n- |two', 'an empty paragraph goes, and what follows stays what it is'],
  ['One.|\n2. two', 'One.|2. two', 'a number in a paragraph is one of its words'],
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
