/** Find in this story: a quiet panel above the text. */
import {
  closeSearchPanel,
  findNext,
  findPrevious,
  getSearchQuery,
  SearchQuery,
  setSearchQuery,
} from '@codemirror/search'
import type { EditorView, Panel, ViewUpdate } from '@codemirror/view'
import { words } from '../words'

/** Counting stops here: nobody reads a larger number. */
const MOST = 999

/** Builds the panel. */
export function findPanel(view: EditorView): Panel {
  const dom = document.createElement('div')
  dom.className = 'finder'
  dom.setAttribute('role', 'search')
  const input = document.createElement('input')
  input.className = 'in'
  input.type = 'text'
  input.setAttribute('aria-label', words.editor.find)
  input.setAttribute('main-field', 'true')
  input.placeholder = words.editor.find
  input.value = getSearchQuery(view.state).search
  const count = document.createElement('span')
  count.className = 'n'
  count.setAttribute('role', 'status')
  const previous = control('left', words.editor.findPrevious, () => findPrevious(view))
  const next = control('right', words.editor.findNext, () => findNext(view))
  const close = control('x', words.editor.findClose, () => {
    closeSearchPanel(view)
    view.focus()
  })
  dom.append(input, count, previous, next, close)

  const tell = () => {
    const query = getSearchQuery(view.state)
    count.textContent = query.valid ? words.editor.findCount(...place(view, query)) : ''
  }
  input.addEventListener('input', () => {
    const query = new SearchQuery({ search: input.value, caseSensitive: false, literal: true })
    view.dispatch({ effects: setSearchQuery.of(query) })
    tell()
  })
  dom.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') {
      event.preventDefault()
      ;(event.shiftKey ? findPrevious : findNext)(view)
    } else if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      closeSearchPanel(view)
      view.focus()
    }
  })
  return {
    dom,
    top: true,
    mount: () => {
      input.focus()
      input.select()
      tell()
    },
    update(update: ViewUpdate) {
      if (update.docChanged || update.selectionSet) tell()
    },
  }
}

function place(view: EditorView, query: SearchQuery): [at: number, of: number] {
  const { from } = view.state.selection.main
  const cursor = query.getCursor(view.state)
  let at = 0
  let of = 0
  for (let found = cursor.next(); !found.done && of < MOST; found = cursor.next()) {
    of++
    if (found.value.from === from) at = of
  }
  return [at, of]
}

function control(icon: string, name: string, run: () => void): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'tool'
  button.setAttribute('aria-label', name)
  button.title = name
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('class', 'i i--s')
  svg.setAttribute('aria-hidden', 'true')
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use')
  use.setAttribute('href', `#i-${icon}`)
  svg.append(use)
  button.append(svg)
  button.addEventListener('click', run)
  return button
}
