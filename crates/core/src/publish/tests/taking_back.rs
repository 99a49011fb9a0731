//! What was published is taken back.

use super::*;

#[test]
fn a_new_story_is_taken_back_and_stays_approved() {
    let desk = Desk::new();
    let before = desk.press(&["rev-parse", "main^{tree}"]);
    let story = StoryFiles::new("posts/new.md", ["posts/dog.jpg"]);
    desk.write("posts/new.md", "# New\n");
    desk.write("posts/dog.jpg", "dog");
    desk.approve(&story).unwrap();
    let (published, _) = sent(send(&desk.repo, std::slice::from_ref(&story)));

    let (commit, paths) = sent(take_back(&desk.repo, &["posts/new.md"], false));
    assert_eq!(paths, ["posts/new.md"]);
    assert_eq!(desk.press(&["rev-parse", "main"]), commit);
    assert_eq!(desk.press(&["rev-parse", "main^{tree}"]), before, "readers have what they had");
    assert_eq!(desk.press(&["rev-parse", "main~1"]), published, "and nothing was forced");
    assert_eq!(desk.state(&story), State::Approved);
    assert_eq!(
        (desk.read("posts/new.md"), desk.read("posts/dog.jpg")),
        ("# New\n".into(), "dog".into())
    );
    assert_eq!(desk.git(&["status", "--porcelain"]), "");
    assert_eq!(
        desk.git(&["log", "-1", "--format=%an, %cn: %s"]),
        "Ana Writer, Ed Itor: About posts/new.md",
        "the approval is who gave it"
    );
    assert_eq!(desk.git(&["for-each-ref", "refs/galley"]), "", "no mark is left");

    assert_eq!(take_back(&desk.repo, &["posts/new.md"], false), Publication::NothingNew);
    sent(send(&desk.repo, std::slice::from_ref(&story)));
    assert_eq!(desk.state(&story), State::Live);
    assert_eq!(desk.press(&["show", "main:posts/dog.jpg"]), "dog");
    sent(take_back(&desk.repo, &[], false));
    assert_eq!(desk.press(&["rev-parse", "main^{tree}"]), before);
    desk.press(&["fsck", "--strict"]);
}

#[test]
fn one_of_two_is_taken_back_with_both_its_approvals() {
    let desk = Desk::new();
    let (a, old) = (post("posts/a.md"), post("posts/old.md"));
    desk.write("posts/a.md", "# A\n");
    desk.approve(&a).unwrap();
    for text in ["# Old, better\n", "# Old, best\n"] {
        desk.write("posts/old.md", text);
        desk.approve(&old).unwrap();
    }
    sent(send(&desk.repo, &[a.clone(), old.clone()]));
    desk.write("posts/old.md", "# Old, being rewritten\n");

    sent(take_back(&desk.repo, &["posts/old.md"], false));
    assert_eq!(desk.press(&["show", "main:posts/old.md"]), "# Old", "as before the publication");
    assert_eq!(desk.press(&["show", "main:posts/a.md"]), "# A", "the other one stays");
    assert_eq!(desk.read("posts/old.md"), "# Old, being rewritten\n");
    assert_eq!(desk.repo.approved_text("posts/old.md").unwrap(), b"# Old, best\n");
    assert_eq!(desk.state(&old), State::LiveWithChanges);
    assert_eq!(desk.state(&a), State::Live);
    desk.write("posts/old.md", "# Old, best\n");
    assert_eq!(desk.state(&old), State::Approved);
}

#[test]
fn all_of_the_last_publication_and_then_the_one_before() {
    let desk = Desk::new();
    let first = desk.press(&["rev-parse", "main^{tree}"]);
    let [a, b, c] = three(&desk);
    sent(send(&desk.repo, std::slice::from_ref(&c)));
    let second = desk.press(&["rev-parse", "main^{tree}"]);
    sent(send(&desk.repo, &[a.clone(), b]));

    let (_, paths) = sent(take_back(&desk.repo, &[], false));
    assert_eq!(paths, ["posts/a.md", "posts/b.md"]);
    assert_eq!(desk.press(&["rev-parse", "main^{tree}"]), second);
    let (_, paths) = sent(take_back(&desk.repo, &[], false));
    assert_eq!(paths, ["posts/c.md"]);
    assert_eq!(desk.press(&["rev-parse", "main^{tree}"]), first);
    assert_eq!(take_back(&desk.repo, &[], false), Publication::NothingNew);
    assert_eq!(desk.repo.states(&three_posts()).unwrap(), [State::Approved; 3]);
    sent(send(&desk.repo, &[a]));
}

fn three_posts() -> [StoryFiles; 3] {
    ["a", "b", "c"].map(|name| post(&format!("posts/{name}.md")))
}

#[test]
fn what_others_published_since_stays() {
    let desk = Desk::new();
    let [a, b, _] = three(&desk);
    sent(send(&desk.repo, &[a.clone(), b]));
    let bea = desk.colleague("bea");
    for (path, text) in [("posts/bea.md", "# Bea's\n"), ("posts/b.md", "# B, by Bea\n")] {
        bea.write(path, text);
        bea.approve(&post(path)).unwrap();
        sent(send(&bea.repo, &[post(path)]));
    }
    sent(take_back(&desk.repo, &["posts/a.md"], false));
    assert_eq!(
        desk.press(&["ls-tree", "-r", "--name-only", "main", "posts/"]),
        "posts/b.md\nposts/bea.md\nposts/old.md"
    );
    assert_eq!(desk.read("posts/bea.md"), "# Bea's\n", "and hers arrives");
    assert_eq!(desk.state(&a), State::Approved);

    // Her version of the other one is not taken back unseen.
    let by = "Ana Writer".to_owned();
    let path = "posts/b.md".to_owned();
    let refused = Publication::Refused(Refusal::ChangedSince { path, by });
    for posts in [&["posts/b.md"][..], &[]] {
        assert_eq!(take_back(&desk.repo, posts, false), refused, "{posts:?}");
        assert_eq!(desk.press(&["show", "main:posts/b.md"]), "# B, by Bea");
    }
    sent(take_back(&desk.repo, &["posts/b.md"], true));
    assert_eq!(
        desk.press(&["ls-tree", "-r", "--name-only", "main", "posts/"]),
        "posts/bea.md\nposts/old.md"
    );

    // On her computer it goes, and her own story stays.
    keep_in_step(&bea.repo, &NoKeys, now(), false).unwrap();
    assert!(!bea.site.join("posts/a.md").exists());
    assert!(bea.site.join("posts/bea.md").exists());
}

#[test]
fn a_taking_back_that_died_half_way_keeps_the_story() {
    let desk = Desk::new();
    let [a, ..] = three(&desk);
    sent(send(&desk.repo, std::slice::from_ref(&a)));
    let here = desk.git(&["rev-parse", "HEAD"]);
    sent(take_back(&desk.repo, &["posts/a.md"], false));
    // As it was when the site had it and this computer had not gone after it.
    let there = desk.press(&["rev-parse", "main"]);
    desk.git(&["update-ref", &format!("refs/galley/taken-back/{there}"), &there]);
    desk.git(&["update-ref", "refs/heads/main", &here]);
    desk.git(&["update-ref", "refs/remotes/origin/main", &format!("{there}~1")]);
    desk.git(&["reset", "-q"]);
    keep_in_step(&desk.repo, &NoKeys, now(), false).unwrap();
    assert_eq!(desk.read("posts/a.md"), "# posts/a.md\n");
    assert_eq!(desk.state(&a), State::Approved);
    assert_eq!(desk.git(&["for-each-ref", "refs/galley"]), "");
    assert_eq!(desk.git(&["status", "--porcelain"]), "");
}

#[test]
fn a_taking_back_that_died_before_it_said_so_is_not_done_twice() {
    let desk = Desk::new();
    for text in ["one", "two", "three"] {
        desk.write("posts/a.md", text);
        desk.approve(&post("posts/a.md")).unwrap();
        sent(send(&desk.repo, &[post("posts/a.md")]));
    }
    let before = desk.press(&["rev-parse", "main"]);
    for posts in [&["posts/a.md"][..], &[]] {
        sent(take_back(&desk.repo, &["posts/a.md"], false));
        let there = desk.press(&["rev-parse", "main"]);
        let left = desk.site.join(".git/galley-publish");
        fs::write(left, format!("galley 4294967294 {there} {before}")).unwrap();
        let (_, paths) = sent(take_back(&desk.repo, posts, false));
        assert_eq!(paths, ["posts/a.md"], "it is said to be done");
        assert_eq!(desk.press(&["show", "main:posts/a.md"]), "two", "it was done once");
        sent(send(&desk.repo, &[post("posts/a.md")]));
    }
    assert_eq!(desk.press(&["show", "main:posts/a.md"]), "three");
}

#[test]
fn a_publication_that_died_before_it_said_so_is_the_last_one_all_the_same() {
    let desk = Desk::new();
    let [a, b, _] = three(&desk);
    sent(send(&desk.repo, &[a]));
    let known = desk.git(&["rev-parse", "refs/remotes/origin/main"]);
    sent(send(&desk.repo, &[b]));
    let there = desk.press(&["rev-parse", "main"]);
    // As it was when the site had it and this computer did not know so yet.
    desk.git(&["update-ref", "-d", "refs/remotes/origin/main"]);
    let log = desk.site.join(".git/logs/refs/remotes/origin/main");
    let _ = fs::remove_file(log);
    desk.git(&["update-ref", "-m", undo::PUBLISHED, "refs/remotes/origin/main", &known]);
    let left = desk.site.join(".git/galley-publish");
    fs::write(left, format!("galley 4294967294 {there} {known}")).unwrap();
    keep_in_step(&desk.repo, &NoKeys, now(), false).unwrap();
    let (_, paths) = sent(take_back(&desk.repo, &[], false));
    assert_eq!(paths, ["posts/b.md"]);
}

#[test]
fn a_mark_that_was_broken_off_stops_nobody() {
    let desk = Desk::new();
    let [a, ..] = three(&desk);
    sent(send(&desk.repo, std::slice::from_ref(&a)));
    let marks = desk.site.join(".git/refs/galley/taken-back");
    fs::create_dir_all(&marks).unwrap();
    fs::write(marks.join(format!("{}.lock", "a".repeat(40))), "").unwrap();
    sent(take_back(&desk.repo, &["posts/a.md"], false));
    assert_eq!(desk.git(&["for-each-ref", "refs/galley"]), "");
}

#[test]
fn a_taking_back_that_is_refused_changes_nothing() {
    let desk = Desk::new();
    let [a, ..] = three(&desk);
    sent(send(&desk.repo, std::slice::from_ref(&a)));
    let (before, here) = (desk.press(&["rev-parse", "main"]), desk.git(&["rev-parse", "HEAD"]));
    desk.hook("pre-receive", "echo 'Not on Sundays.' >&2; exit 1");
    assert!(matches!(
        take_back(&desk.repo, &["posts/a.md"], false),
        Publication::Refused(Refusal::Hook { .. })
    ));
    assert_eq!(desk.press(&["rev-parse", "main"]), before);
    assert_eq!(desk.git(&["rev-parse", "HEAD"]), here);
    assert_eq!(desk.state(&a), State::Live);
    assert_eq!(desk.git(&["for-each-ref", "refs/galley"]), "");
}

#[test]
fn a_clone_takes_back_what_was_published_last() {
    let desk = Desk::new();
    let [a, b, _] = three(&desk);
    sent(send(&desk.repo, &[a, b]));
    let bea = desk.colleague("bea");
    let (_, paths) = sent(take_back(&bea.repo, &[], false));
    assert_eq!(paths, ["posts/b.md"]);
    assert!(bea.site.join("posts/b.md").exists(), "it stays on the computer that took it back");
    assert_eq!(bea.repo.states(&[post("posts/b.md")]).unwrap(), [State::Approved]);
    // A picture that another story uses stays with readers.
    let story = StoryFiles::new("posts/new.md", ["posts/dog.jpg"]);
    desk.write("posts/new.md", "# New\n");
    desk.write("posts/dog.jpg", "dog");
    desk.approve(&story).unwrap();
    sent(send(&desk.repo, std::slice::from_ref(&story)));
    let posts = ["posts/new.md".to_owned()];
    let what = TakeBack {
        posts: &posts,
        files: &|_| story.clone(),
        used_elsewhere: &|_, path| path == "posts/dog.jpg",
        shows: &names,
        anyway: false,
    };
    sent(carried(|errand| undo(&desk.repo, &what, errand)).unwrap());
    assert_eq!(desk.press(&["show", "main:posts/dog.jpg"]), "dog");
}
