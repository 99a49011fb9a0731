//! How a site wants its posts.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::learn::defaults;
use super::names::{self, Field, Word};
use super::schema::SchemaField;
use super::{Generator, Inherited, section};
use crate::figure::{self, Figure, Form, Templates};
use crate::form::DateForm;
use crate::metadata::{Fields, Format, Value};
use crate::photo;
use crate::post::{folder, is_bundle};
use crate::template;

/// The keys under which the model's fields stand in the header. `None`: the site has no name
/// for it. Nested keys are joined by dots (`image.alt`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keys {
    /// Headline.
    pub title: Option<String>,
    /// Dek.
    pub description: Option<String>,
    /// Byline.
    pub authors: Option<String>,
    /// Date.
    pub date: Option<String>,
    /// Date of the last correction or update.
    pub updated: Option<String>,
    /// Tags.
    pub tags: Option<String>,
    /// Lead picture: the reference.
    pub lead_src: Option<String>,
    /// Lead picture: description.
    pub lead_alt: Option<String>,
    /// Lead picture: caption.
    pub lead_caption: Option<String>,
    /// Lead picture: credit.
    pub lead_credit: Option<String>,
}

impl Keys {
    /// The key of a field.
    pub(super) fn of(&self, field: Field) -> &Option<String> {
        match field {
            Field::Title => &self.title,
            Field::Description => &self.description,
            Field::Authors => &self.authors,
            Field::Date => &self.date,
            Field::Updated => &self.updated,
            Field::Tags => &self.tags,
            Field::Lead => &self.lead_src,
        }
    }

    pub(super) fn of_mut(&mut self, field: Field) -> &mut Option<String> {
        match field {
            Field::Title => &mut self.title,
            Field::Description => &mut self.description,
            Field::Authors => &mut self.authors,
            Field::Date => &mut self.date,
            Field::Updated => &mut self.updated,
            Field::Tags => &mut self.tags,
            Field::Lead => &mut self.lead_src,
        }
    }

    pub(super) fn word(&self, word: Word) -> &Option<String> {
        match word {
            Word::Alt => &self.lead_alt,
            Word::Caption => &self.lead_caption,
            Word::Credit => &self.lead_credit,
        }
    }

    pub(super) fn word_mut(&mut self, word: Word) -> &mut Option<String> {
        match word {
            Word::Alt => &mut self.lead_alt,
            Word::Caption => &mut self.lead_caption,
            Word::Credit => &mut self.lead_credit,
        }
    }

    /// The key of a field by the name that a person's file has for it.
    pub fn named(&self, row: &str) -> Option<&String> {
        match row {
            "title" => self.title.as_ref(),
            "description" => self.description.as_ref(),
            "authors" => self.authors.as_ref(),
            "date" => self.date.as_ref(),
            "updated" => self.updated.as_ref(),
            "tags" => self.tags.as_ref(),
            "lead_src" => self.lead_src.as_ref(),
            "lead_alt" => self.lead_alt.as_ref(),
            "lead_caption" => self.lead_caption.as_ref(),
            "lead_credit" => self.lead_credit.as_ref(),
            _ => None,
        }
    }

    /// Every key that there is.
    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        [
            &self.title,
            &self.description,
            &self.authors,
            &self.date,
            &self.updated,
            &self.tags,
            &self.lead_src,
            &self.lead_alt,
            &self.lead_caption,
            &self.lead_credit,
        ]
        .into_iter()
        .flatten()
        .map(String::as_str)
    }
}

/// Whether a key holds something that counts as the value of a field.
fn is_filled(fields: &Fields, field: Field, key: &str) -> bool {
    match fields.get(&key.into()) {
        None | Some(Value::Null | Value::Bool(_)) => false,
        Some(value) if field == Field::Authors => !names::people(value).is_empty(),
        Some(Value::Text(text)) => !text.trim().is_empty(),
        Some(Value::List(items)) => field == Field::Tags && !items.is_empty(),
        Some(Value::Map(_)) => false,
        Some(Value::Date(_) | Value::Number(_)) => true,
    }
}

/// Whether a key holds nothing.
fn is_empty(fields: &Fields, key: &str) -> bool {
    match fields.get(&key.into()) {
        Some(Value::Null) => true,
        Some(Value::Text(text)) => text.trim().is_empty(),
        Some(Value::List(items)) => items.is_empty(),
        _ => false,
    }
}

pub(super) fn is_text(fields: &Fields, key: &str) -> bool {
    matches!(fields.get(&key.into()), Some(Value::Text(text)) if !text.trim().is_empty())
}

/// Where a new post's file goes: `{slug}`, `{year}`, `{month}` and `{day}` are filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostPath(pub String);

impl PostPath {
    /// The path of a new post.
    pub fn fill(&self, slug: &str, date: jiff::civil::Date) -> String {
        self.0
            .replace("{slug}", slug)
            .replace("{year}", &format!("{:04}", date.year()))
            .replace("{month}", &format!("{:02}", date.month()))
            .replace("{day}", &format!("{:02}", date.day()))
    }

    /// The place that new posts of this path go to.
    pub(super) fn place(&self) -> Place {
        let one = self.0.replace("{year}", "2000").replace("{month}", "01").replace("{day}", "01");
        Place { folder: section(&one).to_owned(), path: self.clone(), posts: 0, language: None }
    }

    /// Whether each post has a folder of its own, with its pictures beside it.
    pub fn is_bundle(&self) -> bool {
        self.0.rsplit('/').next().is_some_and(|name| name.starts_with("index."))
    }
}

/// A folder that new posts can go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The folder that its posts share, site-relative.
    pub folder: String,
    /// Where a new post's file goes.
    pub path: PostPath,
    /// How many posts it holds.
    pub posts: usize,
    /// The code of the language that is written there, where the site has several.
    pub language: Option<String>,
}

/// From how many characters a headline and a dek are too long for this site.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Limits {
    /// Headline; none is the usual one.
    pub headline: Option<u32>,
    /// Dek; none is the usual one.
    pub dek: Option<u32>,
}

/// How pictures are kept that lead by the name of their file, and where their words stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Featured {
    /// What most of them are called, without the ending: `featured`.
    pub name: String,
    /// Description.
    pub alt: Option<String>,
    /// Caption.
    pub caption: Option<String>,
    /// Credit.
    pub credit: Option<String>,
}

impl Featured {
    fn word(&self, word: Word) -> &Option<String> {
        match word {
            Word::Alt => &self.alt,
            Word::Caption => &self.caption,
            Word::Credit => &self.credit,
        }
    }
}

/// What the preview takes from the site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PreviewOfSite {
    /// Files of the site, relative to it, whose rules the page is shown by.
    pub stylesheets: Vec<String>,
}

/// Copies of pictures, for a site that makes none itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sizes {
    /// Widths in pixels.
    pub widths: Vec<u32>,
    /// Whether each also comes as WebP.
    pub webp: bool,
}

/// The profile of a site.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// What builds it.
    pub generator: Generator,
    /// Where new posts go: the first of [`Profile::places`].
    pub posts: PostPath,
    /// All folders that new posts can go to, those with the most posts first.
    pub places: Vec<Place>,
    /// How the header of a new post is written.
    pub format: Format,
    /// Its keys.
    pub keys: Keys,
    /// Where lead pictures have no key: those beside the post that lead by their name.
    pub featured: Option<Featured>,
    /// Whether the byline is one text (`author: Ana`) and not a list.
    pub single_author: bool,
    /// The form in which new figures are written.
    pub figure: Form,
    /// The site's own templates that show a picture.
    pub templates: Templates,
    /// What credits of photographs begin with, by the folders of stories that have any.
    pub labels: BTreeMap<String, String>,
    /// Where pictures go: beside the post (`""`), or a folder of the site.
    pub images: String,
    /// What a reference to such a picture starts with (`/assets/images/`); empty beside the post.
    pub image_address: String,
    /// Whether the reference of a lead picture begins nowhere (`assets/images/a.jpg`): the site's
    /// layouts put its root before it.
    pub rootless_leads: bool,
    /// Sizes in which a picture is stored beside its own, where figures are HTML and can offer them.
    pub sizes: Sizes,
    /// Constant keys that each new post carries, as the newest posts all do (`layout: post`).
    pub constants: Vec<(String, crate::metadata::Value)>,
    /// IANA name of the zone that dates are written in.
    pub time_zone: String,
    /// How the dates of new posts are written.
    pub date: DateForm,
    /// How long a headline and a dek may be.
    pub limits: Limits,
    /// What the preview takes from the site.
    pub preview: PreviewOfSite,
    /// The site's public address, with scheme and without a slash at the end.
    pub address: Option<String>,
    /// What the site's own schema, or its other editor, says of the fields.
    pub schema: Vec<SchemaField>,
    /// Whether the site sorts its stories by something else than tags.
    pub untagged: bool,
    /// Names by the ids that stand in bylines, on a site that keeps its people in a file of data.
    pub people: BTreeMap<String, String>,
    /// What posts have without saying so: the byline of their folder.
    pub inherited: Inherited,
    /// Fields whose key somebody chose: no other is looked for.
    pub(super) settled: Vec<Field>,
}

impl Profile {
    /// The keys for one post. Where it leaves the site's key out and fills another name of the
    /// same field, that one is its key: old posts are full of them.
    pub fn keys_of(&self, fields: &Fields) -> Cow<'_, Keys> {
        let mut keys = Cow::Borrowed(&self.keys);
        if fields.entries.is_empty() {
            self.find_words_of_featured(fields, &mut keys);
            return keys;
        }
        let mut best: [Option<&names::Name>; names::FIELDS.len()] = Default::default();
        for (name, filled) in names::found(fields) {
            let Some(at) = names::FIELDS.iter().position(|field| *field == name.field) else {
                continue;
            };
            let better = |best: &names::Name| (name.weight, best.rank) > (best.weight, name.rank);
            if filled && self.may_stand_in(name) && best[at].is_none_or(better) {
                best[at] = Some(name);
            }
        }
        for (at, field) in names::FIELDS.iter().enumerate() {
            let own = self.keys.of(*field).as_deref();
            let missing = own.is_none_or(|key| !is_filled(fields, *field, key));
            let free = |name: &&names::Name| keys.all().all(|key| key != name.key);
            if let (true, Some(name)) = (missing, best[at].filter(free)) {
                *keys.to_mut().of_mut(*field) = Some(name.key.clone());
            } else if let Some(key) = own.and_then(|own| self.in_another_case(fields, own)) {
                *keys.to_mut().of_mut(*field) = Some(key);
            }
        }
        self.find_lead(fields, &mut keys);
        self.find_words_of_featured(fields, &mut keys);
        keys
    }

    /// Whether a picture that leads by its name leads in a post with this header.
    pub fn leads_by_name(&self, fields: &Fields) -> bool {
        let keys = self.keys_of(fields);
        let named = keys.lead_src.as_deref();
        self.featured.is_some() && !named.is_some_and(|key| is_filled(fields, Field::Lead, key))
    }

    /// Where the header names no lead picture, the words are those of the one that leads by its name.
    fn find_words_of_featured(&self, fields: &Fields, keys: &mut Cow<'_, Keys>) {
        let Some(featured) = &self.featured else { return };
        let named = keys.lead_src.as_deref().is_some_and(|key| is_filled(fields, Field::Lead, key));
        if named || self.settled.contains(&Field::Lead) {
            return;
        }
        let keys = keys.to_mut();
        (keys.lead_alt, keys.lead_caption, keys.lead_credit) = (None, None, None);
        for word in [Word::Alt, Word::Caption, Word::Credit] {
            let own = featured.word(word).clone();
            let key = own.filter(|key| fields.get(&key.as_str().into()).is_some()).or_else(|| {
                let taken = |name: &str| keys.all().any(|key| key == name);
                let mut known = names::of_featured(word).into_iter();
                known.find(|name| !taken(name) && is_text(fields, name))
            });
            *keys.word_mut(word) = key.or_else(|| featured.word(word).clone());
        }
    }

    /// The keys under which something is written into a post: where neither the site nor the post
    /// has a name, the one that the generator's documentation has.
    pub fn keys_to_write(&self, fields: &Fields) -> Keys {
        let mut keys = self.keys_of(fields).into_owned();
        let usual = defaults(self.generator);
        if keys.lead_src.is_none() {
            keys.lead_alt.clone_from(&usual.lead_alt);
            keys.lead_caption.clone_from(&usual.lead_caption);
            keys.lead_credit.clone_from(&usual.lead_credit);
        }
        for field in names::FIELDS {
            if keys.of(field).is_none() {
                let usual = usual.of(field).as_deref();
                let there = usual.and_then(|key| self.in_another_case(fields, key));
                // What is there is not shown, and is not written over.
                let there = there.filter(|key| is_empty(fields, key));
                *keys.of_mut(field) = there.or_else(|| usual.map(str::to_owned));
            }
        }
        keys
    }

    /// The key as this post has it, where Hugo reads `Tags` as `tags`; none where it is there as
    /// it is called.
    fn in_another_case(&self, fields: &Fields, key: &str) -> Option<String> {
        if self.generator != Generator::Hugo || fields.get(&key.into()).is_some() {
            return None;
        }
        let mut entries = fields.entries.as_slice();
        let mut found: Vec<&str> = Vec::new();
        for part in key.split('.') {
            let same = |(own, _): &&(String, Value)| own.eq_ignore_ascii_case(part);
            let (own, value) = entries.iter().find(same)?;
            found.push(own);
            entries = value.as_map().unwrap_or_default();
        }
        Some(found.join("."))
    }

    /// Whether somebody chose the key of the byline: no other is read.
    pub(crate) fn has_settled_authors(&self) -> bool {
        self.settled.contains(&Field::Authors)
    }

    /// The name of a person whose id may stand in a byline.
    pub fn name_of(&self, byline: String) -> String {
        self.people.get(&byline).cloned().unwrap_or(byline)
    }

    /// What stands in a byline for a person of this name.
    pub fn byline_of(&self, name: &str) -> String {
        let known = self.people.iter().find(|(_, known)| known.as_str() == name);
        known.map_or_else(|| name.to_owned(), |(id, _)| id.clone())
    }

    /// Which of title, dek, authors, date, tags and lead the schema needs in a post of this path.
    pub fn needed(&self, path: &str, fields: &Fields) -> Vec<String> {
        let keys = self.keys_of(fields);
        let of_schema = |key: &str| {
            self.schema.iter().any(|field| {
                let same = key == field.key || key.starts_with(&format!("{}.", field.key));
                field.required && same && field.is_of(path)
            })
        };
        [
            ("title", &keys.title),
            ("dek", &keys.description),
            ("authors", &keys.authors),
            ("date", &keys.date),
            ("tags", &keys.tags),
            ("lead", &keys.lead_src),
        ]
        .into_iter()
        .filter(|(_, key)| key.as_deref().is_some_and(of_schema))
        .map(|(name, _)| name.to_owned())
        .collect()
    }

    /// The file of a bundle that leads in this post, and the words of its lead picture.
    fn find_lead(&self, fields: &Fields, keys: &mut Cow<'_, Keys>) {
        let Some(mut lead) = keys.lead_src.clone() else { return };
        let other = self.keys.lead_src.as_ref() != Some(&lead);
        if other {
            let keys = keys.to_mut();
            (keys.lead_alt, keys.lead_caption, keys.lead_credit) = (None, None, None);
        }
        if lead.ends_with(names::RESOURCE)
            && names::leading_resource(fields).is_none()
            && fields
                .get(&lead.as_str().into())
                .and_then(Value::as_str)
                .is_some_and(|src| src.contains('*'))
        {
            let keys = keys.to_mut();
            (keys.lead_src, keys.lead_alt) = (None, None);
            (keys.lead_caption, keys.lead_credit) = (None, None);
            return;
        }
        if lead.ends_with(names::RESOURCE)
            && let Some(at) = names::leading_resource(fields).filter(|at| *at > 0)
        {
            let keys = keys.to_mut();
            let moved = |key: &String| key.replacen("resources[0]", &format!("resources[{at}]"), 1);
            for key in [
                &mut keys.lead_src,
                &mut keys.lead_alt,
                &mut keys.lead_caption,
                &mut keys.lead_credit,
            ] {
                *key = key.as_ref().map(moved);
            }
            lead = moved(&lead);
        }
        if !is_filled(fields, Field::Lead, &lead) || self.settled.contains(&Field::Lead) {
            return;
        }
        for word in [Word::Alt, Word::Caption, Word::Credit] {
            let has =
                keys.word(word).as_deref().is_some_and(|key| fields.get(&key.into()).is_some());
            if has {
                continue;
            }
            let taken = |name: &str| keys.all().any(|key| key == name);
            let there = names::relatives(&lead, word)
                .into_iter()
                .find(|name| !taken(name) && is_text(fields, name));
            if there.is_some() {
                *keys.to_mut().word_mut(word) = there;
            }
        }
    }

    /// Whether a name may take the place of the site's own.
    fn may_stand_in(&self, name: &names::Name) -> bool {
        if self.settled.contains(&name.field) {
            return false;
        }
        let own = self.keys.of(name.field).as_deref();
        let weight = own.and_then(|key| names::known(name.field, key)).map_or(0, |own| own.weight);
        name.weight >= weight.min(names::STANDS_IN)
    }

    /// What the credit of a photograph begins with in that post: as in its neighbours, else in the
    /// folders above.
    pub fn label_of(&self, post: &str) -> &str {
        let mut folder = post;
        loop {
            folder = crate::post::folder(folder);
            if let Some(label) = self.labels.get(folder) {
                return label;
            }
            if folder.is_empty() {
                return "Photo";
            }
        }
    }

    /// The same where it is another than what a credit without a label gets.
    pub fn usual_label(&self, post: &str) -> String {
        Some(self.label_of(post)).filter(|label| *label != "Photo").unwrap_or_default().to_owned()
    }

    /// The text of a new figure in a form. What the site's own template cannot say is written as
    /// every generator shows it.
    pub fn write_figure(&self, figure: &Figure, form: Form) -> String {
        let own = (form == Form::Template).then(|| self.templates.write(figure)).flatten();
        own.unwrap_or_else(|| figure::write_with(figure, form, &self.templates))
    }

    /// How pictures are written for the site.
    pub fn picture_settings(&self) -> photo::Settings {
        let usual = photo::Settings::default();
        if self.figure != Form::Html {
            return usual;
        }
        let Sizes { widths, webp } = self.sizes.clone();
        photo::Settings { widths, webp, ..usual }
    }

    /// A reference as a header has it: no generator runs template code there.
    pub fn lead_reference(&self, src: &str) -> String {
        let plain = template::plain_address(src);
        match plain.strip_prefix('/').filter(|_| self.rootless_leads) {
            Some(rootless) => rootless.to_owned(),
            None => plain.into_owned(),
        }
    }

    /// Where a picture of that post goes, relative to the site, and what a reference to it starts
    /// with: beside the post, or in the site's own folder for pictures.
    pub fn picture_place(&self, post: &str) -> (String, String) {
        if self.images.is_empty() || is_bundle(post) {
            (folder(post).to_owned(), String::new())
        } else {
            (self.images.clone(), self.image_address.clone())
        }
    }
}
