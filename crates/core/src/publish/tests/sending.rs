//! What was approved is sent, and arrives.

use super::*;

#[test]
fn a_storys_whole_life() {
    let desk = Desk::new();
    let story = StoryFiles::new("posts/new.md", ["posts/dog.jpg"]);
    desk.write("posts/new.md", "# New\n");
    desk.write("posts/dog.jpg", "dog");
    assert_eq!(desk.state(&story), State::Writing);
    desk.approve(&story).unwrap();
    assert_eq!(desk.state(&story), State::Approved);
    desk.write("posts/new.md", "# Newer\n");
    assert_eq!(desk.state(&story), State::Writing, "readers have no version of it");
    desk.write("posts/new.md", "# New\n");
    assert_eq!(desk.state(&story), State::Approved);

    let mut steps = Vec::new();
    let stories = [story.clone()];
    let (who, stop) = (ed(), Stop::default());
    let step = &mut |step| steps.push(step);
    let errand = Errand { who: &who, now: now(), keys: &NoKeys, step, stop: &stop };
    let outcome = publish(&desk.repo, &stories, errand).unwrap();
    let (commit, paths) = sent(outcome);
    assert_eq!(paths, ["posts/new.md"]);
    assert_eq!(steps, [Step::Checking, Step::Sending, Step::Received]);
    assert_eq!(desk.press(&["rev-parse", "main"]), commit);
    assert_eq!(desk.state(&story), State::Live);
    assert_eq!(desk.repo.live_text("posts/new.md").unwrap(), b"# New\n");
    assert_eq!(desk.repo.last_sent(1)[0].paths, ["posts/dog.jpg", "posts/new.md"]);

    desk.write("posts/dog.jpg", "cat");
    assert_eq!(desk.state(&story), State::LiveWithChanges, "a picture is part of its story");
    desk.approve(&story).unwrap();
    assert_eq!(desk.state(&story), State::Approved);
    sent(send(&desk.repo, std::slice::from_ref(&story)));
    assert_eq!(desk.state(&story), State::Live);
    assert_eq!(send(&desk.repo, &[story]), Publication::NothingNew);
    assert_eq!(desk.git(&["status", "--porcelain", "--branch"]), "## main...origin/main");
}

#[test]
fn all_that_was_approved_arrives_as_it_was_approved() {
    let desk = Desk::new();
    let stories = three(&desk);
    let here = desk.git(&["rev-parse", "HEAD"]);
    let (commit, paths) = sent(send(&desk.repo, &stories));
    assert_eq!(commit, here, "the approvals themselves, nothing on top");
    assert_eq!(paths, ["posts/a.md", "posts/b.md", "posts/c.md"]);
    assert_eq!(
        desk.press(&["log", "-3", "--format=%an, %cn: %s", "main"]),
        "Ana Writer, Ed Itor: About posts/c.md\nAna Writer, Ed Itor: About posts/b.md\n\
         Ana Writer, Ed Itor: About posts/a.md"
    );
}

#[test]
fn one_of_three() {
    let desk = Desk::new();
    let stories = three(&desk);
    desk.write("posts/draft.md", "# Draft\n");
    desk.write("posts/old.md", "# Staged\n");
    desk.git(&["add", "posts/old.md"]);
    let [a, b, c] = &stories;
    let (commit, paths) = sent(send(&desk.repo, std::slice::from_ref(b)));
    assert_eq!(paths, ["posts/b.md"]);
    assert_eq!(desk.press(&["rev-parse", "main"]), commit);
    assert_eq!(
        desk.press(&["log", "--name-only", "--format=%an, %cn: %s", "-1", "main"]),
        "Ana Writer, Ed Itor: About posts/b.md\n\nposts/b.md"
    );
    assert_eq!(desk.press(&["rev-list", "--count", "main"]), "2");
    let by = "--format=%s|%(trailers:key=Published-by,valueonly,separator=;)";
    assert_eq!(desk.press(&["log", "-1", by, "main"]), "About posts/b.md|Ed Itor");
    let states = |expected| assert_eq!(desk.repo.states(&stories).unwrap(), expected);
    states([State::Approved, State::Live, State::Approved]);
    assert_eq!(
        desk.git(&["log", "--format=%s", "main"]),
        "About posts/c.md\nAbout posts/a.md\nAbout posts/b.md\nThe site",
        "the others wait on top of what is published"
    );
    assert_eq!(desk.git(&["status", "--porcelain"]), "M  posts/old.md\n?? posts/draft.md");

    sent(send(&desk.repo, &[c.clone(), a.clone()]));
    states([State::Live, State::Live, State::Live]);
    assert_eq!(desk.press(&["rev-list", "--count", "main"]), "4");
    assert_eq!(desk.git(&["rev-parse", "HEAD"]), desk.press(&["rev-parse", "main"]));
    desk.press(&["fsck", "--strict"]);
}

#[test]
fn only_what_is_approved_as_it_stands_is_sent() {
    let desk = Desk::new();
    let [a, b, _] = three(&desk);
    desk.write("posts/b.md", "# Changed again\n");
    desk.write("posts/never.md", "# Never approved\n");
    let before = desk.press(&["rev-parse", "main"]);
    let outcome = send(&desk.repo, &[a, b, post("posts/never.md")]);
    let paths = vec!["posts/b.md".to_owned(), "posts/never.md".to_owned()];
    assert_eq!(outcome, Publication::Refused(Refusal::NotApproved { paths }));
    assert_eq!(desk.press(&["rev-parse", "main"]), before);
    assert_eq!(send(&desk.repo, &[]), Publication::NothingNew);
}

#[test]
fn the_first_publication() {
    let temp = tempfile::tempdir().unwrap();
    let site = temp.path().join("site");
    write(&site, "config.toml", "");
    write(&site, "posts/a.md", "# A\n");
    let repo = Repository::begin(&site, &ana(), now()).unwrap();
    git(temp.path(), &["init", "-q", "--bare", "-b", "main", "press.git"]);
    git(&site, &["remote", "add", "origin", "../press.git"]);
    let press = temp.path().join("press.git");
    assert_eq!(repo.destination().unwrap().address, "../press.git");

    for name in ["b", "c"] {
        write(&site, &format!("posts/{name}.md"), "# New\n");
        repo.approve(&post(&format!("posts/{name}.md")), name, &ana(), &ed(), None, now()).unwrap();
    }
    sent(send(&repo, &[post("posts/c.md")]));
    assert_eq!(
        git(&press, &["ls-tree", "-r", "--name-only", "main"]),
        "config.toml\nposts/a.md\nposts/c.md"
    );
    assert_eq!(git(&press, &["log", "--format=%s", "main"]), "c\nBegin the history of this site");
    let all = ["a", "b", "c"].map(|name| post(&format!("posts/{name}.md")));
    assert_eq!(repo.states(&all).unwrap(), [State::Live, State::Approved, State::Live]);
    sent(send(&repo, &all));
    assert_eq!(git(&press, &["rev-parse", "main"]), git(&site, &["rev-parse", "main"]));

    // Before anything was ever approved.
    let empty = temp.path().join("empty");
    git(temp.path(), &["init", "-q", "-b", "main", "empty"]);
    git(&empty, &["remote", "add", "origin", "../press.git"]);
    let repo = Repository::open(&empty).unwrap();
    assert_eq!(send(&repo, &[]), Publication::NothingNew);
}

#[test]
fn stories_alone_in_a_new_history() {
    let temp = tempfile::tempdir().unwrap();
    git(temp.path(), &["init", "-q", "--bare", "-b", "main", "press.git"]);
    git(temp.path(), &["init", "-q", "-b", "main", "site"]);
    let site = temp.path().join("site");
    git(&site, &["remote", "add", "press", "../press.git"]);
    let repo = Repository::open(&site).unwrap();
    for name in ["a", "b"] {
        write(&site, &format!("{name}.md"), name);
        repo.approve(&post(&format!("{name}.md")), name, &ana(), &ed(), None, now()).unwrap();
    }
    sent(send(&repo, &[post("b.md")]));
    let press = temp.path().join("press.git");
    assert_eq!(git(&press, &["ls-tree", "-r", "--name-only", "main"]), "b.md");
    assert_eq!(repo.states(&[post("a.md"), post("b.md")]).unwrap(), [State::Approved, State::Live]);
    assert_eq!(git(&site, &["status", "--porcelain"]), "");
}

#[test]
fn a_press_with_another_branch_name() {
    let desk = Desk::new();
    desk.press(&["branch", "-m", "main", "live"]);
    desk.press(&["symbolic-ref", "HEAD", "refs/heads/live"]);
    desk.git(&["branch", "--unset-upstream"]);
    desk.git(&["update-ref", "-d", "refs/remotes/origin/main"]);
    let [a, ..] = three(&desk);
    let (commit, _) = sent(send(&desk.repo, std::slice::from_ref(&a)));
    assert_eq!(desk.press(&["rev-parse", "live"]), commit);
    assert_eq!(desk.press(&["branch", "--format=%(refname:short)"]), "live");
    assert_eq!(desk.state(&a), State::Live);
    assert_eq!(desk.repo.destination().unwrap().branch.as_deref(), Some("live"));
}

#[test]
fn a_site_in_a_folder_is_published_from_there() {
    let desk = Desk::new();
    desk.write("docs/site/posts/a.md", "# A\n");
    desk.git(&["add", "-A"]);
    desk.git(&["commit", "-qm", "A site"]);
    desk.git(&["push", "-q"]);
    let repo = Repository::open(&desk.site.join("docs/site")).unwrap();
    let bea = desk.colleague("bea");
    bea.write("docs/site/posts/b.md", "# B\n");
    bea.approve(&post("docs/site/posts/b.md")).unwrap();
    sent(send(&bea.repo, &[post("docs/site/posts/b.md")]));
    desk.write("docs/site/posts/a.md", "# A, again\n");
    repo.approve(&post("posts/a.md"), "A", &ana(), &ed(), None, now()).unwrap();
    let (_, paths) = sent(send(&repo, &[post("posts/a.md")]));
    assert_eq!(paths, ["posts/a.md"]);
    assert_eq!(desk.press(&["show", "main:docs/site/posts/a.md"]), "# A, again");
    assert_eq!(desk.read("docs/site/posts/b.md"), "# B\n");
    assert_eq!(repo.last_sent(2)[1].paths, ["posts/b.md"]);
}

#[test]
fn a_change_of_a_developer_stays_theirs() {
    let desk = Desk::new();
    desk.write("layouts/page.html", "<main> by Dev\n");
    desk.git(&["commit", "-qam", "Layout, not to be sent yet"]);
    let [a, ..] = three(&desk);
    sent(send(&desk.repo, &[a]));
    assert_eq!(desk.press(&["log", "--format=%s", "main"]), "About posts/a.md\nThe site");
    assert_eq!(
        desk.git(&["log", "--format=%an: %s", "-3"]),
        "Ana Writer: About posts/c.md\nAna Writer: About posts/b.md\nDev Eloper: Layout, not to be sent yet"
    );
    assert_eq!(desk.git(&["status", "--porcelain"]), "");
}

#[test]
fn line_ends_arrive_as_the_site_asks() {
    let desk = Desk::new();
    desk.write(".gitattributes", "*.md text eol=crlf\n");
    desk.git(&["add", "-A"]);
    desk.git(&["commit", "-qm", "Line ends"]);
    desk.git(&["push", "-q"]);
    let bea = desk.colleague("bea");
    bea.write("posts/new.md", "# New\r\n");
    bea.approve(&post("posts/new.md")).unwrap();
    sent(send(&bea.repo, &[post("posts/new.md")]));
    keep_in_step(&desk.repo, &NoKeys, now(), false).unwrap();
    assert_eq!(desk.read("posts/new.md"), "# New\r\n");
    bea.write("posts/new.md", "# Newer\r\n");
    bea.approve(&post("posts/new.md")).unwrap();
    sent(send(&bea.repo, &[post("posts/new.md")]));
    keep_in_step(&desk.repo, &NoKeys, now(), false).unwrap();
    assert_eq!(desk.read("posts/new.md"), "# Newer\r\n");
    assert_eq!(desk.state(&post("posts/new.md")), State::Live);
    assert_eq!(desk.git(&["status", "--porcelain"]), "");
}

#[test]
fn what_a_publication_left_that_died() {
    let desk = Desk::new();
    let [a, b, _] = three(&desk);
    let commit = desk.git(&["rev-parse", "HEAD"]);
    let left = [
        (desk.site.join(".git/galley-publish"), format!("galley 4294967294 {commit}")),
        (desk.site.join(".git/refs/remotes/origin/main.lock"), String::new()),
        (desk.press.join("refs/heads/main.lock"), format!("{commit}\n")),
    ];
    for (path, text) in &left {
        fs::write(path, text).unwrap();
    }
    sent(send(&desk.repo, &[a]));
    for (path, _) in &left {
        assert!(!path.exists(), "{}", path.display());
    }

    // A lock of somebody else's stays, and nothing is sent past it.
    let lock = desk.press.join("refs/heads/main.lock");
    fs::write(&lock, "").unwrap();
    let stories = [b];
    let address = desk.press.display().to_string();
    assert_eq!(send(&desk.repo, &stories), Publication::Refused(Refusal::Stuck { address }));
    assert!(lock.exists());
    fs::remove_file(&lock).unwrap();
    sent(send(&desk.repo, &stories));

    // So does a publication that is under way: somebody holds its file.
    let underway = desk.site.join(".git/galley-publish");
    fs::write(&underway, format!("galley {}", std::process::id())).unwrap();
    let held = fs::File::open(&underway).unwrap();
    held.lock().unwrap();
    let outcome = carried(|errand| publish(&desk.repo, &stories, errand));
    assert!(matches!(outcome, Err(PublishError::Busy)));
    assert!(underway.exists());
}
