/** The words of the site's pictures: looked through, put right one by one, named. */
import { counted, digits } from './counting'

export const album = {
  title: 'Pictures',
  label: 'Pictures, newest first',
  find: (count: number) => `Find in ${counted(count, 'picture', 'pictures')}`,
  clear: 'Clear what you look for',
  found: (count: number) =>
    count === 0 ? 'Nothing found' : counted(count, 'picture found', 'pictures found'),
  kinds: {
    all: 'All pictures',
    used: 'Used in a story',
    'of-site': 'Used by the site itself',
    unused: 'Not used',
    'no-credit': 'No credit',
    'no-description': 'No description',
    mixed: 'Credit inside the description',
    rights: 'Rights ended, or end soon',
    'on-site': 'Not used, still on the site',
  },
  toLookAt: 'To look at',
  by: 'By',
  allNames: (count: number) => `All ${digits(count)} names`,
  noCredit: 'No credit',
  noDescription: 'No description',
  notUsed: 'Not used',
  ofSite: 'Used by the site itself',
  ofSiteHint: (places: string[]) =>
    `No story shows it, but the site itself names it, in ${places.slice(0, 3).join(', ')}${places.length > 3 ? ` and ${counted(places.length - 3, 'more place', 'more places')}` : ''}. Without it something would be missing there.`,
  rightsEnded: 'May not be shown any more',
  rightsEnd: 'May not be shown for long',
  onSite: 'Not used, still on the site',
  onSiteHint: (titles: string[]) =>
    titles.length > 0
      ? `Readers see it in ${titles.map((title) => `“${title}”`).join(' and ')} until the next version is published. Whoever knows its address finds it as long as the file is here.`
      : 'No page shows it, but whoever knows its address finds it. Delete it, and its removal can be approved and published.',
  delete: 'Delete the picture',
  deleteHint: 'It is kept for thirty days among what was deleted.',
  deleted: (name: string, onSite: boolean, titles: string[]) =>
    `“${name}” was deleted.${
      !onSite
        ? ''
        : titles.length > 0
          ? ` Readers lose it with the next version of ${titles.map((title) => `“${title}”`).join(' and ')}.`
          : ' Its removal waits in the press room for an approval.'
    }`,
  stillNamed: (pages: string[]) =>
    `Still named in ${pages.slice(0, 3).join(', ')}${pages.length > 3 ? ` and ${counted(pages.length - 3, 'more page', 'more pages')}` : ''}.`,
  missingCredit: (count: number) =>
    count === 1 ? '1 picture has no credit.' : `${digits(count)} pictures have no credit.`,
  missingCreditHint: 'Readers cannot see who made them.',
  goThrough: 'Go through them',
  empty: 'No pictures yet',
  emptyHint: 'Drop one into a story, or add one there.',
  nothingFound: 'Nothing found',
  nothingFoundHint: (asked: string) => `No description, caption, credit or name of a file has “${asked}”.`,
  noneSuch: 'Nothing to look at here',
  noneSuchHint: 'Every picture has what it needs.',
  /** While others lack something. */
  noneOf: (kind: string) => `No picture is under “${kind}” now.`,
  showAll: 'Show all',
  picture: 'Picture',
  chooseOne: 'Choose a picture to see its words and where it is used.',
  fileName: 'Name of the file',
  rename: 'Rename',
  renameHint: 'Every story that uses it follows.',
  description: 'Description',
  descriptionHint: 'Goes into every story that says the same, or nothing.',
  usesHint: (count: number) =>
    count === 1
      ? 'A change here changes its story, as one step you can undo.'
      : `A change here changes all ${digits(count)} uses, as one step you can undo.`,
  usedIn: (count: number) => `Used in ${counted(count, 'place', 'places')}`,
  unusedHint: 'No story uses it. Its words come with it when one does.',
  lead: 'Lead',
  inText: 'Text',
  open: (title: string) => `Open “${title}”`,
  caption: 'Caption',
  changed: (count: number) => `Changed in ${counted(count, 'story', 'stories')}.`,
  changedMore: 'Changed for this picture.',
  left: (count: number) =>
    `${counted(count, 'story was', 'stories were')} left as ${count === 1 ? 'it is' : 'they are'}: open it and change it there.`,
  lookThrough: 'Move the credits out',
  moveCredits: (count: number) =>
    count === 0 ? 'Move credits' : `Move ${counted(count, 'credit', 'credits')}`,
  movesHint: (doubtful: number) =>
    `The description keeps what the picture shows; who made it moves to the credit.${doubtful > 0 ? ` Look at ${counted(doubtful, 'line', 'lines')} first: it may be no credit.` : ''}`,
  chooseAll: 'Choose all',
  chooseNone: 'Choose none',
  credited: (label: string, credit: string) => `${label || 'Photo'}: ${credit}`,
  doubtful: 'Is this a credit?',
  noMoves: 'No description holds a credit.',
  moved: (count: number, stories: number) =>
    `${counted(count, 'credit', 'credits')} moved in ${counted(stories, 'story', 'stories')}.`,
  folder: 'Folder',
  site: 'The site’s own folder',
  movedTo: (folder: string) => `It lies in “${folder}” now.`,
  renamed: (name: string) => `It is “${name}” now.`,
  undo: 'Undo',
  undone: 'It is as it was.',
  back: 'All pictures',
  at: (at: number, of: number) => `${digits(at)} of ${digits(of)}`,
  whoMade: 'Who made this picture?',
  whoHint: 'Name, or Name/Organisation',
  whatShows: 'What does it show?',
  whatHint: 'What matters in it, for a reader who cannot see it',
  often: 'Often right on this site',
  pictures: (count: number) => counted(count, 'picture', 'pictures'),
  ownWork: 'I made it myself',
  courtesy: 'Courtesy of…',
  courtesyOf: 'Courtesy of ',
  saveNext: 'Save and next',
  skip: 'Skip',
  unknownHint: 'If nobody knows, ask before you use it again. “Unknown” is not a credit.',
  describeHint: 'One sentence; no “picture of”. If it shows words, write the words.',
  done: 'Nothing left to put right',
  doneHint: 'Every picture that a story uses has what it needs here.',
  where: (lead: boolean, title: string, more: number) =>
    `${lead ? 'Lead picture of' : 'In'} “${title}”${more > 0 ? `, and ${counted(more, 'more place', 'more places')}` : ''}`,
}
