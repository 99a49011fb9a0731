//! What is embedded: exiftool, another program altogether, writes the files and judges the results.

use std::process::Command;

use super::*;
use crate::problem;

/// Whether exiftool can be asked. In continuous integration it must be there.
pub(super) fn exiftool_is_there() -> bool {
    let there = Command::new("exiftool").arg("-ver").output().is_ok_and(|run| run.status.success());
    assert!(there || std::env::var_os("CI").is_none(), "exiftool is not installed");
    if !there {
        eprintln!("not checked: exiftool is not installed");
    }
    there
}

/// The picture with tags as another program writes them.
pub(super) fn tagged(extension: &str, bytes: &[u8], tags: &[&str]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("a.{extension}"));
    std::fs::write(&path, bytes).unwrap();
    let run = Command::new("exiftool")
        .args(["-q", "-overwrite_original", "-codedcharacterset=UTF8", "-charset", "iptc=UTF8"])
        .args(tags)
        .arg(&path)
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    std::fs::read(&path).unwrap()
}

/// Every tag with its group: `XMP-dc:Creator`.
pub(super) fn tags(bytes: &[u8]) -> Vec<(String, String)> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.bin");
    std::fs::write(&path, bytes).unwrap();
    let run = Command::new("exiftool")
        .args(["-j", "-a", "-G1", "-u", "-ee", "-struct"])
        .arg(&path)
        .output()
        .unwrap();
    let read: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    let of_file = read[0].as_object().unwrap();
    of_file
        .iter()
        .filter(|(name, _)| {
            ![
                "SourceFile",
                "ExifTool:",
                "System:",
                "File:",
                "Composite:",
                "JFIF:",
                "PNG:",
                "ICC_Profile:",
                "ICC-",
            ]
            .iter()
            .any(|prefix| name.starts_with(prefix))
        })
        .map(|(name, value)| {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            (name.clone(), text)
        })
        .collect()
}

/// What a cleaned file may have, as exiftool names it.
const ALLOWED: &[&str] = &[
    "XMP-dc:Creator",
    "XMP-dc:Description",
    "XMP-dc:Rights",
    "XMP-photoshop:Credit",
    "XMP-photoshop:Source",
    "XMP-xmpRights:UsageTerms",
    "XMP-xmpRights:WebStatement",
    "XMP-plus:Licensor",
    "XMP-iptcCore:AltTextAccessibility",
    "XMP-iptcExt:DigitalSourceType",
    "IPTC:CodedCharacterSet",
    "IPTC:ApplicationRecordVersion",
    "IPTC:By-line",
    "IPTC:Credit",
    "IPTC:Source",
    "IPTC:CopyrightNotice",
    "XMP-x:XMPToolkit",
];

#[track_caller]
fn assert_clean(photo: &Photo) -> Vec<(String, String)> {
    let tags = tags(&photo.bytes);
    for (name, value) in &tags {
        assert!(ALLOWED.contains(&name.as_str()), "{name} = {value} is left");
    }
    tags
}

pub(super) const PRIVATE: &[&str] = &[
    "-EXIF:GPSLatitude=36.5",
    "-EXIF:GPSLatitudeRef=N",
    "-EXIF:GPSLongitude=121.6",
    "-EXIF:GPSLongitudeRef=W",
    "-XMP-exif:GPSLatitude=36.5",
    "-XMP-exif:GPSLongitude=-121.6",
    "-EXIF:SerialNumber=SN-4711",
    "-XMP-aux:SerialNumber=SN-4711",
    "-EXIF:OwnerName=Dana Owner",
    "-EXIF:DateTimeOriginal=2026:01:02 03:04:05",
    "-EXIF:Make=Acme",
    "-EXIF:FNumber=2.8",
    "-EXIF:Software=Paintbox",
    "-EXIF:UserComment=call me",
    "-XMP-iptcExt:PersonInImage=Jane Doe",
    "-XMP-photoshop:City=Soledad",
    "-XMP-iptcExt:LocationShownCity=Soledad",
    "-XMP-xmpMM:DocumentID=xmp.did:1234",
    "-XMP-xmp:CreatorTool=Paintbox",
    "-XMP-dc:Subject=secret keyword",
    "-XMP-photoshop:Instructions=Do not publish before noon",
];

pub(super) const RIGHTS: &[&str] = &[
    "-XMP-dc:Creator=Kerem Yücel",
    "-XMP-photoshop:Credit=Kerem Yücel/MPR News & Friends <x>",
    "-XMP-photoshop:Source=MPR News",
    "-XMP-dc:Rights=© 2026 MPR",
    "-XMP-xmpRights:UsageTerms=One use only",
    "-XMP-xmpRights:WebStatement=https://a.example/licence?a=1&b=2",
    "-XMP-plus:LicensorName=MPR News",
    "-XMP-plus:LicensorURL=https://a.example/buy",
    "-XMP-iptcCore:AltTextAccessibility=A man sits at a table.",
    "-XMP-iptcExt:DigitalSourceType=http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
    "-XMP-dc:Description=He came home in February.",
];

pub(super) fn with_thumbnail(bytes: &[u8]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let small = folder.path().join("small.jpg");
    std::fs::write(&small, jpeg(&scene(80, 60))).unwrap();
    tagged("jpg", bytes, &[&format!("-ThumbnailImage<={}", small.display())])
}

#[test]
fn removes_what_is_private_and_keeps_rights() {
    if !exiftool_is_there() {
        return;
    }
    for (extension, bytes) in in_all_formats(300, 200) {
        let mut all = [RIGHTS, PRIVATE].concat();
        let mut bytes = bytes;
        if extension == "gif" {
            all.retain(|tag| tag.starts_with("-XMP")); // GIF holds nothing else
            bytes = tagged(extension, &bytes, &["-Comment=shot at home"]);
        } else if extension == "jpg" {
            all.extend([
                "-IPTC:City=Soledad",
                "-IPTC:By-line=Kerem Yücel",
                "-Comment=shot at home",
            ]);
            bytes = with_thumbnail(&bytes);
        }
        bytes = tagged(extension, &bytes, &all);
        if extension == "jpg" {
            bytes.extend(b"a film behind the picture");
        }
        let photo = cleaned(&bytes);
        let left = assert_clean(&photo);
        let value = |name: &str| {
            left.iter()
                .find(|(tag, _)| tag == name)
                .map(|(_, value)| value.clone())
                .unwrap_or_default()
        };
        assert_eq!(value("XMP-dc:Creator"), r#"["Kerem Yücel"]"#, "{extension}");
        assert_eq!(value("XMP-photoshop:Credit"), "Kerem Yücel/MPR News & Friends <x>");
        assert_eq!(value("XMP-photoshop:Source"), "MPR News");
        assert_eq!(value("XMP-dc:Rights"), "© 2026 MPR");
        assert_eq!(value("XMP-xmpRights:UsageTerms"), "One use only");
        assert_eq!(value("XMP-xmpRights:WebStatement"), "https://a.example/licence?a=1&b=2");
        assert!(value("XMP-plus:Licensor").contains("https://a.example/buy"));
        assert_eq!(value("XMP-iptcCore:AltTextAccessibility"), "A man sits at a table.");
        assert!(value("XMP-iptcExt:DigitalSourceType").contains("igital"), "{left:?}");
        assert_eq!(value("XMP-dc:Description"), "He came home in February.");
        if photo.extension == "jpg" {
            assert_eq!(value("IPTC:By-line"), "Kerem Yücel", "{extension}");
        }
        for secret in [
            "Soledad", "SN-4711", "Jane Doe", "Dana", "Paintbox", "secret", "noon", "home\0",
            "film",
        ] {
            let there = photo.bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
            assert!(!there, "{extension}: {secret}");
        }
        let removed: Vec<&str> = photo.removed.iter().map(|one| one.name.as_str()).collect();
        let mut expected =
            vec!["XMP-exif:GPSLatitude", "XMP-photoshop:City", "XMP-iptcExt:PersonInImage"];
        let mut words = vec![
            "Location",
            "Names of places",
            "Names of people shown",
            "Camera serial number or owner",
            "Date and time taken",
            "Embedded preview",
            "Editing history",
            "Camera settings",
            "Comments",
            "Other hidden details",
        ];
        if extension == "gif" {
            words.retain(|word| {
                !["Date and time taken", "Embedded preview", "Camera settings"].contains(word)
            });
        } else {
            expected.extend(["EXIF:GPSLatitude", "EXIF:SerialNumber", "EXIF:DateTimeOriginal"]);
        }
        if extension == "jpg" {
            expected.extend(["EXIF:ThumbnailImage", "IPTC:City", "Comment", "Trailer"]);
        } else {
            words.retain(|word| *word != "Embedded preview");
        }
        for name in expected {
            assert!(removed.contains(&name), "{extension}: {name} in {removed:?}");
        }
        assert_eq!(problem::removed(&photo.removed), words, "{extension}: {removed:?}");
        let kept: Vec<Field> = photo.kept.iter().map(|one| one.field).collect();
        assert_eq!(kept, Field::TEXTS, "{extension}");
        assert_eq!(
            photo.embedded.words(),
            (
                "A man sits at a table.".to_owned(),
                "He came home in February.".to_owned(),
                "Photo".to_owned(),
                "Kerem Yücel/MPR News & Friends <x>".to_owned()
            )
        );
    }
}

#[test]
fn finds_rights_wherever_they_are() {
    if !exiftool_is_there() {
        return;
    }
    let long = "Brian Branch Price/ZUMA Press Wire";
    let rows: &[(&[&str], &str, Origin, &[(Origin, &str)], &str)] = &[
        (&["-IPTC:Credit=Ana/AP"], "Ana/AP", Origin::Iim, &[], "IIM only"),
        (&["-XMP-photoshop:Credit=Ana/AP"], "Ana/AP", Origin::Xmp, &[], "XMP only"),
        (
            &["-XMP-photoshop:Credit=Ana/AP", "-IPTC:Credit=Bo/AFP"],
            "Ana/AP",
            Origin::Xmp,
            &[(Origin::Iim, "Bo/AFP")],
            "they disagree: XMP, and the other is told",
        ),
        (
            &[
                "-XMP-photoshop:Credit=Ana/AP",
                "-IPTC:Credit=Bo/AFP",
                "-IPTCDigest=00112233445566778899aabbccddeeff",
            ],
            "Bo/AFP",
            Origin::Iim,
            &[(Origin::Xmp, "Ana/AP")],
            "IIM was edited later",
        ),
        (
            &["-XMP-photoshop:Credit=Ana/AP", "-IPTC:Credit=Bo/AFP", "-IPTCDigest=new"],
            "Ana/AP",
            Origin::Xmp,
            &[(Origin::Iim, "Bo/AFP")],
            "the digest fits",
        ),
        (
            &[
                "-XMP-photoshop:Credit=Brian Branch Price/ZUMA Press Wire",
                "-IPTC:Credit=Brian Branch Price/ZUMA Press Wi",
                "-IPTCDigest=00112233445566778899aabbccddeeff",
            ],
            long,
            Origin::Iim,
            &[],
            "IIM is cut off at 32 bytes",
        ),
    ];
    for (tags, value, from, others, why) in rows {
        let photo = cleaned(&tagged("jpg", &jpeg(&scene(64, 48)), tags));
        let told = photo.embedded.credit.clone().unwrap();
        assert_eq!((told.value.as_str(), told.from), (*value, *from), "{why}");
        let told: Vec<_> = told.others.iter().map(|(from, text)| (*from, text.as_str())).collect();
        assert_eq!(told, *others, "{why}");
        let left = assert_clean(&photo);
        assert!(left.contains(&("XMP-photoshop:Credit".to_owned(), (*value).to_owned())), "{why}");
    }
}

#[test]
fn leaves_all_rights_in_the_file_where_its_places_disagree() {
    if !exiftool_is_there() {
        return;
    }
    let said = [
        "-EXIF:Artist=Somebody Else",
        "-XMP-dc:Creator=M. Peña Ortiz",
        "-IPTC:By-line=Marisol Peña",
        "-XMP-photoshop:Credit=Agencia Sur",
        "-IPTC:Credit=Agencia Norte",
        "-EXIF:Copyright=© Sur",
        "-XMP-dc:Rights=© Norte",
        "-XMP-plus:LicensorName=Sur, S.A.",
        "-XMP-plus:LicensorURL=https://sur.example/p",
    ];
    let photo = cleaned(&tagged("jpg", &jpeg(&scene(64, 48)), &said));
    let left = assert_clean(&photo);
    let of = |tag: &str| {
        let found = left.iter().find(|(name, _)| name == tag);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    for name in ["Somebody Else", "M. Peña Ortiz", "Marisol Peña"] {
        assert!(of("XMP-dc:Creator").contains(name), "{name}: {left:?}");
        assert!(of("IPTC:By-line").contains(name), "{name}: {left:?}");
    }
    assert_eq!(of("XMP-photoshop:Credit"), "Agencia Sur", "printed as it is supplied");
    assert_eq!(of("IPTC:Credit"), "Agencia Norte", "and the other is left");
    assert!(["© Sur", "© Norte"].iter().all(|text| of("XMP-dc:Rights").contains(text)), "{left:?}");
    let licensor = of("XMP-plus:Licensor");
    assert!(
        ["Sur, S.A.", "https://sur.example/p"].iter().all(|text| licensor.contains(text)),
        "{left:?}"
    );
    // What has no place for IPTC keeps all names as well.
    let photo = cleaned(&tagged("webp", &written(scene(64, 48), ImageFormat::WebP), &said[..2]));
    let left = assert_clean(&photo);
    let names = left.iter().find(|(name, _)| name == "XMP-dc:Creator");
    let names = names.map(|(_, value)| value.clone()).unwrap_or_default();
    assert!(["Somebody Else", "M. Peña Ortiz"].iter().all(|name| names.contains(name)), "{left:?}");
}

#[test]
fn offers_every_name_that_a_file_has() {
    if !exiftool_is_there() {
        return;
    }
    let rows: &[(&[&str], &str, &[&str], &str)] = &[
        (
            &["-XMP-dc:Creator=M. Peña Ortiz", "-IPTC:By-line=Marisol Peña"],
            "M. Peña Ortiz",
            &["Marisol Peña"],
            "names that disagree",
        ),
        (
            &[
                "-XMP-dc:Creator=M. Peña Ortiz",
                "-IPTC:By-line=Marisol Peña",
                "-XMP-photoshop:Credit=Agencia Sur",
            ],
            "Agencia Sur",
            &["M. Peña Ortiz/Agencia Sur", "Marisol Peña/Agencia Sur"],
            "a credit line that names nobody",
        ),
        (
            &["-XMP-dc:Creator=Ana Ruiz", "-XMP-photoshop:Credit=Ana Ruiz/AP"],
            "Ana Ruiz/AP",
            &[],
            "a credit line that names them",
        ),
    ];
    for (tags, credit, others, why) in rows {
        let photo = cleaned(&tagged("jpg", &jpeg(&scene(64, 48)), tags));
        assert_eq!(photo.embedded.words().3, *credit, "{why}");
        let told = photo.embedded.disagreements();
        let told: Vec<_> =
            told.iter().filter(|one| one.field == "credit").map(|one| one.text.as_str()).collect();
        assert_eq!(told, *others, "{why}");
    }
}

#[test]
fn reads_creators_in_the_order_of_the_guidelines() {
    if !exiftool_is_there() {
        return;
    }
    let rows: &[(&[&str], &[&str], Origin, &str)] = &[
        (
            &["-EXIF:Artist=Ana; Bo", "-XMP-dc:Creator=Cy"],
            &["Ana", "Bo"],
            Origin::Exif,
            "EXIF comes first and separates by semicolons",
        ),
        (
            &["-EXIF:Artist=OWNER", "-XMP-dc:Creator=Cy"],
            &["Cy"],
            Origin::Xmp,
            "a camera's default is blank",
        ),
        (&["-EXIF:Artist=   ", "-IPTC:By-line=Cy"], &["Cy"], Origin::Iim, "spaces are blank"),
        (
            &["-EXIF:Make=ACME CORPORATION", "-EXIF:Artist=Acme", "-XMP-dc:Creator=Cy"],
            &["Cy"],
            Origin::Xmp,
            "the maker is no photographer",
        ),
        (
            &["-IPTC:By-line=Ana", "-IPTC:By-line=Kerem Yücel"],
            &["Ana", "Kerem Yücel"],
            Origin::Iim,
            "by-lines repeat",
        ),
        (
            &["-EXIF:Artist=Kerem Y?cel", "-XMP-dc:Creator=Kerem Yücel"],
            &["Kerem Yücel"],
            Origin::Exif,
            "a letter that EXIF could not hold",
        ),
        (&["-XMP-dc:Creator=Ana", "-XMP-dc:Creator=Bo"], &["Ana", "Bo"], Origin::Xmp, "a list"),
    ];
    for (tags, names, from, why) in rows {
        let photo = cleaned(&tagged("jpg", &jpeg(&scene(64, 48)), tags));
        let told = photo.embedded.creators.clone().unwrap();
        assert_eq!(told.value, *names, "{why}");
        assert_eq!(told.from, *from, "{why}");
        assert_clean(&photo);
    }
}

#[test]
fn reads_old_letters() {
    if !exiftool_is_there() {
        return;
    }
    let bytes = jpeg(&scene(64, 48));
    for (charset, guessed, why) in
        [("Latin", true, "Latin-1 without saying so"), ("UTF8", false, "UTF-8 without saying so")]
    {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jpg");
        std::fs::write(&path, &bytes).unwrap();
        let run = Command::new("exiftool")
            .args([
                "-q",
                "-overwrite_original",
                "-charset",
                &format!("iptc={charset}"),
                "-IPTC:By-line=Kerem Yücel",
            ])
            .arg(&path)
            .status()
            .unwrap();
        assert!(run.success());
        let photo = cleaned(&std::fs::read(&path).unwrap());
        assert_eq!(photo.embedded.creators.as_ref().unwrap().value, ["Kerem Yücel"], "{why}");
        assert_eq!(photo.embedded.guessed_letters, guessed, "{why}");
    }
}

#[test]
fn suggests_words() {
    let told =
        |text: &str| Some(Told { value: text.to_owned(), from: Origin::Xmp, others: Vec::new() });
    let names = |names: &[&str]| {
        let value = names.iter().map(|&name| name.to_owned()).collect();
        Some(Told { value, from: Origin::Xmp, others: Vec::new() })
    };
    let source_type =
        |name: &str| told(&format!("http://cv.iptc.org/newscodes/digitalsourcetype/{name}"));
    let rows = [
        (Embedded::default(), ("", ""), "nothing"),
        (
            Embedded {
                credit: told("As required"),
                creators: names(&["Ana"]),
                ..Embedded::default()
            },
            ("Photo", "As required"),
            "a credit line is printed as supplied",
        ),
        (
            Embedded { creators: names(&["Ana", "Bo"]), source: told("AP"), ..Embedded::default() },
            ("Photo", "Ana, Bo/AP"),
            "creators and source",
        ),
        (
            Embedded { creators: names(&["Ana"]), ..Embedded::default() },
            ("Photo", "Ana"),
            "a creator",
        ),
        (
            Embedded { source: told("iStock"), ..Embedded::default() },
            ("Photo", "iStock"),
            "a source",
        ),
        (
            Embedded { creators: names(&["AP"]), source: told("AP"), ..Embedded::default() },
            ("Photo", "AP"),
            "nobody twice",
        ),
        (
            Embedded {
                source: told("Org"),
                digital_source_type: source_type("screenCapture"),
                ..Embedded::default()
            },
            ("Screenshot", "Org"),
            "a screenshot",
        ),
        (
            Embedded {
                source: told("Org"),
                digital_source_type: source_type("trainedAlgorithmicMedia"),
                ..Embedded::default()
            },
            ("Illustration", "AI-generated/Org"),
            "readers are told of generated pictures",
        ),
    ];
    for (embedded, (label, credit), why) in rows {
        let (_, _, got_label, got_credit) = embedded.words();
        assert_eq!((got_label.as_str(), got_credit.as_str()), (label, credit), "{why}");
    }
    let headline = Embedded { headline: told("A\nheadline"), ..Embedded::default() };
    assert_eq!(headline.words().1, "A headline");
}

#[test]
fn refuses_a_result_that_is_not_clean() {
    if !exiftool_is_there() {
        return;
    }
    let plain = jpeg(&scene(64, 48));
    let check = |bytes: &[u8], wanted: &Embedded, size| {
        check_clean(bytes, wanted, size, &Limits::default())
    };
    let credit = Some(Told { value: "Ana".to_owned(), from: Origin::Xmp, others: Vec::new() });
    let credited = Embedded { credit, ..Embedded::default() };
    let nothing = Embedded::default();
    assert_eq!(check(&plain, &nothing, (64, 48)), Ok(()));
    assert_eq!(
        check(&tagged("jpg", &plain, &["-XMP-photoshop:Credit=Ana"]), &credited, (64, 48)),
        Ok(())
    );
    let rows: Vec<(Vec<u8>, &Embedded, (u32, u32), &str)> = vec![
        (tagged("jpg", &plain, &["-EXIF:GPSLatitude=1"]), &nothing, (64, 48), "EXIF"),
        (tagged("jpg", &plain, &["-XMP-photoshop:City=Soledad"]), &nothing, (64, 48), "XMP"),
        (tagged("jpg", &plain, &["-IPTC:City=Soledad"]), &nothing, (64, 48), "IIM"),
        (tagged("jpg", &plain, &["-Comment=x"]), &nothing, (64, 48), "a comment"),
        ([plain.as_slice(), b"film"].concat(), &nothing, (64, 48), "a trailer"),
        (with_thumbnail(&plain), &nothing, (64, 48), "a thumbnail"),
        (
            tagged("jpg", &plain, &["-XMP-photoshop:Credit=Bo"]),
            &nothing,
            (64, 48),
            "words of others",
        ),
        (plain.clone(), &credited, (64, 48), "a credit that is lost"),
        (plain.clone(), &nothing, (48, 64), "another size"),
        (plain[..plain.len() - 2].to_vec(), &nothing, (64, 48), "no end"),
    ];
    for (bytes, wanted, size, why) in rows {
        let refusal = check(&bytes, wanted, size).unwrap_err();
        assert!(matches!(refusal, Refusal::CannotBeCleaned { .. }), "{why}: {refusal:?}");
    }
}
