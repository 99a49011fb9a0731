/**
 * The pictures of the site as last answered, which of them are shown, and what is done to them. A
 * change goes to every story that uses the picture, and can be taken back as one step.
 */
import { problemOf } from '../dialog/problem'
import {
  type Album,
  type AlbumChanged,
  type AlbumEdit,
  type AlbumPicture,
  type CreditMove,
  desk,
  type Problem,
} from '../ipc'
import { album as words } from '../words/album'
import { folded } from './filter'

/** What the list beside the pictures shows. */
export type Kind =
  | 'all'
  | 'used'
  | 'of-site'
  | 'unused'
  | 'no-credit'
  | 'no-description'
  | 'mixed'
  | 'rights'
  | 'on-site'

/** The kinds that somebody should look at: they can be gone through one by one. */
export const lacks: Kind[] = ['no-credit', 'no-description', 'mixed', 'rights', 'on-site']

/** Whether a picture is of that kind. */
function isOf(picture: AlbumPicture, kind: Kind): boolean {
  if (kind === 'used') return picture.uses.length > 0
  if (kind === 'unused') return picture.uses.length === 0 && picture.named_in.length === 0
  if (kind === 'of-site') return picture.named_in.length > 0
  if (kind === 'no-credit') return picture.missing_credit
  if (kind === 'no-description') return picture.missing_description
  if (kind === 'mixed') return picture.credit_in_description
  if (kind === 'rights') return picture.uses.length > 0 && picture.rights !== 'last'
  if (kind === 'on-site') return picture.on_site && picture.named_in.length === 0
  return true
}

/** A credit as it is listed: "Photo: Zoë Çelik/Orrin Record". */
export function creditOf({ words }: AlbumPicture): string {
  return words.credit ? `${words.label || 'Photo'}: ${words.credit}` : ''
}

const haystacks = new WeakMap<AlbumPicture, string>()

function haystack(picture: AlbumPicture): string {
  let text = haystacks.get(picture)
  if (text === undefined) {
    const said = [picture.words, ...picture.uses.map((use) => use.words)]
    const all = said.flatMap((one) => [one.alt, one.caption, one.label, one.credit])
    const { creator, source, terms } = picture.provenance
    text = folded(
      [picture.file, ...all, creator, source, terms, ...picture.uses.map((use) => use.title)].join('\n'),
    )
    haystacks.set(picture, text)
  }
  return text
}

/** The pictures that have all the words looked for. */
export function matching(pictures: readonly AlbumPicture[], asked: string): AlbumPicture[] {
  const sought = folded(asked).split(/\s+/).filter(Boolean)
  return pictures.filter((picture) => sought.every((word) => haystack(picture).includes(word)))
}

/** Names and how many pictures they stand under, the most first. */
export function byCredit(pictures: readonly AlbumPicture[]): [name: string, count: number][] {
  const counts = new Map<string, number>()
  for (const { words } of pictures) {
    if (words.credit) counts.set(words.credit, (counts.get(words.credit) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
}

/** The pictures of the site at the desk. */
export class AlbumRun {
  album = $state.raw<Album | null>(null)
  kind = $state<Kind>('all')
  /** Only pictures of this credit. */
  credit = $state<string | null>(null)
  asked = $state('')
  /** The file of the chosen picture. */
  chosen = $state<string | null>(null)
  /** Whether the pictures that lack something are gone through one by one. */
  queue = $state(false)
  /** Whether the credits inside descriptions are looked through. */
  moving = $state(false)
  moves = $state.raw<CreditMove[]>([])
  movesRead = $state(false)
  problem = $state.raw<Problem | null>(null)
  /** What the last step did, while one press takes it back. */
  toast = $state<string | null>(null)
  /** Stories that were changed while somebody has them open have to be read again. */
  onchanged: ((paths: string[]) => Promise<void>) | null = null
  /** All that is typed in an open story is sent before it is changed from here. */
  onbefore: (() => Promise<void>) | null = null

  #numbers = new Map<string, number>()
  #highest = 0
  /** What becomes of the choice when the last step is taken back, and a file comes back with it. */
  #back = (_file: string) => {}

  pictures = $derived(this.album?.pictures ?? [])
  shown = $derived(
    matching(this.pictures, this.asked).filter(
      (picture) => isOf(picture, this.kind) && (this.credit === null || picture.words.credit === this.credit),
    ),
  )
  picture = $derived(this.pictures.find((picture) => picture.file === this.chosen) ?? null)

  /** Tells pictures apart: one keeps its number when its file gets another name. */
  numberOf(picture: AlbumPicture): number {
    const number = this.#numbers.get(picture.file) ?? ++this.#highest
    this.#numbers.set(picture.file, number)
    return number
  }

  count(kind: Kind): number {
    return this.pictures.filter((picture) => isOf(picture, kind)).length
  }

  show(kind: Kind, credit: string | null = null): void {
    this.kind = kind
    this.credit = credit
    this.queue = false
    this.moving = false
  }

  /** Goes through the pictures of a kind one by one. */
  goThrough(kind: Kind): void {
    this.show(kind)
    this.asked = ''
    this.queue = true
  }

  async load(): Promise<void> {
    await this.#attempt(async () => {
      this.album = await desk().album()
    })
  }

  /** Changes a picture's words everywhere; whether it was done. */
  change(picture: AlbumPicture, edit: AlbumEdit): Promise<boolean> {
    return this.#step(
      () => desk().changeAlbum(picture.file, edit),
      (file) => this.#keep(picture.file, file),
      (done) => (edit.kind === 'provenance' ? words.changedMore : words.changed(done.changed.length)),
    )
  }

  async loadMoves(): Promise<void> {
    await this.#attempt(async () => {
      this.moves = await desk().creditMoves()
      this.movesRead = true
    })
  }

  /** Moves credits out of their descriptions; whether it was done. */
  moveCredits(chosen: CreditMove[]): Promise<boolean> {
    return this.#step(
      () => desk().moveCredits(chosen),
      () => (this.#back = () => {}),
      (done) => words.moved(chosen.length, done.changed.length),
    )
  }

  /** Gives a picture's file another name. */
  rename(picture: AlbumPicture, name: string): Promise<boolean> {
    return this.#step(
      () => desk().renamePicture(picture.file, name),
      (file) => this.#keep(picture.file, file),
      (done) => words.renamed(done.file.split('/').at(-1) ?? ''),
    )
  }

  /** Moves a picture's file into another folder. */
  move(picture: AlbumPicture, folder: string): Promise<boolean> {
    return this.#step(
      () => desk().movePicture(picture.file, folder),
      (file) => this.#keep(picture.file, file),
      () => words.movedTo(folder),
    )
  }

  /** Puts a picture that no story uses into the trash; the next one is chosen. */
  remove(picture: AlbumPicture): Promise<boolean> {
    const at = this.shown.findIndex((one) => one.file === picture.file)
    const next = (this.shown[at + 1] ?? this.shown[at - 1])?.file ?? null
    return this.#step(
      () => desk().deletePicture(picture.file),
      () => {
        this.#choose(picture.file, next)
        this.#back = (file) => this.#choose(next, file || next)
      },
      () => words.deleted(picture.name, picture.on_site, picture.shown_in),
      (pages) => words.stillNamed(pages),
    )
  }

  /** Takes the last step back. */
  async undo(): Promise<void> {
    await this.#step(
      () => desk().undoAlbum(),
      (file) => {
        this.#back(file)
        this.#back = () => {}
      },
      null,
    )
  }

  /** Chooses one picture in place of another: whoever has chosen a third meanwhile stays there. */
  #choose(from: string | null, to: string | null): void {
    if (this.chosen === from) this.chosen = to
  }

  /** A picture was changed, or its file has another name now: it stays the one that it was. */
  #keep(from: string, to: string): void {
    const now = to || from
    const number = this.#numbers.get(from)
    this.#numbers.delete(from)
    if (number !== undefined) this.#numbers.set(now, number)
    this.#choose(from, now)
    this.#back = (file) => this.#keep(now, file)
  }

  /** Does something; `follow` looks after the choice, by the file that is answered. */
  #step(
    act: () => Promise<AlbumChanged | null>,
    follow: (file: string) => void,
    say: ((done: AlbumChanged) => string) | null,
    left: (paths: string[]) => string = (paths) => words.left(paths.length),
  ): Promise<boolean> {
    // Its way back would take this step back.
    this.toast = null
    return this.#attempt(async () => {
      await this.onbefore?.()
      const done = await act()
      if (!done) return
      const album = await desk().album()
      // At once: between the two the chosen picture would be none.
      follow(done.file)
      this.album = album
      if (this.moving) this.moves = await desk().creditMoves()
      await this.onchanged?.(done.changed)
      if (say) this.toast = say(done) + (done.left.length > 0 ? ` ${left(done.left)}` : '')
    })
  }

  async #attempt(run: () => Promise<void>): Promise<boolean> {
    try {
      await run()
      this.problem = null
      return true
    } catch (caught) {
      this.problem = problemOf(caught)
      return false
    }
  }
}
