import { expect, test } from 'vitest'
import { daysUntil, lintOfRights, unsaid } from './rights'

const now = new Date(2026, 10, 20, 23, 30)

test.each([
  ['', []],
  ['2026-12-05', []],
  ['2026-12-04', ['look']],
  ['2026-11-20', ['look']],
  ['2026-11-19', ['stop']],
])('a last day of %s on November 20', (until, expected) => {
  expect(lintOfRights({ ...unsaid, until }, now).map(({ weight }) => weight)).toEqual(expected)
})

test.each([
  ['Editorial use on the web', 0],
  ['Print only', 1],
  ['Not for use on the internet', 1],
])('terms that say “%s”', (terms, count) => {
  expect(lintOfRights({ ...unsaid, terms }, now)).toHaveLength(count)
})

test('days are those of the calendar, also over a change of the clocks', () => {
  expect(daysUntil('2026-11-02', new Date(2026, 9, 24, 23))).toBe(9)
})
