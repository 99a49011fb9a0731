/**
 * What is open at the desk: the list of stories as last answered, the story, and the task that
 * has the window. The back end's events say what to ask again.
 */
import { OpenStory } from '../editor/story.svelte'
import { DeskError, desk, type Event, type Library, type PostView, type Problem } from '../ipc'

/** What takes the whole window. */
export type Task = 'review' | 'versions' | null

/** The state of the desk. */
export class Session {
  library = $state.raw<Library | null>(null)
  story = $state.raw<OpenStory | null>(null)
  /** Which tab of the index is shown. */
  view = $state<'stories' | 'publish'>('stories')
  task = $state<Task>(null)
  problem = $state.raw<Problem | null>(null)
  /** What a screen reader is told in passing. */
  said = $state('')

  #asking: Promise<void> | null = null
  #again = false
  #opening = 0

  /** Asks for the list; while an answer is out, one more question waits. */
  refresh(): Promise<void> {
    if (this.#asking) {
      this.#again = true
      return this.#asking
    }
    this.#asking = this.#ask().finally(() => {
      this.#asking = null
    })
    return this.#asking
  }

  async #ask(): Promise<void> {
    do {
      this.#again = false
      try {
        this.library = await desk().library()
        this.problem = null
      } catch (refusal) {
        this.#refused(refusal)
      }
    } while (this.#again)
  }

  /** Opens a story; the one that was open goes on in the background until it is all sent. */
  async open(path: string): Promise<void> {
    if (this.story?.path === path) return
    const turn = ++this.#opening
    try {
      await this.leave()
      const post = await desk().openPost(path)
      // Somebody may have chosen another one meanwhile.
      if (turn === this.#opening) this.show(post)
      else void desk().closePost(path)
    } catch (refusal) {
      this.#refused(refusal)
    }
  }

  /** Shows a story that was answered. */
  show(post: PostView): void {
    this.story = new OpenStory(post)
    this.problem = null
  }

  /** Opens the story again from the start: after a repair. */
  async reopen(): Promise<void> {
    const path = this.story?.path
    if (!path) return
    try {
      await this.leave()
      this.show(await desk().openPost(path))
    } catch (refusal) {
      this.#refused(refusal)
    }
  }

  /** Leaves the story, with all that was typed sent. */
  async leave(): Promise<void> {
    const story = this.story
    this.story = null
    await story?.close()
  }

  /** Opens a task once the back end has the text as it stands. */
  async begin(task: Exclude<Task, null>): Promise<void> {
    await this.story?.settled()
    this.task = task
  }

  /** An event of the back end. */
  heard(event: Event): void {
    if (event.kind === 'library') void this.refresh()
    const failed = this.story?.saving === 'not-saved'
    this.story?.heard(event)
    if (failed && event.kind === 'saved') this.said = event.path
  }

  #refused(refusal: unknown): void {
    if (!(refusal instanceof DeskError)) throw refusal
    this.problem = refusal.problem
  }
}
