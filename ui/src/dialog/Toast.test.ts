import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import Toast from './Toast.svelte'

test('two toasts stand in one stack, each with its own way back, and go one by one', async () => {
  const [first, second] = [vi.fn(), vi.fn()]
  const shown = (text: string, run: () => void) =>
    render(Toast, { text, act: { label: `Undo ${text}`, run }, onclose: vi.fn() })
  const { unmount } = shown('one', first)
  shown('two', second)
  const stack = document.querySelector('.toasts')
  const texts = () => [...(stack?.querySelectorAll('p') ?? [])].map((text) => text.textContent)
  expect(texts()).toEqual(['one', 'two'])
  await userEvent.setup().click(screen.getByRole('button', { name: 'Undo one' }))
  expect(first).toHaveBeenCalledOnce()
  expect(second).not.toHaveBeenCalled()
  unmount()
  expect(texts()).toEqual(['two'])
})
