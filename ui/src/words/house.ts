/** The words of the house rules. */
import type { Severity } from '../ipc'

const families: Record<string, string> = {
  T: 'Headline',
  D: 'Dek',
  A: 'Byline',
  P: 'Dates',
  S: 'Address',
  I: 'Pictures and their words',
  F: 'Picture files',
  L: 'Links',
  C: 'Language',
  M: 'What the site makes of it',
  W: 'On the way to readers',
  G: 'What stays here',
}

const limits: Record<string, string> = {
  headline: 'Headline, at most (characters)',
  headline_shown: 'Headline that search and social show (characters)',
  dek_least: 'Dek, at least (characters)',
  dek_most: 'Dek, at most (characters)',
  alt: 'Description of a picture, at most (characters)',
  picture_kb: 'Picture file worth a look (kB)',
  picture_most_kb: 'Picture file, at most (kB)',
  lead_width: 'Lead picture worth a look, narrower than (pixels)',
  lead_least_width: 'Lead picture, at least (pixels across)',
}

const weights: Record<Severity | 'off', string> = {
  error: 'Must be fixed',
  warning: 'Worth a look',
  info: 'Advice',
  off: 'Not looked at',
}

/** What a limit is called, and what a rule may weigh. */
export const limitName = (name: string) => limits[name] ?? name
export const weightName = (weight: string) => weights[weight as Severity | 'off'] ?? weight

export const house = {
  open: 'House rules…',
  title: 'House rules',
  lede: 'They hold for everybody who writes for this site. A change is written down at once; others get it once it was approved and published.',
  weights: 'What each rule weighs',
  family: (letter: string) => families[letter] ?? letter,
  otherwise: (count: number) => (count === 0 ? '' : `${count} otherwise`),
  weight: (weight: Severity | 'off', usual: Severity) =>
    weight === usual ? `${weights[weight]} (usual)` : weights[weight],
  onePerson: 'One person may write and approve a story',
  words: 'House words',
  wordsHint: 'What is not written here, and what is written in its stead.',
  wrong: 'Not',
  right: 'But',
  add: 'Add a word',
  takeOut: (word: string) => (word ? `Take out “${word}”` : 'Take out'),
  doNotName: 'Names that are not printed',
  labels: 'Labels that a credit may have',
  labelsHint: 'Any, where there are none.',
  perLine: 'One a line.',
  limits: 'Limits',
  limit: limitName,
  strange: (entries: string[]) => `Not understood, and left as it is: ${entries.join(', ')}.`,
  written: 'Written down.',
  undone: 'As it was before.',
  undo: 'Undo',
}
