/**
 * The facts of a picture, changed in its card: description, caption and credit become fields in
 * their places. What is typed is written into the story as it is typed. Enter and leaving keep
 * it, Esc puts the words back that were there.
 */
import type { FigureView, PictureWords } from '../ipc'
import { words } from '../words'

/** A fact that a card shows. */
export type Fact = 'alt' | 'caption' | 'credit'

const FACTS: readonly { fact: Fact; name: string; none: string }[] = [
  { fact: 'alt', name: words.editor.description, none: words.editor.noDescription },
  { fact: 'caption', name: words.editor.caption, none: words.editor.noCaption },
  { fact: 'credit', name: words.editor.credit, none: words.editor.whoMade },
]

/** The facts that a figure's card shows: those that its template has no place for are left out. */
export function factsOf({ nowhere, words: said }: FigureView): typeof FACTS {
  const called = { alt: 'description', caption: 'caption', credit: 'credit' }
  return FACTS.filter(({ fact }) => said[fact] !== '' || !nowhere.includes(called[fact]))
}

/** Where the focus goes afterwards; `null` is where somebody clicked. */
export type Left = 'card' | 'after' | null

/** Puts fields in the places of a card's facts; the one of `first` has the focus. */
export function editFacts(
  card: HTMLElement,
  figure: FigureView,
  first: Fact,
  write: (words: PictureWords) => void,
  leave: (to: Left) => void,
): void {
  const begun = figure.words
  let now = begun
  let left = false
  const go = (to: Left) => {
    if (left) return
    left = true
    card.classList.remove('is-edited')
    leave(to)
  }
  const all = factsOf(figure)
  const fields = all.map(({ fact, name, none }) => {
    const field = document.createElement('textarea')
    field.rows = 1
    field.dir = 'auto'
    field.value = begun[fact]
    field.placeholder = fact === 'alt' && begun.decorative ? words.editor.decoration : none
    field.setAttribute('aria-label', name)
    field.addEventListener('input', () => {
      fit(field)
      const value = field.value.replace(/\s*\n\s*/g, ' ')
      now = { ...now, [fact]: value, ...(fact === 'alt' && value ? { decorative: false } : {}) }
      write(now)
    })
    const place = card.querySelector(`[data-fact=${fact}] > dd`)
    place?.removeAttribute('class')
    place?.replaceChildren(field)
    return field
  })
  card.classList.add('is-edited')
  // A picture is one thing; with its fields open it is a group of them.
  card.setAttribute('role', 'group')
  for (const field of fields) fit(field)
  card.addEventListener('keydown', function key(event) {
    if (left) card.removeEventListener('keydown', key)
    if (left || event.isComposing) return
    const at = fields.indexOf(event.target as HTMLTextAreaElement)
    const next = fields[at + (event.shiftKey ? -1 : 1)]
    if (event.key === 'Escape') {
      if (now !== begun) write(begun)
      go('card')
    } else if (event.key === 'Enter') go('card')
    else if (event.key !== 'Tab') return
    else if (next) {
      next.focus()
      next.select()
    } else go(event.shiftKey ? 'card' : 'after')
    event.preventDefault()
    event.stopPropagation()
  })
  card.addEventListener('focusout', function out(event) {
    if (left) card.removeEventListener('focusout', out)
    const to = event.relatedTarget
    if (!left && !(to instanceof Node && card.contains(to))) go(null)
  })
  const field = fields[all.findIndex(({ fact }) => fact === first)]
  field?.focus()
  field?.setSelectionRange(field.value.length, field.value.length)
}

/** The fact whose place somebody pointed at. */
export function factAt(target: EventTarget | null): Fact | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-fact]') : null
  return FACTS.find(({ fact }) => fact === row?.dataset.fact)?.fact ?? null
}

/** The first fact that is missing, else the description. */
export function firstMissing(figure: FigureView): Fact {
  const said = figure.words
  const missing = factsOf(figure).find(
    ({ fact }) => said[fact] === '' && fact !== 'caption' && !said.decorative,
  )
  return missing?.fact ?? 'alt'
}

function fit(field: HTMLTextAreaElement): void {
  field.style.height = 'auto'
  field.style.height = `${field.scrollHeight}px`
}
