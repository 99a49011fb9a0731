import { expect, test, vi } from 'vitest'
import { type Offers, offering, offerKey } from './combobox'

/** Presses a key over a list of three. */
function press(key: KeyboardEventInit, offers: Partial<Offers> = {}) {
  const event = new KeyboardEvent('keydown', { cancelable: true, bubbles: true, ...key })
  const passed = vi.fn()
  const field = document.createElement('input')
  document.body.append(field)
  const told = { onmove: vi.fn(), ontake: vi.fn(), onleave: vi.fn() }
  field.addEventListener('keydown', (event) => offerKey(event, { count: 3, at: -1, ...told, ...offers }))
  document.body.addEventListener('keydown', passed, { once: true })
  field.dispatchEvent(event)
  field.remove()
  document.body.removeEventListener('keydown', passed)
  return { ...told, taken: event.defaultPrevented, passed: passed.mock.calls.length > 0 }
}

test.each([
  ['ArrowDown', -1, 0, 'from nothing to the first'],
  ['ArrowDown', 1, 2, 'to the next'],
  ['ArrowDown', 2, 0, 'round the end'],
  ['ArrowUp', -1, 2, 'from nothing to the last'],
  ['ArrowUp', 2, 1, 'to the one before'],
  ['ArrowUp', 0, 2, 'round the beginning'],
])('%s at %i leads to %i: %s', (key, at, to) => {
  const { onmove, taken } = press({ key }, { at })
  expect(onmove).toHaveBeenCalledExactlyOnceWith(to)
  expect(taken).toBe(true)
})

test('Enter takes what is chosen, also nothing, and with Ctrl only where it is said so', () => {
  expect(press({ key: 'Enter' }, { at: 1 }).ontake).toHaveBeenCalledWith(1)
  expect(press({ key: 'Enter' }).ontake).toHaveBeenCalledWith(-1)
  const { ontake, taken } = press({ key: 'Enter', ctrlKey: true }, { at: 1 })
  expect([ontake.mock.calls.length, taken]).toEqual([0, false])
  expect(press({ key: 'Enter', ctrlKey: true }, { at: 1, withMod: true }).ontake).toHaveBeenCalledWith(1)
  expect(press({ key: 'Enter' }, { ontake: undefined }).taken, 'the form takes it').toBe(false)
})

test('Esc puts the list away and nothing else, and is left where nothing is offered', () => {
  const first = press({ key: 'Escape' })
  expect(first.onleave).toHaveBeenCalled()
  expect(first.passed).toBe(false)
  for (const offers of [{ count: 0 }, { onleave: undefined }]) {
    const { taken, passed } = press({ key: 'Escape' }, offers)
    expect([taken, passed]).toEqual([false, true])
  }
})

test('other keys, arrows without a list, and letters that are being put together are left', () => {
  expect(press({ key: 'a' }).taken).toBe(false)
  expect(press({ key: 'ArrowDown' }, { count: 0 }).taken).toBe(false)
  for (const key of ['ArrowDown', 'Enter', 'Escape'])
    expect(press({ key, isComposing: true }).taken).toBe(false)
})

test('the field names its list, and what is chosen while something is', () => {
  expect(offering('open', 3, 1)).toMatchObject({
    'aria-controls': 'open-found',
    'aria-expanded': true,
    'aria-activedescendant': 'open-1',
  })
  expect(offering('open', 3, -1)['aria-activedescendant']).toBeUndefined()
  expect(offering('open', 0, 0)).toMatchObject({ 'aria-expanded': false, 'aria-activedescendant': undefined })
})
