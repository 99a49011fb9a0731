//! Which way the columns of a table stand. The parser says it as a style, and the page has none:
//! here it is said by the cells' `align`.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

/// The table that is being read.
#[derive(Default)]
pub(super) struct Columns {
    alignments: Vec<Alignment>,
    head: bool,
    column: usize,
}

impl Columns {
    /// The event as it is written: a cell that stands otherwise says so.
    pub(super) fn stand<'a>(&mut self, event: Event<'a>) -> Event<'a> {
        match event {
            Event::Start(Tag::Table(alignments)) => {
                let plain = vec![Alignment::None; alignments.len()];
                *self = Columns { alignments, ..Columns::default() };
                return Event::Start(Tag::Table(plain));
            }
            Event::Start(Tag::TableHead) => (self.head, self.column) = (true, 0),
            Event::Start(Tag::TableRow) => (self.head, self.column) = (false, 0),
            Event::End(TagEnd::TableCell) => self.column += 1,
            Event::Start(Tag::TableCell) => {
                let cell = if self.head { "th" } else { "td" };
                let stands = match self.alignments.get(self.column) {
                    Some(Alignment::Left) => "left",
                    Some(Alignment::Center) => "center",
                    Some(Alignment::Right) => "right",
                    _ => return event,
                };
                return Event::InlineHtml(format!("<{cell} align=\"{stands}\">").into());
            }
            _ => {}
        }
        event
    }
}
