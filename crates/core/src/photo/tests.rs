#![allow(clippy::unwrap_used, clippy::type_complexity, clippy::print_stderr)]

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use image::{DynamicImage, GenericImageView, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

use super::*;

// ---- pictures ----------------------------------------------------------------------------

/// A photograph as far as an encoder can tell: gradients and noise.
fn scene(width: u32, height: u32) -> RgbImage {
    let mut noise = 0x2545_F491_u32;
    RgbImage::from_fn(width, height, |x, y| {
        noise ^= noise << 13;
        noise ^= noise >> 17;
        noise ^= noise << 5;
        let grain = (noise % 24) as u8;
        let wave = ((f64::from(x) / 37.0).sin() * (f64::from(y) / 23.0).cos() * 60.0 + 90.0) as u8;
        Rgb([
            wave.saturating_add(grain),
            (x * 200 / width.max(1)) as u8,
            (y * 200 / height.max(1)) as u8 + grain,
        ])
    })
}

fn jpeg(image: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
    let (width, height) = (image.width() as u16, image.height() as u16);
    encoder.encode(image.as_raw(), width, height, jpeg_encoder::ColorType::Rgb).unwrap();
    bytes
}

fn written(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// One photograph in each format that is taken.
fn in_all_formats(width: u32, height: u32) -> Vec<(&'static str, Vec<u8>)> {
    let image = scene(width, height);
    vec![
        ("jpg", jpeg(&image)),
        ("png", written(image.clone(), ImageFormat::Png)),
        ("webp", written(image.clone(), ImageFormat::WebP)),
        ("gif", written(DynamicImage::ImageRgb8(image).into_rgba8(), ImageFormat::Gif)),
    ]
}

fn cleaned(bytes: &[u8]) -> Photo {
    clean(bytes, &Settings::default()).unwrap()
}

fn pixels(bytes: &[u8]) -> DynamicImage {
    image::load_from_memory(bytes).unwrap()
}

fn near(pixel: Rgba<u8>, wanted: [u8; 3]) -> bool {
    pixel.0.iter().zip(wanted).all(|(have, want)| have.abs_diff(want) < 40)
}

// ---- exiftool, the judge -------------------------------------------------------------------

/// Whether exiftool can be asked. In continuous integration it must be there.
fn exiftool_is_there() -> bool {
    let there = Command::new("exiftool").arg("-ver").output().is_ok_and(|run| run.status.success());
    assert!(there || std::env::var_os("CI").is_none(), "exiftool is not installed");
    if !there {
        eprintln!("not checked: exiftool is not installed");
    }
    there
}

/// The picture with tags as another program writes them.
fn tagged(extension: &str, bytes: &[u8], tags: &[&str]) -> Vec<u8> {
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
fn tags(bytes: &[u8]) -> Vec<(String, String)> {
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

const PRIVATE: &[&str] = &[
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

const RIGHTS: &[&str] = &[
    "-XMP-dc:Creator=Kerem Yücel",
    "-XMP-photoshop:Credit=Kerem Yücel/MPR News & Friends <x>",
    "-XMP-photoshop:Source=MPR News",
    "-XMP-dc:Rights=© 2026 MPR",
    "-XMP-xmpRights:UsageTerms=One use only",
    "-XMP-xmpRights:WebStatement=https://a.example/licence?a=1&b=2",
    "-XMP-plus:LicensorURL=https://a.example/buy",
    "-XMP-iptcCore:AltTextAccessibility=A man sits at a table.",
    "-XMP-iptcExt:DigitalSourceType=http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
    "-XMP-dc:Description=He came home in February.",
];

fn with_thumbnail(bytes: &[u8]) -> Vec<u8> {
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
            "Camera serial number",
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
        assert_eq!(in_words(&photo.removed), words, "{extension}: {removed:?}");
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

// ---- pixels --------------------------------------------------------------------------------

/// Top left red, top right green, bottom left blue, bottom right white; 40 × 20 blocks.
fn corners() -> RgbImage {
    RgbImage::from_fn(80, 40, |x, y| match (x < 40, y < 20) {
        (true, true) => Rgb([220, 20, 20]),
        (false, true) => Rgb([20, 220, 20]),
        (true, false) => Rgb([20, 20, 220]),
        (false, false) => Rgb([235, 235, 235]),
    })
}

/// A minimal EXIF block that says nothing but the orientation.
fn exif_orientation(value: u8) -> Vec<u8> {
    let mut block = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    block.extend([value, 0, 0, 0, 0, 0, 0]);
    block
}

fn turned_jpeg(stored: &RgbImage, value: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 92);
    encoder.add_exif_metadata(&exif_orientation(value)).unwrap();
    let (width, height) = (stored.width() as u16, stored.height() as u16);
    encoder.encode(stored.as_raw(), width, height, jpeg_encoder::ColorType::Rgb).unwrap();
    bytes
}

fn turned_png(stored: &RgbImage, value: u8) -> Vec<u8> {
    let mut png =
        img_parts::png::Png::from_bytes(written(stored.clone(), ImageFormat::Png).into()).unwrap();
    let chunk = img_parts::png::PngChunk::new(*b"eXIf", exif_orientation(value).into());
    png.chunks_mut().insert(1, chunk);
    png.encoder().bytes().to_vec()
}

#[test]
fn turns_every_orientation_upright() {
    let upright = DynamicImage::ImageRgb8(corners());
    // How the stored pixels come from the upright ones (EXIF 2.3, tag 0x0112).
    let stored = [
        (1, upright.clone()),
        (2, upright.fliph()),
        (3, upright.rotate180()),
        (4, upright.flipv()),
        (5, upright.rotate90().fliph()),
        (6, upright.rotate270()),
        (7, upright.rotate270().fliph()),
        (8, upright.rotate90()),
    ];
    for (value, stored) in stored {
        for bytes in [
            turned_jpeg(stored.as_rgb8().unwrap(), value),
            turned_png(stored.as_rgb8().unwrap(), value),
        ] {
            assert_eq!(measure(&bytes), Some((80, 40)), "{value}");
            let photo = cleaned(&bytes);
            let small = thumbnail(&bytes, 40, &Limits::default()).unwrap();
            assert_eq!((photo.width, photo.height), (80, 40), "{value}");
            assert_eq!(measure(&photo.bytes), Some((80, 40)), "{value}");
            assert_eq!(pixels(&small).dimensions(), (40, 20), "{value}");
            for (image, scale) in [(pixels(&photo.bytes), 1), (pixels(&small), 2)] {
                for (x, y, colour) in [
                    (10, 8, [220, 20, 20]),
                    (70, 8, [20, 220, 20]),
                    (10, 32, [20, 20, 220]),
                    (70, 32, [235, 235, 235]),
                ] {
                    let pixel = image.get_pixel(x / scale, y / scale);
                    assert!(near(pixel, colour), "{value} at {x}, {y}: {pixel:?}");
                }
            }
        }
    }
}

#[test]
fn fits_the_long_side_and_never_enlarges() {
    let settings = Settings { long_side: 100, ..Settings::default() };
    for (width, height, fitted, why) in [
        (300, 150, (100, 50), "wide"),
        (150, 300, (50, 100), "tall"),
        (60, 40, (60, 40), "small enough"),
        (100, 100, (100, 100), "just right"),
        (1000, 1, (100, 1), "never to nothing"),
    ] {
        for (format, bytes) in in_all_formats(width, height) {
            let photo = clean(&bytes, &settings).unwrap();
            assert_eq!((photo.width, photo.height), fitted, "{format}: {why}");
            assert_eq!(pixels(&photo.bytes).dimensions(), fitted, "{format}: {why}");
            assert_eq!(measure(&bytes), Some((width, height)), "{format}: {why}");
        }
    }
}

#[test]
fn chooses_the_format() {
    let photograph = scene(200, 150);
    let flat =
        RgbImage::from_fn(200, 150, |x, _| if x < 100 { Rgb([0, 0, 0]) } else { Rgb([200, 0, 0]) });
    let glass =
        RgbaImage::from_fn(200, 150, |x, _| Rgba([10, 200, 30, if x < 100 { 0 } else { 255 }]));
    let opaque = DynamicImage::ImageRgb8(photograph.clone()).into_rgba8();
    let rows = [
        (jpeg(&photograph), "jpg", "a photograph"),
        (jpeg(&flat), "jpg", "JPEG stays JPEG"),
        (written(photograph.clone(), ImageFormat::Png), "jpg", "a photograph as PNG"),
        (written(opaque, ImageFormat::Png), "jpg", "a photograph with an idle alpha channel"),
        (written(flat.clone(), ImageFormat::Png), "png", "a flat graphic"),
        (written(glass.clone(), ImageFormat::Png), "png", "transparency"),
        (written(photograph.clone(), ImageFormat::WebP), "jpg", "a photograph as WebP"),
        (written(flat.clone(), ImageFormat::WebP), "png", "a flat graphic as WebP"),
        (written(glass.clone(), ImageFormat::WebP), "png", "transparency in WebP"),
        (written(glass, ImageFormat::Gif), "png", "transparency in GIF"),
    ];
    for (bytes, extension, why) in rows {
        let photo = cleaned(&bytes);
        assert_eq!(photo.extension, extension, "{why}");
        let magic: &[u8] = if extension == "jpg" { &[0xFF, 0xD8, 0xFF] } else { b"\x89PNG" };
        assert!(photo.bytes.starts_with(magic), "{why}");
        assert_eq!(cleaned(&bytes), photo, "{why}: the same bytes every time");
        assert_eq!(photo.hash, blake3::hash(&photo.bytes).to_hex().to_string());
    }
}

#[test]
fn keeps_colours() {
    for (name, image) in [
        ("16 bit", DynamicImage::ImageRgb8(corners()).into_rgb16().into()),
        ("16 bit with alpha", DynamicImage::ImageRgb8(corners()).into_rgba16().into()),
        ("8 bit", DynamicImage::ImageRgb8(corners())),
    ] {
        let photo = cleaned(&written(image, ImageFormat::Png));
        let result = pixels(&photo.bytes);
        assert!(near(result.get_pixel(10, 8), [220, 20, 20]), "{name}");
        assert!(near(result.get_pixel(70, 32), [235, 235, 235]), "{name}");
    }
    let gray = DynamicImage::ImageRgb8(scene(60, 60)).into_luma8();
    let photo = cleaned(&written(gray.clone(), ImageFormat::Png));
    assert!(near(pixels(&photo.bytes).get_pixel(5, 5), [gray.get_pixel(5, 5).0[0]; 3]), "gray");
}

#[test]
fn reads_cmyk() {
    // White, as Adobe stores it: inverted.
    let image = [255_u8; 4 * 32 * 32];
    for color in [jpeg_encoder::ColorType::Cmyk, jpeg_encoder::ColorType::CmykAsYcck] {
        let mut bytes = Vec::new();
        // The encoder takes ink: none of it is 0.
        let ink: Vec<u8> = image.iter().map(|value| 255 - value).collect();
        jpeg_encoder::Encoder::new(&mut bytes, 95).encode(&ink, 32, 32, color).unwrap();
        match clean(&bytes, &Settings::default()) {
            Ok(photo) => {
                let pixel = pixels(&photo.bytes).get_pixel(9, 9);
                assert!(near(pixel, [255, 255, 255]), "{color:?}: {pixel:?}");
            }
            Err(refusal) => assert!(matches!(refusal, Refusal::Damaged { .. }), "{refusal}"),
        }
    }
}

/// A profile header that says RGB, as long as it says.
fn profile(space: &[u8; 4], length: usize) -> Vec<u8> {
    let mut profile = vec![0; length];
    profile[..4].copy_from_slice(&(length as u32).to_be_bytes());
    profile[12..16].copy_from_slice(b"mntr");
    profile[16..20].copy_from_slice(space);
    profile[20..24].copy_from_slice(b"XYZ ");
    profile[36..40].copy_from_slice(b"acsp");
    profile
}

#[test]
fn keeps_a_profile_that_fits() {
    for (space, length, stays, why) in [
        (b"RGB ", 600, true, "a profile of RGB"),
        (b"RGB ", 100_000, true, "one in two segments"),
        (b"CMYK", 600, false, "a profile of CMYK on pixels that are RGB now"),
    ] {
        let wanted = profile(space, length);
        let mut bytes = Vec::new();
        let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
        encoder.add_icc_profile(&wanted).unwrap();
        let image = scene(64, 64);
        encoder.encode(image.as_raw(), 64, 64, jpeg_encoder::ColorType::Rgb).unwrap();
        let photo = cleaned(&bytes);
        let left = img_parts::ImageICC::icc_profile(
            &img_parts::jpeg::Jpeg::from_bytes(photo.bytes.clone().into()).unwrap(),
        );
        assert_eq!(left.map(|left| left.to_vec()), stays.then_some(wanted), "{why}");
        assert_eq!(kept_in_words(&photo.kept).contains(&"Colour profile"), stays, "{why}");
    }
}

#[test]
fn paints_over_what_transparency_hides() {
    let hidden = RgbaImage::from_fn(64, 64, |x, y| {
        if x < 32 { Rgba([(x * 7) as u8, (y * 3) as u8, 99, 0]) } else { Rgba([1, 2, 3, 255]) }
    });
    let photo = cleaned(&written(hidden, ImageFormat::Png));
    assert_eq!(pixels(&photo.bytes).into_rgba8().get_pixel(9, 9).0, [0; 4]);
}

// ---- hostile files ---------------------------------------------------------------------------

fn png_header(width: u32, height: u32) -> Vec<u8> {
    let mut png =
        img_parts::png::Png::from_bytes(written(scene(8, 8), ImageFormat::Png).into()).unwrap();
    let mut header = png.chunks()[0].contents().to_vec();
    header[..4].copy_from_slice(&width.to_be_bytes());
    header[4..8].copy_from_slice(&height.to_be_bytes());
    png.chunks_mut()[0] = img_parts::png::PngChunk::new(*b"IHDR", header.into());
    png.encoder().bytes().to_vec()
}

fn sized_jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = jpeg(&scene(8, 8));
    let at = bytes.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    bytes[at + 5..at + 7].copy_from_slice(&height.to_be_bytes());
    bytes[at + 7..at + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}

fn sized_gif(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = in_all_formats(8, 8).remove(3).1;
    bytes[6..8].copy_from_slice(&width.to_le_bytes());
    bytes[8..10].copy_from_slice(&height.to_le_bytes());
    bytes
}

#[test]
fn refuses_what_is_no_picture_or_too_much() {
    let too_large = |refusal: &Refusal| matches!(refusal, Refusal::TooLarge(_));
    let damaged = |refusal: &Refusal| matches!(refusal, Refusal::Damaged { .. });
    let no_picture = |refusal: &Refusal| matches!(refusal, Refusal::NotAPicture { .. });
    let unsupported = |refusal: &Refusal| matches!(refusal, Refusal::UnsupportedFormat(_));
    type Is<'a> = &'a dyn Fn(&Refusal) -> bool;
    let rows: Vec<(Vec<u8>, Is<'_>, &str)> = vec![
        (png_header(60_000, 60_000), &too_large, "60,000 × 60,000"),
        (png_header(100_000, 1), &too_large, "a line 100,000 long"),
        (png_header(0x8000_0000, 0x8000_0000), &too_large, "2^31 × 2^31"),
        (png_header(12_000, 12_000), &too_large, "144 megapixels"),
        (png_header(0, 0), &damaged, "0 × 0"),
        (png_header(8000, 8000), &damaged, "64 megapixels out of nothing"),
        (sized_gif(65_535, 65_535), &too_large, "GIF 65,535 × 65,535"),
        (sized_gif(0, 0), &damaged, "GIF 0 × 0"),
        (sized_jpeg(65_535, 65_535), &too_large, "JPEG 65,535 × 65,535"),
        (sized_jpeg(8, 0), &damaged, "JPEG without height"),
        (Vec::new(), &no_picture, "nothing"),
        (b"<!DOCTYPE html><html><body>".to_vec(), &no_picture, "a web page"),
        (
            b"<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec(),
            &unsupported,
            "SVG",
        ),
        (b"PK\x03\x04\x14\0\0\0".to_vec(), &no_picture, "ZIP"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), &unsupported, "HEIC"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0avifmif1".to_vec(), &unsupported, "AVIF under another brand"),
        (b"\0\0\0\x18ftypisom\0\0\0\0mp41".to_vec(), &no_picture, "MP4"),
        (b"II*\0\x08\0\0\0".to_vec(), &unsupported, "TIFF"),
        (b"#?RADIANCE\n+X 4294967295".to_vec(), &unsupported, "HDR"),
        (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:0".to_vec(),
            &no_picture,
            "a pointer",
        ),
        (b"just words".to_vec(), &no_picture, "text"),
        (vec![0xFF, 0xD8, 0xFF], &damaged, "three bytes of JPEG"),
        (b"GIF89a".to_vec(), &damaged, "six bytes of GIF"),
        (b"RIFF\x04\0\0\0WEBP".to_vec(), &damaged, "twelve bytes of WebP"),
    ];
    for (bytes, is, why) in rows {
        let started = Instant::now();
        let refusal = clean(&bytes, &Settings::default()).unwrap_err();
        assert!(is(&refusal), "{why}: {refusal:?}");
        let small = thumbnail(&bytes, 100, &Limits::default());
        assert!(small.is_err(), "{why}");
        measure(&bytes);
        assert!(started.elapsed() < Duration::from_secs(2), "{why}: {:?}", started.elapsed());
    }
}

#[test]
fn refuses_beyond_its_limits() {
    let bytes = jpeg(&scene(64, 48));
    let limits = Limits::default();
    for (limits, why) in [
        (Limits { max_bytes: bytes.len() as u64 - 1, ..limits }, "bytes"),
        (Limits { max_side_px: 63, ..limits }, "side"),
        (Limits { max_pixels: 64 * 48 - 1, ..limits }, "pixels"),
        (Limits { max_alloc: 64 * 48 * 3 - 1, ..limits }, "memory"),
    ] {
        let refusal = clean(&bytes, &Settings { limits, ..Settings::default() }).unwrap_err();
        assert!(matches!(refusal, Refusal::TooLarge(_)), "{why}: {refusal:?}");
    }
}

#[test]
fn survives_truncation() {
    for (format, bytes) in in_all_formats(90, 60) {
        for percent in 0..100 {
            let part = &bytes[..bytes.len() * percent / 100];
            let result = clean(part, &Settings::default());
            if format != "gif" && format != "png" || percent < 90 {
                assert!(result.is_err(), "{format} at {percent} %");
            }
            measure(part);
        }
    }
}

#[test]
fn survives_damage() {
    let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed as usize
    };
    for (_, bytes) in in_all_formats(40, 30) {
        for _ in 0..150 {
            let mut bytes = bytes.clone();
            for _ in 0..1 + random() % 8 {
                let at = random() % bytes.len();
                bytes[at] = random() as u8;
            }
            if let Ok(photo) = clean(&bytes, &Settings::default()) {
                assert_eq!(measure(&photo.bytes), Some((photo.width, photo.height)));
            }
        }
    }
}

#[test]
fn survives_damaged_metadata() {
    if !exiftool_is_there() {
        return;
    }
    let whole = tagged(
        "jpg",
        &with_thumbnail(&jpeg(&scene(40, 30))),
        &[RIGHTS, PRIVATE, &["-IPTC:By-line=x"]].concat(),
    );
    let end = whole.windows(2).position(|pair| pair == [0xFF, 0xDB]).unwrap();
    let mut seed = 1_u32;
    for _ in 0..400 {
        let mut bytes = whole.clone();
        for _ in 0..3 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let at = (seed >> 8) as usize % end;
            bytes[at] = (seed >> 3) as u8;
        }
        if let Ok(photo) = clean(&bytes, &Settings::default()) {
            let gps = photo.bytes.windows(3).any(|part| part == b"GPS" || part == b"SN-");
            assert!(!gps);
        }
    }
}

// ---- the folder ------------------------------------------------------------------------------

#[test]
fn stores_a_picture_once() {
    let folder = tempfile::tempdir().unwrap();
    let images = folder.path().join("images/2026");
    let one = cleaned(&jpeg(&scene(40, 30)));
    let two = cleaned(&jpeg(&scene(41, 30)));
    let stored = |name: &str, already| Stored { file_name: name.to_owned(), already };
    assert_eq!(store(&images, "night-court", &one).unwrap(), stored("night-court-1.jpg", false));
    assert_eq!(store(&images, "night-court", &one).unwrap(), stored("night-court-1.jpg", true));
    assert_eq!(store(&images, "another-story", &one).unwrap(), stored("night-court-1.jpg", true));
    assert_eq!(store(&images, "night-court", &two).unwrap(), stored("night-court-2.jpg", false));
    assert_eq!(std::fs::read(images.join("night-court-1.jpg")).unwrap(), one.bytes);
    let names = |folder: &Path| std::fs::read_dir(folder).unwrap().count();
    assert_eq!(names(&images), 2, "no temporary file is left");
    std::fs::write(images.join("MIXED-1.JPG"), "x").unwrap();
    assert_eq!(
        store(&images, "mixed", &cleaned(&jpeg(&scene(42, 30)))).unwrap().file_name,
        "mixed-2.jpg"
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = images.join("night-court-1.jpg").metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o400, 0o400);
        assert_ne!(mode & 0o777, 0o600, "as readable as any new file");
    }
}

#[test]
fn names_the_folder_that_cannot_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a-file");
    std::fs::write(&file, "x").unwrap();
    let error = store(&file, "a", &cleaned(&jpeg(&scene(8, 8)))).unwrap_err();
    assert_eq!(error.path, file);
}

#[test]
fn counts_names_from_one() {
    assert_eq!(name("a", &|_| false, "jpg"), "a-1.jpg");
    assert_eq!(name("a", &|name| name == "a-1.png" || name == "a-2.png", "png"), "a-3.png");
}

/// `cargo test --release -p galley-core photo -- --ignored --nocapture`
#[test]
#[ignore = "a measurement"]
fn twenty_four_megapixels() {
    let bytes = jpeg(&scene(6000, 4000));
    for _ in 0..3 {
        let started = Instant::now();
        let photo = cleaned(&bytes);
        let took = started.elapsed();
        let started = Instant::now();
        thumbnail(&bytes, 320, &Limits::default()).unwrap();
        eprintln!(
            "{} bytes to {}: {took:?}; thumbnail {:?}",
            bytes.len(),
            photo.bytes.len(),
            started.elapsed()
        );
        assert!(cfg!(debug_assertions) || took < Duration::from_millis(1500));
    }
}
