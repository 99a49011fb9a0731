//! Approve exactly what was read; publish, and tell the truth.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use galley_core::publish::{Publication, Refusal, Stop};
use galley_core::view::{self, Approval, FieldEdit, PassageChoice, Since, State, Step, TextChange};

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
fn what_another_repository_keeps_is_no_part_of_a_story() {
    let mut newsroom = Newsroom::new();
    let media = newsroom.site.join("static/media");
    fs::create_dir_all(&media).expect("a folder");
    fs::write(media.join(".git"), "gitdir: elsewhere\n").expect("written");
    fs::write(media.join("a.jpg"), photograph(300, 200)).expect("written");
    newsroom.write_outside(".gitmodules", "[submodule \"static/media\"]\n\tpath = static/media\n");
    let link = format!("160000,{},static/media", "1".repeat(40));
    newsroom.git(&["add", ".gitmodules"]);
    newsroom.git(&["update-index", "--add", "--cacheinfo", &link]);
    newsroom.git(&["commit", "-q", "-m", "Pictures of their own"]);

    newsroom.type_at_end(NOTICE, "\n\n![A wall](/media/a.jpg)\n*Grey. (Photo: Ana Ruiz)*\n");
    newsroom.after(5).save(NOTICE);
    newsroom.approve(NOTICE);
    assert_eq!(newsroom.state(NOTICE), State::Approved, "the picture does not count as changed");
    assert!(matches!(newsroom.publish(&[NOTICE]), Publication::Sent { .. }));
    assert_eq!(newsroom.state(NOTICE), State::Live);
    let kept = newsroom.git(&["ls-tree", "HEAD", "static/media"]);
    assert!(kept.starts_with("160000 commit"), "{kept}");
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
fn several_stories_are_approved_together_each_as_it_was_read() {
    let mut newsroom = Newsroom::new();
    let gauge = newsroom.path("tannery-bridge-gauge");
    let quiet = newsroom.path("reading-aloud-hour");
    let before = newsroom.git(&["rev-parse", "HEAD"]);
    let all = [NOTICE, JURY, &gauge, &quiet];
    for (path, words) in all.iter().zip(["One.", "Two.", "The third is TK.", "Four."]) {
        newsroom.type_at_end(path, &format!("\n\n{words}"));
        newsroom.after(5).save(path);
    }
    let read = |newsroom: &mut Newsroom, path: &str| {
        let review = newsroom.desk.review(path, newsroom.now).expect("it is reviewed");
        view::Reviewed { path: path.to_owned(), content: review.content }
    };
    let reviewed = all.map(|path| read(&mut newsroom, path));
    newsroom.type_at_end(&quiet, " And a word more.");
    newsroom.after(5).save(&quiet);

    let now = newsroom.now;
    let (outcomes, _) = newsroom.desk.approve_several(&reviewed, Some(&writer()), &editor(), now);
    let paths: Vec<&str> = outcomes.iter().map(|one| one.path.as_str()).collect();
    assert_eq!(paths, all, "each is answered for");
    let [notice, jury, third, fourth] = outcomes.as_slice() else { panic!("{outcomes:?}") };
    for through in [notice, jury] {
        assert_eq!(through.approval, Approval::Approved { state: State::Approved }, "{through:?}");
    }
    let Approval::Blocked { problem } = &third.approval else { panic!("{third:?}") };
    assert!(problem.sentence.contains("TK"), "{problem:?}");
    assert_eq!(fourth.approval, Approval::Changed, "it was read as another");
    assert_eq!(newsroom.state(&gauge), State::LiveWithChanges);
    assert_eq!(newsroom.state(&quiet), State::LiveWithChanges);

    // An approval each, by the name in its byline, of nothing else.
    let log = newsroom.git(&["log", "--format=%an|%cn|%s", "--name-only", &format!("{before}..")]);
    assert_eq!(
        log.split_whitespace().filter(|word| word.ends_with(".md")).collect::<Vec<_>>(),
        [JURY, NOTICE]
    );
    let byline = |newsroom: &mut Newsroom, path: &str| {
        newsroom.open(path).metadata.authors.first().cloned().expect("it has a byline")
    };
    for path in [NOTICE, JURY] {
        let name = byline(&mut newsroom, path);
        let who = newsroom.git(&["log", "-1", "--format=%an|%cn", "--", path]);
        assert_eq!(who, format!("{name}|Ana Lindqvist"), "{path}");
    }
    // What is known of who writes here goes along with the name.
    let own = newsroom.begin("Written here");
    newsroom.type_at_end(&own, "One paragraph.");
    let value = "What readers get to know of it before they read it, in one sentence.";
    newsroom.set(&own, FieldEdit::Dek { value: value.to_owned() });
    newsroom.after(5).save(&own);
    let reviewed = [read(&mut newsroom, &own)];
    let now = newsroom.now;
    let (outcomes, _) = newsroom.desk.approve_several(&reviewed, Some(&writer()), &editor(), now);
    assert!(matches!(outcomes[0].approval, Approval::Approved { .. }), "{outcomes:?}");
    let who = newsroom.git(&["log", "-1", "--format=%an <%ae>"]);
    assert_eq!(who, "Tomás Ibarra <tomas@orrinrecord.example>");
}

#[test]
fn earlier_versions_of_a_story_that_readers_have_are_compared_with_it() {
    let mut newsroom = Newsroom::new();
    newsroom.type_at(NOTICE, 0, "Only in between. ");
    newsroom.after(600).save(NOTICE);
    let version = newsroom.open(NOTICE).version;
    let instead = view::Change { from: 0, to: 17, insert: "What readers get. ".to_owned() };
    newsroom.desk.edit(NOTICE, version, &[instead], newsroom.now).expect("it is typed");
    newsroom.after(600).save(NOTICE);
    newsroom.approve(NOTICE);
    newsroom.publish(&[NOTICE]);
    assert_eq!(newsroom.state(NOTICE), State::Live);
    let now = newsroom.now;
    let versions = newsroom.desk.earlier(NOTICE).list();
    let reviews: Vec<_> = versions
        .iter()
        .map(|one| newsroom.desk.version_review(NOTICE, &one.id, now).expect("it is read"))
        .collect();
    let other = |review: &&view::Review| format!("{:?}", review.text).contains("Only in between");
    let other = reviews.iter().find(other).expect("it is among the earlier versions");
    assert!(other.anything, "it is not as readers have it: {:?}", other.text);
    let same = |review: &view::Review| {
        let text = review.text.iter().all(|change| matches!(change, TextChange::Same { .. }));
        text && review.fields.is_empty() && review.pictures.is_empty()
    };
    for review in &reviews {
        assert_eq!(review.anything, !same(review), "{:?}", review.text);
    }
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
    let other = newsroom.other_computer();
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
fn what_others_took_off_the_site_was_not_published_lately() {
    let mut newsroom = Newsroom::new();
    newsroom.type_at_end(NOTICE, "By Tomás.");
    newsroom.approve(NOTICE);
    newsroom.publish(&[NOTICE]);
    let lately = |newsroom: &mut Newsroom| -> Vec<String> {
        newsroom.desk.press().lately.into_iter().map(|story| story.path).collect()
    };
    assert_eq!(lately(&mut newsroom)[0], NOTICE);
    let other = newsroom.other_computer();
    let site = other.path().join("site");
    git(&site, &["rm", "-qr", "content/posts/boil-notice-lifted"]);
    git(&site, &["commit", "-qm", "Off"]);
    git(&site, &["push", "-q"]);
    newsroom.keep_in_step();
    let after = lately(&mut newsroom);
    assert!(!after.contains(&NOTICE.to_owned()), "{after:?}");
    assert!(!after.is_empty(), "the others were");
}

#[test]
fn nobody_is_asked_about_two_texts_that_became_one() {
    let mut newsroom = Newsroom::new();
    let other = newsroom.other_computer();
    let site = other.path().join("site");
    let text = newsroom.file(NOTICE);
    let theirs = text.replace("boil", "cook");
    assert_ne!(text, theirs);
    fs::write(site.join(NOTICE), &theirs).expect("written");
    git(&site, &["commit", "-qam", "Hers"]);
    git(&site, &["push", "-q"]);
    newsroom.write_outside(NOTICE, text.replace("boil", "fry"));
    newsroom.keep_in_step();
    let now = newsroom.after(5).now;
    assert!(newsroom.desk.two_versions(NOTICE, now).expect("read").is_some(), "two texts");
    newsroom.write_outside(NOTICE, theirs);
    assert!(newsroom.desk.two_versions(NOTICE, now).expect("read").is_none(), "it is one now");
    assert_eq!(newsroom.state(NOTICE), State::Live, "nothing waits");
}

#[test]
fn a_picture_with_other_words_is_the_same_picture_in_a_review() {
    let mut newsroom = Newsroom::new();
    let path = newsroom.begin("With a picture");
    newsroom.type_at_end(&path, "One paragraph.\n\n");
    newsroom.illustrate(&path, &photograph(700, 500), &words("A dog.", "B.", "C"), false);
    newsroom.approve(&path);
    newsroom.save(&path);
    let text = newsroom.file(&path);
    assert!(text.contains("A dog."));
    newsroom.write_outside(&path, text.replace("A dog.", "A brown dog."));
    let review = newsroom.desk.review(&path, newsroom.now).expect("read");
    let [change] = &review.pictures[..] else { panic!("{:?}", review.pictures) };
    let shown = |side: &Option<view::PictureSide>| {
        side.as_ref().and_then(|side| side.picture.as_ref()).map(|picture| picture.id.clone())
    };
    assert!(shown(&change.now).is_some());
    assert_eq!(shown(&change.before), shown(&change.now), "only its words are others");
}

#[test]
fn whoever_was_not_chosen_stands_under_earlier_versions_and_is_called_so() {
    use PassageChoice::{Both, Ours, Theirs};
    const MINE: &str = "Tomás wrote it otherwise.";
    const HERS: &str = "Maria heard something else.";
    for (choice, gone, stands) in [
        (Ours, Some(HERS), &[MINE][..]),
        (Theirs, Some(MINE), &[HERS]),
        (Both, None, &[MINE, HERS]),
    ] {
        let mut newsroom = Newsroom::new();
        let other = newsroom.other_computer();
        let other = other.path().join("site");
        let text = newsroom.file(NOTICE);
        let at = text.find("\n---\n").expect("fields") + 5;
        let first = text[at..].trim_start().split("\n\n").next().expect("a paragraph");
        fs::write(other.join(NOTICE), text.replacen(first, HERS, 1)).expect("written");
        git(&other, &["commit", "-qam", "Hers"]);
        git(&other, &["push", "-q"]);
        newsroom.write_outside(NOTICE, text.replacen(first, MINE, 1));
        newsroom.keep_in_step();

        let now = newsroom.after(5).now;
        let two = newsroom.desk.two_versions(NOTICE, now).expect("read").expect("two versions");
        let decided = newsroom
            .desk
            .decide(NOTICE, &two.content, std::slice::from_ref(&choice), now)
            .expect("decided");
        assert!(matches!(decided, view::Decision::Decided { .. }), "{decided:?}");
        let here = newsroom.file(NOTICE);
        assert!(stands.iter().all(|words| here.contains(words)), "{choice:?}: {here}");

        let not_chosen: Vec<String> = newsroom
            .desk
            .earlier(NOTICE)
            .list()
            .into_iter()
            .filter(|version| version.why == "replaced")
            .map(|version| {
                let review = newsroom.desk.version_review(NOTICE, &version.id, now);
                format!("{:?}", review.expect("it is read").text)
            })
            .collect();
        assert_eq!(not_chosen.len(), usize::from(gone.is_some()), "{choice:?}: {not_chosen:?}");
        // Each word of it is a run of its own in what is shown.
        let last = gone.map(|words| words.rsplit(' ').next().unwrap_or_default());
        assert!(last.is_none_or(|word| not_chosen[0].contains(word)), "{choice:?}: {not_chosen:?}");
    }
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
    let other = newsroom.other_computer();
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
fn of_a_site_that_was_sent_whole_the_newest_stories_are_listed_as_published_lately() {
    let story = |day: u32| {
        let path = format!("_posts/2026-10-{day:02}-day.md");
        (path, format!("---\ntitle: Day {day}\ndate: 2026-10-{day:02}\n---\nText.\n"))
    };
    let days: Vec<(String, String)> = (1..=20).map(story).collect();
    let mut files: Vec<(&str, &[u8])> = vec![("_config.yml", b"title: Days\n")];
    files.extend(days.iter().map(|(path, text)| (path.as_str(), text.as_bytes())));
    let mut newsroom = Newsroom::of(&files, "nothing");
    let lately = newsroom.desk.press().lately;
    let titles: Vec<&str> = lately.iter().map(|story| story.title.as_str()).collect();
    assert_eq!((titles.len(), titles[0], titles[11]), (12, "Day 20", "Day 9"));
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

#[test]
fn a_publication_is_stopped_until_it_is_sent_and_never_after() {
    let mut newsroom = Newsroom::new();
    let before = git(&newsroom.publishing, &["rev-parse", "main"]);
    newsroom.type_at_end(NOTICE, "Too early.");
    newsroom.after(5).save(NOTICE);
    newsroom.approve(NOTICE);
    let run = |newsroom: &Newsroom, at: Step| {
        let stop = Stop::default();
        let mut answers = Vec::new();
        let step = &mut |step| {
            if step == at {
                answers.push(stop.stop());
            }
        };
        let sending = newsroom.desk.sending(&[NOTICE.to_owned()]);
        let outcome =
            newsroom.carried_until(&stop, step, |errand| sending.run(errand)).expect("it runs");
        (outcome, answers)
    };
    let (outcome, answers) = run(&newsroom, Step::Checking);
    assert_eq!((outcome, answers), (Publication::Stopped, vec![true]));
    newsroom.desk.sent().expect("read again");
    assert_eq!(git(&newsroom.publishing, &["rev-parse", "main"]), before, "nothing was sent");
    assert_eq!(newsroom.state(NOTICE), State::Approved);
    assert_eq!(newsroom.git(&["for-each-ref", "refs/galley"]), "", "no mark is left");

    let (outcome, answers) = run(&newsroom, Step::Sending);
    assert!(matches!(outcome, Publication::Sent { .. }));
    assert_eq!(answers, [false], "it is said that it is too late");
    newsroom.desk.sent().expect("read again");
    assert_eq!(newsroom.state(NOTICE), State::Live);

    // A taking-back as well, and its mark goes.
    let stop = Stop::default();
    assert!(stop.stop());
    let back = newsroom.desk.taking_back(&[NOTICE.to_owned()], false);
    let outcome =
        newsroom.carried_until(&stop, &mut |_| {}, |errand| back.run(errand)).expect("it runs");
    assert_eq!(outcome, Publication::Stopped);
    assert_eq!(newsroom.git(&["for-each-ref", "refs/galley"]), "");
    newsroom.desk.sent().expect("read again");
    assert_eq!(newsroom.state(NOTICE), State::Live);
    assert!(matches!(newsroom.undo(&[NOTICE]), Publication::Sent { .. }));
}

#[test]
fn whoever_is_first_decides_whether_a_publication_was_stopped() {
    let mut newsroom = Newsroom::new();
    newsroom.type_at_end(NOTICE, "Now or never.");
    newsroom.after(5).save(NOTICE);
    newsroom.approve(NOTICE);
    let begun = std::time::Instant::now();
    newsroom.publish(&[NOTICE]);
    let took = begun.elapsed();
    newsroom.after(60).undo(&[NOTICE]);
    for part in 0..10 {
        let before = git(&newsroom.publishing, &["rev-parse", "main"]);
        let stop = Stop::default();
        let (sending, other) = (newsroom.desk.sending(&[NOTICE.to_owned()]), stop.clone());
        let stopping = std::thread::spawn(move || {
            std::thread::sleep(took * part / 10);
            other.stop()
        });
        let outcome = newsroom
            .carried_until(&stop, &mut |_| {}, |errand| sending.run(errand))
            .expect("it runs");
        let stopped = stopping.join().expect("it ends");
        newsroom.desk.sent().expect("read again");
        let after = git(&newsroom.publishing, &["rev-parse", "main"]);
        assert_eq!(
            before == after,
            outcome == Publication::Stopped,
            "what is said is what was done"
        );
        // Whoever stops what is over already stops nothing.
        assert!(stopped || outcome != Publication::Stopped, "{outcome:?}");
        if outcome != Publication::Stopped {
            assert!(!stopped, "it is not said to be stopped, and was sent");
            newsroom.after(60).undo(&[NOTICE]);
            assert_eq!(newsroom.state(NOTICE), State::Approved);
        }
    }
}

#[test]
fn what_finds_no_connection_waits_over_a_restart_and_goes_out_as_it_was_approved() {
    let mut newsroom = Newsroom::new();
    for path in [NOTICE, JURY] {
        newsroom.type_at_end(path, "\nWritten on the train.");
        newsroom.after(5).save(path);
        newsroom.approve(path);
    }
    let known = newsroom.git(&["config", "remote.origin.url"]);
    // Nobody listens there.
    let closed = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let port = closed.local_addr().expect("an address").port();
    drop(closed);
    let nowhere = format!("https://localhost:{port}/press.git");
    newsroom.git(&["config", "remote.origin.url", &nowhere]);
    let Publication::Refused(refusal) = newsroom.publish(&[NOTICE, JURY]) else {
        panic!("it is refused");
    };
    let problem = galley_core::problem::refusal(&refusal);
    assert!(galley_core::problem::passes(&problem), "{problem:?}");
    let waiting = [NOTICE.to_owned(), JURY.to_owned()];
    newsroom.desk.wait_for_connection(&waiting).expect("noted");
    assert_eq!(newsroom.desk.outbox(), waiting);
    let now = newsroom.now;
    assert_eq!(newsroom.desk.library(now).offline, 2);

    let mut newsroom = newsroom.restart();
    assert_eq!(newsroom.desk.outbox(), waiting, "over a restart");
    assert_eq!(newsroom.desk.press().waiting, waiting);
    newsroom.type_at_end(JURY, "\nAnd a word more.");
    newsroom.after(5).save(JURY);
    assert_eq!(newsroom.desk.outbox(), [NOTICE], "what changed since must be approved first");

    newsroom.git(&["config", "remote.origin.url", &known]);
    assert!(matches!(newsroom.publish(&[NOTICE]), Publication::Sent { .. }));
    assert_eq!(newsroom.desk.outbox(), [""; 0], "it waits no longer");
    assert_eq!(newsroom.desk.library(now).offline, 0);
    assert!(!newsroom.with_readers(JURY).expect("live").contains("Written on the train."));
}

#[test]
fn who_approves_their_own_story_says_why_once_for_each_version() {
    let mut newsroom = Newsroom::new();
    let path = newsroom.begin("Two buses before dawn");
    let dek = "Two buses leave before dawn, and nobody has ever seen who drives the second one.";
    newsroom.set(&path, FieldEdit::Dek { value: dek.to_owned() });
    newsroom.type_at_end(&path, "The first words.");
    newsroom.after(5).save(&path);
    let one = writer();
    let approve = |newsroom: &mut Newsroom| {
        let review = newsroom.desk.review(&path, newsroom.now).unwrap();
        newsroom.desk.approve(&path, &review.content, &one, &one, newsroom.now).unwrap()
    };
    let Approval::Asked { finding } = approve(&mut newsroom) else { panic!("it is asked why") };
    assert_eq!(finding.rule, "W4");
    assert_eq!(newsroom.state(&path), State::Writing, "nothing was approved");
    let reason = "Everybody else is ill.";
    newsroom.desk.leave_finding(&path, &finding.key, reason, &one.name, newsroom.now).unwrap();
    assert!(matches!(approve(&mut newsroom), Approval::Approved { .. }));
    let said = git(&newsroom.site, &["log", "-1", "--format=%B"]);
    assert!(
        said.contains("W4: Everybody else is ill."),
        "the reason goes into the approval:\n{said}"
    );

    newsroom.type_at_end(&path, " And more.");
    newsroom.after(5).save(&path);
    assert!(
        matches!(approve(&mut newsroom), Approval::Asked { .. }),
        "another version, asked anew"
    );
    let mut rules = newsroom.desk.house_rules();
    rules.rules.iter_mut().filter(|rule| rule.id == "W4").for_each(|rule| {
        rule.severity = Some(view::Severity::Error);
    });
    newsroom.desk.set_house_rules(&rules).unwrap();
    assert!(matches!(approve(&mut newsroom), Approval::Blocked { .. }), "the house says no");
    rules.one_person = true;
    newsroom.desk.set_house_rules(&rules).unwrap();
    assert!(
        matches!(approve(&mut newsroom), Approval::Approved { .. }),
        "one person is enough here"
    );
}

#[test]
fn a_draft_that_was_sent_is_not_told_as_live() {
    let draft = "---\ntitle: Later\ndate: 2026-01-01\ndraft: true\n---\n\nText.\n";
    let live = draft.replace("draft: true\n", "").replace("Later", "Now");
    let held = live.replace("title:", "published: false\ntitle:");
    for (marker, path, text, state, why) in [
        ("hugo.toml", "content/posts/one.md", draft, State::Writing, "Hugo builds no page of it"),
        ("hugo.toml", "content/posts/one.md", &live, State::Live, "no draft"),
        ("_config.yml", "_posts/2026-01-01-one.md", &held, State::Writing, "nor does Jekyll"),
        ("_config.yml", "_posts/2026-01-01-one.md", draft, State::Live, "nothing to Jekyll"),
    ] {
        let files = [(marker, b"".as_slice()), (path, text.as_bytes())];
        let mut newsroom = Newsroom::of(&files, "none/");
        assert_eq!(newsroom.state(path), state, "{why}");
        assert_eq!(newsroom.desk.press().changed, [], "nothing of it changed: {why}");
    }
}
