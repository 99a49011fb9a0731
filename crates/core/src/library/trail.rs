//! Where the files of a story lay before it was renamed, as long as they are approved or with
//! readers there, or can be again when a publication is taken back.
//!
//! A story that is elsewhere from now on is to be taken out where it was, in the same approval and
//! the same publication: else readers would have it twice. The trail is outside the site, one
//! small file. So is what goes along with a story although it is no part of it: the site's list of
//! redirects, with the line that sends its readers on. And so are pictures that left the site's
//! folder: each leaves readers with the stories that had it, or alone where none had.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::files::{self, At, PathError};

/// Old places of files and where they are now.
#[derive(Debug, Default)]
pub struct Trail {
    file: PathBuf,
    kept: RefCell<Kept>,
    /// The files that left, by the stories that had them: every story of a list asks.
    left_by: RefCell<BTreeMap<String, Vec<String>>>,
}

#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    places: BTreeMap<String, String>,
    /// Files that go along, and the story.
    along: BTreeMap<String, String>,
    /// Files that left the folder, and the stories that had them.
    left: BTreeMap<String, BTreeSet<String>>,
    /// Pictures that Galley put beside a story, until readers have them.
    placed: BTreeSet<String>,
}

impl Trail {
    /// Reads the trail that is kept in this file; one that cannot be read counts as none.
    pub fn read(file: PathBuf) -> Trail {
        let read = fs::read(&file).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let kept: Kept = read.unwrap_or_default();
        let left_by = RefCell::new(by_story(&kept));
        Trail { file, kept: RefCell::new(kept), left_by }
    }

    /// Notes that files lie elsewhere. One that is back where it was leaves no trail.
    pub fn follow(&self, moved: &[(String, String)]) -> Result<(), PathError> {
        if moved.is_empty() {
            return Ok(());
        }
        self.change(|kept| {
            for (from, to) in moved {
                let Kept { places, along, left, placed } = kept;
                if placed.remove(from) {
                    placed.insert(to.clone());
                }
                for now in places.values_mut().chain(along.values_mut()).filter(|now| *now == from)
                {
                    now.clone_from(to);
                }
                for stories in left.values_mut().filter(|stories| stories.contains(from)) {
                    stories.remove(from);
                    stories.insert(to.clone());
                }
                places.insert(from.clone(), to.clone());
            }
            kept.places.retain(|from, to| from != to);
        })
    }

    /// Notes that a file of the site goes along with a story.
    pub fn take_along(&self, file: &str, story: &str) -> Result<(), PathError> {
        self.change(|kept| drop(kept.along.insert(file.to_owned(), story.to_owned())))
    }

    /// What goes along with a story.
    pub fn along(&self, story: &str) -> Vec<String> {
        let kept = self.kept.borrow();
        kept.along.iter().filter(|(_, with)| *with == story).map(|(file, _)| file.clone()).collect()
    }

    /// Notes that pictures were put beside a story here.
    pub fn place(&self, files: &[String]) -> Result<(), PathError> {
        self.change(|kept| kept.placed.extend(files.iter().cloned()))
    }

    /// Whether Galley put a picture there, and readers did not have it since.
    pub fn has_placed(&self, file: &str) -> bool {
        self.kept.borrow().placed.contains(file)
    }

    /// Notes that files left the folder, each with the stories that had it.
    pub fn leave(&self, files: &[(String, Vec<String>)]) -> Result<(), PathError> {
        if files.is_empty() {
            return Ok(());
        }
        self.change(|kept| {
            for (file, stories) in files {
                kept.left.insert(file.clone(), stories.iter().cloned().collect());
            }
        })
    }

    /// The files that left the folder, and that this story had.
    pub fn left_by(&self, story: &str) -> Vec<String> {
        self.left_by.borrow().get(story).cloned().unwrap_or_default()
    }

    /// The stories that had a file which left the folder.
    pub fn had(&self, file: &str) -> Vec<String> {
        let kept = self.kept.borrow();
        kept.left.get(file).into_iter().flatten().cloned().collect()
    }

    /// The files that left the folder, in order.
    pub fn left(&self) -> Vec<String> {
        self.kept.borrow().left.keys().cloned().collect()
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

    /// Forgets the places, with where they lead, that nobody can have again (`wanted`), what
    /// went along or was put there and is with readers as it stands (`live`), and what left and is
    /// `here` again.
    pub fn keep(
        &self,
        wanted: impl Fn(&str, &str) -> bool,
        live: impl Fn(&str) -> bool,
        here: impl Fn(&str) -> bool,
    ) -> Result<(), PathError> {
        self.change(|kept| {
            kept.places.retain(|from, to| wanted(from, to));
            kept.along.retain(|file, _| !live(file));
            kept.placed.retain(|file| !live(file));
            kept.left.retain(|file, _| !here(file));
        })
    }

    /// What cannot be written is not known either.
    fn change(&self, change: impl FnOnce(&mut Kept)) -> Result<(), PathError> {
        let mut kept = self.kept.borrow().clone();
        change(&mut kept);
        if kept == *self.kept.borrow() {
            return Ok(());
        }
        let json = serde_json::to_vec(&kept).map_err(std::io::Error::other).at(&self.file)?;
        files::write(&self.file, &json)?;
        *self.left_by.borrow_mut() = by_story(&kept);
        *self.kept.borrow_mut() = kept;
        Ok(())
    }
}

fn by_story(kept: &Kept) -> BTreeMap<String, Vec<String>> {
    let mut by_story: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (file, stories) in &kept.left {
        for story in stories {
            by_story.entry(story.clone()).or_default().push(file.clone());
        }
    }
    by_story
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
        trail.keep(|path, _| path == "a.md", |_| false, |_| false).unwrap();
        let trail = Trail::read(file);
        assert_eq!(trail.of(&["c.md"]), ["a.md"], "only what somebody has, and after a restart");
        moves(&trail, "c.md", "a.md");
        assert_eq!(trail.of(&["a.md"]), ["c.md"], "back where it was");
        assert!(!trail.leads_on("a.md"));
        trail.take_along("_redirects", "a.md").unwrap();
        moves(&trail, "a.md", "d.md");
        assert_eq!(trail.along("d.md"), ["_redirects"], "the redirects go with the story");
        trail.keep(|_, _| true, |_| true, |_| false).unwrap();
        assert!(trail.along("d.md").is_empty(), "until readers have them");
    }

    #[test]
    fn a_picture_that_left_goes_with_the_stories_that_had_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("trail.json");
        let trail = Trail::read(file.clone());
        let two = vec!["a.md".to_owned(), "b.md".to_owned()];
        trail.leave(&[("wall.jpg".to_owned(), two), ("bus.jpg".to_owned(), Vec::new())]).unwrap();
        trail.follow(&[("b.md".to_owned(), "c.md".to_owned())]).unwrap();
        let trail = Trail::read(file);
        assert_eq!(trail.had("wall.jpg"), ["a.md", "c.md"], "also under its new name");
        assert_eq!(
            (trail.left_by("c.md"), trail.left_by("b.md")),
            (vec!["wall.jpg".to_owned()], vec![])
        );
        trail.keep(|_, _| true, |_| false, |path| path == "wall.jpg").unwrap();
        assert_eq!(trail.left(), ["bus.jpg"], "one that is back has not left");
    }
}
