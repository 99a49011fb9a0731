import { fireEvent, screen, waitFor } from '@testing-library/svelte'
import { expect, test } from 'vitest'
import { rows, seated, text } from './seated'

test.each([1600, 1366, 1280, 900])(
  'earlier versions are a button under the text in a window of %i',
  async (width) => {
    const { user } = await seated({}, width)
    await user.click(screen.getByRole('button', { name: 'Earlier versions' }))
    expect(await screen.findByRole('heading', { name: 'Earlier versions' })).toBeTruthy()
  },
)

test('earlier versions are in the menu of a story, with their key', async () => {
  const { user } = await seated()
  const [, other] = rows()
  await fireEvent.contextMenu(other as HTMLElement)
  await user.click(await screen.findByRole('menuitem', { name: /^Earlier versions/ }))
  expect(await screen.findByRole('heading', { name: 'Earlier versions' })).toBeTruthy()
})

/** The key of the next step: review, approve, publish. */
const NEXT = '{Control>}{Shift>}{Enter}{/Shift}{/Control}'

test('one key reviews, approves, goes to the press room and publishes', async () => {
  const { backend, user } = await seated({ stepDelay: 5 })
  const called = (name: string) => backend.calls.filter(([call]) => call === name)
  await user.keyboard(NEXT)
  await screen.findByRole('button', { name: /^Approve as/ })
  await user.keyboard(NEXT)
  await waitFor(() => expect(screen.queryByRole('button', { name: /^Approve as/ })).toBeNull())
  expect(called('approve')).toHaveLength(1)
  await screen.findByRole('button', { name: 'Publish…', description: /Ctrl/ })
  // Whoever does not see the state of the story hears of it.
  await screen.findByText('One story is approved', { selector: '[role=status]' })
  await user.keyboard(NEXT)
  await screen.findByRole('button', { name: /^Publish four stories/ })
  expect(called('publish')).toEqual([])
  await user.keyboard(NEXT)
  await waitFor(() => expect(called('publish')).toHaveLength(1))
})

test('a story is shown from its beginning, also after another one was scrolled', async () => {
  const { user } = await seated()
  const column = () => screen.getByRole('main').querySelector('.scroll') as HTMLElement
  column().scrollTop = 900
  const headline = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Headline' }).value
  const before = headline()
  await user.type(text(), 'x')
  expect(column().scrollTop, 'typing moves nothing').toBe(900)
  await user.click(rows()[1] as HTMLElement)
  await waitFor(() => expect(headline()).not.toBe(before))
  expect(column().scrollTop).toBe(0)
})

test('what has a key is in a menu with it, and is done from there', async () => {
  const { user } = await seated()
  const open = () => user.click(screen.getByRole('button', { name: 'What can be done, and its keys' }))
  await open()
  const shown = (name: string) => screen.getByRole('menuitem', { name }).textContent
  expect(shown('Open a story…')).toContain('Ctrl+O')
  expect(shown('Find among the stories')).toContain('Ctrl+Shift+F')
  expect(shown('The story’s fields')).toContain('Ctrl+Shift+S')
  expect(shown('Next part of the window')).toContain('F6')
  expect(shown('Next finding')).toContain('F8')
  await user.keyboard('{Control>}3{/Control}')
  expect(screen.getByRole('menu'), 'the keys of the desk rest').toBeTruthy()
  await user.click(screen.getByRole('menuitem', { name: 'Open a story…' }))
  await screen.findByRole('dialog', { name: 'Open a story' })
  await user.keyboard('{Escape}')
  await open()
  await user.click(screen.getByRole('menuitem', { name: 'Next part of the window' }))
  await waitFor(() => expect(document.activeElement).toBe(text()))
})

test('what a foot has no room for is its title', async () => {
  await seated()
  expect(screen.getByText('3 to be sent').title).toBe('3 waiting to be sent')
  const saved = screen.getByText('Saved on this computer')
  expect([saved.title, saved.className]).toEqual(['Saved on this computer', 'said clip'])
})

test('tabs and the search say their keys', async () => {
  await seated()
  expect(screen.getByRole('tab', { name: 'Story' }).title).toBe('Story (Ctrl+Shift+S)')
  expect(screen.getByRole('tab', { name: /^Findings/ }).title).toBe('Findings (Ctrl+Shift+M)')
  expect(screen.getByRole('searchbox').title).toMatch(/\(Ctrl\+Shift\+F\)$/)
})

test.each([
  ['Add a byline', 'Byline', 'authors'],
  ['Add tags', 'Tags', 'tags'],
])('“%s” in the head of the story puts the caret into its field', async (button, field, key) => {
  const { story, user } = await seated()
  Object.assign(story.fields, { [key]: [] })
  await user.click(rows()[1] as HTMLElement)
  await user.click(rows().find((row) => row.textContent?.includes(story.fields.title)) as HTMLElement)
  await user.click(await screen.findByRole('button', { name: button }))
  await user.keyboard('Irene Salas{Enter}')
  expect(document.activeElement).toBe(screen.getByRole('combobox', { name: field }))
  await waitFor(() => expect(story.fields[key as 'tags']).toEqual(['Irene Salas']))
})

test('from a licence that ended “Go there” leads to its day, out of the fold', async () => {
  const message = 'The licence of this picture ended on November 20, 2026.'
  const { user } = await seated({
    delay: 10,
    findings: (whole) => [
      {
        key: 'I11 x',
        rule: 'I11',
        severity: 'error',
        message,
        place: 'Picture',
        at: { kind: 'figure', from: whole.indexOf('!['), part: 'until' },
        fix: null,
        left: null,
      },
    ],
  })
  await user.click(screen.getByRole('tab', { name: /^Findings/ }))
  await user.click(await screen.findByRole('button', { name: /^Go there/ }, { timeout: 3000 }))
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('May be shown until')))
  expect(document.activeElement?.closest('details')?.open).toBe(true)
})

test('a story that is only too long is read and not called broken', async () => {
  const { backend, user } = await seated()
  const long = backend.stories.find((one) => one.broken)
  if (!long?.broken) throw new Error('the newsroom has one that cannot be read')
  const reason = '“bridge-toll.md” has 10 MB. Files over 4 MB can be read, not changed.'
  long.broken = { ...long.broken, reason, repairable: false }
  backend.emit({ kind: 'library' })
  const row = () =>
    screen.getAllByRole('option').find((one) => one.classList.contains('is-broken')) as HTMLElement
  await waitFor(() => expect(row().textContent).toContain('Cannot be changed here'))
  expect(row().textContent).not.toContain('Needs repair')
  await user.click(row())
  const told = await screen.findByText('This story can be read here, not changed.')
  const notice = told.closest('.notice')
  expect(notice?.textContent).toContain(reason)
  expect(notice?.textContent).not.toMatch(/cannot be read|mend it/)
  expect(screen.getByText('A story that is shown as its whole file has no page here.')).toBeTruthy()
  // There is nothing to scale, nor to show as a phone does.
  expect(screen.queryByRole('group', { name: 'Width' })).toBeNull()
  expect(screen.queryByText(/^\d+ %$/)).toBeNull()
  await user.click(screen.getByRole('tab', { name: 'Story' }))
  expect(screen.getByText('A story that is shown as its whole file has no fields here.')).toBeTruthy()
  expect(screen.queryByText(/Choose a story in the list/)).toBeNull()
})

test('under three columns the key that shows the page shows it, whatever was beside the text last', async () => {
  const { user } = await seated({}, 700)
  await user.keyboard('{Control>}{Shift>}s{/Shift}{/Control}')
  await waitFor(() => expect(screen.getByRole('tab', { name: 'Story' }).ariaSelected).toBe('true'))
  await user.keyboard('{Escape}')
  await user.keyboard('{Control>}{Shift>}p{/Shift}{/Control}')
  await waitFor(() => expect(screen.getByRole('tab', { name: 'Page' }).ariaSelected).toBe('true'))
})
