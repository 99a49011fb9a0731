//! Where new posts go: the folders that hold posts, each with the pattern that the paths in it follow.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::learn::most;
use super::{Generator, Place, PostPath, Sections, language, section};
use crate::post::Post;

/// How many posts of a folder are asked for their pattern.
const ASKED: usize = 50;

/// How many folders are offered.
const OFFERED: usize = 24;

/// All of them: first where most of the newest posts are, then where most are at all. A site
/// without posts has those that its other editor names, else its generator's usual one.
pub(super) fn all(
    generator: Generator,
    sections: &Sections,
    posts: &[Post],
    newest: &[&Post],
    named: &[Place],
) -> Vec<Place> {
    let mut groups: HashMap<(&str, Option<&str>), Vec<&Post>> = HashMap::new();
    let new: HashSet<&str> = newest.iter().map(|post| post.path.as_str()).collect();
    // Unpublished stories of Jekyll wait in a folder of their own.
    let waits = |post: &&Post| post.path.starts_with("_drafts/") || post.path.contains("/_drafts/");
    let published = posts.iter().filter(|post| !waits(post));
    for post in published {
        let language = sections.language(&post.path);
        groups.entry((section(&post.path), language)).or_default().push(post);
    }
    let mut places: Vec<(usize, Place)> = groups
        .into_iter()
        .map(|((folder, language), mut posts)| {
            let of_the_newest = posts.iter().filter(|p| new.contains(p.path.as_str())).count();
            posts.sort_by_key(|post| (!new.contains(post.path.as_str()), post.path.as_str()));
            let path = most(posts.iter().take(ASKED).map(|post| pattern(post)));
            let place = Place {
                folder: folder.to_owned(),
                path: PostPath(path.unwrap_or_default()),
                posts: posts.len(),
                language: language.map(str::to_owned),
            };
            (of_the_newest, place)
        })
        .collect();
    places.sort_by(|(new_a, a), (new_b, b)| {
        let order = |new: usize, place: &Place| (Reverse(new), Reverse(place.posts));
        order(*new_a, a)
            .cmp(&order(*new_b, b))
            .then_with(|| (&a.folder, &a.language).cmp(&(&b.folder, &b.language)))
    });
    let mut places: Vec<Place> = places.into_iter().map(|(_, place)| place).collect();
    let unknown = |place: &&Place| !places.iter().any(|known| known.folder == place.folder);
    let more: Vec<Place> = named.iter().filter(unknown).cloned().collect();
    places.extend(more);
    if places.is_empty() {
        places.push(usual(generator));
    }
    places.truncate(OFFERED);
    places
}

fn usual(generator: Generator) -> Place {
    let path = match generator {
        Generator::Hugo | Generator::Zola => "content/posts/{slug}/index.md",
        Generator::Jekyll => "_posts/{year}-{month}-{day}-{slug}.md",
        Generator::Astro => "src/content/blog/{slug}/index.md",
        Generator::Eleventy | Generator::Generic => "posts/{slug}.md",
    };
    PostPath(path.to_owned()).place()
}

/// `_posts/2024-01-12-a-story.md` → `_posts/{year}-{month}-{day}-{slug}.md`.
pub(super) fn pattern(post: &Post) -> String {
    let mut parts: Vec<String> = post.path.split('/').map(str::to_owned).collect();
    let name = parts.pop().unwrap_or_default();
    let (stem, end) = name.rsplit_once('.').unwrap_or((&name, "md"));
    let end = match language::in_name(&post.path) {
        Some(code) => format!("{code}.{end}"),
        None => end.to_owned(),
    };
    let named = match post.date_in_name() {
        Some(_) => "{year}-{month}-{day}-{slug}",
        None => "{slug}",
    };
    let file = match parts.last_mut() {
        Some(bundle) if stem == "index" || stem.starts_with("index.") => {
            *bundle = named.to_owned();
            format!("index.{end}")
        }
        _ => format!("{named}.{end}"),
    };
    // Year, month and day folders follow the date.
    let mut dated = ["{year}", "{month}", "{day}"].into_iter().peekable();
    for part in &mut parts {
        let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let long = match dated.peek() {
            Some(&"{year}") => part.len() == 4,
            Some(_) => (1..=2).contains(&part.len()),
            None => false,
        };
        if digits && long {
            *part = dated.next().unwrap_or_default().to_owned();
        }
    }
    parts.push(file);
    parts.join("/")
}
