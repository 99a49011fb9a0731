//! Who was invited brings the site from another computer, writes, signs in and publishes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::app::App;
use crate::computers::{self, Certificate, Https, SECRET};
use crate::driver::key;

/// The publishing repository of a site with one story.
fn publishing_repository(home: &Path) -> PathBuf {
    let press = home.join("press.git");
    let site = home.join("first");
    fs::create_dir_all(site.join("content/posts")).expect("a folder");
    fs::write(site.join("hugo.toml"), "title = 'The Bugle'\n").expect("it is written");
    let story = "---\ntitle: The old story\ndescription: It was so, and it is told again.\n\
                 author: Tomás Ibarra\ndate: 2026-03-01T09:00:00Z\n---\nIt was so.\n";
    fs::write(site.join("content/posts/old.md"), story).expect("it is written");
    computers::git(home, &["init", "-q", "--bare", "-b", "main", "press.git"]);
    computers::git(&press, &["config", "http.receivepack", "true"]);
    computers::git(&site, &["init", "-q", "-b", "main"]);
    computers::git(&site, &["add", "-A"]);
    computers::git(&site, &["commit", "-qm", "The site"]);
    computers::git(&site, &["push", "-q", "../press.git", "main"]);
    press
}

#[test]
fn who_was_invited_brings_the_site_and_publishes_signed_in() {
    let home = tempfile::tempdir().expect("a home");
    let press = publishing_repository(home.path());
    let https = Https::begin(home.path(), &Certificate::Good, "open");
    let app = App::start_believing(home.path(), None, Some(&https.authority));
    app.shot("40-doors");
    app.click("Paste the line…");
    app.driver.find("dialog[open] input");
    app.driver.type_letters(&https.address());
    app.driver.press(&[key::ENTER]);
    app.driver.until_said("does not know you on this computer");
    app.shot("41-bring-refused");
    app.click("Sign in…");
    app.driver.find_said("h1", "Sign in at localhost");
    app.shot("42-sign-in");
    app.driver.type_letters("ana");
    app.driver.press(&[key::TAB]);
    app.driver.type_letters(SECRET);
    app.driver.press(&[key::ENTER]);
    app.driver.until_said("no keychain that is open");
    app.shot("43-this-run");
    app.driver.press(&[key::ENTER]);
    app.driver.find("[role=option]");
    app.open_story("The old story").write("More of it. ").until_saved();

    app.click("Review changes");
    app.driver.until_said("More of it.");
    app.fill(".approve input[type=text]", "Tomás Ibarra");
    app.fill(".approve .as input[type=text]", "Ana Lindqvist");
    app.click("Approve as Ana Lindqvist");
    app.driver.find_said("button", "Publish");
    app.click("Publish…");
    app.driver.until_said("Publish one story");
    app.click("Publish one story");
    app.driver.until_said("Sent at");
    let text = computers::git(&press, &["show", "main:content/posts/old.md"]);
    assert!(text.contains("More of it."), "{text}");

    assert_eq!(holds_the_secret(home.path()), "");
}

#[test]
fn a_code_that_is_typed_in_the_browser_brings_the_site() {
    let home = tempfile::tempdir().expect("a home");
    publishing_repository(home.path());
    let https = Https::begin(home.path(), &Certificate::Good, "open");
    let data = home.path().join("data/example.galley.desk");
    fs::create_dir_all(&data).expect("a folder");
    let client = format!("localhost:{} galley-test\n", https.port);
    fs::write(data.join("clients"), client).expect("it is written");

    let app = App::start_believing(home.path(), None, Some(&https.authority));
    app.click("Paste the line…");
    app.driver.find("dialog[open] input");
    app.driver.type_letters(&https.address());
    app.driver.press(&[key::ENTER]);
    app.driver.until_said("does not know you on this computer");
    app.click("Sign in…");
    app.driver.find_said("h1", "Sign in at localhost");
    app.shot_in_both("44-sign-in-by-code");
    app.driver.press(&[key::ENTER]);
    app.driver.find("input.code");
    app.shot_in_both("45-code");
    // The server has it typed when it is asked for the fourth time.
    app.driver.until_said("no keychain that is open");
    app.driver.press(&[key::ENTER]);
    app.driver.find("[role=option]");
    let asked = https.requests();
    assert_eq!(asked.matches("POST /login/device/code -").count(), 1, "{asked}");
    assert_eq!(asked.matches("POST /login/oauth/access_token -").count(), 4, "{asked}");
    assert_eq!(holds_the_secret(home.path()), "");
}

/// The files on this computer that hold the secret: there is no keychain here, and it is kept in
/// memory.
fn holds_the_secret(home: &Path) -> String {
    let found = Command::new("grep").args(["-rlaF", SECRET]).arg(home).output();
    String::from_utf8(found.expect("grep runs").stdout).expect("paths")
}
