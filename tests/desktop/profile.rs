//! How a site keeps its stories: asked about once, said otherwise, taken back; a story in another place.

use std::fs;

use serde_json::json;

use crate::app::App;
use crate::steps::git;

#[test]
fn a_site_is_looked_at_and_one_thing_is_said_otherwise() {
    let home = tempfile::tempdir().expect("a home");
    let site = home.path().join("site");
    for n in 1..=4 {
        for folder in ["content/blog", "content/news"] {
            let file = site.join(folder).join(format!("story-{n}.md"));
            fs::create_dir_all(file.parent().expect("a folder")).expect("made");
            let text = format!(
                "---\ntitle: Story {n}\ndate: 2026-01-0{n}\ndescription: What happened on day {n}.\n\
                 subtitle: The short of it, {n}\nauthor: Ana Lindqvist\n---\n\nText.\n"
            );
            fs::write(file, text).expect("written");
        }
    }
    fs::write(site.join("content/about.md"), "---\ntitle: About\n---\n").expect("written");
    fs::write(site.join("hugo.toml"), "title = 'Lower Marl'\n").expect("written");
    git(&site, &["init", "-q", "-b", "main"]);
    git(&site, &["add", "-A"]);
    git(&site, &["commit", "-qm", "All"]);

    let app = App::start(home.path(), Some(&site));
    app.driver.until_said("Hugo, 8 stories in content/blog and content/news");
    app.shot("40-kept-asked");
    app.click("Change…");
    app.driver.until_said("How this site keeps its stories");
    for theme in ["light", "dark"] {
        app.driver.run("document.documentElement.dataset.theme = arguments[0]", json!([theme]));
        app.shot(&format!("41-kept-{theme}"));
    }
    app.driver.run(
        "const label = [...document.querySelectorAll('dialog label')].find((one) => one.textContent === 'Dek');
         const at = [...label.control.options].findIndex((one) => one.textContent.startsWith('Subtitle'));
         label.control.selectedIndex = at;
         label.control.dispatchEvent(new Event('change', {bubbles: true}))",
        json!([]),
    );
    let house = site.join(".galley/site.toml");
    app.driver.find("[aria-label='Undo: Dek']");
    assert_eq!(fs::read_to_string(&house).expect("there"), "[keys]\ndescription = \"subtitle\"\n");
    app.shot("42-kept-said");
    app.click("Undo");
    app.driver.wait("the word is taken back", || {
        fs::read_to_string(&house).is_ok_and(|said| said.is_empty()).then_some(())
    });
    app.click("Done");
    app.driver.wait("the line is gone", || (!app.driver.says("Looks right")).then_some(()));

    app.driver.click(&app.driver.find("[aria-label='New story']"));
    app.fill("#new-headline", "Far afield");
    app.driver.run(
        "const place = document.querySelector('#new-place');
         place.selectedIndex = 1;
         place.dispatchEvent(new Event('change', {bubbles: true}))",
        json!([]),
    );
    app.shot("43-kept-place");
    app.click("Begin");
    let file = site.join("content/news/far-afield.md");
    app.driver.wait("the story is in its place", || file.is_file().then_some(()));
}
