//! A post that was changed here and by others: put together, where nobody has to be asked.

use git2::{Commit, Oid};

use crate::merge;
use crate::photo::provenance;
use crate::repository::trailers::{CONTENT, MERGED_WITH, Message};
use crate::repository::tree::Entry;
use crate::repository::{ContentHash, Repository, StoryFiles, files};
use crate::site;

/// What became of the two versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Together {
    /// Theirs has all of ours in it.
    Theirs,
    /// Both, in one file.
    Merged(Entry),
    /// Somebody has to decide.
    Ask,
}

/// Puts two versions of a file together.
pub(super) fn put(
    repo: &Repository,
    path: &str,
    base: Option<Entry>,
    ours: Option<Entry>,
    theirs: Option<Entry>,
) -> Result<Together, git2::Error> {
    let (Some(ours), Some(theirs)) = (ours, theirs) else { return Ok(Together::Ask) };
    let base = base.map(|entry| entry.id);
    let texts = (text(repo, base)?, text(repo, Some(ours.id))?, text(repo, Some(theirs.id))?);
    let (Some(base), Some(mine), Some(yours)) = texts else { return Ok(Together::Ask) };
    Ok(match both(repo, path, &base, &mine, &yours) {
        None => Together::Ask,
        Some(text) if text == yours => Together::Theirs,
        Some(text) => {
            Together::Merged(Entry { id: repo.git.blob(text.as_bytes())?, mode: ours.mode })
        }
    })
}

/// Both of two texts of a file, where nobody has to be asked.
pub(super) fn both(
    repo: &Repository,
    path: &str,
    base: &str,
    ours: &str,
    theirs: &str,
) -> Option<String> {
    match repo.in_site(path) {
        Some(site::HOUSE_PATH) => return site::house::merge(base, ours, theirs),
        Some(path) if provenance::picture_of(path).is_some() => {
            return provenance::merge(base, ours, theirs);
        }
        _ => {}
    }
    let post = site::is_post_name(path.as_ref());
    post.then(|| merge::merge(base, ours, theirs).text()).flatten()
}

/// Whether a file says where a picture comes from, or what people said of the site.
pub(super) fn says_something(repo: &Repository, path: &str) -> bool {
    let path = repo.in_site(path).unwrap_or(path);
    path == site::HOUSE_PATH || provenance::picture_of(path).is_some()
}

/// The text of a blob; of none, the empty one. `None` when it is no text.
pub(super) fn text(repo: &Repository, blob: Option<Oid>) -> Result<Option<String>, git2::Error> {
    let Some(blob) = blob else { return Ok(Some(String::new())) };
    // What is no blob (a submodule) is no text either.
    let Ok(blob) = repo.git.find_blob(blob) else { return Ok(None) };
    Ok(String::from_utf8(blob.content().to_owned()).ok())
}

/// What stands at a path afterwards.
pub(super) type Outcome<'e> = &'e dyn Fn(&str) -> Option<Entry>;

/// The words of an approval for what was put together: of what the editor saw, the hash is
/// that of the outcome, and the version that came in is named.
pub(super) fn message(
    repo: &Repository,
    approval: &Commit<'_>,
    with: Oid,
    story: Option<(&StoryFiles, Outcome<'_>)>,
) -> Message {
    let content = story.map(|(story, entry)| content(repo, story, entry));
    Message::of(approval).without(CONTENT).with_all(CONTENT, content).with(MERGED_WITH, with)
}

/// The hash of a story's files as they stand afterwards.
pub(super) fn content(repo: &Repository, story: &StoryFiles, entry: Outcome<'_>) -> ContentHash {
    let contents: Vec<(String, Option<Vec<u8>>)> = story
        .paths()
        .into_iter()
        .map(|path| {
            let blob = entry(&repo.in_tree(path)).and_then(|e| repo.git.find_blob(e.id).ok());
            (path.to_owned(), blob.map(|blob| blob.content().to_owned()))
        })
        .collect();
    files::hash(contents.iter().map(|(path, bytes)| (path.as_str(), bytes.as_deref())))
}
