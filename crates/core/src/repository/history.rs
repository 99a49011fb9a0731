//! What was approved and sent before: texts, names, times.

use git2::{Commit, ObjectFormat, ObjectType, Oid};
use jiff::Timestamp;

use super::trailers::{RESTORES, SENDS_ON, UNPUBLISHES, approver, trailer};
use super::tree::{self, Entry, Lookup};
use super::{Repository, tracking_ref};
use crate::view::Person;

/// Names what readers had before somebody rewrote it and that was accepted here.
pub(crate) const REWRITTEN: &str = "refs/galley/rewritten";

/// How many commits are looked at for a story's last approval.
pub(super) const FAR: usize = 20_000;

/// Who brought a story to where it is, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovalRecord {
    /// The commit's author.
    pub writer: Person,
    /// The commit's committer.
    pub editor: Person,
    /// Who approved it in Galley; `None` of what came from another program, or as a quick fix.
    pub approver: Option<String>,
    /// When that was.
    pub at: Timestamp,
    /// The commit.
    pub commit: String,
}

/// One commit of the publishing branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The commit.
    pub commit: String,
    /// Its first line: the headline of the story.
    pub title: String,
    /// The commit's author.
    pub writer: Person,
    /// The commit's committer.
    pub editor: Person,
    /// Who approved it in Galley; `None` of what came from another program, or as a quick fix.
    pub approver: Option<String>,
    /// When the commit was made.
    pub at: Timestamp,
    /// When this computer saw it in the publishing branch first, where that is known.
    pub seen: Option<Timestamp>,
    /// Every file that it changed, relative to the site.
    pub paths: Vec<String>,
    /// Whether it took back what was published before.
    pub taken_back: bool,
    /// The post that it took off the site, relative to the site.
    pub unpublished: Option<String>,
}

impl Repository {
    /// The approved bytes of a file, as git stores them.
    pub fn approved_text(&self, path: &str) -> Option<Vec<u8>> {
        self.text_at(self.head().ok()?.commit?, path)
    }

    /// Whether a text is the approved one, or the one before the last approval. Line ends do not
    /// count: git may store others than lie on disk.
    pub fn was_approved(&self, path: &str, text: &[u8]) -> bool {
        let plain = |text: &[u8]| -> Vec<u8> {
            text.iter().copied().filter(|byte| *byte != b'\r').collect()
        };
        let text = plain(text);
        let same = |approved: Option<Vec<u8>>| approved.is_some_and(|one| plain(&one) == text);
        let before = || {
            let last = Oid::from_str(&self.last_approval(path)?.commit).ok()?;
            self.text_at(self.git.find_commit(last).ok()?.parent_id(0).ok()?, path)
        };
        same(self.approved_text(path)) || same(before())
    }

    /// The names of the approved files in a folder.
    pub fn approved_names(&self, folder: &str) -> Vec<String> {
        let commit = self.head().ok().and_then(|head| head.commit);
        let names =
            Lookup::of(&self.git, commit).and_then(|tree| tree.names(&self.in_tree(folder)));
        let files = names.unwrap_or_default().into_iter();
        files.filter(|name| !name.ends_with('/')).collect()
    }

    /// The live bytes of a file, as the publishing branch was last read back.
    pub fn live_text(&self, path: &str) -> Option<Vec<u8>> {
        self.text_at(self.live()?, path)
    }

    /// Whether a text is a note in the place of a story that was taken off the site.
    pub fn is_notice_text(&self, text: &[u8]) -> bool {
        let id = Oid::hash_object_ext(ObjectType::Blob, text, ObjectFormat::Sha1);
        id.is_ok_and(|id| self.is_notice(id))
    }

    /// The file that sends readers of a post on since it was taken off the site; both relative to
    /// the site. `None` when nothing does, or it was taken off without one.
    pub fn sent_on(&self, post: &str) -> Option<String> {
        let commit = self.unpublished(post)?;
        self.in_site(trailer(&commit, SENDS_ON)?).map(str::to_owned)
    }

    /// Whether a post was ever taken off the site.
    pub fn was_unpublished(&self, post: &str) -> bool {
        self.unpublished(post).is_some()
    }

    fn unpublished(&self, post: &str) -> Option<Commit<'_>> {
        self.git.find_commit(self.taken_off(&self.in_tree(post))?).ok()
    }

    /// Whether a file is approved, or with readers, whatever lies in the folder.
    pub fn knows(&self, path: &str) -> bool {
        let head = self.head().ok().and_then(|head| head.commit);
        [head, self.live()].into_iter().flatten().any(|commit| self.has(commit, path))
    }

    /// Whether readers have a file, as the publishing branch was last read back.
    pub fn is_live(&self, path: &str) -> bool {
        self.live().is_some_and(|commit| self.has(commit, path))
    }

    /// The newest commit that changed a story's post file; `None` when there is none among
    /// the last 20,000.
    pub fn last_approval(&self, post: &str) -> Option<ApprovalRecord> {
        self.last_approvals(&[post.to_owned()]).pop().flatten()
    }

    /// The same for many stories, in the order given: one walk through the history for all.
    pub fn last_approvals(&self, posts: &[String]) -> Vec<Option<ApprovalRecord>> {
        let posts: Vec<String> = posts.iter().map(|post| self.in_tree(post)).collect();
        let found = self.touched(&posts).unwrap_or_else(|_| vec![None; posts.len()]);
        let record = |id: Oid| Some(record(&self.git.find_commit(id).ok()?));
        found.into_iter().map(|id| id.and_then(record)).collect()
    }

    /// The newest commit of the publishing branch that changed a story's post file.
    pub fn last_live(&self, post: &str) -> Option<ApprovalRecord> {
        Some(record(&self.last_touched(self.live()?, &self.in_tree(post)).ok()??))
    }

    /// The newest `n` commits of the publishing branch as last read back, the latest first.
    pub fn last_sent(&self, n: usize) -> Vec<Sent> {
        let mut sent = Vec::new();
        let mut next = self.live().and_then(|id| self.git.find_commit(id).ok());
        let mut sights = self.sights().into_iter().peekable();
        while let Some(commit) = next.filter(|_| sent.len() < n) {
            let parent = commit.parent(0).ok();
            let before = parent.as_ref().map(Commit::tree_id);
            while sights.next_if(|(before, _)| *before == commit.id()).is_some() {}
            let Ok(changes) = tree::differences(&self.git, before, Some(commit.tree_id())) else {
                break;
            };
            let (writer, editor) = people(&commit);
            sent.push(Sent {
                commit: commit.id().to_string(),
                title: String::from_utf8_lossy(commit.summary_bytes().unwrap_or_default())
                    .into_owned(),
                writer,
                editor,
                approver: approver(&commit),
                at: time(&commit),
                seen: sights.peek().map(|(_, at)| *at),
                taken_back: trailer(&commit, RESTORES).is_some(),
                unpublished: trailer(&commit, UNPUBLISHES)
                    .and_then(|path| self.in_site(path).map(str::to_owned)),
                paths: changes
                    .keys()
                    .filter_map(|path| self.in_site(path).map(str::to_owned))
                    .collect(),
            });
            next = parent;
        }
        sent
    }

    fn has(&self, commit: Oid, path: &str) -> bool {
        Lookup::of(&self.git, Some(commit))
            .and_then(|tree| tree.get(&self.in_tree(path)))
            .is_ok_and(|entry| entry.is_some())
    }

    /// Each time that the publishing branch was seen to have moved, the latest first: where it
    /// stood before, and when that was.
    fn sights(&self) -> Vec<(Oid, Timestamp)> {
        let log = || {
            let remote = self.publishing_remote()?;
            let (branch, _) = self.tracking_branch(&remote)?;
            self.git.reflog(&tracking_ref(&remote, &branch)).ok()
        };
        let Some(log) = log() else { return Vec::new() };
        let at = |seconds| Timestamp::from_second(seconds).unwrap_or(Timestamp::MAX);
        log.iter().map(|e| (e.id_old(), at(e.committer().when().seconds()))).collect()
    }

    fn text_at(&self, commit: Oid, path: &str) -> Option<Vec<u8>> {
        let entry = Lookup::of(&self.git, Some(commit)).ok()?.get(&self.in_tree(path)).ok()??;
        Some(self.git.find_blob(entry.id).ok()?.content().to_owned())
    }

    /// Follows the history of one path: where a merge took a side's version, that side.
    pub(crate) fn last_touched(
        &self,
        from: Oid,
        path: &str,
    ) -> Result<Option<Commit<'_>>, git2::Error> {
        self.touched_within(from, path, &mut { FAR })
    }

    /// The same through as many commits as are `left`, which are counted.
    pub(super) fn touched_within(
        &self,
        from: Oid,
        path: &str,
        left: &mut usize,
    ) -> Result<Option<Commit<'_>>, git2::Error> {
        let at = |commit: &Commit<'_>| -> Result<Option<Entry>, git2::Error> {
            Lookup::new(&self.git, Some(commit.tree_id()))?.get(path)
        };
        let mut commit = self.git.find_commit(from)?;
        let mut here = at(&commit)?;
        if here.is_none() {
            return Ok(None);
        }
        while *left > 0 {
            *left -= 1;
            let mut same = None;
            for parent in commit.parents() {
                let there = at(&parent)?;
                if there == here {
                    same = Some((parent, there));
                    break;
                }
            }
            match same {
                Some((parent, there)) => (commit, here) = (parent, there),
                None => return Ok(Some(commit)),
            }
        }
        Ok(None)
    }
}

fn record(commit: &Commit<'_>) -> ApprovalRecord {
    let (writer, editor) = people(commit);
    ApprovalRecord {
        writer,
        editor,
        approver: approver(commit),
        at: time(commit),
        commit: commit.id().to_string(),
    }
}

pub(super) fn people(commit: &Commit<'_>) -> (Person, Person) {
    let person = |who: git2::Signature<'_>| Person {
        name: String::from_utf8_lossy(who.name_bytes()).into_owned(),
        email: String::from_utf8_lossy(who.email_bytes()).into_owned(),
    };
    (person(commit.author()), person(commit.committer()))
}

pub(super) fn time(commit: &Commit<'_>) -> Timestamp {
    Timestamp::from_second(commit.time().seconds()).unwrap_or(Timestamp::MAX)
}
