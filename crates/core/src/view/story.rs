//! An open story: its text, its fields, its pictures.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Broken, FigureView, Page, State};

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
    /// Whether the file was deleted: there is no other text.
    pub gone: bool,
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
    /// Whether the site has no tags, nor this story: they are not asked for.
    pub untagged: bool,
    /// Lead picture, where the story has one.
    pub lead: Option<LeadView>,
    /// Where readers find it, from the root of the host (`/posts/night-court/`); empty where that
    /// is not known.
    pub address: String,
    /// The part of the address that a person may change: `night-court`.
    pub slug: String,
    /// Whether readers have the story: a change of its address has to send them on.
    pub address_fixed: bool,
    /// Where they have it, as `address`; empty where they do not, or where it is not known.
    pub address_live: String,
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
    /// `09:00`; empty for a day alone.
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
