//! Several stories approved in one go.
//!
//! Each gets an approval of its own, of exactly what was read of it, by the name that stands in its
//! byline. What stands in the way of one keeps none of the others back.

use jiff::Timestamp;

use super::Desk;
use crate::post::Post;
use crate::repository::Owed;
use crate::story::Story;
use crate::view::{self, Approval, Person};

impl Desk {
    /// Approves each of these stories exactly as it was reviewed, and says what came of each.
    /// `writer` is who usually writes on this computer. The index follows all of them at once, when
    /// what it owes is dropped.
    pub fn approve_several(
        &mut self,
        stories: &[view::Reviewed],
        writer: Option<&Person>,
        editor: &Person,
        now: Timestamp,
    ) -> (Vec<view::StoryApproval>, Vec<Owed>) {
        let mut all_owed = Vec::new();
        let approve = |story: &view::Reviewed| {
            let by = self.writer_of(&story.path, writer, editor);
            let people = (&by, editor);
            let approval = match self.approve_ahead(&story.path, &story.content, people, now) {
                Ok((approval, owed)) => {
                    all_owed.extend(owed);
                    approval
                }
                Err(error) => Approval::Blocked { problem: (&error).into() },
            };
            view::StoryApproval { path: story.path.clone(), approval }
        };
        (stories.iter().map(approve).collect(), all_owed)
    }

    /// Who wrote a story: the one of its byline who is known here, else the first of them. Where
    /// it has no byline, who usually writes here.
    pub(super) fn writer_of(&self, path: &str, writer: Option<&Person>, editor: &Person) -> Person {
        let post = match self.is_gone(path) {
            true => self.gone_post(path),
            false => Post::read(&self.site.folder, path),
        };
        let byline = Story::of(&post, &self.site.profile).authors;
        let stands_in = |one: &Person, name: &String| {
            one.name.trim().to_lowercase() == name.trim().to_lowercase()
        };
        let usual = writer.filter(|one| byline.iter().any(|name| stands_in(one, name)));
        match (usual, byline.first()) {
            (Some(usual), _) => usual.clone(),
            (None, Some(first)) if stands_in(editor, first) => editor.clone(),
            (None, Some(first)) => Person { name: first.clone(), email: String::new() },
            (None, None) => writer.unwrap_or(editor).clone(),
        }
    }
}
