/** A picture on its way into a story, as the dialog keeps it. */
import type { Brought, PictureDraft, PictureWords, Problem, Provenance } from '../ipc'
import type { Steps } from './steps.svelte'

/** One of the pictures that were brought. */
export interface Incoming {
  key: number
  /** What came of bringing it; null while it is made ready. */
  brought: Brought | null
  /** As it was brought, before anything was done to it. */
  first: PictureDraft | null
  /** Its words as typed; null until something was typed. */
  words: PictureWords | null
  /** What is said of where it comes from; null until something was typed. */
  said: Provenance | null
  /** Whether it is to be the lead picture. */
  lead: boolean
  /** Put in, left out or refused and seen. */
  done: boolean
  /** What stands in its way. */
  problem: Problem | null
  /** What is done to its pixels. */
  steps: Steps
}

/** Whether somebody typed or drew something for a picture that would be lost with it. */
export function hasWork(picture: Incoming): boolean {
  const { words, said, steps, first } = picture
  if (!first || picture.done) return false
  const differs = (typed: object | null, begun: object) =>
    typed !== null && JSON.stringify(typed) !== JSON.stringify(begun)
  const drawn = steps.past.length > 0 || steps.tool === 'crop' || steps.tool === 'blur'
  return drawn || differs(words, first.words) || differs(said, first.provenance)
}

/** A picture as it was made last; nothing where it is not ready, was refused, or is dealt with. */
export function draftOf(picture: Incoming | undefined): PictureDraft | null {
  return picture?.brought?.kind === 'draft' && !picture.done ? picture.brought.draft : null
}

/** What was said of a picture that was put in. */
export interface Told {
  draft: PictureDraft
  words: PictureWords
  said: Provenance
}

/** So many letters of a draft's name are the picture's own: what follows counts it, where it was brought again. */
const OWN = 20

/** A draft, with what was said of the same picture while it waited: that comes before what its file says. */
export function retold(draft: PictureDraft, told: readonly Told[]): PictureDraft {
  const own = (one: PictureDraft) => one.draft.slice(0, OWN)
  const same = told.findLast((one) => own(one.draft) === own(draft))
  if (!same) return draft
  return { ...draft, words: { ...same.words }, provenance: { ...same.said }, from_file: [], from_site: true }
}
