//! `cargo xtask bench`: figures of the core and of the real web view, in an optimised build. They
//! are printed, not judged.
//!
//! Peers are brought into `target/peers`, and left out of a table where they cannot be had.

use std::path::PathBuf;

use crate::program::{self, Stopped, cargo, in_folder, run};
use crate::{build, setup, test};

/// What others turn Markdown into HTML with, and bring a page up to date: packages of npm.
const MODULES: [&str; 3] = ["markdown-it@15", "marked@18", "morphdom@2"];

/// Packages of Debian.
const PROGRAMS: [&str; 3] = ["cmark-gfm", "libmd4c-dev", "libmd4c-html0-dev"];

/// What makes a program of md4c, which Debian has as a library.
const MD4C: &str = include_str!("md4c.c");

/// What can be measured.
const NAMES: [&str; 8] =
    ["figures", "git", "header", "kill", "photo", "pipeline", "preview", "repository"];

/// Measures what has this name: figures, git, header, photo, preview, repository; `pipeline`: the
/// real web view; `kill`: the app and the core, killed while somebody types; or everything in the
/// core.
pub(crate) fn bench(name: &str) -> Result<(), Stopped> {
    setup::machine(true)?;
    match name {
        "pipeline" => return pipeline(),
        "kill" => return kill(),
        _ => {}
    }
    if !name.is_empty() && !NAMES.contains(&name) {
        return Err(Stopped::Cannot(format!("{name}: one of {}", NAMES.join(", "))));
    }
    if ["", "preview"].contains(&name) {
        let mut preview = cargo();
        preview.args(["bench", "-p", "galley-core", "--bench", "preview"]);
        run(preview.env("GALLEY_PEERS", peers(true)?))?;
    }
    if name == "preview" {
        return Ok(());
    }
    if ["", "photo"].contains(&name) {
        photo()?;
    }
    if name == "photo" {
        return Ok(());
    }
    let chosen = format!("measure_{name}");
    let mut tests = cargo();
    tests.args(["test", "--release", "-p", "galley-core", "--lib", &chosen]);
    tests.args(["--", "--ignored", "--nocapture", "--test-threads=1"]);
    run(&mut tests)
}

/// Pictures beside sharp, Pillow and ImageMagick, which are fetched into `target/peers`.
/// `GALLEY_PHOTOS=folder` adds photographs of one's own.
fn photo() -> Result<(), Stopped> {
    let peers = program::root().join("target/peers");
    std::fs::create_dir_all(&peers)
        .map_err(|error| Stopped::Cannot(format!("{}: {error}", peers.display())))?;
    if !peers.join("node_modules/sharp").is_dir() {
        let mut install = program::in_folder("npm", &peers);
        run(install.args(["install", "--no-audit", "--no-fund", "--no-save", "sharp@0.35"]))?;
    }
    if !peers.join("python/PIL").is_dir() {
        let mut install = program::in_folder("python3", &peers);
        // Without it one row is missing.
        let _ =
            run(install.args(["-m", "pip", "install", "--quiet", "--target", "python", "Pillow"]));
    }
    let mut bench = cargo();
    bench.args(["bench", "-p", "galley-core", "--bench", "photo"]);
    run(bench.env("GALLEY_PEERS", &peers))
}

/// A key to the laid-out page in the real web view, beside a peer in the same one. `GALLEY_APP`
/// names an app that is built already.
fn pipeline() -> Result<(), Stopped> {
    let app = match std::env::var_os("GALLEY_APP") {
        Some(app) => PathBuf::from(app),
        None => build::released()?,
    };
    let named = ["pipeline::measure_a_key_to_the_page", "--ignored", "--nocapture"];
    run(test::desktop(&app, &named).env("GALLEY_PEERS", peers(false)?))
}

/// Many kills: 10,000 of the core alone, 500 of the app. `GALLEY_KILLS` is another number for both.
fn kill() -> Result<(), Stopped> {
    let count = |usual: &str| std::env::var("GALLEY_KILLS").unwrap_or_else(|_| usual.to_owned());
    let mut core = test::acceptance(&["kill::", "--nocapture"]);
    run(core.env("GALLEY_KILLS", count("10000")))?;
    let app = build::app()?;
    let mut whole = test::desktop(&app, &["kill::", "--nocapture"]);
    run(whole.env("GALLEY_KILLS", count("500")))
}

/// The folder with the peers; programs only where `programs` are wanted too.
fn peers(programs: bool) -> Result<PathBuf, Stopped> {
    let folder = program::root().join("target/peers");
    std::fs::create_dir_all(&folder)
        .map_err(|error| Stopped::Cannot(format!("{}: {error}.", folder.display())))?;
    if !folder.join("node_modules/morphdom").exists() {
        let mut install = in_folder(if cfg!(windows) { "npm.cmd" } else { "npm" }, &folder);
        install.args(["install", "--no-audit", "--no-fund", "--prefix", "."]).args(MODULES);
        let _ = run(&mut install);
    }
    if programs {
        setup::extra(&PROGRAMS);
        if !folder.join("md4c").exists() && std::fs::write(folder.join("md4c.c"), MD4C).is_ok() {
            let mut compile = in_folder("cc", &folder);
            let _ = run(compile.args(["-O2", "md4c.c", "-o", "md4c", "-lmd4c-html", "-lmd4c"]));
        }
        if !folder.join("bin/comrak").exists() {
            let mut install = cargo();
            install.args(["install", "comrak", "--locked", "--root"]).arg(&folder);
            let _ = run(&mut install);
        }
    }
    Ok(folder)
}
