//! A passage in somebody's own words, so that it stands for itself between the others.
//!
//! 1. Line ends are plain; blank lines around it go: those of the story come.
//! 2. What it opens and never closes (code, a comment, a tag whose text is nobody's to read) ends
//!    with it, and takes in nothing of what follows.
//! 3. Where it opens a file that has no fields, it does not become some.

use pulldown_cmark::{Event, Tag};

use super::text::{BLANK, lead};
use crate::{markdown, metadata};

/// What only ends where it is closed, in small letters, and what closes it.
const OPENED: [(&str, &str); 8] = [
    ("<!--", "-->"),
    ("<![cdata[", "]]>"),
    ("<?", "?>"),
    ("<!", ">"),
    ("<script", "</script>"),
    ("<style", "</style>"),
    ("<textarea", "</textarea>"),
    ("<pre", "</pre>"),
];

/// The words without blank lines around, with plain line ends. The blanks before the first one
/// stay: they say which item of a list it belongs to.
pub(crate) fn bare(words: &str) -> String {
    let words = words.replace("\r\n", "\n").replace('\r', "\n");
    words[lead(&words)..].trim_end_matches(BLANK).to_owned()
}

/// The words as they go between other paragraphs.
pub(crate) fn closed(words: &str) -> String {
    let words = bare(words);
    if words.is_empty() || stands_alone(&words) {
        return words;
    }
    let lower = words.to_ascii_lowercase();
    let fences = ['`', '~'].into_iter().filter_map(|mark| fence(&words, mark));
    // What was opened last is tried first.
    let mut opened: Vec<(usize, &str)> =
        OPENED.iter().filter_map(|(opens, ends)| Some((lower.rfind(opens)?, *ends))).collect();
    opened.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    let ends = fences.chain(opened.into_iter().map(|(_, ends)| ends.to_owned()));
    let mut with_end = ends.map(|end| format!("{words}\n{end}"));
    with_end.find(|closed| stands_alone(closed)).unwrap_or(words)
}

/// The words as they open a file. One that had no fields gets none by a line across the page, or by
/// a bracket.
pub(super) fn opening(words: String) -> String {
    if metadata::split(&words).is_ok_and(|split| split.header.is_none()) {
        return words;
    }
    match words.strip_prefix("---\n") {
        Some(rest) => format!("***\n{rest}"),
        None => format!("\\{words}"),
    }
}

/// Whether a paragraph that follows is one of its own.
fn stands_alone(words: &str) -> bool {
    let text = format!("{words}\n\nx");
    let mut depth = 0_usize;
    for (event, range) in markdown::parser(&text).into_offset_iter() {
        match event {
            Event::Start(tag) => {
                if depth == 0 && range.start == words.len() + 2 {
                    return tag == Tag::Paragraph;
                }
                depth += 1;
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    false
}

/// The longest line of marks with which code could have been opened.
fn fence(words: &str, mark: char) -> Option<String> {
    let runs = words.lines().map(|line| {
        let line = line.trim_start_matches(BLANK);
        line.len() - line.trim_start_matches(mark).len()
    });
    runs.max().filter(|longest| *longest >= 3).map(|longest| mark.to_string().repeat(longest))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::{Choice, merge};
    use super::*;

    const FIELDS: &str = "---\ntitle: A\n---\n\n";

    /// A story of three paragraphs, of which both changed one, with other words there.
    fn written(place: usize, own: &str, around: impl Fn(&str) -> String) -> String {
        let with = |word: &str| {
            let mut all = ["One is the first.", "Two is the second.", "Three is the third."]
                .map(str::to_owned);
            all[place] = all[place].replace(" is ", word);
            around(&all.join("\n\n"))
        };
        let merged = merge(&with(" is "), &with(" was "), &with(" became "));
        assert_eq!(merged.passages().len(), 1);
        merged.with(&[Choice::Own(own.to_owned())])
    }

    #[test]
    fn own_words_stand_between_what_is_around_them() {
        let crlf = |text: &str| format!("{FIELDS}{text}\n").replace('\n', "\r\n");
        let lf = |text: &str| format!("{FIELDS}{text}\n");
        let bare = |text: &str| text.to_owned();
        type Around<'a> = &'a dyn Fn(&str) -> String;
        let rows: &[(usize, &str, Around<'_>, &str, &str)] = &[
            (0, "Own.", &lf, "Own.\n\nTwo is the second.\n\nThree is the third.", "the start"),
            (1, "Own.", &lf, "One is the first.\n\nOwn.\n\nThree is the third.", "the middle"),
            (2, "Own.", &lf, "One is the first.\n\nTwo is the second.\n\nOwn.", "the end"),
            (2, "Own.\n", &bare, "One is the first.\n\nTwo is the second.\n\nOwn.", "no line end"),
            (
                1,
                "\n \n  Own.\n\n",
                &lf,
                "One is the first.\n\n  Own.\n\nThree is the third.",
                "blank",
            ),
            (
                1,
                "A.\r\n\r\nB.\rC.",
                &lf,
                "One is the first.\n\nA.\n\nB.\nC.\n\nThree is the third.",
                "typed",
            ),
            (
                1,
                "A.\n\nB.",
                &crlf,
                "One is the first.\n\nA.\n\nB.\n\nThree is the third.",
                "line ends",
            ),
            (0, " \n", &lf, "Two is the second.\n\nThree is the third.", "nothing, at the start"),
            (1, "", &crlf, "One is the first.\n\nThree is the third.", "nothing"),
            (2, "", &lf, "One is the first.\n\nTwo is the second.", "nothing, at the end"),
            (
                0,
                "---\na: 1\n---",
                &bare,
                "***\na: 1\n---\n\nTwo is the second.\n\nThree is the third.",
                "no fields come",
            ),
            (
                0,
                "---\na: 1\n---",
                &lf,
                "---\na: 1\n---\n\nTwo is the second.\n\nThree is the third.",
                "there are some",
            ),
            (
                0,
                "+++\na = 1\n+++",
                &bare,
                "\\+++\na = 1\n+++\n\nTwo is the second.\n\nThree is the third.",
                "nor others",
            ),
        ];
        for (place, own, around, expected, why) in rows {
            assert_eq!(written(*place, own, around), around(expected), "{why}");
        }
    }

    #[test]
    fn each_passage_is_found_where_it_stands() {
        let with = |first: &str, last: &str| format!("{FIELDS}{first}\n\nTwo.\n\n{last}\n");
        let merged = merge(&with("One is.", "É is."), &with("One a.", "É a."), &with("B.", "É b."));
        let own = |words: &str| Choice::Own(words.to_owned());
        for (choices, expected) in [
            ([Choice::Ours, Choice::Theirs], ["One a.", "É b."]),
            ([Choice::Both, own("\nA.\n\nB.\n")], ["One a.\n\nB.", "A.\n\nB."]),
            ([own(""), own("")], ["", ""]),
            ([own("```"), Choice::Both], ["```\n```", "É a.\n\nÉ b."]),
        ] {
            let draft = merged.draft(&choices);
            let found: Vec<&str> =
                draft.places.into_iter().map(|place| &draft.text[place.unwrap()]).collect();
            assert_eq!(found, expected, "{choices:?}");
        }
    }

    #[test]
    fn what_own_words_open_ends_with_them() {
        for (own, end, why) in [
            ("```\ncode", "\n```", "code"),
            ("~~~~ js\n~~~\ncode", "\n~~~~", "with other marks"),
            ("```\na\n```\n\nA.\n\n````\n```", "\n````", "the second of two"),
            ("A.\n\n<!-- not for readers", "\n-->", "a comment"),
            ("<!-- a -->\n\n<script>\nx", "\n</script>", "a script"),
            ("<PRE>\nx", "\n</pre>", "set text"),
            ("<style>\nx", "\n</style>", "a sheet"),
            ("<?php", "\n?>", "a program"),
            ("<!DOCTYPE", "\n>", "a declaration"),
            ("<![CDATA[ x", "\n]]>", "signs"),
            ("```\ncode\n```", "", "closed already"),
            ("- ```\n  code", "", "in an item, with which it ends"),
            ("> ```\n> code", "", "in a quotation"),
            ("A `b and <!-- c", "", "in a line it is what it says"),
            ("<div>\nx", "", "ends with the blank line"),
            ("[^1]: A note.", "", "a note"),
            ("- An item\n- another", "", "a list"),
        ] {
            assert_eq!(closed(own), format!("{own}{end}"), "{why}");
        }
    }

    #[test]
    fn a_paragraph_behind_any_words_is_one_of_its_own() {
        use proptest::prelude::*;
        let piece = "```|~~~~|<!--|-->|<pre>|</pre>|<script>|<style>|<textarea>|<\\?|<!A|<!\\[CDATA\\[|\\]\\]>|- |> |    |\\[\\^a\\]:|\\[a\\]:|a|\\||#|\n|\n\n| |é";
        proptest!(ProptestConfig::with_cases(2000), |(all in prop::collection::vec(piece, 0..14))| {
            let words = closed(&all.concat());
            prop_assert!(words.is_empty() || stands_alone(&words), "{words:?}");
            prop_assert_eq!(closed(&words), words.clone());
        });
    }
}
