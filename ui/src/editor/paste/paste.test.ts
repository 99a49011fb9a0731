import { readdirSync, readFileSync } from 'node:fs'
import { markdownLanguage } from '@codemirror/lang-markdown'
import { parser, Strikethrough, Table, TaskList } from '@lezer/markdown'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { safeAddress } from '../address'
import { written } from '../written'
import { markdownOf } from '.'
import { shown } from './shown'

const CASES = `${process.cwd()}/src/editor/paste/cases`
const read = (name: string) => readFileSync(`${CASES}/${name}`, 'utf8')
const cases = readdirSync(CASES)
  .filter((name) => name.endsWith('.html'))
  .map((name) => name.replace('.html', ''))

test.each(cases)('what %s puts on the clipboard is clean', (name) => {
  expect(`${markdownOf(read(`${name}.html`))}\n`).toBe(read(`${name}.md`))
})

/** The nodes of a Markdown text, each with its name and its text. */
function nodesOf(markdown: string, language = parser.configure([Table, TaskList, Strikethrough])) {
  const found: { name: string; text: string }[] = []
  language.parse(markdown).iterate({
    enter: ({ name, from, to }) => void found.push({ name, text: markdown.slice(from, to) }),
  })
  return found
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')

test('text is text, whatever signs it has', () => {
  const signs = [...'\\`*_~[](){}<>#+-.!|&;:=%^"\'$/0129 aé好😀x\n']
  const text = fc.array(fc.constantFrom(...signs), { maxLength: 24 }).map((all) => all.join(''))
  fc.assert(
    fc.property(text, (pasted) => {
      const markdown = markdownOf(`<p>${escaped(pasted)}</p>`)
      const text = /^(Document|Paragraph|Escape|Entity|LinkMark)$/
      // The parser takes any brackets for a link; without an address or a label they are none.
      const marks = nodesOf(markdown).filter(
        ({ name, text: at }) =>
          !text.test(name) && !(/^(Link|Image)$/.test(name) && !/\]\(|\]\[|\]:/.test(at)),
      )
      expect(marks, markdown).toEqual([])
      const shown = markdown.replace(/\\([!-/:-@[-`{-~])/g, '$1').replaceAll('&lt;', '<')
      expect(shown).toBe(pasted.replace(/[ \n]+/g, ' ').trim())
      expect(markdown).not.toMatch(/\{\{|\{%/)
    }),
    { numRuns: 300 },
  )
})

const run = fc.record({
  words: fc.constantFrom('bus', ' stop', 'last ', ' ', '“no,”', 'a.b', '(x)', '*', 'é', '!', '[x]'),
  tags: fc.subarray(['b', 'i', 's', 'a href="/x"', 'code']),
})

function html({ words, tags }: { words: string; tags: string[] }): string {
  return tags.reduce((inner, tag) => `<${tag}>${inner}</${tag.split(' ')[0]}>`, words)
}

test('no letter is lost to a mark, and no mark is shown as letters', () => {
  fc.assert(
    fc.property(fc.array(run, { minLength: 1, maxLength: 6 }), (runs) => {
      const markdown = markdownOf(`<p>${runs.map(html).join('')}</p>`)
      const meant = runs
        .map(({ words }) => words)
        .join('')
        .replace(/\s+/g, '')
      expect(shown(markdown), markdown).toBe(meant)
    }),
    { numRuns: 300 },
  )
})

test('marks mark the words that they marked', () => {
  const word = fc.record({
    words: fc.stringMatching(/^[a-z]{1,4}$/),
    tags: fc.subarray(['b', 'i', 's']),
  })
  const nodes: Record<string, string> = { StrongEmphasis: 'b', Emphasis: 'i', Strikethrough: 's' }
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (all) => {
      const markdown = markdownOf(`<p>${all.map(html).join(' ')}</p>`)
      const tree = parser.configure(Strikethrough).parse(markdown)
      let from = 0
      for (const { words, tags } of all) {
        from = markdown.indexOf(words, from)
        const found: string[] = []
        for (let node = tree.resolveInner(from, 1); node.parent; node = node.parent) {
          const tag = nodes[node.name]
          if (tag) found.push(tag)
        }
        expect(found.sort(), `${markdown} at ${from}`).toEqual([...tags].sort())
        from += words.length
      }
    }),
    { numRuns: 300 },
  )
})

test('no HTML comes of HTML, and no address that runs', () => {
  const piece = fc.constantFrom(
    '<p>',
    '</p>',
    '<b>',
    '</b>',
    '<script>',
    '</script>',
    '<style>',
    '</style>',
    '<math><mtext>',
    '</math>',
    '<svg>',
    '</svg>',
    '<table><tr>',
    '<td>',
    '</table>',
    '<a href="javascript:alert(1)">',
    '<a href=" JAVA&#10;SCRIPT:x">',
    '<a href="data:text/html,x">',
    "<a href='https://x.example/\"><script>'>",
    '</a>',
    '<img src=x onerror=alert(1)>',
    '<li>',
    '<ul>',
    '</ul>',
    '<pre>',
    '</pre>',
    '<code>',
    '</code>',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<template>',
    '&lt;script&gt;',
    '&lt;/a',
    '&amp;lt;',
    '](javascript:alert(1))',
    '](',
    '[',
    '`',
    '\\',
    '<',
    '> ',
    '\n',
    ' ',
    'x',
    '<textarea>',
    '</textarea>',
    '<plaintext>',
    '<noscript>',
    '<iframe srcdoc="x">',
    '<blockquote>',
    '<h1>',
    '![',
  )
  const unsafe = /^(HTML|Comment|ProcessingInstruction)/
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 16 }), (pieces) => {
      const markdown = markdownOf(pieces.join(''))
      for (const { name, text } of nodesOf(markdown, markdownLanguage.parser as typeof parser)) {
        expect(name, markdown).not.toMatch(unsafe)
        if (name === 'Image') expect(text, markdown).not.toContain('](')
        if (name === 'URL') expect(safeAddress(text.replace(/^<|>$/g, '')), markdown).not.toBeNull()
      }
    }),
    { numRuns: 300, examples: [[['`', '<code>', '&lt;script&gt;']]] },
  )
})

test('tags within tags without end are read', () => {
  const deep = '<div><b>'.repeat(150)
  expect(markdownOf(`${deep}text`)).toContain('text')
})

const LIST = '<ul><li>one</li><li>two</li></ul>'

test.each<[string, { text?: string; html?: string }, string, string]>([
  ['see |it', { html: 'the <b>last</b> bus ' }, 'see the **last** bus|it', 'words go into the line'],
  ['see |it', { html: '<p>A</p><p>B</p>' }, 'see A\n\nB|it', 'paragraphs join the text at the edges'],
  ['see|', { html: `<p>A:</p>${LIST}` }, 'seeA:\n\n- one\n- two|', 'a list ends the text'],
  ['see|\n\nNext.', { html: LIST }, 'see\n\n- one\n- two|\n\nNext.', 'a list stands apart'],
  ['se|e', { html: LIST }, 'se\n\n- one\n- two|\n\ne', 'on both sides'],
  ['- a\n- |', { html: LIST }, '- a\n- one\n- two|', 'items into an empty item'],
  ['- a|', { html: LIST }, '- a\n- one\n- two|', 'items after an item'],
  ['  - a|', { html: LIST }, '  - a\n  - one\n  - two|', 'on its level'],
  ['- a|', { html: '<p>B</p><p>C</p>' }, '- aB\n\n  C|', 'paragraphs stay in the item'],
  ['> a|', { html: '<p>B</p><p>C</p>' }, '> aB\n>\n> C|', 'paragraphs stay in the quotation'],
  ['## H|', { html: 'a<br>b' }, '## Ha b|', 'a heading is one line'],
  [
    'see ‹the list› now',
    { text: 'https://x.example/a(b)' },
    'see [the list](https://x.example/a%28b%29)| now',
    'an address over words',
  ],
  [
    'see ‹the list›',
    { text: 'https://x.example', html: '<a href="https://x.example">https://x.example</a>' },
    'see [the list](https://x.example)|',
    'copied as a link',
  ],
  [
    'see [l‹is›t](/old)',
    { text: 'https://x.example' },
    'see [l‹is›t](https://x.example)',
    'another address for a link',
  ],
  ['see |', { text: 'https://x.example' }, 'see https://x.example|', 'an address alone stays as it is'],
  ['‹a›', { text: 'javascript:alert(1)' }, 'javascript:alert(1)|', 'what runs is no address'],
  ['a |', { text: '*as* it\r\nis' }, 'a *as* it\nis|', 'plain text goes in as it is'],
  ['```\n|\n```', { text: 'x', html: '<b>x</b>' }, '```\nx|\n```', 'code takes the plain text'],
  [
    'a |',
    { text: '*s*', html: '<pre style="white-space: pre-wrap">*s*</pre>' },
    'a *s*|',
    'a page that is plain text',
  ],
  [
    'a |',
    {
      text: '*s*',
      html: '<div style="font-family: Menlo, monospace; white-space: pre;"><span>*s*</span></div>',
    },
    'a *s*|',
    'from a code editor',
  ],
])('%j with %j becomes %j: %s', (before, clipboard, after) => {
  const editor = written(before)
  editor.paste(clipboard)
  expect(editor.text).toBe(after)
})

test('a paste is one step to undo', () => {
  const editor = written('see |it')
  editor.type('x')
  editor.paste({ html: '<p>A<b>B</b></p><p>C</p>' })
  editor.press('z', { ctrlKey: true })
  expect(editor.text).toBe('see x|it')
})

test('plain paste keeps the words and their paragraphs, and nothing else', () => {
  const editor = written('|')
  editor.press('V', { ctrlKey: true, shiftKey: true, keyCode: 86 })
  const html = '<h2>A *b*</h2><p>see <a href="https://x.example">the <b>list</b></a></p><ul><li>one</li></ul>'
  editor.paste({ text: 'A *b*\nsee the list\none', html })
  expect(editor.text).toBe('A \\*b\\*\n\nsee the list\n\none|')
  editor.paste({ html: ' and <b>so</b>' })
  expect(editor.text, 'only that one was plain').toBe('A \\*b\\*\n\nsee the list\n\noneand **so**|')
})

test('pictures from elsewhere are left out and counted', () => {
  const editor = written('|')
  editor.paste({
    html: '<p>a <img src="https://x.example/a.jpg"> b</p><p><img src="data:image/png;base64,AA"></p>',
  })
  expect(editor.text).toBe('a b|')
  expect(editor.told.leftOut).toBe(2)
})

test('footnotes get numbers that the story does not have', () => {
  const editor = written('Was[^2] |\n\n[^2]: Note.\n')
  editor.paste({ html: read('word-footnotes.html') })
  expect(editor.view.state.doc.toString()).toBe(
    'Was[^2] The fee was waived[^3] in March and again[^4] in May.\n\n[^2]: Note.\n\n[^3]: Minutes of *March 4*, page 3.\n\n[^4]: Letter to the Record.\n',
  )
})

test('what is pasted over a picture goes below it', () => {
  const editor = written('‹![Chairs](chairs.jpg)›\n\nTwo.\n')
  editor.paste({ html: '<b>X</b>' })
  expect(editor.text).toBe('![Chairs](chairs.jpg)\n\n**X**|\n\nTwo.\n')
})
