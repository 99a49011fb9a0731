//! A header as values that know where they stand.

use std::ops::Range;

use super::error::{Bound, EditError};
use super::value::{KeyPath, Step, Value};

/// A value and the bytes that it was read from.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// Offsets in the header's inner text. Empty for a value that is not written; for a block
    /// or table only its start means anything.
    pub(super) span: Range<usize>,
    pub(super) data: Data,
    pub(super) form: Form,
    pub(super) bound: Option<Bound>,
}

#[derive(Debug, Clone)]
pub(super) enum Data {
    /// A value without parts, or (bound by an alias) a copy of another one.
    Leaf(Value),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) key_span: Range<usize>,
    pub(super) value: Node,
}

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Without quotes.
    Plain,
    /// `'…'`.
    Single,
    /// `"…"`.
    Double,
    /// YAML `|`.
    Literal,
    /// YAML `>`.
    Folded,
    /// TOML `'''…'''`.
    MultiSingle,
    /// TOML `"""…"""`.
    MultiDouble,
    /// `[…]` or `{…}`.
    Flow,
    /// On lines of its own: a YAML block, or the root of TOML.
    Block,
    /// TOML `[name]`, one of `[[name]]`, or a part of `name.key = …`.
    Table(Place),
    /// TOML `[[name]]`, all of them.
    Tables,
}

/// How a TOML table comes to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// By its own header.
    Header { start: usize, end: usize },
    /// By the header of a table inside it.
    Implicit,
    /// By a key with dots.
    Dotted,
}

impl Node {
    pub(super) fn leaf(span: Range<usize>, value: Value, form: Form) -> Node {
        Node { span, data: Data::Leaf(value), form, bound: None }
    }

    pub(super) fn value(&self) -> Value {
        match &self.data {
            Data::Leaf(value) => value.clone(),
            Data::List(items) => Value::List(items.iter().map(Node::value).collect()),
            Data::Map(entries) => {
                Value::Map(entries.iter().map(|e| (e.key.clone(), e.value.value())).collect())
            }
        }
    }

    pub(super) fn into_value(self) -> Value {
        match self.data {
            Data::Leaf(value) => value,
            Data::List(items) => Value::List(items.into_iter().map(Node::into_value).collect()),
            Data::Map(entries) => {
                Value::Map(entries.into_iter().map(|e| (e.key, e.value.into_value())).collect())
            }
        }
    }

    pub(super) fn entries(&self) -> &[Entry] {
        match &self.data {
            Data::Map(entries) => entries,
            _ => &[],
        }
    }

    pub(super) fn items(&self) -> &[Node] {
        match &self.data {
            Data::List(items) => items,
            _ => &[],
        }
    }

    /// The child that a step leads to, and its index among its siblings.
    pub(super) fn child(&self, step: &Step) -> Option<(usize, &Node)> {
        match step {
            Step::Key(key) => {
                let i = self.entries().iter().position(|e| &e.key == key)?;
                Some((i, &self.entries()[i].value))
            }
            Step::Index(i) => self.items().get(*i).map(|node| (*i, node)),
        }
    }

    /// The nodes on the way to `path`, this one first, as far as they exist.
    pub(super) fn trail(&self, path: &[Step]) -> Vec<(usize, &Node)> {
        let mut trail = vec![(0, self)];
        let mut node = self;
        for step in path {
            let Some((i, child)) = node.child(step) else { break };
            trail.push((i, child));
            node = child;
        }
        trail
    }

    /// The first binding in this node or any part of it.
    pub(super) fn bound_within(&self) -> Option<Bound> {
        self.bound.or_else(|| match &self.data {
            Data::Leaf(_) => None,
            Data::List(items) => items.iter().find_map(Node::bound_within),
            Data::Map(entries) => entries.iter().find_map(|e| e.value.bound_within()),
        })
    }

    /// Refuses a path that is bound, or that leads through a key which stands twice.
    pub(super) fn check_free(&self, path: &[Step], key: &KeyPath) -> Result<(), EditError> {
        let trail = self.trail(path);
        for (step, (_, node)) in path.iter().zip(&trail) {
            if let Step::Key(name) = step
                && node.entries().iter().filter(|e| &e.key == name).count() > 1
            {
                return Err(EditError::Repeated { key: key.clone() });
            }
        }
        let whole = trail.len() == path.len() + 1;
        let bound = trail.iter().enumerate().find_map(|(i, (_, node))| {
            if whole && i == path.len() { node.bound_within() } else { node.bound }
        });
        match bound {
            Some(bound) => Err(EditError::Anchored { key: key.clone(), bound }),
            None => Ok(()),
        }
    }

    /// Where each part below this node begins, under its path.
    pub(super) fn places(&self, path: &str, found: &mut Vec<(String, usize)>) {
        for (i, item) in self.items().iter().enumerate() {
            let path = format!("{path}[{i}]");
            found.push((path.clone(), item.span.start));
            item.places(&path, found);
        }
        for entry in self.entries() {
            let path = format!("{path}.{}", entry.key);
            found.push((path.clone(), entry.key_span.start));
            entry.value.places(&path, found);
        }
    }

    /// Every text below this node, with the form it is written in.
    pub(super) fn texts<'a>(&'a self, found: &mut Vec<(Form, &'a str)>) {
        match &self.data {
            Data::Leaf(Value::Text(text)) => found.push((self.form, text)),
            Data::Leaf(_) => {}
            Data::List(items) => items.iter().for_each(|node| node.texts(found)),
            Data::Map(entries) => entries.iter().for_each(|e| e.value.texts(found)),
        }
    }
}

/// The quoting that most of these texts have, the stronger one of two alike; `None` when there
/// are none.
pub(super) fn usual_quoting(node: &Node) -> Option<Form> {
    let mut found = Vec::new();
    node.texts(&mut found);
    [Form::Plain, Form::Single, Form::Double]
        .into_iter()
        .map(|form| (found.iter().filter(|(f, _)| *f == form).count(), form))
        .filter(|(count, _)| *count > 0)
        .max_by_key(|(count, _)| *count)
        .map(|(_, form)| form)
}

/// One change of the text; a change of a field is a row of them.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Splice {
    /// Writes another value in the place of one.
    Replace { path: Vec<Step>, value: Value },
    /// Adds a key at the end of a map.
    InsertKey { map: Vec<Step>, key: String, value: Value },
    /// Takes a key out of its map.
    RemoveKey { path: Vec<Step> },
    /// Adds an item before the one at `at`.
    InsertItem { list: Vec<Step>, at: usize, value: Value },
    /// Takes an item out of its list.
    RemoveItem { list: Vec<Step>, at: usize },
}

/// Where the line of `at` starts.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |i| i + 1)
}

/// Where the line after that of `at` starts.
pub(super) fn line_after(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |i| at + i + 1)
}

/// Replaces ranges, which are in order and do not overlap.
pub(super) fn replaced(text: &str, changes: &[(Range<usize>, String)]) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for (range, new) in changes {
        out.push_str(&text[at..range.start]);
        out.push_str(new);
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}
