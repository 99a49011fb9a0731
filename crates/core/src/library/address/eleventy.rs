//! Eleventy: place below the input folder, or a permalink, of the story or of its folder's data.
//!
//! Source: 11ty.dev/docs/permalinks. A permalink that has to be run as a program is not told.

use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

use super::{place, text};
use crate::files;
use crate::metadata::{Fields, Value};
use crate::post;
use crate::site::{ELEVENTY, each_data_file};

#[derive(Debug, Clone, Default)]
pub(super) struct Eleventy {
    /// The input folder with `/` at its end, or nothing.
    input: String,
    /// Folders whose data gives a permalink, the innermost first; none where it cannot be told.
    folders: Vec<(String, Option<String>)>,
}

impl Eleventy {
    pub(super) fn read(site: &Path) -> Eleventy {
        static INPUT: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r#"\binput\s*:\s*["'`]([^"'`]*)["'`]"#).expect("a valid pattern")
        });
        let input = ELEVENTY.iter().find_map(|name| {
            let text = files::settings(&site.join(name))?;
            Some(INPUT.captures(&text)?[1].trim_start_matches("./").trim_matches('/').to_owned())
        });
        let input = match input.as_deref() {
            None | Some("" | ".") => String::new(),
            Some(folder) => format!("{folder}/"),
        };
        let mut folders = Vec::new();
        look_into(site, &mut folders);
        folders.sort_by_key(|(folder, _)| std::cmp::Reverse(folder.len()));
        Eleventy { input, folders }
    }

    pub(super) fn of(&self, path: &str, fields: &Fields) -> Option<String> {
        let own = match fields.get(&"permalink".into()) {
            Some(Value::Bool(false)) => return None,
            Some(Value::Map(_) | Value::List(_)) => return None,
            _ => text(fields, "permalink"),
        };
        let pattern = match own {
            Some(own) => Some(own),
            None => match self.folders.iter().find(|(folder, _)| path.starts_with(folder)) {
                Some((_, None)) => return None,
                Some((_, Some(pattern))) => Some(pattern.clone()),
                None => None,
            },
        };
        let inner = path.strip_prefix(self.input.as_str()).unwrap_or(path);
        let Some(pattern) = pattern else { return Some(format!("/{}/", place(inner))) };
        let address = filled(&pattern, inner, fields)?;
        // `/a/index.html` is read at `/a/`.
        Some(address.strip_suffix("index.html").map_or(address.clone(), str::to_owned))
    }
}

/// Data files of folders: `posts/posts.json`, `posts/posts.11tydata.js` and the like.
fn look_into(site: &Path, found: &mut Vec<(String, Option<String>)>) {
    static LITERAL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"\bpermalink["']?\s*:\s*(?:"([^"]*)"|'([^']*)'|`([^`$]*)`)"#)
            .expect("a valid pattern")
    });
    each_data_file(site, &mut |file, below| {
        let text = files::settings(file).unwrap_or_default();
        if text.contains("permalink") {
            let literal = LITERAL.captures(&text);
            let literal = literal.and_then(|found| {
                (1..4).find_map(|at| found.get(at)).map(|text| text.as_str().to_owned())
            });
            found.push((below.to_owned(), literal));
        }
    });
}

/// A permalink with the few words filled in that need no program.
fn filled(pattern: &str, path: &str, fields: &Fields) -> Option<String> {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let (inside, after) = after.split_once("}}")?;
        rest = after;
        let mut words = inside.split('|').map(str::trim);
        let mut value = match words.next()? {
            "page.fileSlug" => file_slug(path).to_owned(),
            "page.filePathStem" => {
                let folder = post::folder(path);
                format!("/{folder}/{}", post_stem(path)).replace("//", "/")
            }
            field if field.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') => {
                text(fields, field)?
            }
            _ => return None,
        };
        for word in words {
            match word {
                "slug" | "slugify" => value = crate::slug::of(&value),
                _ => return None,
            }
        }
        out.push_str(&value);
    }
    out.push_str(rest);
    if out.contains("{%") { None } else { Some(out) }
}

fn post_stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    undated(name.rsplit_once('.').map_or(name, |(stem, _)| stem))
}

/// The name without its date; of `index` the folder's.
fn file_slug(path: &str) -> &str {
    undated(post::own_name(path))
}

fn undated(name: &str) -> &str {
    let dated = name.get(..10).is_some_and(|day| day.parse::<jiff::civil::Date>().is_ok());
    if dated && name.as_bytes().get(10) == Some(&b'-') { &name[11..] } else { name }
}
