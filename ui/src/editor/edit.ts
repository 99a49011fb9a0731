/** Edits as people make most of them: letters within one line of a paragraph, at a caret. */
import type { ViewUpdate } from '@codemirror/view'
import { isBlank } from './gaps'

/** So many letters from its beginning on, what is typed can make another kind of block of a line. */
const BEGINNING = 10

/**
 * Whether nothing but the letters of one paragraph changed: its lines are the same lines, and all
 * others are what they were. Then what is drawn of them needs only to move.
 */
export function isWithinLine(update: ViewUpdate): boolean {
  if (!update.docChanged || update.viewportChanged) return false
  const { startState, state } = update
  if (!startState.selection.main.empty || !state.selection.main.empty) return false
  if (startState.doc.lines !== state.doc.lines) return false
  let changes = 0
  let within = true
  update.changes.iterChangedRanges((fromA, toA, fromB, toB) => {
    changes++
    const before = startState.doc.lineAt(fromA)
    const after = state.doc.lineAt(fromB)
    const beginning = Math.min(before.text.search(/\S/), after.text.search(/\S/)) + BEGINNING
    within &&=
      toA <= before.to &&
      toB <= after.to &&
      !isBlank(before) &&
      !isBlank(after) &&
      fromB - after.from > beginning &&
      !/^\s*[`~<|]/.test(after.text)
  })
  const head = state.selection.main.head
  const touched = update.changes.mapPos(startState.selection.main.head)
  return within && changes === 1 && state.doc.lineAt(head).number === state.doc.lineAt(touched).number
}
