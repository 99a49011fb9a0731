/** Keys of a task and of a dialog above it. */

/** Whether a key was pressed inside a dialog: then it is the dialog's, not the task's below. */
export function inDialog(event: KeyboardEvent): boolean {
  return event.target instanceof Element && event.target.closest('dialog') !== null
}

/**
 * The keys of a task that takes the window: Ctrl+Enter does it, Esc leads back. A key that is held
 * down does nothing more: it would do the same to what comes next, unread. `next` says that doing it
 * is a story's next step: the key for that does it too.
 */
export function taskKeys(act: () => void, back: () => void, next = false): (event: KeyboardEvent) => void {
  return (event) => {
    if (inDialog(event) || event.defaultPrevented || event.isComposing) return
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && (next || !event.shiftKey)) {
      event.preventDefault()
      if (!event.repeat) act()
    } else if (event.key === 'Escape') {
      event.preventDefault()
      back()
    }
  }
}
