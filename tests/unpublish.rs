//! A live story leaves the site: for a note, for another story, or for nothing; and comes back.

use std::fs;

use galley_core::keys::NoKeys;
use galley_core::publish::{Publication, Refusal};
use galley_core::view::{Approval, Leave, State};

use crate::newsroom::{Newsroom, editor, git, photograph, words, writer};

const NOTICE: &str = "content/posts/boil-notice-lifted/index.md";
const JURY: &str = "content/posts/jury-letter/index.md";
const JURY_PICTURE: &str = "content/posts/jury-letter/waiting-room.jpg";

fn note() -> Leave {
    let text = "This story was taken off the site on 26 November 2026. Its figures were wrong.";
    Leave::Note { text: text.to_owned() }
}

fn to(path: &str) -> Leave {
    Leave::Story { path: path.to_owned() }
}

/// Everything that readers have, with what names it.
fn all(newsroom: &Newsroom) -> String {
    git(&newsroom.publishing, &["ls-tree", "-r", "main"])
}

#[test]
fn a_story_that_leaves_the_site_is_a_draft_with_all_its_text_and_pictures() {
    for leave in [Leave::Nothing, note(), to(NOTICE)] {
        let mut newsroom = Newsroom::new();
        let (before, text) = (all(&newsroom), newsroom.file(JURY));
        let changed = newsroom.git(&["status", "--porcelain"]);
        let picture = fs::read(newsroom.site.join(JURY_PICTURE)).expect("the picture");
        assert!(matches!(newsroom.unpublish(JURY, &leave), Publication::Sent { .. }), "{leave:?}");
        assert_eq!(newsroom.state(JURY), State::Writing, "{leave:?}");
        assert_eq!(newsroom.file(JURY), text, "{leave:?}");
        assert_eq!(fs::read(newsroom.site.join(JURY_PICTURE)).expect("kept"), picture);
        assert_eq!(newsroom.with_readers(JURY_PICTURE), None, "{leave:?}: the picture goes");
        let page = newsroom.with_readers(JURY);
        match &leave {
            Leave::Note { text: words } => {
                let page = page.expect("a note");
                assert!(page.contains("title: \"Called for jury duty?"), "{page}");
                assert!(page.contains("date: 2026-09-14T07:00:00-04:00"), "{page}");
                assert!(page.ends_with(words.as_str()), "{page}");
                assert!(
                    page.contains("build:\n  list: \"never\"") || page.contains("list: never"),
                    "{page}"
                );
                for gone in ["Where to park", "waiting-room", "courts", "240 people"] {
                    assert!(!page.contains(gone), "{gone}: {page}");
                }
            }
            _ => assert_eq!(page, None, "{leave:?}"),
        }
        let there = newsroom.with_readers(NOTICE).expect("the other story");
        let sent_on = there.contains("/posts/jury-letter/");
        assert_eq!(sent_on, matches!(leave, Leave::Story { .. }), "{there}");
        assert_eq!(newsroom.file(NOTICE).trim_end(), there, "it is here as it is there");
        assert_eq!(newsroom.state(NOTICE), State::Live);
        let press = newsroom.desk.press();
        assert!(press.writing.iter().any(|story| story.path == JURY), "{leave:?}");
        assert!(press.changed.is_empty() && press.ready.is_empty(), "{leave:?}");
        let lately: Vec<_> = press.lately.iter().filter(|story| story.unpublished).collect();
        assert_eq!(lately.len(), 1);
        assert_eq!(lately[0].path, JURY);

        // One undo brings it back, after a restart too.
        let mut newsroom = newsroom.restart();
        assert_eq!(newsroom.state(JURY), State::Writing, "{leave:?}");
        assert!(matches!(newsroom.after(60).undo(&[JURY]), Publication::Sent { .. }), "{leave:?}");
        assert_eq!(all(&newsroom), before, "{leave:?}: readers have what they had");
        assert_eq!((newsroom.state(JURY), newsroom.state(NOTICE)), (State::Live, State::Live));
        assert_eq!(newsroom.file(JURY), text);
        assert!(newsroom.desk.library(newsroom.now).undecided.is_empty());
        assert_eq!(newsroom.git(&["status", "--porcelain"]), changed, "{leave:?}");
    }
}

#[test]
fn what_is_written_on_a_draft_stays_when_the_old_story_comes_back() {
    for leave in [Leave::Nothing, note()] {
        let mut newsroom = Newsroom::new();
        let before = newsroom.with_readers(JURY);
        newsroom.unpublish(JURY, &leave);
        newsroom.type_at_end(JURY, "A better ending.");
        newsroom.after(5).save(JURY);
        assert_eq!(newsroom.state(JURY), State::Writing);
        assert!(matches!(newsroom.undo(&[JURY]), Publication::Sent { .. }));
        assert_eq!(newsroom.with_readers(JURY), before);
        assert!(newsroom.file(JURY).contains("A better ending."));
        assert_eq!(newsroom.state(JURY), State::LiveWithChanges, "{leave:?}");
        assert!(newsroom.desk.library(newsroom.now).undecided.is_empty(), "{leave:?}");
    }
}

#[test]
fn a_draft_that_was_off_the_site_is_approved_and_published_again() {
    for leave in [Leave::Nothing, note()] {
        let mut newsroom = Newsroom::new();
        newsroom.unpublish(JURY, &leave);
        newsroom.type_at_end(JURY, "A better ending.");
        newsroom.after(5).save(JURY);
        assert!(matches!(newsroom.approve(JURY), Approval::Approved { state: State::Approved }));
        assert!(matches!(newsroom.publish(&[JURY]), Publication::Sent { .. }), "{leave:?}");
        assert_eq!(newsroom.state(JURY), State::Live);
        let there = newsroom.with_readers(JURY).expect("it is back");
        assert!(there.ends_with("A better ending.") && !there.contains("list: "), "{there}");
        assert!(newsroom.with_readers(JURY_PICTURE).is_some(), "with its picture");
        // Taking that back leaves what stood there before it.
        assert!(matches!(newsroom.after(60).undo(&[JURY]), Publication::Sent { .. }));
        let there = newsroom.with_readers(JURY);
        assert_eq!(there.is_some(), leave != Leave::Nothing);
        assert_eq!(newsroom.state(JURY), State::Approved);
    }
}

#[test]
fn a_draft_whose_address_leads_elsewhere_is_put_back_before_it_is_approved_again() {
    let mut newsroom = Newsroom::new();
    newsroom.unpublish(JURY, &to(NOTICE));
    newsroom.type_at_end(JURY, "A better ending.");
    newsroom.after(5).save(JURY);
    let now = newsroom.now;
    let review = newsroom.desk.review(JURY, now).expect("it is reviewed");
    let problem = review.problem.expect("something stands in the way");
    assert_eq!(problem.code, "leads-away");
    assert!(problem.sentence.contains("“Boil notice lifted”"), "{problem:?}");
    let approval = newsroom.desk.approve(JURY, &review.content, &writer(), &editor(), now);
    assert!(matches!(approval, Ok(Approval::Blocked { .. })));
    newsroom.undo(&[JURY]);
    newsroom.approve(JURY);
    assert!(matches!(newsroom.publish(&[JURY]), Publication::Sent { .. }));
    let there = newsroom.with_readers(JURY).expect("it is back");
    assert!(there.ends_with("A better ending."), "{there}");
    assert!(!newsroom.with_readers(NOTICE).expect("live").contains("jury-letter"));
}

/// A site whose host reads a file of redirects, and whose generator has no field for them.
const ASTRO: &[(&str, &[u8])] = &[
    ("astro.config.mjs", b"export default { site: 'https://x.example' }\n"),
    ("public/_redirects", b"/old /new 301\n"),
    (
        "src/content/posts/one.md",
        b"---\ntitle: One\nauthor: Ana Lindqvist\ndate: 2026-01-02\n---\nWords of one.\n",
    ),
    (
        "src/content/posts/two.md",
        b"---\ntitle: Two\nauthor: Ana Lindqvist\ndate: 2026-01-03\n---\nWords of two.\n",
    ),
];

#[test]
fn where_a_file_of_redirects_sends_readers_on_it_gets_a_line_and_loses_it_again() {
    let mut newsroom = Newsroom::of(ASTRO, "none/");
    let (one, two) = ("src/content/posts/one.md", "src/content/posts/two.md");
    let before = all(&newsroom);
    let outcome = newsroom.unpublish(one, &to(two));
    assert!(matches!(outcome, Publication::Sent { .. }), "{outcome:?}");
    let lines = newsroom.with_readers("public/_redirects").expect("the file");
    assert_eq!(lines.lines().count(), 2, "{lines}");
    assert!(lines.starts_with("/old /new 301\n") && lines.ends_with(" 301"), "{lines}");
    assert_eq!(newsroom.file("public/_redirects").trim_end(), lines, "and here");
    assert_eq!((newsroom.state(one), newsroom.state(two)), (State::Writing, State::Live));
    let now = newsroom.now;
    let review = newsroom.desk.review(one, now).expect("it is reviewed");
    assert_eq!(review.problem.expect("it leads away").code, "leads-away");
    newsroom.after(60).undo(&[one]);
    assert_eq!(all(&newsroom), before);
    assert_eq!(newsroom.file("public/_redirects"), "/old /new 301\n");
    assert_eq!(newsroom.state(one), State::Live);
}

#[test]
fn a_story_that_has_another_address_here_leaves_the_one_that_readers_know_and_returns_to_it() {
    for leave in [Leave::Nothing, note()] {
        let mut newsroom = Newsroom::new();
        let before = all(&newsroom);
        newsroom.desk.rename(JURY, "jury-duty", newsroom.now).expect("it is renamed");
        let jury = newsroom.path("jury-duty");
        let text = newsroom.file(&jury);
        assert!(matches!(newsroom.unpublish(&jury, &leave), Publication::Sent { .. }));
        assert_eq!(newsroom.with_readers(JURY).is_some(), leave != Leave::Nothing);
        assert_eq!(newsroom.with_readers(&jury), None, "{leave:?}");
        assert_eq!(newsroom.state(&jury), State::Writing, "{leave:?}");
        let outcome = newsroom.after(60).undo(&[&jury]);
        let Publication::Sent { paths, .. } = outcome else { panic!("{leave:?}: {outcome:?}") };
        assert_eq!(paths, std::slice::from_ref(&jury), "told by the name that it has here");
        assert_eq!(all(&newsroom), before, "{leave:?}");
        assert_eq!(newsroom.file(&jury), text);
        assert!(!newsroom.site.join(JURY).exists(), "{leave:?}: one story stays one");
        assert_eq!(newsroom.state(&jury), State::LiveWithChanges, "{leave:?}");
    }
}

#[test]
fn another_language_of_a_story_stays_with_its_pictures() {
    let post = |title: &str, picture: &str| {
        format!(
            "---\ntitle: {title}\nauthor: Ana Lindqvist\ndate: 2026-01-02\n---\nWords.\n\n![A]({picture})\n*A. (Photo: B)*\n"
        )
    };
    let (en, de) = (post("One", "a.jpg"), post("Eins", "b.jpg"));
    let mut newsroom = Newsroom::of(
        &[
            ("hugo.toml", b"baseURL = \"https://x.example/\"\n"),
            ("content/posts/one/index.md", en.as_bytes()),
            ("content/posts/one/index.de.md", de.as_bytes()),
            ("content/posts/one/a.jpg", b"A"),
            ("content/posts/one/b.jpg", b"B"),
        ],
        "none/",
    );
    newsroom.unpublish("content/posts/one/index.md", &Leave::Nothing);
    let left =
        git(&newsroom.publishing, &["ls-tree", "-r", "--name-only", "main", "--", "content"]);
    let kept: Vec<&str> = left.lines().collect();
    let stay = ["a.jpg", "b.jpg", "index.de.md"].map(|file| format!("content/posts/one/{file}"));
    assert_eq!(kept, stay);
    assert_eq!(newsroom.state("content/posts/one/index.md"), State::Writing);
    assert_eq!(newsroom.state("content/posts/one/index.de.md"), State::Live);
    assert!(newsroom.site.join("content/posts/one/a.jpg").exists());
}

#[test]
fn the_last_publication_is_taken_back_by_no_name_when_it_took_a_story_off() {
    let mut newsroom = Newsroom::new();
    let before = all(&newsroom);
    newsroom.unpublish(JURY, &to(NOTICE));
    let outcome = newsroom.after(60).undo(&[]);
    let Publication::Sent { paths, .. } = outcome else { panic!("{outcome:?}") };
    assert_eq!(paths, [JURY]);
    assert_eq!(all(&newsroom), before);
    assert_eq!((newsroom.state(JURY), newsroom.state(NOTICE)), (State::Live, State::Live));
}

const JEKYLL: &[(&str, &[u8])] = &[
    ("_config.yml", b"title: X\nurl: https://x.example\npermalink: /:title/\nplugins: [jekyll-redirect-from]\npaginate: 5\nfuture: true\n"),
    ("_layouts/post.html", b"<html><body><h1>{{ page.title }}</h1>{{ content }}</body></html>\n"),
    ("index.html", b"---\n---\n{% for post in site.posts %}{% unless post.hidden %}<a href=\"{{ post.url }}\">{{ post.title }}</a>{% endunless %}{% endfor %}\n"),
    ("_posts/2026-03-09-one.md", b"---\nlayout: post\nauthor: Ana Lindqvist\ntitle: One\ndate: 2026-03-09 09:00:00 +0000\nredirect_from: /first/\n---\nWords of one.\n"),
    ("_posts/2026-03-10-two.md", b"---\nlayout: post\nauthor: Ana Lindqvist\ntitle: Two\ndate: 2026-03-10 09:00:00 +0000\n---\nWords of two.\n"),
];

#[test]
fn jekyll_builds_the_note_out_of_its_pages_of_posts_or_sends_readers_on() {
    let (one, two) = ("_posts/2026-03-09-one.md", "_posts/2026-03-10-two.md");
    let mut newsroom = Newsroom::of(JEKYLL, "none/");
    assert!(newsroom.desk.unpublish_preview(one).expect("live").unlisted);
    newsroom.unpublish(one, &note());
    let built = newsroom.built("jekyll");
    let page = |file: &str| fs::read_to_string(built.path().join("pages").join(file));
    let own = page("one/index.html").or_else(|_| page("one.html")).expect("the note is a page");
    assert!(own.contains("<h1>One</h1>") && own.contains("Its figures were wrong."), "{own}");
    assert!(!own.contains("Words of one."));
    let list = page("index.html").expect("a list");
    assert!(list.contains("Two") && !list.contains("One"), "{list}");

    let mut newsroom = Newsroom::of(JEKYLL, "none/");
    newsroom.unpublish(one, &to(two));
    let built = newsroom.built("jekyll");
    for old in ["one", "first"] {
        let page = fs::read_to_string(built.path().join(format!("pages/{old}/index.html")));
        let page = page.unwrap_or_else(|error| panic!("{old}: {error}"));
        assert!(page.contains("https://x.example/two"), "{page}");
    }
}

#[test]
fn a_crash_right_after_the_site_took_it_leaves_the_draft_here() {
    for leave in [Leave::Nothing, note()] {
        let mut newsroom = Newsroom::new();
        let (text, head) = (newsroom.file(JURY), newsroom.git(&["rev-parse", "HEAD"]));
        newsroom.unpublish(JURY, &leave);
        // The power went before anything was remembered here but what was written before sending.
        let top = git(&newsroom.publishing, &["rev-parse", "main"]);
        newsroom.git(&["update-ref", &format!("refs/galley/taken-back/{top}"), &top]);
        for name in ["refs/heads/main", "refs/remotes/origin/main"] {
            newsroom.git(&["update-ref", name, &head]);
        }
        newsroom.git(&["read-tree", "HEAD"]);
        let mut newsroom = newsroom.restart();
        assert_eq!(newsroom.state(JURY), State::Live, "nothing is known of it yet");
        newsroom.keep_in_step();
        assert_eq!(newsroom.file(JURY), text, "{leave:?}: no word goes");
        assert!(newsroom.site.join(JURY_PICTURE).exists());
        assert_eq!(newsroom.state(JURY), State::Writing, "{leave:?}");
        assert_eq!(newsroom.git(&["for-each-ref", "refs/galley/taken-back"]), "");
    }
}

#[test]
fn on_another_computer_the_story_goes_and_the_note_comes() {
    for leave in [Leave::Nothing, note()] {
        let mut newsroom = Newsroom::new();
        let home = tempfile::tempdir().expect("another computer");
        git(home.path(), &["clone", "-q", &newsroom.publishing.to_string_lossy(), "site"]);
        let site = home.path().join("site");
        newsroom.unpublish(JURY, &leave);
        let mut maria = galley_core::desk::Desk::open(&site, &home.path().join("data"), false)
            .expect("it opens");
        let now = newsroom.now;
        maria.arriving(false).run(now, &NoKeys).expect("it runs");
        maria.arrived().expect("read again");
        let here = fs::read_to_string(site.join(JURY)).ok();
        assert_eq!(here.as_deref().map(str::trim_end), newsroom.with_readers(JURY).as_deref());
        assert!(!site.join(JURY_PICTURE).exists(), "{leave:?}");
        let states: Vec<State> = maria.library(now).stories.iter().map(|row| row.state).collect();
        assert!(states.iter().all(|state| *state == State::Live), "{leave:?}: {states:?}");
    }
}

#[test]
fn an_approval_that_waited_is_withdrawn_with_the_story_and_its_text_stays() {
    let mut newsroom = Newsroom::new();
    newsroom.type_at_end(JURY, "Approved, and not sent.");
    newsroom.after(5).save(JURY);
    newsroom.approve(JURY);
    let other = newsroom.begin("With a picture");
    newsroom.illustrate(&other, &photograph(700, 500), &words("A.", "B.", "C"), false);
    newsroom.save(&other);
    newsroom.approve(&other);
    assert!(matches!(newsroom.unpublish(JURY, &note()), Publication::Sent { .. }));
    assert_eq!(newsroom.state(JURY), State::Writing);
    assert!(newsroom.file(JURY).ends_with("Approved, and not sent."));
    assert_eq!(newsroom.state(&other), State::Approved, "another approval stays");
    assert_eq!(newsroom.with_readers(&other), None, "and here");
}

#[test]
fn what_another_story_has_of_it_stays() {
    let mut newsroom = Newsroom::new();
    let text = newsroom.file(NOTICE)
        + "\n![Chairs.](../jury-letter/waiting-room.jpg)\n*Chairs. (Photo: Zoë Çelik)*\n";
    newsroom.write_outside(NOTICE, &text);
    newsroom.desk.seen_outside(None, newsroom.now);
    newsroom.approve(NOTICE);
    newsroom.publish(&[NOTICE]);
    newsroom.unpublish(JURY, &Leave::Nothing);
    assert_eq!(newsroom.with_readers(JURY), None);
    assert!(newsroom.with_readers(JURY_PICTURE).is_some(), "the other story shows it");
}

#[test]
fn what_others_wrote_meanwhile_does_not_go_unread() {
    let mut newsroom = Newsroom::new();
    let other = tempfile::tempdir().expect("another computer");
    git(other.path(), &["clone", "-q", &newsroom.publishing.to_string_lossy(), "site"]);
    let other = other.path().join("site");
    let text = fs::read_to_string(other.join(JURY)).expect("read") + "\nBy Maria.\n";
    fs::write(other.join(JURY), text).expect("written");
    git(&other, &["commit", "-qam", "By Maria"]);
    git(&other, &["push", "-q"]);
    for _ in 0..2 {
        let refused = newsroom.unpublish(JURY, &note());
        let Publication::Refused(Refusal::NotArrived { path, .. }) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(path, JURY);
    }
    assert!(newsroom.with_readers(JURY).is_some_and(|text| text.ends_with("By Maria.")));
    newsroom.keep_in_step();
    assert!(matches!(newsroom.unpublish(JURY, &note()), Publication::Sent { .. }));
    assert!(newsroom.file(JURY).contains("By Maria."), "hers is in the draft");
}

#[test]
fn readers_come_from_every_old_address_to_the_other_story_in_the_site_that_hugo_builds() {
    let mut newsroom = Newsroom::new();
    newsroom.desk.rename(JURY, "jury-duty", newsroom.now).expect("it is renamed");
    let jury = newsroom.path("jury-duty");
    newsroom.approve(&jury);
    newsroom.publish(&[&jury]);
    let preview = newsroom.desk.unpublish_preview(&jury).expect("readers have it");
    assert_eq!(preview.address, "/posts/jury-duty/");
    assert!(preview.stories.iter().any(|story| story.path == NOTICE));
    assert!(preview.stories.iter().all(|story| story.path != jury), "not to itself");
    newsroom.unpublish(&jury, &to(NOTICE));
    let built = newsroom.built("hugo");
    for old in ["jury-duty", "jury-letter"] {
        let page = fs::read_to_string(built.path().join(format!("pages/posts/{old}/index.html")));
        let page = page.unwrap_or_else(|error| panic!("{old}: {error}"));
        assert!(
            page.contains("url=https://orrinrecord.example/posts/boil-notice-lifted/"),
            "{page}"
        );
    }
}

#[test]
fn a_note_is_a_page_and_in_no_list_where_the_generator_can() {
    let mut newsroom = Newsroom::new();
    // This site is built by a Hugo of before 0.145, and says so in one of its stories.
    let text = newsroom.file(NOTICE).replacen("---\n", "---\n_build:\n  list: always\n", 1);
    newsroom.write_outside(NOTICE, &text);
    newsroom.desk.seen_outside(None, newsroom.now);
    let preview = newsroom.desk.unpublish_preview(JURY).expect("readers have it");
    assert!(preview.unlisted);
    newsroom.unpublish(JURY, &note());
    let built = newsroom.built("hugo");
    let page = |file: &str| fs::read_to_string(built.path().join("pages").join(file));
    let own = page("posts/jury-letter/index.html").expect("the note is a page");
    assert!(
        own.contains("Called for jury duty?") && own.contains("Its figures were wrong."),
        "{own}"
    );
    assert!(!own.contains("240 people"), "{own}");
    for list in ["index.html", "posts/index.html", "index.xml", "sitemap.xml"] {
        let list = page(list).unwrap_or_default();
        assert!(!list.contains("jury-letter"), "{list}");
    }
}

#[test]
fn a_story_that_readers_do_not_have_cannot_leave_the_site() {
    let mut newsroom = Newsroom::new();
    let path = newsroom.begin("Only here");
    let now = newsroom.now;
    assert!(newsroom.desk.unpublish_preview(&path).is_err());
    assert!(newsroom.desk.unpublishing(&path, &note(), now).is_err());
    newsroom.unpublish(JURY, &note());
    assert!(newsroom.desk.unpublishing(JURY, &note(), now).is_err(), "nor twice");
}
