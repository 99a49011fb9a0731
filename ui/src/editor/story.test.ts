import { undo } from '@codemirror/commands'
import { ChangeSet } from '@codemirror/state'
import { render } from '@testing-library/svelte'
import { expect, test, vi } from 'vitest'
import { type FakeOptions, fakeBackend } from '../fake'
import { type Backend, type FieldEdit, type PageRest, useBackend } from '../ipc'
import { fieldLane } from '../metadata/lane'
import Editor from './Editor.svelte'
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

const path = 'content/posts/2026/library-steps.md'
const shared = { code: 'shared', sentence: 'The field “title” is shared.', hint: '' }

/** A story that is open, in a newsroom that can be made to fail. */
async function open(failing: NonNullable<FakeOptions['failing']> = {}, delay = 5) {
  const backend = fakeBackend({ open: true, failing, delay })
  useBackend(backend)
  const one = backend.stories.find((story) => story.path === path)
  if (!one) throw new Error('the newsroom has this story')
  return { backend, one, story: new OpenStory(await backend.openPost(path)) }
}

/** Types at the end of a story that no editor shows. */
function write(story: OpenStory, insert: string): void {
  const change = ChangeSet.of({ from: story.doc.length, insert }, story.doc.length)
  story.doc = change.apply(story.doc)
  story.typed(change)
}

test('a refused headline is told, its box has the old one again, and no word of the text is lost', async () => {
  const { backend, one, story } = await open({ setField: shared })
  const before = one.fields.title
  story.setField({ field: 'title', value: 'Another headline' })
  write(story, 'The last words.')
  await story.settled()
  expect(story.title).toBe(before)
  expect(story.refused).toEqual(shared)
  expect(story.idle).toBe(true)
  await story.close()
  expect(one.text).toMatch(/The last words\.$/)
  const names = backend.calls.map(([name]) => name)
  expect(names.indexOf('edit')).toBeLessThan(names.indexOf('closePost'))
})

test('a refused headline leaves the foot as it was, and the next one that is taken ends what was told', async () => {
  const failing: NonNullable<FakeOptions['failing']> = { setField: shared }
  const { story, backend } = await open(failing)
  backend.save = vi.fn(async () => {})
  story.setField({ field: 'title', value: 'Another headline' })
  story.saving = 'saving'
  await story.settled()
  await vi.waitFor(() => expect(story.saving).toBe('saved'))
  expect(backend.save).toHaveBeenCalledWith(path)
  delete failing.setField
  story.setField({ field: 'dek', value: 'Another dek' })
  await story.settled()
  expect(story.refused).toEqual(shared)
  story.setField({ field: 'title', value: 'A third one' })
  await story.settled()
  expect(story.refused).toBeNull()
  expect(story.title).toBe('A third one')
})

test('all is with the back end only when the fields of the panels are', async () => {
  const { one, story } = await open()
  const lane = fieldLane(
    () => story.path,
    (answer) => story.fieldEdited(answer),
    () => {},
  )
  lane.send({ field: 'tags', value: ['Night'] })
  lane.send({ field: 'tags', value: ['Night', 'Bus'] })
  await story.settled()
  expect(one.fields.tags).toEqual(['Night', 'Bus'])
  expect(story.metadata.tags).toEqual(['Night', 'Bus'])
})

test('an answer to a tag does not take back a headline that is being typed', async () => {
  const { backend, story } = await open({}, 0)
  const plain = backend.setField
  const held: (() => void)[] = []
  backend.setField = async (path, edit: FieldEdit) => {
    const answer = await plain(path, edit)
    await new Promise<void>((ready) => held.push(ready))
    return answer
  }
  const tag = backend.setField(path, { field: 'tags', value: ['Night'] })
  await vi.waitFor(() => expect(held).toHaveLength(1))
  story.setField({ field: 'title', value: 'N' })
  await vi.waitFor(() => expect(held).toHaveLength(2))
  story.setField({ field: 'title', value: 'Night bus' })
  held[0]?.()
  story.fieldEdited(await tag)
  expect(story.title).toBe('Night bus')
  story.take(await backend.openPost(path))
  expect(story.title).toBe('Night bus')
  held[1]?.()
  await vi.waitFor(() => expect(held).toHaveLength(3))
  held[2]?.()
  await story.settled()
  expect([story.title, story.metadata.title, story.metadata.tags]).toEqual([
    'Night bus',
    'Night bus',
    ['Night'],
  ])
})

test('an answer that comes after a newer one changes nothing', async () => {
  const { backend, story } = await open({}, 0)
  const tag = await backend.setField(path, { field: 'tags', value: ['Night'] })
  story.setField({ field: 'title', value: 'Night bus' })
  await story.settled()
  story.fieldEdited(tag)
  expect(story.title).toBe('Night bus')
  expect(story.metadata.title).toBe('Night bus')
})

test.each([false, true])(
  'undo takes back the words typed in a panel at once, the card chosen: %s',
  async (chosen) => {
    const backend = fakeBackend({ open: true })
    useBackend(backend)
    const one = backend.stories.find((story) => story.path === path)
    const figure = '![](first.jpg)'
    if (one) one.text = `Begin.\n\n${figure}\n`
    const story = new OpenStory(await backend.openPost(path))
    const tell = { onformat: vi.fn(), onpicture: vi.fn(), onup: vi.fn(), onlink: vi.fn(), onleftout: vi.fn() }
    render(Editor, { story, ...tell })
    const { view } = story
    const [first] = story.figures
    if (!view || !first) throw new Error('there is a figure')
    if (chosen) view.dispatch({ selection: { anchor: first.from, head: first.to } })
    story.pick(first.from)
    for (const alt of ['a', 'a r', 'a ro', 'a row']) story.writeFigure(`![${alt}](first.jpg)`)
    expect(story.text.toString()).toBe('Begin.\n\n![a row](first.jpg)\n')
    undo(view)
    expect(story.text.toString()).toBe(`Begin.\n\n${figure}\n`)
  },
)

test('words of a picture that come late go to that picture, although another one is picked by then', async () => {
  const figures = ['first', 'second'].map((name) => `![${name}](${name}.jpg)`)
  const backend = fakeBackend({ open: true })
  useBackend(backend)
  const one = backend.stories.find((story) => story.path === path)
  if (one) one.text = `Begin.\n\n${figures.join('\n\n')}\n`
  const story = new OpenStory(await backend.openPost(path))
  const tell = { onformat: vi.fn(), onpicture: vi.fn(), onup: vi.fn(), onlink: vi.fn(), onleftout: vi.fn() }
  render(Editor, { story, ...tell })
  const [first, second] = story.figures
  if (!first || !second) throw new Error('there are two figures')
  story.pick(first.from)
  const pick = story.pickId
  story.pick(second.from)
  story.view?.dispatch({ changes: { from: 0, insert: 'One.\n\n' } })
  story.writeFigure('![better words](first.jpg)', pick)
  expect(story.text.toString()).toBe(`One.\n\nBegin.\n\n![better words](first.jpg)\n\n${figures[1]}\n`)
  story.writeFigure('![others](second.jpg)')
  expect(story.text.toString()).toBe(
    'One.\n\nBegin.\n\n![better words](first.jpg)\n\n![others](second.jpg)\n',
  )
})
