//! One publication at a time, and what one that died left behind.
//!
//! While a publication runs, `.git/galley-publish` names its process and, before anything is
//! sent, the commit. The next one finds the process gone, and knows then that the locks it
//! left are nobody's: on what is remembered of the publishing branch, and on that branch
//! itself where it lies in a folder.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use git2::Oid;
use jiff::Timestamp;

use super::PublishError;
use crate::repository::Repository;
use crate::repository::index::{Locked, alive, create_signed, nobody_holds, stale};

/// The publication that is under way. Dropped, it is over.
pub(super) struct Underway {
    path: PathBuf,
    file: File,
    /// What one that died was about to send.
    left: Option<Oid>,
}

impl Underway {
    pub(super) fn begin(repo: &Repository, now: Timestamp) -> Result<Self, PublishError> {
        let folder = repo.git.path();
        let path = folder.join("galley-publish");
        let mut left = None;
        if let Ok(text) = fs::read_to_string(&path) {
            let mut words = text.split(' ').skip(1);
            let process = words.next().and_then(|word| word.parse().ok());
            // Its number may belong to another process by now.
            if process.is_some_and(alive) && !stale(&path, now) {
                return Err(PublishError::Busy);
            }
            left = words.next().and_then(|word| Oid::from_str(word).ok());
            clear(&repo.git.commondir().join("refs/remotes"));
            let _ = fs::remove_file(&path);
        }
        if folder.join("index.lock").exists() {
            // Taking it brings up what a dead program left; that it is free again is enough.
            drop(Locked::take(&repo.git, now)?);
        }
        let Ok(Some(file)) = create_signed(folder, &path) else { return Err(PublishError::Busy) };
        Ok(Self { path, file, left })
    }

    /// Says which commit is about to be sent.
    pub(super) fn sending(&mut self, commit: Oid) -> Result<(), PublishError> {
        let word = format!(" {commit}");
        let said = self.file.write_all(word.as_bytes()).and_then(|()| self.file.sync_data());
        said.map_err(|e: io::Error| git2::Error::from_str(&e.to_string()).into())
    }

    /// Takes away the lock of a branch in a folder, if it is the one that was left behind.
    pub(super) fn unlock(&self, lock: &Path) {
        let Some(left) = self.left else { return };
        let Ok(text) = fs::read_to_string(lock) else { return };
        let own = text.trim().is_empty() || text.trim() == left.to_string();
        if own && (nobody_holds(lock) || !cfg!(target_os = "linux")) {
            let _ = fs::remove_file(lock);
        }
    }
}

impl Drop for Underway {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
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
