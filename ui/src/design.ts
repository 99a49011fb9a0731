/**
 * A page for looking: the whole window over a made-up newsroom. Not part of what is built.
 *
 *     ?theme=light|dark  ?open=3 (which story)  ?start (the first screen)  ?delay=200
 *     ?long=2600 (the story has that many paragraphs)
 */
import './styles/all.css'
import { EditorView } from '@codemirror/view'
import { mount } from 'svelte'
import App from './App.svelte'
import { fakeBackend } from './fake'
import { desk, type Theme, useBackend } from './ipc'

const asked = new URLSearchParams(location.search)
const backend = fakeBackend({ open: !asked.has('start'), delay: Number(asked.get('delay') ?? 0) })
useBackend(backend)
Object.assign(globalThis, { backend, EditorView })
const theme = asked.get('theme') as Theme | null
if (theme) await desk().setTheme(theme)
const place = Number(asked.get('open') ?? 0)
const long = Number(asked.get('long') ?? 0)
const opened = backend.stories[place]
if (long && opened) opened.text = longText(opened.text, long)
const target = document.getElementById('desk')
if (target) mount(App, { target, props: { first: backend.stories[place]?.path ?? null } })

/** A text of that many paragraphs, about 390 letters each, a heading before every twentieth. */
function longText(beginning: string, count: number): string {
  const sentence = 'The board heard from eleven people who rent on Quarry Road and put the vote off again. '
  const paragraphs = Array.from({ length: count }, (_, i) =>
    i % 20 === 19
      ? `## Part ${i}`
      : `${i}. ${sentence.repeat(4)}So it *went on*, and **nobody** left early.`.replace('. ', ' '),
  )
  return `${beginning.trim()}\n\n${paragraphs.join('\n\n')}\n`
}
