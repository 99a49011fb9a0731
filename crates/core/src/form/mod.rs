//! The form of a site's stories: the fields of the site's own, with the control that fits each.
//!
//! 1. [`own`] takes from a header every key that the model has no field for, with the steps that
//!    lead to it: a key with a dot in its name is not a key in a map.
//! 2. [`Form`] counts them over all posts (`count`). A post that changed is taken out and counted
//!    again; nothing else is looked at.
//! 3. From the counts, and from the site's schema where there is one, comes what each key is (`infer`): its control, whether the site needs it,
//!    what may be completed, how its dates are written (`date`).
//! 4. [`Form::fields_of`] shows one story's: those it has, and those that its neighbours have.
//! 5. [`edits`] (in `write`) turns one change into an edit of that key, in the type that the
//!    story, else the site, has for it.
//!
//! The kind of a value that a story has already wins over what the site usually writes: a `"5"`
//! among numbers stays a text.

mod count;
mod date;
mod infer;
mod write;

#[cfg(test)]
mod tests;

use std::cell::OnceCell;
use std::collections::HashMap;

pub use count::Counted;
pub use date::DateForm;
pub use infer::{Control, Field};
pub use write::{edits, said};

use crate::metadata::{Fields, KeyPath, Step, Value};
use crate::site::{Generator, Keys, Profile, SchemaField};
use crate::story::{Story, When};
use crate::view;

use count::{Tally, Usage};

/// What the stories of a site have in common: their own fields, and the names and tags in use.
#[derive(Debug, Clone, Default)]
pub struct Form {
    posts: u32,
    usages: HashMap<KeyPath, Usage>,
    authors: Tally,
    tags: Tally,
    /// What the site's schema says of them.
    schema: Vec<SchemaField>,
    fields: OnceCell<Vec<Field>>,
}

impl Form {
    /// The form of a site with a schema.
    pub fn with_schema(schema: &[SchemaField]) -> Form {
        Form { schema: schema.to_vec(), ..Form::default() }
    }

    /// Counts a post in.
    pub fn add(&mut self, counted: &Counted) {
        self.posts += 1;
        self.change(counted, 1);
    }

    /// Takes a post out that was counted in.
    pub fn take_out(&mut self, counted: &Counted) {
        self.posts = self.posts.saturating_sub(1);
        self.change(counted, -1);
    }

    /// The fields of the site's own, those that most posts use first.
    pub fn fields(&self) -> &[Field] {
        self.fields.get_or_init(|| infer::fields(&self.usages, self.posts, &self.schema))
    }

    /// The one that a change is of.
    pub fn field_of(&self, edit: &view::FieldEdit) -> Option<&Field> {
        let view::FieldEdit::Own { key, .. } = edit else { return None };
        self.field(&KeyPath::of(key))
    }

    /// Whether any post has this key, or one below it.
    pub fn uses(&self, key: &str) -> bool {
        let first = |path: &KeyPath| matches!(path.0.first(), Some(Step::Key(name)) if name == key);
        self.usages.keys().any(first)
    }

    /// One of the fields.
    pub fn field(&self, key: &KeyPath) -> Option<&Field> {
        self.fields().iter().find(|field| field.key == *key)
    }

    /// What may be completed.
    pub fn choices(&self) -> view::Choices {
        let offers = |field: &Field| {
            let choices = field.choices.clone();
            (!choices.is_empty()).then(|| view::KeyChoices { key: names(&field.key), choices })
        };
        view::Choices {
            authors: self.authors.by_use(usize::MAX),
            tags: self.tags.by_use(usize::MAX),
            credits: Vec::new(),
            own: self.fields().iter().filter_map(offers).collect(),
        }
    }

    /// The site's own fields as the story at `path` has them, then those that it lacks among them, in the
    /// order of the site but for the date of the last update, which is first; a key that no counted post has comes last.
    pub fn fields_of(&self, path: &str, fields: &Fields, profile: &Profile) -> Vec<view::OwnField> {
        let keys = profile.keys_of(fields);
        let of_the_model = of_the_model(&keys);
        let mut here = own(fields, &keys);
        here.retain(|(key, _)| !is_address(key, profile));
        let mut shown = Vec::new();
        // The date of the last update is nearly the model's own.
        let updated = profile.keys.updated.as_deref().map(KeyPath::from);
        let (first, others): (Vec<&Field>, Vec<&Field>) =
            self.fields().iter().partition(|field| updated.as_ref() == Some(&field.key));
        for field in first.into_iter().chain(others) {
            let place = here.iter().position(|(key, _)| *key == field.key);
            let value = place.map(|place| here.remove(place).1);
            // What cannot be set here is not offered to a story that lacks it, nor what the schema
            // has for other folders or the model has a field for.
            let offered = field.control != Control::Structured
                && !is_address(&field.key, profile)
                && (field.posts > 0 || field.of_schema(path).is_some())
                && field.is_of(path, &self.schema)
                && !of_the_model.iter().any(|key| key.0.starts_with(&field.key.0));
            if value.is_some() || offered {
                shown.push(shown_field(path, &field.key, Some(field), value.as_ref(), profile));
            }
        }
        let others = here.iter();
        shown.extend(others.map(|(key, value)| shown_field(path, key, None, Some(value), profile)));
        shown
    }

    fn change(&mut self, counted: &Counted, sign: i64) {
        self.fields = OnceCell::new();
        let collection = infer::collection(&counted.path, &self.schema);
        counted.authors.iter().for_each(|name| self.authors.change(name, sign));
        counted.tags.iter().for_each(|tag| self.tags.change(tag, sign));
        for (place, (key, shape)) in counted.own.iter().enumerate() {
            let usage = self.usages.entry(key.clone()).or_default();
            usage.change(shape, place, sign);
            usage.collections.change(&collection, sign);
            if usage.is_gone() {
                self.usages.remove(key);
            }
        }
    }
}

/// Whether a key is part of a story's address: that is changed with it, so that readers find the
/// story under the old one too.
fn is_address(key: &KeyPath, profile: &Profile) -> bool {
    use Generator::{Astro, Hugo, Jekyll, Zola};
    *key == KeyPath::from("slug") && matches!(profile.generator, Hugo | Jekyll | Astro | Zola)
}

/// Every key that the model has no field for, and its value, in the order of the file. Maps are
/// gone into; of a key that stands twice only the first counts.
pub fn own(fields: &Fields, keys: &Keys) -> Vec<(KeyPath, Value)> {
    let of_the_model = of_the_model(keys);
    let mut found = Vec::new();
    for (key, value) in &fields.entries {
        collect(vec![Step::Key(key.clone())], value, &of_the_model, &mut found);
    }
    found
}

/// The keys that the model has fields for.
fn of_the_model(keys: &Keys) -> Vec<KeyPath> {
    [
        &keys.title,
        &keys.description,
        &keys.authors,
        &keys.date,
        &keys.tags,
        &keys.lead_src,
        &keys.lead_alt,
        &keys.lead_caption,
        &keys.lead_credit,
    ]
    .into_iter()
    .flatten()
    .map(|key| key.as_str().into())
    .collect()
}

fn collect(
    path: Vec<Step>,
    value: &Value,
    of_the_model: &[KeyPath],
    found: &mut Vec<(KeyPath, Value)>,
) {
    match value {
        _ if of_the_model.iter().any(|key| key.0 == path) => {}
        Value::Map(entries) if !entries.is_empty() => {
            for (key, value) in entries {
                let below = [&path[..], &[Step::Key(key.clone())]].concat();
                collect(below, value, of_the_model, found);
            }
        }
        // The one picture of a list of pictures is the lead picture.
        Value::List(items) if items.len() <= 1 && leads(&path, of_the_model) => {}
        _ if found.iter().any(|(key, _)| key.0 == path) => {}
        _ => found.push((KeyPath(path), value.clone())),
    }
}

/// Whether a field of the model stands inside the list at `path`.
fn leads(path: &[Step], of_the_model: &[KeyPath]) -> bool {
    of_the_model.iter().any(|key| {
        key.0.len() > path.len() && key.0.starts_with(path) && key.0[path.len()] == Step::Index(0)
    })
}

/// A value as one text, for reading: items and fields parted by commas.
pub fn plain(value: &Value) -> String {
    match value {
        Value::List(items) => {
            let parted = items.iter().any(|item| matches!(item, Value::Map(_) | Value::List(_)));
            let items: Vec<String> = items.iter().map(plain).collect();
            items.join(if parted { "\n" } else { ", " })
        }
        Value::Map(entries) => {
            let entry = |(key, value): &(String, Value)| format!("{key}: {}", plain(value));
            entries.iter().map(entry).collect::<Vec<_>>().join(", ")
        }
        other => other.text().unwrap_or_default(),
    }
}

/// The steps of a key as names; the steps of the site's own keys are never places in a list.
fn names(key: &KeyPath) -> Vec<String> {
    key.0
        .iter()
        .map(|step| match step {
            Step::Key(name) => name.clone(),
            Step::Index(at) => at.to_string(),
        })
        .collect()
}

fn shown_field(
    path: &str,
    key: &KeyPath,
    field: Option<&Field>,
    value: Option<&Value>,
    profile: &Profile,
) -> view::OwnField {
    let control = infer::control(field, value);
    view::OwnField {
        key: names(key),
        control: control.view(),
        value: shown_value(control, value, profile),
        label: field.and_then(|field| field.of_schema(path)?.label.clone()),
        needed: field.is_some_and(|field| field.is_needed(path)),
        more: field.is_some_and(|field| field.more),
        locked: None,
    }
}

/// A value as its control shows it.
pub(crate) fn shown_value(
    control: Control,
    value: Option<&Value>,
    profile: &Profile,
) -> view::FieldValue {
    let Some(value) = value.filter(|value| **value != Value::Null) else {
        return view::FieldValue::None;
    };
    match control {
        Control::Switch => view::FieldValue::Switch { on: value.as_bool().unwrap_or_default() },
        Control::Number => view::FieldValue::Number { text: plain(value) },
        Control::Date { time } => {
            let shown = When::read(&plain(value)).view(&profile.time_zone);
            let time = if time { shown.time } else { String::new() };
            view::FieldValue::Date { day: shown.day, time, zone: shown.zone }
        }
        Control::List => {
            let items = value.texts().into_iter().filter(|item| !item.is_empty());
            view::FieldValue::List { items: items.map(str::to_owned).collect() }
        }
        Control::Structured => view::FieldValue::Structured { text: plain(value) },
        Control::Text | Control::LongText | Control::Choice | Control::Picture => {
            // The line end that closes a block of text is no part of it.
            view::FieldValue::Text { text: plain(value).trim_end_matches('\n').to_owned() }
        }
    }
}

/// What a post contributes to the form of its site.
pub fn counted(path: &str, fields: Option<&Fields>, story: &Story, profile: &Profile) -> Counted {
    let own = |fields: &Fields| own(fields, &profile.keys_of(fields));
    Counted::of(path, fields.map(own).unwrap_or_default(), story)
}
