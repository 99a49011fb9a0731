//! Tags: a list, or one text that the generator takes apart.

use super::list::kept;
use super::one_line;
use crate::metadata::Value;
use crate::site::Generator;

/// How the generator reads one text that stands where tags do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tagging {
    /// Jekyll takes the words of `tags` and `categories`.
    Words,
    /// Others take the whole text; some themes take what is between its commas.
    Commas,
    /// `category`, `topic`: one name, of however many words.
    One,
}

impl Tagging {
    pub(super) fn of(key: Option<&str>, generator: Generator) -> Tagging {
        let name = key.and_then(|key| key.rsplit('.').next()).unwrap_or("tags");
        match (name.ends_with('s'), generator) {
            (false, _) => Tagging::One,
            (true, Generator::Jekyll) => Tagging::Words,
            (true, _) => Tagging::Commas,
        }
    }
}

/// The items of a list, or of the one text.
pub(super) fn tags(value: Option<&Value>, tagging: Tagging) -> Vec<String> {
    let texts = match (value, tagging) {
        (Some(Value::Text(text)), Tagging::Words) => text.split([' ', ',']).collect(),
        (Some(Value::Text(text)), Tagging::Commas) => text.split(',').collect(),
        (value, _) => value.map(Value::texts).unwrap_or_default(),
    };
    texts.into_iter().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned).collect()
}

/// Tags in the type that they have: a list, or one text that means the same to the generator.
pub(super) fn tag_value(names: &[String], old: Option<&Value>, tagging: Tagging) -> Value {
    let Some(Value::Text(old)) = old else { return listed(names, old) };
    let several = match tagging {
        Tagging::Words => true,
        // A text of two names would be one name to most generators: only where it is so already.
        Tagging::Commas => old.contains(','),
        Tagging::One => false,
    };
    let value =
        Value::Text(one_line(&names.join(if tagging == Tagging::Words { " " } else { ", " })));
    let again = tags(Some(&value), tagging) == names;
    if again && (several || names.len() <= 1) { value } else { listed(names, None) }
}

/// Tags as a list, in which an item that stays is as it was: `2024` is no text because of it.
fn listed(names: &[String], old: Option<&Value>) -> Value {
    let there = match old {
        Some(Value::List(items)) => items.as_slice(),
        Some(one @ (Value::Number(_) | Value::Date(_))) => std::slice::from_ref(one),
        _ => &[],
    };
    let shown = |item: &Value| {
        let text = item.as_str().map(str::trim).filter(|text| !text.is_empty());
        text.map(str::to_owned)
    };
    kept(there, names, shown, |name, _| Value::Text(one_line(name)))
}
