import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextStyle, setStyle, toggleBlock } from './block'
import { formatAt } from './format'
import { toggleMark } from './marks'
import { reading } from './reading'
import { type Written, written } from './written'

const now = ({ view }: Written) => view.state.doc.toString()

/** After a command the text is `after`, reads as `read`, and is as it was after one undo. */
function becomes(before: string, command: (editor: Written) => unknown, after: string, read?: string) {
  const editor = written(before)
  command(editor)
  expect(after.includes('|') || after.includes('‹') ? editor.text : now(editor)).toBe(after)
  if (read !== undefined) expect(reading(now(editor))).toBe(read)
  const changed = now(editor) !== before.replace(/[|‹›]/g, '')
  if (changed) editor.press('z', { ctrlKey: true })
  expect(now(editor)).toBe(before.replace(/[|‹›]/g, ''))
}

const FENCE = '```\nlet a\n```'
const FIGURE = '<figure>\n<img src="a.jpg" alt="A">\n</figure>'

test.each([
  [`‹One.\n\n${FENCE}\n\nTwo.›`, `**One.**\n\n${FENCE}\n\n**Two.**`, 'code'],
  [`‹One.\n\n${FIGURE}\n\nTwo.›`, `**One.**\n\n${FIGURE}\n\n**Two.**`, 'a figure'],
  ['‹One.\n\n---\n\n***\n\nTwo.›', '**One.**\n\n---\n\n***\n\n**Two.**', 'rules'],
  ['‹One[^1].\n\n[^1]: A note.\n\n[a]: /a›', '**One[^1].**\n\n[^1]: **A note.**\n\n[a]: /a', 'definitions'],
  ['‹Title\n=====\n\nTwo.›', '**Title**\n=====\n\n**Two.**', 'the line under a heading'],
  ['‹{% include a.html %}\n\nTwo.›', '{% include a.html %}\n\n**Two.**', 'template code'],
  ['‹<!-- a\nb -->\n\nTwo.›', '<!-- a\nb -->\n\n**Two.**', 'comments'],
  ['‹> - one\n> - two›', '> - **one**\n> - **two**', 'the marks of items in a quotation'],
  ['‹> ## H\n>\n> 1. one›', '> ## **H**\n>\n> 1. **one**', 'of headings and numbers'],
  ['‹- > one\n- [x] two›', '- > **one**\n- [x] **two**', 'of a quotation in a list, and boxes'],
  ['```\na ‹b› c\n```', '```\na ‹b› c\n```', 'words in code'],
  ['```\na b|c\n```', '```\na b|c\n```', 'the caret in code'],
])('bold leaves alone what is no text: %j becomes %j: %s', (before, after) => {
  becomes(before, ({ view }) => toggleMark(view, 'StrongEmphasis'), after)
  const editor = written(before)
  const was = now(editor)
  toggleMark(editor.view, 'StrongEmphasis')
  if (was === now(editor)) return
  // And off again, whatever is between.
  toggleMark(editor.view, 'StrongEmphasis')
  expect(now(editor)).toBe(was)
})

test('bold over rows of a table is in its cells', () => {
  const table = '/ a / b /\n/---/---/\n/ 1 /   /\n/ 2 / cc d /'.replaceAll('/', '|')
  const bold = '/ **a** / **b** /\n/---/---/\n/ **1** /   /\n/ **2** / **cc d** /'.replaceAll('/', '|')
  const editor = written('')
  const { view } = editor
  view.dispatch({ changes: { from: 0, insert: table }, selection: { anchor: 0, head: table.length } })
  toggleMark(view, 'StrongEmphasis')
  expect(now(editor)).toBe(bold)
  expect(reading(now(editor))).toBe(reading(table))
  toggleMark(view, 'StrongEmphasis')
  expect(now(editor)).toBe(table)
  const at = table.indexOf('cc d')
  view.dispatch({ selection: { anchor: at, head: at + 2 } })
  toggleMark(view, 'StrongEmphasis')
  expect(now(editor)).toContain('| **cc** d |')
  toggleMark(view, 'StrongEmphasis')
  view.dispatch({ selection: { anchor: at + 1 } })
  toggleMark(view, 'StrongEmphasis')
  expect(now(editor)).toContain('| **cc** d |')
})

const CARD = '![Alt](x.jpg)\n*Caption.*'

test.each<['text' | 'heading', string, string, string, string]>([
  [
    'heading',
    `‹One.\n\n${CARD}\n\nTwo.›`,
    `## One.\n\n${CARD}\n\n## Two.`,
    'ATXHeading2 Paragraph ATXHeading2',
    'a picture',
  ],
  [
    'heading',
    `‹One.\n\n${FENCE}\n\nTwo.›`,
    `## One.\n\n${FENCE}\n\n## Two.`,
    'ATXHeading2 FencedCode ATXHeading2',
    'code',
  ],
  [
    'heading',
    '‹One.\n\n---\n\nTwo.›',
    '## One.\n\n---\n\n## Two.',
    'ATXHeading2 HorizontalRule ATXHeading2',
    'a rule',
  ],
  [
    'heading',
    '‹> a\n>\n> b›',
    '## a\n\n## b',
    'ATXHeading2 ATXHeading2',
    'a bare mark of a quotation is blank',
  ],
  ['heading', '> - on|e', '## on|e', 'ATXHeading2', 'all marks go'],
  ['text', '> ## O|ne', '> O|ne', 'Blockquote(Paragraph)', 'a heading in a quotation stays quoted'],
  [
    'text',
    '- x\n- a|\n- b',
    '- x\n\na|\n\n- b',
    'BulletList(ListItem(Paragraph)) Paragraph BulletList(ListItem(Paragraph))',
    'apart from the list around it',
  ],
  [
    'text',
    '1. x\n2. a|\n3. b',
    '1. x\n\na|\n\n3. b',
    'OrderedList(ListItem(Paragraph)) Paragraph OrderedList(ListItem(Paragraph))',
    'of numbers, too',
  ],
  [
    'text',
    '> x\n> a|\n> b',
    '> x\n\na|\n\n> b',
    'Blockquote(Paragraph) Paragraph Blockquote(Paragraph)',
    'and from a quotation',
  ],
  ['text', '‹- a\n- b›', 'a\n\nb', 'Paragraph Paragraph', 'each item is a paragraph'],
  ['text', 'a\nb|\nc', 'a\nb|\nc', 'Paragraph', 'text is text'],
  ['text', '‹## a\n## b›', 'a\n\nb', 'Paragraph Paragraph', 'headings that stand close'],
  [
    'heading',
    '- x\n- a|\n- b',
    '- x\n\n## a|\n\n- b',
    'BulletList(ListItem(Paragraph)) ATXHeading2 BulletList(ListItem(Paragraph))',
    'a heading, too',
  ],
  [
    'heading',
    'Ti|tle\n=====\n\ntext',
    '## Ti|tle\n\ntext',
    'ATXHeading2 Paragraph',
    'the line under a heading goes',
  ],
  ['heading', 'Title\n==|===', '## Title|', 'ATXHeading2', 'also from within it'],
  [
    'heading',
    'A long\nti|tle\n---\ntext',
    '## A long ti|tle\ntext',
    'ATXHeading2 Paragraph',
    'a heading is one line',
  ],
  ['text', 'Ti|tle\n---\ntext', 'Ti|tle\n\ntext', 'Paragraph Paragraph', 'text again'],
  ['text', '‹Title\n---\n\ntext›', 'Title\n\ntext', 'Paragraph Paragraph', 'with what follows'],
])('%s: %j becomes %j', (style, before, after, read) => {
  becomes(before, ({ view }) => setStyle(view, style), after, read)
})

test('an underlined heading is a heading, and turns into the next style', () => {
  for (const text of ['Ti|tle\n=====', 'Title\n-|--', 'A\nti|tle\n---'])
    expect(formatAt(written(text).view.state).style).toBe('heading')
  expect(formatAt(written('> ### A|').view.state).style).toBe('subheading')
  becomes('Ti|tle\n---', ({ view }) => nextStyle(view), '### Ti|tle', 'ATXHeading3')
})

const LIST = 'BulletList(ListItem(Paragraph) ListItem(Paragraph))'

test.each<['bullets' | 'numbers' | 'quote', string, string, string, string]>([
  ['quote', '‹- a\n- b›', '> - a\n> - b', `Blockquote(${LIST})`, 'items stay items'],
  [
    'quote',
    '‹- a\n  more\n\n- b›',
    '> - a\n>   more\n>\n> - b',
    `Blockquote(${LIST})`,
    'with all their lines',
  ],
  ['quote', '‹> - a\n> - b›', '- a\n- b', LIST, 'off again'],
  ['quote', '‹## a\n\nb›', '> ## a\n>\n> b', 'Blockquote(ATXHeading2 Paragraph)', 'a heading stays one'],
  [
    'quote',
    '- a\n- b|\n- c',
    '- a\n\n> - b|\n\n- c',
    'BulletList(ListItem(Paragraph)) Blockquote(BulletList(ListItem(Paragraph))) BulletList(ListItem(Paragraph))',
    'one of the items',
  ],
  [
    'quote',
    '1. a\n2. b|\n3. c',
    '1. a\n\n> 2. b|\n\n3. c',
    'OrderedList(ListItem(Paragraph)) Blockquote(OrderedList(ListItem(Paragraph))) OrderedList(ListItem(Paragraph))',
    'of a numbered list',
  ],
  [
    'quote',
    '> a\n> b|\n> c',
    '> a\n\nb|\n\n> c',
    'Blockquote(Paragraph) Paragraph Blockquote(Paragraph)',
    'one line out of a quotation',
  ],
  [
    'quote',
    `‹One.\n\n${CARD}\n\nTwo.›`,
    `> One.\n\n${CARD}\n\n> Two.`,
    'Blockquote(Paragraph) Paragraph Blockquote(Paragraph)',
    'a picture is not quoted',
  ],
  [
    'quote',
    `> One.\n\n${FENCE}\n\n> Two.`.replace(/^(.*)$/s, '‹$1›'),
    `One.\n\n${FENCE}\n\nTwo.`,
    'Paragraph FencedCode Paragraph',
    'off, whatever is between',
  ],
  ['bullets', '‹> a\n>\n> b›', '- a\n- b', LIST, 'a bare mark of a quotation is blank'],
  ['numbers', '‹> a\n>\n> b›', '1. a\n2. b', LIST.replace('Bullet', 'Ordered'), 'numbered'],
  ['bullets', '‹> - a\n> - b›', '- a\n- b', LIST, 'a list in a quotation comes out of it'],
  [
    'bullets',
    `‹One.\n\n${CARD}\n\nTwo.›`,
    `- One.\n\n${CARD}\n\n- Two.`,
    'BulletList(ListItem(Paragraph)) Paragraph BulletList(ListItem(Paragraph))',
    'a picture is no item',
  ],
  [
    'bullets',
    `‹One.\n\n${FENCE}\n\nTwo.›`,
    `- One.\n\n${FENCE}\n\n- Two.`,
    'BulletList(ListItem(Paragraph)) FencedCode BulletList(ListItem(Paragraph))',
    'nor is code',
  ],
  [
    'numbers',
    `‹One.\n\n${FENCE}\n\nTwo.›`,
    `1. One.\n\n${FENCE}\n\n2. Two.`,
    'OrderedList(ListItem(Paragraph)) FencedCode OrderedList(ListItem(Paragraph))',
    'the numbers go on',
  ],
  [
    'bullets',
    'Ti|tle\n=====',
    '- Ti|tle',
    'BulletList(ListItem(Paragraph))',
    'the line under a heading goes',
  ],
  ['quote', 'Ti|tle\n=====', '> Ti|tle\n> =====', 'Blockquote(SetextHeading1)', 'and is quoted with it'],
  [
    'bullets',
    '‹- a\n- b›\n- c',
    'a\n\nb\n\n- c',
    'Paragraph Paragraph BulletList(ListItem(Paragraph))',
    'off, apart from what follows',
  ],
])('%s: %j becomes %j', (kind, before, after, read) => {
  becomes(before, ({ view }) => toggleBlock(view, kind), after, read)
})

test('in code, a list is not asked for', () => {
  for (const kind of ['bullets', 'numbers', 'quote'] as const)
    becomes('```\na|\n```', ({ view }) => toggleBlock(view, kind), '```\na|\n```')
  becomes('```\na|\n```', ({ view }) => setStyle(view, 'heading'), '```\na|\n```')
})

test('any command on any text is one step to undo; a quotation on and off leaves all as it was', () => {
  const line = fc.constantFrom(
    ...['one', 'two *em* x', '## H', '- a', '  - b', '1. c', '2. d', '> q', '> - r', '>', '', '', '  more'],
    ...['===', '---', '```', '[^1]: Note', '[a]: /b', '{% x %}', '<div>', '</div>', CARD, 'a **b** [c](/d)'],
  )
  const commands = [
    ({ view }: Written) => toggleMark(view, 'StrongEmphasis'),
    ({ view }: Written) => toggleMark(view, 'Emphasis'),
    ({ view }: Written) => setStyle(view, 'text'),
    ({ view }: Written) => setStyle(view, 'heading'),
    ({ view }: Written) => toggleBlock(view, 'bullets'),
    ({ view }: Written) => toggleBlock(view, 'numbers'),
    ({ view }: Written) => toggleBlock(view, 'quote'),
  ]
  const shape = fc.tuple(fc.array(line, { minLength: 1, maxLength: 9 }), fc.nat(99), fc.nat(99), fc.nat(6))
  fc.assert(
    fc.property(shape, ([lines, a, b, which]) => {
      const text = lines.join('\n')
      const [from, to] = [a, b].map((at) => Math.round((at / 99) * text.length)).sort((x, y) => x - y)
      const editor = written(`${text.slice(0, from)}‹${text.slice(from, to)}›${text.slice(to)}`)
      commands[which]?.(editor)
      if (now(editor) !== text) editor.press('z', { ctrlKey: true })
      expect(now(editor)).toBe(text)
      editor.view.destroy()
    }),
    { numRuns: 150 },
  )
  const plain = fc.array(fc.constantFrom('one', 'two\nlines', '- a\n- b', '1. c\n2. d', '## H'), {
    minLength: 1,
    maxLength: 4,
  })
  fc.assert(
    fc.property(plain, (blocks) => {
      const text = blocks.join('\n\n')
      const editor = written(`‹${text}›`)
      toggleBlock(editor.view, 'quote')
      expect(reading(now(editor))).toBe(`Blockquote(${reading(text)})`)
      toggleBlock(editor.view, 'quote')
      expect(now(editor)).toBe(text)
      editor.view.destroy()
    }),
    { numRuns: 40 },
  )
})
