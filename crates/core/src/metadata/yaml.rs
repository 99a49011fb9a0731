//! Reading a YAML header: parser events become values that know where they stand.

use std::ops::Range;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, Span, StructureStyle, Tag};

use super::error::{Bound, ReadError, Reason};
use super::scalar;
use super::tree::{Data, Entry, Form, Node, line_after, line_start};
use super::value::Value;
use super::{MAX_DEPTH, MAX_KEYS};

/// How many values may be copied for references: more come only of references to references.
const MAX_COPIES: usize = 10_000;

/// How many texts that go on at the margin are read, as each costs reading all again.
const MAX_MARGINS: usize = 64;

/// Reads the inner text of a header. Lines of errors count from 1 in that text.
///
/// A text in quotes that goes on at the margin breaks the rules of YAML 1.2 (section 7.3.1), but
/// libyaml and its kin (Jekyll, Hugo) take it, and posts are full of it. Blanks at the start of
/// such a line mean nothing, so a copy with a few more of them is read, and what was found is
/// moved back to where it stands.
pub(super) fn parse(inner: &str) -> Result<Node, ReadError> {
    let mut stop = match parse_strictly(inner) {
        Err(stop) => stop,
        Ok(root) => return Ok(root),
    };
    let mut copy = inner.to_owned();
    let mut blanks = Vec::new();
    for _ in 0..MAX_MARGINS {
        let Some(quote) = stop.margin else { break };
        let Some(close) = indent_quoted(&mut copy, quote, stop.at, &mut blanks) else { break };
        match parse_strictly(&copy) {
            Ok(mut root) => {
                move_back(&mut root, &blanks);
                return Ok(root);
            }
            // What stops it on the line of the closing quote was opened by mistake above.
            Err(next) if next.at < line_after(&copy, close) => break,
            Err(next) => stop = next,
        }
    }
    Err(stop.error)
}

/// Why reading stopped, and where.
struct Stop {
    error: ReadError,
    at: usize,
    /// The quotation mark whose text goes on at the margin.
    margin: Option<usize>,
}

fn parse_strictly(inner: &str) -> Result<Node, Stop> {
    let options = granit_parser::options! { emit_comments: false };
    let mut reader = Reader {
        inner,
        events: Parser::new_from_str_with_options(inner, options),
        anchors: Vec::new(),
        keys: 0,
        nodes: 0,
        copies: 0,
        last_end: 0,
        open: Vec::new(),
        stopped: (0, None),
    };
    reader.document().map_err(|error| Stop {
        error,
        at: reader.stopped.0,
        margin: reader.stopped.1,
    })
}

/// Indents the lines of a quoted text from the one at `at` on. Returns where the text closes,
/// or `None` when it does not.
fn indent_quoted(
    copy: &mut String,
    quote: usize,
    at: usize,
    blanks: &mut Vec<(usize, usize)>,
) -> Option<usize> {
    let bytes = copy.as_bytes();
    let mark = bytes[quote];
    let mut close = quote + 1;
    let mut lines = Vec::new();
    loop {
        match *bytes.get(close)? {
            b'\\' if mark == b'"' => close += 1,
            b'\n' if close + 1 >= line_start(copy, at) => lines.push(close + 1),
            c if c == mark && mark == b'\'' && bytes.get(close + 1) == Some(&mark) => close += 1,
            c if c == mark => break,
            _ => {}
        }
        close += 1;
    }
    let width = (quote - line_start(copy, quote)).max(1);
    for (i, line) in lines.iter().enumerate() {
        let position = line + i * width;
        blanks.push((position, width));
        copy.insert_str(position, &" ".repeat(width));
    }
    Some(close + lines.len() * width)
}

fn move_back(node: &mut Node, blanks: &[(usize, usize)]) {
    let moved = |at: usize| {
        let before = blanks.iter().take_while(|(position, _)| *position < at);
        at - before.map(|(position, width)| (*width).min(at - position)).sum::<usize>()
    };
    node.span = moved(node.span.start)..moved(node.span.end);
    match &mut node.data {
        Data::Leaf(_) => {}
        Data::List(items) => items.iter_mut().for_each(|item| move_back(item, blanks)),
        Data::Map(entries) => {
            for entry in entries {
                entry.key_span = moved(entry.key_span.start)..moved(entry.key_span.end);
                move_back(&mut entry.value, blanks);
            }
        }
    }
}

struct Reader<'a> {
    inner: &'a str,
    events: Parser<'a, granit_parser::StrInput<'a>>,
    /// By anchor id: the value, its height and how many values it has.
    anchors: Vec<Option<(Value, usize, usize)>>,
    keys: usize,
    /// Values so far, copies included.
    nodes: usize,
    copies: usize,
    /// Where the last value or key ended.
    last_end: usize,
    /// Brackets that are open.
    open: Vec<usize>,
    /// Where the parser gave up, and the quotation mark of a text that goes on at the margin.
    stopped: (usize, Option<usize>),
}

impl<'a> Reader<'a> {
    fn document(&mut self) -> Result<Node, ReadError> {
        let mut root = None;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamEnd => break,
                Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd => {}
                event if root.is_none() => root = Some(self.node(event, &span, 1)?.0),
                _ => return Err(self.error_at(span.start.line(), Reason::NotFields)),
            }
        }
        let empty = Node {
            span: 0..self.inner.len(),
            data: Data::Map(Vec::new()),
            form: Form::Block,
            bound: None,
        };
        match root {
            None => Ok(empty),
            Some(Node { data: Data::Leaf(Value::Null), bound: None, .. }) => Ok(empty),
            Some(root) if matches!(root.data, Data::Map(_)) => Ok(root),
            Some(root) => {
                let line = 1 + self.inner[..root.span.start].matches('\n').count();
                Err(self.error_at(line, Reason::NotFields))
            }
        }
    }

    fn next(&mut self) -> Result<(Event<'a>, Span), ReadError> {
        match self.events.next_event() {
            Some(Ok(next)) => Ok(next),
            Some(Err(error)) => {
                self.stopped.0 = error.marker().byte_offset().unwrap_or(0);
                if *error.kind() == ErrorKind::InvalidQuotedScalarIndent {
                    let rest = &self.inner[self.last_end..];
                    self.stopped.1 = rest.find(['"', '\'']).map(|i| self.last_end + i);
                }
                Err(self.explain(&error))
            }
            None => Err(ReadError { line: None, reason: Reason::NotFields }),
        }
    }

    fn error_at(&self, line: usize, reason: Reason) -> ReadError {
        ReadError { line: Some(line), reason }
    }

    /// The node that `event` begins, and its height (1 for a value without parts).
    fn node(
        &mut self,
        event: Event<'a>,
        span: &Span,
        depth: usize,
    ) -> Result<(Node, usize), ReadError> {
        let line = span.start.line();
        self.nodes += 1;
        if depth > MAX_DEPTH && !matches!(event, Event::Scalar(..) | Event::Alias(_)) {
            return Err(ReadError { line: Some(line), reason: Reason::TooDeep });
        }
        let range = bytes(span);
        let before = self.nodes;
        let (node, height, anchor) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.last_end = range.end.max(self.last_end);
                let empty = range.is_empty() && style == ScalarStyle::Plain;
                let value = match (style, &tag) {
                    (_, Some(tag)) if !is_core(tag) => Value::Text(text.into_owned()),
                    (_, Some(tag)) if tag.suffix() == "str" => Value::Text(text.into_owned()),
                    (ScalarStyle::Plain, _) if empty => Value::Null,
                    (ScalarStyle::Plain, _) => scalar::resolve(&text),
                    _ => Value::Text(text.into_owned()),
                };
                let form = match style {
                    ScalarStyle::Plain => Form::Plain,
                    ScalarStyle::SingleQuoted => Form::Single,
                    ScalarStyle::DoubleQuoted => Form::Double,
                    ScalarStyle::Literal => Form::Literal,
                    ScalarStyle::Folded => Form::Folded,
                };
                let mut node = Node::leaf(range, value, form);
                node.bound = bound(anchor, tag.is_some());
                (node, 1, anchor)
            }
            Event::Alias(id) => {
                self.last_end = range.end;
                let Some((value, height, count)) = self.anchors.get(id).and_then(Option::as_ref)
                else {
                    return Err(self.error_at(line, Reason::Alias));
                };
                self.nodes += count;
                self.copies += count;
                if self.copies > MAX_COPIES {
                    return Err(self.error_at(line, Reason::Alias));
                }
                if depth + height > MAX_DEPTH + 1 {
                    return Err(self.error_at(line, Reason::TooDeep));
                }
                let mut node = Node::leaf(range, value.clone(), Form::Plain);
                node.bound = Some(Bound::Alias);
                (node, *height, 0)
            }
            Event::SequenceStart(style, anchor, tag) => {
                let flow = self.begin(style, &range);
                let mut items = Vec::new();
                let mut height = 0;
                let end = loop {
                    let (event, span) = self.next()?;
                    if event == Event::SequenceEnd {
                        break span;
                    }
                    let (item, h) = self.node(event, &span, depth + 1)?;
                    height = height.max(h);
                    items.push(item);
                };
                let span = range.start..self.finish(flow, &end, range.start);
                let bound = bound(anchor, tag.is_some());
                (
                    Node { span, data: Data::List(items), form: form(flow), bound },
                    height + 1,
                    anchor,
                )
            }
            Event::MappingStart(style, anchor, tag) => {
                let flow = self.begin(style, &range);
                let mut entries = Vec::new();
                let mut height = 0;
                let end = loop {
                    let (event, key_span) = self.next()?;
                    if event == Event::MappingEnd {
                        break key_span;
                    }
                    let (entry, h) = self.entry(event, &key_span, depth)?;
                    height = height.max(h);
                    entries.push(entry);
                };
                let span = range.start..self.finish(flow, &end, range.start);
                let bound = bound(anchor, tag.is_some());
                (
                    Node { span, data: Data::Map(entries), form: form(flow), bound },
                    height + 1,
                    anchor,
                )
            }
            _ => return Err(self.error_at(line, Reason::NotFields)),
        };
        if anchor != 0 {
            if self.anchors.len() <= anchor {
                self.anchors.resize(anchor + 1, None);
            }
            self.anchors[anchor] = Some((node.value(), height, self.nodes - before + 1));
        }
        Ok((node, height))
    }

    fn entry(
        &mut self,
        event: Event<'a>,
        span: &Span,
        depth: usize,
    ) -> Result<(Entry, usize), ReadError> {
        let line = span.start.line();
        let Event::Scalar(key, ..) = event else {
            return Err(self.error_at(line, Reason::OddKey));
        };
        self.keys += 1;
        if self.keys > MAX_KEYS {
            return Err(ReadError { line: None, reason: Reason::TooManyKeys });
        }
        let key_span = bytes(span);
        self.last_end = key_span.end;
        let (event, span) = self.next()?;
        let key_end = self.last_end;
        let (mut value, height) = self.node(event, &span, depth + 1)?;
        if value.form == Form::Block && matches!(value.data, Data::List(_)) {
            // A list that is not indented is said to start behind its first dash.
            value.span.start = first_dash(self.inner, key_end).unwrap_or(value.span.start);
        }
        Ok((Entry { key: key.into_owned(), key_span, value }, height))
    }

    fn begin(&mut self, style: StructureStyle, range: &Range<usize>) -> bool {
        let flow = style == StructureStyle::Flow;
        if flow {
            self.open.push(range.start);
            self.last_end = range.end;
        }
        flow
    }

    fn finish(&mut self, flow: bool, end: &Span, start: usize) -> usize {
        if !flow {
            return start;
        }
        self.open.pop();
        let end = bytes(end).end;
        self.last_end = end;
        end
    }

    /// A plain reason for what the parser says, and the line where the fault begins, which for
    /// quotes and brackets is not the line where the parser gives up.
    fn explain(&self, error: &ScanError) -> ReadError {
        use ErrorKind as K;
        let line = error.marker().line();
        let line_of = |at: usize| 1 + self.inner[..at.min(self.inner.len())].matches('\n').count();
        let rest = &self.inner[self.last_end.min(self.inner.len())..];
        let at = |reason| self.error_at(line, reason);
        match error.kind() {
            K::UnclosedQuotedScalar
            | K::InvalidQuotedScalarIndent
            | K::DocumentIndicatorInQuotedScalar => {
                let quote = rest.find(['"', '\'']).unwrap_or(0);
                self.error_at(line_of(self.last_end + quote), Reason::OpenQuote)
            }
            K::InvalidTrailingSingleQuotedScalar | K::InvalidTrailingDoubleQuotedScalar => {
                at(Reason::AfterQuote)
            }
            K::RecursionLimitExceeded => at(Reason::TooDeep),
            K::TabInBlockIndentation
            | K::TabInIndentation
            | K::TabNotAllowed
            | K::TabInPlainScalar
            | K::TabAtBlockScalarStart => at(Reason::Tab),
            K::UnknownQuotedScalarEscape
            | K::InvalidQuotedScalarHexEscape
            | K::InvalidLowSurrogateHexEscape
            | K::InvalidLowSurrogate
            | K::MissingLowSurrogate
            | K::UnpairedLowSurrogate
            | K::InvalidUnicodeEscape => at(Reason::Escape),
            K::UnknownAnchor | K::MissingAnchorOrAliasName => at(Reason::Alias),
            K::UnexpectedCharacter { character } if "@`%".contains(*character) => {
                at(Reason::Start(*character))
            }
            K::UnexpectedCharacter { .. } | K::BomInsideDocument => at(Reason::Character),
            K::MisplacedFlowCollectionEnd if self.open.is_empty() => at(Reason::StrayBracket),
            K::MappingValueNotAllowed if self.open.is_empty() => at(Reason::Colon),
            kind if !self.open.is_empty() || matches!(kind, K::UnclosedFlowCollection { .. }) => {
                let start = self.open.last().copied().unwrap_or(self.last_end);
                let bracket = self.inner[start..].chars().find(|c| "[{".contains(*c));
                self.error_at(line_of(start), Reason::OpenBracket(bracket.unwrap_or('[')))
            }
            K::SimpleKeyExpected | K::InvalidSimpleKey => at(Reason::NoColon),
            K::InvalidIndentation
            | K::ExpectedBlockMappingKey
            | K::ExpectedBlockSequenceEntry
            | K::BlockSequenceEntryNotAllowed
            | K::MappingKeyNotAllowed
            | K::InvalidBlockScalarIndent
            | K::InvalidFlowScalarIndent => at(Reason::Indent),
            kind => at(Reason::Syntax(kind.to_string())),
        }
    }
}

/// The dash that begins a block list, given where its key ends.
fn first_dash(inner: &str, key_end: usize) -> Option<usize> {
    let mut at = key_end + inner[key_end..].find(':')? + 1;
    loop {
        at += inner[at..].find(|c: char| !c.is_ascii_whitespace())?;
        match inner.as_bytes()[at] {
            b'#' => at += inner[at..].find('\n')?,
            b'-' => return Some(at),
            _ => return None,
        }
    }
}

fn bytes(span: &Span) -> Range<usize> {
    span.byte_range().expect("a parser over a string knows byte offsets")
}

fn form(flow: bool) -> Form {
    if flow { Form::Flow } else { Form::Block }
}

fn bound(anchor: usize, tagged: bool) -> Option<Bound> {
    match (anchor, tagged) {
        (0, false) => None,
        (0, true) => Some(Bound::Tag),
        _ => Some(Bound::Anchor),
    }
}

fn is_core(tag: &Tag) -> bool {
    tag.is_yaml_core_schema()
}
