//! Fields that are one of the entries of another collection: `reference('people')`.
//!
//! An entry goes by the name of its file, as Astro makes it of the path below the folder, or by the
//! id that it has in a file of several.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{Collection, Kind};
use crate::site::data_file;
use crate::slug;

/// Endings of files that are entries.
const ENTRIES: [&str; 7] = ["md", "mdx", "markdown", "json", "yaml", "yml", "toml"];

/// How deep entries may lie, and how many are offered.
const DEEPEST: usize = 4;
const MOST: usize = 2000;

/// What may be chosen for each field that refers to entries. Where there are none, it is a text.
pub(super) fn fill(site: &Path, collections: &mut [Collection]) {
    for field in collections.iter_mut().flat_map(|one| &mut one.fields) {
        if field.refers.is_empty() || !field.choices.is_empty() {
            continue;
        }
        field.choices = ids(&site.join(&field.refers));
        if field.choices.is_empty() && field.kind == Kind::Choice {
            field.kind = Kind::Text;
        }
    }
}

fn ids(place: &Path) -> Vec<String> {
    let mut found = Vec::new();
    if place.is_dir() {
        add(place, "", &mut found);
    } else if let Some(all) = data_file::read(place) {
        let id =
            |one: &Value| Some(one.get("id").or_else(|| one.get("slug"))?.as_str()?.to_owned());
        match &all {
            Value::Object(all) => found.extend(all.keys().cloned()),
            Value::Array(all) => found.extend(all.iter().filter_map(id)),
            _ => {}
        }
    }
    found.sort();
    found.dedup();
    found
}

fn add(folder: &Path, before: &str, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        let Some(name) = entry.file_name().and_then(|name| name.to_str()) else { continue };
        if name.starts_with(['_', '.']) || found.len() >= MOST {
            continue;
        }
        if entry.is_dir() {
            if before.matches('/').count() < DEEPEST {
                add(&entry, &format!("{before}{}/", named(name)), found);
            }
        } else if let Some((stem, end)) = name.rsplit_once('.')
            && ENTRIES.contains(&end)
        {
            let id = format!("{before}{}", named(stem));
            found.push(id.strip_suffix("/index").map_or(id.clone(), str::to_owned));
        }
    }
}

/// A name as Astro makes an id of it.
fn named(name: &str) -> String {
    let plain = name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'));
    if plain { name.to_owned() } else { slug::of(name) }
}
