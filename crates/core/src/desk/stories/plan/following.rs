//! The references that follow what moves: of the story itself and of all others.

use std::collections::BTreeSet;

use super::{Plan, Text, text_of};
use crate::desk::Desk;
use crate::desk::stories::StoryError;
use crate::library::acts::FileChange;
use crate::library::address::Rules;
use crate::library::links::{Moves, Stand, spliced};
use crate::metadata::{self, Edit, Fields, KeyPath, Step, Value};
use crate::post::{self, Post};

impl Desk {
    /// Step 3: the texts with their references and fields as they have to be.
    pub(super) fn follow_all(
        &self,
        plan: &mut Plan,
        moves: &Moves<'_>,
        own: Vec<Text>,
    ) -> Result<(), StoryError> {
        let rules = self.library.rules();
        let own_paths: BTreeSet<String> = own.iter().map(|text| text.path.clone()).collect();
        for one in own {
            let now = followed(&one, moves, rules)?.unwrap_or_else(|| one.text.clone());
            let change = |path: &str, before: Option<&str>, after: Option<&str>| FileChange {
                path: path.to_owned(),
                before: before.map(|text| text.as_bytes().to_vec()),
                after: after.map(|text| text.as_bytes().to_vec()),
            };
            if one.path == one.to_path {
                if now != one.text {
                    plan.act.changes.push(change(&one.path, Some(&one.text), Some(&now)));
                }
            } else {
                plan.act.changes.push(change(&one.to_path, None, Some(&now)));
                plan.act.changes.push(change(&one.path, Some(&one.text), None));
            }
        }
        for (path, text, now) in self.followed_by_others(moves, &own_paths) {
            plan.links += 1;
            plan.act.changes.push(FileChange {
                path,
                before: Some(text.into_bytes()),
                after: Some(now.into_bytes()),
            });
        }
        Ok(())
    }

    /// Other stories with references that would lead elsewhere: path, text, and how it has to be.
    pub(super) fn followed_by_others(
        &self,
        moves: &Moves<'_>,
        own: &BTreeSet<String>,
    ) -> Vec<(String, String, String)> {
        let rules = self.library.rules();
        let signs = moves.signs();
        let site = &self.site.folder;
        let others: Vec<_> =
            self.library.entries().iter().filter(|entry| !own.contains(&entry.path)).collect();
        let found = post::in_parallel(&others, |entry| {
            let text = text_of(site, &entry.path).ok()?;
            if !signs.iter().any(|sign| text.contains(sign.as_str())) {
                return None;
            }
            let one = Text {
                path: entry.path.clone(),
                to_path: entry.path.clone(),
                edits: Vec::new(),
                address: entry.address.clone(),
                to_address: entry.address.clone(),
                text,
            };
            let now = followed(&one, moves, rules).ok()??;
            Some((one.path, one.text, now))
        });
        found.into_iter().flatten().collect()
    }

    pub(super) fn moves(&self) -> Moves<'_> {
        let stories = self.library.entries().iter();
        let stories = stories.map(|entry| (entry.path.as_str(), entry.address.as_deref()));
        Moves::new(self.library.rules(), &self.site.folder, stories)
            .with_templates(&self.site.profile.templates)
    }
}

/// A text with references and fields as they have to be; none where nothing changes.
pub(super) fn followed(
    one: &Text,
    moves: &Moves<'_>,
    rules: &Rules,
) -> Result<Option<String>, StoryError> {
    let stand = Stand {
        path: &one.path,
        to_path: &one.to_path,
        address: one.address.as_deref(),
        to_address: one.to_address.as_deref(),
    };
    let post = Post::from_bytes(&one.path, one.text.clone().into_bytes(), None);
    let (above, body) = one.text.split_at(post.start);
    let splices = moves.in_text(body, stand);
    let mut text = format!("{above}{}", spliced(body, &splices));
    if let Ok(fields) = &post.fields {
        let changed = one.edits.iter().map(|edit| edit.key.clone()).collect::<Vec<_>>();
        text = metadata::edit(&text, &one.edits)?;
        for edit in references(fields, moves, stand, rules) {
            // A value that is shared with others stays; the old address leads on.
            if !changed.contains(&edit.key)
                && let Ok(edited) = metadata::edit(&text, &[edit])
            {
                text = edited;
            }
        }
    }
    Ok((text != one.text).then_some(text))
}

/// Changes of fields that hold references.
pub(super) fn references(
    fields: &Fields,
    moves: &Moves<'_>,
    stand: Stand<'_>,
    rules: &Rules,
) -> Vec<Edit> {
    pub(super) fn look(value: &Value, at: &mut Vec<Step>, each: &mut dyn FnMut(&str, &[Step])) {
        match value {
            Value::Text(text) => each(text, at),
            Value::List(items) => {
                for (n, item) in items.iter().enumerate() {
                    at.push(Step::Index(n));
                    look(item, at, each);
                    at.pop();
                }
            }
            Value::Map(entries) => {
                for (key, value) in entries {
                    at.push(Step::Key(key.clone()));
                    look(value, at, each);
                    at.pop();
                }
            }
            _ => {}
        }
    }
    let mut edits = Vec::new();
    for (key, value) in &fields.entries {
        if rules.own_keys().contains(&key.as_str()) {
            continue;
        }
        look(value, &mut vec![Step::Key(key.clone())], &mut |text, at| {
            if let Some(now) = moves.in_value(text, stand) {
                let change = metadata::Change::Set(Value::Text(now));
                edits.push(Edit { key: KeyPath(at.to_vec()), change });
            }
        });
    }
    edits
}
