//! Stories that are approved or with readers, and whose files are gone from the folder.

use std::collections::{BTreeSet, HashSet};

use super::Repository;
use super::state::StatusError;
use super::tree::Lookup;
use crate::site::is_post_name;

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

    fn trees(&self) -> Result<Vec<Lookup<'_>>, StatusError> {
        let commits = [self.head()?.commit, self.live()];
        Ok(commits
            .into_iter()
            .flatten()
            .map(|commit| Lookup::of(&self.git, Some(commit)))
            .collect::<Result<_, _>>()?)
    }
}
