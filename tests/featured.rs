//! Pictures that lead by the name of their file, as the themes of Hugo find them.

use std::fs;

use galley_core::view::{ActKind, FieldEdit, LeadView, PictureWords};

use crate::newsroom::{Newsroom, photograph, words};

/// A site whose theme takes `featured.*` of each folder, and `featureAlt` for its description.
fn ledger() -> Newsroom {
    let picture = photograph(900, 600);
    let post = |title: &str, day: u8, more: &str| {
        format!("---\ntitle: {title}\ndate: 2026-05-0{day}\n{more}---\n\nIt rose.\n")
    };
    let tide = post("Tide", 3, "featureAlt: Water over the quay\n");
    let fog = post("Fog", 2, "");
    let ebb = post("Ebb", 1, "image: /img/ebb.jpg\n");
    let pier = post("Pier", 4, "");
    Newsroom::of(
        &[
            ("hugo.yaml", b"title: Delta Ledger\nbaseURL: https://ledger.example/\n"),
            ("content/posts/tide/index.md", tide.as_bytes()),
            ("content/posts/tide/Featured.JPG", &picture),
            ("content/posts/tide/map.jpg", &picture),
            ("content/posts/fog/index.md", fog.as_bytes()),
            ("content/posts/fog/featured.png", &picture),
            ("content/posts/pier/index.md", pier.as_bytes()),
            ("content/posts/pier/featured-pier-at-noon.jpg", &picture),
            ("content/posts/pier/cover-letter.jpg", &picture),
            ("content/posts/ebb/index.md", ebb.as_bytes()),
            ("content/posts/ebb/cover.jpg", &picture),
        ],
        "nothing",
    )
}

fn lead(newsroom: &mut Newsroom, slug: &str) -> Option<LeadView> {
    let path = newsroom.path(slug);
    newsroom.open(&path).metadata.lead
}

fn files(newsroom: &Newsroom, slug: &str) -> Vec<String> {
    let folder = newsroom.site.join("content/posts").join(slug);
    let entries = fs::read_dir(folder).expect("its folder");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn described(alt: &str) -> FieldEdit {
    FieldEdit::LeadWords { words: PictureWords { alt: alt.to_owned(), ..PictureWords::default() } }
}

#[test]
fn a_picture_that_no_key_names_leads_where_the_header_names_none() {
    let mut newsroom = ledger();
    let tide = lead(&mut newsroom, "tide").expect("it has one");
    assert_eq!((tide.src.as_str(), tide.by_name), ("Featured.JPG", true));
    assert!(tide.picture.is_some(), "it is shown");
    assert_eq!(tide.words.alt, "Water over the quay");
    assert_eq!(tide.nowhere, ["caption", "credit"]);
    let ebb = lead(&mut newsroom, "ebb").expect("its header names one");
    assert_eq!((ebb.src.as_str(), ebb.by_name), ("/img/ebb.jpg", false));
}

#[test]
fn its_words_go_where_the_site_has_a_place_for_them() {
    let mut newsroom = ledger();
    let fog = newsroom.path("fog");
    newsroom.set(&fog, described("Fog on the delta"));
    newsroom.save(&fog);
    assert_eq!(
        newsroom.file(&fog),
        "---\ntitle: Fog\ndate: 2026-05-02\nfeatureAlt: Fog on the delta\n---\n\nIt rose.\n"
    );
    let mut credited = words("Fog on the delta", "", "Zoë Çelik");
    credited.label = "Photo".to_owned();
    let edit = FieldEdit::LeadWords { words: credited };
    let refused = newsroom.desk.set_field(&fog, &edit, newsroom.now);
    let refusal = refused.expect_err("the site has no place for a credit").to_string();
    assert!(refusal.contains("no place for the credit"), "{refusal}");
}

#[test]
fn another_picture_takes_its_name_and_one_undo_brings_the_old_one_back() {
    let mut newsroom = ledger();
    let path = newsroom.path("fog");
    let before = fs::read(newsroom.site.join("content/posts/fog/featured.png")).expect("a file");
    let placed = newsroom.illustrate(&path, &photograph(1200, 800), &words("A pier", "", ""), true);
    assert_eq!(files(&newsroom, "fog"), ["featured.jpg", "index.md"]);
    let now = lead(&mut newsroom, "fog").expect("the new one");
    assert_eq!((now.src.as_str(), now.words.alt.as_str()), ("featured.jpg", "A pier"));
    assert!(newsroom.file(&path).contains("featureAlt: A pier\n"));
    let act = placed.act.expect("it can be taken back");
    assert_eq!(act.kind, ActKind::ReplaceLead);
    newsroom.desk.take_back(&act.id, newsroom.now).expect("it is taken back");
    assert_eq!(files(&newsroom, "fog"), ["featured.png", "index.md"]);
    assert_eq!(fs::read(newsroom.site.join("content/posts/fog/featured.png")).unwrap(), before);
    assert!(!newsroom.file(&path).contains("featureAlt"));
    assert_eq!(lead(&mut newsroom, "fog").expect("the old one").src, "featured.png");
}

#[test]
fn undo_brings_the_old_one_back_into_a_story_that_was_written_on() {
    let mut newsroom = ledger();
    let path = newsroom.path("tide");
    let placed = newsroom.illustrate(&path, &photograph(1200, 800), &words("A pier", "", ""), true);
    newsroom.type_at_end(&path, "It fell.\n");
    newsroom.save(&path);
    let act = placed.act.expect("it can be taken back");
    newsroom.desk.take_back(&act.id, newsroom.now).expect("it is taken back");
    assert_eq!(files(&newsroom, "tide"), ["Featured.JPG", "index.md", "map.jpg"]);
    let text = newsroom.file(&path);
    assert!(text.contains("featureAlt: Water over the quay\n"), "{text}");
    assert!(text.ends_with("It rose.\nIt fell.\n"), "{text}");
}

#[test]
fn taken_out_it_goes_with_its_file_and_comes_back_with_undo() {
    let mut newsroom = ledger();
    let path = newsroom.path("tide");
    let text = newsroom.file(&path);
    newsroom.open(&path);
    let done = newsroom.desk.remove_lead(&path, newsroom.now).expect("it goes");
    assert_eq!(done.kind, ActKind::RemoveLead);
    assert_eq!(files(&newsroom, "tide"), ["index.md", "map.jpg"]);
    assert!(!newsroom.file(&path).contains("featureAlt"));
    assert_eq!(lead(&mut newsroom, "tide"), None);
    newsroom.desk.take_back(&done.id, newsroom.now).expect("it is taken back");
    assert_eq!(newsroom.file(&path), text);
    assert_eq!(lead(&mut newsroom, "tide").expect("it is back").src, "Featured.JPG");
}

#[test]
fn readers_lose_the_picture_that_was_replaced() {
    let mut newsroom = ledger();
    let path = newsroom.path("fog");
    newsroom.illustrate(&path, &photograph(1200, 800), &words("A pier", "", ""), true);
    newsroom.set(&path, FieldEdit::Authors { value: vec!["Ana".to_owned()] });
    newsroom.save(&path);
    newsroom.approve(&path);
    newsroom.publish(&[path.as_str()]);
    assert!(newsroom.with_readers("content/posts/fog/featured.jpg").is_some());
    assert_eq!(newsroom.with_readers("content/posts/fog/featured.png"), None);
}

#[test]
fn a_name_that_begins_with_the_word_leads_as_themes_have_it() {
    let mut newsroom = ledger();
    let pier = lead(&mut newsroom, "pier").expect("it has one");
    assert_eq!((pier.src.as_str(), pier.by_name), ("featured-pier-at-noon.jpg", true));
    let path = newsroom.path("pier");
    newsroom.illustrate(&path, &photograph(1200, 800), &words("A pier", "", ""), true);
    let expected = ["cover-letter.jpg", "featured-pier-at-noon.jpg", "index.md"];
    assert_eq!(files(&newsroom, "pier"), expected, "another takes its place and its name");
}

#[test]
fn a_review_shows_the_picture_that_was_replaced() {
    let mut newsroom = ledger();
    let path = newsroom.path("fog");
    newsroom.illustrate(&path, &photograph(1200, 800), &words("A pier", "", ""), true);
    newsroom.save(&path);
    let review = newsroom.desk.review(&path, newsroom.now).expect("it is compared");
    let [change] = review.pictures.as_slice() else { panic!("{:?}", review.pictures) };
    let before = change.before.as_ref().expect("what it was");
    let now = change.now.as_ref().expect("what it is");
    assert!(before.lead && now.lead, "the lead picture with the lead picture");
    let (before, now) = (before.picture.as_ref(), now.picture.as_ref());
    assert!(before.is_some() && now.is_some() && before != now, "both are shown");
}
