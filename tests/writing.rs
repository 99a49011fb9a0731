//! Writing: only what the author changed changes, and nothing is lost.

use galley_core::desk::Saving;
use galley_core::journal::Unsynced;
use galley_core::view::{Change, Event, Fate, FieldEdit, State, TextChange};

use crate::newsroom::{Newsroom, editor};

const NOTICE: &str = "content/posts/boil-notice-lifted/index.md";

/// The lines in which two texts differ.
fn differing<'a>(old: &'a str, new: &'a str) -> (Vec<&'a str>, Vec<&'a str>) {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let only =
        |a: &[&'a str], b: &[&str]| a.iter().filter(|line| !b.contains(line)).copied().collect();
    (only(&old, &new), only(&new, &old))
}

#[test]
fn opening_a_site_and_its_stories_writes_nothing() {
    let mut newsroom = Newsroom::new();
    let before = newsroom.git(&["status", "--porcelain"]);
    let paths: Vec<String> =
        newsroom.desk.library(newsroom.now).stories.into_iter().map(|row| row.path).collect();
    assert_eq!(paths.len(), 14, "all stories are listed");
    for path in &paths {
        newsroom.open(path);
        assert_eq!(newsroom.save(path), Saving::Nothing, "{path} has nothing to save");
    }
    assert_eq!(newsroom.git(&["status", "--porcelain"]), before);
}

#[test]
fn a_new_headline_changes_one_line() {
    let mut newsroom = Newsroom::new();
    let before = newsroom.file(NOTICE);
    newsroom.set(NOTICE, FieldEdit::Title { value: "Boil notice: over at last".to_owned() });
    newsroom.save(NOTICE);
    let after = newsroom.file(NOTICE);
    let (gone, come) = differing(&before, &after);
    assert_eq!(gone.len(), 1, "one line went: {gone:?}");
    assert_eq!(come, ["title: \"Boil notice: over at last\""]);
}

#[test]
fn a_new_story_is_written_as_its_neighbours_are() {
    let mut newsroom = Newsroom::new();
    let path = newsroom.begin("Zoë’s day: a “first” story");
    assert_eq!(path, "content/posts/zoes-day-a-first-story/index.md");
    assert_eq!(
        newsroom.file(&path),
        "---\ntitle: \"Zoë’s day: a “first” story\"\ndescription: \"\"\nauthors:\n  - \"Tomás Ibarra\"\ndate: 2026-11-22T10:00:00-05:00\n---\n\n"
    );
    assert_eq!(
        newsroom.begin("Zoë’s day: a “first” story"),
        "content/posts/zoes-day-a-first-story-2/index.md"
    );
    assert_eq!(newsroom.state(&path), State::Writing);
}

#[test]
fn the_page_follows_the_text_and_the_fields() {
    let mut newsroom = Newsroom::new();
    let path = newsroom.begin("A story");
    newsroom.type_at_end(&path, "One *two*.\n\nThree.");
    newsroom.set(&path, FieldEdit::Dek { value: "A dek & more".to_owned() });
    newsroom.set(&path, FieldEdit::Authors { value: vec!["A B".to_owned(), "C D".to_owned()] });
    let post = newsroom.open(&path);
    let blocks: Vec<&str> = post.page.blocks.iter().map(|block| block.html.trim()).collect();
    assert_eq!(blocks, ["<p>One <em>two</em>.</p>", "<p>Three.</p>"]);
    assert_eq!(
        post.page.head,
        "<h1>A story</h1><p class=\"byline\">A B, C D • November 22, 2026</p><p class=\"dek\">A dek &amp; more</p>"
    );
    assert!(
        post.page
            .card
            .contains("<p class=\"byline\" dir=\"auto\">By A B, C D November 22, 2026</p>"),
        "{}",
        post.page.card
    );
}

#[test]
fn a_long_page_comes_in_parts_and_what_is_typed_meanwhile_counts() {
    let mut newsroom = Newsroom::new();
    let path = newsroom.begin("A long story");
    let paragraphs: Vec<String> = (0..600).map(|n| format!("Paragraph {n}.")).collect();
    newsroom.type_at_end(&path, &paragraphs.join("\n\n"));
    let first = newsroom.desk.open_post(&path, newsroom.now).expect("it opens").page;
    assert!(first.more && first.blocks.len() < 100, "{} come at once", first.blocks.len());
    let next = newsroom.desk.rest_of_page(&path, first.blocks.len() as u32).expect("it is open");
    assert!(next.more && next.blocks.len() < 400, "{} come then", next.blocks.len());
    let had = (first.blocks.len() + next.blocks.len()) as u32;
    let edited = newsroom.type_at_end(&path, " The end.");
    let splice = &edited.splices[0];
    assert!(splice.from >= had, "behind what the screen has: it comes with the rest");
    let late = newsroom.desk.rest_of_page(&path, had).expect("it is open");
    assert_eq!(late.version, edited.version);
    let post = newsroom.open(&path);
    assert_eq!(post.page.blocks.len(), 600);
    assert!(post.page.blocks[599].html.contains("Paragraph 599. The end."));
}

#[test]
fn a_story_is_saved_after_a_pause_and_at_the_latest_after_two_seconds() {
    let mut newsroom = Newsroom::new();
    let path = newsroom.begin("A story");
    assert_eq!(newsroom.desk.due(newsroom.now).0, [] as [&str; 0], "nothing to save");
    newsroom.type_at_end(&path, "a");
    assert_eq!(newsroom.desk.due(newsroom.now).0, [] as [&str; 0], "not while somebody types");
    newsroom.after(1);
    assert_eq!(newsroom.desk.due(newsroom.now).0, [path.as_str()], "after a pause");
    assert!(matches!(newsroom.save(&path), Saving::Saved { .. }));
    assert!(newsroom.file(&path).ends_with("\n\na"));
}

#[test]
fn an_unmodified_story_changed_outside_is_read_again() {
    let mut newsroom = Newsroom::new();
    newsroom.open(NOTICE);
    let text = newsroom.file(NOTICE).replace("title: \"", "title: \"New: ");
    newsroom.write_outside(NOTICE, &text);
    let events = newsroom.desk.seen_outside(None, newsroom.now);
    assert!(events.contains(&Event::Reloaded { path: NOTICE.to_owned() }), "{events:?}");
    assert!(newsroom.open(NOTICE).metadata.title.starts_with("New: "));
    assert_eq!(newsroom.state(NOTICE), State::LiveWithChanges);
}

#[test]
fn what_was_typed_into_the_text_before_is_not_put_into_the_one_that_came() {
    let mut newsroom = Newsroom::new();
    let version = newsroom.open(NOTICE).version;
    let longer = newsroom.file(NOTICE).replace("title: \"", "title: \"New: ") + "One more.\n";
    newsroom.write_outside(NOTICE, &longer);
    newsroom.desk.seen_outside(None, newsroom.now);
    // The screen has not heard of it yet.
    let typed = [Change { from: 3, to: 3, insert: "x".to_owned() }];
    let late = newsroom.desk.edit(NOTICE, version, &typed, newsroom.now);
    assert!(late.is_err(), "{late:?}");
    assert!(newsroom.open(NOTICE).version > version);
}

#[test]
fn a_modified_story_changed_outside_keeps_both_texts() {
    for (mine, kept_text, disk_text) in [(true, "Theirs.", "Mine."), (false, "Mine.", "Theirs.")] {
        let mut newsroom = Newsroom::new();
        newsroom.type_at_end(NOTICE, "Mine.");
        newsroom.write_outside(NOTICE, format!("{}Theirs.", newsroom.file(NOTICE)));
        assert_eq!(newsroom.save(NOTICE), Saving::Outside, "nothing is written over");
        assert!(newsroom.file(NOTICE).ends_with("Theirs."), "theirs stands on disk");
        let post = newsroom.open(NOTICE);
        assert!(post.text.ends_with("Mine."), "mine stands in the editor");
        assert!(post.outside.is_some(), "the author is told");
        let other = newsroom.desk.other_text(NOTICE).expect("it is open").expect("it waits");
        let reworded = other.text.iter().find_map(|change| match change {
            TextChange::Reworded { runs, .. } => Some(runs),
            _ => None,
        });
        let says = |fate, words: &str| {
            reworded.is_some_and(|runs| {
                runs.iter().any(|run| run.fate == fate && run.text.contains(words))
            })
        };
        assert!(says(Fate::In, "Theirs") && says(Fate::Out, "Mine"), "{other:?}");
        assert_eq!(other.fields, [], "its fields are as they were");
        newsroom.after(60);
        assert_eq!(newsroom.save(NOTICE), Saving::Outside, "still nothing is written over");

        let now = newsroom.now;
        let post = newsroom.desk.settle(NOTICE, mine, now).expect("it is settled");
        assert_eq!(post.outside, None);
        assert!(newsroom.file(NOTICE).ends_with(disk_text), "the chosen text is on disk");
        let kept = newsroom.desk.earlier(NOTICE).list();
        let found = kept.iter().any(|version| {
            let review =
                newsroom.desk.version_review(NOTICE, &version.id, now).expect("it is read");
            review.text.iter().any(|change| match change {
                TextChange::Removed { text } | TextChange::New { text } => text.contains(kept_text),
                TextChange::Reworded { runs, .. } => {
                    runs.iter().any(|run| run.text.contains(&kept_text[..4]))
                }
                _ => false,
            })
        });
        assert!(found, "the other text is under Earlier versions: {kept:?}");
    }
}

#[test]
fn what_was_typed_before_a_crash_comes_back() {
    let mut newsroom = Newsroom::new();
    newsroom.type_at_end(NOTICE, "Typed, not ");
    newsroom.type_at_end(NOTICE, "saved.");
    newsroom
        .desk
        .unsynced()
        .into_iter()
        .try_for_each(Unsynced::sync)
        .expect("the journal is on disk");
    let before = newsroom.file(NOTICE);
    let mut newsroom = newsroom.restart();
    assert_eq!(newsroom.file(NOTICE), before, "nothing was saved");
    let post = newsroom.open(NOTICE);
    assert!(post.text.ends_with("Typed, not saved."), "the text is back");
    assert!(post.restored.is_some(), "and the author is told");
    newsroom.after(5);
    assert!(matches!(newsroom.save(NOTICE), Saving::Saved { .. }));
    let mut newsroom = newsroom.restart();
    assert_eq!(newsroom.open(NOTICE).restored, None, "once");
}

#[test]
fn after_a_crash_a_file_that_changed_meanwhile_is_not_overwritten() {
    let mut newsroom = Newsroom::new();
    newsroom.type_at_end(NOTICE, "Typed before the crash.");
    newsroom
        .desk
        .unsynced()
        .into_iter()
        .try_for_each(Unsynced::sync)
        .expect("the journal is on disk");
    newsroom.write_outside(NOTICE, format!("{}Theirs.", newsroom.file(NOTICE)));
    let mut newsroom = newsroom.restart();
    let post = newsroom.open(NOTICE);
    assert!(post.text.ends_with("Typed before the crash."));
    assert!(post.outside.is_some());
    assert!(newsroom.desk.other_text(NOTICE).expect("it is open").is_some(), "theirs can be read");
    newsroom.after(10);
    assert_eq!(newsroom.save(NOTICE), Saving::Outside);
    assert!(newsroom.file(NOTICE).ends_with("Theirs."));
}

#[test]
fn an_earlier_version_is_brought_back_and_what_it_replaces_is_kept() {
    let mut newsroom = Newsroom::new();
    let first = newsroom.file(NOTICE);
    newsroom.type_at_end(NOTICE, "One.");
    newsroom.after(5).save(NOTICE);
    let now = newsroom.after(600).now;
    let id = newsroom.desk.earlier(NOTICE).list()[0].id.clone();
    newsroom.desk.restore(NOTICE, &id, now).expect("it is brought back");
    assert_eq!(newsroom.file(NOTICE), first);
    let kept: Vec<String> =
        newsroom.desk.earlier(NOTICE).list().into_iter().map(|version| version.why).collect();
    assert_eq!(kept, ["restored"], "what it replaced is kept; the text of now is no earlier one");
}

#[test]
fn what_was_approved_once_is_an_earlier_version_under_every_name_that_the_story_had() {
    let mut newsroom = Newsroom::new();
    let path = newsroom.begin("Tide tables");
    newsroom.type_at_end(&path, "High water is at noon.");
    newsroom.approve(&path);
    let first = newsroom.file(&path);
    newsroom.after(3600);
    let act = newsroom.desk.rename(&path, "Tides", newsroom.now).expect("renamed");
    let path = act.path.expect("it lies elsewhere");
    newsroom.approve(&path);
    newsroom.after(3600);
    newsroom.type_at_end(&path, " Low water is at six.");
    newsroom.approve(&path);
    newsroom.publish(&[&path]);

    let all = newsroom.desk.earlier(&path).list();
    let approved: Vec<_> = all.iter().filter(|one| one.why == "approved").collect();
    assert_eq!(approved.len(), 1, "the same text under another name is one: {all:?}");
    assert_eq!(approved[0].by.as_deref(), Some(editor().name.as_str()));
    let review = newsroom.desk.version_review(&path, &approved[0].id, newsroom.now).expect("read");
    assert!(review.anything, "what was written since is shown");
    newsroom.desk.restore(&path, &approved[0].id, newsroom.now).expect("brought back");
    assert_eq!(newsroom.file(&path), first);
    let others = newsroom.desk.restore(NOTICE, &approved[0].id, newsroom.now);
    assert!(others.is_err(), "another story's text is no version of this one");
}

#[test]
fn taking_a_publication_back_makes_no_earlier_version() {
    let mut newsroom = Newsroom::new();
    newsroom.type_at_end(NOTICE, "By Tomás.");
    newsroom.approve(NOTICE);
    newsroom.publish(&[NOTICE]);
    newsroom.after(3600).undo(&[NOTICE]);
    let all = newsroom.desk.earlier(NOTICE).list();
    let origins: Vec<&str> = all.iter().map(|one| one.why.as_str()).collect();
    assert_eq!(origins, ["came"], "the text of now is none; the one before is there once: {all:?}");
    assert_ne!(all[0].at, newsroom.now.to_string(), "it is as old as it is");
}

#[test]
fn the_other_text_is_compared_by_fields_and_paragraphs() {
    let mut newsroom = Newsroom::new();
    newsroom.type_at_end(NOTICE, "\n\nA paragraph of mine.");
    assert_eq!(newsroom.desk.other_text(NOTICE).expect("it is open"), None, "none waits");
    let theirs = newsroom.file(NOTICE).replace("Boil notice lifted", "Boil notice is over");
    newsroom.write_outside(NOTICE, &theirs);
    assert_eq!(newsroom.save(NOTICE), Saving::Outside);
    let other = newsroom.desk.other_text(NOTICE).expect("it is open").expect("it waits");
    let fields: Vec<&str> = other.fields.iter().map(|change| change.field.as_str()).collect();
    assert_eq!(fields, ["title"], "the headline alone");
    let mine = TextChange::Removed { text: "A paragraph of mine.".to_owned() };
    assert!(other.text.contains(&mine), "only here: {:?}", other.text);

    let broken = theirs.replacen("title:", "title: [", 1);
    newsroom.write_outside(NOTICE, &broken);
    newsroom.desk.seen_outside(None, newsroom.now);
    let other = newsroom.desk.other_text(NOTICE).expect("it is open").expect("it waits");
    assert_eq!(other.fields, [], "a header that cannot be read has no fields");
    let shown = format!("{:?}", other.text);
    assert!(shown.contains("Boil notice is over"), "and is not hidden: {shown}");
}
