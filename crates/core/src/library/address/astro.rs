//! Astro: an entry of a collection is read where a page lists that collection.
//!
//! Source: docs.astro.build, "Content collections" and "Routing". The pages are looked at for
//! which of them asks for the collection; a page of its own below `src/pages` is its address.

use std::fs;
use std::path::Path;

use super::{place, text};
use crate::files;
use crate::metadata::Fields;
use crate::post;

#[derive(Debug, Clone, Default)]
pub(super) struct Astro {
    /// Collection, and the folder of addresses that its pages stand in: `blog` → `/blog/`.
    collections: Vec<(String, String)>,
    /// Whether addresses go without `/` at their end.
    bare: bool,
}

impl Astro {
    pub(super) fn read(site: &Path) -> Astro {
        let mut collections = Vec::new();
        look_into(&site.join("src/pages"), "/", 0, &mut collections);
        let bare = ["mjs", "ts", "js", "cjs"].iter().any(|end| {
            let file = format!("astro.config.{end}");
            super::says(site, &file, "trailingSlash: 'never'")
                || super::says(site, &file, "trailingSlash: \"never\"")
                || super::says(site, &file, "format: 'file'")
        });
        Astro { collections, bare }
    }

    pub(super) fn of(&self, path: &str, fields: &Fields) -> Option<String> {
        let end = if self.bare { "" } else { "/" };
        if let Some(page) = path.strip_prefix("src/pages/") {
            return Some(format!("/{}{end}", place(page)));
        }
        let inner = path.strip_prefix("src/content/").or_else(|| path.strip_prefix("src/data/"))?;
        let (collection, entry) = inner.split_once('/')?;
        let id = match text(fields, "slug") {
            Some(slug) => slug,
            None => slugged(place(entry)),
        };
        let at = match self.collections.iter().find(|(name, _)| name == collection) {
            Some((_, at)) => at.clone(),
            None if post::folder(path).is_empty() => return None,
            None => format!("/{collection}/"),
        };
        Some(format!("{at}{id}{end}"))
    }
}

/// Pages with a changing last part (`[...slug].astro`) that name a collection.
fn look_into(folder: &Path, at: &str, depth: usize, found: &mut Vec<(String, String)>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            if depth < 4 && !name.starts_with('[') {
                look_into(&entry.path(), &format!("{at}{name}/"), depth + 1, found);
            }
        } else if name.starts_with('[') && name.ends_with(".astro") {
            let text = files::settings(&entry.path()).unwrap_or_default();
            for quote in ['\'', '"', '`'] {
                let asks = format!("getCollection({quote}");
                for collection in
                    text.split(&asks).skip(1).filter_map(|rest| rest.split(quote).next())
                {
                    found.push((collection.to_owned(), at.to_owned()));
                }
            }
        }
    }
}

/// A place as the collection names its entries: lower case, hyphens for blanks.
fn slugged(place: &str) -> String {
    place
        .to_lowercase()
        .chars()
        .filter_map(|letter| match letter {
            ' ' => Some('-'),
            '/' | '-' | '_' => Some(letter),
            other => other.is_alphanumeric().then_some(other),
        })
        .collect()
}
