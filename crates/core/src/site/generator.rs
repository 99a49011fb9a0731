//! Which generator builds this folder? The first marker that matches decides.

use std::fs;
use std::path::Path;

use crate::files;

/// What the configuration of Eleventy is called.
pub(crate) const ELEVENTY: [&str; 5] = [
    ".eleventy.js",
    "eleventy.config.js",
    "eleventy.config.mjs",
    "eleventy.config.cjs",
    "eleventy.config.ts",
];

/// A static site generator that Galley knows by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Generator {
    /// Hugo.
    Hugo,
    /// Jekyll.
    Jekyll,
    /// Eleventy.
    Eleventy,
    /// Astro with content collections.
    Astro,
    /// Zola.
    Zola,
    /// None of these, or none at all: Markdown files in folders.
    Generic,
}

impl Generator {
    /// Reads the marker files of a folder.
    pub fn of(folder: &Path) -> Generator {
        let has = |name: &str| folder.join(name).exists();
        let says = |name: &str, word: &str| {
            files::settings(&folder.join(name)).is_some_and(|text| text.contains(word))
        };
        let any = |names: &[&str]| names.iter().any(|name| has(name));

        // Zola’s key; its templates may be those of a theme that is fetched only for a build.
        let zola = || {
            says("config.toml", "base_url")
                && !says("config.toml", "baseURL")
                && !says("config.toml", "baseurl")
                && any(&["templates", "content"])
        };
        if has("zola.toml") || zola() {
            return Generator::Zola;
        }
        if any(&["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config/_default"])
            || has("content")
                && ["config.toml", "config.yaml", "config.yml", "config.json"]
                    .iter()
                    .any(|name| says(name, "baseURL") || says(name, "baseurl"))
        {
            return Generator::Hugo;
        }
        if any(&["astro.config.mjs", "astro.config.ts", "astro.config.js", "astro.config.cjs"])
            || says("package.json", "\"astro\"")
        {
            return Generator::Astro;
        }
        if any(&ELEVENTY) || says("package.json", "@11ty/eleventy") || has_directory_data(folder) {
            return Generator::Eleventy;
        }
        let hexo = says("package.json", "\"hexo\"");
        if any(&["_config.yml", "_config.yaml"])
            && !hexo
            && (any(&["_posts", "_layouts", "_drafts"])
                || says("Gemfile", "jekyll")
                || says("_config.yml", "jekyll")
                || says("_config.yml", "theme"))
            || has("_posts") && !hexo
        {
            return Generator::Jekyll;
        }
        Generator::Generic
    }

    /// All of them.
    pub const ALL: [Generator; 6] = [
        Generator::Hugo,
        Generator::Jekyll,
        Generator::Eleventy,
        Generator::Astro,
        Generator::Zola,
        Generator::Generic,
    ];

    /// The one with that name.
    pub fn named(name: &str) -> Option<Generator> {
        Generator::ALL.into_iter().find(|generator| generator.name() == name)
    }

    /// The name that the command line prints.
    pub fn name(self) -> &'static str {
        match self {
            Generator::Hugo => "hugo",
            Generator::Jekyll => "jekyll",
            Generator::Eleventy => "eleventy",
            Generator::Astro => "astro",
            Generator::Zola => "zola",
            Generator::Generic => "generic",
        }
    }

    /// The folders that hold content, where the generator fixes them; none means anywhere.
    pub(super) fn content_folders(self) -> &'static [&'static str] {
        match self {
            Generator::Hugo | Generator::Zola => &["content"],
            // Those that are called so, wherever they are, and the collections.
            Generator::Jekyll => &[],
            Generator::Astro => &["src/content", "src/data", "src/pages", "content"],
            Generator::Eleventy | Generator::Generic => &[],
        }
    }
}

/// Eleventy's directory data files (`posts/posts.11tydata.js`) give it away where the
/// configuration lies elsewhere.
fn has_directory_data(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        entry.path().is_dir()
            && ["js", "json", "cjs", "mjs"]
                .iter()
                .any(|end| entry.path().join(format!("{name}.11tydata.{end}")).exists())
    })
}
