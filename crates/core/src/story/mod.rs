//! The fields of a story, under whatever keys the site has for them.
//!
//! Reading takes each field from the key that the profile names. Writing turns one change of a
//! form into edits of single keys, so that a save changes only what the author changed.

mod byline;
mod credit;
mod lead;
mod list;
mod tags;
#[cfg(test)]
mod tests;
mod when;

use crate::figure;
use crate::form::{self, Field};
use crate::metadata::{Change, Edit, Fields, KeyPath, Value};
use crate::post::Post;
use crate::site::{self, Profile};
use crate::view::{FieldEdit, PictureWords};

use byline::{byline, person_of};
pub use credit::credit;
pub use lead::{Lead, featured_edits, lead_edits, lead_src_edit, no_featured_edits, nowhere};
use lead::{has_place, lead, lead_words, no_lead};
use tags::{Tagging, tag_value, tags};
use when::date;
pub use when::{When, new_date, zone_of};
pub(crate) use when::{moment, whole_digits, whole_zone};

/// The fields of one story.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Story {
    /// Headline.
    pub title: String,
    /// Dek.
    pub dek: String,
    /// Byline, in order.
    pub authors: Vec<String>,
    /// Date.
    pub date: Option<When>,
    /// Tags, in order.
    pub tags: Vec<String>,
    /// Lead picture.
    pub lead: Option<Lead>,
}

/// Why a change of a field cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FieldError {
    /// The day or the time is none.
    #[error("{0} is not a date")]
    NotADate(String),
    /// It is not a number.
    #[error("{0} is not a number")]
    NotANumber(String),
    /// The site's schema has whole numbers there.
    #[error("{0} is not a whole number")]
    NotWhole(String),
    /// It is neither yes nor no.
    #[error("{0} is neither yes nor no")]
    NotASwitch(String),
    /// It is none of those that the site's schema has for the field, and which those are.
    #[error("{0} is none of {1}")]
    NotAChoice(String, String),
    /// The field has parts of its own, which a form does not set.
    #[error("{0} is not set in a form")]
    NotEditable(KeyPath),
    /// The site has no key for this word of a picture that leads by its name.
    #[error("the site has no place for the {0} of its lead picture")]
    NoPlace(&'static str),
    /// The lead picture is not named in the header: its file leads.
    #[error("the lead picture leads by the name of its file")]
    ByName,
}

impl Story {
    /// Reads the fields of a post. One without a date has the day that its name begins with, or
    /// that its own address names.
    pub fn of(post: &Post, profile: &Profile) -> Story {
        let Ok(fields) = &post.fields else { return Story::default() };
        let mut story = Story::read(fields, profile, post.featured.as_deref());
        if story.date.is_none() {
            story.date = post.day().map(|day| When::read(&day.to_string()));
        }
        story
    }

    /// Reads the fields of a header. `featured` is the picture beside the post that leads by its
    /// name, where the header names none.
    pub fn read(fields: &Fields, profile: &Profile, featured: Option<&str>) -> Story {
        let keys = &*profile.keys_of(fields);
        let value = |key: &Option<String>| fields.get(&key.as_deref()?.into());
        // `image: false` is no picture, `published: true` no date.
        let text = |key: &Option<String>| {
            value(key).and_then(Value::as_str).map(str::to_owned).unwrap_or_default()
        };
        Story {
            title: one_line(&value(&keys.title).and_then(Value::text).unwrap_or_default()),
            dek: one_line(&text(&keys.description)),
            authors: value(&keys.authors)
                .map(site::people)
                .unwrap_or_default()
                .into_iter()
                .map(|byline| profile.name_of(byline))
                .collect(),
            date: value(&keys.date).and_then(Value::as_str).map(When::read),
            tags: tags(value(&keys.tags), Tagging::of(keys.tags.as_deref(), profile.generator)),
            lead: lead(keys, &text, featured.filter(|_| profile.leads_by_name(fields))),
        }
    }

    /// `November 18, 2026`, or nothing.
    pub fn long_date(&self) -> String {
        self.date.as_ref().map(When::long).unwrap_or_default()
    }
}

/// One change of a form as edits of keys. A field that already says what the form says is left
/// as it is written, however it is wrapped or quoted.
pub fn edits(
    change: &FieldEdit,
    fields: &Fields,
    featured: Option<&str>,
    profile: &Profile,
    own: Option<&Field>,
) -> Result<Vec<Edit>, FieldError> {
    let keys = &profile.keys_to_write(fields);
    let story = Story::read(fields, profile, featured);
    let by_name = story.lead.as_ref().is_some_and(|lead| lead.by_name);
    let same = match change {
        FieldEdit::Title { value } => one_line(value) == story.title,
        FieldEdit::Dek { value } => one_line(value) == story.dek,
        FieldEdit::Authors { value } => *value == story.authors,
        FieldEdit::Tags { value } => *value == story.tags,
        FieldEdit::Date { day, time, zone } => story.date.as_ref().is_some_and(|when| {
            let shown = when.view(&profile.time_zone);
            (&shown.day, &shown.time, &shown.zone) == (day, time, zone)
        }),
        FieldEdit::LeadWords { words } => {
            story.lead.as_ref().is_some_and(|lead| lead.words() == *words)
        }
        FieldEdit::NoLead => story.lead.is_none(),
        FieldEdit::Own { .. } => false,
    };
    if same {
        return Ok(Vec::new());
    }
    let key =
        |key: &Option<String>, usual: &str| -> KeyPath { key.as_deref().unwrap_or(usual).into() };
    let set = |key: KeyPath, value: Value| Edit { key, change: Change::Set(value) };
    Ok(match change {
        FieldEdit::Title { value } => {
            let path = key(&keys.title, "title");
            let value = line_value(value, fields.get(&path));
            vec![set(path, value)]
        }
        FieldEdit::Dek { value } => {
            let path = key(&keys.description, "description");
            let value = line_value(value, fields.get(&path));
            vec![set(path, value)]
        }
        FieldEdit::Authors { value } => {
            let mut path = key(&keys.authors, "authors");
            if value.len() > 1 && !profile.has_settled_authors() {
                path = person_of(path, fields);
            }
            let value = byline(value, fields.get(&path), profile);
            vec![set(path, value)]
        }
        FieldEdit::Tags { value } => {
            let path = key(&keys.tags, "tags");
            let tagging = Tagging::of(keys.tags.as_deref(), profile.generator);
            let old = fields.get(&path);
            // Terms under keys of their own are no list, and none of them is shown.
            if old.and_then(Value::as_map).is_some_and(|terms| !terms.is_empty()) {
                return Err(FieldError::NotEditable(path));
            }
            let value = tag_value(value, old, tagging);
            vec![set(path, value)]
        }
        FieldEdit::Date { day, time, zone } => {
            let path = key(&keys.date, "date");
            let value =
                date((day, time, zone), fields.get(&path), profile.date, &profile.time_zone)?;
            vec![set(path, value)]
        }
        FieldEdit::LeadWords { words } => {
            let now = story.lead.as_ref().map(Lead::words);
            let of_post;
            let keys = if by_name {
                of_post = profile.keys_of(fields);
                has_place(words, now.as_ref(), fields, &of_post)?;
                &*of_post
            } else {
                keys
            };
            lead_words(words, now.as_ref(), fields, keys)
        }
        FieldEdit::NoLead if by_name => return Err(FieldError::ByName),
        FieldEdit::NoLead => no_lead(fields, keys),
        FieldEdit::Own { key, value } => {
            form::edits(&KeyPath::of(key), value, fields, profile, own)?
        }
    })
}

/// A text on one line as the value of a field. The line end that closes a folded text is not
/// shown, and stays: its sign says that it is there.
fn line_value(text: &str, old: Option<&Value>) -> Value {
    let line = one_line(text);
    let end = match old {
        Some(Value::Text(old)) if !line.is_empty() => &old[old.trim_end_matches('\n').len()..],
        _ => "",
    };
    Value::Text(format!("{line}{end}"))
}

/// Text without line ends: fields are one line each.
fn one_line(text: &str) -> String {
    if text.contains(['\n', '\r']) {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        text.trim().to_owned()
    }
}

/// The words of a figure.
pub fn figure_words(figure: &figure::Figure) -> PictureWords {
    PictureWords {
        alt: figure.alt.clone(),
        decorative: figure.alt.is_empty() && figure.caption.is_empty() && figure.credit.is_empty(),
        caption: figure.caption.clone(),
        label: figure.label.clone(),
        credit: figure.credit.clone(),
        credit_url: figure.credit_url.clone(),
    }
}
