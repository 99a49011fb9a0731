//! Where the story stands on the site: its address, and what became of an old one.

use super::{Act, Copy, Draft, Field, Rule, Severity, words};
use crate::library::address::key;
use crate::metadata::Fields;
use crate::view::{FieldEdit, FieldValue};

/// Letters of an address that are worth a look, and that are too many.
const LONG: usize = 60;
const TOO_LONG: usize = 100;

/// What a header calls the address.
pub(super) const KEYS: [&str; 3] = ["slug", "permalink", "url"];

pub(super) fn check(copy: &mut Copy<'_>) {
    let draft = |rule, message| Draft::new(rule, Field::Address, message);
    if let [other, ..] = copy.facts.about.same_address.as_slice() {
        let message = words::address_taken(other);
        copy.tell(draft(Rule::S1, message));
    }
    changed(copy);
    let slug = slug(copy.fields).unwrap_or_else(|| copy.post.slug().to_owned());
    let length = slug.chars().count();
    if is_broken(&slug) {
        copy.tell(draft(Rule::S1, words::address_not_valid(&slug)).about(slug));
    } else if length > TOO_LONG && copy.facts.live.is_none() {
        let draft = draft(Rule::S1, words::address_too_long(length)).weighs(Severity::Warning);
        copy.tell(draft.about(slug));
    } else if copy.facts.live.is_none() && !copy.facts.about.odd_addresses {
        if !is_plain(&slug) {
            let draft = draft(Rule::S1, words::address_not_plain(&slug)).weighs(Severity::Warning);
            copy.tell(draft.about(slug));
        } else if length > LONG {
            let draft = draft(Rule::S1, words::address_too_long(length)).weighs(Severity::Info);
            copy.tell(draft.about(slug));
        }
    }
}

/// Letters that no address holds as they are, or a name that leads nowhere.
fn is_broken(slug: &str) -> bool {
    let usable = |letter: char| letter.is_alphanumeric() || "-_.~".contains(letter);
    // Marks of scripts that need them are letters of an address too.
    let usable = |letter: char| usable(letter) || (!letter.is_ascii() && !letter.is_whitespace());
    slug.is_empty()
        || !slug.chars().all(usable)
        || slug.chars().all(|letter| ".-_".contains(letter))
}

/// Lower-case words of `a-z` and `0-9`, joined by single hyphens.
pub(super) fn is_plain(slug: &str) -> bool {
    slug.split('-').all(|word| {
        !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    })
}

/// The address of a live story is another than readers know.
fn changed(copy: &mut Copy<'_>) {
    let Some(live) = copy.facts.live.and_then(|live| crate::metadata::read(live).ok()) else {
        return;
    };
    // Headline and date are in the addresses of many a site.
    let address = |fields: &Fields| copy.facts.rules.of(&copy.post.path, fields);
    let (before, now) = (address(&live), address(copy.fields));
    let same = match (&before, &now) {
        (Some(before), Some(now)) => key(before) == key(now),
        _ => own(&live) == own(copy.fields),
    };
    if same {
        return;
    }
    let Some(name) = copy.facts.rules.redirect_key() else {
        return copy.tell(Draft::new(Rule::S2, Field::Address, words::address_breaks()));
    };
    let old_ones = |fields: &Fields| -> Vec<String> {
        let texts = fields.get(&name.into()).map(|value| value.texts());
        texts.unwrap_or_default().into_iter().map(str::to_owned).collect()
    };
    let known = old_ones(copy.fields);
    let leads_on = match &before {
        Some(before) => known.iter().any(|one| key(one) == key(before)),
        None => known.len() > old_ones(&live).len(),
    };
    let draft = Draft::new(Rule::S3, Field::Address, words::address_changed(name, leads_on));
    match before.filter(|_| !leads_on) {
        None => copy.tell(draft),
        Some(before) => {
            let written = copy.facts.rules.as_redirect(&before);
            let items = known.into_iter().chain([written.to_owned()]).collect();
            let value = FieldValue::List { items };
            let act = Act::Field(FieldEdit::Own { key: vec![name.to_owned()], value });
            copy.tell(draft.weighs(Severity::Error).fix(words::lead_on(), act));
        }
    }
}

/// What the header says of the address.
fn own(fields: &Fields) -> [Option<String>; 3] {
    KEYS.map(|key| fields.get(&key.into()).and_then(|value| value.text()))
}

fn slug(fields: &Fields) -> Option<String> {
    fields.get(&"slug".into())?.text().filter(|slug| !slug.is_empty() && !slug.contains('/'))
}
