import { afterEach, expect, test, vi } from 'vitest'
import { undoInField } from './undo'

afterEach(() => {
  document.body.replaceChildren()
  Reflect.deleteProperty(document, 'execCommand')
})

/** A page whose web view would take back steps in these elements, the last one first. */
function page(...steps: HTMLElement[]) {
  const done: HTMLElement[] = []
  const execCommand = vi.fn((command: string) => {
    const on = steps.pop()
    const inputType = command === 'undo' ? 'historyUndo' : 'historyRedo'
    const asks = new InputEvent('beforeinput', { inputType, bubbles: true, cancelable: true })
    if (on?.dispatchEvent(asks)) done.push(on)
    return on !== undefined
  })
  Object.assign(document, { execCommand })
  return { done, execCommand }
}

function press(on: HTMLElement, key: string, mods: KeyboardEventInit, platform: string): boolean {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...mods })
  on.addEventListener('keydown', (pressed) => undoInField(pressed, platform), { once: true })
  on.dispatchEvent(event)
  return event.defaultPrevented
}

const make = (name: 'textarea' | 'input' | 'div') => document.body.appendChild(document.createElement(name))

test.each<[string, KeyboardEventInit, string, string | null, string]>([
  ['z', { ctrlKey: true }, 'linux', 'undo', 'WebKitGTK has no key for it'],
  ['Z', { ctrlKey: true, shiftKey: true }, 'linux', 'redo', 'nor for this'],
  ['y', { ctrlKey: true }, 'linux', 'redo', 'as elsewhere on Linux'],
  ['z', { metaKey: true }, 'macos', null, 'the menu does it'],
  ['z', { ctrlKey: true }, 'windows', null, 'the web view does it'],
  ['z', {}, 'linux', null, 'a letter'],
  ['z', { ctrlKey: true, altKey: true }, 'linux', null, 'AltGr types letters'],
])('%s with %j in a field on %s: %s (%s)', (key, mods, platform, command) => {
  for (const name of ['textarea', 'input'] as const) {
    const field = make(name)
    const { execCommand } = page(field)
    expect(press(field, key, mods, platform)).toBe(command !== null)
    expect(execCommand.mock.calls).toEqual(command ? [[command]] : [])
  }
})

test('a field takes back its own steps, not what was typed in the text since', () => {
  const [field, text] = [make('textarea'), make('div')]
  const { done } = page(field, text, text)
  press(field, 'z', { ctrlKey: true }, 'linux')
  expect(done).toEqual([field])
})

test('the text has its own undo', () => {
  const { execCommand } = page()
  expect(press(make('div'), 'z', { ctrlKey: true }, 'linux')).toBe(false)
  expect(execCommand).not.toHaveBeenCalled()
})
