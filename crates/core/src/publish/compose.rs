//! Puts approved stories on top of the publishing branch.
//!
//! Three versions of each file decide: *here* (HEAD), *there* (the publishing branch), and
//! the *base* from which both went on. A file is ours when here differs from base and from
//! there. It is contested when there differs from base as well: then somebody else changed
//! it too, and the two are put together (`together`). Where somebody has to be asked, nothing
//! of that story is sent over theirs: it arrives here first, and then what somebody chose goes on
//! from it.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use git2::{Commit, Oid, Signature, Time};

use super::together::{self, Together};
use super::undo::Marked;
use super::{PublishError, Refusal};
use crate::repository::commit;
use crate::repository::trailers::{CONTENT, Message, PUBLISHED_BY, trailer};
use crate::repository::tree::{self, Changes, Lookup};
use crate::repository::{REWRITTEN, Repository, StoryFiles, found};
use crate::site;
use crate::view::Person;

/// What there is to send.
pub(super) enum Composed {
    /// Everything chosen is there already.
    Nothing,
    /// It must not be sent.
    Refused(Refusal),
    /// This commit, which brings these stories.
    Ready { commit: Oid, stories: Vec<String> },
}

/// What is left here when the publishing branch has moved on.
pub(super) struct Rest {
    /// The branch, and on top of it what was approved here and is not in it.
    pub(super) top: Oid,
    /// Posts that were put together from both versions, each with the blob that was ours.
    pub(super) merged: Vec<(String, Oid)>,
    /// Files of approvals that are withdrawn, because others changed the same and somebody has
    /// to decide; each with what both began from.
    pub(super) undecided: Vec<(String, Option<Oid>)>,
}

/// The two branches and what is ours between them.
pub(super) struct Between<'r> {
    repo: &'r Repository,
    here: Oid,
    /// What the new commits stand on: the publishing branch, or where a first one begins.
    onto: Option<Oid>,
    base: Lookup<'r>,
    there: Lookup<'r>,
    /// Every file that is ours, as it is here.
    ours: Changes,
    straight: bool,
    /// Where the commits of one's own begin that a rewritten branch does not know.
    rewritten: Option<Oid>,
    /// See [`Between::own_commits`].
    own: OnceCell<Vec<(Commit<'r>, Changes)>>,
}

impl<'r> Between<'r> {
    /// `Ok(None)` when they have nothing in common.
    pub(super) fn new(
        repo: &'r Repository,
        here: Oid,
        tip: Option<Oid>,
        known: Option<Oid>,
    ) -> Result<Option<Self>, git2::Error> {
        let rewritten = tip.and_then(|tip| rewritten(repo, here, tip));
        let base = match (tip, known) {
            (Some(_), _) if rewritten.is_some() => rewritten,
            (Some(tip), _) => match found(repo.git.merge_base(here, tip))? {
                Some(base) => Some(base),
                None => return Ok(None),
            },
            (None, Some(known)) => found(repo.git.merge_base(here, known))?,
            (None, None) => beginning(repo, here)?,
        };
        let onto = tip.or(base);
        let base_tree = base.map(|id| repo.tree_of(id)).transpose()?;
        let there = Lookup::of(&repo.git, onto)?;
        let mut ours = tree::differences(&repo.git, base_tree, Some(repo.tree_of(here)?))?;
        let mut failed = None;
        ours.retain(|path, entry| match there.get(path) {
            Ok(there) => there != *entry,
            Err(e) => {
                failed = Some(e);
                true
            }
        });
        if let Some(e) = failed {
            return Err(e);
        }
        let base = Lookup::new(&repo.git, base_tree)?;
        let straight = rewritten.is_none()
            && onto.is_none_or(|onto| {
                onto == here || repo.git.graph_descendant_of(here, onto).unwrap_or(false)
            });
        let own = OnceCell::new();
        Ok(Some(Self { repo, here, onto, base, there, ours, straight, rewritten, own }))
    }

    /// Whether others changed this file too, since both went on from the base.
    fn contested(&self, path: &str) -> Result<bool, git2::Error> {
        let there = self.there.get(path)?;
        let here = Lookup::of(&self.repo.git, Some(self.here))?.get(path)?;
        if there == self.base.get(path)? || there == here {
            return Ok(false);
        }
        // What was approved here before is what this version goes on from, whoever has it by now.
        let ours = |(_, changes): &(_, Changes)| changes.get(path) == Some(&there);
        Ok(!self.own_commits()?.iter().any(ours))
    }

    /// What becomes of a contested file.
    fn together(&self, path: &str) -> Result<Together, git2::Error> {
        let here = Lookup::of(&self.repo.git, Some(self.here))?.get(path)?;
        let base = match self.base.get(path)? {
            None if site::is_post_name(path.as_ref()) => self.base.get(&self.came_from(path)?)?,
            base => base,
        };
        together::put(self.repo, path, base, here, self.there.get(path)?)
    }

    /// Where a post that is new here lay when both went on from the base.
    fn came_from(&self, path: &str) -> Result<String, git2::Error> {
        let mut place = path.to_owned();
        for (commit, changes) in self.own_commits()?.iter().rev() {
            let before = Lookup::of(&self.repo.git, commit.parent_id(0).ok())?;
            if !matches!(changes.get(&place), Some(Some(_))) || before.get(&place)?.is_some() {
                continue;
            }
            let post = |path: &&String| site::is_post_name(path.as_ref());
            let gone = changes.iter().filter(|(_, entry)| entry.is_none());
            let gone: Vec<&String> = gone.map(|(path, _)| path).filter(post).collect();
            let [from] = gone.as_slice() else { break };
            place = (*from).clone();
        }
        Ok(place)
    }

    /// Where a post that is gone here was moved to, its blob there, and what becomes of it with what
    /// others wrote at the old place.
    fn moved(&self, path: &str) -> Result<Option<(String, Oid, Together)>, git2::Error> {
        if !site::is_post_name(path.as_ref()) {
            return Ok(None);
        }
        let mut place = path.to_owned();
        for (commit, changes) in self.own_commits()? {
            if changes.get(&place) != Some(&None) {
                continue;
            }
            // An approval is of one story: what it brings at a new place is the same one.
            let before = Lookup::of(&self.repo.git, commit.parent_id(0).ok())?;
            let mut come = Vec::new();
            for (path, entry) in changes {
                let post = site::is_post_name(path.as_ref());
                if post && entry.is_some() && before.get(path)?.is_none() {
                    come.push(path.clone());
                }
            }
            let [to] = come.as_slice() else { return Ok(None) };
            place = to.clone();
        }
        let here = Lookup::of(&self.repo.git, Some(self.here))?.get(&place)?;
        let Some(moved) = here.filter(|_| place != path) else { return Ok(None) };
        let (base, there) = (self.base.get(path)?, self.there.get(path)?);
        let together = together::put(self.repo, &place, base, here, there)?;
        Ok(Some((place, moved.id, together)))
    }

    /// The commits of this branch that the publishing branch does not have, oldest first,
    /// each with what it changed. Of a merge, the side of this branch.
    fn own_commits(&self) -> Result<&[(Commit<'r>, Changes)], git2::Error> {
        if self.own.get().is_none() {
            let _ = self.own.set(self.read_own_commits()?);
        }
        Ok(self.own.get().map_or(&[], Vec::as_slice))
    }

    fn read_own_commits(&self) -> Result<Vec<(Commit<'r>, Changes)>, git2::Error> {
        let git = &self.repo.git;
        let mut commits = Vec::new();
        let mut next = Some(git.find_commit(self.here)?);
        while let Some(commit) = next {
            let sent = |onto: Oid| {
                onto == commit.id() || git.graph_descendant_of(onto, commit.id()).unwrap_or(false)
            };
            if self.onto.is_some_and(sent) || self.rewritten.is_some_and(sent) {
                break;
            }
            next = commit.parent(0).ok();
            let before = next.as_ref().map(Commit::tree_id);
            let changes = tree::differences(git, before, Some(commit.tree_id()))?;
            commits.push((commit, changes));
        }
        commits.reverse();
        Ok(commits)
    }

    /// What is left here when `tip` has become the publishing branch: `tip` with the approved
    /// stories that it does not have on top. `None` when that cannot be composed. Stories that
    /// this computer took back from readers, each with its files, stay as they were approved;
    /// those that it took off the site are approved no more.
    pub(super) fn rest(&self, tip: Oid, marked: &Marked) -> Result<Option<Rest>, PublishError> {
        let git = &self.repo.git;
        let Marked { taken_back, left: drafts } = marked;
        let mut rest = Rest { top: tip, merged: Vec::new(), undecided: Vec::new() };
        if self.ours.is_empty() && taken_back.is_empty() {
            return Ok(Some(rest));
        }
        if self.straight {
            return Ok(Some(Rest { top: self.here, ..rest }));
        }
        let stays = |path: &String| {
            drafts.contains(path) || taken_back.values().any(|files| files.contains(path))
        };
        let mut left = self.ours.clone();
        let mut both = Changes::new();
        for (path, mine) in self.ours.iter().filter(|(path, _)| !stays(path)) {
            if !self.contested(path)? {
                continue;
            }
            left.remove(path);
            if mine.is_none() {
                // What is gone here and others changed goes on where it was moved to; else theirs
                // comes back.
                if let Some((place, moved, together)) = self.moved(path)? {
                    match together {
                        Together::Theirs => {
                            let theirs = self.there.get(path)?;
                            both.insert(place.clone(), theirs);
                        }
                        Together::Merged(entry) => drop(both.insert(place.clone(), Some(entry))),
                        Together::Ask => continue,
                    }
                    left.remove(&place);
                    left.insert(path.clone(), None);
                    rest.merged.push((place, moved));
                }
                continue;
            }
            match self.together(path)? {
                Together::Theirs => rest.merged.extend(mine.map(|mine| (path.clone(), mine.id))),
                Together::Merged(entry) => {
                    both.insert(path.clone(), Some(entry));
                    rest.merged.extend(mine.map(|mine| (path.clone(), mine.id)));
                }
                Together::Ask => {
                    let base = self.base.get(path)?.map(|entry| entry.id);
                    rest.undecided.push((path.clone(), base));
                }
            }
        }
        let mut top = tip;
        for (commit, changes) in self.own_commits()? {
            let ours = |path: &String| left.contains_key(path) && !stays(path);
            let mine = changes.iter().filter(|(path, _)| ours(path));
            let mine: Changes = mine.map(|(path, entry)| (path.clone(), *entry)).collect();
            top = again(self.repo, commit, Some(top), &mine, &Message::of(commit))?.unwrap_or(top);
        }
        for (path, entry) in both {
            let Some(approval) = self.repo.last_touched(self.here, &path)? else { continue };
            let message = together::message(self.repo, &approval, tip, None);
            let mine = Changes::from([(path, entry)]);
            top = again(self.repo, &approval, Some(top), &mine, &message)?.unwrap_or(top);
        }
        for (post, files) in taken_back {
            top = self.kept(post, files, top)?;
        }
        // Merges can bring a file in by another way than the first parents.
        let there = Lookup::of(git, Some(top))?;
        for (path, entry) in left.iter().filter(|(path, _)| !stays(path)) {
            if there.get(path)? != *entry {
                return Ok(None);
            }
        }
        rest.top = top;
        Ok(Some(rest))
    }

    /// The last approval of a story, with all of these files as it left them, on top.
    fn kept(&self, post: &str, files: &BTreeSet<String>, top: Oid) -> Result<Oid, PublishError> {
        let git = &self.repo.git;
        let here = Lookup::of(git, Some(self.here))?;
        // A story whose removal was taken back comes back.
        if here.get(post)?.is_none() {
            return Ok(top);
        }
        let Some(approval) = self.repo.last_touched(self.here, post)? else { return Ok(top) };
        let mut mine = Changes::new();
        for path in files.iter().map(String::as_str).chain([post]) {
            mine.insert(path.to_owned(), here.get(path)?);
        }
        Ok(again(self.repo, &approval, Some(top), &mine, &Message::of(&approval))?.unwrap_or(top))
    }
}

/// Composes what is to be sent. `known` is where the publishing branch was last seen.
pub(super) fn compose(
    repo: &Repository,
    stories: &[StoryFiles],
    tip: Option<Oid>,
    known: Option<Oid>,
    who: &Person,
) -> Result<Composed, PublishError> {
    let Some(here) = repo.head()?.commit else { return Ok(Composed::Nothing) };
    let Some(between) = Between::new(repo, here, tip, known)? else {
        return Ok(Composed::Refused(Refusal::HistoryRewritten));
    };

    let mut chosen = BTreeSet::new();
    let mut sending = Vec::new();
    for story in stories {
        let paths: Vec<String> = story.paths().into_iter().map(|path| repo.in_tree(path)).collect();
        let mut mine: Changes = paths
            .iter()
            .filter_map(|path| Some((path.clone(), *between.ours.get(path)?)))
            .collect();
        if mine.is_empty() {
            continue;
        }
        let mut merged = false;
        for path in &paths {
            // What is not ours stays theirs anyway.
            if !mine.contains_key(path) || !between.contested(path)? {
                continue;
            }
            let together = match mine.get(path) {
                Some(None) => between.moved(path)?,
                _ => None,
            };
            if let Some((place, _, together)) = together.filter(|(place, ..)| paths.contains(place))
            {
                let entry = match together {
                    Together::Theirs => between.there.get(path)?,
                    Together::Merged(entry) => Some(entry),
                    Together::Ask => {
                        let path = story.post.clone();
                        return Ok(Composed::Refused(Refusal::SameStoryChanged { path }));
                    }
                };
                merged = true;
                mine.insert(place, entry);
                continue;
            }
            match between.together(path)? {
                Together::Theirs => drop(mine.remove(path)),
                Together::Merged(entry) => {
                    merged = true;
                    mine.insert(path.clone(), Some(entry));
                }
                Together::Ask => {
                    let path = story.post.clone();
                    return Ok(Composed::Refused(Refusal::SameStoryChanged { path }));
                }
            }
        }
        chosen.extend(paths);
        if !mine.is_empty() {
            sending.push((story, mine, merged));
        }
    }
    if sending.is_empty() {
        return Ok(Composed::Nothing);
    }
    let names = sending.iter().map(|(story, ..)| story.post.clone()).collect();
    if between.straight && between.ours.keys().all(|path| chosen.contains(path)) {
        return Ok(Composed::Ready { commit: here, stories: names });
    }

    let own = between.own_commits()?;
    let mut ordered: Vec<(usize, Changes, Option<&StoryFiles>)> = sending
        .into_iter()
        .map(|(story, mine, merged)| {
            let post = repo.in_tree(&story.post);
            let touches =
                |path: &String| own.iter().rposition(|(_, changes)| changes.contains_key(path));
            let last = touches(&post).or_else(|| mine.keys().filter_map(touches).max());
            (last.unwrap_or(own.len() - 1), mine, merged.then_some(story))
        })
        .collect();
    ordered.sort_by_key(|(last, ..)| *last);
    let mut top = between.onto;
    for (last, mine, merged) in ordered {
        let (commit, _) = &own[last];
        let message = match (merged, between.onto) {
            (Some(story), Some(onto)) => {
                let there = |path: &str| between.there.get(path).ok().flatten();
                let entry = |path: &str| mine.get(path).copied().unwrap_or_else(|| there(path));
                together::message(repo, commit, onto, Some((story, &entry)))
            }
            _ => Message::of(commit),
        };
        let message = message.with(PUBLISHED_BY, &who.name);
        top = again(repo, commit, top, &mine, &message)?.or(top);
    }
    Ok(match top {
        Some(commit) => Composed::Ready { commit, stories: names },
        None => Composed::Nothing,
    })
}

/// The same approval on top of something else: author, committer and words are kept. `None`
/// when it changes nothing there.
fn again(
    repo: &Repository,
    commit: &Commit<'_>,
    onto: Option<Oid>,
    changes: &Changes,
    message: &Message,
) -> Result<Option<Oid>, PublishError> {
    let parent = onto.map(|id| repo.git.find_commit(id)).transpose()?;
    let before = parent.as_ref().map(Commit::tree_id);
    let tree = tree::replace(&repo.git, before, changes)?;
    if changes.is_empty() || Some(tree) == before {
        return Ok(None);
    }
    let committer = commit.committer();
    let earliest =
        parent.as_ref().map_or(i64::MIN, |parent| parent.time().seconds().saturating_add(1));
    let when =
        Time::new(committer.when().seconds().max(earliest), committer.when().offset_minutes());
    let name = String::from_utf8_lossy(committer.name_bytes()).into_owned();
    let email = String::from_utf8_lossy(committer.email_bytes()).into_owned();
    let committer = Signature::new(&name, &email, &when)?;
    let parents: Vec<Oid> = onto.into_iter().collect();
    Ok(Some(commit::write(
        &repo.git,
        tree,
        &parents,
        &commit.author(),
        &committer,
        &message.text(),
    )?))
}

/// What readers had before it was rewritten, while this branch stands on it and theirs does not.
fn rewritten(repo: &Repository, here: Oid, tip: Oid) -> Option<Oid> {
    let old = repo.git.refname_to_id(REWRITTEN).ok()?;
    let within = |tip| tip == old || repo.git.graph_descendant_of(tip, old).unwrap_or(false);
    (within(here) && !within(tip)).then_some(old)
}

/// Where a first publication begins: what lies below the oldest approval. It is the site itself,
/// and goes along. Where nothing was approved, everything is.
pub(super) fn beginning(repo: &Repository, here: Oid) -> Result<Option<Oid>, git2::Error> {
    let mut below = Some(here);
    let mut next = Some(repo.git.find_commit(here)?);
    while let Some(commit) = next {
        next = commit.parent(0).ok();
        if trailer(&commit, CONTENT).is_some() {
            below = next.as_ref().map(Commit::id);
        }
    }
    Ok(below)
}
