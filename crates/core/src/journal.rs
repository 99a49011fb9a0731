//! Every keystroke, outside the site, until it is saved.
//!
//! One file per open story: a first record with the text as it was opened, then one record per
//! change, and a mark before and after each save. A record is its length, a check sum and JSON;
//! recovery reads up to the last record whose check sum is right, so that a crash costs at most the
//! record being written. A save only adds its marks: the first key after it costs no more than any
//! other. A journal that could not be written ends there, and the next change begins another in its
//! place: what stands behind a half of a record would never be read.
//!
//! Records are handed to the system at once. The shell forces them to disk within a second, by
//! [`Journal::unsynced`]: a disk takes its time, and no key may wait for it.

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::files::{At, PathError};
use crate::preview::Patch;

/// A journal longer than this begins anew after a save, in bytes.
const LONGEST: u64 = 8 << 20;

/// The journal of one open story.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: Option<Arc<File>>,
    dirty: bool,
    length: u64,
}

/// What a journal says after a crash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovered {
    /// The text as it was saved last.
    pub base: String,
    /// Names each file that a save began to write since then.
    written: Vec<String>,
    /// The text with all changes that were recorded.
    pub text: String,
    /// When the last of them was made, RFC 3339.
    pub at: String,
}

impl Recovered {
    /// Whether a file holds what a save was writing when it was broken off.
    pub fn was_written(&self, file: &[u8]) -> bool {
        self.written.contains(&named(file))
    }
}

/// What stands in a journal after its first record.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Record {
    /// A change of the whole file, in bytes of the text before it.
    Change {
        /// When, RFC 3339.
        at: String,
        from: usize,
        to: usize,
        insert: String,
    },
    /// What was recorded up to here is saved.
    Saved { saved: bool },
    /// What was recorded up to here is about to be the file, which this names.
    Saving { saving: String },
}

impl Journal {
    /// A journal in `folder` for the story of that path. Nothing is written until a change comes.
    pub fn new(folder: &Path, story: &str) -> Journal {
        let name = blake3::hash(story.as_bytes()).to_hex();
        Journal {
            path: folder.join(format!("{}.journal", &name[..32])),
            file: None,
            dirty: false,
            length: 0,
        }
    }

    /// What was typed into a story and is not saved goes where the story goes.
    pub fn follow(folder: &Path, from: &str, to: &str) -> Result<(), PathError> {
        let (old, new) = (Journal::new(folder, from).path, Journal::new(folder, to).path);
        match fs::rename(&old, &new) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error).at(&new),
            _ => Ok(()),
        }
    }

    /// What an earlier run left behind.
    pub fn recover(&self) -> Option<Recovered> {
        let bytes = fs::read(&self.path).ok()?;
        let mut records = Records { bytes: &bytes };
        let base: String = serde_json::from_slice(records.next()?).ok()?;
        let mut recovered =
            Recovered { text: base.clone(), base, written: Vec::new(), at: String::new() };
        for record in records {
            match serde_json::from_slice::<Record>(record) {
                Ok(Record::Change { at, from, to, insert }) => {
                    let text = &mut recovered.text;
                    let fits = |place| place <= text.len() && text.is_char_boundary(place);
                    if from > to || !fits(from) || !fits(to) {
                        break;
                    }
                    text.replace_range(from..to, &insert);
                    recovered.at = at;
                }
                Ok(Record::Saved { .. }) => {
                    recovered.base.clone_from(&recovered.text);
                    recovered.written.clear();
                }
                Ok(Record::Saving { saving }) => recovered.written.push(saving),
                Err(_) => break,
            }
        }
        (recovered.text != recovered.base).then_some(recovered)
    }

    /// Whether there is a first record, and everything since then was recorded.
    pub fn is_begun(&self) -> bool {
        self.file.is_some()
    }

    /// Begins with the text as it lies on disk, and what was changed since. An earlier journal
    /// stays until all of this one is written.
    pub fn begin(&mut self, base: &str, since: &[Patch], now: Timestamp) -> Result<(), PathError> {
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder).at(folder)?;
        }
        let beside = self.path.with_extension("new");
        let mut options = OpenOptions::new();
        options.create(true).write(true).truncate(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        let file = Some(Arc::new(options.open(&beside).at(&beside)?));
        let mut new = Journal { path: beside, file, dirty: false, length: 0 };
        new.write(base)?;
        new.record(since, now)?;
        fs::rename(&new.path, &self.path).at(&self.path)?;
        let path = std::mem::take(&mut self.path);
        *self = Journal { path, ..new };
        Ok(())
    }

    /// Records changes, each of the text after the one before it. One that was not begun records
    /// nothing.
    pub fn record(&mut self, patches: &[Patch], now: Timestamp) -> Result<(), PathError> {
        patches.iter().try_for_each(|patch| {
            let Patch { from, to, insert } = patch.clone();
            self.write(&Record::Change { at: now.to_string(), from, to, insert })
        })
    }

    /// Notes that the file is about to hold this, which is all that was recorded up to here.
    pub fn saving(&mut self, file: &[u8]) -> Result<(), PathError> {
        self.write(&Record::Saving { saving: named(file) })
    }

    /// Notes that all of it is saved. A journal that could not be written says nothing true any
    /// more, and goes.
    pub fn saved(&mut self) -> Result<(), PathError> {
        let ends = !self.is_begun() || self.length > LONGEST;
        if ends || self.write(&Record::Saved { saved: true }).is_err() {
            return self.clear();
        }
        Ok(())
    }

    /// What is to be forced to disk, if something was recorded since the last time.
    pub fn unsynced(&mut self) -> Option<Unsynced> {
        if !std::mem::take(&mut self.dirty) {
            return None;
        }
        Some(Unsynced { path: self.path.clone(), file: self.file.clone()? })
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

    fn write(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), PathError> {
        let Some(file) = &self.file else { return Ok(()) };
        let json = serde_json::to_vec(value).map_err(std::io::Error::other).at(&self.path)?;
        let mut record = Vec::with_capacity(json.len() + 8);
        record.extend_from_slice(&(json.len() as u32).to_le_bytes());
        record.extend_from_slice(&check(&json));
        record.extend_from_slice(&json);
        if let Err(error) = file.as_ref().write_all(&record) {
            self.file = None;
            return Err(error).at(&self.path);
        }
        self.length += record.len() as u64;
        self.dirty = true;
        Ok(())
    }
}

/// Records that the disk does not have yet.
#[derive(Debug)]
pub struct Unsynced {
    path: PathBuf,
    file: Arc<File>,
}

impl Unsynced {
    /// Waits until the disk has them.
    pub fn sync(self) -> Result<(), PathError> {
        self.file.sync_data().at(&self.path)
    }
}

/// Names exactly these bytes.
fn named(file: &[u8]) -> String {
    blake3::hash(file).to_hex().to_string()
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
        journal.begin("base", &[], Timestamp::UNIX_EPOCH).unwrap();
        for (place, letter) in letters.chars().enumerate() {
            record(&mut journal, 4 + place, letter);
        }
        journal.unsynced().unwrap().sync().unwrap();
        assert!(journal.unsynced().is_none(), "the disk has everything");
        journal
    }

    fn record(journal: &mut Journal, place: usize, letter: char) {
        let patch = Patch { from: place, to: place, insert: letter.to_string() };
        let now = Timestamp::from_second(place as i64).unwrap();
        journal.record(&[patch], now).unwrap();
    }

    #[test]
    fn what_was_typed_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        typed(folder.path(), "abc");
        let found = Journal::new(folder.path(), "a.md").recover().unwrap();
        assert_eq!((found.text.as_str(), found.at.as_str()), ("baseabc", "1970-01-01T00:00:06Z"));
        assert_eq!(Journal::new(folder.path(), "b.md").recover(), None, "another story's journal");
        Journal::follow(folder.path(), "a.md", "c.md").unwrap();
        assert_eq!(Journal::new(folder.path(), "c.md").recover().unwrap().text, "baseabc");
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
    fn what_was_typed_after_a_save_comes_back_over_what_was_saved() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = typed(folder.path(), "ab");
        journal.saved().unwrap();
        assert_eq!(journal.recover(), None, "everything is saved");
        record(&mut journal, 6, 'c');
        let found = journal.recover().unwrap();
        assert_eq!((found.base.as_str(), found.text.as_str()), ("baseab", "baseabc"));
    }

    /// From now on the disk takes nothing.
    fn full_disk(journal: &mut Journal) {
        journal.file = Some(Arc::new(File::open(&journal.path).unwrap()));
    }

    #[test]
    fn a_journal_that_could_not_be_written_begins_anew() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = typed(folder.path(), "ab");
        full_disk(&mut journal);
        let lost = Patch { from: 6, to: 6, insert: "c".to_owned() };
        journal.record(&[lost], Timestamp::UNIX_EPOCH).unwrap_err();
        assert!(!journal.is_begun(), "what came next would stand behind half a record");
        assert_eq!(journal.recover().unwrap().text, "baseab", "what was whole still is");
        let since = Patch::between(0, "base", "baseabc");
        journal.begin("base", &[since], Timestamp::UNIX_EPOCH).unwrap();
        record(&mut journal, 7, 'd');
        let found = journal.recover().unwrap();
        assert_eq!((found.base.as_str(), found.text.as_str()), ("base", "baseabcd"));
    }

    #[test]
    fn a_save_that_cannot_be_noted_leaves_no_journal_of_the_text_before_it() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = typed(folder.path(), "ab");
        full_disk(&mut journal);
        journal.saved().unwrap();
        assert_eq!(journal.recover(), None);
    }

    #[test]
    fn a_journal_stays_until_the_next_one_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = typed(folder.path(), "ab");
        fs::create_dir(journal.path.with_extension("new")).unwrap();
        journal.begin("baseab", &[], Timestamp::UNIX_EPOCH).unwrap_err();
        assert_eq!(journal.recover().unwrap().text, "baseab");
    }

    #[test]
    fn a_file_that_a_save_began_to_write_is_known_until_it_is_saved() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = typed(folder.path(), "ab");
        journal.saving(b"baseab").unwrap();
        record(&mut journal, 6, 'c');
        let found = journal.recover().unwrap();
        assert!(found.was_written(b"baseab") && !found.was_written(b"baseabc"));
        journal.saved().unwrap();
        record(&mut journal, 7, 'd');
        assert!(!journal.recover().unwrap().was_written(b"baseab"));
    }

    #[test]
    fn a_saved_story_leaves_no_journal() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = typed(folder.path(), "abc");
        journal.clear().unwrap();
        assert_eq!(journal.recover(), None);
    }
}
