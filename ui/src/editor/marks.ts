/** Bold and italic: their marks put around words, and taken away. */
import { ensureSyntaxTree, syntaxTree } from '@codemirror/language'
import { EditorSelection, type EditorState } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import type { SyntaxNode } from '@lezer/common'
import { emptyPair } from './breaks'
import { chosenCard } from './figures'
import { wordsOf } from './kinds'
import { LEAD } from './lines'
import { opening } from './opened'

/** Bold and italic by the parser's names for them. */
export type Mark = 'StrongEmphasis' | 'Emphasis'

/** Bold or italic on or off: over the selection, the word that the caret is in, or what is typed next. */
export function toggleMark(view: EditorView, name: Mark): boolean {
  const { state } = view
  if (chosenCard(state)) return true
  const mark = name === 'StrongEmphasis' ? '**' : '*'
  if (state.selection.main.empty) toggleAtCaret(view, name, mark)
  else toggleOver(view, name, mark)
  return true
}

function toggleAtCaret(view: EditorView, name: Mark, mark: string): void {
  const { state } = view
  const { head } = state.selection.main
  const on = around(state, name)
  if (on) {
    toggleAt(view, name, mark, on)
    return
  }
  const ending = unfinished(state, name)
  if (ending) {
    const { blanks, close } = ending
    const changes = [blanks, { from: close.to, insert: state.sliceDoc(blanks.from, blanks.to) }]
    view.dispatch({ changes, selection: { anchor: close.to }, userEvent: 'input.format' })
    return
  }
  // Nothing was typed between the marks: take them away again.
  if (isEmptyPair(state, name)) {
    const changes = { from: head - mark.length, to: head + mark.length }
    view.dispatch({ changes, userEvent: 'input.format' })
    return
  }
  const word = state.wordAt(head)
  const inside = word && word.from < head && head < word.to
  const [piece] = inside ? pieces(state, word.from, word.to) : []
  // Beside a word it is what is typed next that is meant.
  if (!piece) {
    if (wordsOf(state, state.doc.lineAt(head), LEAD).length === 0) return
    view.dispatch({
      changes: { from: head, insert: mark + mark },
      selection: { anchor: head + mark.length },
      effects: opening.of({ from: head, to: head + 2 * mark.length }),
      userEvent: 'input.format',
    })
    return
  }
  const changes = state.changes([
    { from: piece.from, insert: mark },
    { from: piece.to, insert: mark },
  ])
  const selection = { anchor: changes.mapPos(head, head === piece.to ? -1 : 1) }
  view.dispatch({ changes, selection, userEvent: 'input.format' })
}

/** At the edges of a mark, into it or out of it; between its words it is parted, within one taken off. */
function toggleAt(view: EditorView, name: Mark, mark: string, on: SyntaxNode): void {
  const { state } = view
  const { head } = state.selection.main
  const { open, close } = marksOf(on)
  const across = new Map([
    [on.from, open.to],
    [on.to, close.from],
    [open.to, on.from],
    [close.from, on.to],
  ])
  // Behind the last letter, where another mark ends before this one.
  const ended = /^[*_]+$/.test(state.sliceDoc(head, close.from))
  const anchor = ended ? on.to : across.get(head)
  if (anchor !== undefined) {
    view.dispatch({ selection: { anchor }, userEvent: 'select' })
    return
  }
  const word = state.wordAt(head)
  const left = trimmed(state, open.to, head)?.to
  const right = trimmed(state, head, close.from)?.from
  const parts = !word || word.from === head || word.to === head
  if (!parts || left === right) {
    view.dispatch({ changes: [open, close], userEvent: 'input.format' })
    return
  }
  const changes = state.changes(unmark(state, name, mark, { from: head, to: head }))
  const selection = { anchor: changes.mapPos(head, head === left ? 1 : -1) }
  view.dispatch({ changes, selection, userEvent: 'input.format' })
}

/** Takes the mark off the selection when all of it has it; else puts it on what has not. */
function toggleOver(view: EditorView, name: string, mark: string): void {
  const { state } = view
  const { main } = state.selection
  ensureSyntaxTree(state, main.to, 100)
  const parts = pieces(state, main.from, main.to)
  const off = parts.length > 0 && parts.every((part) => isMarked(state, name, part))
  const set = state.changes(parts.flatMap((part) => (off ? unmark : enmark)(state, name, mark, part)))
  const selection = EditorSelection.range(
    set.mapPos(main.anchor, main.anchor < main.head ? 1 : -1),
    set.mapPos(main.head, main.anchor < main.head ? -1 : 1),
  )
  view.dispatch({ changes: set, selection, userEvent: 'input.format' })
}

/** A stretch of the text. */
export interface Stretch {
  from: number
  to: number
}

interface Insertion {
  from: number
  to?: number
  insert?: string
}

/** The nodes of that name that a stretch is in, has in it, or stands against; none within another. */
function marksIn(state: EditorState, name: string, { from, to }: Stretch): SyntaxNode[] {
  const found: SyntaxNode[] = []
  syntaxTree(state).iterate({
    from,
    to,
    enter(node) {
      if (node.name !== name) return
      found.push(node.node)
      return false
    },
  })
  return found
}

/** The marks that a node begins and ends with. */
export function marksOf(node: SyntaxNode): { open: Stretch; close: Stretch } {
  const marks = node.getChildren('EmphasisMark')
  const [open, close] = [marks[0] ?? node, marks.at(-1) ?? node]
  return { open: { from: open.from, to: open.to }, close: { from: close.from, to: close.to } }
}

/** Whether all letters of a stretch have the mark. */
function isMarked(state: EditorState, name: string, { from, to }: Stretch): boolean {
  let at = from
  const bare = (end: number) => /^[\s*_~]*$/.test(state.sliceDoc(at, Math.max(at, end)))
  for (const node of marksIn(state, name, { from, to })) {
    if (!bare(node.from)) return false
    at = Math.max(at, node.to)
  }
  return at > from && bare(to)
}

/** Puts a mark around a stretch; marks that begin or end in it, or beside it, become one with it. */
function enmark(state: EditorState, name: string, mark: string, part: Stretch): Insertion[] {
  const { from, to } = whole(state, part)
  const inner = marksIn(state, name, { from, to })
  const start = Math.min(from, ...inner.map((node) => node.from))
  const end = Math.max(to, ...inner.map((node) => node.to))
  return [
    { from: start, insert: mark },
    ...inner.flatMap((node) => Object.values(marksOf(node))),
    { from: end, insert: mark },
  ]
}

/** What never crosses a mark. */
export const CROSSED = [
  'Emphasis',
  'StrongEmphasis',
  'Strikethrough',
  'Link',
  'Image',
  'InlineCode',
  'Autolink',
] as const

/** A stretch, with all of each link or mark that it begins or ends in: marks never cross. */
export function whole(
  state: EditorState,
  { from, to }: Stretch,
  crossed: readonly string[] = CROSSED,
): Stretch {
  let grown = { from, to }
  syntaxTree(state).iterate({
    from,
    to,
    enter(node) {
      if (!crossed.includes(node.name)) return
      const crosses =
        (node.from < from && node.to > from && node.to < to) ||
        (node.to > to && node.from < to && node.from > from)
      if (crosses) grown = { from: Math.min(grown.from, node.from), to: Math.max(grown.to, node.to) }
    },
  })
  // What it has grown over may end elsewhere.
  return grown.from < from || grown.to > to ? whole(state, grown, crossed) : grown
}

/** Takes a mark off a stretch; what is before and after it keeps the mark. */
function unmark(state: EditorState, name: string, mark: string, part: Stretch): Insertion[] {
  return marksIn(state, name, part).flatMap((node) => {
    const { open, close } = marksOf(node)
    const left = trimmed(state, open.to, Math.min(part.from, close.from))
    const right = trimmed(state, Math.max(part.to, open.to), close.from)
    return [
      ...(left ? [{ from: left.to, insert: mark }] : [open]),
      ...(right ? [{ from: right.from, insert: mark }] : [close]),
    ]
  })
}

/** A stretch without blanks at its edges; `null` when nothing is left. */
function trimmed(state: EditorState, from: number, to: number): Stretch | null {
  const text = state.sliceDoc(from, Math.max(from, to))
  if (text.trim() === '') return null
  return { from: from + text.length - text.trimStart().length, to: from + text.trimEnd().length }
}

/**
 * The parts of a stretch that marks can go around: within one line each, without outer blanks,
 * and without signs beside a letter outside, where a mark would not count.
 */
export function pieces(state: EditorState, from: number, to: number): Stretch[] {
  const found: Stretch[] = []
  for (let pos = from; pos <= to; ) {
    const line = state.doc.lineAt(pos)
    for (const words of wordsOf(state, line, LEAD)) {
      const piece = trimmed(state, Math.max(from, words.from), Math.min(to, words.to))
      if (piece) found.push(withoutSigns(state, piece))
    }
    pos = line.to + 1
  }
  return found
}

const LETTER = /[\p{L}\p{N}]/u
const PUNCTUATION = /[^\p{L}\p{N}\s*_~`[\]()<>]/u

function withoutSigns(state: EditorState, { from, to }: Stretch): Stretch {
  const at = (pos: number) => state.sliceDoc(pos, pos + 1)
  let [start, end] = [from, to]
  if (LETTER.test(at(end))) while (end > start && PUNCTUATION.test(at(end - 1))) end--
  if (start > 0 && LETTER.test(at(start - 1))) while (start < end && PUNCTUATION.test(at(start))) start++
  return start < end ? { from: start, to: end } : { from, to }
}

/** The nearest node of that name around the whole selection. */
export function around(state: EditorState, name: string): SyntaxNode | null {
  return nearest(state, (node) => (node.name === name ? node : null))
}

/** Whether nothing stands between marks of that name at the caret yet. */
function isEmptyPair(state: EditorState, name: Mark): boolean {
  const marks = emptyPair(state, state.selection.main.head)
  return name === 'StrongEmphasis' ? marks >= 2 : marks === 1 || marks === 3
}

/** The end of a mark that does not count yet, because of a blank or a sign before it. */
interface Unfinished {
  /** The blanks before it. */
  blanks: Stretch
  close: Stretch
}

/** The mark of that name that ends at the caret as soon as it counts. */
function unfinished(state: EditorState, name: Mark): Unfinished | null {
  const { head, empty } = state.selection.main
  const line = state.doc.lineAt(head)
  const marks = /^[*_]+/.exec(state.sliceDoc(head, line.to))?.[0].length ?? 0
  if (!empty || marks === 0) return null
  const before = state.sliceDoc(line.from, head)
  const from = head - before.length + before.trimEnd().length
  // As it would be at the end of a word, with a blank behind it.
  const changes = [
    { from, to: head },
    { from: head + marks, insert: ' ' },
  ]
  const counted = state.update({ changes }).state
  ensureSyntaxTree(counted, counted.doc.lineAt(from).to, 50)
  const on = around(counted, name)
  if (!on || on.from === from) return null
  const { close } = marksOf(on)
  const shift = head - from
  if (close.from < from || close.to > from + marks) return null
  return { blanks: { from, to: head }, close: { from: close.from + shift, to: close.to + shift } }
}

/** Whether what is selected has the mark, or what is typed at the caret will have it. */
export function isOn(state: EditorState, name: Mark): boolean {
  const on = around(state, name)
  if (!on) return isEmptyPair(state, name) || unfinished(state, name) !== null
  const { head, empty } = state.selection.main
  return !empty || (head > on.from && head < on.to)
}

/** What is made of the nearest node around the whole selection of which something can be made. */
export function nearest<T>(state: EditorState, take: (node: SyntaxNode) => T | null): T | null {
  const { from, to } = state.selection.main
  for (const side of [-1, 1] as const) {
    let node: SyntaxNode | null = syntaxTree(state).resolveInner(side < 0 ? to : from, side)
    for (; node; node = node.parent) {
      const taken = node.from <= from && node.to >= to ? take(node) : null
      if (taken !== null) return taken
    }
  }
  return null
}
