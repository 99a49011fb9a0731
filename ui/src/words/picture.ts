/** The words of pictures: put in, described, credited. */
import type { PictureOrigin, Provenance } from '../ipc'
import { capital, counted, list, plural, sentence, small } from './counting'

/** A share in percent. */
function share(of: number): string {
  return `${Math.round(of * 100)} %`
}

/** Ways in which a picture comes to a site. */
const origins: Record<PictureOrigin, string> = {
  staff: 'Our staff',
  wire: 'A news agency',
  stock: 'A stock library',
  courtesy: 'Courtesy of somebody',
  own: 'The writer',
  cc: 'Creative Commons',
}

const longDay = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' })

/** A day such as 2026-12-31 as people write it. */
const dayOf = (day: string) => longDay.format(new Date(`${day}T00:00:00Z`))

export const picture = {
  title: 'New picture',
  of: (at: number, all: number) => `${at} of ${all}`,
  strip: 'Pictures you brought',
  nth: (at: number) => `Picture ${at}`,
  preparing: 'Making it smaller',
  notAdded: 'not added',
  shown: 'The picture as it will be stored',
  crop: { card: 'Card 3:2', shared: 'Shared 16:9', tall: 'Tall 4:5' },
  description: 'Description',
  descriptionHelp:
    'What matters in this picture, for a reader who cannot see it. One sentence; no “picture of”. If it shows words, write the words.',
  decoration: 'Decoration, nothing to describe',
  noDecoration: 'With a caption or a credit a picture is no decoration.',
  caption: 'Caption',
  strong: 'Strong',
  link: 'Link',
  credit: 'Credit',
  kind: 'Kind',
  who: 'Who made it',
  whom: 'For',
  url: 'Link, if the licence asks for one',
  urlHint: 'https://',
  askWho: (offers: boolean) =>
    offers
      ? 'Who made this picture? Add a name, or choose one of these.'
      : 'Who made this picture? Add a name.',
  fromFile: 'From the file',
  fromFileEdited: 'From the file, edited by you',
  firstWording: 'Bring back the first wording',
  readers: 'Readers will see',
  readersNothing: 'Nothing under the picture yet.',
  meter: (count: number, limit: number) => `${count} of ${limit}`,
  removed: (what: string[]) =>
    what.length === 0
      ? 'Nothing private was in the file.'
      : `${capital(list(what.map(small)))} ${plural(what.length, 'was', 'were')} removed.`,
  kept: (what: string[]) => `Kept: ${what.map(small).join(', ')}.`,
  size: (before: string, after: string, width: number, height: number) =>
    `${before} became ${after}, ${width} × ${height}. Your original stays where it was.`,
  sizeKept: (after: string, width: number, height: number) =>
    `${after}, ${width} × ${height}. Your original stays where it was.`,
  fileSize: (size: string, width: number, height: number) => `${width} × ${height}, ${size}`,
  alsoLead: 'Also use as the lead picture',
  leaveOut: 'Leave it out',
  lost: 'Leave without the pictures? What you typed and drew for them would be lost.',
  lose: 'Leave without them',
  goOn: 'Go on',
  put: 'Put in story',
  next: 'Next picture',
  tools: 'Picture tools',
  madeAnew: (width: number, height: number) => `The picture was made anew: ${width} × ${height}.`,
  cropIt: 'Crop',
  rotate: 'Rotate',
  focus: 'Focus point',
  blur: 'Blur',
  undo: 'Undo',
  cropHint: 'Draw what stays. What is cut off is in no file of the site.',
  blurHint: 'Draw over a face or a plate. It is painted over in the picture itself.',
  focusHint: 'Arrow keys move it, or press a place in the picture. The small pictures are cut around it.',
  cropTake: 'Crop to this',
  blurTake: 'Blur this',
  cropArea: 'What stays of the picture',
  blurArea: 'What is blurred',
  areaKeys: 'Arrow keys move it, Shift and arrow keys size it, Enter takes it.',
  areaIs: (x: number, y: number, width: number, height: number) =>
    `${share(x)} from the left, ${share(y)} from the top, ${share(width)} wide, ${share(height)} high`,
  point: 'Focus point. Arrow keys move it.',
  pointAt: (x: number, y: number) => `${share(x)} from the left, ${share(y)} from the top`,
  cropTo: { card: 'Crop to 3:2', shared: 'Crop to 16:9', tall: 'Crop to 4:5' },
  entries: (count: number) => `See all ${counted(count, 'entry', 'entries')} taken out`,
  animated: 'It moves; readers get its first picture only.',
  terms: (text: string) => `The file says how it may be used: “${text}”`,
  fromSite: 'This picture is on the site already. Its words are those of its newest story.',
  alsoSays: (text: string) => sentence(`The file also says “${text}”`),
  useThat: 'Use that',
  creditInside: (credit: string) => `“${credit}” stands in the description.`,
  moveCredit: 'Move it to Credit',
  creditMoved: 'The credit has its own place now.',
  lint: {
    opening: (words: string) => `Drop “${words}”: screen readers say that it is a picture.`,
    fileName: 'This is the name of a file. Describe what the picture shows.',
    same: 'Description and caption are the same. The description says what can be seen.',
    credit: 'A credit stands in the description. It belongs under Credit.',
    flyer: 'Does the picture show words? Then the description must have all of them.',
  },
  more: {
    title: 'More about this picture',
    short: ({ origin, source, until }: Provenance): string =>
      [origin && origins[origin], source, until && `until ${dayOf(until)}`].filter(Boolean).join(' · '),
    line: ({ origin, creator, source, link, terms, until }: Provenance): string => {
      const lasts = until && `until ${dayOf(until)}`
      return [origin && origins[origin], creator, source, link, terms, lasts].filter(Boolean).join(' · ')
    },
    row: 'More about it',
    origin: 'Where it comes from',
    unsaid: 'Not said',
    origins,
    creator: 'Creator',
    source: 'Source',
    link: 'Link to the source',
    kept: 'Kept with the picture.',
    terms: 'Usage terms',
    help: 'Everybody who has this site’s files can read this. No contracts here, and no names of people who agreed to something.',
    until: 'May be shown until',
    ended: (until: string) => `It may not be shown since ${dayOf(until)}. No story with it is approved.`,
    ending: (until: string) => `It may be shown until ${dayOf(until)}, then no more.`,
    notForWeb: 'The terms say that it is not for the web. No story with it is approved.',
  },
  nowhere: (what: string[], kind: 'lead' | 'figure') =>
    kind === 'lead'
      ? `This site finds this picture by the name of its file, and has no place for its ${list(what)}.`
      : `The site’s own template shows this picture, and has no place for its ${list(what)}.`,
  takeOutLead: 'Take out the lead picture',
  missing: (src: string) => `The file of this picture, ${src}, is not in its place.`,
}
