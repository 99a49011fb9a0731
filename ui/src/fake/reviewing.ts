/** What changed in the made-up newsroom, who approved it, and what was before. */
import type { Backend, Review } from '../ipc'
import type { Version } from './changes'
import type { Newsroom } from './newsroom'
import { countWords } from './page'
import { copy, hash, reviewOf, stateOf } from './states'
import type { Story } from './stories'
import { decidedText, togetherPage, twoVersions } from './two'

type Reviewing = Pick<
  Backend,
  | 'lookedAt'
  | 'review'
  | 'approve'
  | 'approveSeveral'
  | 'twoVersions'
  | 'togetherPage'
  | 'decide'
  | 'versions'
  | 'otherText'
  | 'versionReview'
  | 'restoreVersion'
>

/** These commands, in one newsroom. */
export function reviewing(room: Newsroom): Reviewing {
  const { options, now, all, emit, find, view, openOf, touched, undecided, leftAs } = room
  const kept = new Map<string, { at: string; why: string; by?: string; version: Version }[]>()
  const looks = new Map<string, { version: Version; at: string }>()
  let meanwhile = options.changedMeanwhile ?? false
  const review = (path: string, before: Version | null, since: Review['since']): Review =>
    reviewOf(find(path), before, since, now)
  const usualReview = (path: string, live: Story['live'], approved: Story['approved']): Review => {
    if (live) return review(path, live, { kind: 'live', at: live.at, by: live.by })
    if (approved) return review(path, approved, { kind: 'approved', at: approved.at, by: approved.by })
    return review(path, null, { kind: 'new' })
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
  const approve: Backend['approve'] = async (path, content, writer, editor) => {
    const one = find(path)
    Object.assign(room.settings, { writer, editor })
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
  }

  return {
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
    approve,
    approveSeveral: async (reviewed, editor) => {
      const writers = new Map(
        all.map((one) => [one.path, one.fields.authors[0] ?? room.settings.writer?.name]),
      )
      const { writer } = room.settings
      const outcomes = []
      for (const { path, content } of reviewed) {
        const by = { name: writers.get(path) ?? editor.name, email: '' }
        const problem = options.blocked?.[path]
        const approval = problem
          ? { kind: 'blocked' as const, problem }
          : await approve(path, content, by, editor)
        outcomes.push({ path, approval })
      }
      Object.assign(room.settings, { writer, editor })
      return outcomes
    },
    twoVersions: async (path) => (undecided.has(path) ? twoVersions(find(path), now) : null),
    togetherPage: async (path, content, choices) => {
      const one = find(path)
      return content === twoVersions(one, now).content ? togetherPage(one, choices) : null
    },
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
    // No other program writes in the made-up newsroom.
    otherText: async () => null,
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
  }
}
