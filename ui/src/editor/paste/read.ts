/**
 * From pasted HTML to blocks. The HTML is parsed into a document of its own, in which nothing
 * runs and nothing is loaded; only its text, its structure and the addresses of its links are
 * read. What is not known is read through: its text stays.
 *
 * 1. Word's paragraphs become lists ({@link gatherLists}), footnotes are set aside.
 * 2. Elements are walked; text is gathered until a block begins or ends.
 */
import { safeAddress } from '../address'
import { type Block, type Item, lettersOf, type Marks, PLAIN, paragraphs, type Run } from './blocks'
import { setNotesAside } from './notes'
import { declared, isHidden, keepsBreaks, marksOf } from './style'
import { gatherLists } from './word'

/** What was read. */
export interface Read {
  blocks: Block[]
  /** The footnotes, by the labels that stand in the text. */
  notes: { label: string; blocks: Block[] }[]
  /** How many pictures were left out. */
  pictures: number
}

/** What is never text. */
const DROPPED =
  /^(script|style|template|noscript|noembed|noframes|head|title|meta|link|base|iframe|frame|frameset|object|embed|applet|param|svg|canvas|audio|video|source|track|map|area|select|option|datalist|button|input|textarea|progress|meter|dialog|xml)$/

const BLOCK =
  /^(address|article|aside|body|caption|center|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer|form|header|hgroup|legend|main|nav|p|section|summary|tbody|td|tfoot|th|thead|tr)$/

/** A picture whose description is one sign, or a few of them: a smiley of a mail. */
const EMOJI = /^\p{Extended_Pictographic}(?:\p{Emoji}|\p{M}|\u200d|\ufe0f)*$/u

/** Elements within elements: deeper ones are read as text only. */
const DEEPEST = 200

/** Reads HTML; `label` names the footnotes, from 1 on. */
export function read(html: string, label: (count: number) => string): Read {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  gatherLists(body)
  const notes = setNotesAside(body, label)
  const found = { pictures: 0, labels: new Map(notes.map(({ mark, label }) => [mark, label])) }
  const blocks = new Reader(found).read(body)
  return {
    blocks: levelled(blocks),
    notes: notes.map(({ label, text }) => ({ label, blocks: new Reader(found).read(text) })),
    pictures: found.pictures,
  }
}

/** The headline is above the text: headings within it begin one lower. */
function levelled(blocks: Block[]): Block[] {
  const first = blocks.some((block) => block.kind === 'heading' && block.level === 1)
  if (!first) return blocks
  return blocks.map((block) =>
    block.kind === 'heading' ? { ...block, level: Math.min(block.level + 1, 6) } : block,
  )
}

interface Found {
  pictures: number
  labels: Map<Element, string>
}

class Reader {
  #blocks: Block[] = []
  #line: Run[] = []

  constructor(
    private readonly found: Found,
    private readonly depth = 0,
  ) {}

  read(parent: Node, marks: Marks = PLAIN, pre = false): Block[] {
    this.#walk(parent, marks, pre, this.depth)
    this.#flush()
    return this.#blocks
  }

  #walk(parent: Node, marks: Marks, pre: boolean, depth: number): void {
    if (depth > DEEPEST) {
      this.#text(parent.textContent ?? '', marks, pre)
      return
    }
    const lines = linesOf(parent)
    for (const node of parent.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) this.#text((node as Text).data, marks, pre)
      else if (node.nodeType === Node.ELEMENT_NODE) {
        if (lines.has(node)) this.#line.push({ ...PLAIN, text: '\n', note: null })
        this.#element(node as Element, marks, pre, depth + 1, lines.has(node))
      }
    }
  }

  #element(element: Element, around: Marks, pre: boolean, depth: number, isLine: boolean): void {
    const tag = element.localName
    const label = this.found.labels.get(element)
    if (label !== undefined) this.#line.push({ ...PLAIN, text: '', note: label })
    if (label !== undefined || DROPPED.test(tag)) return
    const style = declared(element)
    if (isHidden(element, style)) return
    const marks = marksOf(element, style, around)
    const breaks = keepsBreaks(style, pre)
    if (tag === 'img') this.#picture(element, marks)
    else if (tag === 'br') this.#break(element)
    else if (tag === 'hr') this.#push({ kind: 'rule' })
    else if (/^h[1-6]$/.test(tag)) this.#heading(element, marks, depth, Number(tag[1]))
    else if (/(^|\s)MsoTitle/.test(element.className)) this.#heading(element, marks, depth, 1)
    else if (tag === 'blockquote' || /(^|\s)Mso\w*Quote/.test(element.className)) {
      this.#quote(element, style, marks, depth)
    } else if (tag === 'ul' || tag === 'ol') this.#list(element, marks, depth)
    else if (tag === 'li')
      this.#push({ kind: 'list', start: null, items: [this.#item(element, marks, depth)] })
    else if (tag === 'pre') this.#code(element)
    else if (tag === 'table') this.#table(element, marks, depth)
    else if (isLine) this.#walk(element, marks, breaks, depth)
    else if (BLOCK.test(tag)) {
      this.#flush()
      this.#walk(element, marks, breaks, depth)
      this.#flush()
    } else this.#inline(element, marks, breaks, depth, style)
  }

  #inline(element: Element, marks: Marks, pre: boolean, depth: number, style: Map<string, string>): void {
    const tag = element.localName
    // What Word has as taken out, with the name of who did it, is not in the text.
    if (tag === 'del' && (element.hasAttribute('cite') || element.hasAttribute('datetime'))) return
    const place = tag === 'sup' || tag === 'sub' ? tag : style.get('vertical-align')
    const note = [...this.found.labels.keys()].some((mark) => element.contains(mark))
    const shifted =
      !note && /^su(b|p|per)$/.test(place ?? '') ? numerals(element.textContent ?? '', place === 'sub') : ''
    const link = tag === 'a' ? safeAddress(element.getAttribute('href') ?? '') : null
    if (tag === 'q') this.#text('“', marks, false)
    if (shifted) this.#text(shifted, marks, false)
    else this.#walk(element, link === null ? marks : { ...marks, link }, pre, depth)
    if (tag === 'q') this.#text('”', marks, false)
  }

  #text(text: string, marks: Marks, pre: boolean): void {
    const pieces = pre ? text.split(/\r\n?|\n/) : [text]
    for (const [i, piece] of pieces.entries()) {
      if (i > 0) this.#line.push({ ...PLAIN, text: '\n', note: null })
      const letters = lettersIn(piece)
      if (letters) this.#line.push({ ...marks, text: letters, note: null })
    }
  }

  #break(element: Element): void {
    if (!element.classList.contains('Apple-interchange-newline')) {
      this.#line.push({ ...PLAIN, text: '\n', note: null })
    }
  }

  #picture(element: Element, marks: Marks): void {
    const alt = element.getAttribute('alt') ?? ''
    if (EMOJI.test(alt)) {
      this.#text(alt, marks, false)
      return
    }
    const size = (side: string) => Number.parseFloat(element.getAttribute(side) ?? '100')
    // One dot that counts who reads is no picture.
    if (size('width') > 1 && size('height') > 1) this.found.pictures++
  }

  #heading(element: Element, marks: Marks, depth: number, level: number): void {
    const runs = this.#within(element, { ...marks, strong: false }, depth).flatMap(runsOf)
    // A heading is strong by itself.
    const plain = runs.map((run) => ({ ...run, strong: false, text: run.text.replaceAll('\n', ' ') }))
    const [line] = paragraphs(plain)
    if (line) this.#push({ kind: 'heading', level, runs: line })
  }

  #quote(element: Element, style: Map<string, string>, marks: Marks, depth: number): void {
    const blocks = this.#within(element, marks, depth)
    // Mail programs indent with quotations that have no line beside them.
    const indented = /^(none|medium none|0|0px)\b/.test(style.get('border') ?? '')
    if (indented) for (const block of blocks) this.#push(block)
    else if (blocks.length > 0) this.#push({ kind: 'quote', blocks })
  }

  #list(element: Element, marks: Marks, depth: number): void {
    const items: Item[] = []
    for (const child of element.children) {
      if (isHidden(child, declared(child))) continue
      if (child.localName === 'li') items.push(this.#item(child, marks, depth + 1))
      else {
        // A list within a list, beside the item that it belongs to.
        const reader = new Reader(this.found, depth + 1)
        const holder = child.ownerDocument.createElement('div')
        holder.append(child.cloneNode(true))
        const blocks = reader.read(holder, marks)
        const last = items.at(-1)
        if (last) last.blocks.push(...blocks)
        else if (blocks.length > 0) items.push({ done: null, blocks })
      }
    }
    const full = items.filter((item) => item.blocks.length > 0)
    const start =
      element.localName === 'ol' ? Number.parseInt(element.getAttribute('start') ?? '1', 10) : null
    if (full.length > 0) {
      this.#push({ kind: 'list', start: start === null ? null : Math.max(0, start || 0), items: full })
    }
  }

  #item(element: Element, around: Marks, depth: number): Item {
    const marks = marksOf(element, declared(element), around)
    const box = element.querySelector('input[type="checkbox"]')
    const own = box && box.closest('li') === element
    const role = element.getAttribute('role') === 'checkbox' ? element.getAttribute('aria-checked') : null
    const done = own ? box.hasAttribute('checked') : role === null ? null : role === 'true'
    return { done, blocks: this.#within(element, marks, depth) }
  }

  #code(element: Element): void {
    const text = (element.textContent ?? '').replace(/\r\n?/g, '\n').replace(/^\n+|\s+$/g, '')
    // As HTML's own example has it: `<code class="language-js">`.
    const named = [element, ...element.querySelectorAll('code')].flatMap(({ classList }) => [...classList])
    const language = named.map((name) => /^lang(?:uage)?-([\w+#.-]+)$/.exec(name)?.[1]).find(Boolean) ?? ''
    if (text !== '') this.#push({ kind: 'code', language, text })
  }

  #table(element: Element, marks: Marks, depth: number): void {
    const lines = [...element.querySelectorAll('tr')].filter((row) => row.closest('table') === element)
    const cells = lines.map((row) => [...row.children].filter(({ localName }) => /^t[dh]$/.test(localName)))
    const span = (cell: Element, name: string) => Number(cell.getAttribute(name) ?? 1)
    const read = cells.map((row) =>
      row.map((cell) => ({
        blocks: this.#within(cell, { ...marks, strong: false }, depth),
        wide: Math.min(span(cell, 'colspan') || 1, 20),
        // None at all is down to the last row.
        high: span(cell, 'rowspan') === 0 ? lines.length : Math.min(span(cell, 'rowspan') || 1, lines.length),
      })),
    )
    const caption = [...element.children].find(({ localName }) => localName === 'caption')
    if (caption) for (const block of this.#within(caption, marks, depth)) this.#push(block)
    const grid = inColumns(read)
    const width = Math.max(0, ...grid.map((row) => row.length))
    const simple = read.flat().every(({ blocks }) => blocks.every(({ kind }) => kind === 'paragraph'))
    // Mail and old pages lay out with tables: these hold blocks, or have one column.
    if (width < 2 || lines.length < 2 || !simple) {
      for (const { blocks } of read.flat()) for (const block of blocks) this.#push(block)
      return
    }
    const rows = grid
      .filter((row) => row.some((blocks) => blocks.length > 0))
      .map((row) => Array.from({ length: width }, (_, i) => cellOf(row[i] ?? [])))
    rows[0] = (rows[0] ?? []).map((cell) => cell.map((run) => ({ ...run, strong: false })))
    this.#push({ kind: 'table', rows })
  }

  #within(element: Element, marks: Marks, depth: number): Block[] {
    this.#flush()
    return new Reader(this.found, depth).read(element, marks)
  }

  #push(block: Block): void {
    this.#flush()
    const last = this.#blocks.at(-1)
    // What stands close belongs together: Word and Docs begin anew for each item or line.
    if (block.kind === 'list' && last?.kind === 'list' && (block.start === null) === (last.start === null)) {
      last.items.push(...block.items)
    } else if (block.kind === 'quote' && last?.kind === 'quote') last.blocks.push(...block.blocks)
    else this.#blocks.push(block)
  }

  #flush(): void {
    const line = this.#line
    this.#line = []
    for (const runs of paragraphs(line)) this.#blocks.push({ kind: 'paragraph', runs })
  }
}

/**
 * Elements that are lines and not paragraphs: mail programs make one of each line, and an empty
 * one where a paragraph ends.
 */
function linesOf(parent: Node): Set<Node> {
  const divs = [...parent.childNodes].filter((node) => (node as Element).localName === 'div') as Element[]
  const isText = (div: Element) =>
    !div.querySelector('div, p, ul, ol, table, blockquote, h1, h2, h3, h4, h5, h6, pre')
  const empty = divs.some((div) => isText(div) && (div.textContent ?? '').trim() === '')
  return new Set(empty ? divs.filter(isText) : [])
}

/** The cells of a table in their columns; where one reaches further or lower, the others are empty. */
function inColumns(rows: readonly { blocks: Block[]; wide: number; high: number }[][]): Block[][][] {
  /** For each column, in how many further rows a cell above reaches into it. */
  const taken: number[] = []
  return rows.map((row) => {
    const cells: Block[][] = []
    const skip = () => {
      while ((taken[cells.length] ?? 0) > 0) {
        taken[cells.length] = (taken[cells.length] ?? 0) - 1
        cells.push([])
      }
    }
    for (const { blocks, wide, high } of row) {
      skip()
      for (let i = 0; i < wide; i++) {
        taken[cells.length] = high - 1
        cells.push(i === 0 ? blocks : [])
      }
    }
    skip()
    // A row that ends early ends before cells that reach into it.
    for (let i = cells.length; i < taken.length; i++) taken[i] = Math.max(0, (taken[i] ?? 0) - 1)
    return cells
  })
}

function runsOf(block: Block): Run[] {
  if (block.kind === 'paragraph' || block.kind === 'heading') return block.runs
  if (block.kind === 'quote') return block.blocks.flatMap(runsOf)
  if (block.kind === 'list') return block.items.flatMap((item) => item.blocks.flatMap(runsOf))
  return []
}

function cellOf(blocks: Block[]): Run[] {
  const runs = blocks.flatMap((block, i) => [
    ...(i > 0 ? [{ ...PLAIN, text: ' ', note: null }] : []),
    ...runsOf(block).map((run) => ({ ...run, text: run.text.replaceAll('\n', ' ') })),
  ])
  return lettersOf(runs).trim() === '' ? [] : (paragraphs(runs)[0] ?? [])
}

/** Letters as an author would type them. */
function lettersIn(text: string): string {
  return (
    text
      // French sets a blank that does not break beside these signs; anywhere else it is a leftover.
      .replace(/(«?)\u00a0([»:;!?]?)/g, (all, before, after) => (before || after ? all : ' '))
      .replace(/[\u00ad\u200b\u2060\ufeff\ufffc]/g, '')
      .replace(/[ \t\n\r\f]+/g, ' ')
  )
}

/** Raised or lowered numerals; empty when there is another letter. */
function numerals(text: string, lowered: boolean): string {
  const digits = lowered ? '₀₁₂₃₄₅₆₇₈₉' : '⁰¹²³⁴⁵⁶⁷⁸⁹'
  return /^\d{1,4}$/.test(text.trim())
    ? text.trim().replace(/\d/g, (digit) => digits[Number(digit)] ?? '')
    : ''
}
