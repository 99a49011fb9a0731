//! Pictures by keyboard alone: one is turned, blurred and described on its way into a story; those of
//! the site are looked through, credited, named, and put right one by one.

use std::fs;

use serde_json::json;

use crate::app::App;
use crate::driver::key;
use crate::steps::photograph;

impl App {
    /// Presses Tab until the focus is on what the selector names.
    fn tab_to(&self, css: &str) -> &App {
        self.step_to(css, &[key::TAB])
    }

    /// Goes back by Shift and Tab until the focus is there.
    fn tab_back_to(&self, css: &str) -> &App {
        self.step_to(css, &[key::SHIFT, key::TAB])
    }

    fn step_to(&self, css: &str, keys: &[&str]) -> &App {
        for _ in 0..80 {
            let there = self
                .driver
                .run("return document.activeElement?.matches(arguments[0]) ?? false", json!([css]));
            if there == true {
                return self;
            }
            self.driver.press(keys);
        }
        panic!("the focus comes to {css}");
    }

    /// The pixels of the picture that the dialog shows, as the screen got them.
    fn shown_picture(&self) -> String {
        let src =
            self.driver.run("return document.querySelector('.shot img')?.src ?? ''", json!([]));
        src.as_str().unwrap_or_default().to_owned()
    }
}

#[test]
fn a_picture_is_turned_blurred_and_described_by_keys_alone() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample().new_story("A lamp that stays on").write("Text.\n\n").until_saved();
    app.drop_picture("IMG_2041.jpg", &photograph(1200, 800));
    app.driver.type_letters("A lamp above an empty stage.");
    app.shot_in_both("20-new-picture");

    let before = app.shown_picture();
    app.tab_back_to("[data-tool=crop]");
    app.driver.press(&[key::RIGHT]);
    app.driver.press(&[key::ENTER]);
    app.driver.wait("it is turned", || (app.shown_picture() != before).then_some(()));
    let turned = app.shown_picture();
    app.tab_to("[data-tool=crop], .ptools button");
    app.tab_back_to("[data-tool=crop]");
    for _ in 0..3 {
        app.driver.press(&[key::RIGHT]);
    }
    app.driver.press(&[key::ENTER]);
    app.driver.find(".area");
    app.shot("21-blur");
    app.driver.press(&[key::RIGHT]);
    app.driver.press(&[key::ENTER]);
    app.driver.wait("it is blurred", || (app.shown_picture() != turned).then_some(()));
    app.shot_in_both("22-blurred");

    app.tab_to("input[id$='-who']");
    app.driver.type_letters("Zoë Çelik");
    app.driver.press(&[key::CONTROL, key::ENTER]);
    app.until_page_shows("(Photo: Zoë Çelik)").until_saved();
    let folder = app.sample().join("content/posts/a-lamp-that-stays-on");
    let stored = image::open(folder.join("a-lamp-that-stays-on-1.jpg")).expect("a picture");
    assert_eq!((stored.width(), stored.height()), (800, 1200), "turned in its pixels");
    app.driver.wait("the story has it", || {
        let text = fs::read_to_string(folder.join("index.md")).ok()?;
        text.contains("![A lamp above an empty stage.](a-lamp-that-stays-on-1.jpg)").then_some(())
    });
}

#[test]
fn the_sites_pictures_are_credited_named_and_put_right_by_keys_alone() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample().new_story("Nobody knows who").write("Text.\n\n").until_saved();
    app.drop_picture("IMG_7.jpg", &photograph(900, 600));
    app.driver.type_letters("A stage without anybody.");
    app.driver.press(&[key::CONTROL, key::ENTER]);
    app.until_page_shows("Text.").until_saved();
    let story = app.sample().join("content/posts/nobody-knows-who/index.md");
    app.driver.wait("the picture is in the story", || {
        fs::read_to_string(&story).ok()?.contains("nobody-knows-who-1.jpg").then_some(())
    });

    app.driver.press(&[key::CONTROL, "2"]);
    app.driver.until_said("1 picture has no credit.");
    app.shot_in_both("23-pictures");

    // The queue: one key for a picture.
    app.tab_to(".callout button");
    app.driver.press(&[key::ENTER]);
    app.driver.until_said("Who made this picture?");
    app.shot_in_both("24-queue");
    app.driver.press(&["1"]);
    app.driver.until_said("Nothing left to put right");
    let credited = fs::read_to_string(&story).expect("the story");
    assert!(credited.contains("*(Photo: "), "the likeliest credit: {credited}");
    app.driver.press(&[key::ENTER]);

    // The panel: another credit, and another name of the file.
    app.tab_to(".grid [role=option]");
    app.driver.press(&[key::HOME]);
    app.driver.until_said("Used in 1 place");
    app.tab_to("aside input[id$='-who']");
    app.driver.press(&[key::CONTROL, "a"]);
    app.driver.type_letters("Ilse Nobody");
    app.driver.press(&[key::ENTER]);
    app.driver.wait("the story has it", || {
        fs::read_to_string(&story).ok()?.contains("(Photo: Ilse Nobody").then_some(())
    });
    app.driver.until_said("Changed in 1 story.");
    app.shot_in_both("25-credited");
    app.tab_to("aside input[id$='-name']");
    app.driver.press(&[key::CONTROL, "a"]);
    app.driver.type_letters("empty stage");
    app.driver.press(&[key::ENTER]);
    app.driver.wait("the file has its name", || {
        story.with_file_name("empty-stage.jpg").is_file().then_some(())
    });
    app.driver.wait("the story knows", || {
        fs::read_to_string(&story).ok()?.contains("(empty-stage.jpg)").then_some(())
    });
    assert!(!story.with_file_name("nobody-knows-who-1.jpg").exists());

    // What is shown in the story is what is on disk.
    app.driver.press(&[key::CONTROL, "1"]);
    app.open_story("Nobody knows who");
    app.until_page_shows("(Photo: Ilse Nobody");
}

#[test]
fn credits_move_out_of_old_descriptions_and_back() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample().new_story("An old story").write("Text.\n\n").until_saved();
    app.drop_picture("IMG_7.jpg", &photograph(900, 600));
    app.driver.type_letters("A yard (Photo: Ana Ruiz/CityWire)");
    app.driver.press(&[key::CONTROL, key::ENTER]);
    app.until_page_shows("Text.").until_saved();
    let story = app.sample().join("content/posts/an-old-story/index.md");
    let text = || fs::read_to_string(&story).unwrap_or_default();
    app.driver.wait("the picture is in the story", || text().contains("CityWire").then_some(()));
    let before = text();

    app.driver.press(&[key::CONTROL, "2"]);
    app.driver.until_said("Credit inside the description");
    app.click("Credit inside the description").click("Move the credits out");
    app.driver.until_said("Move 1 credit");
    app.driver.wait("the picture is seen", || {
        let wide = "return document.querySelector('.moves img')?.naturalWidth ?? 0";
        app.driver.run(wide, json!([])).as_u64().filter(|wide| *wide > 0)
    });
    app.shot_in_both("26-credits");
    app.click("Move 1 credit");
    app.driver.until_said("No description holds a credit.");
    app.shot("27-credits-moved");
    app.driver
        .wait("it is moved", || text().contains("*(Photo: Ana Ruiz/CityWire)*").then_some(()));
    app.click("Undo");
    app.driver.wait("it is back", || (text() == before).then_some(()));
}

#[test]
fn where_a_picture_comes_from_is_said_by_keys_and_its_terms_stand_in_the_way() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample().new_story("A lent lamp").write("Text.\n\n").until_saved();
    app.paste_file("IMG_9.jpg", &photograph(1200, 800));
    app.driver.type_letters("A lamp above an empty stage.");
    app.tab_to("dialog textarea[id$='-caption']");
    app.driver.type_letters("The lamp stays on all night.");
    app.tab_to("dialog input[id$='-who']");
    app.driver.type_letters("Zoë Çelik");
    app.tab_to("dialog summary");
    app.driver.press(&[key::ENTER]);
    app.tab_to("dialog select[id$='-origin']");
    app.driver.type_letters("a news");
    app.tab_to("dialog input[id$='-source']");
    app.driver.type_letters("Orrin Wire");
    app.tab_to("dialog input[id$='-terms']");
    app.driver.type_letters("Editorial use");
    app.shot_in_both("28-more");
    app.tab_to("dialog .done input[type=checkbox]");
    app.driver.press(&[" "]);
    app.driver.press(&[key::CONTROL, key::ENTER]);
    app.until_page_shows("The lamp stays on all night. (Photo: Zoë Çelik)").until_saved();
    let said =
        app.sample().join(".galley/pictures/content/posts/a-lent-lamp/a-lent-lamp-1.jpg.toml");
    let read = || fs::read_to_string(&said).unwrap_or_default();
    app.driver.wait("it is kept", || read().contains("Orrin Wire").then_some(()));
    assert_eq!(read(), "source = \"Orrin Wire\"\norigin = \"wire\"\nterms = \"Editorial use\"\n");

    // In its card: what may not be on the web stands in the way, and the copy desk says so.
    app.driver.find(".cm-content:focus");
    app.tab_back_to("button.lead");
    app.driver.press(&[key::ENTER]);
    app.driver.find("aside summary");
    app.tab_to("aside summary");
    app.driver.press(&[key::ENTER]);
    app.tab_to("aside input[id$='-terms']");
    app.driver.press(&[key::CONTROL, "a"]);
    app.driver.type_letters("Print only");
    app.driver.until_said("The terms say that it is not for the web.");
    app.driver.press(&[key::ENTER]);
    app.driver.wait("it is kept", || read().contains("Print only").then_some(()));
    app.shot_in_both("29-more-in-the-card");
    app.driver.press(&[key::CONTROL, key::SHIFT, "m"]);
    app.driver.until_said("The terms of this picture say that it is not for the web");
    app.shot("30-not-for-the-web");
    app.driver.press(&[key::CONTROL, "2"]);
    app.tab_to(".grid [role=option]");
    app.driver.press(&[key::HOME]);
    app.driver.until_said("Used in 2 places");
    app.shot_in_both("31-album-more");
}

#[test]
fn a_credit_moves_out_of_one_description_from_the_pictures_own_form() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample().new_story("An old story").write("Text.\n\n").until_saved();
    app.drop_picture("IMG_7.jpg", &photograph(900, 600));
    app.driver.type_letters("A yard (Photo: Ana Ruiz/CityWire)");
    app.driver.press(&[key::CONTROL, key::ENTER]);
    app.until_page_shows("Text.").until_saved();
    let story = app.sample().join("content/posts/an-old-story/index.md");
    let text = || fs::read_to_string(&story).unwrap_or_default();
    app.driver.wait("the picture is in the story", || text().contains("CityWire").then_some(()));
    let before = text();
    let at = before.find("![").expect("a figure");

    let card = app.driver.find(".cm-content .figure, .cm-content figure");
    app.driver.click(&card);
    let form = app.driver.find_said(".side [role=tab]", "Picture");
    app.driver.click(&form);
    app.driver.until_said("“Ana Ruiz/CityWire” stands in the description.");
    app.shot_in_both("28-credit-inside");
    app.tab_to("aside .line button, .side .line button");
    app.driver.press(&[key::ENTER]);
    app.driver.until_said("The credit has its own place now.");
    app.driver
        .wait("it is moved", || text().contains("*(Photo: Ana Ruiz/CityWire)*").then_some(()));
    assert!(text()[at..].starts_with("![A yard]("), "only the credit left: {}", text());
    app.shot_in_both("29-credit-moved");
    app.driver.press(&[key::ENTER]);
    app.driver.wait("one press takes it back", || (text() == before).then_some(()));
}
