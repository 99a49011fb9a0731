import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keepsPlace } from './steady'

/** The window's layout, as far as it counts here: a bar of 48, a foot at 800. */
const laid = { pinned: 0, above: 0, foot: 0, scrolled: 0, caret: 0 }
let redraw = () => {}

beforeEach(() => {
  Object.assign(laid, { pinned: 0, above: 0, foot: 0, scrolled: 0, caret: 0 })
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(seen: () => void) {
        redraw = seen
      }
      observe() {}
      disconnect() {}
    },
  )
})
afterEach(() => vi.unstubAllGlobals())

/** A column whose text has the caret so far below its beginning; how often that was brought in sight. */
function column(scrolled: number, caret: number) {
  Object.assign(laid, { scrolled, caret })
  const box = document.createElement('div')
  const above = document.createElement('div')
  const top = () => 48 + laid.pinned
  box.getBoundingClientRect = () => ({ top: top(), bottom: 800 - laid.foot }) as DOMRect
  above.getBoundingClientRect = () => ({ height: laid.above }) as DOMRect
  Object.defineProperty(box, 'scrollTop', {
    get: () => laid.scrolled,
    set: (to: number) => {
      laid.scrolled = Math.max(0, to)
    },
  })
  const at = () => top() + laid.above + laid.caret - laid.scrolled
  const show = vi.fn()
  keepsPlace(box, above, () => ({ top: at(), bottom: at() + 29 }), show)
  return { at, show }
}

test.each<['pinned' | 'above', string]>([
  ['pinned', 'pinned over the text'],
  ['above', 'above the headline'],
])('the line being written stays where it is when a notice comes and goes: %s', (part) => {
  const { at } = column(1000, 1700)
  const place = at()
  laid[part] = 110
  redraw()
  expect(at()).toBe(place)
  laid[part] = 0
  redraw()
  expect(at()).toBe(place)
  expect(laid.scrolled).toBe(1000)
})

test('at the very top the notice is seen, and the line that it pushes under the foot is shown', () => {
  const { show } = column(0, 700)
  laid.above = 110
  redraw()
  expect(laid.scrolled).toBe(0)
  expect(show).toHaveBeenCalled()
})

test('a line that the foot grows over is shown', () => {
  const { show } = column(1000, 1720)
  laid.foot = 40
  redraw()
  expect(show).toHaveBeenCalled()
})

test('who reads elsewhere is not taken back to the caret', () => {
  const { show } = column(1000, 3000)
  laid.pinned = 110
  redraw()
  expect(show).not.toHaveBeenCalled()
})
