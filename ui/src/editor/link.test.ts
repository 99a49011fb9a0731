import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { fakeBackend } from '../fake'
import { expectAccessible } from '../fake/axe'
import { useBackend } from '../ipc'
import { addressIn, destination, hostOf, safeAddress } from './address'
import LinkPop from './LinkPop.svelte'
import { linkAt } from './link'
import { written } from './written'

test.each<[string, string | null, string]>([
  ['https://a.example', 'https://a.example', 'a page'],
  ['mailto:a@b.example', 'mailto:a@b.example', 'a mail'],
  ['/about/', '/about/', 'the site itself'],
  ['2026/night-court', '2026/night-court', 'beside the story'],
  ['javascript:alert(1)', null, 'runs'],
  [' Java\tScript:alert(1)', null, 'runs, in disguise'],
  ['data:text/html,x', null, 'is a page of its own'],
  ['file:///etc/passwd', null, 'is a file of the reader'],
  ['vscode://x', null, 'opens a program'],
  ['#top', null, 'leads nowhere in another text'],
  ['', null, 'nothing'],
])('the address %j is let in as %j: %s', (address, safe) => expect(safeAddress(address)).toBe(safe))

test.each([
  ['https://a.example/b c', 'https://a.example/b%20c', 'a blank'],
  ['https://a.example/(b)', 'https://a.example/%28b%29', 'brackets'],
  ['https://a.example/?a=1&copy;=2', 'https://a.example/?a=1&amp;copy;=2', 'what would be a sign'],
  ['https://a.example/"><b>', 'https://a.example/%22%3E%3Cb%3E', 'a tag'],
])('the address %j stands as %j: %s', (address, stands) => expect(destination(address)).toBe(stands))

test.each<[string, string | null, string]>([
  ['https://a.example ', 'https://a.example', 'one address'],
  ['see https://a.example', null, 'a sentence'],
  ['a.example', null, 'a name'],
])('%j is the address %j: %s', (text, address) => expect(addressIn(text)).toBe(address))

test('what is asked about: the link, the selection, the word', () => {
  expect(linkAt(written('see [the **li|st**](/a) now').view.state)).toEqual({
    words: 'the **list**',
    address: '/a',
  })
  expect(linkAt(written('see ‹the list› now').view.state)).toEqual({ words: 'the list', address: '' })
  expect(linkAt(written('see li|st now').view.state)).toEqual({ words: 'list', address: '' })
  expect(linkAt(written('see | now').view.state)).toEqual({ words: '', address: '' })
})

async function asking(link = { words: '', address: '' }) {
  const backend = fakeBackend({ open: true })
  useBackend(backend)
  const { stories } = await backend.library()
  const told = { onset: vi.fn(), onremove: vi.fn(), onclose: vi.fn() }
  render(LinkPop, { props: { link, at: { left: 0, top: 0 }, stories, ...told } })
  return { told, stories, user: userEvent.setup() }
}

test('a few letters find a story, arrows choose it, Enter links to it', async () => {
  const { told, stories, user } = await asking()
  const story = stories[2]
  await user.keyboard(story?.title.slice(0, 12).toLowerCase() ?? '')
  expect(screen.getAllByRole('option')[0]?.textContent).toContain(story?.title)
  await user.keyboard('{ArrowDown}{Enter}')
  expect(told.onset).toHaveBeenCalledWith(story?.title, story?.address)
})

test.each([
  ['https://a.example/x', 'https://a.example/x', 'an address'],
  ['a.example', 'https://a.example', 'without its scheme'],
  ['ana@a.example', 'mailto:ana@a.example', 'of a person'],
  ['/about/', '/about/', 'of the site'],
])('%s leads to %s: %s', async (typed, address) => {
  const { told, user } = await asking({ words: 'here', address: '' })
  await user.keyboard(`${typed}{Enter}`)
  expect(told.onset).toHaveBeenCalledWith('here', address)
})

test('what runs is not taken', async () => {
  const { told, user } = await asking()
  await user.keyboard('javascript:alert(1){Enter}')
  expect(told.onset).not.toHaveBeenCalled()
})

test('Esc leaves all as it was; an emptied address takes the link off', async () => {
  const { told, user } = await asking({ words: 'list', address: '/old/' })
  await user.keyboard('{Escape}')
  expect(told.onclose).toHaveBeenCalledWith(true)
  await user.click(screen.getByRole('button', { name: 'Remove link' }))
  expect(told.onremove).toHaveBeenCalledOnce()
  await expectAccessible()
})

test.each([
  ['https://bank.example/a', 'bank.example', 'as it is'],
  ['https://bаnk.example/', 'xn--bnk-6cd.example', 'a letter of another script is seen'],
  ['https://bank.example:8443/', 'bank.example:8443', 'with its port'],
  ['mailto:desk@example.org', null, 'nowhere on the web'],
  ['/posts/night-court', null, 'in the site'],
])('the link %j leads to %j: %s', (address, host, _why) => expect(hostOf(address)).toBe(host))
