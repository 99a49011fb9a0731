/** A figure as the card that stands for it in the text: the picture beside its three facts. */
import { desk, type FigureView } from '../ipc'
import { stretches } from '../photo/caption'
import { words } from '../words'
import { type Fact, factsOf } from './facts'
import { iconElement } from './icon'

/** Width of the picture in the card, in CSS pixels. */
const WIDTH = 196

/** What a screen reader says for a figure: its description, and what is missing. */
export function nameOf({ words: said, nowhere }: FigureView): string {
  const shown = said.decorative ? words.editor.isDecoration : said.alt
  return words.editor.figureName(shown, missingOf(said, nowhere))
}

/** The facts that are missing, by their names on screen. */
export function missingOf(said: FigureView['words'], nowhere: readonly string[]): string[] {
  const missing: string[] = []
  // With a credit it would be no decoration.
  if (said.decorative) return missing
  if (!said.alt && !nowhere.includes('description')) missing.push(words.editor.description)
  if (!said.credit && !nowhere.includes('credit')) missing.push(words.editor.credit)
  return missing
}

/** Builds the card. */
export function figureCard(figure: FigureView): HTMLElement {
  const { picture, words: said } = figure
  const card = make('figure', 'fig')
  card.setAttribute('contenteditable', 'false')
  card.setAttribute('role', 'img')
  card.setAttribute('aria-label', nameOf(figure))
  const shot = make('div', 'shot')
  if (picture) {
    const image = document.createElement('img')
    image.src = desk().pictureUrl(picture.id, WIDTH * (globalThis.devicePixelRatio || 1))
    image.width = picture.width
    image.height = picture.height
    image.alt = ''
    image.draggable = false
    shot.append(image)
  } else {
    shot.className = 'missing'
    shot.append(iconElement('look'), words.editor.fileMissing)
  }
  const facts = document.createElement('dl')
  const shown = {
    alt: said.decorative ? words.editor.decoration : said.alt,
    caption: plain(said.caption),
    credit: creditLine(said),
  }
  const asks = !said.decorative
  const needed = { alt: asks && !said.alt, caption: false, credit: asks && !said.credit }
  for (const { fact, name, none } of factsOf(figure)) {
    const nothing = fact === 'credit' && !asks ? words.editor.noCredit : none
    facts.append(factRow(fact, name, shown[fact], nothing, needed[fact]))
  }
  card.append(shot, facts)
  return card
}

/** The credit as it is printed, without its brackets. */
export function creditLine({ label, credit }: FigureView['words']): string {
  return credit ? `${label || 'Photo'}: ${credit}` : ''
}

/** A caption without the marks that it can have: strong words and links keep their words. */
export function plain(caption: string): string {
  return stretches(caption)
    .map(({ text }) => text)
    .join('')
}

function factRow(fact: Fact, name: string, value: string, none: string, needed: boolean): HTMLElement {
  const row = document.createElement('div')
  row.dataset.fact = fact
  const term = document.createElement('dt')
  term.textContent = name
  const is = document.createElement('dd')
  if (value) {
    is.textContent = value
    is.dir = 'auto'
  } else if (needed) {
    is.className = 'need'
    const question = document.createElement('span')
    question.textContent = none
    is.append(iconElement('stop'), question)
  } else {
    is.className = 'none'
    is.textContent = none
  }
  row.append(term, is)
  return row
}

function make(tag: string, name: string): HTMLElement {
  const element = document.createElement(tag)
  element.className = name
  return element
}
