import { fireEvent, render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { type FakeOptions, fakeBackend } from '../fake'
import { expectAccessible } from '../fake/axe'
import { type FieldEdit, type FieldEdited, useBackend } from '../ipc'
import StoryPanel from './StoryPanel.svelte'

async function show(path = 'content/posts/2026/library-steps.md', options: FakeOptions = {}) {
  const backend = fakeBackend(options)
  useBackend(backend)
  const post = await backend.openPost(path)
  const { site } = await backend.library()
  const onpicture = vi.fn()
  const props = {
    path,
    metadata: post.metadata,
    site,
    onpicture,
    onfields: (edited: FieldEdited) => view.rerender({ metadata: edited.metadata }),
  }
  const view = render(StoryPanel, props)
  const fields = () => backend.stories.find((story) => story.path === path)?.fields
  return { backend, fields, onpicture, view, user: userEvent.setup() }
}

const names = () =>
  screen.queryAllByRole('button', { name: /^Remove / }).map((chip) => chip.textContent?.trim())

test('the panel is accessible and shows the story as it is', async () => {
  await show()
  await expectAccessible()
  expect(names()).toEqual(['Leïla Marchetti', 'Schools', 'Libraries', 'Orrin'])
  expect(screen.getByLabelText<HTMLInputElement>('Date').value).toBe('2026-11-18')
  expect(screen.getAllByLabelText<HTMLInputElement>('Time')[0]?.value).toBe('09:00')
  expect(screen.getByText('The address stays fixed once the story is live.')).toBeTruthy()
  expect(screen.getByText('orrinrecord.example › 2026')).toBeTruthy()
})

test('tags are not asked for where the site sorts by something else', async () => {
  const { view } = await show()
  const { metadata } = await fakeBackend().openPost('content/posts/2026/library-steps.md')
  await view.rerender({ metadata: { ...metadata, tags: [], untagged: true } })
  expect(screen.queryByRole('combobox', { name: 'Tags' })).toBeNull()
  expect(screen.getByRole('combobox', { name: 'Byline' })).toBeTruthy()
})

test('Enter and comma add names, Backspace takes the last out, and the focus stays', async () => {
  const { fields, user } = await show()
  const field = screen.getByRole('combobox', { name: 'Byline' })
  await user.click(field)
  await user.keyboard('Şule Öz{Enter}Li Na,Ana')
  await vi.waitFor(() => expect(fields()?.authors).toEqual(['Leïla Marchetti', 'Şule Öz', 'Li Na']))
  expect(document.activeElement).toBe(field)
  expect((field as HTMLInputElement).value).toBe('Ana')
  await user.keyboard('{Backspace>3/}{Backspace}')
  await vi.waitFor(() => expect(fields()?.authors).toEqual(['Leïla Marchetti', 'Şule Öz']))
  expect(document.activeElement).toBe(field)
})

test('a name is not added twice, and what is typed is added when the field is left', async () => {
  const { fields, user } = await show()
  await user.click(screen.getByRole('combobox', { name: 'Tags' }))
  await user.keyboard('Schools{Enter}Night')
  await user.tab()
  await vi.waitFor(() => expect(fields()?.tags).toEqual(['Schools', 'Libraries', 'Night']))
})

test('arrow keys move among the chips, Delete takes one out', async () => {
  const { fields, user } = await show()
  await user.click(screen.getByRole('combobox', { name: 'Tags' }))
  await user.keyboard('{ArrowLeft}{ArrowLeft}')
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Remove Schools')
  await user.keyboard('{Delete}')
  await vi.waitFor(() => expect(fields()?.tags).toEqual(['Libraries']))
  await vi.waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Remove Libraries'))
  await user.keyboard('{ArrowRight}')
  expect(document.activeElement).toBe(screen.getByRole('combobox', { name: 'Tags' }))
})

test('names used on the site are offered and taken with the arrow keys', async () => {
  const { fields, user } = await show()
  const field = screen.getByRole('combobox', { name: 'Byline' })
  await user.click(field)
  await user.keyboard('кова')
  await screen.findByRole('option', { name: 'Юлія Коваль' })
  await expectAccessible()
  await user.keyboard('{ArrowDown}{Enter}')
  await vi.waitFor(() => expect(fields()?.authors).toEqual(['Leïla Marchetti', 'Юлія Коваль']))
})

test('date, time and zone are sent together', async () => {
  const { backend, user } = await show()
  await fireEvent.input(screen.getByLabelText('Date'), { target: { value: '2026-12-01' } })
  await user.selectOptions(screen.getByRole('combobox', { name: 'Time zone' }), 'Europe/Berlin')
  await vi.waitFor(() =>
    expect(backend.calls.filter(([name]) => name === 'setField').at(-1)?.[2]).toEqual({
      field: 'date',
      day: '2026-12-01',
      time: '09:00',
      zone: 'Europe/Berlin',
    }),
  )
})

test('a late answer does not change a date that is being edited', async () => {
  const { view, backend } = await show()
  const date = screen.getByLabelText<HTMLInputElement>('Date')
  date.focus()
  await fireEvent.input(date, { target: { value: '2026-12-01' } })
  const metadata = (await backend.openPost('content/posts/2026/river-gauge.md')).metadata
  await view.rerender({ metadata })
  expect(date.value).toBe('2026-12-01')
  date.blur()
  await vi.waitFor(() => expect(date.value).toBe('2026-11-18'))
})

test('once answered, names changed elsewhere are shown', async () => {
  const { backend, fields, view, user } = await show()
  await user.click(screen.getByRole('button', { name: 'Remove Schools' }))
  await vi.waitFor(() => expect(fields()?.tags).toEqual(['Libraries']))
  const metadata = (await backend.openPost('content/posts/2026/river-gauge.md')).metadata
  await view.rerender({ metadata })
  expect(names()).toEqual(['Kofi Brobbey', 'County board', 'River', 'Flood warning', 'Orrin'])
})

test('an empty date, or one with half a year, is not sent', async () => {
  const { backend } = await show()
  await fireEvent.input(screen.getByLabelText('Date'), { target: { value: '0202-11-18' } })
  await fireEvent.input(screen.getByLabelText('Date'), { target: { value: '' } })
  expect(backend.calls.map(([name]) => name)).not.toContain('setField')
})

test('a live story’s address is fixed, and the lead picture leads to its words', async () => {
  const { onpicture, user } = await show('content/posts/2026/phone-contract.md')
  expect(screen.getByText('Fixed: readers have the story under this address.')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Change words' }))
  expect(onpicture).toHaveBeenCalledTimes(1)
})

test('a refused edit says why and shows the story as it is', async () => {
  const problem = { code: 'x', sentence: 'Not saved: the disk is full.', hint: '' }
  const { user } = await show(undefined, { failing: { setField: problem } })
  await user.click(screen.getByRole('button', { name: 'Remove Schools' }))
  expect((await screen.findByRole('alert')).textContent).toContain('the disk is full')
  await vi.waitFor(() => expect(names()).toContain('Schools'))
})

/** The last value that was sent for a field of the site's own. */
function sent(backend: ReturnType<typeof fakeBackend>, key: string) {
  const edits = backend.calls
    .filter(([name]) => name === 'setField')
    .map(([, , edit]) => edit as FieldEdit)
    .filter((edit) => edit.field === 'own' && edit.key.join('.') === key)
  const last = edits.at(-1)
  return last?.field === 'own' ? last.value : undefined
}

test('each kind of field has its control, and sends its own kind of value', async () => {
  const { backend, user } = await show()
  await screen.findByRole('option', { name: 'Courts' })
  await user.selectOptions(screen.getByRole('combobox', { name: 'Section' }), 'Courts')
  await vi.waitFor(() => expect(sent(backend, 'section')).toEqual({ kind: 'text', text: 'Courts' }))
  await user.click(screen.getByRole('switch', { name: 'Newsletter' }))
  await vi.waitFor(() => expect(sent(backend, 'newsletter')).toEqual({ kind: 'switch', on: false }))
  await user.type(screen.getByRole('textbox', { name: 'Reading time' }), '12')
  await vi.waitFor(() => expect(sent(backend, 'reading_time')).toEqual({ kind: 'number', text: '12' }))
  await user.type(screen.getByRole('textbox', { name: 'Headline in search' }), 'Short')
  await vi.waitFor(() => expect(sent(backend, 'seo.title')).toEqual({ kind: 'text', text: 'Short' }))
  await user.type(screen.getByRole('textbox', { name: 'Editors note' }), '{Enter}More')
  const note = 'Names of minors were changed.\nSee the note.\nMore'
  await vi.waitFor(() => expect(sent(backend, 'editors_note')).toEqual({ kind: 'text', text: note }))
  await user.type(screen.getByRole('combobox', { name: 'Places' }), 'Fen{ArrowDown}{Enter}')
  await vi.waitFor(() =>
    expect(sent(backend, 'places')).toEqual({ kind: 'list', items: ['Orrin', 'Fenwick'] }),
  )
  await fireEvent.input(screen.getByLabelText('Embargo'), { target: { value: '2026-12-01' } })
  const day = { kind: 'date', day: '2026-12-01', time: '', zone: 'America/New_York' }
  await vi.waitFor(() => expect(sent(backend, 'embargo')).toEqual(day))
  await expectAccessible()
})

test('a field that is emptied keeps its place until it is left', async () => {
  const { backend, user } = await show()
  const field = screen.getByRole('textbox', { name: 'Editors note' })
  await user.clear(field)
  await vi.waitFor(() => expect(sent(backend, 'editors_note')).toEqual({ kind: 'text', text: '' }))
  await user.tab()
  await vi.waitFor(() => expect(sent(backend, 'editors_note')).toEqual({ kind: 'none' }))
})

test('a choice takes another text than those in use', async () => {
  const { backend, user } = await show()
  await user.selectOptions(screen.getByRole('combobox', { name: 'Section' }), 'Another…')
  const field = screen.getByRole('textbox', { name: 'Section' })
  expect(document.activeElement).toBe(field)
  await user.clear(field)
  await user.keyboard('Weather')
  await user.tab()
  await vi.waitFor(() => expect(sent(backend, 'section')).toEqual({ kind: 'text', text: 'Weather' }))
  const select = await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Section' })
  await vi.waitFor(() => expect(select.value).toBe('Weather'))
})

test('what is no number stays in the field with the reason and is not sent', async () => {
  const { backend, user } = await show()
  await user.type(screen.getByRole('textbox', { name: 'Reading time' }), 'soon')
  await user.tab()
  expect(screen.getByText('“soon” is not a number, and was not taken.')).toBeTruthy()
  expect(sent(backend, 'reading_time')).toBeUndefined()
})

test('a field that the site needs is marked as long as it is empty', async () => {
  const { user } = await show()
  const field = screen.getByRole('textbox', { name: 'Reading time' })
  const says = () => document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent
  expect(says()).toBe('This site needs it')
  await user.type(field, '4')
  await vi.waitFor(() => expect(says()).toBeUndefined())
})

test('a switch that the story lacked leaves nothing behind', async () => {
  const path = 'content/posts/2026/library-steps.md'
  const backend = fakeBackend()
  const own = backend.stories.find((story) => story.path === path)?.fields.own
  const newsletter = own?.find((field) => field.key[0] === 'newsletter')
  if (newsletter) newsletter.value = { kind: 'none' }
  useBackend(backend)
  const { metadata } = await backend.openPost(path)
  const { site } = await backend.library()
  const onfields = (edited: FieldEdited) => view.rerender({ metadata: edited.metadata })
  const view = render(StoryPanel, { path, metadata, site, onfields })
  const user = userEvent.setup()
  const field = screen.getByRole('switch', { name: 'Newsletter' })
  await user.click(field)
  await vi.waitFor(() => expect(sent(backend, 'newsletter')).toEqual({ kind: 'switch', on: true }))
  await user.click(field)
  await vi.waitFor(() => expect(sent(backend, 'newsletter')).toEqual({ kind: 'none' }))
})

test('a tag that only differs in case is pointed to the one in use', async () => {
  const { fields, user } = await show()
  await user.click(screen.getByRole('combobox', { name: 'Tags' }))
  await user.keyboard('courts{Enter}')
  expect(await screen.findByText('The site writes “Courts”.')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Use that' }))
  await vi.waitFor(() => expect(fields()?.tags).toEqual(['Schools', 'Libraries', 'Courts']))
})

test('what cannot be changed is shown with the reason; what most stories share is folded', async () => {
  await show()
  expect(screen.getByText(/is shared with other places in this file/)).toBeTruthy()
  expect(screen.queryByRole('textbox', { name: 'Shared desk' })).toBeNull()
  expect(screen.getByRole('group', { name: 'Links' }).textContent).toContain('Bus 14')
  expect(screen.getByText('2 more fields')).toBeTruthy()
})

test('a refusal stands at its field, which shows what the story has', async () => {
  const problem = { code: 'not-faithful', sentence: 'It is written in another way.', hint: '' }
  const { user } = await show(undefined, { failing: { setField: problem } })
  await user.type(screen.getByRole('textbox', { name: 'Headline in search' }), 'x')
  expect(await screen.findByText('It is written in another way.')).toBeTruthy()
  expect(screen.getByRole('group', { name: 'Headline in search' }).textContent?.trim()).toBe('None')
  expect(screen.getByRole('combobox', { name: 'Section' })).toBeTruthy()
})
