/** What of bold, italic, link, headings, lists and quotations is on at the caret, and their keys. */
import type { EditorState } from '@codemirror/state'
import type { KeyBinding } from '@codemirror/view'
import { nextStyle, type Style, styleOf, toggleBlock } from './block'
import { BULLET, NUMBER, QUOTE } from './lines'
import { linkAround } from './link'
import { isOn, toggleMark } from './marks'

/** What is on at the caret. */
export interface Format {
  style: Style
  bold: boolean
  italic: boolean
  link: string | null
  bullets: boolean
  numbers: boolean
  quote: boolean
}

/** What is on at the caret. */
export function formatAt(state: EditorState): Format {
  const line = state.doc.lineAt(state.selection.main.head)
  return {
    style: styleOf(state, line),
    bold: isOn(state, 'StrongEmphasis'),
    italic: isOn(state, 'Emphasis'),
    link: linkAround(state)?.address ?? null,
    bullets: BULLET.test(line.text),
    numbers: NUMBER.test(line.text),
    quote: QUOTE.test(line.text),
  }
}

/** The keys of this module; `link` asks for the address. */
export function formatKeys(link: () => void): KeyBinding[] {
  return [
    { key: 'Mod-b', run: (view) => toggleMark(view, 'StrongEmphasis') },
    { key: 'Mod-i', run: (view) => toggleMark(view, 'Emphasis') },
    {
      key: 'Mod-k',
      run: () => {
        link()
        return true
      },
    },
    { key: 'Mod-Shift-h', run: nextStyle },
    { key: 'Mod-Shift-7', run: (view) => toggleBlock(view, 'numbers') },
    { key: 'Mod-Shift-8', run: (view) => toggleBlock(view, 'bullets') },
    { key: 'Mod-Shift-9', run: (view) => toggleBlock(view, 'quote') },
  ]
}
