//! The network is cut at every kilobyte of a publication: what is said is what the publishing
//! repository holds, and the next time all is well.
//!
//! `GALLEY_CUTS=1024` cuts at every kilobyte; otherwise it is a sample.

use std::collections::BTreeMap;
use std::fs;
use std::time::{Duration, Instant};

use crate::computers::{Certificate, Https, Ssh, git};
use crate::line::{After, Line};
use crate::newsroom::{Newsroom, Said};

#[test]
fn a_network_that_is_cut_while_a_story_is_sent() {
    let newsroom = Newsroom::new();
    let https = Https::begin(newsroom.root(), &Certificate::Good, "open");
    let line = Line::to(https.port);
    newsroom.publish_to(&https.address_by(line.port));
    cut_everywhere(&newsroom, &line, 8, &|| {
        let words = ["publish", "site", "--json", "--user", "ana", "--secret-from", "secret"];
        newsroom.galley(&words, Some(&https))
    });
}

#[test]
fn a_network_that_is_cut_while_a_story_is_sent_by_ssh() {
    let newsroom = Newsroom::new();
    let ssh = Ssh::begin(newsroom.root(), "ed25519");
    let line = Line::to(ssh.port);
    newsroom.know_at(&ssh, line.port);
    newsroom.publish_to(&ssh.address_by(line.port));
    cut_everywhere(&newsroom, &line, 4, &|| newsroom.galley(&["publish", "site", "--json"], None));
}

/// A verdict may take so long.
const PATIENCE: Duration = Duration::from_secs(35);

fn cut_everywhere(newsroom: &Newsroom, line: &Line, sample: usize, publish: &dyn Fn() -> Said) {
    // Words that no compression makes short.
    let words: String =
        (0..400_u32).map(|n| format!("{:x} ", n.wrapping_mul(2_654_435_761))).collect();
    newsroom.approved("posts/new.md");
    let file = newsroom.root().join("site/posts/new.md");
    fs::write(&file, format!("{}{words}\n", fs::read_to_string(&file).unwrap())).unwrap();
    let said = newsroom.galley(&["approve", "site/posts/new.md"], None);
    assert_eq!(said.exit, 0, "{said:?}");
    newsroom.keep();
    line.cut(usize::MAX, After::Mended);
    let said = publish();
    assert_eq!(said.json()["outcome"], "sent", "nothing is cut: {said:?}");
    let all = line.passed();
    let tree = newsroom.press(&["rev-parse", "main^{tree}"]);

    let step = std::env::var("GALLEY_CUTS").ok().and_then(|step| step.parse().ok());
    let step = step.unwrap_or(all / sample);
    let mut wrong = Vec::new();
    let mut outcomes = BTreeMap::<String, usize>::new();
    for at in (1..all).step_by(step) {
        for after in [After::Mended, After::Down] {
            newsroom.reset();
            line.cut(at, after);
            let begun = Instant::now();
            let said = publish();
            let took = begun.elapsed();
            let outcome = said.json()["outcome"].as_str().unwrap_or_default().to_owned();
            let arrived = newsroom.press(&["rev-parse", "main^{tree}"]) == tree;
            let true_to_it = match outcome.as_str() {
                "sent" => arrived && said.exit == 0,
                "refused" => !arrived && said.exit == 1,
                "unknown" => said.exit == 1,
                _ => false,
            };
            let mut law = |kept: bool, what: &str| {
                if !kept {
                    wrong.push(format!("cut at {at} of {all}, {after:?}: {what}: {said:?}"));
                }
            };
            law(true_to_it, if arrived { "it arrived" } else { "it did not arrive" });
            law(took < PATIENCE, "it took too long");
            *outcomes.entry(outcome).or_default() += 1;
            line.cut(usize::MAX, After::Mended);
            let again = publish();
            let sent = again.exit == 0 && newsroom.press(&["rev-parse", "main^{tree}"]) == tree;
            law(sent, &format!("the next time: {again:?}"));
            let site = newsroom.root().join("site");
            law(git(&site, &["status", "--porcelain"]).is_empty(), "git finds changes");
            git(&site, &["fsck", "--strict", "--no-dangling"]);
            newsroom.press(&["fsck", "--strict", "--no-dangling"]);
        }
    }
    println!("{all} bytes: {outcomes:?}");
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}
