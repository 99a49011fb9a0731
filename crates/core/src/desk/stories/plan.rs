//! What has to change when a whole story is renamed, moved, copied or deleted.
//!
//! 1. The files that move: all of a folder that is the story's own; else the post, and into
//!    another folder the pictures beside it that no other story uses.
//! 2. The address before and after, and the one that readers have; what sends them on.
//! 3. The references of the story and of all others that would lead elsewhere.
//!
//! Nothing is written here. The outcome is an [`Act`].

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use jiff::Timestamp;

use super::StoryError;
use crate::desk::{Desk, WritingError};
use crate::files::{self, At};
use crate::library::acts::{Act, FileChange, Kind};
use crate::library::address::{Rules, SendOn, key, with_redirect, without_redirects};
use crate::library::links::{Moves, Stand, spliced};
use crate::library::trash;
use crate::manuscript::ManuscriptError;
use crate::metadata::{self, Change, Edit, EditError, Fields, KeyPath, Step, Value};
use crate::photo::{self, Photo, provenance};
use crate::post::{self, Post};
use crate::site;
use crate::slug::{self, Taken};
use crate::story;
use crate::view::{FieldEdit, PictureWords, Provenance, SentOn};

/// An act, and what a person is told of it.
pub(super) struct Plan {
    pub(super) act: Act,
    /// Stories whose references follow; of a deleted one those that still lead to it.
    pub(super) links: u32,
    pub(super) sent_on: SentOn,
    /// A file of the site that is to be approved and sent with the story.
    pub(super) along: Option<String>,
}

/// A story whose file changes.
struct Text {
    path: String,
    to_path: String,
    text: String,
    edits: Vec<Edit>,
    address: Option<String>,
    to_address: Option<String>,
}

impl Plan {
    pub(super) fn of(act: Act) -> Plan {
        Plan { act, links: 0, sent_on: SentOn::NotNeeded, along: None }
    }

    /// Beside an act that is done already.
    pub(super) fn of_nothing() -> Plan {
        Plan::of(act(Kind::Undo, String::new(), None, None))
    }
}

fn act(kind: Kind, title: String, story: Option<&str>, to_story: Option<&str>) -> Act {
    Act {
        kind,
        title,
        story: story.map(str::to_owned),
        to_story: to_story.map(str::to_owned),
        moved: Vec::new(),
        changes: Vec::new(),
        folders: Vec::new(),
        left: Vec::new(),
        undoes: None,
    }
}

impl Desk {
    pub(super) fn plan_rename(&self, path: &str, typed: &str) -> Result<Plan, StoryError> {
        let (to, edits) = self.renaming(path, typed)?;
        self.plan_address(path, typed)?;
        self.plan_place(Kind::Rename, path, &to, edits)
    }

    /// Name, address and what becomes of readers, without a look at other texts.
    pub(super) fn plan_address(
        &self,
        path: &str,
        typed: &str,
    ) -> Result<(String, String, SentOn), StoryError> {
        let (to, edits) = self.renaming(path, typed)?;
        let text = text_of(&self.site.folder, path)?;
        let text = metadata::edit(&text, &edits)?;
        let fields = metadata::read(&text).unwrap_or_default();
        let address = self.library.rules().of(&to, &fields);
        self.check_free(path, address.as_deref())?;
        let sent_on = self.sending_on(path, &fields, address.as_deref()).0;
        let name = slug::typed(typed).unwrap_or_default();
        self.check_follows(path, &name, address.as_deref())?;
        Ok((name, self.library.rules().link(address.as_deref()), sent_on))
    }

    /// Where the story's file goes for that name, and which fields change.
    fn renaming(&self, path: &str, typed: &str) -> Result<(String, Vec<Edit>), StoryError> {
        let name = slug::typed(typed).ok_or(StoryError::NoName)?;
        let text = text_of(&self.site.folder, path)?;
        let fields = metadata::read(&text).unwrap_or_default();
        let renaming = self.library.rules().rename(path, &fields, &name);
        let to = renaming.file.map_or_else(|| path.to_owned(), |file| post::with_slug(path, &file));
        if to != path {
            let own = post::own_name(path);
            let folder = self.site.folder.join(site::section(&to));
            let taken = Taken::in_folder(&folder)?.without(own);
            // Where it lay before, it may go back to.
            let known = self.repository.knows(&to) && !self.trail.of(&[path]).contains(&to);
            if taken.has(post::own_name(&to)) || known {
                return Err(StoryError::Taken(name));
            }
        }
        Ok((to, renaming.fields))
    }

    pub(super) fn plan_move(
        &self,
        path: &str,
        folder: &str,
        now: Timestamp,
    ) -> Result<Plan, StoryError> {
        let own = self.name_in(path, folder, now);
        let file = path.rsplit('/').next().unwrap_or(path);
        let root = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let place = |name: &str| {
            let bundle = post::is_bundle(path);
            let beside =
                if bundle { format!("{root}{name}/{file}") } else { format!("{root}{file}") };
            post::renamed(&beside, name)
        };
        let taken = Taken::in_folder(&self.site.folder.join(folder))?;
        let own_places = self.trail.of(&[path]);
        let known =
            |path: &str| self.repository.knows(path) && !own_places.iter().any(|p| p == path);
        let name = post::numbered(&own, |name| taken.has(name) || known(&place(name)));
        self.plan_place(Kind::Move, path, &place(&name), Vec::new())
    }

    /// The name that a story has in another folder: Jekyll wants the day before it among posts,
    /// and not among drafts.
    fn name_in(&self, path: &str, folder: &str, now: Timestamp) -> String {
        let own = post::own_name(path);
        let among = |name: &str| folder.split('/').any(|part| part == name);
        let dated = post::date_in(own).is_some();
        if among("_drafts") && dated {
            let rest = &own[post::day_before(own).len()..];
            // A name that is a day alone stays: a file has to be called something.
            return if rest.is_empty() { own } else { rest }.to_owned();
        }
        if among("_posts") && !dated {
            let date = self.library.get(path).and_then(|entry| entry.story.date.as_ref()?.day);
            let zone = story::zone_of(&self.site.profile.time_zone);
            return format!("{}-{own}", date.unwrap_or_else(|| now.to_zoned(zone).date()));
        }
        own.to_owned()
    }

    /// Steps 1 to 3 for a story that goes from one place to another, or stays with other fields.
    fn plan_place(
        &self,
        kind: Kind,
        path: &str,
        to: &str,
        edits: Vec<Edit>,
    ) -> Result<Plan, StoryError> {
        let title = self.library.get(path).map(|entry| entry.title()).unwrap_or_default();
        let mut act = act(kind, title, Some(path), Some(to));
        let moved = self.moving(path, to)?;
        act.moved.clone_from(&moved);
        let mut moves = self.moves();
        for (from, to) in &moved {
            moves.file(from, to);
        }
        let own: Vec<(&str, &str)> = match moved.is_empty() {
            true => vec![(path, to)],
            false => {
                let stories = moved.iter().filter(|(from, _)| self.library.get(from).is_some());
                stories.map(|(from, to)| (from.as_str(), to.as_str())).collect()
            }
        };
        let mut plan = Plan::of(act);
        let mut texts = Vec::new();
        let mut redirects = Redirects::default();
        for (from, to) in own {
            if from != to && self.repository.undecided(from).is_some() {
                return Err(StoryError::Undecided(from.to_owned()));
            }
            let given = if from == path { edits.clone() } else { Vec::new() };
            let Ok(text) = text_of(&self.site.folder, from) else { continue };
            let changed = metadata::edit(&text, &given)?;
            let fields = metadata::read(&changed).unwrap_or_default();
            let readable = metadata::read(&changed).is_ok();
            let address = self.library.get(from).and_then(|entry| entry.address.clone());
            let to_address = self.library.rules().of(to, &fields).filter(|_| readable);
            self.check_free(from, to_address.as_deref())?;
            let (sent_on, way) = self.sending_on(from, &fields, to_address.as_deref());
            let mut edits = given;
            match way {
                Some(SendOn::Fields(more)) => edits.extend(more),
                Some(SendOn::Line { file, line }) => {
                    redirects.add(&self.site.folder, &file, &line)?
                }
                Some(SendOn::Nothing) | None => {}
            }
            // Back at the address that readers have: nothing may lead away from it.
            if let (SentOn::NotNeeded, Some(new), true) = (sent_on, &to_address, self.is_live(from))
                && let Some((file, own)) = self.library.rules().own_line(new)
            {
                redirects.take_out(&self.site.folder, file, &own)?;
            }
            if from == path {
                plan.sent_on = sent_on;
            }
            if let Some(new) = &to_address {
                let before = [address.clone(), self.live_address(from)];
                for old in before.into_iter().flatten().filter(|old| key(old) != key(new)) {
                    moves.address(from, &old, new);
                }
            }
            texts.push(Text {
                path: from.to_owned(),
                to_path: to.to_owned(),
                text,
                edits,
                address,
                to_address,
            });
        }
        if let Some(change) = redirects.change() {
            plan.along = Some(change.path.clone());
            plan.act.changes.push(change);
        }
        self.follow_all(&mut plan, &moves, texts)?;
        self.add_files(&mut plan.act)?;
        Ok(plan)
    }

    /// Step 3: the texts with their references and fields as they have to be.
    fn follow_all(
        &self,
        plan: &mut Plan,
        moves: &Moves<'_>,
        own: Vec<Text>,
    ) -> Result<(), StoryError> {
        let rules = self.library.rules();
        let own_paths: BTreeSet<String> = own.iter().map(|text| text.path.clone()).collect();
        for one in own {
            let now = followed(&one, moves, rules)?.unwrap_or_else(|| one.text.clone());
            let change = |path: &str, before: Option<&str>, after: Option<&str>| FileChange {
                path: path.to_owned(),
                before: before.map(|text| text.as_bytes().to_vec()),
                after: after.map(|text| text.as_bytes().to_vec()),
            };
            if one.path == one.to_path {
                if now != one.text {
                    plan.act.changes.push(change(&one.path, Some(&one.text), Some(&now)));
                }
            } else {
                plan.act.changes.push(change(&one.to_path, None, Some(&now)));
                plan.act.changes.push(change(&one.path, Some(&one.text), None));
            }
        }
        for (path, text, now) in self.followed_by_others(moves, &own_paths) {
            plan.links += 1;
            plan.act.changes.push(FileChange {
                path,
                before: Some(text.into_bytes()),
                after: Some(now.into_bytes()),
            });
        }
        Ok(())
    }

    /// Other stories with references that would lead elsewhere: path, text, and how it has to be.
    fn followed_by_others(
        &self,
        moves: &Moves<'_>,
        own: &BTreeSet<String>,
    ) -> Vec<(String, String, String)> {
        let rules = self.library.rules();
        let signs = moves.signs();
        let site = &self.site.folder;
        let others: Vec<_> =
            self.library.entries().iter().filter(|entry| !own.contains(&entry.path)).collect();
        let found = post::in_parallel(&others, |entry| {
            let text = text_of(site, &entry.path).ok()?;
            if !signs.iter().any(|sign| text.contains(sign.as_str())) {
                return None;
            }
            let one = Text {
                path: entry.path.clone(),
                to_path: entry.path.clone(),
                edits: Vec::new(),
                address: entry.address.clone(),
                to_address: entry.address.clone(),
                text,
            };
            let now = followed(&one, moves, rules).ok()??;
            Some((one.path, one.text, now))
        });
        found.into_iter().flatten().collect()
    }

    /// The files of the act that move and are no stories' texts, and the folders that go.
    fn add_files(&self, act: &mut Act) -> Result<(), StoryError> {
        let texts: BTreeSet<String> =
            act.changes.iter().map(|change| change.path.clone()).collect();
        for (from, to) in act.moved.iter().filter(|(from, _)| !texts.contains(from)) {
            let file = self.site.folder.join(from);
            let bytes = fs::read(&file).at(&file)?;
            act.changes.push(FileChange {
                path: to.clone(),
                before: None,
                after: Some(bytes.clone()),
            });
            act.changes.push(FileChange { path: from.clone(), before: Some(bytes), after: None });
        }
        let places = [act.story.as_deref(), act.to_story.as_deref()];
        let paths = act.changes.iter().map(|change| change.path.as_str());
        act.folders = own_folders(&places.into_iter().flatten().collect::<Vec<_>>(), paths);
        Ok(())
    }

    pub(super) fn plan_delete(&self, path: &str) -> Result<Plan, StoryError> {
        let title = self.library.get(path).map(|entry| entry.title()).unwrap_or_default();
        let mut act = act(Kind::Delete, title, Some(path), None);
        let mut going = vec![path.to_owned()];
        if post::is_bundle(path) {
            let all = files_below(&self.site.folder, post::folder(path))?;
            let other = all.iter().any(|file| file != path && self.library.get(file).is_some());
            // Another language of the story stays, with the pictures.
            if !other {
                going = all;
            }
        } else {
            going.extend(
                self.own_pictures(path).into_iter().filter(|file| is_named_after(file, path)),
            );
        }
        let said = going.iter().map(|file| provenance::path_of(file));
        let said: Vec<String> = said.filter(|path| self.site.folder.join(path).is_file()).collect();
        for file in going.iter().chain(&said) {
            let place = self.site.folder.join(file);
            let before = files::read_if_there(&place)?;
            act.changes.push(FileChange { path: file.clone(), before, after: None });
        }
        act.folders = own_folders(&[path], going.iter().map(String::as_str));
        Ok(Plan { links: self.links_to(path), ..Plan::of(act) })
    }

    /// These files of a picture go, with what is said of them. `had` are the stories that readers, or
    /// an approval, know them from.
    pub(super) fn plan_delete_picture(
        &self,
        files: &[String],
        had: &[String],
    ) -> Result<Plan, StoryError> {
        let name = files.first().map_or("", |file| file.rsplit('/').next().unwrap_or(file));
        let mut act = act(Kind::DeletePicture, name.to_owned(), None, None);
        let said = files.iter().map(|file| provenance::path_of(file));
        let said: Vec<String> = said.filter(|path| self.site.folder.join(path).is_file()).collect();
        for file in files.iter().chain(&said) {
            let place = self.site.folder.join(file);
            let before = Some(fs::read(&place).at(&place)?);
            act.changes.push(FileChange { path: file.clone(), before, after: None });
            act.left.extend(self.leaves(file, had));
        }
        Ok(Plan::of(act))
    }

    /// The lead picture goes, with its words; with its file, where that leads by its name.
    pub(super) fn plan_remove_lead(&self, path: &str) -> Result<Plan, StoryError> {
        let mut act = act(Kind::RemoveLead, self.title_of_text(path)?, Some(path), Some(path));
        let profile = &self.site.profile;
        let text = text_of(&self.site.folder, path)?;
        let fields = metadata::read(&text).map_err(EditError::Read)?;
        let featured = post::featured(&self.site.folder, path);
        let edits = match featured.filter(|_| profile.leads_by_name(&fields)) {
            Some(name) => {
                self.featured_goes(path, &name, &mut act)?;
                story::no_featured_edits(&fields, profile)
            }
            None => story::edits(&FieldEdit::NoLead, &fields, None, profile, None)
                .map_err(ManuscriptError::Value)
                .map_err(WritingError::Change)?,
        };
        change_text(path, text, &edits, &mut act)?;
        Ok(Plan::of(act))
    }

    /// A picture comes in the place of the one that leads by its name. And what it is called.
    pub(super) fn plan_replace_lead(
        &self,
        path: &str,
        photo: &Photo,
        words: &PictureWords,
        said: &Provenance,
    ) -> Result<(Plan, String), StoryError> {
        let mut act = act(Kind::ReplaceLead, self.title_of_text(path)?, Some(path), Some(path));
        let profile = &self.site.profile;
        let text = text_of(&self.site.folder, path)?;
        let fields = metadata::read(&text).map_err(EditError::Read)?;
        let before = post::featured(&self.site.folder, path);
        let featured = profile.featured.clone().unwrap_or_default();
        let name = photo::featured_name(&featured, before.as_deref(), photo);
        if let Some(before) = &before {
            self.featured_goes(path, before, &mut act)?;
        }
        let file = format!("{}/{name}", post::folder(path));
        let said = (provenance::path_of(&file), provenance::written(said));
        for (file, after) in [(file, Some(photo.bytes.clone())), said] {
            match act.changes.iter_mut().find(|change| change.path == file) {
                Some(change) => change.after = after,
                None => {
                    let before = files::read_if_there(&self.site.folder.join(&file))?;
                    act.changes.push(FileChange { path: file.clone(), before, after });
                }
            }
            act.left.retain(|(left, _)| *left != file);
        }
        act.changes.retain(|change| change.before != change.after);
        change_text(path, text, &story::featured_edits(words, &fields, profile), &mut act)?;
        Ok((Plan::of(act), name))
    }

    /// A lead picture comes back into a story that was written on meanwhile: its file, and the words
    /// that the header had for it. `None` for every other act, and where the story is as it was left.
    pub(super) fn plan_lead_back(&self, id: &str) -> Result<Option<Plan>, StoryError> {
        let done = self.acts.get(id)?.act;
        let Some(path) = done.story.clone() else { return Ok(None) };
        if !matches!(done.kind, Kind::ReplaceLead | Kind::RemoveLead) {
            return Ok(None);
        }
        let mut act = done.inverse(id);
        let Some(at) = act.changes.iter().position(|change| change.path == path) else {
            return Ok(None);
        };
        let text = text_of(&self.site.folder, &path)?;
        if act.changes[at].before.as_deref() == Some(text.as_bytes()) {
            return Ok(None);
        }
        let change = act.changes.remove(at);
        let fields_of = |bytes: &Option<Vec<u8>>| {
            let text = bytes.as_deref().and_then(|bytes| std::str::from_utf8(bytes).ok());
            metadata::read(text.unwrap_or_default()).map_err(EditError::Read)
        };
        let (left, wanted) = (fields_of(&change.before)?, fields_of(&change.after)?);
        let keys: BTreeSet<&String> =
            left.entries.iter().chain(&wanted.entries).map(|(key, _)| key).collect();
        let edits = keys.into_iter().filter_map(|key| {
            let path = KeyPath::from(key.as_str());
            match (left.get(&path), wanted.get(&path)) {
                (before, after) if before == after => None,
                (_, Some(value)) => Some(Edit { key: path, change: Change::Set(value.clone()) }),
                (_, None) => Some(Edit { key: path, change: Change::Remove }),
            }
        });
        let edits: Vec<Edit> = edits.collect();
        change_text(&path, text, &edits, &mut act)?;
        Ok(Some(Plan::of(act)))
    }

    /// The file of a picture that leads by its name goes, with what is said of it.
    fn featured_goes(&self, path: &str, name: &str, act: &mut Act) -> Result<(), StoryError> {
        let file = format!("{}/{name}", post::folder(path));
        for file in [provenance::path_of(&file), file] {
            let before = files::read_if_there(&self.site.folder.join(&file))?;
            if before.is_some() {
                act.left.extend(self.leaves(&file, &[path.to_owned()]));
                act.changes.push(FileChange { path: file, before, after: None });
            }
        }
        Ok(())
    }

    fn title_of_text(&self, path: &str) -> Result<String, StoryError> {
        let entry = self.library.get(path);
        let entry = entry.ok_or_else(|| WritingError::Gone(path.to_owned()))?;
        Ok(entry.title())
    }

    /// What is noted of a file that goes, where an approval or readers have it.
    pub(in crate::desk) fn leaves(
        &self,
        file: &str,
        had: &[String],
    ) -> Option<(String, Vec<String>)> {
        self.repository.knows(file).then(|| (file.to_owned(), had.to_vec()))
    }

    /// The stories with a reference to a file that is not one of their pictures.
    pub(in crate::desk) fn links_to_file(&self, file: &str) -> Vec<String> {
        let mut moves = self.moves();
        moves.file(file, "galley/gone");
        let found = self.followed_by_others(&moves, &BTreeSet::new());
        found.into_iter().map(|(path, ..)| path).collect()
    }

    /// How many other stories lead to this one.
    pub(in crate::desk) fn links_to(&self, path: &str) -> u32 {
        let mut moves = self.moves();
        moves.file(path, "galley/gone.md");
        if let Some(address) = self.library.get(path).and_then(|entry| entry.address.as_deref()) {
            moves.address(path, address, "/galley/gone/");
        }
        let own = BTreeSet::from([path.to_owned()]);
        u32::try_from(self.followed_by_others(&moves, &own).len()).unwrap_or(u32::MAX)
    }

    pub(super) fn plan_duplicate(&self, path: &str, now: Timestamp) -> Result<Plan, StoryError> {
        let entry = self.library.get(path);
        let title = entry.map(|entry| entry.title()).unwrap_or_default();
        let text = text_of(&self.site.folder, path)?;
        let fields = metadata::read(&text).ok();
        let to = self.copy_place(path, now)?;
        let mut act = act(Kind::Duplicate, title, None, Some(&to));
        let mut moves = self.moves();
        let mut copies = Vec::new();
        if post::is_bundle(path) {
            for file in files_below(&self.site.folder, post::folder(path))? {
                let copy = trash::place(&file, path, &to);
                if self.library.get(&file).is_none() {
                    moves.file(&file, &copy);
                    copies.push((file, copy));
                }
            }
        }
        let copies = self.with_provenance(copies);
        let edits = fields.as_ref().map(|fields| self.copy_fields(fields, now)).unwrap_or_default();
        let address = entry.and_then(|entry| entry.address.clone());
        let changed = metadata::edit(&text, &edits)?;
        let to_address =
            metadata::read(&changed).ok().and_then(|fields| self.library.rules().of(&to, &fields));
        if let (Some(old), Some(new)) = (&address, &to_address) {
            moves.address(path, old, new);
        }
        let one = Text {
            path: path.to_owned(),
            to_path: to.clone(),
            text: text.clone(),
            edits,
            address,
            to_address,
        };
        let copy = followed(&one, &moves, self.library.rules())?.unwrap_or(text);
        let new = |path: String, bytes| FileChange { path, before: None, after: Some(bytes) };
        act.changes.push(new(to.clone(), copy.into_bytes()));
        for (file, copy) in copies {
            let file = self.site.folder.join(file);
            act.changes.push(new(copy, fs::read(&file).at(&file)?));
        }
        let paths = act.changes.iter().map(|change| change.path.as_str());
        act.folders = own_folders(&[&to], paths);
        Ok(Plan::of(act))
    }

    /// A free place beside a story; a day in its name is today.
    fn copy_place(&self, path: &str, now: Timestamp) -> Result<String, StoryError> {
        let own = post::own_name(path);
        let slug = Post::from_bytes(path, Vec::new(), None).slug().to_owned();
        let dated = post::date_in(own).is_some();
        let today = now.to_zoned(story::zone_of(&self.site.profile.time_zone)).date();
        let place = |slug: &str| match dated {
            true => post::renamed(path, &format!("{today}-{slug}")),
            false => post::renamed(path, slug),
        };
        let taken = Taken::in_folder(&self.site.folder.join(site::section(path)))?;
        let known = |path: &str| self.repository.knows(path) || taken.has(post::own_name(path));
        Ok(place(&post::numbered(&slug, |slug| slug == own || known(&place(slug)))))
    }

    /// What differs in the fields of a copy: headline, day, and no address of the other's.
    fn copy_fields(&self, fields: &Fields, now: Timestamp) -> Vec<Edit> {
        let keys = &self.site.profile.keys;
        let mut edits = Vec::new();
        let title = keys.title.as_deref().unwrap_or("title");
        if let Some(text) = fields.get(&title.into()).and_then(Value::text) {
            edits.push(Edit::set(title, Value::Text(format!("{text} (copy)"))));
        }
        if let Some(key) = keys.date.as_deref().filter(|key| fields.get(&(*key).into()).is_some()) {
            edits.push(Edit::set(key, story::new_date(now, &self.site.profile)));
        }
        for name in self.library.rules().own_keys() {
            let value = fields.get(&(*name).into());
            let template = |text: &str| text.contains([':', '{']);
            // A pattern gives the copy an address of its own.
            let kept = value.is_none_or(|value| value.as_str().is_some_and(template));
            if !kept {
                edits.push(Edit::remove(*name));
            }
        }
        edits
    }

    /// Every file that goes along when a story goes from one place to another.
    fn moving(&self, path: &str, to: &str) -> Result<Vec<(String, String)>, StoryError> {
        if path == to {
            return Ok(Vec::new());
        }
        if post::is_bundle(path) {
            let all = files_below(&self.site.folder, post::folder(path))?;
            let moved = all
                .into_iter()
                .map(|file| {
                    let place = trash::place(&file, path, to);
                    (file, place)
                })
                .collect::<Vec<_>>();
            return Ok(self.with_provenance(moved));
        }
        let mut moved = vec![(path.to_owned(), to.to_owned())];
        let (folder, now) = (post::folder(path), post::folder(to));
        if folder != now {
            for picture in self.own_pictures(path) {
                let name = picture.rsplit('/').next().unwrap_or(&picture);
                let place = if now.is_empty() { name.to_owned() } else { format!("{now}/{name}") };
                let beside = post::folder(&picture) == folder;
                if beside && !self.site.folder.join(&place).exists() {
                    moved.push((picture, place));
                }
            }
        }
        Ok(self.with_provenance(moved))
    }

    /// Files and where they go, with what is said of those that are pictures.
    fn with_provenance(&self, mut moved: Vec<(String, String)>) -> Vec<(String, String)> {
        let said: Vec<(String, String)> = moved
            .iter()
            .map(|(from, to)| (provenance::path_of(from), provenance::path_of(to)))
            .filter(|(from, _)| self.site.folder.join(from).is_file())
            .collect();
        moved.extend(said);
        moved
    }

    /// A picture's file goes to another place, with its copies in other sizes and what is said of it;
    /// every story follows. In its old place it leaves with the stories that show it there.
    pub(super) fn plan_place_picture(
        &self,
        file: &str,
        to: &str,
        had: &[String],
    ) -> Result<Plan, StoryError> {
        let name = file.rsplit('/').next().unwrap_or(file);
        let mut act = act(Kind::Move, name.to_owned(), None, None);
        let mut moves = self.moves();
        let mut moved = vec![(file.to_owned(), to.to_owned())];
        moved.extend(self.copies_of(file, to));
        for (from, to) in &moved {
            let place = self.site.folder.join(to);
            // On some computers a name that differs only in capitals is the same file.
            if fs::symlink_metadata(&place).is_ok() {
                return Err(WritingError::Taken(to.clone()).into());
            }
            moves.file(from, to);
        }
        for (from, to) in self.with_provenance(moved) {
            let place = self.site.folder.join(&from);
            let bytes = fs::read(&place).at(&place)?;
            let (before, after) = (Some(bytes.clone()), Some(bytes));
            act.changes.push(FileChange { path: to, before: None, after });
            act.left.extend(self.leaves(&from, had));
            act.changes.push(FileChange { path: from, before, after: None });
        }
        let mut plan = Plan::of(act);
        self.follow_all(&mut plan, &moves, Vec::new())?;
        Ok(plan)
    }

    /// Pictures of a story that no other story uses.
    fn own_pictures(&self, path: &str) -> Vec<String> {
        let Some(entry) = self.library.get(path) else { return Vec::new() };
        let mut own = entry.files(&self.site).pictures;
        if own.is_empty() {
            return own;
        }
        let others = self.library.entries().iter().filter(|other| other.path != path);
        for other in others.filter(|other| other.has_pictures()) {
            let used = other.files(&self.site).pictures;
            own.retain(|picture| !used.contains(picture));
        }
        own
    }

    fn moves(&self) -> Moves<'_> {
        let stories = self.library.entries().iter();
        let stories = stories.map(|entry| (entry.path.as_str(), entry.address.as_deref()));
        Moves::new(self.library.rules(), &self.site.folder, stories)
    }

    /// The address under which readers have the story, whatever it is called here.
    fn live_address(&self, path: &str) -> Option<String> {
        let before = self.trail.of(&[path]);
        [path].into_iter().chain(before.iter().map(String::as_str)).find_map(|path| {
            let text = String::from_utf8(self.repository.live_text(path)?).ok()?;
            self.library.rules().of(path, &metadata::read(&text).ok()?)
        })
    }

    /// Whether readers have the story, whatever it is called here.
    pub(in crate::desk) fn is_live(&self, path: &str) -> bool {
        let live = |path: &str| self.repository.live_text(path).is_some();
        live(path) || self.trail.of(&[path]).iter().any(|path| live(path))
    }

    /// What becomes of readers of the old address, and how.
    fn sending_on(
        &self,
        path: &str,
        fields: &Fields,
        to: Option<&str>,
    ) -> (SentOn, Option<SendOn>) {
        let rules = self.library.rules();
        let live = self.live_address(path);
        match (live, to) {
            (Some(old), Some(new)) if key(&old) != key(new) => {
                let way = rules.send_on(fields, &old, new);
                let told = if way == SendOn::Nothing { SentOn::No } else { SentOn::Yes };
                (told, Some(way))
            }
            (None, _) | (_, None) if self.is_live(path) => (SentOn::No, None),
            (_, Some(new)) => {
                (SentOn::NotNeeded, Some(SendOn::Fields(rules.no_longer(fields, new))))
            }
            _ => (SentOn::NotNeeded, None),
        }
    }

    /// Refuses an address that another story has.
    fn check_free(&self, path: &str, address: Option<&str>) -> Result<(), StoryError> {
        let Some(address) = address else { return Ok(()) };
        let same = |other: &str| key(other) == key(address);
        let taken = self
            .library
            .entries()
            .iter()
            .any(|entry| entry.path != path && entry.address.as_deref().is_some_and(same));
        if taken {
            Err(StoryError::Taken(self.library.rules().name(address).to_owned()))
        } else {
            Ok(())
        }
    }

    /// Refuses a name that would change the file and not the address.
    fn check_follows(&self, path: &str, name: &str, to: Option<&str>) -> Result<(), StoryError> {
        let now = self.library.get(path).and_then(|entry| entry.address.as_deref());
        let (Some(now), Some(to)) = (now, to) else { return Ok(()) };
        let other = self.library.rules().name(now) != name;
        if other && key(now) == key(to) { Err(StoryError::ByRule) } else { Ok(()) }
    }
}

/// The site's file of redirects, with all that an act changes in it: one change of the file.
#[derive(Default)]
struct Redirects(Option<(String, Option<Vec<u8>>, String)>);

impl Redirects {
    fn text(&mut self, site: &Path, file: &str) -> Result<&mut String, StoryError> {
        if self.0.is_none() {
            let before = files::read_if_there(&site.join(file))?;
            let text = String::from_utf8(before.clone().unwrap_or_default())
                .map_err(|_| StoryError::Fixed(file.to_owned()))?;
            self.0 = Some((file.to_owned(), before, text));
        }
        let (.., text) = self.0.as_mut().expect("it was read just now");
        Ok(text)
    }

    fn add(&mut self, site: &Path, file: &str, line: &str) -> Result<(), StoryError> {
        let text = self.text(site, file)?;
        *text = with_redirect(text, line);
        Ok(())
    }

    fn take_out(&mut self, site: &Path, file: &str, own: &str) -> Result<(), StoryError> {
        let text = self.text(site, file)?;
        *text = without_redirects(text, &[own]);
        Ok(())
    }

    fn change(self) -> Option<FileChange> {
        let (path, before, text) = self.0?;
        let after = Some(text.into_bytes());
        let changed = before.as_deref().unwrap_or_default() != after.as_deref().unwrap_or_default();
        changed.then_some(FileChange { path, before, after })
    }
}

/// A text with references and fields as they have to be; none where nothing changes.
fn followed(one: &Text, moves: &Moves<'_>, rules: &Rules) -> Result<Option<String>, StoryError> {
    let stand = Stand {
        path: &one.path,
        to_path: &one.to_path,
        address: one.address.as_deref(),
        to_address: one.to_address.as_deref(),
    };
    let post = Post::from_bytes(&one.path, one.text.clone().into_bytes(), None);
    let (above, body) = one.text.split_at(post.start);
    let splices = moves.in_text(body, stand);
    let mut text = format!("{above}{}", spliced(body, &splices));
    if let Ok(fields) = &post.fields {
        let changed = one.edits.iter().map(|edit| edit.key.clone()).collect::<Vec<_>>();
        text = metadata::edit(&text, &one.edits)?;
        for edit in references(fields, moves, stand, rules) {
            // A value that is shared with others stays; the old address leads on.
            if !changed.contains(&edit.key)
                && let Ok(edited) = metadata::edit(&text, &[edit])
            {
                text = edited;
            }
        }
    }
    Ok((text != one.text).then_some(text))
}

/// Changes of fields that hold references.
fn references(fields: &Fields, moves: &Moves<'_>, stand: Stand<'_>, rules: &Rules) -> Vec<Edit> {
    fn look(value: &Value, at: &mut Vec<Step>, each: &mut dyn FnMut(&str, &[Step])) {
        match value {
            Value::Text(text) => each(text, at),
            Value::List(items) => {
                for (n, item) in items.iter().enumerate() {
                    at.push(Step::Index(n));
                    look(item, at, each);
                    at.pop();
                }
            }
            Value::Map(entries) => {
                for (key, value) in entries {
                    at.push(Step::Key(key.clone()));
                    look(value, at, each);
                    at.pop();
                }
            }
            _ => {}
        }
    }
    let mut edits = Vec::new();
    for (key, value) in &fields.entries {
        if rules.own_keys().contains(&key.as_str()) {
            continue;
        }
        look(value, &mut vec![Step::Key(key.clone())], &mut |text, at| {
            if let Some(now) = moves.in_value(text, stand) {
                let change = metadata::Change::Set(Value::Text(now));
                edits.push(Edit { key: KeyPath(at.to_vec()), change });
            }
        });
    }
    edits
}

/// Whether a picture has the name that it got with its story: `night-court-2.jpg`, and
/// `night-court-2-480.jpg` for a copy of it.
fn is_named_after(picture: &str, path: &str) -> bool {
    if post::folder(picture) == post::folder(path) {
        return true;
    }
    let name = picture.rsplit('/').next().unwrap_or(picture);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let post = Post::from_bytes(path, Vec::new(), None);
    [post::own_name(path), post.slug()].iter().any(|own| {
        stem.strip_prefix(own).and_then(|rest| rest.strip_prefix('-')).is_some_and(|numbers| {
            let number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
            numbers.split('-').count() <= 2 && numbers.split('-').all(number)
        })
    })
}

/// Folders of stories' own that these files lie in, the innermost first.
fn own_folders<'p>(stories: &[&str], files: impl Iterator<Item = &'p str>) -> Vec<String> {
    let roots: Vec<&str> = stories
        .iter()
        .filter(|path| post::is_bundle(path))
        .map(|path| post::folder(path))
        .collect();
    let mut folders = BTreeSet::new();
    for file in files {
        let mut folder = post::folder(file);
        while roots.iter().any(|root| folder == *root || folder.starts_with(&format!("{root}/"))) {
            folders.insert(folder.to_owned());
            folder = post::folder(folder);
        }
    }
    folders.into_iter().rev().collect()
}

/// Every file below a folder of a story's own. What cannot be moved as a file is refused.
fn files_below(site: &Path, folder: &str) -> Result<Vec<String>, StoryError> {
    let mut files = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        let place = site.join(&folder);
        for entry in fs::read_dir(&place).at(&place)? {
            let entry = entry.at(&place)?;
            let Ok(name) = entry.file_name().into_string() else {
                return Err(StoryError::Fixed(folder));
            };
            let path = format!("{folder}/{name}");
            let kind = entry.file_type().at(entry.path())?;
            if kind.is_dir() {
                waiting.push(path);
            } else if kind.is_file() {
                files.push(path);
            } else {
                return Err(StoryError::Fixed(path));
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The text of a story changes in these fields.
fn change_text(path: &str, text: String, edits: &[Edit], act: &mut Act) -> Result<(), StoryError> {
    let after = metadata::edit(&text, edits)?;
    if after != text {
        let (before, after) = (Some(text.into_bytes()), Some(after.into_bytes()));
        act.changes.push(FileChange { path: path.to_owned(), before, after });
    }
    Ok(())
}

/// A story's text, if it is one.
fn text_of(site: &Path, path: &str) -> Result<String, StoryError> {
    let gone = || StoryError::Writing(WritingError::Gone(path.to_owned()));
    let bytes = files::read_if_there(&site.join(path))?.ok_or_else(gone)?;
    String::from_utf8(bytes).map_err(|_| StoryError::Fixed(path.to_owned()))
}
