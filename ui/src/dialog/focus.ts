/** Where the focus goes when what had it is gone: never to nothing. */
import { tick } from 'svelte'

/** Whether nothing has the focus. */
export function isLost(): boolean {
  return !document.activeElement || document.activeElement === document.body
}

/** Once all is drawn: if nothing has the focus by then, it goes there. */
export async function whereLost(there: () => void): Promise<void> {
  await tick()
  if (isLost()) there()
}

/**
 * For a list whose parts come and go by what is done in them: the focus stays with the part, or goes
 * to the one in its place, or to the list. It goes to no button: a key held down would press that too.
 */
export function holdsFocus(parts: string): (list: HTMLElement) => () => void {
  return (list) => {
    let had: HTMLElement | null = null
    let part: HTMLElement | null = null
    let at = 0
    const all = () => [...list.querySelectorAll<HTMLElement>(parts)]
    const seen = (event: FocusEvent) => {
      had = event.target as HTMLElement
      part = had.closest<HTMLElement>(parts)
      at = part ? all().indexOf(part) : 0
    }
    const changed = () => {
      if (!had || had.isConnected || !isLost()) return
      const there = part?.isConnected ? part : (all()[Math.min(at, all().length - 1)] ?? list)
      there.tabIndex = -1
      there.focus({ preventScroll: there === list })
    }
    const observer = new MutationObserver(changed)
    observer.observe(list, { childList: true, subtree: true })
    list.addEventListener('focusin', seen)
    return () => {
      observer.disconnect()
      list.removeEventListener('focusin', seen)
    }
  }
}
