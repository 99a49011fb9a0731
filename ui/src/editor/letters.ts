/** Letters that are written out (`&lt;`, `&nbsp;`), as the letters that readers see. */
import { WidgetType } from '@codemirror/view'

/** Of these nothing would be seen, and nobody could take them out again. */
const UNSEEN = /^[\p{C}\p{M}\u2028\u2029]/u

const known = new Map<string, string | null>()

/** The letter that is meant by an entity; `null` for one that names none, or none that is seen. */
export function letterOf(entity: string): string | null {
  let letter = known.get(entity)
  if (letter === undefined) {
    const read = new DOMParser().parseFromString(entity, 'text/html').documentElement.textContent ?? ''
    letter = read === '' || read === entity || UNSEEN.test(read) ? null : read
    known.set(entity, letter)
  }
  return letter
}

/** A letter in the place of its entity. */
export class Letter extends WidgetType {
  constructor(readonly letter: string) {
    super()
  }
  override eq(other: Letter): boolean {
    return other.letter === this.letter
  }
  override toDOM(): HTMLElement {
    const span = document.createElement('span')
    span.textContent = this.letter
    return span
  }
}
