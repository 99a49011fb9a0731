//! The first bytes of a file: what it is, how large it claims to be, and where its parts are.

use image::metadata::Orientation;

use super::{Excess, Limits, Refusal};

/// A picture format that is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    WebP,
    /// GIF: the first picture only.
    Gif,
    /// HEIC, where the feature of that name is on.
    #[cfg(feature = "heic")]
    Heic,
}

/// What the file is, when it is within the limits and whole as far as its frame shows.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<Format, Refusal> {
    limits.check_bytes(bytes.len() as u64)?;
    let format = recognise(bytes)?;
    let (width, height) =
        dimensions(format, bytes).ok_or_else(|| Refusal::damaged("its size cannot be read"))?;
    if width == 0 || height == 0 {
        return Err(Refusal::damaged("it is empty"));
    }
    if width.max(height) > limits.max_side_px
        || u64::from(width) * u64::from(height) > limits.max_pixels
    {
        return Err(Refusal::TooLarge(Excess::Pixels { width, height }));
    }
    let whole = match format {
        Format::Jpeg => jpeg(bytes).end.is_some(),
        Format::WebP => riff_size(bytes).is_some_and(|size| size <= bytes.len()),
        Format::Png | Format::Gif => true, // their decoders notice
        #[cfg(feature = "heic")]
        Format::Heic => true,
    };
    if whole { Ok(format) } else { Err(Refusal::damaged("it ends too early")) }
}

/// What the first bytes say.
pub(super) fn recognise(bytes: &[u8]) -> Result<Format, Refusal> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if starts(&[0xFF, 0xD8, 0xFF]) {
        return Ok(Format::Jpeg);
    }
    if starts(b"\x89PNG\r\n\x1A\n") {
        return Ok(Format::Png);
    }
    if starts(b"GIF87a") || starts(b"GIF89a") {
        return Ok(Format::Gif);
    }
    if starts(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Ok(Format::WebP);
    }
    let unsupported = |name: &'static str| Err(Refusal::UnsupportedFormat(name.into()));
    let not =
        |looks_like: &'static str| Err(Refusal::NotAPicture { looks_like: looks_like.into() });
    if bytes.get(4..8) == Some(b"ftyp") {
        // ISO base media: the brand decides, and a compatible brand where the first is general.
        let brands = &bytes[8..bytes.len().min(48)];
        let has = |brand: &[u8]| brands.chunks(4).any(|chunk| chunk == brand);
        return match brands.get(..4) {
            Some(b"avif" | b"avis") => unsupported("AVIF"),
            _ if has(b"avif") => unsupported("AVIF"),
            #[cfg(feature = "heic")]
            _ if has(b"heic") || has(b"heix") => Ok(Format::Heic),
            Some(b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"mif1" | b"msf1") => {
                unsupported("HEIC")
            }
            Some(b"crx ") => unsupported("camera raw"),
            _ if has(b"heic") => unsupported("HEIC"),
            _ => not("a video"),
        };
    }
    if starts(b"II*\0") || starts(b"MM\0*") || starts(b"II+\0") || starts(b"MM\0+") {
        return unsupported("TIFF");
    }
    if starts(b"BM") && bytes.len() > 26 {
        return unsupported("BMP");
    }
    if starts(&[0, 0, 1, 0]) {
        return unsupported("ICO");
    }
    if starts(b"8BPS") {
        return unsupported("Photoshop");
    }
    if starts(b"\0\0\0\x0CjP  ") || starts(&[0xFF, 0x4F, 0xFF, 0x51]) {
        return unsupported("JPEG 2000");
    }
    if starts(b"\0\0\0\x0CJXL ") || starts(&[0xFF, 0x0A]) {
        return unsupported("JPEG XL");
    }
    if starts(b"#?RADIANCE") || starts(b"#?RGBE") {
        return unsupported("HDR");
    }
    if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") || starts(&[0x1F, 0x8B]) {
        return not("an archive or an office document");
    }
    if starts(b"%PDF") {
        return not("a PDF document");
    }
    if starts(b"version https://git-lfs.github.com/spec/") {
        return not("a placeholder for a picture that was not downloaded");
    }
    if bytes.is_empty() {
        return not("an empty file");
    }
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_lowercase();
    if text.contains("<svg") {
        return unsupported("SVG");
    }
    if text.contains("<!doctype html") || text.contains("<html") || text.contains("<script") {
        return not("a web page");
    }
    if text.starts_with("<?xml") {
        return not("an XML document");
    }
    if !text
        .contains(|sign: char| sign == '\u{FFFD}' || (sign.is_control() && !sign.is_whitespace()))
    {
        return not("a text");
    }
    not("something else")
}

/// Whether every pixel is stored as it was: a drawing may be one that no JPEG should blur.
pub(super) fn is_lossless(format: Format, bytes: &[u8]) -> bool {
    match format {
        Format::Png | Format::Gif => true,
        Format::WebP => webp_chunks(bytes).any(|(kind, _)| &kind == b"VP8L"),
        Format::Jpeg => false,
        #[cfg(feature = "heic")]
        Format::Heic => false,
    }
}

/// Width and height as stored, before any turning.
pub(super) fn dimensions(format: Format, bytes: &[u8]) -> Option<(u32, u32)> {
    let le16 =
        |at: usize| Some(u32::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
    let be32 = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    match format {
        Format::Png => {
            if bytes.get(12..16)? != b"IHDR" {
                return None;
            }
            Some((be32(16)?, be32(20)?))
        }
        #[cfg(feature = "heic")]
        Format::Heic => super::heic::dimensions(bytes),
        Format::Gif => Some((le16(6)?, le16(8)?)),
        Format::Jpeg => {
            let frame = jpeg_segments(bytes).find(|(marker, _)| is_frame(*marker))?.1;
            let be16 = |at: usize| {
                Some(u32::from(u16::from_be_bytes(frame.get(at..at + 2)?.try_into().ok()?)))
            };
            Some((be16(3)?, be16(1)?))
        }
        Format::WebP => {
            let le24 = |at: usize| {
                let part = bytes.get(at..at + 3)?;
                Some(u32::from(part[0]) | u32::from(part[1]) << 8 | u32::from(part[2]) << 16)
            };
            match bytes.get(12..16)? {
                b"VP8X" => Some((le24(24)? + 1, le24(27)? + 1)),
                b"VP8L" => {
                    let packed = u32::from_le_bytes(bytes.get(21..25)?.try_into().ok()?);
                    Some(((packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1))
                }
                b"VP8 " => Some((le16(26)? & 0x3FFF, le16(28)? & 0x3FFF)),
                _ => None,
            }
        }
    }
}

/// Whether upright means that width and height change places.
pub(super) fn swaps_sides(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    )
}

/// Where a WebP file should end.
pub(super) fn riff_size(bytes: &[u8]) -> Option<usize> {
    Some(u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?) as usize + 8)
}

pub(super) fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC)
}

/// The parts of a JPEG file, entropy-coded data left out.
pub(super) struct Jpeg<'a> {
    /// Marker and contents (without the two bytes of length).
    pub(super) segments: Vec<(u8, &'a [u8])>,
    /// Where the file should end: behind the end-of-image marker, if there is one.
    pub(super) end: Option<usize>,
}

pub(super) fn jpeg(bytes: &[u8]) -> Jpeg<'_> {
    let mut walk = jpeg_segments(bytes);
    let segments = walk.by_ref().collect();
    Jpeg { segments, end: walk.end }
}

/// Walks the segments as far as they are well-formed.
pub(super) fn jpeg_segments(bytes: &[u8]) -> Segments<'_> {
    Segments { bytes, at: 2, end: None }
}

pub(super) struct Segments<'a> {
    bytes: &'a [u8],
    at: usize,
    end: Option<usize>,
}

impl<'a> Iterator for Segments<'a> {
    type Item = (u8, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            // The next marker; between scans that means leaving the coded data.
            let start =
                self.at + self.bytes.get(self.at..)?.iter().position(|&byte| byte == 0xFF)?;
            let marker = *self.bytes.get(start + 1)?;
            match marker {
                0xFF => self.at = start + 1,
                0x00 | 0x01 | 0xD0..=0xD8 => self.at = start + 2,
                0xD9 => {
                    self.end = Some(start + 2);
                    self.at = self.bytes.len();
                    return None;
                }
                _ => {
                    let length = self.bytes.get(start + 2..start + 4)?;
                    let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
                    let contents = self.bytes.get(start + 4..start + 2 + length.max(2))?;
                    self.at = start + 2 + length.max(2);
                    return Some((marker, contents));
                }
            }
        }
    }
}

/// The chunks of a PNG file, as far as they are well-formed.
pub(super) fn png_chunks(bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    let mut at = 8;
    std::iter::from_fn(move || {
        let head: &[u8; 8] = bytes.get(at..at + 8)?.try_into().ok()?;
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let contents = bytes.get(at + 8..(at + 8).checked_add(length)?)?;
        at += length + 12;
        Some(([head[4], head[5], head[6], head[7]], contents))
    })
}

/// The chunks of a WebP file, as far as they are well-formed.
pub(super) fn webp_chunks(bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    let mut at = 12;
    std::iter::from_fn(move || {
        let head: &[u8; 8] = bytes.get(at..at + 8)?.try_into().ok()?;
        let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        let contents = bytes.get(at + 8..(at + 8).checked_add(length)?)?;
        at += 8 + length + length % 2;
        Some(([head[0], head[1], head[2], head[3]], contents))
    })
}
