/** For tests: the whole desk, with a story open and a newsroom behind it. */
import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import App from '../App.svelte'
import { type FakeOptions, fakeBackend } from '../fake'
import { useBackend } from '../ipc'

/** The story that is open. */
export const LIBRARY = 'content/posts/2026/library-steps.md'

/** Somebody at the desk, in a window of that width. */
export async function seated(options: FakeOptions = {}, width = 1400) {
  localStorage.clear()
  Object.defineProperty(window, 'innerWidth', { value: width, configurable: true })
  const backend = fakeBackend({ open: true, ...options })
  useBackend(backend)
  render(App, { first: LIBRARY })
  await screen.findByRole('textbox', { name: 'Text of the story' })
  const story = backend.stories.find(({ path }) => path === LIBRARY)
  if (!story) throw new Error('the newsroom has this story')
  return { backend, story, user: userEvent.setup() }
}

/** The rows of the list, those that cannot be read left out. */
export function rows(): HTMLElement[] {
  return screen.getAllByRole('option').filter((row) => !row.classList.contains('is-broken'))
}

/** The text of the story, as an element. */
export function text(): HTMLElement {
  return screen.getByRole('textbox', { name: 'Text of the story' })
}

/** What stands in the headline's box. */
export function headline(): string {
  return screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Headline' }).value
}
