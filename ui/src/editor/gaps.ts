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
  type SelectionRange,
  type Text,
  Transaction,
  type TransactionSpec,
} from '@codemirror/state'
import {
  type Command,
  Decoration,
  type DecorationSet,
  Direction,
  type EditorView,
  type KeyBinding,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view'
import type { FigureView } from '../ipc'
import { isWithinLine } from './edit'
import { cardAt, choosing, chosenCard, figuresIn } from './figures'
import { hiddenMarks } from './kinds'

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

/** Where a caret goes instead of a place that is none: a gap, or before hidden marks. `null` is fine. */
export function landing(state: EditorState, head: number, from: number, leaves = true): number | null {
  const { doc } = state
  const line = doc.lineAt(head)
  const begins = firstLetter(state, line)
  if (head < begins) {
    // Leftwards from the first letter goes up, everything else to that letter.
    if (!leaves || from !== begins || line.number === 1) return begins
    return landing(state, line.from - 1, head) ?? line.from - 1
  }
  if (!isGap(doc, line) || keepsLines(state, line.from)) return null
  const step = head > from ? 1 : -1
  for (const way of [step, -step]) {
    for (let number = line.number + way; number >= 1 && number <= doc.lines; number += way) {
      const next = doc.line(number)
      if (isGap(doc, next)) continue
      return way > 0 ? firstLetter(state, next) : next.to
    }
  }
  return null
}

/** Where the words of a line begin, behind the marks that it does not show. */
function firstLetter(state: EditorState, line: Line): number {
  return line.from + hiddenMarks(state, line)
}

/** A selection without marks, but for those of whole lines. */
function besideMarks(state: EditorState, { anchor, head }: SelectionRange, leaves: boolean): SelectionRange {
  const { doc } = state
  const [first, last] = [doc.lineAt(anchor), doc.lineAt(head)]
  const fresh = firstLetter(state, last)
  const all = Math.min(anchor, head) === 0 && Math.max(anchor, head) === doc.length
  if (all || (anchor === first.from && head === last.from)) return EditorSelection.range(anchor, head)
  const begins = first.number === last.number ? Math.max(anchor, fresh) : anchor
  const place = head < fresh ? landing(state, head, state.selection.main.head, leaves) : null
  return EditorSelection.range(begins, place ?? head)
}

/** Keeps the caret out of gaps and marks, and chooses a card where it would stand in one. */
const landings = EditorState.transactionFilter.of((tr) => {
  if (!tr.selection || tr.docChanged || tr.selection.ranges.length > 1) return tr
  const { main } = tr.selection
  const { startState: state } = tr
  const leaves = tr.annotation(Transaction.userEvent) === 'select'
  if (!main.empty) {
    // A card is chosen as it is; so is what was found.
    if (cardAt(state, main.from) || tr.isUserEvent('select.search')) return tr
    const { anchor, head } = besideMarks(state, main, leaves)
    if (anchor === main.anchor && head === main.head) return tr
    return [tr, moved(EditorSelection.range(anchor, head, main.goalColumn))]
  }
  const place = landing(state, main.head, state.selection.main.head, leaves)
  const card = cardAt(state, place ?? main.head)
  if (card) return [tr, { ...choosing(card), sequential: true }]
  if (place === null) return tr
  const { assoc, goalColumn } = main
  return [tr, moved(EditorSelection.cursor(place, assoc, undefined, goalColumn))]
})

/** A selection in its place, with the column that it keeps up and down. */
function moved(range: SelectionRange): TransactionSpec {
  return { selection: EditorSelection.create([range]), sequential: true }
}

/** To the first letter of a line whose marks are hidden. */
function toFirstLetter(extend: boolean) {
  return (view: EditorView): boolean => {
    const { main } = view.state.selection
    const begins = lineStart(view)
    if (begins === null || chosenCard(view.state)) return false
    const selection = extend ? { anchor: main.anchor, head: begins } : { anchor: begins }
    view.dispatch({ selection, scrollIntoView: true, userEvent: 'select' })
    return true
  }
}

/** Takes out all words up to the beginning of a line, and none of its marks. */
export function deleteToLineStart(view: EditorView): boolean {
  const { main } = view.state.selection
  const begins = lineStart(view)
  if (begins === null || !main.empty || main.head <= begins) return false
  view.dispatch({ changes: { from: begins, to: main.head }, userEvent: 'delete.backward' })
  return true
}

/** The first letter of the caret's line when that row begins with hidden marks, else `null`. */
function lineStart(view: EditorView): number | null {
  const { state } = view
  const { main } = state.selection
  const line = state.doc.lineAt(main.head)
  const begins = firstLetter(state, line)
  return begins > line.from && view.moveToLineBoundary(main, false).head <= begins ? begins : null
}

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

const home = { run: toFirstLetter(false), shift: toFirstLetter(true) }
const ltr =
  (run: Command): Command =>
  (view) =>
    view.textDirectionAt(view.state.selection.main.head) === Direction.LTR && run(view)

/** The keys of moving among paragraphs. */
export const gapKeys: KeyBinding[] = [
  { key: 'Home', ...home },
  { mac: 'Ctrl-a', ...home },
  { mac: 'Cmd-ArrowLeft', run: ltr(home.run), shift: ltr(home.shift) },
  { mac: 'Cmd-Backspace', run: deleteToLineStart },
  { key: 'ArrowUp', run: vertical(false, false), shift: vertical(false, true) },
  { key: 'ArrowDown', run: vertical(true, false), shift: vertical(true, true) },
  { key: 'ArrowLeft', run: sideways(false) },
  { key: 'ArrowRight', run: sideways(true) },
]

/** Gaps between paragraphs. */
export const gaps: Extension = [lowGaps, landings]
