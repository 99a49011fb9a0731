import { expect, test, vi } from 'vitest'
import { fakeBackend } from '../fake'
import { useBackend } from '../ipc'
import { fieldLane } from './lane'
import { zoneChoices, zoneName } from './zones'

const path = 'content/posts/2026/library-steps.md'

test('one edit is outstanding at a time, and only the newest of a field waits', async () => {
  const backend = fakeBackend({ delay: 5 })
  useBackend(backend)
  const answers: string[] = []
  const lane = fieldLane(
    () => path,
    (edited) => answers.push(edited.metadata.dek),
    () => {},
  )
  for (const value of ['a', 'ab', 'abc', 'abcd']) lane.send({ field: 'dek', value })
  lane.send({ field: 'tags', value: ['River'] })
  expect(backend.calls).toHaveLength(1)
  expect(lane.busy).toBe(true)
  await vi.waitFor(() => expect(lane.busy).toBe(false))
  expect(backend.calls.map(([, , edit]) => edit)).toEqual([
    { field: 'dek', value: 'a' },
    { field: 'dek', value: 'abcd' },
    { field: 'tags', value: ['River'] },
  ])
  expect(answers).toEqual(['a', 'abcd', 'abcd'])
})

test('taking the lead picture out outruns words for it that still wait', async () => {
  const backend = fakeBackend({ delay: 5 })
  useBackend(backend)
  const lane = fieldLane(() => path, vi.fn(), vi.fn())
  const words = { alt: 'x', decorative: false, caption: '', label: 'Photo', credit: '', credit_url: '' }
  lane.send({ field: 'dek', value: 'a' })
  lane.send({ field: 'lead-words', words })
  lane.send({ field: 'no-lead' })
  await vi.waitFor(() => expect(lane.busy).toBe(false))
  expect(backend.calls.map(([, , edit]) => (edit as { field: string }).field)).toEqual(['dek', 'no-lead'])
})

test('a refusal is told, and the next edit goes out all the same', async () => {
  const problem = { code: 'x', sentence: 'Not now.', hint: '' }
  const failing: { setField?: typeof problem } = { setField: problem }
  useBackend(fakeBackend({ failing }))
  const onproblem = vi.fn()
  const onanswer = vi.fn()
  const lane = fieldLane(() => path, onanswer, onproblem)
  lane.send({ field: 'dek', value: 'a' })
  await vi.waitFor(() => expect(onproblem).toHaveBeenCalledWith(problem, { field: 'dek', value: 'a' }))
  delete failing.setField
  lane.send({ field: 'dek', value: 'b' })
  await vi.waitFor(() => expect(onanswer).toHaveBeenCalledTimes(1))
  expect(onproblem).toHaveBeenLastCalledWith(null, { field: 'dek', value: 'b' })
})

test('the zones to choose from begin with the story’s own and hold none twice', () => {
  const zones = zoneChoices('UTC−05:00', 'America/New_York')
  expect(zones.slice(0, 2)).toEqual(['UTC−05:00', 'America/New_York'])
  expect(new Set(zones).size).toBe(zones.length)
  expect(zoneName('America/New_York')).toBe('New York')
  expect(zoneName('UTC−05:00')).toBe('UTC−05:00')
})
