//! Whether what a call of the generator's names is there: Hugo's `ref` and `relref`, Jekyll's
//! `post_url` and `link`. Where it is not, the site is not built.

use std::path::Path;

use super::{Copy, Draft, Field, Rule, words};
use crate::library::address::Rules;
use crate::post;
use crate::site::{Generator, Site};

/// Tells of calls that name no page.
pub(super) fn check(copy: &mut Copy<'_>) {
    let generator = copy.facts.profile.generator;
    if crate::template::is_switched_off(copy.fields, generator) {
        return;
    }
    let mut drafts = Vec::new();
    for call in copy.calls.iter().filter(|call| call.closed) {
        let words = match (generator, call.name.as_str()) {
            (Generator::Hugo, "ref" | "relref") if call.open.len() == 3 => &call.name,
            (Generator::Jekyll, "post_url" | "link") if call.open == "{%" => &call.name,
            _ => continue,
        };
        let Some(name) = named(&copy.body[call.span.clone()], words) else { continue };
        if !copy.facts.pictures.has_page(&call.name, name) {
            let draft = Draft::new(Rule::L1, Field::Text, words::dead_link(name)).about(name);
            drafts.push(draft.at(call.span.clone()));
        }
    }
    drafts.into_iter().for_each(|draft| copy.tell(draft));
}

/// What a call names; nothing where that is made by other code, or in another language.
fn named<'a>(call: &'a str, word: &str) -> Option<&'a str> {
    let from = call.find(word)? + word.len();
    let inner = call[from..].trim_end_matches(['}', '>', '%', '-', '/']).trim();
    if inner.contains("{{") || inner.contains("lang=") || inner.contains('$') {
        return None;
    }
    let inner = inner.strip_prefix("path=").unwrap_or(inner);
    let name = match inner.chars().next()? {
        quote @ ('"' | '\'' | '`') => inner[1..].split(quote).next()?,
        _ => inner.split_whitespace().next()?,
    };
    let name = name.split('#').next().unwrap_or(name).trim();
    (!name.is_empty() && !name.contains("://")).then_some(name)
}

/// Whether the site has the page that a call of this name names.
pub(super) fn is_there(site: &Site, post: &str, call: &str, name: &str) -> bool {
    match call {
        "post_url" => {
            let stem = name.rsplit('/').next().unwrap_or(name);
            any_file(&site.folder, "", 5, &|path| {
                path.contains("_posts/") && post::own_name(path) == stem
            })
        }
        "link" => {
            let above = post.split_once("_posts/").map_or("", |(above, _)| above);
            let name = name.trim_start_matches('/');
            site.folder.join(name).is_file() || site.folder.join(above).join(name).is_file()
        }
        _ => has_content(site, name),
    }
}

/// Hugo takes a path below the content folder, one beside the story, or a name alone; the end of
/// a path will do for all of them.
fn has_content(site: &Site, name: &str) -> bool {
    let rules = Rules::read(site);
    let content = site.folder.join(rules.content());
    // Content that is put together of several places is not looked for.
    let put_together =
        crate::site::configuration(&site.folder).is_some_and(|all| all.get("module").is_some());
    let path = name.to_lowercase();
    let path = path.trim_start_matches("../").trim_start_matches("./").trim_matches('/');
    let wanted = bare(path);
    let of_taxonomy = ["tags/", "categories/", "authors/", "series/"];
    if put_together
        || wanted.is_empty()
        || !content.is_dir()
        || of_taxonomy.iter().any(|start| wanted.starts_with(start))
        || content.join(path).exists()
    {
        return true;
    }
    any_file(&content, "", 12, &|path| {
        let path = path.to_lowercase();
        let found = bare(&path);
        let ends = |found: &str| {
            found.strip_suffix(wanted).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
        };
        // `a.de` is the German `a`; a section needs no file of its own.
        ends(found)
            || found.rsplit_once('.').is_some_and(|(found, _)| ends(bare(found)))
            || post::folder(&path).split('/').any(|folder| folder == wanted)
    })
}

/// A content path without its ending, and without the name that each folder's own page has.
fn bare(path: &str) -> &str {
    let ending = [".md", ".markdown", ".html", ".adoc", ".org", ".rst"];
    let path = ending.iter().find_map(|end| path.strip_suffix(end)).unwrap_or(path);
    let own = ["/_index", "/index"].iter().find_map(|end| path.strip_suffix(end));
    own.unwrap_or(path)
}

/// Whether a file below a folder answers; its path is told from there.
fn any_file(folder: &Path, above: &str, depth: usize, answers: &impl Fn(&str) -> bool) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{above}{name}");
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => {
                let foreign = matches!(name.as_str(), "node_modules" | "_site" | "vendor");
                depth > 0
                    && !foreign
                    && !name.starts_with('.')
                    && any_file(&entry.path(), &format!("{path}/"), depth - 1, answers)
            }
            Ok(_) => answers(&path),
            Err(_) => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_call_names() {
        for (call, word, name) in [
            ("{{< ref \"a.md\" >}}", "ref", Some("a.md")),
            ("{{< relref path=\"a\" >}}", "relref", Some("a")),
            ("{{< relref path=\"a\" lang=\"fr\" >}}", "relref", None),
            ("{{% ref a.md#part %}}", "ref", Some("a.md")),
            ("{{< ref \"#part\" >}}", "ref", None),
            ("{% post_url 2026-01-01-a %}", "post_url", Some("2026-01-01-a")),
            ("{% link {{ page.next }} %}", "link", None),
        ] {
            assert_eq!(named(call, word), name, "{call}");
        }
    }
}
