#![allow(clippy::unwrap_used)]

use super::*;
use crate::figure::{self, Form};
use crate::preview::{AsWritten, render};

fn change(from: u32, to: u32, insert: &str) -> Change {
    Change { from, to, insert: insert.to_owned() }
}

/// What a screen has after applying every splice that it was sent, and the law: it always is what
/// a full render gives.
struct Screen {
    sheet: Sheet,
    text: String,
    blocks: Vec<Block>,
}

impl Screen {
    fn of(text: &str) -> Screen {
        let sheet = Sheet::new(text, &AsWritten);
        Screen { blocks: sheet.blocks(), text: text.to_owned(), sheet }
    }

    fn edit(&mut self, changes: &[Change]) -> Changed {
        let changed = self.sheet.edit(changes, "\n", &AsWritten).unwrap();
        for splice in &changed.splices {
            let from = splice.from as usize;
            self.blocks.splice(from..from + splice.remove as usize, splice.insert.clone());
        }
        for patch in &changed.patches {
            self.text.replace_range(patch.from..patch.to, &patch.insert);
        }
        changed
    }

    /// What differs from a full render, if anything.
    fn fault(&self) -> Option<String> {
        let say = |what: &str, a: String, b: String| Some(format!("{what}:\n{a}\n{b}"));
        let text = self.sheet.text();
        if text != self.text {
            return say("text", format!("{:?}", self.text), format!("{text:?}"));
        }
        let shown: Vec<&str> = self.blocks.iter().map(|block| block.html.as_str()).collect();
        let full = render(&text, &AsWritten);
        if shown != full {
            return say("page", format!("{shown:#?}"), format!("{full:#?}"));
        }
        if self.sheet.blocks() != self.blocks {
            return say(
                "splices",
                format!("{:?}", self.sheet.blocks()),
                format!("{:?}", self.blocks),
            );
        }
        let length: u32 = self.blocks.iter().map(|block| block.length).sum();
        if length != places::units(&text) && !self.blocks.is_empty() {
            return say("length", length.to_string(), places::units(&text).to_string());
        }
        let mut ids: Vec<u32> = self.blocks.iter().map(|block| block.id).collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.len() != self.blocks.len() {
            return say("ids", String::new(), String::new());
        }
        let plain = plain_line_ends(&text);
        let figures = figure::read(&plain).into_iter().filter(|one| one.form != Form::Inline);
        let read: Vec<_> = figures
            .map(|one| {
                let from = places::units(&plain[..one.span.start]);
                (from..from + places::units(&plain[one.span.clone()]), one.src, one.caption)
            })
            .collect();
        let kept: Vec<_> =
            self.sheet.figures().into_iter().map(|(at, one)| (at, one.src, one.caption)).collect();
        if read != kept {
            return say("figures", format!("{read:?}"), format!("{kept:?}"));
        }
        let words = crate::manuscript::words(&plain);
        (words != self.sheet.words()).then(|| format!("words: {words} {}", self.sheet.words()))
    }
}

#[test]
fn a_keystroke_replaces_one_block() {
    let mut screen = Screen::of("One.\n\nTwo.\n\nThree.");
    let changed = screen.edit(&[change(9, 9, "!")]);
    let [splice] = &changed.splices[..] else { panic!("{changed:?}") };
    assert_eq!((splice.from, splice.remove, splice.insert.len()), (1, 1, 1));
    assert_eq!(splice.insert[0].id, 4, "a changed block is a new one");
    assert_eq!(changed.patches, [Patch { from: 9, to: 9, insert: "!".to_owned() }]);
    assert_eq!(screen.fault(), None);
}

#[test]
fn what_is_far_away_is_read_only_where_it_must() {
    // The number of splices says how many places of the page were touched.
    for (text, edit, splices, why) in [
        ("[a]: /x\n\nA [a].\n\nB.\n\nSee [a].\n", change(6, 7, "y"), 2, "a definition has users"),
        ("A.\n\n[a]: /x\n\nB [b].\n", change(8, 9, "z"), 0, "one without users changes nothing"),
        ("A.\n\nB.\n\nC.\n", change(4, 4, "```\n"), 1, "a fence takes all that follows"),
        ("A.\n\nB.\n\nC.\n", change(0, 0, ""), 0, "nothing is nothing"),
    ] {
        let mut screen = Screen::of(text);
        let changed = screen.edit(&[edit]);
        assert_eq!(changed.splices.len(), splices, "{why}: {changed:?}");
        assert_eq!(screen.fault(), None, "{why}");
    }
}

#[test]
fn the_first_of_two_definitions_counts_wherever_they_stand() {
    let mut screen = Screen::of("Top.\n\nA [r].\n\n[r]: /late 'Late'\n\nB [r].\n");
    screen.edit(&[change(6, 6, "[R]: </early \"&'> \"An 'early' \\\"one\\\"\"\n\n")]);
    assert_eq!(screen.fault(), None);
    assert!(screen.blocks[2].html.contains("early"), "{:?}", screen.blocks[2]);
    screen.edit(&[change(0, 6, "")]);
    assert_eq!(screen.fault(), None);
}

#[test]
fn no_line_end_is_made_of_two() {
    for (text, edit, after, why) in [
        ("a\rb", change(2, 2, "\n"), "a\r\rb", "typed after a lone return"),
        ("a\rX\nb", change(2, 3, ""), "a\r\rb", "what parted them is taken out"),
        ("a\r\nb", change(1, 2, ""), "ab", "a pair goes as one"),
    ] {
        let mut sheet = Sheet::new(text, &AsWritten);
        let before = places::units(text);
        sheet.edit(std::slice::from_ref(&edit), "\n", &AsWritten).unwrap();
        assert_eq!(sheet.text(), after, "{why}");
        let expected = before - (edit.to - edit.from) + places::units(&edit.insert);
        assert_eq!(places::units(&sheet.text()), expected, "{why}");
    }
}

/// Text that breaks what is local.
const FRAGMENTS: [&str; 70] = [
    "A paragraph with *words* and `code`.\n\n",
    "Two\nlines.\n\n",
    "word ",
    "\n",
    "\n\n",
    "    ",
    "\t",
    "```\ncode\n",
    "```\n\n",
    "~~~ rust\n",
    "[ref]: https://a.example\n\n",
    "[ref]: /b 'T'\n",
    "[REF]:\n  <c d>\n  \"x\n",
    "See [ref] and [other][ref] and [ref][].\n\n",
    "[foo]: /url\n\n",
    "[tied]({{ site.url }}/a) ",
    "[tied]({{ \"/a\" | url }}",
    "{{ code }} ",
    "{{ ",
    " }}",
    "[foo]: {{ site.url }}/b\n\n",
    "](/c/{% x y %}",
    "![pic][foo]\n\n",
    "[^n]",
    "[^n]: A note.\n\n",
    "[^m]: Another.\n\n    More.\n\n",
    "| a | b |\n|---|---|\n| 1 | 2 |\n\n",
    "| 3 | [ref] |\n",
    "<div>\n\n",
    "</div>\n\n",
    "<div\n",
    "<!-- ",
    "-->\n\n",
    "<pre>\n",
    "</pre>\n",
    "<script>\n",
    "</script>\n",
    "<?php\n",
    "?>\n",
    "<![CDATA[\n",
    "]]>\n",
    "- item\n",
    "- item\n\n  more\n\n",
    "1. one\n",
    "   2) two\n",
    "  - deep\n\n",
    "Head\n----\n\n",
    "===\n",
    "---\n\n",
    "# Head {#id}\n",
    "> quote\n",
    "> ```\n",
    "> [ref]: /q\n\n",
    "* * *\n",
    "![Alt.](p.jpg)\n*Caption. (Photo: A)*\n\n",
    "<figure>\n<img src=\"a.jpg\" alt=\"A\">\n\n",
    "<figcaption>C</figcaption>\n</figure>\n\n",
    "{{< figure src=\"a.jpg\" caption=\"C\" >}}\n\n",
    "{{< figure src=\"b.jpg\" alt=\"B\" >}}\n",
    "<figure><img src=\"c.jpg\"></figure>\n",
    "<figure><img src=\"d.jpg\"></figure> behind it <b>and</b> on\n",
    "<div>\n",
    "</div>\n",
    "💥 é ",
    "- [ ] task\n",
    "\\\n",
    "[",
    "]",
    "**",
    "_a_ ~~b~~ <b>x</b> &amp; <https://x.example>\n",
];

/// SplitMix64: the same edits in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n.max(1) as u64) as usize
    }

    fn fragment<'a>(&mut self, fragments: &[&'a str]) -> &'a str {
        fragments[self.below(fragments.len())]
    }

    /// A place of the editor that is not inside a pair.
    fn place(&mut self, units: &[u16], from: usize, within: usize) -> usize {
        let place = (from + self.below(within + 1)).min(units.len());
        let inside = units.get(place).is_some_and(|unit| (0xdc00..0xe000).contains(unit));
        place - usize::from(inside)
    }
}

/// Random edits of random texts; after each the page is that of a full render.
fn try_edits(fragments: &[&str], seed: u64, edits: usize) {
    let mut dice = Dice(seed);
    let mut done = 0;
    while done < edits {
        let mut text: String = (0..dice.below(14)).map(|_| dice.fragment(fragments)).collect();
        if dice.below(8) == 0 {
            text = text.replace('\n', "\r\n");
        }
        let mut screen = Screen::of(&text);
        assert_eq!(screen.fault(), None, "{text:?}");
        for _ in 0..12 {
            let before = screen.sheet.text();
            let units: Vec<u16> = plain_line_ends(&before).encode_utf16().collect();
            let mut changes = Vec::new();
            let mut at = 0;
            for _ in 0..1 + dice.below(20) / 18 {
                let from = dice.place(&units, at, units.len() - at);
                let long = [0, 0, 1, 3, 40][dice.below(5)];
                let to = dice.place(&units, from, long).max(from);
                let insert = match dice.below(4) {
                    0 => String::new(),
                    1 => "x".to_owned(),
                    _ => dice.fragment(fragments).to_owned(),
                };
                changes.push(change(from as u32, to as u32, &insert));
                at = to;
            }
            screen.edit(&changes);
            done += 1;
            if let Some(fault) = screen.fault() {
                panic!("seed {seed}, edit {done}: {before:?} {changes:?}\n{fault}");
            }
        }
    }
}

/// How many edits are tried: `GALLEY_EDITS` names another number.
fn edits() -> usize {
    std::env::var("GALLEY_EDITS").ok().and_then(|n| n.parse().ok()).unwrap_or(20_000)
}

#[test]
fn the_page_is_always_that_of_a_full_render() {
    let seed = std::env::var("GALLEY_SEED").ok().and_then(|n| n.parse().ok()).unwrap_or(1);
    try_edits(&FRAGMENTS, seed, edits());
}

/// The examples of CommonMark and of GitHub's extensions, as the parser's own tests have them:
/// cargo unpacks those with the parser.
fn examples() -> Vec<String> {
    let home = std::env::var_os("CARGO_HOME").map(std::path::PathBuf::from);
    let home =
        home.or_else(|| Some(std::path::PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let Some(registries) = home.and_then(|home| std::fs::read_dir(home.join("registry/src")).ok())
    else {
        return Vec::new();
    };
    let mut examples = Vec::new();
    for registry in registries.flatten() {
        let suite = registry.path().join("pulldown-cmark-0.13.6/tests/suite");
        for file in
            ["spec.rs", "gfm_table.rs", "gfm_strikethrough.rs", "gfm_tasklist.rs", "footnotes.rs"]
        {
            let text = std::fs::read_to_string(suite.join(file)).unwrap_or_default();
            let parts = text.split("let original = r##\"").skip(1);
            examples.extend(parts.filter_map(|part| Some(part.split_once("\"##;")?.0.to_owned())));
        }
    }
    examples
}

#[test]
fn every_example_of_the_specifications_is_rendered_alike() {
    let examples = examples();
    for text in &examples {
        assert_eq!(Screen::of(text).fault(), None, "{text:?}");
    }
    if !examples.is_empty() {
        let fragments: Vec<&str> = examples.iter().map(String::as_str).collect();
        try_edits(&fragments, 7, edits() / 4);
    }
}

#[test]
fn what_nobody_has_seen_yet_leaves_the_sheet_clean() {
    let hostile = "<b onclick=\"x()\">Bold</b><script>x()</script>\n\nLast.";
    let text = "One.\n\n".repeat(40) + hostile;
    let whole = Sheet::new(&text, &AsWritten).blocks();
    let mut sheet = Sheet::new(&text, &AsWritten);
    assert_eq!(sheet.count(), 42);
    let mut parts = sheet.page(0, 32);
    assert_eq!(parts.len(), 32);
    parts.extend(sheet.page(32, 32));
    assert_eq!(parts, whole, "part by part it is the whole page");
    // Moved by an edit before it was seen: it goes to the page as an old block with another length.
    let mut sheet = Sheet::new(hostile, &AsWritten);
    let end = hostile.find("\n\nLast").unwrap() as u32;
    let change = Change { from: end, to: end, insert: "\n".to_owned() };
    let changed = sheet.edit(&[change], "\n", &AsWritten).unwrap();
    let sent: Vec<&Block> = changed.splices.iter().flat_map(|splice| &splice.insert).collect();
    assert!(!sent.is_empty(), "something is sent");
    for block in sent.into_iter().chain(&sheet.blocks()) {
        assert!(!block.html.contains("onclick") && !block.html.contains("script"), "{block:?}");
    }
}
