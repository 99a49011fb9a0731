/** Time zones that a date can be written in, and how they are shown. */

const common = [
  'UTC',
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'America/Sao_Paulo',
  'Europe/London',
  'Europe/Berlin',
  'Europe/Kyiv',
  'Africa/Lagos',
  'Africa/Nairobi',
  'Asia/Kolkata',
  'Asia/Shanghai',
  'Asia/Seoul',
  'Asia/Tokyo',
  'Australia/Sydney',
  'Pacific/Auckland',
]

/** The choices of the zone field: the story's own, the site's, then common ones; none twice. */
export function zoneChoices(own: string, site: string): string[] {
  return [...new Set([own, site, ...common])].filter((zone) => zone !== '')
}

/** A zone in short: the city of an IANA name, its distance where it has one (with the sign that people write), else as it is. */
export function zoneName(zone: string): string {
  const [, sign, hours] = /^Etc\/GMT([+-])(\d{1,2})$/.exec(zone) ?? []
  if (hours) return `UTC${sign === '+' ? '−' : '+'}${hours.padStart(2, '0')}:00`
  return zone.includes('/') ? (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ') : zone
}
