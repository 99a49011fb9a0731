//! What has to change when a whole story is renamed, moved, copied, deleted or brought back.
//!
//! 1. The files that move: all of a folder that is the story's own; else the post, and into
//!    another folder the pictures beside it that no other story uses.
//! 2. The address before and after, and the one that readers have; what sends them on.
//! 3. The references of the story and of all others that would lead elsewhere.
//!
//! Nothing is written here. The outcome is an [`Act`].

mod copying;
mod deleting;
mod following;
mod moving;
mod pictures;
mod restoring;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::StoryError;
use crate::desk::{Desk, WritingError};
use crate::files::{self, At};
use crate::library::acts::{Act, FileChange, Kind};
use crate::metadata::{self, Edit};
use crate::photo::provenance;
use crate::view::SentOn;
use moving::own_folders;

/// An act, and what a person is told of it.
pub(in crate::desk::stories) struct Plan {
    pub(in crate::desk::stories) act: Act,
    /// Stories whose references follow; of a deleted one those that still lead to it.
    pub(in crate::desk::stories) links: u32,
    pub(in crate::desk::stories) sent_on: SentOn,
    /// A file of the site that is to be approved and sent with the story.
    pub(in crate::desk::stories) along: Option<String>,
}

/// A story whose file changes.
struct Text {
    path: String,
    to_path: String,
    text: String,
    edits: Vec<Edit>,
    address: Option<String>,
    to_address: Option<String>,
}

impl Plan {
    pub(in crate::desk::stories) fn of(act: Act) -> Plan {
        Plan { act, links: 0, sent_on: SentOn::NotNeeded, along: None }
    }

    /// Beside an act that is done already.
    pub(in crate::desk::stories) fn of_nothing() -> Plan {
        Plan::of(act(Kind::Undo, String::new(), None, None))
    }
}

fn act(kind: Kind, title: String, story: Option<&str>, to_story: Option<&str>) -> Act {
    Act {
        kind,
        title,
        story: story.map(str::to_owned),
        to_story: to_story.map(str::to_owned),
        moved: Vec::new(),
        versions: None,
        changes: Vec::new(),
        modes: BTreeMap::new(),
        folders: Vec::new(),
        left: Vec::new(),
        undoes: None,
    }
}

impl Desk {
    /// The files of the act that move and are no stories' texts, and the folders that go.
    fn add_files(&self, act: &mut Act) -> Result<(), StoryError> {
        let texts: BTreeSet<String> =
            act.changes.iter().map(|change| change.path.clone()).collect();
        for (from, to) in act.moved.iter().filter(|(from, _)| !texts.contains(from)) {
            let file = self.site.folder.join(from);
            let bytes = fs::read(&file).at(&file)?;
            act.changes.push(FileChange {
                path: to.clone(),
                before: None,
                after: Some(bytes.clone()),
            });
            act.changes.push(FileChange { path: from.clone(), before: Some(bytes), after: None });
        }
        let places = [act.story.as_deref(), act.to_story.as_deref()];
        let paths = act.changes.iter().map(|change| change.path.as_str());
        act.folders = own_folders(&places.into_iter().flatten().collect::<Vec<_>>(), paths);
        Ok(())
    }

    fn title_of_text(&self, path: &str) -> Result<String, StoryError> {
        let entry = self.library.get(path);
        let entry = entry.ok_or_else(|| WritingError::Gone(path.to_owned()))?;
        Ok(entry.title())
    }

    /// Whether readers have the story, whatever it is called here.
    pub(in crate::desk) fn is_live(&self, path: &str) -> bool {
        let live = |path: &str| self.repository.live_text(path).is_some();
        live(path) || self.trail.of(&[path]).iter().any(|path| live(path))
    }

    /// Files and where they go, with what is said of those that are pictures.
    fn with_provenance(&self, mut moved: Vec<(String, String)>) -> Vec<(String, String)> {
        let said: Vec<(String, String)> = moved
            .iter()
            .map(|(from, to)| (provenance::path_of(from), provenance::path_of(to)))
            .filter(|(from, _)| self.site.folder.join(from).is_file())
            .collect();
        moved.extend(said);
        moved
    }

    /// Pictures of a story that no other story uses.
    fn own_pictures(&self, path: &str) -> Vec<String> {
        let Some(entry) = self.library.get(path) else { return Vec::new() };
        let mut own = entry.files(&self.site).pictures;
        if own.is_empty() {
            return own;
        }
        let others = self.library.entries().iter().filter(|other| other.path != path);
        for other in others.filter(|other| other.has_pictures()) {
            let used = other.files(&self.site).pictures;
            own.retain(|picture| !used.contains(picture));
        }
        own
    }

    /// The address under which readers have the story, whatever it is called here.
    fn live_address(&self, path: &str) -> Option<String> {
        let before = self.trail.of(&[path]);
        [path].into_iter().chain(before.iter().map(String::as_str)).find_map(|path| {
            let text = String::from_utf8(self.repository.live_text(path)?).ok()?;
            self.library.rules().of(path, &metadata::read(&text).ok()?)
        })
    }
}

/// Every file below a folder of a story's own. What cannot be moved as a file is refused.
fn files_below(site: &Path, folder: &str) -> Result<Vec<String>, StoryError> {
    let mut files = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        let place = site.join(&folder);
        for entry in fs::read_dir(&place).at(&place)? {
            let entry = entry.at(&place)?;
            let Ok(name) = entry.file_name().into_string() else {
                return Err(StoryError::Fixed(folder));
            };
            let path = format!("{folder}/{name}");
            let kind = entry.file_type().at(entry.path())?;
            if kind.is_dir() {
                waiting.push(path);
            } else if kind.is_file() {
                files.push(path);
            } else {
                return Err(StoryError::Fixed(path));
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The text of a story changes in these fields.
fn change_text(path: &str, text: String, edits: &[Edit], act: &mut Act) -> Result<(), StoryError> {
    let after = metadata::edit(&text, edits)?;
    if after != text {
        let (before, after) = (Some(text.into_bytes()), Some(after.into_bytes()));
        act.changes.push(FileChange { path: path.to_owned(), before, after });
    }
    Ok(())
}

/// A story's text, if it is one.
fn text_of(site: &Path, path: &str) -> Result<String, StoryError> {
    let gone = || StoryError::Writing(WritingError::Gone(path.to_owned()));
    let bytes = files::read_if_there(&site.join(path))?.ok_or_else(gone)?;
    String::from_utf8(bytes).map_err(|_| StoryError::Fixed(path.to_owned()))
}
