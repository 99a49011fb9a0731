/** How the made-up newsroom can be made to behave, and what opening it answers. */
import type {
  Backend,
  Event,
  Finding,
  Look,
  Opening,
  Problem,
  Publication,
  RecentSite,
  SiteView,
} from '../ipc'
import type { Story } from './stories'

/** How the made-up newsroom behaves. */
export interface FakeOptions {
  /** Milliseconds until an answer comes. */
  delay?: number
  /** Milliseconds for each step of a publish. */
  stepDelay?: number
  /** Whether the site is open when the window opens. */
  open?: boolean
  /** Whether the names of writer and editor are known. */
  people?: boolean
  platform?: string
  now?: Date
  /** What the folder picker and recent sites lead to. */
  opening?: Opening['kind']
  /** Why the site named at the start could not be opened. */
  problem?: Problem
  /** What comes of a publish. */
  publishing?: Publication['outcome']
  /** The problem's code of a refused publish or bringing; signing in or trusting mends it. */
  refusal?: 'sign-in' | 'unknown-host'
  /** Whether the system has a keychain. */
  keychain?: boolean
  /** People sign in by a code in the browser, and what comes of it. */
  codes?: 'typed' | 'denied'
  /** A publish that is refused is so because there is no connection. */
  offline?: boolean | 'elsewhere'
  /** What is seen of the pages of stories that were sent; `none`: nobody looks. */
  pages?: 'seen' | 'not-seen' | 'none'
  /** Stories of which somebody else published another version. */
  undecided?: string[]
  /** Somebody published the stories again before they are taken back. */
  changedSince?: boolean
  /** Whether a publish can be stopped in time. */
  stopsInTime?: boolean
  /** The first approval finds that the story changed meanwhile. */
  changedMeanwhile?: boolean
  /** Differences of the site: not confirmed yet, several places. */
  site?: Partial<SiteView>
  /** How the site looks; it has no style sheets of its own without this. */
  look?: Look
  /** What the copy desk finds in each story, from its text. */
  findings?: (text: string) => Finding[]
  /** What the pages answer to which a story links. */
  links?: Finding[]
  /** Asks why a writer may approve their own story. */
  ownStory?: Finding
  /** What stands in the way of approving stories, by their paths. */
  blocked?: Record<string, Problem>
  /** Nothing is approved, nothing waits. */
  quiet?: boolean
  /** Names of commands that fail with this problem. */
  failing?: Partial<Record<keyof Backend, Problem>>
}

/** The made-up newsroom, with what a test wants to see of it. */
export interface FakeBackend extends Backend {
  /** Every command that was called, with its arguments. */
  calls: [name: string, ...args: unknown[]][]
  /** Delivers an event as the shell would. */
  emit(event: Event): void
  /** The stories themselves, to look at or to change from outside. */
  stories: Story[]
}

/** The site of the newsroom. */
export const site: SiteView = {
  name: 'The Orrin Record',
  folder: '/home/leila/Sites/orrin-record',
  address: 'orrinrecord.example',
  generator: 'hugo',
  time_zone: 'America/New_York',
  sample: false,
  can_publish: true,
  confirmed: true,
  places: [{ path: 'content/posts/{year}/{slug}.md', folder: 'content/posts', language: null, stories: 14 }],
  headline: { least: 0, fits: 70, most: 255, said: false },
  dek: { least: 50, fits: 300, most: 500, said: false },
}

/** What comes of opening a folder. */
export function openingOf(kind: Opening['kind']): Opening {
  const folder = '/home/leila/Sites/tenants-news'
  if (kind === 'no-history') {
    const sentence = 'The folder tenants-news keeps no earlier versions of its files.'
    return { kind, folder, problem: { code: kind, sentence, hint: 'Galley can begin to keep them here.' } }
  }
  if (kind === 'refused') {
    const sentence = 'There are no stories in the folder tenants-news.'
    const hint = 'Choose the folder that holds the whole website.'
    return { kind, folder, problem: { code: 'no-posts', sentence, hint } }
  }
  return kind === 'cancelled' ? { kind } : { kind, site }
}

/** Sites opened before: one of them is gone. */
export function recent(now: Date): RecentSite[] {
  const days = (count: number) => new Date(now.valueOf() - count * 86_400_000).toISOString()
  return [
    { folder: site.folder, name: site.name, stories: 214, opened: now.toISOString(), missing: false },
    {
      folder: '/home/leila/Sites/tenants-news',
      name: 'Quarry Road Tenants’ News',
      stories: 38,
      opened: days(9),
      missing: false,
    },
    {
      folder: '/home/leila/Sites/ward-6',
      name: 'Ward 6 Bulletin',
      stories: 11,
      opened: days(89),
      missing: true,
    },
  ]
}
