//! Opening a site, the sample, and what people said of a site.

use std::io::ErrorKind;

use super::{inside, named, problem, visible};
use crate::desk::{OpenError, SayError};
use crate::sample::SampleError;
use crate::site::{self, HouseSaveError};
use crate::view::Problem;

impl From<&OpenError> for Problem {
    fn from(error: &OpenError) -> Problem {
        match error {
            OpenError::Folder(error) if error.source.kind() == ErrorKind::PermissionDenied => {
                problem(
                    "no-permission",
                    format!("The folder {} may not be read from this account.", named(&error.path)),
                    "Ask whoever looks after this computer for the right to open it.",
                )
            }
            OpenError::Folder(error) if error.source.kind() == ErrorKind::NotADirectory => problem(
                "not-a-folder",
                format!("{} is a file, not a folder.", named(&error.path)),
                "Choose the folder that holds the whole site.",
            ),
            OpenError::Folder(error) => problem(
                "not-found",
                format!("The folder {} is not there any more.", named(&error.path)),
                "Choose it again where it is now.",
            ),
            OpenError::Repository(error) => error.into(),
        }
    }
}

impl From<&SampleError> for Problem {
    fn from(error: &SampleError) -> Problem {
        match error {
            SampleError::Write(error) => error.into(),
            SampleError::Begin(error) => error.into(),
            SampleError::Git(error) => problem(
                &inside("sample", error.message()),
                "The sample could not be set up.",
                "Check that there is space on the disk and try again.",
            ),
        }
    }
}

/// What people said of a site cannot be read: it counts for nothing until it can.
pub fn said_of_site(error: &site::HouseError) -> Problem {
    let hint = "Correct “site.toml” in the folder “.galley”, or take it away. Until then Galley \
                goes by what it found itself.";
    match error {
        site::HouseError::Broken { line, .. } => problem(
            "house-broken",
            format!(
                "What was said about this site cannot be read: line {line} of “site.toml” is wrong."
            ),
            hint,
        ),
        site::HouseError::Wrong { key } => problem(
            "house-wrong",
            format!(
                "One thing that was said about this site makes no sense: “{}” in “site.toml”.",
                visible(key)
            ),
            hint,
        ),
        site::HouseError::Closed => problem(
            "house-closed",
            "What was said about this site cannot be read: “site.toml” cannot be opened.",
            hint,
        ),
    }
}

impl From<&HouseSaveError> for Problem {
    fn from(error: &HouseSaveError) -> Problem {
        match error {
            HouseSaveError::Broken { source, .. } => said_of_site(source),
            HouseSaveError::Changed { .. } => problem(
                "house-changed",
                "Somebody else changed what is said about this site at the same moment.",
                "Nothing was changed here. Look at it again, then choose.",
            ),
            HouseSaveError::Write(error) => error.into(),
        }
    }
}

impl From<&SayError> for Problem {
    fn from(error: &SayError) -> Problem {
        match error {
            SayError::NoSuchChoice { .. } => problem(
                "no-such-choice",
                "This site cannot keep its stories that way.",
                "Nothing was changed. Choose one of what is offered.",
            ),
            SayError::Save(error) => error.into(),
            SayError::Site(error) => error.into(),
        }
    }
}
