//! Stories that are approved or with readers, and whose files are gone from the folder.

use std::collections::{BTreeSet, HashSet};

use git2::{ObjectType, Oid, TreeWalkMode, TreeWalkResult};

use super::Repository;
use super::state::StatusError;
use super::tree::Lookup;
use crate::photo::provenance;
use crate::site::is_post_name;

/// Whether a post, with this text, shows a picture; both from the site's root.
pub type Shows<'c> = &'c dyn Fn(&str, &str, &str) -> bool;

impl Repository {
    /// The posts below these folders, or in a folder of their own there, that the folder has no
    /// more. `here` are the posts that it has.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub fn gone(
        &self,
        sections: &BTreeSet<String>,
        here: &HashSet<&str>,
    ) -> Result<Vec<String>, StatusError> {
        let bundles: HashSet<&str> = here.iter().map(|path| crate::post::folder(path)).collect();
        let mut gone = BTreeSet::new();
        for tree in self.trees()? {
            for section in sections {
                let below = |name: &str| match section.as_str() {
                    "" => name.to_owned(),
                    section => format!("{section}/{name}"),
                };
                for name in tree.names(self.in_tree(section).trim_end_matches('/'))? {
                    let path = below(&name);
                    match path.strip_suffix('/') {
                        Some(folder) if !bundles.contains(folder) => {
                            let inside = tree.names(&self.in_tree(folder))?;
                            let posts = inside.iter().filter(|name| name.starts_with("index."));
                            gone.extend(posts.map(|name| format!("{folder}/{name}")));
                        }
                        Some(_) => {}
                        None => drop(gone.insert(path)),
                    }
                }
            }
        }
        gone.retain(|path| {
            is_post_name(path.as_ref())
                && !here.contains(path.as_str())
                && !self.site().join(path).exists()
        });
        Ok(gone.into_iter().collect())
    }

    /// Every file below a folder that is approved or with readers.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub fn known_below(&self, folder: &str) -> Result<Vec<String>, StatusError> {
        let mut found = BTreeSet::new();
        for tree in self.trees()? {
            let mut waiting = vec![folder.to_owned()];
            while let Some(folder) = waiting.pop() {
                for name in tree.names(&self.in_tree(&folder))? {
                    match name.strip_suffix('/') {
                        Some(inner) => waiting.push(format!("{folder}/{inner}")),
                        None => drop(found.insert(format!("{folder}/{name}"))),
                    }
                }
            }
        }
        Ok(found.into_iter().collect())
    }

    /// Whether a post of the site, as a commit has it, shows a picture. Those in `except` do not
    /// count; `shows` looks into a post and its text.
    pub(crate) fn shown_in(
        &self,
        commit: Oid,
        picture: &str,
        except: &[&str],
        shows: Shows<'_>,
    ) -> Result<bool, git2::Error> {
        let picture = provenance::picture_of(picture).unwrap_or(picture);
        let name = picture.rsplit('/').next().unwrap_or(picture);
        let spaced = name.replace(' ', "%20");
        let odb = self.git.odb()?;
        let mut found = false;
        let tree = self.git.find_commit(commit)?.tree()?;
        let walked = tree.walk(TreeWalkMode::PreOrder, |folder, entry| {
            let Ok(file) = entry.name() else { return TreeWalkResult::Ok };
            if entry.kind() != Some(ObjectType::Blob) || !is_post_name(file.as_ref()) {
                return TreeWalkResult::Ok;
            }
            let path = format!("{folder}{file}");
            let Some(post) = self.in_site(&path).filter(|post| !except.contains(post)) else {
                return TreeWalkResult::Ok;
            };
            if let Ok(text) = odb.read(entry.id()) {
                let text = String::from_utf8_lossy(text.data());
                // The name first: most posts do not have it.
                found =
                    (text.contains(name) || text.contains(&spaced)) && shows(post, &text, picture);
            }
            if found { TreeWalkResult::Abort } else { TreeWalkResult::Ok }
        });
        // Stopping is told as an error.
        if found { Ok(true) } else { walked.map(|()| false) }
    }

    /// As [`Repository::shown_in`] of what readers have.
    pub fn readers_see(&self, picture: &str, except: &[&str], shows: Shows<'_>) -> bool {
        let live = self.live();
        live.is_some_and(|live| self.shown_in(live, picture, except, shows).unwrap_or(true))
    }

    fn trees(&self) -> Result<Vec<Lookup<'_>>, StatusError> {
        let commits = [self.head()?.commit, self.live()];
        Ok(commits
            .into_iter()
            .flatten()
            .map(|commit| Lookup::of(&self.git, Some(commit)))
            .collect::<Result<_, _>>()?)
    }
}
