import { expect, test } from 'vitest'
import { marked } from './marked'

const blocks = ['one', 'two', 'three'].map((words, id) => ({ id, html: `<p>${words}</p>`, length: 5 }))
const shown = (open: Parameters<typeof marked>[1]) =>
  marked(blocks, open).map(({ html }) =>
    html.replace(/ class="galley-open(-mark)?"/g, (_, mark) => (mark ? '!' : '')),
  )

test.each([
  [[], ['<p>one</p>', '<p>two</p>', '<p>three</p>'], 'all is decided'],
  [
    [{ blocks: { from: 1, to: 3 }, said: 'A <b>' }],
    ['<p>one</p>', '<div><p!>A &lt;b&gt;</p><p>two</p></div>', '<div><p>three</p></div>'],
    'all of a passage has the line',
  ],
  [
    [
      { blocks: { from: 0, to: 0 }, said: 'A' },
      { blocks: { from: 3, to: 3 }, said: 'B' },
    ],
    ['<div><p!>A</p></div>', '<p>one</p>', '<p>two</p>', '<p>three</p>', '<div><p!>B</p></div>'],
    'what is left out is said where it stood',
  ],
])('what is not decided is marked %#', (open, expected, why) => {
  expect(shown(open), why).toEqual(expected)
})
