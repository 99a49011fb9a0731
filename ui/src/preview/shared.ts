/**
 * Where searches and shared links cut a headline and a dek.
 *
 * Google cuts what does not fit the width of a result (Search Central, "Control your snippets"):
 * 600 px at 20 px Arial for a title on a desktop, two lines of 14 px under it; on a phone two lines
 * of title and three of text in the width of the screen. X takes 70 characters of a title and 200 of
 * a description ("Cards markup"). Facebook takes a large picture from 600 × 315 px, sharp from
 * 1200 × 630 ("Images in link shares").
 */

/** Measures a text, CSS pixels. */
export type Measure = (text: string, font: string) => number

/** A place where a text is shown in a given number of lines. */
export interface Room {
  font: string
  /** Of a line, CSS pixels. */
  width: number
  lines: number
}

export const TITLE = {
  desktop: { font: '20px Arial', width: 600, lines: 1 },
  phone: { font: '20px Arial', width: 358, lines: 2 },
} satisfies Record<string, Room>

export const SNIPPET = {
  desktop: { font: '14px Arial', width: 600, lines: 2 },
  phone: { font: '14px Arial', width: 358, lines: 3 },
} satisfies Record<string, Room>

/** Letters that a card of a shared link has room for. */
export const CARD = { title: 70, dek: 200 }

/** Under this a shared picture is small; from that on it is sharp, pixels. */
export const PICTURE = { large: 600, sharp: 1200 }

/** A text as it is shown, and the last word that was left of one that was cut. */
export interface Cut {
  shown: string
  last: string | null
}

/** A text in a room: cut after the last word that fits, with an ellipsis. */
export function cutToRoom(text: string, room: Room, measure: Measure): Cut {
  const fits = (part: string) => linesOf(part, room, measure) <= room.lines
  return cut(text, fits, ' ...')
}

/** A text in so many letters. */
export function cutToLetters(text: string, most: number): Cut {
  return cut(text, (part) => [...part].length <= most, '…')
}

function cut(text: string, fits: (part: string) => boolean, mark: string): Cut {
  const whole = text.trim().replace(/\s+/g, ' ')
  if (fits(whole)) return { shown: whole, last: null }
  const words = whole.split(' ')
  // As many words as fit: more never fit where fewer do not.
  let [low, high] = [0, words.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (fits(words.slice(0, middle).join(' ') + mark)) low = middle
    else high = middle - 1
  }
  if (low > 0) return { shown: words.slice(0, low).join(' ') + mark, last: words[low - 1] ?? '' }
  // A word that is longer than the room is cut itself.
  const letters = [...(words[0] ?? '')]
  while (letters.length > 1 && !fits(letters.join('') + mark)) letters.pop()
  const part = letters.join('')
  return { shown: part + mark, last: part }
}

/** How many lines a text takes when it is broken between words. */
function linesOf(text: string, room: Room, measure: Measure): number {
  if (room.lines === 1) return measure(text, room.font) <= room.width ? 1 : 2
  let lines = 1
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && measure(longer, room.font) > room.width) {
      lines += 1
      line = word
    } else {
      line = longer
    }
    // A word longer than a line goes on in the next.
    if (line === word) lines += Math.max(0, Math.ceil(measure(word, room.font) / room.width) - 1)
  }
  return lines
}

/** The address of a story as a search shows it: `site › posts › slug`. */
export function trail(address: string, story: string): string {
  const parts = story.split('/').filter(Boolean)
  return [address, ...parts].join(' › ')
}

let pen: CanvasRenderingContext2D | null = null

/** The web view's own measure; where it has none, half a letter's height is a letter's width. */
export const measure: Measure = (text, font) => {
  pen ??= document.createElement('canvas').getContext('2d')
  if (!pen) return text.length * Number.parseFloat(font) * 0.5
  pen.font = font
  return pen.measureText(text).width
}
