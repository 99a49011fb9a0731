/** The sites of the made-up newsroom: opened, brought here, told how they keep their stories; and who works there. */
import type { Backend, Opening } from '../ipc'
import { type Newsroom, unopened } from './newsroom'
import { openingOf, site } from './options'
import { call, profileOf, say } from './profile'

type Sites = Pick<
  Backend,
  | 'start'
  | 'openSample'
  | 'chooseSite'
  | 'openRecent'
  | 'beginHistory'
  | 'siteProfile'
  | 'sayProfile'
  | 'callStory'
  | 'confirmProfile'
  | 'closeSite'
  | 'setPeople'
  | 'spellingLanguages'
  | 'setSpelling'
  | 'setTheme'
  | 'sitesFolder'
  | 'chooseSitesFolder'
  | 'bringSite'
  | 'stopBringing'
>

/** These commands, in one newsroom. */
export function sites(room: Newsroom): Sites {
  const { options, opened, emit, wait } = room
  const profile = profileOf()
  let stopped = false
  const opening = (): Opening => {
    const answer = openingOf(options.opening ?? 'opened')
    if (answer.kind === 'opened') room.current = answer.site
    return answer
  }

  return {
    start: async () => ({
      settings: structuredClone(room.settings),
      site: room.current,
      problem: options.problem ?? null,
      story: null,
      platform: options.platform ?? 'linux',
    }),
    openSample: async () => {
      room.current = { ...site, sample: true }
      return room.current
    },
    chooseSite: async () => opening(),
    openRecent: async () => opening(),
    beginHistory: async () => {
      room.current = site
      return { kind: 'opened', site }
    },
    siteProfile: async () => structuredClone(profile),
    sayProfile: async (row, values) => {
      say(profile, row, values)
      return structuredClone(profile)
    },
    callStory: async (path, story) => {
      call(profile, path, story)
      emit({ kind: 'library' })
      return structuredClone(profile)
    },
    confirmProfile: async () => {
      profile.confirmed = true
      if (room.current) room.current = { ...room.current, confirmed: true }
      emit({ kind: 'library' })
    },
    closeSite: async () => {
      room.current = null
      opened.clear()
    },
    setPeople: async (writer, editor) => {
      Object.assign(room.settings, { writer, editor })
      return structuredClone(room.settings)
    },
    spellingLanguages: async () => ['de_DE', 'en_US'],
    setSpelling: async (spelling) => {
      Object.assign(room.settings, { spelling })
      return structuredClone(room.settings)
    },
    setTheme: async (theme) => {
      Object.assign(room.settings, { theme })
      return structuredClone(room.settings)
    },
    sitesFolder: async () => '/home/ana/Documents',
    chooseSitesFolder: async () => '/home/ana/Sites',
    bringSite: async () => {
      const problem = unopened(room)
      if (problem) return { kind: 'refused', folder: '/home/ana/Documents', problem }
      for (const percent of [0, 40, 100]) {
        emit({ kind: 'bringing', percent, kilobytes: percent * 20 })
        await wait(options.stepDelay ?? 10)
        if (stopped) return { kind: 'cancelled' }
      }
      return { kind: 'opened', site }
    },
    stopBringing: async () => {
      stopped = true
    },
  }
}
