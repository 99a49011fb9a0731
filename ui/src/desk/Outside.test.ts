import { screen } from '@testing-library/svelte'
import { expect, test } from 'vitest'
import { LIBRARY, seated, text } from './seated'

/** A story whose file was changed, or deleted, by another program while somebody writes. */
async function changedOutside(gone: boolean) {
  const seat = await seated({}, 1280)
  const plain = seat.backend.openPost
  const outside = { at: '2026-11-18T14:20:00', gone }
  seat.backend.openPost = async (path) => ({ ...(await plain(path)), outside })
  text().focus()
  seat.backend.emit({ kind: 'outside', path: LIBRARY })
  const notice = await screen.findByRole('alert')
  return { ...seat, plain, notice }
}

test.each([
  [false, 'Kept, not saved: two texts wait for your choice'],
  [true, 'Kept, not saved: the file was deleted'],
])('what stopped saving stays in sight wherever somebody writes (deleted: %s)', async (gone, said) => {
  const { notice } = await changedOutside(gone)
  // It is no part of what is scrolled.
  expect(notice.closest('.scroll')).toBeNull()
  expect(notice.closest('main')).not.toBeNull()
  const foot = document.querySelector('.ms .foot') as HTMLElement
  const sentence = screen.getByText(said)
  expect(foot.contains(sentence)).toBe(true)
  expect(sentence.classList.contains('clip')).toBe(false)
  // Nothing stands beside it that would leave it no room.
  expect(foot.textContent).not.toMatch(/\d words|Live/)
})

test('once somebody chose, the notice goes and the focus is in the text', async () => {
  const { backend, plain, user } = await changedOutside(false)
  backend.settleOutside = async (path) => plain(path)
  await user.click(screen.getByRole('button', { name: 'Keep mine' }))
  expect(screen.queryByRole('alert')).toBeNull()
  expect(document.activeElement).toBe(text())
  expect(screen.getByText('Saved on this computer')).toBeTruthy()
})
