//! The stories of a site: listed, opened, begun.
//!
//! The library reads every post once, keeps what a list needs, and reads again only the files
//! whose time or size changed. It never writes into the site except for what an author does.

pub mod acts;
pub mod address;
mod album;
pub mod links;
mod pictures;
mod search;
mod standing;
mod trail;
pub mod trash;
mod watch;

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::Timestamp;
use jiff::civil::Date;

pub use album::{PictureUse, SitePicture, album};
pub(crate) use pictures::measure_file;
pub use pictures::{PictureSource, PostPictures, Shelf, address_base, address_of, means, resolve};
pub use search::Search;
pub use standing::standings;
pub use trail::Trail;
pub use watch::{Seen, Watch, WatchError, watch};

use address::Rules;

use crate::check::{About, Survey, Told};
use crate::files::{self, At, PathError, Replaced};
use crate::form::{self, Counted, Form};
use crate::metadata::{self, Fields, Value};
use crate::photo::provenance;
use crate::post::{self, Post, Unreadable};
use crate::repository::StoryFiles;
use crate::site::{self, PostPath, Profile, Site};
use crate::slug::{self, Taken};
use crate::story::{self, Story, zone_of};

/// What the library knows of one post.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Names the story.
    pub path: String,
    /// Its fields; empty where they cannot be read.
    pub story: Story,
    /// Why the fields cannot be read.
    pub broken: Option<Unreadable>,
    /// Where readers find it, from the root of the site; none where it is not known.
    pub address: Option<String>,
    /// Whether the generator builds no page of it, because its fields say so.
    pub held: bool,
    /// The instant it is sorted by.
    pub instant: Option<Timestamp>,
    /// What it contributes to the form of the site.
    counted: Counted,
    /// What it tells the copy desk of the site's habits.
    told: Told,
    /// Size and time of the file when it was read.
    seen: (u64, Option<SystemTime>),
    /// The picture beside it that leads by its name, whether or not it is used.
    featured: Option<String>,
}

/// All posts of a site.
#[derive(Debug, Clone, Default)]
pub struct Library {
    entries: Vec<Entry>,
    common: Common,
    rules: Rules,
}

/// What the stories have in common, kept up story by story.
#[derive(Debug, Clone, Default)]
struct Common {
    form: Form,
    survey: Survey,
}

impl Common {
    fn add(&mut self, entry: &Entry) {
        self.form.add(&entry.counted);
        self.survey.add(&entry.told);
    }

    fn take_out(&mut self, entry: &Entry) {
        self.form.take_out(&entry.counted);
        self.survey.take_out(&entry.told);
    }
}

impl Library {
    /// A library of posts that were just read.
    pub fn of(site: &Site, posts: Vec<Post>) -> Library {
        let mut library = Library { rules: Rules::read(site), ..Library::default() };
        library.common.form = Form::with_schema(&site.profile.schema);
        let read = post::in_parallel(&posts, |post| Entry::of(site, &library.rules, post));
        read.into_iter().for_each(|entry| library.push(entry));
        library.sort();
        library
    }

    /// What the stories have in common: the fields of the site's own, names and tags.
    pub fn form(&self) -> &Form {
        &self.common.form
    }

    /// What the other stories say about one, as it is now; as it lies on disk without `told`.
    pub fn about(&self, path: &str, told: Option<&Told>) -> About {
        let known = self.get(path).map(|entry| &entry.told);
        match told.or(known) {
            Some(told) => {
                let mut about = self.common.survey.about(told, known);
                for other in &mut about.same_address {
                    if let Some(title) = self.get(other).map(Entry::title) {
                        *other = title;
                    }
                }
                about
            }
            None => About::default(),
        }
    }

    /// Names of template code that other stories have.
    pub fn calls_beside(&self, entry: &Entry) -> BTreeSet<String> {
        self.common.survey.calls_beside(&entry.told)
    }

    /// How the site makes addresses.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Whether readers would find a story of this path and these fields where they find another.
    /// Where the name of its file is no part of the address, another name would not help.
    pub fn has_another_at(&self, path: &str, fields: &Fields) -> bool {
        let Some(address) = self.rules.of(path, fields) else { return false };
        let own = address::key(&address);
        let other_name = post::renamed(path, &format!("{}-2", post::own_name(path)));
        let by_name =
            self.rules.of(&other_name, fields).is_none_or(|other| address::key(&other) != own);
        let is_there = |entry: &Entry| {
            entry.path != path && entry.address.as_deref().is_some_and(|at| address::key(at) == own)
        };
        by_name && self.entries.iter().any(is_there)
    }

    /// All stories, newest first; those without a date stand on top, where new work is.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// One story.
    pub fn get(&self, path: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.path == path)
    }

    /// Whether another story than this one uses the picture at `path`.
    pub fn used_elsewhere(&self, site: &Site, post: &str, path: &str) -> bool {
        // What is said of a picture is used where the picture is.
        let path = provenance::picture_of(path).unwrap_or(path);
        let name = path.rsplit('/').next().unwrap_or(path);
        let others = self.entries.iter().filter(|entry| entry.path != post);
        others.into_iter().any(|entry| {
            let lead = entry.story.lead.as_ref().map(|lead| &lead.src);
            // The name first: looking for the file goes to the disk.
            entry.told.sources().chain(lead).any(|src| {
                src.contains(name)
                    && pictures::resolve(site, &entry.path, src).as_deref() == Some(path)
            })
        })
    }

    /// Whether a post with this text shows a picture.
    pub fn shows(&self, site: &Site, path: &str, text: &str, file: &str) -> bool {
        let post = Post::from_bytes(path, text.as_bytes().to_vec(), None);
        Entry::of(site, &self.rules, &post).shows(file)
    }

    /// Looks at some files again, or at the whole folder. Files that are as they were are not
    /// read. Returns whether anything differs.
    pub fn refresh(&mut self, site: &Site, paths: Option<&BTreeSet<String>>) -> bool {
        let one_by_one = |paths: &&BTreeSet<String>| {
            paths.iter().all(|path| self.get(path).is_some() && site.folder.join(path).is_file())
        };
        let candidates = match paths.filter(one_by_one) {
            Some(paths) => {
                let mut differs = false;
                for entry in self.entries.iter_mut().filter(|entry| paths.contains(&entry.path)) {
                    differs |= entry.look_again(site, &self.rules, &mut self.common);
                }
                if differs {
                    self.sort();
                }
                return differs;
            }
            None => site.sections.candidates(&site.folder),
        };
        let before: HashSet<String> = self.entries.iter().map(|entry| entry.path.clone()).collect();
        let there: HashSet<&String> = candidates.iter().collect();
        for gone in self.entries.extract_if(.., |entry| !there.contains(&entry.path)) {
            self.common.take_out(&gone);
        }
        let mut differs = self.entries.len() != before.len();
        for entry in &mut self.entries {
            differs |= entry.look_again(site, &self.rules, &mut self.common);
        }
        for path in candidates.iter().filter(|path| !before.contains(*path)) {
            let post = Post::read(&site.folder, path);
            if site.sections.has(&post) {
                self.push(Entry::of(site, &self.rules, &post));
                differs = true;
            }
        }
        if differs {
            self.sort();
        }
        differs
    }

    /// Takes in one story as it is being edited.
    pub fn update(&mut self, site: &Site, post: &Post) {
        let entry = Entry::of(site, &self.rules, post);
        match self.entries.iter_mut().find(|old| old.path == entry.path) {
            Some(old) => old.replace(entry, &mut self.common),
            None => self.push(entry),
        }
        self.sort();
    }

    fn push(&mut self, entry: Entry) {
        self.common.add(&entry);
        self.entries.push(entry);
    }

    fn sort(&mut self) {
        self.entries.sort_by(|a, b| {
            let newest = |entry: &Entry| entry.instant.unwrap_or(Timestamp::MAX);
            newest(b).cmp(&newest(a)).then_with(|| a.path.cmp(&b.path))
        });
    }
}

impl Entry {
    /// A post as it is given, whatever lies in the folder.
    pub fn of(site: &Site, rules: &Rules, post: &Post) -> Entry {
        let story = Story::of(post, &site.profile);
        let zone = zone_of(&site.profile.time_zone);
        let named = || {
            let day = post.day()?;
            zone.to_timestamp(day.at(12, 0, 0, 0)).ok()
        };
        let instant = story.date.as_ref().and_then(|when| when.instant(&zone)).or_else(named);
        let address = post.fields.as_ref().ok().and_then(|fields| rules.of(&post.path, fields));
        Entry {
            seen: seen(&site.folder.join(&post.path)),
            path: post.path.clone(),
            held: post.fields.as_ref().is_ok_and(|fields| site.holds_back(fields)),
            broken: post.fields.as_ref().err().cloned(),
            told: Told::of(post, &story, site, address.as_deref()),
            address,
            counted: form::counted(&post.path, post.fields.as_ref().ok(), &story, &site.profile),
            instant,
            story,
            featured: post.featured.clone(),
        }
    }

    /// Reads the story again if its file is another than it was.
    fn look_again(&mut self, site: &Site, rules: &Rules, common: &mut Common) -> bool {
        let beside = || post::featured(&site.folder, &self.path) != self.featured;
        let differs = self.seen != seen(&site.folder.join(&self.path))
            || (site.profile.featured.is_some() && beside());
        if differs {
            self.replace(Entry::of(site, rules, &Post::read(&site.folder, &self.path)), common);
        }
        differs
    }

    fn replace(&mut self, now: Entry, common: &mut Common) {
        common.take_out(self);
        common.add(&now);
        *self = now;
    }

    /// The headline; the file's name where there is none.
    pub fn title(&self) -> String {
        if self.story.title.is_empty() {
            let name = self.path.trim_end_matches("/index.md");
            name.rsplit('/').next().unwrap_or(name).to_owned()
        } else {
            self.story.title.clone()
        }
    }

    /// The date as a list shows it.
    pub fn day(&self, today: Date) -> String {
        self.story.date.as_ref().map(|when| when.short(today)).unwrap_or_default()
    }

    /// Whether it uses any picture.
    pub fn has_pictures(&self) -> bool {
        self.told.sources().next().is_some()
            || self.story.lead.is_some()
            || post::is_bundle(&self.path)
    }

    /// References to copies of its pictures in other sizes, as written.
    pub fn sizes(&self) -> &[String] {
        self.told.sizes()
    }

    /// Whether it shows this file of the site, also where that is gone.
    pub fn shows(&self, file: &str) -> bool {
        let lead = self.story.lead.as_ref().map(|lead| &lead.src);
        self.told.sources().chain(lead).any(|src| pictures::means(&self.path, src, file))
    }

    /// The files that make the story: the post, then its pictures that lie in the site, and what is
    /// said of them. All that lies in a post's own folder belongs to it.
    pub fn files(&self, site: &Site) -> StoryFiles {
        let mut files = Vec::new();
        if post::is_bundle(&self.path) {
            files.extend(bundle_files(&site.folder, post::folder(&self.path)));
        }
        let lead = self.story.lead.as_ref().map(|lead| &lead.src);
        for src in self.told.sources().chain(lead) {
            if let Some(file) = pictures::resolve(site, &self.path, src) {
                files.push(file);
            }
        }
        files.retain(|file| *file != self.path);
        if has_others(&site.folder) {
            files.retain(|file| !is_elsewhere(&site.folder, file));
        }
        if provenance::any(&site.folder) {
            let said: Vec<String> =
                files.iter().map(|picture| provenance::path_of(picture)).collect();
            files.extend(said);
        }
        files.sort();
        files.dedup();
        StoryFiles::new(self.path.clone(), files)
    }
}

/// Files beside a bundle's `index.md`, with the folders below it.
fn bundle_files(site: &Path, folder: &str) -> Vec<String> {
    let mut files = Vec::new();
    let mut waiting: Vec<PathBuf> = vec![site.join(folder)];
    while let Some(folder) = waiting.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            let Ok(kind) = entry.file_type() else { continue };
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with('.') || name.ends_with('~') || name.ends_with(".tmp") {
                continue;
            }
            if kind.is_dir() {
                waiting.push(entry.path());
            } else if kind.is_file()
                && !site::is_post_name(&entry.path())
                && let Ok(relative) = entry.path().strip_prefix(site)
            {
                files.push(relative.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    files
}

/// Whether folders of the site may be other repositories'.
fn has_others(site: &Path) -> bool {
    let root = site.ancestors().find(|folder| folder.join(".git").exists());
    root.is_some_and(|root| root.join(".gitmodules").exists())
}

/// Whether another repository keeps a folder above this file: the file is no part of a story.
fn is_elsewhere(site: &Path, file: &str) -> bool {
    file.match_indices('/').any(|(at, _)| site.join(&file[..at]).join(".git").exists())
}

fn seen(path: &Path) -> (u64, Option<SystemTime>) {
    std::fs::metadata(path).map_or((0, None), |about| (about.len(), about.modified().ok()))
}

/// Why a story could not be begun.
#[derive(Debug, thiserror::Error)]
pub enum NewError {
    /// The headline is empty.
    #[error("a story needs a headline")]
    NoHeadline,
    /// The file could not be written.
    #[error(transparent)]
    Write(#[from] PathError),
}

/// Begins a story: only the headline is known. Its file and folder are made from the headline by the
/// pattern of their place, its fields in the manner of `neighbour`, the whole text of another story. `known` says of a
/// path, and of the fields, whether readers have or had another story there.
pub fn begin(
    site: &Site,
    pattern: &PostPath,
    headline: &str,
    writer: Option<&str>,
    neighbour: Option<&str>,
    known: &dyn Fn(&str, &Fields) -> bool,
    now: Timestamp,
) -> Result<String, NewError> {
    let headline = headline.split_whitespace().collect::<Vec<_>>().join(" ");
    if headline.is_empty() {
        return Err(NewError::NoHeadline);
    }
    let profile = &site.profile;
    let day = now.to_zoned(zone_of(&profile.time_zone)).date();
    let place = |name: &str| pattern.fill(name, day);
    let name = slug::dated(&headline, day);
    let text = first_text(profile, &headline, writer, neighbour, now);
    let fields = metadata::read(&text).unwrap_or_default();
    loop {
        let taken = Taken::in_folder(&site.folder.join(site::folder_of(&place(&name))))?;
        let known = |path: &str| known(path, &fields) || taken.has(post::own_name(path));
        let path = place(&slug::number(&name, |name| known(&place(name))));
        let file = site.folder.join(&path);
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).at(folder)?;
        }
        // Who was quicker has the name.
        if files::replace(&file, None, text.as_bytes())? == Replaced::Done {
            return Ok(path);
        }
    }
}

/// The first text of a new story: headline, byline, date, and what every neighbour carries.
fn first_text(
    profile: &Profile,
    headline: &str,
    writer: Option<&str>,
    neighbour: Option<&str>,
    now: Timestamp,
) -> String {
    let keys = &profile.keys;
    let key = |key: &Option<String>, usual: &str| key.clone().unwrap_or_else(|| usual.to_owned());
    let mut entries: Vec<(String, Value)> = Vec::new();
    let mut put = |key: String, value: Value| match key.split_once('.') {
        Some((parent, inner)) => {
            let entry = (inner.to_owned(), value);
            match entries.iter_mut().find(|(name, _)| name == parent) {
                Some((_, Value::Map(map))) => map.push(entry),
                _ => entries.push((parent.to_owned(), Value::Map(vec![entry]))),
            }
        }
        None => entries.push((key, value)),
    };
    for (name, value) in &profile.constants {
        put(name.clone(), value.clone());
    }
    put(key(&keys.title, "title"), Value::Text(headline.to_owned()));
    put(key(&keys.description, "description"), Value::Text(String::new()));
    if let Some(writer) = writer {
        let authors = Value::Text(profile.byline_of(writer));
        let value = if profile.single_author { authors } else { Value::List(vec![authors]) };
        put(key(&keys.authors, "authors"), value);
    }
    put(key(&keys.date, "date"), story::new_date(now, profile));
    // In the order of the neighbour's fields; what it lacks comes last.
    if let Some(fields) = neighbour.and_then(|text| metadata::read(text).ok()) {
        let place = |name: &String| fields.entries.iter().position(|(own, _)| own == name);
        entries.sort_by_key(|(name, _)| place(name).unwrap_or(usize::MAX));
    }
    let header = match neighbour {
        Some(neighbour) => metadata::compose_like(neighbour, &entries),
        None => metadata::compose(profile.format, &entries),
    };
    format!("{header}\n")
}
