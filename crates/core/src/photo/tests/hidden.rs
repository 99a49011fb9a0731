//! What a file hides where nobody looks: in blocks of other programs' making, and behind its end.

use exif::{Tag, Value};

use super::*;
use crate::problem;
use crate::view::PictureOrigin;

/// A PNG with these chunks behind its header.
fn png_with(chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let plain = written(scene(40, 30), ImageFormat::Png);
    let mut png = img_parts::png::Png::from_bytes(plain.into()).unwrap();
    for (kind, data) in chunks {
        let chunk = img_parts::png::PngChunk::new(**kind, data.clone().into());
        png.chunks_mut().insert(1, chunk);
    }
    png.encoder().bytes().to_vec()
}

/// A block as ImageMagick writes it down: a name, a length, hexadecimal digits.
fn in_digits(block: &[u8]) -> String {
    let digits: Vec<String> = block
        .chunks(36)
        .map(|line| line.iter().map(|byte| format!("{byte:02x}")).collect())
        .collect();
    format!("\nexif\n{:8}\n{}\n", block.len(), digits.join("\n"))
}

fn raw_profile(name: &str, block: &[u8]) -> Vec<u8> {
    format!("Raw profile type {name}\0{}", in_digits(block)).into_bytes()
}

/// The same, compressed as zlib allows: as it is, with a frame and a sum around it.
fn compressed(name: &str, block: &[u8]) -> Vec<u8> {
    let text = in_digits(block).into_bytes();
    let length = u16::try_from(text.len()).unwrap();
    let (mut low, mut high) = (1_u32, 0_u32);
    for &byte in &text {
        low = (low + u32::from(byte)) % 65_521;
        high = (high + low) % 65_521;
    }
    let mut data = format!("Raw profile type {name}\0\0").into_bytes();
    data.extend([0x78, 0x01, 0x01]);
    data.extend(length.to_le_bytes());
    data.extend((!length).to_le_bytes());
    data.extend(text);
    data.extend((high << 16 | low).to_be_bytes());
    data
}

/// A block of EXIF.
fn exif_of(values: &[(Tag, Value)]) -> Vec<u8> {
    let fields: Vec<exif::Field> = values
        .iter()
        .map(|(tag, value)| exif::Field {
            tag: *tag,
            ifd_num: exif::In::PRIMARY,
            value: value.clone(),
        })
        .collect();
    let mut writer = exif::experimental::Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    let mut block = std::io::Cursor::new(Vec::new());
    writer.write(&mut block, true).unwrap();
    block.into_inner()
}

fn ascii(text: &str) -> Value {
    Value::Ascii(vec![text.as_bytes().to_vec()])
}

const XMP: &[u8] = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about='' xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/' photoshop:Credit='Ana Ruiz/AP' photoshop:City='Soledad'/></rdf:RDF></x:xmpmeta>";

#[test]
fn opens_the_blocks_that_a_png_has_in_digits() {
    let exif = exif_of(&[(Tag::Artist, ascii("Ana Ruiz")), (Tag::GPSLatitudeRef, ascii("N"))]);
    let framed = [b"Exif\0\0", exif.as_slice()].concat();
    let xmp = [b"http://ns.adobe.com/xap/1.0/\0", XMP].concat();
    let first: Vec<(&[u8; 4], Vec<u8>, Group, &str)> = vec![
        (b"tEXt", raw_profile("exif", &framed), Group::Location, "EXIF"),
        (b"zTXt", compressed("exif", &framed), Group::Location, "EXIF, compressed"),
        (b"zTXt", compressed("APP1", &framed), Group::Location, "EXIF as a JPEG has it"),
        (b"tEXt", raw_profile("exif", &exif), Group::Location, "EXIF without its frame"),
        (b"zTXt", compressed("xmp", XMP), Group::Place, "XMP"),
        (b"tEXt", raw_profile("APP1", &xmp), Group::Place, "XMP as a JPEG has it"),
    ];
    for (kind, data, group, why) in first {
        // A block that says which way is up stands before it.
        let turning = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x01\0\0\0\0\0\0".to_vec();
        let photo = cleaned(&png_with(&[(kind, data), (b"eXIf", turning)]));
        assert!(photo.removed.iter().any(|one| one.group == group), "{why}: {:?}", photo.removed);
        let (_, _, _, credit) = photo.embedded.words();
        let wanted = if group == Group::Location { "Ana Ruiz" } else { "Ana Ruiz/AP" };
        assert_eq!(credit, wanted, "{why}");
        assert_eq!(problem::removed(&photo.removed).len(), 1, "{why}: {:?}", photo.removed);
    }
}

/// What is told of a file, in words.
fn told(bytes: &[u8]) -> Vec<&'static str> {
    problem::removed(&look(bytes).unwrap().1)
}

#[test]
fn sees_what_lies_behind_the_end_of_a_picture() {
    for (format, bytes) in in_all_formats(60, 40) {
        let with = |more: &[u8]| [bytes.as_slice(), more].concat();
        assert!(!told(&bytes).contains(&"Embedded preview"), "{format}: nothing is there");
        assert!(told(&with(&bytes)).contains(&"Embedded preview"), "{format}: a picture");
        assert!(told(&with(b"a film")).contains(&"Embedded preview"), "{format}: a film");
        let nothing = told(&with(b"\0\0\r\n"));
        assert!(!nothing.contains(&"Embedded preview"), "{format}: what hides nothing");
        assert!(cleaned(&with(b"a film")).removed.iter().any(|one| one.name == "Trailer"));
    }
}

#[test]
fn tells_no_place_where_there_is_none() {
    for (tag, value, words, why) in [
        (
            Tag::GPSVersionID,
            Value::Byte(vec![2, 3, 0, 0]),
            vec![],
            "which kind of tags would follow",
        ),
        (Tag::GPSLatitudeRef, ascii("N"), vec!["Location"], "a place"),
        (Tag::CameraOwnerName, ascii("Dana"), vec!["Camera serial number or owner"], "whose it is"),
    ] {
        let bytes = png_with(&[(b"eXIf", exif_of(&[(tag, value)]))]);
        assert_eq!(told(&bytes), words, "{why}");
    }
}

#[test]
fn keeps_rights_that_stand_in_other_places() {
    let text = |keyword: &str, text: &[u8]| [keyword.as_bytes(), b"\0", text].concat();
    let international =
        |keyword: &str, words: &str| text(keyword, &[b"\0\0\0\0", words.as_bytes()].concat());
    let common = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about='' xmlns:cc='http://creativecommons.org/ns#'><cc:attributionName>Ana Ruiz</cc:attributionName><cc:license rdf:resource='https://creativecommons.org/licenses/by/4.0/'/></rdf:Description></rdf:RDF></x:xmpmeta>";
    let png = png_with(&[
        (b"tEXt", text("Author", b"Zo\xEB Ruiz")),
        (b"iTXt", international("Copyright", "© Zoë Ruiz 2026")),
    ]);
    let photo = cleaned(&png);
    assert_eq!(photo.embedded.words().3, "Zoë Ruiz");
    assert_eq!(photo.embedded.copyright.unwrap().value, "© Zoë Ruiz 2026");
    let kept: Vec<&str> = photo.kept.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(kept, ["PNG:Author", "PNG:Copyright"]);

    let photo = cleaned(&png_with(&[(b"zTXt", compressed("xmp", common))]));
    let said = photo.embedded.provenance();
    assert_eq!((said.creator.as_str(), said.origin), ("Ana Ruiz", Some(PictureOrigin::Cc)));
    assert_eq!(said.terms, "https://creativecommons.org/licenses/by/4.0/");
    assert!(photo.removed.iter().all(|one| one.group == Group::Technical), "{:?}", photo.removed);

    let both = png_with(&[
        (b"tEXt", text("Author", b"Bo Li")),
        (b"eXIf", exif_of(&[(Tag::Artist, ascii("Ana Ruiz"))])),
    ]);
    let told = cleaned(&both).embedded.creators.unwrap();
    assert_eq!(told.value, ["Ana Ruiz"], "what the camera says comes first");
    assert_eq!(told.others, [(Origin::Text, vec!["Bo Li".to_owned()])], "and the other is told");
}
