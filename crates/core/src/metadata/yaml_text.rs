//! Writing values as YAML, in the manner of the header that they go into.

use super::scalar;
use super::tree::{Data, Form, Node, line_start, usual_quoting};
use super::value::Value;

/// A header as [`compose`](super::compose) writes it.
pub(super) fn compose(entries: &[(String, Value)]) -> String {
    let pen = Pen { manner: Manner::default(), eol: "\n" };
    entries.iter().map(|(key, value)| pen.entry(key, value, 0)).collect()
}

/// A header written as `sample` is: each key quoted, and its list laid out, as the same key is
/// there, or else as most of the sample is.
pub(super) fn compose_like(sample: &str, root: &Node, entries: &[(String, Value)]) -> String {
    let mut pen = Pen::new(sample, root, "\n");
    let usual = pen.manner.clone();
    let mut out = String::new();
    for (key, value) in entries {
        pen.manner = usual.clone();
        let same = root.entries().iter().find(|entry| entry.key == *key).map(|entry| &entry.value);
        if let Some(Node { data: Data::List(items), form, .. }) = same
            && !items.is_empty()
        {
            pen.manner.flow_lists = *form == Form::Flow;
        }
        let ink = same.map_or(usual.quotes.into(), |node| pen.ink(node));
        out += &pen.entry_in(key, value, ink, 0);
    }
    out
}

/// How a header is written, so that what is added looks like it.
#[derive(Debug, Clone)]
pub(super) struct Manner {
    /// The quoting of new texts where it is safe.
    pub(super) quotes: Form,
    /// Whether new lists stand in brackets.
    pub(super) flow_lists: bool,
    /// How far the dashes of a list are indented below its key.
    pub(super) dash_indent: usize,
    /// How far the keys of a map are indented below its key.
    pub(super) map_indent: usize,
}

impl Default for Manner {
    fn default() -> Self {
        Manner { quotes: Form::Double, flow_lists: false, dash_indent: 2, map_indent: 2 }
    }
}

impl Manner {
    /// Learns it from what is there.
    fn of(inner: &str, root: &Node) -> Manner {
        let mut manner = Manner::default();
        if let Some(quotes) = usual_quoting(root) {
            manner.quotes = quotes;
        }
        let mut lists = (0usize, 0usize);
        let mut dash = None;
        let mut map = None;
        let mut stack = vec![root];
        while let Some(node) = stack.pop() {
            stack.extend(node.items());
            for entry in node.entries() {
                let value = &entry.value;
                let column = |at| at - line_start(inner, at);
                let below = || {
                    let here = column(entry.key_span.start);
                    column(value.span.start).checked_sub(here)
                };
                match (&value.data, value.form) {
                    (Data::List(items), Form::Flow) if !items.is_empty() => lists.0 += 1,
                    (Data::List(_), Form::Block) => {
                        lists.1 += 1;
                        dash = dash.or_else(below);
                    }
                    (Data::Map(_), Form::Block) => map = map.or_else(below),
                    _ => {}
                }
                stack.push(value);
            }
        }
        manner.flow_lists = lists.0 > lists.1;
        manner.dash_indent = dash.unwrap_or(manner.dash_indent);
        manner.map_indent = map.filter(|n| *n > 0).unwrap_or(manner.map_indent);
        manner
    }
}

/// A value as it is to be written behind a colon or a dash.
pub(super) enum Written {
    Inline(String),
    /// A few characters on the line, then whole lines.
    Lines(String, String),
}

/// How a value is written: the quoting of a text, and whether a date stands in quotes too.
#[derive(Clone, Copy)]
pub(super) struct Ink {
    pub(super) form: Form,
    pub(super) quoted_dates: bool,
}

impl From<Form> for Ink {
    fn from(form: Form) -> Self {
        Ink { form, quoted_dates: false }
    }
}

/// Writes values in one manner.
pub(super) struct Pen<'a> {
    pub(super) manner: Manner,
    pub(super) eol: &'a str,
}

impl<'a> Pen<'a> {
    /// A pen that writes like what is there.
    pub(super) fn new(inner: &str, root: &Node, eol: &'a str) -> Self {
        Pen { manner: Manner::of(inner, root), eol }
    }

    /// An entry on lines of its own.
    pub(super) fn entry(&self, key: &str, value: &Value, column: usize) -> String {
        self.entry_in(key, value, self.manner.quotes.into(), column)
    }

    fn entry_in(&self, key: &str, value: &Value, ink: Ink, column: usize) -> String {
        let (key, indent, eol) = (scalar::write_key(key), " ".repeat(column), self.eol);
        match value {
            Value::Null => format!("{indent}{key}:{eol}"),
            _ => match self.written(value, ink, column) {
                Written::Inline(text) => format!("{indent}{key}: {text}{eol}"),
                Written::Lines(_, lines) => format!("{indent}{key}:{eol}{lines}"),
            },
        }
    }

    /// An item on lines of its own, its dash at `column` and its value `gap` further on.
    pub(super) fn item_lines(
        &self,
        value: &Value,
        form: Form,
        column: usize,
        gap: usize,
    ) -> String {
        let indent = " ".repeat(column);
        let space = " ".repeat(gap - 1);
        match value {
            Value::Map(entries) if !entries.is_empty() => {
                let lines: String =
                    entries.iter().map(|(k, v)| self.entry(k, v, column + gap)).collect();
                format!("{indent}-{space}{}", &lines[column + gap..])
            }
            _ => format!("{indent}-{space}{}{}", inline(value, form.into(), false), self.eol),
        }
    }

    /// A value behind a key at `column`.
    pub(super) fn written(&self, value: &Value, ink: Ink, column: usize) -> Written {
        match value {
            Value::List(items) if !items.is_empty() && !self.lists_inline(items) => {
                let column = column + self.manner.dash_indent;
                let lines =
                    items.iter().map(|item| self.item_lines(item, ink.form, column, 2)).collect();
                Written::Lines(String::new(), lines)
            }
            Value::Map(entries) if !entries.is_empty() => {
                let column = column + self.manner.map_indent;
                let lines = entries.iter().map(|(k, v)| self.entry(k, v, column)).collect();
                Written::Lines(String::new(), lines)
            }
            _ => Written::Inline(inline(value, ink, false)),
        }
    }

    fn lists_inline(&self, items: &[Value]) -> bool {
        self.manner.flow_lists
            && !items.iter().any(|item| matches!(item, Value::List(_) | Value::Map(_)))
    }

    /// How a text in the place of `node` is written.
    pub(super) fn ink(&self, node: &Node) -> Ink {
        match &node.data {
            Data::Leaf(Value::Null) => self.manner.quotes.into(),
            Data::Leaf(_) => {
                let quoted_dates = matches!(node.form, Form::Single | Form::Double);
                Ink { form: node.form, quoted_dates }
            }
            _ => usual_quoting(node).unwrap_or(self.manner.quotes).into(),
        }
    }
}

/// A value on one line.
pub(super) fn inline(value: &Value, ink: Ink, flow: bool) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(text) if scalar::is_number(text) => text.clone(),
        Value::Date(text) if !ink.quoted_dates && scalar::is_timestamp(text) => text.clone(),
        Value::Number(text) | Value::Date(text) | Value::Text(text) => {
            scalar::write(text, ink.form, flow)
        }
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|v| inline(v, ink, true)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|(k, v)| format!("{}: {}", scalar::write_key(k), inline(v, ink, true)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}
