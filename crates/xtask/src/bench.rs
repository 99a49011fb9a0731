//! `cargo xtask bench`: figures of the core, in an optimised build. They are printed, not judged.

use crate::program::{self, Stopped, cargo, run};
use crate::setup;

/// Measures what has this name in it: figures, git, header, photo, preview, repository; or everything.
pub(crate) fn bench(name: &str) -> Result<(), Stopped> {
    setup::machine(true)?;
    if "preview".contains(name) {
        run(cargo().args(["bench", "-p", "galley-core", "--bench", "preview"]))?;
    }
    if name == "preview" {
        return Ok(());
    }
    if "photo".contains(name) {
        photo()?;
    }
    if name == "photo" {
        return Ok(());
    }
    let chosen = format!("measure_{name}");
    let mut tests = cargo();
    tests.args(["test", "--release", "-p", "galley-core", "--lib", &chosen]);
    tests.args(["--", "--nocapture", "--test-threads=1"]);
    run(tests.env("GALLEY_MEASURE", "1"))
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
