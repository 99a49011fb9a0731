//! The bytes of a text are never made neater: whatever a file is made of, typing and taking it back
//! leaves it as it was, and a change of one line is a change of one line.

use std::fs;

use galley_core::braces::Braces;
use galley_core::desk::Saving;
use galley_core::manuscript::Manuscript;
use galley_core::post::Post;
use galley_core::preview::AsWritten;
use galley_core::view::Change;

use crate::newsroom::Newsroom;

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % count as u64) as usize
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

const HEADERS: [&str; 9] = [
    "",
    "---\ntitle: T # kept\n---\n",
    "---\r\ntitle: T\r\n---\r\n\r\n",
    "---\ntitle: T\r\n--- \n\n\n",
    "+++\ntitle = 'T'\n+++\n",
    "{\"title\": \"T\"}\r\n",
    "---\ntitle: \"open\n---\n",
    "---\nnever closed: 1\n",
    "---\n---",
];

const PARTS: [&str; 40] = [
    "word ",
    "two words",
    "é",
    "💥",
    "👩‍👩‍👧",
    "\n",
    "\n\n",
    "\r\n",
    "\r\n\r\n",
    "\r",
    "\r\r",
    "\u{2028}",
    "\u{2029}",
    "\u{85}",
    "\u{b}",
    "\u{c}",
    "\t",
    "  ",
    "  \n",
    "\\\n",
    "# ",
    "- ",
    "1. ",
    "> ",
    "*it*",
    "![a](b.jpg)",
    "[x]: y\n",
    "[^1]",
    "```\n",
    "|a|b|\n|-|-|\n",
    "<b>",
    "<!-- ",
    "&amp;",
    "\u{feff}",
    "\u{200b}",
    "\u{202e}",
    "\u{1b}[31m",
    "{{< x >}}",
    "---\n",
    "<<<<<<< HEAD\n",
];

/// A file as some program may have left it: any line ends, no last one, or nothing at all.
fn file(dice: &mut Dice) -> String {
    let mark = if dice.below(6) == 0 { "\u{feff}" } else { "" };
    let header = dice.of(&HEADERS);
    let length = [0, 1, 5, 20, 60][dice.below(5)];
    let body: String = (0..length).map(|_| dice.of(&PARTS)).collect();
    format!("{mark}{header}{body}")
}

/// A place in the editor's text, never inside of a pair.
fn place(dice: &mut Dice, text: &str) -> u32 {
    let units: Vec<u16> = text.encode_utf16().collect();
    let at = dice.below(units.len() + 1);
    let inside = units.get(at).is_some_and(|unit| (0xdc00..0xe000).contains(unit));
    at as u32 - u32::from(inside)
}

const TYPED: [&str; 8] = ["x", "é", "💥", "\n", "\n\n", "a\nb", "\n\nNew paragraph.\n\n", "**"];

/// Something typed, and taken back.
fn typed_and_taken_back(dice: &mut Dice, text: &str) -> (Change, Change) {
    let at = place(dice, text);
    let insert = dice.of(&TYPED);
    let end = at + insert.encode_utf16().count() as u32;
    (
        Change { from: at, to: at, insert: insert.to_owned() },
        Change { from: at, to: end, insert: String::new() },
    )
}

/// 10,000 files, or as many as GALLEY_CASES says.
#[test]
fn typing_and_taking_it_back_leaves_every_byte() {
    let cases = std::env::var("GALLEY_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(10_000);
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for _ in 0..cases {
        let before = file(&mut dice);
        let post = Post::from_bytes("posts/a.md", before.clone().into_bytes(), None);
        let mut manuscript = Manuscript::open(post, Braces::default(), &AsWritten);
        assert_eq!(manuscript.text(), before, "opening changes nothing");
        let shown = manuscript.editor_text();
        let (typed, taken_back) = typed_and_taken_back(&mut dice, &shown);
        manuscript.edit(1, std::slice::from_ref(&typed), &AsWritten).expect("it is typed");
        let mut expected: Vec<u16> = shown.encode_utf16().collect();
        let at = typed.from as usize;
        expected.splice(at..at, typed.insert.encode_utf16());
        let now: Vec<u16> = manuscript.editor_text().encode_utf16().collect();
        assert_eq!(now, expected, "the file says what the screen says: {typed:?} in {before:?}");
        manuscript.edit(2, &[taken_back], &AsWritten).expect("it is taken back");
        assert_eq!(manuscript.text(), before, "{typed:?}");
        assert!(!manuscript.is_changed(), "there is nothing to save: {typed:?} in {before:?}");
    }
}

#[test]
fn what_was_typed_and_taken_back_is_saved_as_it_was() {
    let mut newsroom = Newsroom::new();
    let mut dice = Dice(88_172_645_463_325_252);
    for n in 0..60 {
        let path = format!("content/posts/odd-{n}.md");
        let before = file(&mut dice);
        newsroom.write_outside(&path, &before);
        newsroom.desk.seen_outside(None, newsroom.now);
        let shown = newsroom.open(&path).text;
        let (typed, taken_back) = typed_and_taken_back(&mut dice, &shown);
        for change in [typed.clone(), taken_back] {
            let (version, now) = (newsroom.open(&path).version, newsroom.now);
            newsroom.desk.edit(&path, version, &[change], now).expect("it is typed");
            // In between it is saved, too: the way back starts from what is on disk.
            newsroom.after(3).save(&path);
        }
        assert_eq!(newsroom.file(&path), before, "{typed:?}");
    }
}

#[test]
fn a_change_of_one_line_changes_that_line() {
    let mut newsroom = Newsroom::new();
    let lines =
        ["One.\r\n", "\n", "Two \u{85}.\n", "\u{2028}Three.\r\n", "\r\n", "Four.\r", "Five."];
    for (n, line) in lines.iter().enumerate().filter(|(_, line)| line.len() > 2) {
        let path = format!("content/posts/line-{n}.md");
        let header = "---\r\ntitle: T\n---\n";
        newsroom.write_outside(&path, format!("{header}{}", lines.concat()));
        newsroom.desk.seen_outside(None, newsroom.now);
        let above: String = lines[..n].concat();
        let at = above.replace("\r\n", "\n").encode_utf16().count() as u32 + 1;
        newsroom.type_at(&path, at, "new");
        assert!(matches!(newsroom.save(&path), Saving::Saved { .. }));
        let first = line.chars().next().expect("a line").len_utf8();
        let changed = format!("{}new{}", &line[..first], &line[first..]);
        let expected = format!("{header}{above}{changed}{}", lines[n + 1..].concat());
        assert_eq!(newsroom.file(&path), expected, "line {n}");
        fs::remove_file(newsroom.site.join(&path)).expect("removed");
    }
}
