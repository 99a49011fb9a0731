/** A text field as high as its text. */

/** Keeps a textarea as high as its text, on typing and whenever the value given changes. */
export function grow(field: HTMLTextAreaElement, _value: string) {
  const fit = () => {
    field.style.height = 'auto'
    const edges = field.offsetHeight - field.clientHeight
    if (field.scrollHeight > 0) field.style.height = `${field.scrollHeight + edges}px`
  }
  fit()
  // Its width decides where lines break.
  const watch = typeof ResizeObserver === 'function' ? new ResizeObserver(fit) : null
  watch?.observe(field.parentElement ?? field)
  return { update: fit, destroy: () => watch?.disconnect() }
}
