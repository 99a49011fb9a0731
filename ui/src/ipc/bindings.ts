// Generated from crates/core/src/view by `cargo test -p galley-core --test bindings`.

/**
 * A person whose name stands on work: the writer of a story, or the editor who approves it.
 */
export type Person = { 
/**
 * The name as it is to be printed.
 */
name: string, 
/**
 * The address recorded beside the name; empty when none was given.
 */
email: string, };

/**
 * What the app remembers between starts. Kept outside every site.
 */
export type Settings = { 
/**
 * Whose name stands on what is written here.
 */
writer: Person | null, 
/**
 * Who approved last.
 */
editor: Person | null, 
/**
 * Light, dark, or as the system has it.
 */
theme: Theme, 
/**
 * In which languages spelling is checked: none chosen is the system's, an empty list is off.
 */
spelling: Array<string> | null, 
/**
 * Sites opened here, the latest first.
 */
recent: Array<RecentSite>, };

/**
 * The colour scheme of the interface.
 */
export type Theme = "system" | "light" | "dark";

/**
 * A site that was opened on this computer before.
 */
export type RecentSite = { 
/**
 * Its folder, absolute.
 */
folder: string, 
/**
 * Its name as shown.
 */
name: string, 
/**
 * How many stories it had when it was last open.
 */
stories: number, 
/**
 * When it was last opened, RFC 3339.
 */
opened: string, 
/**
 * Whether the folder is no longer there.
 */
missing: boolean, };

/**
 * The first screen.
 */
export type Start = { 
/**
 * What is remembered.
 */
settings: Settings, 
/**
 * The site that is open already (after a reload of the window, or named at the start).
 */
site: SiteView | null, 
/**
 * The story that was opened last and is still open: the window goes on with it.
 */
story: string | null, 
/**
 * Why the site named at the start could not be opened.
 */
problem: Problem | null, 
/**
 * "linux", "macos" or "windows": keys are shown in the platform's own form.
 */
platform: string, };

/**
 * What came of opening a folder.
 */
export type Opening = { "kind": "opened", 
/**
 * The site.
 */
site: SiteView, } | { "kind": "no-history", 
/**
 * The folder, absolute.
 */
folder: string, 
/**
 * What to tell the person.
 */
problem: Problem, } | { "kind": "refused", 
/**
 * The folder, absolute.
 */
folder: string, 
/**
 * What to tell the person.
 */
problem: Problem, } | { "kind": "cancelled" };

/**
 * Who is signed in where a site's stories are sent.
 */
export type SignedIn = { 
/**
 * The computer there.
 */
host: string, 
/**
 * The name; `None` when nobody is signed in.
 */
user: string | null, 
/**
 * Whether it stays so after a restart: the system has a keychain, and took it.
 */
stays: boolean, 
/**
 * Whether a code that is typed in a browser signs in there.
 */
codes: boolean, };

/**
 * A code that signs in when it is typed in a browser.
 */
export type SignInCode = { 
/**
 * What is typed.
 */
code: string, 
/**
 * The page where it is typed.
 */
page: string, 
/**
 * How long it lasts from now, in minutes.
 */
minutes: number, };

/**
 * An open site.
 */
export type SiteView = { 
/**
 * Its name: from the site's own configuration, else the folder's.
 */
name: string, 
/**
 * The folder, absolute.
 */
folder: string, 
/**
 * Its public address without scheme ("orrinrecord.example"), where known.
 */
address: string | null, 
/**
 * hugo, jekyll, eleventy, astro, zola or generic.
 */
generator: string, 
/**
 * IANA name of the zone that new dates are written in.
 */
time_zone: string, 
/**
 * Whether this is the sample that "Just try it" opened.
 */
sample: boolean, 
/**
 * Whether publishing has somewhere to go.
 */
can_publish: boolean, 
/**
 * Whether somebody looked at how the site keeps its stories.
 */
confirmed: boolean, 
/**
 * Where a new story can go, the usual place first.
 */
places: Array<PlaceView>, 
/**
 * How long a headline should be.
 */
headline: Length, 
/**
 * How long a dek should be.
 */
dek: Length, };

/**
 * A place that a new story can go to.
 */
export type PlaceView = { 
/**
 * The pattern of the file, which names the place.
 */
path: string, 
/**
 * The folder, relative to the site.
 */
folder: string, 
/**
 * The code of its language, where the site has several.
 */
language: string | null, 
/**
 * How many stories are there.
 */
stories: number, };

/**
 * How a site keeps its stories.
 */
export type SiteProfile = { 
/**
 * What can be said of it.
 */
rows: Array<ProfileRow>, 
/**
 * Whether somebody looked at it.
 */
confirmed: boolean, 
/**
 * Why what was said of it counts for nothing.
 */
problem: Problem | null, };

/**
 * One thing that can be said of how a site keeps its stories.
 */
export type ProfileRow = { 
/**
 * generator, folders, path, description, authors, date, updated, tags, lead_src, lead_alt,
 * lead_caption, lead_credit, figure, images or pages.
 */
id: string, 
/**
 * Whether one of the choices holds, or several.
 */
kind: RowKind, 
/**
 * The choice that was learned; empty where that is not one.
 */
learned: Array<string>, 
/**
 * What was found.
 */
choices: Array<ProfileChoice>, };

/**
 * How many of a row's choices hold.
 */
export type RowKind = "one" | "several";

/**
 * Something that a row can be.
 */
export type ProfileChoice = { 
/**
 * What is sent to choose it: a name, a folder, a key, empty for none; of pictures the folder
 * and what references to it start with.
 */
value: Array<string>, 
/**
 * Whether it holds now.
 */
chosen: boolean, 
/**
 * How many stories are there: of folders.
 */
stories: number, 
/**
 * What a story says there: of keys. Empty where no story does.
 */
example: string, };

/**
 * How far a story has come.
 */
export type State = "writing" | "approved" | "live" | "live-with-changes";

/**
 * How the site itself looks: its style sheets, and what stands around a story in its pages.
 */
export type Look = { 
/**
 * All its sheets, one after the other; they load nothing but pictures of the site.
 */
css: string, 
/**
 * The files that they come from, relative to the site.
 */
sheets: Array<string>, 
/**
 * Whether a built page or the profile told it; else it is guessed from the theme.
 */
sure: boolean, 
/**
 * The root of a page.
 */
root: LookElement, 
/**
 * Its body.
 */
body: LookElement, 
/**
 * From the body's child to what holds both headline and text.
 */
around: Array<LookElement>, 
/**
 * Around the headline alone.
 */
head: Array<LookElement>, 
/**
 * The headline.
 */
title: LookElement, 
/**
 * Around the text alone; the last one holds its paragraphs.
 */
text: Array<LookElement>, };

/**
 * An element as style sheets know it.
 */
export type LookElement = { 
/**
 * Its name: one that may stand around a story.
 */
tag: string, 
/**
 * Its id, or empty.
 */
id: string, 
/**
 * Its classes, or empty.
 */
class: string, 
/**
 * The language of what is in it, or empty.
 */
lang: string, 
/**
 * Which way that is written: `ltr`, `rtl`, `auto`, or empty.
 */
dir: string, 
/**
 * Its `data-` attributes with their values.
 */
data: Array<[string, string]>, };

/**
 * One row of the list of stories.
 */
export type StoryRow = { 
/**
 * Where its file is, relative to the site, with `/`. This names the story everywhere.
 */
path: string, 
/**
 * Its headline; the file's name where it has none.
 */
title: string, 
/**
 * Its dek, or empty.
 */
dek: string, 
/**
 * Its byline.
 */
authors: Array<string>, 
/**
 * Its date, RFC 3339 or as written; empty when it has none.
 */
date: string, 
/**
 * The date as shown in a list: "Nov 18", with the year when it is another one.
 */
day: string, 
/**
 * What a link to it says (`/posts/night-court/`, with the folder that the whole site stands
 * in); empty where that is not known.
 */
address: string, 
/**
 * How far it has come.
 */
state: State, 
/**
 * Whether readers have a version of it, this one or an earlier one.
 */
with_readers: boolean, 
/**
 * The picture to show small, where it has one.
 */
thumbnail: string | null, 
/**
 * Why the fields cannot be read: the story opens for repair.
 */
broken: Broken | null, };

/**
 * Why a post cannot be read as a story.
 */
export type Broken = { 
/**
 * One plain sentence.
 */
reason: string, 
/**
 * The line in the file, counted from 1, where known.
 */
line: number | null, 
/**
 * Whether it can be edited as it stands (a damaged header), or only be looked at.
 */
repairable: boolean, };

/**
 * The index: all stories, newest first.
 */
export type Library = { 
/**
 * The site that they belong to.
 */
site: SiteView, 
/**
 * Newest first.
 */
stories: Array<StoryRow>, 
/**
 * How many are approved and wait to be sent.
 */
waiting: number, 
/**
 * How many of those wait for a connection.
 */
offline: number, 
/**
 * Stories of which others published another version, and somebody has to decide.
 */
undecided: Array<string>, };

/**
 * Blocks that follow those that a screen has.
 */
export type PageRest = { 
/**
 * The version of the story that they are of.
 */
version: number, 
/**
 * The next ones.
 */
blocks: Array<Block>, 
/**
 * Whether more follow.
 */
more: boolean, };

/**
 * An open story.
 */
export type PostView = { 
/**
 * Names the story.
 */
path: string, 
/**
 * Counts up with each change, so that a late answer is recognised.
 */
version: number, 
/**
 * The text under the fields, with `\n` line ends; the whole file when `broken` is set.
 */
text: string, 
/**
 * The fields above the text.
 */
metadata: Metadata, 
/**
 * The page as readers see it.
 */
page: Page, 
/**
 * The figures in the text, in order.
 */
figures: Array<FigureView>, 
/**
 * Words in the text.
 */
words: number, 
/**
 * How far the story has come.
 */
state: State, 
/**
 * Set when the fields cannot be read.
 */
broken: Broken | null, 
/**
 * Set when the story was also changed outside and nobody has chosen yet.
 */
outside: OutsideChange | null, 
/**
 * What was restored after a crash: the time (RFC 3339) of the last keystroke kept.
 */
restored: string | null, };

/**
 * A story that changed on disk while it was open with unsaved changes.
 */
export type OutsideChange = { 
/**
 * When it was seen, RFC 3339.
 */
at: string, 
/**
 * Whether the file was deleted: there is no other text.
 */
gone: boolean, };

/**
 * The fields above the text.
 */
export type Metadata = { 
/**
 * Headline.
 */
title: string, 
/**
 * Dek.
 */
dek: string, 
/**
 * Byline, in order.
 */
authors: Array<string>, 
/**
 * Date, where the story has one.
 */
date: DateView | null, 
/**
 * Tags, in order.
 */
tags: Array<string>, 
/**
 * Whether the site has no tags, nor this story: they are not asked for.
 */
untagged: boolean, 
/**
 * Lead picture, where the story has one.
 */
lead: LeadView | null, 
/**
 * Where readers find it, from the root of the host (`/posts/night-court/`); empty where that
 * is not known.
 */
address: string, 
/**
 * The part of the address that a person may change: `night-court`.
 */
slug: string, 
/**
 * Whether readers have the story: a change of its address has to send them on.
 */
address_fixed: boolean, 
/**
 * Where they have it, as `address`; empty where they do not, or where it is not known.
 */
address_live: string, 
/**
 * Fields of the site's own: what this story has, and what its neighbours have.
 */
own: Array<OwnField>, 
/**
 * Of title, dek, authors, date, tags and lead: which of them the site's schema needs.
 */
needed: Array<string>, };

/**
 * A date as a form shows it.
 */
export type DateView = { 
/**
 * As written in the file.
 */
raw: string, 
/**
 * `2026-11-18`; empty when `raw` cannot be read as a date.
 */
day: string, 
/**
 * `09:00`; empty for a day alone.
 */
time: string, 
/**
 * The zone as shown: an IANA name, or an offset such as `UTC−05:00`.
 */
zone: string, 
/**
 * `November 18, 2026`.
 */
long: string, };

/**
 * The lead picture, whose words live among the fields.
 */
export type LeadView = { 
/**
 * The reference as written.
 */
src: string, 
/**
 * The picture's opaque id, where the file is there.
 */
picture: PictureView | null, 
/**
 * Its words.
 */
words: PictureWords, 
/**
 * Its words with the credit out of the description, where one stands there.
 */
moved: PictureWords | null, 
/**
 * Whether it leads by the name of its file: it is replaced and taken out with that.
 */
by_name: boolean, 
/**
 * The words that this site has no place for: `description`, `caption`, `credit`.
 */
nowhere: Array<string>, };

/**
 * A picture file of the site.
 */
export type PictureView = { 
/**
 * What the image protocol answers to. Opaque: it is no path.
 */
id: string, 
/**
 * Pixels.
 */
width: number, 
/**
 * Pixels.
 */
height: number, 
/**
 * Bytes on disk.
 */
bytes: number, };

/**
 * Description, caption and credit of one use of a picture.
 */
export type PictureWords = { 
/**
 * Description (alt text), plain.
 */
alt: string, 
/**
 * Whether it is decoration, with nothing to describe.
 */
decorative: boolean, 
/**
 * Caption: text, links and strong.
 */
caption: string, 
/**
 * Kind: Photo, Graphic, Illustration, Map, Chart, Screenshot or Video.
 */
label: string, 
/**
 * Who made it, and for whom, as printed: `Name/Org`.
 */
credit: string, 
/**
 * Where the credit leads, or empty.
 */
credit_url: string, };

/**
 * Where a picture comes from, and what may be done with it. The stories do not say it.
 */
export type Provenance = { 
/**
 * Who made it.
 */
creator: string, 
/**
 * Agency, outlet, archive: who supplied it.
 */
source: string, 
/**
 * Where it can be had, or empty.
 */
link: string, 
/**
 * How it came to the site.
 */
origin: PictureOrigin | null, 
/**
 * What may be done with it, in the words of whoever may say so.
 */
terms: string, 
/**
 * The last day on which it may be shown, as 2026-12-31, or empty.
 */
until: string, };

/**
 * How a picture came to the site.
 */
export type PictureOrigin = "staff" | "wire" | "stock" | "courtesy" | "own" | "cc";

/**
 * How long a picture may be shown.
 */
export type Rights = "last" | "ending" | "ended";

/**
 * A field of the site's own, as one story has it or lacks it.
 */
export type OwnField = { 
/**
 * The keys that lead to it, outermost first.
 */
key: Array<string>, 
/**
 * What fits it here.
 */
control: Control, 
/**
 * Its value; none where the story lacks it.
 */
value: FieldValue, 
/**
 * What the site's schema calls it, where it has a name for it.
 */
label: string | null, 
/**
 * Whether the site does not do without.
 */
needed: boolean, 
/**
 * Whether it stands behind the others: the same in every story, or rare.
 */
more: boolean, 
/**
 * Why it cannot be changed in this story: one plain sentence.
 */
locked: string | null, };

/**
 * How a field of the site's own is shown and changed.
 */
export type Control = "text" | "long-text" | "number" | "switch" | "day" | "day-and-time" | "list" | "choice" | "picture" | "structured";

/**
 * The value of a field of the site's own. Sent as a change, none takes the field out, or leaves
 * it empty where the site does so; an empty text keeps its place while it is being written.
 */
export type FieldValue = { "kind": "none" } | { "kind": "text", 
/**
 * The text.
 */
text: string, } | { "kind": "number", 
/**
 * As written.
 */
text: string, } | { "kind": "switch", 
/**
 * Yes.
 */
on: boolean, } | { "kind": "date", 
/**
 * `2026-11-18`.
 */
day: string, 
/**
 * `09:00`; empty for a day alone.
 */
time: string, 
/**
 * An IANA name, or the offset as shown.
 */
zone: string, } | { "kind": "list", 
/**
 * In order.
 */
items: Array<string>, } | { "kind": "structured", 
/**
 * What it says.
 */
text: string, };

/**
 * What may be completed or chosen, the most frequent first: values that stories of the site have.
 */
export type Choices = { 
/**
 * Names in bylines.
 */
authors: Array<string>, 
/**
 * Tags.
 */
tags: Array<string>, 
/**
 * Credits of pictures, and who made and supplied them, the most frequent first.
 */
credits: Array<string>, 
/**
 * For fields of the site's own.
 */
own: Array<KeyChoices>, };

/**
 * What may be chosen for one field of the site's own.
 */
export type KeyChoices = { 
/**
 * The keys that lead to it, outermost first.
 */
key: Array<string>, 
/**
 * Its values, the most frequent first.
 */
choices: Array<string>, };

/**
 * One change of a field, as the form sends it.
 */
export type FieldEdit = { "field": "title", 
/**
 * New headline.
 */
value: string, } | { "field": "dek", 
/**
 * New dek.
 */
value: string, } | { "field": "authors", 
/**
 * All names, in order.
 */
value: Array<string>, } | { "field": "date", 
/**
 * `2026-11-18`.
 */
day: string, 
/**
 * `09:00`.
 */
time: string, 
/**
 * An IANA name, or the offset as shown.
 */
zone: string, } | { "field": "tags", 
/**
 * All tags, in order.
 */
value: Array<string>, } | { "field": "lead-words", 
/**
 * Description, caption, credit.
 */
words: PictureWords, } | { "field": "no-lead" } | { "field": "own", 
/**
 * The keys that lead to it, outermost first.
 */
key: Array<string>, 
/**
 * What it gets.
 */
value: FieldValue, };

/**
 * The page as readers see it.
 */
export type Page = { 
/**
 * Sanitised HTML of what stands above the text: headline, byline, dek, lead figure.
 */
head: string, 
/**
 * The text, block by block: as much of it as is seen at first.
 */
blocks: Array<Block>, 
/**
 * Whether more blocks follow.
 */
more: boolean, 
/**
 * Sanitised HTML of the card.
 */
card: string, };

/**
 * One top-level block of the text.
 */
export type Block = { 
/**
 * Stays the same as long as the block's HTML does.
 */
id: number, 
/**
 * Sanitised HTML.
 */
html: string, 
/**
 * From the start of this block to the start of the next, in the editor's offsets. The
 * first block also counts what stands before it.
 */
length: number, };

/**
 * Which blocks to replace: at `from`, take out `remove`, put in `insert`.
 */
export type Splice = { 
/**
 * Index of the first block that differs.
 */
from: number, 
/**
 * How many of the old blocks go.
 */
remove: number, 
/**
 * What comes in their place.
 */
insert: Array<Block>, };

/**
 * One change of the text, in offsets of the text before it. The changes of one edit are in
 * order and do not overlap.
 */
export type Change = { 
/**
 * Start.
 */
from: number, 
/**
 * End.
 */
to: number, 
/**
 * What stands there instead, with `\n` line ends.
 */
insert: string, };

/**
 * What an edit of the text did.
 */
export type Edited = { 
/**
 * The version after it.
 */
version: number, 
/**
 * The blocks that differ, one change after the other.
 */
splices: Array<Splice>, 
/**
 * The figures in the text, in order, if one came, went or changed.
 */
figures: Array<FigureView> | null, 
/**
 * Words in the text.
 */
words: number, };

/**
 * What an edit of a field did.
 */
export type FieldEdited = { 
/**
 * The version after it.
 */
version: number, 
/**
 * All fields.
 */
metadata: Metadata, 
/**
 * As in [`Page`].
 */
head: string, 
/**
 * As in [`Page`].
 */
card: string, };

/**
 * A figure in the text.
 */
export type FigureView = { 
/**
 * Start, in the editor's offsets.
 */
from: number, 
/**
 * End, without the line end.
 */
to: number, 
/**
 * The reference as written.
 */
src: string, 
/**
 * The picture, where the file is there.
 */
picture: PictureView | null, 
/**
 * Its words.
 */
words: PictureWords, 
/**
 * Its words with the credit out of the description, where one stands there.
 */
moved: PictureWords | null, 
/**
 * markdown, title, html, shortcode or plain: the form it is written in.
 */
form: string, 
/**
 * The words that its template has no place for: `description`, `caption`, `credit`.
 */
nowhere: Array<string>, };

/**
 * The list of cards, newest first.
 */
export type Cards = { 
/**
 * As many as were asked for.
 */
cards: Array<Card>, 
/**
 * Whether there are more: "Show More".
 */
more: boolean, };

/**
 * One card.
 */
export type Card = { 
/**
 * Names the story.
 */
path: string, 
/**
 * Sanitised HTML.
 */
html: string, };

/**
 * A picture that was dropped, pasted or chosen and is not in the site yet.
 */
export type PictureDraft = { 
/**
 * Names the draft.
 */
draft: string, 
/**
 * The cleaned picture, as it would be stored.
 */
picture: PictureView, 
/**
 * The name of the file that was brought.
 */
original_name: string, 
/**
 * Its size in bytes.
 */
original_bytes: number, 
/**
 * What the file itself says.
 */
words: PictureWords, 
/**
 * Whether description, caption, credit came from the file.
 */
from_file: Array<string>, 
/**
 * Whether the words are those that the same picture has in another story.
 */
from_site: boolean, 
/**
 * What else the file says in another of its places, where a person has to choose.
 */
others: Array<OtherWords>, 
/**
 * Whether it was a moving picture, of which the first is left.
 */
animated: boolean, 
/**
 * What was removed, in plain words: "Location", "Camera serial number".
 */
removed: Array<string>, 
/**
 * The entries that were removed, by the names that programs give them.
 */
entries: Array<string>, 
/**
 * How its owner allows it to be used.
 */
usage_terms: string | null, 
/**
 * What was kept, in plain words.
 */
kept: Array<string>, 
/**
 * Where it comes from, as the same picture's is known here, or as the file says.
 */
provenance: Provenance, 
/**
 * Credits used on this site, the most frequent first.
 */
credits: Array<string>, };

/**
 * Words of a picture's file that are not those in use.
 */
export type OtherWords = { 
/**
 * description, caption or credit.
 */
field: string, 
/**
 * What it says.
 */
text: string, };

/**
 * What a person does to the pixels of a picture before it is stored: turned, cropped, blurred, in
 * this order. Areas are fractions of the picture as it stands upright and turned, not cropped yet.
 */
export type PictureEdits = { 
/**
 * Quarter turns clockwise, 0 to 3.
 */
turns: number, 
/**
 * What is left of it; all of it when there is none.
 */
crop: PictureArea | null, 
/**
 * What nobody is to make out.
 */
blur: Array<PictureArea>, };

/**
 * A part of a picture. Each number is a fraction of the picture's width or height, 0 to 1.
 */
export type PictureArea = { 
/**
 * From the left.
 */
x: number, 
/**
 * From the top.
 */
y: number, 
/**
 * Width.
 */
width: number, 
/**
 * Height.
 */
height: number, };

/**
 * The pictures of the site.
 */
export type Album = { 
/**
 * Used ones in the order of the stories, the newest first; then the others.
 */
pictures: Array<AlbumPicture>, 
/**
 * Credits used on this site, the most frequent first.
 */
credits: Array<string>, 
/**
 * Folders that a picture can go into.
 */
folders: Array<string>, };

/**
 * A picture of the site, and where it is used.
 */
export type AlbumPicture = { 
/**
 * Names the picture: its file, relative to the site.
 */
file: string, 
/**
 * The name of the file alone.
 */
name: string, 
/**
 * The picture.
 */
picture: PictureView, 
/**
 * Its words: of the newest story that has any; of the file itself where no story uses it.
 */
words: PictureWords, 
/**
 * Where it is used, the newest story first.
 */
uses: Array<PictureUse>, 
/**
 * Whether a story uses it without a credit.
 */
missing_credit: boolean, 
/**
 * Whether a story uses it without a description.
 */
missing_description: boolean, 
/**
 * Whether a credit stands in a description, where a story has none in its place.
 */
credit_in_description: boolean, 
/**
 * Where it comes from, and what may be done with it.
 */
provenance: Provenance, 
/**
 * Whether it may not be shown any more, or soon will not be.
 */
rights: Rights, 
/**
 * Whether readers can reach it still, although no story uses it.
 */
on_site: boolean, 
/**
 * Headlines of stories that show it to readers, or in their approved version, and no more here.
 */
shown_in: Array<string>, 
/**
 * What of the site itself names it, where no story uses it: templates, styles, other pages.
 */
named_in: Array<string>, };

/**
 * A use of a picture in a story.
 */
export type PictureUse = { 
/**
 * Names the story.
 */
path: string, 
/**
 * Its headline.
 */
title: string, 
/**
 * How far it is.
 */
state: State, 
/**
 * Whether it is the lead picture there.
 */
lead: boolean, 
/**
 * Its words there.
 */
words: PictureWords, };

/**
 * A change of a picture in every story that uses it.
 */
export type AlbumEdit = { "kind": "credit", 
/**
 * Kind, as in [`PictureWords`].
 */
label: string, 
/**
 * Who made it, and for whom.
 */
credit: string, 
/**
 * Where the credit leads, or empty.
 */
credit_url: string, } | { "kind": "description", 
/**
 * Description, plain.
 */
alt: string, } | { "kind": "provenance", 
/**
 * All of it.
 */
provenance: Provenance, };

/**
 * A credit that stands in a description, and how it would be moved to where credits stand.
 */
export type CreditMove = { 
/**
 * Names the story.
 */
path: string, 
/**
 * Its headline.
 */
title: string, 
/**
 * Which figure of the text, counted from 0; none for the lead picture.
 */
figure: number | null, 
/**
 * The picture, if it is there.
 */
picture: PictureView | null, 
/**
 * Its words as they are.
 */
before: PictureWords, 
/**
 * Its words with the credit in its place.
 */
after: PictureWords, 
/**
 * Whether the line names its credit; otherwise somebody should look at it.
 */
sure: boolean, };

/**
 * What came of a change of a picture.
 */
export type AlbumChanged = { 
/**
 * Stories that were changed and saved.
 */
changed: Array<string>, 
/**
 * Stories that were left as they are: changed outside meanwhile, or unreadable.
 */
left: Array<string>, 
/**
 * The picture's file now; empty after a step was taken back that changed no name.
 */
file: string, };

/**
 * What came of bringing one picture.
 */
export type Brought = { "kind": "draft", 
/**
 * The draft.
 */
draft: PictureDraft, } | { "kind": "refused", 
/**
 * What to tell the person.
 */
problem: Problem, };

/**
 * A picture that was put in a story.
 */
export type Placed = { 
/**
 * The figure's Markdown, to be put into the text; empty when it is only the lead picture.
 */
figure: string, 
/**
 * Set when it became the lead picture.
 */
fields: FieldEdited | null, 
/**
 * What was done with files, where the lead picture leads by the name of its file: it can be
 * taken back.
 */
act: StoryAct | null, };

/**
 * What changed in a story since readers, or the last approval, had it.
 */
export type Review = { 
/**
 * Names the story.
 */
path: string, 
/**
 * Headline as it is now.
 */
title: string, 
/**
 * How far it has come.
 */
state: State, 
/**
 * What it is compared with.
 */
since: Since, 
/**
 * What it can be compared with, this one included.
 */
bases: Array<Since>, 
/**
 * Who wrote it: the byline.
 */
authors: Array<string>, 
/**
 * Last change on disk, RFC 3339.
 */
changed: string | null, 
/**
 * Fields that differ.
 */
fields: Array<FieldChange>, 
/**
 * How many fields are as they were.
 */
fields_same: number, 
/**
 * The text, in order.
 */
text: Array<TextChange>, 
/**
 * Pictures that came, went or were replaced.
 */
pictures: Array<PictureChange>, 
/**
 * Hash of exactly what is shown: approval is refused when it has changed.
 */
content: string, 
/**
 * Whether the story was deleted: approving that takes it down with the next publication.
 */
takes_down: boolean, 
/**
 * Whether it is a picture that was deleted, and no story.
 */
picture: boolean, 
/**
 * Whether it is what people said of the site, and no story: its fields are settings.
 */
house: boolean, 
/**
 * Whether there is anything to approve.
 */
anything: boolean, 
/**
 * Why it cannot be approved.
 */
problem: Problem | null, };

/**
 * What a review compares with.
 */
export type Since = { "kind": "new" } | { "kind": "approved", 
/**
 * When, RFC 3339.
 */
at: string, 
/**
 * By whom; empty when nobody approved it in Galley.
 */
by: string, } | { "kind": "live", 
/**
 * When it was approved, or came in, RFC 3339.
 */
at: string, 
/**
 * By whom; empty when nobody approved it in Galley.
 */
by: string, } | { "kind": "looked", 
/**
 * When, RFC 3339.
 */
at: string, };

/**
 * With which version a review compares.
 */
export type Base = "approved" | "live" | "looked";

/**
 * A field that differs.
 */
export type FieldChange = { 
/**
 * title, dek, authors, date, tags, lead-alt, lead-caption, lead-credit, or the site's own key.
 */
field: string, 
/**
 * Words that stayed, came and went.
 */
runs: Array<Run>, };

/**
 * A stretch of text with one fate.
 */
export type Run = { 
/**
 * What became of it.
 */
fate: Fate, 
/**
 * The text.
 */
text: string, };

/**
 * What became of a stretch of text.
 */
export type Fate = "same" | "in" | "out";

/**
 * Words that look otherwise than before.
 */
export type StyleChange = { 
/**
 * The words; empty where it is said of the whole block.
 */
text: string, 
/**
 * How they look.
 */
style: TextStyle, 
/**
 * Whether they do now; else they did.
 */
now: boolean, };

/**
 * A stretch of paragraphs with one fate.
 */
export type TextChange = { "kind": "same", 
/**
 * The paragraphs.
 */
paragraphs: Array<string>, } | { "kind": "reworded", 
/**
 * Words that stayed, came and went.
 */
runs: Array<Run>, 
/**
 * What looks otherwise than before.
 */
styles: Array<StyleChange>, } | { "kind": "new", 
/**
 * The paragraph.
 */
text: string, } | { "kind": "removed", 
/**
 * The paragraph.
 */
text: string, } | { "kind": "moved", 
/**
 * The paragraph.
 */
text: string, 
/**
 * Whether it now stands further up.
 */
up: boolean, 
/**
 * How the paragraph before its old place began; empty when it was the first.
 */
after: string, };

/**
 * How words look, and what a block is.
 */
export type TextStyle = { "kind": "bold" } | { "kind": "italic" } | { "kind": "struck" } | { "kind": "code" } | { "kind": "heading", 
/**
 * 1 to 6, the headline's own being 1.
 */
level: number, } | { "kind": "numbered" } | { "kind": "bulleted" } | { "kind": "quoted" } | { "kind": "code-block" };

/**
 * What another program wrote into a story while it was open, as far as it differs from the open
 * text: [`Fate::In`] is theirs, [`Fate::Out`] is one's own.
 */
export type OtherText = { 
/**
 * Fields that differ.
 */
fields: Array<FieldChange>, 
/**
 * How many do not.
 */
fields_same: number, 
/**
 * The text, in order.
 */
text: Array<TextChange>, };

/**
 * What becomes of the file of a picture that a story shows no more.
 */
export type OldFile = { "kind": "nothing" } | { "kind": "stays", 
/**
 * The file, relative to the site.
 */
file: string, } | { "kind": "leaves", 
/**
 * The file, relative to the site.
 */
file: string, };

/**
 * A picture that came, went or was replaced, or whose words changed.
 */
export type PictureChange = { 
/**
 * As it was.
 */
before: PictureSide | null, 
/**
 * As it is.
 */
now: PictureSide | null, 
/**
 * What becomes of the file that was shown before.
 */
old_file: OldFile, };

/**
 * One side of a changed picture.
 */
export type PictureSide = { 
/**
 * The picture, where its file is there.
 */
picture: PictureView | null, 
/**
 * Its words.
 */
words: PictureWords, 
/**
 * Where it comes from, and what may be done with it.
 */
provenance: Provenance, 
/**
 * Whether it is the lead picture.
 */
lead: boolean, };

/**
 * What came of an approval.
 */
export type Approval = { "kind": "approved", 
/**
 * The story, with its new state.
 */
state: State, } | { "kind": "changed" } | { "kind": "blocked", 
/**
 * What.
 */
problem: Problem, } | { "kind": "asked", 
/**
 * What is to be left.
 */
finding: Finding, };

/**
 * A story as somebody read it, to be approved together with others.
 */
export type Reviewed = { 
/**
 * Names the story.
 */
path: string, 
/**
 * Names exactly what was read: see [`Review::content`].
 */
content: string, };

/**
 * What came of the approval of one story among several.
 */
export type StoryApproval = { 
/**
 * Names the story.
 */
path: string, 
/**
 * What came of it.
 */
approval: Approval, };

/**
 * What the copy desk found in a story.
 */
export type Findings = { 
/**
 * Names the story.
 */
path: string, 
/**
 * The version that was looked at: places are those of its text.
 */
version: number, 
/**
 * What must be fixed first, then by place.
 */
findings: Array<Finding>, 
/**
 * Why the house rules could not be read, if so; the usual ones held.
 */
problem: Problem | null, };

/**
 * One thing that somebody should look at.
 */
export type Finding = { 
/**
 * Tells it from the others of its story, and stays the same while other words change.
 */
key: string, 
/**
 * The rule's number.
 */
rule: string, 
/**
 * What it weighs.
 */
severity: Severity, 
/**
 * What is to be looked at.
 */
message: string, 
/**
 * Where it is, in words.
 */
place: string, 
/**
 * Where it is.
 */
at: FindingPlace, 
/**
 * What would settle it in one step.
 */
fix: FindingFix | null, 
/**
 * Set when somebody left it as it is.
 */
left: LeftFinding | null, };

/**
 * How much a finding weighs.
 */
export type Severity = "error" | "warning" | "info";

/**
 * Where a finding is.
 */
export type FindingPlace = { "kind": "text", 
/**
 * Where it begins.
 */
from: number, 
/**
 * Where it ends.
 */
to: number, } | { "kind": "figure", 
/**
 * Where its figure begins, in the editor's offsets.
 */
from: number, 
/**
 * src, alt, caption, credit, until or terms.
 */
part: string, } | { "kind": "lead", 
/**
 * As in a figure.
 */
part: string, } | { "kind": "field", 
/**
 * title, description, authors, date, updated, tags, slug, or the site's own key.
 */
name: string, } | { "kind": "story" };

/**
 * What would settle a finding.
 */
export type FindingFix = { 
/**
 * What it does.
 */
label: string, 
/**
 * The change.
 */
act: FixAct, };

/**
 * A change that settles a finding.
 */
export type FixAct = { "kind": "text", 
/**
 * The changes.
 */
changes: Array<Change>, } | { "kind": "field", 
/**
 * The change.
 */
edit: FieldEdit, } | { "kind": "delete", 
/**
 * Its file, relative to the site.
 */
file: string, };

/**
 * A finding that somebody left as it is.
 */
export type LeftFinding = { 
/**
 * Why.
 */
reason: string, 
/**
 * Who.
 */
by: string, 
/**
 * When, RFC 3339.
 */
at: string, };

/**
 * How long or large something may be.
 */
export type HouseLimit = { 
/**
 * What it is about.
 */
name: string, 
/**
 * The number elsewhere.
 */
usual: number, 
/**
 * The number here.
 */
value: number, };

/**
 * What the house wants of its stories.
 */
export type HouseRules = { 
/**
 * Words that are written otherwise here.
 */
words: Array<HouseWord>, 
/**
 * Names that are not printed.
 */
do_not_name: Array<string>, 
/**
 * Labels that a credit may have; any where there are none.
 */
labels: Array<string>, 
/**
 * How long and how large things may be.
 */
limits: Array<HouseLimit>, 
/**
 * Whether one person may write and approve.
 */
one_person: boolean, 
/**
 * All rules, with what they weigh here.
 */
rules: Array<HouseRule>, 
/**
 * Entries of the file that were not understood.
 */
strange: Array<string>, 
/**
 * Why the file could not be read, if so; the usual rules hold.
 */
problem: Problem | null, };

/**
 * A word that the house writes otherwise.
 */
export type HouseWord = { 
/**
 * What is not written.
 */
wrong: string, 
/**
 * What is.
 */
right: string, };

/**
 * A rule, and what it weighs here.
 */
export type HouseRule = { 
/**
 * Its number.
 */
id: string, 
/**
 * What it is about.
 */
name: string, 
/**
 * What it weighs elsewhere.
 */
usual: Severity, 
/**
 * What it weighs here; none when it is switched off.
 */
severity: Severity | null, };

/**
 * Two versions of one story, and what both changed.
 */
export type TwoVersions = { 
/**
 * Names the story.
 */
path: string, 
/**
 * Headline, as it is here.
 */
title: string, 
/**
 * Who wrote the other version.
 */
by: string, 
/**
 * When that was, RFC 3339, or empty.
 */
theirs_at: string, 
/**
 * When the version here was changed last, RFC 3339, or empty.
 */
ours_at: string, 
/**
 * Names exactly these two versions: a decision is refused when one has changed.
 */
content: string, 
/**
 * The passages that both changed: fields first, then the text from top to bottom.
 */
passages: Array<TwoPassages>, 
/**
 * What was put together without asking.
 */
taken: Array<TakenOver>, };

/**
 * A passage that both changed.
 */
export type TwoPassages = { 
/**
 * The field; empty for all of them together, none for a paragraph of the text.
 */
field: string | null, 
/**
 * As it is here, compared with what both began from; where there is nothing such, with theirs.
 */
ours: Array<Run>, 
/**
 * As the others have it.
 */
theirs: Array<Run>, 
/**
 * The paragraph before it.
 */
before: string, 
/**
 * The paragraph after it.
 */
after: string, 
/**
 * Whether both can stand one after the other.
 */
both: boolean, 
/**
 * Ours with its marks, as the editor shows it, to be gone on from by hand; only of a paragraph.
 */
ours_text: string, 
/**
 * The same as the others have it.
 */
theirs_text: string, };

/**
 * Something that was put together without asking.
 */
export type TakenOver = { 
/**
 * The field; none for a paragraph.
 */
field: string | null, 
/**
 * The paragraph's number, from 1.
 */
paragraph: number, 
/**
 * Who wrote it.
 */
by: Whose, 
/**
 * What stands there now; empty where it was taken out.
 */
text: string, };

/**
 * Whose hand something is from.
 */
export type Whose = "ours" | "theirs" | "both";

/**
 * What is to become of a passage.
 */
export type PassageChoice = "ours" | "theirs" | "both" | { "own": { 
/**
 * With its marks, as it would be typed in the editor. Without words, it is left out.
 */
text: string, } };

/**
 * The story as it would be with what was chosen. Nothing of it is written.
 */
export type TogetherPage = { 
/**
 * Sanitised HTML of what stands above the text.
 */
head: string, 
/**
 * All of the text, block by block.
 */
blocks: Array<Block>, 
/**
 * For each passage the blocks in which it stands; nothing for a field.
 */
passages: Array<BlockRange | null>, };

/**
 * Blocks that follow each other.
 */
export type BlockRange = { 
/**
 * Index of the first.
 */
from: number, 
/**
 * Index behind the last; the same as `from` where there is none.
 */
to: number, };

/**
 * What came of deciding.
 */
export type Decision = { "kind": "decided", 
/**
 * The story.
 */
post: PostView, } | { "kind": "changed" };

/**
 * What came of looking for the stories of others.
 */
export type Arrived = { "kind": "in-step", 
/**
 * Stories that came, went or changed.
 */
stories: number, } | { "kind": "not", 
/**
 * Why, and what to do.
 */
problem: Problem, };

/**
 * The press room.
 */
export type Press = { 
/**
 * Where stories go, as shown: the site's address, or the name of the repository.
 */
destination: string | null, 
/**
 * Approved, not sent yet.
 */
ready: Array<PressStory>, 
/**
 * Approved once and changed since.
 */
changed: Array<PressStory>, 
/**
 * Still being written.
 */
writing: Array<PressStory>, 
/**
 * Sent lately, the latest first.
 */
lately: Array<PressStory>, 
/**
 * Those of the ready ones that wait for a connection and go out by themselves.
 */
waiting: Array<string>, };

/**
 * A story in the press room.
 */
export type PressStory = { 
/**
 * Names the story.
 */
path: string, 
/**
 * Headline.
 */
title: string, 
/**
 * Byline.
 */
authors: Array<string>, 
/**
 * The picture to show small.
 */
thumbnail: string | null, 
/**
 * Who approved it in Galley, or empty: it came from another program, or went out as a quick
 * fix.
 */
approved_by: string, 
/**
 * When that was, or when it came, RFC 3339, or empty.
 */
approved_at: string, 
/**
 * Whether readers have an earlier version.
 */
replaces: boolean, 
/**
 * Who sent it, or took it off the site; empty for what was not sent.
 */
sent_by: string, 
/**
 * When readers got it, RFC 3339, as far as this computer saw; empty for what was not sent.
 */
sent_at: string, 
/**
 * Whether it was deleted: sending it takes it down.
 */
takes_down: boolean, 
/**
 * Whether it is a picture, and no story.
 */
picture: boolean, 
/**
 * Whether it is what people said of the site, and no story.
 */
house: boolean, 
/**
 * Whether it was taken off the site: readers get it no more.
 */
unpublished: boolean, };

/**
 * What readers have of a story, to be mended.
 */
export type LiveStory = { 
/**
 * Names the story.
 */
path: string, 
/**
 * Headline.
 */
title: string, 
/**
 * Dek.
 */
dek: string, 
/**
 * The text, as an editor holds it.
 */
text: string, 
/**
 * Its figures.
 */
figures: Array<FigureView>, 
/**
 * Names exactly this version.
 */
content: string, 
/**
 * When it went live, RFC 3339, or empty.
 */
at: string, 
/**
 * Whether another version waits here.
 */
waits: boolean, 
/**
 * How readers are told of a correction, and of an update.
 */
notes: Array<FixNote>, };

/**
 * How readers are told of a fix.
 */
export type FixNote = { 
/**
 * Of which.
 */
kind: FixKind, 
/**
 * What stands before the words that somebody writes: "Correction, November 26, 2026:".
 */
before: string, };

/**
 * What a fix is.
 */
export type FixKind = "correction" | "update" | "small";

/**
 * A fix of what readers have.
 */
export type Fix = { 
/**
 * The version that it is of.
 */
content: string, 
/**
 * What it is.
 */
kind: FixKind, 
/**
 * What readers are told.
 */
note: string, 
/**
 * Another headline.
 */
title: string | null, 
/**
 * Another dek.
 */
dek: string | null, 
/**
 * Changes of the text.
 */
changes: Array<Change>, 
/**
 * Why the writer may approve it alone; empty where nobody had to say.
 */
reason: string, };

/**
 * What readers get in the place of a story that is taken off the site.
 */
export type Leave = { "kind": "nothing" } | { "kind": "note", 
/**
 * A paragraph or more.
 */
text: string, } | { "kind": "story", 
/**
 * Names it.
 */
path: string, };

/**
 * What taking a story off the site would do, as far as it is told before.
 */
export type UnpublishPreview = { 
/**
 * Headline, as readers have it.
 */
title: string, 
/**
 * Where they have it, from the root of the host; empty where not known.
 */
address: string, 
/**
 * Whether the lists of the site leave a note out.
 */
unlisted: boolean, 
/**
 * Stories that its readers can be sent to, the newest first; none where the site has no way.
 */
stories: Array<OtherStory>, 
/**
 * Stories that link to it.
 */
links: number, };

/**
 * A story that readers have.
 */
export type OtherStory = { 
/**
 * Names it.
 */
path: string, 
/**
 * Headline.
 */
title: string, 
/**
 * Byline.
 */
authors: Array<string>, };

/**
 * What was done to a whole story. It can be taken back.
 */
export type StoryAct = { 
/**
 * Names the act.
 */
id: string, 
/**
 * What was done.
 */
kind: ActKind, 
/**
 * Headline.
 */
title: string, 
/**
 * Where the story was, where it was anywhere.
 */
before: string | null, 
/**
 * Where it is now, where it is anywhere.
 */
path: string | null, 
/**
 * The story as it is now, where it is open.
 */
post: PostView | null, 
/**
 * Stories whose links follow it; of a deleted one those that still lead to it.
 */
links: number, 
/**
 * What becomes of readers of the old address.
 */
sent_on: SentOn, 
/**
 * Where readers find it from now on, from the root of the host; empty where not known.
 */
address: string, };

/**
 * Kinds of acts on whole stories.
 */
export type ActKind = "rename" | "move" | "duplicate" | "delete" | "delete-picture" | "replace-lead" | "remove-lead" | "restore" | "undo";

/**
 * What becomes of readers who come to an old address.
 */
export type SentOn = "not-needed" | "yes" | "no";

/**
 * What another name for a story's address would do.
 */
export type AddressPreview = { 
/**
 * The name as it can stand in an address.
 */
name: string, 
/**
 * The whole address, from the root of the host; empty where not known.
 */
address: string, 
/**
 * What becomes of readers of the old one.
 */
sent_on: SentOn, 
/**
 * Why it cannot be.
 */
problem: Problem | null, };

/**
 * A folder of the site that stories can be moved to.
 */
export type StoryFolder = { 
/**
 * Relative to the site.
 */
folder: string, 
/**
 * As it is shown: `posts › 2026`.
 */
name: string, 
/**
 * The code of its language, where the site has several.
 */
language: string | null, 
/**
 * How many stories are in it.
 */
stories: number, };

/**
 * How many characters a text should have.
 */
export type Length = { 
/**
 * Below, it looks lost.
 */
least: number, 
/**
 * Above, readers are not shown all of it.
 */
fits: number, 
/**
 * Above, it is refused.
 */
most: number, 
/**
 * Whether the site itself says how much fits.
 */
said: boolean, };

/**
 * A story that was deleted and is kept.
 */
export type DeletedStory = { 
/**
 * Names the act that deleted it.
 */
id: string, 
/**
 * Headline.
 */
title: string, 
/**
 * Where it was.
 */
path: string, 
/**
 * When it was deleted, RFC 3339.
 */
at: string, 
/**
 * Until when it is kept, RFC 3339.
 */
until: string, 
/**
 * Whether readers still have it: that is taken down with the next publication.
 */
live: boolean, 
/**
 * Whether it is a picture, and no story.
 */
picture: boolean, };

/**
 * What came of a publish.
 */
export type Publication = { "outcome": "sent", 
/**
 * The commit that it holds.
 */
commit: string, 
/**
 * The stories.
 */
paths: Array<string>, 
/**
 * When it was seen there, RFC 3339.
 */
at: string, 
/**
 * The stories whose pages are being looked for: `seen` or `not-seen` follows.
 */
looked_for: Array<string>, } | { "outcome": "nothing-new" } | { "outcome": "refused", 
/**
 * Why, and what to do.
 */
problem: Problem, 
/**
 * Whether they go out by themselves once that has passed.
 */
waits: boolean, } | { "outcome": "stopped" } | { "outcome": "unknown", 
/**
 * What to tell the person.
 */
problem: Problem, };

/**
 * The steps of a publish, in order.
 */
export type Step = "checking" | "sending" | "received";

/**
 * An earlier version of a story, kept on this computer or in the site's history.
 */
export type EarlierVersion = { 
/**
 * Names the version.
 */
id: string, 
/**
 * When it was kept, RFC 3339.
 */
at: string, 
/**
 * saved, outside, replaced, restored, merged or crash: why it was kept; approved: somebody
 * approved it; came: it came in from elsewhere.
 */
why: string, 
/**
 * Who approved it, or brought it in.
 */
by: string | null, 
/**
 * Words in it.
 */
words: number, };

/**
 * Something that the person should know, in plain words.
 */
export type Problem = { 
/**
 * For the interface to act on; never shown.
 */
code: string, 
/**
 * What happened, and where it is now.
 */
sentence: string, 
/**
 * What to do next, or empty.
 */
hint: string, };

/**
 * The one event: what changed, so that the screen asks again.
 */
export type Event = { "kind": "library" } | { "kind": "saved", 
/**
 * Which.
 */
path: string, 
/**
 * The version that is on disk now.
 */
version: number, 
/**
 * Its state now.
 */
state: State, } | { "kind": "not-saved", 
/**
 * Which.
 */
path: string, 
/**
 * Why, and what to do.
 */
problem: Problem, } | { "kind": "reloaded", 
/**
 * Which.
 */
path: string, } | { "kind": "outside", 
/**
 * Which.
 */
path: string, } | { "kind": "bringing", 
/**
 * How much of it is here, in percent; 0 until it is known.
 */
percent: number, 
/**
 * How much came, in kilobytes.
 */
kilobytes: number, } | { "kind": "arrived", 
/**
 * What came of it.
 */
arrived: Arrived, } | { "kind": "went-out", 
/**
 * Which they were.
 */
paths: Array<string>, 
/**
 * What came of it.
 */
publication: Publication, } | { "kind": "seen", 
/**
 * Which.
 */
path: string, 
/**
 * When, RFC 3339.
 */
at: string, 
/**
 * The page's address.
 */
address: string, } | { "kind": "not-seen", 
/**
 * Which.
 */
path: string, } | { "kind": "publishing", 
/**
 * The step that has begun.
 */
step: Step, };
