import { expect, test } from 'vitest'
import { brief, clock, dayWithin, moment, within } from './moment'

const now = new Date(2026, 10, 18, 14, 2)
const at = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString()

test.each([
  [at(2026, 10, 18, 14, 2), 'Today, 14:02', 'the time while it is the same day'],
  [at(2026, 10, 18, 0, 5), 'Today, 0:05', 'midnight is 0, not 24'],
  [at(2026, 10, 17, 23, 59), 'Yesterday, 23:59', 'the day changes at midnight, not after 24 hours'],
  [at(2026, 10, 12, 9, 20), 'November 12', 'the day alone further back'],
  [at(2025, 10, 12, 9, 20), 'November 12, 2025', 'the year when it is another'],
  ['', '', 'no time, no words'],
])('a moment in a list: %s is “%s” (%s)', (when, shown) => {
  expect(moment(when, now)).toBe(shown)
})

test('short forms', () => {
  const today = at(2026, 10, 18, 9, 20)
  expect(clock(today)).toBe('9:20')
  expect(brief(today, now)).toBe('9:20')
  expect(brief(at(2026, 10, 17, 9, 20), now), 'inside a sentence').toBe('yesterday')
  expect(brief(at(2026, 10, 13, 9, 20), now)).toBe('November 13')
  expect(brief(at(2016, 2, 4, 9, 20), now)).toBe('March 4, 2016')
  expect(within(today, now)).toBe('today, 9:20')
  expect(dayWithin(today, now)).toBe('today')
})
