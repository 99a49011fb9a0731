//! Changing a TOML header in place, by splices of its text.
//!
//! The writer of `toml_edit` is not used: it normalises line ends, drops a byte order mark and
//! the comment behind a value that is set.

use std::ops::Range;

use super::error::EditError;
use super::flow::Flow;
use super::tree::{
    Data, Form, Node, Place, Splice, line_after, line_start, replaced, usual_quoting,
};
use super::value::{KeyPath, Step, Value};

/// Carries one splice out. `None` where the layout does not allow it.
pub(super) fn splice(
    inner: &str,
    root: &Node,
    splice: &Splice,
    eol: &str,
    key: &KeyPath,
) -> Result<Option<String>, EditError> {
    let page = Page { inner, root, eol, quotes: usual_quoting(root).unwrap_or(Form::Double) };
    let unwritable = || EditError::Unwritable { key: key.clone() };
    match splice {
        Splice::Replace { path, value } => {
            fits(value).then_some(()).ok_or_else(unwritable)?;
            Ok(page.replace(path, value))
        }
        Splice::InsertKey { map, key: name, value } => {
            fits(value).then_some(()).ok_or_else(unwritable)?;
            Ok(page.insert_key(map, name, value))
        }
        Splice::RemoveKey { path } => Ok(page.remove_key(path)),
        Splice::InsertItem { list, at, value } => {
            fits(value).then_some(()).ok_or_else(unwritable)?;
            Ok(page.insert_item(list, *at, value))
        }
        Splice::RemoveItem { list, at } => Ok(page.remove_item(list, *at)),
    }
}

/// A table that is only made by what is in it goes with the last of it, and so does `[[name]]`.
pub(super) fn widen(root: &Node, splice: Splice) -> Splice {
    let is_list =
        |path: &[Step]| root.trail(path).last().is_some_and(|(_, n)| n.form == Form::Tables);
    let mut path = match splice {
        Splice::RemoveKey { path } => path,
        Splice::Replace { path, value: Value::List(items) }
            if items.is_empty() && is_list(&path) =>
        {
            path
        }
        other => return other,
    };
    loop {
        let trail = root.trail(&path);
        let [.., (_, parent), _] = trail[..] else { break };
        let made = matches!(parent.form, Form::Table(Place::Dotted | Place::Implicit));
        if !made || parent.entries().len() != 1 {
            break;
        }
        path.pop();
    }
    Splice::RemoveKey { path }
}

/// The lines that the value at `path` takes up; for a table, from its header on.
pub(super) fn extent(inner: &str, root: &Node, path: &[Step]) -> Option<Range<usize>> {
    let page = Page { inner, root, eol: "\n", quotes: Form::Double };
    let trail = root.trail(path);
    let [.., (_, parent), (i, node)] = trail[..] else { return None };
    if parent.form == Form::Flow {
        return Some(line_start(inner, parent.span.start)..line_after(inner, parent.span.end));
    }
    match node.form {
        Form::Table(Place::Dotted) => {
            let mut leaves = Vec::new();
            dotted_leaves(node, &mut leaves);
            let start = leaves.iter().map(|r| r.start).min()?;
            let end = leaves.iter().map(|r| r.end).max()?;
            Some(line_start(inner, start)..line_after(inner, end))
        }
        Form::Table(_) | Form::Tables => {
            let sections = page.sections_of(path);
            Some(sections.first()?.start..sections.last()?.end)
        }
        _ => {
            let start = parent.entries().get(i)?.key_span.start;
            Some(line_start(inner, start)..line_after(inner, node.span.end))
        }
    }
}

/// A header as [`compose`](super::compose) writes it: values first, then tables.
pub(super) fn compose(entries: &[(String, Value)], quotes: Form) -> String {
    let written = |tables: bool| {
        entries.iter().filter(move |(_, v)| *v != Value::Null && is_table(v) == tables)
    };
    let mut out = String::new();
    for (key, value) in written(false) {
        out += &format!("{} = {}\n", write_key(key), inline(value, quotes));
    }
    for (key, value) in written(true) {
        let gap = if out.is_empty() { "" } else { "\n" };
        out += &format!("{gap}{}", section(&write_key(key), value, quotes, "\n"));
    }
    out
}

fn is_table(value: &Value) -> bool {
    matches!(value, Value::Map(entries) if !entries.is_empty())
}

fn section(name: &str, value: &Value, quotes: Form, eol: &str) -> String {
    let mut out = format!("[{name}]{eol}");
    if let Value::Map(entries) = value {
        for (key, value) in entries.iter().filter(|(_, value)| *value != Value::Null) {
            out += &format!("{} = {}{eol}", write_key(key), inline(value, quotes));
        }
    }
    out
}

/// A header line and what is under it, with the path of its table.
struct Section {
    path: Vec<Step>,
    start: usize,
    end: usize,
}

struct Page<'a> {
    inner: &'a str,
    root: &'a Node,
    eol: &'a str,
    quotes: Form,
}

impl Page<'_> {
    fn replace(&self, path: &[Step], value: &Value) -> Option<String> {
        let &(_, node) = self.root.trail(path).get(path.len())?;
        // A value in the place of a table would have to move up, above the first table.
        if matches!(node.form, Form::Table(_) | Form::Tables) {
            return None;
        }
        Some(replaced(self.inner, &[(node.span.clone(), self.rewrite(node, value))]))
    }

    fn insert_key(&self, map: &[Step], key: &str, value: &Value) -> Option<String> {
        let (inner, eol) = (self.inner, self.eol);
        let trail = self.root.trail(map);
        let &(_, node) = trail.get(map.len())?;
        let new = format!("{} = {}", write_key(key), inline(value, self.quotes));
        match node.form {
            Form::Flow => {
                return Some(self.flow(node)?.insert(inner, node.entries().len(), &new, eol));
            }
            Form::Block if is_table(value) => {
                return Some(self.append(&section(&write_key(key), value, self.quotes, eol)));
            }
            Form::Table(Place::Implicit) => {
                let names: Option<Vec<String>> = map
                    .iter()
                    .map(|step| match step {
                        Step::Key(name) => Some(write_key(name)),
                        Step::Index(_) => None,
                    })
                    .collect();
                let value = Value::Map(vec![(key.to_owned(), value.clone())]);
                return Some(self.append(&section(&names?.join("."), &value, self.quotes, eol)));
            }
            Form::Table(Place::Dotted) => {
                if trail.iter().any(|(_, node)| node.form == Form::Flow) {
                    return None;
                }
                let last = node.entries().iter().rev().find(|e| is_line(&e.value))?;
                let start = line_start(inner, last.key_span.start);
                let prefix = &inner[start..last.key_span.start];
                let at = line_after(inner, last.value.span.end);
                return Some(replaced(inner, &[(at..at, format!("{prefix}{new}{eol}"))]));
            }
            Form::Block | Form::Table(Place::Header { .. }) => {}
            _ => return None,
        }
        let mut leaves = Vec::new();
        dotted_leaves(node, &mut leaves);
        let last = leaves.iter().max_by_key(|range| range.end);
        let (at, indent) = match (last, node.form) {
            (Some(range), _) => {
                let start = line_start(inner, range.start);
                let line = &inner[start..];
                let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
                (line_after(inner, range.end), indent)
            }
            (None, Form::Table(Place::Header { end, .. })) => (line_after(inner, end), ""),
            // Keys of the header itself stand before its first table.
            (None, _) => (if self.sections().is_empty() { inner.len() } else { 0 }, ""),
        };
        Some(replaced(inner, &[(at..at, format!("{indent}{new}{eol}"))]))
    }

    fn remove_key(&self, path: &[Step]) -> Option<String> {
        let inner = self.inner;
        let trail = self.root.trail(path);
        let [.., (_, parent), (i, node)] = trail[..] else { return None };
        if parent.form == Form::Flow {
            return Some(self.flow(parent)?.remove(inner, i));
        }
        let mut ranges = Vec::new();
        match node.form {
            Form::Table(Place::Dotted) => {
                dotted_leaves(node, &mut ranges);
                ranges.sort_by_key(|range| range.start);
            }
            Form::Table(_) | Form::Tables => {
                ranges.extend(self.sections_of(path).iter().map(|s| s.start..s.end - 1));
            }
            _ => ranges.push(parent.entries()[i].key_span.start..node.span.end),
        }
        let lines = |range: Range<usize>| {
            (line_start(inner, range.start)..line_after(inner, range.end), String::new())
        };
        Some(replaced(inner, &ranges.into_iter().map(lines).collect::<Vec<_>>()))
    }

    fn insert_item(&self, list: &[Step], at: usize, value: &Value) -> Option<String> {
        let inner = self.inner;
        let &(_, node) = self.root.trail(list).get(list.len())?;
        if node.form == Form::Flow {
            let quotes = usual_quoting(node).unwrap_or(self.quotes);
            return Some(self.flow(node)?.insert(inner, at, &inline(value, quotes), self.eol));
        }
        if node.form != Form::Tables || !matches!(value, Value::Map(_)) {
            return None;
        }
        let Place::Header { start, end } = place(node.items().first()?)? else { return None };
        let name = inner[start..end].strip_prefix("[[")?.strip_suffix("]]")?;
        let new = section(&format!("[{name}]"), value, self.quotes, self.eol);
        let position = match at.checked_sub(1) {
            Some(before) => {
                let path = [list, &[Step::Index(before)]].concat();
                self.sections_of(&path).last()?.end
            }
            None => line_start(inner, start),
        };
        let (before, after) = inner.split_at(position);
        let gap = if before.is_empty() || is_blank_before(before) { "" } else { self.eol };
        let below = if after.trim_ascii().is_empty() { "" } else { self.eol };
        Some(format!("{before}{gap}{new}{below}{after}"))
    }

    fn remove_item(&self, list: &[Step], at: usize) -> Option<String> {
        let inner = self.inner;
        let &(_, node) = self.root.trail(list).get(list.len())?;
        if node.form == Form::Flow {
            return Some(self.flow(node)?.remove(inner, at));
        }
        let sections = self.sections_of(&[list, &[Step::Index(at)]].concat());
        let range = sections.first()?.start..sections.last()?.end;
        Some(replaced(inner, &[(range, String::new())]))
    }

    fn append(&self, section: &str) -> String {
        let gap = if self.inner.is_empty() || is_blank_before(self.inner) { "" } else { self.eol };
        format!("{}{gap}{section}", self.inner)
    }

    /// The new value in the manner of the old one.
    fn rewrite(&self, node: &Node, value: &Value) -> String {
        let raw = &self.inner[node.span.clone()];
        match (value, node.form) {
            (Value::Text(text), form @ (Form::MultiDouble | Form::MultiSingle)) => {
                multi_line(text, form, raw, self.eol).unwrap_or_else(|| basic(text))
            }
            (Value::Text(text), form @ (Form::Single | Form::Double)) => quoted(text, form),
            (Value::Date(text), form @ (Form::Single | Form::Double)) => quoted(text, form),
            _ => inline(value, usual_quoting(node).unwrap_or(self.quotes)),
        }
    }

    fn flow(&self, node: &Node) -> Option<Flow> {
        let mut elements = Vec::new();
        match &node.data {
            Data::List(items) => elements.extend(items.iter().map(|item| item.span.clone())),
            Data::Map(entries) => {
                for entry in entries {
                    if matches!(entry.value.form, Form::Table(_)) {
                        return None;
                    }
                    elements.push(entry.key_span.start..entry.value.span.end);
                }
            }
            Data::Leaf(_) => return None,
        }
        let pad = if matches!(node.data, Data::Map(_)) { " " } else { "" };
        Some(Flow { open: node.span.start + 1, close: node.span.end - 1, elements, pad })
    }

    /// All sections, in the order of the file. The comment above a header belongs to it.
    fn sections(&self) -> Vec<Section> {
        fn collect(node: &Node, path: &mut Vec<Step>, found: &mut Vec<Section>) {
            if let Form::Table(Place::Header { start, .. }) = node.form {
                found.push(Section { path: path.clone(), start, end: 0 });
            }
            for entry in node.entries() {
                path.push(Step::Key(entry.key.clone()));
                collect(&entry.value, path, found);
                path.pop();
            }
            if node.form == Form::Tables {
                for (i, item) in node.items().iter().enumerate() {
                    path.push(Step::Index(i));
                    collect(item, path, found);
                    path.pop();
                }
            }
        }
        let mut sections = Vec::new();
        collect(self.root, &mut Vec::new(), &mut sections);
        sections.sort_by_key(|section| section.start);
        let mut end = self.inner.len();
        for section in sections.iter_mut().rev() {
            section.end = end;
            section.start = line_start(self.inner, section.start);
            end = section.start;
            while end > 0 {
                let above = line_start(self.inner, end - 1);
                if !self.inner[above..end].trim_ascii_start().starts_with('#') {
                    break;
                }
                end = above;
            }
        }
        sections
    }

    fn sections_of(&self, path: &[Step]) -> Vec<Section> {
        let mut sections = self.sections();
        sections.retain(|section| section.path.starts_with(path));
        sections
    }
}

fn is_blank_before(text: &str) -> bool {
    text.trim_end_matches('\r').ends_with("\n\n") || text.ends_with("\r\n\r\n")
}

fn place(node: &Node) -> Option<Place> {
    match node.form {
        Form::Table(place) => Some(place),
        _ => None,
    }
}

/// Whether the entry is `key = value` on lines of its own.
fn is_line(node: &Node) -> bool {
    !matches!(node.form, Form::Table(_) | Form::Tables)
}

/// The ranges of all `key = value` of a table and of its dotted keys.
fn dotted_leaves(node: &Node, leaves: &mut Vec<Range<usize>>) {
    for entry in node.entries() {
        match entry.value.form {
            Form::Table(Place::Dotted) => dotted_leaves(&entry.value, leaves),
            _ if is_line(&entry.value) => {
                leaves.push(entry.key_span.start..entry.value.span.end);
            }
            _ => {}
        }
    }
}

fn fits(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(_) | Value::Text(_) => true,
        Value::Number(text) => parsed(text).is_some_and(|v| v.is_integer() || v.is_float()),
        Value::Date(text) => parsed(text).is_some_and(|v| v.is_datetime()),
        Value::List(items) => items.iter().all(fits),
        Value::Map(entries) => entries.iter().all(|(_, value)| fits(value)),
    }
}

fn parsed(text: &str) -> Option<toml_edit::Value> {
    text.parse().ok().filter(|_| text.trim() == text && !text.contains(['#', '\n']))
}

fn write_key(key: &str) -> String {
    let bare = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    if !key.is_empty() && key.bytes().all(bare) { key.to_owned() } else { basic(key) }
}

/// A value on one line.
fn inline(value: &Value, quotes: Form) -> String {
    match value {
        Value::Null => "\"\"".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(text) | Value::Date(text) if fits(value) => text.clone(),
        Value::Number(text) | Value::Date(text) | Value::Text(text) => quoted(text, quotes),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|item| inline(item, quotes)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(entries) if entries.is_empty() => "{}".to_owned(),
        Value::Map(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .filter(|(_, value)| *value != Value::Null)
                .map(|(key, value)| format!("{} = {}", write_key(key), inline(value, quotes)))
                .collect();
            format!("{{ {} }}", entries.join(", "))
        }
    }
}

fn quoted(text: &str, form: Form) -> String {
    let literal = !text.contains('\'') && !text.chars().any(char::is_control);
    if form == Form::Single && literal { format!("'{text}'") } else { basic(text) }
}

/// A basic string (TOML 1.0, section String), with JSON escapes.
fn basic(text: &str) -> String {
    super::scalar::double_quoted(text)
}

/// The text between three quotes, begun as the old one was. `None` where it cannot be.
fn multi_line(text: &str, form: Form, raw: &str, eol: &str) -> Option<String> {
    let quotes = if form == Form::MultiSingle { "'''" } else { "\"\"\"" };
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return None;
    }
    if text.contains(&quotes[..1]) || (form == Form::MultiDouble && text.contains('\\')) {
        return None;
    }
    let after = raw.get(3..)?;
    let begins_below = after.starts_with('\n') || after.starts_with("\r\n");
    if !begins_below && text.starts_with('\n') {
        return None;
    }
    let begin = if begins_below { eol } else { "" };
    Some(format!("{quotes}{begin}{}{quotes}", text.replace('\n', eol)))
}
