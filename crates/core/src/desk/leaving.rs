//! Pictures that leave: first the site's folder, then readers.
//!
//! 1. [`Desk::delete_picture`] puts a picture that no story shows into the trash, with its copies in
//!    other sizes and what is said of it.
//! 2. What readers can still reach of it leaves with the stories that had it: with the approval of
//!    the last of them ([`Desk::leaving_with`]), and not while readers have an older version of
//!    another one that shows it ([`Desk::still_shown`]).
//! 3. Where no story had it, its removal is a change of its own ([`Desk::gone_pictures`]), reviewed,
//!    approved and sent like that of a story.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use ignore::WalkBuilder;
use jiff::Timestamp;

use super::Desk;
use super::album::AlbumStep;
use super::stories::StoryError;
use crate::library::{self, Entry, PictureUse, SitePicture};
use crate::photo::{self, provenance};
use crate::post::{self, Post};
use crate::repository::StoryFiles;
use crate::site::{self, Generator};
use crate::view;

/// Names of files of a site that can refer to a picture and are no stories.
const PAGES: [&str; 27] = [
    "md",
    "markdown",
    "html",
    "htm",
    "njk",
    "liquid",
    "astro",
    "yml",
    "yaml",
    "toml",
    "json",
    "css",
    "scss",
    "js",
    "mjs",
    "ts",
    "xml",
    "sass",
    "less",
    "jsx",
    "tsx",
    "svelte",
    "vue",
    "hbs",
    "ejs",
    "pug",
    "webmanifest",
];

/// Folders of what programs made, or brought.
const BUILT: [&str; 4] = ["node_modules", "_site", "dist", "vendor"];

/// Bytes of such a file at most; what is longer was written by a program.
const LONGEST: u64 = 1 << 20;

/// The smallest width of a copy: below it, numbers behind a name are counted through.
const NARROWEST: u32 = 100;

impl Desk {
    /// Deletes a picture that no story shows, with its copies in other sizes. It is kept for thirty
    /// days. The answer names what still refers to it.
    ///
    /// # Errors
    /// It is not there, or a story shows it. Nothing was changed then.
    pub fn delete_picture(
        &mut self,
        file: &str,
        now: Timestamp,
    ) -> Result<view::AlbumChanged, StoryError> {
        self.save_all(now)?;
        let all = library::album(&self.site, &self.library);
        let one = self.site_picture(file)?;
        if let Some(used) = one.uses.first() {
            let title = self.library.get(&used.post).map(Entry::title).unwrap_or_default();
            return Err(StoryError::Shown(title));
        }
        let mut going = vec![file.to_owned()];
        let this = HashSet::from([stem(file)]);
        let copies = all.iter().filter(|other| self.is_unused_copy(other, &this));
        going.extend(copies.map(|copy| copy.file.clone()));
        let had = self.stories_that_had(file);
        let left = self.still_named(file);
        let act = self.throw_away(&going, &had, now)?;
        self.album_step = Some(AlbumStep::Deleted { file: file.to_owned(), act });
        Ok(view::AlbumChanged { changed: Vec::new(), left, file: String::new() })
    }

    /// Whether it is a copy in another size, that no story offers any more, of a picture whose path
    /// without its ending is among these.
    pub(super) fn is_unused_copy(&self, one: &SitePicture, of: &HashSet<&str>) -> bool {
        let found = copy_of(&one.file).filter(|(of_one, _)| of.contains(of_one));
        let Some((_, width)) = found.filter(|_| one.uses.is_empty()) else {
            return false;
        };
        let measured = library::measure_file(&self.site.folder.join(&one.file));
        measured.is_some_and(|(wide, _)| wide == width)
    }

    /// The copies of a picture in other sizes, each with what it is called when its picture is `to`.
    pub(super) fn copies_of(&self, file: &str, to: &str) -> Vec<(String, String)> {
        let folder = self.site.folder.join(post::folder(file));
        let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
        let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
        let beside = |name: String| match post::folder(file) {
            "" => name,
            folder => format!("{folder}/{name}"),
        };
        let mut copies: Vec<String> =
            names.map(beside).filter(|name| is_copy(name, file)).collect();
        if copies.is_empty() {
            return Vec::new();
        }
        let all = library::album(&self.site, &self.library);
        let this = HashSet::from([stem(file)]);
        copies.retain(|copy| {
            let one = all.iter().find(|one| one.file == *copy).cloned();
            let one = one.unwrap_or(SitePicture { file: copy.clone(), uses: Vec::new() });
            self.is_unused_copy(&one, &this)
        });
        let renamed = |copy: String| {
            let name = format!("{}{}", stem(to), &copy[stem(file).len()..]);
            (copy, name)
        };
        copies.into_iter().map(renamed).collect()
    }

    /// The stories whose approved version, or the one that readers have, shows a file which they do
    /// not show any more.
    pub(super) fn stories_that_had(&self, file: &str) -> Vec<String> {
        if !self.repository.knows(file) {
            return Vec::new();
        }
        let earlier = self.earlier_versions().into_iter();
        earlier.filter(|one| one.shows(file)).map(|one| one.story).collect()
    }

    /// What is approved, and what readers have, of the stories that are others here.
    pub(super) fn earlier_versions(&self) -> Vec<Earlier> {
        let entries = self.library.entries();
        let files: Vec<StoryFiles> = entries.iter().map(|entry| self.files_of(entry)).collect();
        let states = self.states(&files);
        let changed = entries.iter().zip(states).filter(|(_, state)| *state != view::State::Live);
        let here = changed.map(|(entry, _)| entry.path.clone());
        let version = |story: String| Earlier {
            versions: self.approved(&story).into_iter().chain(self.live(&story)).collect(),
            story,
        };
        here.chain(self.gone_stories()).map(version).collect()
    }

    /// The stories that show a picture now, or did in a version that is approved or with readers.
    pub(super) fn knows_from(&self, uses: &[PictureUse], file: &str) -> Vec<String> {
        let mut stories = self.stories_that_had(file);
        stories.extend(uses.iter().map(|used| used.post.clone()));
        stories.sort();
        stories.dedup();
        stories
    }

    /// The files that left the folder and go with the next approval of this story: those of which no
    /// other story's approved version has need.
    pub(super) fn leaving_with(&self, story: &str) -> Vec<String> {
        let mut files = self.trail.left_by(story);
        files.retain(|file| {
            let needed = |other: &String| other != story && self.approved_shows(other, file);
            !self.is_here(file) && !self.trail.had(file).iter().any(needed)
        });
        files
    }

    /// Whether readers would miss a file that left: they have an older version of a story that shows
    /// it, and that is not sent with these.
    pub(super) fn still_shown(&self, file: &str, sent: &[String]) -> bool {
        let stays = |story: &String| !sent.contains(story) && self.live_shows(story, file);
        self.trail.had(file).iter().any(stays)
    }

    /// What becomes of the files behind references that an earlier version of a story has.
    pub(super) fn old_files<'s>(
        &self,
        path: &str,
        sources: impl Iterator<Item = &'s str>,
    ) -> HashMap<String, view::OldFile> {
        let sources: Vec<&str> = sources.collect();
        if sources.is_empty() {
            return HashMap::new();
        }
        let all = library::album(&self.site, &self.library);
        let leaving = self.leaving_with(path);
        let places = self.places_of(path);
        // The list may hear of what another program wrote only after a review of it.
        let now = Post::read(&self.site.folder, path);
        let now = Entry::of(&self.site, self.library.rules(), &now);
        let shown: HashSet<String> =
            now.uses().filter_map(|used| library::resolve(&self.site, path, &used.src)).collect();
        let is_used = |picture: &SitePicture| {
            shown.contains(&picture.file) || picture.uses.iter().any(|used| used.post != path)
        };
        let old = |src: &str| {
            let found = library::resolve(&self.site, path, src);
            if let Some(file) = found {
                let unused = all.iter().any(|one| one.file == file && !is_used(one));
                let stays = unused && self.repository.knows(&file);
                return stays.then_some(view::OldFile::Stays { file });
            }
            let meant =
                |file: &&String| places.iter().any(|place| library::means(place, src, file));
            leaving.iter().find(meant).map(|file| view::OldFile::Leaves { file: file.clone() })
        };
        sources.iter().filter_map(|src| Some(((*src).to_owned(), old(src)?))).collect()
    }

    /// Pictures that left the folder, that were approved or are with readers, and that no story takes
    /// along. Copies in other sizes go with their picture.
    pub(super) fn gone_pictures(&self) -> Vec<String> {
        let there = |story: &String| self.library.get(story).is_some() || self.is_gone(story);
        let mut alone = self.trail.left();
        alone.retain(|file| {
            provenance::picture_of(file).is_none()
                && self.is_gone(file)
                && !self.trail.had(file).iter().any(there)
        });
        let all = alone.clone();
        let stems: HashSet<&str> = all.iter().map(|one| stem(one)).collect();
        alone.retain(|file| copy_of(file).is_none_or(|(of, _)| !stems.contains(of)));
        alone
    }

    /// Whether it is a picture that left, and no story.
    pub(super) fn is_gone_picture(&self, path: &str) -> bool {
        !site::is_post_name(Path::new(path)) && self.is_gone(path)
    }

    /// The files that go with a picture that left: what is said of it, its copies in other sizes.
    pub(super) fn gone_picture_files(&self, path: &str) -> StoryFiles {
        let mut files = self.trail.left();
        files.retain(|file| {
            let picture = pictured(file);
            let its = picture == path || is_copy(picture, path);
            its && file != path && !self.is_here(file) && self.repository.knows(file)
        });
        StoryFiles::new(path, files)
    }

    /// A picture that left, as readers have it or as it was approved.
    pub(super) fn gone_picture(&mut self, path: &str) -> Option<view::PictureView> {
        let bytes = self.gone_bytes(path)?;
        self.shelf.put_picture(Arc::new(bytes))
    }

    /// What a picture that left says about itself.
    pub(super) fn words_of_gone(&self, path: &str) -> view::PictureWords {
        let said = self.gone_bytes(path).and_then(|bytes| photo::embedded::of(&bytes));
        let (alt, caption, label, credit) = said.unwrap_or_default().words();
        view::PictureWords { alt, caption, label, credit, ..view::PictureWords::default() }
    }

    fn gone_bytes(&self, path: &str) -> Option<Vec<u8>> {
        self.repository.live_text(path).or_else(|| self.repository.approved_text(path))
    }

    fn approved_shows(&self, story: &str, file: &str) -> bool {
        self.approved(story).is_some_and(|entry| entry.shows(pictured(file)))
    }

    fn live_shows(&self, story: &str, file: &str) -> bool {
        self.live(story).is_some_and(|entry| entry.shows(pictured(file)))
    }

    /// A story as it was approved, whatever it was called then.
    fn approved(&self, story: &str) -> Option<Entry> {
        let mut places = self.places_of(story).into_iter();
        places.find_map(|place| Some(self.entry(&place, self.repository.approved_text(&place)?)))
    }

    /// A story as readers have it, whatever it was called then.
    fn live(&self, story: &str) -> Option<Entry> {
        let mut places = self.places_of(story).into_iter();
        places.find_map(|place| Some(self.entry(&place, self.repository.live_text(&place)?)))
    }

    fn entry(&self, place: &str, text: Vec<u8>) -> Entry {
        Entry::of(&self.site, self.library.rules(), &Post::from_bytes(place, text, None))
    }

    fn is_here(&self, file: &str) -> bool {
        self.site.folder.join(file).exists()
    }

    /// Stories and other pages of the site that name a picture which no story shows.
    fn still_named(&self, file: &str) -> Vec<String> {
        let mut named = self.links_to_file(file);
        named.extend(
            self.own_texts().filter(|(_, text)| names(text, file)).map(|(relative, _)| relative),
        );
        named.sort();
        named
    }

    /// What of the site itself names these pictures: its pages that are no stories, its templates,
    /// its styles and its settings.
    pub(super) fn named_by_site(&self, files: &HashSet<&str>) -> BTreeMap<String, Vec<String>> {
        let mut named: BTreeMap<String, Vec<String>> = BTreeMap::new();
        if files.is_empty() {
            return named;
        }
        let mut by_name: HashMap<&str, Vec<&str>> = HashMap::new();
        for file in files {
            by_name.entry(file.rsplit('/').next().unwrap_or(file)).or_default().push(file);
        }
        for (relative, text) in self.own_texts() {
            // Most texts name no picture at all, and few that many are called like.
            let called: HashSet<&str> = text
                .split(|sign: char| !(sign.is_alphanumeric() || "-_.~% ".contains(sign)))
                .flat_map(|part| [part, part.trim(), part.rsplit(' ').next().unwrap_or(part)])
                .collect();
            for file in called.iter().filter_map(|name| by_name.get(name)).flatten() {
                if names(&text, file) {
                    named.entry((*file).to_owned()).or_default().push(relative.clone());
                }
            }
        }
        for places in named.values_mut() {
            places.sort();
            places.dedup();
        }
        named
    }

    /// The texts of the site that are no stories, and that nobody's program wrote: pages, templates,
    /// styles, settings.
    fn own_texts(&self) -> impl Iterator<Item = (String, String)> {
        // To some it is where pages are built, to others where files lie that go along as they are.
        let public = matches!(self.site.profile.generator, Generator::Hugo | Generator::Zola);
        let walk = WalkBuilder::new(&self.site.folder)
            .parents(false)
            .require_git(false)
            .follow_links(false)
            .filter_entry(move |entry| {
                let name = entry.file_name().to_string_lossy();
                !(BUILT.contains(&&*name) || public && name == "public")
            })
            .build();
        walk.flatten().filter_map(|entry| {
            let path = entry.path();
            let ending = path.extension()?.to_ascii_lowercase();
            let short = || entry.metadata().is_ok_and(|m| m.is_file() && m.len() <= LONGEST);
            if !PAGES.iter().any(|known| ending == *known) || !short() {
                return None;
            }
            let relative = path.strip_prefix(&self.site.folder).ok()?;
            let relative = relative.to_string_lossy().replace('\\', "/");
            if self.library.get(&relative).is_some() {
                return None;
            }
            Some((relative, fs::read_to_string(path).ok()?))
        })
    }
}

/// The versions of a story that are others than the one here.
#[derive(Debug)]
pub(super) struct Earlier {
    /// Where it is here.
    pub(super) story: String,
    versions: Vec<Entry>,
}

impl Earlier {
    /// Whether one of them shows this file.
    pub(super) fn shows(&self, file: &str) -> bool {
        self.versions.iter().any(|version| version.shows(pictured(file)))
    }
}

/// The picture that a file is, or says something of.
pub(super) fn pictured(file: &str) -> &str {
    provenance::picture_of(file).unwrap_or(file)
}

/// What a copy in another size is named after, and its width: `wall` and 480 of `wall-480.webp`.
fn copy_of(file: &str) -> Option<(&str, u32)> {
    let (of, digits) = stem(file).rsplit_once('-')?;
    let width = digits.parse().ok().filter(|width| *width >= NARROWEST)?;
    Some((of, width))
}

/// Whether a file is called as a copy of this picture is.
fn is_copy(file: &str, of: &str) -> bool {
    copy_of(file).is_some_and(|(name, _)| name == stem(of))
}

/// A path without the ending of its file.
pub(super) fn stem(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(stem, _)| stem)
}

/// Whether a text names a file of the site: its name, with as much of its path before it as stands
/// there.
fn names(text: &str, file: &str) -> bool {
    let name = file.rsplit('/').next().unwrap_or(file);
    let part = |sign: char| sign.is_alphanumeric() || "-_.~%/".contains(sign);
    text.match_indices(name).any(|(at, _)| {
        let after = text[at + name.len()..].chars().next();
        let before = text[..at].rfind(|sign| !part(sign));
        let from = before.map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
        let path =
            text[from..at + name.len()].split('/').filter(|part| !matches!(*part, "" | "." | ".."));
        let mut own = file.rsplit('/');
        let whole = after.is_none_or(|sign| !sign.is_alphanumeric() && !"-_".contains(sign));
        // An address begins where the site is built: of a file in `static` that is less than its path.
        whole && path.rev().zip(&mut own).all(|(written, own)| written == own)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_has_the_name_of_its_picture_and_its_width() {
        for (file, of, why) in [
            ("img/wall-480.webp", Some(("img/wall", 480)), "a copy"),
            ("img/wall-1.jpg", None, "counted through"),
            ("img/wall-by-ana.jpg", None, "another picture"),
            ("img/wall.jpg", None, "no width"),
            ("img-480/wall.jpg", None, "the name of a folder"),
        ] {
            assert_eq!(copy_of(file), of, "{why}");
        }
    }

    #[test]
    fn a_page_names_a_picture_by_its_name_and_as_much_of_its_path_as_it_says() {
        let file = "static/img/wall.jpg";
        for (text, named, why) in [
            ("photo: wall.jpg", true, "its name alone"),
            ("url(/img/wall.jpg)", true, "its address"),
            ("![](../static/img/wall.jpg)", true, "its path"),
            ("url(/icons/wall.jpg)", false, "another folder"),
            ("photo: flood-wall.jpg", false, "a longer name"),
            ("photo: wall.jpg-old", false, "a longer name behind"),
        ] {
            assert_eq!(names(text, file), named, "{why}");
        }
    }
}
