//! The site's own address, where a program's words tell it: `site` in Astro's configuration, `url`
//! in the data of an Eleventy site. Nothing is run: only what is written out counts.

use std::path::Path;

use regex::Regex;

use super::Generator;
use super::data_file;

/// The address in the files of this generator.
pub(super) fn of(folder: &Path, generator: Generator) -> Option<String> {
    match generator {
        Generator::Astro => astro(folder),
        Generator::Eleventy => eleventy(folder),
        _ => None,
    }
}

fn astro(folder: &Path) -> Option<String> {
    let program = ["mjs", "ts", "js", "mts", "cjs"]
        .iter()
        .find_map(|end| std::fs::read_to_string(folder.join(format!("astro.config.{end}"))).ok())?;
    let site = literal(&program, "site").filter(|site| site.starts_with("http"))?;
    let base = literal(&program, "base").unwrap_or_default();
    Some(format!("{}/{}", site.trim_end_matches('/'), base.trim_matches('/')))
}

fn eleventy(folder: &Path) -> Option<String> {
    let files = ["_data", "src/_data", "content/_data"].into_iter().flat_map(|data| {
        ["metadata", "site"].into_iter().flat_map(move |name| {
            ["js", "cjs", "mjs", "json"].map(|end| format!("{data}/{name}.{end}"))
        })
    });
    let mut addresses = files.filter_map(|file| {
        let file = folder.join(file);
        if file.extension().is_some_and(|end| end == "json") {
            return Some(data_file::read(&file)?.get("url")?.as_str()?.to_owned());
        }
        literal(&std::fs::read_to_string(file).ok()?, "url")
    });
    addresses.find(|address| address.starts_with("http"))
}

/// The text behind `key:`, where it is written out and no remark.
fn literal(program: &str, key: &str) -> Option<String> {
    let rule = format!(
        r#"(?m)^(?P<before>.*[\s{{,(])??["']?{key}["']?\s*:\s*["'`](?P<text>[^"'`$]+)["'`]"#
    );
    let rule = Regex::new(&rule).ok()?;
    let mut found = rule.captures_iter(program);
    let said = found.find(|found| {
        found.name("before").is_none_or(|before| {
            let before = before.as_str().trim_start();
            !before.contains("//") && !before.starts_with('*')
        })
    })?;
    Some(said["text"].to_owned())
}
