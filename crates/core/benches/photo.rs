//! A photograph of 24 megapixels in four widths, by Galley and by sharp, Pillow and ImageMagick, in
//! turn and in one run: time, processor time, memory, bytes, and how near the pixels are to those
//! that Lanczos' filter makes of the whole picture.
//!
//! `cargo xtask bench photo` gets the peers and runs this. Figures are printed, not judged.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use galley_core::photo::{self, Limits, Settings};
use image::{DynamicImage, RgbImage};
use serde_json::{Value, json};

const WIDTHS: [u32; 4] = [1600, 1200, 800, 480];
const QUALITY: u8 = 80;
const ROUNDS: usize = 7;
const BATCH: usize = 16;

fn main() {
    if let Some(file) =
        std::env::args().find_map(|word| word.strip_prefix("--one=").map(PathBuf::from))
    {
        four(&std::fs::read(file).unwrap());
        println!("{}", peak_kb());
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let made = folder.path().join("six-thousand.jpg");
    std::fs::write(&made, octaves(6000, 4000)).unwrap();
    let mut files = vec![made];
    if let Some(photos) = std::env::var_os("GALLEY_PHOTOS") {
        let entries = std::fs::read_dir(photos).unwrap().map(|entry| entry.unwrap().path());
        files.extend(entries);
        files[1..].sort();
    }
    let peers = std::env::var_os("GALLEY_PEERS").map(PathBuf::from);
    for file in &files {
        compare(file, peers.as_deref(), folder.path());
    }
    if let Some(peers) = &peers {
        batch(&files[0], peers);
    }
}

/// Four widths of one picture; the first is the picture itself.
fn four(bytes: &[u8]) -> Vec<Vec<u8>> {
    let (width, height) = photo::measure(bytes).unwrap();
    let settings = Settings {
        // The settings ask for a longer side, the peers for a width.
        long_side: WIDTHS[0] * height.max(width) / width,
        quality: QUALITY,
        widths: WIDTHS[1..].to_vec(),
        webp: false,
        limits: Limits::default(),
    };
    let photo = photo::clean(bytes, &settings).unwrap();
    let others = photo.renditions.into_iter().map(|rendition| rendition.bytes);
    std::iter::once(photo.bytes).chain(others).collect()
}

#[derive(Debug, Clone, Copy)]
struct Took {
    wall: f64,
    cpu: f64,
}

fn compare(file: &Path, peers: Option<&Path>, folder: &Path) {
    let bytes = std::fs::read(file).unwrap();
    let size = image::image_dimensions(file).unwrap();
    println!(
        "\n{} {} × {}, {} kB",
        file.file_name().unwrap().display(),
        size.0,
        size.1,
        bytes.len() / 1000
    );
    let mut own = Vec::new();
    let mut sharp = peers.map(Peer::sharp);
    let mut pillow = peers.and_then(Peer::pillow);
    let (mut of_sharp, mut of_pillow, mut of_magick) = (Vec::new(), Vec::new(), Vec::new());
    let asked = json!({"files": [file], "widths": WIDTHS, "quality": QUALITY, "progressive": false,
        "out": folder});
    let mut answer = Value::Null;
    let mut made = Vec::new();
    for round in 0..ROUNDS {
        let (begun, cpu) = (Instant::now(), cpu_ms());
        made = four(&bytes);
        own.push(Took { wall: begun.elapsed().as_secs_f64() * 1000.0, cpu: cpu_ms() - cpu });
        if let Some(sharp) = &mut sharp {
            answer = sharp.ask(&asked);
            of_sharp.push(took(&answer));
        }
        if let Some(pillow) = &mut pillow {
            of_pillow.push(took(&pillow.ask(&asked)));
        }
        if peers.is_some() && round < 3 {
            of_magick.extend(magick(file, folder));
        }
    }
    row("Galley", &own, None);
    row("sharp", &of_sharp, Some(&own));
    row("Pillow", &of_pillow, Some(&own));
    row("ImageMagick", &of_magick, Some(&own));
    let whole = image::load_from_memory(&bytes).unwrap().into_rgb8();
    for (i, bytes) in made.iter().enumerate() {
        let shown = image::load_from_memory(bytes).unwrap().into_rgb8();
        let direct = lanczos(&whole, &shown);
        let near = ssim(&shown, &direct);
        // What the encoder does to both is no fault of how a picture was brought down.
        let like = ssim(&shown, &image::load_from_memory(&encoded(&direct)).unwrap().into_rgb8());
        let theirs = answer["bytes"][i].as_f64();
        let sharps = std::fs::read(folder.join(format!("sharp-{}.jpg", WIDTHS[i]))).ok();
        let sharps = sharps.and_then(|bytes| image::load_from_memory(&bytes).ok()).map(|image| {
            let image = image.into_rgb8();
            ssim(&image, &lanczos(&whole, &image))
        });
        println!(
            "  {:>4} px {:>8} bytes, {} of sharp's; SSIM {near:.4}, sharp's {}; {like:.4} to Lanczos' in the same encoding",
            shown.width(),
            bytes.len(),
            theirs.map_or("-".to_owned(), |theirs| format!("{:.3}", bytes.len() as f64 / theirs)),
            sharps.map_or("-".to_owned(), |near| format!("{near:.4}")),
        );
    }
    let program = std::env::current_exe().unwrap();
    let alone = Command::new(program).arg(format!("--one={}", file.display())).output().unwrap();
    let own = String::from_utf8_lossy(&alone.stdout).trim().parse::<f64>().unwrap_or_default();
    if let Some(peers) = peers {
        let theirs = Peer::sharp(peers).ask(&asked)["peak"].as_f64().unwrap_or_default();
        println!("  peak memory {:.0} MB, sharp {:.0} MB", own / 1000.0, theirs / 1000.0);
    } else {
        println!("  peak memory {:.0} MB", own / 1000.0);
    }
}

fn batch(file: &Path, peers: &Path) {
    let bytes = std::fs::read(file).unwrap();
    let mut sharp = Peer::sharp(peers);
    let asked = json!({"files": vec![file; BATCH], "widths": WIDTHS, "quality": QUALITY,
        "progressive": false});
    let (mut own, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        let (begun, cpu) = (Instant::now(), cpu_ms());
        let next = std::sync::atomic::AtomicUsize::new(0);
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        std::thread::scope(|threads| {
            for _ in 0..cores {
                threads.spawn(|| {
                    while next.fetch_add(1, std::sync::atomic::Ordering::Relaxed) < BATCH {
                        four(&bytes);
                    }
                });
            }
        });
        own.push(Took { wall: begun.elapsed().as_secs_f64() * 1000.0, cpu: cpu_ms() - cpu });
        theirs.push(took(&sharp.ask(&asked)));
    }
    println!("\n{BATCH} pictures in four widths each");
    row("Galley", &own, None);
    row("sharp", &theirs, Some(&own));
    let rate = |took: &[Took]| BATCH as f64 / (median(took, |took| took.wall) / 1000.0);
    println!("  {:.1} pictures a second, sharp {:.1}", rate(&own), rate(&theirs));
}

/// A program that answers a line with a line.
struct Peer {
    child: Child,
    answers: BufReader<std::process::ChildStdout>,
}

impl Peer {
    fn sharp(peers: &Path) -> Peer {
        Peer::begin(Command::new("node").arg(script("sharp.mjs")).env("GALLEY_PEERS", peers))
    }

    fn pillow(peers: &Path) -> Option<Peer> {
        let python = peers.join("python");
        let begin = || {
            Peer::begin(Command::new("python3").arg(script("pillow.py")).env("PYTHONPATH", &python))
        };
        python.is_dir().then(begin)
    }

    fn begin(command: &mut Command) -> Peer {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let answers = BufReader::new(child.stdout.take().unwrap());
        Peer { child, answers }
    }

    fn ask(&mut self, what: &Value) -> Value {
        writeln!(self.child.stdin.as_mut().unwrap(), "{what}").unwrap();
        let mut line = String::new();
        self.answers.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap_or(Value::Null)
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/photo_peers").join(name)
}

/// One reading, four sizes, as its manual advises.
fn magick(file: &Path, folder: &Path) -> Option<Took> {
    let mut convert = Command::new("convert");
    convert.arg(file).args(["-auto-orient", "-quality", "80"]);
    for width in WIDTHS {
        let out = folder.join(format!("magick-{width}.jpg"));
        convert.args(["-resize", &format!("{width}x")]).args(["-write".as_ref(), out.as_os_str()]);
    }
    let begun = Instant::now();
    let done = convert.arg("null:").status().is_ok_and(|status| status.success());
    let wall = begun.elapsed().as_secs_f64() * 1000.0;
    done.then_some(Took { wall, cpu: f64::NAN })
}

fn took(answer: &Value) -> Took {
    let number = |name: &str| answer[name].as_f64().unwrap_or(f64::NAN);
    Took { wall: number("wall"), cpu: number("cpu") }
}

fn median(all: &[Took], of: impl Fn(&Took) -> f64) -> f64 {
    let mut numbers: Vec<f64> = all.iter().map(of).collect();
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(f64::NAN)
}

fn row(name: &str, all: &[Took], galley: Option<&[Took]>) {
    if all.is_empty() {
        return;
    }
    let (wall, cpu) = (median(all, |took| took.wall), median(all, |took| took.cpu));
    print!("  {name:<12}{wall:>7.0} ms{cpu:>7.0} ms of processor");
    if let Some(galley) = galley {
        let share = |of: fn(&Took) -> f64| median(galley, of) / median(all, of);
        print!(
            "; Galley takes {:.2} of the time, {:.2} of the processor",
            share(|t| t.wall),
            share(|t| t.cpu)
        );
    }
    println!();
}

/// Milliseconds of processor time of this process.
fn cpu_ms() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    time.tv_sec as f64 * 1000.0 + time.tv_nsec as f64 / 1e6
}

/// The most memory that this process ever had, in kB.
fn peak_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or_default()
}

/// A photograph as far as a coder can tell: noise in octaves, the same each time.
fn octaves(width: u32, height: u32) -> Vec<u8> {
    let noise = |x: u32, y: u32, octave: u32| {
        let mut z = u64::from(x) << 40 ^ u64::from(y) << 16 ^ u64::from(octave);
        z = z.wrapping_add(0x9E37_79B9_7F4A_7C15);
        z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ z >> 31) & 0xFF) as f32
    };
    let smooth = |x: u32, y: u32, octave: u32| {
        let side = 1 << octave;
        let (column, row) = (x / side, y / side);
        let (fx, fy) = ((x % side) as f32 / side as f32, (y % side) as f32 / side as f32);
        let mix = |a: f32, b: f32, t: f32| a + (b - a) * t;
        let top = mix(noise(column, row, octave), noise(column + 1, row, octave), fx);
        let bottom = mix(noise(column, row + 1, octave), noise(column + 1, row + 1, octave), fx);
        mix(top, bottom, fy)
    };
    let picture = RgbImage::from_fn(width, height, |x, y| {
        let light = [(9, 0.4), (7, 0.25), (5, 0.18), (3, 0.1), (1, 0.05), (0, 0.02)];
        let light: f32 = light.iter().map(|&(octave, share)| smooth(x, y, octave) * share).sum();
        let warm = smooth(x, y, 8);
        image::Rgb(
            [light * 0.9 + warm * 0.1, light, light * 0.8 + (255.0 - warm) * 0.2].map(|v| v as u8),
        )
    });
    let mut bytes = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
    let (width, height) = (width as u16, height as u16);
    encoder.encode(&picture, width, height, jpeg_encoder::ColorType::Rgb).unwrap();
    bytes
}

/// The whole picture in the size of another, upright as that one.
fn lanczos(whole: &RgbImage, like: &RgbImage) -> RgbImage {
    let mut small = DynamicImage::new_rgb8(like.width(), like.height());
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    Resizer::new().resize(&DynamicImage::ImageRgb8(whole.clone()), &mut small, &options).unwrap();
    small.into_rgb8()
}

/// As a picture is written for readers.
fn encoded(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, QUALITY);
    encoder.set_progressive_scans(2);
    encoder.set_optimized_huffman_tables(true);
    let (width, height) = (picture.width() as u16, picture.height() as u16);
    encoder.encode(picture.as_raw(), width, height, jpeg_encoder::ColorType::Rgb).unwrap();
    bytes
}

/// Structural similarity of the light of two pictures, over windows of 8 × 8 (Wang et al. 2004).
fn ssim(a: &RgbImage, b: &RgbImage) -> f64 {
    assert_eq!(a.dimensions(), b.dimensions());
    let light = |pixel: &image::Rgb<u8>| {
        let [r, g, b] = pixel.0.map(f64::from);
        0.299 * r + 0.587 * g + 0.114 * b
    };
    let (c1, c2) = ((0.01 * 255.0_f64).powi(2), (0.03 * 255.0_f64).powi(2));
    let (mut sum, mut count) = (0.0, 0.0);
    for top in (0..a.height().saturating_sub(7)).step_by(4) {
        for left in (0..a.width().saturating_sub(7)).step_by(4) {
            let (mut sa, mut sb, mut saa, mut sbb, mut sab) = (0.0, 0.0, 0.0, 0.0, 0.0);
            for y in top..top + 8 {
                for x in left..left + 8 {
                    let (p, q) = (light(a.get_pixel(x, y)), light(b.get_pixel(x, y)));
                    sa += p;
                    sb += q;
                    saa += p * p;
                    sbb += q * q;
                    sab += p * q;
                }
            }
            let n = 64.0;
            let (ma, mb) = (sa / n, sb / n);
            let (va, vb, cov) = (saa / n - ma * ma, sbb / n - mb * mb, sab / n - ma * mb);
            sum += (2.0 * ma * mb + c1) * (2.0 * cov + c2)
                / ((ma * ma + mb * mb + c1) * (va + vb + c2));
            count += 1.0;
        }
    }
    sum / count
}
