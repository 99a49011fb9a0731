/**
 * The keys of the desk: one table, from a command to its key, and how a key is recognised and
 * shown. `Mod` is Ctrl on Windows and Linux, Command on a Mac.
 */

/** What the keys do, and which they are. The editor's own keys are in the table for their tooltips. */
export const KEYS = {
  stories: 'Mod-1',
  pictures: 'Mod-2',
  publish: 'Mod-3',
  openStory: 'Mod-o',
  newStory: 'Mod-n',
  nextPane: 'F6',
  previousPane: 'Shift-F6',
  index: 'Mod-Shift-l',
  companion: 'Mod-Shift-p',
  fields: 'Mod-Shift-s',
  beside: 'Mod-Shift-b',
  onlyText: 'Mod-Shift-d',
  bold: 'Mod-b',
  italic: 'Mod-i',
  link: 'Mod-k',
  style: 'Mod-Shift-h',
  numbers: 'Mod-Shift-7',
  bullets: 'Mod-Shift-8',
  quote: 'Mod-Shift-9',
  picture: 'Mod-Shift-a',
  pastePlain: 'Mod-Shift-v',
  outline: 'Mod-Shift-o',
  find: 'Mod-f',
  findAll: 'Mod-Shift-f',
  versions: 'Mod-Shift-y',
  findings: 'Mod-Shift-m',
  nextFinding: 'F8',
  previousFinding: 'Shift-F8',
  renameStory: 'F2',
  duplicateStory: 'Mod-d',
  deleteStory: 'Delete',
  undoStory: 'Mod-z',
  enter: 'Enter',
  next: 'Mod-Shift-Enter',
  save: 'Mod-s',
  escape: 'Escape',
} as const

/** A command that has a key. */
export type Command = keyof typeof KEYS

/** Whether a key press is this command's, on that platform ("macos" has Command for Mod). */
export function pressed(event: KeyboardEvent, command: Command, platform: string): boolean {
  const parts = KEYS[command].split('-')
  const key = parts[parts.length - 1] ?? ''
  const mac = platform === 'macos'
  const mod = parts.includes('Mod')
  if (event.altKey || event.shiftKey !== parts.includes('Shift')) return false
  if ((mac ? event.metaKey : event.ctrlKey) !== mod) return false
  if (mac ? event.ctrlKey : event.metaKey) return false
  // With Shift a digit key types another sign, and on some layouts without it: the place decides.
  if (/^\d$/.test(key)) return event.code === `Digit${key}`
  return event.key.toLowerCase() === key.toLowerCase()
}

/** The command whose key was pressed, if any. */
export function commandOf(event: KeyboardEvent, platform: string): Command | null {
  for (const command of Object.keys(KEYS) as Command[]) {
    if (pressed(event, command, platform)) return command
  }
  return null
}

/** A command's key as the platform writes it: `Ctrl+Shift+L`, `⇧⌘L`. */
export function shown(command: Command, platform: string): string {
  const parts: string[] = KEYS[command].split('-')
  const last = parts.pop() ?? ''
  const key = last === 'Escape' ? 'Esc' : last.length === 1 ? last.toUpperCase() : last
  if (platform !== 'macos') return [...parts.map((part) => (part === 'Mod' ? 'Ctrl' : part)), key].join('+')
  const signs = ['Shift', 'Mod'].filter((part) => parts.includes(part))
  return signs.map((part) => (part === 'Mod' ? '⌘' : '⇧')).join('') + (key === 'Enter' ? '↩' : key)
}

/** A tooltip: what a control does, and its key. */
export function tip(what: string, command: Command, platform: string): string {
  return `${what} (${shown(command, platform)})`
}
