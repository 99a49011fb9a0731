import { expect, test } from 'vitest'
import { zoneName } from './zones'

test.each([
  ['America/New_York', 'New York', 'a place'],
  ['Etc/GMT-1', 'UTC+01:00', 'a distance, whose sign is the other way round in its name'],
  ['Etc/GMT+10', 'UTC−10:00', 'two digits'],
  ['UTC', 'UTC', 'the name of no place'],
])('the zone %s is shown as %s', (zone, shown, _why) => {
  expect(zoneName(zone)).toBe(shown)
})
