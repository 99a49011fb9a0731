/** What readers will see of a line of Markdown, to compare with what was meant. */
import { parser, Strikethrough } from '@lezer/markdown'

const reader = parser.configure(Strikethrough)
/** How `write` spells signs that a backslash would not keep apart. */
const ENTITIES = new Map([
  ['&lt;', '<'],
  ['&#96;', '`'],
])
const MARK = /^(EmphasisMark|StrikethroughMark|CodeMark)$/

/** The letters of a text without its marks, and without blanks. */
export function shown(markdown: string): string {
  let letters = ''
  let at = 0
  const skip = (from: number, to: number, instead = '') => {
    letters += markdown.slice(at, from) + instead
    at = to
  }
  reader.parse(markdown).iterate({
    enter({ name, from, to, node }) {
      const link = node.parent?.name === 'Autolink' || node.parent?.getChild('URL')
      if (MARK.test(name) || (name === 'LinkMark' && link)) skip(from, to)
      else if (name === 'URL' && node.parent?.name === 'Link') skip(from, to)
      else if (name === 'Escape') skip(from, to, markdown.charAt(from + 1))
      else if (name === 'Entity') {
        const sign = ENTITIES.get(markdown.slice(from, to))
        if (sign) skip(from, to, sign)
      }
    },
  })
  return (letters + markdown.slice(at)).replace(/\s+/g, '')
}
