//! Pictures: small, clean, described, stored once.

use std::fs;

use galley_core::view::{FieldEdit, PictureWords};

use crate::newsroom::{Newsroom, photograph, words};

#[test]
fn a_picture_is_stored_beside_its_story_and_its_figure_is_canonical() {
    let mut newsroom = Newsroom::new();
    let path = newsroom.begin("A picture story");
    newsroom.illustrate(
        &path,
        &photograph(2400, 1200),
        &words("A wall.", "The wall at noon.", "Zoë Çelik/Orrin Record"),
        false,
    );
    newsroom.save(&path);
    assert!(newsroom.file(&path).ends_with(
        "![A wall.](a-picture-story-1.jpg)\n*The wall at noon. (Photo: Zoë Çelik/Orrin Record)*\n"
    ));
    let stored = newsroom.site.join("content/posts/a-picture-story/a-picture-story-1.jpg");
    let picture = image::open(&stored).expect("a picture");
    assert_eq!((picture.width(), picture.height()), (1600, 800));
    let post = newsroom.open(&path);
    assert!(
        post.page.blocks[0].html.starts_with("<figure><img src=\"picture://localhost/"),
        "{}",
        post.page.blocks[0].html
    );
    assert!(post.page.blocks[0].html.contains("(Photo: Zoë Çelik/Orrin Record)"));
    assert_eq!(post.figures.len(), 1);
    assert_eq!(post.figures[0].words.credit, "Zoë Çelik/Orrin Record");
}

#[test]
fn the_same_picture_twice_is_stored_once() {
    let mut newsroom = Newsroom::new();
    let path = newsroom.begin("Twice");
    let bytes = photograph(900, 600);
    for _ in 0..2 {
        newsroom.illustrate(&path, &bytes, &words("A.", "", "B"), false);
    }
    let files = fs::read_dir(newsroom.site.join("content/posts/twice")).expect("its folder");
    assert_eq!(files.count(), 2, "the story and one picture");
}

#[test]
fn a_lead_picture_has_its_words_among_the_fields() {
    let mut newsroom = Newsroom::new();
    let path = newsroom.begin("Led");
    newsroom.illustrate(
        &path,
        &photograph(900, 600),
        &words("A lamp.", "It was on.", "Núria Bofill"),
        true,
    );
    newsroom.save(&path);
    let text = newsroom.file(&path);
    let expected = "image:\n  src: \"led-1.jpg\"\n  alt: \"A lamp.\"\n  caption: \"It was on.\"\n  credit: \"Photo: Núria Bofill\"\n";
    let loose = |text: &str| text.replace('"', "");
    assert!(loose(&text).contains(&loose(expected)), "{text}");
    let post = newsroom.open(&path);
    assert!(
        post.page.card.contains("<span class=\"credit\">Photo: Núria Bofill</span>"),
        "{}",
        post.page.card
    );
    assert!(
        post.page.head.contains("It was on. <span class=\"credit\">(Photo: Núria Bofill)</span>")
    );

    let changed =
        PictureWords { caption: "It was off.".to_owned(), ..words("A lamp.", "", "Núria Bofill") };
    newsroom.set(&path, FieldEdit::LeadWords { words: changed });
    newsroom.save(&path);
    let now = newsroom.file(&path);
    assert_eq!(text.replace("It was on.", "It was off."), now, "one line changed");
    newsroom.set(&path, FieldEdit::NoLead);
    newsroom.save(&path);
    assert!(!newsroom.file(&path).contains("image:"), "the whole map is gone");
}

#[test]
fn nothing_private_is_stored() {
    let mut newsroom = Newsroom::new();
    let path = newsroom.begin("Private");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("phone.jpg");
    fs::write(&file, photograph(800, 600)).expect("written");
    let tags = [
        "-GPSLatitude=40.7",
        "-GPSLatitudeRef=N",
        "-GPSLongitude=74",
        "-GPSLongitudeRef=W",
        "-SerialNumber=12345",
        "-XMP-iptcExt:PersonInImage=Somebody",
        "-IPTC:City=Orrin",
        "-XMP-photoshop:Credit=Orrin Record",
        "-XMP-dc:Creator=Zoë Çelik",
        "-overwrite_original",
    ];
    let run = std::process::Command::new("exiftool").args(tags).arg(&file).output();
    let run = run.expect("exiftool is installed: cargo xtask test installs it");
    assert!(run.status.success());
    newsroom.illustrate(&path, &fs::read(&file).expect("read"), &words("A.", "", "B"), false);
    let stored = newsroom.site.join("content/posts/private/private-1.jpg");
    let left =
        std::process::Command::new("exiftool").args(["-a", "-G1", "-s"]).arg(&stored).output();
    let left = String::from_utf8(left.expect("exiftool runs").stdout).expect("UTF-8");
    for gone in ["GPS", "SerialNumber", "PersonInImage", "City", "Thumbnail"] {
        assert!(!left.contains(gone), "{gone} is left:\n{left}");
    }
    for kept in ["Orrin Record", "Zoë Çelik"] {
        assert!(left.contains(kept), "{kept} is kept:\n{left}");
    }
}
