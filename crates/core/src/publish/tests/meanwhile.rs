//! What others did meanwhile, and what is left of a publication of which nobody knows whether it
//! arrived: nobody's words are sent over, nothing more than was chosen is sent or taken back.

use super::*;

#[test]
fn what_was_read_and_never_arrived_here_is_put_together_all_the_same() {
    let (desk, bea, story) = long();
    bea.write("posts/old.md", LONG.replace("Monday", "Tuesday"));
    bea.approve(&story).unwrap();
    sent(send(&bea.repo, std::slice::from_ref(&story)));
    // Another program reads the publishing branch; the folder does not follow.
    desk.git(&["fetch", "-q", "origin"]);
    let ours = LONG.replace("Nobody", "No one");
    desk.write("posts/old.md", &ours);
    desk.approve(&story).unwrap();

    sent(send(&desk.repo, std::slice::from_ref(&story)));
    let both = ours.replace("Monday", "Tuesday");
    assert_eq!(desk.press(&["show", "main:posts/old.md"]), both.trim_end());
}

#[test]
fn a_picture_that_others_replaced_and_nobody_touched_here_stops_no_story() {
    let desk = Desk::new();
    let [x, y] =
        ["x", "y"].map(|name| StoryFiles::new(format!("posts/{name}.md"), ["img/wall.jpg"]));
    desk.write("img/wall.jpg", "wall");
    for story in [&x, &y] {
        desk.write(&story.post, "![](/img/wall.jpg)\n");
        desk.approve(story).unwrap();
    }
    sent(send(&desk.repo, &[x.clone(), y.clone()]));
    let bea = desk.colleague("bea");
    bea.write("img/wall.jpg", "better");
    bea.approve(&x).unwrap();
    sent(send(&bea.repo, &[x]));

    desk.write(&y.post, "More. ![](/img/wall.jpg)\n");
    desk.approve(&y).unwrap();
    sent(send(&desk.repo, &[y]));
    assert_eq!(desk.press(&["show", "main:img/wall.jpg"]), "better");
    assert_eq!(desk.press(&["show", "main:posts/y.md"]), "More. ![](/img/wall.jpg)");
}

#[test]
fn what_others_say_of_a_picture_stays_where_more_is_said_of_it_here() {
    let desk = Desk::new();
    let said = ".galley/pictures/img/wall.jpg.toml";
    let x = StoryFiles::new("posts/x.md", ["img/wall.jpg", said]);
    desk.write("img/wall.jpg", "wall");
    desk.write(said, "creator = \"Ana\"\n");
    desk.write(&x.post, "![](/img/wall.jpg)\n");
    desk.approve(&x).unwrap();
    sent(send(&desk.repo, std::slice::from_ref(&x)));
    let bea = desk.colleague("bea");
    bea.write(said, "creator = \"Ana\"\nuntil = 2026-03-01\n");
    bea.approve(&x).unwrap();
    sent(send(&bea.repo, std::slice::from_ref(&x)));

    desk.write(said, "creator = \"Ana Lee\"\nuntil = 2026-05-01\n");
    keep_in_step(&desk.repo, &NoKeys, now(), false).unwrap();
    let both = "creator = \"Ana Lee\"\nuntil = 2026-03-01\n";
    assert_eq!(desk.read(said), both, "of two last days the earlier");
    desk.approve(&x).unwrap();
    sent(send(&desk.repo, &[x]));
    assert_eq!(desk.press(&["show", &format!("main:{said}")]), both.trim_end());
    assert!(!desk.repo.any_undecided() && !desk.repo.any_kept());
}

#[test]
fn a_story_that_was_moved_takes_along_what_others_wrote_at_its_old_place() {
    for arrives_first in [true, false] {
        let (desk, bea, story) = long();
        bea.write("posts/old.md", LONG.replace("Monday", "Tuesday"));
        bea.approve(&story).unwrap();
        sent(send(&bea.repo, std::slice::from_ref(&story)));
        let ours = LONG.replace("Nobody", "No one");
        fs::remove_file(desk.site.join("posts/old.md")).unwrap();
        desk.write("posts/new.md", &ours);
        let mut moved = post("posts/new.md");
        moved.earlier = vec!["posts/old.md".into()];
        desk.approve(&moved).unwrap();

        let both = ours.replace("Monday", "Tuesday");
        if arrives_first {
            keep_in_step(&desk.repo, &NoKeys, now(), false).unwrap();
            assert_eq!(desk.read("posts/new.md"), both);
            assert_eq!(desk.state(&moved), State::Approved);
        }
        sent(send(&desk.repo, std::slice::from_ref(&moved)));
        assert_eq!(desk.press(&["show", "main:posts/new.md"]), both.trim_end(), "{arrives_first}");
        assert_eq!(desk.press(&["ls-tree", "--name-only", "main", "posts/"]), "posts/new.md");
        assert_eq!(desk.read("posts/new.md"), both);
        assert_eq!(desk.git(&["status", "--porcelain"]), "");
        assert_eq!(desk.git(&["for-each-ref", "refs/galley/undecided"]), "");
    }
}

#[test]
fn of_a_moved_story_with_a_passage_that_both_changed_both_stay() {
    let (desk, bea, story) = long();
    let hers = LONG.replace("Monday", "Tuesday");
    bea.write("posts/old.md", &hers);
    bea.approve(&story).unwrap();
    sent(send(&bea.repo, std::slice::from_ref(&story)));
    let ours = LONG.replace("Monday", "Friday");
    fs::remove_file(desk.site.join("posts/old.md")).unwrap();
    desk.write("posts/new.md", &ours);
    let mut moved = post("posts/new.md");
    moved.earlier = vec!["posts/old.md".into()];
    desk.approve(&moved).unwrap();

    let refused = Refusal::SameStoryChanged { path: "posts/new.md".into() };
    assert_eq!(send(&desk.repo, std::slice::from_ref(&moved)), Publication::Refused(refused));
    keep_in_step(&desk.repo, &NoKeys, now(), false).unwrap();
    assert_eq!(desk.read("posts/old.md"), hers, "hers is a story here again");
    assert_eq!(desk.read("posts/new.md"), ours);
    sent(send(&desk.repo, &[post("posts/new.md")]));
    assert_eq!(
        desk.press(&["ls-tree", "--name-only", "main", "posts/"]),
        "posts/new.md\nposts/old.md"
    );
}

#[test]
fn a_story_that_was_deleted_here_comes_back_with_what_others_wrote() {
    let (desk, bea, story) = long();
    let hers = LONG.replace("Monday", "Tuesday");
    bea.write("posts/old.md", &hers);
    bea.approve(&story).unwrap();
    sent(send(&bea.repo, std::slice::from_ref(&story)));
    fs::remove_file(desk.site.join("posts/old.md")).unwrap();
    desk.approve(&story).unwrap();

    let refused = Refusal::SameStoryChanged { path: "posts/old.md".into() };
    assert_eq!(send(&desk.repo, std::slice::from_ref(&story)), Publication::Refused(refused));
    keep_in_step(&desk.repo, &NoKeys, now(), false).unwrap();
    assert_eq!(desk.read("posts/old.md"), hers);
    assert_eq!(desk.state(&story), State::Live);
    assert_eq!(desk.repo.undecided("posts/old.md"), None, "there is nothing to choose");
}

#[test]
fn what_others_took_away_needs_no_choice_any_more() {
    let (desk, bea, story) = long();
    bea.write("posts/old.md", LONG.replace("Monday", "Tuesday"));
    bea.approve(&story).unwrap();
    sent(send(&bea.repo, std::slice::from_ref(&story)));
    let ours = LONG.replace("Monday", "Friday");
    desk.write("posts/old.md", &ours);
    keep_in_step(&desk.repo, &NoKeys, now(), false).unwrap();
    assert!(desk.repo.undecided("posts/old.md").is_some());

    fs::remove_file(bea.site.join("posts/old.md")).unwrap();
    bea.approve(&story).unwrap();
    sent(send(&bea.repo, std::slice::from_ref(&story)));
    keep_in_step(&desk.repo, &NoKeys, now(), false).unwrap();
    assert_eq!(desk.repo.undecided("posts/old.md"), None);
    assert_eq!(desk.read("posts/old.md"), ours, "the text here stays");
    desk.approve(&story).unwrap();
    sent(send(&desk.repo, &[story]));
}

#[test]
fn a_developers_commit_between_approvals_takes_no_story_along() {
    let temp = tempfile::tempdir().unwrap();
    let site = temp.path().join("site");
    write(&site, "config.toml", "");
    write(&site, "posts/page.md", "# Page\n");
    let repo = Repository::begin(&site, &ana(), now()).unwrap();
    git(temp.path(), &["init", "-q", "--bare", "-b", "main", "press.git"]);
    git(&site, &["remote", "add", "origin", "../press.git"]);
    let approve = |name: &str| {
        write(&site, &format!("posts/{name}.md"), "# New\n");
        repo.approve(&post(&format!("posts/{name}.md")), name, &ana(), &ed(), None, now()).unwrap();
    };
    approve("embargoed");
    write(&site, "config.toml", "title = 1\n");
    git(&site, &["add", "config.toml"]);
    git(&site, &["commit", "-q", "-m", "Configure"]);
    approve("chosen");

    sent(send(&repo, &[post("posts/chosen.md")]));
    let press = temp.path().join("press.git");
    let there = || git(&press, &["ls-tree", "-r", "--name-only", "main"]);
    assert_eq!(there(), "config.toml\nposts/chosen.md\nposts/page.md");
    // Taken back, the first publication leaves the site itself.
    let (_, paths) = sent(take_back(&repo, &[], false));
    assert_eq!(paths, ["posts/chosen.md"]);
    assert_eq!(there(), "config.toml\nposts/page.md");
}

#[test]
fn a_publication_of_which_nobody_knows_is_the_last_one_when_it_arrived() {
    let desk = Desk::new();
    let [a, b, _] = three(&desk);
    sent(send(&desk.repo, std::slice::from_ref(&a)));
    // The branch moves, and then nobody can be asked.
    let away = desk.temp.path().join("away.git");
    desk.hook("post-receive", &format!("mv \"$PWD\" '{}'", away.display()));
    let unknown = send(&desk.repo, std::slice::from_ref(&b));
    assert!(matches!(unknown, Publication::Unknown { .. }), "{unknown:?}");
    // Nobody can be asked the next time either.
    let _ = keep_in_step(&desk.repo, &NoKeys, now(), false).unwrap();
    fs::rename(&away, &desk.press).unwrap();
    fs::remove_file(desk.press.join("hooks/post-receive")).unwrap();

    assert_eq!(send(&desk.repo, std::slice::from_ref(&b)), Publication::NothingNew);
    let (_, paths) = sent(take_back(&desk.repo, &[], false));
    assert_eq!(paths, ["posts/b.md"], "and not the one before");
    assert!(!desk.site.join(".git/galley-publish").exists());
}

#[test]
fn a_picture_that_readers_see_in_another_story_is_not_taken_back() {
    let desk = Desk::new();
    let a = StoryFiles::new("posts/a.md", ["img/wall.jpg"]);
    desk.write("img/wall.jpg", "wall");
    desk.write("posts/a.md", "![](/img/wall.jpg)\n");
    desk.approve(&a).unwrap();
    sent(send(&desk.repo, std::slice::from_ref(&a)));
    desk.write("posts/b.md", "![](/img/wall.jpg)\n");
    let b = StoryFiles::new("posts/b.md", ["img/wall.jpg"]);
    desk.approve(&b).unwrap();
    sent(send(&desk.repo, &[b]));
    // Here it shows the picture no more; with readers it does.
    desk.write("posts/b.md", "No picture.\n");

    let (posts, files) = (["posts/a.md".to_owned()], |_: &str| a.clone());
    let (used_elsewhere, shows) = (&|_: &str, _: &str| false, &names);
    let what = TakeBack { posts: &posts, files: &files, used_elsewhere, shows, anyway: false };
    sent(carried(|errand| undo(&desk.repo, &what, errand)).unwrap());
    assert_eq!(desk.press(&["show", "main:img/wall.jpg"]), "wall");
    assert_eq!(desk.press(&["ls-tree", "--name-only", "main", "posts/a.md"]), "");
}

#[test]
fn another_repositorys_folder_takes_another_state_and_stops_no_arrival() {
    let desk = Desk::new();
    let bea = desk.colleague("bea");
    let theme = |at: &str| {
        let link = format!("160000,{},themes/plain", at.repeat(40));
        git(&bea.site, &["update-index", "--add", "--cacheinfo", &link]);
        git(&bea.site, &["commit", "-q", "-m", "Theme"]);
        git(&bea.site, &["push", "-q"]);
    };
    for at in ["1", "2"] {
        theme(at);
        let arrival = keep_in_step(&desk.repo, &NoKeys, now(), false).unwrap();
        assert!(matches!(arrival, Arrival::InStep { .. }), "{arrival:?}");
        let there = desk.git(&["ls-tree", "HEAD", "themes/plain"]);
        assert_eq!(there, format!("160000 commit {}\tthemes/plain", at.repeat(40)));
        assert!(desk.site.join("themes/plain").is_dir());
    }
    // A story beside it goes its way, and the folder stays what it is.
    let [a, ..] = three(&desk);
    sent(send(&desk.repo, &[a]));
    assert!(desk.press(&["ls-tree", "main", "themes/plain"]).starts_with("160000"));
}

#[test]
fn what_goes_outside_the_site_or_comes_at_another_place_is_no_story_that_goes() {
    let desk = Desk::new();
    for n in 0..8 {
        desk.write(&format!("site/posts/{n}.md"), format!("# {n}\n"));
        desk.write(&format!("docs/{n}.md"), format!("# Manual {n}\n"));
    }
    desk.git(&["add", "-A"]);
    desk.git(&["commit", "-q", "-m", "Stories"]);
    desk.git(&["push", "-q"]);
    let bea = desk.colleague("bea");
    let repo = Repository::open(&desk.site.join("site")).unwrap();
    let arrives = |what: &str| {
        git(&bea.site, &["commit", "-q", "-m", what]);
        git(&bea.site, &["push", "-q"]);
        let arrival = keep_in_step(&repo, &NoKeys, now(), false).unwrap();
        assert!(matches!(arrival, Arrival::InStep { .. }), "{what}: {arrival:?}");
    };
    git(&bea.site, &["rm", "-q", "-r", "docs"]);
    arrives("No manuals");
    git(&bea.site, &["mv", "site/posts", "site/news"]);
    arrives("Moved");
    assert!(desk.site.join("site/news/7.md").exists());
    assert!(!desk.site.join("site/posts").exists());
}

#[test]
fn a_press_whose_branch_has_another_name_beside_others_is_remembered() {
    let desk = Desk::new();
    desk.press(&["branch", "-m", "main", "live"]);
    desk.press(&["symbolic-ref", "HEAD", "refs/heads/live"]);
    desk.press(&["branch", "gh-pages", "live"]);
    desk.git(&["branch", "--unset-upstream"]);
    desk.git(&["fetch", "-q", "--prune", "origin"]);
    let _ =
        crate::repository::test_desk::try_git(&desk.site, &["remote", "set-head", "-d", "origin"]);
    let [a, ..] = three(&desk);
    let (commit, _) = sent(send(&desk.repo, std::slice::from_ref(&a)));
    assert_eq!(desk.press(&["rev-parse", "live"]), commit);
    assert_eq!(desk.state(&a), State::Live);
    assert_eq!(desk.git(&["rev-parse", "origin/HEAD"]), commit);
}

#[test]
fn the_number_of_a_dead_process_that_another_one_has_by_now_stops_nobody() {
    let desk = Desk::new();
    let [a, b, _] = three(&desk);
    // As in a container, where the app always has the same number.
    let left = desk.site.join(".git/galley-publish");
    fs::write(&left, format!("galley {}", std::process::id())).unwrap();
    let lock = desk.site.join(".git/index.lock");
    fs::write(&lock, format!("galley {}", std::process::id())).unwrap();
    sent(send(&desk.repo, &[a]));
    fs::write(&left, format!("galley {}", 1)).unwrap();
    sent(send(&desk.repo, &[b]));
}

#[test]
fn a_draft_keeps_the_pictures_that_it_shows_when_others_take_its_story_off() {
    let desk = Desk::new();
    let x = StoryFiles::new("posts/x/index.md", ["posts/x/shown.jpg", "posts/x/left.jpg"]);
    for picture in &x.pictures {
        desk.write(picture, picture);
    }
    desk.write(&x.post, "![](shown.jpg) ![](left.jpg)\n");
    desk.approve(&x).unwrap();
    sent(send(&desk.repo, std::slice::from_ref(&x)));
    let bea = desk.colleague("bea");
    git(&bea.site, &["rm", "-qr", "posts/x"]);
    git(&bea.site, &["commit", "-qm", "Off"]);
    git(&bea.site, &["push", "-q"]);
    // Of a draft in another encoding the names can be read as well.
    let draft = b"Caf\xe9. ![](shown.jpg)\n";
    desk.write(&x.post, draft);

    keep_in_step(&desk.repo, &NoKeys, now(), false).unwrap();
    assert_eq!(fs::read(desk.site.join(&x.post)).unwrap(), draft);
    assert!(desk.site.join("posts/x/shown.jpg").exists(), "the draft shows it");
    assert!(!desk.site.join("posts/x/left.jpg").exists(), "nothing shows it");
}
