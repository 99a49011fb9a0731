//! Exactly what was reviewed is approved, and found again.

use super::*;

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
