//! A list of the header that a form shows as names: what stays in it is as it was.

use crate::metadata::Value;

/// A list that shows these names: an item that shows one of them stays as it is, one that shows
/// nothing stays where it is. What is new, `make` makes: where no name came or went, of the item
/// that had its place.
pub(super) fn kept(
    there: &[Value],
    names: &[String],
    shown: impl Fn(&Value) -> Option<String>,
    make: impl Fn(&String, Option<&Value>) -> Value,
) -> Value {
    let (visible, hidden): (Vec<_>, Vec<_>) =
        there.iter().enumerate().partition(|(_, item)| shown(item).is_some());
    let mut from: Vec<Option<usize>> = Vec::with_capacity(names.len());
    for name in names {
        let same = visible
            .iter()
            .find(|(at, item)| !from.contains(&Some(*at)) && shown(item).as_ref() == Some(name));
        from.push(same.map(|(at, _)| *at));
    }
    if names.len() == visible.len() {
        for (place, (at, item)) in visible.iter().enumerate() {
            // What is called otherwise altogether is somebody else, with none of what was said.
            let like = shown(item).is_some_and(|old| is_like(&old, &names[place]));
            if from[place].is_none() && !from.contains(&Some(*at)) && like {
                from[place] = Some(*at);
            }
        }
    }
    let item = |(name, from): (&String, &Option<usize>)| {
        let old = from.map(|at| &there[at]);
        let same = old.filter(|old| shown(old).as_ref() == Some(name));
        same.cloned().unwrap_or_else(|| make(name, old))
    };
    let mut items: Vec<Value> = names.iter().zip(&from).map(item).collect();
    for (count, (at, item)) in hidden.into_iter().enumerate() {
        let before = from.iter().rposition(|from| from.is_some_and(|from| from < at));
        items.insert(before.map_or(0, |before| before + 1) + count, item.clone());
    }
    Value::List(items)
}

/// Whether one name may be the other, corrected.
fn is_like(old: &str, new: &str) -> bool {
    const ENOUGH: f32 = 0.5;
    similar::TextDiff::from_chars(old, new).ratio() >= ENOUGH
}
