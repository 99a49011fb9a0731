import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Block } from '../ipc'
import { emptyDocument, Sheet } from './sheet'

function make() {
  const page = new DOMParser().parseFromString(
    emptyDocument({ frame: '/frame.css', page: '/page.css' }, 'dark'),
    'text/html',
  )
  return { page, sheet: new Sheet(page) }
}
const block = (id: number, html: string): Block => ({ id, html, length: 10 })
const shown = (page: Document) =>
  [...page.querySelectorAll('.galley-part > *')].map((node) => node.outerHTML.replace(' dir="auto"', ''))

test('there is one frame for pages, a sandbox without scripts', () => {
  const all = import.meta.glob<string>('../**/*.svelte', { query: '?raw', import: 'default', eager: true })
  const framed = Object.keys(all).filter((name) => /iframe/.test(all[name] ?? ''))
  expect(framed).toEqual(['./PageFrame.svelte'])
  const source = all['./PageFrame.svelte'] ?? ''
  expect(source.match(/sandbox=("[^"]*"|\{[^}]*\})/g)).toEqual(['sandbox="allow-same-origin"'])
  expect(source).not.toMatch(/allow-scripts/)
  expect(source).toContain('referrerpolicy="no-referrer"')
})

test('only blocks that differ get new nodes', () => {
  const { page, sheet } = make()
  sheet.blocks([block(1, '<p>one</p>'), block(2, '<p>two</p>'), block(3, '<p>three</p>')])
  const [first, second, third] = page.querySelectorAll('.galley-part > p')
  sheet.blocks([block(1, '<p>one</p>'), block(4, '<h2>new</h2>\n<p>two</p>'), block(3, '<p>three</p>')])
  expect(shown(page)).toEqual(['<p>one</p>', '<h2>new</h2>', '<p>two</p>', '<p>three</p>'])
  const part = page.querySelector('.galley-part')
  expect(part?.firstElementChild).toBe(first)
  expect(part?.lastElementChild).toBe(third)
  expect(second?.isConnected).toBe(false)
})

test('another text with the same ids replaces the one that was shown', () => {
  const { page, sheet } = make()
  sheet.blocks([block(1, '<p>one</p>'), block(2, '<p>two</p>'), block(3, '<p>three</p>')])
  sheet.blocks([block(1, '<p>eins</p>'), block(2, '<p>two</p>')])
  expect(shown(page)).toEqual(['<p>eins</p>', '<p>two</p>'])
})

test('a block that shows nothing keeps its place in the order', () => {
  const { page, sheet } = make()
  sheet.blocks([block(1, ''), block(2, '<p>two</p>')])
  sheet.blocks([block(3, '<p>one</p>'), block(2, '<p>two</p>'), block(4, ''), block(5, '<p>five</p>')])
  expect(shown(page)).toEqual(['<p>one</p>', '<p>two</p>', '<p>five</p>'])
})

test('a long text is in parts, and no edit moves or draws again what it did not touch', () => {
  const { page, sheet } = make()
  const all = Array.from({ length: 300 }, (_, i) =>
    block(i + 1, i % 20 === 19 ? `<h2>${i}</h2>` : `<p>${i}</p>`),
  )
  sheet.blocks(all)
  expect(page.querySelector('.galley-copy')?.classList.contains('is-far')).toBe(true)
  const parts = () => [...page.querySelectorAll('.galley-part')]
  const sizes = () => parts().map((part) => part.children.length)
  expect(Math.min(...sizes())).toBeGreaterThanOrEqual(16)
  expect(Math.max(...sizes())).toBeLessThan(64)
  expect(
    parts()
      .slice(0, -1)
      .filter((part) => part.lastElementChild?.tagName === 'H2'),
  ).toEqual([])
  const before = new Map(
    [...page.querySelectorAll('.galley-part > *')].map((node) => [node, node.parentNode]),
  )
  const at = parts()[0]?.children.length ?? 0
  sheet.blocks(all.with(at, block(999, '<p>changed</p>')))
  const moved = [...page.querySelectorAll('.galley-part > *')].filter(
    (node) => before.get(node) !== node.parentNode,
  )
  expect(moved.map((node) => node.textContent)).toEqual(['changed'])
  expect(parts()[1]?.firstElementChild).toBe(moved[0])
  const near = () => parts().flatMap((part, i) => (part.classList.contains('is-near') ? [i] : []))
  sheet.here(at)
  expect(near()).toEqual([1])
  sheet.here(299)
  expect(near()).toEqual([parts().length - 1])
  sheet.here(-1)
  expect(near()).toEqual([])
})

test('whatever is put in and taken out, the page has the blocks in their order', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(400), fc.nat(90), fc.nat(90)), { maxLength: 8 }), (edits) => {
      const { page, sheet } = make()
      let id = 0
      let blocks: Block[] = []
      for (const [place, remove, insert] of edits) {
        const from = place % (blocks.length + 1)
        const fresh = Array.from({ length: insert }, () => {
          id += 1
          return block(id, id % 9 === 0 ? '' : id % 7 === 0 ? `<h2>${id}</h2>` : `<p>${id}</p>\n`)
        })
        blocks = [...blocks.slice(0, from), ...fresh, ...blocks.slice(from + remove)]
        sheet.blocks(blocks)
        const there = [...page.querySelectorAll('.galley-part > *')].map((node) => node.textContent)
        expect(there).toEqual(blocks.filter((one) => one.html).map((one) => String(one.id)))
        expect(page.querySelectorAll('.galley-copy > :not(.galley-part)')).toHaveLength(0)
        expect(page.querySelectorAll('.galley-part').length).toBeLessThanOrEqual(Math.max(1, blocks.length))
      }
    }),
    { numRuns: 20 },
  )
}, 20_000)

test('the thread goes with the caret and comes back after its block was drawn again', () => {
  const { page, sheet } = make()
  sheet.blocks([block(1, '<p>one</p>'), block(2, '<p>two</p>')])
  sheet.here(1)
  expect(page.querySelector('.galley-here')?.textContent).toBe('two')
  sheet.here(0)
  expect([...page.querySelectorAll('.galley-here')].map((node) => node.textContent)).toEqual(['one'])
  sheet.blocks([block(3, '<p>One</p>'), block(2, '<p>two</p>')])
  sheet.here(0)
  expect([...page.querySelectorAll('.galley-here')].map((node) => node.textContent)).toEqual(['One'])
})

test('the thread goes along with its block when blocks come in above it', () => {
  const { page, sheet } = make()
  const here = () => [...page.querySelectorAll('.galley-here')].map((node) => node.textContent)
  sheet.blocks([block(1, '<p>one</p>'), block(2, '<p>two</p>'), block(3, '<p>three</p>')])
  sheet.here(2)
  sheet.blocks([
    block(1, '<p>one</p>'),
    block(4, '<p>new</p>'),
    block(2, '<p>two</p>'),
    block(3, '<p>three</p>'),
  ])
  expect(here()).toEqual(['three'])
  sheet.here(2)
  expect(here()).toEqual(['two'])
})

test('links lead nowhere', () => {
  const { page, sheet } = make()
  sheet.head('<h1>A</h1><p class="dek"><a href="https://x.example" target="_top">x</a></p>')
  sheet.cards([{ path: 'a', html: '<article class="card"><a href="/a">A</a></article>' }], null, 'Show More')
  expect(page.querySelectorAll('a')).toHaveLength(3)
  expect(page.querySelectorAll('[href]:not(link), [target]')).toHaveLength(0)
})

test('what stands above the text is drawn in its place each time', () => {
  const { page, sheet } = make()
  sheet.blocks([block(1, '<p>one</p>')])
  sheet.head('<h1>First</h1>')
  sheet.head('<h1>Second</h1>\n<p class="dek">d</p>')
  const order = [...page.querySelectorAll('.galley-article > *')].map(
    (node) => node.className || node.tagName,
  )
  expect(order).toEqual(['H1', 'dek', 'galley-copy'])
})

test('the open story’s card is the one that is being written', () => {
  const { page, sheet } = make()
  const card = (name: string) => `<article class="card"><h2>${name}</h2></article>`
  const cards = ['a', 'b'].map((path) => ({ path, html: card(path) }))
  sheet.cards(cards, { path: 'b', html: card('B now') }, null)
  expect([...page.querySelectorAll('.card')].map((one) => one.textContent)).toEqual(['a', 'B now'])
  sheet.card('b', card('B later'))
  const mine = page.querySelector('.card.galley-here')
  expect(mine?.textContent).toBe('B later')
  sheet.cards(cards, { path: 'c', html: card('new') }, 'Show More')
  expect([...page.querySelectorAll('.galley-cards > *')].map((one) => one.textContent)).toEqual([
    'new',
    'a',
    'b',
    'Show More',
  ])
})

test('light and dark follow the window', () => {
  const { page, sheet } = make()
  expect(page.documentElement.dataset.theme).toBe('dark')
  sheet.theme('light')
  expect(page.documentElement.dataset.theme).toBe('light')
  sheet.theme(undefined)
  expect(page.documentElement.dataset.theme).toBeUndefined()
})

const site = {
  css: '.post-content p { color: green }',
  sheets: ['public/css/main.css'],
  sure: true,
  root: {
    tag: 'html',
    id: '',
    class: 'no-js',
    lang: '',
    dir: '',
    data: [['data-theme', 'paper']] as [string, string][],
  },
  body: { tag: 'body', id: 'top', class: 'single', lang: '', dir: '', data: [] },
  around: [
    { tag: 'div', id: 'wrap', class: '', lang: '', dir: '', data: [] },
    { tag: 'article', id: '', class: 'post', lang: '', dir: '', data: [] },
  ],
  head: [{ tag: 'header', id: '', class: 'post-header', lang: '', dir: '', data: [] }],
  title: { tag: 'h1', id: '', class: 'post-title', lang: '', dir: '', data: [] },
  text: [{ tag: 'div', id: 'text', class: 'post-content md', lang: '', dir: '', data: [] }],
}

test('as the site draws it, headline and text stand in its elements, and no block is new', () => {
  const { page, sheet } = make()
  sheet.head('<h1 class="is-long">A</h1><p class="dek">b</p>')
  sheet.blocks([block(1, '<p>one</p>'), block(2, '<p>two</p>')])
  const first = page.querySelector('.galley-part > p')
  sheet.look(site)
  expect(page.documentElement.className).toBe('no-js')
  expect(page.documentElement.dataset.theme).toBe('paper')
  expect([page.body.id, page.body.className]).toEqual(['top', 'galley-reader single'])
  expect(page.querySelector('.galley')).toHaveProperty('disabled', true)
  const inside = page.querySelector('.as-site > .galley-article > #wrap > article.post')
  expect(inside?.firstElementChild?.outerHTML).toBe(
    '<header class="post-header"><h1 class="is-long post-title">A</h1><p class="dek">b</p></header>',
  )
  expect(inside?.lastElementChild).toBe(page.querySelector('#text.galley-copy'))
  expect(page.querySelector('#text > .galley-part.post-content > p')).toBe(first)
  sheet.head('<h1>B</h1>')
  expect(page.querySelector('.post-header')?.innerHTML).toBe('<h1 class="post-title">B</h1>')
  sheet.blocks([block(1, '<p>one</p>'), block(2, '<p>two</p>'), block(3, '<p>three</p>')])
  expect(page.querySelectorAll('.post-content > p')).toHaveLength(3)

  sheet.look(null)
  expect(page.querySelector('.galley-article')?.innerHTML).toBe(
    '<h1 dir="auto">B</h1><div class="galley-copy"><div class="galley-part"><p dir="auto">one</p><p dir="auto">two</p><p dir="auto">three</p></div></div>',
  )
  expect(page.documentElement.outerHTML).toContain('<html data-theme="dark">')
  expect(page.body.outerHTML).toMatch(/^<body class="galley-reader"><div class="galley-page">/)
  expect(page.querySelector('.galley-part > p')).toBe(first)
})

test('headline and text may stand in elements of their own, or in none', () => {
  const { page, sheet } = make()
  sheet.head('<h1>A</h1>')
  sheet.blocks([block(1, '<p>one</p>')])
  const plain = { ...site, around: [], head: [], text: [] }
  sheet.look(plain)
  expect(page.querySelector('.galley-article')?.textContent).toBe('Aone')
  sheet.look({ ...site, head: [] })
  expect(page.querySelector('article.post')?.textContent).toBe('Aone')
  const outer = { tag: 'section', id: '', class: 'text', lang: '', dir: '', data: [] }
  sheet.look({ ...site, text: [outer, ...site.text] })
  expect(page.querySelector('article.post > section.text > #text')?.textContent).toBe('one')
})

test('no name of ours is one that a site’s sheets may know', () => {
  const { page, sheet } = make()
  sheet.head('<h1>A</h1>')
  sheet.blocks([block(1, '<p>one</p>')])
  sheet.here(0)
  sheet.look({ ...site, around: [], head: [], text: [], title: { ...site.title, class: '' } })
  const names = [...page.querySelectorAll('body [class]')].flatMap((one) => [...one.classList])
  expect(names.filter((name) => !/^(galley|as|is)-/.test(name))).toEqual([])
})

test('what is written from right to left stands so', () => {
  const { page, sheet } = make()
  sheet.head('<h1>خبر</h1><p class="dek">d</p>')
  sheet.blocks([block(1, '<p>نص</p>'), block(2, '<p dir="ltr">one</p>')])
  sheet.cards([{ path: 'a', html: '<article class="card"><h2>خبر</h2></article>' }], null, null)
  const turned = () =>
    [...page.querySelectorAll('h1, .dek, p, .card')].map((node) => node.getAttribute('dir'))
  expect(turned()).toEqual(['auto', 'auto', 'auto', 'ltr', 'auto'])
  expect(page.documentElement.hasAttribute('lang')).toBe(false)
  sheet.language('fa')
  expect(page.documentElement.lang).toBe('fa')

  // A page that was built says how the site has it: no block is turned there that is not for readers.
  sheet.look({ ...site, root: { ...site.root, lang: 'ar', dir: 'rtl' } })
  expect(turned()).toEqual([null, null, null, 'ltr', 'auto'])
  const { lang, dir } = page.documentElement
  expect([lang, dir]).toEqual(['ar', 'rtl'])
  sheet.look({ ...site, root: { ...site.root, tag: '', lang: '' } })
  expect(turned()).toEqual(['auto', 'auto', 'auto', 'ltr', 'auto'])
  expect(page.documentElement.hasAttribute('dir')).toBe(false)
})

test('the number of a note does not count where a click finds its place', () => {
  const { page, sheet } = make()
  sheet.blocks([block(1, '<p>The plan<sup class="footnote-mark">1</sup> is late.</p>')])
  const [text, after] = [page.querySelector('p')?.firstChild, page.querySelector('p')?.lastChild]
  if (!text || !after) throw new Error('a paragraph')
  const range = page.createRange()
  range.setStart(after, 3)
  Object.assign(page, {
    elementFromPoint: () => page.querySelector('.galley-part > p'),
    caretRangeFromPoint: () => range,
  })
  expect(sheet.spotAt(1, 1)).toEqual({ kind: 'block', index: 0, shown: 'The plan is' })
})

test('a page tells where its blocks stand', () => {
  const { page, sheet } = make()
  sheet.blocks([block(1, '<p>one</p>'), block(2, ''), block(3, '<p>three</p>')])
  expect(sheet.side()).toBe(null)
  Object.defineProperty(page.documentElement, 'clientHeight', { value: 300 })
  for (const [i, node] of [...page.querySelectorAll('p')].entries()) {
    node.getBoundingClientRect = () => new DOMRect(0, i * 50, 10, 40)
  }
  const side = sheet.side()
  expect(side?.count).toBe(3)
  expect([0, 1, 2, 3].map((index) => side?.extent(index))).toEqual([
    { top: 0, bottom: 40 },
    { top: 50, bottom: 50 },
    { top: 50, bottom: 90 },
    null,
  ])
})
