/**
 * What is ticked in the lists of the press room: what is ready goes unless it is held back, what is
 * not approved is picked to be approved together.
 */
import { SvelteSet } from 'svelte/reactivity'
import type { Press, PressStory } from '../ipc'

/** The ticks in the lists of a press room, which is another one after each answer. */
export class Ticks {
  #press: () => Press | null
  /** Ready stories that are not to go this time. */
  #held = new SvelteSet<string>()
  /** Stories that are to be approved together. */
  #picked = new SvelteSet<string>()

  constructor(press: () => Press | null) {
    this.#press = press
  }

  /** The stories that are ticked to be sent, in the order of the list. */
  get chosen(): PressStory[] {
    return (this.#press()?.ready ?? []).filter((story) => !this.#held.has(story.path))
  }

  /** Whether a ready story is ticked. */
  isChosen(path: string): boolean {
    return !this.#held.has(path)
  }

  /** Ticks a ready story, or takes the tick away. */
  toggle(path: string): void {
    if (!this.#held.delete(path)) this.#held.add(path)
  }

  /** Ticks everything that is ready: the next round begins with all of it. */
  chooseAll(): void {
    this.#held.clear()
  }

  /** The stories that are ticked to be approved, in the order of the lists. */
  get picks(): string[] {
    return this.#open.filter((path) => this.#picked.has(path))
  }

  /** Whether a story is ticked to be approved. */
  isPicked(path: string): boolean {
    return this.#picked.has(path)
  }

  /** Ticks stories to be approved, or takes the ticks away. */
  pick(paths: string[], on: boolean): void {
    for (const path of paths) {
      if (on) this.#picked.add(path)
      else this.#picked.delete(path)
    }
  }

  /** Forgets ticks of what is not to be approved any more: it is not ticked once it is changed again. */
  follow(): void {
    const open = new Set(this.#open)
    for (const path of [...this.#picked]) if (!open.has(path)) this.#picked.delete(path)
  }

  get #open(): string[] {
    const press = this.#press()
    return [...(press?.changed ?? []), ...(press?.writing ?? [])].map((story) => story.path)
  }
}
