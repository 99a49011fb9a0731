/**
 * Manuscript and page go along with each other: where one is scrolled by hand, the other shows the
 * same block at its top. In the last screenful what is left on both sides is gone through evenly, so
 * that both come to their ends together.
 */

/** Where something begins and ends in what is scrolled. */
export interface Extent {
  top: number
  bottom: number
}

/** A story as it is shown on one side. */
export interface Side {
  /** How far it is scrolled, how much is seen, how high all of it is. */
  top: number
  height: number
  whole: number
  /** How many blocks its text has, and where each stands. */
  count: number
  extent(index: number): Extent | null
  scroll(top: number): void
}

/** Which of the two is scrolled. */
export type Hand = 'manuscript' | 'page'

/** Scrolls a side to where another one is; whether it moved. */
export function goAlong(leader: Side, other: Side): boolean {
  const [end, most] = [mostOf(leader), mostOf(other)]
  const last = Math.min(end, leader.height)
  const y = Math.min(leader.top, end - last)
  const index = indexAt(leader, y)
  const here = extentOf(leader, index)
  const there = extentOf(other, index)
  const into = here.bottom > here.top ? clamp((y - here.top) / (here.bottom - here.top), 0, 1) : 0
  const even = clamp(there.top + into * (there.bottom - there.top), 0, most)
  const left = last > 0 ? clamp((leader.top - y) / last, 0, 1) : 0
  const top = even + left * (most - even)
  if (Math.abs(top - other.top) < 1) return false
  other.scroll(top)
  return true
}

/** How far a side can be scrolled. */
function mostOf({ whole, height }: Side): number {
  return Math.max(0, whole - height)
}

/** The block at a height; −1 is what stands above the text, one too many what stands below it. */
function indexAt(side: Side, y: number): number {
  let [low, high] = [-1, side.count]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (extentOf(side, middle).top <= y) low = middle
    else high = middle - 1
  }
  return low
}

function extentOf(side: Side, index: number): Extent {
  const { count, whole } = side
  if (index < 0) return { top: 0, bottom: side.extent(0)?.top ?? whole }
  if (index >= count) return { top: side.extent(count - 1)?.bottom ?? 0, bottom: whole }
  // To the next block: the gap after a block belongs to it.
  const { top, bottom } = side.extent(index) ?? { top: whole, bottom: whole }
  return { top, bottom: side.extent(index + 1)?.top ?? bottom }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}

/** What comes near is laid out only then, and may move what is there: so often it is looked again. */
const AGAIN = 4
/** For whom things should not move, the other side goes along once this one has rested so long, in milliseconds. */
const REST = 150

/** How wide a scroll bar is that takes no room of its own, CSS pixels. */
const BAR = 14

function isOnBar({ target, offsetX }: PointerEvent, column: HTMLElement | null): boolean {
  if (!column || target !== column) return false
  return offsetX >= Math.min(column.clientWidth, column.offsetWidth - BAR)
}

/** Listens to the hand, and lets each side follow the other. Nothing follows what the desk scrolls. */
export class Following {
  #hand: Hand | null = null
  #frame = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #column: () => HTMLElement | null
  #sides: () => Record<Hand, Side> | null

  /** `column` scrolls the manuscript; `sides` are measured when they are needed. */
  constructor(column: () => HTMLElement | null, sides: () => Record<Hand, Side> | null) {
    this.#column = column
    this.#sides = sides
  }

  /** Whether the last thing that somebody did was scrolling. */
  get byHand(): boolean {
    return this.#hand !== null
  }

  /** The page was scrolled by hand. What happens in its frame is not heard here. */
  page(): void {
    this.#hand = 'page'
    this.#along('page')
  }

  /** Begins to listen; what it returns ends that. */
  listen(): () => void {
    const over = ({ target }: Event) => target instanceof Node && this.#column()?.contains(target)
    const scrolls = (event: Event) => {
      if (over(event)) this.#hand = 'manuscript'
    }
    const heard: Record<string, (event: Event) => void> = {
      wheel: scrolls,
      touchmove: scrolls,
      pointerdown: (event) => {
        this.#hand = isOnBar(event as PointerEvent, this.#column()) ? 'manuscript' : null
      },
      keydown: () => {
        this.#hand = null
      },
      scroll: ({ target }) => {
        if (this.#hand === 'manuscript' && target === this.#column()) this.#along('manuscript')
      },
    }
    const options = { capture: true, passive: true }
    for (const [name, hear] of Object.entries(heard)) window.addEventListener(name, hear, options)
    return () => {
      for (const [name, hear] of Object.entries(heard)) window.removeEventListener(name, hear, options)
      this.#stop()
    }
  }

  #along(leader: Hand): void {
    this.#stop()
    const still = window.matchMedia?.('(prefers-reduced-motion: reduce)').matches
    if (still) this.#timer = setTimeout(() => this.#next(leader, AGAIN), REST)
    else this.#next(leader, AGAIN)
  }

  /** Measuring waits for the frame that is drawn anyway. */
  #next(leader: Hand, again: number): void {
    this.#frame = requestAnimationFrame(() => {
      const sides = this.#hand === leader ? this.#sides() : null
      if (!sides) return
      const other = leader === 'page' ? sides.manuscript : sides.page
      if (goAlong(sides[leader], other) && again > 0) this.#next(leader, again - 1)
    })
  }

  #stop(): void {
    cancelAnimationFrame(this.#frame)
    clearTimeout(this.#timer)
  }
}
