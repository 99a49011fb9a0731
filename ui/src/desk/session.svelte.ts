/**
 * What is open at the desk: the list of stories as last answered, the story, and the task that
 * has the window. The back end's events say what to ask again.
 */
import { Text } from '@codemirror/state'
import { changeTo } from '../editor/changes'
import { insertFigure } from '../editor/place'
import { OpenStory } from '../editor/story.svelte'
import {
  type Brought,
  DeskError,
  desk,
  type Event,
  type Library,
  type Placed,
  type PostView,
  type Problem,
  type State,
  type StoryAct,
  type StoryRow,
} from '../ipc'
import { words } from '../words'
import { tasks } from '../words/tasks'

/**
 * What takes the whole window: the review of one story or of several, the earlier
 * versions, two versions of a story, or a fix.
 */
export type Task =
  | { kind: 'review' | 'versions' | 'two' | 'fix'; path: string; turn?: Turn }
  | { kind: 'several'; paths: string[] }
  | null

/** Where a review stands among several that follow each other. */
export interface Turn {
  at: number
  of: number
  /** Those that come after it. */
  rest: string[]
}

/** Pictures on their way into the story: where they go, and what comes of bringing them. */
export interface Incoming {
  brought: (Brought | Promise<Brought>)[]
  place: number | null
}

/** What the tabs of the index lead to. */
export type View = 'stories' | 'pictures' | 'publish'

/** The state of the desk. */
export class Session {
  library = $state.raw<Library | null>(null)
  story = $state.raw<OpenStory | null>(null)
  /** Which tab of the index is shown. */
  view = $state<View>('stories')
  task = $state.raw<Task>(null)
  incoming = $state.raw<Incoming | null>(null)
  problem = $state.raw<Problem | null>(null)
  /** The story cannot be left without losing what was typed last; `leave` leaves it all the same. */
  held = $state.raw<{ leave: () => Promise<void> } | null>(null)
  /** What a screen reader is told in passing; see `tell`. */
  said = $state('')
  /** What came from others, to be told for a moment. */
  arrived = $state('')
  /** Called when a story under repair can be read: where its caret goes in the text. */
  onmended: ((place: number) => void) | null = null

  /** Whether the problem is that the list could not be asked for: a list ends no other. */
  #ofList = false
  #asking: Promise<void> | null = null
  #again = false
  /** Counts what was heard to be saved: an answer that was asked for before knows nothing of it. */
  #saved = 0
  #opening = 0
  /** The story that was chosen last, while it is being opened, and in which turn. */
  #wanted: { path: string; turn: number } | null = null
  /** A text that the list holds to be readable, and that did not open. */
  #unreadable: string | null = null

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

  /** Opens a story; all that was typed in the one before is sent first, or let go with `anyway`. */
  async open(path: string, anyway = false): Promise<void> {
    // A second click on what is being opened asks for nothing new.
    if (this.#isOpening(path)) return
    const turn = ++this.#opening
    if (this.story?.path === path) return
    this.#wanted = { path, turn }
    await this.#attempt(async () => {
      const before = this.story
      const [post] = await Promise.all([desk().openPost(path), before?.settled()])
      // And what was typed while it was being opened.
      await before?.settled()
      // Somebody may have chosen another one meanwhile, and this one once more after that.
      if (turn !== this.#opening) {
        const needed = this.#isOpening(path) || this.story?.path === path
        return needed ? undefined : desk().closePost(path)
      }
      if (this.#isHeld(anyway, () => this.open(path, true))) return desk().closePost(path)
      this.show(post)
      // Put away after the new one stands there: nobody waits for that.
      await before?.close()
    })
    if (this.#wanted?.turn === turn) this.#wanted = null
  }

  #isOpening(path: string): boolean {
    return this.#wanted?.path === path && this.#wanted.turn === this.#opening
  }

  /** Shows a story that was answered. */
  show(post: PostView): void {
    this.#opening++
    this.story = new OpenStory(post)
    this.problem = null
    this.held = null
  }

  /** Shows a story that was answered in the place of the one that is open. */
  async replace(post: PostView, anyway = false): Promise<void> {
    if (await this.#leave(anyway, () => this.replace(post, true))) this.show(post)
  }

  /** Opens the story again from the start: after a repair. */
  async reopen(anyway = false): Promise<void> {
    const path = this.story?.path
    if (!path) return
    await this.#attempt(async () => {
      if (await this.#leave(anyway, () => this.reopen(true))) this.show(await desk().openPost(path))
    })
  }

  /** Leaves the story and closes the site, and tells when it is closed. */
  async closeSite(onclosed: () => void, anyway = false): Promise<void> {
    await this.#attempt(async () => {
      if (!(await this.#leave(anyway, () => this.closeSite(onclosed, true)))) return
      await desk().closeSite()
      onclosed()
    })
  }

  /** The newest story that can be read. */
  get newest(): string | null {
    return this.library?.stories.find((story) => !story.broken)?.path ?? null
  }

  /** The row of the story that is open. */
  get row(): StoryRow | null {
    return this.library?.stories.find(({ path }) => path === this.story?.path) ?? null
  }

  /** Whether others published another version of a story, and somebody has to decide. */
  isUndecided(path: string): boolean {
    return this.library?.undecided.includes(path) ?? false
  }

  /** Leaves the story, with all that was typed sent; whether it was left. `again` is what it was left for. */
  async #leave(anyway: boolean, again: () => Promise<void>): Promise<boolean> {
    const story = this.story
    if (!story) return true
    await story.settled()
    if (this.story === story) {
      if (this.#isHeld(anyway, again)) return false
      this.story = null
    }
    await story.close()
    return true
  }

  /** Whether the story stays open, because something that was typed would be lost with it. */
  #isHeld(anyway: boolean, leave: () => Promise<void>): boolean {
    const held = !anyway && this.story !== null && !this.story.idle
    this.held = held ? { leave } : null
    return held
  }

  /** The story is no more: nothing of it is sent. */
  forget(): void {
    this.#opening++
    this.story?.drop()
    this.story = null
    this.held = null
  }

  /** Opens a task once the back end has the text as it stands. */
  async begin(
    kind: 'review' | 'versions' | 'two' | 'fix',
    path = this.story?.path,
    turn?: Turn,
  ): Promise<void> {
    if (!path) return
    await this.story?.settled()
    this.task = { kind, path, turn }
  }

  /** Opens the reviews of stories, one after the other. */
  async reviewInTurn(paths: string[]): Promise<void> {
    const [path, ...rest] = paths
    if (path) await this.begin('review', path, { at: 1, of: paths.length, rest })
  }

  /** Opens what changed in several stories, to approve them together. */
  async approveTogether(paths: string[]): Promise<void> {
    await this.story?.settled()
    this.task = { kind: 'several', paths }
  }

  /** Goes on to the next review; false when that was the last. */
  nextInTurn(): boolean {
    const turn = this.task?.kind === 'review' ? this.task.turn : undefined
    const [path, ...rest] = turn?.rest ?? []
    if (!turn || !path) return false
    this.task = { kind: 'review', path, turn: { at: turn.at + 1, of: turn.of, rest } }
    return true
  }

  /** Files were dropped or pasted: each is brought by itself, the dialog shows as they come. */
  bring(files: File[], place: number | null): void {
    const path = this.story?.path
    if (!path || this.story?.broken) return
    const brought = files.map(async (file) =>
      desk().bringPicture(path, file.name, new Uint8Array(await file.arrayBuffer())),
    )
    this.incoming = { brought, place }
  }

  /** Asks for pictures with the system's file picker; the dialog shows as they come. */
  async choosePictures(): Promise<void> {
    const { story } = this
    if (!story || story.broken) return
    await this.#attempt(async () => {
      const names = await desk().choosePictures()
      const brought = names.map((_, index) => desk().bringChosen(index))
      if (brought.length > 0) this.incoming = { brought, place: null }
    })
  }

  /** Stories were changed from elsewhere on the desk: the open one is read again. */
  async changed(paths: string[]): Promise<void> {
    if (this.story && paths.includes(this.story.path)) await this.reopen()
  }

  /** Something was done with the files of the open story, which can be taken back. */
  acted: (act: StoryAct) => void = () => {}

  /** A picture was put in: its figure goes into the text, one step to undo. */
  placed(placed: Placed): void {
    const { story, incoming } = this
    if (!story) return
    if (placed.act) {
      // Files were changed with it: the story goes on from its file, and this is taken back as one.
      if (placed.act.post) story.follow(placed.act.post)
      this.acted(placed.act)
    }
    if (placed.figure && story.view) {
      const place = insertFigure(story.view, placed.figure, incoming?.place ?? null)
      if (incoming) incoming.place = place
    }
    if (placed.fields) story.fieldEdited(placed.fields)
  }

  /** An event of the back end. */
  heard(event: Event): void {
    const repaired =
      event.kind === 'saved' && event.path === this.story?.path && this.story.broken?.repairable
    if (event.kind === 'library' || repaired) void this.refresh()
    if (event.kind === 'arrived' && event.arrived.kind === 'in-step' && event.arrived.stories > 0) {
      this.arrived = tasks.two.arrived(event.arrived.stories)
    }
    if (event.kind === 'saved') this.#saved++
    const failed = this.story?.saving === 'not-saved'
    this.story?.heard(event)
    // No event tells of the list where only Galley itself has written.
    if (event.kind === 'saved' && this.#isBehind(event.path, event.state)) void this.refresh()
    if (failed && this.story?.saving === 'saved') this.tell(words.editor.savedAgain)
  }

  /** Tells a screen reader in passing. What differs in nothing would not be read again. */
  tell(what: string): void {
    this.said = this.said === what ? `${what}\u00a0` : what
  }

  /** Whether the row of a story that was saved says something else of it. */
  #isBehind(path: string, state: State): boolean {
    const row = this.library?.stories.find((one) => one.path === path)
    if (!row || row.broken) return false
    if (row.state !== state) return true
    if (this.story?.path !== path) return false
    const { title, dek, authors } = this.story.metadata
    // A story without a headline has the name of its file in the list.
    const told = [title || row.title, dek, ...authors]
    return told.join('\n') !== [row.title, row.dek, ...row.authors].join('\n')
  }

  async #ask(): Promise<void> {
    do {
      this.#again = false
      const saved = this.#saved
      await this.#attempt(async () => {
        this.library = await desk().library()
        await this.#mend()
        await this.#follow(saved === this.#saved)
      }, true)
    } while (this.#again)
  }

  /** The open story is as far as its row says, where the row is no older than what was heard since. */
  async #follow(fresh: boolean): Promise<void> {
    const { row } = this
    if (!row || row.broken || row.state === this.story?.state) return
    if (fresh && !this.#again) await this.story?.stands(row.state)
    else this.#again = true
  }

  /** Opens a story under repair again once the list says that its file can be read. */
  async #mend(): Promise<void> {
    const { story, row } = this
    if (!story?.broken?.repairable || !row || row.broken || !story.idle) return
    const file = story.text.toString()
    if (file === this.#unreadable) return
    await story.close()
    const post = await desk()
      .openPost(story.path)
      .catch((refusal) => {
        if (this.story === story) this.story = null
        throw refusal
      })
    if (this.story !== story) return void (await desk().closePost(story.path))
    this.#unreadable = post.broken ? file : null
    const begins = file.endsWith(post.text) ? file.length - post.text.length : file.length
    const late = changeTo(Text.of(file.split('\n')), story.text.toString())
    const place = Math.max(0, late.mapPos(story.caret) - begins)
    this.show(post)
    if (post.broken) return
    // What was typed while the story was being opened belongs to it.
    this.story?.carry(late, begins)
    this.tell(words.notice.mended)
    this.onmended?.(place)
  }

  async #attempt(run: () => Promise<void>, list = false): Promise<void> {
    try {
      await run()
      if (!list || this.#ofList) this.problem = null
    } catch (refusal) {
      if (!(refusal instanceof DeskError)) throw refusal
      this.problem = refusal.problem
      this.#ofList = list
    }
  }
}
