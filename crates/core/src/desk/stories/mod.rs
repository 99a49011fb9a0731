//! Whole stories: renamed, moved, copied, deleted, brought back; each is one act, and taken back
//! as one.
//!
//! 1. What was typed is saved first, in every open story: an act is about files.
//! 2. [`plan`] works out every file that has to change: the story's own, the references of others.
//! 3. [`Acts`] does all of it or nothing, also over a crash.
//! 4. [`Desk::follow`] brings the desk after it: open stories go where their files went.

mod plan;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use jiff::Timestamp;

use super::album::AlbumStep;
use super::saving::Saving;
use super::writing::WritingError;
use super::{Desk, Open, pictures_of};
use crate::files::{self, PathError};
use crate::journal::Journal;
use crate::library::Trail;
use crate::library::acts::{Act, ActError, Done, Followers, KEPT, Kind};
use crate::library::trash;
use crate::manuscript::ManuscriptError;
use crate::metadata::EditError;
use crate::photo::{Photo, ProvenanceError};
use crate::post::{self, Post};
use crate::problem;
use crate::repository::StoryFiles;
use crate::site;
use crate::slug;
use crate::story::Story;
use crate::versions::Versions;
use crate::view;
use plan::Plan;

/// Why something could not be done with a whole story. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StoryError {
    /// A story could not be opened or saved.
    #[error(transparent)]
    Writing(#[from] WritingError),
    /// A file changed meanwhile, or could not be read or written.
    #[error(transparent)]
    Act(#[from] ActError),
    /// A field cannot be changed without touching others.
    #[error(transparent)]
    Field(#[from] EditError),
    /// Another story has the address.
    #[error("{0} is taken")]
    Taken(String),
    /// Nothing of what was typed can stand in an address.
    #[error("no letters for an address")]
    NoName,
    /// The address comes from elsewhere, not from the story's name.
    #[error("the address is made by the site's own rule")]
    ByRule,
    /// What lies in the story's folder cannot be moved: a link, a name that is no text.
    #[error("{0} cannot be moved")]
    Fixed(String),
    /// A story shows the picture.
    #[error("{0} shows it")]
    Shown(String),
    /// The site has no way to send readers of one story to another.
    #[error("readers cannot be sent on")]
    NoWay,
    /// Two texts of a story wait for somebody's choice.
    #[error("two texts of {0} wait for a choice")]
    Undecided(String),
}

impl From<ManuscriptError> for StoryError {
    fn from(error: ManuscriptError) -> StoryError {
        StoryError::Writing(error.into())
    }
}

impl From<ProvenanceError> for StoryError {
    fn from(error: ProvenanceError) -> StoryError {
        StoryError::Writing(error.into())
    }
}

impl From<PathError> for StoryError {
    fn from(error: PathError) -> StoryError {
        StoryError::Act(error.into())
    }
}

/// What is kept of stories outside the site.
pub(super) struct Kept<'a> {
    pub(super) versions: &'a Versions,
    pub(super) trail: &'a Trail,
    pub(super) journals: &'a Path,
}

impl Followers for Kept<'_> {
    fn follow(&self, moved: &[(String, String)]) -> Result<(), PathError> {
        let stories = || moved.iter().filter(|(from, _)| site::is_post_name(Path::new(from)));
        let carry = |from: &str, to: &str| {
            self.versions.follow(from, to)?;
            Journal::follow(self.journals, from, to)
        };
        let carried = stories()
            .try_for_each(|(from, to)| carry(from, to))
            // Last, because it is written, and a disk may be full.
            .and_then(|()| self.trail.follow(moved));
        if carried.is_err() {
            for (from, to) in stories() {
                carry(to, from)?;
            }
        }
        carried
    }

    fn keep_versions(&self, from: &str, to: &str) -> Result<(), PathError> {
        self.versions.follow(from, to)
    }

    fn leave(&self, left: &[(String, Vec<String>)]) -> Result<(), PathError> {
        self.trail.leave(left)
    }
}

impl Desk {
    /// Gives a story another name in its address. What readers have leads to the new one.
    pub fn rename(
        &mut self,
        path: &str,
        name: &str,
        now: Timestamp,
    ) -> Result<view::StoryAct, StoryError> {
        self.save_all(now)?;
        let plan = self.plan_rename(path, name)?;
        self.act(plan, now)
    }

    /// What renaming would do, as far as it is told before it is done.
    pub fn rename_preview(&self, path: &str, name: &str) -> view::AddressPreview {
        let plan = self.plan_address(path, name);
        match plan {
            Ok((name, address, sent_on)) => {
                view::AddressPreview { name, address, sent_on, problem: None }
            }
            Err(error) => view::AddressPreview {
                name: slug::typed(name).unwrap_or_default(),
                address: String::new(),
                sent_on: view::SentOn::NotNeeded,
                problem: Some(view::Problem::from(&error)),
            },
        }
    }

    /// Moves a story into another folder of the site.
    pub fn move_to(
        &mut self,
        path: &str,
        folder: &str,
        now: Timestamp,
    ) -> Result<view::StoryAct, StoryError> {
        self.save_all(now)?;
        let plan = self.plan_move(path, folder, now)?;
        self.act(plan, now)
    }

    /// The folders that stories can be moved to: the site's places, the usual first, and where its
    /// unpublished stories wait.
    pub fn folders(&self) -> Vec<view::StoryFolder> {
        let mut folders: Vec<view::StoryFolder> = Vec::new();
        for place in &self.site.profile.places {
            let language = place.language.clone();
            match folders.iter_mut().find(|known| known.folder == place.folder) {
                // Languages that differ in the names of files share a folder.
                Some(known) => known.language = None,
                None => folders.push(folder_view(&place.folder, language)),
            }
        }
        for entry in self.library.entries() {
            let folder = site::section(&entry.path);
            let waits = folder.split('/').any(|part| part == "_drafts");
            if waits && !folders.iter().any(|known| known.folder == folder) {
                folders.push(folder_view(folder, None));
            }
            if let Some(known) = folders.iter_mut().find(|known| known.folder == folder) {
                known.stories += 1;
            }
        }
        folders
    }

    /// Copies a story, with the pictures of its folder: a new story, of today.
    pub fn duplicate(&mut self, path: &str, now: Timestamp) -> Result<view::StoryAct, StoryError> {
        self.save_all(now)?;
        let plan = self.plan_duplicate(path, now)?;
        self.act(plan, now)
    }

    /// Deletes a story. Its words and pictures are kept for thirty days.
    pub fn delete(&mut self, path: &str, now: Timestamp) -> Result<view::StoryAct, StoryError> {
        if self.is_deleted_outside(path) {
            // The text that is here is deleted, not lost.
            self.settle(path, true, now)?;
        }
        self.save_all(now)?;
        let plan = self.plan_delete(path, now)?;
        self.act(plan, now)
    }

    /// The deleted stories and pictures, the latest first.
    pub fn deleted(&self) -> Vec<view::DeletedStory> {
        trash::deleted(&self.acts)
            .into_iter()
            .map(|done| {
                let picture = trash::picture(&done.act).map(str::to_owned);
                let path = picture.clone().or(done.act.story.clone()).unwrap_or_default();
                let free = !self.site.folder.join(&path).exists();
                view::DeletedStory {
                    live: free && self.repository.is_live(&path),
                    picture: picture.is_some(),
                    at: done.at.to_string(),
                    until: (done.at + KEPT).to_string(),
                    title: done.act.title,
                    id: done.id,
                    path,
                }
            })
            .collect()
    }

    /// Brings a deleted story or picture back.
    pub fn bring_back(&mut self, id: &str, now: Timestamp) -> Result<view::StoryAct, StoryError> {
        self.save_all(now)?;
        let plan = self.plan_restore(id)?;
        self.act(plan, now)
    }

    /// Moves a picture into another folder of the site's pictures. Every story that shows it
    /// follows, as one step; where one would not find it there, nothing is done.
    pub fn move_picture(
        &mut self,
        file: &str,
        folder: &str,
        now: Timestamp,
    ) -> Result<view::AlbumChanged, StoryError> {
        if !self.picture_folders().iter().any(|known| known == folder) {
            return Err(WritingError::Gone(folder.to_owned()).into());
        }
        let name = file.rsplit('/').next().unwrap_or(file);
        let to = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        self.place_picture(file, &to, now)
    }

    /// Gives a picture's file another name in the same folder. Every story that shows it or links to
    /// it follows, as one step; where one would not find it there, nothing is done.
    pub fn rename_picture(
        &mut self,
        file: &str,
        name: &str,
        now: Timestamp,
    ) -> Result<view::AlbumChanged, StoryError> {
        let (folder, old) = file.rsplit_once('/').unwrap_or(("", file));
        let ending = Path::new(old).extension().unwrap_or_default().to_string_lossy();
        let stem = name.strip_suffix(&format!(".{ending}")).unwrap_or(name);
        let new = format!("{}.{ending}", slug::of(stem));
        let to = if folder.is_empty() { new.clone() } else { format!("{folder}/{new}") };
        if new == old {
            let file = file.to_owned();
            return Ok(view::AlbumChanged { changed: Vec::new(), left: Vec::new(), file });
        }
        self.place_picture(file, &to, now)
    }

    fn place_picture(
        &mut self,
        file: &str,
        to: &str,
        now: Timestamp,
    ) -> Result<view::AlbumChanged, StoryError> {
        self.save_all(now)?;
        let uses = self.site_picture(file)?.uses;
        let had = self.knows_from(&uses, file);
        let plan = self.plan_place_picture(file, to, &had)?;
        let to = to.to_owned();
        let changed = stories_of(&plan.act);
        let done = self.act(plan, now)?;
        if self.site_picture(&to)?.uses.len() < uses.len() {
            self.take_back(&done.id, now)?;
            return Err(StoryError::Fixed(file.to_owned()));
        }
        self.album_step = Some(AlbumStep::Place {
            before: file.to_owned(),
            after: to.clone(),
            act: done.id,
            stories: changed.clone(),
        });
        Ok(view::AlbumChanged { changed, left: Vec::new(), file: to })
    }

    /// Puts the files of a picture into the trash: the act that did it.
    pub(super) fn throw_away(
        &mut self,
        files: &[String],
        had: &[String],
        now: Timestamp,
    ) -> Result<String, StoryError> {
        let plan = self.plan_delete_picture(files, had)?;
        Ok(self.act(plan, now)?.id)
    }

    /// Takes the lead picture out of a story. The file of one that leads by its name goes with it.
    pub fn remove_lead(
        &mut self,
        path: &str,
        now: Timestamp,
    ) -> Result<view::StoryAct, StoryError> {
        self.save_all(now)?;
        let plan = self.plan_remove_lead(path)?;
        self.act(plan, now)
    }

    /// Puts a picture in the place of the one that leads by its name.
    pub(super) fn replace_lead(
        &mut self,
        path: &str,
        photo: &Photo,
        (words, said): (&view::PictureWords, &view::Provenance),
        now: Timestamp,
    ) -> Result<(view::StoryAct, String), StoryError> {
        self.save_all(now)?;
        let (plan, name) = self.plan_replace_lead(path, photo, words, said)?;
        Ok((self.act(plan, now)?, name))
    }

    /// Takes an act back.
    pub fn take_back(&mut self, id: &str, now: Timestamp) -> Result<view::StoryAct, StoryError> {
        self.save_all(now)?;
        if let Some(plan) = self.plan_lead_back(id)? {
            return self.act(plan, now);
        }
        let kept = Kept { versions: &self.versions, trail: &self.trail, journals: &self.journals };
        let done = self.acts.undo(id, &kept, now)?;
        self.followed(done, &Plan::of_nothing(), now)
    }

    fn act(&mut self, plan: Plan, now: Timestamp) -> Result<view::StoryAct, StoryError> {
        let kept = Kept { versions: &self.versions, trail: &self.trail, journals: &self.journals };
        let done = self.acts.act(&plan.act, &kept, now)?;
        if let (Some(file), Some(story)) = (&plan.along, &done.act.to_story) {
            self.trail.take_along(file, story)?;
        }
        self.followed(done, &plan, now)
    }

    /// What was done, as a screen hears of it.
    fn followed(
        &mut self,
        done: Done,
        plan: &Plan,
        now: Timestamp,
    ) -> Result<view::StoryAct, StoryError> {
        self.follow(&done.act, now)?;
        let Done { id, act, .. } = done;
        let path = act.to_story.clone();
        let open = path.as_ref().filter(|path| self.open.contains_key(*path)).cloned();
        let address = path.as_ref().and_then(|path| self.library.get(path)?.address.clone());
        Ok(view::StoryAct {
            post: open.map(|path| self.open_post(&path, now)).transpose()?,
            kind: act.kind.into(),
            title: act.title,
            before: act.story,
            links: plan.links,
            sent_on: plan.sent_on,
            address: self.library.rules().link(address.as_deref()),
            path,
            id,
        })
    }

    /// Everything that was typed goes to disk, also what an earlier run left in a journal.
    pub(super) fn save_all(&mut self, now: Timestamp) -> Result<(), StoryError> {
        let waiting: Vec<String> = self
            .library
            .entries()
            .iter()
            .map(|entry| &entry.path)
            .filter(|path| !self.open.contains_key(*path))
            .filter(|path| Journal::new(&self.journals, path).recover().is_some())
            .cloned()
            .collect();
        for path in &waiting {
            self.open_post(path, now)?;
        }
        for path in self.open_stories() {
            if self.save(&path, now)? == Saving::Outside {
                return Err(StoryError::Undecided(path));
            }
        }
        for path in waiting {
            self.close_post(&path, now)?;
        }
        Ok(())
    }

    /// Brings the desk after an act.
    fn follow(&mut self, act: &Act, now: Timestamp) -> Result<(), PathError> {
        for (from, to) in &act.moved {
            if let Some(mut open) = self.open.remove(from) {
                open.journal = Journal::new(&self.journals, to);
                open.journal.clear()?;
                self.open.insert(to.clone(), open);
                if self.latest.as_ref() == Some(from) {
                    self.latest = Some(to.clone());
                }
            }
        }
        let open: Vec<String> = self.open_stories();
        for path in open {
            let found = files::read_if_there(&self.site.folder.join(&path))?;
            let Some(open) = self.open.get(&path) else { continue };
            let differs = found.as_deref() != open.manuscript.base();
            let by_other = differs && !act.changes.iter().any(|change| change.path == path);
            if by_other && found.is_some() {
                self.keep_replaced(&path, now)?;
            }
            let shelf = RefCell::new(&mut self.shelf);
            let pictures = pictures_of(&self.site, &path, &shelf);
            let Some(open) = self.open.get_mut(&path) else { continue };
            match found {
                // The watch sees that it was deleted outside.
                None if by_other => {}
                None => {
                    open.journal.clear()?;
                    self.open.remove(&path);
                }
                Some(bytes) => {
                    let Open { manuscript, journal, came, .. } = open;
                    manuscript.set_featured(post::featured(&self.site.folder, &path));
                    if manuscript.path != path || differs {
                        manuscript.follow(&path, bytes, &pictures);
                        journal.clear()?;
                        *came = by_other || *came && !differs;
                    }
                }
            }
        }
        self.library.refresh(&self.site, None);
        if let Some(path) = act.to_story.clone().filter(|path| self.library.get(path).is_none()) {
            self.refresh_entry(&path);
        }
        self.forget_trail()
    }

    /// Keeps of the trail what the history or readers have still, and what readers get again when
    /// a publication is taken back.
    pub(super) fn forget_trail(&self) -> Result<(), PathError> {
        let live = |path: &str| {
            let here = files::read_if_there(&self.site.folder.join(path)).ok().flatten();
            self.repository.live_text(path) == here
        };
        let here = |path: &str| self.site.folder.join(path).exists();
        let wanted =
            |from: &str, to: &str| self.repository.knows(from) || (here(to) && !here(from));
        self.trail.keep(wanted, live, here)
    }

    /// Stories and pictures that are approved or with readers and gone from the folder: they will be
    /// taken down. A story that was renamed is not gone.
    pub(super) fn gone(&self) -> Vec<String> {
        let mut gone = self.gone_stories();
        gone.extend(self.gone_pictures());
        gone
    }

    pub(super) fn gone_stories(&self) -> Vec<String> {
        let entries = self.library.entries();
        let here: HashSet<&str> = entries.iter().map(|entry| entry.path.as_str()).collect();
        let mut sections: BTreeSet<String> =
            here.iter().map(|path| site::section(path).to_owned()).collect();
        let deleted = trash::deleted(&self.acts).into_iter().filter_map(|done| done.act.story);
        sections.extend(deleted.map(|path| site::section(&path).to_owned()));
        let mut gone = self.repository.gone(&sections, &here).unwrap_or_default();
        gone.retain(|path| !self.trail.leads_on(path));
        gone
    }

    /// Whether a story, or a picture, is approved or with readers and gone from the folder.
    pub(super) fn is_gone(&self, path: &str) -> bool {
        self.library.get(path).is_none()
            && !self.site.folder.join(path).exists()
            && self.repository.knows(path)
    }

    /// The files of a story that is gone: its own, and the pictures that went with it or before.
    pub(super) fn gone_files(&self, path: &str) -> StoryFiles {
        if self.is_gone_picture(path) {
            return self.gone_picture_files(path);
        }
        let mut pictures = self.leaving_with(path);
        if post::is_bundle(path) {
            let folder = post::folder(path);
            pictures = self.repository.known_below(folder).unwrap_or_default();
        }
        for done in trash::deleted(&self.acts) {
            if done.act.story.as_deref() == Some(path) {
                pictures.extend(done.act.changes.into_iter().map(|change| change.path));
            }
        }
        pictures.retain(|file| {
            file != path && !self.site.folder.join(file).exists() && self.repository.knows(file)
        });
        pictures.sort();
        pictures.dedup();
        StoryFiles::new(path, pictures)
    }

    /// A story that is gone, as it was approved or as readers have it.
    pub(super) fn gone_post(&self, path: &str) -> Post {
        let text = self.repository.approved_text(path).or_else(|| self.repository.live_text(path));
        Post::from_bytes(path, text.unwrap_or_default(), None)
    }

    /// The headline of a story that is gone.
    pub(super) fn gone_title(&self, path: &str) -> String {
        if self.is_gone_picture(path) {
            return path.rsplit('/').next().unwrap_or(path).to_owned();
        }
        let title = Story::of(&self.gone_post(path), &self.site.profile).title;
        if title.is_empty() { post::own_name(path).to_owned() } else { title }
    }
}

/// The stories that an act changes.
fn stories_of(act: &Act) -> Vec<String> {
    let paths = act.changes.iter().map(|change| &change.path);
    paths.filter(|path| site::is_post_name(Path::new(path))).cloned().collect()
}

fn folder_view(folder: &str, language: Option<String>) -> view::StoryFolder {
    let content = ["src/content/", "content/", "src/"];
    let inner = content.iter().find_map(|root| folder.strip_prefix(root));
    view::StoryFolder {
        folder: folder.to_owned(),
        name: inner.unwrap_or(folder).replace('/', " › "),
        language,
        stories: 0,
    }
}

impl From<Kind> for view::ActKind {
    fn from(kind: Kind) -> view::ActKind {
        match kind {
            Kind::Rename => view::ActKind::Rename,
            Kind::Move => view::ActKind::Move,
            Kind::Duplicate => view::ActKind::Duplicate,
            Kind::Delete => view::ActKind::Delete,
            Kind::DeletePicture => view::ActKind::DeletePicture,
            Kind::ReplaceLead => view::ActKind::ReplaceLead,
            Kind::RemoveLead => view::ActKind::RemoveLead,
            Kind::Restore => view::ActKind::Restore,
            Kind::Undo => view::ActKind::Undo,
        }
    }
}

impl From<&StoryError> for view::Problem {
    fn from(error: &StoryError) -> view::Problem {
        problem::story(error)
    }
}
