#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::sync::Mutex;

use super::address::{self, Address};
use super::*;
use crate::keys::NoKeys;
use crate::repository::desk::{Desk, ana, ed, git, now, post, write};
use crate::repository::{Approval, Blocked};

mod meanwhile;
mod press;

fn send(repo: &Repository, stories: &[StoryFiles]) -> Publication {
    carried(|errand| publish(repo, stories, errand)).unwrap()
}

/// An errand of the editor, who has no keys and stops nothing.
fn carried<T>(out: impl FnOnce(Errand<'_>) -> T) -> T {
    let (who, stop) = (ed(), Stop::default());
    out(Errand { who: &who, now: now(), keys: &NoKeys, step: &mut |_| {}, stop: &stop })
}

fn sent(publication: Publication) -> (String, Vec<String>) {
    match publication {
        Publication::Sent { commit, paths } => (commit, paths),
        other => panic!("not sent: {other:?}"),
    }
}

/// Three stories, approved one after the other.
fn three(desk: &Desk) -> [StoryFiles; 3] {
    let stories = ["a", "b", "c"].map(|name| post(&format!("posts/{name}.md")));
    for story in &stories {
        desk.write(&story.post, format!("# {}\n", story.post));
        assert!(matches!(desk.approve(story).unwrap(), Approval::Approved { .. }));
    }
    stories
}

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
fn others_published_first() {
    let desk = Desk::new();
    let bea = desk.colleague("bea");
    bea.write("posts/bea.md", "# Bea's\n");
    bea.write("posts/old.md", "# Old, by Bea\n");
    for path in ["posts/bea.md", "posts/old.md"] {
        bea.approve(&post(path)).unwrap();
    }
    sent(send(&bea.repo, &[post("posts/bea.md"), post("posts/old.md")]));

    let [a, b, _] = three(&desk);
    desk.write("layouts/page.html", "<main> being worked on\n");
    let (commit, _) = sent(send(&desk.repo, &[a, b]));
    assert_eq!(desk.press(&["rev-parse", "main"]), commit);
    assert_eq!(
        desk.press(&["log", "--format=%s", "main"]),
        "About posts/b.md\nAbout posts/a.md\nAbout posts/old.md\nAbout posts/bea.md\nThe site"
    );
    assert_eq!(desk.read("posts/bea.md"), "# Bea's\n", "hers arrives in the folder");
    assert_eq!(desk.read("posts/old.md"), "# Old, by Bea\n");
    assert_eq!(desk.git(&["status", "--porcelain"]), " M layouts/page.html");
    assert_eq!(desk.git(&["log", "-1", "--format=%s"]), "About posts/c.md");
    assert_eq!(desk.state(&post("posts/old.md")), State::Live);
    assert_eq!(desk.state(&post("posts/c.md")), State::Approved);
}

#[test]
fn what_others_send_never_overwrites_work() {
    let desk = Desk::new();
    let bea = desk.colleague("bea");
    bea.write("posts/old.md", "# Old, by Bea\n");
    bea.write("posts/both.md", "# Both, by Bea\n");
    bea.write("posts/deep/er/gone.md", "# Gone\n");
    for path in ["posts/old.md", "posts/both.md", "posts/deep/er/gone.md"] {
        bea.approve(&post(path)).unwrap();
    }
    let all = [post("posts/old.md"), post("posts/both.md"), post("posts/deep/er/gone.md")];
    sent(send(&bea.repo, &all));

    desk.write("posts/old.md", "# Old, being rewritten here\n");
    desk.write("posts/both.md", "# Both, never approved here\n");
    let arrival = keep_in_step(&desk.repo, &NoKeys, now(), false).unwrap();
    assert_eq!(arrival, Arrival::InStep { paths: vec!["posts/deep/er/gone.md".into()] });
    assert_eq!(desk.read("posts/old.md"), "# Old, being rewritten here\n");
    assert_eq!(desk.read("posts/both.md"), "# Both, never approved here\n");
    assert_eq!(desk.git(&["status", "--porcelain"]), " M posts/both.md\n M posts/old.md");
    assert_eq!(desk.state(&post("posts/old.md")), State::LiveWithChanges);

    fs::remove_file(bea.site.join("posts/deep/er/gone.md")).unwrap();
    bea.approve(&post("posts/deep/er/gone.md")).unwrap();
    sent(send(&bea.repo, &[post("posts/deep/er/gone.md")]));
    let arrival = keep_in_step(&desk.repo, &NoKeys, now(), false).unwrap();
    assert_eq!(arrival, Arrival::InStep { paths: vec!["posts/deep/er/gone.md".into()] });
    assert!(!desk.site.join("posts/deep").exists(), "no empty folder is left");
    assert_eq!(
        keep_in_step(&desk.repo, &NoKeys, now(), false).unwrap(),
        Arrival::InStep { paths: vec![] },
        "nothing to do twice"
    );
}

#[test]
fn the_same_story_changed_by_others() {
    let desk = Desk::new();
    let bea = desk.colleague("bea");
    let story = post("posts/old.md");
    bea.write("posts/old.md", "# By Bea\n");
    bea.approve(&story).unwrap();
    sent(send(&bea.repo, std::slice::from_ref(&story)));

    desk.write("posts/old.md", "# By Ana\n");
    desk.write("posts/own.md", "# Own\n");
    desk.approve(&story).unwrap();
    desk.approve(&post("posts/own.md")).unwrap();
    let (before, head) = (desk.press(&["rev-parse", "main"]), desk.git(&["rev-parse", "HEAD"]));
    let both = [story.clone(), post("posts/own.md")];
    let refused = Publication::Refused(Refusal::SameStoryChanged { path: "posts/old.md".into() });
    for _ in 0..2 {
        assert_eq!(send(&desk.repo, &both), refused);
        assert_eq!(desk.press(&["rev-parse", "main"]), before, "nothing is sent");
        assert_eq!(desk.git(&["rev-parse", "HEAD"]), head);
        assert_eq!(desk.read("posts/old.md"), "# By Ana\n");
    }
    assert_eq!(desk.repo.live_text("posts/old.md").unwrap(), b"# By Bea\n", "hers can be compared");
    assert_eq!(desk.repo.approved_text("posts/old.md").unwrap(), b"# By Ana\n");

    // Another story does not have to wait for it.
    sent(send(&desk.repo, &[post("posts/own.md")]));
    assert_eq!(desk.press(&["show", "main:posts/old.md"]), "# By Bea");
    assert_eq!(desk.state(&post("posts/own.md")), State::Live);
    assert_eq!(desk.state(&story), State::LiveWithChanges, "it has to be approved again");
    assert_eq!(desk.read("posts/old.md"), "# By Ana\n");
    assert_eq!(desk.repo.undecided("posts/old.md").unwrap(), b"# Old\n");
    assert_eq!(send(&desk.repo, &both), refused, "and it is still contested");

    // Approved again, knowing hers.
    desk.write("posts/old.md", "# By Ana and Bea\n");
    desk.approve(&story).unwrap();
    assert_eq!(desk.repo.undecided("posts/old.md"), None);
    let (commit, paths) = sent(send(&desk.repo, &both));
    assert_eq!(paths, ["posts/old.md"]);
    assert_eq!(desk.press(&["show", "main:posts/old.md"]), "# By Ana and Bea");
    assert_eq!(desk.press(&["rev-parse", "main~2"]), before, "hers is in the history");
    assert_eq!(desk.git(&["rev-parse", "HEAD"]), commit);
    assert_eq!(desk.git(&["status", "--porcelain"]), "");

    // Once more from her side, which has not seen it.
    bea.write("posts/old.md", "# By Bea alone\n");
    bea.approve(&story).unwrap();
    assert_eq!(send(&bea.repo, &[story]), refused);
}

#[test]
fn a_hook_says_no() {
    let desk = Desk::new();
    let [a, b, _] = three(&desk);
    desk.hook("pre-receive", "echo 'Headlines end without a full stop.' >&2; exit 1");
    let before = desk.press(&["rev-parse", "main"]);
    let message = "Headlines end without a full stop.".to_owned();
    let refused = Publication::Refused(Refusal::Hook { message });
    assert_eq!(send(&desk.repo, std::slice::from_ref(&a)), refused);
    assert_eq!(desk.press(&["rev-parse", "main"]), before);
    assert_eq!(
        desk.repo.states(&[a.clone(), b.clone()]).unwrap(),
        [State::Approved, State::Approved]
    );

    desk.hook("pre-receive", "exit 0");
    desk.hook("update", "case $1 in refs/heads/main) exit 1;; esac");
    assert!(matches!(
        send(&desk.repo, std::slice::from_ref(&a)),
        Publication::Refused(Refusal::Hook { .. })
    ));
    desk.hook("update", "exit 0");
    desk.hook("post-receive", "echo 'too late to refuse' >&2; exit 1");
    sent(send(&desk.repo, &[a.clone(), b]));
    assert_eq!(desk.state(&a), State::Live);
}

#[test]
fn rules_of_the_press_are_obeyed() {
    let desk = Desk::new();
    let stories = three(&desk);
    desk.press(&["config", "receive.maxInputSize", "10"]);
    let before = desk.press(&["rev-parse", "main"]);
    assert!(matches!(send(&desk.repo, &stories), Publication::Refused(_)));
    assert_eq!(desk.press(&["rev-parse", "main"]), before);
    desk.press(&["config", "--unset", "receive.maxInputSize"]);

    // A press that somebody works in: git guards the branch that is checked out there.
    let folder = desk.temp.path().join("folder");
    git(desk.temp.path(), &["clone", "-q", desk.press.to_str().unwrap(), "folder"]);
    desk.git(&["remote", "set-url", "origin", folder.to_str().unwrap()]);
    assert!(matches!(send(&desk.repo, &stories), Publication::Refused(Refusal::Protected { .. })));
    assert_eq!(git(&folder, &["status", "--porcelain"]), "");
}

#[test]
fn a_hook_that_lies_is_found_out() {
    let desk = Desk::new();
    let stories = three(&desk);
    let before = desk.press(&["rev-parse", "main"]);
    // git reports success, and the branch is put back behind its back.
    desk.hook("post-receive", &format!("git update-ref refs/heads/main {before}"));
    let address = desk.press.display().to_string();
    assert_eq!(send(&desk.repo, &stories), Publication::Refused(Refusal::Stuck { address }));
    assert_eq!(desk.repo.states(&stories).unwrap(), [State::Approved; 3]);
}

#[test]
fn a_history_that_was_rewritten() {
    let desk = Desk::new();
    let stories = three(&desk);
    sent(send(&desk.repo, &stories[..1]));
    desk.press(&["update-ref", "refs/heads/main", "main~1"]);
    let before = desk.press(&["rev-parse", "main"]);
    assert_eq!(send(&desk.repo, &stories), Publication::Refused(Refusal::HistoryRewritten));
    assert_eq!(desk.press(&["rev-parse", "main"]), before);

    // Somebody meant it: a secret had to go. What was sent goes here too, what waits stays.
    let looked = keep_in_step(&desk.repo, &NoKeys, now(), false).unwrap();
    assert_eq!(looked, Arrival::Refused(Refusal::HistoryRewritten), "nobody said so yet");
    let taken = keep_in_step(&desk.repo, &NoKeys, now(), true).unwrap();
    assert_eq!(taken, Arrival::InStep { paths: vec!["posts/a.md".to_owned()] });
    assert!(!desk.site.join("posts/a.md").exists());
    assert_eq!(desk.repo.states(&stories[1..]).unwrap(), [State::Approved; 2]);
    sent(send(&desk.repo, &stories[1..]));
    assert_eq!(
        desk.press(&["ls-tree", "--name-only", "main", "posts/"]),
        "posts/b.md\nposts/c.md\nposts/old.md"
    );
    assert_eq!(desk.press(&["rev-parse", "main~2"]), before);
}

#[test]
fn there_is_no_press() {
    let desk = Desk::new();
    let stories = three(&desk);
    fs::rename(&desk.press, desk.temp.path().join("moved")).unwrap();
    let address = desk.press.display().to_string();
    assert_eq!(send(&desk.repo, &stories), Publication::Refused(Refusal::NotThere { address }));
    assert_eq!(desk.repo.states(&stories).unwrap(), [State::Approved; 3]);
    fs::rename(desk.temp.path().join("moved"), &desk.press).unwrap();
    sent(send(&desk.repo, &stories));

    desk.git(&["remote", "remove", "origin"]);
    assert_eq!(desk.repo.destination(), None);
    assert_eq!(send(&desk.repo, &stories), Publication::Refused(Refusal::NoDestination));
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
fn nothing_is_sent_where_another_tool_is_at_work() {
    let desk = Desk::new();
    let stories = three(&desk);
    desk.git(&["checkout", "-q", "--detach"]);
    let (before, press) = (desk.inside(), desk.press(&["rev-parse", "main"]));
    assert_eq!(
        send(&desk.repo, &stories),
        Publication::Refused(Refusal::Blocked(Blocked::DetachedHead))
    );
    assert_eq!(desk.inside(), before);
    assert_eq!(desk.press(&["rev-parse", "main"]), press);
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
fn twenty_publish_at_once_and_every_story_arrives() {
    let desk = Desk::new();
    for (hooked, desks) in [(false, 20), (true, 5)] {
        if hooked {
            desk.hook("pre-receive", "exit 0");
        }
        let refused = Mutex::new(0);
        let root = desk.press.parent().unwrap().to_owned();
        // Cloned beforehand: git copies a folder that others write to object by object, and may
        // take a commit without its tree.
        for n in 0..desks {
            let name = format!("desk-{hooked}-{n}");
            git(&root, &["clone", "-q", desk.press.to_str().unwrap(), &name]);
        }
        std::thread::scope(|scope| {
            for n in 0..desks {
                let (root, refused) = (&root, &refused);
                scope.spawn(move || {
                    let name = format!("desk-{hooked}-{n}");
                    let repo = Repository::open(&root.join(&name)).unwrap();
                    let story = post(&format!("posts/{name}.md"));
                    write(repo.site(), &story.post, format!("# {n}\n"));
                    repo.approve(&story, &name, &ana(), &ed(), None, now()).unwrap();
                    loop {
                        match send(&repo, std::slice::from_ref(&story)) {
                            Publication::Sent { .. } => break,
                            Publication::Refused(Refusal::TriedTooOften) => {
                                *refused.lock().unwrap() += 1
                            }
                            other => panic!("{name}: {other:?}"),
                        }
                    }
                    assert_eq!(repo.states(&[story]).unwrap(), [State::Live]);
                    assert_eq!(git(repo.site(), &["status", "--porcelain"]), "");
                });
            }
        });
    }
    let arrived = desk.press(&["ls-tree", "-r", "--name-only", "main", "posts/"]);
    assert_eq!(arrived.lines().count(), 26, "twenty stories, five with a hook, and the old one");
    assert_eq!(desk.press(&["rev-list", "--count", "main"]), "26", "one commit each");
    desk.press(&["fsck", "--strict"]);
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

#[test]
fn a_press_that_cannot_be_reached() {
    let rows = ["https://127.0.0.1:1/x.git", "ssh://git@127.0.0.1:1/x.git"];
    for address in rows {
        let desk = Desk::new();
        let [a, ..] = three(&desk);
        desk.git(&["remote", "set-url", "origin", address]);
        match send(&desk.repo, std::slice::from_ref(&a)) {
            Publication::Refused(Refusal::NoConnection { address: shown, .. }) => {
                assert_eq!(shown, address);
            }
            other => panic!("{address}: {other:?}"),
        }
        assert_eq!(desk.state(&a), State::Approved);
    }
}

#[test]
fn addresses_that_are_published_to() {
    let folder = Path::new("/home/ana/site");
    let rows = [
        ("https://example.org/x.git", true, "the usual"),
        ("ssh://git@example.org/x.git", true, "ssh"),
        ("git@example.org:x.git", true, "ssh, short"),
        ("/srv/x.git", true, "a folder"),
        ("../x.git", true, "a folder beside"),
        ("file:///srv/x.git", true, "a folder, written as an address"),
        ("http://example.org/x.git", false, "everybody could read along"),
        ("git://example.org/x.git", false, "nobody proves who they are"),
        ("ext::sh -c touch% x", false, "runs a program"),
        ("-oProxyCommand=x", false, "an option, not an address"),
        ("ssh://-oProxyCommand=x/y", false, "an option in an address"),
        ("https://me:secret@example.org/x.git", false, "a password in it"),
        ("https://ghp_token@example.org/x.git", false, "a token in it"),
        ("https://3f9a8b7c6d5e4f3a2b1c0d9e@example.org/x.git", false, "a token of another host"),
        ("https://ana@example.org/x.git", true, "a name alone, as hosts give addresses out"),
        ("https://some-newsroom2@dev.example.org/x.git", true, "a longer one"),
        ("https://example.org/x\n.git", false, "a line end in it"),
        ("", false, "empty"),
    ];
    for (address, taken, why) in rows {
        let parsed = address::parse(address, folder);
        assert_eq!(parsed.is_ok(), taken, "{address}: {why}: {parsed:?}");
        let said = format!("{parsed:?}");
        assert!(taken || !said.contains("secret") && !said.contains("ghp_"), "{said}");
    }
    assert_eq!(
        address::parse("../x.git", folder),
        Ok(Address::Folder("/home/ana/site/../x.git".into()))
    );
}

#[test]
fn what_a_refused_branch_means() {
    let none: Option<&str> = None;
    let rows = [
        ("[rejected] (fetch first)", "", none, "somebody was faster"),
        ("[remote rejected] (failed to update ref)", "", none, "somebody was faster by a hair"),
        ("[remote rejected] (incorrect old value provided)", "", none, "the same, newer git"),
        ("[remote rejected] (pre-receive hook declined)", "No.", Some("Hook"), "a check"),
        (
            "protected branch hook declined",
            "GH006: Protected branch update failed",
            Some("Protected"),
            "protected",
        ),
        (
            "pre-receive hook declined",
            "GH001: Large files detected.",
            Some("TooLarge"),
            "large file",
        ),
        (
            "pre-receive hook declined",
            "You are over your storage quota.",
            Some("Full"),
            "a check that counts bytes",
        ),
        ("unpack failed: No space left on device", "", Some("Full"), "its disk"),
        (
            "[remote rejected] (branch is currently checked out)",
            "",
            Some("Protected"),
            "in use there",
        ),
        ("[remote rejected] (denying non-fast-forward)", "", Some("Protected"), "a rule"),
        ("unpacker error", "", Some("NotAllowed"), "its folders are not this account's to write"),
        ("something new", "\u{1b}[31mred\u{7}", Some("Other"), "in its own words"),
    ];
    for (status, said, expected, why) in rows {
        let got = refusal::of_branch(status, said, "press").map(|r| format!("{r:?}"));
        match expected {
            None => assert_eq!(got, None, "{why}"),
            Some(name) => assert!(got.as_deref().unwrap().starts_with(name), "{why}: {got:?}"),
        }
    }
    assert_eq!(refusal::plain("\u{1b}[31mred\u{7}\r\n\n next "), "red\nnext");
    let said = "Only Maria sends to this site.\nerror: hook declined to update refs/heads/main\n";
    let declined = refusal::of_branch("[remote rejected] (hook declined)", said, "press");
    let words = "Only Maria sends to this site.".to_owned();
    assert_eq!(declined, Some(Refusal::Hook { message: words }), "the words of git are no words");
}

// ---- Taking back -----------------------------------------------------------------------------

/// A post shows what it names.
fn names(_: &str, text: &str, file: &str) -> bool {
    text.contains(file)
}

fn take_back(repo: &Repository, posts: &[&str], anyway: bool) -> Publication {
    let posts: Vec<String> = posts.iter().map(|post| (*post).to_owned()).collect();
    let files = |path: &str| match path {
        "posts/new.md" => StoryFiles::new(path, ["posts/dog.jpg"]),
        path => post(path),
    };
    let (used_elsewhere, shows) = (&|_: &str, _: &str| false, &names);
    let what = TakeBack { posts: &posts, files: &files, used_elsewhere, shows, anyway };
    carried(|errand| undo(repo, &what, errand)).unwrap()
}

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

// ---- The same story, changed here and by others ------------------------------------------------

const LONG: &str = "---\ntitle: Old # ours\ndescription: A dek.\ntags: [one]\n---\n\nThe river rose in the night. \
Nobody was hurt.\n\nThe bridge is closed until Monday, the town hall said.\n";

/// A desk and a colleague's, both with the long story.
fn long() -> (Desk, crate::repository::desk::Desk2, StoryFiles) {
    let desk = Desk::new();
    let story = post("posts/old.md");
    desk.write("posts/old.md", LONG);
    desk.approve(&story).unwrap();
    sent(send(&desk.repo, std::slice::from_ref(&story)));
    let bea = desk.colleague("bea");
    (desk, bea, story)
}

#[test]
fn both_changed_other_parts_and_both_are_published() {
    let (desk, bea, story) = long();
    let stories = [story.clone()];
    bea.write("posts/old.md", LONG.replace("A dek.", "A better dek.").replace("Monday", "Tuesday"));
    bea.approve(&story).unwrap();
    sent(send(&bea.repo, &stories));
    let ours = LONG.replace("Nobody", "No one").replace("[one]", "[one, two]");
    desk.write("posts/old.md", &ours);
    desk.approve(&story).unwrap();

    let (commit, paths) = sent(send(&desk.repo, &stories));
    assert_eq!(paths, ["posts/old.md"]);
    let both = ours.replace("A dek.", "A better dek.").replace("Monday", "Tuesday");
    assert_eq!(desk.press(&["show", "main:posts/old.md"]), both.trim_end());
    assert_eq!(desk.read("posts/old.md"), both, "and so it is here");
    assert_eq!(desk.state(&story), State::Live);
    assert_eq!(desk.git(&["rev-parse", "HEAD"]), commit);
    assert_eq!(desk.git(&["status", "--porcelain"]), "");
    let trailers = "--format=%(trailers:key=Galley-Content,valueonly)%(trailers:key=Galley-Merged-With,valueonly)";
    let trailers = desk.press(&["log", "-1", trailers, "main"]);
    let hash = desk.repo.content_hash(&story).unwrap();
    assert_eq!(trailers, format!("{hash}\n{}", desk.press(&["rev-parse", "main~1"])));
    assert_eq!(desk.repo.kept("posts/old.md")[0].bytes, ours.as_bytes(), "ours is kept");
    keep_in_step(&bea.repo, &NoKeys, now(), false).unwrap();
    assert_eq!(fs::read_to_string(bea.site.join("posts/old.md")).unwrap(), both);
}

#[test]
fn theirs_arrives_in_a_story_that_is_approved_or_being_written() {
    for approved in [true, false] {
        let (desk, bea, story) = long();
        bea.write("posts/old.md", LONG.replace("Monday", "Tuesday"));
        bea.approve(&story).unwrap();
        sent(send(&bea.repo, std::slice::from_ref(&story)));
        let ours = LONG.replace("Nobody", "No one");
        desk.write("posts/old.md", &ours);
        if approved {
            desk.approve(&story).unwrap();
        }
        let both = ours.replace("Monday", "Tuesday");
        for round in 0..2 {
            keep_in_step(&desk.repo, &NoKeys, now(), false).unwrap();
            assert_eq!(desk.read("posts/old.md"), both, "{approved} {round}");
        }
        let state = if approved { State::Approved } else { State::LiveWithChanges };
        assert_eq!(desk.state(&story), state);
        assert_eq!(desk.repo.kept("posts/old.md")[0].bytes, ours.as_bytes());
        assert_eq!(desk.repo.undecided("posts/old.md"), None);
    }
}

#[test]
fn a_passage_that_both_changed_is_left_for_somebody_to_decide() {
    for approved in [true, false] {
        let (desk, bea, story) = long();
        bea.write("posts/bea.md", "# Bea's\n");
        bea.approve(&post("posts/bea.md")).unwrap();
        bea.write("posts/old.md", LONG.replace("Monday", "Tuesday").replace("A dek.", "Her dek."));
        bea.approve(&story).unwrap();
        sent(send(&bea.repo, &[story.clone(), post("posts/bea.md")]));
        let ours = LONG.replace("Monday", "Friday");
        desk.write("posts/old.md", &ours);
        if approved {
            desk.approve(&story).unwrap();
        }
        keep_in_step(&desk.repo, &NoKeys, now(), false).unwrap();
        assert_eq!(desk.read("posts/bea.md"), "# Bea's\n", "her other story does not wait");
        assert_eq!(desk.read("posts/old.md"), ours, "ours is not touched");
        assert_eq!(desk.repo.undecided("posts/old.md").unwrap(), LONG.as_bytes());
        assert_eq!(desk.state(&story), State::LiveWithChanges);
        let refused = Refusal::SameStoryChanged { path: "posts/old.md".into() };
        assert_eq!(send(&desk.repo, std::slice::from_ref(&story)), Publication::Refused(refused));

        // Hers goes on meanwhile; both still began from the same.
        bea.write("posts/old.md", LONG.replace("Monday", "Sunday"));
        bea.approve(&story).unwrap();
        sent(send(&bea.repo, std::slice::from_ref(&story)));
        keep_in_step(&desk.repo, &NoKeys, now(), false).unwrap();
        assert_eq!(desk.repo.undecided("posts/old.md").unwrap(), LONG.as_bytes());
        desk.write("posts/old.md", LONG.replace("Monday", "Friday or Sunday"));
        desk.approve(&story).unwrap();
        sent(send(&desk.repo, std::slice::from_ref(&story)));
        assert_eq!(desk.state(&story), State::Live);
        assert_eq!(desk.git(&["for-each-ref", "refs/galley/undecided"]), "");
    }
}

#[test]
fn many_stories_do_not_go_unasked() {
    let desk = Desk::new();
    let stories: Vec<StoryFiles> = (0..7).map(|n| post(&format!("posts/{n}.md"))).collect();
    for story in &stories {
        desk.write(&story.post, "# A story\n");
        desk.approve(story).unwrap();
    }
    sent(send(&desk.repo, &stories));
    let bea = desk.colleague("bea");
    git(
        &bea.site,
        &[
            "rm",
            "-q",
            "posts/0.md",
            "posts/1.md",
            "posts/2.md",
            "posts/3.md",
            "posts/4.md",
            "posts/5.md",
        ],
    );
    git(&bea.site, &["commit", "-qm", "Gone"]);
    git(&bea.site, &["push", "-q"]);
    let arrival = keep_in_step(&desk.repo, &NoKeys, now(), false).unwrap();
    assert_eq!(arrival, Arrival::ManyGone { count: 6 });
    assert!(desk.site.join("posts/0.md").exists());
    let arrival = keep_in_step(&desk.repo, &NoKeys, now(), true).unwrap();
    assert!(matches!(arrival, Arrival::InStep { paths } if paths.len() == 6));
    assert!(!desk.site.join("posts/0.md").exists());
    assert!(desk.site.join("posts/6.md").exists());
}

#[test]
fn marks_of_another_program_are_not_published() {
    let desk = Desk::new();
    let story = post("posts/a.md");
    desk.write("posts/a.md", "# A\n\n<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> theirs\n");
    desk.approve(&story).unwrap();
    let before = desk.press(&["rev-parse", "main"]);
    let refused = Refusal::ConflictMarks { path: "posts/a.md".into() };
    assert_eq!(send(&desk.repo, &[story]), Publication::Refused(refused));
    assert_eq!(desk.press(&["rev-parse", "main"]), before);
}

#[test]
fn an_arrival_that_broke_off_is_finished_without_a_connection() {
    let (desk, bea, story) = long();
    bea.write("posts/old.md", LONG.replace("Monday", "Tuesday"));
    bea.approve(&story).unwrap();
    sent(send(&bea.repo, std::slice::from_ref(&story)));
    let ours = LONG.replace("Nobody", "No one");
    desk.write("posts/old.md", &ours);
    let here = desk.git(&["rev-parse", "HEAD"]);
    keep_in_step(&desk.repo, &NoKeys, now(), false).unwrap();
    // As it was when the file was written and the branch had not moved yet.
    desk.git(&["update-ref", "refs/heads/main", &here]);
    desk.git(&["reset", "-q"]);
    fs::rename(&desk.press, desk.temp.path().join("moved")).unwrap();
    desk.git(&["remote", "set-url", "origin", "https://127.0.0.1:1/x.git"]);
    assert!(matches!(
        keep_in_step(&desk.repo, &NoKeys, now(), false).unwrap(),
        Arrival::Refused(Refusal::NoConnection { .. })
    ));
    assert_eq!(desk.read("posts/old.md"), ours.replace("Monday", "Tuesday"));
    assert_eq!(desk.state(&story), State::LiveWithChanges);
    assert_ne!(desk.git(&["rev-parse", "HEAD"]), here);
}
