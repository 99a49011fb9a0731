import { expect, test } from 'vitest'
import type { OwnField } from '../ipc'
import { keyLabel } from '../words/fields'
import { count, steady, variantOf } from './own'

const field = (key: string, more = false): OwnField => ({
  key: [key],
  control: 'text',
  value: { kind: 'text', text: key },
  label: null,
  needed: false,
  more,
  locked: null,
})

test('fields stay where they were, those that go stay empty, new ones come last', () => {
  const inPlace = steady()
  inPlace([field('a'), field('b', true), field('c')])
  const now = inPlace([field('c'), field('d'), field('b', false)])
  expect(now.map(({ key }) => key[0])).toEqual(['a', 'b', 'c', 'd'])
  expect(now[0]?.value).toEqual({ kind: 'none' })
  expect(now[1]?.more).toBe(true)
})

test('a variant differs in case or accents only, and is none of those in use', () => {
  for (const [text, used, found] of [
    ['courts', ['Courts'], 'Courts'],
    ['Yucel', ['Yücel'], 'Yücel'],
    ['Courts', ['courts', 'Courts'], null],
    ['Court', ['Courts'], null],
  ] as const) {
    expect(variantOf(text, [...used])).toBe(found)
  }
})

test('characters are counted as people count them', () => {
  for (const [text, length] of [
    ['', 0],
    ['Zoë', 3],
    ['e\u0301', 1],
    ['👩‍👩‍👧', 1],
  ] as const) {
    expect(count(text)).toBe(length)
  }
})

test('keys become labels that people read', () => {
  for (const [key, label] of [
    [['reading_time'], 'Reading time'],
    [['extra', 'toc'], 'Table of contents'],
    [['heroVideo'], 'Hero video'],
    [['seo', 'title'], 'Headline in search'],
    [['last_modified_at'], 'Updated'],
    [['FAQ-page'], 'FAQ page'],
    [['six.th'], 'Six th'],
  ] as const) {
    expect(keyLabel([...key])).toBe(label)
  }
})
