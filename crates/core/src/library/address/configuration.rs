//! The site's own configuration, as far as addresses depend on it.

use std::path::Path;

use serde_json::{Map, Value};

use crate::site::data_file;

/// What a configuration says, whatever it is written in. Nothing where it cannot be read: the
/// generator will say so.
#[derive(Debug, Clone, Default)]
pub(super) struct Configuration(Value);

impl Configuration {
    /// The first of these files that is there and can be read; each name without ending is tried
    /// with those of TOML, YAML and JSON.
    pub(super) fn read(site: &Path, names: &[&str]) -> Configuration {
        let found = names.iter().find_map(|name| {
            let file = |end: &&str| site.join(format!("{name}.{end}"));
            ["toml", "yaml", "yml", "json"].iter().find_map(|end| data_file::read(&file(end)))
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
