//! Who says no to a publication, and in which words.

use super::*;

#[test]
fn a_hook_says_no() {
    let desk = Desk::new();
    let [a, b, _] = three(&desk);
    desk.hook("pre-receive", "echo 'Headlines end without a full stop.' >&2; exit 1");
    let before = desk.press(&["rev-parse", "main"]);
    let message = "Headlines end without a full stop.".to_owned();
    let refused = Publication::Refused(Refusal::Hook { message });
    assert_eq!(send(&desk.repo, std::slice::from_ref(&a)), refused);
    assert_eq!(desk.press(&["rev-parse", "main"]), before);
    assert_eq!(
        desk.repo.states(&[a.clone(), b.clone()]).unwrap(),
        [State::Approved, State::Approved]
    );

    desk.hook("pre-receive", "exit 0");
    desk.hook("update", "case $1 in refs/heads/main) exit 1;; esac");
    assert!(matches!(
        send(&desk.repo, std::slice::from_ref(&a)),
        Publication::Refused(Refusal::Hook { .. })
    ));
    desk.hook("update", "exit 0");
    desk.hook("post-receive", "echo 'too late to refuse' >&2; exit 1");
    sent(send(&desk.repo, &[a.clone(), b]));
    assert_eq!(desk.state(&a), State::Live);
}

#[test]
fn rules_of_the_press_are_obeyed() {
    let desk = Desk::new();
    let stories = three(&desk);
    desk.press(&["config", "receive.maxInputSize", "10"]);
    let before = desk.press(&["rev-parse", "main"]);
    assert!(matches!(send(&desk.repo, &stories), Publication::Refused(_)));
    assert_eq!(desk.press(&["rev-parse", "main"]), before);
    desk.press(&["config", "--unset", "receive.maxInputSize"]);

    // A press that somebody works in: git guards the branch that is checked out there.
    let folder = desk.temp.path().join("folder");
    git(desk.temp.path(), &["clone", "-q", desk.press.to_str().unwrap(), "folder"]);
    desk.git(&["remote", "set-url", "origin", folder.to_str().unwrap()]);
    assert!(matches!(send(&desk.repo, &stories), Publication::Refused(Refusal::Protected { .. })));
    assert_eq!(git(&folder, &["status", "--porcelain"]), "");
}

#[test]
fn a_hook_that_lies_is_found_out() {
    let desk = Desk::new();
    let stories = three(&desk);
    let before = desk.press(&["rev-parse", "main"]);
    // git reports success, and the branch is put back behind its back.
    desk.hook("post-receive", &format!("git update-ref refs/heads/main {before}"));
    let address = desk.press.display().to_string();
    assert_eq!(send(&desk.repo, &stories), Publication::Refused(Refusal::Stuck { address }));
    assert_eq!(desk.repo.states(&stories).unwrap(), [State::Approved; 3]);
}

#[test]
fn a_history_that_was_rewritten() {
    let desk = Desk::new();
    let stories = three(&desk);
    sent(send(&desk.repo, &stories[..1]));
    desk.press(&["update-ref", "refs/heads/main", "main~1"]);
    let before = desk.press(&["rev-parse", "main"]);
    assert_eq!(send(&desk.repo, &stories), Publication::Refused(Refusal::HistoryRewritten));
    assert_eq!(desk.press(&["rev-parse", "main"]), before);

    // Somebody meant it: a secret had to go. What was sent goes here too, what waits stays.
    let looked = keep_in_step(&desk.repo, &NoKeys, now(), false).unwrap();
    assert_eq!(looked, Arrival::Refused(Refusal::HistoryRewritten), "nobody said so yet");
    let taken = keep_in_step(&desk.repo, &NoKeys, now(), true).unwrap();
    assert_eq!(taken, Arrival::InStep { paths: vec!["posts/a.md".to_owned()] });
    assert!(!desk.site.join("posts/a.md").exists());
    assert_eq!(desk.repo.states(&stories[1..]).unwrap(), [State::Approved; 2]);
    sent(send(&desk.repo, &stories[1..]));
    assert_eq!(
        desk.press(&["ls-tree", "--name-only", "main", "posts/"]),
        "posts/b.md\nposts/c.md\nposts/old.md"
    );
    assert_eq!(desk.press(&["rev-parse", "main~2"]), before);
}

#[test]
fn there_is_no_press() {
    let desk = Desk::new();
    let stories = three(&desk);
    fs::rename(&desk.press, desk.temp.path().join("moved")).unwrap();
    let address = desk.press.display().to_string();
    assert_eq!(send(&desk.repo, &stories), Publication::Refused(Refusal::NotThere { address }));
    assert_eq!(desk.repo.states(&stories).unwrap(), [State::Approved; 3]);
    fs::rename(desk.temp.path().join("moved"), &desk.press).unwrap();
    sent(send(&desk.repo, &stories));

    desk.git(&["remote", "remove", "origin"]);
    assert_eq!(desk.repo.destination(), None);
    assert_eq!(send(&desk.repo, &stories), Publication::Refused(Refusal::NoDestination));
}

#[test]
fn nothing_is_sent_where_another_tool_is_at_work() {
    let desk = Desk::new();
    let stories = three(&desk);
    desk.git(&["checkout", "-q", "--detach"]);
    let (before, press) = (desk.inside(), desk.press(&["rev-parse", "main"]));
    assert_eq!(
        send(&desk.repo, &stories),
        Publication::Refused(Refusal::Blocked(Blocked::DetachedHead))
    );
    assert_eq!(desk.inside(), before);
    assert_eq!(desk.press(&["rev-parse", "main"]), press);
}

#[test]
fn a_press_that_cannot_be_reached() {
    let rows = ["https://127.0.0.1:1/x.git", "ssh://git@127.0.0.1:1/x.git"];
    for address in rows {
        let desk = Desk::new();
        let [a, ..] = three(&desk);
        desk.git(&["remote", "set-url", "origin", address]);
        match send(&desk.repo, std::slice::from_ref(&a)) {
            Publication::Refused(Refusal::NoConnection { address: shown, .. }) => {
                assert_eq!(shown, address);
            }
            other => panic!("{address}: {other:?}"),
        }
        assert_eq!(desk.state(&a), State::Approved);
    }
}

#[test]
fn addresses_that_are_published_to() {
    let folder = Path::new("/home/ana/site");
    let rows = [
        ("https://example.org/x.git", true, "the usual"),
        ("ssh://git@example.org/x.git", true, "ssh"),
        ("git@example.org:x.git", true, "ssh, short"),
        ("/srv/x.git", true, "a folder"),
        ("../x.git", true, "a folder beside"),
        ("file:///srv/x.git", true, "a folder, written as an address"),
        ("http://example.org/x.git", false, "everybody could read along"),
        ("git://example.org/x.git", false, "nobody proves who they are"),
        ("ext::sh -c touch% x", false, "runs a program"),
        ("-oProxyCommand=x", false, "an option, not an address"),
        ("ssh://-oProxyCommand=x/y", false, "an option in an address"),
        ("https://me:secret@example.org/x.git", false, "a password in it"),
        ("https://ghp_token@example.org/x.git", false, "a token in it"),
        ("https://3f9a8b7c6d5e4f3a2b1c0d9e@example.org/x.git", false, "a token of another host"),
        ("https://ana@example.org/x.git", true, "a name alone, as hosts give addresses out"),
        ("https://some-newsroom2@dev.example.org/x.git", true, "a longer one"),
        ("https://example.org/x\n.git", false, "a line end in it"),
        ("", false, "empty"),
    ];
    for (address, taken, why) in rows {
        let parsed = address::parse(address, folder);
        assert_eq!(parsed.is_ok(), taken, "{address}: {why}: {parsed:?}");
        let said = format!("{parsed:?}");
        assert!(taken || !said.contains("secret") && !said.contains("ghp_"), "{said}");
    }
    assert_eq!(
        address::parse("../x.git", folder),
        Ok(Address::Folder("/home/ana/site/../x.git".into()))
    );
}

#[test]
fn what_a_refused_branch_means() {
    let none: Option<&str> = None;
    let rows = [
        ("[rejected] (fetch first)", "", none, "somebody was faster"),
        ("[remote rejected] (failed to update ref)", "", none, "somebody was faster by a hair"),
        ("[remote rejected] (incorrect old value provided)", "", none, "the same, newer git"),
        ("[remote rejected] (pre-receive hook declined)", "No.", Some("Hook"), "a check"),
        (
            "protected branch hook declined",
            "GH006: Protected branch update failed",
            Some("Protected"),
            "protected",
        ),
        (
            "pre-receive hook declined",
            "GH001: Large files detected.",
            Some("TooLarge"),
            "large file",
        ),
        (
            "pre-receive hook declined",
            "You are over your storage quota.",
            Some("Full"),
            "a check that counts bytes",
        ),
        ("unpack failed: No space left on device", "", Some("Full"), "its disk"),
        (
            "[remote rejected] (branch is currently checked out)",
            "",
            Some("Protected"),
            "in use there",
        ),
        ("[remote rejected] (denying non-fast-forward)", "", Some("Protected"), "a rule"),
        ("unpacker error", "", Some("NotAllowed"), "its folders are not this account's to write"),
        ("something new", "\u{1b}[31mred\u{7}", Some("Other"), "in its own words"),
    ];
    for (status, said, expected, why) in rows {
        let got = refusal::of_branch(status, said, "press").map(|r| format!("{r:?}"));
        match expected {
            None => assert_eq!(got, None, "{why}"),
            Some(name) => assert!(got.as_deref().unwrap().starts_with(name), "{why}: {got:?}"),
        }
    }
    assert_eq!(refusal::plain("\u{1b}[31mred\u{7}\r\n\n next "), "red\nnext");
    let said = "Only Maria sends to this site.\nerror: hook declined to update refs/heads/main\n";
    let declined = refusal::of_branch("[remote rejected] (hook declined)", said, "press");
    let words = "Only Maria sends to this site.".to_owned();
    assert_eq!(declined, Some(Refusal::Hook { message: words }), "the words of git are no words");
}

#[test]
fn marks_of_another_program_are_not_published() {
    let desk = Desk::new();
    let story = post("posts/a.md");
    desk.write("posts/a.md", "# A\n\n<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> theirs\n");
    desk.approve(&story).unwrap();
    let before = desk.press(&["rev-parse", "main"]);
    let refused = Refusal::ConflictMarks { path: "posts/a.md".into() };
    assert_eq!(send(&desk.repo, &[story]), Publication::Refused(refused));
    assert_eq!(desk.press(&["rev-parse", "main"]), before);
}
