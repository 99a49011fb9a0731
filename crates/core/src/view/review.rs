//! What changed, readable by anyone, and its approval.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Finding, PictureView, PictureWords, Problem, Provenance, State};

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
    /// Whether it is what people said of the site, and no story: its fields are settings.
    pub house: bool,
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
    /// The version that was approved, or came in from another program.
    Approved {
        /// When, RFC 3339.
        at: String,
        /// By whom; empty when nobody approved it in Galley.
        by: String,
    },
    /// The version that is live.
    Live {
        /// When it was approved, or came in, RFC 3339.
        at: String,
        /// By whom; empty when nobody approved it in Galley.
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

/// Words that look otherwise than before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StyleChange {
    /// The words; empty where it is said of the whole block.
    pub text: String,
    /// How they look.
    pub style: TextStyle,
    /// Whether they do now; else they did.
    pub now: bool,
}

/// How words look, and what a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum TextStyle {
    /// Strong.
    Bold,
    /// Emphasised.
    Italic,
    /// Struck through.
    Struck,
    /// In a line of text, as it is typed.
    Code,
    /// A heading.
    Heading {
        /// 1 to 6, the headline's own being 1.
        level: u8,
    },
    /// A list with numbers.
    Numbered,
    /// A list with bullets.
    Bulleted,
    /// A quotation set apart.
    Quoted,
    /// A block of code.
    CodeBlock,
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
        /// What looks otherwise than before.
        styles: Vec<StyleChange>,
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

/// What another program wrote into a story while it was open, as far as it differs from the open
/// text: [`Fate::In`] is theirs, [`Fate::Out`] is one's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OtherText {
    /// Fields that differ.
    pub fields: Vec<FieldChange>,
    /// How many do not.
    pub fields_same: u32,
    /// The text, in order.
    pub text: Vec<TextChange>,
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

/// An earlier version of a story, kept on this computer or in the site's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EarlierVersion {
    /// Names the version.
    pub id: String,
    /// When it was kept, RFC 3339.
    pub at: String,
    /// saved, outside, replaced, restored, merged or crash: why it was kept; approved: somebody
    /// approved it; came: it came in from elsewhere.
    pub why: String,
    /// Who approved it, or brought it in.
    pub by: Option<String>,
    /// Words in it.
    pub words: u32,
}
