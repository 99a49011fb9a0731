/**
 * The page of a made-up story: splits a text at blank lines, gives each block simple HTML, finds
 * its figures, and says which blocks an edit replaced. Enough to see and test the screens with;
 * the real thing is the back end's.
 */
import type { Block, FigureView, Metadata, PictureWords, Splice } from '../ipc'
import { address, pictureOf } from './pictures'

const figurePattern = /^!\[([^\]]*)\]\(([^)\s]+)\)(?:\n\*([\s\S]*)\*)?$/
const creditPattern = /\s*\((Photo|Graphic|Illustration|Map|Chart|Screenshot|Video): (.+)\)$/
const linkPattern = /^\[([^\]]*)\]\(([^)]*)\)$/

interface Piece {
  from: number
  to: number
  text: string
}

/** Blocks of the text with their offsets; a block ends where a blank line begins. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = []
  const pattern = /[^\n]+(?:\n(?!\s*\n)[^\n]+)*/g
  for (const match of text.matchAll(pattern)) {
    if (match[0].trim() === '') continue
    found.push({ from: match.index, to: match.index + match[0].length, text: match[0] })
  }
  return found
}

/** The blocks of a text. Blocks whose HTML is that of an old one keep its id. */
export function blocks(text: string, old: Block[], nextId: () => number): Block[] {
  const found = pieces(text)
  const fresh = found.map((piece, i) => ({
    id: 0,
    html: blockHtml(piece.text),
    length: (found[i + 1]?.from ?? text.length) - (i === 0 ? 0 : piece.from),
  }))
  let head = 0
  while (head < fresh.length && head < old.length && fresh[head]?.html === old[head]?.html) head++
  let tail = 0
  while (
    tail < fresh.length - head &&
    tail < old.length - head &&
    fresh.at(-1 - tail)?.html === old.at(-1 - tail)?.html
  ) {
    tail++
  }
  return fresh.map((block, i) => {
    const kept = i < head ? old[i] : i >= fresh.length - tail ? old[i - fresh.length + old.length] : undefined
    return { ...block, id: kept?.id ?? nextId() }
  })
}

/** What to replace to get from the old blocks to the new ones. */
export function splice(old: Block[], now: Block[]): Splice {
  const same = (a?: Block, b?: Block) => a !== undefined && a.id === b?.id && a.length === b.length
  let from = 0
  while (from < old.length && from < now.length && same(old[from], now[from])) from++
  let tail = 0
  while (tail < old.length - from && tail < now.length - from && same(old.at(-1 - tail), now.at(-1 - tail)))
    tail++
  return { from, remove: old.length - from - tail, insert: now.slice(from, now.length - tail) }
}

/** The simplest of the lines that the core takes apart: "A yard (Photo: Ana Ruiz)". */
export function splitOf(words: PictureWords): PictureWords | null {
  const found = words.credit
    ? null
    : /^(.+) \((?:(Photo|Graphic): )?([^()/]+|[^()/]+\/[^()/]+)\)$/.exec(words.alt)
  if (!found || (!found[2] && !found[3]?.includes('/'))) return null
  return { ...words, alt: found[1] ?? '', label: found[2] ?? 'Photo', credit: found[3] ?? '' }
}

/** The figures of a text, in order. */
export function figures(text: string): FigureView[] {
  return pieces(text).flatMap((piece) => {
    const match = figurePattern.exec(piece.text)
    if (!match) return []
    const src = match[2] ?? ''
    const words = readWords(match[1] ?? '', match[3] ?? '')
    return [
      {
        from: piece.from,
        to: piece.to,
        src,
        picture: pictureOf(src),
        words,
        moved: splitOf(words),
        form: 'markdown',
        nowhere: [],
      },
    ]
  })
}

/** A figure as it is written in the text. */
export function figureText(src: string, words: PictureWords): string {
  const under = [words.caption, creditText(words)].filter(Boolean).join(' ')
  return `![${words.decorative ? '' : words.alt}](${src})${under ? `\n*${under}*` : ''}`
}

/** How many words a text has. */
export function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /\p{L}|\p{N}/u.test(word)).length
}

/** What stands above the text. */
export function headHtml(fields: Metadata): string {
  const long = [...fields.title].length > 110 ? ' class="is-long"' : ''
  const by = [fields.authors.join(', '), fields.date?.long].filter(Boolean).join(' • ')
  return [
    `<h1${long}>${escapeHtml(fields.title)}</h1>`,
    by && `<p class="byline">${escapeHtml(by)}</p>`,
    fields.dek && `<p class="dek">${escapeHtml(fields.dek)}</p>`,
    fields.lead && figureHtml(fields.lead.src, fields.lead.words),
  ]
    .filter(Boolean)
    .join('\n')
}

/** The card. */
export function cardHtml(fields: Metadata): string {
  const lead = fields.lead
  const credit = lead?.words.credit ? `${lead.words.label}: ${lead.words.credit}` : ''
  const picture = lead
    ? `<div class="pic">${imageHtml(lead.src, lead.words.alt)}${credit && `<span class="credit">${escapeHtml(credit)}</span>`}</div>`
    : ''
  const by = fields.authors.length ? `By ${fields.authors.join(', ')} ` : ''
  return `<article class="card${lead ? '' : ' card--plain'}">${picture}<div><h2><a href="#">${escapeHtml(fields.title)}</a></h2><p class="byline">${escapeHtml(by + (fields.date?.long ?? ''))}</p><p class="dek">${escapeHtml(fields.dek)}</p></div></article>`
}

function readWords(alt: string, under: string): PictureWords {
  const credit = creditPattern.exec(under)
  const made = credit?.[2] ?? ''
  const link = linkPattern.exec(made)
  return {
    alt,
    decorative: false,
    caption: credit ? under.slice(0, credit.index) : under,
    label: credit?.[1] ?? 'Photo',
    credit: link?.[1] ?? made,
    credit_url: link?.[2] ?? '',
  }
}

function creditText(words: PictureWords): string {
  if (!words.credit) return ''
  const made = words.credit_url ? `[${words.credit}](${words.credit_url})` : words.credit
  return `(${words.label || 'Photo'}: ${made})`
}

function blockHtml(text: string): string {
  const figure = figurePattern.exec(text)
  if (figure) return figureHtml(figure[2] ?? '', readWords(figure[1] ?? '', figure[3] ?? ''))
  const heading = /^(#{1,6}) (.*)$/.exec(text)
  if (heading) {
    const level = heading[1]?.length ?? 2
    return `<h${level}>${inline(heading[2] ?? '')}</h${level}>`
  }
  const lines = text.split('\n')
  if (lines.every((line) => line.startsWith('> ') || line === '>')) {
    return `<blockquote><p>${inline(lines.map((line) => line.slice(2)).join(' '))}</p></blockquote>`
  }
  if (lines.every((line) => /^[-*] /.test(line)))
    return `<ul>${lines.map((l) => `<li>${inline(l.slice(2))}</li>`).join('')}</ul>`
  if (lines.every((line) => /^\d+\. /.test(line)))
    return `<ol>${lines.map((l) => `<li>${inline(l.replace(/^\d+\. /, ''))}</li>`).join('')}</ol>`
  return `<p>${inline(text)}</p>`
}

function figureHtml(src: string, words: PictureWords): string {
  const credit = words.credit ? ` <span class="credit">${inline(creditText(words))}</span>` : ''
  return `<figure>${imageHtml(src, words.alt)}<figcaption>${inline(words.caption)}${credit}</figcaption></figure>`
}

function imageHtml(src: string, alt: string): string {
  const picture = pictureOf(src)
  const from = picture ? address(picture.id) : escapeHtml(src)
  return `<img src="${from}" width="1600" height="1067" alt="${escapeHtml(alt)}">`
}

function inline(text: string): string {
  return escapeHtml(text)
    .replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>')
    .replace(/\*(.+?)\*/g, '<em>$1</em>')
    .replace(/\[([^\]]*)\]\(([^)]*)\)/g, '<a href="$2">$1</a>')
    .replace(/\n/g, ' ')
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}
