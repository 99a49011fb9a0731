//! Whole stories, by keys: another address, another folder, a copy, away and back; each taken back.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::app::App;
use crate::driver::key;
use crate::steps::git;

const WIDE: (u32, u32) = (1280, 800);
/// The headline of the story that is open.
const OPEN: &str = "return document.querySelector('textarea.h1')?.value ?? ''";
const NARROW: (u32, u32) = (900, 700);

impl App {
    /// Puts the focus on the row of a story, as one who looks for it by its headline.
    pub fn on_the_row(&self, headline: &str) -> &App {
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

    /// Chooses from the menu of the row by the first letters of what is wanted.
    pub fn choose(&self, letter: &str, words: &str) -> &App {
        self.driver.press(&[key::SHIFT, key::F10]);
        self.driver.find("[role=menu]");
        self.driver.press(&[letter]);
        self.driver.wait("the letter found it", || {
            let at = self.driver.run("return document.activeElement.textContent", json!([]));
            at.as_str().is_some_and(|at| at.contains(words)).then_some(())
        });
        self.driver.press(&[key::ENTER]);
        self
    }

    /// Pictures in both themes and both widths.
    pub fn four_shots(&self, name: &str) -> &App {
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
    // What is typed before the field has the focus goes nowhere.
    app.driver.wait("the field has the focus", || {
        let there = "return document.activeElement.matches('dialog[open] input[data-first]')";
        (app.driver.run(there, json!([])) == true).then_some(())
    });
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

#[test]
fn a_copy_is_made_and_a_story_goes_away_and_comes_back() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample();
    let posts = app.sample().join("content/posts");
    let count = || fs::read_dir(&posts).expect("the stories").count();
    let all = count();
    app.driver.find("textarea.h1");
    let first = app.driver.run(OPEN, json!([]));
    let story = posts.join("boil-notice-lifted/index.md");
    let before = fs::read(&story).expect("the story");
    app.on_the_row("Boil notice");
    app.driver.press(&[key::CONTROL, "d"]);
    app.driver.wait("there is one more", || (count() == all + 1).then_some(()));
    app.driver.until_said("This is the copy.");
    app.click("Undo");
    app.driver.wait("the copy is gone", || (count() == all).then_some(()));
    app.driver.wait("what was open before is open again", || {
        let open = app.driver.run(OPEN, json!([]));
        (open == first).then_some(())
    });

    app.on_the_row("Boil notice");
    app.driver.press(&[key::DELETE]);
    app.until_gone(&story);
    app.driver.until_said("was deleted.");
    app.shot("67-deleted").click("Undo").until_there(&story);
    app.on_the_row("Boil notice");
    app.driver.press(&[key::DELETE]);
    app.until_gone(&story);
    app.on_the_row("jury duty").choose("d", "Duplicate");
    app.driver.wait("a copy of another", || (count() == all).then_some(()));
    app.on_the_row("night court").driver.press(&[key::SHIFT, key::F10]);
    app.driver.find("[role=menu]");
    app.driver.press(&[key::UP]);
    app.driver.press(&[key::ENTER]);
    app.driver.until_said("kept here for thirty days");
    app.four_shots("68-deleted-stories");
    app.driver.press(&[key::ENTER]);
    app.until_there(&story);
    assert_eq!(fs::read(&story).expect("the story"), before, "byte for byte as it was");
    app.driver.until_said("is back.");
    app.four_shots("69-restored");
}

#[test]
fn a_story_goes_to_another_folder_and_back() {
    let home = tempfile::tempdir().expect("a home");
    let site = home.path().join("site");
    for (n, name) in (1..).zip(["Alder", "Birch", "Cedar", "Dogwood"]) {
        for folder in ["content/blog", "content/news"] {
            let file = site.join(folder).join(format!("{}-{n}.md", &folder[8..]));
            fs::create_dir_all(file.parent().expect("a folder")).expect("made");
            let text = format!(
                "---\ntitle: {name} in {folder}\ndate: 2026-01-0{n}\nauthor: Ana Lindqvist\n---\n\nText.\n"
            );
            fs::write(file, text).expect("written");
        }
    }
    fs::write(site.join("hugo.toml"), "title = 'Lower Marl'\n").expect("written");
    git(&site, &["init", "-q", "-b", "main"]);
    git(&site, &["add", "-A"]);
    git(&site, &["commit", "-qm", "All"]);
    let app = App::start(home.path(), Some(&site));
    let (old, new) = (site.join("content/blog/blog-2.md"), site.join("content/news/blog-2.md"));
    app.driver.find("[role=option]");
    app.on_the_row("Birch in content/blog").choose("m", "Move to");
    app.driver.until_said("Move to another folder");
    app.driver.find("dialog[open] input[type=radio]");
    app.four_shots("70-move-asked");
    app.driver.press(&[" "]);
    app.driver.press(&[key::ENTER]);
    app.until_there(&new).until_gone(&old);
    app.driver.until_said("The story was moved.");
    app.four_shots("71-moved");
    app.on_the_row("Birch in content/blog");
    app.driver.press(&[key::CONTROL, "z"]);
    app.until_there(&old).until_gone(&new);
}

#[test]
fn a_file_that_is_no_story_leaves_the_list_and_comes_back() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample();
    let story = app.sample().join("content/posts/boil-notice-lifted/index.md");
    let before = fs::read(&story).expect("the story");
    let said = app.sample().join(".galley/site.toml");
    let house = fs::read_to_string(&said).unwrap_or_default();
    app.on_the_row("Boil notice").choose("t", "This is no story");
    app.driver.until_said("is no longer in the list");
    app.shot("76-no-story");
    assert!(fs::read_to_string(&said).expect("there").contains("boil-notice-lifted"));
    let undo = app.driver.find_said(".toast button", "Undo");
    app.driver.click(&undo);
    app.driver.until_said("Taken back");
    app.on_the_row("Boil notice");
    assert_eq!(fs::read_to_string(&said).unwrap_or_default(), house, "nothing is left of it");
    assert_eq!(fs::read(&story).expect("the story"), before);
}
