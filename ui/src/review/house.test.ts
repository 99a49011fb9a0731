import { render, screen } from '@testing-library/svelte'
import { expect, test, vi } from 'vitest'
import { fakeBackend } from '../fake'
import { expectAccessible } from '../fake/axe'
import { type Review as Changes, useBackend } from '../ipc'
import { setting } from '../words/setting'
import Review from './Review.svelte'

test('what people said of the site is reviewed by its names, and by no writer', async () => {
  const backend = fakeBackend()
  const path = (await backend.library()).stories[0]?.path ?? ''
  const story = await backend.review(path, 'approved')
  const review: Changes = {
    ...story,
    path: '.galley/site.toml',
    title: 'How this site keeps its stories',
    house: true,
    anything: true,
    authors: [],
    text: [],
    pictures: [],
    since: { kind: 'approved', at: '2026-11-20T10:00:00Z', by: 'Ana Lindqvist' },
    bases: [],
    fields_same: 1,
    fields: [
      {
        field: 'figure.form',
        runs: [
          { fate: 'out', text: 'markdown' },
          { fate: 'in', text: 'html' },
        ],
      },
      { field: 'check.severity.Picture without a credit', runs: [{ fate: 'in', text: 'warning' }] },
      { field: 'check.words.e-mail', runs: [{ fate: 'in', text: 'email' }] },
      { field: 'check.one_person', runs: [{ fate: 'in', text: 'true' }] },
      {
        field: 'check.labels',
        runs: [
          { fate: 'same', text: 'Photo' },
          { fate: 'in', text: 'Map' },
        ],
      },
    ],
  }
  const findings = vi.fn(backend.findings)
  const approve = vi.fn(async () => ({ kind: 'approved', state: 'approved' }) as const)
  useBackend({ ...backend, review: async () => review, findings, approve, lookedAt: async () => {} })
  const settings = {
    ...(await backend.start()).settings,
    writer: null,
    editor: { name: 'Ana', email: 'a@x.example' },
  }
  const onapproved = vi.fn()
  render(Review, { path: review.path, settings, onback: vi.fn(), onapproved })
  await screen.findByRole('heading', { name: /^Settings/ })
  const rows = [...document.querySelectorAll('.rowdiff')].map((row) =>
    row.textContent?.replace(/\s+/g, ' ').trim(),
  )
  expect(rows).toEqual([
    'Pictures in the text Caption and credit on the line below taken outA figure of its own added',
    'Picture without a credit Worth a look added',
    'House words: not “e-mail”, but email added',
    'One person may write and approve a story Yes added',
    'Labels that a credit may have PhotoMap added',
  ])
  await expectAccessible()
  expect(findings).not.toHaveBeenCalled()
  screen.getByText(setting.mean)
  screen.getByRole('button', { name: /Approve/ }).click()
  await vi.waitFor(() => expect(onapproved).toHaveBeenCalledWith('approved'))
  const ana = { name: 'Ana', email: 'a@x.example' }
  expect(approve).toHaveBeenCalledWith(review.path, review.content, ana, ana)
})
