/** A story among several that are read and approved together. */
import { type Found, named } from '../check/marks'
import { problemOf } from '../dialog/problem'
import { type Approval, desk, type Problem, type Review } from '../ipc'

/** One of the stories, as far as it is known. */
export class Reading {
  /** What changed. */
  review = $state.raw<Review | null>(null)
  /** What the copy desk finds. */
  findings = $state.raw<Found[] | null>(null)
  /** Why it cannot be read, or was not approved. */
  problem = $state.raw<Problem | null>(null)
  /** What has to be said before its approval goes through. */
  asked = $state.raw<Found | null>(null)
  /** Whether it changed while it was read. */
  changed = $state(false)
  /** Names the story. */
  readonly path: string
  #asking = 0

  constructor(path: string) {
    this.path = path
  }

  /** Whether something must be fixed in it first. */
  get faulty(): boolean {
    return (this.findings ?? []).some((one) => one.severity === 'error' && !one.left)
  }

  /** Whether it can go through, as far as it is known. */
  get ready(): boolean {
    return this.review?.anything === true && !this.review.problem && !this.faulty
  }

  /** Asks what changed and what the copy desk finds; a late answer is dropped. */
  async ask(): Promise<void> {
    const turn = ++this.#asking
    try {
      const answer = await desk().review(this.path)
      if (turn !== this.#asking) return
      if (this.review && this.review.content !== answer.content) {
        this.changed = true
        this.problem = null
      }
      this.review = answer
      if (!answer.takes_down && !answer.house) await this.look()
    } catch (caught) {
      if (turn === this.#asking) this.problem = problemOf(caught)
    }
  }

  /** Asks again what the copy desk finds. */
  async look(): Promise<void> {
    this.findings = named((await desk().findings(this.path)).findings)
  }

  /** Takes in what came of its approval. */
  async take(approval: Approval): Promise<void> {
    this.problem = null
    this.asked = null
    if (approval.kind === 'blocked') this.problem = approval.problem
    if (approval.kind === 'asked') this.asked = named([approval.finding])[0] ?? null
    if (approval.kind === 'changed') {
      this.changed = true
      await this.ask()
    }
  }
}
