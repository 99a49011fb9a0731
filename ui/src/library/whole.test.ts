import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { fakeBackend } from '../fake'
import { expectAccessible } from '../fake/axe'
import { DeskError, useBackend } from '../ipc'
import Deleted from './Deleted.svelte'
import MoveStory from './MoveStory.svelte'
import Rename from './Rename.svelte'
import StoryMenu from './StoryMenu.svelte'
import Unpublish from './Unpublish.svelte'

async function opened() {
  const backend = fakeBackend()
  useBackend(backend)
  const { stories } = await backend.library()
  const story = stories.find((one) => one.state === 'live')
  if (!story) throw new Error('no story is live')
  return { backend, story, user: userEvent.setup(), onclose: vi.fn() }
}

test('the menu goes round by arrows and letters, and Esc leaves all as it was', async () => {
  const { user, onclose } = await opened()
  const does = {
    onopen: vi.fn(),
    onrename: vi.fn(),
    onmove: vi.fn(),
    onversions: vi.fn(),
    onnostory: vi.fn(),
    ondelete: vi.fn(),
    ondeleted: vi.fn(),
  }
  const onduplicate = vi.fn()
  const at = { left: 10, top: 10 }
  render(StoryMenu, { title: 'A', at, platform: 'linux', ...does, onduplicate, onclose })
  await expectAccessible()
  const now = () => document.activeElement?.textContent
  expect(now()).toContain('Open')
  await user.keyboard('{ArrowUp}')
  expect(now()).toContain('Deleted stories…')
  await user.keyboard('{ArrowDown}d')
  expect(now()).toContain('Duplicate')
  await user.keyboard('{Escape}')
  expect(onclose).toHaveBeenCalledOnce()
  expect(onduplicate).not.toHaveBeenCalled()
})

test('another address is told before it is set, and a refusal stands in the dialog', async () => {
  const { user, story, onclose } = await opened()
  const onrename = vi.fn(() => Promise.resolve())
  const slug = story.address.split('/').filter(Boolean).at(-1) ?? ''
  const props = { story, address: story.address, slug, live: true, host: 'x.example', onclose }
  const view = render(Rename, { ...props, onrename })
  const field = screen.getByRole('textbox', { name: 'Address' })
  await expectAccessible()
  const set = screen.getByRole('button', { name: 'Change address' }) as HTMLButtonElement
  expect(set.disabled, 'it is its address').toBe(true)
  await user.clear(field)
  await user.type(field, 'Far afield')
  await screen.findByText(/are sent on to the new one/)
  await user.keyboard('{Enter}')
  expect(onrename).toHaveBeenCalledWith('far-afield')
  expect(onclose).toHaveBeenCalledOnce()
  view.unmount()

  const problem = { code: 'x', sentence: 'It was changed meanwhile.', hint: '' }
  render(Rename, { ...props, onrename: () => Promise.reject(new DeskError(problem)) })
  await user.type(screen.getByRole('textbox', { name: 'Address' }), '-two')
  await screen.findByText(/are sent on to the new one/)
  await user.keyboard('{Enter}')
  await screen.findByText('It was changed meanwhile.')
  await user.click(screen.getByRole('button', { name: 'Cancel' }))
  expect(onclose).toHaveBeenCalledTimes(2)
})

test('a story moves to a place that is chosen by keys', async () => {
  const { user, backend, story, onclose } = await opened()
  backend.storyFolders = async () => [
    { folder: 'content/en/posts', name: 'en › posts', language: 'en', stories: 3 },
    { folder: 'content/de/posts', name: 'de › posts', language: 'de', stories: 1 },
  ]
  const onmove = vi.fn(() => Promise.resolve())
  render(MoveStory, { story: { ...story, path: 'content/en/posts/a/index.md' }, onmove, onclose })
  const place = await screen.findByRole('radio', { name: /de › posts, German/ })
  await expectAccessible()
  expect(screen.getAllByRole('radio'), 'its own is not offered').toHaveLength(1)
  await vi.waitFor(() => expect(document.activeElement).toBe(place))
  await user.keyboard(' {Enter}')
  expect(onmove).toHaveBeenCalledWith('content/de/posts')
  expect(onclose).toHaveBeenCalledOnce()
})

test('a deleted story is listed with its days, and restored', async () => {
  const { user, backend, story, onclose } = await opened()
  await backend.deleteStory(story.path)
  const onrestore = vi.fn(() => Promise.resolve())
  render(Deleted, { onrestore, onclose })
  const restore = await screen.findByRole('button', { name: `Restore “${story.title}”` })
  expect(screen.getByText(/Readers have it until its removal is approved and published\.$/)).toBeTruthy()
  await expectAccessible()
  expect(document.activeElement).toBe(restore)
  await user.keyboard('{Enter}')
  expect(onrestore).toHaveBeenCalledOnce()
  expect(onclose).toHaveBeenCalledOnce()
})

test('where readers go instead is found by letters, and what was chosen is told', async () => {
  const { backend, user, story, onclose } = await opened()
  const { stories } = await backend.unpublishPreview(story.path)
  const [other] = stories
  if (!other) throw new Error('another story is live')
  const onunpublish = vi.fn()
  render(Unpublish, { story, onunpublish, onclose })
  await user.click(await screen.findByRole('radio', { name: /^Another story/ }))
  await expectAccessible()
  await user.type(screen.getByRole('combobox', { name: /letters/ }), other.title.slice(0, 12))
  const told = () => screen.getAllByRole('status').map((one) => one.textContent?.trim())
  expect(told()).toContain('1 story found')
  await user.keyboard('{Enter}')
  expect(told()).toContain(other.title)
  await user.click(screen.getByRole('button', { name: 'Unpublish' }))
  expect(onunpublish).toHaveBeenCalledWith({ kind: 'story', path: other.path })
})
