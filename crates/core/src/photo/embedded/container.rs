//! The raw blocks of the containers, and everything in them that has no block of its own.

use std::borrow::Cow;

use image::metadata::Orientation;
use img_parts::png::PngChunk;

use super::inventory::{Group, Inventory};
use super::write::PNG_XMP_KEYWORD;
use crate::photo::header::{self, Format};

/// How the stored pixels must be turned to be upright.
pub(in crate::photo) fn orientation(format: Format, bytes: &[u8]) -> Orientation {
    let block = match format {
        Format::Jpeg => header::jpeg_segments(bytes)
            .take_while(|(marker, _)| *marker != 0xDA)
            .find_map(|(marker, data)| (marker == 0xE1).then(|| exif_block(data)).flatten()),
        Format::Png => {
            header::png_chunks(bytes).find(|(kind, _)| kind == b"eXIf").map(|(_, data)| data)
        }
        Format::WebP => header::webp_chunks(bytes)
            .find(|(kind, _)| kind == b"EXIF")
            .map(|(_, data)| exif_block(data).unwrap_or(data)),
        Format::Gif => None,
        #[cfg(feature = "heic")]
        Format::Heic => None, // turned by its own properties, while it is decoded
    };
    block.and_then(Orientation::from_exif_chunk).unwrap_or(Orientation::NoTransforms)
}

fn exif_block(segment: &[u8]) -> Option<&[u8]> {
    segment.strip_prefix(b"Exif\0\0").or_else(|| segment.strip_prefix(b"Exif\0\xFF"))
}

/// The raw blocks of a container.
#[derive(Default)]
pub(in crate::photo) struct Blocks<'a> {
    pub(in crate::photo) exif: Vec<Cow<'a, [u8]>>,
    pub(in crate::photo) xmp: Vec<Vec<u8>>,
    pub(in crate::photo) photoshop: Vec<u8>,
    pub(in crate::photo) has_profile: bool,
    /// Texts of a PNG with a name that the format gives them.
    pub(in crate::photo) author: Option<String>,
    pub(in crate::photo) copyright: Option<String>,
}

/// XMP beyond this is not read; it goes with everything else.
const LARGEST_PACKET: usize = 8 * 1024 * 1024;

/// What stands before XMP in a segment of a JPEG.
const JPEG_XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";

/// Finds the blocks of a file.
pub(super) fn blocks<'a>(format: Format, bytes: &'a [u8], inventory: &mut Inventory) -> Blocks<'a> {
    match format {
        Format::Jpeg => jpeg_blocks(bytes, inventory),
        Format::Png => png_blocks(bytes, inventory),
        Format::WebP => webp_blocks(bytes, inventory),
        Format::Gif => gif_blocks(bytes, inventory),
        #[cfg(feature = "heic")]
        Format::Heic => crate::photo::heic::blocks(bytes, inventory),
    }
}

fn jpeg_blocks<'a>(bytes: &'a [u8], inventory: &mut Inventory) -> Blocks<'a> {
    const XMP_EXTENSION: &[u8] = b"http://ns.adobe.com/xmp/extension/\0";
    let mut blocks = Blocks::default();
    let mut extension: Vec<(u32, &[u8])> = Vec::new();
    let jpeg = header::jpeg(bytes);
    for (marker, data) in jpeg.segments {
        match marker {
            // Width and height of the thumbnail that may be in it.
            0xE0 if data.starts_with(b"JFIF\0")
                && matches!(data.get(12..14), Some([0, 0]) | None) => {}
            0xE0 if data.starts_with(b"JFIF\0") => {
                inventory.remove("JFIF:ThumbnailImage", Group::Thumbnail);
            }
            0xE0 if data.starts_with(b"JFXX\0") => {
                inventory.remove("JFXX:ThumbnailImage", Group::Thumbnail);
            }
            0xE1 if exif_block(data).is_some() => {
                blocks.exif.extend(exif_block(data).map(Cow::Borrowed));
            }
            0xE1 if data.starts_with(JPEG_XMP) => {
                blocks.xmp.push(data[JPEG_XMP.len()..].to_vec());
            }
            0xE1 if data.starts_with(XMP_EXTENSION) => {
                // A 32-byte digest, the whole length, then this part's place in it.
                let part = &data[XMP_EXTENSION.len()..];
                if let Some(&[a, b, c, d]) = part.get(36..40) {
                    extension.push((u32::from_be_bytes([a, b, c, d]), &part[40..]));
                }
            }
            0xE2 if data.starts_with(b"ICC_PROFILE\0") => blocks.has_profile = true,
            0xE2 if data.starts_with(b"MPF\0") => {
                inventory.remove("MPF:PreviewImage", Group::Thumbnail);
            }
            0xED if data.starts_with(b"Photoshop 3.0\0") => {
                blocks.photoshop.extend_from_slice(&data[14..]);
            }
            // Adobe's says how colours are stored; it is not carried over.
            0xEE if data.starts_with(b"Adobe") => {}
            0xE0..=0xEF => inventory.remove(&format!("APP{}", marker - 0xE0), Group::Other),
            0xFE => inventory.remove("Comment", Group::Comment),
            _ => {}
        }
    }
    if !extension.is_empty() {
        extension.sort_by_key(|(offset, _)| *offset);
        let whole: Vec<u8> = extension.into_iter().flat_map(|(_, part)| part).copied().collect();
        blocks.xmp.push(whole);
    }
    if let Some(end) = jpeg.end {
        behind(bytes, end, inventory);
    }
    blocks
}

/// What lies behind the end of a picture: a film, or what was cropped away and never written over.
/// Blank lines and zeros are nothing.
fn behind(bytes: &[u8], end: usize, inventory: &mut Inventory) {
    let rest = bytes.get(end..).unwrap_or_default();
    if rest.iter().any(|byte| *byte != 0 && !byte.is_ascii_whitespace()) {
        inventory.remove("Trailer", Group::Thumbnail);
    }
}

fn png_blocks<'a>(bytes: &'a [u8], inventory: &mut Inventory) -> Blocks<'a> {
    let mut blocks = Blocks::default();
    let mut end = 8;
    for (kind, data) in header::png_chunks(bytes) {
        end += data.len() + 12;
        match &kind {
            b"eXIf" => blocks.exif.push(Cow::Borrowed(data)),
            b"iCCP" => blocks.has_profile = true,
            b"iTXt" if data.starts_with(PNG_XMP_KEYWORD) => {
                match data.get(PNG_XMP_KEYWORD.len() + 1..).and_then(international) {
                    Some(text) if text.len() > LARGEST_PACKET => {}
                    Some(text) => blocks.xmp.push(text.to_vec()),
                    None => blocks.xmp.extend(compressed_png_xmp(bytes)),
                }
            }
            b"tEXt" | b"zTXt" | b"iTXt" => {
                let keyword: Vec<u8> =
                    data.iter().take(80).take_while(|&&b| b != 0).copied().collect();
                let keyword = String::from_utf8_lossy(&keyword).into_owned();
                let profile = keyword.strip_prefix("Raw profile type ");
                let group = if profile.is_some_and(|name| blocks.add_raw(name, kind, data)) {
                    Group::Technical // what is in it is told by itself
                } else if blocks.add_named(&keyword, kind, data) {
                    continue;
                } else if keyword == "Comment" || keyword == "Description" {
                    Group::Comment
                } else if keyword == "Software" {
                    Group::EditingHistory
                } else if keyword == "Creation Time" {
                    Group::DateTaken
                } else {
                    Group::Other
                };
                inventory.remove(&format!("PNG:{keyword}"), group);
            }
            b"tIME" => inventory.remove("PNG:ModifyDate", Group::EditingHistory),
            b"acTL" => inventory.remove("PNG:Animation", Group::Animation),
            b"IHDR" | b"PLTE" | b"tRNS" | b"IDAT" | b"IEND" | b"gAMA" | b"cHRM" | b"sRGB"
            | b"pHYs" | b"bKGD" | b"sBIT" | b"hIST" | b"cICP" | b"fcTL" | b"fdAT" => {}
            other => {
                let name = String::from_utf8_lossy(other).into_owned();
                inventory.remove(&format!("PNG:{name}"), Group::Other);
            }
        }
        if &kind == b"IEND" {
            behind(bytes, end, inventory);
            break;
        }
    }
    blocks
}

impl Blocks<'_> {
    /// Adds what ImageMagick wrote down as text in a chunk of a PNG. False for what cannot be read.
    fn add_raw(&mut self, name: &str, kind: [u8; 4], chunk: &[u8]) -> bool {
        let keyword = format!("Raw profile type {name}");
        let text = png_text(kind, &keyword, chunk);
        let profile = text.map(|text| raw_profile(&text)).unwrap_or_default();
        match name {
            _ if profile.is_empty() => return false,
            "iptc" | "8bim" => self.photoshop.extend(profile),
            "xmp" => self.xmp.push(profile),
            "exif" | "APP1" | "app1" => match profile.strip_prefix(JPEG_XMP) {
                Some(packet) => self.xmp.push(packet.to_vec()),
                None => {
                    let block = exif_block(&profile).unwrap_or(&profile).to_vec();
                    self.exif.push(Cow::Owned(block));
                }
            },
            _ => return false,
        }
        true
    }

    /// Takes a text of a PNG whose name says that it is the author or the copyright.
    fn add_named(&mut self, keyword: &str, kind: [u8; 4], chunk: &[u8]) -> bool {
        let place = match keyword {
            "Author" => &mut self.author,
            "Copyright" => &mut self.copyright,
            _ => return false,
        };
        let Some(text) = png_text(kind, keyword, chunk) else { return false };
        // The older kinds are Latin-1; what was compressed came out of the decoder as UTF-8.
        let text = match &kind {
            b"tEXt" => super::windows_1252(&text),
            _ => String::from_utf8_lossy(&text).into_owned(),
        };
        let text = text.trim();
        if place.is_none() && !text.is_empty() {
            *place = Some(text.to_owned());
        }
        true
    }
}

/// The text behind the name of a chunk; none where it cannot be read.
fn png_text(kind: [u8; 4], keyword: &str, chunk: &[u8]) -> Option<Vec<u8>> {
    let rest = chunk.get(keyword.len() + 1..)?;
    match &kind {
        b"tEXt" => Some(rest.to_vec()),
        b"iTXt" => international(rest).map(<[u8]>::to_vec),
        _ => compressed_png_text(kind, keyword, chunk),
    }
}

/// The text of an international chunk behind its name, where it is not compressed: language and
/// translated name come before it.
fn international(rest: &[u8]) -> Option<&[u8]> {
    (rest.first() == Some(&0)).then(|| rest.get(2..)?.splitn(3, |&byte| byte == 0).nth(2)).flatten()
}

/// A decoder of a PNG that unpacks no more than a picture needs.
fn bounded_png(bytes: &[u8]) -> Option<impl image::ImageDecoder> {
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(8 * LARGEST_PACKET as u64);
    image::codecs::png::PngDecoder::with_limits(std::io::Cursor::new(bytes), limits).ok()
}

fn small(text: &[u8]) -> bool {
    text.len() <= LARGEST_PACKET
}

/// XMP of a PNG where it is compressed.
fn compressed_png_xmp(bytes: &[u8]) -> Option<Vec<u8>> {
    use image::ImageDecoder;
    bounded_png(bytes)?.xmp_metadata().ok().flatten().filter(|text| small(text))
}

/// The text of a chunk where it is compressed. The decoder unpacks only profiles of IPTC: it is
/// given a picture of the same size that has nothing but this chunk, under that name.
fn compressed_png_text(kind: [u8; 4], keyword: &str, chunk: &[u8]) -> Option<Vec<u8>> {
    use image::ImageDecoder;
    const ONE_PIXEL: &[u8] = &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0];
    let renamed = [b"Raw profile type iptc", chunk.get(keyword.len()..)?].concat();
    let mut bytes = b"\x89PNG\r\n\x1A\n".to_vec();
    for (kind, data) in [(*b"IHDR", ONE_PIXEL.to_vec()), (kind, renamed), (*b"IDAT", Vec::new())] {
        bytes.extend_from_slice(&PngChunk::new(kind, data.into()).encoder().bytes());
    }
    bounded_png(&bytes)?.iptc_metadata().ok().flatten().filter(|text| small(text))
}

/// ImageMagick's way of putting a block into a text chunk: a name, a length, hexadecimal digits.
fn raw_profile(text: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(text);
    let mut words = text.split_ascii_whitespace().skip(2).peekable();
    let digits: Vec<u8> = words.by_ref().flat_map(str::bytes).collect();
    let value =
        |digit: u8| char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
    digits.chunks_exact(2).map_while(|pair| Some(value(pair[0])? << 4 | value(pair[1])?)).collect()
}

fn webp_blocks<'a>(bytes: &'a [u8], inventory: &mut Inventory) -> Blocks<'a> {
    let mut blocks = Blocks::default();
    for (kind, data) in header::webp_chunks(bytes) {
        match &kind {
            b"EXIF" => {
                let block = exif_block(data).unwrap_or(data);
                blocks.exif.push(Cow::Borrowed(block));
            }
            b"XMP " if data.len() <= LARGEST_PACKET => blocks.xmp.push(data.to_vec()),
            b"ICCP" => blocks.has_profile = true,
            b"ANIM" => inventory.remove("WebP:Animation", Group::Animation),
            b"VP8 " | b"VP8L" | b"VP8X" | b"ALPH" | b"ANMF" => {}
            other => {
                let name = String::from_utf8_lossy(other).trim().to_owned();
                inventory.remove(&format!("WebP:{name}"), Group::Other);
            }
        }
    }
    if let Some(end) = header::riff_size(bytes) {
        behind(bytes, end, inventory);
    }
    blocks
}

fn gif_blocks<'a>(bytes: &'a [u8], inventory: &mut Inventory) -> Blocks<'a> {
    let mut blocks = Blocks::default();
    let (mut frames, mut packets) = (0, 0);
    let table = |packed: u8| if packed & 0x80 == 0 { 0 } else { 3 << ((packed & 7) + 1) };
    let mut at = 13 + bytes.get(10).map_or(0, |&packed| table(packed));
    // Sub-blocks: a length byte and as many bytes, until a length of zero.
    let sub_blocks = |mut at: usize| -> Option<(Vec<u8>, usize)> {
        let mut data = Vec::new();
        loop {
            let length = usize::from(*bytes.get(at)?);
            if length == 0 {
                return Some((data, at + 1));
            }
            data.extend_from_slice(bytes.get(at + 1..at + 1 + length)?);
            at += 1 + length;
        }
    };
    while let Some(&introducer) = bytes.get(at) {
        let next = match (introducer, bytes.get(at + 1)) {
            (0x21, Some(0xFE)) => {
                inventory.remove("GIF:Comment", Group::Comment);
                sub_blocks(at + 2).map(|(_, end)| end)
            }
            (0x21, Some(0xFF)) if bytes.get(at + 3..at + 14) == Some(b"XMP DataXMP") => {
                // XMP stands as it is, and a magic trailer leads back to the block structure.
                let start = at + 14;
                let packet = &bytes[start..];
                let packet = &packet[..packet.len().min(LARGEST_PACKET)];
                packets += 1;
                let end = (packets == 1)
                    .then(|| packet.windows(2).position(|pair| pair == [0x01, 0xFF]))
                    .flatten();
                match end {
                    Some(end) => blocks.xmp.push(packet[..end].to_vec()),
                    None => inventory.remove("GIF:XMP", Group::Other),
                }
                sub_blocks(start).map(|(_, end)| end)
            }
            (0x21, Some(label)) => {
                if *label == 0xFF && bytes.get(at + 3..at + 14) != Some(b"NETSCAPE2.0") {
                    inventory.remove("GIF:Application", Group::Other);
                }
                sub_blocks(at + 2).map(|(_, end)| end)
            }
            (0x2C, _) => {
                frames += 1;
                bytes
                    .get(at + 9)
                    .map(|&packed| at + 10 + table(packed) + 1)
                    .and_then(&sub_blocks)
                    .map(|(_, end)| end)
            }
            (0x3B, _) => {
                behind(bytes, at + 1, inventory);
                None
            }
            _ => None,
        };
        let Some(next) = next else { break };
        at = next;
    }
    if frames > 1 {
        inventory.remove("GIF:Animation", Group::Animation);
    }
    blocks
}
