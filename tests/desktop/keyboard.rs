//! A day in the press room by keys alone: five changed stories, three of them approved and
//! published, one taken back, and one passage decided that somebody else changed too. Every
//! screen on the way is read for words that no newsroom uses.

use std::path::Path;

use serde_json::json;

use crate::app::App;
use crate::driver::key;
use crate::steps::git;

/// What is changed here: letters that find the story, and its folder.
const CHANGED: [(&str, &str); 4] = [
    ("Boil notice", "boil-notice-lifted"),
    ("Tannery", "tannery-bridge-gauge"),
    ("jury duty", "jury-letter"),
    ("quietest room", "reading-aloud-hour"),
];

/// The story among them that stays here.
const STAYS: &str = "The quietest room in Fenwick";

/// The one that somebody was writing before.
const UNFINISHED: &str = "The 14 bus goes home";

#[test]
fn three_of_five_stories_are_published_by_keys_and_one_is_taken_back() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.until_focus_on("Open the sample").enter();
    app.driver.find("[role=option]");
    app.says_no_strange_word("the list");
    let (site, publishing) = (app.sample(), app.sample_publishing());
    let before = git(&publishing, &["rev-parse", "main"]);

    for (letters, folder) in CHANGED {
        let file = site.join(format!("content/posts/{folder}/index.md"));
        app.find_by_letters(letters);
        app.driver.press(&[key::CONTROL, key::HOME]);
        app.driver.type_letters("We looked again. ");
        app.driver
            .wait("it is on disk", || read(&file).contains("We looked again. ").then_some(()));
    }
    app.says_no_strange_word("the manuscript");
    let changed = git(&site, &["status", "--porcelain"]);
    assert_eq!(changed.lines().count(), 5, "five stories are changed:\n{changed}");

    app.driver.press(&[key::CONTROL, "3"]);
    app.driver.until_said("Still being written");
    app.says_no_strange_word("the press room");
    app.shot_in_both("k1-five-changed");
    app.until_focus_on("in turn").enter();
    let mut named = false;
    let mut waiting = vec![
        "Boil notice lifted",
        "For six years, the gauge",
        "Called for jury duty?",
        STAYS,
        UNFINISHED,
    ];
    for turn in 1..=5 {
        app.driver.until_said(&format!("{turn} of 5"));
        let story = app.driver.wait("the next story is shown", || {
            let at = "return document.querySelector('.task')?.innerText ?? ''";
            let at = app.driver.run(at, json!([]));
            let at = at.as_str().unwrap_or_default();
            waiting.iter().position(|headline| at.contains(headline))
        });
        let story = waiting.remove(story);
        app.says_no_strange_word("a review");
        if [STAYS, UNFINISHED].contains(&story) {
            let skip = if turn < 5 { "Next, not approved" } else { "End, not approved" };
            app.until_focus_on(skip).enter();
        } else {
            app.driver.until_said("We looked again.");
            if !named {
                app.until_focus_on("Written by: Name").clear().type_in("Tomás Ibarra");
                app.until_focus_on("Approve as: Name").clear().type_in("Ana Lindqvist");
                app.shot_in_both("k2-review");
                named = true;
            }
            app.driver.press(&[key::CONTROL, key::ENTER]);
        }
        if turn < 5 {
            app.driver.until_said(&format!("{} of 5", turn + 1));
        }
    }
    app.driver.until_said("Publish three stories");
    assert_eq!(git(&publishing, &["rev-parse", "main"]), before, "nothing is sent by an approval");
    app.shot_in_both("k3-three-approved");
    app.driver.press(&[key::CONTROL, key::ENTER]);
    app.driver.until_said("Sent at");
    app.says_no_strange_word("what was sent");
    app.shot_in_both("k4-sent");
    let sent = git(&publishing, &["rev-parse", "main"]);
    assert_eq!(
        names(&publishing, &before, &sent),
        posts(&[0, 1, 2]),
        "three stories, nothing else"
    );
    assert_eq!(commits(&publishing, &before, &sent), 3, "one approval is one commit");

    // One is taken back; the two others stay with readers.
    app.until_focus_on("Undo publish: For six years").enter();
    app.driver.until_said("Put the site back to how it was before");
    app.says_no_strange_word("the question");
    app.shot_in_both("k5-undo");
    app.until_focus_back_on("Undo publish").enter();
    app.driver.until_said("Taken back");
    app.says_no_strange_word("what was taken back");
    let undone = git(&publishing, &["rev-parse", "main"]);
    assert_eq!(names(&publishing, &before, &undone), posts(&[0, 2]), "as before, but for two");

    // Somebody else publishes another version of a sentence that is changed here again.
    app.find_by_letters("Boil notice");
    app.driver.press(&[key::CONTROL, key::HOME]);
    app.driver.press(&[key::SHIFT, key::END]);
    app.driver.type_letters("Lower Marl drinks again.");
    let post = "content/posts/boil-notice-lifted/index.md";
    app.driver.wait("it is on disk", || {
        read(&site.join(post)).contains("Lower Marl drinks again.").then_some(())
    });
    maria_publishes(home.path(), &publishing, post);
    app.driver.run(
        "window.__TAURI_INTERNALS__.invoke('keep_in_step', { anyway: false }).catch(() => {})",
        json!([]),
    );
    app.driver.press(&[key::CONTROL, "3"]);
    app.driver.until_said("One story has two versions");
    app.says_no_strange_word("a story with two versions");
    app.until_focus_on("Decide").enter();
    app.driver.until_said("You and Maria both rewrote one paragraph");
    app.says_no_strange_word("the two versions");
    app.shot_in_both("k6-two-versions");
    app.driver.press(&["2"]);
    app.driver.wait("hers is chosen", || {
        let chosen = "return document.querySelector('input[name=version]:checked')?.value";
        (app.driver.run(chosen, json!([])) == "theirs").then_some(())
    });
    app.driver.press(&[key::ENTER]);
    app.driver.wait("hers is in the folder", || {
        read(&site.join(post)).contains("Maria asked the chemist.").then_some(())
    });

    // What readers have at the end, and what is still here.
    let last = git(&publishing, &["rev-parse", "main"]);
    assert_eq!(names(&publishing, &before, &last), posts(&[0, 2]), "two stories, nothing else");
    let jury = git(&publishing, &["show", "main:content/posts/jury-letter/index.md"]);
    assert!(jury.contains("We looked again. Every other Friday"), "{jury}");
    let gauge = "content/posts/tannery-bridge-gauge/index.md";
    let earlier = git(&publishing, &["show", &format!("{before}:{gauge}")]);
    assert_eq!(git(&publishing, &["show", &format!("main:{gauge}")]), earlier, "as it was");
    assert!(read(&site.join(gauge)).contains("We looked again."), "nothing of it is lost here");
    let left = git(&site, &["status", "--porcelain"]);
    assert_eq!(left.lines().count(), 2, "only the two that nobody approved:\n{left}");
    assert!(left.contains("reading-aloud-hour") && left.contains("night-court-bus"), "{left}");
    for story in [STAYS, UNFINISHED] {
        app.driver.until_said(story);
    }
    app.driver.resize(860, 760);
    app.shot_in_both("k7-decided-narrow");
    app.says_no_strange_word("the end");
}

#[test]
fn three_of_five_stories_are_approved_together_and_what_must_be_fixed_stays() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.until_focus_on("Open the sample").enter();
    app.driver.find("[role=option]");
    let (site, publishing) = (app.sample(), app.sample_publishing());
    let before = git(&publishing, &["rev-parse", "main"]);
    for (at, (_, folder)) in CHANGED.iter().enumerate() {
        let file = site.join(format!("content/posts/{folder}/index.md"));
        let more = if at == 3 { "The date is TK." } else { "We looked again." };
        let text = format!("{}\n{more}\n", read(&file));
        std::fs::write(&file, text).expect("it is written");
    }
    app.driver.press(&[key::CONTROL, "3"]);
    for title in ["Boil notice", "For six years", "Called for jury", "The quietest room"] {
        app.until_focus_on(&format!("To approve: {title}"));
        app.driver.press(&[" "]);
    }
    app.shot_in_both("k8-ticked");
    app.until_focus_on("Read and approve four together").enter();
    app.driver.until_said("One must be fixed first, and stays here.");
    app.driver.until_said("“TK”");
    app.until_focus_on("Approve as: Name").type_in("Ana Lindqvist");
    app.driver.until_said("Approve three as Ana Lindqvist");
    app.four_shots("k9-read-together");
    app.driver.press(&[key::CONTROL, key::ENTER]);
    app.driver.until_said("Three stories were approved, one was not.");
    app.shot_in_both("k10-one-stays");
    assert_eq!(git(&publishing, &["rev-parse", "main"]), before, "nothing is sent by an approval");
    app.driver.press(&[key::ESCAPE]);
    app.driver.until_said("Publish three stories");
    app.shot_in_both("k11-three-ready");
    app.driver.press(&[key::CONTROL, key::ENTER]);
    app.driver.until_said("Sent at");
    let sent = git(&publishing, &["rev-parse", "main"]);
    assert_eq!(
        names(&publishing, &before, &sent),
        posts(&[0, 1, 2]),
        "three stories, nothing else"
    );
    assert_eq!(commits(&publishing, &before, &sent), 3, "an approval each");
    for at in [0, 1, 2] {
        let post = format!("content/posts/{}/index.md", CHANGED[at].1);
        let live = git(&publishing, &["show", &format!("main:{post}")]);
        assert!(live.ends_with("We looked again."), "{post}: {live}");
        let who = git(&publishing, &["log", "-1", "--format=%an|%cn", "main", "--", &post]);
        let (writer, editor) = who.split_once('|').expect("two names");
        assert_eq!(editor, "Ana Lindqvist");
        assert!(live.contains(writer), "{writer} stands in the byline of {post}");
    }
    let left = git(&site, &["status", "--porcelain"]);
    assert_eq!(left.lines().count(), 2, "what must be fixed, and what nobody ticked:\n{left}");
    assert!(left.contains("reading-aloud-hour") && left.contains("night-court-bus"), "{left}");
}

/// Another clone publishes a version of the first paragraph.
fn maria_publishes(home: &Path, publishing: &Path, post: &str) {
    git(home, &["clone", "-q", &publishing.to_string_lossy(), "maria"]);
    let maria = home.join("maria");
    let text = read(&maria.join(post));
    let body = text.find("\n---\n").map(|at| at + 5).expect("it has fields");
    let first = text[body..].trim().lines().next().expect("a paragraph").to_owned();
    std::fs::write(maria.join(post), text.replacen(&first, "Maria asked the chemist.", 1))
        .expect("she writes");
    let name = ["-c", "user.name=Maria Nwosu", "-c", "user.email=m@example.org"];
    git(&maria, &[&name[..], &["commit", "-qam", "Hers"]].concat());
    git(&maria, &["push", "-q"]);
}

fn read(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap_or_default()
}

fn names(folder: &Path, from: &str, to: &str) -> Vec<String> {
    git(folder, &["diff", "--name-only", from, to]).lines().map(str::to_owned).collect()
}

fn commits(folder: &Path, from: &str, to: &str) -> usize {
    git(folder, &["log", "--format=%H", &format!("{from}..{to}")]).lines().count()
}

/// The files of these stories, in order.
fn posts(which: &[usize]) -> Vec<String> {
    let mut files: Vec<String> =
        which.iter().map(|at| format!("content/posts/{}/index.md", CHANGED[*at].1)).collect();
    files.sort();
    files
}

/// What the thing with the focus is called: its name, its label, its words.
const FOCUSED: &str = "const at = document.activeElement;
    if (!at || at === document.body) return '';
    const said = at.matches('button, a, summary, [role=option], [role=tab]') ? at.textContent : '';
    return at.getAttribute('aria-label') ?? [...(at.labels ?? [])].map((l) => l.textContent).join(' ') + said";

/// Words of the machinery below that no screen says; one in capitals is looked for in capitals. What
/// people wrote themselves may have them.
const STRANGE: &str = r"const strange = /\b(commit(s|ted)?|branch(es)?|push(es|ed)?|pull(ed)?|merged?|rebased?|remotes?|ssh|tokens?|yaml|toml|markdown|git|front matter|repository)\b/i;
    const names = [...document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')]
      .filter((e) => e.getClientRects().length > 0)
      .flatMap((e) => ['aria-label', 'title', 'placeholder', 'alt'].map((a) => e.getAttribute(a) ?? ''));
    let page = document.body.innerText;
    for (const own of document.querySelectorAll('.cm-content')) page = page.replace(own.innerText, '');
    const said = [page, document.title, ...names];
    return said.map((text) => strange.exec(text)?.[0] ?? /\bHEAD\b/.exec(text)?.[0]).filter(Boolean)";

impl App {
    /// Goes on by the tab key until the thing of that name has the focus.
    pub fn until_focus_on(&self, name: &str) -> &App {
        self.tab_until(name, &[key::TAB])
    }

    /// The same, backwards.
    pub fn until_focus_back_on(&self, name: &str) -> &App {
        self.tab_until(name, &[key::SHIFT, key::TAB])
    }

    fn tab_until(&self, name: &str, keys: &[&str]) -> &App {
        let mut passed = Vec::new();
        for _ in 0..120 {
            let at = self.driver.run(FOCUSED, json!([]));
            let at = at.as_str().unwrap_or_default().to_owned();
            if at.contains(name) {
                return self;
            }
            passed.push(at);
            self.driver.press(keys);
        }
        panic!("no key leads to “{name}”, only to {passed:#?}");
    }

    /// Presses Enter.
    pub fn enter(&self) -> &App {
        self.driver.press(&[key::ENTER]);
        self
    }

    /// Empties the field.
    pub fn clear(&self) -> &App {
        self.driver.press(&[key::CONTROL, "a"]);
        self.driver.press(&[key::DELETE]);
        self
    }

    /// Types where the focus is.
    pub fn type_in(&self, words: &str) -> &App {
        self.driver.type_letters(words);
        self
    }

    /// Opens a story by a few letters, and waits until the caret is in its text.
    pub fn find_by_letters(&self, letters: &str) -> &App {
        self.driver.press(&[key::CONTROL, "o"]);
        self.driver.find("dialog[open] [role=combobox]");
        self.driver.type_letters(letters);
        self.driver.wait("it is found", || {
            let first = "return document.querySelector('#open-0')?.textContent ?? ''";
            let first = self.driver.run(first, json!([]));
            first.as_str().is_some_and(|first| first.contains(letters)).then_some(())
        });
        self.enter();
        self.driver.wait("the caret is in its text", || {
            let there = self.driver.run(
                "return document.activeElement.matches('.cm-content') &&
                   (document.querySelector('textarea.h1')?.value ?? '').includes(arguments[0])",
                json!([letters]),
            );
            (there == true).then_some(())
        });
        self
    }

    /// No word on the screen, and no name of a thing on it, is one of the machinery below.
    pub fn says_no_strange_word(&self, screen: &str) -> &App {
        let strange = self.driver.run(STRANGE, json!([]));
        assert_eq!(strange, json!([]), "{screen} says so");
        self
    }
}
