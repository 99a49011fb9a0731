import { fireEvent, screen, waitFor, within } from '@testing-library/svelte'
import { expect, test, vi } from 'vitest'
import type { FakeOptions } from '../fake'
import { finding } from '../fake/finding'
import { rows, seated, text } from './seated'

const here = () => document.activeElement as HTMLElement
const isOn = (what: RegExp) => waitFor(() => expect(here().textContent).toMatch(what))
const press = async (button: HTMLElement, user: Awaited<ReturnType<typeof seated>>['user']) => {
  button.focus()
  await user.keyboard('{Enter}')
}

/** Three findings, each with a way to settle it. */
const findings: NonNullable<FakeOptions['findings']> = () =>
  ['One', 'Two', 'Three'].map((word) => finding(word, { message: `“${word}” is worth a look.` }))

test('who keeps a story live is back at what asked, and still in the press room', async () => {
  const { user } = await seated({ stepDelay: 5 })
  await user.keyboard('{Control>}3{/Control}')
  const [undo] = await screen.findAllByRole('button', { name: /^Undo publish: / })
  const name = undo?.getAttribute('aria-label') ?? ''
  for (const leave of ['{Escape}', '{Enter}']) {
    await press(screen.getByRole('button', { name }), user)
    await isOn(/^Keep it live$/)
    await user.keyboard(leave)
    await waitFor(() => expect(here()).toBe(screen.getByRole('button', { name })))
  }
})

test('who publishes or takes back has the focus on what is said of it', async () => {
  const { user } = await seated({ stepDelay: 50 })
  await user.keyboard('{Control>}3{/Control}')
  await press(await screen.findByRole('button', { name: /^Publish three stories/ }), user)
  await isOn(/^Three stories are on their way$/)
  await press(await screen.findByRole('button', { name: 'Undo this publish' }), user)
  await isOn(/being taken back$/)
})

test('who begins no new story after all is back in the text', async () => {
  const { user } = await seated()
  text().focus()
  await user.keyboard('{Control>}n{/Control}')
  await waitFor(() => expect(here().id).toBe('new-headline'))
  await user.keyboard('{Escape}')
  await waitFor(() => expect(here()).toBe(text()))
})

test('after each finding that is settled the focus is on the one in its place', async () => {
  const { user } = await seated({ findings })
  await user.click(screen.getByRole('tab', { name: /^Findings/ }))
  const panel = await screen.findByRole('region', { name: 'Worth a look' })
  const leave = () => within(panel).getAllByRole('button', { name: 'Leave it…' })
  await press(leave()[1] as HTMLElement, user)
  await user.keyboard('{Escape}')
  await isOn(/^\s*“Two”/)
  await press(leave()[1] as HTMLElement, user)
  await user.keyboard('It is right.{Enter}')
  await isOn(/^\s*“Three”/)
  await press(screen.getByRole('button', { name: 'Look again' }), user)
  await waitFor(() => expect(here().matches('.finding')).toBe(true))
})

test('who says that the site was read rightly is in the list', async () => {
  const { user } = await seated({ site: { confirmed: false } })
  await press(screen.getByRole('button', { name: 'Looks right' }), user)
  await waitFor(() => expect(here().getAttribute('role')).toBe('option'))
})

test('who ends how the site keeps its stories is in the list, when the line that asked is gone', async () => {
  const { user } = await seated({ site: { confirmed: false } })
  await press(screen.getByRole('button', { name: 'Change…' }), user)
  await press(await screen.findByRole('button', { name: 'Done' }), user)
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Change…' })).toBeNull())
  await waitFor(() => expect(here().getAttribute('role')).toBe('option'))
})

test.each([['Escape'], ['All pictures']])(
  'who leaves the credit queue by “%s” is at the pictures',
  async (way) => {
    const { user } = await seated()
    await user.keyboard('{Control>}2{/Control}')
    await press(await screen.findByRole('button', { name: 'Go through them' }), user)
    await waitFor(() => expect(here().matches('input[placeholder]')).toBe(true))
    if (way === 'Escape') await user.keyboard('{Escape}')
    else await press(screen.getByRole('button', { name: way }), user)
    await waitFor(() => expect(here().getAttribute('role')).toBe('option'))
  },
)

test.each([
  ['a copy', '{Control>}d{/Control}', /^This is the copy\.$/],
  ['a deletion', '{Delete}', /was deleted\./],
])('who takes back %s by a toast is in the text, where they were before', async (_, key, told) => {
  const { user } = await seated()
  rows()[1]?.focus()
  await user.keyboard(key)
  await screen.findByText(told)
  text().focus()
  const undo = screen.getByRole('button', { name: 'Undo' })
  await press(undo, user)
  await waitFor(() => expect(undo.isConnected).toBe(false))
  await waitFor(() => expect(here()).toBe(text()))
})

test.each(['Keep mine', 'Use the other', 'Close this notice'])(
  'after “%s” the focus is in the text',
  async (name) => {
    const { backend, user } = await seated()
    const [path, plain] = [
      backend.stories.find(({ path }) => path.includes('library-steps'))?.path,
      backend.openPost,
    ]
    const at = '2026-11-18T14:20:00'
    backend.openPost = async (one) => ({
      ...(await plain(one)),
      ...(name === 'Close this notice' ? { restored: at } : { outside: { at, gone: false } }),
    })
    backend.emit({ kind: 'outside', path: path ?? '' })
    await press(await screen.findByRole('button', { name }), user)
    await waitFor(() => expect(screen.queryByRole('button', { name })).toBeNull())
    await waitFor(() => expect(here()).toBe(text()))
  },
)

test('who shows all stories again, where there was none, is still in the list', async () => {
  const { backend, user } = await seated()
  for (const story of backend.stories) story.approved = story.live
  backend.emit({ kind: 'library' })
  await press(await screen.findByRole('button', { name: /^Approved 0/ }), user)
  const all = await screen.findByRole('button', { name: 'Show all' })
  await press(all, user)
  await waitFor(() => expect(all.isConnected).toBe(false))
  await waitFor(() => expect(here()).not.toBe(document.body))
  expect(here().closest('nav')).toBeTruthy()
})

test('who shows all names that made pictures is still among them', async () => {
  const { backend, user } = await seated()
  const plain = backend.album
  backend.album = async () => {
    const album = await plain()
    const pictures = album.pictures.map((one, n) => ({
      ...one,
      words: { ...one.words, credit: `Name ${n}` },
    }))
    return { ...album, pictures }
  }
  await user.keyboard('{Control>}2{/Control}')
  const all = await screen.findByRole('button', { name: /^All \d+ names/ })
  await press(all, user)
  await waitFor(() => expect(all.isConnected).toBe(false))
  await waitFor(() => expect(here().closest('nav')).toBeTruthy())
})

test('who leaves the address as it was is still at its field', async () => {
  const { user } = await seated()
  await user.click(screen.getByRole('tab', { name: 'Story' }))
  const field = await screen.findByRole('textbox', { name: 'Address' })
  await user.type(field, '-again')
  const cancel = screen.getByRole('button', { name: 'Cancel' })
  await press(cancel, user)
  await waitFor(() => expect(cancel.isConnected).toBe(false))
  await waitFor(() => expect(here().closest('[data-field="slug"]')).toBeTruthy())
})

/** Pastes a text with a picture that is left out of it. */
async function leaveOut(): Promise<HTMLElement> {
  const html = '<p>a <img src="https://x.example/a.jpg"> b</p>'
  const clipboardData = {
    getData: (type: string) => (type === 'text/html' ? html : ''),
    files: [],
    items: [],
    types: [],
  }
  text().focus()
  text().dispatchEvent(
    Object.assign(new Event('paste', { bubbles: true, cancelable: true }), { clipboardData }),
  )
  return screen.findByText(/^One picture was not pasted/)
}

test('that pictures were left out of a paste is told among the toasts, and put away to the text', async () => {
  const { user } = await seated()
  const told = await leaveOut()
  expect(told.closest('.toasts')).toBeTruthy()
  await press(
    within(told.parentElement as HTMLElement).getByRole('button', { name: 'Close this notice' }),
    user,
  )
  await waitFor(() => expect(here()).toBe(text()))
})

test('what a toast says of a paste stands while somebody is at it, and goes by itself', async () => {
  await seated()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true })
  const told = await leaveOut()
  const toast = told.closest('.toast') as HTMLElement
  await fireEvent.pointerEnter(toast)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(told.isConnected).toBe(true)
  await fireEvent.pointerLeave(toast)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(told.isConnected).toBe(false)
  vi.useRealTimers()
})
