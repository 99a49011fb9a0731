/** Dates and times as the interface writes them: "14:02", "Today, 14:02", "November 12". */

/** The time of day: "14:02", "9:20". Empty for what is no time. */
export function clock(at: string): string {
  const date = new Date(at)
  if (Number.isNaN(date.valueOf())) return ''
  const parts = new Intl.DateTimeFormat('en-US', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  return parts.format(date).replace(/^0/, '')
}

/** The day: "Today", "Yesterday", "November 12", with the year when it is another one. */
export function day(at: string, now = new Date()): string {
  const date = new Date(at)
  if (Number.isNaN(date.valueOf())) return ''
  const ago = Math.round((midnight(now) - midnight(date)) / 86_400_000)
  if (ago === 0) return 'Today'
  if (ago === 1) return 'Yesterday'
  const year = date.getFullYear() === now.getFullYear() ? undefined : ('numeric' as const)
  return new Intl.DateTimeFormat('en-US', { month: 'long', day: 'numeric', year }).format(date)
}

/** Day and time for a list: "Today, 14:02", and the day alone when it was earlier than yesterday. */
export function moment(at: string, now = new Date()): string {
  const name = day(at, now)
  return name === 'Today' || name === 'Yesterday' ? `${name}, ${clock(at)}` : name
}

/** Day and time inside a sentence: "today, 13:48". */
export function within(at: string, now = new Date()): string {
  const name = day(at, now)
  if (name === 'Today' || name === 'Yesterday') return `${name.toLowerCase()}, ${clock(at)}`
  return name ? `${name}, ${clock(at)}` : ''
}

/** The day alone inside a sentence: "today", "November 12". */
export function dayWithin(at: string, now = new Date()): string {
  const name = day(at, now)
  return name === 'Today' || name === 'Yesterday' ? name.toLowerCase() : name
}

/** As short as a sentence can say it: the time when it was today, else the day, "yesterday". */
export function brief(at: string, now = new Date()): string {
  return day(at, now) === 'Today' ? clock(at) : dayWithin(at, now)
}

/** A whole day as a text for readers says it: "November 26, 2026". */
export function wholeDay(date = new Date()): string {
  return new Intl.DateTimeFormat('en-US', { dateStyle: 'long' }).format(date)
}

function midnight(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).valueOf()
}
