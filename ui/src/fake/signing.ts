/** Who is signed in where, from the made-up newsroom. */
import { type Backend, DeskError } from '../ipc'
import type { Newsroom } from './newsroom'

type Signing = Pick<
  Backend,
  'signedIn' | 'signIn' | 'signInCode' | 'awaitCode' | 'dropCode' | 'openLink' | 'signOut' | 'trustHost'
>

/** These commands, in one newsroom. */
export function signing(room: Newsroom): Signing {
  const { options } = room
  /** The person types the code as soon as the page for it is open. */
  let openedPage = () => {}
  const hostOf = (address: string | null) => (address ? (address.split('/')[2] ?? address) : 'press.example')

  return {
    signedIn: async (address) => ({
      host: hostOf(address),
      user: room.signed,
      stays: options.keychain !== false,
      codes: options.codes !== undefined,
    }),
    signIn: async (address, user) => {
      room.signed = user
      return {
        host: hostOf(address),
        user,
        stays: options.keychain !== false,
        codes: options.codes !== undefined,
      }
    },
    signInCode: async (address) => ({
      code: 'WDJB-MJHT',
      page: `https://${hostOf(address)}/login/device`,
      minutes: 15,
    }),
    awaitCode: async () => {
      if (options.codes === 'denied')
        throw new DeskError({
          code: 'denied',
          sentence: 'Signing in was refused there.',
          hint: 'Get a new code.',
        })
      await new Promise<void>((typed) => {
        openedPage = typed
      })
      room.signed = ''
      return { host: hostOf(null), user: '', stays: options.keychain !== false, codes: true }
    },
    dropCode: async () => {},
    openLink: async () => openedPage(),
    signOut: async (address) => {
      room.signed = null
      return { host: hostOf(address), user: null, stays: false, codes: options.codes !== undefined }
    },
    trustHost: async () => {
      room.trusted = true
    },
  }
}
