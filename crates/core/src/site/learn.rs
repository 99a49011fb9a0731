//! The profile, learned from the newest fifty posts.
//!
//! For each field of the model there is a list of names in use; the one that most of the newest
//! posts fill is the site's. A lead picture's words are looked for beside its reference
//! (`image.alt`) and as its relatives (`image-alt`, `imageAlt`).

use std::collections::HashMap;
use std::path::Path;

use super::{Generator, Keys, PostPath, Profile};
use crate::figure::{self, Form};
use crate::metadata::{Fields, Format, KeyPath, Value};
use crate::post::Post;

/// How many of the newest posts are asked.
const NEWEST: usize = 50;

const TITLE_KEYS: [&str; 2] = ["title", "headline"];
const DESCRIPTION_KEYS: [&str; 8] =
    ["description", "dek", "summary", "excerpt", "subtitle", "lede", "teaser", "extra.description"];
const AUTHOR_KEYS: [&str; 7] =
    ["authors", "author", "byline", "bylines", "params.authors", "extra.authors", "extra.author"];
/// Names of a date in use.
pub(super) const DATE_KEYS: [&str; 6] =
    ["date", "pubDate", "publishDate", "published", "published_at", "created"];
const UPDATED_KEYS: [&str; 6] =
    ["lastmod", "updated", "updatedDate", "last_modified_at", "modified", "dateModified"];
const TAG_KEYS: [&str; 5] = ["tags", "taxonomies.tags", "categories", "keywords", "topics"];
const LEAD_KEYS: [&str; 24] = [
    "image.src",
    "image.path",
    "image.url",
    "image",
    "header.image",
    "header.teaser",
    "cover.image",
    "cover.src",
    "cover",
    "heroImage.src",
    "heroImage",
    "hero_image",
    "hero.src",
    "hero.image",
    "feature_image",
    "featured_image",
    "featuredImage",
    "featured.image",
    "images[0]",
    "extra.image.src",
    "extra.image",
    "resources[0].src",
    "thumbnail",
    "banner",
];
const ALT_WORDS: [&str; 4] = ["alt", "description", "alt_text", "text"];
const CAPTION_WORDS: [&str; 2] = ["caption", "title"];
const CREDIT_WORDS: [&str; 4] = ["credit", "attribution", "photographer", "copyright"];

/// Learns the profile. `zone` is the time zone that the site's configuration names.
pub(super) fn profile(
    folder: &Path,
    generator: Generator,
    posts: &[Post],
    zone: Option<String>,
) -> Profile {
    let newest = newest(posts);
    let headers: Vec<&Fields> =
        newest.iter().filter_map(|post| post.fields.as_ref().ok()).collect();
    let keys = keys(&headers);
    let keys = if headers.is_empty() { defaults(generator) } else { keys };
    let single_author = keys.authors.as_ref().is_some_and(|key| {
        let key: KeyPath = key.as_str().into();
        let lists = headers.iter().filter(|f| matches!(f.get(&key), Some(Value::List(_)))).count();
        let texts = headers.iter().filter(|f| matches!(f.get(&key), Some(Value::Text(_)))).count();
        texts > lists
    });
    let (images, image_address) = images(folder, generator, &newest, &keys);
    Profile {
        generator,
        posts: post_path(generator, &newest),
        format: most(headers.iter().filter_map(|fields| fields.format))
            .unwrap_or(if generator == Generator::Zola { Format::Toml } else { Format::Yaml }),
        constants: constants(&headers, &keys, generator),
        figure: figure_form(&newest),
        time_zone: zone.unwrap_or_else(system_zone),
        keys,
        single_author,
        images,
        image_address,
    }
}

/// The zone of this computer, by name; UTC where it has none.
fn system_zone() -> String {
    jiff::tz::TimeZone::system().iana_name().unwrap_or("UTC").to_owned()
}

fn newest(posts: &[Post]) -> Vec<&Post> {
    let mut newest: Vec<(String, &Post)> = posts
        .iter()
        .map(|post| {
            let date = post.fields.as_ref().ok().and_then(|fields| {
                DATE_KEYS.iter().find_map(|key| fields.get(&(*key).into())?.text())
            });
            (
                date.or_else(|| post.date_in_name().map(|day| day.to_string())).unwrap_or_default(),
                post,
            )
        })
        .collect();
    newest.sort_by(|a, b| b.0.cmp(&a.0));
    newest.into_iter().take(NEWEST).map(|(_, post)| post).collect()
}

fn keys(headers: &[&Fields]) -> Keys {
    let used = |names: &[&str]| {
        names
            .iter()
            .map(|name| (uses(headers, name), *name))
            .filter(|(count, _)| *count > 0)
            // The first of equals: names stand in the order of preference.
            .reduce(|best, next| if next.0 > best.0 { next } else { best })
            .map(|(_, name)| name.to_owned())
    };
    let lead_src = used(&LEAD_KEYS);
    let relative = |words: &[&str]| {
        let lead = lead_src.as_deref()?;
        let names: Vec<String> = words.iter().flat_map(|word| relatives(lead, word)).collect();
        used(&names.iter().map(String::as_str).collect::<Vec<_>>()).filter(|key| key != lead)
    };
    Keys {
        title: used(&TITLE_KEYS),
        description: used(&DESCRIPTION_KEYS),
        authors: used(&AUTHOR_KEYS),
        date: used(&DATE_KEYS),
        updated: used(&UPDATED_KEYS),
        tags: used(&TAG_KEYS),
        lead_alt: relative(&ALT_WORDS),
        lead_caption: relative(&CAPTION_WORDS),
        lead_credit: relative(&CREDIT_WORDS),
        lead_src,
    }
}

/// How many headers fill a key with something that a reader would see.
fn uses(headers: &[&Fields], name: &str) -> usize {
    let key: KeyPath = name.into();
    headers
        .iter()
        .filter(|fields| match fields.get(&key) {
            Some(Value::Text(text)) => !text.is_empty(),
            Some(Value::List(items)) => !items.is_empty(),
            Some(Value::Null | Value::Map(_)) | None => false,
            Some(Value::Bool(_)) => false,
            Some(Value::Date(_) | Value::Number(_)) => true,
        })
        .count()
}

/// Where the words of a lead picture may stand: beside `image.src`, or as `image-alt`.
fn relatives(lead: &str, word: &str) -> Vec<String> {
    let capital = format!("{}{}", word[..1].to_uppercase(), &word[1..]);
    let mut names = Vec::new();
    if let Some((parent, _)) = lead.rsplit_once('.') {
        names.push(format!("{parent}.{word}"));
        names.push(format!("{parent}.params.{word}"));
    }
    let base = lead.trim_end_matches("[0]");
    names.extend([
        format!("{base}-{word}"),
        format!("{base}_{word}"),
        format!("{base}{capital}"),
        format!("photo_{word}"),
    ]);
    if lead.ends_with("[0]") || lead.starts_with("images") {
        names.push(format!("resources[0].params.{word}"));
    }
    names
}

/// What a generator's documentation says, for a site without posts.
fn defaults(generator: Generator) -> Keys {
    let key = |name: &str| Some(name.to_owned());
    let nested = |parent: &str, src: &str| {
        (
            Some(format!("{parent}.{src}")),
            Some(format!("{parent}.alt")),
            Some(format!("{parent}.caption")),
            Some(format!("{parent}.credit")),
        )
    };
    let (lead_src, lead_alt, lead_caption, lead_credit) = match generator {
        Generator::Jekyll => nested("image", "path"),
        Generator::Zola => nested("extra.image", "src"),
        Generator::Astro => {
            (key("heroImage"), key("heroImageAlt"), key("heroImageCaption"), key("heroImageCredit"))
        }
        Generator::Hugo | Generator::Eleventy | Generator::Generic => nested("image", "src"),
    };
    Keys {
        title: key("title"),
        description: key("description"),
        authors: key(match generator {
            Generator::Jekyll | Generator::Astro => "author",
            _ => "authors",
        }),
        date: key(if generator == Generator::Astro { "pubDate" } else { "date" }),
        updated: key(match generator {
            Generator::Hugo => "lastmod",
            Generator::Jekyll => "last_modified_at",
            Generator::Astro => "updatedDate",
            _ => "updated",
        }),
        tags: key(if generator == Generator::Zola { "taxonomies.tags" } else { "tags" }),
        lead_src,
        lead_alt,
        lead_caption,
        lead_credit,
    }
}

/// The pattern that most of the newest posts' paths follow.
fn post_path(generator: Generator, newest: &[&Post]) -> PostPath {
    let learned = most(newest.iter().map(|post| pattern(post)));
    PostPath(learned.unwrap_or_else(|| {
        match generator {
            Generator::Hugo | Generator::Zola => "content/posts/{slug}/index.md",
            Generator::Jekyll => "_posts/{year}-{month}-{day}-{slug}.md",
            Generator::Astro => "src/content/blog/{slug}/index.md",
            Generator::Eleventy | Generator::Generic => "posts/{slug}.md",
        }
        .to_owned()
    }))
}

/// `_posts/2024-01-12-a-story.md` → `_posts/{year}-{month}-{day}-{slug}.md`.
fn pattern(post: &Post) -> String {
    let mut parts: Vec<String> = post.path.split('/').map(str::to_owned).collect();
    let name = parts.pop().unwrap_or_default();
    let (stem, end) = name.rsplit_once('.').unwrap_or((&name, "md"));
    let slug = |stem: &str| {
        if post.date_in_name().is_some() { "{year}-{month}-{day}-{slug}" } else { stem }.to_owned()
    };
    let file = if stem.starts_with("index") {
        if let Some(bundle) = parts.last_mut() {
            *bundle = slug("{slug}");
        }
        format!("{stem}.{end}")
    } else {
        format!("{}.{end}", slug("{slug}"))
    };
    // Year and month folders follow the date.
    for part in &mut parts {
        let digits = part.bytes().all(|byte| byte.is_ascii_digit());
        match part.len() {
            4 if digits => *part = "{year}".to_owned(),
            2 if digits => *part = "{month}".to_owned(),
            _ => {}
        }
    }
    parts.push(file);
    parts.join("/")
}

/// Where the newest posts' own pictures lie, and how they are referred to.
fn images(folder: &Path, generator: Generator, newest: &[&Post], keys: &Keys) -> (String, String) {
    let mut references: Vec<String> = Vec::new();
    for post in newest {
        references.extend(figure::read(post.body()).into_iter().map(|figure| figure.src));
        if let (Some(key), Ok(fields)) = (&keys.lead_src, &post.fields) {
            references.extend(fields.get(&key.as_str().into()).and_then(Value::text));
        }
    }
    let local = references.iter().filter(|src| !src.contains("://") && !src.is_empty());
    let learned = most(local.filter_map(|src| {
        let rooted = src.starts_with('/') || src.contains("assets/") || src.contains("images/");
        let address = src.rsplit_once('/').map_or("", |(address, _)| address);
        let address = address.trim_start_matches("./");
        if !rooted || address.is_empty() {
            return Some((String::new(), String::new()));
        }
        let inside = address.trim_start_matches('/');
        ["", "static/", "public/", "src/", "assets/"].iter().find_map(|root| {
            let candidate = format!("{root}{inside}");
            folder.join(&candidate).is_dir().then(|| (candidate, format!("{address}/")))
        })
    }));
    learned.unwrap_or_else(|| match generator {
        Generator::Jekyll => ("assets/images".to_owned(), "/assets/images/".to_owned()),
        Generator::Eleventy
            if newest.first().is_some_and(|post| !post.path.contains("/index.")) =>
        {
            ("public/img".to_owned(), "/img/".to_owned())
        }
        _ => (String::new(), String::new()),
    })
}

fn figure_form(newest: &[&Post]) -> Form {
    let forms = newest.iter().flat_map(|post| figure::read(post.body())).map(|figure| figure.form);
    // A site whose pictures carry no caption yet gets the form that every generator shows.
    match most(forms.filter(|form| !matches!(form, Form::Plain | Form::Inline))) {
        Some(form @ (Form::Html | Form::Shortcode | Form::Title)) => form,
        _ => Form::Markdown,
    }
}

/// Keys that every one of the newest posts carries with the same plain value.
fn constants(headers: &[&Fields], keys: &Keys, generator: Generator) -> Vec<(String, Value)> {
    let Some(first) = headers.first().filter(|_| headers.len() >= 3) else {
        return match generator {
            Generator::Jekyll => vec![("layout".to_owned(), Value::Text("post".to_owned()))],
            _ => Vec::new(),
        };
    };
    let own =
        [&keys.title, &keys.description, &keys.authors, &keys.date, &keys.updated, &keys.tags];
    first
        .entries
        .iter()
        .filter(|(key, value)| {
            matches!(value, Value::Text(_) | Value::Bool(_))
                && !own.contains(&&Some(key.clone()))
                && keys.lead_src.as_deref() != Some(key)
                && headers.iter().all(|fields| fields.get(&key.as_str().into()) == Some(value))
        })
        .cloned()
        .collect()
}

/// The most frequent of some values; the first of equals.
fn most<T: Clone + Eq + std::hash::Hash>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: HashMap<T, (usize, usize)> = HashMap::new();
    for (place, value) in values.enumerate() {
        counts.entry(value).or_insert((0, place)).0 += 1;
    }
    counts
        .into_iter()
        .max_by_key(|(_, (n, place))| (*n, usize::MAX - place))
        .map(|(value, _)| value)
}
