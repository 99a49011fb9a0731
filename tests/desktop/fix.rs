//! What readers have is mended while a rewrite waits: typed in an editor of its own, told, sent.

use std::fs;

use serde_json::json;

use crate::app::App;
use crate::driver::key;

const JURY: &str = "content/posts/jury-letter/index.md";

#[test]
fn a_correction_goes_live_alone_and_comes_into_the_rewrite() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample();
    let file = app.sample().join(JURY);
    app.open_story("jury duty");
    app.write("\n\nThe rewrite goes on here.").until_saved();
    app.driver.wait("the rewrite is on disk", || {
        fs::read_to_string(&file).ok()?.contains("The rewrite goes on here.").then_some(())
    });
    app.on_the_row("jury duty").choose("q", "Quick fix");
    app.driver.until_said("This is what readers have");
    app.driver.find(".task .cm-content");
    app.four_shots("90-fix-opened");
    let text =
        app.driver.run("return document.querySelector('.task .cm-content').innerText", json!([]));
    assert!(!text.as_str().unwrap_or_default().contains("The rewrite goes on here."));

    // The caret stands before the first word.
    app.driver.click(&app.driver.find(".task .cm-content"));
    app.driver.press(&[key::CONTROL, key::HOME]);
    app.driver.type_letters("Mended: e");
    app.driver.press(&[key::DELETE]);
    let told = app.driver.find("#fix-note");
    app.driver.click(&told);
    app.driver.type_letters("An earlier version began otherwise.");
    app.fill(".rail-foot input[type=text]", "Ana Lindqvist");
    app.driver.until_said("Correction, ");
    app.four_shots("91-fix-told");
    app.driver.press(&[key::CONTROL, key::ENTER]);
    app.driver.until_said("Sent at");
    app.shot_in_both("92-fix-sent");

    let live = app.with_readers(JURY);
    assert!(live.contains("\nMended: every other Friday"), "{live}");
    assert!(live.contains("> **Correction, ") && !live.contains("The rewrite goes on"), "{live}");
    let here = fs::read_to_string(&file).expect("the story");
    for words in ["Mended: every other Friday", "> **Correction, ", "The rewrite goes on here."] {
        assert!(here.contains(words), "{words}: {here}");
    }
    app.driver.press(&[key::CONTROL, "1"]);
    app.driver.wait("the open text has the fix", || {
        let text = app
            .driver
            .run("return document.querySelector('.cm-content')?.innerText ?? ''", json!([]));
        text.as_str()?.contains("Mended: every other Friday").then_some(())
    });
    app.driver.until_said("Live with changes");
    app.shot_in_both("93-fix-in-the-rewrite");
}
