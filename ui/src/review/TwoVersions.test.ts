import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { fakeBackend } from '../fake'
import { expectAccessible } from '../fake/axe'
import { useBackend } from '../ipc'
import TwoVersions from './TwoVersions.svelte'

const path = 'content/posts/2026/river-gauge.md'

async function show() {
  const backend = fakeBackend({ undecided: [path] })
  useBackend(backend)
  const [onback, ondecided] = [vi.fn(), vi.fn()]
  render(TwoVersions, { path, onback, ondecided })
  await screen.findByRole('heading', { level: 1, name: 'You and Maria both rewrote one paragraph' })
  return { backend, onback, ondecided, user: userEvent.setup() }
}

test('each passage is asked about, and decided by keys alone', async () => {
  const { backend, ondecided, user } = await show()
  await expectAccessible()
  expect(screen.getByText('1 of 2')).toBeTruthy()
  await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByRole('radio', { name: /^Yours/ })))
  await user.keyboard('2')
  expect((screen.getByRole('radio', { name: /^Maria’s/ }) as HTMLInputElement).checked).toBe(true)
  await user.keyboard('{Enter}')
  expect(screen.getByText('2 of 2')).toBeTruthy()
  await user.keyboard('3{Enter}')
  await vi.waitFor(() => expect(ondecided).toHaveBeenCalled())
  expect(backend.calls.find(([name]) => name === 'decide')?.[3]).toEqual(['theirs', 'both'])
  const text = backend.stories.find((story) => story.path === path)?.text ?? ''
  expect(text.startsWith('Huda al-Masri kept the receipts. Between')).toBe(true)
  expect(text).toContain('The county’s share')
})

test('a passage that was decided can be decided again, by the button or by the key', async () => {
  const { backend, ondecided, user } = await show()
  const checked = (name: RegExp) => screen.getByRole<HTMLInputElement>('radio', { name }).checked
  const before = () => screen.queryByRole('button', { name: /^The passage before/ })
  expect(before()).toBeNull()
  await user.keyboard('2{Enter}3')
  await expectAccessible()
  await user.click(before() as HTMLElement)
  expect(screen.getByText('1 of 2')).toBeTruthy()
  expect(checked(/^Maria’s/), 'what was chosen').toBe(true)
  await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByRole('radio', { name: /^Maria’s/ })))
  await user.keyboard('1{Enter}')
  expect(checked(/^Both/), 'what was chosen further on, too').toBe(true)
  await user.keyboard('{Backspace}')
  expect(screen.getByText('1 of 2')).toBeTruthy()
  await user.keyboard('{Enter}{Enter}')
  await vi.waitFor(() => expect(ondecided).toHaveBeenCalled())
  expect(backend.calls.find(([name]) => name === 'decide')?.[3]).toEqual(['ours', 'both'])
})

test('what was put together is listed, and Escape decides later', async () => {
  const { backend, onback, user } = await show()
  expect(screen.getByText('Dek · Maria')).toBeTruthy()
  expect(screen.getByText('Paragraph 4 · you')).toBeTruthy()
  expect(screen.getByText('Tags · you and Maria')).toBeTruthy()
  expect(screen.getByText('3 changes')).toBeTruthy()
  await user.keyboard('{Escape}')
  expect(onback).toHaveBeenCalled()
  expect(backend.calls.some(([name]) => name === 'decide')).toBe(false)
})

test('where nothing was put together the rail says so', async () => {
  const backend = fakeBackend({ undecided: [path] })
  useBackend({
    ...backend,
    twoVersions: async (of) => {
      const both = await backend.twoVersions(of)
      return both && { ...both, taken: [] }
    },
  })
  render(TwoVersions, { path, onback: vi.fn(), ondecided: vi.fn() })
  expect(await screen.findByText('Nothing else differs between the two.')).toBeTruthy()
  expect(screen.queryByText('Put together for you')).toBeNull()
  expect(screen.queryByText(/^0 changes/)).toBeNull()
  await expectAccessible()
})

test('where there is nothing to choose any more, both go together at once', async () => {
  const backend = fakeBackend({ undecided: [path] })
  const ondecided = vi.fn()
  useBackend({
    ...backend,
    twoVersions: async (of) => {
      const both = await backend.twoVersions(of)
      return both && { ...both, passages: [] }
    },
  })
  render(TwoVersions, { path, onback: vi.fn(), ondecided })
  await vi.waitFor(() => expect(ondecided).toHaveBeenCalledOnce())
  expect(ondecided.mock.calls[0]?.[0]?.path).toBe(path)
})

test('a version that changed meanwhile is shown again, and nothing is written', async () => {
  const { backend, ondecided, user } = await show()
  const story = backend.stories.find((one) => one.path === path)
  if (story) story.text = `${story.text}\nMore.\n`
  await user.keyboard('{Enter}{Enter}')
  await screen.findByText('One of the two changed while you were reading.')
  expect(ondecided).not.toHaveBeenCalled()
  await user.keyboard('{Enter}{Enter}')
  await vi.waitFor(() => expect(ondecided).toHaveBeenCalled())
})

test('a key that is held down decides one passage, not the next one unread', async () => {
  const { backend, user } = await show()
  await user.keyboard('{Enter>4/}')
  expect(screen.getByText('2 of 2')).toBeTruthy()
  expect(backend.calls.map(([name]) => name)).not.toContain('decide')
})

const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'The passage' })
const edit = () => screen.getByRole('button', { name: /^Edit it myself/ })
const decided = (backend: ReturnType<typeof fakeBackend>) =>
  backend.calls.find(([name]) => name === 'decide')?.[3]

test('a passage is written by hand, from the version that was chosen, by keys alone', async () => {
  const { backend, ondecided, user } = await show()
  await user.keyboard('24')
  await vi.waitFor(() => expect(document.activeElement).toBe(field()))
  expect(field().value).toMatch(/^Huda al-Masri kept the receipts. Between/)
  await expectAccessible()
  await user.keyboard(' 1 or 2.{Backspace}!{Enter}New line.')
  expect(field().value).toMatch(/her son\. 1 or 2!\nNew line\.$/)
  expect(screen.getByText('Both versions stay under Earlier versions.')).toBeTruthy()
  expect(screen.getByText('1 of 2'), 'Enter makes a line').toBeTruthy()
  await user.keyboard('{Control>}{Enter}{/Control}')
  expect(screen.getByText('2 of 2')).toBeTruthy()
  await user.keyboard('{Enter}')
  await vi.waitFor(() => expect(ondecided).toHaveBeenCalled())
  expect(decided(backend)).toEqual([{ own: { text: expect.stringMatching(/1 or 2!\nNew line\.$/) } }, 'ours'])
  expect(backend.stories.find((story) => story.path === path)?.text).toContain('1 or 2!\nNew line.\n\n')
})

test('Escape leads back to where somebody came from, and what was written stays on offer', async () => {
  const { backend, onback, user } = await show()
  const button = edit()
  await user.click(button)
  await user.keyboard(' More.')
  await user.keyboard('{Escape}')
  expect(document.activeElement).toBe(button)
  expect(screen.queryByRole('textbox')).toBeNull()
  expect(screen.getByRole<HTMLInputElement>('radio', { name: /^Yours/ }).checked).toBe(true)
  const own = screen.getByRole<HTMLInputElement>('radio', { name: /^Your own words .*More\./ })
  await user.click(own)
  expect(field().value).toMatch(/ More\.$/)
  await user.click(screen.getByRole('radio', { name: /^Maria’s/ }))
  await user.keyboard('4')
  await vi.waitFor(() => expect(document.activeElement, 'nothing is begun anew').toBe(field()))
  expect(field().value).toMatch(/ More\.$/)
  await user.keyboard('{Escape}')
  expect(document.activeElement).toBe(screen.getByRole('radio', { name: /^Maria’s/ }))
  expect(onback).not.toHaveBeenCalled()
  await user.keyboard('{Enter}{Backspace}4')
  expect(field().value, 'in another passage too').toMatch(/ More\.$/)
  expect(backend.calls.some(([name]) => name === 'decide')).toBe(false)
})

test('words that nobody changed are no choice of their own', async () => {
  const { user } = await show()
  await user.keyboard('4')
  await vi.waitFor(() => expect(document.activeElement).toBe(field()))
  expect(screen.getByText('What you don’t choose stays under Earlier versions.')).toBeTruthy()
  await user.keyboard('{Escape}')
  expect(screen.queryByRole('radio', { name: /^Your own words/ })).toBeNull()
  expect(document.activeElement).toBe(screen.getByRole('radio', { name: /^Yours/ }))
})

test('somebody starts from one version or from both, and without words the passage goes', async () => {
  const { backend, ondecided, user } = await show()
  await user.click(edit())
  await user.click(screen.getByRole('button', { name: 'Maria’s' }))
  expect(field().value).toMatch(/^Huda al-Masri kept the receipts. Between/)
  await user.click(screen.getByRole('button', { name: 'Both' }))
  expect(field().value.split('\n\n')).toHaveLength(2)
  await user.clear(field())
  expect(screen.getByText('Without words, the passage is left out of the story.')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: /^Leave the passage out/ }))
  await user.keyboard('{Enter}')
  await vi.waitFor(() => expect(ondecided).toHaveBeenCalled())
  expect(decided(backend)).toEqual([{ own: { text: '' } }, 'ours'])
})

test('a field is not written by hand here', async () => {
  const backend = fakeBackend({ undecided: [path] })
  useBackend({
    ...backend,
    twoVersions: async (of) => {
      const both = await backend.twoVersions(of)
      return (
        both && { ...both, passages: both.passages.map((one) => ({ ...one, field: 'dek', both: false })) }
      )
    },
  })
  render(TwoVersions, { path, onback: vi.fn(), ondecided: vi.fn() })
  await screen.findByRole('radio', { name: /^Yours/ })
  await userEvent.setup().keyboard('4')
  expect(screen.queryByRole('button', { name: /^Edit it myself/ })).toBeNull()
  expect(screen.queryByRole('textbox')).toBeNull()
})

test('the whole story is read as it would be, and nothing is decided by that', async () => {
  const { backend, onback, user } = await show()
  await user.keyboard('2')
  const link = () => screen.getByRole('button', { name: 'Read the whole story' })
  await user.click(link())
  const page = () => screen.getByTitle<HTMLIFrameElement>('The story as it would be')
  expect(page().getAttribute('sandbox')).toBe('allow-same-origin')
  const glass = screen.getByRole('group', { name: 'The story as it would be' })
  expect(document.activeElement).toBe(glass)
  await expectAccessible()
  await user.keyboard('13{Enter}{Backspace}')
  expect(backend.calls.filter(([name]) => name === 'togetherPage')).toEqual([
    ['togetherPage', path, expect.any(String), ['theirs', 'ours']],
  ])
  await user.keyboard('{Escape}')
  expect(onback).not.toHaveBeenCalled()
  expect(document.activeElement).toBe(link())
  expect(screen.getByText('1 of 2')).toBeTruthy()
  expect(screen.getByRole<HTMLInputElement>('radio', { name: /^Maria’s/ }).checked).toBe(true)
  expect(backend.calls.some(([name]) => name === 'decide')).toBe(false)
})

test('a version that changed meanwhile is not read', async () => {
  const { backend, user } = await show()
  const story = backend.stories.find((one) => one.path === path)
  if (story) story.text = `${story.text}\nMore.\n`
  await user.click(screen.getByRole('button', { name: 'Read the whole story' }))
  await screen.findByText('One of the two changed while you were reading.')
  expect(screen.queryByTitle('The story as it would be')).toBeNull()
})
