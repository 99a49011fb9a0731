//! What a person does to the pixels of a picture before it is stored: turn, crop, blur.
//!
//! All three are done to the pixels themselves, and the picture is encoded from them. What was cut
//! off or blurred is in no file of the site, and in no small copy inside of one.

use image::metadata::Orientation;
use image::{DynamicImage, GenericImageView};

use super::Refusal;
use super::decode::{Decoded, fit};

pub use crate::view::{PictureArea as Area, PictureEdits as Edits};

/// Pixels of a picture: left, top, width, height.
type Pixels = (u32, u32, u32, u32);

impl Area {
    const ALL: Area = Area { x: 0.0, y: 0.0, width: 1.0, height: 1.0 };

    /// The pixels that it covers at least partly; none where it covers nothing.
    fn pixels(self, width: u32, height: u32) -> Option<Pixels> {
        let span = |from: f64, length: f64, side: u32| {
            let whole = f64::from(side);
            let start = (from * whole).floor().clamp(0.0, whole);
            let end = ((from + length) * whole).ceil().clamp(0.0, whole);
            // What is no number covers nothing.
            (end > start).then_some((start as u32, (end - start) as u32))
        };
        let (left, width) = span(self.x, self.width, width)?;
        let (top, height) = span(self.y, self.height, height)?;
        Some((left, top, width, height))
    }

    /// The same area in fractions of `part`.
    fn within(self, part: Area) -> Area {
        Area {
            x: (self.x - part.x) / part.width,
            y: (self.y - part.y) / part.height,
            width: self.width / part.width,
            height: self.height / part.height,
        }
    }
}

impl Edits {
    /// Whether they leave the picture as it is.
    pub fn are_none(&self) -> bool {
        self.turns.is_multiple_of(4) && self.crop.is_none() && self.blur.is_empty()
    }

    /// What is left of the picture, as a share of its width and of its height.
    pub(super) fn share(&self) -> (f64, f64) {
        self.crop.map_or((1.0, 1.0), |crop| (crop.width, crop.height))
    }

    /// Does them, on the way to a picture of at most `long_side`.
    pub(super) fn apply(&self, picture: Decoded, long_side: u32) -> Result<Decoded, Refusal> {
        let mut picture = picture;
        if let Some(crop) = self.crop {
            // What is cropped is given as it is seen: upright first.
            picture.image.apply_orientation(picture.orientation);
            picture.orientation = Orientation::NoTransforms;
            picture.image = turned(picture.image, self.turns);
            let (width, height) = picture.image.dimensions();
            let Some((left, top, width, height)) = crop.pixels(width, height) else {
                return Err(Refusal::damaged("nothing of it would be left"));
            };
            picture.image = picture.image.crop_imm(left, top, width, height);
        }
        let mut picture = fit(picture, long_side, long_side)?;
        if self.crop.is_none() {
            picture.image = turned(picture.image, self.turns);
        }
        let shown = self.crop.unwrap_or(Area::ALL);
        for area in &self.blur {
            blur(&mut picture.image, area.within(shown));
        }
        Ok(picture)
    }
}

fn turned(image: DynamicImage, turns: u8) -> DynamicImage {
    match turns % 4 {
        1 => image.rotate90(),
        2 => image.rotate180(),
        3 => image.rotate270(),
        _ => image,
    }
}

/// How many patches of one colour are left across a blurred area: of a face or a number plate
/// nothing can be made out, or worked out again.
const PATCHES: u32 = 6;

/// The least side of a patch, in pixels.
const LEAST: u32 = 8;

/// Replaces an area by the mean colours of a few patches, and by what lies between them.
fn blur(image: &mut DynamicImage, area: Area) {
    let Some((left, top, width, height)) = area.pixels(image.width(), image.height()) else {
        return;
    };
    let side = width.max(height).div_ceil(PATCHES).max(LEAST);
    let (columns, rows) = (width.div_ceil(side), height.div_ceil(side));
    let part = image.crop_imm(left, top, width, height).into_rgba8();
    let mut means = image::Rgba32FImage::new(columns, rows);
    let mut counts = vec![0.0_f32; (columns * rows) as usize];
    for (x, y, pixel) in part.enumerate_pixels() {
        let (column, row) = (x / side, y / side);
        let mean = means.get_pixel_mut(column, row);
        for (sum, value) in mean.0.iter_mut().zip(pixel.0) {
            *sum += f32::from(value);
        }
        counts[(row * columns + column) as usize] += 1.0;
    }
    for (mean, count) in means.pixels_mut().zip(&counts) {
        mean.0 = mean.0.map(|sum| sum / count / 255.0);
    }
    let smooth =
        image::imageops::resize(&means, width, height, image::imageops::FilterType::Triangle);
    let smooth = DynamicImage::ImageRgba32F(smooth);
    match image {
        DynamicImage::ImageLuma8(whole) => {
            image::imageops::replace(whole, &smooth.into_luma8(), left.into(), top.into());
        }
        DynamicImage::ImageLumaA8(whole) => {
            image::imageops::replace(whole, &smooth.into_luma_alpha8(), left.into(), top.into());
        }
        DynamicImage::ImageRgb8(whole) => {
            image::imageops::replace(whole, &smooth.into_rgb8(), left.into(), top.into());
        }
        DynamicImage::ImageRgba8(whole) => {
            image::imageops::replace(whole, &smooth.into_rgba8(), left.into(), top.into());
        }
        // Decoded pictures have eight bits a channel.
        _ => {}
    }
}
