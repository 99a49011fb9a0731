//! The copy desk beside the story: found while it is written, settled, taken back, left for a reason.

use serde_json::json;

use crate::app::App;
use crate::driver::key;

#[test]
fn what_the_copy_desk_finds_is_settled_or_left_for_a_reason() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample()
        .new_story("Two buses before dawn")
        .write("The fare is FARE from Monday.\n")
        .until_saved();
    let story = app.sample().join("content/posts/two-buses-before-dawn/index.md");
    let text = || std::fs::read_to_string(&story).unwrap_or_default();
    app.driver.wait("it is on disk", || text().contains("FARE").then_some(()));
    // Typed here, braces would be written so that readers see them: another program wrote these.
    std::fs::write(&story, text().replace("FARE", "{{< fare >}}")).expect("written");
    app.driver.until_said("{{< fare >}}");

    let tab = app.driver.find_said("[role=tab]", "Findings");
    app.driver.click(&tab);
    app.driver.until_said("Must be fixed");
    app.driver.until_said("Show the braces");
    let count = |css: &str| {
        let count = "return document.querySelectorAll(arguments[0]).length";
        app.driver.run(count, json!([css])).as_u64().unwrap_or_default()
    };
    assert_eq!(count(".cm-content .finding-mark--error"), 1, "its words are underlined");
    app.shot_in_both("80-findings");

    app.click("Show the braces");
    app.driver.wait("readers will see them", || (!text().contains("{{< fare >}}")).then_some(()));
    let editor = app.driver.find(".cm-content");
    app.driver.click(&editor);
    app.driver.press(&[key::CONTROL, "z"]);
    app.driver.wait("it is taken back", || text().contains("{{< fare >}}").then_some(()));
    app.driver.until_said("Show the braces");

    app.click("Leave it…");
    app.driver.find(".why input");
    app.driver.type_letters("The desk knows.");
    app.driver.press(&[key::ENTER]);
    app.driver.until_said("Left as it is");
    app.driver.until_said("The desk knows.");
    app.shot_in_both("81-left");

    app.driver.press(&[key::F8]);
    app.until_in_field("Byline");
    app.shot("82-gone-to");
}

#[test]
fn a_finding_leads_to_the_field_that_it_is_about() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample();
    let rules = app.sample().join(".galley");
    std::fs::create_dir_all(&rules).expect("a folder");
    std::fs::write(rules.join("site.toml"), "[check]\ndo_not_name = ['transit']\n").expect("rules");
    app.open_story("The 14 bus goes home");
    let tab = app.driver.find_said("[role=tab]", "Findings");
    app.driver.click(&tab);
    let tags = app.driver.find_said("button[aria-label]", "Go there: Tags");
    app.driver.click(&tags);
    app.until_in_field("Tags");
    app.shot("83-tags");
}

#[test]
fn a_review_shows_its_findings_and_asks_who_approves_their_own_story() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample()
        .new_story("Two buses before dawn")
        .write_dek("Nobody has ever seen who drives the second one, and it is never late.")
        .write_byline("Ana Lindqvist")
        .write("It leaves tomorrow at four. TK\n")
        .until_saved();
    app.driver.press(&[key::CONTROL, key::SHIFT, key::ENTER]);
    app.driver.until_said("Must be fixed");
    app.says_no_strange_word("the review");
    app.shot_in_both("88-review-findings");
    app.until_focus_on("Show in the story").enter();
    app.driver.wait("its words are chosen", || {
        let chosen = app.driver.run("return getSelection().toString()", json!([]));
        (chosen == "TK").then_some(())
    });
    app.driver.press(&[key::DELETE]);
    app.until_saved();
    app.driver.wait("it is on disk", || {
        let file = app.sample().join("content/posts/two-buses-before-dawn/index.md");
        let text = std::fs::read_to_string(file).unwrap_or_default();
        (text.contains("at four.") && !text.contains("TK")).then_some(())
    });
    app.driver.press(&[key::CONTROL, key::SHIFT, key::ENTER]);
    app.driver.until_said("Nothing must be fixed.");
    app.until_focus_on("Leave it…").enter();
    app.driver.find(".why input");
    app.type_in("It is printed the same day.").enter();
    app.driver.until_said("Left as it is");
    app.driver.resize(700, 760);
    app.shot_in_both("89-review-left-narrow");
    app.driver.resize(1400, 900);
    app.until_focus_on("Written by: Name").clear().type_in("Ana Lindqvist");
    app.until_focus_on("Approve as: Name").clear().type_in("Ana Lindqvist");
    app.driver.press(&[key::CONTROL, key::ENTER]);
    app.driver.until_said("Before you approve");
    app.shot_in_both("90-own-story");
    app.type_in("Everybody else is ill.").enter();
    let said = app.driver.wait("it is approved", || {
        let said = crate::steps::git(&app.sample(), &["log", "-1", "--format=%B"]);
        said.contains("Two buses").then_some(said)
    });
    assert!(said.contains("W4: Everybody else is ill."), "{said}");
    assert!(said.contains("It is printed the same day."), "{said}");
}

#[test]
fn links_are_asked_on_request_and_no_private_network_is() {
    let home = tempfile::tempdir().expect("a home");
    let listener = crate::listener::Listener::start();
    let app = App::start(home.path(), None);
    app.open_the_sample()
        .new_story("Two buses before dawn")
        .write("See [the list](http://LISTENER/list)");
    app.until_saved();
    let story = app.sample().join("content/posts/two-buses-before-dawn/index.md");
    let text = || std::fs::read_to_string(&story).unwrap_or_default();
    app.driver.wait("it is on disk", || text().contains("LISTENER").then_some(()));
    std::fs::write(&story, text().replace("LISTENER", &listener.name)).expect("written");
    app.driver.press(&[key::CONTROL, key::SHIFT, "m"]);
    app.driver.until_said(&format!("goes to http://{}/list", listener.name));
    app.until_focus_on("Look where the links lead").enter();
    app.driver.until_said("is on a private network");
    app.driver.until_said("1 link to look at.");
    app.says_no_strange_word("the findings");
    app.shot_in_both("91-links");
    assert!(listener.take().is_empty(), "the computer beside us was not asked");
}

#[test]
fn house_rules_are_said_by_keys_and_taken_back() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample();
    let file = app.sample().join(".galley/site.toml");
    let text = || std::fs::read_to_string(&file).unwrap_or_default();
    app.open_story("Boil notice lifted");
    app.driver.press(&[key::CONTROL, key::SHIFT, "m"]);
    app.until_focus_on("House rules…");
    app.driver.press(&[key::ENTER]);
    app.driver.until_said("What each rule weighs");
    app.says_no_strange_word("the house rules");
    app.shot_in_both("84-house-rules");
    app.until_focus_on("Links");
    app.driver.press(&[key::ENTER]);
    app.until_focus_on("Link words like");
    app.driver.press(&[key::DOWN]);
    app.driver.wait("it is written", || text().contains("L3 = \"info\"").then_some(()));
    app.until_focus_on("Add a word");
    app.driver.press(&[key::ENTER]);
    app.driver.wait("its field has the focus", || {
        let name = "return document.activeElement.getAttribute('aria-label')";
        (app.driver.run(name, json!([])) == "Not").then_some(())
    });
    app.driver.type_letters("tap water");
    app.driver.press(&[key::TAB]);
    app.driver.type_letters("water from the tap");
    app.driver.press(&[key::TAB]);
    app.driver.wait("the word is written", || text().contains("water from the tap").then_some(()));
    app.shot_in_both("85-house-rules-said");
    app.until_focus_on("Done");
    app.driver.press(&[key::ENTER]);
    app.driver.until_said("water from the tap");
    app.shot("86-house-word-found");
    app.until_focus_on("House rules…");
    app.driver.press(&[key::ENTER]);
    app.driver.until_said("What each rule weighs");
    app.driver.resize(700, 700);
    app.shot_in_both("87-house-rules-narrow");
    app.until_focus_on("One person may");
    app.driver.press(&[" "]);
    app.driver.wait("it is written", || text().contains("one_person = true").then_some(()));
    app.until_focus_back_on("Undo");
    app.driver.press(&[key::ENTER]);
    app.driver.wait("it is taken back", || (!text().contains("one_person")).then_some(()));
    assert!(text().contains("L3 = \"info\""), "only the last change: {}", text());
}

impl App {
    /// Waits until the focus is in the field of this name.
    fn until_in_field(&self, name: &str) -> &App {
        self.driver.wait(&format!("the focus is in “{name}”"), || {
            let label = "return document.activeElement?.labels?.[0]?.textContent ?? ''";
            let label = self.driver.run(label, json!([]));
            label.as_str().is_some_and(|label| label.contains(name)).then_some(())
        });
        self
    }
}
