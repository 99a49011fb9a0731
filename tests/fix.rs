//! What readers have is mended while a longer rewrite waits: only the fix goes, and it comes into
//! the rewrite.

use std::fs;

use galley_core::desk::{FixError, Fixing};
use galley_core::publish::{Publication, Refusal};
use galley_core::view::{self, Change, FixKind, Person, Problem, State};

use crate::newsroom::{Newsroom, editor, git, writer};

const JURY: &str = "content/posts/jury-letter/index.md";
const WRONG: &str = "Anneliese Okoro";
const RIGHT: &str = "Annelise Okoro";
const TOLD: &str = "An earlier version misspelled the name of Annelise Okoro.";

impl Newsroom {
    /// A fix that puts some words in the place of others.
    fn fix_of(&mut self, path: &str, kind: FixKind, wrong: &str, right: &str) -> view::Fix {
        let live = self.desk.live_story(path, self.now).expect("readers have it");
        let at = live.text.find(wrong).unwrap_or_else(|| panic!("{wrong}: {}", live.text));
        let units = |text: &str| text.encode_utf16().count() as u32;
        let (from, to) = (units(&live.text[..at]), units(&live.text[..at + wrong.len()]));
        view::Fix {
            content: live.content,
            kind,
            note: TOLD.to_owned(),
            title: None,
            dek: None,
            changes: vec![Change { from, to, insert: right.to_owned() }],
            reason: String::new(),
        }
    }

    /// Sends a fix.
    fn send_fix(&mut self, path: &str, fix: &view::Fix) -> Publication {
        let people = (Some(&writer()), &editor());
        let fixing = self.desk.fixing(path, fix, people, self.now).expect("it is a fix");
        let outcome = self.carried(|errand| fixing.run(errand)).expect("it runs");
        self.desk.sent().expect("the repository is read again");
        self.desk.seen_outside(None, self.now);
        outcome
    }

    /// Writes on, and saves.
    fn rewrite(&mut self, path: &str, words: &str) {
        let text = self.open(path).text;
        let at = text.find("## ").map_or(0, |at| text[..at].encode_utf16().count() as u32);
        self.type_at(path, at, &format!("{words}\n\n"));
        self.after(5).save(path);
    }
}

#[test]
fn only_the_fix_goes_live_and_the_rewrite_has_it_too() {
    for approved in [false, true] {
        let mut newsroom = Newsroom::new();
        newsroom.rewrite(JURY, "A whole new passage of the rewrite.");
        if approved {
            newsroom.approve(JURY);
        }
        let before = newsroom.with_readers(JURY).expect("readers have it");
        let fix = newsroom.fix_of(JURY, FixKind::Correction, WRONG, RIGHT);
        assert!(matches!(newsroom.send_fix(JURY, &fix), Publication::Sent { .. }));

        let live = newsroom.with_readers(JURY).expect("readers have it");
        let note = format!("> **Correction, November 22, 2026:** {TOLD}");
        let expected = format!("{}\n\n{note}", before.replace(WRONG, RIGHT));
        assert_eq!(live, expected, "nothing but the fix and the note");
        let here = newsroom.file(JURY);
        assert!(here.contains(RIGHT) && !here.contains(WRONG) && here.contains(&note), "{here}");
        assert!(here.contains("A whole new passage of the rewrite."));
        let state = if approved { State::Approved } else { State::LiveWithChanges };
        assert_eq!(newsroom.state(JURY), state, "approved: {approved}");
        assert_eq!(newsroom.open(JURY).text, body(&here), "the open text has it too");
        assert!(newsroom.desk.library(newsroom.now).undecided.is_empty());
        let log = git(&newsroom.publishing, &["log", "-1", "--format=%an|%cn|%s", "main"]);
        assert!(log.starts_with("Tomás Ibarra|Ana Lindqvist|Called for jury duty?"), "{log}");

        // The rewrite goes on its way, with the fix in it.
        if !approved {
            newsroom.approve(JURY);
        }
        assert!(matches!(newsroom.publish(&[JURY]), Publication::Sent { .. }));
        assert_eq!(newsroom.state(JURY), State::Live);
        let live = newsroom.with_readers(JURY).expect("readers have it");
        assert!(live.contains(RIGHT) && live.contains("A whole new passage"), "{live}");
    }
}

fn body(text: &str) -> String {
    text.splitn(3, "---\n").nth(2).expect("a text").trim_start().to_owned()
}

#[test]
fn what_is_typed_and_not_saved_yet_keeps_its_words_and_gets_the_fix() {
    let mut newsroom = Newsroom::new();
    newsroom.type_at_end(JURY, "\nTyped a moment ago.\n");
    let fix = newsroom.fix_of(JURY, FixKind::Small, WRONG, RIGHT);
    assert!(matches!(newsroom.send_fix(JURY, &fix), Publication::Sent { .. }));
    assert!(!newsroom.with_readers(JURY).expect("live").contains("Typed a moment ago."));
    let text = newsroom.open(JURY).text;
    assert!(text.contains("Typed a moment ago.") && text.contains(RIGHT), "{text}");
}

#[test]
fn a_rewrite_that_goes_on_at_the_end_gets_the_note_there_without_a_question() {
    let mut newsroom = Newsroom::new();
    newsroom.type_at_end(JURY, "\nThe rewrite goes on here.\n");
    newsroom.after(5).save(JURY);
    let fix = newsroom.fix_of(JURY, FixKind::Correction, WRONG, RIGHT);
    newsroom.send_fix(JURY, &fix);
    assert!(newsroom.desk.library(newsroom.now).undecided.is_empty());
    let here = newsroom.file(JURY);
    assert!(here.contains("The rewrite goes on here.") && here.contains(TOLD), "{here}");
}

#[test]
fn a_story_without_a_rewrite_is_mended_and_stays_live() {
    let mut newsroom = Newsroom::new();
    let fix = newsroom.fix_of(JURY, FixKind::Update, WRONG, RIGHT);
    newsroom.send_fix(JURY, &fix);
    assert_eq!(newsroom.state(JURY), State::Live);
    let live = newsroom.with_readers(JURY).expect("live");
    assert!(live.ends_with(&format!("> **Update, November 22, 2026:** {TOLD}")), "{live}");
    assert_eq!(newsroom.file(JURY).trim_end(), live);
    // It is taken back like any publication.
    newsroom.after(60).undo(&[JURY]);
    assert!(newsroom.with_readers(JURY).expect("live").contains(WRONG));
    assert!(newsroom.file(JURY).contains(RIGHT), "the fix waits here");
}

#[test]
fn a_small_fix_tells_nobody_and_leaves_the_date() {
    let mut newsroom = Newsroom::new();
    let before = newsroom.with_readers(JURY).expect("live");
    let mut fix = newsroom.fix_of(JURY, FixKind::Small, WRONG, RIGHT);
    fix.title = Some("Called for jury duty? What the letter leaves out".to_owned());
    newsroom.send_fix(JURY, &fix);
    let expected = before.replace(WRONG, RIGHT).replace("Here is what", "What");
    assert_eq!(newsroom.with_readers(JURY).expect("live"), expected);
}

#[test]
fn house_rules_say_how_readers_are_told_and_the_date_of_the_update_follows() {
    let file = |name: &str, more: &str| {
        format!(
            "---\ntitle: {name}\nauthor: Ana Lindqvist\ndate: 2026-01-02\n{more}---\n\nOld words.\r\n\r\nEnd."
        )
    };
    let updated = file("One", "lastmod: 2026-01-03\n");
    let other = file("Two", "lastmod: 2026-01-05\n");
    let house = "[corrections]\ncorrection = \"*Berichtigung vom {date}:* {text} (Red.)\"\ndate = \"%-d.%-m.%Y\"\nplace = \"top\"\n";
    let mut newsroom = Newsroom::of(
        &[
            ("hugo.toml", b"baseURL = \"https://x.example/\"\n"),
            ("content/posts/one.md", updated.as_bytes()),
            ("content/posts/two.md", other.as_bytes()),
            (".galley/site.toml", house.as_bytes()),
        ],
        "none/",
    );
    let path = "content/posts/one.md";
    let live = newsroom.desk.live_story(path, newsroom.now).expect("live");
    assert_eq!(live.notes[0].before, "Berichtigung vom 22.11.2026:");
    assert!(!live.waits);
    let fix = newsroom.fix_of(path, FixKind::Correction, "Old", "New");
    newsroom.send_fix(path, &fix);
    let live = newsroom.with_readers(path).expect("live");
    assert_eq!(
        live,
        format!(
            "---\ntitle: One\nauthor: Ana Lindqvist\ndate: 2026-01-02\nlastmod: 2026-11-22\n---\n\n> *Berichtigung vom 22.11.2026:* {TOLD} (Red.)\r\n\r\nNew words.\r\n\r\nEnd."
        )
    );
}

#[test]
fn a_passage_that_the_rewrite_has_otherwise_is_asked_about() {
    let mut newsroom = Newsroom::new();
    let text = newsroom.file(JURY).replace(WRONG, "the clerk who answers the phone");
    newsroom.write_outside(JURY, &text);
    newsroom.desk.seen_outside(None, newsroom.now);
    let fix = newsroom.fix_of(JURY, FixKind::Small, WRONG, RIGHT);
    assert!(matches!(newsroom.send_fix(JURY, &fix), Publication::Sent { .. }));
    assert!(newsroom.with_readers(JURY).expect("live").contains(RIGHT), "readers have it");
    assert_eq!(newsroom.file(JURY), text, "no word of the rewrite is touched");
    assert_eq!(newsroom.desk.library(newsroom.now).undecided, [JURY]);
    let two = newsroom.desk.two_versions(JURY, newsroom.now).expect("asked").expect("undecided");
    assert_eq!(two.passages.len(), 1);
    let again = newsroom.desk.live_story(JURY, newsroom.now);
    assert!(matches!(again, Err(FixError::Undecided)), "one thing after the other");
}

#[test]
fn what_others_published_meanwhile_stays() {
    for (theirs, stays) in [("Every other Friday", true), (WRONG, false)] {
        let mut newsroom = Newsroom::new();
        let fix = newsroom.fix_of(JURY, FixKind::Small, WRONG, RIGHT);
        let other = newsroom.other_computer();
        let other = other.path().join("site");
        let text = fs::read_to_string(other.join(JURY)).expect("read");
        fs::write(other.join(JURY), text.replace(theirs, "Maria was here,")).expect("written");
        git(&other, &["commit", "-qam", "By Maria"]);
        git(&other, &["push", "-q"]);
        let outcome = newsroom.send_fix(JURY, &fix);
        let live = newsroom.with_readers(JURY).expect("live");
        assert!(live.contains("Maria was here,"), "{live}");
        assert_eq!(live.contains(RIGHT), stays, "{outcome:?}");
        assert_eq!(newsroom.file(JURY).trim_end() == live, stays);
        if !stays {
            assert!(matches!(outcome, Publication::Refused(Refusal::NotArrived { .. })));
            let kept = newsroom.desk.earlier(JURY).list();
            assert!(!kept.is_empty(), "what was mended is among the earlier versions");
        }
    }
}

#[test]
fn what_is_no_fix_is_refused_before_anything_is_sent() {
    let mut newsroom = Newsroom::new();
    let before = git(&newsroom.publishing, &["rev-parse", "main"]);
    let now = newsroom.now;
    let fix = newsroom.fix_of(JURY, FixKind::Correction, WRONG, RIGHT);
    let refused = |newsroom: &mut Newsroom, fix: &view::Fix| {
        newsroom
            .desk
            .fixing(JURY, fix, (Some(&writer()), &editor()), now)
            .expect_err("it is refused")
    };
    let untold = view::Fix { note: "  ".to_owned(), ..fix.clone() };
    assert!(matches!(refused(&mut newsroom, &untold), FixError::Untold));
    let nothing = view::Fix { changes: Vec::new(), ..fix.clone() };
    assert!(matches!(refused(&mut newsroom, &nothing), FixError::Nothing));
    let other = view::Fix { content: "0".repeat(64), ..fix.clone() };
    assert!(matches!(refused(&mut newsroom, &other), FixError::Changed));
    let unfinished = newsroom.fix_of(JURY, FixKind::Small, WRONG, "TK");
    assert!(matches!(refused(&mut newsroom, &unfinished), FixError::MustBeFixed(_)));
    let story = newsroom.begin("Only here");
    let unknown = newsroom.desk.live_story(&story, now);
    assert!(matches!(unknown, Err(FixError::Writing(_))));
    assert_eq!(git(&newsroom.publishing, &["rev-parse", "main"]), before);
}

#[test]
fn who_mends_their_own_story_alone_says_why_and_that_is_kept() {
    let mut newsroom = Newsroom::new();
    let before = git(&newsroom.publishing, &["rev-parse", "main"]);
    let now = newsroom.now;
    let author = newsroom.open(JURY).metadata.authors[0].clone();
    let author = Person { name: author, email: String::new() };
    let fix = newsroom.fix_of(JURY, FixKind::Small, WRONG, RIGHT);
    let send = |newsroom: &mut Newsroom, people: (Option<&Person>, &Person), reason: &str| {
        let fix = view::Fix { reason: reason.to_owned(), ..fix.clone() };
        newsroom.desk.fixing(JURY, &fix, people, now)
    };
    let asked = |outcome: Result<Fixing, FixError>| match outcome {
        Err(error @ FixError::OwnStory(_)) => Problem::from(&error).code,
        other => panic!("nobody was asked: {other:?}"),
    };
    // The writer's own name, and the one of the byline where no writer is known.
    assert_eq!(asked(send(&mut newsroom, (Some(&editor()), &editor()), "")), "own-story");
    assert_eq!(asked(send(&mut newsroom, (None, &author), " ")), "own-story");
    assert!(send(&mut newsroom, (None, &editor()), "").is_ok(), "another wrote it");
    assert!(send(&mut newsroom, (Some(&writer()), &editor()), "").is_ok(), "they are two");
    let mut rules = newsroom.desk.house_rules();
    let weigh = |rules: &mut view::HouseRules, severity| {
        rules.rules.iter_mut().filter(|rule| rule.id == "W4").for_each(|rule| {
            rule.severity = severity;
        });
    };
    weigh(&mut rules, Some(view::Severity::Error));
    newsroom.desk.set_house_rules(&rules).expect("they are written");
    let never = send(&mut newsroom, (None, &author), "Everybody is ill.");
    assert!(matches!(never, Err(FixError::MustBeFixed(_))), "the house says no: {never:?}");
    weigh(&mut rules, Some(view::Severity::Warning));
    newsroom.desk.set_house_rules(&rules).expect("they are written");
    assert_eq!(git(&newsroom.publishing, &["rev-parse", "main"]), before, "nothing was sent");

    let fixing = send(&mut newsroom, (None, &author), "Everybody\nis ill.").expect("it is a fix");
    newsroom.carried(|errand| fixing.run(errand)).expect("it runs");
    let said = git(&newsroom.publishing, &["log", "-1", "--format=%B", "main"]);
    let left: Vec<&str> = said.lines().filter(|line| line.starts_with("Galley-Left: ")).collect();
    assert_eq!(left, [format!("Galley-Left: W4: Everybody is ill. ({})", author.name)], "{said}");
}

#[test]
fn the_note_reads_as_it_was_typed() {
    let mut newsroom = Newsroom::new();
    let note = "We wrote *count* & <b> for {{ site.title }}.".to_owned();
    let fix = newsroom.fix_of(JURY, FixKind::Correction, WRONG, RIGHT);
    newsroom.send_fix(JURY, &view::Fix { note, ..fix });
    let live = newsroom.with_readers(JURY).expect("readers have it");
    let written = live.lines().last().expect("the note is below the text");
    assert!(written.contains("We wrote \\*count\\* &amp; &lt;b&gt; for "), "{written}");
    assert!(!written.contains("{{ site"), "nothing is run: {written}");
}
