//! What stands in a block beside its figures: before, between and after them.
//!
//! A figure made of a picture alone is its whole paragraph. Short codes, templates and HTML say
//! where they end, and what stands there too is shown as it would be without them.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::figure::{Figure, Form};

/// A part of a block.
pub(crate) enum Part<'a, 'f> {
    /// One of its figures.
    Figure(&'f Figure),
    /// What stands outside them.
    Beside(Vec<Event<'a>>),
}

/// Whether the figure is all that its block holds, with what belongs to the picture.
pub(crate) fn is_whole(figure: &Figure) -> bool {
    matches!(figure.form, Form::Plain | Form::Title | Form::Markdown)
}

/// Divides the events inside a block by its figures, which are in order. What lies before `from`
/// was shown with a figure that began in a block before.
pub(crate) fn parts<'a, 'f>(
    events: Vec<(Event<'a>, Range<usize>)>,
    figures: &[&'f Figure],
    from: usize,
) -> Vec<Part<'a, 'f>> {
    let mut parts = Vec::new();
    let mut beside: Vec<Event<'a>> = Vec::new();
    let mut rest = figures.iter().peekable();
    for (event, range) in events {
        let mut at = range.start.max(from);
        let mut event = Some(event);
        // An event may hold the end of one figure and the beginning of the next.
        while let Some(figure) = rest.peek() {
            let span = &figure.span;
            if range.end <= span.start {
                break;
            }
            if at < span.start
                && let Some(piece) = cut(event.as_ref(), &range, at..span.start)
            {
                beside.push(piece);
            }
            if range.end < span.end {
                event = None;
                break;
            }
            at = at.max(span.end);
            if !beside.is_empty() {
                parts.push(Part::Beside(std::mem::take(&mut beside)));
            }
            parts.push(Part::Figure(figure));
            rest.next();
        }
        let Some(left) = event else { continue };
        if at <= range.start {
            beside.push(left);
        } else if at < range.end
            && let Some(piece) = cut(Some(&left), &range, at..range.end)
        {
            beside.push(piece);
        }
    }
    if !beside.is_empty() {
        parts.push(Part::Beside(beside));
    }
    parts.extend(rest.map(|figure| Part::Figure(figure)));
    parts
}

/// A part of a text, given by its place, where the text stands in the source as it is.
fn cut<'a>(
    event: Option<&Event<'a>>,
    range: &Range<usize>,
    part: Range<usize>,
) -> Option<Event<'a>> {
    let piece = |text: &str| {
        let inside = part.start - range.start..part.end - range.start;
        let whole = text.len() == range.len();
        whole.then(|| text.get(inside).map(|piece| piece.to_owned().into())).flatten()
    };
    match event? {
        Event::Text(text) => piece(text).map(Event::Text),
        Event::Html(text) => piece(text).map(Event::Html),
        Event::InlineHtml(text) => piece(text).map(Event::InlineHtml),
        _ => None,
    }
}

/// Events beside a figure as a paragraph of their own; `None` where nothing is left to read.
pub(crate) fn paragraph(events: Vec<Event<'_>>) -> Option<Vec<Event<'_>>> {
    let blank = |event: &Event<'_>| match event {
        Event::SoftBreak | Event::HardBreak => true,
        Event::Text(text) => text.trim().is_empty(),
        _ => false,
    };
    let first = events.iter().position(|event| !blank(event))?;
    let last = events.iter().rposition(|event| !blank(event))?;
    let mut inside: Vec<Event<'_>> =
        events.into_iter().skip(first).take(last + 1 - first).collect();
    if let Some(Event::Text(text)) = inside.first_mut() {
        *text = text.trim_start().to_owned().into();
    }
    let mut all = vec![Event::Start(Tag::Paragraph)];
    all.append(&mut inside);
    all.push(Event::End(TagEnd::Paragraph));
    Some(all)
}
