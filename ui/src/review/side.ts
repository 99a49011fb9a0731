import type { PassageChoice, TwoPassages } from '../ipc'

/** Which version of a passage is chosen. */
export type Side = 'ours' | 'theirs' | 'both' | 'own'

/** What somebody has chosen of a passage, so far. */
export interface Chosen {
  side: Side
  /** Their own words for it, once they began some. */
  own: string | null
  /** Whether they went on from it. */
  decided: boolean
}

/** Of which nothing is chosen yet: as it is here. */
export const unchosen: Chosen = { side: 'ours', own: null, decided: false }

/** As the back end is told. */
export function choiceOf({ side, own }: Chosen): PassageChoice {
  return side === 'own' ? { own: { text: own ?? '' } } : side
}

/** A text to go on from. */
export interface Start {
  from: 'ours' | 'theirs' | 'both'
  text: string
}

/** From what somebody can write a passage by hand. */
export function startsOf(passage: TwoPassages): Start[] {
  const { ours_text: ours, theirs_text: theirs } = passage
  return [
    { from: 'ours' as const, text: ours },
    { from: 'theirs' as const, text: theirs },
    { from: 'both' as const, text: passage.both ? `${ours}\n\n${theirs}` : '' },
  ].filter((one) => one.text !== '')
}

/** Whether words are one of these as it stands; line ends around do not count. */
export function isOneOf(starts: Start[], words: string | null): boolean {
  const bare = (words ?? '').replace(/^(?:[ \t]*\n)+/, '').trimEnd()
  return starts.some(({ text }) => text === bare)
}
