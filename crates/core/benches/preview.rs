//! What a key costs, from the change of the text to the new blocks of the page, beside rendering
//! the whole text by the same parser: `cargo xtask bench preview`.
//!
//! Each row is one length of text. Keys fall at random places; each time the page is brought up to
//! date, sanitised blocks, figures and word count included. The peer does less: it turns the text
//! into HTML once and sanitises nothing.

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use galley_core::markdown;
use galley_core::preview::{AsWritten, Sheet};
use galley_core::view::Change;

/// Lengths of the texts, in bytes.
const LENGTHS: [usize; 4] = [10_000, 100_000, 1_000_000, 5_000_000];
const KEYS: usize = 2_000;

fn main() {
    println!(
        "| text | blocks | opened | key p50 | key p99 | full render | ratio p50 | ratio p99 |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    let mut logs = Vec::new();
    for length in LENGTHS {
        let text = document(length);
        let full = median((0..9).map(|_| timed(|| black_box(full_render(&text)).len())).collect());
        let opened = || timed(|| Sheet::new(&text, &AsWritten).page(0, 32).len());
        let opened = median((0..9).map(|_| opened()).collect());
        let mut sheet = Sheet::new(&text, &AsWritten);
        let mut keys = keys(&mut sheet, length as u64);
        keys.sort_unstable();
        let (p50, p99) = (keys[KEYS / 2], keys[KEYS * 99 / 100]);
        logs.push(((length as f64).ln(), p50.as_secs_f64().ln()));
        println!(
            "| {} KB | {} | {:.2} ms | {:.1} µs | {:.1} µs | {:.2} ms | {:.0} | {:.0} |",
            length / 1000,
            sheet.count(),
            micros(opened) / 1000.0,
            micros(p50),
            micros(p99),
            micros(full) / 1000.0,
            full.as_secs_f64() / p50.as_secs_f64(),
            full.as_secs_f64() / p99.as_secs_f64(),
        );
    }
    println!("\ncost of a key ~ length^{:.2}", slope(&logs));
    let text = document(5_000_000);
    let plain = median((0..7).map(|_| timed(|| black_box(full_render(&text)).len())).collect());
    let page = || timed(|| black_box(galley_core::preview::render(&text, &AsWritten)).len());
    let page = median((0..3).map(|_| page()).collect());
    println!("\n| 5 MB to HTML | MB/s | the parser is faster by |\n|---|---|---|");
    let row = |name: &str, time: Duration| {
        let rate = text.len() as f64 / 1e6 / time.as_secs_f64();
        let ratio = time.as_secs_f64() / plain.as_secs_f64();
        println!("| {name} | {rate:.1} | {ratio:.1} |");
    };
    row("Galley's parser (pulldown-cmark)", plain);
    row("the page: figures, sanitised", page);
    if let Some(folder) = std::env::var_os("GALLEY_PEERS") {
        for (name, time) in peers(Path::new(&folder), &text) {
            row(name, time);
        }
    }
}

/// Programs and libraries that do the same, in this very run. Those that are not there are left
/// out.
fn peers(folder: &Path, text: &str) -> Vec<(&'static str, Duration)> {
    let input = folder.join("input.md");
    let empty = folder.join("empty.md");
    std::fs::write(&input, text).unwrap();
    std::fs::write(&empty, "").unwrap();
    let (md4c, comrak) = (folder.join("md4c"), folder.join("bin/comrak"));
    let (md4c, comrak) = (md4c.to_string_lossy(), comrak.to_string_lossy());
    let programs: [(&'static str, &str, &[&str]); 3] = [
        ("md4c", &md4c, &[]),
        ("cmark-gfm", "cmark-gfm", &["--unsafe", "-e", "table", "-e", "strikethrough"]),
        ("comrak", &comrak, &["--unsafe", "--gfm"]),
    ];
    let mut rates = Vec::new();
    for (name, program, arguments) in programs {
        let once = |file: &Path| {
            let begun = Instant::now();
            let run =
                Command::new(program).args(arguments).arg(file).stdout(Stdio::null()).status();
            run.is_ok_and(|status| status.success()).then(|| begun.elapsed())
        };
        let runs = |file: &Path| (0..5).map(|_| once(file)).collect::<Option<Vec<_>>>();
        // What it takes to start a program is none of its doing.
        if let (Some(whole), Some(start)) = (runs(&input), runs(&empty)) {
            rates.push((name, median(whole).saturating_sub(median(start))));
        }
    }
    const SCRIPT: &str = "
        const fs = require('fs'), text = fs.readFileSync(process.argv[2], 'utf8');
        const time = (render) => {
          const times = [];
          for (let n = 0; n < 5; n++) { const begun = performance.now(); render(text); times.push(performance.now() - begun); }
          return times.sort((a, b) => a - b)[2];
        };
        (async () => {
          const markdownit = require('markdown-it');
          const make = markdownit.default ?? markdownit;
          const { marked } = await import('marked');
          console.log(time((text) => make({html: true}).render(text)), time((text) => marked.parse(text)));
        })()";
    let script = folder.join("bench.cjs");
    std::fs::write(&script, SCRIPT).unwrap();
    if let Ok(run) = Command::new("node").arg(&script).arg(&input).current_dir(folder).output() {
        let said = String::from_utf8_lossy(&run.stdout).into_owned();
        let times: Vec<f64> = said.split_whitespace().filter_map(|n| n.parse().ok()).collect();
        for (name, millis) in ["markdown-it", "marked"].into_iter().zip(times) {
            rates.push((name, Duration::from_secs_f64(millis / 1000.0)));
        }
    }
    rates
}

/// Types letters into words at random places and takes every second one back; says how long each
/// key took.
fn keys(sheet: &mut Sheet, seed: u64) -> Vec<Duration> {
    let mut dice = Dice(seed);
    let mut text = sheet.text();
    let mut took = Vec::with_capacity(KEYS);
    let mut at = 0;
    for key in 0..KEYS {
        let (to, insert) = if key % 2 == 1 { (at + 1, "") } else { (at, "x") };
        if key % 2 == 0 {
            at = loop {
                let at = 1 + dice.below(text.len() - 2);
                if text.as_bytes()[at - 1..=at].iter().all(u8::is_ascii_lowercase) {
                    break at;
                }
            };
        }
        let to = if key % 2 == 1 { to } else { at };
        let change = Change { from: at as u32, to: to as u32, insert: insert.to_owned() };
        text.replace_range(at..to, insert);
        took.push(timed(|| {
            let changed = sheet.edit(std::slice::from_ref(&change), "\n", &AsWritten).unwrap();
            changed.splices.len() + sheet.words() as usize
        }));
    }
    took
}

fn full_render(text: &str) -> String {
    let mut html = String::with_capacity(text.len() * 3 / 2);
    pulldown_cmark::html::push_html(&mut html, markdown::parser(text));
    html
}

fn timed(act: impl FnOnce() -> usize) -> Duration {
    let begun = Instant::now();
    black_box(act());
    begun.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

/// The slope of a line through points.
fn slope(points: &[(f64, f64)]) -> f64 {
    let n = points.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / n;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let up: f64 = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
    up / points.iter().map(|point| (point.0 - x).powi(2)).sum::<f64>()
}

/// SplitMix64: the same text and the same keys in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n.max(1) as u64) as usize
    }

    fn words(&mut self, count: usize) -> String {
        const SOUNDS: [&str; 16] = [
            "ka", "lo", "mi", "ren", "ta", "vos", "eli", "dun", "par", "shi", "gre", "ul", "the",
            "of", "in", "bas",
        ];
        let mut text = String::new();
        for word in 0..count {
            if word > 0 {
                text.push(if word % 12 == 0 { '\n' } else { ' ' });
            }
            for _ in 0..1 + self.below(3) {
                text.push_str(SOUNDS[self.below(SOUNDS.len())]);
            }
        }
        text
    }
}

/// A text as stories are, with a little of everything.
fn document(length: usize) -> String {
    let mut dice = Dice(7);
    let mut text = String::with_capacity(length + 1000);
    let mut references = 0;
    while text.len() < length {
        match dice.below(20) {
            0..=10 => {
                let (a, b) = (dice.words(20), dice.words(24));
                text.push_str(&format!(
                    "{a} **{}** and [{}](https://example.org/{}) or *{}*, {b}.",
                    dice.words(1),
                    dice.words(2),
                    dice.words(1),
                    dice.words(2)
                ));
            }
            11..=12 => text.push_str(&format!("## {}", dice.words(4))),
            13..=14 => {
                for _ in 0..4 {
                    text.push_str(&format!("- {}\n", dice.words(8)));
                }
            }
            15 => text.push_str(&format!("> {}", dice.words(10))),
            16 => text.push_str(&format!("```\n{}\n```", dice.words(30))),
            17 => text.push_str("| a | b |\n|---|---|\n| one | two |\n| three | four |"),
            18 => {
                text.push_str(&format!("[r{references}]: https://example.org/{}", dice.words(1)));
                references += 1;
            }
            _ => text.push_str(&format!(
                "{} [{}][r{}] {}.",
                dice.words(8),
                dice.words(2),
                dice.below(references + 1),
                dice.words(8)
            )),
        }
        text.push_str("\n\n");
    }
    text
}
