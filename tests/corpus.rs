//! A real blog, where it is at hand: `GALLEY_CORPUS` names a folder with `posts/`.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use galley_core::desk::{Desk, Saving};
use galley_core::view::Change;

use crate::newsroom::git;

#[test]
fn every_story_of_a_real_blog_is_listed_opened_and_changed_in_one_place() {
    let Some(corpus) = std::env::var_os("GALLEY_CORPUS") else {
        println!("GALLEY_CORPUS is not set: no real blog to read");
        return;
    };
    let home = tempfile::tempdir().expect("a home");
    let site = home.path().join("site");
    let copied = Command::new("cp").arg("-r").arg(Path::new(&corpus)).arg(&site).status();
    assert!(copied.expect("cp runs").success());
    Command::new("chmod").args(["-R", "u+w"]).arg(&site).status().expect("chmod runs");
    git(&site, &["init", "-q", "-b", "main"]);
    git(&site, &["add", "-A"]);
    git(&site, &["commit", "-qm", "All"]);
    let now = "2026-11-22T15:00:00Z".parse().expect("a time");

    let mut desk = Desk::open(&site, &home.path().join("data"), false).expect("it opens");
    let library = desk.library(now);
    let files = std::fs::read_dir(site.join("posts")).expect("read");
    let posts = files
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|end| end == "md"))
        .count();
    assert_eq!(library.stories.len(), posts, "every story is listed");
    let mut slowest = Duration::ZERO;
    for row in &library.stories {
        let before = std::fs::read_to_string(site.join(&row.path)).expect("UTF-8");
        let begun = Instant::now();
        let post = desk.open_post(&row.path, now).expect("it opens");
        slowest = slowest.max(begun.elapsed());
        if post.broken.is_some() {
            continue;
        }
        let change = Change { from: 0, to: 0, insert: "Typed. ".to_owned() };
        desk.edit(&row.path, post.version, &[change], now).expect("it is typed");
        assert!(matches!(desk.close_post(&row.path, now).expect("saved"), Saving::Saved { .. }));
        let after = std::fs::read_to_string(site.join(&row.path)).expect("UTF-8");
        assert_eq!(after.replacen("Typed. ", "", 1), before, "{}: nothing else changed", row.path);
    }
    println!("{posts} stories, the slowest opened in {slowest:?}");
    assert!(slowest < Duration::from_millis(200), "the slowest opened in {slowest:?}");
}
