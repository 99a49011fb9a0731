//! Whole stories, by keys: another address from the row of the list, and the old one back.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::app::App;
use crate::driver::key;

const WIDE: (u32, u32) = (1280, 800);
const NARROW: (u32, u32) = (720, 560);

impl App {
    /// Puts the focus on the row of a story, as one who looks for it by its headline.
    fn on_the_row(&self, headline: &str) -> &App {
        let field = self.driver.find(".find input");
        self.driver.click(&field);
        self.driver.press(&[key::CONTROL, "a"]);
        self.driver.type_letters(headline);
        self.driver.press(&[key::DOWN]);
        self.driver.wait("the row has the focus", || {
            let named = self.driver.run(
                "const at = document.activeElement;
                 return at.matches('[role=option]') ? at.getAttribute('aria-label') : ''",
                json!([]),
            );
            named.as_str().is_some_and(|named| named.contains(headline)).then_some(())
        });
        self
    }

    /// Pictures in both themes and both widths.
    fn four_shots(&self, name: &str) -> &App {
        for (size, (width, height)) in [("wide", WIDE), ("narrow", NARROW)] {
            self.driver.resize(width, height);
            for theme in ["light", "dark"] {
                let script = "document.documentElement.dataset.theme = arguments[0]";
                self.driver.run(script, json!([theme]));
                self.shot(&format!("{name}-{size}-{theme}"));
            }
        }
        self.driver.run("document.documentElement.dataset.theme = 'light'", json!([]));
        self.driver.resize(WIDE.0, WIDE.1);
        self
    }

    fn until_there(&self, file: &Path) -> &App {
        let what = format!("{} is there", file.display());
        self.driver.wait(&what, || file.is_file().then_some(()));
        self
    }

    fn until_gone(&self, file: &Path) -> &App {
        let what = format!("{} is gone", file.display());
        self.driver.wait(&what, || (!file.exists()).then_some(()));
        self
    }
}

#[test]
fn a_live_story_gets_another_address_from_its_row_and_its_old_one_back() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample();
    let posts = app.sample().join("content/posts");
    let old = posts.join("boil-notice-lifted/index.md");
    let before = fs::read(&old).expect("the story");
    app.on_the_row("Boil notice");
    app.driver.press(&[key::SHIFT, key::F10]);
    app.driver.find("[role=menu]");
    app.four_shots("60-row-menu");
    app.driver.press(&[key::ESCAPE]);
    app.driver.wait("the menu is gone", || app.driver.look("[role=menu]").is_none().then_some(()));
    app.on_the_row("Boil notice");
    app.driver.press(&[key::F2]);
    app.driver.find("dialog[open] input[data-first]");
    app.four_shots("61-address-asked");
    app.driver.press(&[key::CONTROL, "a"]);
    app.driver.type_letters("Water is safe!");
    app.driver.until_said("sent on");
    app.four_shots("62-address-typed");
    app.driver.press(&[key::ENTER]);
    let new = posts.join("water-is-safe/index.md");
    app.until_there(&new).until_gone(&old);
    app.driver.until_said("Readers of the old address are sent on.");
    app.four_shots("63-address-changed");
    app.on_the_row("Boil notice");
    app.driver.press(&[key::CONTROL, "z"]);
    app.until_there(&old).until_gone(&new);
    assert_eq!(fs::read(&old).expect("the story"), before, "byte for byte as it was");
    app.driver.until_said("Taken back");

    app.open_story("Boil notice").click("Story");
    app.driver.until_said("Fixed: readers have the story");
    app.four_shots("64-address-live");
    app.click("Change address…");
    app.shot("65-address-live-open");
}
