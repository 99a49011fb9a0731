/**
 * From blocks to Markdown. What looks like a mark in the text is escaped, and nothing else is:
 * the file is read by people too. No tag and no shortcode can come of text.
 */
import { destination } from '../address'
import { type Block, type Item, lettersOf, paragraphs, type Run } from './blocks'
import { shown } from './shown'

/** Blocks as Markdown, parted by blank lines. */
export function write(blocks: readonly Block[]): string {
  return blocks.map(writeBlock).join('\n\n')
}

/** Blocks as paragraphs without marks: the words alone. */
export function writePlain(blocks: readonly Block[]): string {
  const plain = (block: Block): string[] => {
    if (block.kind === 'quote') return block.blocks.flatMap(plain)
    if (block.kind === 'list') return block.items.flatMap((item) => item.blocks.flatMap(plain))
    if (block.kind === 'table')
      return block.rows.map((row) => lines(unmarked(row.map(lettersOf).join(' ').trim())))
    if (block.kind === 'code') return [block.text]
    return block.kind === 'rule' ? [] : [lines(unmarked(lettersOf(block.runs)))]
  }
  return blocks.flatMap(plain).join('\n\n')
}

function writeBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return lines(inline(block.runs))
    case 'heading':
      // A cross at the end would close the heading.
      return `${'#'.repeat(block.level)} ${inline(block.runs).replace(/(#+)$/, '\\$1')}`
    case 'quote':
      return write(block.blocks)
        .replace(/^(?=.)/gm, '> ')
        .replace(/^$/gm, '>')
    case 'list':
      return writeList(block.start, block.items)
    case 'code':
      return fenced(block.text, block.language)
    case 'table':
      return writeTable(block.rows)
    case 'rule':
      return '---'
  }
}

function writeList(start: number | null, items: readonly Item[]): string {
  const close = items.every(({ blocks }) => blocks.filter(({ kind }) => kind !== 'list').length < 2)
  const written = items.map((item, i) => {
    const mark = start === null ? '- ' : `${start + i}. `
    const box = item.done === null ? '' : item.done ? '[x] ' : '[ ] '
    const body = item.blocks.map(writeBlock).join(close ? '\n' : '\n\n')
    return mark + (box + body).replace(/\n(?=[^\n])/g, `\n${' '.repeat(mark.length)}`)
  })
  return written.join(close ? '\n' : '\n\n')
}

function writeTable(rows: readonly Run[][][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  const [head, ...rest] = rows.map((row) => row.map((cell) => inline(cell).replace(/\|/g, '\\|')))
  if (!head) return ''
  return [line(head), line(head.map(() => '---')), ...rest.map(line)].join('\n')
}

function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text}\n${fence}`
}

/**
 * Runs as text with marks. Marks within a word can meet so that they would not count, or mark
 * something else: what does not read back as the same letters goes without them.
 */
function inline(runs: readonly Run[]): string {
  const text = marked(runs)
  if (runs.length < 2) return text
  const meant = runs.map(({ text, note }) => (note === null ? text : `[^${note}]`)).join('')
  if (shown(text) === meant.replace(/\s+/g, '')) return text
  const bare = runs.map((run) => ({ ...run, strong: false, em: false, strike: false }))
  return marked(paragraphs(bare).flat())
}

type Mark = 'link' | 'strike' | 'strong' | 'em' | 'code'
const MARKS: readonly Mark[] = ['link', 'strike', 'strong', 'em', 'code']

/**
 * Runs as text with marks: the mark that reaches furthest is the outer one. `before` and `after`
 * are the signs that will stand beside the text.
 */
function marked(runs: readonly Run[], left = MARKS, before = '', after = ''): string {
  let written = ''
  for (let i = 0; i < runs.length; ) {
    const [mark, to] = furthest(runs, i, left)
    const group = runs.slice(i, to)
    const inner = left.filter((one) => one !== mark)
    const next = lettersOf(runs.slice(to)).charAt(0) || after
    if (mark === null) {
      const text = group
        .map(({ text, note, link }) => (note === null ? unmarked(text, link !== null) : `[^${note}]`))
        .join('')
      // Before a link these would make a picture of it, or a label.
      written += runs[to]?.link && !group[0]?.link ? text.replace(/[!\]]$/, '\\$&') : text
    } else if (mark === 'link') written += link(group[0]?.link ?? '', group, inner)
    // A tick before those of code is read as one of them by some.
    else if (mark === 'code') written = written.replace(/\\`$/, '&#96;') + code(lettersOf(group))
    else written += around(group, inner, mark, before + written, next)
    i = to
  }
  return written
}

/** The mark at a run that reaches furthest, and to where; `null` for a stretch without any. */
function furthest(
  runs: readonly Run[],
  from: number,
  left: readonly Mark[],
): [mark: Mark | null, to: number] {
  let best: [Mark | null, number] = [null, from]
  for (const mark of left) {
    const value = runs[from]?.[mark]
    if (!value || (mark === 'code' && best[0] !== null)) continue
    let to = from + 1
    while (runs[to]?.[mark] === value) to++
    if (to > best[1]) best = [mark, to]
  }
  return best[0] === null ? [null, from + 1] : best
}

const SIGNS = { strike: '~~', strong: '**', em: '*' }

const LETTER = /[\p{L}\p{N}]/u
const SIGN = /[\p{P}\p{S}]/u

/**
 * Puts a mark around runs. Blanks stay outside, and so do signs beside a letter, where the mark
 * would not count; where that is not enough, the letters go without it.
 */
function around(
  group: readonly Run[],
  inner: readonly Mark[],
  mark: keyof typeof SIGNS,
  before: string,
  after: string,
): string {
  const text = marked(group, inner, SIGNS[mark], SIGNS[mark])
  let [, lead = '', within = '', trail = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? []
  if (within === '') return text
  const afterLetter = lead === '' && LETTER.test(before.slice(-1))
  const beforeLetter = trail === '' && LETTER.test(after)
  if (afterLetter) lead = /^(?:\\.|[^\p{L}\p{N}\s*_~[`<&\\])+/u.exec(within)?.[0] ?? ''
  within = within.slice(lead.trim().length)
  if (beforeLetter) trail = /(?:\\.|[^\p{L}\p{N}\s*_~\])`>;\\])+$/u.exec(within)?.[0] ?? ''
  within = within.slice(0, within.length - trail.trim().length)
  const left = before + lead
  const signs = mark === 'em' && /(^|[^\\])\*$/.test(left) ? '_' : SIGNS[mark]
  const sign = signs.charAt(0)
  const first = within.replace(new RegExp(`^\\${sign}+`), '').charAt(0)
  const last = within.replace(new RegExp(`\\${sign}+$`), '').slice(-1)
  const counts =
    within !== '' &&
    !(afterLetter && lead === '' && (SIGN.test(first) || signs === '_')) &&
    !(beforeLetter && trail === '' && (SIGN.test(last) || signs === '_'))
  return counts ? lead + signs + within + signs + trail : marked(group, inner, before, after)
}

function link(address: string, group: readonly Run[], inner: readonly Mark[]): string {
  const letters = lettersOf(group)
  const [, lead = '', , trail = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(letters) ?? []
  if (letters.trim() === '') return letters
  const shown = letters.trim()
  const url = destination(address)
  if (shown === url && /^https?:/i.test(url)) return `${lead}<${url}>${trail}`
  const text = marked(group, inner).trim()
  return `${lead}[${text}](${url})${trail}`
}

function code(text: string): string {
  const within = text.replace(/\s+/g, ' ').trim()
  if (within === '') return text
  const longest = Math.max(0, ...[...within.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const ticks = '`'.repeat(longest + 1)
  const apart = /^`|`$/.test(within) ? ' ' : ''
  return `${/^\s/.test(text) ? ' ' : ''}${ticks}${apart}${within}${apart}${ticks}${/\s$/.test(text) ? ' ' : ''}`
}

const MARKING = /[\\*_`~[\]<&{%]/

/** Text of which no part is a mark. What a neighbour might make of its edges is counted in. */
function unmarked(text: string, inLink = false): string {
  if (!MARKING.test(text)) return text
  let written = ''
  for (let i = 0; i < text.length; i++) {
    const sign = text.charAt(i)
    const bracket = inLink && (sign === '[' || sign === ']')
    if (!bracket && !needsEscape(text, i, sign)) written += sign
    // A bare address before it would take a backslash in, and leave the tag.
    else written += sign === '<' ? '&lt;' : `\\${sign}`
  }
  return written
}

function needsEscape(text: string, at: number, sign: string): boolean {
  const before = text.charAt(at - 1)
  const after = text.charAt(at + 1)
  const rest = text.slice(at + 1, at + 400)
  switch (sign) {
    case '\\':
      return after === '' || /[!-/:-@[-`{-~\n]/.test(after)
    case '`':
      return true
    case '*':
      return !(before === ' ' && after === ' ')
    case '_':
      return !(/[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after))
    case '~':
      return after === '~' || /\S/.test(before)
    case '[':
      return /^\^|^[^\]]*(\]?\]\s?[([:]|$)/.test(rest)
    case ']':
      return at === 0 && /^[([:]/.test(after)
    case '<':
      return after === '' || /[A-Za-z/!?]/.test(after)
    case '&':
      return /^#?\w{1,40};/.test(rest)
    case '{':
    case '%':
      // Site builders run what begins with {{ or {%.
      return before === '{'
    default:
      return false
  }
}

/** The lines of a paragraph, none of which begins a block. */
function lines(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      line
        .replace(/^([-+])(?=\s|$)/, '\\$1')
        .replace(/^(#{1,6})(?=\s|$)/, '\\$1')
        .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
        .replace(/^([=>|])/, '\\$1')
        .replace(/^(?=[-\s|:]*$)([^-]*)-/, '$1\\-')
        .replace(/^\[(?=[ xX]\]\s)/, '\\['),
    )
    .join('  \n')
}
