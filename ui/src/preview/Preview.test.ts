import { screen, waitFor } from '@testing-library/svelte'
import { expect, test } from 'vitest'
import { rows, seated } from '../desk/seated'

const here = () => document.activeElement as HTMLElement

test('F6 goes round also where a search and a shared link are shown', async () => {
  const { user } = await seated()
  await user.click(screen.getByRole('tab', { name: 'Shared' }))
  rows()[0]?.focus()
  await user.keyboard('{F6}{F6}')
  expect(here()).toBe(screen.getByRole('tab', { name: 'Shared' }))
  await user.keyboard('{F6}')
  expect(here().getAttribute('role')).toBe('option')
})

test('more cards are shown by a key', async () => {
  const { backend, user } = await seated()
  await user.click(screen.getByRole('tab', { name: 'Card' }))
  const more = await screen.findByRole('button', { name: 'Show More' })
  more.focus()
  await user.keyboard('{Enter}')
  await waitFor(() => expect(backend.calls).toContainEqual(['cards', 20]))
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Show More' })).toBeNull())
  expect(here().getAttribute('aria-label')).toBe('The page, as readers see it')
})
