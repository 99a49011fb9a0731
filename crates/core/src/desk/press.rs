//! The press room: what waits, what was sent; with review, approval and sending.

mod approve;
mod publish;
mod review;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashSet};

pub use publish::{Sending, SendingError, TakingBack};

use super::{Desk, house, is_house, thumbnail};
use crate::repository::{self, StoryFiles};
use crate::story::Story;
use crate::view;

/// How many stories are listed as published lately, and from how many sendings.
const LATELY: usize = 12;

impl Desk {
    /// What waits, what was sent.
    pub fn press(&mut self) -> view::Press {
        let entries = self.library.entries().to_vec();
        let files: Vec<StoryFiles> = entries.iter().map(|entry| self.files_of(entry)).collect();
        let states = self.states(&files);
        let mut press = view::Press {
            destination: self
                .site
                .shown_address()
                .filter(|_| self.repository.destination().is_some())
                .or_else(|| self.repository.destination().map(|destination| destination.address)),
            ready: Vec::new(),
            changed: Vec::new(),
            writing: Vec::new(),
            lately: Vec::new(),
            waiting: self.outbox(),
        };
        // One walk through the history for all of them.
        let waiting = entries.iter().zip(&states).filter(|(_, state)| **state != view::State::Live);
        let waiting: Vec<String> = waiting.map(|(entry, _)| entry.path.clone()).collect();
        let _ = self.repository.last_approvals(&waiting);
        for (entry, state) in entries.iter().zip(states) {
            if state == view::State::Live {
                continue;
            }
            let story = self.press_story(entry, None);
            match state {
                view::State::Approved => press.ready.push(story),
                _ if self.approved_before(&entry.path).is_some()
                    && !self.site.leaves_out(&entry.path)
                    && !(entry.held && self.is_as_approved(&entry.path)) =>
                {
                    press.changed.push(story);
                }
                _ => press.writing.push(story),
            }
        }
        for path in self.gone() {
            let story = self.gone_story(&path);
            match self.state(&path) {
                view::State::Live => {}
                view::State::Approved => press.ready.push(story),
                view::State::Writing | view::State::LiveWithChanges => press.changed.push(story),
            }
        }
        match self.house_waits() {
            None => {}
            Some(view::State::Approved) => press.ready.push(self.house_story()),
            Some(_) => press.changed.push(self.house_story()),
        }
        let mut seen = BTreeSet::new();
        for sent in self.repository.last_sent(LATELY) {
            if press.lately.len() == LATELY {
                break;
            }
            // What sends readers on was not published for its own sake.
            let own = |path: &&String| sent.unpublished.as_ref().is_none_or(|post| post == *path);
            let paths: HashSet<&String> = sent.paths.iter().filter(own).collect();
            // In the order of the list: what is sent at once may be a whole site.
            for entry in entries.iter().filter(|entry| paths.contains(&entry.path)) {
                // What was taken back was not published lately, whatever came before.
                let newest = seen.insert(entry.path.clone()) && !sent.taken_back;
                // Nor what somebody took off the site since.
                let there =
                    self.is_live(&entry.path) || sent.unpublished.as_ref() == Some(&entry.path);
                if newest && there && press.lately.len() < LATELY {
                    press.lately.push(self.press_story(entry, Some(&sent)));
                }
            }
        }
        press
    }

    fn press_story(
        &mut self,
        entry: &crate::library::Entry,
        sent: Option<&repository::Sent>,
    ) -> view::PressStory {
        let (approver, sender, at) = match sent {
            Some(sent) => (sent.approver.clone(), sent.editor.name.clone(), sent.at.to_string()),
            None => self
                .repository
                .last_approval(&entry.path)
                .map(|record| (record.approver, String::new(), record.at.to_string()))
                .unwrap_or_default(),
        };
        let seen = sent.and_then(|sent| sent.seen);
        view::PressStory {
            path: entry.path.clone(),
            title: entry.title(),
            authors: entry.story.authors.clone(),
            thumbnail: thumbnail(&self.site, entry, &mut self.shelf),
            approved_by: approver.unwrap_or_default(),
            approved_at: at,
            sent_by: sender,
            sent_at: seen.map(|at| at.to_string()).unwrap_or_default(),
            replaces: self.is_live(&entry.path),
            takes_down: false,
            picture: false,
            house: false,
            unpublished: sent.is_some_and(|sent| sent.unpublished.as_ref() == Some(&entry.path)),
        }
    }

    /// Whether a story lies in the folder as it was approved.
    fn is_as_approved(&self, path: &str) -> bool {
        let here = std::fs::read(self.site.folder.join(path)).unwrap_or_default();
        self.repository.was_approved(path, &here)
    }

    /// Where a story is, and where it was before it was renamed.
    pub(super) fn places_of(&self, path: &str) -> Vec<String> {
        let mut places = vec![path.to_owned()];
        places.extend(self.trail.of(&[path]));
        places
    }

    /// The text that was approved last, whatever the story was called then.
    fn approved_before(&self, path: &str) -> Option<Vec<u8>> {
        let approved = |path: &String| self.repository.approved_text(path);
        let text = self.places_of(path).iter().find_map(approved)?;
        // A note in the place of the story is no version of it.
        (!self.repository.is_notice_text(&text)).then_some(text)
    }

    /// A story that will be taken down.
    fn gone_story(&mut self, path: &str) -> view::PressStory {
        let picture = self.is_gone_picture(path);
        let shown = if picture { self.gone_picture(path) } else { None };
        let record = self.repository.last_approval(path);
        let waiting = self.repository.approved_text(path).is_none();
        let (by, at) = record
            .filter(|_| waiting)
            .map(|record| (record.approver.unwrap_or_default(), record.at.to_string()))
            .unwrap_or_default();
        view::PressStory {
            path: path.to_owned(),
            title: self.gone_title(path),
            authors: match picture {
                true => Vec::new(),
                false => Story::of(&self.gone_post(path), &self.site.profile).authors,
            },
            thumbnail: shown.map(|shown| shown.id),
            approved_by: by,
            approved_at: at,
            sent_by: String::new(),
            sent_at: String::new(),
            replaces: self.repository.is_live(path),
            takes_down: true,
            picture,
            house: false,
            unpublished: false,
        }
    }

    /// The headline of a story, also of one that is gone.
    fn title_of(&self, path: &str) -> String {
        match self.library.get(path) {
            Some(entry) => entry.title(),
            None if is_house(path) => house::TITLE.to_owned(),
            None => self.gone_title(path),
        }
    }
}
