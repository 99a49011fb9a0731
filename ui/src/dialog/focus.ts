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

/**
 * For a part of the window in which what is pressed may go away, or be off while it works: the focus
 * then goes to what stood around it, and who goes on with Tab goes on from there. Whoever knows a
 * better place has put it there by then.
 */
export function keepsFocus(part: HTMLElement): () => void {
  /** What has the focus, or had it, and all that is around it. */
  let around: HTMLElement[] = []
  let looking = false
  const seen = ({ target }: FocusEvent) => {
    around = []
    for (let one = target as HTMLElement | null; one; one = one === part ? null : one.parentElement)
      around.push(one)
  }
  const pointed = () => {
    around = []
  }
  const isGone = (one: HTMLElement) => !one.isConnected || one.matches(':disabled')
  const look = () => {
    looking = false
    const there = around.find((one) => !isGone(one))
    if (!there || there === around[0] || !isLost()) return
    const reached = there.hasAttribute('tabindex')
    if (!reached) there.tabIndex = -1
    there.focus({ preventScroll: true })
    if (!reached) there.addEventListener('blur', () => there.removeAttribute('tabindex'), { once: true })
  }
  const changed = () => {
    if (looking || !around[0] || !isGone(around[0])) return
    looking = true
    // What is off loses the focus only once it is drawn.
    requestAnimationFrame(() => setTimeout(look))
  }
  const observer = new MutationObserver(changed)
  observer.observe(part, { childList: true, subtree: true, attributeFilter: ['disabled'] })
  part.addEventListener('focusin', seen)
  // Whoever points at something else wants the focus nowhere.
  document.addEventListener('pointerdown', pointed, true)
  return () => {
    observer.disconnect()
    part.removeEventListener('focusin', seen)
    document.removeEventListener('pointerdown', pointed, true)
  }
}
