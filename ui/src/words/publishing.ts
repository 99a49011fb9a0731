/** The words of the press room. */
import { capital, inWords, list, plural, stories } from './counting'
import { brief, clock, dayWithin } from './moment'

export const publishing = {
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
  nowhere: 'This site has no place to publish to yet',
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
  changedSince: (name: string) =>
    name ? `Changed since ${name} approved it.` : 'Changed, and not approved yet.',
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
  sentUnseen: 'Sent, not yet seen',
  viewPage: 'View page',
  building: 'Site is building',
  liveAt: (at: string) => `Live at ${clock(at)}`,
  refusedTitle: 'Not sent',
  /** Where somebody rewrote the site, it has changed. */
  refusedLede: (count: number, rewritten = false) =>
    `${rewritten ? 'Nothing was sent.' : 'Nothing on the site has changed.'} Your ${count === 1 ? 'story is' : `${stories(count)} are`} still approved and safe on this computer.`,
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
    noWay: 'Galley cannot send readers on in this site.',
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
  fixRefusedLede: (rewritten = false) =>
    `${rewritten ? 'Nothing was sent.' : 'Nothing on the site has changed.'} What you wrote is among the earlier versions of the story.`,
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
  /** Of what nobody approved in Galley it says who sent it. */
  latelyLine: (approved: string, sent: string, at: string) =>
    approved ? `Approved by ${approved}, ${dayWithin(at)}` : sent ? `Sent by ${sent}, ${dayWithin(at)}` : '',
  live: 'Live',
  back: 'Back to what is ready',
  choose: (title: string) => `Publish “${title}”`,
}
