//! Approving a story: exactly the files that were reviewed become one commit.
//!
//! 1. The repository is in no state that forbids it, and its index is locked.
//! 2. The story's files are read once; names and bytes must still hash to what was reviewed.
//! 3. What differs from HEAD becomes blobs, trees, one commit. Author is the writer,
//!    committer the editor.
//! 4. It is noted what the index will owe, and the branch moves if it still stands where it
//!    stood.
//! 5. HEAD, the commit and every approved file are read back. The index follows.

use std::fs::Metadata;

use git2::Oid;
use jiff::Timestamp;

use super::Repository;
use super::blocked::Blocked;
use super::commit::{self, CommitError, one_line, signature};
use super::convert::{self, Rules};
use super::files::{self, ContentHash, StoryFiles, StoryFilesError, Working};
use super::index::{IndexError, Locked, Owed};
use super::trailers::{APPROVED_BY, CONTENT, LEFT, Message};
use super::tree::{self, Changes, Entry, Lookup};
use crate::files::PathError;
use crate::view::Person;

/// What came of an approval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Approval {
    /// The story is committed as reviewed.
    Approved {
        /// The commit.
        commit: String,
        /// What it changed, relative to the site.
        paths: Vec<String>,
    },
    /// A file changed since the review. Nothing was approved.
    ChangedSinceReview,
    /// It is approved as it stands already.
    NothingToApprove,
}

/// Why a story was not approved. The repository is as it was.
#[derive(Debug, thiserror::Error)]
pub enum ApproveError {
    /// A state of the repository in which nothing is written.
    #[error(transparent)]
    Blocked(#[from] Blocked),
    /// A file of the story cannot be taken.
    #[error(transparent)]
    Files(#[from] StoryFilesError),
    /// A file of the repository cannot be written.
    #[error(transparent)]
    Write(#[from] PathError),
    /// Another program moved the branch meanwhile. Trying again is safe.
    #[error("another program moved the branch meanwhile")]
    Moved,
    /// What was written could not be read back: the disk may be full.
    #[error("what was written could not be read back")]
    NotKept,
    /// libgit2 could not do it.
    #[error("the approval could not be written: {0}")]
    Git(#[from] git2::Error),
}

impl From<CommitError> for ApproveError {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Moved => Self::Moved,
            CommitError::Locked(what) => Self::Blocked(Blocked::Locked(what.into())),
            CommitError::NotKept => Self::NotKept,
            CommitError::Git(e) => Self::Git(e),
        }
    }
}

impl From<IndexError> for ApproveError {
    fn from(error: IndexError) -> Self {
        match Blocked::by_index(error) {
            Ok(blocked) => Self::Blocked(blocked),
            Err(IndexError::File(e)) => Self::Write(e),
            Err(IndexError::Git(e)) => Self::Git(e),
            Err(IndexError::Locked(_) | IndexError::Form(_)) => unreachable!("named above"),
        }
    }
}

impl Repository {
    /// The hash of a story's files, names and bytes: what an editor is shown and approves.
    ///
    /// # Errors
    /// When a file is refused by name or cannot be read.
    pub fn content_hash(&self, story: &StoryFiles) -> Result<ContentHash, StoryFilesError> {
        Ok(hash_of(&self.read(story)?))
    }

    /// Commits exactly this story's files, those that are gone included, if they still hash
    /// to what was reviewed.
    ///
    /// # Errors
    /// See [`ApproveError`]; on each of them the branch stands where it stood.
    pub fn approve(
        &self,
        story: &StoryFiles,
        title: &str,
        writer: &Person,
        editor: &Person,
        expected: Option<&ContentHash>,
        now: Timestamp,
    ) -> Result<Approval, ApproveError> {
        self.approve_with(story, title, (writer, editor), expected, &[], now)
    }

    /// As [`Repository::approve`], with the reasons for which findings of the copy desk were left
    /// as they are.
    ///
    /// # Errors
    /// As there.
    pub fn approve_with(
        &self,
        story: &StoryFiles,
        title: &str,
        (writer, editor): (&Person, &Person),
        expected: Option<&ContentHash>,
        left: &[String],
        now: Timestamp,
    ) -> Result<Approval, ApproveError> {
        let (approval, owed) =
            self.approve_ahead(story, title, (writer, editor), expected, left, now)?;
        drop(owed);
        Ok(approval)
    }

    /// As [`Repository::approve_with`], with the answer before the index has followed: in a site
    /// of many files that takes longest, and nobody needs to wait for it.
    ///
    /// # Errors
    /// As there.
    pub fn approve_ahead(
        &self,
        story: &StoryFiles,
        title: &str,
        (writer, editor): (&Person, &Person),
        expected: Option<&ContentHash>,
        left: &[String],
        now: Timestamp,
    ) -> Result<(Approval, Option<Owed>), ApproveError> {
        if let Some(blocked) = self.blocked() {
            return Err(blocked.into());
        }
        let mut lock = Locked::take(&self.git, now)?;
        let head = self.head()?;
        let branch = head.branch.ok_or(Blocked::DetachedHead)?;
        let story_files = self.read(story)?;
        let content = hash_of(&story_files);
        if expected.is_some_and(|expected| *expected != content) {
            return Ok((Approval::ChangedSinceReview, lock.leave()));
        }
        let there = Lookup::of(&self.git, head.commit)?;
        let staged = self.stage(&there, story_files)?;
        let changes: Changes = staged
            .iter()
            .filter(|&file| file.before != file.entry)
            .map(|file| (file.path.clone(), file.entry))
            .collect();
        if changes.is_empty() {
            self.decided(&story.post)?;
            return Ok((Approval::NothingToApprove, lock.leave()));
        }

        let parent = head.commit.map(|id| self.git.find_commit(id)).transpose()?;
        let root = tree::replace(&self.git, parent.as_ref().map(git2::Commit::tree_id), &changes)?;
        let at = commit::moment(now, parent.as_ref());
        let (author, committer) = (signature(writer, at)?, signature(editor, at)?);
        let title = match one_line(title) {
            title if title.is_empty() => story.post.clone(),
            title => title,
        };
        let message = Message::new(&title)
            .with(APPROVED_BY, &committer)
            .with(CONTENT, &content)
            .with_all(LEFT, left)
            .text();
        let parents: Vec<Oid> = head.commit.into_iter().collect();
        let id = commit::write(&self.git, root, &parents, &author, &committer, &message)?;

        let entries: Vec<_> =
            staged.iter().map(|f| (f.path.clone(), f.entry, f.meta.clone())).collect();
        lock.prepare(id, &entries)?;
        commit::move_branch(&self.git, &branch, head.commit, id, &format!("commit: {title}"))?;
        let owed = lock.finish();
        self.verify(id, root, &changes)?;
        // Who approves it has decided.
        self.decided(&story.post)?;
        let paths =
            changes.keys().filter_map(|path| self.in_site(path).map(str::to_owned)).collect();
        Ok((Approval::Approved { commit: id.to_string(), paths }, Some(owed)))
    }

    fn read(&self, story: &StoryFiles) -> Result<Vec<(String, Option<Working>)>, StoryFilesError> {
        let read = |path: &str| Ok((path.to_owned(), files::read(self.site(), path)?));
        story.paths().into_iter().map(read).collect()
    }

    /// Blobs for the story's files, beside what HEAD has.
    fn stage(
        &self,
        head: &Lookup<'_>,
        story: Vec<(String, Option<Working>)>,
    ) -> Result<Vec<Staged>, ApproveError> {
        let rules = Rules::new(&self.git, self.root());
        let executable = self.git.config()?.get_bool("core.filemode").unwrap_or(cfg!(unix));
        let mut staged = Vec::with_capacity(story.len());
        for (path, working) in story {
            let path = self.in_tree(&path);
            if head.is_elsewhere(&path)? {
                return Err(Blocked::Elsewhere { path }.into());
            }
            let before = head.get(&path)?;
            let (entry, meta) = match working {
                None => (None, None),
                Some(Working { bytes, meta }) => {
                    let treatment = rules.treatment(&path)?;
                    if let Some(blocked) = Blocked::by_treatment(&path, &treatment) {
                        return Err(blocked.into());
                    }
                    let id = convert::store(&self.git, &treatment, &path, &bytes)?;
                    let mode = match before {
                        Some(before) if !executable => before.mode,
                        _ => mode(&meta, executable),
                    };
                    (Some(Entry { id, mode }), Some(meta))
                }
            };
            staged.push(Staged { path, before, entry, meta });
        }
        Ok(staged)
    }

    fn verify(&self, id: Oid, root: Oid, changes: &Changes) -> Result<(), ApproveError> {
        let head = self.head()?.commit;
        let kept = self.git.find_commit(id).map_err(|_| ApproveError::NotKept)?;
        if kept.tree_id() != root {
            return Err(ApproveError::NotKept);
        }
        // Another program may have gone on from here already.
        if head != Some(id)
            && !head.is_some_and(|h| self.git.graph_descendant_of(h, id).unwrap_or(false))
        {
            return Err(ApproveError::NotKept);
        }
        let there = Lookup::new(&self.git, Some(root)).map_err(|_| ApproveError::NotKept)?;
        let odb = self.git.odb()?;
        for (path, entry) in changes {
            let same = there.get(path).ok() == Some(*entry);
            let readable = entry.is_none_or(|entry| odb.read_header(entry.id).is_ok());
            if !same || !readable {
                return Err(ApproveError::NotKept);
            }
        }
        Ok(())
    }
}

struct Staged {
    path: String,
    before: Option<Entry>,
    entry: Option<Entry>,
    meta: Option<Metadata>,
}

fn hash_of(story: &[(String, Option<Working>)]) -> ContentHash {
    files::hash(
        story.iter().map(|(path, file)| (path.as_str(), file.as_ref().map(|f| f.bytes.as_slice()))),
    )
}

#[cfg(unix)]
fn mode(meta: &Metadata, executable: bool) -> i32 {
    use std::os::unix::fs::PermissionsExt;
    if executable && meta.permissions().mode() & 0o100 != 0 { 0o100755 } else { 0o100644 }
}

#[cfg(not(unix))]
fn mode(_: &Metadata, _: bool) -> i32 {
    0o100644
}
