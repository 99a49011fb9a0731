//! Pictures as phones take them: written by another program's hand, judged by exiftool.

use super::metadata::{exiftool_is_there, tagged, tags};
use super::*;
use crate::problem;

fn heic(image: &RgbImage) -> Vec<u8> {
    let options = heifer::EncodeOptions { quality: 90, max_threads: 1 };
    heifer::encode_rgb8(image.width(), image.height(), image.as_raw(), &options).unwrap()
}

/// Red above, blue below.
fn flag() -> RgbImage {
    RgbImage::from_fn(96, 64, |_, y| if y < 32 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) })
}

/// The file with its property of bits per channel, which no decoder needs, made one of quarters
/// of a turn against the clock; all lengths stay.
fn with_rotation(bytes: &[u8], quarters: u8) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let at = bytes.windows(4).position(|name| name == b"pixi").unwrap();
    bytes[at..at + 4].copy_from_slice(b"irot");
    bytes[at + 4] = quarters;
    bytes
}

#[test]
fn a_picture_of_a_phone_becomes_one_for_every_browser() {
    // More than one tile.
    let bytes = heic(&scene(1800, 1200));
    assert_eq!(kind(&bytes), "HEIC");
    assert_eq!(measure(&bytes), Some((1800, 1200)));
    let photo = cleaned(&bytes);
    assert_eq!((photo.extension.as_ref(), photo.width, photo.height), ("jpg", 1600, 1067));
    assert_eq!(photo.hash, cleaned(&bytes).hash, "the same bytes give the same result");
    let wanted = cleaned(&jpeg(&scene(1800, 1200)));
    let (have, want) = (pixels(&photo.bytes).into_rgb8(), pixels(&wanted.bytes).into_rgb8());
    let apart: u64 = have.iter().zip(want.iter()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    assert!(apart / (have.len() as u64) < 8, "the picture of the same scene as a JPEG");
    let small = pixels(&thumbnail(&bytes, 90, &Limits::default()).unwrap());
    assert_eq!((small.width(), small.height()), (90, 60));
}

#[test]
fn a_phone_says_itself_how_its_picture_is_turned() {
    use heifer::heifer_isobmff::HeifFile;
    use heifer::heifer_isobmff::boxes::Property;
    let straight = heic(&flag());
    let photo = pixels(&cleaned(&straight).bytes);
    assert!(near(image::GenericImageView::get_pixel(&photo, 48, 8), [220, 20, 20]));
    let turned = with_rotation(&straight, 1);
    let file = HeifFile::parse(&turned).unwrap();
    assert!(
        file.item_properties(file.primary_id).unwrap().any(|p| matches!(p, Property::Rotation(1)))
    );
    assert_eq!(measure(&turned), Some((64, 96)));
    let photo = cleaned(&turned);
    assert_eq!((photo.width, photo.height), (64, 96));
    // A quarter against the clock: what was above is at the left.
    let photo = pixels(&photo.bytes);
    assert!(near(image::GenericImageView::get_pixel(&photo, 8, 48), [220, 20, 20]));
    assert!(near(image::GenericImageView::get_pixel(&photo, 56, 48), [20, 20, 220]));
}

#[test]
fn nothing_of_a_phone_but_its_rights_is_published() {
    if !exiftool_is_there() {
        return;
    }
    let bytes = tagged(
        "heic",
        &heic(&flag()),
        &[
            "-EXIF:GPSLatitude=37.77",
            "-EXIF:GPSLatitudeRef=N",
            "-EXIF:GPSLongitude=122.41",
            "-EXIF:GPSLongitudeRef=W",
            "-EXIF:Make=Phone",
            "-EXIF:SerialNumber=C0FFEE",
            "-EXIF:Artist=Ana Bo",
            // What EXIF says of turning counts for nothing here.
            "-EXIF:Orientation#=6",
            "-XMP-exif:GPSLatitude=37.77N",
            "-XMP-iptcExt:PersonInImage=Ida Noor",
            "-XMP-photoshop:Credit=Ana Bo/Record",
            "-XMP-iptcCore:AltTextAccessibility=A flag of two colors",
        ],
    );
    let photo = cleaned(&bytes);
    assert_eq!((photo.width, photo.height), (96, 64), "not turned by EXIF");
    let text = |told: &Option<Told>| told.as_ref().map(|told| told.value.clone());
    assert_eq!(text(&photo.embedded.credit).as_deref(), Some("Ana Bo/Record"));
    assert_eq!(text(&photo.embedded.alt).as_deref(), Some("A flag of two colors"));
    let removed: Vec<&str> = photo.removed.iter().map(|removed| removed.name.as_str()).collect();
    for name in ["EXIF:GPSLatitude", "XMP-iptcExt:PersonInImage"] {
        assert!(removed.contains(&name), "{name} is told: {removed:?}");
    }
    let left = tags(&photo.bytes);
    let forbidden = ["GPS", "Serial", "Person", "Make", "Orientation"];
    let found = left.iter().find(|(name, _)| forbidden.iter().any(|part| name.contains(part)));
    assert_eq!(found, None);
    assert!(
        left.iter().any(|(name, value)| name == "XMP-photoshop:Credit" && value == "Ana Bo/Record")
    );
}

#[test]
fn a_damaged_file_of_a_phone_is_refused() {
    let bytes = heic(&scene(300, 200));
    let mut state = 0x1234_5678_u32;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as usize % below
    };
    for _ in 0..150 {
        let mut bytes = bytes.clone();
        match next(3) {
            0 => bytes.truncate(next(bytes.len())),
            1 => (0..8).for_each(|_| {
                let at = next(bytes.len());
                bytes[at] = next(256) as u8;
            }),
            _ => {
                let at = next(bytes.len().min(800));
                bytes[at] ^= 1 << next(8);
            }
        }
        // Taken or refused: it neither ends the program nor takes for ever.
        if let Ok(photo) = clean(&bytes, &Settings::default()) {
            assert!(photo.width.max(photo.height) <= 1600);
        }
    }
    for (bytes, why) in
        [(bytes[..bytes.len() / 2].to_vec(), "half of it"), (bytes[..40].to_vec(), "its first box")]
    {
        assert!(clean(&bytes, &Settings::default()).is_err(), "{why}");
    }
    let small = Limits { max_pixels: 10_000, ..Limits::default() };
    let settings = Settings { limits: small, ..Settings::default() };
    assert!(matches!(clean(&bytes, &settings), Err(Refusal::TooLarge(_))));
}

#[test]
fn a_film_beside_the_picture_of_a_phone_is_seen() {
    let plain = heic(&flag());
    let words = |bytes: &[u8]| problem::removed(&look(bytes).unwrap().1);
    assert!(!words(&plain).contains(&"Embedded preview"), "{:?}", words(&plain));
    let with = |kind: &[u8; 4], inside: &[u8]| {
        let length = u32::try_from(inside.len() + 8).unwrap().to_be_bytes();
        [plain.as_slice(), length.as_slice(), kind, inside].concat()
    };
    assert!(words(&with(b"mpvd", b"a film")).contains(&"Embedded preview"), "a moving picture");
    assert!(!words(&with(b"free", b"\0\0\0")).contains(&"Embedded preview"), "room that is left");
}
