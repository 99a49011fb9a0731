#![allow(clippy::unwrap_used)]

use super::paragraph::plain_paragraphs;
use super::*;
use crate::view::{StyleChange, TextStyle};

/// `[-gone-]{+come+}` around what stayed.
fn marked(runs: &[Run]) -> String {
    runs.iter()
        .map(|run| match run.fate {
            Fate::Same => run.text.clone(),
            Fate::Out => format!("[-{}-]", run.text),
            Fate::In => format!("{{+{}+}}", run.text),
        })
        .collect()
}

#[test]
fn words_are_compared_as_they_are_read() {
    for (old, new, expected, why) in [
        ("a b c", "a b c", "a b c", "nothing changed"),
        (
            "the board is two votes short",
            "the board is one vote short",
            "the board is [-two votes-]{+one vote+} short",
            "neighbouring words change together",
        ),
        ("It’s late", "It’s early", "It’s [-late-]{+early+}", "an apostrophe is in the word"),
        ("", "New", "{+New+}", "from nothing"),
        ("Kerem Yücel", "Kerem Yucel", "Kerem [-Yücel-]{+Yucel+}", "whole words, not letters"),
    ] {
        assert_eq!(marked(&words(old, new)), expected, "{why}");
    }
}

#[test]
fn text_beside_a_figure_in_its_block_is_read() {
    let code = "{{< figure src=\"a.jpg\" alt=\"A\" >}}";
    for (body, read, why) in [
        (format!("{code}\nThe mayor took money."), vec!["The mayor took money."], "below it"),
        (format!("{code} And *so* on.\n\nNext."), vec!["And so on.", "Next."], "behind it"),
        (format!("{code}\n{code}"), vec![], "two and nothing else"),
        (
            "<figure><img src=\"a.jpg\"></figure>\nBelow.".to_owned(),
            vec!["Below."],
            "below one of HTML",
        ),
        ("![A](a.jpg)\n*Caption.*".to_owned(), vec![], "a picture that is its paragraph"),
    ] {
        assert_eq!(plain_paragraphs(&body, NO_TEMPLATES), read, "{why}");
    }
}

#[test]
fn paragraphs_are_the_same_new_gone_moved_or_reworded() {
    let one = "The first paragraph stays as it is here.";
    let two = "A second one tells of the river and its wall.";
    let three = "The third speaks about buses at night.";
    let changed = "The third speaks about trains at night.";
    let new = "Nobody had said anything like that before.";
    let join = |parts: &[&str]| parts.join("\n\n");

    let changes = text(&join(&[one, two, three]), &join(&[one, two, changed, new]), NO_TEMPLATES);
    assert!(matches!(&changes[0], TextChange::Same { paragraphs } if paragraphs.len() == 2));
    assert!(
        matches!(&changes[1], TextChange::Reworded { runs, .. } if marked(runs).contains("[-buses-]{+trains+}"))
    );
    assert_eq!(changes[2], TextChange::New { text: new.to_owned() });

    let moved = text(&join(&[one, two, three]), &join(&[three, one, two]), NO_TEMPLATES);
    let expected = TextChange::Moved {
        text: three.to_owned(),
        up: true,
        after: "A second one tells of…".to_owned(),
    };
    assert!(moved.contains(&expected), "{moved:?}");
    assert!(!moved.iter().any(|change| matches!(change, TextChange::Removed { .. })));

    let gone = text(&join(&[one, new]), &join(&[one]), NO_TEMPLATES);
    assert_eq!(gone.last(), Some(&TextChange::Removed { text: new.to_owned() }));
}

#[test]
fn every_paragraph_of_both_sides_is_somewhere() {
    let words = ["river wall", "night bus", "court line", "tax roll", "school roof"];
    for seed in 0..2_000_usize {
        let side = |salt: usize| -> Vec<String> {
            (0..(seed * 7 + salt) % 6)
                .map(|n| {
                    format!(
                        "Paragraph about the {} number {}.",
                        words[(seed + n * salt) % 5],
                        (seed * n + salt) % 4
                    )
                })
                .collect()
        };
        let (old, new) = (side(1), side(3));
        let changes = text(&old.join("\n\n"), &new.join("\n\n"), NO_TEMPLATES);
        let (mut olds, mut news) = (0, 0);
        for change in &changes {
            match change {
                TextChange::Same { paragraphs } => {
                    olds += paragraphs.len();
                    news += paragraphs.len();
                }
                TextChange::Reworded { .. } | TextChange::Moved { .. } => {
                    olds += 1;
                    news += 1;
                }
                TextChange::New { .. } => news += 1,
                TextChange::Removed { .. } => olds += 1,
            }
        }
        assert_eq!((olds, news), (old.len(), new.len()), "{old:?} → {new:?}: {changes:?}");
    }
}

#[test]
fn what_is_not_read_as_words_is_seen_too() {
    let style = |text: &str, style, now| StyleChange { text: text.to_owned(), style, now };
    for (old, new, runs, styles, why) in [
        (
            "See the [ramp](https://a.example/ramp) today.",
            "See the [ramp](https://evil.example/other) today.",
            "See the ramp (→ https://[-a.example/ramp-]{+evil.example/other+}) today.",
            vec![],
            "a link leads elsewhere",
        ),
        (
            "See the [ramp][r] today.\n\n[r]: https://a.example/1",
            "See the [ramp][r] today.\n\n[r]: https://a.example/2",
            "See the ramp (→ https://a.example/[-1-]{+2+}) today.",
            vec![],
            "as its definition says",
        ),
        (
            "Write to <ed@a.example> or <https://a.example>.",
            "Write to <ed@a.example> or <https://b.example>.",
            "Write to ed@a.example or https://[-a.example-]{+b.example+}.",
            vec![],
            "an address that is its own words stands once",
        ),
        (
            "They wrote 214 letters of praise.",
            "They wrote **214 letters** of *praise*.",
            "They wrote 214 letters of praise.",
            vec![
                style("214 letters", TextStyle::Bold, true),
                style("praise", TextStyle::Italic, true),
            ],
            "marks alone",
        ),
        (
            "They wrote **214 letters** of praise.",
            "They wrote **215 letters** of praise.",
            "They wrote [-214-]{+215+} letters of praise.",
            vec![],
            "other words in the same marks",
        ),
        (
            "They wrote **214 letters** of praise.",
            "They wrote 214 letters of praise to them.",
            "They wrote 214 letters of praise{+ to them+}.",
            vec![style("214 letters", TextStyle::Bold, false)],
            "words and marks",
        ),
        (
            "### What is next",
            "## What is next",
            "What is next",
            vec![
                style("", TextStyle::Heading { level: 3 }, false),
                style("", TextStyle::Heading { level: 2 }, true),
            ],
            "another level",
        ),
        (
            "- One thing\n- Another thing",
            "1. One thing\n2. Another thing",
            "One thing\nAnother thing",
            vec![style("", TextStyle::Bulleted, false), style("", TextStyle::Numbered, true)],
            "another kind of list",
        ),
        (
            "- One thing\n- Another thing",
            "- One thing\n- Other things",
            "One thing\n[-Another thing-]{+Other things+}",
            vec![],
            "a list stays one",
        ),
        (
            "A name is `set` here.",
            "A name is set here.",
            "A name is set here.",
            vec![style("set", TextStyle::Code, false)],
            "code",
        ),
        (
            "He said so to us.",
            "> He said so to us.",
            "He said so to us.",
            vec![style("", TextStyle::Quoted, true)],
            "a quotation",
        ),
    ] {
        let changes = text(old, new, NO_TEMPLATES);
        let [TextChange::Reworded { runs: told, styles: seen }] = changes.as_slice() else {
            panic!("{why}: {changes:?}");
        };
        assert_eq!((marked(told), seen.clone()), (runs.to_owned(), styles), "{why}");
    }
}

#[test]
fn a_link_of_new_text_shows_where_it_leads() {
    let changes = text("", "Read [this](https://a.example/x \"The paper\").", NO_TEMPLATES);
    let shown = "Read this (→ https://a.example/x “The paper”).".to_owned();
    assert_eq!(changes, [TextChange::New { text: shown }]);
    assert_eq!(
        plain_paragraphs("Read [this](https://a.example/x).", NO_TEMPLATES),
        ["Read this."],
        "not to readers"
    );
}
