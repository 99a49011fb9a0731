import { screen, waitFor, within } from '@testing-library/svelte'
import { expect, test } from 'vitest'
import { LIBRARY, rows, seated, text } from './seated'

const inText = () => waitFor(() => expect(document.activeElement).toBe(text()))

test.each([
  ['the companion is put away', '{Control>}{Shift>}p{/Shift}{/Control}'],
  ['only the text is shown', '{Control>}{Shift>}d{/Shift}{/Control}'],
  ['the pictures are shown', '{Control>}2{/Control}'],
  ['the press room is shown', '{Control>}3{/Control}'],
  ['the list is asked for', '{Control>}1{/Control}'],
  ['the fields are shown', '{Control>}{Shift>}s{/Shift}{/Control}'],
])('a page that is read alone is so no more when %s', async (_, keys) => {
  const { user } = await seated()
  await user.click(screen.getByRole('button', { name: 'Read the whole page' }))
  expect(screen.getByRole('main').inert).toBe(true)
  await user.keyboard(keys)
  await waitFor(() => expect(screen.getByRole('main').inert).toBe(false))
  for (const pane of screen.queryAllByRole('navigation')) expect(pane.inert).toBe(false)
  expect(document.querySelector('.is-whole')).toBeNull()
})

test('a page that was read alone does not come back so', async () => {
  const { user } = await seated()
  await user.click(screen.getByRole('button', { name: 'Read the whole page' }))
  await user.keyboard('{Control>}3{/Control}{Control>}1{/Control}')
  expect(await screen.findByRole('button', { name: 'Read the whole page' })).toBeTruthy()
  expect(screen.getByRole('main').inert).toBe(false)
})

test.each([
  ['Hide this side', 1400],
  ['Hide the list', 1400],
  ['Close: Story and picture', 1600],
  ['Hide this side', 600],
])('after “%s” in a window of %i the focus is in the text', async (name, width) => {
  const { user } = await seated({}, width)
  if (width === 600) await user.click(screen.getByRole('button', { name: 'Show the page' }))
  const button = screen.getByRole('button', { name })
  button.focus()
  await user.keyboard('{Enter}')
  await inText()
})

test('what takes the place of the text takes the focus, and gives it back', async () => {
  const { user } = await seated({}, 600)
  text().focus()
  await user.keyboard('{Control>}{Shift>}p{/Shift}{/Control}')
  const pane = screen.getByRole('complementary', { name: 'Page and story' })
  await waitFor(() => expect(pane.contains(document.activeElement)).toBe(true))
  await user.keyboard('{Control>}{Shift>}p{/Shift}{/Control}')
  await inText()
  await user.click(screen.getByRole('button', { name: 'Leïla Marchetti' }))
  await waitFor(() => expect(document.activeElement?.closest('.side')).not.toBeNull())
})

test.each([
  ['press room', '3', () => screen.getByRole('heading', { level: 1 })],
  ['pictures', '2', () => document.querySelector('main [role="option"]')],
])('in a narrow window the %s takes the focus when the list over it goes', async (_, key, there) => {
  const { user } = await seated({}, 700)
  await user.keyboard(`{Control>}${key}{/Control}`)
  await waitFor(() => expect(document.activeElement?.closest('.index.over')).not.toBeNull())
  await waitFor(() => expect(there()).not.toBeNull())
  await user.keyboard('{Escape}')
  await waitFor(() => expect(document.activeElement).toBe(there()))
})

test.each(['Enter', 'a click'])(
  'a story that is chosen by %s in the list over the text has the focus',
  async (how) => {
    const { user } = await seated({}, 700)
    await user.keyboard('{Control>}{Shift>}l{/Shift}{/Control}')
    await waitFor(() => expect(document.activeElement?.closest('.index.over')).not.toBeNull())
    await user.keyboard('{ArrowDown}')
    const name = document.activeElement?.getAttribute('aria-label')
    if (how === 'Enter') await user.keyboard('{Enter}')
    else await user.click(document.activeElement as HTMLElement)
    await waitFor(() =>
      expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Headline' }).value).toBe(name),
    )
    await inText()
  },
)

test('keys that show and hide other panes leave the focus where somebody types', async () => {
  const { user } = await seated()
  const headline = screen.getByRole('textbox', { name: 'Headline' })
  headline.focus()
  for (const key of ['p', 'p', 'l', 'l', 'b', 'b', 'd', 'd']) {
    await user.keyboard(`{Control>}{Shift>}${key}{/Shift}{/Control}`)
    expect(document.activeElement).toBe(headline)
  }
})

test('a row that had the focus gives it to the text when the list goes', async () => {
  const { user } = await seated()
  rows()[0]?.focus()
  await user.keyboard('{Control>}{Shift>}d{/Shift}{/Control}')
  await inText()
})

test('a page that was sent is seen although somebody left the press room', async () => {
  const { backend, user } = await seated({ stepDelay: 5, pages: 'none' })
  await user.keyboard('{Control>}3{/Control}')
  const act = await screen.findByRole('button', { name: /^Publish three stories/ })
  const plain = backend.publish
  backend.publish = async (paths) => {
    const answer = await plain(paths)
    return answer.outcome === 'sent' ? { ...answer, looked_for: answer.paths } : answer
  }
  await user.click(act)
  await screen.findByRole('heading', { level: 1, name: /^Sent at/ })
  await user.keyboard('{Control>}1{/Control}')
  const sent = backend.calls.find(([name]) => name === 'publish')?.[1] as string[]
  for (const path of sent) {
    backend.emit({ kind: 'seen', path, at: new Date().toISOString(), address: `https://x.example/${path}` })
  }
  await user.keyboard('{Control>}3{/Control}')
  await screen.findByRole('heading', { level: 1, name: /^Live at/ })
  expect(sent).not.toContain(LIBRARY)
})

test('the press room is asked for only while somebody looks at it', async () => {
  const { backend, user } = await seated()
  const asked = () => backend.calls.filter(([name]) => name === 'press').length
  backend.emit({ kind: 'library' })
  expect(asked()).toBe(0)
  await user.keyboard('{Control>}3{/Control}')
  await waitFor(() => expect(asked()).toBe(1))
  backend.emit({ kind: 'library' })
  await waitFor(() => expect(asked()).toBe(2))
  await user.keyboard('{Control>}1{/Control}')
  backend.emit({ kind: 'library' })
  await new Promise((done) => setTimeout(done, 10))
  expect(asked()).toBe(2)
})

test('while somebody signs in above the press room, its keys and those of the desk rest', async () => {
  const { user } = await seated({ stepDelay: 5, refusal: 'sign-in' })
  await user.keyboard('{Control>}3{/Control}')
  await user.click(await screen.findByRole('button', { name: /^Publish three stories/ }))
  await user.click(await screen.findByRole('button', { name: 'Sign in…' }))
  const dialog = await screen.findByRole('dialog', { name: 'Sign in at press.example' })
  const name = within(dialog).getByLabelText<HTMLInputElement>('Your name there')
  await user.type(name, 'ana')
  await user.keyboard('{Control>}1{/Control}{Control>}2{/Control}{Control>}n{/Control}{F6}')
  expect(screen.getByRole('dialog', { name: 'Sign in at press.example' })).toBe(dialog)
  expect(name.value).toBe('ana')
})
