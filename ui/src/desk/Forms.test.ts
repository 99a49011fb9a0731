import { fireEvent, render, screen } from '@testing-library/svelte'
import { expect, test, vi } from 'vitest'
import { OpenStory } from '../editor/story.svelte'
import { fakeBackend } from '../fake'
import { site } from '../fake/options'
import { type FieldEdit, useBackend } from '../ipc'
import { Acts } from './acts.svelte'
import Forms from './Forms.svelte'
import { Session } from './session.svelte'

const session = new Session()
const does = { session, acts: new Acts(session), onpicture: vi.fn() }

test('what is answered late, or waits, belongs to the story in whose form it was written', async () => {
  const backend = fakeBackend({ open: true })
  useBackend(backend)
  const [first, second] = backend.stories.filter((one) => !one.broken)
  if (!first || !second) throw new Error('there are too few stories')
  const one = new OpenStory(await backend.openPost(first.path))
  const other = new OpenStory(await backend.openPost(second.path))
  const before = structuredClone(second.fields)
  const held: (() => void)[] = []
  const plain = backend.setField
  backend.setField = async (path, edit: FieldEdit) => {
    await new Promise<void>((ready) => held.push(ready))
    return plain(path, edit)
  }
  const view = render(Forms, { show: 'story', story: one, site, ...does })
  await fireEvent.click(await screen.findByRole('button', { name: 'Remove Schools' }))
  await fireEvent.click(screen.getByRole('button', { name: 'Remove Libraries' }))
  await view.rerender({ story: other })
  held[0]?.()
  await vi.waitFor(() => expect(held).toHaveLength(2))
  held[1]?.()
  await one.settled()
  expect(first.fields.tags).toEqual([])
  expect(one.metadata.tags).toEqual([])
  expect(second.fields).toEqual(before)
  expect([other.title, other.metadata.title]).toEqual([before.title, before.title])
})

test('a name that was only typed is taken when its form goes, by the story that it was typed for', async () => {
  const backend = fakeBackend({ open: true })
  useBackend(backend)
  const [first, second] = backend.stories.filter((one) => !one.broken)
  if (!first || !second) throw new Error('there are too few stories')
  const one = new OpenStory(await backend.openPost(first.path))
  const other = new OpenStory(await backend.openPost(second.path))
  const before = structuredClone(second.fields)
  const view = render(Forms, { show: 'story', story: one, site, ...does })
  const byline = await screen.findByRole('combobox', { name: 'Byline' })
  const names = [...first.fields.authors]
  await fireEvent.input(byline, { target: { value: 'Li Na' } })
  await view.rerender({ story: other })
  await one.settled()
  expect(first.fields.authors).toEqual([...names, 'Li Na'])
  expect(second.fields).toEqual(before)
})

test('words of a picture that come when its form is gone are written to it, whatever is picked by then', async () => {
  const backend = fakeBackend({ open: true })
  useBackend(backend)
  const one = backend.stories.find((story) => !story.broken)
  if (!one) throw new Error('there are no stories')
  one.text = '![first](first.jpg)\n\n![second](second.jpg)\n'
  const story = new OpenStory(await backend.openPost(one.path))
  const written = vi.spyOn(story, 'writeFigure')
  const [first, second] = story.figures
  const held: (() => void)[] = []
  const plain = backend.figureText
  backend.figureText = async (...args) => {
    await new Promise<void>((ready) => held.push(ready))
    return plain(...args)
  }
  story.pick(first?.from ?? 0)
  const pick = story.pickId
  const view = render(Forms, { show: 'picture', story, site, ...does })
  await fireEvent.input(await screen.findByRole('textbox', { name: 'Caption' }), {
    target: { value: 'New.' },
  })
  expect(story.idle).toBe(false)
  await view.rerender({ show: 'story' })
  story.pick(second?.from ?? 0)
  held[0]?.()
  await story.settled()
  expect(written.mock.calls).toEqual([[expect.stringContaining('(first.jpg)\n*New.'), pick]])
})
