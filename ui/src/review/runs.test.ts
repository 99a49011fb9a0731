import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wordRuns } from './runs'

test('what stayed and went is the text before; what stayed and came is the text now', () => {
  const text = fc
    .array(fc.constantFrom('a', 'bee', ' ', '  ', 'c.', '\n'), { maxLength: 12 })
    .map((all) => all.join(''))
  fc.assert(
    fc.property(text, text, (before, now) => {
      const runs = wordRuns(before, now)
      const side = (not: string) =>
        runs
          .filter((run) => run.fate !== not)
          .map((run) => run.text)
          .join('')
      expect(side('in')).toBe(before)
      expect(side('out')).toBe(now)
    }),
  )
})

test('only the words that differ are marked', () => {
  expect(wordRuns('two false alarms', 'three false alarms')).toEqual([
    { fate: 'out', text: 'two' },
    { fate: 'in', text: 'three' },
    { fate: 'same', text: ' false alarms' },
  ])
})
