//! The fields above the text: why they cannot be read, why one was not changed.

use super::problem;
use crate::metadata::{EditError, KeyPath, ReadError};
use crate::view::Problem;

impl From<&EditError> for Problem {
    fn from(error: &EditError) -> Problem {
        let field = |key: &KeyPath| format!("“{key}”");
        match error {
            EditError::Read(error) => {
                problem("header", header(error), "Open the story and repair the line.")
            }
            EditError::Anchored { key, .. } => problem(
                "shared",
                format!(
                    "The field {} is shared with other places in this file, so it was not changed.",
                    field(key)
                ),
                "Ask the person who set the site up to change it.",
            ),
            EditError::Repeated { key } => problem(
                "repeated",
                format!(
                    "The field {} stands twice in this file, so it was not changed.",
                    field(key)
                ),
                "Take one of the two out and try again.",
            ),
            EditError::NoPlace { key }
            | EditError::Unwritable { key }
            | EditError::Layout { key }
            | EditError::NotFaithful { key, .. } => problem(
                "not-faithful",
                format!(
                    "The field {} is written in a way that cannot be changed without touching others, so it was not changed.",
                    field(key)
                ),
                "Ask the person who set the site up to change it.",
            ),
        }
    }
}

/// A damaged header, in a sentence.
pub(super) fn header(error: &ReadError) -> String {
    match error.line {
        Some(line) => {
            format!("The fields above the text cannot be read: line {line} {}.", error.reason)
        }
        None => format!(
            "The fields above the text cannot be read: the part above the text {}.",
            error.reason
        ),
    }
}
