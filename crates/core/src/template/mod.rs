//! Template code in a text: what a generator runs before it reads the Markdown.
//!
//! Liquid (Jekyll, Eleventy) has `{{ … }}` and `{% … %}`, Hugo and Zola have short codes. Code of
//! that kind is no prose, and no link or picture is judged by an address that it makes.
//!
//! [`Known`] tells what somebody meant to be run from braces that are only talked about.

mod known;

pub use known::Known;
pub(crate) use known::{is_common, programs};

use std::borrow::Cow;
use std::ops::Range;

use crate::figure::Templates;
use crate::metadata::{Fields, Value};
use crate::site::Generator;

/// A piece of template code, or the beginning of one that never ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Call {
    /// Its bytes. Of one that never ends, the opening sign.
    pub(crate) span: Range<usize>,
    /// `{{`, `{%`, `{{<` or `{{%`.
    pub(crate) open: &'static str,
    /// Its first word: `include`, `site.url`.
    pub(crate) name: String,
    /// Whether it has an end.
    pub(crate) closed: bool,
}

/// Longer than this is no call: it bounds the search for an end.
const LONGEST: usize = 4000;

/// All template code of a body, in order. What stands in `{% raw %}` or `{% comment %}` is one call.
pub(crate) fn calls(body: &str) -> Vec<Call> {
    let mut calls = Vec::new();
    let mut at = 0;
    while let Some(found) = body[at..].find('{') {
        let start = at + found;
        match call_at(body, start) {
            Some(call) => {
                at = call.span.end;
                calls.push(call);
            }
            None => at = start + 1,
        }
    }
    calls
}

/// The template code that begins with the brace at this byte.
pub(crate) fn call_at(body: &str, start: usize) -> Option<Call> {
    let rest = &body[start..];
    let (open, close) = [("{{<", ">}}"), ("{{%", "%}}"), ("{{", "}}"), ("{%", "%}")]
        .into_iter()
        .find(|(open, _)| rest.starts_with(open))?;
    let window = &rest[open.len()..floor(rest, LONGEST).max(open.len())];
    let close_at = window.find(close).filter(|end| !holds_another(open, &window[..*end]));
    let end = close_at.map(|at| open.len() + at + close.len());
    let inner = &window[..close_at.unwrap_or(0)];
    let name = first_word(inner);
    let whole = match (end, name.as_str()) {
        (Some(end), "raw" | "verbatim" | "comment") if open == "{%" => {
            raw_end(rest, &name).unwrap_or(end)
        }
        (Some(end), _) => end,
        (None, _) => open.len(),
    };
    Some(Call { span: start..start + whole, open, name, closed: end.is_some() })
}

/// Whether another short code begins before this one ends: then the end is the other's.
fn holds_another(open: &str, inner: &str) -> bool {
    open.len() == 3 && (inner.contains("{{<") || inner.contains("{{%"))
}

/// The body with its template code written over with `x`, so that the parser reads links and
/// pictures around it as the generator will. Offsets stay; figures in Hugo's form stay too.
pub(crate) fn masked(body: &str, calls: &[Call]) -> String {
    masked_but(body, calls, is_figure)
}

/// As [`masked`], where figures in a form of the site's own stay too.
pub(crate) fn masked_but_figures(body: &str, calls: &[Call], own: &Templates) -> String {
    masked_but(body, calls, |call| {
        is_figure(call) || crate::figure::is_template(&body[call.span.clone()], own)
    })
}

fn masked_but(body: &str, calls: &[Call], kept: impl Fn(&Call) -> bool) -> String {
    let mut bytes = body.as_bytes().to_vec();
    for call in calls.iter().filter(|call| call.closed && !kept(call)) {
        for byte in &mut bytes[call.span.clone()] {
            if *byte != b'\n' && *byte != b'\r' {
                *byte = b'x';
            }
        }
    }
    // Whole calls are written over, so no letter is cut in two.
    String::from_utf8(bytes).unwrap_or_else(|_| body.to_owned())
}

/// An address without the template code that says only where the site is: `{{ site.baseurl }}/a.png`
/// and `{{ "/a.png" | relative_url }}` are `/a.png`. Any other stays as it is.
pub(crate) fn plain_address(address: &str) -> Cow<'_, str> {
    let mut rest = address;
    while let Some(call) = call_at(rest, 0).filter(|call| call.closed) {
        let (code, behind) = rest.split_at(call.span.end);
        let inner = code.trim_matches(['{', '}', '%', '-', ' ']);
        let quoted = inner.chars().next().filter(|sign| matches!(sign, '"' | '\''));
        let of_site = inner.split('|').next().unwrap_or_default().trim().starts_with("site.");
        match (call.open, inner.strip_prefix("link "), quoted) {
            ("{%", Some(file), _) => {
                return format!("/{}{behind}", file.trim().trim_start_matches('/')).into();
            }
            ("{{", _, Some(quote)) => {
                let text = inner[1..].split(quote).next().unwrap_or_default();
                return format!("{text}{behind}").into();
            }
            // `{{ site.url }}{{ site.baseurl }}/a.png`
            ("{{", _, None) if of_site => rest = behind,
            _ => return address.into(),
        }
    }
    if rest.starts_with('/') { rest.into() } else { address.into() }
}

/// Whether a post itself says that its template code is not to be run.
pub(crate) fn is_switched_off(fields: &Fields, generator: Generator) -> bool {
    let text = |key: &str| fields.get(&key.into()).and_then(Value::text).unwrap_or_default();
    match generator {
        Generator::Jekyll => text("render_with_liquid") == "false",
        Generator::Eleventy => matches!(text("templateEngineOverride").as_str(), "md" | "false"),
        _ => false,
    }
}

/// Whether a call is a picture in Hugo's form.
pub(crate) fn is_figure(call: &Call) -> bool {
    call.open.len() == 3 && call.name == "figure"
}

/// Whether this generator runs a call of that kind.
pub(crate) fn runs(generator: Generator, call: &Call) -> bool {
    match generator {
        Generator::Jekyll | Generator::Eleventy => true,
        Generator::Hugo => call.open.len() == 3,
        // Zola takes `{{ name(` and `{% name(`; other braces are text to it.
        Generator::Zola => call.closed && call.name.contains('('),
        Generator::Astro | Generator::Generic => false,
    }
}

fn raw_end(rest: &str, name: &str) -> Option<usize> {
    let end = rest.find(&format!("end{name}"))?;
    let close = rest[end..].find("%}")?;
    Some(end + close + 2)
}

fn first_word(inner: &str) -> String {
    let inner = inner.trim_start_matches(['-', '/', ' ', '\n', '\t', '\r']);
    let end = inner
        .find(|letter: char| letter.is_whitespace() || matches!(letter, '|' | ':' | '%'))
        .unwrap_or(inner.len());
    let word = &inner[..end];
    // `figure(src="…")`: the bracket tells a call of Zola's, its arguments tell nothing.
    word.split_inclusive('(').next().unwrap_or(word).trim_end_matches(['/', '-']).to_owned()
}

fn floor(text: &str, end: usize) -> usize {
    (0..=end.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_behind_template_code_is_one_of_the_site() {
        for (address, plain) in [
            ("{{ site.baseurl }}/img/a.png", "/img/a.png"),
            ("{{site.url}}{{site.baseurl}}/a.png", "/a.png"),
            ("{{ '/img/a.png' | relative_url }}", "/img/a.png"),
            ("{{ \"/img/a.png\" | url }}?x", "/img/a.png?x"),
            ("{% link img/a.png %}", "/img/a.png"),
            ("{% asset a.png %}", "{% asset a.png %}"),
            ("{{ image | url }}", "{{ image | url }}"),
            ("{{ page.cover }}/a.png", "{{ page.cover }}/a.png"),
            ("{{ 'a", "{{ 'a"),
            ("/img/a.png", "/img/a.png"),
        ] {
            assert_eq!(plain_address(address), plain, "{address}");
        }
    }

    #[test]
    fn calls_are_found_with_their_ends() {
        for (body, expected, why) in [
            ("no braces {here}", &[][..], "single braces are text"),
            ("a {{ site.url }} b", &[("{{", "site.url", true)], "a value"),
            ("{% include a.html x=\"}\" %}", &[("{%", "include", true)], "a tag"),
            ("{{< ref \"x\" >}}", &[("{{<", "ref", true)], "a short code"),
            ("{{% notice %}}", &[("{{%", "notice", true)], "the other kind"),
            ("a {{ b", &[("{{", "", false)], "no end"),
            (
                "{{< tweet 1 {{< figure src=\"a\" >}}",
                &[("{{<", "", false), ("{{<", "figure", true)],
                "the end is another's",
            ),
            ("{{< a {{% b %}} >}}", &[("{{<", "", false), ("{{%", "b", true)], "of the other kind"),
            ("{%} {{}}", &[("{%", "", false), ("{{", "", true)], "the sign is no end of itself"),
            ("{% raw %}{{ a }}{% endraw %}", &[("{%", "raw", true)], "raw is one"),
            ("{% comment %}{{ a }}{% endcomment %}", &[("{%", "comment", true)], "so is a comment"),
            ("{{ fig(src=\"a\") }}", &[("{{", "fig(", true)], "Zola"),
        ] {
            let found = calls(body);
            let found: Vec<_> = found.iter().map(|c| (c.open, c.name.as_str(), c.closed)).collect();
            assert_eq!(found, expected, "{why}");
        }
    }

    #[test]
    fn links_around_a_call_are_links() {
        let body = "[é]({{ \"/a b/\" | url }}) {{< figure src=\"a.jpg\" >}}";
        let masked = masked(body, &calls(body));
        assert_eq!(masked.len(), body.len());
        assert!(masked.starts_with("[é](xxxxxxxx"), "{masked}");
        assert!(masked.ends_with("{{< figure src=\"a.jpg\" >}}"), "{masked}");
    }
}
