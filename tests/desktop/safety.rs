//! Between a story's text and the window stand four layers: what sanitises, the frame's sandbox,
//! the policy, and what the page may ask the app for. Each is tried alone, with all hostile texts.
//!
//! A shipped app has no switch that takes a layer away. So a text that was not sanitised is put
//! into frames by the driver: in the app's own page, where the policy holds, with the sandbox of
//! the app's own frame or with none; and in a bare page of the same engine, without a policy.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use galley_core::markdown;
use galley_core::preview::{self, Picture, Pictures};
use serde_json::{Value, json};

use crate::app::{App, Browser};
use crate::hostile;
use crate::listener::Listener;
use crate::steps::{git, photograph};

/// Ends whatever HTML a text begins, so that the next one is read as it would be alone.
const APART: &str = "\n\n</textarea></script></style></pre> --> ]]> ?>\n\n";

/// What became of the texts that were put into frames.
#[derive(Debug)]
struct Fed {
    /// Texts among which a script ran.
    ran: Vec<String>,
    /// Texts whose frame went somewhere.
    gone: Vec<String>,
    /// What the listener was asked for.
    asked: Vec<String>,
}

#[test]
fn hostile_stories_do_nothing_in_the_app() {
    let listener = Listener::start();
    let home = tempfile::tempdir().expect("a home");
    let all = hostile::strings(&listener.name);
    // A file with a zero in it is no text: it is not opened at all.
    let texts: Vec<&str> =
        all.iter().map(|one| one.text.as_str()).filter(|text| !text.contains('\0')).collect();
    assert!(texts.len() >= 1_500, "{}", texts.len());
    let bundles: Vec<String> = texts.chunks(100).map(|part| part.join(APART)).collect();
    let site = site(home.path(), |posts| {
        for (n, text) in bundles.iter().enumerate() {
            let head = format!("---\ntitle: Bundle {n:02}\ndate: 2026-11-01\n---\n");
            let file = format!("{head}{text}{APART}End of Bundle {n:02}.\n");
            fs::write(posts.join(format!("bundle-{n:02}.md")), file).expect("a story");
        }
        for name in
            ["<img src=x onerror=top.ran=1>.md", "\"><script>top.ran=1<.md", "${top.ran=1}.md"]
        {
            let _ = fs::write(posts.join(name), "---\ntitle: \n---\nText.\n");
        }
    });
    let app = App::start(home.path(), Some(&site));
    let here = app.driver.run("return location.href", json!([]));
    for n in 0..bundles.len() {
        app.driver.wait("the page shows all of it", || {
            let shown = app.driver.run(
                "const row = [...document.querySelectorAll('[role=option]')].find((e) => e.textContent.includes(arguments[0]));
                 if (document.querySelector('textarea.h1')?.value !== arguments[0]) row?.click();
                 const copy = document.querySelector('iframe')?.contentDocument?.querySelector('.galley-copy');
                 return copy?.textContent.includes('End of ' + arguments[0]) ?? false",
                json!([format!("Bundle {n:02}")]),
            );
            (shown == true).then_some(())
        });
        let state = app.driver.run(
            "const frame = document.querySelector('iframe');
             return [window.ran ?? null, frame.contentWindow.location.href, location.href]",
            json!([]),
        );
        assert_eq!(state, json!([null, "about:srcdoc", here]), "bundle {n}");
    }
    app.shot("30-hostile");
    app.driver.settle();
    assert_eq!(listener.take(), [""; 0], "nothing was asked for");

    // Without sanitising: the sandbox and the policy, then the policy alone.
    let raw: Vec<String> = all.iter().map(|one| unsanitised(&one.text)).collect();
    let sandbox = app
        .driver
        .run("return document.querySelector('iframe').getAttribute('sandbox')", json!([]));
    for (sandbox, layers) in [(sandbox, "sandbox and policy"), (Value::Null, "policy alone")] {
        let fed = feed(&app.driver, &raw, &sandbox, &listener);
        assert!(
            fed.ran.is_empty() && fed.asked.is_empty() && fed.gone.is_empty(),
            "{layers}: {fed:#?}"
        );
        assert_eq!(app.driver.run("return location.href", json!([])), here, "{layers}");
    }
    // Sanitised, with the policy, in a frame without a sandbox.
    let clean: Vec<String> = all.iter().map(|one| sanitised(&one.text)).collect();
    let fed = feed(&app.driver, &clean, &Value::Null, &listener);
    assert!(fed.ran.is_empty() && fed.asked.is_empty() && fed.gone.is_empty(), "{fed:#?}");
}

#[test]
fn each_layer_holds_where_there_is_no_policy() {
    let listener = Listener::start();
    let home = tempfile::tempdir().expect("a home");
    let browser = Browser::start(home.path());
    let all = hostile::strings(&listener.name);
    let raw: Vec<String> = all.iter().map(|one| unsanitised(&one.text)).collect();
    let clean: Vec<String> = all.iter().map(|one| sanitised(&one.text)).collect();
    let sandbox = json!("allow-same-origin");
    let fed = |texts: &[String], sandbox: &Value| {
        browser.driver.go(&listener.page());
        let fed = feed(&browser.driver, texts, sandbox, &listener);
        let here = browser.driver.run("return location.href", json!([]));
        assert_eq!(here, listener.page(), "the window itself went nowhere");
        fed
    };
    for sandbox in [&sandbox, &Value::Null] {
        let fed = fed(&clean, sandbox);
        assert!(fed.ran.is_empty() && fed.asked.is_empty() && fed.gone.is_empty(), "{fed:#?}");
    }
    // A sandbox alone lets pictures load; nothing runs in it and it goes nowhere.
    let alone = fed(&raw, &sandbox);
    assert_eq!(alone.ran, [""; 0], "the sandbox alone");
    // Without any layer the same texts do run and load: these tests can fail.
    let none = fed(&raw, &Value::Null);
    assert!(none.ran.len() >= 10, "{} runs", none.ran.len());
    assert!(none.asked.len() >= 100, "{} requests", none.asked.len());
}

/// Puts each text into a frame of its own.
fn feed(
    driver: &crate::driver::Driver,
    texts: &[String],
    sandbox: &Value,
    listener: &Listener,
) -> Fed {
    listener.take();
    driver.run(
        "const [texts, sandbox] = arguments;
         const fed = {ran: [], gone: []};
         window.fed = null;
         window.ran = undefined;
         const some = async (from) => {
           const part = texts.slice(from, from + 60);
           const frames = part.map((text) => {
             const frame = document.createElement('iframe');
             if (sandbox !== null) frame.setAttribute('sandbox', sandbox);
             frame.srcdoc = '<!doctype html><body>' + text;
             frame.there = new Promise((done) => { frame.onload = done; setTimeout(done, 10000) });
             document.body.append(frame);
             return frame;
           });
           await Promise.all(frames.map((frame) => frame.there));
           await new Promise((done) => setTimeout(done, 200));
           for (const [n, frame] of frames.entries()) {
             let where = 'elsewhere';
             try { where = frame.contentWindow.location.href } catch {}
             if (where !== 'about:srcdoc') fed.gone.push(from + n);
             frame.remove();
           }
           if (window.ran !== undefined) fed.ran.push(...part.map((_, n) => from + n));
           window.ran = undefined;
         };
         (async () => {
           for (let n = 0; n < texts.length; n += 60) await some(n);
           window.fed = fed;
         })();",
        json!([texts, sandbox]),
    );
    let begun = Instant::now();
    let fed = loop {
        // An engine with dozens of hostile frames at work leaves a question without an answer at times.
        if let Some(fed) = driver.answer("return window.fed ?? null").filter(|fed| !fed.is_null()) {
            break fed;
        }
        assert!(begun.elapsed() < Duration::from_secs(300), "the texts are fed");
        sleep(Duration::from_millis(200));
    };
    // The page answers with numbers: no hostile text has to pass through the driver.
    let fed_texts = |name: &str| {
        let all = fed[name].as_array().into_iter().flatten();
        all.map(|n| texts[n.as_u64().expect("a number") as usize].clone()).collect()
    };
    // A `preconnect` opens a connection and asks nothing; no policy speaks of it. The app's own
    // page, which is sanitised, has none.
    let mut asked = listener.take();
    asked.retain(|line| !line.is_empty());
    Fed { ran: fed_texts("ran"), gone: fed_texts("gone"), asked }
}

/// A text's page as nobody sanitised it, and the text itself as if it were HTML.
fn unsanitised(text: &str) -> String {
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, markdown::parser(text));
    html.push_str(text);
    html
}

fn sanitised(text: &str) -> String {
    preview::render(text, &Nowhere).concat()
}

/// No picture is found.
struct Nowhere;

impl Pictures for Nowhere {
    fn find(&self, src: &str) -> Picture {
        match preview::host(src) {
            Some(host) => Picture::Elsewhere { host },
            None => Picture::Missing,
        }
    }
}

/// The headers of a thousand stories, as the list and the cards show them.
#[test]
fn hostile_headers_do_nothing_in_lists() {
    let listener = Listener::start();
    let home = tempfile::tempdir().expect("a home");
    let all = hostile::strings(&listener.name);
    let site = site(home.path(), |posts| {
        for (n, one) in all.iter().enumerate() {
            let field = json!(one.text).to_string();
            let file = format!(
                "---\ntitle: {field}\ndescription: {field}\nauthors: [{field}]\ndate: 2026-11-01\n\
                 image: {field}\nimage-alt: {field}\nimage-caption: {field}\nimage-credit: {field}\n---\nText.\n"
            );
            fs::write(posts.join(format!("h{n}.md")), file).expect("a story");
        }
    });
    let app = App::start(home.path(), Some(&site));
    app.driver.find("[role=option]");
    // All cards, as the page shows them.
    app.driver.run(
        "window.shown = null;
         window.__TAURI_INTERNALS__.invoke('cards', {count: 100000}).then(({cards}) => {
           const page = document.querySelector('iframe').contentDocument;
           for (const card of cards) {
             const template = page.createElement('template');
             template.innerHTML = card.html;
             page.body.append(page.importNode(template.content, true));
           }
           window.shown = cards.length;
         });",
        json!([]),
    );
    let shown = app
        .driver
        .wait("the cards are shown", || app.driver.run("return window.shown", json!([])).as_u64());
    assert!(shown as usize * 10 > all.len() * 9, "{shown} cards of {}", all.len());
    app.driver.settle();
    assert_eq!(app.driver.run("return window.ran ?? null", json!([])), Value::Null);
    assert_eq!(listener.take(), [""; 0], "nothing was asked for");
}

#[test]
fn the_page_may_ask_for_its_own_commands_only() {
    let listener = Listener::start();
    let home = tempfile::tempdir().expect("a home");
    let site = site(home.path(), |posts| {
        fs::write(posts.join("a.md"), "---\ntitle: A\ndate: 2026-11-01\n---\nText.\n")
            .expect("a story");
        fs::write(posts.join("hall.jpg"), photograph(60, 40)).expect("a picture");
    });
    let app = App::start(home.path(), Some(&site));
    app.open_story("A").until_page_shows("Text.");
    let ask = |script: &str| {
        app.driver.run("window.told = null", json!([]));
        app.driver.run(&format!("(async () => {{ {script} }})().then((told) => {{ window.told = [told] }}, (why) => {{ window.told = ['refused', String(why)] }})"), json!([]));
        app.driver.wait("there is an answer", || {
            let told = app.driver.run("return window.told", json!([]));
            (!told.is_null()).then_some(told)
        })
    };
    for command in [
        "plugin:opener|open_url",
        "plugin:opener|open_path",
        "plugin:opener|reveal_item_in_dir",
        "plugin:dialog|open",
        "plugin:dialog|save",
        "plugin:dialog|message",
        "plugin:fs|read_file",
        "plugin:fs|read_text_file",
        "plugin:shell|execute",
        "plugin:shell|open",
        "plugin:http|fetch",
        "plugin:process|exit",
        "plugin:event|emit",
        "plugin:event|emit_to",
        "plugin:path|resolve_directory",
        "plugin:app|version",
        "plugin:app|app_hide",
        "plugin:window|create",
        "plugin:window|close",
        "plugin:window|destroy",
        "plugin:window|set_title",
        "plugin:window|get_all_windows",
        "plugin:webview|create_webview_window",
        "plugin:webview|create_webview",
        "plugin:webview|internal_toggle_devtools",
        "plugin:webview|clear_all_browsing_data",
        "plugin:menu|new",
        "plugin:tray|new",
        "plugin:image|new",
        "plugin:resources|close",
        "plugin:window-state|save_window_state",
        "plugin:window-state|filename",
        "plugin:single-instance|x",
        "plugin:clipboard-manager|read_text",
        "plugin:global-shortcut|register",
        "plugin:updater|check",
        "plugin:deep-link|register",
        "no_such_command",
        "",
    ] {
        let told =
            ask(&format!("return await window.__TAURI_INTERNALS__.invoke({command:?}, {{}})"));
        assert_eq!(told[0], "refused", "{command}: {told}");
    }
    assert_eq!(
        ask("return (await window.__TAURI_INTERNALS__.invoke('library')).stories.length"),
        json!([1])
    );
    let inside = app.driver.run(
        "const inside = document.querySelector('iframe').contentWindow;
         return [typeof inside.__TAURI_INTERNALS__, typeof inside.__TAURI__, typeof window.__TAURI__]",
        json!([]),
    );
    assert_eq!(
        inside,
        json!(["undefined", "undefined", "undefined"]),
        "the frame cannot ask at all"
    );

    // A request that was forged without the key of this run.
    let forged = ask(
        "const answer = await Promise.race([
           fetch('ipc://localhost/library', {method: 'POST', body: '{}', headers: {
             'Content-Type': 'application/json', 'Tauri-Callback': '1', 'Tauri-Error': '2', 'Tauri-Invoke-Key': 'forged'}})
             .then(async (answer) => [answer.ok, await answer.text()]),
           new Promise((done) => setTimeout(() => done([false, 'no answer']), 3000))]);
         return answer[0] && answer[1].includes('stories')",
    );
    assert_ne!(forged, json!([true]), "a forged request is not answered");

    // Nowhere to go, nothing to open, nothing to fetch.
    let here = app.driver.run("return location.href", json!([]));
    let file = site.join("posts/hall.jpg");
    for address in [
        format!("http://{}/nav", listener.name),
        "file:///etc/passwd".to_owned(),
        "data:text/html,x".to_owned(),
        "picture://localhost/x".to_owned(),
        "tauri://elsewhere/".to_owned(),
    ] {
        app.driver.run(
            "window.opened = window.open(arguments[0]); setTimeout(() => { location.href = arguments[0] }, 0)",
            json!([address]),
        );
        sleep(Duration::from_millis(300));
        let now = app.driver.run("return [location.href, !window.opened]", json!([]));
        assert_eq!(now, json!([here, true]), "{address}");
    }
    for address in [
        format!("picture://localhost/{}", file.display()),
        format!("picture://localhost/{}", file.display().to_string().replace('/', "%2f")),
        "picture://localhost/posts/hall.jpg".to_owned(),
        "picture://localhost/../posts/hall.jpg".to_owned(),
        "picture://localhost/".to_owned(),
        "picture://localhost/00000000000000000000?w=1200".to_owned(),
        format!("http://{}/picture", listener.name),
        format!("file://{}", file.display()),
        "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==".to_owned(),
    ] {
        let told = ask(&format!(
            "return await new Promise((done) => {{
               const image = new Image(); image.onload = () => done('shown'); image.onerror = () => done('no');
               image.src = {address:?} }})"
        ));
        assert_eq!(told, json!(["no"]), "{address}");
    }
    let fetched = ask(&format!("return (await fetch('http://{}/fetch')).status", listener.name));
    assert_eq!(fetched[0], "refused", "{fetched}");
    assert_eq!(listener.take(), [""; 0], "nothing was asked for");
}

/// Only web and mail addresses that are what they look like reach the browser, as they are.
#[test]
fn a_link_reaches_the_browser_as_it_is_or_not_at_all() {
    let home = tempfile::tempdir().expect("a home");
    let bin = home.path().join("bin");
    fs::create_dir_all(&bin).expect("a folder");
    let log = home.path().join("opened");
    for name in ["xdg-open", "gio", "gnome-open", "kde-open", "wslview"] {
        let script = format!(
            "#!/bin/sh\nfor word in \"$@\"; do printf '%s\\n' \"$word\" >> '{}'; done\n",
            log.display()
        );
        fs::write(bin.join(name), script).expect("a program");
        fs::set_permissions(bin.join(name), fs::Permissions::from_mode(0o755)).expect("it may run");
    }
    let app = App::start(home.path(), None);
    let good = [
        "https://example.org/a?b=c#d",
        "http://example.org/",
        "mailto:desk@example.org",
        "https://example.org/caf%C3%A9",
    ];
    let bad = [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "smb://host/share",
        "https://user@example.org/",
        "--help",
        "https://exam\u{202e}ple.org/",
        "vscode://x",
        "mailto:a@b.example?attach=/etc/passwd",
        "https:\\\\example.org",
        "data:text/html,x",
        "\\\\host\\share",
        "ms-appinstaller:?source=https://x.example",
        "tel:1",
        "https://example.org/\n",
    ];
    for url in bad.iter().chain(&good) {
        app.driver.run(
            "window.__TAURI_INTERNALS__.invoke('open_link', {url: arguments[0]})",
            json!([url]),
        );
    }
    app.driver.wait("all good ones were opened", || {
        let opened = fs::read_to_string(&log).unwrap_or_default();
        (opened.lines().count() >= good.len()).then_some(())
    });
    sleep(Duration::from_millis(500));
    let opened = fs::read_to_string(&log).expect("some were opened");
    let mut opened: Vec<&str> = opened.lines().collect();
    let mut wanted = good;
    opened.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(opened, wanted);
}

/// A site whose stories a test writes.
fn site(home: &Path, write: impl FnOnce(&Path)) -> PathBuf {
    let site = home.join("site");
    let posts = site.join("posts");
    fs::create_dir_all(&posts).expect("a folder");
    write(&posts);
    git(&site, &["init", "-q", "-b", "main"]);
    git(&site, &["add", "."]);
    git(&site, &["-c", "user.name=A", "-c", "user.email=a@b.example", "commit", "-qm", "A"]);
    site
}
