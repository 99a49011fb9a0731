import { render, screen, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { type FakeOptions, fakeBackend } from '../fake'
import { expectAccessible } from '../fake/axe'
import { finding } from '../fake/finding'
import { useBackend } from '../ipc'
import Several from './Several.svelte'

const river = 'content/posts/2026/river-gauge.md'
const library = 'content/posts/2026/library-steps.md'
const both = [river, library]

async function show(options: FakeOptions = {}, paths = both) {
  const backend = fakeBackend(options)
  useBackend(backend)
  const { settings } = await backend.start()
  const [onback, onapproved, onsettings] = [vi.fn(), vi.fn(), vi.fn()]
  const props = { paths, settings, onback, onapproved, onsettings }
  render(Several, props)
  await vi.waitFor(() => expect(document.querySelectorAll('article .state')).toHaveLength(paths.length))
  await vi.waitFor(() =>
    expect(backend.calls.filter(([name]) => name === 'findings')).toHaveLength(paths.length),
  )
  return { backend, onback, onapproved, onsettings, user: userEvent.setup() }
}

const button = () => screen.getByRole<HTMLButtonElement>('button', { name: /^Approve/ })

test('what changed in each is shown, and Ctrl Enter approves exactly that', async () => {
  const { backend, onback, onapproved, user } = await show()
  await expectAccessible()
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Approve two stories')
  expect(screen.getByText('2 paragraphs reworded, 1 new, 1 moved')).toBeTruthy()
  expect(screen.getByText('8 paragraphs')).toBeTruthy()
  expect(button().textContent?.replace(/\s+/g, ' ').trim()).toBe('Approve two as Ana Lindqvist Ctrl Enter')
  const shown = await Promise.all(both.map((path) => backend.review(path)))
  await user.keyboard('{Control>}{Enter}{/Control}')
  await vi.waitFor(() => expect(onback).toHaveBeenCalledOnce())
  const [, reviewed, editor] = backend.calls.find(([name]) => name === 'approveSeveral') ?? []
  expect(reviewed).toEqual(both.map((path, at) => ({ path, content: shown[at]?.content })))
  expect(editor).toMatchObject({ name: 'Ana Lindqvist' })
  expect(onapproved.mock.calls.map(([path]) => path)).toEqual(both)
})

test('what must be fixed is said of its story, and the other goes through', async () => {
  const backend = fakeBackend()
  const text = backend.stories.find((one) => one.path === library)?.text
  const { onback, onapproved, user } = await show({
    findings: (of) => (of === text ? [finding('T1', { severity: 'error' })] : []),
  })
  expect(button().textContent).toContain('Approve one as Ana')
  expect(screen.getByText('One must be fixed first, and stays here.')).toBeTruthy()
  const its = screen.getByRole('region', { name: /^The library/ })
  expect(within(its).getByText('Look at T1.')).toBeTruthy()
  await user.click(button())
  await screen.findByText('One story was approved, one was not.')
  await expectAccessible()
  expect(onapproved.mock.calls.map(([path]) => path)).toEqual([river])
  expect(onback).not.toHaveBeenCalled()
  expect(document.querySelectorAll('article')).toHaveLength(1)
  expect(button().disabled, 'nothing is left that could go through').toBe(true)
})

test('what the desk refuses when it is approved is said beside its story', async () => {
  const problem = { code: 'blocked', sentence: 'Another program is at it.', hint: 'Try again.' }
  const { onback, onapproved, user } = await show({ blocked: { [river]: problem } })
  await user.click(button())
  expect((await screen.findByText(problem.sentence)).closest('section')?.textContent).toContain(
    document.querySelector('article h2')?.textContent,
  )
  expect(onapproved.mock.calls.map(([path]) => path)).toEqual([library])
  expect(onback).not.toHaveBeenCalled()
})

test('a story that changed meanwhile stays, and is read anew', async () => {
  const { onback, onapproved, user } = await show({ changedMeanwhile: true })
  await user.click(button())
  await screen.findByText('The story changed while you were reading.')
  await screen.findByText(/Updated\./)
  expect(onapproved.mock.calls.map(([path]) => path)).toEqual([library])
  await user.click(button())
  await vi.waitFor(() => expect(onback).toHaveBeenCalledOnce())
  expect(onapproved).toHaveBeenCalledTimes(2)
})

test('who approves stories of their own says once why', async () => {
  const backend = fakeBackend()
  const author = backend.stories.find((one) => one.path === river)?.fields.authors[0] ?? ''
  const { onback, onapproved, user } = await show({ ownStory: finding('W4') })
  await user.click(screen.getByRole('button', { name: 'Someone else' }))
  await user.type(screen.getByRole('textbox', { name: 'Approve as: Name' }), author)
  await user.click(button())
  await screen.findByRole('region', { name: 'Before you approve' })
  expect(onapproved.mock.calls.map(([path]) => path)).toEqual([library])
  await vi.waitFor(() => expect(document.activeElement?.tagName).toBe('INPUT'))
  await user.keyboard('Everybody is ill.{Enter}')
  await vi.waitFor(() => expect(onback).toHaveBeenCalledOnce())
  expect(onapproved).toHaveBeenCalledTimes(2)
})

test('only the editor is asked for: the writers stand in their bylines', async () => {
  const { backend, onback, onsettings, user } = await show({ people: false })
  expect(screen.queryByRole('textbox', { name: 'Written by: Name' })).toBeNull()
  await user.click(button())
  expect((await screen.findByRole('alert')).textContent).toContain('Write a name')
  expect(backend.calls.map(([name]) => name)).not.toContain('approveSeveral')
  await user.type(screen.getByRole('textbox', { name: 'Approve as: Name' }), 'Ana Lindqvist')
  await user.click(button())
  await vi.waitFor(() => expect(onback).toHaveBeenCalledOnce())
  expect(onsettings.mock.lastCall?.[0]).toMatchObject({ writer: null, editor: { name: 'Ana Lindqvist' } })
})
