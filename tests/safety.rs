//! Nobody's text runs, loads or leads anywhere: every hostile one through the core, each answer
//! read by a judge that knows nothing of how the core sanitises.

use std::fs;

use galley_core::preview::{self, AsWritten, Picture, Pictures, clean};
use serde_json::json;

use crate::hostile::{self, Hostile};
use crate::newsroom::{Newsroom, bring_rest};

/// Nobody listens there: here nothing is asked for.
const SERVER: &str = "127.0.0.1:9";

#[test]
fn there_are_enough_of_them() {
    let all = hostile::strings(SERVER);
    assert!(all.len() >= 1_500, "{}", all.len());
}

/// Each text is a story's text, and every field of its header: as the desk shows it.
#[test]
fn no_hostile_text_reaches_the_page_alive() {
    let newsroom = Newsroom::new();
    let all = hostile::strings(SERVER);
    for (n, Hostile { text, .. }) in all.iter().enumerate() {
        let folder = newsroom.site.join(format!("content/posts/h{n}"));
        fs::create_dir_all(&folder).expect("a folder");
        let field = json!(text).to_string();
        let file = format!(
            "---\ntitle: {field}\ndescription: {field}\nauthors: [{field}]\ndate: 2026-11-01\n\
             tags: [{field}]\nimage: {field}\nimage-alt: {field}\nimage-caption: {field}\n\
             image-credit: {field}\n---\n{text}\n"
        );
        fs::write(folder.join("index.md"), file).expect("a story");
    }
    let mut desk = newsroom.open_again().expect("the site opens");
    let mut readable = 0;
    for (n, Hostile { kind, text }) in all.iter().enumerate() {
        let path = format!("content/posts/h{n}/index.md");
        let mut post =
            desk.open_post(&path, newsroom.now).unwrap_or_else(|why| panic!("{text}: {why}"));
        bring_rest(&mut desk, &mut post);
        readable += usize::from(post.broken.is_none());
        let parts = [post.page.head.as_str(), post.page.card.as_str()];
        for html in parts.into_iter().chain(post.page.blocks.iter().map(|block| &*block.html)) {
            // As it is, and as a parser makes it that reads it again.
            for html in [html, &clean::clean(html)] {
                judge(html, &in_the_app)
                    .unwrap_or_else(|why| panic!("{kind}: {text:?}\n{html}\n{why}"));
            }
        }
        desk.close_post(&path, newsroom.now).expect("it closes");
    }
    // Some hold what no header may; all others are shown.
    assert!(readable * 10 > all.len() * 9, "{readable} of {}", all.len());
}

/// Outside the app pictures come from the site's own folder, whatever the address looks like.
#[test]
fn a_page_outside_the_app_loads_from_its_own_site_only() {
    for Hostile { kind, text } in hostile::strings(SERVER) {
        for html in preview::render(&text, &AsWritten) {
            judge(&html, &on_its_site)
                .unwrap_or_else(|why| panic!("{kind}: {text:?}\n{html}\n{why}"));
        }
    }
}

#[test]
fn pictures_of_raw_html_come_from_the_site() {
    let site = Named;
    let gone = "<span class=\"picture-missing\">This picture’s file is missing: gone.jpg</span>";
    for (text, html, why) in [
        (
            "<p>A <img src=\"hall.jpg\" alt=\"A hall.\"> b</p>",
            "<p>A <img src=\"picture://localhost/1\" alt=\"A hall.\"> b</p>".to_owned(),
            "in a block",
        ),
        (
            "x <img src=hall.jpg> y",
            "<p>x <img src=\"picture://localhost/1\" alt=\"\"> y</p>\n".to_owned(),
            "in a line",
        ),
        ("x <img src=gone.jpg> y", format!("<p>x {gone} y</p>\n"), "one that is not there"),
        ("<p>x <img src=gone.jpg> y</p>", format!("<p>x {gone} y</p>"), "nor in a block"),
        (
            "<p>x <IMG alt='>' SRC='&#104;all.jpg'> y</p>",
            "<p>x <img src=\"picture://localhost/1\" alt=\"&gt;\"> y</p>".to_owned(),
            "spelled otherwise",
        ),
    ] {
        assert_eq!(preview::render(text, &site).concat(), html, "{why}");
    }
}

/// Texts that make parsers slow or deep end, and end small.
#[test]
fn no_text_is_too_deep() {
    let fill = |part: &str| part.repeat(100_000 / part.len());
    for part in [
        "&",
        ">",
        "[",
        "- ",
        "*_",
        "![[",
        "`",
        "a <![CDATA[",
        "[x]: y\n[x]\n",
        "[^a]:---\n:",
        "**<a ",
        "\"",
        "a\n",
        "    a\n",
        "<b>",
        "<div>",
        "<svg>",
        "<table>",
        "<!--",
        "<?",
        "\\",
        "|",
        "> - 1. ",
        "  ",
        "\t",
        "#",
        "<a href=\"",
        "![](",
        "{{< figure ",
        "<figure><img src=x>",
        "*x* (Photo: ",
        "[^1]",
        "~~",
    ] {
        let text = fill(part);
        let begun = std::time::Instant::now();
        let html = preview::render(&text, &Named).concat();
        println!("{part:?}: {:?}", begun.elapsed());
        assert!(html.len() < 20 * text.len() + (1 << 20), "{part:?}: {}", html.len());
        judge(&html, &in_the_app).unwrap_or_else(|why| panic!("{part:?}: {why}"));
    }
}

/// A picture called `hall.jpg`, and no other.
struct Named;

impl Pictures for Named {
    fn find(&self, src: &str) -> Picture {
        match src {
            "hall.jpg" => Picture::Here { url: "picture://localhost/1".to_owned(), size: None },
            _ => Picture::Missing,
        }
    }
}

fn in_the_app(src: &str) -> bool {
    let id = src.strip_prefix("picture://localhost/").unwrap_or("/");
    id.bytes().all(|sign| sign.is_ascii_alphanumeric() || b"?=".contains(&sign))
}

fn on_its_site(src: &str) -> bool {
    let page = url::Url::parse("https://site.example/posts/x/").expect("an address");
    match page.join(src) {
        Ok(whole) if whole.scheme() == "https" => whole.host_str() == Some("site.example"),
        // Only the app knows what this is.
        Ok(whole) => whole.scheme() == "picture",
        Err(_) => true,
    }
}

/// Reads HTML strictly: nothing but elements and attributes that lie still.
fn judge(html: &str, loads: &dyn Fn(&str) -> bool) -> Result<(), String> {
    const ELEMENTS: &str = " a abbr article b blockquote br caption cite code col colgroup dd del \
        details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p \
        pre q s samp small span strong sub summary sup table tbody td tfoot th thead tr u ul var ";
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(close) = rest.strip_prefix('/') {
            let (name, after) = close.split_once('>').ok_or("a tag never ends")?;
            if !ELEMENTS.contains(&format!(" {name} ")) {
                return Err(format!("</{name}>"));
            }
            rest = after;
            continue;
        }
        let end = rest.find([' ', '>']).ok_or("a tag never ends")?;
        let (name, mut after) = rest.split_at(end);
        if !ELEMENTS.contains(&format!(" {name} ")) {
            return Err(format!("<{name}>"));
        }
        while let Some(attribute) = after.strip_prefix(' ') {
            let (key, value) = attribute.split_once("=\"").ok_or("an attribute without a value")?;
            let (value, tail) = value.split_once('"').ok_or("a value never ends")?;
            after = tail;
            let value = value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">");
            let value = value.replace("&nbsp;", "\u{a0}").replace("&amp;", "&");
            let still = match key {
                "id" => value.starts_with("p-"),
                "src" => name == "img" && loads(&value),
                "data-href" | "title" => true,
                "alt" | "width" | "height" => name == "img",
                "start" => name == "ol",
                "colspan" | "rowspan" | "scope" => name == "td" || name == "th",
                "align" => {
                    (name == "td" || name == "th") && ["left", "center", "right"].contains(&&*value)
                }
                "lang" | "dir" | "role" | "aria-label" => true,
                "class" => value.split(' ').all(|class| {
                    let known = "card card--plain pic footnote is-long byline dek note credit box \
                                 picture-missing footnote-mark";
                    class.is_empty() || known.split_ascii_whitespace().any(|one| one == class)
                }),
                _ => false,
            };
            if !still {
                return Err(format!("<{name} {key}=\"{value}\">"));
            }
        }
        rest = after.strip_prefix('>').ok_or_else(|| format!("<{name}{after}"))?;
    }
    Ok(())
}

/// The judge itself must be able to say no.
#[test]
fn the_judge_knows_what_is_alive() {
    for html in [
        "<script>",
        "<img onerror=\"x\">",
        "<a href=\"x\">x</a>",
        "<img src=\"http://x/\">",
        "<p style=\"x\">",
        "<img src=\"x\">",
        "<p id=\"body\">",
        "<svg>",
        "<b",
        "<p class=\"here\">",
        "<img src=\"picture://localhost/../x\">",
        "<img x>",
        "</svg>",
    ] {
        assert!(judge(html, &in_the_app).is_err(), "{html}");
    }
    for html in
        ["", "<p>x &lt;script&gt;</p>", "<img src=\"picture://localhost/a1?w=1200\" alt=\"\">"]
    {
        assert_eq!(judge(html, &in_the_app), Ok(()), "{html}");
    }
    for src in ["//evil.example/x", "http://x/", "/\\evil.example", "\t//evil.example", "data:,x"] {
        assert!(!on_its_site(src), "{src}");
    }
    assert!(on_its_site("hall.jpg") && on_its_site("/img/a b.jpg"));
}
