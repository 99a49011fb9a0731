//! The fields above the text: why they cannot be read, why one was not changed.

use super::problem;
use crate::metadata::{EditError, KeyPath, ReadError, Reason};
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
    let fault = fault(&error.reason);
    match error.line {
        Some(line) => format!("The fields above the text cannot be read: line {line} {fault}."),
        None => {
            format!("The fields above the text cannot be read: the part above the text {fault}.")
        }
    }
}

/// What is wrong with a header, in the middle of a sentence for those who know what one is.
pub fn fault_of_header(error: &ReadError) -> String {
    let fault = fault(&error.reason);
    match error.line {
        Some(line) => format!("line {line} {fault}"),
        None => format!("the header {fault}"),
    }
}

/// What is wrong with it, as it goes on from "line 3 …" or "the part above the text …".
fn fault(reason: &Reason) -> String {
    match reason {
        Reason::HeaderNotClosed => "opens a header that is never closed".to_owned(),
        Reason::Language(name) => {
            format!("opens a header in a language ({name}) that cannot be read here")
        }
        Reason::TooLong => "is longer than 64 KB".to_owned(),
        Reason::TooManyKeys => "has more than 200 fields".to_owned(),
        Reason::TooDeep => "nests lists and fields more than 8 deep".to_owned(),
        Reason::Alias => {
            "refers to another place that is missing, or repeats it too often".to_owned()
        }
        Reason::NotFields => "is not a set of fields with values".to_owned(),
        Reason::OddKey => {
            "has a list or a reference where the name of a field should be".to_owned()
        }
        Reason::RepeatedKey => "has a field that is already set above".to_owned(),
        Reason::OpenQuote => "opens a quotation mark and never closes it".to_owned(),
        Reason::AfterQuote => "has text after the closing quotation mark".to_owned(),
        Reason::OpenBracket(c) => format!("opens a bracket ({c}) and never closes it"),
        Reason::StrayBracket => "closes a bracket that was not opened".to_owned(),
        Reason::Colon => "has a colon in a text without quotation marks".to_owned(),
        Reason::NoColon => "has no colon after the name of a field".to_owned(),
        Reason::Tab => "is indented with a tab; only spaces may indent".to_owned(),
        Reason::Indent => "is not indented like the lines around it".to_owned(),
        Reason::Start(c) => format!("has a text that starts with {c} and needs quotation marks"),
        Reason::Character => "has a character that may not stand there".to_owned(),
        Reason::Escape => "has a backslash before a character that it does not go with".to_owned(),
        Reason::BadValue => {
            "has a value that is no text in quotation marks, number, date, true or false".to_owned()
        }
        Reason::Syntax(words) => format!("cannot be read: {words}"),
    }
}
