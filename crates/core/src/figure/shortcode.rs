//! Reading Hugo's `{{< figure src="…" alt="…" caption="…" attr="…" attrlink="…" >}}`.

use std::ops::Range;

/// A figure shortcode's parameters, as written.
#[derive(Debug, Default)]
pub(super) struct Shortcode {
    pub(super) src: String,
    pub(super) alt: String,
    /// Markdown.
    pub(super) caption: String,
    /// Markdown: the credit.
    pub(super) attr: String,
    pub(super) attrlink: String,
    /// Its named parameters, in order.
    pub(super) given: Vec<Given>,
    /// Bytes that it takes up.
    pub(super) length: usize,
}

/// A named parameter of a shortcode.
#[derive(Debug)]
pub(super) struct Given {
    pub(super) name: String,
    pub(super) value: String,
    /// From its name to the end of its value.
    pub(super) span: Range<usize>,
}

/// The shortcode at the start of `text`.
pub(super) fn at(text: &str) -> Option<Shortcode> {
    let (open, close) = if text.starts_with("{{<") { ("{{<", ">}}") } else { ("{{%", "%}}") };
    let inner = text.strip_prefix(open)?.trim_start();
    let mut rest = inner.strip_prefix("figure")?;
    if !rest.starts_with(char::is_whitespace) {
        return None;
    }
    let mut read = Shortcode::default();
    let mut title = String::new();
    loop {
        rest = rest.trim_start().trim_start_matches('/');
        if let Some(after) = rest.strip_prefix(close) {
            read.length = text.len() - after.len();
            break;
        }
        let end = rest.find(|sign: char| !sign.is_alphanumeric() && sign != '-' && sign != '_')?;
        if end == 0 {
            return None;
        }
        let (name, after) = rest.split_at(end);
        let Some(after) = after.trim_start().strip_prefix('=') else {
            // A positional parameter says nothing that a card shows.
            rest = after;
            continue;
        };
        let (value, after) = value(after.trim_start(), close)?;
        let span = text.len() - rest.len()..text.len() - after.len();
        read.given.push(Given { name: name.to_owned(), value: value.clone(), span });
        rest = after;
        match name {
            "src" => read.src = value,
            "alt" => read.alt = value,
            "caption" => read.caption = value,
            "title" => title = value,
            "attr" => read.attr = value,
            "attrlink" => read.attrlink = value,
            _ => {}
        }
    }
    if read.caption.is_empty() {
        read.caption = title;
    }
    Some(read)
}

fn value<'a>(text: &'a str, close: &str) -> Option<(String, &'a str)> {
    if let Some(raw) = text.strip_prefix('`') {
        let end = raw.find('`')?;
        return Some((raw[..end].to_owned(), &raw[end + 1..]));
    }
    if let Some(quoted) = text.strip_prefix('"') {
        let mut escaped = false;
        for (at, sign) in quoted.char_indices() {
            if sign == '"' && !escaped {
                return Some((quoted[..at].replace("\\\"", "\""), &quoted[at + 1..]));
            }
            escaped = sign == '\\' && !escaped;
        }
        return None;
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let end = text.find(close).map_or(end, |stop| stop.min(end));
    (end > 0).then(|| (text[..end].to_owned(), &text[end..]))
}
