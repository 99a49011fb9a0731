/**
 * Undo in plain fields. WebKit on Linux keeps what to undo in a field and has no key for it; the
 * other platforms bring their own.
 */

/** No more steps of other places than these are passed over. */
const MOST = 10_000

/** Takes the keys of undo and redo in a field, where the web view does not. */
export function undoInField(event: KeyboardEvent, platform: string): void {
  const { target: field } = event
  const command = commandOf(event)
  if (platform !== 'linux' || !command || event.defaultPrevented || event.isComposing) return
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return
  event.preventDefault()
  // The web view has one list for the whole page: what was done elsewhere is not this field's to undo.
  let elsewhere = false
  const within = (step: Event) => {
    if (step.target === field) return
    elsewhere = true
    step.preventDefault()
    step.stopImmediatePropagation()
  }
  window.addEventListener('beforeinput', within, true)
  for (let steps = 0; steps < MOST; steps++) {
    elsewhere = false
    if (!document.execCommand(command) || !elsewhere) break
  }
  window.removeEventListener('beforeinput', within, true)
}

function commandOf({ key, ctrlKey, shiftKey, altKey, metaKey }: KeyboardEvent): 'undo' | 'redo' | null {
  if (!ctrlKey || altKey || metaKey) return null
  if (key.toLowerCase() === 'z') return shiftKey ? 'redo' : 'undo'
  return key.toLowerCase() === 'y' && !shiftKey ? 'redo' : null
}
