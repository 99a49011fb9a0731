//! Replace these paths in that tree.
//!
//! Only the trees on the way to a changed path are read and written; every other one is
//! named by its id and stays as it is.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use git2::{ObjectType, Oid, Tree};

/// A file in a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) id: Oid,
    /// `0o100644`, `0o100755`, `0o120000` (link) or `0o160000` (submodule).
    pub(crate) mode: i32,
}

/// What stands at each path afterwards; `None` takes the file out.
pub(crate) type Changes = BTreeMap<String, Option<Entry>>;

/// A link to another file or folder.
pub(crate) const LINK: i32 = 0o120000;
const FOLDER: i32 = 0o040000;
/// A folder that another repository keeps.
pub(crate) const ELSEWHERE: i32 = 0o160000;

/// Writes the tree that is `base` with `changes`, and returns its id.
pub(crate) fn replace(
    git: &git2::Repository,
    base: Option<Oid>,
    changes: &Changes,
) -> Result<Oid, git2::Error> {
    let list: Vec<_> = changes.iter().map(|(path, entry)| (path.as_str(), *entry)).collect();
    match replace_in(git, base, &list)? {
        Some(id) => Ok(id),
        None => git.treebuilder(None)?.write(),
    }
}

/// `None` when nothing is left: git keeps no empty folders.
fn replace_in(
    git: &git2::Repository,
    base: Option<Oid>,
    changes: &[(&str, Option<Entry>)],
) -> Result<Option<Oid>, git2::Error> {
    let base = base.map(|id| git.find_tree(id)).transpose()?;
    let mut builder = git.treebuilder(base.as_ref())?;
    let mut rest = changes;
    while let Some((path, entry)) = rest.first() {
        let Some((folder, _)) = path.split_once('/') else {
            match entry {
                Some(entry) => drop(builder.insert(path, entry.id, entry.mode)?),
                None if builder.get(path)?.is_some() => builder.remove(path)?,
                None => {}
            }
            rest = &rest[1..];
            continue;
        };
        // The list is in order, so all that lies below one folder stands together.
        let inside: Vec<_> = rest
            .iter()
            .map_while(|(path, entry)| {
                Some((path.strip_prefix(folder)?.strip_prefix('/')?, *entry))
            })
            .collect();
        rest = &rest[inside.len()..];
        if builder.get(folder)?.is_some_and(|e| e.kind() == Some(ObjectType::Commit)) {
            return Err(git2::Error::from_str(&format!("{folder} is another repository's")));
        }
        let below =
            builder.get(folder)?.filter(|e| e.kind() == Some(ObjectType::Tree)).map(|e| e.id());
        match replace_in(git, below, &inside)? {
            Some(id) => drop(builder.insert(folder, id, FOLDER)?),
            None if below.is_some() => builder.remove(folder)?,
            None => {}
        }
    }
    if builder.is_empty() { Ok(None) } else { builder.write().map(Some) }
}

/// A tree for reading many paths: each folder is looked up once.
pub(crate) struct Lookup<'r> {
    git: &'r git2::Repository,
    folders: RefCell<HashMap<String, Option<Tree<'r>>>>,
    /// The folder asked for last: stories come folder by folder.
    last: RefCell<(String, Option<Tree<'r>>)>,
}

impl<'r> Lookup<'r> {
    /// `None` is the tree without files.
    pub(crate) fn new(git: &'r git2::Repository, tree: Option<Oid>) -> Result<Self, git2::Error> {
        let root = tree.map(|id| git.find_tree(id)).transpose()?;
        let last = RefCell::new((String::new(), root.clone()));
        Ok(Self { git, folders: RefCell::new(HashMap::from([(String::new(), root)])), last })
    }

    /// The tree of a commit.
    pub(crate) fn of(git: &'r git2::Repository, commit: Option<Oid>) -> Result<Self, git2::Error> {
        let tree = commit.map(|id| git.find_commit(id)).transpose()?.map(|commit| commit.tree_id());
        Self::new(git, tree)
    }

    /// The file at this path; folders are no files.
    pub(crate) fn get(&self, path: &str) -> Result<Option<Entry>, git2::Error> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        if self.last.borrow().0 != folder {
            let known = self.folders.borrow().get(folder).cloned();
            let tree = match known {
                Some(tree) => tree,
                None => self.folder(folder)?,
            };
            self.folders.borrow_mut().insert(folder.to_owned(), tree.clone());
            *self.last.borrow_mut() = (folder.to_owned(), tree);
        }
        let last = self.last.borrow();
        let entry = last.1.as_ref().and_then(|tree| tree.get_name(name));
        Ok(entry
            .filter(|e| e.kind() != Some(ObjectType::Tree))
            .map(|e| Entry { id: e.id(), mode: e.filemode() }))
    }

    /// Whether a folder above this path is another repository's (a submodule).
    pub(crate) fn is_elsewhere(&self, path: &str) -> Result<bool, git2::Error> {
        for (at, _) in path.match_indices('/') {
            if self.get(&path[..at])?.is_some_and(|entry| entry.mode == ELSEWHERE) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// What lies in a folder: names of files, and of folders with `/` at their end.
    pub(crate) fn names(&self, folder: &str) -> Result<Vec<String>, git2::Error> {
        let Some(tree) = self.folder(folder)? else { return Ok(Vec::new()) };
        let name = |e: git2::TreeEntry<'_>| {
            let slash = if e.kind() == Some(ObjectType::Tree) { "/" } else { "" };
            Some(format!("{}{slash}", e.name().ok()?))
        };
        Ok(tree.iter().filter_map(name).collect())
    }

    fn folder(&self, path: &str) -> Result<Option<Tree<'r>>, git2::Error> {
        let mut tree = self.folders.borrow().get("").cloned().flatten();
        for name in path.split('/').filter(|name| !name.is_empty()) {
            let Some(above) = tree else { return Ok(None) };
            tree = match above.get_name(name) {
                Some(e) if e.kind() == Some(ObjectType::Tree) => Some(self.git.find_tree(e.id())?),
                _ => None,
            };
        }
        Ok(tree)
    }
}

/// Every file that differs between two trees, and what the second has there.
pub(crate) fn differences(
    git: &git2::Repository,
    from: Option<Oid>,
    to: Option<Oid>,
) -> Result<Changes, git2::Error> {
    let mut changes = Changes::new();
    compare(git, from, to, "", &mut changes)?;
    Ok(changes)
}

fn compare(
    git: &git2::Repository,
    from: Option<Oid>,
    to: Option<Oid>,
    folder: &str,
    changes: &mut Changes,
) -> Result<(), git2::Error> {
    if from == to {
        return Ok(());
    }
    let before = children(git, from)?;
    let after = children(git, to)?;
    let names: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for name in names {
        let (old, new) = (before.get(name).copied(), after.get(name).copied());
        if old == new {
            continue;
        }
        let path = format!("{folder}{name}");
        let below = |e: Option<Entry>| e.filter(|e| e.mode == FOLDER).map(|e| e.id);
        let file = |e: Option<Entry>| e.filter(|e| e.mode != FOLDER);
        compare(git, below(old), below(new), &format!("{path}/"), changes)?;
        if file(old) != file(new) {
            changes.insert(path, file(new));
        }
    }
    Ok(())
}

/// Names that are not UTF-8 are left out: no story has one, and none is ever replaced.
fn children(
    git: &git2::Repository,
    tree: Option<Oid>,
) -> Result<HashMap<String, Entry>, git2::Error> {
    let Some(id) = tree else { return Ok(HashMap::new()) };
    let tree = git.find_tree(id)?;
    Ok(tree
        .iter()
        .filter_map(|e| Some((e.name().ok()?.to_owned(), Entry { id: e.id(), mode: e.filemode() })))
        .collect())
}
