/** What follows from a made-up story's versions: its state, its review, its line in the press room. */
import type { PressStory, Review, State } from '../ipc'
import { fieldChanges, pictureChanges, textChanges, type Version } from './changes'
import { emptyFields, type Story } from './stories'

/** How far a story has come. */
export function stateOf(one: Story): State {
  const is = hash(one)
  if (one.live && hash(one.live) === is) return 'live'
  if (one.approved && hash(one.approved) === is) return 'approved'
  return one.live ? 'live-with-changes' : 'writing'
}

/** All that an approval stands for, as one text. */
export function hash(version: Version): string {
  const { address_fixed: _, ...fields } = version.fields
  return JSON.stringify([fields, version.text])
}

/** A story as it is now. */
export function copy(one: Version): Version {
  return structuredClone({ fields: one.fields, text: one.text })
}

/** The date as a list shows it. */
export function shortDay(one: Story): string {
  const day = one.fields.date?.day
  if (!day) return ''
  const year = day.startsWith('2026') ? undefined : ('numeric' as const)
  const format = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', year, timeZone: 'UTC' })
  return format.format(new Date(`${day}T12:00:00Z`))
}

/** A story as the press room lists it. */
export function pressStory(one: Story): PressStory {
  return {
    path: one.path,
    title: one.fields.title,
    authors: [...one.fields.authors],
    thumbnail: one.fields.lead?.picture?.id ?? null,
    approved_by: one.approved?.by ?? '',
    approved_at: one.approved?.at ?? '',
    replaces: one.live !== null,
    sent_by: one.live?.by ?? '',
    sent_at: one.live?.at ?? '',
    takes_down: false,
    picture: false,
    house: false,
    unpublished: false,
  }
}

/** What changed in a story since an earlier version; everything when there is none. */
export function reviewOf(one: Story, before: Version | null, since: Review['since'], now: Date): Review {
  const { fields, same } = fieldChanges(before?.fields ?? emptyFields(''), one.fields)
  return structuredClone({
    path: one.path,
    title: one.fields.title,
    state: stateOf(one),
    since,
    bases: [since],
    authors: one.fields.authors,
    changed: new Date(now.valueOf() - 14 * 60_000).toISOString(),
    fields: one.broken ? [] : fields,
    fields_same: same,
    text: one.broken ? [] : textChanges(before?.text ?? '', one.text),
    pictures: one.broken ? [] : pictureChanges(before, one),
    takes_down: false,
    picture: false,
    house: false,
    content: hash(one),
    anything: !one.broken && (before === null || hash(before) !== hash(one)),
    problem: one.broken
      ? { code: 'broken', sentence: one.broken.reason, hint: 'Open it and repair that line.' }
      : null,
  })
}
