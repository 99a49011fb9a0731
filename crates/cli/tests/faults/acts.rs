//! What is done when a fault strikes: by the command line, or by the desk as the app has it.

use std::path::{Path, PathBuf};

use galley_core::desk::{Desk, Saving};
use galley_core::journal::Unsynced;
use galley_core::keys::NoKeys;
use galley_core::publish::{self, Arrival, Errand, Publication, Stop};
use galley_core::repository::Repository;
use galley_core::view::{Change, Fix, FixKind, Leave, Person};
use jiff::Timestamp;

use crate::newsroom::{Newsroom, State, story};

/// One of the things that change files.
pub(crate) struct Act {
    pub(crate) name: &'static str,
    /// What was done before.
    pub(crate) before: fn(&Newsroom),
    /// The program and its words.
    pub(crate) words: fn(&Path) -> Vec<String>,
    /// What is done next by somebody who was told that it was done: it again, or what the app does
    /// by itself every few minutes.
    pub(crate) next: Option<&'static str>,
    /// What is not as it must be when the act said that it was done.
    pub(crate) promise: fn(&State, &State) -> Option<String>,
}

const ONE: &str = "content/posts/one/index.md";
const FLAT: &str = "content/news/flat.md";

pub(crate) const ACTS: [Act; 11] = [
    Act { name: "save", before: |_| {}, words: by_the_desk, next: None, promise: files },
    Act {
        name: "set",
        before: |_| {},
        words: |_| galley(&["set", "site/content/news/flat.md", "title=Another headline"]),
        next: None,
        promise: files,
    },
    Act {
        name: "approve",
        before: a_story_changed,
        words: approve_one,
        next: None,
        promise: approved,
    },
    Act {
        name: "publish",
        before: one_is_approved,
        words: publish_all,
        next: None,
        promise: readers,
    },
    Act {
        name: "publish-on-others",
        before: |newsroom| {
            one_is_approved(newsroom);
            newsroom.others_publish();
        },
        words: publish_all,
        next: None,
        promise: readers,
    },
    Act {
        name: "keep-in-step",
        before: |newsroom| {
            one_is_approved(newsroom);
            newsroom.others_publish();
        },
        words: by_the_desk,
        next: None,
        promise: |found, after| files(found, after).or_else(|| approved(found, after)),
    },
    Act {
        name: "undo",
        before: |newsroom| {
            newsroom.write(FLAT, &story("Flat", "The fourth."));
            does(newsroom, &["approve", "site/content/news/flat.md"]);
            does(newsroom, &["publish", "site"]);
        },
        words: |_| galley(&["undo", "site", "site/content/news/flat.md"]),
        // Taken back again, readers would have the version before.
        next: Some("keep-in-step"),
        promise: readers,
    },
    Act { name: "move", before: |_| {}, words: by_the_desk, next: None, promise: files },
    Act { name: "delete", before: |_| {}, words: by_the_desk, next: None, promise: files },
    Act { name: "unpublish", before: |_| {}, words: by_the_desk, next: None, promise: readers },
    Act {
        name: "fix",
        before: |newsroom| {
            newsroom.write(FLAT, &story("Flat", "A passage of the rewrite.\n\nThe third."));
        },
        words: by_the_desk,
        next: None,
        promise: readers,
    },
];

/// What a save could not take away beside a story is no part of it.
fn files(found: &State, after: &State) -> Option<String> {
    let beside = |path: &str| path.rsplit('/').next().is_some_and(|name| name.starts_with('.'));
    let other = found
        .files
        .iter()
        .any(|(path, bytes)| !beside(path) && after.files.get(path) != Some(bytes));
    let missing = after.files.keys().any(|path| !found.files.contains_key(path));
    (other || missing).then(|| "the files are not".to_owned())
}

fn approved(found: &State, after: &State) -> Option<String> {
    (found.approved != after.approved).then(|| "it is not approved".to_owned())
}

fn readers(found: &State, after: &State) -> Option<String> {
    (found.readers != after.readers).then(|| "readers do not have it".to_owned())
}

fn a_story_changed(newsroom: &Newsroom) {
    let text = "![The bridge in the rain](a.jpg)\n*The bridge. Photo: Ana Lind*\n\nAnother text.";
    newsroom.write(ONE, &story("One", text));
    let picture = image::RgbImage::from_fn(80, 60, |x, y| image::Rgb([x as u8, 90, y as u8]));
    picture.save(newsroom.site().join("content/posts/one/a.jpg")).unwrap();
}

fn one_is_approved(newsroom: &Newsroom) {
    a_story_changed(newsroom);
    does(newsroom, &["approve", "site/content/posts/one/index.md"]);
}

fn does(newsroom: &Newsroom, words: &[&str]) {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_galley"))
        .args(words)
        .current_dir(newsroom.here())
        .env("HOME", newsroom.here().join("home"))
        .output()
        .unwrap();
    assert!(output.status.success(), "galley {words:?}: {output:?}");
}

fn galley(words: &[&str]) -> Vec<String> {
    let program = env!("CARGO_BIN_EXE_galley").to_owned();
    std::iter::once(program).chain(words.iter().map(|word| (*word).to_owned())).collect()
}

fn approve_one(_: &Path) -> Vec<String> {
    galley(&["approve", "site/content/posts/one/index.md"])
}

fn publish_all(_: &Path) -> Vec<String> {
    galley(&["publish", "site"])
}

/// This program again, which then does only that.
fn by_the_desk(_: &Path) -> Vec<String> {
    let program = std::env::current_exe().unwrap().to_string_lossy().into_owned();
    let words = ["struck", "--exact", "--ignored", "--nocapture", "--test-threads=1"];
    std::iter::once(program).chain(words.iter().map(|word| (*word).to_owned())).collect()
}

/// In the process that is struck.
pub(crate) fn carry_out() {
    let Some(here) = std::env::var_os("GALLEY_HERE").map(PathBuf::from) else { return };
    let site = here.join("site");
    let now = Timestamp::now();
    let desk = || Desk::open(&site, &here.join("data"), false).expect("the site opens");
    match std::env::var("GALLEY_ACT").unwrap().as_str() {
        "save" => {
            let mut desk = desk();
            let post = desk.open_post(FLAT, now).expect("the story opens");
            // What was typed before the fault is there again.
            if !post.text.contains("More.") {
                let at = post.text.encode_utf16().count() as u32;
                let change = Change { from: at, to: at, insert: "\nMore.\n".to_owned() };
                desk.edit(FLAT, post.version, &[change], now).expect("it is typed");
            }
            desk.unsynced()
                .into_iter()
                .try_for_each(Unsynced::sync)
                .expect("the journal is on disk");
            let saving = desk.save(FLAT, now).expect("it is saved");
            assert!(matches!(saving, Saving::Saved { .. } | Saving::Nothing), "{saving:?}");
        }
        "keep-in-step" => {
            let repository = Repository::open(&site).expect("the repository opens");
            let arrival = publish::keep_in_step(&repository, &NoKeys, now, false);
            assert!(matches!(arrival, Ok(Arrival::InStep { .. })), "{arrival:?}");
        }
        "move" => {
            let mut desk = desk();
            if site.join(ONE).exists() {
                desk.move_to(ONE, "content/news", now).expect("it moves");
            }
        }
        "delete" => {
            let mut desk = desk();
            if site.join(ONE).exists() {
                desk.delete(ONE, now).expect("it is deleted");
            }
        }
        "unpublish" => {
            let desk = desk();
            let leave = Leave::Story { path: FLAT.to_owned() };
            match desk.unpublishing(ONE, &leave, now) {
                Ok(act) => sent(carried(now, |errand| act.run(errand)).expect("it runs")),
                // Readers have it no more, as this computer knows.
                Err(_) => in_step(&desk, now),
            }
        }
        "fix" => {
            let mut desk = desk();
            let live = desk.live_story(FLAT, now).expect("readers have it");
            if live.text.contains("Mended.") {
                return in_step(&desk, now);
            }
            let at = live.text.trim_end().encode_utf16().count() as u32;
            let change = Change { from: at, to: at, insert: " Mended.".to_owned() };
            let (content, note) = (live.content, String::new());
            let kind = FixKind::Small;
            let (changes, reason) = (vec![change], "Alone here".to_owned());
            let fix = Fix { content, kind, note, title: None, dek: None, changes, reason };
            let people = (Some(&editor()), &editor());
            let fixing = desk.fixing(FLAT, &fix, people, now).expect("it is a fix");
            sent(carried(now, |errand| fixing.run(errand)).expect("it runs"));
        }
        other => panic!("{other}"),
    }
}

fn editor() -> Person {
    Person { name: "Ana".to_owned(), email: "ana@example.org".to_owned() }
}

/// An errand of the editor, who has no keys and stops nothing.
fn carried<T>(now: Timestamp, out: impl FnOnce(Errand<'_>) -> T) -> T {
    let (who, stop) = (editor(), Stop::default());
    out(Errand { who: &who, now, keys: &NoKeys, step: &mut |_| {}, stop: &stop })
}

fn sent(outcome: Publication) {
    let all_is_well = matches!(outcome, Publication::Sent { .. } | Publication::NothingNew);
    assert!(all_is_well, "{outcome:?}");
}

/// What the app does by itself every few minutes.
fn in_step(desk: &Desk, now: Timestamp) {
    let arrival = desk.arriving(false).run(now, &NoKeys).expect("it runs");
    assert!(matches!(arrival, Arrival::InStep { .. }), "{arrival:?}");
}
