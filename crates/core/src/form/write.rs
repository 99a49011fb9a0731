//! One change of a field of the site's own, as an edit of its key.
//!
//! The type is that of the value which is there, else the one that the site's other posts have.
//! Cleared, a field goes with its key; where most of the posts without a value write the key all
//! the same, it stays, empty. A map that would be left without a key goes with its last one.

use super::infer::{Control, Field, control};
use super::{DateForm, shown_value};
use crate::metadata::{Change, Edit, Fields, KeyPath, Step, Value};
use crate::site::Profile;
use crate::story::{FieldError, When};
use crate::view::FieldValue;

/// The edits that give a field this value; none where it has it already. `field` is what the
/// site does with it.
///
/// # Errors
/// When the value is none of the field's kind.
pub fn edits(
    key: &KeyPath,
    value: &FieldValue,
    fields: &Fields,
    profile: &Profile,
    field: Option<&Field>,
) -> Result<Vec<Edit>, FieldError> {
    let old = fields.get(key);
    if shown_value(control(field, old), old, profile) == *value {
        return Ok(Vec::new());
    }
    let change = match value {
        FieldValue::None => cleared(old, field),
        FieldValue::Structured { .. } => return Err(FieldError::NotEditable(key.clone())),
        FieldValue::Text { text } if text.is_empty() && is_missing(old) => return Ok(Vec::new()),
        FieldValue::Text { text } => Change::Set(Value::Text(whole(text, old))),
        FieldValue::Number { text } => Change::Set(number_of(text, field)?),
        FieldValue::Switch { on } => Change::Set(Value::Bool(*on)),
        FieldValue::Date { day, time, zone } => {
            Change::Set(date_form(old, field).write(day, time, zone)?)
        }
        FieldValue::List { items } if items.is_empty() => cleared(old, field),
        FieldValue::List { items } => Change::Set(list(items, old, field)),
    };
    if change == Change::Remove && old.is_none() {
        return Ok(Vec::new());
    }
    let key = if change == Change::Remove { with_empty_maps(key, fields) } else { key.clone() };
    Ok(vec![Edit { key, change }])
}

/// What is said in one text, as a value of the kind that the field has in a post of this path.
/// Nothing clears the field. A switch is one also where this post has a text in its place.
///
/// # Errors
/// When it is none of that kind, or none of those that the site's schema has for it.
pub fn said(
    text: &str,
    path: &str,
    field: Option<&Field>,
    old: Option<&Value>,
    profile: &Profile,
) -> Result<FieldValue, FieldError> {
    let nothing = text.trim().is_empty();
    // A key that no story has yet: what says yes or no is a switch, `published=false` above all.
    if let ("true" | "false", None, None) = (text, field, old) {
        return Ok(FieldValue::Switch { on: text == "true" });
    }
    let switch = field.is_some_and(|field| field.control == Control::Switch);
    let control = match (control(field, old), old) {
        (_, Some(Value::Text(_))) if switch => Control::Switch,
        (control, _) => control,
    };
    Ok(match control {
        Control::Switch | Control::Number | Control::Date { .. } | Control::Choice if nothing => {
            FieldValue::None
        }
        Control::Switch => FieldValue::Switch { on: yes(text)? },
        Control::Number => {
            number_of(text, field)?;
            FieldValue::Number { text: text.to_owned() }
        }
        Control::Date { time } => {
            let when = When::read(text);
            if when.day.is_none() {
                return Err(FieldError::NotADate(text.to_owned()));
            }
            let shown = when.view(&profile.time_zone);
            let time = if time { shown.time } else { String::new() };
            FieldValue::Date { day: shown.day, time, zone: shown.zone }
        }
        Control::List => {
            let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
            FieldValue::List { items: items.map(str::to_owned).collect() }
        }
        Control::Structured => FieldValue::Structured { text: text.to_owned() },
        Control::Text | Control::LongText | Control::Choice | Control::Picture => {
            let schema = field.and_then(|field| field.of_schema(path));
            let choices = schema.map_or(&[][..], |schema| &schema.choices);
            if !nothing && !choices.is_empty() && !choices.iter().any(|choice| choice == text) {
                return Err(FieldError::NotAChoice(text.to_owned(), choices.join(", ")));
            }
            FieldValue::Text { text: text.to_owned() }
        }
    })
}

/// Yes or no, as people say it.
fn yes(text: &str) -> Result<bool, FieldError> {
    match text.trim().to_lowercase().as_str() {
        "true" | "yes" | "on" => Ok(true),
        "false" | "no" | "off" => Ok(false),
        _ => Err(FieldError::NotASwitch(text.to_owned())),
    }
}

fn is_missing(old: Option<&Value>) -> bool {
    matches!(old, None | Some(Value::Null))
}

fn cleared(old: Option<&Value>, field: Option<&Field>) -> Change {
    let stays = field.is_some_and(|field| field.written_empty);
    match old {
        Some(Value::Text(_)) if stays => Change::Set(Value::Text(String::new())),
        Some(Value::List(_)) if stays => Change::Set(Value::List(Vec::new())),
        _ => Change::Remove,
    }
}

/// The line ends at the end of a block of text are not shown, and stay.
fn whole(text: &str, old: Option<&Value>) -> String {
    let text = text.replace("\r\n", "\n");
    match old {
        Some(Value::Text(old)) if old.ends_with('\n') && !text.is_empty() => {
            format!("{}{}", text.trim_end(), &old[old.trim_end_matches('\n').len()..])
        }
        _ => text.trim_end().to_owned(),
    }
}

/// A number as the site's schema takes it: `z.number().int()` is a whole one.
fn number_of(text: &str, field: Option<&Field>) -> Result<Value, FieldError> {
    let schema = field.map_or(&[][..], |field| &field.schema);
    let whole = !schema.is_empty() && schema.iter().all(|of_schema| of_schema.whole);
    match number(text)? {
        Value::Number(text) if whole && text.contains('.') => Err(FieldError::NotWhole(text)),
        value => Ok(value),
    }
}

fn number(text: &str) -> Result<Value, FieldError> {
    let text = text.trim();
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    // A nought in front is an octal number to some readers.
    let plain = all(whole) && all(part) && (whole.len() == 1 || !whole.starts_with('0'));
    if plain {
        Ok(Value::Number(text.to_owned()))
    } else {
        Err(FieldError::NotANumber(text.to_owned()))
    }
}

fn date_form(old: Option<&Value>, field: Option<&Field>) -> DateForm {
    let here = match old {
        Some(Value::Date(raw)) => DateForm::of(raw, false),
        Some(Value::Text(raw)) => DateForm::of(raw, true),
        _ => None,
    };
    here.or_else(|| field?.date).unwrap_or(DateForm::DAY)
}

/// A list stays a list, a single text stays one as long as it is single; an item that was there
/// keeps its type.
fn list(items: &[String], old: Option<&Value>, field: Option<&Field>) -> Value {
    let single = matches!(old, Some(Value::Text(_)))
        || is_missing(old) && field.is_some_and(|field| field.control != Control::List);
    if let ([one], true) = (items, single) {
        return Value::Text(one.clone());
    }
    let there = old.and_then(Value::as_list).unwrap_or_default();
    let numbers = match there {
        [] => field.is_some_and(|field| field.numbers),
        there => there.iter().all(|item| matches!(item, Value::Number(_))),
    };
    let item = |text: &String| {
        let same = there.iter().find(|item| item.as_str() == Some(text)).cloned();
        let typed = || number(text).ok().filter(|_| numbers);
        same.or_else(typed).unwrap_or_else(|| Value::Text(text.trim().to_owned()))
    };
    Value::List(items.iter().map(item).collect())
}

/// The key, or the outermost map around it that holds nothing else.
fn with_empty_maps(key: &KeyPath, fields: &Fields) -> KeyPath {
    let mut steps = key.0.clone();
    while let Some((Step::Key(_), parent)) = steps.split_last() {
        let alone = |value: &Value| value.as_map().is_some_and(|entries| entries.len() == 1);
        if parent.is_empty() || !fields.get(&KeyPath(parent.to_vec())).is_some_and(alone) {
            break;
        }
        steps = parent.to_vec();
    }
    KeyPath(steps)
}
