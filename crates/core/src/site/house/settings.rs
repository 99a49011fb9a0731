//! Two versions of the file beside each other, and what two people said put together.
//!
//! 1. Each version is read into its settings: the path to a value, and the value.
//! 2. [`changes`] are those that differ, for somebody to read.
//! 3. [`merge`] puts on top of theirs what was changed here: of a list what came and what went, of
//!    another value the value. Where both set the same one, the one that is sent later holds, as a
//!    setting that somebody chooses again does. Their comments and their order stay.

use std::collections::{BTreeMap, BTreeSet};

use toml_edit::{Array, DocumentMut, Item, Table, TableLike, Value};

/// A setting that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SettingChange {
    /// The path to it: `keys`, `lead_alt`.
    pub(crate) path: Vec<String>,
    /// What it was; nothing where it was not said.
    pub(crate) before: Vec<String>,
    /// What it is.
    pub(crate) now: Vec<String>,
}

/// By the path to each.
type Settings = BTreeMap<Vec<String>, Value>;

/// The settings that differ between two versions of the file, in the order of their paths. `None`
/// when one of them cannot be read.
pub(crate) fn changes(before: &str, now: &str) -> Option<Vec<SettingChange>> {
    let [before, now] = [read(before)?.1, read(now)?.1];
    let said =
        |settings: &Settings, path: &[String]| settings.get(path).map(plain).unwrap_or_default();
    let change = |path: &Vec<String>| SettingChange {
        before: said(&before, path),
        now: said(&now, path),
        path: path.clone(),
    };
    let differs = |change: &SettingChange| change.before != change.now;
    Some(paths(&before, &now).into_iter().map(change).filter(differs).collect())
}

/// How many settings two versions of the file have in common.
pub(crate) fn same(before: &str, now: &str) -> usize {
    let (Some((_, before)), Some((_, now))) = (read(before), read(now)) else { return 0 };
    now.iter().filter(|(path, value)| before.get(*path).map(plain) == Some(plain(value))).count()
}

/// What was said here since `base`, on top of what others said since. `None` when a version cannot
/// be read, or one says a value where another has a table.
pub(crate) fn merge(base: &str, ours: &str, theirs: &str) -> Option<String> {
    let ((_, base), (_, ours)) = (read(base)?, read(ours)?);
    let (mut document, there) = read(theirs)?;
    for path in paths(&base, &ours) {
        let [was, is, has] = [&base, &ours, &there].map(|settings| settings.get(path));
        if was.map(plain) == is.map(plain) {
            continue;
        }
        match is {
            None if list(was) && list(has) => {
                put(&mut document, path, &both(was, None, has))?;
            }
            None => take(document.as_table_mut(), path),
            Some(value) if list(Some(value)) && list(has) => {
                put(&mut document, path, &both(was, is, has))?;
            }
            Some(value) => put(&mut document, path, value)?,
        }
    }
    Some(document.to_string())
}

fn read(text: &str) -> Option<(DocumentMut, Settings)> {
    let document: DocumentMut = text.parse().ok()?;
    let mut settings = Settings::new();
    collect(document.as_table(), &mut Vec::new(), &mut settings);
    Some((document, settings))
}

fn collect(table: &dyn TableLike, path: &mut Vec<String>, into: &mut Settings) {
    for (name, item) in table.iter() {
        path.push(name.to_owned());
        match (item.as_table_like(), item.as_value()) {
            (Some(table), _) => collect(table, path, into),
            (None, Some(value)) => drop(into.insert(path.clone(), value.clone())),
            // A list of tables says nothing that is known.
            (None, None) => {}
        }
        path.pop();
    }
}

fn paths<'s>(one: &'s Settings, other: &'s Settings) -> BTreeSet<&'s Vec<String>> {
    one.keys().chain(other.keys()).collect()
}

/// A value as it is read: the parts of a list, else one.
fn plain(value: &Value) -> Vec<String> {
    match value {
        Value::Array(list) => list.iter().flat_map(plain).collect(),
        Value::String(text) => vec![text.value().clone()],
        other => vec![other.clone().decorated("", "").to_string()],
    }
}

/// Whether it is a list, or nothing yet.
fn list(value: Option<&Value>) -> bool {
    value.is_none_or(Value::is_array)
}

/// Their list with what came here, without what went here.
fn both(was: Option<&Value>, is: Option<&Value>, has: Option<&Value>) -> Value {
    let items = |value: Option<&Value>| -> Vec<Value> {
        let list = value.and_then(Value::as_array);
        list.map(|list| list.iter().cloned().collect()).unwrap_or_default()
    };
    let (was, is) = (items(was), items(is));
    let among = |items: &[Value], one: &Value| items.iter().any(|other| plain(other) == plain(one));
    let mut both = items(has);
    both.retain(|one| among(&is, one) || !among(&was, one));
    for one in is {
        if !among(&was, &one) && !among(&both, &one) {
            both.push(one);
        }
    }
    let clean = |value: Value| value.decorated("", "");
    Value::Array(both.into_iter().map(clean).collect::<Array>())
}

/// Sets a value; what is there and is no table, where one has to be, gives way.
pub(super) fn put_over(document: &mut DocumentMut, path: &[String], value: &Value) {
    if put(document, path, value).is_none()
        && let Some(first) = path.first()
    {
        match document.get(first).is_some_and(Item::is_table_like) {
            true => take(document.as_table_mut(), path),
            false => drop(document.remove(first)),
        }
        put(document, path, value);
    }
}

fn put(document: &mut DocumentMut, path: &[String], value: &Value) -> Option<()> {
    let (name, tables) = path.split_last()?;
    let mut table: &mut dyn TableLike = document.as_table_mut();
    for step in tables {
        let made = || {
            let mut table = Table::new();
            // `[check.words]` needs no `[check]` above it.
            table.set_implicit(true);
            Item::Table(table)
        };
        table = table.entry(step).or_insert_with(made).as_table_like_mut()?;
    }
    match table.get_mut(name) {
        Some(old) => {
            let old = old.as_value_mut()?;
            // The comment behind a value stays.
            let decor = old.decor().clone();
            *old = value.clone();
            *old.decor_mut() = decor;
        }
        None => drop(table.insert(name, Item::Value(value.clone().decorated(" ", "")))),
    }
    Some(())
}

/// A table that holds nothing any more goes as well, unless somebody wrote a comment to it.
pub(super) fn take(table: &mut dyn TableLike, path: &[String]) {
    match path {
        [] => {}
        [name] => drop(table.remove(name)),
        [step, rest @ ..] => {
            let Some(inner) = table.get_mut(step).and_then(Item::as_table_like_mut) else { return };
            take(inner, rest);
            let empty = inner.is_empty();
            let comment =
                table.get(step).and_then(Item::as_table).and_then(|inner| inner.decor().prefix());
            let comment = comment.and_then(|prefix| prefix.as_str()).unwrap_or_default();
            if empty && comment.trim().is_empty() {
                table.remove(step);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn what_was_said_here_comes_on_top_of_what_others_said() {
        for (base, ours, theirs, both, why) in [
            ("", "[keys]\ndescription = \"dek\"\n", "", "[keys]\ndescription = \"dek\"\n", "new"),
            (
                "",
                "[keys]\ntags = \"topics\"\n",
                "# Ours.\n[keys]\ndescription = \"dek\" # so\n",
                "# Ours.\n[keys]\ndescription = \"dek\" # so\ntags = \"topics\"\n",
                "each said something else",
            ),
            (
                "[check]\none_person = true\n",
                "",
                "[check]\none_person = true\nlabels = [\"Foto\"]\n",
                "[check]\nlabels = [\"Foto\"]\n",
                "one took something back",
            ),
            (
                "[check]\nlabels = [\"Photo\", \"Map\"]\n",
                "[check]\nlabels = [\"Photo\", \"Chart\"]\n",
                "[check]\nlabels = [\"Photo\", \"Map\", \"Video\"]\n",
                "[check]\nlabels = [\"Photo\", \"Video\", \"Chart\"]\n",
                "a list of both",
            ),
            (
                "[check.severity]\nI1 = \"warning\"\n",
                "[check.severity]\nI1 = \"off\"\n",
                "[check.severity]\nI1 = \"info\"\nD1 = \"off\"\n",
                "[check.severity]\nI1 = \"off\"\nD1 = \"off\"\n",
                "the same one: what is sent later holds",
            ),
            (
                "",
                "[check.words]\n\"e-mail\" = \"email\"\n",
                "generator = \"hugo\"\n",
                "generator = \"hugo\"\n\n[check.words]\n\"e-mail\" = \"email\"\n",
                "a table within one",
            ),
        ] {
            let merged = merge(base, ours, theirs).unwrap();
            let read = |text: &str| {
                read(text)
                    .unwrap()
                    .1
                    .iter()
                    .map(|(path, value)| (path.clone(), plain(value)))
                    .collect::<Vec<_>>()
            };
            assert_eq!(read(&merged), read(both), "{why}: {merged}");
        }
        let kept = merge("", "[keys]\ntags = \"t\"\n", "# Why.\n[keys]\nx = \"y\" # so\n").unwrap();
        assert_eq!(kept, "# Why.\n[keys]\nx = \"y\" # so\ntags = \"t\"\n", "comments stay");
    }

    #[test]
    fn what_cannot_be_read_is_put_together_by_nobody() {
        for (base, ours, theirs) in [
            ("", "[keys", "a = 1\n"),
            ("", "a = 1\n", "[keys"),
            ("", "[keys]\ntags = \"t\"\n", "keys = \"none\"\n"),
        ] {
            assert_eq!(merge(base, ours, theirs), None, "{ours} {theirs}");
        }
    }

    #[test]
    fn settings_that_differ_are_named_with_what_they_were() {
        let before = "[check]\nlabels = [\"Photo\"]\none_person = true\n[keys]\ntags = \"tags\"\n";
        let now = "[check]\nlabels = [\"Photo\", \"Map\"]\n[check.words]\n\"e-mail\" = \"email\"\n[keys]\ntags = \"tags\"\n";
        let changes = changes(before, now).unwrap();
        let told: Vec<(String, String, String)> = changes
            .iter()
            .map(|one| (one.path.join("/"), one.before.join(", "), one.now.join(", ")))
            .collect();
        let one = |path: &str, before: &str, now: &str| (path.into(), before.into(), now.into());
        assert_eq!(
            told,
            [
                one("check/labels", "Photo", "Photo, Map"),
                one("check/one_person", "true", ""),
                one("check/words/e-mail", "", "email"),
            ]
        );
        assert_eq!(same(before, now), 1);
    }
}
