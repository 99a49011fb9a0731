/**
 * Marks at a break in the text: a paragraph that ends within bold, italic, code or a link ends
 * them too, and the next one begins them anew. What is taken out together with one end of a mark
 * leaves no other end behind.
 */
import { ensureSyntaxTree, syntaxTree } from '@codemirror/language'
import { EditorState, type Extension } from '@codemirror/state'
import type { SyntaxNode } from '@lezer/common'
import { linkOf } from './link'
import type { Stretch } from './marks'

/** A stretch that goes, and what ends marks before it and begins them anew behind it. */
export interface Break extends Stretch {
  before: string
  after: string
}

/** A mark or link: where its words are. */
interface Held extends Stretch {
  words: Stretch
}

/** What a break is to replace so that no mark is torn; blanks beside a mark's new end go. */
export function breakAt(state: EditorState, from: number, to: number): Break {
  if (from === to) {
    const pair = emptyPair(state, from)
    if (pair) return { from: from - pair, to: to + pair, before: '', after: '' }
  }
  const torn = parted(state, from, to, () => true)
  if (from === to && !torn.before) return unfinished(state, from) ?? torn
  return torn
}

/** The same where nothing parts what is before and behind: marks that go on over it do so. */
function joined(state: EditorState, { from, to }: Stretch, emptied: boolean): Break {
  return parted(state, from, to, (held) => {
    if (!(held.from < from && held.to > to)) return true
    const left = state.sliceDoc(held.words.from, from) + state.sliceDoc(to, held.words.to)
    return emptied && left.trim() === ''
  })
}

function parted(state: EditorState, from: number, to: number, counts: (held: Held) => boolean): Break {
  ensureSyntaxTree(state, to, 100)
  const found = { from, to, before: '', after: '' }
  for (const held of heldAt(state, from, to).filter(counts)) {
    const { words } = held
    if (held.from < from && held.to > from) {
      found.from = Math.min(found.from, words.to)
      const bare = state.sliceDoc(words.from, Math.max(words.from, found.from)).trim() === ''
      if (bare) found.from = held.from
      else found.before += state.sliceDoc(words.to, held.to)
    }
    if (held.from < to && held.to > to) {
      found.to = Math.max(found.to, words.from)
      if (ends(state, held, found.to)) found.to = held.to
      else found.after = state.sliceDoc(held.from, words.from) + found.after
    }
  }
  if (found.before) found.from -= /[ \t]*$/.exec(lineBefore(state, found.from))?.[0].length ?? 0
  if (found.after) found.to += /^[ \t]*/.exec(lineBehind(state, found.to))?.[0].length ?? 0
  return found
}

/** Whether nothing of a mark's words is behind a place. */
function ends(state: EditorState, { words }: Held, pos: number): boolean {
  return state.sliceDoc(pos, Math.max(pos, words.to)).trim() === ''
}

/** The marks that a stretch begins or ends in, inner ones first. */
function heldAt(state: EditorState, from: number, to: number): Held[] {
  const found: Held[] = []
  syntaxTree(state).iterate({
    from,
    to,
    enter({ node }) {
      const within = (pos: number) => node.from < pos && node.to > pos
      const held = within(from) || within(to) ? heldOf(state, node) : null
      if (held) found.unshift(held)
    },
  })
  return found
}

const SIGNS: Readonly<Record<string, string>> = {
  Emphasis: 'EmphasisMark',
  StrongEmphasis: 'EmphasisMark',
  Strikethrough: 'StrikethroughMark',
  InlineCode: 'CodeMark',
}

function heldOf(state: EditorState, node: SyntaxNode): Held | null {
  const { from, to, name } = node
  const link = linkOf(state, node)
  // Half of the words of a name would be no name.
  if (link) return link.named ? null : link
  const sign = SIGNS[name]
  const [open, ...more] = sign ? node.getChildren(sign) : []
  const close = more.at(-1)
  return open && close ? { from, to, words: { from: open.to, to: close.from } } : null
}

/** The length of the marks on both sides of a place between which nothing was typed. */
export function emptyPair(state: EditorState, pos: number): number {
  const marks = /(?<![*_\\])(\*{1,3}|_{1,3})$/.exec(lineBefore(state, pos))?.[0] ?? ''
  const behind = lineBehind(state, pos)
  return marks && behind.startsWith(marks) && !/^[*_]/.test(behind.slice(marks.length)) ? marks.length : 0
}

/** Behind a blank a mark does not end yet: it does without the blank. */
function unfinished(state: EditorState, pos: number): Break | null {
  const blanks = /[ \t]+$/.exec(lineBefore(state, pos))?.[0].length ?? 0
  if (blanks === 0 || !/^[*_~]/.test(lineBehind(state, pos))) return null
  const without = state.update({ changes: { from: pos - blanks, to: pos } }).state
  const found = parted(without, pos - blanks, pos - blanks, () => true)
  return found.before ? { ...found, to: found.to + blanks } : null
}

function lineBefore(state: EditorState, pos: number): string {
  return state.sliceDoc(state.doc.lineAt(pos).from, pos)
}

function lineBehind(state: EditorState, pos: number): string {
  return state.sliceDoc(pos, state.doc.lineAt(pos).to)
}

/** Deleting a selection, or typing over it, leaves no half of a mark. */
export const wholeMarks: Extension = EditorState.transactionFilter.of((tr) => {
  const { startState: state } = tr
  const { main } = state.selection
  const deletes = tr.isUserEvent('delete')
  // A word that is being composed is the system's.
  const types = tr.isUserEvent('input.type') && !tr.isUserEvent('input.type.compose')
  if (!tr.docChanged || main.empty || !(deletes || types)) return tr
  let typed: string | null = null
  let changes = 0
  tr.changes.iterChanges((from, to, _fromB, _toB, inserted) => {
    changes++
    if (from === main.from && to === main.to) typed = inserted.toString()
  })
  const text: string = typed ?? '\n'
  // A break has seen to its marks by itself.
  if (changes > 1 || text.includes('\n')) return tr
  const { from, to, before, after } = joined(state, main, deletes)
  if (from === main.from && to === main.to && !before && !after) return tr
  const gap = state.sliceDoc(from, main.from).match(/[ \t]*$/)?.[0] ?? ''
  const lead = state.sliceDoc(main.to, to).match(/^[ \t]*/)?.[0] ?? ''
  const left = before + (before ? gap : '') + text
  return {
    changes: { from, to, insert: left + (after ? lead : '') + after },
    selection: { anchor: from + left.length },
    effects: tr.effects,
    scrollIntoView: tr.scrollIntoView,
    userEvent: deletes ? 'delete.selection' : 'input.type',
  }
})
