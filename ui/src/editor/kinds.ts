/** What a line is: text that commands may change, or something that has its lines for itself. */
import { syntaxTree } from '@codemirror/language'
import type { EditorState, Line } from '@codemirror/state'
import type { SyntaxNode } from '@lezer/common'
import { cardAt } from './figures'
import { NOTE } from './lines'
import type { Stretch } from './marks'

const OWN =
  /^(FencedCode|CodeBlock|HTMLBlock|CommentBlock|ProcessingInstructionBlock|Table|HorizontalRule|LinkReference)$/

/** A line of nothing but the template code of a generator. */
const TEMPLATE = /^\s*(\{%.*%\}|\{\{[<%].*[>%]\}\})\s*$/

/** Whether a line is text: no code, table, raw HTML, picture, rule, definition or template code. */
export function isText(state: EditorState, line: Line): boolean {
  if (NOTE.test(line.text)) return true
  return !cardAt(state, line.from) && !TEMPLATE.test(line.text) && !nodeOf(state, line, OWN)
}

/** An underlined heading that a line belongs to: where its words begin, and the line below them. */
export function underlined(state: EditorState, line: Line): { first: number; under: number } | null {
  const node = nodeOf(state, line, /^SetextHeading\d$/)
  if (!node) return null
  return { first: state.doc.lineAt(node.from).number, under: state.doc.lineAt(node.to).number }
}

/** How far the marks reach that a line begins with and does not show: of quotations, items, a heading. */
export function hiddenMarks(state: EditorState, line: Line): number {
  const tree = syntaxTree(state)
  for (let end = 0; ; ) {
    const at = line.from + end + (/^\s*/.exec(line.text.slice(end))?.[0].length ?? 0)
    const { name, from, to } = tree.resolveInner(at, 1)
    const blanks = BEHIND[name]?.exec(line.text.slice(to - line.from))?.[0].length
    if (blanks === undefined || from !== at || to > line.to) return end
    // The line below an underlined heading is shown.
    if (name === 'HeaderMark' && !line.text.startsWith('#', at - line.from)) return end
    end = to - line.from + blanks
  }
}

/** The blanks that belong to a mark; more of them before an item's words would be code. */
const BEHIND: Readonly<Record<string, RegExp>> = {
  QuoteMark: /^ ?/,
  ListMark: /^(?:\s{0,4}(?!\s)|\s)/,
  HeaderMark: /^\s+/,
}

/** The parts of a line that are words: behind its marks, in a table its cells. */
export function wordsOf(state: EditorState, line: Line, lead: RegExp): Stretch[] {
  const table = nodeOf(state, line, /^Table$/)
  if (table) return cellsOf(table, line)
  if (!isText(state, line) || underlined(state, line)?.under === line.number) return []
  return [{ from: line.from + (lead.exec(line.text)?.[0].length ?? 0), to: line.to }]
}

function cellsOf(table: SyntaxNode, { from, to }: Line): Stretch[] {
  const rows = [...table.getChildren('TableHeader'), ...table.getChildren('TableRow')]
  return rows
    .filter((row) => row.from >= from && row.to <= to)
    .flatMap((row) => row.getChildren('TableCell'))
    .map((cell) => ({ from: cell.from, to: cell.to }))
}

/** The node of a kind that a line is in, as it begins or as it ends. */
function nodeOf(state: EditorState, line: Line, kind: RegExp): SyntaxNode | null {
  const first = line.from + Math.max(0, line.text.search(/[^\s>]/))
  const tree = syntaxTree(state)
  for (const at of [tree.resolveInner(line.to, -1), tree.resolveInner(first, 1)]) {
    for (let node: SyntaxNode | null = at; node; node = node.parent) if (kind.test(node.name)) return node
  }
  return null
}
