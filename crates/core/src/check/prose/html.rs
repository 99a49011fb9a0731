//! The words and links of HTML. Spaces are one there, character references are undone; programs,
//! styles, code and remarks are no prose.

use std::ops::Range;

use super::{Link, Reader};
use crate::figure::{decode_html, next_tag};

/// Elements that stand within a paragraph. Any other begins a new one.
const WITHIN: [&str; 34] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "data", "del", "dfn", "em", "font",
    "i", "img", "ins", "kbd", "label", "mark", "picture", "q", "ruby", "s", "samp", "small",
    "source", "span", "strike", "strong", "sub", "sup", "time", "u", "wbr",
];

/// Elements whose inside readers do not read as words.
const NO_PROSE: [&str; 8] =
    ["code", "math", "pre", "script", "style", "svg", "template", "textarea"];

impl Reader {
    /// A block of HTML, given where its lines stand.
    pub(super) fn html_block(
        &mut self,
        source: &str,
        lines: &[Range<usize>],
        is_figure: &dyn Fn(&Range<usize>) -> bool,
        calls: &[Range<usize>],
    ) {
        // In a quotation or a list each line has a sign before it: what is read leaves those out.
        let mut block = String::new();
        let mut starts = Vec::new();
        for line in lines {
            starts.push((block.len(), line.start));
            block.push_str(&source[line.clone()]);
        }
        // What is said to a program or a parser.
        if block.starts_with("<?") || block.starts_with("<!") && !block.starts_with("<!--") {
            return;
        }
        let place = |at: usize| {
            let line = starts.partition_point(|(start, _)| *start <= at).saturating_sub(1);
            starts.get(line).map_or(at, |(start, from)| from + at - start)
        };
        let mut at = 0;
        let mut quotes = 0;
        while at < block.len() {
            let found = next_tag(&block, at..block.len());
            let end = found.as_ref().map_or(block.len(), |(_, span)| span.start);
            // A remark that stands before the tag is passed over with it.
            for words in without_remarks(&block, at..end) {
                for (text, span) in lines_of(&block, words) {
                    self.html_words(
                        source,
                        &text,
                        place(span.start)..place(span.end),
                        is_figure,
                        calls,
                    );
                }
            }
            let Some((tag, span)) = found else { break };
            at = span.end;
            let whole = place(span.start)..place(span.end - 1) + 1;
            if !WITHIN.contains(&tag.name.as_str())
                && !matches!(tag.name.as_str(), "br" | "svg" | "code")
            {
                self.close();
            }
            if tag.name == "blockquote" && !tag.closes {
                (quotes, self.quotes) = (quotes + 1, self.quotes + 1);
            } else if tag.name == "blockquote" && quotes > 0 {
                (quotes, self.quotes) = (quotes - 1, self.quotes - 1);
            }
            self.tags(source, whole);
            if !tag.closes && NO_PROSE.contains(&tag.name.as_str()) {
                at = behind(&block, at, &tag.name);
            }
        }
        self.quotes -= quotes;
    }

    fn html_words(
        &mut self,
        source: &str,
        text: &str,
        span: Range<usize>,
        is_figure: &dyn Fn(&Range<usize>) -> bool,
        calls: &[Range<usize>],
    ) {
        if is_figure(&span) {
            if let Some(link) = &mut self.link {
                link.text.push_str(text);
            }
        } else if text == " " {
            if self.block.as_ref().is_some_and(|block| !block.text.ends_with(' ')) {
                self.run(text, span);
            }
        } else {
            self.text(&decode_html(text), source, span, calls);
        }
    }

    /// One tag, and what it does to the words around it.
    pub(super) fn tags(&mut self, source: &str, span: Range<usize>) {
        let Some((tag, place)) = next_tag(source, span.clone()) else { return };
        let name_at = place.start + 1 + usize::from(tag.closes);
        match (tag.name.as_str(), tag.closes) {
            ("br", _) => self.run(" ", span.clone()),
            ("a", true) => {
                let ours = self.link.take_if(|link| link.at.is_some());
                self.prose
                    .links
                    .extend(ours.map(|link| Link { span: link.span.start..place.end, ..link }));
            }
            ("a", false) if self.link.is_none() && tag.has("href") => {
                let address = tag.value("href").trim().to_owned();
                let found = source[place.clone()].rfind(&address).map(|at| place.start + at);
                let at = found.map_or(place.clone(), |at| at..at + address.len());
                self.link = Some(Link {
                    text: tag.value("aria-label"),
                    address,
                    span: place.clone(),
                    picture: false,
                    at: Some(at),
                });
            }
            ("img" | "picture" | "video", false) => {
                if let Some(link) = &mut self.link {
                    link.picture = true;
                }
            }
            _ => {}
        }
        if !tag.closes {
            self.prose.html.push((tag.name.clone(), place.start..name_at + tag.name.len()));
        }
    }
}

/// The place behind the end of an element; the end of the block where it has none there.
fn behind(block: &str, from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some((tag, span)) = next_tag(block, at..block.len()) {
        at = span.end;
        if tag.closes && tag.name == name {
            return at;
        }
    }
    block.len()
}

/// What stands between remarks.
fn without_remarks(block: &str, span: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut at = span.start;
    while let Some(found) = block[at..span.end].find("<!--") {
        parts.push(at..at + found);
        let end = block[at + found..span.end].find("-->").map(|end| at + found + end + 3);
        at = end.unwrap_or(span.end);
    }
    parts.push(at..span.end);
    parts
}

/// Words as they stand in a line, and one space for all that parts them.
fn lines_of(block: &str, span: Range<usize>) -> Vec<(String, Range<usize>)> {
    let mut found = Vec::new();
    let text = &block[span.clone()];
    let mut from = 0;
    let is_gap = |letter: char| letter.is_ascii_whitespace();
    while from < text.len() {
        let gap = text[from..].len() - text[from..].trim_start_matches(is_gap).len();
        if gap > 0 {
            found.push((" ".to_owned(), span.start + from..span.start + from + gap));
            from += gap;
            continue;
        }
        // A single space stays among its words: a phrase is found as it stands.
        let rest = &text[from..];
        let end = rest
            .match_indices(is_gap)
            .find(|(at, sign)| *sign != " " || rest[at + 1..].chars().next().is_none_or(is_gap))
            .map_or(rest.len(), |(at, _)| at);
        found.push((rest[..end].to_owned(), span.start + from..span.start + from + end));
        from += end;
    }
    found
}
