import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { fakeBackend } from '../fake'
import { expectAccessible } from '../fake/axe'
import { type FigureView, type LeadView, useBackend } from '../ipc'
import PicturePanel from './PicturePanel.svelte'
import { unsaid } from './rights'

const path = 'content/posts/2026/library-steps.md'

async function open(delay = 0) {
  const backend = fakeBackend({ delay })
  useBackend(backend)
  const post = await backend.openPost(path)
  const figure = post.figures[0] as FigureView
  const lead = post.metadata.lead as LeadView
  return { backend, figure, lead, onwrite: vi.fn(), onfields: vi.fn(), user: userEvent.setup() }
}

test('a figure asks for its credit in its own place, and a suggestion answers', async () => {
  const { figure, onwrite, onfields, user } = await open()
  render(PicturePanel, { props: { path, target: { kind: 'figure', figure }, onwrite, onfields } })
  await expectAccessible()
  expect(screen.getByText(/^Who made this picture/)).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Ilse Øverland/Orrin Record' }))
  await vi.waitFor(() =>
    expect(onwrite).toHaveBeenLastCalledWith(expect.stringContaining('(Photo: Ilse Øverland/Orrin Record)*')),
  )
  expect(screen.queryByText(/^Who made this picture/)).toBeNull()
})

test('typing sends one at a time, the newest last', async () => {
  const { backend, figure, onwrite, onfields, user } = await open(20)
  render(PicturePanel, { props: { path, target: { kind: 'figure', figure }, onwrite, onfields } })
  await user.type(screen.getByRole('textbox', { name: 'Caption' }), ' Four are new.')
  await vi.waitFor(() => expect(onwrite.mock.lastCall?.[0]).toContain('next door. Four are new.*'))
  expect(backend.calls.filter(([name]) => name === 'figureText').length).toBeLessThan(14)
})

test('words for the lead picture go to the fields, and it can be taken out', async () => {
  const { backend, lead, onwrite, onfields, user } = await open()
  render(PicturePanel, { props: { path, target: { kind: 'lead', lead }, onwrite, onfields } })
  await expectAccessible()
  await user.type(screen.getByRole('textbox', { name: 'Description' }), ' Rain.')
  await vi.waitFor(() => expect(onfields.mock.lastCall?.[0].metadata.lead.words.alt).toMatch(/ Rain\.$/))
  expect(onwrite).not.toHaveBeenCalled()
  await user.click(screen.getByRole('button', { name: 'Take out the lead picture' }))
  await vi.waitFor(() => expect(onfields.mock.lastCall?.[0].metadata.lead).toBeNull())
  expect(backend.calls.at(-1)?.[2]).toEqual({ field: 'no-lead' })
})

test('more about a picture is kept when its field is left, and told of while it is typed', async () => {
  const { backend, figure, onwrite, onfields, user } = await open()
  const id = figure.picture?.id ?? ''
  const view = render(PicturePanel, {
    props: { path, target: { kind: 'figure', figure }, onwrite, onfields },
  })
  await user.click(await screen.findByText('More about this picture'))
  await expectAccessible()
  await user.selectOptions(screen.getByRole('combobox', { name: 'Where it comes from' }), 'A news agency')
  await user.type(screen.getByRole('combobox', { name: 'Source' }), 'orr')
  await user.keyboard('{ArrowDown}{Enter}')
  await user.tab()
  const said = { ...unsaid, origin: 'wire', source: 'Orrin Record' }
  await vi.waitFor(async () => expect(await backend.provenance(id)).toEqual(said))
  await user.type(screen.getByRole('textbox', { name: 'Usage terms' }), 'Print only')
  expect(screen.getByText(/not for the web/)).toBeTruthy()
  view.unmount()
  await vi.waitFor(async () => expect((await backend.provenance(id)).terms).toBe('Print only'))
  expect(onwrite).not.toHaveBeenCalled()
})

test('another picture is another form; a missing file is told of', async () => {
  const { figure, onwrite, onfields, user } = await open()
  const view = render(PicturePanel, {
    props: { path, target: { kind: 'figure', figure }, onwrite, onfields },
  })
  await user.type(screen.getByRole('textbox', { name: 'Caption' }), ' x')
  const other: FigureView = {
    ...figure,
    src: 'gone.jpg',
    picture: null,
    words: { ...figure.words, caption: 'Other.' },
  }
  await view.rerender({ target: { kind: 'figure', figure: other } })
  expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Caption' }).value).toBe('Other.')
  expect(screen.getByText(/gone\.jpg, is not in its place/)).toBeTruthy()
})
