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
  RangeSet,
  RangeValue,
  StateEffect,
  StateField,
  type TransactionSpec,
} from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, type KeyBinding, WidgetType } from '@codemirror/view'
import type { FigureView, PictureWords } from '../ipc'
import { figureCard, nameOf } from './card'
import { editFacts, type Fact, factAt, factsOf, firstMissing, type Left } from './facts'

/** Marks changes that came from the back end: they are not sent to it. */
export const fromDesk = Annotation.define<boolean>()

/** The figures of the text, as the back end has just said. */
export const setFigures = StateEffect.define<readonly FigureView[]>()

type Open = (from: number, enter: boolean) => void

/** Opens the Picture panel for the figure that begins there; with Enter, to type in it. */
export const openPicture = Facet.define<Open, Open>({ combine: (all) => all[0] ?? (() => {}) })

type Wording = (figure: FigureView, words: PictureWords) => Promise<string>

/** How a figure is written with other words, in the form that it has. */
export const figureText = Facet.define<Wording, Wording>({
  combine: (all) => all[0] ?? (() => Promise.reject(new Error('nobody writes figures here'))),
})

/** A figure at its place. */
class Placed extends RangeValue {
  // What is typed at its edges belongs to it until the back end has looked.
  override startSide = -1
  override endSide = 1

  constructor(readonly figure: FigureView) {
    super()
  }

  override eq(other: Placed): boolean {
    return keyOf(this.figure) === keyOf(other.figure)
  }
}

interface Figures {
  all: RangeSet<Placed>
  cards: DecorationSet
}

/** A stretch of the text. */
interface Stretch {
  from: number
  to: number
}

/** A key costs as much in a text with a thousand figures as in one with none: only what it touches is drawn. */
const field = StateField.define<Figures>({
  create: () => ({ all: RangeSet.empty, cards: Decoration.none }),
  update(value, tr) {
    const { state } = tr
    const answer = tr.effects.findLast((effect) => effect.is(setFigures))
    let { all, cards } = value
    const stale: Stretch[] = []
    if (tr.docChanged) {
      all = all.map(tr.changes)
      cards = cards.map(tr.changes)
      tr.changes.iterChangedRanges((_fromA, _toA, from, to) => {
        stale.push({ from: state.doc.lineAt(from).from, to: state.doc.lineAt(to).to })
      })
    }
    if (answer && !isAs(all, answer.value)) {
      // What lies outside the text now is of an answer that is about to be replaced.
      all = placed(answer.value.filter((one) => one.to <= state.doc.length))
      return { all, cards: Decoration.set(draw(state, all, 0, state.doc.length), true) }
    }
    const before = tr.startState.selection.main
    if (!before.empty) {
      stale.push({ from: tr.changes.mapPos(before.from, -1), to: tr.changes.mapPos(before.to, 1) })
    }
    if (!state.selection.main.empty) stale.push(state.selection.main)
    for (const { from, to } of stale) {
      cards = cards.update({
        filter: () => false,
        filterFrom: from,
        filterTo: to,
        add: draw(state, all, from, to),
      })
    }
    return all === value.all && cards === value.cards ? value : { all, cards }
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

function placed(list: readonly FigureView[]): RangeSet<Placed> {
  const ranges = list.filter((one) => one.to > one.from).map((one) => new Placed(one).range(one.from, one.to))
  return RangeSet.of(ranges, true)
}

/** Whether an answer says what is known already. */
function isAs(all: RangeSet<Placed>, list: readonly FigureView[]): boolean {
  if (all.size !== list.length) return false
  const known = all.iter()
  for (const one of list) {
    if (known.from !== one.from || known.to !== one.to || !known.value) return false
    if (keyOf(known.value.figure) !== keyOf(one)) return false
    known.next()
  }
  return true
}

const keys = new WeakMap<FigureView, string>()

/** What a figure says, without where it is. */
function keyOf(figure: FigureView): string {
  const known = keys.get(figure)
  if (known !== undefined) return known
  const key = JSON.stringify([figure.src, figure.picture, figure.words, figure.form, figure.nowhere])
  keys.set(figure, key)
  return key
}

/** The figures that a stretch touches, with their places as they are now. */
function touching(all: RangeSet<Placed>, from: number, to: number): FigureView[] {
  const found: FigureView[] = []
  all.between(from, to, (at, end, { figure }) => {
    if (end > at)
      found.push(at === figure.from && end === figure.to ? figure : { ...figure, from: at, to: end })
  })
  return found
}

/** All figures of the text. */
export function figuresIn(state: EditorState): readonly FigureView[] {
  const value = state.field(field, false)
  return value ? touching(value.all, 0, state.doc.length) : []
}

/** The figure with its own lines that this place is in or at. */
export function cardAt(state: EditorState, pos: number): FigureView | null {
  const value = state.field(field, false)
  return (value && touching(value.all, pos, pos).find((one) => hasOwnLines(state, one))) ?? null
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

function draw(state: EditorState, all: RangeSet<Placed>, from: number, to: number): Range<Decoration>[] {
  const { main } = state.selection
  return touching(all, from, to)
    .filter((figure) => hasOwnLines(state, figure))
    .map((figure) => {
      // Find selects words within it.
      const chosen = !main.empty && main.from < figure.to && main.to > figure.from
      const widget = new Card(figure, chosen)
      return Decoration.replace({ widget, block: true }).range(figure.from, figure.to)
    })
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
    return keyOf(this.figure)
  }

  override toDOM(view: EditorView): HTMLElement {
    const dom = figureCard(this.figure)
    dom.dataset.key = this.key
    dom.classList.toggle('is-chosen', this.chosen)
    dom.addEventListener('mousedown', (event) => {
      if (event.button !== 0 || event.target instanceof HTMLTextAreaElement) return
      event.preventDefault()
      const card = cardAt(view.state, view.posAtDOM(dom))
      if (!card) return
      view.focus()
      view.dispatch(choosing(card))
      view.state.facet(openPicture)(card.from, false)
      const fact = factAt(event.target)
      if (fact && !view.state.readOnly) editIn(view, dom, fact)
    })
    return dom
  }

  override updateDOM(dom: HTMLElement): boolean {
    // Its fields show what is typed in them.
    if (!dom.classList.contains('is-edited') && dom.dataset.key !== this.key) redraw(dom, this.figure)
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

/** Draws a figure into the card that is there. */
function redraw(dom: HTMLElement, figure: FigureView): void {
  const fresh = figureCard(figure)
  const image = dom.querySelector('img')
  const next = fresh.querySelector('img')
  // The same picture stays in its element: it would flash otherwise.
  if (image && next && image.src === next.src) next.replaceWith(image)
  dom.replaceChildren(...fresh.childNodes)
  dom.dataset.key = keyOf(figure)
  dom.setAttribute('role', 'img')
  dom.setAttribute('aria-label', nameOf(figure))
}

/** Opens the fields of a card. One answer is awaited at a time; only the last words count. */
function editIn(view: EditorView, dom: HTMLElement, fact: Fact): void {
  const begun = cardAt(view.state, view.posAtDOM(dom))
  if (!begun || dom.classList.contains('is-edited')) return
  let newest: PictureWords | null = null
  let writing: Promise<void> | null = null
  const write = async () => {
    while (newest) {
      const words: PictureWords = newest
      newest = null
      const text = await view.state.facet(figureText)(begun, words)
      const card = view.dom.contains(dom) && cardAt(view.state, view.posAtDOM(dom))
      if (card) view.dispatch(reworded(view.state, card, words, text))
    }
  }
  const leave = (to: Left) => {
    const end = () => {
      const card = view.dom.contains(dom) && cardAt(view.state, view.posAtDOM(dom))
      if (card) redraw(dom, card)
      if (!card || to === null) return
      view.focus()
      view.dispatch(to === 'card' ? choosing(card) : { selection: { anchor: card.to } })
    }
    if (writing) void writing.then(end)
    else end()
  }
  editFacts(
    dom,
    begun,
    fact,
    (words) => {
      newest = words
      writing ??= write().finally(() => {
        writing = null
      })
    },
    leave,
  )
}

/** A figure written anew, and known at once by what it says now. */
function reworded(
  state: EditorState,
  card: FigureView,
  words: PictureWords,
  insert: string,
): TransactionSpec {
  const { from, to } = card
  const set = state.changes({ from, to, insert })
  const list = figuresIn(state).map((one) =>
    one.from === from
      ? { ...one, words, to: from + insert.length }
      : { ...one, from: set.mapPos(one.from, -1), to: set.mapPos(one.to, 1) },
  )
  const chosen = chosenCard(state)?.from === from
  return {
    changes: set,
    effects: setFigures.of(list),
    ...(chosen ? { selection: { anchor: from, head: from + insert.length } } : {}),
    userEvent: 'input.type.figure',
  }
}

/** Tab on a chosen card goes into its facts, to the first that is missing. */
export const cardKeys: KeyBinding[] = [
  {
    key: 'Tab',
    run: (view) => {
      const card = chosenCard(view.state)
      const dom = view.dom.querySelector<HTMLElement>('.fig.is-chosen')
      if (!card || !dom || view.state.readOnly || factsOf(card).length === 0) return false
      editIn(view, dom, firstMissing(card))
      return true
    },
  },
]

/** Figures as cards. */
export function figures(initial: readonly FigureView[]): Extension {
  return field.init((state) => {
    const all = placed(initial)
    return { all, cards: Decoration.set(draw(state, all, 0, state.doc.length), true) }
  })
}
