/**
 * Bold, italic, link, headings, lists and quotations as commands on the text, and what of them
 * is on at the caret.
 */
import { ensureSyntaxTree, syntaxTree } from '@codemirror/language'
import { EditorSelection, type EditorState, type Line, type Text } from '@codemirror/state'
import type { EditorView, KeyBinding } from '@codemirror/view'
import type { SyntaxNode } from '@lezer/common'
import { destination } from './address'
import { cardAt, chosenCard } from './figures'
import { headingMark, isBlank, isHeading } from './gaps'
import { BULLET, ITEM, NUMBER, QUOTE } from './lines'

/** What a line is. */
export type Style = 'text' | 'heading' | 'subheading'

/** What is on at the caret. */
export interface Format {
  style: Style
  bold: boolean
  italic: boolean
  link: string | null
  bullets: boolean
  numbers: boolean
  quote: boolean
}

/** What is on at the caret. */
export function formatAt(state: EditorState): Format {
  const line = state.doc.lineAt(state.selection.main.head)
  const link = around(state, 'Link')
  return {
    style: styleOf(line),
    bold: around(state, 'StrongEmphasis') !== null,
    italic: around(state, 'Emphasis') !== null,
    link: link && addressOf(state, link),
    bullets: BULLET.test(line.text),
    numbers: NUMBER.test(line.text),
    quote: QUOTE.test(line.text),
  }
}

/** Bold or italic on or off: over the selection, or the word at the caret. */
export function toggleMark(view: EditorView, name: 'StrongEmphasis' | 'Emphasis'): boolean {
  const { state } = view
  if (chosenCard(state)) return true
  const mark = name === 'StrongEmphasis' ? '**' : '*'
  if (state.selection.main.empty) toggleAtCaret(view, name, mark)
  else toggleOver(view, name, mark)
  return true
}

function toggleAtCaret(view: EditorView, name: string, mark: string): void {
  const { state } = view
  const { head } = state.selection.main
  const on = around(state, name)
  if (on) {
    const { open, close } = marksOf(on)
    // At the end of what was just typed it means: go on without it.
    if (head === close.from) view.dispatch({ selection: { anchor: close.to }, userEvent: 'select' })
    else view.dispatch({ changes: [open, close], userEvent: 'input.format' })
    return
  }
  // Nothing was typed between the marks: take them away again.
  const beside = state.sliceDoc(Math.max(0, head - mark.length), head + mark.length)
  if (beside === mark + mark) {
    const changes = { from: head - mark.length, to: head + mark.length }
    view.dispatch({ changes, userEvent: 'input.format' })
    return
  }
  const word = state.wordAt(head)
  const [piece] = word ? pieces(state, word.from, word.to) : []
  if (!piece) {
    const changes = { from: head, insert: mark + mark }
    view.dispatch({ changes, selection: { anchor: head + mark.length }, userEvent: 'input.format' })
    return
  }
  const changes = state.changes([
    { from: piece.from, insert: mark },
    { from: piece.to, insert: mark },
  ])
  const selection = { anchor: changes.mapPos(head, head === piece.to ? -1 : 1) }
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

interface Stretch {
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

function marksOf(node: SyntaxNode): { open: Stretch; close: Stretch } {
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

/** A stretch, with all of each link or mark that it begins or ends in: marks never cross. */
function whole(state: EditorState, { from, to }: Stretch): Stretch {
  let grown = { from, to }
  syntaxTree(state).iterate({
    from,
    to,
    enter(node) {
      if (!/^(Emphasis|StrongEmphasis|Strikethrough|Link|InlineCode|Autolink)$/.test(node.name)) return
      const crosses =
        (node.from < from && node.to > from && node.to < to) ||
        (node.to > to && node.from < to && node.from > from)
      if (crosses) grown = { from: Math.min(grown.from, node.from), to: Math.max(grown.to, node.to) }
    },
  })
  return grown
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
function pieces(state: EditorState, from: number, to: number): Stretch[] {
  const found: Stretch[] = []
  for (let pos = from; pos <= to; ) {
    const line = state.doc.lineAt(pos)
    const head = BULLET.exec(line.text) ?? NUMBER.exec(line.text) ?? QUOTE.exec(line.text)
    const start = Math.max(from, line.from + Math.max(head?.[0].length ?? 0, headingMark(line.text)))
    const piece = trimmed(state, start, Math.min(to, line.to))
    if (piece && !cardAt(state, piece.from)) found.push(withoutSigns(state, piece))
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

/** The link at the caret, or the words that would become one, with no address yet. */
export function linkAt(state: EditorState): { words: string; address: string } {
  const on = around(state, 'Link')
  const [open, close] = on?.getChildren('LinkMark') ?? []
  if (on && open && close)
    return { words: state.sliceDoc(open.to, close.from), address: addressOf(state, on) }
  const part = linkable(state)
  return { words: part ? state.sliceDoc(part.from, part.to) : '', address: '' }
}

/** What of the selection becomes a link: its first paragraph, or the word at the caret. */
function linkable(state: EditorState): Stretch | undefined {
  const { main } = state.selection
  const stretch = main.empty ? state.wordAt(main.head) : main
  return stretch ? pieces(state, stretch.from, stretch.to)[0] : undefined
}

/**
 * Makes the selection, or the word at the caret, a link, or has the link there lead elsewhere; an
 * empty address takes the link off. Its words are `words`, if some are given.
 */
export function setLink(
  view: EditorView,
  address: string,
  { words = '', userEvent = 'input.format' } = {},
): boolean {
  const { state } = view
  const on = around(state, 'Link')
  const url = destination(address)
  if (on) {
    const [open, close] = on.getChildren('LinkMark')
    if (!open || !close) return false
    const kept = words === '' || words === state.sliceDoc(open.to, close.from)
    const changes = [
      ...(url ? [] : [{ from: open.from, to: open.to }]),
      ...(kept ? [] : [{ from: open.to, to: close.from, insert: words }]),
      { from: close.from, to: on.to, insert: url ? `](${url})` : '' },
    ]
    view.dispatch({ changes, userEvent })
    return true
  }
  if (!url) return false
  const part = linkable(state)
  const { from, to } = part ?? { from: state.selection.main.head, to: state.selection.main.head }
  const text = words || (part ? state.sliceDoc(from, to) : address.trim().replace(/^https?:\/\//, ''))
  view.dispatch({
    changes: { from, to, insert: `[${text}](${url})` },
    selection: { anchor: from + text.length + 1 },
    userEvent,
  })
  return true
}

/** Makes the lines of the selection text, heading or subheading. */
export function setStyle(view: EditorView, style: Style): boolean {
  const { state } = view
  if (chosenCard(state)) return true
  const prefix = style === 'heading' ? '## ' : style === 'subheading' ? '### ' : ''
  const changes = touchedLines(state)
    .filter((line) => !isBlank(line))
    .map((line) => ({ from: line.from, to: line.from + lineHead(line.text), insert: prefix }))
  if (changes.length === 0 && prefix)
    changes.push({ from: state.selection.main.head, to: state.selection.main.head, insert: prefix })
  dispatchLines(view, changes)
  return true
}

/** Text, heading, subheading in turn. */
export function nextStyle(view: EditorView): boolean {
  const next: Record<Style, Style> = { text: 'heading', heading: 'subheading', subheading: 'text' }
  return setStyle(view, next[styleOf(view.state.doc.lineAt(view.state.selection.main.head))])
}

/** A list or a quotation of the paragraphs of the selection, on or off. */
export function toggleBlock(view: EditorView, kind: 'bullets' | 'numbers' | 'quote'): boolean {
  const { state } = view
  if (chosenCard(state)) return true
  const { doc } = state
  const lines = paragraphLines(state)
  const full = lines.filter((line) => !isBlank(line))
  const is = kind === 'bullets' ? BULLET : kind === 'numbers' ? NUMBER : QUOTE
  if (full.length === 0) {
    const at = state.selection.main.head
    dispatchLines(view, [{ from: at, to: at, insert: prefixOf(kind, 1) }])
    return true
  }
  const begins = (line: Line) => kind === 'quote' || line === full[0] || beginsParagraph(doc, line)
  const off = full.filter(begins).every((line) => is.test(line.text))
  const changes: { from: number; to: number; insert: string }[] = []
  const counts = new Map<string, number>()
  let prefix = ''
  for (const line of lines) {
    const before = line.number > 1 ? doc.line(line.number - 1) : null
    const first = line === lines[0]
    if (isBlank(line)) {
      // Items of a list stand close; the paragraphs of a quotation keep a marked blank line.
      const within = prefix !== '' && line.number < (full.at(-1)?.number ?? 0)
      if (!off && within && kind === 'quote') changes.push({ from: line.from, to: line.to, insert: '>' })
      if (!off && within && kind !== 'quote') changes.push({ from: line.from - 1, to: line.to, insert: '' })
      continue
    }
    const margin = /^\s*/.exec(line.text)?.[0] ?? ''
    if (!begins(line)) {
      // Further lines of a paragraph stand under its first letter.
      changes.push({
        from: line.from,
        to: line.from + margin.length,
        insert: off ? '' : ' '.repeat(prefix.length),
      })
      continue
    }
    if (off) {
      const marked = is.exec(line.text)?.[0].length ?? 0
      const apart = kind !== 'quote' && before && !isBlank(before) ? '\n' : ''
      changes.push({ from: line.from, to: line.from + marked, insert: apart })
    } else {
      const level = kind !== 'quote' && ITEM.test(line.text) ? margin : ''
      const count = (counts.get(level) ?? 0) + 1
      counts.set(level, count)
      prefix = level + prefixOf(kind, count)
      const apart =
        first && before && !isBlank(before) && !ITEM.test(before.text) && !is.test(before.text) ? '\n' : ''
      changes.push({ from: line.from, to: line.from + lineHead(line.text), insert: apart + prefix })
    }
  }
  const last = lines.at(-1)
  const after = last && last.number < doc.lines ? doc.line(last.number + 1) : null
  if (off && kind !== 'quote' && last && after && !isBlank(after))
    changes.push({ from: last.to, to: last.to, insert: '\n' })
  dispatchLines(view, changes)
  return true
}

/** Whether a line is the first of a paragraph, an item, or a quotation's. */
function beginsParagraph(doc: Text, line: Line): boolean {
  if (line.number === 1 || ITEM.test(line.text) || QUOTE.test(line.text) || isHeading(line.text)) return true
  const before = doc.line(line.number - 1)
  return isBlank(before) || isHeading(before.text)
}

/** The lines of the selection, with those that its paragraphs have beyond it. */
function paragraphLines(state: EditorState): Line[] {
  const { doc } = state
  const lines = touchedLines(state)
  let [first, last] = [lines[0], lines.at(-1)]
  while (first && !isBlank(first) && !beginsParagraph(doc, first)) {
    first = doc.line(first.number - 1)
    lines.unshift(first)
  }
  while (last && !isBlank(last) && last.number < doc.lines) {
    last = doc.line(last.number + 1)
    if (isBlank(last) || beginsParagraph(doc, last) || cardAt(state, last.from)) break
    lines.push(last)
  }
  return lines
}

function prefixOf(kind: 'bullets' | 'numbers' | 'quote', count: number): string {
  return kind === 'bullets' ? '- ' : kind === 'numbers' ? `${count}. ` : '> '
}

function dispatchLines(view: EditorView, changes: { from: number; to: number; insert: string }[]): void {
  const set = view.state.changes(changes)
  const { main } = view.state.selection
  view.dispatch({
    changes: set,
    selection: EditorSelection.range(set.mapPos(main.anchor, 1), set.mapPos(main.head, 1)),
    userEvent: 'input.format',
  })
}

function touchedLines(state: EditorState): Line[] {
  const { main } = state.selection
  const lines: Line[] = []
  for (let pos = main.from; pos <= main.to; ) {
    const line = state.doc.lineAt(pos)
    lines.push(line)
    pos = line.to + 1
  }
  return lines
}

function lineHead(text: string): number {
  return headingMark(text) || (BULLET.exec(text) ?? NUMBER.exec(text) ?? QUOTE.exec(text))?.[0].length || 0
}

function styleOf(line: Line): Style {
  const mark = /^#{1,6}(?=\s)/.exec(line.text)?.[0].length ?? 0
  return mark === 0 ? 'text' : mark <= 2 ? 'heading' : 'subheading'
}

/** The nearest node of that name around the whole selection. */
function around(state: EditorState, name: string): SyntaxNode | null {
  const { from, to } = state.selection.main
  for (const side of [-1, 1] as const) {
    let node: SyntaxNode | null = syntaxTree(state).resolveInner(side < 0 ? to : from, side)
    for (; node; node = node.parent) if (node.name === name && node.from <= from && node.to >= to) return node
  }
  return null
}

function addressOf(state: EditorState, link: SyntaxNode): string {
  const url = link.getChild('URL')
  return url ? state.sliceDoc(url.from, url.to) : ''
}

/** The keys of this module; `link` asks for the address. */
export function formatKeys(link: () => void): KeyBinding[] {
  return [
    { key: 'Mod-b', run: (view) => toggleMark(view, 'StrongEmphasis') },
    { key: 'Mod-i', run: (view) => toggleMark(view, 'Emphasis') },
    {
      key: 'Mod-k',
      run: () => {
        link()
        return true
      },
    },
    { key: 'Mod-Shift-h', run: nextStyle },
    { key: 'Mod-Shift-7', run: (view) => toggleBlock(view, 'numbers') },
    { key: 'Mod-Shift-8', run: (view) => toggleBlock(view, 'bullets') },
    { key: 'Mod-Shift-9', run: (view) => toggleBlock(view, 'quote') },
  ]
}
