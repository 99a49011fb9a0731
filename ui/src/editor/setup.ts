/** The editor of a story: its extensions, in the order in which keys and decorations matter. */
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { search, searchKeymap } from '@codemirror/search'
import { type ChangeSet, EditorState, type Extension, Prec, type Text, Transaction } from '@codemirror/state'
import { EditorView, keymap, placeholder } from '@codemirror/view'
import { findingMarks } from '../check/marks'
import type { FigureView, PictureWords } from '../ipc'
import { words } from '../words'
import { wholeMarks } from './breaks'
import { directions } from './direction'
import { cardKeys, chosenCard, figures, figureText, fromDesk, openPicture } from './figures'
import { finderHeight, findKeys, findPanel } from './find'
import { formatKeys } from './format'
import { gapKeys, gaps, landing } from './gaps'
import { listKeys } from './lists'
import { openedMarks } from './opened'
import { pasteKeys, pasting } from './paste'
import { prose } from './prose'
import { withAdoptedSheets } from './sheets'
import { spellingAttributes } from './spelling'
import { onCaret, thread } from './thread'
import { typewriter } from './typewriter'
import { besideCards, typingKeys } from './typing'

/** What the editor begins with, and whom it tells. */
export interface Setup {
  parent: HTMLElement
  doc: Text
  figures: readonly FigureView[]
  /** Whether the text is a story's; a file under repair is shown as it is. */
  prose: boolean
  readOnly: boolean
  typed(change: ChangeSet): void
  moved(offset: number): void
  /** The state of the formatting may have changed. */
  changed(state: EditorState): void
  /** Enter on a card: its panel is asked for. A click only shows it. */
  openPicture(from: number, enter: boolean): void
  /** A figure as text, with other words. */
  figureText(figure: FigureView, words: PictureWords): Promise<string>
  /** A card was chosen. */
  chosen(from: number): void
  /** Arrow up in the first line. */
  up(): boolean
  /** The link was asked for. */
  link(): void
  /** So many pictures of what was pasted were left out. */
  leftOut(pictures: number): void
}

/** Makes the editor. */
export function makeEditor(setup: Setup): EditorView {
  const extensions: Extension[] = [
    history(),
    EditorView.lineWrapping,
    EditorState.allowMultipleSelections.of(false),
    EditorState.readOnly.of(setup.readOnly),
    EditorView.contentAttributes.of(() => ({
      'aria-label': setup.prose ? words.editor.text : words.notice.brokenText,
      ...(setup.prose ? spellingAttributes() : { spellcheck: 'false', autocorrect: 'off' }),
      autocapitalize: setup.prose ? 'sentences' : 'off',
      ...(setup.prose ? {} : { dir: 'auto' }),
    })),
    EditorView.updateListener.of((update) => {
      for (const tr of update.transactions) {
        if (tr.docChanged && !tr.annotation(fromDesk)) setup.typed(tr.changes)
      }
      if (update.docChanged || update.selectionSet) setup.changed(update.state)
      const card = chosenCard(update.state)
      if (card && card.from !== chosenCard(update.startState)?.from) setup.chosen(card.from)
    }),
    // The caret keeps away from the edges that it is scrolled to.
    EditorView.scrollMargins.of((view) => ({ top: 32 + finderHeight(view), bottom: 48 })),
    onCaret(setup.moved),
    // What comes from elsewhere is not this person's to undo.
    EditorState.transactionExtender.of((tr) =>
      tr.annotation(fromDesk) ? { annotations: Transaction.addToHistory.of(false) } : null,
    ),
    search({ top: true, createPanel: findPanel }),
    Prec.high(
      keymap.of([
        { key: 'ArrowUp', run: (view) => atTop(view) && setup.up() },
        ...(setup.prose
          ? [...formatKeys(setup.link), ...cardKeys, ...gapKeys, ...typingKeys, ...listKeys, ...pasteKeys]
          : []),
      ]),
    ),
    keymap.of([
      ...searchKeymap.filter(isFind),
      ...findKeys,
      ...historyKeymap,
      ...defaultKeymap.filter((key) => key.key !== 'Mod-Enter'),
    ]),
  ]
  if (setup.prose) {
    extensions.push(
      openPicture.of(setup.openPicture),
      figures(setup.figures),
      figureText.of(setup.figureText),
      prose,
      directions,
      gaps,
      findingMarks,
      thread,
      besideCards,
      wholeMarks,
      openedMarks,
      pasting(setup.leftOut),
      typewriter,
      placeholder(words.editor.startWriting),
    )
  }
  const begun = EditorState.create({ doc: setup.doc, extensions })
  const anchor = setup.prose ? (landing(begun, 0, 0) ?? 0) : 0
  const state = anchor > 0 ? EditorState.create({ doc: setup.doc, selection: { anchor }, extensions }) : begun
  return withAdoptedSheets(() => new EditorView({ state, parent: setup.parent }))
}

function isFind({ key }: { key?: string }): boolean {
  return key === 'Mod-f' || key === 'F3' || key === 'Mod-g' || key === 'Escape'
}

/** Whether the caret is in the first line as it is seen. */
function atTop(view: EditorView): boolean {
  const { main } = view.state.selection
  if (!main.empty && main.from > 0) return false
  const moved = view.moveVertically(main, false)
  return view.state.doc.lineAt(main.head).number === 1 && moved.head === 0
}
