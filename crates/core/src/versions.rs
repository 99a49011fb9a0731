//! Earlier versions of stories, kept on this computer and outside the site for thirty days.
//!
//! A version is the whole file. One is kept when a save replaces a text older than five minutes,
//! when somebody else's text would otherwise be lost, and when an earlier version is brought back.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};

use crate::files::{self, At, PathError};

/// How long a version is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Saves closer together than this are one version.
const APART: SignedDuration = SignedDuration::from_mins(5);

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
        }
    }

    fn from_name(name: &str) -> Option<Why> {
        [Why::Saved, Why::Outside, Why::Replaced, Why::Restored, Why::Merged, Why::Crash]
            .into_iter()
            .find(|why| why.name() == name)
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

    /// Keeps a text, unless it is the newest version already; a saved one also not when the
    /// newest is less than five minutes old.
    pub fn keep(
        &self,
        story: &str,
        bytes: &[u8],
        why: Why,
        now: Timestamp,
    ) -> Result<(), PathError> {
        let folder = self.of(story);
        let versions = self.list(story);
        if let Some(newest) = versions.first() {
            let recent = why == Why::Saved && now.duration_since(newest.at) < APART;
            if recent || self.read(story, &newest.id).is_some_and(|kept| kept == bytes) {
                return Ok(());
            }
        }
        // Two that are kept in one moment are two.
        let name = |at: i64| folder.join(format!("{at}-{}.md", why.name()));
        let mut at = now.as_millisecond();
        while name(at).exists() {
            at += 1;
        }
        files::write(&name(at), bytes)?;
        for old in versions.iter().filter(|old| now.duration_since(old.at) > KEPT) {
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
        let day = 24 * 60;
        for (at, text, why, count, reason) in [
            (0, "one", Why::Saved, 1, "the first"),
            (1, "two", Why::Saved, 1, "a minute later is the same sitting"),
            (2, "three", Why::Outside, 2, "somebody else's text is always kept"),
            (3, "three", Why::Outside, 2, "but not twice"),
            (9, "four", Why::Saved, 3, "six minutes later"),
            (40 * day, "five", Why::Saved, 1, "after thirty days the old ones go"),
        ] {
            versions.keep("a.md", text.as_bytes(), why, minutes(at)).unwrap();
            assert_eq!(versions.list("a.md").len(), count, "{reason}");
        }
        let newest = &versions.list("a.md")[0];
        assert_eq!(versions.read("a.md", &newest.id).unwrap(), b"five");
        assert_eq!(versions.read("a.md", "../../etc/passwd"), None, "an id is no path");
        assert_eq!(versions.list("b.md"), [], "another story's");
        versions.follow("a.md", "c.md").unwrap();
        versions.follow("a.md", "c.md").unwrap();
        assert_eq!((versions.list("a.md").len(), versions.list("c.md").len()), (0, 1));
    }
}
