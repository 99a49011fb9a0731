import { syntaxTree } from '@codemirror/language'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { replaced } from './replace'
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

const SHORT = '{{< figure src="x.jpg" alt="Three women carry crates" >}}'

test.each([
  [SHORT, 'carry', '"haul"', SHORT.replace('carry', '\\"haul\\"'), 'quotation marks in a short code'],
  [
    '{{< figure src="x.jpg" caption=`Three "old" women` >}}',
    'women',
    '"men"',
    '{{< figure src="x.jpg" caption=`Three "old" "men"` >}}',
    'in back-ticks they need no more',
  ],
  [
    '{{< figure src="x.jpg" alt="Say \\"yes\\" now" >}}',
    '"',
    '”',
    '{{< figure src="x.jpg" alt="Say ”yes” now" >}}',
    'what was written for the short code goes with it',
  ],
  [
    '<img src="x.jpg" alt="Chairs & tables">',
    'Chairs',
    '"A" <B> & C',
    '<img src="x.jpg" alt="&quot;A&quot; &lt;B&gt; &amp; C & tables">',
    'a tag of HTML',
  ],
  [
    '<figure>\n<figcaption>Chairs</figcaption>\n</figure>',
    'Chairs',
    'A & <B>',
    '<figure>\n<figcaption>A &amp; &lt;B&gt;</figcaption>\n</figure>',
    'words between tags',
  ],
  ['![Chairs](x.jpg)', 'Chairs', 'a] [b', '![a\\] \\[b](x.jpg)', 'a description ends at its bracket'],
  ['![Chairs](x.jpg)', 'Chairs', 'they [sic] sat', '![they [sic] sat](x.jpg)', 'pairs of brackets are none'],
  ['![](x.jpg "Chairs")', 'Chairs', 'a "b"', '![](x.jpg "a \\"b\\"")', 'a caption behind the address'],
  ['![A](x.jpg)\n*Chairs*', 'Chairs', 'a*b', '![A](x.jpg)\n*a\\*b*', 'the line of a caption'],
  ['Chairs', 'Chairs', '"a" & *b* {c}', '"a" & *b* {c}', 'text is as it would be typed'],
])('replacing never breaks a picture: in %j, %j becomes %j: %j (%s)', (before, asked, given, after) => {
  for (const name of ['Replace', 'Replace all']) {
    const editor = finding(`|${before}`, asked)
    click(editor, 'Replace')
    fill(editor, 'Replace with', given)
    click(editor, 'Next')
    if (name === 'Replace') {
      const buttons = [...editor.view.dom.querySelectorAll<HTMLElement>('.finder .btn')]
      for (let each = 0; each < 2; each++) buttons[0]?.click()
    } else click(editor, name)
    expect(editor.view.state.doc.toString()).toBe(after)
  }
})

test.each([
  [SHORT, '{{ y }}', 'a short code knows no spelling for its own braces'],
  [SHORT, '>}}', 'nor for its end'],
  [SHORT, 'back\\slash', 'nor for this'],
  ['{% include figure.html src="x.jpg" alt="They carry on" %}', 'a "b"', 'a template that is the site’s'],
  ['<!-- they carry on -->', 'end -->', 'a comment ends there'],
])('what cannot stand in %j is passed over and said: %j (%s)', (before, given) => {
  const editor = finding(`|They carry on\n\n${before}`, 'carry')
  click(editor, 'Replace')
  fill(editor, 'Replace with', given)
  click(editor, 'Replace all')
  expect(editor.view.state.doc.toString()).toBe(`They ${given} on\n\n${before}`)
  expect(count(editor)).toBe('1 replaced, 1 left: a picture’s words cannot have these signs')
  const [one] = [...editor.view.dom.querySelectorAll<HTMLElement>('.finder .btn')]
  click(editor, 'Next')
  one?.click()
  expect(editor.view.state.doc.toString()).toBe(`They ${given} on\n\n${before}`)
  expect(count(editor)).toBe('Not replaced: a picture’s words cannot have these signs')
})

const ROUGH = fc.string({ unit: fc.constantFrom(...'"\'`\\{}%<>[]()*_&;!: ab'), minLength: 1, maxLength: 8 })

test('whatever is put into a picture’s words, it stays the picture that it is', () => {
  const editor = written('')
  const shapes: [string, RegExp][] = [
    [SHORT, /^\{\{< figure src="x\.jpg" alt="(?:\\"|[^"\\])*" >\}\}$/],
    ['<img src="x.jpg" alt="They carry on">', /^<img src="x\.jpg" alt="[^"<>]*">$/],
    ['![They carry on](x.jpg)', /^!\[(?:\\.|[^[\]\\]|\[[^[\]]*\]|\\)*\]\(x\.jpg\)$/],
    ['![](x.jpg "They carry on")', /^!\[\]\(x\.jpg "(?:\\.|[^"\\])*"\)$/],
  ]
  fc.assert(
    fc.property(fc.constantFrom(...shapes), ROUGH, ([text, shape], words) => {
      editor.view.dispatch({ changes: { from: 0, to: editor.view.state.doc.length, insert: text } })
      const from = text.indexOf('carry')
      const change = replaced(editor.view.state, from, from + 'carry'.length, words)
      if (change) editor.view.dispatch({ changes: change })
      expect(editor.view.state.doc.toString()).toMatch(shape)
      expect(syntaxTree(editor.view.state).topNode.firstChild?.to).toBe(editor.view.state.doc.length)
    }),
  )
})

test.each([
  [0, true, 'where the text begins in sight, it begins below the panel'],
  [-200, false, 'further down nothing moves'],
])('with its upper edge at %i the text makes room: %j (%s)', (top, room) => {
  const parent = document.body.appendChild(document.createElement('div'))
  parent.className = 'scroll'
  const editor = written('|bus', { parent })
  editor.view.dom.getBoundingClientRect = () => new DOMRect(0, top, 100, 100)
  editor.press('f', { ctrlKey: true })
  const panels = editor.view.dom.querySelector<HTMLElement>('.cm-panels')
  expect(panels?.classList.contains('makes-room')).toBe(room)
  click(editor, 'Replace')
  expect(panels?.style.getPropertyValue('--finder')).toBe('0px')
})

test('how many were replaced stands until something else is done', () => {
  vi.useFakeTimers()
  const editor = finding('|bus Bus busy', 'bus')
  click(editor, 'Replace')
  fill(editor, 'Replace with', 'ferry')
  click(editor, 'Replace all')
  vi.runAllTimers()
  expect(count(editor)).toBe('3 replaced')
  fill(editor, 'Find in this story', 'ferry')
  expect(count(editor)).toBe('3 found')
  vi.useRealTimers()
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
