/**
 * What is done with whole stories from the desk: another address, another folder, a copy, away and
 * back. Each is told in a toast that takes it back, and the open story goes where its file goes.
 */
import { DeskError, desk, type Problem, type StoryAct, type StoryRow } from '../ipc'
import { words } from '../words'
import type { Session } from './session.svelte'

/** What is asked before something is done. */
export type Asking = { kind: 'rename' | 'move' | 'unpublish'; story: StoryRow } | { kind: 'deleted' } | null

/** What is told of an act. */
export interface Told {
  text: string
  /** What takes it back, where something does. */
  undo: (() => Promise<void>) | null
}

/** Acts on whole stories. */
export class Acts {
  told = $state.raw<Told | null>(null)
  asking = $state.raw<Asking>(null)
  /** The menu of a story: where it opens, CSS pixels. */
  menu = $state.raw<{ story: StoryRow; left: number; top: number } | null>(null)

  #session: Session
  /** Acts that can be taken back, the latest last. */
  #done: string[] = []
  /** What was open before an act put another story there, or none. */
  #open = new Map<string, string>()

  constructor(session: Session) {
    this.#session = session
    session.acted = (act) => this.#took(act)
  }

  rename(path: string, name: string): Promise<void> {
    return this.#perform(() => desk().renameStory(path, name))
  }

  move(path: string, folder: string): Promise<void> {
    return this.#perform(() => desk().moveStory(path, folder))
  }

  duplicate(path: string): Promise<void> {
    return this.#tell(() => this.#perform(() => desk().duplicateStory(path)))
  }

  remove(path: string): Promise<void> {
    return this.#tell(() => this.#perform(() => desk().deleteStory(path)))
  }

  /** The lead picture, which leads by the name of its file, is taken out with that. */
  removeLead(path: string): Promise<void> {
    return this.#tell(() => this.#perform(() => desk().removeLead(path)))
  }

  /** A file of the site that is no story leaves the list. Nothing of it changes. */
  noStory({ path, title }: StoryRow): Promise<void> {
    return this.#tell(async () => {
      await this.#session.story?.settled()
      await desk().callStory(path, false)
      if (this.#session.story?.path === path) this.#session.forget()
      await this.#session.refresh()
      this.told = { text: words.whole.noStory(title), undo: () => this.#storyAgain(path) }
    })
  }

  #storyAgain(path: string): Promise<void> {
    return this.#tell(async () => {
      await desk().callStory(path, true)
      await this.#session.refresh()
      this.told = { text: words.whole.takenBack, undo: null }
    })
  }

  restore(id: string): Promise<void> {
    return this.#perform(() => desk().bringBackStory(id))
  }

  /** Takes the latest act back, or that one. */
  async takeBack(id = this.#done.at(-1)): Promise<void> {
    if (!id) return
    this.#done = this.#done.filter((one) => one !== id)
    await this.#tell(async () => {
      await this.#session.story?.settled()
      const act = await desk().takeBack(id)
      await this.#follow(act)
      const before = this.#open.get(id)
      if (before && !this.#session.story) await this.#session.open(before)
      this.told = { text: words.whole.takenBack, undo: null }
    })
  }

  async #perform(act: () => Promise<StoryAct>): Promise<void> {
    const open = this.#session.story?.path
    await this.#session.story?.settled()
    const done = await act()
    if (open) this.#open.set(done.id, open)
    await this.#follow(done)
    this.#took(done)
  }

  #took(done: StoryAct): void {
    this.#done.push(done.id)
    this.told = { text: words.whole.done(done), undo: () => this.takeBack(done.id) }
  }

  /** The open story goes along, goes away, or is the one that came. */
  async #follow(act: StoryAct): Promise<void> {
    const { story } = this.#session
    const open = story && (story.path === act.before || story.path === act.path)
    if (open && act.post) story.follow(act.post)
    else if (open && !act.path) this.#session.forget()
    else if (act.path && ['duplicate', 'restore'].includes(act.kind)) await this.#session.open(act.path)
    void this.#session.refresh()
  }

  /** A refusal is told where the act would have been. */
  async #tell(act: () => Promise<void>): Promise<void> {
    try {
      await act()
    } catch (refusal) {
      if (!(refusal instanceof DeskError)) throw refusal
      const { sentence, hint }: Problem = refusal.problem
      this.told = { text: `${sentence} ${hint}`.trim(), undo: null }
    }
  }
}
