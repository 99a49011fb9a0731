/**
 * How counts and lists are said. In a sentence and on a button a count up to ten is a word
 * (`stories`); beside other figures, in lists and headings, it is digits (`counted`).
 */
const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
const numerals = new Intl.NumberFormat('en-US')

/** A count in digits, with commas. */
export function digits(count: number): string {
  return numerals.format(count)
}

/** A count as a sentence says it: a word up to ten. */
export function inWords(count: number): string {
  return words[count] ?? digits(count)
}

/** The form of a word that goes with a count. */
export function plural(count: number, one: string, many: string): string {
  return count === 1 ? one : many
}

/** A count in digits with its noun: "1 story", "1,214 stories". */
export function counted(count: number, one: string, many: string): string {
  return `${digits(count)} ${plural(count, one, many)}`
}

/** Stories, counted in words: "one story", "three stories". */
export function stories(count: number): string {
  return `${inWords(count)} ${plural(count, 'story', 'stories')}`
}

/** A text with the full stop that it may have already, also within quotation marks. */
export function sentence(text: string): string {
  return /[.!?…]["”’)]?$/.test(text) ? text : `${text}.`
}

/** The first letter large. */
export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase('en-US') + text.slice(1)
}

/** The first letter small, unless it begins an abbreviation. */
export function small(text: string): string {
  return /^\p{Lu}\p{Lu}/u.test(text) ? text : text.charAt(0).toLocaleLowerCase('en-US') + text.slice(1)
}

/** "a", "a and b", "a, b and c". */
export function list(names: string[]): string {
  if (names.length < 2) return names.join('')
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
