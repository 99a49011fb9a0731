//! A lead picture that no key names: the site's theme finds it by the name of its file.

use std::fs;
use std::path::{Path, PathBuf};

use crate::app::App;
use crate::driver::key;
use crate::steps::{git, photograph};

/// A site of Hugo whose stories have `featured.jpg` beside them, and a description for it.
fn site(home: &Path) -> PathBuf {
    let folder = home.join("site");
    let put = |path: &str, bytes: &[u8]| {
        let file = folder.join(path);
        fs::create_dir_all(file.parent().expect("in a folder")).expect("made");
        fs::write(file, bytes).expect("written");
    };
    put("hugo.toml", b"title = 'Delta Ledger'\nbaseURL = 'https://ledger.example/'\n");
    for (n, name) in ["tide", "fog", "ferry"].into_iter().enumerate() {
        let text = format!(
            "---\ntitle: The {name} comes in\ndate: 2026-05-0{}\ndescription: It came in at noon.\n\
             author: Ana Lindqvist\nfeatureAlt: The {name} at the quay\n---\n\nIt came.\n",
            n + 1
        );
        put(&format!("content/posts/{name}/index.md"), text.as_bytes());
        put(&format!("content/posts/{name}/featured.png"), &photograph(900, 600));
    }
    git(&folder, &["init", "-q"]);
    git(&folder, &["add", "."]);
    let who = ["-c", "user.name=Ana", "-c", "user.email=ana@ledger.example"];
    git(&folder, &[&who[..], &["commit", "-q", "-m", "Stories"]].concat());
    folder
}

impl App {
    /// Waits until git says this of the folder.
    fn until_git_says(&self, folder: &Path, wanted: &str) {
        let status = || git(folder, &["status", "--short", "-uall"]);
        let deadline = std::time::Instant::now() + crate::driver::PATIENCE;
        while status().trim() != wanted {
            assert!(std::time::Instant::now() < deadline, "{wanted}: {}", status());
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
    }
}

#[test]
fn it_is_shown_replaced_and_taken_out_and_each_comes_back() {
    let home = tempfile::tempdir().expect("a home");
    let folder = site(home.path());
    let app = App::start(home.path(), Some(&folder));
    app.open_story("The ferry comes in").click("Story");
    app.driver.until_said("The ferry at the quay");
    app.driver.find(".side .lead-short img");
    app.shot_in_both("60-lead-by-name");

    app.click("Change words");
    app.driver.until_said("has no place for its caption and credit");
    app.shot_in_both("61-lead-by-name-words");
    app.click("Take out the lead picture");
    app.driver.until_said("The lead picture was taken out.");
    app.until_git_says(
        &folder,
        "D content/posts/ferry/featured.png\n M content/posts/ferry/index.md",
    );
    app.shot("62-lead-taken-out");
    app.click("Undo");
    app.driver.until_said("Taken back: everything is as it was.");
    app.until_git_says(&folder, "");

    app.write("\n\n");
    app.until_saved();
    app.drop_picture("IMG_9.jpg", &photograph(1200, 800));
    app.driver.type_letters("A ferry with its lights on.");
    let lead = app.driver.find("dialog[open] .done input[type=checkbox]");
    app.driver.click(&lead);
    app.driver.press(&[key::CONTROL, key::ENTER]);
    app.driver.until_said("The lead picture was replaced.");
    app.driver.wait("the new file has its name", || {
        let posts = folder.join("content/posts/ferry");
        let text = fs::read_to_string(posts.join("index.md")).ok()?;
        let there = posts.join("featured.jpg").is_file() && !posts.join("featured.png").exists();
        (there && text.contains("featureAlt: A ferry with its lights on.")).then_some(())
    });
    app.shot_in_both("63-lead-replaced");
    app.click("Undo");
    app.driver.wait("the old picture is back", || {
        let posts = folder.join("content/posts/ferry");
        (posts.join("featured.png").is_file() && !posts.join("featured.jpg").exists()).then_some(())
    });
}
