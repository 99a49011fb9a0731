//! What an editor saw of a story when last looking at it, so that a second look shows only what
//! is new since. Kept on this computer, outside the site.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::files::{self, PathError};

/// One look.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Look {
    /// When.
    pub(super) at: Timestamp,
    /// The whole file as it was.
    pub(super) text: String,
}

/// The looks at one site's stories: the newest of each.
#[derive(Debug)]
pub(super) struct Looked {
    folder: PathBuf,
}

impl Looked {
    pub(super) fn new(folder: &Path) -> Looked {
        Looked { folder: folder.join("looked") }
    }

    /// The last look at a story.
    pub(super) fn last(&self, story: &str) -> Option<Look> {
        serde_json::from_slice(&std::fs::read(self.of(story)).ok()?).ok()
    }

    /// Notes that a story was looked at.
    pub(super) fn note(&self, story: &str, text: &str, now: Timestamp) -> Result<(), PathError> {
        let look = Look { at: now, text: text.to_owned() };
        let json = serde_json::to_vec(&look).unwrap_or_default();
        files::write(&self.of(story), &json)
    }

    fn of(&self, story: &str) -> PathBuf {
        let name = blake3::hash(story.as_bytes()).to_hex();
        self.folder.join(format!("{}.json", &name[..32]))
    }
}
