//! Jekyll: the permalink of the story, of the defaults that fit it, of its collection, of the site.
//!
//! Source: jekyllrb.com/docs/permalinks; `Jekyll::Drops::UrlDrop` and `Utils.slugify` for what
//! each word becomes, `Jekyll::Collection#url_template` for collections beside the posts. Of those
//! only the ones with `output: true` are pages.

use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::Value;

use super::configuration::{Configuration, inside};
use super::text;
use crate::metadata::Fields;
use crate::post;
use crate::story::When;

#[derive(Debug, Clone, Default)]
pub(super) struct Jekyll {
    configuration: Configuration,
    zone: Option<TimeZone>,
}

impl Jekyll {
    pub(super) fn read(site: &Path) -> Jekyll {
        let configuration = Configuration::read(site, &["_config"]);
        let zone = configuration.text(&["timezone"]).and_then(|name| TimeZone::get(name).ok());
        Jekyll { configuration, zone }
    }

    pub(super) fn address(&self) -> Option<String> {
        let base = self.configuration.text(&["baseurl"]).unwrap_or_default().trim_end_matches('/');
        match self.configuration.text(&["url"]) {
            Some(url) => Some(format!("{}{base}", url.trim_end_matches('/'))),
            None if !base.is_empty() => Some(base.to_owned()),
            None => None,
        }
    }

    pub(super) fn of(&self, path: &str, fields: &Fields) -> Option<String> {
        let (above, inner) = match path.strip_prefix("_posts/") {
            Some(inner) => ("", inner),
            None => match path.split_once("/_posts/") {
                Some(parts) => parts,
                None => return self.of_collection(path, fields),
            },
        };
        let file = inner.rsplit('/').next()?;
        let (stem, _) = file.rsplit_once('.')?;
        // Jekyll reads months and days of one digit too.
        let (named, name) = post::date_in(stem)?;
        // It wants a hyphen behind the day, and a name.
        if name.is_empty() || !post::day_before(stem).ends_with('-') {
            return None;
        }
        let words = Words {
            name: text(fields, "slug").unwrap_or_else(|| name.to_owned()),
            day: self.day_of(fields).or(Some(named)),
            categories: categories(above, fields),
            collection: "posts",
            place: inner.rsplit_once('.')?.0,
        };
        let pattern = text(fields, "permalink").or_else(|| self.default_for(path, "posts"));
        let pattern =
            pattern.or_else(|| self.configuration.text(&["permalink"]).map(str::to_owned));
        words.fill(whole(pattern.as_deref().unwrap_or("date")))
    }

    /// A file of a collection of the site's own: `_stories/a.md`.
    fn of_collection(&self, path: &str, fields: &Fields) -> Option<String> {
        let all = self.configuration.get(&["collections"])?.as_object()?;
        let folder = |key: &str| {
            let folder = self.configuration.text(&[key]).unwrap_or_default();
            let parts = folder.split('/').filter(|part| !part.is_empty() && *part != ".");
            parts.map(|part| format!("{part}/")).collect::<String>()
        };
        let root = format!("{}{}", folder("source"), folder("collections_dir"));
        let (name, inner) = path.strip_prefix(&root)?.strip_prefix('_')?.split_once('/')?;
        let about = all.get(name)?;
        if inside(about, "output").and_then(Value::as_bool) != Some(true) {
            return None;
        }
        let place = inner.rsplit_once('.')?.0;
        let stem = place.rsplit('/').next().unwrap_or(place);
        let dated = post::date_in(stem).filter(|(_, rest)| !rest.is_empty());
        let own = dated.map_or(stem, |(_, rest)| rest);
        let words = Words {
            name: text(fields, "slug").unwrap_or_else(|| own.to_owned()),
            day: self.day_of(fields).or(dated.map(|(day, _)| day)),
            categories: categories("", fields),
            collection: name,
            place,
        };
        let pattern = text(fields, "permalink").or_else(|| self.default_for(path, name));
        match pattern {
            Some(pattern) => words.fill(whole(&pattern)),
            None => words.fill(&format!("/:collection/:path{}", self.ending())),
        }
    }

    /// How addresses end that no pattern is for: as the pattern of the site does.
    fn ending(&self) -> &'static str {
        match self.configuration.text(&["permalink"]).unwrap_or("date") {
            "pretty" => "/",
            "date" | "ordinal" | "none" => ":output_ext",
            pattern if pattern.ends_with('/') => "/",
            pattern if pattern.ends_with(":output_ext") => ":output_ext",
            _ => "",
        }
    }

    fn day_of(&self, fields: &Fields) -> Option<Date> {
        self.day(&When::read(&text(fields, "date")?))
    }

    /// The permalink that the configuration has for a file of a collection.
    fn default_for(&self, path: &str, collection: &str) -> Option<String> {
        let defaults = self.configuration.get(&["defaults"]).and_then(Value::as_array);
        let fits = |one: &&Value| {
            let scope = |key| {
                inside(one, "scope").and_then(|scope| inside(scope, key)).and_then(Value::as_str)
            };
            let below = scope("path").unwrap_or_default().trim_matches('/');
            scope("type").is_none_or(|kind| kind.is_empty() || kind == collection)
                && (below.is_empty() || path == below || path.starts_with(&format!("{below}/")))
        };
        // Of several the most particular counts, of equals the last.
        let weight = |one: &&Value| {
            let scope = inside(one, "scope");
            let of = |key| scope.and_then(|scope| inside(scope, key)).and_then(Value::as_str);
            (of("path").map_or(0, str::len), of("type").is_some())
        };
        let by_scope = defaults
            .into_iter()
            .flatten()
            .filter(fits)
            .filter(|one| permalink_of(one).is_some())
            .max_by_key(weight)
            .and_then(permalink_of);
        by_scope
            .or_else(|| self.configuration.text(&["collections", collection, "permalink"]))
            .map(str::to_owned)
    }

    /// The day in the site's zone: a time that is written with an offset may fall on another.
    fn day(&self, when: &When) -> Option<Date> {
        let (Some(day), Some(time)) = (when.day, when.time) else { return when.day };
        let offset = when.offset.unwrap_or(jiff::tz::Offset::UTC);
        let instant: Timestamp = offset.to_timestamp(day.to_datetime(time)).ok()?;
        let zone = self.zone.clone().unwrap_or(TimeZone::UTC);
        Some(instant.to_zoned(zone).date())
    }
}

fn permalink_of(default: &Value) -> Option<&str> {
    inside(inside(default, "values")?, "permalink")?.as_str()
}

/// The folders above `_posts`, then what the fields name, each once.
fn categories(above: &str, fields: &Fields) -> Vec<String> {
    let mut all: Vec<String> =
        above.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    let mut add = |name: &str| {
        if !name.is_empty() && !all.iter().any(|one| one == name) {
            all.push(name.to_owned());
        }
    };
    if let Some(one) = text(fields, "category") {
        add(&one);
    }
    match fields.get(&"categories".into()) {
        Some(crate::metadata::Value::Text(several)) => several.split(' ').for_each(add),
        Some(list) => list.texts().into_iter().for_each(add),
        None => {}
    }
    all
}

/// A pattern by its name.
fn whole(pattern: &str) -> &str {
    match pattern {
        "date" => "/:categories/:year/:month/:day/:title:output_ext",
        "pretty" => "/:categories/:year/:month/:day/:title/",
        "ordinal" => "/:categories/:year/:y_day/:title:output_ext",
        "weekdate" => "/:categories/:year/W:week/:short_day/:title:output_ext",
        "none" => "/:categories/:title:output_ext",
        own => own,
    }
}

struct Words<'a> {
    name: String,
    day: Option<Date>,
    categories: Vec<String>,
    collection: &'a str,
    /// Where the file stands in its collection, without ending.
    place: &'a str,
}

impl Words<'_> {
    /// A pattern with its words filled in; nothing where one is not known.
    fn fill(&self, pattern: &str) -> Option<String> {
        let mut out = String::new();
        let mut rest = pattern;
        while let Some(at) = rest.find(':') {
            out.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            let end =
                rest.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(rest.len());
            // `:title_x` is the word `title` and the letters `_x`: the longest known word counts.
            let (word, value) =
                (1..=end).rev().find_map(|end| Some((&rest[..end], self.word(&rest[..end])?)))?;
            out.push_str(&value);
            rest = &rest[word.len()..];
        }
        out.push_str(rest);
        Some(out)
    }

    fn word(&self, word: &str) -> Option<String> {
        let day = |form: &str| Some(self.day?.strftime(form).to_string());
        Some(match word {
            "year" => day("%Y")?,
            "month" => day("%m")?,
            "i_month" => day("%-m")?,
            "short_month" => day("%b")?,
            "long_month" => day("%B")?,
            "day" => day("%d")?,
            "i_day" => day("%-d")?,
            "y_day" => day("%j")?,
            "short_day" => day("%a")?,
            "long_day" => day("%A")?,
            "short_year" => day("%y")?,
            "week" => day("%V")?,
            "w_year" => day("%G")?,
            "w_day" => day("%u")?,
            "title" => slugified(&self.name, "._~!$&'()+,;=@", false),
            "slug" => slugified(&self.name, "", true),
            "categories" => self.joined(|name| name.to_lowercase()),
            "slugified_categories" => self.joined(|name| slugified(name, "", true)),
            "output_ext" => ".html".to_owned(),
            "collection" => self.collection.to_owned(),
            "path" => self.place.to_owned(),
            "name" => slugified(self.place.rsplit('/').next()?, "", true),
            _ => return None,
        })
    }

    fn joined(&self, each: impl Fn(&String) -> String) -> String {
        self.categories.iter().map(each).collect::<Vec<_>>().join("/")
    }
}

/// Letters, digits and some signs; hyphens for everything between.
fn slugified(text: &str, signs: &str, lower: bool) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        if letter.is_alphanumeric() || signs.contains(letter) {
            if lower { out.extend(letter.to_lowercase()) } else { out.push(letter) }
        } else if !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_matches('-').to_owned()
}
