/**
 * Typewriter scrolling: the line with the caret stays a third down the column while somebody
 * types, and the text moves. A choice of this computer's.
 */
import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'

const KEY = 'galley.typewriter'

/** Where in the column the line stays, as a part of its height. */
const PLACE = 1 / 3

/** Whether the line stays in its place. */
export function staysInPlace(): boolean {
  return localStorage.getItem(KEY) === 'on'
}

/** Chooses whether it does. */
export function setStaysInPlace(on: boolean): void {
  localStorage.setItem(KEY, on ? 'on' : 'off')
  document.documentElement.classList.toggle('is-typewriter', on)
}

/** Scrolls the column of the text so that the line with the caret is in its place. */
export const typewriter: Extension = EditorView.updateListener.of((update) => {
  const typed = update.transactions.some(
    (tr) => tr.isUserEvent('input') || tr.isUserEvent('delete') || tr.isUserEvent('undo'),
  )
  if (!typed || !update.view.hasFocus || !staysInPlace()) return
  update.view.requestMeasure({
    key: KEY,
    read(view) {
      const column = view.dom.closest('.scroll')
      const caret = view.coordsAtPos(view.state.selection.main.head)
      if (!column || !caret) return null
      const { top, height } = column.getBoundingClientRect()
      return { column, by: caret.top - top - height * PLACE }
    },
    write(found) {
      if (found && Math.abs(found.by) > 1) found.column.scrollTop += found.by
    },
  })
})
