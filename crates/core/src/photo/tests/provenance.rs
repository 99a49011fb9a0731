//! What is said of a picture: written line by line, read back, put together.

use jiff::civil::date;

use super::super::provenance::{last_day, merge, path_of, picture_of, read, rights, write};
use crate::view::{PictureOrigin, Provenance, Rights};

const PICTURE: &str = "static/img/wall.jpg";

fn said(creator: &str, until: &str) -> Provenance {
    Provenance { creator: creator.to_owned(), until: until.to_owned(), ..Provenance::default() }
}

#[test]
fn only_the_line_that_differs_is_written() {
    let site = tempfile::tempdir().unwrap();
    let file = site.path().join(path_of(PICTURE));
    let text = || std::fs::read_to_string(&file).unwrap();
    assert!(read(site.path(), PICTURE).unwrap().is_empty(), "nothing is said yet");
    write(site.path(), PICTURE, &Provenance::default()).unwrap();
    assert!(!file.exists(), "and nothing is written where there is nothing to say");

    let all = Provenance {
        creator: "Zoë  Çelik\n".to_owned(),
        source: "Orrin Wire".to_owned(),
        link: "https://orrinwire.example/4711".to_owned(),
        origin: Some(PictureOrigin::Wire),
        terms: "Editorial use".to_owned(),
        until: "2026-12-31".to_owned(),
    };
    write(site.path(), PICTURE, &all).unwrap();
    assert_eq!(
        text(),
        "creator = \"Zoë Çelik\"\nsource = \"Orrin Wire\"\nlink = \"https://orrinwire.example/4711\"\norigin = \"wire\"\nterms = \"Editorial use\"\nuntil = 2026-12-31\n"
    );
    let read_back = read(site.path(), PICTURE).unwrap();
    assert_eq!(read_back, Provenance { creator: "Zoë Çelik".to_owned(), ..all });

    let own =
        "# ours\nsource = 'Orrin Wire'   # asked twice\nlicence = 7\nuntil = \"2026-12-31\"\n";
    std::fs::write(&file, own).unwrap();
    let known = read(site.path(), PICTURE).unwrap();
    write(site.path(), PICTURE, &Provenance { until: "2027-01-31".to_owned(), ..known }).unwrap();
    assert_eq!(text(), own.replace("\"2026-12-31\"", "2027-01-31"), "a stranger's lines stay");
    let known = read(site.path(), PICTURE).unwrap();
    write(site.path(), PICTURE, &known).unwrap();
    assert!(text().contains("licence = 7"), "what is the same is not written");

    std::fs::write(&file, "creator = \"Zoë\"\n").unwrap();
    write(site.path(), PICTURE, &Provenance::default()).unwrap();
    assert!(!file.exists(), "a file that says nothing goes");
}

#[test]
fn what_cannot_be_read_is_left_alone() {
    let site = tempfile::tempdir().unwrap();
    let file = site.path().join(path_of(PICTURE));
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(&file, "creator = \n").unwrap();
    assert!(write(site.path(), PICTURE, &said("Zoë", "")).is_err());
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "creator = \n");
    std::fs::write(&file, "creator = 3\norigin = \"moon\"\nuntil = \"soon\"\n").unwrap();
    assert!(read(site.path(), PICTURE).unwrap().is_empty(), "what it cannot mean is unsaid");
    for outside in ["../wall.jpg", "/etc/wall.jpg", ".git/wall.jpg"] {
        assert!(write(site.path(), outside, &said("Zoë", "")).is_err(), "{outside}");
    }
    #[cfg(unix)]
    {
        let elsewhere = tempfile::tempdir().unwrap();
        std::fs::remove_dir_all(site.path().join(".galley")).unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), site.path().join(".galley")).unwrap();
        assert!(write(site.path(), PICTURE, &said("Zoë", "")).is_err(), "a link is not followed");
        assert_eq!(std::fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    }
}

#[test]
fn two_versions_become_one() {
    for (base, ours, theirs, expected, why) in [
        ("", "creator = \"A\"\n", "source = \"B\"\n", "source = \"B\"\ncreator = \"A\"\n", "both"),
        (
            "creator = \"A\"\n",
            "creator = \"B\"\n",
            "creator = \"C\"\n",
            "creator = \"B\"\n",
            "ours",
        ),
        (
            "creator = \"A\"\n",
            "",
            "creator = \"A\"\nterms = \"T\"\n",
            "terms = \"T\"\n",
            "taken out",
        ),
        ("", "until = 2027-01-01\n", "until = 2026-12-01\n", "until = 2026-12-01\n", "the sooner"),
        ("", "until = 2026-11-01\n", "until = 2026-12-01\n", "until = 2026-11-01\n", "the sooner"),
        (
            "until = 2026-12-01\n",
            "until = 2027-12-01\n",
            "until = 2026-12-01\n",
            "until = 2027-12-01\n",
            "ours alone",
        ),
    ] {
        assert_eq!(merge(base, ours, theirs).as_deref(), Some(expected), "{why}");
    }
    assert_eq!(merge("", "creator = ", ""), None);
}

#[test]
fn a_picture_is_pointed_out_two_weeks_before_its_last_day() {
    let today = date(2026, 11, 20);
    for (until, expected) in [
        ("", Rights::Last),
        ("2026-12-05", Rights::Last),
        ("2026-12-04", Rights::Ending),
        ("2026-11-20", Rights::Ending),
        ("2026-11-19", Rights::Ended),
    ] {
        assert_eq!(rights(last_day(until), today), expected, "{until}");
    }
    assert_eq!(picture_of(&path_of(PICTURE)), Some(PICTURE));
    assert_eq!(picture_of(".galley/site.toml"), None);
}
