//! How far each story has come: the working file, the approved one, the live one.
//!
//! 1. The trees of HEAD, of the publishing branch as last read back, and of the commit where
//!    they part are opened; of each only the folders that stories lie in are read.
//! 2. A working file's blob id is remembered by size, times and inode; the index knows it
//!    for files that did not change since, and is asked where that is less work; what is left is
//!    read and hashed, on every core.
//! 3. The three are compared, file by file.

use std::cell::RefMut;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use git2::{Index, ObjectFormat, ObjectType, Oid};

use super::convert::{Rules, Treatment};
use super::files::{StoryFiles, absent};
use super::tree::{Entry, Lookup};
use super::{Repository, files, index};
use crate::view::State;

/// Why the states could not be told: the history cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("the history cannot be read: {0}")]
pub struct StatusError(#[from] git2::Error);

impl From<StatusError> for git2::Error {
    fn from(error: StatusError) -> Self {
        error.0
    }
}

/// Blob ids of working files, by path in the work tree.
#[derive(Debug, Default)]
pub(crate) struct Known {
    blobs: HashMap<String, Remembered>,
}

#[derive(Debug, Clone, Copy)]
struct Remembered {
    stamp: Stamp,
    id: Oid,
    converted: bool,
    /// When it was first hashed with this stamp. A file can change twice within one tick of
    /// the file system's clock, so the first hash is not trusted for good.
    first: Instant,
    settled: bool,
}

/// What changes when a file is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    size: u64,
    modified: (i64, u32),
    changed: (i64, u32),
    inode: u64,
}

const TICK: Duration = Duration::from_secs(2);

/// So few files, and of so few bytes, are read faster than the index of a large site.
const FEW: usize = 4;
const SMALL: u64 = 1 << 20;

/// What lies in the folder at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Here {
    Nothing,
    Blob(Oid),
    /// A link, a folder, something unreadable: equal to nothing that was approved.
    Other,
}

impl Here {
    fn is(self, entry: Option<Entry>) -> bool {
        match self {
            Self::Nothing => entry.is_none(),
            Self::Blob(id) => entry.is_some_and(|entry| entry.id == id),
            Self::Other => false,
        }
    }
}

/// HEAD, the publishing branch, and where they part.
pub(crate) struct Sides<'r> {
    pub(crate) head: Lookup<'r>,
    pub(crate) live: Lookup<'r>,
    pub(crate) base: Lookup<'r>,
}

impl<'r> Sides<'r> {
    pub(crate) fn new(
        git: &'r git2::Repository,
        head: Option<Oid>,
        live: Option<Oid>,
    ) -> Result<Self, git2::Error> {
        let base = match (head, live) {
            (Some(head), Some(live)) if head == live => Some(live),
            (Some(head), Some(live)) => super::found(git.merge_base(head, live))?,
            _ => None,
        };
        Ok(Self {
            head: Lookup::of(git, head)?,
            live: Lookup::of(git, live)?,
            base: Lookup::of(git, base)?,
        })
    }

    /// Whether this computer approved something here that readers do not have.
    pub(crate) fn waiting(&self, path: &str) -> Result<bool, git2::Error> {
        let head = self.head.get(path)?;
        Ok(head != self.live.get(path)? && head != self.base.get(path)?)
    }
}

/// How far a story is, and whether readers have it in whatever version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// How far it has come.
    pub state: State,
    /// Whether readers have a version of it: more than a note of where it was.
    pub with_readers: bool,
}

impl Repository {
    /// How far each story has come, in the order given.
    ///
    /// A file that cannot be read counts as changed: one bad file hides no other story.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub fn states(&self, stories: &[StoryFiles]) -> Result<Vec<State>, StatusError> {
        Ok(self.standings(stories)?.into_iter().map(|standing| standing.state).collect())
    }

    /// The same, and whether readers have a version of each.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub fn standings(&self, stories: &[StoryFiles]) -> Result<Vec<Standing>, StatusError> {
        let sides = Sides::new(&self.git, self.head()?.commit, self.live())?;
        let paths: Vec<Vec<String>> = stories
            .iter()
            .map(|s| s.paths().into_iter().map(|path| self.in_tree(path)).collect())
            .collect();
        let here = self.working(paths.iter().flatten())?;
        let notices = self.notices()?;
        let mut standings = Vec::with_capacity(stories.len());
        let mut at = 0;
        for (story, paths) in stories.iter().zip(&paths) {
            let here = &here[at..at + paths.len()];
            at += paths.len();
            let has = |path: &str| -> Result<bool, git2::Error> {
                Ok(sides.live.get(path)?.is_some_and(|entry| !notices.contains(&entry.id)))
            };
            let mut had = has(&paths[0])?;
            for earlier in &story.earlier {
                had |= has(&self.in_tree(earlier))?;
            }
            let state = state(&sides, paths, here, had)?;
            standings.push(Standing { state, with_readers: had });
        }
        Ok(standings)
    }

    /// The blob id of one working file: `Some(None)` where there is none, `None` where it is
    /// something that has no id.
    pub(crate) fn working_id(&self, path: &str) -> Result<Option<Option<Oid>>, git2::Error> {
        let path = path.to_owned();
        Ok(match self.working(std::iter::once(&path))?[0] {
            Here::Nothing => Some(None),
            Here::Blob(id) => Some(Some(id)),
            Here::Other => None,
        })
    }

    fn working<'p>(
        &self,
        paths: impl Iterator<Item = &'p String>,
    ) -> Result<Vec<Here>, git2::Error> {
        let root = self.root();
        let rules = Rules::new(&self.git, root);
        let mut links = Links::new(root);
        let mut last = (String::from("/"), false, false);
        let mut known = self.known.borrow_mut();
        let mut here = Vec::new();
        let mut unknown = Vec::new();
        for path in paths {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            if last.0 != folder {
                let elsewhere = files::outside(path) || links.lead_through(path);
                last = (folder.to_owned(), elsewhere, rules.may_touch(folder));
            }
            let (_, elsewhere, converts) = last;
            let full = root.join(path);
            let found = match fs::symlink_metadata(&full) {
                _ if elsewhere => Here::Other,
                Ok(meta) if meta.is_file() => {
                    let stamp = stamp(&meta);
                    let treatment =
                        if converts { rules.treatment(path)? } else { Treatment::Plain };
                    match recall(&known, path, stamp, &treatment) {
                        Some(id) => Here::Blob(id),
                        None => {
                            unknown.push(Unknown {
                                at: here.len(),
                                path: path.clone(),
                                full,
                                stamp,
                                treatment,
                            });
                            Here::Other
                        }
                    }
                }
                Err(e) if absent(&e) => Here::Nothing,
                _ => Here::Other,
            };
            here.push(found);
        }
        let size: u64 = unknown.iter().map(|file| file.stamp.size).sum();
        let cheap = unknown.len() <= FEW && size <= SMALL;
        let indexed = if cheap { None } else { Indexed::open(&self.git) };
        let (told, unread): (Vec<_>, Vec<_>) = unknown.into_iter().partition(|file| {
            let id = indexed.as_ref().and_then(|index| index.id(&file.path, file.stamp));
            if let Some(id) = id {
                here[file.at] = Here::Blob(id);
            }
            id.is_some()
        });
        for file in told {
            if let Here::Blob(id) = here[file.at] {
                remember(&mut known, file, id, true);
            }
        }
        for (file, id) in hashed(unread, &rules) {
            if let Some(id) = id {
                here[file.at] = Here::Blob(id);
                remember(&mut known, file, id, false);
            }
        }
        Ok(here)
    }
}

/// The state of a story; `had` is whether readers have any version of it.
fn state(
    sides: &Sides<'_>,
    paths: &[String],
    here: &[Here],
    had: bool,
) -> Result<State, git2::Error> {
    let (mut live, mut approved) = (true, true);
    for (path, here) in paths.iter().zip(here) {
        live &= here.is(sides.live.get(path)?);
        approved &= here.is(sides.head.get(path)?);
    }
    let mut waiting = false;
    if approved && !live {
        for path in paths {
            waiting |= sides.waiting(path)?;
        }
    }
    Ok(match () {
        () if live => State::Live,
        () if approved && waiting => State::Approved,
        // Nothing of ours waits: others published a newer version, which will arrive.
        () if approved => State::Live,
        () if had => State::LiveWithChanges,
        () => State::Writing,
    })
}

struct Unknown {
    at: usize,
    path: String,
    full: PathBuf,
    stamp: Stamp,
    treatment: Treatment,
}

fn recall(
    known: &RefMut<'_, Known>,
    path: &str,
    stamp: Stamp,
    treatment: &Treatment,
) -> Option<Oid> {
    let entry = known.blobs.get(path)?;
    let same = entry.stamp == stamp && entry.converted == (*treatment == Treatment::Converted);
    (same && entry.settled).then_some(entry.id)
}

fn remember(known: &mut RefMut<'_, Known>, file: Unknown, id: Oid, settled: bool) {
    let converted = file.treatment == Treatment::Converted;
    let now = Instant::now();
    let first = known
        .blobs
        .get(&file.path)
        .filter(|old| old.stamp == file.stamp && old.id == id)
        .map_or(now, |old| old.first);
    let settled = settled || now.duration_since(first) > TICK;
    known.blobs.insert(file.path, Remembered { stamp: file.stamp, id, converted, first, settled });
}

/// Reads and hashes files; those that go through a conversion one by one.
fn hashed(files: Vec<Unknown>, rules: &Rules<'_>) -> Vec<(Unknown, Option<Oid>)> {
    let (plain, converted): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|file| file.treatment != Treatment::Converted);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut ids: Vec<Option<Oid>> = vec![None; plain.len()];
    if plain.len() < 64 || cores == 1 {
        for (file, id) in plain.iter().zip(&mut ids) {
            *id = blob_id(&file.full);
        }
    } else {
        let share = plain.len().div_ceil(cores);
        std::thread::scope(|scope| {
            for (files, ids) in plain.chunks(share).zip(ids.chunks_mut(share)) {
                scope.spawn(move || {
                    for (file, id) in files.iter().zip(ids) {
                        *id = blob_id(&file.full);
                    }
                });
            }
        });
    }
    let mut all: Vec<_> = plain.into_iter().zip(ids).collect();
    for file in converted {
        let id = rules.converted_id(&file.full);
        all.push((file, id));
    }
    all
}

fn blob_id(path: &Path) -> Option<Oid> {
    use std::io::Read;
    let mut file = files::open_unfollowed(path).ok()?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).ok()?;
    Oid::hash_object_ext(ObjectType::Blob, &bytes, ObjectFormat::Sha1).ok()
}

/// What the index says about files that did not change since they were staged.
struct Indexed {
    index: Index,
    written: (i64, u32),
}

impl Indexed {
    fn open(git: &git2::Repository) -> Option<Self> {
        let path = git.path().join("index");
        let written = index::time_of(&fs::metadata(&path).ok()?);
        Some(Self { index: Index::open(&path).ok()?, written })
    }

    fn id(&self, path: &str, stamp: Stamp) -> Option<Oid> {
        let entry = self.index.get_path(Path::new(path), 0)?;
        // The index keeps the low 32 bits of each.
        let same = entry.file_size == stamp.size as u32
            && entry.mtime.seconds() == stamp.modified.0 as i32
            && entry.mtime.nanoseconds() == stamp.modified.1
            && entry.ctime.seconds() == stamp.changed.0 as i32
            && entry.ctime.nanoseconds() == stamp.changed.1
            && entry.ino == stamp.inode as u32;
        let before = stamp.modified.max(stamp.changed) < self.written;
        (same && before).then_some(entry.id)
    }
}

/// Folders of the site that are links: nothing below them is the site's own.
struct Links<'r> {
    root: &'r Path,
    folders: HashMap<String, bool>,
}

impl<'r> Links<'r> {
    fn new(root: &'r Path) -> Self {
        Self { root, folders: HashMap::new() }
    }

    fn lead_through(&mut self, path: &str) -> bool {
        let Some((folder, _)) = path.rsplit_once('/') else { return false };
        if let Some(known) = self.folders.get(folder) {
            return *known;
        }
        let link = self.lead_through(folder)
            || fs::symlink_metadata(self.root.join(folder))
                .is_ok_and(|m| m.file_type().is_symlink());
        self.folders.insert(folder.to_owned(), link);
        link
    }
}

#[cfg(unix)]
fn stamp(meta: &fs::Metadata) -> Stamp {
    use std::os::unix::fs::MetadataExt;
    Stamp {
        size: meta.size(),
        modified: (meta.mtime(), meta.mtime_nsec() as u32),
        changed: (meta.ctime(), meta.ctime_nsec() as u32),
        inode: meta.ino(),
    }
}

#[cfg(not(unix))]
fn stamp(meta: &fs::Metadata) -> Stamp {
    let time = index::time_of(meta);
    Stamp { size: meta.len(), modified: time, changed: time, inode: 0 }
}
