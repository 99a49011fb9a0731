//! The site's own configuration, as far as addresses depend on it.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value};
use toml_edit::{Item, TableLike};

/// What a configuration says, whatever it is written in. Nothing where it cannot be read: the
/// generator will say so.
#[derive(Debug, Clone, Default)]
pub(super) struct Configuration(Value);

impl Configuration {
    /// The first of these files that is there and can be read; each name without ending is tried
    /// with those of TOML, YAML and JSON.
    pub(super) fn read(site: &Path, names: &[&str]) -> Configuration {
        let found = names.iter().find_map(|name| {
            ["toml", "yaml", "yml", "json"].iter().find_map(|end| {
                let text = fs::read_to_string(site.join(format!("{name}.{end}"))).ok()?;
                parse(&text, end)
            })
        });
        Configuration(found.unwrap_or_default())
    }

    /// Lays another configuration under a key, over what is there.
    pub(super) fn lay(&mut self, key: &str, over: Configuration) {
        if over.0.is_null() {
            return;
        }
        if !self.0.is_object() {
            self.0 = Value::Object(Map::new());
        }
        if let Value::Object(all) = &mut self.0 {
            all.insert(key.to_owned(), over.0);
        }
    }

    /// The value at some keys, the outermost first, in any case: Hugo does not tell them apart.
    pub(super) fn get(&self, keys: &[&str]) -> Option<&Value> {
        keys.iter().try_fold(&self.0, |value, key| inside(value, key))
    }

    /// The text there.
    pub(super) fn text(&self, keys: &[&str]) -> Option<&str> {
        self.get(keys)?.as_str()
    }

    /// Whether `true` stands there.
    pub(super) fn is(&self, keys: &[&str]) -> bool {
        self.get(keys).and_then(Value::as_bool).unwrap_or(false)
    }
}

/// An entry of a map, in any case.
pub(super) fn inside<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    value.as_object()?.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, it)| it)
}

fn parse(text: &str, end: &str) -> Option<Value> {
    let text = text.trim_start_matches('\u{feff}');
    match end {
        "toml" => {
            let document: toml_edit::DocumentMut = text.parse().ok()?;
            Some(of_table(document.as_table()))
        }
        "json" => serde_json::from_str(text).ok(),
        _ => yaml_serde::from_str(text).ok(),
    }
}

fn of_table(table: &dyn TableLike) -> Value {
    let entries = table.iter().map(|(key, item)| (key.to_owned(), of_item(item)));
    Value::Object(entries.collect())
}

fn of_item(item: &Item) -> Value {
    if let Some(table) = item.as_table_like() {
        return of_table(table);
    }
    if let Some(tables) = item.as_array_of_tables() {
        return tables.iter().map(|table| of_table(table)).collect();
    }
    match item.as_value() {
        Some(toml_edit::Value::String(text)) => Value::from(text.value().as_str()),
        Some(toml_edit::Value::Integer(number)) => Value::from(*number.value()),
        Some(toml_edit::Value::Boolean(yes)) => Value::from(*yes.value()),
        Some(toml_edit::Value::Array(items)) => {
            items.iter().map(|item| of_item(&Item::Value(item.clone()))).collect()
        }
        _ => Value::Null,
    }
}
