import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { fakeBackend } from '../fake'
import { expectAccessible } from '../fake/axe'
import { type FieldEdited, type FigureView, type LeadView, useBackend } from '../ipc'
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

test('a figure in the site’s own template is not asked for words that have no place there', async () => {
  const { figure: shown, onwrite, onfields, user } = await open()
  const figure: FigureView = { ...shown, form: 'template', nowhere: ['caption', 'credit'] }
  render(PicturePanel, { props: { path, target: { kind: 'figure', figure }, onwrite, onfields } })
  await expectAccessible()
  expect(screen.getByText(/own template .* has no place for its caption and credit\.$/)).toBeTruthy()
  expect(screen.queryByRole('textbox', { name: 'Caption' })).toBeNull()
  expect(screen.queryByText(/^Who made this picture/)).toBeNull()
  await user.type(screen.getByRole('textbox', { name: 'Description' }), ' x')
  await vi.waitFor(() => expect(onwrite).toHaveBeenCalled())
})

const box = () => screen.getByRole<HTMLInputElement>('checkbox', { name: /^Decoration/ })

test('a description comes back when the picture is no decoration after all', async () => {
  const { figure: shown, onwrite, onfields, user } = await open()
  const words = { ...shown.words, caption: '', credit: '' }
  const figure: FigureView = { ...shown, words }
  const props = { path, target: { kind: 'figure' as const, figure }, onwrite, onfields }
  const { rerender } = render(PicturePanel, { props })
  await user.click(box())
  await vi.waitFor(() => expect(onwrite).toHaveBeenLastCalledWith(expect.stringMatching(/^!\[\]\(/)))
  // The story as it stands now is what the form shows when nobody types in it.
  await user.click(document.body)
  box().blur()
  const bare = { ...figure, words: { ...words, alt: '', decorative: true } }
  await rerender({ ...props, target: { kind: 'figure', figure: bare } })
  await user.click(box())
  await vi.waitFor(() => expect(onwrite.mock.lastCall?.[0]).toContain(`![${words.alt}](`))
  expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Description' }).value).toBe(words.alt)
})

test('a picture with a caption or a credit is no decoration, and it says so', async () => {
  const { figure: shown, onwrite, onfields, user } = await open()
  const words = { ...shown.words, alt: 'Chairs', caption: 'In the hall.', credit: '' }
  const figure: FigureView = { ...shown, words }
  render(PicturePanel, { props: { path, target: { kind: 'figure', figure }, onwrite, onfields } })
  expect(box().disabled).toBe(true)
  expect(screen.getByText('With a caption or a credit a picture is no decoration.')).toBeTruthy()
  await expectAccessible()
  await user.clear(screen.getByRole('textbox', { name: 'Caption' }))
  expect(box().disabled).toBe(false)
  await user.click(box())
  await user.type(screen.getByRole('textbox', { name: 'Caption' }), 'I')
  expect(box().checked).toBe(false)
  await vi.waitFor(() => expect(onwrite.mock.lastCall?.[0]).toMatch(/^!\[Chairs\]\(.*\n\*I\*$/))
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

test('a credit in the description of the lead picture goes to its place, and back, in one step each', async () => {
  const { backend, lead, onwrite, user } = await open()
  const mixed = { ...lead.words, alt: 'A lit shelter (Photo: Ilse Øverland)', label: '', credit: '' }
  const asked = await backend.setField(path, { field: 'lead-words', words: mixed })
  const target = (lead: LeadView | null) => ({ kind: 'lead' as const, lead: lead as LeadView })
  const onfields = vi.fn((edited: FieldEdited) => view.rerender({ target: target(edited.metadata.lead) }))
  const view = render(PicturePanel, {
    props: { path, target: target(asked.metadata.lead), onwrite, onfields },
  })
  const before = backend.calls.length
  expect(screen.getByText(/“Ilse Øverland” stands in the description/)).toBeTruthy()
  expect(screen.queryByText(/It belongs under Credit/), 'said once').toBeNull()
  await expectAccessible()
  await user.click(screen.getByRole('button', { name: 'Move it to Credit' }))
  const words = () => backend.stories.find((story) => story.path === path)?.fields.lead?.words
  await vi.waitFor(() => expect(words()?.alt).toBe('A lit shelter'))
  expect(words()).toMatchObject({ label: 'Photo', credit: 'Ilse Øverland', caption: lead.words.caption })
  const undo = screen.getByRole('button', { name: 'Undo' })
  expect(document.activeElement).toBe(undo)
  await user.keyboard('{Enter}')
  await vi.waitFor(() => expect(words()).toEqual(mixed))
  expect(document.activeElement?.textContent).toBe('Move it to Credit')
  expect(backend.calls.slice(before).filter(([name]) => name === 'setField')).toHaveLength(2)
})

test('a credit in the description of a figure is one change of the text', async () => {
  const { figure, onwrite, onfields, user } = await open()
  const words = { ...figure.words, alt: 'A yard (Photo: Ana Ruiz)' }
  const moved = { ...words, alt: 'A yard', label: 'Photo', credit: 'Ana Ruiz' }
  const target = { kind: 'figure' as const, figure: { ...figure, words, moved } }
  render(PicturePanel, { props: { path, target, onwrite, onfields } })
  await user.click(screen.getByRole('button', { name: 'Move it to Credit' }))
  await vi.waitFor(() => expect(onwrite).toHaveBeenCalledOnce())
  expect(onwrite.mock.lastCall?.[0]).toMatch(/^!\[A yard\]\(.+\)\n\*.+ \(Photo: Ana Ruiz\)\*$/)
  await user.type(screen.getByRole('textbox', { name: 'Description' }), ', walled')
  expect(screen.queryByRole('button', { name: 'Undo' }), 'what was typed since would be lost').toBeNull()
})

test('what is said of a picture is taken back change by change, by a key', async () => {
  const { backend, figure, onwrite, onfields, user } = await open()
  const id = figure.picture?.id ?? ''
  const first = await backend.provenance(id)
  render(PicturePanel, { props: { path, target: { kind: 'figure', figure }, onwrite, onfields } })
  await user.click(await screen.findByText('More about this picture'))
  await user.type(screen.getByRole('textbox', { name: 'Usage terms' }), 'One use{Enter}')
  await user.selectOptions(screen.getByRole('combobox', { name: 'Where it comes from' }), 'wire')
  expect(await backend.provenance(id)).toMatchObject({ terms: 'One use', origin: 'wire' })
  await expectAccessible()
  const undo = screen.getByRole('button', { name: 'Undo' })
  undo.focus()
  await user.keyboard('{Enter}')
  await vi.waitFor(async () => expect(await backend.provenance(id)).toEqual({ ...first, terms: 'One use' }))
  expect(document.activeElement).toBe(undo)
  await user.keyboard('{Enter}')
  await vi.waitFor(async () => expect(await backend.provenance(id)).toEqual(first))
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Usage terms' }).value).toBe(first.terms)
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
  expect(document.activeElement?.tagName).toBe('SUMMARY')
})

/** A panel for one picture, and how another one is picked, each with its own way into its story. */
async function picked() {
  const opened = await open(20)
  const { figure, lead } = opened
  const mine = { onwrite: vi.fn(), onfields: vi.fn() }
  const other = { onwrite: vi.fn(), onfields: vi.fn() }
  const second: FigureView = {
    ...figure,
    src: 'gone.jpg',
    picture: null,
    words: { ...figure.words, alt: 'B' },
  }
  const target = (figure: FigureView, key: string) => ({ kind: 'figure' as const, figure, key })
  const answered = (name: string) => opened.backend.calls.filter(([one]) => one === name)
  return { ...opened, lead, second, mine, other, target, answered }
}

const longer = () => new Promise((done) => setTimeout(done, 80))

test('words that are written when another picture is shown go to their own', async () => {
  const { answered, figure, mine, other, second, target, user } = await picked()
  const view = render(PicturePanel, { props: { path, target: target(figure, '1'), ...mine } })
  await user.type(screen.getByRole('textbox', { name: 'Caption' }), ' Two.')
  await view.rerender({ target: target(second, '2'), ...other })
  await vi.waitFor(() => expect(mine.onwrite.mock.lastCall?.[0]).toContain('next door. Two.*'))
  await longer()
  expect(answered('figureText').map(([, , src]) => src)).not.toContain('gone.jpg')
  expect(other.onwrite).not.toHaveBeenCalled()
})

test('words that are written when the panel was put away are not lost', async () => {
  const { figure, mine, target, user } = await picked()
  const view = render(PicturePanel, { props: { path, target: target(figure, '1'), ...mine } })
  await user.type(screen.getByRole('textbox', { name: 'Caption' }), ' Two.')
  view.unmount()
  await vi.waitFor(() => expect(mine.onwrite.mock.lastCall?.[0]).toContain('next door. Two.*'))
})

test('words for a lead picture go to its own story when another one is opened', async () => {
  const { answered, lead, mine, other, user } = await picked()
  const target = { kind: 'lead' as const, lead }
  const view = render(PicturePanel, { props: { path, target, ...mine } })
  await user.type(screen.getByRole('textbox', { name: 'Description' }), ' Rain.')
  await view.rerender({ path: 'content/posts/2026/inspection-papers.md', target, ...other })
  await vi.waitFor(() => expect(mine.onfields.mock.lastCall?.[0].metadata.lead.words.alt).toMatch(/ Rain\.$/))
  expect(new Set(answered('setField').map(([, where]) => where))).toEqual(new Set([path]))
  expect(other.onfields).not.toHaveBeenCalled()
})
