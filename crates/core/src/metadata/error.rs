//! Why a header cannot be read, and why a change was not made.

use std::fmt;

use super::value::KeyPath;

/// Why the fields of a post cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct ReadError {
    /// The line of the file, counted from 1, where one line is to blame.
    pub line: Option<usize>,
    /// What is wrong.
    pub reason: Reason,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {:?}", self.reason),
            None => write!(f, "the header: {:?}", self.reason),
        }
    }
}

/// What is wrong with a header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The mark that opens the header is never followed by one that closes it.
    HeaderNotClosed,
    /// The header is in a language that is not known (`---js`).
    Language(String),
    /// The header is larger than [`MAX_BYTES`](super::MAX_BYTES).
    TooLong,
    /// It has more keys than [`MAX_KEYS`](super::MAX_KEYS).
    TooManyKeys,
    /// Lists and maps are nested deeper than [`MAX_DEPTH`](super::MAX_DEPTH).
    TooDeep,
    /// References (`*name`) repeat too much, refer to nothing, or to themselves.
    Alias,
    /// It is not a set of keys with values.
    NotFields,
    /// A key is a list, a map or a reference.
    OddKey,
    /// A key stands twice where the notation allows it once.
    RepeatedKey,
    /// A quotation mark without its partner.
    OpenQuote,
    /// Something stands after the closing quotation mark.
    AfterQuote,
    /// A bracket without its partner.
    OpenBracket(char),
    /// A closing bracket that was never opened.
    StrayBracket,
    /// A colon and a space inside a value that is not in quotes.
    Colon,
    /// A line that is neither a key with a value nor goes on from the line above.
    NoColon,
    /// A tab where only spaces may indent.
    Tab,
    /// A line is indented more or less than its neighbours.
    Indent,
    /// A value starts with a character that has a meaning of its own.
    Start(char),
    /// A character that may not stand in a header.
    Character,
    /// A backslash followed by something that it does not go with.
    Escape,
    /// A text that needs quotation marks, or a number or date that is none.
    BadValue,
    /// Anything else, in the words of the parser.
    Syntax(String),
}

/// Why a change was not made. The text is as it was.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum EditError {
    /// The fields cannot be read, so none can be changed.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The path leads through a value that has no parts, or past the end of a list.
    #[error("{key} leads nowhere")]
    NoPlace {
        /// The path.
        key: KeyPath,
    },
    /// The key stands more than once; which one counts differs from reader to reader.
    #[error("{key} is set more than once")]
    Repeated {
        /// The path.
        key: KeyPath,
    },
    /// The value is shared with other places, or its type is spelled out.
    #[error("{key} {bound}")]
    Anchored {
        /// The path.
        key: KeyPath,
        /// What binds it.
        bound: Bound,
    },
    /// The value cannot be written in this notation: no empty values in TOML; a date or number
    /// that is none.
    #[error("{key} cannot hold this value")]
    Unwritable {
        /// The path.
        key: KeyPath,
    },
    /// The field is laid out in a way that is not changed in place.
    #[error("{key} is laid out in a way that cannot be changed in place")]
    Layout {
        /// The path.
        key: KeyPath,
    },
    /// The changed text, read back, was not exactly what was asked for.
    #[error("changing {key} would have changed more than that: {fault}")]
    NotFaithful {
        /// The path.
        key: KeyPath,
        /// What was wrong with it.
        fault: Fault,
    },
}

/// What binds a value to other places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// `&name`: other places refer to it.
    Anchor,
    /// `*name`: it stands elsewhere.
    Alias,
    /// `!type`: its type is spelled out.
    Tag,
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Bound::Anchor => "is used in other places too",
            Bound::Alias => "is a reference to another place",
            Bound::Tag => "has its type spelled out",
        })
    }
}

/// What the gate found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The result cannot be read.
    Unreadable(ReadError),
    /// The fields do not have the values that they should have.
    Values,
    /// A line outside the field is different.
    Lines,
    /// The lines no longer end alike.
    LineEnds,
    /// A reader of another make cannot read it, or reads something else.
    Readers,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Unreadable(error) => write!(f, "{error}"),
            Fault::Values => f.write_str("a field has another value"),
            Fault::Lines => f.write_str("another line is different"),
            Fault::LineEnds => f.write_str("line ends are mixed"),
            Fault::Readers => f.write_str("other programs would read it differently"),
        }
    }
}
