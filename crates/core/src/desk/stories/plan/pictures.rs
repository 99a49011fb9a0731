//! A picture goes, leads, leads no longer, or gets another name or place.

use std::collections::BTreeSet;
use std::fs;

use super::{Plan, act, change_text, text_of};
use crate::desk::stories::StoryError;
use crate::desk::{Desk, WritingError};
use crate::files::{self, At};
use crate::library::acts::{Act, FileChange, Kind};
use crate::manuscript::ManuscriptError;
use crate::metadata::{self, Change, Edit, EditError, KeyPath};
use crate::photo::{self, Photo, provenance};
use crate::post;
use crate::story;
use crate::view::{FieldEdit, PictureWords, Provenance};

impl Desk {
    /// These files of a picture go, with what is said of them. `had` are the stories that readers, or
    /// an approval, know them from.
    pub(in crate::desk::stories) fn plan_delete_picture(
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
    pub(in crate::desk::stories) fn plan_remove_lead(
        &self,
        path: &str,
    ) -> Result<Plan, StoryError> {
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
    pub(in crate::desk::stories) fn plan_replace_lead(
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
    pub(in crate::desk::stories) fn plan_lead_back(
        &self,
        id: &str,
    ) -> Result<Option<Plan>, StoryError> {
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
    pub(super) fn featured_goes(
        &self,
        path: &str,
        name: &str,
        act: &mut Act,
    ) -> Result<(), StoryError> {
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

    /// A picture's file goes to another place, with its copies in other sizes and what is said of it;
    /// every story follows. In its old place it leaves with the stories that show it there.
    pub(in crate::desk::stories) fn plan_place_picture(
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
}
