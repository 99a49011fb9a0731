/**
 * Footnotes: a mark in the text that leads to a place further down, which leads back. Word,
 * LibreOffice, Google Docs and most pages agree on that much.
 */

/** A footnote: its mark, the label it gets, and its text, taken out of the body. */
export interface Note {
  mark: Element
  label: string
  text: Element
}

const MARK = /^\[?(\d{1,3}|\*|†)\]?$/

/** Takes the footnotes out of the body; their marks stay. */
export function setNotesAside(body: Element, label: (count: number) => string): Note[] {
  const notes: Note[] = []
  for (const mark of body.querySelectorAll('a[href]')) {
    const text = textOf(body, mark)
    if (!text) continue
    notes.push({ mark, label: label(notes.length + 1), text })
  }
  for (const { text } of notes) {
    const list = text.parentElement
    text.remove()
    const left = list && list !== body && (list.textContent ?? '').trim() === ''
    // The rule above the notes goes with them.
    if (left && list.querySelector('hr')) list.remove()
  }
  return notes
}

function textOf(body: Element, mark: Element): Element | null {
  const target = fragment(mark)
  if (!target || !MARK.test((mark.textContent ?? '').trim())) return null
  const place = named(body, target)
  if (!place || !(mark.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING)) return null
  const text =
    place.closest('li') ??
    place.closest('[id^="ftn"]:not(a), [id^="sdfootnote"]:not(a)') ??
    place.closest('p, div')
  if (!text || text === body || text.contains(mark)) return null
  const back = [...text.querySelectorAll('a[href]')].filter((link) => {
    const to = fragment(link)
    const there = to ? named(body, to) : null
    return there !== null && (there === mark || there.contains(mark) || mark.contains(there))
  })
  for (const link of back) (link.closest('sup') ?? link).remove()
  return back.length > 0 ? text : null
}

/** Where a link within the same text leads; Word writes the whole address before it. */
function fragment(link: Element): string | null {
  const href = link.getAttribute('href') ?? ''
  const at = href.indexOf('#')
  return at === 0 || /^file:/i.test(href) ? href.slice(at + 1) || null : null
}

function named(body: Element, name: string): Element | null {
  for (const one of body.querySelectorAll('[id], a[name]')) {
    if (one.id === name || one.getAttribute('name') === name) return one
  }
  return null
}
