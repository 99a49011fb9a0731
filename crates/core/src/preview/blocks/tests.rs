#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use crate::preview::AsWritten;

fn page(body: &str) -> String {
    render(body, &AsWritten).concat()
}

#[test]
fn what_authors_write_comes_out_as_readers_see_it() {
    for (body, html, why) in [
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>\n", "paragraphs"),
        ("## Head", "<h2>Head</h2>\n", "a heading"),
        (
            "See [this](https://a.example/?x=1&y=2).",
            "<p>See <a data-href=\"https://a.example/?x=1&amp;y=2\">this</a>.</p>\n",
            "a link is not live",
        ),
        (
            "![Alt.](p.jpg)\n*Caption. (Photo: A/B)*",
            "<figure><img src=\"p.jpg\" alt=\"Alt.\"><figcaption>Caption. <span class=\"credit\">(Photo: A/B)</span></figcaption></figure>",
            "a figure with caption and credit",
        ),
        (
            "![Alt.](p.jpg)\n*(Photo: [A/B](https://b.example))*",
            "<figure><img src=\"p.jpg\" alt=\"Alt.\"><figcaption><span class=\"credit\">(Photo: <a data-href=\"https://b.example\">A/B</a>)</span></figcaption></figure>",
            "a credit may be a link",
        ),
        (
            "![A](https://t.example/x.png)",
            "<figure><span class=\"picture-missing\">Picture from another site, not loaded: t.example</span></figure>",
            "nothing is loaded from elsewhere",
        ),
        (
            "A[^1].\n\nB[^2].\n\n[^2]: Two.\n\n[^1]: One.",
            "<p>A<sup class=\"footnote-mark\">1</sup>.</p>\n<p>B<sup class=\"footnote-mark\">2</sup>.</p>\n<div class=\"footnote\"><sup class=\"footnote-mark\">2</sup>\n<p>Two.</p>\n</div><div class=\"footnote\"><sup class=\"footnote-mark\">1</sup>\n<p>One.</p>\n</div>",
            "footnotes are numbered across blocks",
        ),
        ("a <script>alert(1)</script> b", "<p>a  b</p>\n", "nothing runs"),
        (
            "[x](javascript:alert(1))",
            "<p><a data-href=\"javascript:alert(1)\">x</a></p>\n",
            "inert",
        ),
        (
            "- [x] done",
            "<ul>\n<li><span class=\"box\" role=\"img\" aria-label=\"done\">☑</span> done</li>\n</ul>\n",
            "tasks",
        ),
    ] {
        assert_eq!(page(body).replace("\n\n", "\n"), html, "{why}");
    }
}

#[test]
fn lengths_cover_the_text_in_the_editors_offsets() {
    for body in ["", "a", "\n\na\n\nb\n", "é\r\n\r\n💥 x\r\n\r\n- a\r\n- b\r\n", "a\n\n[x]: y\n\nb"]
    {
        let blocks = render_blocks(body, &AsWritten);
        let sum: u32 = blocks.iter().map(|rendered| rendered.block.length).sum();
        let whole = if blocks.is_empty() { 0 } else { units(body) };
        assert_eq!(sum, whole, "{body:?}");
    }
}

#[test]
fn a_keystroke_replaces_one_block() {
    let before = "One.\n\nTwo.\n\nThree.";
    let mut rendered = render_blocks(before, &AsWritten);
    let mut next = 4;
    let splice = splice(&mut rendered, &mut next, "One.\n\nTwo!.\n\nThree.", &AsWritten);
    assert_eq!((splice.from, splice.remove, splice.insert.len()), (1, 1, 1));
    assert_eq!(splice.insert[0].id, 4, "a changed block is a new one");
}

/// Text that breaks what is local: fences, references, footnotes, tables, raw HTML.
fn pieces() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(0..PIECES.len(), 0..12)
}

const PIECES: [&str; 14] = [
    "A paragraph with *words*.\n\n",
    "```\ncode\n",
    "```\n\n",
    "[ref]: https://a.example\n\n",
    "See [ref] and[^n].\n\n",
    "[^n]: A note.\n\n",
    "| a | b |\n|---|---|\n| 1 | 2 |\n\n",
    "<div>\n\n",
    "</div>\n\n",
    "- item\n- item\n\n",
    "Head\n----\n\n",
    "> quote\n",
    "![Alt.](p.jpg)\n*Caption. (Photo: A)*\n\n",
    "💥 é\r\n\r\n",
];

fn text(pieces: &[usize]) -> String {
    pieces.iter().map(|piece| PIECES[*piece]).collect()
}

proptest! {
    /// Applying splices one after the other always gives the page of a full render.
    #[test]
    fn splices_give_the_full_render(texts in prop::collection::vec(pieces(), 1..5)) {
        let mut rendered: Vec<Rendered> = Vec::new();
        let mut next = 1;
        let mut screen: Vec<Block> = Vec::new();
        for text in texts.iter().map(|pieces| text(pieces)) {
            let splice = splice(&mut rendered, &mut next, &text, &AsWritten);
            let from = splice.from as usize;
            screen.splice(from..from + splice.remove as usize, splice.insert);
            let shown: Vec<String> = screen.iter().map(|block| block.html.clone()).collect();
            prop_assert_eq!(shown, render(&text, &AsWritten));
            let mut ids: Vec<u32> = screen.iter().map(|block| block.id).collect();
            ids.sort_unstable();
            ids.dedup();
            prop_assert_eq!(ids.len(), screen.len(), "ids are unique");
        }
    }
}
