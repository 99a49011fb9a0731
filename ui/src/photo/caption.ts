/** A caption's text: strong words and links, written as in the story. */

/** A stretch of a caption as readers see it. */
export interface Stretch {
  text: string
  strong: boolean
  link: boolean
}

/** A caption taken apart for showing. */
export function stretches(caption: string): Stretch[] {
  const found: Stretch[] = []
  let at = 0
  for (const match of caption.matchAll(/\*\*(.+?)\*\*|\[([^\]]+)\]\([^)]*\)/g)) {
    if (match.index > at) found.push({ text: caption.slice(at, match.index), strong: false, link: false })
    found.push({
      text: match[1] ?? match[2] ?? '',
      strong: match[1] !== undefined,
      link: match[2] !== undefined,
    })
    at = match.index + match[0].length
  }
  if (at < caption.length) found.push({ text: caption.slice(at), strong: false, link: false })
  return found
}

/** What a button did to a text: the text, and what is chosen in it afterwards. */
export interface Marked {
  text: string
  from: number
  to: number
}

/** Makes the chosen words strong, or takes it back. */
export function strong(text: string, from: number, to: number): Marked {
  const inner = text.slice(from, to)
  if (text.slice(from - 2, from) === '**' && text.slice(to, to + 2) === '**') {
    return { text: text.slice(0, from - 2) + inner + text.slice(to + 2), from: from - 2, to: to - 2 }
  }
  return { text: `${text.slice(0, from)}**${inner}**${text.slice(to)}`, from: from + 2, to: to + 2 }
}

/** Makes the chosen words a link, with the place of its address chosen. */
export function link(text: string, from: number, to: number): Marked {
  const inner = text.slice(from, to)
  const isAddress = /^https?:\/\/\S+$/.test(inner)
  const before = `${text.slice(0, from)}[${isAddress ? '' : inner}](`
  const address = isAddress ? inner : 'https://'
  const marked = `${before}${address})${text.slice(to)}`
  if (isAddress) return { text: marked, from: from + 1, to: from + 1 }
  return { text: marked, from: before.length, to: before.length + address.length }
}
