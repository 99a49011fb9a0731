//! Other words for a figure that is there already: only what says them is written.
//!
//! 1. A picture in Markdown keeps its address, its link and its attributes; its description and
//!    the line below it, or the title behind its address, are written.
//! 2. In a `<figure>` without words below the picture, the description is written in its tag.
//! 3. A short code and a template keep all their other parameters.
//! 4. What comes out must read as what was wanted; otherwise the figure is written whole.

use pulldown_cmark::{Event, Tag};

use super::inline::{Piece, caption as spelled, squeeze};
use super::own::{Shown, Templates};
use super::template;
use super::{Figure, Form, html, markdown, pieces, read, read_with, shortcode, write};
use crate::markdown::{held, parser};

/// The text of a figure with other words, in the place of `source`. A picture alone gets the
/// form `usual` where it does not suffice. Nothing where the site's template has no place for them.
pub fn rewrite(source: &str, figure: &Figure, usual: Form, own: &Templates) -> Option<String> {
    let spliced = match figure.form {
        Form::Plain | Form::Markdown => in_markdown(source, figure, usual),
        Form::Template => in_template(source, figure, own),
        Form::Html => in_html(source, figure),
        Form::Title => in_title(source, figure),
        Form::Shortcode => in_shortcode(source, figure, own),
        Form::Inline => None,
    };
    let spliced = spliced.filter(|text| says(text, figure, own));
    match figure.form {
        Form::Template => spliced,
        Form::Plain => Some(spliced.unwrap_or_else(|| write::write_with(figure, usual, own))),
        form => Some(spliced.unwrap_or_else(|| write::write_with(figure, form, own))),
    }
}

/// The words that the site's own template has no place for: `description`, `caption`, `credit`.
/// Every other form has one for all of them.
pub fn nowhere(source: &str, figure: &Figure, own: &Templates) -> Vec<&'static str> {
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
    .filter(|(_, wanted)| wanted != figure && in_template(source, wanted, own).is_none())
    .map(|(word, _)| word)
    .collect()
}

/// Whether a text reads as this figure and nothing else.
fn says(text: &str, figure: &Figure, own: &Templates) -> bool {
    let read = read_with(text, own);
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
fn in_shortcode(source: &str, figure: &Figure, own: &Templates) -> Option<String> {
    let old = shortcode::at(source)?;
    let before = read(source).into_iter().next()?;
    let more = |one: &shortcode::Given| {
        !["src", "alt", "caption", "title", "attr", "attrlink"].contains(&one.name.as_str())
    };
    let mut whole = write::write_with(figure, Form::Shortcode, own);
    if !before.caption.is_empty() && !old.attr.is_empty() && !old.attr.starts_with('(') {
        // As the site has it.
        whole = write::shortcode(figure, write::Attr::Bare);
    } else if shortcode::at(&whole).is_none() && old.given.iter().any(more) {
        // A class or a link would go with the call.
        whole = write::shortcode(figure, write::Attr::Bare);
    }
    let new = shortcode::at(&whole)?;
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

fn in_template(source: &str, figure: &Figure, own: &Templates) -> Option<String> {
    let before = read_with(source, own).into_iter().next()?;
    let call = template::at(source, own)?;
    let mut edits = Vec::new();
    let mut more: Vec<(String, String)> = Vec::new();
    let mut set = |there: Option<&template::Parameter>, name: Option<&str>, value: &str| {
        match (there, name) {
            (Some(one), _) => {
                let quoted = call.quoted(value, &source[one.span.clone()])?;
                edits.push((one.span.clone(), quoted));
            }
            _ if value.is_empty() => {}
            (None, Some(name)) => more.push((name.to_owned(), call.quoted(value, "\"")?)),
            (None, None) => return None,
        }
        Some(())
    };
    if before.alt != figure.alt {
        let name = if call.is_own() { call.addable("alt") } else { Some("alt") };
        set(call.alt(), name, &call.describing(&squeeze(&figure.alt)))?;
    }
    let bracket = |one: &Figure| (one.label.clone(), one.credit.clone(), one.credit_url.clone());
    if before.caption != figure.caption || bracket(&before) != bracket(figure) {
        if call.takes_credit() {
            if !call.is_own() || before.caption != figure.caption {
                let caption = said(&figure.caption, call.caption_shown())?;
                set(call.caption(), call.addable("caption"), &caption)?;
            }
            if !call.is_own() {
                let bracket = write::line("", &figure.label, &figure.credit, "");
                set(call.credit(), None, bracket.trim_matches(['*', '(', ')']))?;
                set(call.link(), None, &squeeze(&figure.credit_url))?;
            } else if bracket(&before) != bracket(figure) {
                let credit = own_credit(&before, figure, call.is_labelled());
                let url = squeeze(&figure.credit_url);
                let apart = call.addable("link").is_some();
                if apart {
                    set(call.link(), call.addable("link"), &url)?;
                }
                let link = Some(url).filter(|url| !apart && !url.is_empty());
                let credit = plainly(&credit, link, call.credit_shown())?;
                set(call.credit(), call.addable("credit"), &credit)?;
            }
        } else {
            let line =
                write::line(&figure.caption, &figure.label, &figure.credit, &figure.credit_url);
            let line =
                line.strip_prefix('*').and_then(|line| line.strip_suffix('*')).unwrap_or(&line);
            if call.is_own() {
                let line = match call.caption_shown() {
                    Shown::Markdown => line.to_owned(),
                    shown => said(&whole_line(figure), shown)?,
                };
                set(call.caption(), call.addable("caption"), &line)?;
            } else {
                // A figure has a caption; of an image nobody knows whether it would be shown.
                let figures = source.to_ascii_lowercase().contains("figure");
                set(call.caption(), figures.then_some("caption"), line)?;
            }
        }
    }
    let mut text = source.to_owned();
    if !more.is_empty() {
        let end = call.values.iter().map(|one| one.span.end).max()?;
        edits.push((end..end, call.more(&more)?));
    }
    edits.sort_by_key(|(span, _)| std::cmp::Reverse((span.start, span.end)));
    for (span, new) in edits {
        text.replace_range(span, &new);
    }
    Some(text)
}

/// A credit as a parameter of its own has it: with what it is for, where it was there before or the
/// template says something else.
fn own_credit(before: &Figure, figure: &Figure, labelled: bool) -> String {
    let (label, credit) = (squeeze(&figure.label), squeeze(&figure.credit));
    let usual = label.is_empty() || label == "Photo";
    if credit.is_empty() || (usual && (before.label.is_empty() || labelled)) {
        return credit;
    }
    format!("{}: {credit}", if label.is_empty() { &before.label } else { &label })
}

/// Caption and credit in one.
fn whole_line(figure: &Figure) -> String {
    let credit = squeeze(&figure.credit);
    let label = squeeze(&figure.label);
    let label = if label.is_empty() { "Photo" } else { &label };
    let credit = match (credit.is_empty(), squeeze(&figure.credit_url)) {
        (true, _) => return figure.caption.clone(),
        (_, url) if url.is_empty() => credit,
        (_, url) => format!("[{credit}]({url})"),
    };
    format!("{} ({label}: {credit})", figure.caption).trim_start().to_owned()
}

/// A caption as the value of a parameter; nothing where its template cannot show all of it.
fn said(caption: &str, shown: Shown) -> Option<String> {
    match shown {
        Shown::Markdown => Some(markdown(caption)),
        Shown::Html => {
            let bare = Figure { caption: caption.to_owned(), ..read("![](x)").into_iter().next()? };
            let whole = write(&bare, Form::Html);
            let Some((_, words)) = whole.split_once("<figcaption>") else {
                return Some(String::new());
            };
            let words = words.split_once("</figcaption>")?.0;
            // Between the marks of HTML a quotation mark is itself.
            let quotes = !words.contains("href=");
            Some(if quotes { words.replace("&quot;", "\"") } else { words.to_owned() })
        }
        Shown::Text => {
            let pieces = pieces(caption);
            let plain = pieces.iter().all(|piece| !piece.strong && piece.link.is_none());
            plain.then(|| squeeze(&pieces.into_iter().map(|piece| piece.text).collect::<String>()))
        }
    }
}

/// Plain text as the value of a parameter, as a link where it leads somewhere.
fn plainly(text: &str, link: Option<String>, shown: Shown) -> Option<String> {
    said(&spelled(&[Piece { text: text.to_owned(), strong: false, link }]), shown)
}
