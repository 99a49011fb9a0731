//! Two people changed one story: what both wrote becomes one text.
//!
//! 1. A version that nobody changed, or only one did, is taken as it is, byte for byte.
//! 2. Fields are compared by what they mean (`fields`): a field that one of them changed is
//!    taken, lists are put together item by item.
//! 3. The text is compared paragraph by paragraph (`text`): those that one of them changed are
//!    taken, also when the other one moved them; where both changed one, sentence by sentence.
//! 4. What is left are passages that both changed. Each is asked about, and the answers give
//!    the text. There is never a mark of a conflict in it.
//!
//! Where both put something in at the same place, both stay, and nobody has to be asked. Of two
//! texts that have no common beginning, what both have stands (`apart`).
//! Nothing is read or written here; whoever calls keeps the versions that were put together.

mod apart;
mod fields;
mod own;
mod slots;
#[cfg(test)]
mod tests;
mod text;

use std::ops::Range;

use crate::metadata::{self, Edit, KeyPath, LineEnd};

pub(crate) use own::{bare, closed};

/// Where a passage stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A field.
    Field(KeyPath),
    /// All the fields together: they could not be told apart.
    Header,
    /// A paragraph of the text.
    Text,
}

/// A passage that both changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Where.
    pub place: Place,
    /// As it was before both; empty where it was not there.
    pub base: String,
    /// As it is here; empty where it was taken out.
    pub ours: String,
    /// As the others have it; empty where they took it out.
    pub theirs: String,
    /// The paragraph before it, for orientation.
    pub before: String,
    /// The paragraph after it.
    pub after: String,
}

impl Passage {
    /// Whether both can stand one after the other.
    pub fn takes_both(&self) -> bool {
        self.place == Place::Text && !self.ours.is_empty() && !self.theirs.is_empty()
    }

    /// Whether neither has it as the fields of a file, half written ones included.
    fn has_no_fields(&self) -> bool {
        is_bare(&self.ours) && is_bare(&self.theirs)
    }
}

/// Whose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// From this computer.
    Ours,
    /// From the others.
    Theirs,
    /// Both wrote the same, or what each wrote is in it.
    Both,
}

/// Something that was put together without asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Where.
    pub place: Place,
    /// The paragraph's number in the text, from 1; 0 for a field.
    pub paragraph: usize,
    /// Who wrote it.
    pub by: By,
    /// What stands there now; empty where it was taken out.
    pub text: String,
}

/// What is to become of a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// As it is here.
    Ours,
    /// As the others have it.
    Theirs,
    /// First ours, then theirs. Of a passage that does not take both: ours.
    Both,
    /// Another wording, for a paragraph; one without words leaves it out. Of a field: ours.
    Own(String),
}

/// A text as it is with some choices, and where in it each passage stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// All of it. Its line ends may be others than those of the file.
    pub text: String,
    /// For each passage its bytes, none of them where it is left out; nothing for a field.
    pub places: Vec<Option<Range<usize>>>,
}

/// Of which version a text has not every passage.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// That from this computer.
    pub ours: bool,
    /// That of the others.
    pub theirs: bool,
}

/// Two versions put together as far as nobody has to be asked.
#[derive(Debug, Clone)]
pub struct Merge {
    /// The header, marks included, in bytes as they go into the file.
    header: String,
    /// Fields that both changed, with what choosing theirs does.
    fields: Vec<(Passage, Vec<Edit>)>,
    /// The whole header of the others, where one of both has to be taken.
    headers: Option<(Passage, String)>,
    /// The blank lines before the text; all of it where there is nothing to put together.
    lead: String,
    body: Vec<Piece>,
    /// What the text ends with.
    tail: String,
    line_end: LineEnd,
    taken: Vec<Taken>,
}

/// A part of the text.
#[derive(Debug, Clone)]
enum Piece {
    Paragraph(String),
    Passage(Passage),
}

/// Puts two versions of a story together, given what both began from. Of a story that both
/// began without knowing of each other, `base` is empty.
pub fn merge(base: &str, ours: &str, theirs: &str) -> Merge {
    if ours == theirs || theirs == base {
        return Merge::whole(ours);
    }
    if ours == base {
        return Merge::whole(theirs);
    }
    let line_end = metadata::line_end(ours);
    let plain = |text: &str| match mixed(text) {
        true => text.to_owned(),
        false => text.replace("\r\n", "\n"),
    };
    let (base, ours, theirs) = (plain(base), plain(ours), plain(theirs));
    let sides = [&base, &ours, &theirs].map(|text| text.split_at(body_of(text)));
    let [(base_header, base_body), (our_header, our_body), (their_header, their_body)] = sides;
    let mut merge = Merge { line_end, ..Merge::whole("") };
    fields::merge(&mut merge, base_header, our_header, their_header);
    text::merge(&mut merge, base_body, our_body, their_body);
    merge
}

impl Merge {
    /// A text that nobody has to be asked about.
    fn whole(text: &str) -> Merge {
        Merge {
            header: text.to_owned(),
            fields: Vec::new(),
            headers: None,
            lead: String::new(),
            body: Vec::new(),
            tail: String::new(),
            // The text goes out as it came in.
            line_end: LineEnd::Lf,
            taken: Vec::new(),
        }
    }

    /// The passages that both changed: fields first, then those of the text from top to bottom.
    pub fn passages(&self) -> Vec<&Passage> {
        let headers = self.headers.iter().map(|(passage, _)| passage);
        let fields = self.fields.iter().map(|(passage, _)| passage);
        let body = self.body.iter().filter_map(|piece| match piece {
            Piece::Passage(passage) => Some(passage),
            Piece::Paragraph(_) => None,
        });
        headers.chain(fields).chain(body).collect()
    }

    /// What was put together without asking.
    pub fn taken(&self) -> &[Taken] {
        &self.taken
    }

    /// The whole text, when nobody has to be asked.
    pub fn text(&self) -> Option<String> {
        self.passages().is_empty().then(|| self.with(&[]))
    }

    /// The whole text with these choices, one for each passage in order. A passage without one
    /// is as it is here.
    pub fn with(&self, choices: &[Choice]) -> String {
        let text = self.draft(choices).text;
        match self.line_end {
            LineEnd::Lf => text,
            LineEnd::CrLf if mixed(&text) => text,
            LineEnd::CrLf => text.replace("\r\n", "\n").replace('\n', "\r\n"),
        }
    }

    /// The same to be read, and where each passage stands in it.
    pub fn draft(&self, choices: &[Choice]) -> Draft {
        let mut choices = choices.iter();
        let mut next = || choices.next().cloned().unwrap_or(Choice::Ours);
        let mut header = self.header.clone();
        if let Some((_, theirs)) = &self.headers
            && next() == Choice::Theirs
        {
            header.clone_from(theirs);
        }
        let mut edits = Vec::new();
        for (_, theirs) in &self.fields {
            if next() == Choice::Theirs {
                edits.extend_from_slice(theirs);
            }
        }
        let mut places = vec![None; usize::from(self.headers.is_some()) + self.fields.len()];
        let header = metadata::edit(&header, &edits).unwrap_or(header);
        let bare = is_bare(&header);
        let mut text = text::Assembly::new(header + &self.lead);
        for piece in &self.body {
            match piece {
                Piece::Paragraph(paragraph) => {
                    text.push(paragraph);
                }
                Piece::Passage(passage) => places.push(Some(match next() {
                    Choice::Ours => text.push(&passage.ours),
                    Choice::Theirs => text.push(&passage.theirs),
                    Choice::Both => {
                        let first = text.push(&passage.ours);
                        let second = text.push(&passage.theirs);
                        if first.is_empty() { second } else { first.start..second.end }
                    }
                    Choice::Own(words) => {
                        let words = closed(&words);
                        let opens = bare && text.is_empty() && passage.has_no_fields();
                        text.push(&if opens { own::opening(words) } else { words })
                    }
                })),
            }
        }
        let text = text.end(&self.tail);
        // What was left out at the end stood behind blank lines that went.
        for place in places.iter_mut().flatten() {
            *place = place.start.min(text.len())..place.end.min(text.len());
        }
        Draft { text, places }
    }

    /// Of which version not every passage is in the text with these choices.
    pub fn left_out(&self, choices: &[Choice]) -> LeftOut {
        let mut left = LeftOut::default();
        for (at, passage) in self.passages().into_iter().enumerate() {
            let (ours, theirs) = match choices.get(at).unwrap_or(&Choice::Ours) {
                Choice::Theirs => (true, false),
                Choice::Both if passage.takes_both() => (false, false),
                Choice::Own(_) if passage.place == Place::Text => (true, true),
                Choice::Ours | Choice::Both | Choice::Own(_) => (false, true),
            };
            left.ours |= ours;
            left.theirs |= theirs;
        }
        left
    }
}

/// Whether a file that begins with this has no fields so far.
fn is_bare(header: &str) -> bool {
    metadata::split(header).is_ok_and(|split| split.header.is_none())
}

/// Whether lines end in both ways.
fn mixed(text: &str) -> bool {
    let all = text.matches('\n').count();
    let crlf = text.matches("\r\n").count();
    crlf != 0 && crlf != all
}

/// Where the text begins; a header that cannot be found is part of the text.
fn body_of(text: &str) -> usize {
    metadata::split(text).map_or(0, |split| split.body)
}

/// Whether a text has the marks that another program leaves where it could not put two versions
/// together: lines that begin with seven `<`, `=` and `>`, in this order.
pub fn has_conflict_marks(text: &str) -> bool {
    let mut wanted = ["<<<<<<< ", "=======", ">>>>>>> "].iter().peekable();
    for line in text.lines() {
        if wanted.peek().is_some_and(|mark| line.starts_with(**mark)) {
            wanted.next();
        }
    }
    wanted.peek().is_none()
}
