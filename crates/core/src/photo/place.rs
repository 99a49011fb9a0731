//! Putting a picture into a site's folder: under the story's name, never twice, never half.

use std::fs;
use std::io::Write;
use std::path::Path;

use super::{Photo, Rendition};
use crate::files::{self, At, PathError};
use crate::site::Featured;

/// Where a picture is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The file's name in the folder.
    pub file_name: String,
    /// Whether the same picture was there before; then nothing was written.
    pub already: bool,
}

/// The first name `{slug}-{n}.{ext}`, n from 1, that is not taken. Names of files are published:
/// they come from the story, never from the camera.
pub fn name(slug: &str, taken: &dyn Fn(&str) -> bool, ext: &str) -> String {
    (1_u64..)
        .map(|number| format!("{slug}-{number}.{ext}"))
        .find(|name| !taken(name))
        .expect("there are more numbers than files")
}

/// Stores a picture in `folder`, which is made if need be. A file with the same bytes is used as
/// it is. A new one appears whole under its name, or not at all.
///
/// # Errors
/// The file or folder that could not be read or written.
pub fn store(folder: &Path, slug: &str, photo: &Photo) -> Result<Stored, PathError> {
    fs::create_dir_all(folder).at(folder)?;
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).at(folder)? {
        let entry = entry.at(folder)?;
        let file_name = entry.file_name().to_string_lossy().into_owned();
        let same_length = entry
            .metadata()
            .is_ok_and(|metadata| metadata.is_file() && metadata.len() == photo.bytes.len() as u64);
        // What cannot be read is not the same picture.
        if same_length
            && fs::read(entry.path())
                .is_ok_and(|bytes| blake3::hash(&bytes).to_hex().as_str() == photo.hash)
        {
            return Ok(Stored { file_name, already: true });
        }
        // Some disks take "A.jpg" and "a.jpg" for one file.
        names.push(file_name.to_lowercase());
    }
    let temporary = write_beside(folder, &photo.bytes)?;
    let mut temporary = Some(temporary);
    loop {
        // A picture's copies go under its name too: where one of them has no room, neither has it.
        let taken = |name: &str| {
            let copies = photo.renditions.iter().map(|copy| copy_name(name, copy));
            std::iter::once(name.to_owned())
                .chain(copies)
                .any(|name| names.contains(&name.to_lowercase()))
        };
        let file_name = name(slug, &taken, &photo.extension);
        let target = folder.join(&file_name);
        let whole = temporary.take().expect("it comes back with each refusal");
        match whole.persist_noclobber(&target) {
            Ok(_) => {
                sync_folder(folder)?;
                return Ok(Stored { file_name, already: false });
            }
            // Somebody was quicker.
            Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => {
                temporary = Some(error.file);
                names.push(file_name.to_lowercase());
            }
            Err(error) => return Err(error.error).at(target),
        }
    }
}

/// The name of a new picture that leads by its name: as the one before it, else as the site's.
pub fn featured_name(featured: &Featured, before: Option<&str>, photo: &Photo) -> String {
    let stem =
        before.and_then(|name| name.rsplit_once('.')).map_or(featured.name.as_str(), |(s, _)| s);
    format!("{stem}.{}", photo.extension)
}

/// Stores a picture that leads by its name, in the place of the one before it.
///
/// # Errors
/// The file that could not be written or removed.
pub fn store_featured(
    folder: &Path,
    featured: &Featured,
    before: Option<&str>,
    photo: &Photo,
) -> Result<Stored, PathError> {
    let file_name = featured_name(featured, before, photo);
    files::write(&folder.join(&file_name), &photo.bytes)?;
    if let Some(before) = before.filter(|before| *before != file_name) {
        let gone = folder.join(before);
        fs::remove_file(&gone).at(&gone)?;
    }
    Ok(Stored { file_name, already: false })
}

/// Stores the copies of a picture beside it, under its name and their width: `wall-1-480.jpg`. Their
/// names, in the order of [`Photo::renditions`]. What stands under such a name and is another
/// picture stays: the copy gets a number behind its width, as a picture does behind its story's name.
///
/// # Errors
/// The file that could not be written.
pub fn store_sizes(
    folder: &Path,
    file_name: &str,
    photo: &Photo,
) -> Result<Vec<String>, PathError> {
    let mut names = Vec::new();
    for copy in &photo.renditions {
        let mut name = copy_name(file_name, copy);
        let stem = stem(&name).to_owned();
        let mut number = 1_u64;
        loop {
            let file = folder.join(&name);
            match files::read_if_there(&file)? {
                Some(there) if there == copy.bytes => break,
                None => {
                    files::write(&file, &copy.bytes)?;
                    break;
                }
                Some(_) => {
                    name = format!("{stem}-{number}.{}", copy.extension);
                    number += 1;
                }
            }
        }
        names.push(name);
    }
    Ok(names)
}

fn copy_name(file_name: &str, copy: &Rendition) -> String {
    format!("{}-{}.{}", stem(file_name), copy.width, copy.extension)
}

fn stem(file_name: &str) -> &str {
    file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem)
}

fn write_beside(folder: &Path, bytes: &[u8]) -> Result<tempfile::NamedTempFile, PathError> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".").suffix(".tmp");
    #[cfg(unix)]
    let permissions = {
        use std::os::unix::fs::PermissionsExt;
        // As any new file: readable by whom the umask allows.
        fs::Permissions::from_mode(0o666)
    };
    #[cfg(unix)]
    builder.permissions(permissions);
    let mut file = builder.tempfile_in(folder).at(folder)?;
    file.write_all(bytes).at(file.path())?;
    file.as_file().sync_all().at(file.path())?;
    Ok(file)
}

/// On Unix a new name is safe once its folder is.
fn sync_folder(folder: &Path) -> Result<(), PathError> {
    if cfg!(unix) {
        fs::File::open(folder).at(folder)?.sync_all().at(folder)?;
    }
    Ok(())
}
