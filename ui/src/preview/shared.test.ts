import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CARD, cutToLetters, cutToRoom, type Measure, SNIPPET, TITLE, trail } from './shared'

/** Every letter is as wide as half the font is high. */
const even: Measure = (text, font) => text.length * Number.parseFloat(font) * 0.5

test('a headline is cut after the last word that fits', () => {
  for (const [text, shown, last, why] of [
    ['Night court', 'Night court', null, 'it fits'],
    ['a'.repeat(60), 'a'.repeat(60), null, 'it just fits'],
    [`${'a'.repeat(40)} ${'b'.repeat(30)}`, `${'a'.repeat(40)} ...`, 'a'.repeat(40), 'a word does not'],
    ['a'.repeat(80), `${'a'.repeat(56)} ...`, 'a'.repeat(56), 'one word is longer than the line'],
    ['  two \n words ', 'two words', null, 'blanks are one'],
  ] as const) {
    expect(cutToRoom(text, TITLE.desktop, even), why).toEqual({ shown, last })
  }
})

test('a phone has two lines for it', () => {
  const text = 'The last bus leaves at 8:52, and night court ends at 9:30 on most of these days'
  expect(cutToRoom(text, TITLE.desktop, even).last).toBe('at')
  expect(cutToRoom(text, TITLE.phone, even).last).toBe('on')
})

test('what is shown fits and is the beginning of the text', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1, maxLength: 40 }), { maxLength: 40 }), (parts) => {
      const text = parts.join(' ').trim().replace(/\s+/g, ' ')
      for (const room of [TITLE.desktop, TITLE.phone, SNIPPET.desktop, SNIPPET.phone]) {
        const { shown, last } = cutToRoom(text, room, even)
        expect(last === null).toBe(shown === text)
        expect(text.startsWith(last === null ? shown : shown.replace(/ \.\.\.$/, ''))).toBe(true)
      }
      const { shown } = cutToLetters(text, CARD.title)
      expect([...shown].length).toBeLessThanOrEqual(CARD.title)
    }),
  )
})

test('letters are counted as people count them', () => {
  expect(cutToLetters('김하늘 ran the circle', 7)).toEqual({ shown: '김하늘…', last: '김하늘' })
  expect(cutToLetters('💥'.repeat(80), 70).shown).toBe(`${'💥'.repeat(69)}…`)
})

test('an address is shown as a trail', () => {
  expect(trail('orrinrecord.example', 'posts/night-court')).toBe('orrinrecord.example › posts › night-court')
})
