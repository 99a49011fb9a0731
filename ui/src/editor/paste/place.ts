/** Where pasted blocks go: into the paragraph at the caret, the list or the quotation around it. */
import type { EditorState, TransactionSpec } from '@codemirror/state'
import { headingMark, isBlank } from '../gaps'
import { ITEM, QUOTE } from '../lines'
import type { Block } from './blocks'

/**
 * The change that puts blocks, written as `markdown`, in place of the selection. Paragraphs at
 * the edges join the text there; other blocks stand apart from it. Footnotes go to the end.
 */
export function placed(
  state: EditorState,
  blocks: readonly Block[],
  markdown: string,
  notes: readonly string[],
): TransactionSpec {
  const { doc } = state
  const { main } = state.selection
  const line = doc.lineAt(main.from)
  const end = doc.lineAt(main.to)
  const quote = QUOTE.exec(line.text)?.[0] ?? ''
  const item = quote ? '' : (ITEM.exec(line.text)?.[0] ?? '')
  const head = quote.length || item.length || headingMark(line.text)
  const before = state.sliceDoc(Math.min(line.from + head, main.from), main.from).trim() !== ''
  const after = state.sliceDoc(main.to, end.to).trim() !== ''
  const [first, last] = [blocks[0]?.kind, blocks.at(-1)?.kind]
  let text = markdown
  let { from } = main
  let lead = ''
  let trail = ''
  if (item && first === 'list') {
    // Items among items.
    const margin = /^\s*/.exec(item)?.[0] ?? ''
    if (before) lead = `\n${margin}`
    else from = line.from + margin.length
    text = indented(text, margin)
  } else if (head && !quote && !item && first === 'paragraph' && blocks.length === 1) {
    text = text.replace(/ *\n/g, ' ')
  } else {
    const prefix = quote ? `${quote.trimEnd()} ` : ' '.repeat(item.length)
    if (first !== 'paragraph' && (before || item)) lead = `\n${prefix.trimEnd()}\n${prefix}`
    else if (first !== 'paragraph' && line.number > 1 && !quote && !isBlank(doc.line(line.number - 1)))
      lead = '\n'
    text = indented(text, prefix)
  }
  if (last !== 'paragraph' && after) trail = '\n\n'
  else if (
    last !== 'paragraph' &&
    !quote &&
    !item &&
    end.number < doc.lines &&
    !isBlank(doc.line(end.number + 1))
  )
    trail = '\n'
  const insert = lead + text + trail
  const ends = /\n$/.test(doc.sliceString(doc.length - 1)) || doc.length === 0
  const appended = notes.length === 0 ? '' : `${ends ? '\n' : '\n\n'}${notes.join('\n\n')}${ends ? '\n' : ''}`
  return {
    changes: [
      { from, to: main.to, insert },
      { from: doc.length, insert: appended },
    ],
    selection: { anchor: from + lead.length + text.length },
  }
}

/** Lines after the first with something before them; empty ones without blanks at their end. */
function indented(text: string, prefix: string): string {
  if (prefix.trim() === '' && prefix.length === 0) return text
  return text.replace(/\n(.?)/g, (_all, next: string) => `\n${next ? prefix + next : prefix.trimEnd()}`)
}
