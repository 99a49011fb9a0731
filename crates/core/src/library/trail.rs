//! Where the files of a story lay before it was renamed, as long as they are approved or with
//! readers there, or can be again when a publication is taken back.
//!
//! A story that is elsewhere from now on is to be taken out where it was, in the same approval and
//! the same publication: else readers would have it twice. The trail is outside the site, one
//! small file. So is what goes along with a story although it is no part of it: the site's list of
//! redirects, with the line that sends its readers on.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::files::{self, At, PathError};

/// Old places of files and where they are now.
#[derive(Debug, Default)]
pub struct Trail {
    file: PathBuf,
    kept: RefCell<Kept>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    places: BTreeMap<String, String>,
    /// Files that go along, and the story.
    along: BTreeMap<String, String>,
}

impl Trail {
    /// Reads the trail that is kept in this file; one that cannot be read counts as none.
    pub fn read(file: PathBuf) -> Trail {
        let read = fs::read(&file).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Trail { file, kept: RefCell::new(read.unwrap_or_default()) }
    }

    /// Notes that files lie elsewhere. One that is back where it was leaves no trail.
    pub fn follow(&self, moved: &[(String, String)]) -> Result<(), PathError> {
        if moved.is_empty() {
            return Ok(());
        }
        let mut kept = self.kept.borrow_mut();
        for (from, to) in moved {
            let Kept { places, along } = &mut *kept;
            for now in places.values_mut().chain(along.values_mut()).filter(|now| *now == from) {
                now.clone_from(to);
            }
            places.insert(from.clone(), to.clone());
        }
        kept.places.retain(|from, to| from != to);
        self.write(&kept)
    }

    /// Notes that a file of the site goes along with a story.
    pub fn take_along(&self, file: &str, story: &str) -> Result<(), PathError> {
        let mut kept = self.kept.borrow_mut();
        kept.along.insert(file.to_owned(), story.to_owned());
        self.write(&kept)
    }

    /// What goes along with a story.
    pub fn along(&self, story: &str) -> Vec<String> {
        let kept = self.kept.borrow();
        kept.along.iter().filter(|(_, with)| *with == story).map(|(file, _)| file.clone()).collect()
    }

    /// Where the files that lie at these places now lay before, in order.
    pub fn of(&self, paths: &[&str]) -> Vec<String> {
        let kept = self.kept.borrow();
        let before = kept.places.iter().filter(|(_, to)| paths.contains(&to.as_str()));
        before.map(|(from, _)| from.clone()).collect()
    }

    /// Whether a story that lay there is elsewhere now.
    pub fn leads_on(&self, path: &str) -> bool {
        self.kept.borrow().places.contains_key(path)
    }

    /// Forgets the places, with where they lead, that nobody can have again (`wanted`), and what
    /// went along and is with readers as it stands (`live`).
    pub fn keep(
        &self,
        wanted: impl Fn(&str, &str) -> bool,
        live: impl Fn(&str) -> bool,
    ) -> Result<(), PathError> {
        let mut kept = self.kept.borrow_mut();
        let before = (kept.places.len(), kept.along.len());
        kept.places.retain(|from, to| wanted(from, to));
        kept.along.retain(|file, _| !live(file));
        if (kept.places.len(), kept.along.len()) == before { Ok(()) } else { self.write(&kept) }
    }

    fn write(&self, kept: &Kept) -> Result<(), PathError> {
        let json = serde_json::to_vec(kept).map_err(std::io::Error::other).at(&self.file)?;
        files::write(&self.file, &json)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn old_places_lead_to_where_a_file_is_now() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("trail.json");
        let moves = |trail: &Trail, from: &str, to: &str| {
            trail.follow(&[(from.to_owned(), to.to_owned())]).unwrap();
        };
        let trail = Trail::read(file.clone());
        moves(&trail, "a.md", "b.md");
        moves(&trail, "b.md", "c.md");
        assert_eq!(trail.of(&["c.md"]), ["a.md", "b.md"], "also over several names");
        moves(&trail, "b.md", "c.md");
        assert_eq!(trail.of(&["c.md"]), ["a.md", "b.md"], "told twice is told once");
        trail.keep(|path, _| path == "a.md", |_| false).unwrap();
        let trail = Trail::read(file);
        assert_eq!(trail.of(&["c.md"]), ["a.md"], "only what somebody has, and after a restart");
        moves(&trail, "c.md", "a.md");
        assert_eq!(trail.of(&["a.md"]), ["c.md"], "back where it was");
        assert!(!trail.leads_on("a.md"));
        trail.take_along("_redirects", "a.md").unwrap();
        moves(&trail, "a.md", "d.md");
        assert_eq!(trail.along("d.md"), ["_redirects"], "the redirects go with the story");
        trail.keep(|_, _| true, |_| true).unwrap();
        assert!(trail.along("d.md").is_empty(), "until readers have them");
    }
}
