//! Zola: place below the content folder, `slug`, `path`.
//!
//! Source: getzola.org/documentation/content/page. A date before the name is not part of it.

use std::path::Path;

use super::configuration::Configuration;
use super::text;
use crate::metadata::Fields;
use crate::{post, slug};

#[derive(Debug, Clone, Default)]
pub(super) struct Zola {
    configuration: Configuration,
    /// Codes of the languages beside the first.
    languages: Vec<String>,
    /// Whether names are kept as they are.
    kept: bool,
}

impl Zola {
    pub(super) fn read(site: &Path) -> Zola {
        let configuration = Configuration::read(site, &["zola", "config"]);
        let first = configuration.text(&["default_language"]).unwrap_or("en");
        let known = configuration.get(&["languages"]).and_then(|all| all.as_object());
        let languages =
            known.into_iter().flatten().map(|(code, _)| code.clone()).filter(|one| one != first);
        let kept = configuration
            .text(&["slugify", "paths"])
            .is_some_and(|how| how == "off" || how == "safe");
        Zola { languages: languages.collect(), kept, configuration }
    }

    pub(super) fn address(&self) -> Option<String> {
        self.configuration.text(&["base_url"]).map(str::to_owned)
    }

    pub(super) fn of(&self, path: &str, fields: &Fields) -> Option<String> {
        let inner = path.strip_prefix("content/")?;
        let file = inner.rsplit('/').next()?;
        let (stem, _) = file.rsplit_once('.')?;
        let marked = self
            .languages
            .iter()
            .find_map(|code| Some((code, stem.strip_suffix(code.as_str())?.strip_suffix('.')?)));
        let prefix = marked.map_or_else(String::new, |(code, _)| format!("/{code}"));
        let stem = marked.map_or(stem, |(_, stem)| stem);
        if let Some(path) = text(fields, "path") {
            return Some(format!("{prefix}/{path}/"));
        }
        let folder = post::folder(inner);
        let (folder, name) = if stem == "index" {
            folder.rsplit_once('/').unwrap_or(("", folder))
        } else {
            (folder, stem)
        };
        let name = match text(fields, "slug") {
            Some(slug) => slug,
            None => undated(name).to_owned(),
        };
        let parts = folder.split('/').filter(|part| !part.is_empty()).chain([name.as_str()]);
        let parts: Vec<String> = parts.map(|part| self.part(part)).collect();
        Some(format!("{prefix}/{}/", parts.join("/")))
    }

    fn part(&self, part: &str) -> String {
        let plain = part.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        if self.kept || plain { part.to_owned() } else { slug::of(part) }
    }
}

fn undated(name: &str) -> &str {
    let dated = name.get(..10).is_some_and(|day| day.parse::<jiff::civil::Date>().is_ok());
    let gap = matches!(name.as_bytes().get(10), Some(b'-' | b'_'));
    if dated && gap { &name[11..] } else { name }
}
