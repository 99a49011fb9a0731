//! What the house wants: the `[check]` table of `.galley/site.toml`, which a team shares.
//!
//! ```toml
//! [check]
//! do_not_name = ["…"]
//! labels = ["Photo", "Graphic"]
//! one_person = true
//!
//! [check.severity]
//! I1 = "warning"          # error, warning, info or off
//!
//! [check.words]
//! "e-mail" = "email"
//!
//! [check.limits]
//! dek_most = 300
//! ```
//!
//! A file that cannot be read is told of, and the usual rules hold.

use std::collections::BTreeMap;
use std::path::Path;

use toml_edit::{DocumentMut, Item, Table, Value, value};

use super::rule::{Rule, Severity};
use crate::files::{self, At, PathError, Replaced};
use crate::site;

/// Where the house rules lie in a site.
pub(crate) const FILE: &str = ".galley/site.toml";

/// The house rules of a site.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct House {
    /// What a rule weighs here; `None` switches it off.
    pub severities: BTreeMap<Rule, Option<Severity>>,
    /// What is not written here, and what is written in its stead.
    pub words: Vec<(String, String)>,
    /// Names that are not printed.
    pub do_not_name: Vec<String>,
    /// Labels that a credit may have; any where there are none.
    pub labels: Vec<String>,
    /// Whether one person may write and approve.
    pub one_person: bool,
    /// How long and how large things may be.
    pub limits: Limits,
    /// Entries that were not understood, with their lines where they are known.
    pub strange: Vec<String>,
}

/// How long and how large things may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Letters of a headline, at most.
    pub headline: usize,
    /// Letters of a headline that search and social show.
    pub headline_shown: usize,
    /// Letters of a dek, at least.
    pub dek_least: usize,
    /// Letters of a dek, at most.
    pub dek_most: usize,
    /// Letters of a description, at most.
    pub alt: usize,
    /// Kilobytes of a picture that are worth a look.
    pub picture_kb: u64,
    /// Kilobytes of a picture that are too many.
    pub picture_most_kb: u64,
    /// Pixels across of a lead picture that are worth a look.
    pub lead_width: u32,
    /// Pixels across of a lead picture that are too few.
    pub lead_least_width: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            headline: 255,
            headline_shown: 70,
            dek_least: 50,
            dek_most: 300,
            alt: 250,
            picture_kb: 400,
            picture_most_kb: 2000,
            lead_width: 1200,
            lead_least_width: 600,
        }
    }
}

impl Limits {
    /// These beside what the site says of the lengths of its fields: where both say something,
    /// both must hold.
    #[must_use]
    pub fn beside(self, site: site::Limits) -> Limits {
        let usual = Limits::default();
        let both = |own: usize, usual: usize, said: Option<u32>| match said {
            None => own,
            Some(said) if own == usual => said as usize,
            Some(said) => own.min(said as usize),
        };
        let headline_shown = both(self.headline_shown, usual.headline_shown, site.headline);
        let dek_most = both(self.dek_most, usual.dek_most, site.dek);
        Limits {
            headline: self.headline.max(headline_shown),
            headline_shown,
            dek_least: self.dek_least.min(dek_most),
            dek_most,
            ..self
        }
    }
}

/// Why house rules cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum HouseError {
    /// The file cannot be read or written.
    #[error(transparent)]
    File(#[from] PathError),
    /// It is no TOML.
    #[error("{FILE} cannot be read: {reason}")]
    Damaged {
        /// The line, counted from 1, where it is known.
        line: Option<usize>,
        /// What the reader said.
        reason: String,
    },
    /// Somebody else wrote it at the same moment.
    #[error("{FILE} was written by somebody else at the same moment")]
    Moved,
}

/// A change of the file, so that it can be taken back to the byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrote {
    before: Option<Vec<u8>>,
    after: Vec<u8>,
}

impl Wrote {
    /// Puts the file back as it was, or takes it away where there was none.
    ///
    /// # Errors
    /// When somebody wrote it since, or it cannot be written; nothing was changed then.
    pub fn take_back(&self, site: &Path) -> Result<(), HouseError> {
        let file = site.join(FILE);
        let done = match &self.before {
            Some(before) => files::replace(&file, Some(&self.after), before)?,
            None => {
                if files::read_if_there(&file)?.as_ref() != Some(&self.after) {
                    return Err(HouseError::Moved);
                }
                std::fs::remove_file(&file).at(&file)?;
                // The folder goes with its only file; one that holds more stays.
                file.parent().map(std::fs::remove_dir);
                Replaced::Done
            }
        };
        match done {
            Replaced::Done => Ok(()),
            Replaced::ByOther(_) => Err(HouseError::Moved),
        }
    }
}

impl House {
    /// The house rules of a site; the usual ones where it has none.
    ///
    /// # Errors
    /// When there is a file that cannot be read. The usual rules hold then.
    pub fn read(site: &Path) -> Result<House, HouseError> {
        Ok(House::of(&document(site)?.0))
    }

    /// The house rules of a document.
    pub fn of(document: &DocumentMut) -> House {
        let mut house = House::default();
        let Some(check) = document.get("check") else { return house };
        let Some(check) = check.as_table_like() else {
            house.strange.push("check".to_owned());
            return house;
        };
        for (key, item) in check.iter() {
            match key {
                "do_not_name" => house.do_not_name = house.texts(key, item),
                "labels" => house.labels = house.texts(key, item),
                "one_person" => match item.as_bool() {
                    Some(yes) => house.one_person = yes,
                    None => house.strange.push(format!("check.{key}")),
                },
                "severity" => house.read_severities(item),
                "words" => house.read_words(item),
                "limits" => house.read_limits(item),
                other => house.strange.push(format!("check.{other}")),
            }
        }
        house
    }

    /// What a rule weighs here, given what it would weigh; nothing when it is switched off.
    pub fn severity(&self, rule: Rule, usual: Severity) -> Option<Severity> {
        self.severities.get(&rule).copied().unwrap_or(Some(usual))
    }

    /// Writes these house rules into the site: only entries that differ from what is there.
    /// Comments, order and everything else in the file stay.
    ///
    /// # Errors
    /// When the file cannot be read or written; nothing was changed then.
    pub fn write(&self, site: &Path) -> Result<Option<Wrote>, HouseError> {
        let (mut document, before) = document(site)?;
        if House::of(&document) == *self {
            return Ok(None);
        }
        self.put_into(&mut document);
        let file = site.join(FILE);
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).at(folder)?;
        }
        let after = document.to_string().into_bytes();
        match files::replace(&file, before.as_deref(), &after)? {
            Replaced::Done => Ok(Some(Wrote { before, after })),
            Replaced::ByOther(_) => Err(HouseError::Moved),
        }
    }

    fn put_into(&self, document: &mut DocumentMut) {
        let now = House::of(document);
        let check = table(document.as_table_mut(), "check");
        put_list(check, "do_not_name", &now.do_not_name, &self.do_not_name);
        put_list(check, "labels", &now.labels, &self.labels);
        if now.one_person != self.one_person {
            put(check, "one_person", self.one_person.then(|| value(true)));
        }
        let words = |house: &House| house.words.iter().cloned().collect::<BTreeMap<_, _>>();
        put_map(check, "words", &words(&now), &words(self));
        let severities = |house: &House| -> BTreeMap<String, String> {
            let name = |severity: Option<Severity>| severity.map_or("off", Severity::name);
            let all = house.severities.iter();
            all.map(|(rule, s)| (rule.id().to_owned(), name(*s).to_owned())).collect()
        };
        put_map(check, "severity", &severities(&now), &severities(self));
        self.put_limits(&now, check);
        if check.is_empty() {
            document.remove("check");
        }
    }

    fn put_limits(&self, now: &House, check: &mut Table) {
        let usual = Limits::default().named();
        let wanted = self.limits.named();
        if now.limits == self.limits {
            return;
        }
        let limits = table(check, "limits");
        for (i, (name, new)) in wanted.into_iter().enumerate() {
            if now.limits.named()[i].1 != new {
                let new = i64::try_from(new).unwrap_or(i64::MAX);
                put(limits, name, (wanted[i].1 != usual[i].1).then(|| value(new)));
            }
        }
        if limits.is_empty() {
            check.remove("limits");
        }
    }

    fn texts(&mut self, key: &str, item: &Item) -> Vec<String> {
        let list = item.as_array().map(|list| {
            list.iter().filter_map(Value::as_str).map(str::trim).filter(|text| !text.is_empty())
        });
        match list {
            Some(list) => list.map(str::to_owned).collect(),
            None => {
                self.strange.push(format!("check.{key}"));
                Vec::new()
            }
        }
    }

    fn read_severities(&mut self, item: &Item) {
        let Some(entries) = item.as_table_like() else {
            return self.strange.push("check.severity".to_owned());
        };
        for (id, item) in entries.iter() {
            let severity = match item.as_str() {
                Some("off") => Some(None),
                Some(name) => Severity::named(name).map(Some),
                None => None,
            };
            match (Rule::of(id), severity) {
                (Some(rule), Some(severity)) => {
                    self.severities.insert(rule, severity);
                }
                _ => self.strange.push(format!("check.severity.{id}")),
            }
        }
    }

    fn read_words(&mut self, item: &Item) {
        let Some(entries) = item.as_table_like() else {
            return self.strange.push("check.words".to_owned());
        };
        for (wrong, item) in entries.iter() {
            match item.as_str() {
                Some(right) if !wrong.trim().is_empty() => {
                    self.words.push((wrong.trim().to_owned(), right.trim().to_owned()));
                }
                _ => self.strange.push(format!("check.words.{wrong}")),
            }
        }
    }

    fn read_limits(&mut self, item: &Item) {
        let Some(entries) = item.as_table_like() else {
            return self.strange.push("check.limits".to_owned());
        };
        for (name, item) in entries.iter() {
            let number = item.as_integer().and_then(|number| u64::try_from(number).ok());
            if !number.is_some_and(|number| self.limits.set(name, number)) {
                self.strange.push(format!("check.limits.{name}"));
            }
        }
    }
}

impl Limits {
    /// All limits by their names in the file.
    pub fn named(&self) -> [(&'static str, u64); 9] {
        [
            ("headline", self.headline as u64),
            ("headline_shown", self.headline_shown as u64),
            ("dek_least", self.dek_least as u64),
            ("dek_most", self.dek_most as u64),
            ("alt", self.alt as u64),
            ("picture_kb", self.picture_kb),
            ("picture_most_kb", self.picture_most_kb),
            ("lead_width", u64::from(self.lead_width)),
            ("lead_least_width", u64::from(self.lead_least_width)),
        ]
    }

    /// Sets one by its name. Whether there is one of that name, and the number fits.
    pub fn set(&mut self, name: &str, number: u64) -> bool {
        let (size, pixels) = (usize::try_from(number), u32::try_from(number));
        let (Ok(size), Ok(pixels)) = (size, pixels) else { return false };
        match name {
            "headline" => self.headline = size,
            "headline_shown" => self.headline_shown = size,
            "dek_least" => self.dek_least = size,
            "dek_most" => self.dek_most = size,
            "alt" => self.alt = size,
            "picture_kb" => self.picture_kb = number,
            "picture_most_kb" => self.picture_most_kb = number,
            "lead_width" => self.lead_width = pixels,
            "lead_least_width" => self.lead_least_width = pixels,
            _ => return false,
        }
        true
    }
}

/// The file as a document, and its bytes; an empty document where there is none.
fn document(site: &Path) -> Result<(DocumentMut, Option<Vec<u8>>), HouseError> {
    let file = site.join(FILE);
    let Some(bytes) = files::read_if_there(&file)? else { return Ok((DocumentMut::new(), None)) };
    let damaged = |line, reason| HouseError::Damaged { line, reason };
    let text = std::str::from_utf8(&bytes).map_err(|error| damaged(None, error.to_string()))?;
    let document = text.parse::<DocumentMut>().map_err(|error| {
        let line = error.span().map(|span| 1 + text[..span.start].matches('\n').count());
        damaged(line, error.message().to_owned())
    })?;
    Ok((document, Some(bytes)))
}

/// The table of that name, made where it is missing.
fn table<'a>(parent: &'a mut Table, name: &str) -> &'a mut Table {
    let entry = parent.entry(name).or_insert_with(|| Item::Table(Table::new()));
    if !entry.is_table() {
        let inline = std::mem::take(entry).into_table().unwrap_or_default();
        *entry = Item::Table(inline);
    }
    entry.as_table_mut().expect("it was made one")
}

fn put(table: &mut Table, key: &str, item: Option<Item>) {
    match (item, table.get_mut(key)) {
        (None, _) => {
            table.remove(key);
        }
        (Some(Item::Value(mut new)), Some(Item::Value(old))) => {
            *new.decor_mut() = old.decor().clone();
            *old = new;
        }
        (Some(item), _) => {
            table.insert(key, item);
        }
    }
}

fn put_list(table: &mut Table, key: &str, now: &[String], wanted: &[String]) {
    if now != wanted {
        let list = toml_edit::Array::from_iter(wanted.iter().map(String::as_str));
        put(table, key, (!wanted.is_empty()).then(|| value(list)));
    }
}

fn put_map(
    parent: &mut Table,
    key: &str,
    now: &BTreeMap<String, String>,
    wanted: &BTreeMap<String, String>,
) {
    if now == wanted {
        return;
    }
    let table = table(parent, key);
    for gone in now.keys().filter(|name| !wanted.contains_key(*name)) {
        table.remove(gone);
    }
    for (name, text) in wanted.iter().filter(|(name, text)| now.get(*name) != Some(text)) {
        put(table, name, Some(value(text)));
    }
    if table.is_empty() {
        parent.remove(key);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn house(text: &str) -> House {
        House::of(&text.parse().unwrap())
    }

    #[test]
    fn a_house_says_what_weighs_how_much() {
        let house = house(
            "[check]\ndo_not_name = ['Ana Li']\nlabels = ['Photo']\none_person = true\n\
             [check.severity]\nI1 = 'warning'\nC5 = 'off'\nP4 = 'error'\n\
             [check.words]\n'e-mail' = 'email'\n[check.limits]\ndek_most = 200\n",
        );
        assert_eq!(house.severity(Rule::I1, Severity::Error), Some(Severity::Warning));
        assert_eq!(house.severity(Rule::C5, Severity::Info), None);
        assert_eq!(house.severity(Rule::P4, Severity::Warning), Some(Severity::Error));
        assert_eq!(house.severity(Rule::T1, Severity::Error), Some(Severity::Error));
        assert_eq!(house.words, [("e-mail".to_owned(), "email".to_owned())]);
        assert_eq!((house.limits.dek_most, house.limits.dek_least), (200, 50));
        assert!(house.one_person && house.strange.is_empty());
    }

    #[test]
    fn what_is_not_understood_is_told_and_the_rest_holds() {
        for (text, strange) in [
            (
                "[check.severity]\nZ9 = 'error'\nI1 = 'loud'\nT4 = 'off'",
                &["check.severity.Z9", "check.severity.I1"][..],
            ),
            ("[check]\ndo_not_name = 'Ana'\nfonts = 1", &["check.do_not_name", "check.fonts"]),
            (
                "[check.limits]\ndek_most = -1\nwidth = 3",
                &["check.limits.dek_most", "check.limits.width"],
            ),
            ("check = 3", &["check"]),
            ("[posts]\npath = 'x'", &[]),
        ] {
            assert_eq!(house(text).strange, strange, "{text}");
        }
        let site = tempfile::tempdir().unwrap();
        assert_eq!(House::read(site.path()).unwrap(), House::default(), "no file, usual rules");
        std::fs::create_dir(site.path().join(".galley")).unwrap();
        std::fs::write(site.path().join(FILE), "[check]\nwords = {\n").unwrap();
        let error = House::read(site.path()).unwrap_err();
        assert!(matches!(error, HouseError::Damaged { line: Some(_), .. }), "{error}");
    }

    #[test]
    fn only_what_differs_is_written() {
        let site = tempfile::tempdir().unwrap();
        std::fs::create_dir(site.path().join(".galley")).unwrap();
        let file = site.path().join(FILE);
        let text = "# ours\nbase_url = 'https://a.example/' # kept\n\n[check] # the desk\nlabels = ['Photo']\n\n[check.words]\n'e-mail' = 'email' # since 2019\n";
        std::fs::write(&file, text).unwrap();
        let mut house = House::read(site.path()).unwrap();
        house.write(site.path()).unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), text, "nothing to write");
        house.words.push(("web site".to_owned(), "website".to_owned()));
        house.severities.insert(Rule::I1, Some(Severity::Warning));
        house.limits.dek_most = 200;
        house.write(site.path()).unwrap();
        let written = std::fs::read_to_string(&file).unwrap();
        for line in text.lines() {
            assert!(written.contains(line), "{line} stays in\n{written}");
        }
        assert_eq!(House::read(site.path()).unwrap(), house, "{written}");
        house = House::default();
        house.write(site.path()).unwrap();
        let written = std::fs::read_to_string(&file).unwrap();
        assert!(written.contains("# kept") && !written.contains("check"), "{written}");
    }
}
