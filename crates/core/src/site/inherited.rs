//! What a site gives its posts without their saying it: data of a folder (Eleventy:
//! `posts/posts.json`), defaults of the configuration (Jekyll).

use std::fs;
use std::path::Path;

use super::data_file;
use super::names::{self, Field};
use super::{Configuration, Generator};
use crate::metadata::{Fields, Value};

/// Values that posts have from elsewhere, the nearest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Inherited(Vec<Scope>);

#[derive(Debug, Clone, PartialEq)]
struct Scope {
    /// With `/` at its end; empty for all.
    folder: String,
    /// Jekyll's kind of posts; none for all.
    kind: Option<String>,
    fields: Fields,
}

impl Inherited {
    /// Reads them.
    pub(super) fn read(
        site: &Path,
        generator: Generator,
        configuration: &Configuration,
    ) -> Inherited {
        let mut scopes = Vec::new();
        match generator {
            Generator::Eleventy => look_into(site, &mut scopes),
            Generator::Jekyll => scopes = defaults(configuration),
            _ => {}
        }
        // Of several the most particular counts, of equals the last.
        scopes.reverse();
        scopes.sort_by_key(|scope| std::cmp::Reverse((scope.folder.len(), scope.kind.is_some())));
        Inherited(scopes)
    }

    /// The name and value of the byline that a post of this path has without saying so.
    pub fn byline(&self, path: &str) -> Option<(&str, &Value)> {
        self.0.iter().filter(|scope| scope.is_of(path)).find_map(Scope::byline)
    }

    /// The first byline that any posts have so.
    pub(super) fn any_byline(&self) -> Option<(&str, &Value)> {
        self.0.iter().find_map(Scope::byline)
    }
}

impl Scope {
    fn is_of(&self, path: &str) -> bool {
        path.starts_with(&self.folder)
            && self.kind.as_deref().is_none_or(|kind| kind == kind_of(path))
    }

    fn byline(&self) -> Option<(&str, &Value)> {
        let named = names::found_of(&self.fields, Some(Field::Authors));
        let (name, _) = named.filter(|(_, filled)| *filled).min_by_key(|(name, _)| name.rank)?;
        Some((name.key.as_str(), self.fields.get(&name.path)?))
    }
}

/// Jekyll's kind of a file: `posts`, the name of another collection, `pages`.
fn kind_of(path: &str) -> &str {
    let folder = path.split('/').rev().skip(1).find_map(|part| part.strip_prefix('_'));
    folder.unwrap_or("pages")
}

/// Data files of folders, the outermost first.
fn look_into(site: &Path, found: &mut Vec<Scope>) {
    each_data_file(site, &mut |file, below| {
        // One that is a program is not run.
        if let Some(all) = data_file::read(file) {
            let folder = below.to_owned();
            found.push(Scope { folder, kind: None, fields: fields(&all) });
        }
    });
}

/// The data files of Eleventy's folders (`posts/posts.json`, `posts/posts.11tydata.js`), those of the
/// outermost first: each with its folder's path below the site, which ends in a stroke.
pub(crate) fn each_data_file(site: &Path, look: &mut dyn FnMut(&Path, &str)) {
    each_folder(site, "", 0, &mut |folder, below, name| {
        for end in ["json", "11tydata.json", "11tydata.js", "11tydata.mjs", "11tydata.cjs"] {
            let file = folder.join(format!("{name}.{end}"));
            if file.is_file() {
                look(&file, below);
            }
        }
    });
}

/// The folders in which a data file may stand, with path and name.
fn each_folder(site: &Path, folder: &str, depth: usize, look: &mut dyn FnMut(&Path, &str, &str)) {
    const DEEPEST: usize = 3;
    let Ok(entries) = fs::read_dir(site.join(folder)) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let unread = name.starts_with(['.', '_']) || name == "node_modules";
        if unread || !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            continue;
        }
        let below = format!("{folder}{name}/");
        look(&entry.path(), &below, &name);
        if depth < DEEPEST {
            each_folder(site, &below, depth + 1, look);
        }
    }
}

fn defaults(configuration: &Configuration) -> Vec<Scope> {
    let all = configuration.main.as_ref().and_then(|all| all.get("defaults")?.as_array());
    let scope = |one: &serde_json::Value| {
        let text = |key: &str| one.get("scope")?.get(key)?.as_str();
        let folder = text("path").unwrap_or_default().trim_matches('/');
        Some(Scope {
            folder: if folder.is_empty() { String::new() } else { format!("{folder}/") },
            kind: text("type").filter(|kind| !kind.is_empty()).map(str::to_owned),
            fields: fields(one.get("values")?),
        })
    };
    all.into_iter().flatten().filter_map(scope).collect()
}

fn fields(all: &serde_json::Value) -> Fields {
    let entries = all.as_object().into_iter().flatten();
    let entries = entries.map(|(key, value)| (key.clone(), of_json(value))).collect();
    Fields { entries, ..Fields::default() }
}

fn of_json(value: &serde_json::Value) -> Value {
    match value {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(yes) => Value::Bool(*yes),
        serde_json::Value::Number(number) => Value::Number(number.to_string()),
        serde_json::Value::String(text) => Value::Text(text.clone()),
        serde_json::Value::Array(items) => Value::List(items.iter().map(of_json).collect()),
        serde_json::Value::Object(map) => {
            Value::Map(map.iter().map(|(key, value)| (key.clone(), of_json(value))).collect())
        }
    }
}
