//! The index follows an approval, whoever dies meanwhile.

use super::*;

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
    assert!(
        !test_desk::try_git(&desk.site, &["commit", "-qam", "x"]).status.success(),
        "it is kept"
    );
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
