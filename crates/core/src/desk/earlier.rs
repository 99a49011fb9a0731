//! Earlier versions of a story: what was saved on this computer, and what was approved.
//!
//! A saved version is kept for thirty days, an approved one as long as the site's history. A text
//! is shown once: of one that was saved and then approved, the approval; of one that was not
//! chosen, that it was not.

use std::cmp::Reverse;
use std::path::PathBuf;

use jiff::Timestamp;

use super::Desk;
use crate::post::Post;
use crate::repository::{ApprovedText, Repository};
use crate::versions::{Version, Versions, Why};
use crate::{manuscript, view};

/// So many approved versions are listed at most.
const MOST: usize = 100;

/// The earlier versions of a story, to be looked up without the desk: a long history takes seconds.
#[derive(Debug)]
pub struct Earlier {
    site: PathBuf,
    path: String,
    saved: Versions,
}

impl Earlier {
    /// They, newest first: other texts than the story has now. Where the history cannot be read,
    /// those that were saved here.
    pub fn list(&self) -> Vec<view::EarlierVersion> {
        let path = &self.path;
        let mut met = vec![plain(Post::read(&self.site, path).text.as_bytes())];
        let mut all = Vec::new();
        let read = |id: &str| self.saved.read(path, id).unwrap_or_default();
        let (saved, others): (Vec<_>, Vec<_>) =
            self.saved.list(path).into_iter().partition(|one| one.why == Why::Saved);
        for Version { id, at, why } in others {
            let bytes = read(&id);
            met.push(plain(&bytes));
            all.push((at, version(path, (id, at), why.name(), None, bytes)));
        }
        let repository = Repository::open(&self.site).ok();
        for text in repository.iter().flat_map(|repo| repo.approved_texts(path, MOST)) {
            let ApprovedText { id, at, by, approved } = text;
            let bytes = repository.as_ref().and_then(|repo| repo.text(&id)).unwrap_or_default();
            if !met.contains(&plain(&bytes)) {
                met.push(plain(&bytes));
                let why = if approved { "approved" } else { "came" };
                all.push((at, version(path, (named(path, &id), at), why, Some(by), bytes)));
            }
        }
        for Version { id, at, why } in saved {
            let bytes = read(&id);
            if !met.contains(&plain(&bytes)) {
                all.push((at, version(path, (id, at), why.name(), None, bytes)));
            }
        }
        all.sort_by_key(|(at, _)| Reverse(*at));
        all.into_iter().map(|(_, version)| version).collect()
    }
}

impl Desk {
    /// The earlier versions of a story.
    pub fn earlier(&self, path: &str) -> Earlier {
        let (site, saved) = (self.site.folder.clone(), self.versions.clone());
        Earlier { site, path: path.to_owned(), saved }
    }

    /// The text of an earlier version, as its list names it.
    pub(super) fn earlier_text(&self, path: &str, id: &str) -> Option<Vec<u8>> {
        let approved = || {
            let text = self.repository.text(id.strip_prefix(&named(path, ""))?)?;
            Some(self.with_line_ends_of(path, text))
        };
        self.versions.read(path, id).or_else(approved)
    }

    /// An approved text with the line ends that the story has on disk: git may store others.
    fn with_line_ends_of(&self, path: &str, text: Vec<u8>) -> Vec<u8> {
        let wide = |text: &[u8]| text.windows(2).any(|pair| pair == b"\r\n");
        if wide(&text) || !wide(Post::read(&self.site.folder, path).text.as_bytes()) {
            return text;
        }
        String::from_utf8_lossy(&text).replace('\n', "\r\n").into_bytes()
    }
}

/// An approved text among the versions of its story: another story has none of this name.
fn named(path: &str, id: &str) -> String {
    format!("{path}@{id}")
}

/// A text without regard to its line ends.
fn plain(text: &[u8]) -> Vec<u8> {
    text.iter().copied().filter(|byte| *byte != b'\r').collect()
}

fn version(
    path: &str,
    (id, at): (String, Timestamp),
    why: &str,
    by: Option<String>,
    bytes: Vec<u8>,
) -> view::EarlierVersion {
    let words = manuscript::words(Post::from_bytes(path, bytes, None).body());
    view::EarlierVersion { id, at: at.to_string(), why: why.to_owned(), by, words }
}
