import { screen, waitFor, within } from '@testing-library/svelte'
import { expect, test } from 'vitest'
import { rows, seated } from '../desk/seated'

const here = () => document.activeElement as HTMLElement

test('F6 goes round also where a search and a shared link are shown', async () => {
  const { user } = await seated()
  await user.click(screen.getByRole('tab', { name: 'Shared' }))
  rows()[0]?.focus()
  await user.keyboard('{F6}{F6}')
  expect(here()).toBe(screen.getByRole('tab', { name: 'Shared' }))
  await user.keyboard('{F6}')
  expect(here().getAttribute('role')).toBe('option')
})

test('more cards are shown by a key', async () => {
  const { backend, user } = await seated()
  await user.click(screen.getByRole('tab', { name: 'Card' }))
  const more = await screen.findByRole('button', { name: 'Show More' })
  more.focus()
  await user.keyboard('{Enter}')
  await waitFor(() => expect(backend.calls).toContainEqual(['cards', 20]))
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Show More' })).toBeNull())
  expect(here().getAttribute('aria-label')).toBe('The page, as readers see it')
})

test.each([
  [true, 'Site', 'what a built page told is the site’s'],
  [false, 'Much as the site', 'what is only guessed from its style says so'],
])('the look of the site: sure %j is called “%s”', async (sure, called, _why) => {
  const plain = { tag: 'div', id: '', class: '', lang: '', dir: '', data: [] }
  const look = {
    css: '',
    sheets: [],
    sure,
    root: plain,
    body: plain,
    around: [],
    head: [],
    title: plain,
    text: [plain],
  }
  await seated({ look })
  const styles = within(await screen.findByRole('group', { name: 'Style of the page' }))
  expect(styles.getAllByRole('button').map((button) => button.ariaLabel ?? button.textContent)).toEqual([
    called,
    'Galley',
  ])
})

test('what a search and a shared link show stands as its own letters are written', async () => {
  const { backend, story, user } = await seated()
  story.fields.title = 'صوّتت لجنة الميناء'
  story.fields.dek = 'على إبقاء السوق القديم.'
  backend.emit({ kind: 'reloaded', path: story.path })
  await user.click(screen.getByRole('tab', { name: 'Shared' }))
  const panel = screen.getByRole('tabpanel', { name: 'Shared' })
  const said = await within(panel).findAllByText(/^(صوّتت|على)/)
  // On a desktop, on a phone, and in a link, a headline and a dek each.
  expect(said).toHaveLength(6)
  expect(said.map((one) => one.getAttribute('dir'))).toEqual(Array(6).fill('auto'))
})
