/**
 * The ways about the desk: from pane to pane, to a story, to the place of a finding or of a click in
 * the page. What had the focus may go with a pane; the focus then goes on where somebody looks.
 */
import { tick } from 'svelte'
import type { Found } from '../check/marks'
import type { CheckRun } from '../check/run.svelte'
import { whereLost } from '../dialog/focus'
import { extentOf, sourceOffset } from '../preview/blocks'
import type { Spot } from '../preview/sheet'
import type { Frame, Tab } from './frame.svelte'
import type IndexPane from './IndexPane.svelte'
import type Middle from './Middle.svelte'
import type Sides from './Sides.svelte'
import type { Session, View } from './session.svelte'

/** How the controls of a picture's words end their names. */
const partEnds: Record<string, string> = { alt: '-alt', caption: '-caption', credit: '-who' }

/** How those end of what is said of a picture beside its words. They stand in a fold, and come a moment later. */
const moreEnds: Record<string, string> = { until: '-until', terms: '-terms', origin: '-origin' }

/** The part of a form that a field of the story is in. */
const fieldOf = (name: string) => `[data-field=${JSON.stringify(name)}] :is(input, textarea, select)`

/** The ways about one desk. */
export class Ways {
  /** The element of all panes, and the panes while they are there. */
  root = $state<HTMLElement>() as HTMLElement
  index = $state<ReturnType<typeof IndexPane>>()
  middle = $state<ReturnType<typeof Middle>>()
  sides = $state<ReturnType<typeof Sides>>()

  #session: Session
  #frame: Frame
  #check: CheckRun

  constructor(session: Session, frame: Frame, check: CheckRun) {
    this.#session = session
    this.#frame = frame
    this.#check = check
  }

  /** Opens a story, and shows it. */
  async open(path: string): Promise<void> {
    this.takeTyped()
    this.show('stories')
    if (this.#frame.panes.index === 'over') this.#frame.closeOver()
    await this.#session.open(path)
    // The list that slid over the text went, and the focus with it.
    void whereLost(() => this.middle?.focus())
  }

  /** Shows what a tab of the index leads to. */
  show(view: View): void {
    this.#session.view = view
    this.#frame.remainder = view !== 'stories'
    if (this.#frame.remainder) this.#frame.whole = false
  }

  /** Shows that, and the index with it. */
  async showInIndex(view: View): Promise<void> {
    this.show(view)
    this.#frame.whole = false
    if (this.#frame.panes.index === 'hidden') this.#frame.showIndex(true)
    await tick()
  }

  /** Goes to the field or the words that a finding is about. */
  async goTo(finding: Found): Promise<void> {
    const { at } = finding
    this.#check.here = finding.id
    if (this.#frame.whole) await this.wholePage(false)
    if (at.kind === 'text' && this.#check.select(finding)) return
    if (at.kind === 'lead' || at.kind === 'figure') {
      await this.pick(at.kind === 'lead' ? 'lead' : at.from, false)
      await this.tab('picture')
      const more = moreEnds[at.part]
      if (more) await this.sides?.enterLate(`[id$="${more}"]`)
      else this.sides?.enterField(`[id$="${partEnds[at.part] ?? '-alt'}"]`)
    } else if (at.kind === 'field' && at.name === 'title') this.middle?.focusPart('headline')
    else if (at.kind === 'field' && at.name === 'description') this.middle?.focusPart('dek')
    else if (at.kind === 'field') {
      await this.field(at.name)
    } else this.middle?.focusText()
  }

  /** Puts the caret into a field of the story. */
  async field(name: string): Promise<void> {
    await this.tab('story')
    this.sides?.enterField(fieldOf(name))
  }

  /** From the review of a story to the place of a finding. */
  async showFinding(path: string, { key }: Found): Promise<void> {
    this.#session.task = null
    await this.open(path)
    await tick()
    await this.#check.ask()
    const finding = (this.#check.findings ?? []).find((one) => one.key === key)
    if (finding) await this.goTo(finding)
    else this.middle?.focusText()
  }

  /** Goes to the next finding, or the one before. */
  nextFinding(step: 1 | -1): void {
    const finding = this.#check.next(step)
    if (finding) void this.goTo(finding)
  }

  /** A story under repair can be read: the caret stays in its words, if it was there. */
  mended(place: number): void {
    if (this.middle?.hasFocus()) void tick().then(() => this.middle?.focusText(place))
  }

  /** Shows a tab of the companion. */
  async tab(next: Tab): Promise<void> {
    this.#frame.showTab(next)
    await this.keepFocus()
  }

  /** Shows a picture's words; `enter` puts the focus there, and where they would cover the text only that shows them. */
  async pick(which: 'lead' | number, enter = true): Promise<void> {
    this.#session.story?.pick(which)
    if (this.#frame.columns === 1 && !enter) return
    await this.tab('picture')
    if (enter) this.sides?.enter()
  }

  /** Goes to what was clicked in the page. */
  async spot(at: Spot): Promise<void> {
    const { story } = this.#session
    if (!story) return
    if (at.kind === 'card') {
      if (at.path !== story.path) void this.open(at.path)
      return
    }
    if (this.#frame.whole) await this.wholePage(false)
    if (this.#frame.columns === 1) this.#frame.closeOver()
    // What was inert takes the focus once it is so no more.
    await tick()
    if (at.kind === 'block') {
      const { from, to } = extentOf(story.blocks, at.index)
      const source = story.view?.state.sliceDoc(from, to) ?? ''
      const blank = at.index === 0 ? (/^\s*/.exec(source)?.[0].length ?? 0) : 0
      this.middle?.focusText(from + blank + sourceOffset(source.slice(blank).trimEnd(), at.shown))
    } else if (at.kind === 'headline' || at.kind === 'dek') this.middle?.focusPart(at.kind)
    else if (at.kind === 'byline') void this.tab('story')
    else if (at.kind === 'lead') void this.pick('lead')
  }

  /** The page alone, or back at the desk. */
  async wholePage(whole: boolean): Promise<void> {
    this.#frame.whole = whole
    await this.keepFocus()
    if (whole) this.sides?.focusFirst()
  }

  /** Shows the index or puts it away. */
  async showIndex(shown: boolean): Promise<void> {
    this.#frame.showIndex(shown)
    await this.keepFocus()
  }

  /** Shows the companion or puts it away. */
  async showCompanion(shown: boolean): Promise<void> {
    this.#frame.showCompanion(shown)
    // Where it comes over the text, it was asked for as the page.
    if (shown && this.#frame.panes.companion === 'over') this.#frame.showTab('page')
    await this.keepFocus()
  }

  /** Page and form side by side, or one at a time. */
  async showBeside(beside: boolean): Promise<void> {
    this.#frame.showBeside(beside)
    await this.keepFocus()
  }

  /** Only the text, or everything again. */
  async showOnlyText(only: boolean): Promise<void> {
    this.#frame.whole = false
    this.#frame.onlyText = only
    await this.keepFocus()
  }

  /** The focus goes into what slides over the text, and into the text when what had it is gone. */
  async keepFocus(): Promise<void> {
    await tick()
    const over = this.root.querySelector('.pane.over')
    const focused = document.activeElement
    if (over?.contains(focused)) return
    if (this.#frame.panes.index === 'over') this.index?.focus()
    else if (this.#frame.panes.companion === 'over') this.sides?.focusFirst()
    else if (!focused || focused === document.body) this.middle?.focus()
  }

  /** A field takes what is typed in it when it is left: so it is, for a moment. */
  takeTyped(): void {
    const field = document.activeElement
    if (!(field instanceof HTMLElement) || !field.matches('.side :is(input, textarea, select)')) return
    const place = field.closest('.field')
    field.blur()
    field.focus({ preventScroll: true })
    // A control that shows what was taken may stand in its place.
    void tick().then(() => {
      if (document.activeElement === document.body)
        place?.querySelector<HTMLElement>('input, select')?.focus()
    })
  }

  /** From pane to pane; each has kept its place. */
  cycle(step: 1 | -1): void {
    const all: [selector: string, focus: () => void][] = [
      ['.index', () => this.index?.focus()],
      ['.ms', () => this.middle?.focus()],
      ['.side--first', () => this.sides?.focusFirst()],
      ['.side--second', () => this.sides?.focusForm()],
    ]
    const there = all.filter(([selector]) => this.root.querySelector(selector))
    const at = there.findIndex(([selector]) =>
      this.root.querySelector(selector)?.contains(document.activeElement),
    )
    there[(at + step + there.length) % there.length]?.[1]()
  }

  /** Closes the nearest thing, and then back to the caret. */
  back(): void {
    if (this.#frame.closeOver()) return void tick().then(() => this.middle?.focus())
    if (this.#frame.whole) void this.wholePage(false)
    else if (this.#frame.onlyText) this.#frame.onlyText = false
    else if (this.#session.view !== 'stories') this.show('stories')
    void tick().then(() => this.middle?.focusText())
  }
}
