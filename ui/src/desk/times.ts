/** Times as the desk shows them. */

const minutes = new Intl.DateTimeFormat('en-US', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const seconds = new Intl.DateTimeFormat('en-US', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

/** The time of day, `14:02` or `14:02:31`; what cannot be read is shown as it is. */
export function clock(at: string, exact = false): string {
  const time = new Date(at)
  if (Number.isNaN(time.valueOf())) return at
  return (exact ? seconds : minutes).format(time)
}
