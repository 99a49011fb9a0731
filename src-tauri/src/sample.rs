//! The sample site, carried inside the app.

use std::path::{Path, PathBuf};

use galley_core::sample::{self, SampleError};
use include_dir::{Dir, include_dir};
use jiff::Timestamp;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/posts");

/// The story that somebody is still writing.
const HELD_BACK: &str = "content/posts/night-court-bus/";

/// Sets the sample up in the app's data folder, once, and names its folder.
pub(crate) fn set_up(data: &Path) -> Result<PathBuf, SampleError> {
    let mut files = Vec::new();
    collect(&FILES, &mut files);
    sample::set_up(&files, HELD_BACK, &data.join("sample"), Timestamp::now())
}

fn collect(dir: &Dir<'static>, files: &mut Vec<(&'static str, &'static [u8])>) {
    for file in dir.files() {
        if let Some(path) = file.path().to_str() {
            files.push((path, file.contents()));
        }
    }
    for dir in dir.dirs().filter(|dir| !dir.path().starts_with("public")) {
        collect(dir, files);
    }
}
