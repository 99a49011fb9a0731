//! What a picture file says about itself.
//!
//! Four standards say the same things in different places: EXIF, IPTC-IIM, XMP, and what the
//! container adds. They are read in the order of the Metadata Working Group's guidelines 2.0:
//!
//! - description, creator and copyright: EXIF, if it is not blank; then XMP; then IIM. When the
//!   stored digest of the IIM block is not that of the block, IIM was edited later and comes
//!   before XMP;
//! - credit line and source: XMP and IIM by the same rule; EXIF has no such tags;
//! - everything else: XMP.
//!
//! An IIM value that was cut off at its greatest length gives way to the XMP value that begins
//! with it. What cameras put in by themselves ("OWNER", the maker's name) counts as blank.

mod exif;
mod inventory;
mod iptc;
mod write;
mod xmp;

use image::metadata::Orientation;

pub use inventory::{Field, Group, Kept, Removed, in_words, kept_in_words};
pub(super) use write::{PNG_XMP_KEYWORD, iim_segment, packet};

use super::header::{self, Format};
use inventory::Inventory;

/// Where a value was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// Written by the camera, or by a program in its stead.
    Exif,
    /// XMP, the newest of the three.
    Xmp,
    /// IPTC-IIM, the oldest, cut off at 32 bytes in most fields.
    Iim,
}

/// A value, where it was found, and what the other places say instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told<T = String> {
    /// The value that counts.
    pub value: T,
    /// Where it was found.
    pub from: Origin,
    /// Values that differ: a person has to choose.
    pub others: Vec<(Origin, T)>,
}

/// What a picture file says about itself, as far as it may be published.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Embedded {
    /// Description or caption.
    pub description: Option<Told>,
    /// Headline. Not written back.
    pub headline: Option<Told>,
    /// Alternative text.
    pub alt: Option<Told>,
    /// Creators (by-lines), in order.
    pub creators: Option<Told<Vec<String>>>,
    /// The credit line that the supplier requires.
    pub credit: Option<Told>,
    /// Who supplied it.
    pub source: Option<Told>,
    /// Copyright notice.
    pub copyright: Option<Told>,
    /// Rights usage terms.
    pub usage_terms: Option<Told>,
    /// Address of the licence (web statement of rights).
    pub web_statement: Option<Told>,
    /// Address where a licence can be had.
    pub licensor_url: Option<Told>,
    /// How it came about, an address of the IPTC vocabulary.
    pub digital_source_type: Option<Told>,
    /// Instructions of the supplier to the editor. Not written back.
    pub instructions: Option<Told>,
    /// Set when letters were read in a guessed alphabet: IIM text without a character set that
    /// is not UTF-8.
    pub guessed_letters: bool,
}

/// All that was found in a file.
pub(super) struct Found {
    pub(super) embedded: Embedded,
    pub(super) removed: Vec<Removed>,
    pub(super) kept: Vec<Kept>,
    pub(super) has_profile: bool,
}

/// Reads everything that is embedded in a file.
pub(super) fn read(format: Format, bytes: &[u8]) -> Found {
    let mut inventory = Inventory::default();
    let blocks = blocks(format, bytes, &mut inventory);
    let exif = blocks.exif.map(|block| exif::read(block, &mut inventory)).unwrap_or_default();
    let mut xmp = xmp::Xmp::default();
    for packet in &blocks.xmp {
        xmp.read(packet, &mut inventory);
    }
    let photoshop = iptc::photoshop(&blocks.photoshop, &mut inventory);
    let iim = iptc::read(&photoshop.iim, &mut inventory);
    let embedded = decide(&exif, &xmp, &iim, photoshop.iim_is_newer());
    let kept = inventory::kept(&embedded);
    Found { embedded, removed: inventory.removed, kept, has_profile: blocks.has_profile }
}

/// How the stored pixels must be turned to be upright.
pub(super) fn orientation(format: Format, bytes: &[u8]) -> Orientation {
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
    };
    block.and_then(Orientation::from_exif_chunk).unwrap_or(Orientation::NoTransforms)
}

fn exif_block(segment: &[u8]) -> Option<&[u8]> {
    segment.strip_prefix(b"Exif\0\0").or_else(|| segment.strip_prefix(b"Exif\0\xFF"))
}

impl Embedded {
    /// Words for a figure, as a suggestion: description, caption, label and credit. The credit is
    /// what the supplier asks for, else `Creator/Source`.
    pub fn words(&self) -> (String, String, String, String) {
        let text = |told: &Option<Told>| {
            told.as_ref().map(|told| one_line(&told.value)).unwrap_or_default()
        };
        let mut caption = text(&self.description);
        if caption.is_empty() {
            caption = text(&self.headline);
        }
        let creators = self.creators.as_ref().map(|told| told.value.join(", ")).unwrap_or_default();
        let (credit, source) = (text(&self.credit), text(&self.source));
        let mut credit = match (credit.is_empty(), creators.is_empty(), source.is_empty()) {
            (false, ..) => credit,
            (true, false, false) if creators != source => format!("{creators}/{source}"),
            (true, false, _) => creators,
            (true, true, _) => source,
        };
        let made = text(&self.digital_source_type).to_lowercase();
        let mut label = match made.rsplit('/').next() {
            Some("screencapture") => "Screenshot",
            Some("digitalcreation" | "digitalart" | "algorithmicmedia" | "datadrivenmedia") => {
                "Illustration"
            }
            _ => "Photo",
        };
        if made.contains("trainedalgorithmicmedia") {
            // Readers are told, whatever the credit says.
            label = "Illustration";
            if !credit.to_lowercase().contains("ai-generated") {
                let gap = if credit.is_empty() { "" } else { "/" };
                credit = format!("AI-generated{gap}{credit}");
            }
        }
        let label = if credit.is_empty() { String::new() } else { label.to_owned() };
        (text(&self.alt), caption, label, credit)
    }

    /// Whether this has every value of `wanted` that is on the keep-list.
    pub(super) fn keeps(&self, wanted: &Embedded) -> bool {
        Field::TEXTS.iter().all(|field| field.values(self) == field.values(wanted))
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The raw blocks of a container.
#[derive(Default)]
struct Blocks<'a> {
    exif: Option<&'a [u8]>,
    xmp: Vec<Vec<u8>>,
    photoshop: Vec<u8>,
    has_profile: bool,
}

/// XMP beyond this is not read; it goes with everything else.
const LARGEST_PACKET: usize = 8 * 1024 * 1024;

fn blocks<'a>(format: Format, bytes: &'a [u8], inventory: &mut Inventory) -> Blocks<'a> {
    match format {
        Format::Jpeg => jpeg_blocks(bytes, inventory),
        Format::Png => png_blocks(bytes, inventory),
        Format::WebP => webp_blocks(bytes, inventory),
        Format::Gif => gif_blocks(bytes, inventory),
    }
}

fn jpeg_blocks<'a>(bytes: &'a [u8], inventory: &mut Inventory) -> Blocks<'a> {
    const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
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
            0xE1 if exif_block(data).is_some() && blocks.exif.is_none() => {
                blocks.exif = exif_block(data);
            }
            0xE1 if data.starts_with(XMP) => blocks.xmp.push(data[XMP.len()..].to_vec()),
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
    if jpeg.end.is_some_and(|end| bytes[end..].iter().any(|&byte| byte != 0)) {
        inventory.remove("Trailer", Group::Other);
    }
    blocks
}

fn png_blocks<'a>(bytes: &'a [u8], inventory: &mut Inventory) -> Blocks<'a> {
    let mut blocks = Blocks::default();
    for (kind, data) in header::png_chunks(bytes) {
        match &kind {
            b"eXIf" => blocks.exif = blocks.exif.or(Some(data)),
            b"iCCP" => blocks.has_profile = true,
            b"iTXt" if data.starts_with(PNG_XMP_KEYWORD) => {
                match data.strip_prefix(PNG_XMP_KEYWORD).map(|rest| (rest.get(1), rest)) {
                    // Language and translated keyword come before the text.
                    Some((Some(0), rest)) => {
                        let mut parts = rest.get(3..).unwrap_or_default().splitn(3, |&b| b == 0);
                        let text = parts.nth(2).unwrap_or_default();
                        if text.len() <= LARGEST_PACKET {
                            blocks.xmp.push(text.to_vec());
                        }
                    }
                    _ => blocks.xmp.extend(compressed_png_text(bytes).0),
                }
            }
            b"tEXt" | b"zTXt" | b"iTXt" => {
                let keyword: Vec<u8> =
                    data.iter().take(80).take_while(|&&b| b != 0).copied().collect();
                let keyword = String::from_utf8_lossy(&keyword).into_owned();
                if keyword.starts_with("Raw profile type ") {
                    let (_, iptc) = compressed_png_text(bytes);
                    blocks.photoshop = iptc.map(|text| raw_profile(&text)).unwrap_or_default();
                }
                let group = if keyword == "Comment" || keyword == "Description" {
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
            break;
        }
    }
    blocks
}

/// XMP and raw IPTC profile of a PNG where they are compressed: the decoder bounds the unpacking.
fn compressed_png_text(bytes: &[u8]) -> (Option<Vec<u8>>, Option<Vec<u8>>) {
    use image::ImageDecoder;
    let Ok(mut decoder) = image::codecs::png::PngDecoder::new(std::io::Cursor::new(bytes)) else {
        return (None, None);
    };
    let small = |text: &Vec<u8>| text.len() <= LARGEST_PACKET;
    (
        decoder.xmp_metadata().ok().flatten().filter(small),
        decoder.iptc_metadata().ok().flatten().filter(small),
    )
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
            b"EXIF" => blocks.exif = blocks.exif.or(Some(exif_block(data).unwrap_or(data))),
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
    blocks
}

fn gif_blocks<'a>(bytes: &'a [u8], inventory: &mut Inventory) -> Blocks<'a> {
    let mut blocks = Blocks::default();
    let mut frames = 0;
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
                let end = packet.windows(2).position(|pair| pair == [0x01, 0xFF]);
                blocks.xmp.extend(end.map(|end| packet[..end].to_vec()));
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

/// Chooses among the values that the three standards give.
fn decide(exif: &exif::Exif, xmp: &xmp::Xmp, iim: &iptc::Iim, iim_is_newer: bool) -> Embedded {
    let maker = exif.maker.as_deref().unwrap_or_default();
    let filled = |text: Option<&String>| {
        text.map(|text| text.trim()).filter(|text| !is_blank(text, maker)).map(str::to_owned)
    };
    let choose = |exif: Option<&String>, xmp: Option<&String>, iim: Option<&iptc::Text>| {
        let xmp = filled(xmp);
        let iim = iim.and_then(|text| {
            let value = filled(Some(&text.value))?;
            // Cut off at the field's length: the longer value is the same one, whole.
            let whole = xmp.as_ref().filter(|long| text.was_cut && long.starts_with(&value));
            Some(whole.cloned().unwrap_or(value))
        });
        let order = if iim_is_newer {
            [(Origin::Exif, filled(exif)), (Origin::Iim, iim), (Origin::Xmp, xmp)]
        } else {
            [(Origin::Exif, filled(exif)), (Origin::Xmp, xmp), (Origin::Iim, iim)]
        };
        first_of(order)
    };
    let lists = |exif: Vec<String>, xmp: &[String], iim: &[iptc::Text]| {
        let xmp: Vec<String> = xmp.iter().filter_map(|name| filled(Some(name))).collect();
        let iim: Vec<String> = iim
            .iter()
            .filter_map(|text| {
                let value = filled(Some(&text.value))?;
                let whole = xmp.iter().find(|long| text.was_cut && long.starts_with(&value));
                Some(whole.cloned().unwrap_or(value))
            })
            .collect();
        let some = |list: Vec<String>| (!list.is_empty()).then_some(list);
        let exif = some(exif.iter().filter_map(|name| filled(Some(name))).collect());
        let order = if iim_is_newer {
            [(Origin::Exif, exif), (Origin::Iim, some(iim)), (Origin::Xmp, some(xmp))]
        } else {
            [(Origin::Exif, exif), (Origin::Xmp, some(xmp)), (Origin::Iim, some(iim))]
        };
        first_of(order)
    };
    let artists =
        exif.artist.iter().flat_map(|names| names.split(';')).map(str::to_owned).collect();
    let only = |value: Option<&String>| first_of([(Origin::Xmp, filled(value))]);
    Embedded {
        description: choose(exif.description.as_ref(), xmp.description(), iim.one(120)),
        headline: choose(None, xmp.headline(), iim.one(105)),
        alt: only(xmp.alt()),
        creators: lists(artists, xmp.creators(), iim.all(80)),
        credit: choose(None, xmp.credit(), iim.one(110)),
        source: choose(None, xmp.source(), iim.one(115)),
        copyright: choose(exif.copyright.as_ref(), xmp.rights(), iim.one(116)),
        usage_terms: only(xmp.usage_terms()),
        web_statement: only(xmp.web_statement()),
        licensor_url: only(xmp.licensor_url()),
        digital_source_type: only(xmp.digital_source_type()),
        instructions: choose(None, xmp.instructions(), iim.one(40)),
        guessed_letters: iim.guessed_letters,
    }
}

fn first_of<T: PartialEq, const N: usize>(order: [(Origin, Option<T>); N]) -> Option<Told<T>> {
    let mut given = order.into_iter().filter_map(|(from, value)| Some((from, value?)));
    let (from, value) = given.next()?;
    let mut others: Vec<(Origin, T)> = Vec::new();
    for (origin, other) in given {
        if other != value {
            others.push((origin, other));
        }
    }
    Some(Told { value, from, others })
}

/// What cameras and programs put where a person's words belong.
fn is_blank(text: &str, maker: &str) -> bool {
    const DEFAULTS: &[&str] = &[
        "owner",
        "owner name",
        "camera owner",
        "unknown",
        "none",
        "n/a",
        "default",
        "untitled",
        "artist",
        "photographer",
        "copyright",
        "your name",
        "user",
        "dcim",
        "dav",
        "hdr",
        "sony dsc",
        "mde",
        "ptr",
        "exif_jpeg_picture",
        "exif jpeg picture",
        "jpeg picture",
        "charset=ascii",
        "binary comment",
        "screenshot",
        "(c)",
        "©",
    ];
    let plain = text.trim().trim_matches('\0').to_lowercase();
    let maker = maker.trim().to_lowercase();
    plain.is_empty()
        || !plain.contains(char::is_alphanumeric)
        || DEFAULTS.contains(&plain.as_str())
        || plain.ends_with("digital camera")
        || plain == maker
        || (!maker.is_empty() && maker.split(' ').next() == Some(plain.as_str()))
}
