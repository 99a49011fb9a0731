/**
 * The open story: the back end's last answers, and the way of what is typed back to it. The text
 * itself lives in the editor; this knows the editor only to put changes into it that come from
 * elsewhere.
 */
import { ChangeSet, Text } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import { problemOf } from '../dialog/problem'
import {
  type Block,
  type Broken,
  desk,
  type Edited,
  type Event,
  type FieldEdit,
  type FieldEdited,
  type FigureView,
  type Metadata,
  type OutsideChange,
  type PostView,
  type Problem,
  type State,
} from '../ipc'
import { spliced } from '../preview/blocks'
import { afterTask, drawn } from './drawn'
import { chosenCard, figuresIn, fromDesk, setFigures } from './figures'
import { Outbox } from './outbox'
import { extentWithGap } from './place'
import { underwayAt } from './underway'

/** What the foot says about the file. */
export type Saving = 'saved' | 'saving' | 'not-saved'

/** The picture whose words the Picture panel shows: the lead, or the figure that begins there. */
export type Picked = 'lead' | number | null

/** Answers about another version in a row, after which the whole story is fetched anew. */
const MISSES = 3
const SAVING_AFTER = 1000
const RETRY_AFTER = 3000

/** A story that is open. */
export class OpenStory {
  /** Names it; another one once it is renamed. */
  path = $state('')
  metadata = $state.raw<Metadata>() as Metadata
  head = $state('')
  card = $state('')
  blocks = $state.raw<Block[]>([])
  figures = $state.raw<FigureView[]>([])
  words = $state(0)
  state = $state<State>('writing')
  broken = $state.raw<Broken | null>(null)
  outside = $state.raw<OutsideChange | null>(null)
  restored = $state<string | null>(null)
  saving = $state<Saving>('saved')
  problem = $state.raw<Problem | null>(null)
  /** Something that was typed does not arrive at the back end; it is tried again. */
  stuck = $state(false)
  /** Why headline or dek was not changed; their boxes show what the story has. */
  refused = $state.raw<Problem | null>(null)
  /** Headline and dek as they stand in their boxes. */
  title = $state('')
  dek = $state('')
  /** Where the caret is, in the editor's offsets. */
  caret = $state(0)
  picked = $state<Picked>(null)
  /** Counts up with each pick: the panel keeps its state while the same picture moves. */
  pickId = $state(0)
  /** The text to begin with, until an editor is there. */
  doc: Text
  /** The last answer in full, for panels that begin from it. */
  post = $state.raw<PostView>() as PostView

  #outbox: Outbox
  #view: EditorView | null = null
  /** Counts the pages that were begun: what comes for an older one is left. */
  #page = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #refusedField: FieldEdit['field'] | null = null
  /** Where the figures are by now that were picked before, by their picks. */
  #before = new Map<number, number>()
  /** The version whose fields are shown: answers may overtake each other. */
  #fieldsOf = 0

  constructor(post: PostView) {
    this.path = post.path
    this.doc = Text.of(post.text.split('\n'))
    this.#outbox = new Outbox(
      {
        // The letter is on the screen before the request is made: making one takes as long.
        edit: (version, changes) => afterTask().then(() => desk().edit(this.path, version, changes)),
        setField: (edit) => desk().setField(this.path, edit),
        reopen: () => desk().openPost(this.path),
        edited: (answer, unsent) => {
          this.#edited(answer, unsent)
          this.#arrived()
        },
        fieldEdited: (answer, edit) => {
          this.#fields(answer)
          this.#arrived()
          if (edit.field === this.#refusedField) this.refused = null
        },
        fieldRefused: (edit, problem) => this.#fieldRefused(edit, problem),
        rebased: (fresh, change) => this.#rebased(fresh, change),
        failed: (problem) => this.#failed(problem),
      },
      post.version,
      post.text,
    )
    this.#adopt(post)
    this.#showParts()
  }

  /** The editor is there: what comes from elsewhere goes into it from now on. */
  attach(view: EditorView): () => void {
    this.#view = view
    return () => {
      this.doc = view.state.doc
      if (this.#view === view) this.#view = null
    }
  }

  /** The editor, while it is there. */
  get view(): EditorView | null {
    return this.#view
  }

  /** The text as it stands. */
  get text(): Text {
    return this.#view?.state.doc ?? this.doc
  }

  /** The version that the back end answered last. */
  get version(): number {
    return this.#outbox.version
  }

  /** Whether the back end has all that was typed. */
  get idle(): boolean {
    return this.#outbox.idle && !underwayAt(this.path)
  }

  /** Goes on from changes of a file whose text began at `begins`; those above it are left. */
  carry(change: ChangeSet, begins: number): void {
    const changes: { from: number; to: number; insert: Text }[] = []
    change.iterChanges((from, to, _from, _to, insert) => {
      if (from >= begins) changes.push({ from: from - begins, to: to - begins, insert })
    })
    if (changes.length === 0) return
    const typed = ChangeSet.of(changes, this.doc.length)
    this.doc = typed.apply(this.doc)
    this.typed(typed)
  }

  /** The text was changed by hand. */
  typed(change: ChangeSet): void {
    this.#movePicks(change)
    this.figures = mapped(this.figures, change)
    this.#outbox.push(change)
    this.#unsaved()
  }

  /** A field was changed here. */
  setField(edit: FieldEdit): void {
    if (edit.field === 'title') this.title = edit.value
    if (edit.field === 'dek') this.dek = edit.value
    this.#outbox.field(edit)
    this.#unsaved()
  }

  /** A panel changed a field itself; this is its answer. */
  fieldEdited(answer: FieldEdited): void {
    this.#outbox.version = Math.max(this.#outbox.version, answer.version)
    this.#fields(answer)
    this.#showParts()
  }

  /** The figure that the Picture panel shows, if it shows one of the text. */
  get pickedFigure(): FigureView | null {
    if (typeof this.picked !== 'number') return null
    const from = this.picked
    return this.figures.find((figure) => figure.from === from) ?? null
  }

  /** Shows a picture in the Picture panel. */
  pick(which: Exclude<Picked, null>): void {
    if (this.picked === which) return
    if (typeof this.picked === 'number') this.#before.set(this.pickId, this.picked)
    this.picked = which
    this.pickId += 1
  }

  /** Writes a picked figure again, in the form that it has; `pick` tells which, where its words come late. */
  writeFigure(text: string, pick = this.pickId): void {
    const view = this.#view
    const place = pick === this.pickId ? this.picked : this.#before.get(pick)
    const figure = view && figuresIn(view.state).find((one) => one.from === place)
    if (!view || !figure) return
    const { from, to } = figure
    const chosen = chosenCard(view.state)?.from === from
    view.dispatch({
      changes: { from, to, insert: text },
      ...(chosen ? { selection: { anchor: from, head: from + text.length } } : {}),
      // Undo takes back what was typed in one go, as in the text.
      userEvent: 'input.type.figure',
    })
  }

  /** Takes the picked figure out of the text; undo brings it back. */
  removeFigure(): void {
    const view = this.#view
    const figure = view && figuresIn(view.state).find((one) => one.from === this.picked)
    if (!view || !figure) return
    const { from, to } = extentWithGap(view.state.doc, figure)
    this.picked = null
    view.dispatch({ changes: { from, to }, selection: { anchor: from }, userEvent: 'delete.figure' })
  }

  /** What an event means for this story. */
  heard(event: Event): void {
    if (!('path' in event) || event.path !== this.path) return
    if (event.kind === 'saved') {
      this.state = event.state
      this.saving = 'saved'
      this.problem = null
      clearTimeout(this.#timer)
      if (event.version < this.#outbox.version || !this.#outbox.idle) this.#unsaved()
    } else if (event.kind === 'not-saved') {
      clearTimeout(this.#timer)
      this.saving = 'not-saved'
      this.problem = event.problem
    } else if (event.kind === 'reloaded' || event.kind === 'outside') {
      void this.#outbox.refetch().catch((problem) => this.#failed(problem))
    }
  }

  /** The list says how far the story is. With that its address may have become fixed, or free. */
  async stands(state: State): Promise<void> {
    if (state === this.state || !this.idle || this.saving !== 'saved') return
    this.state = state
    const { version, metadata, page } = await desk().openPost(this.path)
    this.#fields({ version, metadata, head: page.head, card: page.card })
  }

  /** Goes on from a whole answer: after a choice between two texts, or a restored version. */
  take(post: PostView): void {
    this.#outbox.take(post)
  }

  /** The story lies elsewhere from now on. */
  follow(post: PostView): void {
    this.path = post.path
    this.take(post)
  }

  /** The story is no more: nothing waits to be sent. */
  drop(): void {
    this.#page++
    clearTimeout(this.#timer)
    this.#outbox.close()
  }

  /** After an outside change: goes on with one of the two. */
  async settleOutside(keep: 'mine' | 'theirs'): Promise<void> {
    await this.settled()
    this.take(await desk().settleOutside(this.path, keep))
  }

  /** Saves now; the foot says what came of it. */
  async save(): Promise<void> {
    await this.settled()
    await this.#save()
  }

  #save(): Promise<void> {
    return desk()
      .save(this.path)
      .catch((problem) => this.#failed(problem))
  }

  /** Ready when all that was typed was answered, here and in the panels. */
  async settled(): Promise<void> {
    for (;;) {
      await this.#outbox.settled()
      const others = underwayAt(this.path)
      if (!others) return
      // A figure that is written anew goes into the text.
      await others
    }
  }

  /** Leaves the story: everything typed goes out first. What is not `idle` then is lost. */
  async close(): Promise<void> {
    this.#page++
    await this.settled()
    clearTimeout(this.#timer)
    this.#outbox.close()
    await desk().closePost(this.path)
  }

  /**
   * Brings what follows of a long page, a part after each frame: what is typed meanwhile goes its
   * own way, and a part that belongs to another version than the page is asked for again.
   */
  async #bringRest(more: boolean): Promise<void> {
    const page = ++this.#page
    let misses = 0
    while (more) {
      await drawn()
      if (page !== this.#page) return
      const answer = await desk().restOfPage(this.path, this.blocks.length)
      if (page !== this.#page) return
      if (answer.version === this.version) {
        this.blocks = [...this.blocks, ...answer.blocks]
        more = answer.more
        misses = 0
      } else if (++misses > MISSES) {
        await this.#outbox.refetch()
        return
      } else {
        await this.#outbox.settled()
      }
    }
  }

  #movePicks(change: ChangeSet): void {
    if (typeof this.picked === 'number') this.picked = change.mapPos(this.picked, -1)
    for (const [pick, from] of this.#before) this.#before.set(pick, change.mapPos(from, -1))
  }

  #edited(answer: Edited, unsent: ChangeSet | null): void {
    this.blocks = answer.splices.reduce(spliced, this.blocks)
    this.words = answer.words
    if (answer.figures) this.#setFigures(answer.figures, unsent)
  }

  #setFigures(figures: FigureView[], unsent: ChangeSet | null): void {
    this.figures = unsent ? mapped(figures, unsent) : figures
    this.#view?.dispatch({ effects: setFigures.of(this.figures) })
  }

  #fields(answer: FieldEdited): void {
    if (answer.version < this.#fieldsOf) return
    this.#fieldsOf = answer.version
    this.metadata = answer.metadata
    this.head = answer.head
    this.card = answer.card
  }

  /** Headline and dek as the story has them, but where something newer is typed. */
  #showParts(): void {
    if (!this.#outbox.holds('title')) this.title = this.metadata.title
    if (!this.#outbox.holds('dek')) this.dek = this.metadata.dek
  }

  /** The box has again what the story has; the foot says how it is saved. */
  #fieldRefused(edit: FieldEdit, problem: unknown): void {
    this.#arrived()
    // What was typed since is asked for next.
    if (this.#outbox.holds(edit.field)) return
    this.refused = problemOf(problem)
    this.#refusedField = edit.field
    this.#showParts()
    clearTimeout(this.#timer)
    // No event comes where there is nothing to save.
    void this.#save().then(() => {
      if (this.saving === 'saving' && !this.#outbox.waits) this.saving = 'saved'
    })
  }

  #adopt(post: PostView): void {
    this.#fieldsOf = post.version
    this.post = post
    this.metadata = post.metadata
    this.head = post.page.head
    this.card = post.page.card
    this.blocks = post.page.blocks
    // Whoever leaves the story, or loses the back end, needs no more of it.
    void this.#bringRest(post.page.more).catch(() => {})
    this.figures = post.figures
    this.words = post.words
    this.state = post.state
    this.broken = post.broken
    this.outside = post.outside
    this.restored = post.restored
  }

  #rebased(post: PostView, change: ChangeSet): void {
    this.#adopt(post)
    this.#showParts()
    this.#movePicks(change)
    if (this.#view) {
      this.#view.dispatch({ changes: change, annotations: fromDesk.of(true) })
    } else {
      this.doc = change.apply(this.doc)
    }
    this.#setFigures(post.figures, this.#outbox.unsent)
    this.#arrived()
  }

  #unsaved(): void {
    if (this.saving === 'not-saved') return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      if (this.saving === 'saved') this.saving = 'saving'
    }, SAVING_AFTER)
  }

  #arrived(): void {
    if (!this.#outbox.waits) this.stuck = false
  }

  #failed(problem: unknown): void {
    clearTimeout(this.#timer)
    this.stuck = this.#outbox.waits
    this.saving = 'not-saved'
    this.problem = problemOf(problem)
    this.#timer = setTimeout(() => this.#outbox.retry(), RETRY_AFTER)
  }
}

function mapped(figures: FigureView[], change: ChangeSet): FigureView[] {
  return figures.map((one) => ({ ...one, from: change.mapPos(one.from, -1), to: change.mapPos(one.to, 1) }))
}
