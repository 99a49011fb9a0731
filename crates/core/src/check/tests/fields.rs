//! Findings on fields: which line of the header they stand on, and what other stories have too.

use super::*;

/// The line on which the first finding of a rule stands.
fn line(place: &Place, text: &str, rule: Rule) -> (usize, String) {
    let found = place.check(text);
    let finding = found.iter().find(|finding| finding.rule == rule);
    let finding = finding.unwrap_or_else(|| panic!("no {rule:?}: {found:#?}"));
    (finding.line, text.lines().nth(finding.line - 1).unwrap_or_default().trim().to_owned())
}

#[test]
fn a_finding_stands_on_the_line_of_its_field() {
    let place = Place::hugo("wall-vote");
    let alt = "A concrete wall runs along a brown river.";
    let credit = "  credit: \"Photo: Zoë Çelik/Orrin Record\"\n";
    for (text, rule, expected) in [
        (with(alt, ""), Rule::I4, "alt: \"\""),
        (with(alt, "Image of a wall"), Rule::I6, "alt: \"Image of a wall\""),
        (with(credit, ""), Rule::I1, "src: \"wall.jpg\""),
        (
            with("Photo: Zoë Çelik/Orrin Record", "Photo: iStock"),
            Rule::I2,
            "credit: \"Photo: iStock\"",
        ),
        (with("src: \"wall.jpg\"", "src: \"gone.jpg\""), Rule::F6, "src: \"gone.jpg\""),
        (with("tags:", "slug: \"why?\"\ntags:"), Rule::S1, "slug: \"why?\""),
        (
            with("tags:", "correction: The name was wrong.\ntags:"),
            Rule::W6,
            "correction: The name was wrong.",
        ),
        (with("tags:", "params:\n  hold: true\ntags:"), Rule::W3, "hold: true"),
    ] {
        assert_eq!(line(&place, &text, rule).1, expected, "{text}");
    }
    place.write("content/posts/boil-notice/index.md", &STORY.replace("\"wall-vote\"", ""));
    let toml = "+++\ntitle = \"County board moves\"\ndate = 2026-11-18T07:30:00-05:00\n\n[image]\nsrc = \"wall.jpg\"\nalt = \"Image of a wall\"\n+++\n\nWords.\n";
    assert_eq!(line(&place, toml, Rule::I6), (7, "alt = \"Image of a wall\"".to_owned()));
}

#[test]
fn what_other_stories_have_too_is_no_private_field() {
    let place = Place::hugo("wall-vote");
    let dated = with("tags:", "taken_on: 2026-03-01\ntags:");
    assert_eq!(ids(&place.check(&dated)), "G3");
    place
        .write("content/posts/boil-notice/index.md", &dated.replace("County board", "Boil notice"));
    assert_eq!(ids(&place.check(&dated)), "");
}

#[test]
fn a_post_that_jekyll_does_not_find_is_told() {
    let place = Place { folder: tempfile::tempdir().unwrap(), story: String::new() };
    place.write("_config.yml", "title: Record\n");
    place.write("_posts/2026-11-17-tide.md", "---\ntitle: Tide\n---\n\nWords.\n");
    let post = "_posts/2026-11-18-wall.md";
    for (code, found) in [
        ("{% post_url 2026-11-17-tide %}", false),
        ("{% post_url 2026-11-17-no-such %}", true),
        ("{% link _posts/2026-11-17-tide.md %}", false),
        ("{% link _posts/2026-11-17-no-such.md %}", true),
        ("{% raw %}{% link x.md %}{% endraw %}", false),
    ] {
        place.write(post, &format!("---\ntitle: Wall\n---\n\nRead [the tide]({code}).\n"));
        let findings = place.findings(post, None);
        assert_eq!(ids(&findings).contains("L1"), found, "{code}: {findings:#?}");
    }
}
