/**
 * A newsroom in memory, in the shell's place: for tests and design pages only. It behaves: edits
 * change the page, approval and publishing change states, and events tell of it.
 */
import { type Backend, DeskError } from '../ipc'
import { checking } from './checking'
import { newsroomOf } from './newsroom'
import type { FakeBackend, FakeOptions } from './options'
import { photos } from './photos'
import { address } from './pictures'
import { publishing } from './publishing'
import { reviewing } from './reviewing'
import { signing } from './signing'
import { sites } from './sites'
import { wholeStories } from './whole'
import { writing } from './writing'

export type { FakeBackend, FakeOptions } from './options'

/** Makes a newsroom of fourteen stories. */
export function fakeBackend(options: FakeOptions = {}): FakeBackend {
  const room = newsroomOf(options)
  const { all, now, view, emit, wait, listeners } = room
  const calls: FakeBackend['calls'] = []
  const backend: Backend = {
    ...sites(room),
    ...writing(room),
    ...checking(room),
    ...wholeStories(all, now, view, () => emit({ kind: 'library' })),
    ...photos(room),
    ...reviewing(room),
    ...publishing(room),
    ...signing(room),
    onEvent: async (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    pictureUrl: (id) => address(id),
    setTitle: async () => {},
  }
  return Object.assign(backend, record(backend, calls, options, wait), { calls, emit, stories: all })
}

/** Notes every call, waits, and fails where it was told to. */
function record(
  backend: Backend,
  calls: FakeBackend['calls'],
  options: FakeOptions,
  wait: () => Promise<void>,
): Partial<Backend> {
  const direct = ['onEvent', 'pictureUrl']
  const wrapped = Object.entries(backend)
    .filter(([name]) => !direct.includes(name))
    .map(([name, command]) => [
      name,
      async (...args: unknown[]) => {
        calls.push([name, ...args])
        if (options.delay) await wait()
        const problem = options.failing?.[name as keyof Backend]
        if (problem) throw new DeskError(problem)
        return (command as (...args: unknown[]) => unknown)(...args)
      },
    ])
  return Object.fromEntries(wrapped)
}
