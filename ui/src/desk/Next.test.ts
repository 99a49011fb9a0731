import { cleanup, render, screen, waitFor } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import App from '../App.svelte'
import { type FakeBackend, type FakeOptions, fakeBackend } from '../fake'
import { useBackend } from '../ipc'

/** The key of the next step: review, approve, publish. */
const NEXT = '{Control>}{Shift>}{Enter}{/Shift}{/Control}'
let backend: FakeBackend

async function inPressRoom(options: FakeOptions = {}) {
  Object.defineProperty(window, 'innerWidth', { value: 1400, configurable: true })
  backend = fakeBackend({ open: true, stepDelay: 5, ...options })
  useBackend(backend)
  render(App)
  await screen.findByRole('textbox', { name: 'Text of the story' })
  const user = userEvent.setup()
  await user.keyboard('{Control>}3{/Control}')
  await screen.findByRole('button', { name: /^Publish three stories/ })
  return user
}

const title = () => document.querySelector('main h1')?.textContent
const called = (name: string) => backend.calls.filter(([call]) => call === name)

beforeEach(() => localStorage.clear())
afterEach(cleanup)

test('the key of the next step sends what is ticked, and what was held back stays', async () => {
  const user = await inPressRoom()
  await user.click(screen.getAllByRole('checkbox')[0] as HTMLElement)
  await user.keyboard(NEXT)
  await waitFor(() => expect(title()).toMatch(/^Live at/))
  expect(called('publish').map(([, paths]) => paths)).toEqual([[expect.anything(), expect.anything()]])
  await screen.findByRole('button', { name: /^Back to what is ready/ })
  await user.keyboard(NEXT)
  expect(title(), 'the story that was held back is chosen first').toBe('Publish one story')
  expect(called('publish')).toHaveLength(1)
})

test('what was taken back is not sent again by the key of the next step', async () => {
  const user = await inPressRoom()
  await user.keyboard(NEXT)
  await waitFor(() => expect(title()).toMatch(/^Live at/))
  await user.click(screen.getByRole('button', { name: 'Undo this publish' }))
  await waitFor(() => expect(title()).toMatch(/^Taken back at/))
  await screen.findByRole('button', { name: /^Back to what is ready/ })
  await user.keyboard(NEXT)
  expect(title()).toBe('Publish three stories')
  expect(called('publish')).toHaveLength(1)
})

test('after a refusal to take back, the key of the next step tries that again and publishes nothing', async () => {
  const user = await inPressRoom({ changedSince: true })
  await user.click(screen.getAllByRole('button', { name: /^Undo publish: / })[0] as HTMLElement)
  await user.click(screen.getByRole('button', { name: 'Undo publish' }))
  await waitFor(() => expect(title()).toBe('Not taken back'))
  await user.keyboard(NEXT)
  await waitFor(() => expect(called('undoPublish')).toHaveLength(2))
  expect(called('publish')).toEqual([])
})

test('the open story is as far as its row says, after it was published and after it was taken back', async () => {
  const user = await inPressRoom()
  await user.keyboard('{Control>}1{/Control}')
  await user.click(screen.getByRole('button', { name: 'Approved 3' }))
  await user.click(screen.getAllByRole('option')[0] as HTMLElement)
  await screen.findByRole('button', { name: 'Publish…', description: /Ctrl/ })
  await user.click(screen.getByRole('tab', { name: 'Story' }))
  const fixed = () => screen.queryByText('Fixed: readers have the story under this address.')
  const mark = () => document.querySelector('.ms .head .state')?.textContent
  expect(mark()).toBe('Approved')
  expect(fixed()).toBeNull()
  const fix = () => screen.queryByRole('button', { name: 'Quick fix…' })
  expect(fix(), 'readers never had it').toBeNull()

  await user.keyboard('{Control>}3{/Control}')
  await user.click(await screen.findByRole('button', { name: /^Publish three stories/ }))
  await waitFor(() => expect(title()).toMatch(/^Live at/))
  await user.keyboard('{Control>}1{/Control}')
  await waitFor(() => expect(mark()).toBe('Live'))
  expect(document.querySelector('.ms .btn--primary'), 'there is no next step').toBeNull()
  await waitFor(() => expect(fixed()).toBeTruthy())
  expect(fix()).toBeTruthy()

  await user.keyboard('{Control>}3{/Control}')
  await user.click(screen.getByRole('button', { name: 'Undo this publish' }))
  await waitFor(() => expect(title()).toMatch(/^Taken back at/))
  await user.keyboard('{Control>}1{/Control}')
  await waitFor(() => expect(mark()).toBe('Approved'))
  await waitFor(() => expect(fixed()).toBeNull())
  await user.keyboard(NEXT)
  expect(await screen.findByRole('button', { name: /^Back to what is ready/ })).toBeTruthy()
})
