//! A fix of what readers have, while a longer rewrite waits here.
//!
//! One commit puts the mended text in the place of the one that it began from; what others published
//! of the story meanwhile is put together with it where nobody has to be asked. Then it arrives
//! here like anybody's work (`arrive`): in the folder, in an approval that waits, or for somebody
//! to decide.

use jiff::Timestamp;

use super::compose::Composed;
use super::together::{self, text};
use super::unpublish::not_arrived;
use super::{On, PublishError};
use crate::merge;
use crate::repository::commit::{self, signature};
use crate::repository::trailers::{CONTENT, FIX, LEFT, Message, PUBLISHED_BY};
use crate::repository::tree::{self, Changes, Entry, Lookup};
use crate::repository::{Repository, StoryFiles};
use crate::view::Person;

/// A fix.
pub struct Fix<'c> {
    /// The story, as readers have it.
    pub story: &'c StoryFiles,
    /// Its headline.
    pub title: &'c str,
    /// The whole file that was mended, and what came of it.
    pub before: &'c str,
    /// As it is from now on.
    pub after: &'c str,
    /// What it is: "correction", "update", "small".
    pub kind: &'c str,
    /// Who wrote it.
    pub writer: &'c Person,
    /// Why a finding of the copy desk was left as it is.
    pub left: Option<&'c str>,
}

/// Composes the commit on top of the publishing branch.
pub(super) fn compose(
    repo: &Repository,
    what: &Fix<'_>,
    on: &On<'_>,
    who: &Person,
    now: Timestamp,
) -> Result<Composed, PublishError> {
    let Some(tip) = on.tip else { return Ok(Composed::Nothing) };
    let git = &repo.git;
    let there = Lookup::of(git, Some(tip))?;
    let post = repo.in_tree(&what.story.post);
    let Some(entry) = there.get(&post)? else { return not_arrived(repo, tip, &what.story.post) };
    let Some(theirs) = text(repo, Some(entry.id))? else {
        return not_arrived(repo, tip, &what.story.post);
    };
    let Some(mended) = merge::merge(what.before, what.after, &theirs).text() else {
        return not_arrived(repo, tip, &what.story.post);
    };
    if mended == theirs {
        return Ok(Composed::Nothing);
    }
    let new = Entry { id: git.blob(mended.as_bytes())?, mode: entry.mode };
    let parent = git.find_commit(tip)?;
    let changes = Changes::from([(post.clone(), Some(new))]);
    let root = tree::replace(git, Some(parent.tree_id()), &changes)?;
    let at = commit::moment(now, Some(&parent));
    let outcome = |path: &str| {
        if path == post { Some(new) } else { there.get(path).ok().flatten() }
    };
    let message = Message::new(what.title)
        .with(FIX, what.kind)
        .with(CONTENT, together::content(repo, what.story, &outcome))
        .with(PUBLISHED_BY, &who.name)
        .with_all(LEFT, what.left)
        .text();
    let (writer, editor) = (signature(what.writer, at)?, signature(who, at)?);
    let commit = commit::write(git, root, &[tip], &writer, &editor, &message)?;
    Ok(Composed::Ready { commit, stories: vec![what.story.post.clone()] })
}
