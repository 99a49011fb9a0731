//! A live story leaves the site from its row, and comes back; a deleted one is taken down.

use std::fs;

use crate::app::App;
use crate::driver::key;
use crate::steps::git;

const JURY: &str = "content/posts/jury-letter/index.md";

impl App {
    /// Asks to take a story off the site, from its row.
    fn ask_to_unpublish(&self, headline: &str) -> &App {
        self.on_the_row(headline).choose("u", "Unpublish");
        self.driver.find("dialog[open] textarea");
        self
    }

    /// A file as readers have it, or nothing.
    pub fn with_readers(&self, path: &str) -> String {
        let publishing = self.sample_publishing();
        match git(&publishing, &["ls-tree", "-r", "--name-only", "main", "--", path]).as_str() {
            "" => String::new(),
            _ => git(&publishing, &["show", &format!("main:{path}")]),
        }
    }
}

#[test]
fn a_live_story_leaves_a_note_and_is_a_draft_and_comes_back() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample();
    let before = app.with_readers(JURY);
    let here = fs::read_to_string(app.sample().join(JURY)).expect("the story");
    app.ask_to_unpublish("jury duty");
    app.driver.until_said("Take this story off the site");
    app.four_shots("80-unpublish-asked");
    app.driver.press(&[key::CONTROL, key::ENTER]);
    app.driver.until_said("Off the site since");
    app.four_shots("81-unpublished");
    let note = app.with_readers(JURY);
    assert!(note.contains("This story was taken off the site on"), "{note}");
    assert!(note.contains("Called for jury duty?") && !note.contains("240 people"), "{note}");
    assert_eq!(fs::read_to_string(app.sample().join(JURY)).expect("the story"), here);
    app.driver.press(&[key::CONTROL, "1"]);
    app.open_story("jury duty");
    app.driver.until_said("Writing");
    app.shot_in_both("82-draft-again");
    app.driver.press(&[key::CONTROL, "3"]);
    app.click("Put it back");
    app.driver.until_said("Back on the site at");
    app.shot_in_both("83-back");
    assert_eq!(app.with_readers(JURY), before, "readers have what they had");
    assert_eq!(fs::read_to_string(app.sample().join(JURY)).expect("the story"), here);
}

#[test]
fn readers_of_a_story_that_left_are_sent_to_another_one() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample();
    app.ask_to_unpublish("jury duty");
    app.driver.click(&app.driver.find("dialog[open] input[value=note]"));
    app.driver.press(&[key::DOWN]);
    let find = app.driver.find("dialog[open] [role=combobox]");
    app.driver.click(&find);
    app.driver.type_letters("boil");
    app.driver.press(&[key::ENTER]);
    app.driver.wait("it is chosen", || app.driver.look("dialog[open] .other"));
    app.four_shots("84-unpublish-sent-on");
    app.driver.press(&[key::CONTROL, key::ENTER]);
    app.driver.until_said("Off the site since");
    assert_eq!(app.with_readers(JURY), "");
    let other = app.with_readers("content/posts/boil-notice-lifted/index.md");
    assert!(other.contains("/posts/jury-letter/"), "{other}");
    // The sentence that stands for a moment takes it back by one press.
    let undo = app.driver.find_said(".toast button", "Undo");
    app.driver.click(&undo);
    app.driver.until_said("Back on the site at");
    assert!(app.with_readers(JURY).contains("240 people"));

    // Off once more, it is not approved again while its address leads elsewhere.
    app.driver.press(&[key::CONTROL, "1"]);
    app.ask_to_unpublish("jury duty");
    app.driver.click(&app.driver.find("dialog[open] input[value=note]"));
    app.driver.press(&[key::DOWN]);
    let find = app.driver.find("dialog[open] [role=combobox]");
    app.driver.click(&find);
    app.driver.type_letters("boil");
    app.driver.press(&[key::ENTER]);
    app.driver.press(&[key::CONTROL, key::ENTER]);
    app.driver.until_said("Off the site since");
    app.driver.press(&[key::CONTROL, "1"]);
    app.open_story("jury duty").click("Review changes");
    app.driver.until_said("are sent to “Boil notice lifted”");
    app.shot_in_both("88-leads-away");
    app.click("Put it back");
    app.driver.until_said("Back on the site at");
    let other = app.with_readers("content/posts/boil-notice-lifted/index.md");
    assert!(!other.contains("/posts/jury-letter/"), "{other}");
    assert!(app.with_readers(JURY).contains("240 people"));
}

#[test]
fn a_deleted_live_story_is_taken_down_from_the_press_room() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample();
    app.on_the_row("jury duty");
    app.driver.press(&[key::DELETE]);
    app.driver.until_said("was deleted.");
    app.driver.press(&[key::CONTROL, "3"]);
    app.driver.until_said("Once approved it leaves the site.");
    assert!(!app.driver.says("Changed, and not approved yet"), "it was deleted, not changed");
    app.shot_in_both("85-leaves-the-site");
    app.click("Review");
    app.driver.until_said("This story was deleted here.");
    app.shot_in_both("86-take-down");
    app.fill(".approve input[type=text]", "Tomás Ibarra");
    app.fill(".approve .as input[type=text]", "Ana Lindqvist");
    app.click("Approve as Ana Lindqvist");
    app.driver.until_said("Leaves the site");
    app.shot_in_both("87-leaves-ready");
    app.click("Publish one story");
    app.driver.until_said("Sent at");
    assert_eq!(app.with_readers(JURY), "");
}
