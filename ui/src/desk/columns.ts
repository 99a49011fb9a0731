/**
 * Which panes a window of some width has, and how wide each is.
 *
 * | width         | columns | what yields                                              |
 * |---------------|---------|----------------------------------------------------------|
 * | 1520 and more | 4       | nothing                                                  |
 * | 1120–1519     | 3       | page and form side by side put the index away            |
 * | 720–1119      | 2       | the index slides over                                    |
 * | under 720     | 1       | index and companion slide over                           |
 *
 * Widths are CSS pixels at a root size of 16; the caller divides a zoomed window by its zoom.
 */

/** Number of columns that a window has room for. */
export type Columns = 1 | 2 | 3 | 4

/** What somebody chose, kept for each number of columns. */
export interface Choice {
  /** Whether the index is wanted. */
  index: boolean
  /** Whether the companion is wanted. */
  companion: boolean
  /** Whether page and form stand side by side. */
  beside: boolean
  /** Chosen widths; `null` is the default. */
  indexWidth: number | null
  pageWidth: number | null
  formWidth: number | null
}

/** Where a pane is. */
export type Place = 'column' | 'over' | 'hidden'

/** The panes of a window. */
export interface Panes {
  columns: Columns
  index: Place
  /** The companion: the page alone, the form alone, or the page of two. */
  companion: Place
  /** The form beside the page. */
  form: boolean
  indexWidth: number
  /** Width of the companion, by what it shows. */
  companionWidth: number
  formWidth: number
}

/** Least and most width of a pane, and what it has when nobody chose. */
export interface Bounds {
  least: number
  most: number
  usual: number
}

/** The manuscript is never narrower. */
export const MANUSCRIPT_LEAST = 440

/** How many columns a window of this width has. */
export function columnsFor(width: number): Columns {
  if (width >= 1520) return 4
  if (width >= 1120) return 3
  return width >= 720 ? 2 : 1
}

/** What a window shows before anybody chose. */
export function firstChoice(columns: Columns): Choice {
  return {
    index: columns >= 3,
    companion: columns >= 2,
    beside: columns === 4,
    indexWidth: null,
    pageWidth: null,
    formWidth: null,
  }
}

/** Limits of the index, the page and the form in a window of this width. */
export function boundsOf(pane: 'index' | 'page' | 'form', width: number): Bounds {
  const narrow = columnsFor(width) <= 2
  if (pane === 'index') return { least: 240, most: 400, usual: narrow ? 320 : 288 }
  if (pane === 'page') return { least: 360, most: Math.round(width * 0.6), usual: narrow ? 390 : 528 }
  return { least: 304, most: 440, usual: narrow ? 336 : 352 }
}

/** The panes for a width, a choice, and what the companion shows. */
export function panesFor(width: number, choice: Choice, shows: 'page' | 'form'): Panes {
  const columns = columnsFor(width)
  const beside = choice.beside && choice.companion && columns >= 3
  let index: Place = columns >= 3 ? (choice.index ? 'column' : 'hidden') : choice.index ? 'over' : 'hidden'
  if (columns === 3 && beside && index === 'column') index = 'hidden'
  const companion: Place = choice.companion ? (columns === 1 ? 'over' : 'column') : 'hidden'

  const indexWidth = within(choice.indexWidth, boundsOf('index', width))
  const pageOrForm = beside || shows === 'page' ? 'page' : 'form'
  let companionWidth = within(
    pageOrForm === 'page' ? choice.pageWidth : choice.formWidth,
    boundsOf(pageOrForm, width),
  )
  let formWidth = within(choice.formWidth, boundsOf('form', width))

  // The manuscript keeps its least width: the page yields first, then the form.
  const left = width - (index === 'column' ? indexWidth : 0) - MANUSCRIPT_LEAST
  if (beside) {
    companionWidth = Math.max(Math.min(companionWidth, left - formWidth), boundsOf('page', width).least)
    formWidth = Math.max(Math.min(formWidth, left - companionWidth), boundsOf('form', width).least)
  } else if (companion === 'column') {
    companionWidth = Math.min(companionWidth, left)
  }
  return { columns, index, companion, form: beside, indexWidth, companionWidth, formWidth }
}

/** The choice after the index was asked for or put away. */
export function withIndex(width: number, choice: Choice, shown: boolean): Choice {
  // In three columns the index and the pair of page and form take each other's place.
  if (shown && columnsFor(width) === 3 && choice.beside) return { ...choice, index: true, beside: false }
  return { ...choice, index: shown }
}

function within(chosen: number | null, { least, most, usual }: Bounds): number {
  return Math.min(Math.max(chosen ?? usual, least), Math.max(most, least))
}

const STORED = 'galley.panes.'

/** The choice that was kept for this number of columns, or the first one. */
export function recall(columns: Columns, storage: Storage = localStorage): Choice {
  const first = firstChoice(columns)
  try {
    const kept = JSON.parse(storage.getItem(STORED + columns) ?? '{}') as Partial<Choice>
    // What slides over is never open at the start.
    const over = columns <= 2 ? { index: false } : {}
    return { ...first, ...kept, ...over, ...(columns === 1 ? { companion: false } : {}) }
  } catch {
    return first
  }
}

/** Keeps a choice for its number of columns. */
export function remember(columns: Columns, choice: Choice, storage: Storage = localStorage): void {
  try {
    storage.setItem(STORED + columns, JSON.stringify(choice))
  } catch {
    // A full or forbidden store costs only the memory of the widths.
  }
}
