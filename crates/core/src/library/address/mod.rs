//! Where readers find a story: its public address, by the rules of its generator.
//!
//! 1. [`Rules::read`] reads what the site's configuration says of addresses.
//! 2. [`Rules::of`] tells the address of a story from its place and its fields. What the rules
//!    cannot tell (a template that would have to be run) is nothing, never a guess.
//! 3. [`Rules::rename`] says what has to change for a story to get another name in its address.
//! 4. [`Rules::send_on`] says how readers of an old address reach the new one.
//!
//! An address begins at the root of what is built (`/posts/night-court/`), without the folder
//! that the whole site may stand in; [`Rules::base`] is that.

mod astro;
mod configuration;
mod eleventy;
mod hugo;
mod jekyll;
mod literal;
mod redirect;
#[cfg(test)]
mod tests;
mod zola;

use std::path::Path;

use percent_encoding::percent_decode_str;

pub use redirect::{SendOn, is_program, with_redirect, without_redirects};

use crate::files;
use crate::metadata::{Edit, Fields, Value};
use crate::post;
use crate::site::{Generator, Site};
use crate::story::When;

/// How addresses are made on one site.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    by: By,
    /// What the address of every page begins with, without `/` at its end: empty, or `/blog`.
    base: String,
    /// Scheme and host, where the configuration names them: `https://orrinrecord.example`.
    origin: Option<String>,
    redirects: redirect::Ways,
}

/// The rules of one generator.
#[derive(Debug, Clone, Default)]
enum By {
    Hugo(Box<hugo::Hugo>),
    Jekyll(Box<jekyll::Jekyll>),
    Eleventy(eleventy::Eleventy),
    Astro(astro::Astro),
    Zola(zola::Zola),
    /// A folder of pages, each read at its own place.
    #[default]
    Folder,
}

/// What has to change for a story to have another name in its address.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Renaming {
    /// The name of its file, or of its folder, without ending and date; none where it stays.
    pub file: Option<String>,
    /// Fields.
    pub fields: Vec<Edit>,
}

impl Rules {
    /// Reads the rules of a site.
    pub fn read(site: &Site) -> Rules {
        let folder = &site.folder;
        let (by, address) = match site.profile.generator {
            Generator::Hugo => {
                let rules = hugo::Hugo::read(folder);
                let address = rules.address();
                (By::Hugo(Box::new(rules)), address)
            }
            Generator::Jekyll => {
                let rules = jekyll::Jekyll::read(folder);
                let address = rules.address();
                (By::Jekyll(Box::new(rules)), address)
            }
            Generator::Eleventy => (By::Eleventy(eleventy::Eleventy::read(folder)), None),
            Generator::Astro => (By::Astro(astro::Astro::read(folder)), None),
            Generator::Zola => {
                let rules = zola::Zola::read(folder);
                let address = rules.address();
                (By::Zola(rules), address)
            }
            Generator::Generic => (By::Folder, None),
        };
        let address = address.or_else(|| site.profile.address.clone()).unwrap_or_default();
        let (origin, base) = parted(&address);
        let redirects = redirect::Ways::of(folder, site.profile.generator);
        Rules { by, base, origin, redirects }
    }

    /// The address of a story; nothing where it has none, or none that can be told.
    pub fn of(&self, path: &str, fields: &Fields) -> Option<String> {
        let address = match &self.by {
            By::Hugo(rules) => rules.of(path, fields),
            By::Jekyll(rules) => rules.of(path, fields),
            By::Eleventy(rules) => rules.of(path, fields),
            By::Astro(rules) => rules.of(path, fields),
            By::Zola(rules) => rules.of(path, fields),
            By::Folder => Some(format!("/{}/", place(path))),
        }?;
        Some(tidy(&address))
    }

    /// What has to change for the story to have `name` as the last part of its address.
    pub fn rename(&self, path: &str, fields: &Fields, name: &str) -> Renaming {
        match &self.by {
            By::Hugo(rules) => rules.rename(fields, name, path),
            By::Jekyll(_) => by_fields(fields, &["permalink"], "slug", name),
            By::Eleventy(_) => by_fields(fields, &["permalink"], "", name),
            By::Astro(_) => by_fields(fields, &[], "slug", name),
            By::Zola(_) => by_fields(fields, &["path"], "slug", name),
            By::Folder => Renaming { file: Some(name.to_owned()), fields: Vec::new() },
        }
    }

    /// The part of an address that [`Rules::rename`] changes.
    pub fn name<'a>(&self, address: &'a str) -> &'a str {
        let name = address.trim_end_matches('/').rsplit('/').next().unwrap_or(address);
        name.strip_suffix(".html").unwrap_or(name)
    }

    /// An address as a link on any page says it; empty where it is not known.
    pub fn link(&self, address: Option<&str>) -> String {
        address.map(|address| format!("{}{address}", self.base)).unwrap_or_default()
    }

    /// What the address of every page begins with.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Scheme and host.
    pub fn origin(&self) -> Option<&str> {
        self.origin.as_deref()
    }

    /// The generator's folder of content, which some references leave out: `content/`.
    pub fn content(&self) -> &str {
        match &self.by {
            By::Hugo(rules) => rules.content(),
            By::Zola(_) => "content/",
            _ => "",
        }
    }

    /// Keys that hold addresses of the story itself: they are changed by name, never as links.
    pub fn own_keys(&self) -> &'static [&'static str] {
        &["aliases", "redirect_from", "redirect_to", "permalink", "url", "path", "slug"]
    }
}

/// An address that a field gives whole gets its last part changed; one by a field of the name
/// gets that changed; else the file is renamed.
fn by_fields(fields: &Fields, whole: &[&str], named: &str, name: &str) -> Renaming {
    for key in whole {
        if let Some(text) = text(fields, key).filter(|text| text.contains('/')) {
            let renamed = last_part_as(&text, name);
            return match renamed {
                Some(renamed) => {
                    Renaming { file: None, fields: vec![Edit::set(*key, Value::Text(renamed))] }
                }
                None => Renaming { file: Some(name.to_owned()), fields: Vec::new() },
            };
        }
    }
    if !named.is_empty() && text(fields, named).is_some() {
        return Renaming {
            file: Some(name.to_owned()),
            fields: vec![Edit::set(named, Value::Text(name.to_owned()))],
        };
    }
    Renaming { file: Some(name.to_owned()), fields: Vec::new() }
}

/// An address with another last part; none where that part is a template's.
fn last_part_as(address: &str, name: &str) -> Option<String> {
    let inner = address.trim_end_matches('/');
    let slashes = &address[inner.len()..];
    let (before, last) = inner.rsplit_once('/').unwrap_or(("", inner));
    if last.contains([':', '{', '}']) {
        return None;
    }
    let ending = last.find(".html").map_or("", |at| &last[at..]);
    let before = if inner.contains('/') { format!("{before}/") } else { String::new() };
    Some(format!("{before}{name}{ending}{slashes}"))
}

/// Two addresses are the same when these are equal: without what servers leave out.
pub fn key(address: &str) -> String {
    let address = address.split(['?', '#']).next().unwrap_or(address);
    let address = percent_decode_str(address).decode_utf8_lossy();
    let address = address.trim_end_matches('/');
    let address = ["/index.html", "/index.htm", ".html"]
        .iter()
        .find_map(|end| address.strip_suffix(end))
        .unwrap_or(address);
    format!("/{}", address.trim_matches('/'))
}

/// One slash between parts, one at the beginning.
fn tidy(address: &str) -> String {
    let mut out = String::from("/");
    for letter in address.chars() {
        if letter != '/' || !out.ends_with('/') {
            out.push(letter);
        }
    }
    out
}

/// `https://host/blog/` → `https://host` and `/blog`.
fn parted(address: &str) -> (Option<String>, String) {
    match url::Url::parse(address) {
        Ok(url) if url.has_host() => {
            let base = url.path().trim_end_matches('/').to_owned();
            (Some(url.origin().ascii_serialization()), base)
        }
        _ if address.starts_with('/') => (None, address.trim_end_matches('/').to_owned()),
        _ => (None, String::new()),
    }
}

/// A post's place without its ending; a post with a folder of its own is the folder, but for
/// another language beside it: `index.de.md`.
fn place(path: &str) -> &str {
    let file = path.rsplit('/').next().unwrap_or(path);
    if post::is_bundle(path) && file.matches('.').count() == 1 {
        post::folder(path)
    } else {
        let name = path.rfind('/').map_or(0, |slash| slash + 1);
        path[name..].rfind('.').map_or(path, |dot| &path[..name + dot])
    }
}

/// The text of a field that is not empty.
fn text(fields: &Fields, key: &str) -> Option<String> {
    fields.get(&key.into())?.text().filter(|text| !text.trim().is_empty())
}

/// The date of a story under the keys that generators read.
fn date(fields: &Fields, keys: &[&str]) -> Option<When> {
    keys.iter().find_map(|key| text(fields, key)).map(|raw| When::read(&raw))
}

/// Whether a site has a file whose text has this word.
fn says(site: &Path, file: &str, word: &str) -> bool {
    files::settings(&site.join(file)).is_some_and(|text| text.contains(word))
}
