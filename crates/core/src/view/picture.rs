//! A picture on its way into a story, and in it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{PictureView, PictureWords, Provenance};

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
