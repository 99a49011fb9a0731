import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reading } from './reading'
import { written } from './written'

test.each([
  ['- a\n- b|', '', '- a\n  - b|', 'under the item before it'],
  ['- a\n- b|\n  - c\n- d', '', '- a\n  - b|\n    - c\n- d', 'with what is under it'],
  ['- |a', '', '- |a', 'the first has nothing to stand under'],
  ['- a\n  - b|', '', '- a\n  - b|', 'nor has the first of a level'],
  ['1. a\n2. b|\n3. c', '', '1. a\n   1. b|\n2. c', 'numbers begin anew, and close up'],
  ['1. a\n   1. b|\n2. c', 'Shift', '1. a\n2. b|\n3. c', 'and back'],
  ['- a\n  - b|', 'Shift', '- a\n- b|', 'back'],
  ['- a|', 'Shift', '- a|', 'at the margin it stays'],
  ['- a\n‹- b\n- c›', '', '- a\n  ‹- b\n  - c›', 'several at once'],
  ['- a\n- b\n\n  more|', '', '- a\n  - b\n\n    more|', 'from a further paragraph of the item'],
  ['1. a\n1. b\n1. c|', '', '1. a\n1. b\n   1. c|', 'a list of ones stays one'],
  ['- a\n\t- b\n\t- c|', '', '- a\n\t- b\n\t\t- c|', 'where tabs part the levels, with a tab'],
  ['- a\n\t- b\n\t- c|\n\t\t- d', '', '- a\n\t- b\n\t\t- c|\n\t\t\t- d', 'with what is under it'],
  ['- a\n\t- b\n\t\t- c|', 'Shift', '- a\n\t- b\n\t- c|', 'and back'],
  ['- a\n\t- b\n\t  - c|', 'Shift', '- a\n\t- b\n\t- c|', 'back from blanks behind a tab'],
  ['1. a\n\t1. b\n\t2. c|', '', '1. a\n\t1. b\n\t\t1. c|', 'numbers begin anew there, too'],
  ['7. a\n8. b\n9. c|', '', '7. a\n8. b\n   1. c|', 'a list that begins at seven does so'],
])('Tab: %j with %s becomes %j: %s', (before, mods, after) => {
  const editor = written(before)
  editor.press('Tab', { shiftKey: mods === 'Shift', keyCode: 9 })
  expect(editor.text).toBe(after)
})

test('what Tab puts deeper is deeper, also where tabs part the levels', () => {
  const editor = written('- a\n\t- b\n\t- c|')
  editor.press('Tab', { keyCode: 9 })
  const item = (inner: string) => `BulletList(ListItem(Paragraph${inner && ` ${inner}`}))`
  expect(reading(editor.view.state.doc.toString())).toBe(item(item(item(''))))
})

test('Tab outside of a list is not taken, so that the focus goes on', () => {
  const editor = written('a|')
  const event = new KeyboardEvent('keydown', { key: 'Tab', keyCode: 9, bubbles: true, cancelable: true })
  editor.view.contentDOM.dispatchEvent(event)
  expect(event.defaultPrevented).toBe(false)
})

test('in a list it leaves the text after Esc', () => {
  const editor = written('- a\n- b|')
  editor.press('Escape', { keyCode: 27 })
  const event = new KeyboardEvent('keydown', { key: 'Tab', keyCode: 9, bubbles: true, cancelable: true })
  editor.view.contentDOM.dispatchEvent(event)
  expect(event.defaultPrevented).toBe(false)
  expect(editor.text).toBe('- a\n- b|')
})

test('deeper is one step to undo, numbers included', () => {
  const editor = written('1. a\n2. b|\n3. c')
  editor.press('Tab', { keyCode: 9 })
  editor.press('z', { ctrlKey: true })
  expect(editor.text).toBe('1. a\n2. b|\n3. c')
})

test('deeper and back leaves a list of any shape as it was', () => {
  const shape = fc.array(fc.nat({ max: 2 }), { minLength: 2, maxLength: 8 })
  fc.assert(
    fc.property(shape, fc.nat(), (depths, pick) => {
      let depth = 0
      const lines = depths.map((wish, i) => {
        depth = i === 0 ? 0 : Math.min(wish, depth + 1)
        return `${'  '.repeat(depth)}- ${i}`
      })
      const at = pick % lines.length
      const text = lines.map((line, i) => (i === at ? `${line}|` : line)).join('\n')
      const editor = written(text)
      const before = editor.view.state.doc
      editor.press('Tab', { keyCode: 9 })
      const moved = !editor.view.state.doc.eq(before)
      if (moved) editor.press('Tab', { keyCode: 9, shiftKey: true })
      expect(editor.text).toBe(text)
      editor.view.destroy()
    }),
    { numRuns: 60 },
  )
})
