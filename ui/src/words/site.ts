/** The words of how a site keeps its stories. */
import type { ProfileChoice, ProfileRow, SiteView } from '../ipc'
import { capital, counted } from './counting'
import { keyLabel } from './fields'

const generators: Record<string, string> = {
  hugo: 'Hugo',
  jekyll: 'Jekyll',
  eleventy: 'Eleventy',
  astro: 'Astro',
  zola: 'Zola',
  generic: 'Something else',
}

const rows: Record<string, string> = {
  generator: 'What builds the site',
  folders: 'Folders with stories',
  path: 'Where a new story goes',
  description: 'Dek',
  authors: 'Byline',
  date: 'Date',
  updated: 'Date of the last update',
  tags: 'Tags',
  lead_src: 'Lead picture',
  lead_alt: 'Lead picture, description',
  lead_caption: 'Lead picture, caption',
  lead_credit: 'Lead picture, credit',
  figure: 'Pictures in the text',
  images: 'Where pictures lie',
  sizes: 'Sizes of a picture in the text',
  pages: 'Pages that are stories all the same',
}

const figures: Record<string, string> = {
  markdown: 'Caption and credit on the line below',
  title: 'Caption and credit in the picture’s title',
  html: 'A figure of its own',
  shortcode: 'The site’s own figure',
  template: 'As the site’s own template shows it',
}

const sizes: Record<string, string> = {
  '': 'One for all screens',
  '480,800,1200': 'Smaller ones too: 480, 800 and 1,200 pixels wide',
  '480,800,1200+webp': 'Smaller ones too, and each also as WebP',
}

const languages = new Intl.DisplayNames(['en'], { type: 'language' })

/** The name of a language by its code; the code where there is none. */
export function languageName(code: string): string {
  try {
    return languages.of(code.replace('_', '-')) ?? code
  } catch {
    return code
  }
}

/** `content/posts/{slug}/index.md`, in words of people. */
function place(path: string): string {
  return path
    .replace('{slug}', 'headline')
    .replace('{year}', 'year')
    .replace('{month}', 'month')
    .replace('{day}', 'day')
}

const stories = (count: number) => counted(count, 'story', 'stories')

export const kept = {
  title: 'How this site keeps its stories',
  lede: 'This was found in its folder. Whatever is wrong, choose otherwise; only your choices are written down, in the site. Others get them once they were approved and published.',
  row: (id: string) => rows[id] ?? keyLabel(id),
  generator: (name: string) => generators[name] ?? name,
  figure: (form: string) => figures[form] ?? form,
  images: (folder: string) => (folder ? `In ${folder}` : 'Beside the story'),
  /** Where a new story goes. */
  path: place,
  /** One of the choices of a row. */
  choice: (row: ProfileRow, choice: ProfileChoice): string => {
    const value = choice.value[0] ?? ''
    switch (row.id) {
      case 'generator':
        return kept.generator(value)
      case 'figure':
        return kept.figure(value)
      case 'sizes':
        return (
          sizes[value] ??
          `As the site’s own file says: ${value.replaceAll(',', ', ').replace('+webp', ' and WebP')}`
        )
      case 'folders':
        return `${value || 'The site’s own folder'}${choice.stories > 0 ? `, ${stories(choice.stories)}` : ''}`
      case 'images':
        return kept.images(value)
      case 'path':
        return place(value)
      case 'pages':
        return value
      default: {
        const name = value ? keyLabel(value) : 'None'
        return choice.example ? `${name}: “${choice.example}”` : name
      }
    }
  },
  undo: 'Undo',
  undoRow: (row: string) => `Undo: ${row}`,
  looksRight: 'Looks right',
  change: 'Change…',
  /** One quiet line after the first opening of a site. */
  found: (site: SiteView, count: number) =>
    capital(
      [
        site.generator === 'generic' ? '' : (generators[site.generator] ?? ''),
        count === 0 ? 'no stories yet' : `${stories(count)} in ${folders(site)}`,
      ]
        .filter(Boolean)
        .join(', '),
    ),
  open: 'How this site keeps its stories…',
  where: 'Where it goes',
  /** A place for a new story: its folder, and its language where that tells places apart. */
  place: (one: { folder: string; language: string | null }) =>
    one.language ? `${one.folder}, ${languageName(one.language)}` : one.folder,
  main: 'usual',
}

/** The folders of a site, as far as they fit on a line. */
function folders(site: SiteView): string {
  const all = [...new Set(site.places.map(({ folder }) => folder))].filter(Boolean)
  if (all.length === 0) return 'one folder'
  return all.length > 2 ? `${all[0]} and ${all.length - 1} more folders` : all.join(' and ')
}
