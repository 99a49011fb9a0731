/**
 * One publish: what is ready and chosen, the steps as they begin, what came of it. The list and the
 * page of the press room show the same run.
 */
import { SvelteSet } from 'svelte/reactivity'
import { problemOf } from '../dialog/problem'
import { desk, type Press, type PressStory, type Problem, type Publication, type Step } from '../ipc'

/** The steps in order. */
export const steps: Step[] = ['checking', 'sending', 'received']

/** Choosing, under way, or what came of it. */
export type Phase = 'choose' | 'run' | 'live' | 'nothing-new' | 'refused' | 'unknown'

/** The press room's state while it is open; made once by the desk and given to both components. */
export class PublishRun {
  /** The press room as last answered. */
  press = $state.raw<Press | null>(null)
  /** Why the press room could not be asked. */
  problem = $state.raw<Problem | null>(null)
  phase = $state<Phase>('choose')
  /** The stories that were sent, or tried. */
  sent = $state.raw<PressStory[]>([])
  /** The step that is under way, or was when it stopped. */
  step = $state<Step | null>(null)
  /** When each step began, RFC 3339. */
  begun = $state.raw<Partial<Record<Step, string>>>({})
  /** When the answer came: for a sent one, when it was seen there. */
  ended = $state('')
  /** Why it was refused, or what is not known. */
  outcome = $state.raw<Problem | null>(null)
  /** Ready stories that are not to go this time. */
  private held = new SvelteSet<string>()
  private attached = 0
  private stop: (() => void) | null = null
  private asked = 0

  /** The stories that are ticked, in the order of the list. */
  get chosen(): PressStory[] {
    return (this.press?.ready ?? []).filter((story) => !this.held.has(story.path))
  }

  /** Whether a ready story is ticked. */
  isChosen(path: string): boolean {
    return !this.held.has(path)
  }

  /** Ticks a story, or takes the tick away. */
  toggle(path: string): void {
    if (!this.held.delete(path)) this.held.add(path)
  }

  /** Asks for the press room and listens to what happens; call what it returns to stop. */
  attach(): () => void {
    this.attached++
    if (this.attached === 1) {
      let over = false
      void this.load()
      const listening = desk().onEvent((event) => {
        if (over) return
        if (event.kind === 'library') void this.load()
        else if (event.kind === 'publishing') this.begin(event.step)
      })
      this.stop = () => {
        over = true
        void listening.then((stop) => stop())
      }
    }
    return () => {
      this.attached--
      if (this.attached === 0) this.stop?.()
    }
  }

  /** Asks again what is ready. */
  async load(): Promise<void> {
    const turn = ++this.asked
    try {
      const press = await desk().press()
      if (turn !== this.asked) return
      this.press = press
      this.problem = null
    } catch (caught) {
      if (turn === this.asked) this.problem = problemOf(caught)
    }
  }

  /** Sends the chosen stories; after a refusal, the same ones again. */
  async publish(): Promise<void> {
    if (this.phase === 'run') return
    const again = this.phase === 'refused' || this.phase === 'unknown'
    const stories = again ? this.sent : this.chosen
    if (stories.length === 0) return
    this.sent = stories
    this.phase = 'run'
    this.step = null
    this.begun = {}
    this.ended = ''
    this.outcome = null
    try {
      this.end(await desk().publish(stories.map((story) => story.path)))
    } catch (caught) {
      // Refused before anything was sent: no step says otherwise.
      this.end({ outcome: 'refused', problem: problemOf(caught) })
    }
    await this.load()
  }

  /** Back to choosing. */
  reset(): void {
    if (this.phase !== 'run') this.phase = 'choose'
  }

  private begin(step: Step) {
    if (this.phase !== 'run') return
    this.step = step
    this.begun = { ...this.begun, [step]: new Date().toISOString() }
  }

  private end(publication: Publication) {
    this.ended = publication.outcome === 'sent' ? publication.at : new Date().toISOString()
    if (publication.outcome === 'sent') {
      const gone = new Set(publication.paths)
      this.sent = this.sent.filter((story) => gone.has(story.path))
      this.phase = 'live'
      // The next round begins with everything that is ready.
      this.held.clear()
    } else {
      this.phase = publication.outcome
      if (publication.outcome !== 'nothing-new') this.outcome = publication.problem
    }
  }
}
