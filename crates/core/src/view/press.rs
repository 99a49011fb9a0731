//! The press room: what waits, what is live, and what was sent.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Change, FigureView, Problem};

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
    /// Who approved it in Galley, or empty: it came from another program, or went out as a quick
    /// fix.
    pub approved_by: String,
    /// When that was, or when it came, RFC 3339, or empty.
    pub approved_at: String,
    /// Whether readers have an earlier version.
    pub replaces: bool,
    /// Who sent it, or took it off the site; empty for what was not sent.
    pub sent_by: String,
    /// When readers got it, RFC 3339, as far as this computer saw; empty for what was not sent.
    pub sent_at: String,
    /// Whether it was deleted: sending it takes it down.
    pub takes_down: bool,
    /// Whether it is a picture, and no story.
    pub picture: bool,
    /// Whether it is what people said of the site, and no story.
    pub house: bool,
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
