//! What holds a story back: an embargo, a hold, a correction that readers are not told of, a
//! private field.

use jiff::tz::TimeZone;

use super::prose::Prose;
use super::{Copy, Draft, Field, Rule, words};
use crate::metadata::Value;
use crate::story::{When, zone_of};

/// Fields that are nobody's business but the newsroom's.
const PRIVATE: [&str; 9] = [
    "approvals",
    "consent",
    "legal_name",
    "licence_ref",
    "original_name",
    "original_sha256",
    "private_notes",
    "review_notes",
    "reviewer_notes",
];

pub(super) fn check(copy: &mut Copy<'_>) {
    embargo(copy);
    hold(copy);
    corrections(copy);
    private_fields(copy);
}

fn embargo(copy: &mut Copy<'_>) {
    let zone = zone_of(&copy.facts.profile.time_zone);
    for name in ["embargo", "embargo_until", "embargoed_until"] {
        let Some((key, value)) = copy.own(name) else { continue };
        let (key, text) = (key.to_owned(), value.text().unwrap_or_default());
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
            let key = key.to_owned();
            copy.tell(Draft::new(Rule::W3, Field::Own(key), message));
        }
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
    let recorded = copy.own("corrections").or_else(|| copy.own("correction"));
    let recorded = recorded.is_some_and(|(_, value)| match value {
        Value::List(items) => !items.is_empty(),
        Value::Null => false,
        other => other.text().is_none_or(|text| !text.is_empty() && text != "false"),
    });
    let told = has_note(&copy.prose);
    if recorded && !told {
        copy.tell(Draft::new(
            Rule::W6,
            Field::Own("corrections".to_owned()),
            words::correction_not_told(),
        ));
    } else if told && !recorded && copy.facts.about.corrections {
        copy.tell(Draft::new(
            Rule::W6,
            Field::Own("corrections".to_owned()),
            words::correction_not_recorded(),
        ));
    }
}

fn private_fields(copy: &mut Copy<'_>) {
    let keys: Vec<String> = PRIVATE
        .iter()
        .filter_map(|name| copy.own(name))
        .filter(|(_, value)| **value != Value::Null)
        .map(|(key, _)| key.to_owned())
        .collect();
    for key in keys {
        let draft = Draft::new(Rule::G3, Field::Own(key.clone()), words::private_field(&key));
        copy.tell(draft.about(key));
    }
}
