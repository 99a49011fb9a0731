/** Headings, lists and quotations as commands on the lines of the selection. */
import { EditorSelection, type EditorState, type Line, type Text } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import { cardAt, chosenCard } from './figures'
import { headingMark, isBlank, isHeading } from './gaps'
import { BULLET, ITEM, NUMBER, QUOTE } from './lines'

/** What a line is. */
export type Style = 'text' | 'heading' | 'subheading'

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

/** What a line is now. */
export function styleOf(line: Line): Style {
  const mark = /^#{1,6}(?=\s)/.exec(line.text)?.[0].length ?? 0
  return mark === 0 ? 'text' : mark <= 2 ? 'heading' : 'subheading'
}
