//! The own branch goes after the publishing branch, and the files of others arrive.
//!
//! 1. What stays ours is put on top of the publishing branch, without touching a file. A post
//!    that others changed too is put together from both; where somebody has to decide, its
//!    approval is withdrawn and that is noted.
//! 2. Where many stories would go from the folder, nothing is done before somebody says so.
//! 3. A file that differs is written when the folder still has what HEAD has there. One that
//!    somebody is working on is left, or put together with theirs, where nobody has to be asked.
//!    Each is written beside its place, flushed, and swapped in; what was displaced is looked
//!    at, and put back if it was not what was expected. What is replaced is kept. A draft of a
//!    story that others took off stays, with the files that it names.
//! 4. The branch moves last, if it still stands where it stood, and the index with it.
//!
//! Broken off anywhere, it is simply done again: a file that is already as it should be
//! counts as done, and readers' version in the folder counts as live.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use git2::build::CheckoutBuilder;
use git2::{Oid, Tree};
use jiff::Timestamp;

use super::compose::{Between, Rest};
use super::{Arrival, PublishError, together, undo};
use crate::files::At;
use crate::repository::Repository;
use crate::repository::commit::move_branch;
use crate::repository::convert::{Rules, Treatment};
use crate::repository::files::portable;
use crate::repository::index::{IndexError, Locked, sync_folder};
use crate::repository::link;
use crate::repository::tree::{self, Changes, ELSEWHERE, Entry, LINK, Lookup};
use crate::site;

impl From<IndexError> for PublishError {
    fn from(error: IndexError) -> Self {
        match error {
            IndexError::Git(e) => Self::Git(e),
            IndexError::Locked(_) | IndexError::Form(_) => Self::Busy,
            IndexError::File(e) => Self::File(e),
        }
    }
}

/// So many stories may go from the folder without anybody being asked.
const MAY_GO: usize = 5;

/// Brings the own branch and the folder after `tip`. `anyway`: although many stories go.
pub(super) fn arrive(
    repo: &Repository,
    tip: Oid,
    now: Timestamp,
    anyway: bool,
) -> Result<Arrival, PublishError> {
    let in_step = |paths| Ok(Arrival::InStep { paths });
    let head = repo.head()?;
    let Some(branch) = head.branch else { return Ok(Arrival::Apart { path: None }) };
    if head.commit == Some(tip) {
        return in_step(Vec::new());
    }
    let marked = match head.commit {
        Some(here) => undo::marked(repo, here, tip)?,
        None => undo::Marked::default(),
    };
    let rest = match head.commit {
        None => Some(Rest { top: tip, merged: Vec::new(), undecided: Vec::new() }),
        Some(here) => match Between::new(repo, here, Some(tip), None)? {
            Some(between) => between.rest(tip, &marked)?,
            None => None,
        },
    };
    let Some(Rest { top: target, merged, undecided }) = rest else {
        return Ok(Arrival::Apart { path: None });
    };
    if Some(target) == head.commit {
        return in_step(Vec::new());
    }

    let from = head.commit.map(|id| repo.tree_of(id)).transpose()?;
    let changes = tree::differences(&repo.git, from, Some(repo.tree_of(target)?))?;
    let rules = Rules::new(&repo.git, repo.root());
    let after = repo.git.find_tree(repo.tree_of(target)?)?;
    if let Some(path) =
        unwritable(repo, &rules, &changes, (&Lookup::new(&repo.git, from)?, &after))?
    {
        return Ok(Arrival::Apart { path: Some(path) });
    }
    let going = going(repo, &changes, &marked)?;
    if going > MAY_GO && !anyway {
        return Ok(Arrival::ManyGone { count: going });
    }
    let posts = merged.iter().filter(|(path, _)| site::is_post_name(path.as_ref()));
    for (path, ours) in posts {
        repo.keep(path, *ours, now)?;
    }
    for (path, base) in &undecided {
        if site::is_post_name(path.as_ref()) && changes.get(path).is_some_and(Option::is_some) {
            repo.note_undecided(path, *base)?;
        }
    }
    let mut lock = Locked::take(&repo.git, now)?;
    let before = Lookup::new(&repo.git, from)?;
    let in_index = lock.ids(&before, &changes.keys().map(String::as_str).collect())?;
    let shown = shown_by_drafts(repo, &changes, &before)?;
    let mut arrived = Vec::new();
    let mut entries = Vec::new();
    for (path, entry) in &changes {
        let old = before.get(path)?;
        let (old_id, new_id) = (old.map(|e| e.id), entry.map(|e| e.id));
        let links = [old, *entry].into_iter().flatten().any(|one| one.mode == LINK);
        let here = match links.then(|| link::working_id(&repo.root().join(path))).flatten() {
            Some(here) => Some(here),
            None => repo.working_id(path)?,
        };
        let mut meta = None;
        // Of two undecided versions the one here stays in the folder, and so does a draft.
        let stays = undecided.iter().any(|(undecided, _)| undecided == path)
            || marked.left.contains(path)
            || shown.contains(path);
        if here == Some(new_id) {
            meta = fs::symlink_metadata(repo.root().join(path)).ok();
        } else if [old, *entry].into_iter().flatten().any(|one| one.mode == ELSEWHERE) {
            // Another repository's folder is brought up by whoever keeps it.
            if entry.is_some() {
                let place = repo.root().join(path);
                fs::create_dir_all(&place).at(&place)?;
            }
        } else if here == Some(old_id) && !stays {
            let bytes = entry.map(|entry| bytes(repo, &rules, target, path, entry)).transpose()?;
            let new = entry.zip(bytes).map(|(entry, bytes)| (bytes, entry.mode));
            if write(repo, &rules, path, old_id, new)? {
                arrived.push(path.clone());
                meta = fs::symlink_metadata(repo.root().join(path)).ok();
            }
        } else if let (Some(Some(here)), Some(entry)) = (here, entry)
            && !stays
            && put_together(repo, &rules, path, (old_id, here, *entry), now)?
        {
            arrived.push(path.clone());
        }
        // What others took away cannot be decided about: the text here stays.
        if entry.is_none()
            && repo.undecided_base(path).is_some()
            && let Some(post) = repo.in_site(path)
        {
            repo.decided(post)?;
        }
        // What somebody staged stays staged.
        if in_index.get(path.as_str()).copied() == old_id {
            entries.push((path.clone(), *entry, meta));
        }
    }
    lock.prepare(target, &entries)?;
    move_branch(&repo.git, &branch, head.commit, target, "galley: after the publishing branch")?;
    drop(lock.finish());
    undo::unmark(repo, target, tip)?;
    in_step(arrived.iter().filter_map(|path| repo.in_site(path).map(str::to_owned)).collect())
}

/// What others took away together with a story that somebody goes on writing here: the draft stays,
/// and so do the files that it names.
fn shown_by_drafts(
    repo: &Repository,
    changes: &Changes,
    before: &Lookup<'_>,
) -> Result<HashSet<String>, PublishError> {
    let gone = || changes.iter().filter(|(_, entry)| entry.is_none()).map(|(path, _)| path);
    let is_post = |path: &str| site::is_post_name(path.as_ref());
    let mut drafts = Vec::new();
    for path in gone().filter(|path| is_post(path)) {
        let old = before.get(path)?.map(|entry| entry.id);
        if matches!(repo.working_id(path)?, Some(Some(here)) if Some(here) != old) {
            let place = repo.root().join(path);
            drafts.push(String::from_utf8_lossy(&fs::read(&place).at(&place)?).into_owned());
        }
    }
    let named = |path: &&String| {
        let name = path.rsplit('/').next().unwrap_or(path);
        !is_post(path) && drafts.iter().any(|draft| draft.contains(name))
    };
    Ok(gone().filter(named).cloned().collect())
}

/// How many stories would go from the folder.
fn going(
    repo: &Repository,
    changes: &Changes,
    marked: &undo::Marked,
) -> Result<usize, git2::Error> {
    let mut going = 0;
    // What comes at another place does not go.
    let before = Lookup::of(&repo.git, repo.head()?.commit)?;
    let come: HashSet<Oid> = changes.values().flatten().map(|entry| entry.id).collect();
    for (path, entry) in changes {
        let goes = entry.is_none()
            && repo.in_site(path).is_some()
            && site::is_post_name(path.as_ref())
            && !marked.left.contains(path)
            && !before.get(path)?.is_some_and(|old| come.contains(&old.id));
        going += usize::from(goes && !matches!(repo.working_id(path)?, Some(None)));
    }
    Ok(going)
}

/// A post that somebody is working on here and that others changed, or what is said of a picture or
/// of the site: both in one file; a post may be noted for somebody to decide. Of a picture that both replaced the
/// one here stays: whoever approves it sees both. Returns whether the file is another now.
fn put_together(
    repo: &Repository,
    rules: &Rules<'_>,
    path: &str,
    (old, here, theirs): (Option<Oid>, Oid, Entry),
    now: Timestamp,
) -> Result<bool, PublishError> {
    let post = site::is_post_name(path.as_ref());
    if !post && !together::says_something(repo, path) {
        return Ok(false);
    }
    let base = repo.undecided_base(path).or(old);
    let place = repo.root().join(path);
    let Ok(mine) = fs::read(&place) else { return Ok(false) };
    let texts = (
        together::text(repo, base)?,
        String::from_utf8(mine.clone()).ok(),
        together::text(repo, Some(theirs.id))?,
    );
    let (Some(was), Some(ours), Some(yours)) = texts else { return Ok(false) };
    let Some(text) = together::both(repo, path, &was, &ours, &yours) else {
        if post {
            repo.note_undecided(path, base)?;
        }
        return Ok(false);
    };
    if text == ours {
        return Ok(false);
    }
    if post {
        repo.keep(path, repo.git.blob(&mine)?, now)?;
    }
    write(repo, rules, path, Some(here), Some((text.into_bytes(), theirs.mode)))
}

/// The first file that comes and is no plain one, nor a link within the site, or has a name that
/// not every computer can hold, or needs a program to be written. Another repository's folder takes
/// another state, and nothing else.
fn unwritable(
    repo: &Repository,
    rules: &Rules<'_>,
    changes: &Changes,
    (before, after): (&Lookup<'_>, &Tree<'_>),
) -> Result<Option<String>, git2::Error> {
    for (path, entry) in changes {
        let elsewhere = |entry: Option<Entry>| entry.is_some_and(|e| e.mode == ELSEWHERE);
        let (was, is) = (before.get(path)?, *entry);
        if elsewhere(was) || elsewhere(is) {
            let stays =
                was.is_none_or(|e| e.mode == ELSEWHERE) && is.is_none_or(|e| e.mode == ELSEWHERE);
            if !stays || portable(path).is_err() {
                return Ok(Some(path.clone()));
            }
            continue;
        }
        if before.is_elsewhere(path)? {
            return Ok(Some(path.clone()));
        }
        let Some(entry) = entry else { continue };
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let known = match entry.mode {
            0o100644 | 0o100755 => true,
            LINK => link::stays_inside(&repo.git, after, folder, entry.id),
            _ => false,
        };
        let treatment = rules.treatment(path)?;
        let direct = matches!(treatment, Treatment::Plain | Treatment::Converted);
        if !known || !direct || portable(path).is_err() {
            return Ok(Some(path.clone()));
        }
    }
    Ok(None)
}

/// Puts a file in its place, or takes it away; `false` when somebody wrote to it meanwhile.
fn write(
    repo: &Repository,
    rules: &Rules<'_>,
    path: &str,
    old: Option<Oid>,
    new: Option<(Vec<u8>, i32)>,
) -> Result<bool, PublishError> {
    let place = repo.root().join(path);
    let folder = place.parent().unwrap_or(repo.root());
    let Some((bytes, mode)) = new else {
        // Set aside first, so that what goes is what was looked at.
        let aside = tempfile::tempdir_in(beside(repo, folder)).at(&place)?;
        let kept = aside.path().join("file");
        fs::rename(&place, &kept).at(&place)?;
        if id_of(repo, rules, path, &kept) != old {
            fs::rename(&kept, &place).at(&place)?;
            return Ok(false);
        }
        drop(aside);
        sync_folder(folder)?;
        empty_folders(folder, repo.root());
        return Ok(true);
    };
    fs::create_dir_all(folder).at(&place)?;
    let new = match mode {
        LINK => tempfile::Builder::new()
            .make_in(beside(repo, folder), |place| link::make(&bytes, place))
            .at(&place)?
            .into_temp_path(),
        _ => {
            let mut new = tempfile::NamedTempFile::new_in(beside(repo, folder)).at(&place)?;
            new.write_all(&bytes).at(&place)?;
            permit(new.as_file(), mode).at(&place)?;
            new.as_file().sync_all().at(&place)?;
            new.into_temp_path()
        }
    };
    let placed = match old {
        None => place_new(&new, &place).at(&place)?,
        Some(old) => {
            let as_expected = |displaced: &Path| id_of(repo, rules, path, displaced) == Some(old);
            swap(&new, &place, as_expected).at(&place)?
        }
    };
    sync_folder(folder)?;
    Ok(placed)
}

/// A file of a commit as it is to lie in the folder.
fn bytes(
    repo: &Repository,
    rules: &Rules<'_>,
    commit: Oid,
    path: &str,
    entry: Entry,
) -> Result<Vec<u8>, PublishError> {
    Ok(match rules.treatment(path)? {
        Treatment::Converted if entry.mode != LINK => converted(repo, commit, path)?,
        _ => repo.git.find_blob(entry.id)?.content().to_owned(),
    })
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

/// The blob id of a file that was moved aside.
fn id_of(repo: &Repository, rules: &Rules<'_>, path: &str, file: &Path) -> Option<Oid> {
    if let Some(Some(id)) = link::working_id(file) {
        return Some(id);
    }
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
    let aside = tempfile::tempdir_in(repo.git.path()).at(repo.git.path())?;
    let mut options = CheckoutBuilder::new();
    options
        .target_dir(aside.path())
        .path(path)
        .disable_pathspec_match(true)
        .force()
        .update_index(false);
    let tree = repo.git.find_commit(commit)?.tree()?;
    repo.git.checkout_tree(tree.as_object(), Some(&mut options))?;
    Ok(fs::read(aside.path().join(path)).at(repo.root().join(path))?)
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
