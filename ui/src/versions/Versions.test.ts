import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { fakeBackend } from '../fake'
import { expectAccessible } from '../fake/axe'
import { type Backend, useBackend } from '../ipc'
import Versions from './Versions.svelte'

const path = 'content/posts/2026/river-gauge.md'

async function show(change: Partial<Backend> = {}) {
  const backend = Object.assign(fakeBackend({ now: new Date(2026, 10, 18, 14, 2) }), change)
  useBackend(backend)
  const [onback, onrestored] = [vi.fn(), vi.fn()]
  render(Versions, { path, onback, onrestored })
  return { backend, onback, onrestored, user: userEvent.setup() }
}

test('versions stand by day, and the newest is shown against the story as it is', async () => {
  await show()
  await screen.findByText('New paragraph')
  await expectAccessible()
  expect(screen.getAllByRole('radio')).toHaveLength(4)
  expect(screen.getAllByRole<HTMLInputElement>('radio')[0]?.checked).toBe(true)
  expect(screen.getByText(/^Engineer Solveig Aune/)).toBeTruthy()
})

test('each version says where it is from', async () => {
  await show()
  const origins = (await screen.findAllByRole('radio')).map((one) => one.closest('label')?.textContent ?? '')
  expect(origins[0]).toContain('Saved here')
  expect(origins[1]).toContain('Changed outside Galley')
  expect(origins[2]).toContain('Approved by Kofi Brobbey')
})

test('another version shows other changes, and comes back with Ctrl Enter', async () => {
  const { backend, onrestored, user } = await show()
  await screen.findByText('New paragraph')
  await user.click(screen.getAllByRole('radio')[2] as HTMLElement)
  await screen.findByText('2 paragraphs reworded, 1 new, 1 moved')
  await user.keyboard('{Control>}{Enter}{/Control}')
  await vi.waitFor(() => expect(onrestored).toHaveBeenCalled())
  expect(backend.calls).toContainEqual(['restoreVersion', path, 'v2'])
  expect(onrestored.mock.lastCall?.[0].metadata.title).toContain('two false alarms')
})

test('what was typed before a crash is not called a saved text', async () => {
  const all = await fakeBackend({ now: new Date(2026, 10, 18, 14, 2) }).versions(path)
  await show({ versions: async () => all.map((one) => ({ ...one, why: 'crash' })).slice(0, 1) })
  expect(await screen.findByText(/^Typed before a crash/)).toBeTruthy()
  expect(screen.queryByText(/^Saved here/)).toBeNull()
})

test('looking through a long history is told', async () => {
  let found: (all: []) => void = () => {}
  await show({ versions: () => new Promise((resolve) => (found = resolve)) })
  expect(screen.queryByRole('status')).toBeNull()
  expect((await screen.findByRole('status')).textContent).toBe('Looking for earlier versions…')
  found([])
  expect(await screen.findByRole('heading', { name: 'No earlier versions yet' })).toBeTruthy()
  expect(screen.queryByRole('status')).toBeNull()
})

test('without versions there is one sentence and nothing to press', async () => {
  const { onback, user } = await show({ versions: async () => [] })
  expect(await screen.findByRole('heading', { name: 'No earlier versions yet' })).toBeTruthy()
  await expectAccessible()
  expect(screen.queryByRole('button', { name: /^Bring/ })).toBeNull()
  await user.keyboard('{Escape}')
  expect(onback).toHaveBeenCalledTimes(1)
})

test('the changes have the focus', async () => {
  await show()
  await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByRole('main')))
})
