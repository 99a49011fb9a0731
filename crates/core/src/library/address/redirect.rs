//! How readers of an old address reach the new one.
//!
//! Hugo and Zola read `aliases` among the story's fields (domain of the generator; Zola without a
//! slash at the beginning), Jekyll `redirect_from` where the plugin is there. Elsewhere a file
//! `_redirects`, as Netlify, Cloudflare Pages and GitLab Pages read it, gets a line, where the
//! site has one, or Astro's own redirects do, where they are written out in its configuration. Else nothing can be written that would work, and people are told.

use std::path::Path;

use super::{Rules, key, literal, says};
use crate::files;
use crate::metadata::{Change, Edit, Fields, KeyPath, Value};
use crate::site::Generator;

/// The ways that a site has.
#[derive(Debug, Clone, Default)]
pub(super) struct Ways {
    /// Among the fields: the key, and whether addresses begin with `/`.
    field: Option<(&'static str, bool)>,
    /// The file of redirects, relative to the site.
    file: Option<&'static str>,
}

/// What sends readers of an old address on.
#[derive(Debug, Clone, PartialEq)]
pub enum SendOn {
    /// These fields of the story.
    Fields(Vec<Edit>),
    /// This line in that file of the site: see [`with_redirect`].
    Line {
        /// Relative to the site.
        file: String,
        /// Without a line end.
        line: String,
    },
    /// Nothing: the site has no way that works.
    Nothing,
}

const FILES: [&str; 5] = [
    "_redirects",
    "static/_redirects",
    "public/_redirects",
    "src/_redirects",
    "src/static/_redirects",
];

/// Astro's configuration.
const CONFIGURATIONS: [&str; 4] =
    ["astro.config.mjs", "astro.config.ts", "astro.config.js", "astro.config.mts"];

impl Ways {
    pub(super) fn of(site: &Path, generator: Generator) -> Ways {
        let field = match generator {
            Generator::Hugo => Some(("aliases", true)),
            Generator::Zola => Some(("aliases", false)),
            Generator::Jekyll if has_plugin(site) => Some(("redirect_from", true)),
            _ => None,
        };
        let file = FILES.into_iter().find(|file| site.join(file).is_file());
        let written_out = |file: &&str| {
            let text = files::settings(&site.join(file));
            text.is_some_and(|text| literal::is_there(&text))
        };
        let file = file.or_else(|| {
            let mut all = CONFIGURATIONS.into_iter();
            all.find(written_out).filter(|_| generator == Generator::Astro)
        });
        Ways { field, file }
    }
}

/// GitHub's own set of plugins has it as well.
fn has_plugin(site: &Path) -> bool {
    let gems = ["Gemfile", "Gemfile.lock"];
    says(site, "_config.yml", "jekyll-redirect-from")
        || says(site, "_config.yaml", "jekyll-redirect-from")
        || gems.iter().any(|gems| says(site, gems, "github-pages"))
}

impl Rules {
    /// How readers of `old` reach the story, whose address is `new` from now on.
    pub fn send_on(&self, fields: &Fields, old: &str, new: &str) -> SendOn {
        if let Some(key) = self.redirect_key() {
            return SendOn::Fields(aliases(fields, key, self.as_redirect(old), new));
        }
        // Below a folder of the host, Astro wants the two addresses in two forms.
        let fits = |file: &&str| self.base.is_empty() || !CONFIGURATIONS.contains(file);
        match self.redirects.file.filter(fits) {
            Some(file) => SendOn::Line {
                file: file.to_owned(),
                line: format!("{base}{old} {base}{new} 301", base = self.base),
            },
            None => SendOn::Nothing,
        }
    }

    /// The fields of a story that is at `new` without anybody being sent there: an old address
    /// that is its own again must not lead away from itself.
    pub fn no_longer(&self, fields: &Fields, new: &str) -> Vec<Edit> {
        match self.redirects.field {
            Some((name, _)) => without(fields, name, new),
            None => Vec::new(),
        }
    }

    /// The file of the site in which a line may lead away from that address, and the address as it
    /// stands there.
    pub fn own_line(&self, new: &str) -> Option<(&'static str, String)> {
        let file = self.redirects.file.filter(|_| self.redirects.field.is_none())?;
        Some((file, format!("{}{new}", self.base)))
    }

    /// An old address as a story's fields hold it.
    pub fn as_redirect<'a>(&self, old: &'a str) -> &'a str {
        match self.redirects.field {
            Some((_, false)) => old.trim_start_matches('/'),
            _ => old,
        }
    }

    /// The key among a story's fields that holds its old addresses.
    pub fn redirect_key(&self) -> Option<&'static str> {
        self.redirects.field.map(|(key, _)| key)
    }
}

/// Whether a file of redirects is a program that says much else as well.
pub fn is_program(file: &str) -> bool {
    CONFIGURATIONS.contains(&file)
}

/// A file of redirects with one more line. Nothing else leads away from its two addresses: the new
/// one is a page, and where it led back there would be a circle. It stands above the first line
/// that catches its address, as the first one counts.
pub fn with_redirect(file: &str, text: &str, line: &str) -> String {
    let mut words = line.split_whitespace();
    let (old, new) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    if CONFIGURATIONS.contains(&file) {
        return literal::with(text, old, new);
    }
    let text = without_redirects(file, text, &[old, new]);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let catches = |line: &&str| from(line).is_some_and(|pattern| catches(pattern, old));
    let Some(mut at) = lines.iter().position(catches) else {
        return files::with_line(&text, line);
    };
    // What is said of that line stays above it.
    while at > 0 && lines[at - 1].trim_start().starts_with('#') {
        at -= 1;
    }
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    format!("{}{line}{end}{}", lines[..at].concat(), lines[at..].concat())
}

/// A file of redirects without the lines that lead from one of these addresses elsewhere. What
/// shows another page in its place, or leads only some readers on, is no old address, and stays.
pub fn without_redirects(file: &str, text: &str, own: &[&str]) -> String {
    if CONFIGURATIONS.contains(&file) {
        return literal::without(text, own);
    }
    let leads = |line: &&str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let moved = matches!(words.len(), 2 | 3)
            && words.get(2).is_none_or(|status| status.starts_with("30"));
        let is_own = |from: &str| own.iter().any(|own| key(own) == key(from));
        moved && from(line).is_some_and(|from| !from.contains(['*', ':']) && is_own(from))
    };
    text.split_inclusive('\n').filter(|line| !leads(line)).collect()
}

/// The address that a line of such a file leads from.
fn from(line: &str) -> Option<&str> {
    line.split_whitespace().next().filter(|word| word.starts_with('/'))
}

/// Whether the pattern of a line, `/news/*` or `/:year/:name`, takes in an address.
fn catches(pattern: &str, address: &str) -> bool {
    if !pattern.contains(['*', ':']) {
        return false;
    }
    let (pattern, address) = (key(pattern), key(address));
    let mut parts = address.split('/');
    for one in pattern.split('/') {
        match (one, parts.next()) {
            ("*", _) => return true,
            (name, Some(part)) if name.starts_with(':') && !part.is_empty() => {}
            (one, Some(part)) if one == part => {}
            _ => return false,
        }
    }
    parts.next().is_none()
}

fn aliases(fields: &Fields, name: &str, old: &str, new: &str) -> Vec<Edit> {
    let mut edits = without(fields, name, new);
    let known = fields.get(&name.into());
    let there = known.map(Value::texts).unwrap_or_default();
    if there.iter().any(|one| key(one) == key(old)) {
        return edits;
    }
    let written = Value::Text(old.to_owned());
    edits.push(match known {
        // One address that is no list becomes a list of two.
        Some(Value::Text(one)) if edits.is_empty() && !one.is_empty() => {
            Edit::set(name, Value::List(vec![Value::Text(one.clone()), written]))
        }
        Some(Value::List(_)) | None => {
            Edit { key: KeyPath::key(name), change: Change::Push(written) }
        }
        Some(_) => Edit::set(name, Value::List(vec![written])),
    });
    edits
}

/// Takes an address out of the list.
fn without(fields: &Fields, name: &str, own: &str) -> Vec<Edit> {
    match fields.get(&name.into()) {
        Some(Value::Text(one)) if key(one) == key(own) => vec![Edit::remove(name)],
        Some(Value::List(items)) => {
            let is_own = |item: &Value| item.as_str().is_some_and(|one| key(one) == key(own));
            let kept: Vec<Value> = items.iter().filter(|item| !is_own(item)).cloned().collect();
            match kept.len() {
                n if n == items.len() => Vec::new(),
                0 => vec![Edit::remove(name)],
                _ => vec![Edit::set(name, Value::List(kept))],
            }
        }
        _ => Vec::new(),
    }
}
