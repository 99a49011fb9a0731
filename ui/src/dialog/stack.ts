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
  let had = false
  const within = (node: EventTarget | null) => node instanceof Node && toast.contains(node)
  const enter = ({ relatedTarget }: FocusEvent) => {
    had = true
    if (relatedTarget instanceof HTMLElement && !within(relatedTarget)) before = relatedTarget
  }
  // What goes away by itself names nothing that it leaves to.
  const leave = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget && !within(relatedTarget)) had = false
  }
  const back = () => {
    if (!had || !isLost() || !before?.isConnected) return
    before.focus({ preventScroll: true })
    // The focus that is gone holds it open no more, and says so itself nowhere.
    toast.dispatchEvent(new FocusEvent('focusout'))
  }
  toast.addEventListener('focusin', enter)
  toast.addEventListener('focusout', leave)
  const observer = new MutationObserver(back)
  observer.observe(toast, { childList: true, subtree: true })
  return {
    destroy() {
      observer.disconnect()
      toast.remove()
      back()
    },
  }
}
