/**
 * How what is typed goes to the back end: one request at a time. While one is out, further
 * changes are composed; when the answer comes they go together. No timer: only back-pressure.
 *
 *     typed -> waiting --(nothing out)--> out --(answer)--> acked
 *
 * Fields take the same way, the last value of each, so that the version counts in one order. One
 * that is refused for what it is goes no further, and holds up nothing.
 * When the back end refuses a change because it has another text by now, its text is fetched,
 * the difference is put under what is typed here, and what is typed goes again.
 */
import { type ChangeSet, Text } from '@codemirror/state'
import { type Change, DeskError, type Edited, type FieldEdit, type FieldEdited, type PostView } from '../ipc'
import { changeTo, toChanges } from './changes'

/** What the outbox asks of the back end, and whom it tells. */
export interface Carrier {
  edit(version: number, changes: Change[]): Promise<Edited>
  setField(edit: FieldEdit): Promise<FieldEdited>
  /** Fetches the story as the back end has it. */
  reopen(): Promise<PostView>
  /** An edit was taken. `unsent` is what is typed and not taken yet. */
  edited(answer: Edited, unsent: ChangeSet | null): void
  fieldEdited(answer: FieldEdited, edit: FieldEdit): void
  /** A field cannot be that: what the story has of it stays. */
  fieldRefused(edit: FieldEdit, problem: unknown): void
  /** The back end has another text: `change` is to be put into the editor, over `post`. */
  rebased(post: PostView, change: ChangeSet): void
  /** Something was refused; it is tried again with the next change, or by `retry`. */
  failed(problem: unknown): void
}

/** Codes of problems that say nothing of the field: it did not arrive, or its story is not open. */
const NOT_ITS_OWN = ['unexpected', 'not-open', 'no-site', 'gone']

/** Whether the back end refuses a field for what it is: no retry would change that. */
function isRefusal(problem: unknown): boolean {
  return problem instanceof DeskError && !NOT_ITS_OWN.includes(problem.code)
}

/** The one way of changes to the back end. */
export class Outbox {
  version: number
  #carrier: Carrier
  #acked: Text
  #out: ChangeSet | null = null
  #waiting: ChangeSet | null = null
  #fields = new Map<string, FieldEdit>()
  /** The field that is out. */
  #fieldOut: string | null = null
  #busy: Promise<void> | null = null
  #refused = false
  #closed = false

  constructor(carrier: Carrier, version: number, text: string) {
    this.#carrier = carrier
    this.version = version
    this.#acked = Text.of(text.split('\n'))
  }

  /** What is typed and not taken by the back end yet, over its text. */
  get unsent(): ChangeSet | null {
    if (this.#out && this.#waiting) return this.#out.compose(this.#waiting)
    return this.#out ?? this.#waiting
  }

  /** Whether something is typed that the back end has not taken. */
  get waits(): boolean {
    return this.unsent !== null || this.#fieldOut !== null || this.#fields.size > 0
  }

  /** Whether everything is with the back end, and nothing is asked of it. */
  get idle(): boolean {
    return !this.#busy && !this.waits
  }

  /** Whether a field is on its way, or waits: what is answered of it is older. */
  holds(field: FieldEdit['field']): boolean {
    return this.#fieldOut === field || this.#fields.has(field)
  }

  /** A change of the text. */
  push(change: ChangeSet): void {
    if (change.empty) return
    this.#waiting = this.#waiting ? this.#waiting.compose(change) : change
    this.#begin()
  }

  /** A change of a field; one that is still waiting is replaced. */
  field(edit: FieldEdit): void {
    this.#fields.set(edit.field, edit)
    this.#begin()
  }

  /** Ready when all that was typed until now was answered. */
  async settled(): Promise<void> {
    while (this.#busy) await this.#busy
  }

  /** Fetches the back end's text and goes on from it. */
  async refetch(): Promise<PostView> {
    await this.settled()
    const fetching = this.#carrier.reopen()
    this.#busy = fetching.then(
      (post) => this.#rebase(post),
      () => {},
    )
    await this.#busy
    this.#busy = null
    this.#begin()
    return fetching
  }

  /** Goes on from a text that the back end answered with (settled, restored). */
  take(post: PostView): void {
    this.#rebase(post)
  }

  /** Sends again what was refused. */
  retry(): void {
    this.#begin()
  }

  /** Drops answers that are still to come. */
  close(): void {
    this.#closed = true
  }

  #begin(): void {
    if (this.#busy || this.#closed) return
    this.#busy = this.#run().finally(() => {
      this.#busy = null
    })
  }

  async #run(): Promise<void> {
    while (!this.#closed && (this.#waiting || this.#fields.size > 0)) {
      try {
        await this.#sendOne()
        this.#refused = false
      } catch (problem) {
        if (this.#closed) return
        if (!(await this.#recover(problem))) return
      }
    }
  }

  async #sendOne(): Promise<void> {
    const [name, field] = this.#fields.entries().next().value ?? []
    if (name !== undefined && field) {
      this.#fields.delete(name)
      this.#fieldOut = name
      try {
        const answer = await this.#carrier.setField(field)
        this.#fieldOut = null
        if (this.#closed) return
        this.version = Math.max(this.version, answer.version)
        this.#carrier.fieldEdited(answer, field)
      } catch (problem) {
        this.#fieldOut = null
        if (!isRefusal(problem)) {
          if (!this.#fields.has(name)) this.#fields.set(name, field)
          throw problem
        }
        if (!this.#closed) this.#carrier.fieldRefused(field, problem)
      }
      return
    }
    const out = this.#waiting
    if (!out) return
    this.#out = out
    this.#waiting = null
    const answer = await this.#carrier.edit(this.version, toChanges(out))
    if (this.#closed) return
    this.#acked = out.apply(this.#acked)
    this.#out = null
    this.version = answer.version
    this.#carrier.edited(answer, this.#waiting)
  }

  /** After a refusal: fetch and go on once; when that is refused as well, wait for a retry. */
  async #recover(problem: unknown): Promise<boolean> {
    if (this.#refused) return this.#give(problem)
    this.#refused = true
    try {
      const post = await this.#carrier.reopen()
      const taken = this.#out?.apply(this.#acked)
      if (taken?.eq(Text.of(post.text.split('\n')))) {
        // It was taken after all; only its answer was lost. What was typed since goes on from it.
        this.#acked = taken
        this.#out = null
      }
      this.#rebase(post)
      return true
    } catch {
      return this.#give(problem)
    }
  }

  /** Keeps what was refused for the next attempt, and says why. */
  #give(problem: unknown): false {
    this.#waiting = this.unsent
    this.#out = null
    this.#carrier.failed(problem)
    return false
  }

  #rebase(post: PostView): void {
    if (this.#closed) return
    const theirs = changeTo(this.#acked, post.text)
    const mine = this.unsent
    this.#out = null
    if (mine?.apply(this.#acked).eq(Text.of(post.text.split('\n')))) {
      // It was taken after all; only its answer was lost.
      this.#waiting = null
      this.#acked = mine.apply(this.#acked)
      this.version = post.version
      this.#carrier.rebased(post, changeTo(this.#acked, post.text))
      return
    }
    this.#acked = theirs.apply(this.#acked)
    this.version = post.version
    this.#waiting = mine ? mine.map(theirs) : null
    this.#carrier.rebased(post, mine ? theirs.map(mine, true) : theirs)
  }
}
