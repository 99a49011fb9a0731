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
        (
            "> [!NOTE]\n> The vote is on Tuesday.",
            "<blockquote>\n<p>[!NOTE]\nThe vote is on Tuesday.</p>\n</blockquote>\n",
            "what stands in brackets in a quotation is shown: generators print it",
        ),
        (
            "| a | b | c |\n|:-:|--:|---|\n| 1 | *2* | 3 |",
            "<table><thead><tr><th align=\"center\">a</th><th align=\"right\">b</th><th>c</th></tr></thead><tbody>\n<tr><td align=\"center\">1</td><td align=\"right\"><em>2</em></td><td>3</td></tr>\n</tbody></table>\n",
            "the columns of a table stand as they are written",
        ),
        (
            "<video src=\"clip.mp4\" controls>No video?</video>",
            "<p><span class=\"picture-missing\">Video, not shown here: clip.mp4</span></p>\n",
            "a video leaves word of itself",
        ),
    ] {
        assert_eq!(page(body).replace("\n\n", "\n"), html, "{why}");
    }
}

#[test]
fn what_stands_in_a_block_beside_its_figures_is_shown_too() {
    let one = "<figure><img src=\"a.jpg\" alt=\"A\"></figure>";
    let two = "<figure><img src=\"b.jpg\" alt=\"B\"></figure>";
    let code =
        |name: &str, alt: &str| format!("{{{{< figure src=\"{name}.jpg\" alt=\"{alt}\" >}}}}");
    let html =
        |name: &str, alt: &str| format!("<figure><img src=\"{name}.jpg\" alt=\"{alt}\"></figure>");
    let (a, b) = (code("a", "A"), code("b", "B"));
    let (ha, hb) = (html("a", "A"), html("b", "B"));
    for (body, expected, why) in [
        (format!("{a}\nThe *mayor* took money."), format!("{one}<p>The <em>mayor</em> took money.</p>"), "text below a short code"),
        (format!("{a} And so on."), format!("{one}<p>And so on.</p>"), "text behind one"),
        (format!("{a}\n{b}"), format!("{one}{two}"), "two short codes"),
        (format!("{ha}\n{hb}"), format!("{one}{two}"), "two figures of HTML"),
        (format!("{ha}\nText below."), format!("{one}Text below."), "text below HTML"),
        (format!("<div>\n{ha}\n</div>"), format!("<div>{one}</div>"), "what stands around it"),
        (
            "<figure>\n<img src=\"a.jpg\" alt=\"A\">\n\n<figcaption>C</figcaption>\n</figure>\n\nOn.".to_owned(),
            "<figure><img src=\"a.jpg\" alt=\"A\"><figcaption>C</figcaption></figure><p>On.</p>".to_owned(),
            "a blank line inside, and its caption once",
        ),
    ] {
        assert_eq!(page(&body).replace('\n', ""), expected, "{why}");
    }
}
