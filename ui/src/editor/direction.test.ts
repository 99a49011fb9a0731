import { expect, test } from 'vitest'
import { written } from './written'

const ARABIC = 'افتتحت المكتبة.'

/** The direction of each line: its own letters', or that of the text. */
const lines = (text: string) => {
  const { view } = written(text)
  return [...view.contentDOM.querySelectorAll<HTMLElement>('.cm-line')].map(
    (line) => line.getAttribute('dir') ?? view.contentDOM.getAttribute('dir'),
  )
}

test.each([
  [`One.|\n\n${ARABIC}`, ['auto', 'ltr', 'auto'], 'Arabic below English'],
  [
    `${ARABIC}|\n\nOne.\n\n- `,
    ['auto', 'rtl', 'auto', 'rtl', 'rtl'],
    'what has no letters yet begins at the right',
  ],
  ['|12\n\n', ['ltr', 'ltr', 'ltr'], 'no letters at all'],
])('the lines of %j run %j: %s', (text, directions) => expect(lines(text)).toEqual(directions))

test('a line has its own direction from its first letter on, and no longer than it has one', () => {
  const editor = written('1234567890123|')
  const dir = () => editor.view.contentDOM.querySelector('.cm-line')?.getAttribute('dir') ?? null
  expect(dir()).toBeNull()
  editor.type('م')
  expect(dir()).toBe('auto')
  editor.type('ن')
  expect(dir()).toBe('auto')
  editor.view.dispatch({ changes: { from: 13, to: 15 }, userEvent: 'delete.backward' })
  expect(dir()).toBeNull()
})
