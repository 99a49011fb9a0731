/** What the page shows before one of its points. */

/** Numbers of notes, boxes of tasks, and words in the place of pictures: they stand nowhere in the text. */
const ADDED = '.footnote-mark, .box, .picture-missing'

/** The text from a node up to a point of the frame. */
export function textBefore(first: Node, x: number, y: number): string {
  const document = first.ownerDocument
  const place = document && caretFrom(document, x, y)
  if (!place) return ''
  const range = document.createRange()
  range.setStartBefore(first)
  range.setEnd(place.node, place.offset)
  const shown = range.cloneContents()
  for (const added of shown.querySelectorAll(ADDED)) added.remove()
  return shown.textContent ?? ''
}

function caretFrom(document: Document, x: number, y: number): { node: Node; offset: number } | null {
  if ('caretPositionFromPoint' in document) {
    const place = document.caretPositionFromPoint(x, y)
    return place && { node: place.offsetNode, offset: place.offset }
  }
  const old = document as Document & { caretRangeFromPoint?(x: number, y: number): Range | null }
  const range = old.caretRangeFromPoint?.(x, y)
  return range ? { node: range.startContainer, offset: range.startOffset } : null
}
