/**
 * One publish: what is ready and chosen, the steps as they begin, what came of it. The list and the
 * page of the press room show the same run.
 */
import { SvelteMap } from 'svelte/reactivity'
import { problemOf } from '../dialog/problem'
import {
  type Arrived,
  desk,
  type Fix,
  type Leave,
  type Press,
  type PressStory,
  type Problem,
  type Publication,
  type Step,
  type StoryRow,
} from '../ipc'
import { Ticks } from './ticks.svelte'

/** The steps in order. */
export const steps: Step[] = ['checking', 'sending', 'received']

/** How far the page of a story that was sent is: looked for, seen, or not seen for too long. */
export type Sight = { kind: 'looking' | 'not-seen' } | { kind: 'seen'; at: string; address: string }

/** Choosing, under way, or what came of it. */
export type Phase =
  | 'choose'
  | 'run'
  | 'sent'
  | 'live'
  | 'undone'
  | 'unpublished'
  | 'stopped'
  | 'nothing-new'
  | 'refused'
  | 'unknown'

/** What is done: stories are sent to readers, taken back from them, taken off the site, or mended there. */
export type Deed = 'publish' | 'undo' | 'unpublish' | 'fix'

/** Does it with the back end. */
type Perform = (paths: string[]) => Promise<Publication>

/** A story of the list, as the press room shows it. */
function rowOf({ path, title, authors, thumbnail }: StoryRow): PressStory {
  const none = { approved_by: '', approved_at: '', sent_by: '', sent_at: '' }
  return {
    path,
    title,
    authors,
    thumbnail,
    ...none,
    replaces: true,
    takes_down: false,
    picture: false,
    house: false,
    unpublished: false,
  }
}

/** The press room's state while it is open; made once by the desk and given to both components. */
export class PublishRun {
  /** The press room as last answered. */
  press = $state.raw<Press | null>(null)
  /** What is ticked in its lists. */
  ticks = new Ticks(() => this.press)
  /** Why the press room could not be asked. */
  problem = $state.raw<Problem | null>(null)
  /** Why others' stories are not taken over. */
  apart = $state.raw<Problem | null>(null)
  /** The story that others changed too, after a refusal for that. */
  contested = $state<string | null>(null)
  phase = $state<Phase>('choose')
  deed = $state<Deed>('publish')
  /** The stories that were sent, or tried. */
  sent = $state.raw<PressStory[]>([])
  /** The step that is under way, or was when it stopped. */
  step = $state<Step | null>(null)
  /** When each step began, RFC 3339. */
  begun = $state.raw<Partial<Record<Step, string>>>({})
  /** When the answer came: for a sent one, when it was seen there. */
  ended = $state('')
  /** What was seen of the pages of stories that were sent, by this publish and by those before it. */
  sights = new SvelteMap<string, Sight>()
  /** Why it was refused, or what is not known. */
  outcome = $state.raw<Problem | null>(null)
  private waiting = $state(false)
  /** What can be undone by one press, for a moment: the stories that were just sent. */
  undoable = $state.raw<PressStory[]>([])
  /** What was done last, to be done again. */
  private perform: Perform = () => desk().publish([])
  /** Whether it was refused before anything was sent. */
  private refusedEarly = false
  /** Told once the first step begins. */
  private began: (() => void) | null = null
  /** Whether it was too late to stop it. */
  tooLate = $state(false)
  /** Ends the run that is under way, where somebody stopped it. */
  private stopped: ((publication: Publication) => void) | null = null
  /** How many show the press room, and how many hear of it. */
  private attached = 0
  private listening = 0
  private stop: (() => void) | null = null
  private asked = 0
  /** The stories that waited for a connection when that was asked last. */
  private waited: PressStory[] = []
  /** Tells what came of them meanwhile, once what is under way has ended. */
  private late: (() => void) | null = null
  private early = new Map<string, Sight>()

  /** Asks for the press room and listens to what happens; call what it returns to stop. */
  attach(): () => void {
    const stop = this.listen()
    this.attached++
    if (this.attached === 1) void this.load()
    return () => {
      this.attached--
      stop()
    }
  }

  /** Listens to what becomes of what was sent, also while nobody looks; once for all who ask for it. */
  listen(): () => void {
    this.listening++
    if (this.listening === 1) {
      let over = false
      const listening = desk().onEvent((event) => {
        if (over) return
        if (event.kind === 'library') {
          if (this.attached > 0) void this.load()
        } else if (event.kind === 'publishing') this.begin(event.step)
        else if (event.kind === 'went-out') void this.wentOut(event.paths, event.publication)
        else if (event.kind === 'seen') this.see(event.path, event)
        else if (event.kind === 'not-seen') this.see(event.path, event)
        else if (event.kind === 'arrived') this.hear(event.arrived)
      })
      this.stop = () => {
        over = true
        void listening.then((stop) => stop())
      }
    }
    return () => {
      this.listening--
      if (this.listening === 0) this.stop?.()
    }
  }

  /** Asks again what is ready. */
  async load(): Promise<void> {
    const turn = ++this.asked
    try {
      const press = await desk().press()
      if (turn !== this.asked) return
      this.press = press
      // Once they are gone the press room knows nothing of them any more.
      if (press.waiting.length > 0) {
        this.waited = press.ready.filter((story) => press.waiting.includes(story.path))
      }
      this.ticks.follow()
      this.problem = null
    } catch (caught) {
      if (turn === this.asked) this.problem = problemOf(caught)
    }
  }

  /** What others published, or why it is not taken over. Without a connection all waits anyway. */
  private hear(arrived: Arrived): void {
    const silent = ['no-connection', 'elsewhere', 'no-destination']
    const told = arrived.kind === 'not' && !silent.includes(arrived.problem.code)
    this.apart = told ? arrived.problem : null
  }

  /**
   * Takes over what is on the site now, although many stories go from this computer, or although
   * somebody rewrote what readers had.
   */
  async letGo(): Promise<void> {
    try {
      this.hear(await desk().keepInStep(true))
    } catch (caught) {
      this.problem = problemOf(caught)
    }
    if (this.outcome?.code === 'rewritten' && this.phase !== 'run') this.reset()
    await this.load()
  }

  /** Shows a story's page in the browser. */
  async view(address: string): Promise<void> {
    try {
      await desk().openLink(address)
    } catch (caught) {
      this.problem = problemOf(caught)
    }
  }

  /** Whether there is something to send, and somebody is choosing it: only then its button is there. */
  get canPublish(): boolean {
    return this.phase === 'choose' && this.ticks.chosen.length > 0 && this.press?.destination != null
  }

  /** Sends the chosen stories. */
  async publish(): Promise<void> {
    if (this.canPublish) await this.run('publish', this.ticks.chosen, (paths) => desk().publish(paths))
  }

  /** Whether it was not sent, or nobody knows. */
  get failed(): boolean {
    return this.phase === 'refused' || this.phase === 'unknown'
  }

  /** The next step, by its key: only what a button on the page would do too. */
  async next(): Promise<void> {
    if (this.phase === 'choose') await this.publish()
    else if (this.failed) await this.again()
    else if (this.press && this.press.ready.length > 0) this.reset()
  }

  /** Takes stories back from readers; `anyway` although somebody published them again since. */
  undo(stories: PressStory[], anyway = false): Promise<void> {
    return this.run('undo', stories, (paths) => desk().undoPublish(paths, anyway))
  }

  /** Takes a story off the site; it is a draft here. */
  unpublish(story: StoryRow, leave: Leave): Promise<void> {
    const off = { ...rowOf(story), unpublished: true }
    return this.run('unpublish', [off], () => desk().unpublish(story.path, leave))
  }

  /**
   * Sends a fix of what readers have. What stands in its way before anything is sent is answered,
   * and `began` is told once nothing does.
   */
  async fix(story: StoryRow, fix: Fix, began: () => void): Promise<Problem | null> {
    // The steps are heard although the press room is not open.
    const detach = this.listen()
    let early: Problem | null = null
    let begun = false
    this.began = () => {
      begun = true
      began()
    }
    await this.run('fix', [rowOf(story)], () => desk().publishFix(story.path, fix))
    this.began = null
    if (!begun && this.refusedEarly) {
      early = this.outcome
      this.phase = 'choose'
    } else if (!begun) began()
    detach()
    return early
  }

  /** Puts a story back on the site, that was taken off it. */
  putBack(story: StoryRow): Promise<void> {
    return this.undo([{ ...rowOf(story), unpublished: true }])
  }

  /** Whether what is taken back is that stories were taken off the site: they return. */
  get returns(): boolean {
    return this.deed === 'undo' && this.sent.length > 0 && this.sent.every((story) => story.unpublished)
  }

  /** The same again, after a refusal. */
  async again(): Promise<void> {
    // What others published comes here first.
    if (this.outcome?.code === 'not-arrived') await this.arrive()
    await this.run(this.deed, this.sent, this.perform)
  }

  /** Somebody signed in: what was refused again, else another look at what others published. */
  async signedIn(): Promise<void> {
    if (this.failed) return this.again()
    await this.arrive()
    await this.load()
  }

  /** The computer there is the one that it should be: the same again. */
  async trust(): Promise<void> {
    try {
      await desk().trustHost()
    } catch (caught) {
      this.outcome = problemOf(caught)
      return
    }
    await this.again()
  }

  private async arrive(): Promise<void> {
    try {
      this.hear(await desk().keepInStep(false))
    } catch {
      // Trying again says why.
    }
  }

  private async run(deed: Deed, stories: PressStory[], perform: Perform): Promise<void> {
    if (this.phase === 'run' || stories.length === 0) return
    this.perform = perform
    this.refusedEarly = false
    this.sent = stories
    this.deed = deed
    this.phase = 'run'
    this.step = null
    this.begun = {}
    this.ended = ''
    this.outcome = null
    // The site is asked anew, and its answer says it; only many stories wait for an answer of ours.
    if (this.apart?.code !== 'many-gone') this.apart = null
    this.contested = null
    this.early.clear()
    this.undoable = []
    this.tooLate = false
    // What was stopped sends nothing, however long the answer takes.
    const stopped = new Promise<Publication>((resolve) => {
      this.stopped = resolve
    })
    try {
      this.end(await Promise.race([perform(stories.map((story) => story.path)), stopped]))
    } catch (caught) {
      // Refused before anything was sent: no step says otherwise.
      this.refusedEarly = true
      this.end({ outcome: 'refused', problem: problemOf(caught), waits: false })
    }
    this.stopped = null
    const { late } = this
    this.late = null
    // It hides no refusal: its own stands in the lists then, as stories that are still ready.
    if (!this.failed) late?.()
    await this.load()
  }

  /** Whether it can be stopped still: nothing was sent. */
  get stops(): boolean {
    return this.phase === 'run' && !this.tooLate && (this.step === null || this.step === 'checking')
  }

  /** Stops what is on its way, until it is sent. */
  async halt(): Promise<void> {
    const stopped = this.stopped
    if (await desk().stopPublishing()) stopped?.({ outcome: 'stopped' })
    else this.tooLate = true
  }

  /** Back to choosing. */
  reset(): void {
    if (this.phase !== 'run') this.phase = 'choose'
  }

  /** Others' version comes here, so that somebody can decide. */
  private async findContested(): Promise<void> {
    try {
      this.hear(await desk().keepInStep(false))
      const { undecided } = await desk().library()
      this.contested = this.sent.find((story) => undecided.includes(story.path))?.path ?? null
    } catch {
      // The refusal says already what to do.
    }
  }

  /** Whether the stories that were tried wait for the site to answer, and go out by themselves. */
  get waits(): boolean {
    return this.phase === 'refused' && this.waiting
  }

  /** Holds stories that wait for a connection. */
  async hold(paths: string[]): Promise<void> {
    try {
      await desk().hold(paths)
      this.reset()
    } catch (caught) {
      this.problem = problemOf(caught)
    }
    await this.load()
  }

  /** What waited for a connection went out, or was refused there. */
  private async wentOut(paths: string[], publication: Publication): Promise<void> {
    const stories = await this.rows(paths)
    // What is under way comes first.
    if (this.phase === 'run') {
      this.late = () => void this.wentOut(paths, publication)
      return
    }
    this.sent = stories
    this.deed = 'publish'
    this.perform = (again) => desk().publish(again)
    this.step = 'received'
    this.end(publication)
    void this.load()
  }

  /** The stories at these paths as they were shown last; of one that was not, what the list says. */
  private async rows(paths: string[]): Promise<PressStory[]> {
    const known = new Map([...this.waited, ...this.sent].map((story) => [story.path, story]))
    const unknown = paths.some((path) => !known.has(path))
    // Without the list they are told of without their names.
    const listed = unknown
      ? await desk()
          .library()
          .catch(() => null)
      : null
    for (const story of listed?.stories ?? []) if (!known.has(story.path)) known.set(story.path, rowOf(story))
    return paths.flatMap((path) => known.get(path) ?? [])
  }

  /** When the pages of all that was sent showed it. */
  get live(): string {
    const seen = this.sent.map((story) => this.sights.get(story.path))
    const times = seen.map((sight) => (sight?.kind === 'seen' ? sight.at : ''))
    return times.length > 0 && times.every(Boolean) ? (times.sort().at(-1) ?? '') : ''
  }

  /** Whether pages of what was sent are looked at still. */
  get looking(): boolean {
    return this.sent.some((story) => this.sights.get(story.path)?.kind === 'looking')
  }

  /** Whether pages of what was sent are or were looked at. */
  get looked(): boolean {
    return this.sent.some((story) => this.sights.has(story.path))
  }

  private see(path: string, sight: Sight): void {
    // A page may be seen before the answer to sending is here.
    if (this.phase === 'run') this.early.set(path, sight)
    if (!this.sights.has(path)) return
    this.sights.set(path, sight)
    this.settle()
  }

  /** Live is said only when every page was seen. */
  private settle(): void {
    if (this.phase === 'sent' && this.live) this.phase = 'live'
  }

  private begin(step: Step) {
    if (this.phase !== 'run') return
    // Others were faster, and nothing was taken: it may be stopped again.
    if (step === 'checking') this.tooLate = false
    this.began?.()
    this.began = null
    this.step = step
    this.begun = { ...this.begun, [step]: new Date().toISOString() }
  }

  private end(publication: Publication) {
    this.ended = publication.outcome === 'sent' ? publication.at : new Date().toISOString()
    if (publication.outcome === 'sent') {
      const gone = new Set(publication.paths)
      this.sent = this.sent.filter((story) => gone.has(story.path))
      this.phase = ({ undo: 'undone', unpublish: 'unpublished', publish: 'sent', fix: 'sent' } as const)[
        this.deed
      ]
      const early = this.early
      for (const path of gone) this.sights.delete(path)
      for (const path of publication.looked_for) this.sights.set(path, early.get(path) ?? { kind: 'looking' })
      this.settle()
      if (this.deed !== 'undo') this.undoable = this.sent
      this.ticks.chooseAll()
    } else {
      this.phase = publication.outcome
      this.waiting = publication.outcome === 'refused' && publication.waits
      if ('problem' in publication) this.outcome = publication.problem
      if (this.outcome?.code === 'same-story') void this.findContested()
    }
  }
}
