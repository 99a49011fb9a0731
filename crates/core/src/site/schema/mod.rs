//! What a site says of its fields in so many words: in the settings of another editor that its
//! people use (Decap, Pages CMS, Front Matter CMS), or in Astro's content collections.
//!
//! 1. Each reader turns one file into collections: a folder, the names of its files, its fields.
//! 2. A collection with headlines and dates is one of posts: its folder holds posts, its fields are theirs.
//!    One without headlines holds none.
//! 3. Where two files speak of one field, the first gives the label, and either can need it.
//!
//! These files are read, never run, and one that is unusual in some way counts as not there.

mod astro;
mod decap;
mod front_matter_cms;
mod pages_cms;
mod references;

use std::path::Path;

use serde_json::Value;

use super::names::{self, Field};
use super::{Place, PostPath};

/// A field that the site's schema knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaField {
    /// The folder of the posts that it is a field of, site-relative; empty is all.
    pub folder: String,
    /// Its key; keys inside each other are joined by dots.
    pub key: String,
    /// What it is called where people see it.
    pub label: Option<String>,
    /// What it holds.
    pub kind: Kind,
    /// Whether a post needs it.
    pub required: bool,
    /// What it is one of; empty where anything goes.
    pub choices: Vec<String>,
    /// Whether the generator builds nothing where it holds something else.
    pub strict: bool,
    /// The folder whose entries it is one of, or several: each is chosen by the name of its file.
    pub refers: String,
    /// Whether a number has to be a whole one.
    pub whole: bool,
    /// How many letters a text has at least and at most, where that is said.
    pub letters: (Option<usize>, Option<usize>),
}

/// What a field of a schema holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text on one line.
    Text,
    /// A text on several lines.
    LongText,
    /// A number.
    Number,
    /// Yes or no.
    Switch,
    /// A day.
    Day,
    /// A day and a time.
    DayAndTime,
    /// Several short texts.
    List,
    /// One of a few texts.
    Choice,
    /// The reference of a picture.
    Picture,
    /// Something with parts.
    Structured,
}

impl Kind {
    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::LongText => "long-text",
            Kind::Number => "number",
            Kind::Switch => "switch",
            Kind::Day => "day",
            Kind::DayAndTime => "day-and-time",
            Kind::List => "list",
            Kind::Choice => "choice",
            Kind::Picture => "picture",
            Kind::Structured => "structured",
        }
    }
}

/// All that the files say.
#[derive(Debug, Default)]
pub(super) struct Schema {
    pub(super) fields: Vec<SchemaField>,
    pub(super) places: Vec<Place>,
    /// Folders of something that has no headline: quotes, people.
    pub(super) others: Vec<String>,
    /// Where pictures go, and what references to them start with.
    pub(super) images: Option<(String, String)>,
    pub(super) address: Option<String>,
}

/// One kind of content.
#[derive(Debug, Default)]
struct Collection {
    folder: String,
    /// The file of a new post below the folder: `{slug}.md`; empty where nothing is said.
    file: String,
    fields: Vec<SchemaField>,
}

impl Schema {
    /// Reads what there is.
    pub(super) fn read(site: &Path) -> Schema {
        let mut schema = Schema::default();
        for mut found in [
            decap::read(site),
            pages_cms::read(site),
            front_matter_cms::read(site),
            astro::read(site),
        ]
        .into_iter()
        .flatten()
        {
            schema.images = schema.images.or_else(|| found.images.take());
            schema.address = schema.address.or_else(|| found.address.take());
            for collection in found.collections {
                if collection.is_of_posts() {
                    schema.take(collection);
                } else if !collection.folder.is_empty()
                    && !collection.fields.is_empty()
                    && !collection.has(Field::Title)
                {
                    schema.others.push(collection.folder);
                }
            }
        }
        schema
    }

    /// Folders of posts.
    pub(super) fn folders(&self) -> Vec<String> {
        self.places.iter().map(|place| place.folder.clone()).collect()
    }

    fn take(&mut self, collection: Collection) {
        for field in collection.fields {
            let same = |known: &&mut SchemaField| {
                known.key == field.key && known.folder == collection.folder
            };
            match self.fields.iter_mut().find(same) {
                Some(known) => {
                    known.required |= field.required;
                    known.label = known.label.take().or(field.label);
                    if known.choices.is_empty() {
                        known.choices = field.choices;
                    }
                }
                None => {
                    self.fields.push(SchemaField { folder: collection.folder.clone(), ..field });
                }
            }
        }
        if self.places.iter().all(|place| place.folder != collection.folder) {
            let file = if collection.file.is_empty() { "{slug}.md" } else { &collection.file };
            let path = match collection.folder.as_str() {
                "" => file.to_owned(),
                folder => format!("{folder}/{file}"),
            };
            self.places.push(PostPath(path).place());
        }
    }
}

/// What Astro asks of the fields of each collection: it builds nothing without.
pub(super) fn asked(site: &Path) -> Vec<SchemaField> {
    let collections = astro::read(site).map(|found| found.collections).unwrap_or_default();
    let of = |one: Collection| {
        let folder = one.folder;
        one.fields.into_iter().map(move |field| SchemaField { folder: folder.clone(), ..field })
    };
    collections.into_iter().flat_map(of).collect()
}

/// What one file says.
#[derive(Debug, Default)]
struct Found {
    collections: Vec<Collection>,
    images: Option<(String, String)>,
    address: Option<String>,
}

impl Collection {
    /// Posts have a headline and a date.
    fn is_of_posts(&self) -> bool {
        self.has(Field::Title) && self.has(Field::Date)
    }

    fn has(&self, field: Field) -> bool {
        let known = |of_schema: &SchemaField| names::known(field, &of_schema.key);
        self.fields.iter().filter_map(known).any(|name| name.weight > 1)
    }
}

impl SchemaField {
    /// Whether a post of this path has the field.
    pub fn is_of(&self, path: &str) -> bool {
        self.folder.is_empty()
            || path.strip_prefix(&self.folder).is_some_and(|rest| rest.starts_with('/'))
    }

    fn new(key: String, kind: Kind, required: bool) -> SchemaField {
        SchemaField {
            folder: String::new(),
            key,
            label: None,
            kind,
            required,
            choices: Vec::new(),
            strict: false,
            refers: String::new(),
            whole: false,
            letters: (None, None),
        }
    }
}

/// A text of a map.
fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().map(str::to_owned).filter(|text| !text.is_empty())
}

/// The items of a list of a map.
fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// What may be chosen: texts, or maps with the value under one of these keys.
fn choices(items: &[Value], keys: &[&str]) -> Vec<String> {
    let choice = |item: &Value| match item {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        map => keys.iter().find_map(|key| text(map, key)),
    };
    items.iter().filter_map(choice).collect()
}

/// A folder relative to the site: no slashes at its ends, no dot at its start.
fn folder(path: &str) -> String {
    path.trim_start_matches("./").trim_matches('/').to_owned()
}

/// How pictures in a folder are referred to.
fn address(public: &str) -> String {
    format!("/{}/", public.trim_matches('/')).replace("//", "/")
}

/// The name of a new file: the editor's tokens between these brackets become a post path's.
/// Nothing where it asks for what a post path has not.
fn file_name(template: &str, open: &str, close: &str) -> Option<String> {
    let mut name = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once(open) {
        let (token, after) = after.split_once(close)?;
        let token = token.split('|').next().unwrap_or(token).trim();
        name.push_str(before);
        name.push_str(match token {
            "year" => "{year}",
            "month" => "{month}",
            "day" => "{day}",
            "slug" | "title" | "primary" | "fields.slug" | "fields.title" => "{slug}",
            _ => return None,
        });
        rest = after;
    }
    name.push_str(rest);
    name.contains("{slug}").then_some(name)
}
