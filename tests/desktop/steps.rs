//! What a person does, in the words that a person would use.

use std::path::Path;
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use serde_json::json;

use crate::app::App;
use crate::driver::{key, to_base64};

impl App {
    /// Opens the sample from the first screen.
    pub fn open_the_sample(&self) -> &App {
        let door = self.driver.find_said("button", "Open the sample");
        self.driver.click(&door);
        self.driver.find("[role=option]");
        self
    }

    /// Begins a story with a headline.
    pub fn new_story(&self, headline: &str) -> &App {
        let button = self.driver.find_said("button", "New story");
        self.driver.click(&button);
        self.driver.find(".begin input, .begin textarea");
        self.driver.type_letters(headline);
        self.driver.press(&[key::ENTER]);
        self.driver.wait("the story is open", || {
            let value = self
                .driver
                .run("return document.querySelector('textarea.h1')?.value ?? ''", json!([]));
            (value == headline).then_some(())
        });
        self
    }

    /// Opens a story from the list.
    pub fn open_story(&self, words: &str) -> &App {
        self.click_on("[role=option]", words);
        self.driver.wait("the story is open", || {
            let value = self
                .driver
                .run("return document.querySelector('textarea.h1')?.value ?? ''", json!([]));
            value.as_str().is_some_and(|value| value.contains(words)).then_some(())
        });
        self
    }

    /// Writes the dek.
    pub fn write_dek(&self, dek: &str) -> &App {
        let field = self.driver.find("textarea.dek");
        self.driver.click(&field);
        self.driver.type_letters(dek);
        self
    }

    /// Writes a name into the byline, and goes back to the page.
    pub fn write_byline(&self, name: &str) -> &App {
        self.click("Add a byline");
        let label = self.driver.find_said("label", "Byline");
        self.driver.click(&label);
        self.driver.type_letters(name);
        self.driver.press(&[key::ENTER]);
        let page = self.driver.find_said("[role=tab]", "Page");
        self.driver.click(&page);
        self
    }

    /// Types at the end of the text.
    pub fn write(&self, text: &str) -> &App {
        self.to_the_end();
        self.driver.type_letters(text);
        self
    }

    /// Puts the caret at the end of the text; whether it stands there. A key that comes before the
    /// click has its focus goes nowhere, and a click that comes late puts the caret elsewhere.
    pub fn to_the_end(&self) -> bool {
        let editor = self.driver.find(".cm-content");
        self.driver.click(&editor);
        // Letters go where the page has its caret, which follows once the window has the focus.
        let is_there = |as_page: bool| {
            let there = self.driver.run(
                "const content = document.querySelector('.cm-content');
                 const view = (content.cmTile ?? content.cmView).view ?? (content.cmTile ?? content.cmView).rootView.view;
                 const end = view.state.doc.length;
                 const {focusNode, focusOffset} = getSelection();
                 const page = () => content.contains(focusNode) && view.hasFocus
                   && view.posAtDOM(focusNode, focusOffset) === end;
                 return view.state.selection.main.head === end && (!arguments[0] || page())",
                json!([as_page]),
            );
            there == true
        };
        // Behind a card, or in a raw text, the page has it in places of its own.
        (0..30).any(|turn| {
            self.driver.press(&[key::CONTROL, key::END]);
            let first = is_there(turn < 6);
            sleep(Duration::from_millis(80));
            first && is_there(turn < 6)
        })
    }

    /// Drops a picture file on the text.
    pub fn drop_picture(&self, name: &str, bytes: &[u8]) -> &App {
        self.drop_file(name, bytes);
        self.driver.find("dialog[open] textarea[id$='-alt']");
        self
    }

    /// Drops any file on the text.
    pub fn drop_file(&self, name: &str, bytes: &[u8]) -> &App {
        self.driver.run(
            "const raw = atob(arguments[1]);
             const bytes = Uint8Array.from(raw, (c) => c.charCodeAt(0));
             const file = new File([bytes], arguments[0], {type: 'image/jpeg'});
             const moved = new DataTransfer();
             moved.items.add(file);
             const target = document.querySelector('.cm-content');
             const box = target.getBoundingClientRect();
             const at = {clientX: box.left + 20, clientY: Math.min(box.bottom, innerHeight - 80) - 4};
             for (const kind of ['dragenter', 'dragover', 'drop'])
               target.dispatchEvent(new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: moved, ...at}));",
            json!([name, to_base64(bytes)]),
        );
        self
    }

    /// Pastes a file into the text.
    pub fn paste_file(&self, name: &str, bytes: &[u8]) -> &App {
        self.driver.run(
            "const raw = atob(arguments[1]);
             const bytes = Uint8Array.from(raw, (c) => c.charCodeAt(0));
             const held = new DataTransfer();
             held.items.add(new File([bytes], arguments[0], {type: 'image/jpeg'}));
             const paste = new ClipboardEvent('paste', {bubbles: true, cancelable: true, clipboardData: held});
             document.querySelector('.cm-content').dispatchEvent(paste);",
            json!([name, to_base64(bytes)]),
        );
        self.driver.find("dialog[open] textarea[id$='-alt']");
        self
    }

    /// Fills one of the picture card's fields.
    pub fn fill(&self, css: &str, text: &str) -> &App {
        let field = self.driver.find(css);
        self.driver.click(&field);
        self.driver.press(&[key::CONTROL, "a"]);
        self.driver.type_letters(text);
        self
    }

    /// Clicks the button that says this.
    pub fn click(&self, words: &str) -> &App {
        self.click_on("button, a, [role=tab]", words)
    }

    /// Clicks what says this, once it stays in its place: a list that just comes moves it away below
    /// the pointer.
    fn click_on(&self, css: &str, words: &str) -> &App {
        let (button, _) = self.driver.wait(&format!("“{words}” stays in its place"), || {
            let found = || {
                let button = self.driver.find_said(css, words);
                let place = self.driver.place(&button);
                (button, place)
            };
            let before = found();
            sleep(Duration::from_millis(60));
            let after = found();
            (before == after && after.1.is_some()).then_some(after)
        });
        self.driver.click(&button);
        self
    }

    /// Waits until the story is on disk.
    pub fn until_saved(&self) -> &App {
        self.driver.until_said("Saved on this computer");
        self
    }

    /// What the page beside the text shows.
    pub fn page(&self) -> String {
        let text = self.driver.run(
            "return [...document.querySelectorAll('iframe')].map((f) => f.contentDocument?.body?.innerText ?? '').join('\\n')",
            json!([]),
        );
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the page shows these words.
    pub fn until_page_shows(&self, words: &str) -> &App {
        let what = format!("the page shows “{words}”");
        self.driver.wait(&what, || self.page().contains(words).then_some(()));
        self
    }

    /// Both schemes of the same screen.
    pub fn shot_in_both(&self, name: &str) -> &App {
        self.shot(&format!("{name}-light"));
        let set = "document.documentElement.dataset.theme = arguments[0]";
        self.driver.run(set, json!(["dark"]));
        self.shot(&format!("{name}-dark"));
        self.driver.run(set, json!(["light"]));
        self
    }

    /// What the window says in words that its users need not know.
    fn strange_words(&self) -> Vec<String> {
        let found = self.driver.run(STRANGE_WORDS, json!([]));
        let texts = found.as_array().into_iter().flatten();
        texts.map(|text| text.as_str().unwrap_or_default().trim().to_owned()).collect()
    }

    /// Keeps a picture of the window in the folder that `GALLEY_SHOTS` names. Whatever stands there
    /// is said in plain words.
    pub fn shot(&self, name: &str) -> &App {
        assert_eq!(self.strange_words(), Vec::<String>::new(), "words of the machinery in {name}");
        if let Some(folder) = std::env::var_os("GALLEY_SHOTS") {
            self.driver.settle();
            self.driver.screenshot(&Path::new(&folder).join(format!("{name}.png")));
        }
        self
    }
}

/// The words that no screen may say, with what is said around them. What people wrote themselves is
/// theirs: the manuscript, what stands in a field, and addresses.
const STRANGE_WORDS: &str = r#"
    const strange = /\b([Cc]ommit(s|ted)?|[Bb]ranch(es)?|[Pp]ush(es|ed)?|[Pp]ull(s|ed)?|[Mm]erge[sd]?|[Rr]ebased?|HEAD|[Rr]emotes?|SSH|ssh|[Tt]okens?|YAML|TOML|[Gg]it)\b/
    const said = []
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        const within = node.parentElement
        if (within.closest('.cm-editor, script, style') || !within.checkVisibility()) continue
        said.push(node.data)
    }
    for (const named of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
        if (!named.closest('.cm-editor'))
            for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
                said.push(named.getAttribute(name) ?? '')
    return said
        .map((one) => one.replace(/\S*(:\/\/|@)\S*/g, ' '))
        .filter((one) => strange.test(one))
"#;

/// What the git program says about a repository.
pub fn git(folder: &Path, args: &[&str]) -> String {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["-c", "safe.directory=*", "-c", "core.quotePath=false"])
        .args(args)
        .output()
        .expect("git is installed");
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
}

/// The bytes of a file in a commit.
pub fn git_bytes(folder: &Path, name: &str) -> Vec<u8> {
    let output = Command::new("git").arg("-C").arg(folder).args(["show", name]).output();
    output.expect("git is installed").stdout
}

/// A photograph as a telephone would make it: large, with a place in it.
pub fn photograph(width: u32, height: u32) -> Vec<u8> {
    let picture = image::RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([
            (x * 255 / width) as u8,
            (y * 255 / height) as u8,
            ((x / 40 + y / 40) % 2 * 90) as u8,
        ])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Jpeg).expect("a picture is encoded");
    bytes.into_inner()
}
