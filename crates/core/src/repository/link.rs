//! Links in a tree: where they lead, and what they are in the folder.
//!
//! A link is kept as a blob that holds the path it leads to, from its own folder.

use std::fs;
use std::io;
use std::path::Path;

use git2::{ObjectFormat, ObjectType, Oid, Tree};

use super::files::absent;
use super::tree::LINK;

/// Whether the link in `folder` leads to a place in the same tree, and through no other link on
/// its way there.
pub(crate) fn stays_inside(
    git: &git2::Repository,
    tree: &Tree<'_>,
    folder: &str,
    link: Oid,
) -> bool {
    let Ok(blob) = git.find_blob(link) else { return false };
    let Ok(target) = std::str::from_utf8(blob.content()) else { return false };
    if target.is_empty() || target.starts_with(['/', '\\']) || target.contains([':', '\\', '\0']) {
        return false;
    }
    let mut way: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let is_link = |way: &[&str]| {
        let entry = tree.get_path(Path::new(&way.join("/")));
        entry.is_ok_and(|entry| entry.filemode() == LINK)
    };
    let parts: Vec<&str> =
        target.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    for (at, part) in parts.iter().enumerate() {
        match *part {
            ".." if way.pop().is_none() => return false,
            ".." => {}
            part if part.eq_ignore_ascii_case(".git") => return false,
            part => {
                way.push(part);
                if at + 1 < parts.len() && is_link(&way) {
                    return false;
                }
            }
        }
    }
    true
}

/// The blob id of a link in the folder; `Some(None)` where nothing is, `None` where something
/// else is.
pub(crate) fn working_id(place: &Path) -> Option<Option<Oid>> {
    match fs::symlink_metadata(place) {
        Ok(meta) if meta.is_symlink() => {
            let target = fs::read_link(place).ok()?.into_os_string().into_string().ok()?;
            let hash = |bytes| Oid::hash_object_ext(ObjectType::Blob, bytes, ObjectFormat::Sha1);
            hash(target.as_bytes()).ok().map(Some)
        }
        Err(e) if absent(&e) => Some(None),
        _ => None,
    }
}

/// Makes a link.
#[cfg(unix)]
pub(crate) fn make(target: &[u8], place: &Path) -> io::Result<()> {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    std::os::unix::fs::symlink(OsStr::from_bytes(target), place)
}

/// Where people may not make links, the path stands in a file, as git itself writes it there.
#[cfg(not(unix))]
pub(crate) fn make(target: &[u8], place: &Path) -> io::Result<()> {
    fs::write(place, target)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn links_within_the_site_may_stay() {
        let folder = tempfile::tempdir().unwrap();
        let git = git2::Repository::init_bare(folder.path()).unwrap();
        let up = git.blob(b"../..").unwrap();
        let changes =
            [("posts/a/up".to_owned(), Some(super::super::tree::Entry { id: up, mode: LINK }))];
        let tree = super::super::tree::replace(&git, None, &changes.into()).unwrap();
        let tree = git.find_tree(tree).unwrap();
        for (at, target, inside) in [
            ("", "posts/a.md", true),
            ("", "./posts/", true),
            ("content/en/", "../de/a.md", true),
            ("content/en/", "../../../a.md", false),
            ("", "/etc/passwd", false),
            ("", "C:\\Windows", false),
            ("", "posts/../../x", false),
            ("", ".git/config", false),
            ("", "posts/a/up", true),
            ("", "posts/a/up/../home", false),
        ] {
            let link = git.blob(target.as_bytes()).unwrap();
            assert_eq!(stays_inside(&git, &tree, at, link), inside, "{at}{target}");
        }
    }
}
