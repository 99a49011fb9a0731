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
        let some: Vec<String> =
            some.iter().map(|size| format!("{} {}w", size.address, size.width)).collect();
        (!some.is_empty()).then(|| format!(" srcset=\"{}\"", some.join(", ")))
    };
    let image = format!("<img src=\"{src}\"{}{rest}", set(false).unwrap_or_default());
    let whole = match set(true) {
        None => image,
        Some(set) => format!("<picture><source type=\"image/webp\"{set}>{image}</picture>"),
    };
    format!("{}{whole}{}", &figure[..start], &figure[end..])
}

/// Where the addresses stand that `srcset` names in a piece of HTML.
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
        let length = value[1..].find(quote).unwrap_or(0);
        let mut candidate = start;
        for part in html[start..start + length].split_inclusive(',') {
            let text = part.trim_start();
            let from = candidate + part.len() - text.len();
            let long = text.find(|sign: char| sign.is_whitespace() || sign == ',');
            let long = long.unwrap_or(text.len());
            if long > 0 {
                found.push(from..from + long);
            }
            candidate += part.len();
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::{Figure, Form, read, rewrite, write};

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
        let text = rewrite(&offered, &other, Form::Html).unwrap_or_default();
        assert!(text.contains("a-480.jpg 480w") && text.contains("(Photo: Bo)"), "{text}");
        assert_eq!(offering(body, "b.jpg", 1600, &sizes), body, "another picture");
        assert_eq!(offering(body, "a.jpg", 1600, &[]), body, "nothing to offer");
    }
}
