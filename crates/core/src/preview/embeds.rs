//! Pages, videos and recordings that a text brings in from elsewhere: the page never loads them,
//! and says in their place what readers see there.

use std::borrow::Cow;

use super::blocks::instead;
use super::host;
use crate::figure::next_tag;
use crate::problem;

/// Their tags.
const TAGS: [&str; 3] = ["iframe", "video", "audio"];

/// Puts words in their place. The HTML is sanitised afterwards, whatever this makes of it.
pub(super) fn named(html: &str) -> Cow<'_, str> {
    if !may_have_any(html) {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len());
    // What was passed on, and where the next tag is looked for.
    let (mut done, mut at) = (0, 0);
    // Tags of which none ends from here on.
    let mut open: Vec<&str> = Vec::new();
    while let Some((tag, place)) = next_tag(html, at..html.len()) {
        at = place.end;
        if tag.closes {
            continue;
        }
        if matches!(tag.name.as_str(), "script" | "style") {
            // What is in them is no HTML.
            let Some((_, end)) = closing(html, at, &tag.name) else { break };
            at = end;
            continue;
        }
        let Some(name) = TAGS.into_iter().find(|name| *name == tag.name) else {
            continue;
        };
        let close = if open.contains(&name) { None } else { closing(html, at, name) };
        let (inside, end) = match close {
            Some((start, end)) => (&html[at..start], end),
            None => {
                open.push(name);
                // All that follows is a page's that never ends.
                ("", if name == "iframe" { html.len() } else { at })
            }
        };
        let mut src = tag.value("src");
        if src.is_empty() && name != "iframe" {
            let source = next_tag(inside, 0..inside.len()).map(|(source, _)| source.value("src"));
            src = source.unwrap_or_default();
        }
        out.push_str(&html[done..place.start]);
        out.push_str(&words(name, &src, tag.value("title").trim()));
        (done, at) = (end, end);
    }
    out.push_str(&html[done..]);
    Cow::Owned(out)
}

fn words(tag: &str, src: &str, title: &str) -> String {
    let src = src.trim();
    let file = src.split(['?', '#']).next().unwrap_or(src).rsplit('/').next().unwrap_or_default();
    let file = if src.contains(':') { "" } else { file };
    instead(&problem::embed_not_loaded(tag, host(src).as_deref(), file, title))
}

/// Where the next closing tag of a name begins and ends.
fn closing(html: &str, from: usize, name: &str) -> Option<(usize, usize)> {
    let (start, _) =
        html[from..].match_indices("</").find(|(at, _)| is(&html[from + at + 2..], name))?;
    let start = from + start;
    let end = html[start..].find('>').map_or(html.len(), |at| start + at + 1);
    Some((start, end))
}

/// Whether a tag's name is this one, in capitals or not.
fn is(html: &str, name: &str) -> bool {
    let bytes = html.as_bytes();
    bytes.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
        && !bytes.get(name.len()).is_some_and(u8::is_ascii_alphanumeric)
}

fn may_have_any(html: &str) -> bool {
    let mut tags = html.match_indices('<');
    tags.any(|(at, _)| TAGS.iter().any(|name| is(&html[at + 1..], name)))
}

#[cfg(test)]
mod tests {
    use super::super::clean::clean;
    use super::*;

    #[test]
    fn what_is_not_loaded_leaves_word_of_itself() {
        let said = |words: &str| format!("<span class=\"picture-missing\">{words}</span>");
        for (html, words, why) in [
            (
                "<iframe src=\"https://www.youtube.com/embed/x?a=1\" title=\"The vote & after\"></iframe>",
                said(
                    "Embedded page from another site, not loaded: www.youtube.com (The vote &amp; after)",
                ),
                "where it comes from, and what it is called",
            ),
            (
                "<IFRAME src='/maps/ward.html?z=3'></IFRAME> b",
                said("Embedded page, not shown here: ward.html") + " b",
                "a page of the site’s own",
            ),
            (
                "<p>a <iframe src=//x.example>b</p>",
                "<p>a ".to_owned()
                    + &said("Embedded page from another site, not loaded: x.example")
                    + "</p>",
                "one that never ends takes the rest",
            ),
            (
                "<iframe src=\"javascript:x()\"></iframe>",
                said("Embedded page, not shown here"),
                "no address to name",
            ),
            (
                "<video controls><source src=a/clip.mp4>Old browser?</video>b",
                said("Video, not shown here: clip.mp4") + "b",
                "what a video says of its source",
            ),
            (
                "<audio src=https://x.example/a.mp3>",
                said("Recording from another site, not loaded: x.example"),
                "a recording",
            ),
            (
                "<script>'<iframe src=x>'</script><b>c</b>",
                "<b>c</b>".to_owned(),
                "scripts are no HTML",
            ),
            ("<iframes src=x>y", "y".to_owned(), "another tag"),
            (
                "<iframe title='\"><img src=x onerror=y>'></iframe>",
                said("Embedded page, not shown here (\"&gt;&lt;img src=x onerror=y&gt;)"),
                "nothing gets out of a title",
            ),
        ] {
            let once = clean(html);
            assert_eq!(once, words, "{why}");
            assert_eq!(clean(&once), once, "{why}: once is enough");
        }
    }

    #[test]
    fn what_only_looks_like_a_tag_is_left() {
        for html in ["<a title=\"<iframe>\">x</a>", "<!-- <video> -->x", "&lt;audio&gt;"] {
            assert_eq!(named(html), html);
        }
    }

    #[test]
    fn many_of_them_are_read_soon() {
        for one in ["<video>", "<iframe>", "<video></video>", "<script>", "<audio"] {
            let html = one.repeat(100_000);
            assert!(!named(&html).is_empty(), "{one}");
        }
    }
}
