//! Hugo: place below the content folder, `slug`, `url`, and the configuration's permalinks.
//!
//! Source: gohugo.io, "URL management"; what it leaves open was tried with Hugo 0.111.

use std::path::Path;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::configuration::{Configuration, inside};
use super::{Renaming, date, last_part_as, text};
use crate::metadata::{Edit, Fields, Value};
use crate::post;

#[derive(Debug, Clone, Default)]
pub(super) struct Hugo {
    configuration: Configuration,
    /// With `/` at its end.
    content: String,
    languages: Vec<Language>,
}

#[derive(Debug, Clone)]
struct Language {
    code: String,
    /// Its own content folder, with `/` at its end.
    content: Option<String>,
    /// What its addresses begin with: `/de`, or nothing.
    prefix: String,
}

impl Hugo {
    pub(super) fn read(site: &Path) -> Hugo {
        let names = ["hugo", "config", "config/_default/hugo", "config/_default/config"];
        let mut configuration = Configuration::read(site, &names);
        for part in ["permalinks", "languages"] {
            configuration
                .lay(part, Configuration::read(site, &[&format!("config/_default/{part}")]));
        }
        let folder = |name: &str| format!("{}/", name.trim_matches('/'));
        let content = folder(configuration.text(&["contentDir"]).unwrap_or("content"));
        let first = configuration.text(&["defaultContentLanguage"]).unwrap_or("en").to_owned();
        let below = configuration.is(&["defaultContentLanguageInSubdir"]);
        let known = configuration.get(&["languages"]).and_then(|all| all.as_object());
        let mut languages: Vec<Language> = known
            .into_iter()
            .flatten()
            .map(|(code, about)| Language {
                content: inside(about, "contentDir").and_then(|dir| dir.as_str()).map(folder),
                prefix: if *code == first && !below { String::new() } else { format!("/{code}") },
                code: code.clone(),
            })
            .collect();
        if languages.is_empty() {
            languages.push(Language { code: first, content: None, prefix: String::new() });
        }
        Hugo { configuration, content, languages }
    }

    pub(super) fn address(&self) -> Option<String> {
        self.configuration.text(&["baseURL"]).map(str::to_owned)
    }

    pub(super) fn content(&self) -> &str {
        &self.content
    }

    pub(super) fn of(&self, path: &str, fields: &Fields) -> Option<String> {
        let Placed { prefix, folder, name } = self.place(path)?;
        let day = date(fields, &["date", "publishDate", "pubdate", "published", "lastmod"]);
        let parts = Parts {
            title: text(fields, "title").unwrap_or_default(),
            slug: text(fields, "slug"),
            name: &name,
            folder: &folder,
            day: day.and_then(|when| when.day),
        };
        if let Some(url) = text(fields, "url") {
            let url = if url.contains(':') { parts.fill(&url)? } else { url };
            return Some(format!("{prefix}/{url}"));
        }
        let inner = match self.permalink(&folder) {
            Some(pattern) => parts.fill(&pattern)?,
            None => {
                let last = urlized(parts.slug.as_deref().unwrap_or(&name));
                format!("{}/{last}/", urlized(&folder))
            }
        };
        let ugly = self.configuration.is(&["uglyURLs"]) && inner.ends_with('/');
        let inner = if ugly { format!("{}.html", inner.trim_end_matches('/')) } else { inner };
        Some(format!("{prefix}/{inner}"))
    }

    pub(super) fn rename(&self, fields: &Fields, name: &str, path: &str) -> Renaming {
        let set = |key: &str, value: String| vec![Edit::set(key, Value::Text(value))];
        if let Some(url) = text(fields, "url")
            && let Some(url) = last_part_as(&url, name)
        {
            return Renaming { file: None, fields: set("url", url) };
        }
        // A pattern may take its last part from the headline or a field, and not from the file.
        let placed = self.place(path);
        let pattern = placed.and_then(|placed| self.permalink(&placed.folder)).unwrap_or_default();
        let by_field = pattern.contains(":slug") || text(fields, "slug").is_some();
        Renaming {
            file: Some(name.to_owned()),
            fields: if by_field { set("slug", name.to_owned()) } else { Vec::new() },
        }
    }

    /// The pattern of a section: its own, or that of all pages.
    fn permalink(&self, folder: &str) -> Option<String> {
        let section = folder.split('/').next().unwrap_or_default();
        let at = |keys: &[&str]| self.configuration.text(keys).map(str::to_owned);
        at(&["permalinks", section]).or_else(|| at(&["permalinks", "page", section]))
    }

    /// Language, folder and name of a file.
    fn place(&self, path: &str) -> Option<Placed> {
        let own = self.languages.iter().find_map(|language| {
            Some((language, path.strip_prefix(language.content.as_deref()?)?))
        });
        let inner = match own {
            Some((_, inner)) => inner,
            None => path.strip_prefix(self.content.as_str())?,
        };
        let file = inner.rsplit('/').next().unwrap_or(inner);
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let marked = self.languages.iter().find_map(|language| {
            Some((language, stem.strip_suffix(language.code.as_str())?.strip_suffix('.')?))
        });
        let stem = marked.map_or(stem, |(_, stem)| stem);
        let prefix = own.map(|(language, _)| language).or(marked.map(|(language, _)| language));
        let prefix = prefix.or_else(|| self.languages.iter().find(|one| one.prefix.is_empty()));
        let folder = post::folder(inner);
        let (folder, name) = if stem == "index" {
            folder.rsplit_once('/').unwrap_or(("", folder))
        } else {
            (folder, stem)
        };
        Some(Placed {
            prefix: prefix.map_or_else(String::new, |language| language.prefix.clone()),
            folder: folder.to_owned(),
            name: name.to_owned(),
        })
    }
}

struct Placed {
    prefix: String,
    folder: String,
    name: String,
}

struct Parts<'a> {
    title: String,
    slug: Option<String>,
    name: &'a str,
    folder: &'a str,
    day: Option<Date>,
}

impl Parts<'_> {
    /// A pattern with its words filled in; nothing where one is not known.
    fn fill(&self, pattern: &str) -> Option<String> {
        let mut out = String::new();
        let mut rest = pattern;
        while let Some(at) = rest.find(':') {
            out.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            let word = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
            let (word, after) = rest.split_at(word);
            rest = after;
            let slice = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
                Some((slice, after)) => {
                    rest = after;
                    Some(slice)
                }
                None => None,
            };
            out.push_str(&self.word(word, slice)?);
        }
        out.push_str(rest);
        Some(out)
    }

    fn word(&self, word: &str, slice: Option<&str>) -> Option<String> {
        let day = |form: &str| {
            Some(self.day?.at(0, 0, 0, 0).to_zoned(TimeZone::UTC).ok()?.strftime(form).to_string())
        };
        match word {
            "year" => day("%Y"),
            "month" => day("%m"),
            "day" => day("%d"),
            "monthname" => day("%B").map(|name| name.to_lowercase()),
            "weekday" => day("%w"),
            "weekdayname" => day("%A").map(|name| name.to_lowercase()),
            "yearday" => day("%-j"),
            "section" => Some(urlized(self.folder.split('/').next()?)),
            "sections" => self.sections(slice),
            "title" => Some(urlized(&self.title)),
            "slug" => Some(urlized(self.slug.as_deref().unwrap_or(&self.title))),
            "filename" | "contentbasename" => Some(urlized(self.name)),
            "slugorfilename" | "slugorcontentbasename" => {
                Some(urlized(self.slug.as_deref().unwrap_or(self.name)))
            }
            _ => None,
        }
    }

    /// `:sections`, or some of them: `[1:]`, `[:last]`, `[0]`, `[last]`.
    fn sections(&self, slice: Option<&str>) -> Option<String> {
        let parts: Vec<&str> = self.folder.split('/').filter(|part| !part.is_empty()).collect();
        let last = parts.len().checked_sub(1)?;
        let place = |text: &str, none: usize| match text {
            "" => Some(none),
            "last" => Some(last),
            number => number.parse().ok(),
        };
        let chosen = match slice {
            None => 0..parts.len(),
            Some(slice) => match slice.split_once(':') {
                Some((from, to)) => place(from, 0)?..place(to, parts.len())?,
                None => place(slice, 0)?..place(slice, 0)? + 1,
            },
        };
        Some(urlized(&parts.get(chosen)?.join("/")))
    }
}

/// A text as Hugo makes it part of an address: lower case, hyphens for blanks, and only letters,
/// digits, marks and a few signs.
fn urlized(text: &str) -> String {
    let mut out = String::new();
    for letter in text.trim().chars() {
        if letter.is_whitespace() {
            if !out.ends_with('-') {
                out.push('-');
            }
        } else if letter.is_alphanumeric()
            || unicode_normalization::char::is_combining_mark(letter)
            || matches!(letter, '.' | '/' | '_' | '#' | '+' | '~' | '-' | '@')
        {
            out.extend(letter.to_lowercase());
        }
    }
    out
}
