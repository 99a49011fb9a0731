//! Where the templates of a site's own lie, and what language they are written in.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

use super::code::Language;
use crate::files;
use crate::site::Generator;
use crate::template;

/// A template as it is called.
#[derive(Debug)]
pub(super) struct Source {
    /// The name that it is called by.
    pub(super) name: String,
    /// Its text.
    pub(super) text: String,
    /// The language that it is written in.
    pub(super) language: Language,
    /// Names of values that are given without one.
    pub(super) places: Vec<String>,
}

/// How many templates are read at most, how long one may be, and how deep they may lie.
const MOST: usize = 400;
const LONGEST: usize = 64 * 1024;
const DEEPEST: usize = 4;

/// All templates of the site that may show a picture.
pub(super) fn all(folder: &Path, generator: Generator) -> Vec<Source> {
    let below = |place: &str, whole: bool, language: Language| {
        let mut found = Vec::new();
        add(&folder.join(place), "", whole, &language, &mut found);
        found
    };
    match generator {
        Generator::Jekyll => below("_includes", true, Language::Liquid),
        Generator::Hugo => in_themes(folder, &["layouts/shortcodes", "layouts/_shortcodes"])
            .iter()
            .flat_map(|place| below(place, false, Language::Go))
            .filter(|file| file.name != "figure")
            .map(with_places)
            .collect(),
        Generator::Zola => in_themes(folder, &["templates/shortcodes"])
            .iter()
            .flat_map(|place| below(place, false, Language::Tera))
            .collect(),
        Generator::Eleventy => {
            let places = ["_includes", "src/_includes", "content/_includes"];
            let includes = places.iter().flat_map(|place| below(place, true, Language::Bare));
            let programs = template::programs(folder, generator);
            short_codes(&programs).into_iter().chain(includes.flat_map(with_bare_name)).collect()
        }
        Generator::Astro => below("src/components", false, Language::Bare)
            .into_iter()
            .filter_map(component)
            .collect(),
        Generator::Generic => Vec::new(),
    }
}

/// These folders of the site, and those of its themes.
fn in_themes(folder: &Path, places: &[&str]) -> Vec<String> {
    let themes = std::fs::read_dir(folder.join("themes")).into_iter().flatten().flatten();
    let themes = themes.map(|theme| format!("themes/{}/", theme.file_name().to_string_lossy()));
    let roots = std::iter::once(String::new()).chain(themes);
    roots.flat_map(|root| places.iter().map(move |place| format!("{root}{place}"))).collect()
}

/// Files below a folder; `whole` keeps the ending in the name.
fn add(place: &Path, before: &str, whole: bool, language: &Language, found: &mut Vec<Source>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(place)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    entries.sort();
    for entry in entries {
        let name = entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if entry.is_dir() {
            if before.matches('/').count() < DEEPEST {
                add(&entry, &format!("{before}{name}/"), whole, language, found);
            }
            continue;
        }
        let Some(text) = files::settings(&entry).filter(|text| text.len() <= LONGEST) else {
            continue;
        };
        let shows = ["<img", "<IMG", "<Image", "<Picture"].iter().any(|tag| text.contains(tag));
        if found.len() < MOST && shows {
            let stem = name.split('.').next().unwrap_or(&name);
            let name = format!("{before}{}", if whole { &name } else { stem });
            found.push(Source { name, text, language: language.clone(), places: Vec::new() });
        }
    }
}

/// Hugo's `.Get 0`, `.Get 1`.
fn with_places(mut file: Source) -> Source {
    static PLACE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\.Get\s+(\d)\b").expect("a fixed pattern"));
    let last = PLACE.captures_iter(&file.text).filter_map(|found| found[1].parse::<usize>().ok());
    let count = last.max().map_or(0, |last| last + 1);
    file.places = (0..count).map(|place| place.to_string()).collect();
    file
}

/// `{% render "pic" %}` is the file `pic.liquid`.
fn with_bare_name(file: Source) -> [Source; 2] {
    let bare = file.name.rsplit_once('.').map_or(file.name.as_str(), |(bare, _)| bare);
    let twin = Source {
        name: bare.to_owned(),
        text: file.text.clone(),
        language: file.language.clone(),
        places: Vec::new(),
    };
    [twin, file]
}

/// A component of Astro's, which says itself what it is given.
fn component(mut file: Source) -> Option<Source> {
    static PROPS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:const|let)\s*\{([^}]*)\}\s*(?::[^=]+)?=\s*Astro\.props")
            .expect("a fixed pattern")
    });
    let names = names(&PROPS.captures(&file.text)?[1]);
    file.name = file.name.rsplit('/').next()?.to_owned();
    // What stands above the page says nothing of it.
    file.text = file.text.splitn(3, "---").nth(2)?.to_owned();
    file.language = Language::Braces(names);
    Some(file)
}

/// Short codes that Eleventy's configuration makes of functions.
fn short_codes(programs: &str) -> Vec<Source> {
    static ADDED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"\.add\w*?Shortcode\(\s*["'`]([\w-]+)["'`]\s*,\s*"#).expect("a fixed pattern")
    });
    static NAME: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^([A-Za-z_$][\w$.]*)\s*\)").expect("a fixed pattern"));
    let mut found = Vec::new();
    for added in ADDED.captures_iter(programs) {
        if added[0].contains("Paired") {
            continue;
        }
        let behind = &programs[added.get(0).map_or(0, |all| all.end())..];
        let source = match NAME.captures(behind) {
            Some(named) => named_function(programs, named[1].rsplit('.').next().unwrap_or("")),
            None => function(behind),
        };
        found.extend(source.map(|source| Source { name: added[1].to_owned(), ..source }));
    }
    found
}

/// A function by its name: `function photo(…) {`, `const photo = (…) =>`, `photo: (…) =>`.
fn named_function(programs: &str, name: &str) -> Option<Source> {
    let name = regex::escape(name);
    let pattern = format!(r"\bfunction\s+{name}\s*|\b{name}\s*[=:]\s*");
    let declared = Regex::new(&pattern).ok()?;
    declared.find_iter(programs).find_map(|found| function(&programs[found.end()..]))
}

/// How much of a function is read.
const BODY: usize = 3000;

/// A function that begins here, with the names of what it is given.
fn function(text: &str) -> Option<Source> {
    static HEAD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^(?:async\s+)?(?:function\b\s*\w*\s*)?(?:\(([^)]*)\)\s*(?:=>|\{)|([A-Za-z_$]\w*)\s*=>)",
        )
        .expect("a fixed pattern")
    });
    let head = HEAD.captures(text)?;
    let given = head.get(1).or_else(|| head.get(2))?.as_str();
    let end = (0..=BODY.min(text.len())).rev().find(|at| text.is_char_boundary(*at))?;
    let body = text.get(head.get(0)?.end()..end)?;
    let ends = ["Shortcode(", "\nfunction ", "\nexport ", "\nmodule.exports", "\nasync function "];
    let end = ends.iter().filter_map(|end| body.find(end)).min().unwrap_or(body.len());
    let all = names(given);
    let places = if given.trim_start().starts_with('{') { Vec::new() } else { all.clone() };
    Some(Source {
        name: String::new(),
        text: body[..end].to_owned(),
        language: Language::Script(all),
        places,
    })
}

/// The names in a list of parameters: `src, alt = "", ...rest`, `{ src, alt: text }`.
fn names(list: &str) -> Vec<String> {
    let one = |part: &str| {
        let part = part.trim().trim_matches(['{', '}', ' ', '\n']);
        let end = part.find(|sign: char| !sign.is_alphanumeric() && sign != '_');
        part[..end.unwrap_or(part.len())].to_owned()
    };
    list.split(',').map(one).filter(|name| !name.is_empty()).collect()
}
