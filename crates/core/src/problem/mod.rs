//! The words of every refusal: what happened, where it is now, what to do next.
//!
//! Errors and refusals are values without sentences everywhere else; here, and only here, they get
//! a code for the interface to act on, one plain sentence and one next step. Both shells, the
//! window and the command line, say the same. No word of the version control underneath and none
//! of the text format stands in a sentence.
//!
//! Beside them stand what a page says in the place of something that it does not show, and what was
//! taken out of a picture's file.

mod check;
mod keys;
mod library;
mod metadata;
mod photo;
mod preview;
mod publish;
mod refusal;
mod repository;
mod site;
mod story;

pub use check::{house, may_not_be_shown, must_be_fixed};
pub use keys::{no_browser, not_signed_out};
pub use metadata::fault_of_header;
pub use photo::{kept, original, picture, removed};
pub(crate) use preview::{embed_not_loaded, picture_elsewhere, picture_missing, picture_not_shown};
pub use publish::{
    apart, conflict_marks, decide_first, fix, leads_away, many_gone, passes, unknown,
};
pub use refusal::refusal;
pub use repository::{blocked, no_site};
pub use site::said_of_site;
pub use story::{broken, cannot_approve, settle_first, story};

use std::io::ErrorKind;
use std::path::Path;

use crate::files::PathError;
use crate::view::Problem;

impl From<&PathError> for Problem {
    fn from(error: &PathError) -> Problem {
        let name = named(&error.path);
        match error.source.kind() {
            ErrorKind::NotFound => problem(
                "not-found",
                format!("{name} is not there any more."),
                "It may have been moved or renamed. Look for it in the folder.",
            ),
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => problem(
                "no-permission",
                format!("{name} may not be changed from this account. Your text is kept."),
                "Ask whoever looks after this computer for the right to write there.",
            ),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => problem(
                "disk-full",
                "The disk is full. Your text is kept.",
                "Free some space and we try again.",
            ),
            _ => problem(
                "file",
                format!(
                    "{name} could not be read or written ({}). Your text is kept.",
                    error.source
                ),
                "We try again. If it goes on, restart the computer.",
            ),
        }
    }
}

/// A problem from its three parts.
fn problem(code: &str, sentence: impl Into<String>, hint: impl Into<String>) -> Problem {
    Problem { code: code.to_owned(), sentence: sentence.into(), hint: hint.into() }
}

/// A code with what the library said: for whoever looks into it, never on a screen.
fn inside(code: &str, said: &str) -> String {
    format!("{code}: {said}")
}

/// The last part of a path, in quotation marks.
fn named(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    format!("“{}”", visible(&name.to_string_lossy()))
}

/// A name with characters that would not show made visible.
fn visible(name: &str) -> String {
    name.chars()
        .map(|letter| match letter {
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}'..='\u{200f}' => {
                format!("⟨U+{:04X}⟩", letter as u32)
            }
            control if control.is_control() => format!("⟨U+{:04X}⟩", control as u32),
            other => other.to_string(),
        })
        .collect()
}

/// What the other side said, on one line.
fn said(message: &str) -> String {
    message.lines().map(visible).collect::<Vec<_>>().join(" ")
}
