/** The headings of a text, and the words of a selection: asked for now and then, not at each key. */
import type { EditorState, Text } from '@codemirror/state'
import { chosenCard } from './figures'
import { headingMark } from './gaps'

/** A heading: its words, how deep it is (1 is the first under the headline), where it is. */
export interface Heading {
  words: string
  depth: number
  from: number
}

const FENCE = /^ {0,3}(`{3,}|~{3,})/
const UNDERLINE = /^ {0,3}(=+|-+)\s*$/
/** What text below it goes on with, up to a blank line: no heading can be underlined in these. */
const OTHER = /^(\s*([-*+]|\d{1,9}[.)])\s| {0,3}[>|<]|\t| {4})/

/** The headings of a text in their order. */
export function headingsOf(doc: Text): Heading[] {
  const found: Heading[] = []
  let fence = ''
  /** The paragraph so far, which a line of dashes would make a heading of. */
  let paragraph = null as Heading | null
  let other = false
  let at = 0
  for (const line of doc.iterLines()) {
    const from = at
    at += line.length + 1
    const mark = FENCE.exec(line)?.[1]
    const length = headingMark(line)
    if (fence) {
      if (mark?.startsWith(fence) && line.trim() === mark) fence = ''
      continue
    }
    if (paragraph && UNDERLINE.test(line)) found.push({ ...paragraph, words: plain(paragraph.words) })
    else if (length > 0) {
      const words = line
        .slice(length)
        .replace(/\s+#+\s*$/, '')
        .trim()
      const depth = Math.max(1, line.search(/[^#]/) - 1)
      if (words) found.push({ words: plain(words), depth, from: from + length })
    } else if (!mark && line.trim() !== '') {
      // A rule stands for itself.
      other ||= !paragraph && OTHER.test(line)
      if (other || (!paragraph && UNDERLINE.test(line))) continue
      paragraph = paragraph
        ? { ...paragraph, words: `${paragraph.words} ${line.trim()}` }
        : { words: line.trim(), depth: 1, from: from + line.search(/\S/) }
      continue
    }
    fence = mark ?? ''
    paragraph = null
    other = false
  }
  return found
}

/** The heading that a place is under, by its number; -1 above the first. */
export function headingAt(headings: readonly Heading[], pos: number): number {
  return headings.findLastIndex(({ from }) => from <= pos)
}

/** Longest selection that is counted, in letters: nobody waits for a number. */
const COUNTED = 200_000

/** How many words are selected; `null` when none are, or too many to count while selecting. */
export function selectedWords(state: EditorState): number | null {
  const { from, to, empty } = state.selection.main
  if (empty || to - from > COUNTED || chosenCard(state)) return null
  const text = plain(state.sliceDoc(from, to))
    .replace(/^(?:\s*(?:>|[-*+]|\d{1,9}[.)])\s+)+/gm, '')
    .replace(/\[\^[^\]\s]+\]:?|<\/?[a-z][^<>]*>/gi, ' ')
  let count = 0
  for (const { segment, isWordLike } of WORDS.segment(text)) {
    if (isWordLike) count += segment.match(SINGLE)?.length ?? 1
  }
  return count
}

/** Words as the core counts them for the whole story: UAX #29. */
const WORDS = new Intl.Segmenter(undefined, { granularity: 'word' })

/** Of scripts without blanks that rule knows no words: each letter is one. */
const SINGLE = /(?!\p{M})[\p{sc=Han}\p{sc=Hiragana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/gu

/** A text without the marks of its bold, its links and its pictures. */
function plain(text: string): string {
  return text.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[*`]/g, '')
}
