//! Finding the figures of a body, in one pass of the parser.
//!
//! 1. A body without any sign of a picture is not parsed at all.
//! 2. A top-level paragraph is a figure when it is an image alone, an image and an emphasised
//!    line, or nothing but figure shortcodes.
//! 3. A block of HTML is searched for `<figure>` and `<img>`.
//! 4. Every other image is [`Form::Inline`].

use std::ops::Range;
use std::sync::LazyLock;

use pulldown_cmark::{Event, Tag, TagEnd};
use regex::Regex;

use super::inline::{Piece, caption as spelled, squeeze, tidy};
use super::own::{NONE, Shown, Templates};
use super::{Figure, Form, credit_bracket, html, labelled, shortcode, template};
use crate::markdown::{held, parser, released};

/// All figures of a body (a post without its front matter), in order.
pub fn read(body: &str) -> Vec<Figure> {
    read_with(body, NONE)
}

/// As [`read`], with what the site's own templates make.
pub fn read_with(body: &str, own: &Templates) -> Vec<Figure> {
    if may_have_figures(body, own) {
        let held = held(body);
        let events = parser(&held).into_offset_iter();
        read_events(body, events.map(|(event, span)| (released(event), span)), own)
    } else {
        Vec::new()
    }
}

/// Whether there is any sign of a picture in a text.
pub(crate) fn may_have_figures(text: &str, own: &Templates) -> bool {
    // One search for all of them: each post of a site is asked about when it opens.
    static SIGN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"!\[|\{\{|\{%|<(?:figure|img|FIGURE|IMG|Fig|Im|Pic|Photo)")
            .expect("a fixed pattern")
    });
    SIGN.is_match(text) || own.may_be_in(text)
}

/// All figures of a text, from the events that the parser made of it.
pub(crate) fn read_events<'a>(
    body: &'a str,
    mut events: impl Iterator<Item = (Event<'a>, Range<usize>)>,
    own: &Templates,
) -> Vec<Figure> {
    let mut found = Found { body, own, figures: Vec::new(), counted: 0, line: 1 };
    let mut closings = html::Closings::new(body);
    let mut depth = 0_usize;
    let mut done = 0; // the end of what was read as HTML beyond its block
    while let Some((event, span)) = events.next() {
        match event {
            Event::Start(Tag::Paragraph) if depth == 0 && span.start >= done => {
                let source = &body[span.clone()];
                if source.contains("![") || source.contains('<') || source.starts_with('{') {
                    let inner: Vec<_> = events
                        .by_ref()
                        .take_while(|(event, _)| *event != Event::End(TagEnd::Paragraph))
                        .collect();
                    found.paragraph(&inner, &span);
                } else {
                    depth += 1;
                }
            }
            Event::Start(Tag::HtmlBlock)
                if depth == 0
                    && span.start >= done
                    && body[span.clone()].starts_with('<')
                    && found.templates(
                        span.start..span.start + body[span.clone()].trim_end().len(),
                    ) =>
            {
                done = span.end;
                depth += 1;
            }
            Event::Start(Tag::HtmlBlock) => {
                let end =
                    html::figures(body, span.start.max(done)..span.end, &mut closings, |one| {
                        found.html(one);
                    });
                done = done.max(end);
                depth += 1;
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                let alt = alt_text(&mut events.by_ref().map(|(event, _)| event));
                if span.start >= done {
                    found.inline(dest_url.to_string(), alt, span);
                }
            }
            Event::InlineHtml(tag) if span.start >= done => found.inline_html(&tag, &span),
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    found.figures
}

type Events<'a> = [(Event<'a>, Range<usize>)];

struct Found<'a> {
    body: &'a str,
    own: &'a Templates,
    figures: Vec<Figure>,
    counted: usize,
    line: usize,
}

impl Found<'_> {
    fn paragraph(&mut self, events: &Events<'_>, span: &Range<usize>) {
        let end = span.start + self.body[span.clone()].trim_end().len();
        if self.shortcodes(span.start..end)
            || self.templates(span.start..end)
            || self.alone(events, end)
        {
            return;
        }
        let mut rest = events.iter();
        while let Some((event, span)) = rest.next() {
            match event {
                Event::Start(Tag::Image { dest_url, .. }) => {
                    let alt = alt_text(&mut rest.by_ref().map(|(event, _)| event.clone()));
                    self.inline(dest_url.to_string(), alt, span.clone());
                }
                Event::InlineHtml(tag) => self.inline_html(tag, span),
                _ => {}
            }
        }
    }

    /// A paragraph that begins with figure shortcodes.
    fn shortcodes(&mut self, span: Range<usize>) -> bool {
        let mut at = span.start;
        let mut any = false;
        while let Some(read) = shortcode::at(&self.body[at..span.end]) {
            let caption = tidy(&markdown_pieces(&read.caption));
            let attr: String =
                markdown_pieces(&read.attr).into_iter().map(|piece| piece.text).collect();
            let (label, credit) = bare_credit(&attr);
            let mut figure = Figure {
                src: read.src,
                alt: read.alt,
                caption: spelled(&caption),
                label,
                credit,
                credit_url: read.attrlink,
                form: Form::Shortcode,
                span: at..at + read.length,
                line: 0,
            };
            // Behind the caption it is printed apart from it, in `attr` it is not.
            if figure.credit.is_empty() {
                figure.take_line(&caption);
            }
            self.push(figure);
            any = true;
            at += read.length;
            at = span.end - self.body[at..span.end].trim_start().len();
        }
        any
    }

    /// A block that is nothing but calls of the site's own templates.
    fn templates(&mut self, span: Range<usize>) -> bool {
        let mut at = span.start;
        let mut calls = Vec::new();
        while let Some(call) = template::at(&self.body[at..span.end], self.own) {
            calls.push((at..at + call.length, call));
            at = calls.last().map_or(span.end, |(span, _)| span.end);
            at = span.end - self.body[at..span.end].trim_start().len();
        }
        if calls.is_empty() || at < span.end {
            return false;
        }
        for (span, call) in calls {
            let text = |one: Option<&template::Parameter>| {
                one.map(|one| one.value.clone()).unwrap_or_default()
            };
            let mut figure = Figure {
                src: call.address(),
                alt: call.described(),
                caption: String::new(),
                label: String::new(),
                credit: String::new(),
                credit_url: text(call.link()),
                form: Form::Template,
                span,
                line: 0,
            };
            let (caption, credit) = (call.caption(), call.credit());
            let caption = tidy(&shown_pieces(&text(caption), call.caption_shown()));
            let credit = shown_pieces(&text(credit), call.credit_shown());
            if credit.iter().all(|piece| piece.text.trim().is_empty()) {
                figure.take_line(&caption);
            } else {
                let linked = credit.iter().find_map(|piece| piece.link.clone());
                let credit: String = credit.into_iter().map(|piece| piece.text).collect();
                (figure.label, figure.credit) = bare_credit(&squeeze(&credit));
                figure.caption = spelled(&caption);
                if let Some(linked) = linked.filter(|_| call.is_own() && call.link().is_none()) {
                    figure.credit_url = linked;
                }
            }
            self.push(figure);
        }
        true
    }

    /// A paragraph that is an image alone, or an image and an emphasised line.
    fn alone(&mut self, events: &Events<'_>, end: usize) -> bool {
        let (linked, events) = match events {
            [(Event::Start(Tag::Link { .. }), whole), rest @ ..] => (Some(whole), rest),
            _ => (None, events),
        };
        let [(Event::Start(Tag::Image { dest_url, title, .. }), image), rest @ ..] = events else {
            return false;
        };
        let mut rest = rest.iter();
        let alt = alt_text(&mut rest.by_ref().map(|(event, _)| event.clone()));
        let mut rest = rest.as_slice();
        let mut image_span = image.clone();
        if let Some(whole) = linked {
            let [(Event::End(TagEnd::Link), _), after @ ..] = rest else { return false };
            rest = after;
            image_span = whole.clone();
        }
        let mut figure = Figure {
            src: dest_url.to_string(),
            alt,
            caption: String::new(),
            label: String::new(),
            credit: String::new(),
            credit_url: String::new(),
            form: Form::Plain,
            span: image_span.clone(),
            line: 0,
        };
        if self.only_attributes(image_span.end..end) {
            if !title.is_empty() {
                figure.form = Form::Title;
                let text = Piece { text: squeeze(title), ..Piece::default() };
                figure.take_line(&[text]);
            }
            self.push(figure);
            return true;
        }
        let is_break = |event: &Event<'_>| matches!(event, Event::SoftBreak | Event::HardBreak);
        let Some(at) = rest.iter().position(|(event, _)| is_break(event)) else { return false };
        let (_, line_end) = &rest[at];
        if !self.only_attributes(image_span.end..line_end.start) {
            return false;
        }
        let [(Event::Start(Tag::Emphasis), line), inner @ ..] = &rest[at + 1..] else {
            return false;
        };
        if !self.only_attributes(line.end..end) {
            return false;
        }
        let stop = inner.iter().position(|(_, span)| span.start >= line.end);
        let inner = &inner[..stop.unwrap_or(inner.len())];
        figure.take_line(&event_pieces(inner.iter().map(|(event, _)| event)));
        figure.form = Form::Markdown;
        figure.span.end = line.end;
        self.push(figure);
        true
    }

    /// Nothing, or what kramdown and attribute plug-ins take: `{: .wide}`, `{width=50%}`.
    fn only_attributes(&self, span: Range<usize>) -> bool {
        let text = self.body[span].trim();
        text.is_empty()
            || (text.len() > 2
                && text.starts_with('{')
                && !text.starts_with("{{")
                && !text.starts_with("{%")
                && text.find('}') == Some(text.len() - 1))
    }

    fn inline(&mut self, src: String, alt: String, span: Range<usize>) {
        self.push(Figure {
            src,
            alt,
            caption: String::new(),
            label: String::new(),
            credit: String::new(),
            credit_url: String::new(),
            form: Form::Inline,
            span,
            line: 0,
        });
    }

    fn inline_html(&mut self, tag: &str, span: &Range<usize>) {
        if let Some((src, alt)) = html::image(tag) {
            self.inline(src, alt, span.clone());
        }
    }

    fn html(&mut self, one: html::Read) {
        let Some(parts) = one.figure else {
            self.inline(one.src, one.alt, one.span);
            return;
        };
        let mut figure = Figure {
            src: one.src,
            alt: one.alt,
            caption: String::new(),
            label: String::new(),
            credit: String::new(),
            credit_url: String::new(),
            form: Form::Html,
            span: one.span,
            line: 0,
        };
        if parts.credit.is_empty() {
            figure.take_line(&parts.caption);
        } else {
            let text: String = parts.credit.iter().map(|piece| piece.text.as_str()).collect();
            (figure.label, figure.credit) = bare_credit(&squeeze(&text));
            figure.credit_url = parts.credit.into_iter().find_map(|p| p.link).unwrap_or_default();
            figure.caption = spelled(&parts.caption);
        }
        self.push(figure);
    }

    fn push(&mut self, mut figure: Figure) {
        if figure.span.start < self.counted {
            (self.counted, self.line) = (0, 1);
        }
        let between = &self.body.as_bytes()[self.counted..figure.span.start];
        self.line += between.iter().filter(|&&byte| byte == b'\n').count();
        self.counted = figure.span.start;
        figure.line = self.line;
        // HTML breaks lines inside attributes.
        figure.alt = squeeze(&figure.alt);
        self.figures.push(figure);
    }
}

impl Figure {
    /// Divides a line into caption and `(Label: credit)`.
    fn take_line(&mut self, line: &[Piece]) {
        let pieces = tidy(line);
        let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        let Some(inside) = credit_bracket(&text) else {
            self.caption = spelled(&pieces);
            return;
        };
        if let Some((label, credit)) = labelled(&text[inside.clone()]) {
            (self.label, self.credit) = (label, credit);
        }
        let mut at = 0;
        let mut head = Vec::new();
        for piece in pieces {
            let end = at + piece.text.len();
            let kept = (inside.start - 1).clamp(at, end) - at;
            if kept < piece.text.len() && self.credit_url.is_empty() {
                self.credit_url = piece.link.clone().unwrap_or_default();
            }
            head.push(Piece { text: piece.text[..kept].to_owned(), ..piece });
            at = end;
        }
        self.caption = spelled(&head);
    }
}

/// Label and credit of a text that is known to be a credit: brackets and label are optional.
fn bare_credit(text: &str) -> (String, String) {
    let text = text.trim();
    let inside = credit_bracket(text).filter(|range| range.start == 1).map(|range| &text[range]);
    let text = inside.unwrap_or(text);
    labelled(text).unwrap_or_else(|| (String::new(), text.to_owned()))
}

/// The text of an image up to its end, which is taken too.
fn alt_text<'a>(events: &mut dyn Iterator<Item = Event<'a>>) -> String {
    let mut alt = String::new();
    let mut nested = 0;
    for event in events {
        match event {
            Event::Start(Tag::Image { .. }) => nested += 1,
            Event::End(TagEnd::Image) if nested == 0 => break,
            Event::End(TagEnd::Image) => nested -= 1,
            Event::Text(text) | Event::Code(text) => alt.push_str(&text),
            Event::SoftBreak | Event::HardBreak => alt.push(' '),
            _ => {}
        }
    }
    alt
}

/// The pieces of a Markdown text on one line, as a shortcode holds it.
fn markdown_pieces(text: &str) -> Vec<Piece> {
    let text = squeeze(text);
    if !text.contains(['\\', '*', '_', '[', '&', '<', '`', '~']) {
        return vec![Piece { text, ..Piece::default() }];
    }
    // A sign in front keeps "1." and "#" from beginning a block, and lets strong begin.
    let probe = format!(".{text}");
    let events: Vec<_> = parser(&probe).collect();
    let mut pieces = event_pieces(events.iter());
    if let Some(first) = pieces.first_mut() {
        first.text = first.text.chars().skip(1).collect();
    }
    pieces
}

/// The pieces of a parameter's value, as its template shows them.
fn shown_pieces(text: &str, shown: Shown) -> Vec<Piece> {
    match shown {
        Shown::Markdown => markdown_pieces(text),
        Shown::Html if text.contains(['<', '&']) => html::caption(&squeeze(text)),
        Shown::Html | Shown::Text => vec![Piece { text: squeeze(text), ..Piece::default() }],
    }
}

/// Text with its links and strong; every other mark is left out and its text kept.
fn event_pieces<'a, 'b: 'a>(events: impl Iterator<Item = &'a Event<'b>>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut strong = 0;
    let mut link: Option<String> = None;
    for event in events {
        let text = match event {
            Event::Text(text) | Event::Code(text) => text.as_ref(),
            Event::SoftBreak | Event::HardBreak => " ",
            Event::Start(Tag::Strong) => {
                strong += 1;
                continue;
            }
            Event::End(TagEnd::Strong) => {
                strong -= 1;
                continue;
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                link = Some(dest_url.to_string()).filter(|address| !address.is_empty());
                continue;
            }
            Event::End(TagEnd::Link) => {
                link = None;
                continue;
            }
            _ => continue,
        };
        pieces.push(Piece { text: text.to_owned(), strong: strong > 0, link: link.clone() });
    }
    pieces
}
