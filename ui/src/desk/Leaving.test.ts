import { EditorView } from '@codemirror/view'
import { screen, waitFor, within } from '@testing-library/svelte'
import { expect, test } from 'vitest'
import type { FakeOptions } from '../fake'
import { headline, LIBRARY, rows, seated, text } from './seated'

const lost = { code: 'unexpected', sentence: 'The wire is cut.', hint: '' }

test('a story whose last words are not taken is not left without saying so', async () => {
  const failing: NonNullable<FakeOptions['failing']> = {}
  const { backend, user } = await seated({ failing })
  const before = headline()
  failing.edit = lost
  await user.click(text())
  await user.paste('Unheard. ')
  await user.click(rows()[1] as HTMLElement)
  const notice = (await screen.findByText('What you typed last is not saved.')).closest(
    '.notice',
  ) as HTMLElement
  expect(notice.getAttribute('role')).toBe('alert')
  expect(headline()).toBe(before)
  expect(text().textContent).toContain('Unheard.')
  expect(backend.calls).not.toContainEqual(['closePost', LIBRARY])
  await user.click(within(notice).getByRole('button', { name: 'Leave without it' }))
  await waitFor(() => expect(headline()).not.toBe(before))
  expect(screen.queryByText('What you typed last is not saved.')).toBeNull()
})

test('once the last words are taken after all, nothing holds the story any more', async () => {
  const failing: NonNullable<FakeOptions['failing']> = {}
  const { story, user } = await seated({ failing })
  const before = headline()
  failing.edit = lost
  await user.click(text())
  await user.paste('Heard. ')
  await user.click(rows()[1] as HTMLElement)
  await screen.findByText('What you typed last is not saved.')
  delete failing.edit
  text().focus()
  await user.paste('At last. ')
  await waitFor(() => expect(screen.queryByText('What you typed last is not saved.')).toBeNull())
  expect(story.text).toContain('Heard. At last.')
  await user.click(rows()[1] as HTMLElement)
  await waitFor(() => expect(headline()).not.toBe(before))
})

test('a refused headline is told above the story, until somebody closes the notice', async () => {
  const problem = { code: 'shared', sentence: 'The field “title” is shared.', hint: 'Ask somebody.' }
  const { story, user } = await seated({ failing: { setField: problem } })
  const before = story.fields.title
  await user.type(screen.getByRole('textbox', { name: 'Headline' }), '!')
  const notice = (await screen.findByText(problem.sentence)).closest('.notice') as HTMLElement
  expect(headline()).toBe(before)
  await user.click(text())
  await user.paste('It goes on. ')
  await waitFor(() => expect(story.text).toContain('It goes on.'))
  expect(screen.getByText('Saved on this computer')).toBeTruthy()
  await user.click(within(notice).getByRole('button', { name: 'Close this notice' }))
  expect(screen.queryByText(problem.sentence)).toBeNull()
})

test('a story that cannot be opened says so above the one that is open', async () => {
  const failing: NonNullable<FakeOptions['failing']> = {}
  const { backend, user } = await seated({ failing })
  const before = headline()
  failing.openPost = { code: 'gone', sentence: 'This story is not there any more.', hint: '' }
  await user.click(rows()[1] as HTMLElement)
  const notice = (await screen.findByText(failing.openPost.sentence)).closest('.notice') as HTMLElement
  expect(headline()).toBe(before)
  // The list that is asked for again says nothing of that.
  const asked = () => backend.calls.filter(([name]) => name === 'library').length
  const count = asked()
  backend.emit({ kind: 'library' })
  await waitFor(() => expect(asked()).toBeGreaterThan(count))
  await new Promise((done) => setTimeout(done, 20))
  expect(screen.getByText(failing.openPost.sentence)).toBeTruthy()
  await user.click(within(notice).getByRole('button', { name: 'Close this notice' }))
  expect(screen.queryByText(failing.openPost.sentence)).toBeNull()
})

const typeName = async ({ user }: Awaited<ReturnType<typeof seated>>) => {
  await user.click(screen.getByRole('tab', { name: 'Story' }))
  const byline = screen.getByRole('combobox', { name: 'Byline' })
  await user.click(byline)
  await user.keyboard('Li Na')
  return byline
}

test('a name that was typed without Enter is saved with the story, and its field keeps the focus', async () => {
  const at = await seated()
  const byline = await typeName(at)
  await at.user.keyboard('{Control>}s{/Control}')
  await waitFor(() => expect(at.backend.calls.map(([name]) => name)).toContain('save'))
  expect(at.story.fields.authors).toContain('Li Na')
  expect(document.activeElement).toBe(byline)
})

test('a choice of one’s own that was typed is saved as well, and the control in its place has the focus', async () => {
  const { story, user } = await seated()
  await user.click(screen.getByRole('tab', { name: 'Story' }))
  await user.selectOptions(screen.getByRole('combobox', { name: 'Section' }), 'Another…')
  await user.clear(screen.getByRole('textbox', { name: 'Section' }))
  await user.keyboard('Weather{Control>}s{/Control}')
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('combobox', { name: 'Section' })))
  const section = story.fields.own.find(({ key }) => key[0] === 'section')
  await waitFor(() => expect(section?.value).toEqual({ kind: 'text', text: 'Weather' }))
})

test('a review begins with a name that was typed without Enter', async () => {
  const at = await seated({ delay: 5 })
  await typeName(at)
  await at.user.keyboard('{Control>}{Shift>}{Enter}{/Shift}{/Control}')
  await screen.findByRole('button', { name: /^Approve as/ })
  const names = at.backend.calls.map(([name]) => name)
  expect(names).toContain('setField')
  expect(names.indexOf('setField')).toBeLessThan(names.indexOf('review'))
  expect(at.story.fields.authors).toContain('Li Na')
})

test.each([
  ['the findings are shown', '{Control>}{Shift>}m{/Shift}{/Control}'],
  ['the companion is put away', '{Control>}{Shift>}p{/Shift}{/Control}'],
  ['only the text is shown', '{Control>}{Shift>}d{/Shift}{/Control}'],
  ['the press room is shown', '{Control>}3{/Control}'],
])('a name that was typed without Enter is taken when %s', async (_, keys) => {
  const at = await seated()
  await typeName(at)
  await at.user.keyboard(keys)
  await waitFor(() => expect(at.story.fields.authors).toContain('Li Na'))
})

test('after another address the story can be written in as before, and what was done can be undone', async () => {
  const { backend, story, user } = await seated()
  const before = story.text
  await user.click(text())
  await user.paste('Before. ')
  await waitFor(() => expect(story.text).toContain('Before.'))
  const view = EditorView.findFromDOM(text()) as EditorView
  const { head } = view.state.selection.main
  await user.click(screen.getByRole('tab', { name: 'Story' }))
  const field = screen.getByRole('textbox', { name: /^Address/ })
  await user.clear(field)
  await user.type(field, 'another-name')
  await user.click(await screen.findByRole('button', { name: 'Change address' }))
  await waitFor(() => expect(story.path).toMatch(/another-name\.md$/))
  await screen.findByText('The address was changed.')
  expect(EditorView.findFromDOM(text())).toBe(view)
  expect(view.state.selection.main.head).toBe(head)
  text().focus()
  await user.keyboard('{Control>}z{/Control}')
  await waitFor(() => expect(story.text).toBe(before))
  expect(backend.calls.findLast(([name]) => name === 'edit')?.[1]).toBe(story.path)
})

test('an address that is refused is told where it was typed', async () => {
  const problem = {
    code: 'taken',
    sentence: 'another-name.md is there already.',
    hint: 'Choose another name.',
  }
  const { user, story } = await seated({ failing: { renameStory: problem } })
  await user.click(screen.getByRole('tab', { name: 'Story' }))
  const field = screen.getByRole('textbox', { name: /^Address/ })
  await user.clear(field)
  await user.type(field, 'another-name')
  await user.click(await screen.findByRole('button', { name: 'Change address' }))
  const told = await screen.findByText(problem.sentence)
  expect(told.closest('[role="alert"]')).not.toBeNull()
  expect(story.path).toBe(LIBRARY)
  await user.type(field, 's')
  expect(screen.queryByText(problem.sentence)).toBeNull()
})
