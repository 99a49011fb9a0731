//! Publishing over a real network: a TLS server with `git http-backend` behind it, and an sshd,
//! both on this computer.
//!
//! What must hold: nothing secret is said before the other side has proved who it is, nothing
//! secret is left anywhere afterwards, and what the command line says is what the publishing
//! repository holds.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod computers;
mod cut;
mod line;
mod newsroom;
mod secrets;

use std::fs;

use computers::{Certificate, Https, SECRET, Ssh, git, system};
use newsroom::{HEAD, Newsroom};

#[test]
fn signed_in_a_story_arrives_and_the_secret_stays_nowhere() {
    let newsroom = Newsroom::new();
    let https = Https::begin(newsroom.root(), &Certificate::Good, "open");
    newsroom.publish_to(&https.address());
    let story = newsroom.approved("posts/new.md");
    let said = newsroom.publish(&https, Some(SECRET));
    assert_eq!((said.exit, said.json()["outcome"].as_str()), (0, Some("sent")), "{said:?}");
    assert_eq!(newsroom.press(&["show", "main:posts/new.md"]), story);
    let found = system("grep", &["-rlaF", SECRET, newsroom.root().to_str().unwrap()]);
    let secret_file = newsroom.root().join("secret");
    assert_eq!(found.trim(), secret_file.to_str().unwrap(), "only where the test put it");
}

#[test]
fn who_is_not_let_in_keeps_the_story() {
    let newsroom = Newsroom::new();
    let https = Https::begin(newsroom.root(), &Certificate::Good, "open");
    newsroom.publish_to(&https.address());
    newsroom.approved("posts/new.md");
    for (secret, why) in [(None, "no secret"), (Some("wrong"), "another secret")] {
        let said = newsroom.publish(&https, secret);
        assert_eq!((said.exit, said.json()["outcome"].as_str()), (1, Some("refused")), "{why}");
        let reason = said.json()["reason"].as_str().unwrap().to_owned();
        assert!(reason.contains("does not know you"), "{why}: {reason}");
    }
    let said = newsroom.publish(&https, Some(SECRET));
    assert_eq!(said.json()["outcome"], "sent", "nothing was lost by it");
}

#[test]
fn a_computer_that_cannot_prove_who_it_is_learns_nothing() {
    let newsroom = Newsroom::new();
    newsroom.approved("posts/new.md");
    for certificate in [
        Certificate::Expired,
        Certificate::NotYet,
        Certificate::OtherHost,
        Certificate::OtherAddress,
        Certificate::SelfSigned,
        Certificate::UnknownAuthority,
        Certificate::BeyondConstraint,
        Certificate::Sha1,
    ] {
        let https = Https::begin(newsroom.root(), &certificate, "open");
        newsroom.publish_to(&https.address());
        let said = newsroom.publish(&https, Some(SECRET));
        assert_eq!(said.json()["outcome"], "refused", "{certificate:?}: {said:?}");
        let reason = said.json()["reason"].as_str().unwrap().to_owned();
        assert!(reason.contains("could not prove"), "{certificate:?}: {reason}");
        assert_eq!(https.requests(), "", "{certificate:?}: nothing was asked of it");
    }
}

#[test]
fn nobody_is_sent_elsewhere_with_a_secret() {
    let newsroom = Newsroom::new();
    newsroom.approved("posts/new.md");
    let elsewhere = Https::begin(newsroom.root(), &Certificate::Good, "open");
    let https =
        Https::begin(newsroom.root(), &Certificate::Good, &format!("elsewhere:{}", elsewhere.port));
    // Believed in like the first: it is not its certificate that keeps people away.
    let both = [&https, &elsewhere].map(|one| fs::read_to_string(&one.authority).unwrap());
    fs::write(&https.authority, both.concat()).unwrap();
    newsroom.publish_to(&https.address());
    let said = newsroom.publish(&https, Some(SECRET));
    assert_eq!(said.json()["outcome"], "refused", "{said:?}");
    assert!(!https.requests().contains("secret"), "{}", https.requests());
    assert_eq!(elsewhere.requests(), "", "it was never asked");
}

#[test]
fn a_network_that_answers_with_its_own_page_learns_nothing() {
    let newsroom = Newsroom::new();
    newsroom.approved("posts/new.md");
    let https = Https::begin(newsroom.root(), &Certificate::Good, "page");
    newsroom.publish_to(&https.address());
    let said = newsroom.publish(&https, Some(SECRET));
    assert_eq!((said.exit, said.json()["outcome"].as_str()), (1, Some("refused")), "{said:?}");
    assert!(said.reason().contains("Something else answered"), "{said:?}");
    assert!(!https.requests().contains("secret"), "{}", https.requests());
}

#[test]
fn too_large_and_no_room_have_their_own_sentence_and_keep_the_story() {
    let newsroom = Newsroom::new();
    let story = newsroom.approved("posts/new.md");
    for (mode, sentence) in [
        ("says:413", "The site does not take files this large."),
        ("says:507", "The site has no room left."),
    ] {
        let https = Https::begin(newsroom.root(), &Certificate::Good, mode);
        newsroom.publish_to(&https.address());
        let said = newsroom.publish(&https, Some(SECRET));
        assert_eq!(said.json()["outcome"], "refused", "{mode}: {said:?}");
        assert!(said.reason().contains(sentence), "{mode}: {said:?}");
        let listed = newsroom.press(&["ls-tree", "--name-only", "main", "posts/"]);
        assert_eq!(listed, "posts/old.md", "{mode}");
    }
    let https = Https::begin(newsroom.root(), &Certificate::Good, "open");
    newsroom.publish_to(&https.address());
    let said = newsroom.publish(&https, Some(SECRET));
    assert_eq!(said.json()["outcome"], "sent", "tried again when there is room: {said:?}");
    assert_eq!(newsroom.press(&["show", "main:posts/new.md"]), story);
}

#[test]
fn a_connection_that_breaks_off_after_the_story_was_taken_in() {
    let newsroom = Newsroom::new();
    let https = Https::begin(newsroom.root(), &Certificate::Good, "drop");
    newsroom.publish_to(&https.address());
    newsroom.approved("posts/new.md");
    let said = newsroom.publish(&https, Some(SECRET));
    assert_eq!(said.json()["outcome"], "sent", "it was read back: {said:?}");
    let said = newsroom.publish(&https, Some(SECRET));
    assert_eq!(said.json()["outcome"], "nothing-new");
}

#[test]
fn a_site_is_brought_newest_first_and_can_be_published_from() {
    let newsroom = Newsroom::new();
    let https = Https::begin(newsroom.root(), &Certificate::Good, "open");
    let said = newsroom.galley(
        &[
            "clone",
            &https.address(),
            "brought",
            "--json",
            "--user",
            "ana",
            "--secret-from",
            "secret",
        ],
        Some(&https),
    );
    assert_eq!((said.exit, said.json()["outcome"].as_str()), (0, Some("brought")), "{said:?}");
    let site = newsroom.root().join("brought/press");
    assert_eq!(git(&site, &["status", "--porcelain", "--branch"]), "## main...origin/main");
    assert_eq!(git(&site, &["rev-list", "--count", "HEAD"]), "3", "the older history came after");
    git(&site, &["fsck", "--strict"]);
    let asked = https.requests();
    assert!(
        asked.matches("git-upload-pack").count() >= 4,
        "first the newest, then the rest: {asked}"
    );
    fs::write(site.join("posts/old.md"), format!("{HEAD}Newer.\n")).unwrap();
    let said = newsroom.galley(
        &["approve", "brought/press/posts/old.md", "--json", "--as", "Ana <ana@example.org>"],
        None,
    );
    assert_eq!(said.exit, 0, "{said:?}");
    let said = newsroom.galley(
        &["publish", "brought/press", "--json", "--user", "ana", "--secret-from", "secret"],
        Some(&https),
    );
    assert_eq!(said.json()["outcome"], "sent", "{said:?}");
    assert!(newsroom.press(&["show", "main:posts/old.md"]).contains("Newer."));
}

#[test]
fn a_computer_is_known_by_its_host_key() {
    let newsroom = Newsroom::new();
    let ssh = Ssh::begin(newsroom.root(), "ed25519");
    newsroom.publish_to(&ssh.address());
    newsroom.approved("posts/new.md");

    let said = newsroom.galley(&["publish", "site", "--json"], None);
    assert_eq!(said.json()["outcome"], "refused", "{said:?}");
    let reason = said.json()["reason"].as_str().unwrap().to_owned();
    assert!(reason.contains(&ssh.fingerprint()), "{reason}");
    assert!(!ssh.asked_for_a_key(), "nobody said who they are");

    newsroom.know(&ssh);
    let said = newsroom.galley(&["publish", "site", "--json"], None);
    assert_eq!(said.json()["outcome"], "sent", "{said:?}\n{}", ssh.log());
    assert!(newsroom.press(&["show", "main:posts/new.md"]).contains("New."));
}

#[test]
fn a_computer_that_shows_another_key_learns_nothing() {
    let newsroom = Newsroom::new();
    let mut ssh = Ssh::begin(newsroom.root(), "ed25519");
    newsroom.publish_to(&ssh.address());
    newsroom.know(&ssh);
    newsroom.approved("posts/new.md");
    for kind in ["ed25519", "ecdsa", "rsa"] {
        ssh = ssh.instead(newsroom.root(), kind);
        let said = newsroom.galley(&["publish", "site", "--json"], None);
        assert_eq!(said.json()["outcome"], "refused", "{kind}: {said:?}");
        let reason = said.json()["reason"].as_str().unwrap().to_owned();
        assert!(reason.contains("is not what it was before"), "{kind}: {reason}");
        assert!(!ssh.asked_for_a_key(), "{kind}: nobody said who they are");
    }
}
