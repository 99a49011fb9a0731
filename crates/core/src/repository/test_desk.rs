//! A desk to test at: a site's folder, a publishing repository beside it, and the `git`
//! program to look at both from outside.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use jiff::Timestamp;
use tempfile::TempDir;

use super::{Approval, ApproveError, Repository, StoryFiles};
use crate::view::{Person, State};

/// 2026-11-22T09:00:00Z
pub(crate) const NOW: i64 = 1_795_338_000;

pub(crate) fn now() -> Timestamp {
    Timestamp::from_second(NOW).unwrap()
}

pub(crate) fn ana() -> Person {
    Person { name: "Ana Writer".into(), email: "ana@example.org".into() }
}

pub(crate) fn ed() -> Person {
    Person { name: "Ed Itor".into(), email: "ed@example.org".into() }
}

/// A story of one file.
pub(crate) fn post(path: &str) -> StoryFiles {
    StoryFiles::new(path, Vec::<String>::new())
}

/// A temporary folder with `site`, and `press.git` where it is published.
pub(crate) struct Desk {
    pub(crate) temp: TempDir,
    pub(crate) site: PathBuf,
    pub(crate) press: PathBuf,
    pub(crate) repo: Repository,
}

impl Desk {
    /// A site with a page and a layout, published.
    pub(crate) fn new() -> Self {
        let temp = tempfile::tempdir().unwrap();
        let press = temp.path().join("press.git");
        let site = temp.path().join("site");
        git(temp.path(), &["init", "-q", "--bare", "-b", "main", "press.git"]);
        git(temp.path(), &["init", "-q", "-b", "main", "site"]);
        git(&site, &["remote", "add", "origin", press.to_str().unwrap()]);
        write(&site, "layouts/page.html", "<main>\n");
        write(&site, "posts/old.md", "# Old\n");
        git(&site, &["add", "-A"]);
        git(&site, &["commit", "-q", "-m", "The site"]);
        git(&site, &["push", "-q", "-u", "origin", "main"]);
        let repo = Repository::open(&site).unwrap();
        Self { site: repo.site().to_owned(), temp, press, repo }
    }

    /// A second desk at the same press.
    pub(crate) fn colleague(&self, name: &str) -> Desk2 {
        git(self.temp.path(), &["clone", "-q", self.press.to_str().unwrap(), name]);
        let repo = Repository::open(&self.temp.path().join(name)).unwrap();
        Desk2 { site: repo.site().to_owned(), repo }
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        write(&self.site, path, text);
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.site.join(path)).unwrap()
    }

    pub(crate) fn git(&self, words: &[&str]) -> String {
        git(&self.site, words)
    }

    pub(crate) fn press(&self, words: &[&str]) -> String {
        git(&self.press, words)
    }

    pub(crate) fn approve(&self, story: &StoryFiles) -> Result<Approval, ApproveError> {
        approve(&self.repo, story)
    }

    /// Approves, and leaves the index behind.
    pub(crate) fn ahead(&self, story: &StoryFiles) -> super::Owed {
        let approval =
            self.repo.approve_ahead(story, "Ahead", (&ana(), &ed()), None, &[], now()).unwrap();
        approval.1.expect("it is approved")
    }

    pub(crate) fn state(&self, story: &StoryFiles) -> State {
        self.repo.states(std::slice::from_ref(story)).unwrap()[0]
    }

    /// Every file of the site's `.git`, by content.
    pub(crate) fn inside(&self) -> BTreeMap<PathBuf, blake3::Hash> {
        inside(&self.site.join(".git"))
    }

    /// Installs a hook at the press.
    pub(crate) fn hook(&self, name: &str, script: &str) {
        let path = self.press.join("hooks").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        }
    }
}

/// A colleague's desk.
pub(crate) struct Desk2 {
    pub(crate) site: PathBuf,
    pub(crate) repo: Repository,
}

impl Desk2 {
    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        write(&self.site, path, text);
    }

    pub(crate) fn approve(&self, story: &StoryFiles) -> Result<Approval, ApproveError> {
        approve(&self.repo, story)
    }
}

fn approve(repo: &Repository, story: &StoryFiles) -> Result<Approval, ApproveError> {
    let title = format!("About {}", story.post);
    let reviewed = repo.content_hash(story)?;
    repo.approve(story, &title, &ana(), &ed(), Some(&reviewed), now())
}

pub(crate) fn inside(folder: &Path) -> BTreeMap<PathBuf, blake3::Hash> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            all.extend(inside(&entry.path()));
        } else {
            all.insert(entry.path(), blake3::hash(&fs::read(entry.path()).unwrap()));
        }
    }
    all
}

pub(crate) fn write(site: &Path, path: &str, text: impl AsRef<[u8]>) {
    let full = site.join(path);
    fs::create_dir_all(full.parent().unwrap()).unwrap();
    fs::write(full, text).unwrap();
}

/// The `git` program, which looks on. Its output; it must succeed.
pub(crate) fn git(folder: &Path, words: &[&str]) -> String {
    let Output { status, stdout, stderr } = try_git(folder, words);
    assert!(status.success(), "git {words:?}: {}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).unwrap().trim_end().to_owned()
}

pub(crate) fn try_git(folder: &Path, words: &[&str]) -> Output {
    Command::new("git")
        .current_dir(folder)
        .args([
            "-c",
            "user.name=Dev Eloper",
            "-c",
            "user.email=dev@example.org",
            "-c",
            "commit.gpgsign=false",
        ])
        .args(words)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_TERMINAL_PROMPT", "0")
        .output()
        .unwrap()
}
