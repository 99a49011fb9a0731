//! The same picture in several sizes: what a `<figure>` offers a browser to choose from, for sites
//! that make no smaller copies themselves. Other forms have no place for it.

use std::ops::Range;

/// A copy of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Size {
    /// The reference, as it is written.
    pub address: String,
    /// Pixels.
    pub width: u32,
    /// Whether it is WebP: it stands before the others, for browsers that know it.
    pub webp: bool,
}

/// A figure in HTML that offers these sizes beside its own picture, which is so many pixels wide.
/// What has no `<img>` of that address stays as it is.
pub fn offering(figure: &str, src: &str, width: u32, sizes: &[Size]) -> String {
    let Some(start) = figure.find("<img src=\"") else { return figure.to_owned() };
    let Some(end) = figure[start..].find('>').map(|at| start + at + 1) else {
        return figure.to_owned();
    };
    let tag = &figure[start..end];
    let Some(rest) = tag.strip_prefix(&format!("<img src=\"{src}\"")) else {
        return figure.to_owned();
    };
    let own = Size { address: src.to_owned(), width, webp: false };
    let set = |webp: bool| {
        let mut some: Vec<&Size> = sizes.iter().filter(|size| size.webp == webp).collect();
        some.extend((!webp && !some.is_empty()).then_some(&own));
        some.sort_by_key(|size| size.width);
        let some: Vec<String> = some
            .iter()
            .map(|size| format!("{} {}w", in_a_set(&size.address), size.width))
            .collect();
        (!some.is_empty()).then(|| format!(" srcset=\"{}\"", some.join(", ")))
    };
    let image = format!("<img src=\"{src}\"{}{rest}", set(false).unwrap_or_default());
    let whole = match set(true) {
        None => image,
        Some(set) => format!("<picture><source type=\"image/webp\"{set}>{image}</picture>"),
    };
    format!("{}{whole}{}", &figure[..start], &figure[end..])
}

/// An address among others, where a space ends it.
fn in_a_set(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    let mut rest = address;
    while let Some(at) = outside_code(rest, |sign| sign == ' ') {
        out.push_str(&rest[..at]);
        out.push_str("%20");
        rest = &rest[at + 1..];
    }
    out + rest
}

/// Where the addresses stand that `srcset` names in a piece of HTML. Template code in them is one
/// piece, whatever stands in it.
pub fn addresses(html: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let lower = html.to_ascii_lowercase();
    for (at, name) in lower.match_indices("srcset") {
        let Some(value) = html[at + name.len()..].trim_start().strip_prefix('=') else { continue };
        let value = value.trim_start();
        let Some(quote) = value.chars().next().filter(|sign| matches!(sign, '"' | '\'')) else {
            continue;
        };
        let start = html.len() - value.len() + 1;
        let length = outside_code(&value[1..], |sign| sign == quote).unwrap_or(0);
        let mut candidate = start;
        while candidate < start + length {
            let text = &html[candidate..start + length];
            let whole = outside_code(text, |sign| sign == ',').unwrap_or(text.len());
            let part = text[..whole].trim_start();
            let from = candidate + whole - part.len();
            let long = outside_code(part, char::is_whitespace).unwrap_or(part.len());
            if long > 0 {
                found.push(from..from + long);
            }
            candidate += whole + 1;
        }
    }
    found
}

/// Where the first such sign stands that is in no template code.
fn outside_code(text: &str, is: impl Fn(char) -> bool) -> Option<usize> {
    let mut at = 0;
    while let Some(sign) = text[at..].chars().next() {
        match code(&text.as_bytes()[at..]) {
            Some(length) => at += length,
            None if is(sign) => return Some(at),
            None => at += sign.len_utf8(),
        }
    }
    None
}

/// How long the template code is that a text begins with. Longer than this is none.
fn code(text: &[u8]) -> Option<usize> {
    const LONGEST: usize = 500;
    let close = match text.get(..2)? {
        b"{{" => b"}}",
        b"{%" => b"%}",
        _ => return None,
    };
    let inner = text[2..].windows(2).take(LONGEST).position(|pair| pair == close)?;
    Some(inner + 4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::{Figure, Form, NO_TEMPLATES, read, rewrite, write};

    fn size(address: &str, width: u32, webp: bool) -> Size {
        Size { address: address.to_owned(), width, webp }
    }

    #[test]
    fn a_figure_offers_its_sizes_and_still_reads_as_itself() {
        let body = "<figure>\n  <img src=\"a.jpg\" alt=\"A &lt;wall&gt;\">\n  <figcaption>Noon. <span class=\"credit\">(Photo: Ana)</span></figcaption>\n</figure>";
        let plain = read(body).remove(0);
        assert_eq!(write(&plain, Form::Html), body, "as it is written");
        let sizes = [
            size("a-800.jpg", 800, false),
            size("a-800.webp", 800, true),
            size("a-480.jpg", 480, false),
            size("a-1600.webp", 1600, true),
        ];
        let offered = offering(body, "a.jpg", 1600, &sizes);
        assert!(offered.contains("<picture><source type=\"image/webp\" srcset=\"a-800.webp 800w, a-1600.webp 1600w\"><img src=\"a.jpg\" srcset=\"a-480.jpg 480w, a-800.jpg 800w, a.jpg 1600w\" alt=\"A &lt;wall&gt;\"></picture>"), "{offered}");
        let one = read(&offered).remove(0);
        assert_eq!(Figure { span: plain.span.clone(), ..one.clone() }, plain);
        let named: Vec<&str> =
            addresses(&offered).into_iter().map(|place| &offered[place]).collect();
        assert_eq!(named, ["a-800.webp", "a-1600.webp", "a-480.jpg", "a-800.jpg", "a.jpg"]);

        let other = Figure { alt: "A gate".to_owned(), credit: "Bo".to_owned(), ..one };
        let text = rewrite(&offered, &other, Form::Html, NO_TEMPLATES).unwrap_or_default();
        assert!(text.contains("a-480.jpg 480w") && text.contains("(Photo: Bo)"), "{text}");
        assert_eq!(offering(body, "b.jpg", 1600, &sizes), body, "another picture");
        assert_eq!(offering(body, "a.jpg", 1600, &[]), body, "nothing to offer");
    }

    #[test]
    fn template_code_and_spaces_do_not_end_an_address() {
        for (folder, named, why) in [
            ("{{ site.baseurl }}/images/", "{{ site.baseurl }}/images/a-480.jpg", "an output"),
            ("{% base_url %}/images/", "{% base_url %}/images/a-480.jpg", "a tag"),
            ("{{ 'a, b' | first }}/", "{{ 'a, b' | first }}/a-480.jpg", "a comma in the code"),
            ("/my images/", "/my%20images/a-480.jpg", "a folder with a space"),
        ] {
            let src = format!("{folder}a.jpg");
            let body = format!("<figure>\n  <img src=\"{src}\" alt=\"A\">\n</figure>");
            let offered =
                offering(&body, &src, 800, &[size(&format!("{folder}a-480.jpg"), 480, false)]);
            let read: Vec<&str> = addresses(&offered).into_iter().map(|at| &offered[at]).collect();
            assert_eq!(read.first(), Some(&named), "{why}: {offered}");
            assert_eq!(read.len(), 2, "{why}: {offered}");
        }
        let quoted = r#"<img srcset="{{ "/a b.jpg" | relative_url }} 480w, /c.jpg">"#;
        let read: Vec<&str> = addresses(quoted).into_iter().map(|at| &quoted[at]).collect();
        assert_eq!(
            read,
            [r#"{{ "/a b.jpg" | relative_url }}"#, "/c.jpg"],
            "a quotation in the code"
        );
        let open = format!("<img srcset=\"{}\">", "{{ ".repeat(100_000));
        assert!(!addresses(&open).is_empty(), "code that does not end is read soon");
    }
}
