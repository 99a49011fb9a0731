//! What the publishing repository is, and what it says.

use super::*;

#[test]
fn what_lies_in_the_site_is_nowhere_to_publish_to() {
    let desk = Desk::new();
    let [a, ..] = three(&desk);
    let ran = desk.temp.path().join("ran");
    for (place, address) in
        [(".git/press", ".git/press"), ("press", "press"), (".git/press", "posts/../.git/press")]
    {
        git(&desk.site, &["init", "-q", "--bare", "-b", "main", place]);
        let hook = desk.site.join(place).join("hooks/pre-receive");
        write(
            &desk.site,
            &format!("{place}/hooks/pre-receive"),
            format!("#!/bin/sh\ntouch {}\n", ran.display()),
        );
        #[cfg(unix)]
        fs::set_permissions(&hook, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
        desk.git(&["remote", "set-url", "origin", address]);
        let answer = send(&desk.repo, std::slice::from_ref(&a));
        assert!(matches!(answer, Publication::Refused(Refusal::Unsupported { .. })), "{answer:?}");
        assert!(!ran.exists(), "{address}: nothing of it ran");
    }
}

#[test]
fn a_branch_that_was_renamed_or_taken_away_is_not_made_again() {
    for renamed in [true, false] {
        let desk = Desk::new();
        let [a, ..] = three(&desk);
        desk.press(&["branch", "-m", "main", "trunk"]);
        if renamed {
            desk.press(&["symbolic-ref", "HEAD", "refs/heads/trunk"]);
        } else {
            desk.press(&["update-ref", "-d", "refs/heads/trunk"]);
        }
        let head = renamed.then(|| "trunk".to_owned());
        let gone = Refusal::BranchGone { address: desk.press.display().to_string(), head };
        let answer = send(&desk.repo, std::slice::from_ref(&a));
        assert_eq!(answer, Publication::Refused(gone.clone()));
        let looked = keep_in_step(&desk.repo, &NoKeys, now(), false).unwrap();
        assert_eq!(looked, Arrival::Refused(gone));
        assert_eq!(desk.press(&["branch", "--list", "main"]), "");
        assert_eq!(desk.state(&a), State::Approved);
    }
}

#[test]
fn a_branch_that_does_not_move_is_no_race() {
    let desk = Desk::new();
    let [a, ..] = three(&desk);
    desk.hook("pre-receive", "exit 0");
    let lock = desk.press.join("refs/heads/main.lock");
    fs::write(&lock, "").unwrap();
    let stuck = Refusal::Stuck { address: desk.press.display().to_string() };
    let answer = send(&desk.repo, std::slice::from_ref(&a));
    assert_eq!(answer, Publication::Refused(stuck), "a lock was left there");
    fs::remove_file(&lock).unwrap();
    sent(send(&desk.repo, &[a]));
}

#[test]
fn what_a_check_says_in_two_lines_is_one_sentence() {
    let message = "GH006: Protected branch update failed.\nAsk for a review.".to_owned();
    for refusal in [
        Refusal::Hook { message: message.clone() },
        Refusal::Protected { message: message.clone() },
        Refusal::TooLarge { message: message.clone() },
        Refusal::Full { message: message.clone() },
        Refusal::Other { message: message.clone() },
    ] {
        let sentence = crate::problem::refusal(&refusal).sentence;
        assert!(sentence.contains("failed. Ask for"), "{sentence}");
    }
}

#[test]
fn a_file_that_cannot_arrive_is_named_and_stops_no_story_of_ones_own() {
    let desk = Desk::new();
    let [a, b, _] = three(&desk);
    let bea = desk.colleague("bea");
    write(&bea.site, "posts/what now?.md", "# What now\n");
    git(&bea.site, &["add", "-A"]);
    git(&bea.site, &["commit", "-q", "-m", "What now"]);
    git(&bea.site, &["push", "-q"]);
    sent(send(&desk.repo, std::slice::from_ref(&a)));
    // The same story once more, and another one.
    desk.write(&a.post, "# A, with a line more\n");
    desk.approve(&a).unwrap();
    sent(send(&desk.repo, &[a, b]));
    let arrival = keep_in_step(&desk.repo, &NoKeys, now(), false).unwrap();
    assert_eq!(arrival, Arrival::Apart { path: Some("posts/what now?.md".to_owned()) });
}

#[cfg(unix)]
#[test]
fn a_link_within_the_site_arrives_changes_and_goes() {
    let desk = Desk::new();
    let bea = desk.colleague("bea");
    let place = bea.site.join("latest");
    let arrives = |what: &str| {
        git(&bea.site, &["add", "-A"]);
        git(&bea.site, &["commit", "-q", "-m", what]);
        git(&bea.site, &["push", "-q"]);
        keep_in_step(&desk.repo, &NoKeys, now(), false).unwrap()
    };
    for target in ["posts", "posts/old.md"] {
        let _ = fs::remove_file(&place);
        std::os::unix::fs::symlink(target, &place).unwrap();
        assert!(matches!(arrives(target), Arrival::InStep { .. }), "{target}");
        assert_eq!(fs::read_link(desk.site.join("latest")).unwrap(), Path::new(target));
        assert_eq!(desk.git(&["status", "--porcelain"]), "", "{target}");
    }
    fs::remove_file(&place).unwrap();
    arrives("gone");
    assert!(fs::symlink_metadata(desk.site.join("latest")).is_err());
    std::os::unix::fs::symlink("../outside", &place).unwrap();
    assert_eq!(arrives("out"), Arrival::Apart { path: Some("latest".to_owned()) });
    assert!(fs::symlink_metadata(desk.site.join("latest")).is_err());
}
