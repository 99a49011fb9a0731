//! The byline, in the type that it has: one text, one person with their own keys, or several.

use super::list::kept;
use super::one_line;
use crate::metadata::{Fields, KeyPath, Step, Value};
use crate::site::{self, Profile};

/// A byline in the type that it has: one text, one map, a list of texts, or a list of maps in which
/// a person who stays keeps all that is said of them.
pub(super) fn byline(names: &[String], old: Option<&Value>, profile: &Profile) -> Value {
    let text = match old {
        Some(Value::Text(_) | Value::Number(_) | Value::Date(_)) => true,
        Some(Value::List(_) | Value::Map(_)) => false,
        _ => profile.single_author,
    };
    let written = |name: &String| profile.byline_of(&one_line(name));
    if text && names.len() <= 1 {
        return Value::Text(names.first().map(written).unwrap_or_default());
    }
    let people = match old {
        Some(Value::List(people)) => people.as_slice(),
        Some(Value::Null | Value::Bool(_)) | None => &[],
        Some(one) => std::slice::from_ref(one),
    };
    let maps = !people.is_empty() && people.iter().all(|person| person.as_map().is_some());
    let key = people.iter().find_map(site::name_in).map(|(key, _)| key);
    let key = key.or(maps.then_some("name"));
    let shown = |person: &Value| {
        let name = site::people(person).into_iter().next();
        name.map(|name| profile.name_of(name))
    };
    let person = |name: &String, old: Option<&Value>| {
        let text = Value::Text(written(name));
        match (old, old.and_then(site::name_in), key) {
            (Some(Value::Map(said)), Some((key, _)), _) => {
                let mut said = said.clone();
                said.iter_mut().filter(|(own, _)| own == key).for_each(|own| own.1 = text.clone());
                Value::Map(said)
            }
            (None, _, Some(key)) => Value::Map(vec![(key.to_owned(), text)]),
            _ => text,
        }
    };
    match (kept(people, names, shown, person), old) {
        (Value::List(mut one), Some(Value::Map(_))) if one.len() == 1 => one.remove(0),
        (people, _) => people,
    }
}

/// The map of a person whose name stands at `path`: a second person comes beside it, not into it.
pub(super) fn person_of(path: KeyPath, fields: &Fields) -> KeyPath {
    let Some((_, parent)) = path.0.split_last() else { return path };
    let parent = KeyPath(parent.to_vec());
    let inside = parent.0.last().is_some_and(|step| match step {
        Step::Key(key) => key == "author",
        Step::Index(_) => false,
    });
    match fields.get(&path) {
        Some(Value::Text(name))
            if inside
                && fields
                    .get(&parent)
                    .and_then(site::name_in)
                    .is_some_and(|(_, found)| found == *name) =>
        {
            parent
        }
        _ => path,
    }
}
