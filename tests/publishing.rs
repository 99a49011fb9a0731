//! Approve exactly what was read; publish, and tell the truth.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use galley_core::publish::{Publication, Refusal};
use galley_core::view::{self, Approval, FieldEdit, Since, State, TextChange};

use crate::newsroom::{Newsroom, editor, git, photograph, words, writer};

const NOTICE: &str = "content/posts/boil-notice-lifted/index.md";
const JURY: &str = "content/posts/jury-letter/index.md";

#[test]
fn a_story_goes_from_writing_to_live() {
    let mut newsroom = Newsroom::new();
    let before = git(&newsroom.publishing, &["rev-parse", "main"]);
    let path = newsroom.begin("From first to last");
    newsroom.type_at_end(&path, "One paragraph.\n\n");
    newsroom.illustrate(&path, &photograph(700, 500), &words("A.", "B.", "C"), false);
    newsroom.save(&path);
    assert_eq!(newsroom.state(&path), State::Writing);
    assert!(matches!(newsroom.approve(&path), Approval::Approved { state: State::Approved }));
    assert_eq!(git(&newsroom.publishing, &["rev-parse", "main"]), before, "nothing was sent");
    assert!(matches!(newsroom.publish(&[&path]), Publication::Sent { .. }));
    assert_eq!(newsroom.state(&path), State::Live);

    let log = git(
        &newsroom.publishing,
        &["log", "--format=%an <%ae>|%cn|%s", &format!("{before}..main")],
    );
    assert_eq!(log, "Tomás Ibarra <tomas@orrinrecord.example>|Ana Lindqvist|From first to last");
    let files = git(&newsroom.publishing, &["diff", "--name-only", &before, "main"]);
    assert_eq!(
        files.lines().collect::<Vec<_>>(),
        [
            "content/posts/from-first-to-last/from-first-to-last-1.jpg",
            "content/posts/from-first-to-last/index.md"
        ]
    );
    assert!(matches!(newsroom.publish(&[&path]), Publication::NothingNew), "nothing twice");

    newsroom.type_at_end(&path, "More.");
    newsroom.after(5).save(&path);
    assert_eq!(newsroom.state(&path), State::LiveWithChanges);
}

#[test]
fn unapproved_work_never_leaves_this_computer() {
    let mut newsroom = Newsroom::new();
    newsroom.type_at_end(JURY, "Not approved.");
    newsroom.after(5).save(JURY);
    newsroom.type_at_end(NOTICE, "Approved.");
    newsroom.after(5).save(NOTICE);
    newsroom.approve(NOTICE);
    assert!(matches!(newsroom.publish(&[NOTICE]), Publication::Sent { .. }));
    let sent = git(&newsroom.publishing, &["show", &format!("main:{JURY}")]);
    assert!(!sent.contains("Not approved."));
    assert!(newsroom.file(JURY).contains("Not approved."), "and it is still here");
    assert_eq!(newsroom.git(&["status", "--porcelain", "--", JURY]), format!(" M {JURY}"));
    assert!(matches!(newsroom.publish(&[JURY]), Publication::Refused(Refusal::NotApproved { .. })));
}

#[test]
fn only_what_was_read_is_approved() {
    let mut newsroom = Newsroom::new();
    newsroom.type_at_end(NOTICE, "Read by the editor.");
    let review = newsroom.desk.review(NOTICE, newsroom.now).expect("it is reviewed");
    assert!(review.anything);
    assert!(matches!(review.since, Since::Live { .. }), "{:?}", review.since);
    assert!(matches!(
        review.text.last(),
        Some(TextChange::New { .. } | TextChange::Reworded { .. })
    ));
    newsroom.type_at_end(NOTICE, " And a word more.");
    newsroom.after(5).save(NOTICE);
    let now = newsroom.now;
    let approval = newsroom.desk.approve(NOTICE, &review.content, &writer(), &editor(), now);
    assert_eq!(approval.expect("it runs"), Approval::Changed);
    assert_eq!(newsroom.state(NOTICE), State::LiveWithChanges, "nothing was approved");
}

#[test]
fn a_review_says_field_by_field_what_changed() {
    let mut newsroom = Newsroom::new();
    newsroom.set(JURY, FieldEdit::Tags { value: vec!["Courts".to_owned(), "New tag".to_owned()] });
    newsroom.set(JURY, FieldEdit::Title { value: "Called for jury duty?".to_owned() });
    let review = newsroom.desk.review(JURY, newsroom.now).expect("it is reviewed");
    let fields: Vec<&str> = review.fields.iter().map(|change| change.field.as_str()).collect();
    assert_eq!(fields, ["title", "tags"]);
    assert!(matches!(review.text.as_slice(), [TextChange::Same { .. }]), "the text is as it was");
    assert!(review.pictures.is_empty());
}

#[test]
fn a_refusal_is_told_and_the_story_stays_approved() {
    for (name, break_it, expected) in [
        ("hook", refuse_by_hook as fn(&Newsroom), "hook"),
        ("gone", take_away as fn(&Newsroom), "not-there"),
    ] {
        let mut newsroom = Newsroom::new();
        newsroom.type_at_end(NOTICE, "Changed.");
        newsroom.after(5).save(NOTICE);
        newsroom.approve(NOTICE);
        break_it(&newsroom);
        let Publication::Refused(refusal) = newsroom.publish(&[NOTICE]) else {
            panic!("{name}: it is refused");
        };
        let problem = galley_core::problem::refusal(&refusal);
        assert_eq!(problem.code, expected, "{problem:?}");
        assert_eq!(newsroom.state(NOTICE), State::Approved, "{name}");
    }
}

fn refuse_by_hook(newsroom: &Newsroom) {
    let hook = newsroom.publishing.join("hooks/pre-receive");
    fs::write(&hook, "#!/bin/sh\necho 'Ask Maria first.'\nexit 1\n").expect("a hook");
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).expect("it runs");
}

fn take_away(newsroom: &Newsroom) {
    fs::rename(&newsroom.publishing, newsroom.publishing.with_extension("moved")).expect("moved");
}

#[test]
fn what_others_published_arrives_and_yours_goes_on_top() {
    let mut newsroom = Newsroom::new();
    let other = tempfile::tempdir().expect("another computer");
    git(other.path(), &["clone", "-q", &newsroom.publishing.to_string_lossy(), "site"]);
    let other = other.path().join("site");
    fs::write(
        other.join(JURY),
        fs::read_to_string(other.join(JURY)).expect("read") + "\nBy Maria.\n",
    )
    .expect("written");
    git(&other, &["commit", "-qam", "By Maria"]);
    git(&other, &["push", "-q"]);

    newsroom.type_at_end(NOTICE, "By Tomás.");
    newsroom.after(5).save(NOTICE);
    newsroom.approve(NOTICE);
    assert!(matches!(newsroom.publish(&[NOTICE]), Publication::Sent { .. }));
    assert!(git(&newsroom.publishing, &["show", &format!("main:{JURY}")]).contains("By Maria."));
    assert!(git(&newsroom.publishing, &["show", &format!("main:{NOTICE}")]).contains("By Tomás."));
    assert!(newsroom.file(JURY).contains("By Maria."), "hers arrived here");
    assert_eq!((newsroom.state(JURY), newsroom.state(NOTICE)), (State::Live, State::Live));
}

#[test]
fn what_two_people_said_of_one_picture_becomes_one() {
    let mut newsroom = Newsroom::new();
    let path = newsroom.begin("With a picture");
    newsroom.illustrate(&path, &photograph(700, 500), &words("A.", "B.", "C"), false);
    newsroom.save(&path);
    let say = |newsroom: &mut Newsroom, change: &dyn Fn(&mut view::Provenance)| {
        let shown = newsroom.open(&path).figures[0].picture.clone().expect("a picture");
        let mut said = newsroom.desk.provenance(&shown.id).expect("it is read");
        change(&mut said);
        newsroom.desk.set_provenance(&shown.id, &said).expect("it is written");
    };
    say(&mut newsroom, &|said| said.creator = "Zoë Çelik".to_owned());
    newsroom.approve(&path);
    newsroom.publish(&[&path]);

    let file = ".galley/pictures/content/posts/with-a-picture/with-a-picture-1.jpg.toml";
    let other = tempfile::tempdir().expect("another computer");
    git(other.path(), &["clone", "-q", &newsroom.publishing.to_string_lossy(), "site"]);
    let other = other.path().join("site");
    let theirs = fs::read_to_string(other.join(file)).expect("it went along");
    fs::write(other.join(file), theirs + "until = 2027-01-31\n").expect("written");
    git(&other, &["commit", "-qam", "By Maria"]);
    git(&other, &["push", "-q"]);

    say(&mut newsroom, &|said| said.source = "Orrin Wire".to_owned());
    newsroom.after(5).approve(&path);
    assert!(matches!(newsroom.publish(&[&path]), Publication::Sent { .. }), "nobody is asked");
    let there = git(&newsroom.publishing, &["show", &format!("main:{file}")]);
    for line in ["creator = \"Zoë Çelik\"", "source = \"Orrin Wire\"", "until = 2027-01-31"] {
        assert!(there.contains(line), "{line}: {there}");
    }
    assert_eq!(newsroom.file(file).trim_end(), there, "and here");
    assert_eq!(newsroom.state(&path), State::Live);
}

#[test]
fn a_publish_is_undone_and_the_story_is_approved_again() {
    let mut newsroom = Newsroom::new();
    let before = newsroom.file(NOTICE);
    newsroom.type_at_end(NOTICE, "Too early.");
    newsroom.after(5).save(NOTICE);
    newsroom.approve(NOTICE);
    let path = newsroom.begin("With a picture");
    newsroom.illustrate(&path, &photograph(700, 500), &words("A.", "B.", "C"), false);
    newsroom.save(&path);
    newsroom.approve(&path);
    newsroom.publish(&[NOTICE, &path]);
    let lately = newsroom.desk.press().lately;
    assert!(lately.iter().any(|story| story.path == NOTICE));

    assert!(matches!(newsroom.undo(&[NOTICE]), Publication::Sent { .. }));
    let there = |path: &str| git(&newsroom.publishing, &["show", &format!("main:{path}")]);
    assert_eq!(there(NOTICE), before.trim_end(), "readers have what they had");
    assert!(there(&path).contains("B."), "and the other story");
    assert!(newsroom.file(NOTICE).contains("Too early."), "the text stays here");
    assert_eq!(newsroom.state(NOTICE), State::Approved);
    assert_eq!(newsroom.state(&path), State::Live);
    let press = newsroom.desk.press();
    assert!(press.ready.iter().any(|story| story.path == NOTICE));
    assert!(!press.lately.iter().any(|story| story.path == NOTICE), "it is not with readers");

    assert!(matches!(newsroom.undo(&[&path]), Publication::Sent { .. }));
    assert_eq!(newsroom.state(&path), State::Approved);
    let left = git(&newsroom.publishing, &["ls-tree", "-r", "--name-only", "main"]);
    assert!(!left.contains("with-a-picture"), "text and picture are gone there: {left}");
    assert!(newsroom.site.join("content/posts/with-a-picture/with-a-picture-1.jpg").exists());
    assert!(matches!(newsroom.publish(&[NOTICE, &path]), Publication::Sent { .. }));
    assert_eq!((newsroom.state(NOTICE), newsroom.state(&path)), (State::Live, State::Live));
}
