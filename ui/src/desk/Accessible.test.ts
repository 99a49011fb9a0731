/** What the desk can show keeps the rules of accessibility, where no other test looks. */
import { screen, waitFor, within } from '@testing-library/svelte'
import { expect, test, vi } from 'vitest'
import { expectAccessible } from '../fake/axe'
import { finding } from '../fake/finding'
import { rows, seated, text } from './seated'

type User = Awaited<ReturnType<typeof seated>>['user']

const tab = (name: RegExp) => async (user: User) => {
  await user.click(screen.getByRole('tab', { name }))
}
const press = async (name: RegExp, user: User) => {
  await user.click((await screen.findAllByRole('button', { name }))[0] as HTMLElement)
}

test.each<[string, (user: User) => Promise<void>]>([
  ['the cards', tab(/^Card/)],
  ['what searches and links show', tab(/^Shared/)],
  [
    'the reason for leaving a finding',
    async (user) => {
      await tab(/^Findings/)(user)
      await press(/^Leave it…/, user)
    },
  ],
  [
    'the credit queue',
    async (user) => {
      await user.keyboard('{Control>}2{/Control}')
      await press(/^Go through them/, user)
    },
  ],
  [
    'the panel that finds',
    async (user) => {
      text().focus()
      await user.keyboard('{Control>}f{/Control}')
    },
  ],
  [
    'the menu of a story',
    async (user) => {
      rows()[1]?.focus()
      await user.keyboard('{Shift>}{F10}{/Shift}')
      await screen.findAllByRole('menuitem')
    },
  ],
])('%s', async (_, go) => {
  const { user } = await seated({ findings: () => ['one', 'two'].map((rule) => finding(rule)) })
  await go(user)
  await expectAccessible()
})

test('that the story is saved again is told each time that it was not', async () => {
  const { backend, story } = await seated()
  const told = () => screen.queryByText('Saved on this computer again', { selector: '[role=status]' })
  const again = async () => {
    const problem = { code: 'x', sentence: 'The disk is full', hint: '' }
    backend.emit({ kind: 'not-saved', path: story.path, problem })
    await screen.findByRole('alert')
    backend.emit({ kind: 'saved', path: story.path, state: 'writing', version: 0 })
  }
  await again()
  const changes = vi.fn()
  const region = await waitFor(() => told() as HTMLElement)
  new MutationObserver(changes).observe(region, { childList: true, characterData: true, subtree: true })
  await again()
  await waitFor(() => expect(changes).toHaveBeenCalled())
  expect(told()).toBe(region)
})

test.each([
  ['Sections', 'Stories', 'Publish'],
  ['Beside the story', 'Page', 'Findings'],
  ['View', 'Article', 'Shared'],
])('arrows, Home and End go through the tabs of “%s”', async (list, first, last) => {
  const { user } = await seated()
  const tabs = within(screen.getByRole('tablist', { name: list }))
  const chosen = () => tabs.getByRole('tab', { selected: true })
  chosen().focus()
  for (const [keys, name] of [
    ['{End}', last],
    ['{ArrowRight}', first],
    ['{ArrowLeft}', last],
    ['{Home}', first],
  ] as const) {
    await user.keyboard(keys)
    expect(chosen().textContent).toContain(name)
    expect(document.activeElement).toBe(chosen())
  }
})

test('what is pressed beside a finding says of which one it is', async () => {
  const { user } = await seated({ findings: () => ['one', 'two'].map((rule) => finding(rule)) })
  const described = (name: string) =>
    screen.getAllByRole('button', { name }).map((one) => {
      const id = one.getAttribute('aria-describedby')
      return id && document.getElementById(id)?.textContent
    })
  await tab(/^Findings/)(user)
  await screen.findAllByRole('button', { name: 'Leave it…' })
  expect(described('Leave it…')).toEqual(['Look at one.', 'Look at two.'])
  await press(/^Leave it…/, user)
  await user.keyboard('It is right.{Enter}')
  await screen.findByRole('button', { name: 'Look again' })
  expect(described('Look again')).toEqual(['Look at one.'])
})
