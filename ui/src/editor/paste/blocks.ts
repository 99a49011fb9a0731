/** What was pasted, between reading and writing: blocks of runs of letters. */

/** How letters are marked. */
export interface Marks {
  strong: boolean
  em: boolean
  strike: boolean
  code: boolean
  link: string | null
}

/** Letters with the same marks. A line break is `\n`; a footnote's mark has no letters. */
export interface Run extends Marks {
  text: string
  note: string | null
}

/** An item of a list; `done` is that of a task. */
export interface Item {
  done: boolean | null
  blocks: Block[]
}

/** A block of text. */
export type Block =
  | { kind: 'paragraph'; runs: Run[] }
  | { kind: 'heading'; level: number; runs: Run[] }
  | { kind: 'quote'; blocks: Block[] }
  | { kind: 'list'; start: number | null; items: Item[] }
  | { kind: 'code'; language: string; text: string }
  | { kind: 'table'; rows: Run[][][] }
  | { kind: 'rule' }

/** No marks. */
export const PLAIN: Marks = { strong: false, em: false, strike: false, code: false, link: null }

/** Whether two runs look the same to readers. */
export function alike(a: Marks, b: Marks): boolean {
  return (
    a.strong === b.strong && a.em === b.em && a.strike === b.strike && a.code === b.code && a.link === b.link
  )
}

/**
 * Runs as the paragraphs that they are: an empty line parts two. Blanks are single, none is at an
 * edge, and runs that look the same are one.
 */
export function paragraphs(runs: readonly Run[]): Run[][] {
  const found: Run[][] = [[]]
  let breaks = 0
  for (const run of runs) {
    if (run.text === '\n') {
      breaks++
      continue
    }
    if (run.text.trim() === '' && run.note === null && breaks > 0) continue
    if (breaks > 1) found.push([])
    else if (breaks === 1) found.at(-1)?.push({ ...PLAIN, text: '\n', note: null })
    breaks = 0
    found.at(-1)?.push(run)
  }
  return found.map(tidy).filter((one) => one.length > 0)
}

/** One paragraph's runs with single blanks, none at the edges of its lines, and no two alike in a row. */
function tidy(runs: readonly Run[]): Run[] {
  const tidied: Run[] = []
  let open = false
  for (const [i, run] of runs.entries()) {
    let text = run.text === '\n' ? run.text : run.text.replace(/ +/g, ' ')
    if (!open) text = text.replace(/^ /, '')
    if ((text === '' && run.note === null) || (text === '\n' && tidied.length === 0)) continue
    const last = tidied.at(-1)
    const next = runs[i + 1]
    // A blank between two words that look the same looks like them.
    const blank = text === ' ' && last && next && alike(last, next)
    const marks = blank ? last : run
    if (text === '\n' && last) last.text = last.text.replace(/ $/, '')
    if (last && alike(last, marks) && last.note === null && run.note === null) last.text += text
    else tidied.push({ ...run, ...marked(marks), text })
    open = run.note !== null || !/[ \n]$/.test(text)
  }
  const last = tidied.at(-1)
  if (last && last.note === null) {
    last.text = last.text.replace(/[ \n]+$/, '')
    if (last.text === '') tidied.pop()
  }
  return tidied
}

function marked({ strong, em, strike, code, link }: Marks): Marks {
  return { strong, em, strike, code, link }
}

/** The letters of runs. */
export function lettersOf(runs: readonly Run[]): string {
  return runs.map((run) => run.text).join('')
}
