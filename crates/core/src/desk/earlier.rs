//! Earlier versions of a story: what was saved on this computer, and what was approved.
//!
//! A saved version is kept for thirty days, an approved one as long as the site's history. A text
//! is shown once: of one that was saved and then approved, the approval; of one that was not
//! chosen, that it was not.

use std::cmp::Reverse;

use jiff::Timestamp;

use super::Desk;
use crate::post::Post;
use crate::repository::ApprovedText;
use crate::versions::{Version, Why};
use crate::{manuscript, view};

/// So many approved versions are listed at most.
const MOST: usize = 100;

impl Desk {
    /// The earlier versions of a story, newest first: other texts than it has now.
    pub fn versions(&self, path: &str) -> Vec<view::EarlierVersion> {
        let mut met = vec![plain(Post::read(&self.site.folder, path).text.as_bytes())];
        let mut all = Vec::new();
        let read = |id: &str| self.versions.read(path, id).unwrap_or_default();
        let (saved, others): (Vec<_>, Vec<_>) =
            self.versions.list(path).into_iter().partition(|one| one.why == Why::Saved);
        for Version { id, at, why } in others {
            let bytes = read(&id);
            met.push(plain(&bytes));
            all.push((at, version(path, (id, at), why.name(), None, bytes)));
        }
        for ApprovedText { id, at, by, approved } in self.repository.approved_texts(path, MOST) {
            let bytes = self.repository.text(&id).unwrap_or_default();
            if !met.contains(&plain(&bytes)) {
                met.push(plain(&bytes));
                let why = if approved { "approved" } else { "came" };
                all.push((at, version(path, (id, at), why, Some(by), bytes)));
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

    /// The text of an earlier version, as its list names it.
    pub(super) fn earlier_text(&self, path: &str, id: &str) -> Option<Vec<u8>> {
        let approved = || {
            let texts = self.repository.approved_texts(path, MOST);
            texts.iter().any(|text| text.id == id).then(|| self.repository.text(id)).flatten()
        };
        let saved = self.versions.read(path, id);
        saved.or_else(|| Some(self.with_line_ends_of(path, approved()?)))
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
