//! Reading the file that somebody brings, without ever changing it.

use std::io::Read;
use std::path::Path;
use std::time::SystemTime;

use super::{Limits, Refusal};
use crate::files::{At, PathError};

/// Why the file of a picture is not read.
#[derive(Debug, thiserror::Error)]
pub enum OriginalError {
    /// It cannot be read.
    #[error(transparent)]
    File(#[from] PathError),
    /// It is too large, or no file.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

/// The bytes of a picture's file. One that is written while it is read is read once more.
///
/// # Errors
/// It cannot be read, is no file, or is larger than the limits allow; then it is not read.
pub fn read_original(path: &Path, limits: &Limits) -> Result<Vec<u8>, OriginalError> {
    for _ in 0..2 {
        let about = std::fs::metadata(path).at(path)?;
        if !about.is_file() {
            let looks_like = "a folder or a device".into();
            return Err(Refusal::NotAPicture { looks_like }.into());
        }
        limits.check_bytes(about.len())?;
        let mut bytes = Vec::new();
        let file = std::fs::File::open(path).at(path)?;
        file.take(limits.max_bytes + 1).read_to_end(&mut bytes).at(path)?;
        limits.check_bytes(bytes.len() as u64)?;
        let now = std::fs::metadata(path).at(path)?;
        let as_it_was = written(&about) == written(&now) && now.len() == bytes.len() as u64;
        if as_it_was {
            return Ok(bytes);
        }
    }
    Err(Refusal::damaged("it is being written just now").into())
}

fn written(about: &std::fs::Metadata) -> Option<SystemTime> {
    about.modified().ok()
}
