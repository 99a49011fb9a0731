import fc from 'fast-check'
import { expect, test } from 'vitest'
import { link, stretches, strong } from './caption'
import { creditLine, joinCredit, matchingCredits, splitCredit } from './credit'
import { fileSize } from './size'

test.each([
  ['Zoë Çelik/Orrin Record', 'Zoë Çelik', 'Orrin Record', 'a name and a house'],
  ['Orrin County', 'Orrin County', '', 'a name alone'],
  ['AP/Ada Ek/Orrin Record', 'AP/Ada Ek', 'Orrin Record', 'the last stroke divides'],
  ['', '', '', 'nothing'],
])('the credit %s is who “%s” for “%s” (%s)', (credit, who, whom) => {
  expect(splitCredit(credit)).toEqual({ who, whom })
  expect(joinCredit(who, whom)).toBe(credit)
})

test('readers see a credit in brackets, or nothing', () => {
  expect(creditLine({ label: '', credit: 'Ada Ek' })).toBe('(Photo: Ada Ek)')
  expect(creditLine({ label: 'Map', credit: 'Ada Ek' })).toBe('(Map: Ada Ek)')
  expect(creditLine({ label: 'Photo', credit: '' })).toBe('')
})

test('completion finds any name in a credit, six at most', () => {
  const credits = ['Ilse Øverland/Orrin Record', 'Matej Žunić/Orrin Record', 'Ada Ek']
  expect(matchingCredits('orr', credits)).toEqual(credits.slice(0, 2))
  expect(matchingCredits('øv', credits)).toEqual([credits[0]])
  expect(matchingCredits('rin', credits)).toEqual([])
  expect(matchingCredits('a', Array(9).fill('Ada'))).toHaveLength(6)
})

test('strong put on and taken off again leaves the text as it was', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z ]{1,20}$/), fc.nat(), fc.nat(), (text, a, b) => {
      const [from, to] = [a % text.length, b % (text.length + 1)].sort((x, y) => x - y) as [number, number]
      const on = strong(text, from, to)
      expect(on.text.slice(on.from, on.to)).toBe(text.slice(from, to))
      expect(strong(on.text, on.from, on.to)).toEqual({ text, from, to })
    }),
  )
})

test('a link takes the chosen words, or the chosen address', () => {
  const words = link('see the report', 4, 14)
  expect(words.text).toBe('see [the report](https://)')
  expect(words.text.slice(words.from, words.to)).toBe('https://')
  expect(link('https://a.example', 0, 17).text).toBe('[](https://a.example)')
})

test('a caption is shown without its marks', () => {
  expect(stretches('The **annex**, [as built](https://a.example).')).toEqual([
    { text: 'The ', strong: false, link: false },
    { text: 'annex', strong: true, link: false },
    { text: ', ', strong: false, link: false },
    { text: 'as built', strong: false, link: true },
    { text: '.', strong: false, link: false },
  ])
})

test.each([
  [9_800_000, '9.8 MB', 'one place after the point'],
  [214_000, '214 kB', 'whole kilobytes'],
  [999_600, '1.0 MB', 'never 1000 kB'],
  [12, '12 bytes', 'bytes'],
])('%i is %s (%s)', (bytes, shown) => expect(fileSize(bytes)).toBe(shown))
