import { render, screen, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import FormatBar from './FormatBar.svelte'
import { formatAt } from './format'
import { written } from './written'

function bar(text: string, narrow: boolean) {
  const editor = written(text)
  const { view } = editor
  const told = { onpicture: () => {}, onlink: () => {} }
  render(FormatBar, { props: { format: formatAt(view.state), view, narrow, platform: 'linux', ...told } })
  return { editor, user: userEvent.setup() }
}

test('all lists and the quotation have a button in the wide bar, in the order of arrows', async () => {
  const { editor, user } = bar('on|e', false)
  const buttons = within(screen.getByRole('toolbar')).getAllByRole('button')
  const names = buttons.map((button) => button.getAttribute('aria-label'))
  expect(names).toEqual([
    'Paragraph style: Text',
    'Bold',
    'Italic',
    'Link',
    'List',
    'Numbered list',
    'Quotation',
    'Add a picture',
  ])
  buttons[0]?.focus()
  for (const _ of buttons.slice(1)) await user.keyboard('{ArrowRight}')
  expect(document.activeElement).toBe(buttons.at(-1))
  await user.click(screen.getByRole('button', { name: 'Numbered list' }))
  expect(editor.text).toBe('1. on|e')
})

test('in the narrow bar they are behind the dots, each once', async () => {
  const { editor, user } = bar('on|e', true)
  await user.click(screen.getByRole('button', { name: 'More formatting' }))
  const items = screen.getAllByRole('menuitemcheckbox').map((item) => item.textContent)
  expect(items).toEqual(['List', 'Numbered list', 'Quotation'].map((name) => expect.stringContaining(name)))
  await user.click(screen.getByRole('menuitemcheckbox', { name: /Numbered list/ }))
  expect(editor.text).toBe('1. on|e')
})
