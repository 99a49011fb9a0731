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
    app.driver.wait("the old name is gone", || {
        (!story.with_file_name("nobody-knows-who-1.jpg").exists()).then_some(())
    });

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

#[test]
fn a_picture_that_was_replaced_is_deleted_and_leaves_the_site_by_keys() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    // A picture that the last publication of its story left where it was.
    let site = app.open_the_sample().sample();
    let folder = fs::read_dir(site.join("content/posts")).expect("stories").flatten();
    let unused = folder
        .map(|entry| entry.path().join("replaced.jpg"))
        .find(|file| {
            file.with_file_name("index.md").is_file()
                && !file.parent().is_some_and(|folder| folder.ends_with("night-court-bus"))
        })
        .expect("a story");
    fs::write(&unused, photograph(900, 600)).expect("it is written");
    let git = |args: &[&str]| {
        let mut git = std::process::Command::new("git");
        git.arg("-C").arg(&site).args(["-c", "user.name=Ana", "-c", "user.email=a@example.org"]);
        let done = git.args(args).output().expect("git is installed");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8_lossy(&done.stdout).trim_end().to_owned()
    };
    let name = unused.strip_prefix(&site).expect("in the site").to_string_lossy().into_owned();
    git(&["add", &name]);
    git(&["commit", "-q", "-m", "A picture", "--", &name]);
    git(&["push", "-q", "origin", "HEAD:main"]);
    git(&["fetch", "-q", "origin"]);

    app.driver.press(&[key::CONTROL, "2"]);
    app.driver.until_said("Not used, still on the site");
    app.click("Not used, still on the site");
    app.tab_to(".grid [role=option]");
    app.driver.press(&[key::HOME]);
    app.driver.until_said("whoever knows its address finds it");
    app.shot_in_both("32-still-on-the-site");
    app.driver.press(&[key::DELETE]);
    app.driver.until_said("Its removal waits in the press room for an approval.");
    app.driver.wait("it is gone", || (!unused.exists()).then_some(()));
    app.shot_in_both("33-picture-deleted");

    app.driver.press(&[key::CONTROL, "3"]);
    app.driver.until_said("Deleted here. Once approved it leaves the site.");
    app.shot("34-removal-to-approve");
    app.click("Review");
    app.driver.until_said("This picture was deleted here.");
    app.driver.wait("the picture is seen", || {
        let wide = "return document.querySelector('main img')?.naturalWidth ?? 0";
        app.driver.run(wide, json!([])).as_u64().filter(|wide| *wide > 0)
    });
    app.shot_in_both("35-removal-reviewed");
    app.fill(".approve input[type=text]", "Tomás Ibarra");
    app.fill(".approve .as input[type=text]", "Ana Lindqvist");
    app.driver.press(&[key::CONTROL, key::ENTER]);
    app.driver.until_said("Publish one change");
    app.shot("40-removal-to-publish");
    app.click("Publish one change");
    let have =
        || crate::steps::git(&app.sample_publishing(), &["ls-tree", "-r", "--name-only", "main"]);
    app.driver.wait("readers have it no more", || (!have().contains(&name)).then_some(()));
    app.driver.until_said("Off the site");
    app.shot_in_both("41-removal-published");

    // It is kept, and comes back.
    app.driver.press(&[key::CONTROL, "2"]);
    app.click("Deleted stories…");
    app.driver.until_said("Deleted stories and pictures");
    app.shot("42-deleted-picture");
    app.driver.press(&[key::ENTER]);
    app.driver.wait("it is back", || unused.is_file().then_some(()));
    app.shot("43-picture-restored");
}

#[test]
fn the_review_of_a_story_offers_to_delete_the_picture_that_was_replaced() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    let site = app.open_the_sample().sample();
    let stories = fs::read_dir(site.join("content/posts")).expect("stories").flatten();
    let figure = |text: &str| {
        let from = text.find("\n![")? + 1;
        let src = text[from..].find("](")? + from + 2;
        Some(src..text[src..].find(')')? + src)
    };
    let story = stories
        .map(|entry| entry.path().join("index.md"))
        .find(|file| {
            let text = fs::read_to_string(file).unwrap_or_default();
            let waits = file.to_string_lossy().contains("night-court-bus");
            figure(&text).is_some_and(|src| text.matches(&text[src]).count() == 1) && !waits
        })
        .expect("a story with a picture in its text");
    let text = fs::read_to_string(&story).expect("a story");
    let src = figure(&text).expect("a picture");
    let old = story.with_file_name(&text[src.clone()]);
    assert!(old.is_file(), "{}", old.display());
    fs::write(story.with_file_name("another.jpg"), photograph(900, 600)).expect("it is written");
    let now = format!("{}another.jpg{}", &text[..src.start], &text[src.end..]);
    fs::write(&story, now).expect("it is written");

    app.driver.press(&[key::CONTROL, "3"]);
    app.driver.until_said("Changed, and not approved yet");
    app.click("Review");
    app.driver.until_said("It stays on the site, for whoever knows its address.");
    app.driver.wait("both pictures are seen", || {
        let seen =
            "return [...document.querySelectorAll('main img')].every(one => one.naturalWidth > 0)";
        (app.driver.run(seen, json!([])) == true).then_some(())
    });
    app.shot_in_both("36-old-picture-stays");
    app.tab_to("[data-old]");
    app.driver.press(&[key::ENTER]);
    app.driver.until_said("Its file leaves the site with this version.");
    app.driver.wait("it is gone", || (!old.exists()).then_some(()));
    app.shot_in_both("37-old-picture-leaves");
    app.driver.press(&[key::ENTER]);
    app.driver.wait("one press brings it back", || old.is_file().then_some(()));
    app.driver.until_said("It stays on the site, for whoever knows its address.");
}

#[test]
fn the_last_day_of_a_picture_is_said_in_its_form_among_the_findings_and_among_the_pictures() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample().new_story("A lamp on loan").write("Text.\n\n").until_saved();
    app.drop_picture("IMG_9.jpg", &photograph(1200, 800));
    app.driver.type_letters("A lamp above an empty stage.");
    app.tab_to("dialog input[id$='-who']");
    app.driver.type_letters("Zoë Çelik");
    app.driver.press(&[key::CONTROL, key::ENTER]);
    app.until_page_shows("(Photo: Zoë Çelik)").until_saved();
    let said = app
        .sample()
        .join(".galley/pictures/content/posts/a-lamp-on-loan/a-lamp-on-loan-1.jpg.toml");
    let days = |days: i64| (jiff::Zoned::now().date() + jiff::Span::new().days(days)).to_string();
    let say = |until: String| {
        fs::create_dir_all(said.parent().expect("a folder")).expect("a folder");
        fs::write(&said, format!("until = {until}\n")).expect("it is written");
    };
    for (until, form, finding, name) in [
        (days(6), "It may be shown until", "The licence of this picture ends on", "38-ending"),
        (days(-2), "It may not be shown since", "The licence of this picture ended on", "39-ended"),
    ] {
        say(until);
        let card = app.driver.find(".cm-content .figure, .cm-content figure");
        app.driver.click(&card);
        app.driver.press(&[key::CONTROL, "2"]);
        app.driver.until_said("Rights ended, or end soon");
        app.click("Rights ended, or end soon");
        app.tab_to(".grid [role=option]");
        app.driver.press(&[key::HOME]);
        app.driver.until_said(form);
        app.shot_in_both(&format!("{name}-pictures"));
        app.driver.press(&[key::CONTROL, "1"]);
        app.open_story("A lamp on loan");
        let card = app.driver.find(".cm-content .figure, .cm-content figure");
        app.driver.click(&card);
        let tab = app.driver.find_said(".side [role=tab]", "Picture");
        app.driver.click(&tab);
        app.driver.until_said(form);
        app.shot_in_both(&format!("{name}-form"));
        app.driver.press(&[key::CONTROL, key::SHIFT, "m"]);
        app.driver.until_said(finding);
        app.shot_in_both(&format!("{name}-finding"));
    }
}
