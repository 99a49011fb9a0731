//! Pictures are decoded by another process, and nothing that one does there reaches this one. The
//! worker is the real program; the bombs are those that have broken others.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use galley_core::photo::{self, Area, Edits, Limits, Photo, Refusal, Settings, Trouble};
use galley_worker::Workers;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// More than any picture may take, and than the app may grow by it.
const LONGEST: Duration = Duration::from_secs(20);
const MOST_KB: u64 = 100_000;

fn workers() -> Workers {
    Workers::of(PathBuf::from(env!("CARGO_BIN_EXE_galley")))
}

fn clean(workers: &Workers, bytes: &[u8]) -> Result<Photo, Refusal> {
    workers.clean(bytes, &Settings::default(), &Edits::default(), &AtomicBool::new(true))
}

fn scene(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        Rgb([(x * 255 / width) as u8, (y * 255 / height) as u8, ((x * 7 + y * 3) % 90) as u8])
    })
}

fn written(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A photograph in each form that is taken.
fn in_all_forms(width: u32, height: u32) -> Vec<Vec<u8>> {
    let image = DynamicImage::ImageRgb8(scene(width, height));
    let gif = written(image.to_rgba8(), ImageFormat::Gif);
    let forms = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP];
    forms.into_iter().map(|form| written(image.clone(), form)).chain([gif]).collect()
}

#[test]
fn a_worker_makes_the_same_picture_as_would_be_made_here() {
    let workers = workers();
    let settings = Settings { widths: vec![40, 60], webp: true, ..Settings::default() };
    let edits = Edits {
        turns: 1,
        crop: Some(Area { x: 0.1, y: 0.0, width: 0.8, height: 1.0 }),
        blur: vec![Area { x: 0.3, y: 0.3, width: 0.2, height: 0.2 }],
    };
    for bytes in in_all_forms(120, 90) {
        let there = workers.clean(&bytes, &settings, &edits, &AtomicBool::new(true)).unwrap();
        assert_eq!(there, photo::clean_edited(&bytes, &settings, &edits).unwrap());
        assert!(!there.renditions.is_empty(), "its copies came with it");
        let small = workers.thumbnail(&bytes, 50, &Limits::default()).unwrap();
        assert_eq!(small, photo::thumbnail(&bytes, 50, &Limits::default()).unwrap());
    }
    let refusal = clean(&workers, b"<!doctype html>").unwrap_err();
    assert_eq!(refusal, Refusal::NotAPicture { looks_like: "a web page".into() });
}

/// A program that does this instead of what a worker should do.
#[cfg(unix)]
fn instead(folder: &Path, script: &str) -> Workers {
    use std::os::unix::fs::PermissionsExt;
    let program = folder.join("worker");
    std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o700)).unwrap();
    Workers::of(program)
}

#[cfg(unix)]
#[test]
fn one_that_hangs_breaks_or_is_missing_costs_one_picture() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = written(scene(30, 20), ImageFormat::Jpeg);
    let soon = Duration::from_millis(300);
    for (workers, trouble, why) in [
        (instead(folder.path(), "exec /bin/sleep 100").within(soon), Trouble::TookTooLong, "hangs"),
        (instead(&sub(&folder, "a"), "exit 3"), Trouble::BrokeOff, "breaks"),
        (instead(&sub(&folder, "b"), "echo nonsense; cat"), Trouble::BrokeOff, "talks nonsense"),
        (Workers::of(folder.path().join("none")), Trouble::NotBegun, "is missing"),
    ] {
        let begun = Instant::now();
        assert_eq!(clean(&workers, &bytes), Err(Refusal::Unfinished(trouble)), "{why}");
        assert!(begun.elapsed() < LONGEST, "{why}");
    }
}

#[cfg(unix)]
fn sub(folder: &tempfile::TempDir, name: &str) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::create_dir(&path).unwrap();
    path
}

#[cfg(unix)]
#[test]
fn a_picture_that_nobody_wants_any_more_is_given_up() {
    let folder = tempfile::tempdir().unwrap();
    let workers = instead(folder.path(), "exec /bin/sleep 100");
    let bytes = written(scene(30, 20), ImageFormat::Jpeg);
    let wanted = AtomicBool::new(true);
    std::thread::scope(|threads| {
        // More than there are processors: some have not even begun.
        let clean = || workers.clean(&bytes, &Settings::default(), &Edits::default(), &wanted);
        let pictures: Vec<_> = (0..8).map(|_| threads.spawn(clean)).collect();
        std::thread::sleep(Duration::from_millis(200));
        wanted.store(false, Ordering::Relaxed);
        for picture in pictures {
            assert_eq!(picture.join().unwrap(), Err(Refusal::Unfinished(Trouble::Cancelled)));
        }
    });
}

#[cfg(target_os = "linux")]
#[test]
fn a_worker_has_given_up_files_network_and_memory_beyond_its_limit() {
    let workers = workers();
    clean(&workers, &written(scene(30, 20), ImageFormat::Jpeg)).unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_galley"));
    let mut seen = 0;
    for process in std::fs::read_dir("/proc").unwrap().flatten() {
        let about = |name: &str| std::fs::read_to_string(process.path().join(name));
        let own = about("stat").is_ok_and(|stat| {
            let parent = stat.rsplit(") ").next().and_then(|rest| rest.split(' ').nth(1));
            parent == Some(std::process::id().to_string().as_str())
        });
        let is_worker =
            std::fs::read_link(process.path().join("exe")).is_ok_and(|exe| exe == program);
        if !own || !is_worker {
            continue;
        }
        seen += 1;
        let (status, limits) = (about("status").unwrap(), about("limits").unwrap());
        let said = |text: &str, name: &str| {
            let line = text.lines().find(|line| line.starts_with(name)).unwrap_or_default();
            line[name.len().min(line.len())..]
                .split_whitespace()
                .next()
                .unwrap_or_default()
                .to_owned()
        };
        assert_eq!(said(&status, "Seccomp:"), "2", "calls are filtered");
        assert_eq!(said(&status, "NoNewPrivs:"), "1");
        assert_eq!(said(&limits, "Max file size"), "0");
        assert_eq!(said(&limits, "Max core file size"), "0");
        let memory: u64 = said(&limits, "Max address space").parse().unwrap();
        assert!(memory < 3 << 30, "{memory}");
        let seconds: u64 = said(&limits, "Max cpu time").parse().unwrap();
        assert!(seconds <= 30, "{seconds}");
    }
    assert!(seen > 0, "a worker waits for more");
}

/// A PNG that says it is so large, with so many bytes a pixel, and holds zeros.
fn hollow_png(width: u32, height: u32, depth: u8, colour: u8, bytes: usize) -> Vec<u8> {
    let mut header = Vec::new();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([depth, colour, 0, 0, 0]);
    png(&[(b"IHDR", header), (b"IDAT", packed_zeros(bytes)), (b"IEND", Vec::new())])
}

fn png(chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1A\n".to_vec();
    for (kind, data) in chunks {
        out.extend((data.len() as u32).to_be_bytes());
        let mut crc = flate2::Crc::new();
        crc.update(*kind);
        crc.update(data);
        out.extend(*kind);
        out.extend(data);
        out.extend(crc.sum().to_be_bytes());
    }
    out
}

fn packed_zeros(length: usize) -> Vec<u8> {
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    let zeros = vec![0; 1 << 20];
    let mut left = length;
    while left > 0 {
        let part = left.min(zeros.len());
        packed.write_all(&zeros[..part]).unwrap();
        left -= part;
    }
    packed.finish().unwrap()
}

/// A small true picture with one more chunk behind its header.
fn png_with(kind: &[u8; 4], data: Vec<u8>) -> Vec<u8> {
    let whole = written(scene(8, 8), ImageFormat::Png);
    let chunk = png(&[(kind, data)]);
    let (head, rest) = whole.split_at(33);
    [head, &chunk[8..], rest].concat()
}

fn gif_of_frames(count: usize) -> Vec<u8> {
    let whole = written(DynamicImage::ImageRgb8(scene(4, 4)).to_rgba8(), ImageFormat::Gif);
    let table = if whole[10] & 0x80 == 0 { 0 } else { 3 << ((whole[10] & 7) + 1) };
    let (head, rest) = whole.split_at(13 + table);
    let frames = &rest[..rest.len() - 1];
    [head, &frames.repeat(count), &[0x3B]].concat()
}

fn resized_jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = written(scene(8, 8), ImageFormat::Jpeg);
    let at = bytes.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    bytes[at + 5..at + 7].copy_from_slice(&height.to_be_bytes());
    bytes[at + 7..at + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}

/// What must come of a file.
enum Fate {
    Refused,
    Taken,
    Either,
}

#[test]
fn bombs_are_answered_soon_and_the_app_does_not_grow() {
    let text = |text: &[u8]| text.to_vec();
    let text_bomb = [b"Comment\0\0".to_vec(), packed_zeros(1 << 28)].concat();
    let profile_bomb = [b"icc\0\0".to_vec(), packed_zeros(1 << 28)].concat();
    let webp = {
        let mut bytes = written(scene(60, 40), ImageFormat::WebP);
        let length = bytes.len() as u32;
        bytes[4..8].copy_from_slice(&(length * 9).to_le_bytes());
        bytes
    };
    let polyglot = [gif_of_frames(1), b"*/=1;alert(1)//<script>".to_vec()].concat();
    let rows: Vec<(Vec<u8>, Fate, &str)> = vec![
        (hollow_png(60_000, 60_000, 1, 0, 1 << 20), Fate::Refused, "PNG of 60,000 a side"),
        (hollow_png(1 << 31, 1 << 31, 8, 2, 1000), Fate::Refused, "PNG of 2^31 a side"),
        (hollow_png(0, 0, 8, 2, 1000), Fate::Refused, "PNG of nothing"),
        (hollow_png(8000, 8000, 16, 6, 8000 * 64_001), Fate::Refused, "PNG that becomes 512 MB"),
        (hollow_png(100_000, 1, 8, 2, 300_001), Fate::Refused, "a line of 100,000"),
        (gif_of_frames(100_000), Fate::Taken, "GIF of 100,000 pictures"),
        (resized_jpeg(65_535, 65_535), Fate::Refused, "JPEG of 65,535 a side"),
        (resized_jpeg(11_000, 9_000), Fate::Either, "JPEG that says much and holds nothing"),
        (webp, Fate::Refused, "WebP of another length than it says"),
        (png_with(b"zTXt", text_bomb), Fate::Taken, "a comment that becomes 256 MB"),
        (png_with(b"iCCP", profile_bomb), Fate::Either, "a colour profile that becomes 256 MB"),
        (polyglot, Fate::Taken, "GIF that is a program too"),
        (text(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"), Fate::Refused, "SVG"),
        (text(b"#?RADIANCE\n+X 4294967295"), Fate::Refused, "HDR"),
        (
            text(b"II*\0\x08\0\0\0\x01\0\0\x01\x04\0\x01\0\0\0\xFF\xFF\xFF\x7F"),
            Fate::Refused,
            "TIFF",
        ),
        (vec![0xFF; 41 << 20], Fate::Refused, "41 MB"),
    ];
    let workers = workers();
    let growth = Growth::from_here();
    for (bytes, fate, why) in rows {
        let begun = Instant::now();
        let outcome = clean(&workers, &bytes);
        let took = begun.elapsed();
        assert!(took < LONGEST, "{why}: {took:?}");
        match fate {
            Fate::Refused => assert!(outcome.is_err(), "{why}"),
            Fate::Taken => assert!(outcome.is_ok(), "{why}: {outcome:?}"),
            Fate::Either => {}
        }
        let unfinished = matches!(outcome, Err(Refusal::Unfinished(_)));
        assert!(!unfinished, "{why}: a plain reason, {outcome:?}");
        if let Ok(photo) = outcome {
            assert!(!photo.bytes.windows(6).any(|part| part == b"script"), "{why}");
        }
    }
    growth.check();
}

#[test]
fn a_telephones_picture_of_108_megapixels_is_taken() {
    let _alone = alone();
    let row: Vec<u8> = (0..12_000_u32).flat_map(|x| [(x / 50) as u8, 90, (x % 97) as u8]).collect();
    let image = RgbImage::from_raw(12_000, 9_000, row.repeat(9_000)).unwrap();
    let bytes = written(image, ImageFormat::Jpeg);
    let begun = Instant::now();
    let photo = clean(&workers(), &bytes).unwrap();
    assert_eq!((photo.width, photo.height), (1600, 1200));
    assert!(begun.elapsed() < LONGEST, "{:?}", begun.elapsed());
}

/// Every form with what nobody should publish in it, where the form has a place for that.
fn telling(width: u32, height: u32) -> Vec<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let names = ["a.jpg", "a.png", "a.webp", "a.gif"];
    let files: Vec<PathBuf> = names.iter().map(|name| folder.path().join(name)).collect();
    for (file, bytes) in files.iter().zip(in_all_forms(width, height)) {
        std::fs::write(file, bytes).unwrap();
    }
    let tags = [
        "-EXIF:GPSLatitude=40.7",
        "-EXIF:GPSLatitudeRef=N",
        "-EXIF:SerialNumber=SECRET",
        "-XMP-exif:GPSLongitude=74.1",
        "-XMP-iptcExt:PersonInImage=SECRET",
        "-XMP-photoshop:City=SECRET",
        "-IPTC:City=SECRET",
        "-Comment=SECRET",
        "-XMP-photoshop:Credit=Orrin Record",
    ];
    // Some forms have no place for some of them: that is a warning.
    let mut run = Command::new("exiftool");
    run.args(["-q", "-m", "-overwrite_original"]).args(tags).args(&files);
    run.status().expect("exiftool is installed: cargo xtask test installs it");
    files.iter().map(|file| std::fs::read(file).unwrap()).collect()
}

/// `GALLEY_MUTATIONS=8000` for a long look.
#[test]
fn damaged_files_are_answered_tell_nothing_and_the_app_does_not_grow() {
    let count = std::env::var("GALLEY_MUTATIONS").ok().and_then(|count| count.parse().ok());
    let (count, told) = (count.unwrap_or(240), count.is_some());
    let workers = workers();
    let forms = telling(90, 60);
    for form in &forms {
        assert!(form.windows(6).any(|part| part == b"SECRET"), "each has something to hide");
    }
    let made = tempfile::tempdir().unwrap();
    let growth = Growth::from_here();
    let next = AtomicUsize::new(0);
    let longest = Mutex::new(Duration::ZERO);
    std::thread::scope(|threads| {
        for _ in 0..2 {
            threads.spawn(|| {
                loop {
                    let nth = next.fetch_add(1, Ordering::Relaxed);
                    if nth >= count {
                        return;
                    }
                    let bytes = mutated(&forms[nth % forms.len()], nth as u64);
                    let begun = Instant::now();
                    let outcome = clean(&workers, &bytes);
                    let took = begun.elapsed();
                    assert!(took < LONGEST, "file {nth}: {took:?}");
                    let mut longest = longest.lock().unwrap();
                    *longest = took.max(*longest);
                    if let Ok(photo) = outcome {
                        assert_eq!(photo::measure(&photo.bytes), Some((photo.width, photo.height)));
                        let name = format!("{nth}.{}", photo.extension);
                        std::fs::write(made.path().join(name), photo.bytes).unwrap();
                    }
                }
            });
        }
    });
    let grown = growth.check();
    let taken = std::fs::read_dir(made.path()).unwrap().count();
    assert!(taken > count / 10 && taken < count, "some are taken and some are not: {taken}");
    let left = Command::new("exiftool")
        .args(["-a", "-G1", "-s", "-q", "-r", "--System:all"])
        .arg(made.path())
        .output();
    let left = String::from_utf8_lossy(&left.unwrap().stdout).into_owned();
    assert!(left.contains("Orrin Record"), "credits are kept");
    for gone in ["GPS", "SerialNumber", "PersonInImage", "City", "Comment", "SECRET"] {
        let line = left.lines().find(|line| line.contains(gone));
        assert_eq!(line, None, "{gone} is left");
    }
    if told {
        let longest = longest.lock().unwrap();
        eprintln!("{count} files, {taken} taken, the longest {longest:?}, {grown} kB grown");
    }
}

/// The file with a few bytes changed, some taken out or doubled, or its end cut off.
fn mutated(bytes: &[u8], seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as usize % below.max(1)
    };
    let mut bytes = bytes.to_vec();
    for _ in 0..1 + random(6) {
        let at = random(bytes.len());
        match random(8) {
            0 => bytes.truncate(at.max(12)),
            1 => drop(bytes.drain(at..(at + random(40)).min(bytes.len()))),
            2 => {
                let part = bytes[at..(at + 60).min(bytes.len())].to_vec();
                bytes.splice(at..at, part);
            }
            _ => bytes[at] = random(256) as u8,
        }
        if bytes.is_empty() {
            return bytes;
        }
    }
    bytes
}

/// How much this process grows. Who measures, measures alone.
struct Growth {
    before_kb: u64,
    _alone: MutexGuard<'static, ()>,
}

static ALONE: Mutex<()> = Mutex::new(());

fn alone() -> MutexGuard<'static, ()> {
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Growth {
    fn from_here() -> Growth {
        let alone = alone();
        // The kernel begins to count the most memory anew (proc(5), clear_refs).
        let _ = std::fs::write("/proc/self/clear_refs", "5");
        Growth { before_kb: most_kb(), _alone: alone }
    }

    /// By how many kB.
    fn check(self) -> u64 {
        let now = most_kb();
        assert!(now < self.before_kb + MOST_KB, "{} kB became {now} kB", self.before_kb);
        now.saturating_sub(self.before_kb)
    }
}

/// The most memory that this process had, in kB, where the system tells.
fn most_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or_default()
}
