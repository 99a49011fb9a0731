/**
 * Pictures in the text. The back end says where the figures are; each one that has its lines for
 * itself stands as a card in their place. A card is one stop: arrows step onto it and on, Enter
 * opens its panel, Delete takes it out, typing goes on in a paragraph below it.
 */
import {
  Annotation,
  EditorSelection,
  type EditorState,
  type Extension,
  Facet,
  type Range,
  StateEffect,
  StateField,
  type TransactionSpec,
} from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view'
import type { FigureView } from '../ipc'
import { figureCard, nameOf } from './card'

/** Marks changes that came from the back end: they are not sent to it. */
export const fromDesk = Annotation.define<boolean>()

/** The figures of the text, as the back end has just said. */
export const setFigures = StateEffect.define<readonly FigureView[]>()

type Open = (from: number, enter: boolean) => void

/** Opens the Picture panel for the figure that begins there; with Enter, to type in it. */
export const openPicture = Facet.define<Open, Open>({ combine: (all) => all[0] ?? (() => {}) })

interface Figures {
  list: readonly FigureView[]
  cards: DecorationSet
}

const field = StateField.define<Figures>({
  create: () => ({ list: [], cards: Decoration.none }),
  update(value, tr) {
    let { list } = value
    let changed = false
    if (tr.docChanged) {
      list = list
        .map((one) => ({
          ...one,
          from: tr.changes.mapPos(one.from, -1),
          to: tr.changes.mapPos(one.to, 1),
        }))
        .filter((one) => one.to > one.from)
      changed = true
    }
    for (const effect of tr.effects) {
      if (!effect.is(setFigures)) continue
      // What lies outside the text now is of an answer that is about to be replaced.
      list = effect.value.filter((one) => one.to <= tr.state.doc.length)
      changed = true
    }
    if (!changed && !tr.selection) return value
    return { list, cards: draw(tr.state, list) }
  },
  provide: (self) => [
    EditorView.editorAttributes.from(
      self,
      (_value) => (view) => (chosenCard(view.state) ? { class: 'has-card-chosen' } : null),
    ),
    EditorView.decorations.from(self, (value) => value.cards),
    EditorView.atomicRanges.of((view) => view.state.field(self).cards),
  ],
})

/** All figures of the text. */
export function figuresIn(state: EditorState): readonly FigureView[] {
  return state.field(field, false)?.list ?? []
}

/** The figure with its own lines that this place is in or at. */
export function cardAt(state: EditorState, pos: number): FigureView | null {
  return figuresIn(state).find((one) => one.from <= pos && pos <= one.to && hasOwnLines(state, one)) ?? null
}

/** The card that is chosen: the selection is exactly its lines. */
export function chosenCard(state: EditorState): FigureView | null {
  const { main } = state.selection
  if (main.empty) return null
  const card = cardAt(state, main.from)
  return card && card.from === main.from && card.to === main.to ? card : null
}

/** A selection of a card. */
export function choosing(card: FigureView): TransactionSpec {
  return { selection: EditorSelection.range(card.from, card.to), scrollIntoView: true, userEvent: 'select' }
}

function hasOwnLines(state: EditorState, { from, to }: FigureView): boolean {
  return to <= state.doc.length && state.doc.lineAt(from).from === from && state.doc.lineAt(to).to === to
}

function draw(state: EditorState, list: readonly FigureView[]): DecorationSet {
  const { main } = state.selection
  const cards: Range<Decoration>[] = []
  for (const figure of list) {
    if (!hasOwnLines(state, figure)) continue
    const chosen = !main.empty && main.from <= figure.from && main.to >= figure.to
    const widget = new Card(figure, chosen)
    cards.push(Decoration.replace({ widget, block: true }).range(figure.from, figure.to))
  }
  return Decoration.set(cards, true)
}

class Card extends WidgetType {
  constructor(
    readonly figure: FigureView,
    readonly chosen: boolean,
  ) {
    super()
  }

  override eq(other: Card): boolean {
    return this.chosen === other.chosen && this.key === other.key
  }

  get key(): string {
    const { picture, words, src } = this.figure
    return JSON.stringify([src, picture, words])
  }

  override toDOM(view: EditorView): HTMLElement {
    const dom = figureCard(this.figure)
    dom.dataset.key = this.key
    dom.classList.toggle('is-chosen', this.chosen)
    dom.addEventListener('mousedown', (event) => {
      if (event.button !== 0) return
      event.preventDefault()
      const card = cardAt(view.state, view.posAtDOM(dom))
      if (!card) return
      view.focus()
      view.dispatch(choosing(card))
      view.state.facet(openPicture)(card.from, false)
    })
    return dom
  }

  override updateDOM(dom: HTMLElement): boolean {
    if (dom.dataset.key !== this.key) {
      const fresh = figureCard(this.figure)
      const image = dom.querySelector('img')
      const next = fresh.querySelector('img')
      // The same picture stays in its element: it would flash otherwise.
      if (image && next && image.src === next.src) next.replaceWith(image)
      dom.replaceChildren(...fresh.childNodes)
      dom.dataset.key = this.key
      dom.setAttribute('aria-label', nameOf(this.figure))
    }
    dom.classList.toggle('is-chosen', this.chosen)
    return true
  }

  override get estimatedHeight(): number {
    return 176
  }

  override ignoreEvent(): boolean {
    return true
  }
}

/** Figures as cards. */
export function figures(initial: readonly FigureView[]): Extension {
  return field.init((state) => ({ list: initial, cards: draw(state, initial) }))
}
