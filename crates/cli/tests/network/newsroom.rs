//! A newsroom that works by the command line.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::computers::{Https, SECRET, Ssh, git};

/// What stands above the text of each story: all that must be there to be approved.
pub(crate) const HEAD: &str = "---\ntitle: The bridge is closed\ndescription: The county closed it on Monday and says nothing of when.\nauthors: [Ana]\ndate: 2024-05-01 09:00:00 -0700\n---\n";

/// What the command line said.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) exit: i32,
    out: String,
    error: String,
}

impl Said {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Why nothing was sent, in words.
    pub(crate) fn reason(&self) -> String {
        self.json()["reason"].as_str().unwrap_or_default().to_owned()
    }
}

/// A site with three commits, its bare publishing repository, and a home of its own.
pub(crate) struct Newsroom {
    root: tempfile::TempDir,
}

impl Newsroom {
    pub(crate) fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        let newsroom = Self { root };
        let here = newsroom.root();
        for folder in ["site/posts", "home/.ssh", "brought", "tmp"] {
            fs::create_dir_all(here.join(folder)).unwrap();
        }
        fs::write(here.join("secret"), format!("{SECRET}\n")).unwrap();
        git(here, &["init", "-q", "--bare", "-b", "main", "press.git"]);
        git(&here.join("press.git"), &["config", "http.receivepack", "true"]);
        let site = here.join("site");
        git(&site, &["init", "-q", "-b", "main"]);
        for text in ["One.", "Two.", "Three."] {
            fs::write(site.join("posts/old.md"), format!("{HEAD}{text}\n")).unwrap();
            git(&site, &["add", "-A"]);
            git(&site, &["commit", "-qm", text]);
        }
        git(&site, &["push", "-q", "../press.git", "main"]);
        for (key, value) in [("user.name", "Ana"), ("user.email", "ana@example.org")] {
            git(&site, &["config", key, value]);
        }
        newsroom
    }

    pub(crate) fn root(&self) -> &Path {
        self.root.path()
    }

    /// Sets the address that the site is published to.
    pub(crate) fn publish_to(&self, address: &str) {
        let site = self.root().join("site");
        let _ =
            Command::new("git").args(["remote", "remove", "origin"]).current_dir(&site).output();
        git(&site, &["remote", "add", "origin", address]);
    }

    /// A new story, approved; its text.
    pub(crate) fn approved(&self, path: &str) -> String {
        let text = format!("{HEAD}New.");
        fs::write(self.root().join("site").join(path), format!("{text}\n")).unwrap();
        let said = self.galley(&["approve", &format!("site/{path}"), "--json"], None);
        assert_eq!(said.exit, 0, "{said:?}");
        text
    }

    /// Publishes over `https`, signed in with a secret or not.
    pub(crate) fn publish(&self, https: &Https, secret: Option<&str>) -> Said {
        let mut words = vec!["publish", "site", "--json"];
        if let Some(secret) = secret {
            let file = if secret == SECRET { "secret" } else { "wrong" };
            fs::write(self.root().join(file), secret).unwrap();
            words.extend(["--user", "ana", "--secret-from", file]);
        }
        self.galley(&words, Some(https))
    }

    /// Remembers how site and publishing repository are.
    pub(crate) fn keep(&self) {
        self.copy("site", "kept-site");
        self.copy("press.git", "kept-press");
    }

    /// Has both as they were.
    pub(crate) fn reset(&self) {
        self.copy("kept-site", "site");
        self.copy("kept-press", "press.git");
    }

    fn copy(&self, from: &str, to: &str) {
        let _ = fs::remove_dir_all(self.root().join(to));
        let copied = Command::new("cp").args(["-a", from, to]).current_dir(self.root()).status();
        assert!(copied.unwrap().success());
    }

    /// Makes a computer known, as a person does who compared its fingerprint.
    pub(crate) fn know(&self, ssh: &Ssh) {
        self.know_at(ssh, ssh.port);
    }

    /// Makes a computer known that is reached by this port.
    pub(crate) fn know_at(&self, ssh: &Ssh, port: u16) {
        let data = self.root().join("home/.local/share/example.galley.desk");
        fs::create_dir_all(&data).unwrap();
        let line = format!("localhost:{port} {}\n", ssh.fingerprint());
        fs::write(data.join("hosts"), line).unwrap();
    }

    /// What the publishing repository says.
    pub(crate) fn press(&self, arguments: &[&str]) -> String {
        git(&self.root().join("press.git"), arguments)
    }

    /// Runs the command line in the newsroom's folder, with its home and nobody's keys but its own.
    pub(crate) fn galley(&self, words: &[&str], https: Option<&Https>) -> Said {
        let output = self.command(words, https).output().unwrap();
        said(&output)
    }

    /// The same, to be run.
    pub(crate) fn command(&self, words: &[&str], https: Option<&Https>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_galley"));
        command.args(words).current_dir(self.root());
        command.env("HOME", self.root().join("home")).env("TMPDIR", self.root().join("tmp"));
        for name in ["SSH_AUTH_SOCK", "DBUS_SESSION_BUS_ADDRESS", "XDG_DATA_HOME", "SSL_CERT_DIR"] {
            command.env_remove(name);
        }
        if let Some(https) = https {
            command.env("SSL_CERT_FILE", &https.authority);
        }
        command
    }
}

/// What a run of the command line said.
pub(crate) fn said(output: &Output) -> Said {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_owned()).unwrap();
    let said = Said {
        exit: output.status.code().unwrap(),
        out: text(&output.stdout),
        error: text(&output.stderr),
    };
    assert!(!said.out.contains(SECRET) && !said.error.contains(SECRET), "{said:?}");
    said
}
