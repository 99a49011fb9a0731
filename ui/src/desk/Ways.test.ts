import { fireEvent, screen } from '@testing-library/svelte'
import { expect, test } from 'vitest'
import { rows, seated } from './seated'

test.each([1600, 1366, 1280, 900])('earlier versions are a button under the text in a window of %i', async (width) => {
  const { user } = await seated({}, width)
  await user.click(screen.getByRole('button', { name: 'Earlier versions' }))
  expect(await screen.findByRole('heading', { name: 'Earlier versions' })).toBeTruthy()
})

test('earlier versions are in the menu of a story, with their key', async () => {
  const { user } = await seated()
  const [, other] = rows()
  await fireEvent.contextMenu(other as HTMLElement)
  await user.click(await screen.findByRole('menuitem', { name: /^Earlier versions/ }))
  expect(await screen.findByRole('heading', { name: 'Earlier versions' })).toBeTruthy()
})
