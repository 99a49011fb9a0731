//! Writing: a story is opened, changed, saved by itself, and never lost.
//!
//! 1. [`Desk::open_post`] reads it, and what an interrupted run left in the journal.
//! 2. [`Desk::edit`] and [`Desk::set_field`] change it; every change is in the journal at once.
//! 3. [`Desk::save`] replaces the file whole, if it still is what was read. If not, both texts
//!    are kept and nothing is written until somebody chooses.
//! 4. [`Desk::seen_outside`] takes in what other programs did.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::words::{metadata_view, restored_entry};
use super::{Desk, Open, Outside, credits, pictures_of};
use crate::braces::Braces;
use crate::figure::Figure;
use crate::files::{self, PathError, Replaced};
use crate::journal::{Journal, Recovered, Unsynced};
use crate::library::{self, NewError};
use crate::manuscript::{Manuscript, ManuscriptError};
use crate::photo::ProvenanceError;
use crate::post::Post;
use crate::preview::{self, Patch};
use crate::problem;
use crate::repository::StoryFilesError;
use crate::site::{self, Place};
use crate::story::figure_words;
use crate::template::Known;
use crate::versions::{Versions, Why};
use crate::view;

/// A pause in typing after which a story is saved.
const PAUSE: SignedDuration = SignedDuration::from_millis(400);

/// The longest that a change waits to be saved while somebody types on.
const LONGEST: SignedDuration = SignedDuration::from_secs(2);

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

/// What came of saving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saving {
    /// There was nothing to save.
    Nothing,
    /// It is on disk.
    Saved {
        /// The version that is there now.
        version: u32,
        /// The state of the story now.
        state: view::State,
    },
    /// The file was changed outside meanwhile. Both texts are kept; somebody has to choose.
    Outside,
}

/// A save that is under way.
#[derive(Debug)]
pub struct Save {
    path: String,
    file: PathBuf,
    base: Option<Vec<u8>>,
    text: Vec<u8>,
    version: u32,
    versions: Versions,
}

/// What came of writing.
#[derive(Debug)]
pub struct Written {
    replaced: Replaced,
    /// Whether the text that was replaced could be kept as an earlier version.
    kept: Result<(), PathError>,
}

impl Save {
    /// Names the story.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Replaces the file whole, if it still is what was read, and keeps what was replaced.
    pub fn write(&self, now: Timestamp) -> Result<Written, PathError> {
        let replaced = files::replace(&self.file, self.base.as_deref(), &self.text)?;
        let kept = match &self.base {
            Some(old) if replaced == Replaced::Done => {
                self.versions.keep(&self.path, old, Why::Saved, now)
            }
            _ => Ok(()),
        };
        Ok(Written { replaced, kept })
    }
}

/// What came of beginning a save.
#[derive(Debug)]
pub enum Begun {
    /// This is to be written.
    Save(Save),
    /// Nothing is to be written, for this reason.
    Not(Saving),
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
        let known = |path: &str| self.repository.knows(path);
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
            };
            if let Some(recovered) = recovered {
                let pictures = pictures_of(&self.site, path, &shelf);
                let base = open.manuscript.written_of(recovered.base.clone());
                if base.as_bytes() == open.manuscript.base().unwrap_or_default() {
                    restored_entry(&mut open, recovered, &pictures, now)?;
                } else if recovered.text != open.manuscript.text() {
                    // The file changed meanwhile: what was typed is the manuscript, what lies on
                    // disk is the other text, and somebody chooses.
                    let theirs = open.manuscript.base().map(<[u8]>::to_vec);
                    let text = open.manuscript.written_of(recovered.text.clone());
                    self.versions.keep(path, text.as_bytes(), Why::Crash, now)?;
                    open.outside = Some(Outside { at: now, bytes: theirs });
                    restored_entry(&mut open, recovered, &pictures, now)?;
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
            self.versions.keep(path, bytes, Why::Crash, now).is_ok()
        });
    }

    /// The story that was opened last, if it is open still.
    pub fn latest(&self) -> Option<String> {
        self.latest.clone().filter(|path| self.open.contains_key(path))
    }

    /// Puts a story away, saved.
    pub fn close_post(&mut self, path: &str, now: Timestamp) -> Result<Saving, WritingError> {
        let saving = self.save(path, now)?;
        if saving != Saving::Outside
            && let Some(mut open) = self.open.remove(path)
        {
            open.journal.clear()?;
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
        let figures = edited.figures.then(|| manuscript.figures_and_gaps());
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

    /// Stories that should be saved now, and when the next one will be.
    pub fn due(&self, now: Timestamp) -> (Vec<String>, Option<Timestamp>) {
        let mut due = Vec::new();
        let mut next: Option<Timestamp> = None;
        for (path, open) in &self.open {
            let Some((first, last)) = open.unsaved.filter(|_| open.outside.is_none()) else {
                continue;
            };
            // After a failure (the disk is full) it is tried again at the longer pace.
            let at = if open.failed { last + LONGEST } else { (last + PAUSE).min(first + LONGEST) };
            if at <= now {
                due.push(path.clone());
            } else {
                next = Some(next.map_or(at, |next| next.min(at)));
            }
        }
        (due, next)
    }

    /// What was typed and is not on disk for certain, whether or not it was saved. Waiting for the
    /// disk is done without the desk, so that no key waits too.
    pub fn unsynced(&mut self) -> Vec<Unsynced> {
        self.open.values_mut().filter_map(|open| open.journal.unsynced()).collect()
    }

    /// Saves a story.
    pub fn save(&mut self, path: &str, now: Timestamp) -> Result<Saving, WritingError> {
        match self.begin_save(path)? {
            Begun::Save(save) => {
                let written = save.write(now);
                self.finish_save(save, written, now)
            }
            Begun::Not(saving) => Ok(saving),
        }
    }

    /// The first half of a save: what is to be written, or why nothing is. Writing takes long
    /// enough to be done without the desk, so that no key waits for it.
    pub fn begin_save(&mut self, path: &str) -> Result<Begun, WritingError> {
        let file = self.site.folder.join(path);
        let open = self.opened_mut(path)?;
        if open.outside.is_some() {
            return Ok(Begun::Not(Saving::Outside));
        }
        // Another save may be done with writing and not have said so yet.
        if let Some(text) = open.underway.take()
            && files::read_if_there(&file)?.as_ref() == Some(&text)
        {
            open.manuscript.set_base(Some(text));
            open.came = false;
        }
        if !open.manuscript.is_changed() {
            if open.unsaved.take().is_some() {
                open.journal.saved()?;
            }
            return Ok(Begun::Not(Saving::Nothing));
        }
        let text = open.manuscript.written().into_bytes();
        open.underway = Some(text.clone());
        Ok(Begun::Save(Save {
            path: path.to_owned(),
            file,
            base: open.manuscript.base().map(<[u8]>::to_vec),
            text,
            version: open.manuscript.version(),
            versions: self.versions.clone(),
        }))
    }

    /// The second half of a save: takes in what came of writing.
    pub fn finish_save(
        &mut self,
        save: Save,
        written: Result<Written, PathError>,
        now: Timestamp,
    ) -> Result<Saving, WritingError> {
        let Save { path, base, text, version, .. } = save;
        let open = self.opened_mut(&path)?;
        if open.underway.as_ref() != Some(&text) || open.manuscript.base() != base.as_deref() {
            // A later save was quicker; what it found is what counts.
            return Ok(Saving::Nothing);
        }
        open.underway = None;
        match written {
            Err(error) => {
                open.failed = true;
                if let Some((first, _)) = open.unsaved {
                    open.unsaved = Some((first, now));
                }
                Err(error.into())
            }
            Ok(Written { replaced: Replaced::ByOther(theirs), .. })
                if theirs.as_ref() != Some(&text) =>
            {
                self.found_outside(&path, theirs, now)?;
                Ok(Saving::Outside)
            }
            Ok(Written { replaced, kept }) => {
                open.failed = false;
                open.manuscript.set_base(Some(text));
                open.came = false;
                if open.manuscript.version() == version {
                    open.unsaved = None;
                    open.journal.saved()?;
                } else {
                    // What was typed meanwhile waits for the next save.
                    open.unsaved = open.unsaved.map(|(_, last)| (last, last));
                }
                if replaced != Replaced::Done {
                    // Somebody wrote the very same text.
                    return Ok(Saving::Nothing);
                }
                kept?;
                self.refresh_entry(&path);
                Ok(Saving::Saved { version, state: self.state(&path) })
            }
        }
    }

    /// Takes in what other programs did to the site's files: the list is right again, open
    /// stories without unsaved changes are read again, open ones with such changes keep both
    /// texts. `paths` are site-relative; `None` means that anything may have changed.
    pub fn seen_outside(
        &mut self,
        paths: Option<&BTreeSet<String>>,
        now: Timestamp,
    ) -> Result<Vec<view::Event>, WritingError> {
        let mut events = Vec::new();
        let open: Vec<String> = self.open.keys().cloned().collect();
        for path in open {
            if paths.is_some_and(|paths| !paths.contains(&path)) {
                continue;
            }
            if self.opened(&path)?.manuscript.broken().is_some_and(|why| !why.is_repairable()) {
                if self.looked_at_again(&path) {
                    events.push(view::Event::Reloaded { path });
                }
                continue;
            }
            let found = files::read_if_there(&self.site.folder.join(&path))?;
            let open = self.opened(&path)?;
            let known = open.outside.as_ref().map(|outside| outside.bytes.as_deref());
            let own = found.is_some() && found == open.underway;
            let seen = found.as_deref() == open.manuscript.base();
            if own || seen || known == Some(found.as_deref()) {
                continue;
            }
            // A file that is empty or gone for a moment is being rewritten: look again later.
            if open.manuscript.is_changed() || found.is_none() {
                self.found_outside(&path, found, now)?;
                events.push(view::Event::Outside { path });
            } else if let Some(bytes) = found {
                self.keep_replaced(&path, now)?;
                let post = Post::from_bytes(&path, bytes, None);
                let mut manuscript = self.manuscript(post);
                let open = self.opened_mut(&path)?;
                manuscript.go_on_after(open.manuscript.version());
                open.manuscript = manuscript;
                open.came = true;
                open.journal.clear()?;
                events.push(view::Event::Reloaded { path });
            }
        }
        // What the repository notes of itself tells no story, but may move its state; a picture
        // that came or went changes how a story looks.
        let stories: Option<BTreeSet<String>> = paths.map(|paths| {
            let posts = paths.iter().filter(|path| site::is_post_name(Path::new(path)));
            posts.cloned().collect()
        });
        let differs = self.library.refresh(&self.site, stories.as_ref());
        let only_own =
            !differs && paths.is_some_and(|paths| stories.as_ref().is_some_and(|own| own == paths));
        if !only_own {
            events.push(view::Event::Library);
        }
        Ok(events)
    }

    /// Keeps the saved text of a story that another program replaced, unless it is kept already: as
    /// an approved text, or by that program, whose text it was.
    fn keep_replaced(&self, path: &str, now: Timestamp) -> Result<(), WritingError> {
        let open = self.opened(path)?;
        let base = open.manuscript.base().filter(|base| !base.is_empty() && !open.came);
        if let Some(base) = base.filter(|base| !self.repository.was_approved(path, base)) {
            // Not as a saved one, of which there is one in five minutes.
            self.versions.keep(path, base, Why::Replaced, now)?;
        }
        Ok(())
    }

    /// Reads a story again that can only be looked at; there is nothing of an author's in it to
    /// lose. Returns whether it is another now.
    fn looked_at_again(&mut self, path: &str) -> bool {
        let post = Post::read(&self.site.folder, path);
        let Some(open) = self.open.get(path) else { return false };
        let same = post.fields.as_ref().err() == open.manuscript.broken()
            && post.text == open.manuscript.text();
        if !same {
            let mut manuscript = self.manuscript(post);
            if let Some(open) = self.open.get_mut(path) {
                manuscript.go_on_after(open.manuscript.version());
                open.manuscript = manuscript;
            }
        }
        !same
    }

    /// After an outside change: goes on with this text or with theirs. The other one is kept
    /// under Earlier versions.
    pub fn settle(
        &mut self,
        path: &str,
        mine: bool,
        now: Timestamp,
    ) -> Result<view::PostView, WritingError> {
        let lies = files::read_if_there(&self.site.folder.join(path))?;
        let open = self.open.get_mut(path).ok_or_else(|| WritingError::NotOpen(path.to_owned()))?;
        if let Some(outside) = open.outside.take() {
            let theirs = outside.bytes.unwrap_or_default();
            if mine {
                self.versions.keep(path, &theirs, Why::Outside, now)?;
                // They may have written once more since it was noticed.
                if let Some(third) = lies.as_ref().filter(|third| **third != theirs) {
                    self.versions.keep(path, third, Why::Outside, now)?;
                }
                open.manuscript.set_base(lies);
                open.unsaved = Some((now, now));
                self.save(path, now)?;
            } else {
                let text = open.manuscript.written();
                let version = open.manuscript.version();
                self.versions.keep(path, text.as_bytes(), Why::Replaced, now)?;
                open.journal.clear()?;
                self.open.remove(path);
                self.refresh_entry(path);
                self.open_post(path, now)?;
                self.opened_mut(path)?.manuscript.go_on_after(version);
            }
        }
        self.open_post(path, now)
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
            // A journal that cannot be written must not stop the writing: the save follows.
            let _ = open.journal.begin(&open.manuscript.text());
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

    fn found_outside(
        &mut self,
        path: &str,
        theirs: Option<Vec<u8>>,
        now: Timestamp,
    ) -> Result<(), WritingError> {
        if let Some(bytes) = &theirs {
            self.versions.keep(path, bytes, Why::Outside, now)?;
        }
        self.opened_mut(path)?.outside = Some(Outside { at: now, bytes: theirs });
        Ok(())
    }

    /// A post as it is edited here.
    pub(super) fn manuscript(&mut self, post: Post) -> Manuscript {
        let path = post.path.clone();
        let known = Known::read(&self.site.folder, self.site.profile.generator);
        let used = self.library.get(&path).map(|entry| self.library.calls_beside(entry));
        let braces = Braces::new(&path, Arc::new(known), used.unwrap_or_default());
        let shelf = RefCell::new(&mut self.shelf);
        Manuscript::open(post, braces, &pictures_of(&self.site, &path, &shelf))
    }

    pub(super) fn opened(&self, path: &str) -> Result<&Open, WritingError> {
        self.open.get(path).ok_or_else(|| WritingError::NotOpen(path.to_owned()))
    }

    fn opened_mut(&mut self, path: &str) -> Result<&mut Open, WritingError> {
        self.open.get_mut(path).ok_or_else(|| WritingError::NotOpen(path.to_owned()))
    }

    /// An open story as a screen shows it.
    pub(super) fn post_view(&mut self, path: &str) -> Result<view::PostView, WritingError> {
        let state = self.state(path);
        let metadata = self.metadata(path)?;
        let (head, card) = self.head_and_card(path)?;
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
                text: String::from_utf8_lossy(outside.bytes.as_deref().unwrap_or_default())
                    .into_owned(),
            }),
            restored: open.restored.clone(),
            figures: Vec::new(),
            metadata,
            state,
        };
        let figures = manuscript.figures_and_gaps();
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
        let fixed = self.is_live(path);
        let open = self.open.get(path).ok_or_else(|| WritingError::NotOpen(path.to_owned()))?;
        let form = self.library.form();
        let rules = self.library.rules();
        Ok(metadata_view(&self.site, form, &open.manuscript, &mut self.shelf, rules, fixed))
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
                let words = figure_words(&figure);
                view::FigureView {
                    from: range.start,
                    to: range.end,
                    picture: file.and_then(|file| self.shelf.put(&self.site.folder, &file)),
                    moved: credits::apart(&words).map(|(words, _)| words),
                    words,
                    form: figure.form.name().to_owned(),
                    src: figure.src,
                    nowhere,
                }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests;
