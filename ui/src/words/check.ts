/** The words of the copy desk. */
import { counted } from './counting'

export const check = {
  groups: { error: 'Must be fixed', warning: 'Worth a look', info: 'Advice' },
  left: 'Left as it is',
  reading: 'Reading the story…',
  noFindings: 'A story that is shown as its whole file is not read for findings.',
  nothing: 'Nothing must be fixed.',
  nothingAtAll: 'Nothing to look at.',
  found: (errors: number, others: number) =>
    errors + others === 0
      ? 'Nothing to look at.'
      : `${counted(errors, 'finding', 'findings')} must be fixed, ${counted(others, 'other', 'others')}.`,
  tab: (errors: number, all: number) => (errors > 0 ? `${errors} must be fixed` : `${all} to look at`),
  go: 'Go there',
  leave: 'Leave it…',
  why: 'Why is it right as it is?',
  keep: 'Leave it',
  lookAgain: 'Look again',
  leftBy: (reason: string, by: string) => (by ? `${reason} — ${by}` : reason),
  fieldChanged: 'The field was changed.',
  pictureDeleted: 'The picture was deleted. It is kept for thirty days.',
  undo: 'Undo',
  links: 'Look where the links lead',
  asking: 'Asking the pages…',
  asked: (count: number) =>
    count === 0 ? 'Every link leads somewhere.' : `${counted(count, 'link', 'links')} to look at.`,
  show: 'Show in the story',
  approveSo: 'Approve all the same',
  before: 'Before you approve',
  findings: 'Findings',
}
