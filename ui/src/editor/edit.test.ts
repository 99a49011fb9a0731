import { forceParsing } from '@codemirror/language'
import type { Decoration, DecorationSet } from '@codemirror/view'
import { EditorView } from '@codemirror/view'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { written } from './written'

const look = ({ spec }: Decoration) => spec.class ?? spec.widget ?? spec.attributes

/** All that is drawn over the text, as text. */
function drawn(view: EditorView): string[] {
  const found: string[] = []
  const note = (from: number, to: number, value: Decoration) =>
    void found.push(`${from}-${to} ${JSON.stringify(look(value) ?? 'hidden')}`)
  for (const source of view.state.facet(EditorView.decorations)) {
    const set: DecorationSet = typeof source === 'function' ? source(view) : source
    set.between(0, view.state.doc.length, note)
  }
  return found.sort()
}

const PIECES = [
  '**',
  '*',
  '`',
  '[a](/b)',
  '# ',
  '- ',
  '1. ',
  '> ',
  '\n',
  '\n\n',
  'words ',
  'long words before it ',
  '~~',
  '<b>',
  '|',
  '```\n',
  '---',
  '  ',
  '![x](y.jpg)',
  '=',
  '\\',
  '\\*',
  '&lt;',
]

test('the address of a link may begin on the next line', () => {
  const { view } = written('|See [a](\n/b) and [c](/d\n"The title") there.')
  const hidden = drawn(view).filter((one) => one.endsWith('"hidden"'))
  expect(hidden).toEqual([
    '17-18 "hidden"',
    '19-23 "hidden"',
    '24-36 "hidden"',
    '4-5 "hidden"',
    '6-8 "hidden"',
    '9-12 "hidden"',
  ])
  view.destroy()
})

test('what a key draws is what is drawn of the whole', () => {
  const piece = fc.constantFrom(...PIECES)
  const edit = fc.record({ at: fc.nat(), cut: fc.nat({ max: 3 }), put: piece, moves: fc.boolean() })
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 14 }),
      fc.array(edit, { minLength: 1, maxLength: 6 }),
      (pieces, edits) => {
        const editor = written(`|${pieces.join('')}`)
        for (const { at, cut, put, moves } of edits) {
          const { doc } = editor.view.state
          const from = at % (doc.length + 1)
          const to = Math.min(doc.length, from + cut)
          if (moves) editor.view.dispatch({ selection: { anchor: from } })
          editor.view.dispatch({
            changes: { from, to, insert: put },
            selection: { anchor: from + put.length },
          })
          forceParsing(editor.view, editor.view.state.doc.length, 1000)
          // Another view of the same state draws all of it.
          const fresh = new EditorView({ state: editor.view.state, parent: document.body })
          expect(drawn(editor.view), JSON.stringify(editor.text)).toEqual(drawn(fresh))
          fresh.destroy()
        }
        editor.view.destroy()
      },
    ),
    { numRuns: 60 },
  )
})
