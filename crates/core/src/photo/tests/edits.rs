//! What a person does to a picture: turned, cropped, blurred, in the pixels.

use image::GenericImageView;

use super::*;

/// Left half red, right half blue.
fn halves() -> Vec<u8> {
    let image =
        RgbImage::from_fn(
            200,
            100,
            |x, _| {
                if x < 100 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) }
            },
        );
    written(image, ImageFormat::Png)
}

fn edited(bytes: &[u8], edits: &Edits) -> DynamicImage {
    pixels(&clean_edited(bytes, &Settings::default(), edits).unwrap().bytes)
}

fn area(x: f64, y: f64, width: f64, height: f64) -> Area {
    Area { x, y, width, height }
}

#[test]
fn turns_then_crops_what_is_seen() {
    let right = Some(area(0.5, 0.0, 0.5, 1.0));
    for (turns, crop, size, colour, why) in [
        (0, right, (100, 100), [20, 20, 220], "the right half"),
        (2, right, (100, 100), [220, 20, 20], "upside down, its right half was the left"),
        (1, None, (100, 200), [220, 20, 20], "a quarter turn, left goes up"),
        (1, Some(area(0.0, 0.5, 1.0, 0.5)), (100, 100), [20, 20, 220], "turned, its lower half"),
        (5, None, (100, 200), [220, 20, 20], "five quarters are one"),
        (0, Some(area(-1.0, -1.0, 9.0, 9.0)), (200, 100), [220, 20, 20], "no more than there is"),
    ] {
        let image = edited(&halves(), &Edits { turns, crop, blur: Vec::new() });
        assert_eq!(image.dimensions(), size, "{why}");
        assert!(near(image.get_pixel(10, 10), colour), "{why}: {:?}", image.get_pixel(10, 10));
    }
}

#[test]
fn refuses_to_leave_nothing() {
    for crop in [area(0.5, 0.5, 0.0, 0.0), area(2.0, 0.0, 1.0, 1.0), area(f64::NAN, 0.0, 1.0, 1.0)]
    {
        let edits = Edits { crop: Some(crop), ..Edits::default() };
        let refusal = clean_edited(&halves(), &Settings::default(), &edits).unwrap_err();
        assert!(matches!(refusal, Refusal::Damaged { .. }), "{crop:?}: {refusal:?}");
    }
}

/// Stripes one pixel wide, as a number plate is far away: the hardest contrast there is.
#[test]
fn nothing_is_left_to_make_out_where_it_is_blurred() {
    let stripes = RgbImage::from_fn(400, 300, |x, y| {
        if (x / 3 + y / 5) % 2 == 0 { Rgb([0; 3]) } else { Rgb([255; 3]) }
    });
    let blur = vec![area(0.25, 0.25, 0.5, 0.5)];
    let bytes = written(stripes, ImageFormat::Png);
    let image = edited(&bytes, &Edits { blur, ..Edits::default() }).into_luma8();
    let spread = |left: u32, top: u32| {
        let part = image.view(left, top, 100, 60).to_image();
        let (least, most) = part
            .pixels()
            .fold((255, 0), |(least, most), pixel| (pixel.0[0].min(least), pixel.0[0].max(most)));
        most - least
    };
    assert!(spread(150, 120) < 40, "{} where it is blurred", spread(150, 120));
    assert!(spread(0, 0) > 150, "the rest is as it was");
}

#[test]
fn what_is_blurred_stays_under_the_blur_when_the_picture_is_cropped() {
    let dot = RgbImage::from_fn(200, 100, |x, y| {
        if (150..160).contains(&x) && (40..50).contains(&y) { Rgb([255; 3]) } else { Rgb([0; 3]) }
    });
    let edits = Edits {
        crop: Some(area(0.5, 0.0, 0.5, 1.0)),
        blur: vec![area(0.7, 0.3, 0.2, 0.3)],
        ..Edits::default()
    };
    let image = edited(&written(dot, ImageFormat::Png), &edits).into_luma8();
    let brightest = image.pixels().map(|pixel| pixel.0[0]).max().unwrap();
    assert!(brightest < 200, "the dot is painted over: {brightest}");
}

#[test]
fn makes_copies_in_sizes_and_formats_the_same_each_time() {
    let settings =
        Settings { widths: vec![480, 800, 5000, 0, 480], webp: true, ..Settings::default() };
    let bytes = jpeg(&scene(1000, 500));
    let photo = clean(&bytes, &settings).unwrap();
    let copies: Vec<(u32, u32, &str)> =
        photo.renditions.iter().map(|one| (one.width, one.height, &*one.extension)).collect();
    let wanted = [
        (1000, 500, "webp"),
        (800, 400, "jpg"),
        (800, 400, "webp"),
        (480, 240, "jpg"),
        (480, 240, "webp"),
    ];
    assert_eq!(copies, wanted, "none is larger than the picture, none comes twice");
    for one in &photo.renditions {
        assert_eq!(measure(&one.bytes), Some((one.width, one.height)), "{}", one.extension);
    }
    assert_eq!(clean(&bytes, &settings).unwrap(), photo);
    let graphic = clean(&halves(), &settings).unwrap();
    assert!(graphic.renditions.iter().all(|one| one.extension == "png"), "a graphic stays one");
}

#[test]
fn a_large_jpeg_decoded_small_looks_as_one_decoded_whole() {
    let image = scene(3000, 2000);
    let small = pixels(&cleaned(&jpeg(&image)).bytes).into_rgb8();
    let whole = DynamicImage::ImageRgb8(image);
    let exact = whole.resize_exact(1600, 1067, image::imageops::FilterType::Lanczos3).into_rgb8();
    assert_eq!(small.dimensions(), exact.dimensions());
    let thumb = pixels(&thumbnail(&jpeg(&whole.to_rgb8()), 300, &Limits::default()).unwrap());
    assert_eq!(thumb.width(), 300);
    let exact = whole.resize_exact(300, 200, image::imageops::FilterType::Lanczos3).into_rgb8();
    let thumb = thumb.into_rgb8();
    let apart: u64 = thumb.iter().zip(exact.iter()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    assert!(apart < 4 * thumb.len() as u64, "{} a channel", apart as f64 / thumb.len() as f64);
}
