//! A story that readers have leaves the site, and is a draft here.
//!
//! 1. [`Desk::unpublish_preview`] tells what that would do, and which stories its readers can be
//!    sent to.
//! 2. [`Desk::unpublishing`] prepares it from what readers have: the files that go, the note in
//!    the post's place, and what another story says so that readers are sent on.
//! 3. [`Unpublishing`] runs without the desk's lock, like every sending.

use std::collections::BTreeSet;
use std::path::PathBuf;

use jiff::Timestamp;

use super::Desk;
use super::press::SendingError;
use super::stories::StoryError;
use super::writing::WritingError;
use crate::files;
use crate::library::Entry;
use crate::library::address::{Rules, SendOn, key, with_redirect};
use crate::metadata::{self, Fields, Value};
use crate::photo::provenance;
use crate::post::{self, Post};
use crate::problem;
use crate::publish::{self, Errand, Publication};
use crate::repository::Repository;
use crate::site::{Generator, Site, is_post_name};
use crate::view::{self, Leave};

/// Keys that a note keeps of its story: what tells its address, its language and its template.
const KEPT: [&str; 9] = [
    "layout",
    "type",
    "template",
    "lang",
    "language",
    "locale",
    "translationKey",
    "draft",
    "published",
];

/// A story that is ready to leave the site.
#[derive(Debug)]
pub struct Unpublishing {
    site: PathBuf,
    /// Where the story is here.
    path: String,
    /// Where readers have it.
    post: String,
    title: String,
    files: Vec<String>,
    note: Option<String>,
    sends_on: Option<SendsOn>,
}

/// What sends readers on.
#[derive(Debug)]
struct SendsOn {
    file: String,
    rules: Rules,
    /// The addresses that lead to the other story from now on.
    from: Vec<String>,
    to: String,
}

impl Unpublishing {
    /// Takes the story off the site. Calls back at each step.
    pub fn run(&self, errand: Errand<'_>) -> Result<Publication, SendingError> {
        let repository = Repository::open(&self.site)?;
        let rewrite = |text: &str| self.sends_on.as_ref()?.written(text);
        let what = publish::Unpublish {
            post: &self.post,
            title: &self.title,
            files: &self.files,
            note: self.note.as_deref(),
            sends_on: self.sends_on.as_ref().map(|way| (way.file.as_str(), &rewrite as _)),
        };
        let publication = publish::unpublish(&repository, &what, errand)?;
        Ok(match publication {
            Publication::Sent { commit, .. } => {
                Publication::Sent { commit, paths: vec![self.path.clone()] }
            }
            other => other,
        })
    }
}

impl SendsOn {
    /// The text of the file with what sends readers on.
    fn written(&self, text: &str) -> Option<String> {
        let mut text = text.to_owned();
        for old in &self.from {
            let fields = metadata::read(&text).unwrap_or_default();
            text = match self.rules.send_on(&fields, old, &self.to) {
                SendOn::Fields(edits) => metadata::edit(&text, &edits).ok()?,
                SendOn::Line { file, line } => with_redirect(&file, &text, &line),
                SendOn::Nothing => return None,
            };
        }
        Some(text)
    }
}

impl Desk {
    /// What taking a story off the site would do.
    pub fn unpublish_preview(&self, path: &str) -> Result<view::UnpublishPreview, StoryError> {
        let (place, post) = self.with_readers(path)?;
        let rules = self.library.rules();
        let address = post.fields.as_ref().ok().and_then(|fields| rules.of(&place, fields));
        let none = Fields::default();
        let way = address.is_some() && rules.send_on(&none, "/a/", "/b/") != SendOn::Nothing;
        let others = self.library.entries().iter().filter(|entry| way && entry.path != path);
        let live = |entry: &&Entry| {
            entry.broken.is_none() && self.repository.live_text(&entry.path).is_some()
        };
        Ok(view::UnpublishPreview {
            title: self.title_with_readers(&post),
            address: rules.link(address.as_deref()),
            unlisted: self.unlisted().1,
            stories: others
                .filter(live)
                .map(|entry| view::OtherStory {
                    path: entry.path.clone(),
                    title: entry.title(),
                    authors: entry.story.authors.clone(),
                })
                .collect(),
            links: self.links_to(path),
        })
    }

    /// Prepares to take a story off the site.
    pub fn unpublishing(
        &self,
        path: &str,
        leave: &Leave,
        now: Timestamp,
    ) -> Result<Unpublishing, StoryError> {
        let (place, post) = self.with_readers(path)?;
        let note = match leave {
            Leave::Note { text } => Some(self.note(&place, &post, text, now)),
            Leave::Nothing | Leave::Story { .. } => None,
        };
        let sends_on = match leave {
            Leave::Story { path: other } => Some(self.sends_on(&place, &post, other)?),
            Leave::Nothing | Leave::Note { .. } => None,
        };
        let stays: BTreeSet<String> =
            note.iter().flat_map(|note| self.shown_by(&place, note)).collect();
        let mut files = self.files_with_readers(&place, &post);
        files.retain(|file| !stays.contains(file));
        Ok(Unpublishing {
            site: self.site.folder.clone(),
            path: path.to_owned(),
            title: self.title_with_readers(&post),
            post: place,
            files,
            note,
            sends_on,
        })
    }

    /// Where readers have the story, whatever it is called here, and what they have.
    pub(super) fn with_readers(&self, path: &str) -> Result<(String, Post), StoryError> {
        let found = self.places_of(path).into_iter().find_map(|place| {
            let text = self.repository.live_text(&place)?;
            (!self.repository.is_notice_text(&text)).then_some((place, text))
        });
        let gone = || WritingError::Gone(path.to_owned());
        let (place, text) = found.ok_or_else(gone)?;
        let post = Post::from_bytes(&place, text, None);
        Ok((place, post))
    }

    /// What sends readers of the story's address elsewhere, since it was taken off the site: it would
    /// never be seen there.
    pub(super) fn leads_away(&self, path: &str) -> Option<view::Problem> {
        if self.repository.live_text(path).is_some() {
            return None;
        }
        let address = self.library.get(path)?.address.clone()?;
        let file = self.repository.sent_on(path)?;
        let text = String::from_utf8(self.repository.live_text(&file)?).ok()?;
        let own = |one: &str| key(one) == key(&address);
        let leads = match self.library.get(&file) {
            Some(_) => {
                let fields = metadata::read(&text).ok()?;
                let names = fields.get(&self.library.rules().redirect_key()?.into())?;
                names.texts().into_iter().any(own)
            }
            None => {
                let base = self.library.rules().base();
                let first = |line: &str| line.split_whitespace().next().map(str::to_owned);
                let from = text.lines().filter_map(first);
                from.into_iter().any(|from| own(from.strip_prefix(base).unwrap_or(&from)))
            }
        };
        let title = self.library.get(&file).map(Entry::title).unwrap_or_default();
        leads.then(|| problem::leads_away(&title))
    }

    /// Where readers had a story that was taken off the site, whatever it is called here.
    pub(super) fn place_off_site(&self, path: &str) -> String {
        let places = self.places_of(path);
        // Looking for it goes through the history; most stories have one place.
        let off = match places.len() > 1 && self.with_readers(path).is_err() {
            true => places.into_iter().find(|place| self.repository.was_unpublished(place)),
            false => None,
        };
        off.unwrap_or_else(|| path.to_owned())
    }

    fn title_with_readers(&self, post: &Post) -> String {
        Entry::of(&self.site, self.library.rules(), post).title()
    }

    /// The files of a post as it is given.
    fn shown_by(&self, place: &str, text: &str) -> Vec<String> {
        let post = Post::from_bytes(place, text.as_bytes().to_vec(), None);
        let entry = Entry::of(&self.site, self.library.rules(), &post);
        let sources = entry.files(&self.site).pictures;
        // What only lies in its folder is not shown.
        let name = |file: &str| file.rsplit('/').next().unwrap_or(file).to_owned();
        sources.into_iter().filter(|file| text.contains(&name(file))).collect()
    }

    /// The files that go with a story: those of its own folder, and pictures that no other story
    /// uses.
    fn files_with_readers(&self, place: &str, post: &Post) -> Vec<String> {
        let mut files =
            Entry::of(&self.site, self.library.rules(), post).files(&self.site).pictures;
        if post::is_bundle(place) {
            let below = self.repository.known_below(post::folder(place)).unwrap_or_default();
            let another = |file: &String| file != place && is_post_name(file.as_ref());
            if below.iter().any(another) {
                // Another language of the story stays, with the pictures: all of a folder is its.
                let beside = format!("{}/", post::folder(place));
                let picture = |file: &str| provenance::picture_of(file).unwrap_or(file).to_owned();
                files.retain(|file| !picture(file).starts_with(&beside));
            } else {
                files.extend(below);
            }
        }
        let own: Vec<&str> = [place].into_iter().chain(self.here_of(place)).collect();
        let shows =
            |post: &str, text: &str, file: &str| self.library.shows(&self.site, post, text, file);
        files.retain(|file| {
            let elsewhere =
                || own.iter().all(|own| self.library.used_elsewhere(&self.site, own, file));
            file != place
                && !is_post_name(file.as_ref())
                && !elsewhere()
                && !self.repository.readers_see(file, &own, &shows)
        });
        files.sort();
        files.dedup();
        files
    }

    /// Where a story is here whose readers have it at that place.
    fn here_of(&self, place: &str) -> Option<&str> {
        let entries = self.library.entries().iter().map(|entry| entry.path.as_str());
        entries
            .into_iter()
            .find(|path| self.trail.of(&[*path]).iter().any(|before| before == place))
    }

    /// What stands in the post's place: its headline, its byline, its date, its address, and the words.
    fn note(&self, place: &str, post: &Post, words: &str, now: Timestamp) -> String {
        let profile = &self.site.profile;
        let none = Fields::default();
        let fields = post.fields.as_ref().unwrap_or(&none);
        let keys = profile.keys_of(fields);
        let first = words.trim().lines().next().unwrap_or_default();
        let needed = |key: &str| {
            let of_key = |of_schema: &str| of_schema.split('.').next() == Some(key);
            profile
                .schema
                .iter()
                .any(|field| field.required && of_key(&field.key) && field.is_of(place))
        };
        let own = self.library.rules().own_keys();
        let stays = |key: &str| {
            // Templates fail without a byline more often than without anything else.
            let known = [&keys.title, &keys.date, &keys.authors];
            let named = known.iter().any(|name| name.as_deref() == Some(key));
            named || KEPT.contains(&key) || own.contains(&key) || needed(key)
        };
        let (hidden, _) = self.unlisted();
        let mut entries: Vec<(String, Value)> = Vec::new();
        for (name, value) in &fields.entries {
            if hidden.iter().any(|(hidden, _)| hidden == name) {
                continue;
            }
            if keys.description.as_deref() == Some(name) {
                entries.push((name.clone(), Value::Text(first.to_owned())));
            } else if stays(name) {
                entries.push((name.clone(), value.clone()));
            }
        }
        if let Some(updated) = keys.updated.as_deref().filter(|key| !key.contains('.')) {
            entries.retain(|(name, _)| name != updated);
            entries.push((updated.to_owned(), crate::story::new_date(now, profile)));
        }
        entries.extend(hidden);
        format!("{}\n{}\n", metadata::compose_like(&post.text, &entries), words.trim())
    }

    /// The fields that keep a page out of the site's lists, and whether they are sure to.
    fn unlisted(&self) -> (Vec<(String, Value)>, bool) {
        let yes = |key: &str| (key.to_owned(), Value::Bool(true));
        match self.site.profile.generator {
            Generator::Hugo => {
                // The key had another name before Hugo 0.145; a site that uses that one needs it.
                let before = self.library.form().uses("_build");
                let never = ("list".to_owned(), Value::Text("never".to_owned()));
                let key = if before { "_build" } else { "build" };
                (vec![(key.to_owned(), Value::Map(vec![never]))], true)
            }
            Generator::Jekyll => {
                let map = ("sitemap".to_owned(), Value::Bool(false));
                (vec![yes("hidden"), map], paginates(&self.site))
            }
            Generator::Eleventy => (vec![yes("eleventyExcludeFromCollections")], true),
            Generator::Astro | Generator::Zola | Generator::Generic => (Vec::new(), false),
        }
    }

    /// How readers of a story reach another one.
    fn sends_on(&self, place: &str, post: &Post, other: &str) -> Result<SendsOn, StoryError> {
        let rules = self.library.rules();
        let (file, theirs) = self.with_readers(other)?;
        let none = Fields::default();
        let (fields, theirs) =
            (post.fields.as_ref().unwrap_or(&none), theirs.fields.as_ref().unwrap_or(&none));
        let no_way = || StoryError::NoWay;
        let old = rules.of(place, fields).ok_or_else(no_way)?;
        let to = rules.of(&file, theirs).ok_or_else(no_way)?;
        let file = match rules.send_on(theirs, &old, &to) {
            SendOn::Fields(_) => file,
            SendOn::Line { file, .. } => file,
            SendOn::Nothing => return Err(no_way()),
        };
        // Older addresses of the story led to it, and lead on with it.
        let older = rules.redirect_key().and_then(|key| fields.get(&key.into()));
        let mut from = vec![old];
        for one in older.map(Value::texts).unwrap_or_default() {
            if !from.iter().any(|known| key(known) == key(one)) && key(one) != key(&to) {
                from.push(format!("/{}", one.trim_start_matches('/')));
            }
        }
        Ok(SendsOn { file, rules: rules.clone(), from, to })
    }
}

/// Whether lists of a Jekyll site come from the plugin that knows hidden posts.
fn paginates(site: &Site) -> bool {
    let says = |file: &str| {
        let text = files::settings(&site.folder.join(file)).unwrap_or_default();
        text.lines().any(|line| line.starts_with("paginate:"))
    };
    says("_config.yml") || says("_config.yaml")
}
