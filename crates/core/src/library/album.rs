//! The pictures of a site, and where each is used.
//!
//! 1. Every reference of every story is followed to its file.
//! 2. What lies beside a used picture, beside a story, or in the site's folder for pictures, is the
//!    site's too, used or not. Logos and pictures of a theme are not.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use ignore::WalkBuilder;

use super::{Entry, Library, pictures};
use crate::post;
use crate::site::Site;
use crate::view::PictureWords;

/// Names of files that are taken for pictures; the first bytes decide later.
const ENDINGS: [&str; 5] = ["jpg", "jpeg", "png", "webp", "gif"];

/// Folders that hold no picture of a story.
const NEVER: [&str; 7] =
    ["node_modules", "themes", "_site", "dist", "vendor", "_includes", "resources"];

/// A picture of the site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SitePicture {
    /// Its file, relative to the site.
    pub file: String,
    /// Where it is used, the newest story first.
    pub uses: Vec<PictureUse>,
}

/// One use of a picture in a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureUse {
    /// Names the story.
    pub post: String,
    /// Which figure of the text, counted from 0; none for the lead picture.
    pub figure: Option<usize>,
    /// The reference as written.
    pub src: String,
    /// Its words there.
    pub words: PictureWords,
    /// Whether it is inside a sentence, a list or a table, where it has no words of its own line.
    pub inside: bool,
}

/// All pictures of a site: used ones in the order of the stories, then the others by name.
pub fn album(site: &Site, library: &Library) -> Vec<SitePicture> {
    let mut found: Vec<SitePicture> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut folders: BTreeSet<String> = BTreeSet::new();
    if !site.profile.images.is_empty() {
        folders.insert(site.profile.images.clone());
    }
    let mut sizes: BTreeSet<String> = BTreeSet::new();
    for entry in library.entries() {
        let offered = entry.told.sizes().iter();
        sizes.extend(offered.filter_map(|src| pictures::resolve(site, &entry.path, src)));
        if post::is_bundle(&entry.path) {
            folders.insert(post::folder(&entry.path).to_owned());
        }
        for one in entry.uses() {
            let Some(file) = pictures::resolve(site, &entry.path, &one.src) else { continue };
            folders.insert(folder_of(&file).to_owned());
            let place = *places.entry(file.clone()).or_insert_with(|| {
                found.push(SitePicture { file, uses: Vec::new() });
                found.len() - 1
            });
            found[place].uses.push(one);
        }
    }
    let others: BTreeMap<String, ()> = picture_files(&site.folder)
        .into_iter()
        .filter(|file| !places.contains_key(file) && !sizes.contains(file))
        .filter(|file| is_below(file, &folders))
        .map(|file| (file, ()))
        .collect();
    found.extend(others.into_keys().map(|file| SitePicture { file, uses: Vec::new() }));
    found
}

impl Entry {
    /// The pictures that the story uses: its lead picture, then its figures in order.
    pub fn uses(&self) -> impl Iterator<Item = PictureUse> {
        let one = |figure, src: &str, words, inside| PictureUse {
            post: self.path.clone(),
            figure,
            src: src.to_owned(),
            words,
            inside,
        };
        let lead = self.story.lead.as_ref().map(|lead| one(None, &lead.src, lead.words(), false));
        let figures = self.told.figures().iter().enumerate();
        let figures = figures
            .map(move |(nth, told)| one(Some(nth), &told.src, told.words.clone(), told.inside));
        lead.into_iter().chain(figures)
    }
}

fn folder_of(file: &str) -> &str {
    file.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Whether the file lies in one of the folders, or below the one of a story or of pictures.
fn is_below(file: &str, folders: &BTreeSet<String>) -> bool {
    let mut folder = folder_of(file);
    loop {
        // The site's own folder is everybody's: what lies deeper is not beside a story.
        if folders.contains(folder) {
            return !folder.is_empty() || folder_of(file).is_empty();
        }
        match folder.rsplit_once('/') {
            Some((outer, _)) => folder = outer,
            None => return false,
        }
    }
}

/// Site-relative paths, with `/`, of files that are named like pictures. Links are not followed.
fn picture_files(site: &Path) -> Vec<String> {
    WalkBuilder::new(site)
        .parents(false)
        .require_git(false)
        .follow_links(false)
        .filter_entry(|entry| {
            let name = entry.file_name().to_string_lossy();
            !(entry.file_type().is_some_and(|kind| kind.is_dir()) && NEVER.contains(&name.as_ref()))
        })
        .build()
        .flatten()
        .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()))
        .filter(|entry| {
            let ending = entry.path().extension().map(|ending| ending.to_ascii_lowercase());
            ending.is_some_and(|ending| ENDINGS.iter().any(|known| ending == *known))
        })
        .filter_map(|entry| {
            let relative = entry.path().strip_prefix(site).ok()?;
            Some(relative.to_string_lossy().replace('\\', "/"))
        })
        .collect()
}
