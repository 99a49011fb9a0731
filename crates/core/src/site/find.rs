//! Which files are posts?
//!
//! Every Markdown file below the content folders is read; one with a date (among its fields or
//! in its name) is a post. So is every file that stands in a section where posts are: a draft
//! without a date, a file whose fields cannot be read, a file in no readable encoding. None of
//! them may vanish from the list.

use std::collections::HashSet;
use std::path::Path;

use ignore::WalkBuilder;

use super::Generator;
use super::learn::DATE_KEYS;
use crate::post::Post;

/// Folders that hold no posts whatever lies in them.
const NEVER: [&str; 8] =
    ["node_modules", "public", "_site", "dist", "themes", "vendor", "layouts", "resources"];

/// File stems that are about a project, not posts of it.
const PROJECT: [&str; 8] = [
    "readme",
    "license",
    "licence",
    "changelog",
    "contributing",
    "code_of_conduct",
    "security",
    "_index",
];

/// Whether a file name can be a post's.
pub fn is_post_name(path: &Path) -> bool {
    let end = path.extension().and_then(|end| end.to_str()).unwrap_or_default();
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let lower = stem.to_lowercase();
    // Editors' and sync programs' leavings are nobody's story.
    let leaving =
        lower.starts_with('.') || lower.starts_with("~$") || lower.contains("conflicted copy");
    matches!(end.to_lowercase().as_str(), "md" | "markdown" | "mdx")
        && !PROJECT.contains(&lower.as_str())
        && !leaving
}

/// All posts of a site, in no particular order.
pub fn posts(folder: &Path, generator: Generator) -> Vec<Post> {
    let candidates = Post::read_all(folder, &candidates(folder, generator));
    let sections = candidates.iter().filter(|post| is_dated(post)).map(|post| &post.path);
    let sections: HashSet<String> = sections.map(|path| section(path).to_owned()).collect();
    candidates.into_iter().filter(|post| belongs(&post.path, &sections)).collect()
}

/// Files that may be posts, without reading them.
pub fn candidates(folder: &Path, generator: Generator) -> Vec<String> {
    roots(folder, generator).iter().flat_map(|root| markdown_files(folder, root)).collect()
}

/// Whether a candidate stands in one of the sections where posts are. A site without any dated
/// post takes them all.
pub fn belongs(path: &str, sections: &HashSet<String>) -> bool {
    sections.is_empty() || sections.contains(section(path))
}

fn roots(folder: &Path, generator: Generator) -> Vec<String> {
    let fixed: Vec<String> = generator
        .content_folders()
        .iter()
        .filter(|name| folder.join(name).is_dir())
        .map(|name| (*name).to_owned())
        .collect();
    if fixed.is_empty() { vec![String::new()] } else { fixed }
}

/// Site-relative paths, with `/`, of the Markdown files below a folder. Links are not followed.
fn markdown_files(folder: &Path, root: &str) -> Vec<String> {
    WalkBuilder::new(folder.join(root))
        .hidden(true)
        .parents(false)
        .require_git(false)
        .follow_links(false)
        .filter_entry(|entry| {
            let name = entry.file_name().to_string_lossy();
            !(entry.file_type().is_some_and(|kind| kind.is_dir()) && NEVER.contains(&name.as_ref()))
        })
        .build()
        .flatten()
        .filter(|entry| is_post_name(entry.path()))
        .filter(|entry| entry.file_type().is_some_and(|kind| !kind.is_dir()))
        .filter_map(|entry| {
            let relative = entry.path().strip_prefix(folder).ok()?;
            Some(relative.to_string_lossy().replace('\\', "/"))
        })
        .collect()
}

/// The folder that a post shares with its neighbours: its own, or its bundle's parent.
pub fn section(path: &str) -> &str {
    let folder = |path: &str| path.rfind('/').unwrap_or(0);
    let own = &path[..folder(path)];
    let name = path.rsplit('/').next().unwrap_or(path);
    if name.starts_with("index.") { &own[..folder(own)] } else { own }
}

fn is_dated(post: &Post) -> bool {
    post.date_in_name().is_some()
        || post.fields.as_ref().is_ok_and(|fields| {
            DATE_KEYS.iter().any(|key| {
                fields
                    .get(&(*key).into())
                    .and_then(|value| value.text())
                    .is_some_and(|d| !d.is_empty())
            })
        })
}
