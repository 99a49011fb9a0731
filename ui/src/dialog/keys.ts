/** Keys of a task, of a dialog above it, and of tabs. */

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

/** The tab that an arrow, Home or End leads to; nothing for another key. After the last comes the first. */
export function tabAfter<Tab>(event: KeyboardEvent, tabs: readonly Tab[], now: Tab): Tab | undefined {
  const at = tabs.indexOf(now)
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key]
  if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return undefined
  event.preventDefault()
  return tabs[(to + tabs.length) % tabs.length]
}
