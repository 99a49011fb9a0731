/**
 * Where toasts stand: above one another, so that none hides the way back that another one offers.
 */

import { isLost } from './focus'

/**
 * Puts a toast at the end of the stack, for as long as it is there. When it goes, or what was pressed
 * in it, the focus is back where it was before.
 */
export function stacked(toast: HTMLElement): { destroy(): void } {
  let stack = document.querySelector('.toasts')
  if (!stack) {
    stack = document.createElement('div')
    stack.className = 'toasts'
    document.body.append(stack)
  }
  stack.append(toast)
  let before: HTMLElement | null = null
  const enter = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget instanceof HTMLElement && !toast.contains(relatedTarget)) before = relatedTarget
  }
  const back = () => {
    if (!isLost() || !before?.isConnected) return
    before.focus({ preventScroll: true })
    // The focus that is gone holds it open no more, and says so itself nowhere.
    toast.dispatchEvent(new FocusEvent('focusout'))
  }
  toast.addEventListener('focusin', enter)
  const observer = new MutationObserver(back)
  observer.observe(toast, { childList: true, subtree: true })
  return {
    destroy() {
      observer.disconnect()
      const had = toast.contains(document.activeElement)
      toast.remove()
      if (had) back()
    },
  }
}
