//! The picture file itself, and how it becomes fit to be published.
//!
//! [`clean`] carries out, in this order:
//!
//! 1. look at the first bytes: they, not the name, say what the file is; check the limits;
//! 2. read what is embedded in it ([`embedded`]), because it fills in description, caption, credit;
//! 3. decode the pixels, a large JPEG at a half or less; a decoder that panics is a damaged
//!    picture;
//! 4. bring the long side down to the site's width, nothing is ever enlarged; turn it upright, and
//!    do what a person asked for ([`Edits`]);
//! 5. make smaller copies from it, where they are wanted, each from the one before;
//! 6. encode all of them at the same time: JPEG for photographs, PNG for flat graphics and
//!    transparency; the colour profile stays, or the colours would change;
//! 7. write back the rights and the words (creator, credit, source, copyright, terms, licence,
//!    alternative text, caption, digital source type) and nothing else;
//! 8. read the result again. Whatever is in it beyond that keep-list is a refusal.
//!
//! A JPEG that is small enough already goes the same way: only new bytes are free of
//! thumbnails, maker notes and trailers. The same bytes and settings give the same result.
//!
//! Files of strangers are not decoded in a process that has anything to lose: a shell sends a
//! [`Job`] to one that has not.

mod decode;
mod edits;
pub mod embedded;
mod encode;
mod header;
#[cfg(feature = "heic")]
mod heic;
mod job;
mod original;
mod place;
pub mod provenance;
mod refusal;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::{Deserialize, Serialize};

pub use edits::{Area, Edits};
pub use embedded::{Embedded, Field, Group, Kept, Origin, Removed, Told};
pub use job::{Job, Outcome};
pub use original::{OriginalError, read_original};
pub use place::{Stored, featured_name, name, store, store_featured, store_sizes};
pub use provenance::ProvenanceError;
pub use refusal::{Excess, Refusal, Trouble};

use header::Format;

/// What a picture may cost before it is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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

impl Limits {
    /// Refuses a file that is too large, before anything of it is read.
    ///
    /// # Errors
    /// It is larger than allowed.
    pub fn check_bytes(&self, bytes: u64) -> Result<(), Refusal> {
        if bytes > self.max_bytes {
            return Err(Refusal::TooLarge(Excess::Bytes { bytes, limit: self.max_bytes }));
        }
        Ok(())
    }
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Pixels along the longer side of what is written, at most.
    pub long_side: u32,
    /// JPEG and WebP quality, 1 to 100.
    pub quality: u8,
    /// Widths in pixels of smaller copies, for sites that make none themselves.
    pub widths: Vec<u32>,
    /// Whether each JPEG also comes as WebP.
    pub webp: bool,
    /// What is refused.
    pub limits: Limits,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            long_side: 1600,
            quality: 82,
            widths: Vec::new(),
            webp: false,
            limits: Limits::default(),
        }
    }
}

/// A picture that is fit to be published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    /// The file.
    #[serde(skip)]
    pub bytes: Vec<u8>,
    /// "jpg" or "png".
    pub extension: Cow<'static, str>,
    /// Pixels, upright.
    pub width: u32,
    /// Pixels, upright.
    pub height: u32,
    /// BLAKE3 of `bytes`, in hexadecimal.
    pub hash: String,
    /// The same picture in other sizes and formats, the largest first.
    pub renditions: Vec<Rendition>,
    /// What the original file says about itself.
    pub embedded: Embedded,
    /// What was in the original and is not in `bytes`.
    pub removed: Vec<Removed>,
    /// What was in the original and is in `bytes`.
    pub kept: Vec<Kept>,
}

/// The same picture in another size or format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rendition {
    /// The file.
    #[serde(skip)]
    pub bytes: Vec<u8>,
    /// "jpg", "png" or "webp".
    pub extension: Cow<'static, str>,
    /// Pixels, upright.
    pub width: u32,
    /// Pixels, upright.
    pub height: u32,
}

/// Makes a picture fit to be published.
///
/// # Errors
/// A [`Refusal`] says why this file cannot be.
pub fn clean(bytes: &[u8], settings: &Settings) -> Result<Photo, Refusal> {
    clean_edited(bytes, settings, &Edits::default())
}

/// Makes a picture fit to be published, turned, cropped and blurred as a person asked.
///
/// # Errors
/// A [`Refusal`] says why this file cannot be.
pub fn clean_edited(bytes: &[u8], settings: &Settings, edits: &Edits) -> Result<Photo, Refusal> {
    let format = header::check(bytes, &settings.limits)?;
    if decode::is_for_printing(bytes, format) {
        return Err(Refusal::ForPrinting);
    }
    let found = guarded(|| Ok(embedded::read(format, bytes)))?;
    let long_side = settings.long_side;
    let (photo, profile) = guarded(|| {
        let size = header::dimensions(format, bytes).unwrap_or_default();
        let (across, down) = edits.share();
        let share = across.min(down).clamp(f64::EPSILON, 1.0);
        let scale = decode::scale(size, (long_side, long_side)) / share;
        let decoded = decode::decode(bytes, format, &settings.limits, scale)?;
        let from = (format, header::is_lossless(format, bytes));
        encode::publishable(edits.apply(decoded, long_side)?, from, settings, &found.embedded)
    })?;
    let Photo { width, height, .. } = photo;
    check_clean(&photo.bytes, &found.embedded, (width, height), &settings.limits)?;
    for Rendition { bytes, width, height, .. } in &photo.renditions {
        check_clean(bytes, &found.embedded, (*width, *height), &settings.limits)?;
    }
    let mut kept = found.kept;
    let mut removed = found.removed;
    if profile {
        kept.push(Kept { name: "ICC_Profile".to_owned(), field: Field::ColourProfile });
    } else if found.has_profile {
        removed.push(Removed { name: "ICC_Profile".to_owned(), group: Group::Technical });
    }
    let hash = blake3::hash(&photo.bytes).to_hex().to_string();
    Ok(Photo { hash, embedded: found.embedded, removed, kept, ..photo })
}

/// A small, upright picture without metadata for a screen: JPEG, or PNG where it is transparent.
///
/// # Errors
/// A [`Refusal`] says why this file has none.
pub fn thumbnail(bytes: &[u8], max_width: u32, limits: &Limits) -> Result<Vec<u8>, Refusal> {
    let format = header::check(bytes, limits)?;
    guarded(|| {
        let shown = measure(bytes).unwrap_or_default();
        let scale = decode::scale(shown, (max_width, u32::MAX));
        let decoded = decode::decode(bytes, format, limits, scale)?;
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
        #[cfg(feature = "heic")]
        Ok(Format::Heic) => "HEIC",
        Err(Refusal::UnsupportedFormat(Cow::Borrowed(name))) => name,
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
    /// The decoder of the library that decodes most of them; nothing for what another one does.
    fn image_format(self) -> Option<image::ImageFormat> {
        match self {
            Format::Jpeg => Some(image::ImageFormat::Jpeg),
            Format::Png => Some(image::ImageFormat::Png),
            Format::WebP => Some(image::ImageFormat::WebP),
            Format::Gif => Some(image::ImageFormat::Gif),
            #[cfg(feature = "heic")]
            Format::Heic => None,
        }
    }
}
