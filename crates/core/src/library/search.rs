//! Finding stories by their words: those of the list, their tags, and their whole text.
//!
//! 1. What the list knows of each story is taken along ([`Library::search`]), so that nobody waits
//!    for the files.
//! 2. Every word that is asked for must be somewhere in a story ([`Search::find`]). Most are not in
//!    the list: then its file is read, on every core. Accents and case do not matter.

use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Library;
use crate::metadata;
use crate::post::in_parallel;

/// The stories of a site, to be looked through without the library.
#[derive(Debug, Clone)]
pub struct Search {
    folder: PathBuf,
    stories: Vec<Story>,
}

#[derive(Debug, Clone)]
struct Story {
    path: String,
    /// What the list knows of it.
    known: String,
}

impl Library {
    /// What is needed to look for words in all stories of the site in this folder.
    pub fn search(&self, folder: &Path) -> Search {
        let story = |entry: &super::Entry| {
            let story = &entry.story;
            let own = [entry.title(), story.dek.clone()].into_iter();
            let known: Vec<String> = own
                .chain(story.authors.iter().cloned())
                .chain(story.tags.iter().cloned())
                .collect();
            Story { path: entry.path.clone(), known: known.join("\n") }
        };
        Search { folder: folder.to_owned(), stories: self.entries().iter().map(story).collect() }
    }
}

impl Search {
    /// The paths of the stories that have all of these words, in the order of the list. A file that
    /// cannot be read has no words.
    pub fn find(&self, asked: &str) -> Vec<String> {
        let asked = folded(asked);
        let words: Vec<&str> = asked.split_whitespace().collect();
        if words.is_empty() {
            return Vec::new();
        }
        let has = |story: &Story| {
            let known = folded(&story.known);
            let mut missing = words.iter().filter(|word| !known.contains(**word)).peekable();
            if missing.peek().is_none() {
                return true;
            }
            let bytes = std::fs::read(self.folder.join(&story.path)).unwrap_or_default();
            let text = String::from_utf8_lossy(&bytes);
            let body = metadata::split(&text).map_or(0, |split| split.body);
            let text = folded(&text[body..]);
            missing.all(|word| text.contains(word))
        };
        let found = in_parallel(&self.stories, has);
        let stories = self.stories.iter().zip(found);
        stories.filter(|(_, found)| *found).map(|(story, _)| story.path.clone()).collect()
    }
}

/// A text as it is compared: without accents, in small letters.
fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter.is_ascii() {
            true => out.push(letter.to_ascii_lowercase()),
            false => {
                let plain = letter.nfd().filter(|part| !is_combining_mark(*part));
                out.extend(plain.flat_map(char::to_lowercase));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use crate::library::Library;
    use crate::site::Site;

    #[test]
    fn stories_are_found_by_their_words_wherever_they_stand() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let file = folder.path().join(name);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, text).unwrap();
        };
        write("hugo.toml", "");
        write(
            "content/posts/tide.md",
            "---\ntitle: High tide\ndate: 2026-02-01\ntags: [Hafen]\nauthors: [Zoë Çelik]\n---\n\nThe *wall* held, said Mr. Müller.\n",
        );
        write(
            "content/posts/vote.md",
            "---\ntitle: The vote\ndate: 2026-01-01\n---\n\nA wall of noise.\n",
        );
        let (site, posts) = Site::open(folder.path()).unwrap();
        let search = Library::of(&site, posts).search(folder.path());
        let (tide, vote) = ("content/posts/tide.md", "content/posts/vote.md");
        for (asked, found, why) in [
            ("wall", &[tide, vote][..], "in both texts, in the order of the list"),
            ("TIDE wall", &[tide], "a word of the headline and one of the text"),
            ("muller", &[tide], "without its mark"),
            ("MÜLLER", &[tide], "with it"),
            ("hafen", &[tide], "a tag"),
            ("celik", &[tide], "a name"),
            ("noise vote", &[vote], "in any order"),
            ("noise tide", &[], "in no story together"),
            ("title", &[], "no word that readers see"),
            ("  ", &[], "nothing is asked"),
        ] {
            assert_eq!(search.find(asked), found, "{asked}: {why}");
        }
    }
}
