import { render, screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { type FakeOptions, fakeBackend } from '../fake'
import { expectAccessible } from '../fake/axe'
import { useBackend } from '../ipc'
import { shortFolder } from './folder'
import Start from './Start.svelte'

async function show(options: FakeOptions = {}) {
  const backend = fakeBackend(options)
  useBackend(backend)
  const onopen = vi.fn()
  const onsettings = vi.fn()
  render(Start, { start: await backend.start(), onopen, onsettings })
  return { backend, onopen, onsettings, user: userEvent.setup() }
}

test('the first door opens the sample', async () => {
  const { onopen, user } = await show()
  await expectAccessible()
  await user.click(screen.getByRole('button', { name: 'Open the sample' }))
  expect(onopen).toHaveBeenCalledWith(expect.objectContaining({ sample: true }))
})

test('a folder without earlier versions is told of in its place, and can begin to have them', async () => {
  const { onopen, user } = await show({ opening: 'no-history' })
  await user.click(screen.getByRole('button', { name: 'Choose a folder…' }))
  await screen.findByText('The folder tenants-news keeps no earlier versions of its files.')
  await expectAccessible()
  expect(onopen).not.toHaveBeenCalled()
  await user.click(screen.getByRole('button', { name: 'Keep earlier versions of this folder' }))
  expect(onopen).toHaveBeenCalledWith(expect.objectContaining({ name: 'The Orrin Record' }))
})

test('a refused folder says why and what to do, and offers no history', async () => {
  const { user } = await show({ opening: 'refused' })
  await user.click(screen.getByRole('button', { name: 'Quarry Road Tenants’ News' }))
  const notice = await screen.findByRole('alert')
  expect(notice.textContent).toContain('There are no stories in the folder tenants-news.')
  expect(notice.textContent).toContain('Choose the folder that holds the whole website.')
  expect(screen.queryByRole('button', { name: 'Keep earlier versions of this folder' })).toBeNull()
})

test('who is asked for another folder and closes the picker is still at the start', async () => {
  const { backend, user } = await show({ opening: 'refused' })
  await user.click(screen.getByRole('button', { name: 'Quarry Road Tenants’ News' }))
  const another = within(await screen.findByRole('alert')).getByRole('button')
  backend.chooseSite = async () => ({ kind: 'cancelled' })
  await user.click(another)
  await waitFor(() => expect(another.isConnected).toBe(false))
  await waitFor(() => expect(document.activeElement).not.toBe(document.body))
})

test('closing the folder picker changes nothing', async () => {
  const { onopen, user } = await show({ opening: 'cancelled' })
  await user.click(screen.getByRole('button', { name: 'Choose a folder…' }))
  expect(onopen).not.toHaveBeenCalled()
  expect(screen.queryByRole('alert')).toBeNull()
})

test('a problem from the start is shown', async () => {
  await show({ problem: { code: 'x', sentence: 'The folder is not there.', hint: 'Choose it again.' } })
  expect(screen.getByRole('alert').textContent).toContain('Choose it again.')
})

test('a command that fails says so', async () => {
  const problem = { code: 'disk', sentence: 'The disk is full.', hint: '' }
  const { user } = await show({ failing: { openSample: problem } })
  await user.click(screen.getByRole('button', { name: 'Open the sample' }))
  expect((await screen.findByRole('alert')).textContent).toContain('The disk is full.')
})

test('recent sites open by their place; a missing one is looked for', async () => {
  const { backend, user } = await show()
  await user.click(screen.getByRole('button', { name: 'Quarry Road Tenants’ News' }))
  expect(backend.calls).toContainEqual(['openRecent', 1])
  expect(screen.queryByRole('button', { name: 'Ward 6 Bulletin' })).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Find it…' }))
  expect(backend.calls).toContainEqual(['chooseSite'])
})

test('the name on the work can be changed from the foot', async () => {
  const { backend, onsettings, user } = await show()
  await user.click(screen.getByRole('button', { name: 'Change' }))
  const name = screen.getByRole('textbox', { name: 'You write as: Name' })
  expect(document.activeElement).toBe(name)
  await user.clear(name)
  await user.type(name, 'Kofi Brobbey{Enter}')
  await vi.waitFor(() => expect(onsettings).toHaveBeenCalled())
  expect(backend.calls).toContainEqual([
    'setPeople',
    { name: 'Kofi Brobbey', email: 'leila@orrinrecord.example' },
    { name: 'Ana Lindqvist', email: 'ana@orrinrecord.example' },
  ])
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(screen.getByText('Kofi Brobbey')).toBeTruthy()
})

test.each([
  ['/home/ana/Sites/orrin-record', 'Sites/orrin-record', 'the last two names'],
  ['C:\\Users\\Ana\\news', 'Ana/news', 'backslashes'],
  ['/news', 'news', 'a folder at the top'],
])('%s is shown as %s (%s)', (folder, shown) => expect(shortFolder(folder)).toBe(shown))

test('who was invited pastes the line, sees how far it is, and is in', async () => {
  const { backend, onopen, user } = await show({ stepDelay: 250 })
  await user.click(screen.getByRole('button', { name: 'Paste the line…' }))
  await screen.findByText('It gets a folder of its own in ana/Documents.')
  await expectAccessible()
  await user.type(screen.getByLabelText('The line that you were sent'), 'https://press.example/bugle{Enter}')
  await screen.findByText(/^40 %/)
  await vi.waitFor(() => expect(onopen).toHaveBeenCalled())
  expect(backend.calls.find(([name]) => name === 'bringSite')).toEqual([
    'bringSite',
    'https://press.example/bugle',
  ])
})

test('where a name is asked for, signing in is offered and it goes on', async () => {
  const { onopen, user } = await show({ refusal: 'sign-in' })
  await user.click(screen.getByRole('button', { name: 'Paste the line…' }))
  await user.type(screen.getByLabelText('The line that you were sent'), 'https://press.example/bugle{Enter}')
  await user.click(await screen.findByRole('button', { name: 'Sign in…' }))
  await user.type(await screen.findByLabelText('Your name there'), 'ana')
  await user.type(screen.getByLabelText('Password or access key'), 'hush{Enter}')
  await vi.waitFor(() => expect(onopen).toHaveBeenCalled())
})

test('who cannot say that a computer is the right one is told why', async () => {
  const problem = { code: 'full', sentence: 'It cannot be written down.', hint: '' }
  const { user } = await show({ refusal: 'unknown-host', failing: { trustHost: problem } })
  await user.click(await screen.findByRole('button', { name: 'Paste the line…' }))
  await user.type(screen.getByLabelText('The line that you were sent'), 'ssh://press.example/site{Enter}')
  await user.click(await screen.findByRole('button', { name: 'It is the same: go on' }))
  await screen.findByText(problem.sentence)
})

test('Esc stops what is coming, and a second one leaves', async () => {
  const { backend, onopen, user } = await show({ stepDelay: 250 })
  await user.click(screen.getByRole('button', { name: 'Paste the line…' }))
  await user.type(screen.getByLabelText('The line that you were sent'), 'https://press.example/bugle{Enter}')
  await screen.findByRole('button', { name: 'Stop' })
  await user.keyboard('{Escape}')
  await screen.findByRole('button', { name: 'Cancel' })
  expect(backend.calls.map(([name]) => name)).toContain('stopBringing')
  await user.keyboard('{Escape}')
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(onopen).not.toHaveBeenCalled()
})
