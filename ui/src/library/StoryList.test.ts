import { readFileSync } from 'node:fs'
import { fireEvent, render, screen, within } from '@testing-library/svelte'
import { expect, test, vi } from 'vitest'
import { fakeBackend } from '../fake'
import { useBackend } from '../ipc'
import StoryList from './StoryList.svelte'

test('a story far down the list leaves Tab a row to stop at', async () => {
  const backend = fakeBackend({ open: true })
  useBackend(backend)
  const library = await backend.library()
  const [first] = library.stories
  if (!first) throw new Error('the sample has stories')
  const stories = Array.from({ length: 300 }, (_, n) => ({ ...first, path: `posts/${n}.md` }))
  const act = vi.fn()
  const props = { onopen: act, onnew: act, onmenu: act, onwhole: act, platform: 'linux' }
  const view = render(StoryList, { ...props, library: { ...library, stories }, open: 'posts/250.md' })
  const stops = () => {
    const rows = within(screen.getByRole('listbox')).getAllByRole('option')
    return rows.flatMap((row, n) => (row.tabIndex === 0 ? [n] : []))
  }
  expect(stops()).toEqual([0])
  await view.rerender({ open: 'posts/50.md' })
  expect(stops()).toEqual([50])
})

test.each([
  ['سوق السمك القديم باق', 'rtl'],
  ['“שוק הדגים” הישן', 'rtl'],
  ['The fish market, سوق', 'ltr'],
  ['古い魚市場', 'ltr'],
  ['2026', 'ltr'],
])('the row of “%s” begins at one edge: %s', async (title, dir) => {
  const backend = fakeBackend({ open: true })
  useBackend(backend)
  const library = await backend.library()
  const act = vi.fn()
  const props = { onopen: act, onnew: act, onmenu: act, onwhole: act, platform: 'linux' }
  const stories = library.stories.filter((one) => one.thumbnail).map((one) => ({ ...one, title }))
  render(StoryList, { ...props, library: { ...library, stories }, open: null })
  const [row] = screen.getAllByRole('option')
  expect(row?.dir).toBe(dir)
  // State, byline and date are the interface’s own.
  expect(row?.querySelector<HTMLElement>('.m')?.dir).toBe('ltr')
})

test('a story that needs repair is described with the reason', async () => {
  const backend = fakeBackend({ open: true })
  useBackend(backend)
  const library = await backend.library()
  const broken = library.stories.find((one) => one.broken)
  const act = vi.fn()
  const props = { onopen: act, onnew: act, onmenu: act, onwhole: act, platform: 'linux' }
  render(StoryList, { ...props, library, open: null })
  const row = screen.getByRole('option', { name: broken?.title ?? '' })
  const ids = row.getAttribute('aria-describedby')?.split(' ') ?? []
  const described = ids.map((id) => document.getElementById(id)?.textContent).join(' ')
  expect(described).toContain('Needs repair')
  expect(described).toContain(broken?.broken?.reason)
})

test('rows in sight are drawn by all means, wherever the list is scrolled to', async () => {
  const backend = fakeBackend({ open: true })
  useBackend(backend)
  const library = await backend.library()
  const [first] = library.stories
  if (!first) throw new Error('the sample has stories')
  const stories = Array.from({ length: 300 }, (_, n) => ({ ...first, path: `posts/${n}.md` }))
  const act = vi.fn()
  const props = { onopen: act, onnew: act, onmenu: act, onwhole: act, platform: 'linux' }
  render(StoryList, { ...props, library: { ...library, stories }, open: null })
  const list = screen.getByRole('listbox')
  const drawn = () => {
    const all = within(list).getAllByRole('option')
    return all.flatMap((row, n) => (row.classList.contains('is-far') ? [] : [n]))
  }
  expect(drawn()).toEqual(Array.from({ length: 50 }, (_, n) => n))
  // Each row is 100 high: the rows from 80 on are in sight.
  for (const [name, value] of Object.entries({ clientHeight: 800, scrollHeight: 10_000, scrollTop: 8000 })) {
    Object.defineProperty(list, name, { value, configurable: true })
  }
  await fireEvent.scroll(list)
  expect(drawn()).toEqual(expect.arrayContaining([80, 81, 82, 83, 84, 85, 86, 87, 88]))
  expect(drawn()).not.toContain(20)
  // What is not far is never left to the web view.
  const sheet = readFileSync('src/styles/desk.css', 'utf8')
  const left = [...sheet.matchAll(/^(.*) \{[^}]*content-visibility/gm)].map(([, selector]) => selector)
  expect(left).toEqual(['.row.is-far'])
})
