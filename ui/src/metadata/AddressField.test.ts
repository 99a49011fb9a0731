import { render, screen, waitFor } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { fakeBackend } from '../fake'
import { useBackend } from '../ipc'
import AddressField from './AddressField.svelte'

const MADE = 'Made from the headline. The address stays fixed once the story is live.'
const FREE = 'The address stays fixed once the story is live.'

/** The address of a story that is called “Night bus”, and stands under that name. */
function show(slug: string, live = false) {
  const backend = fakeBackend()
  useBackend(backend)
  const path = backend.stories.find((story) => !story.live)?.path ?? ''
  const props = { path, title: 'Night bus', address: `/2026/${slug}/`, slug, live, host: 'orrin.example' }
  return { backend, ...render(AddressField, { ...props, onrename: vi.fn() }) }
}

test('an address is said to be made from the headline only where it was', async () => {
  const { rerender } = show('night-bus')
  expect(screen.getByText(FREE), 'not before that is known').toBeTruthy()
  await screen.findByText(MADE)
  await rerender({ title: 'The last night bus' })
  await screen.findByText(FREE)
  await rerender({ title: 'Night bus!' })
  await screen.findByText(MADE)
  await rerender({ slug: 'bus-7', address: '/2026/bus-7/' })
  await screen.findByText(FREE)
})

test('of an address that readers have nothing is asked', async () => {
  const { backend } = show('night-bus', true)
  await screen.findByText('Fixed: readers have the story under this address.')
  expect(backend.calls).toEqual([])
})

test('an address that moves with headline or date is not called fixed', async () => {
  const { rerender } = show('night-bus', true)
  await rerender({ readers: '/2026/night-bus/' })
  await screen.findByText('Fixed: readers have the story under this address.')
  await rerender({ slug: 'night-bus-again', address: '/2026/night-bus-again/' })
  await screen.findByText(
    /^Readers have the story at orrin\.example\/2026\/night-bus\/\. With what changed here it moves/,
  )
})

test('a long address can be read whole, fixed or not', () => {
  const long = Array.from({ length: 12 }, (_, i) => `word-${i}`).join('-')
  const whole = `orrin.example/2026/${long}/`
  const { container, unmount } = show(long, true)
  expect(container.querySelector('.in')?.textContent?.trim()).toBe(whole)
  expect(container.querySelector('.clip')).toBeNull()
  unmount()
  const free = show(long)
  expect(screen.getByRole('textbox', { name: 'Address' }).title).toBe(whole)
  expect(free.container.querySelector('.clip')).toBeNull()
})

test.each([
  ['yes', /sent on to the new one/],
  ['no', /cannot send readers on/],
  ['not-needed', null],
] as const)('what is typed is shown as the address that it becomes (sent on: %s)', async (sent_on, also) => {
  const { backend } = show('night-bus')
  const plain = backend.previewAddress
  backend.previewAddress = async (path, typed) => ({ ...(await plain(path, typed)), sent_on })
  const user = userEvent.setup()
  const field = screen.getByRole('textbox', { name: 'Address' })
  await user.clear(field)
  await user.type(field, 'Snowpack 62 u!')
  const told = () => document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent
  await waitFor(() => expect(told()).toMatch(/^Readers will find it at orrin\.example\/.*snowpack-62-u\//))
  if (also) expect(told()).toMatch(also)
})
