/** The time of the last keystroke that was kept: exact to the second. */

const exact = new Intl.DateTimeFormat('en-US', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

/** The time of day with seconds, `14:02:31`; what cannot be read is shown as it is. */
export function second(at: string): string {
  const time = new Date(at)
  return Number.isNaN(time.valueOf()) ? at : exact.format(time)
}
