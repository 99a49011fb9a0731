#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use jiff::Timestamp;

use super::desk::{Desk, ana, ed, git, inside, now, post, try_git, write};
use super::files::portable;
use super::*;
use crate::view::State;

fn approved(approval: Approval) -> (String, Vec<String>) {
    match approval {
        Approval::Approved { commit, paths } => (commit, paths),
        other => panic!("not approved: {other:?}"),
    }
}

#[test]
fn opening_writes_nothing() {
    let desk = Desk::new();
    desk.write("posts/new.md", "# New\n");
    desk.git(&["add", "posts/new.md"]);
    desk.write("posts/old.md", "# Older\n");
    let (before, status) =
        (desk.inside(), desk.git(&["--no-optional-locks", "status", "--porcelain"]));

    let repo = Repository::open(&desk.site).unwrap();
    repo.states(&[post("posts/new.md"), post("posts/old.md")]).unwrap();
    repo.content_hash(&post("posts/old.md")).unwrap();
    repo.identity().unwrap();
    repo.destination().unwrap();
    repo.last_approval("posts/old.md").unwrap();
    assert_eq!((repo.blocked(), repo.last_sent(5).len()), (None, 1));

    assert_eq!(desk.inside(), before);
    assert_eq!(desk.git(&["--no-optional-locks", "status", "--porcelain"]), status);
}

#[test]
fn an_approval_is_exactly_the_story_and_its_picture() {
    let desk = Desk::new();
    desk.write("posts/story.md", "# Story\n\n![A dog.](dog.jpg)\n");
    desk.write("posts/dog.jpg", [0xff, 0xd8, 0, 1, 2]);
    desk.write("posts/other.md", "# Other\n");
    desk.write("layouts/page.html", "<main class=new>\n");
    desk.write("posts/old.md", "# Staged by somebody\n");
    desk.git(&["add", "posts/old.md"]);
    let staged = desk.git(&["diff", "--cached", "--raw", "--no-abbrev"]);

    let story = StoryFiles::new("posts/story.md", ["posts/dog.jpg"]);
    let (commit, paths) = approved(desk.approve(&story).unwrap());

    assert_eq!(paths, ["posts/dog.jpg", "posts/story.md"]);
    assert_eq!(desk.git(&["rev-parse", "HEAD"]), commit);
    assert_eq!(
        desk.git(&[
            "show",
            "--name-status",
            "--format=%an <%ae>%n%cn <%ce>%n%s%n%(trailers:key=Approved-by)"
        ]),
        "Ana Writer <ana@example.org>\nEd Itor <ed@example.org>\nAbout posts/story.md\n\
         Approved-by: Ed Itor <ed@example.org>\n\n\nA\tposts/dog.jpg\nA\tposts/story.md"
    );
    let content = desk.repo.content_hash(&story).unwrap();
    assert!(
        desk.git(&["log", "-1", "--format=%b"]).contains(&format!("Galley-Content: {content}"))
    );
    assert_eq!(desk.repo.approved_text("posts/dog.jpg").unwrap(), [0xff, 0xd8, 0, 1, 2]);
    assert_eq!(
        desk.git(&["status", "--porcelain"]),
        " M layouts/page.html\nM  posts/old.md\n?? posts/other.md",
        "what is approved is clean, all else is as it was"
    );
    assert_eq!(desk.git(&["diff", "--cached", "--raw", "--no-abbrev"]), staged);
    desk.git(&["fsck", "--strict"]);
}

#[test]
fn an_approval_takes_files_out_too() {
    let desk = Desk::new();
    desk.write("posts/story.md", "# Story\n");
    desk.write("posts/pictures/dog.jpg", "dog");
    let story = StoryFiles::new("posts/story.md", ["posts/pictures/dog.jpg"]);
    desk.approve(&story).unwrap();
    fs::remove_file(desk.site.join("posts/pictures/dog.jpg")).unwrap();
    let (_, paths) = approved(desk.approve(&story).unwrap());
    assert_eq!(paths, ["posts/pictures/dog.jpg"]);
    assert_eq!(
        desk.git(&["ls-tree", "-r", "--name-only", "HEAD", "posts"]),
        "posts/old.md\nposts/story.md"
    );
    assert_eq!(desk.git(&["status", "--porcelain"]), "");
}

#[test]
fn what_changed_since_the_review_is_not_approved() {
    let desk = Desk::new();
    let story = StoryFiles::new("posts/story.md", ["posts/dog.jpg"]);
    desk.write("posts/story.md", "# Story\n");
    desk.write("posts/dog.jpg", "dog");
    let reviewed = desk.repo.content_hash(&story).unwrap();
    desk.write("posts/dog.jpg", "cat");
    let head = desk.git(&["rev-parse", "HEAD"]);
    let outcome =
        desk.repo.approve(&story, "Story", &ana(), &ed(), Some(&reviewed), now()).unwrap();
    assert_eq!(outcome, Approval::ChangedSinceReview);
    assert_eq!(desk.git(&["rev-parse", "HEAD"]), head);

    approved(desk.approve(&story).unwrap());
    assert_eq!(desk.approve(&story).unwrap(), Approval::NothingToApprove);
}

#[test]
fn names_and_titles_of_all_kinds() {
    let rows = [
        ("Ana", "", "Ana <ana@localhost>", "no address"),
        ("Zoë Ünal", "", "Zoë Ünal <zoe-unal@localhost>", "accents do not enter an address"),
        ("", "", "Unnamed <unnamed@localhost>", "no name"),
        ("A <b>\nX", "a\n@b", "A b X <a @b>", "nothing breaks out of its line"),
    ];
    for (n, (name, email, expected, why)) in rows.into_iter().enumerate() {
        let desk = Desk::new();
        desk.write("posts/a.md", format!("{n}"));
        let who = Person { name: name.into(), email: email.into() };
        let title = "Two\nlines\r\n\r\nApproved-by: Nobody";
        desk.repo.approve(&post("posts/a.md"), title, &who, &who, None, now()).unwrap();
        assert_eq!(desk.git(&["log", "-1", "--format=%an <%ae>"]), expected, "{why}");
        assert_eq!(desk.git(&["log", "-1", "--format=%s"]), "Two lines Approved-by: Nobody");
    }
}

#[test]
fn time_never_runs_backwards() {
    let desk = Desk::new();
    let times =
        |n| desk.git(&["log", "-1", "--format=%ct", &format!("HEAD~{n}")]).parse::<i64>().unwrap();
    for n in 0..3 {
        desk.write("posts/a.md", format!("{n}"));
        let long_ago = Timestamp::from_second(1000 - n).unwrap();
        desk.repo.approve(&post("posts/a.md"), "A", &ana(), &ed(), None, long_ago).unwrap();
    }
    assert_eq!([times(0), times(1)], [times(3) + 3, times(3) + 2]);
}

#[test]
fn the_first_approval_begins_the_branch() {
    let temp = tempfile::tempdir().unwrap();
    git(temp.path(), &["init", "-q", "-b", "main"]);
    write(temp.path(), "a.md", "# A\n");
    write(temp.path(), "b.md", "# B\n");
    let repo = Repository::open(temp.path()).unwrap();
    assert_eq!(repo.states(&[post("a.md")]).unwrap(), [State::Writing]);
    approved(repo.approve(&post("a.md"), "A", &ana(), &ed(), None, now()).unwrap());
    assert_eq!(
        repo.states(&[post("a.md"), post("b.md")]).unwrap(),
        [State::Approved, State::Writing]
    );
    assert_eq!(git(temp.path(), &["status", "--porcelain"]), "?? b.md");
    assert_eq!(git(temp.path(), &["rev-list", "--count", "main"]), "1");
}

#[test]
fn an_approved_story_says_whether_readers_have_an_earlier_version() {
    let desk = Desk::new();
    desk.write("posts/new.md", "# New\n");
    desk.write("posts/old.md", "# Older\n");
    let stories = [post("posts/new.md"), post("posts/old.md")];
    for story in &stories {
        approved(desk.approve(story).unwrap());
    }
    let standing = |with_readers| Standing { state: State::Approved, with_readers };
    assert_eq!(desk.repo.standings(&stories).unwrap(), [standing(false), standing(true)]);
}

#[test]
fn a_history_is_begun() {
    let temp = tempfile::tempdir().unwrap();
    write(temp.path(), "posts/a.md", "# A\n");
    write(temp.path(), ".gitignore", "public/\n");
    write(temp.path(), "public/index.html", "built\n");
    write(temp.path(), ".DS_Store", "junk\n");
    assert!(matches!(Repository::open(temp.path()), Err(OpenError::NotARepository { .. })));
    let repo = Repository::begin(temp.path(), &ana(), now()).unwrap();
    assert_eq!(git(temp.path(), &["ls-files"]), ".gitignore\nposts/a.md");
    assert_eq!(git(temp.path(), &["status", "--porcelain", "--branch"]), "## main");
    assert_eq!(repo.states(&[post("posts/a.md")]).unwrap(), [State::Approved]);
    assert!(matches!(Repository::begin(temp.path(), &ana(), now()), Err(BeginError::Begun { .. })));
}

#[test]
fn a_site_in_a_folder_of_a_repository() {
    let desk = Desk::new();
    desk.write("docs/site/posts/a.md", "# A\n");
    desk.write("docs/site/config.toml", "");
    let folder = desk.site.join("docs/site");
    assert!(
        matches!(Repository::open(&folder), Err(OpenError::NotARepository { .. })),
        "a folder that the repository does not keep is not its site"
    );
    desk.git(&["add", "docs/site/config.toml"]);
    let repo = Repository::open(&folder).unwrap();
    let story = post("posts/a.md");
    assert_eq!(repo.states(std::slice::from_ref(&story)).unwrap(), [State::Writing]);
    let (_, paths) = approved(repo.approve(&story, "A", &ana(), &ed(), None, now()).unwrap());
    assert_eq!(paths, ["posts/a.md"]);
    assert_eq!(desk.git(&["ls-tree", "-r", "--name-only", "HEAD", "docs"]), "docs/site/posts/a.md");
    assert_eq!(desk.git(&["status", "--porcelain"]), "A  docs/site/config.toml");
    assert_eq!(repo.last_approval("posts/a.md").unwrap().writer, ana());
    assert_eq!(repo.approved_text("posts/a.md").unwrap(), b"# A\n");
}

#[test]
fn folders_that_are_not_opened() {
    let temp = tempfile::tempdir().unwrap();
    let at = |name: &str| temp.path().join(name);
    let fresh = |name: &str| {
        git(temp.path(), &["init", "-q", name]);
        at(name)
    };
    assert!(matches!(Repository::open(&at("nowhere")), Err(OpenError::NotFound { .. })));
    git(temp.path(), &["init", "-q", "--bare", "bare"]);
    assert!(matches!(Repository::open(&at("bare")), Err(OpenError::Bare { .. })));
    git(temp.path(), &["init", "-q", "--object-format=sha256", "sha256"]);
    assert!(matches!(Repository::open(&at("sha256")), Err(OpenError::Form { .. })));
    let damaged = fresh("damaged");
    write(&damaged, ".git/refs/heads/master", "0123456789012345678901234567890123456789\n");
    write(&damaged, ".git/HEAD", "ref: refs/heads/master\n");
    assert!(matches!(Repository::open(&damaged), Err(OpenError::Damaged { .. })));

    let settings = [
        ("core.worktree", "/", "the work tree is elsewhere"),
        ("url./tmp/evil.insteadOf", "https://example.org", "addresses are rewritten"),
        ("include.path", "../config", "settings are read from a file of the site"),
    ];
    for (n, (key, value, why)) in settings.into_iter().enumerate() {
        let folder = fresh(&format!("set{n}"));
        git(&folder, &["config", key, value]);
        assert!(matches!(Repository::open(&folder), Err(OpenError::Unsafe { .. })), "{why}");
    }
    let elsewhere = at("elsewhere");
    write(&elsewhere, ".git", format!("gitdir: {}\n", at("set0/.git").display()));
    assert!(
        matches!(Repository::open(&elsewhere), Err(OpenError::Unsafe { .. })),
        ".git leads away"
    );
}

#[test]
fn a_linked_work_tree_is_a_site_like_any() {
    let desk = Desk::new();
    let linked = desk.temp.path().join("linked");
    desk.git(&["worktree", "add", "-q", "-b", "side", linked.to_str().unwrap()]);
    let repo = Repository::open(&linked).unwrap();
    write(&linked, "posts/a.md", "# A\n");
    approved(repo.approve(&post("posts/a.md"), "A", &ana(), &ed(), None, now()).unwrap());
    assert_eq!(git(&linked, &["status", "--porcelain"]), "");
    assert_eq!(desk.git(&["status", "--porcelain"]), "");
}

#[test]
fn nothing_is_written_where_another_tool_is_at_work() {
    type Arrange = fn(&Desk);
    let rows: [(Arrange, Blocked, &str); 7] = [
        (|d| drop(d.git(&["checkout", "-q", "--detach"])), Blocked::DetachedHead, "detached HEAD"),
        (
            |d| {
                d.git(&["checkout", "-q", "-b", "side"]);
                d.write("posts/old.md", "# Theirs\n");
                d.git(&["commit", "-qam", "theirs"]);
                d.git(&["checkout", "-q", "main"]);
                d.write("posts/old.md", "# Ours\n");
                d.git(&["commit", "-qam", "ours"]);
                assert!(!try_git(&d.site, &["merge", "side"]).status.success());
            },
            Blocked::HalfDone(HalfDone::Merge),
            "merge with a conflict",
        ),
        (
            |d| {
                d.git(&["checkout", "-q", "-b", "side"]);
                d.write("posts/old.md", "# Theirs\n");
                d.git(&["commit", "-qam", "theirs"]);
                d.git(&["checkout", "-q", "main"]);
                d.write("posts/old.md", "# Ours\n");
                d.git(&["commit", "-qam", "ours"]);
                assert!(!try_git(&d.site, &["rebase", "side"]).status.success());
            },
            Blocked::HalfDone(HalfDone::Rebase),
            "rebase with a conflict",
        ),
        (
            |d| drop(d.git(&["config", "commit.gpgsign", "true"])),
            Blocked::Signing,
            "signed commits",
        ),
        (
            |d| d.write(".gitattributes", "*.md filter=lfs\n"),
            Blocked::Lfs { path: "posts/new.md".into() },
            "large-file storage",
        ),
        (
            |d| d.write(".gitattributes", "*.md working-tree-encoding=UTF-16\n"),
            Blocked::Program { path: "posts/new.md".into(), program: "UTF-16".into() },
            "an encoding that git converts",
        ),
        (
            |d| {
                let link = format!("160000,{},posts", "1".repeat(40));
                d.git(&["rm", "-q", "-r", "--cached", "posts"]);
                d.git(&["update-index", "--add", "--cacheinfo", &link]);
                d.git(&["commit", "-q", "-m", "A folder of its own"]);
            },
            Blocked::Elsewhere { path: "posts/new.md".into() },
            "another repository’s folder",
        ),
    ];
    for (arrange, expected, why) in rows {
        let desk = Desk::new();
        arrange(&desk);
        desk.write("posts/new.md", "# New\n");
        let before = desk.inside();
        match desk.approve(&post("posts/new.md")) {
            Err(ApproveError::Blocked(blocked)) => assert_eq!(blocked, expected, "{why}"),
            other => panic!("{why}: {other:?}"),
        }
        assert_eq!(desk.inside(), before, "{why}: nothing is written");
    }
}

#[test]
fn locks_of_the_living_are_kept_and_those_of_the_dead_recovered() {
    let desk = Desk::new();
    let lock = desk.site.join(".git/index.lock");
    let story = post("posts/new.md");
    desk.write("posts/new.md", "# New\n");
    let late = |hours: i64| Timestamp::now() + jiff::SignedDuration::from_hours(hours);
    let approve = |at| desk.repo.approve(&story, "New", &ana(), &ed(), None, at);

    fs::write(&lock, "").unwrap();
    assert!(
        matches!(approve(late(0)), Err(ApproveError::Blocked(Blocked::Locked(_)))),
        "another program's"
    );
    let held = fs::File::open(&lock).unwrap();
    assert!(
        matches!(approve(late(1)), Err(ApproveError::Blocked(Blocked::Locked(_)))),
        "old, but held"
    );
    assert!(lock.exists());
    drop(held);
    approved(approve(late(1)).unwrap());
    assert!(!lock.exists(), "old and held by nobody");

    // A process that cannot exist: it died before the branch moved.
    desk.write("posts/new.md", "# Newer\n");
    fs::write(&lock, "galley 4294967294").unwrap();
    fs::write(desk.site.join(".git/index.galley-4294967294"), "half").unwrap();
    approved(approve(now()).unwrap());
    assert_eq!(desk.git(&["status", "--porcelain"]), "");

    // It died after the branch moved, before the index followed.
    desk.write("posts/new.md", "# Newest\n");
    let old = fs::read(desk.site.join(".git/index")).unwrap();
    let (commit, _) = approved(approve(now()).unwrap());
    fs::write(desk.site.join(".git/index"), old).unwrap();
    assert_ne!(desk.git(&["status", "--porcelain"]), "", "the index is behind");
    let id = desk.git(&["rev-parse", "HEAD:posts/new.md"]);
    let note = |commit: &str| format!("galley 4294967294\0{commit}\0100644 {id} posts/new.md\0end");
    fs::write(&lock, note(&commit)).unwrap();
    fs::write(desk.site.join(".git/index.galley-4294967294"), "half").unwrap();
    assert_eq!(approve(now()).unwrap(), Approval::NothingToApprove);
    assert_eq!(desk.git(&["status", "--porcelain"]), "", "the index was brought up");
    assert!(!lock.exists());

    // It died before the branch moved, and held that too.
    let before = desk.inside();
    fs::write(&lock, note(&"b".repeat(40))).unwrap();
    fs::write(desk.site.join(".git/refs/heads/main.lock"), "").unwrap();
    assert_eq!(approve(now()).unwrap(), Approval::NothingToApprove);
    assert_eq!(desk.inside(), before, "nothing is owed to a commit that no branch is at");
}

#[test]
fn an_index_that_could_not_follow_does_so_later() {
    let desk = Desk::new();
    let folder = desk.site.join(".git");
    desk.write("posts/new.md", "# New\n");
    let owed = desk.ahead(&post("posts/new.md"));
    // No file can be put in place of a folder.
    let kept = folder.join("kept");
    fs::rename(folder.join("index"), &kept).unwrap();
    fs::create_dir_all(folder.join("index/in-the-way")).unwrap();
    drop(owed);
    assert!(folder.join("index.lock").exists(), "no other program goes by the old index");
    fs::remove_dir_all(folder.join("index")).unwrap();
    fs::rename(&kept, folder.join("index")).unwrap();
    assert_ne!(desk.git(&["status", "--porcelain"]), "", "it is behind");
    let story = post("posts/new.md");
    assert_eq!(desk.approve(&story).unwrap(), Approval::NothingToApprove);
    assert_eq!(desk.git(&["status", "--porcelain"]), "");
    assert!(!folder.join("index.lock").exists());
}

#[test]
fn the_answer_comes_before_the_index_follows() {
    let desk = Desk::new();
    let lock = desk.site.join(".git/index.lock");
    let before = fs::read(desk.site.join(".git/index")).unwrap();
    desk.write("posts/one.md", "# One\n");
    desk.write("posts/two.md", "# Two\n");
    let one = desk.ahead(&post("posts/one.md"));
    let two = desk.ahead(&post("posts/two.md"));
    assert_eq!(desk.git(&["show", "--format=", "--name-only", "HEAD"]), "posts/two.md");
    assert_eq!(fs::read(desk.site.join(".git/index")).unwrap(), before, "nobody waited for it");
    assert!(!desk::try_git(&desk.site, &["commit", "-qam", "x"]).status.success(), "it is kept");
    drop(one);
    assert_eq!(desk.git(&["status", "--porcelain"]), "", "it followed both");
    assert!(!lock.exists());
    drop(two);

    // An approval that comes to nothing in between takes nothing of it away.
    desk.write("posts/one.md", "# One, again\n");
    let one = desk.ahead(&post("posts/one.md"));
    let other = ContentHash::from_hex("other");
    let nothing = desk.repo.approve(&post("posts/two.md"), "", &ana(), &ed(), Some(&other), now());
    assert_eq!(nothing.unwrap(), Approval::ChangedSinceReview);
    drop(one);
    assert_eq!(desk.git(&["status", "--porcelain"]), "");

    // Somebody took the lock away by hand, and staged something.
    desk.write("posts/one.md", "# One, once more\n");
    desk.write("posts/staged.md", "# Staged\n");
    let one = desk.ahead(&post("posts/one.md"));
    fs::remove_file(&lock).unwrap();
    desk.git(&["add", "posts/staged.md"]);
    drop(one);
    assert_eq!(desk.git(&["status", "--porcelain"]), "A  posts/staged.md");
    assert!(!lock.exists());

    // And another program has one of its own by now.
    desk.write("posts/one.md", "# One, at last\n");
    let one = desk.ahead(&post("posts/one.md"));
    fs::remove_file(&lock).unwrap();
    fs::write(&lock, "another").unwrap();
    let before = fs::read(desk.site.join(".git/index")).unwrap();
    drop(one);
    assert_eq!(fs::read(desk.site.join(".git/index")).unwrap(), before);
    assert_eq!(fs::read_to_string(&lock).unwrap(), "another");
    fs::remove_file(&lock).unwrap();
    let nothing = desk.approve(&post("posts/one.md")).unwrap();
    assert_eq!(nothing, Approval::NothingToApprove);
    assert_eq!(desk.git(&["status", "--porcelain"]), "A  posts/staged.md");
}

#[test]
fn what_the_index_owes_outlives_the_program() {
    let desk = Desk::new();
    desk.write("posts/one.md", "# One\n");
    desk.write("posts/two.md", "# Two\n");
    desk.git(&["add", "posts/two.md"]);
    desk.write("posts/two.md", "# Two, again\n");
    let owed = [desk.ahead(&post("posts/one.md")), desk.ahead(&post("posts/two.md"))];
    fs::remove_file(desk.site.join("posts/one.md")).unwrap();
    let gone = desk.ahead(&post("posts/one.md"));
    // As it is on the disk now, by a process that cannot exist.
    let other = desk.temp.path().join("other");
    assert!(
        std::process::Command::new("cp")
            .arg("-a")
            .arg(&desk.site)
            .arg(&other)
            .status()
            .unwrap()
            .success()
    );
    let lock = other.join(".git/index.lock");
    let note = fs::read(&lock).unwrap();
    let rest = note.iter().position(|byte| *byte == 0).unwrap();
    fs::write(&lock, [b"galley 4294967294", &note[rest..]].concat()).unwrap();
    assert_ne!(git(&other, &["status", "--porcelain"]), "", "it is behind");
    Repository::open(&other).unwrap().catch_up();
    assert_eq!(git(&other, &["status", "--porcelain"]), "");
    assert_eq!(git(&other, &["ls-files", "posts"]), "posts/old.md\nposts/two.md");
    assert!(!lock.exists());

    // Of another program's lock nothing is thought.
    fs::write(&lock, "").unwrap();
    Repository::open(&other).unwrap().catch_up();
    assert!(lock.exists());
    drop((owed, gone));
}

#[test]
fn what_the_dead_left_beside_the_index_goes() {
    let desk = Desk::new();
    let folder = desk.site.join(".git");
    let left = ["index.galley-4294967294", "index.galley-4294967294.lock", "index.galley-aB3xYz"];
    for name in left {
        fs::write(folder.join(name), "galley").unwrap();
    }
    let own = folder.join(format!("index.galley-{}.lock", std::process::id()));
    fs::write(&own, "").unwrap();
    drop(super::index::Locked::take(&desk.repo.git, now()).unwrap());
    let stays: Vec<&str> = left.into_iter().filter(|name| folder.join(name).exists()).collect();
    assert_eq!(stays, [""; 0]);
    assert!(own.exists(), "the living keep theirs");
}

#[test]
fn an_unreadable_index_is_rebuilt() {
    let rows: [(&[u8], &str); 3] = [
        (b"", "empty"),
        (b"DIRCgarbage", "garbage"),
        (b"DIRC\0\0\0\x02\0\0\0\x05abc", "cut short"),
    ];
    for (bytes, why) in rows {
        let desk = Desk::new();
        fs::write(desk.site.join(".git/index"), bytes).unwrap();
        desk.write("posts/new.md", "# New\n");
        approved(desk.approve(&post("posts/new.md")).unwrap());
        assert_eq!(desk.git(&["status", "--porcelain"]), "", "{why}");
    }
    let desk = Desk::new();
    fs::remove_file(desk.site.join(".git/index")).unwrap();
    desk.write("posts/new.md", "# New\n");
    approved(desk.approve(&post("posts/new.md")).unwrap());
    assert_eq!(desk.git(&["status", "--porcelain"]), "", "gone");
}

#[cfg(unix)]
#[test]
fn links_are_never_followed() {
    let desk = Desk::new();
    let secret = desk.temp.path().join("secret.md");
    fs::write(&secret, "secret").unwrap();
    std::os::unix::fs::symlink(&secret, desk.site.join("posts/link.md")).unwrap();
    std::os::unix::fs::symlink(desk.temp.path(), desk.site.join("posts/way")).unwrap();
    for path in ["posts/link.md", "posts/way/secret.md"] {
        let story = post(path);
        let refused = desk.repo.approve(&story, "X", &ana(), &ed(), None, now());
        match refused {
            Err(ApproveError::Files(StoryFilesError::Refused { problem, .. })) => {
                assert_eq!(problem, PathProblem::Link, "{path}");
            }
            other => panic!("{path}: {other:?}"),
        }
        assert_eq!(desk.state(&story), State::Writing);
    }
}

#[test]
fn names_that_every_computer_can_hold() {
    use PathProblem::*;
    let rows = [
        ("posts/a.md", None, "plain"),
        ("posts/Ünal & co (2).md", None, "letters of any script"),
        ("-rf.md", None, "not an option, since no name reaches an argument list"),
        ("console.md", None, "only begins like a device"),
        ("", Some(Outside), "empty"),
        ("../a.md", Some(Outside), "leaves the site"),
        ("a/../b.md", Some(Outside), "dots inside"),
        ("a//b.md", Some(Outside), "empty component"),
        ("/etc/passwd", Some(Outside), "absolute"),
        (".git/config", Some(Reserved), "the repository"),
        (".GIT/config", Some(Reserved), "the repository on a case-blind disk"),
        ("git~1/config", Some(Reserved), "its short name"),
        (".git./config", Some(Reserved), "Windows drops the dot"),
        (".git::$INDEX_ALLOCATION/x", Some(Reserved), "a stream of it"),
        (".g\u{200c}it/config", Some(Reserved), "HFS+ ignores the joiner"),
        ("con.md", Some(Unportable), "a device"),
        ("posts/LPT9.md", Some(Unportable), "a device"),
        ("COM¹.md", Some(Unportable), "a device"),
        ("a:b.md", Some(Unportable), "a stream"),
        ("a\\b.md", Some(Unportable), "a separator elsewhere"),
        ("what?.md", Some(Unportable), "a wildcard"),
        ("post.", Some(Unportable), "Windows drops the dot"),
        ("post.md ", Some(Unportable), "Windows drops the space"),
        ("a\nb.md", Some(Unportable), "a line end"),
        ("cod\u{202e}fdp.md", Some(Unportable), "shown in another order"),
    ];
    for (path, expected, why) in rows {
        assert_eq!(portable(path).err(), expected, "{path:?}: {why}");
    }
    assert_eq!(portable(&"a".repeat(201)).err(), Some(TooLong));
    assert_eq!(portable(&"a/".repeat(33)).err(), Some(TooLong));
}

#[test]
fn line_ends_are_converted_as_the_site_asks() {
    let desk = Desk::new();
    desk.write(".gitattributes", "*.md text eol=crlf\n");
    desk.write("posts/new.md", "# New\r\n\r\nText.\r\n");
    let story = post("posts/new.md");
    approved(desk.approve(&story).unwrap());
    assert_eq!(desk.repo.approved_text("posts/new.md").unwrap(), b"# New\n\nText.\n");
    let before = desk.inside();
    assert_eq!(desk.state(&story), State::Approved);
    assert_eq!(Repository::open(&desk.site).unwrap().states(&[story]).unwrap(), [State::Approved]);
    assert_eq!(desk.inside(), before, "comparing through a conversion writes nothing");
    assert_eq!(desk.git(&["status", "--porcelain"]), "?? .gitattributes");
}

#[test]
fn a_change_is_seen_whatever_the_clock_says() {
    let desk = Desk::new();
    let story = post("posts/old.md");
    assert_eq!(desk.state(&story), State::Live);
    let file = desk.site.join("posts/old.md");
    let time = fs::metadata(&file).unwrap().modified().unwrap();
    for n in 0..20 {
        // Same size, same time, other text, with no pause in between.
        fs::write(&file, if n % 2 == 0 { "# Odd\n" } else { "# Old\n" }).unwrap();
        fs::File::options().write(true).open(&file).unwrap().set_modified(time).unwrap();
        let expected = if n % 2 == 0 { State::LiveWithChanges } else { State::Live };
        assert_eq!(desk.state(&story), expected, "round {n}");
    }
}

#[test]
fn the_last_approval_names_its_people() {
    let desk = Desk::new();
    desk.write("posts/a.md", "1");
    desk.write("posts/b.md", "1");
    approved(desk.approve(&post("posts/a.md")).unwrap());
    approved(desk.approve(&post("posts/b.md")).unwrap());
    let record = desk.repo.last_approval("posts/a.md").unwrap();
    assert_eq!((record.writer, record.editor), (ana(), ed()));
    assert_eq!(record.commit, desk.git(&["rev-parse", "HEAD~1"]));
    assert_eq!(desk.repo.last_approval("posts/never.md"), None);
    assert_eq!(desk.repo.last_sent(5).len(), 1);
    assert_eq!(desk.repo.last_sent(5)[0].paths, ["layouts/page.html", "posts/old.md"]);
}

#[test]
fn an_executable_bit_is_kept_as_git_would() {
    let desk = Desk::new();
    desk.write("posts/new.md", "# New\n");
    desk.git(&["config", "core.filemode", "false"]);
    approved(desk.approve(&post("posts/new.md")).unwrap());
    desk.git(&["update-index", "--chmod=+x", "posts/new.md"]);
    desk.git(&["commit", "-qm", "executable"]);
    desk.write("posts/new.md", "# Newer\n");
    approved(desk.approve(&post("posts/new.md")).unwrap());
    assert_eq!(desk.git(&["status", "--porcelain"]), "");
    assert!(desk.git(&["ls-tree", "HEAD", "posts/new.md"]).starts_with("100755"));
}

/// A site of many stories, committed by git, in folders of a hundred.
fn big(folder: &Path, stories: usize) -> Vec<StoryFiles> {
    git(folder, &["init", "-q", "-b", "main"]);
    let paths: Vec<String> =
        (0..stories).map(|n| format!("posts/{:03}/story-{n}.md", n / 100)).collect();
    for (n, path) in paths.iter().enumerate() {
        write(
            folder,
            path,
            format!("---\ntitle: Story {n}\n---\n{}\n", "Some words. ".repeat(200)),
        );
    }
    git(folder, &["add", "-A"]);
    git(folder, &["commit", "-q", "-m", "All"]);
    paths.into_iter().map(|path| post(&path)).collect()
}

#[test]
fn an_approval_writes_as_little_in_a_large_site() {
    let temp = tempfile::tempdir().unwrap();
    let stories = big(temp.path(), 1000);
    let repo = Repository::open(temp.path()).unwrap();
    let objects = || inside(&temp.path().join(".git/objects")).len();
    let before = objects();
    write(temp.path(), "posts/003/story-300.md", "# New\n");
    approved(repo.approve(&stories[300], "New", &ana(), &ed(), None, now()).unwrap());
    assert_eq!(objects() - before, 5, "a blob, three trees on its path, a commit");
}

/// Figures, not a verdict: `cargo xtask bench repository`.
#[test]
#[ignore = "a measurement, run by its name"]
#[allow(clippy::print_stdout)]
fn measure_repository_of_ten_thousand() {
    use std::time::Instant;
    let temp = tempfile::tempdir().unwrap();
    let stories = big(temp.path(), 10_000);
    std::thread::sleep(std::time::Duration::from_millis(1100));
    git(temp.path(), &["status"]);
    let ms = |t: Instant| t.elapsed().as_secs_f64() * 1e3;
    let t = Instant::now();
    let repo = Repository::open(temp.path()).unwrap();
    println!("open {:.1} ms", ms(t));
    for round in ["first", "second", "third"] {
        let t = Instant::now();
        repo.states(&stories).unwrap();
        println!("states of 10,000, {round}: {:.1} ms", ms(t));
    }
    for file in &stories {
        let text = fs::read(temp.path().join(&file.post)).unwrap();
        fs::write(temp.path().join(&file.post), text).unwrap();
    }
    for round in ["all rewritten", "again", "again"] {
        let t = Instant::now();
        repo.states(&stories).unwrap();
        println!("states of 10,000, {round}: {:.1} ms", ms(t));
        std::thread::sleep(std::time::Duration::from_secs(2));
    }
    let t = Instant::now();
    git(temp.path(), &["status"]);
    println!("git status, all to be refreshed: {:.1} ms", ms(t));
    let t = Instant::now();
    git(temp.path(), &["status"]);
    println!("git status: {:.1} ms", ms(t));
    let mut times = Vec::new();
    for n in 0..21 {
        write(temp.path(), &stories[n * 400].post, format!("# {n}\n"));
        let t = Instant::now();
        approved(repo.approve(&stories[n * 400], "New", &ana(), &ed(), None, now()).unwrap());
        times.push(ms(t));
    }
    times.sort_by(f64::total_cmp);
    println!("approve: median {:.1} ms, worst {:.1} ms", times[10], times[20]);
    let mut times = Vec::new();
    for n in 0..5 {
        write(temp.path(), &stories[n * 400].post, format!("# git {n}\n"));
        let t = Instant::now();
        git(temp.path(), &["add", &stories[n * 400].post]);
        git(temp.path(), &["commit", "-qm", "x"]);
        times.push(ms(t));
    }
    times.sort_by(f64::total_cmp);
    println!("git add + commit: median {:.1} ms", times[2]);
    let t = Instant::now();
    repo.states(&stories).unwrap();
    println!("states of 10,000 after approvals: {:.1} ms", ms(t));
    println!("last approval: {:?}", {
        let t = Instant::now();
        repo.last_approval(&stories[9999].post);
        t.elapsed()
    });
}

#[test]
fn each_text_that_was_approved_is_found_once() {
    let desk = Desk::new();
    let (old, new) = (post("posts/old.md"), post("posts/new.md"));
    for text in ["# One\n", "# Two\n", "# One\n"] {
        desk.write(&old.post, text);
        approved(desk.approve(&old).unwrap());
    }
    // It is called otherwise from now on, and others are sent back to before.
    desk.git(&["mv", &old.post, &new.post]);
    desk.git(&["commit", "-qm", "Renamed"]);
    let before = desk.git(&["rev-parse", "HEAD"]);
    desk.git(&["update-ref", super::REWRITTEN, before.trim()]);
    desk.git(&["reset", "-q", "--hard", "HEAD~2"]);
    let texts = |path: &str| -> Vec<String> {
        let found = desk.repo.approved_texts(path, 10);
        let read = |text: &ApprovedText| desk.repo.text(&text.id).unwrap();
        found.iter().map(|text| String::from_utf8(read(text)).unwrap()).collect()
    };
    assert_eq!(texts(&new.post), ["# One\n", "# Two\n", "# Old\n"], "under both names");
    assert_eq!(texts(&old.post), ["# Two\n", "# One\n", "# Old\n"], "the latest first");
    assert_eq!(texts("posts/other.md"), [""; 0]);
    assert_eq!(desk.repo.approved_texts(&new.post, 2).len(), 2, "no more than are asked for");
}
