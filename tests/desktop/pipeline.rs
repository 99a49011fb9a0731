//! How long a key takes to the laid-out page in the real web view.
//!
//! A letter is put into the editor as a key does it. The time runs until the page's block holds it
//! and has been laid out: change set, wire, back end, answer, nodes, layout. There is no timer in
//! between that could be left out.

#![allow(clippy::print_stdout, reason = "a measurement prints its table")]

use std::fs;

use serde_json::{Value, json};

use crate::app::App;
use crate::steps::git;

/// Lengths of the texts, in bytes.
const LENGTHS: [usize; 3] = [10_000, 100_000, 1_000_000];
const KEYS: usize = 200;

#[test]
#[ignore = "a measurement, run by its name"]
fn measure_a_key_to_the_page() {
    println!("| text | key to laid-out page p50 | p99 | editor alone p50 | p99 |");
    println!("|---|---|---|---|---|");
    for length in LENGTHS {
        let home = tempfile::tempdir().expect("a home");
        let site = home.path().join("site");
        fs::create_dir_all(site.join("posts")).expect("a folder");
        fs::write(site.join("posts/long.md"), story(length)).expect("a story");
        git(&site, &["init", "-q", "-b", "main"]);
        git(&site, &["add", "."]);
        git(&site, &["-c", "user.name=A", "-c", "user.email=a@b.example", "commit", "-qm", "A"]);
        let app = App::start(home.path(), Some(&site));
        app.until_page_shows("The first words.");
        let times = app.type_and_measure();
        let of = |name: &str, part: usize| {
            let mut times: Vec<f64> =
                times[name].as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
            times.sort_by(f64::total_cmp);
            times.get(times.len() * part / 100).copied().unwrap_or(f64::NAN)
        };
        println!(
            "| {} KB | {:.0} ms | {:.0} ms | {:.0} ms | {:.0} ms |",
            length / 1000,
            of("page", 50),
            of("page", 99),
            of("editor", 50),
            of("editor", 99),
        );
    }
}

impl App {
    fn type_and_measure(&self) -> Value {
        self.driver.run(
            "const keys = arguments[0];
             const content = document.querySelector('.cm-content');
             const view = (content.cmTile ?? content.cmView).view ?? (content.cmTile ?? content.cmView).rootView?.view;
             const frame = document.querySelector('iframe').contentDocument;
             const copy = frame.querySelector('.copy');
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
             setTimeout(() => key(0), 500);",
            json!([KEYS]),
        );
        self.driver.wait("the keys are typed", || {
            let times = self.driver.run("return window.measured", json!([]));
            (!times.is_null()).then_some(times)
        })
    }
}

/// A story as people write them, of about that length.
fn story(length: usize) -> String {
    let mut text = String::from("---\ntitle: Long\ndate: 2026-11-01\n---\nThe first words.\n\n");
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
