/** Words that stayed, came and went between two short texts. */
import type { Fate, Run } from '../ipc'

/** The words of both texts in reading order, each with its fate. Runs joined give either text back. */
export function wordRuns(before: string, now: string): Run[] {
  const runs: Run[] = []
  for (const [fate, token] of steps(cut(before), cut(now))) {
    const last = runs.at(-1)
    if (last?.fate === fate) last.text += token
    else runs.push({ fate, text: token })
  }
  return runs
}

/** Longest common subsequence, as steps from one list to the other; what goes stands before what comes. */
export function steps(a: string[], b: string[]): [Fate, string][] {
  const best = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  const at = (i: number, j: number) => best[i]?.[j] ?? 0
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const row = best[i]
      if (row) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const found: [Fate, string][] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    const [old, fresh] = [a[i], b[j]]
    if (old !== undefined && old === fresh) {
      found.push(['same', old])
      i++
      j++
    } else if (old !== undefined && (fresh === undefined || at(i + 1, j) >= at(i, j + 1))) {
      found.push(['out', old])
      i++
    } else if (fresh !== undefined) {
      found.push(['in', fresh])
      j++
    }
  }
  return found
}

/** Words with the space before them, so that a change of a word takes its space along. */
function cut(text: string): string[] {
  return text.match(/\s*\S+|\s+$/g) ?? []
}
