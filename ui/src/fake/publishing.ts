/** The press room of the made-up newsroom. */
import { type Backend, DeskError, type Publication, type Step } from '../ipc'
import { type Newsroom, unopened } from './newsroom'
import { site } from './options'
import { figures } from './page'
import { hash, pressStory, stateOf } from './states'
import type { Story } from './stories'

type Publishing = Pick<
  Backend,
  | 'press'
  | 'publish'
  | 'undoPublish'
  | 'connected'
  | 'stopPublishing'
  | 'liveStory'
  | 'publishFix'
  | 'unpublishPreview'
  | 'unpublish'
  | 'hold'
  | 'keepInStep'
>

/** These commands, in one newsroom. */
export function publishing(room: Newsroom): Publishing {
  const { options, now, all, emit, wait, find, waiting } = room
  /** What readers had of stories that were taken off the site. */
  const off = new Map<string, NonNullable<Story['live']>>()
  let halted = false

  return {
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
      const closed = unopened(room)
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
      if (options.ownStory && room.settings.writer?.name === room.settings.editor?.name && !fix.reason) {
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
  }
}
