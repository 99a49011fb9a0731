/**
 * The other text of a story that was also changed outside, as far as it differs from the one that
 * is open: fields by their names and paragraphs as they read. What another program wrote above the
 * text is taken apart here only to be looked at; nothing is ever written from it.
 */
import type { FieldChange, FieldValue, Metadata, Run, TextChange } from '../ipc'
import { steps, wordRuns } from '../review/runs'

/** What is different in the other text, as a review shows it: `in` is theirs, `out` is one's own. */
export interface Other {
  fields: FieldChange[]
  /** How many fields both have alike. */
  same: number
  text: TextChange[]
}

/** Comparing takes the product of both lengths; what is longer is shown whole. */
const MOST = 2_000_000

/** Compares the other file with one's own fields and text. */
export function otherOf(file: string, fields: Metadata, own: string): Other {
  const { header, body } = parted(file.replaceAll('\r\n', '\n').replace(/^\ufeff/, ''))
  return { ...fieldsBetween(fields, header), text: textBetween(own, body) }
}

/** A file that cannot be read as a story, compared as it stands: its own one is shown so as well. */
export function otherFile(file: string, own: string): Other {
  return { fields: [], same: 0, text: textBetween(own, file.replaceAll('\r\n', '\n'), (text) => text) }
}

type Header = Map<string, string[]>

function parted(file: string): { header: Header; body: string } {
  const fenced = /^(---|\+\+\+)[ \t]*\n([\s\S]*?)(?:^|\n)(?:\1|\.\.\.)[ \t]*(?:\n|$)/.exec(file)
  if (fenced) return { header: lines(fenced[2] ?? ''), body: file.slice(fenced[0].length) }
  // JSON ends with the brace that has a line for itself.
  const json = /^\{[\s\S]*?\n\}[ \t]*(?:\n|$)/.exec(file)
  const read = json && object(json[0])
  return read ? { header: read, body: file.slice(json[0].length) } : { header: new Map(), body: file }
}

function object(text: string): Header | null {
  const found: Header = new Map()
  const walk = (value: unknown, key: string[]) => {
    if (Array.isArray(value)) found.set(key.join('.'), value.map(String))
    else if (value && typeof value === 'object')
      for (const [name, one] of Object.entries(value)) walk(one, [...key, name])
    else if (value !== null && value !== '') found.set(key.join('.'), [String(value)])
  }
  try {
    walk(JSON.parse(text), [])
  } catch {
    return null
  }
  return found
}

/** The values of a header in YAML or TOML. Lines that say nothing to a reader are left out. */
function lines(header: string): Header {
  const found: Header = new Map()
  /** The keys around a line, each with how far it is moved in. */
  let around: { indent: number; key: string }[] = []
  let table: string[] = []
  for (const line of header.split('\n')) {
    const indent = line.length - line.trimStart().length
    const said = line.trim()
    if (!said || said.startsWith('#')) continue
    const heading = /^\[+([^\]]+)\]+$/.exec(said)
    if (heading) {
      table = (heading[1] ?? '').split('.').map((key) => bare(key.trim()))
      around = []
      continue
    }
    const pair = /^("[^"]*"|'[^']*'|[\p{L}\p{N}_.-]+)\s*(?::(?=\s|$)|=)\s*(.*)$/u.exec(said)
    const item = /^-\s+(.*)$/.exec(said)
    // A list stands below its key, as far in or further.
    around = around.filter((one) => one.indent < indent || (item !== null && one.indent === indent))
    const key = [...table, ...around.map((one) => one.key)].join('.')
    if (pair && !item) {
      const name = bare(pair[1] ?? '')
      const values = valuesOf(pair[2] ?? '')
      if (values.length > 0) found.set([...table, ...around.map((one) => one.key), name].join('.'), values)
      around.push({ indent, key: name })
    } else if (key) {
      const before = found.get(key) ?? []
      if (item) found.set(key, [...before, ...valuesOf(item[1] ?? '')])
      // A text in several lines goes on.
      else found.set(key, [[...before, ...valuesOf(said.replace(/,$/, ''))].join(' ')])
    }
  }
  return found
}

function valuesOf(written: string): string[] {
  // What stands behind a value is a note.
  const value = (/^("(?:\\.|[^"\\])*"|'(?:''|[^'])*')\s*(?:#.*)?$/.exec(written)?.[1] ?? written)
    .replace(/(?<!^.*["'[].*)(?:^|\s)#.*$/, '')
    .trim()
  if (/^[|>][+-]?\d*$/.test(value) || ['', '[', ']', '""', "''", 'null', '~', '"""', "'''"].includes(value))
    return []
  if (!/^\[.*\]$/.test(value)) return [bare(value)]
  return (value.slice(1, -1).match(/"(?:\\.|[^"\\])*"|'[^']*'|[^,]+/g) ?? [])
    .map((one) => bare(one.trim()))
    .filter(Boolean)
}

/** A value without its quotation marks. */
function bare(value: string): string {
  const sign = value[0]
  if (value.length < 2 || (sign !== '"' && sign !== "'") || !value.endsWith(sign)) return value
  const inner = value.slice(1, -1)
  return sign === '"' ? inner.replace(/\\(["\\])/g, '$1') : inner.replaceAll("''", "'")
}

/** Keys that mean the same on every site. */
const KNOWN: Readonly<Record<string, string>> = {
  title: 'title',
  headline: 'title',
  description: 'dek',
  dek: 'dek',
  author: 'authors',
  authors: 'authors',
  byline: 'authors',
  date: 'date',
  tags: 'tags',
}

function fieldsBetween(mine: Metadata, theirs: Header): { fields: FieldChange[]; same: number } {
  const { lead } = mine
  const known = new Map<string, string[]>([
    ['title', [mine.title]],
    ['dek', [mine.dek]],
    ['authors', mine.authors],
    ['date', [mine.date?.raw ?? '']],
    ['tags', mine.tags],
  ])
  // Which key of the site has the lead picture and its words, only the back end knows.
  const alike = new Set([...known.values()].map((all) => all.join('\n')))
  for (const value of lead ? [lead.src, lead.words.alt, lead.words.caption, lead.words.credit] : [])
    alike.add(value)
  if (lead) alike.add(`${lead.words.label}: ${lead.words.credit}`)
  const own = new Map(mine.own.map(({ key, value }) => [key.join('.'), valueText(value)]))
  const fields: FieldChange[] = []
  const met = new Set<string>()
  let same = 0
  for (const [key, values] of theirs) {
    const field = KNOWN[key] ?? key
    met.add(field)
    const before = known.get(field) ?? (own.has(key) ? [own.get(key) ?? ''] : null)
    const [was, is] = [(before ?? []).join('\n'), values.join('\n')]
    if (was === is || own.get(key) === values.join(', ') || (!before && alike.has(is))) same += 1
    else fields.push({ field, runs: runsBetween(field, before?.filter(Boolean) ?? [], values) })
  }
  const values = new Set([...theirs.values()].map((all) => all.join('\n')))
  for (const [field, before] of known) {
    const was = before.join('\n')
    if (was && !met.has(field) && !values.has(was))
      fields.push({ field, runs: runsBetween(field, before, []) })
  }
  return { fields, same }
}

function valueText(value: FieldValue): string {
  if (value.kind === 'switch') return String(value.on)
  if (value.kind === 'list') return value.items.join(', ')
  if (value.kind === 'date') return `${value.day} ${value.time}`.trim()
  return value.kind === 'none' ? '' : value.text
}

/** A list is a run for each of its names; all else is words. */
function runsBetween(field: string, was: string[], is: string[]): Run[] {
  if (field !== 'authors' && field !== 'tags') return wordRuns(was.join(', '), is.join(', '))
  return steps(was, is).map(([fate, text]) => ({ fate, text }))
}

function textBetween(own: string, other: string, read = readable): TextChange[] {
  const [was, is] = [paragraphs(own), paragraphs(other)]
  let [start, end] = [0, 0]
  while (start < Math.min(was.length, is.length) && was[start] === is[start]) start++
  while (end < Math.min(was.length, is.length) - start && was.at(-1 - end) === is.at(-1 - end)) end++
  const [old, fresh] = [was.slice(start, was.length - end), is.slice(start, is.length - end)]
  const changes: TextChange[] = []
  const same = (all: string[]) => {
    const last = changes.at(-1)
    if (all.length === 0) return
    if (last?.kind === 'same') last.paragraphs.push(...all)
    else changes.push({ kind: 'same', paragraphs: [...all] })
  }
  let gone: string[] = []
  let come: string[] = []
  const settle = () => {
    gone.forEach((text, at) => {
      const twin = come[at]
      if (twin === undefined) changes.push({ kind: 'removed', text: read(text) })
      else changes.push(...between(text, twin, read))
    })
    for (const text of come.slice(gone.length)) changes.push({ kind: 'new', text: read(text) })
    gone = []
    come = []
  }
  same(is.slice(0, start).map(read))
  for (const [fate, text] of within(old, fresh)) {
    if (fate === 'out') gone.push(text)
    else if (fate === 'in') come.push(text)
    else {
      settle()
      same([read(text)])
    }
  }
  settle()
  same(is.slice(is.length - end).map(read))
  return changes
}

/** Two paragraphs in one place: one in other words, or one instead of the other. */
function between(was: string, is: string, read: (text: string) => string): TextChange[] {
  const [old, fresh] = [read(was), read(is)]
  const whole: TextChange[] = [
    { kind: 'removed', text: old },
    { kind: 'new', text: fresh },
  ]
  if (old.length * fresh.length > MOST * 16) return whole
  // Where only marks or an address differ, those are what there is to see.
  const runs = old === fresh ? wordRuns(was, is) : wordRuns(old, fresh)
  const kept = runs
    .filter((run) => run.fate === 'same')
    .reduce((sum, { text }) => sum + text.trim().length, 0)
  return kept * 3 < Math.min(old.length, fresh.length) ? whole : [{ kind: 'reworded', runs, styles: [] }]
}

function within(old: string[], fresh: string[]): [Run['fate'], string][] {
  if (old.length * fresh.length <= MOST) return steps(old, fresh)
  return [...old.map((text) => ['out', text] as const), ...fresh.map((text) => ['in', text] as const)].map(
    ([fate, text]): [Run['fate'], string] => [fate, text],
  )
}

function paragraphs(text: string): string[] {
  return text
    .split(/\n\s*\n/)
    .map((one) => one.trim())
    .filter(Boolean)
}

/** What readers hear or see of a picture that is written as a tag. */
const SAID = /\b(?:alt|caption|title|attr|credit)\s*[=:]\s*(?:"((?:\\.|[^"\\])*)"|'([^']*)'|`([^`]*)`)/g

/** A paragraph as it reads: without the marks that it is written with. */
function readable(paragraph: string): string {
  return paragraph
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\{\{[<%].*?[>%]\}\}|\{%.*?%\}|<\/?[a-z][^>]*>/gis, (tag) =>
      [...tag.matchAll(SAID)]
        .map((said) => said[1] ?? said[2] ?? said[3] ?? '')
        .filter(Boolean)
        .join(' '),
    )
    .replace(/^(?:#{1,6}|>|[-*+])\s+/gm, '')
    .replace(/(\*\*|__|\*|~~)(?=\S)(.+?)(?<=\S)\1/g, '$2')
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .trim()
}
