//! What a site's generator makes of a post, as far as its own configuration says: whether raw HTML
//! is dropped, which short codes and taxonomies it knows, whether old addresses lead on.
//!
//! Read from files of the site; nothing of them is run.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use crate::site::{self, Generator, PenName, SchemaField};
use crate::template::Known;

/// What is known of the generator's ways.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Build {
    /// Raw HTML in a post vanishes.
    pub drops_html: bool,
    /// What the site's template code may name.
    pub known: Known,
    /// Declared taxonomies by the code of their language, those of the first under no code; `None`
    /// where they need no declaring.
    pub taxonomies: Option<BTreeMap<String, BTreeSet<String>>>,
    /// What it asks of the fields of posts.
    pub asked: Vec<SchemaField>,
    /// The site's own host, where it is known.
    pub host: Option<String>,
    /// Who writes under a pen name, as far as the site's data says who that is.
    pub pen_names: Vec<PenName>,
}

impl Build {
    /// Reads what the site's configuration says.
    pub fn read(folder: &Path, generator: Generator, address: Option<&str>) -> Build {
        let configuration = site::configuration(folder);
        let configuration = configuration.as_ref();
        Build {
            drops_html: generator == Generator::Hugo && !hugo_keeps_html(folder, configuration),
            known: Known::read(folder, generator),
            taxonomies: (generator == Generator::Zola)
                .then(|| configuration.map(taxonomies).unwrap_or_default()),
            asked: site::asked(folder, generator),
            host: address.and_then(crate::preview::host),
            pen_names: site::pen_names(folder),
        }
    }
}

fn hugo_keeps_html(folder: &Path, configuration: Option<&Value>) -> bool {
    let says = |all: &Value, path: &str| all.pointer(path).and_then(Value::as_bool) == Some(true);
    if configuration.is_some_and(|all| says(all, "/markup/goldmark/renderer/unsafe")) {
        return true;
    }
    let markup = site::configuration_part(folder, "markup");
    markup.is_some_and(|markup| says(&markup, "/goldmark/renderer/unsafe"))
}

/// The declared taxonomies of each language; those of the first under no code.
fn taxonomies(configuration: &Value) -> BTreeMap<String, BTreeSet<String>> {
    let declared = |of: &Value| -> BTreeSet<String> {
        let list = of.get("taxonomies").and_then(Value::as_array);
        let name = |one: &Value| one.get("name")?.as_str().map(str::to_owned);
        list.into_iter().flatten().filter_map(name).collect()
    };
    let first = configuration.get("default_language").and_then(Value::as_str).unwrap_or("en");
    let languages = configuration.get("languages").and_then(Value::as_object);
    let others = languages.into_iter().flatten().filter(|(code, _)| *code != first);
    let others = others.map(|(code, of)| (code.clone(), declared(of)));
    std::iter::once((String::new(), declared(configuration))).chain(others).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_configuration_tells_what_is_dropped() {
        for (file, text, drops, why) in [
            ("hugo.toml", "baseURL = 'https://a.example/'\n", true, "Hugo drops HTML by itself"),
            (
                "hugo.toml",
                "[markup.goldmark.renderer]\nunsafe = true\n",
                false,
                "it was told not to",
            ),
            (
                "hugo.yaml",
                "markup:\n  goldmark:\n    renderer:\n      unsafe: true\n",
                false,
                "YAML",
            ),
            (
                "config/_default/markup.toml",
                "[goldmark.renderer]\n  unsafe = true\n",
                false,
                "a folder",
            ),
        ] {
            let site = tempfile::tempdir().unwrap();
            let file = site.path().join(file);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(&file, text).unwrap();
            assert_eq!(Build::read(site.path(), Generator::Hugo, None).drops_html, drops, "{why}");
            assert!(
                !Build::read(site.path(), Generator::Jekyll, None).drops_html,
                "only Hugo does"
            );
        }
    }

    #[test]
    fn taxonomies_are_those_of_the_site() {
        let site = tempfile::tempdir().unwrap();
        let text = "base_url = 'https://a.example'\ntaxonomies = [{ name = 'tags' }]\n";
        std::fs::write(site.path().join("zola.toml"), text).unwrap();
        let zola = Build::read(site.path(), Generator::Zola, Some("https://a.example/x"));
        assert!(zola.taxonomies.unwrap()[""].iter().eq(["tags"]));
        assert_eq!(zola.host.as_deref(), Some("a.example"));
    }
}
