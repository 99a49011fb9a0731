//! The real app, killed while somebody types: at most a second of it is lost, the file is whole,
//! and the next start goes on with it.

use std::fs;
use std::path::Path;
use std::thread::{scope, sleep};
use std::time::{Duration, Instant, SystemTime};

use serde_json::json;

use crate::app::App;
use crate::steps::git;

const STORY: &str = "posts/numbers.md";
const HEAD: &str = "---\ntitle: Numbers\ndate: 2026-11-01\n---\nNumbers:";

/// What may be lost.
const SECOND: Duration = Duration::from_secs(1);

#[test]
fn at_most_a_second_of_typing_is_lost_when_the_app_is_killed() {
    // GALLEY_KILLS=500 for a long look.
    let kills = std::env::var("GALLEY_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(25);
    let home = tempfile::tempdir().expect("a home");
    let site = site(home.path());
    let (mut due, mut typed, mut lost) = (0, 0, 0);
    for kill in 0..=kills {
        let app = App::start(home.path(), Some(&site));
        app.open_story("Numbers");
        let (there, begun) = app.numbers();
        assert!(there >= due, "kill {kill}: {due} were typed a second before, {there} are there");
        lost += typed - there.min(typed);
        let file = fs::read_to_string(site.join(STORY)).expect("the file");
        let saved = file.strip_prefix(HEAD).and_then(count);
        assert!(saved.is_some_and(|(saved, _)| saved <= there), "kill {kill}: {file}");
        let beside = fs::read_dir(site.join("posts")).expect("the folder").count();
        assert_eq!(beside, 1, "kill {kill}: nothing is left over beside the story");
        if kill == kills {
            break;
        }
        assert!(app.to_the_end(), "the caret is at the end");
        // Numbers with the moment at which they were typed.
        let log = scope(|threads| {
            let typist = threads.spawn(|| {
                let mut log = Vec::new();
                // A number that the last kill cut in two is typed to its end.
                let mut done = begun.len();
                for number in there + 1.. {
                    let letters = format!(" {number}");
                    if app.driver.try_letters(&letters[done..]).is_err() {
                        break;
                    }
                    log.push((number, Instant::now()));
                    done = 0;
                }
                log
            });
            sleep(Duration::from_millis(300 + random() % 2_500));
            // What ends it takes a while to start: what is typed in that time is not a second old.
            let killed = Instant::now();
            app.kill();
            let log = typist.join().expect("it types");
            let past = |when: &Instant| killed.saturating_duration_since(*when) >= SECOND;
            due =
                log.iter().rev().find(|(_, when)| past(when)).map_or(there, |(number, _)| *number);
            log
        });
        typed = log.last().map_or(there, |(number, _)| *number);
    }
    println!("{kills} kills, {typed} numbers typed, {lost} typed in the last second were lost");
}

/// The file was changed by another program after the crash: both texts are shown, and neither
/// is written over the other.
#[test]
fn after_a_crash_both_texts_are_shown_when_the_file_changed_meanwhile() {
    let home = tempfile::tempdir().expect("a home");
    let site = site(home.path());
    let app = App::start(home.path(), Some(&site));
    app.open_story("Numbers");
    app.write(" mine before the crash").until_page_shows("mine before the crash");
    app.driver.wait("it is saved", || {
        fs::read_to_string(site.join(STORY)).ok()?.contains("before the crash").then_some(())
    });
    let saved = fs::read_to_string(site.join(STORY)).expect("the file");
    assert_eq!(saved, format!("{HEAD} mine before the crash"));
    app.write(" and not saved").until_page_shows("mine before the crash and not saved");
    app.kill();
    drop(app);
    let theirs = format!("{HEAD} theirs, written meanwhile\n");
    fs::write(site.join(STORY), &theirs).expect("it is written");
    let app = App::start(home.path(), Some(&site));
    app.open_story("Numbers");
    app.driver.until_said("also changed outside");
    app.until_page_shows("mine before the crash and not saved");
    app.click("Show the other text");
    app.driver.until_said("theirs, written meanwhile");
    app.shot("31-both-texts");
    assert_eq!(fs::read_to_string(site.join(STORY)).expect("the file"), theirs);
    app.click("Keep mine");
    app.driver.wait("mine goes on", || {
        fs::read_to_string(site.join(STORY)).ok()?.contains("and not saved").then_some(())
    });
}

impl App {
    /// How far the numbers in the editor go, and what there is of the one after.
    fn numbers(&self) -> (usize, String) {
        let text = self.driver.wait("the editor has the story", || {
            let text = self.driver.run(
                "const content = document.querySelector('.cm-content');
                 const tile = content?.cmTile ?? content?.cmView;
                 return (tile?.view ?? tile?.rootView?.view)?.state.doc.toString() ?? null",
                json!([]),
            );
            text.as_str().map(str::to_owned)
        });
        count(&text).unwrap_or_else(|| panic!("a number is missing or out of order: {text}"))
    }
}

/// How many numbers a text counts up to, and the beginning of the next one; nothing when one is
/// missing or out of order.
fn count(text: &str) -> Option<(usize, String)> {
    let mut rest = text.strip_prefix("Numbers:").unwrap_or(text);
    for number in 1.. {
        let next = format!(" {number}");
        match rest.strip_prefix(&next) {
            Some(after) if after.is_empty() || after.starts_with(' ') => rest = after,
            _ if next.starts_with(rest) => return Some((number - 1, rest.to_owned())),
            _ => return None,
        }
    }
    None
}

fn random() -> u64 {
    SystemTime::UNIX_EPOCH.elapsed().map_or(0, |time| u64::from(time.subsec_micros()))
}

fn site(home: &Path) -> std::path::PathBuf {
    let site = home.join("site");
    fs::create_dir_all(site.join("posts")).expect("a folder");
    fs::write(site.join(STORY), HEAD).expect("a story");
    git(&site, &["init", "-q", "-b", "main"]);
    git(&site, &["add", "."]);
    git(&site, &["-c", "user.name=A", "-c", "user.email=a@b.example", "commit", "-qm", "A"]);
    site
}
