//! One publication at a time, and what one that died left behind.
//!
//! While a publication runs, `.git/galley-publish` names its process and, before anything is
//! sent, the commit. The next one finds the process gone, and knows then that the locks it
//! left are nobody's: on what is remembered of the publishing branch, and on that branch
//! itself where it lies in a folder. The commit stays named, by nobody, until somebody has looked
//! whether it arrived.

use std::cell::Cell;
use std::fs::{self, File};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};

use git2::Oid;
use jiff::Timestamp;

use super::PublishError;
use crate::files::At;
use crate::repository::Repository;
use crate::repository::index::{
    Holder, MARK, bring_up, create_signed, holder, nobody_holds, stale, sweep_dead,
};

/// The publication that is under way. Dropped, it is over.
pub(super) struct Underway {
    path: PathBuf,
    file: File,
    left: Option<Left>,
    /// What nobody knows of whether it arrived.
    unsure: Cell<Option<Left>>,
}

/// What one that died, or never learned what became of it, was about to send.
#[derive(Debug, Clone, Copy)]
pub(super) struct Left {
    pub(super) commit: Oid,
    /// What it stands on: the publishing branch as it was.
    pub(super) base: Option<Oid>,
}

impl Underway {
    pub(super) fn begin(repo: &Repository, now: Timestamp) -> Result<Self, PublishError> {
        let folder = repo.git.path();
        let path = folder.join("galley-publish");
        let mut left = None;
        let there = fs::read_to_string(&path).ok().zip(File::open(&path).ok());
        if let Some((text, file)) = &there {
            let mut words = text.split(' ').skip(1);
            let process = words.next().and_then(|word| word.parse().ok());
            let lives = |process| matches!(holder(file, process, &path), Holder::Lives);
            if process.is_some_and(lives) && !stale(&path, now) {
                return Err(PublishError::Busy);
            }
            let mut named = || words.next().and_then(|word| Oid::from_str(word).ok());
            left = named().map(|commit| Left { commit, base: named() });
            clear(&repo.git.commondir().join("refs/remotes"));
        }
        // What a dead program left, and what could not be done before.
        bring_up(&repo.git, now)?;
        // Nobody else writes these, and one of them would stop the next taking back.
        clear(&repo.git.commondir().join("refs/galley"));
        sweep_dead(folder);
        if there.is_some() {
            let _ = fs::remove_file(&path);
        }
        let Some(file) = create_signed(folder, &path)? else { return Err(PublishError::Busy) };
        Ok(Self { path, file, left, unsure: Cell::new(left) })
    }

    /// Says which commit is about to be sent, and on top of which.
    pub(super) fn sending(&mut self, commit: Oid, base: Option<Oid>) -> Result<(), PublishError> {
        // Only what was said last counts: others may have been faster before.
        let words =
            format!("{MARK} {} {commit} {}", std::process::id(), base.unwrap_or(Oid::ZERO_SHA1));
        let said = self
            .file
            .rewind()
            .and_then(|()| self.file.write_all(words.as_bytes()))
            .and_then(|()| self.file.sync_data());
        Ok(said.at(&self.path)?)
    }

    /// Whether this arrived is not known: the next one looks.
    pub(super) fn unsure(&self, commit: Oid, base: Option<Oid>) {
        self.unsure.set(Some(Left { commit, base }));
    }

    /// The publishing branch was read: whatever was left has arrived, or never will.
    pub(super) fn looked(&self) {
        self.unsure.set(None);
    }

    fn leave(&mut self, Left { commit, base }: Left) -> io::Result<()> {
        let base = base.unwrap_or(Oid::ZERO_SHA1);
        self.file.rewind()?;
        self.file.set_len(0)?;
        self.file.write_all(format!("{MARK} - {commit} {base}").as_bytes())?;
        self.file.sync_data()
    }

    /// What one that died was about to send.
    pub(super) fn left(&self) -> Option<Left> {
        self.left
    }

    /// Takes away the lock of a branch in a folder, if it is the one that was left behind.
    pub(super) fn unlock(&self, lock: &Path) {
        let Some(left) = self.left else { return };
        let Ok(text) = fs::read_to_string(lock) else { return };
        let own = text.trim().is_empty() || text.trim() == left.commit.to_string();
        if own && (nobody_holds(lock) || !cfg!(target_os = "linux")) {
            let _ = fs::remove_file(lock);
        }
    }
}

impl Drop for Underway {
    fn drop(&mut self) {
        match self.unsure.get() {
            Some(left) if self.leave(left).is_ok() => {}
            _ => drop(fs::remove_file(&self.path)),
        }
    }
}

/// Locks below a folder that nobody holds.
fn clear(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            clear(&path);
        } else if path.extension().is_some_and(|e| e == "lock")
            && (nobody_holds(&path) || !cfg!(target_os = "linux"))
        {
            let _ = fs::remove_file(&path);
        }
    }
}
