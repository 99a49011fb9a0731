//! The pictures of the site.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    FieldEdited, PictureDraft, PictureView, PictureWords, Problem, Provenance, State, StoryAct,
};

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
    /// What of the site itself names it, where no story uses it: templates, styles, other pages.
    pub named_in: Vec<String>,
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
