//! A deleted story or picture comes back, and the story shows its own pictures again.

use super::following::followed;
use super::{Plan, Text};
use crate::desk::Desk;
use crate::desk::stories::StoryError;
use crate::library::trash::{self, Restoring};
use crate::metadata;

impl Desk {
    pub(in crate::desk::stories) fn plan_restore(&self, id: &str) -> Result<Plan, StoryError> {
        let Restoring { mut act, places } = trash::restoring(&self.acts, &self.site.folder, id)?;
        let moved = || places.iter().filter(|(from, to)| from != to);
        let story = places.iter().find(|(_, to)| act.to_story.as_ref() == Some(to));
        let text =
            act.changes.iter_mut().find(|change| act.to_story.as_ref() == Some(&change.path));
        let (Some((from, to)), Some(change)) = (story, text) else { return Ok(Plan::of(act)) };
        let bytes = change.after.clone().unwrap_or_default();
        // What is no text has no references either.
        let Ok(text) = String::from_utf8(bytes) else { return Ok(Plan::of(act)) };
        if moved().next().is_none() {
            return Ok(Plan::of(act));
        }
        let rules = self.library.rules();
        let fields = metadata::read(&text).ok();
        let address = |path: &str| fields.as_ref().and_then(|fields| rules.of(path, fields));
        let (before, after) = (address(from), address(to));
        let mut moves = self.moves();
        for (from, to) in moved() {
            moves.file(from, to);
        }
        if let (Some(before), Some(after)) = (&before, &after) {
            moves.address(from, before, after);
        }
        let one = Text {
            path: from.clone(),
            to_path: to.clone(),
            text,
            edits: Vec::new(),
            address: before,
            to_address: after,
        };
        if let Some(text) = followed(&one, &moves, rules)? {
            change.after = Some(text.into_bytes());
        }
        Ok(Plan::of(act))
    }
}
