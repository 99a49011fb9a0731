//! Pages CMS: `.pages.yml`. <https://pagescms.org/docs/configuration>

use std::path::Path;

use serde_json::Value;

use super::{
    Collection, Found, Kind, SchemaField, address, choices, file_name, folder, list, text,
};
use crate::site::data_file;

pub(super) fn read(site: &Path) -> Option<Found> {
    let said = data_file::first(site, &[".pages.yml", ".pages.yaml"])?;
    let images = said.get("media").and_then(media);
    let collections = list(&said, "content").iter().filter_map(collection).collect();
    Some(Found { collections, images, address: None })
}

/// A folder, a map, or several of them.
fn media(said: &Value) -> Option<(String, String)> {
    match said {
        Value::String(input) => Some((folder(input), address(input))),
        Value::Array(all) => all.first().and_then(media),
        map => {
            let input = text(map, "input")?;
            let output = text(map, "output").unwrap_or_else(|| input.clone());
            Some((folder(&input), address(&output)))
        }
    }
}

fn collection(said: &Value) -> Option<Collection> {
    if text(said, "type").is_none_or(|kind| kind != "collection") {
        return None;
    }
    let file = match said.get("filename") {
        Some(Value::String(name)) => name.clone(),
        Some(map) => text(map, "template").unwrap_or_default(),
        None => "{year}-{month}-{day}-{primary}.md".to_owned(),
    };
    let file = file_name(&file, "{", "}").unwrap_or_default();
    let mut fields = Vec::new();
    add(list(said, "fields"), "", true, &mut fields);
    Some(Collection { folder: folder(&text(said, "path")?), file, fields })
}

fn add(said: &[Value], above: &str, needed: bool, fields: &mut Vec<SchemaField>) {
    for field in said {
        let Some(name) = text(field, "name").filter(|name| name != "body") else { continue };
        let key = format!("{above}{name}");
        let is = |key: &str| field.get(key).and_then(Value::as_bool).unwrap_or_default();
        let required = needed && is("required");
        let options = field.get("options");
        let several = field.get("list").is_some_and(|list| *list != Value::Bool(false))
            || options.is_some_and(|o| o.get("multiple").is_some_and(|m| *m != Value::Bool(false)));
        let kind = match text(field, "type").as_deref() {
            _ if is("hidden") => continue,
            Some("object") if !several && !list(field, "fields").is_empty() => {
                add(list(field, "fields"), &format!("{key}."), required, fields);
                continue;
            }
            Some("object" | "block") => Kind::Structured,
            _ if several => Kind::List,
            Some("text" | "rich-text" | "code") => Kind::LongText,
            Some("number") => Kind::Number,
            Some("boolean") => Kind::Switch,
            Some("date") => {
                let time = options.and_then(|options| options.get("time")?.as_bool());
                if time.unwrap_or_default() { Kind::DayAndTime } else { Kind::Day }
            }
            Some("image") => Kind::Picture,
            Some("select") => Kind::Choice,
            _ => Kind::Text,
        };
        let values = options.map_or(&[][..], |options| list(options, "values"));
        fields.push(SchemaField {
            label: text(field, "label"),
            choices: choices(values, &["value", "name", "label"]),
            ..SchemaField::new(key, kind, required)
        });
    }
}
