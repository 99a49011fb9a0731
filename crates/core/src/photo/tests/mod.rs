#![allow(clippy::unwrap_used, clippy::type_complexity, clippy::print_stderr)]

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba};

use super::*;

mod edits;
mod folder;
#[cfg(feature = "heic")]
mod heic;
mod hidden;
mod hostile;
mod metadata;
mod provenance;
mod upright;

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
