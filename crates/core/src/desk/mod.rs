//! An open site with everything that is going on in it: what the screens ask, answered.
//!
//! The desk owns the state. A shell holds one desk behind a lock, hands it the time, and tells
//! the screen what changed; nothing here waits for a network or decodes a picture (that is
//! [`Sending`] and [`crate::photo::Job`], which run without the lock).

mod album;
mod check;
mod credits;
mod earlier;
mod fix;
mod house;
mod leaving;
mod looked;
mod outbox;
mod outside;
mod pictures;
mod press;
mod profile;
mod saving;
mod several;
mod stories;
mod together;
mod unpublish;
mod words;
mod writing;

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

pub use check::Checking;
pub use earlier::Earlier;
pub use fix::{FixError, Fixing};
pub use pictures::said_on_site;
pub use press::{Sending, SendingError, TakingBack};
pub use profile::SayError;
pub use saving::{Begun, Save, Saving};
pub use stories::StoryError;
pub use together::Arriving;
pub use unpublish::Unpublishing;
pub use writing::WritingError;

use self::house::{house_files, is_house};
use self::looked::Looked;
use self::outbox::Outbox;
use self::saving::Underway;
use crate::check::{Gallery, House, Limits, Passes, Wrote};
use crate::files::{At, PathError};
use crate::journal::Journal;
use crate::library::acts::Acts;
use crate::library::{Entry, Library, PostPictures, Search, Shelf, Trail, address_of};
use crate::look::{self, Wanted};
use crate::manuscript::Manuscript;
use crate::post::{Post, folder, is_bundle};
use crate::preview;
use crate::problem;
use crate::repository::{self, Repository, Standing, StoryFiles};
use crate::site::{Place, Site};
use crate::versions::Versions;
use crate::view;

/// Stories that are looked for among built pages, the newest first.
const BUILT: usize = 40;

/// Characters of a dek that no site shows.
const LONGEST_DEK: u32 = 500;

/// Pixels in which the page shows a picture at most.
const PAGE_WIDTH: u32 = 1200;

/// An open site.
#[derive(Debug)]
pub struct Desk {
    site: Site,
    repository: Repository,
    library: Library,
    shelf: Shelf,
    open: HashMap<String, Open>,
    /// The story that was opened last.
    latest: Option<String>,
    drafts: HashMap<String, pictures::Draft>,
    /// The last change of a picture of the site, which can be taken back.
    album_step: Option<album::AlbumStep>,
    versions: Versions,
    /// What was left as it is of the copy desk's findings.
    passes: Passes,
    /// The last change of the house rules, while it can be taken back.
    house_wrote: Option<Wrote>,
    /// Picture files that the copy desk looked at.
    gallery: Arc<Gallery>,
    journals: PathBuf,
    outbox: Outbox,
    looked: Looked,
    acts: Acts,
    trail: Trail,
    /// Is there once somebody looked at the site's profile.
    confirmed: PathBuf,
    sample: bool,
}

/// A story on the desk.
#[derive(Debug)]
struct Open {
    manuscript: Manuscript,
    journal: Journal,
    /// What was written outside while there were unsaved changes here.
    outside: Option<Outside>,
    /// When the first unsaved change was made, and the last.
    unsaved: Option<(Timestamp, Timestamp)>,
    /// Whether the last attempt to save failed.
    failed: bool,
    /// The save that is writing just now, without the desk.
    underway: Option<Underway>,
    /// When the last keystroke was made that came back after a crash.
    restored: Option<String>,
    /// Whether the text on disk came from another program while the story was open.
    came: bool,
    /// Since when the file is empty or gone, while that may be for a moment only.
    blank: Option<Timestamp>,
    /// Whether something was saved since it was opened.
    saved: bool,
}

/// Another text of the same file.
#[derive(Debug, Clone)]
struct Outside {
    at: Timestamp,
    /// None: the file is gone.
    bytes: Option<Vec<u8>>,
}

/// Why a site cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder cannot be read.
    #[error(transparent)]
    Folder(#[from] PathError),
    /// Its history cannot be used.
    #[error(transparent)]
    Repository(#[from] repository::OpenError),
}

/// Where Galley keeps what is its own of a site.
fn own_folder(site: &Path, data: &Path) -> PathBuf {
    let key = blake3::hash(site.as_os_str().as_encoded_bytes()).to_hex();
    data.join("sites").join(&key[..16])
}

/// The earlier versions of a site's stories, as the desk that has the site keeps them.
pub fn versions_of(site: &Path, data: &Path) -> Versions {
    Versions::new(own_folder(site, data).join("versions"))
}

impl Desk {
    /// Opens a site. `data` is where Galley keeps what is its own, outside every site. Writes
    /// nothing into the site, but for an act on a whole story that was broken off.
    pub fn open(folder: &Path, data: &Path, sample: bool) -> Result<Desk, OpenError> {
        let folder = std::fs::canonicalize(folder).at(folder)?;
        let own = own_folder(&folder, data);
        let (versions, journals) = (Versions::new(own.join("versions")), own.join("journals"));
        let acts = Acts::new(folder.clone(), own.join("acts"));
        let trail = Trail::read(own.join("trail.json"));
        let kept = stories::Kept { versions: &versions, trail: &trail, journals: &journals };
        // What cannot be finished now (the disk is full) is, the next time; reading goes on.
        let _ = acts.resume(&kept);
        let (site, posts) = Site::open(&folder)?;
        let repository = Repository::open(&site.folder)?;
        repository.catch_up();
        Ok(Desk {
            library: Library::of(&site, posts),
            versions,
            passes: Passes::read(own.join("left.json")),
            house_wrote: None,
            gallery: Arc::default(),
            journals,
            acts,
            trail,
            outbox: Outbox::read(&own),
            looked: Looked::new(&own),
            confirmed: own.join("confirmed"),
            shelf: Shelf::default(),
            open: HashMap::new(),
            latest: None,
            drafts: HashMap::new(),
            album_step: None,
            repository,
            sample,
            site,
        })
    }

    /// The site.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// The site as a screen shows it.
    pub fn site_view(&self) -> view::SiteView {
        let (headline, dek) = self.lengths();
        view::SiteView {
            name: self.site.name.clone(),
            folder: self.site.folder.to_string_lossy().into_owned(),
            address: self.site.shown_address(),
            generator: self.site.profile.generator.name().to_owned(),
            time_zone: self.site.profile.time_zone.clone(),
            sample: self.sample,
            can_publish: self.repository.destination().is_some(),
            confirmed: self.is_confirmed(),
            places: self.site.profile.places.iter().map(place_view).collect(),
            headline,
            dek,
        }
    }

    /// How long a headline and a dek should be, for the copy desk as for the form.
    fn lengths(&self) -> (view::Length, view::Length) {
        let usual = Limits::default();
        let house = House::read(&self.site.folder).map_or(usual, |house| house.limits);
        let limits = house.beside(self.site.profile.limits);
        let number = |size: usize| u32::try_from(size).unwrap_or(u32::MAX);
        let length = |least: usize, fits: usize, usual: usize, most: u32| view::Length {
            least: number(least),
            fits: number(fits),
            most: most.max(number(fits)),
            said: fits != usual,
        };
        (
            length(0, limits.headline_shown, usual.headline_shown, number(limits.headline)),
            length(limits.dek_least, limits.dek_most, usual.dek_most, LONGEST_DEK),
        )
    }

    /// The list of stories.
    pub fn library(&mut self, now: Timestamp) -> view::Library {
        let files: Vec<StoryFiles> =
            self.library.entries().iter().map(|entry| self.files_of(entry)).collect();
        let standings = self.standings(&files);
        let today = now.to_zoned(TimeZone::system()).date();
        let entries = self.library.entries();
        let mut rows = Vec::with_capacity(entries.len());
        for (entry, standing) in entries.iter().zip(&standings) {
            rows.push(view::StoryRow {
                path: entry.path.clone(),
                title: entry.title(),
                dek: entry.story.dek.clone(),
                authors: entry.story.authors.clone(),
                address: self.library.rules().link(entry.address.as_deref()),
                date: entry.story.date.as_ref().map(|when| when.raw.clone()).unwrap_or_default(),
                day: entry.day(today),
                state: standing.state,
                with_readers: standing.with_readers,
                thumbnail: thumbnail(&self.site, entry, &mut self.shelf),
                broken: entry.broken.as_ref().map(|reason| problem::broken(&entry.path, reason)),
            });
        }
        let approved = |standing: &&Standing| standing.state == view::State::Approved;
        let waiting = standings.iter().filter(approved).count();
        let undecided = self.undecided();
        view::Library {
            site: self.site_view(),
            stories: rows,
            waiting: waiting as u32,
            offline: self.outbox().len() as u32,
            undecided,
        }
    }

    /// What is needed to look for words in all stories without the desk. What is being typed is
    /// found once it is saved.
    pub fn search(&self) -> Search {
        self.library.search(&self.site.folder)
    }

    /// What may be completed in the fields of a story, and in those of its pictures.
    pub fn choices(&self) -> view::Choices {
        let mut choices = self.library.form().choices();
        for name in self.site.profile.people.values() {
            if !choices.authors.contains(name) {
                choices.authors.push(name.clone());
            }
        }
        view::Choices { credits: self.credits(), ..choices }
    }

    /// Cards of the newest stories, as many as asked for.
    pub fn cards(&mut self, count: usize) -> view::Cards {
        let entries: Vec<Entry> =
            self.library.entries().iter().filter(|entry| entry.broken.is_none()).cloned().collect();
        let cards = entries
            .iter()
            .take(count)
            .map(|entry| {
                let story = match self.open.get(&entry.path) {
                    Some(open) => open.manuscript.story(&self.site.profile),
                    None => entry.story.clone(),
                };
                let shelf = RefCell::new(&mut self.shelf);
                let pictures = pictures_of(&self.site, &entry.path, &shelf);
                view::Card { path: entry.path.clone(), html: preview::card(&story, &pictures) }
            })
            .collect();
        view::Cards { cards, more: entries.len() > count }
    }

    /// How the site itself looks, where it has style sheets that can be found.
    pub fn look(&mut self) -> Option<view::Look> {
        let readable = self.library.entries().iter().filter(|entry| entry.broken.is_none());
        let stories: Vec<Wanted> = readable
            .take(BUILT)
            .map(|entry| Wanted { slug: slug_of(&entry.path), title: entry.story.title.clone() })
            .collect();
        let (folder, shelf) = (&self.site.folder, &mut self.shelf);
        let mut picture = |file: &str| Some(address_of(&shelf.put(folder, file)?.id, PAGE_WIDTH));
        look::look(&self.site, &stories, &mut picture)
    }

    /// The pictures that screens have been told of.
    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// The state of a story now.
    fn state(&self, path: &str) -> view::State {
        self.states(&[self.files(path)]).first().copied().unwrap_or(view::State::Writing)
    }

    /// States, without what else is known of them.
    fn states(&self, files: &[StoryFiles]) -> Vec<view::State> {
        self.standings(files).into_iter().map(|standing| standing.state).collect()
    }

    /// How far stories are; a repository that cannot be asked leaves everything in writing, which is
    /// true as far as this computer can tell.
    fn standings(&self, files: &[StoryFiles]) -> Vec<Standing> {
        let unknown = Standing { state: view::State::Writing, with_readers: false };
        let told = crate::library::standings(&self.repository, &self.site, &self.library, files);
        told.unwrap_or_else(|_| vec![unknown; files.len()])
    }

    /// The files of a story as it lies on disk.
    fn files(&self, path: &str) -> StoryFiles {
        match self.library.get(path) {
            Some(entry) => self.files_of(entry),
            None if is_house(path) => house_files(),
            None => self.gone_files(path),
        }
    }

    /// The files of a story, with those that it had before it was renamed and are to be taken out.
    fn files_of(&self, entry: &Entry) -> StoryFiles {
        let mut files = entry.files(&self.site);
        let unused = self.unused_of(entry, &files);
        files.pictures.retain(|file| !unused.iter().any(|one| one == leaving::pictured(file)));
        let earlier = self.trail.of(&files.paths());
        files.earlier =
            earlier.into_iter().filter(|path| !self.site.folder.join(path).exists()).collect();
        files.earlier.extend(self.leaving_with(&files.post));
        files.pictures.extend(self.trail.along(&files.post));
        files
    }

    /// Pictures that were put into a story here and taken out of its text again before anybody
    /// approved them. Their files stay where they are, for who takes that back; they are no part of
    /// the story until its text has them again.
    fn unused_of(&self, entry: &Entry, files: &StoryFiles) -> Vec<String> {
        let placed = |file: &&String| self.trail.has_placed(file) && !entry.shows(file);
        let mut unused: Vec<String> = files.pictures.iter().filter(placed).cloned().collect();
        unused.retain(|file| !self.repository.knows(file));
        if !unused.is_empty() {
            // A name anywhere in the file is a use: some short code or field may show it.
            let text = Post::read(&self.site.folder, &entry.path).text;
            unused.retain(|file| !text.contains(file.rsplit('/').next().unwrap_or(file)));
        }
        unused
    }

    /// Reads one story again from disk into the list.
    fn refresh_entry(&mut self, path: &str) {
        let post = Post::read(&self.site.folder, path);
        self.library.update(&self.site, &post);
    }
}

/// The files of a story as it lies on disk; of one that is gone its post alone.
fn files_of(site: &Site, library: &Library, path: &str) -> StoryFiles {
    match library.get(path) {
        Some(entry) => entry.files(site),
        None => StoryFiles::new(path, Vec::<String>::new()),
    }
}

/// The last part of a story's address, as generators make it of its path.
fn slug_of(path: &str) -> String {
    let stem = if is_bundle(path) {
        folder(path)
    } else {
        path.rsplit_once('.').map_or(path, |(stem, _)| stem)
    };
    let name = stem.rsplit('/').next().unwrap_or(stem);
    // `2026-11-18-night-court` stands at `night-court`.
    let date = name.get(..11).filter(|date| {
        date.bytes().enumerate().all(|(at, sign)| match at {
            4 | 7 | 10 => sign == b'-',
            _ => sign.is_ascii_digit(),
        })
    });
    name[date.map_or(0, str::len)..].to_owned()
}

fn pictures_of<'a>(
    site: &'a Site,
    post: &'a str,
    shelf: &'a RefCell<&'a mut Shelf>,
) -> PostPictures<'a> {
    PostPictures { site, post, shelf, width: PAGE_WIDTH }
}

fn place_view(place: &Place) -> view::PlaceView {
    view::PlaceView {
        path: place.path.0.clone(),
        folder: place.folder.clone(),
        language: place.language.clone(),
        stories: u32::try_from(place.posts).unwrap_or(u32::MAX),
    }
}

/// The picture that stands for a story in a list.
fn thumbnail(site: &Site, entry: &Entry, shelf: &mut Shelf) -> Option<String> {
    let lead = entry.story.lead.as_ref()?;
    let file = crate::library::resolve(site, &entry.path, &lead.src)?;
    Some(shelf.put(&site.folder, &file)?.id)
}
