//! Which commit changed each of many posts last, and which posts were taken off the site.
//!
//! 1. All posts are looked for in one walk. At each commit those that a parent has the same go on
//!    to that parent; what is left was changed here. Folders of one id are not opened.
//! 2. What was found is remembered. When the branch went on, the commits between are looked at:
//!    what none of them changed still holds.
//! 3. Commits that took a post off the site are collected in the same manner.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use git2::{ObjectType, Oid};

use super::history::FAR;
use super::trailers::{UNPUBLISHES, trailer};
use super::{Repository, tree};

/// So far a branch may have gone on before everything is looked for anew.
const ON: usize = 1_000;

/// What is known of one commit and those below it.
#[derive(Debug, Default)]
pub(super) struct Touched {
    from: Option<Oid>,
    /// By post, from the work tree's root; `None`: not among the last [`FAR`] commits.
    last: HashMap<String, Option<Oid>>,
    off: Off,
}

/// Posts that were taken off the site.
#[derive(Debug, Default)]
struct Off {
    from: Option<Oid>,
    commits: HashMap<String, Oid>,
}

impl Repository {
    /// The newest commit that changed each of these posts, given from the work tree's root, as of
    /// HEAD. Where a merge took a side's version, that side.
    pub(super) fn touched(&self, posts: &[String]) -> Result<Vec<Option<Oid>>, git2::Error> {
        let Some(head) = self.head()?.commit else { return Ok(vec![None; posts.len()]) };
        let mut known = self.touched.borrow_mut();
        known.go_on(&self.git, head)?;
        let missing: BTreeSet<&str> = posts
            .iter()
            .map(String::as_str)
            .filter(|post| !known.last.contains_key(*post))
            .collect();
        if !missing.is_empty() {
            let found = last_of(&self.git, head, missing.iter().copied().collect())?;
            for post in missing {
                known.last.insert(post.to_owned(), found.get(post).copied());
            }
        }
        Ok(posts.iter().map(|post| known.last.get(post).copied().flatten()).collect())
    }

    /// The newest commit of the publishing branch that took this post off the site.
    pub(super) fn taken_off(&self, post: &str) -> Option<Oid> {
        let live = self.live()?;
        let off = &mut self.touched.borrow_mut().off;
        if off.from != Some(live) {
            let mut new: HashMap<String, Oid> = HashMap::new();
            let mut next = self.git.find_commit(live).ok();
            let mut met = false;
            for _ in 0..FAR {
                let Some(commit) = next.filter(|commit| Some(commit.id()) != off.from) else {
                    met = true;
                    break;
                };
                if let Some(post) = trailer(&commit, UNPUBLISHES) {
                    new.entry(post.to_owned()).or_insert(commit.id());
                }
                next = commit.parent(0).ok();
            }
            // A history that was rewritten ends at its beginning, or too far away: nothing of before holds.
            if !met || next_is_other(&self.git, off.from, live) {
                off.commits.clear();
            }
            off.commits.extend(new);
            off.from = Some(live);
        }
        off.commits.get(post).copied()
    }
}

/// Whether what was known belongs to another history.
fn next_is_other(git: &git2::Repository, known: Option<Oid>, live: Oid) -> bool {
    known.is_some_and(|known| !git.graph_descendant_of(live, known).unwrap_or(false))
}

impl Touched {
    /// Lets go of what the commits since changed.
    fn go_on(&mut self, git: &git2::Repository, head: Oid) -> Result<(), git2::Error> {
        let Some(from) = self.from.replace(head) else { return Ok(()) };
        let mut next = Some(git.find_commit(head)?);
        for _ in 0..ON {
            let Some(commit) = next else { break };
            if commit.id() == from {
                return Ok(());
            }
            if commit.parent_count() > 1 {
                break;
            }
            let parent = commit.parent(0).ok();
            let before = parent.as_ref().map(git2::Commit::tree_id);
            for path in tree::differences(git, before, Some(commit.tree_id()))?.keys() {
                self.last.remove(path);
            }
            next = parent;
        }
        self.last.clear();
        Ok(())
    }
}

fn last_of(
    git: &git2::Repository,
    from: Oid,
    posts: Vec<&str>,
) -> Result<HashMap<String, Oid>, git2::Error> {
    let there = present(git, git.find_commit(from)?.tree_id(), &posts)?;
    let mut waiting = BTreeMap::from([(from, there)]);
    let mut found = HashMap::new();
    for _ in 0..FAR {
        let Some((id, mut posts)) = waiting.pop_first() else { break };
        if posts.is_empty() {
            continue;
        }
        let commit = git.find_commit(id)?;
        for parent in commit.parents() {
            let mut other = BTreeSet::new();
            differing(
                git,
                (Some(commit.tree_id()), Some(parent.tree_id())),
                "",
                &posts,
                &mut other,
            )?;
            let same = posts.iter().filter(|post| !other.contains(*post)).copied();
            let same: Vec<&str> = same.collect();
            let known: &mut Vec<&str> = waiting.entry(parent.id()).or_default();
            known.extend(same);
            known.sort_unstable();
            posts = other.into_iter().collect();
            if posts.is_empty() {
                break;
            }
        }
        found.extend(posts.into_iter().map(|post| (post.to_owned(), id)));
    }
    Ok(found)
}

/// Those of the posts that a tree has.
fn present<'p>(
    git: &git2::Repository,
    tree: Oid,
    posts: &[&'p str],
) -> Result<Vec<&'p str>, git2::Error> {
    let mut there = BTreeSet::new();
    let mut posts = posts.to_vec();
    posts.sort_unstable();
    differing(git, (Some(tree), None), "", &posts, &mut there)?;
    Ok(there.into_iter().collect())
}

/// Adds those of the posts, which are in order and lie below `folder`, in which two trees differ.
fn differing<'p>(
    git: &git2::Repository,
    (one, other): (Option<Oid>, Option<Oid>),
    folder: &str,
    posts: &[&'p str],
    found: &mut BTreeSet<&'p str>,
) -> Result<(), git2::Error> {
    if one == other {
        return Ok(());
    }
    let one = one.map(|id| git.find_tree(id)).transpose()?;
    let other = other.map(|id| git.find_tree(id)).transpose()?;
    let entry = |tree: &Option<git2::Tree<'_>>, name: &str| {
        let entry = tree.as_ref()?.get_name(name)?;
        Some((entry.id(), entry.filemode(), entry.kind() == Some(ObjectType::Tree)))
    };
    let mut rest = posts;
    while let Some(post) = rest.first() {
        let name = &post[folder.len()..];
        let Some((inner, _)) = name.split_once('/') else {
            let is_file = |entry: &(Oid, i32, bool)| !entry.2;
            if entry(&one, name).filter(is_file) != entry(&other, name).filter(is_file) {
                found.insert(*post);
            }
            rest = &rest[1..];
            continue;
        };
        let below = format!("{folder}{inner}/");
        let count = rest.iter().take_while(|post| post.starts_with(&below)).count();
        let tree = |side| entry(side, inner).filter(|entry| entry.2).map(|entry| entry.0);
        differing(git, (tree(&one), tree(&other)), &below, &rest[..count], found)?;
        rest = &rest[count..];
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use git2::Signature;

    use super::*;
    use crate::repository::test_desk::Desk;
    use crate::repository::tree::{Changes, Entry, replace};

    /// A number that looks random, the same each time.
    fn next(state: &mut u64) -> usize {
        *state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*state >> 33) as usize
    }

    fn commit(git: &git2::Repository, parents: &[Oid], changes: &Changes, why: &str) -> Oid {
        let parents: Vec<_> = parents.iter().map(|id| git.find_commit(*id).unwrap()).collect();
        let root = replace(git, Some(parents[0].tree_id()), changes).unwrap();
        let tree = git.find_tree(root).unwrap();
        let who = Signature::now("A", "a@example.org").unwrap();
        let all: Vec<_> = parents.iter().collect();
        git.commit(None, &who, &who, why, &tree, &all).unwrap()
    }

    #[test]
    fn one_walk_for_all_finds_what_a_walk_for_each_finds() {
        let posts: Vec<String> =
            (0..12).map(|n| format!("posts/{}/{n}.md", n % 3)).chain(["top.md".into()]).collect();
        for seed in 1..6_u64 {
            let desk = Desk::new();
            let git = &desk.repo.git;
            let mut state = seed;
            let mut tip = git.refname_to_id("refs/heads/main").unwrap();
            let mut side = tip;
            for round in 0..60 {
                let path = posts[next(&mut state) % posts.len()].clone();
                let id = git.blob(format!("{round}").as_bytes()).unwrap();
                let entry =
                    (!next(&mut state).is_multiple_of(6)).then_some(Entry { id, mode: 0o100644 });
                let changes = Changes::from([(path, entry)]);
                match next(&mut state) % 5 {
                    0 => side = commit(git, &[side], &changes, "side"),
                    1 => tip = commit(git, &[tip, side], &changes, "merge"),
                    2 => (tip, side) = (side, tip),
                    _ => tip = commit(git, &[tip], &changes, "on"),
                }
                git.reference("refs/heads/main", tip, true, "test").unwrap();
                if round % 7 > 0 {
                    continue;
                }
                // Some are asked for at once, some later, when the branch went on.
                let asked = &posts[..=next(&mut state) % posts.len()];
                let found = desk.repo.touched(asked).unwrap();
                for (post, found) in asked.iter().zip(found) {
                    let alone = desk.repo.last_touched(tip, post).unwrap();
                    assert_eq!(found, alone.map(|commit| commit.id()), "{seed} {round} {post}");
                }
            }
        }
    }

    #[test]
    fn what_was_taken_off_is_known_as_the_branch_goes_on_and_when_it_is_another() {
        let desk = Desk::new();
        let git = &desk.repo.git;
        let start = git.refname_to_id("refs/remotes/origin/main").unwrap();
        let live = |id: Oid| git.reference("refs/remotes/origin/main", id, true, "test").unwrap();
        let off = |post: &str| desk.repo.taken_off(post);
        assert_eq!(off("a.md"), None);
        let words = |post: &str| format!("Off\n\n{UNPUBLISHES}: {post}\n");
        let first = commit(git, &[start], &Changes::new(), &words("a.md"));
        live(first);
        assert_eq!((off("a.md"), off("b.md")), (Some(first), None));
        let second = commit(git, &[first], &Changes::new(), &words("b.md"));
        let third = commit(git, &[second], &Changes::new(), &words("a.md"));
        live(third);
        assert_eq!((off("a.md"), off("b.md")), (Some(third), Some(second)));
        live(commit(git, &[start], &Changes::new(), "Rewritten"));
        assert_eq!((off("a.md"), off("b.md")), (None, None));
    }
}
