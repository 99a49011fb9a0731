//! Earlier versions of stories, kept on this computer and outside the site for thirty days.
//!
//! A version is the whole file. One is kept when a save replaces a text older than five minutes or
//! takes much of it away, when a story is left that was written on, when somebody else's text would
//! otherwise be lost, and when an earlier version is brought back.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};

use crate::files::{self, At, PathError};

/// How long a version is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// So many of a story are kept even if they seem older: the clock may have been wrong.
const LEAST: usize = 20;

/// Saves closer together than this are one version.
const APART: SignedDuration = SignedDuration::from_mins(5);

/// A save that takes more than this away is no part of the same sitting: in bytes, and one in so
/// many of the text.
const MUCH: (usize, usize) = (200, 5);

/// Why a version was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// A save replaced it.
    Saved,
    /// It was written outside while the story was open with other changes.
    Outside,
    /// The other text was chosen.
    Replaced,
    /// An earlier version was brought back over it.
    Restored,
    /// Others' changes came into it.
    Merged,
    /// It was typed before a crash, and the file had changed meanwhile.
    Crash,
    /// It was written for readers, who have another version than lies here.
    Fix,
}

impl Why {
    /// As it is written in names and sent to a screen.
    pub fn name(self) -> &'static str {
        match self {
            Why::Saved => "saved",
            Why::Outside => "outside",
            Why::Replaced => "replaced",
            Why::Restored => "restored",
            Why::Merged => "merged",
            Why::Crash => "crash",
            Why::Fix => "fix",
        }
    }

    fn from_name(name: &str) -> Option<Why> {
        let all = [
            Why::Saved,
            Why::Outside,
            Why::Replaced,
            Why::Restored,
            Why::Merged,
            Why::Crash,
            Why::Fix,
        ];
        all.into_iter().find(|why| why.name() == name)
    }
}

/// One kept version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Names it among the versions of its story.
    pub id: String,
    /// When it was kept.
    pub at: Timestamp,
    /// Why.
    pub why: Why,
}

/// The versions of one site's stories.
#[derive(Debug, Clone)]
pub struct Versions {
    folder: PathBuf,
}

impl Versions {
    /// Versions kept in this folder.
    pub fn new(folder: PathBuf) -> Versions {
        Versions { folder }
    }

    /// Keeps the text that a save replaces, where none was kept in the last five minutes or the save
    /// takes much of the text away.
    pub fn keep_saved(
        &self,
        story: &str,
        old: &[u8],
        new: &[u8],
        now: Timestamp,
    ) -> Result<(), PathError> {
        // A version of the future says that the clock was wrong, and nothing of the sitting.
        let recent = |since: SignedDuration| !since.is_negative() && since < APART;
        let mut kept = self.list(story).into_iter().map(|one| now.duration_since(one.at));
        if kept.any(recent) && !takes_much(old, new) {
            return Ok(());
        }
        self.keep(story, old, Why::Saved, now)
    }

    /// Keeps a text, unless it is the newest version already.
    pub fn keep(
        &self,
        story: &str,
        bytes: &[u8],
        why: Why,
        now: Timestamp,
    ) -> Result<(), PathError> {
        let folder = self.of(story);
        let versions = self.list(story);
        let newest = versions.first().and_then(|newest| self.read(story, &newest.id));
        if newest.is_some_and(|kept| kept == bytes) {
            return Ok(());
        }
        // Two that are kept in one moment are two.
        let name = |at: i64| folder.join(format!("{at}-{}.md", why.name()));
        let mut at = now.as_millisecond();
        while name(at).exists() {
            at += 1;
        }
        files::write(&name(at), bytes)?;
        // With the one that came, so many stay.
        let old = |old: &&Version| now.duration_since(old.at) > KEPT;
        for old in versions.iter().skip(LEAST - 1).filter(old) {
            let path = folder.join(&old.id);
            fs::remove_file(&path).at(&path)?;
        }
        Ok(())
    }

    /// The versions of a story, newest first.
    pub fn list(&self, story: &str) -> Vec<Version> {
        let Ok(entries) = fs::read_dir(self.of(story)) else { return Vec::new() };
        let mut versions: Vec<Version> = entries
            .flatten()
            .filter_map(|entry| {
                let id = entry.file_name().into_string().ok()?;
                let (at, why) = id.strip_suffix(".md")?.split_once('-')?;
                Some(Version {
                    at: Timestamp::from_millisecond(at.parse().ok()?).ok()?,
                    why: Why::from_name(why)?,
                    id,
                })
            })
            .collect();
        versions.sort_by_key(|version| std::cmp::Reverse(version.at));
        versions
    }

    /// The bytes of a version.
    pub fn read(&self, story: &str, id: &str) -> Option<Vec<u8>> {
        // An id names a file of this story and nothing else.
        let known = self.list(story).into_iter().any(|version| version.id == id);
        known.then(|| fs::read(self.of(story).join(id)).ok()).flatten()
    }

    /// The versions of a story go where it goes. Those of an earlier story of that name stay
    /// beside them.
    pub fn follow(&self, from: &str, to: &str) -> Result<(), PathError> {
        let (old, new) = (self.of(from), self.of(to));
        if !old.is_dir() {
            return Ok(());
        }
        fs::create_dir_all(&new).at(&new)?;
        for entry in fs::read_dir(&old).at(&old)? {
            let entry = entry.at(&old)?;
            fs::rename(entry.path(), new.join(entry.file_name())).at(&new)?;
        }
        fs::remove_dir(&old).at(&old)
    }

    fn of(&self, story: &str) -> PathBuf {
        let name = blake3::hash(story.as_bytes()).to_hex();
        Path::new(&self.folder).join(&name[..32])
    }
}

/// Whether a save takes much of a text away, or puts something else in its place.
fn takes_much(old: &[u8], new: &[u8]) -> bool {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let rest = old[head..].iter().rev().zip(new[head..].iter().rev());
    let gone = old.len() - head - rest.take_while(|(a, b)| a == b).count();
    let (bytes, part) = MUCH;
    gone > bytes && gone * part > old.len()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn minutes(n: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + n * 60).unwrap()
    }

    #[test]
    fn two_texts_of_one_moment_are_both_kept() {
        let folder = tempfile::tempdir().unwrap();
        let versions = Versions::new(folder.path().to_owned());
        for text in ["theirs", "ours"] {
            versions.keep("a.md", text.as_bytes(), Why::Replaced, minutes(1)).unwrap();
        }
        let kept = versions.list("a.md").into_iter();
        let texts: Vec<_> = kept.filter_map(|one| versions.read("a.md", &one.id)).collect();
        assert_eq!(texts, [b"ours".to_vec(), b"theirs".to_vec()], "the later first");
    }

    #[test]
    fn versions_are_kept_apart_and_for_thirty_days() {
        let folder = tempfile::tempdir().unwrap();
        let versions = Versions::new(folder.path().to_owned());
        for (at, text, why, count, reason) in [
            (0, "one", Why::Saved, 1, "the first"),
            (1, "two", Why::Saved, 1, "a minute later is the same sitting"),
            (2, "three", Why::Outside, 2, "somebody else's text is always kept"),
            (3, "three", Why::Outside, 2, "but not twice"),
            (4, "four", Why::Fix, 3, "and so is a fix"),
            (10, "five", Why::Saved, 4, "six minutes later"),
        ] {
            match why {
                Why::Saved => versions.keep_saved("a.md", text.as_bytes(), b"", minutes(at)),
                _ => versions.keep("a.md", text.as_bytes(), why, minutes(at)),
            }
            .unwrap();
            assert_eq!(versions.list("a.md").len(), count, "{reason}");
        }
        let day = 24 * 60;
        for n in 0..LEAST as i64 {
            versions
                .keep("a.md", n.to_string().as_bytes(), Why::Fix, minutes(40 * day + n))
                .unwrap();
        }
        let kept = versions.list("a.md");
        assert_eq!(kept.len(), LEAST, "after thirty days the old ones go");
        assert_eq!(versions.read("a.md", &kept[0].id).unwrap(), b"19");
        assert_eq!(versions.read("a.md", "../../etc/passwd"), None, "an id is no path");
        assert_eq!(versions.list("b.md"), [], "another story's");
        versions.follow("a.md", "c.md").unwrap();
        versions.follow("a.md", "c.md").unwrap();
        assert_eq!((versions.list("a.md").len(), versions.list("c.md").len()), (0, LEAST));
    }

    #[test]
    fn a_save_that_takes_much_away_is_no_part_of_the_sitting() {
        let folder = tempfile::tempdir().unwrap();
        let versions = Versions::new(folder.path().to_owned());
        let long = "A sentence of this story. ".repeat(40);
        versions.keep("a.md", b"first", Why::Saved, minutes(0)).unwrap();
        for (new, count, reason) in [
            (long.clone() + "more", 1, "more was written"),
            (long[..long.len() - 150].to_owned(), 1, "a few words went"),
            (long.replacen("sentence", "word", 1), 1, "a word is another"),
            (long[..long.len() / 2].to_owned(), 2, "half of it went"),
        ] {
            versions.keep_saved("a.md", long.as_bytes(), new.as_bytes(), minutes(1)).unwrap();
            assert_eq!(versions.list("a.md").len(), count, "{reason}");
        }
    }

    #[test]
    fn a_clock_that_was_wrong_takes_no_version_and_stops_none() {
        let folder = tempfile::tempdir().unwrap();
        let versions = Versions::new(folder.path().to_owned());
        let day = 24 * 60;
        for (at, text, count, reason) in [
            (0, "one", 1, "the first"),
            (90 * day, "two", 2, "the clock runs ahead, and nothing goes"),
            (6, "three", 3, "it is right again, and versions are kept as before"),
            (7, "four", 3, "one in five minutes"),
        ] {
            versions.keep_saved("a.md", text.as_bytes(), b"", minutes(at)).unwrap();
            assert_eq!(versions.list("a.md").len(), count, "{reason}");
        }
    }
}
