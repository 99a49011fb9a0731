/**
 * The document of the page: a frame without scripts, which the desk fills. Only the blocks that a
 * splice names are replaced; all others keep their nodes. What is put in was sanitised by the
 * back end; the frame's sandbox and the policy stand behind it.
 */
import type { Block, Card, Look, LookElement, Splice } from '../ipc'
import type { Extent, Side } from './follow'
import { textBefore } from './point'

/** The addresses of the frame's own style sheets: what holds always, and Galley's own look. */
export interface Styles {
  frame: string
  page: string
}

/** The document that the frame begins with. A site's sheets know none of our names. */
export function emptyDocument(styles: Styles, theme: string | undefined): string {
  const scheme = theme ? ` data-theme="${theme}"` : ''
  return `<!doctype html><html${scheme}><head><meta charset="utf-8"><link rel="stylesheet" href="${styles.frame}"><link rel="stylesheet" class="galley" href="${styles.page}"></head><body class="galley-reader"><div class="galley-page"><header class="galley-masthead" hidden><div><b></b><span></span></div></header><div class="galley-article"><div class="galley-copy"></div></div><div class="galley-cards" hidden></div></div></body></html>`
}

/** Where in the page something is. */
export type Spot =
  | { kind: 'block'; index: number; shown: string }
  | { kind: 'headline' | 'dek' | 'byline' | 'lead' }
  | { kind: 'card'; path: string }
  | { kind: 'more' }

/** More blocks than a story has that is read in one sitting. */
const FAR = 200
/** Blocks of a part when it is made; one that grew to twice as many is divided. */
const PART = 32

/** Blocks that follow each other, in one element: of a long page it is laid out as one, or not at all. */
interface Part {
  element: HTMLElement
  count: number
}

/** The page in its frame. */
export class Sheet {
  readonly document: Document
  #page: HTMLElement
  #masthead: HTMLElement
  #article: HTMLElement
  #top: ChildNode[] = []
  #copy: HTMLElement
  #cards: HTMLElement
  #nodes: ChildNode[][] = []
  #blocks: readonly Block[] = []
  #parts: Part[] = []
  #near: Part | null = null
  #here = -1
  /** The drawing that follows, of a long text. */
  #later = 0
  #theme: string | undefined
  #language = ''
  #look: Look | null = null
  #moved = 0
  /** What stands above the text goes into the first, before the second. */
  #head: { parent: HTMLElement; before: Node | null }

  constructor(document: Document) {
    const part = (selector: string) => {
      const found = document.querySelector<HTMLElement>(selector)
      if (!found) throw new Error(`the page has no ${selector}`)
      return found
    }
    this.document = document
    this.#page = part('.galley-page')
    this.#masthead = part('.galley-masthead')
    this.#article = part('.galley-article')
    this.#copy = part('.galley-copy')
    this.#cards = part('.galley-cards')
    this.#head = { parent: this.#article, before: this.#copy }
    this.#theme = document.documentElement.dataset.theme
  }

  /** Shows the article or the cards. */
  show(view: 'article' | 'card'): void {
    this.#article.hidden = view !== 'article'
    this.#cards.hidden = view !== 'card'
  }

  /** How large the page is drawn. */
  zoom(factor: number): void {
    this.#page.style.setProperty('--zoom', String(factor))
  }

  /** Light, dark, or as the system has it. */
  theme(theme: string | undefined): void {
    this.#theme = theme
    this.#dress()
  }

  /** The language of the site's pages, where they say it. */
  language(code: string): void {
    this.#language = code
    this.#dress()
  }

  /** Draws the article as the site does; `null` is Galley's own style. No block is drawn again. */
  look(look: Look | null): void {
    if (look === this.#look) return
    this.#look = look
    const own = this.document.querySelector<HTMLLinkElement>('link.galley')
    if (own) own.disabled = look !== null
    this.#page.classList.toggle('as-site', look !== null)
    this.#adopt(look?.css ?? null)
    this.#dress()
    const top = this.#top
    for (const node of top) node.remove()
    this.#copy.remove()
    this.#article.replaceChildren()
    const shared = this.#nest(this.#article, look?.around ?? [])
    const above = this.#nest(shared, look?.head ?? [])
    const text = this.#nest(shared, look?.text.slice(0, -1) ?? [])
    text.append(this.#copy)
    const inside = look?.text.at(-1)
    dress(this.#copy, { ...(inside ?? NOTHING), class: '' }, 'galley-copy')
    for (const part of this.#parts) this.#dressPart(part.element)
    for (const nodes of this.#nodes) this.#turn(nodes)
    this.#head = { parent: above, before: above === text ? this.#copy : above === shared ? text : null }
    this.#setTop(top)
  }

  /** The line above the page when it is read alone; `null` puts it away. */
  masthead(name: string | null, section: string): void {
    this.#masthead.hidden = name === null
    const [title, about] = this.#masthead.querySelectorAll('b, span')
    if (title) title.textContent = name
    if (about) about.textContent = section
  }

  /** What stands above the text. */
  head(html: string): void {
    for (const node of this.#top) node.remove()
    this.#setTop(this.#parse(html))
  }

  /**
   * All blocks of the text: those that are shown already stay. Of a long text that is new the
   * beginning is drawn at once, and the rest in the frames that follow.
   */
  blocks(blocks: readonly Block[]): void {
    const view = this.document.defaultView
    const shown = this.#blocks.length
    const begins = this.#blocks.every((block, i) => isSame(block, blocks[i]))
    const rest = blocks.length - shown
    // Of a long page only what is in sight is laid out.
    this.#copy.classList.toggle('is-far', blocks.length > FAR)
    view?.clearTimeout(this.#later)
    // Each time twice as many: what was drawn before is compared again.
    const more = Math.max(FAR, shown)
    if (!view || !begins || rest <= more) {
      this.#show(blocks)
    } else {
      this.#show(blocks.slice(0, shown + more))
      this.#later = view.setTimeout(() => this.blocks(blocks), 0)
    }
  }

  #show(blocks: readonly Block[]): void {
    const old = this.#blocks
    let from = 0
    while (from < old.length && from < blocks.length && isSame(old[from], blocks[from])) from++
    let tail = 0
    while (
      tail < old.length - from &&
      tail < blocks.length - from &&
      isSame(old[old.length - 1 - tail], blocks[blocks.length - 1 - tail])
    ) {
      tail++
    }
    this.#splice({ from, remove: old.length - from - tail, insert: blocks.slice(from, blocks.length - tail) })
    this.#blocks = blocks
  }

  /** Puts the thread beside a block; −1 takes it away. */
  here(index: number): void {
    if (index !== this.#here) {
      for (const node of this.#nodes[this.#here] ?? [])
        if (isElement(node)) node.classList.remove('galley-here')
    }
    this.#here = index
    for (const node of this.#nodes[index] ?? []) {
      // Setting what is set would have the page styled again with each key.
      if (isElement(node) && !node.classList.contains('galley-here')) node.classList.add('galley-here')
    }
    // The part with the thread is always laid out: places in one that waits are not to be relied on.
    const near = index in this.#nodes ? this.#homeOf(index) : null
    if (near === this.#near) return
    this.#near?.element.classList.remove('is-near')
    near?.element.classList.add('is-near')
    this.#near = near
  }

  /** Brings the block with the thread into sight; nothing moves when it is in sight. Whether it moved. */
  reveal(): boolean {
    const root = this.document.documentElement
    const height = root.clientHeight
    const elements = (this.#nodes[this.#here] ?? []).filter(isElement)
    const [first, last] = [elements[0], elements[elements.length - 1]]
    if (!first || !last || height === 0) return false
    const top = first.getBoundingClientRect().top
    const bottom = last.getBoundingClientRect().bottom
    if (top >= 0 && bottom <= height) return false
    // A block higher than the page shows its beginning, unless some of it fills the page.
    if (top < 0 && bottom > height) return false
    const margin = Math.min(height / 6, 96)
    const by = top < 0 || bottom - top > height - margin ? top - margin : bottom - height + margin
    this.scrollBy(by)
    return true
  }

  /** The page as something that is scrolled along with the text; `null` while it is not seen. */
  side(): Side | null {
    const { clientHeight: height, scrollHeight: whole } = this.document.documentElement
    if (height === 0 || this.#article.hidden) return null
    return {
      top: this.top,
      height,
      whole,
      count: this.#nodes.length,
      extent: (index) => this.#extent(index),
      scroll: (top) => this.scrollBy(top - this.top),
    }
  }

  /** How far the page is scrolled. */
  get top(): number {
    return this.document.defaultView?.scrollY ?? 0
  }

  /** How far it was when the desk scrolled it last; else somebody did with its scroll bar. */
  get moved(): number {
    return this.#moved
  }

  /** The cards; the open story's own card is drawn as it is now. */
  cards(cards: readonly Card[], open: { path: string; html: string } | null, more: string | null): void {
    const nodes: Node[] = []
    const listed = open && !cards.some((card) => card.path === open.path) ? [open, ...cards] : cards
    for (const card of listed) {
      const mine = open?.path === card.path
      const parsed = this.#parse(mine ? open.html : card.html)
      let element = parsed.find(isElement)
      if (!element?.classList.contains('card')) {
        element = this.document.createElement('article')
        element.className = 'card'
        element.append(...parsed)
      }
      element.classList.toggle('galley-here', mine)
      element.dir = 'auto'
      element.dataset.path = card.path
      nodes.push(element)
    }
    if (more !== null) {
      const line = this.document.createElement('p')
      line.className = 'more'
      const link = this.document.createElement('a')
      link.textContent = more
      line.append(link)
      nodes.push(line)
    }
    this.#cards.replaceChildren(...nodes)
  }

  /** Draws the open story's card again, where it is among the cards. */
  card(path: string, html: string): void {
    const old = [...this.#cards.children].find((card) => (card as HTMLElement).dataset.path === path)
    const fresh = this.#parse(html).find(isElement)
    if (!old || !fresh) return
    fresh.classList.add('card', 'galley-here')
    fresh.dir = 'auto'
    fresh.dataset.path = path
    old.replaceWith(fresh)
  }

  /** What is at a point of the frame. */
  spotAt(x: number, y: number): Spot | null {
    const target = this.document.elementFromPoint(x, y)
    if (!target) return null
    if (target.closest('.more a')) return { kind: 'more' }
    const card = target.closest<HTMLElement>('.card')
    if (card?.dataset.path) return { kind: 'card', path: card.dataset.path }
    if (this.#top.some((node) => node.contains(target))) {
      if (target.closest('h1')) return { kind: 'headline' }
      if (target.closest('.byline')) return { kind: 'byline' }
      return { kind: target.closest('figure') ? 'lead' : 'dek' }
    }
    const index = this.#nodes.findIndex((nodes) => nodes.some((node) => node.contains(target)))
    if (index < 0) return null
    const [first] = this.#nodes[index] ?? []
    return { kind: 'block', index, shown: first ? textBefore(first, x, y) : '' }
  }

  /** Scrolls the page. */
  scrollBy(top: number): void {
    this.scrollTo(this.top + top)
  }

  /** Scrolls it to a place. */
  scrollTo(top: number): void {
    this.document.defaultView?.scrollTo({ top, behavior: 'instant' })
    this.#moved = this.top
  }

  #setTop(nodes: ChildNode[]): void {
    this.#top = nodes
    this.#turn(nodes)
    for (const node of nodes) {
      this.#head.parent.insertBefore(node, this.#head.before)
      if (!isElement(node) || node.nodeName !== 'H1') continue
      const long = node.classList.contains('is-long') ? 'is-long' : ''
      const title = this.#look?.title ?? NOTHING
      dress(node, { ...title, dir: title.dir || this.#direction }, long)
    }
  }

  /** Root and body as the site has them. */
  #dress(): void {
    const { documentElement: root, body } = this.document
    const look = this.#look?.root ?? NOTHING
    dress(root, { ...look, lang: look.lang || this.#language }, '')
    dress(body, this.#look?.body ?? NOTHING, 'galley-reader')
    const theme = root.dataset.theme ?? (this.#look ? 'light' : this.#theme)
    if (theme) root.dataset.theme = theme
  }

  #dressPart(element: HTMLElement): void {
    const near = element.classList.contains('is-near') ? 'galley-part is-near' : 'galley-part'
    dress(element, { ...NOTHING, class: this.#look?.text.at(-1)?.class ?? '' }, near)
  }

  /**
   * What is written from right to left stands so, unless a page of the site that was built says
   * otherwise: what readers see there is shown here.
   */
  get #direction(): 'auto' | '' {
    return this.#look?.root.tag ? '' : 'auto'
  }

  #turn(nodes: ChildNode[]): void {
    for (const node of nodes) {
      if (!isElement(node)) continue
      if (this.#direction) node.dir ||= 'auto'
      else if (node.dir === 'auto') node.removeAttribute('dir')
    }
  }

  /** Where a block stands in the page; of one that waits with its layout, about where. */
  #extent(index: number): Extent | null {
    if (!(index in this.#nodes)) return null
    const { top: scrolled } = this
    const home = this.#homeOf(index)
    if (this.#copy.classList.contains('is-far') && home !== this.#near) {
      const { top, bottom, height } = home.element.getBoundingClientRect()
      if (bottom < 0 || top > this.document.documentElement.clientHeight) {
        const from = scrolled + top + (height * (index - this.#beginOf(home))) / home.count
        return { top: from, bottom: from + height / home.count }
      }
    }
    const elements = (this.#nodes[index] ?? []).filter(isElement)
    const [first, last] = [elements[0], elements.at(-1)]
    if (first && last) {
      return {
        top: scrolled + first.getBoundingClientRect().top,
        bottom: scrolled + last.getBoundingClientRect().bottom,
      }
    }
    // What shows nothing stands where the next begins.
    const next = this.#extent(index + 1)?.top ?? scrolled + this.#article.getBoundingClientRect().bottom
    return { top: next, bottom: next }
  }

  /** Elements in each other; returns the innermost, or `outer` where there are none. */
  #nest(outer: HTMLElement, elements: readonly LookElement[]): HTMLElement {
    let inner = outer
    for (const one of elements) {
      const element = this.document.createElement(one.tag)
      dress(element, one, '')
      inner.append(element)
      inner = element
    }
    return inner
  }

  /** The site's sheets, after the frame's own. */
  #adopt(css: string | null): void {
    // The frame has classes of its own, this one too.
    const view = this.document.defaultView as (Window & typeof globalThis) | null
    if (!view?.CSSStyleSheet) return
    if (css === null) {
      this.document.adoptedStyleSheets = []
      return
    }
    const sheet = new view.CSSStyleSheet()
    // A page that says nothing of colours is black on white.
    sheet.replaceSync(`:root{color-scheme:light}${css}`)
    this.document.adoptedStyleSheets = [sheet]
  }

  #splice({ from, remove, insert }: Splice): void {
    for (const nodes of this.#nodes.slice(from, from + remove)) for (const node of nodes) node.remove()
    const home = this.#homeOf(from)
    this.#forget(from, remove)
    const fresh = insert.map((block) => this.#parse(block.html))
    for (const nodes of fresh) this.#turn(nodes)
    this.#nodes.splice(from, remove, ...fresh)
    if (insert.length > 0) {
      home.count += insert.length
      // The next block of this part; the end of the part when there is none.
      const end = this.#beginOf(home) + home.count
      let after: ChildNode | null = null
      for (let i = from + insert.length; i < end && !after; i++) after = this.#nodes[i]?.[0] ?? null
      const all = this.document.createDocumentFragment()
      for (const nodes of fresh) all.append(...nodes)
      home.element.insertBefore(all, after)
      this.#divide(home)
    }
    this.#parts = this.#parts.filter((part) => {
      if (part.count === 0) part.element.remove()
      return part.count > 0
    })
    // The thread stays with its block, and goes with it.
    if (this.#here >= from + remove) this.#here += insert.length - remove
    else if (this.#here >= from) this.#here = -1
  }

  /** The part that a block is in, or comes into: the last one at the end of the text. */
  #homeOf(index: number): Part {
    let end = 0
    for (const part of this.#parts) {
      end += part.count
      if (index < end) return part
    }
    return this.#parts.at(-1) ?? this.#part(0)
  }

  #beginOf(part: Part): number {
    let begin = 0
    for (const one of this.#parts) {
      if (one === part) break
      begin += one.count
    }
    return begin
  }

  /** Counts removed blocks off their parts. */
  #forget(from: number, remove: number): void {
    let begin = 0
    for (const part of this.#parts) {
      const end = begin + part.count
      part.count -= Math.max(0, Math.min(end, from + remove) - Math.max(begin, from))
      begin = end
    }
  }

  /** Makes a part, at a place among the others. */
  #part(place: number): Part {
    const element = this.document.createElement('div')
    this.#dressPart(element)
    this.#copy.insertBefore(element, this.#parts[place]?.element ?? null)
    const part = { element, count: 0 }
    this.#parts.splice(place, 0, part)
    return part
  }

  /** Puts what a part has too much into parts of its own. A heading goes with what follows it. */
  #divide(home: Part): void {
    if (home.count < 2 * PART) return
    const begin = this.#beginOf(home)
    const end = begin + home.count
    const isHeading = (index: number) => /^H\d$/.test(this.#nodes[index]?.[0]?.nodeName ?? '')
    let place = this.#parts.indexOf(home)
    let part = home
    home.count = 0
    for (let i = begin; i < end; i++) {
      const full = part.count >= PART && !isHeading(i - 1)
      if (full && end - i >= PART / 2) part = this.#part(++place)
      if (part !== home) part.element.append(...(this.#nodes[i] ?? []))
      part.count += 1
    }
  }

  #parse(html: string): ChildNode[] {
    const template = this.document.createElement('template')
    template.innerHTML = html
    for (const link of template.content.querySelectorAll('a[href]')) {
      // Links lead nowhere here, and look as they will.
      link.removeAttribute('href')
      link.removeAttribute('target')
    }
    return [...this.document.importNode(template.content, true).childNodes]
  }
}

/** An element that no sheet knows. */
const NOTHING = { id: '', class: '', lang: '', dir: '', data: [] as [string, string][] }

/** Gives an element the names by which sheets know it, besides our own. */
function dress(element: HTMLElement, look: Omit<LookElement, 'tag'>, own: string): void {
  const { id, lang, dir } = look
  const names = { class: [own, look.class].filter(Boolean).join(' '), id, lang, dir }
  for (const [name, value] of Object.entries(names)) {
    if (value) element.setAttribute(name, value)
    else element.removeAttribute(name)
  }
  for (const name of element.getAttributeNames()) if (name.startsWith('data-')) element.removeAttribute(name)
  for (const [name, value] of look.data) element.setAttribute(name, value)
}

/** Ids are counted in each text anew: of another text, or one that was read again, they say nothing. */
function isSame(a: Block | undefined, b: Block | undefined): boolean {
  return a === b || (a?.id === b?.id && a?.html === b?.html)
}

// Not `instanceof`: the frame has classes of its own.
function isElement(node: Node): node is HTMLElement {
  return node.nodeType === 1
}
