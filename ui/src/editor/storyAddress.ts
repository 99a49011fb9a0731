/**
 * Where readers find another story of the site: what a link to it leads to. Told from the place
 * of its file, as the back end tells it for the story that is open (`Metadata.address`).
 */

/** The address of a story, from the root of the site: `/2026/night-court/`. */
export function storyAddress(path: string): string {
  const place = path.replace(/\/(?:_?index)\.[^/.]+$/, '').replace(/\.[^/.]+$/, '')
  const inner = place.replace(/^(?:content|src\/content|source|src)\//, '')
  const dated = /(?:^|\/)_posts\/(?:(.*)\/)?(\d{4})-(\d{2})-(\d{2})-([^/]+)$/.exec(inner)
  if (dated) {
    const [, folder, year, month, day, name] = dated
    return `/${[folder, year, month, day, name].filter(Boolean).join('/')}/`
  }
  return `/${inner}/`
}
