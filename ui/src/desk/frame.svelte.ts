/** The panes of the window as they are now, and what somebody does with them. */
import { untrack } from 'svelte'
import {
  type Bounds,
  boundsOf,
  type Choice,
  columnsFor,
  type Panes,
  panesFor,
  recall,
  remember,
  withIndex,
} from './columns'

/** What the companion shows. */
export type Tab = 'page' | 'story' | 'picture' | 'findings'

/** Width of the index beside what takes the remainder of a narrow window. */
const KEPT_INDEX = 256
/** A bar in less than this does without lists, quotation and state. */
const SLIM = 560

/** The frame of the desk. */
export class Frame {
  /** Width of the window, CSS pixels. */
  width = $state(0)
  tab = $state<Tab>('page')
  /** What the form beside the page shows. */
  form = $state<Exclude<Tab, 'page'>>('story')
  /** Only the text: all else steps back. */
  onlyText = $state(false)
  /** Something takes the whole remainder beside the index. */
  remainder = $state(false)
  #whole = $state(false)
  #choice = $state.raw<Choice>() as Choice

  constructor(width: number) {
    this.width = width
    this.#choice = recall(columnsFor(width))
  }

  columns = $derived(columnsFor(this.width))
  narrow = $derived(this.columns <= 2)
  panes = $derived.by((): Panes => {
    const panes = panesFor(this.width, this.#choice, this.tab === 'page' ? 'page' : 'form')
    if (this.onlyText) return { ...panes, index: 'hidden', companion: 'hidden', form: false }
    if (!this.remainder) return panes
    // What takes the whole remainder keeps the index as long as there is room for both.
    const kept = panes.columns === 2 ? { index: 'column' as const, indexWidth: KEPT_INDEX } : {}
    return { ...panes, ...kept, companion: 'hidden', form: false }
  })
  /** Whether the manuscript is too narrow for all of its bar. */
  slim = $derived.by(() => {
    const { index, companion, form, indexWidth, companionWidth, formWidth } = this.panes
    const others =
      (index === 'column' ? indexWidth : 0) +
      (companion === 'column' ? companionWidth : 0) +
      (form ? formWidth : 0)
    return this.narrow || this.width - others < SLIM
  })
  /** Whether the companion's pane is the page's: alone, or beside the form. */
  isPage = $derived(this.tab === 'page' || this.panes.form)
  /** The page is read alone: never without it, since only it leads back. */
  get whole(): boolean {
    return this.#whole && this.panes.companion !== 'hidden' && this.isPage
  }
  set whole(whole: boolean) {
    this.#whole = whole
  }
  template = $derived.by(() => {
    const { index, companion, form, indexWidth, companionWidth, formWidth } = this.panes
    return [
      index === 'column' && `${indexWidth}px`,
      'minmax(0, 1fr)',
      companion === 'column' && `${companionWidth}px`,
      form && `${formWidth}px`,
    ]
      .filter(Boolean)
      .join(' ')
  })

  /** The window has another width: its number of columns has a choice of its own. */
  resized(width: number): void {
    const before = untrack(() => this.columns)
    this.width = width
    const now = columnsFor(width)
    if (now !== before) this.#choice = recall(now)
  }

  /** Limits of a pane. */
  bounds(pane: 'index' | 'page' | 'form'): Bounds {
    return boundsOf(pane, this.width)
  }

  /** Keeps a choice. */
  choose(next: Partial<Choice>): void {
    this.#choice = { ...this.#choice, ...next }
    remember(this.columns, this.#choice)
  }

  /** Shows the index, or puts it away. */
  showIndex(shown: boolean): void {
    this.whole = false
    if (shown) this.onlyText = false
    this.choose(withIndex(this.width, this.#choice, shown))
  }

  /** Shows the companion, or puts it away. */
  showCompanion(shown: boolean): void {
    this.whole = false
    if (shown) this.onlyText = false
    this.choose({ companion: shown })
  }

  /** Shows a tab of the companion; what is beside the page in the form's pane. */
  showTab(tab: Tab): void {
    this.onlyText = false
    if (!this.#choice.companion) this.choose({ companion: true })
    if (tab !== 'page') {
      this.whole = false
      this.form = tab
    }
    if (!this.panes.form) this.tab = tab
  }

  /** Page and form side by side, or one at a time. */
  showBeside(beside: boolean): void {
    if (this.columns < 3) return
    this.whole = false
    this.onlyText = false
    if (beside && this.tab !== 'page') this.form = this.tab
    this.choose({ beside, ...(beside ? { companion: true } : {}) })
    if (!beside) this.tab = 'page'
  }

  /** Closes what lies over the manuscript; whether there was anything. */
  closeOver(): boolean {
    const { index, companion } = this.panes
    if (index === 'over') this.choose({ index: false })
    else if (companion === 'over') this.choose({ companion: false })
    else return false
    return true
  }
}
