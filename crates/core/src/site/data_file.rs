//! Reads a file of settings or data, whichever of the three notations it is in, as one kind of value.

use std::path::Path;

use serde_json::{Map, Value};
use toml_edit::{Item, TableLike};

use crate::files;

/// What the file says; nothing where it is not there, too large, or cannot be read. Whoever
/// builds the site will say so.
pub(crate) fn read(file: &Path) -> Option<Value> {
    let text = files::settings(file)?;
    let text = text.trim_start_matches('\u{feff}');
    match file.extension()?.to_str()? {
        "toml" => {
            let document: toml_edit::DocumentMut = text.parse().ok()?;
            Some(table(document.as_table()))
        }
        "yml" | "yaml" => yaml_serde::from_str(text).ok(),
        // Comments and commas at the end are common in settings.
        "json" | "jsonc" => jsonc_parser::parse_to_serde_value(text, &Default::default()).ok(),
        _ => None,
    }
}

/// The first of these files that can be read.
pub(super) fn first(folder: &Path, names: &[&str]) -> Option<Value> {
    names.iter().find_map(|name| read(&folder.join(name)))
}

fn table(table: &dyn TableLike) -> Value {
    let entries = table.iter().map(|(key, item)| (key.to_owned(), self::item(item)));
    Value::Object(entries.collect::<Map<_, _>>())
}

fn item(item: &Item) -> Value {
    match item {
        Item::None => Value::Null,
        Item::Value(value) => self::value(value),
        Item::Table(inner) => table(inner),
        Item::ArrayOfTables(tables) => tables.iter().map(|inner| table(inner)).collect(),
    }
}

fn value(value: &toml_edit::Value) -> Value {
    match value {
        toml_edit::Value::String(text) => Value::String(text.value().clone()),
        toml_edit::Value::Integer(number) => (*number.value()).into(),
        toml_edit::Value::Float(number) => (*number.value()).into(),
        toml_edit::Value::Boolean(yes) => (*yes.value()).into(),
        toml_edit::Value::Datetime(date) => Value::String(date.value().to_string()),
        toml_edit::Value::Array(items) => items.iter().map(self::value).collect(),
        toml_edit::Value::InlineTable(inner) => table(inner),
    }
}
