//! From pixels to the bytes that are published: choose the format, encode, add the keep-list.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ImageEncoder};
use img_parts::png::{Png, PngChunk};
use jpeg_encoder::{ColorType, Encoder, EncodingError};

use super::decode::{Decoded, MANY_COLOURS};
use super::header::Format;
use super::{Embedded, Refusal, embedded};

pub(super) struct Encoded {
    pub(super) bytes: Vec<u8>,
    pub(super) extension: &'static str,
    pub(super) width: u32,
    pub(super) height: u32,
    /// Whether it has a colour profile.
    pub(super) profile: bool,
}

/// A GIF has at most 256 colours even where it is a photograph.
const FEW_COLOURS: usize = 64;

/// Encodes for readers, with the rights and words of `words` and nothing else.
pub(super) fn publishable(
    picture: Decoded,
    from: Format,
    quality: u8,
    words: &Embedded,
) -> Result<Encoded, Refusal> {
    let packet = embedded::packet(words);
    let alpha = picture.image.color().has_alpha();
    let flat = match from {
        Format::Jpeg => false,
        Format::Png => picture.colours < MANY_COLOURS,
        Format::WebP | Format::Gif => picture.colours <= FEW_COLOURS,
    };
    let as_png = || png(&picture, packet.as_deref());
    let as_jpeg = || {
        let mut segments = Vec::new();
        if let Some(packet) = &packet {
            segments.push((1, [b"http://ns.adobe.com/xap/1.0/\0", packet.as_bytes()].concat()));
            segments.extend(embedded::iim_segment(words).map(|segment| (13, segment)));
        }
        jpeg(&picture, quality, true, segments)
    };
    let (bytes, extension) = if alpha || flat {
        (as_png()?, "png")
    } else if from == Format::Png {
        let (png, jpeg) = (as_png()?, as_jpeg()?);
        if png.len() <= jpeg.len() { (png, "png") } else { (jpeg, "jpg") }
    } else {
        (as_jpeg()?, "jpg")
    };
    Ok(Encoded {
        bytes,
        extension,
        width: picture.image.width(),
        height: picture.image.height(),
        profile: picture.profile.is_some(),
    })
}

/// Encodes for a screen of ours: quick, no words.
pub(super) fn preview(picture: Decoded) -> Result<Vec<u8>, Refusal> {
    if picture.image.color().has_alpha() {
        png(&picture, None)
    } else {
        jpeg(&picture, 80, false, Vec::new())
    }
}

fn jpeg(
    picture: &Decoded,
    quality: u8,
    for_readers: bool,
    segments: Vec<(u8, Vec<u8>)>,
) -> Result<Vec<u8>, Refusal> {
    let failed = |error: EncodingError| Refusal::CannotBeCleaned { reason: error.to_string() };
    let too_large = |_| Refusal::TooLarge(super::Excess::Memory);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, quality.clamp(1, 100));
    encoder.set_progressive(for_readers);
    encoder.set_optimized_huffman_tables(for_readers);
    for (number, data) in segments {
        encoder.add_app_segment(number, data).map_err(failed)?;
    }
    if let Some(profile) = &picture.profile {
        encoder.add_icc_profile(profile).map_err(failed)?;
    }
    let width = u16::try_from(picture.image.width()).map_err(too_large)?;
    let height = u16::try_from(picture.image.height()).map_err(too_large)?;
    let color = match &picture.image {
        DynamicImage::ImageLuma8(_) => ColorType::Luma,
        _ => ColorType::Rgb,
    };
    encoder.encode(picture.image.as_bytes(), width, height, color).map_err(failed)?;
    Ok(bytes)
}

fn png(picture: &Decoded, packet: Option<&str>) -> Result<Vec<u8>, Refusal> {
    let failed =
        |error: &dyn std::fmt::Display| Refusal::CannotBeCleaned { reason: error.to_string() };
    let mut bytes = Vec::new();
    let mut encoder =
        PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive);
    if let Some(profile) = &picture.profile {
        encoder.set_icc_profile(profile.clone()).map_err(|error| failed(&error))?;
    }
    let image = &picture.image;
    encoder
        .write_image(image.as_bytes(), image.width(), image.height(), image.color().into())
        .map_err(|error| failed(&error))?;
    let Some(packet) = packet else { return Ok(bytes) };
    let mut parts = Png::from_bytes(bytes.into()).map_err(|error| failed(&error))?;
    // iTXt: keyword, 0; not compressed: 0, 0; no language: 0; no translated keyword: 0; text.
    let text = [embedded::PNG_XMP_KEYWORD, b"\0\0\0\0\0", packet.as_bytes()].concat();
    let behind_header = 1.min(parts.chunks().len());
    parts.chunks_mut().insert(behind_header, PngChunk::new(*b"iTXt", text.into()));
    let mut whole = Vec::new();
    parts.encoder().write_to(&mut whole).map_err(|error| failed(&error))?;
    Ok(whole)
}
