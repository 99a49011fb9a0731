/** Underlines below the words that a finding is about. They move with the text until the next answer. */
import { type EditorState, StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view'
import type { Finding } from '../ipc'

/** A finding with a name of its own: the same fault at two places has one key, and is left as one. */
export type Found = Finding & { id: string }

/** Names findings by key and occurrence. */
export function named(findings: readonly Finding[]): Found[] {
  const seen = new Map<string, number>()
  return findings.map((finding) => {
    const nth = seen.get(finding.key) ?? 0
    seen.set(finding.key, nth + 1)
    return { ...finding, id: `${finding.key} ${nth}` }
  })
}

/** The findings are these now. */
export const setFindings = StateEffect.define<readonly Found[]>()

/** The field of the underlines. */
export const findingMarks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, tr) {
    let now = marks.map(tr.changes)
    for (const effect of tr.effects) {
      if (effect.is(setFindings)) now = marksOf(effect.value, tr.state.doc.length)
    }
    return now
  },
  provide: (field) => EditorView.decorations.from(field),
})

/** Where the words of a finding are now. */
export function findingPlace(state: EditorState, id: string): { from: number; to: number } | null {
  const marks = state.field(findingMarks, false)
  for (let at = marks?.iter(); at?.value; at.next()) {
    if (at.value.spec.id === id) return { from: at.from, to: at.to }
  }
  return null
}

function marksOf(findings: readonly Found[], length: number): DecorationSet {
  const marks = findings.flatMap((finding) => {
    const { at } = finding
    if (at.kind !== 'text' || finding.left || at.from >= at.to || at.to > length) return []
    const mark = Decoration.mark({
      class: `finding-mark finding-mark--${finding.severity}`,
      id: finding.id,
    })
    return [mark.range(at.from, at.to)]
  })
  return Decoration.set(marks, true)
}
