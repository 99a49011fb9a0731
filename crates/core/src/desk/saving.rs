//! Saving: a file is replaced whole, and only if it still is what was read.
//!
//! 1. [`Desk::due`] says when: after a pause, and at the latest two seconds after the first key.
//! 2. [`Desk::begin_save`] says what is to be written; [`Save::write`] writes it without the desk.
//! 3. [`Desk::finish_save`] takes in what came of it. Where the file was not what was read, both
//!    texts are kept and nothing is written until somebody chooses.

use std::path::PathBuf;

use jiff::{SignedDuration, Timestamp};

use super::Desk;
use super::writing::WritingError;
use crate::files::{self, PathError, Replaced};
use crate::versions::{Versions, Why};
use crate::view;

/// A pause in typing after which a story is saved.
const PAUSE: SignedDuration = SignedDuration::from_millis(400);

/// The longest that a change waits to be saved while somebody types on.
const LONGEST: SignedDuration = SignedDuration::from_secs(2);

/// What came of saving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saving {
    /// There was nothing to save.
    Nothing,
    /// It is on disk.
    Saved {
        /// The version that is there now.
        version: u32,
        /// The state of the story now.
        state: view::State,
    },
    /// The file was changed outside meanwhile. Both texts are kept; somebody has to choose.
    Outside,
}

/// A save that is under way.
#[derive(Debug)]
pub struct Save {
    path: String,
    file: PathBuf,
    base: Option<Vec<u8>>,
    text: Vec<u8>,
    version: u32,
    versions: Versions,
}

/// What came of writing.
#[derive(Debug)]
pub struct Written {
    replaced: Replaced,
    /// Whether the text that was replaced could be kept as an earlier version.
    kept: Result<(), PathError>,
}

impl Save {
    /// Names the story.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Replaces the file whole, if it still is what was read, and keeps what was replaced.
    pub fn write(&self, now: Timestamp) -> Result<Written, PathError> {
        let replaced = files::replace(&self.file, self.base.as_deref(), &self.text)?;
        let kept = match &self.base {
            Some(old) if replaced == Replaced::Done => {
                self.versions.keep_saved(&self.path, old, &self.text, now)
            }
            _ => Ok(()),
        };
        Ok(Written { replaced, kept })
    }
}

/// What came of beginning a save.
#[derive(Debug)]
pub enum Begun {
    /// This is to be written.
    Save(Save),
    /// Nothing is to be written, for this reason.
    Not(Saving),
}

impl Desk {
    /// Stories that should be saved now, and when the next one will be.
    pub fn due(&self, now: Timestamp) -> (Vec<String>, Option<Timestamp>) {
        let mut due = Vec::new();
        let mut next: Option<Timestamp> = None;
        for (path, open) in &self.open {
            let Some((first, last)) = open.unsaved.filter(|_| open.outside.is_none()) else {
                continue;
            };
            // After a failure (the disk is full) it is tried again at the longer pace.
            let at = if open.failed { last + LONGEST } else { (last + PAUSE).min(first + LONGEST) };
            if at <= now {
                due.push(path.clone());
            } else {
                next = Some(next.map_or(at, |next| next.min(at)));
            }
        }
        (due, next)
    }

    /// Saves a story.
    pub fn save(&mut self, path: &str, now: Timestamp) -> Result<Saving, WritingError> {
        match self.begin_save(path)? {
            Begun::Save(save) => {
                let written = save.write(now);
                self.finish_save(save, written, now)
            }
            Begun::Not(saving) => Ok(saving),
        }
    }

    /// The first half of a save: what is to be written, or why nothing is. Writing takes long
    /// enough to be done without the desk, so that no key waits for it.
    pub fn begin_save(&mut self, path: &str) -> Result<Begun, WritingError> {
        let file = self.site.folder.join(path);
        let open = self.opened_mut(path)?;
        if open.outside.is_some() {
            return Ok(Begun::Not(Saving::Outside));
        }
        // Another save may be done with writing and not have said so yet.
        if let Some(text) = open.underway.take()
            && files::read_if_there(&file)?.as_ref() == Some(&text)
        {
            open.manuscript.set_base(Some(text));
            open.came = false;
            open.saved = true;
        }
        if !open.manuscript.is_changed() {
            if open.unsaved.take().is_some() {
                open.journal.saved()?;
            }
            return Ok(Begun::Not(Saving::Nothing));
        }
        let text = open.manuscript.written().into_bytes();
        // A save that cannot be noted is made all the same.
        let _ = open.journal.saving(&text);
        open.underway = Some(text.clone());
        Ok(Begun::Save(Save {
            path: path.to_owned(),
            file,
            base: open.manuscript.base().map(<[u8]>::to_vec),
            text,
            version: open.manuscript.version(),
            versions: self.versions.clone(),
        }))
    }

    /// The second half of a save: takes in what came of writing.
    pub fn finish_save(
        &mut self,
        save: Save,
        written: Result<Written, PathError>,
        now: Timestamp,
    ) -> Result<Saving, WritingError> {
        let Save { path, base, text, version, .. } = save;
        let open = self.opened_mut(&path)?;
        if open.underway.as_ref() != Some(&text) || open.manuscript.base() != base.as_deref() {
            // A later save was quicker; what it found is what counts.
            return Ok(Saving::Nothing);
        }
        open.underway = None;
        match written {
            Err(error) => {
                open.failed = true;
                if let Some((first, _)) = open.unsaved {
                    open.unsaved = Some((first, now));
                }
                Err(error.into())
            }
            Ok(Written { replaced: Replaced::ByOther(theirs), .. })
                if theirs.as_ref() != Some(&text) =>
            {
                self.found_outside(&path, theirs, now)?;
                Ok(Saving::Outside)
            }
            Ok(Written { replaced, kept }) => {
                open.failed = false;
                open.manuscript.set_base(Some(text));
                open.came = false;
                if open.manuscript.version() == version {
                    open.unsaved = None;
                    open.journal.saved()?;
                } else {
                    // What was typed meanwhile waits for the next save.
                    open.unsaved = open.unsaved.map(|(_, last)| (last, last));
                }
                if replaced != Replaced::Done {
                    // Somebody wrote the very same text.
                    return Ok(Saving::Nothing);
                }
                open.saved = true;
                kept?;
                self.refresh_entry(&path);
                Ok(Saving::Saved { version, state: self.state(&path) })
            }
        }
    }

    /// Keeps a story as it was saved last among the earlier versions: somebody leaves it.
    pub fn keep_as_left(&mut self, path: &str, now: Timestamp) -> Result<(), WritingError> {
        let versions = self.versions.clone();
        let open = self.opened_mut(path)?;
        if let Some(base) = open.manuscript.base().filter(|_| open.saved) {
            versions.keep(path, base, Why::Saved, now)?;
            open.saved = false;
        }
        Ok(())
    }
}
