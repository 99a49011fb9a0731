/**
 * Words in square brackets. `[sic]` is a link only where its words are the name of an address that
 * stands elsewhere in the text (`[sic]: /why`), and a parser cannot know while it reads; so such
 * words are a node of their own, and nobody's link until they are looked up.
 */
import type { Text } from '@codemirror/state'
import { InlineContext, type MarkdownConfig } from '@lezer/markdown'

const CLOSING = 93 // ]
const OPENED = 40 // (
const LABELLED = 91 // [

/** No name is longer (CommonMark), and so brackets within brackets come to an end. */
const LONGEST = 999

export const brackets: MarkdownConfig = {
  defineNodes: ['Bracketed'],
  parseInline: [
    {
      name: 'Bracketed',
      before: 'LinkEnd',
      parse(cx, next, pos) {
        const after = cx.char(pos + 1)
        if (next !== CLOSING || after === OPENED || after === LABELLED || !cx.hasOpenLink) return -1
        const link = cx.findOpeningDelimiter(InlineContext.linkStart) ?? -1
        const image = cx.findOpeningDelimiter(InlineContext.imageStart) ?? -1
        const mark = link > image ? cx.getDelimiterAt(link) : null
        if (!mark || pos - mark.to > LONGEST || cx.slice(mark.to, pos).trim() === '') return -1
        const content = cx.takeContent(link)
        return cx.addElement(cx.elt('Bracketed', mark.from, pos + 1, content))
      },
    },
  ],
}

const DEFINITION = /^[\s>]*\[(?!\^)((?:[^[\]\\]|\\.)+)\]:\s*(<[^<>]*>|\S+)/

/** What a name is looked up by: its case and its blanks are all the same. */
function keyOf(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toLowerCase()
}

const known = new WeakMap<Text, Map<string, string>>()

/** The address that a label has in a text, as it stands there. */
export function defined(doc: Text, label: string): string | undefined {
  let all = known.get(doc)
  if (!all) {
    all = new Map()
    for (const line of doc.iterLines()) {
      const [, name, address = ''] = (line.includes(']:') && DEFINITION.exec(line)) || []
      // Of two the first counts.
      if (name !== undefined && !all.has(keyOf(name))) all.set(keyOf(name), address)
    }
    known.set(doc, all)
  }
  return label.startsWith('^') ? undefined : all.get(keyOf(label))
}
