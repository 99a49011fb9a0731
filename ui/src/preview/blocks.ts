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

/** Signs of the source that may be passed over in search of a letter: marks, and the ends of references. */
const NEAR = 8
/** So many letters in a row say for certain where they stand. */
const RUN = 5
/** What a page does not show: addresses, pictures, tags, template code, the marks of notes, the rule of a table. */
const HIDDEN =
  /!\[[^\]]*\]\([^()]*\)|\]\((?:[^()]|\([^()]*\))*\)|\]\[[^\]]*\]|\[\^[^\]]*\]|<[a-z/!][^<>]*>|\{\{.*?\}\}|\{%.*?%\}|\|[ :]*-[ |:-]*(?=\n)/iy

/**
 * Where in the source a place of the shown text stands: walks both, leaving out what only the
 * source has. A letter that is not near is one that only the page has, unless what follows it is
 * found with it further on. `shown` is the text of the block up to the place.
 */
export function sourceOffset(source: string, shown: string): number {
  const letters = [...shown.trimStart().replace(/\s+/g, ' ')]
  let at = 0
  for (const [i, letter] of letters.entries()) {
    const near = nearest(source, letter, at)
    if (near >= 0) {
      at = near + letter.length
      continue
    }
    const run = letters.slice(i, i + RUN)
    const far = run.length === RUN ? source.indexOf(run.join(''), at) : -1
    if (far >= 0) at = far + letter.length
  }
  return Math.min(at, source.length)
}

/** Where a letter stands next, if it is near; −1 if it is not. */
function nearest(source: string, letter: string, from: number): number {
  let at = from
  for (let passed = 0; passed <= NEAR && at < source.length; ) {
    if (letter === ' ' ? /\s/.test(source[at] ?? '') : source.startsWith(letter, at)) return at
    HIDDEN.lastIndex = at
    const hidden = HIDDEN.exec(source)
    if (!hidden) passed += 1
    at += hidden?.[0].length ?? 1
  }
  return -1
}
