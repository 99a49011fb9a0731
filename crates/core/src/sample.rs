//! "Just try it": a small newsroom on this computer, publishing repository included.
//!
//! 1. The sample's files are written into a folder, except one story.
//! 2. A history begins; a bare repository beside it becomes the publishing repository.
//! 3. Everything is sent there, so that these stories are live.
//! 4. The story that was held back is added: somebody is writing it.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::files::{self, At, PathError};
use crate::repository::{BeginError, Repository};
use crate::view::Person;

/// Why the sample could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// A file could not be written.
    #[error(transparent)]
    Write(#[from] PathError),
    /// The history could not be begun.
    #[error(transparent)]
    Begin(#[from] BeginError),
    /// The publishing repository could not be made.
    #[error("the sample's publishing repository could not be made: {0}")]
    Git(#[from] git2::Error),
}

/// A file of the sample: its path with `/`, and its bytes.
pub type SampleFile<'a> = (&'a str, &'a [u8]);

/// Sets the sample up below `home`, once. Returns the site's folder; one that is there already is
/// left as it is, with all that somebody wrote in it.
pub fn set_up(
    files: &[SampleFile<'_>],
    held_back: &str,
    home: &Path,
    now: Timestamp,
) -> Result<PathBuf, SampleError> {
    let site = home.join("The Orrin Record");
    if site.join(".git").is_dir() {
        return Ok(site);
    }
    // An attempt that was interrupted begins anew: nobody has written in it yet.
    let publishing = home.join("publishing.git");
    for leftover in [&site, &publishing] {
        if leftover.exists() {
            std::fs::remove_dir_all(leftover).at(leftover)?;
        }
    }
    let half = home.join("being set up");
    if half.exists() {
        std::fs::remove_dir_all(&half).at(&half)?;
    }
    std::fs::create_dir_all(&half).at(&half)?;
    let (later, first): (Vec<_>, Vec<_>) =
        files.iter().partition(|(path, _)| path.starts_with(held_back));
    for (path, bytes) in first {
        files::write(&half.join(path), bytes)?;
    }
    let who = Person {
        name: "The Orrin Record".to_owned(),
        email: "desk@orrinrecord.example".to_owned(),
    };
    Repository::begin(&half, &who, now)?;
    send_everything(&half, &publishing)?;
    for (path, bytes) in later {
        files::write(&half.join(path), bytes)?;
    }
    std::fs::rename(&half, &site).at(&site)?;
    Ok(site)
}

/// Makes the bare repository and sends the branch there.
fn send_everything(site: &Path, publishing: &Path) -> Result<(), git2::Error> {
    let mut options = git2::RepositoryInitOptions::new();
    options.bare(true).initial_head("main");
    git2::Repository::init_opts(publishing, &options)?;
    let repository = git2::Repository::open(site)?;
    let mut remote = repository.remote("origin", &publishing.to_string_lossy())?;
    remote.push(&["refs/heads/main:refs/heads/main"], None)?;
    remote.fetch(&["refs/heads/main:refs/remotes/origin/main"], None, None)?;
    repository.find_branch("main", git2::BranchType::Local)?.set_upstream(Some("origin/main"))
}

/// Reads the sample's files from a folder: for tests, and for a build's own check.
pub fn read_folder(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, PathError> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in std::fs::read_dir(&next).at(&next)? {
            let path = entry.at(&next)?.path();
            let relative =
                path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            if path.is_dir() {
                if !matches!(relative.as_str(), ".git" | "public" | "resources") {
                    waiting.push(path);
                }
            } else {
                found.push((relative, std::fs::read(&path).at(&path)?));
            }
        }
    }
    found.sort();
    Ok(found)
}
