/** Links: what is one, where it leads, and how words become one. */
import { syntaxTree } from '@codemirror/language'
import type { ChangeSpec, EditorState } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import type { SyntaxNode } from '@lezer/common'
import { destination, readAddress, typedDestination } from './address'
import { defined } from './brackets'
import { CROSSED, nearest, pieces, type Stretch, whole } from './marks'

/** A link in the text. */
export interface Link extends Stretch {
  words: Stretch
  /** Where it leads, as people write it. */
  address: string
  /** The address as it stands between the brackets, if it stands there. */
  url: Stretch | null
  /** Whether its words are the name of an address that stands elsewhere. */
  named: boolean
}

/** The link that a node is; `null` for words in brackets that lead nowhere. */
export function linkOf(state: EditorState, node: SyntaxNode): Link | null {
  const { from, to } = node
  const read = (at: Stretch) => state.sliceDoc(at.from, at.to)
  const by = (label: Stretch, words: Stretch): Link | null => {
    const address = defined(state.doc, read(label))
    if (address === undefined) return null
    return { from, to, words, address: readAddress(address), url: null, named: label === words }
  }
  if (node.name === 'Bracketed') {
    const words = { from: from + 1, to: to - 1 }
    return by(words, words)
  }
  const [open, close, ...more] = node.name === 'Link' ? node.getChildren('LinkMark') : []
  if (!open || !close) return null
  const words = { from: open.to, to: close.from }
  const found = node.getChild('URL')
  const url = found && { from: found.from, to: found.to }
  // `[words]()` leads nowhere yet.
  if (url || more.length > 0)
    return { from, to, words, address: url ? readAddress(read(url)) : '', url, named: false }
  const label = node.getChild('LinkLabel')
  const hasName = label && label.to - label.from > 2
  return by(hasName ? { from: label.from + 1, to: label.to - 1 } : words, words)
}

/** The link around the whole selection. */
export function linkAround(state: EditorState): Link | null {
  return nearest(state, (node) => linkOf(state, node))
}

/** The link at the caret, or the words that would become one, with no address yet. */
export function linkAt(state: EditorState): { words: string; address: string } {
  const on = linkAround(state)
  if (on) return { words: state.sliceDoc(on.words.from, on.words.to), address: on.address }
  const part = linkable(state)
  return { words: part ? withoutLinks(state, part) : '', address: '' }
}

/**
 * What of the selection becomes a link: its first paragraph, or the word at the caret; with all of
 * each mark, link or bracket that it begins or ends in.
 */
function linkable(state: EditorState): Stretch | undefined {
  const { main } = state.selection
  const stretch = main.empty ? state.wordAt(main.head) : main
  const [piece] = stretch ? pieces(state, stretch.from, stretch.to) : []
  return piece && whole(state, piece, [...CROSSED, 'Bracketed'])
}

/** The text of a stretch; links in it are only their words, as no link can be in another. */
function withoutLinks(state: EditorState, { from, to }: Stretch): string {
  let text = ''
  let at = from
  syntaxTree(state).iterate({
    from,
    to,
    enter({ node }) {
      const link = node.from >= at && node.to <= to ? linkOf(state, node) : null
      if (!link) return
      text += state.sliceDoc(at, link.from) + state.sliceDoc(link.words.from, link.words.to)
      at = link.to
      return false
    },
  })
  return text + state.sliceDoc(at, to)
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
  const on = linkAround(state)
  // What is pasted was written by others: no template code of theirs is run.
  const url = userEvent === 'input.paste' ? destination(address) : typedDestination(address)
  if (on) {
    const kept = words === '' || words === state.sliceDoc(on.words.from, on.words.to).trim()
    const same = url !== '' && address.trim() === on.address
    const changes: ChangeSpec[] = []
    if (!url) changes.push({ from: on.from, to: on.words.from })
    if (!kept) changes.push({ ...on.words, insert: words })
    if (url && on.url) changes.push(same ? [] : { ...on.url, insert: url })
    // Other words are no name of the address any more.
    else if (!same || (on.named && !kept))
      changes.push({ from: on.words.to, to: on.to, insert: url && `](${url})` })
    if (!same || !kept) view.dispatch({ changes, userEvent })
    return true
  }
  if (!url) return false
  const part = linkable(state)
  const { from, to } = part ?? { from: state.selection.main.head, to: state.selection.main.head }
  const text = words || (part ? withoutLinks(state, part) : address.trim().replace(/^https?:\/\//, ''))
  const insert = `[${text}](${url})`
  // What is typed next goes on behind the link.
  view.dispatch({
    changes: { from, to, insert },
    selection: { anchor: from + insert.length },
    userEvent,
  })
  return true
}
