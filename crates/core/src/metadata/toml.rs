//! Reading a TOML header into values that know where they stand.

use std::ops::Range;

use toml_edit::{Document, Item, Table, TableLike, Value as Toml};

use super::error::{ReadError, Reason};
use super::tree::{Data, Entry, Form, Node, Place};
use super::value::Value;
use super::{MAX_DEPTH, MAX_KEYS};

/// Reads the inner text of a header. Lines of errors count from 1 in that text.
pub(super) fn parse(inner: &str) -> Result<Node, ReadError> {
    let document = Document::parse(inner).map_err(|error| explain(inner, &error))?;
    let mut reader = Reader { inner, keys: 0 };
    let mut root = reader.table(document.as_table(), 1)?;
    root.form = Form::Block;
    root.span = 0..inner.len();
    Ok(root)
}

struct Reader<'a> {
    inner: &'a str,
    keys: usize,
}

impl Reader<'_> {
    fn table(&mut self, table: &Table, depth: usize) -> Result<Node, ReadError> {
        let place = match table.span() {
            _ if table.is_dotted() => Place::Dotted,
            Some(span) if !table.is_implicit() => {
                Place::Header { start: span.start, end: span.end }
            }
            _ => Place::Implicit,
        };
        let entries = self.entries(table, depth)?;
        let span = table.span().unwrap_or(0..0);
        Ok(Node { span, data: Data::Map(entries), form: Form::Table(place), bound: None })
    }

    fn entries(&mut self, table: &dyn TableLike, depth: usize) -> Result<Vec<Entry>, ReadError> {
        if depth > MAX_DEPTH {
            return Err(ReadError { line: None, reason: Reason::TooDeep });
        }
        let mut entries = Vec::new();
        for (name, item) in table.iter() {
            self.keys += 1;
            if self.keys > MAX_KEYS {
                return Err(ReadError { line: None, reason: Reason::TooManyKeys });
            }
            let key_span = table.key(name).and_then(|key| key.span()).unwrap_or(0..0);
            let value = match item {
                Item::None => continue,
                Item::Value(value) => self.value(value, depth + 1)?,
                Item::Table(table) => self.table(table, depth + 1)?,
                Item::ArrayOfTables(tables) => {
                    let items = tables
                        .iter()
                        .map(|table| self.table(table, depth + 2))
                        .collect::<Result<_, _>>()?;
                    let span = tables.span().unwrap_or(0..0);
                    Node { span, data: Data::List(items), form: Form::Tables, bound: None }
                }
            };
            entries.push(Entry { key: name.to_owned(), key_span, value });
        }
        // Tables can be told of in any order, keys of one table cannot.
        entries.sort_by_key(|entry| entry.key_span.start);
        Ok(entries)
    }

    fn value(&mut self, value: &Toml, depth: usize) -> Result<Node, ReadError> {
        let span = value.span().unwrap_or(0..0);
        let raw = &self.inner[span.clone()];
        let leaf = |value, form| Ok(Node::leaf(span.clone(), value, form));
        match value {
            Toml::String(text) => {
                let form = match raw {
                    _ if raw.starts_with("\"\"\"") => Form::MultiDouble,
                    _ if raw.starts_with("'''") => Form::MultiSingle,
                    _ if raw.starts_with('"') => Form::Double,
                    _ => Form::Single,
                };
                let text = match form {
                    Form::MultiDouble | Form::MultiSingle => text.value().replace("\r\n", "\n"),
                    _ => text.value().clone(),
                };
                leaf(Value::Text(text), form)
            }
            Toml::Integer(_) | Toml::Float(_) => leaf(Value::Number(raw.to_owned()), Form::Plain),
            Toml::Boolean(value) => leaf(Value::Bool(*value.value()), Form::Plain),
            Toml::Datetime(_) => leaf(Value::Date(raw.to_owned()), Form::Plain),
            Toml::Array(items) => {
                if depth > MAX_DEPTH {
                    return Err(ReadError { line: None, reason: Reason::TooDeep });
                }
                let items = items
                    .iter()
                    .map(|item| self.value(item, depth + 1))
                    .collect::<Result<_, _>>()?;
                Ok(Node { span, data: Data::List(items), form: Form::Flow, bound: None })
            }
            Toml::InlineTable(table) => {
                let data = Data::Map(self.entries(table, depth)?);
                let form = if table.is_dotted() { Form::Table(Place::Dotted) } else { Form::Flow };
                Ok(Node { span, data, form, bound: None })
            }
        }
    }
}

fn explain(inner: &str, error: &toml_edit::TomlError) -> ReadError {
    let span: Range<usize> = error.span().unwrap_or(0..0);
    let at = span.start.min(inner.len());
    let before = &inner.as_bytes()[..at];
    let line = 1 + before.iter().filter(|b| **b == b'\n').count();
    let message = error.message();
    let says = |words: &[&str]| words.iter().any(|word| message.contains(word));
    let reason = match message {
        _ if says(&["duplicate key", "redefine"]) => Reason::RepeatedKey,
        _ if says(&["recursion", "recurse"]) => Reason::TooDeep,
        _ if says(&["escape"]) => Reason::Escape,
        _ if says(&["string, expected `\"", "string, expected `'"]) => Reason::OpenQuote,
        _ if says(&["key with no value", "invalid unquoted key"]) => Reason::NoColon,
        _ if says(&["in array, expected", "unclosed array"]) => Reason::OpenBracket('['),
        _ if says(&["inline table, expected", "unclosed inline table"]) => Reason::OpenBracket('{'),
        _ if says(&["must be quoted", "invalid date", "invalid time", "missing value"]) => {
            Reason::BadValue
        }
        _ => Reason::Syntax(message.lines().next().unwrap_or_default().to_owned()),
    };
    ReadError { line: Some(line), reason }
}
