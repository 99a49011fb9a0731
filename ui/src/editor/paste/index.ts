/**
 * Pasting. What comes with a structure (a text processor, a mail, a page) is written as the
 * story is written; junk and pictures stay behind. An address pasted over words makes a link of
 * them. Everything else goes in as it is, and so does anything pasted into code.
 */
import type { EditorState, Extension } from '@codemirror/state'
import { EditorView, type KeyBinding } from '@codemirror/view'
import { addressIn } from '../address'
import { chosenCard } from '../figures'
import { keepsLines } from '../gaps'
import { setLink } from '../link'
import { below } from '../typing'
import { lettersOf } from './blocks'
import { placed } from './place'
import { type Read, read } from './read'
import { write, writePlain } from './write'

/** Reads HTML and writes it as Markdown, its footnotes after it. */
export function markdownOf(html: string): string {
  const { blocks, notes } = read(html, String)
  return [write(blocks), ...notes.map(noteText)].filter(Boolean).join('\n\n')
}

/** A footnote's text, as it stands at the end of a story. */
function noteText({ label, blocks }: Read['notes'][number]): string {
  return `[^${label}]: ${write(blocks).replace(/\n(?=[^\n])/g, '\n    ')}`
}

/** Pasting into the text; told how many pictures of a paste were left out. */
export function pasting(leftOut: (pictures: number) => void): Extension {
  return EditorView.domEventHandlers({
    paste(event, view) {
      const data = event.clipboardData
      if (!data || view.state.readOnly) return false
      const plain = plainNext.delete(view)
      const text = data.getData('text/plain').replace(/\r\n?/g, '\n')
      const html = data.getData('text/html')
      if (!take(view, text, isSource(html) ? '' : html, plain, leftOut)) return false
      event.preventDefault()
      return true
    },
  })
}

/** Editors whose next paste is to be of the words alone. */
const plainNext = new WeakSet<EditorView>()

/** The key of pasting plain text: the web view pastes by itself, this notes how. */
export const pasteKeys: KeyBinding[] = [
  {
    key: 'Mod-Shift-v',
    run: (view) => {
      plainNext.add(view)
      return false
    },
  },
]

function take(
  view: EditorView,
  text: string,
  html: string,
  plain: boolean,
  leftOut: (pictures: number) => void,
): boolean {
  const { state } = view
  const { main } = state.selection
  const card = chosenCard(state)
  if (!card && keepsLines(state, main.from)) return false
  const address = addressIn(text)
  const onWords = !main.empty && !card && !state.sliceDoc(main.from, main.to).includes('\n')
  if (address && onWords && !plain && !addressIn(state.sliceDoc(main.from, main.to))) {
    return setLink(view, address, { userEvent: 'input.paste' })
  }
  const from = html === '' ? null : read(html, freeLabels(state))
  if (!from || from.blocks.length === 0) return text !== '' && card !== null && below(view, text)
  // One line without any marks is what the plain text says, and the author's own way of writing it.
  if (plain) put(view, { ...from, notes: [] }, writePlain(from.blocks))
  else {
    put(view, from, write(from.blocks))
    if (from.pictures > 0) leftOut(from.pictures)
  }
  return true
}

function put(view: EditorView, { blocks, notes }: Read, markdown: string): void {
  if (chosenCard(view.state)) {
    below(view, markdown)
    return
  }
  view.dispatch({
    ...placed(view.state, blocks, markdown, notes.map(noteText)),
    scrollIntoView: true,
    userEvent: 'input.paste',
  })
}

/** Names for new footnotes that the text does not have yet. */
function freeLabels(state: EditorState): (count: number) => string {
  let last: number | undefined
  return (count) => {
    last ??= Math.max(
      0,
      ...[...state.doc.toString().matchAll(/\[\^(\d{1,6})\]/g)].map(([, number]) => Number(number)),
    )
    return String(last + count)
  }
}

/** Whether the HTML only colours a source text: from a code editor, or a page that is plain text. */
function isSource(html: string): boolean {
  if (!/white-space:\s*pre|<pre/i.test(html)) return false
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  const [only, ...more] = body.children
  if (!only || more.length > 0 || only.querySelector('code, p, h1, h2, h3, li, table')) return false
  const style = only.getAttribute('style') ?? ''
  return only.localName === 'pre' || (/white-space:\s*pre/i.test(style) && /monospace/i.test(style))
}

/** Whether HTML has words, and not only a picture. */
export function hasWords(html: string): boolean {
  return (
    html !== '' &&
    read(html, String).blocks.some((block) => !('runs' in block) || lettersOf(block.runs) !== '')
  )
}
