//! A copy of a story as a new draft, in a place of its own.

use std::fs;

use jiff::Timestamp;

use super::following::followed;
use super::moving::own_folders;
use super::{Plan, Text, act, files_below, text_of};
use crate::desk::Desk;
use crate::desk::stories::StoryError;
use crate::files::At;
use crate::library::acts::{FileChange, Kind};
use crate::library::trash;
use crate::metadata::{self, Edit, Fields, Value};
use crate::post::{self, Post};
use crate::site;
use crate::slug::Taken;
use crate::story;

impl Desk {
    pub(in crate::desk::stories) fn plan_duplicate(
        &self,
        path: &str,
        now: Timestamp,
    ) -> Result<Plan, StoryError> {
        let entry = self.library.get(path);
        let title = entry.map(|entry| entry.title()).unwrap_or_default();
        let text = text_of(&self.site.folder, path)?;
        let fields = metadata::read(&text).ok();
        let edits = fields.as_ref().map(|fields| self.copy_fields(fields, now)).unwrap_or_default();
        let changed = metadata::edit(&text, &edits)?;
        let changed = metadata::read(&changed).ok();
        let to = self.copy_place(path, changed.as_ref(), now)?;
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
        let address = entry.and_then(|entry| entry.address.clone());
        let to_address = changed.and_then(|fields| self.library.rules().of(&to, &fields));
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

    /// A free place beside a story, whose address is free as well; a day in its name is today.
    fn copy_place(
        &self,
        path: &str,
        fields: Option<&Fields>,
        now: Timestamp,
    ) -> Result<String, StoryError> {
        let own = post::own_name(path);
        let slug = Post::from_bytes(path, Vec::new(), None).slug().to_owned();
        let dated = post::date_in(own).is_some();
        let today = now.to_zoned(story::zone_of(&self.site.profile.time_zone)).date();
        let place = |slug: &str| match dated {
            true => post::renamed(path, &format!("{today}-{slug}")),
            false => post::renamed(path, slug),
        };
        let taken = Taken::in_folder(&self.site.folder.join(site::section(path)))?;
        let known = |path: &str| {
            self.repository.knows(path)
                || taken.has(post::own_name(path))
                || fields.is_some_and(|fields| self.library.has_another_at(path, fields))
        };
        Ok(place(&post::numbered(&slug, |slug| slug == own || known(&place(slug)))))
    }

    /// What differs in the fields of a copy: headline, day, and no address of the other's.
    pub(super) fn copy_fields(&self, fields: &Fields, now: Timestamp) -> Vec<Edit> {
        let keys = self.site.profile.keys_of(fields);
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
}
