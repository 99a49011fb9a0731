/** What is said of a run in words: its headline, and the line under it. */
import { tasks as words } from '../words/tasks'
import type { PublishRun } from './run.svelte'

/** Headline and line of a run that is under way, or of what came of it. */
export function sayingOf(run: PublishRun): { title: string; lede: string } {
  const w = words.publishing
  const count = run.sent.length
  const undoing = run.deed === 'undo'
  const leaving = run.deed === 'unpublish'
  const fixing = run.deed === 'fix'
  const rewritten = run.outcome?.code === 'rewritten'
  switch (run.phase) {
    case 'choose':
      return { title: '', lede: '' }
    case 'run':
      return {
        title: run.returns
          ? w.returnRunTitle
          : undoing
            ? w.undoRunTitle(count)
            : leaving
              ? w.unpublishRunTitle
              : w.runTitle(count),
        lede: w.runLede,
      }
    case 'stopped':
      return {
        title: w.stoppedTitle,
        lede: fixing ? w.fixRefusedLede() : leaving || undoing ? w.stoppedLede : w.refusedLede(count),
      }
    case 'unpublished':
      return { title: w.unpublishedTitle(run.ended), lede: w.unpublishedLede }
    case 'undone':
      if (run.returns) return { title: w.returnedTitle(run.ended), lede: w.returnedLede }
      return { title: w.undoneTitle(run.ended), lede: w.undoneLede(count) }
    case 'sent':
      return { title: w.sentTitle(run.ended), lede: w.sentLede(count, run.looking, run.looked) }
    case 'live':
      return { title: w.liveTitle(run.live), lede: w.liveLede(count, run.press?.destination ?? '') }
    case 'nothing-new':
      if (leaving) return { title: w.unpublishedNothing, lede: w.unpublishedNothingLede }
      return undoing
        ? { title: w.undoneNothing, lede: w.undoneNothingLede }
        : { title: w.nothingNew, lede: w.nothingNewLede }
    case 'refused':
      if (run.waits)
        return { title: w.waitingTitle(count), lede: w.waitingLede(count, run.outcome?.code === 'elsewhere') }
      if (leaving) return { title: w.notUnpublishedTitle, lede: w.notUndoneLede(count) }
      if (fixing) return { title: w.refusedTitle, lede: w.fixRefusedLede(rewritten) }
      if (run.returns) return { title: w.notReturnedTitle, lede: w.notReturnedLede }
      return undoing
        ? { title: w.notUndoneTitle, lede: w.notUndoneLede(count) }
        : { title: w.refusedTitle, lede: w.refusedLede(count, rewritten) }
    case 'unknown':
      return { title: w.unknownTitle, lede: w.unknownLede(count) }
  }
}
