//! The index follows a commit, under its own lock.
//!
//! 1. `index.lock` is created; while it is there no git program writes the index.
//! 2. The lock says by whom it is held, for which commit, and which paths the index owes
//!    to it. That is flushed to the disk.
//! 3. The branch moves. Whoever waits has the answer.
//! 4. The index is read, or rebuilt from HEAD when it cannot be: git keeps nothing in it
//!    that a story could lose. The paths are replaced in a copy (`bytes`), which is flushed,
//!    takes the index's place, and the lock goes.
//!
//! Nothing before 4 depends on how many files the site has. What follows before 4 has
//! happened adds to what the index owes, under the same lock.
//!
//! A program that died between 3 and 4 left the lock. Whoever locks next sees that the process
//! is gone and carries 4 out for the commits that the branch did move to.
//! A lock of another program is left alone until it is ten minutes old and held open by
//! nobody; then it is moved aside.

mod bytes;
mod note;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use git2::{Index, Oid, RepositoryOpenFlags};
use jiff::Timestamp;

use self::bytes::{Stat, Unread, Wanted};
use self::note::{Debt, Note};
use super::tree::{Entry, Lookup};
use crate::files::{At, PathError};

/// Begins what stands in a lock of ours.
pub(crate) const MARK: &str = "galley";
/// Begins the names of files that stand beside the index for a while.
const COPY: &str = "index.galley-";
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

/// What the index of a repository owes to the commits that were made: until it has followed
/// them, another git program is kept from writing it. Dropped, it follows.
#[derive(Debug)]
#[must_use = "dropped at once, it makes whoever waits wait for the index too"]
pub struct Owed {
    folder: PathBuf,
}

impl Drop for Owed {
    fn drop(&mut self) {
        // The branch has moved already, so this is no longer a question. Where the disk does not
        // let the index follow, the lock stays for whoever locks next: without it, another git
        // program would take what was before for something that somebody wants to commit.
        let _ = (0..3).any(|_| settle(&self.folder).is_ok());
    }
}

/// A change of a path, with the metadata of the file that the entry was read from.
pub(crate) type Change = (String, Option<Entry>, Option<fs::Metadata>);

/// The lock. Dropped, it is released and the index is as it was.
pub(crate) struct Locked {
    folder: PathBuf,
    /// `None` once it was finished.
    held: Option<Held>,
    /// What the index will owe when the branch has moved, and how much of the lock tells it.
    next: Wanted,
    told: u64,
    commit: Option<Oid>,
}

/// A lock of this process.
#[derive(Debug)]
struct Held {
    /// Open as long as the lock lasts, so that others can see that somebody holds it.
    file: File,
    /// How much of it is told.
    told: u64,
    /// When the lock was made, by the file system's clock.
    made: (i64, u32),
    owed: Wanted,
    /// The last commit that it owes something to.
    commit: Option<Oid>,
}

/// What this process holds of the locks by which an index owes something.
enum Owing {
    /// Whoever takes it may go on with it.
    Waits(Held),
    /// Somebody has it in hands.
    Taken,
}

static OWING: Mutex<BTreeMap<PathBuf, Owing>> = Mutex::new(BTreeMap::new());
static GIVEN_BACK: Condvar = Condvar::new();

/// Takes the lock by which the index owes something, if there is one; waits for who has it.
fn claim(folder: &Path) -> Option<Held> {
    let mut all = owing();
    loop {
        match all.get_mut(folder)? {
            Owing::Taken => {
                all = GIVEN_BACK.wait(all).unwrap_or_else(PoisonError::into_inner);
            }
            waits => match std::mem::replace(waits, Owing::Taken) {
                Owing::Waits(held) => return Some(held),
                Owing::Taken => return None,
            },
        }
    }
}

/// Gives the lock to whoever is next, or says that there is none any more.
fn give_back(folder: &Path, held: Option<Held>) {
    match held {
        Some(held) => drop(owing().insert(folder.to_owned(), Owing::Waits(held))),
        None => drop(owing().remove(folder)),
    }
    GIVEN_BACK.notify_all();
}

fn owing() -> MutexGuard<'static, BTreeMap<PathBuf, Owing>> {
    OWING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The index follows what it owes to this process.
pub(crate) fn settle(folder: &Path) -> Result<(), IndexError> {
    let Some(mut held) = claim(folder) else { return Ok(()) };
    let done = held.is_there(folder).and_then(|()| held.follow(folder));
    let done = done.and_then(|()| Ok(unlock(folder)?));
    give_back(folder, done.is_err().then_some(held));
    done
}

/// The index follows whatever it owes here: to this process, or to one that died.
pub(crate) fn bring_up(git: &git2::Repository, now: Timestamp) -> Result<(), IndexError> {
    if git.path().join("index.lock").exists() {
        drop(Locked::take(git, now)?);
        settle(git.path())?;
    }
    Ok(())
}

/// Whether a lock of ours is there.
pub(crate) fn is_ours(folder: &Path) -> bool {
    fs::read(folder.join("index.lock")).is_ok_and(|bytes| Note::read(&bytes).is_some())
}

/// Every index of this process follows: the program is about to end.
pub fn let_all_follow() {
    let folders: Vec<PathBuf> = owing().keys().cloned().collect();
    for folder in folders {
        drop(Owed { folder });
    }
}

impl Locked {
    /// Takes the lock. `now` decides only whether a foreign lock is old.
    pub(crate) fn take(git: &git2::Repository, now: Timestamp) -> Result<Self, IndexError> {
        let folder = git.path().to_owned();
        let held = match claim(&folder) {
            Some(mut held) => match held.is_there(&folder) {
                Ok(()) => held,
                Err(e) => {
                    give_back(&folder, Some(held));
                    return Err(e);
                }
            },
            None => Held::new(git, &folder, now)?,
        };
        let told = held.told;
        let locked = Self { folder, held: Some(held), next: Wanted::new(), told, commit: None };
        // A branch that a dead program left locked would refuse every approval.
        if let Some(branch) = branch_lock(git).filter(|lock| lock.exists()) {
            aside_if_stale(&branch, now)?;
        }
        Ok(locked)
    }

    /// Says what the index will owe to `commit`: the paths are replaced, all else stays as
    /// somebody staged it.
    pub(crate) fn prepare(&mut self, commit: Oid, changes: &[Change]) -> Result<(), IndexError> {
        understood(&self.folder)?;
        let Some(held) = &mut self.held else { return Ok(()) };
        let paths = changes.iter().map(|(path, entry, _)| (path.clone(), *entry)).collect();
        self.told = held.tell(&Debt { commit, paths }).at(self.folder.join("index.lock"))?;
        self.commit = Some(commit);
        self.next = changes
            .iter()
            .map(|(path, entry, meta)| {
                let stat = meta.as_ref().map(|meta| held.stat(meta)).unwrap_or_default();
                (path.clone(), entry.map(|entry| (entry, stat)))
            })
            .collect();
        Ok(())
    }

    /// The branch has moved: the index owes what was prepared.
    pub(crate) fn finish(mut self) -> Owed {
        if let Some(mut held) = self.held.take() {
            owe(&mut held.owed, std::mem::take(&mut self.next));
            (held.told, held.commit) = (self.told, self.commit.or(held.commit));
            give_back(&self.folder, Some(held));
        }
        Owed { folder: self.folder.clone() }
    }

    /// Lets go of the lock. What was owed before still is.
    pub(crate) fn leave(self) -> Option<Owed> {
        let owes = self.held.as_ref().is_some_and(|held| !held.owed.is_empty());
        owes.then(|| Owed { folder: self.folder.clone() })
    }

    /// The ids that the index has at these paths, once it has followed all that it owes.
    /// Whatever cannot be read is rebuilt from `head`, and so it has what that has.
    pub(crate) fn ids<'p>(
        &mut self,
        head: &Lookup<'_>,
        paths: &BTreeSet<&'p str>,
    ) -> Result<HashMap<&'p str, Oid>, IndexError> {
        if let Some(held) = self.held.as_mut().filter(|held| !held.owed.is_empty()) {
            held.follow(&self.folder)?;
        }
        let place = self.folder.join("index");
        match fs::read(&place) {
            Ok(old) => match bytes::ids(&old, paths) {
                Ok(ids) => return Ok(ids),
                Err(Unread::Form(what)) => return Err(IndexError::Form(what)),
                Err(Unread::Damaged) => {}
            },
            Err(e) if e.kind() == io::ErrorKind::NotFound => {}
            Err(e) => return Err(PathError { path: place, source: e }.into()),
        }
        let mut ids = HashMap::new();
        for path in paths {
            ids.extend(head.get(path)?.map(|entry| (*path, entry.id)));
        }
        Ok(ids)
    }
}

impl Drop for Locked {
    fn drop(&mut self) {
        let Some(mut held) = self.held.take() else { return };
        if held.owed.is_empty() {
            let _ = fs::remove_file(self.folder.join("index.lock"));
            give_back(&self.folder, None);
            return;
        }
        // What was told last did not happen. Were it read, no branch would be at its commit.
        held.untell();
        give_back(&self.folder, Some(held));
    }
}

/// Adds to what is owed. What is said later counts.
fn owe(owed: &mut Wanted, next: Wanted) {
    for (path, entry) in next {
        if entry.is_some() {
            let above = path.match_indices('/').map(|(at, _)| path[..at].to_owned());
            let below = owed.range(format!("{path}/")..format!("{path}0"));
            let others: Vec<String> = above.chain(below.map(|(path, _)| path.clone())).collect();
            for other in others {
                owed.entry(other).and_modify(|entry| *entry = None);
            }
        }
        owed.insert(path, entry);
    }
}

impl Held {
    fn new(git: &git2::Repository, folder: &Path, now: Timestamp) -> Result<Self, IndexError> {
        let lock = folder.join("index.lock");
        let file = match create_signed(folder, &lock)? {
            Some(file) => file,
            None if recover(git, &lock, now)? => {
                create_signed(folder, &lock)?.ok_or(IndexError::Locked(lock.clone()))?
            }
            None => return Err(IndexError::Locked(lock)),
        };
        sweep_dead(folder);
        let about = file.metadata().at(&lock)?;
        Ok(Self {
            file,
            told: about.len(),
            made: time_of(&about),
            owed: Wanted::new(),
            commit: None,
        })
    }

    /// The lock is still there. Where somebody took it away by hand, it is made again.
    fn is_there(&mut self, folder: &Path) -> Result<(), IndexError> {
        let lock = folder.join("index.lock");
        if is_at(&self.file, &lock) {
            return Ok(());
        }
        self.file = create_signed(folder, &lock)?.ok_or(IndexError::Locked(lock.clone()))?;
        self.told = self.file.metadata().at(&lock)?.len();
        if let Some(commit) = self.commit {
            let paths = self.owed.iter().map(|(path, new)| (path.clone(), new.map(|new| new.0)));
            self.told = self.tell(&Debt { commit, paths: paths.collect() }).at(&lock)?;
        }
        Ok(())
    }

    /// A file of the second in which the lock was made could change again unseen: git tells times
    /// by seconds. So its times are not noted, and git will look inside.
    fn stat(&self, meta: &fs::Metadata) -> Stat {
        if time_of(meta).0 < self.made.0 { stat(meta) } else { Stat::default() }
    }

    /// Puts what the index owes behind what the lock says, and on the disk. How much it says then.
    fn tell(&mut self, debt: &Debt) -> io::Result<u64> {
        let told = debt.written();
        self.file.seek(SeekFrom::Start(self.told))?;
        if let Err(e) = self.file.write_all(&told).and_then(|()| self.file.sync_all()) {
            self.untell();
            return Err(e);
        }
        Ok(self.told + told.len() as u64)
    }

    /// Takes back what was told and did not happen.
    fn untell(&mut self) {
        // Left there, it would only be read over.
        let _ = self.file.set_len(self.told);
    }

    /// The index follows, and its lock stays.
    fn follow(&mut self, folder: &Path) -> Result<(), IndexError> {
        follow(folder, &self.owed)?;
        self.owed.clear();
        Ok(())
    }
}
/// Makes the lock in one step, already signed: a lock without a name on it could not be told
/// from another program's. `None` when there is one.
pub(crate) fn create_signed(folder: &Path, lock: &Path) -> Result<Option<File>, PathError> {
    let mut file = tempfile::Builder::new().prefix(COPY).tempfile_in(folder).at(folder)?;
    file.write_all(format!("{MARK} {}", std::process::id()).as_bytes()).at(lock)?;
    // Held as long as it is open. Some file systems cannot: then the number has to do.
    let _ = file.as_file().try_lock();
    match file.persist_noclobber(lock) {
        Ok(file) => Ok(Some(file)),
        Err(e) if e.error.kind() == io::ErrorKind::AlreadyExists => Ok(None),
        Err(e) => Err(PathError { path: lock.to_owned(), source: e.error }),
    }
}

/// Takes away what dead programs left beside the index. What it owes stands in the lock.
pub(crate) fn sweep_dead(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(end) = name.strip_prefix(COPY) else { continue };
        let end = end.strip_suffix(".lock").unwrap_or(end);
        let gone = match end.parse::<u32>() {
            Ok(process) => !alive(process),
            Err(_) => nobody_holds(&entry.path()),
        };
        if gone {
            // It takes up room and no more.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The index with these paths replaced takes the place of the one that is there.
fn follow(folder: &Path, wanted: &Wanted) -> Result<(), IndexError> {
    if wanted.is_empty() {
        return Ok(());
    }
    let place = folder.join("index");
    let copy = folder.join(format!("{COPY}{}", std::process::id()));
    let old = match read(&place)? {
        Some((bytes, about)) => replaced(&bytes, &about, wanted)?.map(|new| (new, Some(about))),
        None => None,
    };
    let (new, about) = match old {
        Some(found) => found,
        None => {
            rebuilt(folder, &copy)?;
            let (bytes, about) = read(&copy)?.ok_or_else(|| damaged(&copy))?;
            (replaced(&bytes, &about, wanted)?.ok_or_else(|| damaged(&copy))?, None)
        }
    };
    write(&copy, &new, about.map(|about| about.permissions())).at(&copy)?;
    fs::rename(&copy, &place).at(&place)?;
    note_understood(folder);
    Ok(())
}

fn read(place: &Path) -> Result<Option<(Vec<u8>, fs::Metadata)>, PathError> {
    match fs::metadata(place).and_then(|about| Ok((fs::read(place)?, about))) {
        Ok(read) => Ok(Some(read)),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(PathError { path: place.to_owned(), source: e }),
    }
}

/// `None` where the bytes are no index.
fn replaced(
    old: &[u8],
    about: &fs::Metadata,
    wanted: &Wanted,
) -> Result<Option<Vec<u8>>, IndexError> {
    match bytes::replaced(old, written(about), wanted) {
        Ok(new) => Ok(Some(new)),
        Err(Unread::Damaged) => Ok(None),
        Err(Unread::Form(what)) => Err(IndexError::Form(what)),
    }
}

/// The second in which a file was written.
fn written(about: &fs::Metadata) -> u32 {
    let since = about.modified().ok().and_then(|t| t.duration_since(SystemTime::UNIX_EPOCH).ok());
    since.map_or(0, |since| since.as_secs() as u32)
}

fn damaged(place: &Path) -> PathError {
    PathError { path: place.to_owned(), source: io::ErrorKind::InvalidData.into() }
}

fn write(copy: &Path, bytes: &[u8], like: Option<fs::Permissions>) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(copy)?;
    file.write_all(bytes)?;
    if let Some(permissions) = like {
        file.set_permissions(permissions)?;
    }
    file.sync_all()
}

/// The lock goes, and the index lasts.
fn unlock(folder: &Path) -> Result<(), PathError> {
    let lock = folder.join("index.lock");
    match fs::remove_file(&lock) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => {}
        removed => removed.at(&lock)?,
    }
    sync_folder(folder)
}

/// What tells one index from another without reading it.
type Known = (u64, (i64, u32), u64);

static UNDERSTOOD: Mutex<BTreeMap<PathBuf, Known>> = Mutex::new(BTreeMap::new());

/// Whether paths can be replaced in the index that is there. One that is damaged is rebuilt.
fn understood(folder: &Path) -> Result<(), IndexError> {
    let place = folder.join("index");
    let known = fs::metadata(&place).ok().map(|about| known(&about));
    if known.is_some() && all_understood().get(folder).copied() == known {
        return Ok(());
    }
    if let Some((bytes, about)) = read(&place)? {
        if let Err(Unread::Form(what)) = bytes::form(&bytes) {
            return Err(IndexError::Form(what));
        }
        all_understood().insert(folder.to_owned(), self::known(&about));
    }
    Ok(())
}

fn note_understood(folder: &Path) {
    if let Ok(about) = fs::metadata(folder.join("index")) {
        all_understood().insert(folder.to_owned(), known(&about));
    }
}

fn all_understood() -> MutexGuard<'static, BTreeMap<PathBuf, Known>> {
    UNDERSTOOD.lock().unwrap_or_else(PoisonError::into_inner)
}

fn known(about: &fs::Metadata) -> Known {
    #[cfg(unix)]
    let number = std::os::unix::fs::MetadataExt::ino(about);
    #[cfg(not(unix))]
    let number = 0;
    (about.len(), time_of(about), number)
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
fn rebuilt(folder: &Path, copy: &Path) -> Result<(), IndexError> {
    let no_ceiling: [&Path; 0] = [];
    let git = git2::Repository::open_ext(folder, RepositoryOpenFlags::NO_SEARCH, no_ceiling)?;
    let _ = fs::remove_file(copy);
    let mut index = Index::open(copy)?;
    if let Some(head) = git.head().ok().and_then(|head| head.target()) {
        index.read_tree(&git.find_commit(head)?.tree()?)?;
    }
    Ok(index.write()?)
}

/// What a dead program left. `true` when the lock is gone.
fn recover(git: &git2::Repository, lock: &Path, now: Timestamp) -> Result<bool, IndexError> {
    let Ok(bytes) = fs::read(lock) else { return Ok(true) };
    let Some(Note { process, debts }) = Note::read(&bytes) else {
        return aside_if_stale(lock, now);
    };
    let Ok(file) = File::open(lock) else { return Ok(true) };
    // Of two that find it, one recovers.
    match holder(&file, process, lock) {
        Holder::Lives => return aside_if_stale(lock, now),
        Holder::Died => {}
    }
    if !is_at(&file, lock) {
        return Ok(!lock.exists());
    }
    let folder = git.path();
    let head = git.head().ok().and_then(|head| head.target());
    let reached = |commit: Oid| {
        head.is_some_and(|head| {
            head == commit || git.graph_descendant_of(head, commit).unwrap_or(false)
        })
    };
    let last = debts.last().map(|debt| debt.commit);
    let mut owed = Wanted::new();
    for debt in debts {
        if reached(debt.commit) {
            let blank = |entry: Option<Entry>| entry.map(|entry| (entry, Stat::default()));
            let paths = debt.paths.into_iter();
            owe(&mut owed, paths.map(|(path, entry)| (path, blank(entry))).collect());
        }
    }
    follow(folder, &owed)?;
    // It may have died holding the branch as well.
    let branch = branch_lock(git).filter(|lock| last.is_some() && lock.exists());
    if let Some(branch) = branch
        && (nobody_holds(&branch) || !cfg!(target_os = "linux"))
    {
        fs::remove_file(&branch).at(&branch)?;
    }
    let copy = folder.join(format!("{COPY}{process}"));
    let _ = fs::remove_file(copy.with_extension(format!("galley-{process}.lock")));
    let _ = fs::remove_file(&copy);
    unlock(folder)?;
    Ok(true)
}

fn aside_if_stale(lock: &Path, now: Timestamp) -> Result<bool, IndexError> {
    if !stale(lock, now) {
        return Ok(false);
    }
    let aside = lock.with_extension("lock-left-behind");
    fs::rename(lock, &aside).at(&aside)?;
    Ok(true)
}

/// Whoever made a lock of ours.
pub(crate) enum Holder {
    /// It is at work, or another one is taking its place.
    Lives,
    /// Nobody holds it: the file that was given is locked now.
    Died,
}

/// Whether the one who made this lock, a file that is open, is still there. The system lets go of
/// what a dead process held, so no number of a process that somebody else has by now misleads.
/// Where it cannot lock files, the number has to do.
pub(crate) fn holder(file: &File, process: u32, lock: &Path) -> Holder {
    let lives = match file.try_lock() {
        Ok(()) => false,
        Err(TryLockError::WouldBlock) => true,
        Err(TryLockError::Error(_)) => {
            alive(process) && !(process == std::process::id() && nobody_holds(lock))
        }
    };
    if lives { Holder::Lives } else { Holder::Died }
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

/// Whether a file that is open is the one at this place.
#[cfg(unix)]
fn is_at(file: &File, place: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let number = |about: fs::Metadata| (about.dev(), about.ino());
    let there = fs::metadata(place).ok().map(number);
    there.is_some() && there == file.metadata().ok().map(number)
}

#[cfg(not(unix))]
fn is_at(_: &File, place: &Path) -> bool {
    place.exists()
}

#[cfg(unix)]
fn stat(meta: &fs::Metadata) -> Stat {
    use std::os::unix::fs::MetadataExt;
    Stat {
        changed: (meta.ctime() as u32, meta.ctime_nsec() as u32),
        modified: (meta.mtime() as u32, meta.mtime_nsec() as u32),
        device: meta.dev() as u32,
        inode: meta.ino() as u32,
        user: meta.uid(),
        group: meta.gid(),
        size: meta.size() as u32,
    }
}

#[cfg(not(unix))]
fn stat(_: &fs::Metadata) -> Stat {
    Stat::default()
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
