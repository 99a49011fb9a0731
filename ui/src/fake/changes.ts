/** What changed between two versions of a made-up story: words, paragraphs, fields, pictures. */
import type { FieldChange, FieldValue, Metadata, PictureChange, PictureSide, Run, TextChange } from '../ipc'
import { unsaid } from '../photo/rights'
import { steps, wordRuns } from '../review/runs'
import { figures, pieces } from './page'

/** One version of a story. */
export interface Version {
  fields: Metadata
  text: string
}

/** The text, paragraph by paragraph. */
export function textChanges(before: string, now: string): TextChange[] {
  const was = paragraphs(before)
  const is = paragraphs(now)
  const all = steps(was, is)
  const changes: TextChange[] = []
  let gone: string[] = []
  let come: string[] = []
  const settle = () => {
    for (const text of come) {
      const at = was.indexOf(text)
      if (at >= 0) {
        const after = was[at - 1] ?? ''
        changes.push({ kind: 'moved', text, up: is.indexOf(text) <= at, after: opening(after) })
        continue
      }
      const twin = gone.findIndex((old) => alike(old, text) > 0.4)
      if (twin >= 0)
        changes.push({ kind: 'reworded', runs: wordRuns(gone.splice(twin, 1)[0] ?? '', text), styles: [] })
      else changes.push({ kind: 'new', text })
    }
    for (const text of gone) if (!is.includes(text)) changes.push({ kind: 'removed', text })
    gone = []
    come = []
  }
  for (const [fate, text] of all) {
    if (fate === 'out') gone.push(text)
    else if (fate === 'in') come.push(text)
    else {
      settle()
      const last = changes.at(-1)
      if (last?.kind === 'same') last.paragraphs.push(text)
      else changes.push({ kind: 'same', paragraphs: [text] })
    }
  }
  settle()
  return changes
}

function ownText(value: FieldValue): string {
  if (value.kind === 'switch') return String(value.on)
  if (value.kind === 'list') return value.items.join(', ')
  if (value.kind === 'date') return `${value.day} ${value.time}`.trim()
  return value.kind === 'none' ? '' : value.text
}

/** A list is a run for each of its names; all else is words. */
const shown = (fields: Metadata): [string, string | string[]][] => [
  ['title', fields.title],
  ['dek', fields.dek],
  ['authors', fields.authors],
  ['date', fields.date ? `${fields.date.long}, ${fields.date.time}` : ''],
  ['tags', fields.tags],
  ['lead-alt', fields.lead?.words.alt ?? ''],
  ['lead-caption', fields.lead?.words.caption ?? ''],
  ['lead-credit', fields.lead?.words.credit ?? ''],
  ...fields.own.map((field): [string, string] => [field.key.join('.'), ownText(field.value)]),
]

/** Fields that differ, and how many do not. */
export function fieldChanges(before: Metadata, now: Metadata): { fields: FieldChange[]; same: number } {
  const old = new Map(shown(before))
  const all = shown(now)
  const same = ([field, value]: [string, string | string[]]) => String(old.get(field) ?? '') === String(value)
  const fields = all
    .filter((one) => !same(one))
    .map(([field, value]) => ({ field, runs: runsBetween(old.get(field) ?? '', value) }))
  return { fields, same: all.filter((one) => one[1].length > 0 && same(one)).length }
}

function runsBetween(was: string | string[], is: string | string[]): Run[] {
  if (typeof is === 'string') return wordRuns(String(was), is)
  return steps([...was], is).map(([fate, text]): Run => ({ fate, text }))
}

const OLD = { old_file: { kind: 'nothing' as const } }

/** Pictures that came, went or were replaced. */
export function pictureChanges(before: Version | null, now: Version): PictureChange[] {
  const was = before ? sides(before) : []
  const is = sides(now)
  const changes: PictureChange[] = []
  const lead = (side: PictureSide) => side.lead
  const key = (side?: PictureSide) => JSON.stringify([side?.picture?.id, side?.words, side?.lead])
  if (key(was.find(lead)) !== key(is.find(lead))) {
    changes.push({ before: was.find(lead) ?? null, now: is.find(lead) ?? null, ...OLD })
  }
  const rest = (all: PictureSide[]) => all.filter((side) => !side.lead)
  for (const side of rest(is)) {
    const old = rest(was).find((other) => other.picture?.id === side.picture?.id)
    if (key(old) !== key(side)) changes.push({ before: old ?? null, now: side, ...OLD })
  }
  for (const side of rest(was)) {
    if (!rest(is).some((other) => other.picture?.id === side.picture?.id))
      changes.push({ before: side, now: null, ...OLD })
  }
  return changes
}

function sides(version: Version): PictureSide[] {
  const lead = version.fields.lead
  const provenance = unsaid
  const inText = figures(version.text).map(({ picture, words }) => ({
    picture,
    words,
    provenance,
    lead: false,
  }))
  return lead ? [{ picture: lead.picture, words: lead.words, provenance, lead: true }, ...inText] : inText
}

function paragraphs(text: string): string[] {
  return pieces(text)
    .map((piece) => piece.text)
    .filter((piece) => !piece.startsWith('!['))
    .map((piece) => piece.replace(/^(#+|>|[-*]) /gm, '').replace(/\*\*?(.+?)\*\*?|\[(.+?)\]\(.+?\)/g, '$1$2'))
}

function opening(text: string): string {
  return text.split(/\s+/).slice(0, 4).join(' ')
}

function alike(a: string, b: string): number {
  const words = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
  const [one, two] = [words(a), words(b)]
  const both = [...one].filter((word) => two.has(word)).length
  return both / Math.max(1, Math.max(one.size, two.size))
}
