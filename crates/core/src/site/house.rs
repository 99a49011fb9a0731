//! `.galley/site.toml`: what people of this site said where Galley had learned otherwise.
//!
//! The file holds differences only. It comes to be when somebody changes something, is changed
//! in place so that comments and unknown keys survive, and a key goes again with the difference.
//! A file that cannot be read is told, left alone, and the learned profile is used.
//!
//! ```toml
//! generator = "hugo"
//! address = "https://orrinrecord.example"
//!
//! [posts]
//! folders = ["content/news"]         # folders of stories, instead of those that were found
//! stories = ["content/about.md"]     # files and folders that are stories all the same
//! pages = ["content/news/rules.md"]  # and those that are none
//! path = "content/news/{slug}.md"    # the file of a new story
//! date = "2024-01-31"                # how its date is written, by an example
//!
//! [keys]                             # "" is: the site has no such field
//! description = "summary"
//!
//! [figure]
//! form = "title"                     # markdown, title, html or shortcode
//!
//! [images]
//! folder = "static/img"              # "" is beside the story
//! address = "/img/"
//! widths = [480, 800, 1200]         # copies beside each picture, where figures are HTML
//! webp = true                        # and all of them as WebP too
//!
//! [limits]                           # characters
//! headline = 70
//! dek = 160
//!
//! [preview]
//! stylesheets = ["static/style.css"]
//!
//! [signing]
//! client = "Ov23liExampleOfOne"          # people sign in by a code in the browser, in its name
//! ```

mod settings;

use std::path::{Path, PathBuf};

pub(crate) use settings::{SettingChange, changes, merge, same};
use toml_edit::{Array, DocumentMut, Item, Table, Value};

use super::find::Said;
use super::names::Field;
use super::{Generator, PostPath, Profile};
use crate::figure::Form;
use crate::files::{self, PathError, Replaced};
use crate::form::DateForm;

/// Where the file is, relative to the site.
pub const PATH: &str = ".galley/site.toml";

/// What people of a site said about it.
#[derive(Debug, Clone, Default)]
pub struct House {
    document: DocumentMut,
    /// The bytes that were read; none where there is no file.
    read: Option<Vec<u8>>,
    /// Why the file, or a part of it, counts for nothing.
    pub problem: Option<HouseError>,
}

/// What is wrong with the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HouseError {
    /// It is not TOML, or no text at all.
    #[error("line {line}: {reason}")]
    Broken {
        /// Counted from 1.
        line: usize,
        /// What the parser said.
        reason: String,
    },
    /// A key holds something that it cannot mean.
    #[error("`{key}` holds something else than is expected")]
    Wrong {
        /// With the table: `posts.folders`.
        key: String,
    },
    /// It cannot be opened.
    #[error("it cannot be opened")]
    Closed,
}

/// Why a change was not written.
#[derive(Debug, thiserror::Error)]
pub enum HouseSaveError {
    /// The file is broken, and is not written over.
    #[error("{} is broken: {source}", path.display())]
    Broken {
        /// The file.
        path: PathBuf,
        /// How.
        source: HouseError,
    },
    /// Somebody else changed the file meanwhile.
    #[error("{} was changed meanwhile", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// It could not be written.
    #[error(transparent)]
    Write(#[from] PathError),
}

/// A value that people can set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    /// A text.
    Text(String),
    /// A number.
    Number(u32),
    /// Several texts.
    List(Vec<String>),
    /// Several numbers.
    Numbers(Vec<u32>),
    /// Yes or no.
    Switch(bool),
}

impl House {
    /// Reads the file of a site.
    pub fn read(site: &Path) -> House {
        let bytes = match files::read_if_there(&site.join(PATH)) {
            Ok(None) => return House::default(),
            Ok(Some(bytes)) => bytes,
            Err(_) => return House { problem: Some(HouseError::Closed), ..House::default() },
        };
        let broken = |line, reason: &str| HouseError::Broken { line, reason: reason.to_owned() };
        let parsed = match std::str::from_utf8(&bytes) {
            Err(error) => {
                let good = &bytes[..error.valid_up_to()];
                Err(broken(1 + good.iter().filter(|byte| **byte == b'\n').count(), "no text"))
            }
            Ok(text) => text.parse::<DocumentMut>().map_err(|error| {
                let at = error.span().map_or(0, |span| span.start.min(text.len()));
                let line = 1 + text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count();
                broken(line, error.message())
            }),
        };
        let (document, problem) = match parsed {
            Ok(document) => (document, None),
            Err(error) => (DocumentMut::new(), Some(error)),
        };
        House { document, read: Some(bytes), problem }
    }

    /// A table of the file, for parts of Galley with settings of their own.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.document.get(name)?.as_table()
    }

    /// Whether the file is still the one that was read.
    pub fn is_as_in(&self, site: &Path) -> bool {
        files::read_if_there(&site.join(PATH)).is_ok_and(|bytes| bytes == self.read)
    }

    /// Whether anything is said in the file.
    pub fn is_empty(&self) -> bool {
        self.document.is_empty()
    }

    fn item(&self, key: &str) -> Option<&Item> {
        let mut item = self.document.as_item();
        for part in key.split('.') {
            item = item.get(part)?;
        }
        Some(item)
    }

    /// What stands under a key, if it is of the kind that is expected.
    fn get<T>(&mut self, key: &str, as_kind: impl Fn(&Item) -> Option<T>) -> Option<T> {
        let item = self.item(key)?;
        let found = as_kind(item);
        if found.is_none() && self.problem.is_none() {
            self.problem = Some(HouseError::Wrong { key: key.to_owned() });
        }
        found
    }

    fn text(&mut self, key: &str) -> Option<String> {
        self.get(key, |item| item.as_str().map(str::to_owned))
    }

    fn list(&mut self, key: &str) -> Option<Vec<String>> {
        self.get(key, |item| {
            item.as_array()?.iter().map(|item| item.as_str().map(str::to_owned)).collect()
        })
    }

    fn number(&mut self, key: &str) -> Option<u32> {
        self.get(key, |item| u32::try_from(item.as_integer()?).ok())
    }

    /// The generator that somebody named.
    pub(super) fn generator(&mut self) -> Option<Generator> {
        self.get("generator", |item| Generator::named(item.as_str()?))
    }

    /// What was said about folders and files.
    pub(super) fn said(&mut self) -> Said {
        let mut places = |key: &str| {
            let places = self.list(key).unwrap_or_default();
            let inside = places.into_iter().filter(|place| is_inside(place));
            inside.map(|place| place.trim_matches('/').to_owned()).collect()
        };
        Said {
            folders: places("posts.folders"),
            stories: places("posts.stories"),
            pages: places("posts.pages"),
        }
    }

    /// Puts what was said in the place of what was learned.
    pub(super) fn apply(&mut self, profile: &mut Profile) {
        if let Some(path) = self.get("posts.path", |item| {
            let path = item.as_str().filter(|path| is_inside(path) && path.contains("{slug}"));
            path.map(|path| PostPath(path.to_owned()))
        }) {
            match profile.places.iter().position(|place| place.path == path) {
                Some(at) => profile.places[..=at].rotate_right(1),
                None => profile.places.insert(0, path.place()),
            }
            profile.posts = path;
        }
        if let Some(form) = self.get("posts.date", |item| {
            let raw = match item.as_value()? {
                Value::String(text) => text.value().clone(),
                Value::Datetime(date) => date.value().to_string(),
                _ => return None,
            };
            DateForm::of(&raw, profile.date.quoted)
        }) {
            profile.date = form;
        }
        for (name, field) in KEYS {
            if let Some(key) = self.text(&format!("keys.{name}")) {
                let key = Some(key).filter(|key| !key.is_empty());
                match name {
                    "lead_alt" => profile.keys.lead_alt = key,
                    "lead_caption" => profile.keys.lead_caption = key,
                    "lead_credit" => profile.keys.lead_credit = key,
                    _ => *profile.keys.of_mut(field) = key,
                }
                profile.settled.push(field);
            }
        }
        if let Some(form) = self.get("figure.form", |item| Form::named(item.as_str()?)) {
            profile.figure = form;
        }
        if let Some(folder) = self.text("images.folder").filter(|folder| is_inside(folder)) {
            profile.images = folder.trim_matches('/').to_owned();
            profile.image_address = self.text("images.address").unwrap_or_default();
        }
        if let Some(widths) = self.get("images.widths", |item| {
            let width = |item: &Value| u32::try_from(item.as_integer()?).ok().filter(|w| *w >= 64);
            item.as_array()?.iter().map(width).collect::<Option<Vec<u32>>>()
        }) {
            profile.sizes.widths = widths;
        }
        if let Some(webp) = self.get("images.webp", Item::as_bool) {
            profile.sizes.webp = webp;
        }
        let limits = &mut profile.limits;
        limits.headline = self.number("limits.headline").or(limits.headline);
        limits.dek = self.number("limits.dek").or(limits.dek);
        if let Some(sheets) = self.list("preview.stylesheets") {
            profile.preview.stylesheets = sheets.into_iter().filter(|s| is_inside(s)).collect();
        }
        if let Some(address) = self.text("address") {
            let address = address.trim_end_matches('/').to_owned();
            profile.address = Some(address).filter(|address| address.starts_with("http"));
        }
    }

    /// Says something, or takes it back, and writes the file. Nothing else in it changes.
    ///
    /// # Errors
    /// When the file is broken, was changed meanwhile, or cannot be written.
    pub fn set(
        &mut self,
        site: &Path,
        wanted: &[(&str, Option<Setting>)],
    ) -> Result<(), HouseSaveError> {
        let path = site.join(PATH);
        if let Some(source @ (HouseError::Broken { .. } | HouseError::Closed)) = &self.problem {
            return Err(HouseSaveError::Broken { path, source: source.clone() });
        }
        let mut document = self.document.clone();
        for (key, setting) in wanted {
            let path: Vec<String> = key.split('.').map(str::to_owned).collect();
            match setting {
                Some(setting) => settings::put_over(&mut document, &path, &setting.into()),
                None => settings::take(document.as_table_mut(), &path),
            }
        }
        let text = document.to_string();
        if self.read.is_none() && text.is_empty() {
            return Ok(());
        }
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)
                .map_err(|source| PathError { path: folder.to_owned(), source })?;
        }
        match files::replace(&path, self.read.as_deref(), text.as_bytes())? {
            Replaced::Done => {}
            Replaced::ByOther(_) => return Err(HouseSaveError::Changed { path }),
        }
        *self = House { document, read: Some(text.into_bytes()), problem: None };
        Ok(())
    }
}

/// The keys of the table `keys`, and the field that each settles.
const KEYS: [(&str, Field); 10] = [
    ("title", Field::Title),
    ("description", Field::Description),
    ("authors", Field::Authors),
    ("date", Field::Date),
    ("updated", Field::Updated),
    ("tags", Field::Tags),
    ("lead_src", Field::Lead),
    ("lead_alt", Field::Lead),
    ("lead_caption", Field::Lead),
    ("lead_credit", Field::Lead),
];

/// The names that the table `keys` has for the fields whose key a person can choose.
pub fn row_keys() -> impl Iterator<Item = &'static str> {
    KEYS.iter().map(|(name, _)| *name).filter(|name| *name != "title")
}

/// Whether a path stays in the site.
fn is_inside(path: &str) -> bool {
    Path::new(path).components().all(|part| matches!(part, std::path::Component::Normal(_)))
}

impl From<&Setting> for Value {
    fn from(setting: &Setting) -> Value {
        match setting {
            Setting::Text(text) => Value::from(text.as_str()),
            Setting::Number(number) => Value::from(i64::from(*number)),
            Setting::Numbers(numbers) => {
                Value::Array(numbers.iter().map(|number| i64::from(*number)).collect::<Array>())
            }
            Setting::Switch(on) => Value::from(*on),
            Setting::List(texts) => {
                Value::Array(texts.iter().map(String::as_str).collect::<Array>())
            }
        }
    }
}
