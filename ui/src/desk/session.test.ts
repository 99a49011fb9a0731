import { ChangeSet } from '@codemirror/state'
import { expect, test, vi } from 'vitest'
import { fakeBackend } from '../fake'
import { type Event, useBackend } from '../ipc'
import { Session } from './session.svelte'

/** A desk that hears of its own saves only, with its newest live story open. */
async function opened() {
  const backend = fakeBackend({ open: true })
  useBackend(backend)
  const session = new Session()
  await backend.onEvent((event: Event) => event.kind !== 'library' && session.heard(event))
  await session.refresh()
  const path = session.library?.stories.find(({ state }) => state === 'live')?.path ?? ''
  await session.open(path)
  const { row, story } = session
  if (!row || !story) throw new Error('the newsroom has a live story')
  return { backend, session, story }
}

test('the row of a live story says that it was changed once that is saved', async () => {
  const { session, story } = await opened()
  const change = ChangeSet.of({ from: story.doc.length, insert: 'More.' }, story.doc.length)
  story.doc = change.apply(story.doc)
  story.typed(change)
  await vi.waitFor(() => expect(session.row?.state).toBe('live-with-changes'))
})

test('the row has the headline, the dek and the byline that were saved', async () => {
  const { backend, session, story } = await opened()
  story.setField({ field: 'title', value: 'Another headline' })
  await vi.waitFor(() => expect(session.row?.title).toBe('Another headline'))
  story.setField({ field: 'dek', value: 'Another dek.' })
  await vi.waitFor(() => expect(session.row?.dek).toBe('Another dek.'))
  story.fieldEdited(await backend.setField(story.path, { field: 'authors', value: ['Kofi Brobbey'] }))
  await vi.waitFor(() => expect(session.row?.authors).toEqual(['Kofi Brobbey']))
})

test('a save that changes nothing of the row asks for no list', async () => {
  const { backend, session, story } = await opened()
  const type = (insert: string) => {
    const change = ChangeSet.of({ from: story.doc.length, insert }, story.doc.length)
    story.doc = change.apply(story.doc)
    story.typed(change)
    return story.settled()
  }
  await type('One.')
  await vi.waitFor(() => expect(session.row?.state).toBe('live-with-changes'))
  const lists = () => backend.calls.filter(([name]) => name === 'library').length
  const asked = lists()
  const heard = vi.spyOn(session, 'heard')
  await type('Two.')
  await vi.waitFor(() => expect(heard).toHaveBeenCalled())
  expect(lists()).toBe(asked)
})
