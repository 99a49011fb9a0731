//! Killed at any moment: what was typed is there again, every file is whole, and nobody has to
//! mend anything.
//!
//! 1. A process of its own types numbers into a story, saves as often as the app would, and says
//!    each number once it is typed.
//! 2. It is killed at a random moment.
//! 3. The site is opened again. All that was said is in the story, in order; the file is the story
//!    as it was saved; nothing else lies about.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use galley_core::desk::{Begun, Desk, Save};
use galley_core::journal::Unsynced;
use galley_core::view::Change;
use jiff::{SignedDuration, Timestamp};

use crate::newsroom::git;

/// Names the folder in which the process that is killed works.
const HOME: &str = "GALLEY_TYPIST";

/// After so many kills the next story is begun.
const PER_STORY: usize = 50;

#[test]
fn nothing_typed_is_lost_when_the_core_is_killed() {
    // GALLEY_KILLS=10000 for a long look.
    let kills = std::env::var("GALLEY_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(500);
    let home = tempfile::tempdir().expect("a home");
    let site = home.path().join("site");
    fs::create_dir_all(site.join("posts")).expect("a folder");
    for n in 0..=kills / PER_STORY {
        fs::write(site.join(story(n)), HEAD).expect("a story");
    }
    git(&site, &["init", "-q", "-b", "main"]);
    git(&site, &["add", "."]);
    git(&site, &["commit", "-qm", "Begin"]);
    let mut typed = 0;
    let (mut all, mut restored) = (0_usize, 0);
    for kill in 0..kills {
        let path = story(kill / PER_STORY);
        if kill % PER_STORY == 0 {
            typed = 0;
        }
        let said = type_and_die(home.path(), &path, kill);
        let said = said.max(typed);
        let mut desk = Desk::open(&site, &home.path().join("data"), false).expect("it opens");
        let now = Timestamp::now();
        let post = desk.open_post(&path, now).expect("the story opens");
        assert_eq!(post.outside, None, "kill {kill}: nobody else wrote");
        assert!(post.broken.is_none(), "kill {kill}: the story is whole");
        typed = count(&post.text).unwrap_or_else(|| panic!("kill {kill}: {}", post.text));
        assert!(typed >= said, "kill {kill}: {said} were typed, {typed} are there");
        let file = fs::read_to_string(site.join(&path)).expect("the file");
        let saved = file.strip_prefix(HEAD).and_then(count);
        assert!(saved.is_some_and(|saved| saved <= typed), "kill {kill}: {file}");
        let beside: Vec<_> = fs::read_dir(site.join("posts"))
            .expect("the folder")
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .filter(|name| !name.ends_with(".md"))
            .collect();
        assert_eq!(beside, [""; 0], "kill {kill}: nothing is left over");
        restored += usize::from(post.restored.is_some());
        all += typed;
        // Every second time the next one finds the journal as it was left.
        if kill % 2 == 0 {
            desk.close_post(&path, now).expect("it is saved");
        }
    }
    println!("{kills} kills, {restored} with something to restore, {all} numbers read");
    assert!(restored > kills / 20, "{restored} of {kills}: the moments were not random enough");
}

const HEAD: &str = "---\ntitle: Numbers\ndate: 2026-11-01\n---\nNumbers:";

fn story(n: usize) -> String {
    format!("posts/numbers-{n}.md")
}

/// How many numbers a text counts up to; nothing when one is missing or out of order.
fn count(text: &str) -> Option<usize> {
    let text = text.strip_prefix("Numbers:").unwrap_or(text);
    let mut last = 0;
    for word in text.split_ascii_whitespace() {
        last += 1;
        (word == last.to_string()).then_some(())?;
    }
    Some(last)
}

/// Lets another process type and kills it. Returns the last number that it said.
fn type_and_die(home: &Path, path: &str, kill: usize) -> usize {
    let mut typist = Command::new(std::env::current_exe().expect("this test is a program"))
        .args(["kill::typist", "--exact", "--ignored", "--nocapture", "--test-threads=1"])
        .env(HOME, home)
        .env("GALLEY_STORY", path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    let mut said = BufReader::new(typist.stdout.take().expect("its output is a pipe")).lines();
    let number = |line: &str| line.strip_prefix("typed ")?.parse().ok();
    let mut last = said.by_ref().map_while(Result::ok).find_map(|line| number(&line));
    sleep(Duration::from_micros(random(kill) % 40_000));
    typist.kill().expect("it is killed");
    for line in said.map_while(Result::ok) {
        last = number(&line).or(last);
    }
    typist.wait().expect("it is gone");
    last.expect("it typed something")
}

fn random(n: usize) -> u64 {
    let now = SystemTime::UNIX_EPOCH.elapsed().map_or(0, |time| time.subsec_nanos());
    let mut z = (u64::from(now) << 20) ^ (n as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z ^ (z >> 27)
}

/// The process that is killed.
#[test]
#[ignore = "runs on its own only to be killed"]
fn typist() {
    let Some(home) = std::env::var_os(HOME) else { return };
    let home = Path::new(&home);
    let path = std::env::var("GALLEY_STORY").expect("a story is named");
    // Each key is some time after the one before, so that saves come as often as for people.
    let mut now = Timestamp::now();
    let mut desk = Desk::open(&home.join("site"), &home.join("data"), false).expect("it opens");
    let post = desk.open_post(&path, now).expect("the story opens");
    let mut version = post.version;
    let mut at = post.text.encode_utf16().count() as u32;
    let first = 1 + count(&post.text).expect("it counts");
    let mut underway: Option<Save> = None;
    for number in first..first + 20_000 {
        now += SignedDuration::from_millis(150);
        let insert = format!(" {number}");
        let length = insert.len() as u32;
        let change = Change { from: at, to: at, insert };
        version = desk.edit(&path, version, &[change], now).expect("it is typed").version;
        at += length;
        println!("typed {number}");
        if let Some(save) = underway.take() {
            let written = save.write(now);
            desk.finish_save(save, written, now).expect("it is saved");
        }
        let (due, _) = desk.due(now);
        for path in due {
            desk.unsynced()
                .into_iter()
                .try_for_each(Unsynced::sync)
                .expect("the journal is on disk");
            // Every second save comes to its end only after one more number was typed.
            if number % 2 == 0 {
                desk.save(&path, now).expect("it is saved");
            } else if let Begun::Save(save) = desk.begin_save(&path).expect("it is begun") {
                underway = Some(save);
            }
        }
    }
}
