import { expect, test } from 'vitest'
import { type Command, commandOf, KEYS, shown } from './keys'

test.each<[key: string, code: string, mods: string, platform: string, command: Command | null, why: string]>([
  ['L', 'KeyL', 'ctrl shift', 'linux', 'index', 'Ctrl+Shift+L'],
  ['l', 'KeyL', 'ctrl', 'linux', null, 'without Shift it is the editor’s'],
  ['l', 'KeyL', 'meta shift', 'macos', 'index', 'Command on a Mac'],
  ['l', 'KeyL', 'ctrl shift', 'macos', null, 'Ctrl on a Mac is none'],
  ['&', 'Digit1', 'ctrl', 'linux', 'stories', 'a French keyboard types & on the 1'],
  ['*', 'Digit8', 'ctrl shift', 'windows', 'bullets', 'Shift 8 types *'],
  ['n', 'KeyN', 'ctrl alt', 'windows', null, 'AltGr types letters'],
  ['F6', 'F6', 'shift', 'linux', 'previousPane', 'Shift+F6'],
  ['Enter', 'Enter', 'ctrl shift', 'linux', 'next', 'the next step'],
])('%s (%s) with %s on %s: %s (%s)', (key, code, mods, platform, command) => {
  const held = (name: string) => mods.split(' ').includes(name)
  const event = new KeyboardEvent('keydown', {
    key,
    code,
    ctrlKey: held('ctrl'),
    shiftKey: held('shift'),
    metaKey: held('meta'),
    altKey: held('alt'),
  })
  expect(commandOf(event, platform)).toBe(command)
})

test('no two commands have the same key', () => {
  expect(new Set(Object.values(KEYS)).size).toBe(Object.keys(KEYS).length)
})

test('keys are shown in the platform’s own form', () => {
  expect(shown('index', 'linux')).toBe('Ctrl+Shift+L')
  expect(shown('index', 'macos')).toBe('⇧⌘L')
  expect(shown('next', 'macos')).toBe('⇧⌘↩')
  expect(shown('escape', 'windows')).toBe('Esc')
})
