import { expect, test } from 'vitest'
import { site } from '../fake/options'
import { counted, inWords, list } from './counting'
import { keyLabel } from './fields'
import { words } from './index'
import { tasks } from './tasks'

/** Every sentence of a catalogue; functions are asked with counts and names that fit most of them. */
function sentences(node: unknown): string[] {
  if (typeof node === 'string') return [node]
  if (node && typeof node === 'object') return Object.values(node).flatMap(sentences)
  return []
}

test('every word is in the one catalogue', () => {
  const files = import.meta.glob<Record<string, unknown>>(['./*.ts', '!./*.test.ts'], { eager: true })
  const all = new Set(sentences(words))
  for (const [name, file] of Object.entries(files)) {
    expect(
      sentences(file).filter((one) => !all.has(one)),
      name,
    ).toEqual([])
  }
})

test('a large count has its comma wherever it stands', () => {
  expect(counted(1214, 'story', 'stories')).toBe('1,214 stories')
  expect(words.check.asked(1214)).toBe('1,214 links to look at.')
  expect(words.kept.found({ ...site, places: [] }, 1214)).toContain('1,214 stories in')
  expect(words.kept.found({ ...site, generator: 'hugo' }, 0), 'no folder of none').toBe(
    'Hugo, no stories yet',
  )
  expect(words.kept.found({ ...site, generator: 'generic' }, 0)).toBe('No stories yet')
})

test('no word of what lies underneath is on a screen', () => {
  const never = /\b(commit|push|pull|merge|branch|HEAD|remote|YAML|front matter|Markdown|git|repository)\b/i
  const all = sentences(tasks)
  expect(all.length).toBeGreaterThan(100)
  expect(all.filter((one) => never.test(one))).toEqual([])
})

test('the voice: no exclamation, no please, no success', () => {
  const never = /!|\b(please|oops|successfully|error|invalid|user|item)\b/i
  expect(sentences(tasks).filter((one) => never.test(one))).toEqual([])
})

test.each([
  [1, 'Publish one story', 'Live copy of one', 'holds the story'],
  [2, 'Publish two stories', 'both', 'holds both stories'],
  [3, 'Publish three stories', 'all', 'holds all three stories'],
  [11, 'Publish 11 stories', 'digits from eleven on', 'holds all 11 stories'],
])('%i: “%s” (%s)', (count, title, _why, holds) => {
  expect(tasks.publishing.title(count)).toBe(title)
  expect(tasks.publishing.sentLede(count, false, false)).toContain(holds)
})

test('one story that was refused is one story', () => {
  expect(tasks.publishing.refusedLede(1)).toBe(
    'Nothing on the site has changed. Your story is still approved and safe on this computer.',
  )
  expect(tasks.publishing.runTitle(1)).toBe('One story is on its way')
})

test('what was removed from a picture is one sentence', () => {
  expect(tasks.picture.removed(['Location', 'Camera serial number'])).toBe(
    'Location and camera serial number were removed.',
  )
  expect(tasks.picture.removed(['GPS position'])).toBe('GPS position was removed.')
})

test('changes of a text are counted in words', () => {
  expect(tasks.review.textCount(2, 1, 0, 1)).toBe('2 paragraphs reworded, 1 new, 1 moved')
  expect(tasks.review.textCount(0, 1, 0, 0)).toBe('1 new paragraph')
  expect(tasks.review.textCount(0, 0, 0, 0)).toBe('as it was')
  expect(tasks.review.same(1, true)).toBe('First paragraph as it was')
  expect(tasks.review.same(4, false)).toBe('4 paragraphs as they were')
  expect(tasks.review.same(13, true, true)).toBe('All 13 paragraphs as they were')
  expect(tasks.review.same(1, true, true)).toBe('First paragraph as it was')
})

test('the first words of a paragraph come with their own dots where they are cut', () => {
  expect(tasks.review.moved(false, 'What he felt there was…')).toBe(
    'Moved down. It came after “What he felt there was…”',
  )
})

test('since when: the year where it is another, small letters inside a sentence, the time today', () => {
  const { since } = tasks.review
  const ago = (days: number) => {
    const date = new Date()
    date.setDate(date.getDate() - days)
    return date.toISOString()
  }
  expect(since({ kind: 'live', at: new Date(2016, 2, 4).toISOString(), by: 'Ana' })).toBe(
    'Since it went live, March 4, 2016',
  )
  expect(since({ kind: 'live', at: ago(0), by: 'Ana' })).toMatch(/^Since it went live, \d+:\d\d$/)
  expect(since({ kind: 'approved', at: ago(1), by: 'Ana' })).toBe('Since Ana approved it, yesterday')
  expect(since({ kind: 'approved', at: ago(1), by: '' }), 'nobody approved it').toBe(
    'Since it came in, yesterday',
  )
  expect(tasks.publishing.undoAsk(ago(1))).toContain('before yesterday?')
})

test('nobody is said to have approved what came without an approval', () => {
  const { latelyLine, changedSince, approvedBy } = tasks.publishing
  const at = new Date().toISOString()
  expect(latelyLine('Ana', 'Ed', at)).toBe('Approved by Ana, today')
  expect(latelyLine('', 'Ed', at)).toBe('Sent by Ed, today')
  expect(changedSince('')).toBe('Changed, and not approved yet.')
  expect(approvedBy('', at)).toBe('')
})

test('small words', () => {
  expect(inWords(10)).toBe('ten')
  expect(list(['a', 'b', 'c'])).toBe('a, b and c')
  expect(keyLabel('params.in_newsletter')).toBe('In newsletter')
})

test.each([
  ['Fisherwomen unload crates before dawn.', 'The file also says “Fisherwomen unload crates before dawn.”'],
  ['Fisherwomen', 'The file also says “Fisherwomen”.'],
  ['Who knows?', 'The file also says “Who knows?”'],
])('a quotation ends its sentence once: %s', (text, said) => {
  expect(words.picture.alsoSays(text)).toBe(said)
})
