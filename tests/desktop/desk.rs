//! The desk: list, fields, cards, what comes back after a restart.

use std::fs;

use serde_json::json;

use crate::app::App;
use crate::driver::key;
use crate::steps::{git, photograph};

const NOTICE: &str = "content/posts/boil-notice-lifted/index.md";

#[test]
fn the_list_filters_as_one_types() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample();
    let rows = || {
        let count =
            app.driver.run("return document.querySelectorAll('[role=option]').length", json!([]));
        count.as_u64().unwrap_or_default()
    };
    app.driver.wait("fourteen stories", || (rows() == 14).then_some(()));
    let field = app.driver.find(".find input");
    app.driver.click(&field);
    app.driver.type_letters("celik");
    app.driver.press(&[key::CONTROL, "a"]);
    app.driver.type_letters("maria nwosu");
    app.driver.wait("hers", || (rows() == 5).then_some(()));
    app.driver.press(&[key::CONTROL, "a"]);
    app.driver.type_letters("no such story");
    app.driver.until_said("Nothing found");
    app.driver.press(&[key::ESCAPE]);
}

#[test]
fn fields_change_their_own_lines_and_the_card_follows() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample().open_story("Boil notice");
    let file = app.sample().join(NOTICE);
    let before = fs::read_to_string(&file).expect("the story");
    let headline = app.driver.find("textarea.h1");
    app.driver.click(&headline);
    app.driver.press(&[key::CONTROL, key::END]);
    app.driver.type_letters(" at last: “Drink”");
    app.click("Story");
    let name = app.driver.find("[aria-label='Add a name'], input[placeholder='Add a name']");
    app.driver.click(&name);
    app.driver.type_letters("Zoë Çelik\n");
    app.click("Page").click("Card");
    app.until_page_shows("By Amina Yusuf, Zoë Çelik November 18, 2026").shot("12-card");
    app.driver.wait("both are on disk", || {
        let now = fs::read_to_string(&file).ok()?;
        (now.contains("at last: “Drink”") && now.contains("Zoë Çelik")).then_some(())
    });
    let now = fs::read_to_string(&file).expect("the story");
    let gone: Vec<&str> = before.lines().filter(|line| !now.contains(line)).collect();
    assert_eq!(gone.len(), 1, "only the headline's line went: {gone:?}");
    let come: Vec<&str> = now.lines().filter(|line| !before.contains(line)).collect();
    assert_eq!(come.len(), 2, "its new line and one name came: {come:?}");
    let body = |text: &str| text.splitn(3, "---\n").nth(2).map(str::to_owned);
    assert_eq!(body(&before), body(&now), "the text is byte for byte as it was");
}

#[test]
fn undo_goes_back_across_a_save() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample().open_story("Boil notice");
    let file = app.sample().join(NOTICE);
    let before = fs::read(&file).expect("the story");
    app.write("Typed.");
    app.driver.wait("it is saved", || (fs::read(&file).ok()? != before).then_some(()));
    let editor = app.driver.find(".cm-content");
    app.driver.click(&editor);
    for _ in 0..4 {
        app.driver.press(&[key::CONTROL, "z"]);
    }
    app.driver
        .wait("it is as it was, byte for byte", || (fs::read(&file).ok()? == before).then_some(()));
    app.driver.find_said("[role=option]", "Live");
}

#[test]
fn bold_italic_and_a_heading_by_keys() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample().new_story("Keys");
    app.write("One ");
    app.driver.press(&[key::CONTROL, "b"]);
    app.driver.type_letters("two");
    app.driver.press(&[key::CONTROL, "b"]);
    app.driver.type_letters(" and ");
    app.driver.press(&[key::CONTROL, "i"]);
    app.driver.type_letters("three");
    app.driver.press(&[key::CONTROL, "i"]);
    app.driver.type_letters(".\nA heading");
    app.driver.press(&[key::CONTROL, key::SHIFT, "h"]);
    let file = app.sample().join("content/posts/keys/index.md");
    app.driver.wait("the marks are in the text", || {
        let now = fs::read_to_string(&file).ok()?;
        (now.contains("One **two** and *three*.") && now.contains("## A heading")).then_some(())
    });
    app.until_page_shows("A heading");
}

#[test]
fn what_is_no_picture_is_refused_by_name_and_the_story_goes_on() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample().new_story("No picture").write("Text.");
    app.drop_file("holiday.jpg", b"<html>not a picture</html>");
    app.driver.until_said("“holiday.jpg” was not added.");
    app.shot("13-no-picture");
    app.driver.press(&[key::ESCAPE]);
    app.driver
        .wait("the dialog is gone", || app.driver.look("dialog[open]").is_none().then_some(()));
    app.write(" More.");
    app.until_page_shows("Text. More.");
    let folder = app.sample().join("content/posts/no-picture");
    assert_eq!(fs::read_dir(folder).expect("its folder").count(), 1, "nothing was stored");
}

#[test]
fn a_lead_picture_is_on_the_page_and_on_the_card() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample().open_story("Boil notice");
    app.drop_picture("IMG_7.jpg", &photograph(1200, 800))
        .fill("dialog[open] textarea[id$='-alt']", "A kitchen tap runs into a glass.")
        .fill("dialog[open] input[id$='-who']", "Núria Bofill");
    let lead = app.driver.find("dialog[open] .done input[type=checkbox]");
    app.driver.click(&lead);
    app.click("Put in story");
    app.until_page_shows("(Photo: Núria Bofill)");
    let file = app.sample().join(NOTICE);
    app.driver.wait("figure and lead picture are on disk", || {
        let text = fs::read_to_string(&file).ok()?;
        let figure = "![A kitchen tap runs into a glass.](boil-notice-lifted-1.jpg)\n*(Photo: Núria Bofill)*";
        let lead = text.contains("src: ") && text.contains("credit: \"Photo: Núria Bofill\"");
        (text.contains(figure) && lead).then_some(())
    });
    app.click("Card").until_page_shows("Photo: Núria Bofill");
    app.shot("14-figure");
}

#[test]
fn a_folder_without_a_history_is_opened_after_a_question() {
    let home = tempfile::tempdir().expect("a home");
    let site = home.path().join("plain site");
    fs::create_dir_all(site.join("posts")).expect("made");
    fs::write(site.join("posts/first.md"), "---\ntitle: First\ndate: 2026-01-01\n---\n\nText.\n")
        .expect("written");
    let app = App::start(home.path(), Some(&site));
    app.driver.until_said("keeps no earlier versions yet");
    app.shot("15-no-history");
    assert!(!site.join(".git").exists(), "nothing was written");
    app.click("Keep earlier versions of this folder");
    app.driver.find_said("[role=option]", "First");
    assert_eq!(git(&site, &["status", "--porcelain"]), "");
}

#[test]
fn folders_that_cannot_be_opened_say_why() {
    for (name, make, words) in [
        ("bare.git", bare as fn(&std::path::Path), "has no files to edit"),
        ("gone", nothing as fn(&std::path::Path), "is not there any more"),
    ] {
        let home = tempfile::tempdir().expect("a home");
        let folder = home.path().join(name);
        make(&folder);
        let app = App::start(home.path(), Some(&folder));
        app.driver.until_said(words);
        app.driver.until_said(name);
        app.driver.find_said("button", "Open the sample");
    }
}

fn bare(folder: &std::path::Path) {
    fs::create_dir_all(folder).expect("made");
    git(folder, &["init", "-q", "--bare"]);
}

fn nothing(_: &std::path::Path) {}

#[test]
fn after_a_kill_in_the_middle_of_a_word_the_text_is_back() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample().open_story("Boil notice");
    app.write("Typed just before the lights went out.");
    app.until_page_shows("the lights went out.");
    // The page has it, so the desk has it, and its journal.
    drop(app);
    let app = App::start(home.path(), None);
    app.open_the_sample().open_story("Boil notice");
    app.until_page_shows("Typed just before the lights went out.");
    let file = app.sample().join(NOTICE);
    app.driver.wait("it is on disk too", || {
        fs::read_to_string(&file).ok()?.contains("the lights went out.").then_some(())
    });
}

#[test]
fn a_pasted_picture_asks_for_its_words_like_a_dropped_one() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample().new_story("Pasted").write("Text.");
    app.paste_file("shot.jpg", &photograph(900, 600));
    app.fill("dialog[open] textarea[id$='-alt']", "A screen.");
    app.click("Put in story");
    let file = app.sample().join("content/posts/pasted/index.md");
    app.driver.wait("its figure is on disk", || {
        fs::read_to_string(&file).ok()?.contains("![A screen.](pasted-1.jpg)").then_some(())
    });
}

#[test]
fn a_date_and_its_zone_are_written_with_their_offset() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample().open_story("Boil notice");
    app.click("Story");
    app.driver.find("input[type=date]");
    app.driver.run(
        "const day = document.querySelector('input[type=date]');
         day.value = '2026-07-04';
         day.dispatchEvent(new Event('input', {bubbles: true}));
         day.dispatchEvent(new Event('change', {bubbles: true}));",
        json!([]),
    );
    let file = app.sample().join(NOTICE);
    app.driver.wait("summer time is in the offset", || {
        fs::read_to_string(&file).ok()?.contains("date: 2026-07-04T07:30:00-04:00\n").then_some(())
    });
}

#[test]
fn ten_cards_and_then_show_more() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample().open_story("Boil notice");
    app.click("Card");
    app.until_page_shows("Show More");
    let cards = || app.page().matches("By ").count();
    app.driver.wait("ten cards", || (cards() == 10).then_some(()));
    app.shot("16-cards");
}
