//! What other programs do to the file of an open story.
//!
//! 1. [`Desk::seen_outside`] looks: a story without unsaved changes is read again, of one with such
//!    changes both texts are kept.
//! 2. [`Desk::settle`] goes on with the one that was chosen.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::Timestamp;

use super::writing::WritingError;
use super::{Desk, Outside};
use crate::files;
use crate::post::Post;
use crate::site;
use crate::versions::Why;
use crate::view;

impl Desk {
    /// Takes in what other programs did to the site's files: the list is right again, open
    /// stories without unsaved changes are read again, open ones with such changes keep both
    /// texts. `paths` are site-relative; `None` means that anything may have changed.
    pub fn seen_outside(
        &mut self,
        paths: Option<&BTreeSet<String>>,
        now: Timestamp,
    ) -> Result<Vec<view::Event>, WritingError> {
        let mut events = Vec::new();
        let open: Vec<String> = self.open.keys().cloned().collect();
        for path in open {
            if paths.is_some_and(|paths| !paths.contains(&path)) {
                continue;
            }
            if self.opened(&path)?.manuscript.broken().is_some_and(|why| !why.is_repairable()) {
                if self.looked_at_again(&path) {
                    events.push(view::Event::Reloaded { path });
                }
                continue;
            }
            let found = files::read_if_there(&self.site.folder.join(&path))?;
            let open = self.opened(&path)?;
            let known = open.outside.as_ref().map(|outside| outside.bytes.as_deref());
            let own = found.as_deref().is_some_and(|bytes| {
                open.underway.as_ref().is_some_and(|underway| underway.is(bytes))
            });
            let seen = found.as_deref() == open.manuscript.base();
            if own || seen || known == Some(found.as_deref()) {
                continue;
            }
            // A file that is empty or gone for a moment is being rewritten: look again later.
            if open.manuscript.is_changed() || found.is_none() {
                self.found_outside(&path, found, now)?;
                events.push(view::Event::Outside { path });
            } else if let Some(bytes) = found {
                self.keep_replaced(&path, now)?;
                let post = Post::from_bytes(&path, bytes, None);
                let mut manuscript = self.manuscript(post);
                let open = self.opened_mut(&path)?;
                manuscript.go_on_after(open.manuscript.version());
                open.manuscript = manuscript;
                open.came = true;
                open.journal.clear()?;
                events.push(view::Event::Reloaded { path });
            }
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
        Ok(events)
    }

    /// Keeps the saved text of a story that another program replaced, unless it is kept already: as
    /// an approved text, or by that program, whose text it was.
    fn keep_replaced(&self, path: &str, now: Timestamp) -> Result<(), WritingError> {
        let open = self.opened(path)?;
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
        let lies = files::read_if_there(&self.site.folder.join(path))?;
        let open = self.open.get_mut(path).ok_or_else(|| WritingError::NotOpen(path.to_owned()))?;
        if let Some(outside) = open.outside.take() {
            let theirs = outside.bytes.unwrap_or_default();
            if mine {
                self.versions.keep(path, &theirs, Why::Outside, now)?;
                // They may have written once more since it was noticed.
                if let Some(third) = lies.as_ref().filter(|third| **third != theirs) {
                    self.versions.keep(path, third, Why::Outside, now)?;
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

    pub(super) fn found_outside(
        &mut self,
        path: &str,
        theirs: Option<Vec<u8>>,
        now: Timestamp,
    ) -> Result<(), WritingError> {
        if let Some(bytes) = &theirs {
            self.versions.keep(path, bytes, Why::Outside, now)?;
        }
        self.opened_mut(path)?.outside = Some(Outside { at: now, bytes: theirs });
        Ok(())
    }
}
