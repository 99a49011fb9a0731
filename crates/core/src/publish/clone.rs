//! A site is brought to this computer by its address.
//!
//! 1. The address is judged like every address that is published to.
//! 2. What comes goes into a folder beside the place where the site will be, under a name that
//!    nobody sees. Broken off, the same address goes on there.
//! 3. The newest state comes first and alone: one commit, however long the history is.
//! 4. It is looked at before a file of it is written. A tree with a name that not every computer
//!    can hold, with twins that one computer takes for the same file, or with a link that leads
//!    out of it is refused whole.
//! 5. The files are written, and only then does the folder get the site's name.
//! 6. The older history follows when there is time for it ([`the_rest`]).

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use git2::build::CheckoutBuilder;
use git2::{ErrorCode, ObjectType, Oid, TreeWalkMode, TreeWalkResult};
use unicode_normalization::UnicodeNormalization;

use super::address::{self, Address};
use super::local;
use super::network::{Amount, Network};
use super::refusal::{Refusal, plain};
use super::server::{Fault, Heads, Server};
use crate::files::{At, PathError};
use crate::keys::Keys;
use crate::repository::files::portable;
use crate::repository::link::stays_inside;
use crate::repository::{Repository, flush, without_secret};

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Received {
    /// Objects that are here.
    pub objects: usize,
    /// Objects that will come; 0 until it is known.
    pub of: usize,
    /// Bytes that came over the wire.
    pub bytes: usize,
}

/// Why no site was brought. Nothing is where it would have been.
#[derive(Debug, thiserror::Error)]
pub enum CloneError {
    /// The other side, or the address, says no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Something is already where the site would be.
    #[error("{} is there already", folder.display())]
    Occupied {
        /// The place.
        folder: PathBuf,
    },
    /// The repository there has no files yet.
    #[error("there is nothing at {address} yet")]
    Empty {
        /// Without secrets.
        address: String,
    },
    /// A file of it cannot be held by every computer, or leads out of the site.
    #[error("{path} is no file that every computer can hold")]
    Hostile {
        /// Its path in the tree.
        path: String,
    },
    /// The person stopped it.
    #[error("it was stopped")]
    Stopped,
    /// A folder cannot be made or named.
    #[error(transparent)]
    File(#[from] PathError),
    /// The repository on this computer cannot be written.
    #[error("the repository cannot be written: {0}")]
    Git(#[from] git2::Error),
}

/// Brings the site at `address` into a new folder in `parent`, and answers which.
///
/// `progress` is called while objects come; `false` stops it.
///
/// # Errors
/// See [`CloneError`].
pub fn clone(
    address: &str,
    parent: &Path,
    keys: &dyn Keys,
    progress: &mut dyn FnMut(Received) -> bool,
) -> Result<PathBuf, CloneError> {
    flush::to_disk();
    let address = &*pasted(address);
    let from = address::parse(address, parent)?;
    let name = folder_name(address);
    let folder = parent.join(&name);
    if fs::symlink_metadata(&folder).is_ok() {
        return Err(CloneError::Occupied { folder });
    }
    let hash = blake3::hash(address.as_bytes()).to_hex();
    let unfinished = parent.join(format!(".{name}.{}.part", &hash[..8]));
    let there = unfinished.exists();
    fs::create_dir_all(&unfinished).at(&unfinished)?;
    let brought = bring(&unfinished, address, &from, keys, progress);
    match &brought {
        // What came so far is what the next one goes on from.
        Err(CloneError::Refused(Refusal::NoConnection { .. }) | CloneError::Stopped)
            if there || has_objects(&unfinished) => {}
        Err(_) => drop(fs::remove_dir_all(&unfinished)),
        Ok(()) => {}
    }
    brought?;
    fs::rename(&unfinished, &folder).at(&folder)?;
    Ok(folder)
}

/// Steps 3 to 5 up to the name, in a folder that nobody sees.
fn bring(
    unfinished: &Path,
    address: &str,
    from: &Address,
    keys: &dyn Keys,
    progress: &mut dyn FnMut(Received) -> bool,
) -> Result<(), CloneError> {
    let git = begin(unfinished, address)?;
    let shown = without_secret(address);
    let (branch, tip) = newest(&git, from, &shown, keys, progress)?;
    let tree = git.find_commit(tip)?.tree()?;
    look_at(&git, &tree)?;
    git.reference(&format!("refs/remotes/origin/{branch}"), tip, true, "galley: brought")?;
    git.reference(&format!("refs/heads/{branch}"), tip, true, "galley: brought")?;
    let mut config = git.config()?;
    config.set_str(&format!("branch.{branch}.remote"), "origin")?;
    config.set_str(&format!("branch.{branch}.merge"), &format!("refs/heads/{branch}"))?;
    git.set_head(&format!("refs/heads/{branch}"))?;
    // Of one that was broken off here, nothing is part of the site.
    for entry in fs::read_dir(unfinished).at(unfinished)? {
        let path = entry.at(unfinished)?.path();
        if path.file_name().is_some_and(|name| name != ".git") {
            let is_folder = fs::symlink_metadata(&path).at(&path)?.is_dir();
            if is_folder { fs::remove_dir_all(&path) } else { fs::remove_file(&path) }.at(&path)?;
        }
    }
    git.checkout_tree(tree.as_object(), Some(CheckoutBuilder::new().force()))?;
    Ok(())
}

/// Whether anything of the other side came.
fn has_objects(folder: &Path) -> bool {
    let below = |name: &str| fs::read_dir(folder.join(".git/objects").join(name));
    below("pack").is_ok_and(|mut files| files.next().is_some())
}

/// An address as it is meant: without the words of the command in which hosts give it out, and of a
/// page on the web where its beginning was left out.
fn pasted(address: &str) -> String {
    let address = address.trim();
    let address = address.strip_prefix("git clone ").unwrap_or(address).trim();
    let host = address.split('/').next().unwrap_or_default();
    let bare = address.contains('/')
        && !address.contains(['\\', ':'])
        && host.contains('.')
        && !host.starts_with('.')
        && !Path::new(address).exists();
    if bare { format!("https://{address}") } else { address.to_owned() }
}

/// Brings the older history after a [`clone`]; nothing where all of it is here.
///
/// # Errors
/// When the other side says no or the connection is lost; it can be tried again at any time.
pub fn the_rest(repo: &Repository, keys: &dyn Keys) -> Result<(), Refusal> {
    if !repo.git.is_shallow() {
        return Ok(());
    }
    let server = Server::of(repo, keys)?;
    let branch = server
        .heads()
        .and_then(|heads| server.branch(repo, &heads).map_err(|e| Fault::Lost(plain(e.message()))));
    branch
        .and_then(|branch| server.fetch_all(&branch))
        .map_err(|fault| fault.before_sending(&server))
}

/// What the site's folder is called: the last part of its address.
fn folder_name(address: &str) -> String {
    let last = address.trim_end_matches('/').rsplit(['/', ':', '\\']).next().unwrap_or_default();
    let name = last.strip_suffix(".git").unwrap_or(last);
    match portable(name) {
        Ok(()) if !name.starts_with('.') => name.to_owned(),
        _ => "site".to_owned(),
    }
}

/// An empty repository that knows where its files come from.
fn begin(folder: &Path, address: &str) -> Result<git2::Repository, CloneError> {
    let git = git2::Repository::init(folder)?;
    match git.remote("origin", address).map(drop) {
        Err(e) if e.code() != ErrorCode::Exists => Err(e.into()),
        _ => Ok(git),
    }
}

/// The branch that the other side shows to readers, and its newest commit, which is here then.
fn newest(
    git: &git2::Repository,
    from: &Address,
    shown: &str,
    keys: &dyn Keys,
    progress: &mut dyn FnMut(Received) -> bool,
) -> Result<(String, Oid), CloneError> {
    let empty = || CloneError::Empty { address: shown.to_owned() };
    match from {
        Address::Folder(folder) => {
            let press = local::open(folder, shown).map_err(|fault| before(fault, shown))?;
            let heads = local::heads(&press).map_err(|fault| before(fault, shown))?;
            let (branch, tip) = shown_branch(&heads).ok_or_else(empty)?;
            local::fetch(git, &press, tip).map_err(|fault| before(fault, shown))?;
            Ok((branch, tip))
        }
        Address::Network { url } => {
            let network = Network::new(git, url.clone(), shown.to_owned(), keys);
            let heads = network.heads().map_err(|fault| before(fault, shown))?;
            let (branch, tip) = shown_branch(&heads).ok_or_else(empty)?;
            let mut stopped = false;
            let brought = network.fetch(&branch, Amount::Newest, &mut |received| {
                stopped = !progress(received);
                !stopped
            });
            if stopped {
                return Err(CloneError::Stopped);
            }
            brought.map_err(|fault| before(fault, shown))?;
            // It may have moved on between asking and bringing.
            let here = git.find_commit(tip).map(|commit| commit.id());
            Ok((branch, here?))
        }
    }
}

fn before(fault: Fault, shown: &str) -> CloneError {
    let address = shown.to_owned();
    CloneError::Refused(match fault {
        Fault::Refused(refusal) => refusal,
        Fault::Raced => Refusal::TriedTooOften,
        Fault::Lost(reason) => Refusal::NoConnection { address, reason },
    })
}

fn shown_branch(heads: &Heads) -> Option<(String, Oid)> {
    let names = heads.head.iter().map(String::as_str).chain(["main", "master"]);
    let named = names.filter_map(|name| heads.branches.get_key_value(name)).next();
    let only = || heads.branches.iter().next().filter(|_| heads.branches.len() == 1);
    named.or_else(only).map(|(name, tip)| (name.clone(), *tip))
}

/// Step 4.
fn look_at(git: &git2::Repository, tree: &git2::Tree<'_>) -> Result<(), CloneError> {
    let mut names = HashSet::new();
    let mut bad = None;
    let walked = tree.walk(TreeWalkMode::PreOrder, |folder, entry| {
        let name = String::from_utf8_lossy(entry.name_bytes()).into_owned();
        let path = format!("{folder}{name}");
        let folded: String = path.nfc().collect::<String>().to_lowercase();
        let kind = match (entry.filemode(), entry.kind()) {
            (0o100644 | 0o100755 | 0o100664, Some(ObjectType::Blob)) => true,
            (0o120000, _) => stays_inside(git, tree, folder, entry.id()),
            (0o040000, Some(ObjectType::Tree)) => true,
            // Another repository's folder stays empty, as git leaves it.
            (0o160000, _) => true,
            _ => false,
        };
        let named = std::str::from_utf8(entry.name_bytes()).is_ok() && !name.contains('/');
        if kind && named && portable(&path).is_ok() && names.insert(folded) {
            return TreeWalkResult::Ok;
        }
        bad = Some(path);
        TreeWalkResult::Abort
    });
    match (bad, walked) {
        (Some(path), _) => Err(CloneError::Hostile { path }),
        (None, walked) => Ok(walked?),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::keys::NoKeys;
    use crate::repository::test_desk::{Desk, git, post};
    use crate::view::State;

    fn brought(address: &str, parent: &Path) -> Result<PathBuf, CloneError> {
        clone(address, parent, &NoKeys, &mut |_| true)
    }

    #[test]
    fn a_site_is_brought_and_can_be_published_from() {
        let desk = Desk::new();
        let parent = tempfile::tempdir().unwrap();
        let folder = brought(desk.press.to_str().unwrap(), parent.path()).unwrap();
        assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 1, "nothing is left beside it");
        assert_eq!(git(&folder, &["status", "--porcelain", "--branch"]), "## main...origin/main");
        let repo = Repository::open(&folder).unwrap();
        assert_eq!(repo.states(&[post("posts/old.md")]).unwrap(), [State::Live]);
        let again = brought(desk.press.to_str().unwrap(), parent.path());
        assert!(matches!(again, Err(CloneError::Occupied { .. })));
    }

    #[test]
    fn what_was_broken_off_is_taken_up_again() {
        let desk = Desk::new();
        let parent = tempfile::tempdir().unwrap();
        let address = desk.press.to_str().unwrap();
        let hash = blake3::hash(address.as_bytes()).to_hex();
        let name = folder_name(address);
        let part = parent.path().join(format!(".{name}.{}.part", &hash[..8]));
        begin(&part, address).unwrap();
        fs::create_dir_all(part.join("posts")).unwrap();
        fs::write(part.join("posts/half.md"), "half").unwrap();
        let folder = brought(address, parent.path()).unwrap();
        assert!(folder.join("posts/old.md").is_file() && !part.exists());
        assert!(!folder.join("posts/half.md").exists(), "what was left there is no story");
    }

    #[test]
    fn what_is_refused_leaves_nothing() {
        let desk = Desk::new();
        let parent = tempfile::tempdir().unwrap();
        let link = desk.git(&["hash-object", "-w", "layouts/page.html"]);
        let cacheinfo = format!("120000,{link},posts/a.md");
        desk.git(&["update-index", "--add", "--cacheinfo", &cacheinfo]);
        desk.write("target", "/etc");
        let out = desk.git(&["hash-object", "-w", "target"]);
        desk.git(&["update-index", "--add", "--cacheinfo", &format!("120000,{out},out")]);
        desk.git(&["commit", "-q", "-m", "Out"]);
        desk.git(&["push", "-q"]);
        let hostile = brought(desk.press.to_str().unwrap(), parent.path());
        assert!(matches!(hostile, Err(CloneError::Hostile { .. })), "{hostile:?}");
        let none = brought(desk.temp.path().join("none.git").to_str().unwrap(), parent.path());
        assert!(matches!(none, Err(CloneError::Refused(_))), "{none:?}");
        assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 0, "nothing of it was kept");
    }

    #[test]
    fn an_address_is_taken_as_it_is_meant() {
        for (typed, meant) in [
            ("git clone https://press.example/a.git", "https://press.example/a.git"),
            ("github.com/ana/site", "https://github.com/ana/site"),
            (" https://press.example/a ", "https://press.example/a"),
            ("git@press.example:a.git", "git@press.example:a.git"),
            ("../a.b/site", "../a.b/site"),
            ("/srv/a.git", "/srv/a.git"),
            ("site", "site"),
        ] {
            assert_eq!(pasted(typed), meant);
        }
    }

    #[test]
    fn the_folder_is_called_as_the_address_ends() {
        for (address, name) in [
            ("https://press.example/ana/bugle.git", "bugle"),
            ("git@press.example:bugle.git", "bugle"),
            ("https://press.example/ana/bugle/", "bugle"),
            ("https://press.example/ana/con.git", "site"),
            ("https://press.example/ana/.git", "site"),
            ("ssh://git@press.example/ana/..", "site"),
        ] {
            assert_eq!(folder_name(address), name, "{address}");
        }
    }

    #[test]
    fn a_tree_that_not_every_computer_can_hold_is_refused_whole() {
        let blob = 0o100644;
        for (paths, bad, why) in [
            (vec![("posts/con.md", blob)], Some("posts/con.md"), "a device"),
            (vec![("posts/a:b.md", blob)], Some("posts/a:b.md"), "a stream"),
            (vec![("a.md", blob), ("A.md", blob)], Some("a.md"), "twins"),
            (vec![("é.md", blob), ("e\u{301}.md", blob)], Some("é.md"), "twins to a Mac"),
            (vec![("out", 0o120000)], Some("out"), "a link to `../../etc/passwd`"),
            (vec![("posts/.git/config", blob)], Some("posts/.git"), "a repository's own"),
            (vec![("theme", 0o160000)], None, "another repository's folder"),
            (vec![("posts/a.md", blob), ("static/logo.png", 0o100755)], None, "a plain site"),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let git = git2::Repository::init_bare(folder.path()).unwrap();
            let id = git.blob(b"../../etc/passwd").unwrap();
            let tree = grow(&git, &paths, id);
            let found = look_at(&git, &git.find_tree(tree).unwrap());
            match (found, bad) {
                (Ok(()), None) => {}
                (Err(CloneError::Hostile { path }), Some(bad)) => assert_eq!(path, bad, "{why}"),
                (found, _) => panic!("{why}: {found:?}"),
            }
        }
    }

    /// A tree as somebody with bad intentions makes it: git's own tools refuse such names.
    fn grow(git: &git2::Repository, paths: &[(&str, u32)], id: Oid) -> Oid {
        let mut here: Vec<(Vec<u8>, u32, Oid)> = Vec::new();
        let mut below: std::collections::BTreeMap<&str, Vec<(&str, u32)>> = Default::default();
        for (path, mode) in paths {
            match path.split_once('/') {
                None => here.push((path.as_bytes().to_vec(), *mode, id)),
                Some((folder, rest)) => below.entry(folder).or_default().push((rest, *mode)),
            }
        }
        for (folder, rest) in below {
            here.push((folder.as_bytes().to_vec(), 0o040000, grow(git, &rest, id)));
        }
        here.sort();
        let mut bytes = Vec::new();
        for (name, mode, id) in here {
            bytes.extend(format!("{mode:o} ").into_bytes());
            bytes.extend(name);
            bytes.push(0);
            bytes.extend(id.as_bytes());
        }
        git.odb().unwrap().write(ObjectType::Tree, &bytes).unwrap()
    }
}
