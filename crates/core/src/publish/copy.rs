//! Copies a commit and all that it stands on from one object store to another.
//!
//! What an object names is written before the object, so whatever is found there is whole.

use std::collections::HashSet;
use std::io::Write;

use git2::{ObjectType, OdbLookupFlags, Oid, Repository};

/// Up to here objects are written one by one; more become one pack.
const LOOSE: usize = 100;

/// Copies what `to` does not have.
pub(super) fn copy(from: &Repository, to: &Repository, tip: Oid) -> Result<(), git2::Error> {
    let missing = missing(from, to, tip)?;
    let (source, target) = (from.odb()?, to.odb()?);
    if missing.len() <= LOOSE {
        for id in &missing {
            let object = source.read(*id)?;
            target.write(object.kind(), object.data())?;
        }
    } else {
        let mut pack = from.packbuilder()?;
        for id in &missing {
            pack.insert_object(*id, None)?;
        }
        let mut writer = target.packwriter()?;
        let mut failed = None;
        pack.foreach(|bytes| {
            failed = writer.write_all(bytes).err();
            failed.is_none()
        })?;
        if let Some(e) = failed {
            return Err(git2::Error::from_str(&e.to_string()));
        }
        writer.commit()?;
        target.refresh()?;
    }
    target.read_header(tip).map(drop)
}

/// Every object below `tip` that `to` does not have, each after what it names.
fn missing(from: &Repository, to: &Repository, tip: Oid) -> Result<Vec<Oid>, git2::Error> {
    let there = to.odb()?;
    there.refresh()?;
    let mut missing = Vec::new();
    let mut seen = HashSet::new();
    let mut stack = vec![(tip, ObjectType::Commit, false)];
    while let Some((id, kind, below_done)) = stack.pop() {
        if below_done {
            missing.push(id);
            continue;
        }
        if !seen.insert(id) || there.exists_ext(id, OdbLookupFlags::NO_REFRESH) {
            continue;
        }
        stack.push((id, kind, true));
        match kind {
            ObjectType::Commit => {
                let commit = from.find_commit(id)?;
                stack.push((commit.tree_id(), ObjectType::Tree, false));
                stack.extend(commit.parent_ids().map(|id| (id, ObjectType::Commit, false)));
            }
            ObjectType::Tree => {
                let tree = from.find_tree(id)?;
                // A submodule's commit belongs to another repository.
                let own = tree.iter().filter(|entry| entry.kind() != Some(ObjectType::Commit));
                stack.extend(own.filter_map(|entry| Some((entry.id(), entry.kind()?, false))));
            }
            _ => {}
        }
    }
    Ok(missing)
}
