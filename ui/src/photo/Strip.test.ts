import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { fakeBackend } from '../fake'
import { useBackend } from '../ipc'
import type { Incoming } from './incoming'
import Strip from './Strip.svelte'

test('arrows pass over a picture that is in the story already', async () => {
  useBackend(fakeBackend())
  const pictures = [0, 1, 2].map((key) => ({ key, brought: null, done: key === 1 }) as unknown as Incoming)
  const onchoose = vi.fn()
  render(Strip, { pictures, at: 0, onchoose })
  const [first, , last] = screen.getAllByRole('button')
  first?.focus()
  const user = userEvent.setup()
  await user.keyboard('{ArrowRight}')
  expect(document.activeElement).toBe(last)
  expect(onchoose).toHaveBeenLastCalledWith(2)
  first?.focus()
  await user.keyboard('{ArrowLeft}')
  expect(document.activeElement).toBe(last)
})
