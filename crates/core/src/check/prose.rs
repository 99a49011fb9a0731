//! What people read of a text, with the place of every letter in the file.
//!
//! A block is one paragraph, heading, list item or table cell without its marks. Code, template
//! code and pictures are one letter each (U+FFFC), so that words beside them stay apart; figures
//! are not prose. Of HTML, `html` reads the words and links.

mod html;

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use crate::markdown::parser;

/// Stands for what is no prose.
pub(super) const OBJECT: char = '\u{fffc}';

/// One paragraph, heading, list item or table cell.
#[derive(Debug, Clone, Default)]
pub(super) struct Block {
    /// What is read.
    pub(super) text: String,
    /// Its bytes in the body.
    pub(super) span: Range<usize>,
    /// The level of a heading.
    pub(super) heading: Option<u8>,
    /// Whether it stands in a quotation.
    pub(super) quoted: bool,
    /// Whether it is a paragraph of its own: no list item, no cell.
    pub(super) paragraph: bool,
    /// Bytes of the text and where they come from; alike in length where they are alike.
    runs: Vec<(Range<usize>, Range<usize>)>,
}

impl Block {
    /// A text that stands in no body.
    pub(super) fn of(text: &str) -> Block {
        Block { text: text.to_owned(), ..Block::default() }
    }

    /// Where bytes of the text stand in the body.
    pub(super) fn place(&self, text: Range<usize>) -> Range<usize> {
        self.at(text.start, false)..self.at(text.end, true)
    }

    /// Whether these bytes stand in the body as they are read, with no mark between.
    pub(super) fn is_plain(&self, text: &Range<usize>) -> bool {
        self.runs.iter().any(|(shown, from)| {
            shown.start <= text.start && text.end <= shown.end && shown.len() == from.len()
        })
    }

    fn at(&self, at: usize, end: bool) -> usize {
        for (shown, from) in &self.runs {
            let inside =
                if end { shown.start < at && at <= shown.end } else { shown.contains(&at) };
            if inside {
                let alike = shown.len() == from.len();
                return match (alike, end) {
                    (true, _) => from.start + (at - shown.start),
                    (false, true) => from.end,
                    (false, false) => from.start,
                };
            }
        }
        if end { self.span.end } else { self.span.start }
    }

    fn push(&mut self, text: &str, from: Range<usize>) {
        let start = self.text.len();
        self.text.push_str(text);
        self.runs.push((start..self.text.len(), from));
    }
}

/// A link of the text.
#[derive(Debug, Clone)]
pub(super) struct Link {
    /// What is read.
    pub(super) text: String,
    /// Where it leads.
    pub(super) address: String,
    /// Its bytes in the body.
    pub(super) span: Range<usize>,
    /// Whether it holds a picture, so that its text is not all there is to read.
    pub(super) picture: bool,
    /// Where its address stands, in a tag of HTML.
    pub(super) at: Option<Range<usize>>,
}

/// A text as it is read.
#[derive(Debug, Clone, Default)]
pub(super) struct Prose {
    pub(super) blocks: Vec<Block>,
    pub(super) links: Vec<Link>,
    /// Tags of HTML, with their places: `div`, `br`.
    pub(super) html: Vec<(String, Range<usize>)>,
    /// The places of code.
    pub(super) code: Vec<Range<usize>>,
}

impl Prose {
    /// Reads a body in which template code is written over. `figures` and `calls` are no prose.
    pub(super) fn of(masked: &str, figures: &[Range<usize>], calls: &[Range<usize>]) -> Prose {
        let mut reader = Reader::default();
        let within = |places: &[Range<usize>], span: &Range<usize>| {
            let near = places.partition_point(|place| place.end <= span.start);
            places.get(near).is_some_and(|place| place.start <= span.start && span.end <= place.end)
        };
        let mut fenced = false;
        let mut image = 0_usize;
        let mut html: Option<Vec<Range<usize>>> = None;
        for (event, span) in parser(masked).into_offset_iter() {
            match event {
                Event::Start(Tag::CodeBlock(_)) => {
                    fenced = true;
                    reader.prose.code.push(span);
                }
                Event::End(TagEnd::CodeBlock) => fenced = false,
                _ if fenced => {}
                Event::Start(Tag::Image { .. }) => {
                    image += 1;
                    reader.object(span);
                    if let Some(link) = &mut reader.link {
                        link.picture = true;
                    }
                }
                Event::End(TagEnd::Image) => image -= 1,
                _ if image > 0 => {}
                // The words of a figure are no prose, and those of its links say where they lead.
                Event::Text(text) if within(figures, &span) => {
                    if let Some(link) = &mut reader.link {
                        link.text.push_str(&text);
                    }
                }
                Event::Text(text) => reader.text(&text, masked, span, calls),
                Event::Code(_) => {
                    reader.prose.code.push(span.clone());
                    reader.object(span);
                }
                Event::SoftBreak | Event::HardBreak => reader.text(" ", masked, span, &[]),
                Event::Start(Tag::HtmlBlock) => {
                    reader.close();
                    html = Some(Vec::new());
                }
                Event::Html(_) => html.get_or_insert_default().push(span),
                Event::End(TagEnd::HtmlBlock) => {
                    let lines = html.take().unwrap_or_default();
                    let is_figure = |span: &Range<usize>| within(figures, span);
                    reader.html_block(masked, &lines, &is_figure, calls);
                    reader.close();
                }
                Event::InlineHtml(_) => reader.tags(masked, span),
                Event::Start(tag) => reader.start(tag, span),
                Event::End(tag) => reader.end(tag),
                _ => {}
            }
        }
        reader.prose.blocks.retain(|block| !block.text.trim().is_empty());
        reader.prose
    }
}

#[derive(Default)]
struct Reader {
    prose: Prose,
    block: Option<Block>,
    quotes: usize,
    link: Option<Link>,
}

impl Reader {
    fn start(&mut self, tag: Tag<'_>, span: Range<usize>) {
        let heading = match &tag {
            Tag::Heading { level, .. } => Some(number(*level)),
            _ => None,
        };
        match tag {
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::Paragraph | Tag::Heading { .. } | Tag::Item | Tag::TableCell => {
                self.close();
                self.block = Some(Block {
                    span,
                    heading,
                    quoted: self.quotes > 0,
                    paragraph: tag == Tag::Paragraph,
                    ..Block::default()
                });
            }
            Tag::Link { dest_url, .. } => {
                self.link = Some(Link {
                    text: String::new(),
                    address: dest_url.to_string(),
                    span,
                    picture: false,
                    at: None,
                });
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::BlockQuote(_) => self.quotes = self.quotes.saturating_sub(1),
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell => {
                self.close();
            }
            TagEnd::Link => self.prose.links.extend(self.link.take()),
            _ => {}
        }
    }

    fn close(&mut self) {
        self.prose.blocks.extend(self.block.take());
    }

    /// Text, with `calls` inside it cut out.
    fn text(&mut self, text: &str, source: &str, span: Range<usize>, calls: &[Range<usize>]) {
        let alike = source.get(span.clone()) == Some(text);
        let mut at = span.start;
        if alike {
            let first = calls.partition_point(|call| call.end <= span.start);
            for call in calls[first..].iter().take_while(|call| call.start < span.end) {
                let start = call.start.max(at);
                self.run(&source[at..start], at..start);
                let end = call.end.min(span.end);
                self.object(start..end);
                at = end;
            }
            self.run(&source[at..span.end], at..span.end);
        } else {
            self.run(text, span);
        }
    }

    fn run(&mut self, text: &str, span: Range<usize>) {
        if text.is_empty() {
            return;
        }
        if let Some(link) = &mut self.link {
            link.text.push_str(text);
        }
        let quoted = self.quotes > 0;
        self.block
            .get_or_insert_with(|| Block { span: span.clone(), quoted, ..Block::default() })
            .push(text, span);
    }

    fn object(&mut self, span: Range<usize>) {
        self.run(OBJECT.encode_utf8(&mut [0; 4]), span);
    }
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_of_a_figure_has_its_words_and_is_no_prose() {
        let body = "One.\n\n![A](a.jpg)\n*B. (Photo: [Ana Ruiz](https://a.example/))*\n";
        let figure = body.find('!').unwrap_or_default()..body.trim_end().len();
        let prose = Prose::of(body, &[figure], &[]);
        let links: Vec<_> = prose.links.iter().map(|l| (l.text.as_str(), l.picture)).collect();
        assert_eq!(links, [("Ana Ruiz", false)]);
        assert!(prose.blocks.iter().all(|block| !block.text.contains("Ana")));
    }

    #[test]
    fn every_letter_knows_its_place() {
        let body =
            "# A *head*\n\nOne **two** &amp; `code` [three](x)\nfour.\n\n- item\n\n> quoted\n";
        let prose = Prose::of(body, &[], &[]);
        let texts: Vec<&str> = prose.blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(texts, ["A head", "One two & \u{fffc} three four.", "item", "quoted"]);
        for block in &prose.blocks {
            for word in ["head", "One", "two", "three", "four.", "item", "quoted"] {
                if let Some(at) = block.text.find(word) {
                    let place = block.place(at..at + word.len());
                    assert_eq!(&body[place], word);
                    assert!(block.is_plain(&(at..at + word.len())));
                }
            }
        }
        let two = prose.blocks[1].text.find("two &").unwrap_or_default();
        assert_eq!(&body[prose.blocks[1].place(two..two + 5)], "two** &amp;");
        assert_eq!(prose.links[0].address, "x");
        assert!(prose.blocks[3].quoted && prose.blocks[0].heading == Some(1));
    }

    #[test]
    fn template_code_is_no_prose() {
        let body = "See {{ site.name }} now.";
        let calls = crate::template::calls(body);
        let masked = crate::template::masked(body, &calls);
        let prose = Prose::of(&masked, &[], &[calls[0].span.clone()]);
        assert_eq!(prose.blocks[0].text, "See \u{fffc} now.");
    }
}
