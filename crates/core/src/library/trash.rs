//! Deleted stories, with all their words and pictures, for thirty days; and deleted pictures.
//!
//! A story is deleted by an act, and the act keeps what it took away ([`Acts`]); so the trash is
//! the list of those acts. A story comes back to its place, or, where something else lies there
//! by now, under the next free name.

use super::acts::{Act, ActError, Acts, Done, FileChange, Kind};
use crate::photo::provenance;
use crate::post;
use crate::site;
use crate::slug::Taken;

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

/// The act that brings a deleted story back.
pub fn restoring(acts: &Acts, site: &std::path::Path, id: &str) -> Result<Act, ActError> {
    let deleted = acts.get(id)?;
    let gone = || ActError::Gone(id.to_owned());
    if deleted.act.kind == Kind::DeletePicture {
        let mut act = Act { kind: Kind::Restore, ..deleted.act.inverse(id) };
        // What is there again is used as it is.
        act.changes.retain(|change| !site.join(&change.path).exists());
        return Ok(act);
    }
    let path = deleted.act.story.clone().filter(|_| deleted.act.kind == Kind::Delete);
    let path = path.ok_or_else(gone)?;
    let taken = deleted.act.changes.iter().any(|change| site.join(&change.path).exists());
    let free = if taken { free_place(site, &path)? } else { path.clone() };
    let moved = |file: &str| place(file, &path, &free);
    let changes: Vec<FileChange> = deleted
        .act
        .changes
        .into_iter()
        // A picture that is there again, or still, is used as it is.
        .filter(|change| !site.join(moved(&change.path)).exists())
        .map(|change| FileChange { path: moved(&change.path), before: None, after: change.before })
        .collect();
    Ok(Act {
        kind: Kind::Restore,
        title: deleted.act.title,
        story: None,
        to_story: Some(free.clone()),
        moved: Vec::new(),
        folders: deleted.act.folders.iter().map(|folder| moved(folder)).collect(),
        changes,
        left: Vec::new(),
        undoes: Some(id.to_owned()),
    })
}

/// The next free place beside a path that is taken.
pub fn free_place(site: &std::path::Path, path: &str) -> Result<String, ActError> {
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
