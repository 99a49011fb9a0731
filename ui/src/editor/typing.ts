/**
 * Enter, Backspace and Delete among paragraphs, lists, quotations, headings and cards: what they
 * do is what the text shows, not what its marks would have it.
 */
import { insertNewlineContinueMarkup } from '@codemirror/lang-markdown'
import { syntaxTree } from '@codemirror/language'
import {
  ChangeSet,
  type ChangeSpec,
  EditorSelection,
  type EditorState,
  type Extension,
  type Line,
} from '@codemirror/state'
import { EditorView, type KeyBinding } from '@codemirror/view'
import { breakAt } from './breaks'
import { cardAt, choosing, chosenCard, openPicture } from './figures'
import { headingMark, isBlank, keepsLines } from './gaps'
import { hiddenMarks } from './kinds'
import { BARE, ITEM, QUOTE } from './lines'
import { linkAround } from './link'
import { indentItems } from './lists'
import { extentWithGap } from './place'

/** Enter: a new paragraph, list item or paragraph of a quotation; in an empty one, out of it. */
export function newParagraph(view: EditorView): boolean {
  const { state } = view
  const { main } = state.selection
  const card = chosenCard(state)
  if (card) {
    state.facet(openPicture)(card.from, true)
    return true
  }
  const line = state.doc.lineAt(main.head)
  if (keepsLines(state, main.head)) return insert(view, '\n')
  if (aboveHeading(view)) return true
  const item = ITEM.exec(line.text)
  if (main.empty && item && item[0].length === line.text.length && listAt(state, line)) {
    // Out of an inner list into the one around it.
    if (item[1] !== '' && indentItems(view, false)) return true
    return outOfList(view, line.from, line.to, '\n')
  }
  if ((item || /^\s+\S/.test(line.text)) && newItem(view)) return true
  if (QUOTE.test(line.text)) return newQuoteParagraph(view, line)
  if (main.empty && isBlank(line) && line.number > 1 && isBlank(state.doc.line(line.number - 1))) return true
  const at = breakAt(state, main.from, main.to)
  const after = state.doc.sliceString(at.to, at.to + 1) === ' ' ? 1 : 0
  return replace(view, at.from, at.to + after, `${at.before}\n\n${at.after}`)
}

/** The next item of a list, or the next paragraph of an item; one step to undo with its marks. */
function newItem(view: EditorView): boolean {
  const { from, to, before, after } = breakAt(
    view.state,
    view.state.selection.main.from,
    view.state.selection.main.to,
  )
  const marked = view.state.update({
    changes: { from, to, insert: before + after },
    selection: { anchor: from + before.length },
  })
  return insertNewlineContinueMarkup({
    state: marked.state,
    dispatch: (tr) => {
      const { head } = tr.newSelection.main
      const above = tr.newDoc.line(Math.max(1, tr.newDoc.lineAt(head).number - 1))
      // An item that is left empty keeps the blank of its mark: without it what is typed there is none.
      const blank = BARE_ITEM.test(above.text) ? ' ' : ''
      const kept = ChangeSet.of({ from: above.to, insert: blank }, tr.newDoc.length)
      view.dispatch({
        changes: marked.changes.compose(tr.changes).compose(kept),
        selection: { anchor: head + blank.length + after.length },
        scrollIntoView: true,
        userEvent: 'input',
      })
    },
  })
}

const BARE_ITEM = /^\s*(?:[-*+]|\d{1,9}[.)])(?:\s+\[[ xX]\])?$/

/** What an item was becomes a paragraph, apart from the item that follows it. */
function outOfList(view: EditorView, from: number, to: number, text: string, userEvent?: string): boolean {
  return replace(view, from, to, text, userEvent, partedBelow(view.state, to))
}

/** Parts what was an item from the item that follows: a number other than one would go on with it. */
function partedBelow({ doc }: EditorState, pos: number): ChangeSpec {
  let last = doc.lineAt(pos)
  const next = () => (last.number < doc.lines ? doc.line(last.number + 1) : null)
  for (let line = next(); line && !isBlank(line) && !ITEM.test(line.text); line = next()) last = line
  const follows = next()
  return follows && !isBlank(follows) ? { from: last.to, insert: '\n' } : []
}

/** Where a heading's words begin: an empty paragraph above it; its mark stays with its words. */
function aboveHeading(view: EditorView): boolean {
  const { doc, selection } = view.state
  const { from, to } = selection.main
  const line = doc.lineAt(from)
  const mark = headingMark(line.text)
  if (mark === 0 || from > line.from + mark || to >= line.to) return false
  const begins = line.from + mark
  view.dispatch({
    changes: [
      { from: line.from, insert: '\n\n' },
      { from: begins, to: Math.max(begins, to) },
    ],
    selection: EditorSelection.cursor(begins + 2),
    scrollIntoView: true,
    userEvent: 'input.type',
  })
  return true
}

function newQuoteParagraph(view: EditorView, line: Line): boolean {
  const { doc, selection } = view.state
  const empty = line.text.replace(QUOTE, '') === ''
  const before = line.number > 1 ? doc.line(line.number - 1) : null
  if (empty && selection.main.empty) {
    const from = before && /^\s*>\s*$/.test(before.text) ? before.from : line.from
    return replace(view, from, line.to, '\n')
  }
  const { from, to, before: ended, after } = breakAt(view.state, selection.main.from, selection.main.to)
  return replace(view, from, to, `${ended}\n>\n> ${after}`)
}

/** Shift Enter: a new line in the same paragraph. */
export function newLine(view: EditorView): boolean {
  const { state } = view
  const line = state.doc.lineAt(state.selection.main.head)
  if (!keepsLines(state, line.from) && aboveHeading(view)) return true
  const quoted = QUOTE.exec(line.text)?.[0] ?? ''
  if (keepsLines(state, line.from)) return insert(view, '\n')
  const { from, to, before, after } = breakAt(state, state.selection.main.from, state.selection.main.to)
  return replace(view, from, to, `${before}  \n${quoted}${after}`)
}

/** Backspace where a paragraph begins, and behind a link. */
export function backwards(view: EditorView): boolean {
  const { state } = view
  const { main } = state.selection
  const { doc } = state
  if (chosenCard(state)) return removeChosen(view)
  if (!main.empty || keepsLines(state, main.head)) return false
  const link = linkAround(state)
  if (link?.to === main.head) {
    // Of its words, whose end is seen here: its address is hidden behind them.
    view.dispatch({ selection: { anchor: link.words.to } })
    return false
  }
  const line = doc.lineAt(main.head)
  const mark = headingMark(line.text)
  const item = listAt(state, line) ? ITEM.exec(line.text)?.[0].length : undefined
  const quote = QUOTE.exec(line.text)?.[0].length
  const start = mark || item || quote || 0
  const hidden = hiddenMarks(state, line)
  if (hidden > start && main.head === line.from + hidden) {
    // Of several marks the innermost goes.
    const inner = /\S+\s*$/.exec(line.text.slice(0, hidden))?.index ?? 0
    return replace(view, line.from + inner, main.head, '', 'delete.backward')
  }
  if (start > 0 && main.head === line.from + start) {
    const parted = line.number === 1 || isBlank(doc.line(line.number - 1)) || mark > 0
    const leave = item && !mark ? outOfList : replace
    return leave(view, line.from, line.from + start, parted ? '' : '\n', 'delete.backward')
  }
  if (main.head !== line.from || line.number === 1) return false
  let number = line.number - 1
  while (number > 1 && isBlank(doc.line(number))) number--
  const before = doc.line(number)
  const card = cardAt(state, before.to)
  if (card) {
    view.dispatch(choosing(card))
    return true
  }
  if (isBlank(before)) return replace(view, before.from, line.from, '', 'delete.backward')
  // An empty paragraph goes; a full one is joined to the one before it.
  const from = isBlank(line) ? doc.line(line.number - 1).from - 1 : before.to
  return replace(view, Math.max(from, before.to), line.from, '', 'delete.backward')
}

/** Delete where a paragraph ends: the next one is joined to it, without its marks. */
export function forwards(view: EditorView): boolean {
  const { state } = view
  const { main } = state.selection
  const { doc } = state
  if (chosenCard(state)) return removeChosen(view)
  if (!main.empty || keepsLines(state, main.head)) return false
  const line = doc.lineAt(main.head)
  if (main.head !== line.to || line.number === doc.lines) return false
  let number = line.number + 1
  while (number < doc.lines && BARE.test(doc.line(number).text)) number++
  const next = doc.line(number)
  const card = cardAt(state, next.from)
  if (card) {
    view.dispatch(choosing(card))
    return true
  }
  const begins = next.from + hiddenMarks(state, next)
  const list = listAt(state, next)
  const emptied = isBlank(line) && !BARE.test(next.text)
  const parts = !emptied && list !== null && list !== listAt(state, line)
  view.dispatch({
    // An empty paragraph goes, and what follows stays what it is.
    changes: emptied
      ? { from: line.from, to: next.from }
      : [{ from: line.to, to: begins }, parts ? partedBelow(state, next.to) : []],
    selection: EditorSelection.cursor(emptied ? line.from + begins - next.from : line.to),
    scrollIntoView: true,
    userEvent: 'delete.forward',
  })
  return true
}

/** Takes the chosen card out, with the blank line that parted it from what follows. */
export function removeChosen(view: EditorView): boolean {
  const card = chosenCard(view.state)
  if (!card) return false
  const { from, to } = extentWithGap(view.state.doc, card)
  view.dispatch({
    changes: { from, to },
    selection: { anchor: from },
    scrollIntoView: true,
    userEvent: 'delete.figure',
  })
  return true
}

/** What is typed over a chosen card goes into a paragraph below it. */
export const besideCards: Extension = EditorView.inputHandler.of((view, _from, _to, text) =>
  below(view, text),
)

/** Puts a text into a paragraph below the chosen card, if there is one. */
export function below(view: EditorView, text: string): boolean {
  const card = chosenCard(view.state)
  if (!card) return false
  const { doc } = view.state
  const follows = /\S/.test(doc.sliceString(card.to, doc.length))
  const written = `\n\n${text}`
  // At the end there may be a line end already; in the middle the blank line below stays below.
  view.dispatch({
    changes: {
      from: card.to,
      to: follows ? card.to : doc.length,
      insert: follows ? written : `${written}\n`,
    },
    selection: { anchor: card.to + written.length },
    scrollIntoView: true,
    userEvent: 'input.type',
  })
  return true
}

/** The kind of the list that a line is in, by the parser's name for it. */
function listAt(state: EditorState, line: Line): string | null {
  const mark = /\S/.exec(line.text)?.index ?? 0
  for (let node = syntaxTree(state).resolveInner(line.from + mark, 1); node.parent; node = node.parent) {
    if (node.name === 'ListItem') return node.parent.name
  }
  return null
}

function insert(view: EditorView, text: string): boolean {
  const { main } = view.state.selection
  return replace(view, main.from, main.to, text)
}

function replace(
  view: EditorView,
  from: number,
  to: number,
  text: string,
  userEvent = 'input.type',
  besides: ChangeSpec = [],
): boolean {
  view.dispatch({
    changes: [{ from, to, insert: text }, besides],
    selection: EditorSelection.cursor(from + text.length),
    scrollIntoView: true,
    userEvent,
  })
  return true
}

/** The keys of this module. */
export const typingKeys: KeyBinding[] = [
  { key: 'Enter', run: newParagraph },
  { key: 'Shift-Enter', run: newLine },
  { key: 'Backspace', run: backwards, shift: backwards },
  { key: 'Mod-Backspace', mac: 'Alt-Backspace', run: backwards },
  { mac: 'Cmd-Backspace', run: backwards },
  { key: 'Delete', run: forwards },
  { key: 'Mod-Delete', mac: 'Alt-Delete', run: forwards },
]
