//! What the editor and the form send, and what comes of it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{FieldValue, FigureView, Metadata, PictureWords};

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
