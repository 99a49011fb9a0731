//! States of a repository in which nothing is written, each by its name.

use std::path::PathBuf;

use git2::RepositoryState;

use super::Repository;
use super::convert::Treatment;
use super::index::IndexError;

/// Why nothing can be approved or published now. Nothing was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Blocked {
    /// HEAD names a commit and no branch: an approval would belong to nothing.
    #[error("an earlier state of the site is checked out, and no branch")]
    DetachedHead,
    /// Another tool began something here and has not finished it.
    #[error("another program has not finished {0} here")]
    HalfDone(HalfDone),
    /// Another program holds a lock.
    #[error("another program is writing to the repository ({})", .0.display())]
    Locked(PathBuf),
    /// The file is kept in large-file storage.
    #[error("{path} is kept in large-file storage")]
    Lfs {
        /// Relative to the work tree.
        path: String,
    },
    /// The file goes through a program that Galley does not run.
    #[error("{path} is stored through a program ({program})")]
    Program {
        /// Relative to the work tree.
        path: String,
        /// The filter or encoding, by its name.
        program: String,
    },
    /// The file lies in a folder that another repository keeps (a submodule).
    #[error("{path} lies in another repository's folder")]
    Elsewhere {
        /// Relative to the work tree.
        path: String,
    },
    /// The repository's own configuration asks for signed commits.
    #[error("the repository wants every commit signed")]
    Signing,
    /// The index has an extension that is not understood (sparse, split).
    #[error("the repository keeps its index in a form that is not understood: {0}")]
    IndexForm(String),
}

/// What another tool began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HalfDone {
    /// A merge.
    #[error("a merge")]
    Merge,
    /// A rebase, or patches being applied.
    #[error("a rebase")]
    Rebase,
    /// A cherry-pick.
    #[error("a cherry-pick")]
    CherryPick,
    /// A revert.
    #[error("a revert")]
    Revert,
    /// A bisection.
    #[error("a bisection")]
    Bisect,
}

impl Repository {
    /// Why nothing can be approved or published now, if so. Locks that last are found only
    /// when something is written.
    pub fn blocked(&self) -> Option<Blocked> {
        let half = match self.git.state() {
            RepositoryState::Clean => None,
            RepositoryState::Merge => Some(HalfDone::Merge),
            RepositoryState::Revert | RepositoryState::RevertSequence => Some(HalfDone::Revert),
            RepositoryState::CherryPick | RepositoryState::CherryPickSequence => {
                Some(HalfDone::CherryPick)
            }
            RepositoryState::Bisect => Some(HalfDone::Bisect),
            RepositoryState::Rebase
            | RepositoryState::RebaseInteractive
            | RepositoryState::RebaseMerge
            | RepositoryState::ApplyMailbox
            | RepositoryState::ApplyMailboxOrRebase => Some(HalfDone::Rebase),
        };
        // A rebase also detaches HEAD; its own name says more.
        if let Some(half) = half {
            return Some(Blocked::HalfDone(half));
        }
        if self.head().is_ok_and(|head| head.branch.is_none()) {
            return Some(Blocked::DetachedHead);
        }
        let local = self.git.config().and_then(|c| c.open_level(git2::ConfigLevel::Local));
        if local.and_then(|c| c.get_bool("commit.gpgsign")).unwrap_or(false) {
            return Some(Blocked::Signing);
        }
        None
    }
}

impl Blocked {
    /// Whether a file that is stored in this way stops an approval.
    pub(crate) fn by_treatment(path: &str, treatment: &Treatment) -> Option<Self> {
        match treatment {
            Treatment::Plain | Treatment::Converted => None,
            Treatment::Lfs => Some(Self::Lfs { path: path.to_owned() }),
            Treatment::Program(program) => {
                Some(Self::Program { path: path.to_owned(), program: program.clone() })
            }
        }
    }

    /// The index errors that are states of the repository, not faults.
    pub(crate) fn by_index(error: IndexError) -> Result<Self, IndexError> {
        match error {
            IndexError::Locked(path) => Ok(Self::Locked(path)),
            IndexError::Form(what) => Ok(Self::IndexForm(what)),
            other => Err(other),
        }
    }
}
