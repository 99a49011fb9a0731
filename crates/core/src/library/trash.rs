//! Deleted stories, with all their words and pictures, for thirty days; and deleted pictures.
//!
//! A story is deleted by an act, and the act keeps what it took away ([`Acts`]); so the trash is
//! the list of those acts. A story comes back to its place, or, where something else lies there
//! by now, under the next free name; so does a picture. The act is forgotten when it is taken back,
//! and so every byte of it has to be in the site then.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use jiff::Timestamp;

use super::acts::{Act, ActError, Acts, Done, FileChange, Kind};
use crate::files::{self, PathError};
use crate::photo::provenance;
use crate::post;
use crate::site;
use crate::slug::{self, Taken};

/// The deleted stories and pictures, the latest first.
pub fn deleted(acts: &Acts) -> Vec<Done> {
    let deleted = |done: &Done| matches!(done.act.kind, Kind::Delete | Kind::DeletePicture);
    acts.list().into_iter().filter(deleted).collect()
}

/// The file of a picture that such an act deleted; none where it is a story.
pub fn picture(act: &Act) -> Option<&str> {
    let picture = act.changes.first().filter(|_| act.kind == Kind::DeletePicture);
    picture.map(|change| change.path.as_str())
}

/// Where the earlier versions of a story are kept that is deleted now: a name that no file of a
/// site has.
pub fn aside(path: &str, now: Timestamp) -> String {
    format!("/deleted/{}/{path}", now.as_millisecond())
}

/// What is deleted, as it comes back.
#[derive(Debug)]
pub struct Restoring {
    /// The act that brings it back. It has every file but those that are there with the same bytes.
    pub act: Act,
    /// Where each of its files was, and where it lies then.
    pub places: Vec<(String, String)>,
}

/// How a deleted story or picture is brought back. What lies in its place now and is something
/// else stays, and no file of it counts as the one that was deleted.
pub fn restoring(acts: &Acts, site: &Path, id: &str) -> Result<Restoring, ActError> {
    let Act { kind, title, story, changes, modes, folders, versions, .. } = acts.get(id)?.act;
    let gone = || ActError::Gone(id.to_owned());
    let (title, to_story, places) = match (kind, &story) {
        (Kind::DeletePicture, _) => {
            let places = free_names(site, &changes, None)?;
            let name = places.first().and_then(|(_, to)| to.rsplit('/').next());
            (name.map_or(title, str::to_owned), None, places)
        }
        (Kind::Delete, Some(path)) => {
            let own = |change: &&FileChange| post::is_bundle(path) || change.path == *path;
            let mut taken = false;
            for change in changes.iter().filter(own) {
                taken |= is_another(site, &change.path, change)?;
            }
            let free = if taken { free_place(site, path)? } else { path.clone() };
            let places = free_names(site, &changes, Some((path, &free)))?;
            (title, Some(free), places)
        }
        _ => return Err(gone()),
    };
    let folders = match (&story, &to_story) {
        (Some(from), Some(to)) => folders.iter().map(|folder| place(folder, from, to)).collect(),
        _ => folders,
    };
    let versions = versions.zip(to_story.clone()).map(|((_, aside), story)| (aside, story));
    let mut coming = Vec::new();
    for (change, (_, path)) in changes.into_iter().zip(&places) {
        if files::read_if_there(&site.join(path))? != change.before {
            let after = change.before;
            coming.push(FileChange { path: path.clone(), before: None, after });
        }
    }
    let mode = |(from, to): &(String, String)| Some((to.clone(), *modes.get(from)?));
    let act = Act {
        kind: Kind::Restore,
        title,
        story: None,
        to_story,
        moved: Vec::new(),
        versions,
        changes: coming,
        modes: places.iter().filter_map(mode).collect(),
        folders,
        left: Vec::new(),
        undoes: Some(id.to_owned()),
    };
    Ok(Restoring { act, places })
}

/// Where the files of an act lie when they are back. Where something else has the name of a picture,
/// of a copy of it in another size or of what is said of it, all of them get another.
fn free_names(
    site: &Path,
    changes: &[FileChange],
    story: Option<(&str, &str)>,
) -> Result<Vec<(String, String)>, PathError> {
    let to = |file: &str| story.map_or(file.to_owned(), |(from, to)| place(file, from, to));
    let mut places: Vec<(String, String)> =
        changes.iter().map(|change| (change.path.clone(), to(&change.path))).collect();
    let is_picture = |file: &str| story.is_none_or(|(path, _)| path != file);
    // The picture itself stands before its copies: its name is the beginning of theirs.
    let files = changes.iter().map(|change| change.path.as_str());
    let mut stems: Vec<&str> =
        files.clone().filter(|file| is_picture(file)).map(|file| stem(pictured(file))).collect();
    stems.sort_unstable_by_key(|stem| stem.len());
    let head = |file: &'_ str| {
        let own = stem(pictured(file));
        stems.iter().find(|head| is_numbered(own, head)).map_or(own, |head| *head).to_owned()
    };
    let heads: Vec<Option<String>> =
        files.map(|file| is_picture(file).then(|| head(file))).collect();
    let mut named: BTreeSet<&str> = BTreeSet::new();
    for (n, change) in changes.iter().enumerate() {
        let Some(head) = heads[n].as_deref() else { continue };
        if named.contains(head) || !is_another(site, &places[n].1, change)? {
            continue;
        }
        named.insert(head);
        let its: Vec<usize> =
            (0..heads.len()).filter(|at| heads[*at].as_deref() == Some(head)).collect();
        let under = |name: &str, file: &str| match provenance::picture_of(file) {
            Some(picture) => provenance::path_of(&format!("{name}{}", &picture[head.len()..])),
            None => format!("{name}{}", &file[head.len()..]),
        };
        let is_free = |file: &str| fs::symlink_metadata(site.join(file)).is_err();
        let free = |name: &str| {
            its.iter()
                .map(|at| under(name, &changes[*at].path))
                .all(|file| is_free(&file) && !places.iter().any(|(_, other)| *other == file))
        };
        let name = slug::number(head, |name| !free(name));
        for at in its {
            places[at].1 = under(&name, &changes[at].path);
        }
    }
    Ok(places)
}

/// Whether something else lies there than what was deleted.
fn is_another(site: &Path, path: &str, deleted: &FileChange) -> Result<bool, PathError> {
    let file = site.join(path);
    Ok(match files::read_if_there(&file)? {
        Some(bytes) => Some(bytes) != deleted.before,
        // A folder, a link.
        None => fs::symlink_metadata(&file).is_ok(),
    })
}

/// The picture that a file is, or says something of.
fn pictured(file: &str) -> &str {
    provenance::picture_of(file).unwrap_or(file)
}

fn stem(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(stem, _)| stem)
}

/// Whether a name is another one with a number behind it, as copies in other sizes have.
fn is_numbered(name: &str, of: &str) -> bool {
    let number = name.strip_prefix(of).and_then(|rest| rest.strip_prefix('-'));
    number.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// The next free place beside a path that is taken.
pub fn free_place(site: &Path, path: &str) -> Result<String, ActError> {
    let taken = Taken::in_folder(&site.join(site::section(path)))?;
    let name = post::numbered(post::own_name(path), |name| taken.has(name));
    Ok(post::renamed(path, &name))
}

/// Where a file of a story lies when the story is at `to` instead of `from`.
pub fn place(file: &str, from: &str, to: &str) -> String {
    if file == from {
        return to.to_owned();
    }
    if let Some(picture) = provenance::picture_of(file) {
        return provenance::path_of(&place(picture, from, to));
    }
    let (folder, now) = (post::folder(from), post::folder(to));
    if post::is_bundle(from) && post::is_bundle(to) {
        if file == folder {
            return now.to_owned();
        }
        if let Some(inner) = file.strip_prefix(&format!("{folder}/")) {
            return format!("{now}/{inner}");
        }
    }
    file.to_owned()
}
