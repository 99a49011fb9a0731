import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Block, Event } from '../ipc'
import { fakeBackend } from '.'

const river = 'content/posts/2026/river-gauge.md'
const library = 'content/posts/2026/library-steps.md'

test('the newsroom has fourteen stories in every state', async () => {
  const { stories, waiting } = await fakeBackend({ open: true }).library()
  expect(stories).toHaveLength(14)
  expect(new Set(stories.map((story) => story.state)).size).toBe(4)
  expect(stories.filter((story) => story.broken)).toHaveLength(1)
  expect(waiting).toBe(3)
})

test('splices lead from the old blocks to those of a fresh opening, whatever is typed', async () => {
  const change = fc.record({
    at: fc.nat(),
    cut: fc.nat(60),
    insert: fc.constantFrom('a', '\n\n', '# b', '', '\n'),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 8 }), async (changes) => {
      const desk = fakeBackend()
      const post = await desk.openPost(library)
      const blocks: Block[] = post.page.blocks
      let { text, version } = post
      for (const { at, cut, insert } of changes) {
        const from = at % (text.length + 1)
        const to = Math.min(text.length, from + cut)
        const edited = await desk.edit(library, version, [{ from, to, insert }])
        text = text.slice(0, from) + insert + text.slice(to)
        version = edited.version
        for (const one of edited.splices) blocks.splice(one.from, one.remove, ...one.insert)
      }
      const fresh = await desk.openPost(library)
      expect(fresh.text).toBe(text)
      expect(blocks).toEqual(fresh.page.blocks)
      if (blocks.length) expect(blocks.reduce((sum, block) => sum + block.length, 0)).toBe(text.length)
    }),
    { numRuns: 60 },
  )
})

test('an unchanged block keeps its id', async () => {
  const desk = fakeBackend()
  const post = await desk.openPost(library)
  const edited = await desk.edit(library, post.version, [{ from: 3, to: 3, insert: 'x' }])
  expect(edited.splices).toMatchObject([{ from: 0, remove: 1 }])
  expect(edited.splices[0]?.insert).toHaveLength(1)
})

test('writing, approving and publishing move a story on, and events tell of it', async () => {
  const desk = fakeBackend({ stepDelay: 0 })
  const seen: Event[] = []
  await desk.onEvent((event) => seen.push(event))
  await desk.setField(library, { field: 'dek', value: 'Shorter.' })
  const review = await desk.review(library)
  expect(review.anything).toBe(true)
  const person = { name: 'Ana', email: '' }
  expect(await desk.approve(library, 'another text', person, person)).toEqual({ kind: 'changed' })
  expect(await desk.approve(library, review.content, person, person)).toEqual({
    kind: 'approved',
    state: 'approved',
  })
  expect(await desk.publish([library])).toMatchObject({ outcome: 'sent', paths: [library] })
  expect((await desk.openPost(library)).state).toBe('live')
  expect(seen).toContainEqual({ kind: 'publishing', step: 'received' })
  expect(seen).toContainEqual({ kind: 'library' })
})

test('the review of a changed story shows every kind of change', async () => {
  const review = await fakeBackend().review(river)
  expect(review.fields.map((field) => field.field)).toEqual(
    expect.arrayContaining(['title', 'dek', 'tags', 'lead-alt']),
  )
  expect(new Set(review.text.map((change) => change.kind))).toEqual(
    new Set(['same', 'reworded', 'new', 'moved']),
  )
  expect(review.pictures).toHaveLength(1)
})
