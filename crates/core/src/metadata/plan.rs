//! From a change of a field to splices: what differs is rewritten, nothing else.

use super::error::EditError;
use super::header::Format;
use super::tree::Splice;
use super::value::{Change, Edit, KeyPath, Step, Value};

/// The splices that make the change; none when there is nothing to change.
pub(super) fn plan(root: &Value, edit: &Edit, format: Format) -> Result<Vec<Splice>, EditError> {
    let path = &edit.key.0[..];
    let mut splices = Vec::new();
    match &edit.change {
        Change::Set(value) => set(root, path, value, &edit.key, &mut splices)?,
        Change::Push(value) => match root.at(path) {
            Some(Value::List(items)) => splices.push(Splice::InsertItem {
                list: path.to_vec(),
                at: items.len(),
                value: value.clone(),
            }),
            None | Some(Value::Null) => {
                set(root, path, &Value::List(vec![value.clone()]), &edit.key, &mut splices)?;
            }
            Some(_) => return Err(EditError::NoPlace { key: edit.key.clone() }),
        },
        Change::Remove => splices.extend(remove(root, path, format)),
    }
    Ok(splices)
}

fn remove(root: &Value, path: &[Step], format: Format) -> Option<Splice> {
    root.at(path)?;
    let (last, parent) = path.split_last()?;
    let parent = parent.to_vec();
    Some(match (last, root.at(&parent)?) {
        (Step::Index(_), Value::List(items)) if items.len() == 1 => {
            Splice::Replace { path: parent, value: Value::List(Vec::new()) }
        }
        (Step::Index(at), _) => Splice::RemoveItem { list: parent, at: *at },
        // A block of YAML without entries would be nothing, which is another value.
        (Step::Key(_), Value::Map(entries))
            if entries.len() == 1 && !parent.is_empty() && format == Format::Yaml =>
        {
            Splice::Replace { path: parent, value: Value::Map(Vec::new()) }
        }
        (Step::Key(_), _) => Splice::RemoveKey { path: path.to_vec() },
    })
}

fn set(
    root: &Value,
    path: &[Step],
    new: &Value,
    key: &KeyPath,
    splices: &mut Vec<Splice>,
) -> Result<(), EditError> {
    let nowhere = || EditError::NoPlace { key: key.clone() };
    if path.is_empty() {
        return Err(nowhere());
    }
    let mut value = root;
    for (i, step) in path.iter().enumerate() {
        let here = path[..i].to_vec();
        value = match (step, value) {
            (Step::Key(name), Value::Map(entries)) => {
                match entries.iter().find(|(k, _)| k == name) {
                    Some((_, value)) => value,
                    None => {
                        let value = wrap(&path[i + 1..], new).ok_or_else(nowhere)?;
                        let key = name.clone();
                        splices.push(Splice::InsertKey { map: here, key, value });
                        return Ok(());
                    }
                }
            }
            (Step::Index(at), Value::List(items)) => match items.get(*at) {
                Some(value) => value,
                None if *at == items.len() => {
                    let value = wrap(&path[i + 1..], new).ok_or_else(nowhere)?;
                    splices.push(Splice::InsertItem { list: here, at: *at, value });
                    return Ok(());
                }
                None => return Err(nowhere()),
            },
            (_, Value::Null) => {
                let value = wrap(&path[i..], new).ok_or_else(nowhere)?;
                splices.push(Splice::Replace { path: here, value });
                return Ok(());
            }
            // `cover: ""` says as little as `cover:`.
            (_, Value::Text(text)) if text.trim().is_empty() => {
                let value = wrap(&path[i..], new).ok_or_else(nowhere)?;
                splices.push(Splice::Replace { path: here, value });
                return Ok(());
            }
            _ => return Err(nowhere()),
        };
    }
    diff(path, value, new, splices);
    Ok(())
}

/// The value with the maps and lists around it that lead to it.
fn wrap(path: &[Step], value: &Value) -> Option<Value> {
    path.iter().rev().try_fold(value.clone(), |value, step| match step {
        Step::Key(key) => Some(Value::Map(vec![(key.clone(), value)])),
        Step::Index(0) => Some(Value::List(vec![value])),
        Step::Index(_) => None,
    })
}

fn diff(path: &[Step], old: &Value, new: &Value, splices: &mut Vec<Splice>) {
    if new.is_met_by(old) {
        return;
    }
    let below = |step| [path, &[step]].concat();
    match (old, new) {
        (Value::List(old), Value::List(new)) if !new.is_empty() => {
            diff_lists(path, old, new, splices);
        }
        (Value::Map(old), Value::Map(new)) if !new.is_empty() => {
            for (key, value) in new {
                match old.iter().find(|(k, _)| k == key) {
                    Some((_, was)) => diff(&below(Step::Key(key.clone())), was, value, splices),
                    None => splices.push(Splice::InsertKey {
                        map: path.to_vec(),
                        key: key.clone(),
                        value: value.clone(),
                    }),
                }
            }
            for (key, _) in old.iter().rev() {
                if !new.iter().any(|(k, _)| k == key) {
                    splices.push(Splice::RemoveKey { path: below(Step::Key(key.clone())) });
                }
            }
        }
        _ => splices.push(Splice::Replace { path: path.to_vec(), value: new.clone() }),
    }
}

/// Keeps the items that both have; from the end to the start, so that indexes stay true.
fn diff_lists(path: &[Step], old: &[Value], new: &[Value], splices: &mut Vec<Splice>) {
    let mut gaps = Vec::new();
    let (mut i, mut j) = (0, 0);
    for (a, b) in common(old, new).into_iter().chain([(old.len(), new.len())]) {
        gaps.push((i..a, j..b));
        (i, j) = (a + 1, b + 1);
    }
    for (was, is) in gaps.into_iter().rev() {
        let paired = was.len().min(is.len());
        let list = path.to_vec();
        for value in new[is.start + paired..is.end].iter().rev() {
            let (list, value) = (list.clone(), value.clone());
            splices.push(Splice::InsertItem { list, at: was.start + paired, value });
        }
        for at in (was.start + paired..was.end).rev() {
            splices.push(Splice::RemoveItem { list: list.clone(), at });
        }
        for k in 0..paired {
            let path = [path, &[Step::Index(was.start + k)]].concat();
            diff(&path, &old[was.start + k], &new[is.start + k], splices);
        }
    }
}

/// The longest common subsequence, as pairs of indexes; for very long lists only what they
/// begin and end with.
fn common(old: &[Value], new: &[Value]) -> Vec<(usize, usize)> {
    let same = |i: usize, j: usize| new[j].is_met_by(&old[i]);
    let start = (0..old.len().min(new.len())).take_while(|&i| same(i, i)).count();
    let rest = old.len().min(new.len()) - start;
    let end = (1..=rest).take_while(|&k| same(old.len() - k, new.len() - k)).count();
    let (m, n) = (old.len() - start - end, new.len() - start - end);
    let mut pairs: Vec<_> = (0..start).map(|i| (i, i)).collect();
    if m * n <= 1 << 16 {
        let width = n + 1;
        let mut best = vec![0u32; (m + 1) * width];
        for i in (0..m).rev() {
            for j in (0..n).rev() {
                best[i * width + j] = if same(start + i, start + j) {
                    best[(i + 1) * width + j + 1] + 1
                } else {
                    best[(i + 1) * width + j].max(best[i * width + j + 1])
                };
            }
        }
        let (mut i, mut j) = (0, 0);
        while i < m && j < n {
            if same(start + i, start + j) {
                pairs.push((start + i, start + j));
                (i, j) = (i + 1, j + 1);
            } else if best[(i + 1) * width + j] >= best[i * width + j + 1] {
                i += 1;
            } else {
                j += 1;
            }
        }
    }
    pairs.extend((1..=end).rev().map(|k| (old.len() - k, new.len() - k)));
    pairs
}

/// Makes the same splice on the values alone: what the text must read as afterwards.
pub(super) fn apply(root: &mut Value, splice: &Splice) -> Option<()> {
    match splice {
        Splice::Replace { path, value } => *at_mut(root, path)? = value.clone(),
        Splice::InsertKey { map, key, value } => match at_mut(root, map)? {
            Value::Map(entries) => entries.push((key.clone(), value.clone())),
            _ => return None,
        },
        Splice::RemoveKey { path } => {
            let (Step::Key(key), map) = path.split_last()? else { return None };
            let Value::Map(entries) = at_mut(root, map)? else { return None };
            let i = entries.iter().position(|(k, _)| k == key)?;
            entries.remove(i);
        }
        Splice::InsertItem { list, at, value } => match at_mut(root, list)? {
            Value::List(items) if *at <= items.len() => items.insert(*at, value.clone()),
            _ => return None,
        },
        Splice::RemoveItem { list, at } => match at_mut(root, list)? {
            Value::List(items) if *at < items.len() => drop(items.remove(*at)),
            _ => return None,
        },
    }
    Some(())
}

fn at_mut<'a>(root: &'a mut Value, path: &[Step]) -> Option<&'a mut Value> {
    path.iter().try_fold(root, |value, step| match (step, value) {
        (Step::Key(key), Value::Map(entries)) => {
            entries.iter_mut().find(|(k, _)| k == key).map(|(_, value)| value)
        }
        (Step::Index(i), Value::List(items)) => items.get_mut(*i),
        _ => None,
    })
}
