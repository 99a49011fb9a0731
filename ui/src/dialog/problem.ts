/** What went wrong, as something to show. */
import { DeskError, type Problem } from '../ipc'

/** The problem behind whatever was thrown. */
export function problemOf(caught: unknown): Problem {
  if (caught instanceof DeskError) return caught.problem
  return { code: 'unexpected', sentence: caught instanceof Error ? caught.message : String(caught), hint: '' }
}
