/** The pictures of the made-up newsroom, and where its stories use them. */
import type { Album, AlbumEdit, AlbumPicture, CreditMove, PictureUse, PictureWords, Provenance } from '../ipc'
import { daysUntil, unsaid } from '../photo/rights'
import { figures, figureText, splitOf } from './page'
import { pictureOf } from './pictures'
import { stateOf } from './states'
import { type Story, wordsOf } from './stories'

/** A use, and how its words are put in its story. */
interface Place {
  src: string
  use: PictureUse
  put: (words: PictureWords) => void
}

function places(all: Story[]): Place[] {
  return all.flatMap((one) => {
    const use = (lead: boolean, words: PictureWords): PictureUse => ({
      path: one.path,
      title: one.fields.title,
      state: stateOf(one),
      lead,
      words: structuredClone(words),
    })
    const found: Place[] = []
    const { lead } = one.fields
    if (lead) {
      const put = (words: PictureWords) => {
        lead.words = words
      }
      found.push({ src: lead.src, use: use(true, lead.words), put })
    }
    for (const figure of one.broken ? [] : figures(one.text)) {
      const old = one.text.slice(figure.from, figure.to)
      const put = (words: PictureWords) => {
        one.text = one.text.replace(old, figureText(figure.src, words))
      }
      found.push({ src: figure.src, use: use(false, figure.words), put })
    }
    return found
  })
}

const fileOf = (src: string) => `content/pictures/${src.split('/').at(-1)}`

/** All pictures, the newest story first; one that no story uses last. */
export function albumOf(all: Story[], said: Map<string, Provenance>): Album {
  const pictures = new Map<string, AlbumPicture>()
  for (const { src, use } of places(all)) {
    const picture = pictureOf(src)
    const file = fileOf(src)
    if (!picture) continue
    const known = pictures.get(file)
    if (known) known.uses.push(use)
    else pictures.set(file, view(file, picture, use.words, [use]))
  }
  const spare = pictureOf('night-bus.jpg')
  const file = fileOf('night-bus-2.jpg')
  if (spare) pictures.set(file, view(file, spare, wordsOf(''), []))
  for (const one of pictures.values()) {
    one.provenance = said.get(one.picture.id) ?? unsaid
    const left = one.provenance.until ? daysUntil(one.provenance.until) : 99
    one.rights = left < 0 ? 'ended' : left <= 14 ? 'ending' : 'last'
    one.on_site = one.uses.length === 0
    one.missing_credit = one.uses.some(({ words }) => !words.credit && !words.decorative)
    one.credit_in_description = one.uses.some(({ words }) => splitOf(words) !== null)
    one.missing_description = one.uses.some(({ words }) => !words.alt && !words.decorative)
  }
  const credits = [...pictures.values()].map((one) => one.words.credit).filter(Boolean)
  return structuredClone({
    pictures: [...pictures.values()],
    credits: [...new Set(credits)],
    folders: ['content/pictures', 'content/pictures/spare'],
  })
}

function view(
  file: string,
  picture: AlbumPicture['picture'],
  words: PictureWords,
  uses: PictureUse[],
): AlbumPicture {
  const name = file.split('/').at(-1) ?? file
  const lacks = { missing_credit: false, missing_description: false, credit_in_description: false }
  const rights = 'last' as const
  const reach = { on_site: false, shown_in: [], named_in: [] }
  return { file, name, picture, words: { ...words }, uses, provenance: unsaid, rights, ...lacks, ...reach }
}

/** Credits that stand in a description. */
export function creditMovesOf(all: Story[]): CreditMove[] {
  return places(all).flatMap(({ src, use }, at) => {
    const after = splitOf(use.words)
    if (!after) return []
    const { path, title, lead, words } = use
    const sure = /\((Photo|Graphic):/.test(words.alt)
    return [{ path, title, figure: lead ? null : at, picture: pictureOf(src), before: words, after, sure }]
  })
}

/** Moves them: which stories were changed, and how it is taken back. */
export function moveCredits(all: Story[], moves: CreditMove[]): [string[], () => string[]] {
  const before = all.map((one) => structuredClone({ text: one.text, lead: one.fields.lead }))
  for (const move of moves) {
    const same = ({ use }: Place) => use.path === move.path && use.words.alt === move.before.alt
    places(all)
      .find(same)
      ?.put({ ...move.after })
  }
  const paths = [...new Set(moves.map((move) => move.path))]
  return [paths, () => restored(all, before, paths)]
}

function restored(
  all: Story[],
  before: { text: string; lead: Story['fields']['lead'] }[],
  paths: string[],
): string[] {
  for (const [i, one] of all.entries()) {
    one.text = before[i]?.text ?? one.text
    one.fields.lead = before[i]?.lead ?? null
  }
  return paths
}

/** Changes a picture in all stories: which were changed, and how it is taken back. */
export function changeAlbum(all: Story[], file: string, edit: AlbumEdit): [string[], () => string[]] {
  const before = all.map((one) => structuredClone({ text: one.text, lead: one.fields.lead }))
  const changed = places(all).filter(({ src }) => fileOf(src) === file)
  for (const { use, put } of changed) {
    const { kind, ...said } = edit
    put({ ...use.words, ...(kind === 'credit' ? said : { alt: (said as { alt: string }).alt }) })
  }
  const paths = [...new Set(changed.map(({ use }) => use.path))]
  return [paths, () => restored(all, before, paths)]
}
