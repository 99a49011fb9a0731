//! The people of a site that keeps them in a file of data: a byline has an id, readers see the name.
//!
//! Jekyll and Eleventy keep them in `_data/authors.yml`, Hugo in `data/authors`, Astro in a
//! collection that its schema refers to. They count only
//! where the posts have ids in their bylines: others have the names themselves.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use super::data_file;
use super::names;
use crate::files;
use crate::metadata::{Fields, KeyPath};

/// Where such a file, or folder of files, is.
const PLACES: [&str; 6] = [
    "_data/authors",
    "_data/people",
    "data/authors",
    "data/people",
    "src/_data/authors",
    "content/_data/authors",
];

const ENDS: [&str; 4] = ["yml", "yaml", "json", "toml"];

/// Ids and names, where the newest posts have these ids under the key of the byline.
pub(super) fn of(
    folder: &Path,
    headers: &[&Fields],
    key: Option<&str>,
    refers: &str,
) -> BTreeMap<String, String> {
    let Some(key) = key.map(KeyPath::from) else { return BTreeMap::new() };
    let referred = (!refers.is_empty()).then(|| read(folder, refers)).flatten();
    let Some(people) = referred.or_else(|| PLACES.iter().find_map(|place| read(folder, place)))
    else {
        return BTreeMap::new();
    };
    let bylines = headers.iter().filter_map(|fields| fields.get(&key)).flat_map(names::people);
    let (mut ids, mut others) = (0_usize, 0_usize);
    for byline in bylines {
        *(if people.contains_key(&byline) { &mut ids } else { &mut others }) += 1;
    }
    if ids > others { people } else { BTreeMap::new() }
}

fn read(folder: &Path, place: &str) -> Option<BTreeMap<String, String>> {
    let mut people = BTreeMap::new();
    let file = ENDS.iter().find_map(|end| data_file::read(&folder.join(format!("{place}.{end}"))));
    match file {
        Some(Value::Object(all)) => {
            people.extend(all.iter().filter_map(|(id, person)| Some((id.clone(), name(person)?))));
        }
        Some(Value::Array(all)) => {
            let id = |person: &Value| {
                let id = ["id", "slug", "key", "username"].iter().find_map(|key| person.get(key));
                Some(id?.as_str()?.to_owned())
            };
            people.extend(all.iter().filter_map(|person| Some((id(person)?, name(person)?))));
        }
        _ => {}
    }
    for entry in std::fs::read_dir(folder.join(place)).into_iter().flatten().flatten() {
        let path = entry.path();
        let id = path.file_stem().and_then(|stem| stem.to_str()).map(str::to_owned);
        let name = data_file::read(&path).as_ref().and_then(name).or_else(|| of_post(&path));
        people.extend(id.zip(name));
    }
    (!people.is_empty()).then_some(people)
}

/// The name of a person who has a page of their own.
fn of_post(path: &Path) -> Option<String> {
    let text = path.extension().is_some_and(|end| end == "md" || end == "mdx");
    let fields = crate::metadata::read(&text.then(|| files::settings(path)).flatten()?).ok()?;
    let said = ["name", "title"].into_iter().find_map(|key| fields.get(&key.into())?.text());
    said.filter(|name| !name.trim().is_empty())
}

fn name(person: &Value) -> Option<String> {
    let text = match person {
        Value::String(text) => Some(text.as_str()),
        map => ["name", "display_name", "displayName", "full_name", "title"]
            .iter()
            .find_map(|key| map.get(key)?.as_str()),
    };
    text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// Somebody who writes under a pen name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PenName {
    /// The pen name.
    pub name: String,
    /// The name behind it, which is printed nowhere.
    pub legal: String,
}

/// Those of whom the data of a site says so: `pen_name: true` and a `legal_name`.
pub(crate) fn pen_names(folder: &Path) -> Vec<PenName> {
    let mut found = Vec::new();
    for place in PLACES.map(|place| folder.join(place)) {
        let files = ENDS.iter().map(|end| place.with_extension(end));
        let beside = std::fs::read_dir(&place).into_iter().flatten().flatten();
        for file in files.chain(beside.map(|entry| entry.path())) {
            match data_file::read(&file) {
                Some(Value::Array(people)) => found.extend(people.iter().filter_map(pen_name)),
                Some(one @ Value::Object(_)) => {
                    let people = one.as_object().into_iter().flat_map(serde_json::Map::values);
                    found.extend(pen_name(&one));
                    found.extend(people.filter_map(pen_name));
                }
                _ => {}
            }
        }
    }
    found
}

fn pen_name(person: &Value) -> Option<PenName> {
    let is_one = match person.get("pen_name")? {
        Value::Bool(yes) => *yes,
        Value::String(text) => !["", "no", "false"].contains(&text.trim()),
        _ => false,
    };
    let legal = person.get("legal_name")?.as_str()?.trim().to_owned();
    let name = name(person)?;
    (is_one && !legal.is_empty() && legal != name).then_some(PenName { name, legal })
}
