/** Credits: who made a picture, and for whom, printed as `Name/Org`. */
import type { PictureWords } from '../ipc'

/** The kinds that a credit can begin with. */
export const kinds = ['Photo', 'Graphic', 'Illustration', 'Map', 'Chart', 'Screenshot', 'Video']

/** `Zoë Çelik/Orrin Record` as who and for whom; the last stroke divides. */
export function splitCredit(credit: string): { who: string; whom: string } {
  const at = credit.lastIndexOf('/')
  if (at < 0) return { who: credit.trim(), whom: '' }
  return { who: credit.slice(0, at).trim(), whom: credit.slice(at + 1).trim() }
}

/** Who and for whom as one credit; a missing part leaves no stroke. */
export function joinCredit(who: string, whom: string): string {
  return [who.trim(), whom.trim()].filter(Boolean).join('/')
}

/** The credit as readers see it: "(Photo: Zoë Çelik/Orrin Record)", or nothing. */
export function creditLine(words: Pick<PictureWords, 'label' | 'credit'>): string {
  return words.credit ? `(${words.label || 'Photo'}: ${words.credit})` : ''
}

/** Credits that go on from what was typed, at most six, matched at the start of any name. */
export function matchingCredits(typed: string, credits: string[]): string[] {
  const start = typed.trim().toLocaleLowerCase()
  return credits
    .filter(
      (credit) =>
        credit
          .toLocaleLowerCase()
          .split(/[\s/]+/)
          .some((part) => part.startsWith(start)) || credit.toLocaleLowerCase().startsWith(start),
    )
    .slice(0, 6)
}
