import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import Chips from './Chips.svelte'

/** A field with these items; it keeps what it is told. */
function show(values: string[], suggestions: string[]) {
  const kept = { values }
  const props = {
    label: 'Byline',
    add: 'Add a name',
    suggestions,
    values,
    onchange: (now: string[]) => {
      kept.values = now
      return view.rerender({ values: now })
    },
  }
  const view = render(Chips, props)
  return { kept, user: userEvent.setup(), field: screen.getByRole('combobox') }
}

const USED = ['John Smith, Jr.', 'Washington, D.C.', 'Ana Li']

test('a suggestion with a comma is chosen as one item, by mouse and by key', async () => {
  const { kept, user, field } = show([], USED)
  await user.click(field)
  await user.keyboard('Joh')
  await user.click(screen.getByRole('option', { name: 'John Smith, Jr.' }))
  await user.click(field)
  await user.keyboard('Wash{ArrowDown}{Enter}')
  expect(kept.values).toEqual(['John Smith, Jr.', 'Washington, D.C.'])
})

test('one that is typed to its end is one item as well', async () => {
  const { kept, user, field } = show([], USED)
  await user.click(field)
  await user.keyboard('Washington, D.C.{Enter}')
  expect(kept.values).toEqual(['Washington, D.C.'])
})

test('other words that are typed are parted at the comma, but not before Jr. and Sr.', async () => {
  const { kept, user, field } = show([], USED)
  await user.click(field)
  await user.keyboard('Bo Ek, Sr.{Enter}Zoë Çelik,Ida Noor, Jr{Enter}Orrin, Calder{Enter}')
  expect(kept.values).toEqual(['Bo Ek, Sr.', 'Zoë Çelik', 'Ida Noor, Jr', 'Orrin', 'Calder'])
})

test('the arrows go through what is offered, round both ends', async () => {
  const { user, field } = show([], ['Ana Li', 'Ana Ek', 'Ana Noor'])
  const at = () =>
    screen.getAllByRole('option').findIndex((one) => one.getAttribute('aria-selected') === 'true')
  await user.click(field)
  await user.keyboard('Ana{ArrowUp}')
  expect(at()).toBe(2)
  await user.keyboard('{ArrowUp}{ArrowUp}')
  expect(at()).toBe(0)
  await user.keyboard('{ArrowUp}')
  expect(at()).toBe(2)
  await user.keyboard('{ArrowDown}')
  expect(at()).toBe(0)
})
