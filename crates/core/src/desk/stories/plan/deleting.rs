//! A story goes: its files, its folder, and who still leads to it.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::moving::{is_named_after, own_folders};
use super::{Plan, act, files_below};
use crate::desk::Desk;
use crate::desk::stories::StoryError;
use crate::files;
use crate::library::acts::{FileChange, Kind};
use crate::library::trash;
use crate::photo::provenance;
use crate::post;

impl Desk {
    pub(in crate::desk::stories) fn plan_delete(
        &self,
        path: &str,
        now: Timestamp,
    ) -> Result<Plan, StoryError> {
        let title = self.library.get(path).map(|entry| entry.title()).unwrap_or_default();
        let mut act = act(Kind::Delete, title, Some(path), None);
        act.versions = Some((path.to_owned(), trash::aside(path, now)));
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
}
