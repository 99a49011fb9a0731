//! Reading `<figure>` and `<img>` out of a block of HTML.
//!
//! A figure counts when it holds exactly one `<img>`. Its caption is the text of `<figcaption>`;
//! in that, `<cite>`, `<small>` and an element of class `credit` (or a like name) is the credit.

use std::ops::Range;

use pulldown_cmark::Event;

use super::inline::Piece;
use crate::markdown::parser;

/// An image in HTML.
pub(super) struct Read {
    pub(super) src: String,
    pub(super) alt: String,
    /// Set when it is the one image of a `<figure>`.
    pub(super) figure: Option<Parts>,
    pub(super) span: Range<usize>,
}

/// What a `<figcaption>` holds.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) caption: Vec<Piece>,
    pub(super) credit: Vec<Piece>,
}

/// Where the `</figure>` after a given place is: looked for once, however many figures are open.
pub(super) struct Closings<'a> {
    body: &'a str,
    next: Option<Option<usize>>,
}

impl<'a> Closings<'a> {
    pub(super) fn new(body: &'a str) -> Self {
        Closings { body, next: None }
    }

    fn after(&mut self, at: usize) -> Option<usize> {
        match self.next {
            Some(None) => None,
            Some(Some(known)) if known >= at => Some(known),
            _ => {
                let rest = &self.body[at..];
                let found = rest.find("</figure").or_else(|| rest.find("</FIGURE"));
                self.next = Some(found.map(|found| at + found));
                found.map(|found| at + found)
            }
        }
    }
}

/// Tells `tell` of each image in `span`. A figure may end after the block (a blank line ends the
/// block but not the element); the end of what was read is returned.
pub(super) fn figures(
    body: &str,
    span: Range<usize>,
    closings: &mut Closings<'_>,
    mut tell: impl FnMut(Read),
) -> usize {
    let mut at = span.start;
    let mut skip_until: Option<&'static str> = None;
    while at < span.end {
        let Some((tag, place)) = next_tag(body, at..span.end) else { break };
        at = place.end;
        if let Some(name) = skip_until {
            if tag.closes && tag.name == name {
                skip_until = None;
            }
            continue;
        }
        match tag.name.as_str() {
            "script" if !tag.closes => skip_until = Some("script"),
            "style" if !tag.closes => skip_until = Some("style"),
            "pre" if !tag.closes => skip_until = Some("pre"),
            "figure" if !tag.closes => {
                if let Some((read, end)) = figure(body, place.start, place.end, closings) {
                    tell(read);
                    at = end;
                }
            }
            "img" if !tag.closes => tell(Read {
                src: tag.value("src"),
                alt: tag.value("alt"),
                figure: None,
                span: place,
            }),
            _ => {}
        }
    }
    at
}

/// Address and description of a tag, when it is an image.
pub(crate) fn image(html: &str) -> Option<(String, String)> {
    let (tag, _) = next_tag(html, 0..html.len())?;
    (tag.name == "img" && !tag.closes).then(|| (tag.value("src"), tag.value("alt")))
}

/// The pieces of a caption that is written in HTML.
pub(super) fn caption(html: &str) -> Vec<Piece> {
    let whole = format!("<figure><img src=\"x\"><figcaption>{html}</figcaption></figure>");
    let mut pieces = Vec::new();
    figures(&whole, 0..whole.len(), &mut Closings::new(&whole), |read| {
        let parts = read.figure.unwrap_or_default();
        pieces.extend(parts.caption.into_iter().chain(parts.credit));
    });
    pieces
}

fn figure(
    body: &str,
    start: usize,
    inside: usize,
    closings: &mut Closings<'_>,
) -> Option<(Read, usize)> {
    let close = closings.after(inside)?;
    let mut image: Option<Tag> = None;
    let mut parts = Parts::default();
    let mut caption = None; // the text since this place belongs to the caption
    let mut credit: Option<(String, usize)> = None;
    let (mut strong, mut link) = (0_usize, None);
    let mut at = inside;
    while let Some((tag, place)) = next_tag(body, at..close) {
        if caption.is_some() {
            let text = decode(&body[at..place.start]);
            let piece = Piece { text, strong: strong > 0, link: link.clone() };
            if credit.is_some() { &mut parts.credit } else { &mut parts.caption }.push(piece);
        }
        at = place.end;
        match (tag.name.as_str(), tag.closes) {
            ("figure", _) => return None,
            ("img", false) if image.is_some() => return None,
            ("img", false) => image = Some(tag),
            ("figcaption", closes) => {
                caption = (!closes).then_some(());
                (credit, strong, link) = (None, 0, None);
            }
            _ if caption.is_none() => {}
            (name, closes) => {
                if let Some((open, depth)) = &mut credit {
                    if open == name {
                        *depth = if closes { *depth - 1 } else { *depth + 1 };
                    }
                    if *depth == 0 {
                        credit = None;
                    }
                } else if !closes && tag.is_credit() {
                    credit = Some((name.to_owned(), 1));
                }
                match (name, closes) {
                    ("strong" | "b", false) => strong += 1,
                    ("strong" | "b", true) => strong = strong.saturating_sub(1),
                    ("a", false) => link = Some(tag.value("href")).filter(|href| !href.is_empty()),
                    ("a", true) => link = None,
                    ("br" | "p" | "div", _) => {
                        let piece = Piece { text: " ".to_owned(), ..Piece::default() };
                        if credit.is_some() { &mut parts.credit } else { &mut parts.caption }
                            .push(piece);
                    }
                    _ => {}
                }
            }
        }
    }
    let image = image?;
    let end = close + body[close..].find('>')? + 1;
    let (src, alt) = (image.value("src"), image.value("alt"));
    Some((Read { src, alt, figure: Some(parts), span: start..end }, end))
}

/// A tag of HTML.
pub(crate) struct Tag {
    /// In small letters.
    pub(crate) name: String,
    /// Whether it ends an element.
    pub(crate) closes: bool,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// Whether an attribute is there, also an empty one.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.attributes.iter().any(|(key, _)| key == name)
    }

    /// The value of an attribute; nothing where there is none.
    pub(crate) fn value(&self, name: &str) -> String {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| decode(value)).unwrap_or_default()
    }

    fn is_credit(&self) -> bool {
        matches!(self.name.as_str(), "cite" | "small")
            || self.value("class").split_ascii_whitespace().any(|class| {
                let class = class.to_ascii_lowercase();
                class.contains("credit") || class.contains("attribution")
            })
    }
}

/// The next tag in `span`; comments and declarations are passed over.
pub(crate) fn next_tag(body: &str, span: Range<usize>) -> Option<(Tag, Range<usize>)> {
    let mut at = span.start;
    loop {
        let start = at + body[at..span.end].find('<')?;
        let rest = &body[start..span.end];
        if let Some(comment) = rest.strip_prefix("<!--") {
            at = start + 4 + comment.find("-->")? + 3;
            continue;
        }
        let closes = rest.starts_with("</");
        let name_at = 1 + usize::from(closes);
        let name_len = rest[name_at..]
            .find(|sign: char| !sign.is_ascii_alphanumeric() && sign != '-')
            .unwrap_or(rest.len() - name_at);
        if name_len == 0 || !rest.as_bytes()[name_at].is_ascii_alphabetic() {
            at = start + 1;
            continue;
        }
        let name = rest[name_at..name_at + name_len].to_ascii_lowercase();
        let (attributes, length) = attributes(&rest[name_at + name_len..])?;
        let end = start + name_at + name_len + length;
        return Some((Tag { name, closes, attributes }, start..end));
    }
}

/// In the first image's tag: the value of its `alt` with its quotation marks, if it has one, and
/// where a new one can go.
pub(super) fn alt_of_image(text: &str) -> Option<(Option<Range<usize>>, usize)> {
    let mut from = 0;
    loop {
        let (tag, span) = next_tag(text, from..text.len())?;
        from = span.end;
        if tag.name != "img" || tag.closes {
            continue;
        }
        let behind = span.start + "<img".len();
        let mut at = behind;
        for (name, value) in &tag.attributes {
            let inside = &text[at..span.end];
            // Each name stands behind the attribute before it.
            let found = at + inside.to_ascii_lowercase().find(name.as_str())? + name.len();
            let rest = text[found..span.end].trim_start();
            let Some(given) = rest.strip_prefix('=') else {
                at = found;
                continue;
            };
            let given = given.trim_start();
            let start = span.end - given.len();
            let quoted = given.starts_with(['"', '\'']);
            let end = start + value.len() + if quoted { 2 } else { 0 };
            if name == "alt" {
                return Some((Some(start..end), behind));
            }
            at = end;
        }
        return Some((None, behind));
    }
}

/// The attributes up to and with the `>`, and the bytes that they take.
fn attributes(text: &str) -> Option<(Vec<(String, String)>, usize)> {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|sign: char| sign.is_whitespace() || sign == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return Some((found, text.len() - after.len()));
        }
        let end = rest.find(|sign: char| sign.is_whitespace() || "=>/".contains(sign))?;
        let (name, after) = rest.split_at(end.max(1));
        let name = name.to_ascii_lowercase();
        let Some(after_sign) = after.trim_start().strip_prefix('=') else {
            found.push((name, String::new()));
            rest = after;
            continue;
        };
        let after_sign = after_sign.trim_start();
        let quote = after_sign.chars().next().filter(|sign| matches!(sign, '"' | '\''));
        let (value, after) = if let Some(quote) = quote {
            let end = after_sign[1..].find(quote)? + 1;
            (&after_sign[1..end], &after_sign[end + 1..])
        } else {
            let end = after_sign.find(|sign: char| sign.is_whitespace() || sign == '>')?;
            after_sign.split_at(end)
        };
        found.push((name, value.to_owned()));
        rest = after;
    }
}

/// Character references undone.
pub(crate) fn decode(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(40).position(|byte| byte == b';');
        let reference = end.map(|end| &rest[..=end]);
        match reference.filter(|text| !text.contains(char::is_whitespace)).and_then(referred) {
            Some(letters) => {
                out.push_str(&letters);
                rest = &rest[reference.map_or(1, str::len)..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// What `&name;` stands for: the parser knows all the names.
fn referred(reference: &str) -> Option<String> {
    let letters = match reference {
        "&amp;" => "&".to_owned(),
        "&lt;" => "<".to_owned(),
        "&gt;" => ">".to_owned(),
        "&quot;" => "\"".to_owned(),
        "&nbsp;" => "\u{a0}".to_owned(),
        _ => parser(&format!("x{reference}"))
            .filter_map(|event| match event {
                Event::Text(text) => Some(text.to_string()),
                _ => None,
            })
            .collect::<String>()
            .split_off(1),
    };
    (letters != reference).then_some(letters)
}
