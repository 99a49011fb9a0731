//! A publishing repository in a folder of this computer.
//!
//! libgit2's own way there overwrites the branch without comparing, so two who publish in
//! the same second would lose one story. Here the objects are copied first and the branch
//! moves only from the value that was seen. libgit2 runs no hooks either: where the folder
//! has any, the `git` program sends (`program`).

use std::collections::BTreeMap;
use std::path::Path;

use git2::{ErrorCode, Oid, Repository};

use super::copy;
use super::refusal::Refusal;
use super::server::{Fault, Heads, fault};

/// Opens the publishing repository.
pub(super) fn open(folder: &Path, shown: &str) -> Result<Repository, Fault> {
    let none: [&Path; 0] = [];
    let flags = git2::RepositoryOpenFlags::NO_SEARCH;
    Repository::open_ext(folder, flags, none).map_err(|e| match e.code() {
        ErrorCode::NotFound => Fault::Refused(Refusal::NotThere { address: shown.to_owned() }),
        _ => fault(&e, shown),
    })
}

pub(super) fn heads(press: &Repository) -> Result<Heads, Fault> {
    let read = || -> Result<Heads, git2::Error> {
        let mut branches = BTreeMap::new();
        for reference in press.references_glob("refs/heads/*")? {
            let reference = reference?;
            if let (Ok(name), Some(id)) = (reference.name(), reference.target()) {
                branches.insert(name.trim_start_matches("refs/heads/").to_owned(), id);
            }
        }
        let head = press.find_reference("HEAD")?;
        let head = head.symbolic_target()?.and_then(|name| name.strip_prefix("refs/heads/"));
        Ok(Heads { branches, head: head.map(str::to_owned) })
    };
    read().map_err(|e| Fault::Lost(e.message().to_owned()))
}

pub(super) fn fetch(own: &Repository, press: &Repository, tip: Oid) -> Result<(), Fault> {
    copy::copy(press, own, tip).map_err(|e| Fault::Lost(e.message().to_owned()))
}

/// Whether the repository has checks or rules that only git itself carries out.
pub(super) fn needs_git(press: &Repository) -> bool {
    if !press.is_bare() {
        return true;
    }
    let Ok(config) = press.config() else { return true };
    let hooks = config.get_path("core.hookspath").unwrap_or_else(|_| "hooks".into());
    let hooks = press.path().join(hooks);
    let names = [
        "pre-receive",
        "update",
        "post-receive",
        "post-update",
        "proc-receive",
        "reference-transaction",
    ];
    if names.iter().any(|name| active(&hooks.join(name))) {
        return true;
    }
    let Ok(mut entries) = config.entries(None) else { return true };
    while let Some(entry) = entries.next() {
        let name =
            entry.ok().and_then(|e| e.name().ok().map(str::to_lowercase)).unwrap_or_default();
        if ["receive.", "transfer.", "core.sharedrepository"]
            .iter()
            .any(|rule| name.starts_with(rule))
        {
            return true;
        }
    }
    false
}

#[cfg(unix)]
fn active(hook: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    hook.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn active(hook: &Path) -> bool {
    hook.is_file()
}

/// Copies the objects, then moves the branch if it still stands where it was seen.
pub(super) fn push(
    own: &Repository,
    press: &Repository,
    branch: &str,
    old: Option<Oid>,
    new: Oid,
) -> Result<(), Fault> {
    let refused = |e: git2::Error| match e.code() {
        ErrorCode::Modified | ErrorCode::Exists | ErrorCode::Locked | ErrorCode::NotFound => {
            Fault::Raced
        }
        _ => fault(&e, &press.path().display().to_string()),
    };
    copy::copy(own, press, new).map_err(refused)?;
    if let Some(old) = old
        && old != new
        && !press.graph_descendant_of(new, old).map_err(refused)?
    {
        return Err(Fault::Raced);
    }
    let name = format!("refs/heads/{branch}");
    match old {
        Some(old) => press.reference_matching(&name, new, true, old, "push"),
        None => press.reference(&name, new, false, "push"),
    }
    .map(drop)
    .map_err(refused)
}
