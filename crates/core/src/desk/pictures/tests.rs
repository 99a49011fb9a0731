#![allow(clippy::unwrap_used)]

use super::*;
use crate::sample;

const STORY: &str = "content/posts/tide/index.md";

fn now() -> Timestamp {
    "2026-11-22T15:00:00Z".parse().unwrap()
}

fn desk(home: &std::path::Path, files: &[(&str, &[u8])]) -> Desk {
    let site = sample::set_up(files, "none/", home, now()).unwrap();
    Desk::open(&site, &home.join("data"), false).unwrap()
}

/// Brings a picture and puts it in a story's text; its figure.
fn put_in(desk: &mut Desk, path: &str, words: &PictureWords) -> String {
    let mut file = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(40, 30).write_to(&mut file, image::ImageFormat::Png).unwrap();
    let photo = photo::clean(file.get_ref(), &photo::Settings::default()).unwrap();
    let draft = desk.add_draft(photo, "a.png", file.into_inner()).draft;
    let said = (words, &Provenance::default());
    desk.place(path, &draft, said, false, true, now()).unwrap().figure
}

/// Puts another text in the place of all of a story's.
fn write_text(desk: &mut Desk, path: &str, text: &str) {
    let manuscript = &desk.opened(path).unwrap().manuscript;
    let to = u32::try_from(manuscript.editor_text().encode_utf16().count()).unwrap();
    let change = view::Change { from: 0, to, insert: text.to_owned() };
    let version = manuscript.version();
    desk.edit(path, version, &[change], now()).unwrap();
    desk.save(path, now()).unwrap();
}

const TIDE: [(&str, &[u8]); 2] = [
    ("hugo.toml", b"baseURL = \"/\"\n"),
    (STORY, b"---\ntitle: Tide\ndate: 2026-01-01\n---\n\nText.\n"),
];

#[test]
fn a_picture_that_was_taken_out_again_is_no_part_of_the_story() {
    let home = tempfile::tempdir().unwrap();
    let mut desk = desk(home.path(), &TIDE);
    desk.open_post(STORY, now()).unwrap();
    let figure = put_in(&mut desk, STORY, &PictureWords::default());
    let file = "content/posts/tide/tide-1.png";
    let with = format!("Text.\n\n{figure}\n");

    write_text(&mut desk, STORY, &with);
    assert_eq!(desk.files(STORY).pictures, [file]);
    write_text(&mut desk, STORY, "Text.\n");
    assert!(desk.files(STORY).pictures.is_empty(), "what nothing shows is not sent");
    assert!(desk.site.folder.join(file).is_file(), "and lies there for who takes that back");
    let found = desk.checking(STORY).run(now()).findings;
    assert!(found.iter().all(|one| one.rule != "F6"), "nor asked about: {found:?}");
    write_text(&mut desk, STORY, &with);
    assert_eq!(desk.files(STORY).pictures, [file], "taken back");

    // A picture that somebody else put there may be shown by a template.
    std::fs::write(desk.site.folder.join("content/posts/tide/wall.png"), b"png").unwrap();
    write_text(&mut desk, STORY, "Text.\n");
    assert_eq!(desk.files(STORY).pictures, ["content/posts/tide/wall.png"]);
}

#[test]
fn nobody_is_asked_again_what_decoration_shows() {
    let home = tempfile::tempdir().unwrap();
    let mut desk = desk(home.path(), &TIDE);
    desk.open_post(STORY, now()).unwrap();
    let asked = |desk: &Desk| {
        let found = desk.checking(STORY).run(now()).findings.into_iter();
        let asks = found.filter(|one| ["I1", "I4"].contains(&one.rule.as_str()));
        asks.filter(|one| one.left.is_none()).map(|one| one.rule).collect::<Vec<_>>()
    };
    let decoration = PictureWords { decorative: true, ..PictureWords::default() };
    let figure = put_in(&mut desk, STORY, &decoration);
    write_text(&mut desk, STORY, &format!("Text.\n\n{figure}\n"));
    assert!(asked(&desk).is_empty(), "somebody just said so: {:?}", asked(&desk));

    let said_nothing = PictureWords::default();
    desk.figure_text(STORY, "tide-1.png", "plain", &said_nothing, now());
    assert_eq!(asked(&desk).len(), 2, "it is none any more");
    desk.figure_text(STORY, "tide-1.png", "plain", &decoration, now());
    assert!(asked(&desk).is_empty());
    write_text(&mut desk, STORY, "![](tide-1.png)\n*The harbor.*\n");
    assert!(asked(&desk).contains(&"I4".to_owned()), "with a caption it is no decoration");
}

#[test]
fn new_pictures_are_named_and_credited_as_the_site_does() {
    let home = tempfile::tempdir().unwrap();
    let story = |credit: &str| {
        format!(
            "---\ntitle: A\ndate: 2026-01-01\n---\n\n![A](/assets/images/a.jpg)\n*C. ({credit})*\n"
        )
    };
    let (es, en) = (story("Foto: Irene Salas/El Puente"), story("Photo: Irene Salas/El Puente"));
    let files: [(&str, &[u8]); 4] = [
        ("_config.yml", b"title: A\n"),
        ("es/_posts/2026-01-01-marea.md", es.as_bytes()),
        ("en/_posts/2026-01-01-tide.md", en.as_bytes()),
        ("assets/images/a.jpg", b"jpg"),
    ];
    let mut desk = desk(home.path(), &files);
    let profile = &desk.site.profile;
    let label = |post: &str| profile.label_of(post).to_owned();
    assert_eq!(label("es/_posts/2026-01-02-otra.md"), "Foto", "as its neighbours");
    assert_eq!(label("en/_posts/2026-01-02-other.md"), "Photo");
    let path = "es/_posts/2026-01-01-marea.md";
    desk.open_post(path, now()).unwrap();
    let words = PictureWords { alt: "B".to_owned(), ..PictureWords::default() };
    let figure = put_in(&mut desk, path, &words);
    assert_eq!(figure, "![B](/assets/images/marea-1.png)", "the day is none of its name");
    let draft =
        desk.add_draft(photo::clean(&png(), &photo::Settings::default()).unwrap(), "b.png", png());
    assert_eq!(draft.words.label, "Foto");
}

fn png() -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(30, 40).write_to(&mut file, image::ImageFormat::Png).unwrap();
    file.into_inner()
}

#[test]
fn a_picture_that_is_brought_twice_is_put_in_twice() {
    let home = tempfile::tempdir().unwrap();
    let now: Timestamp = "2026-11-22T15:00:00Z".parse().unwrap();
    let path = "content/posts/tide/index.md";
    let text = b"---\ntitle: Tide\ndate: 2026-01-01\n---\n\nText.\n";
    let files: [(&str, &[u8]); 2] = [("hugo.toml", b"baseURL = \"/\"\n"), (path, text)];
    let site = sample::set_up(&files, "none/", home.path(), now).unwrap();
    let mut desk = Desk::open(&site, &home.path().join("data"), false).unwrap();
    desk.open_post(path, now).unwrap();

    let mut file = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(40, 30).write_to(&mut file, image::ImageFormat::Png).unwrap();
    let photo = photo::clean(file.get_ref(), &photo::Settings::default()).unwrap();
    let mut bring = || desk.add_draft(photo.clone(), "a.png", file.get_ref().clone()).draft;
    let (one, other) = (bring(), bring());
    assert_ne!(one, other, "each is described by itself");
    let said = (&PictureWords::default(), &Provenance::default());
    let first = desk.place(path, &one, said, false, true, now).unwrap();
    let second = desk.place(path, &other, said, false, true, now).unwrap();
    assert_eq!(first.figure, second.figure, "the file is stored once");
}
