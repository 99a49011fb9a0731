//! Where a post's header ends and its text begins.
//!
//! A header stands at the very start of the file, after a byte order mark and blank lines at
//! most: between two lines `---` (YAML; `...` may close it too, as in Jekyll), between two lines
//! `+++` (TOML), or as one JSON object in braces. `---toml`, `---json` and `---yaml` name the
//! language, as Eleventy has it. Hugo passes over lines that begin with `<!--` before it.

use std::ops::Range;

use super::error::{ReadError, Reason};

/// The notation of a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Between `---` lines.
    Yaml,
    /// Between `+++` lines.
    Toml,
    /// One object in braces.
    Json,
}

/// The two parts of a post, as byte offsets of the whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// The header, where the post has one.
    pub header: Option<Header>,
    /// Where the text begins. Before it is the header, and a byte order mark.
    pub body: usize,
}

/// A header, as byte ranges of the whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Its notation.
    pub format: Format,
    /// What is between the marks; for a JSON header the object with its braces.
    pub inner: Range<usize>,
    /// From the start of the file to the start of the text.
    pub whole: Range<usize>,
}

/// How the lines of a text end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LineEnd {
    /// `\n`.
    Lf,
    /// `\r\n`.
    CrLf,
}

impl LineEnd {
    /// Its characters.
    pub fn as_str(self) -> &'static str {
        match self {
            LineEnd::Lf => "\n",
            LineEnd::CrLf => "\r\n",
        }
    }
}

/// How the first line of a text ends, which is how new lines are written; `\n` when it has
/// only one line.
pub fn line_end(text: &str) -> LineEnd {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => LineEnd::CrLf,
        _ => LineEnd::Lf,
    }
}

/// Finds the header. It is not read yet: it may still be damaged inside.
///
/// # Errors
/// When a header is opened and never closed, or names a language that is not known. Then the
/// file can only be shown as it is.
pub fn split(text: &str) -> Result<Split, ReadError> {
    let bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let none = Ok(Split { header: None, body: bom });
    let mut start = after_blanks(text, bom);
    while line(text, start).0.trim_ascii_start().starts_with("<!--") {
        start = after_blanks(text, line(text, start).1);
    }
    let blanks = start > bom;
    let commented = !text[bom..start].trim_ascii().is_empty();
    let (opener, after) = line(text, start);
    let line_number = 1 + text[..start].bytes().filter(|byte| *byte == b'\n').count();
    let error = |reason| Err(ReadError { line: Some(line_number), reason });
    let (format, closers): (Format, &[&str]) = match opener.trim_ascii_end() {
        "---" | "---yaml" | "---yml" => (Format::Yaml, &["---", "..."]),
        "---toml" => (Format::Toml, &["---"]),
        "---json" => (Format::Json, &["---"]),
        "+++" => (Format::Toml, &["+++"]),
        named if !blanks && named.starts_with("---") && is_word(&named[3..]) => {
            return error(Reason::Language(named[3..].to_owned()));
        }
        _ if !commented && opens_object(&text[start..]) => {
            return split_object(text, start, line_number);
        }
        _ => return none,
    };
    // Below a comment `---` is a rule of the text, unless a key follows.
    if commented && format == Format::Yaml && !line(text, after).0.contains(':') {
        return none;
    }
    let mut at = after;
    while at < text.len() {
        let (content, next) = line(text, at);
        if closers.contains(&content.trim_ascii_end()) {
            return Ok(Split {
                header: Some(Header { format, inner: after..at, whole: 0..next }),
                body: next,
            });
        }
        at = next;
    }
    // After blank lines `---` may as well be a rule across the page.
    if commented || blanks && format == Format::Yaml {
        none
    } else {
        error(Reason::HeaderNotClosed)
    }
}

/// The start of the first line from `start` on that is not blank.
fn after_blanks(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    let first = rest.len() - rest.trim_ascii_start().len();
    rest[..first].rfind('\n').map_or(start, |at| start + at + 1)
}

/// A line without its end, and where the next one starts.
fn line(text: &str, start: usize) -> (&str, usize) {
    match text[start..].find('\n') {
        Some(len) => (&text[start..start + len], start + len + 1),
        None => (&text[start..], text.len()),
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// `{` and then a key or `}`: not `{{< shortcode >}}`, `{% tag %}` or `{: .class}`.
fn opens_object(text: &str) -> bool {
    text.strip_prefix('{').is_some_and(|rest| rest.trim_ascii_start().starts_with(['"', '}']))
}

fn split_object(text: &str, start: usize, line_number: usize) -> Result<Split, ReadError> {
    let mut depth = 0usize;
    let mut quoted = false;
    let mut escaped = false;
    for (i, byte) in text.bytes().enumerate().skip(start) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'{' => depth += 1,
            b'}' if depth > 1 => depth -= 1,
            b'}' => {
                let (rest, next) = line(text, i + 1);
                if !rest.trim_ascii().is_empty() {
                    break;
                }
                let header = Header { format: Format::Json, inner: start..i + 1, whole: 0..next };
                return Ok(Split { header: Some(header), body: next });
            }
            _ => {}
        }
    }
    Err(ReadError { line: Some(line_number), reason: Reason::HeaderNotClosed })
}
