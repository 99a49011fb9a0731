//! The text being edited, held here and not on the screen.
//!
//! 1. A change comes in the editor's offsets (UTF-16, a line end counts as one) and is put into
//!    the bytes of the file, with the file's own line ends.
//! 2. Only the blocks that came out differently go back to the page.
//! 3. Fields are edited in place; where that cannot be done faithfully it is refused.
//!
//! The bytes that nobody touched are never written differently from how they were read. Braces
//! that the generator would run are shown as they were typed, and written so that readers see them.

use std::borrow::Cow;
use std::ops::Range;

use crate::braces::{Braces, Written};
use crate::figure;
use crate::form::Field;
use crate::metadata::{self, EditError};
use crate::post::{Post, Unreadable};
use crate::preview::{AsWritten, Patch, Pictures, Sheet, plain_line_ends};
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
    /// What stands above the text: the header with its marks, a byte order mark. Empty where the
    /// header cannot be read; then all of the file is the text.
    above: String,
    /// The text under the fields, and its page.
    sheet: Sheet,
    /// Why the fields cannot be read.
    broken: Option<Unreadable>,
    /// The file as it lies on disk, as far as is known; none for a story that has no file.
    base: Option<Vec<u8>>,
    /// Counts up with each change.
    version: u32,
    /// The version after the last change of the text.
    text_version: u32,
    /// What is written for a line end.
    line_end: &'static str,
    /// How braces of the text are written.
    braces: Braces,
    /// The picture beside it that leads by its name.
    featured: Option<String>,
    /// Whether somebody looks at the page.
    paged: bool,
}

/// What an edit of the text did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edited {
    /// To the page, one after the other.
    pub splices: Vec<Splice>,
    /// To the file, one after the other.
    pub patches: Vec<Patch>,
    /// Whether a figure came, went or changed.
    pub figures: bool,
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
    pub fn open(post: Post, braces: Braces, pictures: &dyn Pictures) -> Manuscript {
        Manuscript::new(post, braces, Some(pictures))
    }

    /// Opens a post that nobody looks at: it is edited and written like any other, without a page.
    pub fn open_unseen(post: Post, braces: Braces) -> Manuscript {
        Manuscript::new(post, braces, None)
    }

    fn new(post: Post, braces: Braces, pictures: Option<&dyn Pictures>) -> Manuscript {
        let mut manuscript = Manuscript {
            path: post.path.clone(),
            base: Some(post.text.clone().into_bytes()),
            above: String::new(),
            sheet: Sheet::plain(""),
            broken: None,
            version: 1,
            text_version: 1,
            line_end: "\n",
            braces,
            featured: post.featured.clone(),
            paged: pictures.is_some(),
        };
        manuscript.take(post, pictures.unwrap_or(&AsWritten));
        manuscript
    }

    /// Goes on after another one, whose place it takes: a change that was meant for that text is
    /// stale here, and not taken for one of this.
    pub fn go_on_after(&mut self, version: u32) {
        self.version = version + 1;
        self.text_version = self.version;
    }

    /// The version now.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// The whole text as it is shown: the journal holds this one.
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(self.above.len() + self.sheet.length());
        text.push_str(&self.above);
        text.push_str(&self.sheet.text());
        text
    }

    /// The whole file, as it is written.
    pub fn written(&self) -> String {
        self.written_of(self.text())
    }

    /// What would be written of a text of this story, shown with its fields.
    pub fn written_of(&self, mut text: String) -> String {
        let start = if self.broken.is_some() { text.len() } else { self.start_of(&text) };
        if let Cow::Owned(body) = self.braces.written(&text[start..]) {
            text.truncate(start);
            text.push_str(&body);
        }
        text
    }

    /// The file as it lies on disk, as it would be shown.
    pub fn shown_base(&self) -> String {
        let base = self.base.clone().unwrap_or_default();
        let post = Post::from_bytes(&self.path, base, None);
        match &post.fields {
            Ok(fields) => {
                let shown = self.braces.clone().open(post.body(), Some(fields));
                format!("{}{shown}", &post.text[..post.start])
            }
            Err(_) => post.text,
        }
    }

    fn start_of(&self, text: &str) -> usize {
        if text.starts_with(&self.above) {
            return self.above.len();
        }
        Post::from_bytes(&self.path, text.as_bytes().to_vec(), None).start
    }

    /// What of the text is written otherwise than it is shown, in bytes of the whole text.
    pub fn writing(&self) -> Vec<Written> {
        if self.broken.is_some() {
            return Vec::new();
        }
        let above = self.above.len();
        let places = self.braces.writing(&self.sheet.text()).into_iter();
        let moved = places.map(|place| Written {
            shown: above + place.shown.start..above + place.shown.end,
            ..place
        });
        moved.collect()
    }

    /// The text under the fields.
    pub fn body(&self) -> String {
        self.sheet.text()
    }

    /// The text as the editor holds it: every line end is `\n`.
    pub fn editor_text(&self) -> String {
        let mut body = self.body();
        // What is only looked at is not sent whole.
        if self.writable().is_err() && body.len() > GLANCE {
            let end = (0..=GLANCE).rev().find(|end| body.is_char_boundary(*end));
            body.truncate(end.unwrap_or(0));
        }
        plain_line_ends(&body).into_owned()
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
        self.base.as_deref().is_none_or(|base| {
            let (above, text) = base.split_at(self.above.len().min(base.len()));
            above != self.above.as_bytes()
                || (!self.sheet.is(text) && self.written().as_bytes() != base)
        })
    }

    /// Notes what lies on disk now.
    pub fn set_base(&mut self, base: Option<Vec<u8>>) {
        self.base = base;
    }

    /// Some blocks of the page, at most so many, from one on; and whether more follow.
    pub fn page(&mut self, from: usize, most: usize) -> (Vec<view::Block>, bool) {
        let blocks = self.sheet.page(from, most);
        let more = from + blocks.len() < self.sheet.count();
        (blocks, more)
    }

    /// Words in the text.
    pub fn words(&self) -> u32 {
        self.sheet.words()
    }

    /// The figures of the text with their places in the editor.
    pub fn figures(&self) -> Vec<(Range<u32>, figure::Figure)> {
        self.sheet.figures()
    }

    /// The same, each with the words that its template has no place for.
    pub fn figures_and_gaps(
        &self,
        own: &figure::Templates,
    ) -> Vec<(Range<u32>, figure::Figure, Vec<String>)> {
        let figures = self.figures();
        let any = figures.iter().any(|(_, one)| one.form == figure::Form::Template);
        let text: Vec<u16> =
            if any { self.editor_text().encode_utf16().collect() } else { Vec::new() };
        let gaps = |(range, one): (Range<u32>, figure::Figure)| {
            let source = text.get(range.start as usize..range.end as usize);
            let source = source.map(String::from_utf16_lossy).unwrap_or_default();
            let gaps = figure::nowhere(&source, &one, own).into_iter().map(str::to_owned).collect();
            (range, one, gaps)
        };
        figures.into_iter().map(gaps).collect()
    }

    /// The fields as the model has them.
    pub fn story(&self, profile: &Profile) -> Story {
        Story::of(&self.header(), profile)
    }

    /// Changes the text. The changes are in order and do not overlap.
    pub fn edit(
        &mut self,
        version: u32,
        changes: &[Change],
        pictures: &dyn Pictures,
    ) -> Result<Edited, ManuscriptError> {
        self.writable()?;
        if version < self.text_version || version > self.version {
            return Err(ManuscriptError::Stale { given: version, now: self.version });
        }
        let changed = self
            .sheet
            .edit(changes, self.line_end, pictures)
            .map_err(|_| ManuscriptError::OutOfRange)?;
        self.version += 1;
        self.text_version = self.version;
        let above = self.above.len();
        let in_file =
            |patch: Patch| Patch { from: patch.from + above, to: patch.to + above, ..patch };
        Ok(Edited {
            splices: changed.splices,
            patches: changed.patches.into_iter().map(in_file).collect(),
            figures: changed.figures,
        })
    }

    /// Changes one field, and only its lines. `own` is what the site does with a field of its own.
    pub fn set_field(
        &mut self,
        change: &FieldEdit,
        profile: &Profile,
        own: Option<&Field>,
    ) -> Result<Vec<Patch>, ManuscriptError> {
        let fields = self.fields()?;
        self.apply(&story::edits(change, &fields, self.featured.as_deref(), profile, own)?)
    }

    /// Makes a picture the lead picture.
    pub fn set_lead(
        &mut self,
        src: &str,
        words: &view::PictureWords,
        profile: &Profile,
    ) -> Result<Vec<Patch>, ManuscriptError> {
        let fields = self.fields()?;
        self.apply(&story::lead_edits(src, words, &fields, profile))
    }

    /// Leads the lead picture to another file; its words stay.
    pub fn set_lead_src(
        &mut self,
        src: &str,
        profile: &Profile,
    ) -> Result<Vec<Patch>, ManuscriptError> {
        let fields = self.fields()?;
        if self.story(profile).lead.is_some_and(|lead| lead.by_name) {
            return Err(FieldError::ByName.into());
        }
        self.apply(&[story::lead_src_edit(src, &profile.keys_to_write(&fields))])
    }

    /// Replaces the whole file, as it would be written: another version was chosen.
    pub fn set_written(&mut self, text: String, pictures: &dyn Pictures) -> Vec<Patch> {
        let old = self.text();
        self.take(Post::from_bytes(&self.path, text.into_bytes(), None), pictures);
        self.version += 1;
        self.text_version = self.version;
        vec![Patch::between(0, &old, &self.text())]
    }

    /// Replaces the whole text, as it is shown.
    pub fn set_text(&mut self, text: String, pictures: &dyn Pictures) -> Vec<Patch> {
        let old = self.text();
        let patch = Patch::between(0, &old, &text);
        self.put(Post::from_bytes(&self.path, text.into_bytes(), None), None, pictures);
        self.version += 1;
        self.text_version = self.version;
        vec![patch]
    }

    /// The story lies elsewhere, or its file was written anew with it: goes on from these bytes.
    pub fn follow(&mut self, path: &str, bytes: Vec<u8>, pictures: &dyn Pictures) {
        self.path = path.to_owned();
        self.base = Some(bytes.clone());
        self.take(Post::from_bytes(path, bytes, None), pictures);
        self.version += 1;
        self.text_version = self.version;
    }

    /// Renders again what may look different: a picture came or went.
    pub fn render(&mut self, pictures: &dyn Pictures) -> Vec<Splice> {
        self.sheet.render(pictures)
    }

    /// Takes a file.
    fn take(&mut self, post: Post, pictures: &dyn Pictures) {
        let fields = post.fields.as_ref().ok();
        let shown = fields.map(|fields| self.braces.open(post.body(), Some(fields)));
        self.put(post, shown, pictures);
    }

    /// Takes a text, of which `shown` stands under the fields if it is given.
    fn put(&mut self, post: Post, shown: Option<String>, pictures: &dyn Pictures) {
        self.broken = post.fields.as_ref().err().cloned();
        let (above, text) = post.text.split_at(post.start);
        let text = shown.as_deref().unwrap_or(text);
        self.line_end = line_end(if text.contains('\n') { text } else { above });
        let paged = self.paged && self.broken.is_none();
        self.sheet = if paged { Sheet::new(text, pictures) } else { Sheet::plain(text) };
        self.above = above.to_owned();
    }

    /// The post as it is now, without its text.
    fn header(&self) -> Post {
        let featured = self.featured.clone();
        Post { featured, ..Post::from_bytes(&self.path, self.above.clone().into_bytes(), None) }
    }

    /// Another picture lies beside the story that leads by its name, or none.
    pub fn set_featured(&mut self, featured: Option<String>) {
        self.featured = featured;
    }

    /// All fields.
    pub fn fields(&self) -> Result<metadata::Fields, ManuscriptError> {
        let unreadable = |error| ManuscriptError::ReadOnly(Unreadable::Header(error));
        metadata::read(&self.above).map_err(unreadable)
    }

    /// For each field the reason why it cannot be changed, where that is known beforehand.
    pub fn refusals(&self, keys: &[metadata::KeyPath]) -> Vec<Option<EditError>> {
        metadata::refusals(&self.above, keys)
    }

    fn apply(&mut self, edits: &[metadata::Edit]) -> Result<Vec<Patch>, ManuscriptError> {
        self.writable()?;
        let above = if self.above.contains('\n') {
            metadata::edit(&self.above, edits)?
        } else {
            // A first header takes its line ends from the text.
            let mut text = metadata::edit(&self.text(), edits)?;
            text.truncate(text.len() - self.sheet.length());
            text
        };
        if above == self.above {
            return Ok(Vec::new());
        }
        let patch = Patch::between(0, &self.above, &above);
        self.above = above;
        self.version += 1;
        Ok(vec![patch])
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
    crate::markdown::parser(&crate::markdown::held(body))
        .map(|event| match event {
            Event::Text(text) | Event::Code(text) => text.unicode_words().count() as u32,
            _ => 0,
        })
        .sum()
}

#[cfg(test)]
mod tests;
