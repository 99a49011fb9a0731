/** What is worth a look in a picture's words while they are typed: rules I5 to I9 of the copy desk. */
import type { PictureWords } from '../ipc'
import { tasks as words } from '../words/tasks'

/** One line for each thing that is worth a look; the copy desk's list has them all. */
export function lintOf(picture: PictureWords): string[] {
  const found: string[] = []
  const alt = picture.alt.trim()
  if (picture.decorative || alt === '') return found
  const says = words.picture.lint
  const opening = /^(?:an? |the )?(image|photo|photograph|picture|graphic) of\b/i.exec(alt)
  if (opening) found.push(says.opening(opening[0]))
  if (/\.(?:jpe?g|png|webp|gif|heic)$/i.test(alt) || /^(?:img|dsc|dscn|pxl)[_-]?\d+/i.test(alt))
    found.push(says.fileName)
  if (picture.caption.trim() !== '' && alt === picture.caption.trim()) found.push(says.same)
  if (/©|\b(?:photo|credit|graphic|picture)\s*(?::|by\b)/i.test(alt)) found.push(says.credit)
  if (/\b(?:rsvp|register|join us|join)\b/i.test(alt) || /\b\d{1,2}[/.]\d{1,2}\b/.test(alt))
    found.push(says.flyer)
  return found
}
