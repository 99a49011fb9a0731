//! What HTML may reach the page: an explicit list of tags, attributes and nothing else.
//!
//! The text of a post may come from anybody who can write to the repository. Nothing in it may
//! run, load from elsewhere, or be followed by a click: links keep their target in `data-href`,
//! pictures only ever come from the app's own image protocol or, outside the app, from paths.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::Builder;

use super::{Pictures, blocks, embeds, escape};
use crate::library::address_base;

const TAGS: &[&str] = &[
    "a",
    "abbr",
    "article",
    "b",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
    "var",
];

/// Tags that go with all that is in them.
const GONE: &[&str] = &[
    "script", "style", "title", "textarea", "noscript", "template", "iframe", "xmp", "noembed",
    "noframes",
];

/// The classes that the page's own style sheet knows.
const CLASSES: &[(&str, &[&str])] = &[
    ("article", &["card", "card--plain"]),
    ("div", &["pic", "footnote"]),
    ("h1", &["is-long"]),
    ("p", &["byline", "dek", "note"]),
    ("span", &["credit", "box", "picture-missing"]),
    ("sup", &["footnote-mark"]),
];

static BUILDER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    let attributes: HashMap<&str, HashSet<&str>> = HashMap::from([
        ("a", HashSet::from(["data-href", "title"])),
        ("img", HashSet::from(["src", "alt", "title", "width", "height", "loading", "decoding"])),
        ("ol", HashSet::from(["start"])),
        ("td", HashSet::from(["align", "colspan", "rowspan"])),
        ("th", HashSet::from(["align", "colspan", "rowspan", "scope"])),
        ("span", HashSet::from(["role", "aria-label"])),
    ]);
    builder
        .tags(TAGS.iter().copied().collect())
        .clean_content_tags(GONE.iter().copied().collect())
        .tag_attributes(attributes)
        .generic_attributes(HashSet::from(["lang", "dir", "id"]))
        .allowed_classes(
            CLASSES.iter().map(|(tag, names)| (*tag, names.iter().copied().collect())).collect(),
        )
        .id_prefix(Some("p-"))
        .url_schemes(HashSet::from([if cfg!(windows) { "http" } else { "picture" }]))
        .attribute_filter(|element, attribute, value| match (element, attribute) {
            ("img", "src") => image_source(value),
            ("td" | "th", "align") => side(value).map(Cow::Borrowed),
            _ => Some(Cow::Borrowed(value)),
        })
        .link_rel(None)
        .strip_comments(true);
    builder
});

/// Where the text of a cell may stand.
fn side(value: &str) -> Option<&'static str> {
    ["left", "center", "right"].into_iter().find(|side| side.eq_ignore_ascii_case(value))
}

/// A picture comes from the image protocol or is a path of the site; anything with another scheme or host is dropped.
fn image_source(value: &str) -> Option<Cow<'_, str>> {
    (is_own(value) || is_path(value)).then_some(Cow::Borrowed(value))
}

fn is_own(address: &str) -> bool {
    let id = address.strip_prefix(address_base()).unwrap_or("/");
    id.bytes().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, b'?' | b'='))
}

/// Whether browsers take an address for a path. They leave out line ends and tabs, and blanks and
/// control characters in front, and take a backslash for a slash (WHATWG URL, basic parser).
fn is_path(address: &str) -> bool {
    let plain: String =
        address.chars().filter(|sign| !matches!(sign, '\t' | '\n' | '\r')).collect();
    let plain = plain.trim_start_matches(|sign| sign <= ' ').replace('\\', "/");
    !plain.starts_with("//") && !plain.contains(':')
}

/// Elements in each other, at most. The time to read them grows with the square of their depth.
const DEEPEST: usize = 256;

/// Character references in one piece, at most: of these too the time grows with the square.
const MOST_REFERENCES: usize = 2_000;

/// Sanitises a piece of HTML. One that is too deep to be read is shown as it is written; what is not
/// loaded is named in its place.
pub fn clean(html: &str) -> String {
    if depth(html) > DEEPEST {
        return format!("<pre>{}</pre>", escape(html));
    }
    let html = embeds::named(html);
    let references = html.bytes().filter(|sign| *sign == b'&').count();
    if references > MOST_REFERENCES && !html.contains(['\u{f0000}', '\u{f0001}', '\u{f0002}']) {
        return unveiled(&BUILDER.clean(&veiled(&html)).to_string());
    }
    BUILDER.clean(&html).to_string()
}

/// Letters of nobody's for the references that text is full of: wherever one of them stands,
/// in text or in a value, it means as little there as the reference did.
const VEILS: [(&str, &str); 3] =
    [("&amp;", "\u{f0000}"), ("&lt;", "\u{f0001}"), ("&gt;", "\u{f0002}")];

fn veiled(html: &str) -> String {
    VEILS.iter().fold(html.to_owned(), |html, (reference, veil)| html.replace(reference, veil))
}

fn unveiled(html: &str) -> String {
    VEILS.iter().fold(html.to_owned(), |html, (reference, veil)| html.replace(veil, reference))
}

/// How deep the elements of a piece may lie in each other, counted without reading it: elements
/// that others of their kind end are left out.
fn depth(html: &str) -> usize {
    const FLAT: [&str; 18] = [
        "area", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "option", "p",
        "source", "tbody", "td", "th", "tr", "wbr",
    ];
    let (mut depth, mut deepest) = (0_usize, 0);
    for (at, _) in html.match_indices('<') {
        let rest = &html[at + 1..];
        let (closes, rest) = (rest.starts_with('/'), rest.trim_start_matches('/'));
        let end = rest.find(|sign: char| !sign.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let name = &rest[..end];
        if name.is_empty() || FLAT.iter().any(|flat| flat.eq_ignore_ascii_case(name)) {
            continue;
        }
        depth = if closes { depth.saturating_sub(1) } else { depth + 1 };
        deepest = deepest.max(depth);
    }
    deepest
}

/// Puts the site's pictures where raw HTML has their paths. The HTML was sanitised: its tags are
/// as [`clean`] writes them.
pub(super) fn place(html: &str, pictures: &dyn Pictures) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find("<img ") {
        let tag = &rest[at..at + length_of_tag(&rest[at..])];
        out.push_str(&rest[..at]);
        match value(tag, "src").filter(|src| !is_own(src)) {
            Some(src) => {
                let alt = value(tag, "alt").unwrap_or_default();
                out.push_str(&blocks::image_html(&src, &alt, pictures));
            }
            None => out.push_str(tag),
        }
        rest = &rest[at + tag.len()..];
    }
    out + rest
}

/// How long the tag is that a text begins with: a `>` in a value does not end it.
fn length_of_tag(html: &str) -> usize {
    let mut quoted = false;
    let end = html.bytes().position(|sign| {
        quoted ^= sign == b'"';
        sign == b'>' && !quoted
    });
    end.map_or(html.len(), |end| end + 1)
}

/// The value of a tag's attribute.
fn value(tag: &str, name: &str) -> Option<String> {
    let (_, after) = tag.split_once(&format!(" {name}=\""))?;
    let (value, _) = after.split_once('"')?;
    let plain = value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">");
    Some(plain.replace("&nbsp;", "\u{a0}").replace("&amp;", "&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_listed_survives() {
        for (html, clean_html, why) in [
            ("<p>a <strong>b</strong></p>", "<p>a <strong>b</strong></p>", "plain text"),
            ("<script>alert(1)</script>x", "x", "scripts go whole"),
            ("<img src=x onerror=alert(1)>", "<img src=\"x\">", "no handlers"),
            ("<img src=\"https://t.example/x.png\">", "<img>", "nothing from elsewhere"),
            ("<img src=\"//t.example/x.png\">", "<img>", "nor without a scheme"),
            ("<img src=\"/\\t.example/x.png\">", "<img>", "nor with a backslash"),
            (
                "<img src=\" \t/\n/t.example/x.png\">",
                "<img>",
                "nor with gaps that count for nothing",
            ),
            ("<img src=\"data:image/png;base64,AAAA\">", "<img>", "nor from the text itself"),
            (
                "<img src=\"picture://localhost/a1\">",
                "<img src=\"picture://localhost/a1\">",
                "the image protocol",
            ),
            ("<a href=\"javascript:alert(1)\">x</a>", "<a>x</a>", "no link is live"),
            ("<p style=\"position:fixed\">x</p>", "<p>x</p>", "no styles"),
            ("<a id=\"__TAURI_INTERNALS__\">x</a>", "<a id=\"p-__TAURI_INTERNALS__\">x</a>", "ids"),
            ("<svg><a xlink:href=\"javascript:1\">x</a></svg>y", "y", "no drawings"),
            (
                "<iframe srcdoc=\"<p>x</p>\"></iframe>y",
                "<span class=\"picture-missing\">Embedded page, not shown here</span>y",
                "no frames, but word of them",
            ),
            ("<td align=\"right\">1</td>", "1", "no cell without its table"),
            (
                "<table><tr><td align=\"RIGHT\" style=\"x:y\">1</td><td align=\"char\">2</td></tr></table>",
                "<table><tbody><tr><td align=\"right\">1</td><td>2</td></tr></tbody></table>",
                "cells stand left, right or in the middle",
            ),
            ("<!-- note -->x", "x", "no comments"),
            ("<p class=\"dek evil\">x</p>", "<p class=\"dek\">x</p>", "known classes only"),
        ] {
            assert_eq!(clean(html), clean_html, "{why}");
        }
    }

    #[test]
    fn what_would_take_long_to_read_is_shown_all_the_same() {
        let deep = "<b>".repeat(DEEPEST + 1);
        assert_eq!(clean(&deep), format!("<pre>{}</pre>", escape(&deep)));
        let flat = format!("<ul>{}</ul>", "<li>x".repeat(1_000));
        assert_eq!(clean(&flat).matches("<li>").count(), 1_000, "entries end each other");
        for text in ["&amp;", "&lt;b&gt;", "&quot;&lt;script&gt;"] {
            let html = format!("<p data-href=\"x\" title=\"{text}\">{}</p>", text.repeat(3_000));
            let once = BUILDER.clean(&html).to_string();
            assert_eq!(clean(&html), once, "as it is read with its references: {text}");
        }
    }
}
