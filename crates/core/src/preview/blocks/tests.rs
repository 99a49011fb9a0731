#![allow(clippy::unwrap_used)]

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
