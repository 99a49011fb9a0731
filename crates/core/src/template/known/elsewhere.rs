//! What a site takes from beside its own folders: modules and themes of Hugo, gems of Jekyll, files
//! that the configuration of Eleventy takes in, data of its folders.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use super::entries;
use crate::files;
use crate::site::{self, Generator};

/// Whether a theme or plug-in that lies elsewhere may have tags or short codes of its own.
pub(super) fn may_have_more(folder: &Path, generator: Generator, programs: &str) -> bool {
    match generator {
        Generator::Hugo => hugo_takes_more(folder),
        Generator::Jekyll => gems(folder).iter().any(|gem| !WITHOUT_TAGS.contains(&gem.as_str())),
        Generator::Eleventy => programs.contains("addPlugin("),
        _ => false,
    }
}

/// Modules that are kept in the folder are all there; so is a theme in its own.
fn hugo_takes_more(folder: &Path) -> bool {
    let configuration = site::configuration(folder);
    let all = configuration.as_ref();
    let own = site::configuration_part(folder, "module");
    let imports = all.and_then(|all| all.pointer("/module/imports"));
    let imports = imports.or_else(|| own.as_ref()?.get("imports")).and_then(Value::as_array);
    let themes = match all.and_then(|all| all.get("theme")) {
        Some(Value::String(one)) => vec![one.clone()],
        Some(Value::Array(several)) => {
            several.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        }
        _ => Vec::new(),
    };
    let missing = |theme: &String| entries(&folder.join("themes").join(theme)).is_empty();
    let modules = imports.is_some_and(|imports| !imports.is_empty());
    !folder.join("_vendor").is_dir() && (modules || themes.iter().any(missing))
}

/// Gems that bring no tags of their own, or only such as are known.
const WITHOUT_TAGS: [&str; 30] = [
    "github-pages",
    "jekyll",
    "jekyll-archives",
    "jekyll-coffeescript",
    "jekyll-commonmark",
    "jekyll-commonmark-ghpages",
    "jekyll-compose",
    "jekyll-default-layout",
    "jekyll-feed",
    "jekyll-gist",
    "jekyll-github-metadata",
    "jekyll-include-cache",
    "jekyll-last-modified-at",
    "jekyll-mentions",
    "jekyll-minifier",
    "jekyll-optional-front-matter",
    "jekyll-paginate",
    "jekyll-paginate-v2",
    "jekyll-readme-index",
    "jekyll-redirect-from",
    "jekyll-relative-links",
    "jekyll-remote-theme",
    "jekyll-sass-converter",
    "jekyll-seo-tag",
    "jekyll-sitemap",
    "jekyll-swiss",
    "jekyll-titles-from-headings",
    "jekyll-watch",
    "jekyll_pages_api",
    "jemoji",
];

/// Plug-ins that the configuration names, and gems of Jekyll's.
fn gems(folder: &Path) -> BTreeSet<String> {
    static GEM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?m)^\s*gem[\s(]+["']([^"']+)["']"#).expect("a fixed pattern")
    });
    let configuration = site::configuration(folder);
    let named = ["plugins", "gems"].into_iter().filter_map(|key| configuration.as_ref()?.get(key));
    let named = named.filter_map(Value::as_array).flatten().filter_map(Value::as_str);
    let mut gems: BTreeSet<String> = named.map(str::to_owned).collect();
    let file = files::settings(&folder.join("Gemfile")).unwrap_or_default();
    let listed = GEM.captures_iter(&file).map(|found| found[1].to_owned());
    let theme = |gem: &String| gem.contains("theme");
    gems.extend(listed.filter(|gem| gem.contains("jekyll") && !theme(gem)));
    gems
}

/// Modules of Hugo that are kept in the site: their folders.
pub(super) fn vendored(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    look_for_layouts(&folder.join("_vendor"), 0, &mut found);
    found
}

fn look_for_layouts(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) {
    if folder.join("layouts").is_dir() {
        found.push(folder.to_owned());
    } else if depth < 6 {
        let folders = entries(folder).into_iter().filter(|entry| entry.is_dir());
        folders.for_each(|below| look_for_layouts(&below, depth + 1, found));
    }
}

/// How many files a configuration takes in, at most.
const MOST: usize = 100;

/// The text of these files and of those that they take in from beside them.
pub(super) fn with_imports(files: Vec<PathBuf>) -> String {
    static BESIDE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"["'`](\.{1,2}/[^"'`]+)["'`]"#).expect("a fixed pattern"));
    let mut all = String::new();
    let mut waiting = files;
    let mut seen = BTreeSet::new();
    while let Some(file) = waiting.pop() {
        if seen.len() > MOST || !file.is_file() || !seen.insert(file.clone()) {
            continue;
        }
        let Some(text) = files::settings(&file) else { continue };
        let beside = file.parent().unwrap_or(Path::new(""));
        for found in BESIDE.captures_iter(&text) {
            let named = beside.join(&found[1]);
            waiting.extend(["js", "cjs", "mjs", "ts"].iter().flat_map(|end| {
                let ending = PathBuf::from(format!("{}.{end}", named.display()));
                [ending, named.join(format!("index.{end}"))]
            }));
            let program = |end: &str| ["js", "cjs", "mjs", "ts"].contains(&end);
            if named.extension().and_then(|end| end.to_str()).is_some_and(program) {
                waiting.push(named);
            }
        }
        all.push_str(&text);
        all.push('\n');
    }
    all
}

/// Names of what the data files of folders give their stories: `posts/posts.json`,
/// `posts/posts.11tydata.js`. A program is read for its keys, and not run.
pub(super) fn add_data_of_folders(folder: &Path, names: &mut BTreeSet<String>) {
    static KEY: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"["']?(\w+)["']?\s*:"#).expect("a fixed pattern"));
    site::each_data_file(folder, &mut |file, _| {
        let text = files::settings(file).unwrap_or_default();
        names.extend(KEY.captures_iter(&text).map(|found| found[1].to_owned()));
    });
}
