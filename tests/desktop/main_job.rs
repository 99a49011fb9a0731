//! Write, illustrate, approve and publish a story, and look into the publishing repository.

use crate::app::App;
use crate::driver::key;
use crate::steps::{git, git_bytes, photograph};

const HEADLINE: &str = "Ferry stops running at dusk, and the late shift swims";

#[test]
fn a_story_goes_from_its_headline_to_the_readers() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.shot("01-start");
    app.open_the_sample();
    let (site, publishing) = (app.sample(), app.sample_publishing());
    let before = git(&publishing, &["rev-parse", "main"]);
    let opened = git(&site, &["status", "--porcelain"]);
    app.shot("02-stories");

    app.new_story(HEADLINE)
        .write_dek("Forty people cross the Sallow after nine at night. The last boat leaves at six.")
        .write_byline("Tomás Ibarra")
        .write("The river is four hundred yards wide at the landing. Zoë Çelik has *measured* it twice.\n\nNobody has asked her why.\n\n");
    app.until_page_shows("measured it twice").until_page_shows("The last boat leaves at six.");
    app.until_saved().shot("03-writing");

    app.drop_picture("IMG_2041.jpg", &photograph(2400, 1600))
        .fill(
            "dialog[open] textarea[id$='-alt']",
            "A landing stage with no boat, and a lamp that is on.",
        )
        .fill("dialog[open] textarea[id$='-caption']", "The landing at eight in the evening.")
        .fill("dialog[open] input[id$='-who']", "Zoë Çelik")
        .fill("dialog[open] input[id$='-whom']", "Orrin Record")
        .shot("04-picture");
    app.driver.press(&[key::CONTROL, key::ENTER]);
    app.until_page_shows("The landing at eight in the evening. (Photo: Zoë Çelik/Orrin Record)");
    app.until_saved().shot("05-illustrated");

    app.click("Review changes");
    app.driver.until_said("Nobody has asked her why.");
    app.driver.until_said("Zoë Çelik/Orrin Record");
    app.shot("06-review");
    app.fill(".approve input[type=text]", "Tomás Ibarra");
    app.fill(".approve .as input[type=text]", "Ana Lindqvist");
    app.click("Approve as Ana Lindqvist");
    app.driver.find_said("button", "Publish");
    assert_eq!(git(&publishing, &["rev-parse", "main"]), before, "nothing is sent by an approval");

    app.click("Publish…");
    app.driver.until_said("Publish one story");
    app.shot("07-publish");
    app.click("Publish one story");
    app.driver.until_said("Sent at");
    app.shot("08-live");

    // The publishing repository holds exactly one commit more, with exactly this story.
    let commits = git(&publishing, &["log", "--format=%H", &format!("{before}..main")]);
    assert_eq!(commits.lines().count(), 1, "one approval is one commit: {commits}");
    let who = git(&publishing, &["log", "-1", "--format=%an|%cn", "main"]);
    assert_eq!(who, "Tomás Ibarra|Ana Lindqvist", "author is the writer, committer the editor");
    let slug = "ferry-stops-running-at-dusk-and-the-late-shift-swims";
    let folder = format!("content/posts/{slug}");
    let mut files: Vec<String> = git(&publishing, &["diff", "--name-status", &before, "main"])
        .lines()
        .map(str::to_owned)
        .collect();
    files.sort();
    assert_eq!(
        files,
        [format!("A\t{folder}/{slug}-1.jpg"), format!("A\t{folder}/index.md")],
        "the story and its picture, nothing else"
    );
    for file in [format!("{folder}/index.md"), format!("{folder}/{slug}-1.jpg")] {
        let sent = git_bytes(&publishing, &format!("main:{file}"));
        assert_eq!(sent, std::fs::read(site.join(&file)).expect("it is on disk"), "{file}");
    }
    let text = String::from_utf8(git_bytes(&publishing, &format!("main:{folder}/index.md")))
        .expect("UTF-8");
    assert!(text.contains(&format!(
        "![A landing stage with no boat, and a lamp that is on.]({slug}-1.jpg)\n*The landing at eight in the evening. (Photo: Zoë Çelik/Orrin Record)*"
    )), "the figure is canonical:\n{text}");
    assert!(
        text.contains("Zoë Çelik has *measured* it twice.\n\nNobody has asked her why."),
        "{text}"
    );
    let picture = git_bytes(&publishing, &format!("main:{folder}/{slug}-1.jpg"));
    let picture = image::load_from_memory(&picture).expect("a picture");
    assert_eq!((picture.width(), picture.height()), (1600, 1067), "at most 1600 pixels");
    assert_eq!(
        git(&site, &["status", "--porcelain"]),
        opened,
        "nothing else changed in the folder"
    );
}

/// A story whose first paragraph both changed: the key that decides, what stands in it then, and
/// what does not.
struct Contested {
    folder: &'static str,
    /// Letters that find it.
    letters: &'static str,
    key: &'static str,
    /// What is typed in its place, where somebody writes it by hand.
    typed: Option<&'static str>,
    button: &'static str,
    stand: &'static [&'static str],
    gone: &'static [&'static str],
}

const MINE: &str = "Leïla wrote it otherwise.";
const HERS: &str = "Nobody told Maria anything.";

const BY_HAND: &str = "Both of them had it half right.";

const CONTESTED: [Contested; 4] = [
    Contested {
        folder: "boil-notice-lifted",
        letters: "Boil notice",
        key: "1",
        typed: None,
        button: "Use yours",
        stand: &[MINE],
        gone: &[HERS],
    },
    Contested {
        folder: "jury-letter",
        letters: "jury duty",
        key: "2",
        typed: None,
        button: "Use Maria’s",
        stand: &[HERS],
        gone: &[MINE],
    },
    Contested {
        folder: "tannery-bridge-gauge",
        letters: "Tannery",
        key: "3",
        typed: None,
        button: "Use both",
        stand: &[MINE, HERS],
        gone: &[],
    },
    Contested {
        folder: "ward-6-hand-count",
        letters: "Ward 6",
        key: "4",
        typed: Some(BY_HAND),
        button: "Use your own words",
        stand: &[BY_HAND],
        gone: &[HERS, MINE],
    },
];

#[test]
fn a_passage_that_both_changed_is_decided_by_keys_and_what_was_not_chosen_is_kept() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample();
    let (site, publishing) = (app.sample(), app.sample_publishing());
    git(home.path(), &["clone", "-q", &publishing.to_string_lossy(), "maria"]);
    let maria = home.path().join("maria");
    for story in &CONTESTED {
        let post = format!("content/posts/{}/index.md", story.folder);
        let text = std::fs::read_to_string(site.join(&post)).expect("it is there");
        std::fs::write(maria.join(&post), with_first(&text, HERS)).expect("she writes");
        std::fs::write(site.join(&post), with_first(&text, MINE)).expect("it is written");
    }
    let name = ["-c", "user.name=Maria Nwosu", "-c", "user.email=m@example.org"];
    git(&maria, &[&name[..], &["commit", "-qam", "Hers"]].concat());
    git(&maria, &["push", "-q"]);
    app.driver.run(
        "window.__TAURI_INTERNALS__.invoke('keep_in_step', { anyway: false }).catch(() => {})",
        serde_json::json!([]),
    );
    app.driver.press(&[key::CONTROL, "3"]);
    app.driver.until_said("Four stories have two versions");
    app.shot("11-two-versions-waiting");
    for story in &CONTESTED {
        let post = site.join(format!("content/posts/{}/index.md", story.folder));
        let before = std::fs::read_to_string(&post).expect("it is there");
        assert!(before.contains(MINE) && !before.contains(HERS), "nothing is decided yet");
        app.find_by_letters(story.letters);
        app.until_focus_on("Decide").enter();
        app.driver.until_said("You and Maria both rewrote one paragraph");
        app.driver.press(&[story.key]);
        if let Some(words) = story.typed {
            app.write_by_hand(words).read_the_whole_story(words);
        }
        app.driver.find_said("button", story.button);
        app.shot_in_both(&format!("12-two-versions-{}", story.key));
        let decide = [key::CONTROL, key::ENTER];
        app.driver.press(&decide[usize::from(story.typed.is_none())..]);
        let decided = app.driver.wait("it is decided in the folder", || {
            let text = std::fs::read_to_string(&post).ok()?;
            story.stand.iter().all(|words| text.contains(words)).then_some(text)
        });
        let places: Vec<_> = story.stand.iter().map(|words| decided.find(words)).collect();
        assert!(places.is_sorted(), "yours first, then hers: {decided}");
        for words in story.gone {
            assert!(!decided.contains(words), "{words} was not chosen: {decided}");
        }
        if story.stand.len() > 1 {
            assert!(decided.contains(&format!("{MINE}\n\n{HERS}")), "two paragraphs: {decided}");
        }
        app.driver.wait("the task is left", || app.driver.look(".task").is_none().then_some(()));
        app.driver.wait("the text is there again", || {
            let text = "return document.querySelector('.cm-content')?.innerText ?? ''";
            let text = app.driver.run(text, serde_json::json!([]));
            let text = text.as_str()?.to_owned();
            story.stand.iter().all(|words| text.contains(words)).then_some(())
        });

        app.driver.press(&[key::CONTROL, key::SHIFT, "y"]);
        app.driver.find(".task .version");
        for words in story.gone {
            app.until_version_says("Text that was not chosen", words);
            app.shot_in_both(&format!("13-not-chosen-{}", story.key));
        }
        app.driver.press(&[key::ESCAPE]);
        app.driver.wait("the task is left", || app.driver.look(".task").is_none().then_some(()));
    }
}

/// The text of a story with another first paragraph.
fn with_first(text: &str, first: &str) -> String {
    let header = text.find("\n---\n").map(|at| at + 5).expect("it has fields");
    let (head, body) = text.split_at(header);
    let old = body.trim_start().split("\n\n").next().expect("a paragraph");
    format!("{head}{}", body.replacen(old.trim_end(), first, 1))
}

impl App {
    /// Types a passage in the place of what it begins with, which one step back brings again.
    fn write_by_hand(&self, words: &str) -> &App {
        let text = || {
            let text = "return document.activeElement.matches('.task textarea') ? document.activeElement.value : null";
            self.driver.run(text, serde_json::json!([])).as_str().map(str::to_owned)
        };
        self.driver.wait("it begins with yours", || text().filter(|text| text == MINE));
        self.driver.press(&[key::CONTROL, "a"]);
        self.click("Maria’s");
        self.driver.wait("it is hers", || text().filter(|text| text == HERS));
        self.driver.press(&[key::CONTROL, "z"]);
        self.driver.wait("it is yours again", || text().filter(|text| text == MINE));
        self.driver.press(&[key::CONTROL, "a"]);
        self.driver.type_letters(words);
        self
    }

    /// Reads the story as it would be, and goes back.
    fn read_the_whole_story(&self, words: &str) -> &App {
        self.until_focus_on("Read the whole story").enter();
        self.driver.wait("the page has it", || {
            let page = "return document.querySelector('.task iframe')?.contentDocument?.querySelector('.galley-open')?.innerText ?? ''";
            let page = self.driver.run(page, serde_json::json!([]));
            let page = page.as_str()?;
            (page.contains("Not decided yet. Here: your own words.") && page.contains(words))
                .then_some(())
        });
        self.shot_in_both("12-two-versions-whole");
        self.driver.press(&[key::ESCAPE]);
        self.driver.find(".task textarea");
        self
    }

    /// Goes down the earlier versions by keys until one of that kind shows these words.
    fn until_version_says(&self, kind: &str, words: &str) -> &App {
        let at = || {
            let label = "return document.activeElement.labels?.[0]?.textContent ?? ''";
            self.driver.run(label, serde_json::json!([])).as_str().unwrap_or_default().to_owned()
        };
        for _ in 0..40 {
            if self.driver.run(
                "return document.activeElement.matches('.version input')",
                serde_json::json!([]),
            ) == true
            {
                break;
            }
            self.driver.press(&[key::TAB]);
        }
        // Down to the oldest, and up again: the search begins at the one that was looked at last.
        for way in [key::DOWN, key::UP].into_iter().flat_map(|way| [way; 10]) {
            if at().contains(kind) {
                // What is shown follows what is chosen.
                let shown = "const main = document.querySelector('.task main'); return main?.getAttribute('aria-busy') === 'false' ? main.innerText : ''";
                let begun = std::time::Instant::now();
                while begun.elapsed() < std::time::Duration::from_secs(3) {
                    let shown = self.driver.run(shown, serde_json::json!([]));
                    if shown.as_str().is_some_and(|shown| shown.contains(words)) {
                        return self;
                    }
                }
            }
            self.driver.press(&[way]);
        }
        let screen = self.driver.run("return document.body.innerText", serde_json::json!([]));
        panic!("no earlier version says “{words}”: {screen}");
    }
}

#[test]
fn a_refused_story_stays_approved_and_says_why() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample();
    let publishing = app.sample_publishing();
    let hook = publishing.join("hooks/pre-receive");
    std::fs::write(&hook, "#!/bin/sh\necho 'Stories close at six.'\nexit 1\n").expect("a hook");
    std::fs::set_permissions(&hook, std::os::unix::fs::PermissionsExt::from_mode(0o755))
        .expect("it runs");
    let before = git(&publishing, &["rev-parse", "main"]);

    app.new_story("Late for the deadline")
        .write_dek("It was to be on the site at six, and it was not there at seven.")
        .write_byline("Tomás Ibarra")
        .write("One paragraph.")
        .until_saved();
    app.click("Review changes");
    app.fill(".approve input[type=text]", "Tomás Ibarra");
    app.fill(".approve .as input[type=text]", "Ana Lindqvist");
    app.click("Approve as Ana Lindqvist");
    app.click("Publish…").click("Publish one story");
    app.driver.until_said("Not sent");
    app.driver.until_said("Stories close at six.");
    app.driver.until_said("still approved");
    app.shot("09-refused");
    assert_eq!(git(&publishing, &["rev-parse", "main"]), before, "nothing arrived");
    for word in
        ["commit", "push", "pull", "merge", "branch", "HEAD", "remote", "YAML", "front matter"]
    {
        let said = app.driver.run(
            "return new RegExp('\\\\b' + arguments[0] + '\\\\b', 'i').test(document.body.innerText)",
            serde_json::json!([word]),
        );
        assert_eq!(said, false, "the word “{word}” is on the screen");
    }
}
