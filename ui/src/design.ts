/**
 * A page for looking: the whole window over a made-up newsroom. Not part of what is built.
 *
 *     ?theme=light|dark  ?open=3 (which story)  ?start (the first screen)  ?delay=200
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
const target = document.getElementById('desk')
if (target) mount(App, { target, props: { first: backend.stories[place]?.path ?? null } })
