//! Taking a story off the site for good: readers get a note in its place, another story, or
//! nothing.
//!
//! 1. What readers have of the story must be what this computer has taken in: otherwise the words
//!    of somebody else would go and be kept nowhere.
//! 2. One commit takes its files out, or puts the note in the post's place, and writes into the
//!    other story what sends readers on.
//! 3. A mark, the one of a taking-back (`undo`), says that the commit is this computer's. When the
//!    own branch goes after it (`arrive`), the files stay in the folder and nothing of them is
//!    approved any more: the story is a draft.
//!
//! It is taken back like a publication.

use git2::Oid;
use jiff::Timestamp;

use super::compose::Composed;
use super::{On, PublishError, Refusal};
use crate::repository::commit::{self, signature};
use crate::repository::trailers::{Message, PUBLISHED_BY, SENDS_ON, UNPUBLISHES};
use crate::repository::tree::{self, Changes, Entry, Lookup};
use crate::repository::{Repository, found};
use crate::view::Person;

/// A text as it has to be; nothing where that cannot be written.
pub type Rewrite<'c> = &'c dyn Fn(&str) -> Option<String>;

/// What is taken off the site.
pub struct Unpublish<'c> {
    /// The post as readers have it, relative to the site.
    pub post: &'c str,
    /// Its headline.
    pub title: &'c str,
    /// The other files that go.
    pub files: &'c [String],
    /// The whole file that stays in the post's place.
    pub note: Option<&'c str>,
    /// The file that sends readers on, relative to the site, and how it comes to do that.
    pub sends_on: Option<(&'c str, Rewrite<'c>)>,
}

/// Composes the commit on top of the publishing branch.
pub(super) fn compose(
    repo: &Repository,
    what: &Unpublish<'_>,
    on: &On<'_>,
    who: &Person,
    now: Timestamp,
) -> Result<Composed, PublishError> {
    let (Some(tip), Some(here)) = (on.tip, repo.head()?.commit) else {
        return Ok(Composed::Nothing);
    };
    let git = &repo.git;
    let Some(base) = found(git.merge_base(here, tip))? else {
        return Ok(Composed::Refused(Refusal::HistoryRewritten));
    };
    let (there, taken_in) = (Lookup::of(git, Some(tip))?, Lookup::of(git, Some(base))?);
    let post = repo.in_tree(what.post);
    let Some(entry) = there.get(&post)? else { return Ok(Composed::Nothing) };
    if taken_in.get(&post)? != Some(entry) {
        return not_arrived(repo, tip, what.post);
    }
    let mut changes = Changes::new();
    let note = what.note.map(|text| git.blob(text.as_bytes())).transpose()?;
    changes.insert(post.clone(), note.map(|id| Entry { id, mode: entry.mode }));
    for path in what.files.iter().map(|path| repo.in_tree(path)) {
        if there.get(&path)?.is_some() {
            changes.insert(path, None);
        }
    }
    let mut sends_on = None;
    if let Some((path, rewrite)) = what.sends_on {
        let place = repo.in_tree(path);
        let Some(other) = there.get(&place)? else { return not_arrived(repo, tip, path) };
        let text = String::from_utf8(git.find_blob(other.id)?.content().to_owned()).ok();
        let Some(text) = text.and_then(|text| rewrite(&text)) else {
            return not_arrived(repo, tip, path);
        };
        changes.insert(
            place.clone(),
            Some(Entry { id: git.blob(text.as_bytes())?, mode: other.mode }),
        );
        sends_on = Some(place);
    }
    let parent = git.find_commit(tip)?;
    let root = tree::replace(git, Some(parent.tree_id()), &changes)?;
    if root == parent.tree_id() {
        return Ok(Composed::Nothing);
    }
    let person = signature(who, commit::moment(now, Some(&parent)))?;
    let message = Message::new(&format!("Unpublish: {}", what.title))
        .with(UNPUBLISHES, &post)
        .with_all(SENDS_ON, sends_on)
        .with(PUBLISHED_BY, &who.name)
        .text();
    let commit = commit::write(git, root, &[tip], &person, &person, &message)?;
    if let Some(note) = note {
        repo.note_notice(note)?;
    }
    Ok(Composed::Ready { commit, stories: vec![what.post.to_owned()] })
}

pub(super) fn not_arrived(
    repo: &Repository,
    tip: Oid,
    path: &str,
) -> Result<Composed, PublishError> {
    let commit = repo.last_touched(tip, &repo.in_tree(path))?;
    let name = |commit: git2::Commit<'_>| {
        String::from_utf8_lossy(commit.author().name_bytes()).into_owned()
    };
    let by = commit.map(name).unwrap_or_default();
    Ok(Composed::Refused(Refusal::NotArrived { path: path.to_owned(), by }))
}
