/** The words of the start, of bringing a site, of signing in and of the settings. */
import { counted, digits } from './counting'

export const start = {
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
  recentLine: (count: number, folder: string) => `${counted(count, 'story', 'stories')} · ${folder}`,
  moved: (folder: string) => `The folder ${folder} has moved.`,
  find: 'Find it…',
  begin: 'Keep earlier versions of this folder',
  another: 'Choose another folder…',
  opening: 'Opening the site…',
  nameOnWork: 'Your name on your work:',
  noName: 'not written down yet',
  change: 'Change',
}

export const bring = {
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
}

export const signing = {
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
}

export const settings = {
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
}
