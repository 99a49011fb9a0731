/** How the marks at the beginning of a line are recognised. */

/** The mark of a list's item, with its blanks and its box. */
export const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])(\s+)(\[[ xX]\]\s+)?/

/** The mark of an item with a dot. */
export const BULLET = /^\s*[-*+]\s+(?:\[[ xX]\]\s+)?/

/** The mark of an item with a number. */
export const NUMBER = /^\s*\d{1,9}[.)]\s+/

/** The mark of a quotation's line. */
export const QUOTE = /^\s*>\s?/
