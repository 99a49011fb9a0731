/** Fourteen stories of a newsroom that does not exist, as the design pages and tests open them. */
import type { Control, DateView, FieldValue, Metadata, OwnField, PictureWords } from '../ipc'
import type { Version } from './changes'
import { pictureOf } from './pictures'

/** A story with all its versions: as it is now, as it was approved, as readers have it. */
export interface Story extends Version {
  path: string
  approved: (Version & { by: string; at: string }) | null
  live: (Version & { by: string; at: string }) | null
  broken: { reason: string; line: number; repairable: boolean } | null
}

/** A picture's words, written shortly. */
export function wordsOf(alt: string, caption = '', credit = ''): PictureWords {
  return { alt, decorative: false, caption, label: 'Photo', credit, credit_url: '' }
}

/** A date as the back end shows it. */
export function dateOf(day: string, time: string, zone: string): DateView {
  const shown = new Date(`${day}T12:00:00Z`)
  const known = !Number.isNaN(shown.valueOf())
  const long = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' })
  return { raw: `${day}T${time}:00-05:00`, day, time, zone, long: known ? long.format(shown) : '' }
}

interface Draft {
  slug: string
  title: string
  dek: string
  by: string[]
  day: string
  tags: string[]
  lead?: [src: string, alt: string, caption: string, credit: string]
  text: string
}

const drafts: Draft[] = [
  {
    slug: 'library-steps',
    title: 'The library closes at six. Homework club starts at half past.',
    dek: 'Forty children finish their reading on the front steps, under the one lamp that the city still pays for.',
    by: ['Leïla Marchetti'],
    day: '2026-11-18',
    tags: ['Schools', 'Libraries'],
    lead: [
      'night-bus.jpg',
      'A lit shelter at night with one red bag left on its bench.',
      'The shelter beside the library is where most pupils wait to be picked up.',
      'Ilse Øverland/Orrin Record',
    ],
    text: `Every weekday at six a guard named Osei Danquah locks the glass doors of the branch on Tanner Street. Half an hour later the homework club opens, outside, on the steps.

![Six orange chairs along a wall in late sun, next to a notice board.](waiting-room.jpg)
*Chairs that the club borrows from the hall next door.*

The club has had a room twice. The first was rented to a tax office; the second has had no heating since January. **Nobody decided** that it should meet in the open, said its founder, Perpetua Lim, who teaches chemistry across the road.

## What a later hour would cost

Two more hours on four evenings come to $38,200 a year, by [the branch’s own estimate](https://orrinrecord.example/papers/branch-estimate). The city has asked for a second one.

> We have read the whole shelf on volcanoes by flashlight.

The council’s culture committee meets on December 8. It has three things to settle:

- who pays for the guard after six
- whether the side entrance counts as an exit
- how long a trial has to last

Danquah says that he would stay. “I’m waiting for the same bus anyway.”`,
  },
  {
    slug: 'river-gauge',
    title: 'County moves the river gauge upstream after three false alarms',
    dek: 'The new one stands above the mill pond, where a stuck log can no longer look like a flood.',
    by: ['Kofi Brobbey'],
    day: '2026-11-18',
    tags: ['County board', 'River', 'Flood warning'],
    lead: [
      'flood-wall.jpg',
      'A concrete flood wall runs straight into fog beside a paved path.',
      'The wall below the mill pond. The old gauge hung from its third pillar.',
      'Matej Žunić/Orrin Record',
    ],
    text: `Sirens woke the lower town three times this spring. Each time the river was where it belonged, and a log was not.

The board voted seven to two on Monday, November 16, to move the gauge four hundred yards upstream, above the mill pond.

Every false alarm costs the county about $11,000, most of it in overtime, according to the sheriff’s budget note.

The clerk said that the first test is set for December 1 at noon, and that the sirens will stay silent for it.

Residents may call the desk on Ferry Street with questions. It is open until four.

The old gauge goes to the school on the hill, where pupils have asked for it since March.

Engineer Solveig Aune said on Monday that she would “rather explain a move than another siren.”`,
  },
  {
    slug: 'second-judge',
    title:
      'For eleven months one judge has heard every eviction in the county, and the people who wait for her on the courthouse stairs have begun to keep a list of their own, with numbers, a timekeeper and a thermos that is never empty',
    dek: 'The list has no legal force. It is also the only one in the building that is never wrong.',
    by: ['Юлія Коваль', 'Leïla Marchetti'],
    day: '2026-11-17',
    tags: ['Courts', 'Housing'],
    lead: [
      'courthouse.jpg',
      'Seven stone columns above the courthouse steps in low morning light.',
      'The line forms on the left side, out of the wind.',
      'Ilse Øverland/Orrin Record',
    ],
    text: `The first name goes on the list at ten to six, in pencil, on the back of a feed-store calendar.

By eight there are thirty. The doors open at half past, and a clerk calls the cases in an order that nobody on the stairs can predict.

The second seat has been empty since December. The state has named two candidates; both took other posts.`,
  },
  {
    slug: 'headset',
    title: 'Two seconds behind: a day in the interpreter’s booth',
    dek: 'Đặng Thu Hà hears a question, finds it in another language, and by then the next one has begun.',
    by: ['정하나'],
    day: '2026-11-16',
    tags: ['Courts', 'Languages'],
    lead: [
      'hearing-room.jpg',
      'Rows of empty wooden benches face the bench of a hearing room; sun falls through tall windows.',
      'Room 4 before the morning session.',
      'Ilse Øverland/Orrin Record',
    ],
    text: `The booth is the size of a pantry and smells of oranges.

Interpreters work in pairs and change every twenty minutes. On Mondays there is only one.`,
  },
  {
    slug: 'inspection-papers',
    title: 'Ten years of kitchen inspections, read in one sitting',
    dek: 'We went through all 640 pages. The same four sentences come back every spring.',
    by: ['Leïla Marchetti'],
    day: '2026-11-14',
    tags: ['Health'],
    text: 'The reports fill eleven boxes. Nobody had asked for them before, said the archivist who wheeled them out.\n\nThe word “again” appears 212 times.',
  },
  {
    slug: 'phone-contract',
    title: 'A call from the jail costs three cents now. Families kept the old bills.',
    dek: 'For six years a quarter of an hour cost more than the bus ride there.',
    by: ['Юлія Коваль', 'Leïla Marchetti'],
    day: '2026-11-13',
    tags: ['Jail', 'Money'],
    lead: [
      'visiting-phone.jpg',
      'A wall telephone with a steel cord beside a thick window.',
      'Booth 2 of five. Two work.',
      'Matej Žunić/Orrin Record',
    ],
    text: 'Graciela Anunciação has a shoe box with seventy-one bills in it.\n\nThe new contract needed one meeting. The old one was renewed four times without any.',
  },
  {
    slug: 'seal-a-record',
    title: 'How to have an old record sealed, window by window',
    dek: 'Which form, which day, and which of the two copying machines takes coins.',
    by: ['정하나'],
    day: '2026-11-12',
    tags: ['Guide', 'Courts'],
    lead: [
      'case-files.jpg',
      'Shelves of tied paper files with handwritten labels.',
      'Files from before 1994 exist on paper only.',
      'Ilse Øverland/Orrin Record',
    ],
    text: 'Bring two photographs and some patience.\n\n1. Window 3 before ten\n2. Window 7 with the stamped sheet\n3. The post office, for the envelope',
  },
  {
    slug: 'ward-six-count',
    title: 'Ward 6 counted its ballots twice, by daylight, with the door open',
    dek: 'A fold, not a fraud: the machine refused 214 sheets that had been bent at the wrong line.',
    by: ['Kofi Brobbey'],
    day: '2026-11-11',
    tags: ['Elections'],
    lead: [
      'ballot-box.jpg',
      'A grey metal ballot box on a folding table.',
      'Box 6-B, after the second count.',
      'Matej Žunić/Orrin Record',
    ],
    text: 'Observers of both parties sat down at the same table and shared one pair of reading glasses.\n\nThe result did not change. The folding instructions did.',
  },
  {
    slug: 'first-circle',
    title: '정하나 asked two neighbors to talk about a fence. They talked about a dog.',
    dek: 'What happened in the first hour of the county’s newest way to settle a quarrel.',
    by: ['정하나'],
    day: '2026-11-09',
    tags: ['Mediation'],
    lead: [
      'waiting-room.jpg',
      'Six orange chairs along a wall in late sun.',
      'The circle is six chairs and no table.',
      'Ilse Øverland/Orrin Record',
    ],
    text: 'There were rules: one speaks, the rest look at the one who speaks.\n\nThe dog’s name is Admiral.',
  },
  {
    slug: 'reading-room',
    title: 'The reading room that is open on Christmas',
    dek: 'Eleven people came last year. This year there will be soup.',
    by: ['Юлія Коваль'],
    day: '2026-11-08',
    tags: ['Libraries'],
    lead: [
      'reading-room.jpg',
      'Long tables with green lamps, one of them lit.',
      'The lamp at table 9 has its own switch.',
      'Ilse Øverland/Orrin Record',
    ],
    text: 'The key belongs to a retired typesetter.\n\nHe says that he would be there anyway.',
  },
  {
    slug: 'school-roof',
    title: 'The school roof will be done by summer, says the third schedule',
    dek: 'The first said autumn. The second said “soon”.',
    by: ['Kofi Brobbey', 'Юлія Коваль'],
    day: '2026-11-06',
    tags: ['Schools'],
    lead: [
      'scaffold.jpg',
      'Scaffolding in front of a brick building.',
      'The scaffold has stood since May 2025.',
      'Orrin School District',
    ],
    text: 'Rain falls into fourteen buckets, and pupils have given them names.\n\nThe district has paid $212,000 in rent for the scaffold alone.',
  },
  {
    slug: 'caseload',
    title: 'Each public defender here carries 214 cases',
    dek: 'The state’s own ceiling is 150. A chart of eight counties, and what the numbers leave out.',
    by: ['Leïla Marchetti'],
    day: '2026-11-05',
    tags: ['Courts', 'Numbers'],
    lead: [
      'caseload-chart.png',
      'Bar chart: cases per defender in eight counties; Orrin has the longest bar, 214.',
      'Open cases for each full-time defender on September 30.',
      'Kofi Brobbey/Orrin Record',
    ],
    text: 'Orrin is the longest bar in the chart.\n\nThe board hears a request for four new positions on December 3.',
  },
  {
    slug: 'market-hours',
    title: 'Saturday market keeps its winter hours',
    dek: 'Seven to noon, and the fish stand a little longer.',
    by: [],
    day: '2025-12-20',
    tags: [],
    text: 'The square is cleared by one.',
  },
]

const broken: Story = {
  path: 'content/posts/2026/bridge-toll.md',
  fields: emptyFields('bridge-toll.md'),
  text: '---\ntitle: "Bridge toll returns in spring\nauthors: [Kofi Brobbey]\n---\nThe booths are back already.\n',
  approved: null,
  live: null,
  broken: {
    reason: 'The fields above the text cannot be read: line 2 opens a quotation mark and never closes it.',
    line: 2,
    repairable: true,
  },
}

/** Whether the fields of a story that could not be read were repaired by hand. */
export function isMended(one: Story): boolean {
  return one.broken !== null && /^---\ntitle: "[^"\n]*"\n[\s\S]*?\n---\n/.test(one.text)
}

/** Reads a repaired story as the story that it is. */
export function mend(one: Story): void {
  const [header = '', title = ''] = /^---\ntitle: "(.*)"\n[\s\S]*?\n---\n/.exec(one.text) ?? []
  one.fields = { ...emptyFields(title), authors: ['Kofi Brobbey'] }
  one.text = one.text.slice(header.length)
  one.broken = null
}

/** Fields with nothing in them but a headline. */
export function emptyFields(title: string): Metadata {
  return {
    title,
    dek: '',
    authors: [],
    date: null,
    tags: [],
    lead: null,
    address: '',
    slug: '',
    untagged: false,
    address_fixed: false,
    address_live: '',
    own: [],
    needed: [],
  }
}

const own = (
  key: string,
  control: Control,
  value: FieldValue = { kind: 'none' },
  rest: Partial<OwnField> = {},
): OwnField => ({
  key: key.split('.'),
  control,
  value,
  label: null,
  needed: false,
  more: false,
  locked: null,
  ...rest,
})

/** The fields of this site's own: one of each kind, some of them empty. */
export function ownFields(section: string): OwnField[] {
  const links = 'name: Court calendar, url: courts.example\nname: Bus 14, url: transit.example'
  return [
    own('section', 'choice', { kind: 'text', text: section }, { needed: true }),
    own('newsletter', 'switch', { kind: 'switch', on: true }),
    own('reading_time', 'number', { kind: 'none' }, { needed: true }),
    own('seo.title', 'text', { kind: 'none' }),
    own('editors_note', 'long-text', { kind: 'text', text: 'Names of minors were changed.\nSee the note.' }),
    own('places', 'list', { kind: 'list', items: ['Orrin'] }),
    own('updated', 'day-and-time'),
    own('embargo', 'day', { kind: 'date', day: '2026-11-17', time: '', zone: 'America/New_York' }),
    own('extra.links', 'structured', { kind: 'structured', text: links }),
    own(
      'shared.desk',
      'text',
      { kind: 'text', text: 'Metro' },
      {
        locked: 'The field “shared.desk” is shared with other places in this file, so it was not changed.',
      },
    ),
    own('layout', 'choice', { kind: 'text', text: 'post' }, { more: true }),
    own('og_image', 'picture', { kind: 'none' }, { more: true }),
  ]
}

function story(draft: Draft): Story {
  const fields: Metadata = {
    ...emptyFields(draft.title),
    dek: draft.dek,
    authors: draft.by,
    date: dateOf(draft.day, '09:00', 'America/New_York'),
    tags: draft.tags,
    lead: null,
    address: `/${draft.day.slice(0, 4)}/${draft.slug}/`,
    slug: draft.slug,
    own: ownFields(draft.tags[0] ?? ''),
  }
  if (draft.lead) {
    const [src, alt, caption, credit] = draft.lead
    const shown = { picture: pictureOf(src), words: wordsOf(alt, caption, credit) }
    fields.lead = { src, ...shown, moved: null, by_name: false, nowhere: [] }
  }
  return {
    path: `content/posts/${draft.day.slice(0, 4)}/${draft.slug}.md`,
    fields,
    text: `${draft.text}\n`,
    approved: null,
    live: null,
    broken: null,
  }
}

/** The stories as they stand at `now`: one written, one live and changed, three approved, the rest live. */
export function stories(now: Date): Story[] {
  const editor = 'Ana Lindqvist'
  const ago = (hours: number) => new Date(now.valueOf() - hours * 3_600_000).toISOString()
  const all = drafts.map(story)
  const states = ['writing', 'changed', 'approved', 'approved']
  all.forEach((one, i) => {
    const state = states[i] ?? (one.path.includes('ward-six') ? 'approved' : 'live')
    const version = structuredClone({ fields: one.fields, text: one.text })
    if (state === 'approved') one.approved = { ...version, by: editor, at: ago(i / 2) }
    if (state === 'live') {
      one.fields.address_fixed = true
      one.live = one.approved = { ...structuredClone(version), by: editor, at: ago(24 * i) }
      one.live.fields.address_fixed = true
    }
    if (state === 'changed') one.live = one.approved = { ...before(one), by: editor, at: ago(26) }
  })
  return [...all.slice(0, 5), broken, ...all.slice(5)].map((one) => structuredClone(one))
}

/** The river story as readers have it: other words, other order, another picture. */
function before(one: Story): Version {
  one.fields.address_fixed = true
  const fields = structuredClone(one.fields)
  fields.title = 'County moves the river gauge upstream after two false alarms'
  fields.dek = 'The new one stands above the mill pond, where a log can no longer look like a flood.'
  fields.tags = ['County board', 'River']
  fields.lead = {
    src: 'scaffold.jpg',
    picture: pictureOf('scaffold.jpg'),
    words: wordsOf('Construction', 'The wall is due for repair.', 'Orrin County'),
    moved: null,
    by_name: false,
    nowhere: [],
  }
  const [first, vote, cost, , desk, old, quote] = one.text.trim().split('\n\n')
  const wording = [
    [vote?.replace('on Monday, November 16,', 'this week'), desk],
    [old, cost],
    [quote?.replace('on Monday', 'yesterday').replace('another siren', 'one more siren at night')],
  ]
  return { fields, text: `${[first, ...wording.flat()].join('\n\n')}\n` }
}
