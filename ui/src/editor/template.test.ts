import { commonmarkLanguage, markdown } from '@codemirror/lang-markdown'
import { GFM } from '@lezer/markdown'
import { expect, test } from 'vitest'
import { templateAddresses } from './template'

const { language } = markdown({ base: commonmarkLanguage, extensions: [GFM, templateAddresses] })

/** The links and pictures of a text: what they are called, and where they lead. */
function links(text: string): [string, string, string][] {
  const found: [string, string, string][] = []
  language.parser.parse(text).iterate({
    enter: ({ name, node }) => {
      if (name !== 'Link' && name !== 'Image') return
      const url = node.getChild('URL')
      const marks = node.getChildren('LinkMark')
      const label = text.slice(marks[0]?.to, marks[1]?.from)
      found.push([name, label, url ? text.slice(url.from, url.to) : ''])
    },
  })
  return found
}

test.each([
  ['[a]({{ site.url }}/b)', ['Link', 'a', '{{ site.url }}/b'], 'a value'],
  ['see [a *b*]({{ "/b/" | url }}) there', ['Link', 'a *b*', '{{ "/b/" | url }}'], 'a filter'],
  ['[a]({% post_url 2024-01-01-b %})', ['Link', 'a', '{% post_url 2024-01-01-b %}'], 'a tag'],
  ['[a]({{< ref "b.md" >}})', ['Link', 'a', '{{< ref "b.md" >}}'], 'a short code'],
  ['![a]({{ site.url }}/b.png)', ['Image', 'a', '{{ site.url }}/b.png'], 'a picture'],
  ['[x](/c/{{ page.b }}/d)', ['Link', 'x', '/c/{{ page.b }}/d'], 'in the midst'],
  ['[a]({{ site.url }}{{ site.base }}/b)', ['Link', 'a', '{{ site.url }}{{ site.base }}/b'], 'two'],
  ['[a]({{ b }}/c "Title")', ['Link', 'a', '{{ b }}/c'], 'with a title'],
  ['[a](/b)', ['Link', 'a', '/b'], 'none'],
])('%j is a link (%j: %s)', (text, link) => {
  expect(links(text)).toEqual([link])
})

test('nothing else becomes one', () => {
  for (const text of [
    'a]({{ b }})',
    '[a] ({{ b }})',
    '[a]({{ b }',
    '[a]({{ b\n}})',
    '[a]({{ b }} and {{ c }})',
    '(a {{ b }})',
  ])
    expect(links(text).filter(([, , url]) => url !== '')).toEqual([])
  expect(links('[a]({{ b }}) [c](/d) [e]({% f g %})').map(([, label]) => label)).toEqual(['a', 'c', 'e'])
})

test('a text of nothing but code is read soon', () => {
  const begun = performance.now()
  links(`[a](${'{{}}}}'.repeat(50_000)}`)
  links('[a]({{ b }}'.repeat(20_000))
  expect(performance.now() - begun).toBeLessThan(4000)
})
