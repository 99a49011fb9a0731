//! Files that want too much, end too early, or are something else.

use std::time::{Duration, Instant};

use super::metadata::*;
use super::*;

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
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), &damaged, "HEIC without a picture"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1miaf".to_vec(), &unsupported, "HEIF with who knows what"),
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

#[test]
fn ends_soon_on_many_small_parts() {
    let png = |kind: &[u8; 4], contents: &[u8], count: usize| {
        let whole = written(scene(8, 8), ImageFormat::Png);
        let chunk = img_parts::png::PngChunk::new(*kind, contents.to_vec().into());
        let chunk = chunk.encoder().bytes();
        let (head, rest) = whole.split_at(33); // the signature and IHDR
        [head, &chunk.repeat(count), rest].concat()
    };
    let gif = |block: &[u8], count: usize| {
        let whole = in_all_formats(8, 8).remove(3).1;
        let colours = if whole[10] & 0x80 == 0 { 0 } else { 3 << ((whole[10] & 7) + 1) };
        let (head, rest) = whole.split_at(13 + colours);
        [head, &block.repeat(count), rest].concat()
    };
    let packet = |inside: String| format!("<x xmlns:a='urn:a'>{inside}</x>");
    let many_properties = (0..100_000).map(|number| format!("<y a:p{number}='1'/>")).collect();
    let rows: Vec<(Vec<u8>, &str)> = vec![
        (png(b"tEXt", b"Raw profile type iptc\0\n iptc\n 2\nzz", 100_000), "profiles"),
        (png(b"abCd", b"", 500_000), "chunks"),
        (gif(b"\x21\xFF\x0BXMP DataXMP\x01x\0", 200_000), "packets without an end"),
        (gif(b"\x21\xFE\x01x\0", 500_000), "comments"),
        (
            png(
                b"iTXt",
                format!("XML:com.adobe.xmp\0\0\0\0\0{}", packet(many_properties)).as_bytes(),
                1,
            ),
            "properties",
        ),
        (
            png(
                b"iTXt",
                format!("XML:com.adobe.xmp\0\0\0\0\0{}", packet("<y>".repeat(300_000))).as_bytes(),
                1,
            ),
            "levels",
        ),
    ];
    for (bytes, why) in rows {
        let started = Instant::now();
        let photo = cleaned(&bytes);
        assert!(!photo.removed.is_empty(), "{why}");
        assert!(started.elapsed() < Duration::from_secs(20), "{why}: {:?}", started.elapsed());
    }
}
