/** The words of what is done to a story and a site, panel by panel. */
import { address, fields } from './fields'
import { picture } from './picture'
import { publishing } from './publishing'
import { review, two, versions } from './review'
import { bring, settings, signing, start } from './start'

const states = {
  writing: 'Writing',
  approved: 'Approved',
  live: 'Live',
  'live-with-changes': 'Live with changes',
}

const common = {
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
}

export const tasks = {
  states,
  common,
  start,
  address,
  fields,
  picture,
  review,
  publishing,
  two,
  versions,
  bring,
  signing,
  settings,
}
