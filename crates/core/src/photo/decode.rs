//! From bytes to upright pixels of the wanted size.

use std::io::Cursor;

use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, ImageDecoder, ImageReader, RgbImage};

use super::header::Format;
use super::{Limits, Refusal, embedded, header};

/// Pixels as stored, eight bits a channel, and how to show them.
pub(super) struct Decoded {
    pub(super) image: DynamicImage,
    pub(super) orientation: Orientation,
    /// The colour profile, when it fits the pixels.
    pub(super) profile: Option<Vec<u8>>,
    /// How many colours the stored picture has; counted up to [`MANY_COLOURS`].
    pub(super) colours: usize,
}

/// A picture with as many colours is a photograph.
pub(super) const MANY_COLOURS: usize = 257;

/// Larger profiles carry something else.
const LARGEST_PROFILE: usize = 2 * 1024 * 1024;

/// How much smaller than wanted a picture must not be decoded: the last step down is left to a
/// filter that is better than the transform of a JPEG.
const SPARE: f64 = 1.25;

/// Decodes a picture that is to be brought down by `scale`. A JPEG is decoded at 1/2, 1/4 or 1/8
/// in its own transform where that leaves enough: a quarter of the work, and of the memory.
pub(super) fn decode(
    bytes: &[u8],
    format: Format,
    limits: &Limits,
    scale: f64,
) -> Result<Decoded, Refusal> {
    let orientation = embedded::orientation(format, bytes);
    if format == Format::Jpeg
        && scale * SPARE <= 0.5
        && let Some((image, profile)) = scaled_jpeg(bytes, limits, scale * SPARE)
    {
        let profile = profile.and_then(|profile| fitting(profile, &image));
        return Ok(Decoded { image, orientation, profile, colours: MANY_COLOURS });
    }
    let Some(kind) = format.image_format() else {
        return phone(bytes, limits, orientation);
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), kind);
    let mut allowed = image::Limits::default();
    allowed.max_image_width = Some(limits.max_side_px);
    allowed.max_image_height = Some(limits.max_side_px);
    allowed.max_alloc = Some(limits.max_alloc);
    reader.limits(allowed.clone());
    let mut decoder = reader.into_decoder().map_err(Refusal::from_decoder)?;
    let needed = decoder.total_bytes();
    if needed > limits.max_alloc {
        return Err(Refusal::TooLarge(super::Excess::Memory));
    }
    let profile = decoder.icc_profile().ok().flatten();
    let image = eight_bit(DynamicImage::from_decoder(decoder).map_err(Refusal::from_decoder)?);
    let image = without_idle_alpha(image);
    let colours = if format == Format::Jpeg { MANY_COLOURS } else { count_colours(&image) };
    let profile = profile.and_then(|profile| fitting(profile, &image));
    Ok(Decoded { image, orientation, profile, colours })
}

#[cfg(feature = "heic")]
fn phone(bytes: &[u8], limits: &Limits, orientation: Orientation) -> Result<Decoded, Refusal> {
    let (image, profile) = super::heic::decode(bytes, limits)?;
    let image = without_idle_alpha(image);
    let profile = profile.and_then(|profile| fitting(profile, &image));
    Ok(Decoded { image, orientation, profile, colours: MANY_COLOURS })
}

#[cfg(not(feature = "heic"))]
fn phone(_: &[u8], _: &Limits, _: Orientation) -> Result<Decoded, Refusal> {
    Err(Refusal::UnsupportedFormat("HEIC".into()))
}

/// A JPEG at the smallest of its scales that is not below `scale`. Nothing where it has inks
/// instead of light, or is stored in a way that only the other decoder knows.
fn scaled_jpeg(
    bytes: &[u8],
    limits: &Limits,
    scale: f64,
) -> Option<(DynamicImage, Option<Vec<u8>>)> {
    use jpeg_decoder::PixelFormat;
    let mut decoder = jpeg_decoder::Decoder::new(bytes);
    decoder.set_max_decoding_buffer_size(usize::try_from(limits.max_alloc).ok()?);
    decoder.read_info().ok()?;
    let info = decoder.info()?;
    let whole = u64::from(info.width) * u64::from(info.height) * 3;
    if !matches!(info.pixel_format, PixelFormat::L8 | PixelFormat::RGB24)
        || whole > limits.max_alloc
    {
        return None;
    }
    let wanted = |side: u16| (f64::from(side) * scale).ceil() as u16;
    let (width, height) = decoder.scale(wanted(info.width), wanted(info.height)).ok()?;
    let pixels = decoder.decode().ok()?;
    let (width, height) = (u32::from(width), u32::from(height));
    let image = match info.pixel_format {
        PixelFormat::L8 => GrayImage::from_raw(width, height, pixels)?.into(),
        _ => RgbImage::from_raw(width, height, pixels)?.into(),
    };
    Some((image, decoder.icc_profile()))
}

/// Brings the picture down to at most `width` × `height` as shown, and turns it upright.
pub(super) fn fit(decoded: Decoded, width: u32, height: u32) -> Result<Decoded, Refusal> {
    let Decoded { image, orientation, profile, colours } = decoded;
    let swaps = header::swaps_sides(orientation);
    let (width, height) = if swaps { (height, width) } else { (width, height) };
    let scale = scale((image.width(), image.height()), (width, height));
    let mut image = if scale < 1.0 { smaller(&image, scale)? } else { image };
    image.apply_orientation(orientation);
    Ok(Decoded { image, orientation: Orientation::NoTransforms, profile, colours })
}

/// By how much a picture of this size must be brought down to fit into a box; 1 where it fits.
pub(super) fn scale(size: (u32, u32), fit: (u32, u32)) -> f64 {
    let one = |side: u32, fit: u32| f64::from(fit.max(1)) / f64::from(side.max(1));
    one(size.0, fit.0).min(one(size.1, fit.1)).min(1.0)
}

/// The picture brought down, by Lanczos' filter.
pub(super) fn smaller(image: &DynamicImage, scale: f64) -> Result<DynamicImage, Refusal> {
    let scaled = |side: u32| ((f64::from(side) * scale).round() as u32).max(1);
    let mut small = DynamicImage::new(scaled(image.width()), scaled(image.height()), image.color());
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    Resizer::new().resize(image, &mut small, &options).map_err(Refusal::damaged)?;
    Ok(small)
}

fn eight_bit(image: DynamicImage) -> DynamicImage {
    match image {
        DynamicImage::ImageLuma8(_)
        | DynamicImage::ImageLumaA8(_)
        | DynamicImage::ImageRgb8(_)
        | DynamicImage::ImageRgba8(_) => image,
        DynamicImage::ImageLuma16(_) => DynamicImage::ImageLuma8(image.into_luma8()),
        DynamicImage::ImageLumaA16(_) => DynamicImage::ImageLumaA8(image.into_luma_alpha8()),
        other if other.color().has_alpha() => DynamicImage::ImageRgba8(other.into_rgba8()),
        other => DynamicImage::ImageRgb8(other.into_rgb8()),
    }
}

/// An alpha channel that hides nothing is dropped; what it hides altogether is painted over, or
/// it could be brought back.
fn without_idle_alpha(image: DynamicImage) -> DynamicImage {
    match image {
        DynamicImage::ImageRgba8(pixels) if pixels.pixels().all(|pixel| pixel.0[3] == 255) => {
            DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(pixels).into_rgb8())
        }
        DynamicImage::ImageLumaA8(pixels) if pixels.pixels().all(|pixel| pixel.0[1] == 255) => {
            DynamicImage::ImageLuma8(DynamicImage::ImageLumaA8(pixels).into_luma8())
        }
        DynamicImage::ImageRgba8(mut pixels) => {
            pixels.pixels_mut().filter(|pixel| pixel.0[3] == 0).for_each(|pixel| pixel.0 = [0; 4]);
            DynamicImage::ImageRgba8(pixels)
        }
        DynamicImage::ImageLumaA8(mut pixels) => {
            pixels.pixels_mut().filter(|pixel| pixel.0[1] == 0).for_each(|pixel| pixel.0 = [0; 2]);
            DynamicImage::ImageLumaA8(pixels)
        }
        other => other,
    }
}

fn count_colours(image: &DynamicImage) -> usize {
    let channels = usize::from(image.color().channel_count());
    let mut seen = std::collections::HashSet::new();
    let mut last: &[u8] = &[];
    for pixel in image.as_bytes().chunks_exact(channels) {
        if pixel != last {
            seen.insert(pixel);
            last = pixel;
            if seen.len() >= MANY_COLOURS {
                break;
            }
        }
    }
    seen.len()
}

/// Whether a JPEG holds inks, and a profile that says what they look like on paper. Read without
/// it, the colours are others.
pub(super) fn is_for_printing(bytes: &[u8], format: Format) -> bool {
    const PROFILE: &[u8] = b"ICC_PROFILE\0";
    if format != Format::Jpeg {
        return false;
    }
    let (mut inks, mut profile) = (false, false);
    for (marker, data) in header::jpeg_segments(bytes) {
        inks |= header::is_frame(marker) && data.get(5) == Some(&4);
        // Two bytes behind the name tell its parts apart; the colour space stands in the first.
        let part = data.strip_prefix(PROFILE).filter(|_| marker == 0xE2);
        profile |= part.is_some_and(|part| part.get(18..22) == Some(b"CMYK"));
        if marker == 0xDA {
            break;
        }
    }
    inks && profile
}

/// Whether a colour profile is one (ICC.1, header: size at 0, colour space at 16, "acsp" at 36)
/// and speaks of such pixels. A CMYK profile on pixels that were made RGB would falsify them. What
/// some programs put behind its end is cut off.
fn fitting(mut profile: Vec<u8>, image: &DynamicImage) -> Option<Vec<u8>> {
    let space: &[u8] = if image.color().has_color() { b"RGB " } else { b"GRAY" };
    let size = profile.get(..4)?;
    let size = u32::from_be_bytes([size[0], size[1], size[2], size[3]]) as usize;
    let whole = size <= profile.len() && size <= LARGEST_PROFILE;
    profile.truncate(size);
    let fits = profile.get(16..20) == Some(space) && profile.get(36..40) == Some(b"acsp");
    (whole && fits).then_some(profile)
}
