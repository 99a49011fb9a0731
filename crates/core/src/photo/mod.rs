//! The picture file itself, and how it becomes fit to be published.
//!
//! [`clean`] carries out, in this order:
//!
//! 1. look at the first bytes: they, not the name, say what the file is; check the limits;
//! 2. read what is embedded in it ([`embedded`]), because it fills in description, caption, credit;
//! 3. decode the pixels; a decoder that panics is a damaged picture;
//! 4. bring the long side down to the site's width; nothing is ever enlarged;
//! 5. turn it upright;
//! 6. encode it: JPEG for photographs, PNG for flat graphics and transparency; the colour
//!    profile stays, or the colours would change;
//! 7. write back the rights and the words (creator, credit, source, copyright, terms, licence,
//!    alternative text, caption, digital source type) and nothing else;
//! 8. read the result again. Whatever is in it beyond that keep-list is a refusal.
//!
//! A JPEG that is small enough already goes the same way: only new bytes are free of
//! thumbnails, maker notes and trailers. The same bytes and settings give the same result.

mod decode;
pub mod embedded;
mod encode;
mod header;
mod place;
mod refusal;
#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};

pub use embedded::{Embedded, Field, Group, Kept, Origin, Removed, Told, in_words, kept_in_words};
pub use place::{Stored, name, store};
pub use refusal::{Excess, Refusal};

use encode::Encoded;
use header::Format;

/// What a picture may cost before it is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Pixels along the longer side.
    pub max_side_px: u32,
    /// Pixels in all.
    pub max_pixels: u64,
    /// Bytes of the file.
    pub max_bytes: u64,
    /// Bytes that a decoder may allocate.
    pub max_alloc: u64,
}

impl Default for Limits {
    /// Enough for a 108-megapixel phone, too little for a decompression bomb.
    fn default() -> Self {
        Limits {
            max_side_px: 12_000,
            max_pixels: 108_000_000,
            max_bytes: 40 * 1024 * 1024,
            max_alloc: 384 * 1024 * 1024,
        }
    }
}

/// How pictures are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Pixels along the longer side of what is written, at most.
    pub long_side: u32,
    /// JPEG quality, 1 to 100.
    pub quality: u8,
    /// What is refused.
    pub limits: Limits,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { long_side: 1600, quality: 82, limits: Limits::default() }
    }
}

/// A picture that is fit to be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// The file.
    pub bytes: Vec<u8>,
    /// "jpg" or "png".
    pub extension: &'static str,
    /// Pixels, upright.
    pub width: u32,
    /// Pixels, upright.
    pub height: u32,
    /// BLAKE3 of `bytes`, in hexadecimal.
    pub hash: String,
    /// What the original file says about itself.
    pub embedded: Embedded,
    /// What was in the original and is not in `bytes`.
    pub removed: Vec<Removed>,
    /// What was in the original and is in `bytes`.
    pub kept: Vec<Kept>,
}

/// Makes a picture fit to be published.
///
/// # Errors
/// A [`Refusal`] says why this file cannot be.
pub fn clean(bytes: &[u8], settings: &Settings) -> Result<Photo, Refusal> {
    let format = header::check(bytes, &settings.limits)?;
    let found = guarded(|| Ok(embedded::read(format, bytes)))?;
    let Encoded { bytes, extension, width, height, profile } = guarded(|| {
        let decoded = decode::decode(bytes, format, &settings.limits)?;
        let upright = decode::fit(decoded, settings.long_side, settings.long_side)?;
        encode::publishable(upright, format, settings.quality, &found.embedded)
    })?;
    check_clean(&bytes, &found.embedded, (width, height), &settings.limits)?;
    let mut kept = found.kept;
    let mut removed = found.removed;
    if profile {
        kept.push(Kept { name: "ICC_Profile".to_owned(), field: Field::ColourProfile });
    } else if found.has_profile {
        removed.push(Removed { name: "ICC_Profile".to_owned(), group: Group::Technical });
    }
    let hash = blake3::hash(&bytes).to_hex().to_string();
    Ok(Photo { bytes, extension, width, height, hash, embedded: found.embedded, removed, kept })
}

/// A small, upright picture without metadata for a screen: JPEG, or PNG where it is transparent.
///
/// # Errors
/// A [`Refusal`] says why this file has none.
pub fn thumbnail(bytes: &[u8], max_width: u32, limits: &Limits) -> Result<Vec<u8>, Refusal> {
    let format = header::check(bytes, limits)?;
    guarded(|| {
        let decoded = decode::decode(bytes, format, limits)?;
        encode::preview(decode::fit(decoded, max_width.max(1), u32::MAX)?)
    })
}

/// What a file says about itself, and what in it should not be published. No pixel is decoded.
///
/// # Errors
/// A [`Refusal`] says why the file is none that is taken.
pub fn look(bytes: &[u8]) -> Result<(Embedded, Vec<Removed>), Refusal> {
    let format = header::check(bytes, &Limits::default())?;
    let found = guarded(|| Ok(embedded::read(format, bytes)))?;
    Ok((found.embedded, found.removed))
}

/// What the first bytes say the file is: "JPEG", "SVG"; empty for what is no picture.
pub fn kind(bytes: &[u8]) -> &'static str {
    match header::recognise(bytes) {
        Ok(Format::Jpeg) => "JPEG",
        Ok(Format::Png) => "PNG",
        Ok(Format::WebP) => "WebP",
        Ok(Format::Gif) => "GIF",
        Err(Refusal::UnsupportedFormat(name)) => name,
        Err(_) => "",
    }
}

/// Width and height in pixels as a viewer shows the picture; only the header is read.
pub fn measure(bytes: &[u8]) -> Option<(u32, u32)> {
    let format = header::recognise(bytes).ok()?;
    let (width, height) = header::dimensions(format, bytes)?;
    let turned = guarded(|| Ok(embedded::orientation(format, bytes))).ok()?;
    Some(if header::swaps_sides(turned) { (height, width) } else { (width, height) })
}

/// Reads the result as anybody could, and compares it with what was meant to be in it.
fn check_clean(
    bytes: &[u8],
    wanted: &Embedded,
    size: (u32, u32),
    limits: &Limits,
) -> Result<(), Refusal> {
    let failed = |reason: String| Refusal::CannotBeCleaned { reason };
    let format = header::check(bytes, limits).map_err(|refusal| failed(refusal.to_string()))?;
    let result = guarded(|| Ok(embedded::read(format, bytes)))?;
    if let Some(left) = result.removed.first() {
        return Err(failed(format!("{} is still in it", left.name)));
    }
    if !result.embedded.keeps(wanted) {
        return Err(failed("the credit could not be written into it".to_owned()));
    }
    if measure(bytes) != Some(size) {
        return Err(failed("its size changed while it was written".to_owned()));
    }
    Ok(())
}

/// Runs what a hostile file can make panic: the decoders are other people's code.
fn guarded<T>(work: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Refusal> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(Refusal::Damaged { reason: "it could not be decoded".to_owned() }))
}

impl Format {
    fn image_format(self) -> image::ImageFormat {
        match self {
            Format::Jpeg => image::ImageFormat::Jpeg,
            Format::Png => image::ImageFormat::Png,
            Format::WebP => image::ImageFormat::WebP,
            Format::Gif => image::ImageFormat::Gif,
        }
    }
}
