import { EditorView } from '@codemirror/view'
import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import App from '../App.svelte'
import { type FakeBackend, type FakeOptions, fakeBackend } from '../fake'
import { useBackend } from '../ipc'

const LIBRARY = 'content/posts/2026/library-steps.md'
let backend: FakeBackend

function atWidth(width: number): void {
  Object.defineProperty(window, 'innerWidth', { value: width, configurable: true })
}

async function begin(options: FakeOptions = {}, width = 1400) {
  atWidth(width)
  backend = fakeBackend({ open: true, ...options })
  useBackend(backend)
  render(App, { first: LIBRARY })
  await screen.findByRole('textbox', { name: 'Text of the story' })
  return userEvent.setup()
}

const story = () => {
  const found = backend.stories.find(({ path }) => path === LIBRARY)
  if (!found) throw new Error('the newsroom has this story')
  return found
}
const rows = () => screen.getAllByRole('option')
const called = (name: string) => backend.calls.filter(([call]) => call === name)

beforeEach(() => localStorage.clear())
afterEach(cleanup)

test.each(['Page', 'Story', 'Picture'])(
  'axe finds no fault in the desk with %s beside the text',
  async (tab) => {
    const user = await begin()
    await user.click(screen.getByRole('tab', { name: tab }))
    const { violations } = await axe.run(document.body, {
      iframes: false,
      rules: { 'color-contrast': { enabled: false } },
    })
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
  },
  20_000,
)

test('landmarks and the focus order of the screen', async () => {
  await begin()
  expect(screen.getByRole('navigation', { name: 'The Orrin Record' })).toBeTruthy()
  expect(screen.getByRole('main', { name: 'Manuscript' })).toBeTruthy()
  expect(screen.getByRole('complementary', { name: 'Page and story' })).toBeTruthy()
  const main = within(screen.getByRole('main'))
  const order = ['Headline', 'Dek', 'Text of the story'].map((name) => main.getByRole('textbox', { name }))
  for (const [i, one] of order.entries()) {
    const next = order[i + 1]
    if (next) expect(one.compareDocumentPosition(next) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy()
  }
  expect(screen.getByTitle('The page, as readers see it').getAttribute('tabindex')).toBe('-1')
})

test('one filled button: the next step', async () => {
  const user = await begin()
  const filled = () => [...document.querySelectorAll('.btn--primary')].map((one) => one.textContent?.trim())
  expect(filled()).toEqual(['Review changes'])
  await user.click(screen.getByRole('button', { name: 'Approved 3' }))
  await user.click(rows()[0] as HTMLElement)
  await waitFor(() => expect(filled()).toEqual(['Publish…']))
  await user.click(screen.getByRole('button', { name: /^Live/ }))
  const live = rows().find((row) => /^Live(?! with)/.test(row.querySelector('.m')?.textContent?.trim() ?? ''))
  await user.click(live as HTMLElement)
  await waitFor(() => expect(filled()).toEqual([]))
})

test('what is typed goes to the back end as changes, and the page and the foot follow', async () => {
  const user = await begin()
  const words = screen.getByText(/^\d+ words/).textContent
  await user.type(screen.getByRole('textbox', { name: 'Headline' }), '!')
  await waitFor(() => expect(story().fields.title).toMatch(/!$/))
  expect(called('setField').at(-1)).toEqual([
    'setField',
    LIBRARY,
    { field: 'title', value: story().fields.title },
  ])
  await user.click(screen.getByRole('textbox', { name: 'Text of the story' }))
  await user.paste('Eleven words of news. ')
  await waitFor(() => expect(story().text).toContain('Eleven words of news.'))
  expect(called('edit').length).toBeGreaterThan(0)
  await waitFor(() => expect(screen.getByText(/^\d+ words/).textContent).not.toBe(words))
})

test('Enter goes from headline to dek to text; arrow up goes back', async () => {
  const user = await begin()
  await user.click(screen.getByRole('textbox', { name: 'Headline' }))
  await user.keyboard('{Enter}')
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Dek' }))
  await user.keyboard('{Enter}')
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Text of the story' }))
  const dek = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Dek' })
  dek.focus()
  dek.setSelectionRange(0, 0)
  await user.keyboard('{ArrowUp}')
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Headline' }))
})

test('the list filters as one types, opens by Enter and has one Tab stop', async () => {
  const user = await begin()
  const all = rows().length
  expect(rows().filter((row) => row.tabIndex === 0)).toHaveLength(1)
  await user.type(screen.getByRole('searchbox'), 'river gauge')
  expect(rows()).toHaveLength(1)
  await user.keyboard('{Enter}')
  await waitFor(() =>
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Headline' }).value).toMatch(
      /river gauge/,
    ),
  )
  await user.clear(screen.getByRole('searchbox'))
  expect(rows()).toHaveLength(all)
  await user.type(screen.getByRole('searchbox'), 'zzz')
  expect(screen.getByRole('heading', { name: 'Nothing found' })).toBeTruthy()
})

test('arrows walk the list', async () => {
  const user = await begin()
  rows()[0]?.focus()
  await user.keyboard('{ArrowDown}{ArrowDown}')
  expect(document.activeElement).toBe(rows()[2])
  expect(
    rows()
      .map((row) => row.tabIndex)
      .filter((index) => index === 0),
  ).toHaveLength(1)
  await user.keyboard('{End}')
  expect(document.activeElement).toBe(rows().at(-1))
})

test('a story is put away only when all that was typed is with the back end', async () => {
  const user = await begin({ delay: 30 })
  await user.click(screen.getByRole('textbox', { name: 'Text of the story' }))
  await user.paste('Kept. ')
  await user.click(rows()[1] as HTMLElement)
  await waitFor(() => expect(called('closePost')).toHaveLength(1))
  const order = backend.calls.map(([name]) => name).filter((name) => ['edit', 'closePost'].includes(name))
  expect(order).toEqual(['edit', 'closePost'])
  expect(called('openPost')).toHaveLength(2)
  expect(story().text).toContain('Kept.')
})

test('a new story asks only for a headline', async () => {
  const user = await begin()
  await user.keyboard('{Control>}n{/Control}')
  await user.type(
    screen.getByRole('textbox', { name: 'Headline of the new story' }),
    'Ferry stops at noon{Enter}',
  )
  await waitFor(() =>
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Headline' }).value).toBe(
      'Ferry stops at noon',
    ),
  )
  expect(called('newPost')).toEqual([['newPost', 'Ferry stops at noon']])
})

test('what is saved is said; what is not is said at once, and again when it is', async () => {
  await begin()
  expect(screen.getByText('Saved on this computer')).toBeTruthy()
  const problem = { code: 'full', sentence: 'Not saved: the disk is full.', hint: 'Free some space.' }
  backend.emit({ kind: 'not-saved', path: LIBRARY, problem })
  expect((await screen.findByRole('alert')).textContent).toContain('Not saved: the disk is full.')
  backend.emit({ kind: 'saved', path: LIBRARY, version: 99, state: 'writing' })
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  expect(screen.getByText('Saved on this computer again')).toBeTruthy()
})

test('a text that changed outside comes in as the difference, and undo does not take it back', async () => {
  const user = await begin()
  const text = screen.getByRole('textbox', { name: 'Text of the story' })
  await user.click(text)
  await user.paste('Mine. ')
  await waitFor(() => expect(story().text).toContain('Mine. '))
  story().text = story().text.replace('Osei Danquah', 'Osei Danquah II')
  backend.emit({ kind: 'reloaded', path: LIBRARY })
  await waitFor(() => expect(text.textContent).toContain('Danquah II'))
  expect(text.textContent).toContain('Mine.')
  await user.keyboard('{Control>}z{/Control}')
  await waitFor(() => expect(text.textContent).not.toContain('Mine.'))
  expect(text.textContent).toContain('Danquah II')
})

test('after an outside change one of two texts goes on', async () => {
  const user = await begin()
  const plain = backend.openPost
  const outside = { at: '2026-11-18T14:20:00', gone: false }
  backend.otherText = async () => ({
    fields: [{ field: 'title', runs: [{ fate: 'in', text: 'Another headline' }] }],
    fields_same: 4,
    text: [
      {
        kind: 'reworded',
        runs: [
          { fate: 'same', text: 'Osei ' },
          { fate: 'out', text: 'Danquah' },
          { fate: 'in', text: 'Mensah' },
        ],
        styles: [],
      },
    ],
  })
  backend.openPost = async (path) => ({ ...(await plain(path)), outside })
  backend.emit({ kind: 'outside', path: LIBRARY })
  const notice = await screen.findByRole('alert')
  expect(notice.textContent).toContain('also changed outside Galley, at 14:20')
  await user.click(within(notice).getByRole('button', { name: 'Show the other text' }))
  const other = screen.getByRole('region', { name: 'The other text' })
  await within(other).findByText('Another headline')
  const marked = [...other.querySelectorAll('ins, del')].map((one) => `${one.tagName} ${one.textContent}`)
  expect(marked).toContain('INS Another headline')
  expect(marked).toContain('DEL Danquah')
  expect(marked).toContain('INS Mensah')
  expect(other.textContent).not.toMatch(/---|title:/)
  const foot = document.querySelector('.ms .foot')
  expect(foot?.textContent).toContain('Kept, not saved: two texts wait for your choice')
  // Beside that sentence there is no room for more.
  expect(foot?.textContent).not.toMatch(/\d words|Writing|Live/)
  await user.click(within(notice).getByRole('button', { name: 'Keep mine' }))
  await waitFor(() => expect(called('settleOutside')).toEqual([['settleOutside', LIBRARY, 'mine']]))
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
})

test('a story that was deleted outside is kept or let go, and nothing else is asked', async () => {
  const user = await begin()
  const plain = backend.openPost
  const outside = { at: '2026-11-18T14:20:00', gone: true }
  backend.openPost = async (path) => ({ ...(await plain(path)), outside })
  backend.emit({ kind: 'outside', path: LIBRARY })
  const notice = await screen.findByRole('alert')
  expect(notice.textContent).toContain('deleted outside Galley, at 14:20')
  expect(
    within(notice)
      .getAllByRole('button')
      .map((one) => one.textContent?.trim()),
  ).toEqual(['Keep it', 'Let it go'])
  await user.click(within(notice).getByRole('button', { name: 'Let it go' }))
  await waitFor(() => expect(called('deleteStory')).toEqual([['deleteStory', LIBRARY]]))
  await screen.findByText(/was deleted\./)
  expect(screen.queryByRole('textbox', { name: 'Text of the story' })).toBeNull()
})

test('a broken story opens as the whole file, without fields', async () => {
  const user = await begin()
  await user.click(rows().find((row) => row.classList.contains('is-broken')) as HTMLElement)
  expect(await screen.findByRole('textbox', { name: 'The whole file' })).toBeTruthy()
  expect(screen.queryByRole('textbox', { name: 'Headline' })).toBeNull()
  expect(screen.queryByRole('toolbar')).toBeNull()
  expect(document.querySelector('.btn--primary')).toBeNull()
})

test('a story under repair opens as the story that it is once its file can be read, caret and letters kept', async () => {
  const user = await begin({ delay: 5 })
  await user.click(rows().find((row) => row.classList.contains('is-broken')) as HTMLElement)
  const file = await screen.findByRole('textbox', { name: 'The whole file' })
  const view = EditorView.findFromDOM(file) as EditorView
  view.focus()
  const quote = view.state.doc.toString().indexOf('spring') + 'spring'.length
  const place = view.state.doc.toString().indexOf('already')
  view.dispatch({ changes: { from: place, insert: 'here ' }, selection: { anchor: place + 5 } })
  await waitFor(() => expect(called('edit').length).toBeGreaterThan(0))
  expect(screen.queryByRole('textbox', { name: 'Headline' })).toBeNull()
  view.dispatch({ changes: { from: quote, insert: '"' } })
  const headline = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Headline' })
  expect(headline.value).toBe('Bridge toll returns in spring')
  const text = screen.getByRole('textbox', { name: 'Text of the story' })
  await waitFor(() => expect(document.activeElement).toBe(text))
  const { state } = EditorView.findFromDOM(text) as EditorView
  expect(state.doc.toString()).toBe('The booths are back here already.\n')
  expect(state.selection.main.head).toBe('The booths are back here '.length)
  expect(screen.getByText('The story can be read again')).toBeTruthy()
})

test('letters that are typed while a repaired story opens are in it', async () => {
  const user = await begin({ delay: 30 })
  await user.click(rows().find((row) => row.classList.contains('is-broken')) as HTMLElement)
  const file = await screen.findByRole('textbox', { name: 'The whole file' })
  const view = EditorView.findFromDOM(file) as EditorView
  const quote = view.state.doc.toString().indexOf('spring') + 'spring'.length
  view.dispatch({ changes: { from: quote, insert: '"' } })
  await waitFor(() => expect(called('closePost').length).toBe(2))
  view.dispatch({ changes: { from: view.state.doc.toString().indexOf(' already'), insert: ' now' } })
  const text = await screen.findByRole('textbox', { name: 'Text of the story' })
  expect(EditorView.findFromDOM(text)?.state.doc.toString()).toBe('The booths are back now already.\n')
  await waitFor(() =>
    expect(backend.stories.find(({ path }) => path.includes('bridge'))?.text).toContain('back now already'),
  )
})

test('a story that is clicked twice while it opens stays open', async () => {
  await begin({ delay: 30 })
  const [, second, third] = rows().filter((row) => !row.classList.contains('is-broken')) as HTMLElement[]
  const before = called('closePost').length
  // All while the first is being opened, however slow the computer is.
  for (const row of [second, second, third, second]) row?.click()
  await waitFor(() => expect(second?.getAttribute('aria-selected')).toBe('true'))
  await new Promise((done) => setTimeout(done, 150))
  const path = called('openPost').at(-1)?.[1]
  expect(path).toBeTruthy()
  const closed = called('closePost').slice(before)
  expect(closed.map(([, one]) => one)).not.toContain(path)
  expect(closed.length).toBe(2)
})

test('the newest story that can be read is open when a site opens', async () => {
  atWidth(1400)
  backend = fakeBackend({ open: true })
  useBackend(backend)
  const broken = backend.stories.findIndex((one) => one.broken)
  backend.stories.unshift(...backend.stories.splice(broken, 1))
  render(App)
  const headline = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Headline' })
  expect(headline.value).toBe(backend.stories[1]?.fields.title)
  expect(rows().findIndex((row) => row.getAttribute('aria-selected') === 'true')).toBe(1)
})

test('a story opens by a few letters', async () => {
  const user = await begin()
  await user.keyboard('{Control>}o{/Control}')
  const dialog = await screen.findByRole('dialog', { name: 'Open a story' })
  const field = within(dialog).getByRole('combobox')
  expect(document.activeElement).toBe(field)
  const options = () => within(dialog).getAllByRole('option')
  const chosen = () => options().filter((one) => one.getAttribute('aria-selected') === 'true')
  expect(options()).toHaveLength(backend.stories.length)
  const { violations } = await axe.run(dialog, { rules: { 'color-contrast': { enabled: false } } })
  expect(violations.map(({ id }) => id)).toEqual([])
  await user.type(field, 'kofi')
  const wanted = options()[1]?.querySelector('.strong')?.textContent
  await user.keyboard('{ArrowDown}')
  expect(chosen()).toEqual([options()[1]])
  expect(field.getAttribute('aria-activedescendant')).toBe(options()[1]?.id)
  await user.keyboard('{Enter}')
  await waitFor(() =>
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Headline' }).value).toBe(wanted),
  )
  expect(screen.queryByRole('dialog')).toBeNull()
  await waitFor(() =>
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Text of the story' })),
  )
  await user.keyboard('{Control>}o{/Control}')
  await screen.findByRole('dialog')
  await user.keyboard('no such letters{Enter}')
  expect(screen.getByText('Nothing found', { selector: '.none' })).toBeTruthy()
  await user.keyboard('{Escape}')
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Text of the story' }))
})

test('another site: all is sent, the site is closed, and the first screen begins anew', async () => {
  const user = await begin()
  await user.type(screen.getByRole('textbox', { name: 'Headline' }), '!')
  await user.click(screen.getByRole('button', { name: 'Settings' }))
  await user.click(screen.getByRole('button', { name: 'Open another site…' }))
  expect(await screen.findByRole('button', { name: 'Choose a folder…' })).toBeTruthy()
  const names = backend.calls.map(([name]) => name)
  expect(story().fields.title).toMatch(/!$/)
  expect(names.indexOf('closePost')).toBeGreaterThan(names.lastIndexOf('setField'))
  expect(names.indexOf('closeSite')).toBeGreaterThan(names.indexOf('closePost'))
  expect(names.lastIndexOf('start')).toBeGreaterThan(names.indexOf('closeSite'))
  expect(document.title).toBe('Galley')
  await user.click(screen.getByRole('button', { name: 'Open the sample' }))
  expect(await screen.findByRole('textbox', { name: 'Headline' })).toBeTruthy()
})

test('keys show and hide panes', async () => {
  const user = await begin()
  await user.keyboard('{Control>}{Shift>}L{/Shift}{/Control}')
  expect(screen.queryByRole('navigation')).toBeNull()
  await user.keyboard('{Control>}{Shift>}L{/Shift}{/Control}')
  expect(screen.getByRole('navigation')).toBeTruthy()
  await user.keyboard('{Control>}{Shift>}P{/Shift}{/Control}')
  expect(screen.queryByRole('complementary')).toBeNull()
  await user.keyboard('{Control>}{Shift>}B{/Shift}{/Control}')
  expect(screen.getAllByRole('complementary')).toHaveLength(2)
  expect(screen.queryByRole('navigation')).toBeNull()
  await user.keyboard('{Control>}{Shift>}D{/Shift}{/Control}')
  expect(screen.queryByRole('complementary')).toBeNull()
  expect(screen.queryByRole('toolbar')).toBeNull()
  await user.keyboard('{Escape}')
  expect(screen.getAllByRole('complementary')).toHaveLength(2)
})

test('F6 goes from pane to pane and back', async () => {
  const user = await begin()
  rows()[0]?.focus()
  await user.keyboard('{F6}')
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Text of the story' }))
  await user.keyboard('{F6}')
  expect(document.activeElement?.getAttribute('aria-label')).toBe('The page, as readers see it')
  await user.keyboard('{F6}')
  expect(document.activeElement).toBe(rows()[0])
  await user.keyboard('{Shift>}{F6}{/Shift}')
  expect(document.activeElement?.getAttribute('aria-label')).toBe('The page, as readers see it')
})

test('an edge moves by keys, stays within its limits and is remembered', async () => {
  const user = await begin()
  const edge = screen.getByRole('separator', { name: 'Width of the list' })
  edge.focus()
  await user.keyboard('{ArrowRight}')
  expect(edge.getAttribute('aria-valuenow')).toBe('304')
  await user.keyboard('{End}{ArrowRight}')
  expect(edge.getAttribute('aria-valuenow')).toBe('400')
  await user.dblClick(edge)
  expect(edge.getAttribute('aria-valuenow')).toBe('288')
  await user.keyboard('{End}{Enter}')
  expect(edge.getAttribute('aria-valuenow'), 'Enter sets it back too').toBe('288')
  await user.keyboard('{Home}')
  expect(JSON.parse(localStorage.getItem('galley.panes.3') ?? '')).toMatchObject({ indexWidth: 240 })
})

test('in a narrow window the index slides over, Esc closes it, and the caret has the focus', async () => {
  const user = await begin({}, 900)
  expect(screen.queryByRole('navigation')).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Show the list' }))
  expect(screen.getByRole('navigation')).toBeTruthy()
  expect(document.querySelector('main')?.inert).toBe(true)
  await waitFor(() => expect(screen.getByRole('navigation').contains(document.activeElement)).toBe(true))
  await user.keyboard('{Escape}')
  expect(screen.queryByRole('navigation')).toBeNull()
  await waitFor(() => expect(document.activeElement?.classList.contains('cm-content')).toBe(true))
})

test('the formatting bar is one Tab stop', async () => {
  const user = await begin()
  await user.click(screen.getByRole('textbox', { name: 'Text of the story' }))
  const bar = screen.getByRole('toolbar', { name: 'Formatting' })
  const stops = within(bar).getAllByRole('button')
  expect(stops.filter((stop) => stop.tabIndex === 0)).toHaveLength(1)
  stops[0]?.focus()
  await user.keyboard('{ArrowRight}')
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Bold')
})

test('a picture that is put in stands in the text as a paragraph of its own, in one step', async () => {
  const user = await begin()
  const before = story().text
  await user.click(screen.getByRole('textbox', { name: 'Text of the story' }))
  await user.keyboard('{Control>}{Shift>}A{/Shift}{/Control}')
  await user.click(await screen.findByRole('button', { name: /Put in story/ }))
  await waitFor(() =>
    expect(story().text).toMatch(/^!\[A long corridor[^\n]*\]\(corridor\.jpg\)\n\*[^\n]*\*\n\nEvery weekday/),
  )
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  screen.getByRole('textbox', { name: 'Text of the story' }).focus()
  await user.keyboard('{Control>}z{/Control}')
  await waitFor(() => expect(story().text).toBe(before))
})

test('review begins with everything sent, and an approval changes the next step', async () => {
  const user = await begin()
  await user.click(screen.getByRole('textbox', { name: 'Text of the story' }))
  await user.paste('Last word. ')
  await user.click(screen.getByRole('button', { name: 'Review changes' }))
  await user.click(await screen.findByRole('button', { name: /Approve as/ }))
  expect(await screen.findByRole('button', { name: 'Publish…', description: /Ctrl/ })).toBeTruthy()
  expect(screen.queryByRole('button', { name: /Approve as/ })).toBeNull()
  const marks = () => [
    ...document.querySelectorAll('.ms .state--approved, .row[aria-selected="true"] .state--approved'),
  ]
  await waitFor(() => expect(marks().map((mark) => mark.textContent)).toEqual(['Approved', 'Approved']))
  expect(document.querySelectorAll('.btn--primary')).toHaveLength(1)
  const names = backend.calls.map(([name]) => name)
  expect(names.lastIndexOf('edit')).toBeLessThan(names.indexOf('review'))
})

test('the lead picture opens its words, with the focus in them', async () => {
  const user = await begin()
  await user.click(screen.getByRole('button', { name: /^Lead picture:/ }))
  expect(screen.getByRole('tab', { name: 'Picture' }).getAttribute('aria-selected')).toBe('true')
  await waitFor(() => expect(document.activeElement?.tagName).toMatch(/TEXTAREA|INPUT/))
  expect(document.activeElement?.closest('#side-picture')).not.toBeNull()
})

test('stories are reviewed in turn: what was read is approved, what is passed over is not', async () => {
  const user = await begin()
  await user.keyboard('{Control>}3{/Control}')
  const approvedAlready = (await backend.press()).ready.length
  await user.click(await screen.findByRole('button', { name: /^Review \w+ in turn$/ }))
  const count = Number(/^1 of (\d+)/.exec((await screen.findByText(/^1 of \d+/)).textContent ?? '')?.[1])
  expect(count).toBeGreaterThan(1)
  await screen.findByRole('button', { name: /^Approve as/ })
  await user.keyboard('{Control>}{Enter}{/Control}')
  await screen.findByText(new RegExp(`^2 of ${count}`))
  expect(called('approve').map(([, path]) => path)).toEqual(['content/posts/2026/river-gauge.md'])
  for (let at = 2; at <= count; at++) {
    await user.click(screen.getByRole('button', { name: /, not approved$/ }))
  }
  await screen.findByRole('heading', { level: 1, name: /^Publish/ })
  expect(screen.queryByText(/^\d of \d/)).toBeNull()
  expect(called('approve')).toHaveLength(1)
  expect(called('publish')).toEqual([])
  expect((await backend.press()).ready).toHaveLength(approvedAlready + 1)
})

test('a key that is held down approves one story, not the next one unread', async () => {
  const user = await begin()
  await user.keyboard('{Control>}3{/Control}')
  await user.click(await screen.findByRole('button', { name: /^Review \w+ in turn$/ }))
  await screen.findByRole('button', { name: /^Approve as/ })
  await user.keyboard('{Control>}{Enter>3/}{/Control}')
  await screen.findByText(/^2 of \d+/)
  await screen.findByRole('button', { name: /^Approve as/ })
  expect(called('approve')).toHaveLength(1)
})

test.each([
  ['held down in the last review', '{Control>}{Enter>30/}{/Control}'],
  ['held down over an approved story', '{Control>}{Shift>}{Enter>30/}{/Shift}{/Control}'],
])('nothing is sent by a key that is %s', async (_, keys) => {
  const user = await begin()
  if (keys.includes('Shift')) {
    await user.click(screen.getByRole('button', { name: 'Approved 3' }))
    await user.click(rows()[0] as HTMLElement)
    await screen.findByRole('button', { name: 'Publish…', description: /Ctrl/ })
  } else {
    await user.keyboard('{Control>}3{/Control}')
    await user.click(await screen.findByRole('button', { name: /^Review: .*river/i }))
    await screen.findByRole('button', { name: /^Approve as/ })
  }
  await user.keyboard(keys)
  await screen.findByRole('heading', { level: 1, name: /^Publish/ })
  expect(called('publish')).toEqual([])
  expect(called('approve')).toHaveLength(keys.includes('Shift') ? 0 : 1)
})
