//! Writing: a story is opened, changed, saved by itself, and never lost.
//!
//! 1. [`Desk::open_post`] reads it, and what an interrupted run left in the journal.
//! 2. [`Desk::edit`] and [`Desk::set_field`] change it; every change is in the journal at once.
//! 3. [`Desk::save`] replaces the file whole, if it still is what was read (`saving`).
//! 4. [`Desk::seen_outside`] takes in what other programs did (`outside`).

use std::cell::RefCell;
use std::sync::Arc;

use jiff::Timestamp;

use super::saving::Saving;
use super::words::{metadata_view, restored_entry};
use super::{Desk, Open, Outside, credits, pictures_of};
use crate::braces::Braces;
use crate::figure::Figure;
use crate::files::{self, PathError};
use crate::journal::{Journal, Recovered, Unsynced};
use crate::library::{self, NewError};
use crate::manuscript::{Manuscript, ManuscriptError};
use crate::metadata::Fields;
use crate::photo::ProvenanceError;
use crate::post::Post;
use crate::preview::{self, Patch};
use crate::problem;
use crate::repository::StoryFilesError;
use crate::site::{self, Place};
use crate::story::figure_words;
use crate::template::Known;
use crate::versions::Why;
use crate::view;

/// Blocks of the page that come with a story: what is seen before somebody scrolls.
const FIRST: usize = 32;

/// Blocks that come at once after these. A screen draws so many without holding up a key.
const NEXT: usize = 256;

/// Why something could not be done with an open story.
#[derive(Debug, thiserror::Error)]
pub enum WritingError {
    /// The story is not open.
    #[error("{0} is not open")]
    NotOpen(String),
    /// The change was refused.
    #[error(transparent)]
    Change(#[from] ManuscriptError),
    /// A file could not be read or written.
    #[error(transparent)]
    File(#[from] PathError),
    /// A story could not be begun.
    #[error(transparent)]
    New(#[from] NewError),
    /// A file of the story cannot be taken.
    #[error(transparent)]
    Files(#[from] StoryFilesError),
    /// What is said of a picture could not be read or written.
    #[error(transparent)]
    Provenance(#[from] ProvenanceError),
    /// There is such a file already.
    #[error("{0} is there already")]
    Taken(String),
    /// There is no such version or draft.
    #[error("{0} is not there any more")]
    Gone(String),
}

impl Desk {
    /// Begins a story and opens it.
    pub fn begin(
        &mut self,
        headline: &str,
        writer: Option<&str>,
        now: Timestamp,
    ) -> Result<view::PostView, WritingError> {
        self.begin_in(None, headline, writer, now)
    }

    /// Begins a story in one of the site's places, named by the pattern of its file, in the manner
    /// of the stories that are there. Without one, and for one that is not known, it is the usual.
    pub fn begin_in(
        &mut self,
        place: Option<&str>,
        headline: &str,
        writer: Option<&str>,
        now: Timestamp,
    ) -> Result<view::PostView, WritingError> {
        let site = &self.site;
        let places = &site.profile.places;
        let chosen = places.iter().find(|known| Some(known.path.0.as_str()) == place);
        let Place { folder, path: pattern, language, .. } = chosen.unwrap_or(&places[0]).clone();
        let readable = || self.library.entries().iter().filter(|entry| entry.broken.is_none());
        let beside = |entry: &&library::Entry| {
            site::section(&entry.path) == folder
                && site.sections.language(&entry.path) == language.as_deref()
        };
        let newest = readable().find(beside).or_else(|| readable().next());
        let neighbour = newest.map(|entry| Post::read(&site.folder, &entry.path).text);
        let known = |path: &str, fields: &Fields| {
            self.repository.knows(path) || self.library.has_another_at(path, fields)
        };
        let neighbour = neighbour.as_deref();
        let path = library::begin(site, &pattern, headline, writer, neighbour, &known, now)?;
        self.refresh_entry(&path);
        self.open_post(&path, now)
    }

    /// Opens a story; one that is open already comes as it is.
    pub fn open_post(
        &mut self,
        path: &str,
        now: Timestamp,
    ) -> Result<view::PostView, WritingError> {
        if !self.open.contains_key(path) {
            if self.library.get(path).is_none() {
                return Err(WritingError::Gone(path.to_owned()));
            }
            let post = Post::read(&self.site.folder, path);
            let journal = Journal::new(&self.journals, path);
            let recovered = journal.recover();
            let manuscript = self.manuscript(post);
            self.sweep(&manuscript, recovered.as_ref(), now);
            let shelf = RefCell::new(&mut self.shelf);
            let mut open = Open {
                manuscript,
                journal,
                outside: None,
                unsaved: None,
                failed: false,
                underway: None,
                restored: None,
                came: false,
                blank: None,
                saved: false,
            };
            if let Some(recovered) = recovered {
                let pictures = pictures_of(&self.site, path, &shelf);
                let saved = open.manuscript.written_of(recovered.base.clone()).into_bytes();
                let shown = open.manuscript.text();
                let lies = open.manuscript.base().unwrap_or_default();
                if recovered.text == shown {
                    // All of it was saved, and not noted any more.
                } else if saved == lies || recovered.was_written(lies) {
                    restored_entry(&mut open, &shown, recovered, &pictures, now);
                } else {
                    // The file changed meanwhile: what was typed is the manuscript, what lies on
                    // disk is the other text, and somebody chooses.
                    let theirs = Some(lies.to_vec());
                    let text = open.manuscript.written_of(recovered.text.clone());
                    self.versions.keep(path, text.as_bytes(), Why::Crash, now)?;
                    open.outside = Some(Outside { at: now, bytes: theirs });
                    open.manuscript.set_base(Some(saved));
                    let base = recovered.base.clone();
                    restored_entry(&mut open, &base, recovered, &pictures, now);
                }
            }
            self.open.insert(path.to_owned(), open);
        }
        self.latest = Some(path.to_owned());
        self.post_view(path)
    }

    /// Takes away what an interrupted save left beside a story. What somebody else wrote at that
    /// very moment may be in it, and is kept.
    fn sweep(&self, manuscript: &Manuscript, recovered: Option<&Recovered>, now: Timestamp) {
        let path = &manuscript.path;
        let texts = recovered.map(|recovered| [recovered.base.clone(), recovered.text.clone()]);
        let known: Vec<String> = texts
            .into_iter()
            .flatten()
            .chain([manuscript.text()])
            .map(|text| manuscript.written_of(text))
            .collect();
        let known: Vec<&[u8]> = known.iter().map(String::as_bytes).collect();
        // Nothing else can be done about a folder that cannot be written.
        let _ = files::sweep(&self.site.folder.join(path), &known, |bytes| {
            recovered.is_some_and(|recovered| recovered.was_written(bytes))
                || self.versions.keep(path, bytes, Why::Crash, now).is_ok()
        });
    }

    /// The story that was opened last, if it is open still.
    pub fn latest(&self) -> Option<String> {
        self.latest.clone().filter(|path| self.open.contains_key(path))
    }

    /// Puts a story away, saved.
    pub fn close_post(&mut self, path: &str, now: Timestamp) -> Result<Saving, WritingError> {
        let saving = self.save(path, now)?;
        if saving != Saving::Outside {
            let kept = self.keep_as_left(path, now);
            if let Some(mut open) = self.open.remove(path) {
                open.journal.clear()?;
            }
            kept?;
        }
        Ok(saving)
    }

    /// Changes the text of a story.
    pub fn edit(
        &mut self,
        path: &str,
        version: u32,
        changes: &[view::Change],
        now: Timestamp,
    ) -> Result<view::Edited, WritingError> {
        let edited = self.change(path, now, |manuscript, pictures| {
            let mut edited = manuscript.edit(version, changes, pictures)?;
            let patches = std::mem::take(&mut edited.patches);
            Ok((edited, patches))
        })?;
        let manuscript = &self.opened(path)?.manuscript;
        let (version, words) = (manuscript.version(), manuscript.words());
        let figures =
            edited.figures.then(|| manuscript.figures_and_gaps(&self.site.profile.templates));
        let figures = figures.map(|figures| self.figure_views(path, figures));
        Ok(view::Edited { version, splices: edited.splices, words, figures })
    }

    /// The blocks of an open story's page from one on, as many as are sent at once.
    pub fn rest_of_page(&mut self, path: &str, from: u32) -> Result<view::PageRest, WritingError> {
        let manuscript = &mut self.opened_mut(path)?.manuscript;
        let (blocks, more) = manuscript.page(from as usize, NEXT);
        Ok(view::PageRest { version: manuscript.version(), blocks, more })
    }

    /// Changes one field of a story.
    pub fn set_field(
        &mut self,
        path: &str,
        edit: &view::FieldEdit,
        now: Timestamp,
    ) -> Result<view::FieldEdited, WritingError> {
        let profile = self.site.profile.clone();
        let own = self.library.form().field_of(edit).cloned();
        self.change(path, now, |manuscript, _| {
            Ok(((), manuscript.set_field(edit, &profile, own.as_ref())?))
        })?;
        self.field_edited(path)
    }

    /// The stories that are open.
    pub fn open_stories(&self) -> Vec<String> {
        self.open.keys().cloned().collect()
    }

    /// What was typed and is not on disk for certain, whether or not it was saved. Waiting for the
    /// disk is done without the desk, so that no key waits too.
    pub fn unsynced(&mut self) -> Vec<Unsynced> {
        self.open.values_mut().filter_map(|open| open.journal.unsynced()).collect()
    }

    /// Brings an earlier version back. What it replaces is kept.
    pub fn restore(
        &mut self,
        path: &str,
        id: &str,
        now: Timestamp,
    ) -> Result<view::PostView, WritingError> {
        let bytes =
            self.earlier_text(path, id).ok_or_else(|| WritingError::Gone(path.to_owned()))?;
        let text = String::from_utf8(bytes).map_err(|_| WritingError::Gone(path.to_owned()))?;
        self.open_post(path, now)?;
        let present = self.opened(path)?.manuscript.written();
        self.versions.keep(path, present.as_bytes(), Why::Restored, now)?;
        self.change(path, now, |manuscript, pictures| {
            Ok(((), manuscript.set_written(text, pictures)))
        })?;
        self.save(path, now)?;
        self.post_view(path)
    }

    /// Makes a change and records it. What makes it says what it did to the file.
    pub(super) fn change<T>(
        &mut self,
        path: &str,
        now: Timestamp,
        change: impl FnOnce(
            &mut Manuscript,
            &dyn preview::Pictures,
        ) -> Result<(T, Vec<Patch>), WritingError>,
    ) -> Result<T, WritingError> {
        let open = self.open.get_mut(path).ok_or_else(|| WritingError::NotOpen(path.to_owned()))?;
        if !open.journal.is_begun() {
            begin_journal(open, now);
        }
        let shelf = RefCell::new(&mut self.shelf);
        let pictures = pictures_of(&self.site, path, &shelf);
        let (done, patches) = change(&mut open.manuscript, &pictures)?;
        if !patches.is_empty() {
            let _ = open.journal.record(&patches, now);
            let first = open.unsaved.map_or(now, |(first, _)| first);
            open.unsaved = Some((first, now));
        }
        Ok(done)
    }

    /// A post as it is edited here.
    pub(super) fn manuscript(&mut self, post: Post) -> Manuscript {
        let path = post.path.clone();
        let braces = self.braces(&path);
        let shelf = RefCell::new(&mut self.shelf);
        Manuscript::open(post, braces, &pictures_of(&self.site, &path, &shelf))
    }

    /// How the braces of a story are written, of which nothing was read yet.
    pub(super) fn braces(&self, path: &str) -> Braces {
        let known = Known::read(&self.site.folder, self.site.profile.generator);
        let used = self.library.get(path).map(|entry| self.library.calls_beside(entry));
        Braces::new(path, Arc::new(known), used.unwrap_or_default())
    }

    pub(super) fn opened(&self, path: &str) -> Result<&Open, WritingError> {
        self.open.get(path).ok_or_else(|| WritingError::NotOpen(path.to_owned()))
    }

    pub(super) fn opened_mut(&mut self, path: &str) -> Result<&mut Open, WritingError> {
        self.open.get_mut(path).ok_or_else(|| WritingError::NotOpen(path.to_owned()))
    }

    /// An open story as a screen shows it.
    pub(super) fn post_view(&mut self, path: &str) -> Result<view::PostView, WritingError> {
        let state = self.state(path);
        let metadata = self.metadata(path)?;
        let (head, card) = self.head_and_card(path)?;
        let templates = self.site.profile.templates.clone();
        let open = self.opened_mut(path)?;
        let (blocks, more) = open.manuscript.page(0, FIRST);
        let manuscript = &open.manuscript;
        let post = view::PostView {
            path: path.to_owned(),
            version: manuscript.version(),
            text: manuscript.editor_text(),
            page: view::Page { head, blocks, more, card },
            words: manuscript.words(),
            broken: manuscript.broken().map(|reason| problem::broken(path, reason)),
            outside: open.outside.as_ref().map(|outside| view::OutsideChange {
                at: outside.at.to_string(),
                gone: outside.bytes.is_none(),
            }),
            restored: open.restored.clone(),
            figures: Vec::new(),
            metadata,
            state,
        };
        let figures = manuscript.figures_and_gaps(&templates);
        Ok(view::PostView { figures: self.figure_views(path, figures), ..post })
    }

    /// What an edit of a field changed.
    pub(super) fn field_edited(&mut self, path: &str) -> Result<view::FieldEdited, WritingError> {
        let metadata = self.metadata(path)?;
        let (head, card) = self.head_and_card(path)?;
        let version = self.opened(path)?.manuscript.version();
        Ok(view::FieldEdited { version, metadata, head, card })
    }

    fn head_and_card(&mut self, path: &str) -> Result<(String, String), WritingError> {
        let story = self.opened(path)?.manuscript.story(&self.site.profile);
        let shelf = RefCell::new(&mut self.shelf);
        let pictures = pictures_of(&self.site, path, &shelf);
        Ok((preview::head(&story, &pictures), preview::card(&story, &pictures)))
    }

    fn metadata(&mut self, path: &str) -> Result<view::Metadata, WritingError> {
        let live = self.is_live(path).then(|| self.repository.live_text(path)).map(|bytes| {
            // A header that cannot be read says nothing of its address.
            Post::from_bytes(path, bytes.unwrap_or_default(), None).fields.unwrap_or_default()
        });
        let open = self.open.get(path).ok_or_else(|| WritingError::NotOpen(path.to_owned()))?;
        let form = self.library.form();
        let rules = self.library.rules();
        Ok(metadata_view(&self.site, form, &open.manuscript, &mut self.shelf, rules, live.as_ref()))
    }

    pub(super) fn figure_views(
        &mut self,
        path: &str,
        figures: Vec<(std::ops::Range<u32>, Figure, Vec<String>)>,
    ) -> Vec<view::FigureView> {
        figures
            .into_iter()
            .map(|(range, figure, nowhere)| {
                let file = library::resolve(&self.site, path, &figure.src);
                let mut words = figure_words(&figure);
                let profile = &self.site.profile;
                let moved = credits::apart(&words, profile.label_of(path));
                if words.credit.is_empty() {
                    words.label = profile.usual_label(path);
                }
                view::FigureView {
                    from: range.start,
                    to: range.end,
                    picture: file.and_then(|file| self.shelf.put(&self.site.folder, &file)),
                    moved: moved.map(|(words, _)| words),
                    words,
                    form: figure.form.name().to_owned(),
                    src: figure.src,
                    nowhere,
                }
            })
            .collect()
    }
}

/// Begins the journal of a story, or begins it anew where it could not be written, with what was
/// typed until now.
fn begin_journal(open: &mut Open, now: Timestamp) {
    let Open { manuscript, journal, .. } = open;
    let text = manuscript.text();
    // A journal that cannot be written must not stop the writing: the save follows.
    let _ = match manuscript.is_changed() {
        true => {
            let base = manuscript.shown_base();
            journal.begin(&base, &[Patch::between(0, &base, &text)], now)
        }
        false => journal.begin(&text, &[], now),
    };
}

#[cfg(test)]
mod tests;
