//! Words as people leave them: names that are not printed, HTML, captions, links, other languages.

use super::*;

const END: &str = "The vote is set for Thursday, December 3.";
const FIGURE: &str = "*Neighbors at the railing. (Photo: Zoë Çelik/Orrin Record)*";

/// A site of Hugo's that keeps HTML.
fn with_html() -> Place {
    let place = Place::hugo("wall-vote");
    let keeps = "[markup.goldmark.renderer]\nunsafe = true\n";
    place.write(
        "hugo.toml",
        &format!("baseURL = 'https://orrin.example/'\ntitle = 'Record'\n{keeps}"),
    );
    place
}

#[test]
fn a_key_that_only_this_story_has_is_its_own() {
    let place = Place::hugo("wall-vote");
    let dated = with("tags:", "updated: 2025-11-18T07:30:00-05:00\ntags:");
    for n in 0..8 {
        let other = STORY.replace("County board", &format!("Other {n}"));
        place.write(
            &format!("content/posts/other-{n}/index.md"),
            &other.replace("tags:", "lastmod: 2026-11-19T07:30:00-05:00\ntags:"),
        );
    }
    let found = place.check(&dated);
    assert_eq!(ids(&found), "P3", "{found:#?}");
    let short = with(
        "description: \"Both own land behind the proposed line. Without them the board is one vote short of the six it needs.\"",
        "summary: \"Short.\"",
    );
    let found = place.check(&short);
    let dek = found.iter().find(|finding| finding.rule == Rule::D2).unwrap();
    assert_eq!(dek.line, 3, "where its dek stands: {dek:#?}");
}
