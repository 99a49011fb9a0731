//! What a page that was built before says: which sheets it loads, and around what.
//!
//! 1. [`find`] looks through the folder that the generator wrote for the page of a known story.
//! 2. [`read`] finds the headline in it and the element that holds most of the text; what is around
//!    both, and around each alone, is the frame in which our page stands.

use std::fs;
use std::path::Path;

use dom_query::{Document, NodeRef};

use super::{At, OUTPUTS, Source, Wanted, inside, whole};
use crate::site::Site;
use crate::view::{Look, LookElement};

/// Files that are looked through, at most; and how long a page may be, in bytes.
const MOST_FILES: usize = 20_000;
const LONGEST: u64 = 2 << 20;

/// Elements that may stand around a story.
const AROUND: [&str; 8] = ["div", "main", "article", "section", "header", "body", "html", "hgroup"];

/// A built page: its sheets, and its frame.
pub(super) struct Page {
    pub(super) sheets: Vec<Source>,
    pub(super) frame: Look,
}

/// The page of one of the stories, the first that was built.
pub(super) fn page(site: &Site, stories: &[Wanted]) -> Option<Page> {
    for output in OUTPUTS {
        if !site.folder.join(output).join("index.html").is_file() {
            continue;
        }
        let mut files = Vec::new();
        pages(&site.folder, output, &mut files);
        for story in stories {
            for file in files.iter().filter(|file| is_of(file, &story.slug)) {
                let page = whole(&site.folder, file)
                    .filter(|path| path.metadata().is_ok_and(|about| about.len() <= LONGEST))
                    .and_then(|path| fs::read_to_string(path).ok())
                    .and_then(|html| {
                        read(&html, &story.title, output, file, site.profile.address.as_deref())
                    });
                if page.is_some() {
                    return page;
                }
            }
        }
    }
    None
}

/// The HTML files below a folder.
fn pages(site: &Path, folder: &str, files: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(site.join(folder)) else { return };
    for entry in entries.flatten() {
        let (Ok(kind), Ok(name)) = (entry.file_type(), entry.file_name().into_string()) else {
            continue;
        };
        if files.len() >= MOST_FILES {
            return;
        }
        let path = format!("{folder}/{name}");
        if kind.is_dir() && folder.split('/').count() < 12 {
            pages(site, &path, files);
        } else if kind.is_file() && name.ends_with(".html") {
            files.push(path);
        }
    }
}

/// `…/slug/index.html` or `…/slug.html`.
fn is_of(file: &str, slug: &str) -> bool {
    let address = file.strip_suffix("/index.html").or_else(|| file.strip_suffix(".html"));
    address.is_some_and(|address| address.rsplit('/').next() == Some(slug))
}

/// Reads a page in which a story with this headline stands.
fn read(html: &str, title: &str, output: &str, file: &str, address: Option<&str>) -> Option<Page> {
    let document = Document::from(html);
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let wanted = words(title);
    let headings = document.select("h1, h2");
    let heading = headings.nodes().iter().find(|node| words(&node.text()) == wanted)?;
    let text = text_of(&document)?;
    let above_title = chain(heading);
    let above_text = chain(&text);
    let shared = above_title.iter().zip(&above_text).take_while(|(a, b)| a.id == b.id).count();
    let element_of = |node: &NodeRef<'_>| element(node, &AROUND);
    let part = |nodes: &[NodeRef<'_>]| nodes.iter().map(element_of).collect::<Vec<_>>();
    let mut text_chain = part(&above_text[shared..]);
    text_chain.push(element_of(&text));
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let site = address.and_then(|address| url::Url::parse(address).ok());
    Some(Page {
        sheets: sheets(&document, output, folder, site.as_ref()),
        frame: Look {
            root: document.select("html").nodes().first().map(element_of).unwrap_or_default(),
            body: document.select("body").nodes().first().map(element_of).unwrap_or_default(),
            around: part(&above_text[..shared]),
            head: part(&above_title[shared..]),
            title: element(heading, &["h1", "h2"]),
            text: text_chain,
            ..Look::default()
        },
    })
}

/// The element that holds most of a story's text: as its own paragraphs.
fn text_of(document: &Document) -> Option<NodeRef<'_>> {
    let paragraphs = document.select("body p");
    let mut best: Option<(usize, NodeRef<'_>)> = None;
    let mut counted: Vec<(dom_query::NodeId, usize)> = Vec::new();
    for paragraph in paragraphs.nodes() {
        let Some(parent) = paragraph.parent() else { continue };
        let length = paragraph.text().trim().len();
        let total = match counted.iter_mut().find(|(id, _)| *id == parent.id) {
            Some((_, total)) => {
                *total += length;
                *total
            }
            None => {
                counted.push((parent.id, length));
                length
            }
        };
        if best.as_ref().is_none_or(|(most, _)| total > *most) {
            best = Some((total, parent));
        }
    }
    best.map(|(_, parent)| parent)
}

/// The elements around one, from the body's child down.
fn chain<'a>(node: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
    let mut above: Vec<NodeRef<'a>> =
        node.ancestors_it(None).take_while(|node| !node.has_name("body")).collect();
    above.reverse();
    above
}

/// An element without what it does: its name, if it may stand here, and what sheets know it by.
fn element(node: &NodeRef<'_>, names: &[&str]) -> LookElement {
    let tag = node.node_name().map(|name| name.to_string()).unwrap_or_default();
    let attributes = node.attrs();
    let value = |name: &str| {
        let found = attributes.iter().find(|one| &*one.name.local == name);
        found.map(|one| one.value.to_string()).unwrap_or_default()
    };
    LookElement {
        tag: if names.contains(&tag.as_str()) { tag } else { "div".to_owned() },
        id: value("id"),
        class: value("class"),
        lang: Some(value("lang")).filter(|lang| is_language(lang)).unwrap_or_default(),
        dir: Some(value("dir").to_lowercase())
            .filter(|dir| matches!(dir.as_str(), "ltr" | "rtl" | "auto"))
            .unwrap_or_default(),
        data: attributes
            .iter()
            .filter(|one| one.name.local.starts_with("data-"))
            .map(|one| (one.name.local.to_string(), one.value.to_string()))
            .filter(|(name, value)| is_plain(name) && value.len() < 100)
            .take(10)
            .collect(),
    }
}

/// Whether a text looks like the code of a language.
fn is_language(code: &str) -> bool {
    code.len() <= 35 && code.bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'-')
}

/// Whether a name has letters, digits and hyphens only.
fn is_plain(name: &str) -> bool {
    name.bytes().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == b'-')
}

/// The sheets of a page, in their order.
fn sheets(document: &Document, output: &str, folder: &str, site: Option<&url::Url>) -> Vec<Source> {
    let mut sheets = Vec::new();
    for node in document.select("link, style").nodes() {
        let media = node.attr("media").map(|media| media.to_string());
        let media = media.filter(|media| !matches!(media.trim(), "" | "all"));
        // Anything else in it could end the rule that is put around the sheet.
        let is_query = |media: &String| {
            media.chars().all(|sign| sign.is_alphanumeric() || " ()-:.,".contains(sign))
        };
        if media.as_ref().is_some_and(|media| !is_query(media)) {
            continue;
        }
        let at = if node.has_name("style") {
            At::Inline(folder.to_owned(), node.text().to_string())
        } else {
            let rel = node.attr("rel").unwrap_or_default().to_lowercase();
            // Loaded later by a script, or only when it is needed: a page without scripts has it.
            let counts = rel.split_whitespace().any(|word| word == "stylesheet")
                || (rel == "preload" && node.attr("as").is_some_and(|kind| &*kind == "style"));
            let href = node.attr("href").unwrap_or_default();
            match local(&href, output, folder, site) {
                Some(file) if counts => At::File(file),
                _ => continue,
            }
        };
        let source = Source { at, root: Some(output.to_owned()), media };
        if !sheets.contains(&source) {
            sheets.push(source);
        }
    }
    sheets
}

/// The file that a page's address of a sheet leads to, relative to the site.
fn local(href: &str, output: &str, folder: &str, site: Option<&url::Url>) -> Option<String> {
    let href = href.split(['?', '#']).next().unwrap_or(href).trim();
    let base = site.map_or("/", |site| site.path()).trim_end_matches('/');
    let path = match site.map(url::Url::origin) {
        // The site's own address, written out.
        Some(origin) if url::Url::parse(href).is_ok_and(|url| url.origin() == origin) => {
            url::Url::parse(href).ok()?.path().to_owned()
        }
        _ if href.contains(':') || href.starts_with("//") || href.contains('\\') => return None,
        _ => href.to_owned(),
    };
    match path.strip_prefix('/') {
        Some(_) => inside(&format!("{output}/{}", path.strip_prefix(base).unwrap_or(&path))),
        None => inside(&format!("{folder}/{path}")),
    }
}
