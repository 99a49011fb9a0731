//! The files of one story: their names, their bytes, the hash of both.
//!
//! A name is taken only when every computer in the newsroom can hold it, and a file only
//! when it is a plain file inside the site: a symbolic link is never followed, because it
//! may lead anywhere.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use crate::files::{At, PathError};

/// The files of one story, relative to the site, with `/`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StoryFiles {
    /// The Markdown file. It names the story.
    pub post: String,
    /// The picture files that it uses, and others that are approved and sent with it.
    pub pictures: Vec<String>,
    /// Where its files lay before it was renamed: they are taken out there.
    pub earlier: Vec<String>,
}

impl StoryFiles {
    /// A story's files: the post, then its pictures.
    pub fn new<P: Into<String>>(
        post: impl Into<String>,
        pictures: impl IntoIterator<Item = P>,
    ) -> Self {
        Self {
            post: post.into(),
            pictures: pictures.into_iter().map(Into::into).collect(),
            earlier: Vec::new(),
        }
    }

    /// All paths, the post first, each other once and in order of name.
    pub fn paths(&self) -> Vec<&str> {
        let mut pictures: Vec<&str> =
            self.pictures.iter().chain(&self.earlier).map(String::as_str).collect();
        pictures.sort_unstable();
        pictures.dedup();
        pictures.retain(|path| *path != self.post);
        std::iter::once(self.post.as_str()).chain(pictures).collect()
    }
}

/// Names and bytes of a story's files in one hash: what an editor reviewed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ContentHash(String);

impl ContentHash {
    /// Takes a hash as it came back from the screen. Any text is taken; a wrong one is equal
    /// to no story.
    pub fn from_hex(hex: impl Into<String>) -> Self {
        Self(hex.into())
    }

    /// 64 hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What is wrong with the name of a file, or with the file itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PathProblem {
    /// `..`, an absolute path, an empty or a dot component.
    #[error("it does not lie in the site's folder")]
    Outside,
    /// A component that is, or on some system means, the repository's own folder.
    #[error("the name belongs to git")]
    Reserved,
    /// A name that some systems cannot hold.
    #[error("some computers cannot hold a file of this name")]
    Unportable,
    /// More than 200 bytes in a component, 1024 in all, or 32 folders deep.
    #[error("the name is too long")]
    TooLong,
    /// A symbolic link, or a file below one.
    #[error("it is a link to another place")]
    Link,
    /// A folder, a pipe, a device.
    #[error("it is not a plain file")]
    NotAFile,
}

/// Why a story's files cannot be taken.
#[derive(Debug, thiserror::Error)]
pub enum StoryFilesError {
    /// A file that is refused as it is.
    #[error("{path}: {problem}")]
    Refused {
        /// Relative to the site.
        path: String,
        /// Why.
        problem: PathProblem,
    },
    /// A file that cannot be read.
    #[error(transparent)]
    Read(#[from] PathError),
}

/// A file as it was at one moment.
pub(crate) struct Working {
    pub(crate) bytes: Vec<u8>,
    pub(crate) meta: fs::Metadata,
}

/// Whether every system can hold this name, and none takes it for something else.
pub(crate) fn portable(path: &str) -> Result<(), PathProblem> {
    if path.is_empty() || path.starts_with('/') {
        return Err(PathProblem::Outside);
    }
    if path.len() > 1024 || path.split('/').count() > 32 {
        return Err(PathProblem::TooLong);
    }
    for name in path.split('/') {
        component(name)?;
    }
    Ok(())
}

/// Whether a path leaves the folder that it is relative to.
pub(crate) fn outside(path: &str) -> bool {
    path.split('/').any(|name| matches!(name, "" | "." | ".."))
}

fn component(name: &str) -> Result<(), PathProblem> {
    if matches!(name, "" | "." | "..") {
        return Err(PathProblem::Outside);
    }
    if name.len() > 200 {
        return Err(PathProblem::TooLong);
    }
    // HFS+ ignores these when it compares names, so `.g<ZWNJ>it` would be `.git`.
    let ignored = |c: &char| matches!(c, '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{206a}'..='\u{206f}' | '\u{feff}');
    let bare: String = name.chars().filter(|c| !ignored(c)).collect::<String>().to_lowercase();
    let bare = bare.split(':').next().unwrap_or_default().trim_end_matches(['.', ' ']);
    if bare == ".git" || bare == "git~1" {
        return Err(PathProblem::Reserved);
    }
    let impossible =
        |c: char| c.is_control() || matches!(c, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    if name.ends_with(['.', ' ']) || name.contains(impossible) || name.chars().any(|c| ignored(&c))
    {
        return Err(PathProblem::Unportable);
    }
    let stem = bare.split('.').next().unwrap_or_default().trim_end();
    let numbered = |device: &str| {
        stem.strip_prefix(device).is_some_and(|n| {
            matches!(n, "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³")
        })
    };
    if matches!(stem, "con" | "prn" | "aux" | "nul" | "conin$" | "conout$")
        || numbered("com")
        || numbered("lpt")
    {
        return Err(PathProblem::Unportable);
    }
    Ok(())
}

/// Reads a file of the site; `None` when it is not there. No link is followed on the way.
pub(crate) fn read(site: &Path, path: &str) -> Result<Option<Working>, StoryFilesError> {
    let refused = |problem| StoryFilesError::Refused { path: path.to_owned(), problem };
    portable(path).map_err(refused)?;
    let full = site.join(path);
    let mut place = site.to_owned();
    for name in path.split('/') {
        place.push(name);
        match fs::symlink_metadata(&place) {
            Ok(meta) if meta.file_type().is_symlink() => return Err(refused(PathProblem::Link)),
            Ok(meta) if place == full && !meta.is_file() => {
                return Err(refused(PathProblem::NotAFile));
            }
            Ok(_) => {}
            Err(e) if absent(&e) => return Ok(None),
            Err(e) => return Err(PathError { path: place, source: e }.into()),
        }
    }
    let mut file = match open_unfollowed(&full) {
        Ok(file) => file,
        Err(e) if absent(&e) => return Ok(None),
        Err(e) => return Err(PathError { path: full, source: e }.into()),
    };
    let meta = file.metadata().at(&full)?;
    if !meta.is_file() {
        return Err(refused(PathProblem::NotAFile));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(meta.len()).unwrap_or(0));
    file.read_to_end(&mut bytes).at(&full)?;
    Ok(Some(Working { bytes, meta }))
}

pub(crate) fn absent(e: &io::Error) -> bool {
    matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Opens a file for reading, failing on a link and never waiting on a pipe.
pub(crate) fn open_unfollowed(path: &Path) -> io::Result<File> {
    #[cfg(unix)]
    {
        use rustix::fs::{Mode, OFlags, open};
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::NONBLOCK;
        Ok(File::from(open(path, flags, Mode::empty())?))
    }
    #[cfg(not(unix))]
    File::open(path)
}

/// The hash of names and bytes.
pub(crate) fn hash<'f>(
    files: impl IntoIterator<Item = (&'f str, Option<&'f [u8]>)>,
) -> ContentHash {
    let mut hasher = blake3::Hasher::new();
    for (path, bytes) in files {
        // Lengths first, so that no two lists of files run together to the same stream.
        hasher.update(&(path.len() as u64).to_le_bytes());
        hasher.update(path.as_bytes());
        hasher.update(&bytes.map_or(u64::MAX, |b| b.len() as u64).to_le_bytes());
        hasher.update(bytes.unwrap_or_default());
    }
    ContentHash(hasher.finalize().to_hex().to_string())
}
