/** Headings, lists and quotations as commands on the lines of the selection. */
import { EditorSelection, type EditorState, type Line } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import { chosenCard } from './figures'
import { headingMark, isHeading } from './gaps'
import { isText, underlined } from './kinds'
import { AROUND, BARE, BULLET, ITEM, LEAD, NOTE, NUMBER, QUOTE } from './lines'

/** What a line is. */
export type Style = 'text' | 'heading' | 'subheading'

type Kind = 'bullets' | 'numbers' | 'quote'

interface Change {
  from: number
  to: number
  insert: string
}

/** Makes the lines of the selection text, heading or subheading. */
export function setStyle(view: EditorView, style: Style): boolean {
  const { state } = view
  if (chosenCard(state)) return true
  const prefix = style === 'heading' ? '## ' : style === 'subheading' ? '### ' : ''
  const lines = withUnderlines(state, touchedLines(state)).filter((line) => isBlock(state, line))
  const changes: Change[] = []
  const apart = new Set<number>()
  for (const line of lines) {
    const heading = underlined(state, line)
    if (isBare(line)) {
      changes.push({ from: line.from, to: line.to, insert: '' })
    } else if (heading?.under === line.number) {
      changes.push(withoutLine(line))
      if (!prefix) apart.add(line.number)
    } else if (heading && heading.first !== line.number) {
      // A heading with its mark before it is one line.
      const margin = /^\s*/.exec(line.text)?.[0].length ?? 0
      if (prefix) changes.push({ from: line.from - 1, to: line.from + margin, insert: ' ' })
    } else {
      const around = AROUND.exec(line.text)?.[0] ?? ''
      const mark = headingMark(line.text.slice(around.length))
      const from = line.from + (mark > 0 ? around.length : 0)
      const to = line.from + around.length + mark
      if (!prefix && line.text.slice(0, to - line.from).trim() === '') continue
      changes.push({ from, to, insert: prefix })
      // A paragraph would go on with what stands close to it; so would an item.
      if (prefix && around.trim() === '') continue
      const stays = mark > 0 && around.trim() !== ''
      if (!stays) apart.add(line.number - 1)
      if (!heading && (!stays || around.includes('>')))
        apart.add((prefix ? line : lastOf(state, line)).number)
    }
  }
  const { head } = state.selection.main
  if (prefix && lines.length > 0 && lines.every(isBare))
    changes.push({ from: head, to: head, insert: prefix })
  dispatchLines(view, changes, apart)
  return true
}

/** Text, heading, subheading in turn. */
export function nextStyle(view: EditorView): boolean {
  const next: Record<Style, Style> = { text: 'heading', heading: 'subheading', subheading: 'text' }
  return setStyle(view, next[styleOf(view.state, view.state.doc.lineAt(view.state.selection.main.head))])
}

/** A list or a quotation of the paragraphs of the selection, on or off. */
export function toggleBlock(view: EditorView, kind: Kind): boolean {
  const { state } = view
  if (chosenCard(state)) return true
  const lines = paragraphLines(state).filter((line) => isBlock(state, line))
  if (lines.length === 0) return true
  if (lines.every(isBare)) {
    const at = state.selection.main.head
    dispatchLines(view, [{ from: at, to: at, insert: prefixOf(kind, 1) }])
  } else if (kind === 'quote') toggleQuote(view, lines)
  else toggleList(view, kind, lines)
  return true
}

/** Quotes all that stands in the lines, items as items; or takes the quotation off. */
function toggleQuote(view: EditorView, lines: readonly Line[]): void {
  const full = new Set(lines.filter((line) => !isBare(line)).map(({ number }) => number))
  const off = lines.every((line) => isBare(line) || QUOTE.test(line.text))
  const changes: Change[] = []
  const apart = new Set<number>()
  for (const line of lines) {
    const quoted = QUOTE.exec(line.text)?.[0].length ?? 0
    if (off) changes.push({ from: line.from, to: line.from + quoted, insert: '' })
    else if (isBare(line)) {
      if (quoted === 0 && isWithin(view.state, line, full))
        changes.push({ from: line.from, to: line.to, insert: '>' })
    } else if (quoted === 0) changes.push({ from: line.from, to: line.from, insert: '> ' })
    if (isBare(line)) continue
    for (const beside of [line.number - 1, line.number + 1]) {
      if (full.has(beside) || (!off && QUOTE.test(textOf(view.state, beside)))) continue
      apart.add(Math.min(beside, line.number))
    }
  }
  dispatchLines(view, changes, apart)
}

/** Makes an item of each paragraph, or takes the marks of the items off. */
function toggleList(view: EditorView, kind: 'bullets' | 'numbers', lines: readonly Line[]): void {
  const { state } = view
  const is = kind === 'bullets' ? BULLET : NUMBER
  const full = lines.filter((line) => !isBare(line))
  const numbers = new Set(full.map(({ number }) => number))
  const begins = (line: Line) => line === full[0] || beginsParagraph(state, line)
  const off = full.filter(begins).every((line) => is.test(line.text))
  const changes: Change[] = []
  const apart = new Set<number>()
  const counts = new Map<string, number>()
  let prefix = ''
  for (const line of lines) {
    const margin = /^\s*/.exec(line.text)?.[0] ?? ''
    if (isBare(line)) {
      // Items of a list stand close.
      if (!off && isWithin(state, line, numbers)) changes.push(withoutLine(line))
      else changes.push({ from: line.from, to: line.to, insert: '' })
    } else if (!off && underlined(state, line)?.under === line.number) {
      changes.push(withoutLine(line))
    } else if (!begins(line)) {
      // Further lines of a paragraph stand under its first letter.
      const insert = off ? '' : ' '.repeat(prefix.length)
      changes.push({ from: line.from, to: line.from + margin.length, insert })
    } else if (off) {
      changes.push({ from: line.from, to: line.from + (is.exec(line.text)?.[0].length ?? 0), insert: '' })
      apart.add(line.number - 1)
    } else {
      const level = ITEM.test(line.text) ? margin : ''
      const count = (counts.get(level) ?? 0) + 1
      counts.set(level, count)
      prefix = level + prefixOf(kind, count)
      const lead = LEAD.exec(line.text)?.[0].length ?? 0
      changes.push({ from: line.from, to: line.from + lead, insert: prefix })
      if (line === full[0] && !ITEM.test(textOf(state, line.number - 1))) apart.add(line.number - 1)
    }
  }
  const last = full.at(-1)
  if (off && last) apart.add(last.number)
  dispatchLines(view, changes, apart)
}

/** Whether a blank line has lines of the selection before and behind it, and nothing else between. */
function isWithin({ doc }: EditorState, { number }: Line, full: ReadonlySet<number>): boolean {
  let [before, behind] = [number, number]
  while (before > 1 && isBare(doc.line(before))) before--
  while (behind < doc.lines && isBare(doc.line(behind))) behind++
  return full.has(before) && full.has(behind)
}

function isBare(line: Line): boolean {
  return BARE.test(line.text)
}

/** Whether a line is one that can become another kind of block. */
function isBlock(state: EditorState, line: Line): boolean {
  return isText(state, line) && !NOTE.test(line.text)
}

/** Whether a line is the first of a paragraph, an item, or a quotation's. */
function beginsParagraph(state: EditorState, line: Line): boolean {
  if (line.number === 1 || ITEM.test(line.text) || QUOTE.test(line.text) || isHeading(line.text)) return true
  const before = state.doc.line(line.number - 1)
  if (isBare(before) || isHeading(before.text) || !isText(state, before)) return true
  return underlined(state, before)?.under === before.number
}

/** The last line of the paragraph that begins with a line. */
function lastOf(state: EditorState, line: Line): Line {
  const { doc } = state
  for (let last = line; ; ) {
    const next = last.number < doc.lines ? doc.line(last.number + 1) : null
    if (!next || isBare(next) || beginsParagraph(state, next) || !isText(state, next)) return last
    last = next
  }
}

/** The lines of the selection, with those that its paragraphs have beyond it. */
function paragraphLines(state: EditorState): Line[] {
  const lines = touchedLines(state)
  let [first] = lines
  while (first && !isBare(first) && isText(state, first) && !beginsParagraph(state, first)) {
    first = state.doc.line(first.number - 1)
    lines.unshift(first)
  }
  const last = lines.at(-1)
  if (!last || isBare(last) || !isText(state, last)) return lines
  return [...lines, ...linesFrom(state, last.number + 1, lastOf(state, last).number)]
}

/** Lines, with all of the underlined headings that they are in. */
function withUnderlines(state: EditorState, lines: readonly Line[]): Line[] {
  const [first, last] = [lines[0], lines.at(-1)]
  if (!first || !last) return []
  const [from, to] = [underlined(state, first)?.first, underlined(state, last)?.under]
  return linesFrom(state, from ?? first.number, to ?? last.number)
}

function linesFrom({ doc }: EditorState, first: number, last: number): Line[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => doc.line(first + i))
}

function textOf({ doc }: EditorState, number: number): string {
  return number >= 1 && number <= doc.lines ? doc.line(number).text : ''
}

function withoutLine(line: Line): Change {
  return { from: line.from - 1, to: line.to, insert: '' }
}

function prefixOf(kind: Kind, count: number): string {
  return kind === 'bullets' ? '- ' : kind === 'numbers' ? `${count}. ` : '> '
}

/** Makes the changes, and blank lines behind the lines of `apart` that have none. */
function dispatchLines(view: EditorView, changes: Change[], apart: ReadonlySet<number> = new Set()): void {
  const { doc, selection } = view.state
  const gaps = [...apart]
    .filter((number) => number >= 1 && number < doc.lines)
    .filter((number) => !isBare(doc.line(number)) && !isBare(doc.line(number + 1)))
    .map((number) => ({ from: doc.line(number + 1).from, insert: '\n' }))
  if (changes.length + gaps.length === 0) return
  const set = view.state.changes([gaps, changes])
  view.dispatch({
    changes: set,
    selection: EditorSelection.range(
      set.mapPos(selection.main.anchor, 1),
      set.mapPos(selection.main.head, 1),
    ),
    userEvent: 'input.format',
  })
}

function touchedLines(state: EditorState): Line[] {
  const { from, to } = state.selection.main
  return linesFrom(state, state.doc.lineAt(from).number, state.doc.lineAt(to).number)
}

/** What a line is now. */
export function styleOf(state: EditorState, line: Line): Style {
  if (underlined(state, line)) return 'heading'
  const around = AROUND.exec(line.text)?.[0].length ?? 0
  const mark = /^#{1,6}(?=\s)/.exec(line.text.slice(around))?.[0].length ?? 0
  return mark === 0 ? 'text' : mark <= 2 ? 'heading' : 'subheading'
}
