/**
 * A field that offers a list: arrow keys choose from it while the focus stays in the field, Enter
 * takes what is chosen, Esc puts the list away. The list is `{id}-found`, what it offers `{id}-0`,
 * `{id}-1` and so on.
 */

/** What the field says of itself and of its list; `at` is what is chosen there, or less than 0. */
export function offering(id: string, count: number, at: number) {
  return {
    role: 'combobox',
    autocomplete: 'off',
    'aria-autocomplete': 'list',
    'aria-controls': `${id}-found`,
    'aria-expanded': count > 0,
    'aria-activedescendant': count > 0 && at >= 0 ? `${id}-${at}` : undefined,
  } as const
}

/** A list as it is offered, and what its keys do. */
export interface Offers {
  count: number
  /** What is chosen; less than 0 while that is nothing. */
  at: number
  onmove(at: number): void
  /** Enter; without it the key is left to whoever has the field. */
  ontake?: (at: number) => void
  /** Whether Enter takes with Ctrl or Command as well, because it does nothing else there. */
  withMod?: boolean
  /** Esc, while something is offered. */
  onleave?: () => void
}

/** Does what a key of the field asks of the list, if it asks anything of it. */
export function offerKey(
  event: KeyboardEvent,
  { count, at, onmove, ontake, withMod, onleave }: Offers,
): void {
  if (event.isComposing) return
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step && count > 0) {
    event.preventDefault()
    // Up from nothing is the last one, down is the first.
    onmove((Math.max(at, step < 0 ? 0 : -1) + step + count) % count)
  } else if (event.key === 'Enter' && ontake && (withMod || !(event.ctrlKey || event.metaKey))) {
    event.preventDefault()
    ontake(at)
  } else if (event.key === 'Escape' && onleave && count > 0) {
    event.preventDefault()
    event.stopPropagation()
    onleave()
  }
}
