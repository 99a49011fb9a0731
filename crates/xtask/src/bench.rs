//! `cargo xtask bench`: figures of the core, in an optimised build. They are printed, not judged.

use crate::program::{Stopped, cargo, run};
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
    let chosen = format!("measure_{name}");
    let mut tests = cargo();
    tests.args(["test", "--release", "-p", "galley-core", "--lib", &chosen]);
    tests.args(["--", "--nocapture", "--test-threads=1"]);
    run(tests.env("GALLEY_MEASURE", "1"))
}
