//! The lead picture: its reference and its words, under whatever keys the site has for them.

use super::credit::{CREDIT_FOLLOWS, credit, credit_mark, credit_text, credited_caption};
use super::{FieldError, one_line};
use crate::metadata::{Change, Edit, Fields, KeyPath, Value};
use crate::site::{Keys, Profile};
use crate::view::PictureWords;

/// The lead picture of a story.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lead {
    /// The reference as written.
    pub src: String,
    /// Description.
    pub alt: String,
    /// Caption.
    pub caption: String,
    /// `Photo`, or empty.
    pub label: String,
    /// Who made it, as printed.
    pub credit: String,
    /// Where the credit leads, or empty.
    pub credit_url: String,
    /// Whether it leads by the name of its file: no key of the header refers to it.
    pub by_name: bool,
}

impl Lead {
    /// The credit on one line: `Photo: Zoë Çelik/Orrin Record`.
    pub fn credit_line(&self) -> String {
        match (self.label.is_empty(), self.credit.is_empty()) {
            (_, true) => String::new(),
            (true, false) => self.credit.clone(),
            (false, false) => format!("{}: {}", self.label, self.credit),
        }
    }

    /// Its words.
    pub fn words(&self) -> PictureWords {
        PictureWords {
            alt: self.alt.clone(),
            decorative: false,
            caption: self.caption.clone(),
            label: self.label.clone(),
            credit: self.credit.clone(),
            credit_url: self.credit_url.clone(),
        }
    }
}

/// The edits that make a picture the lead picture.
pub fn lead_edits(
    src: &str,
    words: &PictureWords,
    fields: &Fields,
    profile: &Profile,
) -> Vec<Edit> {
    let keys = &profile.keys_to_write(fields);
    let mut edits = vec![lead_src_edit(src, keys)];
    edits.extend(lead_words(words, None, fields, keys));
    edits
}

/// The edits that give a picture that leads by its name its words, as far as the site has a place
/// for them.
pub fn featured_edits(words: &PictureWords, fields: &Fields, profile: &Profile) -> Vec<Edit> {
    let keys = &*profile.keys_of(fields);
    let nowhere = without_key(fields, keys);
    let mut words = words.clone();
    for word in nowhere {
        match word {
            "description" => words.alt.clear(),
            "caption" => words.caption.clear(),
            _ => words.credit.clear(),
        }
    }
    lead_words(&words, None, fields, keys)
}

/// The edit that leads the lead picture to another file.
pub fn lead_src_edit(src: &str, keys: &Keys) -> Edit {
    let key = keys.lead_src.as_deref().unwrap_or("image.src").into();
    Edit { key, change: Change::Set(Value::Text(src.to_owned())) }
}

/// Where a lead picture's word goes when the site has no key for it yet: beside its relatives.
fn lead_key(keys: &Keys, own: &Option<String>, word: &str) -> KeyPath {
    if let Some(own) = own {
        return own.as_str().into();
    }
    let src = keys.lead_src.as_deref().unwrap_or("image.src");
    let relatives = [&keys.lead_alt, &keys.lead_caption, &keys.lead_credit];
    let dash = relatives.iter().any(|key| key.as_deref().is_some_and(|key| key.contains('-')));
    let name = match src.rsplit_once('.') {
        Some((parent, _)) => format!("{parent}.{word}"),
        None if dash || src.contains('-') => format!("{src}-{word}"),
        None if [Some(src), keys.lead_alt.as_deref(), keys.lead_caption.as_deref()]
            .into_iter()
            .flatten()
            .any(|key| key.contains(|letter: char| letter.is_uppercase())) =>
        {
            format!("{src}{}{}", word[..1].to_uppercase(), &word[1..])
        }
        None => format!("{}_{word}", src.trim_end_matches("[0]")),
    };
    name.as_str().into()
}

/// Writes the words of a lead picture that differ from `now`, which is what the picture has: a
/// caption under a key that was not learned stays when somebody changes the description.
pub(super) fn lead_words(
    words: &PictureWords,
    now: Option<&PictureWords>,
    fields: &Fields,
    keys: &Keys,
) -> Vec<Edit> {
    let written = |words: &PictureWords| {
        let alt = if words.decorative { "" } else { words.alt.as_str() };
        [one_line(alt), one_line(&words.caption), one_line(&credit_text(words))]
    };
    let now = now.map(written);
    if let Some(mark) = credit_mark(fields, keys) {
        let [alt, caption, credit] = written(words);
        let differs = |at: usize, text: &String| now.as_ref().is_none_or(|now| now[at] != *text);
        let mut edits = Vec::new();
        let mut set = |key: KeyPath, text: String| {
            if !text.is_empty() || fields.get(&key).is_some() {
                edits.push(Edit { key, change: Change::Set(Value::Text(text)) });
            }
        };
        if differs(0, &alt) {
            set(lead_key(keys, &keys.lead_alt, "alt"), alt);
        }
        if differs(1, &caption) || differs(2, &credit) {
            let unlabelled = PictureWords { label: String::new(), ..words.clone() };
            let there = keys.lead_caption.as_deref().and_then(|key| fields.get(&key.into()));
            let there = one_line(there.and_then(Value::as_str).unwrap_or_default());
            // As it stands, with what is bold in it, unless it is what changed.
            let credit = match credited_caption(&there).filter(|_| !differs(2, &credit)) {
                Some((_, _, said)) => said.to_owned(),
                None => one_line(&credit_text(&unlabelled)),
            };
            let credit = if credit.is_empty() { credit } else { format!("{mark}: {credit}") };
            let gap = match caption.is_empty() || credit.is_empty() {
                true => "",
                // Behind words that go on it would be read as part of them.
                false if caption.ends_with(CREDIT_FOLLOWS) => " ",
                false => ". ",
            };
            set(lead_key(keys, &keys.lead_caption, "caption"), format!("{caption}{gap}{credit}"));
        }
        return edits;
    }
    [
        lead_key(keys, &keys.lead_alt, "alt"),
        lead_key(keys, &keys.lead_caption, "caption"),
        lead_key(keys, &keys.lead_credit, "credit"),
    ]
    .into_iter()
    .zip(written(words))
    .enumerate()
    .filter(|(i, (_, text))| now.as_ref().is_none_or(|now| now[*i] != *text))
    // A word that was never there and is empty stays away.
    .filter(|(_, (key, text))| !text.is_empty() || fields.get(key).is_some())
    .map(|(_, (key, text))| Edit { key, change: Change::Set(Value::Text(text)) })
    .collect()
}

/// The words of a lead picture that the site has no key for, where the picture leads by its name.
pub fn nowhere(fields: &Fields, profile: &Profile) -> Vec<&'static str> {
    if !profile.leads_by_name(fields) {
        return Vec::new();
    }
    without_key(fields, &profile.keys_of(fields))
}

pub(super) fn without_key(fields: &Fields, keys: &Keys) -> Vec<&'static str> {
    let credit = keys.lead_credit.is_some() || credit_mark(fields, keys).is_some();
    [
        (keys.lead_alt.is_some(), "description"),
        (keys.lead_caption.is_some(), "caption"),
        (credit, "credit"),
    ]
    .into_iter()
    .filter_map(|(there, word)| (!there).then_some(word))
    .collect()
}

/// Whether every word that changes has a key.
pub(super) fn has_place(
    words: &PictureWords,
    now: Option<&PictureWords>,
    fields: &Fields,
    keys: &Keys,
) -> Result<(), FieldError> {
    let now = now.cloned().unwrap_or_default();
    let changed = |word: &str| match word {
        "description" => words.alt != now.alt,
        "caption" => words.caption != now.caption,
        _ => (&words.credit, &words.credit_url) != (&now.credit, &now.credit_url),
    };
    match without_key(fields, keys).into_iter().find(|word| changed(word)) {
        Some(word) => Err(FieldError::NoPlace(word)),
        None => Ok(()),
    }
}

/// The edits that take the words of a lead picture out that leads by its name.
pub fn no_featured_edits(fields: &Fields, profile: &Profile) -> Vec<Edit> {
    no_lead(fields, &profile.keys_of(fields))
}

pub(super) fn no_lead(fields: &Fields, keys: &Keys) -> Vec<Edit> {
    let own: Vec<&str> = [&keys.lead_src, &keys.lead_alt, &keys.lead_caption, &keys.lead_credit]
        .into_iter()
        .filter_map(|key| key.as_deref())
        .collect();
    let remove = |key: &str| Edit { key: key.into(), change: Change::Remove };
    // A map that holds nothing but the lead picture goes as a whole.
    if let Some((parent, _)) = own.first().and_then(|key| key.rsplit_once('.'))
        && let Some(Value::Map(entries)) = fields.get(&parent.into())
        && entries.iter().all(|(key, _)| own.contains(&format!("{parent}.{key}").as_str()))
    {
        return vec![remove(parent)];
    }
    own.into_iter().filter(|key| fields.get(&(*key).into()).is_some()).map(remove).collect()
}

pub(super) fn lead(
    keys: &Keys,
    text: &impl Fn(&Option<String>) -> String,
    featured: Option<&str>,
) -> Option<Lead> {
    let named = text(&keys.lead_src);
    let by_name = named.is_empty();
    let src = if by_name { featured?.to_owned() } else { named };
    let mut caption = one_line(&text(&keys.lead_caption));
    let mut line = text(&keys.lead_credit);
    let mut marked = "";
    let own = caption.clone();
    if let Some((before, mark, said)) = credited_caption(&own).filter(|_| line.trim().is_empty()) {
        (caption, line) = (before.to_owned(), said.replace("**", ""));
        marked = if mark.to_ascii_lowercase().starts_with("photo") { "Photo" } else { "" };
    }
    let (mut label, credit, credit_url) = credit(&line);
    if label.is_empty() {
        marked.clone_into(&mut label);
    }
    let alt = one_line(&text(&keys.lead_alt));
    Some(Lead { src, alt, caption, label, credit, credit_url, by_name })
}
