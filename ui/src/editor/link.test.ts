import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { fakeBackend } from '../fake'
import { expectAccessible } from '../fake/axe'
import { useBackend } from '../ipc'
import { addressIn, destination, hostOf, safeAddress } from './address'
import { formatAt } from './format'
import LinkPop from './LinkPop.svelte'
import { linkAt, setLink } from './link'
import { wordsIn } from './reading'
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

test.each([
  ['[x]({{ "/our-work/myuscis/" | url }})', 'template code'],
  ['[x]({{ site.baseurl }}/about/)', 'template code before a path'],
  ['[x]({% link "a b.md" %})', 'a tag'],
  ['[x](<my file.pdf>)', 'an address in brackets'],
  ['[x](/a?b=1&amp;c=2)', 'a sign that is written out'],
  ['[x](/a\\(b\\) "The title")', 'a title'],
  ['[x][a]\n\n[a]: /a', 'an address that stands elsewhere'],
  ['[x]\n\n[x]: /a', 'one that the words are the name of'],
])('an address that nobody changes stays as it stands: %j: %s', (text) => {
  const { editor, now } = inLink(text)
  const { words, address } = linkAt(editor.view.state)
  expect(address).not.toBe('')
  setLink(editor.view, address, { words })
  expect(now()).toBe(text)
  setLink(editor.view, address, { words: 'new words' })
  expect(now()).toContain('[new words]')
  expect(linkAt(editor.view.state)).toEqual({ words: 'new words', address })
  editor.press('z', { ctrlKey: true })
  expect(now()).toBe(text)
})

test.each([
  ['[x](/a "The title")', '/b', '[x](/b "The title")', 'a title stays'],
  ['[x](<my file.pdf>)', 'my file.pdf#2', '[x](my%20file.pdf#2)', 'from brackets'],
  ['[x](/a?b=1&amp;copy;=2)', '/c?b=1&copy;=2', '[x](/c?b=1&amp;copy;=2)', 'a sign is written out once'],
  [
    '[x]({{ "/a/" | url }})',
    '{{ "/b/" | url }}?c=d e',
    '[x]({{ "/b/" | url }}?c=d%20e)',
    'template code is the generator’s, the rest is not',
  ],
  ['[x][a]\n\n[a]: /a', '/b', '[x](/b)\n\n[a]: /a', 'others that lead there go on to'],
])('%j made to lead to %j is %j: %s', (before, address, after) => {
  const { editor, now } = inLink(before)
  setLink(editor.view, address)
  expect(now()).toBe(after)
  expect(linkAt(editor.view.state).words).toBe('x')
  editor.press('z', { ctrlKey: true })
  expect(now()).toBe(before)
})

test('template code that is pasted as an address is not run', () => {
  const editor = written('‹x›')
  editor.paste({ text: 'https://a.example/{{b}}' })
  expect(editor.view.state.doc.toString()).toBe('[x](https://a.example/%7B%7Bb%7D%7D)')
})

test.each([
  ['See |', '/report', '', 'See [/report](/report) for more.|', 'See /report for more.', 'an address'],
  [
    'See |',
    '/report',
    'The report',
    'See [The report](/report) for more.|',
    'See The report for more.',
    'a story',
  ],
  ['See ‹this›', '/report', 'this', 'See [this](/report) for more.|', 'See this for more.', 'a selection'],
])('what is typed behind a new link is none: %j to %j as %j', (before, address, words, after, shown) => {
  const editor = written(before)
  setLink(editor.view, address, { words })
  expect(editor.view.contentDOM.textContent, 'its address stays hidden').toBe(shown.replace(' for more.', ''))
  editor.type(' for more.')
  expect(editor.text).toBe(after)
  expect(editor.view.contentDOM.textContent).toBe(shown)
})

test.each<[string, KeyboardEventInit, string, string]>([
  ['See ‹this›', {}, 'See [thi|](/report)', 'a letter'],
  ['See ‹the report›', { ctrlKey: true }, 'See [the |](/report)', 'with Ctrl a word'],
])('Backspace behind a link takes of its words, not of its address: %j', (before, mods, after, _why) => {
  const editor = written(before)
  setLink(editor.view, '/report')
  editor.press('Backspace', mods)
  expect(editor.text).toBe(after)
})

test('what is typed behind a pasted address is no link either', () => {
  const editor = written('See ‹this›')
  editor.paste({ text: 'https://u.example' })
  editor.type('!')
  expect(editor.text).toBe('See [this](https://u.example)!|')
})

test.each([
  ['‹[The mayor]› is late', '[[The mayor]](/u) is late', 'brackets are the author’s own'],
  ['it [s|ic] is', 'it [[sic](/u)] is', 'a word in them'],
  ['‹[The mayor] is [sic] late›', '[[The mayor] is [sic] late](/u)', 'a sentence with them'],
  ['‹a note[^1]›', '[a note[^1]](/u)', 'the mark of a footnote'],
  ['‹see [here](/a) now›', '[see here now](/u)', 'a link within is one with it'],
  ['see [he‹re](/a) now›', 'see [here now](/u)', 'one that begins before it, as a whole'],
  ['‹see [he›re](/a "t") now', '[see here](/u) now', 'one that goes on after it'],
  ['**one ‹two** three›', '[**one two** three](/u)', 'a mark is taken in as a whole'],
  ['‹one *two› three*', '[one *two three*](/u)', 'also one that goes on'],
  ['a *b **‹c** d* e›', 'a [*b **c** d* e](/u)', 'and the one around it'],
])('words that touch brackets, links or marks: %j becomes %j: %s', (before, after) => {
  for (const paste of [false, true]) {
    const editor = written(before)
    if (paste && editor.view.state.selection.main.empty) continue
    if (paste) editor.paste({ text: 'https://u.example' })
    else setLink(editor.view, '/u', { words: linkAt(editor.view.state).words })
    const text = editor.view.state.doc.toString()
    expect(text).toBe(paste ? after.replace('/u', 'https://u.example') : after)
    expect(wordsIn(text, 'Link')).toHaveLength(1)
    editor.press('z', { ctrlKey: true })
    expect(editor.view.state.doc.toString()).toBe(before.replace(/[‹›|]/g, ''))
  }
})

test.each<[string, string | null, string]>([
  ['[s|ic] and on', null, 'a word in brackets'],
  ['a note[^|1]', null, 'the mark of a footnote'],
  ['[s|ic]\n\n[SIC]: /why', '/why', 'a name that leads somewhere'],
  ['[s|ic][b]\n\n[b]: <a b>', 'a b', 'by another name'],
  ['[s|ic][b]', null, 'by a name that leads nowhere'],
])('at the caret in %j is a link to %j: %s', (text, address, _why) => {
  expect(formatAt(written(text).view.state).link).toBe(address)
})

/** An editor over a text that begins with a link, the caret behind its first letter. */
function inLink(text: string) {
  const editor = written('')
  editor.view.dispatch({ changes: { from: 0, insert: text }, selection: { anchor: 2 } })
  return { editor, now: () => editor.view.state.doc.toString() }
}

async function asking(link = { words: '', address: '' }, failing = {}) {
  const backend = fakeBackend({ open: true, failing })
  useBackend(backend)
  const { stories } = await backend.library()
  const told = { onset: vi.fn(), onremove: vi.fn(), onclose: vi.fn() }
  render(LinkPop, { props: { link, at: { left: 0, top: 0 }, stories, ...told } })
  return { told, stories, user: userEvent.setup() }
}

test('who has no browser hears that the page was not opened', async () => {
  const openLink = { code: 'no-browser', sentence: 'No browser could be opened.', hint: 'Open one yourself.' }
  const { user } = await asking({ words: 'here', address: 'https://a.example/x' }, { openLink })
  await user.click(screen.getByRole('button', { name: /a\.example/ }))
  expect((await screen.findByRole('alert')).textContent).toContain('No browser could be opened.')
})

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

test.each([
  ['24/7 clinic', 'a number with a stroke'],
  ['Budget: what was cut', 'a colon'],
  ['budget:', 'a colon at the end'],
])('the headline %s is no address: %s', async (headline) => {
  const backend = fakeBackend({ open: true })
  useBackend(backend)
  const { stories: all } = await backend.library()
  const story = all.find(({ broken }) => !broken)
  if (!story) throw new Error('no story')
  const stories = [{ ...story, title: `${headline} reopens` }, ...all]
  const onset = vi.fn()
  const props = { link: { words: 'here', address: '' }, at: { left: 0, top: 0 }, stories }
  render(LinkPop, { props: { ...props, onset, onremove: vi.fn(), onclose: vi.fn() } })
  const user = userEvent.setup()
  await user.keyboard(`${headline}{Enter}`)
  expect(onset).toHaveBeenCalledWith('here', story.address)
})

test.each([
  ['images/plan.pdf', 'images/plan.pdf', 'a path, where no story is called so'],
  ['../b/', '../b/', 'beside the story'],
  ['#what-now', '#what-now', 'in the story'],
  ['a.example:8080/b', 'https://a.example:8080/b', 'a port'],
  ['{{{{ site.url }}/b c', '{{ site.url }}/b c', 'template code'],
])('%s leads to %s as well: %s', async (typed, address) => {
  const { told, user } = await asking({ words: 'here', address: '' })
  await user.keyboard(`${typed}{Enter}`)
  expect(told.onset).toHaveBeenCalledWith('here', address)
})

test.each(['my file.pdf', '24/7', '{{ "a:b" | url }}'])(
  'the address %s is left alone by Enter',
  async (address) => {
    const { told, user } = await asking({ words: 'here', address })
    await user.keyboard('{Enter}')
    expect(told.onset).toHaveBeenCalledWith('here', address)
  },
)

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
