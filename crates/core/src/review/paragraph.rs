//! A text as it is read, paragraph by paragraph.
//!
//! Marks are left out, and with them what they do; that stands beside the words, so that nothing
//! an editor approves is unseen: where a link leads is written behind it, and what is bold, a
//! heading or a list is noted with the words that it is said of.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::figure::{self, Figure, Templates};
use crate::markdown;
use crate::preview::around;
use crate::view::{StyleChange, TextStyle};

/// A paragraph, heading, list, table, or piece of code.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Paragraph {
    /// What is read, with the addresses of links.
    pub(super) text: String,
    /// Which words look how; no words where it is said of the whole block.
    styles: Vec<(TextStyle, String)>,
}

/// Whether the addresses of links are written behind them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Addresses {
    Written,
    LeftOut,
}

/// The paragraphs of a text as they are read, one text each; figures left out.
pub(crate) fn plain_paragraphs(body: &str, own: &Templates) -> Vec<String> {
    read(body, own, Addresses::LeftOut).into_iter().map(|one| one.text).collect()
}

/// The same, with where links lead and how words look.
pub(super) fn paragraphs(body: &str, own: &Templates) -> Vec<Paragraph> {
    read(body, own, Addresses::Written)
}

/// What looks otherwise. Words that are new and words that went say so themselves, unless nothing
/// was there that looked like the new ones.
pub(super) fn style_changes(old: &Paragraph, new: &Paragraph) -> Vec<StyleChange> {
    let mut gone: Vec<&(TextStyle, String)> = old.styles.iter().collect();
    let mut come: Vec<&(TextStyle, String)> = Vec::new();
    for style in &new.styles {
        match gone.iter().position(|other| *other == style) {
            Some(at) => drop(gone.remove(at)),
            None => come.push(style),
        }
    }
    come.retain(|(style, text)| {
        old.text.contains(text) || !gone.iter().any(|(other, _)| other == style)
    });
    gone.retain(|(_, text)| new.text.contains(text));
    let change = |(style, text): &(TextStyle, String), now| StyleChange {
        text: text.clone(),
        style: *style,
        now,
    };
    let gone = gone.into_iter().map(|one| change(one, false));
    gone.chain(come.into_iter().map(|one| change(one, true))).collect()
}

fn read(body: &str, own: &Templates, addresses: Addresses) -> Vec<Paragraph> {
    let figures: Vec<Figure> = figure::read_with(body, own)
        .into_iter()
        .filter(|figure| figure.form != figure::Form::Inline)
        .collect();
    // A picture that is its whole paragraph leaves nothing of it; of others their own text goes.
    let alone: HashSet<usize> =
        figures.iter().filter(|one| around::is_whole(one)).map(|one| one.span.start).collect();
    let spans: Vec<&Range<usize>> =
        figures.iter().filter(|one| !around::is_whole(one)).map(|one| &one.span).collect();
    let mut out = Vec::new();
    let mut block = Block::default();
    let mut start = 0;
    let held = markdown::held(body);
    for (event, range) in markdown::parser(&held).into_offset_iter() {
        if block.open.is_empty() {
            start = range.start;
        }
        match markdown::released(event) {
            Event::Start(tag) => block.begin(tag),
            Event::End(_) => {
                let figure = spans.iter().any(|s| s.start <= range.start && range.end <= s.end);
                block.end(addresses == Addresses::Written && !figure);
            }
            Event::Code(part) => {
                let part = outside(&part, &range, &spans);
                block.text.push_str(&part);
                block.style(TextStyle::Code, &part);
            }
            Event::Text(part) | Event::Html(part) | Event::InlineHtml(part) => {
                block.text.push_str(&outside(&part, &range, &spans));
            }
            Event::SoftBreak => block.text.push(' '),
            Event::HardBreak => block.text.push('\n'),
            Event::Rule => block.text.push('⁂'),
            Event::FootnoteReference(name) => block.text.push_str(&format!("[{name}]")),
            Event::TaskListMarker(done) => block.text.push_str(if done { "☑ " } else { "☐ " }),
            _ => {}
        }
        if block.open.is_empty() {
            let Block { text, styles, .. } = std::mem::take(&mut block);
            if !alone.contains(&start) && !text.trim().is_empty() {
                out.push(Paragraph { text: text.trim().to_owned(), styles });
            }
        }
    }
    out
}

/// A block while it is read.
#[derive(Default)]
struct Block {
    text: String,
    styles: Vec<(TextStyle, String)>,
    open: Vec<Open>,
}

/// What is open in it.
enum Open {
    /// Words that look so, from this byte of the block on.
    Styled(TextStyle, usize),
    /// A link: where its words begin, and where it leads.
    Link(usize, String),
    Other,
}

impl Block {
    fn begin(&mut self, tag: Tag<'_>) {
        let text = &mut self.text;
        let on_a_line = !text.is_empty() && !text.ends_with('\n');
        match &tag {
            Tag::Item if !text.is_empty() => text.push('\n'),
            Tag::Paragraph if !self.open.is_empty() && on_a_line => text.push('\n'),
            Tag::TableRow => text.push('\n'),
            Tag::TableCell if on_a_line => text.push_str(" · "),
            Tag::Image { dest_url, .. } => text.push_str(&format!("[{dest_url}] ")),
            _ => {}
        }
        self.styles.extend(block_style(&tag).map(|style| (style, String::new())));
        let at = self.text.len();
        self.open.push(match tag {
            Tag::Link { dest_url, title, .. } if title.is_empty() => {
                Open::Link(at, dest_url.into_string())
            }
            Tag::Link { dest_url, title, .. } => Open::Link(at, format!("{dest_url} “{title}”")),
            Tag::Strong => Open::Styled(TextStyle::Bold, at),
            Tag::Emphasis => Open::Styled(TextStyle::Italic, at),
            Tag::Strikethrough => Open::Styled(TextStyle::Struck, at),
            _ => Open::Other,
        });
    }

    /// Ends what was begun last. Where a link leads is written behind it if that is wanted, and
    /// if its words do not say it.
    fn end(&mut self, addresses: bool) {
        match self.open.pop() {
            Some(Open::Styled(style, from)) => {
                let words = self.text.get(from..).unwrap_or_default().to_owned();
                self.style(style, &words);
            }
            Some(Open::Link(from, to)) => {
                let words = self.text.get(from..).unwrap_or_default();
                let says_it = words == to || to.strip_prefix("mailto:") == Some(words);
                if addresses && !says_it {
                    self.text.push_str(&format!(" (→ {to})"));
                }
            }
            Some(Open::Other) | None => {}
        }
    }

    fn style(&mut self, style: TextStyle, words: &str) {
        if !words.trim().is_empty() {
            self.styles.push((style, words.trim().to_owned()));
        }
    }
}

/// What a block is, where that is more than a paragraph.
fn block_style(tag: &Tag<'_>) -> Option<TextStyle> {
    Some(match tag {
        Tag::Heading { level, .. } => TextStyle::Heading { level: *level as u8 },
        Tag::List(Some(_)) => TextStyle::Numbered,
        Tag::List(None) => TextStyle::Bulleted,
        Tag::BlockQuote(_) => TextStyle::Quoted,
        Tag::CodeBlock(_) => TextStyle::CodeBlock,
        _ => return None,
    })
}

/// What of a part of a text stands outside these spans, which are in order.
fn outside(part: &str, range: &Range<usize>, spans: &[&Range<usize>]) -> String {
    let first = spans.partition_point(|span| span.end <= range.start);
    let mut left = String::new();
    let mut at = range.start;
    for span in spans[first..].iter().take_while(|span| span.start < range.end) {
        // A text that stands otherwise in the source has no places.
        let whole = part.len() == range.len();
        let before = at - range.start..span.start.max(at) - range.start;
        left.push_str(part.get(before).filter(|_| whole).unwrap_or_default());
        at = span.end.min(range.end);
    }
    if at == range.start {
        return part.to_owned();
    }
    left.push_str(part.get(at - range.start..).unwrap_or_default());
    left
}
