//! All that crosses to a screen: plain types with public fields.
//!
//! Nothing here thinks. The core turns its own types into these, a shell sends them, and
//! `ui/src/ipc/bindings.ts` is generated from these files (`cargo test -p galley-core bindings`
//! rewrites it; a stale file fails the test).
//!
//! Text offsets are UTF-16 code units of the text as the editor holds it, where every line
//! end counts as one.

mod act;
mod album;
mod check;
mod decide;
mod edit;
mod library;
mod picture;
mod press;
mod review;
mod site;
mod start;
mod story;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use act::{ActKind, AddressPreview, DeletedStory, SentOn, StoryAct, StoryFolder};
pub use album::{
    Album, AlbumChanged, AlbumEdit, AlbumPicture, Brought, CreditMove, PictureUse, Placed, Rights,
};
pub use check::{
    Finding, FindingFix, FindingPlace, Findings, FixAct, HouseLimit, HouseRule, HouseRules,
    HouseWord, LeftFinding, Severity,
};
pub use decide::{
    Arrived, BlockRange, Decision, PassageChoice, TakenOver, TogetherPage, TwoPassages,
    TwoVersions, Whose,
};
pub use edit::{Block, Change, Edited, FieldEdit, FieldEdited, Page, PageRest, Splice};
pub use library::{Broken, Library, State, StoryRow};
pub use picture::{Card, Cards, FigureView, OtherWords, PictureArea, PictureDraft, PictureEdits};
pub use press::{
    Fix, FixKind, FixNote, Leave, LiveStory, OtherStory, Press, PressStory, Publication, Step,
    UnpublishPreview,
};
pub use review::{
    Approval, Base, EarlierVersion, Fate, FieldChange, OldFile, OtherText, PictureChange,
    PictureSide, Review, Reviewed, Run, Since, StoryApproval, StyleChange, TextChange, TextStyle,
};
pub use site::{
    Length, Look, LookElement, PlaceView, ProfileChoice, ProfileRow, RowKind, SignInCode, SignedIn,
    SiteProfile, SiteView,
};
pub use start::{Opening, Person, RecentSite, Settings, Start, Theme};
pub use story::{
    Choices, Control, DateView, FieldValue, KeyChoices, LeadView, Metadata, OutsideChange,
    OwnField, PictureOrigin, PictureView, PictureWords, PostView, Provenance,
};

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
        /// Which they were.
        paths: Vec<String>,
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
