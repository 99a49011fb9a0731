import { render, screen } from '@testing-library/svelte'
import { expect, test } from 'vitest'
import type { TextChange } from '../ipc'
import TextChanges from './TextChanges.svelte'

test('marks, headings and lists that changed are said in words', () => {
  const text: TextChange[] = [
    {
      kind: 'reworded',
      runs: [{ fate: 'same', text: 'They wrote 214 letters.' }],
      styles: [
        { text: '214 letters', style: { kind: 'bold' }, now: true },
        { text: '', style: { kind: 'heading', level: 3 }, now: false },
        { text: '', style: { kind: 'numbered' }, now: true },
      ],
    },
  ]
  render(TextChanges, { text, fresh: false })
  expect(screen.getByText('They wrote 214 letters.')).toBeTruthy()
  expect(screen.getByText('“214 letters” is bold now.')).toBeTruthy()
  expect(screen.getByText('This part is not a heading of level 3 any more.')).toBeTruthy()
  expect(screen.getByText('This part is a numbered list now.')).toBeTruthy()
})
