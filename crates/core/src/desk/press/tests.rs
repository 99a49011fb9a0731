//! The press room says of a story what is true of it.
#![allow(clippy::unwrap_used)]

use jiff::Timestamp;

use super::*;
use crate::sample;
use crate::view::Person;

const TIDE: &str = "content/posts/tide/index.md";
const WALL: &str = "content/posts/wall/index.md";

#[test]
fn nobody_is_said_to_have_approved_what_came_without_an_approval() {
    let home = tempfile::tempdir().unwrap();
    let now: Timestamp = "2026-11-22T15:00:00Z".parse().unwrap();
    let story = |title: &str| format!("---\ntitle: {title}\ndate: 2026-01-01\n---\n\nText.\n");
    let (tide, wall) = (story("Tide"), story("Wall"));
    let files = [
        ("hugo.toml", b"baseURL = \"https://x.example/\"\n".as_slice()),
        (TIDE, tide.as_bytes()),
        (WALL, wall.as_bytes()),
    ];
    // One commit that was never approved, as those of other programs are.
    let site = sample::set_up(&files, "none/", home.path(), now).unwrap();
    let mut desk = Desk::open(&site, &home.path().join("data"), false).unwrap();
    let lately = desk.press().lately;
    let by = |story: &view::PressStory| (story.approved_by.clone(), story.sent_by.clone());
    assert_eq!(
        by(&lately[0]),
        (String::new(), "The Orrin Record".to_owned()),
        "sent, not approved"
    );

    std::fs::write(site.join(TIDE), tide.replace("Text.", "More text.")).unwrap();
    desk.library.refresh(&desk.site, None);
    let press = desk.press();
    assert_eq!(by(&press.changed[0]), Default::default(), "changed since, approved by nobody");
    let review = desk.review(TIDE, now).unwrap();
    assert!(
        matches!(&review.since, view::Since::Live { by, .. } if by.is_empty()),
        "{:?}",
        review.since
    );

    let [ana, ed] = ["Ana Writer", "Ed Itor"]
        .map(|name| Person { name: name.to_owned(), email: "desk@example.org".to_owned() });
    let files = desk.files(TIDE);
    desk.repository.approve(&files, "Tide", &ana, &ed, None, now).unwrap();
    assert_eq!(
        by(&desk.press().ready[0]),
        ("Ed Itor".to_owned(), String::new()),
        "by its name alone"
    );
}
