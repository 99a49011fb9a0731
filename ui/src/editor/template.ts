/**
 * Links and pictures whose address has template code: `[a]({{ site.url }}/b)`. The generator runs
 * the code before it reads the text, so the spaces in it belong to the address.
 */
import { InlineContext, type MarkdownConfig } from '@lezer/markdown'

/** An address with code in it, up to the bracket that ends it: on one line, and not without end. */
const address = /^[^\s()<>]{0,500}(?:\{\{[^\n]{0,500}?\}\}|\{%[^\n]{0,500}?%\})[^\s()]{0,500}\)/

const CLOSING = 93 // ]
const OPENED = 40 // (

export const templateAddresses: MarkdownConfig = {
  parseInline: [
    {
      name: 'TemplateAddress',
      before: 'LinkEnd',
      parse(cx, next, pos) {
        if (next !== CLOSING || cx.char(pos + 1) !== OPENED || !cx.hasOpenLink) return -1
        const found = address.exec(cx.slice(pos + 2, Math.min(cx.end, pos + 1600)))
        // Without a space it is an address to everybody.
        if (!found || !/\s/.test(found[0])) return -1
        const link = cx.findOpeningDelimiter(InlineContext.linkStart) ?? -1
        const image = cx.findOpeningDelimiter(InlineContext.imageStart) ?? -1
        const opening = Math.max(link, image)
        const mark = opening < 0 ? null : cx.getDelimiterAt(opening)
        if (!mark) return -1
        const content = cx.takeContent(opening)
        const end = pos + 2 + found[0].length
        return cx.addElement(
          cx.elt(image > link ? 'Image' : 'Link', mark.from, end, [
            cx.elt('LinkMark', mark.from, mark.to),
            ...content,
            cx.elt('LinkMark', pos, pos + 1),
            cx.elt('LinkMark', pos + 1, pos + 2),
            cx.elt('URL', pos + 2, end - 1),
            cx.elt('LinkMark', end - 1, end),
          ]),
        )
      },
    },
  ],
}
