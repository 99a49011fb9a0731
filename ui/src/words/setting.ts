/** The words of what people said of a site, as the settings that a review shows. */
import { keyLabel } from './fields'
import { house, limitName, weightName } from './house'
import { kept } from './site'

/** Settings that are no row of how a site keeps its stories, by their path. */
const names: Record<string, string> = {
  'posts.folders': kept.row('folders'),
  'posts.path': kept.row('path'),
  'posts.stories': kept.row('pages'),
  'posts.pages': 'Pages that are no stories',
  'posts.date': 'How a date is written',
  'figure.form': kept.row('figure'),
  'images.folder': kept.row('images'),
  'images.address': 'Address of pictures',
  'images.widths': kept.row('sizes'),
  'images.webp': 'Pictures also as WebP',
  'limits.headline': limitName('headline_shown'),
  'limits.dek': limitName('dek_most'),
  'preview.stylesheets': 'Styles of the page',
  'signing.client': 'Who people sign in with',
  address: 'Address of the site',
  'check.do_not_name': house.doNotName,
  'check.labels': house.labels,
  'check.one_person': house.onePerson,
}

/** The first steps of a path, and the rest of it, which may have dots of its own. */
function below(field: string, table: string): string | null {
  return field.startsWith(`${table}.`) ? field.slice(table.length + 1) : null
}

export const setting = {
  title: 'Settings',
  mean: 'You approve exactly these settings. They hold for everybody who writes for this site once somebody publishes them.',
  /** What a setting is called, by its path. */
  name: (field: string): string => {
    const key = below(field, 'keys')
    if (key !== null) return kept.row(key)
    const limit = below(field, 'check.limits')
    if (limit !== null) return limitName(limit)
    const word = below(field, 'check.words')
    if (word !== null) return `${house.words}: not “${word}”, but`
    return names[field] ?? below(field, 'check.severity') ?? kept.row(field)
  },
  /** One part of a setting. */
  value: (field: string, text: string): string => {
    if (text === 'true' || text === 'false') return text === 'true' ? 'Yes' : 'No'
    if (below(field, 'check.severity') !== null) return weightName(text)
    if (below(field, 'keys') !== null) return text ? keyLabel(text) : 'None'
    if (field === 'figure.form') return kept.figure(text)
    if (field === 'generator') return kept.generator(text)
    if (field === 'images.folder') return kept.images(text)
    if (field === 'posts.path') return kept.path(text)
    return text
  },
}
