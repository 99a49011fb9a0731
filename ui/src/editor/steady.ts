/**
 * What is said above the text comes and goes: the line that is read stays where it is, and the one
 * that is written in sight. The web view anchors no scrolling by itself.
 */

interface Edges {
  top: number
  bottom: number
}

/**
 * Watches a column that scrolls and what its text stands below in it. `caret` says where somebody
 * writes, if they do; `show` brings that in sight.
 */
export function keepsPlace(
  column: HTMLElement,
  above: HTMLElement,
  caret: () => Edges | null,
  show: () => void,
): () => void {
  const measure = () => {
    const { top, bottom } = column.getBoundingClientRect()
    return { top, bottom, above: above.getBoundingClientRect().height }
  }
  let before = measure()
  const observer = new ResizeObserver(() => {
    const now = measure()
    const pushed = now.top - before.top + now.above - before.above
    const scrolled = column.scrollTop
    // At the very top what comes is seen, and the headline below it.
    if (scrolled > 0) column.scrollTop = scrolled + pushed
    const moved = pushed - (column.scrollTop - scrolled)
    const at = caret()
    // Who reads elsewhere is not taken back to the caret.
    if (at && at.top - moved >= before.top && at.bottom - moved <= before.bottom) show()
    before = now
  })
  observer.observe(column)
  observer.observe(above)
  return () => observer.disconnect()
}
