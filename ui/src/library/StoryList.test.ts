import { readFileSync } from 'node:fs'
import { fireEvent, render, screen, within } from '@testing-library/svelte'
import { expect, test, vi } from 'vitest'
import { fakeBackend } from '../fake'
import { type StoryRow, useBackend } from '../ipc'
import StoryList from './StoryList.svelte'

/** The list of the made-up newsroom's stories, or of what is made of them. */
async function list(
  made: (stories: StoryRow[]) => StoryRow[] = (stories) => stories,
  open: string | null = null,
) {
  const backend = fakeBackend({ open: true })
  useBackend(backend)
  const library = await backend.library()
  const stories = made(library.stories)
  const act = vi.fn()
  const props = { onopen: act, onnew: act, onmenu: act, onwhole: act, platform: 'linux' }
  return { stories, ...render(StoryList, { ...props, library: { ...library, stories }, open }) }
}

/** Three hundred of them. */
const many = ([first]: StoryRow[]) =>
  Array.from({ length: 300 }, (_, n) => ({ ...(first as StoryRow), path: `posts/${n}.md` }))

test('a story far down the list leaves Tab a row to stop at', async () => {
  const view = await list(many, 'posts/250.md')
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
  await list((stories) => stories.filter((one) => one.thumbnail).map((one) => ({ ...one, title })))
  const [row] = screen.getAllByRole('option')
  expect(row?.dir).toBe(dir)
  // State, byline and date are the interface’s own.
  expect(row?.querySelector<HTMLElement>('.m')?.dir).toBe('ltr')
})

test('a story that needs repair is described with the reason', async () => {
  const { stories } = await list()
  const broken = stories.find((one) => one.broken)
  const row = screen.getByRole('option', { name: broken?.title ?? '' })
  const ids = row.getAttribute('aria-describedby')?.split(' ') ?? []
  const described = ids.map((id) => document.getElementById(id)?.textContent).join(' ')
  expect(described).toContain('Needs repair')
  expect(described).toContain(broken?.broken?.reason)
})

test('rows in sight are drawn by all means, wherever the list is scrolled to', async () => {
  await list(many)
  const box = screen.getByRole('listbox')
  const drawn = () => {
    const all = within(box).getAllByRole('option')
    return all.flatMap((row, n) => (row.classList.contains('is-far') ? [] : [n]))
  }
  expect(drawn()).toEqual(Array.from({ length: 50 }, (_, n) => n))
  // Each row is 100 high: the rows from 80 on are in sight.
  for (const [name, value] of Object.entries({ clientHeight: 800, scrollHeight: 10_000, scrollTop: 8000 })) {
    Object.defineProperty(box, name, { value, configurable: true })
  }
  await fireEvent.scroll(box)
  expect(drawn()).toEqual(expect.arrayContaining([80, 81, 82, 83, 84, 85, 86, 87, 88]))
  expect(drawn()).not.toContain(20)
  // What is not far is never left to the web view.
  const sheet = readFileSync('src/styles/desk.css', 'utf8')
  const left = [...sheet.matchAll(/^(.*) \{[^}]*content-visibility/gm)].map(([, selector]) => selector)
  expect(left).toEqual(['.row.is-far'])
})
