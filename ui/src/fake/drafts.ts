/** Pictures that are brought to the made-up newsroom. */
import type { Brought } from '../ipc'
import { unsaid } from '../photo/rights'
import { pictureOf } from './pictures'
import { wordsOf } from './stories'

/** What comes of bringing the `nth` picture: the first says much about itself, later ones nothing. */
export function broughtOf(name: string, bytes: number, nth: number): Brought {
  if (/heic|broken/i.test(name)) {
    const sentence = `“${name}” was not added. Its location could not be taken out.`
    return {
      kind: 'refused',
      problem: { code: 'not-cleaned', sentence, hint: 'Export it as JPEG and drop it again.' },
    }
  }
  const pool = ['corridor.jpg', 'reading-room.jpg', 'scaffold.jpg'] as const
  const picture = pictureOf(pool[(nth - 1) % pool.length] ?? pool[0])
  if (!picture) throw new Error('every picture of the pool is there')
  const said = nth === 1
  return {
    kind: 'draft',
    draft: {
      draft: `draft-${nth}`,
      picture: { ...picture, bytes: 214_000 },
      original_name: name,
      original_bytes: bytes,
      words: said
        ? wordsOf(
            'A long corridor with closed doors on both sides; one ceiling lamp is dark.',
            'The corridor of the annex after the last session on November 12.',
            'Ilse Øverland/Orrin Record',
          )
        : wordsOf(''),
      from_file: said ? ['description', 'caption', 'credit'] : [],
      from_site: false,
      others: said ? [{ field: 'credit', text: 'I. Overland' }] : [],
      animated: false,
      entries: said ? ['EXIF:GPSLatitude', 'EXIF:SerialNumber', 'EXIF:ThumbnailImage'] : [],
      provenance: said
        ? { ...unsaid, creator: 'Ilse Øverland', source: 'Orrin Record', terms: 'Once, on the web' }
        : unsaid,
      usage_terms: said ? 'Once, on the web' : null,
      removed: said ? ['Location', 'Camera serial number', 'A hidden small copy of the picture'] : [],
      kept: said ? ['Creator', 'Credit', 'Copyright'] : [],
      credits: ['Ilse Øverland/Orrin Record', 'Matej Žunić/Orrin Record', 'Orrin School District'],
    },
  }
}
