/**
 * Changes of a text as they go over the wire, and the smallest change between two texts.
 * Offsets are UTF-16 code units; every line end counts as one.
 */
import { ChangeSet, type Text } from '@codemirror/state'
import type { Change } from '../ipc'

/** What a change set does, in order and in offsets of the text before it. */
export function toChanges(set: ChangeSet): Change[] {
  const changes: Change[] = []
  set.iterChanges((from, to, _fromB, _toB, inserted) => {
    changes.push({ from, to, insert: inserted.sliceString(0, inserted.length, '\n') })
  })
  return changes
}

/**
 * The one change that makes `next` of `text`: all that both begin and end with stays, so that
 * carets and undo history outside the difference survive. `null` when nothing differs.
 */
export function minimal(text: string, next: string): Change | null {
  if (text === next) return null
  const most = Math.min(text.length, next.length)
  let head = 0
  while (head < most && text.charCodeAt(head) === next.charCodeAt(head)) head++
  // Never between the halves of a surrogate pair.
  if (head > 0 && isHigh(text.charCodeAt(head - 1))) head--
  let tail = 0
  while (
    tail < most - head &&
    text.charCodeAt(text.length - 1 - tail) === next.charCodeAt(next.length - 1 - tail)
  ) {
    tail++
  }
  if (tail > 0 && isLow(text.charCodeAt(text.length - tail))) tail--
  return { from: head, to: text.length - tail, insert: next.slice(head, next.length - tail) }
}

/** The change set from one text to another, with {@link minimal}. */
export function changeTo(doc: Text, next: string): ChangeSet {
  const change = minimal(doc.sliceString(0, doc.length, '\n'), next)
  return change ? ChangeSet.of(change, doc.length, '\n') : ChangeSet.empty(doc.length)
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}
