//! Taking back what was published: readers get what they had before, or nothing.
//!
//! 1. The commit that brought the version which readers have is found (`brought`), and what
//!    they had before it. A publication of this computer's is taken back whole, whatever
//!    number of approvals it carried; one of somebody else's approval by approval.
//! 2. When somebody published the story again since, nothing is done until the person says so.
//! 3. One commit for each story puts its files back as they were before. Everything else stays
//!    as it is, and the commits that are taken back stay in the history.
//! 4. A mark says which commits of this kind are this computer's. When the own branch goes
//!    after them (`arrive`), the stories stay here as they were approved, with all their files.

use std::collections::{BTreeMap, BTreeSet};

use git2::{Commit, Oid};
use jiff::Timestamp;

use super::compose::{Composed, beginning};
use super::together::{self, Together};
use super::underway::Left;
use super::{On, PublishError, Refusal, within};
use crate::repository::commit::{self, signature};
use crate::repository::trailers::{
    CONTENT, Message, PUBLISHED_BY, RESTORES, RETURNS, SENDS_ON, TAKES_BACK, UNPUBLISHES, trailer,
};
use crate::repository::tree::{self, Changes, Lookup};
use crate::repository::{Repository, Shows, StoryFiles, found, tracking_ref};
use crate::view::Person;
use crate::{post, site};

/// How many commits are looked at for the one that brought a story.
const FAR: usize = 20_000;

/// What stands in place of the commit as of which readers have the story when they have none.
const NOTHING: &str = "nothing";

/// The log of what is known of the publishing branch says this of what this computer sent.
pub(super) const PUBLISHED: &str = "galley: published";
/// And this of what it took back.
pub(super) const TAKEN_BACK: &str = "galley: taken back";

/// What is to be taken back.
pub struct TakeBack<'c> {
    /// The stories, by their post files relative to the site; none: all of the last publication.
    pub posts: &'c [String],
    /// The files of a story as it lies in the folder.
    pub files: &'c dyn Fn(&str) -> StoryFiles,
    /// Whether another story than this one (the first) uses this picture (the second).
    pub used_elsewhere: &'c dyn Fn(&str, &str) -> bool,
    /// Whether a post of readers shows a picture.
    pub shows: Shows<'c>,
    /// Whether to go on although somebody published a story again since: that goes as well.
    pub anyway: bool,
}

/// What happened to the publishing branch by this computer.
struct Act {
    before: Option<Oid>,
    after: Oid,
    published: bool,
}

/// How readers came to the version that they have of a story.
struct Brought<'r> {
    commit: Commit<'r>,
    /// As of which commit they had what they had before; `None`: nothing.
    before: Option<Oid>,
    /// The files that came with it, from the work tree's root.
    paths: BTreeSet<String>,
}

/// Composes the commits that take the stories back, on top of `tip`.
pub(super) fn compose(
    repo: &Repository,
    what: &TakeBack<'_>,
    (tip, on): (Oid, &On<'_>),
    who: &Person,
    now: Timestamp,
) -> Result<Composed, PublishError> {
    let acts = acts(repo, tip, on.branch);
    let unfinished = unfinished(repo, tip, on.left)?;
    let posts = match what.posts {
        [] if !unfinished.is_empty() => unfinished.clone(),
        [] => last(repo, what, tip, &acts)?,
        posts => posts.to_vec(),
    };
    let mut top = tip;
    let mut taken = Vec::new();
    for path in &posts {
        if unfinished.contains(path) {
            taken.push(path.clone());
            continue;
        }
        let story = (what.files)(path);
        let from = match since(repo, &story, tip, on.known, &acts)? {
            None => tip,
            Some(_) if what.anyway => own(repo, &story, tip, &acts)?.unwrap_or(tip),
            Some(by) => {
                return Ok(Composed::Refused(Refusal::ChangedSince { path: path.clone(), by }));
            }
        };
        let Some(brought) = brought(repo, from, &story, &acts)? else { continue };
        if let Some(commit) = restore(repo, what, &story, &brought, (tip, top), who, now)? {
            top = commit;
            taken.push(path.clone());
        }
    }
    match taken.is_empty() {
        true => Ok(Composed::Nothing),
        false => Ok(Composed::Ready { commit: top, stories: taken }),
    }
}

/// The stories that this computer took back already, and died before it could say so: to take them
/// back again would take away what readers had before.
fn unfinished(repo: &Repository, tip: Oid, left: Option<Left>) -> Result<Vec<String>, git2::Error> {
    let here = repo.head()?.commit;
    let mut posts = BTreeSet::new();
    let mut add = |top: Oid, done: &dyn Fn(Oid) -> bool| -> Result<(), git2::Error> {
        let mut next = Some(top).filter(|top| within(repo, *top, tip));
        while let Some(id) = next.filter(|id| !done(*id)) {
            let commit = repo.git.find_commit(id)?;
            let Some(post) = trailer(&commit, TAKES_BACK) else { break };
            posts.insert(post.to_owned());
            next = commit.parent_id(0).ok();
        }
        Ok(())
    };
    if let Some(here) = here {
        for mark in marks(repo)? {
            add(mark, &|id| within(repo, id, here))?;
        }
    }
    if let Some(left) = left {
        add(left.commit, &|id| Some(id) == left.base)?;
    }
    Ok(posts.iter().filter_map(|post| repo.in_site(post)).map(str::to_owned).collect())
}

/// Whether readers see a picture in another story than those that are taken back.
fn shown_to_readers(
    repo: &Repository,
    what: &TakeBack<'_>,
    story: &StoryFiles,
    (top, picture): (Oid, &str),
) -> Result<bool, git2::Error> {
    let Some(picture) = repo.in_site(picture) else { return Ok(false) };
    let own = what.posts.iter().map(String::as_str).chain([story.post.as_str()]);
    repo.shown_in(top, picture, &own.collect::<Vec<_>>(), what.shows)
}

/// One commit that puts the files of one story back. `None` when readers have them so already.
fn restore(
    repo: &Repository,
    what: &TakeBack<'_>,
    story: &StoryFiles,
    brought: &Brought<'_>,
    (tip, top): (Oid, Oid),
    who: &Person,
    now: Timestamp,
) -> Result<Option<Oid>, PublishError> {
    let git = &repo.git;
    let post = repo.in_tree(&story.post);
    let before = Lookup::of(git, brought.before)?;
    let then = Lookup::of(git, Some(brought.commit.id()))?;
    let there = Lookup::of(git, Some(tip))?;
    let sent_on = trailer(&brought.commit, SENDS_ON);
    let mut changes = Changes::new();
    for path in &brought.paths {
        let (was, is) = (before.get(path)?, there.get(path)?);
        if sent_on == Some(path) {
            // What others wrote there since stays.
            let then = then.get(path)?;
            if is == then {
                changes.insert(path.clone(), was);
            } else if let Together::Merged(entry) = together::put(repo, path, then, was, is)? {
                changes.insert(path.clone(), Some(entry));
            }
            continue;
        }
        // A picture that somebody replaced since is theirs.
        let theirs = *path != post && is != then.get(path)? && !what.anyway;
        let shared = was.is_none()
            && *path != post
            && ((what.used_elsewhere)(&story.post, repo.in_site(path).unwrap_or(path))
                || shown_to_readers(repo, what, story, (top, path))?);
        if was != is && !theirs && !shared {
            changes.insert(path.clone(), was);
        }
    }
    let parent = git.find_commit(top)?;
    let root = tree::replace(git, Some(parent.tree_id()), &changes)?;
    if root == parent.tree_id() {
        return Ok(None);
    }
    let at = commit::moment(now, Some(&parent));
    let person = signature(who, at)?;
    let title = String::from_utf8_lossy(brought.commit.summary_bytes().unwrap_or_default());
    let restores = match (before.get(&post)?, brought.before) {
        (Some(_), Some(before)) => before.to_string(),
        _ => NOTHING.to_owned(),
    };
    let mut message = Message::new(&format!("Undo: {title}")).with(TAKES_BACK, &post);
    if trailer(&brought.commit, UNPUBLISHES).is_some() {
        message = message.with(RETURNS, &post).with_all(SENDS_ON, sent_on);
    }
    let message = message.with(RESTORES, restores).with(PUBLISHED_BY, &who.name).text();
    Ok(Some(commit::write(git, root, &[top], &person, &person, &message)?))
}

/// What this computer sent and took back, the latest first: the log of what is known of the
/// publishing branch, as far as that is still part of it.
fn acts(repo: &Repository, tip: Oid, (remote, branch): (&str, &str)) -> Vec<Act> {
    let Ok(log) = repo.git.reflog(&tracking_ref(remote, branch)) else { return Vec::new() };
    log.iter()
        .filter_map(|entry| {
            let published = entry.message_bytes() == Some(PUBLISHED.as_bytes());
            let ours = published || entry.message_bytes() == Some(TAKEN_BACK.as_bytes());
            let (before, after) = (entry.id_old(), entry.id_new());
            if !ours || !within(repo, after, tip) {
                return None;
            }
            // With the first publication the site itself went along: no story of that is taken back.
            let before = match before.is_zero() {
                true => beginning(repo, after).ok().flatten(),
                false => Some(before),
            };
            Some(Act { before, after, published })
        })
        .collect()
}

/// The stories of the last publication that is not taken back yet. Where this computer
/// published nothing, the newest that somebody published.
fn last(
    repo: &Repository,
    what: &TakeBack<'_>,
    tip: Oid,
    acts: &[Act],
) -> Result<Vec<String>, PublishError> {
    for act in acts.iter().filter(|act| act.published) {
        let mut posts = Vec::new();
        for post in posts_between(repo, act.before, act.after)? {
            let story = (what.files)(&post);
            let changed_since = !same(repo, &story, act.after, tip)?;
            let here = brought(repo, tip, &story, acts)?;
            let stands = here.is_some_and(|b| inside(repo, b.commit.id(), act));
            if stands || (changed_since && !taken_back(repo, &story, tip)?) {
                posts.push(post);
            }
        }
        if !posts.is_empty() {
            return Ok(posts);
        }
    }
    if acts.iter().any(|act| act.published) {
        return Ok(Vec::new());
    }
    let mut next = Some(repo.git.find_commit(tip)?);
    for _ in 0..FAR {
        let Some(commit) = next else { break };
        let parent = commit.parent(0).ok();
        if trailer(&commit, RESTORES).is_none() {
            let posts = posts_between(repo, parent.as_ref().map(Commit::id), commit.id())?;
            if !posts.is_empty() && parent.is_some() {
                return Ok(posts);
            }
        }
        next = parent;
    }
    Ok(Vec::new())
}

/// Whether what readers have of the story is what a taking-back left.
fn taken_back(repo: &Repository, story: &StoryFiles, tip: Oid) -> Result<bool, PublishError> {
    let touched = touched(repo, tip, &in_tree(repo, story))?;
    Ok(touched.is_some_and(|commit| trailer(&commit, RESTORES).is_some()))
}

fn posts_between(
    repo: &Repository,
    before: Option<Oid>,
    after: Oid,
) -> Result<Vec<String>, PublishError> {
    let from = before.map(|id| repo.tree_of(id)).transpose()?;
    let changes = tree::differences(&repo.git, from, Some(repo.tree_of(after)?))?;
    let there = Lookup::of(&repo.git, Some(after))?;
    let mut posts = Vec::new();
    // What sends readers on was not published for its own sake.
    let commit = repo.git.find_commit(after)?;
    let sent_on = trailer(&commit, SENDS_ON);
    let own = |path: &&String| Some(path.as_str()) != sent_on;
    for path in changes.keys().filter(own).filter(|path| site::is_post_name(path.as_ref())) {
        if let Some(post) = repo.in_site(path) {
            posts.push((there.get(path)?.is_none(), post.to_owned()));
        }
    }
    // What is gone may have been renamed: then it comes back with the story that it is now.
    posts.sort();
    Ok(posts.into_iter().map(|(_, post)| post).collect())
}

fn inside(repo: &Repository, commit: Oid, act: &Act) -> bool {
    within(repo, commit, act.after)
        && !act.before.is_some_and(|before| within(repo, commit, before))
}

fn in_tree(repo: &Repository, story: &StoryFiles) -> Vec<String> {
    story.paths().into_iter().map(|path| repo.in_tree(path)).collect()
}

fn same(repo: &Repository, story: &StoryFiles, a: Oid, b: Oid) -> Result<bool, git2::Error> {
    let (a, b) = (Lookup::of(&repo.git, Some(a))?, Lookup::of(&repo.git, Some(b))?);
    let post = repo.in_tree(&story.post);
    Ok(a.get(&post)? == b.get(&post)?)
}

/// Who published the story again since this computer last did something about it, or since it
/// last looked.
fn since(
    repo: &Repository,
    story: &StoryFiles,
    tip: Oid,
    known: Option<Oid>,
    acts: &[Act],
) -> Result<Option<String>, PublishError> {
    let seen = match last_act(repo, story, acts)? {
        Some(act) => Some(act.after),
        None => known,
    };
    let Some(seen) = seen.filter(|seen| within(repo, *seen, tip)) else { return Ok(None) };
    if same(repo, story, seen, tip)? {
        return Ok(None);
    }
    let by = touched(repo, tip, &[repo.in_tree(&story.post)])?;
    let name = |commit: Commit<'_>| String::from_utf8_lossy(commit.author().name_bytes()).into();
    Ok(Some(by.map(name).unwrap_or_default()))
}

/// The newest act of this computer that changed the story.
fn last_act<'a>(
    repo: &Repository,
    story: &StoryFiles,
    acts: &'a [Act],
) -> Result<Option<&'a Act>, git2::Error> {
    for act in acts {
        let Some(before) = act.before else { continue };
        if !same(repo, story, before, act.after)? {
            return Ok(Some(act));
        }
    }
    Ok(None)
}

/// Where this computer's own publication of the story stands, if it was not taken back.
fn own(
    repo: &Repository,
    story: &StoryFiles,
    tip: Oid,
    acts: &[Act],
) -> Result<Option<Oid>, git2::Error> {
    let act = last_act(repo, story, acts)?.filter(|act| act.published);
    Ok(act.map(|act| act.after).filter(|after| within(repo, *after, tip)))
}

/// The newest commit that changed one of the files, the post or what it needs.
fn touched<'r>(
    repo: &'r Repository,
    from: Oid,
    paths: &[String],
) -> Result<Option<Commit<'r>>, git2::Error> {
    let mut commit = repo.git.find_commit(from)?;
    let mut after = Lookup::new(&repo.git, Some(commit.tree_id()))?;
    for _ in 0..FAR {
        let parent = found(commit.parent(0))?;
        let before = Lookup::new(&repo.git, parent.as_ref().map(Commit::tree_id))?;
        for path in paths {
            if before.get(path)? != after.get(path)? {
                return Ok(Some(commit));
            }
        }
        let Some(parent) = parent else { return Ok(None) };
        (commit, after) = (parent, before);
    }
    Ok(None)
}

/// How readers came to what they have of a story as of `from`. What was taken back does not
/// count, so that the one before it is next. `None` when nothing is left.
fn brought<'r>(
    repo: &'r Repository,
    from: Oid,
    story: &StoryFiles,
    acts: &[Act],
) -> Result<Option<Brought<'r>>, git2::Error> {
    let post = repo.in_tree(&story.post);
    let paths = in_tree(repo, story);
    let mut from = from;
    let commit = loop {
        let Some(commit) = touched(repo, from, &paths)? else { return Ok(None) };
        // A picture that came with another story brought nothing of this one.
        if !of_story(repo, &commit, &post)? {
            let Ok(parent) = commit.parent_id(0) else { return Ok(None) };
            from = parent;
            continue;
        }
        match trailer(&commit, RESTORES).filter(|_| trailer(&commit, TAKES_BACK) == Some(&post)) {
            None => break commit,
            Some(NOTHING) => return Ok(None),
            Some(hex) => from = Oid::from_str(hex)?,
        }
    };
    let act = acts.iter().find(|act| act.published && inside(repo, commit.id(), act));
    let parent = commit.parent_id(0).ok();
    let before = act.and_then(|act| act.before).or(parent);
    let mut paths = BTreeSet::new();
    let mut next = Some(act.map_or(commit.id(), |act| act.after));
    while let Some(id) = next.filter(|id| Some(*id) != before) {
        let commit = repo.git.find_commit(id)?;
        paths.extend(files_of(repo, &commit, story)?);
        next = commit.parent_id(0).ok();
    }
    Ok(Some(Brought { commit, before, paths }))
}

/// Whether a commit changed this post, or pictures only.
fn of_story(repo: &Repository, commit: &Commit<'_>, post: &str) -> Result<bool, git2::Error> {
    if trailer(commit, SENDS_ON) == Some(post) {
        return Ok(false);
    }
    let before = commit.parent(0).ok().map(|parent| parent.tree_id());
    let changes = tree::differences(&repo.git, before, Some(commit.tree_id()))?;
    let posts = |path: &&String| site::is_post_name(path.as_ref());
    Ok(changes.contains_key(post) || !changes.keys().any(|path| posts(&path)))
}

/// The files that a commit changed of a story: all that its approval changed; of another
/// program's commit those that the story uses or that lie in its own folder.
fn files_of(
    repo: &Repository,
    commit: &Commit<'_>,
    story: &StoryFiles,
) -> Result<Vec<String>, git2::Error> {
    let before = commit.parent(0).ok().map(|parent| parent.tree_id());
    let changes = tree::differences(&repo.git, before, Some(commit.tree_id()))?;
    let own: BTreeSet<String> = in_tree(repo, story).into_iter().collect();
    if trailer(commit, UNPUBLISHES).is_some_and(|post| own.contains(post)) {
        return Ok(changes.into_keys().collect());
    }
    let approved =
        trailer(commit, CONTENT).is_some() && changes.keys().any(|path| own.contains(path));
    let folder = post::is_bundle(&story.post)
        .then(|| format!("{}/", repo.in_tree(post::folder(&story.post))));
    let beside =
        |path: &str| folder.as_ref().is_some_and(|folder| path.starts_with(folder.as_str()));
    let after = Lookup::new(&repo.git, Some(commit.tree_id()))?;
    let mut files = Vec::new();
    for path in changes.into_keys() {
        let post = site::is_post_name(path.as_ref()) && !own.contains(&path);
        // A post that went with the approval of this one is where it was before it was renamed.
        let another = post && !(approved && after.get(&path)?.is_none());
        if !another && (own.contains(&path) || approved || beside(&path)) {
            files.push(path);
        }
    }
    Ok(files)
}

// ---- What stays here when the own branch goes after ----------------------------------------

const MARKS: &str = "refs/galley/taken-back/";

/// Marks the commits between as taken back by this computer, before they are sent.
pub(super) fn mark(repo: &Repository, tip: Oid, top: Oid) -> Result<(), git2::Error> {
    let name = format!("{MARKS}{top}");
    repo.git.reference(&name, top, true, &format!("galley: on top of {tip}")).map(drop)
}

/// What the log says of a commit that this computer sent.
pub(super) fn act_of(repo: &Repository, commit: Oid) -> &'static str {
    let takes_back = repo.git.find_commit(commit).is_ok_and(|c| trailer(&c, TAKES_BACK).is_some());
    if takes_back { TAKEN_BACK } else { PUBLISHED }
}

/// What this computer took back from readers, or off the site.
#[derive(Default)]
pub(super) struct Marked {
    /// Stories that stay as they were approved, each with the files that were put back.
    pub(super) taken_back: BTreeMap<String, BTreeSet<String>>,
    /// Files that stay in the folder as they are, and are approved no more.
    pub(super) left: BTreeSet<String>,
}

/// What the marks say that lie in `tip` and not in `here` yet.
pub(super) fn marked(repo: &Repository, here: Oid, tip: Oid) -> Result<Marked, git2::Error> {
    let mut marked = Marked::default();
    for mark in marks(repo)? {
        let mut next = Some(mark).filter(|mark| within(repo, *mark, tip));
        while let Some(id) = next.filter(|id| !within(repo, *id, here)) {
            let commit = repo.git.find_commit(id)?;
            let draft = trailer(&commit, UNPUBLISHES).or_else(|| trailer(&commit, RETURNS));
            let story = trailer(&commit, TAKES_BACK);
            if draft.or(story).is_none() {
                break;
            }
            let before = commit.parent(0).ok().map(|parent| parent.tree_id());
            let changes = tree::differences(&repo.git, before, Some(commit.tree_id()))?;
            let files = changes.into_keys();
            match (draft, story) {
                (None, Some(post)) => {
                    marked.taken_back.entry(post.to_owned()).or_default().extend(files);
                }
                _ => {
                    let sent_on = trailer(&commit, SENDS_ON);
                    marked.left.extend(files.filter(|path| Some(path.as_str()) != sent_on));
                }
            }
            next = commit.parent_id(0).ok();
        }
    }
    Ok(marked)
}

/// Takes away the marks that are done with: the own branch stands on them, or they never came
/// into the publishing branch.
pub(super) fn unmark(repo: &Repository, here: Oid, tip: Oid) -> Result<(), git2::Error> {
    for mark in marks(repo)? {
        if within(repo, mark, here) || !within(repo, mark, tip) {
            repo.git.find_reference(&format!("{MARKS}{mark}"))?.delete()?;
        }
    }
    Ok(())
}

/// As [`unmark`], after a sending that the publishing branch did not take.
pub(super) fn unmark_unsent(repo: &Repository, tip: Option<Oid>) -> Result<(), git2::Error> {
    let here = repo.head()?.commit;
    match tip.or(here) {
        Some(tip) => unmark(repo, here.unwrap_or(tip), tip),
        None => Ok(()),
    }
}

fn marks(repo: &Repository) -> Result<Vec<Oid>, git2::Error> {
    let all = repo.git.references_glob(&format!("{MARKS}*"))?;
    Ok(all.flatten().filter_map(|mark| mark.target()).collect())
}
