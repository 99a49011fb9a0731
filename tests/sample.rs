//! The sample site as readers get it: what Hugo builds shows what the preview shows.

use std::fs;
use std::path::Path;
use std::process::Command;

use galley_core::preview::{self, AsWritten};
use galley_core::site::Site;
use galley_core::story::Story;

/// The text of HTML, with white space folded.
fn text(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for letter in html.chars() {
        match letter {
            '<' => inside = true,
            '>' => {
                inside = false;
                out.push(' ');
            }
            other if !inside => out.push(other),
            _ => {}
        }
    }
    let out = out
        .replace("&amp;", "&")
        .replace("&quot;", "\"")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">");
    out.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace("( ", "(")
        .replace(" )", ")")
        .replace(" ,", ",")
        .replace(" .", ".")
}

#[test]
fn hugo_builds_what_the_preview_shows() {
    let posts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../posts");
    let out = tempfile::tempdir().expect("a folder");
    let build = Command::new("hugo")
        .args(["--quiet", "--buildFuture", "--cacheDir"])
        .arg(out.path().join("cache"))
        .arg("-s")
        .arg(&posts)
        .arg("-d")
        .arg(out.path().join("site"))
        .output()
        .expect("hugo is installed: cargo xtask test installs it");
    assert!(build.status.success(), "{}", String::from_utf8_lossy(&build.stderr));
    let (site, all) = Site::open(&posts).expect("the sample opens");
    assert_eq!(all.len(), 14, "fourteen stories");
    let list = text(&fs::read_to_string(out.path().join("site/index.html")).expect("a list"))
        + &text(
            &fs::read_to_string(out.path().join("site/page/2/index.html")).expect("a second page"),
        );
    let mut pictures = 0;
    for post in &all {
        let fields = post.fields.as_ref().expect("it can be read");
        let story = Story::read(fields, &site.profile, None);
        let page =
            fs::read_to_string(out.path().join(format!("site/posts/{}/index.html", post.slug())))
                .expect("a page");
        let page = text(&page);
        assert!(page.contains(&story.title), "{}: the headline", post.path);
        assert!(
            page.contains(&format!("{} • {}", story.authors.join(", "), story.long_date())),
            "{}: the byline",
            post.path
        );
        assert!(page.contains(&story.dek), "{}: the dek", post.path);
        for block in preview::render(post.body(), &AsWritten) {
            // Hugo numbers a footnote by its place in a list.
            let shown = text(&block);
            let shown =
                if block.starts_with("<div class=\"footnote\"") { &shown[2..] } else { &shown };
            let start: String = shown.split_whitespace().take(6).collect::<Vec<_>>().join(" ");
            assert!(page.contains(&start), "{}: “{start}” is on the built page", post.path);
        }
        assert!(
            list.contains(&format!("By {} {}", story.authors.join(", "), story.long_date())),
            "{}: the card",
            post.path
        );
        assert!(list.contains(&story.dek), "{}: the card's dek", post.path);
        if let Some(lead) = &story.lead {
            pictures += 1;
            assert!(
                !lead.alt.is_empty() && !lead.credit.is_empty(),
                "{}: described and credited",
                post.path
            );
            assert!(list.contains(&lead.credit_line()), "{}: the card's credit", post.path);
            assert!(page.contains(&lead.credit), "{}: the page's credit", post.path);
        }
    }
    assert!(pictures >= 10 && all.len() - pictures >= 2, "{pictures} lead pictures");
    let first = fs::read_to_string(out.path().join("site/index.html")).expect("a list");
    assert_eq!(first.matches("<article class=\"card").count(), 10, "ten cards");
    assert!(text(&first).contains("Show More"));
    let second =
        fs::read_to_string(out.path().join("site/page/2/index.html")).expect("a second page");
    assert!(!text(&second).contains("Show More"), "no more after the last");
}
