/** The thread: the thin line beside the paragraph with the caret. */
import { type Extension, RangeSetBuilder } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import { isWithinLine } from './edit'
import { chosenCard } from './figures'
import { isGap, paragraphAt } from './gaps'

const classes = new Map<string, Decoration>()

function lineClass(name: string): Decoration {
  let found = classes.get(name)
  if (!found) {
    found = Decoration.line({ class: name })
    classes.set(name, found)
  }
  return found
}

function beside({ state, viewport }: EditorView): DecorationSet {
  const lines = new RangeSetBuilder<Decoration>()
  const { head } = state.selection.main
  if (chosenCard(state) || isGap(state.doc, state.doc.lineAt(head))) return Decoration.none
  if (head < viewport.from || head > viewport.to) return Decoration.none
  // A paragraph of ten thousand lines is drawn where it is seen.
  const { first, last } = paragraphAt(state, head, viewport)
  for (let number = first.number; number <= last.number; number++) {
    const line = state.doc.line(number)
    const ends = `${number === first.number ? ' thread--first' : ''}${number === last.number ? ' thread--last' : ''}`
    lines.add(line.from, line.from, lineClass(`thread${ends}`))
  }
  return lines.finish()
}

/** The lines of the caret's paragraph have the class `thread`. */
export const thread: Extension = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet
    constructor(view: EditorView) {
      this.decorations = beside(view)
    }
    update(update: ViewUpdate) {
      if (isWithinLine(update)) this.decorations = this.decorations.map(update.changes)
      else if (update.docChanged || update.selectionSet || update.viewportChanged) {
        this.decorations = beside(update.view)
      }
    }
  },
  { decorations: (plugin) => plugin.decorations },
)

/** Reports where the caret is. */
export function onCaret(tell: (offset: number) => void): Extension {
  return EditorView.updateListener.of((update) => {
    if (update.selectionSet || update.docChanged) tell(update.state.selection.main.head)
  })
}
