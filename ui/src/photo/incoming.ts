/** A picture on its way into a story, as the dialog keeps it. */
import type { Brought, PictureWords, Provenance } from '../ipc'

/** One of the pictures that were brought. */
export interface Incoming {
  key: number
  /** What came of bringing it; null while it is made ready. */
  brought: Brought | null
  /** Its words as typed; null until something was typed. */
  words: PictureWords | null
  /** What is said of where it comes from; null until something was typed. */
  said: Provenance | null
  /** Whether it is to be the lead picture. */
  lead: boolean
  /** Put in, left out or refused and seen. */
  done: boolean
}
