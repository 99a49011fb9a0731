//! Reference definitions of a whole text (`[label]: address "title"`), and who uses them.
//!
//! Of several definitions of a label the first in the text counts. The table knows for each label
//! in which pieces it is defined and which pieces ask for it, so that a changed definition is
//! followed to exactly the pieces that show it.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use unicase::UniCase;

/// A label as readers of Markdown compare it: without regard to case and to the kind and number
/// of blanks (CommonMark 0.31, "matches").
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Label(UniCase<String>);

impl Label {
    pub(super) fn new(text: &str) -> Label {
        let words: Vec<&str> = text.split_ascii_whitespace().collect();
        Label(UniCase::new(words.join(" ")))
    }
}

/// Where a reference leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Definition {
    pub(super) address: String,
    pub(super) title: String,
}

impl Definition {
    /// The definition as a line of Markdown that says the same.
    pub(super) fn spelled(&self, label: &Label) -> String {
        let mut line = format!("[{}]: <", label.0);
        push_escaped(&mut line, &self.address);
        line.push('>');
        if !self.title.is_empty() {
            line.push_str(" \"");
            push_escaped(&mut line, &self.title);
            line.push('"');
        }
        line.push_str("\n\n");
        line
    }
}

/// Every sign that could mean something, as a character reference.
fn push_escaped(out: &mut String, text: &str) {
    for sign in text.chars() {
        if sign.is_ascii_punctuation() || sign.is_ascii_control() {
            let _ = write!(out, "&#{};", u32::from(sign));
        } else {
            out.push(sign);
        }
    }
}

/// Names a piece of the text as long as it is there.
pub(super) type PieceId = u32;

/// Which pieces define a label, and which ask for it.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    defined: HashMap<Label, Vec<PieceId>>,
    used: HashMap<Label, HashSet<PieceId>>,
}

impl Table {
    /// The pieces in which a label is defined, in no particular order.
    pub(super) fn defined_in(&self, label: &Label) -> &[PieceId] {
        self.defined.get(label).map_or(&[], Vec::as_slice)
    }

    /// The pieces that ask for a label.
    pub(super) fn users(&self, label: &Label) -> impl Iterator<Item = PieceId> {
        self.used.get(label).into_iter().flatten().copied()
    }

    /// Whether nothing is defined anywhere.
    pub(super) fn is_empty(&self) -> bool {
        self.defined.is_empty()
    }

    pub(super) fn add<'a>(
        &mut self,
        piece: PieceId,
        defines: impl Iterator<Item = &'a Label>,
        uses: impl Iterator<Item = &'a Label>,
    ) {
        for label in defines {
            self.defined.entry(label.clone()).or_default().push(piece);
        }
        for label in uses {
            self.used.entry(label.clone()).or_default().insert(piece);
        }
    }

    pub(super) fn remove<'a>(
        &mut self,
        piece: PieceId,
        defines: impl Iterator<Item = &'a Label>,
        uses: impl Iterator<Item = &'a Label>,
    ) {
        for label in defines {
            if let Some(pieces) = self.defined.get_mut(label) {
                pieces.retain(|one| *one != piece);
                if pieces.is_empty() {
                    self.defined.remove(label);
                }
            }
        }
        for label in uses {
            if let Some(pieces) = self.used.get_mut(label) {
                pieces.remove(&piece);
                if pieces.is_empty() {
                    self.used.remove(label);
                }
            }
        }
    }
}
