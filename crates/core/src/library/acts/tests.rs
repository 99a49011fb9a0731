//! Done whole or not at all, wherever it is broken off; taken back byte for byte.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proptest::prelude::*;

use super::*;

struct Nobody;

impl Followers for Nobody {
    fn follow(&self, _: &[(String, String)]) -> Result<(), PathError> {
        Ok(())
    }

    fn keep_versions(&self, _: &str, _: &str) -> Result<(), PathError> {
        Ok(())
    }

    fn leave(&self, _: &[(String, Vec<String>)]) -> Result<(), PathError> {
        Ok(())
    }
}

type Tree = BTreeMap<String, Vec<u8>>;

fn tree(folder: &Path) -> Tree {
    fn look(folder: &Path, root: &Path, found: &mut Tree) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                look(&path, root, found);
            } else {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    let mut found = Tree::new();
    look(folder, folder, &mut found);
    found
}

fn write(folder: &Path, files: &Tree) {
    for (path, bytes) in files {
        let file = folder.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
}

/// A site in which one act is ready: the files before, and after.
struct Ready {
    _home: tempfile::TempDir,
    acts: Acts,
    act: Act,
    before: Tree,
    after: Tree,
}

fn ready(before: Tree, after: Tree) -> Ready {
    let home = tempfile::tempdir().unwrap();
    let site = home.path().join("site");
    fs::create_dir_all(&site).unwrap();
    write(&site, &before);
    let paths: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let changes = paths.into_iter().map(|path| FileChange {
        path: path.clone(),
        before: before.get(path).cloned(),
        after: after.get(path).cloned(),
    });
    let act = Act {
        kind: Kind::Rename,
        title: "A story".to_owned(),
        story: None,
        to_story: None,
        moved: Vec::new(),
        versions: None,
        changes: changes.filter(|change| change.before != change.after).collect(),
        modes: BTreeMap::new(),
        folders: Vec::new(),
        left: Vec::new(),
        undoes: None,
    };
    Ready { acts: Acts::new(site, home.path().join("acts")), _home: home, act, before, after }
}

fn now() -> Timestamp {
    Timestamp::from_second(1_700_000_000).unwrap()
}

fn files(all: &[(&str, &str)]) -> Tree {
    all.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
}

fn names() -> impl Strategy<Value = Tree> {
    let path =
        prop_oneof!["[a-c]", "[a-c]/[a-c]", "[a-c]/[a-c]/[x-z]"].prop_map(|p| format!("{p}.md"));
    proptest::collection::btree_map(path, proptest::collection::vec(any::<u8>(), 0..40), 0..4)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, max_shrink_iters: 50, ..ProptestConfig::default() })]

    #[test]
    fn what_is_taken_back_is_as_it_was_and_what_is_broken_off_is_finished(before in names(), after in names()) {
        let Ready { acts, act, before, after, _home } = ready(before, after);
        let steps = act.changes.len();
        for stopped in 0..=steps {
            let id = acts.begin(&act, now()).unwrap();
            prop_assert_eq!(acts.steps(&act, &Nobody, stopped).unwrap(), stopped >= steps);
            // The lights go out here; the next run opens the site.
            acts.resume(&Nobody).unwrap();
            prop_assert_eq!(&tree(&acts.site), &after, "finished after {} steps", stopped);
            let undone = acts.get(&id).unwrap().act.inverse(&id);
            let back = acts.begin(&undone, now()).unwrap();
            acts.steps(&undone, &Nobody, stopped).unwrap();
            acts.resume(&Nobody).unwrap();
            prop_assert_eq!(&tree(&acts.site), &before, "taken back after {} steps", stopped);
            prop_assert!(acts.get(&back).is_ok(), "taking back can be taken back");
            acts.resume(&Nobody).unwrap();
            prop_assert!(acts.get(&id).is_err(), "what was taken back is no act any more");
        }
    }
}

#[test]
fn what_somebody_changed_meanwhile_is_never_overwritten() {
    let before = files(&[("a.md", "one"), ("b.md", "two")]);
    let after = files(&[("a.md", "ONE"), ("c/b.md", "two")]);
    let Ready { acts, act, before, after, _home } = ready(before, after);
    fs::write(acts.site.join("b.md"), "theirs").unwrap();
    let refused = acts.act(&act, &Nobody, now());
    assert!(matches!(refused, Err(ActError::Changed { path }) if path == "b.md"), "before");
    fs::write(acts.site.join("b.md"), "two").unwrap();

    let id = acts.begin(&act, now()).unwrap();
    acts.steps(&act, &Nobody, 1).unwrap();
    fs::write(acts.site.join("a.md"), "theirs").unwrap();
    acts.resume(&Nobody).unwrap();
    let mut expected = before;
    expected.insert("a.md".to_owned(), b"theirs".to_vec());
    assert_eq!(tree(&acts.site), expected, "in the middle: all but theirs is put back");
    assert!(acts.get(&id).is_err());

    fs::write(acts.site.join("a.md"), "one").unwrap();
    let done = acts.act(&act, &Nobody, now()).unwrap();
    fs::write(acts.site.join("c/b.md"), "typed on").unwrap();
    let refused = acts.undo(&done.id, &Nobody, now());
    assert!(matches!(refused, Err(ActError::Changed { path }) if path == "c/b.md"), "taking back");
    let mut expected = after;
    expected.insert("c/b.md".to_owned(), b"typed on".to_vec());
    assert_eq!(tree(&acts.site), expected);
}

#[test]
fn acts_are_taken_back_in_any_order_that_their_files_allow() {
    let Ready { acts, act, before, _home, .. } = ready(
        files(&[("a.md", "one"), ("b.md", "two")]),
        files(&[("b.md", "two"), ("c.md", "one")]),
    );
    let first = acts.act(&act, &Nobody, now()).unwrap();
    let other = Act {
        changes: vec![FileChange {
            path: "b.md".to_owned(),
            before: Some(b"two".to_vec()),
            after: None,
        }],
        ..act
    };
    let second = acts.act(&other, &Nobody, now()).unwrap();
    acts.undo(&first.id, &Nobody, now()).unwrap();
    acts.undo(&second.id, &Nobody, now()).unwrap();
    assert_eq!(tree(&acts.site), before);
    assert!(matches!(acts.undo(&second.id, &Nobody, now()), Err(ActError::Gone(_))), "once");
    assert!(matches!(acts.undo("../../x", &Nobody, now()), Err(ActError::Gone(_))), "no path");
}

#[test]
fn a_list_that_was_not_whole_changed_nothing() {
    let Ready { acts, before, _home, .. } = ready(files(&[("a.md", "one")]), Tree::new());
    fs::create_dir_all(acts.folder.join(".000-000")).unwrap();
    fs::write(acts.folder.join(".000-000/abc"), "half").unwrap();
    acts.resume(&Nobody).unwrap();
    assert_eq!(tree(&acts.site), before);
    assert_eq!(fs::read_dir(&acts.folder).unwrap().count(), 0);
}

#[test]
fn a_name_in_another_case_goes_first() {
    let act = ready(files(&[("Post.md", "x")]), files(&[("post.md", "x")])).act;
    let order: Vec<&str> = act.in_order().iter().map(|change| change.path.as_str()).collect();
    assert_eq!(order, ["Post.md", "post.md"], "or the new file would go with the old one");
}

#[test]
fn acts_are_kept_for_thirty_days_and_the_last_ones_longer() {
    let Ready { acts, act, _home, .. } =
        ready(files(&[("a.md", "one")]), files(&[("b.md", "one")]));
    let first = acts.act(&act, &Nobody, now()).unwrap();
    let later = now() + SignedDuration::from_hours(31 * 24);
    let back = Act { undoes: None, ..acts.get(&first.id).unwrap().act.inverse("") };
    for n in 1..LEAST {
        let next = if n % 2 == 1 { &back } else { &act };
        acts.act(next, &Nobody, later).unwrap();
        assert!(acts.get(&first.id).is_ok(), "the clock may have been wrong, and {n} came since");
    }
    acts.act(&act, &Nobody, later).unwrap();
    assert!(acts.get(&first.id).is_err());
    assert_eq!(acts.list().len(), LEAST);
}
