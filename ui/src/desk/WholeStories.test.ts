import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { fakeBackend } from '../fake'
import { site } from '../fake/options'
import { useBackend } from '../ipc'
import { Acts } from './acts.svelte'
import { Session } from './session.svelte'
import WholeStories from './WholeStories.svelte'

test.each([
  ['m', 'Move to another folder'],
  ['c', 'Change the address'],
])('the menu does what was chosen with the story that it was opened on: %s', async (letter, title) => {
  const backend = fakeBackend()
  useBackend(backend)
  const [story] = (await backend.library()).stories
  if (!story) throw new Error('there are no stories')
  const acts = new Acts(new Session())
  acts.menu = { story, left: 10, top: 10 }
  render(WholeStories, {
    acts,
    site,
    platform: 'linux',
    onopen: vi.fn(),
    onunpublish: vi.fn(),
    onfix: vi.fn(),
    onversions: vi.fn(),
    onback: vi.fn(),
  })
  await userEvent.setup().keyboard(`${letter}{Enter}`)
  await screen.findByRole('heading', { name: title })
  screen.getByText(story.title)
  expect(acts.menu).toBeNull()
})

test('taking back a copy or a deletion opens what was open before', async () => {
  const backend = fakeBackend()
  useBackend(backend)
  const [first, other] = (await backend.library()).stories.filter((story) => !story.broken)
  if (!first || !other) throw new Error('there are too few stories')
  const session = new Session()
  const acts = new Acts(session)
  await session.open(first.path)
  await acts.duplicate(other.path)
  expect(session.story?.path, 'the copy is open').not.toBe(first.path)
  await acts.takeBack()
  expect(session.story?.path).toBe(first.path)
  await acts.remove(first.path)
  expect(session.story).toBeNull()
  await acts.takeBack()
  expect(session.story?.path).toBe(first.path)
})

test('what is no story leaves the list and the desk, and comes back with one press', async () => {
  const backend = fakeBackend()
  useBackend(backend)
  const [story] = (await backend.library()).stories.filter((one) => !one.broken)
  if (!story) throw new Error('there are no stories')
  const session = new Session()
  const acts = new Acts(session)
  await session.open(story.path)
  acts.menu = { story, left: 10, top: 10 }
  const does = { onopen: vi.fn(), onunpublish: vi.fn(), onfix: vi.fn(), onversions: vi.fn(), onback: vi.fn() }
  render(WholeStories, { acts, site, platform: 'linux', ...does })
  const user = userEvent.setup()
  await user.click(screen.getByRole('menuitem', { name: 'This is no story' }))
  await screen.findByText(`“${story.title}” is no longer in the list. Its file stays as it is.`)
  expect(backend.calls).toContainEqual(['callStory', story.path, false])
  expect(session.story).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Undo' }))
  await screen.findByText('Taken back: everything is as it was.')
  expect(backend.calls).toContainEqual(['callStory', story.path, true])
})

test.each([
  ['a story that readers never had', false],
  ['a change of a story that readers have', true],
])('what is approved and is %s is offered what can be done with it', async (_, has) => {
  const backend = fakeBackend()
  useBackend(backend)
  const one = backend.stories.find((story) => (has ? story.live : story.approved && !story.live))
  if (!one) throw new Error('there is no such story')
  if (has) one.text += '\nOne word more.\n'
  one.approved = { fields: structuredClone(one.fields), text: one.text, by: 'Ana', at: '' }
  const session = new Session()
  await session.refresh()
  await session.open(one.path)
  const story = session.library?.stories.find((row) => row.path === one.path)
  if (!story) throw new Error('it is in the list')
  expect(story.state).toBe('approved')
  const acts = new Acts(session)
  acts.menu = { story, left: 10, top: 10 }
  const does = { onopen: vi.fn(), onunpublish: vi.fn(), onfix: vi.fn(), onversions: vi.fn(), onback: vi.fn() }
  render(WholeStories, { acts, site, platform: 'linux', ...does })
  const offered = (name: string) => screen.queryByRole('menuitem', { name }) !== null
  expect([offered('Quick fix…'), offered('Unpublish…')]).toEqual([has, has])
  await userEvent.setup().click(screen.getByRole('menuitem', { name: /^Change address/ }))
  await screen.findByRole('heading', { name: 'Change the address' })
  const free = screen.queryByText('The address stays fixed once the story is live.')
  expect(free === null).toBe(has)
})
