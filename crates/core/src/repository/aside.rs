//! What is laid aside for a story, in references of the repository's own that no other program
//! follows: versions that were replaced, what two undecided versions began from, and what stands
//! in the place of stories that were taken off the site.
//!
//! A reference keeps its bytes from being tidied away, costs one small file, and is written in
//! one step, so that a crash leaves it or does not.

use std::collections::BTreeSet;

use git2::Oid;
use jiff::Timestamp;

use super::{Repository, found};

const KEPT: &str = "refs/galley/kept/";
const NOTICES: &str = "refs/galley/notices/";
const UNDECIDED: &str = "refs/galley/undecided/";

/// A version that was replaced without anybody choosing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// When it was replaced.
    pub at: Timestamp,
    /// The whole file.
    pub bytes: Vec<u8>,
    name: String,
}

impl Repository {
    /// Keeps a version of a post, given from the work tree's root, that is about to be replaced.
    pub(crate) fn keep(&self, path: &str, blob: Oid, now: Timestamp) -> Result<(), git2::Error> {
        let name = format!("{KEPT}{}/{}", named(path), now.as_millisecond());
        self.git.reference(&name, blob, true, "galley: kept").map(drop)
    }

    /// Whether any version is kept.
    pub fn any_kept(&self) -> bool {
        self.git.references_glob(&format!("{KEPT}*")).is_ok_and(|mut all| all.next().is_some())
    }

    /// The kept versions of a post, the oldest first.
    pub fn kept(&self, post: &str) -> Vec<Kept> {
        let folder = format!("{KEPT}{}/", named(&self.in_tree(post)));
        let Ok(all) = self.git.references_glob(&format!("{folder}*")) else { return Vec::new() };
        let mut kept: Vec<Kept> = all
            .flatten()
            .filter_map(|reference| {
                let name = reference.name().ok()?.to_owned();
                let at = Timestamp::from_millisecond(name.strip_prefix(&folder)?.parse().ok()?);
                let blob = self.git.find_blob(reference.target()?).ok()?;
                Some(Kept { at: at.ok()?, bytes: blob.content().to_owned(), name })
            })
            .collect();
        kept.sort_by_key(|version| version.at);
        kept
    }

    /// Lets go of a kept version: it is kept elsewhere now.
    ///
    /// # Errors
    /// When the reference cannot be deleted.
    pub fn let_go(&self, kept: &Kept) -> Result<(), git2::Error> {
        match found(self.git.find_reference(&kept.name))? {
            Some(mut reference) => reference.delete(),
            None => Ok(()),
        }
    }

    /// Notes that the folder and the publishing branch have versions of this post, given from
    /// the work tree's root, that nobody has decided between, and what both began from. What is
    /// noted already stays: both still began from that.
    pub(crate) fn note_undecided(&self, path: &str, base: Option<Oid>) -> Result<(), git2::Error> {
        let name = format!("{UNDECIDED}{}", named(path));
        if found(self.git.find_reference(&name))?.is_some() {
            return Ok(());
        }
        let base = match base {
            Some(base) => base,
            None => self.git.blob(b"")?,
        };
        self.git.reference(&name, base, false, "galley: undecided").map(drop)
    }

    /// What both versions of an undecided post began from; the post from the work tree's root.
    pub(crate) fn undecided_base(&self, path: &str) -> Option<Oid> {
        self.git.refname_to_id(&format!("{UNDECIDED}{}", named(path))).ok()
    }

    /// What both versions of a post began from, when nobody has decided between them.
    pub fn undecided(&self, post: &str) -> Option<Vec<u8>> {
        let base = self.undecided_base(&self.in_tree(post))?;
        Some(self.git.find_blob(base).ok()?.content().to_owned())
    }

    /// Whether any post is undecided.
    pub fn any_undecided(&self) -> bool {
        let all = self.git.references_glob(&format!("{UNDECIDED}*"));
        all.is_ok_and(|mut all| all.next().is_some())
    }

    /// Notes that a text is what readers get in the place of a story that was taken off the site.
    pub(crate) fn note_notice(&self, blob: Oid) -> Result<(), git2::Error> {
        self.git.reference(&format!("{NOTICES}{blob}"), blob, true, "galley: notice").map(drop)
    }

    /// Whether it is. Of many texts, look into [`Repository::notices`].
    pub(crate) fn is_notice(&self, blob: Oid) -> bool {
        self.git.refname_to_id(&format!("{NOTICES}{blob}")).is_ok()
    }

    /// All such texts.
    pub(crate) fn notices(&self) -> Result<BTreeSet<Oid>, git2::Error> {
        let all = self.git.references_glob(&format!("{NOTICES}*"))?;
        all.filter_map(|notice| notice.map(|notice| notice.target()).transpose()).collect()
    }

    /// Somebody decided about this post.
    ///
    /// # Errors
    /// When the reference cannot be deleted.
    pub fn decided(&self, post: &str) -> Result<(), git2::Error> {
        let name = format!("{UNDECIDED}{}", named(&self.in_tree(post)));
        match found(self.git.find_reference(&name))? {
            Some(mut reference) => reference.delete(),
            None => Ok(()),
        }
    }
}

/// A path as a part of a reference's name, which takes fewer letters than a path.
fn named(path: &str) -> String {
    blake3::hash(path.as_bytes()).to_hex()[..32].to_owned()
}
