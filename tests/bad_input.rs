//! What is not as it should be: a plain sentence that names the file and the next step.

use std::fs;
use std::path::Path;

use galley_core::desk::{Desk, OpenError};
use galley_core::photo;
use galley_core::post::LARGEST;
use galley_core::problem;
use galley_core::repository;
use galley_core::view::{Change, Problem};

use crate::newsroom::{Newsroom, git};

fn refused(folder: &Path) -> Problem {
    let data = tempfile::tempdir().expect("a folder");
    match Desk::open(folder, data.path(), false) {
        Ok(_) => panic!("{} is refused", folder.display()),
        Err(error) => Problem::from(&error),
    }
}

#[test]
fn a_folder_that_is_no_site_says_why_and_is_left_alone() {
    let home = tempfile::tempdir().expect("a folder");
    let plain = home.path().join("plain");
    fs::create_dir(&plain).expect("made");
    fs::write(plain.join("a.md"), "A story.").expect("written");
    let problem = refused(&plain);
    assert_eq!(problem.code, "no-history");
    assert!(problem.sentence.contains("plain") && !problem.hint.is_empty(), "{problem:?}");
    assert_eq!(fs::read_dir(&plain).expect("read").count(), 1, "nothing was written");

    let bare = home.path().join("bare.git");
    git(home.path(), &["init", "-q", "--bare", &bare.to_string_lossy()]);
    assert_eq!(refused(&bare).code, "bare");
    assert_eq!(refused(&home.path().join("nowhere")).code, "not-found");
    assert_eq!(refused(&plain.join("a.md")).code, "not-a-folder");
}

#[test]
fn a_history_can_be_begun_in_a_plain_folder() {
    let home = tempfile::tempdir().expect("a folder");
    fs::create_dir(home.path().join("posts")).expect("made");
    fs::write(home.path().join("posts/a.md"), "---\ntitle: A\ndate: 2026-01-01\n---\n\nText.\n")
        .expect("written");
    let who = crate::newsroom::writer();
    let now = "2026-11-22T15:00:00Z".parse().expect("a time");
    repository::Repository::begin(home.path(), &who, now).expect("it begins");
    let data = tempfile::tempdir().expect("a folder");
    let mut desk = Desk::open(home.path(), data.path(), false).expect("it opens");
    assert_eq!(desk.library(now).stories.len(), 1);
    assert_eq!(git(home.path(), &["status", "--porcelain"]), "", "everything is kept");
}

#[test]
fn a_folder_that_may_not_be_read_is_named() {
    let error = OpenError::Folder(galley_core::files::PathError {
        path: "/sites/secret".into(),
        source: std::io::ErrorKind::PermissionDenied.into(),
    });
    let problem = Problem::from(&error);
    assert_eq!(problem.code, "no-permission");
    assert!(problem.sentence.contains("“secret”"), "{problem:?}");
}

#[test]
fn stories_that_cannot_be_read_stay_in_the_list_and_say_why() {
    let mut large = b"---\ntitle: Large\ndate: 2026-01-01\n---\n".to_vec();
    large.resize(LARGEST as usize + 10, b'a');
    let latin = b"---\ntitle: Caf\xe9\n---\nText.\n".to_vec();
    for (name, bytes, repairable, word) in [
        ("open", b"---\ntitle: \"A\nText.\n".to_vec(), true, "line"),
        ("colon", b"---\ntitle: A: B\n---\nText.\n".to_vec(), true, "colon"),
        ("latin", latin, false, "encoding"),
        ("large", large, false, "4 MB"),
        ("picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), false, "not a text"),
    ] {
        let mut newsroom = Newsroom::new();
        let path = newsroom.path(name);
        fs::create_dir_all(newsroom.site.join(format!("content/posts/{name}"))).expect("made");
        newsroom.write_outside(&path, &bytes);
        newsroom.desk.seen_outside(None, newsroom.now);
        let library = newsroom.desk.library(newsroom.now);
        let row = library.stories.iter().find(|row| row.path == path).expect("it is in the list");
        let broken = row.broken.clone().expect("it says why");
        assert_eq!(broken.repairable, repairable, "{name}");
        assert!(broken.reason.contains(word), "{name}: {}", broken.reason);
        assert!(repairable || broken.reason.contains(name), "it is named: {}", broken.reason);

        let post = newsroom.open(&path);
        assert_eq!(post.broken, Some(broken), "{name} opens");
        let change = Change { from: 0, to: 0, insert: "x".to_owned() };
        let now = newsroom.now;
        let edited = newsroom.desk.edit(&path, post.version, &[change], now);
        assert_eq!(edited.is_ok(), repairable, "{name} may be changed only where that is safe");
        if !repairable {
            assert_eq!(
                fs::read(newsroom.site.join(&path)).expect("read"),
                bytes,
                "{name} is untouched"
            );
        }
    }
}

#[test]
fn what_is_no_picture_is_refused_by_name() {
    for (name, bytes, code) in [
        ("page.jpg", b"<html><script>alert(1)</script></html>".to_vec(), "not-a-picture"),
        ("empty.png", Vec::new(), "not-a-picture"),
        ("drawing.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>".to_vec(), "format"),
        ("cut.jpg", crate::newsroom::photograph(300, 200)[..900].to_vec(), "damaged"),
    ] {
        let refusal = photo::clean(&bytes, &photo::Settings::default()).expect_err(name);
        let problem = problem::picture(name, &refusal);
        assert_eq!(problem.code, code, "{name}: {problem:?}");
        assert!(problem.sentence.contains(name) && !problem.hint.is_empty(), "{problem:?}");
    }
}

#[test]
fn references_that_leave_the_site_are_not_followed() {
    let mut newsroom = Newsroom::new();
    let path = newsroom.begin("Hostile");
    let outside = newsroom.site.parent().expect("a home").join("secret.jpg");
    fs::write(&outside, crate::newsroom::photograph(20, 20)).expect("written");
    std::os::unix::fs::symlink(&outside, newsroom.site.join("content/posts/hostile/link.jpg"))
        .expect("linked");
    for src in [
        "../../../../secret.jpg",
        "/etc/passwd",
        "link.jpg",
        "..%2f..%2f..%2f..%2fsecret.jpg",
        "file:///etc/passwd",
    ] {
        newsroom.type_at_end(&path, &format!("![x]({src})\n\n"));
    }
    let post = newsroom.open(&path);
    for block in &post.page.blocks {
        assert!(!block.html.contains("<img"), "not shown: {}", block.html);
    }
}

/// Pipes, sockets, links and holes under a story's name. Opening one could wait for ever, show
/// another person's file, or fetch a gigabyte.
#[cfg(unix)]
#[test]
fn what_is_no_file_is_named_and_never_opened() {
    use std::os::unix::fs::symlink;
    let mut newsroom = Newsroom::new();
    let folder = newsroom.site.join("content/posts");
    let secret = newsroom.site.parent().expect("a home").join("secret.md");
    fs::write(&secret, "---\ntitle: Secret\n---\nSecret.\n").expect("written");
    let file = |name: &str| folder.join(format!("{name}.md"));
    let pipe = std::process::Command::new("mkfifo").arg(file("pipe")).status();
    assert!(pipe.expect("mkfifo runs").success());
    let _socket = std::os::unix::net::UnixListener::bind(file("socket")).expect("bound");
    symlink("/etc/passwd", file("passwd")).expect("linked");
    symlink("../../../secret.md", file("secret")).expect("linked");
    symlink("itself.md", file("itself")).expect("linked");
    symlink("pipe.md", file("to-pipe")).expect("linked");
    symlink("/dev/zero", file("zero")).expect("linked");
    for (name, bytes) in [("hole", 64_u64 << 20), ("large", 51 << 20)] {
        fs::write(file(name), if name == "hole" { "" } else { "Large.\n" }).expect("written");
        let file = fs::OpenOptions::new().write(true).open(file(name)).expect("opened");
        file.set_len(bytes).expect("a size");
    }
    newsroom.desk.seen_outside(None, newsroom.now);
    for (name, word, shown) in [
        ("pipe", "pipe", ""),
        ("socket", "not a file", ""),
        ("passwd", "link", ""),
        ("secret", "link", ""),
        ("itself", "link", ""),
        ("to-pipe", "link", ""),
        ("zero", "link", ""),
        ("hole", "67 MB", ""),
        ("large", "53 MB", "Large.\n"),
    ] {
        let path = format!("content/posts/{name}.md");
        let library = newsroom.desk.library(newsroom.now);
        let row = library.stories.iter().find(|row| row.path == path).expect(name);
        let broken = row.broken.clone().expect("it says why");
        assert!(broken.reason.contains(word) && broken.reason.contains(name), "{broken:?}");
        let begun = std::time::Instant::now();
        let post = newsroom.open(&path);
        assert!(post.text.starts_with(shown) && post.text.len() <= 256 * 1024, "{name}");
        assert_eq!(post.text.is_empty(), shown.is_empty(), "{name}: nothing of it is read");
        assert_eq!(post.broken, Some(broken), "{name}");
        let change = Change { from: 0, to: 0, insert: "x".to_owned() };
        assert!(
            newsroom.desk.edit(&path, post.version, &[change], newsroom.now).is_err(),
            "{name}"
        );
        // While it is open somebody looks at the folder again, and it is put away.
        let events = newsroom.desk.seen_outside(None, newsroom.now);
        assert!(events.len() <= 1, "{name} is as it was: {events:?}");
        newsroom.desk.close_post(&path, newsroom.now).expect("it is closed");
        assert!(begun.elapsed() < std::time::Duration::from_secs(2), "{name} holds nobody up");
    }
    assert_eq!(fs::read_to_string(&secret).expect("read"), "---\ntitle: Secret\n---\nSecret.\n");
}

#[cfg(unix)]
#[test]
fn a_file_that_becomes_a_link_or_a_folder_while_it_is_open_takes_nothing_along() {
    for folder in [false, true] {
        let mut newsroom = Newsroom::new();
        let path = "content/posts/gone.md";
        let file = newsroom.site.join(path);
        newsroom.write_outside(path, "---\ntitle: Gone\n---\nOne.\n");
        newsroom.desk.seen_outside(None, newsroom.now);
        newsroom.type_at_end(path, "Two.");
        fs::remove_file(&file).expect("removed");
        let secret = newsroom.site.parent().expect("a home").join("secret.md");
        fs::write(&secret, "Secret.").expect("written");
        if folder {
            fs::create_dir(&file).expect("made");
        } else {
            std::os::unix::fs::symlink(&secret, &file).expect("linked");
        }
        newsroom.desk.seen_outside(None, newsroom.now);
        newsroom.after(3);
        assert_eq!(newsroom.save(path), galley_core::desk::Saving::Outside, "nothing is written");
        let open = newsroom.open(path);
        assert_eq!(open.text, "One.\nTwo.", "the author's text is kept");
        assert_eq!(fs::read_to_string(&secret).expect("read"), "Secret.", "nothing is followed");
    }
}

#[test]
fn an_empty_file_opens_as_an_empty_story() {
    let mut newsroom = Newsroom::new();
    let path = "content/posts/empty.md";
    newsroom.write_outside(path, "");
    newsroom.desk.seen_outside(None, newsroom.now);
    let post = newsroom.open(path);
    assert_eq!((post.broken, post.text.as_str()), (None, ""));
    newsroom.type_at_end(path, "First words.");
    newsroom.after(3).save(path);
    assert_eq!(newsroom.file(path), "First words.");
}

/// The line that is named is one of the file, not of the header.
#[test]
fn a_damaged_header_names_the_line_and_becomes_a_form_when_it_parses() {
    for (before, line, after, why) in [
        ("---\ntitle: A\nText.\n", 1, "---\ntitle: A\n---\nText.\n", "never closed"),
        ("---\ntitle: A\nm:\n\tb: 1\n---\n", 4, "---\ntitle: A\nm:\n  b: 1\n---\n", "a tab"),
        ("---\ntitle: A\ndek: B: C\n---\n", 3, "---\ntitle: A\ndek: \"B: C\"\n---\n", "a colon"),
        ("\n---\ntitle: A\nx: [a\n---\n", 4, "\n---\ntitle: A\nx: [a]\n---\n", "an open bracket"),
        ("+++\ntitle = 'A'\ntitle = 'B'\n+++\n", 3, "+++\ntitle = 'A'\n+++\n", "twice in TOML"),
        ("---\ntitle: A\nby: A\nby: B\n---\n", 4, "---\ntitle: A\nby: B\n---\n", "twice in YAML"),
        (
            "{\n  \"title\": \"A\",\n  \"x\": }\n",
            3,
            "{\n  \"title\": \"A\",\n  \"x\": 1}\n",
            "JSON",
        ),
    ] {
        let mut newsroom = Newsroom::new();
        let path = "content/posts/damaged.md";
        newsroom.write_outside(path, before);
        newsroom.desk.seen_outside(None, newsroom.now);
        let library = newsroom.desk.library(newsroom.now);
        let row = library.stories.iter().find(|row| row.path == path).expect("it is listed");
        assert_eq!(row.broken.as_ref().and_then(|broken| broken.line), Some(line), "{why}");
        let post = newsroom.open(path);
        assert_eq!(post.text, before, "{why}: it opens with the header as text");
        let change =
            Change { from: 0, to: before.encode_utf16().count() as u32, insert: after.to_owned() };
        newsroom.desk.edit(path, post.version, &[change], newsroom.now).expect("it is repaired");
        newsroom.after(3).save(path);
        assert_eq!(newsroom.file(path), after, "{why}");
        newsroom.desk.close_post(path, newsroom.now).expect("it is closed");
        let post = newsroom.open(path);
        assert_eq!(post.broken, None, "{why}: it is a form again");
        assert_eq!(post.metadata.title, "A", "{why}");
    }
}
