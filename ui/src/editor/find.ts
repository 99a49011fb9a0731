/**
 * Find and replace in this story: a quiet panel above the text. What it finds are words: addresses
 * and tags are not looked into, so that no replacement can break them.
 */

import {
  closeSearchPanel,
  findNext,
  findPrevious,
  getSearchQuery,
  openSearchPanel,
  SearchQuery,
  searchPanelOpen,
  setSearchQuery,
} from '@codemirror/search'
import type { EditorState } from '@codemirror/state'
import type { EditorView, KeyBinding, Panel, ViewUpdate } from '@codemirror/view'
import { words } from '../words'
import { iconElement } from './icon'
import { replaced } from './replace'
import { isUnseen } from './unseen'

/** Counting stops here: nobody reads a larger number. */
const MOST = 999
/** So long after the last change of the text the count is made again, in milliseconds. */
const PAUSE = 120

/** Builds the panel. */
export function findPanel(view: EditorView): Panel {
  const { readOnly } = view.state
  const begun = getSearchQuery(view.state)
  const search = field(words.editor.find, begun.search)
  search.setAttribute('main-field', 'true')
  const replacement = field(words.editor.replaceWith, begun.replace)
  const count = make('span', 'n')
  count.setAttribute('role', 'status')
  const matchCase = toggle('Aa', words.editor.matchCase, begun.caseSensitive, asked)
  const wholeWord = toggle('“W”', words.editor.wholeWord, begun.wholeWord, asked)
  const more = control('down', words.editor.replace, () => showReplace(second.hidden === true))
  more.setAttribute('aria-expanded', 'false')
  const first = row(
    ...(readOnly ? [] : [more]),
    search,
    count,
    matchCase,
    wholeWord,
    control('left', words.editor.findPrevious, () => findPrevious(view)),
    control('right', words.editor.findNext, () => findNext(view)),
    control('x', words.editor.findClose, close),
  )
  const second = row(replacement, button(words.editor.replaceOne, one), button(words.editor.replaceAll, all))
  second.hidden = true
  const dom = make('div', 'finder')
  dom.setAttribute('role', 'search')
  dom.append(first, second)

  let places: number[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  function asked(): void {
    view.dispatch({
      effects: setSearchQuery.of(
        new SearchQuery({
          search: search.value,
          replace: replacement.value,
          caseSensitive: matchCase.ariaPressed === 'true',
          wholeWord: wholeWord.ariaPressed === 'true',
          literal: true,
          test: (_match, state, from, to) => !isUnseen(state, from, to),
        }),
      ),
    })
    recount()
  }

  function recount(): void {
    clearTimeout(timer)
    places = hitsOf(view.state, MOST).map(({ from }) => from)
    tell()
  }

  function tell(): void {
    const { from, empty } = view.state.selection.main
    const at = empty ? 0 : places.indexOf(from) + 1
    count.textContent = getSearchQuery(view.state).valid ? words.editor.findCount(at, places.length) : ''
  }

  /** Replaces the one that is chosen, and goes on to the next. */
  function one(): void {
    const { from, to, empty } = view.state.selection.main
    const hit = !empty && isHit(view.state, from, to)
    const change = hit ? replaced(view.state, from, to, replacement.value) : null
    if (change) {
      const anchor = change.from + change.insert.length
      view.dispatch({ changes: change, selection: { anchor }, userEvent: 'input.replace' })
    }
    findNext(view)
    if (hit && !change) say(words.editor.notReplaced)
  }

  /** Replaces all of them, one step to undo. */
  function all(): void {
    if (view.state.readOnly) return
    const hits = hitsOf(view.state)
    const changes = hits
      .map(({ from, to }) => replaced(view.state, from, to, replacement.value))
      .filter((change) => change !== null)
    if (changes.length > 0) view.dispatch({ changes, userEvent: 'input.replace.all' })
    recount()
    if (hits.length > 0) say(words.editor.replaced(changes.length, hits.length - changes.length))
  }

  function say(what: string): void {
    count.textContent = what
  }

  function close(): void {
    closeSearchPanel(view)
    view.focus()
  }

  /** At the top of the text it begins below the panel; further down it stays where it is scrolled to. */
  function makeRoom(): void {
    const panels = dom.parentElement
    const column = dom.closest('.scroll')
    if (!panels || !column) return
    const above = view.dom.getBoundingClientRect().top - column.getBoundingClientRect().top
    if (above >= 0) panels.classList.add('makes-room')
    panels.style.setProperty('--finder', `${dom.offsetHeight}px`)
  }

  function showReplace(shown: boolean): void {
    second.hidden = !shown
    makeRoom()
    more.setAttribute('aria-expanded', String(shown))
    const field = shown ? replacement : search
    field.focus({ preventScroll: true })
  }

  search.addEventListener('input', asked)
  replacement.addEventListener('input', asked)
  dom.addEventListener('keydown', (event) => {
    if (event.isComposing) return
    const mod = event.ctrlKey || event.metaKey
    if (event.key === 'Escape') close()
    else if (event.key === 'h' && mod && !readOnly) showReplace(second.hidden === true)
    else if (event.key !== 'Enter' || event.target instanceof HTMLButtonElement) return
    else if (event.target === search) (event.shiftKey ? findPrevious : findNext)(view)
    else if (mod) all()
    else one()
    event.preventDefault()
    event.stopPropagation()
  })

  return {
    dom,
    top: true,
    mount: () => {
      makeRoom()
      // The panel is in sight wherever the text is scrolled to.
      search.focus({ preventScroll: true })
      search.select()
      // The words that were chosen are looked for, our way, once the panel stands.
      if (search.value) queueMicrotask(asked)
      if (replacing.delete(view)) showReplace(true)
    },
    destroy: () => clearTimeout(timer),
    update(update: ViewUpdate) {
      if (replacing.delete(view)) showReplace(true)
      const query = getSearchQuery(update.state)
      if (query.search !== search.value && document.activeElement !== search) search.value = query.search
      if (update.docChanged) {
        // Typing goes on meanwhile: the text is read again when it rests.
        clearTimeout(timer)
        timer = setTimeout(recount, PAUSE)
      } else if (update.selectionSet) tell()
    },
  }
}

/** How much of the text's upper edge the panel covers. */
export function finderHeight(view: EditorView): number {
  return searchPanelOpen(view.state) ? (view.dom.querySelector('.finder')?.clientHeight ?? 0) : 0
}

/** Editors whose panel is to show how to replace. */
const replacing = new WeakSet<EditorView>()

/** The key that shows find with replace. On a Mac it hides the app, as there everywhere. */
export const findKeys: KeyBinding[] = [
  {
    linux: 'Ctrl-h',
    win: 'Ctrl-h',
    run: (view) => {
      if (!view.state.readOnly) replacing.add(view)
      return openSearchPanel(view)
    },
  },
]

/** What is found, as far as anybody counts. */
function hitsOf(state: EditorState, most = Number.POSITIVE_INFINITY): { from: number; to: number }[] {
  const query = getSearchQuery(state)
  const found: { from: number; to: number }[] = []
  if (!query.valid) return found
  const cursor = query.getCursor(state)
  for (let next = cursor.next(); !next.done && found.length < most; next = cursor.next()) {
    found.push({ from: next.value.from, to: next.value.to })
  }
  return found
}

/** Whether what is chosen is what is looked for. */
function isHit(state: EditorState, from: number, to: number): boolean {
  const query = getSearchQuery(state)
  if (!query.valid) return false
  const { done, value } = query.getCursor(state, from, to).next()
  return !done && value.from === from && value.to === to
}

function make(tag: string, name: string): HTMLElement {
  const element = document.createElement(tag)
  element.className = name
  return element
}

function row(...controls: HTMLElement[]): HTMLElement {
  const element = make('div', 'row-of-finder')
  element.append(...controls)
  return element
}

function field(name: string, value: string): HTMLInputElement {
  const input = document.createElement('input')
  input.className = 'in'
  input.type = 'text'
  input.setAttribute('aria-label', name)
  input.placeholder = name
  input.value = value
  return input
}

function button(name: string, run: () => void): HTMLButtonElement {
  const element = document.createElement('button')
  element.type = 'button'
  element.className = 'btn'
  element.textContent = name
  element.addEventListener('click', run)
  return element
}

function toggle(sign: string, name: string, on: boolean, changed: () => void): HTMLButtonElement {
  const element = button(sign, () => {
    element.ariaPressed = String(element.ariaPressed !== 'true')
    changed()
  })
  element.className = 'tool tool--word'
  element.title = name
  element.setAttribute('aria-label', name)
  element.ariaPressed = String(on)
  return element
}

function control(icon: string, name: string, run: () => void): HTMLButtonElement {
  const element = button('', run)
  element.className = 'tool'
  element.title = name
  element.setAttribute('aria-label', name)
  element.append(iconElement(icon))
  return element
}
