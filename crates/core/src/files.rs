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

/// A text with one more line at its end, with the line ends that it has.
pub fn with_line(text: &str, line: &str) -> String {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let between = if text.is_empty() || text.ends_with('\n') { "" } else { end };
    format!("{text}{between}{line}{end}")
}

/// What came of replacing a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Replaced {
    /// The new bytes are on disk, and were written there whole.
    Done,
    /// Somebody else wrote the file since it was read. Their bytes; nothing was changed.
    ByOther(Option<Vec<u8>>),
}

/// Replaces a file whole, and only if it still holds what was read from it.
///
/// 1. The file must hold `base` (`None`: it must not exist).
/// 2. The new bytes go into a temporary file beside it, which is synced.
/// 3. The two are swapped; what was displaced must be `base`, else they are swapped back.
/// 4. The displaced file is removed and the folder is synced.
///
/// Where the file system cannot swap, a plain rename follows a second look.
pub fn replace(path: &Path, base: Option<&[u8]>, bytes: &[u8]) -> Result<Replaced, PathError> {
    let found = read_if_there(path)?;
    if found.as_deref() != base {
        return Ok(Replaced::ByOther(found));
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut builder = tempfile::Builder::new();
    let (prefix, suffix) = (format!(".{name}."), ".tmp");
    builder.prefix(&prefix).suffix(suffix).rand_bytes(RANDOM);
    let mut temp = as_any_new(&mut builder).tempfile_in(folder).at(folder)?;
    io::Write::write_all(&mut temp, bytes).at(path)?;
    make_like(path, temp.path())?;
    temp.as_file().sync_all().at(path)?;
    match base {
        None => match temp.persist_noclobber(path) {
            Ok(_) => {}
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
                return Ok(Replaced::ByOther(read_if_there(path)?));
            }
            Err(error) => return Err(PathError { path: path.to_owned(), source: error.error }),
        },
        Some(base) => {
            if swap(temp.path(), path) {
                let displaced = std::fs::read(temp.path()).at(temp.path())?;
                if displaced != base {
                    swap(temp.path(), path);
                    return Ok(Replaced::ByOther(Some(displaced)));
                }
                // The new bytes are in their place. What cannot be removed now is swept away later.
                let _ = temp.close();
            } else {
                let again = read_if_there(path)?;
                if again.as_deref() != Some(base) {
                    return Ok(Replaced::ByOther(again));
                }
                temp.persist(path).map_err(|error| error.error).at(path)?;
            }
        }
    }
    sync_folder(folder)?;
    Ok(Replaced::Done)
}

/// Takes away what a replacement of this file left beside it when it was interrupted: a half of the
/// new bytes, or what was displaced by them. What is not the beginning of one of the `known` texts
/// may be somebody's: `keep` says whether it may go.
pub fn sweep(
    path: &Path,
    known: &[&[u8]],
    mut keep: impl FnMut(&[u8]) -> bool,
) -> Result<(), PathError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let prefix = format!(".{}.", path.file_name().unwrap_or_default().to_string_lossy());
    for entry in std::fs::read_dir(folder).at(folder)?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let middle = name.strip_prefix(&prefix).and_then(|name| name.strip_suffix(".tmp"));
        let own = middle.is_some_and(|middle| {
            middle.len() == RANDOM && middle.bytes().all(|sign| sign.is_ascii_alphanumeric())
        });
        if own
            && let Some(bytes) = read_if_there(&entry.path())?
            && (known.iter().any(|text| text.starts_with(&bytes)) || keep(&bytes))
        {
            std::fs::remove_file(entry.path()).at(entry.path())?;
        }
    }
    Ok(())
}

/// Letters that tell the temporary files of one file apart.
const RANDOM: usize = 6;

/// Writes a file whole, whatever was there: temporary file, sync, rename.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), PathError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).at(folder)?;
    let mut temp = as_any_new(&mut tempfile::Builder::new()).tempfile_in(folder).at(folder)?;
    io::Write::write_all(&mut temp, bytes).at(path)?;
    make_like(path, temp.path())?;
    temp.as_file().sync_all().at(path)?;
    temp.persist(path).map_err(|error| error.error).at(path)?;
    sync_folder(folder)
}

/// The bytes of a file, or none when it is not there. A link is not followed and a pipe not
/// waited for: there is no file then.
pub fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>, PathError> {
    match std::fs::symlink_metadata(path) {
        Ok(about) if !about.is_file() => return Ok(None),
        _ => {}
    }
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(PathError { path: path.to_owned(), source }),
    }
}

/// Files above this size, in bytes, are nobody's settings.
const LARGEST: u64 = 1 << 20;

/// The text of a file that says something about a site: its settings, its data, a program of its
/// own. None where it is not there, too large or no text. A link may lead to it; a pipe, which is
/// never read to its end, or a device is not opened.
pub fn settings(path: &Path) -> Option<String> {
    let about = std::fs::metadata(path).ok()?;
    let short = about.is_file() && about.len() <= LARGEST;
    short.then(|| std::fs::read_to_string(path).ok()).flatten()
}

#[cfg(target_os = "linux")]
fn swap(a: &Path, b: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(target_os = "linux"))]
fn swap(_: &Path, _: &Path) -> bool {
    false
}

/// A temporary file is otherwise its maker's alone: this one is readable by whom the umask allows.
#[cfg(unix)]
fn as_any_new<'b, 'n>(
    builder: &'b mut tempfile::Builder<'n, 'n>,
) -> &'b mut tempfile::Builder<'n, 'n> {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(std::fs::Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn as_any_new<'b, 'n>(
    builder: &'b mut tempfile::Builder<'n, 'n>,
) -> &'b mut tempfile::Builder<'n, 'n> {
    builder
}

/// Who may do what with a file, as the system writes it; none where there is no file, or no modes.
#[cfg(unix)]
pub fn mode(path: &Path) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).ok().map(|about| about.permissions().mode() & 0o777)
}

#[cfg(not(unix))]
#[allow(missing_docs)]
pub fn mode(_: &Path) -> Option<u32> {
    None
}

/// Gives a file a mode.
#[cfg(unix)]
pub fn set_mode(path: &Path, mode: u32) -> Result<(), PathError> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).at(path)
}

#[cfg(not(unix))]
#[allow(missing_docs)]
pub fn set_mode(_: &Path, _: u32) -> Result<(), PathError> {
    Ok(())
}

/// What replaces a file has its mode, and what people noted with it.
fn make_like(from: &Path, to: &Path) -> Result<(), PathError> {
    if let Some(mode) = mode(from) {
        set_mode(to, mode)?;
        copy_notes(from, to);
    }
    Ok(())
}

/// The attributes and the access list of a file. Those of the system's own it gives by itself.
#[cfg(target_os = "linux")]
fn copy_notes(from: &Path, to: &Path) {
    use rustix::fs::{XattrFlags, getxattr, listxattr, setxattr};
    // The most that Linux keeps, of names as of a value.
    const MOST: usize = 1 << 16;
    let mut names = vec![0_u8; MOST];
    // Many file systems keep none.
    let Ok(length) = listxattr(from, &mut names[..]) else { return };
    let mut value = vec![0_u8; MOST];
    for name in names[..length].split(|byte| *byte == 0) {
        let ours = name.starts_with(b"user.") || name == b"system.posix_acl_access";
        if ours && let Ok(length) = getxattr(from, name, &mut value[..]) {
            // A disk that takes the text and not this keeps the text.
            let _ = setxattr(to, name, &value[..length], XattrFlags::empty());
        }
    }
}

#[cfg(not(target_os = "linux"))]
fn copy_notes(_: &Path, _: &Path) {}

/// Forces to disk which files a folder holds: without this a power cut brings the old file back.
#[cfg(unix)]
pub fn sync_folder(folder: &Path) -> Result<(), PathError> {
    std::fs::File::open(folder).and_then(|folder| folder.sync_all()).at(folder)
}

#[cfg(not(unix))]
#[allow(missing_docs)]
pub fn sync_folder(_: &Path) -> Result<(), PathError> {
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_file_is_replaced_only_if_it_is_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.md");
        for (found, base, result, left, why) in [
            (Some("one"), Some("one"), Replaced::Done, "new", "as it was"),
            (Some("two"), Some("one"), Replaced::ByOther(Some(b"two".to_vec())), "two", "changed"),
            (None, Some("one"), Replaced::ByOther(None), "", "gone"),
            (None, None, Replaced::Done, "new", "a new file"),
            (Some("two"), None, Replaced::ByOther(Some(b"two".to_vec())), "two", "came meanwhile"),
        ] {
            match found {
                Some(text) => std::fs::write(&file, text).unwrap(),
                None => drop(std::fs::remove_file(&file)),
            }
            let replaced = replace(&file, base.map(str::as_bytes), b"new").unwrap();
            assert_eq!(replaced, result, "{why}");
            let after = read_if_there(&file).unwrap().unwrap_or_default();
            assert_eq!(String::from_utf8(after).unwrap(), left, "{why}");
            let others = std::fs::read_dir(folder.path()).unwrap().count();
            assert!(others <= 1, "no temporary file stays: {why}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_replaces_a_file_has_its_mode_and_what_people_noted_with_it() {
        use std::os::unix::fs::PermissionsExt;
        // Where temporary files lie in memory, nothing can be noted with them.
        let folder = tempfile::tempdir_in(env!("CARGO_MANIFEST_DIR")).unwrap();
        let file = folder.path().join("a.md");
        replace(&file, None, b"one").unwrap();
        let new = folder.path().join("new");
        std::fs::write(&new, "").unwrap();
        assert_eq!(mode(&file), mode(&new), "a new one is as any new file");
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
        let flags = rustix::fs::XattrFlags::empty();
        let noted = rustix::fs::setxattr(&file, "user.note", b"for Monday", flags);
        for again in 0..2 {
            match again {
                0 => drop(replace(&file, Some(b"one"), b"two").unwrap()),
                _ => write(&file, b"three").unwrap(),
            }
            assert_eq!(mode(&file), Some(0o640));
            let mut value = [0_u8; 32];
            let length = rustix::fs::getxattr(&file, "user.note", &mut value[..]);
            if noted.is_ok() {
                assert_eq!(&value[..length.unwrap()], b"for Monday");
            }
        }
    }

    #[test]
    fn what_an_interrupted_replacement_left_is_taken_away() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.md");
        let others = ["a.md", ".b.md.abc123.tmp", ".a.md.swp", ".a.md.my-own.tmp", ".a.md.ab.tmp"];
        for name in others.iter().chain(&[".a.md.abC123.tmp"]) {
            std::fs::write(folder.path().join(name), name).unwrap();
        }
        let left = folder.path().join(".a.md.abC123.tmp");
        let mut asked = Vec::new();
        let mut sweep = |known: &[&[u8]], may_go| {
            let mut keep = |bytes: &[u8]| {
                asked.push(bytes.to_owned());
                may_go
            };
            super::sweep(&file, known, &mut keep).unwrap();
        };
        sweep(&[b"something else"], false);
        assert!(left.exists(), "it may be somebody's");
        sweep(&[b"something else"], true);
        assert!(!left.exists(), "it is kept elsewhere");
        std::fs::write(&left, "New te").unwrap();
        sweep(&[b"Old text", b"New text"], false);
        assert!(!left.exists(), "half of what was being written");
        assert_eq!(asked, [b".a.md.abC123.tmp"; 2]);
        for name in others {
            assert!(folder.path().join(name).exists(), "{name} is not ours");
        }
    }
}
