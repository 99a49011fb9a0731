//! What other programs do to the file of an open story.
//!
//! 1. [`Desk::seen_outside`] looks: a story without unsaved changes is read again, of one with such
//!    changes both texts are kept. Where the file is again what it was, nobody has to choose.
//! 2. A file that is empty or gone may be so for a moment only; [`Desk::see_again`] says.
//! 3. [`Desk::settle`] goes on with the text that was chosen. A story whose file was deleted is kept
//!    so, or let go by [`Desk::delete`].

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use jiff::{SignedDuration, Timestamp};

use super::writing::WritingError;
use super::{Desk, Outside};
use crate::files::{self, At, PathError};
use crate::post::Post;
use crate::site;
use crate::versions::{Versions, Why};
use crate::view;

/// So long may a file be empty or gone while another program writes it anew.
const MOMENT: SignedDuration = SignedDuration::from_millis(250);

impl Desk {
    /// Takes in what other programs did to the site's files: the list is right again, open
    /// stories without unsaved changes are read again, open ones with such changes keep both
    /// texts. `paths` are site-relative; `None` means that anything may have changed.
    pub fn seen_outside(
        &mut self,
        paths: Option<&BTreeSet<String>>,
        now: Timestamp,
    ) -> Vec<view::Event> {
        let mut events = Vec::new();
        for path in self.open_stories() {
            if paths.is_some_and(|paths| !paths.contains(&path)) {
                continue;
            }
            // One that cannot be looked at keeps no other back; its next save says why.
            events.extend(self.look_at(&path, now).ok().flatten());
        }
        // What the repository notes of itself tells no story, but may move its state; a picture
        // that came or went changes how a story looks.
        let stories: Option<BTreeSet<String>> = paths.map(|paths| {
            let posts = paths.iter().filter(|path| site::is_post_name(Path::new(path)));
            posts.cloned().collect()
        });
        let differs = self.library.refresh(&self.site, stories.as_ref());
        let only_own =
            !differs && paths.is_some_and(|paths| stories.as_ref().is_some_and(|own| own == paths));
        if !only_own {
            events.push(view::Event::Library);
        }
        events
    }

    /// Looks again at files that were empty or gone a moment ago.
    pub fn see_again(&mut self, now: Timestamp) -> Vec<view::Event> {
        let due = |path: &String| self.seen_again_at(path).is_some_and(|at| at <= now);
        let paths: BTreeSet<String> = self.open_stories().into_iter().filter(due).collect();
        if paths.is_empty() { Vec::new() } else { self.seen_outside(Some(&paths), now) }
    }

    /// When the file of a story is to be looked at again, if it is.
    pub(super) fn seen_again_at(&self, path: &str) -> Option<Timestamp> {
        Some(self.open.get(path)?.blank? + MOMENT)
    }

    /// Looks at the file of one open story.
    fn look_at(&mut self, path: &str, now: Timestamp) -> Result<Option<view::Event>, WritingError> {
        let of = || path.to_owned();
        let open = self.opened_mut(path)?;
        if open.manuscript.broken().is_some_and(|why| !why.is_repairable()) {
            let again = self.looked_at_again(path);
            return Ok(again.then(|| view::Event::Reloaded { path: of() }));
        }
        let blank = open.blank.take();
        let found = files::read_if_there(&self.site.folder.join(path))?;
        let open = self.opened_mut(path)?;
        if found.as_deref() == open.manuscript.base() {
            // What stood there meanwhile is gone again.
            return Ok(open.outside.take().map(|_| view::Event::Reloaded { path: of() }));
        }
        let own = found
            .as_deref()
            .is_some_and(|bytes| open.underway.as_ref().is_some_and(|underway| underway.is(bytes)));
        if own || open.outside.as_ref().is_some_and(|outside| outside.bytes == found) {
            return Ok(None);
        }
        if found.as_ref().is_none_or(Vec::is_empty) {
            let since = blank.unwrap_or(now);
            if now.duration_since(since) < MOMENT {
                open.blank = Some(since);
                return Ok(None);
            }
        }
        match found {
            Some(bytes) if !open.manuscript.is_changed() => {
                self.keep_replaced(path, now)?;
                let post = Post::from_bytes(path, bytes, None);
                let mut manuscript = self.manuscript(post);
                let open = self.opened_mut(path)?;
                manuscript.go_on_after(open.manuscript.version());
                open.manuscript = manuscript;
                open.came = true;
                open.outside = None;
                open.journal.clear()?;
                Ok(Some(view::Event::Reloaded { path: of() }))
            }
            found => {
                self.found_outside(path, found, now)?;
                Ok(Some(view::Event::Outside { path: of() }))
            }
        }
    }

    /// Keeps the saved text of a story that another program replaced, unless it is kept already: as
    /// an approved text, or by that program, whose text it was.
    pub(super) fn keep_replaced(&self, path: &str, now: Timestamp) -> Result<(), PathError> {
        let Some(open) = self.open.get(path) else { return Ok(()) };
        let base = open.manuscript.base().filter(|base| !base.is_empty() && !open.came);
        if let Some(base) = base.filter(|base| !self.repository.was_approved(path, base)) {
            // Not as a saved one, of which there is one in five minutes.
            self.versions.keep(path, base, Why::Replaced, now)?;
        }
        Ok(())
    }

    /// Reads a story again that can only be looked at; there is nothing of an author's in it to
    /// lose. Returns whether it is another now.
    fn looked_at_again(&mut self, path: &str) -> bool {
        let post = Post::read(&self.site.folder, path);
        let Some(open) = self.open.get(path) else { return false };
        let same = post.fields.as_ref().err() == open.manuscript.broken()
            && post.text == open.manuscript.text();
        if !same {
            let mut manuscript = self.manuscript(post);
            if let Some(open) = self.open.get_mut(path) {
                manuscript.go_on_after(open.manuscript.version());
                open.manuscript = manuscript;
            }
        }
        !same
    }

    /// After an outside change: goes on with this text or with theirs. The other one is kept
    /// under Earlier versions.
    pub fn settle(
        &mut self,
        path: &str,
        mine: bool,
        now: Timestamp,
    ) -> Result<view::PostView, WritingError> {
        let file = self.site.folder.join(path);
        let lies = files::read_if_there(&file)?;
        let open = self.open.get_mut(path).ok_or_else(|| WritingError::NotOpen(path.to_owned()))?;
        if !mine && lies.is_none() {
            return Err(WritingError::Gone(path.to_owned()));
        }
        if let Some(outside) = open.outside.take() {
            if mine {
                // They may have written once more since it was noticed.
                for theirs in [&outside.bytes, &lies].into_iter().flatten() {
                    keep_theirs(&self.versions, path, theirs, now)?;
                }
                if let Some(folder) = file.parent().filter(|_| lies.is_none()) {
                    fs::create_dir_all(folder).at(folder)?;
                }
                open.manuscript.set_base(lies);
                open.unsaved = Some((now, now));
                self.save(path, now)?;
            } else {
                let text = open.manuscript.written();
                let version = open.manuscript.version();
                self.versions.keep(path, text.as_bytes(), Why::Replaced, now)?;
                open.journal.clear()?;
                self.open.remove(path);
                self.refresh_entry(path);
                self.open_post(path, now)?;
                self.opened_mut(path)?.manuscript.go_on_after(version);
            }
        }
        self.open_post(path, now)
    }

    /// Whether the file of an open story was deleted outside, and nobody has chosen yet.
    pub(super) fn is_deleted_outside(&self, path: &str) -> bool {
        let outside = self.open.get(path).and_then(|open| open.outside.as_ref());
        outside.is_some_and(|outside| outside.bytes.is_none())
    }

    /// Another text of an open story was found, or none: nothing is written until somebody chooses.
    pub(super) fn found_outside(
        &mut self,
        path: &str,
        theirs: Option<Vec<u8>>,
        now: Timestamp,
    ) -> Result<(), WritingError> {
        if let Some(theirs) = &theirs {
            keep_theirs(&self.versions, path, theirs, now)?;
        }
        self.opened_mut(path)?.outside = Some(Outside { at: now, bytes: theirs });
        Ok(())
    }
}

/// Keeps another program's text; nothing of it would be there in an empty one.
fn keep_theirs(
    versions: &Versions,
    path: &str,
    theirs: &[u8],
    now: Timestamp,
) -> Result<(), PathError> {
    if theirs.is_empty() {
        return Ok(());
    }
    versions.keep(path, theirs, Why::Outside, now)
}
