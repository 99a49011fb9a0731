import { screen, waitFor, within } from '@testing-library/svelte'
import { expect, test } from 'vitest'
import type { FakeOptions } from '../fake'
import { seated } from './seated'

/** Somebody who publishes three stories and is back at a story before `go` lets an answer come. */
async function writing(options: FakeOptions = {}) {
  const at = await seated({ stepDelay: 5, ...options })
  let go = () => {}
  const gone = new Promise<void>((ready) => {
    go = ready
  })
  const plain = at.backend.publish
  at.backend.publish = async (paths) => {
    await gone
    return plain(paths)
  }
  await at.user.keyboard('{Control>}3{/Control}')
  await at.user.click(await screen.findByRole('button', { name: /^Publish three stories/ }))
  await at.user.keyboard('{Control>}1{/Control}')
  return { ...at, go }
}

const foot = () => document.querySelector('.index .foot')?.textContent ?? ''
const title = () => document.querySelector('main h1')?.textContent
const refused = {
  outcome: 'refused' as const,
  problem: { code: 'not-allowed', sentence: 'The site takes stories from Ana only.', hint: 'Ask Ana.' },
  waits: false,
}

test('who writes on hears that it is on its way, and that it is live', async () => {
  const { go } = await writing()
  expect(foot()).toContain('Three stories are on their way')
  go()
  await screen.findByText('Three stories were sent.')
  const live = await screen.findByText(/^Live at \d+:\d\d$/)
  expect(live.getAttribute('role')).toBe('status')
  expect(foot()).not.toContain('on their way')
})

test('who writes on hears at once that it was not sent, and why', async () => {
  const { go, user } = await writing({ publishing: 'refused' })
  go()
  const alert = await screen.findByText(/^Not sent\. The site takes stories from Ana Lindqvist/)
  expect(alert.getAttribute('role')).toBe('alert')
  expect(foot()).toContain('Not sent')
  expect(document.querySelector('.index .foot .sev--stop')).toBeTruthy()
  await user.click(within(alert.parentElement as HTMLElement).getByRole('button', { name: 'Publish…' }))
  await waitFor(() => expect(title()).toBe('Not sent'))
  expect(screen.queryByText(/^Not sent\. The site/)).toBeNull()
})

test('what is undone from elsewhere is said to be undone, or why it is not', async () => {
  const { go, user } = await writing()
  go()
  await user.click(await screen.findByRole('button', { name: 'Undo' }))
  await screen.findByText(/^Taken back at \d+:\d\d$/)
})

test('an undoing that is refused is told elsewhere too', async () => {
  const { go, user } = await writing({ changedSince: true })
  go()
  await user.click(await screen.findByRole('button', { name: 'Undo' }))
  await screen.findByText(/^Not taken back\. Maria Nwosu published another version/)
  expect(foot()).toContain('Not taken back')
})

test('stories that waited since before the start, and are refused, say why', async () => {
  const { backend, user } = await seated()
  const paths = (await backend.press()).ready.map(({ path }) => path)
  backend.emit({ kind: 'library' })
  backend.emit({ kind: 'went-out', paths, publication: refused })
  await screen.findByText('Not sent. The site takes stories from Ana only.')
  await user.keyboard('{Control>}3{/Control}')
  await waitFor(() => expect(title()).toBe('Not sent'))
  expect(screen.getByText(/^Nothing on the site has changed\. Your three stories/)).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  await waitFor(() => expect(backend.calls).toContainEqual(['publish', paths]))
})

test('stories that waited and went out are all told of, although the list heard of it first', async () => {
  const { backend, go, user } = await writing({ publishing: 'refused', offline: true })
  go()
  await screen.findByText('Three stories are waiting')
  await user.keyboard('{Control>}3{/Control}')
  await user.click(screen.getAllByRole('checkbox')[0] as HTMLElement)
  const paths = (await backend.press()).waiting
  for (const story of backend.stories) if (paths.includes(story.path)) story.live = story.approved
  await backend.hold(paths)
  await waitFor(() => expect(title()).toBe('Nothing waits to be published'))
  const at = new Date().toISOString()
  const publication = { outcome: 'sent' as const, commit: 'a', paths, at, looked_for: [] }
  backend.emit({ kind: 'went-out', paths, publication })
  await waitFor(() => expect(title()).toMatch(/^Sent at/))
  expect(screen.getByText(/holds all three stories\./)).toBeTruthy()
})

test('what others published is told where it is seen, and once', async () => {
  const { backend, user } = await seated()
  backend.emit({ kind: 'arrived', arrived: { kind: 'in-step', stories: 1 } })
  const told = await screen.findByText('Others published changes to one story. They are here now.')
  expect(told.closest('.toast')).not.toBeNull()
  expect(told.getAttribute('role')).toBe('status')
  await user.keyboard('{Control>}3{/Control}')
  expect(screen.getAllByText(/^Others published changes/)).toHaveLength(1)
})

test('what came of stories that waited is told after what is under way', async () => {
  const { backend, go } = await writing()
  const paths = ['content/posts/2026/library-steps.md']
  backend.emit({ kind: 'went-out', paths, publication: refused })
  expect(foot()).toContain('Three stories are on their way')
  go()
  await screen.findByText('Not sent. The site takes stories from Ana only.')
})
