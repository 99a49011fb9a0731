//! Reading and writing files so that no error travels without its path, and no write is half done.

use std::io;
use std::path::{Path, PathBuf};

/// An I/O error and the file that it is about.
#[derive(Debug, thiserror::Error)]
#[error("{}: {source}", path.display())]
pub struct PathError {
    /// The file or folder.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

/// Adds the path to an I/O result.
pub trait At<T> {
    /// Names the file or folder that the error is about.
    fn at(self, path: impl AsRef<Path>) -> Result<T, PathError>;
}

impl<T> At<T> for io::Result<T> {
    fn at(self, path: impl AsRef<Path>) -> Result<T, PathError> {
        self.map_err(|source| PathError { path: path.as_ref().to_owned(), source })
    }
}
