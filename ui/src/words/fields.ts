/** The words of fields: those of every story, and those of the site’s own. */
import type { FieldValue } from '../ipc'
import { capital, plural, sentence, small } from './counting'

/** What the fields that every story has are called. */
const fieldNames: Record<string, string> = {
  title: 'Headline',
  dek: 'Dek',
  authors: 'Byline',
  date: 'Date',
  tags: 'Tags',
  'lead-alt': 'Lead picture, description',
  'lead-caption': 'Lead picture, caption',
  'lead-credit': 'Lead picture, credit',
}

/** Keys in use whose words say too little, or too much. */
const keyNames: Record<string, string> = {
  ...Object.fromEntries(
    ['lastmod', 'last modified at', 'updated date', 'modified', 'date modified'].map((key) => [
      key,
      'Updated',
    ]),
  ),
  toc: 'Table of contents',
  'seo title': 'Headline in search',
  'seo description': 'Dek in search',
}

/** A key of the site's own, as a label: `in_newsletter` is "In newsletter". */
export function keyLabel(key: string | string[]): string {
  const steps = typeof key === 'string' ? key.split('.') : key
  const own = steps.length > 1 && /^(params|extra|taxonomies)$/.test(steps[0] ?? '') ? steps.slice(1) : steps
  const words = own
    .join(' ')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/[._\s-]+/g, ' ')
    .trim()
  const small = words.replace(/(?<!\p{Lu})\p{Lu}(?=\p{Ll}|\s|$)/gu, (letter) => letter.toLowerCase())
  return keyNames[small] ?? capital(small)
}

/** What a field is called, one of every story or of the site’s own. */
export function fieldName(field: string): string {
  return fieldNames[field] ?? keyLabel(field)
}

export const address = {
  title: 'Change the address',
  made: 'Made from the headline.',
  free: 'The address stays fixed once the story is live.',
  fixed: 'Fixed: readers have the story under this address.',
  moves: (old: string) =>
    `Readers have the story at ${old}. With what changed here it moves: the findings say how they are led on.`,
  change: 'Change address…',
  set: 'Change address',
  same: 'That is its address now.',
  becomes: (address: string) => `Readers will find it at ${address}`,
  sentOn: 'Readers who come to the old address are sent on to the new one. Links in other stories follow.',
  notSentOn:
    'Galley cannot send readers on in this site: the old address will lead nowhere unless whoever looks after the site sends them on. Links in other stories follow.',
  fromHeadline: 'Make it from the headline',
}

export const fields = {
  byline: 'Byline',
  addName: 'Add a name',
  date: 'Date',
  time: 'Time',
  zone: 'Time zone',
  unreadable: (raw: string) => `“${raw}” cannot be read as a date. Choose one here.`,
  tags: 'Tags',
  addTag: 'Add a tag',
  address: 'Address',
  lead: 'Lead picture',
  noLead: 'None yet. A picture that you put in the story can become the lead picture.',
  missingPicture: 'The picture’s file is not in its place.',
  changeWords: 'Change words',
  onSite: 'On this site',
  more: (count: number) => `${count} more ${plural(count, 'field', 'fields')}`,
  none: 'None',
  another: 'Another…',
  addTo: 'Add one',
  notSet: 'not set',
  needed: 'This site needs it',
  /** One of several inputs of a field. */
  part: (field: string, part: string) => `${field}: ${small(part)}`,
  needByline: 'Every story needs one',
  needDate: 'Needed',
  notANumber: (typed: string) => `“${typed}” is not a number, and was not taken.`,
  parts: 'This has parts of its own, which are kept as they are.',
  variant: (used: string) => sentence(`The site writes “${used}”`),
  useVariant: 'Use that',
  /** A value that is only shown. */
  asIs: (value: FieldValue) => {
    switch (value.kind) {
      case 'none':
        return 'None'
      case 'switch':
        return value.on ? 'Yes' : 'No'
      case 'date':
        return `${value.day} ${value.time}`.trim()
      case 'list':
        return value.items.join(', ')
      default:
        return value.text
    }
  },
  shared: 'In search and when shared',
  noHeadline: 'Untitled',
}
