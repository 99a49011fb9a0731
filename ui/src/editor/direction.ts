/**
 * Each line runs in the direction of its own letters, as each paragraph does for readers. A line
 * without letters runs as the text begins.
 */
import { type Extension, RangeSetBuilder } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import { isWithinLine } from './edit'

const LETTER = /\p{L}/u
/** Letters that run from right to left: Hebrew, Arabic, Syriac, Thaana, N'Ko, Adlam and others. */
const LEFTWARDS = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/** The direction in which a text begins, given by its lines. */
export function directionOf(lines: Iterable<string>): 'ltr' | 'rtl' {
  for (const line of lines) {
    const first = LETTER.exec(line)?.[0]
    if (first) return LEFTWARDS.test(first) ? 'rtl' : 'ltr'
  }
  return 'ltr'
}

const own = Decoration.line({ attributes: { dir: 'auto' } })

function withLetters({ state, visibleRanges }: EditorView): DecorationSet {
  const lines = new RangeSetBuilder<Decoration>()
  for (const { from, to } of visibleRanges) {
    for (let pos = from; pos <= to; ) {
      const line = state.doc.lineAt(pos)
      if (LETTER.test(line.text)) lines.add(line.from, line.from, own)
      pos = line.to + 1
    }
  }
  return lines.finish()
}

/** Whether the line of the caret has letters as it had before a key. */
function isAsBefore({ startState, state }: ViewUpdate): boolean {
  const before = startState.doc.lineAt(startState.selection.main.head).text
  return LETTER.test(before) === LETTER.test(state.doc.lineAt(state.selection.main.head).text)
}

const lines = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet
    constructor(view: EditorView) {
      this.decorations = withLetters(view)
    }
    update(update: ViewUpdate) {
      if (isWithinLine(update) && isAsBefore(update)) this.decorations = this.decorations.map(update.changes)
      else if (update.docChanged || update.viewportChanged) this.decorations = withLetters(update.view)
    }
  },
  { decorations: (plugin) => plugin.decorations },
)

/** The directions of the lines. */
export const directions: Extension = [
  EditorView.perLineTextDirection.of(true),
  EditorView.contentAttributes.of(({ state }) => ({ dir: directionOf(state.doc.iterLines()) })),
  lines,
]
