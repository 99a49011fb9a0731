//! What the real web view needs from a key to the laid-out page, and to open a long story, beside
//! what others do in the very same web view: `cargo xtask bench pipeline`.
//!
//! - **page**: a letter is put into the editor as a key does it; the time runs until the page's
//!   block holds it and has been laid out: change set, wire, back end, answer, nodes, layout. There
//!   is no timer in between that could be left out.
//! - **peer**: the whole text goes through markdown-it, and its HTML into a like frame by morphdom;
//!   neither editor nor wire are in that time, nor the timers that others wait for.
//! - **editor**: the key in our editor up to its layout, beside the same key in a bare CodeMirror
//!   with the same letters.
//! - **open**: from the click on a story to its page, beside `innerHTML` of the whole page.

#![allow(clippy::print_stdout, reason = "a measurement prints its table")]

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::app::App;
use crate::steps::git;

/// Lengths of the texts, in bytes.
const LENGTHS: [usize; 3] = [10_000, 100_000, 1_000_000];
const KEYS: usize = 200;

/// Renders of the peer at each length: one takes long.
const PEER_KEYS: usize = 12;

#[test]
#[ignore = "a measurement, run by its name"]
fn measure_a_key_to_the_page() {
    let peer = std::env::var_os("GALLEY_PEERS").map(|folder| {
        let read = |file: &str| {
            let path = Path::new(&folder).join("node_modules").join(file);
            fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        };
        read("markdown-it/dist/browser/markdown-it.umd.min.js")
            + ";\n"
            + &read("morphdom/dist/morphdom-umd.min.js")
    });
    println!(
        "| text | key to page p50 | p99 | markdown-it + morphdom p50 | ratio | editor mean | p99 | \
         bare CodeMirror mean | p99 | ratio | open | innerHTML | ratio |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    for length in LENGTHS {
        let home = tempfile::tempdir().expect("a home");
        let site = home.path().join("site");
        fs::create_dir_all(site.join("posts")).expect("a folder");
        fs::write(site.join("posts/long.md"), story("Long", length)).expect("a story");
        fs::write(site.join("posts/short.md"), story("Short", 1_000)).expect("a story");
        git(&site, &["init", "-q", "-b", "main"]);
        git(&site, &["add", "."]);
        git(&site, &["-c", "user.name=A", "-c", "user.email=a@b.example", "commit", "-qm", "A"]);
        let app = App::start(home.path(), Some(&site));
        app.open_story("Short").until_page_shows("The first words of Short.");
        let open = app.open_and_measure();
        let typed = app.type_and_measure();
        let bare = app.type_bare();
        let whole = app.whole_page();
        let peer = peer.as_deref().map(|peer| app.peer(peer)).unwrap_or_default();
        let page = Times::of(&typed["page"]);
        let (editor, bare) = (Times::of(&typed["editor"]), Times::of(&bare));
        let (peer, whole) = (Times::of(&peer), Times::of(&whole));
        println!(
            "| {} KB | {:.0} ms | {:.0} ms | {:.0} ms | {:.0} | {:.1} ms | {:.0} ms | {:.1} ms | {:.0} ms | {:.2} | {:.0} ms | {:.0} ms | {:.1} |",
            length / 1000,
            page.part(50),
            page.part(99),
            peer.part(50),
            peer.mean() / page.mean(),
            editor.mean(),
            editor.part(99),
            bare.mean(),
            bare.part(99),
            editor.mean() / bare.mean(),
            open,
            whole.part(50),
            whole.part(50) / open,
        );
    }
}

/// Milliseconds, in order. The web view's clock steps by one: means say more than medians.
struct Times(Vec<f64>);

impl Times {
    fn of(times: &Value) -> Times {
        let all = times.as_array().into_iter().flatten();
        let mut times: Vec<f64> = all.filter_map(Value::as_f64).collect();
        times.sort_by(f64::total_cmp);
        Times(times)
    }

    fn part(&self, percent: usize) -> f64 {
        self.0.get(self.0.len() * percent / 100).copied().unwrap_or(f64::NAN)
    }

    fn mean(&self) -> f64 {
        self.0.iter().sum::<f64>() / self.0.len() as f64
    }
}

impl App {
    /// Milliseconds from the click on the long story to its page.
    fn open_and_measure(&self) -> f64 {
        self.driver.run(
            "const row = [...document.querySelectorAll('[role=option]')].find((e) => e.textContent.includes('Long'));
             const page = document.querySelector('iframe').contentDocument;
             window.measured = null;
             const begun = performance.now();
             const look = () => {
               if (!page.querySelector('.galley-copy').firstElementChild?.textContent.includes('The first words of Long.'))
                 return requestAnimationFrame(look);
               void page.querySelector('.galley-copy').getBoundingClientRect().height;
               // The frame after next has it on the screen.
               requestAnimationFrame(() => setTimeout(() => { window.measured = performance.now() - begun }, 0));
             };
             row.click();
             requestAnimationFrame(look);",
            json!([]),
        );
        self.measured().as_f64().unwrap_or(f64::NAN)
    }

    fn type_and_measure(&self) -> Value {
        self.driver.run(
            "const keys = arguments[0];
             const content = document.querySelector('.cm-content');
             const view = (content.cmTile ?? content.cmView).view ?? (content.cmTile ?? content.cmView).rootView?.view;
             const frame = document.querySelector('iframe').contentDocument;
             const copy = frame.querySelector('.galley-copy');
             window.measured = null;
             const times = {page: [], editor: []};
             const middle = view.state.doc.line(Math.floor(view.state.doc.lines / 2));
             let at = view.state.doc.toString().indexOf('middle', middle.from) + 3;
             view.dispatch({selection: {anchor: at}, scrollIntoView: true});
             const key = (n) => {
               if (n === keys) { window.measured = times; return; }
               const begun = performance.now();
               const seen = new MutationObserver(() => {
                 seen.disconnect();
                 void copy.getBoundingClientRect().height;
                 times.page.push(performance.now() - begun);
                 setTimeout(() => key(n + 1), 40);
               });
               seen.observe(copy, {childList: true, subtree: true, characterData: true});
               view.dispatch({changes: {from: at, insert: 'x'}, selection: {anchor: at + 1}, userEvent: 'input.type'});
               at += 1;
               void content.getBoundingClientRect().height;
               times.editor.push(performance.now() - begun);
             };
             setTimeout(() => key(0), 1500);",
            json!([KEYS]),
        );
        self.measured()
    }

    /// The same keys in a bare CodeMirror in the place of ours, of the same version.
    fn type_bare(&self) -> Value {
        self.driver.run(
            "const keys = arguments[0];
             const content = document.querySelector('.cm-content');
             const ours = (content.cmTile ?? content.cmView).view ?? (content.cmTile ?? content.cmView).rootView?.view;
             const View = ours.constructor, State = ours.state.constructor;
             const place = document.createElement('div');
             const box = ours.dom.getBoundingClientRect();
             Object.assign(place.style, {position: 'fixed', inset: '60px auto auto 300px', width: box.width + 'px',
               height: '700px', overflow: 'auto', background: 'white', zIndex: 99});
             document.body.append(place);
             const view = new View({state: State.create({doc: ours.state.doc, extensions: [View.lineWrapping]}), parent: place});
             view.dom.style.height = '100%';
             // The same letters: what their shapes cost is no editor's doing.
             const look = getComputedStyle(document.querySelector('.cm-line'));
             for (const name of ['fontFamily', 'fontSize', 'lineHeight', 'letterSpacing', 'fontFeatureSettings'])
               view.contentDOM.style[name] = look[name];
             window.measured = null;
             const times = [];
             const middle = view.state.doc.line(Math.floor(view.state.doc.lines / 2));
             let at = view.state.doc.toString().indexOf('mid', middle.from) + 3;
             view.dispatch({selection: {anchor: at}, scrollIntoView: true});
             const key = (n) => {
               if (n === keys) { view.destroy(); place.remove(); window.measured = times; return; }
               const begun = performance.now();
               view.dispatch({changes: {from: at, insert: 'x'}, selection: {anchor: at + 1}, userEvent: 'input.type'});
               at += 1;
               void view.contentDOM.getBoundingClientRect().height;
               times.push(performance.now() - begun);
               setTimeout(() => key(n + 1), 40);
             };
             setTimeout(() => key(0), 1500);",
            json!([KEYS]),
        );
        self.measured()
    }

    /// A fresh frame as ours, and the whole page put into it in one go.
    fn whole_page(&self) -> Value {
        self.driver.run(
            "window.measured = null;
             const ours = document.querySelector('iframe');
             const html = ours.contentDocument.querySelector('.galley-copy').innerHTML.replace(/<div class=\"galley-part[^>]*>|<\\/div>/g, '');
             const times = [];
             const once = (n) => {
               if (n === 3) { window.measured = times; return; }
               const frame = document.createElement('iframe');
               frame.setAttribute('sandbox', 'allow-same-origin');
               Object.assign(frame.style, {position: 'fixed', inset: '60px auto auto 700px', width: '528px', height: '760px', zIndex: 99});
               frame.srcdoc = ours.srcdoc;
               frame.onload = () => setTimeout(() => {
                 const copy = frame.contentDocument.querySelector('.galley-copy');
                 const begun = performance.now();
                 copy.innerHTML = html;
                 void copy.getBoundingClientRect().height;
                 requestAnimationFrame(() => setTimeout(() => {
                   times.push(performance.now() - begun);
                   frame.remove();
                   once(n + 1);
                 }, 0));
               }, 300);
               document.body.append(frame);
             };
             once(0);",
            json!([]),
        );
        self.measured()
    }

    /// The whole text by markdown-it, into a like frame by morphdom, once for each key.
    fn peer(&self, libraries: &str) -> Value {
        // The policy lets no page do this; only who drives the web view from outside can.
        self.driver.run(
            &format!("{libraries}\n;window.peer = [typeof markdownit, typeof morphdom].join()"),
            json!([]),
        );
        let loaded = self.driver.run("return window.peer", json!([]));
        assert_eq!(loaded, "function,function", "the peer is there");
        self.driver.run(
            "const keys = arguments[0];
             window.measured = null;
             const ours = document.querySelector('iframe');
             const content = document.querySelector('.cm-content');
             const view = (content.cmTile ?? content.cmView).view ?? (content.cmTile ?? content.cmView).rootView?.view;
             let text = view.state.doc.toString();
             let at = text.indexOf('mid', text.length / 2) + 3;
             const render = markdownit({html: true});
             const frame = document.createElement('iframe');
             frame.setAttribute('sandbox', 'allow-same-origin');
             Object.assign(frame.style, {position: 'fixed', inset: '60px auto auto 700px', width: '528px', height: '760px', zIndex: 99});
             frame.srcdoc = ours.srcdoc;
             const times = [];
             frame.onload = () => {
               const copy = frame.contentDocument.querySelector('.galley-copy');
               copy.innerHTML = render.render(text);
               void copy.getBoundingClientRect().height;
               const key = (n) => {
                 if (n === keys) { frame.remove(); window.measured = times; return; }
                 const begun = performance.now();
                 text = text.slice(0, at) + 'x' + text.slice(at);
                 at += 1;
                 morphdom(copy, '<div class=\"copy\">' + render.render(text) + '</div>',
                   {onBeforeElUpdated: (a, b) => !a.isEqualNode(b)});
                 void copy.getBoundingClientRect().height;
                 times.push(performance.now() - begun);
                 setTimeout(() => key(n + 1), 40);
               };
               setTimeout(() => key(0), 1500);
             };
             document.body.append(frame);",
            json!([PEER_KEYS]),
        );
        self.measured()
    }

    fn measured(&self) -> Value {
        let begun = std::time::Instant::now();
        loop {
            let times = self.driver.run("return window.measured ?? null", json!([]));
            if !times.is_null() {
                return times;
            }
            assert!(begun.elapsed().as_secs() < 180, "it is measured");
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
    }
}

/// A story of 10 MB is looked at as plain text: no page, no changes, and the window goes on.
#[test]
fn a_story_of_ten_megabytes_is_only_looked_at() {
    let home = tempfile::tempdir().expect("a home");
    let site = home.path().join("site");
    fs::create_dir_all(site.join("posts")).expect("a folder");
    fs::write(site.join("posts/huge.md"), story("Huge", 10_000_000)).expect("a story");
    fs::write(site.join("posts/short.md"), story("Short", 1_000)).expect("a story");
    git(&site, &["init", "-q", "-b", "main"]);
    git(&site, &["add", "."]);
    git(&site, &["-c", "user.name=A", "-c", "user.email=a@b.example", "commit", "-qm", "A"]);
    let app = App::start(home.path(), Some(&site));
    let row = app.driver.find_said("[role=option]", "huge");
    app.driver.click(&row);
    app.driver.until_said("This story can be read here, not changed.");
    let look = app.driver.run(
        "const content = document.querySelector('.cm-content');
         const view = (content.cmTile ?? content.cmView).view ?? (content.cmTile ?? content.cmView).rootView?.view;
         return [view.state.readOnly, content.textContent.includes('title: Huge')]",
        json!([]),
    );
    assert_eq!(look, json!([true, true]), "plain, and not to be changed");
    app.shot("33-huge");
    app.open_story("Short").until_page_shows("The first words of Short.");
}

/// A story as people write them, of about that length.
fn story(title: &str, length: usize) -> String {
    let mut text =
        format!("---\ntitle: {title}\ndate: 2026-11-01\n---\nThe first words of {title}.\n\n");
    let mut n = 0;
    while text.len() < length {
        n += 1;
        if n % 9 == 0 {
            text.push_str(&format!("## Part {n}\n\n"));
        }
        text.push_str(&format!(
            "Paragraph {n} stands in the middle of it, with **some words** in bold, a \
             [link](https://example.org/{n}) and enough text to fill a few lines of the page, as \
             the paragraphs of a story do when somebody has something to say.\n\n"
        ));
    }
    text
}
