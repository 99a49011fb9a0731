//! Where the texts of a site refer to each other, and how they follow when something moves.
//!
//! 1. [`Moves`] says which files and which addresses are elsewhere from now on.
//! 2. [`Moves::in_text`] finds every reference of a text: links, pictures and reference
//!    definitions, addresses in HTML, and what stands in template braces (Hugo's `ref` and
//!    `relref`, Jekyll's `post_url` and `link`, quoted addresses, an address behind `}}`).
//! 3. Each is read as the generator reads it: as a file beside the text, as an address, as a
//!    content path. What leads to the same place afterwards stays as it is, letter by letter.
//!
//! Only the bytes of a reference that would lead nowhere, or elsewhere, are replaced.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::path::Path;

use percent_encoding::{CONTROLS, percent_decode_str, utf8_percent_encode};
use pulldown_cmark::{Event, LinkType, Tag};

use super::address::{Rules, key};
use crate::figure::{self, NO_TEMPLATES, Template, Templates};
use crate::markdown;
use crate::post;

/// What is elsewhere from now on.
#[derive(Debug)]
pub struct Moves<'a> {
    rules: &'a Rules,
    site: &'a Path,
    /// Files, before and after, relative to the site.
    files: BTreeMap<String, String>,
    /// Addresses of stories that change: the [`key`] of the old one, and the new one.
    addresses: HashMap<String, String>,
    /// Stories with a folder of their own: old address, new address, old folder.
    bundles: Vec<(String, String, String)>,
    /// The [`key`] of every address that the site has now.
    known: HashSet<String>,
    /// The site's own templates that show a picture.
    templates: &'a Templates,
    /// How many stories have a name, by the name that tells them from their neighbours.
    names: HashMap<String, usize>,
}

/// The text whose references are followed: its place and address, before and after.
#[derive(Debug, Clone, Copy)]
pub struct Stand<'a> {
    /// Its file, before.
    pub path: &'a str,
    /// Its file, after.
    pub to_path: &'a str,
    /// Its address, before.
    pub address: Option<&'a str>,
    /// Its address, after.
    pub to_address: Option<&'a str>,
}

/// Bytes of a text, and what takes their place.
pub type Splice = (Range<usize>, String);

impl<'a> Moves<'a> {
    /// Nothing moves yet. `stories` are all stories of the site: path and address.
    pub fn new<'s>(
        rules: &'a Rules,
        site: &'a Path,
        stories: impl Iterator<Item = (&'s str, Option<&'s str>)>,
    ) -> Moves<'a> {
        let mut known = HashSet::new();
        let mut names = HashMap::new();
        for (path, address) in stories {
            known.extend(address.map(key));
            *names.entry(post::own_name(path).to_owned()).or_default() += 1;
        }
        Moves {
            rules,
            site,
            templates: NO_TEMPLATES,
            known,
            names,
            files: BTreeMap::new(),
            addresses: HashMap::new(),
            bundles: Vec::new(),
        }
    }

    /// The site has these templates of its own that show a picture.
    pub fn with_templates(self, templates: &'a Templates) -> Moves<'a> {
        Moves { templates, ..self }
    }

    /// A file lies elsewhere.
    pub fn file(&mut self, before: &str, after: &str) {
        self.files.insert(before.to_owned(), after.to_owned());
    }

    /// The story of that file is read elsewhere.
    pub fn address(&mut self, path: &str, before: &str, after: &str) {
        self.addresses.insert(key(before), after.to_owned());
        if post::is_bundle(path) {
            let folder = post::folder(path).to_owned();
            self.bundles.push((slashed(before), slashed(after), folder));
        }
    }

    /// Words of which a text must have one, if it refers to anything that moves.
    pub fn signs(&self) -> Vec<String> {
        let files = self.files.keys().map(|path| {
            let name = path.rsplit('/').next().unwrap_or(path);
            if post::is_bundle(path) {
                post::own_name(path)
            } else {
                name.split('.').next().unwrap_or(name)
            }
        });
        let addresses = self.addresses.keys().map(|key| key.rsplit('/').next().unwrap_or(key));
        let mut signs: Vec<String> = files.chain(addresses).map(str::to_owned).collect();
        signs.extend(signs.clone().iter().map(|sign| encoded(sign)));
        // As it stands where somebody pasted it from a browser.
        signs.extend(signs.clone().iter().map(|sign| in_hex(sign)));
        signs.extend(signs.clone().iter().map(|sign| lower_hex(sign)));
        signs.retain(|sign| !sign.is_empty());
        signs.sort();
        signs.dedup();
        signs
    }

    /// The references of a text (without fields) that have to change, in order.
    pub fn in_text(&self, text: &str, stand: Stand<'_>) -> Vec<Splice> {
        let mut splices = Vec::new();
        for range in templates(text) {
            self.template(text, range, stand, &mut splices);
        }
        for range in destinations(text) {
            if let Some(now) = self.destination(&text[range.clone()], stand) {
                splices.push((range, now));
            }
        }
        splices.sort_by_key(|(range, _)| range.start);
        // What was found twice, inside each other, is changed once.
        let mut end = 0;
        splices.retain(|(range, _)| {
            let free = range.start >= end;
            if free {
                end = range.end;
            }
            free
        });
        splices
    }

    /// A field's value, if it is a reference that has to change.
    pub fn in_value(&self, value: &str, stand: Stand<'_>) -> Option<String> {
        self.is_reference(value).then(|| self.destination(value, stand)).flatten()
    }

    /// Whether a text that is not marked as a reference is meant as one.
    fn is_reference(&self, text: &str) -> bool {
        let rooted = ["/", "./", "../", "@/"].iter().any(|start| text.starts_with(start));
        let own = self.rules.origin().is_some_and(|origin| text.starts_with(origin));
        let file = text.contains('.') && !text.contains(char::is_whitespace);
        rooted || own || file
    }

    /// What a destination has to be from now on, if it has to be another.
    fn destination(&self, raw: &str, stand: Stand<'_>) -> Option<String> {
        let (before, rest) = match self.rules.origin() {
            Some(origin) => match raw.strip_prefix(origin) {
                Some(rest) if rest.starts_with('/') => raw.split_at(raw.len() - rest.len()),
                _ => ("", raw),
            },
            None => ("", raw),
        };
        let end = rest.find(['?', '#']).unwrap_or(rest.len());
        let (path, after) = rest.split_at(end);
        let foreign = path.split('/').next().is_some_and(|first| first.contains(':'));
        if path.is_empty() || foreign || path.starts_with("//") || path.contains("{{") {
            return None;
        }
        let plain = path.replace('\\', "").replace("&amp;", "&");
        let plain = percent_decode_str(&plain).decode_utf8().ok()?.into_owned();
        let now = if let Some(content) = plain.strip_prefix("@/") {
            let moved = self.files.get(&format!("content/{content}"))?;
            format!("@/{}", moved.strip_prefix("content/")?)
        } else if plain.starts_with('/') {
            let base = self.rules.base();
            let below = plain.strip_prefix(base).filter(|rest| rest.starts_with('/'));
            let (base, inner) = below.map_or(("", plain.as_str()), |inner| (base, inner));
            format!("{base}{}", self.rooted(inner)?)
        } else {
            self.relative(&plain, stand)?
        };
        // In letters, or in signs for their bytes, as it was written.
        let hex = !plain.is_ascii() && path.is_ascii();
        let written = |now: &str| if hex { in_hex(&encoded(now)) } else { encoded(now) };
        (now != plain).then(|| format!("{before}{}{after}", written(&now)))
    }

    /// An address from the root of the site.
    fn rooted(&self, path: &str) -> Option<String> {
        if let Some(now) = self.addresses.get(&key(path)) {
            // As it was written: with or without a slash at the end.
            let bare = !path.ends_with('/') && !path.contains('.');
            return Some(if bare { now.trim_end_matches('/').to_owned() } else { now.clone() });
        }
        let bundle = self.bundles.iter().find_map(|(old, new, folder)| {
            let inner = path.strip_prefix(old.as_str()).filter(|inner| !inner.is_empty())?;
            let moved = self.files.contains_key(&format!("{folder}/{inner}"));
            moved.then(|| format!("{new}{inner}"))
        });
        let file = || {
            let inner = path.trim_start_matches('/');
            [self.rules.content(), "", "static/", "public/", "src/"].iter().find_map(|root| {
                let moved = self.files.get(&format!("{root}{inner}"))?;
                Some(format!("/{}", moved.strip_prefix(root)?))
            })
        };
        bundle.or_else(file)
    }

    /// A file beside the text, else an address beside its own.
    fn relative(&self, path: &str, stand: Stand<'_>) -> Option<String> {
        let dotted = if path.starts_with("./") { "./" } else { "" };
        if let Some(file) = joined(post::folder(stand.path), path) {
            let moved = self.files.get(&file);
            if moved.is_some() || self.site.join(&file).is_file() {
                let target = moved.unwrap_or(&file);
                let folder = post::folder(stand.to_path);
                if joined(folder, path).as_ref() == Some(target) {
                    return None;
                }
                let way = way(folder, target);
                let dotted = if way.starts_with("..") { "" } else { dotted };
                return Some(format!("{dotted}{way}"));
            }
        }
        let (from, to) = (stand.address?, stand.to_address?);
        let target = joined(above(from), path)?;
        let slash = if path.ends_with('/') { "/" } else { "" };
        let target = format!("/{target}{slash}");
        let moved = self.rooted(&target);
        let leaves = path.starts_with("..") || self.known.contains(&key(&target));
        if moved.is_none() && (from == to || !leaves) {
            return None;
        }
        let target = moved.unwrap_or(target);
        let there = |way: &str| joined(above(to), way).map(|place| key(&format!("/{place}")));
        if there(path) == Some(key(&target)) {
            return None;
        }
        let slash = if target.ends_with('/') { "/" } else { "" };
        Some(format!("{}{slash}", way(above(to).trim_matches('/'), target.trim_matches('/'))))
    }

    /// What stands between braces, and directly behind them.
    fn template(&self, text: &str, range: Range<usize>, stand: Stand<'_>, out: &mut Vec<Splice>) {
        let inner = &text[range.clone()];
        let word = inner
            .trim_start_matches(|c: char| matches!(c, '{' | '%' | '<' | '-') || c.is_whitespace())
            .split(|c: char| c.is_whitespace() || c == '(')
            .next()
            .unwrap_or_default();
        let mut push = |at: Range<usize>, now: Option<String>| {
            out.extend(now.map(|now| (range.start + at.start..range.start + at.end, now)));
        };
        match word {
            "ref" | "relref" => {
                if let Some(at) = quoted(inner).into_iter().next() {
                    let now = self.content_path(&inner[at.clone()], stand);
                    push(at, now);
                }
            }
            "post_url" | "link" => {
                let start = inner.find(word).unwrap_or(0) + word.len();
                let from = start + inner[start..].len() - inner[start..].trim_start().len();
                let length = inner[from..].find(|c: char| c.is_whitespace() || c == '%');
                let at = from..from + length.unwrap_or(0);
                let name = &inner[at.clone()];
                let now = if word == "link" {
                    self.files.get(name.trim_start_matches('/')).cloned()
                } else {
                    self.post_url(name)
                };
                push(at, now);
            }
            _ => {
                let own = figure::source_of(inner, self.templates);
                if let Some((at, template)) = &own {
                    let now = self.own_picture(&inner[at.clone()], template, stand);
                    push(at.clone(), now);
                }
                let own = own.map(|(at, _)| at);
                for at in quoted(inner).into_iter().filter(|at| Some(at) != own.as_ref()) {
                    let now = self.in_value(&inner[at.clone()], stand);
                    push(at, now);
                }
            }
        }
        // `{{ site.baseurl }}/posts/a/`
        let behind = &text[range.end..];
        if inner.ends_with("}}") && behind.starts_with('/') {
            let end = behind.find(|c: char| {
                c.is_whitespace() || matches!(c, ')' | '"' | '\'' | '<' | '>' | ']')
            });
            let at = range.end..range.end + end.unwrap_or(behind.len());
            if let Some(now) = self.destination(&text[at.clone()], stand) {
                out.push((at, now));
            }
        }
    }

    /// The value by which a template of the site's own names a picture that is elsewhere. Where the
    /// template shows none that lies there, the reference stays.
    fn own_picture(&self, value: &str, template: &Template, stand: Stand<'_>) -> Option<String> {
        let now = self.destination(&template.address(value), stand)?;
        let now = template.value(&now)?;
        Some(if value.starts_with('/') && !now.starts_with('/') { format!("/{now}") } else { now })
    }

    /// Hugo's `ref`: a path below the content folder, one beside the text, or a name alone.
    fn content_path(&self, raw: &str, stand: Stand<'_>) -> Option<String> {
        let content = self.rules.content();
        let end = raw.find('#').unwrap_or(raw.len());
        let (path, fragment) = raw.split_at(end);
        let slash = if path.starts_with('/') { "/" } else { "" };
        let ending =
            [".md", ".markdown", ".mdx"].into_iter().find(|end| path.ends_with(end)).unwrap_or("");
        let index = if path.ends_with("/index.md") { "/index" } else { "" };
        let inner = bare(path);
        let folder =
            |path: &'_ str| post::folder(path.strip_prefix(content).unwrap_or(path)).to_owned();
        let places: Vec<(&str, &str)> = self
            .files
            .iter()
            .filter(|(before, _)| crate::site::is_post_name(Path::new(before)))
            .filter_map(|(before, after)| {
                Some((bare(before.strip_prefix(content)?), bare(after.strip_prefix(content)?)))
            })
            .collect();
        let name = |place: &str| place.rsplit('/').next().unwrap_or_default().to_owned();
        let beside = joined(&folder(stand.path), inner);
        for (before, after) in places {
            let relative =
                slash.is_empty() && inner.contains('/') && beside.as_deref() == Some(before);
            let named = !inner.contains('/') && slash.is_empty() && name(before) == inner;
            let now = if inner == before || inner == before.trim_matches('/') {
                format!("{slash}{after}{index}{ending}")
            } else if relative {
                format!("/{after}{index}{ending}")
            } else if named {
                let unique = self.names.get(&name(after)).copied().unwrap_or(0) == 0;
                if unique {
                    format!("{}{ending}", name(after))
                } else {
                    format!("/{after}{ending}")
                }
            } else {
                continue;
            };
            return (now != path).then(|| format!("{now}{fragment}"));
        }
        // A path beside a text that goes elsewhere: from the root it leads there still.
        let leaves = path.starts_with("../") && folder(stand.path) != folder(stand.to_path);
        let beside = beside.filter(|_| leaves)?;
        Some(format!("/{beside}{index}{ending}{fragment}"))
    }

    /// Jekyll's `post_url`: the name of a post's file with its day, and folders before it or not.
    fn post_url(&self, name: &str) -> Option<String> {
        let stem = name.rsplit('/').next()?;
        let of = |path: &str| post::own_name(path).to_owned();
        let (_, after) = self
            .files
            .iter()
            .find(|(before, _)| before.contains("_posts/") && of(before) == stem)?;
        let now = of(after);
        (now != stem).then(|| format!("{}{now}", &name[..name.len() - stem.len()]))
    }
}

/// Replaces parts of a text, in order.
pub fn spliced(text: &str, splices: &[Splice]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, now) in splices {
        out.push_str(&text[at..range.start]);
        out.push_str(now);
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}

/// Where the destinations of links, pictures, definitions and HTML attributes stand.
fn destinations(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut events = markdown::parser(text).into_offset_iter();
    for (_, definition) in events.reference_definitions().iter() {
        let span = definition.span.clone();
        let colon = text[span.clone()].find("]:").map(|at| span.start + at + 2);
        found.extend(colon.and_then(|from| destination_at(text, from)));
    }
    // Each link that is open: where it begins, and where what it shows ends.
    let mut open: Vec<(bool, usize, usize)> = Vec::new();
    for (event, range) in events.by_ref() {
        match event {
            Event::Start(Tag::Link { link_type, .. } | Tag::Image { link_type, .. }) => {
                if link_type == LinkType::Autolink {
                    found.push(range.start + 1..range.end - 1);
                }
                let bracket = if text[range.start..].starts_with('!') { 2 } else { 1 };
                open.push((link_type == LinkType::Inline, range.start, range.start + bracket));
            }
            Event::End(pulldown_cmark::TagEnd::Link | pulldown_cmark::TagEnd::Image) => {
                if let Some((inline, _, shown)) = open.pop()
                    && inline
                    && let Some(at) = text[shown..range.end].find("](")
                {
                    found.extend(destination_at(text, shown + at + 2));
                }
                if let Some((_, _, shown)) = open.last_mut() {
                    *shown = range.end;
                }
            }
            Event::Html(_) | Event::InlineHtml(_) => attributes(text, range, &mut found),
            _ => {
                if let Some((_, _, shown)) = open.last_mut() {
                    *shown = (*shown).max(range.end);
                }
            }
        }
    }
    found
}

/// A destination as CommonMark 0.31 (6.3) has it, from the place where it may begin.
fn destination_at(text: &str, from: usize) -> Option<Range<usize>> {
    let start = from + text[from..].len() - text[from..].trim_start().len();
    if text[start..].starts_with('<') {
        let length = text[start + 1..].find('>')?;
        return Some(start + 1..start + 1 + length);
    }
    let (mut depth, mut escaped) = (0_usize, false);
    let mut end = start;
    for (at, letter) in text[start..].char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '(' => depth += 1,
            ')' if depth == 0 => break,
            ')' => depth -= 1,
            blank if blank.is_whitespace() || blank.is_control() => break,
            _ => {}
        }
        end = start + at + letter.len_utf8();
    }
    (end > start).then_some(start..end)
}

/// Values of `href`, `src` and `poster` in a piece of HTML, and the addresses of `srcset`.
fn attributes(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let html = &text[range.clone()];
    let lower = html.to_ascii_lowercase();
    let offered = figure::addresses(html).into_iter();
    found.extend(offered.map(|place| range.start + place.start..range.start + place.end));
    for name in ["href", "src", "poster"] {
        for (at, _) in lower.match_indices(name) {
            let rest = &html[at + name.len()..];
            let value = rest.trim_start().strip_prefix('=').map(str::trim_start);
            let before =
                lower[..at].ends_with(|c: char| c.is_whitespace() || c == '"' || c == '\'');
            let Some(value) = value.filter(|_| before) else { continue };
            let start = html.len() - value.len();
            let span = match value.chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    let length = value[1..].find(quote).unwrap_or(0);
                    start + 1..start + 1 + length
                }
                _ => {
                    let length = value.find(|c: char| c.is_whitespace() || c == '>');
                    start..start + length.unwrap_or(value.len())
                }
            };
            found.push(range.start + span.start..range.start + span.end);
        }
    }
}

/// What stands in `{{ … }}` and `{% … %}`, braces included.
fn templates(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(['{']).map(|start| at + start) {
        let close = match text.as_bytes().get(start + 1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            _ => {
                at = start + 1;
                continue;
            }
        };
        match text[start + 2..].find(close) {
            // A comment of Hugo's is none of its words.
            Some(length) => {
                let end = start + 2 + length + close.len();
                if !text[start..end].contains("/*") {
                    found.push(start..end);
                }
                at = end;
            }
            None => at = start + 2,
        }
    }
    found
}

/// What stands in quotation marks.
fn quoted(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(['"', '\'', '`']).map(|start| at + start) {
        let quote = text.as_bytes()[start] as char;
        let Some(length) = text[start + 1..].find(quote) else { break };
        found.push(start + 1..start + 1 + length);
        at = start + 2 + length;
    }
    found
}

/// A content path without what may be left out of it.
fn bare(path: &str) -> &str {
    let path = path.trim_matches('/');
    let path =
        [".md", ".markdown", ".mdx"].iter().find_map(|end| path.strip_suffix(end)).unwrap_or(path);
    path.strip_suffix("/index").unwrap_or(path)
}

fn slashed(address: &str) -> String {
    format!("{}/", address.trim_end_matches('/'))
}

/// The folder of an address.
fn above(address: &str) -> &str {
    &address[..address.rfind('/').map_or(0, |slash| slash + 1)]
}

/// A path beside a folder, without `.` and `..`; nothing when it would leave the root.
fn joined(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

/// The way from a folder to a file or folder.
fn way(folder: &str, target: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = target.split('/').filter(|part| !part.is_empty()).collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    // A folder is never reached by a name alone: a way to itself would be empty.
    let shared = if shared == to.len() { shared.saturating_sub(1) } else { shared };
    let mut parts = vec![".."; from.len() - shared];
    parts.extend(&to[shared..]);
    parts.join("/")
}

/// The path with signs for the bytes of all letters beyond ASCII.
fn in_hex(path: &str) -> String {
    utf8_percent_encode(path, CONTROLS).to_string()
}

fn lower_hex(path: &str) -> String {
    let mut left = 0;
    let lower = |letter: char| {
        left = if letter == '%' { 2 } else { i32::max(left - 1, -1) };
        if left >= 0 { letter.to_ascii_lowercase() } else { letter }
    };
    path.chars().map(lower).collect()
}

/// A path that may stand in a destination without marks around it.
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for letter in path.chars() {
        match letter {
            ' ' => out.push_str("%20"),
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '%' => out.push_str("%25"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests;
