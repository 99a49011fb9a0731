//! The newsroom in which faults strike: a site, its publishing repository, a home.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::acts::Act;

/// What stands above the text of each story: all that must be there to be approved.
const HEAD: &str = "description: The county closed it on Monday and says nothing of when.\nauthors: [Ana]\ndate: 2024-05-01T09:00:00-07:00\n---\n";

/// A story's whole text.
pub(crate) fn story(title: &str, text: &str) -> String {
    format!("---\ntitle: {title}\n{HEAD}{text}\n")
}

/// All that an act may change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct State {
    /// The site's files with their bytes.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    /// The tree that is approved.
    pub(crate) approved: String,
    /// The tree that readers have.
    pub(crate) readers: String,
    /// What git calls changed.
    pub(crate) changed: String,
}

impl State {
    /// What is neither as before nor as after. A file may be beside another for a while.
    pub(crate) fn half_done(&self, before: &State, after: &State) -> Option<String> {
        let paths: BTreeSet<&String> = before.files.keys().chain(after.files.keys()).collect();
        for path in paths {
            let is = self.files.get(path);
            if is != before.files.get(path) && is != after.files.get(path) {
                return Some(format!("{path} is {}", shown(is)));
            }
        }
        for (what, is, was, will) in [
            ("approved", &self.approved, &before.approved, &after.approved),
            ("with readers", &self.readers, &before.readers, &after.readers),
        ] {
            if is != was && is != will {
                return Some(format!("what is {what} is neither from before nor from after"));
            }
        }
        None
    }

    /// What is not as in the other.
    pub(crate) fn other_than(&self, after: &State) -> Option<String> {
        let paths: BTreeSet<&String> = self.files.keys().chain(after.files.keys()).collect();
        let other: Vec<String> = paths
            .into_iter()
            .filter(|path| self.files.get(*path) != after.files.get(*path))
            .map(|path| format!("{path} is {}", shown(self.files.get(path))))
            .collect();
        if !other.is_empty() {
            return Some(other.join(", "));
        }
        if self.approved != after.approved {
            return Some("something else is approved".to_owned());
        }
        if self.readers != after.readers {
            return Some("readers have something else".to_owned());
        }
        (self.changed != after.changed)
            .then(|| format!("git calls changed:\n{}\nbut not:\n{}", self.changed, after.changed))
    }
}

fn shown(bytes: Option<&Vec<u8>>) -> String {
    match bytes {
        None => "not there".to_owned(),
        Some(bytes) => format!("{:?}", String::from_utf8_lossy(&bytes[..bytes.len().min(600)])),
    }
}

/// Set up once, and again for each fault.
pub(crate) struct Newsroom {
    root: tempfile::TempDir,
}

impl Newsroom {
    /// As it is before an act.
    pub(crate) fn before(act: &Act) -> Newsroom {
        let newsroom = Newsroom { root: tempfile::tempdir().unwrap() };
        let (here, site) = (newsroom.here(), newsroom.site());
        for folder in ["home", "tmp", "data", "site/content/posts/one", "site/content/news"] {
            fs::create_dir_all(here.join(folder)).unwrap();
        }
        newsroom.write("hugo.toml", "baseURL = \"https://x.example/\"\ntitle = \"X\"\n");
        let picture = image::RgbImage::from_fn(64, 48, |x, y| image::Rgb([x as u8, y as u8, 90]));
        picture.save(site.join("content/posts/one/a.jpg")).unwrap();
        newsroom.write(
            "content/posts/one/index.md",
            &story("One", "![The bridge in the rain](a.jpg)\n*The bridge. Photo: Ana Lind*\n\nOne, and [flat](/news/flat/)."),
        );
        newsroom.write("content/news/gone.md", &story("Gone", "Gone soon."));
        git(&here, &["init", "-q", "--bare", "-b", "main", "press.git"]);
        git(&site, &["init", "-q", "-b", "main"]);
        for (key, value) in [("user.name", "Ana"), ("user.email", "ana@example.org")] {
            git(&site, &["config", key, value]);
        }
        for text in ["The first text, and [one](/posts/one/).", "The second text.", "The third."] {
            newsroom.write("content/news/flat.md", &story("Flat", text));
            git(&site, &["add", "-A"]);
            git(&site, &["commit", "-qm", text]);
        }
        let press = here.join("press.git");
        git(&site, &["remote", "add", "origin", press.to_str().unwrap()]);
        git(&site, &["push", "-q", "-u", "origin", "main"]);
        (act.before)(&newsroom);
        newsroom.copy("now", "kept");
        newsroom
    }

    fn copy(&self, from: &str, to: &str) {
        let (from, to) = (self.root.path().join(from), self.root.path().join(to));
        let _ = fs::remove_dir_all(&to);
        // With the times of files, which git looks at.
        let copied = Command::new("cp").arg("-a").arg(from).arg(to).status().unwrap();
        assert!(copied.success());
    }

    /// As it was before the act.
    pub(crate) fn reset(&self) {
        self.copy("kept", "now");
    }

    /// The folder in which calls count.
    pub(crate) fn here(&self) -> PathBuf {
        self.root.path().join("now")
    }

    pub(crate) fn site(&self) -> PathBuf {
        self.here().join("site")
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        fs::write(self.site().join(path), text).unwrap();
    }

    /// Somebody else publishes: a story changed, one new, one gone.
    pub(crate) fn others_publish(&self) {
        let other = self.here().join("other");
        git(&self.here(), &["clone", "-q", "press.git", "other"]);
        fs::write(other.join("content/news/flat.md"), story("Flat", "The fourth.")).unwrap();
        fs::create_dir(other.join("content/opinion")).unwrap();
        fs::write(other.join("content/opinion/new.md"), story("New", "Theirs.")).unwrap();
        git(&other, &["rm", "-q", "content/news/gone.md"]);
        git(&other, &["add", "-A"]);
        git(&other, &["commit", "-qm", "Theirs"]);
        git(&other, &["push", "-q"]);
        fs::remove_dir_all(other).unwrap();
    }

    /// Does an act, with a fault or without: how it ended, how many calls it made, and at which
    /// the fault struck.
    pub(crate) fn act(
        &self,
        act: &Act,
        fault: Option<(&Path, usize, &str)>,
    ) -> (i32, usize, String) {
        let (report, here) = (self.root.path().join("report"), self.here());
        let words = (act.words)(&here);
        let mut command = match fault {
            None => Command::new(&words[0]),
            Some((program, n, how)) => {
                let mut command = Command::new(program);
                command.arg(n.to_string()).arg(how).arg(&here).arg(&report).arg(&words[0]);
                command
            }
        };
        command.args(&words[1..]).current_dir(&here);
        command.env("HOME", here.join("home")).env("TMPDIR", here.join("tmp"));
        command.env("GALLEY_ACT", act.name).env("GALLEY_HERE", &here);
        for name in ["SSH_AUTH_SOCK", "DBUS_SESSION_BUS_ADDRESS", "XDG_DATA_HOME"] {
            command.env_remove(name);
        }
        let output = command.output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        fs::write(self.root.path().join("said"), said).unwrap();
        let report = fault.map(|_| fs::read_to_string(report).unwrap()).unwrap_or_default();
        let (calls, at) = report.trim().split_once(' ').unwrap_or((report.trim(), ""));
        (output.status.code().unwrap_or(-1), calls.parse().unwrap_or(0), at.to_owned())
    }

    /// What the last act said.
    pub(crate) fn said(&self) -> String {
        fs::read_to_string(self.root.path().join("said")).unwrap()
    }

    pub(crate) fn state(&self) -> State {
        let (site, press) = (self.site(), self.here().join("press.git"));
        let mut files = BTreeMap::new();
        read(&site, &site, &mut files);
        State {
            files,
            approved: git(&site, &["rev-parse", "HEAD^{tree}"]),
            readers: git(&press, &["rev-parse", "main^{tree}"]),
            changed: git(&site, &["status", "--porcelain", "--untracked-files=all"]),
        }
    }

    /// What git finds wrong in the two repositories.
    pub(crate) fn unsound(&self) -> Option<String> {
        for folder in [self.site(), self.here().join("press.git")] {
            let output = Command::new("git")
                .args(["fsck", "--strict", "--no-dangling", "--no-progress"])
                .current_dir(&folder)
                .output()
                .unwrap();
            if !output.status.success() {
                return Some(format!("{}: {output:?}", folder.display()));
            }
        }
        None
    }

    /// Locks and other files that nobody needs any more.
    pub(crate) fn nothing_left(&self) -> Result<(), String> {
        let mut left = Vec::new();
        for folder in [self.site().join(".git"), self.here().join("press.git")] {
            find_left(&folder, &mut left);
        }
        if left.is_empty() { Ok(()) } else { Err(format!("left behind: {}", left.join(", "))) }
    }
}

fn find_left(folder: &Path, left: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            find_left(&entry.path(), left);
        } else if name.ends_with(".lock")
            || name == "galley-publish"
            || name.starts_with("index.galley-")
        {
            left.push(entry.path().display().to_string());
        }
    }
}

fn read(site: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if entry.file_name() == ".git" {
            continue;
        }
        if path.is_dir() {
            read(site, &path, files);
        } else {
            let name = path.strip_prefix(site).unwrap().to_string_lossy().into_owned();
            files.insert(name, fs::read(&path).unwrap());
        }
    }
}

/// Runs git, which must succeed. It does not write the index when it only looks.
pub(crate) fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .args(["-c", "user.name=Ana", "-c", "user.email=ana@example.org"])
        .args(arguments)
        .env("GIT_OPTIONAL_LOCKS", "0")
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "git {arguments:?}: {output:?}");
    String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
}
