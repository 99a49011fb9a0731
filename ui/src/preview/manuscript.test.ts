import { EditorView } from '@codemirror/view'
import { expect, test } from 'vitest'
import { manuscriptSide } from './manuscript'

test('the text is divided as its page is, and its last block goes to the end', () => {
  const column = document.createElement('div')
  column.className = 'scroll'
  document.body.append(column)
  const view = new EditorView({ doc: 'one\n\ntwo\n\nthree\nfour', parent: column })
  const blocks = [5, 5, 9].map((length, id) => ({ id, html: '', length }))
  expect(manuscriptSide(view, blocks)).toBe(null)
  Object.defineProperty(column, 'clientHeight', { value: 100 })
  const side = manuscriptSide(view, blocks)
  const extents = [0, 1, 2, 3].map((index) => side?.extent(index) ?? null)
  const line = view.defaultLineHeight
  const from = extents[0]?.top ?? 0
  const lines = (one: (typeof extents)[number]) =>
    one && [(one.top - from) / line, (one.bottom - from) / line].map(Math.round)
  expect(extents.map(lines)).toEqual([[0, 2], [2, 4], [4, 6], null])
  view.destroy()
  column.remove()
})

test('without a text there is nothing to go along with', () => {
  expect(manuscriptSide(null, [])).toBe(null)
})
