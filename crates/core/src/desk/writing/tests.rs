//! What an author saved is found again, whoever writes the file next.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::PathBuf;

use jiff::SignedDuration;

use super::*;
use crate::desk::{Begun, Save};
use crate::sample;
use crate::view::{Change, Event};

const STORY: &str = "content/posts/tide/index.md";
const APPROVED: &str = "---\ntitle: Tide\ndate: 2026-01-01\n---\n\nText.\n";

struct Room {
    home: tempfile::TempDir,
    file: PathBuf,
    desk: Desk,
    now: Timestamp,
}

/// A site with one approved story, which is open.
fn room() -> Room {
    let home = tempfile::tempdir().unwrap();
    let now: Timestamp = "2026-11-22T15:00:00Z".parse().unwrap();
    let hugo = "baseURL = \"https://x.example/\"\n";
    let files = [("hugo.toml", hugo.as_bytes()), (STORY, APPROVED.as_bytes())];
    let site = sample::set_up(&files, "none/", home.path(), now).unwrap();
    let mut desk = Desk::open(&site, &home.path().join("data"), false).unwrap();
    desk.open_post(STORY, now).unwrap();
    Room { file: site.join(STORY), home, desk, now }
}

impl Room {
    fn after(&mut self, seconds: i64) {
        self.now += SignedDuration::from_secs(seconds);
    }

    fn types(&mut self, text: &str) {
        let version = self.desk.opened(STORY).unwrap().manuscript.version();
        let change = Change { from: 0, to: 0, insert: text.to_owned() };
        self.desk.edit(STORY, version, &[change], self.now).unwrap();
    }

    fn saves(&mut self) -> Saving {
        self.desk.save(STORY, self.now).unwrap()
    }

    fn lies(&self) -> String {
        fs::read_to_string(&self.file).unwrap()
    }

    fn begins_to_save(&mut self) -> Save {
        match self.desk.begin_save(STORY).unwrap() {
            Begun::Save(save) => save,
            Begun::Not(why) => panic!("{why:?}"),
        }
    }

    fn takes_out(&mut self, letters: usize) {
        let version = self.desk.opened(STORY).unwrap().manuscript.version();
        let change = Change { from: 0, to: letters as u32, insert: String::new() };
        self.desk.edit(STORY, version, &[change], self.now).unwrap();
    }

    /// Galley is killed, and started again.
    fn crashes(&mut self) {
        let site = self.desk.site.folder.clone();
        self.desk = Desk::open(&site, &self.home.path().join("data"), false).unwrap();
    }

    fn looks(&mut self) -> Vec<Event> {
        self.desk.seen_outside(None, self.now)
    }

    /// Another program writes the file, and it is noticed.
    fn comes(&mut self, text: &str) {
        fs::write(&self.file, text).unwrap();
        self.looks();
    }

    /// Another program writes the file, or takes it away, and goes on with something else.
    fn is_there(&mut self, text: Option<&str>) {
        match text {
            Some(text) => fs::write(&self.file, text).unwrap(),
            None => fs::remove_file(&self.file).unwrap(),
        }
        for _ in 0..2 {
            self.looks();
            self.after(1);
        }
    }

    /// The earlier versions, the latest first.
    fn kept(&self) -> Vec<String> {
        let all = self.desk.versions.list(STORY);
        let read = |id: &str| self.desk.versions.read(STORY, id).unwrap();
        all.iter().map(|one| String::from_utf8(read(&one.id)).unwrap()).collect()
    }
}

#[test]
fn a_saved_text_that_another_program_replaces_is_an_earlier_version() {
    let mut room = room();
    room.comes(&APPROVED.replace("Text", "Theirs"));
    assert_eq!(room.kept(), [""; 0], "what was approved is kept already");
    room.types("One. ");
    room.saves();
    room.after(60);
    room.types("Two. ");
    room.saves();
    let saved = room.lies();
    assert!(!room.kept().contains(&saved));
    room.after(60);
    room.comes(APPROVED);
    assert_eq!(room.kept().first(), Some(&saved), "although a minute after the last save");
    let count = room.kept().len();
    room.comes(&APPROVED.replace("Text", "More"));
    room.comes(&APPROVED.replace("Text", "Still more"));
    assert_eq!(room.kept().len(), count, "what they wrote over their own is theirs");
}

#[test]
fn a_text_that_came_after_the_conflict_was_seen_is_kept_too() {
    let mut room = room();
    let [second, third] = ["Second", "Third"].map(|word| APPROVED.replace("Text", word));
    room.types("Mine. ");
    room.comes(&second);
    fs::write(&room.file, &third).unwrap();
    room.desk.settle(STORY, true, room.now).unwrap();
    assert!(room.lies().contains("Mine."), "{}", room.lies());
    for text in [second, third] {
        assert!(room.kept().contains(&text), "{text}");
    }
}

#[test]
fn what_is_typed_after_a_moment_of_a_full_disk_comes_back() {
    let mut room = room();
    let journals = room.desk.journals.clone();
    fs::create_dir_all(journals.parent().unwrap()).unwrap();
    fs::write(&journals, "in the way").unwrap();
    room.types("One. ");
    fs::remove_file(&journals).unwrap();
    room.types("Two. ");
    room.crashes();
    let post = room.desk.open_post(STORY, room.now).unwrap();
    assert_eq!((post.text.as_str(), post.outside), ("Two. One. Text.\n", None));
    assert!(post.restored.is_some());
}

#[test]
fn a_save_of_ones_own_that_a_crash_cut_off_is_nobody_elses_change() {
    for finished in [false, true] {
        let mut room = room();
        room.types("One. ");
        let save = room.begins_to_save();
        room.types("Two. ");
        let written = save.write(room.now);
        if finished {
            room.desk.finish_save(save, written, room.now).unwrap();
        }
        room.crashes();
        assert!(room.lies().ends_with("\nOne. Text.\n"));
        let post = room.desk.open_post(STORY, room.now).unwrap();
        assert_eq!((post.text.as_str(), post.outside), ("Two. One. Text.\n", None), "{finished}");
        room.after(5);
        assert!(matches!(room.saves(), Saving::Saved { .. }), "and it is saved as ever");
    }
}

#[test]
fn what_was_typed_and_taken_back_is_saved_without_a_write() {
    let mut room = room();
    let before = fs::metadata(&room.file).unwrap().modified().unwrap();
    room.types("Slip");
    room.takes_out(4);
    assert!(matches!(room.saves(), Saving::Saved { .. }), "the screen is told that nothing waits");
    assert_eq!(room.saves(), Saving::Nothing, "once");
    assert_eq!(fs::metadata(&room.file).unwrap().modified().unwrap(), before);
}

#[test]
fn two_saves_of_one_story_go_one_after_the_other() {
    let mut room = room();
    room.types("One. ");
    let first = room.begins_to_save();
    room.types("Two. ");
    let second = room.desk.begin_save(STORY).unwrap();
    let written = first.write(room.now);
    if let Begun::Save(second) = second {
        let written = second.write(room.now);
        room.desk.finish_save(second, written, room.now).unwrap();
    }
    room.desk.finish_save(first, written, room.now).unwrap();
    room.saves();
    let post = room.desk.open_post(STORY, room.now).unwrap();
    assert_eq!(post.outside, None, "nobody else wrote");
    assert!(room.lies().ends_with("\nTwo. One. Text.\n"), "{}", room.lies());
}

#[test]
fn who_cannot_go_on_before_a_save_waits_for_the_one_under_way() {
    let mut room = room();
    room.types("One. ");
    let first = room.begins_to_save();
    room.types("Two. ");
    let now = room.now;
    let slow_disk = std::thread::spawn(move || {
        std::thread::sleep(std::time::Duration::from_millis(50));
        let written = first.write(now);
        (first, written)
    });
    assert!(matches!(room.saves(), Saving::Saved { .. }));
    let (first, written) = slow_disk.join().unwrap();
    assert_eq!(room.desk.finish_save(first, written, now).unwrap(), Saving::Nothing);
    assert!(room.lies().ends_with("\nTwo. One. Text.\n"), "{}", room.lies());
    assert_eq!(room.desk.open_post(STORY, now).unwrap().outside, None);
}

#[test]
fn a_file_that_comes_back_as_it_was_takes_nothing_away() {
    let mut room = room();
    room.types("Mine. ");
    for (other, why) in [(None, "gone"), (Some("Theirs."), "another text"), (Some(""), "empty")] {
        room.is_there(other);
        room.is_there(Some(APPROVED));
        let post = room.desk.open_post(STORY, room.now).unwrap();
        assert_eq!(post.outside, None, "{why}");
        assert_eq!(post.text, "Mine. Text.\n");
    }
    assert!(matches!(room.saves(), Saving::Saved { .. }));
}

#[test]
fn a_file_that_comes_back_otherwise_is_read_again() {
    let mut room = room();
    room.is_there(None);
    room.is_there(Some(&APPROVED.replace("Text", "Theirs")));
    let post = room.desk.open_post(STORY, room.now).unwrap();
    assert_eq!((post.text.as_str(), post.outside), ("Theirs.\n", None));
}

#[test]
fn a_file_that_is_empty_for_a_moment_is_looked_at_again() {
    let mut room = room();
    for moment in ["", APPROVED] {
        fs::write(&room.file, moment).unwrap();
        assert!(!room.looks().iter().any(|event| matches!(event, Event::Reloaded { .. })));
        assert_eq!(room.desk.open_post(STORY, room.now).unwrap().text, "Text.\n");
    }
    fs::write(&room.file, "").unwrap();
    room.looks();
    room.after(1);
    room.looks();
    assert_eq!(room.desk.open_post(STORY, room.now).unwrap().text, "", "it stays empty");
}

#[test]
fn writing_that_goes_in_one_stroke_is_an_earlier_version() {
    let mut room = room();
    let written = "A paragraph that took four minutes and tells of the tide. ".repeat(8);
    for _ in 0..4 {
        room.after(60);
        room.types(&written);
        room.saves();
    }
    let all = room.lies();
    room.after(10);
    room.takes_out(written.len() * 4);
    room.saves();
    assert!(room.kept().contains(&all), "{:?}", room.kept());
}

#[test]
fn what_a_story_was_when_it_was_closed_is_an_earlier_version() {
    let mut room = room();
    for text in ["One. ", "Two. "] {
        room.after(60);
        room.types(text);
        room.saves();
    }
    let closed = room.lies();
    room.desk.close_post(STORY, room.now).unwrap();
    room.desk.open_post(STORY, room.now).unwrap();
    room.after(60);
    room.types("Three. ");
    room.saves();
    assert!(room.kept().contains(&closed), "{:?}", room.kept());
    let count = room.kept().len();
    room.desk.close_post(STORY, room.now).unwrap();
    room.desk.open_post(STORY, room.now).unwrap();
    room.desk.close_post(STORY, room.now).unwrap();
    assert_eq!(room.kept().len(), count + 1, "who only reads leaves nothing");
}

#[test]
fn what_was_mended_for_a_quick_fix_is_an_earlier_version_at_once() {
    let mut room = room();
    room.types("One. ");
    room.saves();
    let live = room.desk.live_story(STORY, room.now).unwrap();
    let fix = view::Fix {
        content: live.content,
        kind: view::FixKind::Small,
        changes: vec![Change { from: 0, to: 4, insert: "Mended text".to_owned() }],
        title: None,
        dek: None,
        note: String::new(),
        reason: "It is urgent.".to_owned(),
    };
    let who = view::Person { name: "Ana".to_owned(), email: String::new() };
    let fixing = room.desk.fixing(STORY, &fix, (None, &who), room.now).unwrap();
    assert!(room.kept().contains(&fixing.text().to_owned()), "{:?}", room.kept());
}

#[test]
fn a_story_that_is_saved_stands_in_the_list_although_no_version_can_be_kept() {
    let mut room = room();
    let versions = room.desk.journals.parent().unwrap().join("versions");
    fs::create_dir_all(versions.parent().unwrap()).unwrap();
    fs::write(&versions, "in the way").unwrap();
    let title = view::FieldEdit::Title { value: "High tide".to_owned() };
    room.desk.set_field(STORY, &title, room.now).unwrap();
    let _ = room.desk.save(STORY, room.now);
    assert!(room.lies().contains("High tide"));
    assert_eq!(room.desk.library(room.now).stories[0].title, "High tide");
}

#[test]
fn what_an_act_takes_over_from_another_program_is_kept_first() {
    let mut room = room();
    room.types("One. ");
    room.saves();
    room.after(60);
    room.types("Two. ");
    room.saves();
    let saved = room.lies();
    fs::write(&room.file, APPROVED).unwrap();
    room.desk.duplicate(STORY, room.now).unwrap();
    assert!(room.kept().contains(&saved), "{:?}", room.kept());
}

#[test]
fn a_story_that_cannot_be_looked_at_keeps_no_other_back() {
    let mut room = room();
    let second = room.desk.begin("Second", None, room.now).unwrap().path;
    let site = room.desk.site.folder.clone();
    let folder = room.file.parent().unwrap();
    fs::remove_dir_all(folder).unwrap();
    fs::write(folder, "a file in the place of a folder").unwrap();
    fs::write(site.join(&second), APPROVED).unwrap();
    let events = room.looks();
    assert!(events.contains(&Event::Reloaded { path: second }), "{events:?}");
    assert!(events.contains(&Event::Library), "{events:?}");
}

#[test]
fn a_clock_that_went_wrong_empties_no_trash() {
    let mut room = room();
    let long_ago: Timestamp = "2000-01-01T00:00:00Z".parse().unwrap();
    let second = room.desk.begin("Second", None, room.now).unwrap().path;
    room.desk.delete(STORY, long_ago).unwrap();
    room.desk.duplicate(&second, room.now).unwrap();
    let titles: Vec<_> = room.desk.deleted().into_iter().map(|story| story.title).collect();
    assert_eq!(titles, ["Tide"]);
}

/// The file is deleted outside, by now for good.
fn deleted_outside() -> Room {
    let mut room = room();
    room.types("Mine. ");
    room.saves();
    room.is_there(None);
    let outside = room.desk.open_post(STORY, room.now).unwrap().outside.unwrap();
    assert!(outside.gone);
    room
}

#[test]
fn a_story_that_was_deleted_outside_is_kept() {
    let mut room = deleted_outside();
    fs::remove_dir_all(room.file.parent().unwrap()).unwrap();
    let post = room.desk.settle(STORY, true, room.now).unwrap();
    assert_eq!(post.outside, None);
    assert!(room.lies().ends_with("\nMine. Text.\n"));
    assert!(!room.kept().contains(&String::new()), "nothing of nothing is kept");
}

#[test]
fn a_story_that_was_deleted_outside_is_let_go_and_comes_back() {
    let mut room = deleted_outside();
    assert!(room.desk.settle(STORY, false, room.now).is_err(), "there is no other text");
    let act = room.desk.delete(STORY, room.now).unwrap();
    assert!(room.desk.open_stories().is_empty() && !room.file.exists());
    assert!(room.desk.library(room.now).stories.is_empty());
    assert_eq!(room.desk.deleted()[0].title, "Tide");
    room.desk.bring_back(&act.id, room.now).unwrap();
    assert!(room.lies().ends_with("\nMine. Text.\n"));
}
