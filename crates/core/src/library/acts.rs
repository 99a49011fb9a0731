//! What was done to whole stories, so that it can be taken back, and is never half done.
//!
//! An act is a list of files, each with its bytes before and after.
//!
//! 1. [`Acts::begin`] writes the whole list beside the site, forced to disk, when every file still
//!    is as the act has it before. From here on the act will be finished.
//! 2. [`Acts::carry_out`] changes file by file. Each step asks what lies there: what is as it was
//!    is changed, what is as it will be was changed already. A third text is somebody else's:
//!    then everything is put back and nothing of theirs is touched.
//! 3. What belongs to a story outside the site follows it ([`Followers`]), and the act is noted
//!    as done.
//! 4. [`Acts::resume`] does this for an act that an earlier run did not finish.
//!
//! Taking back is the same with before and after changed over, and an act of its own. What was
//! done is kept for thirty days; so is, with it, every word and picture of a deleted story.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::files::{self, At, PathError, Replaced};

/// How long an act is kept.
pub const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// So many of the last acts stay even if they seem older: the clock may have been wrong.
const LEAST: usize = 20;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A story got another name in its address.
    Rename,
    /// A story went into another folder.
    Move,
    /// A story was copied.
    Duplicate,
    /// A story was deleted.
    Delete,
    /// A deleted story came back.
    Restore,
    /// A picture that no story uses was deleted.
    DeletePicture,
    /// Another lead picture came in the place of one.
    ReplaceLead,
    /// The lead picture was taken out.
    RemoveLead,
    /// Something else was taken back.
    Undo,
}

impl Kind {
    /// What taking it back is; `story`: whether it is about one.
    fn inverse(self, story: bool) -> Kind {
        match self {
            Kind::Delete => Kind::Restore,
            Kind::Restore if story => Kind::Delete,
            Kind::Restore => Kind::DeletePicture,
            _ => Kind::Undo,
        }
    }
}

/// One file before and after; `None` where there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    /// Relative to the site, with `/`.
    pub path: String,
    /// Its bytes before.
    pub before: Option<Vec<u8>>,
    /// Its bytes after.
    pub after: Option<Vec<u8>>,
}

/// Something that is done to whole stories.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// What.
    pub kind: Kind,
    /// The headline of the story.
    pub title: String,
    /// The story it is about: where its file is before.
    pub story: Option<String>,
    /// And after.
    pub to_story: Option<String>,
    /// Files that move, before and after: what belongs to them outside the site follows.
    pub moved: Vec<(String, String)>,
    /// Where the earlier versions of a story are kept that is deleted or comes back, before and
    /// after: they are not those of the next story in its place.
    pub versions: Option<(String, String)>,
    /// Every file that changes.
    pub changes: Vec<FileChange>,
    /// The modes of these files, where they are or were: what comes into being has that of the
    /// file that it was. [`Acts`] notes them.
    pub modes: BTreeMap<String, u32>,
    /// Folders of stories that go when they are empty.
    pub folders: Vec<String>,
    /// Pictures that go, with what is said of them, each with the stories that readers know it
    /// from: what readers have of it leaves them with those.
    pub left: Vec<(String, Vec<String>)>,
    /// The act that this one takes back.
    pub undoes: Option<String>,
}

/// An act as it is kept: bytes by their hash.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Record {
    kind: Kind,
    title: String,
    at: Timestamp,
    story: Option<String>,
    to_story: Option<String>,
    moved: Vec<(String, String)>,
    #[serde(default)]
    versions: Option<(String, String)>,
    changes: Vec<(String, Option<String>, Option<String>)>,
    #[serde(default)]
    modes: BTreeMap<String, u32>,
    folders: Vec<String>,
    #[serde(default)]
    left: Vec<(String, Vec<String>)>,
    undoes: Option<String>,
}

/// An act that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// Names it.
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// What.
    pub act: Act,
}

/// What is kept of stories outside the site, and goes where they go. Telling it twice of the same
/// move is telling it once; what fails was not done.
pub trait Followers {
    /// These files lie elsewhere.
    fn follow(&self, moved: &[(String, String)]) -> Result<(), PathError>;

    /// The earlier versions of one story are kept under another name.
    fn keep_versions(&self, from: &str, to: &str) -> Result<(), PathError>;

    /// These files are gone; each with the stories that had it.
    fn leave(&self, left: &[(String, Vec<String>)]) -> Result<(), PathError>;
}

/// Why an act was not done. Everything is as it was.
#[derive(Debug, thiserror::Error)]
pub enum ActError {
    /// A file is another than the act knows: somebody worked on it.
    #[error("{path} was changed meanwhile")]
    Changed {
        /// Relative to the site.
        path: String,
    },
    /// There is no such act any more.
    #[error("{0} is not kept any more")]
    Gone(String),
    /// A file could not be read or written.
    #[error(transparent)]
    File(#[from] PathError),
}

/// How far an act is carried out; tests stop earlier.
const ALL: usize = usize::MAX;

/// The acts of one site.
#[derive(Debug, Clone)]
pub struct Acts {
    /// Where they are kept.
    folder: PathBuf,
    /// The site.
    site: PathBuf,
}

const RECORD: &str = "act.json";
const DONE: &str = "done";

impl Acts {
    /// Acts on that site, kept in this folder.
    pub fn new(site: PathBuf, folder: PathBuf) -> Acts {
        Acts { folder, site }
    }

    /// Does all of it, or nothing.
    pub fn act(
        &self,
        act: &Act,
        followers: &dyn Followers,
        now: Timestamp,
    ) -> Result<Done, ActError> {
        let mut act = act.clone();
        self.note_modes(&mut act);
        let id = self.begin(&act, now)?;
        self.carry_out(&id, &act, followers)?;
        self.forget_old(now);
        Ok(Done { id, at: now, act })
    }

    /// Notes the modes of the files that are there, also for where they will be.
    fn note_modes(&self, act: &mut Act) {
        for change in act.changes.iter().filter(|change| change.before.is_some()) {
            let Some(mode) = files::mode(&self.site.join(&change.path)) else { continue };
            let moved = act.moved.iter().find(|(from, _)| *from == change.path);
            let same = |other: &&FileChange| other.before.is_none() && other.after == change.before;
            let to = moved.map(|(_, to)| to).or_else(|| {
                let goes = change.after.is_none();
                goes.then(|| act.changes.iter().find(same).map(|other| &other.path)).flatten()
            });
            for path in [Some(&change.path), to].into_iter().flatten() {
                act.modes.insert(path.clone(), mode);
            }
        }
    }

    /// Takes an act back: an act as well.
    pub fn undo(
        &self,
        id: &str,
        followers: &dyn Followers,
        now: Timestamp,
    ) -> Result<Done, ActError> {
        let act = self.get(id)?.act.inverse(id);
        self.act(&act, followers, now)
    }

    /// One act.
    pub fn get(&self, id: &str) -> Result<Done, ActError> {
        let gone = || ActError::Gone(id.to_owned());
        // An id names an act and nothing else.
        if !id.bytes().all(|b| b.is_ascii_digit() || b == b'-') || id.is_empty() {
            return Err(gone());
        }
        self.read(id)?.ok_or_else(gone)
    }

    /// All acts that were done, the latest first, without the bytes of their files.
    pub fn list(&self) -> Vec<Done> {
        let mut ids = self.ids();
        ids.sort_by(|a, b| b.cmp(a));
        let done = ids.into_iter().filter(|id| self.folder.join(id).join(DONE).exists());
        done.filter_map(|id| {
            let record = self.record(&id)?;
            Some(Done { id, at: record.at, act: record.act(&BTreeMap::new()) })
        })
        .collect()
    }

    /// Finishes, or puts back, what an earlier run began.
    pub fn resume(&self, followers: &dyn Followers) -> Result<(), ActError> {
        for id in self.ids() {
            let folder = self.folder.join(&id);
            if id.starts_with('.') {
                // Its list was not whole yet: nothing was changed.
                fs::remove_dir_all(&folder).at(&folder)?;
            } else if !folder.join(DONE).exists() {
                let Some(done) = self.read(&id)? else { continue };
                self.sweep(&done.act);
                match self.carry_out(&id, &done.act, followers) {
                    Ok(()) | Err(ActError::Changed { .. }) => {}
                    Err(error) => return Err(error),
                }
            } else if let Some(undone) = self.record(&id).and_then(|record| record.undoes) {
                self.forget(&undone)?;
            }
        }
        Ok(())
    }

    /// Takes away what was broken off beside the files of an act, as far as the act knows it.
    fn sweep(&self, act: &Act) {
        for change in &act.changes {
            let known: Vec<&[u8]> =
                [&change.before, &change.after].into_iter().flatten().map(Vec::as_slice).collect();
            // A folder that is not there holds nothing either.
            let _ = files::sweep(&self.site.join(&change.path), &known, |_| false);
        }
    }

    /// Step 1.
    pub(crate) fn begin(&self, act: &Act, now: Timestamp) -> Result<String, ActError> {
        for change in &act.changes {
            if self.there(&change.path)? != change.before {
                return Err(ActError::Changed { path: change.path.clone() });
            }
        }
        fs::create_dir_all(&self.folder).at(&self.folder)?;
        let id = self.next_id(now);
        let half = self.folder.join(format!(".{id}"));
        let mut changes = Vec::with_capacity(act.changes.len());
        for change in &act.changes {
            let keep = |bytes: &Option<Vec<u8>>| -> Result<Option<String>, PathError> {
                let Some(bytes) = bytes else { return Ok(None) };
                let hash = blake3::hash(bytes).to_hex().to_string();
                let file = half.join(&hash);
                if !file.exists() {
                    files::write(&file, bytes)?;
                }
                Ok(Some(hash))
            };
            changes.push((change.path.clone(), keep(&change.before)?, keep(&change.after)?));
        }
        let record = Record {
            kind: act.kind,
            title: act.title.clone(),
            at: now,
            story: act.story.clone(),
            to_story: act.to_story.clone(),
            moved: act.moved.clone(),
            versions: act.versions.clone(),
            changes,
            modes: act.modes.clone(),
            folders: act.folders.clone(),
            left: act.left.clone(),
            undoes: act.undoes.clone(),
        };
        let file = half.join(RECORD);
        let json = serde_json::to_vec(&record).map_err(std::io::Error::other).at(&file)?;
        files::write(&file, &json)?;
        let whole = self.folder.join(&id);
        fs::rename(&half, &whole).at(&whole)?;
        files::sync_folder(&self.folder)?;
        Ok(id)
    }

    /// Steps 2 and 3.
    fn carry_out(&self, id: &str, act: &Act, followers: &dyn Followers) -> Result<(), ActError> {
        match self.steps(act, followers, ALL) {
            Ok(_) => {}
            Err(error) => {
                // What cannot be put back now is when the site is opened next.
                self.put_back(act)?;
                self.forget(id)?;
                return Err(error);
            }
        }
        let done = self.folder.join(id).join(DONE);
        files::write(&done, b"")?;
        if let Some(undone) = &act.undoes {
            self.forget(undone)?;
        }
        Ok(())
    }

    /// The first steps of an act; whether these were all.
    pub(crate) fn steps(
        &self,
        act: &Act,
        followers: &dyn Followers,
        most: usize,
    ) -> Result<bool, ActError> {
        for (n, change) in act.in_order().into_iter().enumerate() {
            if n == most {
                return Ok(false);
            }
            self.step(change, act)?;
        }
        for folder in &act.folders {
            self.remove_if_empty(folder);
        }
        // What was noted of files that are back is forgotten by itself.
        followers.leave(&act.left)?;
        if let Some((from, to)) = &act.versions {
            followers.keep_versions(from, to)?;
        }
        followers.follow(&act.moved)?;
        Ok(true)
    }

    fn step(&self, change: &FileChange, act: &Act) -> Result<(), ActError> {
        let FileChange { path, before, after } = change;
        let found = self.there(path)?;
        if found == *after {
            return Ok(());
        }
        let changed = || ActError::Changed { path: path.clone() };
        if found != *before {
            return Err(changed());
        }
        let file = self.site.join(path);
        match after {
            Some(bytes) => {
                if let Some(folder) = file.parent() {
                    fs::create_dir_all(folder).at(folder)?;
                }
                match files::replace(&file, before.as_deref(), bytes)? {
                    Replaced::Done => {}
                    Replaced::ByOther(_) => return Err(changed()),
                }
                match act.modes.get(path).filter(|_| before.is_none()) {
                    Some(mode) => Ok(files::set_mode(&file, *mode)?),
                    None => Ok(()),
                }
            }
            None => {
                fs::remove_file(&file).at(&file)?;
                if let Some(folder) = file.parent() {
                    files::sync_folder(folder)?;
                }
                Ok(())
            }
        }
    }

    /// Undoes the steps that were made, the last first. What is neither before nor after is
    /// somebody's, and stays.
    fn put_back(&self, act: &Act) -> Result<(), PathError> {
        let inverse = act.inverse("");
        for change in inverse.in_order() {
            match self.step(change, &inverse) {
                Ok(()) | Err(ActError::Changed { .. } | ActError::Gone(_)) => {}
                Err(ActError::File(error)) => return Err(error),
            }
        }
        for folder in &act.folders {
            self.remove_if_empty(folder);
        }
        Ok(())
    }

    fn there(&self, path: &str) -> Result<Option<Vec<u8>>, PathError> {
        files::read_if_there(&self.site.join(path))
    }

    fn remove_if_empty(&self, folder: &str) {
        // A folder that still holds something is not removed.
        let _ = fs::remove_dir(self.site.join(folder));
    }

    /// A name that sorts by time, and behind every other one of that moment: none is used twice
    /// while an act refers to it.
    fn next_id(&self, now: Timestamp) -> String {
        let moment = format!("{:015}", now.as_millisecond().max(0));
        let number = |id: &String| id.strip_prefix(&moment)?.strip_prefix('-')?.parse().ok();
        let last: Option<u32> = self.ids().iter().filter_map(number).max();
        format!("{moment}-{:03}", last.map_or(0, |last| last + 1))
    }

    fn ids(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(&self.folder) else { return Vec::new() };
        let mut ids: Vec<String> =
            entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect();
        ids.sort();
        ids
    }

    fn record(&self, id: &str) -> Option<Record> {
        serde_json::from_slice(&fs::read(self.folder.join(id).join(RECORD)).ok()?).ok()
    }

    fn read(&self, id: &str) -> Result<Option<Done>, PathError> {
        let Some(record) = self.record(id) else { return Ok(None) };
        let mut bytes = BTreeMap::new();
        for hash in record.changes.iter().flat_map(|(_, before, after)| [before, after]).flatten() {
            if !bytes.contains_key(hash) {
                let file = self.folder.join(id).join(hash);
                bytes.insert(hash.clone(), fs::read(&file).at(&file)?);
            }
        }
        Ok(Some(Done { id: id.to_owned(), at: record.at, act: record.act(&bytes) }))
    }

    fn forget(&self, id: &str) -> Result<(), PathError> {
        let folder = self.folder.join(id);
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error).at(&folder),
            _ => Ok(()),
        }
    }

    fn forget_old(&self, now: Timestamp) {
        let old = |done: &&Done| now.duration_since(done.at) > KEPT;
        for done in self.list().iter().skip(LEAST).filter(old) {
            // What cannot be removed now is tried again after the next act.
            let _ = self.forget(&done.id);
        }
    }
}

fn turned_round((from, to): (String, String)) -> (String, String) {
    (to, from)
}

impl Act {
    /// The act that takes this one back.
    pub(crate) fn inverse(&self, id: &str) -> Act {
        let turned = |change: &FileChange| FileChange {
            path: change.path.clone(),
            before: change.after.clone(),
            after: change.before.clone(),
        };
        Act {
            kind: self.kind.inverse(self.story.is_some() || self.to_story.is_some()),
            title: self.title.clone(),
            story: self.to_story.clone(),
            to_story: self.story.clone(),
            moved: self.moved.iter().cloned().map(turned_round).collect(),
            versions: self.versions.clone().map(turned_round),
            changes: self.changes.iter().map(turned).collect(),
            modes: self.modes.clone(),
            folders: self.folders.clone(),
            left: Vec::new(),
            undoes: Some(id.to_owned()),
        }
    }

    /// What comes into being first, then what changes, then what goes: at no moment is a text in
    /// no file. Where a new name is an old one in another case, the old file goes first, because
    /// some computers take the two for one; its text is in the list.
    fn in_order(&self) -> Vec<&FileChange> {
        let folded = |path: &str| path.to_lowercase();
        let twin = |change: &FileChange| {
            self.changes.iter().any(|other| {
                other.path != change.path
                    && folded(&other.path) == folded(&change.path)
                    && other.before.is_none()
            })
        };
        let mut ordered: Vec<&FileChange> = self.changes.iter().collect();
        ordered.sort_by_key(|change| match (&change.before, &change.after) {
            (Some(_), None) if twin(change) => 0,
            (None, _) => 1,
            (Some(_), Some(_)) => 2,
            (Some(_), None) => 3,
        });
        ordered
    }
}

impl Record {
    /// The act, with the bytes that are at hand; files without them count as empty.
    fn act(self, bytes: &BTreeMap<String, Vec<u8>>) -> Act {
        let of =
            |hash: Option<String>| hash.map(|hash| bytes.get(&hash).cloned().unwrap_or_default());
        Act {
            kind: self.kind,
            title: self.title,
            story: self.story,
            to_story: self.to_story,
            moved: self.moved,
            versions: self.versions,
            changes: self
                .changes
                .into_iter()
                .map(|(path, before, after)| FileChange {
                    path,
                    before: of(before),
                    after: of(after),
                })
                .collect(),
            modes: self.modes,
            folders: self.folders,
            left: self.left,
            undoes: self.undoes,
        }
    }
}

#[cfg(test)]
mod tests;
