/** What the press room says of the site besides, and that it says nothing twice and nothing untrue. */
import { screen, waitFor, within } from '@testing-library/svelte'
import { expect, test, vi } from 'vitest'
import { expectAccessible } from '../fake/axe'
import type { Publication } from '../ipc'
import { show, title } from './shown'

/** Why the site is not reached, as it is heard of in passing and as a refusal. */
const moved = { code: 'nothing-there', sentence: 'There is nothing at that address.', hint: '' }
const refused: Publication = { outcome: 'refused', problem: moved, waits: false }

test('what stands in the way is said once, and no more once stories went', async () => {
  const { backend, user } = await show()
  backend.emit({ kind: 'arrived', arrived: { kind: 'not', problem: moved } })
  await screen.findByText(moved.sentence)
  const plain = backend.publish
  backend.publish = async () => {
    // It is looked at in between as well.
    backend.emit({ kind: 'arrived', arrived: { kind: 'not', problem: moved } })
    return refused
  }
  await user.click(screen.getByRole('button', { name: /^Publish three stories/ }))
  await waitFor(() => expect(title()).toBe('Not sent'))
  expect(screen.getAllByText(moved.sentence)).toHaveLength(1)
  expect(screen.getByRole('alert').textContent).toContain(moved.sentence)
  backend.publish = plain
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  await waitFor(() => expect(title()).toMatch(/^Live at/))
  expect(screen.queryByText(moved.sentence)).toBeNull()
})

test('that many stories would go waits for an answer, whatever is sent meanwhile', async () => {
  const { backend, user } = await show()
  const problem = { code: 'many-gone', sentence: 'Others took 30 stories off the site.', hint: '' }
  backend.emit({ kind: 'arrived', arrived: { kind: 'not', problem } })
  await user.click(screen.getByRole('button', { name: /^Publish three stories/ }))
  await waitFor(() => expect(title()).toMatch(/^Live at/))
  expect(screen.getByRole('button', { name: 'Let them go here too' })).toBeTruthy()
})

test('where somebody rewrote the site, nobody is told that nothing has changed there', async () => {
  const { backend, user } = await show()
  const problem = { code: 'rewritten', sentence: 'Somebody rewrote what is on the site.', hint: '' }
  backend.publish = async () => ({ ...refused, problem }) as Publication
  await user.click(screen.getByRole('button', { name: /^Publish three stories/ }))
  await screen.findByText(
    'Nothing was sent. Your three stories are still approved and safe on this computer.',
  )
  expect(screen.queryByText(/Nothing on the site has changed/)).toBeNull()
})

test('after some went, the others are one key away, and go only once they are shown', async () => {
  const { backend, index, user } = await show()
  await user.click(within(index.container).getAllByRole('checkbox')[0] as HTMLElement)
  await user.keyboard('{Control>}{Enter}{/Control}')
  await waitFor(() => expect(title()).toMatch(/^Live at/))
  const on = await screen.findByRole('button', { name: /^Back to what is ready/ })
  expect(on.classList.contains('btn--primary')).toBe(true)
  await user.keyboard('{Control>}{Enter}{/Control}')
  expect(title()).toBe('Publish one story')
  expect(backend.calls.filter(([name]) => name === 'publish')).toHaveLength(1)
  await user.keyboard('{Control>}{Enter}{/Control}')
  await waitFor(() => expect(backend.calls.filter(([name]) => name === 'publish')).toHaveLength(2))
})

test('what was sent is called sent until its page shows it, in both lists, and after the next publish', async () => {
  const { index, run, user } = await show({ pages: 'not-seen' })
  const boxes = within(index.container).getAllByRole('checkbox')
  await user.click(boxes[1] as HTMLElement)
  await user.click(boxes[2] as HTMLElement)
  await user.keyboard('{Control>}{Enter}{/Control}')
  await waitFor(() => expect(title()).toMatch(/^Sent at/))
  const [first] = run.sent
  const lines = () =>
    screen.getAllByRole('listitem').filter((line) => line.textContent?.includes(first?.title ?? '-'))
  const inList = () => lines().filter((line) => index.container.contains(line))
  await waitFor(() => expect(run.looking).toBe(false))
  expect(within(inList()[0] as HTMLElement).getByText('Sent, not yet seen')).toBeTruthy()
  await user.click(await screen.findByRole('button', { name: /^Back to what is ready/ }))
  await user.click(screen.getByRole('button', { name: /^Publish two stories/ }))
  await waitFor(() => expect(title()).toMatch(/^Sent at/))
  const [line] = lines()
  expect(line?.textContent).toContain('Sent, not yet seen')
  expect(within(line as HTMLElement).queryByText('Live')).toBeNull()
})

test('a site without a place to publish to says so once and first, and nothing looks ready to go', async () => {
  const { backend, index, run, page } = await show()
  const plain = backend.press
  backend.press = async () => ({ ...(await plain()), destination: null })
  await run.load()
  await vi.waitFor(() => expect(title()).toBe('This site has no place to publish to yet'))
  expect(screen.getAllByText(/no place to publish to/)).toHaveLength(1)
  expect(screen.getByText(/Whoever looks after the site can set up where stories go/)).toBeTruthy()
  expect(run.canPublish).toBe(false)
  expect(run.press?.ready.length).toBeGreaterThan(0)
  expect(within(index.container).queryByText('Ready to publish')).toBeNull()
  // They are approved, and are not ticked to be sent.
  const first = within(index.container).getByText(run.press?.ready[0]?.title ?? '')
  expect(within(index.container).getByRole('heading', { name: 'Approved' })).toBeTruthy()
  expect(first.closest('li')?.querySelector('input')).toBeNull()
  expect(within(page.container).queryByText(run.press?.ready[0]?.title ?? '')).toBeNull()
  await expectAccessible()
})
