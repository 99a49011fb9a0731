//! Work on one picture as a message and its answer, so that another process can do it.
//!
//! A message is a length, as many bytes of JSON, and the bytes of files, each behind its length.
//! Lengths are 64 bits, little-endian. Whoever reads is told how long a message may be: the other
//! side may be anybody's by then.

use std::io::{self, Read, Write};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{Edits, Limits, Photo, Refusal, Settings, clean_edited, thumbnail};

/// Work on one picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Job {
    /// Make it fit to be published.
    Clean {
        /// How it is written.
        settings: Settings,
        /// What is done to its pixels first.
        edits: Edits,
    },
    /// Make a small one for a screen.
    Thumbnail {
        /// Pixels, at most.
        max_width: u32,
        /// What is refused.
        limits: Limits,
    },
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// A picture that is fit to be published.
    Photo(Box<Photo>),
    /// A small one, encoded.
    Thumbnail(#[serde(skip)] Vec<u8>),
    /// None: why not.
    Refused(Refusal),
}

/// More JSON than any picture's words need.
const LONGEST_HEAD: u64 = 8 * 1024 * 1024;

/// A picture and its copies are fewer and smaller.
const MOST_FILES: u64 = 32;
const LARGEST_FILE: u64 = 512 * 1024 * 1024;

impl Job {
    /// Does the work, here and now.
    pub fn run(&self, bytes: &[u8]) -> Outcome {
        match self {
            Job::Clean { settings, edits } => match clean_edited(bytes, settings, edits) {
                Ok(photo) => Outcome::Photo(Box::new(photo)),
                Err(refusal) => Outcome::Refused(refusal),
            },
            Job::Thumbnail { max_width, limits } => match thumbnail(bytes, *max_width, limits) {
                Ok(small) => Outcome::Thumbnail(small),
                Err(refusal) => Outcome::Refused(refusal),
            },
        }
    }

    /// Writes the message: the work, and the file that it is about.
    pub fn write(&self, out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
        write(out, self, &[bytes])
    }

    /// Reads a message; nothing where the other side has ended.
    pub fn read(from: &mut impl Read) -> io::Result<Option<(Job, Vec<u8>)>> {
        let Some((job, files)) = read(from)? else { return Ok(None) };
        let file = files.into_iter().next().ok_or(io::ErrorKind::InvalidData)?;
        Ok(Some((job, file)))
    }
}

impl Outcome {
    /// Writes the answer.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let files: Vec<&[u8]> = match self {
            Outcome::Photo(photo) => {
                let others = photo.renditions.iter().map(|rendition| rendition.bytes.as_slice());
                std::iter::once(photo.bytes.as_slice()).chain(others).collect()
            }
            Outcome::Thumbnail(bytes) => vec![bytes],
            Outcome::Refused(_) => Vec::new(),
        };
        write(out, self, &files)
    }

    /// Reads the answer; nothing where the other side has ended.
    pub fn read(from: &mut impl Read) -> io::Result<Option<Outcome>> {
        let Some((mut outcome, files)) = read(from)? else { return Ok(None) };
        let mut files = files.into_iter();
        let mut next = || files.next().ok_or(io::ErrorKind::InvalidData);
        match &mut outcome {
            Outcome::Photo(photo) => {
                photo.bytes = next()?;
                for rendition in &mut photo.renditions {
                    rendition.bytes = next()?;
                }
            }
            Outcome::Thumbnail(bytes) => *bytes = next()?,
            Outcome::Refused(_) => {}
        }
        Ok(Some(outcome))
    }
}

fn write(out: &mut impl Write, head: &impl Serialize, files: &[&[u8]]) -> io::Result<()> {
    let head = serde_json::to_vec(head)?;
    let length = |bytes: &[u8]| (bytes.len() as u64).to_le_bytes();
    out.write_all(&length(&head))?;
    out.write_all(&head)?;
    out.write_all(&(files.len() as u64).to_le_bytes())?;
    for file in files {
        out.write_all(&length(file))?;
        out.write_all(file)?;
    }
    out.flush()
}

fn read<T: DeserializeOwned>(from: &mut impl Read) -> io::Result<Option<(T, Vec<Vec<u8>>)>> {
    let mut length = [0; 8];
    // The end before a message is no error.
    match from.read(&mut length[..1])? {
        0 => return Ok(None),
        _ => from.read_exact(&mut length[1..])?,
    }
    let head = part(from, u64::from_le_bytes(length), LONGEST_HEAD)?;
    let count = number(from)?;
    if count > MOST_FILES {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut files = Vec::new();
    for _ in 0..count {
        let length = number(from)?;
        files.push(part(from, length, LARGEST_FILE)?);
    }
    Ok(Some((serde_json::from_slice(&head)?, files)))
}

fn number(from: &mut impl Read) -> io::Result<u64> {
    let mut bytes = [0; 8];
    from.read_exact(&mut bytes)?;
    Ok(u64::from_le_bytes(bytes))
}

/// As many bytes, taken as they come: a length alone reserves no memory.
fn part(from: &mut impl Read, length: u64, longest: u64) -> io::Result<Vec<u8>> {
    if length > longest {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut bytes = Vec::new();
    from.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}
