//! What other programs do to the folder while the app is open.

use std::fs;

use crate::app::App;
use crate::driver::key;
use crate::steps::git;

const STORY: &str = "content/posts/boil-notice-lifted/index.md";

#[test]
fn an_open_unmodified_story_is_read_again() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample().open_story("Boil notice");
    let file = app.sample().join(STORY);
    let text = fs::read_to_string(&file).expect("the story");
    fs::write(&file, format!("{text}\nWritten elsewhere.\n")).expect("it is written");
    app.until_page_shows("Written elsewhere.");
    app.driver.find_said("[role=option]", "Live with changes");
}

#[test]
fn an_open_modified_story_keeps_both_texts() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample().open_story("Boil notice");
    let file = app.sample().join(STORY);
    let text = fs::read_to_string(&file).expect("the story");
    app.write("Mine, not saved yet. ");
    // The other program writes before the pause after which Galley saves.
    fs::write(&file, format!("{text}\nTheirs.\n")).expect("it is written");
    app.write("Still mine.");
    app.driver.until_said("also changed outside");
    app.driver.until_said("two texts wait for your choice");
    app.shot("10-outside");
    assert!(
        fs::read_to_string(&file).expect("the story").ends_with("Theirs.\n"),
        "theirs stands on disk"
    );
    app.click("Keep mine").until_saved();
    app.driver.wait("mine is on disk", || {
        let now = fs::read_to_string(&file).ok()?;
        (now.contains("Still mine.") && !now.contains("Theirs.")).then_some(())
    });
    app.driver.press(&[key::CONTROL, key::SHIFT, "y"]);
    app.driver.until_said("Earlier versions");
    app.driver.until_said("Theirs.");
    assert_eq!(
        git(&app.sample(), &["log", "--oneline"]).lines().count(),
        1,
        "nothing was approved"
    );
}

#[test]
fn a_broken_story_is_repaired_and_never_vanishes() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample();
    let file = app.sample().join(STORY);
    let text = fs::read_to_string(&file).expect("the story");
    let broken = text.replacen("title: \"", "title: \"\"", 1);
    fs::write(&file, &broken).expect("it is written");
    app.driver.find_said("[role=option]", "Needs repair");
    let row = app.driver.find_said("[role=option]", "Needs repair");
    app.driver.click(&row);
    app.driver.until_said("The fields above the text cannot be read");
    app.shot("11-repair");
    fs::write(&file, &text).expect("it is mended");
    app.driver.find_said("[role=option]", "Boil notice");
}
