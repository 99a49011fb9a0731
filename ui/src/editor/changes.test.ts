import { ChangeSet, Text } from '@codemirror/state'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Change } from '../ipc'
import { changeTo, minimal, toChanges } from './changes'

const piece = fc.constantFrom('a', 'b', '\n', '😀', 'é', '👩‍👧', '')
const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''))

function apply(before: string, changes: Change[]): string {
  let after = ''
  let at = 0
  for (const { from, to, insert } of changes) {
    after += before.slice(at, from) + insert
    at = to
  }
  return after + before.slice(at)
}

test('changes over the wire are in order, in offsets of the text before, line ends counted once', () => {
  const doc = Text.of(['one', 'two', '😀 three'])
  const set = ChangeSet.of(
    [
      { from: 0, to: 3, insert: '😀' },
      { from: 4, insert: 'a\nb' },
      { from: 8, to: 10 },
    ],
    doc.length,
  )
  expect(toChanges(set)).toEqual([
    { from: 0, to: 3, insert: '😀' },
    { from: 4, to: 4, insert: 'a\nb' },
    { from: 8, to: 10, insert: '' },
  ])
})

test('whatever several edits do, the composed changes do the same to a plain string', () => {
  const edit = fc.record({ at: fc.nat(), cut: fc.nat(5), insert: text })
  fc.assert(
    fc.property(text, fc.array(edit, { maxLength: 6 }), (before, edits) => {
      const start = Text.of(before.split('\n'))
      let doc = start
      let all = ChangeSet.empty(doc.length)
      for (const { at, cut, insert } of edits) {
        const from = at % (doc.length + 1)
        const set = ChangeSet.of({ from, to: Math.min(doc.length, from + cut), insert }, doc.length, '\n')
        doc = set.apply(doc)
        all = all.compose(set)
      }
      expect(apply(before, toChanges(all))).toBe(doc.toString())
    }),
  )
})

test('the smallest change leads from one text to the other and never splits a letter', () => {
  fc.assert(
    fc.property(text, text, text, (head, one, other) => {
      const before = head + one + head
      const after = head + other + head
      const change = minimal(before, after)
      if (before === after) {
        expect(change).toBeNull()
        return
      }
      if (!change) throw new Error('two texts differ')
      expect(apply(before, [change])).toBe(after)
      expect(change.insert).not.toMatch(/\p{Surrogate}/u)
      expect(before.slice(change.from, change.to)).not.toMatch(/\p{Surrogate}/u)
    }),
  )
})

test('a change in the middle leaves both ends alone', () => {
  expect(minimal('The 😀 bus', 'The 😁 bus')).toEqual({ from: 4, to: 6, insert: '😁' })
  expect(toChanges(changeTo(Text.of(['a', 'b', 'c']), 'a\nX\nc'))).toEqual([{ from: 2, to: 3, insert: 'X' }])
})
