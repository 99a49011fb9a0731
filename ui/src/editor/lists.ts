/**
 * Items of lists: deeper and back with Tab, and the numbers that follow from it. An item takes
 * what is under it along.
 */
import { ChangeSet, type ChangeSpec, type Line, type Text } from '@codemirror/state'
import type { EditorView, KeyBinding } from '@codemirror/view'
import { chosenCard } from './figures'
import { isBlank, keepsLines } from './gaps'
import { ITEM } from './lines'

interface Item {
  line: Line
  /** The blanks before its mark, and how far its words are from the margin. */
  margin: number
  words: number
  number: number | null
}

function itemAt(line: Line): Item | null {
  const found = ITEM.exec(line.text)
  if (!found) return null
  const [, blanks = '', mark = '', gap = ''] = found
  const number = /^\d/.test(mark) ? Number.parseInt(mark, 10) : null
  return { line, margin: blanks.length, words: blanks.length + mark.length + gap.length, number }
}

/** Moves the items of the selection one level deeper, or back; `false` outside of lists. */
export function indentItems(view: EditorView, deeper: boolean): boolean {
  const { state } = view
  const { main } = state.selection
  const { doc } = state
  if (state.readOnly || chosenCard(state) || keepsLines(state, main.from)) return false
  const first = itemAround(doc, doc.lineAt(main.from))
  if (!first) return false
  const beside = deeper ? siblingAbove(doc, first) : parentOf(doc, first)
  // Nothing to stand under, or at the margin already: the key stays in the list.
  if (!beside) return true
  const shift = (deeper ? beside.words : beside.margin) - first.margin
  // Blanks before a tab would count for nothing.
  const insert = first.line.text.slice(0, first.margin).includes('\t') ? '\t' : ' '.repeat(Math.max(0, shift))
  const changes: ChangeSpec[] = []
  for (let number = first.line.number; number <= lastOf(doc, doc.lineAt(main.to)); number++) {
    const line = doc.line(number)
    if (isBlank(line)) continue
    const margin = marginOf(line)
    if (deeper) changes.push({ from: line.from + Math.min(first.margin, margin), insert })
    else {
      const out = Math.min(-shift, margin)
      const from = line.from + Math.min(beside.margin, margin - out)
      changes.push({ from, to: from + out })
    }
  }
  const moved = state.changes(changes)
  const text = moved.apply(doc)
  const set = moved.compose(ChangeSet.of(renumbered(text, first.line.number), text.length))
  view.dispatch({ changes: set, selection: state.selection.map(set, 1), userEvent: 'input.format' })
  return true
}

/** The item that a line begins or belongs to. */
function itemAround(doc: Text, line: Line): Item | null {
  const own = itemAt(line)
  if (own) return own
  const margin = marginOf(line)
  if (margin === 0 || isBlank(line)) return null
  return above(doc, line, (item) => item.words <= margin)
}

function parentOf(doc: Text, { line, margin }: Item): Item | null {
  return above(doc, line, (item) => item.margin < margin)
}

/** The item before this one on its level. */
function siblingAbove(doc: Text, { line, margin, words }: Item): Item | null {
  const found = above(doc, line, (item) => item.margin < words)
  return found && found.margin >= margin - 1 && found.words > margin ? found : null
}

/** The nearest item above a line, within its list, that is wanted. */
function above(doc: Text, line: Line, wanted: (item: Item) => boolean): Item | null {
  for (let number = line.number - 1; number >= 1; number--) {
    const before = doc.line(number)
    const item = itemAt(before)
    if (item && wanted(item)) return item
    if (!item && !isBlank(before) && marginOf(before) === 0 && endsList(doc, number)) return null
  }
  return null
}

/** Whether a line at the margin is no item's last words: a blank line is before it, or nothing. */
function endsList(doc: Text, number: number): boolean {
  return number === 1 || isBlank(doc.line(number - 1))
}

/** The number of the last line that belongs to the item of a line. */
function lastOf(doc: Text, line: Line): number {
  const margin = itemAround(doc, line)?.margin ?? 0
  let last = line.number
  for (let number = line.number + 1; number <= doc.lines; number++) {
    const next = doc.line(number)
    if (isBlank(next)) continue
    if (marginOf(next) <= margin) break
    last = number
  }
  return last
}

/**
 * What makes the numbers of a list follow each other. Each level counts from its first number;
 * the line that was moved begins anew where it is the first. A list of ones only stays so.
 */
export function renumbered(doc: Text, moved: number): ChangeSpec[] {
  let first = moved
  while (first > 1 && !isOutside(doc, first - 1)) first--
  const changes: ChangeSpec[] = []
  const levels: { margin: number; number: number | null; given: number | null }[] = []
  for (let number = first; number <= doc.lines && (number <= moved || !isOutside(doc, number)); number++) {
    const item = itemAt(doc.line(number))
    if (!item) continue
    while ((levels.at(-1)?.margin ?? -1) > item.margin) levels.pop()
    const level = levels.at(-1)
    const follows = level?.margin === item.margin && level.number !== null && item.number !== null
    const ones = follows && level.given === 1 && item.number === 1 && number !== moved
    const begins = !follows && number === moved && levels.length > 0 && item.number !== null
    const next = ones ? 1 : follows ? (level.number ?? 0) + 1 : begins ? 1 : item.number
    if (level?.margin === item.margin) levels.pop()
    levels.push({ margin: item.margin, number: next, given: item.number })
    if (next === null || next === item.number) continue
    const from = item.line.from + item.margin
    changes.push({ from, to: from + String(item.number).length, insert: String(next) })
  }
  return changes
}

/** Whether a line is outside of a list: text at the margin, after a blank line. */
function isOutside(doc: Text, number: number): boolean {
  const line = doc.line(number)
  return !isBlank(line) && !itemAt(line) && marginOf(line) === 0 && endsList(doc, number)
}

function marginOf(line: Line): number {
  return /^\s*/.exec(line.text)?.[0].length ?? 0
}

/** Tab and Shift Tab in lists. Elsewhere, and after Esc, they leave the text. */
export const listKeys: KeyBinding[] = [
  { key: 'Tab', run: (view) => indentItems(view, true), shift: (view) => indentItems(view, false) },
]
