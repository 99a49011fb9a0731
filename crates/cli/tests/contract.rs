//! The contract of the command line, on the real program: names, JSON fields, exits, and the one
//! sentence on standard error.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

/// A Jekyll site in a folder of its own.
struct Site {
    folder: tempfile::TempDir,
}

/// What the program said.
#[derive(Debug)]
struct Said {
    exit: i32,
    out: String,
    error: String,
}

impl Said {
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

const STORY: &str = "\
---
layout: post # ours
title: 'Old headline'
description: >-
  A dek on
  two lines.
authors: [ana-li, bo]
date: 2024-05-01 09:00:00 -0700
tags:
- one
- \"two\"
image: /img/a.jpg
image-description: A man sits.
image-credit: Photo by Ana Li/Record
base: &base x
again: *base
seo:
  noindex: false
---

Text of *five* words, [one](https://a.example).

![A man stands. Photo: Bo Ek](b.jpg)
";

/// A story in which the copy desk finds nothing.
const SOUND: &str = "\
---
title: A quiet headline
description: A dek of some fifty letters or more, as they should be.
authors: [Ana Li]
date: 2024-05-01 09:00:00 -0700
---

Words, and nothing to say of them.
";

impl Site {
    fn new() -> Site {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("_config.yml"), "title: Record\n").unwrap();
        fs::create_dir(folder.path().join("_posts")).unwrap();
        let site = Site { folder };
        site.write("2024-05-01-story.md", STORY);
        site
    }

    fn post(&self, name: &str) -> PathBuf {
        self.folder.path().join("_posts").join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.post(name), bytes).unwrap();
    }

    /// Runs `galley`, with the story as its second word where `{}` stands.
    fn run(&self, words: &[&str]) -> Said {
        let story = self.post("2024-05-01-story.md");
        let words = words.iter().map(|word| match *word {
            "{}" => story.as_os_str(),
            "." => self.folder.path().as_os_str(),
            word => word.as_ref(),
        });
        run(words.collect::<Vec<_>>().as_slice())
    }

    /// The lines of the story that are new, after a `set`.
    fn changed(&self, field: &str) -> Vec<String> {
        self.write("2024-05-01-story.md", STORY);
        let said = self.run(&["set", "{}", field, "--json"]);
        assert_eq!((said.exit, said.error.as_str()), (0, ""), "{field}: {said:?}");
        let now = fs::read_to_string(self.post("2024-05-01-story.md")).unwrap();
        let told: Vec<String> = serde_json::from_value(said.json()["changed"].clone()).unwrap();
        let gone = told.iter().filter_map(|line| line.strip_prefix('-'));
        let come = told.iter().filter_map(|line| line.strip_prefix('+'));
        for (lines, text) in [(gone.collect::<Vec<_>>(), STORY), (come.collect(), &now)] {
            for line in lines {
                assert!(text.lines().any(|l| l == line), "{field}: told of “{line}”, not there");
            }
        }
        let unchanged = |a: &str, b: &str| a.lines().filter(|l| b.lines().any(|m| m == *l)).count();
        let kept = unchanged(STORY, &now);
        assert_eq!(
            STORY.lines().count() - kept,
            told.iter().filter(|l| l.starts_with('-')).count()
        );
        told
    }
}

fn run<W: AsRef<std::ffi::OsStr>>(words: &[W]) -> Said {
    let output = Command::new(env!("CARGO_BIN_EXE_galley")).args(words).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Said {
        exit: output.status.code().unwrap(),
        out: text(output.stdout),
        error: text(output.stderr),
    }
}

#[test]
fn set_changes_the_lines_of_its_field_and_prints_them() {
    let site = Site::new();
    for (field, changed, why) in [
        (
            "title=New: “it’s”",
            &["-title: 'Old headline'", "+title: 'New: “it’s”'"][..],
            "quoted as it was",
        ),
        ("title=Old headline", &[], "nothing to change"),
        (
            "authors=ana-li,cy",
            &["-authors: [ana-li, bo]", "+authors: [ana-li, cy]"],
            "a list in brackets",
        ),
        ("tags=one,two,no", &["+- \"no\""], "a list on lines, a word that some take for false"),
        ("tags=two", &["-- one"], "an item less"),
        (
            "date=2024-06-02T10:30:00-07:00",
            &["-date: 2024-05-01 09:00:00 -0700", "+date: 2024-06-02 10:30:00 -0700"],
            "in the form that it has",
        ),
        (
            "date=2024-06-02",
            &["-date: 2024-05-01 09:00:00 -0700", "+date: 2024-06-02 09:00:00 -0700"],
            "a day alone leaves the hour",
        ),
        ("lead_src=/img/b.jpg", &["-image: /img/a.jpg", "+image: /img/b.jpg"], "the lead picture"),
        (
            "lead_alt=A woman sits.",
            &["-image-description: A man sits.", "+image-description: A woman sits."],
            "its description",
        ),
        ("key:layout=news", &["-layout: post # ours", "+layout: news # ours"], "the comment stays"),
        ("key:seo.title=1.20", &["+  title: \"1.20\""], "a key inside another"),
        ("key:new=a: b", &["+new: \"a: b\""], "a new key"),
    ] {
        assert_eq!(site.changed(field), changed, "{field}: {why}");
    }
}

#[test]
fn what_is_refused_or_wrong_says_so_by_its_exit_and_changes_nothing() {
    let site = Site::new();
    site.write("2024-05-02-colon.md", "---\ntitle: ok\ndek: A: B\n---\nText.\n");
    site.write("2024-05-03-latin.md", b"---\ntitle: Caf\xe9\n---\nText.\n");
    site.write("2024-05-04-picture.md", b"\x89PNG\r\n\x1a\n\0\0");
    let file = |name: &str| site.post(name).to_string_lossy().into_owned();
    let (colon, latin) = (file("2024-05-02-colon.md"), file("2024-05-03-latin.md"));
    let (picture, gone) = (file("2024-05-04-picture.md"), file("nowhere.md"));
    for (words, exit, names, why) in [
        (&["set", "{}", "key:base=y"][..], 1, "base", "used in another place too"),
        (&["set", "{}", "key:again=y"], 1, "again", "it stands elsewhere"),
        (&["set", "{}", "updated=soon"], 1, "“soon” is no day", "no date"),
        (&["set", "{}", "date=soon"], 2, "soon", "no date"),
        (&["set", "{}", "title"], 2, "title", "no value"),
        (&["set", "{}", "colour=red"], 2, "colour", "no such field"),
        (&["set", "{}"], 2, "FIELD=VALUE", "nothing to set"),
        (&["set", &colon, "title=x"], 2, "colon.md", "it has to be repaired first"),
        (&["set", &latin, "title=x"], 2, "latin.md", "not UTF-8"),
        (&["set", &picture, "title=x"], 2, "picture.md", "no text"),
        (&["show", &latin], 2, "latin.md", "not UTF-8"),
        (&["show", &colon], 2, "line 3", "the line of the file"),
        (&["show", &gone], 2, "nowhere.md", "not there"),
        (&["show"], 2, "one story", "no story"),
        (&["roundtrip", &gone], 2, "nowhere.md", "no folder"),
        (&["frobnicate"], 2, "frobnicate", "no such command"),
        (&["list", ".", "--colour"], 2, "--colour", "no such option"),
        (&["list", ".", "--card"], 2, "takes no --card", "the option of another command"),
        (&["render", "{}", "--lead"], 2, "takes no --lead", "and another"),
        (&["photo", "x.jpg", "--into", &colon], 2, "line 3", "it has to be repaired first"),
    ] {
        let before: Vec<_> = everything(site.folder.path());
        let said = site.run(words);
        assert_eq!(said.exit, exit, "{words:?}, {why}: {said:?}");
        let told = if exit == 1 { &said.out } else { &said.error };
        assert!(told.contains(names), "{words:?}, {why}: {said:?}");
        assert!(exit == 1 || said.out.is_empty(), "{words:?}: nothing for scripts to take");
        assert_eq!(everything(site.folder.path()), before, "{words:?}: untouched");
    }
    let said = site.run(&["set", "{}", "key:base=y", "--json"]);
    assert_eq!(said.json()["changed"], json!([]));
    assert!(said.json()["reason"].is_string());
}

#[test]
fn show_names_fields_figures_and_words() {
    let site = Site::new();
    let said = site.run(&["show", "{}", "--json"]);
    assert_eq!(said.exit, 0, "{said:?}");
    let mut answer = said.json();
    let figures = answer["figures"].take();
    assert_eq!(
        answer,
        json!({
            "path": "_posts/2024-05-01-story.md",
            "metadata": {
                "title": "Old headline", "description": "A dek on two lines.",
                "authors": ["ana-li", "bo"], "date": "2024-05-01 09:00:00 -0700",
                "tags": ["one", "two"],
                "lead_image": {
                    "src": "/img/a.jpg", "alt": "A man sits.", "caption": null,
                    "credit": "Photo by Ana Li/Record",
                },
            },
            "figures": null,
            "words": answer["words"],
        })
    );
    let keys: Vec<_> = figures[0].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["src", "alt", "caption", "label", "credit", "credit_url", "form", "line"]);
    assert_eq!((&figures[0]["src"], &figures[0]["line"]), (&json!("b.jpg"), &json!(23)));
}

#[test]
fn roundtrip_tells_what_came_back_and_what_cannot_be_read() {
    let site = Site::new();
    let crlf = STORY.replace('\n', "\r\n");
    site.write("2024-05-02-crlf.md", format!("\u{feff}{}", crlf.trim_end()));
    site.write("2024-05-03-mixed.md", "---\r\ntitle: A\n---\r\nOne\rtwo\u{2028}\r\nthree\n\nfour");
    let said = site.run(&["roundtrip", ".", "--json"]);
    let all = json!({"posts": 3, "identical": 3, "differing": [], "unreadable": []});
    assert_eq!((said.exit, said.json()), (0, all));

    site.write("2024-05-04-tab.md", "---\ntitle: A\nm:\n\tb: 1\n---\n");
    let said = site.run(&["roundtrip", ".", "--json"]);
    assert_eq!(said.exit, 1, "something could not be read");
    let unreadable = &said.json()["unreadable"][0];
    assert_eq!(unreadable["path"], "_posts/2024-05-04-tab.md");
    assert!(unreadable["reason"].as_str().unwrap().contains("line 4"), "{unreadable}");
}

#[test]
fn credit_takes_a_line_apart() {
    let said = run(&["credit", "A man sits. Photo: Ana Li/Record", "--json"]);
    let answer = said.json();
    assert_eq!(said.exit, 0);
    let keys: Vec<_> = answer.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["description", "label", "credit", "creator", "source", "confidence"]);
    assert_eq!(answer["description"], "A man sits.");
    assert_eq!(answer["credit"], "Ana Li/Record");
}

#[cfg(unix)]
#[test]
fn pipes_and_links_are_named_and_never_opened() {
    let site = Site::new();
    let pipe = site.post("2024-05-02-pipe.md");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let secret = tempfile::NamedTempFile::new().unwrap();
    fs::write(secret.path(), "---\ntitle: Secret\n---\n").unwrap();
    let link = site.post("2024-05-03-link.md");
    std::os::unix::fs::symlink(secret.path(), &link).unwrap();
    for (file, word) in [(&pipe, "pipe"), (&link, "link")] {
        for words in [&["show"][..], &["set"]] {
            let mut all = vec![words[0].to_owned(), file.to_string_lossy().into_owned()];
            if words[0] == "set" {
                all.push("title=x".to_owned());
            }
            let said = run(&all);
            assert_eq!(said.exit, 2, "{said:?}");
            assert!(said.error.contains(word) && !said.error.contains("Secret"), "{said:?}");
        }
    }
    let said = site.run(&["roundtrip", ".", "--json"]);
    assert_eq!(said.json()["unreadable"].as_array().unwrap().len(), 2, "{said:?}");
    assert_eq!(fs::read_to_string(secret.path()).unwrap(), "---\ntitle: Secret\n---\n");
}

/// Every file below a folder with its bytes.
fn everything(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(everything(&path));
        } else {
            found.push((path.clone(), fs::read(&path).unwrap()));
        }
    }
    found.sort();
    found
}

fn git(folder: &Path, words: &[&str]) -> String {
    let person = ["-c", "user.name=Ed Itor", "-c", "user.email=ed@example.org"];
    let output = Command::new("git").current_dir(folder).args(person).args(words).output().unwrap();
    assert!(output.status.success(), "git {words:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}

#[test]
fn undo_gives_readers_what_they_had_and_keeps_the_story_approved() {
    let site = Site::new();
    let folder = site.folder.path();
    site.write("2024-05-01-story.md", SOUND);
    let press = tempfile::tempdir().unwrap();
    git(press.path(), &["init", "-q", "--bare", "-b", "main"]);
    git(folder, &["init", "-q", "-b", "main"]);
    git(folder, &["remote", "add", "origin", press.path().to_str().unwrap()]);
    git(folder, &["add", "-A"]);
    git(folder, &["commit", "-qm", "The site"]);
    git(folder, &["push", "-q", "-u", "origin", "main"]);
    let published = || git(press.path(), &["rev-parse", "main^{tree}"]);
    let before = published();

    site.run(&["set", "{}", "title=Another headline"]);
    site.write("2024-06-01-new.md", SOUND);
    let new = site.post("2024-06-01-new.md").to_string_lossy().into_owned();
    let said = site.run(&["approve", "{}", &new, "--as", "Ed Itor <ed@example.org>"]);
    assert_eq!(said.exit, 0, "{said:?}");
    assert_eq!(site.run(&["publish", ".", "--json"]).json()["outcome"], "sent");
    let both = published();

    let said = site.run(&["undo", ".", &new, "--json"]);
    assert_eq!(said.exit, 0, "{said:?}");
    assert_eq!(said.json()["outcome"], "sent");
    assert_eq!(said.json()["paths"], json!(["_posts/2024-06-01-new.md"]));
    assert_eq!(said.json()["commit"], git(press.path(), &["rev-parse", "main"]));
    assert_eq!(
        git(press.path(), &["ls-tree", "--name-only", "main:_posts"]),
        "2024-05-01-story.md"
    );
    assert_eq!(fs::read_to_string(&new).unwrap(), SOUND);
    let status = site.run(&["status", ".", "--json"]).json();
    assert_eq!(status, json!([{"path": "_posts/2024-06-01-new.md", "state": "approved"}]));

    assert_eq!(site.run(&["publish", ".", "--json"]).json()["outcome"], "sent");
    assert_eq!(published(), both, "published again");
    for (left, why) in [(2, "the new story"), (1, "the headline")] {
        let said = site.run(&["undo", ".", "--json"]);
        assert_eq!(said.json()["outcome"], "sent", "{why}: {left}: {said:?}");
    }
    assert_eq!(published(), before);
    let said = site.run(&["undo", ".", "--json"]);
    assert_eq!((said.exit, said.json()["outcome"].clone()), (0, json!("nothing-new")));
    assert_eq!(site.run(&["undo"]).exit, 2, "no site is named");
    for mistyped in ["_posts/2024-06-01-now.md", "nowhere.md"] {
        let said = site.run(&["undo", ".", mistyped]);
        assert_eq!(said.exit, 2, "{said:?}");
        assert!(said.error.contains("there is no such file"), "{said:?}");
    }
    git(press.path(), &["fsck", "--strict"]);
}

#[test]
fn check_prints_findings_and_exits_by_them() {
    let site = Site::new();
    let said = site.run(&["check", "{}", "--json"]);
    let rows = said.json();
    let rows = rows.as_array().unwrap();
    assert_eq!(said.exit, 1, "something is to be looked at: {said:?}");
    for row in rows {
        let names: Vec<&str> = row.as_object().unwrap().keys().map(String::as_str).collect();
        for name in ["path", "line", "field", "id", "severity", "message"] {
            assert!(names.contains(&name), "{name} in {row}");
        }
        let severity = row["severity"].as_str().unwrap();
        assert!(["error", "warning", "info"].contains(&severity), "{row}");
        assert_eq!(row["path"], "_posts/2024-05-01-story.md");
    }
    let found = |id: &str, field: &str, line: u64, severity: &str| {
        rows.iter().any(|row| {
            row["id"] == id
                && row["field"] == field
                && row["line"] == line
                && row["severity"] == severity
        })
    };
    assert!(found("F6", "lead_src", 12, "error"), "the lead picture is missing: {rows:#?}");
    assert!(found("I5", "alt", 23, "error"), "a credit in a description: {rows:#?}");
    assert!(found("D2", "description", 4, "warning"), "a short dek: {rows:#?}");

    let whole = site.run(&["check", ".", "--json"]);
    assert_eq!(whole.json().as_array().unwrap().len(), rows.len(), "a site of one story");
    site.write("2024-05-01-story.md", SOUND);
    let said = site.run(&["check", "{}", "--json"]);
    assert_eq!((said.exit, said.out.trim()), (0, "[]"), "{said:?}");
}

#[test]
fn approve_refuses_what_must_be_fixed_and_keeps_the_reason_for_what_is_worth_a_look() {
    let site = Site::new();
    let folder = site.folder.path();
    git(folder, &["init", "-q", "-b", "main"]);
    git(folder, &["add", "_config.yml"]);
    git(folder, &["commit", "-qm", "The site"]);
    let before = git(folder, &["rev-parse", "main"]);
    site.write("2024-06-01-sound.md", SOUND);
    let sound = site.post("2024-06-01-sound.md").to_string_lossy().into_owned();
    let ed = "Ed Itor <ed@example.org>";

    let said = site.run(&["approve", &sound, "{}", "--as", ed, "--despite", "It is so", "--json"]);
    assert_eq!(said.exit, 1, "{said:?}");
    assert_eq!((&said.json()["commit"], &said.json()["paths"]), (&json!(null), &json!([])));
    let rows = said.json()["findings"].as_array().unwrap().clone();
    assert!(rows.iter().any(|row| row["id"] == "F6" && row["severity"] == "error"), "{rows:#?}");
    assert!(rows.iter().all(|row| row["severity"] != "info"), "{rows:#?}");
    assert_eq!(git(folder, &["rev-parse", "main"]), before, "not even the sound one");
    let said = site.run(&["approve", "{}", "--as", ed]);
    assert_eq!(said.exit, 1, "{said:?}");
    assert!(said.out.contains("error F6: ") && said.out.contains("Nothing was approved."));

    site.write("2024-05-01-story.md", SOUND.replace("A dek of some", "Some"));
    let said = site.run(&["approve", "{}", "--as", ed, "--despite", "  ", "--json"]);
    assert_eq!(said.exit, 2, "no reason is no reason: {said:?}");
    let said = site.run(&["approve", "{}", "--as", ed, "--despite", "Short\non purpose", "--json"]);
    assert_eq!((said.exit, &said.json()["findings"][0]["id"]), (0, &json!("D2")), "{said:?}");
    let kept = git(folder, &["log", "-1", "--format=%B"]);
    let kept: Vec<&str> = kept.lines().filter(|line| line.starts_with("Galley-Left: ")).collect();
    assert_eq!(kept, ["Galley-Left: D2: Short on purpose (Ed Itor)"]);

    site.write("2024-06-01-sound.md", SOUND.replace("A dek of some", "Some"));
    let said = site.run(&["approve", &sound, "--as", ed]);
    assert_eq!(said.exit, 0, "what is worth a look does not keep it back: {said:?}");
    assert!(said.out.contains("warning D2: "), "{said:?}");
    assert!(!git(folder, &["log", "-1", "--format=%B"]).contains("Galley-Left"));
}

#[test]
fn approve_tells_who_stands_in_the_byline_and_refuses_where_the_house_says_so() {
    let site = Site::new();
    let folder = site.folder.path();
    git(folder, &["init", "-q", "-b", "main"]);
    git(folder, &["add", "_config.yml"]);
    git(folder, &["commit", "-qm", "The site"]);
    let before = git(folder, &["rev-parse", "main"]);
    site.write("2024-05-01-story.md", SOUND);
    let own = ["approve", "{}", "--as", "ana li <ana@example.org>"];

    fs::create_dir(folder.join(".galley")).unwrap();
    let house = folder.join(".galley/site.toml");
    fs::write(&house, "[check.severity]\nW4 = \"error\"\n").unwrap();
    let despite = [&own[..], &["--despite", "Everybody is ill"]].concat();
    assert_eq!(site.run(&despite).exit, 1, "the house says no");
    // One of two keeps both back.
    site.write("2024-06-01-other.md", SOUND.replace("Ana Li", "Bo Ek"));
    let other = site.post("2024-06-01-other.md").to_string_lossy().into_owned();
    assert_eq!(site.run(&[&own[..], &[&other]].concat()).exit, 1);
    assert_eq!(git(folder, &["rev-parse", "main"]), before, "nothing was approved");
    fs::remove_file(&house).unwrap();

    let said = site.run(&[&own[..], &["--json"]].concat());
    let row = &said.json()["findings"][0];
    assert_eq!(said.exit, 0, "{said:?}");
    assert_eq!((&row["id"], &row["severity"]), (&json!("W4"), &json!("warning")), "{row}");
    site.write("2024-05-01-story.md", format!("{SOUND}\nMore.\n"));
    assert_eq!(site.run(&despite).exit, 0);
    let kept = git(folder, &["log", "-1", "--format=%B"]);
    assert!(kept.contains("Galley-Left: W4: Everybody is ill (ana li)"), "{kept}");
    fs::write(&house, "[check]\none_person = true\n").unwrap();
    site.write("2024-05-01-story.md", format!("{SOUND}\nAnd more.\n"));
    let said = site.run(&[&own[..], &["--json"]].concat());
    assert_eq!((said.exit, &said.json()["findings"]), (0, &json!([])), "one person is enough here");
}

#[test]
fn approve_refuses_a_picture_whose_licence_ended_and_warns_before() {
    let site = Site::new();
    let folder = site.folder.path();
    git(folder, &["init", "-q", "-b", "main"]);
    git(folder, &["add", "_config.yml"]);
    git(folder, &["commit", "-qm", "The site"]);
    fs::create_dir(folder.join("img")).unwrap();
    let mut picture = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(1200, 800, image::Rgb([90, 120, 60]))
        .write_to(&mut picture, image::ImageFormat::Jpeg)
        .unwrap();
    fs::write(folder.join("img/wall.jpg"), picture.into_inner()).unwrap();
    let figure = "\n![A flood wall.](/img/wall.jpg)\n*At noon. (Photo: Zoë Çelik)*\n";
    site.write("2024-05-01-story.md", format!("{SOUND}{figure}"));
    let said = folder.join(".galley/pictures/img/wall.jpg.toml");
    fs::create_dir_all(said.parent().unwrap()).unwrap();
    let ends_in = |days: i64| {
        let day = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(24 * days);
        let day = day.to_zoned(jiff::tz::TimeZone::UTC).date();
        fs::write(&said, format!("origin = \"stock\"\nuntil = {day}\n")).unwrap();
    };
    let approve = || site.run(&["approve", "{}", "--as", "Ed Itor <ed@example.org>", "--json"]);
    let before = git(folder, &["rev-parse", "main"]);

    ends_in(-3);
    let refused = approve();
    assert_eq!(refused.exit, 1, "{refused:?}");
    let row = &refused.json()["findings"][0];
    assert_eq!((&row["id"], &row["severity"]), (&json!("I11"), &json!("error")), "{row}");
    assert_eq!(git(folder, &["rev-parse", "main"]), before);

    ends_in(5);
    let approved = approve();
    let row = &approved.json()["findings"][0];
    assert_eq!((&row["id"], &row["severity"]), (&json!("I11"), &json!("warning")), "{approved:?}");
    assert_eq!(approved.exit, 0, "{approved:?}");
    let paths = git(folder, &["show", "--name-only", "--format=", "main"]);
    assert!(paths.contains(".galley/pictures/img/wall.jpg.toml"), "it goes along: {paths}");
}

#[test]
fn damaged_house_rules_are_told_of_and_the_usual_ones_hold() {
    let site = Site::new();
    fs::create_dir(site.folder.path().join(".galley")).unwrap();
    fs::write(site.folder.path().join(".galley/site.toml"), "[check\n").unwrap();
    let said = site.run(&["check", "{}", "--json"]);
    assert!(said.error.contains(".galley/site.toml"), "{said:?}");
    assert!(!said.json().as_array().unwrap().is_empty());
}

/// Writes the files of a site below a new folder.
fn site_of(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    folder
}

const DISPATCH: &str = "---\ntitle: One\ndate: 2024-05-01\nsummary: D\nauthors:\n- name: Ana\ncover: {image: a.jpg, alt: A}\n---\n";

#[test]
fn profile_names_what_was_learned_and_what_people_and_other_editors_said() {
    let cms = "media_folder: static/up\npublic_folder: /up\ncollections:\n- name: n\n  folder: content/dispatch\n  fields:\n  - {name: title, label: Headline}\n  - {name: date, widget: date}\n  - {name: desk, label: Desk, widget: select, options: [City]}\n";
    let folder = site_of(&[
        ("hugo.toml", "baseURL = 'https://a.example/'\n"),
        ("static/admin/config.yml", cms),
        ("content/dispatch/a.md", DISPATCH),
        ("content/dispatch/a.de.md", DISPATCH),
        ("content/news/b/index.md", DISPATCH),
        ("content/about.md", DISPATCH),
        (".galley/site.toml", "[keys]\nupdated = 'changed'\n"),
    ]);
    let site = folder.path().to_str().unwrap();
    let answer = run(&["profile", site, "--json"]).json();
    let keys: Vec<_> = answer.as_object().unwrap().keys().map(String::as_str).collect();
    let contract = [
        "generator",
        "posts",
        "front_matter",
        "keys",
        "featured",
        "figure",
        "images",
        "places",
        "schema",
        "address",
        "house",
    ];
    assert_eq!(keys, contract);
    assert_eq!(
        answer["keys"],
        json!({
            "title": "title", "description": "summary", "authors": "authors", "date": "date",
            "updated": "changed", "tags": null, "lead_src": "cover.image", "lead_alt": "cover.alt",
            "lead_caption": null, "lead_credit": null,
        })
    );
    assert_eq!(answer["address"], "https://a.example");
    assert_eq!(answer["house"], json!(null));
    assert_eq!(
        answer["places"],
        json!([
            {"folder": "content/dispatch", "path": "content/dispatch/{slug}.md", "posts": 1, "language": null},
            {"folder": "content/dispatch", "path": "content/dispatch/{slug}.de.md", "posts": 1, "language": "de"},
            {"folder": "content/news", "path": "content/news/{slug}/index.md", "posts": 1, "language": null},
        ])
    );
    assert_eq!(
        answer["schema"][2],
        json!({
            "folder": "content/dispatch", "key": "desk", "label": "Desk", "kind": "choice",
            "required": true, "choices": ["City"],
        })
    );
    let listed = run(&["list", site, "--json"]).json();
    let listed: Vec<_> = listed.as_array().unwrap().iter().collect();
    let paths: Vec<_> = listed.iter().map(|row| row["path"].as_str().unwrap()).collect();
    let wanted = ["content/dispatch/a.de.md", "content/dispatch/a.md", "content/news/b/index.md"];
    assert_eq!(paths, wanted, "pages are not stories");
    let lead = json!({"src": "a.jpg", "alt": "A", "caption": null, "credit": null});
    let row = (&listed[0]["description"], &listed[0]["authors"], &listed[0]["lead_image"]);
    assert_eq!(row, (&json!("D"), &json!(["Ana"]), &lead));

    fs::write(folder.path().join(".galley/site.toml"), "[keys\n").unwrap();
    let answer = run(&["profile", site, "--json"]).json();
    assert!(answer["house"].as_str().unwrap().contains("line 1"), "{answer}");
    assert_eq!(answer["keys"]["updated"], json!(null), "what was learned counts");
}

#[test]
fn links_are_asked_only_on_request() {
    use std::io::{Read, Write};
    let socket = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = socket.local_addr().unwrap().port();
    let (asked, heard) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for mut stream in socket.incoming().flatten() {
            let mut bytes = [0; 1024];
            let length = stream.read(&mut bytes).unwrap_or_default();
            let line = String::from_utf8_lossy(&bytes[..length]).lines().next().map(str::to_owned);
            let gone = line.as_deref().is_some_and(|line| line.contains("/gone"));
            let _ = asked.send(line.unwrap_or_default());
            let head = if gone { "404 Not Found" } else { "200 OK" };
            let _ =
                write!(stream, "HTTP/1.1 {head}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
    });
    let site = Site::new();
    fs::write(site.folder.path().join("_config.yml"), "title: R\nurl: http://localhost:4000\n")
        .unwrap();
    let story = format!(
        "{SOUND}\nAsk [the county](http://127.0.0.1:{port}/gone) or [the court](http://127.0.0.1:{port}/there).\n"
    );
    site.write("2024-05-01-story.md", story);
    let said = site.run(&["check", "{}", "--json"]);
    assert!(heard.try_recv().is_err(), "nothing is asked unless somebody wants it");
    assert!(!said.out.contains("\"L2\""), "{said:?}");
    let said = site.run(&["check", "{}", "--links", "--json"]);
    let rows = said.json();
    let dead: Vec<&Value> =
        rows.as_array().unwrap().iter().filter(|row| row["id"] == "L2").collect();
    assert_eq!(dead.len(), 1, "{said:?}");
    assert!(dead[0]["message"].as_str().unwrap().contains("/gone any more (404)"), "{said:?}");
    assert_eq!(heard.try_iter().count(), 2, "each address once");
}

#[test]
fn a_picture_that_is_brought_again_comes_with_its_words_and_what_was_removed_is_told() {
    let site = Site::new();
    site.write("2024-05-02-wall.md", SOUND);
    site.write("2024-05-03-bus.md", SOUND);
    let picture = site.folder.path().join("IMG_1.png");
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(40, 30).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    // A film behind its end.
    fs::write(&picture, [bytes.get_ref().as_slice(), b"film"].concat()).unwrap();
    let (wall, bus) = (site.post("2024-05-02-wall.md"), site.post("2024-05-03-bus.md"));
    let put = |into: &Path, more: &[&str]| {
        let mut words = vec!["photo", picture.to_str().unwrap(), "--into", into.to_str().unwrap()];
        words.extend(more);
        let said = run(&words);
        assert_eq!((said.exit, said.error.as_str()), (0, ""), "{said:?}");
        said
    };
    let first = put(&wall, &["--alt", "A wall.", "--credit", "Foto: Ana Li/dpa"]);
    assert!(first.out.contains("Removed: Embedded preview"), "{first:?}");
    put(&bus, &[]);
    let text = fs::read_to_string(&bus).unwrap();
    assert!(text.contains("![A wall.]") && text.contains("(Foto: Ana Li/dpa)"), "{text}");
    let other = put(&bus, &["--alt", "The same wall.", "--json"]).json();
    assert_eq!((&other["alt"], &other["credit"]), (&json!("The same wall."), &json!("Ana Li/dpa")));
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let site = Site::new();
    for n in 0..900 {
        site.write(&format!("2024-05-01-{n}.md"), SOUND);
    }
    let mut galley = Command::new(env!("CARGO_BIN_EXE_galley"))
        .args(["list", &site.folder.path().to_string_lossy(), "--json"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    // As `head` does: the pipe is full, and then nobody reads any more.
    let mut some = [0; 16];
    std::io::Read::read_exact(galley.stdout.as_mut().unwrap(), &mut some).unwrap();
    drop(galley.stdout.take());
    let ended = galley.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
    assert_eq!(ended.status.code(), Some(0));
}

#[test]
fn who_approves_is_said_with_name_and_address() {
    let site = Site::new();
    let folder = site.folder.path();
    site.write("2024-05-01-story.md", SOUND);
    git(folder, &["init", "-q", "-b", "main"]);
    for said in ["", "Bad", "<z@z.example>", "Ed Itor <>", "Ed Itor <ed>", "Ed <a b@c.example>"] {
        let answer = site.run(&["approve", "{}", "--as", said]);
        assert_eq!(answer.exit, 2, "{said:?}: {answer:?}");
        assert!(answer.error.contains("--as \"Name <mail>\""), "{said:?}: {answer:?}");
    }
    assert_eq!(git(folder, &["rev-list", "--all"]), "", "nothing was approved");
}

#[test]
fn a_folder_of_a_site_is_checked_as_a_part_of_it() {
    let site = Site::new();
    fs::write(site.folder.path().join("_config.yml"), "title: Ours\n").unwrap();
    site.write(
        "2024-05-01-story.md",
        "---\ntitle: Sound\ndate: 2024-05-01\n---\n\nThe cost is TK dollars.\n",
    );
    let folder = site.folder.path().join("_posts");
    let said = run(&["check", folder.to_str().unwrap(), "--json"]);
    let rows = said.json();
    let mut told = rows.as_array().unwrap().iter();
    assert!(
        told.any(|row| row["id"] == "C3" && row["path"] == "_posts/2024-05-01-story.md"),
        "{said:?}"
    );
    let empty = site.folder.path().join("_includes");
    fs::create_dir_all(&empty).unwrap();
    let said = run(&["check", empty.to_str().unwrap()]);
    assert!(said.out.contains("0 stories"), "none of it lies there: {said:?}");
}

#[test]
fn a_folder_is_called_a_folder() {
    let site = Site::new();
    let said = site.run(&["show", "."]);
    assert_eq!(said.exit, 2, "{said:?}");
    assert!(said.error.contains("this is a folder"), "{said:?}");
    let said = site.run(&["publish", "."]);
    assert!(!said.error.contains("Galley can begin"), "nothing here can: {said:?}");
}

#[test]
fn a_story_below_the_site_s_folder_is_one_of_that_site() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let file = folder.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, text).unwrap();
        file.to_string_lossy().into_owned()
    };
    write("_config.yml", "title: Ours\ntimezone: America/New_York\n");
    let post = write("en/_posts/2024-01-08-night.md", SOUND);
    let said = run(&["show", &post, "--json"]).json();
    assert_eq!(said["path"], "en/_posts/2024-01-08-night.md");
}

#[test]
fn a_field_of_the_last_update_is_a_day_or_nothing() {
    let site = Site::new();
    site.write("2024-05-01-story.md", "---\ntitle: A\nlast_modified_at: 2024-05-02\n---\nText.\n");
    let said = site.run(&["set", "{}", "updated=soon"]);
    assert_eq!(said.exit, 1, "{said:?}");
    assert!(said.out.contains("“soon” is no day"), "{said:?}");
    let changed = |field: &str| site.run(&["set", "{}", field, "--json"]).json()["changed"].clone();
    assert_eq!(changed("updated="), json!(["-last_modified_at: 2024-05-02"]));
    assert_eq!(changed("key:published=false"), json!(["+published: false"]), "no word");
}

#[test]
fn words_that_a_picture_has_no_place_for_are_refused_before_it_is_stored() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let file = folder.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, bytes).unwrap();
        file.to_string_lossy().into_owned()
    };
    let mut jpeg = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(40, 30).write_to(&mut jpeg, image::ImageFormat::Jpeg).unwrap();
    write("hugo.toml", b"");
    for name in ["one", "two"] {
        write(
            &format!("content/posts/{name}/index.md"),
            b"---\ntitle: A\ndate: 2024-01-01\n---\nText.\n",
        );
        write(&format!("content/posts/{name}/featured.jpg"), jpeg.get_ref());
    }
    let story =
        write("content/posts/new/index.md", b"---\ntitle: New\ndate: 2024-01-02\n---\nText.\n");
    let picture = write("in/IMG.jpg", jpeg.get_ref());
    let said = run(&["photo", &picture, "--into", &story, "--lead", "--credit", "Ana Ruiz"]);
    assert_eq!(said.exit, 1, "{said:?}");
    assert!(!folder.path().join("content/posts/new/featured.jpg").exists(), "nothing was stored");
    let said = run(&["photo", &picture, "--into", &story, "--lead", "--json"]);
    assert_eq!((said.exit, &said.json()["credit"]), (0, &json!("")), "{said:?}");
    assert!(folder.path().join("content/posts/new/featured.jpg").exists());
}
