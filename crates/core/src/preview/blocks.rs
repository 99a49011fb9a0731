//! The text, block by block.
//!
//! The whole text is parsed once, so that references and footnotes are right everywhere; the
//! events of each top-level block are rendered apart, so that a keystroke changes one block of
//! the page and leaves the others as they are.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd, html};

use super::{Picture, Pictures, clean, escape};
use crate::figure::{self, Figure, Form};
use crate::markdown;
use crate::view::{Block, Splice};

/// A block as it was last rendered.
#[derive(Debug, Clone)]
pub struct Rendered {
    /// The block for the screen.
    pub block: Block,
    /// Hash of its HTML before sanitising.
    raw: u64,
    /// Its place in the text, bytes.
    pub span: Range<usize>,
}

/// One top-level block before sanitising.
struct Raw {
    html: String,
    span: Range<usize>,
}

/// Sanitised HTML of each top-level block.
pub fn render(body: &str, pictures: &dyn Pictures) -> Vec<String> {
    raw_blocks(body, pictures).into_iter().map(|raw| clean::clean(&raw.html)).collect()
}

/// Renders a text for the first time. Ids count from 1.
pub fn render_blocks(body: &str, pictures: &dyn Pictures) -> Vec<Rendered> {
    let mut rendered = Vec::new();
    let mut next = 1;
    splice(&mut rendered, &mut next, body, pictures);
    rendered
}

/// Renders a changed text: blocks whose HTML and length stayed keep their ids, the others are
/// replaced. Returns what to do to the page.
pub fn splice(
    old: &mut Vec<Rendered>,
    next: &mut u32,
    body: &str,
    pictures: &dyn Pictures,
) -> Splice {
    let raws = raw_blocks(body, pictures);
    let starts: Vec<usize> = raws.iter().map(|raw| raw.span.start).collect();
    let length = |index: usize| {
        let from = if index == 0 { 0 } else { starts[index] };
        let to = starts.get(index + 1).copied().unwrap_or(body.len());
        units(&body[from..to])
    };
    let new: Vec<(u64, u32)> =
        raws.iter().enumerate().map(|(index, raw)| (hash(&raw.html), length(index))).collect();
    let same = |a: &Rendered, b: &(u64, u32)| a.raw == b.0 && a.block.length == b.1;
    let head = old.iter().zip(&new).take_while(|(a, b)| same(a, b)).count();
    let most = old.len().min(new.len()) - head;
    let tail =
        old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| same(a, b)).count();
    let removed = old.len() - head - tail;

    // A block whose HTML stayed keeps its id even where its length changed.
    let mut ids: HashMap<u64, Vec<Block>> = HashMap::new();
    for gone in &old[head..head + removed] {
        ids.entry(gone.raw).or_default().push(gone.block.clone());
    }
    let inserted: Vec<Rendered> = (head..new.len() - tail)
        .map(|index| {
            let (raw, length) = new[index];
            let block = match ids.get_mut(&raw).and_then(Vec::pop) {
                Some(kept) => Block { length, ..kept },
                None => {
                    let id = *next;
                    *next += 1;
                    Block { id, html: clean::clean(&raws[index].html), length }
                }
            };
            Rendered { block, raw, span: raws[index].span.clone() }
        })
        .collect();
    let splice = Splice {
        from: head as u32,
        remove: removed as u32,
        insert: inserted.iter().map(|rendered| rendered.block.clone()).collect(),
    };
    old.splice(head..head + removed, inserted);
    for (rendered, raw) in old.iter_mut().zip(&raws) {
        rendered.span = raw.span.clone();
    }
    splice
}

/// Length in the editor's offsets: UTF-16 units, each line end as one.
pub(crate) fn units(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let pairs = bytes.windows(2).filter(|pair| pair == b"\r\n").count();
    let units = if text.is_ascii() { text.len() } else { text.encode_utf16().count() };
    (units - pairs) as u32
}

fn hash(html: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    html.hash(&mut hasher);
    hasher.finish()
}

fn raw_blocks(body: &str, pictures: &dyn Pictures) -> Vec<Raw> {
    let figures: HashMap<usize, Figure> = figure::read(body)
        .into_iter()
        .filter(|figure| figure.form != Form::Inline)
        .map(|figure| (figure.span.start, figure))
        .collect();
    let mut notes = Footnotes::default();
    let mut blocks = Vec::new();
    let mut depth = 0_usize;
    let mut events: Vec<Event<'_>> = Vec::new();
    let mut span = 0..0;
    let mut picture: Option<Alt> = None;
    for (event, range) in markdown::parser(body).into_offset_iter() {
        if depth == 0 {
            span = range.clone();
        }
        match &event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
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
                    events.push(Event::InlineHtml(html.into()));
                }
                Event::Text(text) | Event::Code(text) => alt.text.push_str(&text),
                Event::SoftBreak | Event::HardBreak => alt.text.push(' '),
                _ => {}
            }
        } else {
            match event {
                Event::Start(Tag::Image { dest_url, .. }) => {
                    picture = Some(Alt { src: dest_url.into_string(), text: String::new(), depth: 0 });
                }
                other => events.extend(notes.number(other)),
            }
        }
        if depth == 0 {
            let taken = std::mem::take(&mut events);
            let html = match figures.get(&trimmed(body, &span)) {
                Some(figure) => figure_html(figure, pictures),
                None => {
                    let mut html = String::new();
                    html::push_html(&mut html, taken.into_iter());
                    html
                }
            };
            blocks.push(Raw { html, span: span.clone() });
        }
    }
    blocks
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
    let label =
        if figure.label.is_empty() { String::new() } else { format!("{}: ", escape(&figure.label)) };
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
        Picture::Missing => {
            format!("<span class=\"picture-missing\">This picture’s file is missing: {}</span>", escape(src))
        }
        Picture::Elsewhere { host } => {
            format!("<span class=\"picture-missing\">Picture from another site, not loaded: {}</span>", escape(&host))
        }
    }
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
