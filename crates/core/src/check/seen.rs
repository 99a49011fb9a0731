//! Looking at picture files, once for each state of a file.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use crate::files;
use crate::library;
use crate::photo::{self, provenance};
use crate::post::{self, is_bundle};
use crate::preview::host;
use crate::problem;
use crate::site::Site;
use crate::view::Provenance;

/// A picture file, as far as rules ask.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct File {
    /// Relative to the site.
    pub path: String,
    /// Bytes.
    pub bytes: u64,
    /// Pixels, upright; none where it cannot be measured.
    pub size: Option<(u32, u32)>,
    /// What its bytes say it is: `JPEG`, `PNG`, …; empty where they say nothing.
    pub kind: &'static str,
    /// Whether it can be read as what it is.
    pub readable: bool,
    /// What it still holds that nobody should publish, in plain words.
    pub held: Vec<&'static str>,
    /// Usage terms that are embedded in it.
    pub terms: String,
    /// Whether it says that a model made it.
    pub generated: bool,
}

/// What came of looking for a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Looked {
    /// It lies in the site.
    Here(Arc<File>),
    /// There is no such file; whether at least its first folder is there.
    Missing {
        /// For an address that begins at the root: whether that folder is in the site.
        folder: bool,
    },
    /// It is on another host, or its address is made by the generator.
    Elsewhere,
}

/// Whoever can look at a story's pictures.
pub trait Pictures {
    /// The picture behind a reference of the story.
    fn look(&self, src: &str) -> Looked;

    /// Where a picture of the site comes from, given its file.
    fn provenance(&self, file: &str) -> Provenance;

    /// Pictures in the story's own folder, relative to it.
    fn beside(&self) -> Vec<String>;

    /// Whether a file of the site answers to this address: a page, a download.
    fn answers(&self, address: &str) -> bool;

    /// Whether the site has the page that a call of its generator's names: `ref`, `post_url`.
    fn has_page(&self, call: &str, name: &str) -> bool;
}

/// Pictures that were looked at, by file, length and time.
#[derive(Debug, Default)]
pub struct Gallery(Mutex<HashMap<PathBuf, Known>>);

/// A file as it was when it was looked at: length, time, what was seen.
type Known = (u64, Option<SystemTime>, Arc<File>);

impl Gallery {
    fn file(&self, site: &Path, path: &str) -> Option<Arc<File>> {
        let full = site.join(path);
        let about = std::fs::metadata(&full).ok().filter(std::fs::Metadata::is_file)?;
        let state = (about.len(), about.modified().ok());
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((bytes, modified, file)) = known().get(&full)
            && (*bytes, *modified) == state
        {
            return Some(Arc::clone(file));
        }
        let file = Arc::new(read(&full, path, about.len()));
        known().insert(full, (state.0, state.1, Arc::clone(&file)));
        Some(file)
    }
}

/// The pictures of one story of a site.
pub struct SitePictures<'a> {
    /// The site.
    pub site: &'a Site,
    /// The story.
    pub post: &'a str,
    /// What was looked at already.
    pub gallery: &'a Gallery,
}

impl Pictures for SitePictures<'_> {
    fn look(&self, src: &str) -> Looked {
        if host(src).is_some() || src.contains("://") || src.starts_with("data:") {
            return Looked::Elsewhere;
        }
        if let Some(path) = library::resolve(self.site, self.post, src)
            && let Some(file) = self.gallery.file(&self.site.folder, &path)
        {
            return Looked::Here(file);
        }
        let folder = super::survey::root(src).is_none_or(|root| {
            ["", "static", "public", "assets", "src", "content"]
                .iter()
                .any(|top| self.site.folder.join(top).join(root).is_dir())
        });
        Looked::Missing { folder }
    }

    fn provenance(&self, file: &str) -> Provenance {
        // What cannot be read is told where somebody wants to change it.
        provenance::read(&self.site.folder, file).unwrap_or_default()
    }

    fn beside(&self) -> Vec<String> {
        if !is_bundle(self.post) {
            return Vec::new();
        }
        let folder = self.site.folder.join(post::folder(self.post));
        let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
        let names = entries.flatten().filter(|entry| entry.file_type().is_ok_and(|k| k.is_file()));
        let mut names: Vec<String> =
            names.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.retain(|name| is_picture_name(name) && !name.starts_with('.'));
        names.sort();
        names
    }

    fn answers(&self, address: &str) -> bool {
        // Zola's own way to name a file.
        let inside = address.strip_prefix("@/").map(|file| format!("/content/{file}"));
        let address = inside.as_deref().unwrap_or(address);
        let path = address.split(['?', '#']).next().unwrap_or(address).trim_matches('/');
        if library::resolve(self.site, self.post, address).is_some() {
            return true;
        }
        let bases: Vec<PathBuf> = if address.starts_with('/') {
            [
                "",
                "content",
                "static",
                "public",
                "src",
                "src/pages",
                "src/content",
                "pages",
                "_pages",
            ]
            .iter()
            .map(|top| self.site.folder.join(top).join(path))
            .collect()
        } else {
            vec![self.site.folder.join(post::folder(self.post)).join(path)]
        };
        bases.iter().any(|base| {
            base.exists()
                || ["md", "markdown", "mdx", "html", "njk", "astro", "liquid"]
                    .iter()
                    .any(|end| PathBuf::from(format!("{}.{end}", base.display())).is_file())
        })
    }

    fn has_page(&self, call: &str, name: &str) -> bool {
        super::pages::is_there(self.site, self.post, call, name)
    }
}

/// Whether a name is a picture's.
pub(super) fn is_picture_name(name: &str) -> bool {
    let end = name.rsplit_once('.').map_or("", |(_, end)| end).to_lowercase();
    matches!(
        end.as_str(),
        "jpg" | "jpeg" | "png" | "gif" | "webp" | "avif" | "heic" | "tif" | "tiff" | "bmp" | "svg"
    )
}

fn read(full: &Path, path: &str, bytes: u64) -> File {
    let mut file = File { path: path.to_owned(), bytes, ..File::default() };
    // Beyond the limit of the photo desk nothing is read: the size alone is a finding.
    if bytes > photo::Limits::default().max_bytes {
        file.readable = true;
        return file;
    }
    let Ok(Some(content)) = files::read_if_there(full) else { return file };
    file.kind = photo::kind(&content);
    file.size = photo::measure(&content);
    match photo::look(&content) {
        Ok((embedded, removed)) => {
            file.readable = true;
            let private = removed.iter().filter(|one| one.group.is_private()).cloned();
            file.held = problem::removed(&private.collect::<Vec<_>>());
            let told = |told: &Option<photo::Told>| {
                told.as_ref().map(|told| told.value.clone()).unwrap_or_default()
            };
            file.terms = told(&embedded.usage_terms);
            let made = told(&embedded.digital_source_type).to_lowercase();
            file.generated = made.contains("trainedalgorithmicmedia");
        }
        // Drawings, and kinds that the photo desk does not take: what they are is known.
        Err(photo::Refusal::UnsupportedFormat(_)) => file.readable = true,
        Err(_) => file.readable = file.kind == "SVG",
    }
    file
}
