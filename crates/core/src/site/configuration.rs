//! What the generator's own configuration says: name, address, zone, languages, folders.

use std::path::Path;

use serde_json::Value;

use super::data_file;

const FILES: [&str; 22] = [
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "hugo.json",
    "config/_default/hugo.toml",
    "config/_default/hugo.yaml",
    "config/_default/hugo.yml",
    "config/_default/config.toml",
    "config/_default/config.yaml",
    "config/_default/config.yml",
    "zola.toml",
    "config.toml",
    "config.yaml",
    "config.yml",
    "config.json",
    "_config.yml",
    "_config.yaml",
    "_config.toml",
    "_data/site.yaml",
    "_data/site.json",
    "_data/metadata.json",
    "_data/metadata.yaml",
];

/// The configuration as one value. A file that cannot be read counts as none.
#[derive(Debug, Default)]
pub(super) struct Configuration {
    pub(super) main: Option<Value>,
    languages: Option<Value>,
    parameters: Option<Value>,
}

impl Configuration {
    /// Reads it.
    pub(super) fn read(folder: &Path) -> Configuration {
        Configuration {
            main: data_file::first(folder, &FILES)
                .or_else(|| data_file::first(folder, &["data/site.yaml"])),
            languages: part(folder, "languages"),
            parameters: part(folder, "params"),
        }
    }

    /// The first text under these keys, the innermost parted by dots.
    pub(super) fn text(&self, keys: &[&str]) -> Option<String> {
        let text = |key: &&str| match self.get(key)? {
            Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        keys.iter().find_map(text)
    }

    fn get(&self, key: &str) -> Option<&Value> {
        self.main.as_ref()?.pointer(&format!("/{}", key.replace('.', "/")))
    }

    /// Codes of the languages that it names.
    pub(super) fn languages(&self) -> Vec<String> {
        let named = self.languages.as_ref().or_else(|| self.get("languages"));
        let mut codes = names(named);
        codes.extend(self.text(&["default_language", "defaultContentLanguage"]));
        if codes.len() < 2 { Vec::new() } else { codes }
    }

    /// Folders of content, relative to the site, that are not where they usually are.
    pub(super) fn content_folders(&self) -> Vec<String> {
        let mut folders: Vec<String> = self.text(&["contentDir"]).into_iter().collect();
        if let Some(Value::Object(languages)) =
            self.languages.as_ref().or_else(|| self.get("languages"))
        {
            let folder = |language: &Value| Some(language.get("contentDir")?.as_str()?.to_owned());
            folders.extend(languages.values().filter_map(folder));
        }
        folders.iter().map(|folder| folder.trim_matches('/').to_owned()).collect()
    }

    /// Jekyll's folder of sources, and its collections.
    pub(super) fn collections(&self) -> (String, Vec<String>) {
        let source = self.text(&["source"]).unwrap_or_default();
        let below = self.text(&["collections_dir"]).unwrap_or_default();
        let inside = |name: String| {
            let path = format!("{source}/{below}/_{name}");
            let parts: Vec<&str> = path.split('/').filter(|p| !p.is_empty() && *p != ".").collect();
            parts.join("/")
        };
        let source_only = source.trim_matches(['/', '.']).to_owned();
        (source_only, names(self.get("collections")).into_iter().map(inside).collect())
    }

    /// Hugo's sections of posts, where the site says so.
    pub(super) fn main_sections(&self) -> Vec<String> {
        let parameters = self.parameters.as_ref().and_then(|all| all.get("mainSections"));
        let said = parameters.or_else(|| self.get("params.mainSections"));
        names(said.or_else(|| self.get("mainSections")))
    }
}

/// A part of it that has a file of its own.
pub(super) fn part(folder: &Path, name: &str) -> Option<Value> {
    let ends = ["toml", "yaml", "yml", "json"];
    let file = |end: &&str| folder.join(format!("config/_default/{name}.{end}"));
    ends.iter().find_map(|end| data_file::read(&file(end)))
}

/// The keys of a map, or the texts of a list.
fn names(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Object(map)) => map.keys().cloned().collect(),
        Some(Value::Array(items)) => {
            items.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}
