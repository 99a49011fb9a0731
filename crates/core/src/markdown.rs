//! The one place where the Markdown parser is configured.
//!
//! Preview, cards, figures, checks and word counts all read a text through [`parser`], so that
//! nothing is a heading to one of them and a paragraph to another.
//!
//! Deliberately absent: definition lists, metadata blocks, the old footnotes and wikilinks.
//! Together with other extensions they take time quadratic in the length of the text; the
//! front matter is cut off before a text comes here. GitHub's alerts are absent too (`ENABLE_GFM`
//! is nothing else): most generators print `[!NOTE]` as it is written.

use std::borrow::Cow;

use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser, Tag};

/// The extensions that every text is read with: those that all five generators share.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
}

/// A parser over `text`, which has no front matter.
pub fn parser(text: &str) -> Parser<'_> {
    Parser::new_ext(text, options())
}

/// Address and title of a reference definition.
pub type Destination<'a> = (CowStr<'a>, CowStr<'a>);

/// A parser over a part of a text. References that the part does not define are asked for from
/// `elsewhere`.
pub fn parser_of_part<'a, F>(part: &'a str, elsewhere: F) -> Parser<'a, F>
where
    F: FnMut(BrokenLink<'a>) -> Option<Destination<'a>>,
{
    Parser::new_with_broken_link_callback(part, options(), Some(elsewhere))
}

/// What spaces of template code in an address are written as while a text is parsed. It stands in
/// no text, takes one byte as a space does, and is allowed in an address, as a space is not.
const HELD: char = '\u{7f}';

/// Template code in an address is looked for within so many bytes.
const LONGEST: usize = 500;

/// The text with the template code of its addresses in one piece: `[a]({{ site.url }}/b)` is a link,
/// because the generator runs the code before it reads the Markdown. Every offset stays, and each
/// line is read by itself. [`released`] undoes it in what the parser makes of the text.
pub fn held(text: &str) -> Cow<'_, str> {
    let mut held: Option<Vec<u8>> = None;
    let mut at = 0;
    // Where the last code of an address ends: what follows without a space belongs to it too.
    let mut goes_on_from = None;
    while let Some(found) = text[at..].find('{') {
        let start = at + found;
        let rest = &text[start..];
        let close = match rest.as_bytes().get(1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            _ => {
                at = start + 1;
                continue;
            }
        };
        let line = rest[..floor(rest, LONGEST)].split('\n').next().unwrap_or_default();
        let Some(end) = line.find(close) else {
            at = start + 2;
            continue;
        };
        at = start + end + close.len();
        let goes_on = goes_on_from
            .is_some_and(|from: usize| !text[from..start].contains([' ', '\t', '\n', ')']));
        if !goes_on && !is_in_address(&text[..start]) {
            goes_on_from = None;
            continue;
        }
        goes_on_from = Some(at);
        if line[..end].contains(' ') {
            let bytes = held.get_or_insert_with(|| text.as_bytes().to_vec());
            for byte in &mut bytes[start..at] {
                if *byte == b' ' {
                    *byte = HELD as u8;
                }
            }
        }
    }
    match held.map(String::from_utf8) {
        Some(Ok(held)) => Cow::Owned(held),
        _ => Cow::Borrowed(text),
    }
}

/// Whether what follows this text on its line belongs to an address: of a link, of a picture or of
/// a definition.
fn is_in_address(before: &str) -> bool {
    let near = &before[ceil(before, before.len().saturating_sub(LONGEST))..];
    let line = near.rsplit('\n').next().unwrap_or_default();
    let word = line.rsplit([' ', '\t']).next().unwrap_or_default();
    let spaces = line.trim_end_matches([' ', '\t']);
    word.contains("](") || (word.is_empty() && spaces.ends_with("]:"))
}

/// What the parser made of a text that was [`held`], as the text has it.
pub fn released(event: Event<'_>) -> Event<'_> {
    fn give(text: CowStr<'_>) -> CowStr<'_> {
        if text.contains(HELD) { text.replace(HELD, " ").into() } else { text }
    }
    match event {
        Event::Text(text) => Event::Text(give(text)),
        Event::Code(text) => Event::Code(give(text)),
        Event::Html(text) => Event::Html(give(text)),
        Event::InlineHtml(text) => Event::InlineHtml(give(text)),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => Event::Start(Tag::Link {
            link_type,
            dest_url: give(dest_url),
            title: give(title),
            id: give(id),
        }),
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => Event::Start(Tag::Image {
            link_type,
            dest_url: give(dest_url),
            title: give(title),
            id: give(id),
        }),
        other => other,
    }
}

/// An address of a definition in a text that was [`held`], as the text has it.
pub fn released_address(address: &str) -> String {
    address.replace(HELD, " ")
}

fn floor(text: &str, end: usize) -> usize {
    (0..=end.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

fn ceil(text: &str, start: usize) -> usize {
    (start..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(text: &str) -> String {
        let held = held(text);
        let mut html = String::new();
        pulldown_cmark::html::push_html(&mut html, parser(&held).map(released));
        html
    }

    #[test]
    fn template_code_belongs_to_its_address() {
        for (text, contains, why) in [
            ("[a]({{ site.url }}/b)", "<a href=\"%7B%7B%20site.url%20%7D%7D/b\">a</a>", "a link"),
            ("[a]({{ \"/b/\" | url }})", "/b/", "with a filter"),
            ("[a]({% post_url 2024-01-01-b %}) c", ">a</a> c", "a tag"),
            ("[a]({{< ref \"b.md\" >}})", ">a</a>", "a short code of Hugo’s"),
            ("![a]({{ site.url }}/b.png)", "<img", "a picture"),
            ("[a][b]\n\n[b]: {{ site.url }}/c", ">a</a>", "a definition"),
            ("[a]({{ site.url }}{{ site.base }}/b)", ">a</a>", "two in a row"),
            ("[a]({{ x }}/b/{{ y | z }})", ">a</a>", "two apart"),
            ("[a][b]\n\n[b]: {{ site.url }}{{ site.base }}/c", ">a</a>", "two of a definition"),
            ("[a]({{ b }}) {{ c d }}", ">a</a> {{ c d }}", "what follows the address is prose"),
            ("[a](/x/{{ page.b }}/c)", ">a</a>", "in the midst of it"),
            ("{{ a }} and *b*", "{{ a }} and <em>b</em>", "in prose it is prose"),
            ("(see {{ a b }})", "(see {{ a b }})", "a bracket of prose"),
            ("[a]({{ b\n}})", "[a]({{ b", "it ends on its line"),
            ("[a] ({{ b }})", "[a] ({{ b }})", "no link"),
            ("`[a]({{ b }})`", "[a]({{ b }})", "code stays as it is"),
        ] {
            let html = html(text);
            assert!(html.contains(contains), "{why}: {html}");
            assert!(!html.contains(HELD), "{why}: {html}");
        }
    }

    #[test]
    fn a_long_line_of_template_code_is_read_soon() {
        let text = format!("[a]({}", "{{ a }}".repeat(100_000));
        assert_eq!(held(&text).len(), text.len());
    }
}
