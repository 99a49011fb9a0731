import { expect, test } from 'vitest'
import { wordsIn } from './reading'
import { written } from './written'

/** The text as it is seen, its lines parted by strokes. */
const seen = (text: string) =>
  [...written(`|.\n\n${text}`).view.dom.querySelectorAll('.cm-line')]
    .slice(2)
    .map((line) => line.textContent)
    .join(' / ')

test('brackets within brackets without end are read', () => {
  const text = `${'['.repeat(20_000)}a${']'.repeat(20_000)}`
  expect(wordsIn(text, 'Bracketed').length).toBeGreaterThan(100)
})

test('an underlined heading looks like one', () => {
  const { view } = written('|.\n\nA\nB\n---\ntext\n\nC\n===')
  const heads = [...view.dom.querySelectorAll('.md-h')].map((line) => line.textContent)
  expect(heads).toEqual(['A', 'B', 'C'])
  expect([...view.dom.querySelectorAll('.md-mark')].map((mark) => mark.textContent)).toEqual(['---', '==='])
})

test.each([
  ['[The mayor] is [sic] late', '[The mayor] is [sic] late', 'brackets are the author’s own'],
  ['Text[^1] and on', 'Text[^1] and on', 'the mark of a footnote'],
  ['see [here](/a) and [[there]](/b)', 'see here and [there]', 'a link, and one of words in brackets'],
  ['see [here][a]\n\n[a]: /a', 'see here /  / [a]: /a', 'a link whose address stands elsewhere'],
  ['see [a]\n\n[A]: /a', 'see a /  / [A]: /a', 'one whose words are the name'],
  ['see [the *a*][b] and [c][]', 'see [the a][b] and [c][]', 'names of nothing'],
  ['1\\. not a list, \\*star\\*', '1. not a list, *star*', 'signs that are meant as such'],
  ['&lt;b> and &#8364;&nbsp;5', '<b> and €\u00a05', 'letters that are written out'],
  ['a&shy;b &nosuch; `&lt; \\*`', 'a&shy;b &nosuch; &lt; \\*', 'what would not be seen, is none, or is code'],
  ['![alt] and [ ] and []', '![alt] and [ ] and []', 'nor are these any'],
])('%j is seen as %j: %s', (text, shown) => {
  expect(seen(text)).toBe(shown)
})

test('where the caret is, they are shown as they are written', () => {
  const shown = (text: string) => written(text).view.contentDOM.textContent
  expect(shown('a \\*| b')).toBe('a \\* b')
  expect(shown('a \\* b|')).toBe('a * b')
  expect(shown('a &lt;| b')).toBe('a &lt; b')
  expect(shown('a &lt; b|')).toBe('a < b')
})
