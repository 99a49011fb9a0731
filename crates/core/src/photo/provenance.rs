//! Where a picture comes from, and what may be done with it: what no post has a place for.
//!
//! A picture of the site has one small file for that, or none: its own path below
//! `.galley/pictures`, with `.toml` behind it. The file goes where the picture goes: it is a file
//! of every story that uses the picture, approved and sent with it. No two pictures share one, so
//! that nothing said of one touches a story without it.
//!
//! 1. [`read`] takes what the file says; what it cannot mean counts as unsaid.
//! 2. [`write`] changes the lines that differ and no other; a file that says nothing goes.
//! 3. [`merge`] puts two versions of one together, because nobody can be asked about a line.
//!
//! ```toml
//! creator = "Zoë Çelik"
//! source = "Orrin Wire"
//! link = "https://orrinwire.example/4711"
//! origin = "wire"                # staff, wire, stock, courtesy, own or cc
//! terms = "Editorial use"
//! until = 2026-12-31             # the last day on which it may be shown
//! ```
//!
//! Contracts and what people agreed to are nobody's business who reads a repository: there is no
//! place for them here.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use toml_edit::{DocumentMut, Item, Value};

use super::embedded::{Embedded, Told, one_line};
use crate::files::{self, At, PathError, Replaced};
use crate::repository;
use crate::repository::StoryFilesError;
use crate::view::{PictureOrigin, Provenance, Rights};

/// The folder of these files, relative to the site.
pub const FOLDER: &str = ".galley/pictures";

/// Why it could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum ProvenanceError {
    /// The file is no TOML, and is not written over.
    #[error("{} is broken", path.display())]
    Broken {
        /// The file.
        path: PathBuf,
    },
    /// Somebody else changed the file at the same moment.
    #[error("{} was changed meanwhile", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// It is no plain file of the site.
    #[error(transparent)]
    NoFile(#[from] StoryFilesError),
    /// It could not be written.
    #[error(transparent)]
    Write(#[from] PathError),
}

/// The file of a picture, both relative to the site.
pub fn path_of(picture: &str) -> String {
    format!("{FOLDER}/{picture}.toml")
}

/// The picture that such a file is about.
pub fn picture_of(path: &str) -> Option<&str> {
    path.strip_prefix(FOLDER)?.strip_prefix('/')?.strip_suffix(".toml")
}

/// Whether anything is said of any picture of a site.
pub fn any(site: &Path) -> bool {
    site.join(FOLDER).is_dir()
}

/// What is said of a picture; nothing where there is no file.
///
/// # Errors
/// The file is no TOML, or no plain file of the site.
pub fn read(site: &Path, picture: &str) -> Result<Provenance, ProvenanceError> {
    Ok(said(&open(site, picture)?.1))
}

/// What such a file says, as it was approved or is with readers; nothing where it is no TOML.
pub fn of(bytes: &[u8]) -> Provenance {
    let text = std::str::from_utf8(bytes).ok();
    text.and_then(|text| text.parse().ok()).map(|document| said(&document)).unwrap_or_default()
}

/// Says something of a picture.
///
/// # Errors
/// The file is broken, was changed meanwhile, or cannot be written.
pub fn write(site: &Path, picture: &str, now: &Provenance) -> Result<(), ProvenanceError> {
    let (before, mut document) = open(site, picture)?;
    if !put(&mut document, &fields(now)) {
        return Ok(());
    }
    let path = site.join(path_of(picture));
    let text = document.to_string();
    match (&before, text.trim().is_empty()) {
        (None, true) => {}
        (Some(_), true) => fs::remove_file(&path).at(&path)?,
        (_, false) => {
            let folder = path.parent().unwrap_or(site);
            fs::create_dir_all(folder).at(folder)?;
            match files::replace(&path, before.as_deref(), text.as_bytes())? {
                Replaced::Done => {}
                Replaced::ByOther(_) => return Err(ProvenanceError::Changed { path }),
            }
        }
    }
    Ok(())
}

/// The file that says this of a picture; none where there is nothing to say.
pub fn written(said: &Provenance) -> Option<Vec<u8>> {
    let mut document = DocumentMut::new();
    put(&mut document, &fields(said)).then(|| document.to_string().into_bytes())
}

/// Both of two versions that began from one. Where both changed a line, ours counts, and of two
/// last days the earlier. `None` when one of them is no TOML.
pub fn merge(base: &str, ours: &str, theirs: &str) -> Option<String> {
    let parsed = |text: &str| text.parse::<DocumentMut>().ok();
    let (was, mine) = (fields(&said(&parsed(base)?)), fields(&said(&parsed(ours)?)));
    let mut document = parsed(theirs)?;
    let mut both = fields(&said(&document));
    for (at, (key, text)) in mine.iter().enumerate() {
        if *text == was[at].1 {
            continue;
        }
        let contested = both[at].1 != was[at].1;
        let sooner = contested && *key == "until" && !both[at].1.is_empty() && both[at].1 < *text;
        if !sooner {
            both[at].1.clone_from(text);
        }
    }
    put(&mut document, &both);
    Some(document.to_string())
}

/// How long before its last day a picture is pointed out.
const NOTICE_DAYS: i32 = 14;

/// Whether a picture with that last day may be shown on a day.
pub fn rights(last: Option<Date>, today: Date) -> Rights {
    match last.map(|last| (last - today).get_days()) {
        Some(..0) => Rights::Ended,
        Some(0..=NOTICE_DAYS) => Rights::Ending,
        _ => Rights::Last,
    }
}

/// The last day on which it may be shown.
pub fn last_day(until: &str) -> Option<Date> {
    until.trim().parse().ok()
}

impl Embedded {
    /// What the file says of where it comes from and what may be done with it.
    pub fn provenance(&self) -> Provenance {
        let text = |told: &Option<Told>| {
            told.as_ref().map(|told| one_line(&told.value)).unwrap_or_default()
        };
        let licence = text(&self.web_statement);
        let common = licence.contains("creativecommons.org/");
        let terms = Some(text(&self.usage_terms)).filter(|terms| !terms.is_empty());
        let creators = self.creators.as_ref().map(|told| told.value.join(", "));
        Provenance {
            creator: creators.map(|names| one_line(&names)).unwrap_or_default(),
            source: text(&self.source),
            link: text(&self.licensor_url),
            origin: common.then_some(PictureOrigin::Cc),
            terms: terms.unwrap_or(licence),
            until: self.ends.as_ref().and_then(|told| day(&told.value)).unwrap_or_default(),
        }
    }
}

/// A day as files write it: `2026-12-31`, `20261231`, with or without a time.
fn day(text: &str) -> Option<String> {
    let digits: String =
        text.chars().take(10).filter(char::is_ascii_digit).take(8).collect::<String>();
    let date = Date::strptime("%Y%m%d", &digits).ok()?;
    Some(date.to_string())
}

impl Provenance {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Provenance::default()
    }

    /// The credit that maker and supplier make.
    pub fn credit(&self) -> Option<String> {
        match (self.creator.is_empty(), self.source.is_empty()) {
            (true, true) => None,
            (false, true) => Some(self.creator.clone()),
            (true, false) => Some(self.source.clone()),
            (false, false) => Some(format!("{}/{}", self.creator, self.source)),
        }
    }
}

impl PictureOrigin {
    const ALL: [PictureOrigin; 6] = [
        PictureOrigin::Staff,
        PictureOrigin::Wire,
        PictureOrigin::Stock,
        PictureOrigin::Courtesy,
        PictureOrigin::Own,
        PictureOrigin::Cc,
    ];

    fn name(self) -> &'static str {
        match self {
            PictureOrigin::Staff => "staff",
            PictureOrigin::Wire => "wire",
            PictureOrigin::Stock => "stock",
            PictureOrigin::Courtesy => "courtesy",
            PictureOrigin::Own => "own",
            PictureOrigin::Cc => "cc",
        }
    }
}

fn open(site: &Path, picture: &str) -> Result<(Option<Vec<u8>>, DocumentMut), ProvenanceError> {
    let path = path_of(picture);
    let bytes = repository::files::read(site, &path)?.map(|file| file.bytes);
    let text = std::str::from_utf8(bytes.as_deref().unwrap_or_default()).ok();
    let document = text.and_then(|text| text.parse().ok());
    let document = document.ok_or_else(|| ProvenanceError::Broken { path: site.join(&path) })?;
    Ok((bytes, document))
}

/// The keys in the order in which they are written, each with its value as a text.
fn fields(said: &Provenance) -> [(&'static str, String); 6] {
    let until = last_day(&said.until).map(|day| day.to_string());
    [
        ("creator", one_line(&said.creator)),
        ("source", one_line(&said.source)),
        ("link", one_line(&said.link)),
        ("origin", said.origin.map(|origin| origin.name().to_owned()).unwrap_or_default()),
        ("terms", one_line(&said.terms)),
        ("until", until.unwrap_or_default()),
    ]
}

fn said(document: &DocumentMut) -> Provenance {
    let value = |key: &str| document.get(key).and_then(Item::as_value);
    let text = |key: &str| value(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let until = match value("until") {
        Some(Value::Datetime(date)) => date.value().to_string(),
        Some(Value::String(text)) => text.value().clone(),
        _ => String::new(),
    };
    let origin = text("origin");
    Provenance {
        creator: text("creator"),
        source: text("source"),
        link: text("link"),
        origin: PictureOrigin::ALL.into_iter().find(|one| one.name() == origin),
        terms: text("terms"),
        until: last_day(&until).map(|day| day.to_string()).unwrap_or_default(),
    }
}

/// Sets what differs. Whether anything did.
fn put(document: &mut DocumentMut, now: &[(&'static str, String); 6]) -> bool {
    let was = fields(&said(document));
    let mut differs = false;
    for ((key, _), (_, new)) in was.iter().zip(now).filter(|(old, new)| old != new) {
        differs = true;
        if new.is_empty() {
            document.remove(key);
            continue;
        }
        let date = (*key == "until").then(|| new.parse::<toml_edit::Datetime>().ok()).flatten();
        let mut value = date.map_or_else(|| Value::from(new.as_str()), Value::from);
        match document.get_mut(key).and_then(Item::as_value_mut) {
            Some(old) => {
                // The comment behind a value stays.
                *value.decor_mut() = old.decor().clone();
                *old = value;
            }
            None => drop(document.insert(key, Item::Value(value))),
        }
    }
    differs
}
