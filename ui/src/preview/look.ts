/**
 * How large a page is drawn, and whether somebody wants to see a site's pages as the site draws them,
 * remembered for each site.
 */

/** Under this width, CSS pixels, a page is drawn as a phone shows it. */
export const PHONE_BELOW = 441
/** Reading size of a phone, against the desktop's. */
export const PHONE = 0.88

const KEY = 'look'

/** What was chosen for a site; `null` when nothing was. */
export function recallLook(site: string): boolean | null {
  const value = chosen()[site]
  return typeof value === 'boolean' ? value : null
}

/** Remembers a choice. */
export function rememberLook(site: string, asSite: boolean): void {
  localStorage.setItem(KEY, JSON.stringify({ ...chosen(), [site]: asSite }))
}

function chosen(): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}')
    return value && typeof value === 'object' ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
