/** Links: what is one, where it leads, and how words become one. */
import type { EditorState } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import type { SyntaxNode } from '@lezer/common'
import { destination } from './address'
import { around, pieces, type Stretch } from './marks'

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

/** Where a link leads. */
export function addressOf(state: EditorState, link: SyntaxNode): string {
  const url = link.getChild('URL')
  return url ? state.sliceDoc(url.from, url.to) : ''
}
