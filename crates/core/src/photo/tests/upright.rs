//! Pixels: upright, of the right size, in the right colours and format.

use image::{GenericImageView, RgbaImage};

use super::*;
use crate::problem;

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
    // Bars, each of another shade.
    let shaded = RgbImage::from_fn(600, 150, |x, _| Rgb([(x / 2) as u8, (x / 3) as u8, 90]));
    let shades = RgbaImage::from_fn(200, 150, |x, _| Rgba([x as u8, 40, 90, 255]));
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
        (written(shaded.clone(), ImageFormat::WebP), "png", "a graphic of many colours as WebP"),
        (written(shades, ImageFormat::Gif), "png", "a graphic of many colours as GIF"),
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
fn refuses_colours_that_only_a_printer_knows() {
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
    encoder.add_icc_profile(&profile(b"CMYK", 600)).unwrap();
    encoder.encode(&[60; 4 * 32 * 32], 32, 32, jpeg_encoder::ColorType::Cmyk).unwrap();
    assert_eq!(clean(&bytes, &Settings::default()).unwrap_err(), Refusal::ForPrinting);
    assert!(thumbnail(&bytes, 20, &Limits::default()).is_ok(), "one of the site’s is still shown");
}

#[test]
fn cuts_off_what_stands_behind_a_profile() {
    let wanted = profile(b"RGB ", 600);
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
    encoder.add_icc_profile(&[wanted.as_slice(), b"\0\0\0"].concat()).unwrap();
    let image = scene(64, 64);
    encoder.encode(image.as_raw(), 64, 64, jpeg_encoder::ColorType::Rgb).unwrap();
    let photo = img_parts::jpeg::Jpeg::from_bytes(cleaned(&bytes).bytes.into()).unwrap();
    assert_eq!(img_parts::ImageICC::icc_profile(&photo).unwrap().to_vec(), wanted);
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
        assert_eq!(problem::kept(&photo.kept).contains(&"Colour profile"), stays, "{why}");
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

#[test]
fn a_photograph_is_as_small_as_one_pass_makes_it_and_every_decoder_reads_the_same() {
    let scene = scene(803, 601);
    let brought = jpeg(&scene);
    let photo = cleaned(&brought);
    let scene = pixels(&brought).into_rgb8();
    let mut plain = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut plain, Settings::default().quality);
    encoder.encode(scene.as_raw(), 803, 601, jpeg_encoder::ColorType::Rgb).unwrap();
    assert!(photo.bytes.len() < plain.len(), "{} of {}", photo.bytes.len(), plain.len());
    let one = pixels(&photo.bytes).into_rgb8();
    let other = jpeg_decoder::Decoder::new(photo.bytes.as_slice()).decode().unwrap();
    let apart: u64 = one.as_raw().iter().zip(&other).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    assert!(apart / (other.len() as u64) < 2, "two decoders see two pictures");
}
