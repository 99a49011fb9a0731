/** The copy desk of the made-up newsroom, and its house rules. */
import type { Backend } from '../ipc'
import { usualRules } from './house'
import type { Newsroom } from './newsroom'

type Checking = Pick<
  Backend,
  'findings' | 'checkLinks' | 'leaveFinding' | 'lookAgain' | 'houseRules' | 'setHouseRules' | 'undoHouseRules'
>

/** These commands, in one newsroom. */
export function checking(room: Newsroom): Checking {
  const { options, now, find, openOf, leftAs } = room
  let house = usualRules()
  let houseBefore = house

  return {
    findings: async (path) => ({
      path,
      version: openOf(path).version,
      findings: (options.findings?.(find(path).text) ?? []).map((one) => ({
        ...one,
        left: leftAs.get(one.key) ?? null,
      })),
      problem: null,
    }),
    checkLinks: async (path) => ({
      path,
      version: openOf(path).version,
      findings: options.links ?? [],
      problem: null,
    }),
    leaveFinding: async (_path, key, reason) => {
      leftAs.set(key, { reason, by: room.settings.editor?.name ?? '', at: now.toISOString() })
    },
    lookAgain: async (_path, key) => void leftAs.delete(key),
    houseRules: async () => structuredClone(house),
    setHouseRules: async (rules) => {
      houseBefore = house
      house = structuredClone(rules)
      return structuredClone(house)
    },
    undoHouseRules: async () => {
      house = houseBefore
      return structuredClone(house)
    },
  }
}
