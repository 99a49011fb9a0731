/** Addresses of links: which are let into a story, and how they are written there. */

/** The schemes that a reader can follow; an address without one is of the site itself. */
const SCHEMES = ['http:', 'https:', 'mailto:', 'tel:']

/** An address as it may stand in a story; `null` for one that would run or open something. */
export function safeAddress(written: string): string | null {
  // Browsers look past blanks and controls when they read a scheme.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  const address = written.replace(/[\u0000-\u001f\u007f]/g, '').trim()
  const scheme = /^[^/?#]*?:/.exec(address)?.[0].toLowerCase()
  if (address === '' || address.startsWith('#')) return null
  return scheme === undefined || SCHEMES.includes(scheme) ? address : null
}

/** An address between the brackets of a link: nothing in it ends the link, begins a tag or runs. */
export function destination(address: string): string {
  return encoded(address.trim())
}

/** The same for an address that the author typed: template code in it is for the generator. */
export function typedDestination(address: string): string {
  const parts = address.trim().split(/(\{\{.*?\}\}|\{%.*?%\})/)
  return parts.map((part, i) => (i % 2 ? part : encoded(part))).join('')
}

function encoded(address: string): string {
  return address
    .replace(/[\s<>"\\^`{|}]/g, (sign) => encodeURIComponent(sign))
    .replace(/\(/g, '%28')
    .replace(/\)/g, '%29')
    .replace(/&(?=#?\w+;)/g, '&amp;')
}

/** An address that stands in a link, as people write it: without brackets and escapes. */
export function readAddress(written: string): string {
  if (/\{[{%]/.test(written)) return written
  return written
    .replace(/^<(.*)>$/, '$1')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/&amp;/g, '&')
}

/** The address that a text is, if it is one and nothing else. */
export function addressIn(text: string): string | null {
  const address = text.trim()
  return /^(?:https?:\/\/|mailto:)[^\s<>]+$/i.test(address) ? safeAddress(address) : null
}

/** Whether a text is meant as an address: words of a headline may have a stroke or a colon, too. */
export function isAddress(text: string): boolean {
  if (/^(?:https?|mailto|tel):\S|^\{[{%]/i.test(text)) return true
  return /^(?:[/.#]\S*|(?:[^\s/?#@]+@)?[^\s/?#:@]+\.\p{L}{2,}(?::\d+)?(?:[/?#]\S*)?)$/u.test(text)
}

/** Where an address really leads: its host, with letters of other scripts spelled out (punycode). */
export function hostOf(address: string): string | null {
  try {
    return new URL(address).host || null
  } catch {
    return null
  }
}
