//! `cargo xtask bench git`: an approval, the state of a story and a publication beside what the
//! `git` program takes for the same, in a site of 10,000 files and in one of 100,000.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "printing is what it is for")]

use std::path::Path;
use std::time::Instant;

use super::*;
use crate::keys::NoKeys;
use crate::repository::test_desk::{ana, ed, git, now, post, write};

/// Times are taken so often; the middle one counts.
const TIMES: usize = 9;

fn site(folder: &Path, files: usize) -> Vec<StoryFiles> {
    git(folder, &["init", "-q", "--bare", "-b", "main", "press.git"]);
    git(folder, &["init", "-q", "-b", "main", "site"]);
    let site = folder.join("site");
    let paths: Vec<String> =
        (0..files).map(|n| format!("posts/{:03}/story-{n}.md", n / 100)).collect();
    for (n, path) in paths.iter().enumerate() {
        write(&site, path, format!("---\ntitle: Story {n}\n---\n{}\n", "Some words. ".repeat(100)));
    }
    git(&site, &["remote", "add", "origin", "../press.git"]);
    git(&site, &["add", "-A"]);
    git(&site, &["commit", "-q", "-m", "All"]);
    git(&site, &["push", "-q", "-u", "origin", "main"]);
    paths.into_iter().map(|path| post(&path)).collect()
}

/// The middle of several times, in milliseconds.
fn middle(mut act: impl FnMut(usize)) -> f64 {
    let mut times: Vec<f64> = (0..TIMES)
        .map(|n| {
            let begun = Instant::now();
            act(n);
            begun.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[TIMES / 2]
}

fn compared(what: &str, ours: f64, gits: f64) {
    println!("{what:<32} {ours:>9.2} ms   git {gits:>9.1} ms   {:>6.1} times", gits / ours);
}

#[test]
#[ignore = "a measurement, run by its name"]
fn measure_git() {
    for files in [10_000, 100_000] {
        let temp = tempfile::tempdir().unwrap();
        let stories = site(temp.path(), files);
        let folder = temp.path().join("site");
        // A file written in the second of the index would have to be read by both.
        std::thread::sleep(std::time::Duration::from_millis(1100));
        git(&folder, &["status"]);
        let repo = Repository::open(&folder).unwrap();
        repo.states(&stories).unwrap();
        println!("{files} files");

        let edit = |n: usize, by: &str| {
            write(&folder, &stories[n * 97].post, format!("# {by} {n}\n"));
        };
        edit(90, "edited");
        let ours = middle(|_| drop(repo.states(std::slice::from_ref(&stories[90 * 97])).unwrap()));
        let gits = middle(|_| drop(git(&folder, &["status", "--porcelain"])));
        compared("state after an edit", ours, gits);
        let all = middle(|_| drop(repo.states(&stories).unwrap()));
        compared("states of all after an edit", all, gits);

        (0..TIMES).for_each(|n| edit(n, "ours"));
        let mut follows = Vec::new();
        let mut answers = Vec::new();
        for n in 0..TIMES {
            let begun = Instant::now();
            let story = &stories[n * 97];
            let (_, owed) =
                repo.approve_ahead(story, "Ours", (&ana(), &ed()), None, &[], now()).unwrap();
            answers.push(begun.elapsed().as_secs_f64() * 1e3);
            drop(owed);
            follows.push(begun.elapsed().as_secs_f64() * 1e3);
        }
        answers.sort_by(f64::total_cmp);
        follows.sort_by(f64::total_cmp);
        (0..TIMES).for_each(|n| edit(20 + n, "gits"));
        let gits = middle(|n| {
            git(&folder, &["add", &stories[(20 + n) * 97].post]);
            git(&folder, &["commit", "-qm", "x"]);
        });
        compared("approve one story: answered", answers[TIMES / 2], gits);
        compared("… and the index followed", follows[TIMES / 2], gits);

        git(&folder, &["push", "-q"]);
        let approved = |n: usize| {
            edit(n, "sent");
            repo.approve(&stories[n * 97], "Sent", &ana(), &ed(), None, now()).unwrap();
        };
        let mut took = Vec::new();
        let mut theirs = Vec::new();
        for n in 0..TIMES {
            approved(40 + n);
            let begun = Instant::now();
            let story = std::slice::from_ref(&stories[(40 + n) * 97]);
            let (who, stop) = (ed(), Stop::default());
            let errand =
                Errand { who: &who, now: now(), keys: &NoKeys, step: &mut |_| {}, stop: &stop };
            let sent = publish(&repo, story, errand).unwrap();
            assert!(matches!(sent, Publication::Sent { .. }), "{sent:?}");
            took.push(begun.elapsed().as_secs_f64() * 1e3);
            approved(60 + n);
            let begun = Instant::now();
            git(&folder, &["push", "-q"]);
            theirs.push(begun.elapsed().as_secs_f64() * 1e3);
        }
        took.sort_by(f64::total_cmp);
        theirs.sort_by(f64::total_cmp);
        compared("publish, read back", took[TIMES / 2], theirs[TIMES / 2]);
        assert_eq!(git(&folder, &["status", "--porcelain"]).lines().count(), 1, "one was edited");
    }
}
