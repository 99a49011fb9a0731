import { fireEvent, render, screen, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { type FakeOptions, fakeBackend } from '../fake'
import { expectAccessible } from '../fake/axe'
import { finding } from '../fake/finding'
import { DeskError, type Fix, useBackend } from '../ipc'
import PressIndex from './PressIndex.svelte'
import QuickFix from './QuickFix.svelte'
import { PublishRun } from './run.svelte'
import { show, title } from './shown'
import UndoToast from './UndoToast.svelte'

test('everything ready is chosen, and the button says how many go', async () => {
  const { index, user } = await show()
  await expectAccessible()
  expect(title()).toBe('Publish three stories')
  const boxes = within(index.container).getAllByRole('checkbox')
  expect(boxes).toHaveLength(3)
  await user.click(boxes[0] as HTMLElement)
  expect(title()).toBe('Publish two stories')
  await user.click(boxes[1] as HTMLElement)
  await user.click(boxes[2] as HTMLElement)
  expect(title()).toBe('Choose what to publish')
  expect(screen.queryByRole('button', { name: /^Publish/ })).toBeNull()
})

test('Ctrl Enter sends the chosen ones; the steps pass; the page says what is true', async () => {
  const { backend, index, run, user } = await show({ stepDelay: 300 })
  await user.click(within(index.container).getAllByRole('checkbox')[0] as HTMLElement)
  const paths = run.ticks.chosen.map((story) => story.path)
  await user.keyboard('{Control>}{Enter}{/Control}')
  expect(title()).toBe('Two stories are on their way')
  await vi.waitFor(() =>
    expect(document.querySelector('[aria-current="step"]')?.textContent).toContain('Sending'),
  )
  await expectAccessible()
  await vi.waitFor(() => expect(title()).toMatch(/^Live at \d+:\d\d$/), 3000)
  expect(
    screen.getByText('We opened each page on orrinrecord.example and found its headline and text there.'),
  ).toBeTruthy()
  expect(backend.calls.find(([name]) => name === 'publish')).toEqual(['publish', paths])
  expect(screen.getAllByRole('listitem').filter((item) => item.matches('.step.is-done'))).toHaveLength(5)
  await vi.waitFor(() => expect(run.press?.ready).toHaveLength(1))
  await user.click(screen.getByRole('button', { name: /^Back to what is ready/ }))
  expect(title()).toBe('Publish one story')
})

test('it is sent once, however often the key is pressed', async () => {
  const { backend, user } = await show()
  await user.keyboard('{Control>}{Enter}{Enter}{Enter}{/Control}')
  await vi.waitFor(() => expect(title()).toMatch(/^Live/))
  await user.keyboard('{Control>}{Enter}{/Control}')
  expect(backend.calls.filter(([name]) => name === 'publish')).toHaveLength(1)
})

test('a key that is held down since before sends nothing', async () => {
  const { backend } = await show()
  // The press that began it approved a story in the review that has closed since.
  await fireEvent.keyDown(document.body, { key: 'Enter', ctrlKey: true, repeat: true })
  expect(title()).toBe('Publish three stories')
  expect(backend.calls.map(([name]) => name)).not.toContain('publish')
})

test('refused: nothing has changed, why, and what to do; the stories stay approved', async () => {
  const { run, user } = await show({ publishing: 'refused' })
  await user.click(screen.getByRole('button', { name: /^Publish three stories/ }))
  await vi.waitFor(() => expect(title()).toBe('Not sent'))
  await expectAccessible()
  expect(
    screen.getByText(/^Nothing on the site has changed\. Your three stories are still approved/),
  ).toBeTruthy()
  const notice = screen.getByRole('alert')
  expect(notice.textContent).toContain('Ask Ana or Kofi to publish.')
  expect(document.querySelector('.step.is-stop')?.textContent).toContain('Sending')
  expect(run.press?.ready).toHaveLength(3)
  expect(screen.getAllByText('Approved')).toHaveLength(3)
})

test('a publish that cannot even begin is refused too', async () => {
  const { user } = await show({ failing: { publish: { code: 'x', sentence: 'No connection.', hint: '' } } })
  await user.click(screen.getByRole('button', { name: /^Publish three stories/ }))
  await vi.waitFor(() => expect(title()).toBe('Not sent'))
  expect(screen.getByRole('alert').textContent).toContain('No connection.')
})

test('unknown: neither sent nor refused is claimed, and the same stories can be tried again', async () => {
  const options: FakeOptions = { publishing: 'unknown' }
  const { backend, run, user } = await show({ ...options })
  await user.click(screen.getByRole('button', { name: /^Publish three stories/ }))
  await vi.waitFor(() => expect(title()).toBe('Not certain yet'))
  expect(screen.queryByText(/Nothing on the site has changed/)).toBeNull()
  const sent = run.sent.map((story) => story.path)
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  await vi.waitFor(() => expect(backend.calls.filter(([name]) => name === 'publish')).toHaveLength(2))
  expect(backend.calls.filter(([name]) => name === 'publish')[1]).toEqual(['publish', sent])
})

test('a story that needs a new approval leads to its review', async () => {
  const { index, onreview, user } = await show()
  await user.click(within(index.container).getByRole('button', { name: /^Review: .*river/i }))
  expect(onreview).toHaveBeenCalledWith('content/posts/2026/river-gauge.md')
  expect(within(index.container).getByText('Leïla Marchetti. Stays on this computer.')).toBeTruthy()
})

test('nothing approved: nothing waits, nothing to press', async () => {
  await show({ quiet: true })
  await expectAccessible()
  expect(title()).toBe('Nothing waits to be published')
  expect(screen.queryByRole('button', { name: /^Publish/ })).toBeNull()
})

test('an approval elsewhere comes into the list', async () => {
  const { backend, run } = await show()
  const path = 'content/posts/2026/library-steps.md'
  const review = await backend.review(path)
  await backend.approve(path, review.content, { name: 'A', email: '' }, { name: 'B', email: '' })
  await vi.waitFor(() => expect(run.press?.ready).toHaveLength(4))
  expect(title()).toBe('Publish four stories')
})

test('a publish is undone at once, by the button or by the toast', async () => {
  const { backend, run, user } = await show()
  render(UndoToast, { run })
  await user.click(screen.getByRole('button', { name: /^Publish three stories/ }))
  await vi.waitFor(() => expect(title()).toMatch(/^Live at/))
  const paths = run.sent.map((story) => story.path)
  expect(screen.getByText('Three stories were sent.')).toBeTruthy()
  await expectAccessible()
  await user.click(screen.getByRole('button', { name: 'Undo' }))
  await vi.waitFor(() => expect(title()).toMatch(/^Taken back at \d+:\d\d$/))
  expect(backend.calls.find(([name]) => name === 'undoPublish')).toEqual(['undoPublish', paths, false])
  expect(run.press?.ready.map((story) => story.path).sort()).toEqual([...paths].sort())
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
  await user.click(screen.getByRole('button', { name: /^Back to what is ready/ }))
  await user.click(screen.getByRole('button', { name: /^Publish three stories/ }))
  await vi.waitFor(() => expect(title()).toMatch(/^Live at/))
  await user.click(screen.getByRole('button', { name: 'Undo this publish' }))
  await vi.waitFor(() => expect(title()).toMatch(/^Taken back at/))
})

test('a story that went live before is asked about first; Escape keeps it live', async () => {
  const { backend, run, user } = await show()
  const [first] = run.press?.lately ?? []
  const undo = () => screen.getByRole('button', { name: `Undo publish: ${first?.title}` })
  await user.click(undo())
  expect(screen.getByText(/^Put the site back to how it was before/)).toBeTruthy()
  expect(document.activeElement?.textContent).toBe('Keep it live')
  await expectAccessible()
  await user.keyboard('{Escape}')
  expect(backend.calls.some(([name]) => name === 'undoPublish')).toBe(false)
  await user.click(undo())
  await user.click(screen.getByRole('button', { name: 'Undo publish' }))
  await vi.waitFor(() => expect(title()).toMatch(/^Taken back at/))
  expect(screen.getByText(/^Readers have what they had before/)).toBeTruthy()
})

test('somebody published the story again: nothing is taken back before the answer', async () => {
  const { backend, user } = await show({ changedSince: true })
  await user.click(screen.getByRole('button', { name: /^Publish three stories/ }))
  await vi.waitFor(() => expect(title()).toMatch(/^Live at/))
  await user.click(screen.getByRole('button', { name: 'Undo this publish' }))
  await vi.waitFor(() => expect(title()).toBe('Not taken back'))
  expect(screen.getByText(/^Readers still have the stories/)).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Take both versions back' }))
  await vi.waitFor(() => expect(title()).toMatch(/^Taken back at/))
  expect(backend.calls.filter(([name]) => name === 'undoPublish').at(-1)?.[2]).toBe(true)
})

test('who is not known signs in, and the same stories go', async () => {
  const { backend, user } = await show({ refusal: 'sign-in' })
  await user.click(screen.getByRole('button', { name: /^Publish three/ }))
  await user.click(await screen.findByRole('button', { name: 'Sign in…' }))
  const dialog = await screen.findByRole('dialog', { name: 'Sign in at press.example' })
  await expectAccessible()
  const act = within(dialog).getByRole('button', { name: 'Sign in' })
  expect((act as HTMLButtonElement).disabled).toBe(true)
  await user.type(within(dialog).getByLabelText('Your name there'), 'ana')
  await user.type(within(dialog).getByLabelText('Password or access key'), 'hush{Enter}')
  await vi.waitFor(() => expect(title()).toMatch(/^Live at/))
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(backend.calls.find(([name]) => name === 'signIn')).toEqual(['signIn', null, 'ana', 'hush'])
})

test('a code that is typed in the browser signs in', async () => {
  const { backend, user } = await show({ refusal: 'sign-in', codes: 'typed' })
  await user.click(screen.getByRole('button', { name: /^Publish three/ }))
  await user.click(await screen.findByRole('button', { name: 'Sign in…' }))
  await user.click(await screen.findByRole('button', { name: 'Get a code' }))
  expect(((await screen.findByLabelText('Code')) as HTMLInputElement).value).toBe('WDJB-MJHT')
  await expectAccessible()
  await user.click(screen.getByRole('button', { name: /^Copy the code/ }))
  expect(backend.calls).toContainEqual(['openLink', 'https://press.example/login/device'])
  await vi.waitFor(() => expect(title()).toMatch(/^Live at/))
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('who is refused a code signs in by name', async () => {
  const { backend, user } = await show({ refusal: 'sign-in', codes: 'denied' })
  await user.click(screen.getByRole('button', { name: /^Publish three/ }))
  await user.click(await screen.findByRole('button', { name: 'Sign in…' }))
  await user.click(await screen.findByRole('button', { name: 'Get a code' }))
  await screen.findByText('Signing in was refused there.')
  await user.click(screen.getByRole('button', { name: 'With a name and an access key instead' }))
  await user.type(screen.getByLabelText('Your name there'), 'ana')
  await user.type(screen.getByLabelText('Password or access key'), 'hush{Enter}')
  await vi.waitFor(() => expect(title()).toMatch(/^Live at/))
  expect(backend.calls.find(([name]) => name === 'signIn')).toEqual(['signIn', null, 'ana', 'hush'])
})

test('without a keychain it is said that it holds for this run', async () => {
  const { user } = await show({ refusal: 'sign-in', keychain: false })
  await user.click(screen.getByRole('button', { name: /^Publish three/ }))
  await user.click(await screen.findByRole('button', { name: 'Sign in…' }))
  await user.type(await screen.findByLabelText('Your name there'), 'ana')
  await user.type(screen.getByLabelText('Password or access key'), 'hush{Enter}')
  await screen.findByText(/stay signed in until Galley ends/)
  await user.click(screen.getByRole('button', { name: 'Go on' }))
  await vi.waitFor(() => expect(title()).toMatch(/^Live at/))
})

test('a computer that was never seen is let in by a person who compared', async () => {
  const { backend, user } = await show({ refusal: 'unknown-host' })
  await user.click(screen.getByRole('button', { name: /^Publish three/ }))
  await screen.findByText('It says that it is SHA256:abc.')
  await user.click(screen.getByRole('button', { name: 'It is the same: go on' }))
  await vi.waitFor(() => expect(title()).toMatch(/^Live at/))
  expect(backend.calls.filter(([name]) => name === 'trustHost')).toHaveLength(1)
})

test('a computer that cannot be trusted after all says why', async () => {
  const problem = { code: 'full', sentence: 'It cannot be written down.', hint: '' }
  const { backend, user } = await show({ refusal: 'unknown-host', failing: { trustHost: problem } })
  await user.click(screen.getByRole('button', { name: /^Publish three/ }))
  await user.click(await screen.findByRole('button', { name: 'It is the same: go on' }))
  await screen.findByText(problem.sentence)
  expect(backend.calls.filter(([name]) => name === 'publish')).toHaveLength(1)
})

test('what somebody rewrote is taken over when a person says that it was meant', async () => {
  const { backend, user } = await show()
  const problem = { code: 'rewritten', sentence: 'It was rewritten.', hint: '' }
  backend.emit({ kind: 'arrived', arrived: { kind: 'not', problem } })
  await user.click(await screen.findByRole('button', { name: 'Take over what is there now' }))
  await vi.waitFor(() => expect(screen.queryByText(problem.sentence)).toBeNull())
  expect(backend.calls).toContainEqual(['keepInStep', true])
})

test('who is not signed in any more hears that nothing of others arrives', async () => {
  const { backend, user } = await show()
  const problem = { code: 'sign-in', sentence: 'It does not know you.', hint: '' }
  backend.emit({ kind: 'arrived', arrived: { kind: 'not', problem } })
  await user.click(await screen.findByRole('button', { name: 'Sign in…' }))
  await user.type(await screen.findByLabelText('Your name there'), 'ana')
  await user.type(screen.getByLabelText('Password or access key'), 'hush{Enter}')
  await vi.waitFor(() => expect(screen.queryByText(problem.sentence)).toBeNull())
  expect(backend.calls).toContainEqual(['keepInStep', false])
  expect(title()).toBe('Publish three stories')
})

test('live is said only of pages that were seen', async () => {
  const { run, user } = await show({ pages: 'not-seen', stepDelay: 100 })
  await user.click(screen.getByRole('button', { name: /^Publish three stories/ }))
  await vi.waitFor(() => expect(title()).toMatch(/^Sent at \d+:\d\d$/), 3000)
  expect(screen.getByText(/Not seen on the pages yet\. We keep looking\.$/)).toBeTruthy()
  expect(screen.getAllByText('Not on the page yet')).toHaveLength(3)
  await vi.waitFor(() => expect(run.looking).toBe(false), 3000)
  expect(title()).toMatch(/^Sent at/)
  expect(screen.getAllByText('Not seen on its page')).toHaveLength(3)
  await expectAccessible()
})

test('where nobody can look, nothing is said of the pages', async () => {
  const { user } = await show({ pages: 'none' })
  await user.click(screen.getByRole('button', { name: /^Publish three stories/ }))
  await vi.waitFor(() => expect(title()).toMatch(/^Sent at/))
  expect(screen.getByText(/How soon readers see it depends on how the site is built\.$/)).toBeTruthy()
})

test('without a connection the stories wait, go out by themselves, or are held', async () => {
  const { backend, run, user } = await show({ publishing: 'refused', offline: true })
  await user.click(screen.getByRole('button', { name: /^Publish three stories/ }))
  await vi.waitFor(() => expect(title()).toBe('Three stories are waiting'))
  expect(screen.getByText(/They go out by themselves when it returns/)).toBeTruthy()
  await expectAccessible()
  const paths = run.sent.map((story) => story.path)
  backend.emit({
    kind: 'went-out',
    paths,
    publication: { outcome: 'sent', commit: 'a', paths, at: new Date().toISOString(), looked_for: [] },
  })
  await vi.waitFor(() => expect(title()).toMatch(/^Sent at/))
})

test('a story that waits can be held', async () => {
  const { backend, user } = await show({ publishing: 'refused', offline: true })
  await user.click(screen.getByRole('button', { name: /^Publish three stories/ }))
  await user.click(await screen.findByRole('button', { name: 'Hold them here' }))
  expect(title()).toBe('Publish three stories')
  expect(backend.calls.some(([name]) => name === 'hold')).toBe(true)
  expect(screen.queryByText('Waits for a connection')).toBeNull()
})

test('a story leaves the site, says so, and is put back', async () => {
  const { backend, run, user } = await show()
  const row = (await backend.library()).stories.find((story) => story.state === 'live')
  if (!row) throw new Error('one is live')
  const leave = { kind: 'note' as const, text: 'It was wrong.' }
  await run.unpublish(row, leave)
  expect(backend.calls.find(([name]) => name === 'unpublish')).toEqual(['unpublish', row.path, leave])
  await vi.waitFor(() => expect(title()).toMatch(/^Off the site since \d+:\d\d$/))
  expect(screen.getByText('A draft here')).toBeTruthy()
  await expectAccessible()
  await user.click(screen.getByRole('button', { name: 'Put it back' }))
  await vi.waitFor(() => expect(title()).toMatch(/^Back on the site at \d+:\d\d$/))
  expect(backend.calls.findLast(([name]) => name === 'undoPublish')).toEqual([
    'undoPublish',
    [row.path],
    false,
  ])
})

test('what others published comes here before a story leaves again', async () => {
  const problem = { code: 'not-arrived', sentence: 'Maria published another version.', hint: '' }
  const { backend, run, user } = await show()
  const row = (await backend.library()).stories.find((story) => story.state === 'live')
  if (!row) throw new Error('one is live')
  backend.unpublish = async () => ({ outcome: 'refused', problem, waits: false })
  await run.unpublish(row, { kind: 'nothing' })
  await vi.waitFor(() => expect(title()).toBe('Still on the site'))
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  expect(backend.calls.some(([name]) => name === 'keepInStep')).toBe(true)
})

test('a fix says what it is and what readers are told, and only then it goes', async () => {
  const { backend, run, user, index, page } = await show()
  index.unmount()
  page.unmount()
  const row = (await backend.library()).stories.find((story) => story.state === 'live')
  if (!row) throw new Error('one is live')
  const settings = (await backend.start()).settings
  const began = vi.fn()
  const onback = vi.fn()
  const props = {
    path: row.path,
    settings,
    platform: 'linux',
    onback,
    onpublish: (fix: Fix) => run.fix(row, fix, began),
    onsettings: vi.fn(),
  }
  const fixing = render(QuickFix, props)
  const act = await screen.findByRole('button', { name: /^Publish the fix/ })
  expect((act as HTMLButtonElement).disabled, 'nothing is changed').toBe(true)
  await expectAccessible()
  const headline = screen.getByRole('textbox', { name: 'Headline' })
  await user.type(headline, '!')
  expect((act as HTMLButtonElement).disabled, 'readers are not told yet').toBe(true)
  screen.getByText('Write what readers are told first.')
  await user.type(screen.getByRole('textbox', { name: 'What readers are told' }), 'A name was wrong.')
  expect(document.querySelector('blockquote')?.textContent).toMatch(/^Correction, .*: A name was wrong\.$/)
  await user.keyboard('{Control>}{Enter}{/Control}')
  await vi.waitFor(() => expect(run.phase).toBe('sent'))
  expect(began).toHaveBeenCalledOnce()
  const [, path, fix] = backend.calls.find(([name]) => name === 'publishFix') ?? []
  expect(path).toBe(row.path)
  expect(fix).toMatchObject({
    kind: 'correction',
    note: 'A name was wrong.',
    title: `${row.title}!`,
    dek: null,
    changes: [],
  })

  const problem = { code: 'findings', sentence: 'Text: “TK” is left in the text.', hint: '' }
  backend.publishFix = async () => Promise.reject(new DeskError(problem))
  await user.click(act)
  await screen.findByText(problem.sentence)
  expect(run.phase, 'nothing was sent, and the words stay here').toBe('choose')
  expect(onback).not.toHaveBeenCalled()

  const told = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'What readers are told' })
  expect(told().value).toBe('A name was wrong.')
  fixing.unmount()
  render(QuickFix, props)
  await screen.findByRole('button', { name: /^Publish the fix/ })
  expect(told().value, 'what was left is there again').toBe('A name was wrong.')
  expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Headline' }).value).toBe(`${row.title}!`)
})

test('a publish is stopped until it is sent, and nothing of it stays away', async () => {
  const { backend, run, user } = await show({ stepDelay: 300 })
  await user.keyboard('{Control>}{Enter}{/Control}')
  await user.click(await screen.findByRole('button', { name: 'Stop' }))
  expect(title()).toBe('Stopped')
  expect(screen.getByText(/Nothing on the site has changed/)).toBeTruthy()
  await expectAccessible()
  expect(screen.getAllByText('Approved')).toHaveLength(3)
  expect((await backend.press()).ready).toHaveLength(3)
  await new Promise((done) => setTimeout(done, 400))
  expect(run.phase, 'the late answer changes nothing').toBe('stopped')
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  await vi.waitFor(() => expect(title()).toMatch(/^Live at/), 3000)
})

test('what is being sent is not said to be stopped', async () => {
  const { run, user } = await show({ stepDelay: 300, stopsInTime: false })
  await user.keyboard('{Control>}{Enter}{/Control}')
  await user.click(await screen.findByRole('button', { name: 'Stop' }))
  expect(screen.getByText(/too late to stop it/)).toBeTruthy()
  expect(run.phase).toBe('run')
  await vi.waitFor(() => expect(run.step).toBe('sending'))
  expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull()
  expect(screen.getByText(/too late to stop it/)).toBeTruthy()
  await vi.waitFor(() => expect(title()).toMatch(/^Live at/), 3000)
})

test('behind a page that wants people to sign in the stories wait as well', async () => {
  const { backend, run, user } = await show({ publishing: 'refused', offline: 'elsewhere' })
  await user.keyboard('{Control>}{Enter}{/Control}')
  await vi.waitFor(() => expect(title()).toBe('Three stories are waiting'))
  expect(screen.getByText(/Something else answers in the place of the site/)).toBeTruthy()
  await expectAccessible()
  expect((await backend.library()).offline).toBe(3)
  await user.click(screen.getByRole('button', { name: 'Hold them here' }))
  await vi.waitFor(() => expect(run.press?.waiting).toEqual([]))
})

test('stories are ticked to be approved together, by keys', async () => {
  const backend = fakeBackend({ quiet: true })
  useBackend(backend)
  const run = new PublishRun()
  const [ontogether, onturn] = [vi.fn(), vi.fn()]
  render(PressIndex, { run, ontogether, onturn })
  await vi.waitFor(() => expect(run.press).not.toBeNull())
  const open = [...(run.press?.changed ?? []), ...(run.press?.writing ?? [])]
  const boxes = await screen.findAllByRole<HTMLInputElement>('checkbox', { name: /^To approve: / })
  expect(boxes).toHaveLength(open.length)
  expect(
    boxes.some((box) => box.checked),
    'nothing is approved unread',
  ).toBe(false)
  expect(screen.queryByRole('button', { name: /^Read and approve/ })).toBeNull()
  const user = userEvent.setup()
  for (const box of boxes.slice(0, 2)) {
    box.focus()
    await user.keyboard(' ')
  }
  await expectAccessible()
  await user.click(screen.getByRole('button', { name: 'Read and approve two together' }))
  expect(ontogether).toHaveBeenCalledWith(open.slice(0, 2).map((story) => story.path))
  await user.click(screen.getByRole('button', { name: 'Review two in turn' }))
  expect(onturn).toHaveBeenCalledWith(open.slice(0, 2).map((story) => story.path))

  const [first] = open
  const story = backend.stories.find((one) => one.path === first?.path)
  const { content } = await backend.review(story?.path ?? '')
  const by = { name: 'Ana Lindqvist', email: '' }
  await backend.approve(story?.path ?? '', content, by, by)
  await vi.waitFor(() => expect(run.ticks.picks).toEqual([open[1]?.path]))
  await user.click(screen.getByRole('button', { name: 'Read and approve it' }))
  expect(ontogether).toHaveBeenLastCalledWith([open[1]?.path])
})

test('who mends a story and approves that alone says why', async () => {
  const ownStory = finding('W4', { message: 'A second pair of eyes is missing.' })
  const backend = fakeBackend({ ownStory, stepDelay: 5 })
  useBackend(backend)
  const run = new PublishRun()
  const ana = { name: 'Ana Lindqvist', email: '' }
  const settings = await backend.setPeople(ana, ana)
  const row = (await backend.library()).stories.find((story) => story.state === 'live')
  if (!row) throw new Error('one is live')
  const began = vi.fn()
  render(QuickFix, {
    path: row.path,
    settings,
    platform: 'linux',
    onback: vi.fn(),
    onpublish: (fix: Fix) => run.fix(row, fix, began),
    onsettings: vi.fn(),
  })
  const user = userEvent.setup()
  await user.type(await screen.findByRole('textbox', { name: 'Headline' }), '!')
  await user.click(screen.getByRole('radio', { name: /^A small fix/ }))
  await user.keyboard('{Control>}{Enter}{/Control}')
  await screen.findByText(ownStory.message)
  await expectAccessible()
  expect(run.phase, 'nothing was sent').toBe('choose')
  expect(began).not.toHaveBeenCalled()
  await vi.waitFor(() =>
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Why is it right as it is?'),
  )
  await user.keyboard('Everybody is ill.{Enter}')
  await vi.waitFor(() => expect(run.phase).toBe('sent'))
  const fixes = backend.calls.filter(([name]) => name === 'publishFix')
  expect(fixes.map(([, , fix]) => (fix as Fix).reason)).toEqual(['', 'Everybody is ill.'])
})
