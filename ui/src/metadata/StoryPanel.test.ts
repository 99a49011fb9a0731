import { fireEvent, render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { type FakeOptions, fakeBackend } from '../fake'
import { expectAccessible } from '../fake/axe'
import { type FieldEdited, useBackend } from '../ipc'
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
  expect(names()).toEqual(['Leïla Marchetti', 'Schools', 'Libraries'])
  expect(screen.getByLabelText<HTMLInputElement>('Date').value).toBe('2026-11-18')
  expect(screen.getByLabelText<HTMLInputElement>('Time').value).toBe('09:00')
  expect(screen.getByText('Made from the headline. It stays fixed once the story is live.')).toBeTruthy()
  expect(screen.getByText('orrinrecord.example › 2026')).toBeTruthy()
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
  expect(names()).toEqual(['Kofi Brobbey', 'County board', 'River', 'Flood warning'])
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
