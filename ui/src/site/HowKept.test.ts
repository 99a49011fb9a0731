import { render, screen, waitFor } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { fakeBackend } from '../fake'
import { expectAccessible } from '../fake/axe'
import { site } from '../fake/options'
import { useBackend } from '../ipc'
import Confirm from './Confirm.svelte'
import HowKept from './HowKept.svelte'

function opened() {
  const backend = fakeBackend()
  useBackend(backend)
  return { backend, user: userEvent.setup(), onclose: vi.fn() }
}

test('a choice is said at once, and its row takes it back', async () => {
  const { user, backend, onclose } = opened()
  render(HowKept, { onclose })
  const dek = await screen.findByRole('combobox', { name: 'Dek' })
  await expectAccessible()
  const shown = (dek as HTMLSelectElement).selectedOptions[0]?.textContent
  expect(shown).toBe('Description: “A log can no longer look like a flood.”')
  await user.selectOptions(dek, 'Summary')
  expect(backend.calls.at(-1)).toEqual(['sayProfile', 'description', ['summary']])
  await user.click(await screen.findByRole('button', { name: 'Undo: Dek' }))
  expect(backend.calls.at(-1)).toEqual(['sayProfile', 'description', ['description']])
  expect(screen.queryByRole('button', { name: 'Undo: Dek' })).toBeNull()
  // What was pressed is gone: whoever goes on with Tab is at the same row.
  await waitFor(() => expect([...(document.activeElement?.querySelectorAll('select') ?? [])]).toEqual([dek]))
})

test('folders are ticked, and one has to be left', async () => {
  const { user, backend, onclose } = opened()
  render(HowKept, { onclose })
  const only = await screen.findByRole('checkbox', { name: 'content/posts, 14 stories' })
  expect((only as HTMLInputElement).disabled).toBe(true)
  await user.click(screen.getByRole('checkbox', { name: 'content/pages' }))
  expect(backend.calls.at(-1)).toEqual(['sayProfile', 'folders', ['content/pages', 'content/posts']])
  await user.click(screen.getByRole('button', { name: 'Done' }))
  expect(backend.calls.at(-1)).toEqual(['confirmProfile'])
  expect(onclose).toHaveBeenCalledWith(true)
})

test('a page is called a story, and its row takes that back', async () => {
  const { user, backend, onclose } = opened()
  render(HowKept, { onclose })
  await user.click(await screen.findByText('Pages that are stories all the same', { selector: 'summary' }))
  await user.click(screen.getByRole('checkbox', { name: 'content/about.md' }))
  expect(backend.calls.at(-1)).toEqual(['callStory', 'content/about.md', true])
  await user.click(await screen.findByRole('button', { name: 'Undo: Pages that are stories all the same' }))
  expect(backend.calls.at(-1)).toEqual(['callStory', 'content/about.md', false])
  expect(screen.queryByRole('button', { name: /^Undo/ })).toBeNull()
})

test('a new site is asked about once, on one line', async () => {
  const { user, backend } = opened()
  const onchange = vi.fn()
  render(Confirm, { site: { ...site, confirmed: false }, stories: 14, onchange, onright: vi.fn() })
  screen.getByText('Hugo, 14 stories in content/posts')
  await expectAccessible()
  await user.click(screen.getByRole('button', { name: 'Change…' }))
  expect(onchange).toHaveBeenCalled()
  await user.click(screen.getByRole('button', { name: 'Looks right' }))
  expect(backend.calls.at(-1)).toEqual(['confirmProfile'])
  expect(screen.queryByText('Looks right')).toBeNull()
})
