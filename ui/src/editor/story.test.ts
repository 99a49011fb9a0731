import { ChangeSet } from '@codemirror/state'
import { expect, test, vi } from 'vitest'
import { fakeBackend } from '../fake'
import { type Backend, type PageRest, useBackend } from '../ipc'
import { OpenStory } from './story.svelte'

/** A back end with one long story open, whose page comes in parts. */
async function long(rest?: (backend: Backend) => Backend['restOfPage']) {
  const backend = fakeBackend({ open: true })
  const path = (await backend.library()).stories.find((one) => !one.broken)?.path ?? ''
  const post = await backend.openPost(path)
  const insert = Array.from({ length: 100 }, (_, i) => `Paragraph ${i}.`).join('\n\n')
  await backend.edit(path, post.version, [{ from: 0, to: post.text.length, insert }])
  useBackend(rest ? { ...backend, restOfPage: rest(backend) } : backend)
  return { backend, story: new OpenStory(await backend.openPost(path)) }
}

const whole = (story: OpenStory) => story.blocks.map((one) => one.html).join('')

test('of a long story the beginning is there at once, and then the rest', async () => {
  const { story } = await long()
  expect(story.blocks.length).toBeLessThan(100)
  await vi.waitFor(() => expect(story.blocks).toHaveLength(100))
  expect(story.blocks.reduce((sum, block) => sum + block.length, 0)).toBe(story.text.length)
})

test('what is typed while the rest comes is in it once', async () => {
  const { story } = await long()
  const type = (at: number) => {
    const change = ChangeSet.of({ from: at, insert: 'x' }, story.doc.length)
    story.doc = change.apply(story.doc)
    story.typed(change)
  }
  for (let n = 0; n < 30; n++) {
    type(n % 2 === 0 ? 3 : story.doc.length)
    await new Promise((ready) => setTimeout(ready, n % 5))
  }
  await vi.waitFor(() => expect(story.blocks).toHaveLength(100))
  await story.settled()
  expect(whole(story).match(/x/g)).toHaveLength(30)
  expect(story.blocks.reduce((sum, block) => sum + block.length, 0)).toBe(story.doc.length)
})

test('a part that belongs to another version is asked for again', async () => {
  let asked = 0
  const { story } = await long((backend) => async (path, from): Promise<PageRest> => {
    const answer = await backend.restOfPage(path, from)
    return ++asked < 3 ? { ...answer, version: answer.version + 7, blocks: [] } : answer
  })
  await vi.waitFor(() => expect(story.blocks).toHaveLength(100))
  expect(asked).toBeGreaterThan(3)
})
