//! Astro's redirects, where its configuration has them written out: `redirects: { '/old': '/new' }`.
//!
//! The configuration is a program, and only what stands there as plain texts is touched: an entry is
//! put behind the last one, in the manner of that, or taken out with its line. Whatever else stands
//! between the brackets, and the rest of the program, stays as it is.

use std::ops::Range;

use super::key;

/// An entry with texts on both sides.
struct Entry {
    /// From its first quotation mark to the end of its value.
    span: Range<usize>,
    from: String,
    quote: char,
}

/// Whether there are redirects to which one can be added.
pub(super) fn is_there(program: &str) -> bool {
    brackets(program).is_some()
}

/// The program with one more redirect; nothing else leads away from either address.
pub(super) fn with(program: &str, old: &str, new: &str) -> String {
    let text = without(program, &[old, new]);
    let Some(inside) = brackets(&text) else { return program.to_owned() };
    let entries = entries(&text, inside.clone());
    let quote = entries.last().map_or('\'', |entry| entry.quote);
    let entry = format!("{quote}{old}{quote}: {quote}{new}{quote}");
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let filled = inside.start + text[inside.clone()].trim_end().len();
    let (at, written) = match entries.last() {
        Some(last) => {
            let start = text[..last.span.start].rfind('\n').map_or(0, |at| at + 1);
            let indent = &text[start..last.span.start];
            let own_line = start >= inside.start && indent.trim().is_empty();
            let comma = text[last.span.end..].trim_start().starts_with(',');
            let gap = if own_line { format!("{end}{indent}") } else { " ".to_owned() };
            if comma {
                let at = last.span.end + text[last.span.end..].find(',').unwrap_or(0) + 1;
                (at, format!("{gap}{entry},"))
            } else {
                (last.span.end, format!(",{gap}{entry}"))
            }
        }
        None => (filled, format!(" {entry}{}", if filled == inside.end { " " } else { "" })),
    };
    format!("{}{written}{}", &text[..at], &text[at..])
}

/// The program without the redirects that lead away from one of these addresses.
pub(super) fn without(program: &str, own: &[&str]) -> String {
    let mut text = program.to_owned();
    let Some(inside) = brackets(program) else { return text };
    let ours = |entry: &&Entry| own.iter().any(|own| key(own) == key(&entry.from));
    let entries = entries(program, inside.clone());
    for entry in entries.iter().rev().filter(ours) {
        let mut span = entry.span.clone();
        let behind = &text[span.end..];
        if let Some(rest) = behind.trim_start().strip_prefix(',') {
            span.end = text.len() - rest.len();
        }
        // A line that would be left empty goes as a whole.
        let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let line = text[span.end..].find('\n').map(|at| span.end + at + 1);
        if let Some(line) = line.filter(|line| {
            start > inside.start
                && text[start..span.start].trim().is_empty()
                && text[span.end..*line].trim().is_empty()
        }) {
            span = start..line;
        }
        text.replace_range(span, "");
    }
    text
}

/// What stands between the brackets of `redirects: {…}`, where all of it is written out.
fn brackets(program: &str) -> Option<Range<usize>> {
    let mut named = None;
    let mut open: Option<(usize, usize)> = None;
    for sign in (Signs { text: program, at: 0 }) {
        let rest = &program[sign.start..sign.end];
        match (&mut open, rest) {
            (None, "redirects") => named = Some(()),
            (None, ":") if named.is_some() => {}
            (None, "{") if named.is_some() => open = Some((sign.end, 1)),
            (None, _) => named = None,
            (Some((_, depth)), "{") => *depth += 1,
            (Some((from, depth)), "}") => {
                *depth -= 1;
                if *depth == 0 {
                    return Some(*from..sign.start);
                }
            }
            // A part that is taken in from elsewhere may say anything.
            (Some(_), "." | "`" | "(" | "[") => return None,
            _ => {}
        }
    }
    None
}

/// The entries with texts on both sides.
fn entries(program: &str, inside: Range<usize>) -> Vec<Entry> {
    let mut signs = Signs { text: program, at: inside.start };
    let mut found = Vec::new();
    let mut depth = 0;
    let mut last: [Option<Range<usize>>; 2] = [None, None];
    while let Some(sign) = signs.next().filter(|sign| sign.end <= inside.end) {
        let text = &program[sign.clone()];
        match text {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ => {}
        }
        let is_text = |span: &Range<usize>| program[span.clone()].starts_with(['"', '\'']);
        if let [Some(from), Some(colon)] = &last
            && depth == 0
            && is_text(&sign)
            && is_text(from)
            && &program[colon.clone()] == ":"
        {
            let quote = if program[from.clone()].starts_with('"') { '"' } else { '\'' };
            let inner = program[from.start + 1..from.end - 1].to_owned();
            found.push(Entry { span: from.start..sign.end, from: inner, quote });
        }
        last = [last[1].take(), Some(sign)];
    }
    found
}

/// The words, texts and signs of a program, without what is said about it.
struct Signs<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Signs<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        loop {
            let rest = &self.text[self.at..];
            let first = rest.chars().next()?;
            let start = self.at;
            let length = if rest.starts_with("//") {
                rest.find('\n').unwrap_or(rest.len())
            } else if rest.starts_with("/*") {
                rest.find("*/").map_or(rest.len(), |end| end + 2)
            } else if matches!(first, '"' | '\'') {
                let end = rest[1..].find(first).map_or(rest.len(), |end| end + 2);
                self.at += end;
                return Some(start..start + end);
            } else if first.is_alphanumeric() || first == '_' {
                let end = rest.find(|one: char| !one.is_alphanumeric() && one != '_');
                let end = end.unwrap_or(rest.len());
                self.at += end;
                return Some(start..start + end);
            } else if first.is_whitespace() {
                first.len_utf8()
            } else {
                self.at += first.len_utf8();
                return Some(start..self.at);
            };
            self.at += length;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_is_written_like_its_neighbours() {
        for (program, expected, why) in [
            (
                "export default { redirects: {\n  '/a': '/b',\n} };\n",
                Some("export default { redirects: {\n  '/a': '/b',\n  '/old/': '/new/',\n} };\n"),
                "on a line of its own, with its comma",
            ),
            (
                "x({ redirects: {\r\n\t\"/a\": \"/b\"\r\n} })",
                Some("x({ redirects: {\r\n\t\"/a\": \"/b\",\r\n\t\"/old/\": \"/new/\"\r\n} })"),
                "without one, and with its marks and line ends",
            ),
            (
                "x({ redirects: { '/a': '/b' } })",
                Some("x({ redirects: { '/a': '/b', '/old/': '/new/' } })"),
                "on the same line",
            ),
            (
                "x({ redirects: {} })",
                Some("x({ redirects: { '/old/': '/new/' } })"),
                "the first one",
            ),
            (
                "x({ redirects: {\n  // by hand\n  '/new': '/old',\n  '/c': { status: 302, destination: '/d' },\n  '/e': '/f',\n} })",
                Some(
                    "x({ redirects: {\n  // by hand\n  '/c': { status: 302, destination: '/d' },\n  '/e': '/f',\n  '/old/': '/new/',\n} })",
                ),
                "what led back goes, and nothing else",
            ),
            ("x({ redirects: { ...more, '/a': '/b' } })", None, "more of them are elsewhere"),
            ("x({ redirects: old })", None, "they are elsewhere"),
            ("// redirects: {}\nx({})", None, "there are none"),
        ] {
            assert_eq!(is_there(program), expected.is_some(), "{why}");
            if let Some(expected) = expected {
                assert_eq!(with(program, "/old/", "/new/"), expected, "{why}");
            }
        }
    }
}
