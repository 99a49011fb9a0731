/**
 * Sends edits of one story's fields, one at a time. While an answer is outstanding the newest value
 * of each field waits; older ones are never sent. There is no timer.
 */

import { problemOf } from '../dialog/problem'
import { during } from '../editor/underway'
import { desk, type FieldEdit, type FieldEdited, type Problem } from '../ipc'
import { nameOf } from './own'

/** What sends the edits of one story. */
export interface Lane {
  /** Sends an edit, now or as soon as the one before is answered. */
  send(edit: FieldEdit): void
  /** Whether anything is under way or waits. */
  readonly busy: boolean
}

/** Names the field that an edit changes. */
function fieldOf(edit: FieldEdit): string {
  if (edit.field === 'no-lead' || edit.field === 'lead-words') return 'lead'
  return edit.field === 'own' ? nameOf(edit.key) : edit.field
}

/** A lane for the story at `path`, which may move. Answers come in order; `more` says that a newer edit waits. */
export function fieldLane(
  path: () => string,
  onanswer: (edited: FieldEdited, more: boolean) => void,
  onproblem: (problem: Problem | null, edit: FieldEdit) => void,
): Lane {
  const waiting = new Map<string, FieldEdit>()
  let sending = false

  async function pump() {
    sending = true
    try {
      for (;;) {
        const next = waiting.entries().next()
        if (next.done) break
        const [key, edit] = next.value
        waiting.delete(key)
        try {
          const answer = await desk().setField(path(), edit)
          onanswer(answer, waiting.size > 0)
          onproblem(null, edit)
        } catch (caught) {
          onproblem(problemOf(caught), edit)
        }
      }
    } finally {
      sending = false
    }
  }

  return {
    send(edit) {
      const key = fieldOf(edit)
      // Back to the end: the order of sending is the order of typing.
      waiting.delete(key)
      waiting.set(key, edit)
      if (!sending) void during(path(), pump())
    },
    get busy() {
      return sending || waiting.size > 0
    },
  }
}
