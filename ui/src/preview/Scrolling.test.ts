import { cleanup, screen } from '@testing-library/svelte'
import { afterEach, expect, test, vi } from 'vitest'
import { seated, text } from '../desk/seated'

afterEach(cleanup)

/** jsdom lays nothing out: windows of a given height, and blocks one below the other. */
async function laidOut() {
  const at = await seated()
  const frame = screen.getByTitle<HTMLIFrameElement>('The page, as readers see it')
  const page = frame.contentDocument
  if (!page) throw new Error('the page is in a frame')
  // Nor does it read what a frame is given.
  page.write(frame.srcdoc)
  page.close()
  await vi.waitUntil(() => page.querySelector('.galley-part > *'))
  const column = text().closest<HTMLElement>('.scroll')
  if (!column) throw new Error('the text is in a column')
  const scrolled = { manuscript: 0, page: 0 }
  const is = (element: object, name: string, value: unknown) =>
    Object.defineProperty(element, name, { configurable: true, ...(value as object) })
  is(column, 'clientHeight', { value: 300 })
  is(column, 'scrollHeight', { value: 3000 })
  is(column, 'scrollTop', { get: () => scrolled.manuscript })
  column.scrollTo = (to) => {
    scrolled.manuscript = (to as ScrollToOptions).top ?? 0
    column.dispatchEvent(new Event('scroll'))
  }
  is(page.documentElement, 'clientHeight', { value: 300 })
  is(page.documentElement, 'scrollHeight', { value: 5000 })
  const view = page.defaultView as Window & typeof globalThis
  is(view, 'scrollY', { get: () => scrolled.page })
  view.scrollTo = ((to: ScrollToOptions) => {
    scrolled.page = to.top ?? 0
  }) as typeof view.scrollTo
  view.Element.prototype.getBoundingClientRect = function () {
    const place = [...page.querySelectorAll('.galley-part > *')].indexOf(this)
    return new DOMRect(0, 700 + place * 200 - scrolled.page, 10, 180)
  }
  const glass = screen.getByRole('group', { name: 'The page, as readers see it' })
  const frames = () => new Promise((done) => setTimeout(done, 120))
  const inSight = () => {
    const here = page.querySelector('.galley-here')?.getBoundingClientRect()
    return here !== undefined && here.top >= 0 && here.bottom <= 300
  }
  return { ...at, column, scrolled, glass, frames, inSight }
}

test('text and page go along with each other, and typing leaves the caret in sight', async () => {
  const { user, column, scrolled, glass, frames, inSight } = await laidOut()
  text().dispatchEvent(new WheelEvent('wheel', { bubbles: true, deltaY: 100 }))
  scrolled.manuscript = 60
  column.dispatchEvent(new Event('scroll'))
  await frames()
  expect(scrolled.page).toBeGreaterThan(600)
  expect(scrolled.manuscript).toBe(60)

  const before = scrolled.manuscript
  glass.dispatchEvent(new WheelEvent('wheel', { bubbles: true, deltaY: 500 }))
  const page = scrolled.page
  await frames()
  expect(scrolled.manuscript).not.toBe(before)
  expect(scrolled.page).toBe(page)

  expect(inSight()).toBe(false)
  await user.click(text())
  await user.keyboard('x')
  await vi.waitUntil(inSight)
})
