//! Two versions of one story, and what came from others.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Block, PostView, Problem, Run};

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
    /// As it is here, compared with what both began from; where there is nothing such, with theirs.
    pub ours: Vec<Run>,
    /// As the others have it.
    pub theirs: Vec<Run>,
    /// The paragraph before it.
    pub before: String,
    /// The paragraph after it.
    pub after: String,
    /// Whether both can stand one after the other.
    pub both: bool,
    /// Ours with its marks, as the editor shows it, to be gone on from by hand; only of a paragraph.
    pub ours_text: String,
    /// The same as the others have it.
    pub theirs_text: String,
}

/// Something that was put together without asking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TakenOver {
    /// The field; none for a paragraph.
    pub field: Option<String>,
    /// The paragraph's number, from 1.
    pub paragraph: u32,
    /// Who wrote it.
    pub by: Whose,
    /// What stands there now; empty where it was taken out.
    pub text: String,
}

/// Whose hand something is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Whose {
    /// From this computer.
    Ours,
    /// From the others.
    Theirs,
    /// Both wrote the same, or what each wrote is in it.
    Both,
}

/// What is to become of a passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum PassageChoice {
    /// As it is here.
    Ours,
    /// As the others have it.
    Theirs,
    /// Ours, then theirs.
    Both,
    /// A paragraph in words of one's own.
    Own {
        /// With its marks, as it would be typed in the editor. Without words, it is left out.
        text: String,
    },
}

/// The story as it would be with what was chosen. Nothing of it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TogetherPage {
    /// Sanitised HTML of what stands above the text.
    pub head: String,
    /// All of the text, block by block.
    pub blocks: Vec<Block>,
    /// For each passage the blocks in which it stands; nothing for a field.
    pub passages: Vec<Option<BlockRange>>,
}

/// Blocks that follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BlockRange {
    /// Index of the first.
    pub from: u32,
    /// Index behind the last; the same as `from` where there is none.
    pub to: u32,
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
