//! Seeded faults, each found by its own rule and by no other, beside near misses that are none.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

mod fields;
mod people;
mod sites;
mod text;

use tempfile::TempDir;

use super::*;
use crate::library::Library;
use crate::library::address::Rules;
use crate::site::Site;

const STORY: &str = r#"---
title: "County board moves the flood wall vote"
description: "Both own land behind the proposed line. Without them the board is one vote short of the six it needs."
authors:
  - "Maria Nwosu"
date: 2026-11-18T07:30:00-05:00
tags:
  - "river"
image:
  src: "wall.jpg"
  alt: "A concrete wall runs along a brown river."
  caption: "The flood wall at Cooper Street."
  credit: "Photo: Zoë Çelik/Orrin Record"
---

The board needs six of nine votes to move the line of the wall. Chair Adaeze Okonkwo-Hale said so on Tuesday, November 17.

## What comes next

Engineers wrote [a report on the wall](https://example.org/report) in October. “It will hold,” they said.

![Two people look over a railing.](railing.jpg)
*Neighbors at the railing. (Photo: Zoë Çelik/Orrin Record)*

The vote is set for Thursday, December 3.
"#;

const NOW: &str = "2026-11-20T12:00:00Z";

/// A site in a folder of its own.
struct Place {
    folder: TempDir,
    story: String,
}

impl Place {
    /// A Hugo site with one live neighbour, and a story of this name.
    fn hugo(story: &str) -> Place {
        let place = Place { folder: tempfile::tempdir().unwrap(), story: story.to_owned() };
        place.write("hugo.toml", "baseURL = 'https://orrin.example/'\ntitle = 'Record'\n");
        let neighbour = STORY.replace("County board moves", "Boil notice lifted before");
        place.write("content/posts/boil-notice/index.md", &neighbour);
        for picture in ["wall.jpg", "railing.jpg"] {
            place.bytes(&format!("content/posts/boil-notice/{picture}"), &jpeg(1200, 800));
            place.bytes(&format!("content/posts/{story}/{picture}"), &jpeg(1200, 800));
        }
        place
    }

    fn write(&self, path: &str, text: &str) {
        self.bytes(path, text.as_bytes());
    }

    fn bytes(&self, path: &str, bytes: &[u8]) {
        let file = self.folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }

    fn path(&self) -> String {
        format!("content/posts/{}/index.md", self.story)
    }

    /// The findings of a story that lies in the site.
    fn findings(&self, path: &str, live: Option<&str>) -> Vec<Finding> {
        let (site, posts) = Site::open(self.folder.path()).unwrap();
        let library = Library::of(&site, posts);
        let house = House::read(&site.folder).unwrap();
        let build =
            Build::read(&site.folder, site.profile.generator, site.profile.address.as_deref());
        let gallery = Gallery::default();
        let post = Post::read(&site.folder, path);
        let facts = Facts {
            profile: &site.profile,
            house: &house,
            about: &library.about(path, None),
            build: &build,
            rules: library.rules(),
            pictures: &SitePictures { site: &site, post: path, gallery: &gallery },
            live,
            now: NOW.parse().unwrap(),
        };
        check(&post, &facts)
    }

    /// The findings of the story with this text.
    fn check(&self, text: &str) -> Vec<Finding> {
        self.write(&self.path(), text);
        self.findings(&self.path(), None)
    }
}

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_pixel(width, height, image::Rgb([90, 120, 60]));
    picture.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

fn ids(findings: &[Finding]) -> String {
    let ids: BTreeSet<&str> = findings.iter().map(|finding| finding.rule.id()).collect();
    ids.into_iter().collect::<Vec<_>>().join(" ")
}

/// Puts `to` in the place of `from`, once.
fn with(from: &str, to: &str) -> String {
    assert!(STORY.contains(from), "“{from}” is in the story");
    STORY.replacen(from, to, 1)
}

/// Each row changes the story in one place; what comes of it are exactly these rules.
fn table(place: &Place, rows: &[(&str, &str, &str, &str)]) {
    assert_eq!(
        ids(&place.check(STORY)),
        "",
        "the story itself is clean: {:#?}",
        place.check(STORY)
    );
    for (from, to, expected, why) in rows {
        let found = place.check(&with(from, to));
        assert_eq!(ids(&found), *expected, "{why}: “{from}” → “{to}”: {found:#?}");
    }
}

#[test]
fn headlines() {
    let title = "County board moves the flood wall vote";
    let long = |n: usize| "abcd fghi ".repeat(30)[..n].to_owned();
    table(
        &Place::hugo("wall-vote"),
        &[
            (title, "", "T1", "none"),
            (title, &long(256), "T2", "too long for anybody"),
            (title, &long(255), "T3", "just within"),
            (title, &long(71), "T3", "longer than is shown"),
            (title, &long(69), "", "as long as is shown"),
            (title, "County board moves the vote.", "T4", "a full stop"),
            (title, "County board leaves the U.S.", "", "an abbreviation"),
            (
                title,
                "Chair of the board says: ‘I am done.’",
                "T4",
                "a full stop in quotation marks",
            ),
            (title, "COUNTY BOARD MOVES VOTE", "T4", "shouted"),
            (title, "ICE, FBI and DEA in court", "", "abbreviations"),
            (title, "Boil notice lifted before the flood wall vote", "T6", "the neighbour’s"),
            ("The board needs", "# A first level\n\nThe board needs", "T5", "a second headline"),
            (
                "The board needs",
                "County board moves the flood wall vote\n\nThe board needs",
                "T5",
                "the headline again",
            ),
            (
                "The board needs",
                "## Where it stands\n\nThe board needs",
                "",
                "a heading of the text",
            ),
        ],
    );
}

#[test]
fn deks_and_bylines() {
    let dek = "Both own land behind the proposed line. Without them the board is one vote short of the six it needs.";
    table(
        &Place::hugo("wall-vote"),
        &[
            (dek, "", "D1", "none"),
            (dek, "Too short to say anything much at all here.", "D2", "short"),
            (dek, &"Word after word. ".repeat(20), "D2", "long"),
            (dek, "County board moves: the flood wall vote", "D2 D3", "the headline"),
            (
                dek,
                "The board needs six of nine votes to move the line of the wall.",
                "D3",
                "the first words",
            ),
            (
                "The board needs",
                "![Two people look over a railing.](railing.jpg)\n*Neighbors. (Photo: Zoë Çelik)*\n\nBoth own land behind the proposed line. Without them the board is one vote short of the six it needs.\n\nThe board needs",
                "D3",
                "the first words below a picture",
            ),
            ("Maria Nwosu", "TK", "C3", "to come"),
            ("- \"river\"", "- \"TK\"", "C3", "a tag that is to come"),
            ("  - \"Maria Nwosu\"", "  []", "A1", "nobody"),
            ("Maria Nwosu", "By Maria Nwosu", "A2", "“By”"),
            ("Maria Nwosu", "Maria Nwosu, staff writer", "A2", "a job"),
            ("Maria Nwosu", "maria@orrin.example", "A2", "an address"),
            ("Maria Nwosu", "Byron Nwosu", "", "a name that begins so"),
        ],
    );
}

#[test]
fn dates_of_the_story() {
    let date = "date: 2026-11-18T07:30:00-05:00";
    table(
        &Place::hugo("wall-vote"),
        &[
            (date, "date:", "P1", "none"),
            (date, "date: soon", "P1", "no date"),
            (date, "date: 2026-11-18", "P1", "a day alone, where the neighbour has an offset"),
            (date, "date: 2026-11-18T07:30:00", "P1", "no offset"),
            (date, "date: 2026-11-18 07:30:00 Z", "", "an offset behind a space"),
            (date, "date: 2026-11-18 07:30:00 UTC", "", "in letters"),
            (date, "date: 2026-11-18 07:30:00 America/Los_Angeles", "P1", "a zone is no offset"),
            (date, "date: 2026-12-24T07:30:00-05:00", "P2", "to come"),
            (date, "date: 2026-11-20T06:59:00-05:00", "", "a minute ago"),
            (
                date,
                "date: 2026-11-18T07:30:00-05:00\nlastmod: 2026-11-17T07:30:00-05:00",
                "P3",
                "updated before it was written",
            ),
        ],
    );
}

#[test]
fn a_story_without_its_first_day_is_told_apart() {
    let place = Place::hugo("wall-vote");
    let neighbour = STORY.replace("County board", "Other").replace(
        "date: 2026-11-18T07:30:00-05:00",
        "date: 2026-11-18T07:30:00-05:00\nlastmod: 2026-11-19T07:30:00-05:00",
    );
    place.write("content/posts/boil-notice/index.md", &neighbour);
    let updated =
        |day: &str| with("tags:", &format!("lastmod: 2026-11-{day}T07:30:00-05:00\ntags:"));
    assert_eq!(ids(&place.check(&updated("17"))), "P3", "before the story");
    assert_eq!(ids(&place.check(&updated("19"))), "", "after it");
    place.write(&place.path(), &updated("20"));
    assert_eq!(ids(&place.findings(&place.path(), Some(&updated("19")))), "P3", "no note");
    let noted = updated("20") + "\n> **Correction, November 20, 2026:** The name was wrong.\n";
    place.write(&place.path(), &noted);
    assert_eq!(ids(&place.findings(&place.path(), Some(&updated("19")))), "", "a note");
}

#[test]
fn days_in_words() {
    let end = "The vote is set for Thursday, December 3.";
    table(
        &Place::hugo("wall-vote"),
        &[
            (end, "The vote is tomorrow.", "P4", "one day"),
            (end, "Last night they met.", "P4", "one night"),
            (end, "They meet this Thursday.", "P4", "one of many Thursdays"),
            (end, "Today’s boards meet online.", "", "our time"),
            (end, "“I come tomorrow,” she said.", "", "said, not told"),
            (end, "USA Today wrote of it.", "", "a name"),
            (end, "They met the week before.", "", "told from a day that is given"),
            (end, "The vote is set for Friday, December 3.", "P5", "a Thursday"),
            (end, "The vote is set for Friday, 3 December 2026.", "P5", "the other order"),
            (end, "The vote is set for Sat., Dec. 5.", "", "a Saturday"),
            (end, "They met on Wednesday, January 6.", "", "of the next year, which is nearer"),
            (end, "The vote is on March 3, 2026, a Friday.", "P5", "behind its date"),
            (end, "The vote is on March 3, 2026, a Tuesday.", "", "behind its date"),
            (end, "The vote was on March 3 (Monday).", "P5", "in brackets"),
            (end, "The vote was on Sunday 2026-03-03.", "P5", "in digits"),
            (end, "It fell on Friday, December 3, 2027.", "", "another year"),
            ("Without them", "Tomorrow", "P4", "in the dek"),
        ],
    );
    let found = Place::hugo("wall-vote").check(&with(end, "They meet this Friday."));
    let fix = found[0].fix.clone().unwrap();
    assert_eq!(fix.label, "Write “Friday, November 20”");
    let Act::Text(edits) = fix.act else { panic!("a change of the text") };
    let text = with(end, "They meet this Friday.");
    assert_eq!(&text[edits[0].0.clone()], "this Friday");
}

#[test]
fn addresses() {
    for (name, expected, why) in [
        ("wall-vote", "", "plain"),
        ("wall vote", "S1", "a space"),
        ("Wall_Vote", "S1", "hard to pass on"),
        ("wall#vote", "S1", "the end of an address"),
        (&"wall-".repeat(13), "S1", "long"),
        (&format!("{}wall", "wall-".repeat(11)), "", "just short enough"),
        ("mauer-über-nacht", "S1", "letters that are written otherwise in addresses"),
    ] {
        let found = Place::hugo(name).check(STORY);
        assert_eq!(ids(&found), expected, "{name}: {why}: {found:#?}");
    }
    let place = Place::hugo("wall-vote");
    place.write("content/posts/wall-vote.md", &with("County board", "Another"));
    let found = place.check(STORY);
    assert_eq!(ids(&found), "S1", "a bundle and a file of one name");
    assert!(found[0].message.contains("“Another"), "by its headline: {found:#?}");
    let place = Place::hugo("wall-vote");
    let slug = |slug: &str| with("tags:", &format!("slug: {slug}\ntags:"));
    assert_eq!(ids(&place.check(&slug("boil-notice"))), "S1", "the neighbour’s");
}

#[test]
fn the_address_of_a_live_story_does_not_change_unseen() {
    let alias = |of: &str| format!("aliases:\n  - \"{of}\"\ntags:");
    let hugo = "baseURL = 'https://orrin.example/'\ntitle = 'Record'\n";
    let by_headline = format!("{hugo}[permalinks]\nposts = '/:year/:slug/'\n");
    let by_month = format!("{hugo}[permalinks]\nposts = '/:year/:month/:contentbasename/'\n");
    let headline = ("flood wall vote", "flood wall vote again");
    let date = ("2026-11-18T07", "2026-10-18T07");
    let old = "/2026/county-board-moves-the-flood-wall-vote/";
    for (config, change, more, expected, why) in [
        (hugo, headline, None, "", "the headline is in no address here"),
        (hugo, date, None, "", "nor is the date"),
        (&*by_headline, headline, None, "S3!", "the headline is in the address"),
        (&*by_headline, headline, Some(alias("/elsewhere/")), "S3!", "another one leads on"),
        (&*by_headline, headline, Some(alias(old)), "S3", "the old one leads on"),
        (&*by_headline, date, None, "", "the year is the same"),
        (&*by_month, date, None, "S3!", "the month is in the address"),
        (hugo, ("tags:", "slug: new-wall\ntags:"), None, "S3!", "another name"),
    ] {
        let place = Place::hugo("wall-vote");
        place.write("hugo.toml", config);
        let text = with(change.0, change.1);
        place.write(&place.path(), &more.map_or(text.clone(), |more| text.replace("tags:", &more)));
        let found = place.findings(&place.path(), Some(STORY));
        let of_address: Vec<&Finding> =
            found.iter().filter(|one| one.field == Field::Address).collect();
        let told: String = of_address
            .iter()
            .map(|one| {
                format!(
                    "{}{}",
                    one.rule.id(),
                    if one.severity == Severity::Error { "!" } else { "" }
                )
            })
            .collect();
        assert_eq!(told, expected, "{why}: {found:#?}");
        let fix = of_address.first().and_then(|one| one.fix.clone());
        assert_eq!(fix.is_some(), expected.ends_with('!'), "{why}");
    }
    let place = Place::hugo("wall-vote");
    fs::remove_file(place.folder.path().join("hugo.toml")).unwrap();
    place.write("eleventy.config.js", "");
    place.write(&place.path(), &with("tags:", "permalink: /new-wall/\ntags:"));
    let found = place.findings(&place.path(), Some(STORY));
    assert!(ids(&found).contains("S2"), "Eleventy leads nobody on: {found:#?}");
}

#[test]
fn words_of_pictures() {
    let figure = "![Two people look over a railing.](railing.jpg)\n*Neighbors at the railing. (Photo: Zoë Çelik/Orrin Record)*";
    let alt = "Two people look over a railing.";
    table(
        &Place::hugo("wall-vote"),
        &[
            (
                figure,
                "![Two people look over a railing.](railing.jpg)\n*Neighbors at the railing.*",
                "I1",
                "no credit",
            ),
            (figure, "![Two people look over a railing.](railing.jpg)", "I1", "nothing beside it"),
            (
                figure,
                "![Two people at a railing (Photo: Ana Li/CityWire)](railing.jpg)",
                "I5",
                "the credit is in the description",
            ),
            (figure, "![Two people (Kerem Yücel/MPR News)](railing.jpg)", "I5", "without a label"),
            (figure, "![Two people © Ana Li](railing.jpg)\n*(Photo: Ana Li)*", "I5", "a sign"),
            (
                figure,
                "![Two people (left) at a railing](railing.jpg)\n*(Photo: Ana Li)*",
                "",
                "a bracket is no credit",
            ),
            (
                figure,
                "![Two people look.](railing.jpg)\n*(Photo: iStock)*",
                "I2",
                "an agency alone",
            ),
            (
                figure,
                "![Two people look.](railing.jpg)\n*(Photo: Ana Li/iStock)*",
                "",
                "the artist too",
            ),
            (
                figure,
                "![Two people look.](railing.jpg)\n*(Photo: Getty Images/iStockphoto)*",
                "I2",
                "two agencies",
            ),
            (figure, "![Two people look.](railing.jpg)\n*(Photo: iStock photo)*", "I2", "one"),
            (
                figure,
                "![](railing.jpg)\n*Neighbors. (Photo: Ana Li)*",
                "I4",
                "a caption and no description",
            ),
            (figure, "![ ](railing.jpg)\n*Neighbors. (Photo: Ana Li)*", "I8", "blank space"),
            (alt, "Image of two people", "I6", "said by the screen reader"),
            (alt, "A picture of two people", "I6", "said by the screen reader"),
            (alt, "Imagery of two people", "", "another word"),
            (alt, "This is a photo of two people", "I6", "said by the screen reader"),
            (alt, "An aerial photo of two people", "I6", "said by the screen reader"),
            (alt, "The image shows two people", "I6", "said by the screen reader"),
            (alt, "IMG_2041", "I7", "a camera’s name"),
            (alt, "Screen Shot 2026-03-01 at 10.11.12 AM", "I7", "a computer’s name"),
            (alt, "IMG-20260301-WA0001", "I7", "a telephone’s name"),
            (alt, "my picture.jpg", "I7", "a name of two words"),
            (alt, "farm_final_v2", "I7", "somebody’s third try"),
            (alt, "An F-16 lands", "", "a name that is none of a file"),
            (alt, "Two people, Copyright 2026 Ana Ruiz", "I5", "a credit"),
            (alt, "AP Photo/Ana Ruiz", "I5", "nothing but the credit"),
            (alt, "Two people stand before the Copyright Office", "", "an office"),
            (alt, "Tickets: $10 at the door", "I9", "a flyer"),
            (alt, "Flyer for a rally, Saturday at 6 p.m.", "I9", "a flyer"),
            (alt, "Come to our rally June 14 at 5pm", "I9", "a flyer"),
            (alt, "People wait on a Saturday", "", "a description"),
            (alt, "railing.jpg", "I7", "the file’s name"),
            (alt, "Neighbors at the railing", "I7", "the caption again"),
            (alt, &"Two people look. ".repeat(16), "I7", "an essay"),
            (alt, "Join us at the rally on Sat 6/14", "I9", "a flyer"),
            (alt, "People hold signs", "", "a description"),
            (
                "*Neighbors at the railing. (Photo",
                "*Neighbors reading _Dune_. (Photo",
                "M6",
                "italics",
            ),
            (
                "*Neighbors at the railing. (Photo",
                "*Neighbors at **the** railing. (Photo",
                "",
                "strong is safe",
            ),
            (
                "*Neighbors at the railing. (Photo",
                "*Chair Adaeze Okonkwo-Halle. (Photo",
                "I10",
                "spelled otherwise",
            ),
            (
                "*Neighbors at the railing. (Photo",
                "*Bo Ekström, a neighbor. (Photo",
                "I10",
                "the text names nobody so",
            ),
            (
                "*Neighbors at the railing. (Photo",
                "*Okonkwo-Hale at the railing. (Photo",
                "",
                "a part of the name",
            ),
        ],
    );
}

#[test]
fn lead_pictures() {
    let credit = "\n  credit: \"Photo: Zoë Çelik/Orrin Record\"";
    let lead = "image:\n  src: \"wall.jpg\"\n  alt: \"A concrete wall runs along a brown river.\"\n  caption: \"The flood wall at Cooper Street.\"\n  credit: \"Photo: Zoë Çelik/Orrin Record\"\n";
    table(
        &Place::hugo("wall-vote"),
        &[
            (lead, "", "I14 F6", "none, and a file that nobody uses").sorted(),
            (credit, "", "I1", "no credit"),
            ("Photo: Zoë Çelik/Orrin Record", "Image via Shutterstock", "I2", "an agency alone"),
            ("A concrete wall runs along a brown river.", "", "I4", "no description"),
            ("A concrete wall runs along a brown river.", " ", "I8", "blank space"),
            (
                "A concrete wall runs along a brown river.",
                "A wall - Photo: Ana Li",
                "I5",
                "the credit",
            ),
            ("src: \"wall.jpg\"", "src: \"gone.jpg\"", "F6", "missing, and the other unused"),
        ],
    );
    let found = Place::hugo("wall-vote").check(
        &with("A concrete wall runs along a brown river.", "A wall - Photo: Ana Li")
            .replace(credit, ""),
    );
    let Some(Act::Field(FieldEdit::LeadWords { words })) = found[0].fix.clone().map(|fix| fix.act)
    else {
        panic!("the credit can be moved: {found:#?}")
    };
    assert_eq!((words.alt.as_str(), words.credit.as_str()), ("A wall", "Ana Li"));
}

/// The rules of a row in the order of their names.
trait Sorted {
    fn sorted(self) -> Self;
}

impl Sorted for (&'static str, &'static str, &'static str, &'static str) {
    fn sorted(self) -> Self {
        let mut ids: Vec<&str> = self.2.split(' ').collect();
        ids.sort_unstable();
        (self.0, self.1, Box::leak(ids.join(" ").into_boxed_str()), self.3)
    }
}

#[test]
fn picture_files() {
    let place = Place::hugo("wall-vote");
    let railing = "content/posts/wall-vote/railing.jpg";
    let wall = "content/posts/wall-vote/wall.jpg";
    let mut with_place = jpeg(1200, 800);
    // An EXIF segment with a position, right behind the beginning.
    let exif: &[u8] = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x25\x88\x04\0\x01\0\0\0\x1a\0\0\0\0\0\0\0\x01\0\x01\0\x02\0\x02\0\0\0N\0\0\0\0\0\0\0";
    let mut segment = vec![0xff, 0xe1];
    segment.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
    segment.extend(exif);
    with_place.splice(2..2, segment);
    let mut heavy = jpeg(1200, 800);
    heavy.resize(450_000, 0);
    let mut huge = jpeg(1200, 800);
    huge.resize(2_100_000, 0);
    let mut png = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(1200, 800).write_to(&mut png, image::ImageFormat::Png).unwrap();
    let cut = jpeg(1200, 800)[..400].to_vec();
    for (file, bytes, expected, severity, why) in [
        (railing, with_place, "F1", Severity::Error, "where it was taken"),
        (railing, cut, "F2", Severity::Error, "cut off"),
        (railing, b"no picture".to_vec(), "F2", Severity::Error, "a text"),
        (railing, heavy, "F3", Severity::Warning, "heavy"),
        (railing, huge, "F3", Severity::Error, "too heavy"),
        (railing, png.into_inner(), "F5", Severity::Error, "of another kind"),
        (
            railing,
            b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(),
            "F5",
            Severity::Error,
            "not shown everywhere",
        ),
        (wall, jpeg(1000, 800), "F4", Severity::Warning, "small for a card"),
        (wall, jpeg(500, 400), "F4", Severity::Error, "too small for a card"),
        (railing, jpeg(500, 400), "", Severity::Info, "small in the text"),
    ] {
        let before = fs::read(place.folder.path().join(file)).unwrap();
        place.bytes(file, &bytes);
        let found = place.check(STORY);
        assert_eq!(ids(&found), expected, "{why}: {found:#?}");
        assert!(found.iter().all(|finding| finding.severity == severity), "{why}: {found:#?}");
        place.bytes(file, &before);
    }
    fs::remove_file(place.folder.path().join(railing)).unwrap();
    assert_eq!(ids(&place.check(STORY)), "F6", "missing");
    place.bytes(railing, &jpeg(1200, 800));
    place.bytes("content/posts/wall-vote/other.jpg", &jpeg(10, 10));
    let found = place.check(STORY);
    assert_eq!(ids(&found), "F6", "unused");
    let other = "content/posts/wall-vote/other.jpg".to_owned();
    let act = found[0].fix.as_ref().map(|fix| fix.act.clone());
    assert_eq!(act, Some(Act::Delete(other)), "in one step");
}

#[test]
fn rights_that_a_file_tells() {
    let place = Place::hugo("wall-vote");
    let railing = "content/posts/wall-vote/railing.jpg";
    let xmp = |inner: &str| {
        let packet = format!(
            "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description xmlns:xmpRights=\"http://ns.adobe.com/xap/1.0/rights/\" xmlns:Iptc4xmpExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\">{inner}</rdf:Description></rdf:RDF></x:xmpmeta>"
        );
        let mut bytes = jpeg(1200, 800);
        let mut segment = vec![0xff, 0xe1];
        segment.extend(u16::try_from(packet.len() + 2).unwrap().to_be_bytes());
        segment.extend(packet.as_bytes());
        bytes.splice(2..2, segment);
        bytes
    };
    let terms = |text: &str| {
        xmp(&format!(
            "<xmpRights:UsageTerms><rdf:Alt><rdf:li xml:lang=\"x-default\">{text}</rdf:li></rdf:Alt></xmpRights:UsageTerms>"
        ))
    };
    let source = xmp(
        "<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia</Iptc4xmpExt:DigitalSourceType>",
    );
    for (bytes, expected, why) in [
        (terms("Licensed until 2026-11-01"), "I11", "it ended"),
        (terms("Licensed until 2026-12-01"), "I11", "it ends in less than two weeks"),
        (terms("Licensed until 2026-12-31"), "", "it lasts"),
        (terms("Print only, no web use"), "I11", "not for the web"),
        (terms("Web use prohibited"), "I11", "not for the web"),
        (terms("Rights: expires June 30, 2026"), "I11", "it ended, said in words"),
        (terms("Rights: expires June 30, 2027"), "", "it lasts"),
        (terms("For editorial use on the web"), "", "for the web"),
        (source.clone(), "I12", "made by a model"),
    ] {
        place.bytes(railing, &bytes);
        let found = place.check(STORY);
        assert_eq!(ids(&found), expected, "{why}: {found:#?}");
    }
    place.bytes(railing, &source);
    let said = with(
        "railing. (Photo: Zoë Çelik/Orrin Record)",
        "railing. (Illustration: AI-generated/Orrin Record)",
    );
    assert_eq!(ids(&place.check(&said)), "", "and said so");
}

#[test]
fn rights_that_people_tell() {
    let place = Place::hugo("wall-vote");
    let railing = "content/posts/wall-vote/railing.jpg";
    let says = |said: &str| {
        place.write(&format!(".galley/pictures/{railing}.toml"), said);
        let found = place.check(STORY);
        found
            .iter()
            .map(|one| (one.rule.id(), one.severity, one.message.clone()))
            .collect::<Vec<_>>()
    };
    let origin = "origin = \"wire\"\n";
    for (said, expected, why) in [
        ("until = 2026-11-19\n", Some(Severity::Error), "yesterday was its last day"),
        ("until = 2026-11-20\n", Some(Severity::Warning), "today is"),
        ("until = 2026-12-04\n", Some(Severity::Warning), "in fourteen days"),
        ("until = 2026-12-05\n", None, "in fifteen"),
        ("terms = \"Print only\"\n", Some(Severity::Error), "not for the web"),
        ("terms = \"Until 2026-11-01\"\n", Some(Severity::Error), "as the terms say"),
        (
            "terms = \"Until 2026-11-01\"\nuntil = 2027-01-01\n",
            None,
            "a day of its own comes before the terms",
        ),
    ] {
        let found = says(&format!("{origin}{said}"));
        let weights: Vec<Severity> = found.iter().map(|(_, severity, _)| *severity).collect();
        assert_eq!(weights, expected.into_iter().collect::<Vec<_>>(), "{why}: {found:#?}");
        assert!(found.iter().all(|(id, ..)| *id == "I11"), "{found:#?}");
    }
    let found = says("creator = \"Zoë Çelik\"\n");
    assert_eq!(found.iter().map(|(id, ..)| *id).collect::<Vec<_>>(), ["I3"], "{found:#?}");

    says("origin = \"stock\"\ncreator = \"Zoë Çelik\"\nsource = \"Orrin Record\"\n");
    let bare = with(" (Photo: Zoë Çelik/Orrin Record)", "");
    let found = place.check(&bare);
    let fix = found.iter().find(|one| one.rule == Rule::I1).and_then(|one| one.fix.as_ref());
    assert!(fix.is_some_and(|fix| fix.label.contains("Zoë Çelik/Orrin Record")), "{found:#?}");
}

#[test]
fn one_picture_has_one_credit() {
    let place = Place::hugo("wall-vote");
    let shared = |credit: &str| {
        with("railing.jpg", "/img/railing.jpg")
            .replace("railing. (Photo: Zoë Çelik/Orrin Record)", credit)
    };
    place.bytes("static/img/railing.jpg", &jpeg(1200, 800));
    fs::remove_file(place.folder.path().join("content/posts/wall-vote/railing.jpg")).unwrap();
    let neighbour = shared("railing. (Photo: Ana Li/CityWire)").replace("County board", "Other");
    place.write("content/posts/boil-notice/index.md", &neighbour);
    assert_eq!(ids(&place.check(&shared("railing. (Photo: Bo Ek)"))), "I13", "another credit");
    assert_eq!(ids(&place.check(&shared("railing. (Photo: Ana Li/CityWire)"))), "", "the same");
    let found = place.check(&shared("railing."));
    assert_eq!(ids(&found), "I1", "none");
    assert_eq!(found[0].fix.as_ref().unwrap().label, "Credit “Photo: Ana Li/CityWire”");
}

#[test]
fn links_of_a_story() {
    let link = "[a report on the wall](https://example.org/report)";
    table(
        &Place::hugo("wall-vote"),
        &[
            (link, "[a report]()", "L1", "empty"),
            (link, "[a report](http://localhost:1313/report)", "L1", "this computer"),
            (link, "[a report](file:///home/ana/report.pdf)", "L1", "this computer"),
            (link, "[a report](http://example.org/report)", "L1", "not secure"),
            (link, "[a report](https://orrin.example/admin/#/report)", "L1", "our own back door"),
            (link, "[a report](../boil-notice/)", "", "another story"),
            (link, "[a report](/posts/boil-notice/)", "", "another story"),
            (link, "[a report](/posts/boil-notices/)", "L2", "no story"),
            (link, "[a report](gone.md)", "L2", "no file"),
            (link, "[a report](TK)", "L1", "to come"),
            (link, "[a report](url)", "L1", "to come"),
            (link, "[a report](https://example.org/TODO)", "L1", "to come"),
            (link, "[a report](example.com/page)", "L1", "no scheme: a page of our own"),
            (link, "[a report](localhost:4321/x)", "L1", "this computer"),
            (link, "[a report](mailto:)", "L1", "to nobody"),
            (link, "[a report](wall.jpg)", "", "a file beside the story"),
            (link, "[a report]({{< relref \"no-such\" >}})", "L1", "Hugo does not build this"),
            (link, "[a report]({{< relref \"boil-notice\" >}})", "", "a story by its name"),
            (
                link,
                "[a report]({{< ref \"/posts/boil-notice/index.md#part\" >}})",
                "",
                "by its file",
            ),
            (link, "[a report]({{< ref \"../boil-notice\" >}})", "", "beside this one"),
            (link, "[a report]({{% ref \"/posts\" %}})", "", "a section"),
            (link, "[this article](https://example.org/report)", "L3", "nowhere in particular"),
            (link, "a report at www.example.org/report", "L3", "an address"),
            (
                link,
                "[a report](https://example.org/report#utm_source=x)",
                "L4",
                "it follows readers",
            ),
            (link, "[here](https://example.org/report)", "L3", "nowhere in particular"),
            (link, "<https://example.org/report>", "L3", "an address"),
            (
                link,
                "[a report](https://example.org/report?utm_source=x)",
                "L4",
                "it follows readers",
            ),
            (link, "[a report](#what-comes-next)", "", "a place on the page"),
            (link, "[a report](mailto:desk@orrin.example)", "", "a letter"),
        ],
    );
}

#[test]
fn the_words_themselves() {
    let end = "The vote is set for Thursday, December 3.";
    table(
        &Place::hugo("wall-vote"),
        &[
            (end, "“The vote is set, she said.", "C1", "not closed"),
            (
                end,
                "“The vote is set.\n\n“It is final,” she said.",
                "",
                "it goes on in the next paragraph",
            ),
            (end, "The vote (in December is set.", "C1", "a bracket"),
            (end, "[Read the report »](https://example.org/x)", "", "an arrow"),
            (end, "[Read the report»](https://example.org/x)", "", "an arrow"),
            ("Neighbors at the railing.", "Neighbors (left at the railing.", "C1", "in a caption"),
            ("Two people look over", "“Two people look over", "C1", "in a description"),
            ("The flood wall at", "The flood\u{200b} wall at", "C2", "in a caption"),
            ("Neighbors at the railing.", "“Neighbors” at \"it.\"", "C2", "in a caption"),
            (end, "The vote  is set.", "C2", "two spaces"),
            (end, "The vote is\u{a0}set.", "C2", "a hard space"),
            (end, "The vote is&nbsp;set.", "", "a hard space that somebody spelled out"),
            (end, "\"The vote is set,\" she said.", "C2", "straight among curly"),
            (end, "The vote is set.  \nIt is final.", "", "a break that somebody wanted"),
            (end, "The vote is TK.", "C3", "to come"),
            (end, "The vote of [name] is set.", "C3", "a gap"),
            (end, "“[She] voted,” he said.", "", "an editor’s addition"),
            (end, "So said Adaeze Okonkwo-Halle to the board.", "C4", "spelled otherwise"),
            (end, "So said the board’s Okonkwo-Hale later.", "", "a part of the name"),
            (end, "#### Deeper\n\nThe vote is set.", "C6", "a level is skipped"),
            (end, "### Deeper\n\nThe vote is set.", "", "the next level"),
            (end, "Call her at (562) 555-0123.", "C7", "a telephone"),
            (end, "Call 1-800-555-0123.", "", "an office"),
            (end, "`“code (`", "", "code is no prose"),
        ],
    );
}

#[test]
fn figures_of_the_sites_own_templates_are_looked_at() {
    let place = Place { folder: tempfile::tempdir().unwrap(), story: String::new() };
    place.write("_config.yml", "title: Record\nurl: https://x.example\n");
    let post = "_posts/2026-11-18-wall.md";
    let header = STORY.split("---").nth(1).unwrap();
    let include = |words: &str| {
        let call = format!("{{% include figure image_path=\"/images/a.jpg\" {words} %}}");
        format!("---{header}---\n\nThe board needs six votes.\n\n{call}\n")
    };
    let in_text = || {
        let found = place.findings(post, None).into_iter();
        found.filter(|one| !matches!(one.field, Field::Lead(_))).collect::<Vec<_>>()
    };
    place.write(post, &include("alt=\"IMG_1234.jpg\""));
    let found = in_text();
    for (rule, why) in [("F6", "its file is missing"), ("I1", "nobody is credited")] {
        assert!(ids(&found).contains(rule), "{why}: {found:#?}");
    }
    place.bytes("images/a.jpg", &jpeg(1200, 800));
    place.write(post, &include("alt=\"A wall.\" caption=\"At noon. (Photo: Ana Ruiz)\""));
    let found = in_text();
    assert!(!ids(&found).contains("F6") && !ids(&found).contains("I1"), "{found:#?}");
}

#[test]
fn what_the_house_wants() {
    let place = Place::hugo("wall-vote");
    place.write(
        ".galley/site.toml",
        "[check]\ndo_not_name = ['Sam Doe']\nlabels = ['Photo']\n[check.words]\n'inmate' = 'incarcerated person'\n[check.severity]\nP4 = 'off'\nT3 = 'error'\n",
    );
    let end = "The vote is set for Thursday, December 3.";
    table(
        &place,
        &[
            (end, "An inmate voted.", "C5", "the house says otherwise"),
            (end, "The inmates voted.", "", "another word"),
            (end, "Sam Doe voted.", "C8", "not printed"),
            (end, "Sam Doering voted.", "", "another name"),
            ("A concrete wall", "Sam Doe at a wall", "C8", "nor in a description"),
            ("- \"river\"", "- \"Sam Doe\"", "C8", "nor in a tag"),
            ("railing. (Photo:", "railing. (Graphic:", "C5", "a label that the house has not"),
            (
                end,
                "| Ward   | Votes |\n|:-------|------:|\n| One    | 9     |",
                "",
                "a table's padding",
            ),
            (end, "The vote is tomorrow.", "", "switched off"),
        ],
    );
    let found = place.check(&with("County board moves", &"County board ".repeat(4)));
    assert_eq!(found[0].severity, Severity::Error, "the house takes it more seriously");
}

#[test]
fn the_lengths_of_the_site_and_of_the_house_both_hold() {
    let place = Place::hugo("wall-vote");
    for (file, found, why) in [
        ("", false, "the usual"),
        ("[limits]\ndek = 60\n", true, "the site says so"),
        ("[check.limits]\ndek_most = 60\n", true, "the house says so"),
        ("[limits]\ndek = 60\n[check.limits]\ndek_most = 400\n", true, "the shorter counts"),
        ("[limits]\ndek = 400\n[check.limits]\ndek_most = 60\n", true, "whoever says it"),
    ] {
        place.write(".galley/site.toml", file);
        let findings = place.check(STORY);
        assert_eq!(ids(&findings).contains("D2"), found, "{why}: {findings:#?}");
    }
}

#[test]
fn what_generators_run_and_drop() {
    let end = "The vote is set for Thursday, December 3.";
    table(
        &Place::hugo("wall-vote"),
        &[
            (end, "{{< vote >}}", "M1", "a short code that the site has not"),
            (end, "{{< youtube x >}}", "", "one of Hugo’s own"),
            (end, "{{< tweet 123\n\n{{< youtube x >}}", "M1", "the end is another’s"),
            (end, "{{ vote }}", "", "Hugo leaves these alone in a story"),
            (end, "Votes {{< are counted", "M1", "no end"),
            (end, "<div class=\"x\">The vote</div>", "M2", "dropped"),
            (end, "The vote is <b>set</b>.", "M2", "dropped in a sentence"),
            (end, "The vote is 3 < 4 and <!-- hidden --> set.", "", "a sign, and a remark"),
            ("tags:\n", "title: \"Again\"\ntags:\n", "M3", "a field twice"),
            ("title: \"County", "title: \"\"County", "M3", "damaged"),
        ],
    );
    let place = Place { folder: tempfile::tempdir().unwrap(), story: String::new() };
    place.write("_config.yml", "title: Record\n");
    place.write("_includes/vote.html", "vote");
    let text = "---\ntitle: A vote on the wall\n---\n\nThe vote is set.\n";
    let path = "_posts/2026-11-18-wall-vote.md";
    for (words, found, why) in [
        ("The vote is set.", false, "nothing"),
        ("The {{ vote }} is set.", true, "it would vanish"),
        ("The {{ vote is set.", true, "no end: no page of the site is written"),
        ("The {% vote %} is set.", true, "Liquid does not know it"),
        ("The {% include vote.html %} is set.", false, "the site has it"),
        ("The {% include votes.html %} is set.", true, "the site has none"),
        ("The {{ \"/vote\" | relative_url }} is set.", false, "meant"),
        ("{% raw %}{{ vote }}{% endraw %}", false, "shown as it is"),
        ("`{{ vote }}`", true, "Liquid runs in code too"),
        ("The { vote } is set.", false, "single braces"),
    ] {
        place.write(path, &text.replace("The vote is set.", words));
        let findings = place.findings(path, None);
        assert_eq!(ids(&findings).contains("M1"), found, "{words}: {why}: {findings:#?}");
    }
}

#[test]
fn values_that_a_site_does_not_know() {
    let place = Place { folder: tempfile::tempdir().unwrap(), story: String::new() };
    place.write("zola.toml", "base_url = 'https://a.example'\ntaxonomies = [{ name = 'tags' }]\n");
    let path = "content/posts/wall-vote.md";
    let story = |name: &str| {
        format!(
            "+++\ntitle = 'A'\ndate = 2026-11-18T07:30:00-05:00\n[taxonomies]\n{name} = ['x']\n+++\nText.\n"
        )
    };
    for (name, found) in [("tags", false), ("topics", true)] {
        place.write(path, &story(name));
        assert_eq!(ids(&place.findings(path, None)).contains("M4"), found, "{name}");
    }
    let place = Place { folder: tempfile::tempdir().unwrap(), story: String::new() };
    place.write("astro.config.mjs", "");
    let path = "src/content/blog/wall-vote.md";
    for (title, found) in [("2025", true), ("\"2025\"", false)] {
        place.write(path, &format!("---\ntitle: {title}\npubDate: 2026-11-18\n---\nText.\n"));
        assert_eq!(ids(&place.findings(path, None)).contains("M4"), found, "{title}");
    }
}

#[test]
fn what_holds_a_story_back() {
    let tags = "tags:\n";
    table(
        &Place::hugo("wall-vote"),
        &[
            (tags, "embargo_until: 2026-11-30T09:00:00-05:00\ntags:\n", "W2", "not over"),
            (tags, "embargo_until: 2026-11-19T09:00:00-05:00\ntags:\n", "", "over"),
            (tags, "hold:\n  by: Ana\n  reason: court\ntags:\n", "W3", "held"),
            (tags, "hold: false\ntags:\n", "", "not held"),
            (
                tags,
                "corrections:\n  - kind: correction\n    text: The name was wrong.\ntags:\n",
                "W6",
                "readers are not told",
            ),
            (tags, "reviewNotes: ask her again\ntags:\n", "G3", "the newsroom’s own"),
            (tags, "internal_notes: ask her\ntags:\n", "G3", "the newsroom’s own"),
            (tags, "taken_on: 2026-03-01\ntags:\n", "G3", "and this"),
            (tags, "embargoed: 2027-01-01\ntags:\n", "W2", "by another name"),
            (tags, "publish_at: 2027-01-01\ntags:\n", "G3 W2", "to come, and the newsroom’s own"),
            (tags, "status: on hold\ntags:\n", "W3", "held"),
            (tags, "status: published\ntags:\n", "", "not held"),
            (tags, "params:\n  legal_hold: true\ntags:\n", "W3", "among the site’s own fields"),
            (tags, "extra:\n  embargo_until: 2027-01-01\ntags:\n", "W2", "and here"),
            (tags, "extra:\n  consent: given\ntags:\n", "G3", "and this"),
            ("  alt:", "  consent: given\n  alt:", "G3", "of the lead picture"),
            (tags, "sources: the county\ntags:\n", "", "some sites print these"),
        ],
    );
}

#[test]
fn what_a_site_never_does_is_not_demanded_of_one_story() {
    let place = Place { folder: tempfile::tempdir().unwrap(), story: String::new() };
    place.write("_config.yml", "title: Record\n");
    let bare = |n: usize| {
        format!(
            "---\ntitle: Notes of day {n}\ndate: 2026-11-0{n}\n---\n\nWords of day {n} and more.\n"
        )
    };
    for n in 1..=5 {
        place.write(&format!("_posts/2026-11-0{n}-notes-of-day-{n}.md"), &bare(n));
    }
    let found = place.findings("_posts/2026-11-03-notes-of-day-3.md", None);
    assert_eq!(ids(&found), "A1 D1", "a diary without dek and byline: {found:#?}");
    assert!(found.iter().all(|finding| finding.severity == Severity::Warning));
    fs::remove_file(place.folder.path().join("_posts/2026-11-01-notes-of-day-1.md")).unwrap();
    fs::remove_file(place.folder.path().join("_posts/2026-11-02-notes-of-day-2.md")).unwrap();
    fs::remove_file(place.folder.path().join("_posts/2026-11-05-notes-of-day-5.md")).unwrap();
    let found = place.findings("_posts/2026-11-03-notes-of-day-3.md", None);
    let errors = found.iter().filter(|finding| finding.severity == Severity::Error);
    assert_eq!(errors.count(), 2, "one neighbour shows no habit: {found:#?}");
}

#[test]
fn pictures_that_are_kept_elsewhere_are_not_missing() {
    let place = Place { folder: tempfile::tempdir().unwrap(), story: String::new() };
    place.write("_config.yml", "title: Record\n");
    let path = |n: usize| format!("_posts/2026-11-0{n}-notes-{n}.md");
    let story = |n: usize| format!("---\ntitle: Notes {n}\nimage: /media/{n}.jpg\n---\n\nWords.\n");
    let severity = |place: &Place| {
        let found = place.findings(&path(1), None);
        found.iter().find(|finding| finding.rule == Rule::F6).map(|finding| finding.severity)
    };
    place.write(&path(1), &story(1));
    assert_eq!(severity(&place), Some(Severity::Error), "one story says nothing");
    for n in 2..=4 {
        place.write(&path(n), &story(n));
    }
    assert_eq!(severity(&place), Some(Severity::Info), "all pictures are elsewhere");
    place.bytes("media/2.jpg", &jpeg(20, 20));
    assert_eq!(severity(&place), Some(Severity::Error), "the folder is here, the file is not");
}

#[test]
fn every_place_is_that_of_the_words() {
    let place = Place::hugo("wall-vote");
    let text = with("The vote is set for Thursday, December 3.", "The vöte is TK, é, tomorrow.")
        .replace('\n', "\r\n");
    for finding in place.check(&text) {
        let span = finding.span.clone().unwrap();
        assert_eq!(&text[span.clone()], finding.about, "{finding:#?}");
        assert_eq!(finding.line, 1 + text[..span.start].matches('\n').count());
    }
    assert_eq!(ids(&place.check(&text)), "C3 P4");
}

#[test]
fn a_fix_settles_its_finding_and_nothing_else_changes() {
    let place = Place::hugo("wall-vote");
    let end = "The vote is set for Thursday, December 3.";
    for (from, to) in [
        (end, "They meet this Friday."),
        (end, "The vote  is\u{a0}set. "),
        (end, "\"The vote is set,\" she said."),
        (end, "The vote is set for Friday, December 3."),
        (end, "So said Adaeze Okonkwo-Halle to the board."),
        (end, "Votes {{< are counted"),
        ("https://example.org/report", "http://example.org/report"),
        ("https://example.org/report", "https://example.org/report?a=1&utm_source=x"),
        (
            "![Two people look over a railing.](railing.jpg)\n*Neighbors at the railing. (Photo: Zoë Çelik/Orrin Record)*",
            "![Two people at a railing (Photo: Ana Li/CityWire)](railing.jpg)",
        ),
        ("Two people look over a railing.", "Image of two people"),
        ("*Neighbors at the railing.", "*Neighbors reading _Dune_."),
        ("The board needs", "County board moves the flood wall vote\n\nThe board needs"),
    ] {
        let text = with(from, to);
        let found = place.check(&text);
        let finding = found
            .iter()
            .find(|finding| finding.fix.is_some())
            .unwrap_or_else(|| panic!("{to}: {found:#?}"));
        let Some(Act::Text(edits)) = finding.fix.clone().map(|fix| fix.act) else {
            panic!("{to}: {finding:#?}")
        };
        let mut fixed = text.clone();
        for (span, new) in edits.iter().rev() {
            fixed.replace_range(span.clone(), new);
        }
        assert_eq!(ids(&place.check(&fixed)), "", "{to} became\n{fixed}");
    }
}

#[test]
fn no_text_makes_it_panic() {
    use proptest::prelude::*;
    let place = Place::hugo("wall-vote");
    let (site, posts) = Site::open(place.folder.path()).unwrap();
    let rules = Rules::read(&site);
    let library = Library::of(&site, posts);
    let (house, build) = (House::default(), Build::default());
    let about = library.about("x", None);
    let gallery = Gallery::default();
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(150));
    let piece = prop_oneof![
        "[ -~\n]{0,30}",
        "\\PC{0,12}",
        Just("{{".to_owned()),
        Just("{% raw %}".to_owned()),
        Just("![".to_owned()),
        Just("](a.jpg)\n*".to_owned()),
        Just("“".to_owned()),
        Just("Monday, March 3".to_owned()),
        Just("\u{a0} \u{200b}".to_owned()),
        Just("[name]".to_owned()),
        Just("<img src=x>".to_owned()),
        Just("\r\n\r\n".to_owned()),
        Just("this Friday".to_owned()),
    ];
    let texts = proptest::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat());
    runner
        .run(&texts, |text| {
            let whole = format!("---\ntitle: A\n---\n\n{text}");
            let post =
                Post::from_bytes("content/posts/x/index.md", whole.clone().into_bytes(), None);
            let facts = Facts {
                profile: &site.profile,
                house: &house,
                about: &about,
                build: &build,
                rules: &rules,
                pictures: &SitePictures {
                    site: &site,
                    post: "content/posts/x/index.md",
                    gallery: &gallery,
                },
                live: None,
                now: NOW.parse().unwrap(),
            };
            for finding in check(&post, &facts) {
                if let Some(span) = &finding.span {
                    prop_assert!(whole.get(span.clone()).is_some(), "{finding:?}");
                }
                if let Some(Act::Text(edits)) = finding.fix.map(|fix| fix.act) {
                    let mut end = 0;
                    for (span, _) in &edits {
                        prop_assert!(
                            whole.get(span.clone()).is_some() && span.start >= end,
                            "{edits:?}"
                        );
                        end = span.end;
                    }
                }
            }
            Ok(())
        })
        .unwrap();
}

/// The ten cards of a newsletter, as an import makes them: description and credit run together.
#[test]
fn credits_move_out_of_descriptions() {
    let cards = [
        "an adult hand through prison bars - Photo: iStock",
        "Aerial of a state prison in Calder, CA (Photo: KOR News)",
        "Ada Peltonen, at home on the reservation (Kerem Yücel/MPR News)",
        "agents outside a detention facility (Photo:  Brian Branch Price/Wire Press)",
        "graphic of a public defender in a courtroom (graphic - iStock)",
        "Defendant's seating in a Calder courtroom (Photo: Ana Heldiz/CalMatters)",
    ];
    let place = Place::hugo("wall-vote");
    for alt in cards {
        let figure = "![Two people look over a railing.](railing.jpg)\n*Neighbors at the railing. (Photo: Zoë Çelik/Orrin Record)*";
        let text = with(figure, &format!("![{alt}](railing.jpg)"));
        let found = place.check(&text);
        let finding = found.iter().find(|finding| finding.rule == Rule::I5);
        let finding = finding.unwrap_or_else(|| panic!("{alt}: {found:#?}"));
        assert!(
            found.iter().all(|finding| finding.rule != Rule::I1),
            "it has a credit: {found:#?}"
        );
        let Some(Act::Text(edits)) = finding.fix.clone().map(|fix| fix.act) else {
            panic!("{alt}")
        };
        let mut fixed = text.clone();
        fixed.replace_range(edits[0].0.clone(), &edits[0].1);
        let after = place.check(&fixed);
        assert!(!ids(&after).contains("I5") && !ids(&after).contains("I1"), "{fixed}: {after:#?}");
    }
}

/// A real blog, when it is at hand: nothing that a copy editor would not accept must be fixed.
#[test]
fn a_real_blog_has_hardly_an_error() {
    let Some(folder) = std::env::var_os("GALLEY_CORPUS") else { return };
    let (site, posts) = Site::open(Path::new(&folder)).unwrap();
    let paths: Vec<String> = posts.iter().map(|post| post.path.clone()).collect();
    let library = Library::of(&site, posts);
    let (house, gallery) = (House::default(), Gallery::default());
    let build = Build::read(&site.folder, site.profile.generator, None);
    let mut errors = Vec::new();
    for path in &paths {
        let facts = Facts {
            profile: &site.profile,
            house: &house,
            about: &library.about(path, None),
            build: &build,
            rules: library.rules(),
            pictures: &SitePictures { site: &site, post: path, gallery: &gallery },
            live: None,
            now: NOW.parse().unwrap(),
        };
        let found = check(&Post::read(&site.folder, path), &facts);
        errors
            .extend(found.into_iter().filter(|f| f.severity == Severity::Error).map(|f| (path, f)));
    }
    assert!(errors.len() * 100 <= paths.len(), "of {} stories: {errors:#?}", paths.len());
}
