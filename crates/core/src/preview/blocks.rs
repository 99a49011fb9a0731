//! From Markdown to HTML, block by block.
//!
//! 1. [`parse`] reads a text, or a part of one that begins and ends between blocks, and turns the
//!    events of each top-level block into HTML of its own. It says what the part defines and what
//!    it looks up elsewhere.
//! 2. [`render`] does that for a whole text at once and sanitises each block. The page that is
//!    kept up while somebody types ([`super::Sheet`]) always equals it.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::{
    BrokenLink, BrokenLinkCallback, CodeBlockKind, CowStr, Event, LinkType, Parser, Tag, TagEnd,
    html,
};
use unicode_segmentation::UnicodeSegmentation;

use super::around::{self, Part};
use super::columns::Columns;
use super::definitions::{Definition, Label};
use super::{Picture, Pictures, clean, escape};
use crate::figure::{self, Figure, Form};
use crate::markdown;
use crate::problem;

/// What the parser made of a part of a text. Offsets are bytes of that part.
#[derive(Default)]
pub(super) struct Parsed {
    /// The top-level blocks, in order.
    pub(super) blocks: Vec<Raw>,
    /// The figures among them.
    pub(super) figures: Vec<Figure>,
    /// Labels that it defines.
    pub(super) defines: Vec<Label>,
    /// Labels that are referred to, with their places.
    pub(super) looks_up: Vec<(usize, Label)>,
}

/// One top-level block before sanitising.
pub(super) struct Raw {
    pub(super) html: String,
    /// Where the line on which it begins starts.
    pub(super) start: usize,
    /// Words in it.
    pub(super) words: u32,
    /// What ends it for good.
    pub(super) end: End,
}

/// After what no later line can belong to a block.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// A blank line.
    Blank,
    /// A blank line, and then one that is not indented and begins no entry of a list.
    Outdented,
    /// Nothing that can be told from here.
    Open,
}

/// Quotations and lists that lie deeper in each other than this are shown no deeper: what reads
/// the HTML takes a time that grows with the square of its depth.
const DEEPEST: usize = 60;

/// Sanitised HTML of each top-level block of a whole text.
pub fn render(body: &str, pictures: &dyn Pictures) -> Vec<String> {
    let body = plain_line_ends(body);
    let parsed = parse(&body, 0, &|_| None, pictures);
    parsed.blocks.into_iter().map(|raw| clean::clean(&raw.html)).collect()
}

/// The text with `\n` for every line end, as the editor and the parser have it.
pub(crate) fn plain_line_ends(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Reads a part of a text. Its first `skip` bytes are definitions from elsewhere that count for
/// it and are not part of it; `elsewhere` knows all others.
pub(super) fn parse(
    text: &str,
    skip: usize,
    elsewhere: &dyn Fn(&Label) -> Option<Definition>,
    pictures: &dyn Pictures,
) -> Parsed {
    let looks_up = RefCell::new(Vec::new());
    let ask = |link: BrokenLink<'_>| {
        let label = Label::new(&link.reference);
        let found = elsewhere(&label);
        looks_up.borrow_mut().push((link.span.start.saturating_sub(skip), label));
        found.map(|found| (found.address.into(), found.title.into()))
    };
    let held = markdown::held(text);
    let parser = markdown::parser_of_part(&held, ask);
    let defines = own_definitions(&parser, skip).map(|(label, _)| label).collect();
    let events: Vec<_> = parser
        .into_offset_iter()
        .map(|(event, range)| (markdown::released(event), range))
        .collect();
    // What the part defines itself is not asked for.
    let mut looks_up = looks_up.into_inner();
    for (event, range) in &events {
        if let Event::Start(Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. }) =
            event
            && matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut)
        {
            looks_up.push((range.start.saturating_sub(skip), Label::new(id)));
        }
    }
    let own = pictures.templates();
    let figures = if figure::may_have_figures(text, own) {
        let events = events.iter().map(|(event, range)| (event.clone(), range.clone()));
        figure::read_events(text, events, own)
    } else {
        Vec::new()
    };
    let mut parsed = Parsed { defines, looks_up, ..Parsed::default() };
    let mut places: BTreeMap<usize, Figure> = BTreeMap::new();
    for mut figure in figures.into_iter().filter(|figure| figure.form != Form::Inline) {
        places.insert(figure.span.start, figure.clone());
        figure.span = figure.span.start.saturating_sub(skip)..figure.span.end.saturating_sub(skip);
        parsed.figures.push(figure);
    }
    parsed.blocks = blocks(text, skip, events, &places, pictures);
    parsed
}

/// The reference definitions of a part of a text, the first of each label.
pub(super) fn definitions(text: &str) -> Vec<(Label, Definition)> {
    if text.contains("]:") {
        own_definitions(&markdown::parser(&markdown::held(text)), 0).collect()
    } else {
        Vec::new()
    }
}

fn own_definitions<'a, F: BrokenLinkCallback<'a>>(
    parser: &Parser<'a, F>,
    skip: usize,
) -> impl Iterator<Item = (Label, Definition)> {
    let all = parser.reference_definitions().iter();
    all.filter(move |(_, found)| found.span.start >= skip).map(|(label, found)| {
        let title = found.title.as_deref().unwrap_or_default().to_owned();
        (Label::new(label), Definition { address: markdown::released_address(&found.dest), title })
    })
}

fn blocks<'a>(
    text: &'a str,
    skip: usize,
    events: Vec<(Event<'a>, Range<usize>)>,
    figures: &BTreeMap<usize, Figure>,
    pictures: &dyn Pictures,
) -> Vec<Raw> {
    let mut notes = Footnotes::default();
    let mut columns = Columns::default();
    let mut blocks = Vec::new();
    let mut depth = 0_usize;
    let mut inside: Vec<(Event<'a>, Range<usize>)> = Vec::new();
    let mut first = Event::Rule;
    // Where the last figure ends that was shown.
    let mut shown = 0;
    let mut span = 0..0;
    let mut words = 0;
    let mut end = End::Open;
    let mut picture: Option<Alt> = None;
    // Whether the block has raw HTML with pictures.
    let mut raw_images = false;
    for (event, range) in events {
        if depth == 0 {
            span = range.clone();
            end = end_of(&event, &text[range.end..]);
            first = event.clone();
        }
        match &event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::Text(text) | Event::Code(text) => words += text.unicode_words().count(),
            _ => {}
        }
        span.end = span.end.max(range.end);
        // An image's alternative text is the text of the events inside it.
        if let Some(alt) = &mut picture {
            match event {
                Event::Start(_) => alt.depth += 1,
                Event::End(_) if alt.depth > 0 => alt.depth -= 1,
                Event::End(_) => {
                    let alt = picture.take().expect("an image is open");
                    let html = image_html(&alt.src, &alt.text, pictures);
                    inside.push((Event::InlineHtml(html.into()), range));
                }
                Event::Text(text) | Event::Code(text) => alt.text.push_str(&text),
                Event::SoftBreak | Event::HardBreak => alt.text.push(' '),
                _ => {}
            }
        } else {
            match event {
                Event::Start(Tag::Image { dest_url, .. }) => {
                    picture =
                        Some(Alt { src: dest_url.into_string(), text: String::new(), depth: 0 });
                }
                Event::InlineHtml(tag) => {
                    let image = figure::image_tag(&tag).filter(|_| begins(&tag, "<img"));
                    raw_images |= image.is_none() && may_be_image(&tag);
                    let html = image.map(|(src, alt)| image_html(&src, &alt, pictures).into());
                    inside.push((Event::InlineHtml(html.unwrap_or(tag)), range));
                }
                Event::Start(_) if depth > DEEPEST => {}
                Event::End(_) if depth >= DEEPEST => {}
                Event::Html(html) => {
                    raw_images |= may_be_image(&html);
                    inside.push((Event::Html(html), range));
                }
                other => {
                    let event = notes.number(columns.stand(other));
                    inside.extend(event.map(|event| (event, range)));
                }
            }
        }
        if depth == 0 {
            let taken = std::mem::take(&mut inside);
            let raw_images = std::mem::take(&mut raw_images);
            let begin = trimmed(text, &span);
            let from = begin.max(shown);
            let own: Vec<&Figure> = match first {
                Event::Start(Tag::Paragraph | Tag::HtmlBlock) => {
                    figures.range(from..span.end.max(from)).map(|(_, one)| one).collect()
                }
                _ => Vec::new(),
            };
            let before = shown;
            if let Some(figure) = own.last() {
                shown = shown.max(figure.span.end);
            }
            let html = match own.as_slice() {
                [figure] if figure.span.start == begin && around::is_whole(figure) => {
                    figure_html(figure, pictures)
                }
                [] if begin >= before => {
                    html_of(taken.into_iter().map(|(event, _)| event), raw_images, pictures)
                }
                own => {
                    let paragraph = matches!(first, Event::Start(Tag::Paragraph));
                    with_figures(taken, own, (before, paragraph), pictures)
                }
            };
            let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
            let words = std::mem::take(&mut words) as u32;
            blocks.push(Raw { html, start: start.saturating_sub(skip), words, end });
        }
    }
    blocks
}

fn html_of<'a>(
    events: impl Iterator<Item = Event<'a>>,
    raw_images: bool,
    pictures: &dyn Pictures,
) -> String {
    let mut html = String::new();
    html::push_html(&mut html, events);
    if raw_images { clean::place(&clean::clean(&html), pictures) } else { html }
}

/// A block that holds figures and may hold more than them. What lies before `from` was shown.
fn with_figures(
    mut events: Vec<(Event<'_>, Range<usize>)>,
    figures: &[&Figure],
    (from, paragraph): (usize, bool),
    pictures: &dyn Pictures,
) -> String {
    // The block itself is no part of what stands beside its figures.
    let is_own = |event: &Event<'_>| {
        matches!(event, Event::Start(Tag::Paragraph | Tag::HtmlBlock))
            || matches!(event, Event::End(TagEnd::Paragraph | TagEnd::HtmlBlock))
    };
    events.retain(|(event, _)| !is_own(event));
    let has_image = |event: &Event<'_>| matches!(event, Event::Html(html) | Event::InlineHtml(html) if may_be_image(html));
    let mut html = String::new();
    for part in around::parts(events, figures, from) {
        match part {
            Part::Figure(figure) => html.push_str(&figure_html(figure, pictures)),
            Part::Beside(events) if paragraph => {
                if let Some(events) = around::paragraph(events) {
                    let raw = events.iter().any(has_image);
                    html.push_str(&html_of(events.into_iter(), raw, pictures));
                }
            }
            Part::Beside(events) => {
                let raw = events.iter().any(has_image);
                html.push_str(&html_of(events.into_iter(), raw, pictures));
            }
        }
    }
    html
}

/// Whether there is something in raw HTML that browsers may take for a picture: `<image` is one.
fn may_be_image(html: &str) -> bool {
    html.match_indices('<').any(|(at, _)| begins(&html[at..], "<im"))
}

/// Whether HTML begins like this, in capitals or not.
fn begins(html: &str, tag: &str) -> bool {
    html.as_bytes().get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag.as_bytes()))
}

/// What ends a block that begins like this. `after` is what stands after it.
fn end_of(first: &Event<'_>, after: &str) -> End {
    use Event::{Rule, Start};
    match first {
        Rule | Start(Tag::Paragraph | Tag::Heading { .. } | Tag::Table(_) | Tag::BlockQuote(_)) => {
            End::Blank
        }
        // One without a last fence takes all that follows.
        Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) if !after.is_empty() => End::Blank,
        Start(Tag::List(_) | Tag::CodeBlock(CodeBlockKind::Indented)) => End::Outdented,
        _ => End::Open,
    }
}

/// An image whose alternative text is being read.
struct Alt {
    src: String,
    text: String,
    depth: usize,
}

/// Where a block's text begins: after its indent.
fn trimmed(body: &str, span: &Range<usize>) -> usize {
    let text = body.get(span.clone()).unwrap_or_default();
    span.start + (text.len() - text.trim_start_matches([' ', '\n', '\r']).len())
}

/// Footnotes are numbered in the order in which the text first mentions them.
#[derive(Default)]
struct Footnotes(HashMap<String, usize>);

impl Footnotes {
    fn number<'a>(&mut self, event: Event<'a>) -> Option<Event<'a>> {
        let html = |html: String| Some(Event::Html(html.into()));
        match event {
            Event::FootnoteReference(name) => {
                let number = self.of(&name);
                Some(Event::InlineHtml(
                    format!("<sup class=\"footnote-mark\">{number}</sup>").into(),
                ))
            }
            Event::Start(Tag::FootnoteDefinition(name)) => {
                let number = self.of(&name);
                html(format!("<div class=\"footnote\"><sup class=\"footnote-mark\">{number}</sup>"))
            }
            Event::End(TagEnd::FootnoteDefinition) => html("</div>".to_owned()),
            Event::Start(Tag::Link { dest_url, title, .. }) => {
                let title = if title.is_empty() {
                    String::new()
                } else {
                    format!(" title=\"{}\"", escape(&title))
                };
                Some(Event::InlineHtml(
                    format!("<a data-href=\"{}\"{title}>", escape(&dest_url)).into(),
                ))
            }
            Event::End(TagEnd::Link) => Some(Event::InlineHtml(CowStr::Borrowed("</a>"))),
            Event::TaskListMarker(done) => Some(Event::InlineHtml(CowStr::Borrowed(if done {
                "<span class=\"box\" role=\"img\" aria-label=\"done\">☑</span> "
            } else {
                "<span class=\"box\" role=\"img\" aria-label=\"to do\">☐</span> "
            }))),
            other => Some(other),
        }
    }

    fn of(&mut self, name: &str) -> usize {
        let next = self.0.len() + 1;
        *self.0.entry(name.to_owned()).or_insert(next)
    }
}

/// A figure: picture, caption, credit in brackets after it.
pub(super) fn figure_html(figure: &Figure, pictures: &dyn Pictures) -> String {
    let mut html = String::from("<figure>");
    if !figure.src.is_empty() {
        html.push_str(&image_html(&figure.src, &figure.alt, pictures));
    }
    let caption = inline(&figure.caption);
    let credit = credit(figure);
    if !caption.is_empty() || !credit.is_empty() {
        let gap = if caption.is_empty() || credit.is_empty() { "" } else { " " };
        let _ = write!(html, "<figcaption>{caption}{gap}{credit}</figcaption>");
    }
    html.push_str("</figure>");
    html
}

/// `(Photo: Name/Org)`.
fn credit(figure: &Figure) -> String {
    if figure.credit.is_empty() {
        return String::new();
    }
    let name = escape(&figure.credit);
    let name = if figure.credit_url.is_empty() {
        name
    } else {
        format!("<a data-href=\"{}\">{name}</a>", escape(&figure.credit_url))
    };
    let label = if figure.label.is_empty() {
        String::new()
    } else {
        format!("{}: ", escape(&figure.label))
    };
    format!("<span class=\"credit\">({label}{name})</span>")
}

/// A picture, or a plain word where it cannot be shown.
pub(super) fn image_html(src: &str, alt: &str, pictures: &dyn Pictures) -> String {
    match pictures.find(src) {
        Picture::Here { url, size } => {
            let size = size.map_or_else(String::new, |(width, height)| {
                format!(" width=\"{width}\" height=\"{height}\"")
            });
            format!("<img src=\"{}\" alt=\"{}\"{size}>", escape(&url), escape(alt))
        }
        Picture::Missing => instead(&problem::picture_missing(src)),
        Picture::NotShown { name } => instead(&problem::picture_not_shown(&name)),
        Picture::Elsewhere { host } => instead(&problem::picture_elsewhere(&host)),
    }
}

/// Words in the place of something that is not shown.
pub(super) fn instead(words: &str) -> String {
    format!("<span class=\"picture-missing\">{}</span>", escape(words))
}

/// A caption: text, links, strong, as the figure's own reader takes it apart.
fn inline(caption: &str) -> String {
    figure::pieces(caption)
        .into_iter()
        .map(|piece| {
            let text = escape(&piece.text);
            let text = if piece.strong { format!("<strong>{text}</strong>") } else { text };
            match piece.link {
                Some(url) => format!("<a data-href=\"{}\">{text}</a>", escape(&url)),
                None => text,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests;
