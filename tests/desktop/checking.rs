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
