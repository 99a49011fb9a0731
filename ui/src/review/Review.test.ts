import { render, screen, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { type FakeOptions, fakeBackend } from '../fake'
import { expectAccessible } from '../fake/axe'
import { finding } from '../fake/finding'
import { useBackend } from '../ipc'
import Review from './Review.svelte'

const river = 'content/posts/2026/river-gauge.md'
const library = 'content/posts/2026/library-steps.md'

async function show(path = river, options: FakeOptions = {}) {
  const backend = fakeBackend(options)
  useBackend(backend)
  const { settings } = await backend.start()
  const [onback, onapproved, onsettings] = [vi.fn(), vi.fn(), vi.fn()]
  const view = render(Review, { path, settings, onback, onapproved, onsettings })
  await vi.waitFor(() => expect(backend.calls.some(([name]) => name === 'review')).toBe(true))
  await vi.waitFor(() => expect(view.container.querySelector('.state, .notice')).not.toBeNull())
  return { backend, onback, onapproved, onsettings, user: userEvent.setup() }
}

const approveButton = () => screen.getByRole('button', { name: /^Approve/ })

test('what changed is shown with its marks, and each kind in its words', async () => {
  await show()
  await expectAccessible()
  expect(screen.getByText('Since it went live', { exact: false })).toBeTruthy()
  expect(screen.getByText('3 changed, 10 as they were')).toBeTruthy()
  expect(screen.getByText('2 paragraphs reworded, 1 new, 1 moved')).toBeTruthy()
  const headline = screen.getByText('Headline').parentElement as HTMLElement
  expect(headline.querySelector('del')?.textContent).toBe('two')
  expect(headline.querySelector('ins')?.textContent).toBe('three')
  expect(
    within(screen.getByText('Tags').parentElement as HTMLElement).getByText('Flood warning').tagName,
  ).toBe('INS')
  expect(screen.getByText('New paragraph')).toBeTruthy()
  expect(screen.getByText(/^Moved up\. It came after “/)).toBeTruthy()
  expect(screen.getByText('1 replaced')).toBeTruthy()
  expect(screen.getByText('Construction').tagName).toBe('DEL')
})

test('names of the byline and tags are one chip each, however they are written', async () => {
  const backend = fakeBackend()
  const one = backend.stories.find(({ path }) => path === river)
  if (one) {
    one.fields.authors = ['Adaeze Obi, Ph.D.', ...one.fields.authors]
    one.fields.tags = one.fields.tags.filter((tag) => tag !== 'River')
  }
  const { settings } = await backend.start()
  useBackend(backend)
  render(Review, { path: river, settings, onback: vi.fn(), onapproved: vi.fn() })
  const byline = (await screen.findByText('Byline')).parentElement as HTMLElement
  const chips = (within: HTMLElement) =>
    [...within.querySelectorAll('.chip')].map((chip) => [chip.tagName, chip.textContent])
  expect(chips(byline)).toEqual([
    ['INS', 'Adaeze Obi, Ph.D.'],
    ['SPAN', 'Kofi Brobbey'],
  ])
  expect(within(byline).getByText('added')).toBeTruthy()
  const tags = screen.getByText('Tags').parentElement as HTMLElement
  expect(chips(tags)).toEqual([
    ['SPAN', 'County board'],
    ['DEL', 'River'],
    ['INS', 'Flood warning'],
  ])
  expect(within(tags).getByText('taken out')).toBeTruthy()
})

test('paragraphs as they were open on demand', async () => {
  const { user } = await show()
  expect(screen.queryByText(/^Sirens woke the lower town/)).toBeNull()
  const fold = screen.getByRole('button', { name: 'First paragraph as it was' })
  expect(fold.getAttribute('aria-expanded')).toBe('false')
  await user.click(fold)
  expect(screen.getByText(/^Sirens woke the lower town/)).toBeTruthy()
  expect(fold.getAttribute('aria-expanded')).toBe('true')
})

test('Ctrl Enter approves exactly what is shown, as the editor who is known', async () => {
  const { backend, onapproved, user } = await show()
  const shown = await backend.review(river)
  expect(approveButton().textContent).toContain('Approve as Ana Lindqvist')
  await user.keyboard('{Control>}{Enter}{/Control}')
  await vi.waitFor(() => expect(onapproved).toHaveBeenCalledWith('approved'))
  const call = backend.calls.find(([name]) => name === 'approve')
  expect(call?.[2]).toBe(shown.content)
  expect(call?.[4]).toMatchObject({ name: 'Ana Lindqvist' })
})

test('names are asked for once, in the rail', async () => {
  const { backend, onapproved, onsettings, user } = await show(library, { people: false })
  await expectAccessible()
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Written by: Name' }).value).toBe(
    'Leïla Marchetti',
  )
  const editor = screen.getByRole('textbox', { name: 'Approve as: Name' })
  await user.click(approveButton())
  expect((await screen.findByRole('alert')).textContent).toContain('Write both names')
  await vi.waitFor(() => expect(document.activeElement).toBe(editor))
  expect(backend.calls.map(([name]) => name)).not.toContain('approve')
  await user.type(editor, 'Ana Lindqvist')
  await user.click(approveButton())
  await vi.waitFor(() => expect(onapproved).toHaveBeenCalledWith('approved'))
  expect(onsettings.mock.lastCall?.[0]).toMatchObject({
    // The byline says who wrote this story, and nothing of the next one.
    writer: null,
    editor: { name: 'Ana Lindqvist', email: '' },
  })
})

test('the writer of a story is whom its byline names, whoever wrote the last one', async () => {
  const backend = fakeBackend()
  useBackend(backend)
  const { settings } = await backend.start()
  const onapproved = vi.fn()
  const writer = { name: 'Ngọc Anh Trần', email: '' }
  const editor = { name: 'Ana Lindqvist', email: '' }
  const props = { path: library, settings: { ...settings, writer, editor }, onback: vi.fn(), onapproved }
  render(Review, props)
  await screen.findByRole('button', { name: /^Approve/ })
  await userEvent.setup().click(approveButton())
  await vi.waitFor(() => expect(onapproved).toHaveBeenCalledWith('approved'))
  const call = backend.calls.find(([name]) => name === 'approve')
  expect(call?.[3]).toEqual({ name: 'Leïla Marchetti', email: '' })
})

test('somebody else can approve', async () => {
  const { backend, onapproved, user } = await show()
  await user.click(screen.getByRole('button', { name: 'Someone else' }))
  await vi.waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Approve as: Name'))
  await user.keyboard('Kofi Brobbey')
  expect(approveButton().textContent).toContain('Approve as Kofi Brobbey')
  await user.click(approveButton())
  await vi.waitFor(() => expect(onapproved).toHaveBeenCalled())
  expect(backend.calls.find(([name]) => name === 'approve')?.[4]).toEqual({ name: 'Kofi Brobbey', email: '' })
})

test('a story that changed meanwhile is not approved: it is shown again, with a notice', async () => {
  const { onapproved, user } = await show(river, { changedMeanwhile: true })
  await user.click(approveButton())
  await screen.findByText('The story changed while you were reading.')
  expect(onapproved).not.toHaveBeenCalled()
  await screen.findByText(/Updated\./)
  await user.click(approveButton())
  await vi.waitFor(() => expect(onapproved).toHaveBeenCalledWith('approved'))
})

test('a change saved elsewhere is seen while reading', async () => {
  const { backend } = await show()
  const story = backend.stories.find((one) => one.path === river)
  if (story) story.fields.dek = 'Another dek altogether.'
  backend.emit({ kind: 'saved', path: river, version: 9, state: 'live-with-changes' })
  await screen.findByText('The story changed while you were reading.')
})

test('nothing changed: nothing to approve', async () => {
  const { backend, user } = await show('content/posts/2026/phone-contract.md')
  await expectAccessible()
  expect(screen.getByRole('heading', { name: 'Nothing has changed' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: /^Approve/ })).toBeNull()
  await user.keyboard('{Control>}{Enter}{/Control}')
  expect(backend.calls.map(([name]) => name)).not.toContain('approve')
})

test('a story that cannot be approved says why', async () => {
  await show('content/posts/2026/bridge-toll.md')
  expect(screen.getByRole('alert').textContent).toContain('line 2 opens a quotation mark')
  expect(screen.queryByRole('button', { name: /^Approve/ })).toBeNull()
})

test('a new story is shown plain, without marks', async () => {
  await show(library)
  expect(screen.getByRole('heading', { name: 'A new story' })).toBeTruthy()
  expect(document.querySelector('ins')).toBeNull()
  expect(screen.getByText('8 paragraphs')).toBeTruthy()
})

test('Esc goes back to the story', async () => {
  const { onback, user } = await show()
  await user.keyboard('{Escape}')
  expect(onback).toHaveBeenCalledTimes(1)
})

test('a second look shows what is new since the first', async () => {
  const backend = fakeBackend()
  useBackend(backend)
  const settings = (await backend.start()).settings
  const look = () => render(Review, { path: river, settings, onback: () => {}, onapproved: () => {} })
  const first = look()
  await screen.findByText('Since it went live', { exact: false })
  expect(screen.queryByRole('radio', { name: 'Since you last looked' })).toBeNull()
  first.unmount()
  await vi.waitFor(() => expect(backend.calls.some(([name]) => name === 'lookedAt')).toBe(true))
  look()
  const since = await screen.findByRole('radio', { name: 'Since you last looked' })
  await userEvent.setup().click(since)
  expect(await screen.findByText('Nothing has changed since then.')).toBeTruthy()
})

test('findings stand beside the approval: shown in the story, or left for a reason', async () => {
  const backend = fakeBackend({ findings: () => [finding('T1', { severity: 'error' }), finding('D2')] })
  useBackend(backend)
  const { settings } = await backend.start()
  const onshow = vi.fn()
  render(Review, { path: river, settings, onback: vi.fn(), onapproved: vi.fn(), onshow })
  const must = await screen.findByRole('region', { name: 'Must be fixed' })
  expect(within(must).queryByRole('button', { name: 'Leave it…' })).toBeNull()
  await expectAccessible()
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: 'Show in the story: Place of D2' }))
  expect(onshow).toHaveBeenCalledWith(expect.objectContaining({ key: 'D2' }))
  await user.click(screen.getByRole('button', { name: 'Leave it…' }))
  await vi.waitFor(() => expect(document.activeElement?.tagName).toBe('INPUT'))
  await user.keyboard('It is meant so.{Enter}')
  const left = await screen.findByRole('region', { name: 'Left as it is' })
  expect(left.textContent).toContain('It is meant so.')
  await user.click(within(left).getByRole('button', { name: 'Look again' }))
  await screen.findByRole('region', { name: 'Worth a look' })
})

test('who approves their own story is asked why, and then it goes through', async () => {
  const ownStory = finding('W4', { message: 'A second pair of eyes is missing.' })
  const backend = fakeBackend({ ownStory })
  useBackend(backend)
  const { settings } = await backend.start()
  const onapproved = vi.fn()
  const { authors } = await backend.review(river)
  const one = { name: authors[0] ?? '', email: '' }
  render(Review, {
    path: river,
    settings: { ...settings, writer: one, editor: one },
    onback: vi.fn(),
    onapproved,
  })
  const user = userEvent.setup()
  await screen.findByRole('button', { name: /^Approve/ })
  await user.keyboard('{Control>}{Enter}{/Control}')
  await screen.findByRole('region', { name: 'Before you approve' })
  expect(onapproved).not.toHaveBeenCalled()
  await vi.waitFor(() => expect(document.activeElement?.tagName).toBe('INPUT'))
  await user.keyboard('Everybody is ill.{Enter}')
  await vi.waitFor(() => expect(onapproved).toHaveBeenCalledWith('approved'))
})

test('the changes have the focus, those of the next story as well', async () => {
  const backend = fakeBackend()
  useBackend(backend)
  const { settings } = await backend.start()
  const view = render(Review, { path: river, settings, onback: vi.fn(), onapproved: vi.fn() })
  const changes = screen.getByRole('main')
  await vi.waitFor(() => expect(document.activeElement).toBe(changes))
  await screen.findByRole('button', { name: /^Approve/ })
  approveButton().focus()
  await view.rerender({ path: library })
  await vi.waitFor(() => expect(document.activeElement).toBe(changes))
})
