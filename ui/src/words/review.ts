/** The words of what changed: the review, two versions of a story, earlier versions. */
import type { EarlierVersion, Since, StyleChange, TakenOver, TextStyle } from '../ipc'
import type { Side } from '../review/side'
import { capital, counted, inWords, list, plural, small, stories } from './counting'
import { fieldName } from './fields'
import { brief, within } from './moment'

/** What words are, or a part of the text is. */
function styleNames(style: TextStyle): string {
  switch (style.kind) {
    case 'heading':
      return `a heading of level ${style.level}`
    case 'bold':
      return 'bold'
    case 'italic':
      return 'in italics'
    case 'struck':
      return 'struck through'
    case 'code':
    case 'code-block':
      return 'set as code'
    case 'numbered':
      return 'a numbered list'
    case 'bulleted':
      return 'a list with bullets'
    case 'quoted':
      return 'a quotation'
  }
}

/** A passage by its beginning. */
const shortened = (text: string) => (text.length > 60 ? `${text.slice(0, 59).trimEnd()}…` : text)

export const review = {
  title: 'What changed',
  takesDown: 'Take a story down',
  takesDownTitle: 'This story was deleted here.',
  takesDownText:
    'When this is approved and published, readers no longer find it. It can be brought back from Deleted stories for thirty days.',
  removes: 'Remove a picture from the site',
  removesTitle: 'This picture was deleted here.',
  removesText:
    'When this is approved and published, nobody finds it at its address any more. It can be brought back from what was deleted for thirty days.',
  newTitle: 'A new story',
  writtenBy: (names: string[]) => `Written by ${list(names)}`,
  lastChange: (at: string) => `Last change ${within(at)}`,
  since: (since: Since) =>
    since.kind === 'new'
      ? 'Nobody has approved it yet'
      : since.kind === 'looked'
        ? `Since you last looked, ${within(since.at)}`
        : since.kind === 'live'
          ? `Since it went live, ${brief(since.at)}`
          : `Since ${since.by ? `${since.by} approved it` : 'it came in'}, ${brief(since.at)}`,
  base: {
    new: 'All of it',
    approved: 'Since it was approved',
    live: 'Since it went live',
    looked: 'Since you last looked',
  },
  bases: 'What to compare with',
  turn: (at: number, of: number) => `${at} of ${of}`,
  inTurn: (count: number) => `Review ${inWords(count)} in turn`,
  skip: 'Next, not approved',
  skipLast: 'End, not approved',
  backToPress: 'Back to publishing',
  nothingSince: 'Nothing has changed since then.',
  nothingSeen:
    'Nothing that is read changed, but the file did: blank lines, or how a picture is set, such as its size or its link.',
  styled: ({ text, style, now }: StyleChange) => {
    const what = text ? `“${shortened(text)}”` : 'This part'
    return now ? `${what} is ${styleNames(style)} now.` : `${what} is not ${styleNames(style)} any more.`
  },
  fields: 'Fields',
  fieldCount: (changed: number, same: number) =>
    changed === 0
      ? 'all as they were'
      : [`${changed} changed`, same > 0 && `${same} as ${plural(same, 'it was', 'they were')}`]
          .filter(Boolean)
          .join(', '),
  fieldName,
  added: 'added',
  takenOut: 'taken out',
  text: 'Text',
  textCount: (reworded: number, fresh: number, removed: number, moved: number) => {
    const counts: [number, string][] = [
      [reworded, 'reworded'],
      [fresh, 'new'],
      [removed, 'taken out'],
      [moved, 'moved'],
    ]
    const said = counts.filter(([count]) => count > 0)
    return said.length === 0
      ? 'as it was'
      : said
          .map(([count, what], i) =>
            i > 0
              ? `${count} ${what}`
              : what === 'new'
                ? `${count} new ${plural(count, 'paragraph', 'paragraphs')}`
                : `${counted(count, 'paragraph', 'paragraphs')} ${what}`,
          )
          .join(', ')
  },
  paragraphs: (count: number) => counted(count, 'paragraph', 'paragraphs'),
  same: (count: number, first: boolean, all = false) =>
    all && count > 1
      ? `All ${inWords(count)} paragraphs as they were`
      : count === 1
        ? first
          ? 'First paragraph as it was'
          : '1 paragraph as it was'
        : first
          ? `First ${inWords(count)} paragraphs as they were`
          : `${count} paragraphs as they were`,
  newParagraph: 'New paragraph',
  removedParagraph: 'Paragraph taken out',
  /** What it came after is cut already, with its own dots. */
  moved: (up: boolean, after: string) =>
    `Moved ${up ? 'up' : 'down'}. It ${after ? `came after “${after}”` : 'was the first paragraph'}`,
  pictures: 'Pictures',
  pictureCount: (replaced: number, fresh: number, removed: number, words: number) =>
    [
      replaced > 0 && `${replaced} replaced`,
      words > 0 && `${words} with other words`,
      fresh > 0 && `${fresh} new`,
      removed > 0 && `${removed} taken out`,
    ]
      .filter(Boolean)
      .join(', '),
  before: 'Before',
  now: 'Now',
  leadBefore: 'Lead picture before',
  leadNow: 'Lead picture now',
  oldStays: 'No story shows this file any more. It stays on the site, for whoever knows its address.',
  deleteOld: 'Delete it too',
  oldLeaves: 'Its file leaves the site with this version.',
  noPicture: 'No picture',
  fileMissing: 'The picture’s file is not in its place',
  noDescription: 'No description',
  noCaption: 'No caption',
  noCredit: 'No credit',
  decoration: 'Decoration, nothing to describe',
  approval: 'Approval',
  nothingTitle: 'Nothing has changed',
  nothing: (since: Since) =>
    since.kind === 'live'
      ? 'Readers have this story as it stands here.'
      : 'It stands here as it was approved, and waits to be published.',
  mean: 'You approve exactly this text and these pictures. If anything changes afterwards, Galley asks again. Nothing is sent until somebody publishes.',
  writer: 'Written by',
  editor: 'Approve as',
  name: 'Name',
  email: 'E-mail, if you like',
  askNames: 'Both go along with the story when it is published. They are asked for once.',
  approveAs: (name: string) => (name ? `Approve as ${name}` : 'Approve'),
  approve: 'Approve',
  together: (count: number) =>
    count === 1 ? 'Read and approve it' : `Read and approve ${inWords(count)} together`,
  severalTitle: (count: number) => `Approve ${stories(count)}`,
  approveSeveralAs: (count: number, name: string) =>
    `Approve ${count === 0 ? '' : inWords(count)}${name ? ` as ${name}` : ''}`.replace('  ', ' '),
  meanSeveral:
    'You approve exactly these texts and pictures, each by itself, by the names in their bylines. Nothing is sent until somebody publishes.',
  askName: 'It goes along with the stories when they are published. It is asked for once.',
  nameNeeded: 'Write a name, then approve.',
  goTo: (title: string) => `Show “${title}”`,
  staysHere: (count: number) =>
    `${capital(inWords(count))} must be fixed first, and ${plural(count, 'stays', 'stay')} here.`,
  partly: (approved: number, left: number) =>
    `${capital(stories(approved))} ${plural(approved, 'was', 'were')} approved, ${inWords(left)} ${plural(left, 'was', 'were')} not.`,
  partlyHint: 'What stands in the way is said beside it.',
  noneApproved: 'Nothing was approved.',
  areApproved: (count: number) => `${capital(stories(count))} ${plural(count, 'is', 'are')} approved`,
  ownOf: (count: number) => `This is about ${stories(count)}.`,
  someoneElse: 'Someone else',
  namesNeeded: 'Write both names, then approve.',
  changedTitle: 'The story changed while you were reading.',
  changedText: 'Below is how it stands now. Nothing was approved.',
}

export const two = {
  title: (count: number) =>
    count === 1 ? '1 passage to decide' : count === 0 ? 'Two versions' : `${count} passages to decide`,
  later: 'Decide later',
  kept: 'Both versions are kept until you do',
  both: (name: string, field: string | null) =>
    `You and ${name || 'somebody else'} both ${
      field === null
        ? 'rewrote one paragraph'
        : field === ''
          ? 'changed the fields'
          : `changed: ${small(fieldName(field))}`
    }`,
  which: (title: string) => `In “${title}”. Which should readers get?`,
  nth: (at: number, all: number) => `${at} of ${all}`,
  versions: 'Versions of the passage',
  yours: 'Yours',
  theirs: (name: string) => (name ? `${name}’s` : 'Theirs'),
  bothName: 'Both',
  bothHint: (name: string) =>
    `Yours first, then ${name ? `${name}’s` : 'theirs'}, as two paragraphs to edit.`,
  stays: 'What you don’t choose stays under Earlier versions.',
  ownStays: 'Both versions stay under Earlier versions.',
  edit: 'Edit it myself',
  toVersions: 'Back to the versions',
  own: 'Your own words',
  ownField: 'The passage',
  ownNone: 'No words: the passage is left out.',
  ownHint: 'As readers should get it. Bold, links and pictures stand in it as signs.',
  ownEmpty: 'Without words, the passage is left out of the story.',
  startFrom: 'Start from',
  start: (from: 'ours' | 'theirs' | 'both', name: string) =>
    from === 'ours' ? 'Yours' : from === 'both' ? 'Both' : name ? `${name}’s` : 'Theirs',
  whole: 'Read the whole story',
  wholeTitle: 'The whole story',
  wholePage: 'The story as it would be',
  toPassage: 'Back to the passage',
  notWritten: 'This is how it would be. Nothing is written yet.',
  /** What is not decided yet, and how it stands on the page meanwhile. */
  open: (choice: Side, name: string, leftOut: boolean) =>
    `Not decided yet. Here: ${
      leftOut
        ? 'left out'
        : choice === 'ours'
          ? 'yours'
          : choice === 'both'
            ? 'both'
            : choice === 'own'
              ? 'your own words'
              : name
                ? `${name}’s`
                : 'theirs'
    }.`,
  openFields: (fields: string[]) =>
    `Not decided yet: ${list(fields.map((field) => (field ? small(fieldName(field)) : 'the fields')))}.`,
  before: 'The passage before',
  /** Its key. */
  beforeKey: 'Backspace',
  use: (choice: Side, name: string) =>
    choice === 'ours'
      ? 'Use yours'
      : choice === 'both'
        ? 'Use both'
        : choice === 'own'
          ? 'Use your own words'
          : `Use ${name ? `${name}’s` : 'theirs'}`,
  leaveOut: 'Leave the passage out',
  together: 'Put together for you',
  changes: (count: number) => counted(count, 'change', 'changes'),
  nothingTogether: 'Nothing else differs between the two.',
  taken: ({ field, paragraph, by }: Pick<TakenOver, 'field' | 'paragraph' | 'by'>, name: string) =>
    `${
      field === null ? `Paragraph ${paragraph}` : field === '' ? 'Fields' : fieldName(field)
    } · ${by === 'ours' ? 'you' : `${by === 'both' ? 'you and ' : ''}${name || 'somebody else'}`}`,
  takenOut: 'Taken out',
  changed: 'One of the two changed while you were reading.',
  changedHint: 'Below is how they stand now. Nothing was written.',
  needed: (count: number) =>
    count === 1 ? 'One story has two versions' : `${capital(stories(count))} have two versions`,
  neededHint: 'Somebody else published another version. Choose what readers should get.',
  decide: 'Decide',
  inStory: (name: string) =>
    `${name || 'Somebody else'} published another version of this story, and both change the same passage.`,
  inStoryHint: 'Both are kept. Choose what readers should get; then it can be approved.',
  arrived: (count: number) => `Others published changes to ${stories(count)}. They are here now.`,
  letGo: 'Let them go here too',
  takeOver: 'Take over what is there now',
}

export const versions = {
  title: 'Earlier versions',
  looking: 'Looking for earlier versions…',
  none: 'No earlier versions yet',
  noneText:
    'While you write, the story is kept here every few minutes, and before much of it goes, each time for 30 days. What was approved stays for good.',
  why: {
    saved: 'Saved here',
    outside: 'Changed outside Galley',
    replaced: 'Text that was not chosen',
    merged: 'Before others’ changes came in',
    restored: 'Before another version came back',
    crash: 'Typed before a crash',
    fix: 'Written as a quick fix',
  } as Record<string, string>,
  /** Where a version is from. */
  origin({ why, by }: Pick<EarlierVersion, 'why' | 'by'>): string {
    if (by && why === 'approved') return `Approved by ${by}`
    if (by && why === 'came') return `Came from ${by}`
    return this.why[why] ?? this.why.saved ?? ''
  },
  words: (count: number) => counted(count, 'word', 'words'),
  since: (at: string) => `What changed since ${within(at)}`,
  bring: 'Bring this version back',
  bringText: 'The story as it stands now stays here, among the earlier versions.',
  same: 'The story stands as it stood then',
}
