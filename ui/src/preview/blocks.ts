/**
 * The blocks of a page by place: how a splice changes their list, which block holds an offset of
 * the text, and where a block begins.
 */
import type { Block, Splice } from '../ipc'

/**
 * The blocks after a splice. Where only the beginning of a page is there, what is spliced behind
 * it comes with the rest.
 */
export function spliced(blocks: Block[], { from, remove, insert }: Splice): Block[] {
  if (from > blocks.length) return blocks
  return [...blocks.slice(0, from), ...insert, ...blocks.slice(from + remove)]
}

/** The index of the block that holds an offset; −1 when there is none. */
export function blockAt(blocks: readonly Block[], offset: number): number {
  let end = 0
  for (let i = 0; i < blocks.length; i++) {
    end += blocks[i]?.length ?? 0
    if (offset < end) return i
  }
  return blocks.length - 1
}

/** Where a block begins and ends in the text. */
export function extentOf(blocks: readonly Block[], index: number): { from: number; to: number } {
  let from = 0
  for (let i = 0; i < index; i++) from += blocks[i]?.length ?? 0
  return { from, to: from + (blocks[index]?.length ?? 0) }
}

/**
 * Where in the source a place of the shown text stands: walks both, leaving out what only the
 * source has (marks, addresses). `shown` is the text of the block up to the place.
 */
export function sourceOffset(source: string, shown: string): number {
  let at = 0
  for (const letter of shown) {
    const found = /\s/.test(letter) ? nextBlank(source, at) : source.indexOf(letter, at)
    if (found < 0) continue
    at = found + letter.length
  }
  return Math.min(at, source.length)
}

function nextBlank(source: string, from: number): number {
  for (let i = from; i < source.length; i++) if (/\s/.test(source[i] ?? '')) return i
  return -1
}
