//! A small W3C WebDriver client: a dozen requests over a socket, no library.

use std::error::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// The key under which the protocol names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// How long a test waits for something to appear.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A session with the real web view.
pub struct Driver {
    port: u16,
    session: String,
}

/// An element of the page.
#[derive(Clone, PartialEq, Eq)]
pub struct Element(String);

/// Keys that have no letter.
pub mod key {
    pub const CONTROL: &str = "\u{e009}";
    pub const SHIFT: &str = "\u{e008}";
    pub const ENTER: &str = "\u{e007}";
    pub const ESCAPE: &str = "\u{e00c}";
    pub const END: &str = "\u{e010}";
    pub const HOME: &str = "\u{e011}";
    pub const RIGHT: &str = "\u{e014}";
    pub const TAB: &str = "\u{e004}";
    pub const DELETE: &str = "\u{e017}";
    pub const UP: &str = "\u{e013}";
    pub const DOWN: &str = "\u{e015}";
    pub const F2: &str = "\u{e032}";
    pub const F8: &str = "\u{e038}";
    pub const F10: &str = "\u{e03a}";
}

impl Driver {
    /// Starts the app under automation.
    pub fn new(port: u16, binary: &str, args: &[String]) -> Driver {
        let options = json!({"binary": binary, "args": args});
        Driver::session(port, json!({"webkitgtk:browserOptions": options}))
    }

    /// Starts the engine's own bare browser.
    pub fn browser(port: u16) -> Driver {
        Driver::session(port, json!({}))
    }

    fn session(port: u16, capabilities: Value) -> Driver {
        let wanted = json!({"capabilities": {"alwaysMatch": capabilities}});
        let mut driver = Driver { port, session: String::new() };
        let answer = driver.request("POST", "/session", Some(&wanted)).expect("a session starts");
        driver.session = answer["sessionId"].as_str().expect("a session has a name").to_owned();
        driver
    }

    fn request(
        &self,
        method: &str,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Value, Box<dyn Error>> {
        let body = body.map(Value::to_string).unwrap_or_default();
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(120)))?;
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )?;
        let mut reader = BufReader::new(stream);
        let mut length = None;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line)?;
            let line = line.trim().to_lowercase();
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse::<usize>().ok();
            }
            if line.is_empty() {
                break;
            }
        }
        let mut answer = Vec::new();
        match length {
            Some(length) => {
                answer.resize(length, 0);
                reader.read_exact(&mut answer)?;
            }
            None => drop(reader.read_to_end(&mut answer)?),
        }
        let answer: Value = serde_json::from_slice(&answer)?;
        let value = answer["value"].clone();
        match value["error"].as_str() {
            Some(error) => Err(format!("{error}: {}", value["message"]).into()),
            None => Ok(value),
        }
    }

    fn ask(&self, method: &str, path: &str, body: Value) -> Result<Value, Box<dyn Error>> {
        let body = (method == "POST").then_some(&body);
        self.request(method, &format!("/session/{}{path}", self.session), body)
    }

    /// Goes to a page.
    pub fn go(&self, url: &str) {
        self.ask("POST", "/url", json!({"url": url})).unwrap_or_else(|error| panic!("{error}"));
    }

    /// Runs a function body in the page.
    pub fn run(&self, script: &str, args: Value) -> Value {
        self.ask("POST", "/execute/sync", json!({"script": script, "args": args}))
            .unwrap_or_else(|error| panic!("{error}\nin {script}"))
    }

    /// What a function body says in the page, unless the page fails to answer.
    pub fn answer(&self, script: &str) -> Option<Value> {
        self.ask("POST", "/execute/sync", json!({"script": script, "args": []})).ok()
    }

    /// The first element of a style selector, when there is one that can be seen.
    pub fn look(&self, css: &str) -> Option<Element> {
        let found = self.run(
            "const all = [...document.querySelectorAll(arguments[0])];
             return all.find((e) => e.getClientRects().length > 0) ?? null",
            json!([css]),
        );
        found[ELEMENT].as_str().map(|id| Element(id.to_owned()))
    }

    /// Waits for an element.
    pub fn find(&self, css: &str) -> Element {
        self.wait(&format!("{css} is there"), || self.look(css))
    }

    /// Waits for an element of this kind whose text or accessible name has these words.
    pub fn find_said(&self, css: &str, words: &str) -> Element {
        self.wait(&format!("{css} says “{words}”"), || {
            let found = self.run(
                "return [...document.querySelectorAll(arguments[0])].find((e) =>
                   e.getClientRects().length > 0 && !e.disabled &&
                   ((e.textContent || '').includes(arguments[1]) ||
                    (e.getAttribute('aria-label') || '').includes(arguments[1]))) ?? null",
                json!([css, words]),
            );
            found[ELEMENT].as_str().map(|id| Element(id.to_owned()))
        })
    }

    /// Where an element stands: its edges, as long as it is in the page.
    pub fn place(&self, element: &Element) -> Option<String> {
        let place = self.ask(
            "POST",
            "/execute/sync",
            json!({
                "script": "const box = arguments[0].getBoundingClientRect();
                    return arguments[0].isConnected ? [box.x, box.y, box.width, box.height].join() : null",
                "args": [{ELEMENT: element.0}],
            }),
        );
        place.ok()?.as_str().map(str::to_owned)
    }

    /// Waits until the page says something somewhere.
    pub fn until_said(&self, words: &str) {
        self.wait(&format!("the page says “{words}”"), || self.says(words).then_some(()));
    }

    /// Whether the page says something now.
    pub fn says(&self, words: &str) -> bool {
        self.run("return document.body.innerText.includes(arguments[0])", json!([words])) == true
    }

    /// Waits for something.
    pub fn wait<T>(&self, what: &str, mut look: impl FnMut() -> Option<T>) -> T {
        let begun = Instant::now();
        loop {
            if let Some(found) = look() {
                return found;
            }
            if begun.elapsed() > PATIENCE {
                let text = self.run("return document.body.innerText", json!([]));
                let shot = std::env::temp_dir().join("galley-desktop-failure.png");
                self.screenshot(&shot);
                panic!(
                    "waited in vain until {what}.\nThe page says:\n{}\n({})",
                    text.as_str().unwrap_or_default(),
                    shot.display()
                );
            }
            sleep(Duration::from_millis(50));
        }
    }

    /// Clicks.
    pub fn click(&self, element: &Element) {
        let path = format!("/element/{}/click", element.0);
        if let Err(error) = self.ask("POST", &path, json!({})) {
            panic!("the click was refused: {error}");
        }
    }

    /// Presses keys one after the other, wherever the focus is; modifiers stay down until the end.
    pub fn press(&self, keys: &[&str]) {
        let mut actions = Vec::new();
        for key in keys {
            actions.push(json!({"type": "keyDown", "value": key}));
        }
        for key in keys.iter().rev() {
            actions.push(json!({"type": "keyUp", "value": key}));
        }
        let body = json!({"actions": [{"type": "key", "id": "keys", "actions": actions}]});
        self.ask("POST", "/actions", body).unwrap_or_else(|error| panic!("{error}"));
    }

    /// Types letters with the keyboard, wherever the focus is.
    pub fn type_letters(&self, text: &str) {
        self.try_letters(text).unwrap_or_else(|error| panic!("{error}"));
    }

    /// Types letters into an app that may be gone.
    pub fn try_letters(&self, text: &str) -> Result<(), Box<dyn Error>> {
        let actions: Vec<Value> = text
            .chars()
            .flat_map(|letter| {
                let letter =
                    if letter == '\n' { key::ENTER.to_owned() } else { letter.to_string() };
                [
                    json!({"type": "keyDown", "value": letter}),
                    json!({"type": "keyUp", "value": letter}),
                ]
            })
            .collect();
        let body = json!({"actions": [{"type": "key", "id": "keys", "actions": actions}]});
        self.ask("POST", "/actions", body).map(drop)
    }

    /// The size of the window in pixels of the page.
    pub fn resize(&self, width: u32, height: u32) {
        // The window has a frame of its own size: ask, see what came of it, correct.
        for _ in 0..3 {
            let inner = self.run("return [innerWidth, innerHeight]", json!([]));
            let outer = self.ask("GET", "/window/rect", json!({})).unwrap_or_default();
            let grow = |side: &str, place: usize, wanted: u32| {
                outer[side].as_f64().unwrap_or_default() + f64::from(wanted)
                    - inner[place].as_f64().unwrap_or_default()
            };
            let rect =
                json!({"width": grow("width", 0, width), "height": grow("height", 1, height)});
            let _ = self.ask("POST", "/window/rect", rect);
            sleep(Duration::from_millis(300));
        }
    }

    /// Waits until all pictures are drawn, in the page beside the text too.
    pub fn settle(&self) {
        let drawn = "const frames = [...document.querySelectorAll('iframe')].map((f) => f.contentDocument).filter(Boolean);
             return [document, ...frames].every((d) => [...d.images].every((i) => i.complete || i.loading === 'lazy'))";
        let begun = Instant::now();
        while self.run(drawn, json!([])) != true && begun.elapsed() < PATIENCE {
            sleep(Duration::from_millis(50));
        }
        sleep(Duration::from_millis(1500));
    }

    /// Keeps what the window shows.
    pub fn screenshot(&self, path: &std::path::Path) {
        let Ok(picture) = self.ask("GET", "/screenshot", json!({})) else { return };
        let bytes = base64(picture.as_str().unwrap_or_default());
        if let Some(folder) = path.parent() {
            let _ = std::fs::create_dir_all(folder);
        }
        std::fs::write(path, bytes).expect("the screenshot is written");
    }

    /// Ends the session. The app itself goes with its process.
    pub fn end(&self) {
        let _ = self.ask("DELETE", "", json!({}));
    }
}

/// Bytes of a base64 text.
pub fn base64(text: &str) -> Vec<u8> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    let (mut held, mut bits) = (0_u32, 0);
    for letter in text.bytes() {
        let Some(value) = LETTERS.iter().position(|known| *known == letter) else { continue };
        held = held << 6 | value as u32;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits & 0xff) as u8);
        }
    }
    bytes
}

/// The base64 text of bytes.
pub fn to_base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len() * 4 / 3 + 4);
    for chunk in bytes.chunks(3) {
        let held = chunk.iter().fold(0_u32, |held, byte| held << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for place in 0..4 {
            if place <= chunk.len() {
                text.push(LETTERS[(held >> (18 - 6 * place) & 0x3f) as usize] as char);
            } else {
                text.push('=');
            }
        }
    }
    text
}
