//! Pictures of phones: HEVC in an ISO base media file (ISO/IEC 23008-12).
//!
//! The container is read for size and metadata; only [`decode`] touches the video codec. A file
//! says itself how it is cropped, turned and mirrored, and this is part of decoding: what EXIF
//! says of it besides is not applied again.

use std::borrow::Cow;

use heifer::heifer_isobmff::HeifFile;
use heifer::heifer_isobmff::boxes::Property;
use image::{DynamicImage, RgbaImage};

use super::embedded::{Blocks, Group, Inventory};
use super::{Excess, Limits, Refusal};

/// Threads for the tiles of one picture; each costs address space, which a worker has little of.
const THREADS: usize = 4;

/// Width and height as stored, turned as the file says.
pub(super) fn dimensions(bytes: &[u8]) -> Option<(u32, u32)> {
    let file = HeifFile::parse(bytes).ok()?;
    let (width, height) = file.image_size(file.primary_id).ok()??;
    let turns = file.item_properties(file.primary_id).ok()?.filter_map(|property| match property {
        Property::Rotation(quarters) => Some(u32::from(*quarters)),
        _ => None,
    });
    let on_its_side = turns.sum::<u32>() % 2 == 1;
    Some(if on_its_side { (height, width) } else { (width, height) })
}

/// What is embedded in the file.
pub(super) fn blocks<'a>(bytes: &'a [u8], inventory: &mut Inventory) -> Blocks<'a> {
    let mut blocks = Blocks::default();
    let Ok(file) = HeifFile::parse(bytes) else { return blocks };
    let primary = file.primary_id;
    blocks.exif.extend(file.exif(primary).ok().flatten().map(Cow::Owned));
    blocks.xmp.extend(file.xmp(primary).ok().flatten());
    blocks.has_profile = file.icc_profile(primary).ok().flatten().is_some();
    if !file.referencing_items(primary, b"thmb").is_empty() {
        inventory.remove("HEIC:ThumbnailImage", Group::Thumbnail);
    }
    // Depth, portrait mattes, brightness: one picture more each.
    if !file.referencing_items(primary, b"auxl").is_empty() {
        inventory.remove("HEIC:AuxiliaryImage", Group::Other);
    }
    if file.top_level_image_ids().len() > 1 {
        inventory.remove("HEIC:OtherImages", Group::Other);
    }
    for name in beside(bytes) {
        inventory.remove(&name, Group::Thumbnail);
    }
    blocks
}

/// The boxes of a file that hold none of its pictures: a film.
fn beside(bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let length = |from: usize, to: usize| {
            let digits = rest.get(from..to)?;
            Some(digits.iter().fold(0_u64, |sum, &digit| sum << 8 | u64::from(digit)))
        };
        let whole = match length(0, 4) {
            Some(0) => Some(rest.len() as u64),
            Some(1) => length(8, 16),
            short => short,
        };
        let next = whole.and_then(|whole| usize::try_from(whole).ok()).filter(|&next| next >= 8);
        let (Some(kind), Some(next)) = (rest.get(4..8), next) else { break };
        if !matches!(kind, b"ftyp" | b"meta" | b"mdat" | b"free" | b"skip") {
            found.push(format!("HEIC:{}", String::from_utf8_lossy(kind).trim()));
        }
        rest = rest.get(next..).unwrap_or_default();
    }
    found
}

/// The pixels, upright, eight bits a channel, and the colour profile that goes with them. Colours
/// that are described by numbers instead of a profile become sRGB.
pub(super) fn decode(
    bytes: &[u8],
    limits: &Limits,
) -> Result<(DynamicImage, Option<Vec<u8>>), Refusal> {
    let options = heifer::Options { max_threads: THREADS, max_pixels: limits.max_pixels };
    let file = HeifFile::parse(bytes).map_err(Refusal::damaged)?;
    let profile = file.icc_profile(file.primary_id).map_err(Refusal::damaged)?.map(<[u8]>::to_vec);
    let (width, height) = dimensions(bytes).unwrap_or_default();
    if u64::from(width) * u64::from(height) * 4 > limits.max_alloc {
        return Err(Refusal::TooLarge(Excess::Memory));
    }
    let image = match &profile {
        Some(_) => heifer::decode_rgba8(bytes, &options),
        None => heifer::decode_srgb_rgba8(bytes, &options),
    };
    let image = image.map_err(|error| match error {
        heifer::Error::Unsupported(_) => Refusal::UnsupportedFormat("this kind of HEIC".into()),
        error => Refusal::damaged(error),
    })?;
    let pixels = RgbaImage::from_raw(image.width, image.height, image.data)
        .ok_or_else(|| Refusal::damaged("its pixels are not all there"))?;
    Ok((DynamicImage::ImageRgba8(pixels), profile))
}
