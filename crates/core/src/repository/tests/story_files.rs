//! The files of a story as git keeps them.

use super::*;

#[cfg(unix)]
#[test]
fn links_are_never_followed() {
    let desk = Desk::new();
    let secret = desk.temp.path().join("secret.md");
    fs::write(&secret, "secret").unwrap();
    std::os::unix::fs::symlink(&secret, desk.site.join("posts/link.md")).unwrap();
    std::os::unix::fs::symlink(desk.temp.path(), desk.site.join("posts/way")).unwrap();
    for path in ["posts/link.md", "posts/way/secret.md"] {
        let story = post(path);
        let refused = desk.repo.approve(&story, "X", &ana(), &ed(), None, now());
        match refused {
            Err(ApproveError::Files(StoryFilesError::Refused { problem, .. })) => {
                assert_eq!(problem, PathProblem::Link, "{path}");
            }
            other => panic!("{path}: {other:?}"),
        }
        assert_eq!(desk.state(&story), State::Writing);
    }
}

#[test]
fn names_that_every_computer_can_hold() {
    use PathProblem::*;
    let rows = [
        ("posts/a.md", None, "plain"),
        ("posts/Ünal & co (2).md", None, "letters of any script"),
        ("-rf.md", None, "not an option, since no name reaches an argument list"),
        ("console.md", None, "only begins like a device"),
        ("", Some(Outside), "empty"),
        ("../a.md", Some(Outside), "leaves the site"),
        ("a/../b.md", Some(Outside), "dots inside"),
        ("a//b.md", Some(Outside), "empty component"),
        ("/etc/passwd", Some(Outside), "absolute"),
        (".git/config", Some(Reserved), "the repository"),
        (".GIT/config", Some(Reserved), "the repository on a case-blind disk"),
        ("git~1/config", Some(Reserved), "its short name"),
        (".git./config", Some(Reserved), "Windows drops the dot"),
        (".git::$INDEX_ALLOCATION/x", Some(Reserved), "a stream of it"),
        (".g\u{200c}it/config", Some(Reserved), "HFS+ ignores the joiner"),
        ("con.md", Some(Unportable), "a device"),
        ("posts/LPT9.md", Some(Unportable), "a device"),
        ("COM¹.md", Some(Unportable), "a device"),
        ("a:b.md", Some(Unportable), "a stream"),
        ("a\\b.md", Some(Unportable), "a separator elsewhere"),
        ("what?.md", Some(Unportable), "a wildcard"),
        ("post.", Some(Unportable), "Windows drops the dot"),
        ("post.md ", Some(Unportable), "Windows drops the space"),
        ("a\nb.md", Some(Unportable), "a line end"),
        ("cod\u{202e}fdp.md", Some(Unportable), "shown in another order"),
    ];
    for (path, expected, why) in rows {
        assert_eq!(portable(path).err(), expected, "{path:?}: {why}");
    }
    assert_eq!(portable(&"a".repeat(201)).err(), Some(TooLong));
    assert_eq!(portable(&"a/".repeat(33)).err(), Some(TooLong));
}

#[test]
fn line_ends_are_converted_as_the_site_asks() {
    let desk = Desk::new();
    desk.write(".gitattributes", "*.md text eol=crlf\n");
    desk.write("posts/new.md", "# New\r\n\r\nText.\r\n");
    let story = post("posts/new.md");
    approved(desk.approve(&story).unwrap());
    assert_eq!(desk.repo.approved_text("posts/new.md").unwrap(), b"# New\n\nText.\n");
    let before = desk.inside();
    assert_eq!(desk.state(&story), State::Approved);
    assert_eq!(Repository::open(&desk.site).unwrap().states(&[story]).unwrap(), [State::Approved]);
    assert_eq!(desk.inside(), before, "comparing through a conversion writes nothing");
    assert_eq!(desk.git(&["status", "--porcelain"]), "?? .gitattributes");
}

#[test]
fn an_executable_bit_is_kept_as_git_would() {
    let desk = Desk::new();
    desk.write("posts/new.md", "# New\n");
    desk.git(&["config", "core.filemode", "false"]);
    approved(desk.approve(&post("posts/new.md")).unwrap());
    desk.git(&["update-index", "--chmod=+x", "posts/new.md"]);
    desk.git(&["commit", "-qm", "executable"]);
    desk.write("posts/new.md", "# Newer\n");
    approved(desk.approve(&post("posts/new.md")).unwrap());
    assert_eq!(desk.git(&["status", "--porcelain"]), "");
    assert!(desk.git(&["ls-tree", "HEAD", "posts/new.md"]).starts_with("100755"));
}
