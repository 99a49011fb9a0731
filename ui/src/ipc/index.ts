/**
 * The wire: one typed function for each command of the shell, one event, and the address of a
 * picture. Nothing else in the interface imports `@tauri-apps/*`.
 *
 * The screens talk to `desk()`, a `Backend`. In the app that is the shell; tests and the
 * design pages put another one there with `useBackend`.
 */
import { convertFileSrc, invoke } from '@tauri-apps/api/core'
import { listen } from '@tauri-apps/api/event'
import type {
  AddressPreview,
  Album,
  AlbumChanged,
  AlbumEdit,
  Approval,
  Arrived,
  Base,
  Brought,
  Cards,
  Change,
  Choices,
  CreditMove,
  Decision,
  DeletedStory,
  EarlierVersion,
  Edited,
  Event,
  FieldEdit,
  FieldEdited,
  Findings,
  Fix,
  HouseRules,
  Leave,
  Library,
  LiveStory,
  Look,
  Opening,
  OtherText,
  PageRest,
  PassageChoice,
  Person,
  PictureEdits,
  PictureWords,
  Placed,
  PostView,
  Press,
  Problem,
  Provenance,
  Publication,
  Review,
  Reviewed,
  Settings,
  SignedIn,
  SignInCode,
  SiteProfile,
  SiteView,
  Start,
  StoryAct,
  StoryApproval,
  StoryFolder,
  Theme,
  TogetherPage,
  TwoVersions,
  UnpublishPreview,
} from './bindings'

export type * from './bindings'

/** A refusal of the shell: a sentence to show, a hint, and a code to act on. */
export class DeskError extends Error {
  readonly code: string
  readonly hint: string

  constructor(problem: Problem) {
    super(problem.sentence)
    this.name = 'DeskError'
    this.code = problem.code
    this.hint = problem.hint
  }

  get problem(): Problem {
    return { code: this.code, sentence: this.message, hint: this.hint }
  }
}

/** All that the screens can ask for. Every function rejects with a {@link DeskError}. */
export interface Backend {
  start(): Promise<Start>
  openSample(): Promise<SiteView>
  /** Shows the system's folder picker. */
  chooseSite(): Promise<Opening>
  /** Opens one of the recent sites, by its place in the list. */
  openRecent(index: number): Promise<Opening>
  /** Begins a history in the folder that was refused last with `no-history`. */
  beginHistory(): Promise<Opening>
  closeSite(): Promise<void>
  /** How the site keeps its stories. */
  siteProfile(): Promise<SiteProfile>
  /** Says something of one row of it. */
  sayProfile(row: string, values: string[]): Promise<SiteProfile>
  /** Says of a file whether it is a story. */
  callStory(path: string, story: boolean): Promise<SiteProfile>
  /** Somebody looked at it. */
  confirmProfile(): Promise<void>
  setPeople(writer: Person | null, editor: Person | null): Promise<Settings>
  setTheme(theme: Theme): Promise<Settings>
  /** The languages that spelling can be checked in; none where the system brings its own. */
  spellingLanguages(): Promise<string[]>
  /** Checks in these; `null` is the system's language, none is off. */
  setSpelling(languages: string[] | null): Promise<Settings>

  library(): Promise<Library>
  /** The paths of the stories that have all of these words somewhere, their whole text included. */
  findStories(asked: string): Promise<string[]>
  /** Begins a story, in one of the site's places by its path; the usual one without. */
  newPost(headline: string, place?: string | null): Promise<PostView>
  openPost(path: string): Promise<PostView>
  /** The blocks of the page from one on. */
  restOfPage(path: string, from: number): Promise<PageRest>
  closePost(path: string): Promise<void>
  edit(path: string, version: number, changes: Change[]): Promise<Edited>
  setField(path: string, edit: FieldEdit): Promise<FieldEdited>
  /** Saves now; a saved or not-saved event follows in any case. */
  save(path: string): Promise<void>
  /** After an outside change: go on with mine (theirs is kept), or with theirs (mine is kept). */
  settleOutside(path: string, keep: 'mine' | 'theirs'): Promise<PostView>
  /** What may be completed in the fields of a story. */
  choices(): Promise<Choices>
  cards(count: number): Promise<Cards>
  /** How the site itself looks; `null` where none of its style sheets is found. */
  look(): Promise<Look | null>
  openLink(url: string): Promise<void>

  /** Gives a story another name in its address; its readers are sent on. */
  renameStory(path: string, name: string): Promise<StoryAct>
  /** What that would do. */
  previewAddress(path: string, name: string): Promise<AddressPreview>
  moveStory(path: string, folder: string): Promise<StoryAct>
  storyFolders(): Promise<StoryFolder[]>
  duplicateStory(path: string): Promise<StoryAct>
  deleteStory(path: string): Promise<StoryAct>
  deletedStories(): Promise<DeletedStory[]>
  bringBackStory(id: string): Promise<StoryAct>
  /** Takes an act on a whole story back. */
  takeBack(id: string): Promise<StoryAct>
  /** Takes the lead picture out, with its file where it leads by the name of that. */
  removeLead(path: string): Promise<StoryAct>

  /** Brings pictures that were dropped or pasted. */
  bringPicture(path: string, name: string, bytes: Uint8Array): Promise<Brought>
  /** Shows the system's file picker; the names of the files that were chosen. */
  choosePictures(): Promise<string[]>
  /** Brings one of the files that were chosen last, by its place among them. */
  bringChosen(index: number): Promise<Brought>
  /** Gives up the pictures that are being made ready. */
  cancelPictures(): Promise<void>
  /** Makes a picture anew from what was brought: turned, cropped, blurred. */
  editPicture(draft: string, edits: PictureEdits): Promise<Brought>
  discardPicture(draft: string): Promise<void>
  placePicture(
    path: string,
    draft: string,
    words: PictureWords,
    provenance: Provenance,
    lead: boolean,
    inText: boolean,
  ): Promise<Placed>
  /** Where a picture that is shown comes from, and what may be done with it. */
  provenance(id: string): Promise<Provenance>
  setProvenance(id: string, provenance: Provenance): Promise<void>
  /** Writes a figure again with other words, in the form that it has. */
  figureText(path: string, src: string, form: string, words: PictureWords): Promise<string>

  /** The pictures of the site. */
  album(): Promise<Album>
  /** Changes a picture's words in every story that uses it. */
  changeAlbum(file: string, edit: AlbumEdit): Promise<AlbumChanged>
  /** Credits that stand in a description. */
  creditMoves(): Promise<CreditMove[]>
  /** Moves credits out of their descriptions, as one step. */
  moveCredits(moves: CreditMove[]): Promise<AlbumChanged>
  renamePicture(file: string, name: string): Promise<AlbumChanged>
  /** Moves a picture into another folder; every story that uses it follows. */
  movePicture(file: string, folder: string): Promise<AlbumChanged>
  /** Deletes a picture that no story uses; `left` of the answer names what still refers to it. */
  deletePicture(file: string): Promise<AlbumChanged>
  /** Takes the last change of a picture back, if there is one. */
  undoAlbum(): Promise<AlbumChanged | null>

  /** What the copy desk finds in a story as it stands. */
  findings(path: string): Promise<Findings>
  /** Asks the pages to which a story links: it goes to a network. */
  checkLinks(path: string): Promise<Findings>
  /** What the house wants of its stories. */
  houseRules(): Promise<HouseRules>
  /** Writes house rules down; answers them as they are now. */
  setHouseRules(rules: HouseRules): Promise<HouseRules>
  /** Takes their last change back. */
  undoHouseRules(): Promise<HouseRules>
  /** Leaves a finding as it is, for a reason that is kept. */
  leaveFinding(path: string, key: string, reason: string): Promise<void>
  lookAgain(path: string, key: string): Promise<void>

  /** What changed in a story; without a base since it was approved. */
  review(path: string, base?: Base): Promise<Review>
  /** Notes that somebody looked at a story as it is now. */
  lookedAt(path: string): Promise<void>
  approve(path: string, content: string, writer: Person, editor: Person): Promise<Approval>
  /** Approves several stories, each exactly as it was read; says what came of each. */
  approveSeveral(stories: Reviewed[], editor: Person): Promise<StoryApproval[]>
  press(): Promise<Press>
  publish(paths: string[]): Promise<Publication>
  /**
   * Gives readers what they had before; `anyway` although somebody published the stories again
   * since (refused with the code `changed-since` otherwise).
   */
  undoPublish(paths: string[], anyway: boolean): Promise<Publication>
  /** The system says that there is a connection again: what waits is sent. */
  connected(): Promise<void>
  /** Stops what is on its way, until it is sent; whether that was in time. */
  stopPublishing(): Promise<boolean>
  /** What readers have of a story, to be mended. */
  liveStory(path: string): Promise<LiveStory>
  /** Sends a fix of what readers have; the story here gets it too. */
  publishFix(path: string, fix: Fix): Promise<Publication>
  /** What taking a story off the site would do. */
  unpublishPreview(path: string): Promise<UnpublishPreview>
  /** Takes a story off the site; it is a draft here. */
  unpublish(path: string, leave: Leave): Promise<Publication>
  /** Who is signed in at an address, or where the open site's stories are sent. */
  signedIn(address: string | null): Promise<SignedIn | null>
  signIn(address: string | null, user: string, secret: string): Promise<SignedIn | null>
  /** Gets a code that signs in when it is typed in a browser. */
  signInCode(address: string | null): Promise<SignInCode | null>
  /** Waits until the code was typed; `null` when it is wanted no more. */
  awaitCode(): Promise<SignedIn | null>
  /** The code is wanted no more. */
  dropCode(): Promise<void>
  signOut(address: string | null): Promise<SignedIn | null>
  /** The fingerprint that the last refusal showed is the right one. */
  trustHost(): Promise<void>
  /** The folder in which a site that is brought gets its own. */
  sitesFolder(): Promise<string>
  /** Shows the system's folder picker. */
  chooseSitesFolder(): Promise<string>
  /** Brings a site by its address and opens it; a bringing event tells how far it is. */
  bringSite(address: string): Promise<Opening>
  stopBringing(): Promise<void>
  /** Stories that waited for a connection wait no longer; they stay approved. */
  hold(paths: string[]): Promise<void>
  /** Looks for what others published; `anyway` although many stories go from the folder. */
  keepInStep(anyway: boolean): Promise<Arrived>
  /** The two versions of a story between which somebody has to decide; nothing when nobody has to. */
  twoVersions(path: string): Promise<TwoVersions | null>
  /** The story as it would be with these choices; nothing when one version is another by now. Writes nothing. */
  togetherPage(path: string, content: string, choices: PassageChoice[]): Promise<TogetherPage | null>
  /** Writes what was chosen, one choice for each passage. */
  decide(path: string, content: string, choices: PassageChoice[]): Promise<Decision>
  versions(path: string): Promise<EarlierVersion[]>
  /** What another program wrote meanwhile, compared with the open text; nothing where none waits. */
  otherText(path: string): Promise<OtherText | null>
  /** What changed from that version to the text as it is now. */
  versionReview(path: string, version: string): Promise<Review>
  restoreVersion(path: string, version: string): Promise<PostView>

  /** Calls back on each event until the returned function is called. */
  onEvent(listener: (event: Event) => void): Promise<() => void>
  /** The address of a picture, at up to `width` pixels. */
  pictureUrl(id: string, width: number): string
  setTitle(title: string): Promise<void>
}

async function call<T>(command: string, args?: Record<string, unknown>): Promise<T> {
  try {
    return await invoke<T>(command, args)
  } catch (refusal) {
    throw asDeskError(refusal)
  }
}

function asDeskError(refusal: unknown): DeskError {
  if (refusal && typeof refusal === 'object' && 'sentence' in refusal) {
    return new DeskError(refusal as Problem)
  }
  return new DeskError({ code: 'unexpected', sentence: String(refusal), hint: '' })
}

const shell: Backend = {
  start: () => call('start'),
  openSample: () => call('open_sample'),
  chooseSite: () => call('choose_site'),
  openRecent: (index) => call('open_recent', { index }),
  beginHistory: () => call('begin_history'),
  closeSite: () => call('close_site'),
  siteProfile: () => call('site_profile'),
  sayProfile: (row, values) => call('say_profile', { row, values }),
  callStory: (path, story) => call('call_story', { path, story }),
  confirmProfile: () => call('confirm_profile'),
  setPeople: (writer, editor) => call('set_people', { writer, editor }),
  setTheme: (theme) => call('set_theme', { theme }),
  spellingLanguages: () => call('spelling_languages'),
  setSpelling: (languages) => call('set_spelling', { languages }),

  library: () => call('library'),
  findStories: (asked) => call('find_stories', { asked }),
  newPost: (headline, place = null) => call('new_post', { headline, place }),
  openPost: (path) => call('open_post', { path }),
  closePost: (path) => call('close_post', { path }),
  restOfPage: (path, from) => call('rest_of_page', { path, from }),
  edit: (path, version, changes) => call('edit', { path, version, changes }),
  setField: (path, edit) => call('set_field', { path, edit }),
  save: (path) => call('save', { path }),
  settleOutside: (path, keep) => call('settle_outside', { path, keep }),
  choices: () => call('choices'),
  cards: (count) => call('cards', { count }),
  look: () => call('look'),
  openLink: (url) => call('open_link', { url }),

  renameStory: (path, name) => call('rename_story', { path, name }),
  previewAddress: (path, name) => call('preview_address', { path, name }),
  moveStory: (path, folder) => call('move_story', { path, folder }),
  storyFolders: () => call('story_folders'),
  duplicateStory: (path) => call('duplicate_story', { path }),
  deleteStory: (path) => call('delete_story', { path }),
  deletedStories: () => call('deleted_stories'),
  bringBackStory: (id) => call('bring_back_story', { id }),
  removeLead: (path) => call('remove_lead', { path }),
  takeBack: (id) => call('take_back', { id }),

  async bringPicture(path, name, bytes) {
    try {
      // The bytes go up as they are; names may hold any letter, headers may not.
      return await invoke<Brought>('bring_picture', bytes, {
        headers: { 'x-path': encodeURIComponent(path), 'x-name': encodeURIComponent(name) },
      })
    } catch (refusal) {
      throw asDeskError(refusal)
    }
  },
  choosePictures: () => call('choose_pictures'),
  bringChosen: (index) => call('bring_chosen', { index }),
  cancelPictures: () => call('cancel_pictures'),
  editPicture: (draft, edits) => call('edit_picture', { draft, edits }),
  discardPicture: (draft) => call('discard_picture', { draft }),
  placePicture: (path, draft, words, provenance, lead, inText) =>
    call('place_picture', { path, draft, words, provenance, lead, inText }),
  provenance: (id) => call('provenance', { id }),
  setProvenance: (id, provenance) => call('set_provenance', { id, provenance }),
  figureText: (path, src, form, words) => call('figure_text', { path, src, form, words }),

  album: () => call('album'),
  changeAlbum: (file, edit) => call('change_album', { file, edit }),
  renamePicture: (file, name) => call('rename_picture', { file, name }),
  movePicture: (file, folder) => call('move_picture', { file, folder }),
  creditMoves: () => call('credit_moves'),
  moveCredits: (moves) => call('move_credits', { moves }),
  deletePicture: (file) => call('delete_picture', { file }),
  undoAlbum: () => call('undo_album'),

  findings: (path) => call('findings', { path }),
  checkLinks: (path) => call('check_links', { path }),
  houseRules: () => call('house_rules'),
  setHouseRules: (rules) => call('set_house_rules', { rules }),
  undoHouseRules: () => call('undo_house_rules'),
  leaveFinding: (path, key, reason) => call('leave_finding', { path, key, reason }),
  lookAgain: (path, key) => call('look_again', { path, key }),

  review: (path, base = 'approved') => call('review', { path, base }),
  lookedAt: (path) => call('looked_at', { path }),
  approve: (path, content, writer, editor) => call('approve', { path, content, writer, editor }),
  approveSeveral: (stories, editor) => call('approve_several', { stories, editor }),
  press: () => call('press'),
  publish: (paths) => call('publish', { paths }),
  undoPublish: (paths, anyway) => call('undo_publish', { paths, anyway }),
  connected: () => call('connected'),
  stopPublishing: () => call('stop_publishing'),
  liveStory: (path) => call('live_story', { path }),
  publishFix: (path, fix) => call('publish_fix', { path, fix }),
  unpublishPreview: (path) => call('unpublish_preview', { path }),
  unpublish: (path, leave) => call('unpublish', { path, leave }),
  signedIn: (address) => call('signed_in', { address }),
  signIn: (address, user, secret) => call('sign_in', { address, user, secret }),
  signInCode: (address) => call('sign_in_code', { address }),
  awaitCode: () => call('await_code'),
  dropCode: () => call('drop_code'),
  signOut: (address) => call('sign_out', { address }),
  trustHost: () => call('trust_host'),
  sitesFolder: () => call('sites_folder'),
  chooseSitesFolder: () => call('choose_sites_folder'),
  bringSite: (address) => call('bring_site', { address }),
  stopBringing: () => call('stop_bringing'),
  hold: (paths) => call('hold', { paths }),
  keepInStep: (anyway) => call('keep_in_step', { anyway }),
  twoVersions: (path) => call('two_versions', { path }),
  togetherPage: (path, content, choices) => call('together_page', { path, content, choices }),
  decide: (path, content, choices) => call('decide', { path, content, choices }),
  versions: (path) => call('versions', { path }),
  otherText: (path) => call('other_text', { path }),
  versionReview: (path, version) => call('version_review', { path, version }),
  restoreVersion: (path, version) => call('restore_version', { path, version }),

  onEvent: (listener) => listen<Event>('desk', (message) => listener(message.payload)),
  pictureUrl: (id, width) => `${convertFileSrc(id, 'picture')}?w=${Math.round(width)}`,
  setTitle: (title) => call('set_title', { title }),
}

let current: Backend = shell

/** The back end that is in use. */
export function desk(): Backend {
  return current
}

/** Puts another back end in the shell's place: tests and design pages. */
export function useBackend(backend: Backend): void {
  current = backend
}
