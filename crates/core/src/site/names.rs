//! The names under which sites keep the fields of the model.
//!
//! Each name has a weight: `description` is a dek, `meta_description` stands in for one where
//! there is none, a picture for social networks is the lead picture only of a site that has no
//! other. Names of equal use and weight are preferred in the order of these lists.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::metadata::{Fields, KeyPath, Step, Value};
use crate::post::FEATURED;
use crate::story::When;

/// A field of the model that has a name of the site's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Field {
    Title,
    Description,
    Authors,
    Date,
    Updated,
    Tags,
    Lead,
}

/// All of them.
pub(super) const FIELDS: [Field; 7] = [
    Field::Title,
    Field::Description,
    Field::Authors,
    Field::Date,
    Field::Updated,
    Field::Tags,
    Field::Lead,
];

/// A name in use.
#[derive(Debug)]
pub(super) struct Name {
    pub(super) field: Field,
    /// As a profile has it: `image.alt`.
    pub(super) key: String,
    pub(super) path: KeyPath,
    /// What one use of it counts.
    pub(super) weight: usize,
    /// Its place among all names; the first of equals is preferred.
    pub(super) rank: usize,
}

/// What one use of a usual name counts, of one that stands in, and of a last resort.
pub(super) const USUAL: usize = 20;
pub(super) const STANDS_IN: usize = 12;
const SHARED: usize = 6;
const LAST: usize = 1;

/// Maps that hold a site's own keys where the generator knows only its own.
const PREFIXES: [&str; 3] = ["", "extra.", "params."];

const TITLES: &[&str] = &["title", "headline", "hed"];

const DESCRIPTIONS: &[&str] = &[
    "description",
    "dek",
    "deck",
    "summary",
    "excerpt",
    "subtitle",
    "sub_title",
    "subTitle",
    "subheading",
    "subhead",
    "subhed",
    "subheadline",
    "standfirst",
    "lede",
    "lead",
    "intro",
    "introduction",
    "abstract",
    "blurb",
    "teaser",
    "tagline",
    "desc",
    "snippet",
];
const SEARCH_DESCRIPTIONS: &[&str] = &[
    "seo.description",
    "seo_description",
    "seoDescription",
    "meta.description",
    "meta_description",
    "metaDescription",
    "og_description",
    "ogDescription",
    "social_description",
];

const AUTHORS: &[&str] = &[
    "authors",
    "author.name",
    "author.display_name",
    "author",
    "byline",
    "bylines",
    "writers",
    "writer",
    "author_name",
    "authorName",
    "contributors",
    "creator",
    "by",
    "attribution",
    "reporters",
    "reporter",
    "journalists",
    "journalist",
    "correspondents",
    "correspondent",
];
const AUTHOR_TAXONOMIES: &[&str] = &["taxonomies.authors", "taxonomies.author"];

const DATES: &[&str] = &[
    "date",
    "pubDate",
    "pubDatetime",
    "publishDate",
    "publish_date",
    "publishedDate",
    "published_date",
    "publishedAt",
    "published_at",
    "published",
    "datePublished",
    "date_published",
    "pub_date",
    "pubdate",
    "publishdate",
    "publicationDate",
    "publication_date",
    "posted",
    "posted_at",
    "postDate",
];
const CREATIONS: &[&str] = &["created", "created_at", "createdAt", "dateCreated", "date_created"];

const UPDATES: &[&str] = &[
    "lastmod",
    "updated",
    "updatedDate",
    "updateDate",
    "updated_date",
    "last_modified_at",
    "modified",
    "modDatetime",
    "dateModified",
    "date_modified",
    "lastModified",
    "last_modified",
    "modified_date",
    "modifiedDate",
    "updatedAt",
    "updated_at",
    "last_updated",
    "lastUpdated",
    "last_update",
    "dateUpdated",
    "date_updated",
    "upDate",
];

const TAGS: &[&str] = &["tags", "taxonomies.tags", "tag", "taxonomies.tag"];
const CATEGORIES: &[&str] = &[
    "categories",
    "taxonomies.categories",
    "category",
    "topics",
    "topic",
    "keywords",
    "subjects",
    "labels",
];

const LEADS: &[&str] = &[
    "image",
    "cover",
    "heroImage",
    "hero_image",
    "hero-image",
    "heroimage",
    "hero",
    "featured_image",
    "featuredImage",
    "featured-image",
    "featuredimage",
    "feature_image",
    "featureImage",
    "feature-image",
    "featureimage",
    "featured",
    "feature",
    "lead_image",
    "leadImage",
    "lead-image",
    "lead",
    "main_image",
    "mainImage",
    "coverImage",
    "cover_image",
    "cover-image",
    "coverimage",
    "cover_img",
    "cover-img",
    "featured_img",
    "feature_img",
    "feature-img",
    "featured-img",
    "hero_img",
    "main_img",
    "coverImg",
    "post_image",
    "postImage",
    "header_image",
    "headerImage",
    "header-image",
    "header_img",
    "header-img",
    "article_image",
    "articleImage",
    "photo",
    "picture",
    "img",
    "illustration",
    "background",
    "background_image",
    "backgroundImage",
    "poster",
    "splash",
];
/// Under which key of its map the reference of a picture stands.
const REFERENCES: &[&str] =
    &["src", "path", "url", "image", "file", "feature", "img", "href", "filename", "source"];
const OTHER_LEADS: &[&str] = &[
    "header.image",
    "header.overlay_image",
    "header.image_fullwidth",
    "images[0].src",
    "images[0].url",
    "images[0].path",
    "images[0].image",
    "images[0]",
    "images.featured",
    "images.feature",
    "images.main",
    "images.cover",
    "images.hero",
    "bigimg[0].src",
    "photos[0]",
    "pictures[0]",
    "media.image",
    "featuredImage.node.sourceUrl",
];
const CARD_PICTURES: &[&str] = &[
    "thumbnail",
    "thumb",
    "banner",
    "thumbnail_img",
    "thumbnail-img",
    "thumbnail_image",
    "thumbnailImage",
    "thumbnailUrl",
    "thumbnail_url",
    "banner_image",
    "bannerImage",
    "bannerimage",
    "teaser_image",
    "teaserImage",
    "teaser",
    "preview_image",
    "previewImage",
    "preview",
    "card_image",
    "cardImage",
    "list_image",
    "listImage",
];
const OTHER_CARD_PICTURES: &[&str] =
    &["header.teaser", "image.teaser", "image.thumb", "image.thumbnail", "images.thumbnail"];
const SHARED_PICTURES: &[&str] = &[
    "og_image",
    "ogImage",
    "og-image",
    "ogimage",
    "og.image",
    "header.og_image",
    "social_image",
    "socialImage",
    "social-image",
    "share_image",
    "shareImage",
    "share-img",
    "meta_image",
    "metaImage",
    "seo.image",
    "seo.og_image",
    "opengraph.image",
    "open_graph.image",
    "twitter_image",
    "twitter.image",
    "og_preview_img",
];

/// Hugo's list of the files of a bundle; which of them leads differs from post to post.
pub(super) const RESOURCE: &str = "resources[0].src";
/// How the file that leads is called in such a list.
const LEADING: [&str; 10] = [
    "cover",
    "featured",
    "feature",
    "featured-image",
    "hero",
    "lead",
    "header",
    "banner",
    "thumbnail",
    "image",
];

static NAMES: LazyLock<Vec<Name>> = LazyLock::new(|| {
    let mut names = Vec::new();
    add(&mut names, Field::Title, TITLES, USUAL);
    add(&mut names, Field::Description, DESCRIPTIONS, USUAL);
    add(&mut names, Field::Description, SEARCH_DESCRIPTIONS, LAST);
    add(&mut names, Field::Authors, AUTHORS, USUAL);
    add(&mut names, Field::Authors, AUTHOR_TAXONOMIES, USUAL);
    add(&mut names, Field::Date, DATES, USUAL);
    add(&mut names, Field::Date, CREATIONS, LAST);
    add(&mut names, Field::Updated, UPDATES, USUAL);
    add(&mut names, Field::Tags, TAGS, USUAL);
    add(&mut names, Field::Tags, CATEGORIES, LAST);
    add(&mut names, Field::Lead, &with_references(LEADS), USUAL);
    add(&mut names, Field::Lead, OTHER_LEADS, USUAL);
    add(&mut names, Field::Lead, &[RESOURCE], USUAL);
    add(&mut names, Field::Lead, &with_references(CARD_PICTURES), STANDS_IN);
    add(&mut names, Field::Lead, OTHER_CARD_PICTURES, STANDS_IN);
    add(&mut names, Field::Lead, SHARED_PICTURES, SHARED);
    names
});

/// The names by the key that leads to them: the outermost, inside `extra` and `params` the next.
static BY_FIRST: LazyLock<HashMap<String, Vec<&'static Name>>> = LazyLock::new(|| {
    let mut by_first: HashMap<_, Vec<_>> = HashMap::new();
    for name in NAMES.iter() {
        by_first.entry(first(&name.path)).or_default().push(name);
    }
    by_first
});

fn first(path: &KeyPath) -> String {
    match path.0.as_slice() {
        [Step::Key(prefix), Step::Key(key), ..] if is_prefix(prefix) => format!("{prefix}.{key}"),
        [Step::Key(key), ..] => key.clone(),
        _ => String::new(),
    }
}

fn is_prefix(key: &str) -> bool {
    PREFIXES.iter().any(|prefix| prefix.strip_suffix('.') == Some(key))
}

fn add(names: &mut Vec<Name>, field: Field, keys: &[impl AsRef<str>], weight: usize) {
    let prefixed =
        PREFIXES.iter().flat_map(|prefix| keys.iter().map(move |key| [*prefix, key.as_ref()]));
    // Hugo takes a key in any case, and people write `Title`.
    let capital = keys.iter().map(|key| {
        let (first, rest) = key.as_ref().split_at(1);
        format!("{}{rest}", first.to_uppercase())
    });
    for key in prefixed.map(|parts| parts.concat()).chain(capital) {
        let (path, rank) = (KeyPath::from(key.as_str()), names.len());
        names.push(Name { field, key, path, weight, rank });
    }
}

/// Each key as a map that holds a reference, then alone.
fn with_references(keys: &[&str]) -> Vec<String> {
    let of = |key: &&str| {
        let inside: Vec<String> = REFERENCES.iter().map(|end| format!("{key}.{end}")).collect();
        inside.into_iter().chain([(*key).to_owned()])
    };
    keys.iter().flat_map(of).collect()
}

/// The name of that key.
pub(super) fn known(field: Field, key: &str) -> Option<&'static Name> {
    let path = KeyPath::from(key);
    let names = BY_FIRST.get(&first(&path))?;
    names.iter().copied().find(|name| name.field == field && name.path == path)
}

/// What stands under a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// What the name promises.
    Fit,
    /// Nothing.
    Nothing,
    /// Something else: `featured: true` is no picture.
    Else,
}

/// The names of fields that a header has, and whether each is filled; an empty one tells only
/// that the site has the key.
pub(super) fn found(fields: &Fields) -> impl Iterator<Item = (&'static Name, bool)> {
    found_of(fields, None)
}

/// Those of one field.
pub(super) fn found_of(
    fields: &Fields,
    field: Option<Field>,
) -> impl Iterator<Item = (&'static Name, bool)> {
    held(fields, field)
        .filter(|(_, holds)| *holds != Holds::Else)
        .map(|(name, holds)| (name, holds == Holds::Fit))
}

/// The names of fields that a header has, or of one field, and what stands under each.
pub(super) fn held(
    fields: &Fields,
    field: Option<Field>,
) -> impl Iterator<Item = (&'static Name, Holds)> {
    let names = fields.entries.iter().flat_map(|(key, value)| match value {
        Value::Map(inner) if is_prefix(key) => inner
            .iter()
            .filter_map(|(inner, _)| BY_FIRST.get(&format!("{key}.{inner}")))
            .flatten()
            .collect::<Vec<_>>(),
        _ => BY_FIRST.get(key).into_iter().flatten().collect(),
    });
    names.filter(move |name| field.is_none_or(|field| name.field == field)).filter_map(|name| {
        let value = fields.get(&name.path)?;
        let empty = matches!(value, Value::Null)
            || matches!(value, Value::Text(text) if text.trim().is_empty())
            || matches!(value, Value::List(items) if items.is_empty());
        let holds = match empty {
            true => Holds::Nothing,
            false if fits(name, value) => Holds::Fit,
            false => Holds::Else,
        };
        Some((*name, holds))
    })
}

/// Whether a header fills a field, under whatever name.
pub(super) fn has(fields: &Fields, field: Field) -> bool {
    found_of(fields, Some(field)).any(|(_, filled)| filled)
}

/// Whether a value can be what the name promises.
fn fits(name: &Name, value: &Value) -> bool {
    match name.field {
        Field::Title => matches!(value, Value::Text(_) | Value::Number(_) | Value::Date(_)),
        Field::Description => {
            matches!(value, Value::Text(text) if !has_picture_ending(text.trim()))
        }
        Field::Authors => !people(value).is_empty(),
        Field::Date | Field::Updated => is_date(value),
        Field::Tags => {
            matches!(value, Value::Text(_))
                || value.as_list().is_some_and(|items| items.iter().any(|i| i.as_str().is_some()))
        }
        Field::Lead => matches!(value, Value::Text(text) if is_reference(&name.key, text.trim())),
    }
}

/// Whether a value is a date. `published: true` is none.
pub(super) fn is_date(value: &Value) -> bool {
    match value {
        Value::Date(_) => true,
        Value::Text(text) => When::read(text).day.is_some(),
        _ => false,
    }
}

/// The names of people that a byline holds: a text, texts, or maps with a name in them.
pub(crate) fn people(value: &Value) -> Vec<String> {
    let name = |value: &Value| match value {
        Value::Map(_) => name_in(value).map(|(_, name)| name),
        other => other.as_str().map(str::to_owned),
    };
    let names: Vec<String> = match value {
        Value::List(items) => items.iter().filter_map(name).collect(),
        other => name(other).into_iter().collect(),
    };
    names.into_iter().filter(|name| !name.trim().is_empty()).collect()
}

/// Under which key a map of a person has the name, and the name.
pub(crate) fn name_in(person: &Value) -> Option<(&'static str, String)> {
    ["name", "display_name", "displayName", "full_name", "fullName", "title", "id", "slug"]
        .into_iter()
        .find_map(|key| {
            let text = person.at(&[Step::Key(key.to_owned())])?.as_str()?;
            Some((key, text.to_owned()))
        })
}

/// Whether a text can be the reference of a picture. Where the key does not speak of one, the
/// text has to.
fn is_reference(key: &str, text: &str) -> bool {
    if text.is_empty() || text.contains('\n') {
        return false;
    }
    let key = key.to_lowercase();
    let speaks = ["image", "img", "thumb", "resources"].iter().any(|word| key.contains(word));
    has_picture_ending(text)
        || !text.contains(' ') && (speaks || text.contains('/') && !text.starts_with('#'))
        || text.starts_with("http://")
        || text.starts_with("https://")
}

fn has_picture_ending(text: &str) -> bool {
    const ENDINGS: [&str; 9] =
        [".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".svg", ".tiff", ".heic"];
    let file = text.split(['?', '#']).next().unwrap_or(text).to_lowercase();
    ENDINGS.iter().any(|ending| file.ends_with(ending))
}

/// Which of the files of a bundle leads: by its name, else the first picture.
pub(super) fn leading_resource(fields: &Fields) -> Option<usize> {
    let items = fields.get(&"resources".into())?.as_list()?;
    let text = |item: &Value, key: &str| {
        Some(item.at(&[Step::Key(key.to_owned())])?.as_str()?.to_lowercase())
    };
    let leads = |item: &Value| {
        let called = |name: String| LEADING.iter().any(|leading| name == *leading);
        text(item, "name").is_some_and(called)
    };
    // A pattern says something of all the pictures that it means, and leads with none of them.
    let one = |src: String| has_picture_ending(&src) && !src.contains('*');
    let picture = |item: &Value| text(item, "src").is_some_and(one);
    items.iter().position(leads).or_else(|| items.iter().position(picture))
}

/// What words of a lead picture are asked for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Word {
    Alt,
    Caption,
    Credit,
}

impl Word {
    /// As part of a key, wherever it stands.
    fn names(self) -> &'static [&'static str] {
        match self {
            Word::Alt => &["alt", "alt_text", "altText", "alttext", "description", "desc"],
            Word::Caption => &["caption", "captions", "figcaption", "cutline", "legend", "cap"],
            Word::Credit => &[
                "credit",
                "credits",
                "attribution",
                "credit_text",
                "creditText",
                "credit_line",
                "photographer",
                "copyright",
            ],
        }
    }

    /// Only inside a map that is about the picture.
    fn inside(self) -> &'static [&'static str] {
        match self {
            Word::Alt => &["text"],
            Word::Caption => &["title"],
            Word::Credit => &["source", "author", "artist", "by", "byline", "attr"],
        }
    }

    /// Beside the picture, without naming it.
    fn alone(self) -> &'static [&'static str] {
        match self {
            Word::Alt => &["image_alt", "imageAlt", "image-alt", "alt", "alt_text"],
            Word::Caption => {
                &["image_caption", "imageCaption", "image-caption", "photo_caption", "caption"]
            }
            Word::Credit => &[
                "image_credit",
                "imageCredit",
                "image-credit",
                "image_credits",
                "photo_credit",
                "photoCredit",
                "photo-credit",
                "photo_credits",
                "img_credit",
                "photographer",
                "credit",
                "credits",
            ],
        }
    }
}

/// Where a word of a lead picture may stand, the likeliest first: in the map that holds the
/// reference (`image.alt`), as a relative of its key (`image-alt`, `heroAlt`), or beside it.
pub(super) fn relatives(lead: &str, word: Word) -> Vec<String> {
    let (prefix, key) = match PREFIXES[1..].iter().find(|prefix| lead.starts_with(**prefix)) {
        Some(prefix) => (*prefix, &lead[prefix.len()..]),
        None => ("", lead),
    };
    let mut names = Vec::new();
    let flat = match key.rsplit_once('.') {
        Some((parent, leaf)) => {
            names.extend(word.names().iter().map(|word| format!("{parent}.{word}")));
            names.extend(word.names().iter().map(|word| format!("{parent}.params.{word}")));
            if matches!(word, Word::Credit) {
                // As Docsy has it.
                names.push(format!("{parent}.params.byline"));
            }
            for word in word.names() {
                names.extend(joined(leaf, word).map(|name| format!("{parent}.{name}")));
            }
            names.extend(word.inside().iter().map(|word| format!("{parent}.{word}")));
            parent
        }
        None => key,
    };
    let flat = flat.trim_end_matches("[0]");
    if !flat.contains(['.', '[']) && flat != "header" {
        let short = ["_image", "-image", "Image", "_img", "-img", "s"];
        let roots = short.iter().filter_map(|end| flat.strip_suffix(end)).filter(|r| !r.is_empty());
        for root in std::iter::once(flat).chain(roots) {
            word.names().iter().for_each(|word| names.extend(joined(root, word)));
        }
    }
    names.extend(word.alone().iter().map(|name| (*name).to_owned()));
    if key.starts_with("images[0]") {
        names.extend(word.names().iter().map(|word| format!("resources[0].params.{word}")));
    }
    names.into_iter().map(|name| format!("{prefix}{name}")).collect()
}

/// Where a word of a picture may stand that leads by the name of its file.
pub(super) fn of_featured(word: Word) -> Vec<String> {
    let named = FEATURED.iter().flat_map(|name| relatives(name, word));
    named.chain(relatives("image.src", word)).collect()
}

/// `image-alt`, `image_alt`, `imageAlt`, `imagealt`.
fn joined(key: &str, word: &str) -> [String; 4] {
    let capital = format!("{}{}", word[..1].to_uppercase(), &word[1..]);
    let with = |between: &str| format!("{key}{between}{word}");
    [with("-"), with("_"), format!("{key}{capital}"), with("")]
}
