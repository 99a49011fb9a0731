/** How far a key scrolls the page, CSS pixels; nothing for another key. */
export function stepOf({ key, ctrlKey, metaKey }: KeyboardEvent, height: number): number | null {
  const by: Record<string, number> = {
    ArrowDown: 60,
    ArrowUp: -60,
    PageDown: height * 0.9,
    PageUp: -height * 0.9,
    ' ': height * 0.9,
    Home: -1e7,
    End: 1e7,
  }
  return ctrlKey || metaKey ? null : (by[key] ?? null)
}
