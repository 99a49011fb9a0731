import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import App from '../App.svelte'
import { type FakeBackend, fakeBackend } from '../fake'
import { type Finding, useBackend } from '../ipc'

const LIBRARY = 'content/posts/2026/library-steps.md'
let backend: FakeBackend

/** The copy desk of these tests: no “the” in the text, a byline, a description for the lead picture. */
function findings(text: string): Finding[] {
  const from = text.indexOf('the ')
  const one = (key: string, severity: Finding['severity'], at: Finding['at']): Finding => ({
    key,
    rule: key,
    severity,
    message: `Look at ${key}.`,
    place: `Place of ${key}`,
    at,
    fix: null,
    left: null,
  })
  const the: Finding = {
    ...one('C5', 'info', { kind: 'text', from, to: from + 3 }),
    fix: {
      label: 'Write “this”',
      act: { kind: 'text', changes: [{ from, to: from + 3, insert: 'this' }] },
    },
  }
  return [
    one('T1', 'error', { kind: 'field', name: 'title' }),
    one('D2', 'warning', { kind: 'field', name: 'description' }),
    ...(from < 0 ? [] : [the]),
  ]
}

async function begin(found = findings) {
  Object.defineProperty(window, 'innerWidth', { value: 1400, configurable: true })
  backend = fakeBackend({ open: true, findings: found })
  useBackend(backend)
  render(App, { first: LIBRARY })
  await screen.findByRole('textbox', { name: 'Text of the story' })
  const user = userEvent.setup()
  await screen.findByRole('tab', { name: /^Findings.*must be fixed/ }, { timeout: 3000 })
  return user
}

const text = () => backend.stories.find(({ path }) => path === LIBRARY)?.text ?? ''

beforeEach(() => localStorage.clear())
afterEach(cleanup)

test('the tab counts, the list is grouped, and axe finds no fault', async () => {
  const user = await begin()
  await user.click(screen.getByRole('tab', { name: /^Findings/ }))
  const groups = ['Must be fixed', 'Worth a look', 'Advice']
  for (const name of groups) expect(screen.getByRole('region', { name })).toBeTruthy()
  const errors = within(screen.getByRole('region', { name: 'Must be fixed' }))
  expect(errors.queryByRole('button', { name: 'Leave it…' })).toBeNull()
  expect(document.querySelector('.finding-mark--info')?.textContent).toBe('the')
  const { violations } = await axe.run(document.body, {
    iframes: false,
    rules: { 'color-contrast': { enabled: false } },
  })
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
}, 20_000)

test('F8 goes from finding to finding, Shift F8 back', async () => {
  const user = await begin()
  await user.keyboard('{F8}')
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Headline' }))
  await user.keyboard('{F8}')
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Dek' }))
  await user.keyboard('{Shift>}{F8}{/Shift}')
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Headline' }))
})

test('what settles a finding is one change of the text', async () => {
  const user = await begin()
  const before = text()
  await user.click(screen.getByRole('tab', { name: /^Findings/ }))
  await user.click(screen.getByRole('button', { name: 'Write “this”' }))
  await waitFor(() => expect(text()).toBe(before.replace('the ', 'this ')))
})

test('a picture that nothing shows is deleted where it is found, and comes back', async () => {
  let there = true
  const file = 'content/posts/2026/wall.png'
  const user = await begin((text) => {
    const rest = findings(text).slice(0, 1)
    const [first] = rest
    if (!first || !there) return rest
    const act = { kind: 'delete', file } as const
    const fix = { label: 'Delete the picture', act }
    return [...rest, { ...first, key: 'F6', severity: 'warning', at: { kind: 'story' }, fix }]
  })
  const deletePicture = backend.deletePicture
  backend.deletePicture = (gone) => {
    there = false
    return deletePicture(gone)
  }
  const undoAlbum = backend.undoAlbum
  backend.undoAlbum = () => {
    there = true
    return undoAlbum()
  }
  await user.click(screen.getByRole('tab', { name: /^Findings/ }))
  const look = within(screen.getByRole('region', { name: 'Worth a look' }))
  expect(look.queryByRole('button', { name: /^Go there/ }), 'there is no place to go').toBeNull()
  await user.click(look.getByRole('button', { name: 'Delete the picture' }))
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Worth a look' })).toBeNull())
  await user.click(await screen.findByRole('button', { name: 'Undo' }))
  expect(await screen.findByRole('region', { name: 'Worth a look' })).toBeTruthy()
})

test('a finding is left as it is for a reason, and looked at again', async () => {
  const user = await begin()
  await user.click(screen.getByRole('tab', { name: /^Findings/ }))
  const look = within(screen.getByRole('region', { name: 'Worth a look' }))
  await user.click(look.getByRole('button', { name: 'Leave it…' }))
  await user.keyboard('Short on purpose{Enter}')
  const left = within(await screen.findByRole('region', { name: 'Left as it is' }))
  expect(left.getByText(/Short on purpose/)).toBeTruthy()
  expect(screen.queryByRole('region', { name: 'Worth a look' })).toBeNull()
  await user.click(left.getByRole('button', { name: 'Look again' }))
  expect(await screen.findByRole('region', { name: 'Worth a look' })).toBeTruthy()
})

test('the tab shows by a sign, too, that something must be fixed', async () => {
  await begin()
  const sign = () =>
    screen
      .getByRole('tab', { name: /^Findings/ })
      .querySelector('use')
      ?.getAttribute('href')
  expect(sign()).toBe('#i-stop')
  cleanup()
  backend = fakeBackend({ open: true, findings: (text) => findings(text).slice(1) })
  useBackend(backend)
  render(App, { first: LIBRARY })
  await screen.findByRole('tab', { name: /^Findings.*2/ }, { timeout: 3000 })
  expect(sign()).toBeUndefined()
})

test('the same fault at two places is shown and gone to twice', async () => {
  const at = (from: number): Finding['at'] => ({ kind: 'text', from, to: from + 3 })
  const user = await begin((text) => {
    const [first] = findings(text)
    if (!first) return []
    return [at(0), at(8)].map((place) => ({ ...first, at: place })).concat(first)
  })
  await user.click(screen.getByRole('tab', { name: /^Findings.*3/ }))
  const errors = within(screen.getByRole('region', { name: 'Must be fixed' }))
  expect(errors.getAllByText('Look at T1.')).toHaveLength(3)
  await user.keyboard('{F8}{F8}{F8}')
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Headline' }))
})

test('another count is said once typing has stopped, that of a story just opened is not', async () => {
  const user = await begin()
  await user.click(screen.getByRole('tab', { name: /^Findings/ }))
  const said = (words: string) =>
    screen.queryAllByRole('status').filter((one) => one.textContent === words).length
  const now = '1 finding must be fixed, 1 other.'
  expect(said('1 finding must be fixed, 2 others.')).toBe(0)
  const warnings = within(screen.getByRole('region', { name: 'Worth a look' }))
  await user.click(warnings.getByRole('button', { name: 'Leave it…' }))
  await user.type(await screen.findByRole('textbox', { name: 'Why is it right as it is?' }), 'It is.{Enter}')
  await waitFor(() => expect(said(now)).toBe(1), { timeout: 5000 })
}, 20_000)

test('the pages are asked on request, and what they answered can be left', async () => {
  const user = await begin()
  const dead: Finding = {
    key: 'L2 body x',
    rule: 'L2',
    severity: 'warning',
    message: 'There is no page at x any more (404).',
    place: 'Second paragraph',
    at: { kind: 'text', from: 3, to: 8 },
    fix: null,
    left: null,
  }
  backend.checkLinks = async (path) => ({ ...(await backend.findings(path)), findings: [dead] })
  await user.click(screen.getByRole('tab', { name: /^Findings/ }))
  expect(screen.queryByText(dead.message)).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Look where the links lead' }))
  const row = (await screen.findByText(dead.message)).parentElement as HTMLElement
  await screen.findByText('1 link to look at.')
  await user.click(within(row).getByRole('button', { name: 'Leave it…' }))
  await user.type(
    await screen.findByRole('textbox', { name: 'Why is it right as it is?' }),
    'On purpose.{Enter}',
  )
  const left = await screen.findByRole('region', { name: 'Left as it is' })
  expect(left.textContent).toContain('On purpose.')
}, 20_000)

test('where no story is open nothing is being read, and no links are to be looked at', async () => {
  const user = await begin()
  await user.click(screen.getByRole('tab', { name: /^Findings/ }))
  await screen.findByRole('button', { name: 'Look where the links lead' })
  const row = screen.getAllByRole('option').find((one) => one.getAttribute('aria-selected') === 'true')
  row?.focus()
  await user.keyboard('{Delete}')
  await screen.findByText('Nothing open')
  await waitFor(() => expect(screen.queryByText('Reading the story…')).toBeNull())
  expect(screen.queryByRole('button', { name: 'Look where the links lead' })).toBeNull()
})
