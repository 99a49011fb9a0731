//! Two people changed the same passage: somebody writes it by hand, and reads the whole story before.

use std::fs;

use galley_core::view::{BlockRange, Decision, PassageChoice, TogetherPage};

use crate::newsroom::{Newsroom, git};

const POST: &str = "_posts/2026-03-09-old.md";
const HEAD: &str = "---\nlayout: post\ntitle: Old\ndate: 2026-03-09 09:00:00 +0000\n---\n";
const FIRST: &str = "The meeting began at nine.";
const SECOND: &str = "Nobody spoke of the {{ page.title }} bridge.";
const LAST: &str = "It ended at noon.";

/// A newsroom in which both changed passages of one story: for each its place, ours and theirs.
fn contested(changes: &[(usize, &str, &str)], end: &str) -> Newsroom {
    let story = |side: Option<bool>| {
        let mut all = [FIRST, SECOND, LAST];
        for (place, ours, theirs) in changes {
            match side {
                Some(true) => all[*place] = ours,
                Some(false) => all[*place] = theirs,
                None => {}
            }
        }
        let all: Vec<&str> = all.into_iter().filter(|one| !one.is_empty()).collect();
        format!("{HEAD}{}\n", all.join("\n\n")).replace('\n', end)
    };
    let base = story(None);
    let files: [(&str, &[u8]); 2] = [
        ("_config.yml", b"title: The Orrin Record\nurl: https://x.example\n"),
        (POST, base.as_bytes()),
    ];
    let mut newsroom = Newsroom::of(&files, "none/");
    if changes.is_empty() {
        return newsroom;
    }
    let other = newsroom.other_computer();
    let site = other.path().join("site");
    fs::write(site.join(POST), story(Some(false))).expect("written");
    git(&site, &["commit", "-qam", "Hers"]);
    git(&site, &["push", "-q"]);
    newsroom.write_outside(POST, story(Some(true)));
    newsroom.keep_in_step();
    newsroom.after(5);
    newsroom
}

fn own(text: &str) -> PassageChoice {
    PassageChoice::Own { text: text.to_owned() }
}

impl Newsroom {
    fn decide(&mut self, choices: &[PassageChoice]) -> String {
        let two = self.desk.two_versions(POST, self.now).expect("read").expect("two versions");
        let decided = self.desk.decide(POST, &two.content, choices, self.now).expect("decided");
        assert!(matches!(decided, Decision::Decided { .. }), "{decided:?}");
        self.file(POST)
    }

    fn whole(&mut self, choices: &[PassageChoice]) -> TogetherPage {
        let two = self.desk.two_versions(POST, self.now).expect("read").expect("two versions");
        let page = self.desk.together_page(POST, &two.content, choices).expect("read");
        page.expect("both are as they were")
    }

    /// Whole texts that were not chosen, among the earlier versions.
    fn not_chosen(&mut self) -> usize {
        let versions = self.desk.earlier(POST).list();
        versions.iter().filter(|version| version.why == "replaced").count()
    }
}

#[test]
fn a_passage_that_somebody_wrote_by_hand_stands_in_the_file_and_what_it_replaced_is_kept() {
    let (mine, hers) = ("Mine came first.", "Hers came later.");
    let rest = |first: &str| format!("{HEAD}{first}{SECOND}\n\n{LAST}\n");
    for (place, text, expected, kept, why) in [
        (0, "By hand.", rest("By hand.\n\n"), 2, "both are kept"),
        (0, "\nBy\r\n\r\nhand.\n\n", rest("By\n\nhand.\n\n"), 2, "with the lines of the file"),
        (0, "", rest(""), 2, "without words it is left out"),
        (2, "By hand.", format!("{HEAD}{FIRST}\n\n{SECOND}\n\nBy hand.\n"), 2, "at the end"),
        (2, " ", format!("{HEAD}{FIRST}\n\n{SECOND}\n"), 2, "left out at the end"),
        (0, "```\ncode", rest("```\ncode\n```\n\n"), 2, "what it opens ends with it"),
        (0, "<!-- no", rest("<!-- no\n-->\n\n"), 2, "whatever it is"),
        (0, "A {{ name }}.", rest("A &#123;{ name }}.\n\n"), 2, "readers see what was typed"),
        (0, mine, rest("Mine came first.\n\n"), 1, "one's own words unchanged are no others"),
        (0, "Hers came later.\n", rest("Hers came later.\n\n"), 1, "nor are the others’"),
        (
            0,
            "Mine came first.\n\nHers came later.",
            rest("Mine came first.\n\nHers came later.\n\n"),
            0,
            "nor both",
        ),
    ] {
        for end in ["\n", "\r\n"] {
            let mut newsroom = contested(&[(place, mine, hers)], end);
            let file = newsroom.decide(&[own(text)]);
            assert_eq!(file, expected.replace('\n', end), "{why}");
            assert_eq!(newsroom.not_chosen(), kept, "{why}");
            assert!(newsroom.desk.library(newsroom.now).undecided.is_empty(), "{why}");
        }
    }
}

#[test]
fn somebody_goes_on_from_either_version_as_the_editor_shows_it() {
    let (mine, hers) =
        ("Mine is *one* &#123;{ brace }}.", "Hers has {{ page.title }}.\n> And lines.");
    let mut newsroom = contested(&[(1, mine, hers)], "\r\n");
    let two = newsroom.desk.two_versions(POST, newsroom.now).expect("read").expect("two");
    let [passage] = &two.passages[..] else { panic!("{two:?}") };
    assert_eq!(passage.ours_text, "Mine is *one* {{ brace }}.");
    assert_eq!(passage.theirs_text, hers);
    let file = newsroom.decide(&[own("Ours: {{ brace }}, hers: {{ page.title }}, {{ new }}.")]);
    let written = "Ours: &#123;{ brace }}, hers: {{ page.title }}, &#123;{ new }}.";
    assert_eq!(file, format!("{HEAD}{FIRST}\n\n{written}\n\n{LAST}\n").replace('\n', "\r\n"));
}

#[test]
fn a_field_is_not_written_by_hand_here() {
    let mut newsroom = contested(&[], "\n");
    let title = |to: &str| format!("{HEAD}{FIRST}\n\n{SECOND}\n\n{LAST}\n").replace("Old", to);
    let other = newsroom.other_computer();
    let site = other.path().join("site");
    fs::write(site.join(POST), title("Hers")).expect("written");
    git(&site, &["commit", "-qam", "Hers"]);
    git(&site, &["push", "-q"]);
    newsroom.write_outside(POST, title("Mine"));
    newsroom.keep_in_step();
    assert_eq!(newsroom.decide(&[own("By hand")]), title("Mine"));
    assert_eq!(newsroom.not_chosen(), 1, "hers is kept");
}

#[test]
fn the_whole_story_is_read_before_anything_is_written() {
    use PassageChoice::{Both, Ours, Theirs};
    let changes =
        [(0, "Mine came first.", "Hers came later."), (2, "Mine é ends it.", "Hers ends it.")];
    for end in ["\n", "\r\n"] {
        let mut newsroom = contested(&changes, end);
        let before = newsroom.file(POST);
        // What is chosen, what each block says, and the blocks of each passage.
        type Row<'a> = (&'a [PassageChoice], &'a [&'a str], [(u32, u32); 2], &'a str);
        let rows: &[Row<'_>] = &[
            (
                &[Ours, Ours],
                &["Mine came first.", "bridge", "Mine é ends it."],
                [(0, 1), (2, 3)],
                "ours",
            ),
            (
                &[Theirs, Both],
                &["Hers came later.", "bridge", "Mine é", "Hers ends"],
                [(0, 1), (2, 4)],
                "both",
            ),
            (&[own(""), own("A.\n\nB.")], &["bridge", "A.", "B."], [(0, 0), (1, 3)], "left out"),
            (
                &[own("A {{ b }}"), own("")],
                &["A {{ b }}", "bridge"],
                [(0, 1), (2, 2)],
                "at the end",
            ),
            (
                &[own("<script>alert(1)</script>\n\nA."), Ours],
                &["", "A.", "bridge", "Mine é"],
                [(0, 2), (3, 4)],
                "safe",
            ),
        ];
        for (choices, blocks, places, why) in rows {
            let page = newsroom.whole(choices);
            assert!(page.head.contains("<h1>Old</h1>"), "{why}: {}", page.head);
            let html: Vec<&str> = page.blocks.iter().map(|block| block.html.as_str()).collect();
            assert_eq!(html.len(), blocks.len(), "{why}: {html:?}");
            for (html, words) in html.iter().zip(*blocks) {
                assert!(html.contains(words) && !html.contains("alert"), "{why}: {html}");
            }
            let ranges = places.map(|(from, to)| Some(BlockRange { from, to }));
            assert_eq!(page.passages, ranges, "{why}");
        }
        assert_eq!(newsroom.file(POST), before, "nothing was written");
        assert_eq!(newsroom.not_chosen(), 0);
        let two = newsroom.desk.two_versions(POST, newsroom.now).expect("read").expect("two");
        newsroom.write_outside(POST, before.replace("Mine came", "Mine went"));
        let page = newsroom.desk.together_page(POST, &two.content, &[]).expect("read");
        assert_eq!(page, None, "one of them is another now");
    }
}
