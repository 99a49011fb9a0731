//! The text being edited, held here and not on the screen.
//!
//! 1. A change comes in the editor's offsets (UTF-16, a line end counts as one) and is put into
//!    the bytes of the file, with the file's own line ends.
//! 2. Only the blocks that came out differently go back to the page.
//! 3. Fields are edited in place; where that cannot be done faithfully it is refused.
//!
//! The bytes that nobody touched are never written differently from how they were read.

use std::ops::Range;

use crate::figure;
use crate::metadata::{self, EditError};
use crate::post::{Post, Unreadable};
use crate::preview::{self, Pictures, Rendered};
use crate::site::Profile;
use crate::story::{self, FieldError, Story};
use crate::view::{self, Change, FieldEdit, Splice};

/// Bytes of a text that cannot be edited which are shown.
const GLANCE: usize = 256 * 1024;

/// An open story.
#[derive(Debug, Clone)]
pub struct Manuscript {
    /// Names the story.
    pub path: String,
    /// The whole file as it is now.
    text: String,
    /// Byte offset at which the text under the fields begins.
    start: usize,
    /// Why the fields cannot be read.
    broken: Option<Unreadable>,
    /// The file as it lies on disk, as far as is known; none for a story that has no file.
    base: Option<Vec<u8>>,
    /// Counts up with each change.
    version: u32,
    /// The version after the last change of the text.
    text_version: u32,
    rendered: Vec<Rendered>,
    next_block: u32,
}

/// Why a change was not made.
#[derive(Debug, thiserror::Error)]
pub enum ManuscriptError {
    /// It was made against a text that is not the present one.
    #[error("the change belongs to version {given}, the text is at {now}")]
    Stale {
        /// The version that the change names.
        given: u32,
        /// The present one.
        now: u32,
    },
    /// It lies outside the text.
    #[error("the change lies outside the text")]
    OutOfRange,
    /// The file cannot be edited as it is.
    #[error("the file cannot be edited")]
    ReadOnly(Unreadable),
    /// The field cannot be edited without touching others.
    #[error(transparent)]
    Field(#[from] EditError),
    /// What was entered is not what the field holds.
    #[error(transparent)]
    Value(#[from] FieldError),
}

impl Manuscript {
    /// Opens a post as it lies on disk.
    pub fn open(post: Post, pictures: &dyn Pictures) -> Manuscript {
        let mut manuscript = Manuscript {
            path: post.path,
            base: Some(post.text.clone().into_bytes()),
            text: post.text,
            start: post.start,
            broken: post.fields.err(),
            version: 1,
            text_version: 1,
            rendered: Vec::new(),
            next_block: 1,
        };
        manuscript.render(pictures);
        manuscript
    }

    /// The version now.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// The whole file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text under the fields.
    pub fn body(&self) -> &str {
        &self.text[self.start..]
    }

    /// The text as the editor holds it: every line end is `\n`.
    pub fn editor_text(&self) -> String {
        let mut body = self.body();
        // What is only looked at is not sent whole.
        if self.writable().is_err() && body.len() > GLANCE {
            let end = (0..=GLANCE).rev().find(|end| body.is_char_boundary(*end));
            body = &body[..end.unwrap_or(0)];
        }
        if body.contains('\r') {
            body.replace("\r\n", "\n").replace('\r', "\n")
        } else {
            body.to_owned()
        }
    }

    /// Why the fields cannot be read, if so.
    pub fn broken(&self) -> Option<&Unreadable> {
        self.broken.as_ref()
    }

    /// The file as it was last read or written.
    pub fn base(&self) -> Option<&[u8]> {
        self.base.as_deref()
    }

    /// Whether there is something to save.
    pub fn is_changed(&self) -> bool {
        self.base.as_deref() != Some(self.text.as_bytes())
    }

    /// Notes what lies on disk now.
    pub fn set_base(&mut self, base: Option<Vec<u8>>) {
        self.base = base;
    }

    /// The blocks of the page.
    pub fn blocks(&self) -> Vec<view::Block> {
        self.rendered.iter().map(|rendered| rendered.block.clone()).collect()
    }

    /// Words in the text.
    pub fn words(&self) -> u32 {
        words(self.body())
    }

    /// The figures of the text with their places in the editor.
    pub fn figures(&self) -> Vec<(Range<u32>, figure::Figure)> {
        let body = self.body();
        let mut units = Units::new(body);
        figure::read(body)
            .into_iter()
            .filter(|figure| figure.form != figure::Form::Inline)
            .map(|figure| (units.at(figure.span.start)..units.at(figure.span.end), figure))
            .collect()
    }

    /// The fields as the model has them.
    pub fn story(&self, profile: &Profile) -> Story {
        let post = Post::from_bytes(&self.path, self.text.clone().into_bytes(), None);
        Story::of(&post, profile)
    }

    /// Changes the text. The changes are in order and do not overlap.
    pub fn edit(
        &mut self,
        version: u32,
        changes: &[Change],
        pictures: &dyn Pictures,
    ) -> Result<Splice, ManuscriptError> {
        self.writable()?;
        if version < self.text_version || version > self.version {
            return Err(ManuscriptError::Stale { given: version, now: self.version });
        }
        let body = self.body();
        let end = line_end(if body.contains('\n') { body } else { &self.text });
        let mut places = Places::new(body);
        let mut out = String::with_capacity(body.len() + 16);
        let mut done = 0;
        for change in changes {
            let from = places.at(change.from).ok_or(ManuscriptError::OutOfRange)?;
            let to = places.at(change.to).ok_or(ManuscriptError::OutOfRange)?;
            if from < done || to < from {
                return Err(ManuscriptError::OutOfRange);
            }
            out.push_str(&body[done..from]);
            if end == "\n" {
                out.push_str(&change.insert);
            } else {
                out.push_str(&change.insert.replace('\n', end));
            }
            done = to;
        }
        out.push_str(&body[done..]);
        self.text.replace_range(self.start.., &out);
        self.version += 1;
        self.text_version = self.version;
        Ok(self.render(pictures))
    }

    /// Changes one field, and only its lines.
    pub fn set_field(
        &mut self,
        change: &FieldEdit,
        profile: &Profile,
    ) -> Result<(), ManuscriptError> {
        let fields = metadata::read(&self.text)
            .map_err(|error| ManuscriptError::ReadOnly(Unreadable::Header(error)))?;
        self.apply(&story::edits(change, &fields, profile)?)
    }

    /// Makes a picture the lead picture.
    pub fn set_lead(
        &mut self,
        src: &str,
        words: &view::PictureWords,
        profile: &Profile,
    ) -> Result<(), ManuscriptError> {
        let fields = metadata::read(&self.text)
            .map_err(|error| ManuscriptError::ReadOnly(Unreadable::Header(error)))?;
        self.apply(&story::lead_edits(src, words, &fields, &profile.keys))
    }

    /// Replaces the whole file: another version was chosen.
    pub fn set_text(&mut self, text: String, pictures: &dyn Pictures) {
        let post = Post::from_bytes(&self.path, text.into_bytes(), None);
        self.text = post.text;
        self.start = post.start;
        self.broken = post.fields.err();
        self.version += 1;
        self.text_version = self.version;
        self.render(pictures);
    }

    /// Renders again what may look different: a picture came or went.
    pub fn render(&mut self, pictures: &dyn Pictures) -> Splice {
        let body = if self.broken.is_some() { "" } else { &self.text[self.start..] };
        preview::splice(&mut self.rendered, &mut self.next_block, body, pictures)
    }

    fn apply(&mut self, edits: &[metadata::Edit]) -> Result<(), ManuscriptError> {
        self.writable()?;
        let text = metadata::edit(&self.text, edits)?;
        if text != self.text {
            let post = Post::from_bytes(&self.path, text.into_bytes(), None);
            self.text = post.text;
            self.start = post.start;
            self.version += 1;
        }
        Ok(())
    }

    fn writable(&self) -> Result<(), ManuscriptError> {
        match &self.broken {
            Some(reason) if !reason.is_repairable() => {
                Err(ManuscriptError::ReadOnly(reason.clone()))
            }
            _ => Ok(()),
        }
    }
}

/// The line end that most lines of a text have.
fn line_end(text: &str) -> &'static str {
    let pairs = text.matches("\r\n").count();
    if pairs > 0 && pairs * 2 > text.matches('\n').count() { "\r\n" } else { "\n" }
}

/// Words as readers count them (UAX #29), without marks and addresses.
pub fn words(body: &str) -> u32 {
    use pulldown_cmark::Event;
    use unicode_segmentation::UnicodeSegmentation;
    crate::markdown::parser(body)
        .map(|event| match event {
            Event::Text(text) | Event::Code(text) => text.unicode_words().count() as u32,
            _ => 0,
        })
        .sum()
}

/// From the editor's offsets to bytes, for ascending offsets in one pass.
struct Places<'a> {
    text: &'a str,
    byte: usize,
    unit: u32,
}

impl<'a> Places<'a> {
    fn new(text: &'a str) -> Places<'a> {
        Places { text, byte: 0, unit: 0 }
    }

    fn at(&mut self, unit: u32) -> Option<usize> {
        if unit < self.unit {
            (self.byte, self.unit) = (0, 0);
        }
        while self.unit < unit {
            let (bytes, units) = step(self.text, self.byte)?;
            self.byte += bytes;
            self.unit += units;
        }
        // Half of a pair is no place.
        (self.unit == unit).then_some(self.byte)
    }
}

/// From bytes to the editor's offsets, for ascending bytes in one pass.
struct Units<'a> {
    text: &'a str,
    byte: usize,
    unit: u32,
}

impl<'a> Units<'a> {
    fn new(text: &'a str) -> Units<'a> {
        Units { text, byte: 0, unit: 0 }
    }

    fn at(&mut self, byte: usize) -> u32 {
        while self.byte < byte {
            let Some((bytes, units)) = step(self.text, self.byte) else { break };
            self.byte += bytes;
            self.unit += units;
        }
        self.unit
    }
}

/// Bytes and units of the letter or line end at `byte`.
fn step(text: &str, byte: usize) -> Option<(usize, u32)> {
    let bytes = text.as_bytes();
    let first = *bytes.get(byte)?;
    if first == b'\r' && bytes.get(byte + 1) == Some(&b'\n') {
        return Some((2, 1));
    }
    if first < 0x80 {
        return Some((1, 1));
    }
    let letter = text[byte..].chars().next()?;
    Some((letter.len_utf8(), letter.len_utf16() as u32))
}

#[cfg(test)]
mod tests;
