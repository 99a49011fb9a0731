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

/** The headings of a text in their order. */
export function headingsOf(doc: Text): Heading[] {
  const found: Heading[] = []
  let fence = ''
  let at = 0
  for (const line of doc.iterLines()) {
    const mark = FENCE.exec(line)?.[1]
    if (fence) {
      if (mark?.startsWith(fence) && line.trim() === mark) fence = ''
    } else if (mark) fence = mark
    else {
      const length = headingMark(line)
      const words = line
        .slice(length)
        .replace(/\s+#+\s*$/, '')
        .trim()
      if (length > 0 && words) {
        found.push({ words: plain(words), depth: Math.max(1, line.search(/[^#]/) - 1), from: at + length })
      }
    }
    at += line.length + 1
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
  return plain(state.sliceDoc(from, to)).match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}’'.,-]*/gu)?.length ?? 0
}

/** A text without the marks of its bold, its links and its pictures. */
function plain(text: string): string {
  return text.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[*`]/g, '')
}
