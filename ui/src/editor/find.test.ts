import { expect, test, vi } from 'vitest'
import { figuresOf, type Written, written } from './written'

const named = (editor: Written, name: string) => {
  const found = editor.view.dom.querySelector<HTMLElement>(`.finder [aria-label="${name}"]`)
  const said = [...editor.view.dom.querySelectorAll<HTMLElement>('.finder .btn')]
  return found ?? said.find((one) => one.textContent === name) ?? null
}
const click = (editor: Written, name: string) => named(editor, name)?.click()
const count = (editor: Written) => editor.view.dom.querySelector('.finder .n')?.textContent

function fill(editor: Written, name: string, value: string): void {
  const field = named(editor, name) as HTMLInputElement
  field.value = value
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

function finding(text: string, asked: string): Written {
  const editor = written(text)
  editor.press('f', { ctrlKey: true })
  fill(editor, 'Find in this story', asked)
  return editor
}

test('Enter goes from one to the next, and the panel says which of how many', () => {
  const editor = finding('|bus Bus busy', 'bus')
  expect(count(editor)).toBe('3 found')
  click(editor, 'Next')
  expect(editor.text).toBe('‹bus› Bus busy')
  expect(count(editor)).toBe('1 of 3')
  click(editor, 'Previous')
  expect(editor.text).toBe('bus Bus ‹bus›y')
  expect(count(editor)).toBe('3 of 3')
})

test.each([
  ['Match capitals', '2 found', 'bus, busy'],
  ['Whole words', '2 found', 'bus, Bus'],
])('%s: %s (%s)', (name, found) => {
  const editor = finding('|bus Bus busy', 'bus')
  click(editor, name)
  expect(count(editor)).toBe(found)
  expect(named(editor, name)?.ariaPressed).toBe('true')
})

test('the text stays where it is scrolled to when find opens', () => {
  const focus = vi.spyOn(HTMLInputElement.prototype, 'focus')
  const editor = finding('|bus', 'bus')
  expect(focus).toHaveBeenLastCalledWith({ preventScroll: true })
  click(editor, 'Replace')
  expect(focus).toHaveBeenLastCalledWith({ preventScroll: true })
  focus.mockRestore()
})

test('one is replaced and the next one chosen; all are one step to undo', () => {
  const editor = finding('|bus Bus busy', 'bus')
  click(editor, 'Replace')
  fill(editor, 'Replace with', 'ferry')
  click(editor, 'Next')
  const [one] = [...editor.view.dom.querySelectorAll<HTMLElement>('.finder .btn')]
  one?.click()
  expect(editor.text).toBe('ferry ‹Bus› busy')
  click(editor, 'Replace all')
  expect(editor.view.state.doc.toString()).toBe('ferry ferry ferryy')
  expect(count(editor)).toBe('2 replaced')
  editor.press('z', { ctrlKey: true })
  expect(editor.view.state.doc.toString()).toBe('ferry Bus busy')
})

test('no address is looked into: a link keeps leading where it leads', () => {
  const editor = finding('|[the bus](https://bus.example/bus) and the bus', 'bus')
  expect(count(editor)).toBe('2 found')
  click(editor, 'Replace')
  fill(editor, 'Replace with', 'ferry')
  click(editor, 'Replace all')
  expect(editor.view.state.doc.toString()).toBe('[the ferry](https://bus.example/bus) and the ferry')
})

test('what is replaced is text: signs of a pattern have no meaning', () => {
  const editor = finding('|a.b axb', 'a.b')
  click(editor, 'Replace')
  fill(editor, 'Replace with', '$1\\n')
  click(editor, 'Replace all')
  expect(editor.view.state.doc.toString()).toBe('$1\\n axb')
})

test('the words of a picture are found, and its card shows where', () => {
  const editor = finding('|One.\n\n![Chairs](chairs.jpg)\n', 'chairs')
  expect(count(editor)).toBe('1 found')
  click(editor, 'Next')
  expect(editor.view.dom.querySelector('.fig.is-chosen')).not.toBeNull()
})

test('while the text changes the count waits; Esc goes back into the text', () => {
  vi.useFakeTimers()
  const editor = finding('|bus', 'bus')
  editor.view.dispatch({ changes: { from: 0, insert: 'bus ' } })
  expect(count(editor)).toBe('1 found')
  vi.runAllTimers()
  expect(count(editor)).toBe('2 found')
  named(editor, 'Find in this story')?.dispatchEvent(
    new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }),
  )
  expect(editor.view.dom.querySelector('.finder')).toBeNull()
  expect(document.activeElement).toBe(editor.view.contentDOM)
  vi.useRealTimers()
})

const IMAGE = '{% image "assets/team/team.jpg", "The team in May", "team" %}'

test.each([
  ['<img src="team.jpg" alt="The team">', '<img src="team.jpg" alt="The crew">', 'a picture in HTML'],
  [
    '<figure>\n<a href="/team">the team</a>\n</figure>',
    '<figure>\n<a href="/team">the crew</a>\n</figure>',
    'a link in HTML',
  ],
  ['a <b class="team">team</b> in text', 'a <b class="team">crew</b> in text', 'tags in a sentence'],
  [
    '{{< figure src="team.jpg" caption="Our team" link="/team" >}}',
    '{{< figure src="team.jpg" caption="Our crew" link="/team" >}}',
    'a short code',
  ],
  [
    '{% include figure.html image_path="/a/team.jpg" alt=\'A "team"\' %}',
    '{% include figure.html image_path="/a/team.jpg" alt=\'A "crew"\' %}',
    'an include',
  ],
  [
    '{{ team }} and {% if team %}team{% endif %}',
    '{{ team }} and {% if team %}crew{% endif %}',
    'template code',
  ],
  ['`<i team>` and\n\n```\n<b team>\n```', '`<i crew>` and\n\n```\n<b crew>\n```', 'code shows its tags'],
  ['a < team > b <team@a.example>', 'a < crew > b <crew@a.example>', 'no tags'],
  ['<!-- ask the team -->', '<!-- ask the crew -->', 'a note to oneself'],
  ['A note.[^1]\n\n[^1]: team', 'A note.[^1]\n\n[^1]: crew', 'a footnote of one word'],
  ['[a]: /team "Our team"', '[a]: /team "Our crew"', 'an address by name'],
])('replacing all leaves paths alone: %j becomes %j: %s', (before, after) => {
  const editor = finding(`|${before}`, 'team')
  click(editor, 'Replace')
  fill(editor, 'Replace with', 'crew')
  click(editor, 'Replace all')
  expect(editor.view.state.doc.toString()).toBe(after)
  editor.press('z', { ctrlKey: true })
  expect(editor.view.state.doc.toString()).toBe(before)
})

test('the words of a figure are replaced wherever its template has them', () => {
  const [one] = figuresOf('![The team in May](x.jpg)')
  if (!one) throw new Error('a figure')
  const editor = written(`|${IMAGE}`, { figures: [{ ...one, from: 0, to: IMAGE.length }] })
  editor.press('f', { ctrlKey: true })
  fill(editor, 'Find in this story', 'team')
  click(editor, 'Replace')
  fill(editor, 'Replace with', 'crew')
  click(editor, 'Replace all')
  expect(editor.view.state.doc.toString()).toBe(IMAGE.replace('The team', 'The crew'))
})

test('all that were replaced are counted, however many', () => {
  const editor = finding(`|${'bus '.repeat(1200)}`, 'bus')
  expect(count(editor)).toBe('999 found')
  click(editor, 'Replace')
  fill(editor, 'Replace with', 'ferry')
  click(editor, 'Replace all')
  expect(count(editor)).toBe('1,200 replaced')
  expect(editor.view.state.doc.toString()).not.toContain('bus')
})
