//! The texts that a story had when it was approved, newest first.
//!
//! 1. The history is walked from what is approved here, from what readers have, and from what was
//!    there before somebody rewrote it. Each commit that changed the post file has one text.
//! 2. Where the file begins, the walk goes on with the one that the same commit took out: the story
//!    was called otherwise before.
//! 3. A text that is met twice counts where it is newest.
//!
//! A long history takes seconds: whoever asks does not hold the desk meanwhile.

use std::cmp::Reverse;
use std::collections::HashSet;

use git2::{Commit, Oid};
use jiff::Timestamp;

use super::history::{FAR, people, time};
use super::trailers::{RESTORES, approver, trailer};
use super::tree::{self, Lookup};
use super::{REWRITTEN, Repository};

/// A story's text as it was approved, or came from others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovedText {
    /// Names the text: the id of its blob.
    pub id: String,
    /// When it was approved.
    pub at: Timestamp,
    /// Who approved it, or brought it in.
    pub by: String,
    /// Whether somebody approved it in Galley.
    pub approved: bool,
}

/// How far the history was walked.
struct Walk {
    /// Commits that changed the file: where one is met again, what is below it is known.
    seen: HashSet<Oid>,
    /// So many commits may be looked at still.
    left: usize,
}

impl Repository {
    /// The newest `most` texts that a post file had, the latest first, among the last 20,000
    /// commits; fewer where the history ends, or cannot be read on.
    pub fn approved_texts(&self, post: &str, most: usize) -> Vec<ApprovedText> {
        let head = self.head().ok().and_then(|head| head.commit);
        let before = self.git.refname_to_id(REWRITTEN).ok();
        let mut walk = Walk { seen: HashSet::new(), left: FAR };
        let mut found = Vec::new();
        for from in [head, self.live(), before].into_iter().flatten() {
            // What cannot be read on ends the walk: there is no earlier text that way.
            let _ = self.texts_from(from, self.in_tree(post), most, &mut walk, &mut found);
        }
        found.sort_by_key(|text| Reverse(text.at));
        let mut met = HashSet::new();
        found.retain(|text| met.insert(text.id.clone()));
        found.truncate(most);
        found
    }

    /// A text by its name, as git stores it.
    pub fn text(&self, id: &str) -> Option<Vec<u8>> {
        Some(self.git.find_blob(Oid::from_str(id).ok()?).ok()?.content().to_owned())
    }

    fn texts_from(
        &self,
        from: Oid,
        mut post: String,
        most: usize,
        walk: &mut Walk,
        found: &mut Vec<ApprovedText>,
    ) -> Result<(), git2::Error> {
        let mut next = from;
        let mut texts = HashSet::new();
        while texts.len() < most {
            let Some(commit) = self.touched_within(next, &post, &mut walk.left)? else { break };
            // From here on another walk was here before.
            if !walk.seen.insert(commit.id()) {
                break;
            }
            let lookup = Lookup::new(&self.git, Some(commit.tree_id()))?;
            let Some(entry) = lookup.get(&post)? else { break };
            texts.insert(entry.id);
            // What took a publication back has a text that was approved before.
            if trailer(&commit, RESTORES).is_none() {
                let approver = approver(&commit);
                found.push(ApprovedText {
                    id: entry.id.to_string(),
                    at: time(&commit),
                    approved: approver.is_some(),
                    by: approver.unwrap_or_else(|| people(&commit).1.name),
                });
            }
            let Ok(parent) = commit.parent(0) else { break };
            if Lookup::new(&self.git, Some(parent.tree_id()))?.get(&post)?.is_none() {
                let Some(before) = self.called_before(&commit, &parent, &post, entry.id)? else {
                    break;
                };
                post = before;
            }
            next = parent.id();
        }
        Ok(())
    }

    /// What a post file that begins with a commit was called before: the file of its kind that the
    /// commit took out, if it had the same text or is the only one.
    fn called_before(
        &self,
        commit: &Commit<'_>,
        parent: &Commit<'_>,
        post: &str,
        text: Oid,
    ) -> Result<Option<String>, git2::Error> {
        let there = Lookup::new(&self.git, Some(parent.tree_id()))?;
        let changed = tree::differences(&self.git, Some(parent.tree_id()), Some(commit.tree_id()))?;
        let kind = |path: &str| path.rsplit_once('.').map(|(_, kind)| kind.to_owned());
        let mut gone = Vec::new();
        for (path, here) in changed {
            if here.is_none() && kind(&path) == kind(post) {
                if there.get(&path)?.is_some_and(|before| before.id == text) {
                    return Ok(Some(path));
                }
                gone.push(path);
            }
        }
        Ok(if gone.len() == 1 { gone.pop() } else { None })
    }
}
