//! Changing a YAML header in place: each splice replaces the bytes of one value, adds the lines
//! of one entry, or takes them out.

use std::ops::Range;

use super::error::EditError;
use super::flow::Flow;
use super::folded;
use super::scalar;
use super::tree::{Data, Form, Node, Splice, line_after, line_start, replaced, usual_quoting};
use super::value::{KeyPath, Step, Value};
use super::yaml_text::{Pen, Written, inline};

/// Carries one splice out. `None` where the layout does not allow it.
pub(super) fn splice(
    inner: &str,
    root: &Node,
    splice: &Splice,
    eol: &str,
    key: &KeyPath,
) -> Result<Option<String>, EditError> {
    let page = Page { inner, pen: Pen::new(inner, root, eol) };
    let find = |path: &[Step]| {
        let trail = root.trail(path);
        if trail.len() == path.len() + 1 {
            Ok(trail)
        } else {
            Err(EditError::NoPlace { key: key.clone() })
        }
    };
    match splice {
        Splice::Replace { path, value } => {
            if !fits(value) {
                return Err(EditError::Unwritable { key: key.clone() });
            }
            let trail = find(path)?;
            let [.., (_, parent), (i, node)] = trail[..] else { return Ok(None) };
            Ok(page.replace(parent, i, node, value))
        }
        Splice::InsertKey { map, key: name, value } => {
            if !fits(value) {
                return Err(EditError::Unwritable { key: key.clone() });
            }
            let trail = find(map)?;
            let (_, node) = trail[trail.len() - 1];
            Ok(page.insert_key(node, trail.len() == 1, name, value))
        }
        Splice::RemoveKey { path } => {
            let trail = find(path)?;
            let [.., (_, parent), (i, _)] = trail[..] else { return Ok(None) };
            Ok(page.remove_key(parent, i))
        }
        Splice::InsertItem { list, at, value } => {
            if !fits(value) {
                return Err(EditError::Unwritable { key: key.clone() });
            }
            let trail = find(list)?;
            Ok(page.insert_item(trail[trail.len() - 1].1, *at, value))
        }
        Splice::RemoveItem { list, at } => {
            let trail = find(list)?;
            Ok(page.remove_item(trail[trail.len() - 1].1, *at))
        }
    }
}

/// Whether YAML can hold the value as it is.
fn fits(value: &Value) -> bool {
    match value {
        Value::Number(text) => scalar::is_number(text),
        Value::Date(text) => scalar::is_timestamp(text),
        Value::List(items) => items.iter().all(fits),
        Value::Map(entries) => entries.iter().all(|(_, value)| fits(value)),
        Value::Null | Value::Bool(_) | Value::Text(_) => true,
    }
}

/// The lines that the entry or item at the end of `path` takes up.
pub(super) fn extent(inner: &str, root: &Node, path: &[Step]) -> Option<Range<usize>> {
    let trail = root.trail(path);
    let [.., (_, parent), (i, _)] = trail[..] else { return None };
    let page = Page { inner, pen: Pen::new(inner, root, "\n") };
    let (start, end) = match (parent.form, &parent.data) {
        // A comma of a neighbour may change with it.
        (Form::Flow, _) => (parent.span.start, parent.span.end),
        (_, Data::Map(entries)) => {
            let start = entries[i].key_span.start;
            let end = page.end(&entries[i].value, colon(inner, parent, i)?)?;
            match (page.own_line(start), entries.get(i + 1)) {
                // When the key behind a dash goes, the next one moves up to it.
                (None, Some(next)) => (start, next.key_span.start),
                _ => (start, page.last_line(parent, i, end)),
            }
        }
        (_, Data::List(items)) => {
            let dash = page.dashes(parent)?[i];
            (dash, page.end(&items[i], dash + 1)?)
        }
        _ => return None,
    };
    Some(line_start(inner, start)..line_after(inner, end))
}

struct Page<'a> {
    inner: &'a str,
    pen: Pen<'a>,
}

impl Page<'_> {
    fn replace(&self, parent: &Node, i: usize, node: &Node, value: &Value) -> Option<String> {
        let inner = self.inner;
        if parent.form == Form::Flow {
            let new = inline(value, self.pen.ink(node), true);
            if !node.span.is_empty() {
                return Some(replaced(inner, &[(node.span.clone(), new)]));
            }
            let entry = parent.entries().get(i)?;
            return Some(match colon(inner, parent, i) {
                Some(at) => replaced(inner, &[(at..at, format!(" {new}"))]),
                None => {
                    let at = entry.key_span.end;
                    replaced(inner, &[(at..at, format!(": {new}"))])
                }
            });
        }
        let is_item = matches!(parent.data, Data::List(_));
        let origin = if is_item { self.dashes(parent)?[i] + 1 } else { colon(inner, parent, i)? };
        let is_block = |node: &Node| node.form == Form::Block;
        if is_item && (is_block(node) || matches!(value, Value::Map(_) | Value::List(_))) {
            let lines = self.item(value, parent, i)?;
            let start = self.own_line(self.dashes(parent)?[i])?;
            let end = line_after(inner, self.end(node, origin)?);
            return Some(replaced(inner, &[(start..end, lines)]));
        }
        let column = match is_item {
            true => self.dashes(parent)?[i] - line_start(inner, self.dashes(parent)?[i]),
            false => self.column(parent)?,
        };
        let block = matches!(node.form, Form::Literal | Form::Folded)
            .then(|| folded::parts(inner, origin, node));
        let (head, tail) = match &block {
            Some(parts) => {
                let parts = parts.as_ref()?;
                let first = line_after(inner, parts.header.end);
                let last = line_after(inner, parts.end).max(first);
                (origin..parts.header.end, first..last)
            }
            None if is_block(node) => {
                let first = line_after(inner, origin);
                if node.span.start < first {
                    return None;
                }
                (origin..origin, first..line_after(inner, self.end(node, origin)?))
            }
            None => {
                let end = if node.span.is_empty() { origin } else { node.span.end };
                let first = line_after(inner, end);
                (origin..end, first..first)
            }
        };
        let gap_end = match &block {
            Some(parts) => parts.as_ref()?.header.start,
            None if node.span.is_empty() || is_block(node) => origin,
            None => node.span.start,
        };
        let gap = &inner[origin..gap_end];
        let gap = if gap.is_empty() || gap.contains(['\n', '\r']) { " " } else { gap };
        let written = match (value, &block) {
            (Value::Text(text), Some(Some(parts))) => {
                match folded::rewrite(inner, node, parts, text, self.pen.eol) {
                    Some((header, lines)) => Written::Lines(header, lines),
                    None => Written::Inline(scalar::double_quoted(text)),
                }
            }
            // `featured: yes` means a truth value where the site has it so; "no" would be a text,
            // and a text is true.
            (Value::Text(text), _)
                if scalar::is_yes_or_no(text)
                    && scalar::is_yes_or_no(&inner[node.span.clone()]) =>
            {
                Written::Inline(text.clone())
            }
            (Value::Null, _) if !is_item => Written::Inline(String::new()),
            (Value::Text(text), _) if inner[node.span.clone()].contains('\n') => {
                let text = scalar::write(text, self.pen.ink(node).form, false);
                Written::Inline(folded::wrap(&inner[node.span.clone()], &text, self.pen.eol))
            }
            _ => self.pen.written(value, self.pen.ink(node), column),
        };
        let (on_line, lines) = match written {
            Written::Inline(text) => (text, String::new()),
            Written::Lines(head, lines) => (head, lines),
        };
        let on_line = if on_line.is_empty() { on_line } else { format!("{gap}{on_line}") };
        Some(replaced(inner, &[(head, on_line), (tail, lines)]))
    }

    fn insert_key(&self, map: &Node, is_root: bool, key: &str, value: &Value) -> Option<String> {
        let inner = self.inner;
        if map.form == Form::Flow {
            let new = format!(
                "{}: {}",
                scalar::write_key(key),
                inline(value, self.pen.manner.quotes.into(), true)
            );
            return Some(self.flow(map)?.insert(inner, map.entries().len(), &new, self.pen.eol));
        }
        let Some(last) = map.entries().len().checked_sub(1) else {
            // Nothing but comments: behind them.
            return is_root.then(|| format!("{inner}{}", self.pen.entry(key, value, 0)));
        };
        let end = self.end(&map.entries()[last].value, colon(inner, map, last)?)?;
        let at = line_after(inner, end);
        let lines = self.pen.entry(key, value, self.column(map)?);
        Some(replaced(inner, &[(at..at, lines)]))
    }

    fn remove_key(&self, map: &Node, i: usize) -> Option<String> {
        let inner = self.inner;
        if map.form == Form::Flow {
            return Some(self.flow(map)?.remove(inner, i));
        }
        let entry = &map.entries()[i];
        let end = self.last_line(map, i, self.end(&entry.value, colon(inner, map, i)?)?);
        let end = line_after(inner, end);
        match self.own_line(entry.key_span.start) {
            Some(start) => Some(replaced(inner, &[(start..end, String::new())])),
            // Behind a dash: the next key moves up to it.
            None => {
                let next = map.entries().get(i + 1)?;
                let range = entry.key_span.start..next.key_span.start;
                Some(replaced(inner, &[(range, String::new())]))
            }
        }
    }

    fn insert_item(&self, list: &Node, at: usize, value: &Value) -> Option<String> {
        let inner = self.inner;
        if list.form == Form::Flow {
            let form = usual_quoting(list).unwrap_or(self.pen.manner.quotes);
            let new = inline(value, form.into(), true);
            return Some(self.flow(list)?.insert(inner, at, &new, self.pen.eol));
        }
        let dashes = self.dashes(list)?;
        let lines = self.item(value, list, at)?;
        let position = match at.checked_sub(1) {
            Some(before) => line_after(inner, self.end(&list.items()[before], dashes[before] + 1)?),
            None => self.own_line(dashes[0])?,
        };
        Some(replaced(inner, &[(position..position, lines)]))
    }

    fn remove_item(&self, list: &Node, at: usize) -> Option<String> {
        let inner = self.inner;
        if list.form == Form::Flow {
            return Some(self.flow(list)?.remove(inner, at));
        }
        let dash = self.dashes(list)?[at];
        let end = line_after(inner, self.end(&list.items()[at], dash + 1)?);
        Some(replaced(inner, &[(self.own_line(dash)?..end, String::new())]))
    }

    /// An item on lines of its own, laid out like the others of its list.
    fn item(&self, value: &Value, list: &Node, at: usize) -> Option<String> {
        let dashes = self.dashes(list)?;
        let sample = at.min(dashes.len() - 1);
        let column = dashes[0] - line_start(self.inner, dashes[0]);
        let content = list.items()[sample].span.start;
        let gap = content
            .checked_sub(dashes[sample])
            .filter(|gap| content < line_after(self.inner, dashes[sample]) && (2..9).contains(gap))
            .unwrap_or(2);
        let form = usual_quoting(list).unwrap_or(self.pen.manner.quotes);
        Some(self.pen.item_lines(value, form, column, gap))
    }

    fn flow(&self, node: &Node) -> Option<Flow> {
        if !self.inner[node.span.start..].starts_with(['[', '{']) {
            return None;
        }
        Some(Flow {
            open: node.span.start + 1,
            close: node.span.end - 1,
            elements: flow_elements(self.inner, node),
            pad: "",
        })
    }

    /// `end`, where entry `i` ends, or the end of the blank lines behind it if they would become
    /// part of a text above (`|+`) when the entry goes.
    fn last_line(&self, map: &Node, i: usize, end: usize) -> usize {
        let keeps = |node: &Node| {
            let mut last = node;
            while last.form == Form::Block {
                let below = last.items().last();
                match below.or_else(|| last.entries().last().map(|entry| &entry.value)) {
                    Some(node) => last = node,
                    None => break,
                }
            }
            matches!(last.form, Form::Literal | Form::Folded)
                && self.inner[..last.span.end].ends_with('\n')
                && last.value().as_str().is_some_and(|text| text.ends_with("\n\n"))
        };
        let mut end = end;
        if i > 0 && keeps(&map.entries()[i - 1].value) {
            let mut next = line_after(self.inner, end);
            while next < self.inner.len() {
                let after = line_after(self.inner, next);
                if !self.inner[next..after].trim_ascii().is_empty() {
                    break;
                }
                end = after - 1;
                next = after;
            }
        }
        end
    }

    /// The column of a block map's keys.
    fn column(&self, map: &Node) -> Option<usize> {
        let start = map.entries().first()?.key_span.start;
        let before = &self.inner[line_start(self.inner, start)..start];
        before.bytes().all(|b| b == b' ' || b == b'-').then_some(before.len())
    }

    /// Where the line of `at` starts, if nothing but spaces is before it.
    fn own_line(&self, at: usize) -> Option<usize> {
        let start = line_start(self.inner, at);
        self.inner[start..at].bytes().all(|b| b == b' ').then_some(start)
    }

    /// Where the dashes of a block list are.
    fn dashes(&self, list: &Node) -> Option<Vec<usize>> {
        let inner = self.inner;
        let column = list.span.start - line_start(inner, list.span.start);
        let mut dashes = vec![list.span.start];
        for item in &list.items()[..list.items().len().checked_sub(1)?] {
            let mut line = line_after(inner, self.end(item, dashes[dashes.len() - 1] + 1)?);
            loop {
                let at = line + column;
                if line >= inner.len() {
                    return None;
                }
                if inner.as_bytes().get(at) == Some(&b'-') && self.own_line(at) == Some(line) {
                    dashes.push(at);
                    break;
                }
                line = line_after(inner, line);
            }
        }
        inner[list.span.start..].starts_with('-').then_some(dashes)
    }

    /// Where the last character of a value is, or just behind it. `origin` is just behind its
    /// colon or dash.
    fn end(&self, node: &Node, origin: usize) -> Option<usize> {
        match (&node.data, node.form) {
            (_, Form::Literal | Form::Folded) => {
                folded::parts(self.inner, origin, node).map(|parts| parts.end)
            }
            (Data::Map(entries), Form::Block) => {
                let last = entries.len().checked_sub(1)?;
                self.end(&entries[last].value, colon(self.inner, node, last)?)
            }
            (Data::List(items), Form::Block) => {
                let last = items.len().checked_sub(1)?;
                let dash = self.dashes(node)?[last];
                self.end(&items[last], dash + 1)
            }
            _ if node.span.is_empty() => Some(origin),
            _ => Some(node.span.end),
        }
    }
}

/// Just behind the colon of an entry. `None` for a key that is written in another way.
fn colon(inner: &str, map: &Node, i: usize) -> Option<usize> {
    let after = map.entries()[i].key_span.end;
    let rest = &inner[after..];
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    rest[blanks..].starts_with(':').then_some(after + blanks + 1)
}

fn flow_elements(inner: &str, node: &Node) -> Vec<Range<usize>> {
    match &node.data {
        Data::List(items) => items.iter().map(|item| item.span.clone()).collect(),
        Data::Map(entries) => (0..entries.len())
            .map(|i| {
                let entry = &entries[i];
                let end = match entry.value.span.is_empty() {
                    true => colon(inner, node, i).unwrap_or(entry.key_span.end),
                    false => entry.value.span.end,
                };
                entry.key_span.start..end
            })
            .collect(),
        Data::Leaf(_) => Vec::new(),
    }
}
