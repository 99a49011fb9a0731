//! A publication is stopped until it is sent, and never said to be stopped after that; without a
//! connection it waits, and goes out when there is one again.

use std::fs;
use std::io;
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::app::App;
use crate::computers::{self, Certificate, Https, SECRET};
use crate::driver::key;
use crate::steps::git;

const NOTICE: &str = "content/posts/boil-notice-lifted/index.md";

impl App {
    /// Writes on the boil notice and approves it.
    fn approve_the_notice(&self) -> &App {
        self.open_story("Boil notice").write("\n\nOne sentence more.").until_saved();
        self.click("Review changes");
        self.driver.until_said("One sentence more.");
        self.fill(".approve input[type=text]", "Amina Yusuf");
        self.fill(".approve .as input[type=text]", "Ana Lindqvist");
        self.click("Approve as Ana Lindqvist");
        self.driver.find_said("button", "Publish");
        self.click("Publish…");
        self.driver.until_said("Publish one story");
        self
    }
}

#[test]
fn a_publish_to_a_computer_that_does_not_answer_is_stopped_at_once() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample();
    // It takes the call, and says nothing.
    let silent = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let port = silent.local_addr().expect("it has an address").port();
    let address = format!("https://localhost:{port}/press.git");
    app.approve_the_notice();
    let (site, publishing) = (app.sample(), app.sample_publishing());
    let known = git(&site, &["config", "remote.origin.url"]);
    git(&site, &["config", "remote.origin.url", &address]);
    let before = git(&publishing, &["rev-parse", "main"]);
    app.click("Publish one story");
    app.driver.find_said("button", "Stop");
    app.shot_in_both("94-may-be-stopped");
    app.click("Stop");
    app.driver.until_said("Stopped");
    app.driver.until_said("still approved and safe on this computer");
    app.shot_in_both("95-stopped");
    assert_eq!(git(&publishing, &["rev-parse", "main"]), before);
    // What was stopped waits for nothing; sent again it goes.
    git(&site, &["config", "remote.origin.url", &known]);
    drop(silent);
    app.click("Try again");
    app.driver.until_said("Sent at");
    assert!(app.with_readers(NOTICE).contains("One sentence more."));
}

#[test]
fn what_is_being_sent_says_that_it_is_too_late() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample();
    let hook = app.sample_publishing().join("hooks/pre-receive");
    fs::write(&hook, "#!/bin/sh\nsleep 6\n").expect("a hook");
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).expect("it runs");
    app.approve_the_notice();
    app.driver.press(&[key::CONTROL, key::ENTER]);
    app.driver.until_said("too late to stop it");
    let buttons = "return [...document.querySelectorAll('button')].filter((b) => b.textContent === 'Stop').length";
    assert_eq!(app.driver.run(buttons, json!([])), 0, "there is no button for it");
    app.shot_in_both("96-too-late");
    app.driver.until_said("Sent at");
    assert!(app.with_readers(NOTICE).contains("One sentence more."));
}

/// The way to a publishing repository: nobody answers, or one of several computers does.
struct Gate {
    port: u16,
    to: Arc<AtomicU16>,
}

impl Gate {
    fn closed() -> Gate {
        let gate = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let port = gate.local_addr().expect("it has an address").port();
        let to = Arc::new(AtomicU16::new(0));
        let way = to.clone();
        thread::spawn(move || {
            for caller in gate.incoming().flatten() {
                // Without a way on, the call is broken off.
                let Ok(called) = TcpStream::connect(("127.0.0.1", way.load(Ordering::Acquire)))
                else {
                    continue;
                };
                for (mut from, mut to) in [
                    (caller.try_clone().expect("a copy"), called.try_clone().expect("a copy")),
                    (called, caller),
                ] {
                    thread::spawn(move || {
                        let _ = io::copy(&mut from, &mut to);
                        let _ = to.shutdown(std::net::Shutdown::Write);
                    });
                }
            }
        });
        Gate { port, to }
    }

    fn leads_to(&self, port: u16) {
        self.to.store(port, Ordering::Release);
    }
}

/// A publishing repository with one story, and the site of somebody who writes for it.
fn newsroom(home: &Path) -> std::path::PathBuf {
    let (press, site) = (home.join("press.git"), home.join("site"));
    fs::create_dir_all(site.join("content/posts")).expect("a folder");
    fs::write(site.join("hugo.toml"), "title = 'The Bugle'\n").expect("it is written");
    let story = "---\ntitle: The old story\ndescription: It was so, and it is told again in one whole sentence.\n\
                 author: Tomás Ibarra\ndate: 2026-03-01T09:00:00Z\n---\nIt was so.\n";
    fs::write(site.join("content/posts/old.md"), story).expect("it is written");
    computers::git(home, &["init", "-q", "--bare", "-b", "main", "press.git"]);
    computers::git(&press, &["config", "http.receivepack", "true"]);
    computers::git(&site, &["init", "-q", "-b", "main"]);
    computers::git(&site, &["add", "-A"]);
    computers::git(&site, &["commit", "-qm", "The site"]);
    computers::git(&site, &["remote", "add", "origin", "../press.git"]);
    computers::git(&site, &["push", "-q", "-u", "origin", "main"]);
    site
}

#[test]
fn a_story_waits_without_a_connection_and_behind_a_page_that_is_not_the_site_and_then_goes_out() {
    let home = tempfile::tempdir().expect("a home");
    let site = newsroom(home.path());
    let press = Https::begin(home.path(), &Certificate::Good, "open");
    // The network's own page proves itself by the same certificate: only what it says tells it.
    let page = press.beside(home.path(), "page");
    let gate = Gate::closed();
    let address = format!("https://localhost:{}/press.git", gate.port);
    computers::git(&site, &["config", "remote.origin.url", &address]);
    let app = App::start_believing(home.path(), Some(&site), Some(&press.authority));
    app.open_story("The old story").write("More of it. ").until_saved();

    app.click("Review changes");
    app.driver.until_said("More of it.");
    app.fill(".approve input[type=text]", "Tomás Ibarra");
    app.fill(".approve .as input[type=text]", "Ana Lindqvist");
    app.click("Approve as Ana Lindqvist");
    app.driver.find_said("button", "Publish");
    app.click("Publish…");
    app.click("Publish one story");
    app.driver.until_said("There is no connection. It goes out by itself when it returns");
    app.shot_in_both("97-waits");
    app.driver.press(&[key::CONTROL, "1"]);
    app.driver.until_said("1 not sent yet");
    app.shot_in_both("98-waits-in-the-list");

    gate.leads_to(page.port);
    app.driver.press(&[key::CONTROL, "3"]);
    app.click("Try now");
    app.driver.until_said("Something else answers in the place of the site");
    app.shot_in_both("99-waits-behind-a-page");

    // Who may publish is asked only now: this computer never signed in there.
    gate.leads_to(press.port);
    app.click("Try now");
    app.driver.until_said("does not know you on this computer");
    app.click("Sign in…");
    app.driver.find_said("h1", "Sign in at localhost");
    gate.leads_to(0);
    app.driver.type_letters("ana");
    app.driver.press(&[key::TAB]);
    app.driver.type_letters(SECRET);
    app.driver.press(&[key::ENTER]);
    app.driver.until_said("no keychain that is open");
    app.driver.press(&[key::ENTER]);
    app.driver.until_said("There is no connection.");

    // The network is back, and nobody presses anything.
    gate.leads_to(press.port);
    app.driver.run("window.dispatchEvent(new Event('online'))", json!([]));
    let begun = Instant::now();
    while !app.driver.says("Sent at") {
        assert!(begun.elapsed() < Duration::from_secs(90), "it goes out by itself");
        thread::sleep(Duration::from_millis(200));
    }
    app.shot_in_both("9a-went-out");
    let text =
        computers::git(&home.path().join("press.git"), &["show", "main:content/posts/old.md"]);
    assert!(text.contains("More of it."), "{text}");
    app.driver.press(&[key::CONTROL, "1"]);
    app.driver.until_said("Live");
}
