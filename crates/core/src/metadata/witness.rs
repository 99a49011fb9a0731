//! A second reader behind the gate, of another make than the one that writing relies on.
//!
//! 1. It reads the header before and after the change: YAML by libyaml's grammar, which Jekyll
//!    and Hugo read by; JSON by `serde_json`. For TOML there is none.
//! 2. Everything outside the field must be to it what it was.
//! 3. The field must be what was asked for.
//!
//! A header that it could not read before, or a field that it read differently, it cannot judge.

use serde_json::Value as Seen;

use super::header::Format;
use super::value::{Change, Edit, Step, Value};

/// Whether the witness has nothing against the change. `was` is the whole header as the first
/// reader had it before.
pub(super) fn agrees(before: &str, after: &str, was: &Value, edit: &Edit, format: Format) -> bool {
    let Some(before) = see(before, format) else { return true };
    let Some(after) = see(after, format) else { return false };
    let old = (Some(was), Some(&before));
    same_but(old, Some(&after), &edit.key.0, &edit.change)
}

/// The header as the witness reads it; `None` when it cannot.
fn see(inner: &str, format: Format) -> Option<Seen> {
    let seen = match format {
        Format::Yaml => yaml_serde::from_str(inner).ok()?,
        Format::Json => serde_json::from_str(inner).ok()?,
        Format::Toml => return None,
    };
    match seen {
        Seen::Null => Some(Seen::Object(serde_json::Map::new())),
        Seen::Object(_) => Some(seen),
        _ => None,
    }
}

/// Whether both differ at most at `path`, and there in what was asked for. `old` is the value
/// before the change to the first reader and to the witness.
fn same_but(
    old: (Option<&Value>, Option<&Seen>),
    after: Option<&Seen>,
    path: &[Step],
    change: &Change,
) -> bool {
    let Some((step, rest)) = path.split_first() else { return is_made(old, after, change) };
    let was = old.0.and_then(|value| value.at(std::slice::from_ref(step)));
    match (step, old.1, after) {
        (Step::Key(key), Some(Seen::Object(before)), Some(Seen::Object(after))) => {
            let others = |map: &serde_json::Map<String, Seen>, other: &serde_json::Map<_, _>| {
                map.iter().all(|(name, value)| name == key || other.get(name) == Some(value))
            };
            others(before, after)
                && others(after, before)
                && same_but((was, before.get(key)), after.get(key), rest, change)
        }
        (Step::Index(i), Some(Seen::Array(before)), Some(Seen::Array(after))) => {
            let i = (*i).min(before.len());
            if rest.is_empty() && *change == Change::Remove {
                let kept = before[..i].iter().chain(before.iter().skip(i + 1));
                return kept.eq(after);
            }
            after.len() == before.len().max(i + 1)
                && before[..i] == after[..i]
                && before.iter().skip(i + 1).eq(&after[i + 1..])
                && same_but((was, before.get(i)), after.get(i), rest, change)
        }
        // What leads to the field was made with it, or went with it.
        (_, _, after) => match (change, after.and_then(|after| at(after, path))) {
            (Change::Remove, found) => found.is_none(),
            (_, Some(found)) => is_made((None, None), Some(found), change),
            (_, None) => false,
        },
    }
}

/// Whether the field is what was asked for.
fn is_made(
    (was, before): (Option<&Value>, Option<&Seen>),
    after: Option<&Seen>,
    change: &Change,
) -> bool {
    if let (Some(was), Some(before)) = (was, before)
        && !reads(was, before)
    {
        return true;
    }
    match (change, after) {
        (Change::Remove, after) => after.is_none_or(|after| before != Some(after)),
        (Change::Set(value), Some(after)) => reads(value, after),
        (Change::Push(value), Some(Seen::Array(items))) => {
            let kept = before.and_then(Seen::as_array).map_or(&[][..], Vec::as_slice);
            items.len() == kept.len() + 1
                && items.starts_with(kept)
                && reads(value, &items[kept.len()])
        }
        _ => false,
    }
}

/// Whether the witness reads the same value. It does not know dates, nor how a number is spelled.
fn reads(value: &Value, seen: &Seen) -> bool {
    match (value, seen) {
        (Value::Null, Seen::Null) => true,
        (Value::Bool(a), Seen::Bool(b)) => a == b,
        (Value::Text(a) | Value::Date(a) | Value::Number(a), Seen::String(b)) => a == b,
        (Value::Number(_), Seen::Number(_)) => true,
        // Neither knows numbers without end.
        (Value::Number(text), Seen::Null) => text.contains(['n', 'N']),
        (Value::List(a), Seen::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| reads(a, b))
        }
        (Value::Map(a), Seen::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| reads(a, b)))
        }
        _ => false,
    }
}

fn at<'a>(seen: &'a Seen, path: &[Step]) -> Option<&'a Seen> {
    path.iter().try_fold(seen, |seen, step| match step {
        Step::Key(key) => seen.get(key),
        Step::Index(i) => seen.get(i),
    })
}
