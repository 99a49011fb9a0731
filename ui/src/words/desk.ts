import type { Length, StoryAct, StoryFolder } from '../ipc'
import { languageName } from './site'

/** The words of the start, the list, the manuscript and the page. */
const numerals = new Intl.NumberFormat('en-US')

/** The folder that all others are in. */
const TOP = 'The top of the site'

/** A count with its noun: "1 story", "214 stories". */
/** A text with the full stop that it may have already. */
function sentence(text: string): string {
  return /[.!?…]["”’)]?$/.test(text) ? text : `${text}.`
}

function counted(count: number, one: string, many: string): string {
  return `${numerals.format(count)} ${count === 1 ? one : many}`
}

export const desk = {
  frame: {
    hideList: 'Hide the list',
    showList: 'Show the list',
    closeList: 'Close the list',
    hideSide: 'Hide this side',
    showSide: 'Show the page',
    beside: 'Keep page and form side by side',
    apart: 'Page or form, one at a time',
    close: 'Close',
    stories: 'Stories',
    pictures: 'Pictures',
    publish: 'Publish',
    publishMore: 'Publish…',
    page: 'Page',
    story: 'Story',
    picture: 'Picture',
    findings: 'Findings',
    reviewChanges: 'Review changes',
    manuscript: 'Manuscript',
    companion: 'Page and story',
    form: 'Story and picture',
    sections: 'Sections',
    besideStory: 'Beside the story',
    settings: 'Settings',
    edgeOfList: 'Width of the list',
    edgeOfPage: 'Width of the page',
    edgeOfForm: 'Width of the form',
    widthNow: (px: number) => `${Math.round(px)} pixels`,
    nothingOpen: 'Nothing open',
    nothingOpenHint: 'Choose a story in the list, or begin a new one.',
    noPicture: 'No picture chosen',
    noPictureHint: 'Click a picture in the story to see its description, caption and credit.',
    again: 'Try again',
    reading: 'Reading stories…',
    takeOut: 'Take it out of the text',
  },
  list: {
    find: (site: string) => `Find in ${site}`,
    clear: 'Clear what you look for',
    show: 'Show',
    label: 'Stories, newest first',
    all: 'All',
    writing: 'Writing',
    approved: 'Approved',
    live: 'Live',
    newStory: 'New story',
    newHeadline: 'Headline of the new story',
    newHint: 'The headline is all that is needed; it can change later.',
    begin: 'Begin',
    waiting: (count: number) => `${numerals.format(count)} to be sent`,
    notSent: (count: number) => `${numerals.format(count)} not sent yet`,
    offline: (count: number) =>
      `The site does not answer. ${numerals.format(count)} ${count === 1 ? 'waits' : 'wait'} here.`,
    empty: 'No stories yet',
    emptyHint: 'The first one needs only a headline.',
    nothingFound: 'Nothing found',
    nothingFoundHint: (asked: string) => `No headline, dek, name or date has “${asked}”.`,
    noneSuch: 'Nothing here now',
    noneSuchHint: 'No story is at this point. Show all of them again.',
    showAll: 'Show all',
    needsRepair: 'Needs repair',
    open: 'Open',
    described: (state: string, who: string, day: string) => [state, who, day].filter(Boolean).join(', '),
    found: (count: number) =>
      count === 0 ? 'Nothing found' : counted(count, 'story found', 'stories found'),
  },
  whole: {
    menu: (title: string) => `What to do with “${title}”`,
    open: 'Open',
    rename: 'Change address…',
    move: 'Move to…',
    duplicate: 'Duplicate',
    delete: 'Delete',
    deletedMore: 'Deleted stories…',
    undo: 'Undo',
    done: (act: StoryAct) => {
      const lead =
        act.links === 0
          ? ''
          : act.kind === 'delete'
            ? ` ${counted(act.links, 'story still links', 'stories still link')} to it.`
            : ` ${counted(act.links, 'story that links to it was', 'stories that link to it were')} changed too.`
      const readers =
        act.sent_on === 'yes'
          ? ' Readers of the old address are sent on.'
          : act.sent_on === 'no'
            ? ' The old address will lead nowhere.'
            : ''
      const what = {
        rename: 'The address was changed.',
        move: 'The story was moved.',
        duplicate: 'This is the copy.',
        delete: `“${act.title}” was deleted.`,
        'delete-picture': `“${act.title}” was deleted.`,
        'replace-lead': 'The lead picture was replaced.',
        'remove-lead': 'The lead picture was taken out.',
        restore: `“${act.title}” is back.`,
        undo: 'Taken back.',
      }[act.kind]
      return `${what}${readers}${lead}`
    },
    takenBack: 'Taken back: everything is as it was.',
    notStory: 'This is no story',
    noStory: (title: string) => `“${title}” is no longer in the list. Its file stays as it is.`,
    moveTitle: 'Move to another folder',
    moveHere: 'Move the story',
    noFolder: 'All stories of this site are in one folder.',
    /** A folder, and its language where the site has several. */
    folder: ({ name, language }: StoryFolder) =>
      language ? `${name || TOP}, ${languageName(language)}` : name || TOP,
    stories: (count: number) => counted(count, 'story', 'stories'),
    cancel: 'Cancel',
    close: 'Close',
    deleted: 'Deleted stories and pictures',
    deletedPicture: 'Picture',
    noneDeleted: 'Nothing was deleted in the last thirty days.',
    keptFor: 'Every word and picture is kept here for thirty days.',
    deletedAt: (at: string, until: string) => `Deleted ${at}, kept until ${until}.`,
    stillLive: 'Readers have it until the next publication.',
    restore: 'Restore',
    restoreOne: (title: string) => `Restore “${title}”`,
    thisStory: 'This story',
  },
  open: {
    title: 'Open a story',
    letters: 'A few letters of a headline or a name',
    found: 'Stories found',
    keys: 'Arrows choose, Enter opens, Esc closes.',
  },
  format: {
    toolbar: 'Formatting',
    style: 'Paragraph style',
    text: 'Text',
    heading: 'Heading',
    subheading: 'Subheading',
    bold: 'Bold',
    italic: 'Italic',
    link: 'Link',
    bullets: 'List',
    numbers: 'Numbered list',
    quote: 'Quotation',
    picture: 'Add a picture',
    more: 'More formatting',
    linkAddress: 'Address of the link',
    linkHint: 'An address, or letters of a headline',
    linkWords: 'Words',
    linkStories: 'Stories of this site',
    setLink: 'Set link',
    removeLink: 'Remove link',
    opens: (host: string | null) => (host ? `Open the link, at ${host}` : 'Open the link'),
  },
  editor: {
    headline: 'Headline',
    dek: 'Dek',
    by: 'By',
    on: 'on',
    in: 'in',
    addByline: 'Add a byline',
    addDate: 'Add a date',
    addTags: 'Add tags',
    text: 'Text of the story',
    startWriting: 'Start writing',
    lead: 'Lead picture, also on the card',
    addLead: 'Add a lead picture',
    leadName: (description: string, missing: string[]) =>
      `Lead picture: ${sentence(description || 'no description')} ${
        missing.length ? `${missing.join(', ')} missing.` : 'Description, caption and credit filled in.'
      }`,
    description: 'Description',
    caption: 'Caption',
    credit: 'Credit',
    noDescription: 'What does it show?',
    noCaption: 'No caption',
    decoration: 'Decoration, nothing to describe',
    whoMade: 'Who made this picture?',
    fileMissing: 'This picture’s file is missing',
    figureName: (description: string, missing: string[]) =>
      `Picture: ${sentence(description || 'no description')}${missing.map((part) => ` ${part} missing.`).join('')}`,
    words: (count: number) => counted(count, 'word', 'words'),
    wordsOf: (selected: number, count: number) =>
      `${numerals.format(selected)} of ${counted(count, 'word', 'words')}`,
    outline: 'Headings',
    noHeadings: 'No headings yet',
    minutes: (count: number) => `${Math.max(1, Math.round(count / 230))} min to read`,
    saved: 'Saved on this computer',
    saving: 'Saving…',
    savedAgain: 'Saved on this computer again',
    notSaved: 'Not saved',
    undecided: 'Kept, not saved: two texts wait for your choice',
    earlier: 'Earlier versions',
    focus: 'Only the text',
    focusOff: 'Show everything again',
    find: 'Find in this story',
    findNext: 'Next',
    findPrevious: 'Previous',
    findCount: (at: number, of: number) => (of === 0 ? 'Not found' : at ? `${at} of ${of}` : `${of} found`),
    findClose: 'Close find',
    matchCase: 'Match capitals',
    wholeWord: 'Whole words',
    replace: 'Replace',
    replaceWith: 'Replace with',
    replaceOne: 'Replace',
    replaceAll: 'Replace all',
    replaced: (count: number) => `${numerals.format(count)} replaced`,
    dropHere: 'Let go to put the picture here',
    leftOut: (count: number) =>
      `${count === 1 ? 'One picture was' : `${numerals.format(count)} pictures were`} not pasted. Add ${count === 1 ? 'its file' : 'their files'} with a description and a credit.`,
    preparing: 'Preparing the picture…',
    limit: (used: number, limit: number) => `${used} of ${limit}`,
    needHeadline: 'Write the headline.',
    needDek: 'Write the dek: cards and search results show it.',
    siteNeedsDek: 'Write the dek: this site needs it.',
    cutHeadline: ({ fits, said }: Length) =>
      said ? `This site asks for ${fits} at most.` : `Search and social cut near ${fits}.`,
    cutDek: ({ fits, said }: Length) =>
      said ? `This site asks for ${fits} at most.` : `Cards and search cut near ${fits}.`,
    overMost: (used: number, most: number) => `${used} of ${most}. Take some out: no site shows as much.`,
    short: (used: number, least: number, fits: number) =>
      `${counted(used, 'character', 'characters')}. Cards and search have room for ${least} to ${fits}.`,
  },
  notice: {
    outside: (at: string) => `This story was also changed outside Galley, at ${at}.`,
    outsideWhere: 'Your text is untouched; the other one is kept. Which one goes on?',
    keepMine: 'Keep mine',
    useOther: 'Use the other',
    showOther: 'Show the other text',
    hideOther: 'Hide the other text',
    otherText: 'The other text',
    restored: 'Your text from before the crash is here.',
    restoredTo: (at: string) => `Restored up to ${at}.`,
    dismiss: 'Close this notice',
    unsent: 'What you typed last is not saved.',
    unsentHint:
      'It would be lost if you left this story now. It is tried again every few seconds; copy it somewhere to be safe.',
    leaveAll: 'Leave without it',
    brokenRepairHint: 'The whole file is below. Mend that line, and the story opens as usual by itself.',
    brokenText: 'The whole file',
    brokenLook: 'This story cannot be read here.',
    brokenLookHint:
      'It stays as it is and readers keep what they have. Someone who looks after the site can mend it.',
    readAgain: 'Read it again',
    mended: 'The story can be read again',
  },
  page: {
    view: 'View',
    article: 'Article',
    card: 'Card',
    shared: 'Shared',
    look: 'Style of the page',
    site: 'Site',
    asSite: 'As the site draws it',
    galley: 'Galley',
    asGalley: 'In Galley’s own style',
    width: 'Width',
    phone: 'Phone',
    desktop: 'Desktop',
    scale: (factor: number) => `${Math.round(factor * 100)} %`,
    whole: 'Read the whole page',
    back: 'Back to the desk',
    frame: 'The page, as readers see it',
    more: 'Show More',
    latest: 'Latest stories',
  },
  shared: {
    panel: 'What searches and links show',
    search: 'In a search',
    searchDesktop: 'On a desktop',
    searchPhone: 'On a phone',
    link: 'Where the link is shared',
    small: 'Where there is little room',
    noHeadline: 'The headline stands here',
    noDek: 'Without a dek, a search takes some words of the text.',
    whole: 'Headline and dek are shown whole.',
    cutHeadline: (last: string) => `The headline is cut after “${last}”.`,
    cutDek: (last: string) => `The dek is cut after “${last}”.`,
    noPicture: 'Without a lead picture the link has none.',
    smallPicture: (width: number) =>
      `The picture is ${numerals.format(width)} pixels wide. Under 600 it is shown small; 1,200 look sharp.`,
    cropped: 'The picture is cut to this shape.',
    reader: (site: string) => `${site} · a moment ago`,
  },
}
