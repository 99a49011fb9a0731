//! What only the real web view can show of writing: the clipboard, keys, fields in the text.

use std::fs;

use serde_json::json;

use crate::app::App;
use crate::driver::key;

const WORD: &str = "<html><body><p class=MsoNormal>The clerk said <b>no</b>.<o:p></o:p></p>\
    <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·&nbsp;</span>a *card*</p>\
    <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·&nbsp;</span><a href='https://court.example/'>a form</a></p>\
    <script>document.title = 'ran'</script><img src='https://tracker.example/x.png'></body></html>";

#[test]
fn what_a_text_processor_puts_on_the_clipboard_is_clean_in_the_story() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample().new_story("From Word").write("Before.\n\n");
    app.driver.run(
        "const held = new DataTransfer();
         held.setData('text/html', arguments[0]);
         held.setData('text/plain', 'The clerk said no.');
         const paste = new ClipboardEvent('paste', {bubbles: true, cancelable: true, clipboardData: held});
         document.querySelector('.cm-content').dispatchEvent(paste);",
        json!([WORD]),
    );
    app.driver.until_said("One picture was not pasted.");
    let file = app.sample().join("content/posts/from-word/index.md");
    app.driver.wait("it is on disk", || {
        fs::read_to_string(&file)
            .ok()?
            .contains("Before.\n\nThe clerk said **no**.\n\n- a \\*card\\*\n- [a form](https://court.example/)")
            .then_some(())
    });
    app.until_page_shows("a *card*");
    let title = app.driver.run("return document.title", json!([]));
    assert_ne!(title, "ran", "no script of the clipboard's runs");
    app.shot("17-pasted");
}

#[test]
fn words_are_pasted_plain_by_their_key() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample().new_story("Twice").write("Once. ");
    app.driver.press(&[key::CONTROL, "a"]);
    app.driver.press(&[key::CONTROL, "c"]);
    app.driver.press(&[key::CONTROL, key::END]);
    app.driver.press(&[key::CONTROL, key::SHIFT, "v"]);
    app.until_page_shows("Once. Once.");
}

#[test]
fn a_link_to_a_story_takes_a_few_letters() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample().new_story("Linked").write("See notice");
    app.driver.press(&[key::CONTROL, "k"]);
    app.driver.find("[role=combobox]");
    app.driver.type_letters("boil");
    app.driver.find_said("[role=option]", "Boil");
    app.shot("18-link");
    app.driver.press(&[key::ENTER]);
    let file = app.sample().join("content/posts/linked/index.md");
    app.driver.wait("the link is on disk", || {
        fs::read_to_string(&file).ok()?.contains("See [notice](/posts/").then_some(())
    });
}

#[test]
fn a_caption_is_changed_in_its_card() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample().new_story("Captioned").write("Text.");
    app.drop_picture("a.jpg", &crate::steps::photograph(900, 600));
    app.fill("dialog[open] textarea[id$='-alt']", "A hall.").click("Put in story");
    let caption = app.driver.find(".fig dl > div:nth-child(2) dd");
    app.driver.click(&caption);
    app.driver.find(".fig textarea[aria-label=Caption]");
    app.driver.type_letters("The hall at nine.");
    app.shot("19-caption");
    app.driver.press(&[key::ENTER]);
    app.until_page_shows("The hall at nine.");
    let file = app.sample().join("content/posts/captioned/index.md");
    app.driver.wait("it is on disk", || {
        fs::read_to_string(&file).ok()?.contains("*The hall at nine.*").then_some(())
    });
}
