import { expect, test } from 'vitest'
import type { State, StoryRow } from '../ipc'
import { byLetters, counts, type Filter, shownRows } from './filter'

const row = (title: string, state: State, more: Partial<StoryRow> = {}): StoryRow => ({
  path: title,
  title,
  dek: '',
  authors: [],
  date: '2026-11-18T09:00:00-05:00',
  address: '',
  day: 'Nov 18',
  state,
  with_readers: state.startsWith('live'),
  thumbnail: null,
  broken: null,
  ...more,
})
const stories = [
  row('Night bus', 'writing', { dek: 'The last one leaves at 8:52.' }),
  row('Flood wall', 'live-with-changes', { authors: ['Łukasz Wiśniewski', 'Zoë Çelik'] }),
  row('Second judge', 'approved', { day: 'Nov 17', date: '2026-11-17' }),
  row('Jail records', 'live'),
]

test('chips count; a live story with changes is live', () => {
  expect(counts(stories)).toEqual({ all: 4, writing: 1, approved: 1, live: 2 })
})

test.each<[Filter, string, string[], string]>([
  ['all', '', ['Night bus', 'Flood wall', 'Second judge', 'Jail records'], 'everything in its order'],
  ['live', '', ['Flood wall', 'Jail records'], 'a chip'],
  ['all', 'JUDGE', ['Second judge'], 'headline, case does not matter'],
  ['all', 'leaves', ['Night bus'], 'dek'],
  ['all', 'celik', ['Flood wall'], 'a name without its accents'],
  ['all', 'nov 17', ['Second judge'], 'the date as shown'],
  ['all', '2026-11-17', ['Second judge'], 'the date as written'],
  ['all', 'bus  last', ['Night bus'], 'words in any order'],
  ['approved', 'bus', [], 'chip and words together'],
])('%s %j: %j (%s)', (filter, asked, titles) => {
  expect(shownRows(stories, filter, asked).map(({ title }) => title)).toEqual(titles)
})

test.each<[string, string[], string]>([
  ['', ['Night bus', 'Flood wall', 'Second judge', 'Jail records'], 'nothing asked: the newest'],
  [
    's',
    ['Second judge', 'Night bus', 'Flood wall', 'Jail records'],
    'a headline that begins with it comes first',
  ],
  ['celik', ['Flood wall'], 'a name without its accents'],
  ['leaves', [], 'not in the dek'],
  ['rec ja', ['Jail records'], 'beginnings of words, in any order'],
])('letters %j: %j (%s)', (asked, titles) => {
  expect(byLetters(stories, asked, 9).map(({ title }) => title)).toEqual(titles)
})

test('ten thousand rows are filtered between two frames', () => {
  const many = Array.from({ length: 10_000 }, (_, i) =>
    row(`Story ${i} about the river and the bridge`, 'live', { dek: 'A dek of some length. '.repeat(5) }),
  )
  shownRows(many, 'all', 'first time reads them all')
  const begun = performance.now()
  expect(shownRows(many, 'all', 'story 9999')).toHaveLength(1)
  // Generous: a shared machine must not fail it, a quadratic filter must.
  expect(performance.now() - begun).toBeLessThan(200)
})
