/**
 * What of a text is no word: addresses behind links, and all that stands in HTML tags and template
 * tags, but for the words of a figure.
 */
import { syntaxTree } from '@codemirror/language'
import type { EditorState } from '@codemirror/state'
import { cardAt } from './figures'

/** A tag is looked for in so much text before and behind a place. */
const LONGEST = 2000

const TEMPLATE = /\{%.*?%\}|\{\{.*?\}\}/gs
/** What stands in a comment is said to nobody, but leads nowhere. */
const TAG = /<!--.*?-->|<\/?[a-z][\w.-]*(?=[\s/>])(?:"[^"]*"|'[^']*'|[^"'>])*>|\{%.*?%\}|\{\{.*?\}\}/gis
/** In back-ticks a short code takes everything literally. */
const QUOTED = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`/gs

/** The arguments of tags that readers see or hear. */
const SAID = /(?:^|\s)(alt|caption|title|credit|attr|description|aria-label)\s*[=:]\s*$/i

/** A tag in the text. */
interface Tag {
  at: number
  text: string
}

/** A value in quotation marks, with those. */
export interface Quoted {
  from: number
  to: number
  /** The tag that it is in. */
  tag: Tag
}

/** Whether a stretch is, wholly or partly, in something that is no word. */
export function isUnseen(state: EditorState, from: number, to: number): boolean {
  for (let node = syntaxTree(state).resolveInner(from, 1); node.parent; node = node.parent) {
    if (node.name !== 'URL' || !/^(Link|Image|LinkReference)$/.test(node.parent.name)) continue
    // A footnote of one word reads like the address of a name.
    const note = state.sliceDoc(node.parent.from, node.parent.from + 2) === '[^'
    if (!note) return node.to >= to
  }
  const tag = tagAround(state, from, to)
  return tag !== null && !isNote(tag) && !isSaid(state, tag, quotedAround(tag, from, to))
}

/** A comment: what stands in it is said to nobody, but leads nowhere. */
export function isNote({ text }: Tag): boolean {
  return text.startsWith('<!--')
}

/** The tag that a stretch is in, wholly or partly. One that is chosen whole is none. */
export function tagAround(state: EditorState, from: number, to: number): Tag | null {
  let start = 0
  let code = false
  for (let node = syntaxTree(state).resolveInner(from, 1); node.parent; node = node.parent) {
    code ||= /^(FencedCode|CodeBlock|InlineCode)$/.test(node.name)
    start = node.from
  }
  start = Math.max(start, from - LONGEST)
  // Tags in code are shown, but template code runs there as well.
  for (const { index, 0: text } of state.sliceDoc(start, to + LONGEST).matchAll(code ? TEMPLATE : TAG)) {
    const at = start + index
    if (at >= to) return null
    const end = at + text.length
    if (end > from && !(from <= at && to >= end)) return { at, text }
  }
  return null
}

/** The value of a tag that a stretch is within. */
export function quotedAround(tag: Tag, from: number, to: number): Quoted | null {
  for (const { index, 0: quoted } of tag.text.matchAll(QUOTED)) {
    const at = tag.at + index
    if (at < from && at + quoted.length > to) return { from: at, to: at + quoted.length, tag }
  }
  return null
}

/** Whether a value is words for readers. */
function isSaid(state: EditorState, { at, text }: Tag, quoted: Quoted | null): boolean {
  if (!quoted) return false
  const said = cardAt(state, at)?.words
  const value = state.sliceDoc(quoted.from + 1, quoted.to - 1).replace(/\\(.)/gs, '$1')
  return (
    SAID.test(text.slice(0, quoted.from - at)) ||
    (said ? [said.alt, said.caption, said.credit].includes(value) : false)
  )
}
