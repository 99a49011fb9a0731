/**
 * Links and pictures whose address has template code: `[a]({{ site.url }}/b)`. The generator runs
 * the code before it reads the text, so the spaces in it belong to the address.
 */
import { InlineContext, type MarkdownConfig } from '@lezer/markdown'

/** An address is looked for in so much text behind its bracket. */
const LONGEST = 1600

/** Where an address ends, and the bracket behind it, if template code puts spaces into it. */
function addressIn(text: string): { address: number; end: number } | null {
  let depth = 0
  let spaces = false
  for (let at = 0; at < text.length; ) {
    const close = text.startsWith('{{', at) ? '}}' : text.startsWith('{%', at) ? '%}' : null
    if (close) {
      const end = text.indexOf(close, at + 2)
      if (end < 0 || text.slice(at, end).includes('\n')) return null
      spaces ||= text.slice(at, end).includes(' ')
      at = end + 2
      continue
    }
    const sign = text[at] ?? ''
    if (sign === ')' && depth === 0) return spaces ? { address: at, end: at + 1 } : null
    if (sign === '(') depth++
    else if (sign === ')') depth--
    else if (sign === '<' || sign === '>' || sign === '\n') return null
    else if (/\s/.test(sign)) {
      const title = /^[ \t]+(?:"[^"\n]*"|'[^'\n]*')[ \t]*\)/.exec(text.slice(at))
      return spaces && title ? { address: at, end: at + title[0].length } : null
    }
    at++
  }
  return null
}

const CLOSING = 93 // ]
const OPENED = 40 // (

export const templateAddresses: MarkdownConfig = {
  parseInline: [
    {
      name: 'TemplateAddress',
      before: 'LinkEnd',
      parse(cx, next, pos) {
        if (next !== CLOSING || cx.char(pos + 1) !== OPENED || !cx.hasOpenLink) return -1
        const found = addressIn(cx.slice(pos + 2, Math.min(cx.end, pos + LONGEST)))
        if (!found) return -1
        const link = cx.findOpeningDelimiter(InlineContext.linkStart) ?? -1
        const image = cx.findOpeningDelimiter(InlineContext.imageStart) ?? -1
        const opening = Math.max(link, image)
        const mark = opening < 0 ? null : cx.getDelimiterAt(opening)
        if (!mark) return -1
        const content = cx.takeContent(opening)
        const address = pos + 2 + found.address
        const end = pos + 2 + found.end
        return cx.addElement(
          cx.elt(image > link ? 'Image' : 'Link', mark.from, end, [
            cx.elt('LinkMark', mark.from, mark.to),
            ...content,
            cx.elt('LinkMark', pos, pos + 1),
            cx.elt('LinkMark', pos + 1, pos + 2),
            cx.elt('URL', pos + 2, address),
            ...(end - address > 1 ? [cx.elt('LinkTitle', address, end - 1)] : []),
            cx.elt('LinkMark', end - 1, end),
          ]),
        )
      },
    },
  ],
}
