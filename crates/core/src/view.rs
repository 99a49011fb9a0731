//! All that crosses to a screen: plain types with public fields.
//!
//! Nothing here thinks. The core turns its own types into these, a shell sends them, and
//! `ui/src/ipc/bindings.ts` is generated from this file (`cargo test -p galley-core bindings`
//! rewrites it; a stale file fails the test).
//!
//! Text offsets are UTF-16 code units of the text as the editor holds it, where every line
//! end counts as one.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A person whose name stands on work: the writer of a story, or the editor who approves it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Person {
    /// The name as it is to be printed.
    pub name: String,
    /// The address recorded beside the name; empty when none was given.
    #[serde(default)]
    pub email: String,
}

/// What the app remembers between starts. Kept outside every site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Settings {
    /// Whose name stands on what is written here.
    pub writer: Option<Person>,
    /// Who approved last.
    pub editor: Option<Person>,
    /// Light, dark, or as the system has it.
    pub theme: Theme,
    /// In which languages spelling is checked: none chosen is the system's, an empty list is off.
    pub spelling: Option<Vec<String>>,
    /// Sites opened here, the latest first.
    pub recent: Vec<RecentSite>,
}

/// The colour scheme of the interface.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// A site that was opened on this computer before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecentSite {
    /// Its folder, absolute.
    pub folder: String,
    /// Its name as shown.
    pub name: String,
    /// How many stories it had when it was last open.
    pub stories: u32,
    /// When it was last opened, RFC 3339.
    pub opened: String,
    /// Whether the folder is no longer there.
    #[serde(default)]
    pub missing: bool,
}

/// The first screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Start {
    /// What is remembered.
    pub settings: Settings,
    /// The site that is open already (after a reload of the window, or named at the start).
    pub site: Option<SiteView>,
    /// The story that was opened last and is still open: the window goes on with it.
    pub story: Option<String>,
    /// Why the site named at the start could not be opened.
    pub problem: Option<Problem>,
    /// "linux", "macos" or "windows": keys are shown in the platform's own form.
    pub platform: String,
}

/// What came of opening a folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Opening {
    /// It is open.
    Opened {
        /// The site.
        site: SiteView,
    },
    /// The folder has no history yet; Galley can begin one.
    NoHistory {
        /// The folder, absolute.
        folder: String,
        /// What to tell the person.
        problem: Problem,
    },
    /// It cannot be opened.
    Refused {
        /// The folder, absolute.
        folder: String,
        /// What to tell the person.
        problem: Problem,
    },
    /// The person closed the folder picker.
    Cancelled,
}

/// An open site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SiteView {
    /// Its name: from the site's own configuration, else the folder's.
    pub name: String,
    /// The folder, absolute.
    pub folder: String,
    /// Its public address without scheme ("orrinrecord.example"), where known.
    pub address: Option<String>,
    /// hugo, jekyll, eleventy, astro, zola or generic.
    pub generator: String,
    /// IANA name of the zone that new dates are written in.
    pub time_zone: String,
    /// Whether this is the sample that "Just try it" opened.
    pub sample: bool,
    /// Whether publishing has somewhere to go.
    pub can_publish: bool,
    /// Whether somebody looked at how the site keeps its stories.
    pub confirmed: bool,
    /// Where a new story can go, the usual place first.
    pub places: Vec<PlaceView>,
    /// How long a headline should be.
    pub headline: Length,
    /// How long a dek should be.
    pub dek: Length,
}

/// How many characters a text should have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Length {
    /// Below, it looks lost.
    pub least: u32,
    /// Above, readers are not shown all of it.
    pub fits: u32,
    /// Above, it is refused.
    pub most: u32,
    /// Whether the site itself says how much fits.
    pub said: bool,
}

/// A place that a new story can go to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlaceView {
    /// The pattern of the file, which names the place.
    pub path: String,
    /// The folder, relative to the site.
    pub folder: String,
    /// The code of its language, where the site has several.
    pub language: Option<String>,
    /// How many stories are there.
    pub stories: u32,
}

/// How a site keeps its stories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SiteProfile {
    /// What can be said of it.
    pub rows: Vec<ProfileRow>,
    /// Whether somebody looked at it.
    pub confirmed: bool,
    /// Why what was said of it counts for nothing.
    pub problem: Option<Problem>,
}

/// One thing that can be said of how a site keeps its stories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProfileRow {
    /// generator, folders, path, description, authors, date, updated, tags, lead_src, lead_alt,
    /// lead_caption, lead_credit, figure, images or pages.
    pub id: String,
    /// Whether one of the choices holds, or several.
    pub kind: RowKind,
    /// The choice that was learned; empty where that is not one.
    pub learned: Vec<String>,
    /// What was found.
    pub choices: Vec<ProfileChoice>,
}

/// How many of a row's choices hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum RowKind {
    /// One.
    One,
    /// Any number.
    Several,
}

/// Something that a row can be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProfileChoice {
    /// What is sent to choose it: a name, a folder, a key, empty for none; of pictures the folder
    /// and what references to it start with.
    pub value: Vec<String>,
    /// Whether it holds now.
    pub chosen: bool,
    /// How many stories are there: of folders.
    pub stories: u32,
    /// What a story says there: of keys. Empty where no story does.
    pub example: String,
}

/// Who is signed in where a site's stories are sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SignedIn {
    /// The computer there.
    pub host: String,
    /// The name; `None` when nobody is signed in.
    pub user: Option<String>,
    /// Whether it stays so after a restart: the system has a keychain, and took it.
    pub stays: bool,
}

/// How far a story has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Changed in the folder, and readers have no version of it.
    Writing,
    /// Approved as it stands, not yet with readers.
    Approved,
    /// Readers have it as it stands.
    Live,
    /// Readers have an earlier version.
    LiveWithChanges,
}

/// One row of the list of stories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StoryRow {
    /// Where its file is, relative to the site, with `/`. This names the story everywhere.
    pub path: String,
    /// Its headline; the file's name where it has none.
    pub title: String,
    /// Its dek, or empty.
    pub dek: String,
    /// Its byline.
    pub authors: Vec<String>,
    /// Its date, RFC 3339 or as written; empty when it has none.
    pub date: String,
    /// The date as shown in a list: "Nov 18", with the year when it is another one.
    pub day: String,
    /// What a link to it says (`/posts/night-court/`, with the folder that the whole site stands
    /// in); empty where that is not known.
    pub address: String,
    /// How far it has come.
    pub state: State,
    /// The picture to show small, where it has one.
    pub thumbnail: Option<String>,
    /// Why the fields cannot be read: the story opens for repair.
    pub broken: Option<Broken>,
}

/// Why a post cannot be read as a story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Broken {
    /// One plain sentence.
    pub reason: String,
    /// The line in the file, counted from 1, where known.
    pub line: Option<u32>,
    /// Whether it can be edited as it stands (a damaged header), or only be looked at.
    pub repairable: bool,
}

/// How the site itself looks: its style sheets, and what stands around a story in its pages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Look {
    /// All its sheets, one after the other; they load nothing but pictures of the site.
    pub css: String,
    /// The files that they come from, relative to the site.
    pub sheets: Vec<String>,
    /// Whether a built page or the profile told it; else it is guessed from the theme.
    pub sure: bool,
    /// The root of a page.
    pub root: LookElement,
    /// Its body.
    pub body: LookElement,
    /// From the body's child to what holds both headline and text.
    pub around: Vec<LookElement>,
    /// Around the headline alone.
    pub head: Vec<LookElement>,
    /// The headline.
    pub title: LookElement,
    /// Around the text alone; the last one holds its paragraphs.
    pub text: Vec<LookElement>,
}

/// An element as style sheets know it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LookElement {
    /// Its name: one that may stand around a story.
    pub tag: String,
    /// Its id, or empty.
    pub id: String,
    /// Its classes, or empty.
    pub class: String,
    /// Its `data-` attributes with their values.
    pub data: Vec<(String, String)>,
}

/// The index: all stories, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Library {
    /// The site that they belong to.
    pub site: SiteView,
    /// Newest first.
    pub stories: Vec<StoryRow>,
    /// How many are approved and wait to be sent.
    pub waiting: u32,
    /// How many of those wait for a connection.
    pub offline: u32,
    /// Stories of which others published another version, and somebody has to decide.
    pub undecided: Vec<String>,
}

/// An open story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PostView {
    /// Names the story.
    pub path: String,
    /// Counts up with each change, so that a late answer is recognised.
    pub version: u32,
    /// The text under the fields, with `\n` line ends; the whole file when `broken` is set.
    pub text: String,
    /// The fields above the text.
    pub metadata: Metadata,
    /// The page as readers see it.
    pub page: Page,
    /// The figures in the text, in order.
    pub figures: Vec<FigureView>,
    /// Words in the text.
    pub words: u32,
    /// How far the story has come.
    pub state: State,
    /// Set when the fields cannot be read.
    pub broken: Option<Broken>,
    /// Set when the story was also changed outside and nobody has chosen yet.
    pub outside: Option<OutsideChange>,
    /// What was restored after a crash: the time (RFC 3339) of the last keystroke kept.
    pub restored: Option<String>,
}

/// A story that changed on disk while it was open with unsaved changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OutsideChange {
    /// When it was seen, RFC 3339.
    pub at: String,
    /// The other text in full.
    pub text: String,
}

/// The fields above the text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Metadata {
    /// Headline.
    pub title: String,
    /// Dek.
    pub dek: String,
    /// Byline, in order.
    pub authors: Vec<String>,
    /// Date, where the story has one.
    pub date: Option<DateView>,
    /// Tags, in order.
    pub tags: Vec<String>,
    /// Lead picture, where the story has one.
    pub lead: Option<LeadView>,
    /// Where readers find it, from the root of the host (`/posts/night-court/`); empty where that
    /// is not known.
    pub address: String,
    /// The part of the address that a person may change: `night-court`.
    pub slug: String,
    /// Whether readers have the story: a change of its address has to send them on.
    pub address_fixed: bool,
    /// Fields of the site's own: what this story has, and what its neighbours have.
    pub own: Vec<OwnField>,
    /// Of title, dek, authors, date, tags and lead: which of them the site's schema needs.
    pub needed: Vec<String>,
}

/// A date as a form shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DateView {
    /// As written in the file.
    pub raw: String,
    /// `2026-11-18`; empty when `raw` cannot be read as a date.
    pub day: String,
    /// `09:00`.
    pub time: String,
    /// The zone as shown: an IANA name, or an offset such as `UTC−05:00`.
    pub zone: String,
    /// `November 18, 2026`.
    pub long: String,
}

/// The lead picture, whose words live among the fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LeadView {
    /// The reference as written.
    pub src: String,
    /// The picture's opaque id, where the file is there.
    pub picture: Option<PictureView>,
    /// Its words.
    pub words: PictureWords,
    /// Its words with the credit out of the description, where one stands there.
    pub moved: Option<PictureWords>,
    /// Whether it leads by the name of its file: it is replaced and taken out with that.
    pub by_name: bool,
    /// The words that this site has no place for: `description`, `caption`, `credit`.
    pub nowhere: Vec<String>,
}

/// A picture file of the site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PictureView {
    /// What the image protocol answers to. Opaque: it is no path.
    pub id: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Bytes on disk.
    pub bytes: u32,
}

/// Description, caption and credit of one use of a picture.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PictureWords {
    /// Description (alt text), plain.
    pub alt: String,
    /// Whether it is decoration, with nothing to describe.
    pub decorative: bool,
    /// Caption: text, links and strong.
    pub caption: String,
    /// Kind: Photo, Graphic, Illustration, Map, Chart, Screenshot or Video.
    pub label: String,
    /// Who made it, and for whom, as printed: `Name/Org`.
    pub credit: String,
    /// Where the credit leads, or empty.
    pub credit_url: String,
}

/// Where a picture comes from, and what may be done with it. The stories do not say it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Provenance {
    /// Who made it.
    pub creator: String,
    /// Agency, outlet, archive: who supplied it.
    pub source: String,
    /// Where it can be had, or empty.
    pub link: String,
    /// How it came to the site.
    pub origin: Option<PictureOrigin>,
    /// What may be done with it, in the words of whoever may say so.
    pub terms: String,
    /// The last day on which it may be shown, as 2026-12-31, or empty.
    pub until: String,
}

/// How a picture came to the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum PictureOrigin {
    /// Made by the newsroom's own people.
    Staff,
    /// From a news agency.
    Wire,
    /// From a stock library.
    Stock,
    /// Given by those whom the story is about, or by somebody else.
    Courtesy,
    /// Made by the writer of the story.
    Own,
    /// Under a Creative Commons licence.
    Cc,
}

/// A field of the site's own, as one story has it or lacks it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OwnField {
    /// The keys that lead to it, outermost first.
    pub key: Vec<String>,
    /// What fits it here.
    pub control: Control,
    /// Its value; none where the story lacks it.
    pub value: FieldValue,
    /// What the site's schema calls it, where it has a name for it.
    pub label: Option<String>,
    /// Whether the site does not do without.
    pub needed: bool,
    /// Whether it stands behind the others: the same in every story, or rare.
    pub more: bool,
    /// Why it cannot be changed in this story: one plain sentence.
    pub locked: Option<String>,
}

/// How a field of the site's own is shown and changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Control {
    /// A text on one line.
    Text,
    /// A text on several lines.
    LongText,
    /// A number.
    Number,
    /// Yes or no.
    Switch,
    /// A day.
    Day,
    /// A day and a time.
    DayAndTime,
    /// Several short texts.
    List,
    /// One of a few texts, or another one.
    Choice,
    /// The reference of a picture.
    Picture,
    /// Something with parts: shown, not changed.
    Structured,
}

/// The value of a field of the site's own. Sent as a change, none takes the field out, or leaves
/// it empty where the site does so; an empty text keeps its place while it is being written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum FieldValue {
    /// None.
    None,
    /// A text, with `\n` line ends.
    Text {
        /// The text.
        text: String,
    },
    /// A number.
    Number {
        /// As written.
        text: String,
    },
    /// Yes or no.
    Switch {
        /// Yes.
        on: bool,
    },
    /// A date.
    Date {
        /// `2026-11-18`.
        day: String,
        /// `09:00`; empty for a day alone.
        time: String,
        /// An IANA name, or the offset as shown.
        zone: String,
    },
    /// Several short texts.
    List {
        /// In order.
        items: Vec<String>,
    },
    /// Something with parts, as text. It cannot be sent as a change.
    Structured {
        /// What it says.
        text: String,
    },
}

/// What may be completed or chosen, the most frequent first: values that stories of the site have.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Choices {
    /// Names in bylines.
    pub authors: Vec<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// Credits of pictures, and who made and supplied them, the most frequent first.
    pub credits: Vec<String>,
    /// For fields of the site's own.
    pub own: Vec<KeyChoices>,
}

/// What may be chosen for one field of the site's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KeyChoices {
    /// The keys that lead to it, outermost first.
    pub key: Vec<String>,
    /// Its values, the most frequent first.
    pub choices: Vec<String>,
}

/// One change of a field, as the form sends it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "field", rename_all = "kebab-case")]
pub enum FieldEdit {
    /// Headline.
    Title {
        /// New headline.
        value: String,
    },
    /// Dek.
    Dek {
        /// New dek.
        value: String,
    },
    /// Byline.
    Authors {
        /// All names, in order.
        value: Vec<String>,
    },
    /// Date, time and zone together.
    Date {
        /// `2026-11-18`.
        day: String,
        /// `09:00`.
        time: String,
        /// An IANA name, or the offset as shown.
        zone: String,
    },
    /// Tags.
    Tags {
        /// All tags, in order.
        value: Vec<String>,
    },
    /// The words of the lead picture.
    LeadWords {
        /// Description, caption, credit.
        words: PictureWords,
    },
    /// No lead picture any more. The file stays.
    NoLead,
    /// A field of the site's own.
    Own {
        /// The keys that lead to it, outermost first.
        key: Vec<String>,
        /// What it gets.
        value: FieldValue,
    },
}

/// The page as readers see it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Page {
    /// Sanitised HTML of what stands above the text: headline, byline, dek, lead figure.
    pub head: String,
    /// The text, block by block: as much of it as is seen at first.
    pub blocks: Vec<Block>,
    /// Whether more blocks follow.
    pub more: bool,
    /// Sanitised HTML of the card.
    pub card: String,
}

/// One top-level block of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Block {
    /// Stays the same as long as the block's HTML does.
    pub id: u32,
    /// Sanitised HTML.
    pub html: String,
    /// From the start of this block to the start of the next, in the editor's offsets. The
    /// first block also counts what stands before it.
    pub length: u32,
}

/// Blocks that follow those that a screen has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PageRest {
    /// The version of the story that they are of.
    pub version: u32,
    /// The next ones.
    pub blocks: Vec<Block>,
    /// Whether more follow.
    pub more: bool,
}

/// Which blocks to replace: at `from`, take out `remove`, put in `insert`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Splice {
    /// Index of the first block that differs.
    pub from: u32,
    /// How many of the old blocks go.
    pub remove: u32,
    /// What comes in their place.
    pub insert: Vec<Block>,
}

/// One change of the text, in offsets of the text before it. The changes of one edit are in
/// order and do not overlap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Change {
    /// Start.
    pub from: u32,
    /// End.
    pub to: u32,
    /// What stands there instead, with `\n` line ends.
    pub insert: String,
}

/// What an edit of the text did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Edited {
    /// The version after it.
    pub version: u32,
    /// The blocks that differ, one change after the other.
    pub splices: Vec<Splice>,
    /// The figures in the text, in order, if one came, went or changed.
    pub figures: Option<Vec<FigureView>>,
    /// Words in the text.
    pub words: u32,
}

/// What an edit of a field did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FieldEdited {
    /// The version after it.
    pub version: u32,
    /// All fields.
    pub metadata: Metadata,
    /// As in [`Page`].
    pub head: String,
    /// As in [`Page`].
    pub card: String,
}

/// A figure in the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FigureView {
    /// Start, in the editor's offsets.
    pub from: u32,
    /// End, without the line end.
    pub to: u32,
    /// The reference as written.
    pub src: String,
    /// The picture, where the file is there.
    pub picture: Option<PictureView>,
    /// Its words.
    pub words: PictureWords,
    /// Its words with the credit out of the description, where one stands there.
    pub moved: Option<PictureWords>,
    /// markdown, title, html, shortcode or plain: the form it is written in.
    pub form: String,
    /// The words that its template has no place for: `description`, `caption`, `credit`.
    pub nowhere: Vec<String>,
}

/// The list of cards, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Cards {
    /// As many as were asked for.
    pub cards: Vec<Card>,
    /// Whether there are more: "Show More".
    pub more: bool,
}

/// One card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Card {
    /// Names the story.
    pub path: String,
    /// Sanitised HTML.
    pub html: String,
}

/// A picture that was dropped, pasted or chosen and is not in the site yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PictureDraft {
    /// Names the draft.
    pub draft: String,
    /// The cleaned picture, as it would be stored.
    pub picture: PictureView,
    /// The name of the file that was brought.
    pub original_name: String,
    /// Its size in bytes.
    pub original_bytes: u32,
    /// What the file itself says.
    pub words: PictureWords,
    /// Whether description, caption, credit came from the file.
    pub from_file: Vec<String>,
    /// Whether the words are those that the same picture has in another story.
    pub from_site: bool,
    /// What else the file says in another of its places, where a person has to choose.
    pub others: Vec<OtherWords>,
    /// Whether it was a moving picture, of which the first is left.
    pub animated: bool,
    /// What was removed, in plain words: "Location", "Camera serial number".
    pub removed: Vec<String>,
    /// The entries that were removed, by the names that programs give them.
    pub entries: Vec<String>,
    /// How its owner allows it to be used.
    pub usage_terms: Option<String>,
    /// What was kept, in plain words.
    pub kept: Vec<String>,
    /// Where it comes from, as the same picture's is known here, or as the file says.
    pub provenance: Provenance,
    /// Credits used on this site, the most frequent first.
    pub credits: Vec<String>,
}

/// Words of a picture's file that are not those in use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OtherWords {
    /// description, caption or credit.
    pub field: String,
    /// What it says.
    pub text: String,
}

/// What a person does to the pixels of a picture before it is stored: turned, cropped, blurred, in
/// this order. Areas are fractions of the picture as it stands upright and turned, not cropped yet.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PictureEdits {
    /// Quarter turns clockwise, 0 to 3.
    pub turns: u8,
    /// What is left of it; all of it when there is none.
    pub crop: Option<PictureArea>,
    /// What nobody is to make out.
    pub blur: Vec<PictureArea>,
}

/// A part of a picture. Each number is a fraction of the picture's width or height, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
pub struct PictureArea {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// The pictures of the site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Album {
    /// Used ones in the order of the stories, the newest first; then the others.
    pub pictures: Vec<AlbumPicture>,
    /// Credits used on this site, the most frequent first.
    pub credits: Vec<String>,
    /// Folders that a picture can go into.
    pub folders: Vec<String>,
}

/// A picture of the site, and where it is used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AlbumPicture {
    /// Names the picture: its file, relative to the site.
    pub file: String,
    /// The name of the file alone.
    pub name: String,
    /// The picture.
    pub picture: PictureView,
    /// Its words: of the newest story that has any; of the file itself where no story uses it.
    pub words: PictureWords,
    /// Where it is used, the newest story first.
    pub uses: Vec<PictureUse>,
    /// Whether a story uses it without a credit.
    pub missing_credit: bool,
    /// Whether a story uses it without a description.
    pub missing_description: bool,
    /// Whether a credit stands in a description, where a story has none in its place.
    pub credit_in_description: bool,
    /// Where it comes from, and what may be done with it.
    pub provenance: Provenance,
    /// Whether it may not be shown any more, or soon will not be.
    pub rights: Rights,
    /// Whether readers can reach it still, although no story uses it.
    pub on_site: bool,
    /// Headlines of stories that show it to readers, or in their approved version, and no more here.
    pub shown_in: Vec<String>,
}

/// How long a picture may be shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Rights {
    /// As far as is known.
    #[default]
    Last,
    /// For a few days yet.
    Ending,
    /// No more.
    Ended,
}

/// A use of a picture in a story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PictureUse {
    /// Names the story.
    pub path: String,
    /// Its headline.
    pub title: String,
    /// How far it is.
    pub state: State,
    /// Whether it is the lead picture there.
    pub lead: bool,
    /// Its words there.
    pub words: PictureWords,
}

/// A change of a picture in every story that uses it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum AlbumEdit {
    /// Another credit.
    Credit {
        /// Kind, as in [`PictureWords`].
        label: String,
        /// Who made it, and for whom.
        credit: String,
        /// Where the credit leads, or empty.
        credit_url: String,
    },
    /// Another description, where the one that is shown stands, or none.
    Description {
        /// Description, plain.
        alt: String,
    },
    /// Where it comes from, and what may be done with it: no story changes.
    Provenance {
        /// All of it.
        provenance: Provenance,
    },
}

/// A credit that stands in a description, and how it would be moved to where credits stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CreditMove {
    /// Names the story.
    pub path: String,
    /// Its headline.
    pub title: String,
    /// Which figure of the text, counted from 0; none for the lead picture.
    pub figure: Option<u32>,
    /// The picture, if it is there.
    pub picture: Option<PictureView>,
    /// Its words as they are.
    pub before: PictureWords,
    /// Its words with the credit in its place.
    pub after: PictureWords,
    /// Whether the line names its credit; otherwise somebody should look at it.
    pub sure: bool,
}

/// What came of a change of a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AlbumChanged {
    /// Stories that were changed and saved.
    pub changed: Vec<String>,
    /// Stories that were left as they are: changed outside meanwhile, or unreadable.
    pub left: Vec<String>,
    /// The picture's file now; empty after a step was taken back that changed no name.
    pub file: String,
}

/// What came of bringing one picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[expect(clippy::large_enum_variant, reason = "one lives at a time, on its way to the screen")]
pub enum Brought {
    /// Ready for its words.
    Draft {
        /// The draft.
        draft: PictureDraft,
    },
    /// It was not added.
    Refused {
        /// What to tell the person.
        problem: Problem,
    },
}

/// A picture that was put in a story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Placed {
    /// The figure's Markdown, to be put into the text; empty when it is only the lead picture.
    pub figure: String,
    /// Set when it became the lead picture.
    pub fields: Option<FieldEdited>,
    /// What was done with files, where the lead picture leads by the name of its file: it can be
    /// taken back.
    pub act: Option<Box<StoryAct>>,
}

/// What changed in a story since readers, or the last approval, had it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Review {
    /// Names the story.
    pub path: String,
    /// Headline as it is now.
    pub title: String,
    /// How far it has come.
    pub state: State,
    /// What it is compared with.
    pub since: Since,
    /// What it can be compared with, this one included.
    pub bases: Vec<Since>,
    /// Who wrote it: the byline.
    pub authors: Vec<String>,
    /// Last change on disk, RFC 3339.
    pub changed: Option<String>,
    /// Fields that differ.
    pub fields: Vec<FieldChange>,
    /// How many fields are as they were.
    pub fields_same: u32,
    /// The text, in order.
    pub text: Vec<TextChange>,
    /// Pictures that came, went or were replaced.
    pub pictures: Vec<PictureChange>,
    /// Hash of exactly what is shown: approval is refused when it has changed.
    pub content: String,
    /// Whether the story was deleted: approving that takes it down with the next publication.
    pub takes_down: bool,
    /// Whether it is a picture that was deleted, and no story.
    pub picture: bool,
    /// Whether there is anything to approve.
    pub anything: bool,
    /// Why it cannot be approved.
    pub problem: Option<Problem>,
}

/// What a review compares with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Since {
    /// Nothing: the story is new.
    New,
    /// The version that was approved.
    Approved {
        /// When, RFC 3339.
        at: String,
        /// By whom.
        by: String,
    },
    /// The version that is live.
    Live {
        /// When it was approved, RFC 3339.
        at: String,
        /// By whom.
        by: String,
    },
    /// The version that was looked at last on this computer.
    Looked {
        /// When, RFC 3339.
        at: String,
    },
}

/// With which version a review compares.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Base {
    /// The one that was approved last.
    #[default]
    Approved,
    /// The one that readers have.
    Live,
    /// The one that was looked at last.
    Looked,
}

/// A field that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FieldChange {
    /// title, dek, authors, date, tags, lead-alt, lead-caption, lead-credit, or the site's own key.
    pub field: String,
    /// Words that stayed, came and went.
    pub runs: Vec<Run>,
}

/// A stretch of text with one fate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Run {
    /// What became of it.
    pub fate: Fate,
    /// The text.
    pub text: String,
}

/// What became of a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// As it was.
    Same,
    /// Put in.
    In,
    /// Taken out.
    Out,
}

/// A stretch of paragraphs with one fate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum TextChange {
    /// As they were.
    Same {
        /// The paragraphs.
        paragraphs: Vec<String>,
    },
    /// Reworded.
    Reworded {
        /// Words that stayed, came and went.
        runs: Vec<Run>,
    },
    /// New.
    New {
        /// The paragraph.
        text: String,
    },
    /// Taken out.
    Removed {
        /// The paragraph.
        text: String,
    },
    /// Moved, unchanged.
    Moved {
        /// The paragraph.
        text: String,
        /// Whether it now stands further up.
        up: bool,
        /// How the paragraph before its old place began; empty when it was the first.
        after: String,
    },
}

/// A picture that came, went or was replaced, or whose words changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PictureChange {
    /// As it was.
    pub before: Option<PictureSide>,
    /// As it is.
    pub now: Option<PictureSide>,
    /// What becomes of the file that was shown before.
    pub old_file: OldFile,
}

/// What becomes of the file of a picture that a story shows no more.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum OldFile {
    /// Nothing: it is shown still, here or by another story, or nobody else has it.
    #[default]
    Nothing,
    /// No story shows it, and it stays where readers can find it.
    Stays {
        /// The file, relative to the site.
        file: String,
    },
    /// It was deleted, and leaves readers with this version of the story.
    Leaves {
        /// The file, relative to the site.
        file: String,
    },
}

/// One side of a changed picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PictureSide {
    /// The picture, where its file is there.
    pub picture: Option<PictureView>,
    /// Its words.
    pub words: PictureWords,
    /// Where it comes from, and what may be done with it.
    pub provenance: Provenance,
    /// Whether it is the lead picture.
    pub lead: bool,
}

/// What came of an approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Approval {
    /// Approved exactly as reviewed.
    Approved {
        /// The story, with its new state.
        state: State,
    },
    /// Something changed since it was reviewed; nothing was approved.
    Changed,
    /// The copy desk found what must be fixed first; nothing was approved.
    Blocked {
        /// What.
        problem: Problem,
    },
    /// The writer approves their own story, and nobody said yet why; nothing was approved. It goes
    /// through once the finding was left for a reason.
    Asked {
        /// What is to be left.
        finding: Box<Finding>,
    },
}

/// A story as somebody read it, to be approved together with others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Reviewed {
    /// Names the story.
    pub path: String,
    /// Names exactly what was read: see [`Review::content`].
    pub content: String,
}

/// What came of the approval of one story among several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StoryApproval {
    /// Names the story.
    pub path: String,
    /// What came of it.
    pub approval: Approval,
}

/// What the copy desk found in a story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Findings {
    /// Names the story.
    pub path: String,
    /// The version that was looked at: places are those of its text.
    pub version: u32,
    /// What must be fixed first, then by place.
    pub findings: Vec<Finding>,
    /// Why the house rules could not be read, if so; the usual ones held.
    pub problem: Option<Problem>,
}

/// One thing that somebody should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Finding {
    /// Tells it from the others of its story, and stays the same while other words change.
    pub key: String,
    /// The rule's number.
    pub rule: String,
    /// What it weighs.
    pub severity: Severity,
    /// What is to be looked at.
    pub message: String,
    /// Where it is, in words.
    pub place: String,
    /// Where it is.
    pub at: FindingPlace,
    /// What would settle it in one step.
    pub fix: Option<FindingFix>,
    /// Set when somebody left it as it is.
    pub left: Option<LeftFinding>,
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Must be fixed: blocks approval.
    Error,
    /// Worth a look: may be left as it is, with a reason.
    Warning,
    /// Advice.
    Info,
}

/// Where a finding is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum FindingPlace {
    /// In the text, in the editor's offsets.
    Text {
        /// Where it begins.
        from: u32,
        /// Where it ends.
        to: u32,
    },
    /// In the words of a picture of the text.
    Figure {
        /// Where its figure begins, in the editor's offsets.
        from: u32,
        /// src, alt, caption or credit.
        part: String,
    },
    /// In the words of the lead picture.
    Lead {
        /// src, alt, caption or credit.
        part: String,
    },
    /// In a field.
    Field {
        /// title, description, authors, date, updated, tags, slug, or the site's own key.
        name: String,
    },
    /// In the story as a whole.
    Story,
}

/// What would settle a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FindingFix {
    /// What it does.
    pub label: String,
    /// The change.
    pub act: FixAct,
}

/// A change that settles a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum FixAct {
    /// Of the text of that version, in order.
    Text {
        /// The changes.
        changes: Vec<Change>,
    },
    /// Of a field.
    Field {
        /// The change.
        edit: FieldEdit,
    },
}

/// A finding that somebody left as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LeftFinding {
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
}

/// What the house wants of its stories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HouseRules {
    /// Words that are written otherwise here.
    pub words: Vec<HouseWord>,
    /// Names that are not printed.
    pub do_not_name: Vec<String>,
    /// Labels that a credit may have; any where there are none.
    pub labels: Vec<String>,
    /// How long and how large things may be.
    pub limits: Vec<HouseLimit>,
    /// Whether one person may write and approve.
    pub one_person: bool,
    /// All rules, with what they weigh here.
    pub rules: Vec<HouseRule>,
    /// Entries of the file that were not understood.
    pub strange: Vec<String>,
    /// Why the file could not be read, if so; the usual rules hold.
    pub problem: Option<Problem>,
}

/// A word that the house writes otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HouseWord {
    /// What is not written.
    pub wrong: String,
    /// What is.
    pub right: String,
}

/// How long or large something may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HouseLimit {
    /// What it is about.
    pub name: String,
    /// The number elsewhere.
    pub usual: u32,
    /// The number here.
    pub value: u32,
}

/// A rule, and what it weighs here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HouseRule {
    /// Its number.
    pub id: String,
    /// What it is about.
    pub name: String,
    /// What it weighs elsewhere.
    pub usual: Severity,
    /// What it weighs here; none when it is switched off.
    pub severity: Option<Severity>,
}

/// The press room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Press {
    /// Where stories go, as shown: the site's address, or the name of the repository.
    pub destination: Option<String>,
    /// Approved, not sent yet.
    pub ready: Vec<PressStory>,
    /// Approved once and changed since.
    pub changed: Vec<PressStory>,
    /// Still being written.
    pub writing: Vec<PressStory>,
    /// Sent lately, the latest first.
    pub lately: Vec<PressStory>,
    /// Those of the ready ones that wait for a connection and go out by themselves.
    pub waiting: Vec<String>,
}

/// A story in the press room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PressStory {
    /// Names the story.
    pub path: String,
    /// Headline.
    pub title: String,
    /// Byline.
    pub authors: Vec<String>,
    /// The picture to show small.
    pub thumbnail: Option<String>,
    /// Who approved it, or empty.
    pub approved_by: String,
    /// When, RFC 3339, or empty.
    pub approved_at: String,
    /// Whether readers have an earlier version.
    pub replaces: bool,
    /// When readers got it, RFC 3339, as far as this computer saw; empty for what was not sent.
    pub sent_at: String,
    /// Whether it was deleted: sending it takes it down.
    pub takes_down: bool,
    /// Whether it is a picture, and no story.
    pub picture: bool,
    /// Whether it was taken off the site: readers get it no more.
    pub unpublished: bool,
}

/// What readers have of a story, to be mended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LiveStory {
    /// Names the story.
    pub path: String,
    /// Headline.
    pub title: String,
    /// Dek.
    pub dek: String,
    /// The text, as an editor holds it.
    pub text: String,
    /// Its figures.
    pub figures: Vec<FigureView>,
    /// Names exactly this version.
    pub content: String,
    /// When it went live, RFC 3339, or empty.
    pub at: String,
    /// Whether another version waits here.
    pub waits: bool,
    /// How readers are told of a correction, and of an update.
    pub notes: Vec<FixNote>,
}

/// How readers are told of a fix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FixNote {
    /// Of which.
    pub kind: FixKind,
    /// What stands before the words that somebody writes: "Correction, November 26, 2026:".
    pub before: String,
}

/// What a fix is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum FixKind {
    /// Something was wrong. Readers are told what.
    Correction,
    /// Something new is known. Readers are told what.
    Update,
    /// A slip of the pen. Nobody needs to be told.
    Small,
}

/// A fix of what readers have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Fix {
    /// The version that it is of.
    pub content: String,
    /// What it is.
    pub kind: FixKind,
    /// What readers are told.
    pub note: String,
    /// Another headline.
    pub title: Option<String>,
    /// Another dek.
    pub dek: Option<String>,
    /// Changes of the text.
    pub changes: Vec<Change>,
    /// Why the writer may approve it alone; empty where nobody had to say.
    pub reason: String,
}

/// What readers get in the place of a story that is taken off the site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Leave {
    /// Nothing: its address leads nowhere.
    Nothing,
    /// Its headline, and these words.
    Note {
        /// A paragraph or more.
        text: String,
    },
    /// Another story.
    Story {
        /// Names it.
        path: String,
    },
}

/// What taking a story off the site would do, as far as it is told before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UnpublishPreview {
    /// Headline, as readers have it.
    pub title: String,
    /// Where they have it, from the root of the host; empty where not known.
    pub address: String,
    /// Whether the lists of the site leave a note out.
    pub unlisted: bool,
    /// Stories that its readers can be sent to, the newest first; none where the site has no way.
    pub stories: Vec<OtherStory>,
    /// Stories that link to it.
    pub links: u32,
}

/// A story that readers have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OtherStory {
    /// Names it.
    pub path: String,
    /// Headline.
    pub title: String,
    /// Byline.
    pub authors: Vec<String>,
}

/// What was done to a whole story. It can be taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StoryAct {
    /// Names the act.
    pub id: String,
    /// What was done.
    pub kind: ActKind,
    /// Headline.
    pub title: String,
    /// Where the story was, where it was anywhere.
    pub before: Option<String>,
    /// Where it is now, where it is anywhere.
    pub path: Option<String>,
    /// The story as it is now, where it is open.
    pub post: Option<PostView>,
    /// Stories whose links follow it; of a deleted one those that still lead to it.
    pub links: u32,
    /// What becomes of readers of the old address.
    pub sent_on: SentOn,
    /// Where readers find it from now on, from the root of the host; empty where not known.
    pub address: String,
}

/// Kinds of acts on whole stories.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ActKind {
    /// It got another address.
    Rename,
    /// It went into another folder.
    Move,
    /// It was copied.
    Duplicate,
    /// It was deleted.
    Delete,
    /// A picture was deleted.
    DeletePicture,
    /// Its lead picture is another file.
    ReplaceLead,
    /// Its lead picture was taken out.
    RemoveLead,
    /// It came back.
    Restore,
    /// Something was taken back.
    Undo,
}

/// What becomes of readers who come to an old address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SentOn {
    /// There are none: the story was not with readers, or its address is the same.
    NotNeeded,
    /// They are sent on to the new one.
    Yes,
    /// They find nothing: this site has no way to send them on.
    No,
}

/// What another name for a story's address would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AddressPreview {
    /// The name as it can stand in an address.
    pub name: String,
    /// The whole address, from the root of the host; empty where not known.
    pub address: String,
    /// What becomes of readers of the old one.
    pub sent_on: SentOn,
    /// Why it cannot be.
    pub problem: Option<Problem>,
}

/// A folder of the site that stories can be moved to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StoryFolder {
    /// Relative to the site.
    pub folder: String,
    /// As it is shown: `posts › 2026`.
    pub name: String,
    /// The code of its language, where the site has several.
    pub language: Option<String>,
    /// How many stories are in it.
    pub stories: u32,
}

/// A story that was deleted and is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DeletedStory {
    /// Names the act that deleted it.
    pub id: String,
    /// Headline.
    pub title: String,
    /// Where it was.
    pub path: String,
    /// When it was deleted, RFC 3339.
    pub at: String,
    /// Until when it is kept, RFC 3339.
    pub until: String,
    /// Whether readers still have it: that is taken down with the next publication.
    pub live: bool,
    /// Whether it is a picture, and no story.
    pub picture: bool,
}

/// What came of a publish.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum Publication {
    /// The publishing repository's branch was read back and holds the stories.
    Sent {
        /// The commit that it holds.
        commit: String,
        /// The stories.
        paths: Vec<String>,
        /// When it was seen there, RFC 3339.
        at: String,
        /// The stories whose pages are being looked for: `seen` or `not-seen` follows.
        looked_for: Vec<String>,
    },
    /// It held them already.
    NothingNew,
    /// It took nothing; the stories stay approved.
    Refused {
        /// Why, and what to do.
        problem: Problem,
        /// Whether they go out by themselves once that has passed.
        waits: bool,
    },
    /// Somebody stopped it before anything was sent.
    Stopped,
    /// The connection was lost while sending and the repository could not be asked.
    Unknown {
        /// What to tell the person.
        problem: Problem,
    },
}

/// Two versions of one story, and what both changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TwoVersions {
    /// Names the story.
    pub path: String,
    /// Headline, as it is here.
    pub title: String,
    /// Who wrote the other version.
    pub by: String,
    /// When that was, RFC 3339, or empty.
    pub theirs_at: String,
    /// When the version here was changed last, RFC 3339, or empty.
    pub ours_at: String,
    /// Names exactly these two versions: a decision is refused when one has changed.
    pub content: String,
    /// The passages that both changed: fields first, then the text from top to bottom.
    pub passages: Vec<TwoPassages>,
    /// What was put together without asking.
    pub taken: Vec<TakenOver>,
}

/// A passage that both changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TwoPassages {
    /// The field; empty for all of them together, none for a paragraph of the text.
    pub field: Option<String>,
    /// As it is here, compared with what both began from.
    pub ours: Vec<Run>,
    /// As the others have it.
    pub theirs: Vec<Run>,
    /// The paragraph before it.
    pub before: String,
    /// The paragraph after it.
    pub after: String,
    /// Whether both can stand one after the other.
    pub both: bool,
}

/// Something that was put together without asking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TakenOver {
    /// The field; none for a paragraph.
    pub field: Option<String>,
    /// The paragraph's number, from 1.
    pub paragraph: u32,
    /// Whether the others wrote it.
    pub theirs: bool,
    /// What stands there now; empty where it was taken out.
    pub text: String,
}

/// What is to become of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum PassageChoice {
    /// As it is here.
    Ours,
    /// As the others have it.
    Theirs,
    /// Ours, then theirs.
    Both,
}

/// What came of deciding.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Decision {
    /// The story has what was chosen. What was not is among the earlier versions.
    Decided {
        /// The story.
        post: Box<PostView>,
    },
    /// One of the versions has changed since they were shown. Nothing was written.
    Changed,
}

/// What came of looking for the stories of others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Arrived {
    /// All of theirs is here.
    InStep {
        /// Stories that came, went or changed.
        stories: u32,
    },
    /// Nothing was taken over.
    Not {
        /// Why, and what to do.
        problem: Problem,
    },
}

/// The steps of a publish, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// Reading what the publishing repository has.
    Checking,
    /// Sending.
    Sending,
    /// Reading back what it has now.
    Received,
}

/// An earlier version of a story, kept on this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EarlierVersion {
    /// Names the version.
    pub id: String,
    /// When it was kept, RFC 3339.
    pub at: String,
    /// saved, outside, replaced or restored: why it was kept.
    pub why: String,
    /// Words in it.
    pub words: u32,
}

/// Something that the person should know, in plain words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Problem {
    /// For the interface to act on; never shown.
    pub code: String,
    /// What happened, and where it is now.
    pub sentence: String,
    /// What to do next, or empty.
    pub hint: String,
}

/// The one event: what changed, so that the screen asks again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Event {
    /// The list of stories.
    Library,
    /// A story was saved.
    Saved {
        /// Which.
        path: String,
        /// The version that is on disk now.
        version: u32,
        /// Its state now.
        state: State,
    },
    /// A story could not be saved. Its text is kept.
    NotSaved {
        /// Which.
        path: String,
        /// Why, and what to do.
        problem: Problem,
    },
    /// An open, unmodified story changed on disk and was read again.
    Reloaded {
        /// Which.
        path: String,
    },
    /// An open, modified story changed on disk. Both texts are kept.
    Outside {
        /// Which.
        path: String,
    },
    /// A site is being brought from elsewhere.
    Bringing {
        /// How much of it is here, in percent; 0 until it is known.
        percent: u32,
        /// How much came, in kilobytes.
        kilobytes: u32,
    },
    /// The stories of others were looked for.
    Arrived {
        /// What came of it.
        arrived: Arrived,
    },
    /// Stories that waited for a connection: what came of sending them.
    WentOut {
        /// What came of it.
        publication: Publication,
    },
    /// A story's own page shows what was sent.
    Seen {
        /// Which.
        path: String,
        /// When, RFC 3339.
        at: String,
        /// The page's address.
        address: String,
    },
    /// The page did not show it for so long that Galley stopped looking.
    NotSeen {
        /// Which.
        path: String,
    },
    /// A publish reached this step.
    Publishing {
        /// The step that has begun.
        step: Step,
    },
}
