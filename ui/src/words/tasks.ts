/** The words of fields, pictures, review, publish, earlier versions and settings. */
import type { FieldValue, PictureOrigin, Provenance, Since } from '../ipc'
import { brief, clock, dayWithin, within } from './moment'

const numerals = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

/** A count as a button says it: words up to ten. */
export function inWords(count: number): string {
  return numerals[count] ?? digits(count)
}

/** The first letter large. */
export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase('en-US') + text.slice(1)
}

function digits(count: number): string {
  return new Intl.NumberFormat('en-US').format(count)
}

/** A share in percent. */
function share(of: number): string {
  return `${Math.round(of * 100)} %`
}

function plural(count: number, one: string, many: string): string {
  return count === 1 ? one : many
}

const stories = (count: number) => `${inWords(count)} ${plural(count, 'story', 'stories')}`

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

const fieldNames: Record<string, string> = {
  title: 'Headline',
  dek: 'Dek',
  authors: 'Byline',
  date: 'Date',
  tags: 'Tags',
  'lead-alt': 'Lead picture, description',
  'lead-caption': 'Lead picture, caption',
  'lead-credit': 'Lead picture, credit',
}

/** Keys in use whose words say too little, or too much. */
const keyNames: Record<string, string> = {
  ...Object.fromEntries(
    ['lastmod', 'last modified at', 'updated date', 'modified', 'date modified'].map((key) => [
      key,
      'Updated',
    ]),
  ),
  toc: 'Table of contents',
  'seo title': 'Headline in search',
  'seo description': 'Dek in search',
}

/** A key of the site's own, as a label: `in_newsletter` is "In newsletter". */
export function keyLabel(key: string | string[]): string {
  const steps = typeof key === 'string' ? key.split('.') : key
  const own = steps.length > 1 && /^(params|extra|taxonomies)$/.test(steps[0] ?? '') ? steps.slice(1) : steps
  const words = own
    .join(' ')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/[._\s-]+/g, ' ')
    .trim()
  const small = words.replace(/(?<!\p{Lu})\p{Lu}(?=\p{Ll}|\s|$)/gu, (letter) => letter.toLowerCase())
  return keyNames[small] ?? capital(small)
}

export const tasks = {
  states: {
    writing: 'Writing',
    approved: 'Approved',
    live: 'Live',
    'live-with-changes': 'Live with changes',
  },
  common: {
    cancel: 'Cancel',
    close: 'Close',
    done: 'Done',
    save: 'Save',
    tryAgain: 'Try again',
    backToStory: 'Back to the story',
    settings: 'Settings',
    /** The key of a filled button, as the platform writes it. */
    modEnter: (platform: string) => (platform === 'macos' ? '⌘ Return' : 'Ctrl Enter'),
    remove: (what: string) => `Remove ${what}`,
  },
  start: {
    claim: 'Write it, read it as your readers will, send it.',
    promise: 'Galley opens a website’s own files on this computer. Opening a site changes nothing in it.',
    tryTitle: 'Just try it',
    tryText:
      'A small sample newsroom with fourteen stories. Write, approve and publish; none of it leaves this computer.',
    tryAct: 'Open the sample',
    openTitle: 'Open a site on this computer',
    openText:
      'Choose the folder. Galley looks at how its stories are written, shows you what it found, and keeps to that.',
    openAct: 'Choose a folder…',
    bringTitle: 'I was invited',
    bringText:
      'Paste the line that you were sent. The site comes to this computer; you can write at once, and sign in when you first publish.',
    bringAct: 'Paste the line…',
    recent: 'Recent sites',
    recentLine: (count: number, folder: string) =>
      `${digits(count)} ${plural(count, 'story', 'stories')} · ${folder}`,
    moved: (folder: string) => `The folder ${folder} has moved.`,
    find: 'Find it…',
    begin: 'Keep earlier versions of this folder',
    another: 'Choose another folder…',
    opening: 'Opening the site…',
    nameOnWork: 'Your name on your work:',
    noName: 'not written down yet',
    change: 'Change',
  },
  address: {
    title: 'Change the address',
    free: 'Made from the headline. It stays fixed once the story is live.',
    fixed: 'Fixed: readers have the story under this address.',
    change: 'Change address…',
    set: 'Change address',
    same: 'That is its address now.',
    becomes: (address: string) => `Readers will find it at ${address}`,
    sentOn: 'Readers who come to the old address are sent on to the new one. Links in other stories follow.',
    notSentOn:
      'This site has no way to send readers on: the old address will lead nowhere. Links in other stories follow.',
    fromHeadline: 'Make it from the headline',
  },
  fields: {
    byline: 'Byline',
    addName: 'Add a name',
    date: 'Date',
    time: 'Time',
    zone: 'Time zone',
    unreadable: (raw: string) => `“${raw}” cannot be read as a date. Choose one here.`,
    tags: 'Tags',
    addTag: 'Add a tag',
    address: 'Address',
    lead: 'Lead picture',
    noLead: 'None yet. A picture that you put in the story can become the lead picture.',
    missingPicture: 'The picture’s file is not in its place.',
    changeWords: 'Change words',
    onSite: 'On this site',
    more: (count: number) => `${count} more ${plural(count, 'field', 'fields')}`,
    none: 'None',
    another: 'Another…',
    addTo: 'Add one',
    notSet: 'not set',
    needed: 'This site needs it',
    /** One of several inputs of a field. */
    part: (field: string, part: string) => `${field}: ${small(part)}`,
    needByline: 'Every story needs one',
    needDate: 'Needed',
    notANumber: (typed: string) => `“${typed}” is not a number, and was not taken.`,
    parts: 'This has parts of its own, which are kept as they are.',
    variant: (used: string) => `The site writes “${used}”.`,
    useVariant: 'Use that',
    /** A value that is only shown. */
    asIs: (value: FieldValue) => {
      switch (value.kind) {
        case 'none':
          return 'None'
        case 'switch':
          return value.on ? 'Yes' : 'No'
        case 'date':
          return `${value.day} ${value.time}`.trim()
        case 'list':
          return value.items.join(', ')
        default:
          return value.text
      }
    },
    shared: 'In search and when shared',
    noHeadline: 'Untitled',
  },
  picture: {
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
    put: 'Put in story',
    next: 'Next picture',
    tools: 'Picture tools',
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
    entries: (count: number) => `See all ${digits(count)} ${plural(count, 'entry', 'entries')} taken out`,
    animated: 'It moves; readers get its first picture only.',
    terms: (text: string) => `The file says how it may be used: “${text}”`,
    fromSite: 'This picture is on the site already. Its words are those of its newest story.',
    alsoSays: (text: string) => `The file also says “${text}”.`,
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
  },
  review: {
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
            : `Since ${since.by || 'it was approved'}${since.by ? ' approved it' : ''}, ${brief(since.at)}`,
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
    fields: 'Fields',
    fieldCount: (changed: number, same: number) =>
      changed === 0
        ? 'all as they were'
        : [`${changed} changed`, same > 0 && `${same} as ${plural(same, 'it was', 'they were')}`]
            .filter(Boolean)
            .join(', '),
    fieldName: (field: string) => fieldNames[field] ?? keyLabel(field),
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
                  : `${count} ${plural(count, 'paragraph', 'paragraphs')} ${what}`,
            )
            .join(', ')
    },
    paragraphs: (count: number) => `${count} ${plural(count, 'paragraph', 'paragraphs')}`,
    same: (count: number, first: boolean) =>
      count === 1
        ? first
          ? 'First paragraph as it was'
          : '1 paragraph as it was'
        : first
          ? `First ${inWords(count)} paragraphs as they were`
          : `${count} paragraphs as they were`,
    newParagraph: 'New paragraph',
    removedParagraph: 'Paragraph taken out',
    moved: (up: boolean, after: string) =>
      `Moved ${up ? 'up' : 'down'}. It ${after ? `came after “${after}…”` : 'was the first paragraph'}`,
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
    whatTitle: 'What your approval means',
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
    ownOf: (count: number) => `This is about ${stories(count)}.`,
    someoneElse: 'Someone else',
    namesNeeded: 'Write both names, then approve.',
    changedTitle: 'The story changed while you were reading.',
    changedText: 'Below is how it stands now. Nothing was approved.',
  },
  publishing: {
    title: (count: number) => `Publish ${stories(count)}`,
    /** With pictures that leave the site among them. */
    changes: (count: number) => `Publish ${inWords(count)} ${plural(count, 'change', 'changes')}`,
    removed: 'It leaves the site. Everything else stays as it is.',
    lede: (where: string, count: number) =>
      `${plural(count, 'It goes', count === 2 ? 'Both go' : 'They go')} to ${where}${count > 2 ? ' together' : ''}. Everything else stays as it is.`,
    none: 'Nothing waits to be published',
    noneText: 'Approved stories come here. Nothing is sent until somebody publishes.',
    noneChosen: 'Choose what to publish',
    noneChosenText: 'Tick the stories in the list.',
    nowhere: 'This site has no place to publish to yet.',
    nowhereHint: 'Write and approve as usual. Whoever looks after the site can set up where stories go.',
    ready: 'Ready to publish',
    onTheirWay: 'On their way',
    sent: 'Live now',
    justPublished: 'Just sent',
    needsApproval: 'Needs a new approval',
    toApprove: (title: string) => `To approve: ${title}`,
    all: 'All',
    pickNone: 'None',
    allOf: (group: string, none: boolean) => `${none ? 'None' : 'All'} of: ${group}`,
    changedSince: (name: string) => `Changed since ${name || 'somebody'} approved it.`,
    deletedSince: 'Deleted here. Once approved it leaves the site.',
    takesDown: 'Leaves the site',
    review: 'Review',
    writing: 'Still being written',
    stays: (names: string[]) => `${names.length ? `${list(names)}. ` : ''}Stays on this computer.`,
    approvedBy: (by: string, at: string) => (by ? `approved by ${by}, ${brief(at)}` : ''),
    fresh: 'New',
    replaces: 'Replaces an earlier version',
    runTitle: (count: number) =>
      `${capital(stories(count))} ${plural(count, 'is on its way', 'are on their way')}`,
    runLede: 'You can go back to writing. The steps go on by themselves.',
    steps: 'Steps',
    step: { checking: 'Checking', sending: 'Sending', received: 'Received', live: 'Live' },
    stepNow: 'now',
    stepDone: 'done',
    stepStopped: 'stopped',
    stepUnknown: 'not known',
    stepToCome: 'to come',
    notYet: 'Not there yet',
    approved: 'Approved',
    liveTitle: (at: string) => `Live at ${clock(at)}`,
    liveLede: (count: number, where: string) =>
      count === 1
        ? `We opened its page on ${where} and found its headline and text there.`
        : `We opened each page on ${where} and found its headline and text there.`,
    sentTitle: (at: string) => `Sent at ${clock(at)}`,
    sentLede: (count: number, looking: boolean, looked: boolean) => {
      const holds = `The site’s own copy was read back and holds ${count === 1 ? 'the story' : count === 2 ? 'both stories' : `all ${stories(count)}`}.`
      if (looking) return `${holds} Not seen on the pages yet. We keep looking.`
      if (looked)
        return `${holds} The pages did not show ${count === 1 ? 'it' : 'all of it'} in twenty minutes, and we stopped looking.`
      return `${holds} How soon readers see it depends on how the site is built.`
    },
    received: 'The site has it',
    notOnPage: 'Not on the page yet',
    notSeen: 'Not seen on its page',
    viewPage: 'View page',
    building: 'Site is building',
    liveAt: (at: string) => `Live at ${clock(at)}`,
    refusedTitle: 'Not sent',
    refusedLede: (count: number) =>
      `Nothing on the site has changed. Your ${count === 1 ? 'story is' : `${stories(count)} are`} still approved and safe on this computer.`,
    unknownTitle: 'Not certain yet',
    unknownLede: (count: number) =>
      `Your ${count === 1 ? 'story is' : `${stories(count)} are`} safe on this computer. Trying again sends nothing twice.`,
    nothingNew: 'Nothing new to send',
    nothingNewLede: 'The site already holds exactly these stories.',
    lately: 'Published lately',
    waitingTitle: (count: number) => `${capital(stories(count))} ${plural(count, 'is', 'are')} waiting`,
    waitingLede: (count: number, elsewhere: boolean) =>
      `${
        elsewhere
          ? 'Something else answers in the place of the site: some networks want you to sign in first, in the browser.'
          : 'There is no connection.'
      } ${plural(count, 'It goes', 'They go')} out by ${plural(count, 'itself', 'themselves')} when ${
        elsewhere ? 'the site answers' : 'it returns'
      }, or you can hold ${plural(count, 'it', 'them')} here.`,
    holdHere: (count: number) => `Hold ${plural(count, 'it', 'them')} here`,
    tryNow: 'Try now',
    waits: 'Waits for a connection',
    undo: 'Undo publish',
    undoThis: 'Undo this publish',
    undoLater: 'You can undo each one afterwards.',
    undoAsk: (at: string) =>
      `Put the site back to how it was before ${at ? brief(at) : 'this'}? The story comes back here as Approved, with all its text and pictures.`,
    keepLive: 'Keep it live',
    undoBoth: 'Take both versions back',
    undoRunTitle: (count: number) =>
      `${capital(stories(count))} ${plural(count, 'is being taken back', 'are being taken back')}`,
    undoneTitle: (at: string) => `Taken back at ${clock(at)}`,
    undoneLede: (count: number) =>
      `Readers have what they had before. ${count === 1 ? 'The story waits' : 'The stories wait'} here as approved, with all text and pictures.`,
    undoneNothing: 'Nothing to take back',
    undoneNothingLede: 'Readers have no earlier publication of this.',
    notUndoneTitle: 'Not taken back',
    notUndoneLede: (count: number) =>
      `Readers still have ${count === 1 ? 'the story' : 'the stories'}, and nothing here has changed.`,
    unpublish: {
      menu: 'Unpublish…',
      title: 'Take this story off the site',
      what: 'What readers find at its address',
      note: 'A note',
      noteText: 'What the note says, under the headline',
      usual: (day: string) => `This story was taken off the site on ${day}.`,
      unlisted: 'The lists of the site leave it out, unless what builds it is an old version.',
      listed: 'Lists of the site may still show its headline.',
      story: 'Another story',
      storyHint: 'Who comes to the old address is sent on.',
      noWay: 'This site has no way to send readers on.',
      find: 'A few letters of its headline or byline',
      found: 'Stories that readers have',
      nothing: 'Nothing',
      nothingHint: 'The address leads nowhere.',
      links: (count: number) =>
        `${capital(inWords(count))} ${plural(count, 'story links', 'stories link')} to it.`,
      keeps:
        'It stays here as a draft, with all its text and pictures. What search engines and archives copied stays there.',
      act: 'Unpublish',
    },
    fix: {
      menu: 'Quick fix…',
      title: 'Quick fix',
      lede: (at: string) =>
        at ? `This is what readers have since ${dayWithin(at)}.` : 'This is what readers have.',
      waits:
        'Only what you change here goes live. The version that you are working on stays here, and gets the fix too.',
      noWait: 'What you change here goes live at once, and stands here too.',
      kind: 'What is it?',
      correction: 'A correction',
      correctionHint: 'Something was wrong. Readers are told what.',
      update: 'An update',
      updateHint: 'Something new is known. Readers are told what.',
      small: 'A small fix',
      smallHint: 'A slip of the pen. Nobody needs to be told.',
      told: 'What readers are told',
      example: 'An earlier version of this story misstated…',
      readers: 'Readers will see',
      as: 'Approve as',
      act: 'Publish the fix',
      nothing: 'Change a word of the story first.',
      untold: 'Write what readers are told first.',
    },
    stop: 'Stop',
    stopHint: 'Until it is sent, nothing leaves this computer.',
    tooLate: 'It is being sent: too late to stop it. It can be undone afterwards.',
    stoppedTitle: 'Stopped',
    stoppedLede: 'Nothing was sent. Nothing on the site and nothing here has changed.',
    fixRefusedLede:
      'Nothing on the site has changed. What you wrote is among the earlier versions of the story.',
    unpublishRunTitle: 'One story is leaving the site',
    unpublishedTitle: (at: string) => `Off the site since ${clock(at)}`,
    unpublishedLede: 'The story is a draft here, with all its text and pictures.',
    unpublishedNothing: 'Nothing to take off the site',
    unpublishedNothingLede: 'Readers do not have this story.',
    notUnpublishedTitle: 'Still on the site',
    justUnpublished: 'The story left the site.',
    draftHere: 'A draft here',
    offSite: 'Off the site',
    putBack: 'Put it back',
    leaveOff: 'Leave it off',
    returnAsk:
      'Put the story back on the site as readers had it? What was written on it here since stays here.',
    returnRunTitle: 'One story is on its way back',
    returnedTitle: (at: string) => `Back on the site at ${clock(at)}`,
    returnedLede: 'Readers have the story as they had it. What was written on it here since is still here.',
    notReturnedTitle: 'Not put back',
    notReturnedLede: 'The story is still off the site, and nothing here has changed.',
    latelyOff: (by: string, at: string) => `Taken off the site by ${by}, ${dayWithin(at)}`,
    justSent: (count: number) => `${capital(stories(count))} ${plural(count, 'was', 'were')} sent.`,
    undoShort: 'Undo',
    takenBack: 'Taken back',
    latelyLine: (by: string, at: string) => (by ? `Approved by ${by}, ${dayWithin(at)}` : ''),
    live: 'Live',
    back: 'Back to what is ready',
    choose: (title: string) => `Publish “${title}”`,
  },
  two: {
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
            : `changed: ${small(fieldNames[field] ?? keyLabel(field))}`
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
    use: (choice: 'ours' | 'theirs' | 'both', name: string) =>
      choice === 'ours'
        ? 'Use yours'
        : choice === 'both'
          ? 'Use both'
          : `Use ${name ? `${name}’s` : 'theirs'}`,
    together: 'Put together for you',
    changes: (count: number) => `${count} ${plural(count, 'change', 'changes')}`,
    taken: (taken: { field: string | null; paragraph: number; theirs: boolean }, name: string) =>
      `${
        taken.field === null
          ? `Paragraph ${taken.paragraph}`
          : taken.field === ''
            ? 'Fields'
            : (fieldNames[taken.field] ?? keyLabel(taken.field))
      } · ${taken.theirs ? name || 'somebody else' : 'you'}`,
    takenOut: 'Taken out',
    changed: 'One of the two changed while you were reading.',
    changedHint: 'Below is how they stand now. Nothing was written.',
    needed: (count: number) =>
      count === 1 ? 'One story has two versions' : `${capital(stories(count))} have two versions`,
    neededHint: 'Somebody else published another version. Choose what readers should get.',
    decide: 'Decide',
    inStory: (name: string) =>
      `${name || 'Somebody else'} published another version of this story, and one passage was changed by both.`,
    inStoryHint: 'Both are kept. Choose what readers should get; then it can be approved.',
    arrived: (count: number) => `${capital(stories(count))} arrived from others.`,
    letGo: 'Let them go here too',
    takeOver: 'Take over what is there now',
  },
  versions: {
    title: 'Earlier versions',
    none: 'No earlier versions yet',
    noneText: 'Every saved state of the story is kept here for 30 days.',
    why: {
      saved: 'Saved here',
      outside: 'Changed outside Galley',
      replaced: 'Text that was not chosen',
      merged: 'Before others’ changes came in',
      restored: 'Before another version came back',
    } as Record<string, string>,
    words: (count: number) => `${digits(count)} ${plural(count, 'word', 'words')}`,
    since: (at: string) => `What changed since ${within(at)}`,
    bring: 'Bring this version back',
    bringText: 'The story as it stands now stays here, among the earlier versions.',
    same: 'The story stands as it stood then',
  },
  bring: {
    title: 'Bring a site to this computer',
    line: 'The line that you were sent',
    example: 'https://…',
    into: (folder: string) => `It gets a folder of its own in ${folder}.`,
    another: 'Choose another…',
    nothing: 'What readers see now comes first, the older versions after it.',
    progress: (percent: number, kilobytes: number) =>
      percent === 0 && kilobytes === 0
        ? 'Asking for it…'
        : `${percent} % · ${kilobytes < 1000 ? `${digits(kilobytes)} kB` : `${digits(Math.round(kilobytes / 1024))} MB`}`,
    stop: 'Stop',
    act: 'Bring it',
  },
  signing: {
    section: 'Signed in',
    title: (host: string) => (host ? `Sign in at ${host}` : 'Sign in'),
    user: 'Your name there',
    secret: 'Password or access key',
    help: 'It is kept in this computer’s keychain and sent to nobody else. Many sites want an access key that you make there for programs like this one.',
    thisRun: 'This computer has no keychain that is open: you stay signed in until Galley ends.',
    thisRunHint: 'Nothing was written down. You will be asked again the next time.',
    act: 'Sign in',
    open: 'Sign in…',
    out: 'Sign out',
    goOn: 'Go on',
    getCode: 'Get a code',
    codeHelp: (host: string) =>
      `You get a code here and type it at ${host}, where you sign in as you always do. Galley learns no password.`,
    typeCode: (host: string) => `Type this code at ${host}:`,
    code: 'Code',
    copyAndOpen: 'Copy the code and open the page',
    waiting: (minutes: number) =>
      minutes === 1
        ? 'Waiting for you there. The code lasts a minute.'
        : `Waiting for you there. The code lasts ${minutes} minutes.`,
    byName: 'With a name and an access key instead',
    byCode: 'With a code instead',
    as: (user: string, host: string) => (user ? `As ${user} at ${host}.` : `At ${host}.`),
    nobody: (host: string) => `Nobody at ${host} yet.`,
    trust: 'It is the same: go on',
  },
  settings: {
    title: 'Settings',
    another: 'Open another site…',
    appearance: 'Appearance',
    system: 'As the system',
    light: 'Light',
    dark: 'Dark',
    writing: 'Writing',
    inPlace: 'The line I write stays in its place',
    spelling: 'Spelling',
    systemLanguage: 'In the system’s language',
    spellingOff: 'Off',
    names: 'Names',
    people: 'Names on your work',
    writer: 'You write as',
    editor: 'You approve as',
    name: 'Name',
    email: 'E-mail, if you like',
    help: 'Names, and e-mail addresses where you give them, go along with each story that is published.',
  },
}

/** "a", "a and b", "a, b and c". */
export function list(names: string[]): string {
  if (names.length < 2) return names.join('')
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** The first letter small, unless it begins an abbreviation. */
function small(text: string): string {
  return /^\p{Lu}\p{Lu}/u.test(text) ? text : text.charAt(0).toLocaleLowerCase('en-US') + text.slice(1)
}
