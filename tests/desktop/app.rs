//! The real app on a screen of its own, with a home of its own.

use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::driver::Driver;

/// The app, running.
pub struct App {
    pub driver: Driver,
    /// Where the app keeps what is its own.
    pub home: PathBuf,
    web_driver: Child,
    _screen: Screen,
}

/// A bare browser of the same engine, with none of the app's layers around a page.
pub struct Browser {
    pub driver: Driver,
    web_driver: Child,
    _screen: Screen,
}

/// A virtual screen.
struct Screen(Child, String);

impl Screen {
    fn start() -> Screen {
        // The server picks a free number itself and says which.
        let mut child = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1800x1200x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("Xvfb is installed: cargo xtask test installs it");
        let mut number = String::new();
        let said = child.stdout.take().expect("its output is a pipe");
        BufReader::new(said).read_line(&mut number).expect("Xvfb says its number");
        Screen(child, format!(":{}", number.trim()))
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl App {
    /// Starts the app, with a site or with the first screen.
    pub fn start(home: &Path, site: Option<&Path>) -> App {
        App::start_believing(home, site, None)
    }

    /// The same, on a computer that believes in the certificates of a file.
    pub fn start_believing(home: &Path, site: Option<&Path>, authority: Option<&Path>) -> App {
        let binary = std::env::var("GALLEY_APP")
            .expect("GALLEY_APP names the built app: run this by `cargo xtask test desktop`");
        let screen = Screen::start();
        let (web_driver, port) = web_driver(home, &screen, authority);
        let args: Vec<String> =
            site.iter().map(|site| site.to_string_lossy().into_owned()).collect();
        let driver = Driver::new(port, &binary, &args);
        driver.resize(1400, 900);
        App { driver, home: home.to_owned(), web_driver, _screen: screen }
    }

    /// The process group of the app and its page.
    pub fn group(&self) -> u32 {
        self.web_driver.id()
    }

    /// Ends the app and its page at once, as a power cut or a crash does.
    pub fn kill(&self) {
        let group = format!("-{}", self.group());
        let killed = Command::new("kill").args(["-KILL", "--", &group]).status();
        assert!(killed.is_ok_and(|status| status.success()), "the app could be killed");
    }

    /// Where the sample site lies once it is open.
    pub fn sample(&self) -> PathBuf {
        self.home.join("data/example.galley.desk/sample/The Orrin Record")
    }

    /// The publishing repository of the sample.
    pub fn sample_publishing(&self) -> PathBuf {
        self.home.join("data/example.galley.desk/sample/publishing.git")
    }
}

impl Browser {
    /// Starts one that shows nothing yet.
    pub fn start(home: &Path) -> Browser {
        let screen = Screen::start();
        let (web_driver, port) = web_driver(home, &screen, None);
        Browser { driver: Driver::browser(port), web_driver, _screen: screen }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        end(&self.driver, &mut self.web_driver);
    }
}

impl Drop for App {
    fn drop(&mut self) {
        end(&self.driver, &mut self.web_driver);
    }
}

/// Ends a session and all processes of it.
fn end(driver: &Driver, web_driver: &mut Child) {
    if !std::thread::panicking() {
        driver.end();
    }
    // The app outlives its session: end the whole group.
    let _ = Command::new("kill")
        .args(["-KILL", "--", &format!("-{}", web_driver.id())])
        .stderr(Stdio::null())
        .status();
    let _ = web_driver.wait();
}

/// Starts what drives web views, believing in the certificates of a file, and says at which port
/// it listens.
fn web_driver(home: &Path, screen: &Screen, authority: Option<&Path>) -> (Child, u16) {
    let port = TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a port is free")
        .port();
    let web_driver = Command::new("WebKitWebDriver")
        .arg(format!("--port={port}"))
        .env("DISPLAY", &screen.1)
        .env("HOME", home)
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("XDG_CACHE_HOME", home.join("cache"))
        // A test may put programs of its own in the place of the system's.
        .env("PATH", path_with(&home.join("bin")))
        .env("TAURI_WEBVIEW_AUTOMATION", "true")
        // A portal that does not answer would hold the start up for 25 seconds.
        .env("GTK_USE_PORTAL", "0")
        .env("NO_AT_BRIDGE", "1")
        .env("GDK_BACKEND", "x11")
        .env("LANG", "en_US.UTF-8")
        .env("TZ", "America/New_York")
        .envs(authority.map(|file| ("SSL_CERT_FILE", file)))
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .env_remove("WAYLAND_DISPLAY")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        // A group of its own, so that the app and its web processes go with it.
        .process_group(0)
        .spawn()
        .expect("WebKitWebDriver is installed: cargo xtask test installs it");
    let begun = Instant::now();
    while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(begun.elapsed() < Duration::from_secs(10), "WebKitWebDriver answers");
        sleep(Duration::from_millis(30));
    }
    (web_driver, port)
}

fn path_with(first: &Path) -> OsString {
    let mut path = first.as_os_str().to_owned();
    if let Some(rest) = std::env::var_os("PATH") {
        path.push(":");
        path.push(rest);
    }
    path
}
