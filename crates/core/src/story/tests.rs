#![allow(clippy::unwrap_used)]
use super::lead::lead_words;
use super::when::date;
use super::*;
use crate::form::DateForm;
use crate::site::Keys;

#[test]
fn a_folded_dek_keeps_its_sign() {
    let text = "---\ntitle: T\ndescription: >\n  Both own land\n  behind the line.\n---\n";
    let fields = crate::metadata::read(text).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let profile = crate::site::Site::open(folder.path()).unwrap().0.profile;
    let change = FieldEdit::Dek { value: "Both own land behind the new line.".to_owned() };
    let edits = edits(&change, &fields, None, &profile, None).unwrap();
    let after = crate::metadata::edit(text, &edits).unwrap();
    assert!(after.contains("description: >\n"), "{after}");
    let change = FieldEdit::Dek { value: String::new() };
    let edits = super::edits(&change, &fields, None, &profile, None).unwrap();
    let emptied = crate::metadata::edit(text, &edits).unwrap();
    assert!(!emptied.contains("land"), "{emptied}");
}

#[test]
fn a_credit_within_the_caption_is_read_and_written_there() {
    let keys = Keys {
        lead_src: Some("header.image".to_owned()),
        lead_caption: Some("header.caption".to_owned()),
        ..Keys::default()
    };
    for (written, caption, credit, url, why) in [
        (
            "Photo credit: [**Ana Bo**](https://a.example)",
            "",
            "Ana Bo",
            "https://a.example",
            "the theme’s own example",
        ),
        ("Photo credit: Ana Bo/Record", "", "Ana Bo/Record", "", "a name"),
        (
            "The wall at noon. Photo credit: Ana Bo",
            "The wall at noon.",
            "Ana Bo",
            "",
            "behind a caption",
        ),
        (
            "The photo credit: who gets it?",
            "The photo credit: who gets it?",
            "",
            "",
            "a sentence about credits",
        ),
        ("The wall at noon.", "The wall at noon.", "", "", "a caption alone"),
    ] {
        let header = format!("---\nheader:\n  image: a.jpg\n  caption: \"{written}\"\n---\n");
        let fields = crate::metadata::read(&header).unwrap();
        let text = |key: &Option<String>| {
            let value = key.as_deref().and_then(|key| fields.get(&key.into()));
            value.and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        let lead = lead(&keys, &text, None).unwrap();
        if credit.is_empty() {
            assert_eq!((&*lead.caption, &*lead.credit), (caption, ""), "{why}");
            continue;
        }
        assert_eq!(
            (&*lead.caption, &*lead.credit, &*lead.credit_url),
            (caption, credit, url),
            "{why}"
        );
        assert_eq!(lead.label, "Photo", "{why}");
        assert_eq!(lead_words(&lead.words(), Some(&lead.words()), &fields, &keys), [], "{why}");
        let other = PictureWords {
            credit: "Ida Noor".to_owned(),
            credit_url: String::new(),
            ..lead.words()
        };
        let gap = if caption.is_empty() { "" } else { " " };
        let edit =
            Edit::set("header.caption", format!("{caption}{gap}Photo credit: Ida Noor").as_str());
        assert_eq!(lead_words(&other, Some(&lead.words()), &fields, &keys), [edit], "{why}");
    }
}

#[test]
fn dates_in_use_are_read_and_shown() {
    for (raw, long, short, why) in [
        ("2026-11-18T09:00:00-05:00", "November 18, 2026", "Nov 18", "RFC 3339"),
        ("2025-07-01 09:00:00 -0700", "July 1, 2025", "Jul 1, 2025", "Jekyll's spaces"),
        ("2015-03-17 14:00:00 -4", "March 17, 2015", "Mar 17, 2015", "an offset of one digit"),
        ("2015-03-17 14:00:00 +05:30", "March 17, 2015", "Mar 17, 2015", "of half an hour"),
        ("2015-03-17 9:30:00 -4", "March 17, 2015", "Mar 17, 2015", "an hour of one digit"),
        ("2024-01-12", "January 12, 2024", "Jan 12, 2024", "a day alone"),
        ("2026-03-03T00:30:00Z", "March 3, 2026", "Mar 3", "the day as written, not as here"),
        ("Jul 08 2022", "July 8, 2022", "Jul 8, 2022", "the month as a word"),
        ("8 September 2022", "September 8, 2022", "Sep 8, 2022", "the day first"),
        ("Fri, Sept. 9, 2022", "September 9, 2022", "Sep 9, 2022", "with a weekday"),
        ("2022/7/8 10:00", "July 8, 2022", "Jul 8, 2022", "strokes, a time behind"),
        ("soon", "soon", "soon", "no date stays as written"),
        ("12 of 2022 men", "12 of 2022 men", "12 of 2022 men", "nor is this one"),
    ] {
        let when = When::read(raw);
        let today = "2026-11-22".parse().unwrap();
        assert_eq!((when.long().as_str(), when.short(today).as_str()), (long, short), "{why}");
    }
}

#[test]
fn a_day_alone_shows_no_time() {
    for (raw, time) in
        [("2024-01-12", ""), ("Jul 08 2022", ""), ("2024-01-12 12:00", "12:00"), ("soon", "")]
    {
        assert_eq!(When::read(raw).view("Europe/Berlin").time, time, "{raw}");
    }
}

#[test]
fn a_date_is_written_with_the_offset_of_its_hour() {
    for (day, time, zone, old, written, why) in [
        ("2026-11-18", "09:00", "America/New_York", None, "2026-11-18T09:00:00-05:00", "winter"),
        ("2026-07-18", "09:00", "America/New_York", None, "2026-07-18T09:00:00-04:00", "summer"),
        ("2026-07-18", "09:00", "UTC−03:30", None, "2026-07-18T09:00:00-03:30", "an offset"),
        ("2026-07-18", "", "UTC", Some("2024-01-12"), "2026-07-18", "days alone stay so"),
        ("2026-07-18", "12:00", "UTC", Some("2024-01-12"), "2026-07-18T12:00:00+00:00", "noon"),
        ("2026-07-18", "08:00", "UTC", Some("2024-01-12"), "2026-07-18T08:00:00+00:00", "a time"),
    ] {
        let old = old.map(|old| Value::Date(old.to_owned()));
        let got = date((day, time, zone), old.as_ref(), DateForm::USUAL, "UTC");
        assert_eq!(got, Ok(Value::Date(written.to_owned())), "{why}");
    }
    let none = date(("2026-02-30", "09:00", "UTC"), None, DateForm::USUAL, "UTC");
    assert!(none.is_err(), "no such day");
}

#[test]
fn only_the_words_of_a_lead_picture_that_changed_are_written() {
    let keys = Keys {
        lead_src: Some("image".to_owned()),
        lead_credit: Some("image_credit".to_owned()),
        ..Keys::default()
    };
    let header = "image: a.jpg\nimage_caption: Kept.\nimage_credit: \"(Photo: Ana)\"\n";
    let fields = crate::metadata::read(&format!("---\n{header}---\n")).unwrap();
    let (label, name) = ("Photo".to_owned(), "Ana".to_owned());
    let now = PictureWords { label, credit: name, ..PictureWords::default() };
    let words = PictureWords { alt: "New.".to_owned(), ..now.clone() };
    let alt = Edit::set("image_alt", "New.");
    assert_eq!(lead_words(&words, Some(&now), &fields, &keys), [alt], "nothing but the alt");
    let all = lead_words(&words, None, &fields, &keys);
    assert_eq!(all.len(), 3, "another picture takes none of the old one's words over");
}

#[test]
fn credits_come_apart() {
    for (line, label, name, url) in [
        ("Photo: Zoë Çelik/Orrin Record", "Photo", "Zoë Çelik/Orrin Record", ""),
        ("(Graphic: Orrin Record)", "Graphic", "Orrin Record", ""),
        ("Foto: Jörg Weiß/dpa", "Foto", "Jörg Weiß/dpa", ""),
        ("Crédit photo : Zoé Blanc", "Crédit photo", "Zoé Blanc", ""),
        ("Room 4: the archive", "", "Room 4: the archive", ""),
        ("Courtesy of Fenwick Library", "", "Courtesy of Fenwick Library", ""),
        ("Photo: [A/B](https://b.example/)", "Photo", "A/B", "https://b.example/"),
        ("([A](https://b.example/a_(b)))", "", "A", "https://b.example/a_(b)"),
        ("(c) 2024 Ann (Record)", "", "(c) 2024 Ann (Record)", ""),
        ("[A](https://a.x) and [B](https://b.x)", "", "[A](https://a.x) and [B](https://b.x)", ""),
    ] {
        assert_eq!(credit(line), (label.to_owned(), name.to_owned(), url.to_owned()), "{line}");
    }
}
