/**
 * The copy desk's findings of the open story. It is asked once typing pauses; an answer about an
 * older text is dropped, because the next one is on its way already.
 */

import { problemOf } from '../dialog/problem'
import type { OpenStory } from '../editor/story.svelte'
import { desk, type FieldEdit, type Finding, type Metadata, type Problem } from '../ipc'
import { check as words } from '../words/check'
import { type Found, findingPlace, named, setFindings } from './marks'

/** So long after the last change the copy desk reads again, in milliseconds. */
const PAUSE = 700

/** So long after that the count is said: two seconds after the last key. */
const QUIET = 1300

/** The findings of the story that is open. */
export class CheckRun {
  /** What there is to read: a story, one that is shown as its whole file, or none. */
  reads = $state<'story' | 'file' | null>(null)
  /** Of the text as it was read last; `null` before the first answer. */
  findings = $state.raw<Found[] | null>(null)
  /** Why the house rules could not be read, or the desk did not answer. */
  problem = $state.raw<Problem | null>(null)
  /** The finding that was gone to last. */
  here = $state<string | null>(null)
  /** What was done last outside the text, and what takes it back. */
  undo = $state.raw<{ said: string; back: () => void } | null>(null)

  /** How many there are, said a while after typing stops; nothing while the count is the same. */
  said = $state('')

  /** Whether the pages are asked to which the story links, and how many answers are to be looked at. */
  visiting = $state(false)
  visited = $state<number | null>(null)

  /** Those answers: of the text of one version only. */
  #links: { version: number; findings: readonly Finding[] } = { version: -1, findings: [] }
  #count = ''
  #story: OpenStory | null = null
  #version = -1
  #timer: ReturnType<typeof setTimeout> | undefined
  #asked = 0

  /** Those that nobody left as they are, in the order of the list. */
  open = $derived((this.findings ?? []).filter((one) => !one.left))
  left = $derived((this.findings ?? []).filter((one) => one.left))
  errors = $derived(this.open.filter((one) => one.severity === 'error').length)

  /** The story, or its text, is another one now. */
  changed(story: OpenStory | null): void {
    clearTimeout(this.#timer)
    this.#asked += 1
    this.reads = story && (story.broken ? 'file' : 'story')
    if (this.#story !== story) {
      this.#story = story
      this.findings = null
      this.problem = null
      this.here = null
      this.undo = null
      this.said = this.#count = ''
      this.#links = { version: -1, findings: [] }
      this.visited = null
    }
    if (story && !story.broken) this.#timer = setTimeout(() => void this.ask(), PAUSE)
  }

  /** Nothing is asked any more. */
  stop(): void {
    this.changed(null)
  }

  /** Asks for the findings of the text as it stands. */
  async ask(): Promise<void> {
    const story = this.#story
    if (!story) return
    const turn = ++this.#asked
    try {
      await story.settled()
      const answer = await desk().findings(story.path)
      if (turn !== this.#asked || !story.idle || answer.version !== story.version) return
      const still = this.#links.version === answer.version
      if (!still) this.visited = null
      this.findings = named(still ? [...answer.findings, ...this.#links.findings] : answer.findings)
      this.problem = answer.problem
      this.#version = answer.version
      story.view?.dispatch({ effects: setFindings.of(this.findings) })
      this.#say()
    } catch (caught) {
      if (turn === this.#asked) this.problem = problemOf(caught)
    }
  }

  /** Asks the pages to which the story links. */
  async visit(): Promise<void> {
    const story = this.#story
    if (!story || this.visiting) return
    this.visiting = true
    this.visited = null
    try {
      await story.settled()
      const answer = await desk().checkLinks(story.path)
      if (this.#story !== story) return
      this.#links = { version: answer.version, findings: answer.findings }
      await this.ask()
      if (story.version === answer.version) this.visited = answer.findings.length
    } catch (caught) {
      this.problem = problemOf(caught)
    } finally {
      this.visiting = false
    }
  }

  /** What a page answered is not asked again to be left, or looked at again. */
  #mark(key: string, left: Finding['left']): void {
    const findings = this.#links.findings.map((one) => (one.key === key ? { ...one, left } : one))
    this.#links = { ...this.#links, findings }
  }

  /** Tells the count once it is another one; that of a story just opened is on its tab. */
  #say(): void {
    const count = words.found(this.errors, this.open.length - this.errors)
    clearTimeout(this.#timer)
    if (!this.#count) this.#count = count
    else if (this.#count !== count) {
      this.#timer = setTimeout(() => {
        this.said = this.#count = count
      }, QUIET)
    }
  }

  /** The finding after the one that was gone to last, or before it. */
  next(step: 1 | -1): Found | null {
    const all = this.open
    const at = all.findIndex((one) => one.id === this.here)
    const from = at < 0 && step < 0 ? 0 : at
    return all[(from + step + all.length) % all.length] ?? null
  }

  /** Selects the words of a finding of the text, where they are now; whether they are there. */
  select(finding: Found): boolean {
    const view = this.#story?.view
    const place = view && findingPlace(view.state, finding.id)
    if (!view || !place) return false
    view.focus()
    view.dispatch({
      selection: { anchor: place.from, head: place.to },
      scrollIntoView: true,
      userEvent: 'select',
    })
    return true
  }

  /** Does what would settle a finding: in the text one step to undo, in a field with its own. */
  fix(finding: Found): void {
    const story = this.#story
    const act = finding.fix?.act
    if (!story || !act) return
    this.undo = null
    if (act.kind === 'field') {
      const before = inverse(act.edit, story.metadata)
      if (before) this.undo = { said: words.fieldChanged, back: () => story.setField(before) }
      story.setField(act.edit)
    } else if (act.kind === 'delete') {
      return void this.#delete(act.file)
    } else if (story.view && story.idle && story.version === this.#version) {
      story.view.dispatch({ changes: act.changes, userEvent: 'input.fix' })
    } else {
      // The places are those of an older text.
      return void this.ask()
    }
    this.findings = (this.findings ?? []).filter((one) => one.id !== finding.id)
  }

  /** Takes that back. */
  takeBack(): void {
    this.undo?.back()
    this.undo = null
  }

  /** Puts a picture that nothing shows into the trash. */
  async #delete(file: string): Promise<void> {
    const back = async () => {
      await this.#tell(async () => void (await desk().undoAlbum()))
    }
    if (await this.#tell(async () => void (await desk().deletePicture(file)))) {
      this.undo = { said: words.pictureDeleted, back: () => void back() }
    }
  }

  /** Leaves a finding as it is, for a reason; whether that was kept. */
  async leave(finding: Found, reason: string): Promise<boolean> {
    this.#mark(finding.key, { reason, by: '', at: '' })
    return this.#tell((path) => desk().leaveFinding(path, finding.key, reason))
  }

  /** Asks to look at it again. */
  async lookAgain(finding: Found): Promise<boolean> {
    this.#mark(finding.key, null)
    return this.#tell((path) => desk().lookAgain(path, finding.key))
  }

  async #tell(tell: (path: string) => Promise<void>): Promise<boolean> {
    if (!this.#story) return false
    try {
      await tell(this.#story.path)
      await this.ask()
      return true
    } catch (caught) {
      this.problem = problemOf(caught)
      return false
    }
  }
}

/** What would take a change of a field back. */
function inverse(edit: FieldEdit, metadata: Metadata): FieldEdit | null {
  if (edit.field === 'title') return { field: 'title', value: metadata.title }
  if (edit.field === 'dek') return { field: 'dek', value: metadata.dek }
  if (edit.field === 'authors') return { field: 'authors', value: [...metadata.authors] }
  if (edit.field === 'tags') return { field: 'tags', value: [...metadata.tags] }
  if (edit.field === 'lead-words' && metadata.lead) {
    return { field: 'lead-words', words: { ...metadata.lead.words } }
  }
  return null
}
