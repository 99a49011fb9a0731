/** For tests: the press room, its list beside its page, and a newsroom behind it. */
import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, vi } from 'vitest'
import { type FakeOptions, fakeBackend } from '../fake'
import { useBackend } from '../ipc'
import Press from './Press.svelte'
import PressIndex from './PressIndex.svelte'
import { PublishRun } from './run.svelte'

/** Somebody in the press room. */
export async function show(options: FakeOptions = {}) {
  const backend = fakeBackend({ stepDelay: 5, ...options })
  useBackend(backend)
  const run = new PublishRun()
  const onreview = vi.fn()
  const index = render(PressIndex, { run, onreview })
  const page = render(Press, { run, onreview })
  await vi.waitFor(() => expect(run.press).not.toBeNull())
  await screen.findByRole('heading', { level: 1 })
  return { backend, run, onreview, index, page, user: userEvent.setup() }
}

/** What the page says first. */
export const title = () => screen.getByRole('heading', { level: 1 }).textContent
