//! Another name, another folder, another address: the files that move, and what sends readers on.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::Timestamp;

use super::{Plan, Text, act, files_below, text_of};
use crate::desk::Desk;
use crate::desk::stories::StoryError;
use crate::files;
use crate::library::acts::{FileChange, Kind};
use crate::library::address::{SendOn, is_program, key, with_redirect, without_redirects};
use crate::library::trash;
use crate::metadata::{self, Edit, Fields};
use crate::post::{self, Post};
use crate::site;
use crate::slug::{self, Taken};
use crate::story;
use crate::view::SentOn;

impl Desk {
    pub(in crate::desk::stories) fn plan_rename(
        &self,
        path: &str,
        typed: &str,
    ) -> Result<Plan, StoryError> {
        let (to, edits) = self.renaming(path, typed)?;
        self.plan_address(path, typed)?;
        self.plan_place(Kind::Rename, path, &to, edits)
    }

    /// Name, address and what becomes of readers, without a look at other texts.
    pub(in crate::desk::stories) fn plan_address(
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
    pub(super) fn renaming(
        &self,
        path: &str,
        typed: &str,
    ) -> Result<(String, Vec<Edit>), StoryError> {
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

    pub(in crate::desk::stories) fn plan_move(
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
    pub(super) fn name_in(&self, path: &str, folder: &str, now: Timestamp) -> String {
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
    pub(super) fn plan_place(
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

    /// Every file that goes along when a story goes from one place to another.
    pub(super) fn moving(&self, path: &str, to: &str) -> Result<Vec<(String, String)>, StoryError> {
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

    /// What becomes of readers of the old address, and how.
    pub(super) fn sending_on(
        &self,
        path: &str,
        fields: &Fields,
        to: Option<&str>,
    ) -> (SentOn, Option<SendOn>) {
        let rules = self.library.rules();
        let live = self.live_address(path);
        match (live, to) {
            (Some(old), Some(new)) if key(&old) != key(new) => {
                let way = match rules.send_on(fields, &old, new) {
                    SendOn::Line { file, .. } if self.is_half_done(&file) => SendOn::Nothing,
                    way => way,
                };
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

    /// Whether a program of the site that would go along has changes that nobody approved, which
    /// would go along, too.
    fn is_half_done(&self, file: &str) -> bool {
        let here = files::read_if_there(&self.site.folder.join(file)).ok().flatten();
        let approved = || self.repository.approved_text(file);
        is_program(file) && here.is_none_or(|here| approved().as_deref() != Some(&here))
    }

    /// Refuses an address that another story has.
    pub(super) fn check_free(&self, path: &str, address: Option<&str>) -> Result<(), StoryError> {
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
    pub(super) fn check_follows(
        &self,
        path: &str,
        name: &str,
        to: Option<&str>,
    ) -> Result<(), StoryError> {
        let now = self.library.get(path).and_then(|entry| entry.address.as_deref());
        let (Some(now), Some(to)) = (now, to) else { return Ok(()) };
        let other = self.library.rules().name(now) != name;
        if other && key(now) == key(to) { Err(StoryError::ByRule) } else { Ok(()) }
    }
}

/// The site's file of redirects, with all that an act changes in it: one change of the file.
#[derive(Default)]
pub(super) struct Redirects(Option<(String, Option<Vec<u8>>, String)>);

impl Redirects {
    pub(super) fn text(&mut self, site: &Path, file: &str) -> Result<&mut String, StoryError> {
        if self.0.is_none() {
            let before = files::read_if_there(&site.join(file))?;
            let text = String::from_utf8(before.clone().unwrap_or_default())
                .map_err(|_| StoryError::Fixed(file.to_owned()))?;
            self.0 = Some((file.to_owned(), before, text));
        }
        let (.., text) = self.0.as_mut().expect("it was read just now");
        Ok(text)
    }

    pub(super) fn add(&mut self, site: &Path, file: &str, line: &str) -> Result<(), StoryError> {
        let text = self.text(site, file)?;
        *text = with_redirect(file, text, line);
        Ok(())
    }

    pub(super) fn take_out(
        &mut self,
        site: &Path,
        file: &str,
        own: &str,
    ) -> Result<(), StoryError> {
        let text = self.text(site, file)?;
        *text = without_redirects(file, text, &[own]);
        Ok(())
    }

    pub(super) fn change(self) -> Option<FileChange> {
        let (path, before, text) = self.0?;
        let after = Some(text.into_bytes());
        let changed = before.as_deref().unwrap_or_default() != after.as_deref().unwrap_or_default();
        changed.then_some(FileChange { path, before, after })
    }
}

/// Whether a picture has the name that it got with its story: `night-court-2.jpg`, and
/// `night-court-2-480.jpg` for a copy of it.
pub(super) fn is_named_after(picture: &str, path: &str) -> bool {
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
pub(super) fn own_folders<'p>(
    stories: &[&str],
    files: impl Iterator<Item = &'p str>,
) -> Vec<String> {
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
