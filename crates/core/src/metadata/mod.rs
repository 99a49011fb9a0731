//! The fields above the text: read from the header of a post, and changed in place.
//!
//! 1. [`split`] finds the header: where it begins, where it ends, and in which of the three
//!    notations it is written.
//! 2. [`read`] reads all of it, strictly and within limits, into [`Fields`].
//! 3. [`edit`] turns a change into splices of the text, one value, entry or item each, so that
//!    comments, order, quoting, indentation and line ends stay as they are, and lets the result
//!    through only when, read again, it says what was asked for and nothing else differs.
//! 4. [`compose`] writes a whole header for a new post.
//!
//! All offsets are bytes of the whole file. Nothing here expands a reference without bound,
//! nests without bound, or panics on any text.

mod error;
mod flow;
mod folded;
mod gate;
mod header;
mod json;
mod plan;
mod scalar;
mod toml;
mod toml_write;
mod tree;
mod value;
mod witness;
mod yaml;
mod yaml_text;
mod yaml_write;

#[cfg(test)]
mod tests;

use std::ops::Range;

pub use error::{Bound, EditError, Fault, ReadError, Reason};
pub use header::{Format, Header, LineEnd, Split, line_end, split};
pub use value::{Change, Edit, KeyPath, Step, Value};

use tree::{Data, Form, Node, Splice};

/// The longest header that is read, in bytes.
pub const MAX_BYTES: usize = 64 * 1024;
/// The most keys that a header may have, counted at all levels.
pub const MAX_KEYS: usize = 200;
/// How deep maps and lists may be nested; the header itself is the first level.
pub const MAX_DEPTH: usize = 8;

/// All fields of a post.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fields {
    /// The notation; `None` for a post without a header.
    pub format: Option<Format>,
    /// Keys and values in the order of the file. A key that stands twice is here twice.
    pub entries: Vec<(String, Value)>,
    /// For each entry the line of the file that its key is on, counted from 1.
    pub lines: Vec<usize>,
    /// The same for what stands inside an entry, under its whole path: `image.alt`, `images[0].src`.
    pub inner_lines: Vec<(String, usize)>,
    /// Keys of the header itself that stand more than once, each named once.
    pub duplicates: Vec<String>,
}

impl Fields {
    /// The value at `path`; the first one where a key stands twice.
    pub fn get(&self, path: &KeyPath) -> Option<&Value> {
        let (Step::Key(first), rest) = path.0.split_first()? else { return None };
        self.entries.iter().find(|(key, _)| key == first)?.1.at(rest)
    }

    /// The line of the file where the field begins, counted from 1; of one inside another where
    /// that one does: `image.alt`.
    pub fn line(&self, key: &str) -> Option<usize> {
        match self.entries.iter().position(|(k, _)| k == key) {
            Some(i) => self.lines.get(i).copied(),
            None => self.inner_lines.iter().find(|(path, _)| path == key).map(|(_, line)| *line),
        }
    }
}

/// Reads the fields of a post, given its whole text. A post without a header has none.
///
/// # Errors
/// When the header is damaged or beyond [`MAX_BYTES`], [`MAX_KEYS`] or [`MAX_DEPTH`].
pub fn read(text: &str) -> Result<Fields, ReadError> {
    let Some(Header { format, inner, .. }) = split(text)?.header else {
        return Ok(Fields::default());
    };
    let first = 1 + text[..inner.start].matches('\n').count();
    let inner = &text[inner];
    let in_file = |mut error: ReadError| {
        error.line = error.line.map(|line| line + first - 1);
        error
    };
    let root = parse(inner, format).map_err(in_file)?;
    let mut fields = Fields { format: Some(format), ..Fields::default() };
    let ends: Vec<usize> = inner.match_indices('\n').map(|(end, _)| end).collect();
    let line = |at: usize| first + ends.partition_point(|end| *end < at);
    if let Data::Map(entries) = root.data {
        for entry in entries {
            let mut inside = Vec::new();
            entry.value.places(&entry.key, &mut inside);
            fields.inner_lines.extend(inside.into_iter().map(|(path, at)| (path, line(at))));
            let twice = fields.entries.iter().any(|(key, _)| *key == entry.key);
            if twice && !fields.duplicates.contains(&entry.key) {
                fields.duplicates.push(entry.key.clone());
            }
            fields.entries.push((entry.key, entry.value.into_value()));
            fields.lines.push(line(entry.key_span.start));
        }
    }
    Ok(fields)
}

/// Makes all the changes, or none. Returns the whole text, identical byte for byte when there
/// is nothing to change. A post without a header gets one in YAML.
///
/// # Errors
/// When the header cannot be read, a field cannot be changed in place, or a change would have
/// changed more than its field; see [`EditError`].
pub fn edit(text: &str, edits: &[Edit]) -> Result<String, EditError> {
    let mut text = std::borrow::Cow::Borrowed(text);
    for edit in edits {
        if let Some(changed) = edit_one(&text, edit)? {
            text = changed.into();
        }
    }
    Ok(text.into_owned())
}

/// For each field the reason why it cannot be changed, where that is known beforehand: it is
/// shared with other places, or stands more than once. [`edit`] may still refuse others.
pub fn refusals(text: &str, keys: &[KeyPath]) -> Vec<Option<EditError>> {
    let header = split(text).ok().and_then(|split| split.header);
    let root = header.and_then(|header| parse(&text[header.inner], header.format).ok());
    let refusal = |key: &KeyPath| root.as_ref()?.check_free(&key.0, key).err();
    keys.iter().map(refusal).collect()
}

/// A whole header with its marks, for a new post: strings in double quotes, lists on lines of
/// their own, `\n` line ends. A date or number that is none is written as a text; TOML leaves
/// out keys without a value.
pub fn compose(format: Format, entries: &[(String, Value)]) -> String {
    match format {
        Format::Yaml => format!("---\n{}---\n", yaml_text::compose(entries)),
        Format::Toml => format!("+++\n{}+++\n", toml_write::compose(entries, Form::Double)),
        Format::Json => format!("{}\n", json::compose(entries)),
    }
}

/// As [`compose`], in the notation and the manner of another post, given its whole text: the
/// quoting of each key as the same key has it there, lists in brackets or on lines, indentation.
/// TOML follows in its quoting only, JSON not at all. Where the other post has no header, or one
/// that cannot be read, the header is composed in YAML.
pub fn compose_like(sample: &str, entries: &[(String, Value)]) -> String {
    let header = split(sample).ok().and_then(|split| split.header);
    let read = header.and_then(|header| {
        let inner = &sample[header.inner];
        Some((header.format, inner, parse(inner, header.format).ok()?))
    });
    match read {
        Some((Format::Yaml, inner, root)) => {
            format!("---\n{}---\n", yaml_text::compose_like(inner, &root, entries))
        }
        Some((Format::Toml, _, root)) => {
            let quotes = tree::usual_quoting(&root).unwrap_or(Form::Double);
            format!("+++\n{}+++\n", toml_write::compose(entries, quotes))
        }
        Some((Format::Json, ..)) => compose(Format::Json, entries),
        None => compose(Format::Yaml, entries),
    }
}

fn edit_one(text: &str, edit: &Edit) -> Result<Option<String>, EditError> {
    let split = split(text)?;
    let (format, inner, frame) = match &split.header {
        Some(header) => (header.format, &text[header.inner.clone()], None),
        None => (Format::Yaml, "", Some(split.body)),
    };
    let eol = line_end(text).as_str();
    let offset = split.header.as_ref().map_or(0, |h| text[..h.inner.start].matches('\n').count());
    let changed = edit_inner(inner, edit, format, eol).map_err(|error| match error {
        EditError::Read(ReadError { line, reason }) => {
            EditError::Read(ReadError { line: line.map(|line| line + offset), reason })
        }
        other => other,
    })?;
    let Some(changed) = changed else { return Ok(None) };
    let (before, after) = match (frame, split.header) {
        (Some(body), _) => (body..body, format!("---{eol}{changed}---{eol}")),
        (None, Some(header)) => (header.inner, changed),
        (None, None) => return Ok(None),
    };
    let whole = format!("{}{after}{}", &text[..before.start], &text[before.end..]);
    // The new inner text must not have moved the end of the header.
    let end = whole.len() - (text.len() - split.body);
    match self::split(&whole) {
        Ok(now) if now.body == end => Ok(Some(whole)),
        _ => Err(EditError::NotFaithful { key: edit.key.clone(), fault: Fault::Lines }),
    }
}

fn edit_inner(
    inner: &str,
    edit: &Edit,
    format: Format,
    eol: &str,
) -> Result<Option<String>, EditError> {
    let key = &edit.key;
    let root = parse(inner, format)?;
    let before = root.value();
    let splices = plan::plan(&before, edit, format)?;
    if splices.is_empty() {
        return Ok(None);
    }
    root.check_free(&key.0, key)?;
    let path = match &splices[..] {
        // The last part of a map or list goes: what is written in its place is the whole.
        [Splice::Replace { path, .. }] => path,
        _ => &key.0,
    };
    let allowed = allowed(inner, &root, path, format);
    let mut expected = before.clone();
    let mut text = inner.to_owned();
    let mut root = root;
    for (i, splice) in splices.into_iter().enumerate() {
        if i > 0 {
            root = parse(&text, format).map_err(|error| EditError::NotFaithful {
                key: key.clone(),
                fault: Fault::Unreadable(error),
            })?;
        }
        let splice = match format {
            Format::Toml => toml_write::widen(&root, splice),
            Format::Yaml | Format::Json => splice,
        };
        let changed = match format {
            Format::Yaml => yaml_write::splice(&text, &root, &splice, eol, key)?,
            Format::Toml => toml_write::splice(&text, &root, &splice, eol, key)?,
            Format::Json => json::splice(&text, &root, &splice, eol, key)?,
        };
        text = changed.ok_or_else(|| EditError::Layout { key: key.clone() })?;
        plan::apply(&mut expected, &splice)
            .ok_or_else(|| EditError::NoPlace { key: key.clone() })?;
    }
    gate::check(inner, &text, (&before, &expected), edit, format, allowed, eol)?;
    Ok(Some(text))
}

/// The lines that a change at `path` may touch: those of the value, or of the brackets that a
/// missing one goes into. `None` when it may only add lines.
fn allowed(inner: &str, root: &Node, path: &[Step], format: Format) -> Option<Range<usize>> {
    let trail = root.trail(path);
    let known = trail.len() - 1;
    let on_lines = matches!(trail[known].1.form, Form::Block | Form::Table(_) | Form::Tables);
    if known < path.len() && on_lines {
        return None;
    }
    match &path[..known] {
        [] => Some(0..inner.len()),
        path => match format {
            Format::Yaml => yaml_write::extent(inner, root, path),
            Format::Toml => toml_write::extent(inner, root, path),
            Format::Json => json::extent(root, path),
        },
    }
}

fn parse(inner: &str, format: Format) -> Result<Node, ReadError> {
    if inner.len() > MAX_BYTES {
        return Err(ReadError { line: None, reason: Reason::TooLong });
    }
    match format {
        Format::Yaml => yaml::parse(inner),
        Format::Toml => toml::parse(inner),
        Format::Json => json::parse(inner),
    }
}
