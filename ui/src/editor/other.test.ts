import { expect, test } from 'vitest'
import type { Metadata } from '../ipc'
import { otherFile, otherOf } from './other'

const MINE = {
  title: 'Ramp closes',
  dek: 'It opens in May.',
  authors: ['Leïla Haddad'],
  date: { raw: '2026-11-16', day: '2026-11-16', time: '', zone: '', long: '' },
  tags: ['harbor'],
  lead: {
    src: '/img/p4.jpg',
    picture: null,
    words: {
      alt: 'A ramp',
      decorative: false,
      caption: '',
      label: 'Photo',
      credit: 'Leïla Haddad/Souk',
      credit_url: '',
    },
    moved: null,
    by_name: false,
    nowhere: [],
  },
  address: '',
  slug: '',
  address_fixed: false,
  own: [{ key: ['lang'], value: { kind: 'text', text: 'en' } }],
  needed: [],
} as unknown as Metadata

const yaml = `---
title: "Ramp closes soon" # said twice
description: >-
  It opens
  in June.
author: Leïla Haddad
date: 2026-11-16
tags:
  - harbor
  - "ferry"
lang: en
dir: ltr
image: /img/p4.jpg
imageAlt: "A \\"ramp\\""
imageCaption: ""
imageCredit: "Photo: Leïla Haddad/Souk"
---
`
const toml = `+++
title = "Ramp closes soon"
description = "It opens in June."
authors = ["Leïla Haddad"]
date = 2026-11-16
tags = ["harbor", "ferry"]
lang = "en"
dir = "ltr"
image = "/img/p4.jpg"
imageAlt = 'A "ramp"'
imageCredit = "Photo: Leïla Haddad/Souk"
+++
`
const json = `{
  "title": "Ramp closes soon",
  "description": "It opens in June.",
  "author": "Leïla Haddad",
  "date": "2026-11-16",
  "tags": ["harbor", "ferry"],
  "lang": "en",
  "dir": "ltr",
  "image": "/img/p4.jpg",
  "imageAlt": "A \\"ramp\\"",
  "imageCredit": "Photo: Leïla Haddad/Souk"
}
`

test.each([
  ['YAML', yaml],
  ['TOML', toml],
  ['JSON', json],
])('the fields that differ are named, whatever they are written in: %s', (_, header) => {
  const { fields, same } = otherOf(`${header}\nThe text.\n`, MINE, 'The text.\n')
  const told = fields.map(({ field, runs }) => [
    field,
    runs
      .map(({ fate, text }) => `${fate === 'in' ? '+' : fate === 'out' ? '-' : ''}${text.trim()}`)
      .join(' '),
  ])
  expect(told).toEqual([
    ['title', 'Ramp closes +soon'],
    ['dek', 'It opens in -May. +June.'],
    ['tags', 'harbor +ferry'],
    ['dir', '+ltr'],
    ['imageAlt', '+A "ramp"'],
  ])
  expect(same).toBe(5)
})

test('fields within fields are told by the way to them, and one that is gone is struck', () => {
  const { fields } = otherOf('---\ntitle: Ramp closes\ncover:\n  image: a.jpg\n---\n\nx', MINE, 'x')
  expect(fields.map(({ field, runs }) => [field, runs[0]?.fate])).toEqual([
    ['cover.image', 'in'],
    ['dek', 'out'],
    ['authors', 'out'],
    ['date', 'out'],
    ['tags', 'out'],
  ])
})

test('the text is compared by paragraphs, and reads as readers would', () => {
  const mine = 'One.\n\nThe **old** market stands.\n\nGone for good.\n\nLast [here](https://a.example).\n'
  const theirs =
    '---\ntitle: Ramp closes\n---\n\nOne.\n\nThe **new** market stands.\n\n{{< figure src="x.jpg" alt="A ramp" caption=`At "sea"` >}}\n\nLast [here](https://b.example).\n'
  expect(otherOf(theirs, MINE, mine).text).toEqual([
    { kind: 'same', paragraphs: ['One.'] },
    {
      kind: 'reworded',
      runs: [
        { fate: 'same', text: 'The' },
        { fate: 'out', text: ' old' },
        { fate: 'in', text: ' new' },
        { fate: 'same', text: ' market stands.' },
      ],
      styles: [],
    },
    { kind: 'removed', text: 'Gone for good.' },
    { kind: 'new', text: 'A ramp At "sea"' },
    {
      kind: 'reworded',
      runs: [
        { fate: 'same', text: 'Last' },
        { fate: 'out', text: ' [here](https://a.example).' },
        { fate: 'in', text: ' [here](https://b.example).' },
      ],
      styles: [],
    },
  ])
})

test('a file under repair is compared as it stands', () => {
  const { text } = otherFile('---\ntitle: "A\n---\n\n**x**\r\n', '---\ntitle: "A\n---\n\n**y**\n')
  expect(text).toEqual([
    { kind: 'same', paragraphs: ['---\ntitle: "A\n---'] },
    { kind: 'removed', text: '**y**' },
    { kind: 'new', text: '**x**' },
  ])
})

test('very long texts are compared in a moment', () => {
  const long = (word: string) => Array.from({ length: 20_000 }, (_, at) => `${word} ${at}`).join('\n\n')
  const begun = performance.now()
  const { text } = otherOf(long('a'), MINE, long('b'))
  expect(text.length).toBeGreaterThan(1)
  expect(performance.now() - begun).toBeLessThan(3000)
})
