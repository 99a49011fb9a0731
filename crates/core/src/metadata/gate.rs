//! The gate behind every change: the new header is read from scratch, and the change is only
//! let through when it did what was asked and nothing else.
//!
//! 1. The new header can be read, within the limits.
//! 2. The field has the wanted value, and every other field has the value it had.
//! 3. Line by line, the header differs only in the lines of the field; a field that was not
//!    there before only adds lines.
//! 4. Lines end as they did.
//! 5. A reader of another make ([`witness`](super::witness)) has nothing against it.

use std::ops::Range;

use super::error::{EditError, Fault};
use super::header::Format;
use super::tree::Node;
use super::value::{Change, Edit, Value};
use super::witness;

/// Lets the change through, or says what is wrong with it. `was` and `expected` are the fields
/// before and after it; `allowed` is the range of the old text that may differ.
pub(super) fn check(
    before: &str,
    after: &str,
    (was, expected): (&Value, &Value),
    edit: &Edit,
    format: Format,
    allowed: Option<Range<usize>>,
    eol: &str,
) -> Result<(), EditError> {
    let fail = |fault| Err(EditError::NotFaithful { key: edit.key.clone(), fault });
    let read = match super::parse(after, format) {
        Ok(node) => Node::into_value(node),
        Err(error) => return fail(Fault::Unreadable(error)),
    };
    let wanted = match &edit.change {
        Change::Set(value) => match read.at(&edit.key.0) {
            Some(got) => value.is_met_by(got),
            // A list of tables of TOML is gone when it is empty.
            None => format == Format::Toml && value.as_list().is_some_and(<[Value]>::is_empty),
        },
        Change::Push(value) => read
            .at(&edit.key.0)
            .and_then(Value::as_list)
            .and_then(<[Value]>::last)
            .is_some_and(|got| value.is_met_by(got)),
        Change::Remove => true,
    };
    if !wanted || !expected.is_met_by(&read) {
        return fail(Fault::Values);
    }
    let within = match allowed {
        Some(allowed) => {
            let (above, below) = (&before[..allowed.start], &before[allowed.end..]);
            after.len() >= above.len() + below.len()
                && after.starts_with(above)
                && after.ends_with(below)
                && (format == Format::Json
                    || below.is_empty()
                    || starts_line(&after[..after.len() - below.len()]))
        }
        None => only_adds_lines(before, after),
    };
    if !within {
        return fail(Fault::Lines);
    }
    let (lines, crlf) = count_ends(before);
    let (new_lines, new_crlf) = count_ends(after);
    let (only_lf, only_crlf) = match lines {
        0 => (eol == "\n", eol == "\r\n"),
        _ => (crlf == 0, crlf == lines),
    };
    if (only_lf && new_crlf > 0) || (only_crlf && new_crlf != new_lines) {
        return fail(Fault::LineEnds);
    }
    if !witness::agrees(before, after, was, edit, format) {
        return fail(Fault::Readers);
    }
    Ok(())
}

fn count_ends(text: &str) -> (usize, usize) {
    (text.matches('\n').count(), text.matches("\r\n").count())
}

fn starts_line(before: &str) -> bool {
    before.is_empty() || before.ends_with('\n')
}

/// Whether the lines of `before` are what `after` begins with, and then what it ends with.
fn only_adds_lines(before: &str, after: &str) -> bool {
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let end = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    old.len() <= new.len() && start + end >= old.len()
}
