import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { fakeBackend } from '../fake'
import { expectAccessible } from '../fake/axe'
import { useBackend } from '../ipc'
import NewStory from './NewStory.svelte'

test('a story that cannot be begun says why, as something that went wrong', async () => {
  const problem = { code: 'full', sentence: 'The disk is full.', hint: 'Free some space.' }
  useBackend(fakeBackend({ failing: { newPost: problem } }))
  render(NewStory, { places: [], onbegun: vi.fn(), onclose: vi.fn() })
  const box = screen.getByRole('textbox', { name: 'Headline of the new story' })
  await userEvent.setup().type(box, 'Ferry stops at noon{Enter}')
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('The disk is full. Free some space.')
  expect(alert.querySelector('svg')).toBeTruthy()
  expect(box.getAttribute('aria-describedby')).toBe(alert.id)
  await expectAccessible()
})
