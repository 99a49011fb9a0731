//! Killed, or told no by the disk, at each call that changes a file, while a story is saved,
//! approved, published, taken back or moved, and while others' stories arrive.
//!
//! 1. A newsroom is set up, and the act is done once without a fault: so it must end.
//! 2. For each call of it, and each fault: the newsroom is as before, the act is done again, and
//!    the fault strikes at that call (`fault.c`).
//! 3. No file is half of anything; what readers have is from before or from after, and both
//!    repositories are sound. Who said that it was done has done it.
//! 4. The act is tried again without a fault. It is not refused, and all is as after the first
//!    time: every file, what is approved, what readers have, and what git calls changed.
//!
//! `GALLEY_FAULTS=all` strikes at every call with every fault; otherwise it is a sample.
#![cfg(all(target_os = "linux", target_arch = "x86_64"))]
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod acts;
mod newsroom;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use acts::ACTS;
use newsroom::{Newsroom, State};

/// How calls fail.
const FAULTS: [&str; 4] = ["kill", "io", "full", "filled"];

/// How many faults a sample has.
const SAMPLE: usize = 12;

#[test]
fn a_save_in_the_app() {
    sweep("save");
}

#[test]
fn fields_set_by_a_script() {
    sweep("set");
}

#[test]
fn an_approval() {
    sweep("approve");
}

#[test]
fn a_publication() {
    sweep("publish");
}

#[test]
fn a_publication_on_top_of_others() {
    sweep("publish-on-others");
}

#[test]
fn others_stories_that_arrive() {
    sweep("keep-in-step");
}

#[test]
fn a_publication_that_is_taken_back() {
    sweep("undo");
}

#[test]
fn a_story_that_moves() {
    sweep("move");
}

#[test]
fn a_story_that_is_deleted() {
    sweep("delete");
}

#[test]
fn a_story_that_goes_off_the_site() {
    sweep("unpublish");
}

#[test]
fn a_fix_while_a_rewrite_waits() {
    sweep("fix");
}

/// What others test: the act that a process of its own carries out.
#[test]
#[ignore = "runs on its own only to be struck"]
fn struck() {
    acts::carry_out();
}

fn sweep(name: &str) {
    let Some(program) = fault_program() else {
        println!("No C compiler: nothing was struck.");
        return;
    };
    let named = |name: &str| ACTS.iter().find(|act| act.name == name).unwrap();
    let act = named(name);
    let newsroom = Newsroom::before(act);
    let before = newsroom.state();
    let (exit, calls, _) = newsroom.act(act, Some((&program, 0, "kill")));
    assert_eq!(exit, 0, "{name} without a fault: {}", newsroom.said());
    let after = newsroom.state();
    assert_ne!(before, after, "{name} does something");
    newsroom.nothing_left().unwrap_or_else(|left| panic!("{name} without a fault: {left}"));

    let mut wrong = Vec::new();
    newsroom.reset();
    let (exit, ..) = newsroom.act(act, Some((&program, 0, "short")));
    if exit != 0 || newsroom.state() != after {
        wrong.push(format!("writes that take half: exit {exit}: {}", newsroom.said()));
    }
    let chosen = chosen(calls);
    for (fault, n) in &chosen {
        newsroom.reset();
        let (exit, _, at) = newsroom.act(act, Some((&program, *n, fault)));
        let mut law = |broken: Option<String>| {
            wrong.extend(broken.map(|what| format!("{fault} at {n} ({at}): {what}")));
        };
        let said = newsroom.said();
        let found = newsroom.state();
        law(found.half_done(&before, &after));
        if exit == 0 {
            law((act.promise)(&found, &after).map(|what| format!("said to be done, but {what}")));
        }
        law(newsroom.unsound());
        let next = act.next.filter(|_| exit == 0).map_or(act, named);
        let (exit, ..) = newsroom.act(next, None);
        if exit != 0 {
            law(Some(format!("refused the next time: {}\nafter: {said}", newsroom.said())));
            continue;
        }
        law(newsroom.state().other_than(&after).map(|what| format!("after the next time {what}")));
        law(newsroom.unsound());
        law(newsroom.nothing_left().err());
    }
    println!("{name}: {calls} calls, struck {} times", chosen.len());
    assert!(wrong.is_empty(), "{name}: {} wrong\n{}", wrong.len(), wrong.join("\n"));
}

/// Which faults strike, and at which calls.
fn chosen(calls: usize) -> Vec<(&'static str, usize)> {
    if std::env::var("GALLEY_FAULTS").is_ok_and(|which| which == "all") {
        return FAULTS.iter().flat_map(|fault| (1..=calls).map(move |n| (*fault, n))).collect();
    }
    // Spread over all of it; which, differs from day to day of work on it, as calls come and go.
    (0..SAMPLE.min(calls))
        .map(|k| (FAULTS[k % FAULTS.len()], 1 + k * calls / SAMPLE.min(calls)))
        .collect()
}

/// The program that strikes, compiled once for all of these tests.
fn fault_program() -> Option<PathBuf> {
    static COMPILED: std::sync::OnceLock<Option<PathBuf>> = std::sync::OnceLock::new();
    let compiled = COMPILED.get_or_init(|| {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults/fault.c");
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        fs::create_dir_all(folder).unwrap();
        let program = folder.join(format!("fault-{}", std::process::id()));
        let compile = Command::new("cc").arg("-O1").arg("-o").arg(&program).arg(source).output();
        let Ok(output) = compile else { return None };
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Some(program)
    });
    compiled.clone()
}

#[test]
fn a_law_that_is_broken_is_seen() {
    let state = |text: &str, readers: &str| State {
        files: [("a.md".to_owned(), text.as_bytes().to_vec())].into(),
        approved: "one".to_owned(),
        readers: readers.to_owned(),
        changed: String::new(),
    };
    let (before, after) = (state("Old.", "old"), state("New text.", "new"));
    for (found, half, why) in [
        (state("Old.", "old"), false, "as before"),
        (state("New text.", "old"), false, "one is from after"),
        (state("New", "old"), true, "half a file"),
        (state("", "new"), true, "an empty file"),
        (state("Old.", "other"), true, "readers have something else"),
    ] {
        assert_eq!(found.half_done(&before, &after).is_some(), half, "{why}");
    }
    assert!(state("Old.", "new").other_than(&after).is_some());
    assert!(after.other_than(&after).is_none());
}
