//! Saving: a file is replaced whole, and only if it still is what was read.
//!
//! 1. [`Desk::due`] says when: after a pause, and at the latest two seconds after the first key.
//! 2. [`Desk::begin_save`] says what is to be written; [`Save::write`] writes it without the desk.
//! 3. [`Desk::finish_save`] takes in what came of it. Where the file was not what was read, both
//!    texts are kept and nothing is written until somebody chooses.

use std::path::PathBuf;
use std::sync::mpsc;

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
    /// There was nothing to save, or another save tells of it.
    Nothing,
    /// It is on disk: written now, or what was typed was taken back.
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
    over: mpsc::Sender<()>,
}

/// A save that is writing just now, without the desk.
#[derive(Debug)]
pub(super) struct Underway {
    text: Vec<u8>,
    /// Tells when it is done with writing, or given up.
    over: mpsc::Receiver<()>,
}

impl Underway {
    /// Whether these bytes are what it writes.
    pub(super) fn is(&self, bytes: &[u8]) -> bool {
        self.text == bytes
    }
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
        let replaced = files::replace(&self.file, self.base.as_deref(), &self.text);
        // Who waits for it can go on; nobody need wait.
        let _ = self.over.send(());
        let replaced = replaced?;
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
    /// Stories that should be saved now, and when there is something to do next: to save one, or to
    /// look at a file again.
    pub fn due(&self, now: Timestamp) -> (Vec<String>, Option<Timestamp>) {
        let mut due = Vec::new();
        let mut next = self.open.keys().filter_map(|path| self.seen_again_at(path)).min();
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

    /// Saves a story. Another save that is under way is waited for.
    pub fn save(&mut self, path: &str, now: Timestamp) -> Result<Saving, WritingError> {
        if let Some(underway) = &self.opened(path)?.underway {
            // One that was given up is over as well.
            let _ = underway.over.recv();
            self.written_underway(path)?;
        }
        match self.begin_save(path)? {
            Begun::Save(save) => {
                let written = save.write(now);
                self.finish_save(save, written, now)
            }
            Begun::Not(saving) => Ok(saving),
        }
    }

    /// The first half of a save: what is to be written, or why nothing is. Writing takes long
    /// enough to be done without the desk, so that no key waits for it. While one save of a story
    /// writes, no other begins: what was typed meanwhile is due again.
    pub fn begin_save(&mut self, path: &str) -> Result<Begun, WritingError> {
        let file = self.site.folder.join(path);
        let open = self.opened(path)?;
        if open.outside.is_some() {
            return Ok(Begun::Not(Saving::Outside));
        }
        if let Some(underway) = &open.underway {
            if underway.over.try_recv() == Err(mpsc::TryRecvError::Empty) {
                return Ok(Begun::Not(Saving::Nothing));
            }
            self.written_underway(path)?;
        }
        let open = self.opened_mut(path)?;
        if !open.manuscript.is_changed() {
            if open.unsaved.take().is_none() {
                return Ok(Begun::Not(Saving::Nothing));
            }
            // What was typed was taken back before it was written: the text is that on disk again.
            open.journal.saved()?;
            open.failed = false;
            let version = open.manuscript.version();
            return Ok(Begun::Not(Saving::Saved { version, state: self.state(path) }));
        }
        let text = open.manuscript.written().into_bytes();
        // A save that cannot be noted is made all the same.
        let _ = open.journal.saving(&text);
        let (over, done) = mpsc::channel();
        open.underway = Some(Underway { text: text.clone(), over: done });
        Ok(Begun::Save(Save {
            path: path.to_owned(),
            file,
            base: open.manuscript.base().map(<[u8]>::to_vec),
            text,
            version: open.manuscript.version(),
            versions: self.versions.clone(),
            over,
        }))
    }

    /// Takes in that a save is done with writing, although it has not said so yet.
    fn written_underway(&mut self, path: &str) -> Result<(), WritingError> {
        let lies = files::read_if_there(&self.site.folder.join(path))?;
        let open = self.opened_mut(path)?;
        if let Some(Underway { text, .. }) = open.underway.take()
            && lies.as_ref() == Some(&text)
        {
            open.manuscript.set_base(Some(text));
            open.came = false;
            open.saved = true;
        }
        Ok(())
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
        let latest = open.underway.as_ref().is_some_and(|underway| underway.is(&text));
        if !latest || open.manuscript.base() != base.as_deref() {
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
                // Else somebody wrote the very same text.
                open.saved |= replaced == Replaced::Done;
                self.refresh_entry(&path);
                kept?;
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
