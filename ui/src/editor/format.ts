/**
 * Bold, italic, link, headings, lists and quotations as commands on the text, and what of them
 * is on at the caret.
 */
import { syntaxTree } from '@codemirror/language'
import { EditorSelection, type EditorState, type Line } from '@codemirror/state'
import type { EditorView, KeyBinding } from '@codemirror/view'
import type { SyntaxNode } from '@lezer/common'
import { destination } from './address'
import { chosenCard } from './figures'
import { headingMark, isBlank } from './gaps'
import { BULLET, NUMBER, QUOTE } from './lines'

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
  const on = around(state, name)
  if (on) {
    const [open, close] = on.getChildren('EmphasisMark')
    if (!open || !close) return true
    // At the end of what was just typed it means: go on without it.
    if (state.selection.main.empty && state.selection.main.head === close.from) {
      view.dispatch({ selection: { anchor: close.to }, userEvent: 'select' })
      return true
    }
    view.dispatch({
      changes: [
        { from: open.from, to: open.to },
        { from: close.from, to: close.to },
      ],
      userEvent: 'input.format',
    })
    return true
  }
  const { main } = state.selection
  // Nothing was typed between the marks: take them away again.
  const before = state.doc.sliceString(Math.max(0, main.head - mark.length), main.head)
  if (main.empty && before === mark && state.doc.sliceString(main.head, main.head + mark.length) === mark) {
    view.dispatch({
      changes: { from: main.head - mark.length, to: main.head + mark.length },
      userEvent: 'input.format',
    })
    return true
  }
  const stretch = main.empty ? (state.wordAt(main.head) ?? main) : main
  const changes = pieces(state, stretch.from, stretch.to).flatMap(({ from, to }) => [
    { from, insert: mark },
    { from: to, insert: mark },
  ])
  if (changes.length === 0) {
    view.dispatch({
      changes: { from: main.head, insert: mark + mark },
      selection: { anchor: main.head + mark.length },
      userEvent: 'input.format',
    })
    return true
  }
  const set = state.changes(changes)
  const selection = main.empty
    ? EditorSelection.cursor(set.mapPos(main.head, main.head === stretch.to ? -1 : 1))
    : EditorSelection.range(set.mapPos(main.anchor, 1), set.mapPos(main.head, -1))
  view.dispatch({ changes: set, selection, userEvent: 'input.format' })
  return true
}

/** The parts of a stretch that marks can go around: within one line each, without outer blanks. */
function pieces(state: EditorState, from: number, to: number): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = []
  for (let pos = from; pos <= to; ) {
    const line = state.doc.lineAt(pos)
    const head = BULLET.exec(line.text) ?? NUMBER.exec(line.text) ?? QUOTE.exec(line.text)
    let start = Math.max(from, line.from + Math.max(head?.[0].length ?? 0, headingMark(line.text)))
    let end = Math.min(to, line.to)
    while (start < end && /\s/.test(state.doc.sliceString(start, start + 1))) start++
    while (end > start && /\s/.test(state.doc.sliceString(end - 1, end))) end--
    if (end > start) found.push({ from: start, to: end })
    pos = line.to + 1
  }
  return found
}

/** Makes the selection, or the word at the caret, a link; an empty address takes the link off. */
export function setLink(view: EditorView, address: string, userEvent = 'input.format'): boolean {
  const { state } = view
  const on = around(state, 'Link')
  const { main } = state.selection
  const url = destination(address)
  if (on) {
    const [open, close] = on.getChildren('LinkMark')
    if (!open || !close) return false
    const insert = url ? `](${url})` : ''
    const head = url ? [] : [{ from: open.from, to: open.to }]
    view.dispatch({ changes: [...head, { from: close.from, to: on.to, insert }], userEvent })
    return true
  }
  if (!url) return false
  const stretch = main.empty ? state.wordAt(main.head) : main
  const [first] = stretch ? pieces(state, stretch.from, stretch.to) : []
  const { from, to } = first ?? { from: main.head, to: main.head }
  const text = first ? state.sliceDoc(from, to) : address.trim().replace(/^https?:\/\//, '')
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
  const lines = touchedLines(state)
  const full = lines.filter((line) => !isBlank(line))
  const is = kind === 'bullets' ? BULLET : kind === 'numbers' ? NUMBER : QUOTE
  if (full.length === 0) {
    const at = state.selection.main.head
    dispatchLines(view, [{ from: at, to: at, insert: prefixOf(kind, 1) }])
    return true
  }
  const off = full.every((line) => is.test(line.text))
  const changes: { from: number; to: number; insert: string }[] = []
  let count = 0
  for (const line of lines) {
    const before = line.number > 1 ? doc.line(line.number - 1) : null
    const first = line === lines[0]
    if (isBlank(line)) {
      // Items of a list stand close; the paragraphs of a quotation keep a marked blank line.
      const within = count > 0 && line.number < (full.at(-1)?.number ?? 0)
      if (!off && within && kind === 'quote') changes.push({ from: line.from, to: line.to, insert: '>' })
      if (!off && within && kind !== 'quote') changes.push({ from: line.from - 1, to: line.to, insert: '' })
      continue
    }
    count++
    const head = lineHead(line.text)
    if (off) {
      const marked = is.exec(line.text)?.[0].length ?? 0
      const apart = kind !== 'quote' && before && !isBlank(before) ? '\n' : ''
      changes.push({ from: line.from, to: line.from + marked, insert: apart })
    } else {
      const apart = first && before && !isBlank(before) && !is.test(before.text) ? '\n' : ''
      changes.push({ from: line.from, to: line.from + head, insert: apart + prefixOf(kind, count) })
    }
  }
  const last = lines.at(-1)
  const after = last && last.number < doc.lines ? doc.line(last.number + 1) : null
  if (off && kind !== 'quote' && last && after && !isBlank(after))
    changes.push({ from: last.to, to: last.to, insert: '\n' })
  dispatchLines(view, changes)
  return true
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
