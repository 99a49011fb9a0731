//! From pixels to the bytes that are published: choose the format, encode, add the keep-list.

use std::sync::Arc;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ImageEncoder};
use img_parts::ImageICC;
use img_parts::png::{Png, PngChunk};
use img_parts::riff::{RiffChunk, RiffContent};
use img_parts::webp::{CHUNK_XMP, WebP};
use jpeg_encoder::{ColorType, Encoder, EncodingError};

use super::decode::{self, Decoded, MANY_COLOURS};
use super::header::Format;
use super::{Embedded, Photo, Refusal, Rendition, Settings, embedded};

/// With so few colours a picture is no photograph; a GIF of one has up to 256.
const FEW_COLOURS: usize = 64;

/// How a picture is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Jpeg,
    Png,
    WebP,
}

impl Kind {
    fn extension(self) -> &'static str {
        match self {
            Kind::Jpeg => "jpg",
            Kind::Png => "png",
            Kind::WebP => "webp",
        }
    }
}

/// Encodes for readers, in all sizes and formats that the settings ask for, with the rights and
/// words of `words` and nothing else. Also says whether there is a colour profile.
///
/// Each size is made from the one before, while that is being encoded.
pub(super) fn publishable(
    picture: Decoded,
    (from, lossless): (Format, bool),
    settings: &Settings,
    words: &Embedded,
) -> Result<(Photo, bool), Refusal> {
    let profile = picture.profile.is_some();
    let packet = embedded::packet(words);
    let packet = packet.as_deref();
    let quality = settings.quality;
    let write = |picture: &Decoded, kind: Kind| match kind {
        Kind::Png => png(picture, packet),
        Kind::WebP => webp(picture, quality, packet),
        Kind::Jpeg => {
            let mut segments = Vec::new();
            if let Some(packet) = packet {
                segments.push((1, [b"http://ns.adobe.com/xap/1.0/\0", packet.as_bytes()].concat()));
                segments.extend(embedded::iim_segment(words).map(|segment| (13, segment)));
            }
            jpeg(picture, quality, true, segments)
        }
    };
    let kind = match from {
        _ if picture.image.color().has_alpha() => Kind::Png,
        Format::Png if picture.colours < MANY_COLOURS => Kind::Png,
        Format::WebP | Format::Gif if picture.colours <= FEW_COLOURS => Kind::Png,
        // What is smaller is found out by writing both.
        _ if lossless => {
            let (png, jpeg) = (write(&picture, Kind::Png)?, write(&picture, Kind::Jpeg)?);
            if png.len() <= jpeg.len() { Kind::Png } else { Kind::Jpeg }
        }
        _ => Kind::Jpeg,
    };
    let kinds: &[Kind] =
        if settings.webp && kind == Kind::Jpeg { &[kind, Kind::WebP] } else { &[kind] };
    let mut widths: Vec<u32> = settings.widths.clone();
    widths.retain(|&width| width > 0 && width < picture.image.width());
    widths.sort_unstable_by_key(|&width| std::cmp::Reverse(width));
    widths.dedup();
    std::thread::scope(|threads| {
        let write = &write;
        let encode = |size: &Arc<Decoded>, kind: Kind| {
            let size = size.clone();
            let (width, height) = (size.image.width(), size.image.height());
            (width, height, kind, threads.spawn(move || write(&size, kind)))
        };
        let mut size = Arc::new(picture);
        let mut underway: Vec<_> = kinds.iter().map(|&kind| encode(&size, kind)).collect();
        for width in widths {
            let scale = f64::from(width) / f64::from(size.image.width());
            let image = decode::smaller(&size.image, scale)?;
            size = Arc::new(Decoded { image, profile: size.profile.clone(), ..*size });
            underway.extend(kinds.iter().map(|&kind| encode(&size, kind)));
        }
        let mut written = underway.into_iter().map(|(width, height, kind, bytes)| {
            let bytes = bytes.join().map_err(|_| Refusal::damaged("it could not be encoded"))??;
            Ok(Rendition { bytes, extension: kind.extension().into(), width, height })
        });
        let own = written.next().expect("the picture itself is the first")?;
        let renditions = written.collect::<Result<_, Refusal>>()?;
        let Rendition { bytes, extension, width, height } = own;
        let photo = Photo {
            bytes,
            extension,
            width,
            height,
            hash: String::new(),
            renditions,
            embedded: Embedded::default(),
            removed: Vec::new(),
            kept: Vec::new(),
        };
        Ok((photo, profile))
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

/// The coarse values, then all others.
const FEWEST_SCANS: u8 = 2;

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
    if for_readers {
        // With tables of its own and all at once, this encoder stores one channel behind the other,
        // which zune-jpeg misreads. So does progressive storage in its fewest scans, which
        // everybody reads; each further scan makes a file a twentieth larger.
        encoder.set_progressive_scans(FEWEST_SCANS);
    }
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

/// How hard libwebp tries, 0 to 6: more than this takes twice the time for a twentieth of the bytes.
const WEBP_METHOD: i32 = 2;

fn webp(picture: &Decoded, quality: u8, packet: Option<&str>) -> Result<Vec<u8>, Refusal> {
    let failed = |reason: &str| Refusal::CannotBeCleaned { reason: reason.to_owned() };
    let image = picture.image.to_rgb8();
    let mut config = webp::WebPConfig::new().map_err(|()| failed("WebP cannot be written"))?;
    config.quality = f32::from(quality);
    config.method = WEBP_METHOD;
    let encoder = webp::Encoder::from_rgb(&image, image.width(), image.height());
    let bytes = encoder.encode_advanced(&config);
    let bytes = bytes.map_err(|_| failed("it could not be written as WebP"))?;
    if packet.is_none() && picture.profile.is_none() {
        return Ok(bytes.to_vec());
    }
    let mut parts = WebP::from_bytes(bytes.to_vec().into())
        .map_err(|_| failed("what was written as WebP cannot be read"))?;
    if let Some(packet) = packet {
        let packet = RiffContent::Data(packet.as_bytes().to_vec().into());
        parts.chunks_mut().push(RiffChunk::new(CHUNK_XMP, packet));
    }
    // This also writes the header that says which parts there are.
    parts.set_icc_profile(picture.profile.clone().map(Into::into));
    let mut whole = Vec::new();
    parts.encoder().write_to(&mut whole).map_err(|_| failed("WebP cannot be written"))?;
    Ok(whole)
}
