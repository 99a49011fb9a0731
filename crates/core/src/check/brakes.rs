//! What holds a story back: an embargo, a hold, a correction that readers are not told of, a
//! private field.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;

use super::prose::Prose;
use super::{Copy, Draft, Field, Rule, words};
use crate::metadata::{Fields, Value};
use crate::story::{When, zone_of};

/// Fields that are nobody's business but the newsroom's.
const PRIVATE: [&str; 12] = [
    "approvals",
    "consent",
    "editor_notes",
    "hold_reason",
    "internal_notes",
    "legal_name",
    "licence_ref",
    "original_name",
    "original_sha256",
    "private_notes",
    "review_notes",
    "reviewer_notes",
];

/// Fields that are the newsroom's unless other stories of the site have them too.
const PERHAPS_PRIVATE: [&str; 6] =
    ["email", "expires_on", "instructions", "publish_at", "sources", "taken_on"];

/// Which fields a story has that are the newsroom's on most sites, and are printed on some.
pub(super) fn perhaps_private(fields: &Fields) -> BTreeSet<String> {
    let found = PERHAPS_PRIVATE.iter().filter(|name| super::own(fields, name).is_some());
    found.map(|name| (*name).to_owned()).collect()
}

pub(super) fn check(copy: &mut Copy<'_>) {
    embargo(copy);
    hold(copy);
    corrections(copy);
    private_fields(copy);
}

fn embargo(copy: &mut Copy<'_>) {
    let zone = zone_of(&copy.facts.profile.time_zone);
    for name in ["embargo", "embargo_until", "embargoed_until", "embargoed", "publish_at"] {
        let Some((key, value)) = copy.own(name) else { continue };
        let text = value.text().unwrap_or_default();
        let when = When::read(&text);
        let over = when.day.is_some_and(|day| match when.time {
            Some(_) => when.instant(&zone).is_some_and(|end| end <= copy.facts.now),
            None => day <= copy.facts.now.to_zoned(zone.clone()).date(),
        });
        if !text.is_empty() && text != "false" && !over {
            copy.tell(Draft::new(Rule::W2, Field::Own(key), words::embargo(&shown(&when, &zone))));
        }
    }
}

fn shown(when: &When, zone: &TimeZone) -> String {
    match (when.time, when.instant(zone)) {
        (Some(_), Some(end)) => {
            end.to_zoned(zone.clone()).strftime("%B %-d, %Y, %-I:%M %p").to_string()
        }
        _ => when.long(),
    }
}

fn hold(copy: &mut Copy<'_>) {
    for name in ["hold", "legal_hold", "on_hold"] {
        let Some((key, value)) = copy.own(name) else { continue };
        let part = |name: &str| {
            let parts = value.as_map()?;
            parts.iter().find(|(key, _)| key == name)?.1.text()
        };
        let held = match value {
            Value::Null => false,
            Value::Bool(yes) => *yes,
            Value::Text(text) => !text.trim().is_empty() && text != "no",
            _ => true,
        };
        if held {
            let reason = part("reason").or_else(|| value.text().filter(|text| text != "true"));
            let message = words::held(part("by").as_deref(), reason.as_deref());
            copy.tell(Draft::new(Rule::W3, Field::Own(key), message));
        }
    }
    let status = copy.own("status").map(|(key, value)| (key, value.text().unwrap_or_default()));
    if let Some((key, _)) =
        status.filter(|(_, text)| ["hold", "held", "onhold"].contains(&super::plain(text).as_str()))
    {
        copy.tell(Draft::new(Rule::W3, Field::Own(key), words::held(None, None)));
    }
}

/// Whether a note in the text tells readers that something was corrected or updated.
pub(super) fn has_note(prose: &Prose) -> bool {
    prose.blocks.iter().any(|block| {
        let text = block.text.trim_start().to_lowercase();
        let named = [
            "correction",
            "clarification",
            "update",
            "editor’s note",
            "editor's note",
            "korrektur",
        ];
        named.iter().any(|name| {
            text.strip_prefix(name).is_some_and(|rest| {
                rest.starts_with([':', ',', ' ', 'd', 's'])
                    && text[..text.len().min(80)].contains(':')
            })
        })
    })
}

fn corrections(copy: &mut Copy<'_>) {
    let found = copy.own("corrections").or_else(|| copy.own("correction"));
    let recorded = found.as_ref().is_some_and(|(_, value)| match value {
        Value::List(items) => !items.is_empty(),
        Value::Null => false,
        other => other.text().is_none_or(|text| !text.is_empty() && text != "false"),
    });
    let key = found.map_or_else(|| "corrections".to_owned(), |(key, _)| key);
    let told = has_note(&copy.prose);
    let message = if recorded && !told {
        words::correction_not_told()
    } else if told && !recorded && copy.facts.about.corrections {
        words::correction_not_recorded()
    } else {
        return;
    };
    copy.tell(Draft::new(Rule::W6, Field::Own(key), message));
}

fn private_fields(copy: &mut Copy<'_>) {
    let usual = &copy.facts.about.perhaps_private;
    let perhaps = PERHAPS_PRIVATE.iter().filter(|name| !usual.contains_key(**name));
    let keys: Vec<String> = PRIVATE
        .iter()
        .chain(perhaps)
        .filter_map(|name| copy.own_or_of_lead(name))
        .filter(|(key, value)| **value != Value::Null && !is_for_readers(copy, key, value))
        .map(|(key, _)| key)
        .collect();
    for key in keys {
        // A name that is printed on many sites tells little where no other story shows a habit.
        if is_often_printed(&key) && !copy.facts.about.has_others {
            continue;
        }
        let draft = Draft::new(Rule::G3, Field::Own(key.clone()), words::private_field(&key));
        copy.tell(draft.about(key));
    }
}

/// Whether fields of that name are printed on many sites.
fn is_often_printed(key: &str) -> bool {
    ["sources", "email"].contains(&super::plain(last_of(key)).as_str())
}

fn last_of(key: &str) -> &str {
    key.rsplit('.').next().unwrap_or(key)
}

/// Whether a field of such a name is printed: links to what a story is founded on, the letter box
/// of an office, what the site's own schema knows.
fn is_for_readers(copy: &Copy<'_>, key: &str, value: &Value) -> bool {
    let known = copy.facts.build.asked.iter().any(|field| field.key == key);
    let text = value.text().unwrap_or_default();
    let somebodys = match super::plain(last_of(key)).as_str() {
        "email" => text.contains('@') && !super::privacy::is_of_an_office(&text),
        // A list is one of books and papers.
        _ => !text.trim().is_empty() && !text.contains("://"),
    };
    is_often_printed(key) && (known || !somebodys)
}
