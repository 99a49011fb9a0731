/**
 * Marks that were opened for what is typed next: they are on before a letter stands between them,
 * and when the caret leaves them nothing is left of those that stayed empty, nor a blank at their
 * inner edges, beside which a mark would not count.
 */
import {
  type ChangeSpec,
  EditorState,
  type Extension,
  StateEffect,
  StateField,
  Transaction,
} from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { emptyPair } from './breaks'
import type { Stretch } from './marks'

/** The marks around a stretch were opened just now. */
export const opening = StateEffect.define<Stretch>()

const holds = (pair: Stretch, { from, to }: Stretch) => from > pair.from && to < pair.to

/** The marks that were opened last, while the caret is in them. */
const opened = StateField.define<Stretch | null>({
  create: () => null,
  update(pair, tr) {
    const { main } = tr.newSelection
    const mapped = pair && { from: tr.changes.mapPos(pair.from, 1), to: tr.changes.mapPos(pair.to, -1) }
    if (mapped && holds(mapped, main)) return mapped
    return tr.effects.find((effect) => effect.is(opening))?.value ?? null
  },
})

/** What leaves whole marks, or none. */
function tidied(state: EditorState, { from, to }: Stretch): ChangeSpec[] {
  const text = state.sliceDoc(from, to)
  const parts = /^([*_]+)(\s*)(.*?)(\s*)([*_]+)$/s.exec(text)
  if (/^[*_]*$/.test(text)) return [{ from, to }]
  if (!parts) return []
  const [, open = '', lead = '', words = '', blanks = '', close = ''] = parts
  if (words === '') return open.length === close.length ? [{ from, to, insert: lead + blanks }] : []
  const begins = from + open.length
  const ends = to - close.length
  return [
    { from, insert: lead },
    { from: begins, to: begins + lead.length },
    { from: ends - blanks.length, to: ends },
    { from: to, insert: blanks },
  ]
}

const leaving = EditorState.transactionFilter.of((tr) => {
  const pair = tr.startState.field(opened)
  if (!pair || tr.docChanged || !tr.selection || holds(pair, tr.selection.main)) return tr
  // No step to undo: what was opened and never used was none either.
  const annotations = Transaction.addToHistory.of(false)
  return [tr, { changes: tidied(tr.startState, pair), sequential: true, annotations }]
})

/** A blank that is typed first stands before the marks, and so does a sign behind a letter. */
const first = EditorView.inputHandler.of((view, from, to, text) => {
  const { state } = view
  const pair = state.field(opened)
  if (!pair || from !== to || view.composing || !holds(pair, { from, to })) return false
  const marks = emptyPair(state, from)
  const behindLetter = /[\p{L}\p{N}]$/u.test(state.sliceDoc(Math.max(0, from - marks - 2), from - marks))
  if (!marks || !(/^\s+$/.test(text) || (behindLetter && /^[^\p{L}\p{N}\s]/u.test(text)))) return false
  view.dispatch({
    changes: { from: from - marks, insert: text },
    selection: { anchor: from + text.length },
    scrollIntoView: true,
    userEvent: 'input.type',
  })
  return true
})

/** Opened marks, as long as the caret is in them. */
export const openedMarks: Extension = [opened, leaving, first]
