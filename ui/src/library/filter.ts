/**
 * Which rows of the list are shown: those at a chosen point of their way that have all the
 * words looked for in headline, dek, byline or date, or, as the back end says, in their text.
 * Accents and case do not matter.
 */
import type { State, StoryRow } from '../ipc'

/** What the chips above the list show. */
export type Filter = 'all' | 'writing' | 'approved' | 'live'

/** How many stories each chip has. A live story with changes is live, and is being written. */
export type Counts = Record<Filter, number>

/** Whether a story belongs to a chip. */
export function belongs(state: State, filter: Filter): boolean {
  if (filter === 'all') return true
  if (filter === 'live') return state === 'live' || state === 'live-with-changes'
  return state === filter
}

/** Counts the stories of each chip. */
export function counts(stories: readonly StoryRow[]): Counts {
  const found: Counts = { all: stories.length, writing: 0, approved: 0, live: 0 }
  for (const { state } of stories) {
    for (const filter of ['writing', 'approved', 'live'] as const)
      if (belongs(state, filter)) found[filter] += 1
  }
  return found
}

/** Text as it is compared: no accents, no case. */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
}

const haystacks = new WeakMap<StoryRow, string>()

function haystack(story: StoryRow): string {
  let text = haystacks.get(story)
  if (text === undefined) {
    text = folded([story.title, story.dek, story.authors.join(' '), story.day, story.date].join('\n'))
    haystacks.set(story, text)
  }
  return text
}

/** What a story is found by. */
type Named = Pick<StoryRow, 'title' | 'authors'>

/**
 * Stories by a few letters of headline or byline, best first: headlines that begin with them, then
 * those with a word that does, then all others that have them; in each, the order of the list.
 */
export function byLetters<S extends Named>(stories: readonly S[], asked: string, most: number): S[] {
  // Signs count for nothing, as in the headlines: `24/7` is two words.
  const sought = wordsOf(asked)
  if (sought.length === 0 && asked.trim() !== '') return []
  const whole = sought.join(' ')
  const ranks: S[][] = [[], [], []]
  for (const story of stories) {
    const names = nameOf(story)
    if (!sought.every((letters) => names.includes(letters))) continue
    const begins = sought.every((letters) => names.includes(` ${letters}`))
    ranks[names.startsWith(` ${whole}`) ? 0 : begins ? 1 : 2]?.push(story)
    if ((ranks[0]?.length ?? 0) >= most) break
  }
  return ranks.flat().slice(0, most)
}

const names = new WeakMap<Named, string>()

/** Headline and byline, each word after a blank. */
function nameOf(story: Named): string {
  let text = names.get(story)
  if (text === undefined) {
    text = ` ${wordsOf([story.title, ...story.authors].join(' ')).join(' ')}`
    names.set(story, text)
  }
  return text
}

function wordsOf(text: string): string[] {
  return folded(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
}

/**
 * The rows to show, in their order. Every word of `asked` must be in the row, or its story is one of
 * those `inText` that have them in their whole text.
 */
export function shownRows(
  stories: readonly StoryRow[],
  filter: Filter,
  asked: string,
  inText: ReadonlySet<string> = new Set(),
): StoryRow[] {
  const sought = folded(asked).split(/\s+/).filter(Boolean)
  const found = (story: StoryRow) =>
    inText.has(story.path) || sought.every((word) => haystack(story).includes(word))
  return stories.filter((story) => belongs(story.state, filter) && found(story))
}
