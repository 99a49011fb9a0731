//! The fields, by what they mean.

use super::slots::align;
use super::{By, Merge, Passage, Place, Taken};
use crate::metadata::{self, Change, Edit, Fields, KeyPath, Step, Value};

/// Puts the headers together: ours is the frame into which the changes of the others go.
pub(super) fn merge(merge: &mut Merge, base: &str, ours: &str, theirs: &str) {
    if theirs == base || ours == theirs || ours == base {
        merge.header = if ours == base { theirs } else { ours }.to_owned();
        merge.taken.extend(changes(base, ours, theirs));
        return;
    }
    let read = |text: &str| metadata::read(text).ok().filter(|f| f.duplicates.is_empty());
    let all = (read(base), read(ours), read(theirs));
    let (Some(was), Some(mine), Some(yours)) = all else {
        return whole(merge, base, ours, theirs);
    };
    let formats = [was.format, mine.format, yours.format];
    if mine.format != yours.format || formats.contains(&None) && mine.format.is_none() {
        return whole(merge, base, ours, theirs);
    }
    let mut differences = Differences::default();
    differences.three(base, &was, &mine, &yours);
    let Ok(header) = metadata::edit(ours, &differences.edits) else {
        return whole(merge, base, ours, theirs);
    };
    // Choosing theirs has to be possible before it is offered.
    for (_, edits) in &differences.asked {
        if metadata::edit(&header, edits).is_err() {
            return whole(merge, base, ours, theirs);
        }
    }
    // Line by line keeps the others' comments, where it comes to the same fields.
    merge.header = match by_lines(base, ours, theirs).filter(|lines| same(lines, &header)) {
        Some(lines) if differences.asked.is_empty() => lines,
        _ => header,
    };
    merge.fields = differences.asked;
    merge.taken.extend(differences.taken);
}

/// One of both headers has to be taken.
fn whole(merge: &mut Merge, base: &str, ours: &str, theirs: &str) {
    if let Some(lines) = by_lines(base, ours, theirs)
        && metadata::read(&lines).is_ok_and(|fields| fields.duplicates.is_empty())
    {
        merge.header = lines;
        merge.taken.extend(lines_of(base, ours, theirs));
        return;
    }
    merge.header = ours.to_owned();
    let passage = Passage {
        place: Place::Header,
        base: base.to_owned(),
        ours: ours.to_owned(),
        theirs: theirs.to_owned(),
        before: String::new(),
        after: String::new(),
    };
    merge.headers = Some((passage, theirs.to_owned()));
}

/// What became different in headers of which one is taken as it is.
fn changes(base: &str, ours: &str, theirs: &str) -> Vec<Taken> {
    let all = (metadata::read(base), metadata::read(ours), metadata::read(theirs));
    let (Ok(was), Ok(mine), Ok(yours)) = all else { return lines_of(base, ours, theirs) };
    let mut differences = Differences::default();
    differences.three(base, &was, &mine, &yours);
    differences.taken
}

/// The same where the fields cannot be told apart: the lines that each put in.
fn lines_of(base: &str, ours: &str, theirs: &str) -> Vec<Taken> {
    let put_in = |side: &str| -> String {
        let lines = side.lines().filter(|line| !base.lines().any(|old| old == *line));
        lines.collect::<Vec<_>>().join("\n")
    };
    let by = |side: &str, by: By| {
        let text = put_in(side);
        (side != base).then_some(Taken { place: Place::Header, paragraph: 0, by, text })
    };
    match ours == theirs {
        true => by(ours, By::Both).into_iter().collect(),
        false => by(ours, By::Ours).into_iter().chain(by(theirs, By::Theirs)).collect(),
    }
}

#[derive(Default)]
struct Differences {
    /// What the others changed and goes into ours.
    edits: Vec<Edit>,
    /// What both changed.
    asked: Vec<(Passage, Vec<Edit>)>,
    taken: Vec<Taken>,
}

impl Differences {
    /// Compares all the fields. What two that began without each other have in common is no
    /// difference.
    fn three(&mut self, base: &str, was: &Fields, mine: &Fields, yours: &Fields) {
        let both = base.is_empty().then(|| common(&mine.entries, &yours.entries));
        let was = both.as_ref().unwrap_or(&was.entries);
        self.entries(&[], was, &mine.entries, &yours.entries);
    }

    fn entries(
        &mut self,
        path: &[Step],
        was: &[(String, Value)],
        mine: &[(String, Value)],
        yours: &[(String, Value)],
    ) {
        let get = |list: &'_ [(String, Value)], key: &str| -> Option<Value> {
            list.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone())
        };
        let mut keys: Vec<&String> = mine.iter().map(|(key, _)| key).collect();
        for (key, _) in yours.iter().chain(was) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        for key in keys {
            let path: Vec<Step> = path.iter().cloned().chain([Step::Key(key.clone())]).collect();
            self.value(path, get(was, key), get(mine, key), get(yours, key));
        }
    }

    fn value(
        &mut self,
        path: Vec<Step>,
        was: Option<Value>,
        mine: Option<Value>,
        yours: Option<Value>,
    ) {
        let key = KeyPath(path);
        if mine == yours || yours == was {
            if mine != was {
                let by = if mine == yours { By::Both } else { By::Ours };
                self.take(&key, by, mine.as_ref());
            }
            return;
        }
        if mine == was {
            self.take(&key, By::Theirs, yours.as_ref());
            self.edits.push(set(&key, yours));
            return;
        }
        match (&was, &mine, &yours) {
            (_, Some(Value::Map(mine)), Some(Value::Map(yours))) => {
                let none = Vec::new();
                let was = was.as_ref().and_then(Value::as_map).unwrap_or(&none);
                self.entries(&key.0, was, mine, yours);
            }
            (_, Some(Value::List(our)), Some(Value::List(their))) => {
                let base = was.as_ref().and_then(Value::as_list).unwrap_or_default();
                if ![base, our, their].into_iter().flatten().any(|item| item.as_map().is_some()) {
                    self.take_list(&key, items(base, our, their));
                } else if !self.maps(&key, base, our, their) {
                    self.ask(&key, &was, &mine, &yours);
                }
            }
            _ => self.ask(&key, &was, &mine, &yours),
        }
    }

    /// Lists with maps in them: pictures of a gallery, people. An entry that both changed is put
    /// together key by key. Returns whether that can be done without guessing.
    fn maps(&mut self, key: &KeyPath, was: &[Value], mine: &[Value], yours: &[Value]) -> bool {
        let (Some(here), Some(there)) = (pairs(was, mine), pairs(was, yours)) else { return false };
        let changed = |item: &Value, list: &[Value], of: Option<usize>| {
            of.is_some_and(|index| list[index] != *item)
        };
        let both = was.iter().zip(here.iter().zip(&there));
        for (item, (h, t)) in both {
            // One took out what the other one changed.
            if h.is_none() && changed(item, yours, *t) || t.is_none() && changed(item, mine, *h) {
                return false;
            }
        }
        let added = |list: &[Value], of: &[Option<usize>]| -> Vec<usize> {
            (0..list.len()).filter(|index| !of.contains(&Some(*index))).collect()
        };
        let (ours, theirs) = (added(mine, &here), added(yours, &there));
        let twice = |a: &Value, b: &Value| a != b && named(a).is_some() && named(a) == named(b);
        if theirs.iter().any(|t| ours.iter().any(|o| twice(&mine[*o], &yours[*t]))) {
            return false;
        }
        if theirs.is_empty() && there.iter().all(Option::is_some) {
            for (item, (h, t)) in was.iter().zip(here.iter().zip(&there)) {
                if let (Some(h), Some(t)) = (h, t) {
                    let path = key.0.iter().cloned().chain([Step::Index(*h)]).collect();
                    let [was, mine, yours] = [item, &mine[*h], &yours[*t]].map(|v| Some(v.clone()));
                    self.value(path, was, mine, yours);
                }
            }
            return true;
        }
        // Each with where it stands among theirs.
        let mut list: Vec<(Option<usize>, Value)> = Vec::new();
        for (index, item) in mine.iter().enumerate() {
            match here.iter().position(|h| *h == Some(index)) {
                None => {
                    let twin = theirs.iter().copied().find(|t| yours[*t] == *item);
                    list.push((twin, item.clone()));
                }
                Some(slot) => {
                    let Some(t) = there[slot] else { continue };
                    match together(Some(&was[slot]), Some(item), Some(&yours[t])) {
                        Some(Some(item)) => list.push((Some(t), item)),
                        _ => return false,
                    }
                }
            }
        }
        for index in theirs {
            if list.iter().any(|(t, _)| *t == Some(index)) {
                continue;
            }
            let stands = |before: usize| list.iter().position(|(t, _)| *t == Some(before));
            let before = (0..index).rev().find_map(stands);
            let mut place = before.map_or(0, |place| place + 1);
            // Behind all that was added here at the same place.
            while list.get(place).is_some_and(|(t, _)| t.is_none()) {
                place += 1;
            }
            list.insert(place, (Some(index), yours[index].clone()));
        }
        self.take_list(key, list.into_iter().map(|(_, item)| item).collect());
        true
    }

    fn take_list(&mut self, key: &KeyPath, items: Vec<Value>) {
        let items = Value::List(items);
        self.take(key, By::Both, Some(&items));
        self.edits.push(set(key, Some(items)));
    }

    fn ask(
        &mut self,
        key: &KeyPath,
        was: &Option<Value>,
        mine: &Option<Value>,
        yours: &Option<Value>,
    ) {
        let shown = |value: &Option<Value>| value.as_ref().map(plain).unwrap_or_default();
        let passage = Passage {
            place: Place::Field(key.clone()),
            base: shown(was),
            ours: shown(mine),
            theirs: shown(yours),
            before: String::new(),
            after: String::new(),
        };
        self.asked.push((passage, vec![set(key, yours.clone())]));
    }

    fn take(&mut self, key: &KeyPath, by: By, value: Option<&Value>) {
        let text = value.map(plain).unwrap_or_default();
        self.taken.push(Taken { place: Place::Field(key.clone()), paragraph: 0, by, text });
    }
}

/// What two have in common; of a map, its common keys.
fn common(mine: &[(String, Value)], yours: &[(String, Value)]) -> Vec<(String, Value)> {
    let of = |(key, value): &(String, Value)| {
        let (_, other) = yours.iter().find(|(name, _)| name == key)?;
        let value = match (value, other) {
            (Value::Map(mine), Value::Map(yours)) => Value::Map(common(mine, yours)),
            _ if value == other => value.clone(),
            _ => return None,
        };
        Some((key.clone(), value))
    };
    mine.iter().filter_map(of).collect()
}

fn set(key: &KeyPath, value: Option<Value>) -> Edit {
    let change = value.map_or(Change::Remove, Change::Set);
    Edit { key: key.clone(), change }
}

/// Ours, without what the others took out, with what they added: after the item that it follows
/// there, where that is still in.
fn items(was: &[Value], mine: &[Value], yours: &[Value]) -> Vec<Value> {
    let taken_out = |item: &Value| was.contains(item) && !yours.contains(item);
    let mut items: Vec<Value> = mine.iter().filter(|item| !taken_out(item)).cloned().collect();
    for (index, item) in yours.iter().enumerate() {
        if was.contains(item) || items.contains(item) {
            continue;
        }
        let before = yours[..index].iter().rev();
        let place = before.filter_map(|one| items.iter().position(|other| other == one)).next();
        // Behind all that was added here at the same place.
        let mut place = place.map_or(items.len(), |place| place + 1);
        while items.get(place).is_some_and(|here| !was.contains(here) && !yours.contains(here)) {
            place += 1;
        }
        items.insert(place, item.clone());
    }
    items
}

/// Keys that tell a map in a list from its neighbours, the surest first.
const NAMES: [&str; 8] = ["id", "src", "file", "image", "path", "url", "slug", "name"];

/// What a map in a list is called.
fn named(item: &Value) -> Option<(&'static str, &Value)> {
    let entries = item.as_map()?;
    NAMES.into_iter().find_map(|name| {
        let (_, value) = entries.iter().find(|(key, _)| key == name)?;
        Some((name, value))
    })
}

/// What became of each item of a list; `None` where that cannot be told.
fn pairs(was: &[Value], side: &[Value]) -> Option<Vec<Option<usize>>> {
    let mut of = vec![None; was.len()];
    let map = |item: &Value| item.as_map().is_some();
    let same_length = was.len() == side.len();
    // The surest sign first: as it was, of the same name, in the same place.
    let signs: [&dyn Fn(usize, usize) -> bool; 4] = [
        &|i, j| i == j && was[i] == side[j],
        &|i, j| was[i] == side[j],
        &|i, j| named(&was[i]).is_some() && named(&was[i]) == named(&side[j]),
        &|i, j| same_length && i == j && map(&was[i]) && map(&side[j]),
    ];
    for sign in signs {
        for i in 0..was.len() {
            if of[i].is_none() {
                of[i] = (0..side.len()).find(|j| !of.contains(&Some(*j)) && sign(i, *j));
            }
        }
    }
    let free = || (0..side.len()).filter(|j| !of.contains(&Some(*j)) && map(&side[*j]));
    let gone = (0..was.len()).filter(|i| of[*i].is_none() && map(&was[*i]));
    // Taken out and put in, or changed? Only names tell.
    let unsure = |i: usize| free().any(|j| named(&was[i]).is_none() || named(&side[j]).is_none());
    let sure = !gone.into_iter().any(unsure);
    sure.then_some(of)
}

/// A value that both may have changed; `None` when both changed the same.
fn together(
    was: Option<&Value>,
    mine: Option<&Value>,
    yours: Option<&Value>,
) -> Option<Option<Value>> {
    if mine == yours || yours == was {
        return Some(mine.cloned());
    }
    if mine == was {
        return Some(yours.cloned());
    }
    let (mine, yours) = (mine?.as_map()?, yours?.as_map()?);
    let was = was.and_then(Value::as_map).unwrap_or_default();
    let get = |list: &'_ [(String, Value)], key: &str| -> Option<Value> {
        list.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone())
    };
    let new = yours.iter().filter(|(key, _)| get(mine, key).is_none());
    let mut entries = Vec::new();
    for (key, _) in mine.iter().chain(new) {
        let [was, mine, yours] = [was, mine, yours].map(|list| get(list, key));
        if let Some(value) = together(was.as_ref(), mine.as_ref(), yours.as_ref())? {
            entries.push((key.clone(), value));
        }
    }
    Some(Some(Value::Map(entries)))
}

/// A value as it is shown.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(yes) => yes.to_string(),
        Value::Number(text) | Value::Text(text) | Value::Date(text) => text.clone(),
        Value::List(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        Value::Map(entries) => {
            let one = |(key, value): &(String, Value)| format!("{key}: {}", plain(value));
            entries.iter().map(one).collect::<Vec<_>>().join(", ")
        }
    }
}

/// The headers, line by line; `None` when both changed or put in the same lines.
fn by_lines(base: &str, ours: &str, theirs: &str) -> Option<String> {
    let [base, ours, theirs] =
        [base, ours, theirs].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
    let (our, their) = (align(&base, &ours, 2.0), align(&base, &theirs, 2.0));
    let mut out = String::new();
    let mut changed_before = (false, false);
    for slot in 0..=base.len() {
        let (mine, yours) = (&our.put_in[slot], &their.put_in[slot]);
        let gone = |kept: &[Option<usize>]| slot < base.len() && kept[slot].is_none();
        let here = (
            !mine.is_empty() || gone(&our.kept) || changed_before.0,
            !yours.is_empty() || gone(&their.kept) || changed_before.1,
        );
        if here.0 && here.1 {
            return None;
        }
        mine.iter().for_each(|index| out.push_str(ours[*index]));
        yours.iter().for_each(|index| out.push_str(theirs[*index]));
        if slot < base.len() {
            changed_before = (gone(&our.kept), gone(&their.kept));
            if let (Some(index), Some(_)) = (our.kept[slot], their.kept[slot]) {
                out.push_str(ours[index]);
            }
        }
    }
    Some(out)
}

/// Whether two headers say the same.
fn same(a: &str, b: &str) -> bool {
    let sorted = |text: &str| {
        let mut entries = metadata::read(text).ok()?.entries;
        entries.sort_by(|a, b| a.0.cmp(&b.0));
        Some(entries)
    };
    let (a, b) = (sorted(a), sorted(b));
    a.is_some() && a == b
}
