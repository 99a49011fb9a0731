//! The own branch goes after the publishing branch, and the files of others arrive.
//!
//! 1. What stays ours is put on top of the publishing branch, without touching a file.
//! 2. A file that differs is written when the folder still has what HEAD has there, and left
//!    when somebody is working on it. Each is written beside its place, flushed, and swapped
//!    in; what was displaced is looked at, and put back if it was not what was expected.
//! 3. The branch moves last, if it still stands where it stood, and the index with it.
//!
//! Broken off anywhere, it is simply done again: a file that is already as it should be
//! counts as done, and readers' version in the folder counts as live.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use git2::build::CheckoutBuilder;
use git2::{Index, Oid};
use jiff::Timestamp;

use super::compose::Between;
use super::{Arrival, PublishError, undo};
use crate::repository::Repository;
use crate::repository::commit::move_branch;
use crate::repository::convert::{Rules, Treatment};
use crate::repository::files::portable;
use crate::repository::index::{IndexError, Locked, staged, sync_folder};
use crate::repository::tree::{self, Changes, Entry, Lookup};

impl From<IndexError> for PublishError {
    fn from(error: IndexError) -> Self {
        match error {
            IndexError::Git(e) => Self::Git(e),
            IndexError::Locked(_) | IndexError::Form(_) => Self::Busy,
            IndexError::File(_) => Self::NotKept,
        }
    }
}

/// Brings the own branch and the folder after `tip`.
pub(super) fn arrive(repo: &Repository, tip: Oid, now: Timestamp) -> Result<Arrival, PublishError> {
    let in_step = |paths| Ok(Arrival::InStep { paths });
    let head = repo.head()?;
    let Some(branch) = head.branch else { return Ok(Arrival::Apart) };
    if head.commit == Some(tip) {
        return in_step(Vec::new());
    }
    let target = match head.commit {
        None => Some(tip),
        Some(here) => match Between::new(repo, here, Some(tip), None)? {
            Some(between) => between.rest(tip, &undo::marked(repo, here, tip)?)?,
            None => None,
        },
    };
    let Some(target) = target else { return Ok(Arrival::Apart) };
    if Some(target) == head.commit {
        return in_step(Vec::new());
    }

    let from = head.commit.map(|id| repo.tree_of(id)).transpose()?;
    let changes = tree::differences(&repo.git, from, Some(repo.tree_of(target)?))?;
    let rules = Rules::new(&repo.git, repo.root());
    if !all_writable(&rules, &changes)? {
        return Ok(Arrival::Apart);
    }
    let mut lock = Locked::take(&repo.git, now)?;
    let before = Lookup::new(&repo.git, from)?;
    let index = Index::open(&repo.git.path().join("index"))?;
    let mut arrived = Vec::new();
    let mut entries = Vec::new();
    for (path, entry) in &changes {
        let old = before.get(path)?;
        let (old_id, new_id) = (old.map(|e| e.id), entry.map(|e| e.id));
        let here = repo.working_id(path)?;
        let mut meta = None;
        if here == Some(old_id) && here != Some(new_id) {
            if write(repo, &rules, target, path, old_id, *entry)? {
                arrived.push(path.clone());
                meta = fs::symlink_metadata(repo.root().join(path)).ok();
            }
        } else if here == Some(new_id) {
            meta = fs::symlink_metadata(repo.root().join(path)).ok();
        }
        // What somebody staged stays staged.
        if !staged(&index, &before, path)? {
            entries.push((path.clone(), *entry, meta));
        }
    }
    lock.prepare(&repo.git, head.commit, target, &entries)?;
    move_branch(&repo.git, &branch, head.commit, target, "galley: after the publishing branch")?;
    lock.finish();
    undo::unmark(repo, target, tip)?;
    in_step(arrived.iter().filter_map(|path| repo.in_site(path).map(str::to_owned)).collect())
}

/// Whether every file that comes is a plain one, of a name that every computer can hold, and
/// needs no program to be written.
fn all_writable(rules: &Rules<'_>, changes: &Changes) -> Result<bool, git2::Error> {
    for (path, entry) in changes {
        let Some(entry) = entry else { continue };
        let plain = matches!(entry.mode, 0o100644 | 0o100755);
        let treatment = rules.treatment(path)?;
        let direct = matches!(treatment, Treatment::Plain | Treatment::Converted);
        if !plain || !direct || portable(path).is_err() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Puts a file in its place, or takes it away; `false` when somebody wrote to it meanwhile.
fn write(
    repo: &Repository,
    rules: &Rules<'_>,
    commit: Oid,
    path: &str,
    old: Option<Oid>,
    entry: Option<Entry>,
) -> Result<bool, PublishError> {
    let place = repo.root().join(path);
    let folder = place.parent().unwrap_or(repo.root());
    let io = |e: io::Error| git2::Error::from_str(&format!("{}: {e}", place.display()));
    let Some(entry) = entry else {
        // Set aside first, so that what goes is what was looked at.
        let aside = tempfile::tempdir_in(beside(repo, folder)).map_err(io)?;
        let kept = aside.path().join("file");
        fs::rename(&place, &kept).map_err(io)?;
        if id_of(repo, rules, path, &kept) != old {
            fs::rename(&kept, &place).map_err(io)?;
            return Ok(false);
        }
        drop(aside);
        sync(folder)?;
        empty_folders(folder, repo.root());
        return Ok(true);
    };
    fs::create_dir_all(folder).map_err(io)?;
    let bytes = match rules.treatment(path)? {
        Treatment::Converted => converted(repo, commit, path)?,
        _ => repo.git.find_blob(entry.id)?.content().to_owned(),
    };
    let mut new = tempfile::NamedTempFile::new_in(beside(repo, folder)).map_err(io)?;
    new.write_all(&bytes).map_err(io)?;
    permit(new.as_file(), entry.mode).map_err(io)?;
    new.as_file().sync_all().map_err(io)?;
    let new = new.into_temp_path();
    let placed = match old {
        None => place_new(&new, &place).map_err(io)?,
        Some(old) => {
            let as_expected = |displaced: &Path| id_of(repo, rules, path, displaced) == Some(old);
            swap(&new, &place, as_expected).map_err(io)?
        }
    };
    sync(folder)?;
    Ok(placed)
}

/// Where a file is written before it is put in its place: inside `.git`, where nobody sees it
/// should it be left there, or in its own folder when that is on another volume.
fn beside<'p>(repo: &'p Repository, folder: &'p Path) -> &'p Path {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let volume = |path: &Path| fs::metadata(path).map(|meta| meta.dev()).ok();
        if volume(repo.git.path()) == volume(folder) {
            return repo.git.path();
        }
    }
    let _ = repo;
    folder
}

fn sync(folder: &Path) -> Result<(), PublishError> {
    sync_folder(folder).map_err(|_| PublishError::NotKept)
}

/// The blob id of a file that was moved aside.
fn id_of(repo: &Repository, rules: &Rules<'_>, path: &str, file: &Path) -> Option<Oid> {
    let bytes = fs::read(file).ok()?;
    match rules.treatment(path).ok()? {
        // A conversion goes by the name: stored under it, it is what it was.
        Treatment::Converted => {
            crate::repository::convert::store(&repo.git, &Treatment::Converted, path, &bytes).ok()
        }
        _ => Oid::hash_object_ext(git2::ObjectType::Blob, &bytes, git2::ObjectFormat::Sha1).ok(),
    }
}

/// A file as the site's line-end rules want it on disk: written by libgit2 to another folder.
fn converted(repo: &Repository, commit: Oid, path: &str) -> Result<Vec<u8>, PublishError> {
    let io = |e: io::Error| git2::Error::from_str(&e.to_string());
    let aside = tempfile::tempdir_in(repo.git.path()).map_err(io)?;
    let mut options = CheckoutBuilder::new();
    options
        .target_dir(aside.path())
        .path(path)
        .disable_pathspec_match(true)
        .force()
        .update_index(false);
    let tree = repo.git.find_commit(commit)?.tree()?;
    repo.git.checkout_tree(tree.as_object(), Some(&mut options))?;
    Ok(fs::read(aside.path().join(path)).map_err(io)?)
}

#[cfg(target_os = "linux")]
fn place_new(new: &Path, place: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, new, CWD, place, RenameFlags::NOREPLACE) {
        Ok(()) => Ok(true),
        Err(rustix::io::Errno::EXIST) => Ok(false),
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) => place_if_free(new, place),
        Err(e) => Err(e.into()),
    }
}

#[cfg(not(target_os = "linux"))]
fn place_new(new: &Path, place: &Path) -> io::Result<bool> {
    place_if_free(new, place)
}

/// Where the system cannot refuse to replace, a last look has to do.
fn place_if_free(new: &Path, place: &Path) -> io::Result<bool> {
    if place.exists() {
        return Ok(false);
    }
    fs::rename(new, place).map(|()| true)
}

/// Exchanges the two, and exchanges them back when what was displaced is not as expected.
#[cfg(target_os = "linux")]
fn swap(new: &Path, place: &Path, as_expected: impl Fn(&Path) -> bool) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    let exchange = || renameat_with(CWD, new, CWD, place, RenameFlags::EXCHANGE);
    match exchange() {
        Ok(()) if as_expected(new) => Ok(true),
        Ok(()) => exchange().map(|()| false).map_err(Into::into),
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) => {
            replace(new, place, as_expected)
        }
        Err(e) => Err(e.into()),
    }
}

#[cfg(not(target_os = "linux"))]
fn swap(new: &Path, place: &Path, as_expected: impl Fn(&Path) -> bool) -> io::Result<bool> {
    replace(new, place, as_expected)
}

fn replace(new: &Path, place: &Path, as_expected: impl Fn(&Path) -> bool) -> io::Result<bool> {
    if !as_expected(place) {
        return Ok(false);
    }
    fs::rename(new, place).map(|()| true)
}

#[cfg(unix)]
fn permit(file: &File, mode: i32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = if mode == 0o100755 { 0o755 } else { 0o644 };
    file.set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn permit(_: &File, _: i32) -> io::Result<()> {
    Ok(())
}

/// git keeps no empty folders, so those that became empty go too.
fn empty_folders(from: &Path, root: &Path) {
    for folder in from.ancestors().take_while(|folder| *folder != root) {
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
}
