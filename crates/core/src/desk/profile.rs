//! How this site keeps its stories: shown to a person, confirmed or said otherwise.
//!
//! 1. [`Desk::site_profile`] shows what was learned, row by row, each with what else was found.
//! 2. [`Desk::say`] sets one row. Only what differs from what was learned is written, into the
//!    site's own file; then the site is read again by it. Saying what a row said before undoes it.
//! 3. [`Desk::call_story`] says of one file that it is a story after all, or none.
//! 4. [`Desk::confirm_profile`] remembers, outside of the site, that somebody looked.

use std::collections::BTreeSet;

use crate::figure::Form;
use crate::files::{self, PathError};
use crate::form::Control;
use crate::library::Library;
use crate::metadata::{Fields, Value};
use crate::post::Post;
use crate::problem;
use crate::site::{Generator, House, HouseSaveError, Profile, Setting, Site, Sizes, row_keys};
use crate::view::{self, ProfileChoice, ProfileRow, RowKind};

use super::Desk;

/// How many files that are no stories are shown.
const PAGES: usize = 60;

/// Widths in pixels of smaller copies, where they are wanted; the picture itself is the largest.
const WIDTHS: [u32; 3] = [480, 800, 1200];

/// How many characters of a value are shown beside its key.
const EXAMPLE: usize = 60;

/// Why a row could not be set.
#[derive(Debug, thiserror::Error)]
pub enum SayError {
    /// There is no such row, or it cannot be that.
    #[error("{row} cannot be {value:?}")]
    NoSuchChoice {
        /// The row.
        row: String,
        /// What was chosen.
        value: Vec<String>,
    },
    /// It could not be written.
    #[error(transparent)]
    Save(#[from] HouseSaveError),
    /// The site could not be read again.
    #[error(transparent)]
    Site(#[from] PathError),
}

impl Desk {
    /// How the site keeps its stories.
    pub fn site_profile(&self) -> view::SiteProfile {
        let examples = Examples::of(self);
        let (now, learned) = (&self.site.profile, &self.site.learned);
        let mut rows = vec![generator(now), self.folders_row(), places(now, learned)];
        rows.extend(row_keys().map(|row| self.key_row(row, &examples)));
        rows.extend([figure(now, learned), images(now, learned)]);
        // No other form of a figure can offer several sizes.
        if now.figure == Form::Html {
            rows.push(sizes(now));
        }
        rows.push(self.files_that_are_pages());
        rows.retain(|row| row.choices.len() > 1 || row.kind == RowKind::Several);
        if rows.iter().all(|row| row.id != "lead_src") {
            rows.retain(|row| !row.id.starts_with("lead_"));
        }
        view::SiteProfile {
            rows,
            confirmed: self.is_confirmed(),
            problem: self.site.house.problem.as_ref().map(problem::said_of_site),
        }
    }

    /// Says something of one row; the same as learned takes the word back.
    ///
    /// # Errors
    /// When there is no such choice, or it cannot be written.
    pub fn say(&mut self, row: &str, values: &[String]) -> Result<view::SiteProfile, SayError> {
        let no_choice = || SayError::NoSuchChoice { row: row.to_owned(), value: values.to_vec() };
        let one = || values.first().cloned().unwrap_or_default();
        let learned = &self.site.learned;
        let differs =
            |value: String, learned: &str| (value != learned).then_some(Setting::Text(value));
        let mut settings: Vec<(String, Option<Setting>)> = Vec::new();
        match row {
            "generator" => {
                let chosen = Generator::named(&one()).ok_or_else(no_choice)?;
                let found = Generator::of(&self.site.folder);
                settings.push((
                    row.to_owned(),
                    differs(one(), found.name()).filter(|_| chosen != found),
                ));
            }
            "folders" => settings.push(("posts.folders".to_owned(), self.folders_said(values))),
            "path" => {
                if !one().contains("{slug}") {
                    return Err(no_choice());
                }
                settings.push(("posts.path".to_owned(), differs(one(), &learned.posts.0)));
            }
            "figure" => {
                settings.push(("figure.form".to_owned(), differs(one(), learned.figure.name())));
            }
            "sizes" => {
                let Sizes { widths, webp } = sizes_named(&one()).ok_or_else(no_choice)?;
                let widths = (!widths.is_empty()).then_some(widths);
                let webp = webp.then_some(true);
                settings.push(("images.widths".to_owned(), widths.map(Setting::Numbers)));
                settings.push(("images.webp".to_owned(), webp.map(Setting::Switch)));
            }
            "images" => {
                let (folder, address) = values
                    .split_first()
                    .map(|(folder, rest)| {
                        (folder.clone(), rest.first().cloned().unwrap_or_default())
                    })
                    .ok_or_else(no_choice)?;
                let same = folder == learned.images;
                let text = |text: String| (!same).then_some(Setting::Text(text));
                settings.push(("images.folder".to_owned(), text(folder)));
                settings.push(("images.address".to_owned(), text(address)));
            }
            key if row_keys().any(|known| known == key) => {
                let before = learned.keys.named(key).cloned().unwrap_or_default();
                settings.push((format!("keys.{key}"), differs(one(), &before)));
            }
            _ => return Err(no_choice()),
        }
        self.set_rows(&settings)
    }

    /// Says of a file whether it is a story. What the rules say by themselves is not written down.
    ///
    /// # Errors
    /// When the file is none that could be a story, or it cannot be written.
    pub fn call_story(&mut self, path: &str, story: bool) -> Result<view::SiteProfile, SayError> {
        let sections = &self.site.sections;
        let listed = self.library.get(path).is_some();
        if !listed && !sections.pages(&self.site.folder).iter().any(|page| page == path) {
            let value = vec![path.to_owned()];
            return Err(SayError::NoSuchChoice { row: "pages".to_owned(), value });
        }
        let mut said = [sections.said_pages(), sections.said_stories()]
            .map(|files| files.iter().filter(|file| *file != path).cloned().collect::<Vec<_>>());
        if sections.would_have(&self.site.folder, path) != story {
            said[usize::from(story)].push(path.to_owned());
        }
        let setting = |files: Vec<String>| (!files.is_empty()).then_some(Setting::List(files));
        let [pages, stories] = said.map(setting);
        self.set_rows(&[("posts.pages".to_owned(), pages), ("posts.stories".to_owned(), stories)])
    }

    fn set_rows(
        &mut self,
        settings: &[(String, Option<Setting>)],
    ) -> Result<view::SiteProfile, SayError> {
        let settings: Vec<(&str, Option<Setting>)> =
            settings.iter().map(|(key, setting)| (key.as_str(), setting.clone())).collect();
        let folder = self.site.folder.clone();
        // The house rules are written into the same file.
        self.site.house = House::read(&folder);
        self.site.house.set(&folder, &settings)?;
        self.read_again()?;
        self.confirm_profile()?;
        Ok(self.site_profile())
    }

    /// Remembers that somebody looked at the profile.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn confirm_profile(&mut self) -> Result<(), PathError> {
        if self.is_confirmed() {
            return Ok(());
        }
        if let Some(folder) = self.confirmed.parent() {
            std::fs::create_dir_all(folder)
                .map_err(|source| PathError { path: folder.to_owned(), source })?;
        }
        files::write(&self.confirmed, b"")
    }

    /// Whether somebody looked at the profile; nobody has to at the sample's.
    pub(super) fn is_confirmed(&self) -> bool {
        self.sample || self.confirmed.is_file()
    }

    /// Reads the site again: something else was said about it.
    pub(super) fn read_again(&mut self) -> Result<(), PathError> {
        let (site, posts) = Site::open(&self.site.folder)?;
        self.library = Library::of(&site, posts);
        self.site = site;
        Ok(())
    }

    /// Every folder with files, and whether they are stories.
    fn folders_row(&self) -> ProfileRow {
        let sections = &self.site.sections;
        let learned: BTreeSet<&str> = self.learned_folders();
        let mut folders: Vec<&str> = sections.of_posts().chain(sections.of_pages()).collect();
        folders.extend(learned.iter());
        folders.sort();
        folders.dedup();
        let chosen: BTreeSet<&str> = sections.of_posts().collect();
        let choices = folders.into_iter().map(|folder| ProfileChoice {
            chosen: chosen.contains(folder),
            stories: self.stories_in(folder),
            ..choice(folder)
        });
        ProfileRow { kind: RowKind::Several, choices: choices.collect(), ..row("folders") }
    }

    fn learned_folders(&self) -> BTreeSet<&str> {
        self.site.learned.places.iter().map(|place| place.folder.as_str()).collect()
    }

    fn stories_in(&self, folder: &str) -> u32 {
        let entries = self.library.entries().iter();
        let inside = entries.filter(|entry| crate::site::section(&entry.path) == folder);
        u32::try_from(inside.count()).unwrap_or(u32::MAX)
    }

    /// The folders as a setting; none when they are what would be found without one.
    fn folders_said(&self, values: &[String]) -> Option<Setting> {
        let found = self.site.sections.found();
        let wanted: BTreeSet<&str> = values.iter().map(String::as_str).collect();
        let same =
            found.is_some_and(|found| found.iter().map(String::as_str).eq(wanted.iter().copied()));
        (!same && !values.is_empty()).then(|| Setting::List(values.to_vec()))
    }

    /// Files that may be stories and are not held to be.
    fn files_that_are_pages(&self) -> ProfileRow {
        let said: Vec<&str> =
            self.site.sections.said_stories().iter().map(String::as_str).collect();
        let pages = self.site.sections.pages(&self.site.folder);
        let listed = |path: &str| self.library.get(path).is_some();
        let mut files: Vec<&str> =
            pages.iter().map(String::as_str).filter(|p| !listed(p)).collect();
        files.truncate(PAGES);
        files.extend(said.iter().copied());
        files.sort();
        files.dedup();
        let choices = files
            .into_iter()
            .map(|path| ProfileChoice { chosen: said.contains(&path), ..choice(path) });
        ProfileRow { kind: RowKind::Several, choices: choices.collect(), ..row("pages") }
    }

    /// Which key holds a field: what the site has, what else fits, or none.
    fn key_row(&self, name: &str, examples: &Examples) -> ProfileRow {
        let of = |profile: &Profile| profile.keys.named(name).cloned().unwrap_or_default();
        let (now, learned) = (of(&self.site.profile), of(&self.site.learned));
        let mut keys = vec![now.clone(), learned.clone()];
        let own = self.library.form().fields().iter().filter(|field| fits(name, field.control));
        keys.extend(own.map(|field| field.key.to_string()));
        let all = [&self.site.profile, &self.site.learned].map(|profile| {
            row_keys().filter_map(|row| profile.keys.named(row).cloned()).collect::<Vec<_>>()
        });
        let taken = |key: &String| all[0].contains(key) && *key != now;
        keys.retain(|key| !key.is_empty() && !taken(key));
        let mut known = BTreeSet::new();
        keys.retain(|key| known.insert(key.clone()));
        let mut choices: Vec<ProfileChoice> = keys
            .into_iter()
            .map(|key| ProfileChoice {
                chosen: key == now,
                example: examples.of_key(&key),
                ..choice(&key)
            })
            .collect();
        choices.push(ProfileChoice { chosen: now.is_empty(), ..choice("") });
        ProfileRow { learned: vec![learned], choices, ..row(name) }
    }
}

fn row(id: &str) -> ProfileRow {
    ProfileRow { id: id.to_owned(), kind: RowKind::One, learned: Vec::new(), choices: Vec::new() }
}

fn choice(value: &str) -> ProfileChoice {
    ProfileChoice {
        value: vec![value.to_owned()],
        chosen: false,
        stories: 0,
        example: String::new(),
    }
}

fn generator(now: &Profile) -> ProfileRow {
    let choices = Generator::ALL.map(|generator| ProfileChoice {
        chosen: generator == now.generator,
        ..choice(generator.name())
    });
    ProfileRow { choices: choices.to_vec(), ..row("generator") }
}

fn places(now: &Profile, learned: &Profile) -> ProfileRow {
    let mut paths: Vec<&str> =
        now.places.iter().chain(&learned.places).map(|place| place.path.0.as_str()).collect();
    let mut known = BTreeSet::new();
    paths.retain(|path| known.insert(*path));
    let choices =
        paths.into_iter().map(|path| ProfileChoice { chosen: path == now.posts.0, ..choice(path) });
    ProfileRow { learned: vec![learned.posts.0.clone()], choices: choices.collect(), ..row("path") }
}

fn figure(now: &Profile, learned: &Profile) -> ProfileRow {
    let mut forms = vec![Form::Markdown, Form::Title, Form::Html];
    if now.generator == Generator::Hugo || learned.figure == Form::Shortcode {
        forms.push(Form::Shortcode);
    }
    if learned.figure == Form::Template {
        forms.push(Form::Template);
    }
    let choices = forms
        .into_iter()
        .map(|form| ProfileChoice { chosen: form == now.figure, ..choice(form.name()) });
    ProfileRow {
        learned: vec![learned.figure.name().to_owned()],
        choices: choices.collect(),
        ..row("figure")
    }
}

/// Whether pictures in the text come in several sizes. Other widths, which somebody wrote into the
/// site's own file, are a choice too.
fn sizes(now: &Profile) -> ProfileRow {
    let name = name_of_sizes(&now.sizes);
    let of = |webp| name_of_sizes(&Sizes { widths: WIDTHS.to_vec(), webp });
    let mut names = vec![String::new(), of(false), of(true)];
    if !names.contains(&name) {
        names.push(name.clone());
    }
    let choices =
        names.iter().map(|one| ProfileChoice { chosen: *one == name, ..choice(one.as_str()) });
    ProfileRow { learned: vec![String::new()], choices: choices.collect(), ..row("sizes") }
}

/// `480,800,1200`, or `480,800,1200+webp`; empty for one size alone.
fn name_of_sizes(sizes: &Sizes) -> String {
    let widths: Vec<String> = sizes.widths.iter().map(u32::to_string).collect();
    let webp = if sizes.webp && !widths.is_empty() { "+webp" } else { "" };
    format!("{}{webp}", widths.join(","))
}

fn sizes_named(name: &str) -> Option<Sizes> {
    let (widths, webp) = match name.strip_suffix("+webp") {
        Some(widths) => (widths, true),
        None => (name, false),
    };
    if widths.is_empty() {
        return (!webp).then(Sizes::default);
    }
    let width = |width: &str| width.parse().ok().filter(|width| (64..=10_000).contains(width));
    let widths = widths.split(',').map(width).collect::<Option<Vec<u32>>>()?;
    Some(Sizes { widths, webp })
}

fn images(now: &Profile, learned: &Profile) -> ProfileRow {
    let place = |profile: &Profile| vec![profile.images.clone(), profile.image_address.clone()];
    let beside = vec![String::new(), String::new()];
    let mut places = vec![place(now), place(learned), beside];
    let mut known = BTreeSet::new();
    places.retain(|place| known.insert(place.clone()));
    let choices = places.into_iter().map(|value| ProfileChoice {
        chosen: value == place(now),
        value,
        ..choice("")
    });
    ProfileRow { learned: place(learned), choices: choices.collect(), ..row("images") }
}

/// Whether a field of the site's own can be that field of the model.
fn fits(row: &str, control: Control) -> bool {
    use Control::{Choice, Date, List, LongText, Picture, Text};
    match row {
        "date" | "updated" => matches!(control, Date { .. }),
        "authors" => matches!(control, Text | Choice | List),
        "tags" => matches!(control, List | Choice),
        "lead_src" => matches!(control, Picture),
        _ => matches!(control, Text | LongText | Choice),
    }
}

/// What the newest stories say under a key.
struct Examples(Vec<Fields>);

impl Examples {
    fn of(desk: &Desk) -> Examples {
        let newest = desk.library.entries().iter().filter(|entry| entry.broken.is_none()).take(20);
        let read = |path: &str| Post::read(&desk.site.folder, path).fields.ok();
        Examples(newest.filter_map(|entry| read(&entry.path)).collect())
    }

    fn of_key(&self, key: &str) -> String {
        let value = |fields: &Fields| match fields.get(&key.into())? {
            Value::List(items) => {
                let texts: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
                Some(texts.join(", "))
            }
            other => other.as_str().map(str::to_owned),
        };
        let filled = |text: &String| !text.trim().is_empty();
        let text = self.0.iter().filter_map(value).find(filled).unwrap_or_default();
        match text.char_indices().nth(EXAMPLE) {
            Some((end, _)) => format!("{}…", text[..end].trim_end()),
            None => text,
        }
    }
}
