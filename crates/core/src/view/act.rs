//! Whole stories: addresses, copies, moves, the trash.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{PostView, Problem};

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
