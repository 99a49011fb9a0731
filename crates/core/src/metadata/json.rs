//! Reading a JSON header, and changing it in place.

use std::ops::Range;

use jsonc_parser::ast::Value as Json;
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::ParseErrorKind;
use jsonc_parser::{CollectOptions, CommentCollectionStrategy, ParseOptions, parse_to_ast};

use super::error::{EditError, ReadError, Reason};
use super::flow::Flow;
use super::scalar;
use super::tree::{Data, Entry, Form, Node, Splice, line_start, replaced};
use super::value::{KeyPath, Step, Value};
use super::{MAX_DEPTH, MAX_KEYS};

/// Reads the object of a header (RFC 8259: no comments, no trailing commas).
pub(super) fn parse(inner: &str) -> Result<Node, ReadError> {
    let options = ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_extended_string_escapes: false,
        allow_non_finite_numbers: false,
    };
    let collect = CollectOptions { comments: CommentCollectionStrategy::Off, tokens: false };
    let fault = |at: usize, reason| {
        let before = &inner.as_bytes()[..at.min(inner.len())];
        let line = 1 + before.iter().filter(|b| **b == b'\n').count();
        Err(ReadError { line: Some(line), reason })
    };
    let result = match parse_to_ast(inner, &collect, &options) {
        Ok(result) => result,
        Err(error) => {
            let reason = match error.kind() {
                ParseErrorKind::String(kind) if kind.to_string().contains("Unterminated") => {
                    Reason::OpenQuote
                }
                ParseErrorKind::String(_) => Reason::Escape,
                ParseErrorKind::UnterminatedArray => Reason::OpenBracket('['),
                ParseErrorKind::UnterminatedObject => Reason::OpenBracket('{'),
                ParseErrorKind::NestingDepthExceeded => Reason::TooDeep,
                ParseErrorKind::ExpectedColonAfterObjectKey => Reason::NoColon,
                kind => Reason::Syntax(kind.to_string().to_lowercase()),
            };
            return fault(error.range().start, reason);
        }
    };
    let mut reader = Reader { inner, keys: 0 };
    match &result.value {
        None => {
            let data = Data::Map(Vec::new());
            Ok(Node { span: 0..0, data, form: Form::Flow, bound: None })
        }
        Some(value @ Json::Object(_)) => {
            reader.node(value, 1).or_else(|(at, reason)| fault(at, reason))
        }
        Some(other) => fault(other.range().start, Reason::NotFields),
    }
}

struct Reader<'a> {
    inner: &'a str,
    keys: usize,
}

impl Reader<'_> {
    fn node(&mut self, value: &Json<'_>, depth: usize) -> Result<Node, (usize, Reason)> {
        let span = value.range().start..value.range().end;
        if depth > MAX_DEPTH && matches!(value, Json::Object(_) | Json::Array(_)) {
            return Err((span.start, Reason::TooDeep));
        }
        let leaf = |value, form| Node::leaf(span.clone(), value, form);
        Ok(match value {
            Json::NullKeyword(_) => leaf(Value::Null, Form::Plain),
            Json::BooleanLit(b) => leaf(Value::Bool(b.value), Form::Plain),
            Json::NumberLit(n) => leaf(Value::Number(n.value.to_owned()), Form::Plain),
            Json::StringLit(s) => {
                if let Some(i) = self.inner[span.clone()].bytes().position(|b| b < b' ') {
                    return Err((span.start + i, Reason::Character));
                }
                leaf(Value::Text(s.value.clone().into_owned()), Form::Double)
            }
            Json::Array(array) => {
                let items = array
                    .elements
                    .iter()
                    .map(|item| self.node(item, depth + 1))
                    .collect::<Result<_, _>>()?;
                Node { span, data: Data::List(items), form: Form::Flow, bound: None }
            }
            Json::Object(object) => {
                let mut entries = Vec::new();
                for property in &object.properties {
                    self.keys += 1;
                    let name = property.name.range();
                    if self.keys > MAX_KEYS {
                        return Err((name.start, Reason::TooManyKeys));
                    }
                    entries.push(Entry {
                        key: property.name.as_str().to_owned(),
                        key_span: name.start..name.end,
                        value: self.node(&property.value, depth + 1)?,
                    });
                }
                Node { span, data: Data::Map(entries), form: Form::Flow, bound: None }
            }
        })
    }
}

/// Carries one splice out. `None` where the layout does not allow it.
pub(super) fn splice(
    inner: &str,
    root: &Node,
    splice: &Splice,
    eol: &str,
    key: &KeyPath,
) -> Result<Option<String>, EditError> {
    let write = |value: &Value, indent: &str| {
        let written = fits(value).then(|| text_of(value, indent, &unit(inner, root), eol));
        written.ok_or_else(|| EditError::Unwritable { key: key.clone() })
    };
    let find = |path: &[Step]| {
        let trail = root.trail(path);
        trail.get(path.len()).map(|(_, node)| *node)
    };
    Ok(match splice {
        Splice::Replace { path, value } => {
            let Some(node) = find(path) else { return Ok(None) };
            let new = write(value, indent(inner, node.span.start))?;
            Some(replaced(inner, &[(node.span.clone(), new)]))
        }
        Splice::InsertKey { map, key: name, value } => {
            let Some(node) = find(map) else { return Ok(None) };
            let indent = match node.entries().last() {
                Some(last) => indent(inner, last.key_span.start),
                None => "",
            };
            let new = format!("{}: {}", quoted(name), write(value, indent)?);
            Some(elements(node).insert(inner, node.entries().len(), &new, eol))
        }
        Splice::RemoveKey { path } => {
            let trail = root.trail(path);
            let [.., (_, parent), (i, _)] = trail[..] else { return Ok(None) };
            Some(elements(parent).remove(inner, i))
        }
        Splice::InsertItem { list, at, value } => {
            let Some(node) = find(list) else { return Ok(None) };
            let indent = node.items().last().map_or("", |last| indent(inner, last.span.start));
            Some(elements(node).insert(inner, *at, &write(value, indent)?, eol))
        }
        Splice::RemoveItem { list, at } => find(list).map(|node| elements(node).remove(inner, *at)),
    })
}

/// What is between the neighbours of the value at `path`: the value, its key and its commas.
pub(super) fn extent(root: &Node, path: &[Step]) -> Option<Range<usize>> {
    let trail = root.trail(path);
    let [.., (_, parent), (i, _)] = trail[..] else { return None };
    let flow = elements(parent);
    let start = i.checked_sub(1).map_or(flow.open, |before| flow.elements[before].end);
    let end = flow.elements.get(i + 1).map_or(flow.close, |after| after.start);
    Some(start..end)
}

/// A header as [`compose`](super::compose) writes it.
pub(super) fn compose(entries: &[(String, Value)]) -> String {
    text_of(&Value::Map(entries.to_vec()), "", "  ", "\n")
}

fn elements(node: &Node) -> Flow {
    let elements = match &node.data {
        Data::List(items) => items.iter().map(|item| item.span.clone()).collect(),
        Data::Map(entries) => entries.iter().map(|e| e.key_span.start..e.value.span.end).collect(),
        Data::Leaf(_) => Vec::new(),
    };
    let open = node.span.start + 1;
    Flow { open, close: node.span.end.saturating_sub(1).max(open), elements, pad: "" }
}

/// The white space at the start of the line of `at`.
fn indent(inner: &str, at: usize) -> &str {
    let line = &inner[line_start(inner, at)..];
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

/// What one level is indented by; nothing when all is on one line.
fn unit(inner: &str, root: &Node) -> String {
    match root.entries().first() {
        Some(entry) if inner[..entry.key_span.start].contains('\n') => {
            indent(inner, entry.key_span.start).to_owned()
        }
        _ => String::new(),
    }
}

fn fits(value: &Value) -> bool {
    match value {
        Value::Number(text) => serde_json::from_str::<serde_json::Number>(text).is_ok(),
        Value::List(items) => items.iter().all(fits),
        Value::Map(entries) => entries.iter().all(|(_, value)| fits(value)),
        Value::Null | Value::Bool(_) | Value::Text(_) | Value::Date(_) => true,
    }
}

fn quoted(text: &str) -> String {
    scalar::double_quoted(text)
}

fn text_of(value: &Value, indent: &str, unit: &str, eol: &str) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(text) if fits(value) => text.clone(),
        Value::Number(text) | Value::Text(text) | Value::Date(text) => quoted(text),
        Value::List(items) => {
            let items: Vec<String> =
                items.iter().map(|item| text_of(item, indent, "", eol)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(entries) => {
            let below = format!("{indent}{unit}");
            let entries: Vec<String> = entries
                .iter()
                .map(|(key, value)| {
                    format!("{}: {}", quoted(key), text_of(value, &below, unit, eol))
                })
                .collect();
            match (entries.is_empty(), unit.is_empty()) {
                (true, _) => "{}".to_owned(),
                (false, true) => format!("{{{}}}", entries.join(", ")),
                (false, false) => {
                    let lines = entries.join(&format!(",{eol}{below}"));
                    format!("{{{eol}{below}{lines}{eol}{indent}}}")
                }
            }
        }
    }
}
