//! Others publish too: what they sent comes here, and both are put together.

use super::*;

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
