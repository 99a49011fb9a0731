/**
 * Paragraphs as people know them, over a text that parts them with blank lines. A blank line
 * between two paragraphs is a gap: low, and no place for the caret. Where there is room for an
 * empty paragraph among blank lines, that line is one.
 */
import { syntaxTree } from '@codemirror/language'
import {
  EditorSelection,
  EditorState,
  type Extension,
  type Line,
  RangeSetBuilder,
  type Text,
} from '@codemirror/state'
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view'
import type { FigureView } from '../ipc'
import { isWithinLine } from './edit'
import { cardAt, choosing, chosenCard, figuresIn } from './figures'

/** Whether a line has nothing but blanks. */
export function isBlank(line: Line): boolean {
  return /^\s*$/.test(line.text)
}

/**
 * Whether a blank line is a gap. In a run of blank lines every second one, from its second on,
 * is an empty paragraph; the last of a run is a gap when text follows.
 */
export function isGap(doc: Text, line: Line): boolean {
  return isBlank(line) && isGapOf(blanksAround(doc, line), line.number, doc)
}

/** A run of blank lines, by the numbers of its first and last. */
interface Blanks {
  first: number
  last: number
}

function blanksAround(doc: Text, line: Line): Blanks {
  let first = line.number
  while (first > 1 && isBlank(doc.line(first - 1))) first--
  let last = line.number
  while (last < doc.lines && isBlank(doc.line(last + 1))) last++
  return { first, last }
}

function isGapOf({ first, last }: Blanks, number: number, doc: Text): boolean {
  // An empty text is one empty paragraph.
  if (first === 1 && last === doc.lines) return number !== 1
  const place = number - first + (first === 1 ? 1 : 0)
  if (last === doc.lines) return place % 2 === 0
  return place % 2 === 0 || number === last
}

/**
 * The lines of the paragraph that a place is in: all around it up to blank lines and cards, and
 * no further than `within`.
 */
export function paragraphAt(
  state: EditorState,
  pos: number,
  within = { from: 0, to: state.doc.length },
): { first: Line; last: Line } {
  const { doc } = state
  let first = doc.lineAt(pos)
  let last = first
  if (isBlank(first)) return { first, last }
  const open = (line: Line) => !isBlank(line) && !isHeading(line.text) && !cardAt(state, line.from)
  if (isHeading(first.text)) return { first, last }
  while (first.from > within.from && open(doc.line(first.number - 1))) first = doc.line(first.number - 1)
  while (last.to < within.to && open(doc.line(last.number + 1))) last = doc.line(last.number + 1)
  return { first, last }
}

/** Whether a line is a heading that begins with its mark. */
export function isHeading(text: string): boolean {
  return /^#{1,6}(\s|$)/.test(text)
}

/** The length of a heading's mark with its blank; 0 when it is none. */
export function headingMark(text: string): number {
  return /^#{1,6}\s+/.exec(text)?.[0].length ?? 0
}

/** Whether a place is in lines that keep their line ends: code, tables, raw HTML. */
export function keepsLines(state: EditorState, pos: number): boolean {
  for (let node = syntaxTree(state).resolveInner(pos, -1); node.parent; node = node.parent) {
    if (/^(FencedCode|CodeBlock|HTMLBlock|Table)$/.test(node.name)) return true
  }
  return false
}

const low = Decoration.line({ class: 'cm-gap' })

function lowLines(view: EditorView): DecorationSet {
  const lines = new RangeSetBuilder<Decoration>()
  const { doc } = view.state
  for (const { from, to } of view.visibleRanges) {
    let run: Blanks = { first: 0, last: 0 }
    for (let pos = from; pos <= to; ) {
      const line = doc.lineAt(pos)
      pos = line.to + 1
      if (!isBlank(line)) continue
      if (line.number > run.last) run = blanksAround(doc, line)
      if (isGapOf(run, line.number, doc) && !keepsLines(view.state, line.from)) {
        lines.add(line.from, line.from, low)
      }
    }
  }
  return lines.finish()
}

const lowGaps = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet
    constructor(view: EditorView) {
      this.decorations = lowLines(view)
    }
    update(update: ViewUpdate) {
      const parsed = syntaxTree(update.state) !== syntaxTree(update.startState)
      if (isWithinLine(update)) this.decorations = this.decorations.map(update.changes)
      else if (update.docChanged || update.viewportChanged || parsed) {
        this.decorations = lowLines(update.view)
      }
    }
  },
  { decorations: (plugin) => plugin.decorations },
)

/** Where a caret goes instead of a place that is none: a gap, a heading's mark. `null` is fine. */
export function landing(state: EditorState, head: number, from: number): number | null {
  const { doc } = state
  const line = doc.lineAt(head)
  const mark = keepsLines(state, line.to) ? 0 : headingMark(line.text)
  if (head < line.from + mark) {
    // Leftwards out of a heading goes up, everything else to its first letter.
    const leaving = from === line.from + mark && head === from - 1
    if (!leaving || line.number === 1) return line.from + mark
    return landing(state, line.from - 1, head) ?? line.from - 1
  }
  if (!isGap(doc, line) || keepsLines(state, line.from)) return null
  const step = head > from ? 1 : -1
  for (const way of [step, -step]) {
    for (let number = line.number + way; number >= 1 && number <= doc.lines; number += way) {
      const next = doc.line(number)
      if (isGap(doc, next)) continue
      return way > 0 ? next.from + headingMark(next.text) : next.to
    }
  }
  return null
}

/** Keeps the caret out of gaps and marks, and chooses a card where it would stand in one. */
const landings = EditorState.transactionFilter.of((tr) => {
  if (!tr.selection || tr.docChanged || tr.selection.ranges.length > 1) return tr
  const { main } = tr.selection
  if (!main.empty) return tr
  const place = landing(tr.startState, main.head, tr.startState.selection.main.head)
  const card = cardAt(tr.startState, place ?? main.head)
  if (card) return [tr, { ...choosing(card), sequential: true }]
  if (place === null) return tr
  return [tr, { selection: EditorSelection.cursor(place, main.assoc), sequential: true }]
})

/** Up and down by lines as they are seen, past gaps, with the column kept. */
function vertical(forward: boolean, extend: boolean) {
  return (view: EditorView): boolean => {
    const { state } = view
    if (state.selection.ranges.length > 1) return false
    const { main } = state.selection
    if (!extend && chosenCard(state)) return sideways(forward)(view)
    if (!extend && !main.empty) return false
    let next = view.moveVertically(main, forward)
    if (isGap(state.doc, state.doc.lineAt(next.head)) && next.head !== main.head) {
      const further = view.moveVertically(next, forward)
      if (further.head !== next.head) next = further
    }
    const passed = extend ? null : cardBetween(state, main.head, next.head)
    if (passed) {
      view.dispatch(choosing(passed))
      return true
    }
    if (next.head === main.head) return false
    const range = extend
      ? EditorSelection.range(main.anchor, next.head, next.goalColumn)
      : EditorSelection.cursor(next.head, next.assoc, undefined, next.goalColumn)
    view.dispatch({ selection: EditorSelection.create([range]), scrollIntoView: true, userEvent: 'select' })
    return true
  }
}

/** The first card on the way from one place to another. */
function cardBetween(state: EditorState, from: number, to: number): FigureView | null {
  const on = figuresIn(state).filter((one) =>
    from < to ? one.from > from && one.from <= to : one.to < from && one.to >= to,
  )
  const first = from < to ? on[0] : on.at(-1)
  return first ? cardAt(state, first.from) : null
}

/** Sideways off a chosen card. */
function sideways(forward: boolean) {
  return (view: EditorView): boolean => {
    const card = chosenCard(view.state)
    if (!card) return false
    const { doc } = view.state
    const place = forward ? card.to + 1 : card.from - 1
    if (place < 0 || place > doc.length) return true
    const moved = landing(view.state, place, forward ? card.to : card.from) ?? place
    const next = cardAt(view.state, moved)
    if (next?.from === card.from) return true
    view.dispatch(
      next ? choosing(next) : { selection: { anchor: moved }, scrollIntoView: true, userEvent: 'select' },
    )
    return true
  }
}

/** The keys of moving among paragraphs. */
export const gapKeys = [
  { key: 'ArrowUp', run: vertical(false, false), shift: vertical(false, true) },
  { key: 'ArrowDown', run: vertical(true, false), shift: vertical(true, true) },
  { key: 'ArrowLeft', run: sideways(false) },
  { key: 'ArrowRight', run: sideways(true) },
]

/** Gaps between paragraphs. */
export const gaps: Extension = [lowGaps, landings]
