import { render, screen, waitFor } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { fakeBackend } from '../fake'
import { expectAccessible } from '../fake/axe'
import { useBackend } from '../ipc'
import HouseRules from './HouseRules.svelte'

async function open() {
  const backend = fakeBackend({})
  useBackend(backend)
  const onclose = vi.fn()
  render(HouseRules, { onclose })
  await screen.findByRole('heading', { name: 'House rules' })
  return { backend, onclose, user: userEvent.setup() }
}

test('a rule weighs otherwise at once, and the last change is undone', async () => {
  const { backend, onclose, user } = await open()
  await expectAccessible()
  await user.click(screen.getByText('Pictures and their words'))
  const rule = screen.getByRole('combobox', { name: 'Picture without a credit' })
  await user.selectOptions(rule, 'warning')
  await screen.findByText('Written down.')
  const weight = async () => (await backend.houseRules()).rules.find((one) => one.id === 'I1')?.severity
  expect(await weight()).toBe('warning')
  screen.getByText('1 otherwise')
  await user.selectOptions(rule, 'off')
  await waitFor(async () => expect(await weight()).toBeNull())
  await user.click(screen.getByRole('button', { name: 'Undo' }))
  await screen.findByText('As it was before.')
  expect(await weight()).toBe('warning')
  expect((rule as HTMLSelectElement).value).toBe('warning')
  await user.click(screen.getByRole('button', { name: 'Done' }))
  await waitFor(() => expect(onclose).toHaveBeenCalledWith(true))
})

test('words, names, labels and limits are kept as they are typed', async () => {
  const { backend, onclose, user } = await open()
  await user.click(screen.getByRole('button', { name: 'Add a word' }))
  await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Not'))
  await user.keyboard('web site')
  await user.tab()
  await user.keyboard('website')
  await user.type(
    screen.getByRole('textbox', { name: 'Names that are not printed' }),
    'Ana Li{Enter} {Enter}Kofi B',
  )
  await user.type(screen.getByRole('textbox', { name: 'Labels that a credit may have' }), '{Enter}Graphic')
  const most = screen.getByRole('spinbutton', { name: 'Dek, at most (characters)' })
  await user.clear(most)
  await user.type(most, '200')
  await user.click(screen.getByRole('button', { name: 'Done' }))
  await waitFor(() => expect(onclose).toHaveBeenCalledWith(true))
  const rules = await backend.houseRules()
  expect(rules.words).toEqual([
    { wrong: 'e-mail', right: 'email' },
    { wrong: 'web site', right: 'website' },
  ])
  expect(rules.do_not_name).toEqual(['Ana Li', 'Kofi B'])
  expect(rules.labels).toEqual(['Photo', 'Graphic'])
  expect(rules.limits.find((one) => one.name === 'dek_most')?.value).toBe(200)
})

test('nothing is written where nothing was changed', async () => {
  const { onclose, user } = await open()
  await user.keyboard('{Escape}')
  await waitFor(() => expect(onclose).toHaveBeenCalledWith(false))
})
