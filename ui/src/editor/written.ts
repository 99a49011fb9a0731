/**
 * For tests: an editor over a text in which `|` is the caret and `‹…›` the selection, and its
 * text written in the same way.
 */
import { ensureSyntaxTree } from '@codemirror/language'
import { EditorSelection, Text } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import { desk, type FigureView, useBackend } from '../ipc'
import { makeEditor, type Setup } from './setup'

/** An editor, and what it told. */
export interface Written {
  view: EditorView
  /** The text with its caret or selection. */
  readonly text: string
  told: {
    opened: [from: number, enter: boolean][]
    chosen: number[]
    ups: number
    links: number
    leftOut: number
  }
  /** Presses a key as a keyboard would. */
  press(key: string, mods?: KeyboardEventInit): void
  /** Types a text at the caret, through the editor's own way of input. */
  type(text: string): void
  /** Pastes what a clipboard holds. */
  paste(data: { text?: string; html?: string }): void
}

/** Finds the figures that a test's text has. */
export function figuresOf(text: string): FigureView[] {
  return [...text.matchAll(/^!\[([^\]]*)\]\(([^)]*)\)(?:\n\*[^\n]*\*)?$/gm)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
    src: match[2] ?? '',
    picture: null,
    words: { alt: match[1] ?? '', decorative: false, caption: '', label: '', credit: '', credit_url: '' },
    moved: null,
    form: 'markdown',
    nowhere: [],
  }))
}

/** Makes the editor. */
export function written(marked: string, setup: Partial<Setup> = {}): Written {
  useBackend({ ...desk(), pictureUrl: (id) => `/pictures/${id}` })
  const plain = marked.replace(/[|‹›]/g, '')
  const anchor = marked.search(/[|‹]/)
  const head = marked.includes('›') ? marked.indexOf('›') - 1 : anchor
  const told: Written['told'] = { opened: [], chosen: [], ups: 0, links: 0, leftOut: 0 }
  const view = makeEditor({
    parent: document.body.appendChild(document.createElement('div')),
    doc: Text.of(plain.split('\n')),
    figures: figuresOf(plain),
    prose: true,
    readOnly: false,
    typed: () => {},
    moved: () => {},
    changed: () => {},
    openPicture: (from, enter) => told.opened.push([from, enter]),
    chosen: (from) => told.chosen.push(from),
    up: () => {
      told.ups++
      return true
    },
    link: () => told.links++,
    figureText: async (figure, said) => `![${said.alt}](${figure.src})\n*${said.caption} (${said.credit})*`,
    leftOut: (pictures) => {
      told.leftOut += pictures
    },
    ...setup,
  })
  ensureSyntaxTree(view.state, plain.length, 1000)
  // A selection is set in one go with a change, so that nothing moves it.
  if (anchor >= 0) {
    view.dispatch({ changes: { from: 0, insert: '' }, selection: EditorSelection.range(anchor, head) })
  }
  return {
    view,
    told,
    get text() {
      const { main } = view.state.selection
      const text = view.state.doc.toString()
      if (main.empty) return `${text.slice(0, main.head)}|${text.slice(main.head)}`
      return `${text.slice(0, main.from)}‹${text.slice(main.from, main.to)}›${text.slice(main.to)}`
    },
    press(key, mods = {}) {
      const codes: Record<string, number> = {
        Enter: 13,
        Backspace: 8,
        Delete: 46,
        ArrowLeft: 37,
        ArrowRight: 39,
      }
      const keyCode = codes[key] ?? key.toUpperCase().charCodeAt(0)
      const event = new KeyboardEvent('keydown', { key, keyCode, bubbles: true, cancelable: true, ...mods })
      view.contentDOM.dispatchEvent(event)
    },
    paste({ text = '', html = '' }) {
      const event = new Event('paste', { bubbles: true, cancelable: true })
      const held: Record<string, string> = { 'text/plain': text, 'text/html': html }
      const clipboardData = { getData: (type: string) => held[type] ?? '', files: [], items: [], types: [] }
      view.contentDOM.dispatchEvent(Object.assign(event, { clipboardData }))
    },
    type(text) {
      const { from, to } = view.state.selection.main
      const insert = () => view.state.update({ changes: { from, to, insert: text }, userEvent: 'input.type' })
      const handlers = view.state.facet((view.constructor as typeof EditorView).inputHandler)
      if (handlers.some((handler) => handler(view, from, to, text, insert))) return
      view.dispatch({
        changes: { from, to, insert: text },
        selection: { anchor: from + text.length },
        userEvent: 'input.type',
      })
    },
  }
}
