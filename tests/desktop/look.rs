//! The page in the site's own style, and what searches and shared links show of it.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::app::App;
use crate::listener::Listener;
use crate::steps::{git, photograph};

const TITLE: &str = "After eleven months without a second judge, the county’s eviction docket has \
    become a Tuesday-morning line that starts on the stairs";

const CSS: &str = "@import url('http://SERVER/import.css');
@font-face { font-family: Site; src: url(http://SERVER/font.woff2) }
:root { --brand: rgb(120, 20, 60) }
body { margin: 0; background: #fffaf3; font: 18px/1.6 Georgia, serif; color: #222 }
.bar { background: var(--brand); height: 8px }
.wrap { max-width: 44rem; margin: 0 auto; padding: 2rem 1.5rem }
.post-header { border-bottom: 3px solid var(--brand); margin-bottom: 1.5rem; background: url(http://SERVER/back.png) }
.post-title { font: 700 2.4rem/1.15 Georgia, serif; color: var(--brand); margin: 0 0 .5rem }
.post-content { background: url(../img/paper.png) }
.post-content > p:first-child::first-letter { font-size: 3em; float: left; line-height: 1; color: var(--brand) }
.post-content a { color: var(--brand) }
figure { margin: 1.5rem 0 } figcaption { font: italic .85rem/1.4 Georgia, serif; color: #666 }
@media (min-width: 900px) { .wrap { padding-top: 4rem } .post-title { letter-spacing: 1px } }
";

const PAGE: &str = "<!doctype html><html><head><link rel=stylesheet href=/css/site.css></head>
<body class=single><div class=bar></div><main class=wrap><article class=post>
<header class=post-header><h1 class=post-title>TITLE</h1></header>
<div class=post-content><p>The line begins on the second-floor landing.</p><p>More.</p></div>
</article></main></body></html>";

fn site(home: &Path, server: &str) -> PathBuf {
    let site = home.join("site");
    let css = CSS.replace("SERVER", server);
    let page = PAGE.replace("TITLE", TITLE);
    let story = format!(
        "---\ntitle: {TITLE}\ndescription: The Record counted 312 cases on ten Tuesdays. The median \
         hearing lasted four minutes; the median wait, three hours and ten. Nobody in the building \
         can say whose job it is to shorten it, and the guard counts the steps.\nauthors: [Amina Yusuf]\n\
         date: 2026-11-17\nimage: hall.jpg\nimage-alt: Seven stone columns.\n---\n\
         The line begins on the second-floor landing. By eight it has turned the corner, and the \
         guard tells newcomers to [count the steps](https://example.org/).\n\n\
         ![Columns.](hall.jpg)\n*The courthouse at 7:40. (Photo: Núria Bofill)*\n\n{}",
        "People here say how long they waited by the step on which they stood.\n\n".repeat(6)
    );
    for (path, bytes) in [
        (
            "hugo.toml",
            "baseURL = 'https://orrinrecord.example/'\ntitle = 'The Orrin Record'\n".into(),
        ),
        ("public/index.html", b"x".to_vec()),
        ("public/css/site.css", css.into_bytes()),
        ("public/posts/tuesday-line/index.html", page.into_bytes()),
        ("content/posts/tuesday-line/index.md", story.into_bytes()),
        ("content/posts/tuesday-line/hall.jpg", photograph(1400, 900)),
    ] {
        let path = site.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    let paper =
        image::RgbImage::from_fn(40, 40, |x, _| image::Rgb([250 - (x % 2) as u8 * 6, 245, 235]));
    fs::create_dir_all(site.join("public/img")).expect("a folder");
    paper.save(site.join("public/img/paper.png")).expect("a picture");
    fs::write(site.join(".gitignore"), "public\n").expect("a file");
    git(&site, &["init", "-q", "-b", "main"]);
    git(&site, &["add", "."]);
    git(&site, &["-c", "user.name=A", "-c", "user.email=a@b.example", "commit", "-qm", "A"]);
    site
}

#[test]
fn the_page_is_drawn_as_the_site_draws_it() {
    let listener = Listener::start();
    let home = tempfile::tempdir().expect("a home");
    let site = site(home.path(), &listener.name);
    let app = App::start(home.path(), Some(&site));
    app.open_story("After eleven months").until_page_shows("second-floor landing");
    let brand = "rgb(120, 20, 60)";
    app.driver.wait("the headline has the site's colour", || {
        (app.style("h1", "color") == brand).then_some(())
    });
    // Rules for wide windows count: the page has a desktop's width, drawn smaller.
    assert_eq!(app.style("h1", "letterSpacing"), "1px");
    assert_eq!(
        app.style(".post-content", "backgroundImage")
            .as_str()
            .map(|s| s.starts_with("url(\"picture:")),
        Some(true)
    );
    assert_eq!(app.style(".post-header", "backgroundImage"), "none", "nothing from elsewhere");
    assert_eq!(app.style("html", "backgroundColor"), "rgba(0, 0, 0, 0)", "nothing of Galley's own");
    app.shot("34-site-desktop");
    // A click finds its place although the page is drawn smaller.
    let place = app.driver.run(
        "const frame = document.querySelector('iframe'), box = frame.getBoundingClientRect();
         const fit = box.width / frame.clientWidth;
         const at = [...frame.contentDocument.querySelectorAll('.post-content > p')].at(-1).getBoundingClientRect();
         const glass = document.querySelector('.glass');
         frame.contentWindow.scrollTo(0, 0);
         const p = frame.contentDocument.querySelector('.post-content > p').getBoundingClientRect();
         const event = {bubbles: true, clientX: box.left + (p.left + 60) * fit, clientY: box.top + (p.top + 60) * fit};
         glass.dispatchEvent(new MouseEvent('click', event));
         const content = document.querySelector('.cm-content');
         const view = (content.cmTile ?? content.cmView).view ?? (content.cmTile ?? content.cmView).rootView?.view;
         return view.state.doc.lineAt(view.state.selection.main.head).number",
        json!([]),
    );
    assert_eq!(place, 1, "the caret is in the first paragraph");

    app.driver.click(&app.driver.find("[aria-label=Phone]"));
    app.driver.wait("a phone's rules count", || {
        (app.style("h1", "letterSpacing") == "normal").then_some(())
    });
    app.shot("35-site-phone");
    app.driver.click(&app.driver.find("[aria-label=Desktop]"));
    app.click("Galley");
    app.driver
        .wait("Galley's own style is back", || (app.style("h1", "color") != brand).then_some(()));
    app.shot("36-galley");
    app.driver.click(&app.driver.find("button[title='As the site draws it']"));
    app.write("Typed as the site draws it. ").until_page_shows("Typed as the site draws it.");
    assert_eq!(app.style("h1", "color"), brand);
    assert_eq!(listener.take(), [""; 0], "nothing was asked for");
}

#[test]
fn what_others_show_of_a_story_is_seen_beforehand() {
    let home = tempfile::tempdir().expect("a home");
    let site = site(home.path(), "127.0.0.1:9");
    let app = App::start(home.path(), Some(&site));
    app.open_story("After eleven months").until_page_shows("second-floor landing");
    app.click("Shared");
    app.driver.until_said("In a search");
    let shown = app.driver.run(
        "return [...document.querySelectorAll('.found h3, .linked h3')].map((e) => e.textContent)",
        json!([]),
    );
    let shown: Vec<&str> =
        shown.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    assert_eq!(shown.len(), 3);
    for title in &shown {
        let whole = title.trim_end_matches(" ...").trim_end_matches('…');
        assert!(TITLE.starts_with(whole) && whole.len() < TITLE.len(), "{title} is cut");
    }
    app.driver.until_said("orrinrecord.example › posts › tuesday-line");
    // What is shown is what has room: one line on a desktop, two on a phone.
    let lines = app.driver.run(
        "return [...document.querySelectorAll('.found h3')].map((e) => Math.round(e.getBoundingClientRect().height / parseFloat(getComputedStyle(e).lineHeight)))",
        json!([]),
    );
    assert_eq!(lines[1], 2, "{lines}");
    app.shot("37-shared");
    for theme in ["dark", "light"] {
        app.driver.run("window.__TAURI_INTERNALS__.invoke('set_theme', {theme: arguments[0]}); document.documentElement.dataset.theme = arguments[0]", json!([theme]));
        app.shot(&format!("38-shared-{theme}"));
    }
    app.driver.run("document.documentElement.dataset.theme = 'dark'", json!([]));
    app.click("Article");
    app.shot("39-site-dark");
}

impl App {
    /// A style of the first such element of the page.
    fn style(&self, css: &str, name: &str) -> Value {
        self.driver.run(
            "const page = document.querySelector('iframe').contentDocument;
             const element = page.querySelector(arguments[0]);
             return element && page.defaultView.getComputedStyle(element)[arguments[1]]",
            json!([css, name]),
        )
    }
}
