//! Which folders are sites, and where nothing is written.

use super::*;

#[test]
fn opening_writes_nothing() {
    let desk = Desk::new();
    desk.write("posts/new.md", "# New\n");
    desk.git(&["add", "posts/new.md"]);
    desk.write("posts/old.md", "# Older\n");
    let (before, status) =
        (desk.inside(), desk.git(&["--no-optional-locks", "status", "--porcelain"]));

    let repo = Repository::open(&desk.site).unwrap();
    repo.states(&[post("posts/new.md"), post("posts/old.md")]).unwrap();
    repo.content_hash(&post("posts/old.md")).unwrap();
    repo.identity().unwrap();
    repo.destination().unwrap();
    repo.last_approval("posts/old.md").unwrap();
    assert_eq!((repo.blocked(), repo.last_sent(5).len()), (None, 1));

    assert_eq!(desk.inside(), before);
    assert_eq!(desk.git(&["--no-optional-locks", "status", "--porcelain"]), status);
}

#[test]
fn a_history_is_begun() {
    let temp = tempfile::tempdir().unwrap();
    write(temp.path(), "posts/a.md", "# A\n");
    write(temp.path(), ".gitignore", "public/\n");
    write(temp.path(), "public/index.html", "built\n");
    write(temp.path(), ".DS_Store", "junk\n");
    assert!(matches!(Repository::open(temp.path()), Err(OpenError::NotARepository { .. })));
    let repo = Repository::begin(temp.path(), &ana(), now()).unwrap();
    assert_eq!(git(temp.path(), &["ls-files"]), ".gitignore\nposts/a.md");
    assert_eq!(git(temp.path(), &["status", "--porcelain", "--branch"]), "## main");
    assert_eq!(repo.states(&[post("posts/a.md")]).unwrap(), [State::Approved]);
    assert!(matches!(Repository::begin(temp.path(), &ana(), now()), Err(BeginError::Begun { .. })));
}

#[test]
fn a_site_in_a_folder_of_a_repository() {
    let desk = Desk::new();
    desk.write("docs/site/posts/a.md", "# A\n");
    desk.write("docs/site/config.toml", "");
    let folder = desk.site.join("docs/site");
    assert!(
        matches!(Repository::open(&folder), Err(OpenError::NotARepository { .. })),
        "a folder that the repository does not keep is not its site"
    );
    desk.git(&["add", "docs/site/config.toml"]);
    let repo = Repository::open(&folder).unwrap();
    let story = post("posts/a.md");
    assert_eq!(repo.states(std::slice::from_ref(&story)).unwrap(), [State::Writing]);
    let (_, paths) = approved(repo.approve(&story, "A", &ana(), &ed(), None, now()).unwrap());
    assert_eq!(paths, ["posts/a.md"]);
    assert_eq!(desk.git(&["ls-tree", "-r", "--name-only", "HEAD", "docs"]), "docs/site/posts/a.md");
    assert_eq!(desk.git(&["status", "--porcelain"]), "A  docs/site/config.toml");
    assert_eq!(repo.last_approval("posts/a.md").unwrap().writer, ana());
    assert_eq!(repo.approved_text("posts/a.md").unwrap(), b"# A\n");
}

#[test]
fn folders_that_are_not_opened() {
    let temp = tempfile::tempdir().unwrap();
    let at = |name: &str| temp.path().join(name);
    let fresh = |name: &str| {
        git(temp.path(), &["init", "-q", name]);
        at(name)
    };
    assert!(matches!(Repository::open(&at("nowhere")), Err(OpenError::NotFound { .. })));
    git(temp.path(), &["init", "-q", "--bare", "bare"]);
    assert!(matches!(Repository::open(&at("bare")), Err(OpenError::Bare { .. })));
    git(temp.path(), &["init", "-q", "--object-format=sha256", "sha256"]);
    assert!(matches!(Repository::open(&at("sha256")), Err(OpenError::Form { .. })));
    let damaged = fresh("damaged");
    write(&damaged, ".git/refs/heads/master", "0123456789012345678901234567890123456789\n");
    write(&damaged, ".git/HEAD", "ref: refs/heads/master\n");
    assert!(matches!(Repository::open(&damaged), Err(OpenError::Damaged { .. })));

    let settings = [
        ("core.worktree", "/", "the work tree is elsewhere"),
        ("url./tmp/evil.insteadOf", "https://example.org", "addresses are rewritten"),
        ("include.path", "../config", "settings are read from a file of the site"),
    ];
    for (n, (key, value, why)) in settings.into_iter().enumerate() {
        let folder = fresh(&format!("set{n}"));
        git(&folder, &["config", key, value]);
        assert!(matches!(Repository::open(&folder), Err(OpenError::Unsafe { .. })), "{why}");
    }
    let elsewhere = at("elsewhere");
    write(&elsewhere, ".git", format!("gitdir: {}\n", at("set0/.git").display()));
    assert!(
        matches!(Repository::open(&elsewhere), Err(OpenError::Unsafe { .. })),
        ".git leads away"
    );
}

#[test]
fn a_linked_work_tree_is_a_site_like_any() {
    let desk = Desk::new();
    let linked = desk.temp.path().join("linked");
    desk.git(&["worktree", "add", "-q", "-b", "side", linked.to_str().unwrap()]);
    let repo = Repository::open(&linked).unwrap();
    write(&linked, "posts/a.md", "# A\n");
    approved(repo.approve(&post("posts/a.md"), "A", &ana(), &ed(), None, now()).unwrap());
    assert_eq!(git(&linked, &["status", "--porcelain"]), "");
    assert_eq!(desk.git(&["status", "--porcelain"]), "");
}

#[test]
fn nothing_is_written_where_another_tool_is_at_work() {
    type Arrange = fn(&Desk);
    let rows: [(Arrange, Blocked, &str); 7] = [
        (|d| drop(d.git(&["checkout", "-q", "--detach"])), Blocked::DetachedHead, "detached HEAD"),
        (
            |d| {
                d.git(&["checkout", "-q", "-b", "side"]);
                d.write("posts/old.md", "# Theirs\n");
                d.git(&["commit", "-qam", "theirs"]);
                d.git(&["checkout", "-q", "main"]);
                d.write("posts/old.md", "# Ours\n");
                d.git(&["commit", "-qam", "ours"]);
                assert!(!try_git(&d.site, &["merge", "side"]).status.success());
            },
            Blocked::HalfDone(HalfDone::Merge),
            "merge with a conflict",
        ),
        (
            |d| {
                d.git(&["checkout", "-q", "-b", "side"]);
                d.write("posts/old.md", "# Theirs\n");
                d.git(&["commit", "-qam", "theirs"]);
                d.git(&["checkout", "-q", "main"]);
                d.write("posts/old.md", "# Ours\n");
                d.git(&["commit", "-qam", "ours"]);
                assert!(!try_git(&d.site, &["rebase", "side"]).status.success());
            },
            Blocked::HalfDone(HalfDone::Rebase),
            "rebase with a conflict",
        ),
        (
            |d| drop(d.git(&["config", "commit.gpgsign", "true"])),
            Blocked::Signing,
            "signed commits",
        ),
        (
            |d| d.write(".gitattributes", "*.md filter=lfs\n"),
            Blocked::Lfs { path: "posts/new.md".into() },
            "large-file storage",
        ),
        (
            |d| d.write(".gitattributes", "*.md working-tree-encoding=UTF-16\n"),
            Blocked::Program { path: "posts/new.md".into(), program: "UTF-16".into() },
            "an encoding that git converts",
        ),
        (
            |d| {
                let link = format!("160000,{},posts", "1".repeat(40));
                d.git(&["rm", "-q", "-r", "--cached", "posts"]);
                d.git(&["update-index", "--add", "--cacheinfo", &link]);
                d.git(&["commit", "-q", "-m", "A folder of its own"]);
            },
            Blocked::Elsewhere { path: "posts/new.md".into() },
            "another repository’s folder",
        ),
    ];
    for (arrange, expected, why) in rows {
        let desk = Desk::new();
        arrange(&desk);
        desk.write("posts/new.md", "# New\n");
        let before = desk.inside();
        match desk.approve(&post("posts/new.md")) {
            Err(ApproveError::Blocked(blocked)) => assert_eq!(blocked, expected, "{why}"),
            other => panic!("{why}: {other:?}"),
        }
        assert_eq!(desk.inside(), before, "{why}: nothing is written");
    }
}
