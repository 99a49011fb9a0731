//! Front Matter CMS: `frontmatter.json`. <https://frontmatter.codes/docs/content-creation/content-types>

use std::path::Path;

use serde_json::Value;

use super::{Collection, Found, Kind, SchemaField, choices, list, text};
use crate::site::data_file;

pub(super) fn read(site: &Path) -> Option<Found> {
    let said = data_file::read(&site.join("frontmatter.json"))?;
    let types = list(&said, "frontMatter.taxonomy.contentTypes");
    let folders = list(&said, "frontMatter.content.pageFolders");
    let collections = folders.iter().filter_map(|folder| collection(folder, types)).collect();
    let address = text(&said, "frontMatter.website.host");
    Some(Found { collections, images: None, address })
}

fn collection(said: &Value, types: &[Value]) -> Option<Collection> {
    let path = text(said, "path")?.replace("[[workspace]]", "");
    let wanted = list(said, "contentTypes").first().and_then(Value::as_str).unwrap_or("default");
    let kind = types.iter().find(|kind| text(kind, "name").as_deref() == Some(wanted))?;
    let mut fields = Vec::new();
    add(list(kind, "fields"), "", &mut fields);
    Some(Collection { folder: super::folder(&path), file: file(said, kind), fields })
}

/// A prefix of the folder or the kind stands before the name.
fn file(folder: &Value, kind: &Value) -> String {
    let ending = text(kind, "fileType").unwrap_or_else(|| "md".to_owned());
    let bundle = kind.get("pageBundle").and_then(Value::as_bool).unwrap_or_default();
    let prefix = text(folder, "filePrefix").or_else(|| text(kind, "filePrefix"));
    let name = match prefix.as_deref() {
        Some("yyyy-MM-dd") => "{year}-{month}-{day}-{slug}",
        _ => "{slug}",
    };
    if bundle { format!("{name}/index.{ending}") } else { format!("{name}.{ending}") }
}

fn add(said: &[Value], above: &str, fields: &mut Vec<SchemaField>) {
    for field in said {
        let Some(name) = text(field, "name") else { continue };
        let key = format!("{above}{name}");
        let is = |key: &str| field.get(key).and_then(Value::as_bool).unwrap_or_default();
        let kind = match text(field, "type").as_deref() {
            Some("fields") => {
                add(list(field, "fields"), &format!("{key}."), fields);
                continue;
            }
            Some("divider" | "heading" | "slug" | "contentRelationship") => continue,
            Some("string") if is("wysiwyg") || field.get("single") == Some(&Value::Bool(false)) => {
                Kind::LongText
            }
            Some("number") => Kind::Number,
            Some("boolean" | "draft") => Kind::Switch,
            Some("datetime") => Kind::DayAndTime,
            Some("choice") if is("multiple") => Kind::List,
            Some("choice") => Kind::Choice,
            Some("image") if is("multiple") => Kind::List,
            Some("image") => Kind::Picture,
            Some("tags" | "categories" | "list" | "taxonomy") => Kind::List,
            Some("block" | "json" | "dataFile" | "file") => Kind::Structured,
            _ => Kind::Text,
        };
        fields.push(SchemaField {
            label: text(field, "title"),
            choices: choices(list(field, "choices"), &["id", "title"]),
            ..SchemaField::new(key, kind, is("required"))
        });
    }
}
