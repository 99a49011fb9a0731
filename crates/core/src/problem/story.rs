//! Stories: opened, changed, moved, and those that cannot be read.

use std::io::ErrorKind;
use std::path::Path;

use super::metadata::header;
use super::{named, problem, visible};
use crate::desk::{StoryError, WritingError};
use crate::library::NewError;
use crate::library::acts::ActError;
use crate::manuscript::ManuscriptError;
use crate::post::Unreadable;
use crate::story::FieldError;
use crate::view::{Broken, Problem};

impl From<&WritingError> for Problem {
    fn from(error: &WritingError) -> Problem {
        match error {
            WritingError::NotOpen(_) => {
                problem("not-open", "The story was put away.", "Open it again from the list.")
            }
            WritingError::Gone(name) => problem(
                "gone",
                format!("{} is not there any more.", named(Path::new(name))),
                "Look at the list again.",
            ),
            WritingError::Taken(name) => problem(
                "taken",
                format!("{} is there already; nothing was changed.", named(Path::new(name))),
                "Choose another name.",
            ),
            WritingError::Change(error) => error.into(),
            WritingError::File(error) => error.into(),
            WritingError::Files(error) => error.into(),
            WritingError::Provenance(error) => error.into(),
            WritingError::New(NewError::NoHeadline) => problem(
                "no-headline",
                "A story needs a headline.",
                "Write a few words; you can change them.",
            ),
            WritingError::New(NewError::Write(error)) => error.into(),
        }
    }
}

/// Why something could not be done with a whole story.
pub fn story(error: &StoryError) -> Problem {
    match error {
        StoryError::Writing(error) => error.into(),
        StoryError::Field(error) => error.into(),
        StoryError::Act(ActError::File(error)) => error.into(),
        StoryError::Act(ActError::Changed { path }) => problem(
            "changed-since",
            format!("{} was changed since, so nothing was done.", named(Path::new(path))),
            "What is there now is kept. Look at the story and do it again if it is still wanted.",
        ),
        StoryError::Act(ActError::Gone(_)) => problem(
            "gone",
            "That is no longer kept, or was taken back already.",
            "Look at the list again.",
        ),
        StoryError::Taken(name) => problem(
            "address-taken",
            format!("Another story has the address “{}”.", visible(name)),
            "Choose other words for this one.",
        ),
        StoryError::NoName => problem(
            "no-name",
            "An address needs a letter or a digit.",
            "Write a few words of the headline.",
        ),
        StoryError::ByRule => problem(
            "by-rule",
            "This site makes the address itself, from the headline or the day.",
            "Change the headline; the address follows.",
        ),
        StoryError::Shown(title) => problem(
            "picture-shown",
            format!("“{}” shows this picture.", visible(title)),
            "Take it out of the story first, or put another in its place.",
        ),
        StoryError::NoWay => problem(
            "no-way",
            "Galley cannot send readers of one story to another in this site.",
            "Leave a note at the address instead.",
        ),
        StoryError::Fixed(path) => problem(
            "cannot-move",
            format!(
                "{} lies with the story and cannot be moved from here.",
                named(Path::new(path))
            ),
            "Ask whoever looks after the site to take it out of the folder.",
        ),
        StoryError::Undecided(_) => settle_first(),
    }
}

impl From<&ManuscriptError> for Problem {
    fn from(error: &ManuscriptError) -> Problem {
        match error {
            ManuscriptError::Stale { .. } | ManuscriptError::OutOfRange => problem(
                "stale",
                "The text moved on meanwhile.",
                "The story is read again; nothing is lost.",
            ),
            ManuscriptError::ReadOnly(reason) => {
                let broken = broken("", reason);
                problem("read-only", broken.reason, "It can be looked at here, not changed.")
            }
            ManuscriptError::Field(error) => error.into(),
            ManuscriptError::Value(FieldError::NotADate(text)) => problem(
                "not-a-date",
                format!("“{text}” is not a date."),
                "Write it as year, month and day.",
            ),
            ManuscriptError::Value(FieldError::NotANumber(text)) => problem(
                "not-a-number",
                format!("“{text}” is not a number."),
                "Write it in digits, with a point before a fraction.",
            ),
            ManuscriptError::Value(FieldError::NotWhole(text)) => problem(
                "not-a-number",
                format!("“{text}” is not a whole number."),
                "The site takes only whole numbers here: write it without a point.",
            ),
            ManuscriptError::Value(FieldError::NotASwitch(text)) => problem(
                "not-a-switch",
                format!("“{text}” is neither yes nor no."),
                "Say yes or no.",
            ),
            ManuscriptError::Value(FieldError::NotAChoice(text, choices)) => problem(
                "not-a-choice",
                format!("“{text}” is none of those that the site knows here."),
                format!("It is one of: {choices}."),
            ),
            ManuscriptError::Value(FieldError::NoPlace(word)) => problem(
                "no-place-for-word",
                format!("This site has no place for the {word} of its lead pictures."),
                "Its theme finds the picture by the name of its file. Ask the person who set the site up which field shows such words.",
            ),
            ManuscriptError::Value(FieldError::ByName) => problem(
                "leads-by-name",
                "This picture leads by the name of its file.",
                "Take the lead picture out, or put another in its place.",
            ),
            ManuscriptError::Value(FieldError::NotEditable(key)) => problem(
                "not-editable",
                format!("The field “{key}” has parts of its own, so it was not changed here."),
                "Ask the person who set the site up to change it.",
            ),
        }
    }
}

/// Why a story cannot be read, for its row and its page.
pub fn broken(path: &str, reason: &Unreadable) -> Broken {
    let name = file_name(path);
    let (reason_text, line) = match reason {
        Unreadable::Header(error) => (header(error), error.line.map(|line| line as u32)),
        Unreadable::Encoding { line } => (
            format!(
                "{name} is not written in UTF-8: line {line} holds letters in another encoding. It can be read, not changed. Save it as UTF-8 in another program to go on."
            ),
            Some(*line),
        ),
        Unreadable::NotText => {
            (format!("{name} is not a text. Give it the ending that belongs to what it is."), None)
        }
        Unreadable::TooLarge { size } => (
            format!(
                "{name} has {} MB, more than the 4 MB of the longest that can be changed here. Its beginning can be read. Split it into several stories.",
                size / 1_000_000
            ),
            None,
        ),
        Unreadable::Link => (
            format!(
                "{name} is a link to another place, and is not opened. Put a copy of the file there."
            ),
            None,
        ),
        Unreadable::NotFile => (
            format!(
                "{name} is a folder, a pipe or a device and not a file, and is not opened. Take it out of the site, or give it another name."
            ),
            None,
        ),
        Unreadable::Refused { kind } => (
            match kind {
                ErrorKind::PermissionDenied => format!(
                    "{name} may not be read from this account. Ask whoever looks after this computer for the right to."
                ),
                ErrorKind::NotFound => format!("{name} is not there any more."),
                other => format!("{name} cannot be read ({other})."),
            },
            None,
        ),
    };
    Broken { reason: reason_text, line, repairable: reason.is_repairable() }
}

/// A story's file as people know it: its own name, or its folder's where every story is called
/// `index.md`.
fn file_name(path: &str) -> String {
    let shown = path.strip_suffix("/index.md").unwrap_or(path);
    match path {
        "" => "This file".to_owned(),
        _ => named(Path::new(shown)),
    }
}

/// A story that cannot be read cannot be approved.
pub fn cannot_approve(path: &str, reason: &Unreadable) -> Problem {
    problem("broken", broken(path, reason).reason, "Repair it first; then it can be approved.")
}

/// A story with two texts cannot be approved.
pub fn settle_first() -> Problem {
    problem(
        "settle",
        "This story was also changed outside Galley.",
        "Choose in the story which text goes on; then it can be approved.",
    )
}
