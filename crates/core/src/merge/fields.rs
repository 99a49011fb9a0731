//! The fields, by what they mean.

use super::slots::align;
use super::{By, Merge, Passage, Place, Taken};
use crate::metadata::{self, Change, Edit, Fields, KeyPath, Step, Value};

/// Puts the headers together: ours is the frame into which the changes of the others go.
pub(super) fn merge(merge: &mut Merge, base: &str, ours: &str, theirs: &str) {
    if theirs == base || ours == theirs {
        merge.header = ours.to_owned();
        return;
    }
    if ours == base {
        merge.header = theirs.to_owned();
        merge.taken.extend(changes(base, theirs));
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
    differences.fields(&was, &mine, &yours);
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

/// What became different between two headers.
fn changes(base: &str, theirs: &str) -> Vec<Taken> {
    let (Ok(was), Ok(yours)) = (metadata::read(base), metadata::read(theirs)) else {
        return Vec::new();
    };
    let mut differences = Differences::default();
    differences.fields(&was, &was, &yours);
    differences.taken
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
    fn fields(&mut self, was: &Fields, mine: &Fields, yours: &Fields) {
        self.entries(&[], &was.entries, &mine.entries, &yours.entries);
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
                self.take(&key, By::Ours, mine.as_ref());
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
            (_, Some(Value::List(mine)), Some(Value::List(yours))) => {
                let was = was.as_ref().and_then(Value::as_list).unwrap_or_default();
                let items = Value::List(items(was, mine, yours));
                self.take(&key, By::Theirs, Some(&items));
                self.edits.push(set(&key, Some(items)));
            }
            _ => {
                let shown = |value: &Option<Value>| value.as_ref().map(plain).unwrap_or_default();
                let passage = Passage {
                    place: Place::Field(key.clone()),
                    base: shown(&was),
                    ours: shown(&mine),
                    theirs: shown(&yours),
                    before: String::new(),
                    after: String::new(),
                };
                self.asked.push((passage, vec![set(&key, yours)]));
            }
        }
    }

    fn take(&mut self, key: &KeyPath, by: By, value: Option<&Value>) {
        let text = value.map(plain).unwrap_or_default();
        self.taken.push(Taken { place: Place::Field(key.clone()), paragraph: 0, by, text });
    }
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
