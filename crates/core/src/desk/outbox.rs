//! Stories that wait for a connection: named in one small file outside the site, so that they
//! wait over a restart too.
//!
//! Only stories that are approved as they stand wait. One that changed since, or was sent in
//! another way, waits no longer.

use std::path::{Path, PathBuf};

use super::Desk;
use crate::files::{self, PathError};
use crate::view::State;

/// The file.
#[derive(Debug)]
pub(super) struct Outbox {
    file: PathBuf,
    paths: Vec<String>,
}

impl Outbox {
    /// Reads it; one that cannot be read is empty.
    pub(super) fn read(folder: &Path) -> Outbox {
        let file = folder.join("outbox.json");
        let bytes = std::fs::read(&file).unwrap_or_default();
        Outbox { file, paths: serde_json::from_slice(&bytes).unwrap_or_default() }
    }

    fn change(&mut self, paths: Vec<String>) -> Result<(), PathError> {
        if paths == self.paths {
            return Ok(());
        }
        self.paths = paths;
        let json = serde_json::to_vec(&self.paths).unwrap_or_default();
        files::write(&self.file, &json)
    }
}

impl Desk {
    /// The stories that wait for a connection.
    pub fn outbox(&self) -> Vec<String> {
        let waits = |path: &&String| self.state(path) == State::Approved;
        self.outbox.paths.iter().filter(waits).cloned().collect()
    }

    /// These stories wait for a connection from now on.
    pub fn wait_for_connection(&mut self, paths: &[String]) -> Result<(), PathError> {
        let mut all = self.outbox.paths.clone();
        all.extend(paths.iter().filter(|path| !self.outbox.paths.contains(path)).cloned());
        self.outbox.change(all)
    }

    /// These stories wait no longer; they stay approved.
    pub fn hold(&mut self, paths: &[String]) -> Result<(), PathError> {
        let left = self.outbox.paths.iter().filter(|path| !paths.contains(path)).cloned().collect();
        self.outbox.change(left)
    }
}
