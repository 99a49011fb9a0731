/**
 * A page for looking at one task screen with a made-up newsroom behind it; never part of the app.
 * `tasks.html?screen=review&theme=dark`, and more below: `path`, `people=no`, `opening`, `outcome`, `phase`.
 */
import './styles/tokens.css'
import './styles/galley.css'
import './styles/preview.css'
import { type Component, mount } from 'svelte'
import { fakeBackend } from './fake'
import Sprite from './icons/Sprite.svelte'
import { desk, type Opening, type Publication, useBackend } from './ipc'
import StoryStage from './metadata/StoryStage.design.svelte'
import PictureStage from './photo/PictureStage.design.svelte'
import PressStage from './publish/PressStage.design.svelte'
import Review from './review/Review.svelte'
import TwoVersions from './review/TwoVersions.svelte'
import People from './settings/People.svelte'
import Settings from './settings/Settings.svelte'
import Start from './start/Start.svelte'
import Versions from './versions/Versions.svelte'

const asked = new URLSearchParams(location.search)
const theme = asked.get('theme')
if (theme) document.documentElement.dataset.theme = theme

const path = asked.get('path') ?? 'content/posts/2026/river-gauge.md'

useBackend(
  fakeBackend({
    open: true,
    people: asked.get('people') !== 'no',
    opening: (asked.get('opening') as Opening['kind']) ?? 'opened',
    publishing: (asked.get('outcome') as Publication['outcome']) ?? 'sent',
    stepDelay: asked.get('phase') === 'run' ? 600_000 : 30,
    undecided: asked.get('screen') === 'two' ? [path] : [],
    quiet: asked.has('quiet'),
    changedMeanwhile: asked.has('changed'),
  }),
)

const log =
  (name: string) =>
  (...args: unknown[]) =>
    console.log(name, ...args)

async function show() {
  const target = document.getElementById('desk') as HTMLElement
  const start = await desk().start()
  const { settings, platform } = start
  const on = { onback: log('back'), onclose: log('close'), onsettings: log('settings'), onopen: log('open') }
  // biome-ignore lint/suspicious/noExplicitAny: any screen, with any of its props
  const screens: Record<string, [Component<any>, Record<string, unknown>]> = {
    start: [Start, { start, ...on }],
    people: [People, { settings, ...on }],
    settings: [Settings, { settings, ...on }],
    review: [Review, { path, settings, platform, onapproved: log('approved'), ...on }],
    versions: [Versions, { path, platform, onrestored: log('restored'), ...on }],
    two: [TwoVersions, { path, platform, theme: theme ?? undefined, ondecided: log('decided'), ...on }],
    press: [PressStage, { platform, phase: asked.get('phase') }],
    picture: [PictureStage, { path, platform, which: 'dialog' }],
    'picture-panel': [PictureStage, { path, platform, which: 'panel' }],
    'lead-panel': [PictureStage, { path, platform, which: 'lead' }],
    story: [StoryStage, { path }],
  }
  const [screen, props] = screens[asked.get('screen') ?? 'start'] ?? []
  if (!screen) return
  mount(Sprite, { target: document.body })
  mount(screen, { target, props })
  const wanted = asked.get('click')
  if (wanted) {
    setTimeout(() => {
      const buttons = [...document.querySelectorAll('button')]
      buttons.find((one) => one.textContent?.includes(wanted))?.click()
    }, 300)
  }
}

void show()
