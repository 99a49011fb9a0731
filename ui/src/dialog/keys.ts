/** Keys of a task and of a dialog above it. */

/** Whether a key was pressed inside a dialog: then it is the dialog's, not the task's below. */
export function inDialog(event: KeyboardEvent): boolean {
  return event.target instanceof Element && event.target.closest('dialog') !== null
}
