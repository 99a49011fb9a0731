/** How a picture came to the site, and how long it may be shown: rule I11 while it is typed. */
import type { PictureOrigin, Provenance } from '../ipc'
import { tasks as words } from '../words/tasks'

export const origins: PictureOrigin[] = ['staff', 'wire', 'stock', 'courtesy', 'own', 'cc']

/** So many days before its last one a picture is pointed out, as in the copy desk. */
const NOTICE_DAYS = 14

const DAY_MS = 86_400_000

/** Nothing is said of a picture. */
export const unsaid: Provenance = { creator: '', source: '', link: '', origin: null, terms: '', until: '' }

/** Whether two say the same. */
export function same(one: Provenance, other: Provenance): boolean {
  return (Object.keys(unsaid) as (keyof Provenance)[]).every((key) => one[key] === other[key])
}

/** Days from today to a day such as 2026-12-31, as the calendar on the wall counts them. */
export function daysUntil(day: string, now = new Date()): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())
  return Math.round((Date.UTC(year, month - 1, date) - today) / DAY_MS)
}

/** What stands in the way of showing it, or soon will. */
export function lintOfRights(
  { until, terms }: Provenance,
  now = new Date(),
): { weight: 'stop' | 'look'; text: string }[] {
  const says = words.picture.more
  const found: { weight: 'stop' | 'look'; text: string }[] = []
  if (
    /\b(?:no|not for(?: use on)?(?: the)?) (?:web|internet|online|digital)\b|\bprint(?: use)? only\b/i.test(
      terms,
    )
  )
    found.push({ weight: 'stop', text: says.notForWeb })
  if (until !== '') {
    const left = daysUntil(until, now)
    if (left < 0) found.push({ weight: 'stop', text: says.ended(until) })
    else if (left <= NOTICE_DAYS) found.push({ weight: 'look', text: says.ending(until) })
  }
  return found
}
