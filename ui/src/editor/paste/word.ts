/**
 * Word's lists. Word for the desktop writes each item as a paragraph that names its list and its
 * level in a property of its own, and types the mark into the text. Word on the web makes a list
 * of each item. Both become lists within lists.
 */
import { declared } from './style'

interface Entry {
  element: Element
  level: number
  start: number | null
}

/** Turns what only looks like lists into lists. */
export function gatherLists(body: Element): void {
  const parents = new Set<Element>()
  for (const element of body.querySelectorAll('p[style*="mso-list"], .ListContainerWrapper')) {
    if (element.parentElement) parents.add(element.parentElement)
  }
  for (const parent of parents) gatherIn(parent)
  // A heading with a number of Word's keeps its words.
  for (const mark of body.querySelectorAll('[style*="mso-list"]')) {
    if (declared(mark).get('mso-list') === 'ignore') mark.remove()
  }
}

function gatherIn(parent: Element): void {
  let entries: Entry[] = []
  const close = () => {
    const [first] = entries
    if (first) first.element.before(listOf(entries, parent.ownerDocument))
    for (const { element } of entries) element.remove()
    entries = []
  }
  for (const child of [...parent.childNodes]) {
    if (child.nodeType === Node.ELEMENT_NODE) {
      const entry = entryOf(child as Element)
      if (entry) entries.push(entry)
      else close()
    } else if (child.nodeType === Node.TEXT_NODE && child.textContent?.trim()) close()
  }
  close()
}

function entryOf(element: Element): Entry | null {
  if (element.classList.contains('ListContainerWrapper')) {
    const item = element.querySelector('li')
    const list = item?.closest('ol, ul')
    if (!item || !list) return null
    const level = Number(item.getAttribute('data-aria-level') ?? item.getAttribute('aria-level')) || 1
    const start = list.localName === 'ol' ? Number(list.getAttribute('start')) || 1 : null
    return { element, level, start }
  }
  if (element.localName !== 'p') return null
  const named = /level(\d)/.exec(declared(element).get('mso-list') ?? '')
  if (!named) return null
  const mark = [...element.querySelectorAll('[style*="mso-list"]')].find(
    (one) => declared(one).get('mso-list') === 'ignore',
  )
  const typed = (mark?.textContent ?? '').replace(/[\s\u00a0]/g, '')
  // "1.", "(a)", "iv)": a number; "·", "o", "§": a dot of some kind.
  const numbered = /^\(?(\d+|[a-z]+)[.)]/i.exec(typed)
  const start = numbered ? Number.parseInt(numbered[1] ?? '', 10) || 1 : null
  mark?.remove()
  return { element, level: Number(named[1]), start }
}

/** The entries as one list; the first entry says where the margin is. */
function listOf(entries: readonly Entry[], document: Document): Element {
  const holder = document.createElement('div')
  const open: { level: number; list: Element }[] = []
  for (const { element, level, start } of entries) {
    while (open.length > 1 && (open.at(-1)?.level ?? 0) > level) open.pop()
    const tag = start === null ? 'ul' : 'ol'
    let top = open.at(-1)
    if (top && top.level >= level && top.list.localName !== tag) {
      open.pop()
      top = open.at(-1)
      // The margin of the list before it holds the next one too.
    }
    if (!top || top.level < level) {
      const list = document.createElement(tag)
      if (start !== null && start !== 1) list.setAttribute('start', String(start))
      const within = top?.list.lastElementChild
      if (within) within.append(list)
      else holder.append(list)
      top = { level, list }
      open.push(top)
    }
    const item = document.createElement('li')
    const words = element.localName === 'p' ? element : element.querySelector('li')
    item.append(...(words?.childNodes ?? []))
    top.list.append(item)
  }
  return holder
}
