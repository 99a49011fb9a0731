//! Pictures: small, clean, described, stored once.

use std::fs;

use galley_core::photo;
use galley_core::view::{self, FieldEdit, PictureWords};

use crate::newsroom::{Newsroom, git, photograph, words};

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

/// Two stories that show the same picture, one of them as its lead; the first has no credit.
fn two_stories(newsroom: &mut Newsroom, bytes: &[u8]) -> (String, String) {
    let (one, other) = (newsroom.begin("First of two"), newsroom.begin("Second of two"));
    newsroom.illustrate(&one, bytes, &words("A wall.", "At noon.", ""), false);
    newsroom.illustrate(&other, bytes, &words("A wall.", "", "Zoë Çelik"), true);
    for path in [&one, &other] {
        newsroom.save(path);
    }
    (one, other)
}

fn picture_of(newsroom: &mut Newsroom, name: &str) -> view::AlbumPicture {
    let album = newsroom.desk.album(newsroom.now);
    let found = album.pictures.into_iter().find(|picture| picture.name == name);
    found.unwrap_or_else(|| panic!("{name} is among the pictures"))
}

fn credit(text: &str) -> view::AlbumEdit {
    let label = "Photo".to_owned();
    view::AlbumEdit::Credit { label, credit: text.to_owned(), credit_url: String::new() }
}

#[test]
fn every_picture_of_the_site_is_shown_with_its_words_and_where_it_is_used() {
    let mut newsroom = Newsroom::new();
    let (one, _) = two_stories(&mut newsroom, &photograph(900, 600));
    let unused = newsroom.site.join("content/posts/first-of-two/spare.jpg");
    fs::write(unused, photograph(60, 40)).expect("written");
    let picture = picture_of(&mut newsroom, "first-of-two-1.jpg");
    assert_eq!(picture.words.alt, "A wall.");
    assert_eq!(picture.uses.len(), 1);
    assert_eq!((picture.uses[0].path.as_str(), picture.uses[0].lead), (one.as_str(), false));
    assert!(picture.missing_credit && !picture.missing_description);
    let second = picture_of(&mut newsroom, "second-of-two-1.jpg");
    assert!(second.uses[0].lead && !second.missing_credit);
    let spare = picture_of(&mut newsroom, "spare.jpg");
    assert!(
        spare.uses.is_empty() && !spare.missing_credit,
        "nobody misses the words of an unused one"
    );
    assert!(newsroom.desk.album(newsroom.now).credits.contains(&"Zoë Çelik".to_owned()));
}

#[test]
fn a_credit_is_changed_once_for_all_stories_and_taken_back_as_one_step() {
    let mut newsroom = Newsroom::new();
    let one = newsroom.begin("First");
    let bytes = photograph(900, 600);
    newsroom.illustrate(&one, &bytes, &words("A wall.", "At noon.", ""), true);
    newsroom.illustrate(&one, &bytes, &words("A wall.", "", "Z. Celik"), false);
    newsroom.save(&one);
    let before = newsroom.file(&one);
    newsroom.desk.close_post(&one, newsroom.now).expect("it is put away");
    let picture = picture_of(&mut newsroom, "first-1.jpg");
    assert_eq!(picture.uses.len(), 2, "as lead picture and in the text");
    let now = newsroom.now;
    let changed = newsroom.desk.change_album(&picture.file, &credit("Zoë Çelik"), now);
    let changed = changed.expect("it is changed");
    assert_eq!((changed.changed, changed.left), (vec![one.clone()], vec![]));
    let after = newsroom.file(&one);
    assert!(after.contains("*(Photo: Zoë Çelik)*"), "{after}");
    assert_eq!(after.matches("Zoë Çelik").count(), 2, "{after}");
    assert!(!picture_of(&mut newsroom, "first-1.jpg").missing_credit);
    newsroom.desk.undo_album(now).expect("it is taken back");
    let back = newsroom.file(&one);
    assert_eq!(back.matches("Zoë Çelik").count(), 0, "{back}");
    assert!(back.contains("*(Photo: Z. Celik)*"), "{back}\n\nwas\n\n{before}");
    assert_eq!(newsroom.desk.undo_album(now).expect("asked again"), None, "one step");
}

#[test]
fn a_description_goes_where_the_same_one_stood_or_none() {
    let mut newsroom = Newsroom::new();
    let path = newsroom.begin("Described");
    let bytes = photograph(900, 600);
    for alt in ["A wall.", "Its third crack.", ""] {
        newsroom.illustrate(&path, &bytes, &words(alt, "Here.", "Ana"), false);
    }
    newsroom.save(&path);
    let file = picture_of(&mut newsroom, "described-1.jpg").file;
    let edit = view::AlbumEdit::Description { alt: "A flood wall.".to_owned() };
    newsroom.desk.change_album(&file, &edit, newsroom.now).expect("it is changed");
    let text = newsroom.file(&path);
    assert_eq!(text.matches("![A flood wall.]").count(), 2, "{text}");
    assert_eq!(text.matches("![Its third crack.]").count(), 1, "{text}");
}

#[test]
fn a_picture_gets_another_name_and_every_story_knows() {
    let mut newsroom = Newsroom::new();
    let path = newsroom.begin("Named");
    let bytes = photograph(900, 600);
    newsroom.illustrate(&path, &bytes, &words("A.", "", "Ana"), true);
    newsroom.illustrate(&path, &bytes, &words("B.", "", "Ana"), false);
    newsroom
        .type_at_end(&path, "\nThe [whole of it](named-1.jpg), not [another](renamed-1.jpg).\n");
    newsroom.save(&path);
    let file = picture_of(&mut newsroom, "named-1.jpg").file;
    let now = newsroom.now;
    let renamed = newsroom.desk.rename_picture(&file, "Flood Wall", now).expect("it is renamed");
    assert!(renamed.file.ends_with("/named/flood-wall.jpg"), "{renamed:?}");
    assert!(renamed.left.is_empty());
    let text = newsroom.file(&path);
    assert_eq!(text.matches("flood-wall.jpg").count(), 3, "lead, text and link: {text}");
    assert!(text.contains("(renamed-1.jpg)"), "a longer name is another: {text}");
    assert!(!newsroom.site.join(&file).exists());
    assert_eq!(picture_of(&mut newsroom, "flood-wall.jpg").uses.len(), 2);
    newsroom.desk.undo_album(now).expect("it is taken back");
    assert_eq!(newsroom.file(&path).matches("flood-wall.jpg").count(), 0);
    assert!(newsroom.site.join(&file).exists());

    let other = newsroom.site.join("content/posts/named/taken.jpg");
    fs::write(&other, photograph(60, 40)).expect("written");
    assert!(newsroom.desk.rename_picture(&file, "taken", now).is_err(), "nothing is overwritten");
    assert!(newsroom.site.join(&file).exists());
}

#[test]
fn a_picture_gets_the_very_name_back_that_it_had() {
    let mut newsroom = Newsroom::new();
    let path = newsroom.begin("Named");
    let folder = path.trim_end_matches("index.md").to_owned();
    let file = format!("{folder}IMG_1234.JPG");
    newsroom.write_outside(&file, photograph(900, 600));
    newsroom.type_at_end(
        &path,
        "![A.](IMG_1234.JPG)\n*B. (Photo: C)*\n\nThe [whole of it](./IMG_1234.JPG).\n",
    );
    newsroom.after(5).save(&path);
    let before = newsroom.file(&path);
    let now = newsroom.now;
    newsroom.desk.rename_picture(&file, "wall", now).expect("it is renamed");
    let text = newsroom.file(&path);
    assert_eq!(text.matches("wall.JPG").count(), 2, "the link too: {text}");
    assert!(!newsroom.site.join(&file).exists());
    newsroom.desk.undo_album(now).expect("it is taken back");
    assert_eq!(newsroom.file(&path), before);
    assert!(newsroom.site.join(&file).exists());
    assert!(!newsroom.site.join(format!("{folder}wall.JPG")).exists());
}

#[test]
fn the_old_name_of_a_picture_leaves_readers_with_the_next_version_of_its_story() {
    let mut newsroom = Newsroom::new();
    let path = newsroom.begin("Renamed");
    newsroom.illustrate(&path, &photograph(900, 600), &words("A.", "", "Ana"), true);
    newsroom.type_at_end(&path, "\nWords.\n");
    newsroom.set(&path, FieldEdit::Dek { value: "What readers get to know of it.".to_owned() });
    say(&mut newsroom, &path, |said| said.creator = "Ana".to_owned());
    newsroom.save(&path);
    newsroom.approve(&path);
    newsroom.publish(&[&path]);
    let old = picture_of(&mut newsroom, "renamed-1.jpg").file;
    let new = old.replace("renamed-1", "flood-wall");
    let readers =
        |newsroom: &Newsroom| newsroom.git(&["ls-tree", "-r", "--name-only", "origin/main"]);
    assert!(readers(&newsroom).contains(&old));
    newsroom.desk.rename_picture(&old, "flood wall", newsroom.now).expect("it is renamed");
    newsroom.approve(&path);
    newsroom.publish(&[&path]);
    let have = readers(&newsroom);
    assert!(have.contains(&new) && !have.contains(&old), "one picture, one file: {have}");
    let status = newsroom.git(&["status", "--short", "content/posts/renamed", ".galley"]);
    assert_eq!(status, "", "nothing is left to somebody else");
    newsroom.undo(&[&path]);
    let have = readers(&newsroom);
    assert!(have.contains(&old) && !have.contains(&new), "taken back whole: {have}");
}

#[test]
fn a_picture_goes_into_another_folder_and_every_story_follows() {
    let mut newsroom = Newsroom::new();
    let (one, other) = (newsroom.begin("Near"), newsroom.begin("Far"));
    newsroom.illustrate(&one, &photograph(900, 600), &words("A wall.", "", "Ana"), true);
    newsroom.type_at_end(&one, "\n![A wall.](near-1.jpg)\n*(Photo: Ana)*\n");
    newsroom.illustrate(&other, &photograph(960, 600), &words("A bus.", "", "Ana"), false);
    newsroom.type_at_end(&other, "\n![A wall.](../near/near-1.jpg)\n*(Photo: Ana)*\n");
    for path in [&one, &other] {
        newsroom.save(path);
    }
    let before = (newsroom.file(&one), newsroom.file(&other));
    let picture = picture_of(&mut newsroom, "near-1.jpg");
    assert_eq!(picture.uses.len(), 3, "{:?}", picture.uses);
    let said = view::Provenance { creator: "Ana".to_owned(), ..view::Provenance::default() };
    let edit = view::AlbumEdit::Provenance { provenance: said.clone() };
    newsroom.desk.change_album(&picture.file, &edit, newsroom.now).expect("it is written");

    let folders = newsroom.desk.album(newsroom.now).folders;
    let folder = "content/posts/far";
    assert!(folders.iter().any(|known| known == folder), "{folders:?}");
    let moved = newsroom.desk.move_picture(&picture.file, folder, newsroom.now).expect("it moves");
    assert_eq!(moved.file, "content/posts/far/near-1.jpg");
    assert!(!newsroom.site.join(&picture.file).exists());
    let now = picture_of(&mut newsroom, "near-1.jpg");
    assert_eq!((now.uses.len(), now.provenance), (3, said));
    assert!(newsroom.file(&other).contains("![A wall.](near-1.jpg)"), "{}", newsroom.file(&other));
    assert!(
        newsroom.file(&one).contains("![A wall.](../far/near-1.jpg)"),
        "{}",
        newsroom.file(&one)
    );

    newsroom.desk.undo_album(newsroom.now).expect("it is taken back").expect("a step");
    assert_eq!((newsroom.file(&one), newsroom.file(&other)), before, "every byte is back");
    assert!(newsroom.site.join(&picture.file).is_file());
    let elsewhere = newsroom.desk.move_picture(&picture.file, "content", newsroom.now);
    assert!(elsewhere.is_err(), "only where the site has pictures of stories");
}

#[test]
fn copies_in_other_sizes_are_offered_sent_and_taken_away_with_their_story() {
    let house = "[figure]\nform = \"html\"\n\n[images]\nfolder = \"assets/img\"\naddress = \"/assets/img/\"\nwidths = [480, 800]\nwebp = true\n";
    let files: [(&str, &[u8]); 3] = [
        ("_config.yml", b"title: Record\n"),
        ("_posts/2026-11-01-first.md", b"---\ntitle: First\ndescription: A dek.\n---\n\nWords.\n"),
        (".galley/site.toml", house.as_bytes()),
    ];
    let mut newsroom = Newsroom::of(&files, "nothing");
    let path = newsroom.begin("Many sizes");
    newsroom.illustrate(&path, &photograph(1200, 800), &words("A.", "Noon.", "Ana"), false);
    newsroom.type_at_end(&path, "\nWords.\n");
    newsroom.save(&path);
    let text = newsroom.file(&path);
    assert!(text.contains("srcset=\"/assets/img/"), "{text}");
    let listed = |newsroom: &Newsroom| {
        let entries = fs::read_dir(newsroom.site.join("assets/img")).expect("a folder").flatten();
        let mut names: Vec<String> =
            entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    };
    let names = listed(&newsroom);
    let stem = names[0].split("-1-").next().unwrap_or_default().to_owned();
    let wanted =
        ["-1-1200.webp", "-1-480.jpg", "-1-480.webp", "-1-800.jpg", "-1-800.webp", "-1.jpg"];
    assert_eq!(names, wanted.map(|end| format!("{stem}{end}")));
    for name in &names {
        assert!(text.contains(name.as_str()), "{name} is offered: {text}");
    }
    let small = image::open(newsroom.site.join("assets/img").join(&names[1])).expect("a picture");
    assert_eq!((small.width(), small.height()), (480, 320));
    let pictures = newsroom.desk.album(newsroom.now).pictures;
    assert_eq!(pictures.len(), 1, "copies are no pictures of their own: {pictures:?}");

    newsroom.approve(&path);
    newsroom.publish(&[&path]);
    assert_eq!(newsroom.state(&path), view::State::Live);
    let with_readers = |newsroom: &Newsroom, name: &str| {
        git(&newsroom.publishing, &["ls-tree", "-r", "--name-only", "main"]).contains(name)
    };
    assert!(names.iter().all(|name| with_readers(&newsroom, name)), "all are sent");
    let (file, now) = (pictures[0].file.clone(), newsroom.now);
    let approved = newsroom.file(&path);
    newsroom.desk.rename_picture(&file, "wall", now).expect("it is renamed");
    let renamed = newsroom.file(&path);
    assert!(renamed.contains("/assets/img/wall.jpg 1200w"), "also where it is offered: {renamed}");
    newsroom.desk.undo_album(now).expect("it is taken back");
    assert_eq!(newsroom.file(&path), approved);

    newsroom.undo(&[&path]);
    assert!(!names.iter().any(|name| with_readers(&newsroom, name)), "readers have none of it");
    newsroom.desk.close_post(&path, now).expect("it is put away");
    newsroom.desk.delete(&path, now).expect("it is deleted");
    assert!(listed(&newsroom).is_empty(), "{:?}", listed(&newsroom));
}

#[test]
fn a_picture_that_the_site_has_comes_with_the_words_it_has_there() {
    let mut newsroom = Newsroom::new();
    let bytes = photograph(900, 600);
    let (_, _) = two_stories(&mut newsroom, &bytes);
    let photo = photo::clean(&bytes, &photo::Settings::default()).expect("a picture");
    let draft = newsroom.desk.add_draft(photo, "IMG_2.jpg", bytes);
    assert!(draft.from_site);
    assert_eq!(draft.words.alt, "A wall.");
}

/// What is said of the picture of a story, as the screen changes it.
fn say(newsroom: &mut Newsroom, path: &str, change: impl Fn(&mut view::Provenance)) {
    let post = newsroom.open(path);
    let shown = post.figures.first().and_then(|figure| figure.picture.clone());
    let shown = shown.or_else(|| post.metadata.lead.and_then(|lead| lead.picture));
    let id = shown.expect("a picture").id;
    let mut said = newsroom.desk.provenance(&id).expect("it is read");
    change(&mut said);
    newsroom.desk.set_provenance(&id, &said).expect("it is written");
}

#[test]
fn where_a_picture_comes_from_goes_with_the_stories_that_use_it_and_with_no_other() {
    let mut newsroom = Newsroom::new();
    let (one, other) = (newsroom.begin("The wall"), newsroom.begin("The bus"));
    for (path, side) in [(&one, 900), (&other, 960)] {
        newsroom.illustrate(path, &photograph(side, 600), &words("A.", "", "Zoë Çelik"), false);
        newsroom.type_at_end(path, "\nWords.\n");
        newsroom.save(path);
        newsroom.approve(path);
    }
    newsroom.publish(&[&one, &other]);
    assert_eq!(newsroom.state(&one), view::State::Live);

    say(&mut newsroom, &one, |said| said.creator = "Zoë Çelik".to_owned());
    let file = ".galley/pictures/content/posts/the-wall/the-wall-1.jpg.toml";
    assert_eq!(newsroom.file(file), "creator = \"Zoë Çelik\"\n");
    assert_eq!(newsroom.state(&one), view::State::LiveWithChanges, "it is to be approved");
    assert_eq!(newsroom.state(&other), view::State::Live, "the other story is as it was");
    let content = |newsroom: &mut Newsroom, path: &str| {
        newsroom.desk.review(path, newsroom.now).expect("it is reviewed").content
    };
    let (mine, others) = (content(&mut newsroom, &one), content(&mut newsroom, &other));
    say(&mut newsroom, &one, |said| said.origin = Some(view::PictureOrigin::Own));
    assert_ne!(content(&mut newsroom, &one), mine, "what was reviewed is another");
    assert_eq!(content(&mut newsroom, &other), others, "of this story, and of no other");

    let review = newsroom.desk.review(&one, newsroom.now).expect("it is reviewed");
    let [change] = review.pictures.as_slice() else { panic!("{:?}", review.pictures) };
    let creator = |side: &Option<view::PictureSide>| {
        side.as_ref().map(|side| side.provenance.creator.clone()).unwrap_or_default()
    };
    assert_eq!(
        (creator(&change.before), creator(&change.now)),
        (String::new(), "Zoë Çelik".to_owned())
    );

    newsroom.after(5).approve(&one);
    newsroom.publish(&[&one]);
    assert_eq!(newsroom.state(&one), view::State::Live);
    let sent = git(&newsroom.publishing, &["show", &format!("main:{file}")]);
    assert_eq!(sent, "creator = \"Zoë Çelik\"\norigin = \"own\"");
    newsroom.undo(&[&one]);
    let there = git(&newsroom.publishing, &["ls-tree", "-r", "--name-only", "main"]);
    assert!(!there.contains(file), "readers have what they had: {there}");
}

#[test]
fn what_a_picture_says_of_its_rights_is_kept_and_comes_again() {
    let mut newsroom = Newsroom::new();
    let path = newsroom.begin("From the wire");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("wire.jpg");
    fs::write(&file, photograph(800, 600)).expect("written");
    let tags = [
        "-XMP-dc:Creator=Zoë Çelik",
        "-XMP-photoshop:Source=Orrin Wire",
        "-XMP-xmpRights:UsageTerms=Editorial use",
        "-XMP-plus:LicenseEndDate=2026:12:31",
        "-IPTC:SpecialInstructions=Contract 4711, consent of the family on file",
        "-overwrite_original",
    ];
    let run = std::process::Command::new("exiftool").args(tags).arg(&file).output();
    let run = run.expect("exiftool is installed: cargo xtask test installs it");
    assert!(run.status.success());
    let bytes = fs::read(&file).expect("read");
    newsroom.illustrate(&path, &bytes, &words("A.", "", "Zoë Çelik"), true);
    let stored = ".galley/pictures/content/posts/from-the-wire/from-the-wire-1.jpg.toml";
    assert_eq!(
        newsroom.file(stored),
        "creator = \"Zoë Çelik\"\nsource = \"Orrin Wire\"\nterms = \"Editorial use\"\nuntil = 2026-12-31\n"
    );
    say(&mut newsroom, &path, |said| said.origin = Some(view::PictureOrigin::Wire));
    let photo = photo::clean(&bytes, &photo::Settings::default()).expect("a picture");
    newsroom.save(&path);
    let draft = newsroom.desk.add_draft(photo, "again.jpg", bytes);
    assert_eq!(draft.provenance.origin, Some(view::PictureOrigin::Wire), "as it is known here");
}

#[test]
fn a_picture_is_not_approved_after_its_last_day() {
    let mut newsroom = Newsroom::new();
    let path = newsroom.begin("Licensed");
    newsroom.illustrate(&path, &photograph(900, 600), &words("A.", "", "Zoë Çelik"), false);
    newsroom.type_at_end(&path, "\nWords.\n");
    say(&mut newsroom, &path, |said| said.until = "2026-11-25".to_owned());
    newsroom.save(&path);
    let rights = |newsroom: &mut Newsroom| picture_of(newsroom, "licensed-1.jpg").rights;
    assert_eq!(rights(&mut newsroom), view::Rights::Ending);
    newsroom.after(4 * 24 * 3600);
    assert_eq!(rights(&mut newsroom), view::Rights::Ended);
    newsroom.set(&path, FieldEdit::Dek { value: "What readers get to know of it.".to_owned() });
    let review = newsroom.desk.review(&path, newsroom.now).expect("it is reviewed");
    let (writer, editor) = (crate::newsroom::writer(), crate::newsroom::editor());
    let refused = newsroom.desk.approve(&path, &review.content, &writer, &editor, newsroom.now);
    let refused = refused.expect("it answers");
    assert!(matches!(refused, view::Approval::Blocked { .. }), "{refused:?}");
    say(&mut newsroom, &path, |said| said.until = "2027-11-25".to_owned());
    newsroom.approve(&path);
    // Approved in time and sent too late: it stays here.
    let paths = [path.clone()];
    assert_eq!(newsroom.desk.may_not_be_sent(&paths, newsroom.now), None);
    newsroom.after(366 * 24 * 3600);
    let kept = newsroom.desk.may_not_be_sent(&paths, newsroom.now).expect("it is kept");
    assert_eq!(kept.code, "rights-ended");
    assert!(kept.sentence.contains("Licensed"), "{}", kept.sentence);
}

#[test]
fn what_is_said_of_a_picture_follows_its_file_and_is_taken_back_as_one_step() {
    let mut newsroom = Newsroom::new();
    let path = newsroom.begin("Followed");
    newsroom.illustrate(&path, &photograph(900, 600), &words("A.", "", "Ana"), false);
    newsroom.save(&path);
    let file = picture_of(&mut newsroom, "followed-1.jpg").file;
    let said = view::Provenance { source: "Orrin Wire".to_owned(), ..view::Provenance::default() };
    let edit = view::AlbumEdit::Provenance { provenance: said.clone() };
    newsroom.desk.change_album(&file, &edit, newsroom.now).expect("it is written");
    assert_eq!(picture_of(&mut newsroom, "followed-1.jpg").provenance, said);
    newsroom.desk.undo_album(newsroom.now).expect("it is taken back");
    assert!(picture_of(&mut newsroom, "followed-1.jpg").provenance.is_empty());

    newsroom.desk.change_album(&file, &edit, newsroom.now).expect("it is written");
    newsroom.desk.rename_picture(&file, "flood wall", newsroom.now).expect("it is renamed");
    assert_eq!(picture_of(&mut newsroom, "flood-wall.jpg").provenance, said, "with its name");
    newsroom.desk.close_post(&path, newsroom.now).expect("it is put away");
    newsroom.desk.rename(&path, "followed-on", newsroom.now).expect("it is renamed");
    assert_eq!(picture_of(&mut newsroom, "flood-wall.jpg").provenance, said, "with its story");
    let kept = newsroom.site.join(".galley/pictures/content/posts/followed-on/flood-wall.jpg.toml");
    assert!(kept.is_file(), "in its new place, and in no other");
    let others = walk(&newsroom.site.join(".galley/pictures"));
    assert_eq!(others, 1, "and in no other");
}

/// How many files lie below a folder.
fn walk(folder: &std::path::Path) -> usize {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    entries.map(|entry| if entry.path().is_dir() { walk(&entry.path()) } else { 1 }).sum()
}

#[test]
fn what_is_cropped_or_blurred_can_come_back_until_it_is_placed() {
    let mut newsroom = Newsroom::new();
    let bytes = photograph(900, 600);
    let settings = photo::Settings::default();
    let whole = photo::clean(&bytes, &settings).expect("a picture");
    let draft = newsroom.desk.add_draft(whole, "IMG_3.jpg", bytes);
    let edits = view::PictureEdits {
        turns: 1,
        crop: Some(view::PictureArea { x: 0.25, y: 0.0, width: 0.5, height: 1.0 }),
        blur: vec![view::PictureArea { x: 0.4, y: 0.4, width: 0.2, height: 0.2 }],
    };
    let (_, original) = newsroom.desk.draft_original(&draft.draft).expect("it is there");
    let edited = photo::clean_edited(&original, &settings, &edits).expect("a picture");
    assert_eq!((edited.width, edited.height), (300, 900), "turned, then half of its width");
    let edited = newsroom.desk.edit_draft(&draft.draft, edited).expect("it is replaced");
    assert_ne!(edited.picture.id, draft.picture.id);
    let (_, original) = newsroom.desk.draft_original(&edited.draft).expect("it is there");
    let again = photo::clean(&original, &settings).expect("a picture");
    let again = newsroom.desk.edit_draft(&edited.draft, again).expect("it is replaced");
    assert_eq!(again.picture, draft.picture);
}

/// A photograph that says where, by whom and with what it was taken, as exiftool writes it.
fn telling_photograph(width: u32, serial: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("phone.jpg");
    fs::write(&file, photograph(width, width * 2 / 3)).expect("written");
    let run = std::process::Command::new("exiftool")
        .args(["-q", "-overwrite_original", "-codedcharacterset=UTF8", "-charset", "iptc=UTF8"])
        .args(["-GPSLatitude=40.7123", "-GPSLatitudeRef=N", "-XMP-exif:GPSLatitude=40.7123"])
        .arg(format!("-EXIF:SerialNumber={serial}"))
        .args(["-XMP-iptcExt:PersonInImage=Jane Hidden"])
        .args(["-IPTC:City=Secretville", "-XMP-photoshop:City=Secretville"])
        .args([
            "-IPTC:By-line=Kerem Yücel",
            "-IPTC:Credit=Yücel/MPR",
            "-IPTC:CopyrightNotice=© MPR",
        ])
        .args(["-XMP-xmpRights:UsageTerms=One use", "-XMP-dc:Creator=Kerem Yücel"])
        .arg(&file)
        .status()
        .expect("exiftool is installed: cargo xtask test installs it");
    assert!(run.success());
    fs::read(&file).expect("read")
}

/// A story with such a picture is approved and live, the picture is replaced by another, deleted, and
/// leaves readers: no object of either repository ever has any of it, by its bytes and by exiftool.
#[test]
fn nothing_private_is_in_any_object_of_the_repository() {
    let mut newsroom = Newsroom::new();
    let path = newsroom.begin("Objects");
    let first = telling_photograph(2400, "SN-474747");
    newsroom.illustrate(&path, &first, &words("A face.", "", "Ana"), false);
    newsroom.type_at_end(&path, "\nWords.\n");
    newsroom.save(&path);
    newsroom.approve(&path);
    newsroom.publish(&[&path]);
    let file = picture_of(&mut newsroom, "objects-1.jpg").file;
    let second = telling_photograph(1800, "SN-484848");
    newsroom.illustrate(&path, &second, &words("A wall.", "", "Ana"), false);
    take_out(&mut newsroom, &path, &file);
    newsroom.save(&path);
    newsroom.desk.delete_picture(&file, newsroom.now).expect("it is deleted");
    newsroom.approve(&path);
    newsroom.publish(&[&path]);
    assert!(!readers_have(&newsroom, &file));
    for repository in [newsroom.site.clone(), newsroom.publishing.clone()] {
        let (mut objects, mut rights) = (0, 0);
        let pictures = tempfile::tempdir().expect("a folder");
        let opened = git2::Repository::open(&repository).expect("a repository");
        let odb = opened.odb().expect("objects");
        let mut all = Vec::new();
        odb.foreach(|id| {
            all.push(*id);
            true
        })
        .expect("they are listed");
        for id in all {
            let object = odb.read(id).expect("it is read");
            let has =
                |text: &str| object.data().windows(text.len()).any(|part| part == text.as_bytes());
            for gone in ["GPSLatitude", "SN-474747", "SN-484848", "Jane Hidden", "Secretville"] {
                assert!(!has(gone), "{gone} is in {id}");
            }
            objects += 1;
            rights += usize::from(has("Kerem Yücel") && has("One use") && has("© MPR"));
            if photo::measure(object.data()).is_some() {
                fs::write(pictures.path().join(format!("{id}.jpg")), object.data())
                    .expect("written");
            }
        }
        assert!(objects > 10 && rights == 2, "{objects} objects, {rights} with the rights");
        let told = std::process::Command::new("exiftool")
            .args(["-a", "-G1", "-s"])
            .arg(pictures.path())
            .output()
            .expect("exiftool runs");
        let told = String::from_utf8_lossy(&told.stdout);
        assert!(told.matches("Kerem Yücel").count() >= 2, "it reads them: {told}");
        for gone in ["GPS", "SerialNumber", "PersonInImage", "City", "ThumbnailImage"] {
            assert!(!told.contains(gone), "{gone} is in a picture of {}", repository.display());
        }
    }
}

/// As heavy as a telephone's: noise costs an encoder most.
fn heavy_photograph() -> Vec<u8> {
    let mut state = 1_u32;
    let picture = image::RgbImage::from_fn(4400, 3300, |x, y| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let grain = (state >> 27) as u8;
        image::Rgb([
            (x * 180 / 4000) as u8 + grain,
            (y * 180 / 3000) as u8 + grain,
            ((x / 190 + y / 130) % 2 * 120) as u8 + grain,
        ])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 99);
    picture.write_with_encoder(encoder).expect("a picture is encoded");
    bytes.into_inner()
}

#[test]
fn a_heavy_photograph_adds_little_and_a_second_time_nothing() {
    let mut newsroom = Newsroom::new();
    let path = newsroom.begin("Heavy");
    let bytes = heavy_photograph();
    assert!(bytes.len() > 10_000_000, "{} bytes", bytes.len());
    let size = |newsroom: &Newsroom| -> u64 {
        let objects = newsroom.git(&["count-objects", "-v"]);
        let of = |name: &str| -> u64 {
            let line = objects.lines().find_map(|line| line.strip_prefix(name));
            line.and_then(|number| number.trim().parse().ok()).unwrap_or_default()
        };
        of("size:") + of("size-pack:")
    };
    newsroom.approve(&path);
    let before = size(&newsroom);
    newsroom.illustrate(&path, &bytes, &words("A.", "", "B"), false);
    newsroom.save(&path);
    newsroom.approve(&path);
    let once = size(&newsroom);
    assert!(once - before < 600, "{} kB were added", once - before);
    newsroom.illustrate(&path, &bytes, &words("A.", "", "B"), false);
    newsroom.save(&path);
    newsroom.approve(&path);
    // The story's own text is in it again; a picture is not.
    assert!(size(&newsroom) - once < 40, "{} kB were added", size(&newsroom) - once);
}

#[test]
fn credits_move_out_of_old_descriptions_and_back_to_the_byte() {
    let mut newsroom = Newsroom::new();
    let path = newsroom.begin("Old pictures");
    newsroom.illustrate(&path, &photograph(900, 600), &words("A wall.", "", "Ana"), false);
    newsroom.type_at_end(
        &path,
        "\nSome  text _kept_.\n\n[![A *full* yard (Photo: Ana Ruiz/CityWire)](old-pictures-1.jpg)](big.jpg)\n\n\
         ![A gate (Rosa Diaz/Initiate Justice)](<old-pictures-1.jpg>)\n\n\
         - ![In a list (Photo: Ana Ruiz)](old-pictures-1.jpg)\n\n![The route (Los Angeles/San Francisco)](old-pictures-1.jpg)\n",
    );
    newsroom.save(&path);
    newsroom.desk.close_post(&path, newsroom.now).expect("it is put away");
    let before = newsroom.file(&path);
    let moves = newsroom.desk.credit_moves();
    let told: Vec<_> = moves
        .iter()
        .map(|one| (one.after.alt.as_str(), one.after.credit.as_str(), one.sure))
        .collect();
    assert_eq!(
        told,
        [
            ("A full yard", "Ana Ruiz/CityWire", true),
            ("A gate", "Rosa Diaz/Initiate Justice", false)
        ]
    );
    let changed = newsroom.desk.move_credits(&moves, newsroom.now);
    assert_eq!((changed.changed, changed.left), (vec![path.clone()], vec![]));
    let after = newsroom.file(&path);
    let wanted = before
        .replace(
            "[![A *full* yard (Photo: Ana Ruiz/CityWire)](old-pictures-1.jpg)](big.jpg)",
            "[![A full yard](old-pictures-1.jpg)](big.jpg)\n*(Photo: Ana Ruiz/CityWire)*",
        )
        .replace(
            "![A gate (Rosa Diaz/Initiate Justice)](<old-pictures-1.jpg>)",
            "![A gate](<old-pictures-1.jpg>)\n*(Photo: Rosa Diaz/Initiate Justice)*",
        );
    assert_eq!(after, wanted, "only the lines of these pictures changed");
    assert_eq!(newsroom.desk.credit_moves(), [], "nothing is left to move");
    newsroom.desk.undo_album(newsroom.now).expect("it is taken back");
    assert_eq!(newsroom.file(&path), before, "every byte");
    assert_eq!(newsroom.desk.credit_moves().len(), 2);
}

#[test]
fn one_credit_moves_alone_and_what_was_changed_since_stays() {
    let mut newsroom = Newsroom::new();
    let path = newsroom.begin("One of two");
    newsroom.illustrate(&path, &photograph(900, 600), &words("A wall.", "", "Ana"), false);
    let line = "![A yard (Photo: Ana Ruiz)](one-of-two-1.jpg)";
    newsroom.type_at_end(&path, &format!("\n{line}\n\n{line}\n"));
    newsroom.save(&path);
    let moves = newsroom.desk.credit_moves();
    assert_eq!(moves.len(), 2);
    newsroom.desk.move_credits(&moves[1..], newsroom.now);
    let after = newsroom.file(&path);
    assert_eq!(after.matches(line).count(), 1, "{after}");
    assert!(after.ends_with("*(Photo: Ana Ruiz)*\n"), "the second: {after}");
    newsroom.type_at_end(&path, "\nMore text.\n");
    newsroom.save(&path);
    newsroom.desk.undo_album(newsroom.now).expect("it is taken back");
    let back = newsroom.file(&path);
    assert_eq!(back.matches(line).count(), 2, "{back}");
    assert!(back.contains("More text."), "{back}");
    let again = newsroom.desk.move_credits(&moves, newsroom.now);
    assert!(again.left.is_empty(), "{again:?}");
    let stale = newsroom.desk.move_credits(&moves, newsroom.now);
    assert_eq!((stale.changed.len(), stale.left), (0, vec![path]), "they are moved already");
}

/// What lies in the publishing repository.
fn readers_have(newsroom: &Newsroom, file: &str) -> bool {
    let there = git(&newsroom.publishing, &["ls-tree", "-r", "--name-only", "main", "--", file]);
    !there.is_empty()
}

/// A published story with one picture, of which something is said: the story, and the picture's file.
fn published_with_picture(newsroom: &mut Newsroom, headline: &str) -> (String, String) {
    let path = newsroom.begin(headline);
    newsroom.illustrate(&path, &photograph(900, 600), &words("A face.", "", "Ana"), false);
    newsroom.type_at_end(&path, "\nWords.\n");
    say(newsroom, &path, |said| said.creator = "Ana".to_owned());
    newsroom.save(&path);
    newsroom.approve(&path);
    newsroom.publish(&[&path]);
    let used = |one: &view::AlbumPicture| one.uses.iter().any(|used| used.path == path);
    let album = newsroom.desk.album(newsroom.now);
    let file = album.pictures.into_iter().find(used).expect("its picture").file;
    assert!(readers_have(newsroom, &file));
    (path, file)
}

/// Puts another picture in the place of the one that a story shows.
fn replace_picture(newsroom: &mut Newsroom, path: &str, file: &str) {
    newsroom.illustrate(path, &photograph(640, 480), &words("A wall.", "", "Ana"), false);
    take_out(newsroom, path, file);
    newsroom.save(path);
}

/// Takes the figure of a face out of a story.
fn take_out(newsroom: &mut Newsroom, path: &str, file: &str) {
    let name = file.rsplit('/').next().expect("a name");
    let post = newsroom.open(path);
    let figure = format!("![A face.]({name})\n*(Photo: Ana)*\n");
    let from = post.text.find(&figure).unwrap_or_else(|| panic!("{}", post.text)) as u32;
    let gone = view::Change { from, to: from + figure.len() as u32, insert: String::new() };
    newsroom.desk.edit(path, post.version, &[gone], newsroom.now).expect("it is taken out");
}

#[test]
fn a_picture_that_was_replaced_and_deleted_leaves_readers_with_its_story() {
    let mut newsroom = Newsroom::new();
    let (path, file) = published_with_picture(&mut newsroom, "Replaced");
    let refused = newsroom.desk.delete_picture(&file, newsroom.now);
    assert!(refused.is_err(), "a story shows it");
    replace_picture(&mut newsroom, &path, &file);
    let name = file.rsplit('/').next().expect("a name").to_owned();
    let picture = picture_of(&mut newsroom, &name);
    assert!(picture.uses.is_empty() && picture.on_site, "not used, and still with readers");
    assert_eq!(picture.shown_in, ["Replaced"]);

    let old_file = |newsroom: &mut Newsroom| {
        let review = newsroom.desk.review(&path, newsroom.now).expect("it is reviewed");
        let [change] = review.pictures.as_slice() else { panic!("{:?}", review.pictures) };
        change.old_file.clone()
    };
    assert_eq!(old_file(&mut newsroom), view::OldFile::Stays { file: file.clone() });
    let gone = newsroom.desk.delete_picture(&file, newsroom.now).expect("it is deleted");
    assert!(gone.left.is_empty(), "nothing names it: {gone:?}");
    assert_eq!(old_file(&mut newsroom), view::OldFile::Leaves { file: file.clone() });
    assert!(!newsroom.site.join(&file).exists());
    let press = newsroom.desk.press();
    let alone = press.ready.iter().chain(&press.changed).any(|row| row.picture);
    assert!(!alone, "it goes with its story, and with nothing else");
    newsroom.desk.undo_album(newsroom.now).expect("it is taken back");
    assert!(newsroom.site.join(&file).exists(), "one press brings it back");
    newsroom.desk.delete_picture(&file, newsroom.now).expect("it is deleted");

    let mut newsroom = newsroom.restart();
    newsroom.approve(&path);
    newsroom.publish(&[&path]);
    assert!(!readers_have(&newsroom, &file), "nobody finds it any more");
    assert!(!readers_have(&newsroom, &format!(".galley/pictures/{file}.toml")), "nor who made it");
    assert_eq!(newsroom.state(&path), view::State::Live);
    let status = newsroom.git(&["status", "--short", "content/posts/replaced", ".galley"]);
    assert_eq!(status, "", "nothing is left to somebody else");
}

#[test]
fn a_picture_that_no_story_had_is_removed_by_a_change_of_its_own() {
    let mut newsroom = Newsroom::new();
    let (path, file) = published_with_picture(&mut newsroom, "Removed");
    replace_picture(&mut newsroom, &path, &file);
    newsroom.approve(&path);
    newsroom.publish(&[&path]);
    assert!(readers_have(&newsroom, &file), "nobody took it away");
    let name = file.rsplit('/').next().expect("a name").to_owned();
    let picture = picture_of(&mut newsroom, &name);
    assert!(picture.on_site && picture.shown_in.is_empty(), "{picture:?}");

    newsroom.desk.delete_picture(&file, newsroom.now).expect("it is deleted");
    assert_eq!(newsroom.state(&path), view::State::Live, "the story is as it was");
    let row = newsroom.desk.press().changed.into_iter().find(|row| row.path == file);
    let row = row.expect("it waits for an approval");
    assert!(row.picture && row.takes_down && row.replaces && row.thumbnail.is_some(), "{row:?}");
    assert_eq!(row.title, name);
    let review = newsroom.desk.review(&file, newsroom.now).expect("it is reviewed");
    assert!(review.picture && review.takes_down && review.anything, "{review:?}");
    let [change] = review.pictures.as_slice() else { panic!("{:?}", review.pictures) };
    let before = change.before.as_ref().expect("the picture");
    assert!(before.picture.is_some() && change.now.is_none());
    assert_eq!(before.provenance.creator, "Ana");

    newsroom.approve(&file);
    assert!(newsroom.desk.press().ready.iter().any(|row| row.path == file && row.picture));
    newsroom.publish(&[&file]);
    assert!(!readers_have(&newsroom, &file) && newsroom.desk.press().ready.is_empty());
    assert_eq!(newsroom.state(&path), view::State::Live);

    newsroom.undo(&[&file]);
    assert!(readers_have(&newsroom, &file), "taken back");
    assert!(newsroom.site.join(&file).exists(), "and here, like a story");
    newsroom.desk.delete_picture(&file, newsroom.now).expect("it is deleted again");
    let trash = newsroom.desk.deleted();
    let deleted = trash.iter().find(|one| one.path == file).expect("it is in the trash");
    assert!(deleted.picture && deleted.live && deleted.title == name, "{deleted:?}");
    newsroom.desk.bring_back(&deleted.id, newsroom.now).expect("it is brought back");
    assert!(newsroom.site.join(&file).exists());
    assert_eq!(newsroom.state(&path), view::State::Live, "as readers have it");
    let press = newsroom.desk.press();
    assert!(press.ready.iter().chain(&press.changed).all(|row| !row.picture));
}

/// Two published stories that show one file.
fn sharing(newsroom: &mut Newsroom) -> (String, String, String) {
    let (one, file) = published_with_picture(newsroom, "One of both");
    let other = newsroom.begin("Other of both");
    newsroom.illustrate(&other, &photograph(960, 640), &words("A bus.", "", "Ana"), false);
    newsroom.type_at_end(
        &other,
        "\n![A face.](../one-of-both/one-of-both-1.jpg)\n*(Photo: Ana)*\n\nWords.\n",
    );
    newsroom.save(&other);
    newsroom.approve(&other);
    newsroom.publish(&[&other]);
    assert_eq!(newsroom.state(&other), view::State::Live);
    (one, other, file)
}

#[test]
fn a_renamed_picture_of_several_stories_leaves_with_the_last_of_them() {
    let mut newsroom = Newsroom::new();
    let (one, other, file) = sharing(&mut newsroom);
    let done = newsroom.desk.rename_picture(&file, "a wall", newsroom.now).expect("it is renamed");
    assert_eq!((done.changed.len(), done.left.len()), (2, 0), "{done:?}");
    newsroom.approve(&one);
    newsroom.publish(&[&one]);
    assert!(readers_have(&newsroom, &file), "readers have the other story as it was");
    newsroom.approve(&other);
    newsroom.publish(&[&other]);
    assert!(!readers_have(&newsroom, &file), "now nobody needs it");
    assert!(readers_have(&newsroom, &file.replace("one-of-both-1", "a-wall")));
    for path in [&one, &other] {
        assert_eq!(newsroom.state(path), view::State::Live, "{path}");
    }
    for folder in ["content/posts/one-of-both", "content/posts/other-of-both", ".galley"] {
        assert_eq!(newsroom.git(&["status", "--short", folder]), "");
    }
}

#[test]
fn a_story_that_readers_have_keeps_a_picture_until_it_is_sent_itself() {
    let mut newsroom = Newsroom::new();
    let (one, other, file) = sharing(&mut newsroom);
    newsroom.desk.move_picture(&file, "content/posts/other-of-both", newsroom.now).expect("moved");
    newsroom.approve(&one);
    newsroom.approve(&other);
    newsroom.publish(&[&other]);
    assert!(readers_have(&newsroom, &file), "the first story shows it to readers");
    newsroom.publish(&[&one, &other]);
    assert!(!readers_have(&newsroom, &file));
    assert_eq!(newsroom.state(&other), view::State::Live);
}

#[test]
fn the_copies_of_a_picture_go_with_it_and_pages_that_name_it_are_told() {
    let house = "[figure]\nform = \"html\"\n\n[images]\nfolder = \"assets/img\"\naddress = \"/assets/img/\"\nwidths = [480]\n";
    let files: [(&str, &[u8]); 4] = [
        ("_config.yml", b"title: Record\n"),
        ("_posts/2026-11-01-first.md", b"---\ntitle: First\ndescription: A dek.\n---\n\nWords.\n"),
        ("_data/about.yml", b"logo: /assets/img/wall.jpg\n"),
        (".galley/site.toml", house.as_bytes()),
    ];
    let mut newsroom = Newsroom::of(&files, "nothing");
    let path = newsroom.begin("Many sizes");
    newsroom.illustrate(&path, &photograph(1200, 800), &words("A.", "Noon.", "Ana"), false);
    newsroom.save(&path);
    newsroom.approve(&path);
    newsroom.publish(&[&path]);
    let before = newsroom.file(&path);
    let file = newsroom.desk.album(newsroom.now).pictures[0].file.clone();
    newsroom.desk.rename_picture(&file, "wall", newsroom.now).expect("it is renamed");
    assert!(
        newsroom.file(&path).contains("/assets/img/wall-480.jpg 480w"),
        "{}",
        newsroom.file(&path)
    );
    newsroom.desk.undo_album(newsroom.now).expect("it is taken back");
    assert_eq!(newsroom.file(&path), before);
    newsroom.desk.rename_picture(&file, "wall", newsroom.now).expect("it is renamed again");
    newsroom.approve(&path);
    newsroom.publish(&[&path]);
    let copies = git(&newsroom.publishing, &["ls-tree", "-r", "--name-only", "main", "assets"]);
    assert_eq!(
        copies, "assets/img/wall-480.jpg\nassets/img/wall.jpg",
        "and nothing of the old name"
    );
    let post = newsroom.open(&path);
    let all = view::Change { from: 0, to: post.text.len() as u32, insert: "Words.\n".to_owned() };
    newsroom.desk.edit(&path, post.version, &[all], newsroom.now).expect("it is taken out");
    newsroom.save(&path);
    newsroom.approve(&path);
    newsroom.publish(&[&path]);
    let pictures = newsroom.desk.album(newsroom.now).pictures;
    let [one] = pictures.as_slice() else {
        panic!("one picture, whatever its copies: {pictures:?}")
    };
    let file = one.file.clone();
    let gone = newsroom.desk.delete_picture(&file, newsroom.now).expect("it is deleted");
    assert_eq!(gone.left, ["_data/about.yml"], "this page has no picture now");
    let waiting = newsroom.desk.press().changed;
    assert_eq!(waiting.len(), 1, "one removal, whatever its copies: {waiting:?}");
    newsroom.approve(&file);
    newsroom.publish(&[&file]);
    let left = git(&newsroom.publishing, &["ls-tree", "-r", "--name-only", "main", "assets"]);
    assert_eq!(left, "", "of\n{copies}");
}

#[test]
fn a_picture_of_the_sites_own_pages_is_not_called_unused() {
    let picture = photograph(400, 300);
    let story = "---\nlayout: post\ntitle: T\ndate: 2026-11-01 09:00:00 -0500\n---\n\
                 ![A wall.]({{ site.baseurl }}/img/wall.jpg)\n";
    let mut newsroom = Newsroom::of(
        &[
            ("_config.yml", b"title: T\nlogo: /img/logo.jpg\n"),
            ("_posts/2026-11-01-t.md", story.as_bytes()),
            ("_includes/footer.html", b"<img src=\"{{ '/img/foot er.jpg' | relative_url }}\">"),
            ("assets/main.scss", b"body { background: url(../img/back.jpg) }"),
            ("about.md", b"---\ntitle: About\n---\n![Us](img/us.jpg)\n"),
            ("_site/index.html", b"<img src=/img/none.jpg>"),
            ("img/wall.jpg", &picture),
            ("img/logo.jpg", &picture),
            ("img/foot er.jpg", &picture),
            ("img/back.jpg", &picture),
            ("img/us.jpg", &picture),
            ("img/none.jpg", &picture),
            ("img/old-logo.jpg", &picture),
        ],
        "none",
    );
    let album = newsroom.desk.album(newsroom.now);
    let told = |name: &str| {
        let picture = album.pictures.iter().find(|one| one.name == name);
        let picture = picture.unwrap_or_else(|| panic!("{name} is there"));
        (picture.uses.len(), picture.named_in.join(" "))
    };
    for (name, uses, named_in, why) in [
        ("wall.jpg", 1, "", "a story shows it, by template code"),
        ("logo.jpg", 0, "_config.yml", "the settings name it"),
        ("foot er.jpg", 0, "_includes/footer.html", "a template, with a space in the name"),
        ("back.jpg", 0, "assets/main.scss", "a style"),
        ("us.jpg", 0, "about.md", "a page that is no story"),
        ("none.jpg", 0, "", "what a program built does not count"),
        ("old-logo.jpg", 0, "", "another name that ends alike"),
    ] {
        assert_eq!(told(name), (uses, named_in.to_owned()), "{name}: {why}");
    }
}
