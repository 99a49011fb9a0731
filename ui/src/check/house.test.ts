import { render, screen, waitFor } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { type FakeOptions, fakeBackend } from '../fake'
import { expectAccessible } from '../fake/axe'
import { useBackend } from '../ipc'
import HouseRules from './HouseRules.svelte'

async function open(options: FakeOptions = {}) {
  const backend = fakeBackend(options)
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

test('what was not written is not shown, and Done leaves all the same', async () => {
  const problem = { code: 'full', sentence: 'Not written: the disk is full.', hint: '' }
  const { onclose, user } = await open({ failing: { setHouseRules: problem } })
  await user.click(screen.getByText('Pictures and their words'))
  const rule = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Picture without a credit' })
  await user.selectOptions(rule, 'warning')
  await screen.findByText(problem.sentence)
  expect(rule.value).toBe('error')
  const one = screen.getByRole<HTMLInputElement>('checkbox', { name: /^One person/ })
  await user.click(one)
  await waitFor(() => expect(one.checked).toBe(false))
  const names = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Names that are not printed' })
  await user.type(names, 'Ana Li')
  await user.click(screen.getByRole('button', { name: 'Done' }))
  await waitFor(() => expect(names.value).toBe(''))
  await user.click(screen.getByRole('button', { name: 'Done' }))
  await waitFor(() => expect(onclose).toHaveBeenCalledWith(false))
})

test('house rules that cannot be read are shown, not changed', async () => {
  const backend = fakeBackend()
  const problem = { code: 'damaged', sentence: 'The house rules cannot be read.', hint: 'Mend line 3.' }
  const usual = await backend.houseRules()
  backend.houseRules = async () => ({ ...usual, problem })
  useBackend(backend)
  const onclose = vi.fn()
  render(HouseRules, { onclose })
  await screen.findByText(problem.sentence)
  await expectAccessible()
  for (const control of [...screen.getAllByRole('textbox'), ...screen.getAllByRole('checkbox')]) {
    expect((control as HTMLInputElement).matches(':disabled')).toBe(true)
  }
  await userEvent.click(screen.getByRole('button', { name: 'Close' }))
  await waitFor(() => expect(onclose).toHaveBeenCalledWith(false))
})
