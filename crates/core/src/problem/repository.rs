//! The history of a site: begun, opened, blocked, and stories approved in it.

use std::path::Path;

use super::{inside, named, problem, visible};
use crate::repository::{
    self, ApproveError, BeginError, Blocked, HalfDone, PathProblem, StoryFilesError,
};
use crate::view::Problem;

/// A folder without earlier versions in which nothing was found that Galley is for.
pub fn no_site(folder: &Path) -> Problem {
    problem(
        "no-history",
        format!("No stories were found in the folder {}.", named(folder)),
        "Is it the right one? Galley can begin a site in it all the same, and keep earlier versions of everything that lies there.",
    )
}

impl From<&repository::OpenError> for Problem {
    fn from(error: &repository::OpenError) -> Problem {
        use repository::OpenError as E;
        match error {
            E::NotARepository { folder } => problem(
                "no-history",
                format!(
                    "The folder {} keeps no earlier versions yet, so nothing in it could be approved or sent.",
                    named(folder)
                ),
                "Galley can begin to keep them. Your files stay as they are.",
            ),
            E::Bare { folder } => problem(
                "bare",
                format!(
                    "{} is where published stories are kept: it has no files to edit.",
                    named(folder)
                ),
                "Choose the folder on this computer in which the site’s stories lie.",
            ),
            E::NotFound { folder } => problem(
                "not-found",
                format!("The folder {} is not there any more.", named(folder)),
                "Choose it again where it is now.",
            ),
            E::NoPermission { folder } => problem(
                "no-permission",
                format!("The folder {} may not be read from this account.", named(folder)),
                "Ask whoever looks after this computer for the right to open it.",
            ),
            E::Unsafe { folder, what } => problem(
                "unsafe",
                format!(
                    "The folder {} has settings that could lead elsewhere ({}), so it was not opened.",
                    named(folder),
                    visible(what)
                ),
                "Ask the person who set the site up to look at them.",
            ),
            E::Form { folder, what } => problem(
                "form",
                format!(
                    "The history of {} is kept in a form that Galley does not read ({}).",
                    named(folder),
                    visible(what)
                ),
                "Ask the person who set the site up for a plain copy of it.",
            ),
            E::Damaged { folder, source } => problem(
                &inside("damaged", source.message()),
                format!("The history of {} is damaged. Nothing was changed.", named(folder)),
                "Get a fresh copy of the site and keep this folder until its stories are in it.",
            ),
        }
    }
}

impl From<&BeginError> for Problem {
    fn from(error: &BeginError) -> Problem {
        match error {
            BeginError::File(error) => error.into(),
            BeginError::Open(error) => error.into(),
            BeginError::Begun { folder } => problem(
                "begun",
                format!("{} keeps earlier versions already.", named(folder)),
                "Open it again.",
            ),
            BeginError::NotKept => not_kept(),
            BeginError::Git(error) => problem(
                &inside("begin", error.message()),
                "No history could be begun. Your files are as they were.",
                "Check that the folder can be written to and try again.",
            ),
        }
    }
}

pub(super) fn not_kept() -> Problem {
    problem(
        "not-kept",
        "What was written could not be read back. Nothing was approved; your text is kept.",
        "The disk may be full. Free some space and try again.",
    )
}

impl From<&StoryFilesError> for Problem {
    fn from(error: &StoryFilesError) -> Problem {
        match error {
            StoryFilesError::Read(error) => error.into(),
            StoryFilesError::Refused { path, problem: reason } => {
                let why = match reason {
                    PathProblem::Outside => "does not lie in the site’s folder",
                    PathProblem::Reserved => "has a name that is kept for the site’s history",
                    PathProblem::Unportable => "has a name that some computers cannot hold",
                    PathProblem::TooLong => "has a name that is too long for some computers",
                    PathProblem::Link => "is only a link to another place",
                    PathProblem::NotAFile => "is not a file",
                };
                problem(
                    "story-file",
                    format!("“{}” {why}, so the story cannot be approved.", visible(path)),
                    "Rename it, or put a copy of the file in its place.",
                )
            }
        }
    }
}

impl From<&ApproveError> for Problem {
    fn from(error: &ApproveError) -> Problem {
        match error {
            ApproveError::Blocked(reason) => blocked(reason),
            ApproveError::Files(error) => error.into(),
            ApproveError::Write(error) => error.into(),
            ApproveError::Moved => problem(
                "moved",
                "Another program worked on the site’s history at this moment. Nothing was approved.",
                "Try again.",
            ),
            ApproveError::NotKept => not_kept(),
            ApproveError::Git(error) => problem(
                &inside("approve", error.message()),
                "The approval could not be written. Your text is kept.",
                "Try again. If it goes on, restart the computer.",
            ),
        }
    }
}

/// Why nothing can be approved or sent at the moment.
pub fn blocked(reason: &Blocked) -> Problem {
    let ask = "Ask the person who set the site up, or finish it in the program that began it.";
    let sentence = match reason {
        Blocked::DetachedHead => {
            "An earlier state of the site is open in another program, so nothing can be approved or sent.".to_owned()
        }
        Blocked::HalfDone(what) => format!(
            "Another program began to {} here and has not finished, so nothing can be approved or sent.",
            match what {
                HalfDone::Merge => "join two lines of work",
                HalfDone::Rebase => "put work in another order",
                HalfDone::CherryPick => "copy a change",
                HalfDone::Revert => "take a change back",
                HalfDone::Bisect => "look for a change",
            }
        ),
        Blocked::Locked(_) => {
            return problem(
                "locked",
                "Another program is using the site’s history. Nothing was approved or sent; your text is kept.",
                "Close that program, or wait a moment, and try again.",
            );
        }
        Blocked::Lfs { path } => {
            format!("“{}” is kept in a store for large files, which Galley does not write to yet.", visible(path))
        }
        Blocked::Program { path, .. } => {
            format!("“{}” goes through a program before it is stored, which Galley does not run.", visible(path))
        }
        Blocked::Elsewhere { path } => {
            format!("“{}” lies in a folder that is kept by itself, apart from the site.", visible(path))
        }
        Blocked::Signing => {
            "This site wants every approval signed, which Galley does not do yet.".to_owned()
        }
        Blocked::IndexForm(_) => {
            "This site’s history is kept in a form that Galley does not write.".to_owned()
        }
    };
    problem("blocked", sentence, ask)
}
