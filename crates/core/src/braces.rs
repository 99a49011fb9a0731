//! Braces of a text that are meant for readers, and how they come to them.
//!
//! Generators run `{{ name }}` and `{% if %}` before they read the Markdown: one that nobody knows
//! vanishes, or no page of the site is built. So what an author types is written in a way that
//! readers see as it was typed, and is shown to the author as typed again:
//!
//! 1. [`Braces::open`] takes a text from its file. What it has of template code is kept as it is.
//! 2. [`Braces::writing`] says for each save what of the text is written otherwise: a brace of
//!    prose as `&#123;`, code within `{% raw %}` or with each tag's beginning as a string, a short
//!    code in code as `{{</* … */>}}`. What the site knows is meant, and written as it is.
//!
//! Both begin with the text alone, so that half a tag that is still being typed is nothing yet,
//! and is written as the tag that it is a second later. What cannot be read back to the very same
//! bytes is shown as it lies in the file.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use crate::markdown::parser;
use crate::metadata::Fields;
use crate::site::Generator;
use crate::template::{self, Call, Known, call_at};

/// A brace to readers, and none to a generator.
const ENTITY: &str = "&#123;";
const RAW: &str = "{% raw %}";
const END_RAW: &str = "{% endraw %}";
/// The beginnings of tags, and the values that print them: for code that no `{% raw %}` holds.
const PRINTED: [(&str, &str); 2] = [("{{", "{{ \"{{\" }}"), ("{%", "{{ \"{%\" }}")];

/// More places than this are not tried one by one.
const MOST: usize = 40;

/// How the braces of one story are written.
#[derive(Debug, Clone, Default)]
pub struct Braces {
    known: Arc<Known>,
    /// Names that other stories use.
    used: Arc<BTreeSet<String>>,
    /// Template code that the story has had all along, as it stands there.
    kept: BTreeSet<String>,
    /// The same within its code.
    kept_in_code: BTreeSet<String>,
    syntax: Syntax,
}

/// Which braces a generator runs in this file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Syntax {
    /// None.
    #[default]
    Plain,
    /// Liquid and Nunjucks.
    Tags,
    /// Those of Hugo and Zola.
    ShortCodes,
    /// Any brace begins an expression.
    Mdx,
}

/// A place of a text that is written otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its bytes in the text as it is shown.
    pub shown: Range<usize>,
    /// What is written there.
    pub text: String,
}

impl Braces {
    /// Those of a story at `path` on a site that knows this, beside stories that use these names.
    pub fn new(path: &str, known: Arc<Known>, used: BTreeSet<String>) -> Braces {
        let syntax = match known.generator() {
            _ if path.to_lowercase().ends_with(".mdx") => Syntax::Mdx,
            Generator::Jekyll | Generator::Eleventy => Syntax::Tags,
            Generator::Hugo | Generator::Zola => Syntax::ShortCodes,
            Generator::Astro | Generator::Generic => Syntax::Plain,
        };
        let used = used.into_iter().filter(|name| !template::is_common(name)).collect();
        Braces { known, used: Arc::new(used), syntax, ..Braces::default() }
    }

    /// The text of a file as an author sees it. Notes what template code it has.
    pub fn open(&mut self, text: &str, fields: Option<&Fields>) -> String {
        self.kept.clear();
        self.kept_in_code.clear();
        let off =
            fields.is_some_and(|fields| template::is_switched_off(fields, self.known.generator()));
        if off {
            self.syntax = Syntax::Plain;
        }
        if self.syntax == Syntax::Plain || !text.contains(['{', '&']) {
            return text.to_owned();
        }
        self.keep(text);
        if self.written(text) != text {
            // What cannot be told apart is nobody's to change.
            self.syntax = Syntax::Plain;
            return text.to_owned();
        }
        let places = self.places(text);
        let reads_back = |shown: &str| self.written(shown) == text;
        let all = applied(text, &places);
        if places.is_empty() || reads_back(&all) {
            return all;
        }
        if places.len() > MOST {
            return text.to_owned();
        }
        let mut good: Vec<Written> = Vec::new();
        for place in places {
            good.push(place);
            if !reads_back(&applied(text, &good)) {
                good.pop();
            }
        }
        let shown = applied(text, &good);
        if reads_back(&shown) { shown } else { text.to_owned() }
    }

    /// The text as it is written into the file.
    pub fn written<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let places = self.writing(text);
        if places.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(applied(text, &places)) }
    }

    /// What of a text is written otherwise than it is shown, in order.
    pub fn writing(&self, text: &str) -> Vec<Written> {
        let any = match self.syntax {
            Syntax::Plain => false,
            Syntax::Mdx => text.contains('{'),
            Syntax::Tags | Syntax::ShortCodes => text.contains("{{") || text.contains("{%"),
        };
        if !any {
            return Vec::new();
        }
        let text_of = Text::read(self, text);
        match self.syntax {
            Syntax::Mdx => self.in_mdx(text, &text_of),
            _ => self.in_templates(text, &text_of),
        }
    }

    fn in_templates(&self, text: &str, read: &Text) -> Vec<Written> {
        let generator = self.known.generator();
        let mut places = Vec::new();
        let mut at = 0;
        while let Some(found) = text[at..].find('{') {
            let start = at + found;
            at = start + 1;
            let Some(call) = call_at(text, start) else { continue };
            if !template::runs(generator, &call) {
                continue;
            }
            if let Some(code) = read.code_at(start) {
                if self.syntax == Syntax::Tags {
                    places.extend(self.around(text, code));
                    at = code.span.end.max(at);
                } else if call.closed {
                    // `{{</* … */>}}` is shown already.
                    let shown = call.name.starts_with('*');
                    if !shown && !self.kept_in_code.contains(kept(text, &call)) {
                        places.extend(commented(&call));
                    }
                    at = call.span.end;
                }
                continue;
            }
            let kept = self.kept.contains(kept(text, &call));
            let open = read.open_raws.contains(&start) && !kept;
            if read.is_left(start) || (self.is_meant(text, &call) && !open) {
                at = call.span.end;
                continue;
            }
            places.push(Written { shown: start..start + 1, text: ENTITY.to_owned() });
        }
        places
    }

    /// Code in Liquid is held together where a tag around it changes nothing else; what is new
    /// beside old code, in a list or around an end of `raw` is printed tag by tag.
    fn around(&self, text: &str, code: &Code) -> Vec<Written> {
        let inside = &text[code.span.clone()];
        let calls = template::calls(inside);
        let old = |call: &Call| self.kept_in_code.contains(kept(inside, call));
        if !code.whole
            || calls.iter().any(old)
            || inside.contains("endraw")
            // With the tag behind it, it would begin a value.
            || text[..code.span.start].ends_with('{')
        {
            let left: Vec<Range<usize>> =
                calls.iter().filter(|call| old(call)).map(|call| call.span.clone()).collect();
            return printed(inside, &left, code.span.start);
        }
        let (before, after) = if code.block {
            (format!("{RAW}\n"), format!("\n{END_RAW}"))
        } else {
            (RAW.to_owned(), END_RAW.to_owned())
        };
        let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        vec![
            Written {
                shown: code.span.start..code.span.start,
                text: before.replace('\n', line_end),
            },
            Written { shown: code.span.end..code.span.end, text: after.replace('\n', line_end) },
        ]
    }

    fn in_mdx(&self, text: &str, read: &Text) -> Vec<Written> {
        let mut places = Vec::new();
        let mut at = 0;
        while let Some(found) = text[at..].find('{') {
            let start = at + found;
            at = start + 1;
            if read.code_at(start).is_some() || read.is_left(start) || in_tag(text, start) {
                continue;
            }
            let expression = expression(text, start);
            let kept = self.kept.contains(&text[expression.clone()]);
            if kept || means_expression(text, &expression) {
                at = expression.end.max(at);
                continue;
            }
            places.push(Written { shown: start..start + 1, text: ENTITY.to_owned() });
        }
        places
    }

    fn is_meant(&self, text: &str, call: &Call) -> bool {
        self.kept.contains(kept(text, call))
            || (call.closed && (self.used.contains(&call.name) || self.known.means(text, call)))
    }

    /// Notes the template code of a file that would be written otherwise if it were typed now.
    fn keep(&mut self, text: &str) {
        if self.syntax == Syntax::Mdx {
            let starts = text.match_indices('{').map(|(start, _)| expression(text, start));
            self.kept = starts.map(|span| text[span].to_owned()).collect();
            return;
        }
        let read = Text::read(self, text);
        let generator = self.known.generator();
        let (mut all, mut in_code) = (BTreeSet::new(), BTreeSet::new());
        for call in template::calls(text).iter().filter(|call| template::runs(generator, call)) {
            if read.code_at(call.span.start).is_some() {
                in_code.insert(kept(text, call).to_owned());
            } else if !self.is_meant(text, call) {
                all.insert(kept(text, call).to_owned());
            }
        }
        self.kept = all;
        self.kept_in_code = in_code;
    }

    /// Places of a file that may have been written otherwise than they were typed.
    fn places(&self, text: &str) -> Vec<Written> {
        let mut places: Vec<Written> = Vec::new();
        let mut put = |shown: Range<usize>, text: &str| {
            places.push(Written { shown, text: text.to_owned() });
        };
        for (start, _) in text.match_indices(ENTITY) {
            put(start..start + ENTITY.len(), "{");
        }
        match self.syntax {
            Syntax::Tags => {
                for (sign, value) in PRINTED {
                    for (start, _) in text.match_indices(value) {
                        put(start..start + value.len(), sign);
                    }
                }
                for (start, _) in text.match_indices(RAW) {
                    let Some(end) = text[start..].find(END_RAW).map(|end| start + end) else {
                        break;
                    };
                    let after = end + END_RAW.len();
                    let inside = &text[start + RAW.len()..end];
                    let (begins, ends) = (line_end_at(inside), line_end_before(inside));
                    if inside.starts_with('`') && inside.ends_with('`') {
                        put(start..start + RAW.len(), "");
                        put(end..after, "");
                    } else if begins > 0 && ends > 0 && inside.len() > begins + ends {
                        put(start..start + RAW.len() + begins, "");
                        put(end - ends..after, "");
                    }
                }
            }
            Syntax::ShortCodes => {
                for open in ["{{<", "{{%", "{{", "{%"] {
                    let (comment, close) = (format!("{open}/*"), close_of(open));
                    for (start, _) in text.match_indices(&comment) {
                        let end = text[start..].find(&format!("*/{close}"));
                        if let Some(end) = end.map(|end| start + end) {
                            put(start + open.len()..start + comment.len(), "");
                            put(end..end + 2, "");
                        }
                    }
                }
            }
            Syntax::Plain | Syntax::Mdx => {}
        }
        places.sort_by_key(|place| place.shown.start);
        places.dedup_by(|later, earlier| later.shown.start < earlier.shown.end);
        places
    }
}

/// What of a text is code to a reader of Markdown.
struct Text {
    code: Vec<Code>,
    /// HTML in which no entity is read: scripts and styles; in MDX all of it.
    left: Vec<Range<usize>>,
    /// Where prose opens a `raw` that only code ends: both are only talked about.
    open_raws: Vec<usize>,
}

struct Code {
    span: Range<usize>,
    block: bool,
    /// Whether it can be held in a tag: a span, or a fence that begins its line.
    whole: bool,
}

impl Text {
    fn read(braces: &Braces, text: &str) -> Text {
        // Back-ticks and angle brackets within a tag that is meant are the tag's.
        let mut masked = text.to_owned();
        let open_raws =
            if braces.syntax == Syntax::Tags { raws_into_code(text) } else { Vec::new() };
        if braces.syntax != Syntax::Mdx {
            let calls = template::calls(text);
            let meant: Vec<Call> = calls
                .into_iter()
                .filter(|call| template::runs(braces.known.generator(), call))
                .filter(|call| braces.is_meant(text, call))
                .filter(|call| {
                    braces.kept.contains(kept(text, call)) || !open_raws.contains(&call.span.start)
                })
                .collect();
            masked = template::masked(text, &meant);
        }
        let mut read = Text { code: Vec::new(), left: Vec::new(), open_raws };
        for (event, span) in parser(&masked).into_offset_iter() {
            match event {
                Event::Start(Tag::CodeBlock(kind)) => {
                    let fenced = matches!(kind, CodeBlockKind::Fenced(_));
                    let begins = span.start == 0 || masked[..span.start].ends_with(['\n', '\r']);
                    let end = span.start + masked[span.clone()].trim_end().len();
                    let closed = is_closed(&masked[span.start..end]);
                    let span = if fenced { span.start..end } else { span };
                    read.code.push(Code { span, block: true, whole: fenced && begins && closed });
                }
                Event::Code(_) => read.code.push(Code { span, block: false, whole: true }),
                Event::Html(_) | Event::InlineHtml(_) if braces.syntax == Syntax::Mdx => {
                    read.left.push(span);
                }
                Event::Html(html) if html.starts_with("<script") || html.starts_with("<style") => {
                    read.left.push(span);
                }
                _ => {}
            }
        }
        if braces.syntax == Syntax::Mdx {
            let mut at = 0;
            for line in text.split_inclusive('\n') {
                if line.starts_with("import ") || line.starts_with("export ") {
                    read.left.push(at..at + line.len());
                }
                at += line.len();
            }
            read.left.sort_by_key(|span| span.start);
        }
        read
    }

    fn code_at(&self, at: usize) -> Option<&Code> {
        let near = self.code.partition_point(|code| code.span.end <= at);
        self.code.get(near).filter(|code| code.span.start <= at)
    }

    fn is_left(&self, at: usize) -> bool {
        self.left.iter().any(|span| span.contains(&at))
    }
}

/// Whether the last line of fenced code ends it: as many signs of its fence as opened it.
fn is_closed(code: &str) -> bool {
    let sign = code.chars().next().filter(|sign| matches!(sign, '`' | '~'));
    let Some(sign) = sign else { return false };
    let opened = code.len() - code.trim_start_matches(sign).len();
    let last = code.lines().skip(1).last().unwrap_or_default().trim();
    last.len() >= opened && last.chars().all(|other| other == sign)
}

/// Where a `raw` begins in prose whose end stands in code.
fn raws_into_code(text: &str) -> Vec<usize> {
    let held = |call: &Call| matches!(call.name.as_str(), "raw" | "verbatim");
    let raws: Vec<Call> = template::calls(text).into_iter().filter(held).collect();
    if raws.is_empty() {
        return Vec::new();
    }
    let code: Vec<Range<usize>> = parser(text)
        .into_offset_iter()
        .filter(|(event, _)| matches!(event, Event::Start(Tag::CodeBlock(_)) | Event::Code(_)))
        .map(|(_, span)| span)
        .collect();
    let in_code = |at: usize| code.iter().any(|span| span.contains(&at));
    raws.iter()
        .filter(|raw| !in_code(raw.span.start) && in_code(raw.span.end - 1))
        .map(|raw| raw.span.start)
        .collect()
}

/// What tells that a call is one that was there: its text; of one without an end, its line.
fn kept<'a>(text: &'a str, call: &Call) -> &'a str {
    if call.closed {
        return &text[call.span.clone()];
    }
    let rest = &text[call.span.start..];
    rest.lines().next().unwrap_or(rest)
}

/// Each beginning of a tag in code but those of what is left, as a value that prints it.
fn printed(code: &str, left: &[Range<usize>], start: usize) -> Vec<Written> {
    let mut places = Vec::new();
    let mut at = 0;
    while let Some(found) = code[at..].find('{') {
        let open = at + found;
        at = open + 1;
        if let Some(old) = left.iter().find(|old| old.contains(&open)) {
            at = old.end;
        } else if let Some((sign, value)) =
            PRINTED.iter().find(|(sign, _)| code[open..].starts_with(sign))
        {
            at = open + sign.len();
            let text = (*value).to_owned();
            places.push(Written { shown: start + open..start + at, text });
        }
    }
    places
}

/// A short code in code, so that it is shown.
fn commented(call: &Call) -> [Written; 2] {
    let (start, end) =
        (call.span.start + call.open.len(), call.span.end - close_of(call.open).len());
    [
        Written { shown: start..start, text: "/*".to_owned() },
        Written { shown: end..end, text: "*/".to_owned() },
    ]
}

fn close_of(open: &str) -> &'static str {
    match open {
        "{{<" => ">}}",
        "{{%" => "%}}",
        "{%" => "%}",
        _ => "}}",
    }
}

/// From a brace to the one that closes it, or the brace alone.
fn expression(text: &str, start: usize) -> Range<usize> {
    let mut depth = 0;
    for (at, sign) in text[start..].char_indices().take(4000) {
        match sign {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return start..start + at + 1;
        }
    }
    start..start + 1
}

/// Whether an expression names what the file has: its fields, or what it imports.
fn means_expression(text: &str, expression: &Range<usize>) -> bool {
    let inner = text[expression.clone()].trim_start_matches('{').trim_start();
    let end = inner.find(|sign: char| !sign.is_alphanumeric() && sign != '_' && sign != '$');
    let first = &inner[..end.unwrap_or(inner.len())];
    inner.starts_with("/*")
        || inner.starts_with("...")
        || inner.starts_with("frontmatter.")
        || inner.starts_with("props.")
        || (!first.is_empty()
            && text.lines().any(|line| {
                (line.starts_with("import ") || line.starts_with("export "))
                    && line
                        .split(|sign: char| !sign.is_alphanumeric() && sign != '_' && sign != '$')
                        .any(|word| word == first)
            }))
}

/// Whether a byte stands within a tag: `<Figure src={…} />`.
fn in_tag(text: &str, at: usize) -> bool {
    let from = text[..at].rfind("\n\n").unwrap_or(0);
    let before = &text[from..at];
    before.rfind('<').is_some_and(|open| {
        before[open + 1..].starts_with(|sign: char| sign.is_alphabetic())
            && !before[open..].contains("/>")
            && !before[open..].contains('>')
    })
}

fn line_end_at(text: &str) -> usize {
    if text.starts_with("\r\n") { 2 } else { usize::from(text.starts_with('\n')) }
}

fn line_end_before(text: &str) -> usize {
    if text.ends_with("\r\n") { 2 } else { usize::from(text.ends_with('\n')) }
}

fn applied(text: &str, places: &[Written]) -> String {
    let mut out = String::with_capacity(text.len() + places.len() * ENTITY.len());
    let mut done = 0;
    for place in places {
        out.push_str(&text[done..place.shown.start]);
        out.push_str(&place.text);
        done = place.shown.end;
    }
    out.push_str(&text[done..]);
    out
}

/// Where a byte of the text as it is written stands in the text as it is shown.
pub(crate) fn shown_at(writing: &[Written], byte: usize) -> usize {
    let (mut written, mut shown) = (0, 0);
    for place in writing {
        let plain = place.shown.start - shown;
        if byte < written + plain {
            break;
        }
        written += plain;
        if byte < written + place.text.len() {
            // Within what is written otherwise: its beginning, or its end.
            return if byte == written { place.shown.start } else { place.shown.end };
        }
        written += place.text.len();
        shown = place.shown.end;
    }
    shown + (byte - written)
}

#[cfg(test)]
mod tests;
