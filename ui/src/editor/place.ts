/** Where a figure goes into the text, and what goes with it when it is taken out. */
import type { Text } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import { cardAt } from './figures'
import { isBlank, paragraphAt } from './gaps'

/**
 * Puts a figure in as a paragraph of its own: before the paragraph when the place is its start,
 * else after it. Returns where the figure ends, for the next one.
 */
export function insertFigure(view: EditorView, figure: string, place: number | null): number {
  const { state } = view
  const { doc } = state
  const at = Math.min(place ?? state.selection.main.head, doc.length)
  const card = cardAt(state, at)
  const { first, last } = card
    ? { first: doc.lineAt(card.from), last: doc.lineAt(card.to) }
    : paragraphAt(state, at)
  const before = !card && !isBlank(first) && at === first.from
  let upper = before || isBlank(first) ? first.number - 1 : last.number
  while (upper >= 1 && isBlank(doc.line(upper))) upper--
  let lower = before ? first.number : last.number + 1
  while (lower <= doc.lines && isBlank(doc.line(lower))) lower++
  const from = upper >= 1 ? doc.line(upper).to : 0
  const to = lower <= doc.lines ? doc.line(lower).from : doc.length
  const lead = upper >= 1 ? '\n\n' : ''
  const start = from + lead.length
  view.dispatch({
    changes: { from, to, insert: lead + figure + (lower <= doc.lines ? '\n\n' : '\n') },
    selection: { anchor: start, head: start + figure.length },
    scrollIntoView: true,
    userEvent: 'input.figure',
  })
  return start + figure.length
}

/** A figure with the blank lines that part it from what follows, or from what stands before it. */
export function extentWithGap(doc: Text, figure: { from: number; to: number }): { from: number; to: number } {
  let { from, to } = figure
  const ends = (at: number) => doc.sliceString(at, at + 1) === '\n'
  while (to < doc.length && ends(to)) to++
  if (to < doc.length) return { from, to }
  while (from > 0 && ends(from - 1)) from--
  // The text keeps the line end that it ends with.
  return { from, to: from > 0 ? figure.to : to }
}
