//! The index follows a commit, under its own lock.
//!
//! 1. `index.lock` is created; while it is there no git program writes the index.
//! 2. The index is read, or rebuilt from HEAD when it cannot be: git keeps nothing in it
//!    that a story could lose.
//! 3. The paths are replaced in a copy, which is flushed to the disk. The lock says by whom
//!    and for which commit.
//! 4. The branch moves.
//! 5. The copy takes the index's place and the lock goes.
//!
//! A program that died between 4 and 5 left the lock and the copy. Whoever locks next sees
//! that the process is gone and finishes step 5 if the branch did move, else drops both.
//! A lock of another program is left alone until it is ten minutes old and held open by
//! nobody; then it is moved aside.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use git2::{Index, IndexEntry, IndexTime, Oid};
use jiff::Timestamp;

use super::tree::{Entry, Lookup};
use crate::files::{At, PathError};

const MARK: &str = "galley";
const STALE: Duration = Duration::from_secs(600);

/// Why the index could not be locked or written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum IndexError {
    #[error("another program holds {}", .0.display())]
    Locked(PathBuf),
    #[error("the index has a form that is not understood: {0}")]
    Form(String),
    #[error(transparent)]
    File(#[from] PathError),
    #[error(transparent)]
    Git(#[from] git2::Error),
}

/// The lock. Dropped, it is released and the index is as it was.
pub(crate) struct Locked {
    folder: PathBuf,
    /// Open as long as the lock lasts, so that others can see that somebody holds it.
    file: File,
    /// When the lock was made, by the file system's clock.
    made: (i64, u32),
    copy: PathBuf,
    done: bool,
}

impl Locked {
    /// Takes the lock. `now` decides only whether a foreign lock is old.
    pub(crate) fn take(git: &git2::Repository, now: Timestamp) -> Result<Self, IndexError> {
        let folder = git.path().to_owned();
        let lock = folder.join("index.lock");
        let file = match create_signed(&folder, &lock)? {
            Some(file) => file,
            None if recover(git, &lock, now)? => {
                create_signed(&folder, &lock)?.ok_or(IndexError::Locked(lock.clone()))?
            }
            None => return Err(IndexError::Locked(lock)),
        };
        let copy = folder.join(format!("index.galley-{}", std::process::id()));
        let mut locked = Self { folder, file, made: (0, 0), copy, done: false };
        locked.made = time_of(&locked.file.metadata().at(&lock)?);
        // A branch that a dead program left locked would refuse every approval.
        if let Some(branch) = branch_lock(git).filter(|lock| lock.exists()) {
            aside_if_stale(&branch, now)?;
        }
        Ok(locked)
    }

    /// Prepares the index that goes with `commit`: the paths are replaced, all else stays as
    /// somebody staged it. An entry comes with the metadata of the file that it was read from.
    pub(crate) fn prepare(
        &mut self,
        git: &git2::Repository,
        head: Option<Oid>,
        commit: Oid,
        changes: &[(String, Option<Entry>, Option<fs::Metadata>)],
    ) -> Result<(), IndexError> {
        let place = self.folder.join("index");
        let mut index = match fs::copy(&place, &self.copy) {
            Ok(_) => match Index::open(&self.copy) {
                Ok(index) => index,
                Err(e) if e.message().contains("mandatory extension") => {
                    return Err(IndexError::Form(e.message().to_owned()));
                }
                Err(_) => rebuilt(git, head, &self.copy)?,
            },
            Err(e) if e.kind() == io::ErrorKind::NotFound => rebuilt(git, head, &self.copy)?,
            Err(e) => return Err(PathError { path: place, source: e }.into()),
        };
        for (path, entry, meta) in changes {
            let at = Path::new(path);
            match entry {
                Some(entry) => {
                    make_room(&mut index, path)?;
                    index.add(&self.entry(path, *entry, meta.as_ref()))?;
                }
                None if index.get_path(at, 0).is_some() => index.remove(at, 0)?,
                None => {}
            }
        }
        index.write()?;
        let copy = OpenOptions::new().write(true).open(&self.copy).at(&self.copy)?;
        copy.sync_all().at(&self.copy)?;
        let lock = self.folder.join("index.lock");
        let names = format!(" {commit}");
        self.file.write_all(names.as_bytes()).and_then(|()| self.file.sync_all()).at(&lock)?;
        Ok(())
    }

    /// The prepared index takes its place. The branch has moved already, so this is no
    /// longer a question: it is tried again, and an index that could not be replaced is only
    /// behind, which costs no story.
    pub(crate) fn finish(mut self) {
        self.done = (0..3).any(|_| finish(&self.folder, &self.copy).is_ok());
    }

    fn entry(&self, path: &str, entry: Entry, meta: Option<&fs::Metadata>) -> IndexEntry {
        let blank = IndexEntry {
            ctime: IndexTime::new(0, 0),
            mtime: IndexTime::new(0, 0),
            dev: 0,
            ino: 0,
            mode: u32::try_from(entry.mode).unwrap_or(0o100644),
            uid: 0,
            gid: 0,
            file_size: 0,
            id: entry.id,
            flags: 0,
            flags_extended: 0,
            path: path.as_bytes().to_owned(),
        };
        // A file written in the same instant as the lock could change again unseen, so its
        // times are not recorded and git will look inside.
        match meta {
            Some(meta) if time_of(meta) < self.made => with_stat(blank, meta),
            _ => blank,
        }
    }
}

impl Drop for Locked {
    fn drop(&mut self) {
        if !self.done {
            let _ = fs::remove_file(&self.copy);
            let _ = fs::remove_file(self.folder.join("index.lock"));
        }
    }
}

/// Makes the lock in one step, already signed: a lock without a name on it could not be told
/// from another program's. `None` when there is one.
pub(crate) fn create_signed(folder: &Path, lock: &Path) -> Result<Option<File>, PathError> {
    let mut file =
        tempfile::Builder::new().prefix("index.galley-").tempfile_in(folder).at(folder)?;
    file.write_all(format!("{MARK} {}", std::process::id()).as_bytes()).at(lock)?;
    match file.persist_noclobber(lock) {
        Ok(file) => Ok(Some(file)),
        Err(e) if e.error.kind() == io::ErrorKind::AlreadyExists => Ok(None),
        Err(e) => Err(PathError { path: lock.to_owned(), source: e.error }),
    }
}

fn finish(folder: &Path, copy: &Path) -> Result<(), PathError> {
    let place = folder.join("index");
    let lock = folder.join("index.lock");
    match fs::rename(copy, &place) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => {}
        renamed => renamed.at(&place)?,
    }
    match fs::remove_file(&lock) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => {}
        removed => removed.at(&lock)?,
    }
    sync_folder(folder)
}

/// The lock of the current branch.
fn branch_lock(git: &git2::Repository) -> Option<PathBuf> {
    let head = git.find_reference("HEAD").ok()?;
    let branch = head.symbolic_target().ok()??;
    Some(git.commondir().join(format!("{branch}.lock")))
}

/// Makes renames in a folder last.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), PathError> {
    #[cfg(unix)]
    File::open(folder).and_then(|f| f.sync_all()).at(folder)?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

/// The index that HEAD would have, nothing staged. Times are taken over from the old one by
/// nobody: git looks once at each file, and that is all it costs.
fn rebuilt(git: &git2::Repository, head: Option<Oid>, copy: &Path) -> Result<Index, IndexError> {
    let _ = fs::remove_file(copy);
    let mut index = Index::open(copy)?;
    if let Some(head) = head {
        index.read_tree(&git.find_commit(head)?.tree()?)?;
    }
    Ok(index)
}

/// A path that was a folder, or lies below what was a file, or was left in conflict.
fn make_room(index: &mut Index, path: &str) -> Result<(), git2::Error> {
    if index.has_conflicts() {
        let _ = index.conflict_remove(Path::new(path));
    }
    for (at, _) in path.match_indices('/') {
        let above = Path::new(&path[..at]);
        if index.get_path(above, 0).is_some() {
            index.remove(above, 0)?;
        }
    }
    if index.find_prefix(format!("{path}/")).is_ok() {
        index.remove_dir(Path::new(path), 0)?;
    }
    Ok(())
}

/// What a dead program left. `true` when the lock is gone.
fn recover(git: &git2::Repository, lock: &Path, now: Timestamp) -> Result<bool, IndexError> {
    let Ok(bytes) = fs::read(lock) else { return Ok(true) };
    let text = String::from_utf8_lossy(&bytes);
    let mut words = text.split(' ');
    if words.next() == Some(MARK) {
        let Some(process) = words.next().and_then(|w| w.parse::<u32>().ok()) else {
            return Ok(false);
        };
        if alive(process) {
            return aside_if_stale(lock, now);
        }
        let folder = git.path();
        let copy = folder.join(format!("index.galley-{process}"));
        let head = git.head().ok().and_then(|head| head.target());
        let meant = words.next().and_then(|w| Oid::from_str(w).ok());
        if meant.is_some() && meant == head && copy.exists() {
            finish(folder, &copy)?;
        } else {
            // It may have died holding the branch as well.
            let branch = branch_lock(git).filter(|lock| meant.is_some() && lock.exists());
            if let Some(branch) = branch
                && (nobody_holds(&branch) || !cfg!(target_os = "linux"))
            {
                fs::remove_file(&branch).at(&branch)?;
            }
            let _ = fs::remove_file(&copy);
            let _ = fs::remove_file(copy.with_extension(format!("galley-{process}.lock")));
            fs::remove_file(lock).at(lock)?;
        }
        return Ok(true);
    }
    aside_if_stale(lock, now)
}

fn aside_if_stale(lock: &Path, now: Timestamp) -> Result<bool, IndexError> {
    if !stale(lock, now) {
        return Ok(false);
    }
    let aside = lock.with_extension("lock-left-behind");
    fs::rename(lock, &aside).at(&aside)?;
    Ok(true)
}

/// Ten minutes old, and held open by nobody.
pub(crate) fn stale(lock: &Path, now: Timestamp) -> bool {
    let made = fs::metadata(lock).and_then(|meta| meta.modified()).ok();
    let age = made.and_then(|made| SystemTime::from(now).duration_since(made).ok());
    age.is_some_and(|age| age > STALE) && nobody_holds(lock)
}

/// Whether a process of this number is there.
pub(crate) fn alive(process: u32) -> bool {
    #[cfg(target_os = "linux")]
    return Path::new("/proc").join(process.to_string()).exists();
    #[cfg(all(unix, not(target_os = "linux")))]
    return i32::try_from(process)
        .ok()
        .and_then(rustix::process::Pid::from_raw)
        .is_none_or(|pid| rustix::process::test_kill_process(pid) != Err(rustix::io::Errno::SRCH));
    #[cfg(not(unix))]
    return process != 0;
}

/// Only Linux lets one look; elsewhere somebody is assumed to.
pub(crate) fn nobody_holds(lock: &Path) -> bool {
    let Ok(processes) = fs::read_dir("/proc") else { return false };
    let held = |process: fs::DirEntry| {
        fs::read_dir(process.path().join("fd")).is_ok_and(|fds| {
            fds.flatten().any(|fd| fs::read_link(fd.path()).is_ok_and(|to| to == lock))
        })
    };
    !processes.flatten().any(held)
}

#[cfg(unix)]
fn with_stat(entry: IndexEntry, meta: &fs::Metadata) -> IndexEntry {
    use std::os::unix::fs::MetadataExt;
    // git keeps the low 32 bits of each.
    IndexEntry {
        ctime: IndexTime::new(meta.ctime() as i32, meta.ctime_nsec() as u32),
        mtime: IndexTime::new(meta.mtime() as i32, meta.mtime_nsec() as u32),
        dev: meta.dev() as u32,
        ino: meta.ino() as u32,
        uid: meta.uid(),
        gid: meta.gid(),
        file_size: meta.size() as u32,
        ..entry
    }
}

#[cfg(not(unix))]
fn with_stat(entry: IndexEntry, _: &fs::Metadata) -> IndexEntry {
    entry
}

/// The later of a file's two times. Content time can be set back by anybody.
#[cfg(unix)]
pub(crate) fn time_of(meta: &fs::Metadata) -> (i64, u32) {
    use std::os::unix::fs::MetadataExt;
    let written = (meta.mtime(), meta.mtime_nsec() as u32);
    written.max((meta.ctime(), meta.ctime_nsec() as u32))
}

#[cfg(not(unix))]
pub(crate) fn time_of(meta: &fs::Metadata) -> (i64, u32) {
    let since = meta.modified().ok().and_then(|t| t.duration_since(SystemTime::UNIX_EPOCH).ok());
    since.map_or((i64::MAX, 0), |d| (d.as_secs() as i64, d.subsec_nanos()))
}

/// Where a tree is read through and an index entry says the same, nobody staged anything.
pub(crate) fn staged(index: &Index, head: &Lookup<'_>, path: &str) -> Result<bool, git2::Error> {
    let here = index.get_path(Path::new(path), 0).map(|e| e.id);
    Ok(here != head.get(path)?.map(|e| e.id))
}
