import { render, screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { staysInPlace } from '../editor/typewriter'
import { fakeBackend } from '../fake'
import { expectAccessible } from '../fake/axe'
import { useBackend } from '../ipc'
import People from './People.svelte'
import Settings from './Settings.svelte'

async function setting(failing = {}) {
  const backend = fakeBackend({ failing })
  useBackend(backend)
  const { settings } = await backend.start()
  return { backend, settings, onsettings: vi.fn(), onclose: vi.fn(), user: userEvent.setup() }
}

test('the colour scheme changes at once', async () => {
  const { user, ...props } = await setting()
  render(Settings, props)
  await expectAccessible()
  await user.click(screen.getByRole('radio', { name: 'Dark' }))
  expect(document.documentElement.dataset.theme).toBe('dark')
  expect(props.onsettings).toHaveBeenCalledWith(expect.objectContaining({ theme: 'dark' }))
  await user.click(screen.getByRole('radio', { name: 'As the system' }))
  expect(document.documentElement.dataset.theme).toBeUndefined()
})

test('spelling is checked in the languages that are ticked, in the system’s, or not at all', async () => {
  const { user, backend, ...props } = await setting()
  render(Settings, props)
  await user.click(await screen.findByRole('checkbox', { name: 'German (Germany)' }))
  expect(props.onsettings.mock.lastCall?.[0].spelling).toEqual(['de_DE'])
  await user.click(screen.getByRole('checkbox', { name: 'American English' }))
  expect(props.onsettings.mock.lastCall?.[0].spelling).toEqual(['de_DE', 'en_US'])
  await user.click(screen.getByRole('radio', { name: 'Off' }))
  expect(props.onsettings.mock.lastCall?.[0].spelling).toEqual([])
  await user.click(screen.getByRole('radio', { name: 'In the system’s language' }))
  expect(props.onsettings.mock.lastCall?.[0].spelling).toBeNull()
  await expectAccessible()
})

test('who signs out is where it is said who is signed in', async () => {
  const { user, backend, ...props } = await setting()
  await backend.signIn(null, 'ana', 'hush')
  render(Settings, props)
  const section = await screen.findByRole('region', { name: 'Signed in' })
  await user.click(await within(section).findByRole('button', { name: 'Sign out' }))
  await within(section).findByRole('button', { name: 'Sign in…' })
  await waitFor(() => expect(section.contains(document.activeElement)).toBe(true))
})

test('who cannot be signed out hears of it and is signed in still', async () => {
  const problem = {
    code: 'not-signed-out',
    sentence: 'You are still signed in.',
    hint: 'Unlock the keychain.',
  }
  const { user, backend, ...props } = await setting({ signOut: problem })
  await backend.signIn(null, 'ana', 'hush')
  render(Settings, props)
  await user.click(await screen.findByRole('button', { name: 'Sign out' }))
  expect((await screen.findByRole('alert')).textContent).toContain('You are still signed in.')
  expect(screen.getByRole('button', { name: 'Sign out' })).toBeTruthy()
  await expectAccessible()
})

test('the line stays in its place for those who want it', async () => {
  const { user, ...props } = await setting()
  render(Settings, props)
  const box = screen.getByRole('checkbox', { name: 'The line I write stays in its place' })
  await user.click(box)
  expect(staysInPlace()).toBe(true)
  expect(document.documentElement.classList.contains('is-typewriter')).toBe(true)
  await user.click(box)
  expect(staysInPlace()).toBe(false)
})

test('Done keeps new names, and asks nothing of the back end when none changed', async () => {
  const { user, backend, ...props } = await setting()
  render(Settings, props)
  await user.click(screen.getByRole('button', { name: 'Done' }))
  expect(backend.calls.map(([name]) => name)).not.toContain('setPeople')
  await user.type(screen.getByRole('textbox', { name: 'You approve as: Name' }), ' Berg')
  await user.click(screen.getByRole('button', { name: 'Done' }))
  expect(props.onsettings.mock.lastCall?.[0].editor.name).toBe('Ana Lindqvist Berg')
  expect(props.onclose).toHaveBeenCalledTimes(2)
})

test('Esc leaves the names as they were', async () => {
  const { user, backend, ...props } = await setting()
  render(People, props)
  await expectAccessible()
  await user.type(screen.getByRole('textbox', { name: 'You write as: Name' }), ' Nobody{Escape}')
  expect(props.onclose).toHaveBeenCalledTimes(1)
  expect(backend.calls.map(([name]) => name)).not.toContain('setPeople')
})

test('names that cannot be kept stay in the form, with the reason', async () => {
  const { user, ...props } = await setting({
    setPeople: { code: 'x', sentence: 'The disk is full.', hint: '' },
  })
  render(People, props)
  await user.click(screen.getByRole('button', { name: 'Save' }))
  expect((await screen.findByRole('alert')).textContent).toContain('The disk is full.')
  expect(props.onclose).not.toHaveBeenCalled()
})

test('who signs in from the settings is back in them', async () => {
  const { user, backend, ...props } = await setting()
  render(Settings, props)
  await user.click(await screen.findByRole('button', { name: 'Sign in…' }))
  const dialog = await screen.findByRole('dialog', { name: 'Sign in at press.example' })
  await user.type(within(dialog).getByLabelText('Your name there'), 'ana')
  await user.type(within(dialog).getByLabelText('Password or access key'), 'hush{Enter}')
  await screen.findByText('As ana at press.example.')
  await waitFor(() => expect(screen.queryByRole('dialog', { name: /^Sign in/ })).toBeNull())
  expect(props.onclose).not.toHaveBeenCalled()
})
