//! Building: the page when it is out of date, then the app with the page inside it.
//!
//! Everything is built with [`SELECTION`]. Cargo chooses the features of the libraries by the
//! packages that are selected, so another selection would compile most of them a second time.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::program::{self, Stopped};

/// The one set of packages and features that is ever built. `custom-protocol` makes the app carry
/// its page instead of asking a development server for it.
pub(crate) const SELECTION: [&str; 3] = ["--workspace", "--features", "tauri/custom-protocol"];

/// What the page is made of, in `ui/`.
const PAGE_SOURCES: [&str; 6] = [
    "src",
    "index.html",
    "package-lock.json",
    "svelte.config.js",
    "tsconfig.json",
    "vite.config.ts",
];

/// Installs the screen's packages when they are missing or older than their list.
pub(crate) fn modules() -> Result<(), Stopped> {
    let ui = program::ui();
    let installed = changed(&ui.join("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= changed(&ui.join("package-lock.json")) {
        return Ok(());
    }
    // The tools are development packages: an environment made for production would leave them out.
    program::run(program::node_tool("npm").args(["ci", "--include=dev", "--no-audit", "--no-fund"]))
}

/// Builds the page, unless nothing that it is made of is newer.
pub(crate) fn page() -> Result<(), Stopped> {
    modules()?;
    let ui = program::ui();
    let built = changed(&ui.join("dist/index.html"));
    let newest = PAGE_SOURCES.iter().filter_map(|source| newest(&ui.join(source))).max();
    if built.is_some() && built >= newest {
        return Ok(());
    }
    program::run(program::node_tool("npm").args(["run", "build"]))
}

/// Builds the app and says where it is.
pub(crate) fn app() -> Result<PathBuf, Stopped> {
    page()?;
    program::run(program::cargo().arg("build").args(SELECTION).args(["--bin", "galley-desktop"]))?;
    // Cargo put xtask and the app into the same folder.
    let name = format!("galley-desktop{}", std::env::consts::EXE_SUFFIX);
    let here = std::env::current_exe().ok();
    let app = here.and_then(|here| Some(here.parent()?.join(name))).filter(|app| app.exists());
    app.ok_or_else(|| Stopped::Cannot("The app was built, but not beside xtask.".to_owned()))
}

/// Builds the app as it is shipped and says where it is.
pub(crate) fn released() -> Result<PathBuf, Stopped> {
    page()?;
    let mut build = program::cargo();
    program::run(
        build.args(["build", "--release"]).args(SELECTION).args(["--bin", "galley-desktop"]),
    )?;
    let name = format!("galley-desktop{}", std::env::consts::EXE_SUFFIX);
    Ok(program::root().join("target/release").join(name))
}

/// When a file was last changed, if it is there.
fn changed(path: &Path) -> Option<SystemTime> {
    path.metadata().and_then(|metadata| metadata.modified()).ok()
}

/// When the newest file in a folder was changed, or the file itself.
fn newest(path: &Path) -> Option<SystemTime> {
    // A folder's own time tells of files that were taken away.
    let inside = path.read_dir().into_iter().flatten().flatten();
    inside.filter_map(|entry| newest(&entry.path())).chain(changed(path)).max()
}
