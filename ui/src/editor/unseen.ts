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
const QUOTED = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/gs

/** The arguments of tags that readers see or hear. */
const SAID = /(?:^|\s)(alt|caption|title|credit|attr|description|aria-label)\s*[=:]\s*$/i

/** Whether a stretch is, wholly or partly, in something that is no word. */
export function isUnseen(state: EditorState, from: number, to: number): boolean {
  let start = 0
  let code = false
  for (let node = syntaxTree(state).resolveInner(from, 1); node.parent; node = node.parent) {
    if (node.name === 'URL' && /^(Link|Image|LinkReference)$/.test(node.parent.name)) {
      // A footnote of one word reads like the address of a name.
      const note = state.sliceDoc(node.parent.from, node.parent.from + 2) === '[^'
      if (!note) return node.to >= to
    }
    code ||= /^(FencedCode|CodeBlock|InlineCode)$/.test(node.name)
    start = node.from
  }
  start = Math.max(start, from - LONGEST)
  const text = state.sliceDoc(start, to + LONGEST)
  const [begin, end] = [from - start, to - start]
  // Tags in code are shown, but template code runs there as well.
  for (const { index, 0: tag } of text.matchAll(code ? TEMPLATE : TAG)) {
    if (index >= end) return false
    const close = index + tag.length
    if (close <= begin || tag.startsWith('<!--') || (begin <= index && end >= close)) continue
    return !isSaid(state, start + index, tag, begin - index, end - index)
  }
  return false
}

/** Whether a stretch of a tag is within words for readers. */
function isSaid(state: EditorState, at: number, tag: string, from: number, to: number): boolean {
  for (const { index, 0: quoted } of tag.matchAll(QUOTED)) {
    if (index >= from || index + quoted.length <= to) continue
    const said = cardAt(state, at)?.words
    const value = quoted.slice(1, -1).replace(/\\(.)/gs, '$1')
    return (
      SAID.test(tag.slice(0, index)) || (said ? [said.alt, said.caption, said.credit].includes(value) : false)
    )
  }
  return false
}
