/**
 * A newsroom in memory, in the shell's place: for tests and design pages only. It behaves: edits
 * change the page, approval and publishing change states, and events tell of it.
 */
import {
  type Backend,
  type Block,
  type Brought,
  DeskError,
  type Event,
  type FieldEdited,
  type LeftFinding,
  type Library,
  type Opening,
  type PostView,
  type Problem,
  type Provenance,
  type Publication,
  type Review,
  type Settings,
  type SiteView,
  type Step,
} from '../ipc'
import { unsaid } from '../photo/rights'
import { albumOf, changeAlbum, creditMovesOf, moveCredits } from './album'
import type { Version } from './changes'
import { broughtOf } from './drafts'
import { usualRules } from './house'
import { type FakeBackend, type FakeOptions, openingOf, recent, site } from './options'
import { blocks, cardHtml, countWords, figures, figureText, headHtml, splice, splitOf } from './page'
import { address, pictureOf } from './pictures'
import { call, profileOf, say } from './profile'
import { copy, hash, pressStory, reviewOf, shortDay, stateOf } from './states'
import { dateOf, emptyFields, isMended, mend, type Story, stories } from './stories'
import { decidedText, twoVersions } from './two'
import { wholeStories } from './whole'

export type { FakeBackend, FakeOptions } from './options'

interface Open {
  version: number
  textVersion: number
  blocks: Block[]
}

/** Blocks of a page that come at once. */
const FIRST = 32

/** Makes a newsroom of fourteen stories. */
export function fakeBackend(options: FakeOptions = {}): FakeBackend {
  const now = options.now ?? new Date()
  const all = stories(now)
  if (options.quiet) for (const one of all) if (!one.live) one.approved = null
  const listeners = new Set<(event: Event) => void>()
  const opened = new Map<string, Open>()
  const drafts = new Map<string, string>()
  const kept = new Map<string, { at: string; why: string; by?: string; version: Version }[]>()
  const calls: FakeBackend['calls'] = []
  const waiting = new Set<string>()
  const undecided = new Set(options.undecided ?? [])
  /** What readers had of stories that were taken off the site. */
  const off = new Map<string, NonNullable<Story['live']>>()
  const leftAs = new Map<string, LeftFinding>()
  let house = usualRules()
  let houseBefore = house
  const profile = profileOf()
  let current: SiteView | null = options.open ? { ...site, ...options.site } : null
  let block = 0
  let draft = 0
  const chosen: [name: string, bytes: number][] = [
    ['IMG_2041.jpg', 9_800_000],
    ['IMG_2044.jpg', 7_300_000],
    ['march.heic', 4_100_000],
  ]
  const renamed = new Map<string, string>()
  const said = new Map<string, Provenance>()
  const thrown = new Set<string>()
  let step: (() => string[]) | null = null
  let meanwhile = options.changedMeanwhile ?? false
  let signed: string | null = null
  /** The person types the code as soon as the page for it is open. */
  let openedPage = () => {}
  let trusted = false
  let stopped = false
  let halted = false
  const hostOf = (address: string | null) => (address ? (address.split('/')[2] ?? address) : 'press.example')
  /** Why it cannot be sent or brought until somebody signed in, or trusted the computer there. */
  const unopened = (): Problem | null => {
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
  let settings: Settings = {
    writer: options.people === false ? null : { name: 'Leïla Marchetti', email: 'leila@orrinrecord.example' },
    editor: options.people === false ? null : { name: 'Ana Lindqvist', email: 'ana@orrinrecord.example' },
    theme: 'system',
    spelling: null,
    recent: recent(now),
  }

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
    open.blocks = one.broken ? [] : blocks(one.text, open.blocks, () => ++block)
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
  const openOf = (path: string): Open => {
    if (!opened.has(path)) view(path)
    return opened.get(path) as Open
  }
  const opening = (): Opening => {
    const answer = openingOf(options.opening ?? 'opened')
    if (answer.kind === 'opened') current = answer.site
    return answer
  }
  const review = (path: string, before: Version | null, since: Review['since']): Review =>
    reviewOf(find(path), before, since, now)
  const usualReview = (path: string, live: Story['live'], approved: Story['approved']): Review => {
    if (live) return review(path, live, { kind: 'live', at: live.at, by: live.by })
    if (approved) return review(path, approved, { kind: 'approved', at: approved.at, by: approved.by })
    return review(path, null, { kind: 'new' })
  }
  const looks = new Map<string, { version: Version; at: string }>()
  const bring = (name: string, bytes: number): Brought => {
    const brought = broughtOf(name, bytes, ++draft)
    if (brought.kind === 'draft') drafts.set(brought.draft.draft, brought.draft.picture.id)
    return brought
  }
  const backend: Backend = {
    start: async () => ({
      settings: structuredClone(settings),
      site: current,
      problem: options.problem ?? null,
      story: null,
      platform: options.platform ?? 'linux',
    }),
    openSample: async () => {
      current = { ...site, sample: true }
      return current
    },
    chooseSite: async () => opening(),
    openRecent: async () => opening(),
    beginHistory: async () => {
      current = site
      return { kind: 'opened', site }
    },
    siteProfile: async () => structuredClone(profile),
    sayProfile: async (row, values) => {
      say(profile, row, values)
      return structuredClone(profile)
    },
    callStory: async (path, story) => {
      call(profile, path, story)
      emit({ kind: 'library' })
      return structuredClone(profile)
    },
    confirmProfile: async () => {
      profile.confirmed = true
      if (current) current = { ...current, confirmed: true }
      emit({ kind: 'library' })
    },
    closeSite: async () => {
      current = null
      opened.clear()
    },
    setPeople: async (writer, editor) => {
      settings = { ...settings, writer, editor }
      return structuredClone(settings)
    },
    spellingLanguages: async () => ['de_DE', 'en_US'],
    setSpelling: async (spelling) => {
      settings = { ...settings, spelling }
      return structuredClone(settings)
    },
    setTheme: async (theme) => {
      settings = { ...settings, theme }
      return structuredClone(settings)
    },

    library: async (): Promise<Library> => ({
      site: current ?? site,
      stories: all.map((one) => ({
        path: one.path,
        title: one.fields.title || (one.path.split('/').at(-1) ?? ''),
        dek: one.fields.dek,
        authors: [...one.fields.authors],
        address: one.fields.address,
        date: one.fields.date?.raw ?? '',
        day: shortDay(one),
        state: stateOf(one),
        with_readers: one.live !== null,
        thumbnail: one.fields.lead?.picture?.id ?? null,
        broken: isMended(one) ? null : one.broken,
      })),
      waiting: all.filter((one) => stateOf(one) === 'approved').length,
      offline: waiting.size,
      undecided: [...undecided],
    }),
    newPost: async (headline) => {
      const slug = headline.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-') || 'untitled'
      const day = now.toISOString().slice(0, 10)
      const path = `content/posts/${day.slice(0, 4)}/${slug}.md`
      const fields = {
        ...emptyFields(headline),
        authors: settings.writer ? [settings.writer.name] : [],
        date: dateOf(day, '09:00', site.time_zone),
        address: `/${day.slice(0, 4)}/${slug}/`,
        slug,
      }
      all.unshift({ path, fields, text: '', approved: null, live: null, broken: null })
      setTimeout(() => emit({ kind: 'library' }), 0)
      return view(path)
    },
    openPost: async (path) => view(path),
    restOfPage: async (path, from) => {
      const { version = 1, blocks = [] } = opened.get(path) ?? {}
      return { version, blocks: blocks.slice(from, from + FIRST), more: blocks.length > from + FIRST }
    },
    closePost: async (path) => {
      const one = all.find((story) => story.path === path)
      if (!one || !isMended(one)) return
      opened.delete(path)
      mend(one)
    },
    edit: async (path, version, changes) => {
      const one = find(path)
      const open = openOf(path)
      if (version < open.textVersion) {
        throw new DeskError({ code: 'late', sentence: 'The text has changed meanwhile.', hint: '' })
      }
      let text = ''
      let at = 0
      for (const change of changes) {
        text += one.text.slice(at, change.from) + change.insert
        at = change.to
      }
      one.text = text + one.text.slice(at)
      const old = open.blocks
      open.blocks = one.broken ? [] : blocks(one.text, old, () => ++block)
      open.textVersion = touched(one, open)
      return structuredClone({
        version: open.version,
        splices: [splice(old, open.blocks)],
        figures: figures(one.text),
        words: countWords(one.text),
      })
    },
    setField: async (path, edit) => {
      const one = find(path)
      const fields = one.fields
      if (edit.field === 'title') fields.title = edit.value
      if (edit.field === 'dek') fields.dek = edit.value
      if (edit.field === 'authors') fields.authors = [...edit.value]
      if (edit.field === 'tags') fields.tags = [...edit.value]
      if (edit.field === 'date') fields.date = dateOf(edit.day, edit.time, edit.zone)
      if (edit.field === 'own') {
        const own = fields.own.find((field) => String(field.key) === String(edit.key))
        if (own) own.value = structuredClone(edit.value)
      }
      if (edit.field === 'no-lead') fields.lead = null
      if (edit.field === 'lead-words' && fields.lead) {
        fields.lead.words = { ...edit.words }
        fields.lead.moved = splitOf(edit.words)
      }
      return fieldsOf(one, touched(one, openOf(path)))
    },
    save: async (path) => {
      emit({ kind: 'saved', path, version: openOf(path).version, state: stateOf(find(path)) })
    },
    settleOutside: async (path) => view(path),
    choices: async () => ({
      authors: byUse(all.flatMap((one) => one.fields.authors)),
      tags: byUse(all.flatMap((one) => one.fields.tags)),
      credits: albumOf(all, said).credits,
      own: [
        { key: ['section'], choices: ['Courts', 'Schools', 'County board', 'Transit'] },
        { key: ['places'], choices: ['Orrin', 'Lower Marl', 'Fenwick'] },
        { key: ['layout'], choices: ['post'] },
      ],
    }),
    cards: async (count) => {
      const listed = all.filter((one) => !one.broken)
      const cards = listed.slice(0, count).map((one) => ({ path: one.path, html: cardHtml(one.fields) }))
      return { cards, more: listed.length > count }
    },
    look: async () => options.look ?? null,
    openLink: async () => openedPage(),

    findings: async (path) => ({
      path,
      version: openOf(path).version,
      findings: (options.findings?.(find(path).text) ?? []).map((one) => ({
        ...one,
        left: leftAs.get(one.key) ?? null,
      })),
      problem: null,
    }),
    checkLinks: async (path) => ({
      path,
      version: openOf(path).version,
      findings: options.links ?? [],
      problem: null,
    }),
    leaveFinding: async (_path, key, reason) => {
      leftAs.set(key, { reason, by: settings.editor?.name ?? '', at: now.toISOString() })
    },
    lookAgain: async (_path, key) => void leftAs.delete(key),
    houseRules: async () => structuredClone(house),
    setHouseRules: async (rules) => {
      houseBefore = house
      house = structuredClone(rules)
      return structuredClone(house)
    },
    undoHouseRules: async () => {
      house = houseBefore
      return structuredClone(house)
    },

    ...wholeStories(all, now, view, () => emit({ kind: 'library' })),

    bringPicture: async (_path, name, bytes) => bring(name, bytes.length || 9_800_000),
    choosePictures: async () => chosen.map(([name]) => name),
    bringChosen: async (index) => bring(chosen[index]?.[0] ?? 'march.heic', chosen[index]?.[1] ?? 1),
    cancelPictures: async () => {},
    editPicture: async (key, edits) => {
      const id = drafts.get(key)
      const brought = broughtOf('IMG_2041.jpg', 9_800_000, ++draft)
      if (brought.kind === 'draft' && id) {
        drafts.delete(key)
        drafts.set(brought.draft.draft, id)
        const { width, height } = brought.draft.picture
        const turned = edits.turns % 2 === 1
        const crop = edits.crop ?? { width: 1, height: 1 }
        brought.draft.picture = {
          ...brought.draft.picture,
          id,
          width: Math.round((turned ? height : width) * crop.width),
          height: Math.round((turned ? width : height) * crop.height),
        }
      }
      return brought
    },
    discardPicture: async (key) => void drafts.delete(key),
    placePicture: async (path, key, words, provenance, lead, inText) => {
      const one = find(path)
      const src = `${drafts.get(key) ?? 'corridor'}.jpg`
      drafts.delete(key)
      said.set(src.replace(/\.\w+$/, ''), { ...provenance })
      if (lead) {
        const [picture, moved] = [pictureOf(src), splitOf(words)]
        one.fields.lead = { src, picture, words: { ...words }, moved, by_name: false, nowhere: [] }
      }
      const fields = lead ? fieldsOf(one, touched(one, openOf(path))) : null
      return { figure: inText ? figureText(src, words) : '', fields, act: null }
    },
    provenance: async (id) => ({ ...(said.get(id) ?? unsaid) }),
    setProvenance: async (id, provenance) => void said.set(id, { ...provenance }),
    figureText: async (_path, src, _form, words) => figureText(src, words),

    album: async () => {
      const album = albumOf(all, said)
      return { ...album, pictures: album.pictures.filter((one) => !thrown.has(one.file)) }
    },
    deletePicture: async (file) => {
      thrown.add(file)
      step = () => {
        thrown.delete(file)
        return []
      }
      return { changed: [], left: [], file: '' }
    },
    changeAlbum: async (file, edit) => {
      if (edit.kind === 'provenance') {
        const id = file.replace(/^.*\/|\.\w+$/g, '')
        const before = said.get(id) ?? unsaid
        said.set(id, { ...edit.provenance })
        step = () => {
          said.set(id, before)
          return []
        }
        return { changed: [], left: [], file }
      }
      const [changed, undo] = changeAlbum(all, file, edit)
      step = undo
      return { changed, left: [], file }
    },
    creditMoves: async () => creditMovesOf(all),
    moveCredits: async (moves) => {
      const [changed, undo] = moveCredits(all, moves)
      step = undo
      return { changed, left: [], file: '' }
    },
    renamePicture: async (file, name) => {
      const to = file.replace(/[^/]+(?=\.\w+$)/, name)
      renamed.set(to, file)
      return { changed: [], left: [], file: to }
    },
    movePicture: async (file, folder) => {
      step = () => []
      return { changed: [], left: [], file: `${folder}/${file.split('/').at(-1)}` }
    },
    undoAlbum: async () => {
      const changed = step?.() ?? null
      step = null
      return changed && { changed, left: [], file: '' }
    },

    lookedAt: async (path) => void looks.set(path, { version: copy(find(path)), at: now.toISOString() }),
    review: async (path, base) => {
      const { live, approved } = find(path)
      const look = looks.get(path)
      const since = look && { kind: 'looked' as const, at: look.at }
      const usual = usualReview(path, live, approved)
      const bases = since ? [...usual.bases, since] : usual.bases
      if (base === 'looked' && look && since)
        return { ...review(path, look.version, since), anything: usual.anything, bases }
      return { ...usual, bases }
    },
    approve: async (path, content, writer, editor) => {
      const one = find(path)
      settings = { ...settings, writer, editor }
      if (meanwhile) {
        meanwhile = false
        one.fields.dek += ' Updated.'
      }
      if (content !== hash(one)) return { kind: 'changed' }
      const own = options.ownStory
      if (own && writer.name === editor.name && !leftAs.has(own.key)) return { kind: 'asked', finding: own }
      one.approved = { ...copy(one), by: editor.name, at: now.toISOString() }
      emit({ kind: 'library' })
      return { kind: 'approved', state: stateOf(one) }
    },
    approveSeveral: async (reviewed, editor) => {
      const writers = new Map(all.map((one) => [one.path, one.fields.authors[0] ?? settings.writer?.name]))
      const { writer } = settings
      const outcomes = []
      for (const { path, content } of reviewed) {
        const by = { name: writers.get(path) ?? editor.name, email: '' }
        const problem = options.blocked?.[path]
        const approval = problem
          ? { kind: 'blocked' as const, problem }
          : await backend.approve(path, content, by, editor)
        outcomes.push({ path, approval })
      }
      settings = { ...settings, writer, editor }
      return outcomes
    },
    press: async () => {
      const ready = all.filter((one) => stateOf(one) === 'approved')
      const open = all.filter((one) => ['writing', 'live-with-changes'].includes(stateOf(one)) && !one.broken)
      return {
        destination: site.address,
        ready: ready.map(pressStory),
        changed: open.filter((one) => one.approved).map(pressStory),
        writing: open.filter((one) => !one.approved).map(pressStory),
        lately: all
          .filter((one) => stateOf(one) === 'live')
          .slice(0, 3)
          .map(pressStory),
        waiting: [...waiting],
      }
    },
    publish: async (paths): Promise<Publication> => {
      const outcome = options.publishing ?? 'sent'
      const steps: Step[] = outcome === 'sent' ? ['checking', 'sending', 'received'] : ['checking', 'sending']
      for (const step of steps) {
        emit({ kind: 'publishing', step })
        await wait(options.stepDelay ?? 10)
        if (halted) {
          halted = false
          return { outcome: 'stopped' }
        }
      }
      const closed = unopened()
      if (closed) return { outcome: 'refused', problem: closed, waits: false }
      if (outcome === 'refused' && options.offline) {
        for (const path of paths) waiting.add(path)
        const sentence = '“orrinrecord.example” cannot be reached.'
        const code = options.offline === 'elsewhere' ? 'elsewhere' : 'no-connection'
        return { outcome, problem: { code, sentence, hint: '' }, waits: true }
      }
      if (outcome === 'refused') {
        const sentence = 'The site takes stories from Ana Lindqvist and Kofi Brobbey only.'
        const hint = 'Ask Ana or Kofi to publish.'
        return { outcome, problem: { code: 'not-allowed', sentence, hint }, waits: false }
      }
      if (outcome === 'unknown') {
        const sentence = 'We lost the connection while sending.'
        const hint = 'We look at the site and tell you whether it arrived; nothing is sent twice.'
        return { outcome, problem: { code: 'lost', sentence, hint } }
      }
      if (outcome === 'nothing-new') return { outcome }
      for (const path of paths) {
        const one = find(path)
        one.live = one.approved
        one.fields.address_fixed = true
        if (one.live) one.live = { ...one.live, fields: { ...one.live.fields, address_fixed: true } }
        one.approved = one.live
      }
      emit({ kind: 'library' })
      const looked_for = options.pages === 'none' ? [] : [...paths]
      if (options.pages !== 'none') {
        setTimeout(() => {
          for (const path of paths) {
            const at = new Date().toISOString()
            if (options.pages === 'not-seen') emit({ kind: 'not-seen', path })
            else emit({ kind: 'seen', path, at, address: `https://${site.address}/${path}` })
          }
        }, options.stepDelay ?? 10)
      }
      return { outcome, commit: 'a1b2c3', paths: [...paths], at: new Date().toISOString(), looked_for }
    },
    signedIn: async (address) => ({
      host: hostOf(address),
      user: signed,
      stays: options.keychain !== false,
      codes: options.codes !== undefined,
    }),
    signIn: async (address, user) => {
      signed = user
      return {
        host: hostOf(address),
        user,
        stays: options.keychain !== false,
        codes: options.codes !== undefined,
      }
    },
    signInCode: async (address) => ({
      code: 'WDJB-MJHT',
      page: `https://${hostOf(address)}/login/device`,
      minutes: 15,
    }),
    awaitCode: async () => {
      if (options.codes === 'denied')
        throw new DeskError({
          code: 'denied',
          sentence: 'Signing in was refused there.',
          hint: 'Get a new code.',
        })
      await new Promise<void>((typed) => {
        openedPage = typed
      })
      signed = ''
      return { host: hostOf(null), user: '', stays: options.keychain !== false, codes: true }
    },
    dropCode: async () => {},
    signOut: async (address) => {
      signed = null
      return { host: hostOf(address), user: null, stays: false, codes: options.codes !== undefined }
    },
    trustHost: async () => {
      trusted = true
    },
    sitesFolder: async () => '/home/ana/Documents',
    chooseSitesFolder: async () => '/home/ana/Sites',
    bringSite: async () => {
      const problem = unopened()
      if (problem) return { kind: 'refused', folder: '/home/ana/Documents', problem }
      for (const percent of [0, 40, 100]) {
        emit({ kind: 'bringing', percent, kilobytes: percent * 20 })
        await wait(options.stepDelay ?? 10)
        if (stopped) return { kind: 'cancelled' }
      }
      return { kind: 'opened', site }
    },
    stopBringing: async () => {
      stopped = true
    },
    undoPublish: async (paths, anyway): Promise<Publication> => {
      for (const step of ['checking', 'sending', 'received'] as Step[]) {
        emit({ kind: 'publishing', step })
        await wait(options.stepDelay ?? 10)
        if (options.changedSince && !anyway) {
          const sentence = 'Maria Nwosu published another version of this story since.'
          const hint = 'Nothing was taken back.'
          return { outcome: 'refused', problem: { code: 'changed-since', sentence, hint }, waits: false }
        }
      }
      for (const path of paths) {
        const one = find(path)
        const back = off.get(path)
        if (back) {
          one.live = back
          one.approved = back
          off.delete(path)
          continue
        }
        one.approved ??= one.live
        one.live = null
        one.fields.address_fixed = false
      }
      emit({ kind: 'library' })
      return {
        outcome: 'sent',
        commit: 'd4e5f6',
        paths: [...paths],
        at: new Date().toISOString(),
        looked_for: [],
      }
    },
    connected: async () => {},
    stopPublishing: async () => {
      if (options.stopsInTime === false) return false
      halted = true
      return true
    },
    liveStory: async (path) => {
      const { live, ...one } = find(path)
      if (!live) throw new DeskError({ code: 'gone', sentence: 'Readers do not have it.', hint: '' })
      const day = new Intl.DateTimeFormat('en-US', { dateStyle: 'long' }).format(now)
      return {
        path,
        title: live.fields.title,
        dek: live.fields.dek,
        text: live.text,
        figures: figures(live.text),
        content: hash(live),
        at: live.at,
        waits: hash(live) !== hash(one),
        notes: [
          { kind: 'correction', before: `Correction, ${day}:` },
          { kind: 'update', before: `Update, ${day}:` },
        ],
      }
    },
    publishFix: async (path, fix): Promise<Publication> => {
      if (fix.kind !== 'small' && !fix.note.trim()) {
        const sentence = 'Readers are not told yet what was corrected or updated.'
        throw new DeskError({ code: 'untold', sentence, hint: '' })
      }
      if (options.ownStory && settings.writer?.name === settings.editor?.name && !fix.reason) {
        throw new DeskError({ code: 'own-story', sentence: options.ownStory.message, hint: '' })
      }
      for (const step of ['checking', 'sending', 'received'] as Step[]) {
        emit({ kind: 'publishing', step })
        await wait(options.stepDelay ?? 10)
      }
      const at = new Date().toISOString()
      return { outcome: 'sent', commit: 'f1f2f3', paths: [path], at, looked_for: [] }
    },
    unpublishPreview: async (path) => {
      const one = find(path)
      const others = all.filter((other) => other !== one && other.live)
      return {
        title: one.fields.title,
        address: one.fields.address,
        unlisted: true,
        stories: others.map((other) => ({
          path: other.path,
          title: other.fields.title,
          authors: other.fields.authors,
        })),
        links: 2,
      }
    },
    unpublish: async (path): Promise<Publication> => {
      for (const step of ['checking', 'sending', 'received'] as Step[]) {
        emit({ kind: 'publishing', step })
        await wait(options.stepDelay ?? 10)
      }
      const one = find(path)
      if (one.live) off.set(path, one.live)
      one.live = null
      one.approved = null
      emit({ kind: 'library' })
      const at = new Date().toISOString()
      return { outcome: 'sent', commit: 'e7f8a9', paths: [path], at, looked_for: [] }
    },
    hold: async (paths) => {
      for (const path of paths) waiting.delete(path)
      emit({ kind: 'library' })
    },
    keepInStep: async () => ({ kind: 'in-step', stories: 0 }),
    twoVersions: async (path) => (undecided.has(path) ? twoVersions(find(path), now) : null),
    decide: async (path, content, choices) => {
      const one = find(path)
      if (content !== twoVersions(one, now).content) return { kind: 'changed' }
      undecided.delete(path)
      one.text = decidedText(one, choices)
      const open = openOf(path)
      open.textVersion = touched(one, open)
      return { kind: 'decided', post: view(path) }
    },
    versions: async (path) =>
      earlier(path).map(({ at, why, by, version }, i) => ({
        id: `v${i}`,
        at,
        why,
        by: by ?? null,
        words: countWords(version.text),
      })),
    versionReview: async (path, id) => {
      const found = earlier(path)[Number(id.slice(1))]
      return review(path, found?.version ?? null, { kind: 'approved', at: found?.at ?? '', by: '' })
    },
    restoreVersion: async (path, id) => {
      const one = find(path)
      const found = earlier(path)[Number(id.slice(1))]
      if (found) {
        const was = copy(one)
        Object.assign(one, structuredClone(found.version))
        earlier(path).unshift({ at: now.toISOString(), why: 'restored', version: was })
        const open = openOf(path)
        open.textVersion = touched(one, open)
      }
      return view(path)
    },

    onEvent: async (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    pictureUrl: (id) => address(id),
    setTitle: async () => {},
  }

  function earlier(path: string) {
    const found = kept.get(path)
    if (found) return found
    const one = find(path)
    const ago = (hours: number) => new Date(now.valueOf() - hours * 3_600_000).toISOString()
    const cut = (by: number) => {
      const version = copy(one)
      version.text = `${version.text.trim().split('\n\n').slice(0, -by).join('\n\n')}\n`
      return version
    }
    const older =
      one.live && hash(one.live) !== hash(one) ? { fields: one.live.fields, text: one.live.text } : cut(3)
    const fresh = [
      { at: ago(0.4), why: 'saved', version: cut(1) },
      { at: ago(1.6), why: 'outside', version: cut(2) },
      { at: ago(25), why: 'approved', by: 'Kofi Brobbey', version: older },
      { at: ago(49), why: 'replaced', version: { ...older, text: one.text.split('\n\n')[0] ?? '' } },
    ]
    kept.set(path, fresh)
    return fresh
  }

  return Object.assign(backend, record(backend, calls, options, wait), { calls, emit, stories: all })
}

/** Each once, the most frequent first. */
function byUse(values: string[]): string[] {
  const uses = new Map<string, number>()
  for (const one of values) uses.set(one, (uses.get(one) ?? 0) + 1)
  return [...uses.keys()].sort((a, b) => (uses.get(b) ?? 0) - (uses.get(a) ?? 0) || a.localeCompare(b))
}

/** Notes every call, waits, and fails where it was told to. */
function record(
  backend: Backend,
  calls: FakeBackend['calls'],
  options: FakeOptions,
  wait: () => Promise<void>,
): Partial<Backend> {
  const direct = ['onEvent', 'pictureUrl']
  const wrapped = Object.entries(backend)
    .filter(([name]) => !direct.includes(name))
    .map(([name, command]) => [
      name,
      async (...args: unknown[]) => {
        calls.push([name, ...args])
        if (options.delay) await wait()
        const problem = options.failing?.[name as keyof Backend]
        if (problem) throw new DeskError(problem)
        return (command as (...args: unknown[]) => unknown)(...args)
      },
    ])
  return Object.fromEntries(wrapped)
}
