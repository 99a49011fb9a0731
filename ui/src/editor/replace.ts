/**
 * What is put in the place of what was found: text. Where it comes to stand within a picture or a
 * tag it is written as that place needs it, so that a quotation mark ends no value and a bracket no
 * description. Words that have no spelling there are not written.
 */
import { syntaxTree } from '@codemirror/language'
import type { EditorState } from '@codemirror/state'
import { cardAt } from './figures'
import { isNote, type Quoted, quotedAround, tagAround } from './unseen'

/** One change of the text. */
export interface Replaced {
  from: number
  to: number
  insert: string
}

/** How words are written in the place of a stretch; nothing where they cannot stand. */
export function replaced(state: EditorState, from: number, to: number, words: string): Replaced | null {
  const tag = tagAround(state, from, to)
  const place = tag ? null : placeOf(state, from)
  if (place === 'text') return { from, to, insert: words }
  if (tag && isNote(tag)) return /--/.test(words) ? null : { from, to, insert: words }
  const quoted = tag && quotedAround(tag, from, to)
  if (quoted) return inTag(state, quoted, from, to, words)
  if (!place || place === 'html')
    return splitsEntity(state, from, to) ? null : { from, to, insert: entities(words) }
  const line = state.doc.lineAt(from).from
  if (escapes(state, line, to)) return null
  const start = from - Number(escapes(state, line, from))
  const write = { caption: marked, title: titled, brackets: bracketed }[place]
  return { from: start, to, insert: write(words) }
}

/** Where a stretch stands, by what ends it. */
function placeOf(state: EditorState, from: number): 'text' | 'html' | 'brackets' | 'title' | 'caption' {
  for (let node = syntaxTree(state).resolveInner(from, 1); node.parent; node = node.parent) {
    if (/^(FencedCode|CodeBlock|InlineCode)$/.test(node.name)) return 'text'
    if (node.name === 'HTMLBlock') return 'html'
    if (node.name === 'LinkTitle') return 'title'
    if (node.name === 'Link' || node.name === 'Image') return 'brackets'
  }
  return cardAt(state, from)?.form === 'markdown' ? 'caption' : 'text'
}

/** Within a value of a tag. */
function inTag(
  state: EditorState,
  { from: opens, tag }: Quoted,
  from: number,
  to: number,
  words: string,
): Replaced | null {
  const sign = state.sliceDoc(opens, opens + 1)
  if (tag.text.startsWith('<')) {
    if (splitsEntity(state, from, to)) return null
    return { from, to, insert: entities(words).replaceAll(sign, sign === '"' ? '&quot;' : '&#39;') }
  }
  // Template languages look for their braces also inside quotation marks.
  const around = `${state.sliceDoc(from - 1, from)}${words}${state.sliceDoc(to, to + 1)}`
  if (/\{\{|\}\}|\{%|%\}/.test(around) || words.includes('\\')) return null
  const literal = sign === '`'
  if (!literal && escapes(state, opens + 1, to)) return null
  const start = from - Number(!literal && escapes(state, opens + 1, from))
  if (!words.includes(sign)) return { from: start, to, insert: words }
  // Hugo knows how to write its own quotation marks; of other templates only the site knows.
  const isHugo = /^\{\{[<%]/.test(tag.text) && sign === '"'
  return isHugo ? { from: start, to, insert: words.replaceAll(sign, `\\${sign}`) } : null
}

/** Whether a backslash stands before a place that makes a plain sign of the one behind it. */
function escapes(state: EditorState, start: number, at: number): boolean {
  return (/\\*$/.exec(state.sliceDoc(start, at))?.[0].length ?? 0) % 2 === 1
}

const ENTITY = /&(?:#\d+|#x[\da-f]+|[a-z][a-z\d]*);/gi

/** Whether a stretch takes up a part of `&amp;` or its like. */
function splitsEntity(state: EditorState, from: number, to: number): boolean {
  const { from: start, text } = state.doc.lineAt(from)
  for (const { index, 0: one } of text.matchAll(ENTITY)) {
    const [at, end] = [start + index, start + index + one.length]
    if (at < to && end > from && !(from <= at && to >= end)) return true
  }
  return false
}

/** Template languages act on these. */
const OPENS = /\{(?=[{%:])/g

function entities(words: string): string {
  return words
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(OPENS, '&#123;')
}

/** Brackets that are pairs around words end nothing: `they [sic] sat`. */
const PAIRS = /^(?:[^[\]]|\[[\p{L}\p{N}][^[\]]*\](?![([:{]))*$/u

/** Of a description or the words of a link. Hugo shows readers each escape, so there are no more than must be. */
function bracketed(words: string): string {
  const pairs = PAIRS.test(words)
  return words
    .replace(/[[\]]|\\(?![\p{L}\p{N}])|`/gu, (sign) => (pairs && /[[\]]/.test(sign) ? sign : `\\${sign}`))
    .replace(/<(?=[a-z/!?])/gi, '&lt;')
    .replace(OPENS, '&#123;')
}

/** Of a title behind an address, whichever signs are around it. */
function titled(words: string): string {
  return words.replace(/["'()\\]/g, '\\$&').replace(OPENS, '&#123;')
}

/** Of the line below a picture, which is emphasised. */
function marked(words: string): string {
  return entities(words.replace(/[\\*_[\]|~`]/g, '\\$&'))
}
