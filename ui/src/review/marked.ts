import type { Block, BlockRange } from '../ipc'

/** Ids of what is no block of the story: none of those is below this. */
const OWN_IDS = 0xf000_0000

/**
 * The blocks of a page, each passage that is not decided yet with a line beside it and what is said of
 * it above; of one that is left out there is that alone.
 */
export function marked(blocks: Block[], open: { blocks: BlockRange; said: string }[]): Block[] {
  const out: Block[] = []
  for (let i = 0; i <= blocks.length; i++) {
    const begins = open.filter((one) => one.blocks.from === i)
    for (const one of begins.filter(({ blocks: { to } }) => to === i))
      out.push({ id: OWN_IDS + open.indexOf(one), html: frame(mark(one.said)), length: 0 })
    const block = blocks[i]
    if (!block) break
    const said = begins.filter(({ blocks: { to } }) => to > i).map((one) => mark(one.said))
    const inside = open.some((one) => one.blocks.from <= i && i < one.blocks.to)
    out.push(inside ? { ...block, html: frame(said.join('') + block.html) } : block)
  }
  return out
}

function frame(html: string): string {
  return `<div class="galley-open">${html}</div>`
}

function mark(said: string): string {
  const line = document.createElement('p')
  line.className = 'galley-open-mark'
  line.textContent = said
  return line.outerHTML
}
