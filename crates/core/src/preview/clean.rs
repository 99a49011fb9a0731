//! What HTML may reach the page: an explicit list of tags, attributes and nothing else.
//!
//! The text of a post may come from anybody who can write to the repository. Nothing in it may
//! run, load from elsewhere, or be followed by a click: links keep their target in `data-href`,
//! pictures only ever come from the app's own image protocol or, outside the app, from paths.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::Builder;

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
        ("td", HashSet::from(["colspan", "rowspan"])),
        ("th", HashSet::from(["colspan", "rowspan", "scope"])),
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
        .url_schemes(HashSet::from(["picture", "http"]))
        .attribute_filter(|element, attribute, value| match (element, attribute) {
            ("img", "src") => image_source(value),
            _ => Some(Cow::Borrowed(value)),
        })
        .link_rel(None)
        .strip_comments(true);
    builder
});

/// A picture comes from the image protocol (`picture:`, on Windows a host of that name) or is a
/// path of the site; anything with another scheme or host is dropped.
fn image_source(value: &str) -> Option<Cow<'_, str>> {
    let own =
        value.starts_with("picture://localhost/") || value.starts_with("http://picture.localhost/");
    let path = !value.contains(':') && !value.starts_with("//") && !value.starts_with('\\');
    (own || path).then_some(Cow::Borrowed(value))
}

/// Sanitises a piece of HTML.
pub fn clean(html: &str) -> String {
    BUILDER.clean(html).to_string()
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
            ("<iframe srcdoc=\"x\"></iframe>y", "y", "no frames"),
            ("<!-- note -->x", "x", "no comments"),
            ("<p class=\"dek evil\">x</p>", "<p class=\"dek\">x</p>", "known classes only"),
        ] {
            assert_eq!(clean(html), clean_html, "{why}");
        }
    }
}
