//! A secret that is used is seen nowhere: on no disk, in no argument, in no environment.

use std::fs;
use std::process::{Command, Stdio};

use crate::computers::{Certificate, Https, SECRET, system};
use crate::newsroom::{Newsroom, said};

/// The secret as it is, and as it goes over the wire: `ana:CANARY-5e1f` in base 64.
const FORMS: [&str; 2] = [SECRET, "YW5hOkNBTkFSWS01ZTFm"];

#[test]
fn a_secret_is_seen_nowhere_while_it_is_used_and_after() {
    let newsroom = Newsroom::new();
    newsroom.approved("posts/new.md");
    for (certificate, mode, outcome, why) in [
        (Certificate::Expired, "open", "refused", "the other side proves nothing"),
        (Certificate::Good, "page", "refused", "something else answers"),
        (Certificate::Good, "says:413", "refused", "it is not taken"),
        (Certificate::Good, "says:500", "refused", "something is wrong over there"),
        (Certificate::Good, "drop", "sent", "the connection breaks off"),
        (Certificate::Good, "open", "nothing-new", "all is well"),
    ] {
        let https = Https::begin(newsroom.root(), &certificate, mode);
        newsroom.publish_to(&https.address());
        let words = ["publish", "site", "--json", "--user", "ana", "--secret-from", "secret"];
        let mut command = newsroom.command(&words, Some(&https));
        let running = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let looked = look_on(running.id());
        let said = said(&running.wait_with_output().unwrap());
        assert_eq!(said.json()["outcome"], outcome, "{why}: {said:?}");
        assert!(looked > 3, "{why}: it was looked at while it ran, {looked} times");
        for form in FORMS {
            let found = system("grep", &["-rlaF", form, newsroom.root().to_str().unwrap()]);
            let found = found.replace(newsroom.root().to_str().unwrap(), "");
            let own = if form == SECRET { "/secret" } else { "" };
            assert_eq!(found.trim(), own, "{why}: only where the test put it");
        }
    }
}

#[test]
fn a_secret_in_an_address_is_neither_used_nor_repeated() {
    let newsroom = Newsroom::new();
    newsroom.approved("posts/new.md");
    let https = Https::begin(newsroom.root(), &Certificate::Good, "open");
    newsroom.publish_to(&https.address().replace("https://", &format!("https://ana:{SECRET}@")));
    for words in [&["publish", "site", "--json"][..], &["status", "site"], &["profile", "site"]] {
        newsroom.galley(words, Some(&https));
    }
    assert_eq!(https.requests(), "", "nothing was asked of it");
    // The test itself wrote the address into the site's configuration.
    let found = system("grep", &["-rlaF", SECRET, newsroom.root().to_str().unwrap()]);
    let mut found: Vec<&str> = found.lines().map(|line| line.rsplit('/').next().unwrap()).collect();
    found.sort_unstable();
    assert_eq!(found, ["config", "secret"]);
}

/// Looks at a program, and at all that it starts, until it ends; how often.
fn look_on(program: u32) -> usize {
    let mut looked = 0;
    loop {
        let own = fs::read_to_string(format!("/proc/{program}/stat")).unwrap_or_default();
        // A program that has ended stays until somebody asks how.
        if own.rsplit(") ").next().is_none_or(|rest| rest.starts_with('Z') || rest.is_empty()) {
            return looked;
        }
        for process in family(program) {
            for file in ["cmdline", "environ", "comm"] {
                let bytes = fs::read(format!("/proc/{process}/{file}")).unwrap_or_default();
                let text = String::from_utf8_lossy(&bytes);
                let seen = FORMS.iter().any(|form| text.contains(form));
                assert!(!seen, "it stands in {file} of a process");
                looked += usize::from(file == "cmdline" && text.contains("publish"));
            }
        }
    }
}

/// A process and those that it started, and those started.
fn family(program: u32) -> Vec<u32> {
    let mut all = vec![program];
    let mut next = 0;
    while let Some(process) = all.get(next).copied() {
        next += 1;
        for task in fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten() {
            let children = fs::read_to_string(task.path().join("children")).unwrap_or_default();
            all.extend(children.split_whitespace().filter_map(|id| id.parse::<u32>().ok()));
        }
    }
    all
}

#[test]
fn a_secret_that_is_shown_is_found() {
    let mut child = Command::new("sleep").arg("20").env("KEY", SECRET).spawn().unwrap();
    let seen = std::panic::catch_unwind(|| look_on(child.id()));
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(seen.is_err(), "the secret in an environment");
}
