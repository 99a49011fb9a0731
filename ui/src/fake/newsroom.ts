/** What the parts of the made-up newsroom share: its stories, those that are open, and who hears of it. */
import {
  type Block,
  DeskError,
  type Event,
  type FieldEdited,
  type LeftFinding,
  type PostView,
  type Problem,
  type Provenance,
  type Settings,
  type SiteView,
} from '../ipc'
import { type FakeOptions, recent, site } from './options'
import { blocks, cardHtml, countWords, figures, headHtml } from './page'
import { stateOf } from './states'
import { type Story, stories } from './stories'

interface Open {
  version: number
  textVersion: number
  blocks: Block[]
}

/** Blocks of a page that come at once. */
export const FIRST = 32

/** A newsroom as its parts know it. */
export type Newsroom = ReturnType<typeof newsroomOf>

/** Fourteen stories, and what is known of them. */
export function newsroomOf(options: FakeOptions) {
  const now = options.now ?? new Date()
  const all = stories(now)
  if (options.quiet) for (const one of all) if (!one.live) one.approved = null
  const listeners = new Set<(event: Event) => void>()
  const opened = new Map<string, Open>()
  const settings: Settings = {
    writer: options.people === false ? null : { name: 'Leïla Marchetti', email: 'leila@orrinrecord.example' },
    editor: options.people === false ? null : { name: 'Ana Lindqvist', email: 'ana@orrinrecord.example' },
    theme: 'system',
    spelling: null,
    recent: recent(now),
  }
  const current: SiteView | null = options.open ? { ...site, ...options.site } : null
  let block = 0

  const nextBlock = () => ++block
  const emit = (event: Event) => {
    for (const listener of [...listeners]) listener(event)
  }
  const wait = (ms = options.delay ?? 0) => new Promise<void>((done) => setTimeout(done, ms))
  const find = (path: string): Story => {
    const one = all.find((story) => story.path === path)
    if (one) return one
    throw new DeskError({ code: 'no-story', sentence: 'This story is no longer there.', hint: '' })
  }
  const view = (path: string): PostView => {
    const one = find(path)
    const open = opened.get(path) ?? { version: 1, textVersion: 1, blocks: [] }
    open.blocks = one.broken ? [] : blocks(one.text, open.blocks, nextBlock)
    opened.set(path, open)
    return structuredClone({
      path,
      version: open.version,
      text: one.text,
      metadata: one.fields,
      page: {
        head: one.broken ? '' : headHtml(one.fields),
        blocks: open.blocks.slice(0, FIRST),
        more: open.blocks.length > FIRST,
        card: one.broken ? '' : cardHtml(one.fields),
      },
      figures: one.broken ? [] : figures(one.text),
      words: countWords(one.text),
      state: stateOf(one),
      broken: one.broken,
      outside: null,
      restored: null,
    })
  }
  const openOf = (path: string): Open => {
    if (!opened.has(path)) view(path)
    return opened.get(path) as Open
  }
  const touched = (one: Story, open: Open) => {
    const version = ++open.version
    setTimeout(() => {
      emit({ kind: 'saved', path: one.path, version, state: stateOf(one) })
      emit({ kind: 'library' })
    }, options.delay ?? 0)
    return version
  }
  const fieldsOf = (one: Story, version: number): FieldEdited =>
    structuredClone({ version, metadata: one.fields, head: headHtml(one.fields), card: cardHtml(one.fields) })

  return {
    options,
    now,
    all,
    listeners,
    opened,
    nextBlock,
    emit,
    wait,
    find,
    view,
    openOf,
    touched,
    fieldsOf,
    settings,
    /** The site that is open. */
    current,
    /** Stories that wait for a connection, and those of which somebody else published another version. */
    waiting: new Set<string>(),
    undecided: new Set(options.undecided ?? []),
    /** What is said of pictures beside their words. */
    said: new Map<string, Provenance>(),
    /** Findings that somebody left as they are. */
    leftAs: new Map<string, LeftFinding>(),
    /** Who is signed in, and whether the computer there is trusted. */
    signed: null as string | null,
    trusted: false,
  }
}

/** Why it cannot be sent or brought until somebody signed in, or trusted the computer there. */
export function unopened({ options, signed, trusted }: Newsroom): Problem | null {
  if (options.refusal === 'sign-in' && signed === null)
    return { code: 'sign-in', sentence: '“press.example” does not know you on this computer.', hint: '' }
  if (options.refusal === 'unknown-host' && !trusted)
    return {
      code: 'unknown-host',
      sentence: 'This computer has never sent anything to “press.example”.',
      hint: 'It says that it is SHA256:abc.',
    }
  return null
}
