//! Other words for a figure that is there already: only what says them is written.
//!
//! 1. A picture in Markdown keeps its address, its link and its attributes; its description and
//!    the line below it, or the title behind its address, are written.
//! 2. In a `<figure>` without words below the picture, the description is written in its tag.
//! 3. A short code and a template keep all their other parameters.
//! 4. What comes out must read as what was wanted; otherwise the figure is written whole.

use pulldown_cmark::{Event, Tag};

use super::inline::squeeze;
use super::template::{self, Call};
use super::{Figure, Form, html, markdown, read, shortcode, write};
use crate::markdown::{held, parser};

/// The text of a figure with other words, in the place of `source`. A picture alone gets the
/// form `usual` where it does not suffice. Nothing where the site's template has no place for them.
pub fn rewrite(source: &str, figure: &Figure, usual: Form) -> Option<String> {
    let spliced = match figure.form {
        Form::Plain | Form::Markdown => in_markdown(source, figure, usual),
        Form::Template => in_template(source, figure),
        Form::Html => in_html(source, figure),
        Form::Title => in_title(source, figure),
        Form::Shortcode => in_shortcode(source, figure),
        Form::Inline => None,
    };
    let spliced = spliced.filter(|text| says(text, figure));
    match figure.form {
        Form::Template => spliced,
        Form::Plain => Some(spliced.unwrap_or_else(|| write(figure, usual))),
        form => Some(spliced.unwrap_or_else(|| write(figure, form))),
    }
}

/// The words that the site's own template has no place for: `description`, `caption`, `credit`.
/// Every other form has one for all of them.
pub fn nowhere(source: &str, figure: &Figure) -> Vec<&'static str> {
    if figure.form != Form::Template {
        return Vec::new();
    }
    let said = |word: &str| if word.is_empty() { "x".to_owned() } else { word.to_owned() };
    [
        ("description", Figure { alt: said(&figure.alt), ..figure.clone() }),
        ("caption", Figure { caption: said(&figure.caption), ..figure.clone() }),
        ("credit", Figure { credit: said(&figure.credit), ..figure.clone() }),
    ]
    .into_iter()
    .filter(|(_, wanted)| wanted != figure && in_template(source, wanted).is_none())
    .map(|(word, _)| word)
    .collect()
}

/// Whether a text reads as this figure and nothing else.
fn says(text: &str, figure: &Figure) -> bool {
    let read = read(text);
    let [one] = read.as_slice() else { return false };
    let label = |one: &Figure| match (one.credit.is_empty(), one.label.as_str()) {
        (false, "") => "Photo".to_owned(),
        (_, label) => label.to_owned(),
    };
    one.span == (0..text.len())
        && one.src == figure.src
        && one.alt == squeeze(&figure.alt)
        && super::plain(&one.caption) == super::plain(&figure.caption)
        && one.credit == squeeze(&figure.credit)
        && one.credit_url == squeeze(&figure.credit_url)
        && (one.credit.is_empty() || label(one) == label(figure))
}

fn in_markdown(source: &str, figure: &Figure, usual: Form) -> Option<String> {
    let (_, image) = parser(&held(source))
        .into_offset_iter()
        .find(|(event, _)| matches!(event, Event::Start(Tag::Image { .. })))?;
    let before = read(source).into_iter().next()?;
    let mut text = source.to_owned();
    let line = write::line(&figure.caption, &figure.label, &figure.credit, &figure.credit_url);
    let old = write::line(&before.caption, &before.label, &before.credit, &before.credit_url);
    let end = if source.contains("\r\n") { "\r\n" } else { "\n" };
    if line != old {
        if before.form == Form::Plain && usual != Form::Markdown {
            return None;
        }
        let kept = match before.form {
            Form::Markdown => {
                text[..text.trim_end().rfind('\n')?].trim_end_matches('\r').to_owned()
            }
            _ => text,
        };
        text = if line.is_empty() { kept } else { format!("{kept}{end}{line}") };
    }
    if before.alt != figure.alt {
        let written = &source[image.clone()];
        let address = written.rfind("](")?;
        let bare = write(&Figure { src: String::new(), ..figure.clone() }, Form::Plain);
        let alt = bare.strip_suffix("]()")?;
        text.replace_range(image.start..image.start + address, alt);
    }
    Some(text)
}

fn in_html(source: &str, figure: &Figure) -> Option<String> {
    let before = read(source).into_iter().next()?;
    let said = |one: &Figure| (one.caption.clone(), one.credit.clone(), one.credit_url.clone());
    let whole = write(figure, Form::Html);
    // The tag's alt is the one thing that can change without the words below.
    let new = {
        let at = whole.find("alt=\"")? + 5;
        &whole[at..at + whole[at..].find('"')?]
    };
    let (old, new) = match html::alt_of_image(source)? {
        (Some(value), _) => (value, format!("\"{new}\"")),
        (None, behind) => (behind..behind, format!(" alt=\"{new}\"")),
    };
    let mut text = source.to_owned();
    if said(&before) != said(figure) {
        let words = whole.find("<figcaption>").zip(whole.find("</figcaption>"))?;
        let words = &whole[words.0..words.1 + "</figcaption>".len()];
        match (source.find("<figcaption"), source.find("</figcaption>")) {
            (Some(from), Some(to)) => {
                let opened = from + source[from..].find('>')? + 1;
                text.replace_range(
                    opened..to,
                    words.strip_prefix("<figcaption>")?.strip_suffix("</figcaption>")?,
                );
            }
            (None, None) => {
                let close = source.rfind("</figure")?;
                let end = if source.contains("\r\n") { "\r\n" } else { "\n" };
                let gap = if source[..close].ends_with('\n') {
                    format!("  {words}{end}")
                } else {
                    words.to_owned()
                };
                text.insert_str(close, &gap);
            }
            _ => return None,
        }
    }
    // Words are below the picture, so its tag is where it was.
    if before.alt != figure.alt {
        text.replace_range(old, &new);
    }
    Some(text)
}

/// Description and title of a picture whose words stand behind its address.
fn in_title(source: &str, figure: &Figure) -> Option<String> {
    let (_, image) = parser(&held(source))
        .into_offset_iter()
        .find(|(event, _)| matches!(event, Event::Start(Tag::Image { .. })))?;
    let whole = write(figure, Form::Title);
    // `![alt](address "title")`: the three ends of its parts.
    let parts = |text: &str| {
        let address = text.rfind("](")? + 2;
        let rest = &text[address..];
        let length = match rest.strip_prefix('<') {
            Some(pointed) => pointed.find('>')? + 2,
            None => rest.find(|sign: char| sign.is_whitespace() || sign == ')')?,
        };
        Some((address, address + length))
    };
    let written = &source[image.clone()];
    let (old_address, old_end) = parts(written)?;
    let (new_address, new_end) = parts(&whole)?;
    let mut text = source.to_owned();
    text.replace_range(image.start + old_end..image.end, &whole[new_end..]);
    let before = read(source).into_iter().next()?;
    if before.alt != figure.alt {
        text.replace_range(image.start..image.start + old_address, &whole[..new_address]);
    }
    Some(text)
}

/// The parameters of Hugo's figure that say words.
fn in_shortcode(source: &str, figure: &Figure) -> Option<String> {
    let whole = write(figure, Form::Shortcode);
    let (old, new) = (shortcode::at(source)?, shortcode::at(&whole)?);
    let before = read(source).into_iter().next()?;
    let same_line = (&before.caption, &before.label, &before.credit, &before.credit_url)
        == (&figure.caption, &figure.label, &figure.credit, &figure.credit_url);
    let titled = !old.given.iter().any(|one| one.name == "caption" && !one.value.is_empty())
        && old.given.iter().any(|one| one.name == "title");
    let mut edits = Vec::new();
    let mut more = String::new();
    for name in ["alt", "caption", "attr", "attrlink"] {
        if (name == "alt" && before.alt == figure.alt) || (name != "alt" && same_line) {
            continue;
        }
        // Where the caption stands in the title, the new one does.
        let there = if name == "caption" && titled { "title" } else { name };
        let old = old.given.iter().find(|one| one.name == there);
        let new = new.given.iter().find(|one| one.name == name);
        match (old, new) {
            (Some(old), Some(new)) if old.value == new.value => {}
            (Some(old), Some(new)) => {
                let text = &whole[new.span.clone()];
                edits.push((old.span.clone(), format!("{there}{}", &text[name.len()..])));
            }
            (Some(old), None) => {
                let from = source[..old.span.start].trim_end().len();
                edits.push((from..old.span.end, String::new()));
            }
            (None, Some(new)) => more.push_str(&format!(" {}", &whole[new.span.clone()])),
            (None, None) => {}
        }
    }
    let end = old.given.iter().map(|one| one.span.end).max()?;
    if !more.is_empty() {
        edits.push((end..end, more));
    }
    edits.sort_by_key(|(span, _)| std::cmp::Reverse((span.start, span.end)));
    let mut text = source.to_owned();
    for (span, new) in edits {
        text.replace_range(span, &new);
    }
    Some(text)
}

fn in_template(source: &str, figure: &Figure) -> Option<String> {
    let before = read(source).into_iter().next()?;
    let call = template::at(source)?;
    let mut edits = Vec::new();
    let mut more = String::new();
    let mut set =
        |there: Option<&template::Parameter>, name: &str, may_be_new: bool, value: &str| {
            match there {
                Some(one) => {
                    edits.push((one.span.clone(), Call::quoted(value, &source[one.span.clone()])?));
                }
                None if value.is_empty() => {}
                None if may_be_new => more.push_str(&call.more(name, &Call::quoted(value, "\"")?)),
                None => return None,
            }
            Some(())
        };
    if before.alt != figure.alt {
        set(call.alt(), "alt", true, &squeeze(&figure.alt))?;
    }
    let words = |one: &Figure| {
        [&one.caption, &one.label, &one.credit, &one.credit_url].map(String::as_str).join("\n")
    };
    if words(&before) != words(figure) {
        let caption = markdown(&figure.caption);
        if call.credit().is_some() {
            set(call.caption(), "caption", false, &caption)?;
            let bracket = write::line("", &figure.label, &figure.credit, "");
            set(call.credit(), "credit", false, bracket.trim_matches(['*', '(', ')']))?;
            set(call.link(), "credit_url", false, &squeeze(&figure.credit_url))?;
        } else {
            let line =
                write::line(&figure.caption, &figure.label, &figure.credit, &figure.credit_url);
            let line =
                line.strip_prefix('*').and_then(|line| line.strip_suffix('*')).unwrap_or(&line);
            // A figure has a caption; of an image nobody knows whether it would be shown.
            let figures = source.to_ascii_lowercase().contains("figure");
            set(call.caption(), "caption", figures, line)?;
        }
    }
    let mut text = source.to_owned();
    if !more.is_empty() {
        let end = call.values.iter().map(|one| one.span.end).max()?;
        edits.push((end..end, more));
    }
    edits.sort_by_key(|(span, _)| std::cmp::Reverse((span.start, span.end)));
    for (span, new) in edits {
        text.replace_range(span, &new);
    }
    Some(text)
}
