/**
 * Where toasts stand: above one another, so that none hides the way back that another one offers.
 */

/** Puts a toast at the end of the stack, for as long as it is there. */
export function stacked(toast: HTMLElement): { destroy(): void } {
  let stack = document.querySelector('.toasts')
  if (!stack) {
    stack = document.createElement('div')
    stack.className = 'toasts'
    document.body.append(stack)
  }
  stack.append(toast)
  return { destroy: () => toast.remove() }
}
