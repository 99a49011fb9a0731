import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Following, goAlong, type Side } from './follow'

/** A story whose blocks are so high, below a head, in a window. */
function side(head: number, heights: readonly number[], height: number, foot = 40) {
  let at = head
  const extents = heights.map((one) => {
    const extent = { top: at, bottom: at + one }
    at = extent.bottom
    return extent
  })
  const all = {
    top: 0,
    height,
    whole: at + foot,
    count: heights.length,
    extent: (index: number) => extents[index] ?? null,
    scroll: (top: number) => {
      all.top = top
    },
  } satisfies Side
  return all
}

/** Letters as paragraphs; on the page one of them is a picture. */
const manuscript = () => side(200, [100, 100, 100, 100, 100, 100, 100, 100, 100, 100], 300)
const page = () => side(600, [80, 80, 900, 80, 80, 80, 80, 80, 80, 80], 400)

test.each([
  [0, 0, 'at the top both are'],
  [100, 300, 'half of what stands above the text'],
  [200, 600, 'the first block'],
  [450, 1210, 'the middle of a picture'],
  [540, 1692, 'in the text below a picture'],
  [940, 1860, 'at the end both are'],
])('with the manuscript at %i the page is at %i: %s', (top, expected) => {
  const [leader, other] = [manuscript(), page()]
  leader.top = top
  goAlong(leader, other)
  expect(Math.round(other.top)).toBe(expected)
})

test('both come to their ends together, and neither jumps', () => {
  const heights = fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 30 })
  const length = fc.integer({ min: 1, max: 800 })
  fc.assert(
    fc.property(
      heights,
      length,
      length,
      length,
      fc.infiniteStream(fc.integer({ min: 0, max: 900 })),
      (ours, head, a, b, theirs) => {
        const leader = side(head, ours, a)
        const other = side(
          head + 50,
          ours.map(() => theirs.next().value as number),
          b,
        )
        const most = Math.max(0, leader.whole - a)
        let before = 0
        for (let part = 0; part <= 50; part++) {
          leader.top = (most * part) / 50
          goAlong(leader, other)
          expect(other.top).toBeGreaterThanOrEqual(before - 1)
          before = other.top
        }
        if (most > 0) expect(other.top).toBeGreaterThanOrEqual(Math.max(0, other.whole - b) - 1)
      },
    ),
  )
})

let frames: FrameRequestCallback[] = []
beforeEach(() => {
  frames = []
  vi.stubGlobal('requestAnimationFrame', (one: FrameRequestCallback) => frames.push(one))
  vi.stubGlobal('cancelAnimationFrame', (id: number) => delete frames[id - 1])
})
afterEach(() => {
  vi.unstubAllGlobals()
  document.body.replaceChildren()
})
const drawn = () => {
  for (const one of frames.splice(0)) one?.(0)
}

function begin() {
  const column = document.createElement('div')
  const text = document.createElement('p')
  column.append(text)
  document.body.append(column)
  const sides = { manuscript: manuscript(), page: page() }
  const measured = vi.fn(() => sides)
  const following = new Following(() => column, measured)
  const unheard = following.listen()
  const scrolled = (top: number) => {
    sides.manuscript.top = top
    column.dispatchEvent(new Event('scroll'))
  }
  return { column, text, ...sides, measured, following, scrolled, unheard }
}

test('the page follows the manuscript that somebody scrolls, measured once in a frame', () => {
  const { text, page, measured, following, scrolled, unheard } = begin()
  text.dispatchEvent(new Event('wheel', { bubbles: true }))
  for (const top of [50, 120, 200]) scrolled(top)
  expect(measured).not.toHaveBeenCalled()
  drawn()
  expect(measured).toHaveBeenCalledTimes(1)
  expect(page.top).toBe(600)
  expect(following.byHand).toBe(true)
  unheard()
})

test('it does not follow what typing scrolls, nor itself', () => {
  const { column, text, manuscript, page, following, scrolled, unheard } = begin()
  scrolled(200)
  drawn()
  expect(page.top).toBe(0)
  text.dispatchEvent(new Event('wheel', { bubbles: true }))
  text.dispatchEvent(new Event('keydown', { bubbles: true }))
  scrolled(300)
  drawn()
  expect(page.top).toBe(0)
  expect(following.byHand).toBe(false)
  page.top = 600
  following.page()
  drawn()
  expect(manuscript.top).toBe(200)
  page.top = 610
  column.dispatchEvent(new Event('scroll'))
  drawn()
  expect(page.top).toBe(610)
  unheard()
})

test('a press in the text ends it, one on the scroll bar does not', () => {
  const { column, text, following, unheard } = begin()
  column.dispatchEvent(new MouseEvent('pointerdown', { bubbles: true }))
  expect(following.byHand).toBe(true)
  text.dispatchEvent(new MouseEvent('pointerdown', { bubbles: true }))
  expect(following.byHand).toBe(false)
  unheard()
  column.dispatchEvent(new MouseEvent('wheel', { bubbles: true }))
  expect(following.byHand).toBe(false)
})

test('where things should not move, it goes along once the scrolling rests', () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.stubGlobal('matchMedia', () => ({ matches: true }))
  const { text, page, scrolled, unheard } = begin()
  text.dispatchEvent(new Event('wheel', { bubbles: true }))
  scrolled(100)
  vi.advanceTimersByTime(100)
  scrolled(200)
  vi.advanceTimersByTime(100)
  drawn()
  expect(page.top).toBe(0)
  vi.advanceTimersByTime(100)
  drawn()
  expect(page.top).toBe(600)
  unheard()
  vi.useRealTimers()
})
