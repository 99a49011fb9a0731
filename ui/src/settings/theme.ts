/** The colour scheme of the window. */
import type { Theme } from '../ipc'

/** Puts the colour scheme into effect; "system" leaves it to the system. */
export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}
