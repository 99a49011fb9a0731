//! Figures, not a verdict: `cargo xtask bench header`.

use std::time::Instant;

use super::*;

/// A header as a newsroom's posts have it.
const YAML: &str = "\
layout: post
title: \"Food banks brace for the county’s cuts\"
description: >-
  More than 40,000 people rely on the pantries of the valley, and their shelves
  are half empty.
authors: [amina-yusuf, \"Zoë Çelik\"]
date: 2026-11-18T09:00:00-07:00
tags:
  - county
  - food # as the section has it
  - \"budget: 2027\"
image:
  path: /assets/pantry.jpg
  alt: A volunteer stacks tins.
  caption: 'The pantry at St. Mark’s.'
  credit: Photo by Ana Li/Record
draft: false
";

const TOML: &str = "\
title = \"Food banks brace for the county’s cuts\"
description = \"More than 40,000 people rely on the pantries of the valley.\"
date = 2026-11-18T09:00:00-07:00
draft = false
tags = [\"county\", \"food\", \"budget: 2027\"] # as the section has it

[extra]
authors = ['Amina Yusuf', \"Zoë Çelik\"]
image = { path = \"/assets/pantry.jpg\", alt = \"A volunteer stacks tins.\" }
credit = \"Photo by Ana Li/Record\"
";

const JSON: &str = r#"{
  "title": "Food banks brace for the county’s cuts",
  "description": "More than 40,000 people rely on the pantries of the valley.",
  "date": "2026-11-18T09:00:00-07:00",
  "tags": ["county", "food", "budget: 2027"],
  "image": {"path": "/assets/pantry.jpg", "alt": "A volunteer stacks tins."},
  "draft": false
}
"#;

/// Half of the times are below the first number, 99 of 100 below the second; in microseconds.
fn times(mut act: impl FnMut()) -> (f64, f64) {
    let mut times: Vec<f64> = (0..2_000)
        .map(|_| {
            let begun = Instant::now();
            act();
            begun.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    (times[times.len() / 2], times[times.len() * 99 / 100])
}

#[test]
#[ignore = "a measurement, run by its name"]
#[allow(clippy::print_stdout)]
fn measure_header() {
    let body = "Words of a story that goes on.\n\n".repeat(100);
    for (name, text) in [
        ("YAML", format!("---\n{YAML}---\n{body}")),
        ("TOML", format!("+++\n{TOML}+++\n{body}")),
        ("JSON", format!("{JSON}{body}")),
    ] {
        let (half, most) = times(|| drop(read(&text).unwrap()));
        println!("{name}: read in {half:.1} µs, 99 % within {most:.1} µs");
        let title = [set("title", t("Food banks: “half empty”"))];
        let (half, most) = times(|| drop(edit(&text, &title).unwrap()));
        println!("{name}: changed, and read by both readers, in {half:.1} µs, {most:.1} µs");
    }
}
