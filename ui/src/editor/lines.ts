/** How the marks at the beginning of a line are recognised. */

/** The mark of a list's item, with its blanks and its box. */
export const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])(\s+)(\[[ xX]\]\s+)?/

/** The mark of an item with a dot. */
export const BULLET = /^\s*[-*+]\s+(?:\[[ xX]\]\s+)?/

/** The mark of an item with a number. */
export const NUMBER = /^\s*\d{1,9}[.)]\s+/

/** The mark of a quotation's line. */
export const QUOTE = /^\s*>\s?/

/** The name that a footnote's text begins with. */
export const NOTE = /^\[\^[^\]]+\]:\s*/

/** All marks of quotations and items that a line begins with. */
export const AROUND = /^(?:\s*(?:>|(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?))*\s*/

/** These, and the mark of a heading or the name of a footnote. */
export const LEAD = new RegExp(`${AROUND.source}(?:#{1,6}\\s+|${NOTE.source.slice(1)})?`)

/** A line with nothing but blanks and the marks of quotations. */
export const BARE = /^[\s>]*$/
