import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { Acts } from '../desk/acts.svelte'
import Forms from '../desk/Forms.svelte'
import { Session } from '../desk/session.svelte'
import Editor from '../editor/Editor.svelte'
import { OpenStory } from '../editor/story.svelte'
import { fakeBackend } from '../fake'
import { site } from '../fake/options'
import { useBackend } from '../ipc'

const path = 'content/posts/2026/library-steps.md'
const session = new Session()
const does = { session, acts: new Acts(session), onpicture: vi.fn() }

/** A story with two figures in its editor, the first one picked, and a back end that takes its time. */
async function picked() {
  const backend = fakeBackend({ open: true, delay: 20 })
  useBackend(backend)
  const one = backend.stories.find((story) => story.path === path)
  if (one) one.text = '![first](corridor.jpg)\n\n![second](scaffold.jpg)\n'
  const story = new OpenStory(await backend.openPost(path))
  const tell = { onformat: vi.fn(), onpicture: vi.fn(), onup: vi.fn(), onlink: vi.fn(), onleftout: vi.fn() }
  render(Editor, { story, ...tell })
  story.pick(story.figures[0]?.from ?? 0)
  const view = render(Forms, { show: 'picture', story, site, ...does })
  return { backend, story, view, user: userEvent.setup() }
}

const caption = () => screen.getByRole('textbox', { name: 'Caption' })

test('a caption that is typed just before another picture is picked stands under its own', async () => {
  const { story, user } = await picked()
  await user.type(caption(), 'Two.')
  story.pick(story.figures[1]?.from ?? 0)
  await story.settled()
  expect(story.text.toString()).toBe('![first](corridor.jpg)\n*Two.*\n\n![second](scaffold.jpg)\n')
})

test('a caption that is typed just before another story is opened stands in its own', async () => {
  const { backend, story, user, view } = await picked()
  const other = new OpenStory(await backend.openPost('content/posts/2026/inspection-papers.md'))
  const before = other.text.toString()
  await user.type(caption(), 'Two.')
  void view.rerender({ story: other })
  await story.settled()
  expect(story.text.toString()).toContain('corridor.jpg)\n*Two.*')
  expect(other.text.toString()).toBe(before)
})
