//! Decap CMS (once Netlify CMS), and Sveltia, which reads the same file: `admin/config.yml`.
//! <https://decapcms.org/docs/configuration-options/>

use std::path::Path;

use serde_json::Value;

use super::{
    Collection, Found, Kind, SchemaField, address, choices, file_name, folder, list, text,
};
use crate::site::data_file;

const FILES: [&str; 12] = [
    "admin/config.yml",
    "static/admin/config.yml",
    "public/admin/config.yml",
    "src/admin/config.yml",
    "src/static/admin/config.yml",
    "src/public/admin/config.yml",
    "content/admin/config.yml",
    "assets/admin/config.yml",
    "site/static/admin/config.yml",
    "site/admin/config.yml",
    "static/admin/config.yaml",
    "public/admin/config.yaml",
];

pub(super) fn read(site: &Path) -> Option<Found> {
    let said = data_file::first(site, &FILES)?;
    let images = text(&said, "media_folder").map(|media| {
        let public = text(&said, "public_folder").unwrap_or_else(|| media.clone());
        (folder(&media), address(&public))
    });
    let collections = list(&said, "collections").iter().filter_map(collection).collect();
    Some(Found { collections, images, address: text(&said, "site_url") })
}

fn collection(said: &Value) -> Option<Collection> {
    let ending = text(said, "extension").unwrap_or_else(|| "md".to_owned());
    if !matches!(ending.as_str(), "md" | "markdown" | "mdx") {
        return None;
    }
    let slug = text(said, "slug").and_then(|slug| file_name(&slug, "{{", "}}"));
    let slug = slug.unwrap_or_else(|| "{slug}".to_owned());
    let path = text(said, "path").and_then(|path| file_name(&path, "{{", "}}"));
    let file = path.map_or_else(|| slug.clone(), |path| path.replace("{slug}", &slug));
    let mut fields = Vec::new();
    add(list(said, "fields"), "", true, &mut fields);
    Some(Collection {
        folder: folder(&text(said, "folder")?),
        file: format!("{file}.{ending}"),
        fields,
    })
}

/// A field counts as needed unless it says otherwise; inside a map that is not needed nothing is.
fn add(said: &[Value], above: &str, needed: bool, fields: &mut Vec<SchemaField>) {
    for field in said {
        let Some(name) = text(field, "name").filter(|name| name != "body") else { continue };
        let key = format!("{above}{name}");
        let required = needed && field.get("required").and_then(Value::as_bool).unwrap_or(true);
        let kind = match text(field, "widget").as_deref() {
            Some("hidden" | "uuid") => continue,
            Some("object") if !list(field, "fields").is_empty() => {
                add(list(field, "fields"), &format!("{key}."), required, fields);
                continue;
            }
            Some("text" | "markdown" | "code") => Kind::LongText,
            Some("number") => Kind::Number,
            Some("boolean") => Kind::Switch,
            Some("date") => Kind::Day,
            Some("datetime") => day_or_time(field),
            Some("image") => Kind::Picture,
            Some("list") if field.get("fields").is_some() || field.get("types").is_some() => {
                Kind::Structured
            }
            Some("list") => Kind::List,
            Some("select" | "relation") if flag(field, "multiple") => Kind::List,
            Some("select") => Kind::Choice,
            Some("object" | "map") => Kind::Structured,
            _ => Kind::Text,
        };
        // What is off when nobody touches it is needed by nobody.
        let required = required && kind != Kind::Switch && field.get("default").is_none();
        fields.push(SchemaField {
            label: text(field, "label"),
            choices: choices(list(field, "options"), &["value", "label"]),
            ..SchemaField::new(key, kind, required)
        });
    }
}

fn day_or_time(field: &Value) -> Kind {
    let without = |key: &str| field.get(key).is_some_and(|format| *format == Value::Bool(false));
    if without("time_format") || without("timeFormat") { Kind::Day } else { Kind::DayAndTime }
}

fn flag(field: &Value, key: &str) -> bool {
    field.get(key).and_then(Value::as_bool).unwrap_or_default()
}
