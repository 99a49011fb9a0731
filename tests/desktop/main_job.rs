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

#[test]
fn a_passage_that_both_changed_is_decided_by_keys() {
    let home = tempfile::tempdir().expect("a home");
    let app = App::start(home.path(), None);
    app.open_the_sample();
    let (site, publishing) = (app.sample(), app.sample_publishing());
    let post = "content/posts/jury-letter/index.md";
    let text = std::fs::read_to_string(site.join(post)).expect("it is there");
    let header = text.find("\n---\n").map(|at| at + 5).expect("it has fields");
    let (head, body) = text.split_at(header);
    let first = body.trim_start().split("\n\n").next().expect("a paragraph").to_owned();
    git(home.path(), &["clone", "-q", &publishing.to_string_lossy(), "maria"]);
    let maria = home.path().join("maria");
    let hers = format!("{head}{}", body.replacen(&first, "Maria wrote this anew.", 1));
    std::fs::write(maria.join(post), hers).expect("she writes");
    git(
        &maria,
        &[
            "-c",
            "user.name=Maria Nwosu",
            "-c",
            "user.email=m@example.org",
            "commit",
            "-qam",
            "Hers",
        ],
    );
    git(&maria, &["push", "-q"]);
    let mine = format!("{head}{}", body.replacen(&first, "Leïla wrote it otherwise.", 1));
    std::fs::write(site.join(post), &mine).expect("it is written");

    app.driver.run(
        "window.__TAURI_INTERNALS__.invoke('keep_in_step', { anyway: false }).catch(() => {})",
        serde_json::json!([]),
    );
    app.driver.press(&[key::CONTROL, "3"]);
    app.driver.until_said("One story has two versions");
    app.shot("11-two-versions-waiting");
    app.click("Decide");
    app.driver.until_said("You and Maria both rewrote one paragraph");
    app.shot("12-two-versions");
    assert_eq!(std::fs::read_to_string(site.join(post)).expect("it is there"), mine);
    app.driver.press(&["2"]);
    app.driver.press(&[key::ENTER]);
    let decided = app.driver.wait("hers is in the folder", || {
        let text = std::fs::read_to_string(site.join(post)).ok()?;
        text.contains("Maria wrote this anew.").then_some(text)
    });
    assert!(!decided.contains("Leïla wrote it otherwise."));
    app.shot("13-decided");
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
