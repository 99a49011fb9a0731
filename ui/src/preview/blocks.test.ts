import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blockAt, extentOf, sourceOffset, spliced } from './blocks'

const block = (id: number, length: number) => ({ id, html: `<p>${id}</p>`, length })
const three = [block(1, 10), block(2, 5), block(3, 7)]

test('a splice takes out and puts in at its place', () => {
  const now = spliced(three, { from: 1, remove: 1, insert: [block(4, 2), block(5, 3)] })
  expect(now.map(({ id }) => id)).toEqual([1, 4, 5, 3])
  expect(three).toHaveLength(3)
})

test.each([
  [0, 0, 'the beginning'],
  [9, 0, 'the last place of the first block'],
  [10, 1, 'where the second begins'],
  [21, 2, 'inside the last'],
  [22, 2, 'the end of the text belongs to the last block'],
  [99, 2, 'a caret ahead of the blocks'],
])('offset %i is in block %i: %s', (offset, index) => {
  expect(blockAt(three, offset)).toBe(index)
})

test('no block holds the caret of an empty text', () => {
  expect(blockAt([], 0)).toBe(-1)
})

test('every offset is within the extent of its block', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), fc.nat(), (lengths, at) => {
      const blocks = lengths.map((length, id) => block(id, length))
      const offset = at % lengths.reduce((sum, length) => sum + length, 0)
      const { from, to } = extentOf(blocks, blockAt(blocks, offset))
      expect(from <= offset && offset < to).toBe(true)
    }),
  )
})

test.each([
  ['The bus leaves.', 'The bus', 7, 'plain text'],
  ['The **last** bus', 'The last', 10, 'marks are passed over'],
  ['See [the list](https://x.example/a) now', 'See the list n', 37, 'so is the address of a link'],
  ['## A heading', '', 0, 'the beginning of a block'],
  ['one\ntwo', 'one two', 7, 'a line end is a blank'],
  ['A “quoted” word', 'A "quoted', 9, 'a sign that the page shows in another form'],
  ['The plan[^plan] is late. It was due in 2019, and then 2021.', 'The plan is', 18, 'behind a named note'],
  ['The plan[^plan] is late. It was due in 2019, and then 2021.', 'The plan1 is', 18, 'with its number'],
  ['The plan[^a] is late, and 7 then 2021.', 'The plan7 is', 15, 'a number that only the page has'],
  ['Fish &amp; chips &mdash; twice', 'Fish & chips — tw', 27, 'letters that are written as references'],
  ['See ![a picture](b.jpg) here', 'See  here', 28, 'a picture among words'],
  ['| one | two |\n|---|---|\n| x | y |', '\n\none\ntwo\n\n\nx', 27, 'cells of a table'],
  ['<figure><img src="a.jpg"><figcaption>The steps.</figcaption></figure>', 'The st', 43, 'words in HTML'],
  ['{{< figure src="a.jpg" caption="The steps." >}}', 'The st', 38, 'words in template code'],
])('%j up to %j is %i: %s', (source, shown, offset) => {
  expect(sourceOffset(source, shown)).toBe(offset)
})
