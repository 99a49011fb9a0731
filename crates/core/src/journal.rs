//! Every keystroke, outside the site, until it is saved.
//!
//! One file per open story: a first record with the text as it lay on disk, then one record per
//! change. A record is its length, a check sum and JSON; recovery reads up to the last record
//! whose check sum is right, so that a crash costs at most the record being written.
//!
//! Records are handed to the system at once and forced to disk by [`Journal::sync`], which the
//! shell calls within a second.

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::files::{At, PathError};

/// The journal of one open story.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: Option<File>,
    dirty: bool,
}

/// What a journal says after a crash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovered {
    /// The file as it was when the journal began.
    pub base: String,
    /// The text with all changes that were recorded.
    pub text: String,
    /// When the last of them was made, RFC 3339.
    pub at: String,
}

/// A change of the whole file, in bytes of the text before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// When, RFC 3339.
    pub at: String,
    /// Start, bytes.
    pub from: usize,
    /// End, bytes.
    pub to: usize,
    /// What stands there instead.
    pub insert: String,
}

impl Journal {
    /// A journal in `folder` for the story of that path. Nothing is written until a change comes.
    pub fn new(folder: &Path, story: &str) -> Journal {
        let name = blake3::hash(story.as_bytes()).to_hex();
        Journal { path: folder.join(format!("{}.journal", &name[..32])), file: None, dirty: false }
    }

    /// What an earlier run left behind.
    pub fn recover(&self) -> Option<Recovered> {
        let bytes = fs::read(&self.path).ok()?;
        let mut records = Records { bytes: &bytes };
        let base: String = serde_json::from_slice(records.next()?).ok()?;
        let mut recovered = Recovered { text: base.clone(), base, at: String::new() };
        for record in records {
            let Ok(record) = serde_json::from_slice::<Record>(record) else { break };
            let text = &mut recovered.text;
            if record.from > record.to
                || !text.is_char_boundary(record.from.min(text.len() + 1))
                || !text.is_char_boundary(record.to.min(text.len() + 1))
            {
                break;
            }
            text.replace_range(record.from..record.to, &record.insert);
            recovered.at = record.at;
        }
        (recovered.text != recovered.base).then_some(recovered)
    }

    /// Records a change. `base` is the file as it lies on disk, written first when the journal is
    /// empty.
    pub fn record(&mut self, base: &str, record: &Record) -> Result<(), PathError> {
        if self.file.is_none() {
            if let Some(folder) = self.path.parent() {
                fs::create_dir_all(folder).at(folder)?;
            }
            let mut options = OpenOptions::new();
            options.create(true).write(true).truncate(true);
            #[cfg(unix)]
            {
                use std::os::unix::fs::OpenOptionsExt;
                options.mode(0o600);
            }
            let mut file = options.open(&self.path).at(&self.path)?;
            write_record(&mut file, base).at(&self.path)?;
            self.file = Some(file);
        }
        let file = self.file.as_mut().expect("opened above");
        write_record(file, record).at(&self.path)?;
        self.dirty = true;
        Ok(())
    }

    /// Forces what was recorded to disk.
    pub fn sync(&mut self) -> Result<(), PathError> {
        if let Some(file) = self.file.as_ref().filter(|_| self.dirty) {
            file.sync_data().at(&self.path)?;
            self.dirty = false;
        }
        Ok(())
    }

    /// Forgets everything: what it held is saved.
    pub fn clear(&mut self) -> Result<(), PathError> {
        self.file = None;
        self.dirty = false;
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error).at(&self.path),
            _ => Ok(()),
        }
    }
}

fn write_record(file: &mut File, value: &(impl Serialize + ?Sized)) -> std::io::Result<()> {
    let json = serde_json::to_vec(value)?;
    let mut record = Vec::with_capacity(json.len() + 8);
    record.extend_from_slice(&(json.len() as u32).to_le_bytes());
    record.extend_from_slice(&check(&json));
    record.extend_from_slice(&json);
    file.write_all(&record)
}

fn check(bytes: &[u8]) -> [u8; 4] {
    let hash = blake3::hash(bytes);
    let hash = hash.as_bytes();
    [hash[0], hash[1], hash[2], hash[3]]
}

struct Records<'a> {
    bytes: &'a [u8],
}

impl<'a> Iterator for Records<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let length = u32::from_le_bytes(self.bytes.get(..4)?.try_into().ok()?) as usize;
        let sum: [u8; 4] = self.bytes.get(4..8)?.try_into().ok()?;
        let record = self.bytes.get(8..8 + length)?;
        self.bytes = &self.bytes[8 + length..];
        (check(record) == sum).then_some(record)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn typed(folder: &Path, letters: &str) -> Journal {
        let mut journal = Journal::new(folder, "a.md");
        for (place, letter) in letters.chars().enumerate() {
            let record = Record {
                at: format!("t{place}"),
                from: 4 + place,
                to: 4 + place,
                insert: letter.to_string(),
            };
            journal.record("base", &record).unwrap();
        }
        journal.sync().unwrap();
        journal
    }

    #[test]
    fn what_was_typed_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        typed(folder.path(), "abc");
        let found = Journal::new(folder.path(), "a.md").recover().unwrap();
        assert_eq!((found.text.as_str(), found.at.as_str()), ("baseabc", "t2"));
        assert_eq!(Journal::new(folder.path(), "b.md").recover(), None, "another story's journal");
    }

    #[test]
    fn a_journal_cut_anywhere_gives_all_records_before_the_cut() {
        let folder = tempfile::tempdir().unwrap();
        let journal = typed(folder.path(), "abcdef");
        let whole = fs::read(&journal.path).unwrap();
        let mut most = 0;
        for cut in 0..=whole.len() {
            fs::write(&journal.path, &whole[..cut]).unwrap();
            let text = journal.recover().map_or("base".to_owned(), |found| found.text);
            assert!("baseabcdef".starts_with(&text), "cut at {cut}: {text}");
            assert!(text.len() >= most, "a longer file never gives less");
            most = text.len();
        }
        assert_eq!(most, 10, "the whole file gives everything");
    }

    #[test]
    fn a_saved_story_leaves_no_journal() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = typed(folder.path(), "abc");
        journal.clear().unwrap();
        assert_eq!(journal.recover(), None);
    }
}
