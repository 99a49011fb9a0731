import { render } from '@testing-library/svelte'
import { expect, test } from 'vitest'
import Length from './Length.svelte'

test('the length is said from four fifths on, and when it is too short or too long', () => {
  for (const [length, said, why] of [
    [0, 'Write it.', 'left empty'],
    [1, '1 character. Cards and search have room for 50 to 300.', 'left short'],
    [49, '49 characters. Cards and search have room for 50 to 300.', 'still short'],
    [50, '', 'long enough'],
    [240, '', 'four fifths'],
    [241, '241 of 300', 'more than four fifths'],
    [301, '301 of 300. It is cut.', 'over what is shown'],
    [501, '501 of 500. Take some out: no site shows as much.', 'over what is taken'],
  ] as const) {
    const props = { least: 50, fits: 300, most: 500, cut: 'It is cut.', needs: 'Write it.' }
    const view = render(Length, { ...props, text: 'é'.repeat(length) })
    expect(view.container.textContent?.trim().replace(/\s+/g, ' '), why).toBe(said)
    view.unmount()
  }
})
