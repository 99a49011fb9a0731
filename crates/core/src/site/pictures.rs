//! Where the newest posts' own pictures lie, and how they are referred to.
//!
//! Most references beside the post: beside the post. Else the innermost folder that holds most
//! of the others: sites that give each story a folder of its own (`/img/2024/flood/a.jpg`) are
//! left with the one that these folders lie in. Template code that says only where the site is
//! (`{{ site.baseurl }}/img/a.jpg`) is kept before a reference in a text.

use std::collections::HashMap;
use std::path::Path;

use super::{Generator, Keys};
use crate::figure::{self, Templates};
use crate::metadata::Value;
use crate::post::Post;
use crate::template;

/// Folders of a site whose contents stand at the site's root.
const ROOTS: [&str; 6] = ["", "static/", "public/", "src/", "assets/", "src/assets/"];

/// Of a hundred references, how many must lie in a folder for it to be the site's.
const MOST: usize = 60;

/// The folder, and what a reference to a picture in it starts with; both empty for pictures that
/// lie beside their post. Nothing where posts without pictures leave it open.
pub(super) fn place(
    folder: &Path,
    newest: &[&Post],
    keys: &Keys,
    own: &Templates,
) -> Option<(String, String)> {
    let mut beside = 0;
    let mut elsewhere = 0;
    // Whether a text has an address that begins nowhere.
    let mut in_texts = false;
    // Names alone with no such file beside their post.
    let mut lost: Vec<String> = Vec::new();
    let mut folders: HashMap<(String, String), usize> = HashMap::new();
    // What stands before the references of texts, and how often.
    let mut before: HashMap<String, usize> = HashMap::new();
    for post in newest {
        for (written, in_text) in references(post, keys, own) {
            let src = template::plain_address(&written);
            if in_text && src.starts_with('/') {
                *before.entry(code_before(&written, &src)).or_default() += 1;
            }
            // `img/a.jpg`, which the site's root has and the post's folder does not.
            let of_root = || {
                let (named, _) = src.rsplit_once('/')?;
                let lies = |place: &Path| place.join(src.as_ref()).is_file();
                let beside = lies(&folder.join(post.folder())) || src.starts_with('.');
                (!beside && !levels(folder, post, named).is_empty()).then_some(named)
            };
            match address(&src).or_else(of_root) {
                None => {
                    beside += 1;
                    let there = folder.join(post.folder()).join(src.as_ref()).is_file();
                    lost.extend((!there).then(|| src.into_owned()));
                }
                Some(address) => {
                    let levels = levels(folder, post, address);
                    in_texts |= in_text && is_rootless(address);
                    elsewhere += usize::from(!levels.is_empty());
                    levels.into_iter().for_each(|level| *folders.entry(level).or_default() += 1);
                }
            }
        }
    }
    // The site's layout may put before a name what others say with it: `cover: a.jpg`.
    let of_another = |name: &&String| {
        folders.keys().any(|(place, _)| folder.join(place).join(name.as_str()).is_file())
    };
    beside -= lost.iter().filter(of_another).count();
    if beside == 0 && elsewhere == 0 {
        return None;
    }
    if beside >= elsewhere {
        return Some(Default::default());
    }
    folders
        .into_iter()
        .filter(|(_, count)| count * 100 >= elsewhere * MOST)
        .max_by_key(|((folder, address), count)| {
            (
                folder.matches('/').count(),
                *count,
                std::cmp::Reverse((folder.clone(), address.clone())),
            )
        })
        .map(|((folder, address), _)| {
            let most = before.into_iter().max_by_key(|(code, count)| (*count, code.clone()));
            let code =
                most.filter(|_| address.starts_with('/')).map_or(String::new(), |(code, _)| code);
            // Layouts put the site's root before the lead picture; in a text nothing does.
            let root = if is_rootless(&address) && !in_texts { "/" } else { "" };
            (folder, format!("{code}{root}{address}"))
        })
}

/// Whether most lead pictures have an address that begins nowhere: `assets/img/a.jpg`, before which
/// the site's layouts put its root.
pub(super) fn are_rootless(newest: &[&Post], keys: &Keys, own: &Templates) -> bool {
    let leads = newest.iter().flat_map(|post| references(post, keys, own));
    let away: Vec<String> =
        leads.filter(|(src, in_text)| !in_text && src.contains('/')).map(|(src, _)| src).collect();
    let rootless = away.iter().filter(|src| is_rootless(src)).count();
    rootless * 2 > away.len()
}

fn is_rootless(address: &str) -> bool {
    address.starts_with(|sign: char| sign.is_alphanumeric() || sign == '_')
}

/// The template code before an address, as a text has it. A filter around one says the same as the
/// site's root before it.
fn code_before(written: &str, plain: &str) -> String {
    match written.strip_suffix(plain) {
        Some(code) => code.to_owned(),
        None if written.contains("| relative_url") => "{{ site.baseurl }}".to_owned(),
        None => String::new(),
    }
}

/// The generator's usual folder for pictures, where it has one.
pub(super) fn usual(generator: Generator, newest: &[&Post]) -> Option<(String, String)> {
    let place = |folder: &str, address: &str| Some((folder.to_owned(), address.to_owned()));
    match generator {
        Generator::Jekyll => place("assets/images", "/assets/images/"),
        Generator::Eleventy
            if newest.first().is_some_and(|post| !post.path.contains("/index.")) =>
        {
            place("public/img", "/img/")
        }
        // A page that is one file is read a folder below it: nothing beside the file is found there.
        Generator::Hugo | Generator::Zola
            if newest.first().is_some_and(|post| !post.path.contains("/index.")) =>
        {
            place("static/images", "/images/")
        }
        _ => None,
    }
}

/// References of a post to pictures that the site has itself, and whether they stand in its text.
fn references(post: &Post, keys: &Keys, own: &Templates) -> Vec<(String, bool)> {
    let figures = figure::read_with(post.body(), own).into_iter();
    let mut all: Vec<(String, bool)> = figures.map(|figure| (figure.src, true)).collect();
    if let (Some(key), Ok(fields)) = (&keys.lead_src, &post.fields)
        && let Some(Value::Text(src)) = fields.get(&key.as_str().into())
    {
        all.push((src.clone(), false));
    }
    all.retain(|(src, _)| !src.is_empty() && !src.contains("://") && !src.starts_with("//"));
    all
}

/// The part of a reference before the file's name, where it does not lie beside the post.
fn address(src: &str) -> Option<&str> {
    let away = src.starts_with('/')
        || src.starts_with("../")
        || src.contains("assets/")
        || src.contains("images/");
    let (address, _) = src.rsplit_once('/')?;
    let somewhere = !address.trim_start_matches("../").trim_matches('/').is_empty();
    (away && somewhere && !address.starts_with("./")).then_some(address)
}

/// The folder that an address leads to and all above it that are still in the site, each with
/// what a reference to a picture there starts with.
fn levels(site: &Path, post: &Post, address: &str) -> Vec<(String, String)> {
    let up = address.split('/').take_while(|part| *part == "..").count();
    // Astro's themes have these names for the folder of what is built.
    let alias = address.starts_with("~/") || address.starts_with("@/");
    let inside = match alias {
        true => &address[2..],
        false => address.trim_start_matches("../").trim_start_matches('/'),
    };
    let root = if alias {
        Some("src/".to_owned())
    } else if up > 0 {
        let mut parts: Vec<&str> = post.folder().split('/').collect();
        let Some(kept) = parts.len().checked_sub(up) else { return Vec::new() };
        parts.truncate(kept);
        Some(if parts.is_empty() { String::new() } else { format!("{}/", parts.join("/")) })
    } else {
        let there = |root: &&&str| site.join(format!("{root}{inside}")).is_dir();
        ROOTS.iter().find(there).map(|root| (*root).to_owned())
    };
    let Some(root) = root.filter(|root| site.join(format!("{root}{inside}")).is_dir()) else {
        return Vec::new();
    };
    let start = &address[..address.len() - inside.len()];
    let mut levels = Vec::new();
    let mut level = inside;
    loop {
        levels.push((format!("{root}{level}"), format!("{start}{level}/")));
        match level.rsplit_once('/') {
            Some((parent, _)) => level = parent,
            None => return levels,
        }
    }
}
