//! How the site itself looks, as far as that can be told without building it.
//!
//! 1. [`built`] looks for the page of a story that was built before: it says which sheets a page
//!    loads, and in which elements a story stands there.
//! 2. Sheets that the profile names come instead; where there is no page, those of the theme.
//! 3. [`sheet`] sanitises each: nothing loads from elsewhere, pictures come from the site.
//!
//! Everything is read, nothing is run: what a script would do to the page is not seen.

mod built;
pub mod sheet;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::site::Site;
use crate::view;

/// Folders into which generators write what they built.
const OUTPUTS: [&str; 6] = ["public", "_site", "dist", "build", "docs", "out"];

/// Folders of a site, or of a theme, in which sheets lie as they are served.
const SHEETS: [&str; 7] =
    ["static/css", "static", "assets/css", "assets", "css", "src/styles", "public/css"];

/// A sheet longer than this is left out, in bytes; and all of them together.
const LONGEST: u64 = 1 << 20;
const LONGEST_ALL: usize = 3 << 20;

/// A story, as it is looked for among built pages.
pub struct Wanted {
    /// The last part of its address.
    pub slug: String,
    /// Its headline.
    pub title: String,
}

/// How the site looks; nothing where no sheet of it is found. `picture` gives out the address of
/// a picture in a file of the site.
pub fn look(
    site: &Site,
    stories: &[Wanted],
    picture: &mut dyn FnMut(&str) -> Option<String>,
) -> Option<view::Look> {
    let page = built::page(site, stories);
    let named = site.profile.preview.stylesheets.clone();
    let sure = page.is_some() || !named.is_empty();
    let sources: Vec<Source> = match &page {
        _ if !named.is_empty() => named.into_iter().map(Source::file).collect(),
        Some(page) => page.sheets.clone(),
        None => theme(&site.folder).into_iter().map(Source::file).collect(),
    };
    let mut css = String::new();
    let mut sheets = Vec::new();
    for source in sources {
        let Some((folder, text)) = source.read(&site.folder) else { continue };
        if css.len() + text.len() > LONGEST_ALL {
            continue;
        }
        let mut find = |address: &str| {
            let file = resolve(&site.folder, &folder, source.root.as_deref(), address)?;
            picture(&file)
        };
        let clean = sheet::clean(&text, &mut find);
        match &source.media {
            Some(media) => css.push_str(&format!("@media {media} {{\n{clean}\n}}\n")),
            None => css.push_str(&format!("{clean}\n")),
        }
        sheets.extend(source.name());
    }
    if css.trim().is_empty() {
        return None;
    }
    let frame = page.map_or_else(|| plain(&css), |page| page.frame);
    Some(view::Look { css, sheets, sure, ..frame })
}

/// Where the CSS of a sheet is.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Source {
    at: At,
    /// The folder at which addresses that begin with a slash begin, relative to the site.
    root: Option<String>,
    /// For which media it counts, if not for all.
    media: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum At {
    /// In a file, relative to the site.
    File(String),
    /// In a page: its folder, and the text.
    Inline(String, String),
}

impl Source {
    fn file(file: String) -> Source {
        Source { at: At::File(file), root: None, media: None }
    }

    /// The folder from which its addresses go out, and its text.
    fn read(&self, site: &Path) -> Option<(String, String)> {
        match &self.at {
            At::Inline(folder, text) => Some((folder.clone(), text.clone())),
            At::File(file) => {
                let path = whole(site, file)?;
                let short = path.metadata().is_ok_and(|about| about.len() <= LONGEST);
                let text = short.then(|| fs::read(path).ok()).flatten()?;
                let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
                Some((folder.to_owned(), String::from_utf8_lossy(&text).into_owned()))
            }
        }
    }

    fn name(&self) -> Option<String> {
        match &self.at {
            At::File(file) => Some(file.clone()),
            At::Inline(..) => None,
        }
    }
}

/// The sheets of the theme, and then the site's own: those on top count.
fn theme(site: &Path) -> Vec<String> {
    let themes = fs::read_dir(site.join("themes")).into_iter().flatten().flatten();
    let mut roots: Vec<String> = themes
        .filter_map(|entry| Some(format!("themes/{}/", entry.file_name().to_str()?)))
        .collect();
    roots.sort();
    roots.push(String::new());
    let mut found = Vec::new();
    for root in roots {
        for folder in SHEETS {
            let folder = format!("{root}{folder}");
            let mut here: Vec<String> = fs::read_dir(site.join(&folder))
                .into_iter()
                .flatten()
                .flatten()
                .filter_map(|entry| Some(entry.file_name().to_str()?.to_owned()))
                .filter(|name| name.ends_with(".css") && is_for_reading(name))
                .collect();
            // Of a sheet and its shortened form one will do.
            let whole: BTreeSet<String> = here.iter().cloned().collect();
            here.retain(|name| {
                !name.ends_with(".min.css") || !whole.contains(&name.replace(".min.css", ".css"))
            });
            here.sort_by_key(|name| (rank(name), name.clone()));
            found.extend(here.into_iter().map(|name| format!("{folder}/{name}")));
        }
    }
    found
}

/// Sheets with these words are for other pages than stories.
fn is_for_reading(name: &str) -> bool {
    const OTHER: [&str; 9] =
        ["print", "admin", "editor", "print", "rtl", "amp", "email", "404", "fonts"];
    let stem = name.trim_end_matches(".css").trim_end_matches(".min");
    !stem.split(['-', '_', '.']).any(|word| OTHER.contains(&word))
}

/// What all others stand on comes first.
fn rank(name: &str) -> usize {
    const FIRST: [&str; 4] = ["normalize", "reset", "bootstrap", "base"];
    FIRST.iter().position(|first| name.starts_with(first)).unwrap_or(FIRST.len())
}

/// The file of the site that an address in a sheet leads to. `root` is where addresses begin that
/// begin with a slash.
fn resolve(site: &Path, folder: &str, root: Option<&str>, address: &str) -> Option<String> {
    let address = address.split(['?', '#']).next().unwrap_or(address).trim();
    if address.is_empty() || address.contains([':', '\\']) || address.starts_with("//") {
        return None;
    }
    let plain = percent_encoding::percent_decode_str(address).decode_utf8().ok()?;
    let from = match plain.strip_prefix('/') {
        Some(rest) => {
            let roots = [root.unwrap_or("static"), "static", "public", "assets", ""];
            let mut files = roots.iter().map(|root| inside(&format!("{root}/{rest}")));
            return files.find_map(|file| file.filter(|file| whole(site, file).is_some()));
        }
        None => format!("{folder}/{plain}"),
    };
    inside(&from).filter(|file| whole(site, file).is_some())
}

/// A path without `.` and `..`; nothing when it would leave the site.
fn inside(path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/').filter(|part| !part.is_empty() && *part != ".") {
        if part == ".." {
            parts.pop()?;
        } else {
            parts.push(part);
        }
    }
    Some(parts.join("/"))
}

/// The whole path of a file that lies in the site; nothing when it is not there, is no file, or
/// a link is on the way.
fn whole(site: &Path, file: &str) -> Option<PathBuf> {
    let mut path = site.to_owned();
    for part in Path::new(file).components() {
        let Component::Normal(name) = part else { return None };
        path.push(name);
        if fs::symlink_metadata(&path).ok()?.file_type().is_symlink() {
            return None;
        }
    }
    path.is_file().then_some(path)
}

/// What themes commonly call the elements around a story: those that the sheets know are used.
fn plain(css: &str) -> view::Look {
    const AROUND: [&str; 8] =
        ["container", "wrapper", "main", "content", "page", "site-main", "site-content", "layout"];
    const STORY: [&str; 7] =
        ["post-single", "single-post", "post", "article", "entry", "hentry", "h-entry"];
    const TITLE: [&str; 5] =
        ["post-title", "entry-title", "article-title", "page-title", "post__title"];
    const TEXT: [&str; 11] = [
        "post-content",
        "entry-content",
        "article-content",
        "post__content",
        "page__content",
        "post-body",
        "markdown-body",
        "prose",
        "gh-content",
        "e-content",
        "article-body",
    ];
    let known = |names: &[&str], most: usize| {
        let found = names.iter().filter(|name| has_class(css, name)).take(most);
        found.copied().collect::<Vec<_>>().join(" ")
    };
    let element = |tag: &str, class: String| view::LookElement {
        tag: tag.to_owned(),
        class,
        ..view::LookElement::default()
    };
    view::Look {
        around: vec![element("main", known(&AROUND, 1)), element("article", known(&STORY, 2))],
        title: element("h1", known(&TITLE, 5)),
        text: vec![element("div", known(&TEXT, 11))],
        ..view::Look::default()
    }
}

/// Whether a sheet has rules for a class.
fn has_class(css: &str, class: &str) -> bool {
    css.match_indices(class).any(|(at, _)| {
        let after = css[at + class.len()..].chars().next().unwrap_or(' ');
        css[..at].ends_with('.') && !(after.is_alphanumeric() || matches!(after, '-' | '_'))
    })
}

#[cfg(test)]
mod tests;
