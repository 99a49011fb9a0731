import { render, screen, waitFor } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { fakeBackend } from '../fake'
import { useBackend } from '../ipc'
import StoryList from './StoryList.svelte'

async function list(findStories: (asked: string) => Promise<string[]>) {
  const backend = fakeBackend({ open: true })
  useBackend({ ...backend, findStories })
  const library = await backend.library()
  const act = vi.fn()
  render(StoryList, {
    library,
    open: null,
    onopen: act,
    onnew: act,
    onmenu: act,
    onwhole: act,
    platform: 'linux',
  })
  return { stories: library.stories, field: screen.getByRole('searchbox'), user: userEvent.setup() }
}

const titles = () =>
  screen.queryAllByRole('option').map((row) => row.getAttribute('aria-label') ?? row.textContent)

test('a story is found by the words of its text', async () => {
  const { stories, field, user } = await list(async (asked) =>
    asked === 'zebra' ? [stories[3]?.path ?? ''] : [],
  )
  await user.type(field, 'zebra')
  await waitFor(() => expect(titles()).toHaveLength(1))
  expect(titles()[0]).toContain(stories[3]?.title)
  await user.type(field, 's')
  await screen.findByRole('heading', { name: 'Nothing found' })
  await user.clear(field)
  await waitFor(() => expect(titles().length).toBe(stories.length))
})

test('texts are asked for once at a time, and nothing is told before they answer', async () => {
  const asked: string[] = []
  let answer = (_: string[]) => {}
  const { field, user } = await list((words) => {
    asked.push(words)
    return new Promise((resolve) => {
      answer = resolve
    })
  })
  await user.type(field, 'qqq')
  expect(asked).toEqual(['q'])
  expect(screen.queryByRole('heading', { name: 'Nothing found' })).toBeNull()
  answer([])
  await waitFor(() => expect(asked).toEqual(['q', 'qqq']))
  expect(screen.queryByRole('heading', { name: 'Nothing found' })).toBeNull()
  answer([])
  await screen.findByRole('heading', { name: 'Nothing found' })
})
