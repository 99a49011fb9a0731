//! The profile, learned from the newest fifty posts.
//!
//! Of the names that a field goes by, the one that most of them fill is the site's; a key that is
//! there and empty counts for little, and what no post tells the schema does. A lead picture's
//! words are looked for beside its reference (`image.alt`) and as its relatives (`image-alt`).

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use jiff::tz::TimeZone;

use super::configuration::Configuration;
use super::names::{self, Field, Holds, Name, Word};
use super::profile::{Featured, Limits, PreviewOfSite, Sizes, is_text};
use super::schema::{Kind, Schema, SchemaField};
use super::{Generator, Inherited, Keys, Profile, Sections, origin, pictures, places, zone};
use crate::figure::{self, Form, Templates};
use crate::form::DateForm;
use crate::metadata::{Fields, Format, KeyPath, Value};
use crate::post::Post;
use crate::story::When;

/// How many of the newest posts are asked.
const NEWEST: usize = 50;

/// How many posts with an empty key count as much as one that fills it.
const EMPTY_ONES: usize = 100;

/// Learns the profile from the posts, and from the schema what they do not tell.
pub(super) fn profile(
    folder: &Path,
    generator: Generator,
    sections: &Sections,
    posts: &[Post],
    configuration: &Configuration,
    schema: Schema,
) -> Profile {
    let newest = newest(posts);
    let headers: Vec<&Fields> =
        newest.iter().filter_map(|post| post.fields.as_ref().ok()).collect();
    let mut keys = match (headers.is_empty(), schema.fields.is_empty()) {
        (true, true) => defaults(generator),
        (_, true) => keys(&headers),
        (_, false) => keys_of_schema(keys(&headers), &schema.fields),
    };
    let inherited = Inherited::read(folder, generator, configuration);
    let given = inherited.any_byline().filter(|_| keys.authors.is_none());
    if let Some((name, _)) = given {
        keys.authors = Some(name.to_owned());
    }
    let given_as_text = given.is_some_and(|(_, value)| matches!(value, Value::Text(_)));
    let single_author = given_as_text
        || keys.authors.as_ref().is_some_and(|key| {
            let key: KeyPath = key.as_str().into();
            let lists =
                headers.iter().filter(|f| matches!(f.get(&key), Some(Value::List(_)))).count();
            let texts =
                headers.iter().filter(|f| matches!(f.get(&key), Some(Value::Text(_)))).count();
            texts > lists
        });
    let templates = super::templates::of(folder, generator, &newest);
    let place = pictures::place(folder, &newest, &keys, &templates).or(schema.images);
    let place = place.or_else(|| pictures::usual(generator, &newest));
    let (images, image_address) = place.unwrap_or_default();
    let figure = match figure_form(&newest, &templates) {
        // Astro takes no picture out of `src` for an `<img>` that somebody wrote.
        Form::Html if generator == Generator::Astro && !image_address.starts_with('/') => {
            Form::Markdown
        }
        form => form,
    };
    let places = places::all(generator, sections, posts, &newest, &schema.places);
    let date = keys.date.as_deref().and_then(|key| date_form(&headers, &key.into()));
    Profile {
        generator,
        posts: places[0].path.clone(),
        places,
        format: most(headers.iter().filter_map(|fields| fields.format))
            .unwrap_or(if generator == Generator::Zola { Format::Toml } else { Format::Yaml }),
        constants: constants(&headers, &keys, generator),
        figure,
        rootless_leads: pictures::are_rootless(&newest, &keys, &templates),
        labels: labels(&newest, &templates, keys.lead_credit.as_deref()),
        templates,
        time_zone: configuration
            .text(&["timeZone", "timezone"])
            .filter(|zone| TimeZone::get(zone).is_ok())
            .or_else(|| zone::of(&dates(&headers, keys.date.as_deref()?), &system_zone()))
            .unwrap_or_else(system_zone),
        address: configuration
            .text(&["baseURL", "baseurl", "base_url", "url", "host"])
            .filter(|address| address.starts_with("http"))
            .or_else(|| origin::of(folder, generator))
            .or(schema.address)
            .map(|address| address.trim_end_matches('/').to_owned()),
        date: date.unwrap_or(DateForm::USUAL),
        limits: Limits::default(),
        sizes: Sizes::default(),
        preview: PreviewOfSite::default(),
        untagged: keys.tags.is_none() && untagged(folder, configuration),
        people: super::authors::of(
            folder,
            &headers,
            keys.authors.as_deref(),
            refers(&schema.fields, keys.authors.as_deref()),
        ),
        schema: schema.fields,
        inherited,
        settled: Vec::new(),
        featured: featured(generator, &newest, &keys),
        keys,
        single_author,
        images,
        image_address,
    }
}

/// The folder of the collection whose entries a key names; empty where there is none.
fn refers<'s>(schema: &'s [SchemaField], key: Option<&str>) -> &'s str {
    let same = schema.iter().find(|field| Some(field.key.as_str()) == key);
    same.map_or("", |field| &field.refers)
}

/// Whether the configuration names what stories are sorted by, and tags are none of it: Hugo's
/// `[taxonomies]`, Zola's `taxonomies = [{ name = … }]`.
fn untagged(folder: &Path, configuration: &Configuration) -> bool {
    let part = super::configuration::part(folder, "taxonomies");
    let main = configuration.main.as_ref().and_then(|all| all.get("taxonomies"));
    let names: Vec<&str> = match main.or(part.as_ref()) {
        Some(serde_json::Value::Object(all)) => {
            all.values().filter_map(|one| one.as_str()).collect()
        }
        Some(serde_json::Value::Array(all)) => {
            all.iter().filter_map(|one| one.get("name")?.as_str()).collect()
        }
        _ => return false,
    };
    !names.is_empty() && !names.iter().any(|name| name.eq_ignore_ascii_case("tags"))
}

/// What the posts do not tell, the schema of the first folder does: a key that it names is the
/// site's.
fn keys_of_schema(mut keys: Keys, schema: &[SchemaField]) -> Keys {
    let first = schema.first().map(|field| &field.folder);
    let schema: Vec<&SchemaField> =
        schema.iter().filter(|field| Some(&field.folder) == first).collect();
    for field in names::FIELDS.into_iter().filter(|field| *field != Field::Lead) {
        if keys.of(field).is_none() {
            let named = schema.iter().filter_map(|of_schema| names::known(field, &of_schema.key));
            let named = named.filter(|name| keys.all().all(|key| key != name.key));
            let best = named.max_by_key(|name| (name.weight, Reverse(name.rank)));
            *keys.of_mut(field) = best.map(|name| name.key.clone());
        }
    }
    if keys.lead_src.is_none() {
        let pictures = schema.iter().filter(|of_schema| of_schema.kind == Kind::Picture);
        let known = pictures.filter_map(|of_schema| names::known(Field::Lead, &of_schema.key));
        let known = known.filter(|name| keys.all().all(|key| key != name.key));
        let best = known.max_by_key(|name| (name.weight, Reverse(name.rank)));
        keys.lead_src = best.map(|name| name.key.clone());
    }
    if let Some(lead) = keys.lead_src.clone() {
        for word in [Word::Alt, Word::Caption, Word::Credit] {
            if keys.word(word).is_none() {
                let named = |key: &String| schema.iter().any(|of_schema| of_schema.key == *key);
                let free = |key: &String| keys.all().all(|taken| taken != key);
                *keys.word_mut(word) =
                    names::relatives(&lead, word).into_iter().find(|key| named(key) && free(key));
            }
        }
    }
    keys
}

/// The form that most of the newest posts' dates have.
fn date_form(headers: &[&Fields], key: &KeyPath) -> Option<DateForm> {
    most(headers.iter().filter_map(|fields| match fields.get(key)? {
        Value::Date(raw) => DateForm::of(raw, false),
        Value::Text(raw) => DateForm::of(raw, true),
        _ => None,
    }))
}

fn dates(headers: &[&Fields], key: &str) -> Vec<When> {
    let key: KeyPath = key.into();
    headers.iter().filter_map(|fields| Some(When::read(&fields.get(&key)?.text()?))).collect()
}

/// The zone of this computer, by name; UTC where it has none.
fn system_zone() -> String {
    jiff::tz::TimeZone::system().iana_name().unwrap_or("UTC").to_owned()
}

fn newest(posts: &[Post]) -> Vec<&Post> {
    let mut newest: Vec<(String, &Post)> = posts
        .iter()
        .map(|post| {
            let date = post.fields.as_ref().ok().and_then(date_of);
            let named = || post.day().map(|day| day.to_string());
            (date.or_else(named).unwrap_or_default(), post)
        })
        .collect();
    newest.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.path.cmp(&b.1.path)));
    newest.into_iter().take(NEWEST).map(|(_, post)| post).collect()
}

/// A header's date in a form that sorts.
fn date_of(fields: &Fields) -> Option<String> {
    let dates = names::found(fields).filter(|(name, filled)| name.field == Field::Date && *filled);
    let (name, _) = dates.min_by_key(|(name, _)| name.rank)?;
    let raw = fields.get(&name.path)?.text()?;
    When::read(&raw).day.map(|day| format!("{day} {raw}"))
}

/// The names that the newest posts use most. A key that is there and empty counts for little, but
/// a site whose posts all have an empty `description` has a name for the dek. It counts for
/// nothing where another post says something else there.
fn keys(headers: &[&Fields]) -> Keys {
    let mut uses: HashMap<usize, (usize, &Name)> = HashMap::new();
    let mut empty: HashMap<usize, (usize, &Name)> = HashMap::new();
    let mut misfits: HashSet<usize> = HashSet::new();
    for header in headers {
        for (name, holds) in names::held(header, None) {
            let counts = match holds {
                Holds::Fit => (&mut uses, name.weight * EMPTY_ONES),
                Holds::Nothing => (&mut empty, name.weight),
                Holds::Else => {
                    misfits.insert(name.rank);
                    continue;
                }
            };
            counts.0.entry(name.rank).or_insert((0, name)).0 += counts.1;
        }
    }
    for (rank, (worth, name)) in empty {
        if !misfits.contains(&rank) {
            uses.entry(rank).or_insert((0, name)).0 += worth;
        }
    }
    let mut best: Vec<(usize, &Name)> = uses.into_values().collect();
    best.sort_by_key(|(worth, name)| (Reverse(*worth), name.rank));
    let mut keys = Keys::default();
    for (_, name) in best {
        // `lead` can be a dek or a picture, and is one of them.
        let free = keys.all().all(|key| key != name.key);
        if free && keys.of(name.field).is_none() {
            *keys.of_mut(name.field) = Some(name.key.clone());
        }
    }
    words(headers, &mut keys);
    keys
}

/// The keys of the words of lead pictures, among the posts that have one under the site's key.
fn words(headers: &[&Fields], keys: &mut Keys) {
    let Some(lead) = keys.lead_src.clone() else { return };
    let path = KeyPath::from(lead.as_str());
    let with: Vec<&&Fields> = headers
        .iter()
        .filter(|fields| matches!(fields.get(&path), Some(Value::Text(text)) if !text.is_empty()))
        .collect();
    // An empty key is the site's too, where nothing better is filled.
    let worth = |fields: &&&Fields, name: &str| match fields.get(&name.into()) {
        Some(Value::Text(text)) if !text.trim().is_empty() => EMPTY_ONES,
        Some(Value::Text(_) | Value::Null) => 1,
        _ => 0,
    };
    for word in [Word::Alt, Word::Caption, Word::Credit] {
        let best = names::relatives(&lead, word)
            .into_iter()
            .filter(|name| keys.all().all(|key| key != name))
            .map(|name| (with.iter().map(|fields| worth(fields, &name)).sum::<usize>(), name))
            .filter(|(worth, _)| *worth > 0)
            // The first of equals: they stand in the order of preference.
            .reduce(|best, next| if next.0 > best.0 { next } else { best });
        *keys.word_mut(word) = best.map(|(_, name)| name);
    }
}

/// Of so many posts with a folder of their own, one has to have a picture that leads by its name.
const ONE_OF: usize = 4;

/// How pictures that lead by their name are kept, where the newest posts have any. Only Hugo hands
/// a theme the files beside a post.
fn featured(generator: Generator, newest: &[&Post], keys: &Keys) -> Option<Featured> {
    let bundles = newest.iter().filter(|post| post.is_bundle()).count();
    let by_name = |post: &&&Post| {
        let unnamed = |fields: &Fields| !names::has(fields, Field::Lead);
        post.featured.is_some() && post.fields.as_ref().is_ok_and(unnamed)
    };
    let with: Vec<&Post> = newest.iter().filter(by_name).copied().collect();
    if generator != Generator::Hugo || with.is_empty() || with.len() * ONE_OF < bundles {
        return None;
    }
    let stem =
        |post: &&Post| post.featured.as_deref()?.rsplit_once('.').map(|(stem, _)| stem.to_owned());
    let headers: Vec<&Fields> = with.iter().filter_map(|post| post.fields.as_ref().ok()).collect();
    let word = |word: Word| {
        let free = |name: &String| {
            names::FIELDS.iter().all(|field| keys.of(*field).as_ref() != Some(name))
        };
        let uses = |name: &String| headers.iter().filter(|fields| is_text(fields, name)).count();
        names::of_featured(word)
            .into_iter()
            .filter(free)
            .map(|name| (uses(&name), name))
            .filter(|(count, _)| *count > 0)
            .reduce(|best, next| if next.0 > best.0 { next } else { best })
            .map(|(_, name)| name)
    };
    Some(Featured {
        name: most(with.iter().filter_map(stem))?,
        alt: word(Word::Alt),
        caption: word(Word::Caption),
        credit: word(Word::Credit),
    })
}

/// What a generator's documentation says, for a site without posts.
pub(super) fn defaults(generator: Generator) -> Keys {
    let key = |name: &str| Some(name.to_owned());
    let nested = |parent: &str, src: &str| {
        (
            Some(format!("{parent}.{src}")),
            Some(format!("{parent}.alt")),
            Some(format!("{parent}.caption")),
            Some(format!("{parent}.credit")),
        )
    };
    let (lead_src, lead_alt, lead_caption, lead_credit) = match generator {
        Generator::Jekyll => nested("image", "path"),
        Generator::Zola => nested("extra.image", "src"),
        Generator::Astro => {
            (key("heroImage"), key("heroImageAlt"), key("heroImageCaption"), key("heroImageCredit"))
        }
        Generator::Hugo | Generator::Eleventy | Generator::Generic => nested("image", "src"),
    };
    Keys {
        title: key("title"),
        description: key("description"),
        authors: key(match generator {
            Generator::Jekyll | Generator::Astro => "author",
            _ => "authors",
        }),
        date: key(if generator == Generator::Astro { "pubDate" } else { "date" }),
        updated: key(match generator {
            Generator::Hugo => "lastmod",
            Generator::Jekyll => "last_modified_at",
            Generator::Astro => "updatedDate",
            _ => "updated",
        }),
        tags: key(if generator == Generator::Zola { "taxonomies.tags" } else { "tags" }),
        lead_src,
        lead_alt,
        lead_caption,
        lead_credit,
    }
}

fn figure_form(newest: &[&Post], own: &Templates) -> Form {
    let figures = newest.iter().flat_map(|post| figure::read_with(post.body(), own));
    let forms = figures.map(|figure| figure.form);
    // A site whose pictures carry no caption yet gets the form that every generator shows.
    match most(forms.filter(|form| !matches!(form, Form::Plain | Form::Inline))) {
        Some(form @ (Form::Html | Form::Shortcode | Form::Title)) => form,
        Some(Form::Template) if own.has_usual() => Form::Template,
        _ => Form::Markdown,
    }
}

/// What credits of photographs begin with, in each folder that has newest posts, and above it: a
/// site in two languages has two words for it.
fn labels(newest: &[&Post], own: &Templates, lead: Option<&str>) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for post in newest {
        let figures = figure::read_with(post.body(), own).into_iter();
        let of_lead = lead.zip(post.fields.as_ref().ok()).and_then(|(key, fields)| {
            let (label, credit, _) = crate::story::credit(fields.get(&key.into())?.as_str()?);
            (!credit.is_empty()).then_some(label)
        });
        let credited = figures.filter(|one| !one.credit.is_empty()).map(|one| one.label);
        let all: Vec<String> =
            credited.chain(of_lead).filter(|label| figure::is_photograph(label)).collect();
        let mut folder = post.folder();
        if post.is_bundle() {
            folder = crate::post::folder(folder);
        }
        loop {
            found.entry(folder.to_owned()).or_default().extend(all.iter().cloned());
            if folder.is_empty() {
                break;
            }
            folder = crate::post::folder(folder);
        }
    }
    let usual = |(folder, labels): (String, Vec<String>)| Some((folder, most(labels.into_iter())?));
    found.into_iter().filter_map(usual).collect()
}

/// Keys that every one of the newest posts carries with the same plain value.
fn constants(headers: &[&Fields], keys: &Keys, generator: Generator) -> Vec<(String, Value)> {
    let Some(first) = headers.first().filter(|_| headers.len() >= 3) else {
        return match generator {
            Generator::Jekyll => vec![("layout".to_owned(), Value::Text("post".to_owned()))],
            _ => Vec::new(),
        };
    };
    first
        .entries
        .iter()
        .filter(|(key, value)| {
            matches!(value, Value::Text(_) | Value::Bool(_))
                && keys.all().all(|own| own != key)
                && headers.iter().all(|fields| fields.get(&key.as_str().into()) == Some(value))
        })
        .cloned()
        .collect()
}

/// The most frequent of some values; the first of equals.
pub(super) fn most<T: Clone + Eq + std::hash::Hash>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: HashMap<T, (usize, usize)> = HashMap::new();
    for (place, value) in values.enumerate() {
        counts.entry(value).or_insert((0, place)).0 += 1;
    }
    counts
        .into_iter()
        .max_by_key(|(_, (n, place))| (*n, usize::MAX - place))
        .map(|(value, _)| value)
}
