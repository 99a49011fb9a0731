/**
 * Which rows of the list are shown: those at a chosen point of their way that have all the
 * words looked for in headline, dek, byline or date. Accents and case do not matter.
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

/** The rows to show, in their order. Every word of `asked` must be in the row. */
export function shownRows(stories: readonly StoryRow[], filter: Filter, asked: string): StoryRow[] {
  const sought = folded(asked).split(/\s+/).filter(Boolean)
  return stories.filter(
    (story) => belongs(story.state, filter) && sought.every((word) => haystack(story).includes(word)),
  )
}
