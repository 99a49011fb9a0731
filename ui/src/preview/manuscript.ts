/** The manuscript as something that is scrolled along with the page. */
import type { EditorView } from '@codemirror/view'
import type { Block } from '../ipc'
import type { Side } from './follow'

/** What scrolls the text of an editor. */
export function columnOf(view: EditorView | null): HTMLElement | null {
  return view?.dom.closest<HTMLElement>('.scroll') ?? null
}

/** The text by the blocks of its page; `null` while it is not seen. */
export function manuscriptSide(view: EditorView | null, blocks: readonly Block[]): Side | null {
  const column = columnOf(view)
  if (!view || !column || column.clientHeight === 0) return null
  const { scrollTop, clientHeight, scrollHeight } = column
  const { length } = view.state.doc
  const begins = [0]
  for (const block of blocks) begins.push((begins.at(-1) ?? 0) + block.length)
  const text = view.documentTop - column.getBoundingClientRect().top + scrollTop
  // What was typed or taken out since may not be in the blocks yet.
  const line = (offset: number) => view.lineBlockAt(Math.min(offset, length))
  return {
    top: scrollTop,
    height: clientHeight,
    whole: scrollHeight,
    count: blocks.length,
    extent: (index) => {
      const [from, to] = [begins[index], begins[index + 1]]
      if (from === undefined || to === undefined) return null
      return { top: text + line(from).top, bottom: text + line(Math.max(from, to - 1)).bottom }
    },
    scroll: (to) => column.scrollTo({ top: to, behavior: 'instant' }),
  }
}
