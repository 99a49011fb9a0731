import { render, screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { fakeBackend } from '../fake'
import { expectAccessible } from '../fake/axe'
import { type AlbumPicture, useBackend } from '../ipc'
import Album from './Album.svelte'
import AlbumIndex from './AlbumIndex.svelte'
import { AlbumRun, byCredit, matching } from './album.svelte'

async function show(failing = {}, delay = 0) {
  const backend = fakeBackend({ open: true, failing, delay })
  useBackend(backend)
  const run = new AlbumRun()
  const onopen = vi.fn()
  render(AlbumIndex, { run })
  const view = render(Album, { run, writer: 'Leïla Marchetti', onopen })
  await waitFor(() => expect(run.pictures.length).toBeGreaterThan(5))
  const called = (name: string) => backend.calls.filter(([one]) => one === name)
  const cells = () =>
    within(screen.getByRole('listbox', { name: 'Pictures, newest first' })).getAllByRole('option')
  return { backend, called, cells, onopen, run, view, user: userEvent.setup() }
}

test('every picture stands there with its description and its credit, and says what is missing', async () => {
  const { cells, run } = await show()
  await expectAccessible()
  expect(cells().length).toBe(run.pictures.length)
  const missing = run.pictures.filter((picture) => picture.missing_credit)
  expect(missing.length).toBeGreaterThan(0)
  expect(screen.getAllByText('No credit').length).toBeGreaterThan(missing.length)
  expect(screen.getByText(/have? no credit\.|has no credit\./)).toBeTruthy()
})

test('looking for a name finds pictures by credit, description, caption and file', async () => {
  const { cells, run, user } = await show()
  const field = screen.getByRole('searchbox')
  await user.type(field, 'øverland')
  await waitFor(() => expect(cells().length).toBeLessThan(run.pictures.length))
  expect(cells().length).toBe(matching(run.pictures, 'Øverland').length)
  await user.keyboard('{Escape}')
  expect(cells().length).toBe(run.pictures.length)
  expect(matching(run.pictures, 'no such picture')).toEqual([])
})

test('that there is none of a kind is not said of all pictures', async () => {
  const { run } = await show()
  run.pictures = run.pictures.map((picture) => ({
    ...picture,
    uses: picture.uses.slice(0, 1),
    named_in: ['x'],
  }))
  run.show('unused')
  expect(run.count('no-credit')).toBeGreaterThan(0)
  expect(await screen.findByText('No picture is under “Not used” now.')).toBeTruthy()
  expect(screen.queryByText('Every picture has what it needs.')).toBeNull()
})

test('arrows go from picture to picture, and the panel follows', async () => {
  const { cells, run, user } = await show()
  await user.click(cells()[0] as HTMLElement)
  await user.keyboard('{ArrowRight}')
  expect(document.activeElement).toBe(cells()[1])
  expect(run.chosen).toBe(run.shown[1]?.file)
  await user.keyboard('{End}')
  expect(document.activeElement).toBe(cells().at(-1))
})

test('a credit is changed once, said once, and taken back by one press', async () => {
  const { called, cells, run, user } = await show()
  const at = run.pictures.findIndex((picture) => picture.uses.length > 0 && picture.words.credit !== '')
  const before = run.pictures[at]?.words.credit
  await user.click(cells()[at] as HTMLElement)
  const who = await screen.findByRole('combobox', { name: 'Who made it' })
  await user.clear(who)
  await user.type(who, 'Núria Bofill')
  expect(called('changeAlbum')).toHaveLength(0)
  await user.keyboard('{Enter}')
  await waitFor(() => expect(called('changeAlbum')).toHaveLength(1))
  expect(called('changeAlbum')[0]?.[2]).toMatchObject({ kind: 'credit', label: 'Photo' })
  await user.click(await screen.findByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(run.pictures[at]?.words.credit).toBe(before))
})

test('where a picture is used leads to the story', async () => {
  const { cells, onopen, run, user } = await show()
  await user.click(cells()[0] as HTMLElement)
  const use = run.pictures[0]?.uses[0]
  await user.click(await screen.findByRole('button', { name: `Open “${use?.title}”` }))
  expect(onopen).toHaveBeenCalledWith(use?.path)
})

test('a picture goes into another folder by its choice, and what is said of it is one step', async () => {
  const { called, cells, run, user } = await show()
  await user.click(cells()[0] as HTMLElement)
  const file = run.picture?.file
  await user.click(await screen.findByText('More about this picture'))
  await user.type(screen.getByRole('combobox', { name: 'Creator' }), 'Ana Ruiz{Enter}')
  await waitFor(() => expect(run.picture?.provenance.creator).toBe('Ana Ruiz'))
  expect(run.toast).toBe('Changed for this picture.')
  await user.selectOptions(screen.getByRole('combobox', { name: 'Folder' }), 'content/pictures/spare')
  await waitFor(() => expect(called('movePicture')[0]?.slice(1)).toEqual([file, 'content/pictures/spare']))
  expect(run.toast).toBe('It lies in “content/pictures/spare” now.')
})

test('the queue takes a suggestion with one key, skips with an arrow, and ends', async () => {
  const { called, cells, run, user } = await show()
  const missing = run.count('no-credit')
  await user.click(screen.getByRole('button', { name: 'Go through them' }))
  await expectAccessible()
  await waitFor(() =>
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Who made this picture?' })),
  )
  const likely = byCredit(run.pictures)[0]?.[0]
  await user.keyboard('1')
  await waitFor(() => expect(called('changeAlbum')).toHaveLength(1))
  expect(called('changeAlbum')[0]?.[2]).toMatchObject({ credit: likely })
  await waitFor(() => expect(run.count('no-credit')).toBe(missing - 1))
  for (let i = 1; i < missing; i++) await user.keyboard('{ArrowRight}')
  expect(await screen.findByText('Nothing left to put right')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Show all' }))
  expect(cells().length).toBe(run.pictures.length)
})

test('a digit is a letter of a name once something is typed', async () => {
  const { called, user } = await show()
  await user.click(screen.getByRole('button', { name: 'Go through them' }))
  const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Who made this picture?' })
  await waitFor(() => expect(document.activeElement).toBe(field))
  await user.keyboard('Studio 1')
  expect(field.value).toBe('Studio 1')
  expect(called('changeAlbum')).toHaveLength(0)
})

test('a change that was refused is told of, and nothing is lost', async () => {
  const problem = { code: 'disk', sentence: 'The disk is full.', hint: 'Free some space.' }
  const { cells, user } = await show({ changeAlbum: problem })
  await user.click(cells()[0] as HTMLElement)
  const panel = screen.getByRole('complementary', { name: 'Picture' })
  const alt = within(panel).getByRole('textbox', { name: 'Description' })
  await user.clear(alt)
  await user.type(alt, 'Another wall.{Enter}')
  expect((await screen.findByRole('alert')).textContent).toContain('The disk is full.')
})

test('credits move out of their descriptions, the sure ones first, and one press takes them back', async () => {
  const { backend, called, run, user } = await show()
  const first = run.pictures.filter((picture) => picture.uses.length > 0).slice(0, 2)
  await run.change(first[0] as never, { kind: 'credit', label: 'Photo', credit: '', credit_url: '' })
  await run.change(first[0] as never, { kind: 'description', alt: 'A yard (Photo: Ana Ruiz)' })
  await run.change(first[1] as never, { kind: 'credit', label: 'Photo', credit: '', credit_url: '' })
  await run.change(first[1] as never, { kind: 'description', alt: 'A gate (Rosa Diaz/Initiate Justice)' })
  const all = await backend.creditMoves()
  const sure = all.filter((one) => one.sure).length
  expect(sure).toBeGreaterThan(0)
  expect(sure).toBeLessThan(all.length)

  await user.click(screen.getByRole('button', { name: /^Credit inside the description/ }))
  await user.click(screen.getByRole('button', { name: 'Move the credits out' }))
  const boxes = await screen.findAllByRole<HTMLInputElement>('checkbox')
  await expectAccessible()
  expect(boxes.filter((box) => box.checked)).toHaveLength(sure)
  await waitFor(() => expect(document.activeElement).toBe(boxes[0]))
  await user.click(screen.getByRole('button', { name: 'Choose all' }))
  await user.click(screen.getByRole('button', { name: /^Move \d+ credits?$/ }))
  await waitFor(() => expect(called('moveCredits')).toHaveLength(1))
  expect(called('moveCredits')[0]?.[1]).toHaveLength(all.length)
  expect(await screen.findByText('No description holds a credit.')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(screen.getAllByRole('checkbox')).toHaveLength(all.length))
})

test('a picture that no story uses is deleted by a key, and one press brings it back', async () => {
  const { called, cells, run, user } = await show()
  const at = run.pictures.findIndex((picture) => picture.on_site)
  const { file, name } = run.pictures[at] ?? { file: '', name: '' }
  const used = run.pictures.findIndex((picture) => picture.uses.length > 0)
  await user.click(cells()[used] as HTMLElement)
  expect(screen.queryByRole('button', { name: 'Delete the picture' })).toBeNull()
  await user.keyboard('{Delete}')
  expect(called('deletePicture')).toEqual([])
  await user.click(cells()[at] as HTMLElement)
  await screen.findByText(/whoever knows its address finds it/)
  await expectAccessible()
  await user.keyboard('{Delete}')
  await waitFor(() => expect(called('deletePicture')[0]?.slice(1)).toEqual([file]))
  await screen.findByText(`“${name}” was deleted. Its removal waits in the press room for an approval.`)
  expect(run.pictures.some((picture) => picture.file === file)).toBe(false)
  await waitFor(() => expect(document.activeElement?.getAttribute('role')).toBe('option'))
  await user.click(screen.getByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(run.pictures.some((picture) => picture.file === file)).toBe(true))
})

test('the last step in the pictures is taken back by a key, also when nothing tells of it any more', async () => {
  const { cells, run, user } = await show()
  const at = run.pictures.findIndex((picture) => picture.on_site)
  const { file } = run.pictures[at] ?? { file: '' }
  await user.click(cells()[at] as HTMLElement)
  await user.keyboard('{Delete}')
  await screen.findByText(/was deleted\./)
  run.toast = null
  await waitFor(() => expect(document.activeElement?.getAttribute('role')).toBe('option'))
  await user.keyboard('{Control>}z{/Control}')
  await waitFor(() => expect(run.pictures.some((picture) => picture.file === file)).toBe(true))
})

const panel = () => within(screen.getByRole('complementary', { name: 'Picture' }))
const description = () => panel().getByRole<HTMLTextAreaElement>('textbox', { name: 'Description' })

/** Pictures that stories use. */
const used = (run: AlbumRun) =>
  run.shown.map((picture, at) => (picture.uses.length > 0 ? at : -1)).filter((at) => at >= 0)

test('a picture that is chosen while another one is changed stays chosen, with what is typed', async () => {
  const { called, cells, run, user } = await show({}, 60)
  const [a = 0, b = 0] = used(run)
  await user.click(cells()[a] as HTMLElement)
  await user.clear(description())
  await user.type(description(), 'Another wall.')
  await user.click(cells()[b] as HTMLElement)
  const other = run.chosen
  await user.clear(description())
  await user.type(description(), 'A gate')
  const field = description()
  await waitFor(() => expect(run.toast).toMatch(/^Changed in/))
  expect(called('changeAlbum')[0]?.slice(1)).toMatchObject([run.shown[a]?.file, { alt: 'Another wall.' }])
  expect(run.chosen).toBe(other)
  expect(document.activeElement).toBe(field)
  expect(field.value).toBe('A gate')
})

test('letters that are typed while the field before is kept are not taken away', async () => {
  const { cells, run, user } = await show({}, 40)
  await user.click(cells()[0] as HTMLElement)
  await user.click(await screen.findByText('More about this picture'))
  await user.type(screen.getByRole('combobox', { name: 'Creator' }), 'Ana Ruiz')
  await user.click(screen.getByRole('combobox', { name: 'Source' }))
  await user.keyboard('Orrin')
  await waitFor(() => expect(run.picture?.provenance.creator).toBe('Ana Ruiz'))
  const source = screen.getByRole<HTMLInputElement>('combobox', { name: 'Source' })
  expect(source.value).toBe('Orrin')
  await user.keyboard(' Record')
  await user.tab()
  await waitFor(() =>
    expect(run.picture?.provenance).toMatchObject({ creator: 'Ana Ruiz', source: 'Orrin Record' }),
  )
})

test('a name stays when whom it was for is typed before the answer', async () => {
  const { called, cells, run, user } = await show({}, 40)
  await user.click(cells()[used(run)[0] ?? 0] as HTMLElement)
  const who = await screen.findByRole('combobox', { name: 'Who made it' })
  await user.clear(who)
  await user.type(who, 'Ana Ruiz{Enter}')
  const whom = screen.getByRole('combobox', { name: 'For' })
  await user.clear(whom)
  await user.type(whom, 'AP{Enter}')
  await waitFor(() => expect(run.picture?.words.credit).toBe('Ana Ruiz/AP'))
  expect(called('changeAlbum').at(-1)?.[2]).toMatchObject({ credit: 'Ana Ruiz/AP' })
})

test('what was typed is kept when the panel is put away by a key', async () => {
  const { called, cells, run, user, view } = await show()
  const [a = 0] = used(run)
  await user.click(cells()[a] as HTMLElement)
  const file = run.chosen
  await user.clear(description())
  await user.type(description(), 'Another wall.')
  view.unmount()
  await waitFor(() => expect(called('changeAlbum')).toHaveLength(1))
  expect(called('changeAlbum')[0]?.slice(1)).toEqual([file, { kind: 'description', alt: 'Another wall.' }])
})

test('what was typed for a picture is kept with it when another one is chosen by the way', async () => {
  const { called, cells, run, user } = await show()
  const [a = 0, b = 0] = used(run)
  await user.click(cells()[a] as HTMLElement)
  const file = run.chosen
  await user.clear(description())
  await user.type(description(), 'Another wall.')
  run.chosen = run.shown[b]?.file ?? null
  await waitFor(() => expect(called('changeAlbum')).toHaveLength(1))
  expect(called('changeAlbum')[0]?.[1]).toBe(file)
})

test('what was kept when its field was left is not kept twice', async () => {
  const { called, cells, run, user, view } = await show({}, 20)
  await user.click(cells()[used(run)[0] ?? 0] as HTMLElement)
  await user.clear(description())
  await user.type(description(), 'Another wall.{Enter}')
  view.unmount()
  await waitFor(() => expect(run.toast).toMatch(/^Changed in/))
  expect(called('changeAlbum')).toHaveLength(1)
})

test('words that were refused stay in their field', async () => {
  const problem = { code: 'disk', sentence: 'The disk is full.', hint: 'Free some space.' }
  const { cells, run, user } = await show({ changeAlbum: problem })
  await user.click(cells()[used(run)[0] ?? 0] as HTMLElement)
  await user.clear(description())
  await user.type(description(), 'Another wall.{Enter}')
  await screen.findByRole('alert')
  expect(description().value).toBe('Another wall.')
})

test('a picture that gets another name keeps its panel, the focus, and what is typed', async () => {
  const { backend, cells, run, user } = await show()
  await user.click(cells()[used(run)[0] ?? 0] as HTMLElement)
  const { album } = backend
  const file = run.chosen
  let renamed = false
  backend.album = async () => {
    const all = await album()
    const named = (one: (typeof all.pictures)[0]) =>
      one.file === file ? { ...one, file: 'content/pictures/wall.jpg', name: 'wall.jpg' } : one
    return renamed ? { ...all, pictures: all.pictures.map(named) } : all
  }
  renamed = true
  const name = screen.getByRole<HTMLInputElement>('textbox', { name: 'Name of the file' })
  await user.clear(name)
  await user.type(name, 'wall{Enter}')
  await waitFor(() => expect(run.picture?.name).toBe('wall.jpg'))
  expect(document.activeElement).toBe(name)
  expect(name.value).toBe('wall')
})

/** The queue of pictures without a credit, at the first of several. */
async function queue(delay = 0) {
  const shown = await show({}, delay)
  for (const at of used(shown.run)) {
    const picture = shown.run.shown[at] as AlbumPicture
    if (at % 2 === 0)
      await shown.run.change(picture, { kind: 'credit', label: 'Photo', credit: '', credit_url: '' })
  }
  shown.backend.calls.length = 0
  await shown.user.click(screen.getByRole('button', { name: 'Go through them' }))
  const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Who made this picture?' })
  await waitFor(() => expect(document.activeElement).toBe(field))
  return shown
}

test('Enter on a button of the queue presses it, and saves nothing that is half typed', async () => {
  const { called, user } = await queue()
  await user.keyboard('Ana R')
  screen.getByRole('button', { name: /^Skip/ }).focus()
  await user.keyboard('{Enter}')
  await screen.findByText(/^2 of/)
  expect(called('changeAlbum')).toHaveLength(0)
  const offer = screen.getByRole('button', { name: /^1/ })
  const credit = offer.querySelector('[dir]')?.textContent
  offer.focus()
  await user.keyboard('{Enter}')
  await waitFor(() => expect(called('changeAlbum')).toHaveLength(1))
  expect(called('changeAlbum')[0]?.[2]).toMatchObject({ credit })
})

test('Enter twice saves one picture and passes over none', async () => {
  const { called, user } = await queue(30)
  await user.keyboard('Ana Ruiz{Enter}{Enter}')
  await screen.findByText(/^2 of/)
  await new Promise((done) => setTimeout(done, 100))
  expect(screen.getByText(/^2 of/)).toBeTruthy()
  expect(called('changeAlbum')).toHaveLength(1)
})

test('Enter on a credit that is offered takes it, and the focus stays at the credit', async () => {
  const { called, cells, run, user } = await show()
  const at = run.shown.findIndex((picture) => picture.missing_credit && picture.words.credit === '')
  await user.click(cells()[at] as HTMLElement)
  const offer = panel().getByRole('button', { name: run.album?.credits[0] ?? '' })
  offer.focus()
  await user.keyboard('{Enter}')
  const who = panel().getByRole<HTMLInputElement>('combobox', { name: 'Who made it' })
  expect(document.activeElement).toBe(who)
  await user.keyboard('{Enter}')
  await waitFor(() => expect(called('changeAlbum')).toHaveLength(1))
  expect(called('changeAlbum')[0]?.[2]).toMatchObject({ credit: run.album?.credits[0] })
})

test('a chosen picture far down the list is where the focus comes back to', async () => {
  const { cells, run, user } = await show()
  const one = run.pictures[0]
  if (!run.album || !one) throw new Error('the newsroom has pictures')
  const pictures = Array.from({ length: 200 }, (_, i) => ({ ...one, file: `${i}.jpg` }))
  run.album = { ...run.album, pictures }
  run.chosen = '150.jpg'
  await waitFor(() => expect(cells().filter((cell) => cell.tabIndex === 0)).toHaveLength(1))
  screen.getByRole('searchbox').focus()
  await user.tab()
  expect(document.activeElement?.getAttribute('aria-posinset')).toBe('151')
  expect(run.chosen).toBe('150.jpg')
})
